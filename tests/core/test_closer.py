"""Looking closer at an answer: copies first, found in part or turned too, and known the next time."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from simgui.core import closer
from simgui.core.alignment import Sight
from simgui.core.closer import Compared, look_closer
from simgui.core.compare import Comparison
from simgui.core.embedder import Embedder
from simgui.core.errors import Cancelled
from simgui.core.library import Library
from simgui.core.progress import CancelToken
from simgui.core.search import Hits, load_query, search
from tests.conftest import Indexer, save_blobs

pytestmark = pytest.mark.slow  # beside the other tests once is enough

Photo = Callable[[int], Image.Image]


@pytest.fixture
def indexed(indexer: Indexer, photo: Photo, tmp_path: Path) -> Indexer:
    folder = tmp_path / "photos"
    save_blobs(folder, 30)
    for number in range(8):
        photo(number).save(folder / f"photo-{number}.jpg", quality=90)
    indexer(folder)
    return indexer


def answer(indexer: Indexer, picture: Image.Image, path: Path, k: int = 50) -> Hits:
    picture.save(path, quality=85)
    query = load_query(os.fsencode(path), indexer.embedder.input_px)
    return search(indexer.library, query, indexer.embedder, k=k)


def names(hits: Hits) -> list[str]:
    return [os.path.basename(hit.files[0].path).decode() for hit in hits.hits]


def test_what_is_a_copy_comes_first_with_what_was_done(
    indexed: Indexer, photo: Photo, tmp_path: Path
) -> None:
    """S4"""
    picture = ImageOps.mirror(photo(2))
    hits = answer(
        indexed, picture.crop((0, 0, picture.width * 3 // 4, picture.height)), tmp_path / "query.jpg"
    )
    counted: list[tuple[int, int]] = []
    found = look_closer(
        indexed.library, hits, indexed.embedder, on_compared=lambda news: counted.append((news.done, news.of))
    )
    first = found.hits[0]
    assert names(found)[0] == "photo-2.jpg"
    assert first.comparison is not None
    assert first.comparison.verified
    assert {kind.code for kind in first.comparison.kinds} >= {"mirrored", "cropped"}
    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)
    assert [hit.rank for hit in found.hits] == list(range(1, len(found.hits) + 1))
    assert all(hit.comparison is not None for hit in found.hits)
    assert {hit.image for hit in found.hits} >= {hit.image for hit in hits.hits}
    assert counted[-1][0] == counted[-1][1] == len(counted)
    others = [hit for hit in found.hits[1:] if hit.comparison and hit.comparison.verified]
    assert not others


def test_a_view_finds_what_the_whole_picture_does_not(indexed: Indexer, photo: Photo, tmp_path: Path) -> None:
    made = Image.new("RGB", (800, 600), "white")
    for number, place in ((3, (0, 0)), (5, (400, 0)), (6, (0, 300)), (7, (400, 300))):
        made.paste(ImageOps.fit(photo(number), (400, 300)), place)
    hits = answer(indexed, made, tmp_path / "collage.jpg", k=1)
    found = look_closer(indexed.library, hits, indexed.embedder)
    verified = {
        name
        for name, hit in zip(names(found), found.hits, strict=True)
        if hit.comparison and hit.comparison.verified
    }
    assert len(verified & {"photo-3.jpg", "photo-5.jpg", "photo-6.jpg", "photo-7.jpg"}) >= 3


def test_a_comparison_is_made_once(
    indexed: Indexer, photo: Photo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hits = answer(indexed, photo(4), tmp_path / "query.jpg", k=6)
    first = look_closer(indexed.library, hits, indexed.embedder)

    def never(*_: object) -> None:
        raise AssertionError("compared again")

    monkeypatch.setattr(closer, "compare", never)
    again = look_closer(indexed.library, hits, indexed.embedder)
    assert [hit.image for hit in again.hits] == [hit.image for hit in first.hits]
    assert [hit.comparison and hit.comparison.verified for hit in again.hits] == [
        hit.comparison and hit.comparison.verified for hit in first.hits
    ]


def test_indexing_forgets_comparisons_with_pictures_that_are_not_in_the_library(
    indexed: Indexer, photo: Photo, tmp_path: Path
) -> None:
    library = indexed.library
    look_closer(library, answer(indexed, photo(2), tmp_path / "asked.png", k=3), indexed.embedder)
    a, b = (
        bytes(row[0]) for row in library.catalog.read().execute("SELECT picture_hash FROM images LIMIT 2")
    )
    closer.store_comparison(library, a, b, Comparison(False, (), None, 0.0, 0.0))

    def kept() -> int:
        return int(library.catalog.read().execute("SELECT count(*) FROM comparisons").fetchone()[0])

    assert kept() > 1
    indexed(tmp_path / "photos")
    assert kept() == 1
    assert closer.stored_comparison(library, a, b) is not None


def test_it_can_be_cancelled_and_keeps_what_was_done(indexed: Indexer, photo: Photo, tmp_path: Path) -> None:
    hits = answer(indexed, photo(4), tmp_path / "query.jpg", k=10)
    cancel = CancelToken()

    def stop(news: Compared) -> None:
        if news.done == 3:
            cancel.cancel()

    with pytest.raises(Cancelled):
        look_closer(indexed.library, hits, indexed.embedder, cancel=cancel, on_compared=stop)
    (count,) = indexed.library.catalog.read().execute("SELECT count(*) FROM comparisons").fetchone()
    assert count >= 2  # the picture itself is no comparison


def test_a_library_that_is_read_only_is_looked_at_all_the_same(
    indexed: Indexer, embedder: Embedder, photo: Photo, tmp_path: Path
) -> None:
    with Library.open(indexed.library.path) as second:
        query = load_query(os.fsencode(tmp_path / "photos/photo-1.jpg"), embedder.input_px)
        hits = search(second, query, embedder, k=5)
        found = look_closer(second, hits, embedder)
        assert not second.writable
        assert names(found)[0] == "photo-1.jpg"
        assert found.hits[0].score == 1.0


@pytest.mark.parametrize(("kept", "again"), [(closer.KEPT, False), (1, True)])
def test_a_picture_that_is_compared_again_is_not_made_again_while_it_is_kept(
    kept: int,
    again: bool,
    indexed: Indexer,
    photo: Photo,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, two, three = answer(indexed, photo(1), tmp_path / "query.jpg", k=3).hits
    made: list[bytes] = []

    def sight_of(shown: closer.Shown, thumbnail: bytes | None) -> Sight | None:
        made.append(shown.picture_hash)
        return real(shown, thumbnail)

    real = closer.sight_of
    monkeypatch.setattr(closer, "sight_of", sight_of)
    monkeypatch.setattr(closer, "KEPT", kept)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    sights = closer.Sights(indexed.library)
    found: list[Comparison] = []
    closer.compare_pairs(
        indexed.library,
        [(one, two), (one, three)],
        sights=sights,
        on_compared=lambda _, told: found.append(told),
    )
    first = len(made)
    closer.compare_pairs(
        indexed.library,
        [(two, three), (two, one)],
        sights=sights,
        on_compared=lambda _, told: found.append(told),
    )
    assert set(made[:first]) == {one.picture_hash, two.picture_hash, three.picture_hash}
    assert (len(made) > first) is again
    assert found[3] == closer.swapped(found[0])
