"""The list of groups at the left: what each is, how far apart, and its state; and in which order they stand."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from simgui.gui.review.entries import DECIDED, NOT_DUPLICATE, RELATED, SORTS, Entry
from simgui.gui.review.model import ENTRY, GroupsModel, Index
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import label
from simgui.gui.widgets.menu_button import MenuButton
from simgui.gui.widgets.table import draw_elided
from simgui.gui.widgets.thumbnails import Thumbnails, paint_filling

WIDTH_PX, ROW_PX, ICON = 216, 64, QSize(60, 46)
SIDE_PX, MARK_PX, RIGHT_PX = 12, 18, 8
STATE_ICONS = {
    DECIDED: ("check", "keep"),
    NOT_DUPLICATE: ("equal-not", "not_duplicate"),
    RELATED: ("link-2", "accent"),
}


class GroupDelegate(QStyledItemDelegate):
    """A row: icon 60 x 46, how many, the distances, the state in a word and by an icon at the right."""

    def __init__(self, view: QListView, thumbnails: Thumbnails) -> None:
        super().__init__(view)
        self._view, self._thumbnails = view, thumbnails
        self._bold, self._small = theme.font(13, 600), theme.font(12, figures=True)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(WIDTH_PX, theme.row_px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry | None = index.data(ENTRY)
        if entry is None:
            return
        model, current = index.model(), index == self._view.currentIndex()
        assert isinstance(model, GroupsModel)
        rect = QRect(option.rect)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if current:
            painter.fillRect(rect, theme.color("accent_soft"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("raised"))
        self._paint_icon(painter, rect, entry)
        self._paint_words(painter, rect, entry, model)
        self._paint_mark(painter, rect, entry, current)
        if current and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), 4, 4)
        painter.restore()

    def _paint_icon(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        """The keeper, cut to the shape of the icon."""
        place = QRectF(rect.left() + SIDE_PX, rect.top() + (rect.height() - ICON.height()) / 2, 0, 0)
        place.setSize(ICON.toSizeF())
        pixmap = self._thumbnails.get(entry.keeper.picture_hash)
        paint_filling(painter, place, pixmap, 3, 1.0 if entry.is_open else 0.55, icon_px=18)

    def _paint_words(self, painter: QPainter, rect: QRect, entry: Entry, model: GroupsModel) -> None:
        left = rect.left() + SIDE_PX + ICON.width() + 10
        room = rect.right() - RIGHT_PX - MARK_PX - left
        lines = [(model.size(entry), self._bold, "text"), (model.distances(entry), self._small, "muted")]
        state = model.state(entry)
        if state:
            warns = entry.is_open and bool(entry.group.conflict)
            lines.append((state, self._small, "warning" if warns else "muted"))
        heights = [theme.scaled_px(18 if font is self._bold else 15) for _, font, _ in lines]
        top = rect.top() + (rect.height() - sum(heights)) // 2
        for (text, font, tone), height in zip(lines, heights, strict=True):
            place = QRect(left, top, room, height)
            draw_elided(painter, place, font, tone, text, elide=Qt.TextElideMode.ElideRight)
            top += height

    @staticmethod
    def _paint_mark(painter: QPainter, rect: QRect, entry: Entry, current: bool) -> None:
        icon, tone = STATE_ICONS.get(entry.state, ("", ""))
        if entry.is_open and entry.group.conflict:
            icon, tone = "triangle-alert", "warning"
        elif entry.is_open and current:
            icon, tone = "chevron-right", "text"
        if icon:
            place = QRectF(rect.right() - RIGHT_PX - 15, rect.top() + (rect.height() - 15) / 2, 15, 15)
            icons.draw(painter, icon, place, getattr(theme.tokens(), tone))


class GroupsView(QListView):
    """Up and Down go through the groups; Left and Right are the page's: another image."""

    seen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.SinglePass)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)

    def keyboardSearch(self, _search: str) -> None:
        """Not by typing: letters are keys of the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.seen.emit()

    def picture_came(self, picture: bytes) -> None:
        for row in self.rows_in_sight():
            index = self.model().index(row, 0)
            if index.data(ENTRY).keeper.picture_hash == picture:
                self.update(index)

    def rows_in_sight(self) -> range:
        start = max(self.indexAt(QPoint(1, 1)).row(), 0)
        rows = self.viewport().height() // theme.row_px(ROW_PX) + 2
        return range(start, min(start + rows, self.model().rowCount()))


class GroupsPanel(QFrame):
    """`picked`: another row is in hand; `sorted_by`: one of SORTS."""

    picked = Signal(int)
    sorted_by = Signal(str)

    def __init__(self, model: GroupsModel, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.setObjectName("queryPanel")
        self.view = GroupsView()
        self.view.setModel(model)
        self.view.setItemDelegate(GroupDelegate(self.view, thumbnails))
        self.view.setAccessibleName(self.tr("Groups"))
        self.sort = MenuButton("", None, "flat")
        self.sort.set_dense(True)
        self.fresh = Button(self.tr("New groups: show"), "arrow-down-up", kind="flat", dense=True)
        self.fresh.hide()
        self._actions = QActionGroup(self)
        self._fill_sort()
        top = QHBoxLayout()
        top.setContentsMargins(SIDE_PX, 0, 4, 0)
        top.addWidget(label(self.tr("Groups"), 13, 600))
        top.addStretch()
        top.addWidget(self.sort)
        head = QWidget()
        head.setLayout(top)
        head.setFixedHeight(theme.header_px(40))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.fresh)
        column.addWidget(self.view, 1)
        self.setFixedWidth(max(theme.scaled_px(WIDTH_PX), WIDTH_PX))
        self.view.selectionModel().currentChanged.connect(lambda now, _before: self.picked.emit(now.row()))
        thumbnails.ready.connect(self.view.picture_came)

    def _fill_sort(self) -> None:
        texts = {
            "doubt": self.tr("Largest doubt"),
            "files": self.tr("Most files"),
            "bytes": self.tr("Most bytes"),
        }
        for name in SORTS:
            action = self.sort.menu.addAction(texts[name])
            action.setCheckable(True)
            action.setData(name)
            self._actions.addAction(action)
        self._actions.triggered.connect(lambda action: self.sorted_by.emit(action.data()))
        self.show_sort(SORTS[0])

    def show_sort(self, name: str) -> None:
        for action in self._actions.actions():
            if action.data() == name:
                action.setChecked(True)
                self.sort.relabel(action.text())
                self.sort.setAccessibleName(
                    self.tr("Order of the groups: {order}").format(order=action.text())
                )

    def take_in_hand(self, row: int) -> None:
        model = self.view.model()
        if 0 <= row < model.rowCount():
            index = model.index(row, 0)
            self.view.selectionModel().setCurrentIndex(
                index, self.view.selectionModel().SelectionFlag.NoUpdate
            )
            self.view.scrollTo(index)
