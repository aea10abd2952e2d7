"""A Library's own duplicates: groups of Files to decide on together, and which of each stays.

The rule. A pair of Images joins when a person decided that they are duplicates, or when they lie within the threshold
and a comparison says that both are one shot; where nothing could be compared, when they are so near that the distance
alone is enough ("not verified"). What was decided to be no duplicates, or related, never comes into one group; what is
flat or tiny looks like too much and joins nothing. Images are then taken in the order of what they show, the best one
first. One that nobody has claimed becomes the centre of a group and claims everything unclaimed that joins it. If a
comparison says that it shows less than another (cropped, covered), it is put back once, behind all that are whole.

So everybody lies within the threshold of the centre, nobody is in two groups, nothing chains, and the order of names,
threads or indexing does not matter. An example, with a threshold of 0.42: A and B lie 0.3 apart, B and C 0.3, A and C
0.5. If B shows most, it claims both: one group. If A does, it claims B, and C stays alone; the group of A says that C
is near to B too (`also_near`).

Which File of a group stays is another question (keeper.py), asked when the groups are there. So groups are the same
whether a Root is protected or not, whatever was decided about Files, and in whichever order the person prefers them.
The keeper joins every other member; where what is preferred does not, the centre is the keeper and both stay.

An Image's Files are always together. What belongs to a capture (RAW beside the JPEG, sidecars, video, labels) goes with
its picture and is no member. Other shots of a scene (bursts) make groups of their own, in which nothing is proposed to
leave.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

import numpy as np

from simgui.core import keeper as keeping
from simgui.core.claims import Asked, Claim, Node, Rule, Walk
from simgui.core.closer import compare_pairs
from simgui.core.compare import Comparison
from simgui.core.evidence import Evidence
from simgui.core.keeper import Prefer
from simgui.core.library import Library
from simgui.core.members import Builder, Raw
from simgui.core.members import Group as Group
from simgui.core.members import Member as Member
from simgui.core.members import Near as Near
from simgui.core.near_for_now import find_neighbours, stored_neighbours
from simgui.core.progress import CancelToken, Meter, ProgressCallback

AT_ONCE = 96  # pairs compared before walks go on

Result = TypeVar("Result")


@dataclass(frozen=True)
class Options:
    """within: the threshold (None: limits.likely_copy). pattern: a shell pattern for whole paths, or text in them.

    exact: only Files of one Image. verified: only what was compared and verified. across, within_root: only pairs of
    different Roots, of the same. kind: only groups of this kind ('copies', 'burst'), or with such an edit.
    prefer: the keeper's order (None: the library's own).
    """

    within: float | None = None
    exact: bool = False
    verified: bool = False
    across: bool = False
    within_root: bool = False
    pattern: str | None = None
    kind: str | None = None
    prefer: Prefer | None = None


@dataclass(frozen=True)
class Groups:
    """compared: pairs compared for this; uncompared: pairs that would have been; pairs_cut: pairs within the widest
    threshold that the stored neighbours leave out (groups do not: they are looked up)."""

    groups: tuple[Group, ...]
    within: float
    pairs_cut: int = 0
    compared: int = 0
    uncompared: int = 0

    @cached_property
    def would_remove_all(self) -> tuple[Group, ...]:
        """Groups of which every File was decided to leave; the keeper stays all the same."""
        return tuple(group for group in self.groups if all(one.decision == "leaves" for one in group.members))


def find_groups(
    library: Library,
    options: Options = Options(),
    *,
    compare: bool = True,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Groups:
    """Neighbours, comparisons where they are needed, and groups. What is compared is kept for the next time.

    compare: False goes by what is known, neighbours included. Raises Cancelled (what was compared is kept), Corrupt.
    """
    found = (
        find_neighbours(library, progress=progress, cancel=cancel) if compare else stored_neighbours(library)
    )
    return cut(Evidence.of(library, found), options, compare=compare, progress=progress, cancel=cancel)


def cut(
    evidence: Evidence,
    options: Options = Options(),
    *,
    compare: bool = False,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Groups:
    """Groups of what was loaded, as often as one likes. What is compared is added to it. Raises Cancelled."""
    return _Cut(evidence, options, compare, progress, cancel or CancelToken()).groups()


class _Cut:
    """One cut."""

    def __init__(
        self,
        evidence: Evidence,
        options: Options,
        asking: bool,
        progress: ProgressCallback | None,
        cancel: CancelToken,
    ) -> None:
        self.evidence, self.options, self.asking, self.cancel = evidence, options, asking, cancel
        limits = evidence.calibration.limits
        within = limits.likely_copy if options.within is None else min(options.within, evidence.widest)
        self.rule = Rule(
            within, limits.copy, options.exact, options.verified, options.across, options.within_root
        )
        self.order = (options.prefer or keeping.stored_order(evidence.library)).order
        self.meter = Meter(("comparing",), progress, cancel, pace="comparing")
        self.compared = 0
        self.nodes = self._nodes()
        self.walk = Walk(evidence, self.rule, self.nodes, asking)

    def groups(self) -> Groups:
        claims = self._claims()
        raw = [self._raw(claim, "copies") for claim in claims]
        alone = [claim.centre for claim in claims if not claim.others]
        if not self.rule.exact:
            self.walk.claimed -= set(alone)
            raw += [self._raw(claim, "burst") for claim in self.walk.bursts(sorted(alone))]
        raw = [one for one in raw if len(one.items) > 1]
        builder = Builder(self.evidence, self.walk, self.order, claims)
        self._drive([builder.choose(one) for one in raw])
        built = builder.build(raw)
        wanted = self.options.kind
        if wanted is not None:
            built = [group for group in built if group.kind == wanted or _has_kind(group, wanted)]
        return Groups(tuple(built), self.rule.within, self._pairs_cut(), self.compared, self.walk.missing)

    def _pairs_cut(self) -> int:
        return int(self.evidence.left_out.sum()) // 2

    # nodes

    def _nodes(self) -> list[Node]:
        """In the order in which they become centres. It depends on the pictures alone, where Roots do not count."""
        evidence, pattern = self.evidence, self.options.pattern
        by_node: dict[tuple[int, int], list[int]] = {}
        for number, item in enumerate(evidence.items):
            if pattern is None or keeping.matches(item.path, pattern):
                key = item.picture, item.root if self.rule.by_root else -1
                by_node.setdefault(key, []).append(number)
        ranks = {place: rank for rank, place in enumerate(_by_what_they_show(evidence))}
        nodes = [Node(picture, root, tuple(items)) for (picture, root), items in by_node.items()]
        # of one picture in several Roots that with fewer Files claims the others
        nodes.sort(
            key=lambda node: (ranks[node.picture], len(node.items), evidence.items[node.items[0]].path)
        )
        return nodes

    def _raw(self, claim: Claim, kind: str) -> Raw:
        centre = self.nodes[claim.centre]
        own = centre.items[:1] if self.rule.across else centre.items
        items = [*own, *(item for node in claim.others for item in self.nodes[node].items)]
        return Raw(kind, centre.picture, items)

    # claims, with comparisons on the way

    def _claims(self) -> list[Claim]:
        parts = self._parts() if self.asking else [list(range(len(self.nodes)))]
        found = self._drive([self.walk.copies(part) for part in parts])
        return sorted((claim for claims in found for claim in claims), key=lambda claim: claim.centre)

    def _parts(self) -> list[list[int]]:
        """Nodes that may have to do with each other, in order: walks through different parts can go side by side."""
        evidence = self.evidence
        leader = list(range(len(evidence.pictures)))

        def find(place: int) -> int:
            while leader[place] != place:
                leader[place] = leader[leader[place]]
                place = leader[place]
            return place

        source = np.repeat(np.arange(len(evidence.pictures)), np.diff(evidence.starts))
        linked = (evidence.distances <= np.float32(self.rule.within)) & (source < evidence.near)
        pairs = list(zip(source[linked].tolist(), evidence.near[linked].tolist(), strict=True))
        # a pair that neither of them has stored is one of two pictures with more neighbours than are stored
        cut = np.flatnonzero(evidence.left_out).tolist()
        pairs += list(pairwise(cut))
        pairs += [(tied[0], place) for place, tied in evidence.tied.items()]
        for a, b in pairs:
            one, other = find(a), find(b)
            if one != other:
                leader[max(one, other)] = min(one, other)
        parts: dict[int, list[int]] = {}
        for number, node in enumerate(self.nodes):
            parts.setdefault(find(node.picture), []).append(number)
        return list(parts.values())

    def _drive(self, works: Sequence[Generator[Asked, None, Result]]) -> list[Result]:
        """Run them all, and compare what they ask for, many pairs at a time."""
        done: dict[int, Result] = {}
        active = deque(enumerate(works))
        while active:
            asked: dict[tuple[int, int], None] = {}
            waiting: list[tuple[int, Generator[Asked, None, Result]]] = []
            while active and len(asked) < AT_ONCE:
                self.cancel.check()
                number, work = active.popleft()
                try:
                    asked.update(dict.fromkeys(next(work)))
                    waiting.append((number, work))
                except StopIteration as end:
                    done[number] = end.value
            active.extendleft(reversed(waiting))
            if asked:
                self._compare([self.evidence.in_order(a, b) for a, b in asked])
        return [done[number] for number in range(len(works))]

    def _compare(self, pairs: list[tuple[int, int]]) -> None:
        evidence = self.evidence

        def add(number: int, found: Comparison) -> None:
            evidence.add_comparison(*pairs[number], found)
            self.compared += 1
            self.meter.add("comparing")

        shown = [(evidence.shown(a), evidence.shown(b)) for a, b in pairs]
        compare_pairs(evidence.library, shown, cancel=self.cancel, on_compared=add)


def _has_kind(group: Group, code: str) -> bool:
    return any(kind.code == code for member in group.members for kind in member.kinds)


def _by_what_they_show(evidence: Evidence) -> list[int]:
    """Places of all pictures, those that show most first. Nothing but the pictures themselves decides."""
    pictures = evidence.pictures
    return sorted(range(len(pictures)), key=lambda place: keeping.walk_key(pictures[place]))
