"""Several pictures at once: "do I have these already?", a row for each, and folders that are asked about."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import threading
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication

from simgui.core.embedder import Embedder
from simgui.core.library import Library
from simgui.core.several import Answer
from simgui.gui import messages
from simgui.gui.background import _Loading
from simgui.gui.incoming import Picture
from simgui.gui.search.several import Several
from simgui.gui.search.several_model import Column, SeveralModel, kind_of
from tests.gui.conftest import Desk, give, open_desk, scene, urls


@pytest.fixture
def five(tmp_path: Path, pictures: Path) -> list[Path]:
    """Identical, a copy, new, one that is no picture, one that is gone."""
    folder = tmp_path / "asked"
    folder.mkdir()
    shutil.copy2(pictures / "scene-03.png", folder / "same.png")
    scene(1).save(folder / "copy.jpg", quality=80)
    scene(77).save(folder / "new.png")
    (folder / "page.jpg").write_bytes(b"<html><body>404</body></html>")
    names = ("same.png", "copy.jpg", "new.png", "page.jpg", "gone.jpg")
    return [folder / name for name in names]


def look_up(desk: Desk, paths: list[Path]) -> Several:
    desk.drop(urls(*paths))
    several = desk.page.several
    assert desk.page.showing_several
    desk.until(lambda: not several.run.busy, 40_000)
    return several


def shown(several: Several) -> list[str]:
    model = several.model
    return [model.pictures[model.number(row)].name for row in range(model.rowCount())]


def states(several: Several) -> list[object]:
    model = several.model
    return [model.index(row, Column.STATE).data() for row in range(model.rowCount())]


def test_a_row_for_each_says_whether_the_library_has_it(desk: Desk, five: list[Path]) -> None:
    """D1: what cannot be read is a row with its reason, and ends nothing"""
    several = look_up(desk, five)
    assert states(several)[0] == "identical"
    assert states(several)[1] in ("copy", "likely copy")
    assert states(several)[3:] == ["could not be read"] * 2
    assert "scene-03.png" in several.model.index(0, Column.BEST).data()
    assert several.model.index(0, Column.DISTANCE).data() == "0"
    assert int(several.model.index(0, Column.COPIES).data()) >= 1
    assert "it holds an HTML page" in several.model.index(3, Column.BEST).data()
    assert "no longer there" in several.model.index(4, Column.BEST).data()
    assert "could not be read" in several.model.spoken(4)
    assert several.summary.text().endswith("2 could not be read.")
    assert "1 identical" in several.summary.text()
    assert not any(job.name == "several" for job in desk.window.jobs), "the job has gone from the status line"


def test_the_chips_choose_and_the_headers_sort(desk: Desk, five: list[Path]) -> None:
    several = look_up(desk, five)
    several.filters["problems"].click()
    assert shown(several) == ["page.jpg", "gone.jpg"]
    assert several.filters["problems"].text() == "Problems 2"
    several.filters["known"].click()
    assert "same.png" in shown(several)
    assert "page.jpg" not in shown(several)
    several.filters["all"].click()
    several.table.sortByColumn(Column.PICTURE, Qt.SortOrder.AscendingOrder)
    assert shown(several) == sorted(path.name for path in five)
    several.table.sortByColumn(Column.STATE, Qt.SortOrder.AscendingOrder)
    assert shown(several)[0] == "same.png"
    assert set(shown(several)[-2:]) == {"page.jpg", "gone.jpg"}


def test_a_row_opens_as_a_search_and_esc_comes_back_to_the_table_as_it_was(
    desk: Desk, five: list[Path]
) -> None:
    several = look_up(desk, five)
    several.table.sortByColumn(Column.PICTURE, Qt.SortOrder.DescendingOrder)
    several.take_in_hand(0)
    row = several.table.currentIndex().row()
    desk.qtbot.keyClick(several.table, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    assert not desk.page.showing_several
    desk.until(lambda: desk.model.rowCount() > 0)
    assert desk.names()[0] == "scene-03.png"
    assert several.back_bar.isVisible()
    assert several.back_bar.button.text() == "Back to the 5 pictures"
    desk.key(Qt.Key.Key_D)  # single keys belong to the hits now
    desk.key(Qt.Key.Key_Escape)
    assert desk.page.showing_several
    assert several.table.hasFocus()
    assert several.table.currentIndex().row() == row
    assert shown(several) == sorted((path.name for path in five), reverse=True)
    several.table.setFocus()
    before = len(desk.window.library.history.events())
    desk.qtbot.keyClick(several.table, Qt.Key.Key_D)  # type: ignore[attr-defined]
    assert len(desk.window.library.history.events()) == before, "nothing is decided about hits out of sight"


def test_esc_ends_a_selection_before_it_leads_back_to_the_table(desk: Desk, five: list[Path]) -> None:
    several = look_up(desk, five)
    several.opened.emit(1)
    desk.until(lambda: desk.model.rowCount() > 1 and desk.grid.hasFocus())
    desk.key(Qt.Key.Key_Space)
    assert desk.grid.selectionModel().hasSelection()
    desk.key(Qt.Key.Key_Escape)
    assert not desk.page.showing_several
    assert not desk.grid.selectionModel().hasSelection()
    desk.key(Qt.Key.Key_Escape)
    assert desk.page.showing_several


def test_another_search_lets_go_of_the_table_and_one_from_its_hits_does_not(
    desk: Desk, five: list[Path], pictures: Path
) -> None:
    several = look_up(desk, five)
    several.opened.emit(1)
    desk.until(lambda: desk.model.rowCount() > 1)
    desk.hand("near-jpeg.jpg")
    desk.key(Qt.Key.Key_Q)
    desk.until(lambda: desk.model.rowCount() > 0 and desk.names()[0] == "near-jpeg.jpg")
    assert several.back_bar.isVisible()
    desk.key(Qt.Key.Key_Escape)
    assert desk.page.showing_several
    desk.search(pictures / "scene-09.png")
    assert not several.back_bar.isVisible()
    assert not several.pictures, "what was dropped is not kept"
    desk.key(Qt.Key.Key_Escape)
    assert not desk.page.showing_several
    assert desk.names()[0] == "scene-09.png"


def test_another_search_ends_a_run_that_goes_on(
    library_path: Path, embedder: Embedder, qtbot: object, pictures: Path
) -> None:
    steps = open_desk(library_path, None, qtbot)
    desk = next(steps)
    desk.window.embedders._known[embedder.spec] = _Loading(threading.Event())  # one that never comes
    desk.drop(urls(*sorted(pictures.glob("near-*"))))
    desk.until(lambda: any(job.name == "several" for job in desk.window.jobs))
    desk.page.search([Picture("scene-01.png", os.fsencode(pictures / "scene-01.png"))])
    assert not desk.page.several.run.busy
    assert not any(job.name == "several" for job in desk.window.jobs)
    next(steps, None)


def test_a_new_order_waits_until_it_is_asked_for_by_its_key(desk: Desk, five: list[Path]) -> None:
    several = look_up(desk, five)
    assert not several.keys["new_order"].isEnabled()
    several.table.sortByColumn(Column.DISTANCE, Qt.SortOrder.AscendingOrder)
    several.table.setFocus()
    before = shown(several)
    several.look_up_again()
    desk.until(lambda: not several.run.busy, 40_000)
    assert several.new_order.isVisible()
    desk.qtbot.keyClick(several.table, Qt.Key.Key_O)  # type: ignore[attr-defined]
    assert not several.model.stale
    assert not several.new_order.isVisible()
    assert shown(several) == before


def test_f6_reaches_what_can_be_done_with_all_of_them(desk: Desk, five: list[Path]) -> None:
    several = look_up(desk, five)
    several.table.setFocus()
    met = set()
    for _ in range(8):
        desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)  # type: ignore[attr-defined]
        focused = QApplication.focusWidget()
        met |= {n for n, area in enumerate(several.areas) if area.isAncestorOf(focused)}
    assert met == {0, 1, 2}
    several.opened.emit(0)
    desk.until(lambda: desk.model.rowCount() > 0)
    for _ in range(8):
        desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)  # type: ignore[attr-defined]
        if several.back_bar.button.hasFocus():
            break
    assert several.back_bar.button.hasFocus()


def test_paths_are_copied_and_folders_shown(
    desk: Desk, five: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    several = look_up(desk, five)
    several.table.selectRow(1)
    desk.qtbot.keyClick(several.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)  # type: ignore[attr-defined]
    desk.qtbot.keyClick(several.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)  # type: ignore[attr-defined]
    assert QGuiApplication.clipboard().text() == f"{five[1]}\n{five[2]}"
    QGuiApplication.clipboard().clear()
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    several.take_in_hand(0)
    best = several.model.answers[0].best
    assert best is not None
    for modifier, folder in (
        (Qt.KeyboardModifier.NoModifier, str(five[0].parent)),
        (Qt.KeyboardModifier.ShiftModifier, os.fsdecode(os.path.dirname(best.files[0].path))),
    ):
        desk.qtbot.keyClick(several.table, Qt.Key.Key_F, modifier)  # type: ignore[attr-defined]
        desk.until(lambda folder=folder: opened[-1:] == [folder])  # type: ignore[misc]
    shutil.rmtree(five[0].parent)
    desk.qtbot.keyClick(several.table, Qt.Key.Key_F)  # type: ignore[attr-defined]
    desk.until(lambda: desk.window.status.text.startswith(f"{five[0].parent} is not there now."))
    assert len(opened) == 2


def test_the_list_is_written_for_spreadsheets(desk: Desk, five: list[Path], tmp_path: Path) -> None:
    several = look_up(desk, five)
    where = tmp_path / "list.csv"
    several.export.write(str(where))
    data = where.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "or a spreadsheet reads names as Latin-1"
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert list(rows[0]) == ["picture", "outcome", "hits", "best_distance", "word", "best_file", "reason"]
    assert [row["picture"] for row in rows] == [str(path) for path in five]
    assert (rows[0]["outcome"], rows[0]["best_distance"], rows[0]["word"]) == ("identical", "0", "identical")
    assert rows[3]["outcome"] == "unreadable"
    assert "HTML" in rows[3]["reason"]
    assert "5 rows written" in desk.window.status.text


def test_a_list_that_cannot_be_written_says_so_and_leaves_what_was_there(
    desk: Desk, five: list[Path], tmp_path: Path
) -> None:
    several = look_up(desk, five)
    several.export.write(str(tmp_path / "no such folder" / "list.csv"))
    assert "list.csv could not be written" in several.notice.text
    assert several.notice.buttons[0].text() == "Choose another place…"
    folder = tmp_path / "list.csv"
    folder.mkdir()
    several.export.write(str(folder))
    assert "could not be written" in several.notice.text
    assert folder.is_dir()


def test_a_cancel_keeps_what_is_known_and_it_goes_on_from_there(
    library_path: Path, embedder: Embedder, qtbot: object, pictures: Path
) -> None:
    """I2: what is done stays"""
    steps = open_desk(library_path, None, qtbot)
    desk = next(steps)
    # an embedder that never comes until we say so
    coming = _Loading(threading.Event())
    desk.window.embedders._known[embedder.spec] = coming
    new = pictures.parent / "new ones"
    new.mkdir(exist_ok=True)
    for number in range(3):
        scene(80 + number).save(new / f"{number}.png")
    several = desk.page.several
    desk.drop(urls(pictures / "scene-01.png", *sorted(new.iterdir())))
    desk.until(lambda: "Getting the embedder ready" in several.notice.text)
    assert any(job.name == "several" for job in desk.window.jobs)
    desk.window.cancel_work()  # Ctrl+.
    desk.until(lambda: not several.run.busy)
    assert several.summary.text().startswith("Stopped:")
    assert several.go_on.isVisible()
    give(desk.window, embedder)
    several.go_on.click()
    desk.until(lambda: not several.run.busy, 40_000)
    assert len(several.model.answers) == 4
    assert several.model.answers[0].outcome == "identical"
    assert not several.go_on.isVisible()
    next(steps, None)


def test_an_empty_library_says_so_and_looks_again_by_itself_when_it_is_indexed(
    tmp_path: Path, embedder: Embedder, qtbot: object, pictures: Path
) -> None:
    folder = tmp_path / "two"
    folder.mkdir()
    for name in ("scene-01.png", "scene-02.png"):
        shutil.copy2(pictures / name, folder / name)
    steps = open_desk(tmp_path / "empty", embedder, qtbot)
    desk = next(steps)
    several = look_up(desk, sorted(folder.iterdir()))
    assert several.state.text == ("The library holds no pictures yet, so there is nothing to compare with.")
    desk.drop(urls(folder))  # the very first folder is indexed without a question
    assert not desk.window.intake.banner.text
    desk.until(lambda: not desk.window.running.busy and not several.run.busy, 60_000)
    desk.until(lambda: several.summary.text().startswith("2 of 2 are in the library already: 2 identical."))
    next(steps, None)


def test_many_rows_cost_little(qtbot: object) -> None:
    """U2: two thousand answers; what a row keeps is bounded, and none moves while they come"""
    model = SeveralModel()
    model.set_pictures([Picture(f"{n}.jpg", b"/p/%d.jpg" % n) for n in range(2000)])
    model.sort(Column.DISTANCE, Qt.SortOrder.AscendingOrder)
    before = [model.number(row) for row in range(model.rowCount())]
    for start in range(0, 2000, 50):
        model.add(Answer(n, f"{n}.jpg", None, "new" if n % 2 else "flat") for n in range(start, start + 50))
    assert [model.number(row) for row in range(model.rowCount())] == before
    assert model.stale
    assert (model.count("new"), model.count("problems")) == (1000, 1000)
    model.set_filter("new")
    assert model.rowCount() == 1000


def test_rows_that_come_to_belong_are_added_at_the_end() -> None:
    model = SeveralModel()
    model.set_pictures([Picture(f"{n}.jpg", b"/p/%d.jpg" % n) for n in range(4)])
    model.set_filter("new")
    model.add([Answer(2, "2.jpg", None, "new")])
    model.add([Answer(0, "0.jpg", None, "new"), Answer(1, "1.jpg", None, "unreadable")])
    assert [model.number(row) for row in range(model.rowCount())] == [2, 0]
    assert kind_of(model.answers[1]) == "problems"


def test_a_name_that_a_spreadsheet_would_take_for_a_formula_stays_a_name() -> None:
    model = SeveralModel()
    model.set_pictures([Picture('=HYPERLINK("http://x")', None, b"data")])
    model.add([Answer(0, "x", None, "new")])
    row = list(csv.reader(io.StringIO(model.as_csv().decode("utf-8-sig"))))[1]
    assert row[0].startswith("'=")


def test_pictures_pasted_as_files_come_into_the_table(desk: Desk, five: list[Path]) -> None:
    QGuiApplication.clipboard().setMimeData(urls(*five[:2]))
    desk.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.page.showing_several
    desk.until(lambda: not desk.page.several.run.busy)
    assert shown(desk.page.several) == ["same.png", "copy.jpg"]
    QGuiApplication.clipboard().clear()


def test_closing_in_the_middle_of_it_is_quick_and_clean(
    library_path: Path, embedder: Embedder, qtbot: object, pictures: Path
) -> None:
    """U4: the guards of every window test look for threads that are left"""
    steps = open_desk(library_path, embedder, qtbot)
    desk = next(steps)
    desk.drop(urls(*sorted(pictures.glob("scene-*.png"))))
    next(steps, None)
    with Library.open(library_path) as library:
        assert library.snapshot().images


# folders


def test_a_dropped_folder_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    scene(90).save(folder / "more.png")
    desk.drop(urls(folder))
    banner = desk.window.intake.banner
    assert banner.text == f"Index this folder? {folder}"
    assert not desk.window.running.busy
    index = banner.buttons[0]
    assert QApplication.focusWidget() is index
    with desk.qtbot.waitSignal(desk.window.running.idle, timeout=60_000):  # type: ignore[attr-defined]
        desk.qtbot.keyClick(index, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    assert not banner.text
    assert os.fsencode(folder) in [root.path for root in desk.window.library.catalog.roots()]


def test_not_now_and_esc_leave_everything_as_it_was(desk: Desk, tmp_path: Path, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    desk.grid.setFocus()
    (tmp_path / "more").mkdir()
    for answer in ("click", "esc"):
        desk.drop(urls(tmp_path / "more"))
        banner = desk.window.intake.banner
        if answer == "click":
            banner.buttons[1].click()
        else:
            desk.qtbot.keyClick(banner.buttons[0], Qt.Key.Key_Escape)  # type: ignore[attr-defined]
        assert not banner.text
        assert desk.grid.hasFocus(), "the keyboard is back where it was"
    assert len(desk.window.library.catalog.roots()) == 1


def test_a_folder_of_the_library_says_so(desk: Desk, pictures: Path, tmp_path: Path) -> None:
    desk.drop(urls(pictures))
    banner = desk.window.intake.banner
    assert banner.text == f"{pictures} is in the library already. Index it again?"
    assert banner.buttons[0].text() == "Index again"
    inside = pictures / "inside"
    inside.mkdir()
    try:
        desk.drop(urls(inside))
        assert banner.text == f"{inside} is in the library already. Index it again?"
        (tmp_path / "way").symlink_to(inside)
        desk.drop(urls(tmp_path / "way"))
        assert "already" in banner.text
    finally:
        inside.rmdir()
    beside = tmp_path / f"{pictures.name} too"
    beside.mkdir()
    desk.drop(urls(beside))
    assert banner.text.startswith("Index this folder?")


def test_of_many_folders_three_are_named(desk: Desk, tmp_path: Path) -> None:
    folders = [tmp_path / f"folder {number}" for number in range(1, 151)]
    for folder in folders:
        folder.mkdir()
    desk.drop(urls(*folders))
    named = ", ".join(map(str, folders[:3]))
    assert desk.window.intake.banner.text == f"Index these folders? {named} and 147 more"


def test_an_answer_takes_the_keyboard_from_no_question(desk: Desk, tmp_path: Path, pictures: Path) -> None:
    (tmp_path / "more").mkdir()
    desk.drop(urls(tmp_path / "more", pictures / "scene-01.png"))
    index = desk.window.intake.banner.buttons[0]
    assert index.hasFocus()
    desk.until(lambda: desk.model.rowCount() > 0)
    assert index.hasFocus()
    desk.qtbot.keyClick(index, Qt.Key.Key_Escape)  # type: ignore[attr-defined]
    desk.search(pictures / "scene-02.png")
    assert desk.grid.hasFocus()


def test_folders_and_pictures_dropped_together_are_both_heard(
    desk: Desk, tmp_path: Path, pictures: Path
) -> None:
    (tmp_path / "more").mkdir()
    desk.drop(urls(tmp_path / "more", pictures / "scene-01.png", pictures / "scene-02.png"))
    assert desk.window.intake.banner.text.startswith("Index this folder?")
    assert QApplication.focusWidget() is desk.window.intake.banner.buttons[0]
    desk.until(lambda: not desk.page.several.run.busy)
    assert states(desk.page.several) == ["identical", "identical"]


def test_a_damaged_picture_says_how_far_it_was_read(desk: Desk, tmp_path: Path) -> None:
    scene(5, 640, 480).save(tmp_path / "cut.jpg", quality=95)
    data = (tmp_path / "cut.jpg").read_bytes()
    (tmp_path / "cut.jpg").write_bytes(data[: len(data) * 6 // 10])
    Image.new("RGB", (200, 150), (200, 30, 30)).save(tmp_path / "red.png")
    several = look_up(desk, [tmp_path / "cut.jpg", tmp_path / "red.png"])
    reason = several.model.reason(several.model.answers[0])
    assert re.match("Ends after [0-9]+\N{NO-BREAK SPACE}% of its data. The readable", reason)
    said = messages.say("truncated", {"fraction": 0.613})
    assert said.startswith("Ends after 61\N{NO-BREAK SPACE}% of its data.")
    assert states(several)[1] == "too flat to judge"
    assert several.summary.text().endswith("1 is too flat to judge.")
