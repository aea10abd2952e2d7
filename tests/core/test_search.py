"""Search: exact, never NaN, ties by path, the same picture by its hash."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from simgui.core.calibration import Limits
from simgui.core.errors import Cancelled, ImageError
from simgui.core.progress import CancelToken
from simgui.core.quantize import encode, encode_query
from simgui.core.search import Hits, load_query, merge, nearest, scan, score, search
from simgui.core.vectors import Block, Snapshot, block_names
from tests.conftest import Indexer, blob, save_blobs


def block_of(vectors: np.ndarray, first: int = 0) -> Block:
    halves = vectors.astype(np.float16)
    ids = np.arange(first, first + len(vectors))
    return Block(ids, halves, encode(halves), np.ones(len(vectors), bool))


def rounded(vectors: np.ndarray) -> np.ndarray:
    """As they are stored."""
    return vectors.astype(np.float16).astype(np.float32)


def unit(rng: np.random.Generator, count: int, dimension: int) -> np.ndarray:
    vectors = rng.standard_normal((count, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def run(indexer: Indexer, path: Path, **options: object) -> Hits:
    query = load_query(os.fsencode(path), indexer.embedder.input_px)
    return search(indexer.library, query, indexer.embedder, **options)  # type: ignore[arg-type]


def test_stored_vectors_are_at_zero_and_never_nan() -> None:
    """S3: |a|^2 + |b|^2 - 2ab alone would be negative for hundreds of these"""
    vectors = rounded(unit(np.random.default_rng(1), 2000, 256))
    block = block_of(vectors)
    for row in range(0, 2000, 37):
        query = encode_query(vectors[row])
        part, _ = merge([scan(block, query, 5)], query, 5)
        assert np.isfinite(part.distances).all()
        assert part.ids[0] == row
        assert part.distances[0] == 0.0


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 1000),
    count=st.integers(1, 300),
    dimension=st.sampled_from([1, 3, 64, 1280]),
    k=st.integers(0, 310),
    copies=st.integers(0, 20),
    zeros=st.integers(0, 3),
    length=st.sampled_from([1.0, 1.0, 1e-3, 1e3]),
    within=st.one_of(st.none(), st.floats(0, 2)),
)
def test_blocks_give_what_brute_force_in_float64_gives(
    seed: int,
    count: int,
    dimension: int,
    k: int,
    copies: int,
    zeros: int,
    length: float,
    within: float | None,
) -> None:
    rng = np.random.default_rng(seed)
    vectors = unit(rng, count, dimension) * np.float32(length)
    vectors[rng.integers(0, count, zeros)] = 0
    vectors[rng.integers(0, count, copies)] = vectors[0]
    vectors = rounded(vectors)
    query = vectors[rng.integers(count)] if seed % 2 else unit(rng, 1, dimension)[0]
    middle = count // 3
    blocks = tuple(
        block_of(part, first)
        for part, first in ((vectors[:middle], 0), (vectors[middle:], middle))
        if len(part)
    )
    found = nearest(Snapshot(blocks, "f", 1), query, k, within)
    exact = np.sqrt(((vectors.astype(np.float64) - query) ** 2).sum(1))
    order = np.argsort(exact, kind="stable")
    if within is not None:
        order = order[exact[order] <= within]
    kth = exact[order[min(k or count, len(order)) - 1]] if len(order) else 0.0
    expected = {int(row) for row in order if exact[row] <= kth}
    assert set(found.ids.tolist()) == expected
    assert np.allclose(found.distances, np.sort(exact[sorted(expected)]), rtol=0, atol=1e-12 * length)


def test_a_damaged_row_is_not_found_and_hides_no_other() -> None:
    vectors = unit(np.random.default_rng(5), 50, 1280)
    block = block_of(vectors)
    block.vectors[7] = 0
    block.vectors[8] = np.nan
    query, snapshot = rounded(vectors)[7], Snapshot((block,), "f", 1)
    found = nearest(snapshot, query, 50).ids
    assert 7 not in found
    assert 8 not in found
    assert len(found) == 48
    distances = np.linalg.norm(rounded(vectors) - rounded(vectors)[7], axis=1)
    sound = [int(row) for row in np.argsort(distances) if row not in (7, 8)]
    for k in (1, 5):
        assert nearest(snapshot, query, k).ids.tolist() == sound[:k]
    assert snapshot.vector_of(7) is None
    assert snapshot.vector_of(8) is None
    assert snapshot.vector_of(9) is not None


def test_a_block_of_which_no_row_is_named_holds_nothing() -> None:
    query = encode_query(np.ones(8, np.float32))
    part, damaged = merge([scan(block_of(np.empty((0, 8))), query, 3)], query, 3)
    assert len(part.ids) == len(part.distances) == len(damaged) == 0


def test_ties_at_the_last_place_are_all_kept_for_the_caller_to_order() -> None:
    vectors = np.repeat(unit(np.random.default_rng(2), 1, 16), 30, axis=0)
    query, blocks = encode_query(vectors[0]), (block_of(vectors[:10]), block_of(vectors[10:], 10))
    part, _ = merge([scan(block, query, 5) for block in blocks], query, 5)
    assert sorted(part.ids.tolist()) == list(range(30))


def test_images_without_a_file_are_not_found() -> None:
    vectors = unit(np.random.default_rng(3), 10, 16)
    block = block_of(vectors)
    block.alive[4] = False
    assert 4 not in scan(block, encode_query(vectors[4]), 10).rows


def test_cancel_stops_between_blocks() -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        nearest(
            Snapshot((block_of(unit(np.random.default_rng(4), 4, 8)),), "f", 1),
            np.ones(8, np.float32),
            2,
            None,
            cancel,
        )


def test_equal_vectors_come_by_path_always_the_same(tmp_path: Path, indexer: Indexer) -> None:
    """S2: 30 photographs whose stored vectors are made equal"""
    folder = tmp_path / "photos"
    paths = save_blobs(folder, 40)
    indexer(folder)
    record = indexer.library.embedder()
    assert record is not None
    with h5py.File(indexer.library.path / record.vectors_file, "r+", locking=False) as file:
        for name in block_names(0):
            file[name][:30] = file[name][0]
    query = load_query(os.fsencode(paths[35]), 224)
    fresh = indexer.library.snapshot()
    # a library opened anew reads the changed file
    from simgui.core.library import Library

    with Library.open(indexer.library.path) as library:
        runs = [
            [hit.files[0].path for hit in search(library, query, indexer.embedder, k=40).hits]
            for _ in range(10)
        ]
        pages = [
            [hit.files[0].path for hit in search(library, query, indexer.embedder, k=k).hits]
            for k in (10, 20, 30)
        ]
    assert fresh.images == 40
    assert all(run == runs[0] for run in runs)
    equal = [path for path in runs[0] if path in {os.fsencode(p) for p in paths[:30]}]
    assert equal == sorted(equal)
    assert len(equal) == 30
    for page in pages:
        assert page == runs[0][: len(page)]


def test_copies_of_one_picture_are_one_hit_with_all_its_paths(
    tmp_path: Path, indexer: Indexer, photo: Callable[[int], Image.Image]
) -> None:
    """S2"""
    folder = tmp_path / "photos"
    folder.mkdir()
    picture = photo(0)
    kinds = ("png", "bmp", "tiff", "webp")
    for number in range(12, 0, -1):
        options = {"webp": {"lossless": True}, "png": {"compress_level": number % 9}}.get(
            kinds[number % 4], {}
        )
        picture.save(folder / f"{number:02}.{kinds[number % 4]}", **options)
    save_blobs(folder / "others", 20)
    assert indexer(folder).images == 21
    hits = run(indexer, folder / "05.bmp", k=3)
    top = hits.hits[0]
    assert (top.distance, top.identical, top.same_file) == (0.0, True, True)
    names = [os.path.basename(file.path) for file in top.files]
    assert names == sorted(names)
    assert len(names) == 12


def test_the_query_is_in_the_library(tmp_path: Path, indexer: Indexer) -> None:
    """S1"""
    folder = tmp_path / "photos"
    paths = save_blobs(folder, 5)
    os.link(paths[1], folder / "hard.jpg")
    indexer(folder)
    hits = run(indexer, paths[0])
    assert (hits.hits[0].distance, hits.hits[0].identical, hits.hits[0].same_file) == (0.0, True, True)
    outside = tmp_path / "outside.jpg"
    shutil.copy(paths[0], outside)
    hits = run(indexer, outside)
    assert (hits.hits[0].distance, hits.hits[0].identical, hits.hits[0].same_file) == (0.0, True, False)
    assert not any(hit.identical for hit in hits.hits[1:])
    hits = run(indexer, folder / "hard.jpg")
    assert hits.hits[0].same_file
    assert len(hits.hits[0].files) == 2


def test_a_re_encoded_copy_is_near_but_not_identical(
    tmp_path: Path, indexer: Indexer, photo: Callable[[int], Image.Image]
) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(8):
        photo(number).save(folder / f"{number}.png")
    indexer(folder)
    photo(2).save(tmp_path / "copy.jpg", quality=40)
    hits = run(indexer, tmp_path / "copy.jpg", k=8)
    assert os.path.basename(hits.hits[0].files[0].path) == b"2.png"
    assert not hits.hits[0].identical
    assert 0 < hits.hits[0].distance < 0.5 < hits.hits[1].distance
    assert [hit.rank for hit in hits.hits] == list(range(1, 9))
    assert all(0 <= hit.score <= 1 for hit in hits.hits)


@pytest.mark.parametrize("size", [(1, 1), (1, 4000), (4000, 1), (2, 2), (17, 12000)])
def test_extreme_shapes(tmp_path: Path, indexer: Indexer, size: tuple[int, int]) -> None:
    """S8"""
    folder = tmp_path / "photos"
    save_blobs(folder, 2)
    picture = Image.new("RGB", size, "teal")
    picture.putpixel((0, 0), (200, 10, 10))
    picture.save(folder / "odd.png")
    summary = indexer(folder)
    assert (summary.embedded, summary.problems) == (3, ())
    hits = run(indexer, folder / "odd.png")
    assert hits.hits[0].identical
    assert all(np.isfinite(hit.distance) for hit in hits.hits)
    assert hits.query.decoded.measures["tiny"] is (min(size) < 16)


def test_decisions_come_with_the_hits(tmp_path: Path, indexer: Indexer) -> None:
    paths = save_blobs(tmp_path / "photos", 3)
    indexer(tmp_path / "photos")
    hits = run(indexer, paths[0])
    other = hits.hits[1]
    indexer.library.history.decide_pair(
        hits.hits[0].picture_hash, other.picture_hash, "duplicate", ("a", "b")
    )
    indexer.library.history.decide_file(other.files[0].id, "keep", "b")
    again = run(indexer, paths[0]).hits[1]
    assert again.decision == "duplicate"
    assert again.file_decisions == {other.files[0].id: "keep"}


def test_an_empty_library_and_a_bad_query(tmp_path: Path, indexer: Indexer) -> None:
    blob(1).save(tmp_path / "query.jpg")
    assert run(indexer, tmp_path / "query.jpg").hits == ()
    (tmp_path / "page.jpg").write_text("<html></html>")
    with pytest.raises(ImageError) as caught:
        load_query(os.fsencode(tmp_path / "page.jpg"), 224)
    assert caught.value.code == "not_an_image"
    with pytest.raises(ImageError) as caught:
        load_query(os.fsencode(tmp_path / "gone.jpg"), 224)
    assert caught.value.code == "vanished"


def test_words_and_scores() -> None:
    limits = Limits(0.5, 0.7, 0.9)
    assert [limits.word(d) for d in (0.0, 0.6, 0.8, 1.2)] == [
        "copy",
        "likely_copy",
        "similar",
        "unrelated",
    ]
    assert limits.word(0.0, identical=True) == "identical"
    assert [score(d) for d in (0.0, 1.0, 2.0)] == [1.0, 0.5, 0.0]
