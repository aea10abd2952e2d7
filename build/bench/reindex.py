"""An unchanged tree indexed again: seconds, and nothing decoded: reindex.py [--files 100000]

The tree is real: so many JPEGs, each small and each another picture. The catalogue's rows are put in
directly, with the stamps that the files have: indexing them for real would take an hour and would measure
something else. The limit in the same run is os.walk with one stat a file.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from pathlib import Path

import measured
import numpy as np
import photographs

from simgui.core import decode, folders
from simgui.core.descriptors import DescriptorWriter, register
from simgui.core.embedder import Embedder, EmbedderSpec, load_embedder
from simgui.core.indexing import index
from simgui.core.library import Library

AT_ONCE = 4096


def refuse(_spec: EmbedderSpec) -> Embedder:
    raise AssertionError("an unchanged tree needs no embedder")


def fill(library: Library, root: Path, embedder: Embedder) -> int:
    """As indexing would have left it; the descriptors are noise. Returns how many files there are."""
    library.lock()
    record = register(library, embedder)
    found = list(folders.walk(os.fsencode(root), folders.Rules(os.fsencode(root))).pictures.values())
    here = root.stat()
    with library.catalog.write() as connection:
        connection.execute(
            "INSERT INTO roots (id, path, device, marker, added_s) VALUES (1, ?, ?, ?, ?)",
            (os.fsencode(root), here.st_dev, here.st_ino, time.time()),
        )
    chance = np.random.default_rng(1)
    writer = DescriptorWriter(library, record)
    for start in range(0, len(found), AT_ONCE):
        part = found[start : start + AT_ONCE]
        vectors = chance.standard_normal((len(part), record.dimension), np.float32)
        places = writer.append(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
        with library.catalog.write() as connection:
            for image, (entry, place) in enumerate(zip(part, places, strict=True), start + 1):
                sha256 = hashlib.sha256(entry.path).digest()
                connection.execute(
                    "INSERT INTO images (id, picture_hash, width_px, height_px, format, measures_version)"
                    " VALUES (?, ?, 16, 16, 'JPEG', ?)",
                    (image, sha256, decode.MEASURES_VERSION),
                )
                connection.execute(
                    "INSERT INTO files (root, path, role, capture, device, inode, size_bytes, mtime_ns, sha256, image,"
                    " state) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'present')",
                    (entry.path, entry.role, entry.capture, entry.device, entry.inode, entry.size_bytes,
                     entry.mtime_ns, sha256, image),
                )  # fmt: skip
                connection.execute("INSERT INTO rows VALUES (?, ?, ?, ?)", (record.id, *place, image))
    writer.close()
    return len(found)


def walk_and_stat(root: Path) -> int:
    count = 0
    for parent, _, names in os.walk(os.fsencode(root)):
        for name in names:
            os.stat(os.path.join(parent, name))
            count += 1
    return count


def measure(data: Path, files: int, rounds: int) -> dict[str, list[float]]:
    """Seconds of each round: of os.walk with stat, and of index()."""
    root, folder = data / f"tiny-{files}", data / f"reindex-{files}"
    if not (root / "done").exists():
        photographs.save_tiny(root, files)
        (root / "done").touch()
    if not (folder / "done").exists():
        with Library.open(folder) as library:
            fill(library, root, load_embedder())
        (folder / "done").touch()

    def again() -> None:
        with Library.open(folder) as library:
            summary = index(library, refuse)
        if (summary.embedded, summary.unchanged, summary.vanished) != (0, files, 0):
            raise SystemExit(f"reindex: {summary}")

    return measured.alternate({"os.walk and stat": lambda: walk_and_stat(root), "index()": again}, rounds)


def main() -> int:
    parser = measured.options(__doc__, 5)
    parser.add_argument("--files", type=int, default=100_000)
    chosen = parser.parse_args()
    report = measured.Report("reindex: an unchanged tree once more")
    took_s = measure(chosen.data, chosen.files, chosen.rounds)
    report.sizes = {"files": chosen.files, "folders": -(-chosen.files // 1000), "rounds": chosen.rounds}
    report.add("os.walk and stat, median", measured.median(took_s["os.walk and stat"]), "s")
    report.add("index() again, median", measured.median(took_s["index()"]), "s", at_most=5)
    report.add("embedded, decoded", 0, "files")
    report.notes.append("of each round: " + ", ".join(f"{seconds:.2f} s" for seconds in took_s["index()"]))
    report.notes.append(
        "the library was filled directly, not by indexing; what is listed and stat-ed is real"
    )
    return report.end(chosen.json)


if __name__ == "__main__":
    sys.exit(main())
