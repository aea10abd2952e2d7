"""Hits dragged out of the grid: files to copy, never to move; what is away is left out and said."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from simgui.gui import incoming
from simgui.gui.search import dragging, files
from simgui.gui.widgets.slider import FARTHEST
from tests.gui.conftest import Desk

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Carried:
    """What a drag would have handed over; the drag itself needs a hand and a second program."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.paths: list[bytes | None] = []
        self.actions: list[Qt.DropAction] = []
        self.pixmap_width = 0
        monkeypatch.setattr(QDrag, "exec", lambda drag, actions: self._exec(drag, actions))

    def _exec(self, drag: QDrag, actions: Qt.DropAction) -> Qt.DropAction:
        self.paths = [incoming.local_path(url) for url in drag.mimeData().urls()]
        self.actions.append(actions)
        self.pixmap_width = drag.pixmap().width()
        return Qt.DropAction.CopyAction


@pytest.fixture
def carried(desk: Desk, pictures: Path, monkeypatch: pytest.MonkeyPatch) -> Carried:
    desk.search(pictures / "scene-01.png")
    desk.results.distance.slider.set_distance(FARTHEST)
    return Carried(monkeypatch)


def drag_from(desk: Desk, row: int) -> None:
    view = desk.grid.viewport()
    place = desk.grid.visualRect(desk.model.index(row, 0)).center()
    mouse = desk.qtbot
    mouse.mousePress(view, LEFT, NO_KEY, place)  # type: ignore[attr-defined]
    _move(desk, place + QPoint(4, 0))
    _move(desk, place + QPoint(40, 10))
    desk.until(lambda: not desk.page.files.busy)
    mouse.mouseRelease(view, LEFT, NO_KEY, place + QPoint(40, 10))  # type: ignore[attr-defined]


def _move(desk: Desk, place: QPoint) -> None:
    view = desk.grid.viewport()
    there = QPointF(place)
    event = QMouseEvent(
        QEvent.Type.MouseMove, there, view.mapToGlobal(there), Qt.MouseButton.NoButton, LEFT, NO_KEY
    )
    QApplication.sendEvent(view, event)


def test_the_hit_under_the_hand_is_dragged_as_a_copy(desk: Desk, carried: Carried, pictures: Path) -> None:
    row = desk.row("near-jpeg.jpg")
    drag_from(desk, row)
    assert carried.paths == [os.fsencode(pictures / "near-jpeg.jpg")]
    assert carried.actions == [Qt.DropAction.CopyAction], "a move would take the file away"
    assert carried.pixmap_width > 0


def test_all_selected_hits_go_together_and_stay_selected(
    desk: Desk, carried: Carried, pictures: Path
) -> None:
    for row in (1, 2, 3):
        desk.qtbot.mouseClick(  # type: ignore[attr-defined]
            desk.grid.viewport(),
            LEFT,
            Qt.KeyboardModifier.ControlModifier,
            desk.grid.visualRect(desk.model.index(row, 0)).center(),
        )
    drag_from(desk, 2)
    assert carried.paths == [os.fsencode(pictures / desk.names()[row]) for row in (1, 2, 3)]
    assert desk.grid.rows_in_hand() == [1, 2, 3]


def test_a_click_on_a_selected_card_still_ends_the_selection(desk: Desk, carried: Carried) -> None:
    click, view = desk.qtbot.mouseClick, desk.grid.viewport()  # type: ignore[attr-defined]
    centre = [desk.grid.visualRect(desk.model.index(row, 0)).center() for row in range(3)]
    for row in (0, 1):
        click(view, LEFT, Qt.KeyboardModifier.ControlModifier, centre[row])
    click(view, LEFT, NO_KEY, centre[1])
    assert desk.grid.rows_in_hand() == [1]
    assert not carried.actions


def test_a_picture_with_two_files_is_handed_over_once(desk: Desk, carried: Carried, pictures: Path) -> None:
    row = next(row for row in range(desk.model.rowCount()) if len(desk.model.hit(row).files) == 2)
    drag_from(desk, row)
    assert len(carried.paths) == 1


def test_what_is_away_is_left_out_and_said(
    desk: Desk, carried: Carried, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = desk.model.hit(1).files[0].path
    there = os.path.isfile
    monkeypatch.setattr(files.os.path, "isfile", lambda path: path != gone and there(path))
    drag_from(desk, 1)
    assert not carried.actions, "no drag begins with nothing in it"
    assert "is not there now, so it cannot be dragged" in desk.window.status.text
    click, view = desk.qtbot.mouseClick, desk.grid.viewport()  # type: ignore[attr-defined]
    for row in (1, 2):
        place = desk.grid.visualRect(desk.model.index(row, 0)).center()
        click(view, LEFT, Qt.KeyboardModifier.ControlModifier, place)
    drag_from(desk, 2)
    assert carried.paths == [desk.model.hit(2).files[0].path]
    assert desk.window.status.text == "1 picture is not there now and was left out."


@pytest.mark.skipif(sys.platform == "win32", reason="names are text there")
@pytest.mark.parametrize(
    "name", [b"caf\xe9.jpg", b"a%41.jpg", b"a#b?.jpg", b" two\nlines ", "写真.jpg".encode()]
)
def test_a_dragged_name_stays_what_it_is_byte_for_byte(name: bytes) -> None:
    """P1, P2: the other program opens this very file"""
    mime = dragging.as_mime([b"/p/" + name])
    assert mime.hasFormat("text/uri-list")
    assert [incoming.local_path(url) for url in mime.urls()] == [b"/p/" + name]


def test_nothing_is_dragged_when_the_hand_has_let_go_before_the_files_were_found(
    desk: Desk, carried: Carried
) -> None:
    view = desk.grid.viewport()
    place = desk.grid.visualRect(desk.model.index(1, 0)).center()
    desk.qtbot.mousePress(view, LEFT, NO_KEY, place)  # type: ignore[attr-defined]
    _move(desk, place + QPoint(4, 0))
    _move(desk, place + QPoint(40, 10))
    assert desk.page.files.busy, "no file is looked at while the hand waits"
    desk.qtbot.mouseRelease(view, LEFT, NO_KEY, place + QPoint(40, 10))  # type: ignore[attr-defined]
    desk.until(lambda: not desk.page.files.busy)
    assert not carried.actions


class _OwnDrop(QDropEvent):
    """As Qt tells a drag that began in this very program."""

    def source(self) -> QObject:
        return self.from_here

    def __init__(self, mime: QMimeData, from_here: QObject) -> None:
        super().__init__(QPointF(300, 300), Qt.DropAction.CopyAction, mime, LEFT, NO_KEY)
        # the event keeps neither
        self.mime, self.from_here = mime, from_here


def test_a_hit_let_go_over_its_own_window_does_nothing(desk: Desk, carried: Carried, pictures: Path) -> None:
    before = desk.names()
    event = _OwnDrop(dragging.as_mime([os.fsencode(pictures / "scene-05.png")]), desk.grid)
    # not by sendEvent: Qt hands a drop to what was entered last, also where that was another test's window
    desk.window.dropEvent(event)
    assert not event.isAccepted()
    desk.qtbot.wait(50)  # type: ignore[attr-defined]
    assert not desk.page.asking.worker.busy
    assert desk.names() == before


def test_what_was_dragged_out_comes_back_from_another_program(
    desk: Desk, carried: Carried, pictures: Path
) -> None:
    path = os.fsencode(pictures / "scene-05.png")
    desk.drop(dragging.as_mime([path]))
    desk.until(lambda: desk.model.rowCount() > 0 and desk.names()[0] == "scene-05.png")
