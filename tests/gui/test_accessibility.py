"""All by keyboard, and all said in words: every page is walked by Tab and F6 and through QAccessible."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from simgui.gui.main_window import PAGES
from tests.gui.conftest import Desk

LEAST_TARGET_PX = 28
# what a person operates; the rest is words and grounds
OPERATED = (
    QAccessible.Role.PushButton,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ComboBox,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Slider,
    QAccessible.Role.EditableText,
    QAccessible.Role.Table,
    QAccessible.Role.List,
    QAccessible.Role.ButtonMenu,
)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Where the keyboard is, as the window system sends it."""
    target = QApplication.focusWidget()
    assert target is not None, "the keyboard is nowhere"
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, key, modifier))


def walk(start: QWidget) -> list[QWidget]:
    """What Tab comes to, until it is back."""
    start.setFocus()
    seen: list[QWidget] = []
    for _ in range(200):
        press(Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None, "Tab lost the keyboard"
        if now in seen:
            return seen
        seen.append(now)
    raise AssertionError("Tab never came back")


def interfaces(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """Everything that is shown in a widget, as a screen reader gets it; cells are asked for by the row, not here."""
    queue = [QAccessible.queryAccessibleInterface(widget)]
    while queue:
        found = queue.pop()
        if found is None or not found.isValid() or found.state().invisible:
            continue
        yield found
        if found.role() not in (QAccessible.Role.Table, QAccessible.Role.List):
            queue.extend(found.child(number) for number in range(found.childCount()))


def name_of(found: QAccessibleInterface) -> str:
    return found.text(QAccessible.Text.Name)


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, desk: Desk, pictures: Path) -> str:
    desk.window.resize(960, 700)
    desk.search(pictures / "scene-01.png")
    desk.results.take_in_hand(1)  # the first is the picture itself
    desk.page.keys["duplicate"].trigger()
    desk.until(lambda: desk.model.card(1).decision == "duplicate")
    desk.window.show_page(PAGES.index(request.param))
    desk.window.activateWindow()
    desk.until(lambda: desk.window.isActiveWindow())
    desk.until(lambda: desk.window.indexing_page.roots.rowCount() == 1)
    if request.param == "history":
        desk.until(lambda: desk.window.history_page.model.rowCount() == 1)
    return str(request.param)


def test_tab_comes_to_every_control_and_back(desk: Desk, page: str) -> None:
    window = desk.window
    reached = walk(window.rail.buttons[0])
    wanted = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QScrollBar)
        # a field inside another takes the keyboard for it
        and widget.focusProxy() is None
        and not isinstance(widget.parent(), QAbstractSpinBox)
    ]
    # of buttons of which one is down, Tab comes to that one
    missed = [w for w in wanted if w not in reached and w not in window.rail.buttons]
    assert not missed, [(w.accessibleName(), w) for w in missed]


def test_what_can_be_operated_has_a_name(desk: Desk, page: str) -> None:
    unnamed = [
        (found.role(), found.object())
        for found in interfaces(desk.window)
        if found.role() in OPERATED and not name_of(found).strip()
    ]
    assert not unnamed, unnamed


def test_what_the_keyboard_comes_to_has_a_name(desk: Desk, page: str) -> None:
    for widget in walk(desk.window.rail.buttons[0]):
        found = QAccessible.queryAccessibleInterface(widget)
        assert name_of(found).strip(), widget


def test_areas_are_walked_by_f6_both_ways(desk: Desk, page: str) -> None:
    window = desk.window
    window.rail.buttons[PAGES.index(page)].setFocus()
    there = []
    for _ in range(12):
        desk.qtbot.keyClick(window, Qt.Key.Key_F6)  # type: ignore[attr-defined]
        there.append(QApplication.focusWidget())
        if window.rail.isAncestorOf(there[-1]):
            break
    assert window.rail.isAncestorOf(there[-1]), "F6 comes back to the rail"
    assert len(there) >= 3
    back = []
    for _ in there:
        desk.qtbot.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)  # type: ignore[attr-defined]
        back.append(QApplication.focusWidget())
    assert back[:-1] == there[-2::-1]


def test_targets_are_large_enough_and_do_not_touch(desk: Desk, page: str) -> None:
    kinds = (QAbstractButton, QComboBox, QLineEdit)
    targets = [w for kind in kinds for w in desk.window.findChildren(kind) if w.isVisible()]
    # the small signs inside a field repeat what Esc, arrows or a click into it do
    targets = [w for w in targets if not isinstance(w.parent(), (QAbstractSpinBox, QComboBox, QLineEdit))]
    small = [
        (w.accessibleName(), w.width(), w.height())
        for w in targets
        if min(w.width(), w.height()) < LEAST_TARGET_PX
    ]
    assert not small, small
    assert len(targets) >= 5
    # of what can be scrolled, the part that is in sight
    shown = [(w, w.visibleRegion().boundingRect()) for w in targets]
    places = [(w, rect.translated(w.mapTo(desk.window, QPoint(0, 0)))) for w, rect in shown]
    for number, (one, place) in enumerate(places):
        for other, there in places[number + 1 :]:
            if not one.isAncestorOf(other) and not other.isAncestorOf(one):
                assert not place.intersects(there), (one.accessibleName(), other.accessibleName())


def test_a_card_says_all_that_it_shows(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    said = desk.model.index(desk.row("near-jpeg.jpg"), 0).data(Qt.ItemDataRole.AccessibleTextRole)
    for part in ("Hit ", " of ", "distance", "copy", "near-jpeg.jpg", "not decided"):
        assert part in said, said


def test_pages_are_said_by_the_rail_with_their_state(desk: Desk) -> None:
    for number, button in enumerate(desk.window.rail.buttons):
        desk.window.show_page(number)
        found = QAccessible.queryAccessibleInterface(button)
        assert found.state().checked, name_of(found)
        others = [b for b in desk.window.rail.buttons if b is not button]
        assert not any(QAccessible.queryAccessibleInterface(b).state().checked for b in others)
