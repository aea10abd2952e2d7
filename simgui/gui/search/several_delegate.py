"""How the rows of several pictures look: a small picture beside its name, bars beside the word, the best hit's file."""

from __future__ import annotations

import os
from collections import OrderedDict

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from simgui.core.several import Answer
from simgui.gui import messages
from simgui.gui.search.several_model import Column, SeveralModel, best_path
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.table import CELL_PX, Index, draw_elided, two_lines
from simgui.gui.widgets.thumbnails import Thumbnails, place_in, read_image
from simgui.gui.widgets.word_mark import TONES, draw_bars

ROW_PX = 56
WELL = QSize(60, 44)
# from a column's edge to the words beside a picture, and beside an icon
PICTURE_ROOM, ICON_ROOM = CELL_PX + WELL.width() + 10, CELL_PX + 22
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
                draw_elided(painter, rect.adjusted(ICON_ROOM, 0, -8, 0), self._caption, "muted", index.data())
        elif column == Column.STATE:
            self._paint_state(painter, rect, answer)
        elif column == Column.BEST:
            self._paint_best(painter, rect, answer)
        else:
            near = answer.outcome not in ("new", "flat", "unreadable")
            font, tone = (self._figures, "text") if near else (self._body, "muted")
            right = Qt.AlignmentFlag.AlignRight
            draw_elided(painter, rect.adjusted(4, 0, -CELL_PX, 0), font, tone, index.data() or "", right)
        painter.restore()

    # columns

    def _paint_asked(self, painter: QPainter, rect: QRect, number: int, answer: Answer | None) -> None:
        picture = self._model.pictures[number]
        absent = "image-off" if answer is not None and answer.outcome == "unreadable" else "image"
        self._paint_picture(painter, rect, self._small_picture(number, answer), absent)
        above, below = two_lines(rect.adjusted(PICTURE_ROOM, 0, -8, 0), self._bold, self._caption)
        draw_elided(painter, above, self._bold, "text", messages.shown(picture.name))
        elide = Qt.TextElideMode.ElideMiddle
        if answer is not None and answer.readable_fraction is not None:
            tone, text, elide = "warning", self._model.reason(answer), Qt.TextElideMode.ElideRight
        elif picture.path is None:
            tone, text = "muted", self.tr("Not from a file")
        else:
            tone, text = "muted", messages.shown(os.path.dirname(picture.path))
        draw_elided(painter, below, self._caption, tone, text, elide=elide)

    def _paint_state(self, painter: QPainter, rect: QRect, answer: Answer) -> None:
        words = rect.adjusted(ICON_ROOM, 0, -8, 0)
        if answer.outcome in STATE_ICONS:
            tone = "muted" if answer.outcome == "new" else "warning"
            icons.draw(painter, STATE_ICONS[answer.outcome], _icon_place(rect), theme.color(tone).name())
        else:
            tone = TONES[answer.outcome]
            draw_bars(painter, answer.outcome, rect.left() + CELL_PX, rect.center().y() + 6)
        draw_elided(painter, words, self._word, tone, self._model.state(answer))

    def _paint_best(self, painter: QPainter, rect: QRect, answer: Answer) -> None:
        best = answer.best
        if best is None:
            tone = "muted" if answer.outcome == "new" else "warning"
            # a sentence: as many lines as the row has room for
            room = rect.adjusted(CELL_PX, 2, -8, -3)
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
        path = best_path(answer) or b""
        above, below = two_lines(rect.adjusted(PICTURE_ROOM, 0, -8, 0), self._body, self._caption)
        draw_elided(painter, above, self._body, "muted" if far else "text", messages.shown_name(path))
        place, tone = messages.shown(os.path.dirname(path)), "muted"
        if best.same_file:
            place, tone = QCoreApplication.translate("search", "This very file"), "identical"
        draw_elided(painter, below, self._caption, tone, place)

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
        well = QRectF(rect.left() + CELL_PX, 0, WELL.width(), min(WELL.height(), rect.height() - 6))
        well.moveTop(rect.top() + (rect.height() - 1 - well.height()) / 2)
        painter.fillRect(well, theme.color("well"))
        if pixmap is None or pixmap.isNull():
            middle = QRectF(0, 0, 18, 18)
            middle.moveCenter(well.center())
            icons.draw(painter, absent, middle, theme.tokens().muted)
            return
        painter.drawPixmap(place_in(well, pixmap), pixmap, QRectF(pixmap.rect()))


def _icon_place(rect: QRect) -> QRectF:
    return QRectF(rect.left() + CELL_PX, rect.center().y() - 7, 15, 15)
