"""The journal of culls as it is written: one row for each file, its state changed before and after the file moves.

    planned → moving → moved → restoring → restored, and from there planned again
    planned → skipped (the checks left it alone) or failed (the computer refused)
    moved → emptied (deleted from the quarantine for good)

Each change is one transaction that is on the disk before the next step, so 'moving' and 'restoring' are all that a
killed process leaves in doubt, and a look at both places settles that.
"""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from simgui.core.catalog import in_parts, marks
from simgui.core.folders import identity
from simgui.core.library import Library
from simgui.core.moving import Seen

ACTIONS = ("quarantine", "trash", "hardlink", "reflink", "list")
# what puts a link to equal bytes in a File's place; the others take it away, or only list it
LINKING = ("hardlink", "reflink")
MADE = ("handed", "replaced")  # parts that stand beside the keeper


@dataclass
class Row:
    """One file of a cull; fields as in cull_items (schema.py). `id` is 0 until it is written."""

    event: int
    part: str
    from_path: bytes
    id: int = 0
    picture: int | None = None
    file: int | None = None
    root: int | None = None
    keeper: int | None = None
    keeper_path: bytes | None = None
    group_id: str | None = None
    to_path: bytes | None = None
    back_path: bytes | None = None
    data: bytes | None = None
    sha256: bytes | None = None
    size_bytes: int | None = None
    mtime_ns: int | None = None
    mode: int | None = None
    device: int | None = None
    inode: int | None = None
    freed_bytes: int = 0
    state: str = "planned"
    problem: str | None = None

    def take_down(self, seen: Seen) -> None:
        """Note a file as it was read."""
        self.sha256 = seen.sha256
        self.size_bytes = seen.stat.st_size
        self.mtime_ns = seen.stat.st_mtime_ns
        self.mode = stat.S_IMODE(seen.stat.st_mode)
        self.device, self.inode = identity(seen.stat)

    @property
    def home(self) -> bytes:
        """Where it belongs now: its place, or the free name under which it came back."""
        return self.back_path or self.from_path

    def fail(self, state: str, code: str, fields: Mapping[str, Any]) -> None:
        self.state = state
        # a path as text that os.fsencode() takes back, as words.text() does
        told = {
            name: os.fsdecode(v) if isinstance(v, bytes) else v
            for name, v in fields.items()
            if name != "path"
        }
        self.problem = json.dumps({"code": code, "fields": told}, default=str)


_COLUMNS = tuple(name for name in Row.__dataclass_fields__ if name != "id")
_SELECT = f"SELECT {', '.join(_COLUMNS)}, id FROM cull_items"


@dataclass
class Item:
    """A picture with what goes along: rows of its companions, and of what is made for the keeper."""

    picture: Row
    along: list[Row] = field(default_factory=list)
    made: list[Row] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """In the order in which they move: labels are handed over before the picture that has them leaves."""
        return [*self.made, self.picture, *self.along]


def write(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Write down rows as they are now, new ones too."""
    for row in rows:
        values = [getattr(row, name) for name in _COLUMNS]
        if row.id:
            settings = ", ".join(f"{name} = ?" for name in _COLUMNS)
            connection.execute(f"UPDATE cull_items SET {settings} WHERE id = ?", (*values, row.id))
        else:
            cursor = connection.execute(
                f"INSERT INTO cull_items ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})",
                values,
            )
            assert cursor.lastrowid is not None
            row.id = cursor.lastrowid


def forget(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    connection.executemany("DELETE FROM cull_items WHERE id = ?", [(row.id,) for row in rows])


def load(
    library: Library, cull: int, states: Sequence[str], pictures: Iterable[int] | None = None
) -> list[Item]:
    """The pictures of a cull in one of these states, or any of whose files is, each with all its rows; in their order.

    pictures: only these rows.
    """
    read = library.catalog.read()
    wanted = [
        row[0]
        for row in read.execute(
            f"SELECT DISTINCT coalesce(picture, id) FROM cull_items WHERE event = ? AND state IN ({marks(states)})"
            " ORDER BY 1",
            (cull, *states),
        )
    ]
    if pictures is not None:
        chosen = set(pictures)
        wanted = [number for number in wanted if number in chosen]
    items: dict[int, Item] = {}
    for part in in_parts(wanted, 400):
        rows = read.execute(
            f"{_SELECT} WHERE id IN ({marks(part)}) OR picture IN ({marks(part)}) ORDER BY id", (*part, *part)
        )
        found = [Row(**dict(zip((*_COLUMNS, "id"), row, strict=True))) for row in rows]
        items.update((row.id, Item(row)) for row in found if row.picture is None)
        for row in found:
            if row.picture is not None:
                item = items[row.picture]
                (item.made if row.part in MADE else item.along).append(row)
    return [items[number] for number in wanted]


def unfinished(library: Library) -> int | None:
    """The newest cull with files that are still to move, or that were moving when its process ended."""
    row = (
        library.catalog.read()
        .execute("SELECT max(event) FROM cull_items WHERE state IN ('planned', 'moving', 'restoring')")
        .fetchone()
    )
    return None if row[0] is None else int(row[0])


def away_names(library: Library, device: int, inode: int) -> int:
    """How many names of this very file lie away by culls: they keep its bytes on the disk."""
    row = (
        library.catalog.read()
        .execute(
            "SELECT count(*) FROM cull_items c JOIN events e ON e.id = c.event WHERE c.state = 'moved'"
            " AND c.device = ? AND c.inode = ? AND c.part <> 'handed'"
            " AND json_extract(e.body, '$.action') IN ('quarantine', 'trash')",
            (device, inode),
        )
        .fetchone()
    )
    return int(row[0])
