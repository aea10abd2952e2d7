"""A table whose rows are things of their own: the one in hand has the ring, and cells are no places by themselves.
Beside it what the models behind such tables have in common.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem, QTableView

from simgui.gui.widgets import theme

# from a column's edge to its words, in rows and header alike (the style sheet has it too)
CELL_PX = 12
HEADER_PX = 32
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class RowsModel(QAbstractTableModel):
    """A child says how many rows there are and what stands above its columns, and answers data().

    `columns`: how many; `right`: those whose words stand at their right edge.
    """

    columns = 0
    right: frozenset[int] = frozenset()

    def length(self) -> int:
        raise NotImplementedError

    def titles(self) -> tuple[str, ...]:
        """Of each column."""
        raise NotImplementedError

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else self.length()

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else self.columns

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.titles()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in self.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class RowTable(QTableView):
    def __init__(self, row_px: int, stretched: int | None = None) -> None:
        """`row_px`: as the design has it; density and size of text are seen to here. `stretched`: the column that takes
        what room there is; the others are as wide as they are told, and no header can be pressed.
        """
        super().__init__()
        self._stretched = stretched
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(28)
        rows.setDefaultSectionSize(theme.row_px(row_px))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(theme.header_px(HEADER_PX))

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if self._stretched is not None:
            header = self.horizontalHeader()
            header.setSectionsClickable(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setSectionResizeMode(self._stretched, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and plain:
            row = 0 if key == Qt.Key.Key_Home else self.model().rowCount() - 1
            self.setCurrentIndex(self.model().index(row, max(self.currentIndex().column(), 0)))
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        self.viewport().update()  # the ring goes around the whole row

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():
            return
        row = self.currentIndex()
        place = self.viewport().rect()
        if row.isValid():
            last = row.siblingAtColumn(self.model().columnCount() - 1)
            place = self.visualRect(row.siblingAtColumn(0)) | self.visualRect(last)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("focus"), 2))
        painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -2), 4, 4)
        painter.end()


def paint_row(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """The ground of a table's cell, with the line below its row."""
    rect = option.rect
    _paint_ground(painter, option)
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("line"))


def paint_entry(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """The ground of a list's entry, with the ring around the one that has the keyboard."""
    _paint_ground(painter, option)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(theme.color("focus"), 2))
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 4, 4)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    painter.fillRect(option.rect, theme.color("accent_soft" if chosen else "surface"))


def two_lines(rect: QRect, upper: QFont, lower: QFont) -> tuple[QRect, QRect]:
    """Where two lines of text stand that belong together, in the middle of a row."""
    above, below = QFontMetrics(upper).height(), QFontMetrics(lower).height()
    top = rect.top() + (rect.height() - 1 - above - below) // 2
    return QRect(rect.left(), top, rect.width(), above), QRect(rect.left(), top + above, rect.width(), below)


def draw_elided(
    painter: QPainter,
    rect: QRect,
    font: QFont,
    tone: str,
    text: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
) -> None:
    """One line of a cell, in a colour of the scheme."""
    painter.setFont(font)
    painter.setPen(theme.color(tone))
    short = painter.fontMetrics().elidedText(text, elide, rect.width())
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, short)
