"""From a drop to its painted thumbnails, in the real window: drop.py [--images 100000]

The real window on Qt's offscreen platform, the real embedder, a library of many images around real ones
(library_of.py). Crops that the library does not hold are dropped as files, by QDragEnterEvent and QDropEvent
to the window; the search page tells when all pictures in sight are painted. What the page itself measured
is compared with the clock here. Nothing else runs: the next one is dropped when the hits of the last were looked
at closer.
"""

from __future__ import annotations

import os
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
from simgui.gui.main_window import MainWindow
from simgui.gui.settings import Settings
from simgui.gui.widgets import theme

PATIENCE_MS = 120_000
SEED = 2


@dataclass(frozen=True)
class Drop:
    """Milliseconds of one drop. `rest_ms`: hand-over between threads, thumbnails, painting."""

    total_ms: float
    decode_ms: float
    embed_ms: float
    scan_ms: float
    rest_ms: float
    shown: int


class Dropper:
    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._answer: Hits | None = None
        window.search_page.asking.answered.connect(self._on_answered)

    def _on_answered(self, hits: Hits) -> None:
        self._answer = hits

    def drop(self, path: Path) -> Drop:
        window, page = self._window, self._window.search_page
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(os.fspath(path))])
        place = QPointF(window.rect().center())
        what = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        with warnings.catch_warnings():
            # Qt 6.12 wants QPointF here, earlier releases know only QPoint
            warnings.simplefilter("ignore", DeprecationWarning)
            enter = QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, *what)
        QApplication.sendEvent(window, enter)
        QApplication.processEvents()
        done, own_ms = QEventLoop(), [0.0]

        def painted(elapsed_ms: float) -> None:
            own_ms[0] = elapsed_ms
            done.exit(0)

        page.painted.connect(painted)
        late = QTimer(singleShot=True, interval=PATIENCE_MS)
        late.timeout.connect(lambda: done.exit(1))
        late.start()
        began_s = time.perf_counter()
        QApplication.sendEvent(window, QDropEvent(place, Qt.DropAction.CopyAction, *what))
        failed = done.exec()
        total_ms = (time.perf_counter() - began_s) * 1e3
        page.painted.disconnect(painted)
        if failed or self._answer is None:
            raise SystemExit(f"drop: nothing was painted for {path}")
        if abs(total_ms - own_ms[0]) > 20 + total_ms / 5:
            raise SystemExit(f"drop: the page says {own_ms[0]:.0f} ms, the clock {total_ms:.0f} ms")
        timing, shown = self._answer.timing, page.results.model.rowCount()
        known_ms = timing.decode_ms + timing.embed_ms + timing.scan_ms
        return Drop(total_ms, timing.decode_ms, timing.embed_ms, timing.scan_ms, total_ms - known_ms, shown)


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
    chosen = parser.parse_args()
    folder = library_of(chosen.data, chosen.images)
    pictures = photographs.save_crops(chosen.data / "queries", max(chosen.rounds + 3, 200), seed=SEED)
    report = measured.Report("drop: from the drop to all thumbnails in sight painted")
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_CONFIG_HOME"] = home
        drops = drop_all(folder, pictures[: chosen.rounds + 3], chosen.pause)[3:]
    report.sizes = {
        "images": chosen.images,
        "drops": len(drops),
        "hits shown, median": int(measured.median([one.shown for one in drops])),
        "longest side of a dropped picture in px": 640,
    }
    totals = [one.total_ms for one in drops]
    report.add("drop to painted, median", measured.median(totals), "ms", at_most=250)
    report.add("95th percentile", measured.percentile(totals, 0.95), "ms")
    for name in ("decode", "embed", "scan", "rest"):
        report.add(f"  {name}, median", measured.median([getattr(one, f"{name}_ms") for one in drops]), "ms")
    report.notes.append("scan: with the hits' files and facts; rest: threads, layout, thumbnails, painting")
    return report.end(chosen.json)


def drop_all(folder: Path, pictures: list[Path], pause_s: float) -> list[Drop]:
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
        for path in pictures:
            found.append(dropper.drop(path))
            # looking closer at what was found is behind the hits, and the next drop would only end it
            while window.search_page.looking.worker.busy:
                settle(0.05)
            settle(pause_s)
    finally:
        window.close()
    return found


if __name__ == "__main__":
    sys.exit(main())
