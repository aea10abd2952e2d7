"""Roots and problems as tables."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from simgui.core.library import Problem, RootStatus
from simgui.gui import messages
from simgui.gui.widgets import icons, theme

Index = QModelIndex | QPersistentModelIndex
ROOT_ROW_PX, PROBLEM_ROW_PX = 52, 32
NO_PARENT = QModelIndex()


class RootsModel(QAbstractTableModel):
    """One root a row. Its last column stands under buttons."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.roots: list[RootStatus] = []
        self._busy: tuple[bytes, ...] | None = None

    def set_roots(self, roots: Sequence[RootStatus]) -> bool:
        """True when rows came or went (their buttons must be made anew)."""
        if [root.id for root in roots] == [root.id for root in self.roots]:
            self.roots = list(roots)
            self._all_changed()
            return False
        self.beginResetModel()
        self.roots = list(roots)
        self.endResetModel()
        return True

    def set_busy(self, paths: tuple[bytes, ...] | None) -> None:
        """Which roots are being indexed: None none, empty all."""
        self._busy = paths
        self._all_changed()

    def _all_changed(self) -> None:
        if self.roots:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.roots) - 1, 3))

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.roots)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Root"), self.tr("Files"), self.tr("State"), "")[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == 1 else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def state(self, root: RootStatus) -> tuple[str, str, str]:
        """Icon, its colour, words."""
        if self._busy is not None and (not self._busy or root.path in self._busy) and root.state == "online":
            return "loader-circle", "accent", self.tr("Indexing")
        if root.state != "online":
            return "cloud-off", "warning", self.tr("Offline, everything is kept")
        if root.indexed_s is None:
            return "hourglass", "muted", self.tr("Not indexed to the end yet")
        return "circle-check", "keep", self.tr("Up to date")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        root = self.roots[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return root
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole) and index.column() == 0:
            return f"{messages.shown_name(root.path)}, {self.place(root)}"
        if role == Qt.ItemDataRole.DisplayRole:
            return (messages.shown_name(root.path), messages.number(root.files), self.state(root)[2], "")[
                index.column()
            ]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def place(self, root: RootStatus) -> str:
        path = messages.shown(root.path)
        return self.tr("{path} · protected").format(path=path) if root.protected else path


class RootDelegate(QStyledItemDelegate):
    """Folder, bold name and path in two lines; the state with its icon."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, RootsModel) or index.column() not in (0, 2):
            super().paint(painter, option, index)
            return
        root, rect = model.roots[index.row()], option.rect
        t = theme.tokens()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accent_soft"))
        if index.column() == 0:
            place = QRectF(rect.left() + 14, rect.center().y() - 9, 18, 18)
            icons.draw(painter, "folder" if root.state == "online" else "cloud-off", place, t.muted)
            words = rect.adjusted(48, 8, -8, -8)
            self._line(
                painter,
                words,
                Qt.AlignmentFlag.AlignTop,
                theme.font(13, 600),
                t.text,
                messages.shown_name(root.path),
            )
            self._line(
                painter, words, Qt.AlignmentFlag.AlignBottom, theme.font(12), t.muted, model.place(root)
            )
        else:
            name, tone, said = model.state(root)
            icons.draw(
                painter, name, QRectF(rect.left() + 8, rect.center().y() - 7, 15, 15), getattr(t, tone)
            )
            middle = Qt.AlignmentFlag.AlignVCenter
            self._line(painter, rect.adjusted(31, 0, -4, 0), middle, theme.font(13), t.text, said)
        painter.restore()

    @staticmethod
    def _line(
        painter: QPainter, rect: QRect, side: Qt.AlignmentFlag, font: QFont, ink: str, text: str
    ) -> None:
        painter.setFont(font)
        painter.setPen(ink)
        short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignLeft, short)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, ROOT_ROW_PX)


class ProblemsModel(QAbstractTableModel):
    """Files that could not be indexed: reason, file, folder, what to do."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.problems: list[Problem] = []

    def set_problems(self, problems: Sequence[Problem]) -> None:
        if list(problems) != self.problems:
            self.beginResetModel()
            self.problems = list(problems)
            self.endResetModel()

    def add(self, problems: Sequence[Problem]) -> None:
        known = {problem.path for problem in self.problems}
        new = [problem for problem in problems if problem.path not in known]
        if new:
            self.beginInsertRows(QModelIndex(), len(self.problems), len(self.problems) + len(new) - 1)
            self.problems += new
            self.endInsertRows()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.problems)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Reason"), self.tr("File"), self.tr("Folder"), self.tr("What to do"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        problem = self.problems[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(problem)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                messages.shown(problem.path)
                if index.column() in (1, 2)
                else self.words(problem)[index.column()]
            )
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return icons.icon("file-warning", theme.tokens().warning)
        if role == Qt.ItemDataRole.FontRole and index.column() == 1:
            return theme.font(13, 600)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 2:
            return theme.color("muted")
        return None

    def words(self, problem: Problem) -> tuple[str, str, str, str]:
        return (
            messages.problem(problem.code),
            messages.shown_name(problem.path),
            messages.shown_folder(problem.path),
            messages.say(problem.code, problem.fields),
        )

    def as_text(self) -> str:
        lines = (
            f"{messages.shown(p.path)}\t{messages.problem(p.code)}\t{self.words(p)[3]}" for p in self.problems
        )
        return "\n".join(lines)
