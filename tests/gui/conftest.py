"""What the window's tests share: one small library, and guards against anything that a test leaves behind."""

from __future__ import annotations

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMimeData,
    QPointF,
    QSettings,
    Qt,
    QTimer,
    QtMsgType,
    QUrl,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from simgui.core.embedder import Embedder, EmbedderSpec
from simgui.core.indexing import index
from simgui.core.library import Library
from simgui.gui import app as app_module
from simgui.gui.background import _Loading
from simgui.gui.incoming import Picture
from simgui.gui.main_window import MainWindow
from simgui.gui.settings import Settings
from simgui.gui.widgets import theme
from tests.conftest import blob

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SCENES = 30
# said by the offscreen platform about itself, not about our code
PLATFORM_TALK = ("This plugin does not support ",)


def scene(seed: int, width_px: int = 320, height_px: int = 240) -> Image.Image:
    """Shapes on soft colours: as distinct as photographs, and made anywhere."""
    picture = blob(seed, width_px, height_px)
    draw = ImageDraw.Draw(picture)
    for number in range(5):
        x, y = (seed * 53 + number * 71) % width_px, (seed * 31 + number * 47) % height_px
        size = 20 + (seed * 7 + number * 13) % 60
        colour = ((seed * 91 + number * 40) % 256, (seed * 37) % 256, (number * 97 + seed) % 256)
        shape = draw.ellipse if (seed + number) % 2 else draw.rectangle
        shape((x, y, x + size, y + size), fill=colour)
    return picture


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    app = app_module.application()
    theme.set_body_font(app)
    theme.apply(app, "light")
    return app


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty scenes, and altered copies of the first: near ones, an identical one, one with other bytes."""
    folder = tmp_path_factory.mktemp("pictures")
    for number in range(1, SCENES + 1):
        scene(number).save(folder / f"scene-{number:02}.png")
    first = scene(1)
    first.save(folder / "near-jpeg.jpg", quality=70)
    first.resize((160, 120)).save(folder / "near-small.png")
    first.filter(ImageFilter.GaussianBlur(1)).save(folder / "near-soft.png")
    shutil.copy2(folder / "scene-02.png", folder / "twin of 02.png")
    (folder / "broken.jpg").write_bytes(b"<html><body>not found</body></html>")
    return folder


@pytest.fixture(scope="session")
def made_library(tmp_path_factory: pytest.TempPathFactory, pictures: Path, embedder: Embedder) -> Path:
    return library_of(pictures, tmp_path_factory.mktemp("made") / "library", embedder)


def library_of(folder: Path, path: Path, embedder: Embedder) -> Path:
    """Make a library at `path` with what lies in the folder."""
    with Library.open(path) as library:
        index(library, lambda _spec: embedder, [os.fsencode(folder)])
    return path


@pytest.fixture
def library_path(tmp_path: Path, made_library: Path) -> Path:
    """A copy of its own for each test."""
    path = tmp_path / "library"
    shutil.copytree(made_library, path)
    return path


@pytest.fixture(autouse=True)
def settings_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "config"))


def _strange(before: set[threading.Thread]) -> list[threading.Thread]:
    """Threads that were not there before: Qt's own, met from Python, are none of ours; the session's embedder stays."""
    found = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    return [t for t in found if not isinstance(t, threading._DummyThread) and not t.name.startswith("embed_")]


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails on a thread, timer or window left over, on Qt's warnings, and on log records nobody expected."""
    said: list[str] = []

    def handler(kind: QtMsgType, _context: object, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not text.startswith(PLATFORM_TALK):
            said.append(text)

    before = set(threading.enumerate())
    previous = qInstallMessageHandler(handler)
    try:
        yield
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        qapp.processEvents()
        left = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
        timers = [timer for timer in qapp.findChildren(QTimer) if timer.isActive()]
        until_s = time.monotonic() + 3
        while (threads := _strange(before)) and time.monotonic() < until_s:
            time.sleep(0.01)
    finally:
        qInstallMessageHandler(previous)
    assert not said, said
    assert not left, left
    assert not timers, timers
    assert not threads, threads
    unexpected = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert not unexpected, [record.getMessage() for record in unexpected]


class Desk:
    """A window and what a test does with it."""

    def __init__(self, window: MainWindow, qtbot: object) -> None:
        self.window, self.qtbot = window, qtbot
        self.page, self.results = window.search_page, window.search_page.results
        self.model, self.grid = self.results.model, self.results.grid

    def until(self, condition: Callable[[], bool], timeout: int = 20_000) -> None:
        self.qtbot.waitUntil(condition, timeout=timeout)  # type: ignore[attr-defined]

    def search(self, path: Path, shown: bool = True) -> tuple[bool, str]:
        """Search a file and wait for how it ends."""
        with self.qtbot.waitSignal(self.page.settled, timeout=20_000) as signal:  # type: ignore[attr-defined]
            self.page.search([Picture(path.name, os.fsencode(path))])
        return signal.args[0], signal.args[1]

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.grid, key, modifier)  # type: ignore[attr-defined]

    def names(self) -> list[str]:
        return [self.model.card(row).name for row in range(self.model.rowCount())]

    def row(self, name: str) -> int:
        return self.names().index(name)

    def hand(self, name: str) -> None:
        self.results.take_in_hand(self.row(name))

    def drop(self, mime: QMimeData) -> None:
        self.drag(mime)
        self.let_go(mime)

    def drag(self, mime: QMimeData) -> None:
        """What the window system does when something comes above the window."""
        place, copy = QPointF(300, 300), Qt.DropAction.CopyAction
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(place.toPoint(), copy, mime, left, none)
        QApplication.sendEvent(self.window, enter)
        assert enter.isAccepted()
        assert self.window.overlay.text

    def let_go(self, mime: QMimeData) -> None:
        place, copy = QPointF(300, 300), Qt.DropAction.CopyAction
        event = QDropEvent(place, copy, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.window, event)
        assert event.isAccepted()


@pytest.fixture
def desk(library_path: Path, embedder: Embedder, qtbot: object) -> Iterator[Desk]:
    """A window on the small library, with the session's embedder ready."""
    yield from open_desk(library_path, embedder, qtbot)


def open_desk(
    path: Path, embedder: Embedder | None, qtbot: object, spec: EmbedderSpec | None = None
) -> Iterator[Desk]:
    window = MainWindow(Library.open(path), Settings(), spec, "cpu")
    if embedder is not None:
        give(window, embedder)
    window.show()
    made = Desk(window, qtbot)
    made.until(lambda: window._painted_once)
    yield made
    window.close()
    assert not window.stuck
    window.deleteLater()


def give(window: MainWindow, embedder: Embedder) -> None:
    """The session's embedder, as if the window had loaded it: the real one, loaded once for all tests."""
    done = threading.Event()
    done.set()
    for spec in (embedder.spec, EmbedderSpec()):
        window.embedders._known[spec] = _Loading(done, embedder)


def urls(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime
