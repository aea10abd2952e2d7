"""Shown in place of the window when the library cannot be opened: what is the matter, and what to do."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMainWindow

from simgui.gui import messages
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.panels import StateView


class BrokenWindow(QMainWindow):
    def __init__(self, sentence: str, library: Path) -> None:
        super().__init__()
        self.setWindowTitle("simgui")
        self.resize(760, 480)
        self.state = StateView()
        folder = Button(self.tr("Open the library's folder"), "folder-open")
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(os.fspath(library))))
        leave = Button(self.tr("Close"), "x")
        leave.clicked.connect(self.close)
        place = self.tr("The library is at {library}. Your pictures are untouched.")
        detail = place.format(library=messages.shown(os.fspath(library)))
        self.state.say("triangle-alert", sentence, detail, (folder, leave), "warning")
        self.setCentralWidget(self.state)
