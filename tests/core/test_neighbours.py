"""Neighbours: exactly brute force's, whatever comes, goes, is stopped or damaged in between."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import h5py
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simgui.core import calibration, neighbours, pairs, sieve
from simgui.core import progress as progress_module
from simgui.core.descriptors import DescriptorWriter, register, set_aside
from simgui.core.errors import Cancelled, DiskFull, StoreError
from simgui.core.library import Library
from simgui.core.neighbours import (
    NEIGHBOURS_FILE,
    Neighbours,
    all_within,
    find_neighbours,
    pending,
    stored_neighbours,
    widest,
)
from simgui.core.progress import CancelToken, Progress
from simgui.core.vectors import block_names, widened

WIDEST = calibration.shipped().limits.similar
MOST = 5


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists, chunks and parts so small that a few hundred descriptors have several of them."""
    monkeypatch.setattr(neighbours, "MOST", MOST)
    monkeypatch.setattr(neighbours, "CHUNK_ROWS", 16)
    monkeypatch.setattr(neighbours, "RECKONED_AFTER", 20)
    monkeypatch.setattr(pairs, "PART_ROWS", 32)
    monkeypatch.setattr(pairs, "CODES_AT_ONCE", 8)
    monkeypatch.setattr(pairs, "MEASURED_AT_ONCE", 8)
    monkeypatch.setattr(pairs, "MOST_HELD", 50)
    monkeypatch.setattr(sieve, "FEWEST", 64)
    monkeypatch.setattr(sieve, "FIRST", range(16, 64, 16))
    monkeypatch.setattr(sieve, "COLUMNS", 65)
    for name, count in (("NEW_AT_ONCE", 8), ("OLD_AT_ONCE", 24)):
        monkeypatch.setattr(sieve, name, count)
        monkeypatch.setattr(pairs, name, count)


def close_together(chance: np.random.Generator, count: int, dimension: int, families: int = 6) -> np.ndarray:
    """Unit vectors of which many are within the widest limit, some of them equal."""
    middles = chance.standard_normal((families, dimension))
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    spread = chance.choice([0.0, 0.2, 0.6, 1.0], (count, 1))
    vectors = middles[chance.integers(0, families, count)]
    vectors = vectors + spread * chance.standard_normal((count, dimension)) / dimension**0.5
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def fill(library: Library, vectors: np.ndarray, fingerprint: str = "f" * 16) -> list[int]:
    """Images of these descriptors, float32 (n, dimension), as indexing would leave them; their ids."""
    library.lock()
    embedder = SimpleNamespace(
        fingerprint=fingerprint,
        dimension=vectors.shape[1],
        description={"name": "test", "weights": None, "weights_sha256": fingerprint},
    )
    record = register(library, embedder)  # type: ignore[arg-type]
    writer = DescriptorWriter(library, record)
    places = writer.append(vectors)
    writer.close()
    images = []
    with library.catalog.write() as connection:
        connection.execute("INSERT OR IGNORE INTO roots (id, path, added_s) VALUES (1, ?, 0)", (b"/nowhere",))
        for place in places:
            number = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM images").fetchone()[0]
            picture = hashlib.sha256(b"%d" % number).digest()
            connection.execute(
                "INSERT INTO images (id, picture_hash, width_px, height_px, format, measures, measures_version)"
                " VALUES (?, ?, 9, 9, 'JPEG', '{}', 1)",
                (number, picture),
            )
            connection.execute(
                "INSERT INTO files (root, path, role, capture, device, inode, size_bytes, mtime_ns, sha256, image,"
                " state) VALUES (1, ?, 'picture', ?, 1, ?, 1, 1, ?, ?, 'present')",
                (b"%d.jpg" % number, b"%d" % number, number, picture, number),
            )
            connection.execute("INSERT INTO rows VALUES (?, ?, ?, ?)", (record.id, *place, number))
            images.append(number)
        library.catalog.searched_files_changed(connection)
    return images


def set_state(library: Library, images: list[int], state: str) -> None:
    with library.catalog.write() as connection:
        connection.executemany(
            "UPDATE files SET state = ? WHERE image = ?", [(state, image) for image in images]
        )
        library.catalog.searched_files_changed(connection)


def damage(library: Library, images: list[int], value: float) -> None:
    """Overwrite the descriptors of these Images in the file."""
    record = library.embedder()
    assert record is not None
    rows = {image: (block, row) for block, row, image in _rows(library)}
    with h5py.File(library.path / record.vectors_file, "r+", locking=False) as file:
        for image in images:
            block, row = rows[image]
            file[block_names(block)[0]][row] = value


def _rows(library: Library) -> list[tuple[int, int, int]]:
    return library.catalog.read().execute("SELECT block, row, image FROM rows").fetchall()


@contextmanager
def new_library() -> Iterator[Library]:
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library") as library:
        yield library


def brute_force(
    library: Library,
    limit: float,
    without: list[int] = [],  # noqa: B006
) -> dict[int, tuple[list[int], list[float]]]:
    """Of each Image all others within the limit: (ids, distances), nearest first, ties by id."""
    blocks = library.snapshot().blocks
    ids = np.concatenate([np.empty(0, np.int64), *(block.ids[block.alive] for block in blocks)])
    if not len(ids):
        return {}
    vectors = np.concatenate([block.vectors[block.alive] for block in blocks]).astype(np.float64)
    sound = ~np.isin(ids, without)
    ids, vectors = ids[sound], vectors[sound]
    found = {}
    for image, vector in zip(ids.tolist(), vectors, strict=True):
        distances = np.sqrt(np.square(vectors - vector).sum(axis=1)).astype(np.float32)
        near = np.flatnonzero((distances <= np.float32(limit)) & (ids != image))
        near = near[np.lexsort((ids[near], distances[near]))]
        found[image] = ids[near].tolist(), distances[near].tolist()
    return found


def check(library: Library, found: Neighbours, limit: float = WIDEST, without: list[int] = []) -> None:  # noqa: B006
    """It is brute force's, cut after MOST, with the number of those that were cut."""
    right = brute_force(library, limit, without)
    assert found.images.tolist() == sorted(right)
    assert found.starts[-1] == len(found.others) == len(found.distances)
    for number, image in enumerate(found.images.tolist()):
        ids, distances = right[image]
        others, listed = found.of(image)
        assert others.tolist() == ids[:MOST]
        assert listed.tolist() == pytest.approx(distances[:MOST], rel=2e-7, abs=0)
        assert found.left_out[number] == max(len(ids) - MOST, 0)
        complete = found.complete[number]
        if len(ids) > MOST:
            assert complete < distances[MOST]
        else:
            assert complete == np.float32(limit)


@settings(max_examples=20, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    batches=st.lists(st.integers(1, 60), min_size=1, max_size=3),
    dimension=st.sampled_from([4, 32, 96]),
    families=st.sampled_from([1, 3, 12]),
    dead=st.sampled_from([0.0, 0.2]),
    damaged=st.integers(0, 3),
)
def test_it_is_brute_force(
    seed: int, batches: list[int], dimension: int, families: int, dead: float, damaged: int
) -> None:
    chance = np.random.default_rng(seed)
    with new_library() as library:
        spoilt: list[int] = []
        for count in batches:
            images = fill(library, close_together(chance, count, dimension, families))
            set_state(library, [image for image in images if chance.random() < dead], "vanished")
            if len(images) > damaged:
                broken = images[:damaged]
                damage(library, broken, chance.choice([0.0, 1.0, np.nan]))
                spoilt += broken
            found = find_neighbours(library)
            check(library, found, without=spoilt)
            assert pending(library) == 0


def test_what_comes_back_and_what_goes(library: Library) -> None:
    """An Image that was not there when the others were compared, and one that was, and is not for a while"""
    chance = np.random.default_rng(1)
    images = fill(library, close_together(chance, 90, 32, 20))
    away = images[10:40]
    set_state(library, away, "vanished")
    check(library, find_neighbours(library))
    set_state(library, away, "present")
    assert pending(library) == len(away)
    set_state(library, images[50:70], "vanished")
    fill(library, close_together(chance, 20, 32, 20))
    find_neighbours(library)
    set_state(library, images[50:70], "present")
    assert pending(library) == 0
    check(library, stored_neighbours(library))


@pytest.mark.parametrize("families", [1, 2])
def test_a_list_says_how_far_it_is_complete_also_when_its_nearest_have_gone(
    library: Library, families: int
) -> None:
    images = fill(library, close_together(np.random.default_rng(2), 120, 32, families))
    find_neighbours(library)
    set_state(library, images[::3], "vanished")
    found, right = stored_neighbours(library), brute_force(library, WIDEST)
    assert found.images.tolist() == sorted(right)
    cut = 0
    for number, image in enumerate(found.images.tolist()):
        ids, distances = right[image]
        others, _ = found.of(image)
        assert others.tolist() == ids[: len(others)]
        assert sum(distance <= found.complete[number] for distance in distances) <= len(others)
        assert (len(others) == len(ids)) or found.left_out[number] > 0
        cut += found.left_out[number] > 0
    assert cut


def test_a_pair_that_is_cut_counts_for_both(library: Library) -> None:
    images = fill(library, close_together(np.random.default_rng(3), 60, 32, 1))
    found = find_neighbours(library)
    right = brute_force(library, WIDEST)
    total = sum(len(ids) for ids, _ in right.values())
    assert int(found.left_out.sum()) + len(found.others) == total
    assert (found.left_out > 0).sum() > 10
    for image in images:
        ids, distances = all_within(library, image, WIDEST)
        assert ids.tolist() == right[image][0]
        assert distances.tolist() == pytest.approx(right[image][1], rel=2e-7, abs=0)


def test_an_empty_library_and_an_unknown_image(library: Library) -> None:
    found = find_neighbours(library)
    assert (len(found.images), len(found.others), found.starts.tolist()) == (0, 0, [0])
    assert found.widest == widest(library) == WIDEST
    assert pending(library) == 0
    assert [len(each) for each in found.of(7)] == [0, 0]
    assert [len(each) for each in all_within(library, 7, 1.0)] == [0, 0]
    fill(library, close_together(np.random.default_rng(4), 1, 8))
    assert find_neighbours(library).images.tolist() == [1]
    assert [len(each) for each in stored_neighbours(library).of(1)] == [0, 0]


def test_only_what_is_new_is_compared(library: Library) -> None:
    chance = np.random.default_rng(5)
    fill(library, close_together(chance, 100, 32))
    seen: list[Progress] = []
    find_neighbours(library, progress=seen.append)
    assert (seen[-1].stages[0].done, seen[-1].stages[0].total) == (4950, 4950)
    fill(library, close_together(chance, 7, 32))
    assert pending(library) == 7
    find_neighbours(library, progress=seen.append)
    assert (seen[-1].stages[0].done, seen[-1].stages[0].total) == (700 + 21, 700 + 21)
    before = library.neighbours.chunks()
    check(library, find_neighbours(library))
    assert library.neighbours.chunks() == before


def test_cancel_keeps_whole_chunks_and_the_rest_is_done_later(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress_module, "REPORT_INTERVAL_S", 0)
    fill(library, close_together(np.random.default_rng(6), 100, 32))
    cancel = CancelToken()

    def stop(_progress: Progress) -> None:
        if library.neighbours.chunks() == 3:
            cancel.cancel()

    with pytest.raises(Cancelled):
        find_neighbours(library, progress=stop, cancel=cancel)
    done = library.neighbours.chunks() * 16
    assert 0 < done < 100
    assert pending(library) == 100 - done
    partly = stored_neighbours(library)
    assert len(partly.images) == done
    check(library, find_neighbours(library))


def test_a_killed_process_left_whole_chunks(library: Library) -> None:
    fill(library, close_together(np.random.default_rng(7), 100, 32))
    code = (
        "import os, sys\nfrom pathlib import Path\n"
        "from simgui.core import neighbours\nfrom simgui.core.library import Library\n"
        "neighbours.CHUNK_ROWS = 16\n"
        "library = Library.open(Path(sys.argv[1]))\nkeep, number = library.neighbours.commit, []\n"
        "def commit(*arguments):\n"
        "    number.append(1)\n"
        "    if len(number) == 3:\n        os._exit(9)\n"
        "    return keep(*arguments)\n"
        "library.neighbours.commit = commit\n"
        "neighbours.find_neighbours(library)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, os.fspath(library.path)], check=False)
    assert ended.returncode == 9
    assert (library.neighbours.chunks(), pending(library)) == (2, 68)
    check(library, find_neighbours(library))


def test_two_at_once_come_to_the_same(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process is faster by a chunk"""
    fill(library, close_together(np.random.default_rng(8), 60, 32))
    keep, other = library.neighbours.commit, []

    def commit(*arguments: object) -> bool:
        if not other:
            other.append(1)
            with Library.open(library.path) as second:
                cancel = CancelToken()
                second.neighbours.commit = _then(second.neighbours.commit, cancel)  # type: ignore[method-assign]
                with pytest.raises(Cancelled):
                    find_neighbours(second, cancel=cancel)
        return keep(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(library.neighbours, "commit", commit)
    check(library, find_neighbours(library))


def _then(keep: object, cancel: CancelToken) -> object:
    def commit(*arguments: object) -> bool:
        kept: bool = keep(*arguments)  # type: ignore[operator]
        cancel.cancel()
        return kept

    return commit


@pytest.mark.parametrize("damaged", ["garbage", "torn", "a table is missing"])
def test_a_damaged_file_is_set_aside_and_made_again(tmp_path: Path, library: Library, damaged: str) -> None:
    fill(library, close_together(np.random.default_rng(9), 80, 32))
    find_neighbours(library)
    library.neighbours.close()
    path = library.path / NEIGHBOURS_FILE
    sound = path.read_bytes()
    if damaged == "garbage":
        path.write_bytes(os.urandom(50_000))
    elif damaged == "torn":
        path.write_bytes(sound[:4096] + os.urandom(len(sound) - 4096))
    else:
        connection = sqlite3.connect(path)
        connection.execute("DROP TABLE chunks")
        connection.close()
    with Library.open(library.path) as again:
        assert pending(again) == 80
        assert len(stored_neighbours(again).images) == 0
        check(again, find_neighbours(again))


def test_a_full_disk_says_so_and_keeps_what_is_done(library: Library) -> None:
    fill(library, close_together(np.random.default_rng(10), 100, 32))
    keep = library.neighbours.commit

    def commit(*arguments: object) -> bool:
        if library.neighbours.chunks() == 2:
            connection = library.neighbours._connection
            assert connection is not None
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own "disk is full"
        return keep(*arguments)  # type: ignore[arg-type]

    library.neighbours.commit = commit  # type: ignore[method-assign]
    with pytest.raises(DiskFull):
        find_neighbours(library)
    assert library.neighbours.chunks() >= 2
    assert pending(library) == 100 - 16 * library.neighbours.chunks()
    with Library.open(library.path) as again:
        check(again, find_neighbours(again))


def test_a_library_that_cannot_be_written_is_read(library: Library) -> None:
    fill(library, close_together(np.random.default_rng(11), 40, 32))
    find_neighbours(library)
    library.neighbours.close()
    library.neighbours = type(library.neighbours)(library.path / NEIGHBOURS_FILE, read_only=True)
    check(library, stored_neighbours(library))
    check(library, find_neighbours(library))
    fill(library, close_together(np.random.default_rng(11), 1, 32))
    assert pending(library) == 1
    with pytest.raises(StoreError) as caught:
        find_neighbours(library)
    assert caught.value.code == "not_writable"
    library.neighbours = type(library.neighbours)(library.path / "absent.sqlite3", read_only=True)
    assert len(stored_neighbours(library).images) == 0
    assert pending(library) == 41
    assert not (library.path / "absent.sqlite3").exists()


def test_another_file_of_descriptors_or_embedder_begins_anew(library: Library) -> None:
    chance = np.random.default_rng(12)
    fill(library, close_together(chance, 40, 32))
    find_neighbours(library)
    record = library.embedder()
    assert record is not None
    set_aside(library, record)
    assert len(stored_neighbours(library).images) == 0
    fill(library, close_together(chance, 30, 32))
    assert pending(library) == 30
    check(library, find_neighbours(library))
    fill(library, close_together(chance, 20, 16), fingerprint="e" * 16)
    assert pending(library) == 20
    check(library, find_neighbours(library))


def test_a_wider_limit_begins_anew_and_a_narrower_one_does_not(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library, close_together(np.random.default_rng(13), 60, 32))
    find_neighbours(library)
    monkeypatch.setattr(neighbours, "widest", lambda _library: 0.5)
    assert pending(library) == 0
    narrow = stored_neighbours(library)
    right = brute_force(library, 0.5)
    assert all(narrow.of(image)[0].tolist() == right[image][0][:MOST] for image in right)
    assert len(narrow.others) < len(find_neighbours(library).others) + 1
    monkeypatch.setattr(neighbours, "widest", lambda _library: 1.0)
    assert pending(library) == 60
    check(library, find_neighbours(library), 1.0)


def test_a_library_that_grew_has_its_sieve_fitted_anew(library: Library) -> None:
    chance = np.random.default_rng(14)
    keys = []
    for count in (40, 60, 350):
        fill(library, close_together(chance, count, 96, 9))
        check(library, find_neighbours(library))
        kept = library.neighbours.sieve()
        keys.append(None if kept is None else kept.key)
    assert keys[0] is None
    assert None not in keys[1:]
    assert keys[1] != keys[2]


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    kind=st.sampled_from(["families", "one picture", "few directions", "an outlier"]),
    within=st.sampled_from([0.05, 0.4, 0.8357, 1.3]),
)
def test_a_sieve_never_sorts_out_what_is_within(seed: int, kind: str, within: float) -> None:
    chance = np.random.default_rng(seed)
    vectors = close_together(chance, 200, 96)
    if kind == "one picture":
        vectors[:] = vectors[0]
    elif kind == "few directions":
        vectors[:, 5:] = 0
    elif kind == "an outlier":
        vectors[7] = np.eye(96)[3]
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16).astype(np.float32)
    fitted = sieve.fit(vectors[: 200 - seed % 100], within, 200)
    assert fitted is not None
    new, old = (fitted.ready(fitted.shorten(each), within) for each in (vectors[:80], vectors[80:]))
    through = np.zeros((80, 120), bool)
    for ones, others in fitted.through(new, old):
        through[ones, others] = True
    exact = np.linalg.norm(vectors[:80, None].astype(np.float64) - vectors[80:], axis=2)
    assert through[exact <= within].all()


def test_a_sieve_sorts_out_most_of_what_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = close_together(np.random.default_rng(15), 400, 96, 40)
    fitted = sieve.fit(vectors, 0.5, 400)
    assert fitted is not None
    short = fitted.ready(fitted.shorten(vectors), 0.5)
    count = sum(len(ones) for ones, _ in fitted.through(short, short))
    true = (np.linalg.norm(vectors[:, None] - vectors, axis=2) <= 0.5).sum()
    assert true <= count < 2 * true


def test_float16_is_widened_exactly() -> None:
    halves = np.arange(65_536, dtype=np.uint16).view(np.float16)
    finite = np.isfinite(halves)
    assert np.array_equal(widened(halves)[finite], halves[finite].astype(np.float32))
    assert (np.abs(widened(halves)[~finite]) > 65_000).all()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="niceness is a thread's own on Linux only")
def test_whoever_searches_goes_first(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(library, close_together(np.random.default_rng(16), 40, 32))
    here, seen = os.getpriority(os.PRIO_PROCESS, 0), []
    against = pairs.PairFinder._against

    def look(*arguments: object) -> object:
        seen.append(os.getpriority(os.PRIO_PROCESS, 0))
        return against(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(pairs.PairFinder, "_against", look)
    find_neighbours(library)
    assert min(seen) > here
    assert os.getpriority(os.PRIO_PROCESS, 0) == here
