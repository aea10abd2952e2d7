"""What is done about a root: its folder opened, protected, its rules changed, taken out and put back.

What writes goes through Doing, so that it waits for indexing's own writes without holding the window up, and
nothing that was asked for gets lost behind what is asked for next.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from simgui.core.catalog import Root
from simgui.core.errors import SimguiError
from simgui.core.library import ForgetPlan, Library, RootStatus
from simgui.core.roots import LeftOut
from simgui.gui import messages
from simgui.gui.doing import Doing
from simgui.gui.indexing.running import Running, Wish, short_name
from simgui.gui.indexing.sheets import RemoveSheet, RulesSheet
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.panels import Notice


class RootActs(QObject):
    """`refused`: why not, in a sentence; `failed`: the error; `changed`: the library's figures are others now."""

    refused = Signal(str)
    failed = Signal(object)
    changed = Signal()

    def __init__(
        self, page: QWidget, library: Library, running: Running, doing: Doing, notice: Notice
    ) -> None:
        super().__init__(page)
        self._page, self._library, self._running = page, library, running
        self._doing, self._notice = doing, notice
        self._forgotten: list[ForgetPlan] = []  # of which the notice speaks, as long as it says `_said`
        self._said = ""
        running.opening.said.connect(self.refused)

    def do(self, what: str, root: RootStatus) -> None:
        """`what`: 'open', 'protect', 'left_out' or 'remove'."""
        if what == "open":
            self.open_folder(root.path)
        elif self.may_write():
            {"protect": self._protect, "left_out": self._left_out, "remove": self._remove}[what](root)

    def may_write(self) -> bool:
        """Say who holds the library when it cannot be written."""
        try:
            self._library.lock()
        except SimguiError as error:
            self._on_failed(error)
            return False
        return True

    def _write(
        self, act: Callable[[], Any], then: Callable[[], object] = lambda: None, long: bool = False
    ) -> None:
        def done(_result: object) -> None:
            then()
            self.changed.emit()

        self._doing.do(act, done, self._on_failed, long)

    def _on_failed(self, error: SimguiError) -> None:
        self.failed.emit(error)
        self.changed.emit()

    def start(self, wish: Wish) -> None:
        """Index, or say that it comes next."""
        if not self._running.start(wish):
            name = short_name(wish.paths, self.tr("all roots"))
            self.refused.emit(self.tr("{name} is indexed next.").format(name=name))

    # its folder

    def open_folder(self, folder: bytes) -> None:
        self._running.opening.open(folder)

    # protection and rules

    def _protect(self, root: RootStatus) -> None:
        library = self._library
        self._write(lambda: library.set_protected(root.id, not root.protected))

    def _root(self, root: RootStatus) -> Root | None:
        return next((r for r in self._library.catalog.roots() if r.id == root.id), None)

    def _left_out(self, root: RootStatus) -> None:
        found = self._root(root)
        if found is None:
            return
        sheet = RulesSheet(self._page, self._library, found, self._running.looking)
        sheet.chosen.connect(lambda rules: self._apply_rules(root, rules))
        sheet.open()

    def _apply_rules(self, root: RootStatus, rules: LeftOut) -> None:
        library, found = self._library, self._root(root)
        if found is not None:
            self._write(lambda: library.set_rules(found, rules), lambda: self.start(Wish((root.path,))))

    # taking it out, and putting it back

    def _remove(self, root: RootStatus) -> None:
        if self._running.busy:
            text = self.tr("{name} can be removed when indexing has ended. Cancel that first.")
            self.refused.emit(text.format(name=messages.shown_name(root.path)))
            return
        library, path = self._library, root.path
        self._running.looking.ask(lambda _cancel: library.forget_plan(path), self._show_plan)

    def _show_plan(self, plan: ForgetPlan) -> None:
        sheet = RemoveSheet(self._page, plan)
        sheet.accepted.connect(lambda: self.forget(plan))
        sheet.open()

    def forget(self, plan: ForgetPlan) -> None:
        library = self._library
        self._write(lambda: library.forget(plan), lambda: self._say_forgotten(plan), long=True)

    def _say_forgotten(self, plan: ForgetPlan) -> None:
        """Beside those that the notice in sight speaks of already: each can still be added again."""
        if self._notice.text != self._said:
            self._forgotten = []
        self._forgotten.append(plan)
        plans = tuple(self._forgotten)
        files = messages.files(sum(plan.files - plan.unread for plan in plans))
        if len(plans) == 1:
            button = self.tr("Add it again")
            text = self.tr(
                "{name} was taken out of the library: {files} forgotten. The files stay on the disk."
            )
            text = text.format(name=messages.shown_name(plan.path), files=files)
        else:
            button = self.tr("Add them again")
            text = self.tr(
                "{names} were taken out of the library: {files} forgotten. The files stay on the disk."
            )
            text = text.format(names=messages.listed(messages.shown_name(p.path) for p in plans), files=files)
        again = Button(button, "undo-2", dense=True)
        again.clicked.connect(lambda: self._add_again(plans))
        self._notice.say(text, (again,), "circle-check")
        self._said = self._notice.text

    def _add_again(self, plans: tuple[ForgetPlan, ...]) -> None:
        library = self._library

        def put_back() -> None:
            for plan in plans:
                library.add_again(plan)

        def then() -> None:
            self._notice.clear()
            self.start(Wish(tuple(plan.path for plan in plans)))

        self._write(put_back, then)
