"""Who may write: says above the page when another process has the library, and offers to go on without writing."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal

from simgui.core.errors import Locked, SimguiError
from simgui.core.library import Library
from simgui.gui import messages
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.panels import Notice

# nothing is held up for longer than a blink; whoever only looked for a moment is gone at the second try
WAIT_S = 0.02
SECOND_TRY_MS = 400


class LockBanner(Notice):
    """`changed`: whether the window is for reading only. What would write tries again each time."""

    changed = Signal()

    def __init__(self, library: Library) -> None:
        super().__init__("banner", "lock")
        self._library = library
        library.lock_wait_s = WAIT_S
        self.read_only = False
        self._second = QTimer(self, singleShot=True, interval=SECOND_TRY_MS)
        self._second.timeout.connect(self._lock_or_say)

    def lock(self) -> None:
        """Take the library for writing, or say who has it."""
        try:
            self._library.lock()
        except SimguiError:
            self._second.start()
        self.look()

    def _lock_or_say(self) -> None:
        try:
            self._library.lock()
        except SimguiError as error:
            again = Button(self.tr("Try again"), "rotate-cw", dense=True)
            again.clicked.connect(self.lock)
            read = Button(self.tr("Open to read only"), "lock", dense=True)
            read.clicked.connect(self.read)
            icon = "lock" if isinstance(error, Locked) else "triangle-alert"
            self.say(messages.say_error(error), (read, again), icon)
        self.look()

    def read(self) -> None:
        """Go on without writing."""
        self.clear()
        self._set(True)

    def stop(self) -> None:
        """The window closes: no second try."""
        self._second.stop()

    def look(self) -> None:
        """Something was written, perhaps: then nobody else has the library any more."""
        if self._library.writable:
            self.clear()
            self._set(False)

    def _set(self, read_only: bool) -> None:
        if read_only != self.read_only:
            self.read_only = read_only
            self.changed.emit()
