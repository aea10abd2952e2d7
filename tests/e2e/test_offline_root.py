"""The card with the pictures is pulled out: its hits stay and say so, and nothing is forgotten."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from simgui.core.library import Library
from simgui.gui.main_window import INDEXING, MainWindow
from tests.e2e.play import drop, indexed, play

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


def test_a_root_that_is_offline_keeps_its_hits_and_says_so(
    qapp: QApplication, tmp_path: Path, pictures: Path
) -> None:
    library, card = tmp_path / "library", tmp_path / "card-2"
    card.mkdir()
    for name in ("scene-01.png", "near-small.png", "scene-05.png"):
        shutil.copy(pictures / name, card / name)

    def first(window: MainWindow) -> Iterator[Callable[[], bool]]:
        over = indexed(window)
        drop(window, card)
        yield over

    def second(window: MainWindow) -> Iterator[Callable[[], bool]]:
        over = indexed(window)
        QTest.keyClick(window, Qt.Key.Key_F5)
        yield over
        drop(window, pictures / "near-jpeg.jpg")
        yield lambda: window.search_page.results.model.rowCount() >= 2
        model = window.search_page.results.model
        said = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
        assert all("offline" in text for text in said), said
        window.show_page(INDEXING)
        yield lambda: window.indexing_page.roots.rowCount() == 1
        root = window.indexing_page.roots.roots[0]
        assert root.state == "offline"
        assert root.files == 3

    assert play(library, first) == 0
    card.rename(tmp_path / "pulled out")
    assert play(library, second) == 0
    (tmp_path / "pulled out").rename(card)
    with Library.open(library) as opened:
        assert opened.status().embedded == 3
