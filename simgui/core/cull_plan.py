"""What would leave, what stays in its place, and what is left alone and why. Nothing is touched here.

A Plan is made of Groups (groups.py): their members that do not stay leave, each justified by the member that stays.
Some never leave, whatever was decided: see plan(). cull.execute() looks at each File once more before it moves it,
so a plan may be old or altered.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from simgui.core import companions
from simgui.core.carried import Reader
from simgui.core.catalog import in_parts, marks
from simgui.core.companions import Companion
from simgui.core.cull_rows import ACTIONS, LINKING, away_names
from simgui.core.errors import InputError
from simgui.core.folders import identity
from simgui.core.handing import HandOver, NewFile, plan_hand_over
from simgui.core.keeper import matches_any
from simgui.core.library import Library
from simgui.core.links import links_into
from simgui.core.protection import Protected
from simgui.core.raw_files import lost_raw, lost_video

if TYPE_CHECKING:
    from simgui.core.compare import Comparison
    from simgui.core.members import Group, Member


@dataclass(frozen=True)
class Name:
    """One name that leaves. links: how many names its bytes have, without those that are away already."""

    device: int
    inode: int
    size_bytes: int
    links: int


@dataclass(frozen=True)
class Leaving:
    """One picture's File that leaves, and the File that it leaves for. Paths are absolute.

    `same_bytes`: both hold the same bytes (as indexed); `companions`: its side files, those that are not shared go
    along; `hand_over`: label files to be made for the keeper, and what to know of them; `bytes_freed`: with what goes
    along, 0 where another name of the same bytes stays.
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
    names: tuple[Name, ...] = ()

    @property
    def along(self) -> tuple[Companion, ...]:
        return tuple(companion for companion in self.companions if not companion.shared)


@dataclass(frozen=True)
class LeftOut:
    """A File (or, without a path, a whole group) that stays though it was to leave. `code`: a sentence of words.py."""

    group: str
    path: bytes | None
    code: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """`staying`: Files of these groups that stay by choice; `bytes_freed`: each inode once, and only where its last
    name goes; `groups`: those of which something leaves; `companions`: files that go along; `labels_handed`: label
    files that would be made for keepers.
    """

    leaving: tuple[Leaving, ...]
    staying: int
    left_out: tuple[LeftOut, ...]
    bytes_freed: int
    groups: int
    companions: int
    labels_handed: int
    action: str = "quarantine"
    stays: Mapping[str, int] = field(default_factory=dict)  # group -> how many of its Files stay by choice
    # patterns of paths that never leave, in this cull and when it is done again
    protect: tuple[str, ...] = ()

    def without(self, ids: Collection[str]) -> Plan:
        """The plan without these groups: they stay as they are."""
        return made(
            [leaving for leaving in self.leaving if leaving.group not in ids],
            {group: count for group, count in self.stays.items() if group not in ids},
            [left for left in self.left_out if left.group not in ids],
            self.action,
            self.protect,
        )


def made(
    leaving: Iterable[Leaving],
    stays: Mapping[str, int],
    left_out: Iterable[LeftOut],
    action: str,
    protect: tuple[str, ...] = (),
) -> Plan:
    """A plan with its figures worked out."""
    counted = _count_freed(list(leaving), action)
    labels = {file.path for one in counted if one.hand_over is not None for file in one.hand_over.files}
    return Plan(
        tuple(counted),
        sum(stays.values()),
        tuple(left_out),
        sum(one.bytes_freed for one in counted),
        len({one.group for one in counted}),
        0 if action in LINKING else sum(len(one.along) for one in counted),
        len(labels),
        action,
        dict(stays),
        protect,
    )


def _count_freed(leaving: list[Leaving], action: str) -> list[Leaving]:
    """Bytes are free when the last name of an inode goes, so they stand with the one that goes last."""
    gone: dict[tuple[int, int], int] = {}
    counted = []
    for one in leaving:
        freed = 0
        for name in one.names[:1] if action in LINKING else one.names:
            key = (name.device, name.inode)
            gone[key] = gone.get(key, 0) + 1
            freed += name.size_bytes if gone[key] == name.links else 0
        counted.append(replace(one, bytes_freed=0 if action == "list" else freed))
    return counted


def plan(
    library: Library,
    groups: Sequence[Group],
    *,
    action: str = "quarantine",
    hand_over: bool = False,
    decided: bool = False,
    protect: Sequence[str] = (),
) -> Plan:
    """What leaves when these groups are culled: their members whose `keep` is False.

    `decided`: only those that a person decided about (else also what the rule proposes); `hand_over`: labels of what
    leaves are given to the keeper; `protect`: patterns as keeper.matches() takes them. Left out, with a code:
    would_remove_all (a whole group), label_conflict, offline, protected, vanished, keeper_missing, linked (a symbolic
    link points to it or to what goes along), raw_would_be_lost, video_would_be_lost, label_lost, near_copy_not_linked,
    already_linked, keeper_protected.
    Raises InputError('unknown_action').
    """
    if action not in ACTIONS:
        raise InputError("unknown_action", action=action, known=", ".join(ACTIONS))
    return _Making(library, action, hand_over, decided, tuple(protect)).of(groups)


@dataclass(frozen=True)
class _Facts:
    """What the catalogue says of a File now."""

    sha256: bytes | None
    role: str
    device: int | None
    inode: int | None


@dataclass
class _Making:
    library: Library
    action: str
    hand_over: bool
    decided: bool
    protect: tuple[str, ...]
    left_out: list[LeftOut] = field(default_factory=list)
    stays: dict[str, int] = field(default_factory=dict)
    # of the Files that may leave: the Image, and how it compares with what it leaves for
    images: dict[int, int] = field(default_factory=dict)
    comparisons: dict[int, Comparison | None] = field(default_factory=dict)

    def of(self, groups: Sequence[Group]) -> Plan:
        self.facts = self._load({m.file for group in groups for m in group.members})
        roots = self.library.catalog.roots()
        self.protected = Protected(roots)
        chosen = [leaving for group in groups for leaving in self._of_group(group)]
        online = [root for root in roots if os.path.isdir(root.path)]
        self.links = {} if self.action in LINKING or not chosen else links_into(online)
        look = companions.Look()
        while True:
            # what several pictures share depends on which of them leave
            files = [one.file for one in chosen]
            found = companions.of(self.library, files, leaving=files, look=look)
            keepers = companions.of(self.library, sorted({one.keeper for one in chosen}), look=look)
            kept = [
                replace(one, companions=found.get(one.file, ()))
                for one in chosen
                if not self._is_held_back(one, found.get(one.file, ()), keepers.get(one.keeper, ()))
            ]
            if len(kept) == len(chosen):
                break
            chosen = kept
        if self.hand_over:
            kept = self._with_labels(kept, look)
        return made(self._measured(kept), self.stays, self.left_out, self.action, self.protect)

    def _load(self, files: Collection[int]) -> dict[int, _Facts]:
        found: dict[int, _Facts] = {}
        for part in in_parts(files):
            rows = self.library.catalog.read().execute(
                "SELECT id, sha256, role, device, inode FROM files"
                f" WHERE state = 'present' AND id IN ({marks(part)})",
                part,
            )
            found.update((row[0], _Facts(*row[1:])) for row in rows)
        return found

    # which members

    def _of_group(self, group: Group) -> list[Leaving]:
        leaves = [m for m in group.members if not m.keep and (m.decision == "leaves" or not self.decided)]
        if not leaves:
            if any(m.decision == "leaves" for m in group.members):
                self._refuse_all(group)  # but for the keeper, which stays all the same
            elif not self.decided:
                self.stays[group.id] = len(group.members)
            return []
        if len(leaves) == len(group.members) or group.all_leave:
            self._refuse_all(group)
            return []
        self.stays[group.id] = len(group.members) - len(leaves)
        chosen = []
        for member in leaves:
            if (found := self._leaving(group, member)) is not None:
                chosen.append(found)
        return chosen

    def _refuse_all(self, group: Group) -> None:
        self.left_out.append(LeftOut(group.id, None, "would_remove_all", {"files": len(group.members)}))

    def _leaving(self, group: Group, member: Member) -> Leaving | None:
        if group.conflict and member.decision != "leaves":
            return self._leave_out(group.id, member.path, "label_conflict", labels=", ".join(group.conflict))
        if not member.online:
            return self._leave_out(group.id, member.path, "offline")
        if member.protected or self._is_protected(member.path):
            return self._leave_out(group.id, member.path, "protected")
        if member.file not in self.facts:
            return self._leave_out(group.id, member.path, "vanished")
        keeper = self._keeper(group, member)
        if keeper is None:
            return self._leave_out(group.id, member.path, "keeper_missing", keeper=group.members[0].path)
        mine, its = self.facts[member.file], self.facts[keeper.file]
        same = mine.sha256 is not None and mine.sha256 == its.sha256
        if self.action in LINKING and (code := self._not_linked(member, keeper, same)) is not None:
            return self._leave_out(group.id, member.path, code, keeper=keeper.path)
        self.images.update({member.file: member.image, keeper.file: keeper.image})
        # a member's comparison is with the first one
        self.comparisons[member.file] = member.comparison if keeper is group.members[0] else None
        return Leaving(member.file, member.path, member.size_bytes, keeper.file, keeper.path, group.id, same)

    def _leave_out(self, group: str, path: bytes, code: str, **fields: Any) -> Leaving | None:
        """Note it, and give None for the Leaving that it is not."""
        self.left_out.append(LeftOut(group, path, code, fields))
        return None

    def _keeper(self, group: Group, member: Member) -> Member | None:
        """The member that justifies that this one leaves: the group's keeper, or one of the same picture.

        Another picture than the keeper may not be near this one at all, so it counts only where a person decided.
        """
        stay = [m for m in group.members if m.keep and m.online and m.file in self.facts]
        if self.action in LINKING:
            mine = self.facts[member.file].sha256
            equal = [m for m in stay if mine is not None and self.facts[m.file].sha256 == mine]
            stay = equal or stay
        if group.members[0] in stay:
            return group.members[0]
        same = [m for m in stay if m.image == member.image]
        others = stay if member.decision == "leaves" else []
        return next(iter([*same, *others]), None)

    def _not_linked(self, member: Member, keeper: Member, same: bool) -> str | None:
        if not same or member.image != keeper.image:
            return "near_copy_not_linked"
        if self.action == "hardlink":
            if keeper.protected or self._is_protected(keeper.path):
                return "keeper_protected"
            try:
                if os.path.samestat(os.lstat(member.path), os.lstat(keeper.path)):
                    return "already_linked"
            except OSError:
                return "vanished"
        return None

    def _is_protected(self, path: bytes) -> bool:
        return self.protected.covers(path) or matches_any(path, self.protect)

    # what goes along

    def _is_held_back(self, one: Leaving, mine: Sequence[Companion], keepers: Sequence[Companion]) -> bool:
        """Whether a File stays for the sake of a link, or of what goes along; it is left out then."""
        along = [companion for companion in mine if not companion.shared]
        for path in (one.path, *(companion.path for companion in along)) if self.links else ():
            if (link := self.links.get(os.path.realpath(path))) is not None:
                self._leave_out(one.group, one.path, "linked", link=link)
                return True
        if self.action in LINKING:
            return False
        if any(self._is_protected(companion.path) for companion in along):
            self._leave_out(one.group, one.path, "protected")
            return True
        raws = [companion.path for companion in along if companion.role == "raw"]
        raws += [one.path] if self.facts[one.file].role == "raw" and not one.same_bytes else []
        its = [companion.path for companion in keepers if companion.role == "raw"]
        its += [one.keeper_path] if self.facts[one.keeper].role == "raw" else []
        if (lost := lost_raw(raws, its, whole=False)) is not None:
            self._leave_out(one.group, one.path, "raw_would_be_lost", raw=lost)
            return True
        if (lost := lost_video(along, keepers)) is not None:
            self._leave_out(one.group, one.path, "video_would_be_lost", video=lost)
            return True
        return False

    def _with_labels(self, chosen: list[Leaving], look: companions.Look) -> list[Leaving]:
        """With the label files that the keepers would be given; who cannot hand over its label stays."""
        facts = self.library.catalog.facts_of_images(sorted(set(self.images.values())))
        sizes = {image: (found.width_px, found.height_px) for image, found in facts.items()}
        reader = Reader(self.library, look)
        given: dict[bytes, dict[bytes, NewFile]] = {}  # keeper -> what it gets from those before
        kept = []
        for one in chosen:
            image, other = self.images[one.file], self.images[one.keeper]
            before = given.setdefault(one.keeper_path, {})
            hand_over = plan_hand_over(
                self.library,
                one.path,
                one.keeper_path,
                None if image == other else self.comparisons[one.file],
                (sizes[image], sizes[other]),
                given=tuple(before.values()),
                reader=reader,
            )
            if hand_over.refused is not None:
                fields = {"reason": hand_over.refused, **hand_over.fields}
                self.left_out.append(LeftOut(one.group, one.path, "label_lost", fields))
                continue
            # a file that is written a second time replaces what the one before wrote
            files = tuple(
                replace(file, replaces=True, before=before[file.path].data) if file.path in before else file
                for file in hand_over.files
            )
            before.update((file.path, file) for file in files)
            told = files or hand_over.notes
            kept.append(replace(one, hand_over=replace(hand_over, files=files) if told else None))
        return kept

    def _measured(self, chosen: list[Leaving]) -> list[Leaving]:
        """With the inodes of what leaves, as they are on the disk."""
        away: dict[tuple[int, int], int] = {}
        measured = []
        for one in chosen:
            names = []
            for path in (one.path, *(companion.path for companion in one.along)):
                try:
                    found = os.lstat(path)
                except OSError:
                    continue
                key = identity(found)
                if found.st_nlink > 1 and key not in away:
                    away[key] = away_names(self.library, *key)
                names.append(Name(*key, found.st_size, found.st_nlink - away.get(key, 0)))
            measured.append(replace(one, names=tuple(names)))
        return measured
