"""The list of acts: a model of ids that reads a row from the library when it is painted.

Opened with 100,000 acts it costs the window's thread the ids alone, which a worker has fetched: 100,000 numbers
in an array. Rows come 64 at a time, in about 1 ms, when they come in sight.
Measured with tests/gui/test_history_page.py's big library (time.perf_counter around set_ids and the paint).
"""

from __future__ import annotations

import time
from array import array
from collections import OrderedDict
from math import ceil

from PySide6.QtCore import (
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from simgui.core import acts
from simgui.core.acts import Act
from simgui.core.errors import SimguiError
from simgui.core.library import Library
from simgui.gui.history import sentences
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.table import CELL_PX, NO_PARENT, Index, RowsModel, paint_row

WHAT, WHEN, STATE, BUTTON = range(4)
CHUNK = 64
KEPT_ROWS = 64 * CHUNK
ROW_PX = 36


class ActsModel(RowsModel):
    """Newest first. `failed`: the library could not be read; the row stays empty."""

    failed = Signal(object)
    columns = 4

    def __init__(self, library: Library, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._ids: array[int] = array("q")
        self._read: OrderedDict[int, Act] = OrderedDict()
        self.now_s = time.time()

    # what is in it

    def set_ids(self, ids: array[int]) -> None:
        """Take over a new list. What stays keeps its row's widgets, selection and place, where Qt can tell."""
        old, new = self._ids, len(ids) - len(self._ids)
        self._read.clear()
        self.now_s = time.time()
        if ids == old:
            self.all_changed()
        elif new > 0 and ids[new:] == old:
            self.beginInsertRows(NO_PARENT, 0, new - 1)
            self._ids = ids
            self.endInsertRows()
            self.all_changed()
        else:
            self.beginResetModel()
            self._ids = ids
            self.endResetModel()

    def all_changed(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, BUTTON))

    def tick(self) -> None:
        """Time has gone on: '2 min ago' is another."""
        self.now_s = time.time()
        self.all_changed()

    def forget(self, act: int) -> None:
        """Read an act anew: something became of it."""
        self._read.pop(act, None)
        row = self.row_of(act)
        if row is not None:
            self.dataChanged.emit(self.index(row, 0), self.index(row, BUTTON))

    def id_at(self, row: int) -> int | None:
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, act: int) -> int | None:
        """By halving: the ids fall."""
        low, high = 0, len(self._ids)
        while low < high:
            middle = (low + high) // 2
            if self._ids[middle] > act:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self._ids) and self._ids[low] == act else None

    def act(self, row: int) -> Act | None:
        number = self.id_at(row)
        if number is None:
            return None
        if number not in self._read:
            self._read_around(row)
        return self._read.get(number)

    def _read_around(self, row: int) -> None:
        start = row // CHUNK * CHUNK
        try:
            found = acts.load(self._library, self._ids[start : start + CHUNK])
        except SimguiError as error:
            self.failed.emit(error)
            return
        self._read.update((act.id, act) for act in found)
        while len(self._read) > KEPT_ROWS:
            self._read.popitem(last=False)

    # Qt's side

    def length(self) -> int:
        return len(self._ids)

    def titles(self) -> tuple[str, ...]:
        return self.tr("What was done"), self.tr("When"), self.tr("State"), ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        display, tip = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
        spoken = Qt.ItemDataRole.AccessibleTextRole
        if role not in (display, tip, spoken):
            return None
        act = self.act(index.row())
        if act is None:
            return None
        column = index.column()
        if role == tip and column == WHEN:
            return sentences.full_time(act.time_s)
        if role == spoken and column == WHAT:
            return self.spoken(act)
        return self.words(act)[column]

    def words(self, act: Act) -> tuple[str, str, str, str]:
        when = sentences.when(act.time_s, self.now_s)
        return sentences.sentence(act), when, sentences.state(act), sentences.button(act)

    def spoken(self, act: Act) -> str:
        """A row as it is heard: 'Marked a.jpg as a duplicate of b.jpg, 2 min ago, holds'."""
        what, when, state, _ = self.words(act)
        return self.tr("{what}, {when}, {state}").format(what=what, when=when, state=state.lower())


class ActDelegate(QStyledItemDelegate):
    """Icon and sentence, time, state with its icon, and what one click on the last column does."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        act = model.act(index.row()) if isinstance(model, ActsModel) else None
        if not isinstance(model, ActsModel) or act is None:
            return
        t, rect, column = theme.tokens(), option.rect, index.column()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_row(painter, option)
        words = model.words(act)
        if column == WHAT:
            name, tone = sentences.ICONS.get(act.word, sentences.ICONS[None])
            self._icon(painter, rect, CELL_PX, name, tone if act.holds else "muted")
            self._sentence(painter, rect.adjusted(CELL_PX + 25, 0, -8, 0), act)
        elif column == WHEN:
            self._text(painter, rect.adjusted(CELL_PX, 0, -4, 0), words[WHEN], t.muted)
        elif column == STATE:
            name, tone = sentences.state_icon(act)
            self._icon(painter, rect, CELL_PX, name, tone)
            self._text(
                painter, rect.adjusted(CELL_PX + 22, 0, -4, 0), words[STATE], t.text if act.holds else t.muted
            )
        elif words[BUTTON]:
            over = bool(option.state & QStyle.StateFlag.State_MouseOver)
            self._button(painter, rect, words[BUTTON], sentences.button_icon(act), over)
        painter.restore()

    @staticmethod
    def _icon(painter: QPainter, rect: QRect, left: int, name: str, tone: str) -> None:
        place = QRectF(rect.left() + left, rect.center().y() - 7, 15, 15)
        icons.draw(painter, name, place, getattr(theme.tokens(), tone))

    def _sentence(self, painter: QPainter, rect: QRect, act: Act) -> None:
        """The names give way, each in its middle: what was done stays to be read."""
        font = theme.font(13, 500, figures=True)
        metrics = QFontMetrics(font)
        text = sentences.sentence(act)
        if metrics.horizontalAdvance(text) > rect.width():
            words = metrics.horizontalAdvance(sentences.sentence(act, lambda _name: ""))
            room = max(
                (rect.width() - words) // max(min(len(act.names), 2), 1), metrics.horizontalAdvance("…") * 4
            )
            middle = Qt.TextElideMode.ElideMiddle
            text = sentences.sentence(act, lambda name: metrics.elidedText(name, middle, room))
        self._text(painter, rect, text, theme.tokens().text if act.holds else theme.tokens().muted, 500)

    @staticmethod
    def _text(painter: QPainter, rect: QRect, text: str, ink: str, weight: int = 400) -> None:
        painter.setFont(theme.font(13, weight, figures=True))
        painter.setPen(QColor(ink))
        short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, short)

    def _button(self, painter: QPainter, rect: QRect, text: str, icon: str, over: bool) -> None:
        t = theme.tokens()
        height = max(28, rect.height() - 8)
        body = QRectF(
            rect.left() + 8, rect.top() + (rect.height() - 1 - height) / 2, rect.width() - 20, height
        )
        painter.setPen(QPen(QColor(t.edge)))
        painter.setBrush(QColor(t.accent_soft if over else t.surface))
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setFont(theme.font(13, 500))
        painter.setPen(QColor(t.text))
        metrics = painter.fontMetrics()
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(body.width()) - 36)
        # icon and words together in the middle, as on a button
        left = body.left() + (body.width() - 21 - metrics.horizontalAdvance(short)) / 2
        middle = body.center().y()
        place = QRectF(round(left), ceil(middle - 7.5), 15, 15)
        icons.draw(painter, icon, place, t.text)
        floor = middle + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(round(left) + 21, floor), short)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, theme.row_px(ROW_PX))
