"""How the rows of several pictures look: a small picture beside its name, bars beside the word, the best hit's file."""

from __future__ import annotations

import os
from collections import OrderedDict

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from simgui.core.several import Answer
from simgui.gui import messages
from simgui.gui.search.delegate import TONES, draw_bars
from simgui.gui.search.several_model import Column, Index, SeveralModel
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.thumbnails import Thumbnails, read_image

ROW_PX = 56
WELL = QSize(60, 44)
REMEMBERED = 256  # pixmaps of rows that were painted: a few screens
STATE_ICONS = {"unreadable": "image-off", "flat": "triangle-alert", "new": "search"}


class SeveralDelegate(QStyledItemDelegate):
    """Paints every column itself, so that selection, focus and figures look as on the cards."""

    def __init__(self, view: QTableView, model: SeveralModel, thumbnails: Thumbnails) -> None:
        super().__init__(view)
        self._view, self._model, self._thumbnails = view, model, thumbnails
        self._small: OrderedDict[int, QPixmap] = OrderedDict()
        self._body, self._bold = theme.font(13), theme.font(13, 600)
        self._caption, self._word = theme.font(12), theme.font(12, 600)
        self._figures = theme.font(13, 600, figures=True)

    def forget(self) -> None:
        self._small.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, theme.row_px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        number = self._model.number(index.row())
        answer = self._model.answers.get(number)
        rect = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accent_soft"))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        column = index.column()
        if column == Column.PICTURE:
            self._paint_asked(painter, rect, number, answer)
        elif answer is None:
            if column == Column.STATE:
                icons.draw(painter, "hourglass", _icon_place(rect), theme.tokens().muted)
                self._line(painter, rect.adjusted(30, 0, -8, 0), self._caption, "muted", index.data())
        elif column == Column.STATE:
            self._paint_state(painter, rect, answer)
        elif column == Column.BEST:
            self._paint_best(painter, rect, answer)
        else:
            near = answer.outcome not in ("new", "flat", "unreadable")
            font, tone = (self._figures, "text") if near else (self._body, "muted")
            right = Qt.AlignmentFlag.AlignRight
            self._line(painter, rect.adjusted(4, 0, -12, 0), font, tone, index.data() or "", right)
        self._paint_focus(painter, rect, index)
        painter.restore()

    def _paint_focus(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """A ring around the whole row that the keyboard is in."""
        current = self._view.currentIndex()
        if not self._view.hasFocus() or current.row() != index.row():
            return
        painter.setPen(QPen(theme.color("focus"), 3))
        top, bottom = rect.top() + 1, rect.bottom() - 1
        painter.drawLine(rect.left(), top, rect.right(), top)
        painter.drawLine(rect.left(), bottom, rect.right(), bottom)
        if index.column() == 0:
            painter.drawLine(rect.left() + 1, top, rect.left() + 1, bottom)
        if index.column() == len(Column) - 1:
            painter.drawLine(rect.right() - 1, top, rect.right() - 1, bottom)

    # columns

    def _paint_asked(self, painter: QPainter, rect: QRect, number: int, answer: Answer | None) -> None:
        picture = self._model.pictures[number]
        absent = "image-off" if answer is not None and answer.outcome == "unreadable" else "image"
        self._paint_picture(painter, rect, self._small_picture(number, answer), absent)
        words = rect.adjusted(2 * 8 + WELL.width(), 9, -8, -9)
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        self._line(painter, words, self._bold, "text", messages.shown(picture.name), vertical=top)
        elide = Qt.TextElideMode.ElideMiddle
        if answer is not None and answer.readable_fraction is not None:
            tone, text, elide = "warning", self._model.reason(answer), Qt.TextElideMode.ElideRight
        elif picture.path is None:
            tone, text = "muted", self.tr("Not from a file")
        else:
            tone, text = "muted", messages.shown(os.path.dirname(picture.path))
        self._line(painter, words, self._caption, tone, text, vertical=bottom, elide=elide)

    def _paint_state(self, painter: QPainter, rect: QRect, answer: Answer) -> None:
        words = rect.adjusted(30, 0, -8, 0)
        if answer.outcome in STATE_ICONS:
            tone = "muted" if answer.outcome == "new" else "warning"
            icons.draw(painter, STATE_ICONS[answer.outcome], _icon_place(rect), theme.color(tone).name())
        else:
            tone = TONES[answer.outcome]
            draw_bars(painter, answer.outcome, rect.left() + 8, rect.center().y() + 6)
        self._line(painter, words, self._word, tone, self._model.state(answer))

    def _paint_best(self, painter: QPainter, rect: QRect, answer: Answer) -> None:
        best = answer.best
        if best is None:
            tone = "muted" if answer.outcome == "new" else "warning"
            # a sentence: as many lines as the row has room for
            room = rect.adjusted(8, 2, -8, -3)
            painter.setFont(self._caption)
            painter.setPen(theme.color(tone))
            painter.setClipRect(room)
            middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(room, middle | Qt.TextFlag.TextWordWrap, self._model.best(answer))
            painter.setClipping(False)
            return
        far = answer.outcome == "new"
        missing = self._thumbnails.is_missing(best.picture_hash)
        painter.setOpacity(0.45 if far else 1.0)
        pixmap = self._thumbnails.get(best.picture_hash)
        self._paint_picture(painter, rect, pixmap, "image-off" if missing else "image")
        painter.setOpacity(1.0)
        words = rect.adjusted(2 * 8 + WELL.width(), 0, -8, 0)
        self._line(painter, words, self._body, "muted" if far else "text", self._model.best(answer))

    # parts

    def _small_picture(self, number: int, answer: Answer | None) -> QPixmap | None:
        if answer is None or answer.small is None:
            return None
        found = self._small.get(number)
        if found is None:
            scale = self._view.devicePixelRatioF()
            found = QPixmap.fromImage(read_image(answer.small, WELL * scale))
            found.setDevicePixelRatio(scale)
            self._small[number] = found
            while len(self._small) > REMEMBERED:
                self._small.popitem(last=False)
        self._small.move_to_end(number)
        return found

    @staticmethod
    def _paint_picture(painter: QPainter, rect: QRect, pixmap: QPixmap | None, absent: str) -> None:
        well = QRectF(rect.left() + 8, 0, WELL.width(), min(WELL.height(), rect.height() - 6))
        well.moveTop(rect.top() + (rect.height() - 1 - well.height()) / 2)
        painter.fillRect(well, theme.color("well"))
        if pixmap is None or pixmap.isNull():
            middle = QRectF(0, 0, 18, 18)
            middle.moveCenter(well.center())
            icons.draw(painter, absent, middle, theme.tokens().muted)
            return
        size = pixmap.deviceIndependentSize()
        fitted = size.scaled(well.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, fitted.width(), fitted.height())
        place.moveCenter(well.center())
        painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))

    @staticmethod
    def _line(
        painter: QPainter,
        rect: QRect,
        font: QFont,
        tone: str,
        text: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        vertical: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
    ) -> None:
        painter.setFont(font)
        painter.setPen(theme.color(tone))
        painter.drawText(rect, side | vertical, painter.fontMetrics().elidedText(text, elide, rect.width()))


def _icon_place(rect: QRect) -> QRectF:
    return QRectF(rect.left() + 8, rect.center().y() - 7, 15, 15)
