"""The walk that makes groups: centres are taken in order, and each claims what joins it. No files, no library.

A generator: it asks for the pairs that must be compared before it can go on, and is resumed when they are known. So a
walk may be driven by what is known already, or many walks side by side with all cores comparing for them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import islice
from typing import Protocol

from simgui.core.evidence import (
    BLANK,
    BURST,
    HIGH_SHOWS_LESS,
    JUDGED,
    LOW_SHOWS_LESS,
    VERIFIED,
)

UNSURE_COMPARED = 24  # of those beyond the distance that alone is enough, the nearest
NEAR_COMPARED = 200  # of those within it
# the nearest of a crowd, which are compared first: where most of so many judged are no copies, no others join
FIRST, ENOUGH_JUDGED = 24, 12
Asked = list[tuple[int, int]]


class Known(Protocol):
    """What a walk needs of Evidence. Places are numbers of pictures."""

    verdicts: dict[int, int]
    apart: dict[int, set[int]]
    tied: dict[int, tuple[int, ...]]

    def pair(self, a: int, b: int) -> int: ...
    def near_to(self, place: int, within: float, stored: bool = False) -> tuple[list[int], list[float]]: ...
    def is_blank(self, place: int) -> bool: ...


@dataclass(frozen=True)
class Rule:
    """within: the threshold. sure: the distance up to which a pair joins without a comparison.

    verified: only what a comparison verified joins. exact: only Files of one Image. across, within_root: only pairs
    of different Roots, or of the same.
    """

    within: float
    sure: float
    exact: bool = False
    verified: bool = False
    across: bool = False
    within_root: bool = False

    @property
    def by_root(self) -> bool:
        return self.across or self.within_root

    def meets(self, root: int, other: int) -> bool:
        """Whether Files of these two Roots may be in one group."""
        if self.across:
            return root != other
        return root == other if self.within_root else True


@dataclass(frozen=True, slots=True)
class Node:
    """What is claimed as one: all Files of a picture that take part; where Roots count, those of one Root."""

    picture: int
    root: int
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A centre with what it claimed, by distance: numbers of nodes. Alone, it is still near to what others claimed."""

    centre: int
    others: tuple[int, ...] = ()


@dataclass
class Walk:
    """nodes in the order in which they become centres; altered: pictures found to show less than another."""

    known: Known
    rule: Rule
    nodes: Sequence[Node]
    nodes_of: Mapping[int, Sequence[int]]
    asking: bool
    claimed: set[int] = field(default_factory=set)
    altered: set[int] = field(default_factory=set)
    missing: int = 0  # pairs that would have been asked for

    def copies(self, order: Sequence[int]) -> Generator[Asked, None, list[Claim]]:
        """Walk through these nodes. Yields pairs of places to compare; they are known when it is resumed."""
        ahead = [(False, number) for number in order]
        heapify(ahead)
        found = []
        while ahead:
            later, number = heappop(ahead)
            if number in self.claimed:
                continue
            picture = self.nodes[number].picture
            free = list(islice(self._free(number, stored=True), FIRST))
            crowded = len(free) == FIRST
            if crowded:
                yield from self._ask(picture, free)
            if not crowded or self._mostly_copies(picture, free):
                free = list(self._free(number))
                yield from self._ask(picture, free)
            if not later and self._shows_less(picture, free):
                self.altered.add(picture)
                heappush(ahead, (True, number))
                continue
            found.append(self._claim(number, free))
        return found

    def _ask(self, picture: int, others: Sequence[tuple[int, float]]) -> Generator[Asked, None, None]:
        wanted = self.wanted(picture, others)
        if wanted and self.asking:
            yield wanted
        else:
            self.missing += len(wanted)

    def _mostly_copies(self, picture: int, others: Sequence[tuple[int, float]]) -> bool:
        """Not so in a series of shots, each of which has hundreds of others close by that are none."""
        told = [self.known.verdicts.get(self.known.pair(picture, place), 0) for place, _ in others]
        judged = sum(bool(one & JUDGED) for one in told)
        return judged < ENOUGH_JUDGED or 2 * sum(bool(one & VERIFIED) for one in told) >= judged

    def bursts(self, order: Iterable[int]) -> list[Claim]:
        """Among what is in no group of copies: other shots of a scene, by what is known."""
        found = []
        for number in order:
            if number in self.claimed:
                continue
            node = self.nodes[number]
            picture = node.picture
            others = [
                (place, distance)
                for place, distance in self._free(number, stored=True)
                if self.known.verdicts.get(self.known.pair(picture, place), 0) & BURST
                and place not in self.known.apart.get(picture, ())
            ]
            found.append(self._claim(number, others, burst=True))
        return [claim for claim in found if claim.others]

    # what may be claimed

    def _free(self, number: int, stored: bool = False) -> Iterator[tuple[int, float]]:
        """(place, distance) of the other pictures within, that are not all claimed and may meet this node.

        stored: without looking up what was not stored, which are the farthest.
        """
        node = self.nodes[number]
        if not self.rule.exact:
            places, distances = self.known.near_to(node.picture, self.rule.within, stored)
            for place, distance in zip(places, distances, strict=True):
                if self._open_nodes(node, place):
                    yield place, distance

    def _open_nodes(self, node: Node, place: int) -> list[int]:
        return [
            number
            for number in self.nodes_of.get(place, ())
            if number not in self.claimed and self.rule.meets(node.root, self.nodes[number].root)
        ]

    def wanted(self, picture: int, others: Sequence[tuple[int, float]]) -> Asked:
        """The pairs that have to be compared before this picture claims."""
        if self.known.is_blank(picture):
            return []
        wanted: Asked = []
        left = {True: NEAR_COMPARED, False: UNSURE_COMPARED}
        apart = self.known.apart.get(picture, ())
        for place, distance in others:
            sure = distance <= self.rule.sure
            left[sure] -= 1
            if left[sure] < 0 or place in apart or self.known.is_blank(place):
                continue
            if self.known.pair(picture, place) not in self.known.verdicts:
                wanted.append((picture, place))
        return wanted

    def joins(self, a: int, b: int, distance: float | None) -> bool:
        """The rule for two pictures. distance: None when they lie farther apart than any threshold."""
        if a == b:
            return True
        known = self.known
        if b in known.apart.get(a, ()):
            return False
        if b in known.tied.get(a, ()):
            return True
        if self.rule.exact or distance is None or distance > self.rule.within:
            return False
        if known.is_blank(a) or known.is_blank(b):
            return False
        told = known.verdicts.get(known.pair(a, b), 0)
        if told & JUDGED:
            return bool(told & VERIFIED)
        return not told & BLANK and not self.rule.verified and distance <= self.rule.sure

    def _shows_less(self, picture: int, others: Sequence[tuple[int, float]]) -> bool:
        if self.rule.exact:
            return False
        for place, distance in others:
            told = self.known.verdicts.get(self.known.pair(picture, place), 0)
            less = LOW_SHOWS_LESS if picture < place else HIGH_SHOWS_LESS
            if told & less and self.joins(picture, place, distance):
                return True
        return False

    # claiming

    def _claim(self, number: int, others: Sequence[tuple[int, float]], burst: bool = False) -> Claim:
        """The centre's own picture first, then those decided to be its duplicates, then the others by distance."""
        centre = self.nodes[number]
        bundles: list[tuple[int, ...]] = [(centre.picture,)]
        tied = () if self.rule.exact or burst else self.known.tied.get(centre.picture, ())
        bundles += [(place,) for place in tied if place != centre.picture]
        for place, distance in others:
            if burst or self.joins(centre.picture, place, distance):
                bundles.append((place,) if burst else self.known.tied.get(place, (place,)))
        taken, apart, claimed = {centre.picture}, set(self.known.apart.get(centre.picture, ())), []
        self.claimed.add(number)
        for bundle in bundles:
            new = [place for place in bundle if place not in taken or place == centre.picture]
            if apart.intersection(new):
                continue  # what hangs together by decisions comes as a whole, or not at all
            nodes = [node for place in new for node in self._open_nodes(centre, place)]
            if not nodes:
                continue
            self.claimed.update(nodes)
            claimed += nodes
            taken.update(new)
            for place in new:
                apart |= self.known.apart.get(place, set())
        return Claim(number, tuple(claimed))


def hanging_together(count: int, links: Iterable[tuple[int, int]]) -> list[int]:
    """For each of `count` places the least of those that it hangs together with, over whatever ways."""
    leader = list(range(count))

    def find(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for a, b in links:
        one, other = find(a), find(b)
        if one != other:
            leader[max(one, other)] = min(one, other)
    return [find(place) for place in range(count)]
