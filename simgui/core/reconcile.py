"""What the folders hold against what the catalogue knows: which files must be read, which only moved.

A file's row is its identity (a decision to keep it hangs on that). A path whose content changed gives its
row back to the pool of vanished ones; the row is taken up again wherever the same file is found: by
inode, size and time without reading it, else by its bytes. So renames, swaps and moved folders keep
what was decided, and a file replaced under its old name does not inherit it.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from simgui.core import roots
from simgui.core.catalog import EmbedderRecord, Root, in_parts, marks
from simgui.core.errors import ImageError
from simgui.core.folders import Entry, Listing, Rules, identity, walk
from simgui.core.library import Library, Problem
from simgui.core.progress import CancelToken

# Reasons that may be gone though the file's stamp is the same
RETRIED = (
    "permission_denied",
    "io_error",
    "vanished",
    "too_large",
    "file_too_large",
    "needs_extra",
    "not_regular",
)


@dataclass(frozen=True)
class Task:
    """A file to be read."""

    root: Root
    entry: Entry

    @property
    def absolute(self) -> bytes:
        return os.path.join(self.root.path, self.entry.path)


@dataclass(frozen=True)
class Counts:
    """What the catalogue holds for some roots after a run."""

    described: int
    images: int
    embedded: int
    problem_files: int
    vanished: int
    offline: int
    problems: list[Problem]


@dataclass(frozen=True)
class _Known:
    """A file row as it was before this run."""

    id: int
    stamp: tuple[int, int, int]
    state: str
    described: bool
    problem_code: str | None
    side_px: int | None  # of its picture, the shorter

    @property
    def must_be_read(self) -> bool:
        """Whether a file that did not change must be read all the same."""
        return self.problem_code in RETRIED or (self.problem_code is None and not self.described)

    def is_small_for(self, root: Root) -> bool:
        return self.side_px is not None and self.side_px < root.min_side_px


class Reconciler:
    """Holds one run's bookkeeping between folders and catalogue."""

    def __init__(self, library: Library, cancel: CancelToken, on_listed: Callable[[int], None]) -> None:
        self._library = library
        self._catalog = library.catalog
        self._cancel = cancel
        self._on_listed = on_listed
        self.skipped: defaultdict[int, Counter[str]] = defaultdict(Counter)  # root -> reason -> how many
        self.relinked = 0
        self.renamed: dict[int, int] = {}  # absent root -> the root where its very files were found
        # what the last plan() saw, kept only when files went while we ran
        self.stamps_seen: set[tuple[int, int, int]] | None = None
        self._gone: dict[tuple[int, bytes], int] = {}  # (root, path) -> row that was there before this run
        self._absent_roots = roots.absent(library.catalog)
        self._handed_on: set[tuple[int, int]] = set()

    # listing and comparing

    def plan(self, root: Root, embedder: EmbedderRecord | None) -> list[Task]:
        """List a root, settle what can be settled without reading, and return what must be read."""
        listing = self._listing(root)
        if listing is None:
            return []
        known = self._known(root, embedder)
        small = self._known_small(root)
        tasks, vanished, excluded, kept = [], [], [], set()
        skipped = self.skipped[root.id]
        for path, entry in listing.pictures.items():
            if self.stamps_seen is not None:
                self.stamps_seen.add(entry.stamp)
            row = known.pop(path, None)
            if (path, entry.stamp) in small:
                skipped["too_small"] += 1
            elif row is None or row.stamp != entry.stamp:
                tasks.append(Task(root, entry))
                vanished += [(path, row)] if row is not None else []
            elif row.is_small_for(root):
                skipped["too_small"] += 1
                excluded.append((path, row))
            else:
                kept.add(path)
                tasks += [Task(root, entry)] if row.must_be_read else []
        rules = self._rules(root)
        for path, row in known.items():  # what is left was not listed
            if path in listing.small or rules.covers(path):
                excluded.append((path, row))
            elif not _under(path, listing.unreadable):
                vanished.append((path, row))
        with self._catalog.write() as connection:
            self._free(connection, root, vanished, "vanished")
            self._free(connection, root, excluded, "excluded")
            self._record_companions(connection, root, listing)
            self._record_folder(connection, root, listing)
            free = connection.execute(f"SELECT 1 FROM files WHERE {self._free_rows()} LIMIT 1").fetchone()
            if free is not None:
                tasks = [
                    task
                    for task in tasks
                    if task.entry.path in kept or not self._take_up_by_stamp(connection, task, embedder)
                ]
            self._catalog.searched_files_changed(connection)
        return tasks

    def _listing(self, root: Root) -> Listing | None:
        """The walk through a root; None, with the root marked offline, when it is not there."""
        before = self._on_listed
        count = 0

        def found(total: int) -> None:
            nonlocal count
            before(total - count)
            count = total

        try:
            listing = walk(root.path, self._rules(root), self._cancel, found)
            here = identity(os.stat(root.path))
        except OSError as error:
            roots.mark_offline(self._catalog, root)
            if isinstance(error, PermissionError):
                unreadable = Listing(unreadable={b"": "permission_denied"})
                with self._catalog.write() as connection:
                    self._record_folder(connection, root, unreadable)
            return None
        if not listing.pictures and here != (root.device, root.marker) and self._holds_files(root):
            # another folder stands where the root was, and it is empty: a mount point without its disk
            roots.mark_offline(self._catalog, root)
            return None
        self.skipped[root.id] = listing.skipped
        with self._catalog.write() as connection:
            connection.execute(
                "UPDATE roots SET state = 'online', device = ?, marker = ?, skipped = ? WHERE id = ?",
                (*here, json.dumps(listing.skipped), root.id),
            )
        return listing

    def _rules(self, root: Root) -> Rules:
        elsewhere = {os.path.realpath(other.path) for other in self._catalog.roots() if other.id != root.id}
        elsewhere.add(os.fsencode(os.path.realpath(self._library.path)))
        return Rules(root.path, root.excludes, root.litter, elsewhere, root.min_bytes)

    def _holds_files(self, root: Root) -> bool:
        row = self._catalog.read().execute(
            "SELECT 1 FROM files WHERE root = ? AND state = 'present' AND role IN ('picture', 'raw') LIMIT 1",
            (root.id,),
        )
        return row.fetchone() is not None

    def _known(self, root: Root, embedder: EmbedderRecord | None) -> dict[bytes, _Known]:
        rows = self._catalog.read().execute(
            "SELECT f.path, f.id, f.size_bytes, f.mtime_ns, f.inode, f.state, r.image IS NOT NULL,"
            " json_extract(f.problem, '$.code'), min(i.width_px, i.height_px)"
            " FROM files f LEFT JOIN rows r ON r.image = f.image AND r.embedder = ?"
            " LEFT JOIN images i ON i.id = f.image"
            " WHERE f.root = ? AND f.state IN ('present', 'problem')"
            " AND (f.image IS NOT NULL OR f.state = 'problem') AND f.role <> 'folder'",
            (embedder.id if embedder else -1, root.id),
        )
        return {r[0]: _Known(r[1], (r[2], r[3], r[4]), r[5], bool(r[6]), r[7], r[8]) for r in rows}

    def _known_small(self, root: Root) -> set[tuple[bytes, tuple[int, int, int]]]:
        """(path, stamp) of files that were read before and found too small: they need not be read again."""
        rows = self._catalog.read().execute(
            "SELECT f.path, f.size_bytes, f.mtime_ns, f.inode FROM files f JOIN images i ON i.id = f.image"
            " WHERE f.root = ? AND f.state = 'excluded' AND min(i.width_px, i.height_px) < ?",
            (root.id, root.min_side_px),
        )
        return {(row[0], row[1:]) for row in rows}

    def _free(
        self, connection: sqlite3.Connection, root: Root, rows: Sequence[tuple[bytes, _Known]], state: str
    ) -> None:
        """Give rows back to the pool of those that may be found again elsewhere."""
        connection.executemany(
            "DELETE FROM files WHERE id = ?", [(r.id,) for _, r in rows if r.state == "problem"]
        )
        present = {(root.id, path): row.id for path, row in rows if row.state == "present"}
        connection.executemany(
            "UPDATE files SET state = ? WHERE id = ?", [(state, id) for id in present.values()]
        )
        if state == "vanished":
            self._gone.update(present)

    def _record_companions(self, connection: sqlite3.Connection, root: Root, listing: Listing) -> None:
        """Rows of sidecars, videos and labels; one that is still there keeps its row."""
        known = {
            row[0]: (row[1], row[2:])
            for row in connection.execute(
                "SELECT path, id, role, capture, size_bytes, mtime_ns, inode FROM files"
                " WHERE root = ? AND state = 'present' AND image IS NULL",
                (root.id,),
            )
        }
        new = []
        for path, entry in listing.companions.items():
            before = known.get(path)
            if before is not None and before[1] == (entry.role, entry.capture, *entry.stamp):
                del known[path]
            else:
                new.append(_file_values(root, entry, None, None, "present", None))
        connection.executemany("DELETE FROM files WHERE id = ?", [(id,) for id, _ in known.values()])
        connection.executemany(_INSERT_FILE, new)

    def _record_folder(self, connection: sqlite3.Connection, root: Root, listing: Listing) -> None:
        connection.execute("DELETE FROM files WHERE root = ? AND role = 'folder'", (root.id,))
        for path, code in listing.unreadable.items():
            problem = json.dumps({"code": code, "fields": {}})
            connection.execute(
                "INSERT OR IGNORE INTO files (root, path, role, state, problem) VALUES (?, ?, 'folder', 'problem', ?)",
                (root.id, path, problem),
            )

    # taking rows up again

    def _take_up_by_stamp(
        self, connection: sqlite3.Connection, task: Task, embedder: EmbedderRecord | None
    ) -> bool:
        """Recognise a renamed file by inode, size and time, without reading it."""
        entry = task.entry
        if entry.inode == 0:
            return False  # Windows does not tell it while listing
        row = connection.execute(
            "SELECT f.id, f.root, f.path, f.image FROM files f JOIN images i ON i.id = f.image"
            " WHERE f.inode = ? AND f.device = ? AND f.size_bytes = ? AND f.mtime_ns = ?"
            # too small for this root: it is read, and record_file leaves it out
            f" AND min(i.width_px, i.height_px) >= ? AND {self._free_rows()} LIMIT 1",
            (entry.inode, entry.device, entry.size_bytes, entry.mtime_ns, task.root.min_side_px),
        ).fetchone()
        if row is None:
            return False
        if row[1] in self._absent_roots:
            self.renamed[row[1]] = task.root.id
        self._take_up(connection, row, task, row[3], None)
        # its descriptor may be of another embedder; then it is read after all
        return embedder is not None and self._catalog.has_descriptor(row[3], embedder.id)

    def record_file(self, connection: sqlite3.Connection, task: Task, sha256: bytes, image: int) -> None:
        """Name a file that was read: a free row of the same bytes, or of the same path and picture, or a new row.

        One whose picture is too small for its root is left out, and remembered so that it is not read again.
        """
        root, path = task.root.id, task.entry.path
        small = _side_px(connection, image) < task.root.min_side_px
        state = "excluded" if small else "present"
        self.skipped[root]["too_small"] += small
        # a file that is read again (for a new embedder, or after a problem) has its row already
        connection.execute(
            "DELETE FROM files WHERE root = ? AND path = ? AND state = 'problem'", (root, path)
        )
        row = connection.execute(
            "SELECT id, root, path FROM files WHERE root = ? AND path = ? AND state = 'present'", (root, path)
        ).fetchone()
        row = (
            row
            or connection.execute(
                f"SELECT id, root, path FROM files WHERE sha256 = ? AND {self._free_rows()}"
                # two that are both left out do not take each other's row
                " AND (NOT ? OR state <> 'excluded' OR (root = ? AND path = ?))"
                " ORDER BY path = ? DESC, root = ? DESC, id LIMIT 1",
                (sha256, small, root, path, path, root),
            ).fetchone()
        )
        row = (
            row
            or connection.execute(
                "SELECT id, root, path FROM files WHERE root = ? AND path = ? AND image = ? AND state = 'vanished'"
                " ORDER BY id DESC LIMIT 1",
                (root, path, image),
            ).fetchone()
        )
        if row is None:
            connection.execute(_INSERT_FILE, _file_values(task.root, task.entry, sha256, image, state, None))
            self._gone.pop((root, path), None)  # its content was replaced; the file is not gone
        else:
            self._take_up(connection, row, task, image, sha256, state)

    def record_problem(self, connection: sqlite3.Connection, task: Task, error: ImageError) -> None:
        root, path = task.root.id, task.entry.path
        fields = problem_of(task.absolute, error).fields
        problem = json.dumps({"code": error.code, "fields": fields})
        connection.execute(
            "DELETE FROM files WHERE root = ? AND path = ? AND state = 'problem'", (root, path)
        )
        # a row that held a picture keeps what was decided about it, until it can be read again
        connection.execute(
            "UPDATE files SET state = 'vanished' WHERE root = ? AND path = ? AND state = 'present'",
            (root, path),
        )
        connection.execute(_INSERT_FILE, _file_values(task.root, task.entry, None, None, "problem", problem))
        self._gone.pop((root, path), None)

    def _free_rows(self) -> str:
        absent = ",".join(map(str, sorted(self._absent_roots)))
        return f"(state IN ('vanished', 'excluded') OR (state = 'present' AND root IN ({absent})))"

    def _take_up(
        self,
        connection: sqlite3.Connection,
        row: tuple[Any, ...],
        task: Task,
        image: int,
        sha256: bytes | None,
        state: str = "present",
    ) -> None:
        file, old_root, old_path = row[:3]
        entry = task.entry
        connection.execute(
            "UPDATE files SET root = ?, path = ?, role = ?, capture = ?, device = ?, inode = ?, size_bytes = ?,"
            " mtime_ns = ?, sha256 = coalesce(?, sha256), image = ?, state = ?, problem = NULL WHERE id = ?",
            (
                task.root.id, entry.path, entry.role, entry.capture, entry.device, entry.inode, entry.size_bytes,
                entry.mtime_ns, sha256, image, state, file,
            ),
        )  # fmt: skip
        self._gone.pop((old_root, old_path), None)
        if (old_root, old_path) != (task.root.id, entry.path):
            self.relinked += 1
        if old_root in self._absent_roots and (old_root, task.root.id) not in self._handed_on:
            # in the same transaction: a run that is killed afterwards must not lose a protection
            roots.hand_on(connection, old_root, task.root.id)
            self._handed_on.add((old_root, task.root.id))

    # the end of a run

    def counts(
        self,
        chosen_roots: Sequence[Root],
        embedder: EmbedderRecord | None,
        embedded: Sequence[int],
        lost: Collection[tuple[int, bytes]],
    ) -> Counts:
        """`embedded`: Images embedded in this run; `lost`: (root, path) of files that went while it ran."""
        read = self._catalog.read()
        ids = [root.id for root in chosen_roots]
        chosen = f"root IN ({marks(ids)})"
        online = f"{chosen} AND root IN (SELECT id FROM roots WHERE state = 'online')"
        described, images = read.execute(
            "SELECT count(*), count(DISTINCT f.image) FROM files f JOIN rows r ON r.image = f.image AND r.embedder = ?"
            f" WHERE f.state = 'present' AND {online}",
            (embedder.id if embedder else -1, *ids),
        ).fetchone()
        now = sum(
            read.execute(
                f"SELECT count(DISTINCT image) FROM files WHERE state = 'present' AND {online}"
                f" AND image IN ({marks(part)})",
                (*ids, *part),
            ).fetchone()[0]
            for part in in_parts(embedded, 500)
        )
        offline = read.execute(
            f"SELECT count(*) FROM files WHERE {chosen} AND state = 'present' AND image IS NOT NULL"
            " AND root IN (SELECT id FROM roots WHERE state = 'offline')",
            ids,
        ).fetchone()[0]
        problems, files = self._problems(chosen, ids)
        vanished = len({*self._gone, *lost})
        return Counts(described, images, now, files, vanished, offline, problems)

    def _problems(self, chosen: str, ids: list[int]) -> tuple[list[Problem], int]:
        """The problems of some roots, and how many of them are files rather than folders."""
        problems, files = [], 0
        for root_path, path, role, problem in self._catalog.read().execute(
            "SELECT r.path, f.path, f.role, f.problem FROM files f JOIN roots r ON r.id = f.root"
            f" WHERE f.state = 'problem' AND {chosen} ORDER BY r.path, f.path",
            ids,
        ):
            said = json.loads(problem)
            problems.append(Problem(os.path.join(root_path, path), said["code"], said["fields"]))
            files += role != "folder"
        return problems, files


_INSERT_FILE = (
    "INSERT INTO files (root, path, role, capture, device, inode, size_bytes, mtime_ns, sha256, image, state, problem)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def _file_values(
    root: Root, entry: Entry, sha256: bytes | None, image: int | None, state: str, problem: str | None
) -> tuple[Any, ...]:
    return (
        root.id, entry.path, entry.role, entry.capture, entry.device, entry.inode, entry.size_bytes, entry.mtime_ns,
        sha256, image, state, problem,
    )  # fmt: skip


def _side_px(connection: sqlite3.Connection, image: int) -> int:
    row = connection.execute("SELECT min(width_px, height_px) FROM images WHERE id = ?", (image,)).fetchone()
    return int(row[0])


def _under(path: bytes, folders: dict[bytes, str]) -> bool:
    return any(path == folder or path.startswith(folder + b"/") for folder in folders)


def problem_of(path: bytes, error: ImageError) -> Problem:
    return Problem(path, error.code, {key: value for key, value in error.fields.items() if key != "path"})
