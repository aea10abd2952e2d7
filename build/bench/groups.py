"""How long it takes to load what groups are made of, and to cut it anew: what a slider's step costs.

The catalogue of a library of --images is filled in bulk, with names for files: a fifth of the images has a second
file, three in ten are in clusters of 2 to 5 copies, and each has 20 more neighbours up to the widest threshold. One
cluster of a hundredth of all (3,000 at most) lies within the nearest distance. Half of the pairs that need it are
compared. Neighbours are handed over as neighbours.py would have stored them. All is one thread's work, and is told in
its seconds of CPU.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import time
from pathlib import Path

import measured
import numpy as np

from simgui.core.calibration import shipped
from simgui.core.compare import VERSION, Comparison, to_json
from simgui.core.edits import Kind
from simgui.core.evidence import Evidence
from simgui.core.groups import Options, cut
from simgui.core.library import Library
from simgui.core.neighbours import Neighbours

FAR = 20  # neighbours of each that are no copies
COMPARED_WITHIN = 0.6


def fill(folder: Path, images: int) -> Neighbours:
    """The catalogue, and neighbours to go with it."""
    chance = np.random.default_rng(5)
    with Library.open(folder) as library:
        library.lock()
        hashes = [hashlib.sha256(b"picture %d" % number).digest() for number in range(images)]
        sizes = chance.integers(600, 5000, (images, 2))
        with library.catalog.write() as connection:
            connection.execute(
                "INSERT INTO roots (id, path, added_s) VALUES (1, ?, 0)", (bytes(folder.parent),)
            )
            connection.executemany(
                "INSERT INTO images (id, picture_hash, width_px, height_px, format, measures) VALUES"
                ' (?, ?, ?, ?, \'JPEG\', \'{"flat":false,"tiny":false,"detail":100.0,"jpeg_quality":90}\')',
                [(number + 1, hashes[number], *map(int, sizes[number])) for number in range(images)],
            )
            files = [(number, "a") for number in range(images)] + [(n, "b") for n in range(0, images, 5)]
            connection.executemany(
                "INSERT INTO files (root, path, role, capture, inode, size_bytes, mtime_ns, image, state)"
                " VALUES (1, ?, 'picture', ?, ?, 1000000, ?, ?, 'present')",
                [
                    (
                        b"%d/%d%s.jpg" % (n // 1000, n, name.encode()),
                        b"%d%s" % (n, name.encode()),
                        i + 1,
                        i,
                        n + 1,
                    )
                    for i, (n, name) in enumerate(files)
                ],
            )
        pairs = _pairs(images, chance)
        near = [pair for pair, distance in pairs.items() if distance <= COMPARED_WITHIN]
        copies = to_json(
            Comparison(True, (Kind("re_encoded"),), (1.0, 0, 0, 0, 1, 0, 0, 0, 1), 1.0, 1.0, 1.0)
        )
        with library.catalog.write() as connection:
            connection.executemany(
                "INSERT INTO comparisons VALUES (?, ?, ?, ?)",
                [(*sorted((hashes[a], hashes[b])), VERSION, copies) for a, b in near[::2]],
            )
    return _as_neighbours(images, pairs)


def _pairs(images: int, chance: np.random.Generator) -> dict[tuple[int, int], float]:
    found: dict[tuple[int, int], float] = {}

    def add(a: int, b: int, distance: float) -> None:
        if a != b:
            found.setdefault((min(a, b), max(a, b)), distance)

    together = min(images // 100, 3000)
    for a in range(together):
        for b in range(a + 1, min(a + 200, together)):
            add(a, b, float(chance.uniform(0.05, 0.3)))
    start = together
    while start < together + 3 * images // 10:
        size = int(chance.integers(2, 6))
        for a in range(start, start + size):
            for b in range(a + 1, start + size):
                add(a, b, float(chance.uniform(0.1, 0.45)))
        start += size
    others = chance.integers(0, images, (images, FAR // 2))
    distances = chance.uniform(0.45, shipped().limits.similar, (images, FAR // 2))
    for a in range(images):
        for b, distance in zip(others[a].tolist(), distances[a].tolist(), strict=True):
            add(a, b, distance)
    return {pair: distance for pair, distance in found.items() if max(pair) < images}


def _as_neighbours(images: int, pairs: dict[tuple[int, int], float]) -> Neighbours:
    ends = np.array(list(pairs), np.int64)
    distances = np.array(list(pairs.values()), np.float32)
    source = np.concatenate([ends[:, 0], ends[:, 1]])
    other = np.concatenate([ends[:, 1], ends[:, 0]])
    both = np.concatenate([distances, distances])
    order = np.lexsort((other, both, source))
    starts = np.zeros(images + 1, np.int64)
    np.cumsum(np.bincount(source, minlength=images), out=starts[1:])
    ids = np.arange(1, images + 1)
    widest = shipped().limits.similar
    nothing, all_of_it = np.zeros(images, np.int64), np.full(images, widest, np.float32)
    return Neighbours(ids, starts, other[order] + 1, both[order], nothing, all_of_it, widest)


def main() -> int:
    chosen = measured.options(__doc__, 3, images=100_000).parse_args()
    folder = chosen.data / f"groups-of-{chosen.images}"
    shutil.rmtree(folder, ignore_errors=True)
    neighbours = fill(folder, chosen.images)
    report = measured.Report("groups", {"images": chosen.images, "pairs": len(neighbours.others) // 2})
    with Library.open(folder) as library:
        began_s = time.process_time()
        evidence = Evidence.of(library, neighbours)
        report.add("loaded", time.process_time() - began_s, "s of CPU")
        default = shipped().limits.likely_copy
        first_s = _cut_s(evidence, default)
        report.add(f"first cut, within {default:.2f}", first_s, "s of CPU", at_most=10)
        found = cut(evidence, Options())
        report.sizes |= {"groups": len(found.groups), "files": sum(len(one.members) for one in found.groups)}
        steps = [_cut_s(evidence, default + 0.01 * (step % 2)) for step in range(2 * chosen.rounds + 2)][2:]
        report.add(
            "cut again, the slider a step aside and back, median",
            measured.median(steps),
            "s",
            at_most=chosen.images / 1e5,
        )
        evidence.read_decisions()
        report.add("cut again after decisions were read anew", _cut_s(evidence, default), "s of CPU")
    shutil.rmtree(folder)
    return report.end(chosen.json)


def _cut_s(evidence: Evidence, within: float) -> float:
    began_s = time.process_time()
    cut(evidence, Options(within=within))
    return time.process_time() - began_s


if __name__ == "__main__":
    sys.exit(main())
