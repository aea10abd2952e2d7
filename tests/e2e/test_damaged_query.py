"""A torn picture is searched as far as it goes; what is no picture is said; the next one works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from simgui.gui.main_window import MainWindow
from tests.e2e.play import drop, play

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


def test_a_damaged_query_is_searched_as_far_as_it_goes(
    qapp: QApplication, library: Path, pictures: Path, tmp_path: Path
) -> None:
    data = (pictures / "near-jpeg.jpg").read_bytes()
    torn = tmp_path / "IMG_0931.jpg"
    torn.write_bytes(data[: len(data) * 7 // 10])
    page = tmp_path / "banner.jpg"
    page.write_text("<html><body>not found</body></html>")

    def steps(window: MainWindow) -> Iterator[Callable[[], bool]]:
        drop(window, torn)
        yield lambda: "IMG_0931.jpg ends after" in window.search_page.results.notice.text
        assert "The readable part was searched." in window.search_page.results.notice.text
        drop(window, page)
        yield (
            lambda: (
                "banner.jpg is not a picture: it holds an HTML page" in window.search_page.results.state.text
            )
        )
        drop(window, pictures / "scene-02.png")
        yield lambda: window.search_page.results.model.rowCount() > 0
        assert window.search_page.results.notice.text == ""

    assert play(library, steps) == 0
