"""Which Library the window is for: a new one, another one, those that were open before."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from simgui.core.catalog import CATALOG_FILE
from simgui.core.library import default_library_path
from simgui.gui import messages
from simgui.gui.jobs import Jobs
from simgui.gui.settings import Settings

RECENT = 8


class Libraries(QObject):
    """`chosen`: open this one instead. `refused`: why a folder cannot be one, in a sentence."""

    chosen = Signal(object)
    refused = Signal(str)

    def __init__(self, window: QWidget, settings: Settings, jobs: Jobs | None = None) -> None:
        super().__init__(window)
        self._window, self._settings, self._jobs = window, settings, jobs
        self.menu = QMenu(self.tr("Recent libraries"), window)
        self.menu.aboutToShow.connect(self._fill)

    def make_new(self) -> None:
        """Ask for a name that is free; the folder is made when the library is opened."""
        start = os.fspath(default_library_path().parent / self.tr("new library"))
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("New library: a folder of this name is made"), start
        )
        if not name:
            return
        path = Path(name)
        if path.is_file() or (path.is_dir() and any(path.iterdir())):
            text = self.tr("{name} is there already and is not empty. Choose another name.")
            self.refused.emit(text.format(name=messages.shown(name)))
        else:
            self._choose(path)

    def open_other(self) -> None:
        start = os.fspath(default_library_path().parent)
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Open a library's folder"), start)
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        if (path / CATALOG_FILE).is_file():
            self._choose(path)
            return
        forget(self._settings, path)
        text = self.tr("{name} is no library of simgui's: there is no {file} in it.")
        self.refused.emit(text.format(name=messages.shown(os.fspath(path)), file=CATALOG_FILE))

    def _choose(self, path: Path) -> None:
        if self._jobs is not None and len(self._jobs):
            box = QMessageBox(self._window)
            box.setIcon(QMessageBox.Icon.NoIcon)
            box.setText(self.tr("Stop what runs, and open the other library?"))
            box.setInformativeText(
                self.tr("What is done is kept. Indexing this library again goes on from there.")
            )
            stop = box.addButton(self.tr("Stop and open"), QMessageBox.ButtonRole.AcceptRole)
            box.setDefaultButton(box.addButton(self.tr("Stay here"), QMessageBox.ButtonRole.RejectRole))
            box.exec()
            if box.clickedButton() is not stop:
                return
        self.chosen.emit(path)

    def show_folder(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(os.fspath(path))):
            text = self.tr("No program opened {folder}.")
            self.refused.emit(text.format(folder=messages.shown(os.fspath(path))))

    def _fill(self) -> None:
        self.menu.clear()
        for path in recent(self._settings):
            # an ampersand of a name is no key
            action = self.menu.addAction(messages.shown(os.fspath(path)).replace("&", "&&"))
            action.triggered.connect(lambda _on=False, path=path: self.open(path))


def recent(settings: Settings) -> list[Path]:
    """Newest first. Kept as percent-encoded bytes: a folder's name need not be text."""
    kept = (settings.text("libraries") or "").split()
    return [Path(os.fsdecode(unquote_to_bytes(part))) for part in kept]


def remember(settings: Settings, path: Path) -> None:
    _keep(settings, [path, *(other for other in recent(settings) if other != path)])


def forget(settings: Settings, path: Path) -> None:
    _keep(settings, [other for other in recent(settings) if other != path])


def _keep(settings: Settings, paths: list[Path]) -> None:
    settings.set("libraries", " ".join(quote_from_bytes(os.fsencode(path)) for path in paths[:RECENT]))


def last_open(settings: Settings) -> Path:
    """The library to begin with when none was named: the one that was open last, if it is still there."""
    if "SIMGUI_LIBRARY" not in os.environ:
        for path in recent(settings):
            if (path / CATALOG_FILE).is_file():
                return path
    return default_library_path()
