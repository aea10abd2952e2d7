"""The grid with 100,000 rows: nothing blocks for long (case U2), and geometry is right everywhere."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate

from simgui.gui.widgets.grid import GridView

MANY = 100_000


class _Rows(QAbstractListModel):
    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def rowCount(self, _parent: object = None) -> int:
        return self.count

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return str(index.row()) if role == Qt.ItemDataRole.DisplayRole else None

    def cut(self, count: int) -> None:
        if count < self.count:
            self.beginRemoveRows(QModelIndex(), count, self.count - 1)
            self.count = count
            self.endRemoveRows()
        else:
            self.beginInsertRows(QModelIndex(), self.count, count - 1)
            self.count = count
            self.endInsertRows()


@pytest.fixture
def grid(qtbot: object) -> GridView:
    view = GridView()
    view.setItemDelegate(QStyledItemDelegate(view))
    view.setModel(_Rows(MANY))
    view.model().setParent(view)
    view.resize(1000, 700)
    qtbot.addWidget(view)  # type: ignore[attr-defined]
    view.show()
    qtbot.waitExposed(view)  # type: ignore[attr-defined]
    return view


def test_nothing_blocks_with_a_hundred_thousand_rows(grid: GridView, qtbot: object) -> None:
    def timed(act: object) -> float:
        began_s = time.perf_counter()
        act()  # type: ignore[operator]
        qtbot.wait(0)  # type: ignore[attr-defined]
        return time.perf_counter() - began_s

    bar, model = grid.verticalScrollBar(), grid.model()
    acts = {
        "end": lambda: bar.setValue(bar.maximum()),
        "middle": lambda: bar.setValue(bar.maximum() // 2),
        "size": lambda: grid.set_card_size(QSize(132, 166)),
        "hide": grid.hide,
        "show": grid.show,
        "filter": lambda: model.cut(50_000),
        "back": lambda: model.cut(MANY),
        "last": lambda: qtbot.keyClick(grid, Qt.Key.Key_End),  # type: ignore[attr-defined]
    }
    # laying out all rows would take many times as long; what it really takes is measured, not tested
    slow = {name: took for name, act in acts.items() if (took := timed(act)) > 3}
    assert not slow, slow
    assert grid.currentIndex().row() == MANY - 1


def test_a_point_finds_the_card_that_is_there(grid: GridView) -> None:
    grid.verticalScrollBar().setValue(123_456)
    for row in range(grid.first_row(), grid.last_row() + 1, 3):
        rect = grid.visualRect(grid.model().index(row, 0))
        assert grid.indexAt(rect.center()).row() == row


def test_the_grid_is_flush(grid: GridView) -> None:
    columns, width = grid.columns(), grid.card_size().width()
    assert width >= 182
    assert columns * width + (columns - 1) * 12 <= grid.viewport().width()


def test_focus_is_not_lost_when_rows_go(grid: GridView, qtbot: object) -> None:
    grid.setCurrentIndex(grid.model().index(900, 0))
    grid.model().cut(100)  # type: ignore[attr-defined]
    qtbot.wait(10)  # type: ignore[attr-defined]
    assert grid.currentIndex().row() == 99
