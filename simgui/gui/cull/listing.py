"""A plan as a file: what leaves, and for what, as a table, as lines or for programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from simgui import words
from simgui.gui.widgets import saving

if TYPE_CHECKING:
    from simgui.core.cull_plan import Plan

translate = QCoreApplication.translate


def ask_where(parent: QWidget) -> str:
    """Where the list goes; the dialog asks before a file that exists is taken. Empty: not at all."""
    endings = {
        translate("cull", "Table: what leaves, and for what (*.csv)"): "csv",
        translate("cull", "One path a line (*.txt)"): "txt",
        translate("cull", "For programs (*.json)"): "json",
    }
    return saving.ask_where(
        parent, translate("cull", "Write as list"), translate("cull", "leaves.csv"), endings
    )


def write(where: str, plan: Plan) -> str:
    """Whole or not at all. Returns why it could not be, empty when it could; its form follows from the name."""
    ending = where.rpartition(".")[2].lower()
    return saving.write_whole(where, {"txt": as_lines, "json": as_json}.get(ending, as_table)(plan))


def as_lines(plan: Plan) -> bytes:
    from simgui.core import export  # loads OpenCV, which the window starts without

    return export.lines([one.path for one in plan.leaving])


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
