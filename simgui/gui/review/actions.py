"""The actions of the page with their words and keys; what each does, the page says."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from simgui.gui.keys import Keys

# called by this name so that Qt's tools find the texts
translate = QCoreApplication.translate
# what can be done with the image in hand
IN_MENU = ("keep", "both", "turn", "not_duplicate", "related", "compare", "folder", "copy_path")
# those that decide something: off while the library is read only
DECISIONS = ("accept", "keep", "both", "not_duplicate", "related", "turn", "accept_all")


def make_actions(page: QWidget, keys: Keys, acts: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """`acts`: what each name does."""
    named = (
        (
            "accept",
            translate("review", "Accept"),
            ("Return", "Enter"),
            translate("review", "Accept as it stands, and go on"),
        ),
        (
            "keep",
            translate("review", "Keep this"),
            "K",
            translate("review", "This one stays, the others leave"),
        ),
        ("both", translate("review", "Keep both"), "B", translate("review", "The keeper and this one stay")),
        (
            "not_duplicate",
            translate("review", "Not duplicates"),
            "N",
            translate("review", "They will not be shown together again"),
        ),
        (
            "related",
            translate("review", "Related"),
            "R",
            translate("review", "They belong together, and none of them leaves"),
        ),
        ("skip", translate("review", "Skip"), "S", translate("review", "Go on without deciding")),
        (
            "compare",
            translate("review", "Compare"),
            "C",
            translate("review", "Compare this one with the keeper"),
        ),
        (
            "turn",
            translate("review", "Leave or stay"),
            "X",
            translate("review", "This one leaves, or stays after all"),
        ),
        (
            "accept_all",
            translate("review", "Accept all beyond doubt…"),
            "A",
            translate("review", "Look at all groups that are beyond doubt, and accept them at once"),
        ),
        (
            "plan",
            translate("review", "Plan…"),
            "P",
            translate("review", "Look at what would leave, and start it"),
        ),
        (
            "list",
            translate("review", "List of groups"),
            "L",
            translate("review", "Show the list of groups, or hide it"),
        ),
        (
            "next_open",
            translate("review", "Next undecided"),
            "U",
            translate("review", "Go to the next undecided group"),
        ),
        (
            "fresh",
            translate("review", "New groups"),
            "O",
            translate("review", "Show the groups that were found meanwhile"),
        ),
        ("folder", translate("review", "Folder"), "F", translate("review", "Open the folder that holds it")),
        ("copy_path", translate("review", "Copy path"), "Ctrl+C", ""),
    )
    made = {
        name: keys.action(page, "review", name, text, key, acts[name], tip) for name, text, key, tip in named
    }
    for name in (*DECISIONS, "skip"):
        made[name].setAutoRepeat(False)  # a key that is held down decides once
    keys.fixed("review", "image", translate("review", "Another image"), ("Left", "Right"))
    keys.fixed("review", "group", translate("review", "Another group"), ("Up", "Down"))
    return made
