"""Keepers of other groups that are near to a group's pictures too: Pairs that the rule does not bring together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from simgui.core.claims import Asked, Walk
from simgui.core.evidence import Evidence
from simgui.core.members import Group, Near, Raw

NO_KEEPER, ALONE = -1, -2
# group, a picture of it, the picture of a keeper elsewhere, distance
NearKeeper = tuple[int, int, int, float]


@dataclass(frozen=True)
class Elsewhere:
    """alone: places of pictures that are in no group; each is a keeper too."""

    evidence: Evidence
    walk: Walk
    alone: Sequence[int]

    def near_keepers(self, raw: Sequence[Raw]) -> list[NearKeeper]:
        """All that lie within the threshold.

        A picture that is in no group is a keeper too. Where pictures count once for each Root, nothing is said.
        """
        evidence, count = self.evidence, len(self.evidence.pictures)
        if self.walk.rule.by_root or self.walk.rule.exact or not raw:
            return []
        group_of, keeper_of = np.full(count, -1), np.full(count, NO_KEEPER)
        keeper_of[list(self.alone)] = ALONE
        picture_of = np.array([item.picture for item in evidence.items], np.int64)
        held = [number for one in raw for number in one.items]
        group_of[picture_of[held]] = np.repeat(np.arange(len(raw)), [len(one.items) for one in raw])
        keeper_of[picture_of[held]] = NO_KEEPER
        keeper_of[picture_of[[one.keeper for one in raw]]] = np.arange(len(raw))
        source, near, distances = evidence.nearby.within(self.walk.rule.within)
        found = {}
        # of two some neighbour may be stored with one only
        for start, end in ((source, near), (near, source)):
            chosen = (
                (group_of[start] >= 0) & (keeper_of[end] != NO_KEEPER) & (group_of[start] != keeper_of[end])
            )
            rows = zip(start[chosen].tolist(), end[chosen].tolist(), distances[chosen].tolist(), strict=True)
            found.update({(a, b): distance for a, b, distance in rows})
        return [(int(group_of[a]), a, b, distance) for (a, b), distance in sorted(found.items())]

    def to_compare(self, near: Sequence[NearKeeper]) -> Asked:
        """Of each picture the nearest keeper elsewhere with which it was not compared, where that is needed."""
        ranks = self.evidence.nearby.ranks
        nearest: dict[int, tuple[float, int, int]] = {}
        for _, place, other, distance in near:
            found = distance, int(ranks[other]), other
            nearest[place] = min(nearest.get(place, found), found)
        return [
            (place, other)
            for place, (distance, _, other) in nearest.items()
            if self.walk.wanted(place, [(other, distance)])
        ]

    def told(
        self, raw: Sequence[Raw], near_keepers: Sequence[NearKeeper], groups: list[Group]
    ) -> list[Group]:
        """What is near to a keeper of another group, or to a picture alone, says so."""
        evidence = self.evidence
        keepers = {evidence.items[one.keeper].picture: number for number, one in enumerate(raw)}
        near: dict[int, dict[int, tuple[Near, bytes]]] = defaultdict(dict)
        for number, place, other, distance in near_keepers:
            if not self.walk.joins(place, other, distance):
                continue
            elsewhere = groups[keepers[other]] if other in keepers else None
            path = elsewhere.keeper.path if elsewhere else evidence.items_at(other)[0].path
            image = evidence.pictures[place].image
            member = next(one for one in groups[number].members if one.image == image)
            told = Near(elsewhere.id if elsewhere else "", path, distance, member.file)
            known = near[number].get(other)
            if known is None or (distance, member.path) < (known[0].distance, known[1]):
                near[number][other] = told, member.path
        for number, found in near.items():
            listed = sorted((one for one, _ in found.values()), key=lambda one: (one.distance, one.path))
            groups[number] = replace(groups[number], also_near=tuple(listed))
        return groups
