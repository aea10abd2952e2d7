"""Language and theme are changed in the running program; what was searched stays."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from simgui.gui import languages
from simgui.gui.main_window import MainWindow
from simgui.gui.sheets.settings import SettingsSheet
from simgui.gui.widgets import theme
from tests.e2e.play import drop, play, window_now

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    yield
    languages.install(qapp, "en")
    QLocale.setDefault(before)
    theme.set_feel(compact=False, still=False)
    theme.apply(qapp, "light")


def sheet_of(window: MainWindow) -> SettingsSheet:
    return window.findChild(SettingsSheet)  # type: ignore[return-value]


def choose(sheet: SettingsSheet, box: str, value: str) -> None:
    """As a person who picks an entry of the list."""
    combo = getattr(sheet, box)
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())


def test_language_and_theme_change_while_a_query_is_shown(
    qapp: QApplication, library: Path, pictures: Path
) -> None:
    def steps(window: MainWindow) -> Iterator[Callable[[], bool]]:
        drop(window, pictures / "scene-01.png")
        yield lambda: window.search_page.results.model.rowCount() > 2
        found = window.search_page.results.model.rowCount()
        window.show_settings()
        choose(sheet_of(window), "theme", "dark")
        assert theme.tokens().dark
        choose(sheet_of(window), "language", "ja")
        yield lambda: window_now() not in (None, window)
        new = window_now()
        assert new is not None
        assert new.rail.buttons[0].text() == "検索"
        # the sheet is open again, and the picture is searched again, without loading the network once more
        yield lambda: sheet_of(new) is not None
        yield lambda: new.search_page.results.model.rowCount() == found
        assert theme.tokens().dark
        choose(sheet_of(new), "language", "en")
        yield lambda: window_now() not in (None, new)
        last = window_now()
        assert last is not None
        assert last.rail.buttons[0].text() == "Search"
        yield lambda: sheet_of(last) is not None
        sheet_of(last).close()

    assert play(library, steps) == 0


def test_what_still_runs_in_the_old_window_gives_the_library_up_when_it_ends(
    qapp: QApplication,
    library: Path,
    pictures: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The program locked itself out until it was started again"""
    monkeypatch.setattr("simgui.gui.main_window.CLOSE_WAIT_MS", 1)

    def steps(window: MainWindow) -> Iterator[Callable[[], bool]]:
        drop(window, pictures / "scene-01.png")
        yield lambda: window.search_page.results.model.rowCount() > 2
        release = threading.Event()
        window.overview.worker.start(lambda _cancel, _report: release.wait(60))
        window.show_settings()
        sheet = sheet_of(window)
        # two at once, as fast typing does: one window is made
        choose(sheet, "density", "compact")
        choose(sheet, "language", "ja")
        yield lambda: window_now() not in (None, window)
        new = window_now()
        assert new is not None
        assert window.stuck
        yield lambda: bool(new.lock_banner.text)
        release.set()
        yield lambda: new.library.writable
        assert new.lock_banner.text == ""
        assert new.rail.buttons[0].text() == "検索"
        yield lambda: sheet_of(new) is not None
        sheet_of(new).close()
        monkeypatch.undo()

    assert play(library, steps) == 0
    assert "at closing these had not ended" in caplog.text
    caplog.clear()
