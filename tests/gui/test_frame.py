"""The frame: jobs in the status line, keys that can be changed, settings, and what is remembered."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from simgui.core.embedder import Embedder
from simgui.gui import languages
from simgui.gui.keys import EVERYWHERE
from simgui.gui.main_window import HISTORY, INDEXING, SEARCH
from simgui.gui.settings import Settings
from simgui.gui.sheets.keys import KeyButton, KeysSheet
from simgui.gui.widgets.button import Button
from tests.gui.conftest import Desk, open_desk, urls


def test_several_jobs_are_listed_each_with_its_cancel(desk: Desk) -> None:
    window, stopped = desk.window, []
    window.jobs.show("a", "Indexing a: 3 of 10", 3, 10, lambda: stopped.append("a"))
    assert "Indexing a: 3 of 10" in window.status.text
    assert not window.status.list_button.isVisible()
    window.jobs.show("b", "Looking at 5 pictures", 0, None, lambda: stopped.append("b"))
    assert window.status.list_button.text() == "2 jobs"
    window.status.list_button.click()
    listed = window.status.list
    assert listed is not None
    texts = [text.accessibleName() for text, _ in listed.rows.values()]
    assert texts == ["Indexing a: 3 of 10", "Looking at 5 pictures"]
    bars = [bar.isVisible() for _, bar in listed.rows.values()]
    assert bars == [True, False], "a job whose end is not known has no bar"
    window.jobs.show("a", "Indexing a: 9 of 10", 9, 10, lambda: stopped.append("a"))
    assert listed.rows["a"][0].accessibleName() == "Indexing a: 9 of 10"
    window.cancel_work()
    assert stopped == ["b"], "the newest first"
    window.jobs.end("b")
    window.cancel_work()
    assert stopped == ["b", "a"]
    window.jobs.end("a")
    assert not listed.isVisible()


def test_undo_stays_until_the_next_act(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    desk.results.take_in_hand(1)
    desk.page.keys["duplicate"].trigger()
    desk.until(lambda: desk.model.card(1).decision == "duplicate")
    status = desk.window.status
    assert status._undo.isVisible()
    desk.page.keys["copy_path"].trigger()
    assert "copied" in status.text
    assert status._undo.isVisible()
    status._undo.click()
    desk.until(lambda: desk.model.card(1).decision is None)
    assert not status._undo.isVisible()
    assert status._redo.isVisible()


def test_f6_comes_to_what_stands_above_the_page(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    desk.drop(urls(tmp_path / "folder"))
    banner = desk.window.intake.banner
    desk.until(lambda: bool(banner.text))
    desk.window.rail.buttons[0].setFocus()
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_F6)  # type: ignore[attr-defined]
    assert banner.isAncestorOf(QApplication.focusWidget())


def test_the_menus_have_what_each_page_can_do(desk: Desk) -> None:
    edit = desk.window.menuBar().actions()[1].menu()
    inside = {action for entry in edit.actions() if entry.menu() for action in entry.menu().actions()}
    for page in (desk.page, desk.page.several, desk.window.indexing_page, desk.window.history_page):
        assert set(page.keys.values()) <= inside


def test_the_bar_is_never_full_while_it_runs(desk: Desk) -> None:
    desk.window.jobs.show("a", "Indexing", 10, 10)
    bar = desk.window.status._bar
    assert bar.value() < bar.maximum()
    desk.window.jobs.end("a")


def test_the_bar_counts_the_pairs_of_a_large_library(desk: Desk) -> None:
    """Qt's numbers have 31 bits"""
    pairs = 100_000 * 99_999 // 2
    desk.window.jobs.show("a", "Comparing", pairs // 4, pairs)
    bar = desk.window.status._bar
    assert bar.value() / bar.maximum() == pytest.approx(0.25, abs=0.01)
    desk.window.jobs.end("a")


def keys_sheet(desk: Desk) -> KeysSheet:
    desk.window.show_keys()
    found = desk.window.findChild(KeysSheet)
    assert isinstance(found, KeysSheet)
    return found


def button_of(sheet: KeysSheet, name: str) -> KeyButton:
    return next(button for button in sheet.buttons if button.entry.name == name)


def type_key(desk: Desk, button: KeyButton, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    button.click()
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    desk.qtbot.keyClick(button, key, held)  # type: ignore[attr-defined]


def test_a_key_is_changed_works_at_once_and_is_remembered(
    desk: Desk, pictures: Path, embedder: Embedder, qtbot: object
) -> None:
    sheet = keys_sheet(desk)
    type_key(desk, button_of(sheet, "duplicate"), Qt.Key.Key_X)
    assert not sheet.said.isVisible()
    sheet.accept()
    desk.window.activateWindow()  # a window system does this when a sheet goes
    desk.search(pictures / "scene-01.png")
    desk.hand("near-jpeg.jpg")
    desk.key(Qt.Key.Key_D)
    assert desk.model.card(desk.row("near-jpeg.jpg")).decision is None
    desk.key(Qt.Key.Key_X)
    desk.until(lambda: desk.model.card(desk.row("near-jpeg.jpg")).decision == "duplicate")
    desk.window.close()
    for other in open_desk(desk.window.library.path, embedder, qtbot):
        assert other.window.keys.find("search", "duplicate").shown == "X"


def test_a_key_that_is_taken_is_refused_with_the_name_of_the_other(desk: Desk) -> None:
    sheet = keys_sheet(desk)
    button = button_of(sheet, "duplicate")
    type_key(desk, button, Qt.Key.Key_N)
    assert "Not duplicate" in sheet.said.text()
    assert "Search" in sheet.said.text()
    assert button.text() == "D"
    type_key(desk, button, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "Undo" in sheet.said.text()
    type_key(desk, button, Qt.Key.Key_Tab)
    assert "belongs to the system" in sheet.said.text()
    # a letter of another page is free here
    type_key(desk, button_of(sheet, "remove"), Qt.Key.Key_D)
    assert not sheet.said.isVisible()
    sheet.accept()


def test_escape_leaves_a_key_as_it_was_and_the_sheet_open(desk: Desk) -> None:
    sheet = keys_sheet(desk)
    button = button_of(sheet, "keep")
    type_key(desk, button, Qt.Key.Key_Escape)
    assert button.text() == "K"
    assert sheet.isVisible()
    sheet.accept()


def test_all_keys_go_back_to_what_they_were(desk: Desk) -> None:
    keys = desk.window.keys
    keys.change(keys.find("search", "keep"), [QKeySequence("Ctrl+J")])
    sheet = keys_sheet(desk)
    assert button_of(sheet, "keep").text() == "Ctrl+J"
    sheet._reset()
    assert button_of(sheet, "keep").text() == "K"
    assert Settings().text("keys/search.keep") is None
    sheet.accept()


def test_no_two_keys_meet_as_they_are_at_first(desk: Desk) -> None:
    keys = desk.window.keys
    assert len(keys.entries) > 25
    for entry in keys.entries:
        for key in entry.keys:
            other = keys.conflict(entry, key)
            assert other is None, (entry, other)
    assert {entry.name for entry in keys.of_page(EVERYWHERE)} >= {
        "undo",
        "redo",
        "keys",
        "settings",
        "cancel",
    }


def test_every_key_is_of_an_action_that_is_in_the_window(desk: Desk) -> None:
    """No QAction has a shortcut that the sheet of keys does not list."""
    from PySide6.QtGui import QAction

    listed = {key.toString() for entry in desk.window.keys.entries for key in entry.keys}
    for action in desk.window.findChildren(QAction):
        for key in action.shortcuts():
            assert key.toString() in listed, action.text()


@pytest.mark.parametrize(("choice", "spoken"), [("ja", "ja"), ("en", "en")])
def test_numbers_follow_the_language(qapp: QApplication, choice: str, spoken: str) -> None:
    before = QLocale()
    try:
        assert languages.install(qapp, choice) == spoken
        assert QLocale().name().startswith(spoken)
    finally:
        languages.install(qapp, "en")
        QLocale.setDefault(before)


def test_what_was_chosen_last_is_there_again(desk: Desk, embedder: Embedder, qtbot: object) -> None:
    window = desk.window
    window.resize(960, 700)  # no larger than the screen of the tests
    window.show_page(INDEXING)
    window.search_page.results.set_size("S")
    window.search_page.set_panel_width(300)
    window.search_page.set_distance(0.92)
    window.close()
    for other in open_desk(window.library.path, embedder, qtbot):
        assert other.window.size() == window.size()
        assert other.window.pages.currentIndex() == INDEXING
        assert other.results.size_name == "S"
        assert other.window.search_page.panel_width() == 300
        assert other.window.search_page.distance() == pytest.approx(0.92)


def test_no_key_press_means_one_action_twice(desk: Desk) -> None:
    """Shift and ] is } on most keyboards: an action with both names for it hears of neither"""
    shifted = dict(zip("[]=-,.;'/\\1234567890", '{}+_<>:"?|!@#$%^&*()', strict=True))
    for entry in desk.window.keys.entries:
        names = {key.toString(QKeySequence.SequenceFormat.PortableText) for key in entry.keys}
        for plain, other in shifted.items():
            assert len(names & {f"Shift+{plain}", other, f"Shift+{other}"}) <= 1, (entry.name, names)


def _geometry(widget: QWidget) -> tuple[int, int]:
    return widget.geometry().left(), widget.geometry().right()


@pytest.mark.parametrize("width_px", [960, 1024, 1440, 2560])
def test_words_and_buttons_of_the_status_line_never_meet(desk: Desk, width_px: int) -> None:
    """A job, the last act and the library share what room there is; a button is never cut for it."""
    window, status = desk.window, desk.window.status
    window.resize(width_px, 700)
    window.jobs.show("a", "Indexing Holiday: 44 of 400 · 12 images/s · 31 s left", 44, 400, lambda: None)
    status.say("a picture with a long name in a white frame.jpg marked as related", True)
    status.show_library("Photo library · 97 images · tf_efficientnet_lite0 on CPU")
    desk.qtbot.wait(50)  # type: ignore[attr-defined]
    shown = [w for w in status.findChildren(QWidget) if w.isVisible() and w.parentWidget() is status]
    places = sorted(_geometry(widget) for widget in shown)
    assert all(left[1] < right[0] for left, right in pairwise(places))
    assert places[-1][1] < status.width()
    buttons = [widget for widget in shown if isinstance(widget, Button)]
    assert len(buttons) == 2
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    assert status._job.text() == status._job.whole, "the job is what a person waits for"
    window.jobs.end("a")
    window.resize(960, 640)
    assert window.width() == 960, "words do not hold the window wide"


def test_a_page_that_is_shown_by_key_has_the_keyboard(desk: Desk, pictures: Path) -> None:
    """On the page itself or where it was there: not on whatever control comes first."""
    desk.search(pictures / "scene-01.png")
    grid = desk.window.search_page.results.grid
    assert grid.hasFocus()
    desk.window.show_page(INDEXING)
    assert QApplication.focusWidget() is desk.window.indexing_page
    desk.window.show_page(0)
    assert QApplication.focusWidget() is grid
    # a click on the rail leaves the keyboard to the page too
    desk.qtbot.mouseClick(desk.window.rail.buttons[INDEXING], Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert QApplication.focusWidget() is desk.window.indexing_page


def test_the_sheet_of_keys_is_no_higher_than_the_window(desk: Desk) -> None:
    desk.window.resize(1024, 700)
    sheet = keys_sheet(desk)
    assert sheet.height() <= desk.window.height() - 48
    sheet.accept()


@pytest.mark.parametrize("page", [SEARCH, INDEXING, HISTORY])
def test_a_window_to_which_nothing_happens_does_nothing(desk: Desk, pictures: Path, page: int) -> None:
    assert desk.search(pictures / "scene-05.png")[0]
    desk.window.show_page(page)
    kinds = (QEvent.Type.LayoutRequest, QEvent.Type.UpdateRequest, QEvent.Type.Paint, QEvent.Type.Resize)

    class Count(QObject):
        seen = 0

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            self.seen += event.type() in kinds
            return False

    count = Count()
    QTest.qWait(700)  # what was shown last is painted, said to those who hear it, and at rest
    QApplication.instance().installEventFilter(count)
    QTest.qWait(300)
    QApplication.instance().removeEventFilter(count)
    assert count.seen == 0
