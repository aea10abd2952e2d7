"""How long it takes to review groups by keyboard: keys.py LIBRARY [--groups 100] [--look 0.5]

The real window over an indexed library whose pictures were compared: each group is looked at for so many seconds once
both pictures are there, and accepted by Enter. Decisions are written into the library, so give a copy. Beside the whole
the time that the window itself took for each: from the key until the next group's pictures are painted.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import measured
from drop import settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from simgui.core.library import Library
from simgui.gui.app import application
from simgui.gui.main_window import REVIEW, MainWindow
from simgui.gui.settings import Settings


def main() -> int:
    parser = measured.options(__doc__, 1)
    parser.add_argument("library", type=Path)
    parser.add_argument("--groups", type=int, default=100)
    parser.add_argument("--look", type=float, default=0.5, help="seconds for each group (0.5)")
    chosen = parser.parse_args()
    application()
    window = MainWindow(Library.open(chosen.library, create=False), Settings(), None, "cpu")
    window.resize(1440, 900)
    window.show()
    window.show_page(REVIEW)
    page = window.review_page
    while not page.session.known:  # what is still compared goes on beside, as it does for a person
        settle(0.1)
    page.session.begin()
    page.setFocus()
    began_s, own_ms = time.perf_counter(), []
    for _ in range(chosen.groups):
        asked_s = time.perf_counter()
        while not all(page.ahead.pictures.is_whole(one.picture_hash) for one in page.stage.wanted()):
            settle(0.005)
        own_ms.append((time.perf_counter() - asked_s) * 1e3)
        settle(chosen.look)
        asked_s = time.perf_counter()
        QTest.keyClick(page, Qt.Key.Key_Return)
        own_ms[-1] += (time.perf_counter() - asked_s) * 1e3
    took_s = time.perf_counter() - began_s
    window.close()
    report = measured.Report("keys: groups reviewed by keyboard")
    report.sizes = {"groups": chosen.groups, "seconds of looking at each": chosen.look}
    report.add("all of them", took_s, "s", at_most=300)
    report.add("of each the window's own, median", measured.median(own_ms), "ms")
    return report.end(chosen.json)


if __name__ == "__main__":
    sys.exit(main())
