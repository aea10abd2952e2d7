"""Several pictures at once: one answer each, whatever is the matter with some of them."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from simgui.core import several
from simgui.core.calibration import shipped
from simgui.core.embedder import Embedder
from simgui.core.errors import Cancelled
from simgui.core.library import Library
from simgui.core.progress import CancelToken, Progress
from simgui.core.search import load_query, search
from simgui.core.several import Answer, search_several
from tests.conftest import Indexer, blob, save_blobs

Photo = Callable[[int], Image.Image]


@dataclass(frozen=True)
class Asked:
    name: str
    path: bytes | None
    data: bytes | None = None


def asked(*paths: Path) -> list[Asked]:
    return [Asked(path.name, os.fsencode(path)) for path in paths]


def answers(indexer: Indexer, *paths: Path) -> list[Answer]:
    return list(search_several(indexer.library, asked(*paths), lambda: indexer.embedder))


@pytest.fixture
def photos(tmp_path: Path, photo: Photo, indexer: Indexer) -> Path:
    """Five photographs in the library, the first twice."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(5):
        photo(number).save(folder / f"{number}.png")
    shutil.copy2(folder / "0.png", folder / "0 again.png")
    indexer(folder)
    return folder


def test_each_picture_gets_the_answer_that_a_search_of_its_own_gives(
    tmp_path: Path, photos: Path, photo: Photo, indexer: Indexer
) -> None:
    shutil.copy2(photos / "0.png", tmp_path / "elsewhere.png")
    photo(1).save(tmp_path / "copy.jpg", quality=60)
    photo(13).save(tmp_path / "new.jpg")
    paths = (tmp_path / "elsewhere.png", tmp_path / "copy.jpg", tmp_path / "new.jpg", photos / "3.png")
    found = answers(indexer, *paths)
    assert [answer.number for answer in found] == [0, 1, 2, 3]
    assert [answer.outcome for answer in found] == ["identical", "copy", "new", "identical"]
    for answer, path in zip(found, paths, strict=True):
        hits = search(indexer.library, load_query(os.fsencode(path), 224), indexer.embedder).hits
        assert answer.best is not None
        assert answer.best.image == hits[0].image
        # a batch of several differs from one alone by the noise of float32
        assert answer.best.distance == pytest.approx(hits[0].distance, abs=2e-3)
        assert answer.copies == sum(hit.distance <= shipped().limits.copy for hit in hits)
    assert found[0].best is not None
    assert len(found[0].best.files) == 2
    assert not found[0].best.same_file
    assert found[3].best is not None
    assert found[3].best.same_file


def test_what_is_wrong_with_one_is_its_answer_and_ends_nothing(
    tmp_path: Path, photos: Path, indexer: Indexer
) -> None:
    """D1, P6: no file, a page, nothing in it, a pipe, a folder, a cut picture, one of one colour"""
    (tmp_path / "page.jpg").write_bytes(b"<html><body>404</body></html>")
    (tmp_path / "none.jpg").write_bytes(b"")
    (tmp_path / "d.jpg").mkdir()
    Image.open(photos / "1.png").save(tmp_path / "cut.jpg", quality=95)
    data = (tmp_path / "cut.jpg").read_bytes()
    (tmp_path / "cut.jpg").write_bytes(data[: len(data) * 8 // 10])
    Image.new("RGB", (200, 150), (200, 30, 30)).save(tmp_path / "red.png")
    names = ["page.jpg", "gone.jpg", "none.jpg", "d.jpg", "cut.jpg", "red.png"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.jpg")
        names.append("pipe.jpg")
    found = answers(indexer, *(tmp_path / name for name in names), photos / "2.png")
    codes = [answer.error.code if answer.error else answer.outcome for answer in found]
    expected = ["not_an_image", "vanished", "empty", "not_regular"]
    assert codes[:4] == expected
    assert codes[5:] == ["flat", *["not_regular"] * (len(names) - 6), "identical"]
    assert found[4].readable_fraction == pytest.approx(0.8, abs=0.1)
    assert found[4].best is not None
    assert found[4].best.files[0].path == os.fsencode(photos / "1.png")
    assert all(answer.error.fields["path"] == answer.path for answer in found if answer.error)


def test_a_picture_of_one_colour_is_known_only_when_it_is_identical(tmp_path: Path, indexer: Indexer) -> None:
    """S5: nothing that is flat is a copy of something else that is flat"""
    folder = tmp_path / "flat"
    folder.mkdir()
    for number, colour in enumerate(((200, 30, 30), (30, 30, 200), (30, 200, 30))):
        Image.new("RGB", (200, 150), colour).save(folder / f"{number}.png")
    indexer(folder)
    Image.new("RGB", (200, 150), (200, 31, 30)).save(tmp_path / "other.png")
    found = answers(indexer, folder / "0.png", tmp_path / "other.png")
    assert [(answer.outcome, answer.copies) for answer in found] == [("identical", 1), ("flat", 0)]


def test_bytes_that_were_read_already_are_used(tmp_path: Path, photos: Path, indexer: Indexer) -> None:
    """U1: a browser's temporary file is gone by the time it is searched"""
    data = (photos / "1.png").read_bytes()
    pictures = [Asked("gone.png", os.fsencode(tmp_path / "gone.png"), data), Asked("pasted", None, data)]
    found = list(search_several(indexer.library, pictures, lambda: indexer.embedder))
    assert [answer.outcome for answer in found] == ["identical", "identical"]


def test_what_the_library_knows_needs_no_network(photos: Path, indexer: Indexer) -> None:
    def load() -> Embedder:
        raise AssertionError("not needed")

    found = list(search_several(indexer.library, asked(*sorted(photos.iterdir())), load))
    assert {answer.outcome for answer in found} == {"identical"}


def test_an_empty_library_has_nothing_near(tmp_path: Path, library: Library) -> None:
    def load() -> Embedder:
        raise AssertionError("not needed")

    found = list(search_several(library, asked(*save_blobs(tmp_path, 3)), load))
    assert [(answer.outcome, answer.best) for answer in found] == [("new", None)] * 3


def test_many_are_embedded_in_batches_that_let_a_single_query_go_first(
    tmp_path: Path, indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexer(save_blobs(tmp_path / "indexed", 3)[0].parent)
    batches: list[tuple[int, bool]] = []
    embed = indexer.embedder.embed

    def counted(pixels: object, urgent: bool = False) -> object:
        batches.append((len(pixels), urgent))  # type: ignore[arg-type]
        return embed(pixels, urgent)  # type: ignore[arg-type]

    monkeypatch.setattr(indexer.embedder, "embed", counted)
    monkeypatch.setattr(several, "FLUSH_S", 1e9)
    answers(indexer, *save_blobs(tmp_path / "asked", 40, first=100))
    assert sum(count for count, _ in batches) == 40
    assert len(batches) < 20
    assert max(count for count, _ in batches) <= several.LARGEST_BATCH
    assert not any(urgent for _, urgent in batches)


def test_progress_counts_to_the_end_and_a_cancel_keeps_what_was_told(
    tmp_path: Path, indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = save_blobs(tmp_path / "some", 30)
    indexer(paths[0].parent)
    said: list[Progress] = []
    pictures = asked(*paths)
    list(search_several(indexer.library, pictures, lambda: indexer.embedder, progress=said.append))
    assert said[0].stages[0].total == 30
    assert said[-1].stages[0].done == 30
    monkeypatch.setattr(several, "FLUSH_S", 0.0)
    token, told = CancelToken(), []
    before = threading.active_count()
    running = search_several(indexer.library, pictures, lambda: indexer.embedder, cancel=token)
    told += [next(running).number for _ in range(5)]
    token.cancel()
    with pytest.raises(Cancelled):
        next(running)
    assert told == [0, 1, 2, 3, 4]
    assert threading.active_count() <= before


def test_what_each_row_keeps_is_small(tmp_path: Path, indexer: Indexer) -> None:
    """However many and large the pictures are, an answer holds no more than a tiny JPEG of each."""
    folder = tmp_path / "big"
    folder.mkdir()
    blob(1, 2000, 1500).save(folder / "big.jpg", quality=95)
    blob(2, 400, 300).save(folder / "small.jpg", quality=95)
    for answer in answers(indexer, folder / "big.jpg", folder / "small.jpg"):
        assert answer.small is not None
        assert len(answer.small) < 12_000
