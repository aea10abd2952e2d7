"""A switch with its words and its key, as the design has it: what it says holds while the knob is at the right."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from simgui.gui.widgets import keycap, theme

TRACK = QSize(32, 18)
GAP = 8


class Switch(QAbstractButton):
    """Follows a checkable action; to those who hear the window it is a checkbox."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self._key = ""
        self._action = action
        self.setCheckable(True)
        self.setText(action.text())
        self.setAccessibleName(action.text())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        action.changed.connect(self._follow)
        self.clicked.connect(action.trigger)
        self._follow()

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.setChecked(self._action.isChecked())
        self._key = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(self._action.toolTip())
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # as our buttons do; Qt takes Space only
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(200, max(28, theme.scaled_px(28)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        track = QRectF(self.width() - TRACK.width() - 1, middle - TRACK.height() / 2, *TRACK.toTuple())
        right = track.left() - GAP
        if self._key:
            right = keycap.paint(painter, self._key, right, middle)
        right -= GAP
        painter.setFont(theme.font(13))
        if painter.fontMetrics().horizontalAdvance(self.text()) > right:
            painter.setFont(theme.font(12))
        painter.setPen(QColor(t.text if self.isEnabled() else t.muted))
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, round(right))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(0, 0, right, self.height()), flags, text)
        self._paint_track(painter, track)
        painter.end()

    def _paint_track(self, painter: QPainter, track: QRectF) -> None:
        t = theme.tokens()
        on = self.isChecked()
        ground = (t.accent if self.isEnabled() else t.edge) if on else t.surface
        painter.setPen(QPen(QColor(ground if on else t.edge), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), 8.5, 8.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.on_accent if on else t.edge))
        painter.drawEllipse(QPointF(track.right() - 9 if on else track.left() + 9, track.center().y()), 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.focus), 2))
            painter.drawRoundedRect(track.adjusted(-3, -3, 0, 3), 11, 11)
