"""The first evening with simgui, through the real main(): a folder is dropped and indexed, then a picture.

Its near-duplicates come up, one is marked, and at the next start the mark is there. From the folder to the mark no
widget is reached past: events go in as the window system sends them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from simgui.gui.main_window import MainWindow
from tests.e2e.play import drop, indexed, play
from tests.gui.conftest import scene


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_index_drop_see_mark_and_come_back(qapp: QApplication, pictures: Path, tmp_path: Path) -> None:
    library, query = tmp_path / "library", tmp_path / "from a forum.jpg"
    scene(1).save(query, quality=55)
    seen: list[str] = []

    def first(window: MainWindow) -> Iterator[Callable[[], bool]]:
        assert window.search_page.first.isVisible()
        over = indexed(window)
        drop(window, pictures)
        yield lambda: window.running.busy or over()
        # a query meanwhile waits for what is there by then, and starts again when all is
        drop(window, query)
        yield over
        yield lambda: window.search_page.results.model.rowCount() > 3
        yield lambda: not window.search_page.asking.worker.busy
        model = window.search_page.results.model
        names = [model.card(row).name for row in range(model.rowCount())]
        assert set(names) >= {"scene-01.png", "near-jpeg.jpg", "near-small.png"}, names
        QTest.keyClick(window.search_page.results.grid, Qt.Key.Key_D)
        assert model.card(0).decision == "duplicate"
        seen.append(names[0])

    def second(window: MainWindow) -> Iterator[Callable[[], bool]]:
        drop(window, query)
        yield lambda: window.search_page.results.model.rowCount() > 0
        card = window.search_page.results.model.card(0)
        assert (card.name, card.decision) == (seen[0], "duplicate")
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert window.search_page.results.model.card(0).decision is None

    assert play(library, first) == 0
    assert play(library, second) == 0
    with sqlite3.connect(library / "catalog.sqlite3") as catalog:
        kinds = [row[0] for row in catalog.execute("SELECT kind FROM events ORDER BY id")]
    catalog.close()
    assert kinds == ["decide", "undo"]
