"""Culls put together with the window: their sheet, the banner of one that was interrupted, undo, and the history."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from simgui.core.library import Library
from simgui.gui.cull.banner import InterruptedBanner
from simgui.gui.cull.culls import Culls
from simgui.gui.frame import StatusLine
from simgui.gui.history.page import HistoryPage
from simgui.gui.jobs import Jobs
from simgui.gui.keys import Keys


class Culling(QObject):
    """One for a window. `culls.plan` opens the sheet; `culls.changed`: files have moved or come back."""

    def __init__(
        self, window: QWidget, library: Library, jobs: Jobs, keys: Keys, actions: Mapping[str, QAction]
    ) -> None:
        super().__init__(window)
        self.culls = Culls(window, library, jobs, keys, actions)
        self.banner = InterruptedBanner(library, self.culls)

    def serve(self, status: StatusLine, history: HistoryPage) -> None:
        """Say what happened in the status line, and do what the history asks for."""
        self.culls.acted.connect(status.say)
        self.culls.deleted.connect(status.say_for_good)
        self.culls.refused.connect(status.say)
        self.culls.changed.connect(history.recount)  # before the window has it read
        history.restore_wanted.connect(self.culls.restore)
        history.again_wanted.connect(self.culls.again)
        history.empty_wanted.connect(self.culls.empty)
