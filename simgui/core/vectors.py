"""Descriptors on disk and in memory.

On disk: one HDF5 file for each embedder (and each time it is rebuilt). It holds contiguous datasets
whose size is fixed when they are made, so that their place in the file never changes: appending writes
rows and nothing else, a process killed at any moment leaves a file that opens, and readers map it while
it grows. Block 0 is `vectors_00000` (float16), `codes_00000` (int8) and `measures_00000` (float32), see
quantize.py. A row counts only once the catalogue names it.

In memory: a Snapshot, immutable, that a scan runs over. Codes and vectors stay in the mapped file: the
system keeps in memory what is read again, and a library may be larger than memory. The file only grows
while it is used; one that is cut short or overwritten under a running simgui ends it, as no program can
read what it has mapped any more.
"""

from __future__ import annotations

import errno
import json
import mmap
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from simgui.core.catalog import Catalog, EmbedderRecord, store_errors
from simgui.core.errors import Corrupt, DiskFull, StoreError
from simgui.core.quantize import Codes, encode

if TYPE_CHECKING:
    import h5py

SCHEMA_VERSION = 2
# Blocks double from the first to the last size, so that a small library is a small file.
SMALLEST_BLOCK = 4_096
LARGEST_BLOCK = 65_536
# float16 moves a unit vector's length by less than this; more means that the row is not a descriptor
LENGTH_TOLERANCE = 0.01
CODE_TOLERANCE = 1e-4  # float32's rounding of such lengths is a tenth of it
CHECKED_AT_ONCE = 512


class VectorFile:
    """The writer's side of one HDF5 file. Raises Corrupt when it cannot be read, DiskFull.

    Attributes in the file: schema, fingerprint, description (JSON), dimension.
    """

    def __init__(self, path: Path, record: EmbedderRecord) -> None:
        import h5py  # a third of a second that a window should not wait for

        self.path = path
        self._parts = (("<f2", record.dimension), ("i1", record.dimension), ("<f4", 3))
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
        if (detail := _foreign(self._file, record)) is not None:
            raise Corrupt(path=os.fspath(self.path), detail=detail)

    def append(self, vectors: npt.NDArray[np.float32], end: tuple[int, int]) -> list[tuple[int, int]]:
        """Write rows from `end` (block, row) on; returns the place of each. They count after flush() and commit.

        vectors: float32 (n, dimension), unit length.
        """
        places: list[tuple[int, int]] = []
        block, row = end
        halves = vectors.astype(np.float16)
        with store_errors(self.path):
            while len(places) < len(halves):
                if row == block_rows(block):
                    block, row = block + 1, 0
                    continue
                count = min(block_rows(block) - row, len(halves) - len(places))
                written = halves[len(places) : len(places) + count]
                codes = encode(written)
                parts = (written, codes.values, codes.measures)
                for dataset, part in zip(self._block(block), parts, strict=True):
                    dataset[row : row + count] = part
                places += [(block, row + i) for i in range(count)]
                row += count
        return places

    def _block(self, number: int) -> list[h5py.Dataset]:
        names = block_names(number)
        if names[0] not in self._file:
            for name, (dtype, columns) in zip(names, self._parts, strict=True):
                self._create(name, (block_rows(number), columns), dtype)
            self.flush()
        return [self._file[name] for name in names]

    def _create(self, name: str, shape: tuple[int, int], dtype: str) -> None:
        import h5py

        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_layout(h5py.h5d.CONTIGUOUS)
        plist.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
        plist.set_fill_time(h5py.h5d.FILL_TIME_NEVER)  # else the whole block would be written with zeros
        space = h5py.h5s.create_simple(shape)
        kind = h5py.h5t.py_create(np.dtype(dtype))
        h5py.h5d.create(self._file.id, name.encode(), kind, space, dcpl=plist)

    def flush(self) -> None:
        """All rows to the disk itself."""
        with store_errors(self.path):
            self._file.flush()
            with open(self.path, "r+b") as file:  # Windows syncs only what may be written
                os.fsync(file.fileno())

    def close(self) -> None:
        self._file.close()


def block_names(number: int) -> tuple[str, str, str]:
    """The datasets of one block: descriptors, their codes and the codes' measures."""
    return f"vectors_{number:05d}", f"codes_{number:05d}", f"measures_{number:05d}"


def block_rows(number: int) -> int:
    """4,096 twice, then doubling up to 65,536: each block is as large as all before it."""
    return min(SMALLEST_BLOCK << max(number - 1, 0), LARGEST_BLOCK)


@dataclass(frozen=True)
class Block:
    """Descriptors that are scanned together.

    ids: int64 (n,) Image ids; vectors: float16 (n, dimension); codes: of these; alive: bool (n,), False for an Image
    none of whose Files is there and for a row that was damaged.
    """

    ids: npt.NDArray[np.int64]
    vectors: npt.NDArray[np.float16]
    codes: Codes
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
            if len(found):
                vector = block.vectors[found[0]].astype(np.float32)
                return vector if _sound(vector @ vector) else None
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
        self._ids: list[npt.NDArray[np.int64]] = []  # of each block, at its full size; -1: no row is named
        self._mapped: list[Mapped] = []  # of each block the rows that are named
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
            # on Windows a file that is mapped can be neither moved nor deleted
            self._snapshot, self._ids, self._mapped, self._seen = Snapshot((), None, 0), [], [], None

    def _refresh(self) -> None:
        record = self._catalog.embedder()
        fingerprint = record.fingerprint if record else None
        source = record.vectors_file if record else None
        if source != self._source:
            self._ids, self._mapped, self._source = [], [], source
        if record is not None:
            self._read_new_rows(record)
        alive = self._alive_images()
        blocks = []
        for ids, mapped in zip(self._ids, self._mapped, strict=True):
            known = ids[: len(mapped.vectors)]
            usable = alive[known] & _sound(mapped.codes.squares)
            blocks.append(Block(known, mapped.vectors, mapped.codes, usable))
        self._snapshot = Snapshot(tuple(blocks), fingerprint, self._snapshot.generation + 1)

    def _alive_images(self) -> npt.NDArray[np.bool_]:
        """For each Image's id whether one of its Files is there; the last is for -1, which none is."""
        rows = self._catalog.read().execute(
            "SELECT group_concat(DISTINCT image) FROM files WHERE state = 'present' AND image IS NOT NULL"
        )
        ids = _numbers(rows.fetchone()[0])
        most = max((int(known.max()) for known in self._ids), default=0)
        alive = np.zeros(max(most, int(ids.max(initial=0))) + 2, np.bool_)
        alive[ids] = True
        return alive

    def _read_new_rows(self, record: EmbedderRecord) -> None:
        last = len(self._mapped) - 1
        after = (last, len(self._mapped[last].vectors)) if last >= 0 else (0, 0)
        # one text for a block: a million rows as Python's numbers would take seconds
        rows = self._catalog.read().execute(
            "SELECT block, group_concat(row), group_concat(image) FROM rows"
            " WHERE embedder = ? AND (block, row) >= (?, ?) GROUP BY block ORDER BY block",
            (record.id, *after),
        )
        named = {block: (_numbers(places), _numbers(images)) for block, places, images in rows}
        if not named:
            return
        path = self._folder / record.vectors_file
        for number, mapped in map_blocks(path, record, range(min(named), max(named) + 1)):
            places, images = named.get(number, (np.empty(0, np.int64),) * 2)
            stop = int(places.max(initial=-1)) + 1
            if len(mapped.vectors) < stop:
                raise Corrupt(path=os.fspath(path), detail="rows are missing")
            if number == len(self._mapped):
                self._ids.append(np.full(block_rows(number), -1, np.int64))
                self._mapped.append(mapped)
            self._ids[number][places] = images
            self._mapped[number] = mapped[:stop]


def _numbers(listed: str | None) -> npt.NDArray[np.int64]:
    """int64 (n,) from what group_concat() makes of whole numbers."""
    return np.fromstring(listed, np.int64, sep=",") if listed else np.empty(0, np.int64)


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
    if (detail := _foreign(file, record)) is not None:
        file.close()
        raise Corrupt(path=os.fspath(path), detail=detail)
    return file


def _foreign(file: h5py.File, record: EmbedderRecord) -> str | None:
    """Why a file of descriptors is of no use to this embedder and this program."""
    if file.attrs["schema"] != SCHEMA_VERSION:
        return "another version of simgui made it"
    if file.attrs["fingerprint"] != record.fingerprint:
        return "it holds another embedder's descriptors"
    return None


@dataclass(frozen=True)
class Mapped:
    """Rows of one block, mapped from the file. vectors: float16 (rows, dimension)."""

    vectors: npt.NDArray[np.float16]
    codes: Codes

    def __getitem__(self, rows: slice) -> Mapped:
        return Mapped(self.vectors[rows], self.codes[rows])


def map_blocks(path: Path, record: EmbedderRecord, numbers: Iterable[int]) -> Iterator[tuple[int, Mapped]]:
    """The rows of these blocks that are in the file. Raises Corrupt."""
    try:
        with _open_to_read(path, record) as file:
            size = path.stat().st_size
            for number in numbers:
                # a block's end may not be on the disk yet, so only the rows that are get mapped
                parts = [_map(path, file[name], size) for name in block_names(number)]
                rows = slice(min(map(len, parts)))
                yield number, Mapped(parts[0][rows], Codes.of(parts[1][rows], parts[2][rows]))
    except _UNREADABLE as error:
        raise _unreadable(error, path) from error


def _map(path: Path, dataset: h5py.Dataset, size: int) -> npt.NDArray[Any]:
    offset, (rows, columns), dtype = dataset.id.get_offset(), dataset.shape, dataset.dtype
    rows = min(rows, (size - offset) // (columns * dtype.itemsize))
    return np.memmap(path, dtype, "r", offset, (rows, columns))


def expect(mapped: npt.NDArray[Any], in_order: bool) -> None:
    """How a mapped array is read next: from one end to the other, or rows here and there. Around these the system would
    read on, megabytes for a row, and forget codes for that where memory does not hold the file.
    """
    base: Any = mapped
    while isinstance(base, np.ndarray):
        base = base.base
    if isinstance(base, mmap.mmap) and hasattr(mmap, "MADV_RANDOM"):  # neither Windows nor an array in memory
        base.madvise(mmap.MADV_NORMAL if in_order else mmap.MADV_RANDOM)


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
        ((_, mapped),) = map_blocks(path, record, [number])
        if len(mapped.vectors) < stop:
            raise Corrupt(path=os.fspath(path), detail="rows are missing")
        named += count
        for low in range(0, stop, CHECKED_AT_ONCE):
            part = mapped[low : min(low + CHECKED_AT_ONCE, stop)]
            damaged += int(damaged_rows(widened(part.vectors), part.codes).sum())
    return named, damaged


def widened(halves: npt.NDArray[np.float16]) -> npt.NDArray[np.float32]:
    """The same numbers as float32, in a tenth of the time that numpy's astype() takes; inf and nan become large."""
    bits = halves.view(np.int16).astype(np.int32)  # the sign is spread over the upper half
    bits <<= 13
    bits &= np.int32(-(1 << 31) | 0x0FFFE000)  # sign, exponent and fraction where float32 has them
    wide = bits.view(np.float32)
    wide *= np.float32(2.0**112)  # the two kinds of exponent begin at different numbers
    return wide


def damaged_rows(exact: npt.NDArray[np.float32], codes: Codes) -> npt.NDArray[np.bool_]:
    """Those that are no descriptors, and those that are not what their code says they are; bool (n,).

    exact: float32 (n, dimension), the descriptors that are stored beside `codes`.
    """
    squares = np.einsum("ij,ij->i", exact, exact)
    lost = exact - codes.values * codes.scales[:, None]
    rest = np.sqrt(np.einsum("ij,ij->i", lost, lost))
    same = (np.abs(rest - codes.errors) < CODE_TOLERANCE) & (np.abs(squares - codes.squares) < CODE_TOLERANCE)
    return ~(same & _sound(squares))


def _sound(squares: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """Whether these are squared lengths of descriptors; what is not a number is none."""
    return np.abs(squares - 1.0) < LENGTH_TOLERANCE
