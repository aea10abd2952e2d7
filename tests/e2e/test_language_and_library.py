"""The language, the theme and the library are changed in the running program; what was searched stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from simgui.core.catalog import CATALOG_FILE
from simgui.core.library import Library
from simgui.gui import languages, libraries
from simgui.gui.main_window import MainWindow
from simgui.gui.settings import Settings
from simgui.gui.sheets.settings import SettingsSheet
from simgui.gui.widgets import theme
from tests.e2e.play import drop, play, window_now


@pytest.fixture
def library(made_library: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_library, tmp_path / "library"))


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


@pytest.mark.slow
@pytest.mark.timeout(240)
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


@pytest.mark.slow
@pytest.mark.timeout(240)
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


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_a_locked_library_is_read_only_and_says_who_writes(
    qapp: QApplication, library: Path, pictures: Path
) -> None:
    import subprocess
    import sys

    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from simgui.core.library import Library\n"
            "l = Library.open(Path(sys.argv[1])); l.lock(); print('held', flush=True); sys.stdin.read(); l.close()",
            str(library),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == b"held\n"

    def steps(window: MainWindow) -> Iterator[Callable[[], bool]]:
        yield lambda: f"process {holder.pid}" in window.banner.text
        read, _again = window.banner.buttons
        read.click()
        assert window.banner.text == ""
        assert "read only" in window.windowTitle()
        drop(window, pictures / "scene-01.png")
        yield lambda: window.search_page.results.model.rowCount() > 2
        window.search_page.keys["duplicate"].trigger()
        yield lambda: "open in another simgui" in window.status.text
        holder.stdin.close()  # type: ignore[union-attr]
        holder.wait(20)
        window.search_page.keys["duplicate"].trigger()
        yield lambda: window.windowTitle() == "simgui"

    try:
        assert play(library, steps) == 0
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    with Library.open(library) as opened:
        assert len(opened.history.events()) == 1
