"""Files leave by a plan, one after another, each looked at just before, each written down before and after.

What is written down (cull_rows.py) and how a file moves (cull_ways.py) are such that a process killed at any moment
leaves each picture exactly once, or twice and known for it (interrupted.py).
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from simgui.core import companions, cull_rows, moving
from simgui.core.catalog import relative_to
from simgui.core.companions import Companion
from simgui.core.cull_checks import Checks, Stays
from simgui.core.cull_rows import ACTIONS, LINKING, Item, Row
from simgui.core.cull_ways import way_of
from simgui.core.errors import Cancelled, FileActionError, InputError, StoreError
from simgui.core.history import Event
from simgui.core.library import Library
from simgui.core.moving import Changed, Seen
from simgui.core.picture_hash import byte_hash
from simgui.core.progress import CancelToken, Meter, ProgressCallback
from simgui.core.quarantine_folder import list_anew
from simgui.core.raw_files import lost_raw, lost_video
from simgui.core.settling import bring_home, start_anew, stop_planned, went

if TYPE_CHECKING:
    from simgui.core.cull_plan import Leaving, Plan

STAGES = ("culling",)  # of the Progress: done and total count pictures
NAMES_SHOWN = 2


@dataclass(frozen=True)
class Failed:
    """A File that stayed (or, of a restore, was not put back), and why: `code` and `fields` as words.say takes them."""

    path: bytes
    code: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Culled:
    """What became of a plan, counting pictures: planned = removed + failed + skipped.

    `failed`: the computer refused; `skipped`: stays because it, or what it leaves for, is no longer as it was, or
    because the run was stopped (code 'stopped'). `side_files`: files that went along. `cull_id` is None when nothing
    was written down (action 'list', or an empty plan).
    """

    cull_id: int | None
    planned: int
    removed: int
    failed: tuple[Failed, ...]
    skipped: tuple[Failed, ...]
    side_files: int
    bytes_freed: int
    handed_over: int = 0
    stopped: bool = False


def execute(
    library: Library,
    plan: Plan,
    action: str = "quarantine",
    *,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Culled:
    """Carry out a plan. A cancelled run finishes the File in hand and returns with `stopped` set.

    Raises InputError('unknown_action'), Locked, StoreError: indexing_now, culling_now, cull_interrupted (fields: cull;
    settle that first), DiskFull.
    """
    if action not in ACTIONS:
        raise InputError("unknown_action", action=action, known=", ".join(ACTIONS))
    if action == "list" or not plan.leaving:
        listed = tuple(Failed(one.path, "only_listed") for one in plan.leaving)
        return Culled(None, len(listed), 0, (), listed, 0, 0)
    library.lock()
    with library.alone("culling"):
        refuse_unfinished(library)
        with library.catalog.write() as connection:
            event = library.history.add_cull(connection, "cull", _body(plan, action))
            items = [_planned(event.id, one) for one in plan.leaving]
            for item in items:
                cull_rows.write(connection, [item.picture])
                for row in item.made:
                    row.picture = item.picture.id
                cull_rows.write(connection, item.made)
        return Run(library, event, items, progress, cancel).run()


def again(
    library: Library,
    cull_id: int,
    *,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Culled:
    """Redo a cull that was taken back: what came back leaves again, with all checks. Raises as execute(), and
    InputError: no_such_cull, cull_not_redoable.
    """
    library.lock()
    with library.alone("culling"):
        refuse_unfinished(library)
        event = event_of(library, cull_id)
        items = [i for i in cull_rows.load(library, cull_id, ["restored"]) if i.picture.state == "restored"]
        if not items:
            raise InputError("cull_not_redoable", cull=cull_id)
        with library.catalog.write() as connection:
            for item in items:
                start_anew(connection, item)
        return Run(library, event, items, progress, cancel).run()


def event_of(library: Library, cull_id: int) -> Event:
    """Raises InputError('no_such_cull')."""
    event = library.history.event(cull_id)
    if event is None or event.kind != "cull":
        raise InputError("no_such_cull", cull=cull_id)
    return event


def refuse_unfinished(library: Library) -> None:
    """Raises StoreError('cull_interrupted') while an earlier cull is not settled."""
    if (cull := cull_rows.unfinished(library)) is not None:
        raise StoreError("cull_interrupted", cull=cull)


def _body(plan: Plan, action: str) -> dict[str, Any]:
    names = [os.path.basename(one.path) for one in plan.leaving[:NAMES_SHOWN]]
    return {
        "names": [name.decode("utf-8", "backslashreplace") for name in names],
        "action": action,
        "planned": len(plan.leaving),
        "groups": len({one.group for one in plan.leaving}),
        "protect": list(plan.protect),
    }


def _planned(event: int, one: Leaving) -> Item:
    keeper = (one.keeper, one.keeper_path, one.group)
    picture = Row(event, "picture", one.path, file=one.file, size_bytes=one.size_bytes)
    picture.keeper, picture.keeper_path, picture.group_id = keeper
    item = Item(picture)
    for made in () if one.hand_over is None else one.hand_over.files:
        if made.replaces:
            item.made.append(Row(event, "replaced", made.path, data=made.before))
        item.made.append(Row(event, "handed", made.path, data=made.data))
    return item


class Run:
    """One run over items that are all home."""

    def __init__(
        self,
        library: Library,
        event: Event,
        items: Sequence[Item],
        progress: ProgressCallback | None,
        cancel: CancelToken | None,
    ) -> None:
        self._library = library
        self._event = event
        self._items = items
        self._action: str = event.body["action"]
        self._cancel = cancel or CancelToken()
        self._meter = Meter(STAGES, progress, self._cancel, pace=STAGES[0])
        self._checks = Checks(library, self._action, event.body.get("protect", ()))
        files = [item.picture.file for item in items if item.picture.file is not None]
        keepers = sorted({item.picture.keeper for item in items if item.picture.keeper is not None})
        self._companions: dict[int, tuple[Companion, ...]] = {}
        self._of_keepers: dict[int, tuple[Companion, ...]] = {}
        if self._action not in LINKING:
            look = companions.Look()
            self._companions = companions.of(library, files, leaving=files, look=look)
            self._of_keepers = companions.of(library, keepers, look=look)
        self._needing: dict[bytes, list[Row]] = {}  # side file -> the pictures of this run that have it
        for item in items:
            for companion in self._companions.get(item.picture.file or 0, ()):
                self._needing.setdefault(companion.path, []).append(item.picture)

    def run(self) -> Culled:
        """Raises StoreError when the journal cannot be written; then nothing more has moved."""
        self._meter.total(STAGES[0], len(self._items))
        list_anew(self._library, self._event)
        stopped = False
        for item in self._items:
            try:
                self._cancel.check()
            except Cancelled:
                stopped = True
                break
            self._one(item)
            self._meter.add(STAGES[0], path=item.picture.from_path)
        left = [item for item in self._items if item.picture.state == "planned"]
        with self._library.catalog.write() as connection:
            for item in left:
                self._note_as_left(connection, item, "skipped", "stopped", {})
        list_anew(self._library, self._event)
        self._meter.report(force=True)
        return outcome(self._event.id, self._items, stopped)

    def _one(self, item: Item) -> None:
        try:
            seen = self._checks.look(item.picture)
            moves = [(item.picture, seen), *self._along(item)]
            self._write_down(item, moves)
            try:
                self._take(item, moves)
            except Exception:
                bring_home(self._library, self._action, item)
                if item.picture.state == "planned":
                    raise
                # it left, and cannot be brought back: then it counts as gone
        except Stays as stays:
            self._leave(item, "skipped", stays.code, stays.fields)
        except Changed:
            self._leave(item, "skipped", "changed", {})
        except FileActionError as error:
            self._leave(item, "failed", error.code, error.fields)
        except OSError as error:
            self._leave(item, "failed", moving.code_of(error), {"detail": error.strerror or str(error)})
        else:
            self._settle(item)

    def _along(self, item: Item) -> list[tuple[Row, Seen]]:
        """The side files that go along, each read. Raises Stays, FileActionError."""
        row = item.picture
        found = [c for c in self._companions.get(row.file or 0, ()) if self._goes_along(c, row)]
        if self._action not in LINKING:
            self._look_at_raws(row, found)
        moves = []
        for companion in found:
            self._checks.may_leave(companion.path)
            side = Row(row.event, companion.role, companion.path, picture=row.id, keeper_path=row.keeper_path)
            side.root, side.file = self._file_at(companion.path)
            try:
                moves.append((side, moving.read(companion.path)))
            except FileNotFoundError:
                continue
            except (OSError, Changed) as error:
                raise FileActionError("side_file_failed", path=row.home, side_file=companion.path) from error
        item.along.extend(side for side, _ in moves)
        return moves

    def _goes_along(self, companion: Companion, row: Row) -> bool:
        if companion.shared:
            return False
        others = (other for other in self._needing.get(companion.path, ()) if other is not row)
        # one of them was to leave before, and stayed
        return not any(moving.exists(other.home) for other in others)

    def _look_at_raws(self, row: Row, found: Sequence[Companion]) -> None:
        roles = dict(
            self._library.catalog.read()
            .execute("SELECT id, role FROM files WHERE id IN (?, ?)", (row.file, row.keeper))
            .fetchall()
        )
        raws = [companion.path for companion in found if companion.role == "raw"]
        raws += [row.home] if roles.get(row.file) == "raw" else []
        stay = [c.path for c in self._of_keepers.get(row.keeper or 0, ()) if c.role == "raw"]
        stay += [row.keeper_path] if roles.get(row.keeper) == "raw" and row.keeper_path else []
        if (lost := lost_raw(raws, stay, whole=True)) is not None:
            raise Stays("raw_would_be_lost", raw=lost)
        if (lost := lost_video(found, self._of_keepers.get(row.keeper or 0, ()))) is not None:
            raise Stays("video_would_be_lost", video=lost)

    def _file_at(self, path: bytes) -> tuple[int | None, int | None]:
        """(root, file) of a side file in the catalogue."""
        for root in self._library.catalog.roots():
            if (relative := relative_to(path, root.path)) is not None:
                found = self._library.catalog.read().execute(
                    "SELECT id FROM files WHERE root = ? AND path = ? AND state = 'present'",
                    (root.id, relative),
                )
                if (row := found.fetchone()) is not None:
                    return root.id, row[0]
        return None, None

    def _write_down(self, item: Item, moves: Sequence[tuple[Row, Seen]]) -> None:
        """On the disk before anything moves: what will, from where and to where."""
        taken: list[bytes] = []
        rows = [row for row in item.made if row.state == "planned" and self._is_to_be_made(item, row)]
        for row, seen in moves:
            row.take_down(seen)
            row.freed_bytes = self._freed(row, seen)
            rows.append(row)
        for row in rows:
            way_of(self._library, self._action, row.part).aim(row, item.picture.id, taken)
            taken += [row.to_path] if row.to_path is not None else []
        for row in rows:
            row.state, row.problem = "moving", None
        with self._library.catalog.write() as connection:
            cull_rows.write(connection, item.rows)

    def _is_to_be_made(self, item: Item, row: Row) -> bool:
        """Look at the place of a label file beside the keeper. Raises Stays, FileActionError."""
        self._checks.may_move(row.from_path)
        taken = FileActionError("label_place_taken", path=item.picture.home, label=row.from_path)
        planned = byte_hash(row.data or b"")
        try:
            there = moving.read(row.from_path) if moving.exists(row.from_path) else None
        except (OSError, Changed):
            raise taken from None
        if row.part == "replaced":
            if there is None or there.sha256 != planned:
                raise taken  # another than the one that the new one was made from
            row.take_down(there)
            return True
        row.sha256 = planned
        if there is not None and there.sha256 == planned:
            row.state = "skipped"  # as when another copy has handed over the same
            return False
        if there is not None and not any(r.from_path == row.from_path for r in item.made if r is not row):
            raise taken
        return True

    def _freed(self, row: Row, seen: Seen) -> int:
        """Its size when this was the last name of its bytes, not counting names that are away."""
        names = seen.stat.st_nlink
        if names > 1 and self._action not in LINKING:
            names -= cull_rows.away_names(self._library, row.device or 0, row.inode or 0)
        return seen.stat.st_size if names <= 1 else 0

    def _take(self, item: Item, moves: Sequence[tuple[Row, Seen]]) -> None:
        read = {row.id: seen for row, seen in moves}
        for row in item.rows:
            if row.state != "moving":
                continue
            way = way_of(self._library, self._action, row.part)
            try:
                way.take(row, read.get(row.id) or self._replaced(row))
            except (OSError, Changed) as error:
                if isinstance(error, FileExistsError):
                    row.state = "planned"  # it never left; what lies there is not its own
                if row.part == "picture":
                    raise
                code = "label_place_taken" if row.part in cull_rows.MADE else "side_file_failed"
                raise FileActionError(
                    code, path=item.picture.home, side_file=row.from_path, label=row.from_path
                ) from error
        self._checks.look_at_keeper_again(item.picture)

    @staticmethod
    def _replaced(row: Row) -> Seen | None:
        """A file beside the keeper that a new one replaces, as it was looked at; None for the new one."""
        if row.part == "handed":
            return None
        seen = moving.read(row.from_path)
        if seen.sha256 != row.sha256:
            raise Changed
        return seen

    def _settle(self, item: Item) -> None:
        with self._library.catalog.write() as connection:
            for row in item.rows:
                if row.state == "moving":
                    went(self._library, connection, self._action, row)
            stop_planned(item)
            cull_rows.write(connection, item.rows)
            self._library.history.cull_went_again(connection, self._event.id)
            self._library.catalog.searched_files_changed(connection)

    def _leave(self, item: Item, state: str, code: str, fields: Mapping[str, Any]) -> None:
        with self._library.catalog.write() as connection:
            self._note_as_left(connection, item, state, code, fields)

    def _note_as_left(
        self, connection: sqlite3.Connection, item: Item, state: str, code: str, fields: Mapping[str, Any]
    ) -> None:
        """It stays, with all that belongs to it; a side file that could not be brought back is known to be away."""
        item.picture.fail(state, code, fields)
        unused = [row for row in item.along if row.state == "planned" or not row.id]
        cull_rows.forget(connection, [row for row in unused if row.id])
        item.along = [row for row in item.along if row not in unused]
        for row in item.rows:
            if row.state == "moving":
                went(self._library, connection, self._action, row)
            elif row.state == "planned":
                row.state = "skipped"
        cull_rows.write(connection, item.rows)


def outcome(cull_id: int, items: Iterable[Item], stopped: bool) -> Culled:
    """What became of these items."""
    items = list(items)
    told: dict[str, list[Failed]] = {"failed": [], "skipped": []}
    for item in items:
        row = item.picture
        if row.state in told:
            said = json.loads(row.problem or "{}")
            told[row.state].append(Failed(row.from_path, said.get("code", "stopped"), said.get("fields", {})))
    gone = [item for item in items if item.picture.state == "moved"]
    along = [row for item in gone for row in item.along if row.state == "moved"]
    freed = sum(row.freed_bytes for item in gone for row in (item.picture, *along) if row.state == "moved")
    handed = [row for item in gone for row in item.made if row.part == "handed" and row.state == "moved"]
    return Culled(
        cull_id,
        len(items),
        len(gone),
        tuple(told["failed"]),
        tuple(told["skipped"]),
        len(along),
        freed,
        len(handed),
        stopped,
    )
