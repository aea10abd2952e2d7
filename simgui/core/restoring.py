"""What left by a cull comes back: bytes, name, times and what belongs to it. A taken place is never overwritten."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from simgui.core import cull_rows, moving
from simgui.core.catalog import Root, relative_to
from simgui.core.cull import Failed, event_of, refuse_unfinished
from simgui.core.cull_rows import LINKING, MADE, Item, Row
from simgui.core.cull_ways import way_of
from simgui.core.errors import Cancelled, FileActionError
from simgui.core.folders import identity
from simgui.core.history import Event
from simgui.core.library import Library
from simgui.core.moving import Changed
from simgui.core.progress import CancelToken, Meter, ProgressCallback
from simgui.core.quarantine_folder import list_anew
from simgui.core.roots import disk_is_there

STAGES = ("restoring",)  # of the Progress: done and total count pictures


@dataclass(frozen=True)
class Restored:
    """`restored` counts pictures; `renamed`: (where it was, where it is now), its place being taken.

    `failed`: pictures and side files that are not back.
    """

    restored: int
    failed: tuple[Failed, ...]
    renamed: tuple[tuple[bytes, bytes], ...]
    side_files: int = 0
    stopped: bool = False


def restore(
    library: Library,
    cull_id: int | None = None,
    *,
    files: Collection[int] | None = None,
    rename: bool = True,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Restored:
    """Put back what a cull took (None: all culls), or of it only these `files` (their numbers in the catalogue).

    rename: one whose place is taken comes back under a free name; else it stays away, and failed says 'name_taken'
    (fields: free_name). A cancelled run finishes the File in hand. What is back already is not touched: then
    `restored` is 0. Raises InputError('no_such_cull'), Locked, StoreError: indexing_now, culling_now, cull_interrupted.
    """
    library.lock()
    with library.alone("culling"):
        refuse_unfinished(library)
        culls = [event_of(library, cull_id)] if cull_id is not None else _with_files_away(library)
        return Run(library, culls, files, rename, progress, cancel).run()


def _with_files_away(library: Library) -> list[Event]:
    """Newest first, so that a File that left, came back under another name and left again ends where it began."""
    rows = library.catalog.read().execute(
        "SELECT DISTINCT event FROM cull_items WHERE state = 'moved' ORDER BY event DESC"
    )
    return [event_of(library, row[0]) for row in rows.fetchall()]


@dataclass
class _Told:
    restored: int = 0
    side_files: int = 0
    failed: list[Failed] = field(default_factory=list)
    renamed: list[tuple[bytes, bytes]] = field(default_factory=list)


class Run:
    """One run over culls whose rows are not in doubt."""

    def __init__(
        self,
        library: Library,
        culls: list[Event],
        files: Collection[int] | None,
        rename: bool,
        progress: ProgressCallback | None,
        cancel: CancelToken | None,
    ) -> None:
        self._library = library
        self._rename = rename
        self._cancel = cancel or CancelToken()
        self._meter = Meter(STAGES, progress, self._cancel, pace=STAGES[0])
        self._told = _Told()
        self._work: list[tuple[Event, list[Item]]] = []
        for event in culls:
            # the last one first: what it made may stand on what those before it made
            items = cull_rows.load(library, event.id, ["moved"])[::-1]
            if files is not None:
                items = [item for item in items if item.picture.file in files]
            self._work.append((event, items))

    def run(self) -> Restored:
        self._meter.total(STAGES[0], sum(len(items) for _, items in self._work))
        stopped = False
        try:
            for event, items in self._work:
                self._roots = {root.id: root for root in self._library.catalog.roots()}
                try:
                    for item in items:
                        self._cancel.check()
                        self._one(event, item)
                        self._meter.add(STAGES[0], path=item.picture.home)
                finally:
                    list_anew(self._library, event)
        except Cancelled:
            stopped = True
        self._meter.report(force=True)
        told = self._told
        return Restored(told.restored, tuple(told.failed), tuple(told.renamed), told.side_files, stopped)

    def _one(self, event: Event, item: Item) -> None:
        """Its picture first: where that does not come back, nothing of it does."""
        action = event.body["action"]
        renamed: tuple[bytes, bytes] | None = None
        if item.picture.state == "moved":
            if not self._bring(event, action, item.picture, None):
                return
            if item.picture.state == "restored":
                self._told.restored += 1
            if item.picture.home != item.picture.from_path:
                renamed = (item.picture.from_path, item.picture.home)
        for row in (*item.along, *reversed(item.made)):
            if row.state == "moved" and self._bring(event, action, row, renamed):
                self._told.side_files += row.part not in MADE and row.state == "restored"

    def _bring(self, event: Event, action: str, row: Row, renamed: tuple[bytes, bytes] | None) -> bool:
        """Bring one file back. False where it is still away."""
        way = way_of(self._library, action, row.part)
        try:
            self._look_at_root(row)
            target = beside(row.from_path, *renamed) if renamed and row.part not in MADE else None
            target = moving.free_name(target) if target is not None else way.target(row)
            if target != row.from_path and renamed is None and not self._rename:
                raise FileActionError("name_taken", path=row.from_path, free_name=os.path.basename(target))
            if row.part != "handed":
                moving.make_folders(os.path.dirname(target))
            row.back_path = target if target != row.from_path else None
            row.state = "restoring"
            with self._library.catalog.write() as connection:
                cull_rows.write(connection, [row])
            way.take_back(row, target)
        except FileNotFoundError:
            return self._is_lost(event, action, row)
        except Changed:
            code = "handed_over_changed" if row.part == "handed" else "changed_while_away"
            return self._stays_away(row, code, {})
        except FileActionError as error:
            return self._stays_away(row, error.code, error.fields)
        except OSError as error:
            return self._stays_away(row, moving.code_of(error), {"detail": error.strerror or str(error)})
        self._is_back(event, action, row)
        return True

    def _look_at_root(self, row: Row) -> None:
        """Raises FileActionError('root_offline') rather than make the folder of a drive that is not there."""
        root = self._roots.get(row.root or 0)
        if root is not None and not is_there(root):
            raise FileActionError("root_offline", path=row.from_path, root=root.path)
        if (
            root is None
            and row.device is not None
            and not _is_same_disk(os.path.dirname(row.from_path), row.device)
        ):
            raise FileActionError("root_offline", path=row.from_path, root=os.path.dirname(row.from_path))

    def _stays_away(self, row: Row, code: str, fields: Mapping[str, Any]) -> bool:
        fields = {name: value for name, value in fields.items() if name != "path"}
        self._told.failed.append(Failed(row.from_path, code, fields))
        row.state, row.back_path = "moved", None
        with self._library.catalog.write() as connection:
            cull_rows.write(connection, [row])
        return False

    def _is_lost(self, event: Event, action: str, row: Row) -> bool:
        """It is not where it was put: brought back by other means, or deleted there."""
        way = way_of(self._library, action, row.part)
        if row.part != "handed" and way.settle(row) == "away":
            return self._stays_away(row, "folder_missing", {})
        row.back_path = None
        if row.part == "handed" or _stands_at(row):
            self._is_back(event, action, row)
            return True
        if not way.is_gone(row):
            return self._stays_away(row, "not_found_away", {})
        row.fail("emptied", "gone_from_away", {})
        self._told.failed.append(Failed(row.from_path, "gone_from_away"))
        with self._library.catalog.write() as connection:
            cull_rows.write(connection, [row])
            self._end(connection, event)
        return row.part != "picture"

    def _is_back(self, event: Event, action: str, row: Row) -> None:
        if row.back_path is not None:
            self._told.renamed.append((row.from_path, row.back_path))
        with self._library.catalog.write() as connection:
            came_back(self._library, connection, action, row)
            cull_rows.write(connection, [row])
            self._end(connection, event)
            self._library.catalog.searched_files_changed(connection)

    def _end(self, connection: sqlite3.Connection, event: Event) -> None:
        away = connection.execute(
            "SELECT 1 FROM cull_items WHERE event = ? AND part = 'picture' AND state IN ('moved', 'restoring')",
            (event.id,),
        ).fetchone()
        back = connection.execute(
            "SELECT 1 FROM cull_items WHERE event = ? AND part = 'picture' AND state = 'restored'",
            (event.id,),
        ).fetchone()
        if away is None and back is not None:
            self._library.history.cull_came_back(connection, event.id)


def _stands_at(row: Row) -> bool:
    try:
        return moving.read(row.from_path).sha256 == row.sha256
    except (OSError, Changed):
        return False


def is_there(root: Root) -> bool:
    """Whether a Root's disk is there. Its folder may be gone all the same: then it can be made again."""
    try:
        found = os.stat(root.path)
        # an empty folder on another disk than the Root was on: a mount point without its disk
        return identity(found)[0] == root.device or bool(os.listdir(root.path)) or root.device is None
    except OSError:
        return disk_is_there(root)


def _is_same_disk(folder: bytes, device: int) -> bool:
    """Whether a folder without a Root is on the disk that a file left, or can be made there; or is not empty."""
    if os.path.isdir(folder) and os.listdir(folder):
        return True
    while not os.path.isdir(folder) and folder != os.path.dirname(folder):
        folder = os.path.dirname(folder)
    return identity(os.stat(folder))[0] == device


def beside(side_file: bytes, was: bytes, now: bytes) -> bytes:
    """The name of a side file when its picture came back under another: a.jpg.xmp → a (restored).jpg.xmp."""
    folder, name = os.path.split(side_file)
    for old, new in ((was, now), (os.path.splitext(was)[0], os.path.splitext(now)[0])):
        if name.startswith(os.path.basename(old)):
            return os.path.join(folder, os.path.basename(new) + name[len(os.path.basename(old)) :])
    return side_file


def came_back(library: Library, connection: sqlite3.Connection, action: str, row: Row) -> None:
    """A file is home again: in the row, and in the catalogue under the number that it had."""
    row.state, row.problem = "restored", None
    root = next((root for root in library.catalog.roots() if root.id == row.root), None)
    if row.part in MADE or row.file is None or root is None:
        return  # indexing finds it
    relative = relative_to(row.home, root.path)
    found = os.lstat(row.home)
    stamp = (*identity(found), found.st_mtime_ns)
    if action in LINKING:
        connection.execute(
            "UPDATE files SET device = ?, inode = ?, mtime_ns = ? WHERE id = ?", (*stamp, row.file)
        )
        return
    known = connection.execute(
        "SELECT capture, size_bytes FROM files WHERE id = ? AND state IN ('vanished', 'excluded')",
        (row.file,),
    ).fetchone()
    if known is None or relative is None:
        return  # its number went to a file of the same bytes that was found meanwhile
    # what the catalogue still believes to stand at this place does not
    connection.execute(
        "UPDATE files SET state = 'vanished' WHERE root = ? AND path = ? AND state = 'present'",
        (root.id, relative),
    )
    connection.execute(
        "DELETE FROM files WHERE root = ? AND path = ? AND state = 'problem'", (root.id, relative)
    )
    capture = known[0] if row.back_path is None else os.path.splitext(relative)[0]
    connection.execute(
        "UPDATE files SET state = 'present', root = ?, path = ?, capture = ?, device = ?, inode = ? WHERE id = ?",
        (root.id, relative, capture, *stamp[:2], row.file),
    )
    if found.st_size == known[1] and found.st_mtime_ns == row.mtime_ns:
        # else its old stamp stays, and it is read again
        connection.execute("UPDATE files SET mtime_ns = ? WHERE id = ?", (found.st_mtime_ns, row.file))
