"""A cache in one SQLite file: what can be made again. Damaged, it is set aside and begun anew."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from simgui.core.catalog import store_errors
from simgui.core.errors import Corrupt

Answer = TypeVar("Answer")


class Cache:
    """The file at `path`; safe from several threads and processes. Raises DiskFull.

    tables: a script that makes them where they are absent. read_only: never writes; a file that is absent or
    damaged is an empty cache then.
    """

    def __init__(self, path: Path, tables: str, read_only: bool = False) -> None:
        self._path = path
        self._tables = tables
        self._read_only = read_only
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def _do(self, work: Callable[[sqlite3.Connection], Answer], nothing: Answer) -> Answer:
        """`work` on the open cache; `nothing` when there is none. A damaged one is replaced, and tried once more."""
        with self._lock:
            try:
                return self._try(work, nothing)
            except Corrupt:
                self._set_aside()
                return nothing if self._read_only else self._try(work, nothing)

    def _try(self, work: Callable[[sqlite3.Connection], Answer], nothing: Answer) -> Answer:
        with store_errors(self._path):
            if self._connection is None:
                self._connection = self._connect_to_read() if self._read_only else self._connect()
            return nothing if self._connection is None else work(self._connection)

    def _connect(self) -> sqlite3.Connection:
        connection = self._plain_connection(os.fspath(self._path), uri=False)
        try:
            # what was dropped gives room back; must come before the first table
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("PRAGMA journal_mode = WAL")
            # what a power cut takes away is made again
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(self._tables)
        except BaseException:
            connection.close()
            raise
        return connection

    def _connect_to_read(self) -> sqlite3.Connection | None:
        if not self._path.exists():
            return None
        # in a folder that cannot be written WAL's side files cannot be made: then the file is read as it stands
        for mode in ("mode=ro", "immutable=1"):
            connection = self._plain_connection(f"{self._path.absolute().as_uri()}?{mode}", uri=True)
            try:
                connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
                return connection
            except sqlite3.OperationalError:
                connection.close()
        return None

    @staticmethod
    def _plain_connection(name: str, uri: bool) -> sqlite3.Connection:
        return sqlite3.connect(name, timeout=10.0, isolation_level=None, check_same_thread=False, uri=uri)

    def _set_aside(self) -> None:
        self._disconnect()
        if self._read_only:
            return
        for side_file in ("-wal", "-shm"):  # they belong to the damaged file and would spoil the new one
            Path(f"{self._path}{side_file}").unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):  # another process was faster
            os.replace(self._path, self._path.with_suffix(".damaged.sqlite3"))

    def _disconnect(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def close(self) -> None:
        with self._lock:
            self._disconnect()


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # a full disk may have rolled back by itself already
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
