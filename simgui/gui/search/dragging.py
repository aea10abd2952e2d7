"""Hits dragged out of the grid to another program: their files, to be copied and never moved."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from urllib.parse import quote_from_bytes

from PySide6.QtCore import QMimeData, QObject, QPoint, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QGuiApplication, QPainter, QPixmap

from simgui.core.search import Hit
from simgui.gui import messages
from simgui.gui.search.files import Files, Paths
from simgui.gui.search.model import HitsModel
from simgui.gui.widgets import theme
from simgui.gui.widgets.card import Role
from simgui.gui.widgets.grid import GridView
from simgui.gui.widgets.thumbnails import place_in

# each file is looked at before it is handed over
MOST = 1000
PICTURE = QSize(128, 96)


class Dragging(QObject):
    """`refused`: why nothing was dragged, or what was left out, in a sentence.

    Whether the files are there is found out off the GUI thread: the drag begins a few milliseconds after the hand
    has begun it, or not at all if it has let go by then.
    """

    refused = Signal(str)

    def __init__(self, grid: GridView, model: HitsModel, files: Files, parent: QObject) -> None:
        super().__init__(parent)
        self._grid, self._model, self._files = grid, model, files
        grid.dragged.connect(self._on_dragged)

    def _on_dragged(self) -> None:
        if self._grid.count_in_hand() > MOST:
            text = self.tr("At most {n} pictures can be dragged at once. Their paths can be copied.")
            self.refused.emit(text.format(n=messages.number(MOST)))
            return
        rows = self._grid.rows_in_hand()
        hits = [self._model.hit(row) for row in rows]
        known = (self._model.index(row, 0).data(Role.PICTURE) for row in rows)
        shown = next((pixmap for pixmap in known if pixmap is not None), None)
        self._files.find(hits, lambda found: self._begin(hits, found, shown))

    def _begin(self, hits: Sequence[Hit], found: Paths, shown: QPixmap | None) -> None:
        paths = [path for path in found if path is not None]
        left_out = len(hits) - len(paths)
        if not paths:
            self.refused.emit(self._nothing(hits))
            return
        if not QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            return
        drag = QDrag(self._grid)
        drag.setMimeData(as_mime(paths))
        drag.setPixmap(self._pixmap(shown, len(paths)))
        drag.setHotSpot(QPoint(12, 12))
        if left_out:
            one = self.tr("1 picture is not there now and was left out.")
            more = self.tr("{n} pictures are not there now and were left out.")
            self.refused.emit((one if left_out == 1 else more).format(n=messages.number(left_out)))
        self.run(drag)

    def run(self, drag: QDrag) -> None:
        # copies only: another program must never take a file away
        drag.exec(Qt.DropAction.CopyAction)

    def _nothing(self, hits: Sequence[Hit]) -> str:
        if len(hits) == 1:
            text = self.tr(
                "{name} is not there now, so it cannot be dragged. Connect its drive, or index again."
            )
            return text.format(name=messages.shown_name(hits[0].files[0].path))
        return self.tr("None of these pictures is there now. Connect their drive, or index again.")

    def _pixmap(self, shown: QPixmap | None, count: int) -> QPixmap:
        """The first picture that is at hand, and how many go with it."""
        scale = self._grid.devicePixelRatioF()
        made = QPixmap((PICTURE + QSize(12, 12)) * scale)
        made.setDevicePixelRatio(scale)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        ground = QRectF(0.5, 8.5, PICTURE.width(), PICTURE.height())
        painter.setPen(theme.color("accent"))
        painter.setBrush(theme.color("well"))
        painter.drawRoundedRect(ground, 6, 6)
        if shown is not None:
            well = ground.adjusted(3, 3, -3, -3)
            painter.drawPixmap(place_in(well, shown), shown, QRectF(shown.rect()))
        if count > 1:
            self._paint_count(painter, ground, messages.number(count))
        painter.end()
        return made

    @staticmethod
    def _paint_count(painter: QPainter, ground: QRectF, text: str) -> None:
        painter.setFont(theme.font(12, 600))
        width = painter.fontMetrics().horizontalAdvance(text) + 14
        badge = QRectF(ground.right() - width + 10, 0, width, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(badge, 5, 5)
        painter.setPen(theme.color("on_accent"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


def as_mime(paths: Sequence[bytes]) -> QMimeData:
    """As file managers hand files over. A name that is not UTF-8 stays what it is, byte for byte."""
    mime = QMimeData()
    mime.setUrls([_url(path) for path in paths])
    return mime


def _url(path: bytes) -> QUrl:
    if sys.platform == "win32":
        return QUrl.fromLocalFile(os.fsdecode(path))
    return QUrl.fromEncoded(b"file://" + quote_from_bytes(path).encode())
