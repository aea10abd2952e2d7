"""Compare: the query and one to three hits, on each other; what differs; decided about there, and back to the hits."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from simgui.core.edits import Kind
from simgui.gui import messages
from simgui.gui.incoming import Picture
from simgui.gui.widgets import theme
from simgui.gui.widgets.compare.page import ComparePage, Other
from tests.gui.conftest import Desk, scene

SHIFT = Qt.KeyboardModifier.ShiftModifier


def layer(desk: Desk) -> ComparePage:
    return desk.page.comparing.page


def press(
    desk: Desk, key: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Where the keyboard is, as shortcuts hear of it."""
    focused = QApplication.focusWidget()
    target: QWidget = focused if focused is not None else desk.window
    if isinstance(key, str):
        QTest.keyClicks(target, key)
    else:
        QTest.keyClick(target, key, modifier)


def compared(desk: Desk) -> ComparePage:
    desk.until(lambda: layer(desk).found is not None)
    return layer(desk)


def names(page: ComparePage) -> list[str]:
    """Under which letters they stand, those that are seen."""
    return [caption.name.whole for caption in page.panes.captions if not caption.isHidden()]


def opened(desk: Desk, query: Path, hit: str) -> ComparePage:
    desk.window.activateWindow()
    desk.search(query)
    desk.results.distance.slider.set_distance(2.0)
    desk.hand(hit)
    desk.grid.setFocus()
    press(desk, Qt.Key.Key_Return)
    assert desk.page.comparing.is_open
    return compared(desk)


@pytest.fixture
def covered(tmp_path: Path) -> Path:
    """The first scene, with a plate on it."""
    picture = scene(1)
    ImageDraw.Draw(picture).rectangle((40, 60, 140, 130), fill=(20, 20, 24))
    path = tmp_path / "covered.png"
    picture.save(path)
    return path


def test_enter_opens_it_it_says_what_was_done_and_esc_goes_back_to_the_same_hit(
    desk: Desk, pictures: Path
) -> None:
    page = opened(desk, pictures / "scene-01.png", "near-small.png")
    assert page.isVisible()
    assert page.head.title.text() == "Copy: scaled to 50\N{NO-BREAK SPACE}%"
    assert names(page) == ["scene-01.png", "near-small.png"]
    assert page.panes.captions[1].what.whole.startswith("hit ")
    assert page.details.regions.count == 0
    facts = page.details.facts
    assert facts.text(0, 1) == "320 × 240"
    assert facts.is_better(0, 1)
    assert not facts.is_better(0, 2)
    row = desk.grid.currentIndex().row()
    press(desk, Qt.Key.Key_Escape)
    assert not desk.page.comparing.is_open
    assert not page.isVisible()
    assert desk.grid.currentIndex().row() == row
    assert QApplication.focusWidget() is desk.grid


def test_c_and_a_double_click_open_it_too(desk: Desk, pictures: Path) -> None:
    desk.window.activateWindow()
    desk.search(pictures / "scene-01.png")
    desk.hand("near-jpeg.jpg")
    press(desk, "c")
    assert desk.page.comparing.is_open
    compared(desk)
    press(desk, Qt.Key.Key_Escape)
    place = desk.grid.visualRect(desk.model.index(desk.row("near-small.png"), 0)).center()
    QTest.mouseClick(desk.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(desk.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.page.comparing.is_open
    assert compared(desk).panes.captions[1].name.whole == "near-small.png"


def test_keys_choose_how_it_is_looked_at(desk: Desk, pictures: Path) -> None:
    page = opened(desk, pictures / "scene-01.png", "near-jpeg.jpg")
    panes = page.panes
    for key, mode, shows in (
        ("2", "slider", "slider"),
        ("4", "difference", "difference"),
        ("3", "blink", "a"),
        ("1", "side_by_side", "a"),
    ):
        press(desk, key)
        assert (panes.mode, panes.a.shows) == (mode, shows)
        assert page.head.modes[mode].isChecked()
        assert panes.canvases[1].isVisible() == (mode == "side_by_side")
        assert panes.timer.isActive() == (mode == "blink")
        assert not panes.grab().isNull()
    press(desk, "2")
    before = panes.a.divider
    press(desk, Qt.Key.Key_Right)
    assert panes.a.divider > before


def test_blink_changes_by_itself_by_space_and_only_by_key_where_nothing_moves(
    desk: Desk, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(desk, pictures / "scene-01.png", "near-jpeg.jpg")
    press(desk, "3")
    desk.until(lambda: page.panes.a.shows == "b", 3000)
    press(desk, " ")
    assert page.panes.a.shows == "a"
    assert not page.panes.timer.isActive()
    press(desk, "1")
    monkeypatch.setattr(theme, "still", lambda: True)
    press(desk, "3")
    assert not page.panes.timer.isActive()
    press(desk, " ")
    assert page.panes.a.shows == "b"


def test_what_was_covered_is_a_region_listed_and_gone_to(desk: Desk, pictures: Path, covered: Path) -> None:
    page = opened(desk, covered, "scene-01.png")
    assert page.head.title.text() == "Copy: 1 region changed"
    assert page.details.regions.count == 1
    said = page.details.regions.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Region 1: Covered in A, ")
    view = page.panes.view
    fitted = view.scale
    press(desk, "g")
    assert view.scale > fitted
    middle = QPointF(90, 95)
    assert (view.centre - middle).manhattanLength() < 40
    assert page.panes.a.current == 0
    press(desk, Qt.Key.Key_G, SHIFT)
    assert page.panes.a.current == 0, "there is one only"
    assert page.panes.a.regions_shown
    press(desk, "m")
    assert not page.panes.a.regions_shown
    assert not page.panes.canvases[1].regions_shown


def test_zoom_is_about_the_cursor_and_both_move_in_step(desk: Desk, pictures: Path) -> None:
    """U5: zoom in step."""
    page = opened(desk, pictures / "scene-01.png", "near-jpeg.jpg")
    panes, view = page.panes, page.panes.view
    at = QPointF(60, 40)
    under = view.transform().inverted()[0].map(at)
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(panes.a, event)
    assert (view.transform().map(under) - at).manhattanLength() < 0.01
    before = view.centre
    press(desk, Qt.Key.Key_Right)
    assert view.centre.x() > before.x()
    press(desk, "z")
    assert view.fitting
    press(desk, "z")
    assert not view.fitting
    assert page.bar.percent.text() == "100\N{NO-BREAK SPACE}%"
    press(desk, "-")
    assert page.bar.percent.text() == "80\N{NO-BREAK SPACE}%"


def test_sides_are_swapped(desk: Desk, pictures: Path, covered: Path) -> None:
    """U5: swap."""
    page = opened(desk, covered, "scene-01.png")
    press(desk, "w")
    compared(desk)
    assert names(page) == ["scene-01.png", "covered.png"]
    assert page.details.regions.count == 1
    assert page.panes.captions[1].what.whole == "query"


def test_the_next_hit_and_the_one_before(desk: Desk, pictures: Path) -> None:
    """U5: the hand never leaves the keyboard. U9: what was asked for last is what is shown."""
    page = opened(desk, pictures / "scene-01.png", "near-jpeg.jpg")
    row = desk.grid.currentIndex().row()
    press(desk, Qt.Key.Key_PageDown)
    compared(desk)
    assert desk.grid.currentIndex().row() == row + 1
    assert page.panes.captions[1].name.whole == desk.names()[row + 1]
    for _ in range(row + 1):
        press(desk, Qt.Key.Key_PageUp)
    compared(desk)
    press(desk, Qt.Key.Key_PageUp)
    assert desk.grid.currentIndex().row() == 0
    assert "This is the first hit." in desk.window.status.text


def test_what_is_decided_here_is_decided_about_the_hit_that_is_seen(desk: Desk, pictures: Path) -> None:
    desk.window.activateWindow()
    desk.search(pictures / "scene-01.png")
    desk.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.hand("near-jpeg.jpg")
    desk.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.grid.setFocus()
    press(desk, Qt.Key.Key_Return)
    page = compared(desk)
    name = page.panes.captions[1].name.whole
    press(desk, "n")
    desk.until(lambda: desk.model.card(desk.row(name)).decision == "not_duplicate")
    others = [
        desk.model.card(row).decision for row in range(desk.model.rowCount()) if desk.names()[row] != name
    ]
    assert not any(others), "the others were selected, but are not seen here"
    assert page.panes.captions[1].what.whole.endswith("Not a duplicate")
    press(desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: desk.model.card(desk.row(name)).decision is None)
    assert "Not a duplicate" not in page.panes.captions[1].what.whole


def opened_together(desk: Desk, query: Path, *hits: str) -> ComparePage:
    """Those hits selected, and all of them compared with the query."""
    desk.window.activateWindow()
    desk.search(query)
    desk.results.distance.slider.set_distance(2.0)
    desk.hand(hits[-1])
    select = QItemSelectionModel.SelectionFlag.Select
    for hit in hits:
        desk.grid.selectionModel().select(desk.model.index(desk.row(hit), 0), select)
    desk.grid.setFocus()
    press(desk, Qt.Key.Key_Return)
    page = layer(desk)
    desk.until(lambda: len(page._known) == len(hits))
    return page


def test_up_to_four_stand_beside_each_other_and_each_but_the_first_can_be_in_hand(
    desk: Desk, pictures: Path, covered: Path
) -> None:
    """U5: by keys alone, zoom in step; the one in hand is what the facts, regions and decisions are about."""
    page = opened_together(desk, covered, "near-jpeg.jpg", "near-small.png", "scene-01.png")
    panes = page.panes
    shown = names(page)
    assert shown[0] == "covered.png"
    assert sorted(shown[1:]) == ["near-jpeg.jpg", "near-small.png", "scene-01.png"]
    assert [canvas.isVisible() for canvas in panes.canvases] == [True] * 4
    widths = [canvas.width() for canvas in panes.canvases]
    assert max(widths) - min(widths) <= 1
    assert shown[panes.hand] == "scene-01.png", "the one with the ring"
    assert page.details.regions.count == 1
    facts = page.details.facts
    assert [facts.text(0, column) for column in (1, 1 + shown.index("near-small.png"))] == [
        "320 × 240",
        "160 × 120",
    ]
    assert not facts.is_better(0, 1 + shown.index("near-small.png"))
    assert facts.is_better(0, 1), "as large as the largest, and not all are"
    for _ in range(panes.hand - 1):
        press(desk, Qt.Key.Key_PageUp)
    for place in (1, 2, 3):
        assert desk.names()[desk.grid.currentIndex().row()] == shown[place]
        assert page.head.title.text().startswith("Copy: ")
        if place < 3:
            press(desk, Qt.Key.Key_PageDown)
            assert panes.hand == place + 1
    press(desk, Qt.Key.Key_PageDown)
    assert "This is the last of these pictures." in desk.window.status.text
    assert shown[page.panes.hand] == shown[3]
    QTest.mouseClick(panes.canvases[1], Qt.MouseButton.LeftButton)
    assert shown[page.panes.hand] == shown[1]
    assert QApplication.focusWidget() is panes.canvases[1]
    press(desk, Qt.Key.Key_Right)
    assert not panes.view.fitting, "one view, so all have moved"
    for key, mode in (("2", "slider"), ("3", "blink"), ("4", "difference")):
        press(desk, key)
        assert panes.mode == mode
        assert names(page) == [shown[0], shown[1]]
        assert not panes.grab().isNull()
    press(desk, "1")
    assert names(page) == shown
    desk.window.resize(1024, 700)
    desk.until(lambda: panes.canvases[3].isVisible())
    assert desk.window.width() == 1024, "four columns hold it no wider"


def test_one_of_several_changes_places_with_the_first(desk: Desk, pictures: Path, covered: Path) -> None:
    page = opened_together(desk, covered, "near-jpeg.jpg", "scene-01.png")
    before = names(page)
    press(desk, "w")
    desk.until(lambda: len(page._known) == 2)
    assert names(page)[0] == before[page.panes.hand]
    assert names(page)[page.panes.hand] == "covered.png"
    assert page.panes.captions[page.panes.hand].what.whole == "query"
    press(desk, "w")
    desk.until(lambda: len(page._known) == 2)
    assert names(page) == before


def test_swapped_and_stepped_on_the_query_is_always_one_of_the_two_that_are_decided_about(
    desk: Desk, pictures: Path, covered: Path
) -> None:
    page = opened_together(desk, covered, "near-jpeg.jpg", "near-small.png", "scene-07.png")

    def seen() -> set[str]:
        desk.until(lambda: len(page._known) == 3)
        return {names(page)[0], names(page)[page.panes.hand]}

    for key in ("w", Qt.Key.Key_PageUp, "w", Qt.Key.Key_PageUp, "w", Qt.Key.Key_PageDown):
        press(desk, key)
        in_hand = desk.names()[desk.grid.currentIndex().row()]
        assert seen() == {"covered.png", in_hand}
    assert page.head.title.text().startswith("Copy: ")
    name = desk.names()[desk.grid.currentIndex().row()]
    press(desk, "n")
    desk.until(lambda: desk.model.card(desk.row(name)).decision == "not_duplicate")


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_with_the_keyboard_on_any_picture_it_can_be_left_and_one_can_go(
    desk: Desk, pictures: Path, covered: Path, place: int
) -> None:
    page = opened_together(desk, covered, "near-jpeg.jpg", "near-small.png", "scene-01.png")
    QTest.mouseClick(page.panes.canvases[place], Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is page.panes.canvases[place]
    desk.results.toggle_decided()
    press(desk, "n")
    desk.until(lambda: len(names(page)) == 3 and len(page._known) == 2)
    focused = QApplication.focusWidget()
    assert focused in page.panes.canvases[:3]
    press(desk, Qt.Key.Key_Escape)
    assert not desk.page.comparing.is_open
    assert not page.isVisible()
    assert QApplication.focusWidget() is desk.grid


def test_of_several_the_one_in_hand_is_decided_about_and_a_hidden_one_leaves_the_others(
    desk: Desk, pictures: Path, covered: Path
) -> None:
    page = opened_together(desk, covered, "near-jpeg.jpg", "near-small.png", "scene-01.png")
    press(desk, "n")
    desk.until(lambda: "Not a duplicate" in page.panes.captions[page.panes.hand].what.whole)
    said = [caption.what.whole for caption in page.panes.captions]
    assert sum("Not a duplicate" in words for words in said) == 1
    desk.results.toggle_decided()
    desk.until(lambda: len(names(page)) == 3 and len(page._known) == 2)
    assert sorted(names(page)[1:]) == ["near-jpeg.jpg", "near-small.png"]
    assert desk.names()[desk.grid.currentIndex().row()] == names(page)[page.panes.hand]
    press(desk, Qt.Key.Key_Escape)
    assert not desk.page.comparing.is_open


def test_more_than_four_have_no_room_so_the_one_in_hand_is_compared(desk: Desk, pictures: Path) -> None:
    desk.window.activateWindow()
    desk.search(pictures / "scene-01.png")
    desk.results.distance.slider.set_distance(2.0)
    desk.hand("near-jpeg.jpg")
    desk.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.grid.setFocus()
    press(desk, Qt.Key.Key_Return)
    page = compared(desk)
    assert len(names(page)) == 2
    assert "Up to 3 hits have room beside the query" in page.notice.text


def test_where_the_decided_are_hidden_the_next_one_comes(desk: Desk, pictures: Path) -> None:
    page = opened(desk, pictures / "scene-01.png", "near-jpeg.jpg")
    desk.results.toggle_decided()
    press(desk, "d")
    desk.until(lambda: "near-jpeg.jpg" not in desk.names())
    compared(desk)
    row = desk.grid.currentIndex().row()
    assert page.panes.captions[1].name.whole == desk.names()[row]


def test_a_file_that_is_gone_says_so_and_its_thumbnail_is_shown(
    desk: Desk, pictures: Path, tmp_path: Path
) -> None:
    query = tmp_path / "gone.png"
    shutil.copy2(pictures / "scene-01.png", query)
    desk.search(query)
    query.unlink()
    desk.hand("near-jpeg.jpg")
    desk.page.keys["compare"].trigger()
    page = compared(desk)
    assert page.notice.text == (
        "gone.png is no longer there. Index its folder again to find where it went. Its thumbnail is shown."
    )
    assert page.head.title.text().startswith("Copy: ")


def test_what_is_offline_says_so_and_what_cannot_be_had_at_all_too(desk: Desk, pictures: Path) -> None:
    page = opened(desk, pictures / "scene-01.png", "near-jpeg.jpg")
    a, b = page.sides
    page.compare(a, [Other(replace(b, paths=(), offline=True), 0.2, False, "copy")])
    compared(desk)
    assert page.notice.text == "near-jpeg.jpg is offline. Its thumbnail is shown."
    assert page.head.title.text().startswith("Copy: ")
    nowhere = replace(b, paths=(), offline=True, picture_hash=b"-" * 32)
    page.compare(a, [Other(nowhere, 0.2, False, "copy")])
    compared(desk)
    assert page.notice.text == "near-jpeg.jpg is offline."
    assert page.head.title.text() == "Cannot be compared: a picture is missing"
    assert page.panes.canvases[1].words
    assert not page.panes.grab().isNull()


def test_all_that_takes_the_keyboard_has_a_name(desk: Desk, pictures: Path, covered: Path) -> None:
    page = opened(desk, covered, "scene-01.png")
    for widget in page.findChildren(QWidget):
        if (
            widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
        ):
            assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget


def test_a_picture_without_a_file_is_compared_from_what_was_handed_over(desk: Desk, pictures: Path) -> None:
    data = (pictures / "scene-01.png").read_bytes()
    with desk.qtbot.waitSignal(desk.page.settled, timeout=20_000):  # type: ignore[attr-defined]
        desk.page.search([Picture("Pasted picture", None, data)])
    desk.hand("scene-01.png")
    desk.page.keys["compare"].trigger()
    page = compared(desk)
    assert page.head.title.text() == "Copy: the same picture in another file"
    assert page.notice.text == ""


def test_another_picture_is_said_to_be_none_and_stands_unaligned(desk: Desk, pictures: Path) -> None:
    page = opened(desk, pictures / "scene-01.png", "scene-07.png")
    assert page.head.title.text() == "Not the same shot"
    assert page.panes.captions[1].note.whole == "not aligned"
    assert page.details.regions.count == 0
    press(desk, "4")
    assert page.panes.a.words
    press(desk, "1")
    assert not page.panes.a.words


def test_what_is_too_flat_is_said_so(desk: Desk, pictures: Path, tmp_path: Path) -> None:
    page = opened(desk, pictures / "scene-01.png", "near-jpeg.jpg")
    flat = tmp_path / "flat.png"
    Image.new("RGB", (320, 240), (90, 90, 90)).save(flat)
    a, b = page.sides
    page.compare(
        replace(a, picture_hash=b"flat", paths=(os.fsencode(flat),), thumbnail=flat.read_bytes()),
        [Other(b, 1.0, False, "copy")],
    )
    compared(desk)
    assert page.head.title.text() == "Too flat to be judged"


def test_a_new_search_leaves_it(desk: Desk, pictures: Path) -> None:
    page = opened(desk, pictures / "scene-01.png", "near-jpeg.jpg")
    desk.search(pictures / "scene-05.png")
    assert not desk.page.comparing.is_open
    assert not page.isVisible()
    assert desk.grid.isVisible()


def test_a_window_to_which_nothing_happens_compares_nothing(desk: Desk, pictures: Path) -> None:
    page = layer(desk)
    assert not desk.page.comparing.is_open
    desk.page.keys["compare"].trigger()
    desk.results.compare_wanted.emit()
    assert not desk.page.comparing.is_open, "nothing is in hand"
    assert not any(action.isEnabled() for action in page.keys.values())
    desk.search(pictures / "scene-01.png")
    assert not page.loading.worker._thread.isRunning()
    assert not page.panes.timer.isActive()


@pytest.mark.parametrize("width_px", [1024, 1440, 2560])
def test_facts_and_regions_have_their_place_at_every_width(
    desk: Desk, pictures: Path, covered: Path, width_px: int
) -> None:
    desk.window.resize(width_px, {1024: 700, 1440: 900, 2560: 1440}[width_px])
    page = opened(desk, covered, "scene-01.png")
    details = page.details
    desk.until(lambda: details.isVisible())
    assert desk.window.width() == width_px, "nothing holds it wide"
    if width_px == 1024:
        assert details.facts.isVisible()
        assert not details.regions.isVisible()
        details.show_tab(1)
        assert details.regions.isVisible()
        assert details.regions.viewport().height() >= 60
    elif width_px == 1440:
        assert details.facts.isVisible()
        assert details.regions.isVisible()
        assert details.y() > page.panes.y()
    else:
        assert details.width() == theme.scaled_px(440)
        assert details.x() > page.panes.x()


def test_kinds_have_words_for_both_sides() -> None:
    assert messages.kind_words(Kind("cropped", 0.82, "b")) == "cropped to 82\N{NO-BREAK SPACE}%"
    assert messages.kind_words(Kind("cropped", 0.82, "a")) == "cropped to 82\N{NO-BREAK SPACE}% (A)"
    assert messages.kind_words(Kind("turned", 90.2)) == "turned right by 90°"
    assert messages.kind_words(Kind("turned", -6.1)) == "turned left by 6°"
    assert messages.kind_words(Kind("flat", of="a")) == "Too flat to be judged"
    assert messages.region_words("covered_in_b") == "Covered in B"
