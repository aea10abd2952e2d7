"""Which embedder a library's descriptors come from, and where new ones are written.

Descriptors of two embedders are never ranked against each other: each has its own file, and the library
searches one of them at a time. Changing it is a switch in the catalogue; decisions hang on pictures and
stay, and going back finds the old descriptors still there.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from simgui.core.catalog import EmbedderRecord
from simgui.core.embedder import DEFAULT_NAME, DEFAULT_WEIGHTS_SHA256, Embedder, EmbedderSpec, sha256_of
from simgui.core.errors import Corrupt, EmbedderMismatch
from simgui.core.library import Library
from simgui.core.vectors import VectorFile, check_rows


def claim(library: Library, spec: EmbedderSpec | None, re_embed: bool) -> EmbedderSpec | None:
    """The embedder to change to, or None when the library's own is meant.

    Raises EmbedderMismatch when another is asked for without `re_embed`. Needs no network to be loaded.
    """
    record = library.embedder()
    if record is None or spec is None or _is_meant(record, spec):
        return None
    if not re_embed:
        raise _mismatch(record, spec.name, _asked(spec))
    return spec


def _is_meant(record: EmbedderRecord, spec: EmbedderSpec) -> bool:
    if record.name != spec.name:
        return False
    if spec.weights is not None:
        with contextlib.suppress(OSError):
            return bool(sha256_of(Path(spec.weights)) == record.description["weights_sha256"])
        return False
    if spec.name == DEFAULT_NAME:
        return bool(record.description["weights_sha256"] == DEFAULT_WEIGHTS_SHA256)
    return record.description["weights"] is None


def check_same(record: EmbedderRecord, embedder: Embedder) -> None:
    """Raise EmbedderMismatch, with both names, unless the embedder makes the library's descriptors."""
    if record.fingerprint != embedder.fingerprint:
        name = embedder.spec.name
        raise _mismatch(record, name, _title(name, embedder.description))


def _mismatch(record: EmbedderRecord, name: str, with_weights: str) -> EmbedderMismatch:
    """Their names tell the two embedders apart, or else their weights do."""
    if record.name != name:
        return EmbedderMismatch(library_embedder=record.name, asked_embedder=name)
    own = _title(record.name, record.description)
    return EmbedderMismatch(library_embedder=own, asked_embedder=with_weights)


def _title(name: str, description: dict[str, object]) -> str:
    return f"{name} (weights {str(description['weights_sha256'])[:8]})"


def _asked(spec: EmbedderSpec) -> str:
    if spec.weights is None:
        return spec.name
    with contextlib.suppress(OSError):
        return f"{spec.name} (weights {sha256_of(Path(spec.weights))[:8]})"
    # as _title() would have it, had the file been read; where it lies does not tell embedders apart
    return f"{spec.name} (weights {os.path.basename(spec.weights)})"


def spec_of(record: EmbedderRecord) -> EmbedderSpec:
    """What to load to get the embedder that a library was made with."""
    return EmbedderSpec(record.name, record.description["weights"])


def register(library: Library, embedder: Embedder) -> EmbedderRecord:
    """Make an embedder the one whose descriptors the library searches."""
    description = json.dumps(embedder.description)
    with library.catalog.write() as connection:
        connection.execute(
            "INSERT INTO embedders (fingerprint, description, dimension, vectors_file) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (fingerprint) DO UPDATE SET description = excluded.description",
            (embedder.fingerprint, description, embedder.dimension, _file_name(embedder.fingerprint, 1)),
        )
        connection.execute(
            "INSERT OR REPLACE INTO settings VALUES ('embedder', ?)", (json.dumps(embedder.fingerprint),)
        )
        library.catalog.searched_files_changed(connection)
    record = library.catalog.embedder_of(embedder.fingerprint)
    assert record is not None
    return record


def _file_name(fingerprint: str, generation: int) -> str:
    return f"vectors-{fingerprint}-{generation}.h5"


@dataclass(frozen=True)
class Cost:
    """What it takes to change to another Embedder. `images`: all that are there; `described`: those of them that
    have its descriptors already; `own`: it is the library's present one; `kept_bytes`: what the present one's
    descriptors, which stay, take on the disk.
    """

    images: int
    described: int
    own: bool
    kept_name: str | None
    kept_bytes: int

    @property
    def anew(self) -> int:
        return self.images - self.described


def cost(library: Library, spec: EmbedderSpec) -> Cost:
    """Asked before anything is changed. Needs no network to be loaded."""
    present = library.embedder()
    record = next((r for r in library.catalog.embedders() if _is_meant(r, spec)), None)
    alive = "SELECT DISTINCT image FROM files WHERE state = 'present' AND image IS NOT NULL"
    read = library.catalog.read()
    images = read.execute(f"SELECT count(*) FROM ({alive})").fetchone()[0]
    described = read.execute(
        f"SELECT count(*) FROM rows WHERE embedder = ? AND image IN ({alive})", (record.id if record else -1,)
    ).fetchone()[0]
    kept_bytes = 0
    if present is not None:
        with contextlib.suppress(FileNotFoundError):
            kept_bytes = (library.path / present.vectors_file).stat().st_size
    own = present is not None and record is not None and record.id == present.id
    return Cost(images, described, own, present.name if present else None, kept_bytes)


class DescriptorWriter:
    """Appends to the file of the library's embedder, after the last row that the catalogue names."""

    def __init__(self, library: Library, record: EmbedderRecord) -> None:
        row = (
            library.catalog.read()
            .execute(
                "SELECT block, row FROM rows WHERE embedder = ? ORDER BY block DESC, row DESC LIMIT 1",
                (record.id,),
            )
            .fetchone()
        )
        self._end = (0, 0) if row is None else (int(row[0]), int(row[1]) + 1)
        self._file = VectorFile(library.path / record.vectors_file, record)

    def append(self, vectors: npt.NDArray[np.float32]) -> list[tuple[int, int]]:
        """Write rows to the disk itself and return the (block, row) of each. vectors: float32 (n, dimension)."""
        places = self._file.append(vectors, self._end)
        self._file.flush()
        block, row = places[-1]
        self._end = (block, row + 1)
        return places

    def close(self) -> None:
        self._file.close()


def check_file(library: Library, record: EmbedderRecord) -> str | None:
    """What is wrong with the file of descriptors; None when each row that the catalogue names is there and sound."""
    try:
        named, damaged = check_rows(library.catalog, library.path, record)
    except Corrupt as error:
        return str(error.fields["detail"])
    return f"{damaged} of {named} rows are damaged" if damaged else None


def set_aside(library: Library, record: EmbedderRecord) -> EmbedderRecord:
    """Put a damaged file of descriptors out of the way, so that indexing makes a new one. Decisions are not in it."""
    path = library.path / record.vectors_file
    # it may be gone, or, on Windows, still mapped; the new one has another name
    with contextlib.suppress(FileNotFoundError, PermissionError):
        os.replace(path, path.with_suffix(".damaged.h5"))
    generation = int(path.stem.rpartition("-")[2]) + 1
    with library.catalog.write() as connection:
        connection.execute("DELETE FROM rows WHERE embedder = ?", (record.id,))
        library.catalog.searched_files_changed(connection)
        connection.execute(
            "UPDATE embedders SET vectors_file = ? WHERE id = ?",
            (_file_name(record.fingerprint, generation), record.id),
        )
    renewed = library.catalog.embedder_of(record.fingerprint)
    assert renewed is not None
    return renewed
