"""The Library: one folder that holds catalogue, vectors, thumbnails and history.

It opens, locks and closes the stores and answers what is in them. No algorithms live here.

    catalog.sqlite3      the truth (catalog.py)
    vectors-*.h5         descriptors, can be made again (vectors.py)
    thumbnails.sqlite3   a cache (thumbnails.py)
    neighbours.sqlite3   a cache of pairs that are near each other (neighbours.py)
    writer.lock, writer.json   who writes now
"""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import filelock
import platformdirs

from simgui.core.catalog import CATALOG_FILE, Catalog, EmbedderRecord, Root, relative_to, store_errors
from simgui.core.errors import Corrupt, InputError, Locked, StoreError
from simgui.core.history import History
from simgui.core.neighbour_store import NEIGHBOURS_FILE, NeighbourStore
from simgui.core.roots import LeftOut, exactly, set_rules
from simgui.core.thumbnails import Thumbnails
from simgui.core.vectors import Snapshot, Snapshots

THUMBNAILS_FILE = "thumbnails.sqlite3"


@dataclass(frozen=True)
class RootStatus:
    """A Root with what is known of it. `state`: 'online' or 'offline', as found just now.

    problems: files of it that could not be read; excludes, min_bytes, min_side_px: what it leaves out, and
    skipped: how many were left out when it was last indexed, by reason.
    """

    id: int
    path: bytes
    files: int
    state: str
    protected: bool
    added_s: float
    indexed_s: float | None
    problems: int
    excludes: tuple[str, ...]
    min_bytes: int
    min_side_px: int
    skipped: Mapping[str, int]


@dataclass(frozen=True)
class Problem:
    """A file that was not indexed, and why (an ImageError's code and fields)."""

    path: bytes
    code: str
    fields: dict[str, Any]


@dataclass(frozen=True)
class Status:
    """Counts of the whole library. `embedded`: Images that can be searched with the present embedder."""

    library: str
    files: int
    images: int
    embedded: int
    roots: tuple[RootStatus, ...]
    embedder: str | None
    indexing: dict[str, Any] | None
    problems: int


@dataclass(frozen=True)
class ForgetPlan:
    """What `forget` would take out of the library. No file of the person's is touched by it.

    kept, leaving: Files among them that were decided to stay or to leave, which is forgotten with them; unread:
    those among them that hold no picture that is searched (unreadable, left out, beside a picture).
    """

    root: Root
    path: bytes
    whole_root: bool
    files: int
    images: int
    examples: tuple[bytes, ...]
    kept: int = 0
    leaving: int = 0
    unread: int = 0


def default_library_path() -> Path:
    """`SIMGUI_LIBRARY` when set, else a folder in the place that the system has for it."""
    chosen = os.environ.get("SIMGUI_LIBRARY")
    return Path(chosen) if chosen else platformdirs.user_data_path("simgui", appauthor=False) / "library"


class Library:
    """An open library. Many may read it at once; `lock()` makes this one the writer until it is closed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.catalog = Catalog(path / CATALOG_FILE)
        read_only = not os.access(path, os.W_OK)
        self.thumbnails = Thumbnails(path / THUMBNAILS_FILE, read_only=read_only)
        self.neighbours = NeighbourStore(path / NEIGHBOURS_FILE, read_only)
        self.history = History(self)
        self.indexing = self.culling = False  # by this process, see alone()
        self._alone = threading.Lock()
        # how long lock() waits: enough for another process that only looks whether somebody writes
        self.lock_wait_s = 0.5
        self._snapshots = Snapshots(self.catalog, path)
        # not a thread's but the process's: the window asks for it in one thread and indexes in another
        self._lock = filelock.FileLock(path / "writer.lock", thread_local=False)

    @classmethod
    def open(cls, path: Path, create: bool = True) -> Library:
        """Open the library at `path`.

        Raises InputError('no_library') when there is none and `create` is False, SchemaMismatch, Corrupt,
        StoreError('not_writable') when the folder cannot be made.
        """
        try:
            exists = (path / CATALOG_FILE).exists()
            if not exists and not create:
                raise InputError("no_library", library=os.fspath(path))
            path.mkdir(parents=True, exist_ok=True)
            if exists and (path / CATALOG_FILE).stat().st_size == 0 and any(path.glob("vectors-*.h5")):
                # emptied by something else: beginning anew in silence would hide that decisions are gone
                raise Corrupt("corrupt_catalog", path=os.fspath(path / CATALOG_FILE), detail="it has 0 bytes")
        except OSError as error:
            raise StoreError("not_writable", path=os.fspath(path), detail=error.strerror or "") from error
        library = cls(path)
        try:
            if not exists or library.catalog.check_version() == 0:
                library.catalog.create()
            elif library.catalog.is_old():
                library.lock()
                library.catalog.create()
        except BaseException:
            library.close()
            raise
        return library

    def close(self) -> None:
        self._snapshots.close()
        self.thumbnails.close()
        self.neighbours.close()
        self.catalog.close()
        if self._lock.is_locked:
            (self.path / "writer.json").unlink(missing_ok=True)
            self._lock.release(force=True)  # also when two threads asked for it at once

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # the one writer

    @property
    def writable(self) -> bool:
        return self._lock.is_locked

    def lock(self) -> None:
        """Become the writer, until close(). Raises Locked, which says who is. The system frees a dead one's lock."""
        if self._lock.is_locked:
            return
        try:
            self._lock.acquire(timeout=self.lock_wait_s, poll_interval=0.01)
        except filelock.Timeout:
            raise Locked(library=os.fspath(self.path), **(self.writer() or {})) from None
        except OSError as error:
            raise StoreError(
                "not_writable", path=os.fspath(self.path), detail=error.strerror or ""
            ) from error
        who = {"pid": os.getpid(), "host": socket.gethostname(), "since_s": time.time()}
        try:
            with store_errors(self.path / "writer.json"):
                (self.path / "writer.json").write_text(json.dumps(who))
        except StoreError:
            self._lock.release()
            raise

    def writer(self) -> dict[str, Any] | None:
        """Who writes now: {"pid", "host", "since_s"}; None when nobody does."""
        if not self._lock.is_locked:
            probe = filelock.FileLock(self.path / "writer.lock", thread_local=False)
            try:
                probe.acquire(timeout=0)
                probe.release()
                return None
            except filelock.Timeout:
                pass
            except OSError:
                return None
        try:
            who: dict[str, Any] = json.loads((self.path / "writer.json").read_text())
        except (OSError, ValueError):
            return {"pid": None, "host": None, "since_s": None}
        return who

    @contextmanager
    def alone(self, what: Literal["indexing", "culling"]) -> Iterator[None]:
        """While files are read in or moved, nobody else in this process does either.

        Raises StoreError: indexing_now, culling_now.
        """
        with self._alone:
            self._refuse_others()
            setattr(self, what, True)
        try:
            yield
        finally:
            setattr(self, what, False)

    def _refuse_others(self) -> None:
        if self.indexing or self.culling:
            raise StoreError("indexing_now" if self.indexing else "culling_now", library=os.fspath(self.path))

    # what is in it

    def snapshot(self) -> Snapshot:
        """What can be searched now; quick when nothing has changed. Raises Corrupt."""
        return self._snapshots.get()

    def embedder(self) -> EmbedderRecord | None:
        return self.catalog.embedder()

    def status(self) -> Status:
        read = self.catalog.read()
        embedder = self.catalog.embedder()
        alive = "FROM files WHERE state = 'present' AND image IS NOT NULL"
        files, images = read.execute(f"SELECT count(*), count(DISTINCT image) {alive}").fetchone()
        embedded = 0
        if embedder is not None:
            embedded = read.execute(
                f"SELECT count(*) FROM rows WHERE embedder = ? AND image IN (SELECT image {alive})",
                (embedder.id,),
            ).fetchone()[0]
        problems = read.execute("SELECT count(*) FROM files WHERE state = 'problem'").fetchone()[0]
        counts = dict(read.execute(f"SELECT root, count(*) {alive} GROUP BY root").fetchall())
        failed = dict(
            read.execute("SELECT root, count(*) FROM files WHERE state = 'problem' GROUP BY root").fetchall()
        )
        skipped = dict(read.execute("SELECT id, skipped FROM roots").fetchall())
        roots = tuple(
            RootStatus(
                r.id,
                r.path,
                counts.get(r.id, 0),
                self._root_state(r),
                r.protected,
                r.added_s,
                r.indexed_s,
                failed.get(r.id, 0),
                r.excludes,
                r.min_bytes,
                r.min_side_px,
                json.loads(skipped.get(r.id, "{}")),
            )
            for r in self.catalog.roots()
        )
        writer, indexing = self.writer(), self.catalog.setting("indexing")
        if writer is None or indexing is None or indexing["since_s"] < (writer["since_s"] or 0):
            indexing = None  # what a killed process left behind
        return Status(
            os.fspath(self.path),
            files,
            images,
            embedded,
            roots,
            embedder.name if embedder else None,
            indexing,
            problems,
        )

    def offline_root(self, file: bytes) -> tuple[bytes, int] | None:
        """The Root of a File, if it is not there now, and how many Files of it wait for its return."""
        for root in self.catalog.roots():
            if file.startswith(os.path.join(root.path, b"")) and self._root_state(root) == "offline":
                counted = self.catalog.read().execute(
                    "SELECT count(*) FROM files WHERE root = ? AND state = 'present' AND image IS NOT NULL",
                    (root.id,),
                )
                return root.path, counted.fetchone()[0]
        return None

    @staticmethod
    def _root_state(root: Root) -> str:
        return root.state if os.path.isdir(root.path) else "offline"

    def problems(self, limit: int | None = None) -> list[Problem]:
        rows = self.catalog.read().execute(
            "SELECT r.path, f.path, f.problem FROM files f JOIN roots r ON r.id = f.root"
            " WHERE f.state = 'problem' ORDER BY r.path, f.path LIMIT ?",
            (-1 if limit is None else limit,),
        )
        found = []
        for root, path, problem in rows:
            said = json.loads(problem)
            found.append(Problem(os.path.join(root, path), said["code"], said["fields"]))
        return found

    # roots

    def set_protected(self, root: int, protected: bool) -> None:
        self.lock()
        with self.catalog.write() as connection:
            connection.execute("UPDATE roots SET protected = ? WHERE id = ?", (protected, root))

    def set_rules(self, root: Root, rules: LeftOut) -> None:
        """What the root leaves out from the next indexing on. Raises Locked."""
        self.lock()
        set_rules(self.catalog, root, rules)

    def forget_plan(self, path: bytes) -> ForgetPlan:
        """What forget(path) would take out. `path`: a root or something inside one. Raises InputError."""
        for root in self.catalog.roots():
            relative = b"" if path == root.path else relative_to(path, root.path)
            if relative is None:
                continue
            where, values = _inside(root, relative)
            read = self.catalog.read()
            files, images = read.execute(
                f"SELECT count(*), count(DISTINCT CASE WHEN state = 'present' THEN image END) {where}", values
            ).fetchone()
            if not files and relative:
                continue
            examples = read.execute(f"SELECT path {where} ORDER BY path LIMIT 10", values)
            paths = tuple(os.path.join(root.path, row[0]) for row in examples)
            decided = dict(
                read.execute(
                    "SELECT word, count(*) FROM decisions WHERE subject IN"
                    f" (SELECT 'file:' || id {where}) GROUP BY word",
                    values,
                ).fetchall()
            )
            searched = read.execute(
                f"SELECT count(*) {where} AND state = 'present' AND image IS NOT NULL", values
            ).fetchone()[0]
            return ForgetPlan(
                root,
                path,
                not relative,
                files,
                images,
                paths,
                decided.get("keep", 0),
                decided.get("leaves", 0),
                files - searched,
            )
        raise InputError("not_in_library", path=path)

    def forget(self, plan: ForgetPlan) -> None:
        """Take a root, or a part of it, out of the library; a part is left out of its root from now on.

        Decisions about its pictures stay in the history; what was decided about its Files goes with them.
        Raises StoreError: indexing_now, culling_now; Locked.
        """
        self._refuse_others()
        self.lock()
        with self.catalog.write() as connection:
            if plan.whole_root:
                connection.execute("DELETE FROM roots WHERE id = ?", (plan.root.id,))
            else:
                relative = relative_to(plan.path, plan.root.path) or b""
                where, values = _inside(plan.root, relative)
                connection.execute(f"DELETE {where}", values)
                excludes = json.dumps(sorted({*plan.root.excludes, exactly(relative)}))
                connection.execute("UPDATE roots SET excludes = ? WHERE id = ?", (excludes, plan.root.id))
            self.catalog.searched_files_changed(connection)

    def add_again(self, plan: ForgetPlan) -> None:
        """Put a root back that was forgotten, with its protection and its rules; indexing finds its files again."""
        self.lock()
        root = plan.root
        with self.catalog.write() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO roots (path, protected, excludes, litter, min_bytes, min_side_px, added_s)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    root.path,
                    root.protected,
                    json.dumps(root.excludes),
                    json.dumps(root.litter),
                    root.min_bytes,
                    root.min_side_px,
                    time.time(),
                ),
            )


def _inside(root: Root, relative: bytes) -> tuple[str, tuple[Any, ...]]:
    """The clause for a root's files at or under a relative path."""
    if not relative:
        return "FROM files WHERE root = ? AND state <> 'vanished'", (root.id,)
    folder = relative + b"/"
    # substr rather than LIKE: a name may hold % and _, and need not be text
    return (
        "FROM files WHERE root = ? AND state <> 'vanished' AND (path = ? OR substr(path, 1, ?) = ?)",
        (root.id, relative, len(folder), folder),
    )
