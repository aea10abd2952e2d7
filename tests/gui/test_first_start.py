"""What a person sees and can do who has nothing in the library yet."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from simgui.core import samples
from simgui.core.embedder import Embedder
from simgui.core.library import Library
from simgui.core.progress import CancelToken
from simgui.gui.main_window import MainWindow
from simgui.gui.search import first
from simgui.gui.widgets import theme
from tests.gui.conftest import Desk, open_desk

needs_samples = pytest.mark.skipif(not samples.photographs(), reason="the extra `samples` is not installed")


@pytest.fixture
def fresh(tmp_path: Path, embedder: Embedder, qtbot: object) -> Iterator[Desk]:
    yield from open_desk(tmp_path / "library", embedder, qtbot)


@needs_samples
def test_sample_pictures_lead_to_hits_by_one_key(fresh: Desk, qtbot: Any) -> None:
    """First start to first hit without a picture of one's own."""
    button = fresh.page.first.try_samples
    assert button is not None
    button.setFocus()
    with qtbot.waitSignal(fresh.page.settled, timeout=90_000) as signal:
        qtbot.keyClick(button, Qt.Key.Key_Return)
        assert not button.isEnabled()
    found, said = signal.args
    assert found, said
    assert fresh.page.isVisible()
    assert fresh.names()[0] == "chelsea.png"
    assert sum(name.startswith("chelsea") for name in fresh.names()) >= 6
    folder = fresh.window.library.path / "samples"
    assert [root.path for root in fresh.window.library.catalog.roots()] == [os.fsencode(folder)]
    assert len(fresh.window.jobs) == 0


@needs_samples
def test_sample_pictures_can_be_cancelled_and_tried_again(
    fresh: Desk, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, begun = samples.make, []

    def slow(folder: Path, progress: Any = None, cancel: CancelToken | None = None) -> samples.Made:
        begun.append(folder)
        assert cancel is not None
        while len(begun) == 1 and not cancel.cancelled:
            pass
        return real(folder, progress, cancel)

    monkeypatch.setattr(samples, "make", slow)
    button = fresh.page.first.try_samples
    assert button is not None
    button.click()
    fresh.until(lambda: bool(begun))
    assert [job.name for job in fresh.window.jobs] == ["samples"]
    fresh.window.jobs.cancel_newest()
    fresh.until(lambda: button.isEnabled())
    assert len(fresh.window.jobs) == 0
    assert not (fresh.window.library.path / "samples").exists()
    assert not fresh.window.library.catalog.roots()
    button.click()
    fresh.until(lambda: (fresh.window.library.path / "samples").exists())
    with qtbot.waitSignal(fresh.page.settled, timeout=90_000):
        pass


@needs_samples
def test_photographs_come_after_the_first_paint(fresh: Desk) -> None:
    photographs = fresh.page.first.photographs
    assert photographs is not None
    fresh.until(lambda: len(photographs.images) == 5)
    assert not any(image.isNull() for image in photographs.images)
    # all of each picture is shown, none stretched
    assert all(abs(image.width() / image.height() - 1.5) < 0.02 for image in photographs.images)


@needs_samples
def test_photographs_that_are_not_looked_at_hold_nothing_up(
    fresh: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hidden while they are read: nobody waits for that, and they are read when they are shown again."""
    photographs = fresh.page.first.photographs
    assert photographs is not None
    fresh.until(lambda: len(photographs.images) == 5)
    real, begun, go_on = first._read, threading.Event(), threading.Event()

    def slow(*wishes: Any) -> QImage:
        begun.set()
        go_on.wait(10)
        return real(*wishes)

    monkeypatch.setattr(first, "_read", slow)
    photographs.images = []
    photographs.hide()
    photographs.show()
    fresh.until(begun.is_set)
    photographs.hide()
    assert not go_on.is_set(), "it came back while a picture was still being read"
    assert not photographs.worker.busy
    photographs.show()
    go_on.set()
    fresh.until(lambda: len(photographs.images) == 5)


@needs_samples
def test_closing_while_photographs_are_read(tmp_path: Path, embedder: Embedder, qtbot: object) -> None:
    for number in range(5):
        for desk in open_desk(tmp_path / str(number), embedder, qtbot):
            assert desk.page.first.isVisible()


def test_without_the_extra_there_is_no_button_for_it(
    tmp_path: Path, embedder: Embedder, qtbot: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(samples, "photographs", dict)
    for desk in open_desk(tmp_path / "library", embedder, qtbot):
        assert desk.page.first.try_samples is None
        assert desk.page.first.photographs is None
        assert desk.page.first.add_folder.isVisible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(960, 640), (1440, 900)])
def test_all_of_it_is_in_sight(fresh: Desk, qapp: QApplication, scheme: str, size: tuple[int, int]) -> None:
    theme.apply(qapp, scheme)
    try:
        fresh.window.resize(*size)
        fresh.until(lambda: fresh.window.width() == size[0])
        page = fresh.page.first
        scroll = page.scroller
        assert scroll.verticalScrollBar().maximum() == 0
        assert scroll.horizontalScrollBar().maximum() == 0
        for part in (page.add_folder, page.try_samples, page.photographs):
            if part is not None:
                assert page.rect().contains(QRect(part.mapTo(page, QPoint(0, 0)), part.size()))
    finally:
        theme.apply(qapp, "light")


def test_sample_packages_are_found_without_being_imported(tmp_path: Path) -> None:
    """The window is up before anything heavy is loaded."""
    program = (
        "import sys; from simgui.core import samples; samples.photographs();"
        " print([name for name in ('skimage', 'sklearn', 'scipy', 'torch') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@needs_samples
def test_a_locked_library_refuses_sample_pictures_with_a_reason(
    tmp_path: Path, qtbot: object, embedder: Embedder
) -> None:
    with Library.open(tmp_path / "library") as other:
        other.lock()
        for desk in open_desk(tmp_path / "library", embedder, qtbot):
            window: MainWindow = desk.window
            said: list[str] = []
            window.sampling.refused.connect(said.append)
            desk.page.first.samples_wanted.emit()
            assert len(said) == 1
            assert str(os.getpid()) in said[0]
            assert not (window.library.path / "samples").exists()
