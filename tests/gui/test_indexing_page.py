"""Adding folders, watching them being indexed, what went wrong, taking roots out again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from simgui.core.embedder import Embedder, EmbedderSpec
from simgui.core.errors import DiskFull
from simgui.core.library import Library
from simgui.gui.indexing import running as running_module
from simgui.gui.indexing.running import Wish
from tests.gui.conftest import Desk, open_desk, scene, urls


@pytest.fixture
def fresh(tmp_path: Path, embedder: Embedder, qtbot: object) -> Iterator[Desk]:
    """A window on a library that does not exist yet."""
    yield from open_desk(tmp_path / "new library", embedder, qtbot)


def _indexed(desk: Desk) -> None:
    desk.until(lambda: not desk.window.running.busy, 60_000)
    desk.until(lambda: not desk.window.overview.worker.busy)


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
    assert page.roots.state(page.roots.roots[0])[2] == "Up to date"
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
    index, later = fresh.window.intake.banner._buttons
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
    assert desk.window.status._act == "all roots is indexed next."
    desk.window.cancel_work()
    _indexed(desk)


def test_a_root_is_taken_out_after_what_would_go_was_listed(desk: Desk, pictures: Path) -> None:
    desk.until(lambda: desk.window.indexing_page.roots.rowCount() == 1)
    page = desk.window.indexing_page
    desk.window.show_page(1)
    page.roots_table.setFocus()
    page.roots_table.selectRow(0)
    desk.qtbot.keyClick(page.roots_table, Qt.Key.Key_Delete)  # type: ignore[attr-defined]
    box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible())
    assert "scene-01.png" in box.informativeText() or "near-jpeg.jpg" in box.informativeText()
    assert box.defaultButton().text() == "Not now"
    forget = next(button for button in box.buttons() if button.text().startswith("Forget"))
    forget.click()
    desk.until(lambda: page.roots.rowCount() == 0)
    assert (pictures / "scene-01.png").exists()
    assert page._no_roots.isVisible()


def test_a_root_is_protected_by_its_button(desk: Desk) -> None:
    page = desk.window.indexing_page
    desk.until(lambda: page.roots.rowCount() == 1)
    page._protect(page.roots.roots[0])
    desk.until(lambda: page.roots.rowCount() == 1 and page.roots.roots[0].protected)
    assert page.roots.place(page.roots.roots[0]).endswith("protected")


def test_a_full_disk_is_said_in_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> object:
        raise DiskFull(path="/data")

    monkeypatch.setattr(running_module, "index", full)
    desk.window.index()
    _indexed(desk)
    text = desk.window.indexing_page.notice.text
    assert text.startswith("No space left on /data. What is done is safe.")


def test_another_embedder_is_never_mixed_in(
    library_path: Path, embedder: Embedder, qtbot: object, pictures: Path
) -> None:
    other = EmbedderSpec("tf_efficientnet_b0", str(pictures / "nowhere.safetensors"))
    steps = open_desk(library_path, embedder, qtbot, other)
    desk = next(steps)
    desk.window.index()
    _indexed(desk)
    notice = desk.window.indexing_page.notice
    assert "The library was made with tf_efficientnet_lite0" in notice.text
    notice._buttons[0].click()  # keep the first
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
