"""The page's two sides and the grip between them, by mouse or with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from simgui.gui.search.head import GRIP
from simgui.gui.search.panels import LEAST, MOST, usual_width
from simgui.gui.widgets import theme

STEP_PX = 16


class Grip(QSplitterHandle):
    """Left and Right move it, Home and End go as far as it goes; a double click puts it where it is by itself."""

    moved = Signal(int)
    released = Signal()

    def __init__(self, splitter: QSplitter) -> None:
        super().__init__(Qt.Orientation.Horizontal, splitter)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(self.tr("Width of the query panel"))
        self.setToolTip(self.tr("Drag, or press Left and Right, to make the query panel wider or narrower"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -STEP_PX,
            Qt.Key.Key_Right: STEP_PX,
            Qt.Key.Key_Home: -MOST,
            Qt.Key.Key_End: MOST,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)

    def mouseDoubleClickEvent(self, _event: object) -> None:
        self.released.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        # at rest the panel's own line is all there is to see
        if not (self.hasFocus() or self.underMouse()):
            return
        painter = QPainter(self)
        tone = "focus" if self.hasFocus() else "edge"
        painter.fillRect(QRectF(0, 0, 3, self.height()), theme.color(tone))
        painter.end()


class Split(QSplitter):
    """The panel's width suits the page until the person chooses one, which then stays."""

    def __init__(self, panel: QWidget, results: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._chosen_px: int | None = None
        self._grips: list[Grip] = []
        self.setHandleWidth(GRIP)
        self.setChildrenCollapsible(False)
        self.addWidget(panel)
        self.addWidget(results)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(self._on_moved)

    def createHandle(self) -> QSplitterHandle:
        grip = Grip(self)
        grip.moved.connect(self._on_step)
        grip.released.connect(lambda: self.set_panel_width(None))
        self._grips.append(grip)  # kept from Python's collector
        return grip

    def panel_width(self) -> int | None:
        """What the person chose; None: nothing yet."""
        return self._chosen_px

    def set_panel_width(self, width: int | None) -> None:
        self._chosen_px = width
        self._fit()

    def _on_moved(self, position: int, _number: int) -> None:
        self._chosen_px = position

    def _on_step(self, step: int) -> None:
        self.set_panel_width(self._within(self.sizes()[0] + step))

    def _within(self, width: int) -> int:
        # the grid keeps the larger part
        return min(max(width, LEAST), max(min(MOST, self.width() * 2 // 5), LEAST))

    def _fit(self) -> None:
        width = usual_width(self.width()) if self._chosen_px is None else self._chosen_px
        width = self._within(width)
        self.setSizes([width, max(self.width() - GRIP - width, 1)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
