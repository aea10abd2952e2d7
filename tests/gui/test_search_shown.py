"""Which hits are shown: by kind, by what is decided, and what happens to the card in hand meanwhile."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from simgui.gui.search import runs
from simgui.gui.search.model import KINDS
from simgui.gui.widgets.slider import FARTHEST
from tests.gui.conftest import Desk

places = st.sets(st.integers(0, 30))


def runs_of(wanted: set[int]) -> list[runs.Run]:
    return runs.joined((place, place + 1) for place in wanted)


@given(places, places)
def test_rows_come_and_go_one_run_at_a_time(old: set[int], new: set[int]) -> None:
    rows = sorted(old)
    now = runs_of(old)
    for comes, (start, end), after in runs.steps(runs_of(old), runs_of(new)):
        row = runs.row_of(now, start)
        if comes:
            rows[row:row] = range(start, end)
        else:
            assert rows[row : row + end - start] == list(range(start, end))
            del rows[row : row + end - start]
        now = after
        assert [runs.place_of(now, number) for number in range(runs.length(now))] == rows
    assert rows == sorted(new)


def words(desk: Desk) -> list[str]:
    return [desk.model.card(row).kind for row in range(desk.model.rowCount())]


def test_only_the_kinds_chosen_are_shown(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    desk.results.distance.slider.set_distance(FARTHEST)
    every, button = words(desk), desk.results.head.kinds
    assert button.text() == "All kinds"
    for kind in {"copy", "unrelated"} & set(every):
        button._actions[kind].trigger()
        assert words(desk) == [word for word in every if word == kind]
        shown = every.count(kind)
        assert desk.results.count.text() == f"{shown} of {len(every)} hits"
        assert kind in button.accessibleName()
        button._all.trigger()
    button._actions["copy"].trigger()
    button._actions["identical"].trigger()
    assert set(words(desk)) == {"identical", "copy"}
    assert button.text() == "2 kinds"
    button._actions["copy"].trigger()
    button._actions["identical"].trigger()
    assert words(desk) == every, "without any kind there would be nothing to see: all are shown"
    assert set(every) <= set(KINDS)


def test_a_filter_that_leaves_nothing_says_so_and_can_be_lifted_by_one_key(
    desk: Desk, pictures: Path
) -> None:
    desk.search(pictures / "scene-01.png")
    desk.results.distance.slider.set_distance(0.6)
    desk.results.head.kinds.chosen.emit(frozenset(("unrelated",)))
    assert desk.results.state.text == "None of the hits within 0.60 is of the kinds shown."
    focused = QApplication.focusWidget()
    assert focused is not None
    assert desk.results.state.isAncestorOf(focused), "the keyboard goes to what can be done"
    desk.qtbot.keyClick(focused, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    assert desk.model.rowCount() > 0
    assert desk.grid.hasFocus(), "and comes back to the hits"


def test_decided_hits_can_be_hidden_and_the_next_one_comes_to_hand(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    button, action = desk.results.head.hide_decided, desk.page.keys["hide_decided"]
    assert not button.isVisible()
    assert not action.isEnabled()
    before = desk.names()
    desk.results.take_in_hand(1)
    desk.key(Qt.Key.Key_D)
    desk.until(lambda: button.isVisible() and button.text() == "Hide 1 decided")
    desk.key(Qt.Key.Key_H)
    assert desk.names() == [before[0], *before[2:]]
    assert button.text() == "Show 1 decided"
    assert desk.grid.rows_in_hand() == [1], "the next one took its place"
    desk.key(Qt.Key.Key_N)
    desk.until(lambda: desk.names() == [before[0], *before[3:]])  # what is decided now goes too
    assert desk.grid.hasFocus()
    desk.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: desk.names() == [before[0], *before[2:]])  # undo brings it back
    desk.key(Qt.Key.Key_H)
    assert desk.names() == before


def test_all_decided_and_hidden_says_so(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    desk.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.key(Qt.Key.Key_K)
    desk.until(lambda: desk.page.keys["hide_decided"].isEnabled())
    desk.key(Qt.Key.Key_H)
    assert desk.results.state.text == "All hits within 0.70 are decided, and hidden."
    focused = QApplication.focusWidget()
    assert focused is not None
    assert desk.results.state.isAncestorOf(focused)
    desk.qtbot.keyClick(focused, Qt.Key.Key_H)  # type: ignore[attr-defined]
    assert desk.model.rowCount() > 0
    assert desk.grid.hasFocus()


def test_the_slider_takes_the_hand_to_the_last_that_is_left(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    desk.results.distance.slider.set_distance(FARTHEST)
    desk.results.take_in_hand(20)
    desk.results.distance.slider.set_distance(desk.model.hit(4).distance + 0.005)
    assert desk.grid.currentIndex().row() == desk.model.rowCount() - 1
    desk.results.distance.slider.set_distance(FARTHEST)
    assert desk.grid.hasFocus()


def test_a_range_begins_at_its_card_after_others_were_hidden(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    desk.results.distance.slider.set_distance(FARTHEST)
    desk.results.take_in_hand(1)
    desk.key(Qt.Key.Key_D)
    desk.until(lambda: desk.model.card(1).decision == "duplicate")
    desk.key(Qt.Key.Key_Right)
    desk.key(Qt.Key.Key_Right)
    in_hand = desk.model.card(3).name
    desk.key(Qt.Key.Key_H)
    desk.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    rows = desk.grid.rows_in_hand()
    assert rows == [2, 3]
    assert desk.model.card(rows[0]).name == in_hand


def test_a_card_says_its_states(desk: Desk, pictures: Path) -> None:
    with desk.qtbot.waitSignal(desk.page.looking.ended, timeout=60_000):  # type: ignore[attr-defined]
        desk.search(pictures / "scene-01.png")
    assert desk.model.spoken(0).endswith("scene-01.png, this very file, not decided")
    desk.hand("near-jpeg.jpg")
    desk.key(Qt.Key.Key_R)
    row = desk.row("near-jpeg.jpg")
    desk.until(lambda: desk.model.card(row).decision == "related")
    card = desk.model.card(row)
    shown = desk.model.rowCount()
    edits = desk.page.side.hit.edits.whole.lower()
    spoken = (
        f"Hit {row + 1} of {shown}, distance {card.distance}, {card.word}, {edits}, near-jpeg.jpg, related"
    )
    assert desk.model.spoken(row) == spoken
    assert desk.grid.accessibleDescription().startswith(f"Hit {row + 1} of {shown}, ")
    desk.key(Qt.Key.Key_Space)
    assert desk.grid.accessibleDescription().endswith(", selected")
