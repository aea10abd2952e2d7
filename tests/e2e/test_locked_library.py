"""Another simgui has the library: it is said who, it can be read, and written once the other is gone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from simgui.core.library import Library
from simgui.gui.main_window import MainWindow
from tests.e2e.play import drop, play

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


def test_a_locked_library_is_read_only_and_says_who_writes(
    qapp: QApplication, library: Path, pictures: Path
) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from simgui.core.library import Library\n"
            "l = Library.open(Path(sys.argv[1])); l.lock(); print('held', flush=True); sys.stdin.read(); l.close()",
            str(library),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == b"held\n"

    def steps(window: MainWindow) -> Iterator[Callable[[], bool]]:
        yield lambda: f"process {holder.pid}" in window.lock_banner.text
        read, _again = window.lock_banner.buttons
        read.click()
        assert window.lock_banner.text == ""
        assert "read only" in window.windowTitle()
        drop(window, pictures / "scene-01.png")
        yield lambda: window.search_page.results.model.rowCount() > 2
        window.search_page.results.take_in_hand(1)  # the first is the picture itself
        window.search_page.keys["duplicate"].trigger()
        yield lambda: "open in another simgui" in window.status.text
        holder.stdin.close()  # type: ignore[union-attr]
        holder.wait(20)
        window.search_page.keys["duplicate"].trigger()
        yield lambda: window.windowTitle() == "simgui"

    try:
        assert play(library, steps) == 0
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    with Library.open(library) as opened:
        assert len(opened.history.events()) == 1
