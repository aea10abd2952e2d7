"""What the quarantine holds, and how it is emptied: the only place where a File is deleted for good."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from typing import NamedTuple

from simgui.core import cull_rows, moving
from simgui.core.cull import event_of, refuse_unfinished
from simgui.core.cull_rows import Item, Row
from simgui.core.errors import InputError
from simgui.core.library import Library
from simgui.core.quarantine_folder import FOLDER, absolute, list_anew, tidy

_HELD = (
    "SELECT c.event, c.to_path FROM cull_items c WHERE c.state = 'moved' AND c.to_path IS NOT NULL"
    " AND substr(c.to_path, 1, ?) = ? ORDER BY c.id"
)
_INSIDE = FOLDER.encode() + b"/"
# files of the picture that a File was, of that which it left for, and that File itself
_STANDING = (
    "SELECT r.path, f.path, f.size_bytes FROM files f JOIN roots r ON r.id = f.root WHERE f.state = 'present'"
    " AND f.role <> 'folder' AND (f.id = ?1 OR f.image IN (SELECT image FROM files WHERE id IN (?1, ?2)))"
)
# where what it left for has left itself, what that left for
_FURTHER = (
    "SELECT keeper, keeper_path FROM cull_items WHERE part = 'picture' AND state IN ('moved', 'emptied')"
    " AND (file = ?1 OR coalesce(back_path, from_path) = ?2) ORDER BY id DESC LIMIT 1"
)


class Emptied(NamedTuple):
    """What was deleted; `kept_back`: files that stay, as nothing stands any more of what their picture left for."""

    files: int
    bytes: int
    kept_back: int = 0


def held(library: Library) -> tuple[int, int]:
    """(files, bytes) in the quarantine now. What the journal does not know is not counted, and never deleted."""
    files = size_bytes = 0
    for _, to_path in _rows(library):
        try:
            size_bytes += os.lstat(absolute(library, to_path)).st_size
        except OSError:
            continue
        files += 1
    return files, size_bytes


def _rows(library: Library) -> list[tuple[int, bytes]]:
    """(cull, where it lies) of all that the journal knows."""
    return library.catalog.read().execute(_HELD, (len(_INSIDE), _INSIDE)).fetchall()


def empty(library: Library, expected_files: int) -> Emptied:
    """Delete for good what the quarantine holds, but for what is the last of its picture. The only permanent deletion.

    Raises InputError('count_differs') (fields: expected, found) unless it holds exactly that many files, Locked,
    StoreError: indexing_now, culling_now, cull_interrupted. A file that cannot be deleted stays, and is still held.
    """
    library.lock()
    with library.alone("culling"):
        refuse_unfinished(library)
        found, _ = held(library)
        if found != expected_files:
            raise InputError("count_differs", expected=expected_files, found=found)
        deleted = size_bytes = kept_back = 0
        for number in sorted({event for event, _ in _rows(library)}):
            items = cull_rows.load(library, number, ["moved"])
            for item in items:
                if _is_last(library, item.picture):
                    kept_back += sum(_is_held(row) for row in item.rows)
                    continue
                files, freed = _delete(library, item)
                deleted, size_bytes = deleted + files, size_bytes + freed
            list_anew(library, event_of(library, number))
        if deleted:
            with library.catalog.write() as connection:
                library.history.add_cull(connection, "empty", {"files": deleted, "bytes": size_bytes})
    return Emptied(deleted, size_bytes, kept_back)


def _is_held(row: Row) -> bool:
    return row.state == "moved" and (row.to_path or b"").startswith(_INSIDE)


def _is_last(library: Library, row: Row) -> bool:
    """Whether nothing that can be seen stands of a picture that lies here, nor of what it left for."""
    if not _is_held(row) or row.keeper_path is None:
        return False
    return not any(_stands(path, size) for path, size in _reasons(library, row))


def _reasons(library: Library, row: Row) -> Iterator[tuple[bytes, int | None]]:
    """(path, bytes) of the files for which this one may go, as they were indexed."""
    read = library.catalog.read()
    keeper, path = row.keeper, row.keeper_path
    seen = set[bytes]()
    while path is not None and path not in seen:
        seen.add(path)
        for root, relative, size in read.execute(_STANDING, (keeper, row.file)).fetchall():
            yield os.path.join(root, relative), size
        if read.execute("SELECT 1 FROM files WHERE id = ?", (keeper,)).fetchone() is None:
            yield path, None  # its Root was forgotten
        keeper, path = read.execute(_FURTHER, (keeper, path)).fetchone() or (None, None)


def _stands(path: bytes, size_bytes: int | None) -> bool:
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and size_bytes in (None, found.st_size) and found.st_size > 0


def _delete(library: Library, item: Item) -> tuple[int, int]:
    """Delete an item's files; (files, bytes) deleted. One that was gone already is no longer held either."""
    rows = [row for row in item.rows if _is_held(row)]
    there: list[tuple[Row, bytes, int]] = []
    for row in rows:
        path = absolute(library, row.to_path or b"")
        try:
            there.append((row, path, os.lstat(path).st_size))
            os.unlink(path)
        except FileNotFoundError:
            pass
        except OSError:
            if there and there[-1][0] is row:
                there.pop()
            continue
        row.state = "emptied"
    for _, path, _ in there:
        moving.sync_folder(os.path.dirname(path))
        tidy(library, path)
    with library.catalog.write() as connection:
        cull_rows.write(connection, rows)
    return len(there), sum(size for _, _, size in there)
