"""The foot of the sheet: keys with their words at the left, and what can be done at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from simgui.gui.widgets.button import Button


class Foot(QWidget):
    """Hints and buttons in one line; where there is no room the hints go, for their keys work all the same."""

    def __init__(self, hints: Sequence[Button], buttons: Sequence[Button]) -> None:
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
