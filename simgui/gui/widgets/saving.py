"""Where a file goes, and writing it there whole."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QDir, QSaveFile
from PySide6.QtWidgets import QFileDialog, QWidget


def save_dialog(parent: QWidget, title: str, name: str, endings: Mapping[str, str]) -> QFileDialog:
    """`name`: what is offered. `endings`: for each kind of file that may be chosen the ending that a name without one
    gets, the usual kind first.
    """
    usual = next(iter(endings.values()))
    dialog = QFileDialog(parent, title, QDir.homePath())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(endings))
    dialog.setDefaultSuffix(usual)
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(endings.get(chosen, usual)))
    dialog.selectFile(name)
    return dialog


def ask_where(parent: QWidget, title: str, name: str, endings: Mapping[str, str]) -> str:
    """As save_dialog; it asks before a file that exists is taken. Empty: not at all."""
    dialog = save_dialog(parent, title, name, endings)
    try:
        return dialog.selectedFiles()[0] if dialog.exec() else ""
    finally:
        dialog.deleteLater()


def write_whole(where: str, data: bytes) -> str:
    """Beside the place, then renamed onto it. Returns why it could not be written, empty when it could."""
    file = QSaveFile(where)
    written = file.open(QSaveFile.OpenModeFlag.WriteOnly) and file.write(data) == len(data) and file.commit()
    return "" if written else file.errorString()
