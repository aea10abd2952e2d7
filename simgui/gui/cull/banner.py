"""Above the pages: a cull that was interrupted, to be finished or put back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from simgui.core.errors import SimguiError
from simgui.core.interrupted import Interrupted, interrupted
from simgui.core.library import Library
from simgui.gui import messages
from simgui.gui.cull.culls import Culls
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.panels import Notice


class InterruptedBanner(Notice):
    """Looked for at the start and after each run: it stands until the cull is settled. `settling`: its buttons go."""

    settling = Signal()

    def __init__(self, library: Library, culls: Culls) -> None:
        super().__init__("banner")
        self._library, self._culls = library, culls
        culls.changed.connect(self.look)

    def look(self) -> None:
        if self._culls.busy:
            return
        try:
            found = interrupted(self._library)
        except SimguiError:
            found = None  # whatever is the matter with the catalogue is said by all others
        if found is None:
            self.clear()
            return
        back = Button(self.tr("Put back"), "undo-2", dense=True)
        back.clicked.connect(lambda: self._settle(self._culls.put_back))
        go_on = Button(self._go_on(found), "play", dense=True)
        go_on.clicked.connect(lambda: self._settle(self._culls.finish))
        self.say(self._sentence(found), (back, go_on) if found.restoring else (go_on, back))

    def _go_on(self, found: Interrupted) -> str:
        return self.tr("Leave the rest away") if found.restoring else self.tr("Finish")

    def _sentence(self, found: Interrupted) -> str:
        if found.restoring:
            text = self.tr(
                "simgui was closed while a cull was taken back. {n} of {total} files are still away."
            )
        else:
            text = self.tr("simgui was closed during a cull. {n} of {total} files have moved.")
        return text.format(n=messages.number(found.moved), total=messages.number(found.planned))

    def _settle(self, act: Callable[[], None]) -> None:
        self.settling.emit()
        for button in self.buttons:
            button.setEnabled(False)
        act()
