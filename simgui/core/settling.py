"""What of a picture and its files has left, stays or comes home: rows of the journal as they are after a step."""

from __future__ import annotations

import contextlib
import os
import sqlite3

from simgui.core import cull_rows
from simgui.core.cull_rows import LINKING, Item, Row
from simgui.core.cull_ways import way_of
from simgui.core.errors import FileActionError
from simgui.core.folders import identity
from simgui.core.library import Library
from simgui.core.moving import Changed


def start_anew(connection: sqlite3.Connection, item: Item) -> None:
    """All of an item is home and is to leave: from where it is now, with what goes along by then."""
    # else where it went would be forgotten
    assert item.picture.state in ("planned", "restored"), item.picture.state
    back = [row for row in item.along if row.state not in ("moved", "emptied")]
    cull_rows.forget(connection, back)
    item.along = [row for row in item.along if row not in back]
    made = [row for row in item.made if row.state not in ("moved", "emptied")]
    for row in (item.picture, *made):
        row.from_path, row.back_path, row.to_path, row.problem = row.home, None, None, None
        row.state = "planned"
    cull_rows.write(connection, [item.picture, *made])


def stop_planned(item: Item) -> None:
    """Its picture has left or stays: what has not left of it stays too, and is not in doubt."""
    for row in item.rows:
        if row.state == "planned":
            row.fail("skipped", "stopped", {})


def went(library: Library, connection: sqlite3.Connection, action: str, row: Row) -> None:
    """A file has left: in the row, and in the catalogue, where it is as one that is gone, or has another inode."""
    row.state = "moved"
    if row.part in cull_rows.MADE or row.file is None:
        return
    if action not in LINKING:
        connection.execute("UPDATE files SET state = 'vanished' WHERE id = ?", (row.file,))
        return
    found = os.lstat(row.home)
    connection.execute(
        "UPDATE files SET device = ?, inode = ?, mtime_ns = ? WHERE id = ?",
        (*identity(found), found.st_mtime_ns, row.file),
    )


def bring_home(library: Library, action: str, item: Item) -> None:
    """Undo what of an item had moved when it failed or its process ended: what is home is 'planned' again, what cannot
    be brought back stays 'moving'.
    """
    for row in reversed(item.rows):
        if row.state != "moving":
            continue
        way = way_of(library, action, row.part)
        with contextlib.suppress(OSError, FileActionError, Changed):
            where = way.settle(row)
            if where == "gone" and not way.can_be_searched():
                continue  # it may well have left
            if where == "away":
                way.take_back(row, row.home)
            row.state = "planned"
