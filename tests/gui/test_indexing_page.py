"""Adding folders, watching them being indexed, what went wrong, taking roots out again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from simgui.core.embedder import Embedder, EmbedderSpec
from simgui.core.errors import DiskFull
from simgui.core.library import Library, Problem
from simgui.core.progress import Progress, RootProgress, Stage
from simgui.core.thumbnails import Thumbnails
from simgui.gui.indexing import running as running_module
from simgui.gui.indexing.choosing import DeviceSheet, EmbedderSheet
from simgui.gui.indexing.progress import STAGES, ProgressPanel
from simgui.gui.indexing.running import Listed, Wish
from simgui.gui.indexing.sheets import RemoveSheet, RulesSheet
from simgui.gui.indexing.sparkline import Sparkline
from simgui.gui.main_window import INDEXING
from tests.gui.conftest import Desk, open_desk, scene, urls

Kind = TypeVar("Kind", bound=QWidget)


@pytest.fixture
def fresh(tmp_path: Path, embedder: Embedder, qtbot: object) -> Iterator[Desk]:
    """A window on a library that does not exist yet."""
    yield from open_desk(tmp_path / "new library", embedder, qtbot)


def _indexed(desk: Desk) -> None:
    desk.until(lambda: not desk.window.running.busy, 60_000)
    desk.until(lambda: not desk.window.overview.worker.busy)


def _sheet(desk: Desk, kind: type[Kind]) -> Kind:
    def found() -> list[Kind]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]

    desk.until(lambda: bool(found()))
    return found()[0]


def test_first_start_says_what_to_do_and_a_dropped_folder_is_indexed(fresh: Desk, pictures: Path) -> None:
    assert fresh.page.first.isVisible()
    fresh.drop(urls(pictures))
    _indexed(fresh)
    page = fresh.window.indexing_page
    assert page.isVisible()
    title = page.progress.title.text()
    assert title.startswith("Up to date. 33 new, 1 problem, "), title
    assert fresh.window.status.text == title
    assert [root.path for root in page.roots.roots] == [os.fsencode(pictures)]
    assert page.roots.state(page.roots.roots[0])[2] == "Up to date, 1 problem"
    assert page.problems.words(page.problems.problems[0])[:2] == ("not an image", "broken.jpg")
    assert page.problems_table.isVisible()
    fresh.window.show_page(0)
    assert not fresh.page.first.isVisible()
    found, _ = fresh.search(pictures / "scene-01.png")
    assert found


def test_a_query_before_any_folder_waits_for_one(fresh: Desk, pictures: Path) -> None:
    fresh.search(pictures / "scene-01.png")
    assert fresh.results.state.text.startswith("The library holds no pictures yet")
    fresh.window.index(Wish((os.fsencode(pictures),)))
    _indexed(fresh)
    fresh.until(lambda: fresh.model.rowCount() > 0)
    assert fresh.names()[0] == "scene-01.png"


def test_a_folder_on_the_command_line_is_offered(fresh: Desk, pictures: Path) -> None:
    fresh.window.intake.open_paths([os.fsencode(pictures)])
    assert fresh.window.intake.banner.text == f"Index this folder? {pictures}"
    assert not fresh.window.running.busy
    index, later = fresh.window.intake.banner.buttons
    assert (index.text(), later.text()) == ("Index", "Not now")
    index.click()
    assert fresh.window.intake.banner.text == ""
    _indexed(fresh)
    assert fresh.window.library.status().images == 33


def test_pause_cancel_and_go_on(fresh: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(120):
        scene(100 + number).save(folder / f"{number:03}.png")
    page = fresh.window.indexing_page
    fresh.drop(urls(folder))
    fresh.until(lambda: page.progress._last is not None and page.progress._last.stages[1].done > 3)
    fresh.qtbot.keyClick(page, Qt.Key.Key_Space)  # type: ignore[attr-defined]
    assert fresh.window.running.worker.token.paused
    assert page.progress.pause.text() == "Resume"
    assert "paused" in fresh.window.status.text
    roots = fresh.window.indexing_page.roots
    fresh.until(lambda: [roots.state(root)[2] for root in roots.roots] == ["Paused"])
    fresh.qtbot.keyClick(page, Qt.Key.Key_Space)  # type: ignore[attr-defined]
    assert not fresh.window.running.worker.token.paused
    fresh.qtbot.keyClick(page, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)  # type: ignore[attr-defined]
    _indexed(fresh)
    assert page.progress.title.text().startswith("Stopped."), page.progress.title.text()
    fresh.qtbot.keyClick(page, Qt.Key.Key_F5)  # type: ignore[attr-defined]
    _indexed(fresh)
    assert page.progress.title.text().startswith("Up to date.")
    assert fresh.window.library.status().images == 120


def test_search_works_while_indexing_runs(desk: Desk, pictures: Path, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    for number in range(120):
        scene(300 + number).save(folder / f"{number:03}.png")
    desk.window.index(Wish((os.fsencode(folder),)))
    found, _ = desk.search(pictures / "scene-01.png")
    assert found
    assert desk.window.running.busy
    desk.window.index()
    assert "all roots is indexed next." in desk.window.status.text
    desk.window.cancel_work()
    _indexed(desk)


def test_a_root_is_taken_out_after_what_would_go_was_listed(desk: Desk, pictures: Path) -> None:
    desk.until(lambda: desk.window.indexing_page.roots.rowCount() == 1)
    page = desk.window.indexing_page
    desk.window.show_page(INDEXING)
    page.roots_table.setFocus()
    page.roots_table.selectRow(0)
    desk.qtbot.keyClick(page.roots_table, Qt.Key.Key_Delete)  # type: ignore[attr-defined]
    sheet = _sheet(desk, RemoveSheet)
    assert "near-jpeg.jpg" in sheet.files.toPlainText()
    assert sheet.act.text() == "Forget 34 files"
    assert sheet.focusWidget() is sheet.not_now
    sheet.act.setFocus()
    desk.qtbot.keyClick(sheet.act, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    assert sheet.isVisible()  # a plain Enter starts nothing
    desk.qtbot.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # type: ignore[attr-defined]
    desk.until(lambda: page.roots.rowCount() == 0)
    assert (pictures / "scene-01.png").exists()
    assert page.roots_panel.empty.isVisible()
    assert page.notice.text.endswith("34 files forgotten. The files stay on the disk.")
    page.notice.buttons[0].click()
    _indexed(desk)
    assert desk.window.library.status().files == 34
    assert page.progress.title.text().startswith("Up to date. 0 new, ")


def test_a_root_is_protected_by_its_button(desk: Desk) -> None:
    page = desk.window.indexing_page
    desk.until(lambda: page.roots.rowCount() == 1)
    page.root_acts.do("protect", page.roots.roots[0])
    desk.until(lambda: page.roots.rowCount() == 1 and page.roots.roots[0].protected)
    assert page.roots.place(page.roots.roots[0]).endswith("protected")
    button = page.roots_panel.buttons[page.roots.roots[0].id].button("protect")
    assert button.isChecked()
    assert "is protected" in button.accessibleName()


def test_a_full_disk_pauses_and_goes_on_when_there_is_room(
    desk: Desk, pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I4: the store itself says that the disk is full, in the middle of a run."""
    folder = tmp_path / "more"
    folder.mkdir()
    for number in range(12):
        scene(200 + number).save(folder / f"{number:03}.png")
    put_many = Thumbnails.put_many

    def full(*_: object) -> None:
        raise DiskFull(path="/data")

    monkeypatch.setattr(Thumbnails, "put_many", full)
    desk.window.index(Wish((os.fsencode(folder),)))
    page = desk.window.indexing_page
    _indexed(desk)
    text = page.notice.text
    assert text.startswith("No space left on /data. Indexing is paused; what is done is safe. Free ")
    assert text.endswith(", then press Resume.")
    assert page.notice.buttons[0].text() == page.progress.pause.text() == "Resume"
    assert desk.window.library.status().files == 34
    monkeypatch.setattr(Thumbnails, "put_many", put_many)
    desk.window.show_page(INDEXING)
    page.setFocus()
    desk.qtbot.keyClick(page, Qt.Key.Key_Space)  # type: ignore[attr-defined]
    _indexed(desk)
    assert page.notice.text == ""
    assert page.progress.title.text().startswith("Up to date. 12 new, 0 problems, ")
    assert desk.window.library.status().files == 46


def test_a_run_that_a_full_disk_ended_can_be_given_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> object:
        raise DiskFull(path="/data")

    monkeypatch.setattr(running_module, "index", full)
    desk.window.index()
    _indexed(desk)
    page = desk.window.indexing_page
    page.cancel()
    assert not desk.window.running.halted
    assert page.progress.title.text().startswith("Stopped.")
    assert page.notice.text == ""


def test_another_embedder_is_never_mixed_in(
    library_path: Path, embedder: Embedder, qtbot: object, pictures: Path
) -> None:
    other = EmbedderSpec("tf_efficientnet_b0", str(pictures / "nowhere.safetensors"))
    steps = open_desk(library_path, embedder, qtbot, other)
    desk = next(steps)
    desk.window.index()
    _indexed(desk)
    notice = desk.window.indexing_page.notice
    assert "This library was made with tf_efficientnet_lite0" in notice.text
    notice.buttons[0].click()  # keep the first
    found, sentence = desk.search(pictures / "scene-01.png")
    assert found, sentence
    next(steps, None)


def test_an_offline_root_is_shown_as_such(library_path: Path, embedder: Embedder, qtbot: object) -> None:
    with Library.open(library_path) as library:
        library.lock()
        with library.catalog.write() as connection:
            connection.execute("UPDATE roots SET state = 'offline'")
    steps = open_desk(library_path, embedder, qtbot)
    desk = next(steps)
    page = desk.window.indexing_page
    desk.until(lambda: page.roots.rowCount() == 1)
    assert page.roots.state(page.roots.roots[0])[2] == "Offline, everything is kept"
    next(steps, None)


def test_a_folder_that_is_offered_is_indexed_by_one_key(fresh: Desk, pictures: Path) -> None:
    fresh.window.intake.open_paths([os.fsencode(pictures)])
    button = fresh.window.focusWidget()
    assert button is not None
    assert button.accessibleName() == "Index"
    fresh.qtbot.keyClick(button, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    assert fresh.window.focusWidget() is fresh.window.indexing_page
    _indexed(fresh)
    assert fresh.window.library.status().files == 34


def test_what_is_left_out_is_counted_before_it_holds_and_comes_back(desk: Desk) -> None:
    page = desk.window.indexing_page
    desk.until(lambda: page.roots.rowCount() == 1)
    desk.window.show_page(INDEXING)
    page.roots_table.setFocus()
    desk.qtbot.keyClick(page.roots_table, Qt.Key.Key_E)  # type: ignore[attr-defined]
    sheet = _sheet(desk, RulesSheet)
    assert not sheet.act.isEnabled()
    desk.until(sheet.act.isEnabled)
    assert sheet.preview.text() == "Leaves out 0 of 34 files that are indexed now."
    sheet.patterns.setPlainText("near-*")
    assert not sheet.act.isEnabled()
    desk.until(sheet.act.isEnabled)
    assert sheet.act.text() == "Leave out 3 files"
    sheet.patterns.clear()
    sheet.side_px.setValue(200)
    desk.until(sheet.act.isEnabled)
    assert sheet.preview.text() == "Leaves out 1 of 34 files that are indexed now."
    assert sheet.act.text() == "Leave out 1 file"
    sheet.act.click()
    _indexed(desk)
    assert desk.window.library.status().files == 33
    assert page.roots.roots[0].min_side_px == 200
    assert page.roots.place(page.roots.roots[0]).endswith("1 left out")
    page.root_acts.do("left_out", page.roots.roots[0])
    again = _sheet(desk, RulesSheet)
    again.side_px.setValue(0)
    desk.until(again.act.isEnabled)
    again.act.click()
    _indexed(desk)
    assert desk.window.library.status().files == 34
    assert page.progress.title.text().startswith("Up to date. 0 new, ")


def test_problems_are_filtered_sorted_and_copied(desk: Desk) -> None:
    """U2: 50,000 of them are rows of a model, and no widgets."""
    panel = desk.window.indexing_page.problems_panel
    desk.until(lambda: panel.model.total == 1)
    desk.window.show_page(INDEXING)
    codes = ("truncated", "not_an_image", "empty", "corrupt")
    many = [
        Problem(f"/p/{n % 7}/{50_000 - n:05}.jpg".encode(), codes[n % 4], {"holds": "text", "detail": "x"})
        for n in range(50_000)
    ]
    panel.set_problems(Listed.of(many))
    assert panel.title.text() == f"{QLocale().toString(50_000)} problems"
    widgets = len(panel.table.findChildren(QWidget))
    shown = {kind: chip.isVisible() for kind, chip in panel.chips.items()}
    assert all(shown.values())
    panel.chips["truncated"].click()
    assert panel.model.rowCount() == 12_500
    assert {p.code for p in panel.model.problems} == {"truncated"}
    panel.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    names = [os.path.basename(p.path) for p in panel.model.problems]
    assert names == sorted(names)
    panel.table.selectRow(0)
    panel.table.setFocus()
    with desk.qtbot.waitSignal(panel.said):  # type: ignore[attr-defined]
        desk.qtbot.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)  # type: ignore[attr-defined]
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 12_500
    path, reason, _advice = lines[0].split("\t")
    assert (path, reason) == (os.fsdecode(panel.model.problems[0].path), "truncated")
    assert len(panel.table.findChildren(QWidget)) == widgets
    panel.set_problems(Listed.of(many[2:3]))
    assert [kind for kind, chip in panel.chips.items() if chip.isVisible()] == ["all", "other"]


def test_the_state_of_each_root_while_a_run_goes_on(desk: Desk) -> None:
    model = desk.window.indexing_page.roots
    desk.until(lambda: model.rowCount() == 1)
    root = model.roots[0]
    model.set_roots([replace(root, id=n, path=b"/%d" % n, problems=0) for n in (1, 2, 3)])
    model.set_busy(())

    def states(*roots: RootProgress) -> list[str]:
        model.set_progress(Progress((), 0.0, None, roots=roots))
        return [model.state(found)[2] for found in model.roots]

    assert states() == ["Listing", "Waiting", "Waiting"]
    assert states(RootProgress(1, 4)) == ["Waiting", "Listing", "Waiting"]
    listed = (RootProgress(1, 0, 7), RootProgress(2, 4, 1200), RootProgress(3, 5))
    said = f"Indexing, {QLocale().toString(1200)} new so far"
    assert states(*listed) == ["Up to date", said, "Waiting"]
    model.set_busy(None)
    assert states(*listed) == ["Up to date", "Up to date", "Up to date"]


def test_progress_is_never_full_while_work_goes_on(qtbot: object) -> None:
    """U3: while listing it counts up without a bar; afterwards n of N; full only when a stage is done."""
    panel = ProgressPanel()
    qtbot.addWidget(panel)  # type: ignore[attr-defined]
    panel.begin("scraped")
    counting = tuple(Stage(name, 120 if name == "listing" else 0, None, 0.0) for name in STAGES)
    panel.show_progress(Progress(counting, 1.0, None), False)
    row = panel._rows["listing"]
    assert (row.bar.isVisibleTo(panel), row.count.text()) == (False, "120")
    assert panel.detail.whole == "120 files so far"
    known = tuple(Stage(name, 99_999, 100_000, 50.0) for name in STAGES)
    panel.show_progress(Progress(known, 10.0, 5.0, unchanged=3, relinked=2), False)
    row = panel._rows["embedding"]
    assert row.bar.isVisibleTo(panel)
    assert row.bar.value() < row.bar.maximum()
    assert panel._left_of.text() == "left, of about 15 s"
    assert "2 moved and recognised" in panel.detail.whole
    assert panel._clock.isActive()  # something moves each second
    panel.set_paused(True)
    assert (panel.pause.text(), panel._left.text(), panel._clock.isActive()) == ("Resume", "Paused", False)
    assert panel.sparkline.accessibleName().startswith("Paused.")
    panel.end("Up to date.")
    assert not panel._clock.isActive()


def test_the_sparkline_keeps_five_minutes_and_says_them_in_words(qtbot: object) -> None:
    line = Sparkline()
    qtbot.addWidget(line)  # type: ignore[attr-defined]
    assert line.accessibleName() == "No rate yet"
    for second in range(400):
        line.add(100.0 + second, float(second))
        line.add(9.0, second + 0.5)  # more often than once a second: left out
    assert len(line.rates) == 300
    said = "Rate over the last 5 minutes: 499 images/s now, between 200 and 499"
    assert line.accessibleName() == said


def test_the_device_is_chosen_from_what_is_there(desk: Desk) -> None:
    page = desk.window.indexing_page
    page.change_device()
    sheet = _sheet(desk, DeviceSheet)
    desk.until(lambda: "cpu" in sheet.choices)
    assert not sheet.looking.isVisible()
    sheet.choices["cpu"].setChecked(True)
    with desk.qtbot.waitSignal(page.device_chosen) as signal:  # type: ignore[attr-defined]
        sheet.act.click()
    assert signal.args == ["cpu"]


def test_a_wrong_network_or_weights_change_nothing_and_the_cost_is_said_first(
    desk: Desk, tmp_path: Path
) -> None:
    page = desk.window.indexing_page
    desk.until(lambda: page.roots.rowCount() == 1)
    chosen: list[object] = []
    page.embedder_chosen.connect(chosen.append)
    page.change_embedder()
    sheet = _sheet(desk, EmbedderSheet)
    desk.until(lambda: sheet.cost.text() == "This is the library's embedder already.")
    desk.until(lambda: sheet._names is not None)
    sheet.network.setEditText("no_such_network")
    desk.until(lambda: bool(sheet.said.text()))
    assert sheet.said.text() == "timm has no network called no_such_network."
    assert not sheet.act.isEnabled()
    wrong = tmp_path / "wrong.pth"
    wrong.write_bytes(b"no weights")
    sheet.network.setEditText("tf_efficientnet_lite0")
    sheet.take_file(str(wrong))
    desk.until(sheet.act.isEnabled)
    assert sheet.cost.text().startswith("33 images are described anew.")
    assert "going back is free. Decisions stay." in sheet.about.text()
    assert sheet.act.text() == "Describe 33 images anew"
    before = desk.window.library.embedder()
    sheet.act.click()
    desk.until(lambda: sheet.cost.text() == "Nothing was changed.")
    assert sheet.said.text() == f"The weights {wrong} cannot be read: UnpicklingError."
    assert desk.window.library.embedder() == before
    assert chosen == []
    sheet.reject()


def test_whoever_holds_the_library_is_named_by_the_buttons_that_write(
    library_path: Path, embedder: Embedder, qtbot: object
) -> None:
    with Library.open(library_path) as other:
        other.lock()
        steps = open_desk(library_path, embedder, qtbot)
        desk = next(steps)
        page = desk.window.indexing_page
        desk.until(lambda: page.roots.rowCount() == 1)
        holder = f"process {os.getpid()}"
        buttons = page.roots_panel.buttons[page.roots.roots[0].id]
        assert holder in buttons.button("remove").accessibleName()
        assert holder not in buttons.button("open").accessibleName()
        page.root_acts.do("remove", page.roots.roots[0])
        assert holder in page.notice.text
        next(steps, None)


def test_a_narrow_window_folds_the_embedder_to_one_line(desk: Desk) -> None:
    page = desk.window.indexing_page
    desk.until(lambda: page.roots.rowCount() == 1)
    desk.window.show_page(INDEXING)
    desk.window.resize(1440, 900)
    desk.until(lambda: page.embedder.height() == page.roots_panel.height() == 292)
    assert (page.embedder.width(), page.roots_panel.width()) == (400, 896)
    desk.window.resize(1024, 700)
    desk.until(lambda: page.embedder.height() < 60)
    assert page.embedder._line.whole.startswith("tf_efficientnet_lite0 on CPU, ")
    desk.window.resize(2560, 1440)
    desk.until(lambda: page.roots_panel.width() + 16 + 400 == 1760)
    assert page.roots_panel.mapTo(desk.window, QPoint()).x() == 80 + 24
