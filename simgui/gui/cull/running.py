"""The sheet while files leave, and when that has ended: how far it is, what became of it, what stayed and why."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QProgressBar,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from simgui.core.cull import Culled, Failed
from simgui.core.cull_rows import LINKING
from simgui.core.progress import Progress
from simgui.gui import messages
from simgui.gui.cull import sentences
from simgui.gui.cull.figures import FIGURES, Figures
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import ElidedLabel, IconLabel, label
from simgui.gui.widgets.panels import Notice, Panel, StateView
from simgui.gui.widgets.table import CELL_PX, Index, RowsModel, RowTable, draw_elided, paint_row

NAME, WHY, FOLDER = range(3)
ROW_PX = 34
# what is no longer there: it can be dropped from the list
GONE = ("vanished",)


class Moving(QWidget):
    """n of N, rate, time left and the name in hand."""

    def __init__(self) -> None:
        super().__init__()
        self._spinner = IconLabel("loader-circle", "accent", 22)
        self._done = label("", 24, 600)
        self._pace = label("", 13, tone="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._name = ElidedLabel(13, tone="muted")
        self._promise = label("", 13, tone="muted", wrap=True)
        figures = QHBoxLayout()
        figures.setSpacing(10)
        figures.addWidget(self._spinner)
        figures.addWidget(self._done)
        figures.addStretch(1)
        figures.addWidget(self._pace)
        panel = Panel()
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(20, 18, 20, 18)
        inside.setSpacing(12)
        inside.addLayout(figures)
        inside.addWidget(self._bar)
        inside.addWidget(self._name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(panel)
        column.addWidget(self._promise)
        column.addStretch(3)

    def begin(self, total: int, action: str) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(0)
        text = self.tr("{done} of {total}").format(done=0, total=messages.number(total))
        self._done.setText(text)
        self._pace.setText("")
        self._name.set_text("")
        promises = {
            "quarantine": self.tr("What has moved can be put back at any time, from here and from History."),
            "trash": self.tr("What has moved can be put back until the trash is emptied."),
        }
        links = self.tr("What was replaced can be made a file of its own again, from here and from History.")
        self._promise.setText(promises.get(action, links))

    def show_progress(self, now: Progress) -> None:
        stage = now.stages[0]
        self._bar.setValue(min(stage.done, max((stage.total or 1) - 1, 0)))
        done, pace = sentences.how_far(now)
        self._done.setText(done)
        self._pace.setText(pace)
        self._bar.setAccessibleName(f"{done} {pace}")
        if now.path is not None:
            self._name.set_text(messages.shown_name(now.path))

    def show_stopping(self) -> None:
        self._pace.setText(self.tr("Stopping after this file…"))


class StayedModel(RowsModel):
    """What stayed, with why. Those that are gone can be dropped: they are counted all the same."""

    columns = 3

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Failed] = []

    def set_rows(self, rows: Sequence[Failed]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def gone(self) -> int:
        return sum(row.code in GONE for row in self.rows)

    def drop_gone(self) -> None:
        self.set_rows([row for row in self.rows if row.code not in GONE])

    def length(self) -> int:
        return len(self.rows)

    def titles(self) -> tuple[str, ...]:
        return self.tr("What stayed"), self.tr("Why"), self.tr("Folder")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.ToolTipRole:
            return sentences.why_in_full(row) if column == WHY else messages.shown(row.path)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        words = (
            messages.shown_name(row.path),
            sentences.why(row),
            messages.shown(os.path.dirname(row.path)),
        )
        spoken = role == Qt.ItemDataRole.AccessibleTextRole and column == NAME
        return messages.listed(words) if spoken else words[column]


class StayedDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, rect = theme.tokens(), option.rect
        painter.save()
        paint_row(painter, option)
        column = index.column()
        weight, tone = (500, "text") if column == NAME else (400, "text" if column == WHY else "muted")
        left = CELL_PX
        if column == NAME:
            place = QRect(rect.left() + CELL_PX, rect.center().y() - 7, 15, 15).toRectF()
            icons.draw(painter, "triangle-alert", place, t.warning)
            left += 23
        inside = rect.adjusted(left, 0, -8, 0)
        end = Qt.TextElideMode.ElideRight if column == WHY else Qt.TextElideMode.ElideMiddle
        draw_elided(painter, inside, theme.font(13, weight), tone, str(index.data()), elide=end)
        painter.restore()


class StayedView(RowTable):
    """Del drops what is gone."""

    drop_wanted = Signal()

    def __init__(self, model: StayedModel) -> None:
        super().__init__(ROW_PX, stretched=WHY)
        self.setModel(model)
        self.setItemDelegate(StayedDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("What stayed, and why"))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.setColumnWidth(NAME, round(self.width() * 0.22))
        self.setColumnWidth(FOLDER, round(self.width() * 0.20))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.drop_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Ended(QWidget):
    """What became of it: figures, lists that name what left, and what stayed."""

    def __init__(self) -> None:
        super().__init__()
        self._all_right = ""
        self.figures = Figures(FIGURES)
        self.lists = Notice()
        self.model = StayedModel(self)
        self.table = StayedView(self.model)
        self.drop = Button("", "x", "Del")  # it stands in the sheet's foot
        self.drop.clicked.connect(self._drop_gone)
        self.table.drop_wanted.connect(self._drop_gone)
        self._panel = Panel()
        inside = QVBoxLayout(self._panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        self.state = StateView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.figures)
        column.addWidget(self.lists)
        column.addWidget(self._panel, 1)
        column.addWidget(self.state, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.figures.fit(self.width())

    def show_culled(self, done: Culled, action: str, freed_on: str | None) -> None:
        stayed = len(done.failed) + len(done.skipped)
        self.figures.show_figures(
            (
                (messages.number(done.removed), self._moved(action, done.removed)),
                (messages.size_of(done.bytes_freed), sentences.freed(action, freed_on)),
                (messages.number(done.side_files), sentences.side_files_went(done.side_files)),
                (messages.number(done.handed_over), sentences.labels_went(done.handed_over)),
                (messages.number(stayed), self._stayed(done)),
            )
        )
        self._all_right = self.tr("Nothing stayed that was to leave.")
        if stayed:
            self._all_right = self.tr("What stayed is gone from its place by now.")
        self.model.set_rows([*done.failed, *done.skipped])
        self._show_rows()

    def _moved(self, action: str, count: int) -> str:
        if action in LINKING:
            return self.tr("file replaced") if count == 1 else self.tr("files replaced")
        return self.tr("file moved") if count == 1 else self.tr("files moved")

    def _stayed(self, done: Culled) -> str:
        """'stayed: 1 failed, 2 as they had changed'."""
        if not done.failed or not done.skipped:
            return self.tr("failed") if done.failed else self.tr("stayed")
        text = self.tr("stayed, {n} of them failed")
        return text.format(n=messages.number(len(done.failed)))

    def _show_rows(self) -> None:
        there, gone = bool(self.model.rows), self.model.gone()
        self._panel.setVisible(there)
        self.state.setVisible(not there)
        if not there:
            self.state.say("circle-check", self._all_right, colour="keep")
        self.drop.setVisible(gone > 0)
        text = self.tr("Drop 1 that is gone") if gone == 1 else self.tr("Drop {n} that are gone")
        self.drop.relabel(text.format(n=messages.number(gone)))
        if there:
            self.table.setCurrentIndex(self.model.index(0, NAME))

    def _drop_gone(self) -> None:
        if self.model.gone():
            focused = self.drop.hasFocus()
            self.model.drop_gone()
            self._show_rows()
            if focused and self.table.isVisible():
                self.table.setFocus()
