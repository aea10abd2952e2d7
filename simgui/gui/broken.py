"""Shown in place of the window when the library cannot be opened: what is the matter, and what to do."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from simgui.gui import messages
from simgui.gui.libraries import Libraries
from simgui.gui.settings import Settings
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.panels import Notice, StateView


class BrokenWindow(QMainWindow):
    """`chosen`: try this library, the same or another."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, sentence: str, library: Path, settings: Settings) -> None:
        super().__init__()
        self.setWindowTitle("simgui")
        self.resize(860, 480)
        self.state = StateView()
        self._libraries = Libraries(self, settings)
        self._notice = Notice()
        self.setMenuWidget(self._notice)
        self._libraries.chosen.connect(self.chosen)
        self._libraries.refused.connect(self._notice.say)
        again = Button(self.tr("Try again"), "rotate-cw", kind="primary")
        again.clicked.connect(lambda: self.chosen.emit(library))
        other = Button(self.tr("Open another library…"), "folder-open")
        other.clicked.connect(self._libraries.open_other)
        folder = Button(self.tr("Show the library's folder"), "folder")
        folder.clicked.connect(lambda: self._libraries.show_folder(library))
        leave = Button(self.tr("Close"), "x")
        leave.clicked.connect(self.close)
        place = self.tr("The library is at {library}. Your pictures are untouched.")
        detail = place.format(library=messages.shown(os.fspath(library)))
        self.state.say("triangle-alert", sentence, detail, (again, other, folder, leave), "warning")
        self.setCentralWidget(self.state)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.closed.emit()
