"""What the quarantine holds, and how it is emptied: the only place where a File is deleted for good."""

from __future__ import annotations

import os

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


def held(library: Library) -> tuple[int, int]:
    """(files, bytes) in the quarantine now. What the journal does not know is not counted, and never deleted."""
    files = size_bytes = 0
    for _, to_path in library.catalog.read().execute(_HELD, (len(_INSIDE), _INSIDE)).fetchall():
        try:
            size_bytes += os.lstat(absolute(library, to_path)).st_size
        except OSError:
            continue
        files += 1
    return files, size_bytes


def empty(library: Library, expected_files: int) -> tuple[int, int]:
    """Delete for good what the quarantine holds; (files, bytes) deleted. The only permanent deletion.

    Raises InputError('count_differs') (fields: expected, found) unless it holds exactly that many files, Locked,
    StoreError: indexing_now, culling_now, cull_interrupted. A file that cannot be deleted stays, and is still held.
    """
    library.lock()
    with library.alone("culling"):
        refuse_unfinished(library)
        found, _ = held(library)
        if found != expected_files:
            raise InputError("count_differs", expected=expected_files, found=found)
        events = {row[0] for row in library.catalog.read().execute(_HELD, (len(_INSIDE), _INSIDE)).fetchall()}
        deleted = size_bytes = 0
        for number in sorted(events):
            items = cull_rows.load(library, number, ["moved"])
            for item in items:
                files, freed = _delete(library, item)
                deleted, size_bytes = deleted + files, size_bytes + freed
            list_anew(library, event_of(library, number))
        if deleted:
            with library.catalog.write() as connection:
                library.history.add_cull(connection, "empty", {"files": deleted, "bytes": size_bytes})
    return deleted, size_bytes


def _delete(library: Library, item: Item) -> tuple[int, int]:
    """Delete an item's files; (files, bytes) deleted. One that was gone already is no longer held either."""
    rows = [row for row in item.rows if row.state == "moved" and (row.to_path or b"").startswith(_INSIDE)]
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
