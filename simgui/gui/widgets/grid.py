"""A grid of cards of one size, whose geometry is arithmetic: a million rows cost no more than ten.

QListView in icon mode lays out every row; here a row's place is worked out when it is asked for. Only what
changed is painted: scrolling moves what is on the screen already.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import chain, islice

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyle, QStyleOptionViewItem, QWidget

GAP = 12
EDGE = 6  # room for the focus ring around the outermost cards
BAR = 12
PORTION_S = 0.025
Index = QModelIndex | QPersistentModelIndex
Flag = QItemSelectionModel.SelectionFlag


class GridView(QAbstractItemView):
    """The current card is the one in hand; more can be selected with Space, Shift and Ctrl."""

    dragged = Signal()  # with the left button, from a card: what is in hand goes to another program
    seen = Signal()  # painted: first_row() and last_row() tell what is in sight

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = QSize(182, 202)
        # columns, from one line of cards to the next, height of what is seen: as it was laid out last
        self._laid_out = (1, self._size.height() + GAP, 0)
        # the row that stayed when the cards were laid out anew, and the scroll bar's value then
        self._kept = (0, 0)
        self._hovered = -1
        # where a selected range begins; it goes with its card when others come and go
        self._anchor = QPersistentModelIndex()
        self._pressed: QPoint | None = None  # where a drag may begin
        self._held = False  # the press was on a selected card
        # a screen of other cards is painted piece by piece, so that keys and mouse are heard in between
        self._in_portions = False
        self._unpainted = QRegion()
        self._go_on = QTimer(self, singleShot=True, interval=0)
        self._go_on.timeout.connect(lambda: self.viewport().update(self._unpainted))
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        # it paints its own ground, so that Qt can move what is on the screen when it is scrolled
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setTabKeyNavigation(False)

    def set_card_size(self, size: QSize) -> None:
        """The least width of a card and its height; cards grow in width so that the grid is flush."""
        current = self._current_in_sight()
        self._size = size
        self.updateGeometries()
        self.scrollTo(current)
        self.viewport().update()

    # geometry

    def columns(self) -> int:
        return max((self._room() + GAP) // (self._size.width() + GAP), 1)

    def _room(self) -> int:
        # as if the scroll bar were always there, so that it never changes the number of columns
        return self.width() - 2 * EDGE - BAR

    def card_size(self) -> QSize:
        columns = self.columns()
        return QSize((self._room() - GAP * (columns - 1)) // columns, self._size.height())

    def _count(self) -> int:
        model = self.model()
        return model.rowCount() if model is not None else 0

    def _rect(self, row: int) -> QRect:
        return next(self._rects(range(row, row + 1)))

    def _rects(self, rows: range) -> Iterator[QRect]:
        """Where these rows' cards are; what is common to all of them is worked out once."""
        card, columns, top = self.card_size(), self.columns(), EDGE - self.verticalScrollBar().value()
        step = card.height() + GAP
        lefts = [self._left(column) for column in range(columns)] if len(rows) > 1 else None
        for row in rows:
            left = lefts[row % columns] if lefts else self._left(row % columns)
            yield QRect(QPoint(left, top + row // columns * step), card)

    def _left(self, column: int) -> int:
        """Cards are equally wide; pixels that cannot be shared out go to the gaps: both sides are flush."""
        width, columns = self.card_size().width(), self.columns()
        rest = self._room() - columns * width
        return EDGE + column * width + (column * rest // (columns - 1) if columns > 1 else 0)

    def first_row(self) -> int:
        step = self.card_size().height() + GAP
        return max((self.verticalScrollBar().value() - EDGE) // step, 0) * self.columns()

    def last_row(self) -> int:
        step = self.card_size().height() + GAP
        lowest = (self.verticalScrollBar().value() + self.viewport().height() - EDGE) // step
        return min((lowest + 1) * self.columns(), self._count()) - 1

    def visualRect(self, index: Index) -> QRect:
        return self._rect(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        card, columns = self.card_size(), self.columns()
        column = (point.x() - EDGE) * columns // (self._room() + GAP)
        # a gap may begin a pixel before or after that
        column += 1 if 0 <= column < columns - 1 and point.x() >= self._left(column + 1) else 0
        line = (point.y() - EDGE + self.verticalScrollBar().value()) // (card.height() + GAP)
        row = line * columns + column
        if 0 <= column < columns and 0 <= row < self._count() and self._rect(row).contains(point):
            return self.model().index(row, 0)
        return QModelIndex()

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:
        return False

    def updateGeometries(self) -> None:
        super().updateGeometries()
        step, height = self.card_size().height() + GAP, self.viewport().height()
        columns, bar = self.columns(), self.verticalScrollBar()
        old_columns, old_step, _ = self._laid_out
        kept = self._row_to_keep()
        top = kept // old_columns * old_step - bar.value()
        self._laid_out = columns, step, height
        lines = -(-self._count() // columns)
        bar.setRange(0, max(lines * step - GAP + 2 * EDGE - height, 0))
        bar.setPageStep(height)
        bar.setSingleStep(max(step // 4, 1))
        if (columns, step) != (old_columns, old_step):
            bar.setValue(kept // columns * step - top * step // old_step)
            self._kept = kept, bar.value()

    def _row_to_keep(self) -> int:
        """The row that stays where it is when the cards are laid out anew: the current one if it is in sight."""
        current = self._current_in_sight()
        if current.isValid():
            return current.row()
        columns, step, _ = self._laid_out
        value = self.verticalScrollBar().value()
        # the same one while nobody scrolls, so that many small steps of a resize do not add up
        return self._kept[0] if self._kept[1] == value else value // step * columns

    def _current_in_sight(self) -> QModelIndex:
        columns, step, height = self._laid_out
        value, current = self.verticalScrollBar().value(), self.currentIndex()
        in_sight = value // step <= current.row() // columns <= (value + height) // step
        return current if current.isValid() and in_sight else QModelIndex()

    def resizeEvent(self, event: QResizeEvent) -> None:
        current = self._current_in_sight()
        super().resizeEvent(event)
        self._in_portions = event.oldSize().isValid()
        self.updateGeometries()
        self.scrollTo(current)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid():
            return
        rect, bar = self._rect(index.row()).adjusted(0, -EDGE, 0, EDGE), self.verticalScrollBar()
        height = self.viewport().height()
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - height // 2)
        elif rect.top() < 0 or hint == QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() >= height:
            bar.setValue(bar.value() + min(rect.bottom() + 1 - height, rect.top()))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)
        self._unpainted = self._unpainted.translated(dx, dy) & self.viewport().rect()
        self._in_portions = self._in_portions or 2 * abs(dy) >= self.viewport().height()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self.selectionModel().hasSelection():
            self._anchor = QPersistentModelIndex(previous)  # Shift selects from the card that was in hand
        self._update_card(previous.row())
        self._update_card(current.row())

    def _update_card(self, row: int) -> None:
        if row >= 0:
            self.viewport().update(_with_ring(self._rect(row)))

    # rows come and go

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        super().rowsInserted(parent, start, end)
        self.updateGeometries()
        self.viewport().update()

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        super().rowsAboutToBeRemoved(parent, start, end)
        # focus goes to the last row that stays, and never gets lost
        if start <= self.currentIndex().row() <= end and start > 0:
            self.selectionModel().setCurrentIndex(self.model().index(start - 1, 0), Flag.NoUpdate)
        QTimer.singleShot(0, self, self._after_removal)

    def _after_removal(self) -> None:
        self.updateGeometries()
        self.viewport().update()

    # keys and mouse

    def keyboardSearch(self, _search: str) -> None:
        """Not by typing: letters are keys of the page, and Qt would read the name of every row, for Space too."""

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        count, columns = self._count(), self.columns()
        if not count:
            return QModelIndex()
        row = self.currentIndex().row()
        if row < 0:
            # Qt asks for the next one of none when the focus comes
            return self.model().index(0, 0)
        card = self.card_size().height() + GAP
        page = max(self.viewport().height() // card, 1) * columns
        kinds = QAbstractItemView.CursorAction
        steps = {
            kinds.MoveLeft: -1,
            kinds.MovePrevious: -1,
            kinds.MoveRight: 1,
            kinds.MoveNext: 1,
            kinds.MoveUp: -columns,
            kinds.MoveDown: columns,
            kinds.MovePageUp: -page,
            kinds.MovePageDown: page,
            kinds.MoveHome: -count,
            kinds.MoveEnd: count,
        }
        wanted = row + steps[action]
        if action == kinds.MoveUp and wanted < 0:
            wanted = row
        elif action == kinds.MoveDown and wanted >= count:
            # from the last but one line down to the end of a shorter last line
            wanted = count - 1 if row // columns < (count - 1) // columns else row
        return self.model().index(min(max(wanted, 0), count - 1), 0)

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> Flag:
        """Going or clicking takes a card in hand and ends a selection; Space, Ctrl and Shift select."""
        if isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Space:
                self._anchor = QPersistentModelIndex(index)
                return Flag.Toggle
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                return Flag.ClearAndSelect | Flag.Current
            return Flag.NoUpdate if event.modifiers() & Qt.KeyboardModifier.ControlModifier else Flag.Clear
        if isinstance(event, QMouseEvent):
            if event.type() != QEvent.Type.MouseButtonPress or event.button() == Qt.MouseButton.RightButton:
                return Flag.NoUpdate
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return Flag.Toggle
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                return Flag.ClearAndSelect | Flag.Current
            return Flag.NoUpdate if self._held else Flag.Clear
        return Flag.NoUpdate

    def setSelection(self, rect: QRect, command: Flag) -> None:
        """A range runs from where it began to the card under `rect`'s end, in reading order."""
        target = self.indexAt(rect.bottomRight())
        if not target.isValid():
            return
        model, row = self.model(), target.row()
        if not command & Flag.Current or not self._anchor.isValid():
            self._anchor = QPersistentModelIndex(target)
        low, high = sorted((self._anchor.row(), row))
        self.selectionModel().select(QItemSelection(model.index(low, 0), model.index(high, 0)), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        # what changed may be any card: the whole of what is in sight is cheap to paint
        return QRegion(self.viewport().rect()) if selection else QRegion()

    def ranges_in_hand(self) -> list[range]:
        """The selected rows, rising, or the current one when none is selected. As quick for a million as for one."""
        chosen = [range(part.top(), part.bottom() + 1) for part in self.selectionModel().selection().toList()]
        current = self.currentIndex()
        if not chosen and current.isValid():
            chosen = [range(current.row(), current.row() + 1)]
        return sorted(chosen, key=lambda rows: rows.start)

    def count_in_hand(self) -> int:
        return sum(map(len, self.ranges_in_hand()))

    def rows_in_hand(self) -> list[int]:
        return [row for rows in self.ranges_in_hand() for row in rows]

    def first_in_hand(self, count: int) -> list[int]:
        """So many of the rows in hand at most: all may be a million."""
        return list(islice(chain.from_iterable(self.ranges_in_hand()), count))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        index = self.indexAt(place)
        self._pressed = place if plain and index.isValid() else None
        # the selected stay selected until it is clear that they are not dragged
        self._held = self._pressed is not None and self.selectionModel().isSelected(index)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held and self._pressed is not None:
            self.selectionModel().clearSelection()
        self._pressed, self._held = None, False
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        self._hover(self.indexAt(place).row())
        if not event.buttons():
            super().mouseMoveEvent(event)
        elif self._pressed is not None:
            way = (place - self._pressed).manhattanLength()
            if way >= QApplication.startDragDistance():
                self._pressed, self._held = None, False
                self.dragged.emit()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._update_card(self._hovered)
            self._hovered = row
            self._update_card(row)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Window))
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        flags = QStyle.StateFlag
        plain = option.state & ~(flags.State_HasFocus | flags.State_MouseOver | flags.State_Active)
        delegate, model, current = self.itemDelegate(), self.model(), self.currentIndex().row()
        selection = self.selectionModel()
        some = selection.hasSelection()
        began_s = time.perf_counter()
        self._unpainted = (self._unpainted - event.region()) & self.viewport().rect()
        for number, (row, rect) in enumerate(self._cards_in(event.region())):
            if self._in_portions and number and time.perf_counter() - began_s > PORTION_S:
                self._unpainted += _with_ring(rect)
                continue
            index = model.index(row, 0)
            state = plain
            if some and selection.isSelected(index):
                state |= flags.State_Selected
            if row == current:
                state |= flags.State_Active
                if self.hasFocus():
                    state |= flags.State_HasFocus
            if row == self._hovered:
                state |= flags.State_MouseOver
            option.rect, option.state = rect, state
            delegate.paint(painter, option, index)
        painter.end()
        if self._unpainted:
            self._go_on.start()
        else:
            self._in_portions = False
            self.seen.emit()

    def _cards_in(self, region: QRegion) -> Iterator[tuple[int, QRect]]:
        """The rows that have a part in it, and where they are."""
        step, columns = self.card_size().height() + GAP, self.columns()
        top, bounds = EDGE - self.verticalScrollBar().value(), region.boundingRect()
        first = max((bounds.top() - EDGE - top) // step, 0)
        last = (bounds.bottom() + EDGE - top) // step
        rows = range(first * columns, min((last + 1) * columns, self._count()))
        for row, rect in zip(rows, self._rects(rows), strict=True):
            if region.intersects(_with_ring(rect)):
                yield row, rect


def _with_ring(card: QRect) -> QRect:
    """The focus ring lies outside the card."""
    return card.adjusted(-EDGE, -EDGE, EDGE, EDGE)
