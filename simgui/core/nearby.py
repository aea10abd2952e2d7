"""Neighbours as grouping asks for them: by the places of pictures in one list, at one threshold after another."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from simgui.core.library import Library
from simgui.core.neighbours import Neighbours, Places, all_within

Numbers = npt.NDArray[np.int64]
Distances = npt.NDArray[np.float32]


@dataclass
class Nearby:
    """near: places of each picture's others, ascending by distance: near[starts[i]:starts[i + 1]]. ranks: int64 (n,),
    the order of those that are equally far, which must not depend on their numbers. left_out: int64
    (n,), how many more of each lie within `widest`, which are looked up when they are asked for; complete: float32
    (n,), up to which distance none of them does.
    """

    library: Library
    images: list[int]
    ranks: Numbers
    starts: Numbers
    near: Numbers
    distances: Distances
    left_out: Numbers
    complete: Distances
    widest: float
    places: Places
    _listed: _Lists | None = field(default=None, repr=False)
    _complete: dict[int, tuple[list[int], list[float]]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, library: Library, neighbours: Neighbours, images: list[int], hashes: list[bytes]) -> Nearby:
        """images: ascending ids, of which the places are; Neighbours of others are left away. hashes: theirs."""
        ids = np.array(images, np.int64)
        places = Places(ids)
        own = places.of(neighbours.images).astype(np.int64)
        source = np.repeat(own, np.diff(neighbours.starts))
        target = places.of(neighbours.others).astype(np.int64)
        kept = (source >= 0) & (target >= 0)
        starts = np.zeros(len(ids) + 1, np.int64)
        np.cumsum(np.bincount(source[kept], minlength=len(ids)), out=starts[1:])
        left_out, complete = np.zeros(len(ids), np.int64), np.full(len(ids), neighbours.widest, np.float32)
        left_out[own[own >= 0]] = neighbours.left_out[own >= 0]
        complete[own[own >= 0]] = neighbours.complete[own >= 0]
        ranks = np.argsort(np.argsort(np.array(hashes, "S32") if hashes else np.empty(0)))
        near, distances = target[kept], neighbours.distances[kept]
        _order_equal(source[kept], near, distances, ranks)
        widest = neighbours.widest
        return cls(library, images, ranks, starts, near, distances, left_out, complete, widest, places)

    def within(self, within: float) -> tuple[Numbers, Numbers, Distances]:
        """Of all that are stored: place, place of the other, distance; most pairs are there both ways."""
        source = np.repeat(np.arange(len(self.images)), np.diff(self.starts))
        kept = self.distances <= np.float32(within)
        return source[kept], self.near[kept], self.distances[kept]

    def farthest_of(self, pairs: int, beyond: float) -> float:
        """Up to which distance so many stored pairs, and no more, are farther than another; `widest` at the most."""
        farther = self.distances[self.distances > np.float32(beyond)]
        count = 2 * pairs  # most are there both ways
        return self.widest if len(farther) <= count else float(np.partition(farther, count)[count])

    def near_to(self, place: int, within: float, stored: bool = False) -> tuple[list[int], list[float]]:
        """(places, distances) of all that lie within, ascending; also those that are not stored, unless `stored`."""
        listed = self._listed
        if listed is None or listed.within != within:
            listed = self._listed = _Lists.of(self, within)
        if listed.cut[place] and not stored:
            places, distances = self._all_of(place)
            count = int(np.searchsorted(np.array(distances), within, "right"))
            return places[:count], distances[:count]
        start, stop = listed.starts[place], listed.starts[place + 1]
        return listed.near[start:stop], listed.distances[start:stop]

    def lonely(self, within: float) -> npt.NDArray[np.bool_]:
        """bool (n,): those that have nobody within, and are nobody's."""
        source, near, _ = self.within(within)
        alone = np.ones(len(self.images), np.bool_)
        alone[source] = alone[near] = False
        return alone & ~self.cut(within)

    def cut(self, within: float) -> npt.NDArray[np.bool_]:
        """bool (n,): those of which more lie within than are stored."""
        return (self.left_out > 0) & (self.complete < np.float32(within))

    def first(self, place: int, count: int) -> list[float]:
        """The least distances of a picture."""
        start = int(self.starts[place])
        stop = min(start + count, int(self.starts[place + 1]))
        found: list[float] = self.distances[start:stop].tolist()
        return found

    def _all_of(self, place: int) -> tuple[list[int], list[float]]:
        if place not in self._complete:
            ids, distances = all_within(self.library, self.images[place], self.widest)
            places = self.places.of(np.asarray(ids, np.int64)).astype(np.int64)
            places, distances = places[places >= 0], distances[places >= 0]
            order = np.lexsort((self.ranks[places], distances))
            self._complete[place] = places[order].tolist(), distances[order].tolist()
        return self._complete[place]

    def distance(self, a: int, b: int) -> float | None:
        """None: farther than the widest threshold."""
        if a == b:
            return 0.0
        for one, other in ((a, b), (b, a)):
            part = slice(int(self.starts[one]), int(self.starts[one + 1]))
            found = np.flatnonzero(self.near[part] == other)
            if len(found):
                return float(self.distances[part][found[0]])
        if self.left_out[a] and self.left_out[b]:
            places, distances = self._all_of(a)
            if b in places:
                return distances[places.index(b)]
        return None

    def exact_distance(self, a: int, b: int) -> float:
        """Also of what lies farther apart, which only a decision brings together; 2 without descriptors."""
        found = self.distance(a, b)
        if found is not None:
            return found
        snapshot = self.library.snapshot()
        one, other = (snapshot.vector_of(self.images[place]) for place in (a, b))
        return 2.0 if one is None or other is None else float(np.linalg.norm(one - other))


@dataclass(frozen=True)
class _Lists:
    """What lies within one threshold, as lists: a walk asks for a few at a time, a hundred thousand times."""

    within: float
    starts: list[int]
    near: list[int]
    distances: list[float]
    cut: list[bool]

    @classmethod
    def of(cls, nearby: Nearby, within: float) -> _Lists:
        source, near, distances = nearby.within(within)
        starts = np.zeros(len(nearby.images) + 1, np.int64)
        np.cumsum(np.bincount(source, minlength=len(nearby.images)), out=starts[1:])
        cut = nearby.cut(within)
        return cls(within, starts.tolist(), near.tolist(), distances.tolist(), cut.tolist())


def _order_equal(source: Numbers, near: Numbers, distances: Distances, ranks: Numbers) -> None:
    """Put those in order, in place, that are equally far from the same picture."""
    equal = np.flatnonzero((source[1:] == source[:-1]) & (distances[1:] == distances[:-1]))
    tied = np.union1d(equal, equal + 1)
    order = np.lexsort((ranks[near[tied]], distances[tied], source[tied]))
    near[tied] = near[tied][order]
