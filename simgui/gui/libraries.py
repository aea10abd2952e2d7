"""Which Library the window is for: a new one, another one, those that were open before."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from simgui.core.catalog import CATALOG_FILE
from simgui.core.library import default_library_path
from simgui.gui import messages
from simgui.gui.jobs import Jobs
from simgui.gui.settings import Settings
from simgui.gui.widgets import outside

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
        try:
            taken = path.is_file() or (path.is_dir() and any(path.iterdir()))
        except OSError as error:
            self._refuse(error, path)
            return
        if taken:
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
        name = messages.shown(os.fspath(path))
        try:
            found = (path / CATALOG_FILE).is_file()
            away = not path.is_dir()
        except OSError as error:
            self._refuse(error, path)
            return
        if found:
            self._choose(path)
        elif away:  # kept under Recent: a drive comes back
            text = self.tr("{name} is not there now. Connect its drive, or open another library.")
            self.refused.emit(text.format(name=name))
        else:
            forget(self._settings, path)
            text = self.tr("{name} is no library of simgui's: there is no {file} in it.")
            self.refused.emit(text.format(name=name, file=CATALOG_FILE))

    def _refuse(self, error: OSError, path: Path) -> None:
        text = self.tr("{name} cannot be read: {reason}.")
        self.refused.emit(text.format(name=messages.shown(os.fspath(path)), reason=error.strerror))

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
        if why_not := outside.open_folder(os.fsencode(path)):
            self.refused.emit(why_not)

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
    """The library to begin with when none was named: the one that was open last, also when its drive is away now."""
    if "SIMGUI_LIBRARY" not in os.environ:
        for path in recent(settings):
            if is_away(settings, path) or os.path.isfile(path / CATALOG_FILE):
                return path
    return default_library_path()


def is_away(settings: Settings, path: Path) -> bool:
    """It was open before, and not even the folder that held it is there: its drive is not connected."""
    return not os.path.isdir(path.parent) and path in recent(settings)
