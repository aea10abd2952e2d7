"""What is handed to other programs: a folder to open, paths on the clipboard."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from simgui.gui import messages
from simgui.gui.background import Chore

# called by this name so that Qt's tools find the texts
translate = QCoreApplication.translate


def open_folder(folder: bytes) -> str:
    """The sentence to say where no program opened it; empty when one did."""
    if QDesktopServices.openUrl(QUrl.fromLocalFile(os.fsdecode(folder))):
        return ""
    return translate("outside", "No program opened {folder}.").format(folder=messages.shown(folder))


def not_there(folder: bytes) -> str:
    return translate("outside", "{folder} is not there now.").format(folder=messages.shown(folder))


def copy_paths(paths: Sequence[bytes]) -> str:
    """One to a line, as they are shown; no disk is asked. The sentence to say."""
    QGuiApplication.clipboard().setText("\n".join(map(messages.shown, paths)))
    if len(paths) == 1:
        return translate("outside", "1 path copied")
    return translate("outside", "{n} paths copied").format(n=messages.number(len(paths)))


class Folders(Chore):
    """Opens a folder that is there; whether it is, a thread asks: disks sleep, network folders hang.

    `said`: why it did not open.
    """

    said = Signal(str)

    def open(self, folder: bytes) -> None:
        self.ask(lambda _cancel: os.path.isdir(folder), lambda there: self._show(folder, there))

    def _show(self, folder: bytes, there: bool) -> None:
        why_not = open_folder(folder) if there else not_there(folder)
        if why_not:
            self.said.emit(why_not)
