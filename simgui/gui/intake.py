"""How pictures and folders come in: chosen, pasted, dropped, or named on the command line."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from simgui.core import decode
from simgui.gui import incoming, messages
from simgui.gui.incoming import Incoming
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.panels import Notice


class Intake(QObject):
    """Tells what came, and says in its banner what is asked or what could not be used."""

    pictures = Signal(object, float)  # a tuple of Picture, and when they came (perf_counter)
    folders = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.banner = Notice("banner", "folder")

    def take(self, found: Incoming, began_s: float) -> None:
        self.banner.clear()
        if found.folders:
            self.folders.emit(found.folders)
        if found.pictures:
            self.pictures.emit(found.pictures, began_s)
        if found.kind == "link":
            self._say(
                self.tr("The browser handed over only a link. Copy the image itself, then press Ctrl+V.")
            )
        elif found.kind == "nothing":
            self._say(self.tr("Nothing in it can be used. Drop or paste a picture, or drop a folder."))

    def _say(self, text: str) -> None:
        understood = Button(self.tr("Understood"), "check", dense=True)
        understood.clicked.connect(self.banner.clear)
        self.banner.say(text, (understood,))

    def open_paths(self, paths: Sequence[bytes]) -> None:
        """From the command line or "open with": pictures are searched, folders offered for indexing."""
        found = incoming.sort_paths(paths)
        if found.pictures:
            self.pictures.emit(found.pictures, time.perf_counter())
        if found.folders:
            self._offer(found.folders)

    def _offer(self, folders: tuple[bytes, ...]) -> None:
        names = ", ".join(messages.shown(folder) for folder in folders)
        one = self.tr("Index this folder? {names}")
        text = (one if len(folders) == 1 else self.tr("Index these folders? {names}")).format(names=names)
        index = Button(self.tr("Index"), "folder-plus", dense=True)
        later = Button(self.tr("Not now"), dense=True)
        later.clicked.connect(self.banner.clear)
        index.clicked.connect(self.banner.clear)
        index.clicked.connect(lambda: self.folders.emit(folders))
        self.banner.say(text, (index, later), "folder")
        index.setFocus()  # answered by one key

    def choose_picture(self) -> None:
        kinds = " ".join(f"*{ending.decode()}" for ending in sorted(decode.EXTENSIONS))
        filters = f"{self.tr('Pictures')} ({kinds});;{self.tr('All files')} (*)"
        names, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Choose a picture"), "", filters)
        if names:
            self.take(incoming.sort_paths([os.fsencode(name) for name in names]), time.perf_counter())

    def choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Add a folder"))
        if name:
            self.take(incoming.sort_paths([os.fsencode(name)]), time.perf_counter())

    def paste(self) -> None:
        began_s = time.perf_counter()
        mime = QGuiApplication.clipboard().mimeData()
        self.take(incoming.take(mime, self.tr("Pasted picture"), "pasted"), began_s)
