"""Our icons: plain SVG files on a 24 grid whose currentColor becomes a colour of the scheme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from simgui.core.assets import resource


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


def draw(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    _renderer(name, colour).render(painter, rect)


def pixmap(name: str, colour: str, size_px: int, scale: float = 1.0) -> QPixmap:
    made = QPixmap(QSize(size_px, size_px) * scale)
    made.setDevicePixelRatio(scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw(painter, name, QRectF(0, 0, size_px, size_px), colour)
    painter.end()
    return made


def icon(name: str, colour: str, size_px: int = 16, checked: str | None = None) -> QIcon:
    """An icon for Qt's own buttons, sharp at scales 1 and 2; `checked`: its colour while switched on."""
    made = QIcon()
    for scale in (1.0, 2.0):
        made.addPixmap(pixmap(name, colour, size_px, scale))
        if checked is not None:
            made.addPixmap(pixmap(name, checked, size_px, scale), QIcon.Mode.Normal, QIcon.State.On)
    return made
