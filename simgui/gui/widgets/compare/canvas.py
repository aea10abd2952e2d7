"""One pane: a picture, or both on each other, with the changed regions; moved by hand, wheel and arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.compare.scene import Scene, View

PAN_PX = 60
DIVIDER_STEP = 0.02
GRIP_PX = 16  # so near to the divider it is taken by the mouse
NOTCH = 120  # what Qt counts for one step of a wheel
ARROWS = {
    Qt.Key.Key_Left: QPointF(1, 0),
    Qt.Key.Key_Right: QPointF(-1, 0),
    Qt.Key.Key_Up: QPointF(0, 1),
    Qt.Key.Key_Down: QPointF(0, -1),
}


class Canvas(QWidget):
    """shows: 'a', 'b', 'slider' (A at the left of the divider, B at the right) or 'difference'.

    `focused`: it has got the keyboard, by a click or by Tab.
    """

    focused = Signal()

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view
        self._scene: Scene | None = None
        self.shows = "a"
        self.words = ""  # in place of a picture
        self.divider = 0.5
        self.regions_shown = True
        self.current = -1  # the region in hand
        self._pressed: QPointF | None = None
        self._divides = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(120, 90)
        view.changed.connect(self.update)

    def show_scene(self, scene: Scene | None) -> None:
        self._scene = scene
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._view.set_size(self.size())

    # by hand

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = ARROWS.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        elif self.shows == "slider" and way.x():
            self._divide(self.divider - way.x() * DIVIDER_STEP)
        else:
            self._view.pan(way * PAN_PX)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._view.zoom(event.angleDelta().y() / NOTCH, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed = event.position()
        self._divides = self._on_divider(event.position())
        self._show_cursor(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and self._divides:
            self._divide(event.position().x() / max(self.width(), 1))
        elif self._pressed is not None:
            self._view.pan(event.position() - self._pressed)
            self._pressed = event.position()
        self._show_cursor(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed, self._divides = None, False
        self._show_cursor(event.position())

    def _on_divider(self, place: QPointF) -> bool:
        return self.shows == "slider" and abs(place.x() - self.divider * self.width()) <= GRIP_PX

    def _show_cursor(self, place: QPointF) -> None:
        shape = Qt.CursorShape.OpenHandCursor if self._pressed is None else Qt.CursorShape.ClosedHandCursor
        if self._divides or self._on_divider(place):
            shape = Qt.CursorShape.SplitHCursor
        self.setCursor(shape)

    def _divide(self, divider: float) -> None:
        self.divider = min(max(divider, 0.0), 1.0)
        self.update()

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.fillPath(shape, theme.color("well"))
        painter.setClipPath(shape)
        if self.words or self._scene is None or not self._has_picture(self._scene):
            self._paint_words(painter)
        else:
            self._paint_pictures(painter, self._scene)
            self._paint_marks(painter, self._scene)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 8, 8)
        painter.end()

    def _has_picture(self, scene: Scene) -> bool:
        return {
            "a": bool(scene.a),
            "b": bool(scene.b),
            "slider": bool(scene.a) and bool(scene.b),
            "difference": scene.difference is not None,
        }[self.shows]

    def _paint_words(self, painter: QPainter) -> None:
        middle = QRectF(self.rect()).center()
        icon = QRectF(0, 0, 28, 28)
        icon.moveCenter(middle)
        icons.draw(painter, "image-off" if self.words else "image", icon, theme.tokens().edge)
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font(13))
        below = QRectF(self.rect()).adjusted(24, middle.y() + 22, -24, 0)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(below, flags, self.words)

    def _paint_pictures(self, painter: QPainter, scene: Scene) -> None:
        scale = self._view.scale * self.devicePixelRatioF()
        line = self.divider * self.width()
        painter.save()
        if self.shows == "difference" and scene.difference is not None:
            painter.setTransform(self._view.transform(), True)
            painter.drawPixmap(scene.frame, scene.difference, QRectF(scene.difference.rect()))
            painter.restore()
            return
        if self.shows in ("a", "slider"):
            painter.save()
            if self.shows == "slider":
                left = QRectF(0, 0, line, self.height())
                painter.setClipRect(left, Qt.ClipOperation.IntersectClip)
            painter.setTransform(self._view.transform(), True)
            scene.a.paint(painter, scene.a_place, scale)
            painter.restore()
        if self.shows in ("b", "slider"):
            if self.shows == "slider":
                right = QRectF(line, 0, self.width() - line, self.height())
                painter.setClipRect(right, Qt.ClipOperation.IntersectClip)
            painter.setTransform(self._view.transform(), True)
            scene.b.paint(painter, scene.b_place, scale)
        painter.restore()

    def _paint_marks(self, painter: QPainter, scene: Scene) -> None:
        to_pane = self._view.transform()
        if self.shows == "a" and scene.framed and scene.aligned and scene.b:
            self._paint_outline(painter, to_pane.map(scene.b_outline))
        if self.regions_shown and scene.aligned:
            for number, region in enumerate(scene.regions):
                place = to_pane.mapRect(scene.place(region))
                if place.intersects(QRectF(self.rect())):
                    paint_region(painter, place, number + 1, number == self.current)
        if self.shows == "slider":
            self._paint_divider(painter)

    @staticmethod
    def _paint_outline(painter: QPainter, outline: QPolygonF) -> None:
        """Dark under white dashes: seen on any picture."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("badge"), 1.5))
        painter.drawPolygon(outline)
        dashes = QPen(theme.color("on_badge"), 1.5)
        dashes.setDashPattern([4, 4])
        painter.setPen(dashes)
        painter.drawPolygon(outline)

    def _paint_divider(self, painter: QPainter) -> None:
        x = round(self.divider * self.width())
        painter.fillRect(QRectF(x - 2, 0, 4, self.height()), theme.color("badge"))
        painter.fillRect(QRectF(x - 1, 0, 2, self.height()), theme.color("on_badge"))
        grip = QRectF(x - 14, self.height() / 2 - 14, 28, 28)
        painter.setPen(QPen(theme.color("on_badge"), 1.5))
        painter.setBrush(theme.color("badge"))
        painter.drawEllipse(grip)
        icons.draw(painter, "move-horizontal", grip.adjusted(6, 6, -6, -6), theme.tokens().on_badge)


def paint_region(painter: QPainter, place: QRectF, number: int, current: bool) -> None:
    """2 px with a line of white outside, and its number above it, or in it where there is no room above."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("around_region"), 1))
    painter.drawRect(place.adjusted(-1.5, -1.5, 1.5, 1.5))
    painter.setPen(QPen(theme.color("region"), 3 if current else 2))
    painter.drawRect(place)
    badge = QRectF(place.left() - 1, place.top() - 21, 18, 18)
    if badge.top() < 1:
        badge.moveTop(max(place.top() + 2, 1))
    if badge.left() < 1:
        badge.moveLeft(1)
    paint_number(painter, badge, number)


def paint_number(painter: QPainter, badge: QRectF, number: int) -> None:
    painter.setPen(QPen(theme.color("around_region"), 1))
    painter.setBrush(theme.color("region"))
    painter.drawRoundedRect(badge, 3, 3)
    painter.setFont(theme.font(11, 600))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(number))
