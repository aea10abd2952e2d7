"""What culls did, as written down: for those who look, and for those who move files (cull.py, restoring.py)."""

from __future__ import annotations

from dataclasses import dataclass

from simgui.core.library import Library


@dataclass(frozen=True)
class CullRecord:
    """One cull for the History. `id`: its event, as acts.Act.id.

    pictures: how many left by it (now away or back again); away: of these how many are away now; bytes: of the files
    that are away; failed, skipped: pictures that stayed; side_files: that went along. `state`: holds (what left is away),
    partly (some of it came back), put_back, emptied (gone from the quarantine for good), interrupted, nothing
    (nothing left by it).
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
    failed: int
    skipped: int
    state: str

    @property
    def can_restore(self) -> bool:
        return self.away > 0


@dataclass(frozen=True)
class CullItem:
    """One file of a cull. `part`: picture, raw, sidecar, video, label, handed (made for the keeper), replaced (by such).

    `state`: planned, moving, moved, restoring, restored, failed, skipped, emptied. `path`: where it was; `now`: where it
    is, None when it is where it was or gone.
    """

    id: int
    file: int
    part: str
    path: bytes
    now: bytes | None
    keeper_path: bytes | None
    size_bytes: int
    state: str
    code: str | None
    fields: dict[str, object]


def culls(library: Library) -> list[CullRecord]:
    """All culls, newest first."""
    raise NotImplementedError


def record(library: Library, cull_id: int) -> CullRecord | None:
    raise NotImplementedError


def items(library: Library, cull_id: int, limit: int | None = None) -> list[CullItem]:
    """The files of a cull: each picture, followed by what went along."""
    raise NotImplementedError
