"""A key with what it does, for the foot of a page or a sheet; a click does the same."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QFontMetrics, QKeySequence, QPainter

from simgui.gui.widgets import keycap, theme
from simgui.gui.widgets.button import Button

PAD_PX = 7


class KeyHint(Button):
    """The key, then what it does."""

    def __init__(
        self, action: QAction | None, text: str, strong: bool = False, fixed: Sequence[str] = ()
    ) -> None:
        """action: what a click does, its key is shown; None: whoever makes it says, `fixed` are its keys."""
        super().__init__(text, kind="flat", dense=True)
        self._action, self._strong = action, strong
        self._caps = list(fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard to the page
        if action is not None:
            action.changed.connect(self._look)
            self.clicked.connect(action.trigger)
        self._look()

    def _look(self) -> None:
        if self._action is not None:
            cap = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            self._caps = [{"Return": "Enter"}.get(cap, cap)] if cap else []
            self.setEnabled(self._action.isEnabled())
            self.setToolTip(self._action.toolTip())
        self.setAccessibleName(f"{self.text()} {' '.join(self._caps)}".strip())
        self.updateGeometry()
        self.update()

    def _text_font(self) -> QFont:
        return theme.font(13, 600 if self._strong else 500)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self._text_font()).horizontalAdvance(self.text())
        keys = sum(keycap.width(cap) + 4 for cap in self._caps)
        return QSize(2 * PAD_PX + keys + 4 + words, max(28, theme.scaled_px(28)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        left, middle = float(PAD_PX), self.height() / 2
        for cap in self._caps:
            right = left + keycap.width(cap)
            keycap.paint(painter, cap, right, middle, "" if self.isEnabled() else ink)
            left = right + 4
        painter.setFont(self._text_font())
        painter.setPen(QColor(ink))
        metrics = painter.fontMetrics()
        base = middle + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(left + 4, base), self.text())
