"""A Library's own duplicates: groups of Files to decide on together, and which of each stays.

The rule. A pair of Images joins when a person decided that they are duplicates, or when they lie within the threshold
and a comparison says that both are one shot; where nothing was compared, when they are so near that the distance alone
is enough ("not verified"). In a crowd the nearest 24 are compared first, and where most of them are no copies nothing
else joins: so it is in a series of shots. What was decided to be no duplicates, or related, never comes into one group;
what is flat or tiny looks like too much and joins nothing. Images are then taken in the order of what they show, the
best one first. One that nobody has claimed becomes the centre of a group and claims everything unclaimed that joins it.
If a comparison says that it shows less than another (cropped, covered), it is put back once, behind all that are whole.

So everybody that no person's decision brought lies within the threshold of the centre (what was decided to be a
duplicate of a member comes with it, and leaves for the keeper however far that is, but never as beyond doubt), nobody
is in two groups, nothing chains, and the order of names, threads or indexing does not matter. An example, with a
threshold of 0.42: A and B lie 0.3 apart, B and C 0.3, A and C 0.5. If B shows most, it claims both: one group. If A
does, it claims B, and C stays alone; the group of A says that C is near to B too (`also_near`).

Which File of a group stays is another question (keeper.py), asked when the groups are there. So groups are the same
whether a Root is protected or not, whatever was decided about Files, and in whichever order the person prefers them.
The keeper joins every other member; where what is preferred does not, the centre is the keeper and both stay.

An Image's Files are always together. What belongs to a capture (RAW beside the JPEG, sidecars, video, labels) goes with
its picture and is no member. Other shots of a scene (bursts) make groups of their own, in which nothing is proposed to
leave.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from math import floor
from typing import TypeVar

import numpy as np

from simgui.core import keeper as keeping
from simgui.core.claims import Asked, Claim, Node, Rule, Walk, hanging_together
from simgui.core.closer import Sights, compare_pairs
from simgui.core.compare import Comparison
from simgui.core.elsewhere import Elsewhere
from simgui.core.evidence import Evidence
from simgui.core.keeper import Prefer
from simgui.core.library import Library
from simgui.core.members import Builder, Raw
from simgui.core.members import Group as Group
from simgui.core.members import Member as Member
from simgui.core.members import Near as Near
from simgui.core.merits import Look
from simgui.core.neighbours import Neighbours, find_neighbours, stored_neighbours
from simgui.core.options import Options as Options
from simgui.core.priority import uncollected
from simgui.core.progress import CancelToken, Meter, ProgressCallback

STAGE = "comparing"  # pairs, and then files that are looked at
AT_ONCE = 96  # pairs compared before walks go on

# pairs that may be compared where nobody asked for a threshold: a minute's work, or as much as indexing was
USUALLY_COMPARED = 2000

USUAL = Options()

Result = TypeVar("Result")


@dataclass(frozen=True)
class Groups:
    """compared: pairs compared for this; uncompared: pairs that would have been; pairs_cut: pairs within the widest
    threshold that the stored neighbours leave out (groups do not: they are looked up). evidence: to cut it again.
    """

    groups: tuple[Group, ...]
    within: float
    pairs_cut: int = 0
    compared: int = 0
    uncompared: int = 0
    evidence: Evidence | None = field(default=None, repr=False, compare=False)

    @cached_property
    def would_remove_all(self) -> tuple[Group, ...]:
        """Groups of which every File was decided to leave; the keeper stays all the same."""
        return tuple(group for group in self.groups if group.all_leave)


def find_groups(
    library: Library,
    options: Options = USUAL,
    *,
    compare: bool = True,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Groups:
    """Neighbours, comparisons where they are needed, and groups. What is compared is kept for the next time.

    compare: False goes by what is known, neighbours included. Raises Cancelled (what was compared is kept), Corrupt.
    """
    found = find_neighbours(library, progress=progress, cancel=cancel) if compare else None
    evidence = load(library, neighbours=found)
    return cut(evidence, options, compare=compare, look=True, progress=progress, cancel=cancel)


def usual_within(evidence: Evidence) -> float:
    """As wide as it may be without comparing more pairs than there are pictures: comparisons keep strangers out, so
    that a wider threshold finds more copies, but each takes some ten milliseconds.
    """
    limits, nearby = evidence.calibration.limits, evidence.nearby
    most = max(USUALLY_COMPARED, len(nearby.images))
    return max(limits.likely_copy, floor(nearby.farthest_of(most, limits.copy) * 100) / 100)


def load(library: Library, before: Evidence | None = None, neighbours: Neighbours | None = None) -> Evidence:
    """What is known now, to be cut as often as one likes. before: an older one, for what it read from files.
    neighbours: as they were just found; None: as they are stored.
    """
    evidence = Evidence.of(library, neighbours or stored_neighbours(library))
    if before is not None:
        evidence.take_over(before)
    return evidence


def cut(
    evidence: Evidence,
    options: Options = USUAL,
    *,
    compare: bool = False,
    look: bool = False,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Groups:
    """Groups of what was loaded, as often as one likes. Raises Cancelled.

    compare: compare what was not. look: read labels, and of copies in several sizes and formats which one was there
    first. What is found is added to what was loaded, and kept in the library. Without either no file is touched.
    """
    making = _Cut(evidence, options, compare, look, progress, cancel or CancelToken())
    if compare or look:
        return making.groups()
    with uncollected():
        return making.groups()


@dataclass(frozen=True)
class Change:
    """Another order would keep another File of this group."""

    group: Group
    before: Member
    after: Member


def preview(evidence: Evidence, options: Options, prefer: Prefer) -> tuple[Change, ...]:
    """Whose keeper another order would change; the groups themselves do not depend on it."""
    # of which kind a group is may depend on its keeper
    now, then = cut(evidence, options), cut(evidence, replace(options, prefer=prefer, kind=None))
    after = {group.id: group.keeper for group in then.groups}
    return tuple(
        Change(group, group.keeper, after[group.id])
        for group in now.groups
        if after[group.id].file != group.keeper.file
    )


class _Cut:
    """One cut."""

    def __init__(
        self,
        evidence: Evidence,
        options: Options,
        asking: bool,
        reading: bool,
        progress: ProgressCallback | None,
        cancel: CancelToken,
    ) -> None:
        self.evidence, self.options, self.cancel = evidence, options, cancel
        self.asking, self.reading = asking, reading
        limits = evidence.calibration.limits
        asked = usual_within(evidence) if options.within is None else options.within
        self.within = min(asked, evidence.nearby.widest)
        # as distances are kept, so that all who compare them with it find the same
        within = float(np.float32(self.within))
        self.rule = Rule(
            within, limits.copy, options.exact, options.verified, options.across, options.within_root
        )
        self.order = (options.prefer or keeping.stored_order(evidence.library)).order
        self.meter = Meter((STAGE,), progress, cancel, pace=STAGE)
        self.compared, self.sights = 0, Sights(evidence.library)
        self.nodes, nodes_of = self._nodes()
        self.walk = Walk(evidence, self.rule, self.nodes, nodes_of, asking)

    def groups(self) -> Groups:
        lonely = self._lonely()
        claims = self._claims([number for number, alone in enumerate(lonely) if not alone])
        claims += [Claim(number) for number, alone in enumerate(lonely) if alone and self._several(number)]
        raw = [self._raw(claim, "copies") for claim in claims]
        single = sorted(one.centre for one, made in zip(claims, raw, strict=True) if len(made.items) == 1)
        raw = [one for one in raw if len(one.items) > 1]
        if not self.rule.exact:
            self.walk.claimed.difference_update(single)
            raw += [self._raw(claim, "burst") for claim in self.walk.bursts(single)]
        if self.reading:
            self._look(raw)
        builder = Builder(self.evidence, self.walk, self.order, self.options.protect)
        elsewhere = Elsewhere(self.evidence, self.walk, [self.nodes[number].picture for number in single])
        self._drive([builder.choose(one) for one in raw])
        near = elsewhere.near_keepers(raw)
        if self.asking:
            self._compare([*builder.to_compare(raw), *elsewhere.to_compare(near)])
        built = elsewhere.told(raw, near, builder.build(raw))
        built.sort(key=lambda group: group.keeper.path)
        wanted = self.options.kind
        if wanted is not None:
            built = [group for group in built if group.kind == wanted or _has_kind(group, wanted)]
        return Groups(
            tuple(built),
            self.within,
            int(self.evidence.nearby.left_out.sum()) // 2,
            self.compared,
            self.walk.missing,
            self.evidence,
        )

    def _look(self, raw: Sequence[Raw]) -> None:
        """At files, for what the keeper's order goes by."""
        items = self.evidence.items
        places = [(one.picture, {items[number].picture for number in one.items}) for one in raw]
        files = [items[number].file for one in raw for number in one.items]
        look = Look(self.evidence, places, files)
        self.meter.total(STAGE, self.meter.done(STAGE) + len(look))
        look.run(self.cancel, lambda: self.meter.add(STAGE))

    # nodes

    def _nodes(self) -> tuple[list[Node], dict[int, list[int]]]:
        """In the order in which they become centres, and those of each picture; the same from cut to cut.

        The order depends on the pictures alone, where Roots do not count.
        """
        evidence, pattern = self.evidence, self.options.pattern
        name = self.rule.by_root, pattern
        if name not in evidence.cuts.nodes:
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
            nodes_of: dict[int, list[int]] = {}
            for number, node in enumerate(nodes):
                nodes_of.setdefault(node.picture, []).append(number)
            evidence.cuts.nodes[name] = nodes, nodes_of
        found: tuple[list[Node], dict[int, list[int]]] = evidence.cuts.nodes[name]
        return found

    def _lonely(self) -> list[bool]:
        """Of each node whether nothing can join it: most are so, and need no walk."""
        if self.rule.exact:
            return [not self.rule.by_root] * len(self.nodes)
        lonely = self.evidence.nearby.lonely(self.rule.within)
        lonely[list(self.evidence.tied)] = False
        found: list[bool] = lonely[self._pictures()].tolist()
        if self.rule.across:
            # Files of one picture in two Roots
            return [
                alone and len(self.walk.nodes_of[node.picture]) == 1
                for alone, node in zip(found, self.nodes, strict=True)
            ]
        return found

    def _pictures(self) -> list[int]:
        return [node.picture for node in self.nodes]

    def _several(self, number: int) -> bool:
        return not self.rule.across and len(self.nodes[number].items) > 1

    def _raw(self, claim: Claim, kind: str) -> Raw:
        centre = self.nodes[claim.centre]
        own = centre.items[:1] if self.rule.across else centre.items
        items = [*own, *(item for node in claim.others for item in self.nodes[node].items)]
        return Raw(kind, centre.picture, items)

    # claims, with comparisons on the way

    def _claims(self, busy: list[int]) -> list[Claim]:
        if not self.asking or self.rule.exact:
            ((found),) = self._drive([self.walk.copies(busy)])
            return found
        parts, expected = self._parts(busy)
        self.meter.total(STAGE, sum(expected))
        several = self._drive([self.walk.copies(part) for part in parts], expected)
        return sorted((claim for claims in several for claim in claims), key=lambda claim: claim.centre)

    def _parts(self, busy: list[int]) -> tuple[list[list[int]], list[int]]:
        """Nodes that may have to do with each other, in order: walks through different parts can go side by side.

        And how many pairs of each are not compared yet, which is the most that its walk may ask for.
        """
        evidence = self.evidence
        source, near, _ = evidence.nearby.within(self.rule.within)
        pairs = list(zip(source.tolist(), near.tolist(), strict=True))
        # a pair that neither of them has stored is one of two pictures with more neighbours than are stored
        links = [*pairs, *pairwise(np.flatnonzero(evidence.nearby.cut(self.rule.within)).tolist())]
        links += [(tied[0], place) for place, tied in evidence.tied.items()]
        leader = hanging_together(len(evidence.pictures), links)
        parts: dict[int, list[int]] = {}
        for number in busy:
            parts.setdefault(leader[self.nodes[number].picture], []).append(number)
        unknown: Counter[int] = Counter()
        for a, b in pairs:
            if a < b and evidence.pair(a, b) not in evidence.verdicts:
                unknown[leader[a]] += 1
        return list(parts.values()), [unknown[part] for part in parts]

    def _drive(
        self, works: Sequence[Generator[Asked, None, Result]], expected: Sequence[int] = ()
    ) -> list[Result]:
        """Run them all, and compare what they ask for, many pairs at a time. expected: of each how many at most."""
        done: dict[int, Result] = {}
        left = dict(enumerate(expected))
        active = deque(enumerate(works))
        while active:
            asked: dict[tuple[int, int], None] = {}
            waiting: list[tuple[int, Generator[Asked, None, Result]]] = []
            while active and len(asked) < AT_ONCE:
                self.cancel.check()
                number, work = active.popleft()
                try:
                    pairs = next(work)
                except StopIteration as end:
                    done[number] = end.value
                    self.meter.add(STAGE, max(left.get(number, 0), 0))
                else:
                    left[number] = left.get(number, 0) - len(pairs)
                    asked.update(dict.fromkeys(pairs))
                    waiting.append((number, work))
            active.extendleft(reversed(waiting))
            if asked:
                self._compare(asked)
        return [done[number] for number in range(len(works))]

    def _compare(self, asked: Iterable[tuple[int, int]]) -> None:
        evidence = self.evidence
        pairs = list(dict.fromkeys(evidence.in_order(a, b) for a, b in asked))

        def add(number: int, found: Comparison) -> None:
            evidence.add_comparison(*pairs[number], found)
            self.compared += 1
            self.meter.add(STAGE)

        shown = [(evidence.shown(a), evidence.shown(b)) for a, b in pairs]
        compare_pairs(evidence.library, shown, sights=self.sights, cancel=self.cancel, on_compared=add)


def _has_kind(group: Group, code: str) -> bool:
    return any(kind.code == code for member in group.members for kind in member.kinds)


def _by_what_they_show(evidence: Evidence) -> list[int]:
    """Places of all pictures, those that show most first. Nothing but the pictures themselves decides."""
    pictures = evidence.pictures
    return sorted(range(len(pictures)), key=lambda place: keeping.walk_key(pictures[place]))
