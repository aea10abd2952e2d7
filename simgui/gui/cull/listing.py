"""A plan as a file: what leaves, and for what, as a table, as lines or for programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDir, QSaveFile
from PySide6.QtWidgets import QFileDialog, QWidget

from simgui import words

if TYPE_CHECKING:
    from simgui.core.cull_plan import Plan

translate = QCoreApplication.translate
ENDINGS = ("csv", "txt", "json")


def ask_where(parent: QWidget) -> str:
    """Where the list goes; the dialog asks before a file that exists is taken. Empty: not at all."""
    dialog = QFileDialog(parent, translate("cull", "Write as list"), QDir.homePath())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    filters = {
        "csv": translate("cull", "Table: what leaves, and for what (*.csv)"),
        "txt": translate("cull", "One path a line (*.txt)"),
        "json": translate("cull", "For programs (*.json)"),
    }
    dialog.setNameFilters(list(filters.values()))
    dialog.setDefaultSuffix(ENDINGS[0])
    endings = {text: ending for ending, text in filters.items()}
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(endings.get(chosen, ENDINGS[0])))
    dialog.selectFile(translate("cull", "leaves.csv"))
    try:
        return dialog.selectedFiles()[0] if dialog.exec() else ""
    finally:
        dialog.deleteLater()


def write(where: str, plan: Plan) -> str:
    """Whole or not at all. Returns why it could not be, empty when it could; its form follows from the name."""
    ending = where.rpartition(".")[2].lower()
    data = {"txt": as_lines, "json": as_json}.get(ending, as_table)(plan)
    file = QSaveFile(where)
    written = file.open(QSaveFile.OpenModeFlag.WriteOnly) and file.write(data) == len(data) and file.commit()
    return "" if written else file.errorString()


def as_lines(plan: Plan) -> bytes:
    """Paths as the file system spells them; one with a line break in it would be two, and is left out."""
    return b"".join(one.path + b"\n" for one in plan.leaving if b"\n" not in one.path)


def as_table(plan: Plan) -> bytes:
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(("group", "leaves", "stays", "bytes", "side_files"))
    for one in plan.leaving:
        beside = [_text(part.path) for part in one.companions]
        table.writerow(
            (one.group, _text(one.path), _text(one.keeper_path), one.bytes_freed, "\n".join(beside))
        )
    return text.getvalue().encode("utf-8", "surrogateescape")


def _text(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")


def as_json(plan: Plan) -> bytes:
    rows = [
        {
            "group": one.group,
            "leaves": words.plain(one.path),
            "stays": words.plain(one.keeper_path),
            "bytes": one.bytes_freed,
            "side_files": [words.plain(part.path) for part in one.companions],
        }
        for one in plan.leaving
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()
