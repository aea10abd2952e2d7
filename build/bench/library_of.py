"""Fills a library with many images in bulk, as indexing would have left it, without indexing for an hour.

Some hundred real photographs (crops) are decoded and embedded for real. Every other image is made around one
of them: its descriptor lies at a distance between 0.2 and 1.3 from a real one, its thumbnail is the real one's,
its file is a name only. All goes through the stores themselves: Catalog, DescriptorWriter, Thumbnails.

    library_of.py FOLDER [--images 100000]
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import measured
import numpy as np
import numpy.typing as npt
import photographs

from simgui.core import decode
from simgui.core.catalog import EmbedderRecord
from simgui.core.descriptors import DescriptorWriter, register
from simgui.core.embedder import Embedder, load_embedder
from simgui.core.library import Library

REAL = 200
NEAREST, FARTHEST = 0.2, 1.3
PART = 2048
MOST_THUMBNAILS = 100_000  # more are only a matter of disk
# raised when what is made here changes, so that an old one is made anew
VERSION = 2


@dataclass(frozen=True)
class Real:
    """A photograph that was read for real. `vector`: float32 (dimension,)."""

    path: Path
    data: bytes
    decoded: decode.Decoded
    vector: npt.NDArray[np.float32]


def library_of(data: Path, images: int) -> Path:
    """The library of `images` images under `data`, made when it is not there yet. Returns its folder."""
    folder = data / f"library-of-{images}"
    done = folder / "bench.json"
    wanted = {"version": VERSION, "images": images}
    if done.exists() and json.loads(done.read_text()) == wanted:
        return folder
    began_s = time.monotonic()
    shutil.rmtree(folder, ignore_errors=True)
    embedder = load_embedder()
    fill(folder, images, embedder, read_real(data, embedder))
    done.write_text(json.dumps(wanted))
    measured.progress(f"a library of {images:,} images made in {time.monotonic() - began_s:.0f} s: {folder}")
    return folder


def read_real(data: Path, embedder: Embedder, count: int = REAL) -> list[Real]:
    found = []
    for path in photographs.save_crops(data / "photographs", count):
        content = path.read_bytes()
        decoded = decode.decode(content, input_px=embedder.input_px)
        found.append(Real(path, content, decoded, embedder.embed(decoded.pixels[None])[0]))
    return found


def around(
    real: npt.NDArray[np.float32], bases: npt.NDArray[np.int64], chance: np.random.Generator
) -> npt.NDArray[np.float32]:
    """Unit vectors at chosen distances from real ones.

    real: float32 (r, dimension), unit length; bases: which of them each is to lie around. They lean towards
    another real descriptor, as real ones do, rather than into empty space.
    """
    distances = chance.uniform(NEAREST, FARTHEST, len(bases))
    base = real[bases].astype(np.float64)
    others = real[chance.integers(0, len(real), len(bases))]
    away = others + chance.normal(0, 1.2 / np.sqrt(real.shape[1]), base.shape)
    away -= np.einsum("ij,ij->i", away, base)[:, None] * base
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    # on the sphere a chord of length d belongs to the angle 2 asin(d / 2)
    angles = 2 * np.arcsin(distances / 2)[:, None]
    return (np.cos(angles) * base + np.sin(angles) * away).astype(np.float32)


def fill(folder: Path, images: int, embedder: Embedder, real: list[Real]) -> None:
    """Make the library: `images` in all, the first of them the real ones."""
    chance = np.random.default_rng(3)
    vectors = np.stack([one.vector for one in real])
    with Library.open(folder) as library:
        library.lock()
        record = register(library, embedder)
        root = real[0].path.parents[1]
        root_id = _add_root(library, root)
        writer = DescriptorWriter(library, record)
        for start in range(0, images, PART):
            stop = min(start + PART, images)
            bases = np.arange(start, stop)
            synthetic = bases >= len(real)
            bases[synthetic] = chance.integers(0, len(real), int(synthetic.sum()))
            part = vectors[bases]
            part[synthetic] = around(vectors, bases[synthetic], chance)
            places = writer.append(part)
            if start < MOST_THUMBNAILS:
                library.thumbnails.put_many(
                    (_picture_hash(number, real), real[base].decoded.thumbnail)
                    for number, base in zip(range(start, stop), bases, strict=True)
                )
            _name_images(library, record, root_id, root, list(_rows(start, bases, places)), real)
        writer.close()


@dataclass(frozen=True)
class _Row:
    number: int
    base: int
    place: tuple[int, int]


def _rows(start: int, bases: npt.NDArray[np.int64], places: list[tuple[int, int]]) -> Iterator[_Row]:
    for offset, (base, place) in enumerate(zip(bases, places, strict=True)):
        yield _Row(start + offset, int(base), place)


def _picture_hash(number: int, real: list[Real]) -> bytes:
    if number < len(real):
        return real[number].decoded.picture_hash
    return hashlib.sha256(b"picture %d" % number).digest()


def _add_root(library: Library, root: Path) -> int:
    here = root.stat()
    with library.catalog.write() as connection:
        cursor = connection.execute(
            "INSERT INTO roots (path, device, marker, added_s, indexed_s) VALUES (?, ?, ?, ?, ?)",
            (os.fsencode(root), here.st_dev, here.st_ino, time.time(), time.time()),
        )
    return int(cursor.lastrowid or 0)


def _name_images(
    library: Library, record: EmbedderRecord, root_id: int, root: Path, rows: list[_Row], real: list[Real]
) -> None:
    images, files, places = [], [], []
    for row in rows:
        image, base = row.number + 1, real[row.base]
        decoded = base.decoded
        images.append(
            (image, _picture_hash(row.number, real), decoded.width_px, decoded.height_px, decoded.format,
             json.dumps(decoded.measures), decode.MEASURES_VERSION)
        )  # fmt: skip
        if row.number < len(real):
            found, sha256 = base.path.stat(), decode.byte_hash(base.data)
            path = os.fsencode(base.path.relative_to(root))
            stamp = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
        else:
            sha256 = hashlib.sha256(b"file %d" % row.number).digest()
            path = b"not there/%03d/photo %06d.jpg" % (row.number // 1000, row.number)
            stamp = (1, row.number, len(base.data), 1_700_000_000_000_000_000 + row.number)
        files.append((root_id, path, os.path.splitext(path)[0], *stamp, sha256, image))
        places.append((record.id, *row.place, image))
    with library.catalog.write() as connection:
        connection.executemany(
            "INSERT INTO images (id, picture_hash, width_px, height_px, format, measures, measures_version)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            images,
        )
        connection.executemany(
            "INSERT INTO files (root, path, role, capture, device, inode, size_bytes, mtime_ns, sha256, image, state)"
            " VALUES (?, ?, 'picture', ?, ?, ?, ?, ?, ?, ?, 'present')",
            files,
        )
        connection.executemany("INSERT INTO rows VALUES (?, ?, ?, ?)", places)


def main() -> int:
    parser = measured.options(__doc__, 1, images=100_000)
    parser.add_argument("folder", type=Path, nargs="?", help="default: within --data")
    chosen = parser.parse_args()
    print(library_of(chosen.folder or chosen.data, chosen.images))
    return 0


if __name__ == "__main__":
    sys.exit(main())
