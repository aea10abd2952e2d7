"""The catalogue: SQLite, the truth about roots, files, images and where their descriptors lie.

Two ways in, used by everything: `read()` for a connection that only reads (one a thread), `write()`
for a short transaction on the one connection that writes. Queries that belong to one job live with
that job; here is what several share.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import sqlite3
import threading
import time
import urllib.parse
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simgui.core import schema
from simgui.core.errors import Corrupt, DiskFull, SchemaMismatch, StoreError

CATALOG_FILE = "catalog.sqlite3"
BUSY_TIMEOUT_S = 10.0
# SQLite binds at most this many values in one statement in old builds; more are asked in parts
BIND_LIMIT = 900


@dataclass(frozen=True)
class Root:
    """A folder that the person added. `path` is absolute, bytes as the file system has them."""

    id: int
    path: bytes
    protected: bool
    excludes: tuple[str, ...]
    litter: tuple[str, ...]
    device: int | None
    marker: int | None
    state: str
    added_s: float
    indexed_s: float | None
    min_bytes: int = 0
    min_side_px: int = 0


@dataclass(frozen=True)
class EmbedderRecord:
    """An embedder that this library has descriptors of. `description` holds name and weights among others."""

    id: int
    fingerprint: str
    description: dict[str, Any]
    dimension: int
    vectors_file: str

    @property
    def name(self) -> str:
        return str(self.description["name"])


@dataclass(frozen=True)
class FileRecord:
    """A File of an Image. `path` is absolute; `state` is 'present' or 'offline'."""

    id: int
    image: int
    path: bytes
    size_bytes: int
    state: str


@dataclass(frozen=True)
class ImageFacts:
    """What is known of an Image besides its descriptor. Pixels are of the upright picture."""

    picture_hash: bytes
    width_px: int
    height_px: int
    format: str


class _Connection(sqlite3.Connection):
    """Its statements raise our own errors, also where one only reads."""

    path = Path()

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        with store_errors(self.path):
            return super().execute(*arguments)


class Catalog:
    """One SQLite file in WAL mode. Raises Corrupt, SchemaMismatch, DiskFull."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._readers: dict[threading.Thread, sqlite3.Connection] = {}
        self._writer: sqlite3.Connection | None = None
        self._lock = threading.RLock()

    # opening and closing

    @property
    def exists(self) -> bool:
        return self.path.exists()

    def create(self) -> None:
        """Make or migrate the tables. An older catalogue is copied beside itself before it is changed."""
        with store_errors(self.path), contextlib.closing(self.connect()) as connection:
            self._use_wal(connection)
            found = schema.version(connection)
            if 0 < found < len(schema.MIGRATIONS):
                copy = self.path.with_suffix(f".version-{found}.sqlite3")
                with contextlib.closing(sqlite3.connect(copy)) as beside:
                    connection.backup(beside)
            schema.migrate(connection)

    @staticmethod
    def _use_wal(connection: sqlite3.Connection) -> None:
        """Kept in the file. SQLite does not wait here by itself when another process makes the library too."""
        until_s = time.monotonic() + BUSY_TIMEOUT_S
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except StoreError:
                if time.monotonic() > until_s:
                    raise
                time.sleep(0.05)

    def check_version(self) -> int:
        """The schema version found. Raises SchemaMismatch when it is newer than this program knows."""
        with store_errors(self.path):
            found = schema.version(self.read())
        if found > len(schema.MIGRATIONS):
            raise SchemaMismatch(
                library=os.fspath(self.path.parent), found=found, known=len(schema.MIGRATIONS)
            )
        return found

    def is_old(self) -> bool:
        return schema.version(self.read()) < len(schema.MIGRATIONS)

    def close(self) -> None:
        with self._lock:
            for connection in self._readers.values():
                connection.close()
            self._readers.clear()
            if self._writer is not None:
                self._writer.close()
                self._writer = None
        self._local = threading.local()

    def connect(self) -> sqlite3.Connection:
        """A connection that the caller closes."""
        place = "file:" + urllib.parse.quote(os.fsencode(self.path.absolute()))
        if self.exists and not os.access(self.path.parent, os.W_OK):
            # WAL's side files cannot be made there: without any, the file is read as it stands
            wal = self.path.with_name(self.path.name + "-wal")
            place += "?mode=ro" if wal.exists() and wal.stat().st_size else "?immutable=1"
        connection = sqlite3.connect(
            place,
            uri=True,
            timeout=BUSY_TIMEOUT_S,
            isolation_level=None,
            check_same_thread=False,
            factory=_Connection,
        )
        connection.path = self.path
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    # the two ways in

    def read(self) -> sqlite3.Connection:
        """This thread's connection for reading."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            with store_errors(self.path):
                connection = self.connect()
                connection.execute("PRAGMA query_only = ON")
            self._local.connection = connection
            with self._lock:
                # threads of a pool come and go with each run
                for thread in [thread for thread in self._readers if not thread.is_alive()]:
                    self._readers.pop(thread).close()
                self._readers[threading.current_thread()] = connection
        return connection

    @property
    def busy(self) -> bool:
        """Whether another thread of this process writes now, so that write() would wait for it."""
        if not self._lock.acquire(blocking=False):
            return True
        self._lock.release()
        return False

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One short transaction: whole, or undone when anything is raised inside."""
        with self._lock, store_errors(self.path):
            if self._writer is None:
                self._writer = self.connect()
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                # a full disk may have rolled back by itself already
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise

    # settings

    def setting(self, key: str, default: Any = None) -> Any:
        row = self.read().execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return default if row is None else json.loads(row[0])

    def set_setting(self, key: str, value: Any) -> None:
        with self.write() as connection:
            connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (key, json.dumps(value)))

    def searched_files_changed(self, connection: sqlite3.Connection) -> None:
        """To be said in every transaction that changes which Images have a File or a descriptor."""
        connection.execute(
            "INSERT INTO settings VALUES ('snapshot', '1') ON CONFLICT (key) DO UPDATE SET value = value + 1"
        )

    def evict_comparisons(self) -> None:
        """Those that are only a cache for now: with a picture that is no Image here, or of an older version."""
        with self.write() as connection:
            connection.execute(
                "DELETE FROM comparisons WHERE version < (SELECT max(version) FROM comparisons)"
                " OR NOT EXISTS (SELECT 1 FROM images WHERE picture_hash = a)"
                " OR NOT EXISTS (SELECT 1 FROM images WHERE picture_hash = b)"
            )

    # roots

    def roots(self) -> list[Root]:
        rows = self.read().execute(
            "SELECT id, path, protected, excludes, litter, device, marker, state, added_s, indexed_s,"
            " min_bytes, min_side_px FROM roots ORDER BY path"
        )
        return [
            Root(r[0], r[1], bool(r[2]), tuple(json.loads(r[3])), tuple(json.loads(r[4])), *r[5:])
            for r in rows
        ]

    # embedders

    def embedder(self) -> EmbedderRecord | None:
        """The embedder whose descriptors are searched now; None before the first indexing."""
        fingerprint = self.setting("embedder")
        return None if fingerprint is None else self.embedder_of(fingerprint)

    def embedders(self) -> list[EmbedderRecord]:
        """All that this library has had descriptors of, the oldest first."""
        rows = self.read().execute(
            "SELECT id, fingerprint, description, dimension, vectors_file FROM embedders ORDER BY id"
        )
        return [EmbedderRecord(r[0], r[1], json.loads(r[2]), r[3], r[4]) for r in rows]

    def embedder_of(self, fingerprint: str) -> EmbedderRecord | None:
        row = (
            self.read()
            .execute(
                "SELECT id, fingerprint, description, dimension, vectors_file FROM embedders WHERE fingerprint = ?",
                (fingerprint,),
            )
            .fetchone()
        )
        return None if row is None else EmbedderRecord(row[0], row[1], json.loads(row[2]), row[3], row[4])

    # images and their files

    def image_of_picture(self, picture_hash: bytes) -> int | None:
        row = self.read().execute("SELECT id FROM images WHERE picture_hash = ?", (picture_hash,)).fetchone()
        return None if row is None else int(row[0])

    def image_of_bytes(self, sha256: bytes) -> int | None:
        row = (
            self.read()
            .execute("SELECT image FROM files WHERE sha256 = ? AND image IS NOT NULL LIMIT 1", (sha256,))
            .fetchone()
        )
        return None if row is None else int(row[0])

    def has_descriptor(self, image: int, embedder: int) -> bool:
        row = self.read().execute("SELECT 1 FROM rows WHERE embedder = ? AND image = ?", (embedder, image))
        return row.fetchone() is not None

    def files_of_images(self, images: Sequence[int]) -> dict[int, list[FileRecord]]:
        """The Files of each Image that are there or on an offline root, by path."""
        found: dict[int, list[FileRecord]] = {image: [] for image in images}
        for part in in_parts(images):
            rows = self.read().execute(
                "SELECT f.id, f.image, r.path, f.path, f.size_bytes, r.state FROM files f JOIN roots r ON r.id = f.root"
                f" WHERE f.state = 'present' AND f.image IN ({marks(part)})",
                part,
            )
            for file, image, root, path, size_bytes, root_state in rows:
                state = "present" if root_state == "online" else "offline"
                found[image].append(FileRecord(file, image, os.path.join(root, path), size_bytes, state))
        for files in found.values():
            files.sort(key=lambda file: file.path)
        return found

    def facts_of_images(self, images: Sequence[int]) -> dict[int, ImageFacts]:
        found: dict[int, ImageFacts] = {}
        for part in in_parts(images):
            rows = self.read().execute(
                f"SELECT id, picture_hash, width_px, height_px, format FROM images WHERE id IN ({marks(part)})",
                part,
            )
            found.update((row[0], ImageFacts(*row[1:])) for row in rows)
        return found

    def dates_of_file(self, file: int) -> tuple[str | None, int | None]:
        """(when its picture was taken: ISO 8601 without zone; when the file was last changed, in ns)."""
        row = (
            self.read()
            .execute(
                "SELECT i.date, f.mtime_ns FROM files f LEFT JOIN images i ON i.id = f.image WHERE f.id = ?",
                (file,),
            )
            .fetchone()
        )
        return (None, None) if row is None else (row[0], row[1])

    def file_at(self, path: bytes) -> tuple[int, int] | None:
        """(file, image) of the picture at an absolute path; None when it is not in the library."""
        row = self._row_at(path, "f.id, f.image")
        return None if row is None else (int(row[0]), int(row[1]))

    def unchanged_picture(self, path: bytes) -> bytes | None:
        """The picture hash of the file at an absolute path, as long as it is the file that was indexed."""
        row = self._row_at(path, "i.picture_hash, f.size_bytes, f.mtime_ns, r.path")
        if row is None:
            return None
        picture_hash, size_bytes, mtime_ns, root = row
        try:
            now = os.stat(path)
        except OSError:
            # on an offline root it is what it was; elsewhere it is gone
            return None if os.path.isdir(root) else picture_hash
        return picture_hash if (size_bytes, mtime_ns) == (now.st_size, now.st_mtime_ns) else None

    def _row_at(self, path: bytes, columns: str) -> tuple[Any, ...] | None:
        # its folder may have been reached through a link
        for root in self.roots():
            relative = relative_to(path, root.path) or relative_to(real(path), os.path.realpath(root.path))
            if relative is None:
                continue
            row: tuple[Any, ...] | None = (
                self.read()
                .execute(
                    f"SELECT {columns} FROM files f JOIN images i ON i.id = f.image JOIN roots r ON r.id = f.root"
                    " WHERE f.root = ? AND f.path = ? AND f.state = 'present'",
                    (root.id, relative),
                )
                .fetchone()
            )
            if row is not None:
                return row
        return None


def real(path: bytes) -> bytes:
    """A path with the links on the way to its folder followed, but not the file itself."""
    return os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))


def relative_to(path: bytes, folder: bytes) -> bytes | None:
    """`path` as seen from `folder`; None when it does not lie in it."""
    prefix = folder if folder.endswith(os.sep.encode()) else folder + os.sep.encode()
    return path[len(prefix) :].replace(os.sep.encode(), b"/") if path.startswith(prefix) else None


def in_parts(values: Iterable[Any], size: int = BIND_LIMIT) -> Iterator[list[Any]]:
    values = list(values)
    for start in range(0, len(values), size):
        yield values[start : start + size]


def marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system say of a store into our own errors."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise  # a mistake of ours, not of the store
    except (sqlite3.Error, OSError) as error:
        raise _store_error(error, path) from error


def _store_error(error: sqlite3.Error | OSError, path: Path) -> StoreError:
    text = str(error)
    if isinstance(error, OSError):
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return DiskFull(path=os.fspath(path.parent))
    elif "disk is full" in text or ("disk I/O" in text and _no_space_left(path)):
        return DiskFull(path=os.fspath(path.parent))
    elif "not a database" in text or "malformed" in text:
        code = "corrupt_catalog" if path.name == CATALOG_FILE else "corrupt_store"
        return Corrupt(code, path=os.fspath(path), detail=text)
    elif "readonly" in text or "unable to open" in text:
        return StoreError("not_writable", path=os.fspath(path.parent), detail=text)
    return StoreError("store_failed", path=os.fspath(path), detail=text)


def _no_space_left(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < 1 << 16
    except OSError:
        return False
