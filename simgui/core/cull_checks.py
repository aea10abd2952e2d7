"""What is looked at just before a File leaves. A plan may be old, altered or wrong: nothing in it is believed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from simgui.core import moving
from simgui.core.catalog import real
from simgui.core.cull_rows import LINKING, Row
from simgui.core.keeper import matches_any
from simgui.core.library import Library
from simgui.core.library_folders import Quarantines
from simgui.core.links import links_into
from simgui.core.moving import Changed, Seen
from simgui.core.protection import Protected

_FACTS = (
    "SELECT f.state, f.sha256, f.role, r.path, f.path, f.image, i.picture_hash, f.root FROM files f"
    " JOIN roots r ON r.id = f.root LEFT JOIN images i ON i.id = f.image WHERE f.id = ?"
)


class Stays(Exception):
    """A File is left alone: `code` and `fields` say why."""

    def __init__(self, code: str, **fields: Any) -> None:
        super().__init__(code)
        self.code, self.fields = code, fields


class Facts:
    """What the catalogue says of a File now."""

    def __init__(self, row: tuple[Any, ...]) -> None:
        self.state: str = row[0]
        self.sha256: bytes | None = row[1]
        self.role: str = row[2]
        self.path = os.path.join(row[3], row[4])
        self.image: int | None = row[5]
        self.picture: bytes | None = row[6]
        self.root: int = row[7]


class Checks:
    """Of one run. A keeper is read once, and after that only when anything about it changed, its status included."""

    def __init__(self, library: Library, action: str, protect: Sequence[str] = ()) -> None:
        self._library = library
        self._action = action
        self._protect = tuple(protect)
        online = [root for root in library.catalog.roots() if os.path.isdir(root.path)]
        self._links = {} if action in LINKING else links_into(online)
        self._quarantines = Quarantines()
        self._keepers: dict[bytes, tuple[tuple[int, ...], bytes]] = {}

    def look(self, row: Row) -> Seen:
        """Read the File of a row that is to leave. Raises Stays."""
        victim = self._facts(row.file, row.home, "vanished")
        row.root = victim.root
        self._look_at_rules(row, victim)
        keeper = self._facts(row.keeper, row.keeper_path or b"", "keeper_missing")
        self._look_at_decisions(row, victim, keeper)
        assert row.keeper_path is not None
        if self._quarantines.hold(os.path.dirname(row.keeper_path)):
            raise Stays("keeper_in_quarantine", keeper=row.keeper_path)
        self._read_keeper(row.keeper_path, keeper)
        seen = _read(row.home, victim.sha256, "vanished", "changed", "unreadable")
        try:
            one_file = os.path.samestat(seen.stat, os.lstat(row.keeper_path))
        except OSError:
            raise Stays("keeper_missing", keeper=row.keeper_path) from None
        # a folder may be reached by two ways, so that both names are one
        if real(row.home) == real(row.keeper_path) or (one_file and seen.stat.st_nlink < 2):
            raise Stays("same_file", keeper=row.keeper_path)
        if self._action in LINKING:
            self._look_at_linking(row, victim, keeper, one_file)
        return seen

    def look_at_keeper_again(self, row: Row) -> None:
        """Once the File has left: what it left for must stand as it was read. Raises Stays."""
        path = row.keeper_path or b""
        read = self._keepers[path][0]
        try:
            found = os.lstat(path)
        except OSError:
            # two ways to one folder, which no look could tell
            raise Stays("same_file", keeper=path) from None
        if (found.st_ino, found.st_size, found.st_mtime_ns) != read[1:4]:
            raise Stays("keeper_changed", keeper=path)

    def may_leave(self, path: bytes) -> None:
        """Whether a picture or a side file may leave. Raises Stays."""
        if matches_any(path, self._protect):
            raise Stays("protected", protected=path)
        self.may_move(path)

    def may_move(self, path: bytes) -> None:
        """Whether any file, also one that is made for a keeper, may move at all. Raises Stays."""
        if self._quarantines.hold(os.path.dirname(path)):
            raise Stays("in_quarantine")
        if Protected(self._library.catalog.roots()).covers(path):
            raise Stays("protected", protected=path)
        link = self._links.get(os.path.realpath(path)) if self._links else None
        if link is not None and os.path.lexists(link):
            raise Stays("linked", link=link)

    def _facts(self, file: int | None, path: bytes, code: str) -> Facts:
        found = self._library.catalog.read().execute(_FACTS, (file,)).fetchone()
        if found is None or found[0] != "present":
            raise Stays(code, keeper=path)
        facts = Facts(found)
        if facts.path != path:
            raise Stays("moved_meanwhile", now=facts.path)
        return facts

    def _look_at_rules(self, row: Row, victim: Facts) -> None:
        self.may_leave(row.home)
        if victim.sha256 is None or victim.image is None:
            raise Stays("changed")  # nothing is known that it could be compared with

    def _look_at_decisions(self, row: Row, victim: Facts, keeper: Facts) -> None:
        history = self._library.history
        assert row.file is not None
        if row.file == row.keeper:
            raise Stays("same_file", keeper=row.keeper_path)
        if history.file_words([row.file]).get(row.file) == "keep":
            raise Stays("decided_keep")
        if victim.picture is not None and keeper.picture is not None and victim.picture != keeper.picture:
            word = history.pair_words(victim.picture, [keeper.picture]).get(keeper.picture)
            if word in ("not_duplicate", "related"):
                raise Stays("decided_apart", keeper=row.keeper_path)

    def _read_keeper(self, path: bytes, facts: Facts) -> None:
        try:
            found = os.lstat(path)
        except OSError:
            raise Stays("keeper_missing", keeper=path) from None
        stamp = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        known = self._keepers.get(path)
        if known is not None and known == (stamp, facts.sha256):
            return
        seen = _read(path, facts.sha256, "keeper_missing", "keeper_changed", "keeper_unreadable", keeper=path)
        self._keepers[path] = (stamp, seen.sha256)

    def _look_at_linking(self, row: Row, victim: Facts, keeper: Facts, one_file: bool) -> None:
        if victim.sha256 != keeper.sha256 or victim.image != keeper.image:
            raise Stays("near_copy_not_linked", keeper=row.keeper_path)
        if one_file:
            raise Stays("already_linked", keeper=row.keeper_path)
        if self._action == "hardlink":
            try:
                self.may_leave(row.keeper_path or b"")
            except Stays as stays:
                # what is written into either name would be in both
                raise Stays("keeper_protected", keeper=row.keeper_path) from stays


def _read(
    path: bytes, sha256: bytes | None, missing: str, changed: str, unreadable: str, **fields: Any
) -> Seen:
    try:
        seen = moving.read(path)
    except FileNotFoundError:
        raise Stays(missing, **fields) from None
    except Changed:
        raise Stays(changed, **fields) from None
    except OSError as error:
        raise Stays(unreadable, detail=error.strerror or str(error), **fields) from error
    if seen.sha256 != sha256:
        raise Stays(changed, **fields)
    return seen
