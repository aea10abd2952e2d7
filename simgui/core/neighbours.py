"""Neighbours: of every Image its nearest others within the widest limit that is ever asked for, with distances.

They are found once and kept (neighbour_store.py), so that groups for any narrower limit need no new scan. What comes
to the library later is compared with what is there: a thousand new Images cost a thousand rows of comparisons. Each
list is exact as far as it goes: that of brute force, cut after MOST. Where it was cut, `left_out` says so, and
all_within() gives the whole of it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from simgui.core.calibration import calibration_of
from simgui.core.errors import StoreError
from simgui.core.library import Library
from simgui.core.neighbour_store import NEIGHBOURS_FILE, Cuts, NeighbourStore, Pairs, Source
from simgui.core.pairs import PairFinder
from simgui.core.progress import CancelToken, Meter, ProgressCallback
from simgui.core.search import nearest
from simgui.core.vectors import Snapshot

__all__ = [
    "MOST",
    "NEIGHBOURS_FILE",
    "STAGE",
    "Neighbours",
    "all_within",
    "find_neighbours",
    "pending",
    "stored_neighbours",
    "widest",
]

MOST = 256  # of each Image
# so many Images at a time, and in a large library so many pairs: what is lost when it is stopped, a second or two
CHUNK_ROWS, FEWEST_ROWS, CHUNK_PAIRS = 2048, 256, 250_000_000
STAGE = "comparing"
FEW = 20_000  # Images of which all pairs that are called similar are found in seconds
# what Images need is reckoned again when so many pairs, and half as many again, have come to those kept
RECKONED_AFTER = 1_000_000
Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int32]
NO_IDS, NO_FLOATS = np.empty(0, np.int64), np.empty(0, np.float32)
NO_PAIRS, NO_CUTS = Pairs(NO_IDS, NO_IDS, NO_FLOATS), Cuts(NO_IDS, NO_IDS, NO_FLOATS)


@dataclass(frozen=True)
class Neighbours:
    """images: int64 (n,), ascending: those with a File and a descriptor that are compared. The others of images[i] are
    others[starts[i]:starts[i + 1]], nearest first, ties by id; starts: int64 (n + 1,); others: int64 (m,) Images;
    distances: float32 (m,). left_out: int64 (n,), how many more are within `widest` but are not listed (as were there
    when they were compared). complete: float32 (n,), up to that distance a list lacks nothing: `widest` where nothing
    was left out, else less than the distance of whatever was, which may be below 0.
    """

    images: Ids
    starts: Ids
    others: Ids
    distances: Floats
    left_out: Ids
    complete: Floats
    widest: float

    def of(self, image: int) -> tuple[Ids, Floats]:
        """(others, distances) of one Image; empty where it is not compared."""
        number = int(np.searchsorted(self.images, image))
        if number == len(self.images) or self.images[number] != image:
            return self.others[:0], self.distances[:0]
        listed = slice(self.starts[number], self.starts[number + 1])
        return self.others[listed], self.distances[listed]

    @cached_property
    def pairs(self) -> int:
        """How many pairs of two Images are listed, with one or with both of them."""
        owners = np.repeat(self.images, np.diff(self.starts))
        low, high = np.minimum(owners, self.others), np.maximum(owners, self.others)
        return len(np.unique(low << np.int64(32) | high))


def widest(library: Library) -> float:
    """The farthest that is ever asked for: up to which two pictures are called similar; of many Images, half-way there
    from likely copies. The number of pairs grows with the square of the Images, and nearly all of those that lie
    farther apart are strangers.
    """
    limits = calibration_of(library).limits
    few = library.snapshot().images <= FEW
    return limits.similar if few else (limits.likely_copy + limits.similar) / 2


def find_neighbours(
    library: Library, *, progress: ProgressCallback | None = None, cancel: CancelToken | None = None
) -> Neighbours:
    """Compare what has not been compared yet, and return them all. What is done is kept, chunk by chunk.

    Progress has one stage, STAGE, which counts pairs of Images. Raises Cancelled, Corrupt, DiskFull, and
    StoreError('not_writable') when some are missing in a library that cannot be written.
    """
    cancel = cancel or CancelToken()
    if library.neighbours.read_only:
        if not pending(library):
            return stored_neighbours(library)
        raise StoreError("not_writable", path=str(library.path), detail="")
    meter = Meter((STAGE,), progress, cancel, pace=STAGE)
    while not _complete(library, meter, cancel):
        pass  # another process did some of it, or the file was damaged meanwhile: what is left is looked at anew
    meter.report(force=True)
    return stored_neighbours(library)


def stored_neighbours(library: Library) -> Neighbours:
    """What is known now; nothing is compared, nothing written. Raises Corrupt."""
    snapshot, source = _asked(library)
    return _as_stored(library.neighbours, source, _alive_images(snapshot), widest(library))


def pending(library: Library) -> int:
    """How many Images with a File and a descriptor have not been compared yet. Raises Corrupt."""
    snapshot, source = _asked(library)
    compared, damaged = _covered(library.neighbours, source)
    return int((~np.isin(_alive_images(snapshot), np.concatenate((compared, damaged)))).sum())


def all_within(library: Library, image: int, within: float) -> tuple[Ids, Floats]:
    """All others of one Image up to a distance, by a scan: (ids int64 (n,), distances float32 (n,)), in the order of
    Neighbours. Empty where it has no descriptor. Raises Corrupt.
    """
    snapshot = library.snapshot()
    vector = snapshot.vector_of(image)
    if vector is None:
        return NO_IDS, NO_FLOATS
    # a distance counts as float32, as neighbours have it: one that only rounds to the limit is within it
    found = nearest(snapshot, vector, 0, float(np.nextafter(np.float32(within), np.float32(np.inf))))
    distances = found.distances.astype(np.float32)
    kept = (distances <= np.float32(within)) & (found.ids != image)
    ids, distances = found.ids[kept], distances[kept]
    order = np.lexsort((ids, distances))
    return ids[order], distances[order]


# finding


def _asked(library: Library) -> tuple[Snapshot, Source | None]:
    # in this order: an embedder changed in between is then noticed by its fingerprint
    snapshot, record = library.snapshot(), library.embedder()
    if record is None or snapshot.fingerprint != record.fingerprint:
        return Snapshot((), None, snapshot.generation), None
    return snapshot, Source(record.fingerprint, record.vectors_file, widest(library))


def _complete(library: Library, meter: Meter, cancel: CancelToken) -> bool:
    """Compare what is missing. False when what is kept is no longer what it was when this began."""
    snapshot, source = _asked(library)
    store = library.neighbours
    if source is None:
        return True
    store.begin(source)
    first = store.chunks()
    compared, damaged = store.covered()
    finder = PairFinder(snapshot, source.widest, MOST, store, cancel.check)
    alive = finder.rows.alive & ~np.isin(finder.rows.ids, np.concatenate((compared, damaged)))
    missing = np.flatnonzero(alive)
    if not len(missing):
        return True
    kept = len(_known(finder, store, compared).firsts)
    reckoned = kept
    meter.total(STAGE, meter.done(STAGE) + _count_pairs(len(compared), len(missing)))
    with contextlib.closing(finder.chunks(_plan(missing, len(compared)), _adder(meter))) as chunks:
        for number, chunk in enumerate(chunks, first):
            if not store.commit(number, chunk, source):
                return False
            cancel.check()
            kept += len(chunk.pairs.firsts)
            if kept > reckoned + max(RECKONED_AFTER, reckoned // 2):
                kept = reckoned = len(_known(finder, store, store.covered()[0]).firsts)
    return True


def _plan(missing: Ids, compared: int) -> list[Ids]:
    """In which chunks they are compared, when so many others are already."""
    plan, start = [], 0
    while start < len(missing):
        rows = min(max(CHUNK_PAIRS // (compared + start + 1), FEWEST_ROWS), CHUNK_ROWS)
        plan.append(missing[start : start + rows])
        start += rows
    return plan


def _known(finder: PairFinder, store: NeighbourStore, compared: Ids) -> Pairs:
    pairs = store.pairs()
    finder.cover(compared, pairs)
    return pairs


def _adder(meter: Meter) -> Callable[[int], None]:
    return lambda count: meter.add(STAGE, count)


def _count_pairs(compared: int, missing: int) -> int:
    return missing * compared + missing * (missing - 1) // 2


# what is kept, as it is asked for


def _alive_images(snapshot: Snapshot) -> Ids:
    return np.sort(np.concatenate([NO_IDS, *(block.ids[block.alive] for block in snapshot.blocks)]))


def _covered(store: NeighbourStore, source: Source | None) -> tuple[Ids, Ids]:
    kept = store.source()
    if source is None or kept is None or not kept.serves(source):
        return NO_IDS, NO_IDS
    return store.covered()


def _as_stored(store: NeighbourStore, source: Source | None, alive: Ids, limit: float) -> Neighbours:
    """alive: int64 (n,), ascending."""
    compared, _ = _covered(store, source)
    places = Places(np.sort(compared[Places(alive).of(compared) >= 0]))
    images = places.images
    pairs, cuts = (store.pairs(), store.cuts()) if len(images) else (NO_PAIRS, NO_CUTS)
    owners, others, distances = _listed(places, pairs, limit)
    left_out, beyond = _left_out(places, cuts, limit)
    starts = np.searchsorted(owners, np.arange(len(images) + 1))
    # what was left out of both lists when it was compared may be nearer than what is listed since others have gone
    kept = (np.arange(len(owners)) - starts[owners] < MOST) & (distances <= beyond[owners])
    if not kept.all():
        np.minimum.at(beyond, owners[~kept], distances[~kept])
        left_out += np.bincount(owners[~kept], minlength=len(images))
        owners, others, distances = owners[kept], others[kept], distances[kept]
        starts = np.searchsorted(owners, np.arange(len(images) + 1))
    complete = np.where(np.isinf(beyond), np.float32(limit), np.nextafter(beyond, np.float32(-1)))
    return Neighbours(images, starts, images[others], distances, left_out, complete, limit)


class Places:
    """Where Images are among some. images: int64 (n,), ascending."""

    def __init__(self, images: Ids) -> None:
        self.images = images
        self._table = np.full(int(images.max(initial=0)) + 2, -1, np.int32)
        self._table[images] = np.arange(len(images))

    def of(self, images: Ids) -> Numbers:
        """int32 (m,), -1 for what is not among them. A table: searching for millions takes ten times as long."""
        return self._table[np.minimum(images, len(self._table) - 1)]


def _listed(places: Places, pairs: Pairs, limit: float) -> tuple[Numbers, Numbers, Floats]:
    """Each pair in the lists of both, in order: (owners, others) as places, and distances."""
    firsts, seconds = places.of(pairs.firsts), places.of(pairs.seconds)
    there = (firsts >= 0) & (seconds >= 0) & (pairs.distances <= np.float32(limit))
    firsts, seconds, distances = firsts[there], seconds[there], pairs.distances[there]
    owners, others = np.concatenate((firsts, seconds)), np.concatenate((seconds, firsts))
    distances = np.concatenate((distances, distances))
    # a distance's bits are in the order of distances
    keys = owners.astype(np.int64) << np.int64(32) | distances.view(np.uint32)
    order = np.argsort(keys)
    keys, others = keys[order], others[order]
    equal = np.flatnonzero(keys[1:] == keys[:-1])
    tied = np.union1d(equal, equal + 1)
    others[tied] = others[tied][np.lexsort((others[tied], keys[tied]))]
    return (keys >> np.int64(32)).astype(np.int32), others, distances[order]


def _left_out(places: Places, cuts: Cuts, limit: float) -> tuple[Ids, Floats]:
    """How many of each were left out of both lists, and how near the nearest of them may be (inf for none)."""
    counts = np.zeros(len(places.images), np.int64)
    beyond = np.full(len(counts), np.inf, np.float32)
    where = places.of(cuts.images)
    there = (where >= 0) & (cuts.beyond <= np.float32(limit))
    np.add.at(counts, where[there], cuts.counts[there])
    np.minimum.at(beyond, where[there], cuts.beyond[there])
    return counts, beyond
