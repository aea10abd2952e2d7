"""The states of the window for build/shots, each brought about in the window as a person or the world would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEventLoop, QMimeData, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from simgui.core import samples
from simgui.core.search import DEFAULT_WITHIN, load_query
from simgui.gui import app as app_module
from simgui.gui import incoming
from simgui.gui.incoming import Picture
from simgui.gui.indexing.running import Wish
from simgui.gui.main_window import PAGES, MainWindow
from simgui.gui.search.model import Role
from simgui.gui.session import Session
from simgui.gui.settings import Settings
from simgui.gui.widgets.slider import FARTHEST

PATIENCE_S = 120
LIBRARY = "Photo library"
# holds the library as another simgui would, until its input ends
HOLDER = """
import sys
from pathlib import Path
from simgui.core.library import Library
with Library.open(Path(sys.argv[1])) as library:
    library.lock()
    print("held", flush=True)
    sys.stdin.read()
"""
State = Iterator[str]


def take(place: Path, out: Path, language: str, scheme: str, sizes: list[str], only: list[str]) -> int:
    """Save every state. Returns 1 where one could not be brought about."""
    settings = Settings()
    for key, value in (("theme", scheme), ("language", language), ("menu_bar", False)):
        settings.set(key, value)
    stage = Stage(place, out / language / scheme, [QSize(*map(int, size.split("x"))) for size in sizes], only)
    app_module.application(settings)
    for group in (stage.first, stage.library, stage.held):
        stage.play(group, settings)
    stage.clear_away()
    for fault in stage.faults:
        print(f"shots: {fault}", file=sys.stderr)
    return 1 if stage.faults else 0


class Stage:
    """A group of states shares a window. It yields the name of each state when it is there."""

    def __init__(self, place: Path, out: Path, sizes: list[QSize], only: list[str]) -> None:
        self._place, self._out, self._sizes, self._only = place, out, sizes, only
        self._own = place / f"of {out.parent.name} {out.name}"
        self.faults: list[str] = []
        self.window: MainWindow

    def play(self, group: Callable[[], State], settings: Settings) -> None:
        path = self._own / group.__name__ / LIBRARY
        path.parent.mkdir(parents=True)
        if group != self.first:
            shutil.copytree(self._place / LIBRARY, path)
        holder = self._hold(path) if group == self.held else None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        session = Session(app, settings, None, "cpu")
        session.open(path)
        assert isinstance(session.window, MainWindow)
        self.window = session.window
        self.window.show()
        self.wait(0.5)
        try:
            for name in group():
                if not self._only or name in self._only:
                    self._save(name)
        except TimeoutError as error:
            self.faults.append(f"{group.__name__}: {error}")
        self.window.close()
        if holder is not None and holder.stdin is not None:
            holder.stdin.close()
            holder.wait()
        session.end()

    def clear_away(self) -> None:
        shutil.rmtree(self._own, ignore_errors=True)

    # waiting and saving

    def wait(self, seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def until(self, condition: Callable[[], object], what: str) -> None:
        until_s = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > until_s:
                raise TimeoutError(f"never: {what}")
            self.wait(0.02)

    def _save(self, name: str) -> None:
        for size in self._sizes:
            self.window.resize(size)
            self.wait(0.15)
            self.until(self._pictures_painted, "all thumbnails painted")
            self.wait(0.05)
            folder = self._out / f"{size.width()}x{size.height()}"
            folder.mkdir(parents=True, exist_ok=True)
            self._grab().save(os.fspath(folder / f"{name}.png"))
        self.window.resize(self._sizes[0])

    def _pictures_painted(self) -> bool:
        grid = self.window.search_page.results.grid
        rows = range(grid.first_row(), grid.last_row() + 1) if grid.isVisible() else ()
        model = grid.model()
        return all(
            model.index(row, 0).data(Role.PICTURE) or model.index(row, 0).data(Role.MISSING) for row in rows
        )

    def _grab(self) -> QPixmap:
        """The window with its sheets above it, where the window system would put them."""
        whole = self.window.grab()
        painter = QPainter(whole)
        for sheet in QApplication.topLevelWidgets():
            if isinstance(sheet, QDialog) and sheet.isVisible():
                place = sheet.rect()
                place.moveCenter(self.window.rect().center())
                painter.fillRect(place.adjusted(-1, -1, 1, 1), QColor(128, 128, 128))
                painter.drawPixmap(place, sheet.grab())
        painter.end()
        return whole

    # what a person does

    def search(self, *paths: Path) -> None:
        page, ended = self.window.search_page, []

        def on_settled(found: bool, _sentence: str) -> None:
            ended.append(found)

        page.settled.connect(on_settled)
        self.window.show_page(PAGES.index("search"))
        page.search([Picture(path.name, os.fsencode(path)) for path in paths])
        if len(paths) == 1:
            self.until(lambda: ended, f"an answer about {paths[0].name}")
        else:
            self.until(lambda: not page.several.run.busy, "an answer about several pictures")
            self.wait(0.5)
        page.settled.disconnect(on_settled)

    def decide(self, word: str, row: int) -> None:
        page = self.window.search_page
        page.results.take_in_hand(row)
        page.keys[word].trigger()

    def hang_above(self, mime: QMimeData) -> None:
        self.window.overlay.show_for(incoming.look(mime))
        self.wait(0.5)

    def _hold(self, path: Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", HOLDER, str(path)]
        holder = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]
        )
        assert holder.stdout is not None
        holder.stdout.readline()
        return holder

    # the groups

    def first(self) -> State:
        """Nothing is there yet."""
        yield "first-start"
        for page in ("indexing", "history"):
            if page in PAGES:
                self.window.show_page(PAGES.index(page))
                self.wait(0.3)
                yield f"{page}-empty"

    def library(self) -> State:
        """The sample pictures are indexed."""
        window, page = self.window, self.window.search_page
        self.until(lambda: window.embedders.has(window.work.wanted()), "the embedder ready")
        yield "search-no-query"
        yield from self._queries(self._make_queries())
        yield from self._hits()
        yield from self._drops()
        yield from self._indexing()
        yield from self._sheets()
        window.show_page(PAGES.index("search"))
        page.setFocus()

    def _make_queries(self) -> dict[str, Path]:
        folder = self._own / "Downloads"
        folder.mkdir()
        with Image.open(samples.photographs()["chelsea"]) as photograph:
            picture = photograph.convert("RGB")
        made = {
            name: folder / name
            for name in ("chelsea-400x300-ad.jpg", "IMG_0931.jpg", "banner.jpg", "grey.png")
        }
        samples.cropped(samples.watermarked(picture), 0.75).save(made["chelsea-400x300-ad.jpg"], quality=60)
        picture.save(made["IMG_0931.jpg"], quality=90)
        whole = made["IMG_0931.jpg"].read_bytes()
        made["IMG_0931.jpg"].write_bytes(whole[: round(len(whole) * 0.61)])
        made["banner.jpg"].write_text("<!doctype html><html><body>404 Not Found</body></html>")
        Image.new("RGB", (640, 480), (120, 130, 140)).save(made["grey.png"])
        self._query = made["chelsea-400x300-ad.jpg"]
        return made

    def _queries(self, made: dict[str, Path]) -> State:
        page = self.window.search_page
        for state, name in (
            ("search-damaged-query", "IMG_0931.jpg"),
            ("search-not-an-image", "banner.jpg"),
            ("search-too-flat", "grey.png"),
        ):
            self.search(made[name])
            yield state
        self.search(made["IMG_0931.jpg"].with_name("chateau.jpg"))
        yield "search-file-is-gone"
        # the network is ready long before: what the page is told while it is not
        query = load_query(os.fsencode(self._query), 224)
        self.search(self._query)
        page.results.clear()
        page.asking.decoded.emit(query)
        page.asking.waiting.emit(query)
        yield "search-embedder-loading"
        several = sorted((self._place / "Photos" / "reposts").iterdir())[:6]
        self.search(*several, made["banner.jpg"], self._query)
        yield "search-several"

    def _hits(self) -> State:
        page = self.window.search_page
        results = page.results
        self.search(self._query)
        results.distance.set_distance(DEFAULT_WITHIN)
        results.take_in_hand(0)
        yield "search-hits"
        results.distance.set_distance(FARTHEST)
        yield "search-all-hits"
        results.take_in_hand(0)
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space):
            QTest.keyClick(results.grid, key)
        yield "search-hits-selected"
        results.grid.clearSelection()
        for row, word in enumerate(("duplicate", "duplicate", "not_duplicate", "keep", "related")):
            self.decide(word, row)
        self.wait(0.2)
        results.take_in_hand(0)
        yield "search-hits-decided"
        results.distance.set_distance(0.02)
        yield "search-nothing-within"
        results.distance.set_distance(DEFAULT_WITHIN)
        if "history" in PAGES:
            self.window.show_page(PAGES.index("history"))
            self.wait(0.5)
            yield "history-acts"

    def _drops(self) -> State:
        reposts = sorted((self._place / "Photos" / "reposts").iterdir())
        for state, mime in (
            ("picture", _urls(self._query)),
            ("several", _urls(*reposts[:6])),
            ("folder", _urls(self._place / "Holiday")),
            ("link", _link()),
            ("nothing", _text()),
        ):
            self.hang_above(mime)
            yield f"drop-{state}"
        self.window.overlay.hide()

    def _indexing(self) -> State:
        window, running = self.window, self.window.running
        window.show_page(PAGES.index("indexing"))
        self.wait(0.5)
        yield "indexing-problems"
        news: list[int] = []

        def on_news(said: object) -> None:
            stages = said.progress.stages  # type: ignore[attr-defined]
            news.append(next(stage.done for stage in stages if stage.name == "embedding"))

        running.news.connect(on_news)
        window.index(Wish((os.fsencode(self._place / "Holiday"),)))
        self.until(lambda: news and news[-1] > 40, "forty pictures indexed")
        yield "indexing-running"
        if running.busy:
            running.toggle_pause()
            self.wait(1.0)
            yield "indexing-paused"
            running.toggle_pause()
            running.cancel()
        self.until(lambda: not running.busy, "indexing cancelled")
        self.wait(0.5)
        yield "indexing-cancelled"
        window.index(Wish((os.fsencode(self._place / "Photos"),)))
        self.until(lambda: not running.busy, "indexing done")
        self.wait(0.5)
        yield "indexing-done"
        running.news.disconnect(on_news)

    def _sheets(self) -> State:
        window = self.window
        trace = (
            'Traceback (most recent call last):\n  File "simgui/gui/search/page.py", line 300\nKeyError: 17'
        )
        for name, show in (
            ("keys", window.show_keys),
            ("settings", window.show_settings),
            ("our-own-bug", lambda: window.show_bug(trace)),
        ):
            show()
            self.wait(0.3)
            yield f"sheet-{name}"
            for sheet in QApplication.topLevelWidgets():
                if isinstance(sheet, QDialog):
                    sheet.close()
            self.wait(0.1)

    def held(self) -> State:
        """Another simgui has the library."""
        yield "locked"


def _urls(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def _link() -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/pictures/1207")])
    return mime


def _text() -> QMimeData:
    mime = QMimeData()
    mime.setText("words")
    return mime
