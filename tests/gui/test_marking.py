"""Decisions in the window: marked, seen, undone, and there again after a restart."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from simgui.core.embedder import Embedder
from simgui.core.library import Library
from tests.gui.conftest import Desk, open_desk, scene

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_keys_mark_and_undo_takes_back(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    for name, key, word in (
        ("near-jpeg.jpg", Qt.Key.Key_D, "duplicate"),
        ("near-small.png", Qt.Key.Key_N, "not_duplicate"),
        ("near-soft.png", Qt.Key.Key_R, "related"),
    ):
        desk.hand(name)
        desk.key(key)
        assert desk.model.card(desk.row(name)).decision == word
    assert desk.window.status.text == "near-soft.png marked as related"
    desk.key(Qt.Key.Key_K)
    assert desk.model.card(desk.row("near-soft.png")).file_word == "keep"
    for _ in range(2):
        desk.key(Qt.Key.Key_Z, CTRL)
    assert desk.model.card(desk.row("near-soft.png")).decision is None
    assert desk.model.card(desk.row("near-soft.png")).file_word is None
    desk.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert desk.model.card(desk.row("near-soft.png")).decision == "related"
    desk.key(Qt.Key.Key_Y, CTRL)
    assert desk.model.card(desk.row("near-soft.png")).file_word == "keep"
    desk.key(Qt.Key.Key_Backspace)
    card = desk.model.card(desk.row("near-soft.png"))
    assert (card.decision, card.file_word) == (None, None)
    desk.key(Qt.Key.Key_Z, CTRL)
    card = desk.model.card(desk.row("near-soft.png"))
    assert (card.decision, card.file_word) == ("related", "keep"), "one key is taken back by one undo"


def test_several_are_marked_by_one_key_and_taken_back_by_one_undo(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    desk.key(Qt.Key.Key_A, CTRL)
    desk.key(Qt.Key.Key_D)
    decided = [desk.model.card(row).decision for row in range(desk.model.rowCount())]
    assert decided[0] is None, "the very picture is no duplicate of itself"
    assert decided[1:] == ["duplicate"] * (len(decided) - 1)
    desk.key(Qt.Key.Key_Z, CTRL)
    assert not any(desk.model.card(row).decision for row in range(desk.model.rowCount()))
    desk.key(Qt.Key.Key_Y, CTRL)
    assert [desk.model.card(row).decision for row in range(desk.model.rowCount())] == decided


def test_what_is_marked_so_already_says_so_and_writes_nothing(desk: Desk, pictures: Path) -> None:
    events = desk.window.library.history.events
    desk.search(pictures / "scene-01.png")
    desk.hand("near-jpeg.jpg")
    for key, said in (
        (Qt.Key.Key_D, "near-jpeg.jpg marked as duplicate"),
        (Qt.Key.Key_K, "near-jpeg.jpg is kept"),
    ):
        desk.key(key)
        assert desk.window.status.text == said
        count = len(events())
        desk.key(key)
        assert "near-jpeg.jpg is marked so already" in desk.window.status.text
        assert len(events()) == count
    desk.key(Qt.Key.Key_A, CTRL)
    desk.key(Qt.Key.Key_K)
    hits = desk.model.rowCount()
    assert len(events()) == count + hits - 1, "the one that was kept already is not written again"
    desk.key(Qt.Key.Key_K)
    assert f"These {hits} pictures are marked so already" in desk.window.status.text


def test_marks_are_there_after_a_restart_also_for_a_query_from_outside(
    library_path: Path, embedder: Embedder, qtbot: object, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.jpg"
    scene(1).save(outside, quality=60)
    for restart in range(2):
        steps = open_desk(library_path, embedder, qtbot)
        desk = next(steps)
        desk.search(outside)
        if restart == 0:
            desk.hand("scene-01.png")
            desk.key(Qt.Key.Key_D)
        assert desk.model.card(desk.row("scene-01.png")).decision == "duplicate"
        next(steps, None)


def test_a_locked_library_can_be_searched_but_not_decided_in(
    library_path: Path, embedder: Embedder, qtbot: object, pictures: Path
) -> None:
    other = Library.open(library_path)
    other.lock()
    steps = open_desk(library_path, embedder, qtbot)
    desk = next(steps)
    desk.until(lambda: desk.window.lock_banner.text != "")
    assert "open in another simgui" in desk.window.lock_banner.text
    desk.search(pictures / "scene-01.png")
    desk.hand("near-jpeg.jpg")
    desk.key(Qt.Key.Key_D)
    assert "open in another simgui" in desk.window.status.text
    assert desk.model.card(desk.row("near-jpeg.jpg")).decision is None
    other.close()
    desk.key(Qt.Key.Key_D)
    assert desk.model.card(desk.row("near-jpeg.jpg")).decision == "duplicate"
    assert desk.window.lock_banner.text == "", "asked again, it was free: nothing is locked any more"
    next(steps, None)
