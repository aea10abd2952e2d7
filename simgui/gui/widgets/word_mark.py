"""How near a hit is: four bars and the word, the same in every room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from simgui.gui import messages
from simgui.gui.widgets import theme

BARS = {"identical": 4, "copy": 3, "likely_copy": 2, "similar": 1, "unrelated": 0}
TONES = {
    "identical": "identical",
    "copy": "copy",
    "likely_copy": "likely_copy",
    "similar": "similar",
    "unrelated": "muted",
}


def draw_bars(painter: QPainter, kind: str, left: float, floor: float) -> None:
    """Four bars, 15 px wide in all; how many are filled says the same as the word."""
    colour = theme.color(TONES[kind])
    painter.setPen(Qt.PenStyle.NoPen)
    for number, height in enumerate((3, 6, 9, 12)):
        colour.setAlphaF(1.0 if number < BARS[kind] else 0.28)
        painter.setBrush(colour)
        painter.drawRect(QRectF(left + number * 4, floor - height, 3, height))


class WordMark(QWidget):
    """Bars and the word for how near."""

    def __init__(self) -> None:
        super().__init__()
        self._kind, self._word = "unrelated", ""
        self.setFixedHeight(theme.scaled_px(20))

    def set(self, kind: str) -> None:
        self._kind, self._word = kind, messages.word(kind)
        self.setFixedWidth(QFontMetrics(theme.font(12, 600)).horizontalAdvance(self._word) + 23)
        self.setAccessibleName(self._word)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_bars(painter, self._kind, 2, self.height() / 2 + 5)
        painter.setPen(theme.color(TONES[self._kind]))
        painter.setFont(theme.font(12, 600))
        painter.drawText(self.rect().adjusted(22, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._word)
        painter.end()
