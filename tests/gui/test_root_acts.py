"""What is done about roots: nothing that was asked for is lost, and nothing holds the window up."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from simgui.core.embedder import Embedder
from simgui.core.indexing import index
from simgui.core.library import Library
from simgui.gui.indexing.sheets import RemoveSheet
from simgui.gui.main_window import INDEXING
from tests.gui.conftest import Desk, open_desk, scene

ROOTS = ("card", "phone", "scans")


@pytest.fixture
def three(tmp_path: Path, embedder: Embedder, qtbot: object) -> Iterator[Desk]:
    """A window on a library with three roots of two pictures each."""
    for number, name in enumerate(ROOTS):
        (tmp_path / name).mkdir()
        for n in range(2):
            scene(10 * number + n).save(tmp_path / name / f"{n}.png")
    with Library.open(tmp_path / "library") as library:
        index(library, lambda _spec: embedder, [os.fsencode(tmp_path / name) for name in ROOTS])
    steps = open_desk(tmp_path / "library", embedder, qtbot)
    desk = next(steps)
    desk.until(lambda: desk.window.indexing_page.roots.rowCount() == 3)
    desk.until(lambda: not desk.window.overview.worker.busy)
    desk.window.show_page(INDEXING)
    yield desk
    next(steps, None)


class Writing:
    """Another thread writes to the catalogue, as indexing does, until it is told to end."""

    def __init__(self, library: Library) -> None:
        self._library, self._began, self._end = library, threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._write)

    def _write(self) -> None:
        with self._library.catalog.write():
            self._began.set()
            self._end.wait(30)

    def __enter__(self) -> None:
        self._thread.start()
        assert self._began.wait(10)

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()


def test_what_is_asked_for_while_indexing_writes_is_done_in_order_and_nothing_is_lost(three: Desk) -> None:
    page, library = three.window.indexing_page, three.window.library
    acts = page.root_acts
    plans = [library.forget_plan(root.path) for root in page.roots.roots]
    with Writing(library):
        for root in page.roots.roots:
            acts.do("protect", root)
        for plan in plans[:2]:
            acts.forget(plan)
        # each came back at once, though nothing could be written yet
        assert [root.protected for root in library.status().roots] == [False] * 3
    three.until(lambda: page.roots.rowCount() == 1 and page.roots.roots[0].protected)
    assert page.roots.roots[0].path == plans[2].path
    assert page.notice.text.startswith("card, phone were taken out of the library: 4 files forgotten."), (
        page.notice.text
    )
    (again,) = page.notice.buttons
    again.click()
    three.until(lambda: page.roots.rowCount() == 3 and not three.window.running.busy)
    three.until(lambda: library.status().files == 6)


def test_forgetting_is_never_done_in_the_windows_own_thread(
    three: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, library = three.window.indexing_page, three.window.library
    done_in: list[threading.Thread] = []
    forget = library.forget

    def noted(plan: object) -> None:
        done_in.append(threading.current_thread())
        forget(plan)  # type: ignore[arg-type]

    monkeypatch.setattr(library, "forget", noted)
    page.root_acts.forget(library.forget_plan(page.roots.roots[0].path))
    three.until(lambda: page.roots.rowCount() == 2)
    assert len(done_in) == 1
    assert done_in[0] is not threading.main_thread()


@pytest.mark.parametrize(("removed", "left_in_hand"), [(1, "scans"), (2, "phone"), (0, "phone")])
def test_the_next_root_is_in_hand_after_a_removal_or_else_the_one_before(
    three: Desk, removed: int, left_in_hand: str
) -> None:
    page = three.window.indexing_page
    table = page.roots_table
    table.setFocus()
    table.selectRow(removed)
    three.qtbot.keyClick(table, Qt.Key.Key_Delete)  # type: ignore[attr-defined]

    def sheets() -> list[RemoveSheet]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, RemoveSheet) and w.isVisible()]

    three.until(lambda: bool(sheets()))
    sheets()[0].act.click()
    three.until(lambda: page.roots.rowCount() == 2)
    current = page.roots_panel.current()
    assert current is not None
    assert os.path.basename(os.fsdecode(current.path)) == left_in_hand
    assert table.selectionModel().isRowSelected(table.currentIndex().row())


def test_whether_a_folder_is_there_is_asked_in_a_thread(
    three: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A disk that sleeps or a network drive that hangs holds up nothing but the answer."""
    page = three.window.indexing_page
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())) or True
    )
    asked_in: list[threading.Thread] = []
    isdir = os.path.isdir

    def noted(path: object) -> bool:
        if path == os.fsencode(tmp_path / "card"):
            asked_in.append(threading.current_thread())
        return isdir(path)  # type: ignore[arg-type]

    monkeypatch.setattr(os.path, "isdir", noted)
    page.root_acts.open_folder(os.fsencode(tmp_path / "card"))
    three.until(lambda: opened == [str(tmp_path / "card")])
    assert asked_in
    assert threading.main_thread() not in asked_in
    with three.qtbot.waitSignal(page.refused) as said:  # type: ignore[attr-defined]
        page.root_acts.open_folder(os.fsencode(tmp_path / "nowhere"))
    assert said.args == [f"{tmp_path / 'nowhere'} is not there now."]
    assert len(opened) == 1
