"""The plan of a cull: looked through by keyboard, started, stopped, taken back; what stays and why; lists; banner."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow

from simgui.core import cull, cull_journal, progress
from simgui.core.cull import Failed
from simgui.core.cull_journal import CullItem
from simgui.core.cull_plan import Leaving, LeftOut, Plan, plan
from simgui.core.embedder import Embedder
from simgui.core.errors import StoreError
from simgui.core.groups import Options, find_groups
from simgui.core.interrupted import interrupted
from simgui.core.library import Library
from simgui.core.members import Group, Member
from simgui.core.restoring import Restored
from simgui.gui import messages
from simgui.gui.cull import listing, sentences
from simgui.gui.cull.culls import Culls
from simgui.gui.cull.looking import Asked
from simgui.gui.cull.sheet import ENDED, LOOKING, RUNNING, CullSheet
from simgui.gui.cull.table import ALONG, CHECK, PlanModel
from simgui.gui.jobs import Jobs
from simgui.gui.keys import Keys
from simgui.gui.main_window import PAGES
from simgui.gui.settings import Settings
from tests.core.labelled import xmp
from tests.gui.conftest import Desk, library_of, open_desk, scene

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """Four pictures, each with one to three copies of the same bytes, one copy with a side file; and their library."""
    place = tmp_path_factory.mktemp("culls")
    folder = place / "photos"
    folder.mkdir()
    for number in range(1, 5):
        scene(number, 160, 120).save(folder / f"scene-{number}.png")
        for copy in range(max(number - 1, 1)):
            shutil.copy2(folder / f"scene-{number}.png", folder / f"copy-{number}-{copy}.png")
    (folder / "copy-2-0.png.xmp").write_text("<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
    library_of(folder, place / "library", embedder)
    return place


class Place:
    """Culls of a window, the folder of its library, and what is done with the copies there."""

    def __init__(self, culls: Culls, library: Library, folder: Path, qtbot: object) -> None:
        self.culls, self.library, self.folder, self.qtbot = culls, library, folder, qtbot

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)  # type: ignore[attr-defined]

    @property
    def sheet(self) -> CullSheet:
        assert self.culls.sheet is not None
        return self.culls.sheet

    @property
    def model(self) -> PlanModel:
        return self.sheet.looking.model

    def open(self, change: Callable[[Group], Group] = lambda group: group) -> CullSheet:
        """The sheet with the plan of all groups of equal files."""
        groups = find_groups(self.library, Options(exact=True), compare=False).groups
        self.culls.plan(tuple(change(group) for group in groups))
        self.until(lambda: self.culls.sheet is not None and self.culls.sheet.isVisible())
        return self.sheet

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.until(lambda: QApplication.focusWidget() is not None)
        self.qtbot.keyClick(QApplication.focusWidget(), key, modifier)  # type: ignore[attr-defined]

    def run(self) -> None:
        """Start, and wait for the end."""
        self.key(Qt.Key.Key_Return, CTRL)
        self.until(lambda: self.sheet.stage == ENDED)
        self.settle()

    def settle(self) -> None:
        self.until(lambda: not self.culls.busy and not self.culls.lister.busy)

    def names(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}


class Whole(Place):
    """In the window itself."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.window = desk.window
        super().__init__(desk.window.culling.culls, desk.window.library, folder, desk.qtbot)

    @property
    def said(self) -> str:
        return self.window.status._said.whole


def copied(made: Path, where: Path) -> Path:
    """A library of its own, at its own place."""
    shutil.copytree(made / "photos", where / "photos")
    shutil.copytree(made / "library", where / "library")
    with Library.open(where / "library") as library:
        library.lock()
        with library.catalog.write() as connection:
            connection.execute("UPDATE roots SET path = ?, device = NULL", (os.fsencode(where / "photos"),))
    return where


@pytest.fixture
def place(made: Path, tmp_path: Path, qtbot: object) -> Iterator[Place]:
    """Culls alone, above an empty window."""
    copied(made, tmp_path)
    with Library.open(tmp_path / "library") as library:
        window = QMainWindow()
        window.resize(1440, 900)
        actions = {name: QAction(name, window) for name in ("undo", "cancel")}
        culls = Culls(window, library, Jobs(window), Keys(Settings(), window), actions)
        window.show()
        yield Place(culls, library, tmp_path / "photos", qtbot)
        culls.hide_sheet()
        assert culls.close(3000)
        window.close()
        window.deleteLater()


@pytest.fixture
def whole(made: Path, tmp_path: Path, qtbot: object) -> Iterator[Whole]:
    copied(made, tmp_path)
    for desk in open_desk(tmp_path / "library", None, qtbot):
        yield Whole(desk, tmp_path / "photos")


def test_the_plan_says_both_numbers_and_nothing_starts_by_enter_or_space(place: Place) -> None:
    before = place.names()
    sheet = place.open()
    assert sheet.heading.text() == "Plan: 7 files leave, 4 stay"
    assert sheet.below.text() == "Nothing has moved yet. Look it through, then start it."
    shown = [figure.text for figure in sheet.looking.figures.figures]
    assert shown[0] == "7 files leave 4 groups"
    assert shown[1].endswith("kept in quarantine"), "on the same disk nothing is freed by moving"
    assert shown[2] == "1 side file goes along"
    assert sheet.start.text() == "Move 7 files to quarantine"
    assert sheet.not_now.hasFocus()
    sheet.start.setFocus()
    place.key(Qt.Key.Key_Return)
    place.key(Qt.Key.Key_Space)
    assert sheet.stage == LOOKING
    assert sheet.isVisible()
    place.key(Qt.Key.Key_Escape)
    assert place.culls.sheet is None
    assert place.names() == before


def test_space_leaves_a_group_out_and_figures_and_button_follow(place: Place) -> None:
    sheet = place.open()
    place.key(Qt.Key.Key_Down)
    assert sheet.looking.table.hasFocus(), "arrows go to the groups from wherever one is"
    place.key(Qt.Key.Key_End)
    files = place.model.rows[-1].files
    place.key(Qt.Key.Key_Space)
    assert place.model.index(3, CHECK).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert sheet.start.text() == f"Move {7 - files} files to quarantine"
    assert sheet.looking.figures.figures[4].text == "1 group left out"
    spoken = str(place.model.index(3, CHECK).data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith("Group 4, stays ")
    assert spoken.endswith(", left out")
    place.key(Qt.Key.Key_Space)
    assert sheet.start.text() == "Move 7 files to quarantine"
    place.key(Qt.Key.Key_A, CTRL)
    place.key(Qt.Key.Key_Space)
    assert not sheet.start.isEnabled(), "all are left out"
    place.key(Qt.Key.Key_Return, CTRL)
    assert sheet.stage == LOOKING
    place.key(Qt.Key.Key_Escape)


def test_by_keys_alone_files_leave_come_back_and_leave_again(whole: Whole) -> None:
    before = whole.names()
    sheet = whole.open()
    whole.run()
    assert sheet.heading.text() == "7 files moved"
    assert len(whole.names()) == len(before) - 8, "the side file went along"
    assert whole.said.startswith("7 files moved to quarantine, ")
    assert not whole.window.status.see_why.isVisible()
    whole.settle()
    whole.window.show_page(PAGES.index("history"))
    held = whole.window.history_page.side.quarantine
    whole.until(lambda: held.files >= 7)
    whole.key(Qt.Key.Key_Z, CTRL)
    whole.until(lambda: whole.said == "7 files are back.")
    assert whole.culls.sheet is None
    assert whole.names() == before
    whole.until(lambda: held.files == 0)
    whole.window.actions_by_name["redo"].trigger()
    whole.until(lambda: whole.said.startswith("7 files moved to quarantine, "))
    assert len(whole.names()) == len(before) - 8
    assert whole.culls.sheet is None, "it was looked through before"
    whole.settle()


def test_another_way_makes_the_plan_anew_and_leaves_near_copies_out(place: Place) -> None:
    def with_near_copy(group: Group) -> Group:
        """What leaves is another picture than what stays."""
        first, second, *rest = group.members
        return group if rest else replace(group, members=(first, replace(second, image=first.image % 4 + 1)))

    sheet = place.open(with_near_copy)
    sheet.looking.table.setFocus()
    place.key(Qt.Key.Key_End)
    place.key(Qt.Key.Key_Space)
    left_out = place.model.rows[-1].group
    sheet.looking.cards.cards["hardlink"].click()
    assert not sheet.start.isEnabled()
    place.until(sheet.start.isEnabled)
    assert sheet.start.text() == "Replace 2 files by links"
    assert "have other bytes, so they are not linked" in sheet.looking.left_out.text
    assert not place.model.leaves(next(n for n, r in enumerate(place.model.rows) if r.group == left_out))
    sheet.looking.left_out.button.click()
    assert place.model.reasons
    assert place.model.index(0, ALONG).data()
    sheet.looking.share.trigger()
    place.until(lambda: sheet.looking.action == "reflink")
    sheet.looking.cards.cards["quarantine"].click()
    place.until(lambda: sheet.start.isEnabled() and sheet.looking.action == "quarantine")
    assert not sheet.looking.left_out.isVisible()
    assert not place.model.reasons
    place.key(Qt.Key.Key_Escape)


def test_what_is_not_handed_over_is_said(place: Place) -> None:
    for name, rating in (("scene-1", 3), ("copy-1-0", 5)):
        (place.folder / f"{name}.png.xmp").write_text(xmp(rating=rating))
    sheet = place.open()
    said = sheet.looking.not_handed_over
    assert (said.isVisible(), said.text()) == (
        True,
        "Not handed over: 1 rating where what stays has another.",
    )
    tips = [place.model.index(row, ALONG).data(Qt.ItemDataRole.ToolTipRole) for row in range(4)]
    assert sum("It keeps its rating" in tip for tip in tips) == 1
    sheet.looking.hand_over.trigger()
    place.until(lambda: not said.isVisible())
    place.key(Qt.Key.Key_Escape)


def test_what_is_in_a_protected_folder_is_left_out_and_named(place: Place) -> None:
    def protect(group: Group) -> Group:
        """After it was decided about."""
        place.library.set_protected(place.library.catalog.roots()[0].id, True)
        return group

    sheet = place.open(protect)
    assert sheet.heading.text() == "Plan: 0 files leave, 4 stay"
    assert sheet.looking.left_out.text == "4 groups left out: 4 are in a protected folder."
    assert not sheet.start.isEnabled()
    place.key(Qt.Key.Key_Escape)


def test_what_failed_and_what_is_gone_stay_listed_both_counted_and_the_gone_can_be_dropped(
    whole: Whole,
) -> None:
    sheet = whole.open()
    (whole.folder / "copy-1-0.png").unlink()
    scene(9, 80, 60).save(whole.folder / "copy-2-0.png")
    whole.run()
    assert sheet.heading.text() == "5 files moved, 2 stayed"
    assert sheet.ended.figures.figures[4].text.startswith("2 stayed")
    listed = {sheet.ended.model.index(row, 0).data() for row in range(2)}
    assert listed == {"copy-1-0.png", "copy-2-0.png"}
    assert sheet.ended.drop.text() == "Drop 1 that is gone"
    sheet.ended.table.setFocus()
    whole.key(Qt.Key.Key_Delete)
    assert [row.path for row in sheet.ended.model.rows] == [os.fsencode(whole.folder / "copy-2-0.png")]
    assert sheet.ended.figures.figures[4].text.startswith("2 "), "counted all the same"
    whole.key(Qt.Key.Key_Escape)
    assert whole.window.status.see_why.isVisible()
    whole.window.status.see_why.click()
    assert whole.sheet.stage == ENDED
    assert whole.sheet.ended.model.rowCount() == 2
    whole.key(Qt.Key.Key_Escape)


def slowly(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Each file takes its time."""
    one = cull.Run._one

    def slow(run: cull.Run, item: object) -> None:
        time.sleep(seconds)
        one(run, item)  # type: ignore[arg-type]

    monkeypatch.setattr(cull.Run, "_one", slow)


def test_stopped_it_ends_after_the_file_in_hand_and_says_so(
    whole: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly(monkeypatch, 0.15)
    before = len(whole.names())
    sheet = whole.open()
    whole.key(Qt.Key.Key_Return, CTRL)
    assert sheet.stage == RUNNING
    assert sheet.stop.hasFocus()
    assert sheet.heading.text() == "Moving 7 files to quarantine"
    whole.until(lambda: len(whole.names()) < before)
    assert [job.name for job in whole.window.jobs] == ["cull"]
    whole.key(Qt.Key.Key_Escape)
    whole.until(lambda: sheet.stage == ENDED)
    assert sheet.isVisible()
    left = sheet.ended.figures.figures[0].text
    assert not left.startswith(("0 ", "7 "))
    assert "Stopped: " in whole.said
    whole.settle()
    whole.key(Qt.Key.Key_Escape)


def test_closed_meanwhile_the_window_ends_soon_and_each_picture_is_there_once(
    whole: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly(monkeypatch, 0.15)
    before = whole.names()
    whole.open()
    whole.key(Qt.Key.Key_Return, CTRL)
    whole.until(lambda: len(whole.names()) < len(before))
    began_s = time.monotonic()
    whole.window.close()
    assert time.monotonic() - began_s < 3
    assert not whole.window.stuck
    with Library.open(whole.folder.parent / "library") as library:
        assert interrupted(library) is None
        away = {item.path for item in items_of(library) if item.state == "moved"}
    assert {os.fsencode(whole.folder / name) for name in before - whole.names()} == away


def items_of(library: Library) -> list[CullItem]:
    return [item for record in cull_journal.culls(library) for item in cull_journal.items(library, record.id)]


@pytest.mark.parametrize("way", ["Finish", "Put back"])
def test_an_interrupted_cull_is_said_at_the_start_and_settled_by_a_button(
    made: Path, tmp_path: Path, qtbot: object, way: str
) -> None:
    break_off(copied(made, tmp_path))
    before = {path.name for path in (made / "photos").iterdir()}
    desks = open_desk(tmp_path / "library", None, qtbot)
    whole = Whole(next(desks), tmp_path / "photos")
    banner = whole.window.culling.banner
    whole.until(banner.isVisible)
    assert banner.text == "simgui was closed during a cull. 2 of 7 files have moved."
    next(button for button in banner.buttons if button.text() == way).click()
    whole.until(lambda: not banner.isVisible())
    whole.settle()
    if way == "Finish":
        assert whole.said.startswith("7 files moved to quarantine")
        assert len(whole.names()) == len(before) - 8
    else:
        assert whole.said == "2 files are back."
        assert whole.names() == before
    assert list(desks) == []


class Killed(BaseException):
    pass


def break_off(where: Path) -> None:
    """As if the process had been killed after two files."""
    done = 0

    def die(_now: object) -> None:
        nonlocal done
        if _now.stages[0].done == 2:  # type: ignore[attr-defined]
            raise Killed

    with Library.open(where / "library") as library, pytest.MonkeyPatch.context() as patched:
        patched.setattr(progress, "REPORT_INTERVAL_S", 0.0)
        groups = find_groups(library, Options(exact=True), compare=False).groups
        with pytest.raises(Killed):
            cull.execute(library, plan(library, groups), progress=die)


def test_lists_that_name_what_left_are_said_and_written_anew_beside_the_old(place: Place) -> None:
    named = [path.name for path in sorted(place.folder.glob("*.png"))]
    train = place.folder / "train.txt"
    train.write_text("".join(f"{name}\n" for name in named))
    sheet = place.open()
    place.run()
    place.until(sheet.ended.lists.isVisible)
    assert sheet.ended.lists.text == "A list names files that left: photos/train.txt (7)."
    sheet.ended.lists.buttons[0].click()
    place.until(lambda: "Written: " in sheet.ended.lists.text)
    assert train.read_text().splitlines() == named
    (fresh,) = [path for path in place.folder.glob("*.txt") if path != train]
    assert set(fresh.read_text().splitlines()) == place.names() & set(named)
    place.key(Qt.Key.Key_Escape)


def test_a_refusal_leaves_the_plan_as_it_was_with_the_reason(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreError("indexing_now")

    monkeypatch.setattr(cull, "execute", refuse)
    sheet = place.open()
    place.key(Qt.Key.Key_Return, CTRL)
    place.until(sheet.said.isVisible)
    assert sheet.said.text() == "Indexing goes on in this library. Cancel it first."
    assert sheet.stage == LOOKING
    assert sheet.start.isEnabled()
    place.key(Qt.Key.Key_Escape)


def test_a_row_s_words_are_made_once_until_the_rows_are_others(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of its six cells asks for them when it is painted."""
    place.open()
    model, real, made = place.model, sentences.along, []

    def along(leaving: Sequence[Leaving]) -> str:
        made.append(leaving)
        return f"{len(made)} {real(leaving)}"

    monkeypatch.setattr(sentences, "along", along)
    model.set_rows(model.rows, frozenset())
    made.clear()
    texts = [[model.index(row, column).data() for column in range(6)] for row in (0, 1)]
    assert len(made) <= 2, "what was painted meanwhile is not made again"
    model.set_rows([model.rows[1]], frozenset())
    again = [model.index(0, column).data() for column in range(6)]
    assert again[:5] == texts[1][:5]
    assert made[-1] == model.rows[0].leaving


def test_ctrl_e_writes_a_list_and_nothing_moves(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before, where = place.names(), tmp_path / "out.csv"
    suffixes: list[str] = []

    def choose(dialog: QFileDialog) -> int:
        for kind in reversed(dialog.nameFilters()):
            dialog.filterSelected.emit(kind)
            suffixes.append(dialog.defaultSuffix())
        dialog.selectFile(str(where))
        return 1

    monkeypatch.setattr(QFileDialog, "exec", choose)
    sheet = place.open()
    place.key(Qt.Key.Key_E, CTRL)
    assert sheet.said.text() == "7 files listed in out.csv. Nothing has moved."
    assert suffixes == ["json", "txt", "csv"], "a name without an ending gets that of the chosen kind"
    assert len(where.read_text().splitlines()) == 8
    where.unlink()
    sheet.as_list.click()
    assert where.exists()
    made = sheet.looking.plan
    assert made is not None
    assert len(json.loads(listing.as_json(made))) == 7
    assert listing.as_lines(made).count(b"\n") == 7
    broken = replace(made.leaving[0], path=b"/p/two\nlines.jpg")
    odd = listing.as_lines(replace(made, leaving=(broken, *made.leaving[1:])))
    assert odd.startswith(b"/p/two\nlines.jpg\0"), "each that the sentence counts is listed, and as one"
    assert odd.count(b"\0") == 7
    place.key(Qt.Key.Key_Escape)
    assert place.names() == before


def test_what_came_back_is_said_with_its_new_name_and_what_did_not_with_its_reason() -> None:
    renamed = (b"/p/IMG_2841.jpg", b"/p/IMG_2841 (restored).jpg")
    done = Restored(2, (Failed(b"/p/x.jpg", "offline"),), (renamed,))
    assert sentences.restored(done) == (
        "2 files are back. IMG_2841.jpg is back as IMG_2841 (restored).jpg: another file now has that name."
        " 1 was not put back: Its folder is offline. Connect its drive, then plan again."
    )


def many(count: int) -> tuple[tuple[Group, ...], Plan]:
    """So many groups of three, of which two leave; each hundredth is left out."""
    groups, leaving, left_out = [], [], []
    for number in range(count):
        members = tuple(member(number, copy) for copy in range(3))
        group = Group(f"{number:012}", "copies", members, (), (), True, True, ())
        groups.append(group)
        if number % 100 == 99:
            left_out.append(LeftOut(group.id, None, "label_conflict", {"labels": "cat, dog"}))
            continue
        for one in members[1:]:
            leaving.append(
                Leaving(
                    one.file, one.path, 1000, members[0].file, members[0].path, group.id, True, (), None, 1000
                )
            )
    freed = 1000 * len(leaving)
    return tuple(groups), Plan(
        tuple(leaving), count, tuple(left_out), freed, count - len(left_out), 0, 0, "quarantine",
        {group.id: 1 for group in groups},
    )  # fmt: skip


def member(group: int, copy: int) -> Member:
    number = group * 3 + copy
    facts: dict[str, Any] = {
        "size_bytes": 1000,
        "width_px": 640,
        "height_px": 480,
        "format": "jpeg",
        "mtime_ns": 0,
    }
    facts |= {"root": 1, "same_file": False, "inode": None, "online": False, "protected": False, "parts": ()}
    facts |= {
        "distance": 0.1 * copy,
        "score": 1.0,
        "word": "copy",
        "identical": False,
        "comparison": None,
        "kinds": (),
    }
    return Member(
        file=number,
        image=number,
        picture_hash=number.to_bytes(32, "big"),
        path=f"/photos/{group:05}-{copy}.jpg".encode(),
        keep=copy == 0,
        decision="leaves" if copy else "keep",
        label=None,
        date=None,
        **facts,
    )


def test_3377_groups_open_in_less_than_a_second_and_only_those_in_sight_ask_for_pictures(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups, made = many(3377)
    culls = place.culls
    asked: list[int] = []
    monkeypatch.setattr(culls.thumbnails, "want", lambda wanted: asked.append(len(wanted)))
    began_s = time.process_time()
    sheet = culls._open_sheet()
    sheet.show_asked(Asked(groups, tuple(range(1, len(groups) + 1)), "quarantine", True, made))
    sheet.open()
    QApplication.processEvents()
    assert time.process_time() - began_s < 1
    assert sheet.looking.model.rowCount() == 3377 - 33
    assert asked
    assert max(asked) < 100
    began_s = time.process_time()
    sheet.looking.model.toggle([0])
    assert time.process_time() - began_s < 0.3
    assert sheet.start.text() == f"Move {messages.number(6686)} files to quarantine"
    sheet.reject()


def test_a_narrow_window_has_two_lines_of_cards_and_the_sheet_stays_inside(place: Place) -> None:
    place.culls._window.resize(1024, 700)
    sheet = place.open()
    assert sheet.width() <= 1024 - 48
    assert sheet.height() <= 700 - 48
    cards = list(sheet.looking.cards.cards.values())
    assert cards[0].y() == cards[1].y() < cards[2].y() == cards[3].y()
    assert sheet.looking.table.height() >= 150
