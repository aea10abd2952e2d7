"""A picture that hangs over the window is searched before it is let go; its answer holds only while nothing changed."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from simgui.core.progress import CancelToken
from simgui.core.search import Hits
from tests.gui.conftest import Desk, urls


@pytest.fixture
def hang(desk: Desk, pictures: Path, tmp_path: Path) -> Callable[[], Path]:
    """A picture over the window, searched already; its path."""

    def over() -> Path:
        path = Path(shutil.copy(pictures / "near-soft.png", tmp_path / "hanging.png"))
        desk.drag(urls(path))
        desk.until(lambda: desk.page.asking.ahead.worker.busy is False)
        return path

    return over


def dropped(desk: Desk, path: Path) -> Hits:
    with desk.qtbot.waitSignal(desk.page.asking.answered, timeout=20_000) as signal:  # type: ignore[attr-defined]
        desk.let_go(urls(path))
    hits = signal.args[0]
    assert isinstance(hits, Hits)
    return hits


def test_the_answer_is_there_when_it_is_let_go(desk: Desk, hang: Callable[[], Path]) -> None:
    hits = dropped(desk, hang())
    assert hits.timing.ahead
    assert hits.hits[0].distance == 0
    desk.until(lambda: desk.names()[:1] == ["near-soft.png"])


@pytest.mark.parametrize("change", ["the file", "a decision", "taken away", "another picture"])
def test_an_answer_that_may_be_untrue_is_not_taken(
    change: str, desk: Desk, hang: Callable[[], Path], pictures: Path
) -> None:
    path = hang()
    if change == "the file":
        shutil.copy(pictures / "scene-05.png", path)
        os.utime(path, (1, 1))
    elif change == "a decision":
        history = desk.page._library.history
        history.decide_pair(b"\1" * 32, b"\2" * 32, "related", ("one", "two"))
    elif change == "taken away":
        desk.page.look_away()
    else:
        path = pictures / "scene-05.png"
    hits = dropped(desk, path)
    assert not hits.timing.ahead
    first = "near-soft.png" if change in ("a decision", "taken away") else "scene-05.png"
    assert os.path.basename(hits.hits[0].files[0].path) == first.encode()


def test_a_file_that_vanished_is_no_fault_of_the_look_ahead(desk: Desk, hang: Callable[[], Path]) -> None:
    path = hang()
    path.unlink()
    assert desk.page.asking.ahead.take(os.fsencode(path), CancelToken()) is None


def test_a_drive_that_does_not_answer_holds_up_no_other_picture(desk: Desk, pictures: Path) -> None:
    ahead = desk.page.asking.ahead
    waiting = threading.Event()

    def hangs(_cancel: CancelToken, _report: object) -> Hits:
        waiting.wait(20)
        raise OSError

    here, there = (os.fsencode(pictures / name) for name in ("near-soft.png", "scene-05.png"))
    ahead.begin(there, hangs)
    desk.until(lambda: ahead._begun is not None and ahead._begun.started)
    ahead.drop()
    ahead.begin(here, hangs)
    try:
        assert ahead.take(here, CancelToken()) is None
        assert not waiting.is_set()
    finally:
        waiting.set()
        desk.until(lambda: ahead.worker.busy is False)
