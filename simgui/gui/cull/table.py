"""The groups of a plan as a table: checked or not, what stays, what leaves, what it frees and brings along.

3,377 groups open in the time that those in sight take to be painted: rows are made once from the plan, and thumbnails
are asked for when they are painted.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from simgui.gui import messages
from simgui.gui.cull import sentences
from simgui.gui.cull.rows import Row
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.table import CELL_PX, Index, RowsModel, RowTable, draw_elided, paint_row
from simgui.gui.widgets.thumbnails import Thumbnails, paint_filling

CHECK, NUMBER, STAYS, LEAVES, FREED, ALONG = range(6)
ROW_PX = 46
KEPT_PX, LEAVING_PX = QSize(58, 40), QSize(44, 34)
MOST_THUMBNAILS, GAP_PX = 4, 6
FAINT = 0.62
Words = tuple[str, str, str, str, str, str]


class PlanModel(RowsModel):
    """`toggled`: these groups (ids) are left out now, or are not (True: they leave)."""

    columns, right = 6, frozenset((FREED,))
    toggled = Signal(object, bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self._out: frozenset[str] = frozenset()
        self.reasons = False  # the rows are those that stay out, with why
        self._frees = True
        self._words: dict[int, Words] = {}  # of the rows that were seen: each cell asks for those of all

    def set_rows(
        self, rows: Sequence[Row], out: frozenset[str], reasons: bool = False, frees: bool = True
    ) -> None:
        """`frees`: what leaves makes room on its disk."""
        self.beginResetModel()
        self.rows, self._out, self.reasons, self._frees = rows, out, reasons, frees
        self._words.clear()
        self.endResetModel()

    def set_out(self, out: frozenset[str]) -> None:
        """Which groups (ids) the person leaves out."""
        self._out = out
        if self.rows:
            self.dataChanged.emit(self.index(0, CHECK), self.index(len(self.rows) - 1, ALONG))

    def leaves(self, row: int) -> bool:
        return not self.reasons and self.rows[row].group not in self._out

    def toggle(self, rows: Sequence[int]) -> None:
        """All of them leave, or if they all do already none does."""
        if rows and not self.reasons:
            wanted = not all(self.leaves(row) for row in rows)
            self.toggled.emit([self.rows[row].group for row in rows], wanted)

    # Qt's side

    def length(self) -> int:
        return len(self.rows)

    def titles(self) -> tuple[str, ...]:
        last = self.tr("Why") if self.reasons else self.tr("Along with it")
        would = self.tr("Would leave") if self.reasons else self.tr("Leaves")
        size = self.tr("Freed") if self._frees else self.tr("Size")
        return "", self.tr("Group"), self.tr("Stays"), would, size, last

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == CHECK else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == CHECK and not self.reasons:
            return Qt.CheckState.Checked if self.leaves(index.row()) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole and column in (CHECK, STAYS):
            return self.spoken(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(index.row())[column]
        return None

    def words(self, number: int) -> Words:
        """Of each column."""
        if number not in self._words:
            self._words[number] = self._made_words(self.rows[number])
        return self._words[number]

    def _made_words(self, row: Row) -> Words:
        freed = messages.size_of(row.freed_bytes) if row.leaving else ""
        last = sentences.reasons(row.left_out) if self.reasons else sentences.along(row.leaving)
        name = messages.shown_name(row.keeper.path)
        return "", messages.number(row.number), name, messages.files(row.files), freed, last

    def spoken(self, number: int) -> str:
        """A row as it is heard: 'Group 4, stays taj.jpg, 1 file leaves, 2.4 MB, .xmp goes along, left out'."""
        _, group, name, files, freed, last = self.words(number)
        if self.reasons:
            text = self.tr("Group {n}, stays out, {name}, {why}")
            return text.format(n=group, name=name, why=last)
        state = self.tr("it leaves") if self.leaves(number) else self.tr("left out")
        text = self.tr("Group {n}, stays {name}, leaves {files}, {freed}")
        parts = [text.format(n=group, name=name, files=files, freed=freed), last, state]
        return messages.listed(part for part in parts if part)

    @staticmethod
    def _tip(row: Row, column: int) -> str:
        if column == STAYS:
            return messages.shown(row.keeper.path)
        if column == LEAVES:
            return sentences.paths([one.path for one in row.leaving])
        if column == ALONG:
            if row.left_out:
                return sentences.reasons(row.left_out)
            beside = sentences.paths([part.path for one in row.leaving for part in one.companions])
            return "\n".join(line for line in (beside, *sentences.notes(row.leaving)) if line)
        return ""


class PlanDelegate(QStyledItemDelegate):
    """Paints a row from the tokens. `missing`: thumbnails that were painted without a picture, in their order."""

    def __init__(self, parent: QObject, thumbnails: Thumbnails) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.missing: dict[bytes, bytes | None] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, PlanModel):
            return
        row, rect, column = model.rows[index.row()], option.rect, index.column()
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        paint_row(painter, option)
        leaves = model.leaves(index.row()) or model.reasons
        words = model.words(index.row())
        if column == CHECK:
            self._check(painter, rect, model, index.row())
        elif column == STAYS:
            self._stays(painter, rect, row, words[STAYS], leaves)
        elif column == LEAVES:
            self._leaves(painter, rect, row, words[LEAVES], leaves)
        else:
            self._text(painter, rect, column, words[column], leaves)
        painter.restore()

    @staticmethod
    def _text(painter: QPainter, rect: QRect, column: int, text: str, leaves: bool) -> None:
        font = theme.font(12 if column == ALONG else 13, figures=True)
        tone = "text" if column == FREED and leaves else "muted"
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        side = right if column == FREED else left
        inside = rect.adjusted(CELL_PX, 0, -CELL_PX if column == FREED else -4, 0)
        draw_elided(painter, inside, font, tone, text, side, Qt.TextElideMode.ElideRight)

    @staticmethod
    def _check(painter: QPainter, rect: QRect, model: PlanModel, row: int) -> None:
        t = theme.tokens()
        if model.reasons:
            place = QRectF(rect.left() + 12, rect.center().y() - 7, 15, 15)
            icons.draw(painter, "triangle-alert", place, t.warning)
            return
        place = QRectF(rect.left() + 12.5, rect.center().y() - 7.5, 15, 15)
        on = model.leaves(row)
        painter.setPen(QPen(QColor(t.accent if on else t.edge)))
        painter.setBrush(QColor(t.accent if on else t.surface))
        painter.drawRoundedRect(place, 3.5, 3.5)
        if on:
            pen = QPen(QColor(t.on_accent), 1.8, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            middle = place.center()
            painter.drawPolyline([middle + QPointF(*at) for at in ((-3.7, 0.2), (-1.2, 2.7), (3.8, -2.6))])

    def _stays(self, painter: QPainter, rect: QRect, row: Row, name: str, leaves: bool) -> None:
        t = theme.tokens()
        place = QRectF(rect.left() + CELL_PX, 0, KEPT_PX.width(), KEPT_PX.height())
        place.moveTop(rect.top() + (rect.height() - 1 - place.height()) / 2)
        path = row.keeper.path if row.keeper.online else None
        self._picture(painter, place, row.keeper.picture_hash, path, 5, 1.0 if leaves else 0.45)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(t.keep if leaves else t.line), 2))
        painter.drawRoundedRect(place, 5, 5)
        inside = rect.adjusted(CELL_PX + KEPT_PX.width() + 10, 0, -6, 0)
        draw_elided(painter, inside, theme.font(13, 600), "text" if leaves else "muted", name)

    def _leaves(self, painter: QPainter, rect: QRect, row: Row, files: str, leaves: bool) -> None:
        font = theme.font(12, figures=True)
        painter.setFont(font)
        step, wanted = LEAVING_PX.width() + GAP_PX, painter.fontMetrics().horizontalAdvance(files) + 8
        room = max((rect.width() - CELL_PX - wanted) // step, 0)
        place = QRectF(rect.left() + CELL_PX, 0, LEAVING_PX.width(), LEAVING_PX.height())
        place.moveTop(rect.top() + (rect.height() - 1 - place.height()) / 2)
        for picture, path in row.pictures[: min(MOST_THUMBNAILS, room)]:
            self._picture(painter, place, picture, path, 3, FAINT if leaves else 0.3)
            place.translate(step, 0)
        inside = rect.adjusted(0, 0, -4, 0)
        inside.setLeft(round(place.left()) + 4)
        draw_elided(painter, inside, font, "muted", files)

    def _picture(
        self, painter: QPainter, place: QRectF, picture: bytes, path: bytes | None, radius: int, part: float
    ) -> None:
        """`part`: how much of it shows."""
        if self._thumbnails.lacks(picture):
            self.missing.setdefault(picture, path)
        icon = "image-off" if self._thumbnails.is_missing(picture) else "image"
        paint_filling(painter, place, self._thumbnails.get(picture), radius, part, icon)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, theme.row_px(ROW_PX))


class PlanView(RowTable):
    """Space, or a click on the box, leaves groups out and takes them in again."""

    def __init__(self, model: PlanModel, thumbnails: Thumbnails) -> None:
        super().__init__(ROW_PX, stretched=LEAVES)
        self._model, self._thumbnails = model, thumbnails
        self._painter = PlanDelegate(self, thumbnails)
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        thumbnails.ready.connect(self._on_thumbnail)
        thumbnails.failed.connect(self._on_thumbnail)

    def share_widths(self) -> None:
        """By the text's size and what the table shows."""
        wide = self.width() >= theme.scaled_px(900)
        for column, width in ((CHECK, 40), (FREED, 96)):
            self.setColumnWidth(column, theme.scaled_px(width))
        heading = str(self._model.headerData(NUMBER, Qt.Orientation.Horizontal))
        wanted = self.horizontalHeader().fontMetrics().horizontalAdvance(heading) + 2 * CELL_PX + 6
        self.setColumnWidth(NUMBER, max(theme.scaled_px(68), wanted))
        name = max(theme.scaled_px(180 if wide else 150), round(self.width() * 0.18))
        self.setColumnWidth(STAYS, KEPT_PX.width() + CELL_PX + name)
        if self._model.reasons:
            self.setColumnWidth(ALONG, max(theme.scaled_px(220), round(self.width() * 0.38)))
        else:
            self.setColumnWidth(ALONG, theme.scaled_px(152 if wide else 140))
        self.setColumnHidden(FREED, self._model.reasons)

    def rows_in_hand(self) -> list[int]:
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
        current = self.currentIndex().row()
        return chosen if len(chosen) > 1 or current < 0 else [current]

    def paintEvent(self, event: QPaintEvent) -> None:
        self._painter.missing.clear()
        super().paintEvent(event)
        if self._painter.missing:
            self._thumbnails.want(list(self._painter.missing.items()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Space and plain:
            self._model.toggle(self.rows_in_hand())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # nothing starts by Enter
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.column() == CHECK:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.selectionModel().setCurrentIndex(
                index,
                self.selectionModel().SelectionFlag.ClearAndSelect | self.selectionModel().SelectionFlag.Rows,
            )
            self._model.toggle([index.row()])
        else:
            super().mousePressEvent(event)

    def _on_thumbnail(self, _picture: bytes) -> None:
        self.viewport().update()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.share_widths()
