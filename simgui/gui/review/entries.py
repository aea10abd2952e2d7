"""The groups under review, as they stand now: what the rule proposes, and what was decided since.

An entry keeps its place in the list whatever is decided about it; what holds is read from the history, so that an undo
anywhere shows here too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from simgui.core.history import pair_subject

if TYPE_CHECKING:  # OpenCV is loaded in a worker's thread, when the page is first opened
    from simgui.core.groups import Group, Member

OPEN, DECIDED, NOT_DUPLICATE, RELATED = "open", "decided", "not_duplicate", "related"
SORTS = ("doubt", "files", "bytes")
APART = ("not_duplicate", "related")


@dataclass
class Entry:
    """`apart`: pictures (hashes) that a decision has taken out of the group, and by which word."""

    group: Group
    apart: dict[bytes, str] = field(default_factory=dict)

    @property
    def keeper(self) -> Member:
        return self.group.members[0]

    @property
    def staying_together(self) -> tuple[Member, ...]:
        """The keeper and those that no decision has taken out."""
        if not self.apart:
            return self.group.members
        return tuple(m for m in self.group.members if m.picture_hash not in self.apart)

    @property
    def state(self) -> str:
        """OPEN, DECIDED (every file is), or that all of it is NOT_DUPLICATE or RELATED."""
        if self.apart and len(self.staying_together) < 2:
            words = set(self.apart.values())
            return RELATED if words == {RELATED} else NOT_DUPLICATE
        return DECIDED if self.to_cull().decided else OPEN

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    @property
    def kept(self) -> int:
        return sum(member.keep for member in self.staying_together)

    @property
    def leaving(self) -> tuple[Member, ...]:
        return tuple(member for member in self.staying_together if not member.keep)

    @property
    def distances(self) -> tuple[float, float] | None:
        """The nearest and the farthest from the keeper that is not the same picture; None: all are."""
        found = [member.distance for member in self.group.members[1:] if not member.identical]
        return (min(found), max(found)) if found else None

    def to_cull(self) -> Group:
        """The group without what a decision has taken out."""
        return replace(self.group, members=self.staying_together) if self.apart else self.group

    def decide(self, words: Mapping[int, str | None]) -> bool:
        """What holds now about these of its Files. Returns whether anything has changed."""
        before, self.group = self.group, self.group.with_words(words)
        return self.group is not before

    def set_apart(self, words: Mapping[bytes, str]) -> bool:
        """What holds now about its keeper's picture and the others."""
        found = {picture: word for picture, word in words.items() if word in APART}
        changed, self.apart = found != self.apart, found
        return changed

    def subjects(self) -> Iterable[str]:
        """Of the decisions about pairs that the group is made from."""
        keeper = self.keeper.picture_hash
        pictures = {member.picture_hash for member in self.group.members} - {keeper}
        return (pair_subject(keeper, picture) for picture in pictures)


def in_order(groups: Iterable[Group], sort: str) -> list[Group]:
    """By one of SORTS."""
    return sorted(groups, key=lambda group: order(group, sort))


def order(group: Group, sort: str) -> tuple[object, ...]:
    """What in_order() sorts by; groups that are equal in it by distance, then by the keeper's path."""
    return *_rank(group, sort), -_farthest(group), group.members[0].path


def _rank(group: Group, sort: str) -> tuple[float, ...]:
    if sort == "files":
        return (-len(group.members),)
    if sort == "bytes":
        return (-sum(member.size_bytes for member in group.members[1:]),)
    # what a person must look at first: labels that differ, then what no comparison has confirmed, then the rest
    return (not group.conflict, group.kind == "burst", group.verified, group.sure)


def _farthest(group: Group) -> float:
    return max((member.distance for member in group.members[1:]), default=0.0)


def merged(entries: Sequence[Entry], groups: Collection[Group]) -> tuple[list[int], bool]:
    """Take over what a new cut says about groups that are there already. Returns the rows that have changed, and
    whether there are others: groups that are new, or undecided ones that are none any more. What a decision has taken
    apart is neither.
    """
    by_id = {group.id: group for group in groups}
    changed = []
    touched: set[int] = set()
    gone = False
    for row, entry in enumerate(entries):
        new = by_id.pop(entry.group.id, None)
        if entry.apart:
            touched.update(member.file for member in entry.group.members)
        elif new is None:
            gone = gone or entry.is_open
        if new is not None and new != entry.group:
            entry.group = new
            changed.append(row)
    fresh = any(not all(member.file in touched for member in group.members) for group in by_id.values())
    return changed, fresh or gone
