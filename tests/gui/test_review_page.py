"""The review page: one group at a time by keys, undone by undo, resumed where one stopped; many groups, large ones."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from simgui.core import keeper
from simgui.core.compare import Comparison
from simgui.core.edits import Kind
from simgui.core.embedder import Embedder
from simgui.core.groups import Group, Member, Options, cut, find_groups
from simgui.core.indexing import index
from simgui.core.library import Library
from simgui.gui import main_window
from simgui.gui.doing import Doing
from simgui.gui.jobs import Jobs
from simgui.gui.keys import Keys
from simgui.gui.menus import make_actions
from simgui.gui.review import words
from simgui.gui.review.entries import DECIDED, NOT_DUPLICATE, OPEN, RELATED, Entry, in_order
from simgui.gui.review.pace import Pace
from simgui.gui.review.page import ReviewPage
from simgui.gui.review.resuming import SETTING
from simgui.gui.review.sheets import AcceptAllSheet
from simgui.gui.settings import Settings
from tests.core.hand_made import WITHIN, File, Made
from tests.gui.conftest import Desk, library_of, open_desk, scene

Key, NONE = Qt.Key, Qt.KeyboardModifier.NoModifier
PATIENCE_MS = 30_000


def save_copies(folder: Path) -> None:
    """Four groups: three sizes and formats of one, a twin of the same bytes, one saved anew, and one whose labels
    differ; and some pictures that have no copy."""
    folder.mkdir()
    scene(1).save(folder / "a.png")
    scene(1).save(folder / "a-70.jpg", quality=70)
    scene(1).resize((160, 120)).save(folder / "a-half.png")
    scene(2).save(folder / "b.png")
    shutil.copy2(folder / "b.png", folder / "b twin.png")
    scene(3).save(folder / "c.png")
    scene(3).save(folder / "c-60.jpg", quality=60)
    scene(4).save(folder / "d.png")
    scene(4).save(folder / "d-90.jpg", quality=90)
    for name, number in (("d", 0), ("d-90", 1)):
        (folder / f"{name}.txt").write_text(f"{number} 0.5 0.5 0.2 0.2\n")
    for number in range(10, 13):
        scene(number).save(folder / f"alone-{number}.png")


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A library in which all of it is compared already."""
    path = tmp_path_factory.mktemp("review")
    save_copies(path / "pictures")
    with Library.open(path / "library") as library:
        index(library, lambda _spec: embedder, [os.fsencode(path / "pictures")])
        find_groups(library)
    return path / "library"


@pytest.fixture
def path(tmp_path: Path, compared: Path) -> Path:
    return Path(shutil.copytree(compared, tmp_path / "library"))


class Room:
    """The page in a window of its own, with what was said of it and asked by it."""

    def __init__(self, path: Path, qtbot: object, size: tuple[int, int] = (1360, 836)) -> None:
        self.library, self.qtbot = Library.open(path), qtbot
        self.library.lock()
        self.window = QWidget()
        self.jobs, keys = Jobs(), Keys(Settings())
        self.keys = keys
        names = (
            "choose paste add_folder index_again cancel quit undo redo search review indexing history larger"
        )
        names += " smaller usual full_screen next_area previous_area new_library open_library library_folder"
        names += " about keys settings"
        acts: dict[str, Callable[[], object]] = dict.fromkeys(names.split(), lambda: None)
        self.actions: dict[str, QAction] = make_actions(self.window, keys, acts)  # type: ignore[arg-type]
        self.doing = Doing(self.library, self.fail)
        self.page = ReviewPage(self.library, self.actions, keys, self.doing, self.jobs)
        self.page.setParent(self.window)
        self.said: list[str] = []
        self.refused: list[str] = []
        self.plans: list[tuple[tuple[Group, ...], tuple[int, ...]]] = []
        self.page.acted.connect(lambda text, _undoable: self.said.append(text))
        self.page.refused.connect(self.refused.append)
        self.page.plan_asked.connect(lambda groups, numbers: self.plans.append((groups, numbers)))
        self.page.changed.connect(self.page.follow_history)
        self.page.bug.connect(self.fail)
        self.session = self.page.session
        self.resize(*size)

    @staticmethod
    def fail(details: str) -> None:
        raise AssertionError(details)

    def resize(self, width: int, height: int) -> None:
        self.window.resize(width, height)
        self.page.resize(width, height)

    def open(self) -> Room:
        self.window.show()
        self.page.setFocus()  # as the window's pages do
        self.page.set_active(True)
        self.until(lambda: self.session.known and not self.busy)
        return self

    @property
    def busy(self) -> bool:
        return self.session.finding.busy or self.session.finding.cutting

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)  # type: ignore[attr-defined]

    def key(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            QTest.keyClick(self.window.focusWidget() or self.page, key, modifier)
            QApplication.processEvents()

    def undo(self) -> None:
        self.library.history.undo()
        self.page.follow_history()

    def go(self, name: str) -> None:
        """To the group whose keeper has this name."""
        self.session.begin()
        self.session.go(
            next(r for r, e in enumerate(self.session.model.entries) if e.keeper.path.endswith(name.encode()))
        )

    @property
    def keepers(self) -> list[str]:
        return [os.path.basename(entry.keeper.path).decode() for entry in self.session.model.entries]

    @property
    def keeper(self) -> str:
        assert self.session.entry is not None
        return os.path.basename(self.session.entry.keeper.path).decode()

    def words(self) -> dict[str, str]:
        """What the history says about files, by name."""
        rows = self.library.catalog.read().execute(
            "SELECT f.path, d.word FROM decisions d JOIN files f ON d.subject = 'file:' || f.id"
        )
        return {path.decode(): word for path, word in rows.fetchall()}

    def pairs(self) -> list[str]:
        rows = self.library.catalog.read().execute("SELECT word FROM decisions WHERE subject LIKE 'pair:%'")
        return [word for (word,) in rows.fetchall()]

    def close(self) -> None:
        self.page.set_active(False)
        assert self.page.close_work(5000)
        assert self.doing.close(2000)
        self.window.close()
        self.library.close()
        self.window.deleteLater()


@pytest.fixture
def room(path: Path, qtbot: object) -> Iterator[Room]:
    made = Room(path, qtbot).open()
    yield made
    made.close()


# what is shown


def test_the_group_is_shown_with_its_reasons_and_what_differs(room: Room) -> None:
    assert sorted(room.keepers) == ["a.png", "b.png", "c.png", "d.png"]
    assert room.keepers[0] == "d.png", "labels that differ are the largest doubt"
    room.go("a.png")
    page = room.page
    assert page.head.title.text() == f"Group {room.keepers.index('a.png') + 1} of 4"
    assert page.head.pace.whole == "4 left"
    assert (page.stage.left.caption.chip.kind, page.stage.right.caption.chip.kind) == ("keep", "leaves")
    assert page.stage.left.caption.name.whole == "a.png"
    assert page.film.row == 1, "the nearest to the keeper is in hand"
    assert page.stage.differs.note.whole.startswith("verified")
    assert any("fewer pixels" in point.text for point in page.stage.differs.points.shown())
    assert page.stage.why.points.shown()[0].text == "Most real detail of 3"
    room.until(lambda: all(page.ahead.pictures.is_whole(w.picture_hash) for w in page.stage.wanted()))


def test_one_key_accepts_a_group_and_the_next_one_is_there(room: Room) -> None:
    room.go("a.png")
    room.key(Key.Key_Return)
    assert room.words() == {"a.png": "keep", "a-70.jpg": "leaves", "a-half.png": "leaves"}
    number = room.keepers.index("a.png") + 1
    assert room.said[-1] == f"Group {number}: a.png stays, 2 files leave."
    assert room.keeper != "a.png"
    assert room.session.model.entries[number - 1].state == DECIDED
    assert room.page.head.plan.text() == "Plan: 2 files…"
    assert room.library.history.can_undo().size == 3, "one act"  # type: ignore[union-attr]


def test_keys_of_the_image_in_hand(room: Room) -> None:
    room.go("a.png")
    room.key(Key.Key_Right, Key.Key_K)
    words = room.words()
    assert sorted(words.values()) == ["keep", "leaves", "leaves"]
    assert words["a.png"] == "leaves"
    room.go("c.png")
    room.key(Key.Key_B)
    assert {room.words()[name] for name in ("c.png", "c-60.jpg")} == {"keep"}
    assert room.said[-1] == "c.png and c-60.jpg stay."
    assert room.keeper != "c.png", "both are decided: on to the next"
    room.go("a.png")
    entry = room.session.entry
    room.key(Key.Key_X)
    assert room.session.entry is entry, "nothing moves on"


def test_not_duplicates_keep_their_place_in_the_list_and_say_so(room: Room) -> None:
    room.go("c.png")
    row = room.session.row
    room.key(Key.Key_N)
    assert room.pairs() == ["not_duplicate"]
    entry = room.session.model.entries[row]
    assert entry.state == NOT_DUPLICATE
    assert room.session.model.state(entry) == "not duplicates"
    assert room.said[-1] == f"Group {row + 1}: not duplicates. They will not be shown together again."
    room.until(lambda: not room.session._recut.isActive() and not room.busy)
    assert room.session.model.entries[row] is entry
    assert not room.session.others_wait
    for sort in ("bytes", "doubt"):
        room.page.panel.sorted_by.emit(sort)
    assert entry.state == NOT_DUPLICATE, "in another order too"
    room.undo()
    assert entry.state == OPEN
    room.key(Key.Key_R)
    assert entry.state == RELATED


def test_selected_images_alone_are_taken_out(room: Room) -> None:
    room.go("a.png")
    room.key(Key.Key_Right, Key.Key_Space, Key.Key_N)
    entry = room.session.entry
    assert room.keeper == "a.png", "the rest is still to be decided"
    assert entry is not None
    assert len(entry.staying_together) == 2
    assert room.pairs() == ["not_duplicate"] * 2, "against each of the others"
    room.page.film.take_in_hand(next(r for r in (1, 2) if entry.group.members[r].picture_hash in entry.apart))
    room.key(Key.Key_K)
    assert room.words() == {}, "what was taken out does not stay in place of the rest"
    assert room.refused[-1].endswith("was taken out of this group.")
    room.key(Key.Key_Return)
    assert sorted(room.words().values()) == ["keep", "leaves"]


def test_undo_goes_back_to_what_it_takes_back(room: Room) -> None:
    """C8: remove left, remove both, back, back, keep right: the last answers alone hold, and no file is touched."""
    files = sorted(os.listdir(os.path.dirname(room.session.model.entries[0].keeper.path)))
    room.go("c.png")
    row = room.session.row
    room.key(Key.Key_Left, Key.Key_X)  # the keeper leaves
    room.key(Key.Key_Right, Key.Key_X, Key.Key_X)
    room.undo()
    room.undo()
    room.undo()
    assert room.words() == {}
    assert all(member.decision is None for member in room.session.model.entries[row].group.members)
    room.session.go(0 if row else 1)
    room.go("c.png")
    room.key(Key.Key_Return)
    assert room.session.row != row
    room.undo()
    assert room.session.row == row, "where it was"
    room.key(Key.Key_Right, Key.Key_K)
    assert room.words() == {"c.png": "leaves", "c-60.jpg": "keep"}
    assert sorted(os.listdir(os.path.dirname(room.session.model.entries[0].keeper.path))) == files


def test_one_stays_though_all_were_to_leave(room: Room) -> None:
    """C1, the window's half."""
    room.go("c.png")
    entry = room.session.entry
    assert entry is not None
    room.key(Key.Key_X, Key.Key_X, Key.Key_Left, Key.Key_X)
    room.until(lambda: entry.group.all_leave and not room.session._recut.isActive() and not room.busy)
    assert entry.kept == 1
    assert room.session.model.state(entry) == "one stays"
    assert room.page.stage.why.points.shown()[0].text == "All were to leave: the last one never does"


def test_an_undo_shows_at_once_what_a_cut_would_say(library: Library) -> None:
    """Of files away, of one that joins no keeper that is there, and of a protected one beside what is apart."""
    files = [File("b", root=2), File("a"), File("c", root=3)]
    distances = {("a", "b"): 0.3, ("b", "c"): 0.3, ("a", "c"): 0.5}

    def entry(offline: Sequence[int] = (), **words: str) -> Entry:
        said = {f"{name}.jpg": word for name, word in words.items()}
        made = Made("bac", distances, files=files, offline=offline, protected=[3], words=said)
        (group,) = cut(made.evidence(library), Options(within=WITHIN, prefer=keeper.Prefer())).groups
        return Entry(group)

    def undone(entry: Entry) -> tuple[Member, ...]:
        entry.decide(dict.fromkeys((member.file for member in entry.group.members), None))
        return entry.group.members

    files[2] = File("c")
    assert undone(entry((1, 2), a="leaves", c="leaves")) == entry((1, 2)).group.members, "the keeper is away"
    assert undone(entry((2,), c="leaves")) == entry((2,)).group.members, "c lies too far from a"
    files[2] = File("c", root=3)
    beside = entry()
    pictures = {os.path.basename(member.path): member.picture_hash for member in beside.group.members}
    beside.set_apart({pictures[b"a.jpg"]: NOT_DUPLICATE})
    assert beside.state == DECIDED, "b stays and c is protected"


@pytest.mark.parametrize(("of", "said"), [("a", "keeper scaled to 50 %"), ("b", "scaled to 50 %")])
def test_a_card_says_of_the_keeper_what_was_done_to_it(of: str, said: str, library: Library) -> None:
    made = Made("ab", {("a", "b"): 0.3}, {("a", "b"): Comparison(True, (Kind("scaled", 0.5, of),))})
    (group,) = cut(made.evidence(library), Options(within=WITHIN, prefer=keeper.Prefer())).groups
    entry = Entry(group)
    assert os.path.basename(entry.keeper.path) == b"a.jpg"
    assert words.short(entry, group.members[1]).replace("\N{NO-BREAK SPACE}", " ") == said


def test_labels_that_differ_are_asked_and_not_accepted(room: Room) -> None:
    """M2, the window's half."""
    room.go("d.png")
    page = room.page
    assert page.stage.left.caption.label.whole == "label: 0 · with d.txt"
    assert page.stage.right.caption.label.whole == "label: 1 · with d-90.txt"
    assert not page.keys["accept"].isEnabled()
    assert page.keybar.note.whole == "Labels differ: 0, 1. Say which stays."
    room.key(Key.Key_Return)
    assert room.words() == {}
    room.key(Key.Key_K)
    assert room.words()["d-90.jpg"] == "keep"


def test_all_beyond_doubt_are_looked_at_and_accepted_as_one_act(room: Room) -> None:
    room.key(Key.Key_A)
    (sheet,) = room.window.findChildren(AcceptAllSheet)
    assert room.words() == {}, "nothing yet"
    assert all(entry.group.sure for entry in sheet.entries)
    count = len(sheet.entries)
    assert count
    sheet.act.click()
    assert len({entry.state for entry in sheet.entries}) == 1
    assert room.session.model.open_count == 4 - count
    room.undo()
    assert room.session.model.open_count == 4


def test_when_all_are_decided_the_plan_is_next(room: Room) -> None:
    for _ in range(4):
        room.key(Key.Key_K)
    assert room.page.states.view.text == "All 4 groups are decided. Next: look at the plan."
    assert not room.page.desk.shows_group
    room.key(Key.Key_P)
    (groups, numbers) = room.plans[-1]
    assert len(groups) == 4
    assert numbers == (1, 2, 3, 4)
    assert all(not member.keep or member.decision == "keep" for group in groups for member in group.members)
    room.key(Key.Key_Escape)
    assert room.page.desk.shows_group, "one can go back"


# which groups


def test_the_slider_cuts_anew_and_the_group_in_hand_stays(room: Room) -> None:
    room.go("b.png")
    room.page.head.within.field.setValue(0.01)
    room.until(lambda: len(room.session.model.entries) == 1)
    assert room.keepers == ["b.png"], "the same picture has no distance"
    assert room.keeper == "b.png"
    within = room.page.head.within.distance
    room.key(Key.Key_BracketRight)
    assert room.page.head.within.distance == pytest.approx(within + 0.01)
    room.page.head.within.field.setValue(0.42)
    room.until(lambda: len(room.session.model.entries) == 4)
    assert room.keeper == "b.png"


def test_filters_and_the_words_for_nothing(room: Room) -> None:
    head = room.page.head
    head.filter.show_filter("exact", "")
    head.filter.chosen.emit()
    room.until(lambda: room.keepers == ["b.png"])
    assert head.filter.wish(0.4) == Options(within=0.4, exact=True)
    head.filter.show_filter("all", "nothing of this name")
    head.filter.chosen.emit()
    room.until(lambda: not room.session.model.entries)
    assert room.page.states.view.text == "No groups of this kind within 0.83."
    room.page.states.show_all.emit()
    room.until(lambda: len(room.session.model.entries) == 4)


def test_none_within_says_what_to_do(room: Room) -> None:
    room.page.states.say_none(0.62, False, False, True)
    assert room.page.states.view.text == "No groups within 0.62. Move the slider right to see looser ones."


def test_a_preview_of_another_order_takes_no_groups_away_that_were_asked_for(room: Room) -> None:
    finding = room.session.finding
    room.page.head.within.field.setValue(0.01)
    finding.preview(keeper.prefer(["older"]))
    room.until(lambda: room.session._latest.groups.within == pytest.approx(0.01))


def test_where_one_stopped_one_goes_on(path: Path, qtbot: object) -> None:
    room = Room(path, qtbot).open()
    room.page.panel.sorted_by.emit("files")
    room.go("c.png")
    room.close()
    with Library.open(path) as library:
        assert library.catalog.setting(SETTING)["left"] == 4
    again = Room(path, qtbot)
    assert again.page.left_at_first == 4
    again.open()
    assert again.keeper == "c.png"
    assert again.session.sort == "files"
    again.close()


def test_what_is_found_meanwhile_waits_until_it_is_asked_for(
    room: Room, embedder: Embedder, tmp_path: Path
) -> None:
    room.go("c.png")
    row = room.session.row
    (tmp_path / "more").mkdir()
    for number in (10, 11):  # copies of two that had none
        scene(number).save(tmp_path / "more" / f"{number}.jpg", quality=80)
    index(room.library, lambda _spec: embedder, [os.fsencode(tmp_path / "more")])
    room.page.set_indexing(False)
    assert room.jobs
    assert next(iter(room.jobs)).text.startswith("Finding duplicates")
    room.until(lambda: not room.busy and room.session.others_wait)
    assert (room.session.row, room.keeper, len(room.keepers)) == (row, "c.png", 4)
    assert room.page.panel.fresh.isVisible()
    room.key(Key.Key_O)
    assert len(room.keepers) == 6
    assert room.keeper == "c.png"
    assert not room.page.panel.fresh.isVisible()


def test_finding_can_be_cancelled_and_is_not_begun_again_by_itself(room: Room) -> None:
    finding = room.session.finding
    finding.start()
    assert len(room.jobs) == 1
    finding.cancel()
    room.until(lambda: not room.busy)
    assert len(room.jobs) == 0
    assert not finding._rest.isActive()


# beside the group


def test_compare_takes_the_keeper_as_a_and_follows(room: Room) -> None:
    room.go("a.png")
    room.key(Key.Key_C)
    layer = room.page.comparing.page
    room.until(lambda: layer.found is not None and not layer.loading.worker.busy)
    assert [side.name for side in layer.sides] == ["a.png", room.page.film.model.card(1).name]
    assert layer.panes.captions[0].what.whole == "keeper"
    room.key(Key.Key_PageDown)
    room.until(lambda: layer.found is not None and not layer.loading.worker.busy)
    assert layer.sides[1].name == room.page.film.model.card(2).name
    room.key(Key.Key_X)
    assert room.words() == {layer.sides[1].name: "keep"}
    room.key(Key.Key_Escape)
    assert not room.page.comparing.is_open


def test_the_order_that_says_what_stays_is_previewed_and_kept(room: Room) -> None:
    sheet = room.page.more.open_order()
    assert not sheet.act.isEnabled()
    row = sheet.names.index("quality")
    sheet.list.setCurrentRow(row)
    sheet.up.click()
    assert sheet.names.index("quality") == row - 1
    sheet.put_first("smallest_file")
    room.until(lambda: not sheet.change.text().startswith("Looking"))
    assert "another file would stay" in sheet.change.text()
    sheet.act.click()
    assert keeper.stored_order(room.library).order[2] == "smallest_file"
    room.until(lambda: "a.png" not in room.keepers)


def test_folder_names_are_labels_when_the_person_says_so(
    tmp_path: Path, embedder: Embedder, qtbot: object
) -> None:
    (tmp_path / "pictures" / "Zoo").mkdir(parents=True)
    for name in ("a.png", "b.png"):
        scene(1).save(tmp_path / "pictures" / "Zoo" / name)
    library_of(tmp_path / "pictures", tmp_path / "library", embedder)
    room = Room(tmp_path / "library", qtbot).open()

    def labels() -> set[str | None]:
        return {member.label for entry in room.session.model.entries for member in entry.group.members}

    assert labels() == {None}, "one folder is no data set"
    room.page.more.folder_actions["yes"].trigger()
    room.until(lambda: not room.busy and labels() == {"Zoo"})
    room.page.more.folder_actions["no"].trigger()
    room.until(lambda: not room.busy and labels() == {None})
    room.close()


def test_lists_and_links_without_culling(room: Room, tmp_path: Path) -> None:
    choosing = room.page.more.choosing
    for what, count in (("stays", 7), ("leaves", 5)):
        choosing.write(what, tmp_path / f"{what}.txt", None)
        room.until(lambda: not choosing.worker.busy)
        assert len((tmp_path / f"{what}.txt").read_text().splitlines()) == count
        assert room.refused[-1].startswith(f"{count} files listed in")
    choosing.write("stays", None, tmp_path / "links.csv")
    room.until(lambda: not choosing.worker.busy)
    assert sum(len(files) for _, _, files in os.walk(tmp_path / "links.csv")) == 7
    assert room.refused[-1].startswith("7 links made in"), "whatever the folder is called"
    choosing.write("stays", tmp_path / "stays.txt", None)
    room.until(lambda: not choosing.worker.busy)
    assert "is there already" in room.refused[-1]


def test_a_folder_is_opened_where_it_is_there_and_paths_are_copied(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())))
    opened: list[str] = []
    member = room.page.acting.in_hand[0]
    folder = os.fsdecode(os.path.dirname(member.path))
    asked_in: list[threading.Thread] = []
    there = [True]

    def noted(_path: object) -> bool:
        asked_in.append(threading.current_thread())
        return there[0]

    monkeypatch.setattr(os.path, "isdir", noted)
    room.page.keys["folder"].trigger()
    room.until(lambda: room.refused == [f"No program opened {folder}."])
    assert opened == [folder]
    there[0] = False
    room.page.keys["folder"].trigger()
    room.until(lambda: room.refused[1:] == [f"{folder} is not there now."])
    assert opened == [folder]
    assert threading.main_thread() not in asked_in
    room.page.keys["copy_path"].trigger()
    assert room.refused[2:] == ["1 path copied"]
    assert QGuiApplication.clipboard().text() == os.fsdecode(member.path)
    QGuiApplication.clipboard().clear()


def test_read_only_shows_and_decides_nothing(room: Room) -> None:
    room.page.set_read_only(True)
    assert room.page.desk.notice.text == "The library is opened to read only: nothing can be decided."
    assert not any(room.page.keys[name].isEnabled() for name in ("accept", "keep", "turn", "accept_all"))
    room.go("a.png")
    room.key(Key.Key_Return, Key.Key_K)
    assert room.words() == {}
    room.page.set_read_only(False)
    room.key(Key.Key_Return)
    assert room.words()


def test_a_narrow_window_hides_the_list_behind_its_key(path: Path, qtbot: object) -> None:
    room = Room(path, qtbot, (944, 612)).open()
    assert not room.page.panel.isVisible()
    assert room.page.film.strip.height() <= 150
    room.key(Key.Key_L)
    assert room.page.panel.isVisible()
    room.key(Key.Key_L)
    assert not room.page.panel.isVisible()
    room.resize(1360, 836)
    QApplication.processEvents()
    assert room.page.panel.isVisible()
    room.close()


def test_whoever_hears_the_page_hears_group_image_and_state(room: Room) -> None:
    room.go("a.png")
    index_ = room.page.film.model.index(1, 0)
    spoken = index_.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Image 2 of 3, distance 0.")
    assert spoken.endswith("proposed: leaves")
    row = room.session.model.index(room.session.row, 0)
    assert "3 images" in row.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "not decided" in row.data(Qt.ItemDataRole.AccessibleTextRole)
    assert room.page.panel.view.accessibleName()
    assert room.page.film.strip.accessibleName()


def test_no_two_keys_of_the_page_are_the_same(room: Room) -> None:
    entries = [
        entry for page in ("review", "grid", "everywhere", "compare") for entry in room.keys.of_page(page)
    ]
    for entry in (entry for entry in entries if not entry.fixed):
        for key in entry.keys:
            assert room.keys.conflict(entry, key) is None, (entry.name, key.toString())


# in the window


def test_the_window_shows_how_many_are_left_and_opens_the_plan(
    path: Path, embedder: Embedder, qtbot: object
) -> None:
    for desk in open_desk(path, embedder, qtbot):
        _review_in(desk)


def _review_in(desk: Desk) -> None:
    window = desk.window
    window.actions_by_name["review"].trigger()
    page = window.review_page
    desk.until(lambda: page.session.known and not page.session.finding.busy)
    assert window.rail.buttons[main_window.REVIEW].text() == "Review\n4"
    assert window.focusWidget() is page.film.view
    page.session.begin()
    page.session.go(
        next(row for row, e in enumerate(page.session.model.entries) if e.keeper.path.endswith(b"a.png"))
    )
    QTest.keyClick(page.film.view, Key.Key_Return)
    assert window.rail.buttons[main_window.REVIEW].text() == "Review\n3"
    assert window.status.text.endswith("a.png stays, 2 files leave.")
    window.actions_by_name["undo"].trigger()
    desk.until(lambda: page.session.model.open_count == 4)
    assert page.session.entry is not None
    assert page.session.entry.keeper.path.endswith(b"a.png")
    window.actions_by_name["redo"].trigger()
    desk.until(lambda: page.session.model.open_count == 3)
    QTest.keyClick(page.film.view, Key.Key_P)
    desk.until(lambda: window.culling.culls.sheet is not None and window.culling.culls.sheet.isVisible())
    window.culling.culls.hide_sheet()


# many


def many(group: Group, count: int) -> list[Group]:
    """So many groups of two, with Files and pictures of their own."""
    made = []
    for number in range(count):
        members = tuple(
            replace(
                member,
                file=1000 + 10 * number + place,
                picture_hash=f"{number}.{place}".encode().ljust(32, b"."),
                path=b"/nowhere/%d-%d.jpg" % (number, place),
                online=False,
            )
            for place, member in enumerate(group.members[:2])
        )
        made.append(replace(group, id=f"{number:012}", members=members))
    return made


def test_3377_groups_and_3000_images_in_one_hold_nothing_up(room: Room) -> None:
    """G6: the window's half."""
    room.go("a.png")
    one = room.session.entry
    assert one is not None
    groups = many(one.group, 3377)
    large = replace(
        groups[0],
        id="large",
        members=(one.keeper, *_members(one.group, 3000)),
    )
    began_s = time.perf_counter()
    room.session._take([Entry(group) for group in (large, *groups)])
    QApplication.processEvents()
    assert len(in_order([large, *groups], "files")[0].members) == 3001
    row = room.session.model.row_of("large")
    assert row is not None
    room.session.go(row)
    QApplication.processEvents()
    assert time.perf_counter() - began_s < 3, "well below, on an idle machine"
    assert room.page.film.many, "a grid in place of the strip"
    began_s = time.thread_time()
    room.key(Key.Key_End)
    QApplication.processEvents()
    assert time.thread_time() - began_s < 0.5
    room.page.film.take_in_hand(1)
    room.key(Key.Key_Space)
    room.key(Key.Key_Down, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert len(room.page.film.chosen()) > 2


def _members(group: Group, count: int) -> list[Member]:
    other = group.members[1]
    return [
        replace(
            other,
            file=900_000 + n,
            picture_hash=f"m{n}".encode().ljust(32, b"."),
            path=b"/nowhere/m%d.jpg" % n,
        )
        for n in range(count)
    ]


def test_pace_goes_by_the_last_decisions_and_forgets_pauses() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    for step in (0, 2, 2, 2):
        now[0] += step
        pace.decided()
    assert pace.left_s(10) == pytest.approx(20)
    now[0] += 3600
    pace.decided()
    assert pace.left_s(10) == pytest.approx(20)
