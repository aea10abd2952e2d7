"""A key as it stands at the right of buttons and switches."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from simgui.gui.widgets import theme

HEIGHT = 18


def width(key: str) -> int:
    return max(QFontMetrics(theme.font(11)).horizontalAdvance(key) + 7, HEIGHT)


def paint(painter: QPainter, key: str, right: float, middle: float, ink: str = "") -> float:
    """Ends at `right`; returns where it begins. ink: of outline and letters, in place of the usual greys."""
    rect = QRectF(right - width(key), middle - HEIGHT / 2, width(key), HEIGHT)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor(ink or theme.tokens().edge))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setFont(theme.font(11))
    painter.setPen(QColor(ink or theme.tokens().muted))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key)
    return rect.left()
