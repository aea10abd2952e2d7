"""The search page at three sizes, its panel, its menu, and what leaves it by the clipboard."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication

from simgui.core.embedder import Embedder
from simgui.core.indexing import index
from simgui.core.library import Library
from simgui.gui.incoming import Picture
from simgui.gui.keys import GRID
from simgui.gui.messages import shown_date
from simgui.gui.search.panels import LEAST
from simgui.gui.widgets.slider import FARTHEST
from tests.gui.conftest import Desk, open_desk, scene

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_panel_picture_and_columns_fit_the_window(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    side = desk.page.side
    for size, panel, picture, columns in (
        ((1440, 900), 360, (320, 240), 5),
        ((1024, 700), 264, (224, 168), 3),
        ((2560, 1440), 440, (400, 300), 10),
    ):
        desk.window.resize(*size)
        desk.until(lambda panel=panel: side.width() == panel)
        assert side.query.picture.size() == QSize(*picture)
        assert desk.grid.columns() == columns
        # the cards are flush with the slider's panel
        first = desk.grid.visualRect(desk.model.index(0, 0)).topLeft()
        left = desk.grid.viewport().mapTo(desk.results, first).x()
        assert left == desk.results.distance.geometry().left()
        assert desk.results.head.detail.text() == desk.results.head.detail.whole, "nothing is elided"
    desk.window.resize(1024, 700)
    # the actions stand in one column
    desk.until(lambda: {(button.x(), button.width()) for button in side.hit._buttons} == {(0, 224)})


def test_the_panels_width_is_chosen_by_key_and_remembered(desk: Desk, pictures: Path) -> None:
    desk.window.resize(1440, 900)
    page = desk.page
    assert page.panel_width() is None
    grip = page.split.handle(1)
    grip.setFocus()
    for _ in range(2):
        desk.qtbot.keyClick(grip, Qt.Key.Key_Right)  # type: ignore[attr-defined]
    assert page.panel_width() == page.side.width() == 392
    desk.qtbot.keyClick(grip, Qt.Key.Key_Home)  # type: ignore[attr-defined]
    assert page.panel_width() == page.side.width() == LEAST
    page.set_panel_width(5000)
    assert page.side.width() <= page.width() * 2 // 5, "the hits keep the larger part"
    desk.window.resize(1024, 700)
    desk.until(lambda: page.side.width() <= page.width() * 2 // 5)
    page.set_panel_width(None)
    assert page.side.width() == LEAST
    page.set_distance(0.42)
    assert page.distance() == pytest.approx(0.42)


def test_where_a_picture_is_from(desk: Desk, pictures: Path) -> None:
    query = desk.page.side.query
    for picture, said in (
        (Picture("a.png", os.fsencode(pictures / "scene-01.png")), str(pictures)),
        (
            Picture("b.png", None, (pictures / "scene-01.png").read_bytes(), "pasted"),
            "Pasted from the clipboard",
        ),
        (Picture("c.png", None, (pictures / "scene-01.png").read_bytes(), "dropped"), "Dropped"),
    ):
        desk.page.search([picture])
        assert query.place.whole == said
        assert desk.page.pictures() == ((picture,), 0)
    desk.until(lambda: desk.model.rowCount() > 0)
    assert query.facts.text().startswith("320 × 240 · PNG · ")
    assert query.identical.text == "Identical to 1 file in the library"


def test_several_selected_are_counted_and_named(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    hit = desk.page.side.hit
    assert hit.title.text() == f"Hit 1 of {desk.model.rowCount()}"
    assert " · changed " in hit.facts.text()
    desk.key(Qt.Key.Key_Right, SHIFT)
    assert hit.title.text() == "2 hits selected"
    assert hit.path.whole == ", ".join(desk.names()[:2])
    assert not desk.page.keys["copy_picture"].isEnabled()
    desk.key(Qt.Key.Key_Escape)
    assert hit.title.text().startswith("Hit 2 of ")


def test_a_date_is_the_cameras_or_the_files() -> None:
    assert shown_date("2014-08-12T10:11:12", 1) == "12 Aug 2014"
    assert shown_date("0000:00:00", 1_400_000_000 * 10**9) == "changed 13 May 2014"
    assert shown_date(None, None) == ""


def test_the_menu_of_a_hit(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    menu, view = desk.page.menu, desk.grid.viewport()
    centre = desk.grid.visualRect(desk.model.index(2, 0)).center()
    for widget, reason, point, row in (
        (view, QContextMenuEvent.Reason.Mouse, centre, 2),
        (desk.grid, QContextMenuEvent.Reason.Keyboard, centre, 2),
    ):
        QApplication.sendEvent(widget, QContextMenuEvent(reason, point, widget.mapToGlobal(point)))
        assert menu.isVisible()
        assert desk.grid.rows_in_hand() == [row], "what was clicked is in hand"
        enabled = {action.text() for action in menu.actions() if action.isEnabled() and action.text()}
        assert {"Duplicate", "Keep", "From here", "Copy picture"} <= enabled
        menu.close()
    desk.results.distance.slider.set_distance(0.05)
    nowhere = QPoint(view.width() - 5, view.height() - 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, nowhere, view.mapToGlobal(nowhere))
    QApplication.sendEvent(view, event)
    assert not menu.isVisible()


def test_the_picture_itself_is_copied_upright(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    desk.hand("near-small.png")
    with desk.qtbot.waitSignal(desk.page.files.said, timeout=20_000) as said:  # type: ignore[attr-defined]
        desk.key(Qt.Key.Key_C, CTRL | SHIFT)
    assert said.args[0] == "The picture of near-small.png is copied, 160 × 120."
    assert QGuiApplication.clipboard().image().size() == QSize(160, 120)
    QGuiApplication.clipboard().clear()


def test_a_hits_file_that_is_gone_says_so(
    library_path: Path, embedder: Embedder, qtbot: object, tmp_path: Path
) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    scene(90).save(folder / "ninety.png")
    with Library.open(library_path) as library:
        index(library, lambda _spec: embedder, [os.fsencode(folder)])
    steps = open_desk(library_path, embedder, qtbot)
    desk = next(steps)
    desk.search(folder / "ninety.png")
    (folder / "ninety.png").unlink()
    desk.hand("ninety.png")
    with qtbot.waitSignal(desk.page.files.said, timeout=20_000) as said:  # type: ignore[attr-defined]
        desk.key(Qt.Key.Key_C, CTRL | SHIFT)
    gone = "ninety.png is no longer there. Index its folder again to find where it went."
    assert said.args[0] == gone
    desk.key(Qt.Key.Key_Q)
    desk.until(lambda: desk.results.state.text == gone)
    with qtbot.waitSignal(desk.window.running.idle, timeout=60_000):  # type: ignore[attr-defined]
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.accessibleName() == "Index again", "what to do next is one key away"
        qtbot.keyClick(focused, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    next(steps, None)


def test_an_offline_root_is_said_with_its_files(
    library_path: Path, embedder: Embedder, qtbot: object, tmp_path: Path
) -> None:
    card = tmp_path / "card-2"
    card.mkdir()
    for number in (91, 92, 93):
        scene(number).save(card / f"{number}.png")
    shutil.copy2(card / "91.png", tmp_path / "query.png")
    with Library.open(library_path) as library:
        index(library, lambda _spec: embedder, [os.fsencode(card)])
        card.rename(tmp_path / "unplugged")
        index(library, lambda _spec: embedder)
    steps = open_desk(library_path, embedder, qtbot)
    desk = next(steps)
    desk.search(tmp_path / "query.png")
    assert desk.model.card(0).offline
    assert "offline" in desk.model.spoken(0)
    said = "card-2 is offline. Its 3 files are kept and come back when it is connected."
    desk.until(lambda: desk.page.side.hit.away.text() == said)
    assert desk.page.side.hit.away.isVisible()
    with qtbot.waitSignal(desk.page.files.said, timeout=20_000) as signal:  # type: ignore[attr-defined]
        desk.key(Qt.Key.Key_F)
    assert signal.args[0] == said
    desk.results.distance.slider.set_distance(FARTHEST)
    assert desk.page.side.hit.away.isVisible(), (
        "a step of the slider leaves the hit in hand, and what is said"
    )
    for _ in range(2):
        # what is found out about one hit is never said under another
        desk.results.take_in_hand(0)
        row = next(row for row in range(desk.model.rowCount()) if not desk.model.card(row).offline)
        desk.results.take_in_hand(row)
        assert not desk.page.side.hit.away.isVisible()
        qtbot.wait(100)  # type: ignore[attr-defined]
        assert not desk.page.side.hit.away.isVisible()
    next(steps, None)


def test_the_grids_own_keys_are_listed_and_can_be_changed(desk: Desk, pictures: Path) -> None:
    entries = {entry.name: entry for entry in desk.window.keys.of_page(GRID)}
    assert {"select", "select_all", "go", "select_range", "menu"} <= set(entries)
    desk.search(pictures / "scene-01.png")
    desk.results.distance.slider.set_distance(FARTHEST)
    assert desk.window.keys.refusal(entries["select"], QKeySequence("D")), "D is Search's"
    desk.window.keys.change(entries["select"], [QKeySequence("X")])
    desk.key(Qt.Key.Key_Right)
    desk.key(Qt.Key.Key_X)
    assert desk.grid.selectionModel().hasSelection()
    field = desk.results.distance.field
    field.setFocus()
    desk.qtbot.keyClick(field, Qt.Key.Key_A, CTRL)  # type: ignore[attr-defined]
    assert len(desk.grid.rows_in_hand()) == 1, "in the field, Ctrl+A is the field's"


def test_the_slider_tells_its_value_and_word(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    slider = desk.results.distance.slider
    desk.results.distance.slider.set_distance(0.6)
    found = QAccessible.queryAccessibleInterface(slider)
    assert found.role() == QAccessible.Role.Slider
    assert found.valueInterface().currentValue() == 60
    assert found.text(QAccessible.Text.Name) == "Show up to distance 0.60, similar"
    slider.setFocus()
    desk.qtbot.keyClick(slider, Qt.Key.Key_Left)  # type: ignore[attr-defined]
    assert slider.value() == 59
