"""Drops, pastes and paths: the right file by its bytes, and image data that has no file (case U1)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QImage

from simgui.gui import incoming
from tests.gui.conftest import scene, urls


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
