"""All pairs of descriptors that are within a limit of each other, exactly, by chunks of a Snapshot's rows.

A chunk of rows is compared with all rows that came before it and with itself. Bounds only sort out, in three steps: by
short forms (sieve.py), by codes (quantize.py), and where an Image has MOST nearer ones. What may count is measured in
float64 by subtraction. A pair is left out only when both its Images have MOST others that are nearer.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numkong
import numpy as np
import numpy.typing as npt

from simgui.core.neighbour_store import Chunk, Cuts, NeighbourStore, Pairs
from simgui.core.priority import stand_back
from simgui.core.quantize import Codes, pair_bounds
from simgui.core.sieve import NEW_AT_ONCE, OLD_AT_ONCE, SAMPLE, Ready, Shorts, Sieve, columns_of, fit
from simgui.core.vectors import Block, Snapshot, damaged_rows, expect, widened

PART_ROWS = (
    4096  # of a block; what one thread compares a chunk with at a time, and what short forms are kept by
)
CODES_AT_ONCE, MEASURED_AT_ONCE = (
    2048,
    512,
)  # of so many pairs codes and descriptors stay in the processor's cache
MOST_HELD = (
    4_000_000  # pairs of a chunk that wait to be measured, before those that nobody needs are looked for
)
NOT_YET = np.iinfo(np.int32).max
AHEAD = 4
READY_PARTS = 48  # that are held in memory: 120 MB at most
FITTED_ANEW = 4  # a sieve, when the library has become so many times as large
Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Found = TypeVar("Found")


class Rows:
    """The rows of a Snapshot one after the other. ids: int64 (n,); alive: bool (n,)."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.blocks = snapshot.blocks
        self._starts = np.cumsum([0, *(len(block.ids) for block in self.blocks)])
        self.ids: Ids = np.concatenate([np.empty(0, np.int64), *(block.ids for block in self.blocks)])
        self.alive = np.concatenate([np.empty(0, np.bool_), *(block.alive for block in self.blocks)])
        self.dimension = self.blocks[0].vectors.shape[1] if self.blocks else 0

    def vectors(self, places: Ids) -> Floats:
        """float32 (m, dimension). places: int64 (m,), in any order."""
        found = np.empty((len(places), self.dimension), np.float16)
        for block, mine, rows in self._inside(places):
            if len(mine) == len(places):
                return widened(np.asarray(block.vectors).take(rows, 0))
            found[mine] = np.asarray(block.vectors)[rows]
        return widened(found)

    def codes(self, places: Ids) -> Codes:
        values = np.empty((len(places), self.dimension), np.int8)
        measures = np.empty((len(places), 3), np.float32)
        for block, mine, rows in self._inside(places):
            codes = block.codes[rows]
            values[mine], measures[mine] = codes.values, codes.measures
        return Codes.of(values, measures)

    def _inside(self, places: Ids) -> Iterator[tuple[Block, Ids, Ids]]:
        """Each block that has some of them: which of `places`, and which of the block's rows."""
        numbers = np.searchsorted(self._starts, places, "right") - 1
        for number in np.unique(numbers):
            mine = np.flatnonzero(numbers == number)
            yield self.blocks[number], mine, places[mine] - self._starts[number]

    def parts(self) -> Iterator[Part]:
        for number, block in enumerate(self.blocks):
            for start in range(0, len(block.ids), PART_ROWS):
                stop = min(start + PART_ROWS, len(block.ids))
                yield Part(number, start, stop, int(self._starts[number]))


@dataclass(frozen=True)
class Part:
    """Rows `start` to `stop` of a block whose first row has the place `offset`."""

    block: int
    start: int
    stop: int
    offset: int

    @property
    def places(self) -> slice:
        return slice(self.offset + self.start, self.offset + self.stop)

    @property
    def key(self) -> tuple[int, int]:
        return self.block, self.start // PART_ROWS


@dataclass(frozen=True)
class Maybe:
    """Pairs that may count. ones: int64 (m,), which of the chunk; others: int64 (m,), places; least, most: float32
    (m,), between which their squared distances lie.
    """

    ones: Ids
    others: Ids
    least: Floats
    most: Floats

    def __getitem__(self, rows: npt.NDArray[np.bool_] | slice) -> Maybe:
        return Maybe(self.ones[rows], self.others[rows], self.least[rows], self.most[rows])


@dataclass(frozen=True)
class New:
    """The rows of a chunk. places: int64 (n,); vectors: float32 (n, dimension)."""

    places: Ids
    vectors: Floats
    codes: Codes
    short: Ready | None


class PairFinder:
    """Compares one chunk after the other. most: how many others each Image needs; check: raises Cancelled."""

    def __init__(
        self, snapshot: Snapshot, within: float, most: int, store: NeighbourStore, check: Callable[[], None]
    ) -> None:
        self.rows = Rows(snapshot)
        self._within, self._most, self._store, self._check = within, most, store, check
        self._limit = np.nextafter(np.float32(within**2) * np.float32(1 + 1e-6), np.float32(np.inf))
        # of each row: -1 for one of an earlier chunk, its number for one of this chunk, else NOT_YET
        self._turns = np.full(len(self.rows.ids), NOT_YET, np.int32)
        # of each row: within what it has as many others as it needs, as far as is known
        self._full_within = np.full(len(self.rows.ids), np.inf, np.float32)
        self._sieve = self._fitting_sieve()
        self._ready: dict[tuple[int, int], Ready] = {}

    # before the first chunk

    def _fitting_sieve(self) -> Sieve | None:
        count = len(self.rows.ids)
        kept = self._store.sieve()
        if kept is not None and count < FITTED_ANEW * kept.rows:
            return kept
        alive = np.flatnonzero(self.rows.alive)
        evenly = np.linspace(0, len(alive) - 1, min(len(alive), SAMPLE)).astype(np.int64)
        sieve = fit(self.rows.vectors(alive[evenly]), self._within, count, self._check)
        if sieve is not None:
            self._store.keep_sieve(sieve)
        return sieve

    def cover(self, images: Ids, pairs: Pairs) -> None:
        """These Images belong to earlier chunks, with these pairs."""
        places = self.places_of(images)
        self._turns[places] = -1
        owners = np.concatenate([self.places_of(pairs.firsts), self.places_of(pairs.seconds)])
        distances = np.concatenate([pairs.distances, pairs.distances])
        self._full_within = nth_smallest(owners, distances, self._most, len(self.rows.ids))

    def places_of(self, images: Ids) -> Ids:
        """int64 (m,). The Images have rows."""
        order = np.argsort(self.rows.ids, kind="stable")
        return order[np.searchsorted(self.rows.ids, images, sorter=order)]

    # a chunk

    def chunks(self, plan: Sequence[Ids], compared: Callable[[int], None]) -> Generator[Chunk, None, None]:
        """Compare the rows of one chunk after the other with those before them. plan: their places, int64 (n,) each,
        ascending; compared: told how many pairs.
        """
        # threads of this run alone: whoever searches meanwhile goes first
        with ThreadPoolExecutor(os.cpu_count() or 1, "pairs", initializer=stand_back) as pool:
            following = [pool.submit(self._new, places) for places in plan[:1]]
            for places, coming in zip(plan, [*plan[1:], None], strict=True):
                new = following.pop().result()
                if coming is not None:
                    following.append(pool.submit(self._new, coming))
                yield self._chunk(places, new, pool, compared)

    def _new(self, places: Ids) -> New:
        self._check()
        vectors, codes = self.rows.vectors(places), self.rows.codes(places)
        sound = np.flatnonzero(~damaged_rows(vectors, codes))
        short = None if self._sieve is None else self._short(places[sound], self._sieve)
        return New(places[sound], vectors[sound], codes[sound], short)

    def _chunk(
        self, places: Ids, new: New, pool: ThreadPoolExecutor, compared: Callable[[int], None]
    ) -> Chunk:
        self._turns[new.places] = np.arange(len(new.places))
        cutting = _Cutting(len(self.rows.ids))
        maybe = self._all_maybe(new, cutting, pool, compared)
        pairs = self._needed_pairs(new, self._measured(new, maybe, pool), cutting)
        self._turns[new.places] = -1
        ids = self.rows.ids
        damaged = np.setdiff1d(places, new.places)
        kept = Pairs(ids[new.places[pairs.firsts]], ids[pairs.seconds], pairs.distances)
        return Chunk(ids[new.places], ids[damaged], kept, cutting.cuts(ids))

    def _all_maybe(
        self, new: New, cutting: _Cutting, pool: ThreadPoolExecutor, compared: Callable[[int], None]
    ) -> Maybe:
        held, count = [_none()], 0
        for part, found in _in_turn(
            pool, self._against, [(new, part) for part in self._parts(len(new.places))]
        ):
            held.append(self._needed(new, found, part, cutting))
            count += len(held[-1].ones)
            compared(self._pairs_in(part, len(new.places)))
            if count > MOST_HELD:
                held = [self._needed(new, _together(held), None, cutting)]
                count = 0  # what is needed is needed, however much it is
        return self._needed(new, _together(held), None, cutting)

    def _parts(self, count: int) -> list[Part]:
        """Those with rows that a chunk of `count` rows is compared with, and no longer than that."""
        found = []
        for part in self.rows.parts():
            used = np.flatnonzero(self._turns[part.places] < count)
            if len(used):
                found.append(Part(part.block, part.start, part.start + int(used[-1]) + 1, part.offset))
        return found

    def _pairs_in(self, part: Part, count: int) -> int:
        turns = self._turns[part.places]
        own = turns[(turns >= 0) & (turns < count)].astype(np.int64)
        return count * int((turns < 0).sum()) + int((count - 1 - own).sum())

    def _against(self, new: New, part: Part) -> tuple[Part, Maybe]:
        """Pairs of a chunk's rows with those of a part that came before them."""
        turns = self._turns[part.places]
        old = self.rows.blocks[part.block].codes[part.start : part.stop]
        found, waiting, count = [_none()], [], 0
        for ones, others in self._candidates(new, part):
            self._check()
            earlier = turns[others] < ones
            waiting.append((ones[earlier], others[earlier]))
            count += len(waiting[-1][0])
            if count >= CODES_AT_ONCE:
                found.append(self._by_codes(new.codes, old, waiting))
                waiting, count = [], 0
        maybe = _together([*found, self._by_codes(new.codes, old, waiting)])
        return part, Maybe(maybe.ones, maybe.others + part.places.start, maybe.least, maybe.most)

    def _candidates(self, new: New, part: Part) -> Iterator[tuple[Ids, Ids]]:
        if self._sieve is None or new.short is None:
            return _every_pair(len(new.places), part.stop - part.start)
        return self._sieve.through(new.short, self._short_part(part, self._sieve)[: part.stop - part.start])

    def _short(self, places: Ids, sieve: Sieve) -> Ready:
        """Of a chunk's rows, ascending, from those of their parts."""
        found = [sieve.ready(sieve.shorten(self.rows.vectors(places[:0])), self._within)]
        for part in self.rows.parts():
            low, high = np.searchsorted(places, (part.places.start, part.places.stop))
            if low < high:
                found.append(self._short_part(part, sieve)[places[low:high] - part.places.start])
        return Ready(*(np.concatenate(each) for each in zip(*map(columns_of, found), strict=True)))

    def _short_part(self, part: Part, sieve: Sieve) -> Ready:
        """Of all rows of a block that may be in this part."""
        ready = self._ready.get(part.key)
        if ready is None:
            ready = sieve.ready(self._shorts(part, sieve), self._within)
            if len(self._ready) < READY_PARTS:
                self._ready[part.key] = ready
        return ready

    def _shorts(self, part: Part, sieve: Sieve) -> Shorts:
        """Kept ones, or else made and kept."""
        block = self.rows.blocks[part.block]
        count = min(PART_ROWS, len(block.ids) - part.start)
        shorts = self._store.shorts(part.key, sieve, count)
        if shorts is None:
            expect(block.vectors, in_order=True)
            vectors = np.asarray(block.vectors)[part.start : part.start + count]
            pieces = [
                sieve.shorten(widened(vectors[start : start + NEW_AT_ONCE]))
                for start in range(0, count, NEW_AT_ONCE)
            ]
            shorts = Shorts(*(np.concatenate(each) for each in zip(*map(columns_of, pieces), strict=True)))
            self._store.keep_shorts(part.key, sieve, shorts)
        return shorts

    def _by_codes(self, new: Codes, old: Codes, waiting: list[tuple[Ids, Ids]]) -> Maybe:
        if not waiting:
            return _none()
        ones, others = (np.concatenate(each) for each in zip(*waiting, strict=True))
        least, most = pair_bounds(new[ones], old[others])
        return Maybe(ones, others, least, most)[least <= self._limit]

    # which of them anybody needs

    def _needed(self, new: New, maybe: Maybe, part: Part | None, cutting: _Cutting) -> Maybe:
        """Without those whose Images both surely have nearer ones enough. part: that all of `others` are in."""
        count = len(new.places)
        first = 0 if part is None else part.places.start
        others = maybe.others - first
        there = len(self.rows.ids) if part is None else part.stop - part.start
        full_ones = nth_smallest(maybe.ones, maybe.most, self._most, count)
        full_others = nth_smallest(others, maybe.most, self._most, there)
        known = self._full_within[first : first + there]
        full_others = np.minimum(full_others, np.nextafter(known**2, np.float32(np.inf)))
        unneeded = (maybe.least > full_ones[maybe.ones]) & (maybe.least > full_others[others])
        # only what is within the limit beyond doubt can be counted as left out without being measured
        unneeded &= maybe.most <= np.float32(self._within**2) * np.float32(1 - 1e-6)
        if not unneeded.any():
            return maybe
        out = maybe[unneeded]
        nearest = np.nextafter(np.sqrt(np.maximum(out.least, 0)), np.float32(0))
        cutting.add(new.places[out.ones], out.others, nearest)
        return maybe[~unneeded]

    def _needed_pairs(self, new: New, pairs: Pairs, cutting: _Cutting) -> Pairs:
        """The same of pairs that are measured; and from now on it is known what the chunk's rows need."""
        self._full_within[new.places] = nth_smallest(
            pairs.firsts, pairs.distances, self._most, len(new.places)
        )
        firsts = new.places[pairs.firsts]
        needed = pairs.distances <= self._full_within[firsts]
        needed |= pairs.distances <= self._full_within[pairs.seconds]
        cutting.add(firsts[~needed], pairs.seconds[~needed], pairs.distances[~needed])
        return Pairs(pairs.firsts[needed], pairs.seconds[needed], pairs.distances[needed])

    # exactly

    def _measured(self, new: New, maybe: Maybe, pool: ThreadPoolExecutor) -> Pairs:
        """Of the chunk's rows (as numbers in it) and places, those within the limit."""
        pieces = [
            (new, maybe[start : start + MEASURED_AT_ONCE])
            for start in range(0, len(maybe.ones), MEASURED_AT_ONCE)
        ]
        found = [Pairs(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32))]
        found += list(_in_turn(pool, self._measure, pieces))
        return Pairs(
            np.concatenate([piece.firsts for piece in found]),
            np.concatenate([piece.seconds for piece in found]),
            np.concatenate([piece.distances for piece in found]),
        )

    def _measure(self, new: New, maybe: Maybe) -> Pairs:
        self._check()
        others = self.rows.vectors(maybe.others)
        # differences and sums in float64, by a kernel that takes a quarter of numpy's time
        squares = np.asarray(numkong.sqeuclidean(new.vectors[maybe.ones], others), np.float64)
        distances = np.sqrt(squares).astype(np.float32)
        # outside of what the codes say: a descriptor was damaged since it was compared
        kept = (squares >= maybe.least) & (squares <= maybe.most) & (distances <= np.float32(self._within))
        return Pairs(maybe.ones[kept], maybe.others[kept], distances[kept])


class _Cutting:
    """Counts what is left out of the lists of both its Images. By place."""

    def __init__(self, rows: int) -> None:
        self._counts = np.zeros(rows, np.int64)
        self._beyond = np.full(rows, np.inf, np.float32)

    def add(self, ones: Ids, others: Ids, distances: Floats) -> None:
        if not len(ones):
            return
        for places in (ones, others):
            self._counts += np.bincount(places, minlength=len(self._counts))
            np.minimum.at(self._beyond, places, distances)

    def cuts(self, ids: Ids) -> Cuts:
        places = np.flatnonzero(self._counts)
        return Cuts(ids[places], self._counts[places], self._beyond[places])


def nth_smallest(owners: Ids, values: Floats, nth: int, count: int) -> Floats:
    """Of each of `count` owners the nth smallest of its values, inf where it has fewer; float32 (count,).

    owners: int64 (m,), below count; values: float32 (m,).
    """
    found = np.full(count, np.inf, np.float32)
    counts = np.bincount(owners, minlength=count)
    full = np.flatnonzero(counts >= nth)
    if len(full):
        theirs = counts[owners] >= nth
        owners, values = owners[theirs], values[theirs]
        order = np.lexsort((values, owners))
        starts = np.searchsorted(owners[order], full)
        found[full] = values[order][starts + nth - 1]
    return found


def _every_pair(count: int, old_count: int) -> Iterator[tuple[Ids, Ids]]:
    for start in range(0, count, NEW_AT_ONCE):
        for old_start in range(0, old_count, OLD_AT_ONCE):
            ones = np.arange(start, min(start + NEW_AT_ONCE, count))
            others = np.arange(old_start, min(old_start + OLD_AT_ONCE, old_count))
            yield np.repeat(ones, len(others)), np.tile(others, len(ones))


def _none() -> Maybe:
    nothing, no_floats = np.empty(0, np.int64), np.empty(0, np.float32)
    return Maybe(nothing, nothing, no_floats, no_floats)


def _together(held: list[Maybe]) -> Maybe:
    return Maybe(
        np.concatenate([each.ones for each in held]),
        np.concatenate([each.others for each in held]),
        np.concatenate([each.least for each in held]),
        np.concatenate([each.most for each in held]),
    )


def _in_turn(
    pool: ThreadPoolExecutor, work: Callable[..., Found], tasks: Iterable[tuple[object, ...]]
) -> Iterator[Found]:
    """What the pool makes of the tasks, in order, never many ahead of who takes it."""
    ahead: deque[Future[Found]] = deque()
    try:
        for task in tasks:
            ahead.append(pool.submit(work, *task))
            if len(ahead) > AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        for future in ahead:
            future.cancel()
