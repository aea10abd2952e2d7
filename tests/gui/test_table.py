"""Tables whose rows are things of their own: their keys, their header, and what their models have in common."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QWidget

from simgui.gui.widgets.table import RowsModel, RowTable


class Numbers(RowsModel):
    columns, right = 3, frozenset((2,))

    def length(self) -> int:
        return 5

    def titles(self) -> tuple[str, ...]:
        return "one", "two", "three"

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return f"{index.row()} {index.column()}" if role == Qt.ItemDataRole.DisplayRole else None


class Around(QWidget):
    """Hears what the table leaves to it."""

    def __init__(self, table: RowTable) -> None:
        super().__init__()
        self.heard: list[int] = []
        QHBoxLayout(self).addWidget(table)

    def keyPressEvent(self, event: object) -> None:
        self.heard.append(event.key())  # type: ignore[attr-defined]


def test_home_and_end_go_to_a_row_and_no_key_goes_to_a_cell(qtbot: object) -> None:
    table = RowTable(30, stretched=1)
    table.setModel(Numbers(table))
    around = Around(table)
    qtbot.addWidget(around)  # type: ignore[attr-defined]
    around.show()
    table.setFocus()
    table.setCurrentIndex(table.model().index(2, 1))
    places = []
    for key in (Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_Down):
        QTest.keyClick(table, key)
        places.append((table.currentIndex().row(), table.currentIndex().column()))
    assert places == [(4, 1), (4, 1), (0, 1), (0, 1), (1, 1)]
    assert around.heard == [Qt.Key.Key_Right, Qt.Key.Key_Left]
    assert [index.row() for index in table.selectionModel().selectedRows()] == [1]


def test_one_column_takes_the_room_and_the_header_says_what_stands_below(qtbot: object) -> None:
    table = RowTable(30, stretched=1)
    qtbot.addWidget(table)  # type: ignore[attr-defined]
    model = Numbers(table)
    table.setModel(model)
    header, fixed = table.horizontalHeader(), QHeaderView.ResizeMode.Fixed
    modes = [header.sectionResizeMode(column) for column in range(3)]
    assert modes == [fixed, QHeaderView.ResizeMode.Stretch, fixed]
    assert not header.sectionsClickable()
    across, align = Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
    assert [model.headerData(column, across) for column in range(3)] == ["one", "two", "three"]
    sides = [model.headerData(column, across, align) for column in range(3)]
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    assert sides == [side | Qt.AlignmentFlag.AlignVCenter for side in (left, left, right)]
    assert (model.rowCount(), model.rowCount(model.index(0, 0))) == (5, 0)
    assert (model.columnCount(), model.columnCount(model.index(0, 0))) == (3, 0)
