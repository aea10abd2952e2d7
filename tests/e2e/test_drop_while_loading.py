"""A picture is dropped before the network is there: the search starts by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from simgui.gui.main_window import MainWindow
from tests.e2e.play import drop, play, shown_names

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


def test_a_picture_dropped_while_the_network_loads_is_searched_when_it_is_there(
    qapp: QApplication, library: Path, pictures: Path
) -> None:
    """No second drop is needed, and meanwhile the page says why nothing is shown yet"""
    waited: list[str] = []

    def steps(window: MainWindow) -> Iterator[Callable[[], bool]]:
        window.search_page.asking.waiting.connect(
            lambda _query: waited.append(window.search_page.results.state.text)
        )
        drop(window, pictures / "scene-01.png")
        yield lambda: window.search_page.results.model.rowCount() > 2
        assert "near-jpeg.jpg" in shown_names(window)

    assert play(library, steps) == 0
    assert waited == ["Getting the embedder ready. Your search starts by itself in a few seconds."]
