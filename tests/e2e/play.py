"""A hand at the real program: main() runs, and steps go on as soon as what they wait for has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from simgui.cli import main
from simgui.gui.main_window import MainWindow
from tests.gui.conftest import urls

Steps = Callable[[MainWindow], Iterator[Callable[[], bool]]]


def window_now() -> MainWindow | None:
    """The window that is there: another one after a change of language or of library."""
    shown = (w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible())
    return next(shown, None)


def play(library: Path | None, steps: Steps, arguments: Sequence[str] = ()) -> int:
    """Run main() on a library; `steps` get the first window and yield conditions to wait for. Then it is closed."""
    state: dict[str, object] = {}

    def end() -> None:
        timer.stop()
        window = window_now()
        if window is not None:
            window.close()

    def tick() -> None:
        if "steps" not in state:
            window = window_now()
            if window is None:
                return
            state["steps"] = steps(window)
            state["wait"] = lambda: True
        try:
            if state["wait"]():  # type: ignore[operator]
                state["wait"] = next(state["steps"])  # type: ignore[call-overload]
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
