"""A line of the last minutes' rate, small enough to stand beside the figure."""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from simgui.gui import messages
from simgui.gui.widgets import theme

WINDOW_S = 300
HEIGHT_PX = 38


class Sparkline(QWidget):
    """Rates of the last 5 minutes, one a second at most; paler while paused."""

    def __init__(self) -> None:
        super().__init__()
        self.rates: deque[tuple[float, float]] = deque(maxlen=WINDOW_S)
        self._paused = False
        self.setFixedHeight(HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._say()

    def sizeHint(self) -> QSize:
        return QSize(120, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT_PX)

    def clear(self) -> None:
        self.rates.clear()
        self._paused = False
        self._say()
        self.update()

    def add(self, rate: float, now_s: float | None = None) -> None:
        """Taken once a second; what comes between is left out."""
        now_s = time.monotonic() if now_s is None else now_s
        if self.rates and now_s - self.rates[-1][0] < 1.0:
            return
        self.rates.append((now_s, rate))
        while now_s - self.rates[0][0] > WINDOW_S:
            self.rates.popleft()
        self._say()
        self.update()

    def set_paused(self, paused: bool) -> None:
        if paused != self._paused:
            self._paused = paused
            self._say()
            self.update()

    def _say(self) -> None:
        if not self.rates:
            self.setAccessibleName(self.tr("No rate yet"))
            return
        values = [rate for _, rate in self.rates]
        text = self.tr("Rate over the last 5 minutes: {now} images/s now, between {least} and {most}")
        if self._paused:
            text = self.tr("Paused. Rate before: {now} images/s, between {least} and {most}")
        shown = messages.rate
        said = text.format(now=shown(values[-1]), least=shown(min(values)), most=shown(max(values)))
        self.setAccessibleName(said)
        self.setToolTip(said)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, floor = self.width(), self.height() - 0.5
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(QPointF(0, floor), QPointF(width, floor))
        if len(self.rates) > 1:
            self._paint_line(painter, width, floor)
        painter.end()

    def _paint_line(self, painter: QPainter, width: int, floor: float) -> None:
        first_s, last_s = self.rates[0][0], self.rates[-1][0]
        # the whole width from the beginning on, so that the first minute is seen too
        span_s = max(last_s - first_s, 1.0)
        most = max(max(rate for _, rate in self.rates), 1e-6)
        points = [
            QPointF((at_s - first_s) / span_s * width, floor - rate / most * (floor - 3))
            for at_s, rate in self.rates
        ]
        ground = QPolygonF([QPointF(0, floor), *points, QPointF(width, floor)])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("well" if self._paused else "accent_soft"))
        painter.drawPolygon(ground)
        pen = QPen(theme.color("muted" if self._paused else "accent"), 1.5)
        if self._paused:
            pen.setStyle(Qt.PenStyle.DotLine)  # not by colour alone
        painter.setPen(pen)
        painter.drawPolyline(points)
