"""The actions of the page with their words and keys; what each does, the page says."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from simgui.gui.keys import Keys

# called by this name so that Qt's tools find the texts
translate = QCoreApplication.translate


def make_actions(page: QWidget, keys: Keys, acts: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """`acts`: what each name does."""
    named = (
        (
            "compare",
            translate("SearchPage", "Compare"),
            "C",
            translate("SearchPage", "Compare this hit with the query"),
        ),
        ("duplicate", translate("SearchPage", "Duplicate"), "D", ""),
        ("not_duplicate", translate("SearchPage", "Not duplicate"), "N", ""),
        ("related", translate("SearchPage", "Related"), "R", ""),
        ("keep", translate("SearchPage", "Keep"), "K", ""),
        (
            "clear",
            translate("SearchPage", "Clear"),
            "Backspace",
            translate("SearchPage", "Clear what was decided"),
        ),
        (
            "from_here",
            translate("SearchPage", "From here"),
            "Q",
            translate("SearchPage", "Search from this hit"),
        ),
        (
            "folder",
            translate("SearchPage", "Folder"),
            "F",
            translate("SearchPage", "Open the folder that holds it"),
        ),
        ("copy_path", translate("SearchPage", "Copy path"), "Ctrl+C", ""),
        (
            "copy_picture",
            translate("SearchPage", "Copy picture"),
            "Ctrl+Shift+C",
            translate("SearchPage", "Copy the picture itself"),
        ),
        (
            "hide_decided",
            translate("SearchPage", "Hide decided"),
            "H",
            translate("SearchPage", "Hide the hits that are decided, or show them again"),
        ),
        (
            "new_order",
            translate("SearchPage", "New order"),
            "O",
            translate(
                "SearchPage", "Show the order that looking closer has found, or that of distance again"
            ),
        ),
        (
            "turned",
            translate("SearchPage", "Also turned and mirrored"),
            "T",
            translate("SearchPage", "Also find what is turned, mirrored or only a part, when looking closer"),
        ),
    )
    made = {
        name: keys.action(page, "search", name, text, key, acts[name], tip) for name, text, key, tip in named
    }
    made["turned"].setCheckable(True)
    made["turned"].setChecked(True)
    return made
