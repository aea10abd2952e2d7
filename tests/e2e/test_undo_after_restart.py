"""A mark is taken back; the program ends; at the next start it is still taken back, and can be put again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from simgui.gui.main_window import HISTORY, MainWindow
from tests.e2e.play import drop, play

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


def test_what_was_taken_back_stays_so_and_can_be_put_again(
    qapp: QApplication, library: Path, pictures: Path
) -> None:
    control = Qt.KeyboardModifier.ControlModifier

    def found(window: MainWindow) -> Callable[[], bool]:
        return lambda: window.search_page.results.model.rowCount() > 2

    def decided(window: MainWindow) -> str | None:
        return window.search_page.results.model.card(1).decision

    def first(window: MainWindow) -> Iterator[Callable[[], bool]]:
        drop(window, pictures / "scene-01.png")
        yield found(window)
        window.search_page.results.take_in_hand(1)  # the first is the picture itself
        QTest.keyClick(window.search_page.results.grid, Qt.Key.Key_D)
        yield lambda: decided(window) == "duplicate"
        QTest.keyClick(window, Qt.Key.Key_Z, control)
        yield lambda: decided(window) is None

    def second(window: MainWindow) -> Iterator[Callable[[], bool]]:
        drop(window, pictures / "scene-01.png")
        yield found(window)
        assert decided(window) is None
        window.show_page(HISTORY)
        yield lambda: window.history_page.model.rowCount() == 1
        QTest.keyClick(window, Qt.Key.Key_Y, control)
        yield lambda: decided(window) == "duplicate"

    assert play(library, first) == 0
    assert play(library, second) == 0
