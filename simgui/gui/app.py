"""Starts the window, and ends it."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from simgui.core.assets import resource
from simgui.core.embedder import EmbedderSpec
from simgui.gui import libraries, messages
from simgui.gui.background import leave_at_exit
from simgui.gui.main_window import MainWindow
from simgui.gui.session import Session
from simgui.gui.settings import Settings
from simgui.gui.sheets.bug import show_bug
from simgui.gui.sheets.settings import SCALES
from simgui.gui.widgets import theme

log = logging.getLogger(__name__)
SCREENSHOT_SIZE = (1440, 900)
# Python's usual 5 ms are felt when a screen of cards, some hundred calls, waits behind indexing's threads
SWITCH_S = 0.001


def run(
    library_path: Path | None,
    paths: Sequence[bytes] = (),
    screenshot: Path | None = None,
    spec: EmbedderSpec | None = None,
    device: str = "auto",
) -> int:
    """Show the window until it is closed. No `library_path`: the library that was open last.

    `screenshot`: save it when the hits are painted, then end.
    """
    settings = Settings()
    app = application(settings)
    session = Session(app, settings, spec, device)
    error = session.open(library_path or libraries.last_open(settings))
    if error is not None and screenshot is not None:
        print(f"simgui: {messages.say_error(error)}", file=sys.stderr)
        session.end()
        return 1
    outcome = [0 if error is None else 1]
    window = session.window
    assert window is not None
    with Bugs(session), Signals(session.close):
        if isinstance(window, MainWindow):
            window.first_painted.connect(lambda: window.intake.open_paths(paths))
            if screenshot is not None:
                _prepare_screenshot(window, screenshot, paths, outcome)
        window.show()
        app.exec()
    code = outcome[0]
    leave_at_exit(code, session.stuck)
    session.end()
    return code


def application(settings: Settings | None = None) -> QApplication:
    settings = settings or Settings()
    sys.setswitchinterval(SWITCH_S)
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    QApplication.setApplicationName("simgui")
    QApplication.setDesktopFileName("simgui")
    scale = settings.word("scale", "system", SCALES)
    if scale != "system":
        # asked for by Qt once, before there is an application
        os.environ["QT_SCALE_FACTOR"] = scale
    app = QApplication(["simgui"])
    theme.set_body_font(app)
    icon = resource("icons", "simgui.svg")
    if icon.exists():
        app.setWindowIcon(QIcon(os.fspath(icon)))
    return app


def _prepare_screenshot(window: MainWindow, file: Path, paths: Sequence[bytes], outcome: list[int]) -> None:
    window.resize(*SCREENSHOT_SIZE)
    wanted = any(not os.path.isdir(path) for path in paths)

    def save(found: bool, sentence: str) -> None:
        if not found:
            print(f"simgui: {sentence}", file=sys.stderr)
            outcome[0] = 1
        elif not window.grab().save(os.fspath(file)):
            print(f"simgui: {file} could not be written", file=sys.stderr)
            outcome[0] = 1
        window.close()

    def settled(found: bool, sentence: str) -> None:
        # one turn of the event loop later, so that what was painted last is in it too
        QTimer.singleShot(50, window, lambda: save(found, sentence))

    if wanted:
        window.search_page.settled.connect(settled)
    else:
        window.overview.changed.connect(lambda _figures: settled(True, ""))


class Bugs(QObject):
    """What nobody caught is our own bug: logged, and shown in a dialog whose details can be copied."""

    _found = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._found.connect(self._show)

    def __enter__(self) -> Bugs:
        self._hooks = sys.excepthook, threading.excepthook
        sys.excepthook = self._caught
        threading.excepthook = lambda args: self._caught(args.exc_type, args.exc_value, args.exc_traceback)
        return self

    def __exit__(self, *_: object) -> None:
        sys.excepthook, threading.excepthook = self._hooks

    def _caught(
        self, kind: type[BaseException], value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        details = "".join(traceback.format_exception(kind, value, trace))
        log.error("%s", details)
        self._found.emit(details)

    def _show(self, details: str) -> None:
        window = self._session.window
        show_bug(window, details, isinstance(window, MainWindow) and window.culling.culls.moving)


class Signals:
    """Ctrl-C and SIGTERM close the window as its own button does, at once rather than at the next event."""

    def __init__(self, close: Callable[[], object]) -> None:
        self._close = close
        self._old: dict[int, object] = {}

    def __enter__(self) -> Signals:
        if threading.current_thread() is not threading.main_thread():
            return self
        self._read, self._write = socket.socketpair()
        for end in (self._read, self._write):
            end.setblocking(False)
        self._old_fd = signal.set_wakeup_fd(self._write.fileno())
        for number in (signal.SIGINT, signal.SIGTERM):
            self._old[number] = signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._on_signal)
        return self

    def _on_signal(self) -> None:
        self._read.recv(64)
        self._close()

    def __exit__(self, *_: object) -> None:
        if not self._old:
            return
        self._notifier.setEnabled(False)
        self._notifier.deleteLater()
        signal.set_wakeup_fd(self._old_fd)
        for number, handler in self._old.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        self._read.close()
        self._write.close()
