"""A button that opens a menu below itself, and says so by a chevron."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu

from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.button import Button

CHEVRON_PX = 14


class MenuButton(Button):
    def __init__(self, text: str = "", icon: str | None = None, kind: str = "flat") -> None:
        super().__init__(text, icon, kind=kind)
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.clicked.connect(self.open)

    def open(self) -> None:
        """At its right edge where the menu has no room at the left one."""
        size = self.menu.sizeHint()
        left = 0 if self.mapTo(self.window(), QPoint(size.width(), 0)).x() <= self.window().width() else 1
        place = QPoint(left * (self.width() - size.width()), self.height() + 2)
        self.menu.popup(self.mapToGlobal(place))

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(CHEVRON_PX + (6 if self.text() else 4), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        left = self.width() - 9 - CHEVRON_PX if self.text() else (self.width() - CHEVRON_PX) / 2
        place = QRectF(left, (self.height() - CHEVRON_PX) / 2, CHEVRON_PX, CHEVRON_PX)
        colours = theme.tokens()
        icons.draw(painter, "chevron-down", place, colours.muted if self.isEnabled() else colours.edge)
        painter.end()

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        # the words stand at the left, the chevron at the right
        painter.save()
        painter.translate(-(CHEVRON_PX + 6) / 2, 0)
        super()._paint_content(painter, ink)
        painter.restore()
