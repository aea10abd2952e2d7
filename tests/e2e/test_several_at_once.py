"""Five pictures are dropped at once: each has its answer, one is opened, and the way leads back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from simgui.gui.main_window import MainWindow
from tests.e2e.play import drop, play, shown_names
from tests.gui.conftest import scene

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


def test_do_i_have_these_already(qapp: QApplication, library: Path, pictures: Path, tmp_path: Path) -> None:
    unlike = Image.effect_mandelbrot((320, 240), (-2.0, -1.2, 0.6, 1.2), 60)
    unlike.convert("RGB").save(tmp_path / "new.png")
    shutil.copy(pictures / "scene-02.png", tmp_path / "the same.png")
    scene(1).save(tmp_path / "again.jpg", quality=60)
    (tmp_path / "page.jpg").write_text("<html></html>")
    names = ["again.jpg", "the same.png", "new.png", "page.jpg"]

    def steps(window: MainWindow) -> Iterator[Callable[[], bool]]:
        drop(window, *(tmp_path / name for name in names), pictures / "scene-05.png")
        several = window.search_page.several
        yield lambda: window.search_page.showing_several and not several.run.busy
        yield lambda: several.model.rowCount() == 5
        outcomes = [several.model.answers[number].outcome for number in range(5)]
        assert outcomes[1:] == ["identical", "new", "unreadable", "identical"], outcomes
        assert outcomes[0] in ("copy", "likely_copy"), outcomes
        several.table.setFocus()
        several.table.selectRow(0)
        QTest.keyClick(several.table, Qt.Key.Key_Return)
        yield lambda: "near-jpeg.jpg" in shown_names(window)
        assert not window.search_page.showing_several or several.back_bar.isVisible()
        QTest.keyClick(window, Qt.Key.Key_Escape)
        yield lambda: several.table.isVisible()
        assert several.model.rowCount() == 5

    assert play(library, steps) == 0
