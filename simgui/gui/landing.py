"""A window on which things can be dropped anywhere: what hangs over it is told by an overlay."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow

from simgui.gui import incoming
from simgui.gui.widgets.drop_overlay import DropOverlay


class Landing(QMainWindow):
    """`hovering`: pictures hang over it; `left_again`: they were taken away. `landed`: what was let go, and when."""

    hovering = Signal(object)
    left_again = Signal()
    landed = Signal(object, float)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.overlay = DropOverlay(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is None:  # a hit on its way out of the grid is not covered
            found = incoming.look(event.mimeData())
            self.overlay.show_for(found)
            self.hovering.emit(found.pictures)
        self._accept(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._accept(event)

    @staticmethod
    def _accept(event: QDropEvent) -> None:
        # never a move: whoever drags must not take the picture away afterwards
        event.setDropAction(Qt.DropAction.CopyAction)
        # our own hit that comes back does nothing
        event.setAccepted(event.source() is None)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.overlay.hide()
        self.left_again.emit()

    def dropEvent(self, event: QDropEvent) -> None:
        began_s = time.perf_counter()
        self.overlay.hide()
        self._accept(event)
        if not event.isAccepted():
            return
        found = incoming.take(event.mimeData(), self.tr("Dropped picture"))
        self.activateWindow()  # the keys belong to what was just dropped, not to where it came from
        self.landed.emit(found, began_s)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.overlay.setGeometry(self.rect())
