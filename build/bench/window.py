"""Time from process start until the window is painted, and until the first hits are: window.py [--images 100000]

The real program is started as a person starts it, with an empty library and with a large one, on Qt's
offscreen platform. It tells when its first painting is done, and whether torch was imported before; and, started
with a picture, when all thumbnails in sight are painted. The limits in the same run: a process that shows an empty
QMainWindow, and one that only imports torch.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import child
import measured
import photographs
from library_of import library_of

HITS = "simgui, hits of a picture painted"

# time.time() on both sides: the clocks of two processes need a common beginning
EMPTY_WINDOW = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, self.seen)
    def seen(self):
        print(time.time(), False)
        QApplication.quit()
app = QApplication([])
window = Window()
window.resize(1440, 900)
window.show()
app.exec()
"""

IMPORTS = """
import time
import torch
print(time.time(), False)
"""

PROGRAM = """
import sys, time
from simgui.core.priority import imported
with imported():  # as cli.py does
    from simgui.gui.main_window import MainWindow
def begin(window):
    print(time.time(), "torch" in sys.modules)
    window.close()
MainWindow._begin = begin
sys.argv = ["simgui", "--library", *sys.argv[1:]]
from simgui.__main__ import main
sys.exit(main())
"""

# with a picture: the window goes on until its hits are painted
FIRST_HITS = """
import sys, time
from simgui.core.priority import imported
with imported():
    from simgui.gui.search.page import SearchPage
def _on_painted(page):  # Qt finds it by this name
    print(time.time(), False)
    page.window().close()
SearchPage._on_painted = _on_painted
sys.argv = ["simgui", "--library", *sys.argv[1:]]
from simgui.__main__ import main
sys.exit(main())
"""


def start(code: str, arguments: list[str]) -> tuple[float, bool]:
    """Seconds until painted, and whether torch was imported by then."""
    with tempfile.TemporaryDirectory() as settings:
        began_s = time.time()
        said = child.run(code, arguments, QT_QPA_PLATFORM="offscreen", XDG_CONFIG_HOME=settings).split()
    return float(said[0]) - began_s, said[1] == "True"


def main() -> int:
    chosen = measured.options(__doc__, 11, images=100_000).parse_args()
    large = library_of(chosen.data, chosen.images)
    picture = photographs.save_crops(chosen.data / "queries", 200, seed=2)[0]
    report = measured.Report("window: process start to the first painting")
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as empty:
        starts = {
            "an empty QMainWindow": (EMPTY_WINDOW, []),
            "simgui, empty library": (PROGRAM, [os.fspath(Path(empty) / "library")]),
            f"simgui, {chosen.images:,} images": (PROGRAM, [os.fspath(large)]),
            HITS: (FIRST_HITS, [os.fspath(large), os.fspath(picture)]),
            "import torch alone": (IMPORTS, []),
        }
        for number in range(chosen.rounds + 1):
            for name, (code, arguments) in starts.items():
                seconds, torch_imported = start(code, arguments)
                if torch_imported:
                    raise SystemExit("window: torch was imported before the window was up")
                if number:
                    found.setdefault(name, []).append(seconds)
    report.sizes = {"images": chosen.images, "rounds": chosen.rounds}
    for name, seconds_each in found.items():
        aim_s = 5.0 if name == HITS else 1.0 if name.startswith("simgui") else None
        report.add(f"{name}, median", measured.median(seconds_each), "s", at_most=aim_s)
    report.notes.append("torch was not imported before the first painting in any of them")
    return report.end(chosen.json)


if __name__ == "__main__":
    sys.exit(main())
