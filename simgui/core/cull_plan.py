"""What would leave, what stays in its place, and what is left alone and why. Nothing is touched here.

A Plan is made of Groups (groups.py): their members that do not stay leave, each justified by the member that stays.
Some never leave, whatever was decided: see plan(). cull.execute() looks at each File once more before it moves it,
so a plan may be old or altered.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from simgui.core.library import Library

if TYPE_CHECKING:
    from simgui.core.companions import Companion
    from simgui.core.groups import Group
    from simgui.core.labels import HandOver

ACTIONS = ("quarantine", "trash", "hardlink", "reflink", "list")
# what takes a File out of its place; the two others put a link to equal bytes there, or do nothing
MOVES = ("quarantine", "trash")


@dataclass(frozen=True)
class Leaving:
    """One picture's File that leaves, and the File that it leaves for. Paths are absolute.

    `same_bytes`: both hold the same bytes (as indexed); `companions`: what goes along; `hand_over`: label files to be
    made for the keeper; `bytes_freed`: with what goes along, 0 where another name of the same bytes stays.
    """

    file: int
    path: bytes
    size_bytes: int
    keeper: int
    keeper_path: bytes
    group: str
    same_bytes: bool
    companions: tuple[Companion, ...] = ()
    hand_over: HandOver | None = None
    bytes_freed: int = 0


@dataclass(frozen=True)
class LeftOut:
    """A File (or, without a path, a whole group) that stays though it was to leave. `code`: a sentence of words.py."""

    group: str
    path: bytes | None
    code: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """`staying`: Files of these groups that stay by choice; `companions`: files that go along; `labels_handed`: label
    files that would be made for keepers; `links`: symbolic links that would point nowhere (their targets stay).
    """

    leaving: tuple[Leaving, ...]
    staying: int
    left_out: tuple[LeftOut, ...]
    bytes_freed: int
    groups: int
    companions: int
    labels_handed: int
    action: str = "quarantine"

    def with_groups(self, ids: Collection[str]) -> Plan:
        """The part of it that is about these groups."""
        return self._of(lambda group: group in ids)

    def without(self, ids: Collection[str]) -> Plan:
        """The plan without these groups: they stay as they are."""
        return self._of(lambda group: group not in ids)

    def _of(self, chosen: Any) -> Plan:
        raise NotImplementedError


def plan(
    library: Library,
    groups: Sequence[Group],
    *,
    action: str = "quarantine",
    hand_over: bool = False,
    decided: bool = False,
) -> Plan:
    """What leaves when these groups are culled: their members whose `keep` is False.

    `decided`: only those that a person decided about (else also what the rule proposes); `hand_over`: labels of what
    leaves are given to the keeper. Left out, with a code: protected, offline, linked (a symbolic link points to it),
    would_remove_all, keeper_missing, label_conflict, label_lost, raw_would_be_lost, near_copy_not_linked,
    already_linked, keeper_protected. Raises InputError('unknown_action').
    """
    raise NotImplementedError
