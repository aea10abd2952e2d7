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

from PySide6.QtCore import QEvent, QLocale, QObject, QSocketNotifier, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from simgui.core.assets import resource
from simgui.core.embedder import EmbedderSpec
from simgui.core.errors import SimguiError
from simgui.core.library import Library
from simgui.gui import messages
from simgui.gui.background import leave_at_exit
from simgui.gui.broken import BrokenWindow
from simgui.gui.main_window import MainWindow
from simgui.gui.settings import Settings
from simgui.gui.sheets.bug import BugSheet
from simgui.gui.widgets import theme

log = logging.getLogger(__name__)
SCREENSHOT_SIZE = (1440, 900)


def run(
    library_path: Path,
    paths: Sequence[bytes] = (),
    screenshot: Path | None = None,
    spec: EmbedderSpec | None = None,
    device: str = "auto",
) -> int:
    """Show the window until it is closed. `screenshot`: save it when the hits are painted, then end."""
    app = application()
    settings = Settings()
    theme.set_body_font(app)
    theme.apply(app, settings.word("theme", "system", theme.CHOICES))
    try:
        library = Library.open(library_path)
    except SimguiError as error:
        return _run_broken(app, error, library_path, screenshot)
    window = MainWindow(library, settings, spec, device)
    # one way to end only: a second request to quit would wait in the queue for whoever runs a loop next
    app.setQuitOnLastWindowClosed(False)
    window.closed.connect(app.quit)
    outcome = [0]
    with Bugs(window), Signals(window.close):
        window.first_painted.connect(lambda: window.intake.open_paths(paths))
        if screenshot is not None:
            _prepare_screenshot(window, screenshot, paths, outcome)
        window.show()
        app.exec()
    code = outcome[0]
    leave_at_exit(code, lambda: window.stuck or window.embedders.busy)
    # the rest of Qt goes now and not when Python ends, in an order of its own
    if not window.stuck:
        window.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return code


def application() -> QApplication:
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    QApplication.setApplicationName("simgui")
    QApplication.setDesktopFileName("simgui")
    app = QApplication(["simgui"])
    if QLocale().language() == QLocale.Language.C:
        # a bare machine names no language; its numbers are easier to read with separators
        QLocale.setDefault(QLocale(QLocale.Language.English))
    icon = resource("icons", "simgui.svg")
    if icon.exists():
        app.setWindowIcon(QIcon(os.fspath(icon)))
    return app


def _run_broken(app: QApplication, error: SimguiError, library: Path, screenshot: Path | None) -> int:
    """The library cannot be opened: say so in a window, in words."""
    if screenshot is not None:
        print(f"simgui: {messages.say_error(error)}", file=sys.stderr)
        return 1
    app.setQuitOnLastWindowClosed(True)
    window = BrokenWindow(messages.say_error(error), library)
    with Signals(window.close):
        window.show()
        app.exec()
    window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return 1


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

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._sheet: BugSheet | None = None
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
        # one is enough: a fault in painting would open one with every frame
        if self._sheet is None or not self._sheet.isVisible():
            self._sheet = BugSheet(self._window, details)
            self._sheet.open()


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
