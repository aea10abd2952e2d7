"""Descriptors on disk and in memory.

On disk: one HDF5 file for each embedder (and each time it is rebuilt), float16. It holds contiguous
datasets `block_00000`, `block_00001` … whose size is fixed when they are made, so that their place in
the file never changes: appending writes rows and nothing else, a process killed at any moment leaves a
file that opens, and readers map it while it grows. A row counts only once the catalogue names it.

In memory: a Snapshot, float32, immutable, that a scan runs over.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from simgui.core.catalog import Catalog, EmbedderRecord, store_errors
from simgui.core.errors import Corrupt, DiskFull, StoreError

if TYPE_CHECKING:
    import h5py

SCHEMA_VERSION = 1
# Blocks double from the first to the last size, so that a small library is a small file.
SMALLEST_BLOCK = 4_096
LARGEST_BLOCK = 65_536
# float16 moves a unit vector's length by less than this; more means that the row is not a descriptor
LENGTH_TOLERANCE = 0.01


class VectorFile:
    """The writer's side of one HDF5 file. Raises Corrupt when it cannot be read, DiskFull.

    Attributes in the file: schema, fingerprint, description (JSON), dimension.
    """

    def __init__(self, path: Path, record: EmbedderRecord) -> None:
        import h5py  # a third of a second that a window should not wait for

        self.path = path
        self._dimension = record.dimension
        try:
            new = not path.exists()
            # our own lock keeps other writers out; HDF5's would keep readers out too
            self._file = h5py.File(path, "w-" if new else "r+", locking=False)
            if new:
                self._file.attrs.update(
                    schema=SCHEMA_VERSION,
                    fingerprint=record.fingerprint,
                    description=json.dumps(record.description),
                    dimension=record.dimension,
                )
                self.flush()
            self._check(record)
        except _UNREADABLE as error:
            raise _unreadable(error, path) from error

    def _check(self, record: EmbedderRecord) -> None:
        if self._file.attrs["fingerprint"] != record.fingerprint:
            raise Corrupt(path=os.fspath(self.path), detail="it holds another embedder's descriptors")

    def append(self, vectors: npt.NDArray[np.float32], end: tuple[int, int]) -> list[tuple[int, int]]:
        """Write rows from `end` (block, row) on; returns the place of each. They count after flush() and commit.

        vectors: float32 (n, dimension), unit length.
        """
        places: list[tuple[int, int]] = []
        block, row = end
        halves = vectors.astype(np.float16)
        with store_errors(self.path):
            while len(places) < len(halves):
                dataset = self._block(block)
                if row == len(dataset):
                    block, row = block + 1, 0
                    continue
                count = min(len(dataset) - row, len(halves) - len(places))
                dataset[row : row + count] = halves[len(places) : len(places) + count]
                places += [(block, row + i) for i in range(count)]
                row += count
        return places

    def _block(self, number: int) -> h5py.Dataset:
        import h5py

        name = block_name(number)
        if name in self._file:
            return self._file[name]
        rows = block_rows(number)
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_layout(h5py.h5d.CONTIGUOUS)
        plist.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
        plist.set_fill_time(h5py.h5d.FILL_TIME_NEVER)  # else the whole block would be written with zeros
        space = h5py.h5s.create_simple((rows, self._dimension))
        h5py.h5d.create(self._file.id, name.encode(), h5py.h5t.IEEE_F16LE, space, dcpl=plist)
        self.flush()
        return self._file[name]

    def flush(self) -> None:
        """All rows to the disk itself."""
        with store_errors(self.path):
            self._file.flush()
            with open(self.path, "r+b") as file:  # Windows syncs only what may be written
                os.fsync(file.fileno())

    def close(self) -> None:
        self._file.close()


def block_name(number: int) -> str:
    return f"block_{number:05d}"


def block_rows(number: int) -> int:
    """4,096 twice, then doubling up to 65,536: each block is as large as all before it."""
    return min(SMALLEST_BLOCK << max(number - 1, 0), LARGEST_BLOCK)


@dataclass(frozen=True)
class Block:
    """Descriptors in memory that are scanned together.

    ids: int64 (n,) Image ids; vectors: float32 (n, dimension); squares: float32 (n,) squared lengths;
    alive: bool (n,), False for an Image none of whose Files is there and for a row that was damaged.
    """

    ids: npt.NDArray[np.int64]
    vectors: npt.NDArray[np.float32]
    squares: npt.NDArray[np.float32]
    alive: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Snapshot:
    """What can be searched at one moment. Immutable: it stays right while indexing goes on."""

    blocks: tuple[Block, ...]
    fingerprint: str | None
    generation: int

    @property
    def images(self) -> int:
        return sum(int(block.alive.sum()) for block in self.blocks)

    def vector_of(self, image: int) -> npt.NDArray[np.float32] | None:
        """float32 (dimension,); None for an Image without a descriptor, or with a damaged one."""
        for block in self.blocks:
            found = np.flatnonzero(block.ids == image)
            if len(found) and _sound(block.squares[found]).all():
                vector: npt.NDArray[np.float32] = block.vectors[found[0]]
                return vector
        return None


class Snapshots:
    """Keeps the newest Snapshot of one library and reads only what was added since the last."""

    def __init__(self, catalog: Catalog, folder: Path) -> None:
        self._catalog = catalog
        self._folder = folder
        self._lock = threading.Lock()
        self._watch: sqlite3.Connection | None = None
        self._seen: int | None = None
        self._snapshot = Snapshot((), None, 0)
        # per block: ids, vectors and squares at their full size, and how many rows are filled
        self._arrays: list[
            tuple[npt.NDArray[np.int64], npt.NDArray[np.float32], npt.NDArray[np.float32]]
        ] = []
        self._filled: list[int] = []
        self._source: str | None = None

    def get(self) -> Snapshot:
        """The library as last committed. Raises Corrupt when the vectors cannot be read."""
        with self._lock:
            if self._watch is None:
                self._watch = self._catalog.connect()
            # a commit of any process that touches files or descriptors counts this up; a decision does not
            row = self._watch.execute("SELECT value FROM settings WHERE key = 'snapshot'").fetchone()
            seen = 0 if row is None else int(row[0])
            if seen != self._seen:
                self._refresh()
                self._seen = seen
            return self._snapshot

    def close(self) -> None:
        with self._lock:
            if self._watch is not None:
                self._watch.close()
                self._watch = None

    def _refresh(self) -> None:
        record = self._catalog.embedder()
        fingerprint = record.fingerprint if record else None
        source = record.vectors_file if record else None
        if source != self._source:
            self._arrays, self._filled, self._source = [], [], source
        if record is not None:
            self._read_new_rows(record)
        alive = self._alive_images()
        blocks = []
        for (ids, vectors, squares), filled in zip(self._arrays, self._filled, strict=True):
            known = ids[:filled]
            usable = np.isin(known, alive) & _sound(squares[:filled])
            blocks.append(Block(known, vectors[:filled], squares[:filled], usable))
        self._snapshot = Snapshot(tuple(blocks), fingerprint, self._snapshot.generation + 1)

    def _alive_images(self) -> npt.NDArray[np.int64]:
        rows = self._catalog.read().execute(
            "SELECT DISTINCT image FROM files WHERE state = 'present' AND image IS NOT NULL"
        )
        return np.fromiter((row[0] for row in rows), np.int64)

    def _read_new_rows(self, record: EmbedderRecord) -> None:
        last = len(self._filled) - 1
        after = (last, self._filled[last]) if last >= 0 else (0, 0)
        rows = (
            self._catalog.read()
            .execute(
                "SELECT block, row, image FROM rows WHERE embedder = ? AND (block, row) >= (?, ?) ORDER BY block, row",
                (record.id, *after),
            )
            .fetchall()
        )
        if not rows:
            return
        table = np.array(rows, np.int64)
        for number in range(int(table[0, 0]), int(table[-1, 0]) + 1):
            part = table[table[:, 0] == number]
            self._fill(record, number, part[:, 1], part[:, 2])

    def _fill(
        self, record: EmbedderRecord, number: int, rows: npt.NDArray[np.int64], images: npt.NDArray[np.int64]
    ) -> None:
        if number == len(self._arrays):
            size = block_rows(number)
            # pages that are not yet filled cost no memory
            vectors = np.empty((size, record.dimension), np.float32)
            self._arrays.append((np.full(size, -1, np.int64), vectors, np.zeros(size, np.float32)))
            self._filled.append(0)
        ids, vectors, squares = self._arrays[number]
        start, stop = self._filled[number], int(rows[-1]) + 1
        stored = map_block(self._folder, record, number)
        if len(stored) < stop:
            raise Corrupt(path=os.fspath(self._folder / record.vectors_file), detail="rows are missing")
        for low in range(start, stop, 4096):
            high = min(low + 4096, stop)
            vectors[low:high] = stored[low:high]
            squares[low:high] = _squares(vectors[low:high])
        ids[rows] = images
        self._filled[number] = stop


# what h5py raises for a file that is not as it should be
_UNREADABLE = (OSError, KeyError, TypeError, ValueError, RuntimeError)


def _unreadable(error: Exception, path: Path) -> StoreError:
    """Corrupt for a file that was opened and makes no sense, or is gone; a passing failure to open it is not that."""
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(path=os.fspath(path.parent))
    if number in (None, 0, errno.ENOENT):
        return Corrupt(path=os.fspath(path), detail=str(error))
    return StoreError("store_failed", path=os.fspath(path), detail=str(error))


def _open_to_read(path: Path, record: EmbedderRecord) -> h5py.File:
    """Raises Corrupt when it is another embedder's, and what h5py raises when it cannot be opened."""
    import h5py

    file = h5py.File(path, "r", locking=False)
    if file.attrs["fingerprint"] != record.fingerprint:
        file.close()
        raise Corrupt(path=os.fspath(path), detail="it holds another embedder's descriptors")
    return file


def map_block(folder: Path, record: EmbedderRecord, number: int) -> npt.NDArray[np.float16]:
    """The rows of one block that are in the file, mapped: float16 (rows, dimension). Raises Corrupt."""
    path = folder / record.vectors_file
    try:
        with _open_to_read(path, record) as file:
            dataset = file[block_name(number)]
            offset, shape = dataset.id.get_offset(), dataset.shape
        # a block's end may not be on the disk yet, so only the rows that are get mapped
        rows = min(shape[0], (path.stat().st_size - offset) // (2 * shape[1]))
        return np.memmap(path, np.float16, "r", offset, (rows, shape[1]))
    except _UNREADABLE as error:
        raise _unreadable(error, path) from error


def check_rows(catalog: Catalog, folder: Path, record: EmbedderRecord) -> tuple[int, int]:
    """(rows that the catalogue names, those of them that are damaged). Reads the file once, in parts.

    Raises Corrupt when the file cannot be read or rows are missing.
    """
    path = folder / record.vectors_file
    if path.exists():
        # also when no row is named yet: a process may have been killed while it made the file
        try:
            _open_to_read(path, record).close()
        except _UNREADABLE as error:
            raise _unreadable(error, path) from error
    named = damaged = 0
    counts = catalog.read().execute(
        "SELECT block, max(row) + 1, count(*) FROM rows WHERE embedder = ? GROUP BY block", (record.id,)
    )
    for number, stop, count in counts.fetchall():
        stored = map_block(folder, record, number)
        if len(stored) < stop:
            raise Corrupt(path=os.fspath(path), detail="rows are missing")
        named += count
        for low in range(0, stop, 4096):
            damaged += int((~_sound(_squares(stored[low : min(low + 4096, stop)].astype(np.float32)))).sum())
    return named, damaged


def _squares(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return np.einsum("ij,ij->i", vectors, vectors)


def _sound(squares: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    return np.abs(squares - 1.0) < LENGTH_TOLERANCE
