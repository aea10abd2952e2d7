"""From a drop to its painted thumbnails, in the real window: drop.py [--images 100000] [--while-indexing FOLDER]

The real window on Qt's offscreen platform, the real embedder, a library of many images around real ones
(library_of.py). Crops that the library does not hold are dropped as files, by QDragEnterEvent and QDropEvent
to the window; the search page tells when all pictures in sight are painted. What the page itself measured
is compared with the clock here. Nothing else runs: the next one is dropped when the hits of the last were looked
at closer. Half of them are let go in the moment in which they come over the window, the others hang above it for
as long as a hand does at the least (HOVER_S), and are searched meanwhile.

With --while-indexing a copy of the library indexes that folder of pictures meanwhile.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import measured
import photographs
from library_of import library_of
from PySide6.QtCore import QEventLoop, QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from simgui.core.library import Library
from simgui.core.search import Hits
from simgui.gui.app import application
from simgui.gui.indexing.running import Wish
from simgui.gui.main_window import MainWindow
from simgui.gui.settings import Settings
from simgui.gui.widgets import theme

PATIENCE_MS = 120_000
SEED = 2
HOVER_S = 0.3
STEPS = ("event", "decode", "embed", "scan", "model", "thumbnails", "paint")


@dataclass(frozen=True)
class Drop:
    """Milliseconds of one drop, in the order of STEPS. `model`: the hand-over between threads too.

    Of one that hung above the window decode, embed and scan were over before it was let go, and are 0. Of one that was
    let go at once they began when it came over the window, `lead_ms` before. ahead: the search began before it was let
    go.
    """

    total_ms: float
    lead_ms: float
    steps: dict[str, float]
    shown: int
    ahead: bool


class Dropper:
    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._answer: Hits | None = None
        self._answered_s = self._ready_s = 0.0
        window.search_page.asking.answered.connect(
            self._on_answered
        )  # after the page, which has its model then
        window.thumbnails.ready.connect(self._on_ready)

    def _on_answered(self, hits: Hits) -> None:
        self._answer, self._answered_s = hits, time.perf_counter()
        self._ready_s = self._answered_s

    def _on_ready(self) -> None:
        self._ready_s = time.perf_counter()

    def drop(self, path: Path, hover_s: float) -> Drop:
        window, page = self._window, self._window.search_page
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(os.fspath(path))])
        place = QPointF(window.rect().center())
        what = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        with warnings.catch_warnings():
            # Qt 6.12 wants QPointF here, earlier releases know only QPoint
            warnings.simplefilter("ignore", DeprecationWarning)
            enter = QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, *what)
        entered_s = time.perf_counter()
        QApplication.sendEvent(window, enter)
        QApplication.processEvents()
        settle(hover_s)
        done, own_ms, ended_s = QEventLoop(), 0.0, 0.0

        def painted(elapsed_ms: float) -> None:
            nonlocal own_ms, ended_s
            own_ms, ended_s = elapsed_ms, time.perf_counter()

        page.painted.connect(painted)
        leaving = page.settled.connect(lambda *_: done.exit(0))  # what comes after them has begun then
        late = QTimer(singleShot=True, interval=PATIENCE_MS)
        late.timeout.connect(lambda: done.exit(1))
        late.start()
        began_s = time.perf_counter()
        QApplication.sendEvent(window, QDropEvent(place, Qt.DropAction.CopyAction, *what))
        taken_s = time.perf_counter()
        failed = done.exec()
        total_ms = (ended_s - began_s) * 1e3
        page.painted.disconnect(painted)
        page.settled.disconnect(leaving)
        if failed or not ended_s or self._answer is None:
            raise SystemExit(f"drop: nothing was painted for {path}")
        if abs(total_ms - own_ms) > 20 + total_ms / 5:
            raise SystemExit(f"drop: the page says {own_ms:.0f} ms, the clock {total_ms:.0f} ms")
        timing = self._answer.timing
        over = timing.ahead and hover_s > 0
        work = [0.0 if over else ms for ms in (timing.decode_ms, timing.embed_ms, timing.scan_ms)]
        lead_ms = (began_s - entered_s) * 1e3
        model_ms = max(
            (self._answered_s - taken_s) * 1e3 + (lead_ms if timing.ahead and not over else 0.0) - sum(work),
            0.0,
        )
        thumbnails_ms, paint_ms = (self._ready_s - self._answered_s) * 1e3, (ended_s - self._ready_s) * 1e3
        parts = ((taken_s - began_s) * 1e3, *work, model_ms, thumbnails_ms, paint_ms)
        shown = page.results.model.rowCount()
        return Drop(total_ms, lead_ms, dict(zip(STEPS, parts, strict=True)), shown, timing.ahead)


def wait_until_ready(window: MainWindow) -> None:
    """Until the embedder is there and what the start set going has settled."""
    loop = QEventLoop()
    window.embedders.ready.connect(lambda _embedder: loop.quit())
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    loop.exec()
    settle(1.0)


def settle(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def main() -> int:
    parser = measured.options(__doc__, 60, images=100_000)
    parser.add_argument("--pause", type=float, default=0.1, help="seconds between two drops (0.1)")
    parser.add_argument("--while-indexing", type=Path, metavar="FOLDER")
    chosen = parser.parse_args()
    folder = library_of(chosen.data, chosen.images)
    pictures = photographs.save_crops(chosen.data / "queries", max(chosen.rounds + 4, 200), seed=SEED)
    indexing = chosen.while_indexing
    what = "" if indexing is None else ", while indexing"
    report = measured.Report(f"drop: from the drop to all thumbnails in sight painted{what}")
    with tempfile.TemporaryDirectory(dir=chosen.data) as temporary:
        os.environ["XDG_CONFIG_HOME"] = temporary
        if indexing is not None:
            folder = Path(shutil.copytree(folder, Path(temporary, "library")))
        drops = drop_all(folder, pictures[: chosen.rounds + 4], chosen.pause, indexing)[4:]
    report.sizes = {
        "images": chosen.images,
        "drops": len(drops),
        "hits shown, median": int(measured.median([one.shown for one in drops])),
        "longest side of a dropped picture in px": 640,
        "seconds that half of them hang above the window": HOVER_S,
    }
    for title, of in (("at once", drops[::2]), ("after hanging above", drops[1::2])):
        totals = [one.total_ms for one in of]
        aim_ms = 100 if indexing is None else 250
        report.add(f"{title}: drop to painted, median", measured.median(totals), "ms", at_most=aim_ms)
        report.add("95th percentile", measured.percentile(totals, 0.95), "ms", at_most=2 * aim_ms)
        for name in STEPS:
            report.add(f"  {name}, median", measured.median([one.steps[name] for one in of]), "ms")
        lead_ms = measured.median([one.lead_ms for one in of])
        report.add("  above the window before, median", lead_ms, "ms")
        report.add("  searched ahead", float(sum(one.ahead for one in of)), f"of {len(of)}")
    report.notes.append("scan: with the hits' files and facts; model: with the hand-over between threads")
    return report.end(chosen.json)


def drop_all(folder: Path, pictures: list[Path], pause_s: float, indexing: Path | None = None) -> list[Drop]:
    """Every other one hangs above the window first."""
    app = application()
    theme.set_body_font(app)
    theme.apply(app, "light")
    window = MainWindow(Library.open(folder, create=False), Settings(), None, "cpu")
    window.resize(1440, 900)
    dropper = Dropper(window)
    found = []
    try:
        window.show()
        wait_until_ready(window)
        if indexing is not None:
            window.index(Wish((os.fsencode(indexing.absolute()),)))
            settle(5.0)  # until it embeds
        for number, path in enumerate(pictures):
            if indexing is not None and not window.running.busy:
                raise SystemExit("drop: the indexing has ended before the drops")
            found.append(dropper.drop(path, HOVER_S * (number % 2)))
            # looking closer at what was found is behind the hits, and the next drop would only end it
            while window.search_page.looking.worker.busy:
                settle(0.05)
            settle(pause_s)
    finally:
        window.close()
    return found


if __name__ == "__main__":
    sys.exit(main())
