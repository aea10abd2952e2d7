"""How pictures and folders come in: chosen, pasted, dropped, or named on the command line."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from simgui.core import decode
from simgui.core.catalog import Root, relative_to
from simgui.core.library import Library
from simgui.core.roots import exactly
from simgui.gui import incoming, messages
from simgui.gui.incoming import Incoming
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.panels import Notice

# so many folders are named in a question about all of them
NAMED = 3


class Intake(QObject):
    """Tells what came, and says in its banner what is asked or what could not be used."""

    pictures = Signal(object, float)  # a tuple of Picture, and when they came (perf_counter)
    folders = Signal(object)

    def __init__(self, window: QWidget, library: Library) -> None:
        super().__init__(window)
        self._window, self._library = window, library
        self.banner = Notice("banner", "folder")
        self._start = ""  # where a picture was chosen last
        self._before: QWidget | None = None  # had the keyboard when something was asked

    def take(self, found: Incoming, began_s: float) -> None:
        """Pictures are searched. Folders are asked about, but for the very first: the page said what happens."""
        self._close()
        first = not self._library.catalog.roots()
        if found.folders and first:
            self.folders.emit(found.folders)
        if found.pictures:
            self.pictures.emit(found.pictures, began_s)
        if found.folders and not first:
            self._offer(found.folders)
        elif found.kind == "link":
            self._say(
                self.tr("The browser handed over only a link. Copy the image itself, then press Ctrl+V.")
            )
        elif found.kind == "nothing":
            self._say(self.tr("Nothing in it can be used. Drop or paste a picture, or drop a folder."))
        elif found.links:
            one = self.tr("1 link was left out: only files and pictures themselves can be searched.")
            more = self.tr("{n} links were left out: only files and pictures themselves can be searched.")
            self._say((one if found.links == 1 else more).format(n=messages.number(found.links)))

    def _say(self, text: str) -> None:
        self._ask(text, (Button(self.tr("Understood"), "check", dense=True),), "triangle-alert")

    def open_paths(self, paths: Sequence[bytes]) -> None:
        """From the command line or "open with": pictures are searched, folders offered for indexing."""
        found = incoming.sort_paths(paths)
        if found.pictures:
            self.pictures.emit(found.pictures, time.perf_counter())
        if found.folders:
            self._offer(found.folders)

    # asking about folders

    def _offer(self, folders: tuple[bytes, ...]) -> None:
        roots = self._library.catalog.roots()
        known = tuple(folder for folder in folders if any(_lies_in(folder, root) for root in roots))
        index = Button(self.tr("Index"), "folder-plus", dense=True)
        if len(known) == len(folders):
            index.relabel(self.tr("Index again"))
        index.clicked.connect(lambda: self.folders.emit(folders))
        later = Button(self.tr("Not now"), dense=True)
        self._ask(self._question(folders, known), (index, later), "folder")
        index.setFocus()  # answered by one key

    def _question(self, folders: tuple[bytes, ...], known: tuple[bytes, ...]) -> str:
        names = messages.listed(messages.shown(folder) for folder in folders[:NAMED])
        if len(folders) > NAMED:
            text = self.tr("{names} and {n} more")
            names = text.format(names=names, n=messages.number(len(folders) - NAMED))
        if not known:
            one, more = self.tr("Index this folder? {names}"), self.tr("Index these folders? {names}")
        elif len(known) == len(folders):
            one = self.tr("{names} is in the library already. Index it again?")
            more = self.tr("These folders are in the library already. Index them again? {names}")
        else:
            one = more = self.tr("Index these folders? {names} ({known} in the library already)")
        text = one if len(folders) == 1 else more
        return text.format(names=names, known=messages.number(len(known)))

    def _ask(self, text: str, answers: tuple[Button, ...], icon: str) -> None:
        """A sentence and its answers; each closes the banner, and so does Esc while one has the keyboard."""
        self._before = QApplication.focusWidget()
        for button in answers:
            button.clicked.connect(self._close)
            button.installEventFilter(self)
        self.banner.say(text, answers, icon)

    def _close(self) -> None:
        inside = QApplication.focusWidget()
        self.banner.clear()
        # the keyboard goes back to where it was, not to whatever comes next in the window
        if inside is None or not self.banner.isAncestorOf(inside):
            return
        before = self._before
        if before is not None and shiboken6.isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # this Esc is the banner's, not the page's
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._close()
                return True
        return False

    # choosing and pasting

    def choose_picture(self) -> None:
        kinds = " ".join(f"*{ending.decode()}" for ending in sorted(decode.EXTENSIONS))
        # not within an f-string: Qt's tools do not find texts there
        pictures, every = self.tr("Pictures ({kinds})").format(kinds=kinds), self.tr("All files (*)")
        roots = self._library.catalog.roots()
        start = self._start or (os.fsdecode(roots[0].path) if roots else "")
        names, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Choose a picture"), start, f"{pictures};;{every}"
        )
        if names:
            self._start = os.path.dirname(names[0])
            self.take(incoming.sort_paths([os.fsencode(name) for name in names]), time.perf_counter())

    def choose_folder(self) -> None:
        """Whoever chooses a folder to add has been asked already."""
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Add a folder"))
        if name:
            self._close()
            self.folders.emit((os.path.abspath(os.fsencode(name)),))

    def paste(self) -> None:
        began_s = time.perf_counter()
        mime = QGuiApplication.clipboard().mimeData()
        self.take(incoming.take(mime, self.tr("Pasted picture"), "pasted"), began_s)


def _lies_in(folder: bytes, root: Root) -> bool:
    """The root itself, or a folder in it (also through a link) that is not left out there by its name."""
    inside = relative_to(os.path.realpath(folder), os.path.realpath(root.path))
    if inside is None:
        return os.path.realpath(folder) == os.path.realpath(root.path)
    parts = inside.split(b"/")
    above = (b"/".join(parts[: count + 1]) for count in range(len(parts)))
    return not any(exactly(part) in root.excludes for part in above)
