"""Words in place of the groups: none yet, none within the slider, all decided."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from simgui.core.errors import SimguiError
from simgui.gui import messages
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.panels import StateView


class States(QObject):
    show_all = Signal()
    back = Signal()

    def __init__(self, actions: Mapping[str, QAction], keys: Mapping[str, QAction], parent: QObject) -> None:
        """actions: the window's; keys: the page's."""
        super().__init__(parent)
        self._actions, self._keys = actions, keys
        self.view = StateView()

    def first_button(self) -> Button | None:
        """That can take the keyboard."""
        return next((b for b in self.view.findChildren(Button) if b.isVisible() and b.isEnabled()), None)

    def say_looking(self) -> None:
        self.view.say("loader-circle", self.tr("Looking for groups…"))

    def say_none(self, within: float, narrowed: bool, finding: bool, has_folders: bool) -> None:
        """narrowed: by the filter; finding: some may still come."""
        if not has_folders:
            add = Button.of(self._actions["add_folder"], "folder-plus", kind="primary")
            text = self.tr("No folders yet. Add one, or drop it anywhere on the window.")
            self.view.say("hard-drive", text, buttons=(add,))
        elif finding:
            text = self.tr("Finding duplicates. Groups are shown as soon as they are found.")
            self.view.say("loader-circle", text)
        elif narrowed:
            every = Button(self.tr("Show all groups"), "funnel")
            every.clicked.connect(self.show_all)
            text = self.tr("No groups of this kind within {within}.")
            self.view.say("funnel", text.format(within=messages.decimal(within, 2)), buttons=(every,))
        else:
            text = self.tr("No groups within {within}. Move the slider right to see looser ones.")
            self.view.say("layers", text.format(within=messages.decimal(within, 2)))

    def say_done(self, groups: int) -> None:
        text = self.tr("All {n} groups are decided. Next: look at the plan.")
        if groups == 1:
            text = self.tr("The one group is decided. Next: look at the plan.")
        plan = Button.of(self._keys["plan"], "list-checks", kind="primary")
        back = Button(self.tr("Back to the groups"), "layers")
        back.clicked.connect(self.back)
        self.view.say("circle-check", text.format(n=messages.number(groups)), "", (plan, back), "keep")

    def say_failed(self, error: SimguiError) -> None:
        again = Button.of(self._actions["index_again"], "rotate-cw")
        self.view.say("triangle-alert", messages.say_error(error), "", (again,), "warning")
