"""Where pairs of near Images are kept: a cache beside the catalogue, made again from the descriptors.

It grows by chunks: some Images and all pairs of them with each other and with the Images of earlier chunks. A chunk is
one transaction, so what is cut off between two of them goes on there. All of it belongs to one file of descriptors
and one limit; with another file it is begun anew.

    about    what it belongs to
    chunks   Images, and their pairs: first and second Image, distance; what was left out of both their lists
    shorts   short forms (sieve.py) of descriptors, in the order of the file of descriptors
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from simgui.core.cache import Cache, transaction
from simgui.core.sieve import Shorts, Sieve

NEIGHBOURS_FILE = "neighbours.sqlite3"
# raised when what is kept changes, so that what an older simgui kept is made anew
VERSION = 1

_TABLES = """
CREATE TABLE IF NOT EXISTS about (version INTEGER, fingerprint TEXT, vectors_file TEXT, widest REAL);
CREATE TABLE IF NOT EXISTS sieve (mean BLOB, basis BLOB, first INTEGER, rest REAL, step REAL, error REAL, rows INTEGER);
CREATE TABLE IF NOT EXISTS shorts (
    block INTEGER, part INTEGER, sieve INTEGER, count INTEGER,
    short BLOB, first_errors BLOB, errors BLOB, PRIMARY KEY (block, part)
);
CREATE TABLE IF NOT EXISTS chunks (
    number INTEGER PRIMARY KEY, images BLOB, damaged BLOB,
    firsts BLOB, seconds BLOB, distances BLOB, cut BLOB, cut_counts BLOB, cut_from BLOB
);
"""

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Source:
    """What pairs were found in: the embedder's fingerprint and the file of descriptors, and how far apart at most."""

    fingerprint: str
    vectors_file: str
    widest: float

    def serves(self, asked: Source) -> bool:
        """Whether pairs from here hold all that are asked for."""
        same = (self.fingerprint, self.vectors_file) == (asked.fingerprint, asked.vectors_file)
        return same and self.widest >= asked.widest


@dataclass(frozen=True)
class Pairs:
    """firsts, seconds: int64 (m,) Images; distances: float32 (m,)."""

    firsts: Ids
    seconds: Ids
    distances: Floats


@dataclass(frozen=True)
class Cuts:
    """Of Images with pairs that were not kept, as both have nearer ones enough. images: int64 (m,); counts: int64 (m,),
    how many; beyond: float32 (m,), none of them is nearer than that.
    """

    images: Ids
    counts: Ids
    beyond: Floats


@dataclass(frozen=True)
class Chunk:
    """images: int64 (n,), those that are compared from now on; damaged: int64 (m,), those that cannot be."""

    images: Ids
    damaged: Ids
    pairs: Pairs
    cuts: Cuts


class NeighbourStore(Cache):
    """The cache at `path`. Raises DiskFull. read_only: never writes; what is absent or damaged is empty then."""

    def __init__(self, path: Path, read_only: bool = False) -> None:
        super().__init__(path, _TABLES, read_only)

    @property
    def read_only(self) -> bool:
        return self._read_only

    def source(self) -> Source | None:
        """What the pairs that are kept come from; None for none."""
        return self._do(_source, None)

    def begin(self, source: Source) -> None:
        """From now on pairs of this source are kept; those of another go, unless they hold them too."""

        def begin(connection: sqlite3.Connection) -> None:
            kept = _source(connection)
            if kept is not None and kept.serves(source):
                return
            with transaction(connection):
                for table in ("about", "chunks", "sieve", "shorts"):
                    connection.execute(f"DELETE FROM {table}")
                row = (VERSION, source.fingerprint, source.vectors_file, source.widest)
                connection.execute("INSERT INTO about VALUES (?, ?, ?, ?)", row)
            connection.executescript("PRAGMA incremental_vacuum")

        self._do(begin, None)

    # chunks

    def chunks(self) -> int:
        """How many there are."""
        return self._do(lambda connection: _count(connection), 0)

    def covered(self) -> tuple[Ids, Ids]:
        """The Images of all chunks: (compared, damaged), int64 each, in no order."""
        rows = self._rows("SELECT images, damaged FROM chunks ORDER BY number")
        return _joined(rows, 0), _joined(rows, 1)

    def pairs(self) -> Pairs:
        """Of all chunks, in no order."""
        rows = self._rows("SELECT firsts, seconds, distances FROM chunks ORDER BY number")
        return Pairs(_joined(rows, 0), _joined(rows, 1), _joined_floats(rows, 2))

    def cuts(self) -> Cuts:
        """Of all chunks; an Image may come several times."""
        rows = self._rows("SELECT cut, cut_counts, cut_from FROM chunks ORDER BY number")
        return Cuts(_joined(rows, 0), _joined(rows, 1), _joined_floats(rows, 2))

    def commit(self, number: int, chunk: Chunk, source: Source) -> bool:
        """Keep a chunk as the one of this number. False, and nothing is kept, when another process was faster."""
        pairs, cuts = chunk.pairs, chunk.cuts
        row = (
            number,
            *(_packed(ids) for ids in (chunk.images, chunk.damaged, pairs.firsts, pairs.seconds)),
            pairs.distances.astype("<f4").tobytes(),
            *(_packed(ids) for ids in (cuts.images, cuts.counts)),
            cuts.beyond.astype("<f4").tobytes(),
        )

        def commit(connection: sqlite3.Connection) -> bool:
            with transaction(connection):
                kept = _source(connection)
                if kept is None or not kept.serves(source) or _count(connection) != number:
                    return False
                connection.execute("INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            return True

        return self._do(commit, False)

    def _rows(self, statement: str) -> list[tuple[Any, ...]]:
        return self._do(lambda connection: connection.execute(statement).fetchall(), [])

    # short forms

    def sieve(self) -> Sieve | None:
        rows = self._rows("SELECT * FROM sieve")
        if not rows:
            return None
        mean, basis, *measures = rows[0]
        means = np.frombuffer(mean, "<f4")
        return Sieve(means, np.frombuffer(basis, "<f4").reshape(len(means), -1), *measures)

    def keep_sieve(self, sieve: Sieve) -> None:
        mean, basis = (each.astype("<f4").tobytes() for each in (sieve.mean, sieve.basis))
        row = (mean, basis, sieve.first, sieve.rest, sieve.step, sieve.error, sieve.rows)

        def keep(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                connection.execute("DELETE FROM sieve")
                connection.execute("INSERT INTO sieve VALUES (?, ?, ?, ?, ?, ?, ?)", row)

        self._do(keep, None)

    def shorts(self, place: tuple[int, int], sieve: Sieve, count: int) -> Shorts | None:
        """Of the (block, part), when they are kept, by this sieve, and just so many."""
        statement = (
            "SELECT short, first_errors, errors FROM shorts WHERE (block, part, sieve, count) = (?, ?, ?, ?)"
        )
        asked = (*place, sieve.key, count)
        row = self._do(lambda connection: connection.execute(statement, asked).fetchone(), None)
        if row is None:
            return None
        values = np.frombuffer(row[0], np.int8).reshape(count, -1)
        return Shorts(values, np.frombuffer(row[1], "<f4"), np.frombuffer(row[2], "<f4"))

    def keep_shorts(self, place: tuple[int, int], sieve: Sieve, shorts: Shorts) -> None:
        row = (
            *(*place, sieve.key, len(shorts.values)),
            shorts.values.tobytes(),
            shorts.first_errors.astype("<f4").tobytes(),
            shorts.errors.astype("<f4").tobytes(),
        )

        def keep(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                connection.execute("INSERT OR REPLACE INTO shorts VALUES (?, ?, ?, ?, ?, ?, ?)", row)

        self._do(keep, None)


def _source(connection: sqlite3.Connection) -> Source | None:
    row = connection.execute("SELECT version, fingerprint, vectors_file, widest FROM about").fetchone()
    return None if row is None or row[0] != VERSION else Source(*row[1:])


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM chunks").fetchone()[0])


def _packed(ids: Ids) -> bytes:
    """Half as long as in memory: ids count from one, and nobody has four billion pictures."""
    return ids.astype("<u4").tobytes()


def _joined(rows: Sequence[tuple[Any, ...]], column: int) -> Ids:
    return np.frombuffer(b"".join(row[column] for row in rows), "<u4").astype(np.int64)


def _joined_floats(rows: Sequence[tuple[Any, ...]], column: int) -> Floats:
    return np.frombuffer(b"".join(row[column] for row in rows), "<f4")
