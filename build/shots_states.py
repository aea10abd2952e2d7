"""The states of the window for build/shots, each brought about in the window as a person or the world would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import shots_cull
import shots_review
from PIL import Image, ImageDraw
from PySide6.QtCore import QEventLoop, QMimeData, QPoint, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from simgui.core import samples
from simgui.core.embedder import EmbedderSpec
from simgui.core.errors import DiskFull
from simgui.core.search import load_query
from simgui.core.thumbnails import Thumbnails
from simgui.gui import app as app_module
from simgui.gui import incoming
from simgui.gui.incoming import Picture
from simgui.gui.indexing.running import Wish
from simgui.gui.main_window import PAGES, MainWindow
from simgui.gui.search.results import SHOWN_WITHIN
from simgui.gui.session import Session
from simgui.gui.settings import Settings
from simgui.gui.widgets.card import Role
from simgui.gui.widgets.slider import FARTHEST

PATIENCE_S = 120
LIBRARY, OTHER_NETWORK = "Photo library", "efficientnet_b0"
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
BUG = 'Traceback (most recent call last):\n  File "simgui/gui/search/page.py", line 300\nKeyError: 17'
# a name, and what must be done anew at each size: a menu closes when its window changes
State = Iterator[str | tuple[str, Callable[[], object]]]


@dataclass(frozen=True)
class Group:
    """States that share a window. `before` meets the library before the window opens it, `after` when it is closed."""

    states: Callable[[], State]
    filled: bool = True
    before: Callable[[Path], object] | None = None
    after: Callable[[], object] | None = None
    spec: EmbedderSpec | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)


def take(place: Path, out: Path, language: str, scheme: str, sizes: list[str], only: list[str]) -> int:
    """Save every state. Returns 1 where one could not be brought about."""
    settings = Settings()
    for key, value in (("theme", scheme), ("language", language), ("menu_bar", False)):
        settings.set(key, value)
    stage = Stage(place, out / language / scheme, [QSize(*map(int, size.split("x"))) for size in sizes], only)
    app_module.application(settings)
    for group in stage.groups():
        if not stage.complete:
            stage.play(group, settings)
    stage.clear_away()
    for fault in stage.faults:
        print(f"shots: {fault}", file=sys.stderr)
    return 1 if stage.faults else 0


class Stage:
    """A group of states shares a window. It yields the name of each state when it is there."""

    def __init__(self, place: Path, out: Path, sizes: list[QSize], only: list[str]) -> None:
        self._place, self._out, self._sizes, self._wanted = place, out, sizes, set(only)
        self._all = not only
        self._own = place / f"of {out.parent.name} {out.name}"
        self._holder: subprocess.Popen[str] | None = None
        self.faults: list[str] = []
        self.window: MainWindow
        self._made = self._make_queries()
        self._query = self._made["chelsea_from_forum.png"]

    def groups(self) -> list[Group]:
        photos, gone = self._place / "Photos", self._place / "Photos, disconnected"
        other = EmbedderSpec(OTHER_NETWORK, os.fspath(self._place / f"{OTHER_NETWORK}.safetensors"))
        return [
            Group(self.first, filled=False),
            Group(self.library),
            Group(self.review),
            Group(self.culled),
            Group(self.interrupted, before=shots_cull.break_off),
            Group(self.offline, before=lambda _path: photos.rename(gone), after=lambda: gone.rename(photos)),
            Group(self.damaged, before=_damage),
            Group(self.other_embedder, spec=other),
            Group(self.full),
            Group(self.compact, chosen={"density": "compact"}),
            Group(self.contrast, chosen={"contrast": "high"}),
            Group(self.locked, before=self._hold, after=self._let_go),
        ]

    @property
    def complete(self) -> bool:
        return not (self._all or self._wanted)

    def play(self, group: Group, settings: Settings) -> None:
        name = group.states.__name__
        path = self._own / name / LIBRARY
        path.parent.mkdir(parents=True)
        if group.filled:
            shutil.copytree(self._place / LIBRARY, path)
        if group.before is not None:
            group.before(path)
        for key, value in group.chosen.items():
            settings.set(key, value)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        session = Session(app, settings, group.spec, "cpu")
        session.open(path)
        assert isinstance(session.window, MainWindow)
        self.window = session.window
        self.window.show()
        self.window.show_page(PAGES.index("search"))
        self.wait(0.5)
        try:
            for state in group.states():
                self._save(*((state, None) if isinstance(state, str) else state))
                if self.complete:
                    break
        except TimeoutError as error:
            self.faults.append(f"{name}: {error}")
        self.window.close()
        session.end()
        for key in group.chosen:
            settings.set(key, "system")
        if group.after is not None:
            group.after()

    def clear_away(self) -> None:
        self.faults += [f"{name}: no such state" for name in self._wanted]
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

    def _save(self, name: str, anew: Callable[[], object] | None) -> None:
        if not self._all and name not in self._wanted:
            return
        for size in self._sizes:
            self.window.resize(size)
            self.wait(0.15)
            if anew is not None:
                anew()
                self.wait(0.15)
            self.until(self._pictures_painted, "all thumbnails painted")
            self.wait(0.05)
            folder = self._out / f"{size.width()}x{size.height()}"
            folder.mkdir(parents=True, exist_ok=True)
            self._grab().save(os.fspath(folder / f"{name}.png"))
        self.window.resize(self._sizes[0])
        self._wanted.discard(name)

    def _pictures_painted(self) -> bool:
        grid = self.window.search_page.results.grid
        rows = range(grid.first_row(), grid.last_row() + 1) if grid.isVisible() else ()
        model = grid.model()
        return all(
            model.index(row, 0).data(Role.PICTURE) or model.index(row, 0).data(Role.MISSING) for row in rows
        )

    def _grab(self) -> QPixmap:
        """The window with its sheets and menus above it, where the window system would put them."""
        whole = self.window.grab()
        painter = QPainter(whole)
        for above in QApplication.topLevelWidgets():
            if not above.isVisible() or above is self.window:
                continue
            place = above.rect()
            if isinstance(above, QDialog):
                place.moveCenter(self.window.rect().center())
                painter.fillRect(place.adjusted(-1, -1, 1, 1), QColor(128, 128, 128))
            else:
                place.moveTopLeft(self.window.mapFromGlobal(above.mapToGlobal(QPoint(0, 0))))
            painter.drawPixmap(place, above.grab())
        painter.end()
        return whole

    # what a person does

    def show(self, page: str) -> None:
        self.window.show_page(PAGES.index(page))
        self.wait(0.5)

    def ready(self) -> None:
        window = self.window
        self.until(lambda: window.embedders.has(window.running.wanted()), "the embedder ready")

    def search(self, *paths: Path) -> None:
        page, ended = self.window.search_page, []

        def on_settled(found: bool, _sentence: str) -> None:
            ended.append(found)

        page.settled.connect(on_settled)
        self.window.show_page(PAGES.index("search"))
        page.search([Picture(path.name, os.fsencode(path)) for path in paths])
        if len(paths) == 1:
            self.until(lambda: ended, f"an answer about {paths[0].name}")
            self.until(lambda: not page.looking.worker.busy, f"a closer look at the hits of {paths[0].name}")
        else:
            self.until(lambda: not page.several.run.busy, "an answer about several pictures")
            self.wait(0.5)
        page.settled.disconnect(on_settled)

    def decide(self, word: str, row: int) -> None:
        page = self.window.search_page
        page.results.take_in_hand(row)
        page.keys[word].trigger()

    def index(self, folder: Path | None, embedded: int | None = None) -> None:
        """Until so many are described, or to the end."""
        running, described = self.window.running, [0]

        def on_news(said: object) -> None:
            stages = said.progress.stages  # type: ignore[attr-defined]
            described.append(next(stage.done for stage in stages if stage.name == "embedding"))

        running.news.connect(on_news)
        self.window.index(Wish() if folder is None else Wish((os.fsencode(folder),)))
        if embedded is None:
            self.until(lambda: not running.busy, "indexing done")
            self.wait(0.5)
        else:
            self.until(lambda: described[-1] >= embedded, f"{embedded} pictures indexed")
        running.news.disconnect(on_news)

    def stop(self) -> None:
        self.window.running.cancel()
        self.until(lambda: not self.window.running.busy, "indexing cancelled")
        self.wait(0.5)

    def list_jobs(self) -> None:
        self.close_sheets()
        self.window.status.list_button.click()

    def close_sheets(self) -> None:
        for above in QApplication.topLevelWidgets():
            if above is not self.window and above.isVisible():
                above.close()
        self.wait(0.1)

    def _hold(self, path: Path) -> None:
        self._holder = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[1],
        )
        assert self._holder.stdout is not None
        self._holder.stdout.readline()

    def _let_go(self) -> None:
        assert self._holder is not None
        self._holder.communicate()

    def _make_queries(self) -> dict[str, Path]:
        folder = self._place / "Downloads"
        folder.mkdir(exist_ok=True)
        photograph = samples.photographs()["chelsea"]
        with Image.open(photograph) as opened:
            picture = opened.convert("RGB")
        names = (
            "chelsea_from_forum.png",
            "chelsea-400x300-ad.jpg",
            "IMG_0931.jpg",
            "banner.jpg",
            "grey.png",
            "chelsea_dated.jpg",
        )
        made = {name: folder / name for name in names}
        shutil.copyfile(photograph, made["chelsea_from_forum.png"])
        samples.cropped(samples.watermarked(picture), 0.75).save(made["chelsea-400x300-ad.jpg"], quality=60)
        dated = picture.copy()
        ImageDraw.Draw(dated).rectangle((280, 60, 380, 130), fill=(28, 28, 32))
        samples.cropped(dated, 0.9).save(made["chelsea_dated.jpg"], quality=75)
        picture.save(made["IMG_0931.jpg"], quality=90)
        whole = made["IMG_0931.jpg"].read_bytes()
        made["IMG_0931.jpg"].write_bytes(whole[: round(len(whole) * 0.61)])
        made["banner.jpg"].write_text("<!doctype html><html><body>404 Not Found</body></html>")
        Image.new("RGB", (640, 480), (120, 130, 140)).save(made["grey.png"])
        return made

    # the groups

    def first(self) -> State:
        """Nothing is there yet."""
        yield "first-start"
        for page in ("indexing", "history"):
            self.show(page)
            yield f"{page}-empty"

    def library(self) -> State:
        """The sample pictures are indexed."""
        self.ready()
        yield "search-no-query"
        yield from self._hits()
        yield from self._history()
        yield from self._drops()
        yield from self._queries()
        yield from self._indexing()
        yield from self._sheets()

    def _hits(self) -> State:
        page, window = self.window.search_page, self.window
        results = page.results
        self.search(self._query)
        results.distance.slider.set_distance(SHOWN_WITHIN)
        results.take_in_hand(1)
        yield "search-hits"
        yield "search-menu", lambda: page.menu.popup(results.grid.mapToGlobal(QPoint(260, 120)))
        self.close_sheets()
        window.menus.bar_shown.toggle()
        yield "search-menu-bar"
        window.menus.bar_shown.toggle()
        results.distance.slider.set_distance(FARTHEST)
        yield "search-all-hits"
        page.keys["new_order"].trigger()
        yield "search-new-order"
        page.keys["new_order"].trigger()
        for size in ("L", "S"):
            results.set_size(size)
            yield f"search-hits-{size.lower()}"
        results.set_size("M")
        results.take_in_hand(0)
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space):
            QTest.keyClick(results.grid, key)
        yield "search-hits-selected"
        results.grid.clearSelection()
        for row, word in enumerate(("keep", "duplicate", "duplicate", "not_duplicate", "related")):
            self.decide(word, row)
        self.wait(0.2)
        results.take_in_hand(2)
        yield "search-hits-decided"
        window.actions_by_name["undo"].trigger()
        self.wait(0.2)
        yield "search-undone"
        window.actions_by_name["redo"].trigger()
        self.search(self._made["chelsea-400x300-ad.jpg"])
        results.distance.slider.set_distance(0.02)
        yield "search-nothing-within"
        results.distance.slider.set_distance(SHOWN_WITHIN)
        yield from self._compare()
        self.search(self._query)

    def _compare(self) -> State:
        """A cut copy with a plate on it, and the photograph."""
        page = self.window.search_page
        self.search(self._made["chelsea_dated.jpg"])
        page.results.distance.slider.set_distance(FARTHEST)
        model = page.results.model
        names = [model.card(row).name for row in range(model.rowCount())]
        page.results.take_in_hand(next(row for row, name in enumerate(names) if name == "chelsea.png"))
        page.keys["compare"].trigger()
        layer = page.comparing.page
        for state, mode in (
            ("compare", "side_by_side"),
            ("compare-slider", "slider"),
            ("compare-difference", "difference"),
        ):
            layer.set_mode(mode)
            self.until(lambda: not layer.loading.worker.busy, "both pictures compared")
            yield state
        layer.set_mode("side_by_side")
        page.results.distance.slider.set_distance(SHOWN_WITHIN)
        layer.left.emit()

    def _history(self) -> State:
        page = self.window.history_page
        self.show("history")
        page.list.setFocus()
        yield "history-acts"
        QTest.keyClick(page.list, Qt.Key.Key_Return)
        self.wait(0.5)
        yield "history-details"
        QTest.keyClick(page.details.restore, Qt.Key.Key_Escape)
        for text, state in (("keep", "history-filtered"), ("nothing of this name", "history-none-fits")):
            page.head.field.setText(text)
            self.wait(0.5)
            yield state
        page.head.field.clear()
        self.wait(0.5)

    def culled(self) -> State:
        """Copies leave by a plan; at the end they are back, for the photographs are those of all states."""
        self.show("history")
        yield from shots_cull.culled(self)

    def interrupted(self) -> State:
        """The program was killed while files left."""
        self.show("search")
        yield from shots_cull.interrupted(self)

    def _drops(self) -> State:
        self.show("search")
        reposts = sorted((self._place / "Photos" / "reposts").iterdir())
        for state, mime in (
            ("picture", _urls(self._query)),
            ("several", _urls(*reposts[:6])),
            ("folder", _urls(self._place / "Holiday")),
            ("link", _link()),
            ("nothing", _text()),
        ):
            self.window.overlay.show_for(incoming.look(mime))
            self.wait(0.5)
            yield f"drop-{state}"
        self.window.overlay.hide()

    def _queries(self) -> State:
        page = self.window.search_page
        for state, name in (
            ("search-damaged-query", "IMG_0931.jpg"),
            ("search-not-an-image", "banner.jpg"),
            ("search-too-flat", "grey.png"),
        ):
            self.search(self._made[name])
            yield state
        self.search(self._query.with_name("chateau.jpg"))
        yield "search-file-is-gone"
        # the network is ready long before: what the page is told while it is not
        query = load_query(os.fsencode(self._query), 224)
        self.search(self._query)
        page.results.clear()
        page.side.hit.hide()
        page.asking.decoded.emit(query)
        page.asking.waiting.emit(query)
        yield "search-embedder-loading"
        several = sorted((self._place / "Photos" / "reposts").iterdir())[:6]
        self.search(*several, self._made["banner.jpg"], self._made["chelsea-400x300-ad.jpg"])
        yield "search-several"
        page.several.opened.emit(7)
        self.until(lambda: page.results.model.rowCount(), "hits of one of several")
        self.wait(0.5)
        yield "search-one-of-several"

    def _indexing(self) -> State:
        window, running = self.window, self.window.running
        self.show("indexing")
        yield "indexing-problems"
        self.index(self._place / "Holiday", 90)
        yield "indexing-running"
        running.toggle_pause()
        self.wait(1.0)
        yield "indexing-paused"
        # a second job: what is asked about many pictures goes on meanwhile
        holiday = sorted((self._place / "Holiday").rglob("*.jpg"))
        window.search_page.search([Picture(path.name, os.fsencode(path)) for path in holiday])
        self.show("search")
        yield "search-several-running"
        yield "jobs", self.list_jobs
        self.close_sheets()
        window.search_page.several.run.close(5000)
        running.toggle_pause()
        self.show("indexing")
        self.stop()
        yield "indexing-cancelled"
        self.index(self._place / "Photos")
        yield "indexing-done"

    def _sheets(self) -> State:
        window, page = self.window, self.window.indexing_page
        root = next(root for root in page.roots.roots if root.path.endswith(b"Photos"))
        for name, show in (
            ("keys", window.show_keys),
            ("settings", window.show_settings),
            ("remove-root", lambda: page.roots_panel.wanted.emit("remove", root)),
            ("rules", lambda: page.roots_panel.wanted.emit("left_out", root)),
            ("device", page.change_device),
            ("embedder", page.change_embedder),
            ("our-own-bug", lambda: window.show_bug(BUG)),
        ):
            show()
            self.until(lambda: _sheet() is not None, f"the sheet {name}")
            self.wait(1.0)
            yield f"sheet-{name}"
            self.close_sheets()
        window.show_keys()
        sheet = _sheet()
        button = next(button for button in sheet.buttons if button.entry.shown)  # type: ignore[union-attr]
        button.click()
        QTest.keyClick(button, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
        yield "sheet-keys-refused"
        self.close_sheets()

    def review(self) -> State:
        """Groups of copies among the sample pictures."""
        self.ready()
        yield from shots_review.states(self)

    def offline(self) -> State:
        """The folder is not there, as when its disk is disconnected."""
        self.ready()
        self.show("indexing")
        self.index(None)
        yield "indexing-offline"
        self.search(self._query)
        self.window.search_page.results.take_in_hand(1)
        self.wait(0.5)
        yield "search-offline"

    def damaged(self) -> State:
        """The file of descriptors holds something else."""
        self.ready()
        self.search(self._query)
        yield "search-vectors-damaged"
        self.show("indexing")
        self.index(self._place / "Photos", 0)
        yield "indexing-vectors-damaged"
        self.stop()

    def other_embedder(self) -> State:
        """The command line named another network than the library's."""
        self.ready()
        self.search(self._query)
        yield "search-other-embedder"
        self.show("indexing")
        self.index(None)
        yield "indexing-other-embedder"

    def full(self) -> State:
        """The disk is full: what stores thumbnails is told so."""
        self.ready()
        self.show("indexing")
        real = Thumbnails.put_many

        def no_space(*_: object) -> None:
            raise DiskFull(path="/data")

        Thumbnails.put_many = no_space  # type: ignore[assignment]
        self.index(self._place / "Holiday")
        yield "indexing-disk-full"
        Thumbnails.put_many = real  # type: ignore[method-assign]
        self.window.running.cancel()

    def compact(self) -> State:
        yield from self._looks("compact")

    def contrast(self) -> State:
        yield from self._looks("contrast")

    def _looks(self, name: str) -> State:
        self.ready()
        self.search(self._query)
        for row, word in enumerate(("keep", "duplicate", "not_duplicate")):
            self.decide(word, row)
        yield f"{name}-search"
        self.show("indexing")
        yield f"{name}-indexing"
        self.show("history")
        yield f"{name}-history"
        self.window.show_keys()
        self.wait(0.3)
        yield f"{name}-keys"
        self.close_sheets()

    def locked(self) -> State:
        """Another simgui has the library."""
        yield "locked"
        self.window.lock_banner.read()
        self.wait(0.3)
        yield "read-only"


def _damage(path: Path) -> None:
    for file in path.glob("vectors-*.h5"):
        file.write_bytes(b"not what it was" * 1000)


def _sheet() -> QWidget | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()), None)


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
