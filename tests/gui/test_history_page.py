"""The history page: what was done, in words; taken back and put again in any order; found; at 100,000 acts."""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from simgui.core import acts, cull, cull_plan, quarantine, restoring
from simgui.core.decisions import Named, decide_all
from simgui.core.embedder import Embedder
from simgui.core.groups import Options, find_groups
from simgui.core.history import About, pair_subject
from simgui.core.library import Library
from simgui.gui import messages
from simgui.gui.history import model as model_module
from simgui.gui.history import sentences
from simgui.gui.history.model import BUTTON, STATE, WHAT
from simgui.gui.history.page import HistoryPage
from simgui.gui.history.quarantine import EmptySheet
from simgui.gui.keys import Keys
from simgui.gui.settings import Settings
from simgui.gui.widgets import theme
from tests.gui.conftest import library_of, scene

CTRL = Qt.KeyboardModifier.ControlModifier
QUERY = b"q" * 32


def named(name: str) -> bytes:
    return name.encode().ljust(32, b".")


class Room:
    """The page in a window of its own, and what was said of it."""

    def __init__(self, library: Library, qtbot: object, width_px: int = 1360) -> None:
        self.library, self.qtbot = library, qtbot
        self.keys = Keys(Settings())
        self.actions = {name: QAction(name) for name in ("undo", "redo")}
        self.page = HistoryPage(library, self.actions, self.keys)
        self.acted: list[tuple[str, object]] = []
        self.refused: list[str] = []
        self.wanted: list[tuple[object, ...]] = []  # of those who move files
        self.changes = 0
        self.page.acted.connect(lambda text, undoable: self.acted.append((text, undoable)))
        self.page.refused.connect(self.refused.append)
        self.page.changed.connect(self._on_changed)
        self.page.resize(width_px, 800)

    def _on_changed(self) -> None:
        self.changes += 1

    def open(self) -> Room:
        self.page.show()
        self.page.set_active(True)
        self.settle()
        self.page.list.setFocus()
        return self

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)  # type: ignore[attr-defined]

    def settle(self) -> None:
        """Nothing is typed, searched or looked up any more."""
        page = self.page
        self.until(
            lambda: (
                not (
                    page.head._typing.isActive() or page._finder.busy or page._looker.busy or page._doing.busy
                )
            )
        )

    def close(self) -> None:
        assert self.page.close_work(5000)
        self.page.close()
        self.page.deleteLater()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.page, key, modifier)  # type: ignore[attr-defined]
        self.settle()

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.page.head.field, text)  # type: ignore[attr-defined]
        self.settle()

    def rows(self) -> list[tuple[str, str]]:
        """Sentence and state of each row."""
        model = self.page.model
        return [
            (str(model.index(row, WHAT).data()), str(model.index(row, STATE).data()))
            for row in range(model.rowCount())
        ]

    def mark(self, word: str | None, *names: str) -> int:
        """Decide about the query and each named picture, as one act."""
        about = [About.pair(QUERY, named(name), ("query.jpg", name)) for name in names]
        return self.library.history.decide(about, word).id

    def words(self, *names: str) -> list[str | None]:
        found = self.library.history.pair_words(QUERY, map(named, names))
        return [found.get(named(name)) for name in names]


@pytest.fixture
def room(library: Library, qtbot: object) -> Iterator[Room]:
    made = Room(library, qtbot)
    yield made
    made.close()


def test_each_act_is_one_sentence_with_its_state(room: Room) -> None:
    room.mark("duplicate", "a.jpg")
    room.mark("not_duplicate", "a.jpg", "b.jpg", "c.jpg")
    room.library.history.decide_file(3, "keep", "kept.jpg")
    room.mark(None, "b.jpg")
    taken = room.mark("related", "d.jpg")
    room.library.history.undo(taken)
    again = room.mark("related", "e.jpg")
    room.library.history.undo(again)
    room.library.history.redo(again)
    room.open()
    assert room.rows() == [
        ("Marked e.jpg as related to query.jpg", "Put again"),
        ("Marked d.jpg as related to query.jpg", "Taken back"),
        ("Cleared the decision about b.jpg and query.jpg", "Holds"),
        ("Keeps kept.jpg", "Holds"),
        ("Marked 3 pictures as not duplicates of query.jpg", "Holds"),
        ("Marked a.jpg as a duplicate of query.jpg", "Overruled"),
    ]
    assert room.page.head.count.text() == "6 acts"
    assert (
        room.page.held.line.text() == "What holds now: 0 duplicates · 2 not duplicates · 1 related · 1 kept"
    )


def test_nothing_done_yet_says_so(room: Room) -> None:
    room.open()
    said = "Nothing done yet. Decisions and culls will stand here, and can be taken back."
    assert room.page.state.isVisible()
    assert room.page.state.text == said
    assert not room.page.details.isVisible()
    room.mark("duplicate", "a.jpg")
    room.page.refresh()
    room.settle()
    assert room.page.list.isVisible()
    assert room.page.details.isVisible()


def test_a_key_takes_a_whole_act_back_and_puts_it_again(room: Room) -> None:
    room.mark("duplicate", "a.jpg", "b.jpg")
    room.open()
    room.key(Qt.Key.Key_Return, CTRL)
    assert room.words("a.jpg", "b.jpg") == [None, None]
    assert room.rows()[0][1] == "Taken back"
    assert room.acted == [("Taken back: Marked 2 pictures as duplicates of query.jpg.", False)]
    assert room.page.list.hasFocus()
    room.key(Qt.Key.Key_Return, CTRL)
    assert room.words("a.jpg", "b.jpg") == ["duplicate", "duplicate"]
    assert room.acted[1] == ("Put again: Marked 2 pictures as duplicates of query.jpg.", True)
    assert room.changes == 2


def test_one_click_on_a_rows_button_does_the_same(room: Room) -> None:
    room.mark("duplicate", "a.jpg")
    room.mark("duplicate", "b.jpg")
    room.open()
    view = room.page.list
    place = view.visualRect(room.page.model.index(1, BUTTON)).center()
    room.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)  # type: ignore[attr-defined]
    room.settle()
    assert room.words("a.jpg", "b.jpg") == [None, "duplicate"]
    assert view.currentIndex().row() == 1
    elsewhere = QPoint(60, view.visualRect(room.page.model.index(0, WHAT)).center().y())
    room.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=elsewhere)  # type: ignore[attr-defined]
    room.settle()
    assert room.words("a.jpg", "b.jpg") == [None, "duplicate"], "a click beside it only takes the row in hand"


def test_taken_back_out_of_order_it_says_what_holds(room: Room) -> None:
    first = room.mark("duplicate", "a.jpg")
    room.mark("related", "a.jpg")
    room.open()
    room.key(Qt.Key.Key_Down)
    assert room.page.details.overruled.text == "Decided anew later: Related holds."
    room.key(Qt.Key.Key_Return, CTRL)
    assert room.acted[-1][0] == (
        "Taken back: Marked a.jpg as a duplicate of query.jpg. Decided anew later: Related holds."
    )
    assert room.words("a.jpg") == ["related"]
    room.key(Qt.Key.Key_Return, CTRL)
    assert room.acted[-1][0].endswith("Decided anew later: Related holds.")
    room.key(Qt.Key.Key_Up)
    room.key(Qt.Key.Key_Return, CTRL)
    assert room.acted[-1][0].endswith("Decided before it: Duplicate holds again.")
    assert room.words("a.jpg") == ["duplicate"]
    assert room.library.history.holds(first)


def test_a_library_that_another_process_writes_is_read_and_the_refusal_says_who(
    tmp_path: Path, qtbot: object
) -> None:
    with Library.open(tmp_path / "library") as other, Library.open(tmp_path / "library") as mine:
        room = Room(other, qtbot)
        room.mark("duplicate", "a.jpg")
        room.library = room.page._library = mine
        room.page.model._library = mine
        room.open()
        assert len(room.rows()) == 1
        room.key(Qt.Key.Key_Return, CTRL)
        assert f"process {os.getpid()}" in room.refused[0]
        assert room.rows()[0][1] == "Holds"
        assert room.acted == []
        room.close()


def test_what_another_process_took_back_first_is_said_and_shown(room: Room) -> None:
    act = room.mark("duplicate", "a.jpg")
    room.open()
    room.library.history.undo(act)  # the page does not hear of it
    room.key(Qt.Key.Key_Return, CTRL)
    assert room.refused == [f"Event {act} is no decision that holds, so it cannot be undone."]
    assert room.rows()[0][1] == "Taken back"


def test_the_filter_finds_by_name_and_kind_and_esc_clears_it(room: Room) -> None:
    room.mark("duplicate", "owl.jpg", "lynx.jpg")
    room.mark("not_duplicate", "owl.jpg")
    room.mark("related", "fox.jpg")
    room.open()
    room.key(Qt.Key.Key_F, CTRL)
    assert room.page.head.field.hasFocus()
    room.type("LYNX")
    assert [row[0] for row in room.rows()] == ["Marked 2 pictures as duplicates of query.jpg"]
    assert room.page.head.count.text() == "1 of 3 acts"
    room.key(Qt.Key.Key_Escape)
    assert len(room.rows()) == 3
    room.type("dupl")
    assert [row[0] for row in room.rows()] == [
        "Marked owl.jpg as not a duplicate of query.jpg",
        "Marked 2 pictures as duplicates of query.jpg",
    ]
    room.page.head.kinds.actions()[2].trigger()
    room.settle()
    assert [row[0] for row in room.rows()] == ["Marked owl.jpg as not a duplicate of query.jpg"]
    assert room.page.head.kind_button.text() == "Not duplicates"
    room.type("nowhere")
    assert room.page.state.isVisible()
    assert room.page.state.text == "No act fits the filter."
    room.page._show_all()
    room.settle()
    assert len(room.rows()) == 3
    assert room.page.head.kind_button.text() == "All kinds"


def test_with_a_filter_on_taken_back_a_row_leaves_and_the_next_is_in_hand(room: Room) -> None:
    for name in ("a.jpg", "b.jpg"):
        room.library.history.undo(room.mark("duplicate", name))
    room.open()
    room.page.head.kinds.actions()[-1].trigger()
    room.settle()
    assert len(room.rows()) == 2
    room.key(Qt.Key.Key_Return, CTRL)
    assert [row[0] for row in room.rows()] == ["Marked a.jpg as a duplicate of query.jpg"]
    assert room.page.list.currentIndex().row() == 0
    assert room.page.list.hasFocus()


def test_what_is_done_elsewhere_comes_in_above_and_the_row_in_hand_stays(room: Room) -> None:
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        room.mark("duplicate", name)
    room.open()
    room.page.list.selectRow(1)
    room.mark("related", "d.jpg")
    room.library.history.undo()
    room.page.refresh()
    room.settle()
    assert [row[1] for row in room.rows()] == ["Taken back", "Holds", "Holds", "Holds"]
    assert room.page.list.currentIndex().row() == 2


def test_away_from_the_page_its_keys_rest_and_the_list_is_read_when_one_comes_back(room: Room) -> None:
    room.mark("duplicate", "a.jpg")
    room.open()
    room.page.set_active(False)
    assert not any(action.isEnabled() for action in room.page.keys.values())
    room.mark("duplicate", "b.jpg")
    room.page.refresh()
    room.settle()
    assert len(room.rows()) == 1
    room.page.set_active(True)
    room.settle()
    assert len(room.rows()) == 2


def test_where_there_is_little_room_enter_opens_the_details_and_esc_closes_them(
    library: Library, qtbot: object
) -> None:
    room = Room(library, qtbot, width_px=944)
    room.mark("duplicate", "a.jpg", "b.jpg")
    room.open()
    page = room.page
    assert not page.details.isVisible()
    assert page.areas() == [page.head, page._main]
    room.key(Qt.Key.Key_Return)
    assert page.details.isVisible()
    assert page.areas() == [page.head, page._main, page.details]
    assert page.details.isAncestorOf(QApplication.focusWidget())
    room.key(Qt.Key.Key_Escape)
    assert not page.details.isVisible()
    assert page.list.hasFocus()
    room.close()


def test_details_tell_names_folders_times_and_show_the_pictures(library_path: Path, qtbot: object) -> None:
    with Library.open(library_path) as library:
        rows = library.catalog.read().execute(
            "SELECT f.path, i.picture_hash FROM files f JOIN images i ON i.id = f.image"
            " WHERE CAST(f.path AS TEXT) LIKE 'scene-0%' ORDER BY f.path"
        )
        pictures = [Named(picture, os.fsdecode(path)) for path, picture in rows]
        first = decide_all(library, [(pictures[0], other) for other in pictures[1:4]], [], "not_duplicate")
        assert first is not None
        library.history.undo()
        room = Room(library, qtbot).open()
        panel = room.page.details
        assert panel.said.sentence.text() == "Marked 3 pictures as not duplicates of scene-01.png"
        assert panel.said.state.text().startswith("Taken back since ")
        steps = panel.said.steps.text().splitlines()
        assert [line.split()[0] for line in steps] == ["Decided", "Taken"]
        assert steps[0].endswith(f"event {first.id}")
        folder = room.page.details._wells[0].place.accessibleName()
        assert folder.startswith("pytest-")
        model = panel.parts.model()
        listed = [model.index(row, 0).data() for row in range(model.rowCount())]
        assert listed == [f"scene-0{number}.png · {folder}" for number in (2, 3, 4)]
        assert all(well._pixmap is not None for well in panel._wells)
        panel.parts.setFocus()
        room.key(Qt.Key.Key_Down)
        assert panel._wells[1].name.accessibleName() == "scene-03.png"
        assert panel._wells[1]._pixmap is not None
        panel.restore.click()
        room.settle()
        assert panel.said.state.text().startswith("Put again since ")
        assert panel.restore.text() == "Take back"
        room.close()


def test_a_row_is_heard_with_its_state(room: Room) -> None:
    room.mark("duplicate", "a.jpg")
    room.library.history.undo()
    room.open()
    spoken = room.page.model.index(0, WHAT).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Marked a.jpg as a duplicate of query.jpg, just now, taken back"


def test_of_100_000_acts_only_those_in_sight_are_read(
    room: Room, monkeypatch: pytest.MonkeyPatch, qtbot: object
) -> None:
    count = 100_000
    room.library.lock()
    with room.library.catalog.write() as connection:
        connection.executemany(
            "INSERT INTO events (id, time_s, kind, subject, body) VALUES (?, ?, 'decide', ?, ?)",
            (
                (
                    number,
                    float(number),
                    pair_subject(QUERY, number.to_bytes(32, "big")),
                    json.dumps(
                        {"names": ["query.jpg", f"IMG_{number}.jpg"], "word": "duplicate", "before": None}
                    ),
                )
                for number in range(1, count + 1)
            ),
        )
    read: list[int] = []
    load = acts.load

    def counted(library: Library, ids: list[int]) -> list[acts.Act]:
        read.append(len(ids))
        return load(library, ids)

    monkeypatch.setattr(model_module.acts, "load", counted)
    room.open()
    assert room.page.model.rowCount() == count
    assert room.page.head.count.text() == f"{messages.number(count)} acts"
    room.key(Qt.Key.Key_End)
    assert room.page.list.currentIndex().row() == count - 1
    assert room.page.details.said.sentence.text() == "Marked IMG_1.jpg as a duplicate of query.jpg"
    room.type("IMG_99999")
    assert [row[0] for row in room.rows()] == ["Marked IMG_99999.jpg as a duplicate of query.jpg"]
    assert sum(read) < 2000
    room.page.head.field.clear()
    room.settle()
    assert room.page.model.rowCount() == count


def test_while_indexing_writes_the_window_goes_on_and_acts_keep_their_order(room: Room) -> None:
    first, second = room.mark("duplicate", "a.jpg"), room.mark("related", "a.jpg")
    room.open()
    began, end = threading.Event(), threading.Event()

    def index() -> None:
        with room.library.catalog.write():
            began.set()
            end.wait(20)

    writer = threading.Thread(target=index)
    writer.start()
    began.wait(20)
    restore = room.page.keys["restore"]
    restore.trigger()  # would hang here if it waited
    room.page.list.selectRow(1)
    restore.trigger()
    assert room.acted == []
    assert room.words("a.jpg") == ["related"]
    end.set()
    writer.join()
    room.settle()
    assert [text.split(" as ")[0] for text, _ in room.acted] == ["Taken back: Marked a.jpg"] * 2
    newest_first = [event.undoes for event in room.library.history.events(2)]
    assert newest_first == [first, second]
    assert room.words("a.jpg") == [None]


def test_closed_while_an_act_waits_it_is_written_all_the_same(library: Library, qtbot: object) -> None:
    room = Room(library, qtbot)
    act = room.mark("duplicate", "a.jpg")
    room.open()
    began, end = threading.Event(), threading.Event()

    def index() -> None:
        with library.catalog.write():
            began.set()
            end.wait(0.5)

    writer = threading.Thread(target=index)
    writer.start()
    began.wait(20)
    room.page.keys["restore"].trigger()
    room.close()
    writer.join()
    assert not library.history.holds(act)


@pytest.mark.parametrize("compact", [False, True])
def test_rows_follow_the_density_and_never_fall_below_the_target(
    library: Library, qtbot: object, compact: bool
) -> None:
    theme.set_feel(compact, False)
    try:
        room = Room(library, qtbot)
        room.mark("duplicate", "a.jpg")
        room.open()
        assert room.page.list.rowHeight(0) == theme.row_px(36) >= 28
        room.close()
    finally:
        theme.set_feel(False, False)


def test_times_are_said_as_a_person_says_them() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    try:
        noon = time.mktime((2026, 3, 10, 14, 30, 0, 0, 0, -1))
        assert sentences.when(noon - 20, noon) == "just now"
        assert sentences.when(noon - 150, noon) == "2 min ago"
        assert sentences.when(noon - 2 * 3600, noon) == "today 12:30"
        assert sentences.when(noon - 24 * 3600, noon) == "yesterday 14:30"
        assert sentences.when(noon - 72 * 3600, noon) == "07/03/2026"
        assert sentences.when(noon + 7200, noon) == "today 16:30", "a clock that was set back tells no lies"
        assert "10 March 2026" in sentences.full_time(noon)
        assert sentences.full_time(noon).endswith(", 14:30:00")
    finally:
        QLocale.setDefault(before)


# culls


@pytest.fixture
def culled(tmp_path: Path, embedder: Embedder, qtbot: object) -> Iterator[Room]:
    """The page on a library of which three copies have left by a cull, one with its side file."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in (1, 2):
        scene(number, 160, 120).save(folder / f"scene-{number}.png")
        for copy in range(number):
            shutil.copy2(folder / f"scene-{number}.png", folder / f"copy-{number}-{copy}.png")
    (folder / "copy-1-0.png.xmp").write_text("<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
    path = library_of(folder, tmp_path / "library", embedder)
    with Library.open(path) as library:
        groups = find_groups(library, Options(exact=True), compare=False).groups
        cull.execute(library, cull_plan.plan(library, groups))
        made = Room(library, qtbot)
        page = made.page
        page.restore_wanted.connect(lambda number, files: made.wanted.append(("restore", number, files)))
        page.again_wanted.connect(lambda number: made.wanted.append(("again", number)))
        page.empty_wanted.connect(lambda files: made.wanted.append(("empty", files)))
        yield made
        made.close()


def test_a_cull_stands_there_with_its_files_and_is_restored_whole_or_in_part(culled: Room) -> None:
    culled.open()
    (what, state), page, panel = culled.rows()[0], culled.page, culled.page.stack.cull
    assert what.startswith("Moved 3 files of 2 groups to quarantine, ")
    assert state == "Away"
    assert page.model.index(0, BUTTON).data() == "Restore"
    assert panel.isVisible()
    assert panel.model.rowCount() == 3
    assert panel._facts.text() == "1 side file went along"
    assert panel.restore.text() == "Restore all 3 files"
    culled.key(Qt.Key.Key_Return, CTRL)
    number = page.model.act(0).id
    assert culled.wanted == [("restore", number, None)]
    culled.key(Qt.Key.Key_Return)
    assert panel.field.hasFocus()
    culled.qtbot.keyClicks(panel.field, "COPY-2")  # type: ignore[attr-defined]
    assert panel.model.rowCount() == 2
    culled.key(Qt.Key.Key_Down)
    culled.key(Qt.Key.Key_Space)
    assert panel.restore.text() == "Restore 1 file"
    culled.key(Qt.Key.Key_Return, CTRL)
    assert culled.wanted[1][:2] == ("restore", number)
    (file,) = culled.wanted[1][2]
    restoring.restore(culled.library, number, files=[file])
    page.refresh()
    culled.settle()
    assert culled.rows()[0][1] == "1 put back"
    culled.key(Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    restoring.restore(culled.library, number)
    page.refresh()
    culled.settle()
    assert culled.rows()[0] == (what, "Put back"), "its size is that of what had left"
    assert page.model.index(0, BUTTON).data() == "Redo"
    culled.key(Qt.Key.Key_Return, CTRL)
    assert culled.wanted[2:] == [("again", number)]


def test_what_came_back_under_another_name_is_said_so(culled: Room, tmp_path: Path) -> None:
    taken = tmp_path / "photos" / "copy-1-0.png"
    taken.write_bytes(b"another")
    restoring.restore(culled.library)
    culled.open()
    model = culled.page.stack.cull.model
    rows = [model.words(row) for row in range(model.rowCount())]
    (became,) = [rest for name, rest in rows if name == "copy-1-0.png"]
    assert became.startswith("put back as copy-1-0")
    assert taken.read_bytes() == b"another"


def test_a_cull_is_found_by_the_name_of_any_of_its_files_and_by_its_kind(culled: Room) -> None:
    culled.mark("duplicate", "owl.jpg")
    culled.open()
    culled.type("copy-2-1")
    assert [row[0].split()[0] for row in culled.rows()] == ["Moved"]
    culled.page.head.field.clear()
    culled.type("cull")
    assert [row[0].split()[0] for row in culled.rows()] == ["Moved"]


def test_the_quarantine_is_emptied_only_by_typing_how_many_files_it_holds(culled: Room) -> None:
    culled.open()
    held = culled.page.side.quarantine
    assert held._size.text().startswith("4 files, ")
    held.button.click()
    (sheet,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, EmptySheet) and w.isVisible()]
    culled.until(sheet.isActiveWindow)
    assert sheet.act.text() == "Delete 4 files for good"
    assert not sheet.act.isEnabled()
    for typed, may in (("3", False), ("44", False), ("4", True)):
        sheet.field.setText(typed)
        assert sheet.act.isEnabled() is may
    culled.qtbot.keyClick(sheet.field, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    assert culled.wanted == [], "a plain Enter starts nothing"
    culled.qtbot.keyClick(sheet.field, Qt.Key.Key_Return, CTRL)  # type: ignore[attr-defined]
    assert culled.wanted == [("empty", 4)]
    quarantine.empty(culled.library, 4)
    culled.page.recount()
    culled.page.refresh()
    culled.settle()
    assert culled.rows()[0][0].startswith("Emptied the quarantine: 4 files deleted for good, ")
    assert culled.rows()[0][1] == "For good"
    assert culled.rows()[1][1] == "Deleted"
    assert culled.page.model.index(1, BUTTON).data() == ""
    assert not held.isVisible()
    culled.key(Qt.Key.Key_Return, CTRL)
    assert culled.wanted == [("empty", 4)], "there is nothing to take back"


def test_the_quarantine_is_counted_when_files_have_moved_and_not_for_each_decision(
    culled: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = []
    held = quarantine.held

    def count(library: Library) -> tuple[int, int]:
        counted.append(held(library))
        return counted[-1]

    monkeypatch.setattr(quarantine, "held", count)
    culled.open()
    culled.mark("duplicate", "a.jpg")
    culled.page.refresh()
    culled.settle()
    assert (len(culled.rows()), [files for files, _ in counted]) == (2, [4])
    restoring.restore(culled.library)
    culled.page.recount()
    culled.page.refresh()
    culled.settle()
    assert [files for files, _ in counted] == [4, 0]
    assert not culled.page.side.quarantine.isVisible()


def test_a_group_that_was_accepted_is_one_sentence(room: Room) -> None:
    about = [About.file(number, f"{number}.jpg") for number in range(1, 5)]
    room.library.history.decide_each([(about[0], "keep"), *((one, "leaves") for one in about[1:])])
    room.library.history.decide_each([(about[0], "keep"), (about[1], "keep"), (about[2], "leaves")])
    room.open()
    assert [row[0] for row in room.rows()] == [
        "Keeps 2 files and lets 1 leave",
        "Keeps 1.jpg and lets 3 files leave",
    ]
