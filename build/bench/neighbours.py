"""Neighbours of all Images against brute force: neighbours.py [--images N] [--like] [--within D]

find_neighbours() over a whole library, on all cores, and between its legs block-wise float32 brute force: tiles of
2,048 x 2,048 descriptors by numpy's product (BLAS, all cores), their squared distances, and which are within the limit.
Of these tiles a sample is timed and scaled to the upper triangle. Then 1,000 Images more, which were held back; opening
it all anew; and --checked Images whose lists are compared with brute force in float64: `mismatches` must be 0.

Descriptors are such as photographs have (see photograph_like()); with --like those of library_of.py, whose parts that
are not in photographs' directions are large. --within: another limit than the widest one.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import measured
import numpy as np
import numpy.typing as npt
from library_of import library_of

from simgui.core import neighbours, pairs
from simgui.core.descriptors import DescriptorWriter, register
from simgui.core.errors import Cancelled
from simgui.core.library import Library
from simgui.core.neighbour_store import NEIGHBOURS_FILE, NeighbourStore
from simgui.core.neighbours import MOST, Neighbours, find_neighbours, stored_neighbours
from simgui.core.progress import CancelToken, Progress
from simgui.core.vectors import Snapshot, widened

DIMENSION = 1280
VERSION = 1  # raised when photograph_like() changes
PART = 4096
TILE = 2048
TILES_A_LEG = 3
CHUNKS_A_LEG = 6
LATER = 1000
# variance along its own directions, of 2,137 photographs' descriptors by the default Embedder; the length of their mean
VARIANCES = {1: 0.0218, 2: 0.0135, 4: 0.0095, 8: 0.00683, 16: 0.00532, 32: 0.00365, 64: 0.00225, 128: 0.00121,
             256: 0.000502, 512: 0.00018, 1024: 3.86e-05, 1280: 7.2e-06}  # fmt: skip
MEAN_LENGTH = 0.614
Rows = npt.NDArray[np.float32]


# the data


def photograph_like(images: int) -> Iterator[Rows]:
    """Descriptors as photographs have them, float32 (PART at most, DIMENSION): half of them of pictures, half of copies
    of these at distances from 0.05 to 0.9.

    Directions and lengths are chance, but pairs of pictures are within 0.5, 0.6, 0.69, 0.75 and 0.84 about as often as
    those of 2,137 photographs (2e-6, 2e-5, 9e-5, 3e-4 and 1.5e-3 of all), and as often in their first 128 to 512
    directions alone. For that a picture's share of the less usual directions differs (`tilts`), and each is made of
    two out of a few thousand.
    """
    chance = np.random.default_rng(11)
    number = np.arange(1, DIMENSION + 1)
    variances = np.exp(np.interp(np.log(number), np.log(list(VARIANCES)), np.log(list(VARIANCES.values()))))
    turn = np.linalg.qr(chance.standard_normal((DIMENSION, DIMENSION)))[0].astype(np.float32)
    made_of = chance.standard_normal((4000, DIMENSION)) * np.sqrt(variances)
    tilts = chance.normal(0, 0.35, (len(made_of), 1))
    made_of *= (number / 40) ** tilts
    lengths = np.sqrt(variances.sum()) * np.exp(chance.normal(0, 0.1, (len(made_of), 1)))
    made_of = ((made_of / np.linalg.norm(made_of, axis=1, keepdims=True) * lengths) @ turn).astype(np.float32)
    mean = turn.sum(axis=0) / np.float32(np.linalg.norm(turn.sum(axis=0))) * np.float32(MEAN_LENGTH)
    for start in range(0, images, PART):
        count = min(PART, images - start)
        two = made_of[chance.integers(0, len(made_of), (2, count))]
        rows = (two[0] + two[1]) * np.float32(0.5**0.5) + mean
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        copies = count // 2
        order = chance.permutation(count)
        away = rows[order[:copies]] - rows[order[-copies:]] if copies else rows[:0]
        of = rows[copies + chance.integers(0, count - copies, copies)] if copies else rows[:0]
        away -= np.einsum("ij,ij->i", away, of)[:, None] * of
        away /= np.linalg.norm(away, axis=1, keepdims=True)
        angles = 2 * np.arcsin(chance.uniform(0.05, 0.9, (copies, 1)).astype(np.float32) / 2)
        rows[:copies] = np.cos(angles) * of + np.sin(angles) * away
        yield rows[chance.permutation(count)]


def photograph_library(data: Path, images: int) -> Path:
    """A library of such descriptors without pictures, under `data`; made when it is not there yet."""
    folder = data / f"neighbours-{images}"
    done = folder / f"version-{VERSION}"
    if done.exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    embedder = SimpleNamespace(
        fingerprint="bench", dimension=DIMENSION, description={"name": "bench", "weights": None}
    )
    with Library.open(folder) as library:
        library.lock()
        record = register(library, embedder)  # type: ignore[arg-type]
        with library.catalog.write() as connection:
            connection.execute("INSERT INTO roots (id, path, added_s) VALUES (1, ?, 0)", (b"/not there",))
        writer, first = DescriptorWriter(library, record), 1
        for rows in photograph_like(images):
            places = writer.append(rows)
            _name(library, record.id, first, places)
            first += len(rows)
        writer.close()
    done.touch()
    return folder


def _name(library: Library, embedder: int, first: int, places: list[tuple[int, int]]) -> None:
    hashes = [hashlib.sha256(b"%d" % number).digest() for number in range(first, first + len(places))]
    with library.catalog.write() as connection:
        connection.executemany(
            "INSERT INTO images (id, picture_hash, width_px, height_px, format, measures, measures_version)"
            " VALUES (?, ?, 100, 100, 'JPEG', '{}', 1)",
            list(enumerate(hashes, first)),
        )
        connection.executemany(
            "INSERT INTO files (root, path, role, capture, device, inode, size_bytes, mtime_ns, sha256, image, state)"
            " VALUES (1, ?, 'picture', ?, 1, ?, 1, 1, ?, ?, 'present')",
            [(b"%d.jpg" % n, b"%d" % n, n, picture, n) for n, picture in enumerate(hashes, first)],
        )
        connection.executemany(
            "INSERT INTO rows VALUES (?, ?, ?, ?)",
            [(embedder, *place, image) for image, place in enumerate(places, first)],
        )
        library.catalog.searched_files_changed(connection)


# what is measured


class BruteForce:
    """Tiles of the upper triangle, in float32, as one would write it with numpy."""

    def __init__(self, snapshot: Snapshot, within: float) -> None:
        self._vectors = [np.asarray(block.vectors) for block in snapshot.blocks if len(block.vectors) >= TILE]
        self._within = np.float32(within**2)
        self._chance = np.random.default_rng(2)
        self.took_s: list[float] = []

    def tile(self) -> None:
        ones, others = self._rows(), self._rows()
        squares = [np.einsum("ij,ij->i", each, each) for each in (ones, others)]
        began_s = time.perf_counter()
        distances = ones @ others.T
        distances *= -2
        distances += squares[0][:, None]
        distances += squares[1]
        np.flatnonzero(distances <= self._within)
        self.took_s.append(time.perf_counter() - began_s)

    def _rows(self) -> Rows:
        vectors = self._vectors[-1]
        start = int(self._chance.integers(0, len(vectors) - TILE + 1))
        return widened(vectors[start : start + TILE])

    def all_s(self, images: int) -> float:
        """Of the whole upper triangle, from the tiles that were timed."""
        return measured.median(self.took_s) * images * (images - 1) / 2 / TILE**2


class Watch:
    """The most memory of this process that is its own, in MiB above what it was; what is mapped is the system's."""

    def __init__(self) -> None:
        self._before, self.most = self._own(), 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    @staticmethod
    def _own() -> float:
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon"))

    def _look(self) -> None:
        while not self._over.wait(0.05):
            self.most = max(self.most, self._own() - self._before)

    def end(self) -> float:
        self._over.set()
        self._thread.join()
        return self.most


class HeldBack:
    """A library some of whose Images seem not to be there: its last ones, until they are let in."""

    def __init__(self, library: Library, count: int) -> None:
        self._library, self._count, self._ask = library, count, library.snapshot
        library.snapshot = self.snapshot  # type: ignore[method-assign]

    def snapshot(self) -> Snapshot:
        snapshot, left, blocks = self._ask(), self._count, []
        for block in reversed(snapshot.blocks):
            alive = block.alive.copy()
            alive[max(len(alive) - left, 0) :] = False
            left = max(left - len(alive), 0)
            blocks.append(replace(block, alive=alive))
        return replace(snapshot, blocks=tuple(reversed(blocks)))

    def let_in(self) -> None:
        self._library.snapshot = self._ask  # type: ignore[method-assign]


def leg(library: Library, chunks: int) -> tuple[float, Neighbours | None]:
    """Seconds that so many more chunks take; and all neighbours, when no more were missing."""
    cancel, store = CancelToken(), library.neighbours
    until = store.chunks() + chunks

    def look(_progress: Progress) -> None:
        if store.chunks() >= until:
            cancel.cancel()

    began_s, found = time.perf_counter(), None
    with contextlib.suppress(Cancelled):
        found = find_neighbours(library, progress=look, cancel=cancel)
    return time.perf_counter() - began_s, found


def find_in_legs(library: Library, brute: BruteForce) -> tuple[float, Neighbours]:
    """Seconds of finding all, without the tiles of brute force in between."""
    took_s, found = 0.0, None
    while found is None:
        for _ in range(TILES_A_LEG):
            brute.tile()
        of_leg_s, found = leg(library, CHUNKS_A_LEG)
        took_s += of_leg_s
        measured.progress(f"{library.neighbours.chunks()} chunks, {took_s:.0f} s")
    return took_s, found


def count_mismatches(snapshot: Snapshot, found: Neighbours, checked: int) -> int:
    """Images whose list is not brute force's in float64: other Images, another order, another number left out."""
    ids = np.concatenate([block.ids[block.alive] for block in snapshot.blocks])
    rows = np.concatenate([np.asarray(block.vectors)[block.alive] for block in snapshot.blocks])
    limit, wrong = np.float32(found.widest), 0
    for row in np.random.default_rng(4).choice(len(ids), min(checked, len(ids)), replace=False):
        squares = np.empty(len(ids))
        for start in range(0, len(ids), TILE):
            away = widened(rows[start : start + TILE]).astype(np.float64) - widened(rows[row : row + 1])
            squares[start : start + TILE] = np.square(away).sum(axis=1)
        distances = np.sqrt(squares).astype(np.float32)
        near = np.flatnonzero((distances <= limit) & (ids != ids[row]))
        order = near[np.lexsort((ids[near], distances[near]))][:MOST]
        others, listed = found.of(int(ids[row]))
        number = int(np.searchsorted(found.images, ids[row]))
        wrong += not (
            np.array_equal(others, ids[order])
            and np.allclose(listed, distances[order], rtol=2e-7, atol=0)
            and found.left_out[number] == max(len(near) - MOST, 0)
        )
    return wrong


def measure(library: Library, checked: int, rounds: int, report: measured.Report) -> None:
    snapshot = library.snapshot()
    held_back = HeldBack(library, LATER)
    images, within = snapshot.images - LATER, neighbours.widest(library)
    brute, watch = BruteForce(snapshot, within), Watch()
    brute.tile()
    brute.took_s.clear()
    ours_s, _ = find_in_legs(library, brute)
    held_back.let_in()
    began_s = time.perf_counter()
    found = find_neighbours(library)
    later_s = time.perf_counter() - began_s
    most_mib, brute_s = watch.end(), brute.all_s(images)
    load_s = []
    for _ in range(rounds):
        began_s = time.perf_counter()
        stored_neighbours(library)
        load_s.append(time.perf_counter() - began_s)
    report.sizes |= {
        "images": images, "values": DIMENSION, "widest": round(within, 4), "pairs": found.pairs,
        "most of an image": MOST, "images cut": int((found.left_out > 0).sum()),
        "tiles of brute force": len(brute.took_s),
    }  # fmt: skip
    report.add("all neighbours", ours_s, "s")
    report.add("brute force, scaled", brute_s, "s")
    report.add("ours / brute force", ours_s / brute_s, "times", at_most=0.25)
    report.add(f"{LATER:,} more", later_s, "s")
    report.add(f"{LATER:,} more / all", later_s / ours_s, "times")
    report.add("loaded", measured.median(load_s), "s", at_most=0.5)
    report.add("memory on the way", most_mib, "MiB")
    report.add("mismatches", count_mismatches(snapshot, found, checked), "", at_most=0)


def main() -> int:
    parser = measured.options(__doc__, 5, images=100_000)
    parser.add_argument("--like", action="store_true", help="descriptors of library_of.py")
    parser.add_argument("--library", type=Path, help="an indexed library; nothing is written into it")
    parser.add_argument("--within", type=float, help="in place of the widest limit")
    parser.add_argument("--checked", type=int, default=200, help="lists compared with brute force (200)")
    chosen = parser.parse_args()
    report = measured.Report("neighbours: all pairs within the widest limit, exactly")
    if chosen.library is not None:
        folder, kind = chosen.library, "a library's"
    elif chosen.like:
        folder, kind = library_of(chosen.data, chosen.images), "of library_of.py"
    else:
        folder, kind = photograph_library(chosen.data, chosen.images), "photograph-like"
    report.sizes = {"descriptors": kind}
    # beside other work it would go last, as brute force would not
    vars(pairs)["stand_back"] = lambda: None
    if chosen.within is not None:
        neighbours.widest = lambda _library: chosen.within  # type: ignore[assignment]
    with tempfile.TemporaryDirectory() as beside, Library.open(folder, create=False) as library:
        library.neighbours.close()
        # the library stays as it is
        library.neighbours = NeighbourStore(Path(beside) / NEIGHBOURS_FILE)
        measure(library, chosen.checked, chosen.rounds, report)
        kept_bytes = sum(path.stat().st_size for path in Path(beside).iterdir())
        report.add("kept on the disk", kept_bytes / (1 << 20), "MiB")
        library.neighbours.close()
    return report.end(chosen.json)


if __name__ == "__main__":
    sys.exit(main())
