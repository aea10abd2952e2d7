"""Small things that show words: labels of the design's sizes, a path elided in the middle, a spinner."""

from __future__ import annotations

from PySide6 import QtGui
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from simgui.gui.widgets import icons, theme


def label(text: str = "", size_px: int = 13, weight: int = 400, tone: str = "", wrap: bool = False) -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.font(size_px, weight, figures=True))
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    return made


def announce(widget: QWidget, text: str) -> None:
    """Tell those who hear the window what changed (Qt >= 6.8)."""
    if text and hasattr(QtGui, "QAccessibleAnnouncementEvent"):
        QtGui.QAccessible.updateAccessibility(QtGui.QAccessibleAnnouncementEvent(widget, text))


def rule() -> QFrame:
    made = QFrame()
    made.setObjectName("rule")
    made.setFixedHeight(1)
    return made


class ElidedLabel(QLabel):
    """One line that gives up its middle when there is no room; the whole stands in the tooltip."""

    def __init__(
        self,
        size_px: int = 13,
        weight: int = 400,
        tone: str = "",
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
    ) -> None:
        super().__init__()
        self._whole, self._mode = "", elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(size_px, weight, figures=True))
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self._elide()

    @property
    def whole(self) -> str:
        return self._whole

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 1, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.fontMetrics().height())

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._elide()

    def _elide(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, self._mode, self.width()))


class IconLabel(QWidget):
    """An icon in a colour of the scheme; 'loader-circle' turns, once a second, while it is seen.

    With motion reduced it is an hourglass.
    """

    def __init__(self, name: str, colour: str = "muted", size_px: int = 15) -> None:
        super().__init__()
        self._name, self._colour, self._turn = name, colour, 0
        self.setFixedSize(size_px, size_px)
        self._timer = QTimer(self, interval=60)
        self._timer.timeout.connect(self._on_tick)

    def set(self, name: str, colour: str) -> None:
        self._name, self._colour = name, colour
        self._run()
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _run(self) -> None:
        if self._name == "loader-circle" and self.isVisible() and not theme.still():
            self._timer.start()
        else:
            self._timer.stop()

    def _on_tick(self) -> None:
        self._turn = (self._turn + 22) % 360
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name = self._name
        if name == "loader-circle" and theme.still():
            name = "hourglass"
        elif name == "loader-circle":
            painter.translate(self.width() / 2, self.height() / 2)
            painter.rotate(self._turn)
            painter.translate(-self.width() / 2, -self.height() / 2)
        icons.draw(painter, name, QRectF(self.rect()), getattr(theme.tokens(), self._colour))
        painter.end()


class Chip(QWidget):
    """Icon and words on a soft ground of their own colour, as 'Identical to 3 files in the library'."""

    def __init__(self, icon: str, colour: str) -> None:
        super().__init__()
        self._colour = colour
        self._label = ElidedLabel(12, 500, colour, Qt.TextElideMode.ElideRight)
        self._label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 9, 3)
        row.setSpacing(6)
        row.addWidget(IconLabel(icon, colour, 14))
        row.addWidget(self._label)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        return self._label.whole

    def set_text(self, text: str) -> None:
        self._label.set_text(text)
        self.setAccessibleName(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{self._colour}_soft"))
        painter.drawRoundedRect(self.rect(), 4, 4)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()
