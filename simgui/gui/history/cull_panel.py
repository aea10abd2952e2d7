"""Beside the list, of a cull: what left by it, file by file, to be searched and put back, all of it or a part."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from simgui.core.acts import Details
from simgui.core.cull_journal import CullItem
from simgui.gui import messages
from simgui.gui.history import sentences
from simgui.gui.history.said import Said
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import label
from simgui.gui.widgets.panels import Panel, scrolled
from simgui.gui.widgets.table import draw_elided, paint_entry, two_lines

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
ROW_PX = 42


class ItemsModel(QAbstractListModel):
    """The pictures of a cull that fit what was typed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all: Sequence[CullItem] = ()
        self._along: dict[int, int] = {}
        self._found: Sequence[CullItem] = ()
        self._text = ""

    def set_items(self, items: Sequence[CullItem]) -> None:
        """Each picture is followed by what went along."""
        pictures, along, last = list[CullItem](), dict[int, int](), 0
        for item in items:
            if item.part == "picture":
                pictures.append(item)
                last = item.id
            elif item.part not in ("handed", "replaced"):
                along[last] = along.get(last, 0) + 1
        self._all, self._along = pictures, along
        self.narrow(self._text)

    def narrow(self, text: str) -> None:
        self._text = text
        wanted = text.casefold()
        self.beginResetModel()
        if wanted:
            self._found = [item for item in self._all if wanted in messages.shown(item.path).casefold()]
        else:
            self._found = self._all
        self.endResetModel()

    @property
    def count(self) -> int:
        return len(self._all)

    def item(self, row: int) -> CullItem:
        return self._found[row]

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._found)

    def words(self, row: int) -> tuple[str, str]:
        """The name, and below it its folder, what went along, and what became of it."""
        item = self._found[row]
        parts = [messages.shown(os.path.dirname(item.path))]
        if count := self._along.get(item.id, 0):
            one, many = self.tr("1 side file"), self.tr("{n} side files")
            parts.append((one if count == 1 else many).format(n=messages.number(count)))
        if became := sentences.item_state(item):
            parts.insert(0, became)
        return messages.shown_name(item.path), " · ".join(parts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return messages.listed(self.words(index.row()))
        if role == Qt.ItemDataRole.ToolTipRole:
            item = self._found[index.row()]
            paths = [item.path] if item.now is None else [item.path, item.now]
            return "\n".join(messages.shown(path) for path in paths)
        return None


class ItemDelegate(QStyledItemDelegate):
    """Two lines: name, and where it lay with what became of it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, ItemsModel):
            return
        rect, away = option.rect, model.item(index.row()).is_away
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_entry(painter, option)
        name, rest = model.words(index.row())
        upper, lower = theme.font(12, 500), theme.font(11)
        above, below = two_lines(rect.adjusted(8, 0, -8, 0), upper, lower)
        draw_elided(painter, above, upper, "text" if away else "muted", name)
        draw_elided(painter, below, lower, "muted", rest)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, theme.row_px(ROW_PX))


class SearchField(QLineEdit):
    """Esc clears it, and when there is nothing to clear goes back; Enter and the arrow down go into the list."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        else:
            super().keyPressEvent(event)


class CullPanel(Panel):
    """A cull in hand. `chosen`: other files of it are selected now."""

    chosen = Signal()

    def __init__(self, restore: QAction) -> None:
        super().__init__()
        self.details: Details | None = None
        self.said = Said()
        self._facts = label("", 12, tone="muted", wrap=True)
        self.field = SearchField()
        self.model = ItemsModel(self)
        self.files = QListView()
        self.restore = Button.of(restore, "archive-restore")
        self._build()

    def _build(self) -> None:
        self.field.setPlaceholderText(self.tr("Search these files"))
        self.field.setAccessibleName(self.tr("Search the files of this cull"))
        self.field.setClearButtonEnabled(True)
        self.field.setAcceptDrops(False)
        self.field.setMinimumHeight(max(32, theme.scaled_px(32)))
        self.files.setModel(self.model)
        self.files.setItemDelegate(ItemDelegate(self.files))
        self.files.setUniformItemSizes(True)
        self.files.setFrameShape(QFrame.Shape.NoFrame)
        self.files.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.files.setAccessibleName(self.tr("Files of this cull"))
        self.files.setMinimumHeight(theme.scaled_px(120))
        self._lay_out()
        self.field.textChanged.connect(self._on_typed)
        self.field.down.connect(self._go_to_files)
        self.files.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self.set_beside(True)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.restore)
        row.addStretch(1)
        said = QVBoxLayout()
        said.setSpacing(8)
        said.addWidget(self.said.sentence)
        said.addLayout(self.said.line)
        said.addWidget(self._facts)
        said.addLayout(row)
        self._steps_above = QVBoxLayout()
        said.addLayout(self._steps_above)
        said.addStretch(1)
        listed = QVBoxLayout()
        listed.setSpacing(8)
        listed.addWidget(self.field)
        listed.addWidget(self.files, 1)
        self._steps_below = QVBoxLayout()
        listed.addLayout(self._steps_below)
        inside = QWidget()
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom, inside)
        self._both.setContentsMargins(16, 14, 16, 14)
        self._both.setSpacing(12)
        self._both.addLayout(said)
        self._both.addLayout(listed, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(scrolled(inside))

    def set_beside(self, beside: bool) -> None:
        """One column beside the list; below it the files stand at the right."""
        directions = QBoxLayout.Direction
        self._both.setDirection(directions.TopToBottom if beside else directions.LeftToRight)
        self._both.setStretch(0, 0 if beside else 1)
        (self._steps_below if beside else self._steps_above).addWidget(self.said.steps)

    def show_details(self, details: Details) -> None:
        act, old = details.act, self.details
        self.details = details
        assert act.cull is not None
        # when a part of it came back or was deleted stands with the acts that did it
        self.said.show(details, dated=act.cull.state in ("holds", "put_back"))
        facts = sentences.cull_facts(act.cull)
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        if old is None or old.act.id != act.id:
            self.field.clear()
        self.model.set_items(details.items)
        self.chosen.emit()
        self.setAccessibleName(self.tr("Details: {what}").format(what=sentences.sentence(act)))

    def wanted(self) -> list[int] | None:
        """The selected Files that are away; None: all of them."""
        rows = self.files.selectionModel().selectedRows()
        items = [self.model.item(index.row()) for index in rows]
        away = [item.file for item in items if item.is_away and item.file is not None]
        return away if items else None

    def show_restore(self, action: QAction) -> None:
        """What its button does: all, or the selected ones."""
        act = None if self.details is None else self.details.act
        if act is None:
            return
        text, chosen = sentences.button(act), self.wanted()
        self.restore.setVisible(bool(text))
        if act.holds:
            assert act.cull is not None
            count = act.cull.away if chosen is None else len(chosen)
            what = self.tr("Restore {files}") if chosen is not None else self.tr("Restore all {files}")
            if act.cull.away == 1:
                what = self.tr("Restore {files}")
            text = what.format(files=messages.files(count))
        action.setText(text)
        self.restore.relabel(text)
        self.restore.set_icon(sentences.button_icon(act))
        self.restore.setEnabled(action.isEnabled() and chosen != [])

    def _on_typed(self, text: str) -> None:
        self.model.narrow(text.strip())

    def _go_to_files(self) -> None:
        self.files.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.model.rowCount() and not self.files.currentIndex().isValid():
            self.files.setCurrentIndex(self.model.index(0))

    def take_focus(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
