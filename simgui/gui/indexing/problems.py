"""Files that could not be indexed: by kind, with what to do about each."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import attrgetter

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from simgui.core.library import Problem
from simgui.core.progress import CancelToken
from simgui.gui import messages
from simgui.gui.background import Chore
from simgui.gui.indexing.running import Listed
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import IconLabel, label
from simgui.gui.widgets.panels import Panel
from simgui.gui.widgets.table import CELL_PX, NO_PARENT, Index, RowsModel, RowTable

PROBLEM_ROW_PX, HEAD_PX = 32, 44
REASON, FILE, FOLDER, ADVICE = range(4)
SEPARATOR = os.sep.encode()
ALL, OTHER = "all", "other"
KINDS = {
    "truncated": "truncated",
    "corrupt": "unreadable",
    "unsupported": "unreadable",
    "needs_extra": "unreadable",
    "not_an_image": "not_an_image",
}
ICONS = {
    "truncated": "image-off",
    "corrupt": "image-off",
    "unsupported": "image-off",
    "needs_extra": "image-off",
    "permission_denied": "lock",
    "too_large": "maximize",
    "file_too_large": "maximize",
    "empty": "image",
}


def kind_of(code: str) -> str:
    """Which filter chip a problem belongs to."""
    return KINDS.get(code, OTHER)


def _sorted(problems: list[Problem], column: int, descending: bool) -> list[Problem]:
    """As a header asks. There may be 100,000: each word is looked up once, and what can be compared whole is."""
    if column in (REASON, ADVICE):
        word = messages.problem if column == REASON else _advice
        words = {code: word(code) for code in {problem.code for problem in problems}}
        groups: dict[str, list[Problem]] = {
            said: [] for said in sorted(set(words.values()), reverse=descending)
        }
        for problem in sorted(problems, key=attrgetter("path"), reverse=descending):
            groups[words[problem.code]].append(problem)
        return list(chain.from_iterable(groups.values()))
    return sorted(problems, key=_by_name if column == FILE else _by_folder, reverse=descending)


def _advice(code: str) -> str:
    """What is to be done about a code, without what one file adds to it."""
    return messages.say(code, {})


def _by_name(problem: Problem) -> bytes:
    cut = _cut(problem.path)
    return problem.path[cut:].lower() + b"\0" + problem.path[:cut]


def _by_folder(problem: Problem) -> bytes:
    cut = _cut(problem.path)
    return problem.path[:cut] + b"\0" + problem.path[cut:].lower()


def _cut(path: bytes) -> int:
    """Where the name begins: inside a root / separates, whatever the system has."""
    return max(path.rfind(b"/"), path.rfind(SEPARATOR)) + 1


class ProblemsModel(RowsModel):
    """Reason, file, folder, what to do; of one kind or of all."""

    columns = 4

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.problems: list[Problem] = []  # those that are shown
        self._codes: Counter[str] = Counter()  # of all
        self._all: list[Problem] = []
        self._known: set[bytes] = set()
        self._listed: Listed | None = None  # nothing has come since
        self._kind = ALL
        self._order: tuple[int, bool] | None = None  # column, descending

    @property
    def total(self) -> int:
        return len(self._all)

    @property
    def kind(self) -> str:
        return self._kind

    @property
    def counts(self) -> Counter[str]:
        """Of each kind."""
        counts: Counter[str] = Counter()
        for code, count in self._codes.items():
            counts[kind_of(code)] += count
        return counts

    def set_problems(self, listed: Listed) -> None:
        if listed is self._listed:
            return
        self._listed = listed
        self._all, self._known = list(listed.problems), set(listed.paths)
        self._codes = Counter(listed.codes)
        if self._kind != ALL and not self.counts[self._kind]:
            self._kind = ALL
        self._show()

    def add(self, problems: Iterable[Problem]) -> None:
        """More of them, at the end: nothing moves under the hand."""
        new = [problem for problem in problems if problem.path not in self._known]
        if not new:
            return
        self._listed = None
        self._all += new
        self._known.update(problem.path for problem in new)
        self._codes.update(problem.code for problem in new)
        shown = [problem for problem in new if self._kind in (ALL, kind_of(problem.code))]
        if shown:
            first = len(self.problems)
            self.beginInsertRows(NO_PARENT, first, first + len(shown) - 1)
            self.problems += shown
            self.endInsertRows()

    def set_kind(self, kind: str) -> None:
        if kind != self._kind:
            self._kind = kind
            self._show()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._show()

    def _show(self) -> None:
        self.beginResetModel()
        self.problems = list(self._all)
        if self._kind != ALL:
            codes = {code for code in self._codes if kind_of(code) == self._kind}
            self.problems = [problem for problem in self._all if problem.code in codes]
        if self._order is not None:
            self.problems = _sorted(self.problems, *self._order)
        self.endResetModel()

    def length(self) -> int:
        return len(self.problems)

    def titles(self) -> tuple[str, ...]:
        return self.tr("Reason"), self.tr("File"), self.tr("Folder"), self.tr("What to do")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        problem, column = self.problems[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(problem)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            in_path = column in (FILE, FOLDER)
            return messages.shown(problem.path) if in_path else self.words(problem)[column]
        if role == Qt.ItemDataRole.AccessibleTextRole and column == REASON:
            return self.tr("{reason}: {file} in {folder}. {advice}").format(
                **dict(zip(("reason", "file", "folder", "advice"), self.words(problem), strict=True))
            )
        if role == Qt.ItemDataRole.DecorationRole and column == REASON:
            return icons.icon(ICONS.get(problem.code, "file-warning"), theme.tokens().warning)
        if role == Qt.ItemDataRole.FontRole and column == FILE:
            return theme.font(13, 600)
        if role == Qt.ItemDataRole.ForegroundRole and column == FOLDER:
            return theme.color("muted")
        return None

    def words(self, problem: Problem) -> tuple[str, str, str, str]:
        return (
            messages.problem(problem.code),
            messages.shown_name(problem.path),
            messages.shown_folder(problem.path),
            messages.say(problem.code, problem.fields),
        )


def as_text(problems: Sequence[Problem], cancel: CancelToken | None = None) -> str:
    """Tab separated, one a line, with whole paths."""
    reasons = {code: messages.problem(code) for code in {problem.code for problem in problems}}
    lines = []
    for problem in problems:
        if cancel is not None:
            cancel.check()
        advice = messages.say(problem.code, problem.fields)
        lines.append(f"{messages.shown(problem.path)}\t{reasons[problem.code]}\t{advice}")
    return "\n".join(lines)


class RowDelegate(QStyledItemDelegate):
    """A line below each row. A sentence gives up its end, a name its middle."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.column() == ADVICE:
            option.textElideMode = Qt.TextElideMode.ElideRight

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


class KindChip(Button):
    """A filter with its count, 28 high."""

    def __init__(self, kind: str) -> None:
        super().__init__("", dense=True)
        self.kind = kind
        self.setCheckable(True)

    def show_count(self, name: str, count: int) -> None:
        text = f"{name}  {messages.number(count)}"
        if text != self.text():
            self.relabel(text)
            said = self.tr("Show only: {kind}, {count}")
            self.setAccessibleName(said.format(kind=name, count=messages.problems(count)))


class ProblemsPanel(Panel):
    """Head with filter chips, and the table. `folder_wanted`: show this problem's folder; `said`: what was done."""

    folder_wanted = Signal(bytes)
    said = Signal(str)

    def __init__(self, copying: Chore) -> None:
        super().__init__()
        self._copying = copying
        self.model = ProblemsModel(self)
        self.table = RowTable(PROBLEM_ROW_PX)
        self.title = label("", 13, 600)
        self.rest = label("", 12, tone="muted")
        self.copy = Button(self.tr("Copy list"), "copy", kind="flat", dense=True)
        self.folder = Button(self.tr("Show in folder"), "folder-open", "", "flat", dense=True)
        self.copy.clicked.connect(self.copy_list)
        self.folder.clicked.connect(self.show_folder)
        self._running = False
        self.chips = self._make_chips()
        self._build_table()
        head = QWidget()
        head.setFixedHeight(theme.header_px(HEAD_PX))
        head.setLayout(self._head())
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.table, 1)
        self.hide()

    def _names(self) -> dict[str, str]:
        return {
            ALL: self.tr("All"),
            "truncated": self.tr("Truncated"),
            "unreadable": self.tr("Unreadable"),
            "not_an_image": self.tr("Not an image"),
            OTHER: self.tr("Other"),
        }

    def _make_chips(self) -> dict[str, KindChip]:
        group = QButtonGroup(self)
        chips = {kind: KindChip(kind) for kind in self._names()}
        for chip in chips.values():
            group.addButton(chip)
        chips[ALL].setChecked(True)
        group.buttonClicked.connect(self._on_chip)
        return chips

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(CELL_PX, 0, CELL_PX, 0)
        head.setSpacing(8)
        head.addWidget(IconLabel("triangle-alert", "warning", 16))
        head.addWidget(self.title)
        head.addWidget(self.rest)
        head.addSpacing(6)
        for chip in self.chips.values():
            head.addWidget(chip)
        head.addStretch()
        head.addWidget(self.copy)
        head.addWidget(self.folder)
        return head

    def _build_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(RowDelegate(table))
        table.setAccessibleName(self.tr("Problems"))
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        table.activated.connect(self.show_folder)
        self.set_wide(True)

    def set_wide(self, wide: bool) -> None:
        self.rest.setVisible(wide)
        for section, width_px in enumerate((150, 210, 180) if wide else (145, 170, 140)):
            self.table.setColumnWidth(section, theme.scaled_px(width_px))

    # what it shows

    def set_problems(self, listed: Listed) -> None:
        self.model.set_problems(listed)
        self._refresh()

    def add(self, problems: Iterable[Problem]) -> None:
        self.model.add(problems)
        self._refresh()

    def set_running(self, running: bool) -> None:
        self._running = running
        self._refresh()

    def _refresh(self) -> None:
        total, counts = self.model.total, self.model.counts
        self.setVisible(total > 0)
        self.title.setText(messages.problems(total))
        text = self.tr("all the rest is fine so far") if self._running else self.tr("all the rest is fine")
        self.rest.setText(text)
        kinds = [kind for kind in self.chips if kind != ALL and counts[kind]]
        for kind, name in self._names().items():
            chip = self.chips[kind]
            chip.show_count(name, total if kind == ALL else counts[kind])
            # one kind alone needs no filter
            chip.setVisible(kind == ALL or kind in kinds)
            chip.setChecked(kind == self.model.kind)

    def _on_chip(self, chip: KindChip) -> None:
        self.model.set_kind(chip.kind)
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))

    # what is done with it

    def _rows(self) -> list[int]:
        selection = self.table.selectionModel().selection()
        parts = [selection.at(number) for number in range(selection.count())]
        return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})

    def copy_list(self) -> None:
        """The rows that are selected if several are, else all that are shown."""
        rows = self._rows()
        problems = list(self.model.problems)
        if len(rows) > 1:
            problems = [problems[row] for row in rows]
        if problems:
            self._copying.ask(
                lambda cancel: as_text(problems, cancel), lambda text: self._on_copied(text, len(problems))
            )

    def _on_copied(self, text: str, count: int) -> None:
        QGuiApplication.clipboard().setText(text)
        self.said.emit(self.tr("List copied: {problems}").format(problems=messages.problems(count)))

    def show_folder(self) -> None:
        if self.model.rowCount():
            row = max(self.table.currentIndex().row(), 0)
            self.folder_wanted.emit(os.path.dirname(self.model.problems[row].path))
