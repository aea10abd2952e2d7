"""What stands in the sheet's table: a row for each group of a plan, or for each group that stays out of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simgui.core.cull_plan import Leaving, LeftOut, Plan
    from simgui.core.members import Group, Member


@dataclass(frozen=True)
class Row:
    """A group: what stays, what leaves, and what that brings.

    `pictures`: of what leaves, each picture once, with a file to make its thumbnail from. `files`: how many leave, or
    would. `left_out`: why they stay.
    """

    group: str
    number: int
    keeper: Member
    leaving: tuple[Leaving, ...]
    pictures: tuple[tuple[bytes, bytes | None], ...]
    files: int
    freed_bytes: int
    left_out: tuple[LeftOut, ...] = ()


def rows_of(plan: Plan, groups: Sequence[Group], numbers: Sequence[int]) -> list[Row]:
    """The groups of which something leaves, in the order in which they were reviewed."""
    leaving: defaultdict[str, list[Leaving]] = defaultdict(list)
    for one in plan.leaving:
        leaving[one.group].append(one)
    found = []
    for group, number in zip(groups, numbers, strict=True):
        if group.id in leaving:
            going = tuple(leaving[group.id])
            freed = sum(one.bytes_freed for one in going)
            shown = _pictures(group, {one.file for one in going})
            found.append(Row(group.id, number, group.members[0], going, shown, len(going), freed))
    return found


def left_out_rows(plan: Plan, groups: Sequence[Group], numbers: Sequence[int]) -> list[Row]:
    """The groups of which something stays that was to leave, each with its reasons."""
    reasons: defaultdict[str, list[LeftOut]] = defaultdict(list)
    for one in plan.left_out:
        reasons[one.group].append(one)
    found = []
    for group, number in zip(groups, numbers, strict=True):
        if group.id in reasons:
            paths = {one.path for one in reasons[group.id]}
            files = {m.file for m in group.members if m.path in paths or (None in paths and not m.keep)}
            shown, why = _pictures(group, files), tuple(reasons[group.id])
            found.append(Row(group.id, number, group.members[0], (), shown, len(files), 0, why))
    return found


def _pictures(group: Group, files: Iterable[int]) -> tuple[tuple[bytes, bytes | None], ...]:
    wanted = set(files)
    found: dict[bytes, bytes | None] = {}
    for member in group.members:
        if member.file in wanted:
            path = member.path if member.online else None
            found[member.picture_hash] = found.get(member.picture_hash) or path
    return tuple(found.items())


def groups_left_out(plan: Plan) -> dict[str, int]:
    """How many groups stay whole, by the code of their first reason."""
    leaves = {one.group for one in plan.leaving}
    first: dict[str, str] = {}
    for one in plan.left_out:
        if one.group not in leaves:
            first.setdefault(one.group, one.code)
    return _counted(first.values())


def files_left_out(plan: Plan) -> dict[str, int]:
    """How many files stay of groups that leave otherwise, by code."""
    leaves = {one.group for one in plan.leaving}
    return _counted(one.code for one in plan.left_out if one.group in leaves)


def _counted(codes: Iterable[str]) -> dict[str, int]:
    counts = defaultdict[str, int](int)
    for code in codes:
        counts[code] += 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
