"""Drops, pastes and paths: the right file by its bytes, and image data that has no file (case U1)."""

from __future__ import annotations

import base64
import io
import os
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QImage
from PySide6.QtWidgets import QApplication

from simgui.gui import incoming
from simgui.gui.widgets import drop_overlay
from tests.gui.conftest import Desk, scene, urls


@pytest.mark.parametrize(
    "name", ["a%41.jpg", "a#b.jpg", "a?b.jpg", "two\nlines.jpg", "写真.jpg", "a b+c&d;e.jpg"]
)
def test_a_url_means_its_very_file(tmp_path: Path, name: str) -> None:
    assert incoming.local_path(QUrl.fromLocalFile(str(tmp_path / name))) == os.fsencode(tmp_path / name)


@pytest.mark.skipif(sys.platform == "win32", reason="names are text there")
def test_a_name_that_is_not_utf8_is_kept_byte_for_byte() -> None:
    assert incoming.local_path(QUrl.fromEncoded(QByteArray(b"file:///tmp/caf%E9.jpg"))) == b"/tmp/caf\xe9.jpg"
    assert incoming.local_path(QUrl.fromEncoded(QByteArray(b"file://localhost/tmp/x.jpg"))) == b"/tmp/x.jpg"
    assert incoming.local_path(QUrl("http://example.org/x.jpg")) is None


def test_a_bare_hash_in_a_sloppy_url_finds_the_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "a#b.jpg").write_bytes(b"x")
    found = incoming.local_path(QUrl.fromEncoded(QByteArray(b"file://" + os.fsencode(tmp_path / "a#b.jpg"))))
    assert found == os.fsencode(tmp_path / "a#b.jpg")


def test_a_browsers_link_alone_is_a_link() -> None:
    mime = QMimeData()
    mime.setHtml('<img src="http://example.org/x.jpg">')
    mime.setUrls([QUrl("http://example.org/x.jpg")])
    assert incoming.take(mime, "picture").kind == "link"
    text = QMimeData()
    text.setText("https://example.org/x.jpg")
    assert incoming.take(text, "picture").kind == "link"


def test_image_data_wins_over_its_link_and_takes_its_name() -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("http://example.org/owl.png")])
    mime.setImageData(QImage(20, 10, QImage.Format.Format_RGB32))
    found = incoming.take(mime, "picture")
    assert (found.kind, found.pictures[0].name, found.pictures[0].path) == ("data", "owl.png", None)
    assert found.pictures[0].data is not None
    assert found.pictures[0].data.startswith(b"\x89PNG")


def test_coded_image_data_is_taken_as_it_is() -> None:
    mime = QMimeData()
    mime.setData("image/jpeg", QByteArray(b"\xff\xd8\xff the very bytes"))
    assert incoming.take(mime, "picture").pictures[0].data == b"\xff\xd8\xff the very bytes"


def test_a_temporary_file_is_read_during_the_drop(tmp_path: Path) -> None:
    path = tmp_path / "dragged.bmp"
    scene(3).save(path)
    data = path.read_bytes()
    found = incoming.take(urls(path), "picture")
    path.unlink()
    assert found.pictures[0].data == data


def test_a_file_that_is_gone_already_gives_way_to_the_data_beside_it(tmp_path: Path) -> None:
    mime = urls(tmp_path / "gone.bmp")
    assert incoming.look(mime).kind == "pictures"  # the search says that it is no longer there
    mime.setImageData(QImage(20, 10, QImage.Format.Format_RGB32))
    assert incoming.take(mime, "picture").kind == "data"


def test_folders_and_pictures_are_told_apart(tmp_path: Path) -> None:
    scene(1).save(tmp_path / "one.png")
    found = incoming.look(urls(tmp_path, tmp_path / "one.png"))
    assert found.kind == "pictures"
    assert found.folders == (os.fsencode(tmp_path),)
    assert incoming.look(urls(tmp_path)).kind == "folders"
    assert incoming.look(QMimeData()).kind == "nothing"


def test_a_large_file_is_left_to_the_search_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "one.png"
    scene(1).save(path)
    monkeypatch.setattr(incoming, "READ_AT_ONCE_BYTES", 10)
    assert incoming.take(urls(path), "picture").pictures[0].data is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_fifo_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert incoming.take(urls(tmp_path / "pipe.jpg"), "picture").pictures[0].data is None


def png(seed: int = 3) -> bytes:
    out = io.BytesIO()
    scene(seed, 64, 48).save(out, "PNG")
    return out.getvalue()


def as_data_url(data: bytes, kind: str = "image/png") -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def test_a_picture_written_into_the_page_is_taken_from_there() -> None:
    """U1: nothing needs to be fetched for a data: URL, so it is no mere link"""
    mime = QMimeData()
    mime.setHtml(f"<p>An owl</p><IMG alt=\"x\" SRC='{as_data_url(png())}'>")
    mime.setUrls([QUrl("https://example.org/page")])
    assert incoming.look(mime).kind == "data"
    found = incoming.take(mime, "Dropped picture")
    assert (found.kind, found.pictures[0].name, found.pictures[0].data) == ("data", "Dropped picture", png())


def test_several_pictures_in_a_page_come_each_once() -> None:
    """U1"""
    mime = QMimeData()
    one, two = as_data_url(png(3)), as_data_url(png(4))
    mime.setHtml(f'<img src="{one}"><img src="{two}"><img src="{one}">')
    assert [picture.data for picture in incoming.take(mime, "p").pictures] == [png(3), png(4)]


def test_a_data_url_by_itself_is_a_picture_too() -> None:
    """U1: as an address, or as text, in base64 or in percent signs"""
    text = QMimeData()
    text.setText(as_data_url(png()))
    assert incoming.take(text, "p").pictures[0].data == png()
    address = QMimeData()
    address.setUrls([QUrl(as_data_url(png()))])
    assert incoming.take(address, "p").pictures[0].data == png()
    percent = QMimeData()
    percent.setText("data:image/png," + "".join(f"%{byte:02x}" for byte in png()))
    assert incoming.take(percent, "p").pictures[0].data == png()


def test_a_pages_placeholder_is_no_picture() -> None:
    """U1: a page that loads its pictures late holds a dot of a few bytes until then"""
    dot = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
    mime = QMimeData()
    mime.setHtml(f'<img src="{as_data_url(dot, "image/gif")}" data-src="https://example.org/owl.jpg">')
    mime.setUrls([QUrl("https://example.org/owl.jpg")])
    assert incoming.take(mime, "p").kind == "link"


def test_image_data_is_taken_rather_than_what_the_page_says() -> None:
    """U1 (c): both"""
    mime = QMimeData()
    mime.setHtml(f'<img src="{as_data_url(png(4))}">')
    mime.setData("image/png", QByteArray(png(3)))
    assert [picture.data for picture in incoming.take(mime, "p").pictures] == [png(3)]


@pytest.mark.parametrize("count", [1, 3])
def test_addresses_alone_are_links_however_many(count: int) -> None:
    """U1 (a): text/uri-list with nothing but http"""
    mime = QMimeData()
    lines = "".join(f"https://example.org/{n}.jpg\r\n" for n in range(count))
    mime.setData("text/uri-list", QByteArray(lines.encode()))
    assert incoming.look(mime).kind == "link"
    assert incoming.take(mime, "p").kind == "link"


def test_links_beside_files_are_counted(tmp_path: Path) -> None:
    """U1: never silence"""
    scene(1).save(tmp_path / "one.png")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "one.png")), QUrl("https://example.org/x.jpg")])
    found = incoming.take(mime, "p")
    assert (found.kind, len(found.pictures), found.links) == ("pictures", 1, 1)


def test_all_temporary_files_are_read_during_the_drop_as_long_as_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """U1 (d), several at once: a browser removes them right after the drop"""
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    paths = []
    for name in ("temporary/1.bmp", "temporary/2.bmp", "elsewhere/3.bmp"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        scene(len(paths)).save(path)
        paths.append(path)
    assert [bool(picture.data) for picture in incoming.take(urls(*paths), "p").pictures] == [
        True,
        True,
        False,
    ]
    monkeypatch.setattr(incoming, "READ_AT_ONCE_BYTES", paths[0].stat().st_size)
    assert [bool(picture.data) for picture in incoming.take(urls(*paths), "p").pictures] == [
        True,
        False,
        False,
    ]


# the overlay


def enter(desk: Desk, mime: QMimeData) -> str:
    """As the window system tells of something above the window; then it goes away again."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(desk.window, QDragEnterEvent(QPoint(300, 300), copy, mime, left, none))
    assert desk.window.overlay.isVisible()
    assert desk.window.overlay.geometry() == desk.window.rect()
    text = desk.window.overlay.text
    desk.window.overlay.grab()
    return text


def leave(desk: Desk) -> None:
    QApplication.sendEvent(desk.window, QDragLeaveEvent())
    assert not desk.window.overlay.isVisible()


def test_the_overlay_says_what_a_drop_would_do_by_kind(desk: Desk, pictures: Path, tmp_path: Path) -> None:
    one, two = pictures / "scene-01.png", pictures / "scene-02.png"
    link, data, text = QMimeData(), QMimeData(), QMimeData()
    link.setUrls([QUrl("https://example.org/x.jpg")])
    data.setImageData(QImage(20, 10, QImage.Format.Format_RGB32))
    text.setText("hello")
    desk.until(lambda: "searched in 33 images" in enter(desk, urls(one)))
    for mime, said in (
        (urls(one), "Drop to find its near-duplicates. scene-01.png"),
        (urls(one, two), "Drop to look up 2 pictures."),
        (urls(tmp_path), "Drop to add this folder to the library."),
        (urls(tmp_path, pictures), "Drop to add 2 folders to the library."),
        (urls(tmp_path, one), "Drop to search 1 picture and add 1 folder."),
        (link, "The browser hands over only a link. Copy the image itself, then press Ctrl+V."),
        (data, "Drop to find its near-duplicates. A picture from another program"),
        (text, "Nothing in this can be used."),
    ):
        assert enter(desk, mime).startswith(said)
        leave(desk)


def test_the_overlay_is_up_before_its_picture_is_read(
    desk: Desk, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A drive that sleeps, or a large picture, must not hold up the words."""
    release = threading.Event()
    real = drop_overlay.read_preview

    def slow(path: bytes, box: QSize) -> tuple[QImage, QSize]:
        release.wait(20)
        return real(path, box)

    monkeypatch.setattr(drop_overlay, "read_preview", slow)
    assert enter(desk, urls(pictures / "scene-01.png")).startswith("Drop to find")
    assert not desk.window.overlay.has_preview
    release.set()
    desk.until(lambda: desk.window.overlay.has_preview)
    assert "320 × 240" in desk.window.overlay.text
    leave(desk)


def test_links_left_out_of_a_drop_are_said(desk: Desk, pictures: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(pictures / "scene-04.png")), QUrl("https://example.org/x.jpg")])
    desk.drop(mime)
    assert desk.window.intake.banner.text.startswith("1 link was left out")
    desk.until(lambda: desk.model.rowCount() > 0)


def test_a_picture_in_a_page_is_searched(desk: Desk, pictures: Path) -> None:
    """U1"""
    mime = QMimeData()
    mime.setHtml(f'<img src="{as_data_url((pictures / "scene-04.png").read_bytes())}">')
    desk.drop(mime)
    desk.until(lambda: desk.model.rowCount() > 0)
    assert desk.names()[0] == "scene-04.png"


def test_thousands_are_counted_while_they_hang_and_looked_at_when_they_are_dropped(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    mime = urls(
        *(tmp_path / f"{number}.jpg" for number in range(incoming.LOOKED_AT + 50)), tmp_path / "folder"
    )
    hanging = incoming.look(mime)
    assert (len(hanging.pictures), hanging.more) == (incoming.LOOKED_AT, 51)
    taken = incoming.take(mime, "p")
    assert (len(taken.pictures), len(taken.folders), taken.more) == (incoming.LOOKED_AT + 50, 1, 0)


def test_a_bitmap_is_written_by_who_reads_it_and_nothing_of_it_is_lost() -> None:
    """Writing one of 24 megapixels takes seconds: not while the drop is going on"""
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(0xFF204060)
    image.setPixel(3, 4, 0xFFFF0000)
    mime = QMimeData()
    mime.setImageData(image)
    picture = incoming.take(mime, "p").pictures[0]
    assert isinstance(picture.given, QImage)
    assert QImage.fromData(picture.data or b"").convertToFormat(QImage.Format.Format_RGB32) == image
