"""Thumbnails: a cache of small JPEGs, keyed by picture hash, with a size limit.

One SQLite file rather than a hundred thousand small ones: it is copied and deleted at once, several
processes share it, and least recently used rows are found without walking folders. It is only a cache:
a damaged one is set aside and begun anew, and what is missing is made again from its file.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from simgui.core.cache import Cache, transaction
from simgui.core.catalog import in_parts, marks

DEFAULT_LIMIT_BYTES = 4 << 30
# what eviction leaves, so that it need not run again at once
KEPT_SHARE = 0.9
# uses are noted in memory and written now and then: a reader should not have to write
TOUCHED_AT_ONCE = 500
# so much may come in before the limit is looked at again
_UNCHECKED_SHARE = 0.05

_TABLE = """
CREATE TABLE IF NOT EXISTS thumbnails (
    picture_hash BLOB PRIMARY KEY,
    used_s REAL NOT NULL,
    size_bytes INTEGER NOT NULL,
    jpeg BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS thumbnails_by_use ON thumbnails (used_s, size_bytes);
"""


class Thumbnails(Cache):
    """The cache at `path`; safe from several threads and processes. Raises DiskFull.

    read_only: never writes, not even uses; a file that is absent or damaged is an empty cache then.
    """

    def __init__(self, path: Path, limit_bytes: int = DEFAULT_LIMIT_BYTES, read_only: bool = False) -> None:
        super().__init__(path, _TABLE, read_only)
        self._limit_bytes = limit_bytes
        self._used: set[bytes] = set()
        self._unchecked_bytes = 0

    # keeping and getting

    def put_many(self, thumbnails: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep (picture hash, JPEG) pairs; one that is there already is replaced. Keeps to the limit."""
        now_s = time.time()
        rows = [(picture_hash, now_s, len(jpeg), jpeg) for picture_hash, jpeg in thumbnails]

        def put(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                connection.executemany("INSERT OR REPLACE INTO thumbnails VALUES (?, ?, ?, ?)", rows)

        self._do(put, None)
        self._unchecked_bytes += sum(row[2] for row in rows)
        if self._unchecked_bytes > self._limit_bytes * _UNCHECKED_SHARE:
            self._unchecked_bytes = 0
            self.evict()

    def get(self, picture_hash: bytes) -> bytes | None:
        return self.get_many([picture_hash]).get(picture_hash)

    def get_many(self, picture_hashes: Sequence[bytes]) -> dict[bytes, bytes]:
        """The JPEGs that are there; what is missing was evicted and must be made again from its file."""

        def get(connection: sqlite3.Connection) -> dict[bytes, bytes]:
            found: dict[bytes, bytes] = {}
            for part in in_parts(picture_hashes):
                statement = f"SELECT picture_hash, jpeg FROM thumbnails WHERE picture_hash IN ({marks(part)})"
                found.update(connection.execute(statement, part))
            if not self._read_only:
                self._used.update(found)
                if len(self._used) >= TOUCHED_AT_ONCE:
                    self._write_uses(connection)
            return found

        return self._do(get, {})

    def _write_uses(self, connection: sqlite3.Connection) -> None:
        used, self._used = list(self._used), set()
        now_s = time.time()
        # when another process writes just now, these uses are forgotten rather than waited for
        connection.execute("PRAGMA busy_timeout = 0")
        with contextlib.suppress(sqlite3.OperationalError), transaction(connection):
            connection.executemany(
                "UPDATE thumbnails SET used_s = ? WHERE picture_hash = ?", [(now_s, key) for key in used]
            )
        connection.execute("PRAGMA busy_timeout = 10000")

    # size

    @property
    def limit_bytes(self) -> int:
        return self._limit_bytes

    def size_bytes(self) -> int:
        """Bytes of all JPEGs together."""
        statement = "SELECT coalesce(sum(size_bytes), 0) FROM thumbnails"
        return self._do(lambda connection: int(connection.execute(statement).fetchone()[0]), 0)

    def count(self) -> int:
        """Number of thumbnails."""
        statement = "SELECT count(*) FROM thumbnails"
        return self._do(lambda connection: int(connection.execute(statement).fetchone()[0]), 0)

    def set_limit(self, limit_bytes: int) -> None:
        """Another limit from now on; what is over it goes at once, and the file shrinks."""
        self._limit_bytes = limit_bytes
        if self.evict():
            # as a script, because sqlite3 would take one step of it, which is one page
            self._do(lambda connection: connection.executescript("PRAGMA incremental_vacuum"), None)

    def evict(self) -> int:
        """Above the limit, drop the least recently used down to 90 % of it. Returns how many went."""
        if self._read_only:
            return 0
        return self._do(self._evict, 0)

    def _evict(self, connection: sqlite3.Connection) -> int:
        statement = "SELECT coalesce(sum(size_bytes), 0) FROM thumbnails"
        size_bytes = connection.execute(statement).fetchone()[0]
        if size_bytes <= self._limit_bytes:
            return 0
        self._write_uses(connection)
        excess = size_bytes - int(self._limit_bytes * KEPT_SHARE)
        gone: list[tuple[bytes]] = []
        oldest = connection.execute(
            "SELECT picture_hash, size_bytes FROM thumbnails ORDER BY used_s, picture_hash"
        )
        for picture_hash, size in oldest:
            gone.append((picture_hash,))
            excess -= size
            if excess <= 0:
                break
        oldest.close()
        with transaction(connection):
            connection.executemany("DELETE FROM thumbnails WHERE picture_hash = ?", gone)
        return len(gone)

    def close(self) -> None:
        with self._lock:
            if self._connection is not None and self._used:
                with contextlib.suppress(sqlite3.Error):
                    self._write_uses(self._connection)
            self._disconnect()
