"""Grounds on which a room puts its things: a panel, a banner, a notice, and a state in words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import IconLabel, announce, label

NARROWEST_TEXT, WIDEST_TEXT = 280, 620


class Panel(QFrame):
    """A card of the page: surface, one line around it, radius 8."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")


def scrolled(inside: QWidget) -> QScrollArea:
    """As wide as it is given room, and scrolled where it is higher. What is inside has the keyboard."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


class Notice(QFrame):
    """One sentence that stands in sight until what it says is over, with what can be done about it."""

    def __init__(self, name: str = "notice", icon: str = "triangle-alert") -> None:
        super().__init__()
        self.setObjectName(name)
        self._icon = IconLabel(icon, "warning", 16)
        self._label = label("", 13, wrap=True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QHBoxLayout()
        words.setSpacing(10)
        words.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        words.addWidget(self._label, 1)
        self._row = QHBoxLayout()
        self._row.setSpacing(10)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(14, 7, 14, 7)
        self._both.setSpacing(10)
        self._both.addLayout(words, 1)
        self._both.addLayout(self._row)
        self.buttons: list[Button] = []
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text() if not self.isHidden() else ""

    def say(self, text: str, buttons: Sequence[Button] = (), icon: str = "triangle-alert") -> None:
        for old in self.buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = list(buttons)
        for button in buttons:
            self._row.addWidget(button)
        self._icon.set(icon, "warning")
        self._label.setText(text)
        self._place_buttons()
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        announce(self, text)

    def clear(self) -> None:
        self.say("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

    def _place_buttons(self) -> None:
        """Beside the sentence; below it where they would leave it less than half of the width."""
        below = sum(button.sizeHint().width() + 10 for button in self.buttons) > self.width() / 2
        direction = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if self._both.direction() != direction:
            self._both.setDirection(direction)
            self._row.setAlignment(Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag(0))
            self._row.setContentsMargins(26 if below else 0, 0, 0, 0)


class StateView(QWidget):
    """What is the matter, in the middle of an empty place, and what to do next."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("image", "muted", 40)
        self._title = label("", 15, 500, wrap=True)
        self._detail = label("", 13, tone="muted", wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 24, 40, 24)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for text in (self._title, self._detail):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setMaximumWidth(WIDEST_TEXT)
            text.setMinimumWidth(NARROWEST_TEXT)
            row = QHBoxLayout()
            row.addStretch()
            row.addWidget(text, 10)
            row.addStretch()
            column.addLayout(row)
        column.addSpacing(4)
        centred = QHBoxLayout()
        centred.addStretch()
        centred.addLayout(self._buttons)
        centred.addStretch()
        column.addLayout(centred)
        column.addStretch(3)

    @property
    def text(self) -> str:
        return self._title.text()

    def say(
        self, icon: str, title: str, detail: str = "", buttons: Sequence[Button] = (), colour: str = "muted"
    ) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for button in buttons:
            self._buttons.addWidget(button)
        self._icon.set(icon, colour)
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._balance()
        self.setAccessibleName(title)
        announce(self, title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._balance()

    def _balance(self) -> None:
        """Lines of about the same length: none of one word, or of the last letter of a Japanese sentence."""
        widest = max(min(WIDEST_TEXT, self.width() - 80), NARROWEST_TEXT)
        for text in (self._title, self._detail):

            def height(width: int, text: QLabel = text) -> int:
                flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
                return text.fontMetrics().boundingRect(QRect(0, 0, width, 9999), flags, text.text()).height()

            wanted = height(widest)
            widths = range(NARROWEST_TEXT, widest)
            text.setMaximumWidth(
                NARROWEST_TEXT + bisect_left(widths, True, key=lambda w: height(w) <= wanted)
            )


class DropFrame(QWidget):
    """A dashed frame around what waits for a drop."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("edge"), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        painter.end()
