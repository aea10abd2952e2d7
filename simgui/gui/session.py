"""Which window is there: the first, one for another library, one made anew because it shall look otherwise."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from simgui.core.embedder import EmbedderSpec
from simgui.core.errors import InputError, SimguiError
from simgui.core.library import Library
from simgui.gui import languages, libraries, messages
from simgui.gui.broken import BrokenWindow
from simgui.gui.main_window import MainWindow, Reopen
from simgui.gui.settings import Settings
from simgui.gui.sheets.settings import DENSITIES
from simgui.gui.widgets import theme

log = logging.getLogger(__name__)
LOOK_AGAIN_MS = 200


def set_look(app: QApplication, settings: Settings) -> None:
    """Language, density, motion and colours as they are chosen: for all that is made from here on."""
    languages.install(app, settings.word("language", "system", languages.CHOICES))
    compact = settings.word("density", DENSITIES[0], DENSITIES) == "compact"
    theme.set_feel(compact, settings.flag("still", theme.system_wants_still()))
    theme.apply(
        app,
        settings.word("theme", "system", theme.CHOICES),
        settings.word("contrast", "system", theme.CONTRASTS),
    )


class Session(QObject):
    """One window at a time. The program ends when it is closed and no other was asked for."""

    def __init__(self, app: QApplication, settings: Settings, spec: EmbedderSpec | None, device: str) -> None:
        super().__init__()
        self._app, self._settings, self._spec, self._device = app, settings, spec, device
        self._next: Reopen | None = None
        self.window: QMainWindow | None = None
        self._left: list[Callable[[], bool]] = []  # of each window: whether something of it still runs
        # one way to end only: a second request to quit would wait in the queue for whoever runs a loop next
        app.setQuitOnLastWindowClosed(False)

    def open(self, path: Path, carried: Reopen | None = None) -> SimguiError | None:
        """Show the library's window, or one that says why there is none. Returns that reason."""
        set_look(self._app, self._settings)
        try:
            if libraries.is_away(self._settings, path):
                raise InputError("library_away", library=os.fspath(path))
            library = Library.open(path)
        except SimguiError as error:
            self._say_broken(error, path)
            return error
        libraries.remember(self._settings, library.path.absolute())
        with theme.bare(self._app):
            window = MainWindow(library, self._settings, self._spec, self._device)
        self._left.append(lambda: window.stuck or window.embedders.busy)
        if isinstance(self.window, MainWindow):
            window.embedders.take_over(self.window.embedders)
        window.reopen.connect(self._on_reopen)
        window.closed.connect(self._on_closed)
        if carried is not None:
            window.first_painted.connect(lambda: window.go_on(carried))
        self._take(window)
        return None

    def _say_broken(self, error: SimguiError, path: Path) -> None:
        window = BrokenWindow(messages.say_error(error), path, self._settings)
        window.chosen.connect(lambda other: self._on_reopen(Reopen(other)))
        window.closed.connect(self._on_closed)
        self._take(window)

    def _take(self, window: QMainWindow) -> None:
        if self._app.platformName() == "vnc":
            # a screen of its own: nothing draws a frame there, and nobody could make the window larger
            window.setGeometry(window.screen().geometry())
        self.window = window

    def stuck(self) -> bool:
        return any(still() for still in self._left)

    def close(self) -> None:
        if self.window is not None:
            self.window.close()

    def _on_reopen(self, wanted: Reopen) -> None:
        asked, self._next = self._next is not None, wanted
        # from the event loop, so that the sheet or menu that asked has ended; once, however often it asks until then
        if not asked:
            QTimer.singleShot(0, self, self.close)

    def _on_closed(self) -> None:
        wanted, self._next = self._next, None
        if wanted is None:
            self._app.quit()
            return
        old = self.window
        self.open(wanted.library, wanted)
        assert self.window is not None
        self.window.show()
        if old is not None:
            self._let_go(old)

    def _let_go(self, old: QMainWindow) -> None:
        """What of it still runs has the library; the window that is there now gets it when that ends."""
        if isinstance(old, MainWindow) and old.stuck:
            if not old.try_to_end():
                QTimer.singleShot(LOOK_AGAIN_MS, self, lambda: self._let_go(old))
                return
            if isinstance(self.window, MainWindow):
                self.window.lock_banner.lock()
        gc.unfreeze()  # it was there when torch was imported (core/priority.py)
        old.deleteLater()

    def end(self) -> None:
        """The rest of Qt goes now and not when Python ends, in an order of its own."""
        if self.window is not None and not (isinstance(self.window, MainWindow) and self.window.stuck):
            self.window.deleteLater()
            self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
