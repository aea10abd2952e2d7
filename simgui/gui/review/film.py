"""The files of the group as a strip of cards, or, where they are many, as a grid: one model and one selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStackedWidget,
    QStyle,
    QStyleOptionViewItem,
)

from simgui.gui.keys import GRID, Keys
from simgui.gui.review.entries import Entry
from simgui.gui.review.files import KEEPER, FilesModel
from simgui.gui.widgets import theme
from simgui.gui.widgets.card import MARGIN, Card, CardDelegate, CardSize
from simgui.gui.widgets.grid import BAR, EDGE, GAP, GridView
from simgui.gui.widgets.labels import announce
from simgui.gui.widgets.thumbnails import Thumbnails
from simgui.gui.widgets.word_mark import TONES, draw_bars

if TYPE_CHECKING:
    from simgui.core.groups import Member

Index = QModelIndex | QPersistentModelIndex
Flag = QItemSelectionModel.SelectionFlag
MOST_IN_STRIP = 40
SIZES = {
    "S": CardSize(132, 88, 30),
    "M": CardSize(173, 134, 52),
    "L": CardSize(250, 192, 52),
}
GRID_SIZE = CardSize(150, 112, 52)


class FilmDelegate(CardDelegate):
    """Distance and word, and below them what differs where there is a line for it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._keeper = bool(index.data(KEEPER))
        super().paint(painter, option, index)

    def _paint_words(self, painter: QPainter, rect: QRectF, card: Card, missing: str | None) -> None:
        t = theme.tokens()
        left, right = rect.left() + MARGIN, rect.right() - MARGIN
        line = rect.top() + self._size.well + theme.scaled_px(20)
        self._text(painter, self._distance, t.text, card.distance, left, line)
        used = self._distance.width(card.distance)
        if self._keeper:
            self._text(painter, self._name, t.muted, card.word, right - self._name.width(card.word), line)
        else:
            width = self._word.width(card.word)
            if right - left - used - width > 26:
                draw_bars(painter, card.kind, right - width - 20, line)
            if right - left - used - width > 4:
                self._text(painter, self._word, getattr(t, TONES[card.kind]), card.word, right - width, line)
        if self._size.foot > SIZES["S"].foot:
            facts = self._name.elided(card.facts, right - left)
            self._text(painter, self._name, t.muted, facts, left, line + theme.scaled_px(20))


class Strip(QListView):
    """Cards beside each other. Up and Down are the page's: another group."""

    seen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._well = QSize(0, 0)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSpacing(GAP // 2)  # Qt counts it on either side of a card
        self.viewport().setAutoFillBackground(False)

    def keyboardSearch(self, _search: str) -> None:
        """Not by typing: letters are keys of the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> Flag:
        """Going or clicking takes a card in hand and ends a selection; Space, Ctrl and Shift select."""
        if isinstance(event, QKeyEvent) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return super().selectionCommand(index, event)
        if event is not None and event.type() == QEvent.Type.MouseButtonPress:
            modifiers = event.modifiers()  # type: ignore[attr-defined]
            if modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
                return super().selectionCommand(index, event)
            return Flag.Clear
        return Flag.Clear if isinstance(event, QKeyEvent) else Flag.NoUpdate

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Any wheel moves it sideways."""
        turned = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (turned.x() or turned.y()))
        event.accept()

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        super().initViewItemOption(option)
        option.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Active)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The view's own painting, but for the ring and the line of the card in hand, which the delegate paints."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Window))
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain, current, selection = option.state, self.currentIndex(), self.selectionModel()
        flags, hovered = QStyle.StateFlag, self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos()))
        for row in self.rows_in_sight():
            index = self.model().index(row, 0)
            option.rect, option.state = self._card(index), plain & ~flags.State_MouseOver
            if selection.isSelected(index):
                option.state |= flags.State_Selected
            if index == current:
                option.state |= flags.State_Active | (
                    flags.State_HasFocus if self.hasFocus() else flags.State_None
                )
            if index == hovered and self.underMouse():
                option.state |= flags.State_MouseOver
            self.itemDelegate().paint(painter, option, index)
        painter.end()
        self.seen.emit()

    def _card(self, index: Index) -> QRect:
        """As high as it is made: Qt gives it the height of what is seen, which the bar below makes less."""
        place = self.visualRect(index)
        place.setHeight(self.sizeHintForIndex(index).height())
        return place

    def rows_in_sight(self) -> range:
        count = self.model().rowCount() if self.model() is not None else 0
        if not count:
            return range(0)
        step = self.sizeHintForIndex(self.model().index(0, 0)).width() + GAP
        first = max((self.horizontalScrollBar().value() - GAP // 2) // step, 0)
        return range(min(first, count), min(first + self.viewport().width() // step + 2, count))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()  # the ring lies outside the card


class Film(QStackedWidget):
    """`moved`: another image is in hand; `selected`: other ones are selected."""

    moved = Signal()
    selected = Signal()
    opened = Signal()  # by a double click
    menu_wanted = Signal(QPoint)  # on the screen
    seen = Signal()  # painted

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self.model = FilesModel(thumbnails, self)
        self.strip, self.grid = Strip(), GridView()
        self._delegates = {view: FilmDelegate() for view in (self.strip, self.grid)}
        self._size = SIZES["M"]
        self._told = ""
        for view in (self.strip, self.grid):
            view.setModel(self.model)
            view.setItemDelegate(self._delegates[view])
            view.setAccessibleName(self.tr("Images of the group"))
            view.seen.connect(self.seen)
            view.doubleClicked.connect(self.opened)
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(self._on_menu)
            self.addWidget(view)
        self.grid.setSelectionModel(self.strip.selectionModel())
        chosen = self.strip.selectionModel()
        chosen.currentChanged.connect(self._on_current)
        chosen.selectionChanged.connect(self._on_selected)
        self._delegates[self.grid].set_size(GRID_SIZE)
        self.grid.set_card_size(QSize(GRID_SIZE.width, GRID_SIZE.height))
        self.set_size("M")

    def make_keys(self, keys: Keys) -> None:
        """Those of any grid: they work while it has the keyboard."""
        for view in (self.strip, self.grid):
            for name, text, key, act in (
                ("select", self.tr("Select, or no longer"), "Space", self._toggle_current),
                ("select_all", self.tr("Select all"), "Ctrl+A", view.selectAll),
            ):
                action = keys.action(view, GRID, name, text, key, act)
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

    def set_size(self, name: str) -> None:
        """One of SIZES: how high the strip is."""
        self._size = SIZES[name]
        self._delegates[self.strip].set_size(self._size)
        self.strip.setFixedHeight(self._strip_height())
        self.strip.doItemsLayout()
        self._fit()

    # content

    def show_entry(self, entry: Entry | None, file: int | None = None) -> None:
        """With this File in hand, or the nearest to the keeper."""
        self._told = ""
        self.model.set_entry(entry)
        count = self.model.rowCount()
        self.setCurrentWidget(self.grid if count > MOST_IN_STRIP else self.strip)
        self._fit()
        if count:
            row = -1 if file is None else self.model.row_of(file)
            self.take_in_hand(row if row >= 0 else self._first())

    def _first(self) -> int:
        """The nearest to the keeper that is still one of the group."""
        assert self.model.entry is not None
        entry = self.model.entry
        rows = (row for row, m in enumerate(entry.group.members) if row and m.picture_hash not in entry.apart)
        return next(rows, min(1, self.model.rowCount() - 1))

    @property
    def many(self) -> bool:
        return self.currentWidget() is self.grid

    @property
    def view(self) -> Strip | GridView:
        return self.grid if self.many else self.strip

    def _fit(self) -> None:
        """The strip is as high as its cards; the grid shares the height with the panes."""
        policy = self.sizePolicy()
        if self.many:
            self.setMinimumHeight(GRID_SIZE.height + 2 * EDGE)
            self.setMaximumHeight(16_777_215)
            policy.setVerticalPolicy(policy.Policy.Expanding)
        else:
            self.setFixedHeight(self._strip_height())
        self._fit_pictures()

    def _strip_height(self) -> int:
        """With room for the ring, and for the bar below the cards whether it is there or not."""
        return self._size.height + GAP + BAR

    def _fit_pictures(self) -> None:
        view = self.view
        card = self.grid.card_size() if self.many else QSize(self._size.width, self._size.height)
        self._thumbnails.set_box(self._delegates[view].well_size(card), self.devicePixelRatioF())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pictures()

    # in hand

    def take_in_hand(self, row: int) -> None:
        if 0 <= row < self.model.rowCount():
            index = self.model.index(row, 0)
            self.strip.selectionModel().setCurrentIndex(index, Flag.Clear)
            self.view.scrollTo(index)

    def step(self, by: int) -> None:
        row = self.strip.currentIndex().row() + by
        self.take_in_hand(min(max(row, 0), self.model.rowCount() - 1))

    @property
    def hand(self) -> Member | None:
        index = self.strip.currentIndex()
        return self.model.member(index.row()) if index.isValid() and self.model.entry else None

    def chosen(self) -> list[Member]:
        """The selected ones; none: the one in hand is meant."""
        return [self.model.member(index.row()) for index in self.strip.selectionModel().selectedRows()]

    def clear_selection(self) -> bool:
        """False when nothing was selected."""
        some = self.strip.selectionModel().hasSelection()
        self.strip.selectionModel().clearSelection()
        return bool(some)

    def _toggle_current(self) -> None:
        index = self.strip.currentIndex()
        if index.isValid():
            self.strip.selectionModel().select(index, Flag.Toggle)

    def _on_menu(self, point: QPoint) -> None:
        """By the Menu key for what is in hand; a right click elsewhere takes that card in hand first."""
        index = self.view.indexAt(point)
        if index.isValid():
            if not self.strip.selectionModel().isSelected(index):
                self.take_in_hand(index.row())
            self.menu_wanted.emit(self.view.viewport().mapToGlobal(point))

    def _on_current(self) -> None:
        self._say()
        self.moved.emit()

    def _on_selected(self) -> None:
        self.view.viewport().update()
        self._say()
        self.selected.emit()

    def _say(self) -> None:
        """To those who hear the window, while the cards have the keyboard."""
        index = self.strip.currentIndex()
        if not index.isValid() or self.model.entry is None:
            return
        text = self.model.spoken(index.row())
        if self.strip.selectionModel().isSelected(index):
            text = self.tr("{card}, selected").format(card=text)
        self.view.setAccessibleDescription(text)
        if self.view.hasFocus() and text != self._told:
            self._told = text
            announce(self.view, text)

    @property
    def row(self) -> int:
        return int(self.strip.currentIndex().row())

    def in_sight(self) -> list[Member]:
        """Of which thumbnails are wanted: what is seen, and as much beyond."""
        if self.model.entry is None:
            return []
        if self.many:
            first, last = self.grid.first_row(), self.grid.last_row()
            rows = range(first, last + 1 + (last - first))
        else:
            shown = self.strip.rows_in_sight()
            rows = range(shown.start, shown.stop + len(shown))
        return [self.model.member(row) for row in rows if row < self.model.rowCount()]
