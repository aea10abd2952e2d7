"""Whole processes: the window is up before anything heavy is imported, and closing ends at any moment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from simgui.core.library import Library
from simgui.gui import app as app_module
from simgui.gui import libraries
from simgui.gui.broken import BrokenWindow
from simgui.gui.main_window import MainWindow
from simgui.gui.session import Session
from simgui.gui.settings import Settings
from simgui.gui.sheets.bug import BugSheet
from simgui.gui.widgets import theme
from tests.gui.conftest import Desk, scene

# run in a process of its own: the real main(), with something that happens at a chosen moment
SCRIPT = """
import sys, time
from PySide6.QtCore import QTimer
from simgui.gui import main_window
moment, arguments = sys.argv[1], sys.argv[2:]
real = main_window.MainWindow.__init__

def init(self, *given):
    real(self, *given)
    def close():
        print("closed at", time.time(), flush=True)
        self.close()
    def painted():
        heavy = sorted({"torch", "timm", "torchvision", "h5py", "cv2"} & set(sys.modules))
        print("heavy", heavy, flush=True)
        if moment == "painted":
            QTimer.singleShot(0, self, close)
        elif moment == "load":
            QTimer.singleShot(700, self, close)
        elif moment == "ready":
            self.embedders.ready.connect(close)
    def indexing(_news):
        QTimer.singleShot(100, self, close)
    self.first_painted.connect(painted)
    if moment == "index":
        self.running.news.connect(indexing)
    if moment == "paused":
        self.running.started.connect(lambda _w: (self.running.toggle_pause(), QTimer.singleShot(200, self, close)))
    if moment == "search":
        self.search_page.asking.decoded.connect(lambda _q: close())
    if moment in ("index", "paused"):
        self.first_painted.connect(lambda: self.index(main_window.Wish((arguments[-1].encode(),))))

main_window.MainWindow.__init__ = init
from simgui.cli import main
if moment in ("index", "paused"):
    sys.exit(main(arguments[:-1]))
sys.exit(main(arguments))
"""


def run(tmp_path: Path, moment: str, *arguments: str) -> tuple[int, dict[str, str], str]:
    """(exit code, what it printed, standard error). One that hangs is ended, and fails."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }
    done = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-c", SCRIPT, moment, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        timeout=100,
        check=False,
    )
    said = {}
    for line in done.stdout.splitlines():
        for key in ("heavy", "closed at"):
            if line.startswith(key):
                said[key] = line.removeprefix(key).strip()
    return done.returncode, said, done.stderr


def test_the_window_is_up_before_torch_is_imported(tmp_path: Path, library_path: Path) -> None:
    code, said, errors = run(tmp_path, "painted", "--library", str(library_path))
    assert (code, said["heavy"], errors) == (0, "[]", "")


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["painted", "load", "ready", "index", "paused", "search"])
def test_closing_ends_at_any_moment(tmp_path: Path, library_path: Path, pictures: Path, moment: str) -> None:
    """U4; build/bench/closing.py does it twenty times at each"""
    arguments = ["--library", str(library_path)]
    if moment in ("index", "paused"):
        folder = tmp_path / "many"
        folder.mkdir()
        for number in range(60):
            scene(500 + number).save(folder / f"{number}.png")
        arguments.append(str(folder))
    if moment == "search":
        arguments.append(str(pictures / "scene-01.png"))
    code, said, errors = run(tmp_path, moment, *arguments)
    assert (code, errors) == (0, ""), errors
    assert "closed at" in said
    with Library.open(library_path) as library:
        library.lock()  # nobody holds it any more
        assert len(library.snapshot().blocks) > 0


@pytest.mark.slow
def test_screenshot_of_the_hits(tmp_path: Path, library_path: Path, pictures: Path) -> None:
    file = tmp_path / "shot.png"
    code, _, errors = run(
        tmp_path,
        "-",
        "--library",
        str(library_path),
        str(pictures / "scene-01.png"),
        "--screenshot",
        str(file),
    )
    assert (code, errors) == (0, "")
    image = QImage(str(file))
    assert (image.width(), image.height()) == (1440, 900)
    colours = {image.pixel(x, y) for x in range(0, 1440, 9) for y in range(0, 900, 9)}
    assert len(colours) > 200, "no pictures in it"


def test_a_screenshot_of_no_picture_says_so(tmp_path: Path, library_path: Path) -> None:
    bad = tmp_path / "page.jpg"
    bad.write_text("<html></html>")
    code, _, errors = run(
        tmp_path, "-", "--library", str(library_path), str(bad), "--screenshot", str(tmp_path / "shot.png")
    )
    assert code == 1
    assert "page.jpg is not a picture" in errors
    assert "Traceback" not in errors


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "damaged"
    path.mkdir()
    (path / "catalog.sqlite3").write_bytes(b"this is not SQLite at all" * 100)
    return path


def close_when_seen(said: list[str]) -> None:
    """Of the window that stands for one that cannot be shown: what it says."""

    def look() -> None:
        window = next(
            w for w in QApplication.topLevelWidgets() if isinstance(w, BrokenWindow) and w.isVisible()
        )
        said.append(window.state.text)
        window.close()

    QTimer.singleShot(400, look)


def test_a_library_that_cannot_be_opened_is_said_in_words(qapp: object, damaged: Path, qtbot: object) -> None:
    said: list[str] = []
    close_when_seen(said)
    assert app_module.run(damaged) == 1
    assert "is damaged" in said[0]
    assert "Traceback" not in said[0]


def test_a_library_whose_drive_is_away_is_waited_for_not_replaced(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Decisions would go into an empty library that nobody asked for"""
    monkeypatch.delenv("SIMGUI_LIBRARY", raising=False)
    path, settings = tmp_path / "drive" / "library", Settings()
    said: list[str] = []
    libraries.remember(settings, path)
    settings.save()
    close_when_seen(said)
    assert app_module.run(None) == 1
    assert "is not there now" in said[0]
    assert not path.parent.exists()
    assert libraries.recent(settings) == [path]


def test_a_window_that_is_closed_before_it_has_begun_leaves_the_library_to_the_next(
    library_path: Path, qtbot: object
) -> None:
    """Two changes of the settings in a row: the window between them took the library when it was closed already"""

    class Hurried(MainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            QTimer.singleShot(
                0, self, self.close
            )  # what it begins after its first painting waits behind this
            super().paintEvent(event)

    window = Hurried(Library.open(library_path), Settings(), None, "cpu")
    began: list[bool] = []
    window.first_painted.connect(lambda: began.append(True))
    window.show()
    qtbot.waitUntil(lambda: window._painted_once and not window.isVisible())  # type: ignore[attr-defined]
    qtbot.wait(50)  # type: ignore[attr-defined]
    with Library.open(library_path) as library:
        library.lock()
    assert not began
    window.deleteLater()


def test_sheets_and_colours(desk: Desk) -> None:
    window = desk.window
    for show in (window.show_keys, window.show_settings):
        show()
        sheet = next(w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window)
        sheet.close()
    window.set_theme("dark")
    assert theme.tokens().dark
    window.set_theme("light")
    window.menus.bar_shown.trigger()
    assert window.menuBar().isVisible()
    window.menus.bar_shown.trigger()
    window.show_bug("Traceback: details")
    sheet = next(w for w in QApplication.topLevelWidgets() if isinstance(w, BugSheet) and w.isVisible())
    assert sheet.details == "Traceback: details"
    window.show_bug("another")
    assert sum(isinstance(w, BugSheet) and w.isVisible() for w in QApplication.topLevelWidgets()) == 1
    sheet.close()


def test_areas_are_walked_with_f6(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    seen = []
    for _ in range(5):
        desk.qtbot.keyClick(desk.window, Qt.Key.Key_F6)  # type: ignore[attr-defined]
        seen.append(QApplication.focusWidget())
    assert len({id(widget) for widget in seen}) >= 4
    assert desk.grid in seen


def test_this_qt_keeps_count_of_none_and_true() -> None:
    """PySide6 6.12.0 lost one with each signal or empty answer, and the process ended after some dozen searches"""

    class Source(QObject):
        happened = Signal()

    source = Source()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(500):
        source.happened.emit()
        source.parent()
    lost = before[0] - sys.getrefcount(None), before[1] - sys.getrefcount(True)
    assert max(lost) < 100, lost


def test_a_window_fills_the_screen_that_it_has_alone(
    qapp: QApplication, damaged: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """In a container without a display, by Qt's VNC: there is no frame to drag it larger by."""
    for platform in ("xcb", "vnc"):
        monkeypatch.setattr(QApplication, "platformName", staticmethod(lambda name=platform: name))
        session = Session(qapp, Settings(), None, "cpu")
        assert session.open(damaged) is not None
        assert session.window is not None
        qtbot.addWidget(session.window)
        filled = session.window.geometry() == qapp.primaryScreen().geometry()
        assert filled is (platform == "vnc")
