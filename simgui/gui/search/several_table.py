"""The table of several pictures, and the way back to it from one of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout

from simgui.gui.search.several_delegate import ROW_PX
from simgui.gui.search.several_model import Column, SeveralModel
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.table import RowTable


class SeveralTable(RowTable):
    """`seen` after each painting; Enter or a double click opens a row."""

    seen = Signal()

    def __init__(self, model: SeveralModel) -> None:
        super().__init__(ROW_PX, stretched=Column.BEST)
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setAccessibleName(self.tr("Pictures"))
        header = self.horizontalHeader()
        header.setSectionsClickable(True)  # they sort
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        wide = width >= 1000
        for column, part in (
            (Column.PICTURE, width * (30 if wide else 33) // 100),
            (Column.STATE, theme.scaled_px(174)),
            (Column.DISTANCE, theme.scaled_px(96 if wide else 80)),
            (Column.COPIES, theme.scaled_px(88 if wide else 72)),
        ):
            self.setColumnWidth(column, part)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.seen.emit()

    def rows_in_sight(self) -> range:
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        count = self.model().rowCount()
        return range(0 if first < 0 else first, count if last < 0 else last + 1)

    def rows_in_hand(self) -> list[int]:
        """The selected rows, or the current one when none is selected."""
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        current = self.currentIndex()
        return chosen or ([current.row()] if current.isValid() else [])


class BackBar(QFrame):
    """Above a picture that was opened from the table: the way back."""

    def __init__(self, back: QAction) -> None:
        super().__init__()
        self.setObjectName("backBar")
        self.button = Button.of(back, "chevron-left", kind="flat")
        row = QHBoxLayout(self)
        row.setContentsMargins(11, 4, 12, 4)
        row.addWidget(self.button)
        row.addStretch()
        self.hide()
