"""A hand at the real program: main() runs, and steps go on as soon as what they wait for has come."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from simgui.cli import main
from simgui.gui.main_window import MainWindow
from tests.gui.conftest import urls

PATIENCE_S = 90
Steps = Callable[[MainWindow], Iterator[Callable[[], bool]]]


def window_now() -> MainWindow | None:
    """The window that is there: another one after a change of language or of library."""
    shown = (w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible())
    return next(shown, None)


def play(library: Path | None, steps: Steps, arguments: Sequence[str] = ()) -> int:
    """Run main() on a library; `steps` get the first window and yield conditions to wait for. Then it is closed."""
    state: dict[str, object] = {}
    until_s = time.monotonic() + PATIENCE_S

    def end() -> None:
        timer.stop()
        window = window_now()
        if window is not None:
            window.close()

    def tick() -> None:
        nonlocal until_s
        if time.monotonic() > until_s:
            frame = getattr(state.get("steps"), "gi_frame", None)
            state["error"] = AssertionError(f"waited in vain at line {frame and frame.f_lineno}")
            end()
            return
        if "steps" not in state:
            window = window_now()
            if window is None:
                return
            if not window.isActiveWindow():  # as a window system does for a new window
                window.activateWindow()
                return
            state["steps"] = steps(window)
            state["wait"] = lambda: True
        try:
            if state["wait"]():  # type: ignore[operator]
                state["wait"] = next(state["steps"])  # type: ignore[call-overload]
                until_s = time.monotonic() + PATIENCE_S
        except StopIteration:
            state["ended"] = True
            end()
        except BaseException as error:
            state["error"] = error
            end()

    timer = QTimer(interval=20)
    timer.timeout.connect(tick)
    timer.start()
    named = [] if library is None else ["--library", str(library)]
    code = main([*named, "--device", "cpu", *arguments])
    timer.stop()
    if "error" in state:
        raise state["error"]  # type: ignore[misc]
    assert state.get("ended")
    return code


def drop(window: MainWindow, *paths: Path) -> None:
    mime = urls(*paths)
    given = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(400, 300), *given))
    QApplication.sendEvent(window, QDropEvent(QPointF(400, 300), *given))


def indexed(window: MainWindow) -> Callable[[], bool]:
    """To be asked for before what starts a run: whether one has ended since. A short one is never seen busy."""
    ended: list[bool] = []
    window.running.idle.connect(lambda: ended.append(True))
    return lambda: bool(ended)


def shown_names(window: MainWindow) -> set[str]:
    model = window.search_page.results.model
    return {model.card(row).name for row in range(model.rowCount())}
