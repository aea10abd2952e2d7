"""Thumbnails: a cache of small JPEGs, keyed by picture hash, with a size limit.

One SQLite file rather than a hundred thousand small ones: it is copied and deleted at once, several
processes share it, and least recently used rows are found without walking folders. It is only a cache:
a damaged one is set aside and begun anew.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from simgui.core.catalog import in_parts, marks, store_errors
from simgui.core.errors import Corrupt

DEFAULT_LIMIT_BYTES = 4 << 30
# what eviction leaves, so that it need not run again at once
KEPT_SHARE = 0.9
# uses are noted in memory and written now and then: a reader should not have to write
TOUCHED_AT_ONCE = 500

_TABLE = """
CREATE TABLE IF NOT EXISTS thumbnails (
    picture_hash BLOB PRIMARY KEY,
    used_s REAL NOT NULL,
    size_bytes INTEGER NOT NULL,
    jpeg BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS thumbnails_by_use ON thumbnails (used_s, size_bytes);
"""


class Thumbnails:
    """The cache at `path`. Raises DiskFull."""

    def __init__(self, path: Path, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> None:
        self._path = path
        self._limit_bytes = limit_bytes
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._used: set[bytes] = set()

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            try:
                self._connection = self._connect()
            except Corrupt:
                os.replace(self._path, self._path.with_suffix(".damaged.sqlite3"))
                self._connection = self._connect()
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        with store_errors(self._path):
            connection = sqlite3.connect(self._path, timeout=10.0, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")
            # what a power cut takes away is made again
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(_TABLE)
        return connection

    def put_many(self, thumbnails: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep (picture hash, JPEG) pairs; one that is there already is replaced."""
        now_s = time.time()
        rows = [(picture_hash, now_s, len(jpeg), jpeg) for picture_hash, jpeg in thumbnails]
        with self._lock, store_errors(self._path):
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
            try:
                connection.executemany("INSERT OR REPLACE INTO thumbnails VALUES (?, ?, ?, ?)", rows)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def get(self, picture_hash: bytes) -> bytes | None:
        return self.get_many([picture_hash]).get(picture_hash)

    def get_many(self, picture_hashes: Sequence[bytes]) -> dict[bytes, bytes]:
        """The JPEGs that are there; what is missing was evicted and must be made again from its file."""
        found: dict[bytes, bytes] = {}
        with self._lock, store_errors(self._path):
            for part in in_parts(picture_hashes):
                statement = f"SELECT picture_hash, jpeg FROM thumbnails WHERE picture_hash IN ({marks(part)})"
                found.update(self._open().execute(statement, part))
            self._used.update(found)
            if len(self._used) >= TOUCHED_AT_ONCE:
                self._write_uses()
        return found

    def _write_uses(self) -> None:
        used, self._used = list(self._used), set()
        now_s = time.time()
        # when another process writes just now, these uses are forgotten rather than waited for
        with contextlib.suppress(sqlite3.OperationalError):
            self._open().executemany(
                "UPDATE thumbnails SET used_s = ? WHERE picture_hash = ?", [(now_s, key) for key in used]
            )

    def size_bytes(self) -> int:
        """Bytes of all JPEGs together."""
        with self._lock, store_errors(self._path):
            return int(self._open().execute("SELECT coalesce(sum(size_bytes), 0) FROM thumbnails").fetchone()[0])

    def evict(self) -> int:
        """Above the limit, drop the least recently used down to 90 % of it. Returns how many went."""
        size_bytes = self.size_bytes()
        if size_bytes <= self._limit_bytes:
            return 0
        excess = size_bytes - int(self._limit_bytes * KEPT_SHARE)
        gone = []
        with self._lock, store_errors(self._path):
            self._write_uses()
            connection = self._open()
            for picture_hash, size in connection.execute(
                "SELECT picture_hash, size_bytes FROM thumbnails ORDER BY used_s"
            ):
                gone.append((picture_hash,))
                excess -= size
                if excess <= 0:
                    break
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("DELETE FROM thumbnails WHERE picture_hash = ?", gone)
            connection.execute("COMMIT")
        return len(gone)

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                if self._used:
                    self._write_uses()
                self._connection.close()
                self._connection = None
