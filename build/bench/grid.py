"""Does the window ever stand still: grid.py [--images 100000] [--rows 100000 1000000]

The real window on Qt's offscreen platform, with a library of many images around real ones (library_of.py). A
search brings no more hits than the page asks for, so the page is given an answer of so many rows itself; their
thumbnails are in the library. Then it is used as a person would: end, pages, wheel, scroll bar, slider, sizes,
panel, selection. A heartbeat in the event loop tells the longest time in which no event was handled. All of it
once with nothing beside it, and once while the window indexes pictures, which want Python's lock too.
"""

from __future__ import annotations

import dataclasses
import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import measured
import photographs
import psutil
from drop import settle, wait_until_ready
from library_of import library_of
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from simgui.core.catalog import in_parts
from simgui.core.library import Library
from simgui.core.search import Hit, Hits
from simgui.core.thumbnails import Thumbnails
from simgui.gui.app import application
from simgui.gui.incoming import Picture
from simgui.gui.indexing.running import Wish
from simgui.gui.main_window import MainWindow
from simgui.gui.settings import Settings
from simgui.gui.widgets import theme
from simgui.gui.widgets.slider import FARTHEST

BEAT_MS = 4
AIM_MS = 100
PATIENCE_S = 60
# pictures whose thumbnails are there; more than the window keeps, so that scrolling loads and drops all the time
PICTURED = 6000
TO_INDEX = 6000
NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
Step = Callable[[], object]


@dataclasses.dataclass(frozen=True, order=True)
class Block:
    """Time in which no event was handled. `own_ms`: how long the GUI thread had a processor; the rest it waited."""

    ms: float
    own_ms: float


class Heartbeat(QObject):
    """Beats in the event loop; what is more than due between two beats is time in which nothing was handled."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self._process = psutil.Process()
        self._collecting_s = 0.0
        self._last_s, self._last_own_s = time.perf_counter(), time.thread_time()
        self._rss_s = 0.0
        self.blocks: list[Block] = []
        self.collected_ms = 0.0
        self.peak_bytes = 0
        gc.callbacks.append(self._on_collection)
        self._timer.start()

    def _on_beat(self) -> None:
        now_s = time.perf_counter()
        own_ms = (time.thread_time() - self._last_own_s) * 1e3
        self.blocks.append(Block(max((now_s - self._last_s) * 1e3 - BEAT_MS, 0.0), own_ms))
        if now_s - self._rss_s > 0.2:
            self.peak_bytes = max(self.peak_bytes, self._process.memory_info().rss)
            self._rss_s = now_s
        self._last_s, self._last_own_s = time.perf_counter(), time.thread_time()

    def _on_collection(self, phase: str, _info: object) -> None:
        now_s = time.perf_counter()
        if phase == "start":
            self._collecting_s = now_s
        else:
            self.collected_ms = max(self.collected_ms, (now_s - self._collecting_s) * 1e3)

    def begin(self) -> None:
        self.blocks.clear()
        self._last_s, self._last_own_s = time.perf_counter(), time.thread_time()

    def rss_mib(self) -> float:
        return float(self._process.memory_info().rss) / (1 << 20)

    def stop(self) -> None:
        self._timer.stop()
        gc.callbacks.remove(self._on_collection)


class Hand:
    """Uses the window, each step from the event loop, as events come in."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.results = window.search_page.results
        self.grid, self.distance = self.results.grid, self.results.distance

    def acts(self) -> Iterator[tuple[str, Iterable[Step], int]]:
        """What is done, its steps, and the milliseconds between two of them."""
        yield "slider to its far end", [lambda: self.distance.slider.set_distance(FARTHEST)], 0
        yield "End", self.keys(Qt.Key.Key_End), 0
        yield "Home", self.keys(Qt.Key.Key_Home), 0
        yield "PgDn, 200 times", self.keys(Qt.Key.Key_PageDown, 200), 20
        yield "wheel, 100 notches", [self.wheel] * 100, 10
        yield "scroll bar to the middle", self.drag(), 10
        yield "slider from all to few and back", self.slide(), 15
        yield "window 1024, 2560, 1440 wide", self.resize(), 60
        yield "panel hidden and shown", self.panel(), 100
        yield "other page and back", self.other_page(), 100
        yield "thumbnails S, M, L, M", self.sizes(), 100
        yield "Ctrl+A", self.keys(Qt.Key.Key_A, 1, CTRL), 0
        yield "Space on one of all selected", self.keys(Qt.Key.Key_Space, 2), 50
        yield "Home, Shift+End", [*self.keys(Qt.Key.Key_Home), *self.keys(Qt.Key.Key_End, 1, SHIFT)], 50
        yield "arrow, which ends the selection", self.keys(Qt.Key.Key_Left), 0

    def keys(self, key: Qt.Key, times: int = 1, modifier: Qt.KeyboardModifier = NONE) -> list[Step]:
        def press() -> None:
            text = " " if key == Qt.Key.Key_Space else ""
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.postEvent(self.grid, QKeyEvent(kind, key, modifier, text))

        return [press] * times

    def wheel(self) -> None:
        viewport = self.grid.viewport()
        place = QPointF(viewport.rect().center())
        turn = QWheelEvent(
            place, viewport.mapToGlobal(place), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, NONE,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.postEvent(viewport, turn)

    def drag(self) -> Iterator[Step]:
        bar = self.grid.verticalScrollBar()
        yield lambda: bar.setSliderDown(True)
        start = bar.value()
        for step in range(1, 51):
            yield partial(bar.setSliderPosition, start + (bar.maximum() // 2 - start) * step // 50)
        yield lambda: bar.setSliderDown(False)

    def slide(self) -> Iterator[Step]:
        for step in [*range(140, 4, -5), *range(5, 141, 5)]:
            yield partial(self.distance.slider.set_distance, step / 100)

    def resize(self) -> Iterator[Step]:
        for width, height in ((1024, 700), (2560, 1440), (1440, 900)):
            yield partial(self._window.resize, width, height)

    def panel(self) -> list[Step]:
        side = self._window.search_page.side
        return [side.hide, side.show]

    def other_page(self) -> list[Step]:
        return [lambda: self._window.show_page(1), lambda: self._window.show_page(0), self.grid.setFocus]

    def sizes(self) -> list[Step]:
        return [partial(self.results.set_size, name) for name in "SMLM"]


class Probe:
    def __init__(self, window: MainWindow, beat: Heartbeat) -> None:
        self._window, self._beat = window, beat
        self.hand = Hand(window)

    def longest(self, steps: Iterable[Step], pause_ms: int, after_ms: int = 400) -> Block:
        """The longest block while these steps are done, and shortly after."""
        loop, left = QEventLoop(), iter(steps)

        def go_on() -> None:
            step = next(left, None)
            if step is None:
                QTimer.singleShot(after_ms, loop.quit)
                return
            step()
            QTimer.singleShot(pause_ms, go_on)

        self._beat.begin()
        QTimer.singleShot(0, go_on)
        loop.exec()
        return max(self._beat.blocks)

    def answer(self, hits: Hits) -> Block:
        page = self._window.search_page
        page.looking.drop()  # as a new query does: nothing more is heard of the last one's hits
        return self.longest([lambda: page.asking.answered.emit(hits)], 0)

    def search(self, path: Path) -> Hits:
        """A search as it is, for its query."""
        page = self._window.search_page
        found: list[Hits] = []
        loop = QEventLoop()
        page.asking.answered.connect(found.append)
        page.settled.connect(loop.quit)
        QTimer.singleShot(0, lambda: page.search([Picture(path.name, os.fsencode(path))]))
        QTimer.singleShot(PATIENCE_S * 1000, loop.quit)
        loop.exec()
        page.asking.answered.disconnect(found.append)
        page.settled.disconnect(loop.quit)
        if not found:
            raise SystemExit("grid: the search was not answered")
        return found[0]


def copied(original: Path, folder: Path) -> list[tuple[int, bytes]]:
    """The library once more, to index into, with the thumbnails of its first images. Their ids and picture hashes."""
    folder.mkdir()
    for file in original.iterdir():
        if file.suffix in (".sqlite3", ".h5") and not file.name.startswith("thumbnails"):
            shutil.copy2(file, folder)
    with Library.open(original, create=False) as library:
        ids = list(range(1, PICTURED + 1))
        facts = library.catalog.facts_of_images(ids)
        pictures = [(image, facts[image].picture_hash) for image in ids if image in facts]
        ours = Thumbnails(folder / "thumbnails.sqlite3")
        for part in in_parts(pictures):
            ours.put_many(library.thumbnails.get_many([picture for _, picture in part]).items())
        ours.close()
    return pictures


def answer_of(rows: int, asked: Hits, pictures: list[tuple[int, bytes]], library: Library) -> Hits:
    files = library.catalog.files_of_images([image for image, _ in pictures])
    hits = tuple(
        Hit(
            rank=row + 1,
            image=image,
            picture_hash=picture,
            distance=0.05 + 1.3 * row / rows,
            score=0.5,
            word=asked.limits.word(0.05 + 1.3 * row / rows),
            identical=False,
            same_file=False,
            decision=None,
            files=tuple(files[image]),
            file_decisions={},
            width_px=640,
            height_px=480,
            format="JPEG",
        )
        for row in range(rows)
        for image, picture in (pictures[row % len(pictures)],)
    )
    return dataclasses.replace(asked, hits=hits, nearest=hits[0].distance)


def measure(report: measured.Report, window: MainWindow, asked: Hits, hits: Hits, said: str) -> None:
    """All acts on the answer `hits`."""
    beat = Heartbeat()
    probe = Probe(window, beat)
    worst = {"answer shown": probe.answer(hits)}
    before_mib = beat.rss_mib()
    for name, steps, pause_ms in probe.hand.acts():
        worst[name] = probe.longest(steps, pause_ms)
        measured.progress(
            f"{said}: {name}: {worst[name].ms:.0f} ms, of it {worst[name].own_ms:.0f} of its own"
        )
    full_mib = beat.rss_mib()  # by now the window keeps as many thumbnails as it ever does
    probe.longest([*probe.hand.keys(Qt.Key.Key_Home), *probe.hand.keys(Qt.Key.Key_PageDown, 400)], 20)
    after_mib = beat.rss_mib()
    probe.answer(asked)
    beat.stop()
    slowest = max(worst, key=lambda name: worst[name])
    report.add(f"{said}: longest block of all ({slowest})", worst[slowest].ms, "ms", at_most=AIM_MS)
    for name, block in worst.items():
        report.add(f"  {name} (of it {block.own_ms:.0f} of its own)", block.ms, "ms")
    report.add("  longest collection by Python's garbage collector", beat.collected_ms, "ms")
    report.add("  memory with the answer", before_mib, "MiB")
    report.add("  memory after all this, thumbnails kept as far as they may", full_mib, "MiB")
    report.add("  memory 400 screens later, against that", after_mib / full_mib, "x", at_most=1.02)
    report.add("  most memory on the way", beat.peak_bytes / (1 << 20), "MiB")


def main() -> int:
    parser = measured.options(__doc__, 1, images=100_000)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000], help="rows of the grid")
    chosen = parser.parse_args()
    original = library_of(chosen.data, chosen.images)
    query = photographs.save_crops(chosen.data / "queries", 200, seed=2)[7]
    to_index = chosen.data / "to index"
    photographs.save_crops(to_index, TO_INDEX, seed=9)
    report = measured.Report("grid: how long the window stands still")
    report.sizes = {"images": chosen.images, "rows": chosen.rows}
    with tempfile.TemporaryDirectory(dir=chosen.data) as place:
        os.environ["XDG_CONFIG_HOME"] = place
        pictures = copied(original, Path(place) / "library")
        use_window(report, Path(place) / "library", pictures, query, to_index, chosen.rows)
    report.notes.append(
        "a search brings as many hits as the page asks for; these rows were handed to the page as an answer"
    )
    report.notes.append(
        "blocks: longest time between two beats of a timer in the event loop, less its interval; of its own: how"
        " long the GUI thread had a processor then, the rest it waited for one or for Python's lock"
    )
    return report.end(chosen.json)


def use_window(
    report: measured.Report,
    folder: Path,
    pictures: list[tuple[int, bytes]],
    query: Path,
    to_index: Path,
    row_counts: list[int],
) -> None:
    app = application()
    theme.set_body_font(app)
    theme.apply(app, "light")
    window = MainWindow(Library.open(folder, create=False), Settings(), None, "cpu")
    window.resize(1440, 900)
    try:
        window.show()
        wait_until_ready(window)
        beat = Heartbeat()
        probe = Probe(window, beat)
        asked = probe.search(query)
        report.add("a search as it is", max(beat.blocks).ms, "ms", at_most=AIM_MS)
        beat.stop()
        for rows in row_counts:
            hits = answer_of(rows, asked, pictures, window.library)
            measure(report, window, asked, hits, f"{rows:,} rows")
            window.index(Wish((os.fsencode(to_index),)))
            settle(3.0)  # past listing, into decoding and embedding
            measure(report, window, asked, hits, f"{rows:,} rows, while indexing")
            if not window.running.busy:
                report.notes.append(f"indexing ended before the acts on {rows:,} rows did")
            window.running.cancel()
            while window.running.busy:
                settle(0.2)
            del hits
            settle(0.5)
    finally:
        window.close()


if __name__ == "__main__":
    sys.exit(main())
