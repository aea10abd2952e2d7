"""Indexing is cancelled by the key, the program ended; the next start goes on where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from simgui.gui.main_window import MainWindow
from tests.e2e.play import drop, indexed, play
from tests.gui.conftest import scene

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(150):
        scene(1000 + number).save(folder / f"{number:03}.png")
    return folder


def test_cancelled_indexing_goes_on_where_it_stopped(qapp: QApplication, tmp_path: Path, many: Path) -> None:
    library, done = tmp_path / "library", []

    def first(window: MainWindow) -> Iterator[Callable[[], bool]]:
        drop(window, many)
        seen: list[int] = []
        window.running.news.connect(lambda news: seen.append(news.progress.stages[-2].done))
        yield lambda: bool(seen) and seen[-1] > 10
        QTest.keyClick(window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
        yield lambda: not window.running.busy
        done.append(window.library.status().embedded)
        assert 0 < done[0] < 150
        assert not len(window.jobs)

    def second(window: MainWindow) -> Iterator[Callable[[], bool]]:
        assert window.library.status().embedded == done[0]
        decoded: list[int] = []
        window.running.finished.connect(lambda summary: decoded.append(summary.embedded))
        over = indexed(window)
        QTest.keyClick(window, Qt.Key.Key_F5)
        yield over
        assert window.library.status().embedded == 150
        assert decoded == [150 - done[0]], "nothing is done twice"

    assert play(library, first) == 0
    assert play(library, second) == 0
