"""What comes between: a drop while the network loads, a cancel, a card that is pulled out, a damaged picture."""

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
from tests.e2e.play import drop, play
from tests.gui.conftest import scene

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture
def library(made_library: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_library, tmp_path / "library"))


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(150):
        scene(1000 + number).save(folder / f"{number:03}.png")
    return folder


def shown_names(window: MainWindow) -> set[str]:
    model = window.search_page.results.model
    return {model.card(row).name for row in range(model.rowCount())}


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
        window.running.finished.connect(lambda summary: decoded.append(summary.new_images))
        QTest.keyClick(window, Qt.Key.Key_F5)
        yield lambda: window.running.busy
        yield lambda: not window.running.busy
        assert window.library.status().embedded == 150
        assert decoded == [150 - done[0]], "nothing is done twice"

    assert play(library, first) == 0
    assert play(library, second) == 0


def test_a_root_that_is_offline_keeps_its_hits_and_says_so(
    qapp: QApplication, tmp_path: Path, pictures: Path
) -> None:
    library, card = tmp_path / "library", tmp_path / "card-2"
    card.mkdir()
    for name in ("scene-01.png", "near-small.png", "scene-05.png"):
        shutil.copy(pictures / name, card / name)

    def first(window: MainWindow) -> Iterator[Callable[[], bool]]:
        drop(window, card)
        yield lambda: window.running.busy
        yield lambda: not window.running.busy

    def second(window: MainWindow) -> Iterator[Callable[[], bool]]:
        QTest.keyClick(window, Qt.Key.Key_F5)
        yield lambda: window.running.busy
        yield lambda: not window.running.busy
        drop(window, pictures / "near-jpeg.jpg")
        yield lambda: window.search_page.results.model.rowCount() >= 2
        model = window.search_page.results.model
        said = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
        assert all("offline" in text for text in said), said
        window.show_page(INDEXING)
        yield lambda: window.indexing_page.roots.rowCount() == 1
        root = window.indexing_page.roots.roots[0]
        assert root.offline
        assert root.files == 3

    assert play(library, first) == 0
    card.rename(tmp_path / "pulled out")
    assert play(library, second) == 0
    (tmp_path / "pulled out").rename(card)
    with Library.open(library) as opened:
        assert opened.status().embedded == 3


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
