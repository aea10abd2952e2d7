"""What the panes show, in pixels of A, and which part of it is in sight: shared, so that all move in step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap, QPolygonF, QTransform

if TYPE_CHECKING:
    from simgui.core.edits import Region

LETTERS = "ABCD"  # so many pictures have room beside each other; the others are compared with A
LEAST, MOST = 0.01, 32.0
STEP = 1.25
EDGE = 6  # for the focus ring
ROOM = 0.35  # so much around a region is shown with it


class Levels:
    """A picture in several sizes; what is painted is the smallest that loses nothing."""

    def __init__(self, images: Sequence[QImage]) -> None:
        self._pixmaps = [QPixmap.fromImage(image) for image in images]

    def __bool__(self) -> bool:
        return bool(self._pixmaps)

    def fitting(self, width: float) -> QPixmap:
        """`width`: so many pixels of the screen."""
        return next((p for p in reversed(self._pixmaps) if p.width() >= width), self._pixmaps[0])

    def paint(self, painter: QPainter, place: QTransform, scale: float) -> None:
        """`place`: from the unit square to the scene; `scale`: pixels of the screen for one of the scene."""
        corner, across = place.map(QPointF(0, 0)), place.map(QPointF(1, 0))
        pixmap = self.fitting(math.hypot(across.x() - corner.x(), across.y() - corner.y()) * scale)
        unit = QTransform.fromScale(1 / pixmap.width(), 1 / pixmap.height())
        painter.save()
        painter.setTransform(unit * place, True)
        painter.drawPixmap(0, 0, pixmap)
        painter.restore()


@dataclass(frozen=True)
class Scene:
    """frame: A, in its own pixels. b_place: from B's unit square to it. aligned: B lies where it belongs.

    framed: one of them shows more than the other, so that B's edge says something.
    """

    a: Levels
    b: Levels
    frame: QRectF
    b_place: QTransform
    aligned: bool
    regions: tuple[Region, ...] = ()
    difference: QPixmap | None = None
    framed: bool = False

    @property
    def a_place(self) -> QTransform:
        return QTransform.fromScale(self.frame.width(), self.frame.height())

    @property
    def b_outline(self) -> QPolygonF:
        return self.b_place.map(QPolygonF([QPointF(0, 0), QPointF(1, 0), QPointF(1, 1), QPointF(0, 1)]))

    @property
    def bounds(self) -> QRectF:
        """Both, but for a B that reaches very far."""
        whole = self.frame
        wide = whole.adjusted(-whole.width(), -whole.height(), whole.width(), whole.height())
        return whole.united(self.b_outline.boundingRect() & wide)

    def place(self, region: Region) -> QRectF:
        width, height = self.frame.width(), self.frame.height()
        return QRectF(
            region.left * width,
            region.top * height,
            (region.right - region.left) * width,
            (region.bottom - region.top) * height,
        )


def placed(transform: Sequence[float] | None, frame: QRectF, b_size: QSize) -> QTransform:
    """Where B's unit square lies; without a transform whole in A's frame, in the middle."""
    if transform is not None:
        t = transform
        # Qt writes points as rows, so the matrix is turned over
        unit = QTransform(t[0], t[3], t[6], t[1], t[4], t[7], t[2], t[5], t[8])
        return unit * QTransform.fromScale(frame.width(), frame.height())
    scale = min(frame.width() / max(b_size.width(), 1), frame.height() / max(b_size.height(), 1))
    width, height = b_size.width() * scale, b_size.height() * scale
    moved = QTransform.fromTranslate((frame.width() - width) / 2, (frame.height() - height) / 2)
    return QTransform.fromScale(width, height) * moved


class View(QObject):
    """scale: logical pixels for one of the scene; centre: what stands in the middle of each pane."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.scale, self.centre = 1.0, QPointF()
        self.fitting = True
        self._bounds = QRectF(0, 0, 1, 1)
        self._size = QSize(1, 1)

    def show_bounds(self, bounds: QRectF, anew: bool) -> None:
        """Of all that is shown. `anew`: of other pictures; else there is one more, and who zoomed stays there."""
        self._bounds = bounds
        if anew or self.fitting:
            self.fit()

    def set_size(self, size: QSize) -> None:
        """Of a pane: all are equally large."""
        if size != self._size:
            self._size = size
            if self.fitting:
                self.fit()

    def transform(self) -> QTransform:
        moved = QTransform.fromTranslate(-self.centre.x(), -self.centre.y())
        middle = QTransform.fromTranslate(self._size.width() / 2, self._size.height() / 2)
        return moved * QTransform.fromScale(self.scale, self.scale) * middle

    def fit(self) -> None:
        self._show(self._bounds)
        self.fitting = True

    def show_place(self, place: QRectF) -> None:
        """A part of the scene, with some room around it."""
        x, y = place.width() * ROOM, place.height() * ROOM
        self._show(place.adjusted(-x, -y, x, y))

    def _show(self, place: QRectF) -> None:
        across, down = (max(length - 2 * EDGE, 1) for length in (self._size.width(), self._size.height()))
        fitting = min(across / max(place.width(), 1), down / max(place.height(), 1))
        self._set(fitting, place.center())

    def show_pixels(self, device_scale: float) -> None:
        """100 %: a pixel of A is one of the screen."""
        self._set(1 / device_scale, self.centre)

    def zoom(self, steps: float, at: QPointF | None = None) -> None:
        """About a point of the pane, which stays where it is."""
        middle = QPointF(self._size.width() / 2, self._size.height() / 2)
        at = middle if at is None else at
        scale = min(max(self.scale * STEP**steps, LEAST), MOST)
        away = at - middle
        self._set(scale, self.centre + away / self.scale - away / scale)

    def pan(self, by: QPointF) -> None:
        """So many logical pixels: what is seen goes along with the hand."""
        self._set(self.scale, self.centre - by / self.scale)

    def _set(self, scale: float, centre: QPointF) -> None:
        self.scale, self.fitting = min(max(scale, LEAST), MOST), False
        # never so far that nothing is left to see
        bounds = self._bounds
        self.centre = QPointF(
            min(max(centre.x(), bounds.left()), bounds.right()),
            min(max(centre.y(), bounds.top()), bounds.bottom()),
        )
        self.changed.emit()
