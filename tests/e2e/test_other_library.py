"""Another library is opened in the running program, and found again at the next start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from simgui.core.catalog import CATALOG_FILE
from simgui.gui import libraries
from simgui.gui.main_window import MainWindow
from simgui.gui.settings import Settings
from tests.e2e.play import play, window_now

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


def test_another_library_is_opened_and_found_again_at_the_next_start(
    qapp: QApplication, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SIMGUI_LIBRARY", raising=False)
    other = tmp_path / "写真 & more"

    def steps(window: MainWindow) -> Iterator[Callable[[], bool]]:
        window.libraries.chosen.emit(other)
        yield lambda: window_now() not in (None, window)
        new = window_now()
        assert new is not None
        assert new.library.path == other
        assert new.search_page.first.isVisible()
        new.libraries.menu.aboutToShow.emit()
        names = [action.text() for action in new.libraries.menu.actions()]
        assert [name.rpartition("/")[2] for name in names] == ["写真 && more", "library"]

    assert play(library, steps) == 0
    assert (other / CATALOG_FILE).is_file()
    seen = []

    def again(window: MainWindow) -> Iterator[Callable[[], bool]]:
        seen.append(window.library.path)
        yield lambda: True

    assert play(None, again) == 0
    assert seen == [other]


def test_a_folder_that_is_no_library_is_refused_with_its_name(
    qapp: QApplication, library: Path, tmp_path: Path
) -> None:
    plain = tmp_path / "holiday"
    plain.mkdir()

    def steps(window: MainWindow) -> Iterator[Callable[[], bool]]:
        window.libraries.open(plain)
        yield lambda: "holiday is no library" in window.status.text
        assert plain not in libraries.recent(Settings())

    assert play(library, steps) == 0
