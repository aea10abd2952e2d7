"""The culls for those who look: what each did, and what became of it. Everything only reads."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Any

from simgui.core.library import Library
from simgui.core.quarantine_folder import FOLDER, absolute


@dataclass(frozen=True)
class CullRecord:
    """One cull for the History. `id`: its event, as acts.Act.id.

    planned: pictures that were to leave; pictures: how many did (and are away, back again, or gone for good); away: of
    these how many are away now; side_files: that went along; bytes: of the files that left, wherever they are now;
    bytes_freed: what left and is not back, each inode once; failed, skipped: pictures that stayed.
    `state`: holds (what left is away), partly (some of it came back), put_back, emptied (gone for good), interrupted,
    nothing (nothing left by it).
    """

    id: int
    time_s: float
    by: str | None
    action: str
    groups: int
    planned: int
    pictures: int
    away: int
    side_files: int
    bytes: int
    bytes_freed: int
    failed: int
    skipped: int
    state: str

    @property
    def can_restore(self) -> bool:
        return self.away > 0

    @property
    def can_redo(self) -> bool:
        return self.state in ("partly", "put_back")


@dataclass(frozen=True)
class CullItem:
    """One file of a cull. `part`: picture, raw, sidecar, video, label; handed (made for the keeper), replaced (by one).

    `state`: planned, moving, moved, restoring, restored, failed, skipped, emptied. `path`: where it was; `now`: where
    it is, None where it is not known or gone. `code` and `fields`: why it stayed, or is not back.
    """

    id: int
    picture: int | None
    file: int | None
    part: str
    path: bytes
    now: bytes | None
    keeper_path: bytes | None
    size_bytes: int
    state: str
    code: str | None
    fields: dict[str, Any]

    @property
    def is_away(self) -> bool:
        """Or may be, as after a kill."""
        return self.state in AWAY


AWAY = ("moved", "restoring", "moving")
_LEFT = "state IN ('moved', 'restoring', 'restored', 'emptied')"
_AWAY = f"state IN {AWAY}"
_COUNTS = (
    "SELECT e.id, e.time_s, e.body,"
    f" coalesce(sum(c.part = 'picture' AND c.{_LEFT}), 0),"
    f" coalesce(sum(c.part = 'picture' AND c.{_AWAY}), 0),"
    f" coalesce(sum(c.part IN ('raw', 'sidecar', 'video', 'label') AND c.{_LEFT}), 0),"
    f" coalesce(sum(CASE WHEN c.part <> 'handed' AND (c.{_LEFT} OR c.state = 'moving') THEN c.size_bytes END), 0),"
    " coalesce(sum(CASE WHEN c.state IN ('moved', 'restoring', 'emptied') THEN c.freed_bytes END), 0),"
    " coalesce(sum(c.part = 'picture' AND c.state = 'failed'), 0),"
    " coalesce(sum(c.part = 'picture' AND c.state = 'skipped'), 0),"
    " coalesce(sum(c.part = 'picture' AND c.state = 'restored'), 0),"
    " coalesce(sum(c.state IN ('planned', 'moving', 'restoring')), 0)"
    " FROM events e LEFT JOIN cull_items c ON c.event = e.id WHERE e.kind = 'cull'"
)


def culls(library: Library) -> list[CullRecord]:
    """All culls, newest first."""
    rows = library.catalog.read().execute(f"{_COUNTS} GROUP BY e.id ORDER BY e.id DESC")
    return [_record(row) for row in rows.fetchall()]


def record(library: Library, cull_id: int) -> CullRecord | None:
    row = library.catalog.read().execute(f"{_COUNTS} AND e.id = ? GROUP BY e.id", (cull_id,)).fetchone()
    return None if row is None else _record(row)


def _record(row: tuple[Any, ...]) -> CullRecord:
    number, time_s, body, left, away, side_files, size, freed, failed, skipped, restored, doubtful = row
    said = json.loads(body)
    if doubtful:
        state = "interrupted"
    elif away:
        state = "partly" if restored else "holds"
    else:
        state = "put_back" if restored else "emptied" if left else "nothing"
    return CullRecord(
        number,
        time_s,
        said.get("by"),
        said["action"],
        said["groups"],
        said["planned"],
        left,
        away,
        side_files,
        size,
        freed,
        failed,
        skipped,
        state,
    )


def items(library: Library, cull_id: int, limit: int | None = None) -> list[CullItem]:
    """The files of a cull: each picture, followed by what went along and what was made."""
    rows = library.catalog.read().execute(
        "SELECT id, picture, file, part, from_path, to_path, back_path, keeper_path, coalesce(size_bytes, 0), state,"
        " problem FROM cull_items WHERE event = ? ORDER BY coalesce(picture, id), id LIMIT ?",
        (cull_id, -1 if limit is None else limit),
    )
    return [_item(library, row) for row in rows.fetchall()]


def _item(library: Library, row: tuple[Any, ...]) -> CullItem:
    number, picture, file, part, path, to_path, back_path, keeper_path, size_bytes, state, problem = row
    now: bytes | None = back_path or path
    if state in ("moved", "restoring", "emptied") and part != "handed":
        inside = to_path is not None and not os.path.isabs(to_path)
        now = None if state == "emptied" else absolute(library, to_path) if inside else to_path or path
    said = json.loads(problem or "{}")
    return CullItem(
        number, picture, file, part, path, now, keeper_path, size_bytes, state, said.get("code"),
        said.get("fields", {}),
    )  # fmt: skip


def folder_of(library: Library) -> bytes:
    """The quarantine, to be shown."""
    return absolute(library, FOLDER.encode())
