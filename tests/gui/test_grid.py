"""The grid with a million rows: what it does depends on what is in sight, never on how many there are (case U2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QWheelEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem

from simgui.core.calibration import shipped
from simgui.core.catalog import FileRecord
from simgui.core.search import Hit
from simgui.gui.search.model import REMEMBERED, HitsModel
from simgui.gui.widgets import grid
from simgui.gui.widgets.card import Role
from simgui.gui.widgets.grid import BAR, EDGE, GridView
from simgui.gui.widgets.slider import FARTHEST
from simgui.gui.widgets.thumbnails import Thumbnails

MANY = 1_000_000
FILE = FileRecord(1, 1, b"/photos/one.jpg", 1000, "present")
SHIFT = Qt.KeyboardModifier.ShiftModifier


class _Rows(QAbstractListModel):
    """Counts what is asked of it."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.asked: Counter[int] = Counter()

    def rowCount(self, _parent: object = None) -> int:
        return self.count

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        self.asked[index.row()] += 1
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


class _Delegate(QStyledItemDelegate):
    """One colour a row, and a note of which rows were painted."""

    def __init__(self, parent: GridView) -> None:
        super().__init__(parent)
        self.painted: list[int] = []

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        self.painted.append(index.row())
        painter.fillRect(option.rect, colour_of(index.row()))
        index.data()


def colour_of(row: int) -> QColor:
    return QColor(row % 251, row // 251 % 251, 128)


class Bench:
    """A grid on a model, shown; what a test does with it."""

    def __init__(self, qtbot: object, count: int = MANY) -> None:
        self.qtbot = qtbot
        self.view = GridView()
        self.delegate, self.model = _Delegate(self.view), _Rows(count)
        self.view.setItemDelegate(self.delegate)
        self.view.setModel(self.model)
        self.model.setParent(self.view)
        self.bar = self.view.verticalScrollBar()
        self.view.resize(1000, 700)
        qtbot.addWidget(self.view)  # type: ignore[attr-defined]
        self.view.show()
        qtbot.waitExposed(self.view)  # type: ignore[attr-defined]
        self.settle()

    def settle(self) -> None:
        """Until everything that was asked for is done and painted."""
        for _ in range(5):
            self.qtbot.wait(1)  # type: ignore[attr-defined]

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.view, key, modifier)  # type: ignore[attr-defined]
        self.settle()

    def in_sight(self) -> range:
        return range(self.view.first_row(), self.view.last_row() + 1)

    def rect(self, row: int) -> QRect:
        return self.view.visualRect(self.model.index(row, 0))


@pytest.fixture
def bench(qtbot: object) -> Bench:
    return Bench(qtbot)


def test_only_rows_in_sight_are_asked_for(bench: Bench) -> None:
    """U2: opening, going to the end, filtering, resizing and hiding cost what is in sight, not what there is."""
    view, model = bench.view, bench.model
    acts: dict[str, Callable[[], object]] = {
        "open": lambda: view.setModel(model),
        "end": lambda: bench.key(Qt.Key.Key_End),
        "middle": lambda: bench.bar.setValue(bench.bar.maximum() // 2),
        "smaller cards": lambda: view.set_card_size(QSize(132, 166)),
        "wider": lambda: view.resize(1600, 700),
        "hide": view.hide,
        "show": view.show,
        "filter": lambda: model.cut(1000),
        "all again": lambda: model.cut(MANY),
        "all selected": lambda: bench.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier),
    }
    for name, act in acts.items():
        model.asked.clear()
        act()
        bench.settle()
        assert len(model.asked) <= 2 * len(bench.in_sight()) + 1, name


def test_end_shows_the_last_row(bench: Bench) -> None:
    bench.key(Qt.Key.Key_End)
    assert bench.view.currentIndex().row() == MANY - 1
    assert bench.in_sight()[-1] == MANY - 1
    assert bench.view.viewport().rect().contains(bench.rect(MANY - 1))
    assert bench.bar.value() == bench.bar.maximum()


def test_all_and_to_the_end_are_one_range(bench: Bench) -> None:
    spy = QSignalSpy(bench.view.selectionModel().selectionChanged)
    bench.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert spy.count() == 1
    assert len(bench.view.selectionModel().selection()) == 1
    assert bench.view.ranges_in_hand() == [range(MANY)]
    bench.view.setCurrentIndex(bench.model.index(7, 0))
    bench.key(Qt.Key.Key_Space)
    bench.key(Qt.Key.Key_End, SHIFT)
    assert bench.view.ranges_in_hand() == [range(7, MANY)]
    assert bench.view.count_in_hand() == MANY - 7


def test_keys_that_mean_nothing_here_do_not_read_all_names(bench: Bench) -> None:
    """U2: Qt's search by typing asks every row; it once took 14 s for a million."""
    bench.view.setFocus()
    bench.model.asked.clear()
    bench.key(Qt.Key.Key_Space)
    bench.key(Qt.Key.Key_X)
    assert len(bench.model.asked) <= len(bench.in_sight())
    assert bench.view.rows_in_hand() == [0]


def test_rows_in_hand_rise(bench: Bench) -> None:
    for row in (9, 2, 5):
        bench.view.setCurrentIndex(bench.model.index(row, 0))
        bench.qtbot.keyClick(bench.view, Qt.Key.Key_Space)  # type: ignore[attr-defined]
    assert bench.view.rows_in_hand() == [2, 5, 9]
    bench.view.clearSelection()
    assert bench.view.rows_in_hand() == [5]
    assert bench.view.count_in_hand() == 1


def test_the_filter_keeps_the_current_row(bench: Bench) -> None:
    bench.view.setCurrentIndex(bench.model.index(900, 0))
    bench.model.cut(1000)
    bench.settle()
    bench.model.cut(MANY)
    bench.settle()
    assert bench.view.currentIndex().row() == 900
    assert 900 in bench.in_sight()


def test_focus_is_not_lost_when_rows_go(bench: Bench) -> None:
    bench.view.setCurrentIndex(bench.model.index(900, 0))
    bench.model.cut(100)
    bench.settle()
    assert bench.view.currentIndex().row() == 99


def test_a_point_finds_the_card_that_is_there(bench: Bench) -> None:
    for value in (123_456, bench.bar.maximum()):
        bench.bar.setValue(value)
        for row in bench.in_sight()[::3]:
            assert bench.view.indexAt(bench.rect(row).center()).row() == row


def test_the_grid_is_flush(bench: Bench) -> None:
    """On both sides, at widths that no number of cards shares evenly; a point at an edge finds its own card."""
    view = bench.view
    usual = view.size()
    for more_px in range(9):
        view.resize(usual.width() + more_px, usual.height())
        columns, room = view.columns(), view.width() - 2 * EDGE - BAR
        first = bench.in_sight()[0]
        line = [bench.rect(first + column) for column in range(columns)]
        assert (line[0].left(), line[-1].right() + 1) == (EDGE, EDGE + room)
        assert {card.width() for card in line} == {view.card_size().width()}
        assert all(12 <= b.left() - a.right() - 1 <= 13 for a, b in pairwise(line))
        for column, card in enumerate(line):
            for point in (card.topLeft(), card.topRight()):
                assert view.indexAt(point + QPoint(0, 20)).row() == first + column
    view.resize(usual)


def _wheel(view: GridView, degrees_eighth: int) -> None:
    place = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        place,
        view.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, degrees_eighth),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_scrolling_paints_what_comes_into_sight_and_it_is_right(bench: Bench) -> None:
    bench.bar.setValue(100_000)
    for _ in range(3):
        bench.settle()
        bench.delegate.painted.clear()
        _wheel(bench.view, -120)
    bench.settle()
    assert 100_000 < bench.bar.value() < 101_000
    assert 0 < len(set(bench.delegate.painted)) <= 2 * bench.view.columns()
    shown = bench.view.viewport().grab().toImage()
    bench.view.viewport().repaint()
    on_screen = QApplication.primaryScreen().grabWindow(bench.view.winId()).toImage()
    for row in bench.in_sight():
        place = bench.rect(row).center()
        if bench.view.viewport().rect().contains(place):
            assert shown.pixelColor(place) == on_screen.pixelColor(place) == colour_of(row)


def test_a_screen_that_is_painted_in_portions_is_whole_in_the_end(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "PORTION_S", 0.0)  # one card at a time, as on a very slow computer
    whole = QSignalSpy(bench.view.seen)
    for times, width in enumerate((1000, 900)):
        bench.delegate.painted.clear()
        bench.bar.setValue(bench.bar.value() + 100_000)
        bench.view.viewport().repaint()
        assert len(bench.delegate.painted) == 1
        for row in bench.in_sight()[: 2 * bench.view.columns()]:
            bench.view.viewport().repaint(bench.rect(row).adjusted(-EDGE, -EDGE, EDGE, EDGE))
        assert whole.count() == times
        _wheel(bench.view, -120)  # what is not painted yet moves with the rest
        bench.view.resize(width, 700)
        bench.qtbot.waitUntil(lambda wanted=times + 1: whole.count() == wanted)  # type: ignore[attr-defined]
        on_screen = QApplication.primaryScreen().grabWindow(bench.view.winId()).toImage()
        sight = bench.view.viewport().rect()
        for row in bench.in_sight():
            card = bench.rect(row)
            for place in (card.topLeft(), card.center(), card.bottomRight()):
                assert not sight.contains(place) or on_screen.pixelColor(place) == colour_of(row)


def test_a_new_current_row_and_the_mouse_paint_single_cards(bench: Bench) -> None:
    bench.view.setCurrentIndex(bench.model.index(0, 0))
    bench.settle()
    bench.delegate.painted.clear()
    bench.key(Qt.Key.Key_Right)
    # the ring reaches to the neighbours' edges
    assert len(set(bench.delegate.painted)) < len(bench.in_sight())
    bench.delegate.painted.clear()
    bench.qtbot.mouseMove(bench.view.viewport(), bench.rect(2).center())  # type: ignore[attr-defined]
    bench.settle()
    assert 2 in bench.delegate.painted
    assert len(set(bench.delegate.painted)) < len(bench.in_sight())


def test_what_is_in_sight_stays_when_cards_are_laid_out_anew(bench: Bench) -> None:
    bench.bar.setValue(1_000_000)
    first = bench.view.first_row()
    for width in range(1000, 1400, 7):
        bench.view.resize(width, 700)
        bench.settle()
        assert first in bench.in_sight(), width
    for size in (QSize(132, 166), QSize(264, 266), QSize(182, 202)):
        bench.view.set_card_size(size)
        assert first in bench.in_sight(), size


def test_the_current_card_stays_in_sight_when_cards_are_laid_out_anew(bench: Bench) -> None:
    bench.key(Qt.Key.Key_End)
    for size in (QSize(264, 266), QSize(132, 166)):
        bench.view.set_card_size(size)
        assert bench.view.viewport().rect().contains(bench.rect(MANY - 1))
    bench.view.resize(700, 400)
    assert bench.view.viewport().rect().contains(bench.rect(MANY - 1))


# the rows of a search


class _Hits:
    """As many hits as wanted, made when they are asked for; notes which were."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.asked: Counter[int] = Counter()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, row: int) -> Hit:
        self.asked[row] += 1
        distance = row / self._count * 1.2
        picture = b"picture %d" % row
        return Hit(
            row + 1,
            row,
            picture,
            distance,
            0.5,
            shipped().limits.word(distance),
            False,
            False,
            None,
            (FILE,),
            {},
            640,
            480,
            "JPEG",
        )

    def __iter__(self) -> Iterator[Hit]:
        raise AssertionError("goes over all hits")


class _NoThumbnails(Thumbnails):
    """Has none, and loads none."""

    def __init__(self) -> None:
        super().__init__(None)  # type: ignore[arg-type]


@pytest.fixture
def hits() -> tuple[HitsModel, _Hits]:
    model, made = HitsModel(_NoThumbnails()), _Hits(MANY)
    model.set_hits(made, FARTHEST)  # type: ignore[arg-type]
    return model, made


def test_a_million_hits_are_taken_and_filtered_without_a_look_at_each(hits: tuple[HitsModel, _Hits]) -> None:
    """U2"""
    model, made = hits
    assert model.rowCount() == MANY
    model.set_within(0.6)
    assert model.rowCount() == MANY // 2 + 1
    model.set_within(0.0)
    assert model.rowCount() == 1
    model.set_within(FARTHEST)
    assert model.rowCount() == MANY
    bins = model.per_bin(7)  # of 0.2 each; the hits are spread over 1.2
    assert sum(bins) == MANY
    assert all(abs(count - MANY // 6) <= 1 for count in bins[:6])
    assert sum(made.asked.values()) < 250


def test_what_is_remembered_of_painted_rows_is_bounded(hits: tuple[HitsModel, _Hits]) -> None:
    """U2: memory stays flat while scrolling"""
    model, _ = hits
    for row in range(3 * REMEMBERED):
        assert model.index(row, 0).data(Role.PICTURE) is None
        assert model.index(row, 0).data(Role.CARD) is not None
    assert len(model._awaited) <= REMEMBERED
    assert len(model._cards) <= REMEMBERED


def test_a_picture_that_comes_repaints_its_row_only(hits: tuple[HitsModel, _Hits]) -> None:
    model, _ = hits
    spy = QSignalSpy(model.dataChanged)
    assert model.index(70, 0).data(Role.PICTURE) is None
    model._on_picture(b"picture 70")
    model._on_picture(b"picture 71")  # nobody has looked for it
    assert [spy.at(n)[0].row() for n in range(spy.count())] == [70]
