"""Thumbnails: from the cache or the file, kept in a bounded store, and never in the way of what else goes on."""

from __future__ import annotations

import gc
import os
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from simgui.core import decode
from simgui.core.library import Library
from simgui.core.search import load_query
from simgui.gui.review.pictures import Pictures, Wanted
from simgui.gui.widgets import thumbnails as module
from simgui.gui.widgets.newest_first import THREADS
from simgui.gui.widgets.thumbnails import Thumbnails, paint_filling, place_in
from tests.core.test_camera_raw import dng
from tests.gui.conftest import scene

BOX, LARGER = QSize(120, 90), QSize(240, 180)


class Shelf:
    """Thumbnails of a library, and what a test does with them."""

    def __init__(self, library: Library, qtbot: object) -> None:
        self.library, self.qtbot = library, qtbot
        self.thumbnails = Thumbnails(library)
        self.thumbnails.set_box(BOX, 1.0)

    def want(self, *wanted: tuple[bytes, bytes | None]) -> None:
        self.thumbnails.want(wanted)

    def until_there(self, *pictures: bytes) -> None:
        self.qtbot.waitUntil(lambda: not any(map(self.thumbnails.lacks, pictures)))  # type: ignore[attr-defined]


@pytest.fixture
def shelf(library_path: Path, qtbot: object) -> Iterator[Shelf]:
    with Library.open(library_path) as library:
        made = Shelf(library, qtbot)
        yield made
        assert made.thumbnails.close(2000)


@pytest.mark.parametrize(
    ("size", "scale", "place"),
    [
        (QSize(50, 40), 1.0, QRect(35, 25, 50, 40)),
        (QSize(240, 90), 1.0, QRect(10, 26, 100, 38)),
        (QSize(200, 160), 2.0, QRect(10, 5, 100, 80)),
        (QSize(3000, 2), 1.0, QRect(10, 44, 100, 1)),
    ],
    ids=["small: as it is", "wide", "twice the pixels", "a line"],
)
def test_a_picture_stands_whole_in_its_well(qapp: object, size: QSize, scale: float, place: QRect) -> None:
    pixmap = QPixmap(size)
    pixmap.setDevicePixelRatio(scale)
    found = place_in(QRectF(10, 0, 100, 90), pixmap)
    assert (found.x(), found.y()) == (place.x(), place.y())
    assert abs(found.width() - place.width()) < 1
    assert abs(found.height() - place.height()) < 1


def test_a_small_picture_fills_its_place_with_its_middle(qapp: object) -> None:
    pixmap, paper = QPixmap(90, 30), QImage(50, 50, QImage.Format.Format_RGB32)
    painter = QPainter(pixmap)
    for number, colour in enumerate(("red", "lime", "blue")):
        painter.fillRect(30 * number, 0, 30, 30, QColor(colour))
    painter.end()
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    paint_filling(painter, QRectF(10, 10, 30, 30), pixmap, 5, 1.0)
    painter.end()
    seen = {paper.pixelColor(x, y).name() for x in range(15, 35) for y in range(11, 39)}
    assert seen == {"#00ff00"}
    assert {paper.pixelColor(*at).name() for at in ((9, 25), (40, 25), (25, 9), (25, 40), (10, 10))} == {
        "#ffffff"
    }


def picture_of(path: Path) -> bytes:
    return load_query(os.fsencode(path), input_px=64).decoded.picture_hash


def files_in(folder: Path, count: int) -> list[tuple[bytes, bytes]]:
    """Pictures that the library has no thumbnails of: a number in place of their hash, and the file."""
    folder.mkdir()
    made = []
    for number in range(count):
        path = folder / f"{number}.png"
        scene(number).save(path)
        made.append((b"%d" % number, os.fsencode(path)))
    return made


def test_a_picture_of_another_size_is_shown_until_the_new_one_is_there(shelf: Shelf, pictures: Path) -> None:
    """Cards grow by a pixel or two with the window: the pictures must not vanish at each step."""
    picture = picture_of(pictures / "scene-01.png")
    shelf.want((picture, None))
    shelf.until_there(picture)
    old = shelf.thumbnails.get(picture)
    assert old is not None
    assert old.width() == BOX.width()
    shelf.thumbnails.set_box(LARGER, 1.0)
    assert shelf.thumbnails.get(picture) is old
    assert shelf.thumbnails.lacks(picture)
    shelf.want((picture, None))
    shelf.until_there(picture)
    new = shelf.thumbnails.get(picture)
    assert new is not None
    assert new.width() == LARGER.width()


def test_on_a_screen_of_another_scale_nothing_old_is_shown(shelf: Shelf, pictures: Path) -> None:
    picture = picture_of(pictures / "scene-01.png")
    shelf.want((picture, None))
    shelf.until_there(picture)
    shelf.thumbnails.set_box(BOX, 2.0)
    assert shelf.thumbnails.get(picture) is None
    shelf.want((picture, None))
    shelf.until_there(picture)
    new = shelf.thumbnails.get(picture)
    assert new is not None
    assert (new.width(), new.devicePixelRatio()) == (2 * BOX.width(), 2.0)


def test_what_is_kept_is_counted_as_it_is_given_back(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A grey picture has a byte for each pixel on its way, and four when it is kept."""
    monkeypatch.setattr(module, "CACHE_BYTES", 5 * BOX.width() * BOX.height() * 4)
    (tmp_path / "grey").mkdir()
    wanted = []
    for number in range(12):
        path = tmp_path / "grey" / f"{number}.png"
        scene(number, 480, 360).convert("L" if number % 2 else "RGB").save(path)
        wanted.append((b"%d" % number, os.fsencode(path)))
    for box in (BOX, BOX + QSize(4, 3), BOX):
        shelf.thumbnails.set_box(box, 1.0)
        for picture, path in wanted:
            shelf.want((picture, path))
            shelf.until_there(picture)
    kept = [shelf.thumbnails.get(picture) for picture, _ in wanted]
    assert shelf.thumbnails._cache_bytes == sum(p.width() * p.height() * 4 for p in kept if p is not None)
    assert sum(pixmap is not None for pixmap in kept) == 5


def test_closing_waits_for_one_picture_at_most(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, begun, go_on = decode.decode, [], threading.Event()

    def slow(data: bytes, **wishes: object) -> decode.Decoded:
        begun.append(threading.get_ident())
        go_on.wait(10)
        return real(data, **wishes)  # type: ignore[arg-type]

    monkeypatch.setattr(decode, "decode", slow)
    shelf.want(*files_in(tmp_path / "many", 24))
    shelf.qtbot.waitUntil(lambda: len(begun) == THREADS)  # type: ignore[attr-defined]
    assert not shelf.thumbnails.close(1)
    go_on.set()
    assert shelf.thumbnails.close(5000)
    assert len(begun) == THREADS, "each thread ended with the picture that it had in hand"


def test_they_end_with_their_last_owner_not_when_the_collector_comes(
    library_path: Path, pictures: Path, qtbot: object
) -> None:
    """It comes in any thread, and a QObject must not be taken down in another than its own."""
    file = pictures / "scene-01.png"
    picture = picture_of(file)

    def used(library: Library) -> list[weakref.ref[QObject]]:
        thumbnails, panes = Thumbnails(library), Pictures(library)
        thumbnails.want([(picture, None)])
        panes.want([Wanted(picture, os.fsencode(file))])
        qtbot.waitUntil(lambda: panes.is_whole(picture) and not thumbnails.lacks(picture))  # type: ignore[attr-defined]
        assert thumbnails.close(2000)
        assert panes.close(2000)
        return [weakref.ref(thumbnails), weakref.ref(panes)]

    with Library.open(library_path) as library:
        gc.disable()
        try:
            assert [left() for left in used(library)] == [None, None]
        finally:
            gc.enable()


def test_a_bug_in_one_picture_ends_nothing(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = decode.decode
    wanted = files_in(tmp_path / "some", 12)

    def odd(data: bytes, **wishes: object) -> decode.Decoded:
        if len(odd_ones) < 4:
            odd_ones.append(data)
            raise ZeroDivisionError
        return real(data, **wishes)  # type: ignore[arg-type]

    odd_ones: list[bytes] = []
    monkeypatch.setattr(decode, "decode", odd)
    shelf.want(*wanted)
    shelf.until_there(*(picture for picture, _ in wanted))
    missing = [picture for picture, _ in wanted if shelf.thumbnails.is_missing(picture)]
    assert len(missing) == len(odd_ones)
    assert [record.getMessage() for record in caplog.records] == ["a thumbnail could not be made"] * 4
    caplog.clear()
    shelf.thumbnails.forget_missing()
    shelf.want(*wanted)
    shelf.until_there(*missing)
    assert not any(map(shelf.thumbnails.is_missing, missing)), "the threads are still there"


def test_a_pane_waits_for_no_stored_thumbnail_that_a_bug_took(
    library_path: Path,
    pictures: Path,
    qtbot: object,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with Library.open(library_path) as library:

        def broken(_pictures: list[bytes]) -> dict[bytes, bytes]:
            raise ZeroDivisionError

        monkeypatch.setattr(library.thumbnails, "get_many", broken)
        panes = Pictures(library)
        panes.set_box(BOX, 1.0)
        files = [pictures / "scene-01.png", pictures / "scene-02.png", pictures / "scene-03.png"]
        wanted = [Wanted(picture_of(file), os.fsencode(file)) for file in files]
        panes.want(wanted)
        qtbot.waitUntil(lambda: all(panes.is_whole(one.picture_hash) for one in wanted))  # type: ignore[attr-defined]
        assert panes.close(2000)
    assert {record.getMessage() for record in caplog.records} == {"stored thumbnails could not be read"}
    caplog.clear()


def test_a_camera_raw_is_shown_by_the_picture_that_was_indexed(shelf: Shelf, tmp_path: Path) -> None:
    """Not by the small one that the same bytes hold as a TIFF."""
    pytest.importorskip("rawpy")
    path = tmp_path / "one.dng"
    whole = scene(3, 640, 480)
    sensor = np.asarray(whole.convert("L").resize((1280, 960)), np.uint16) * 200
    path.write_bytes(dng(whole.resize((64, 48)), sensor, 1))
    shelf.want((b"raw", os.fsencode(path)))
    shelf.until_there(b"raw")
    pixmap = shelf.thumbnails.get(b"raw")
    assert pixmap is not None
    assert pixmap.size() == BOX
