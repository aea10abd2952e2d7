"""The foot of the sheet: keys with their words at the left, and what can be done at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from simgui.gui.widgets import keycap, theme
from simgui.gui.widgets.button import Button


class KeyHint(QAbstractButton):
    """A key and what it does; a click does the same."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__()
        self._key = key
        self.setText(text)
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        # by the keyboard there is the key itself
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        text = QFontMetrics(theme.font(13)).horizontalAdvance(self.text())
        return QSize(keycap.width(self._key) + 7 + text + 9, max(28, theme.scaled_px(28)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self.underMouse() and self.isEnabled()
        if over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("line"))
            painter.drawRoundedRect(self.rect(), 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 5, 5)
        middle, width = self.height() / 2, keycap.width(self._key)
        keycap.paint(painter, self._key, 3 + width, middle)
        painter.setFont(theme.font(13))
        painter.setPen(theme.color("text" if self.isEnabled() else "edge"))
        metrics = painter.fontMetrics()
        floor = middle + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(width + 10, floor), self.text())
        painter.end()


class Foot(QWidget):
    """Hints and buttons in one line; where there is no room the hints go, for their keys work all the same."""

    def __init__(self, hints: Sequence[QAbstractButton], buttons: Sequence[Button]) -> None:
        super().__init__()
        self._hints, self._buttons = QWidget(), QWidget()
        for holder, inside, gap in ((self._hints, hints, 14), (self._buttons, buttons, 10)):
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(gap)
            for widget in inside:
                row.addWidget(widget)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(8)
        self._both.addWidget(self._hints)
        self._both.addStretch(1)
        self._both.addWidget(self._buttons)

    def arrange(self) -> None:
        """Beside each other; else above each other, each at its own side."""
        wanted = self._hints.sizeHint().width() + self._buttons.sizeHint().width() + 16
        below = wanted > self.width()
        direction = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if self._both.direction() != direction:
            self._both.setDirection(direction)
            left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
            self._both.setAlignment(self._hints, left if below else Qt.AlignmentFlag(0))
            self._both.setAlignment(self._buttons, right if below else Qt.AlignmentFlag(0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
