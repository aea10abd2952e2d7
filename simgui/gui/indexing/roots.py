"""The folders of the library: one row each, with what can be done about it."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import (
    QCoreApplication,
    QDate,
    QLocale,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from simgui.core.library import RootStatus
from simgui.core.progress import Progress, RootProgress
from simgui.gui import messages
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import IconLabel, label
from simgui.gui.widgets.panels import Panel, StateView
from simgui.gui.widgets.table import CELL_PX, HEADER_PX, Index, RowsModel, RowTable, draw_elided, two_lines

ROOT_ROW_PX, HINT_PX, EMPTY_PX = 52, 44, 220
NAME, FILES, STATE, BUTTONS = range(4)


def day(time_s: float) -> str:
    """'18 Nov', with its year when that is not this one."""
    then, now = QDate(*time.localtime(time_s)[:3]), QDate.currentDate()
    if then.year() == now.year():
        return QLocale().toString(then, QCoreApplication.translate("indexing", "d MMM"))
    return QLocale().toString(then, QCoreApplication.translate("indexing", "d MMM yyyy"))


class RootsModel(RowsModel):
    """One root a row. Its last column stands under buttons."""

    columns, right = 4, frozenset((FILES,))

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.roots: list[RootStatus] = []
        self._busy: tuple[bytes, ...] | None = None
        self._progress: dict[int, RootProgress] = {}
        self._paused = False

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
        self._busy, self._progress, self._paused = paths, {}, False
        self._all_changed()

    def set_paused(self, paused: bool) -> None:
        self._paused = paused
        self._all_changed()

    def set_progress(self, now: Progress) -> None:
        fresh = {root.root: root for root in now.roots}
        if fresh != self._progress:
            self._progress = fresh
            self._all_changed()

    def _all_changed(self) -> None:
        if self.roots:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.roots) - 1, BUTTONS))

    def length(self) -> int:
        return len(self.roots)

    def titles(self) -> tuple[str, ...]:
        return self.tr("Root"), self.tr("Files"), self.tr("State"), ""

    def state(self, root: RootStatus) -> tuple[str, str, str]:
        """Icon, its colour, words."""
        if root.state != "online":
            return "cloud-off", "warning", self.tr("Offline, everything is kept")
        if self._is_in_run(root):
            working = self._working(root)
            if working is not None:
                turns = working[0] == "loader-circle"
                return ("pause", "muted", self.tr("Paused")) if turns and self._paused else working
        elif root.indexed_s is None:
            return "hourglass", "muted", self.tr("Not indexed to the end yet")
        if root.problems:
            text = self.tr("Up to date, {problems}")
            return "triangle-alert", "warning", text.format(problems=messages.problems(root.problems))
        return "circle-check", "keep", self.tr("Up to date")

    def _is_in_run(self, root: RootStatus) -> bool:
        return self._busy is not None and (not self._busy or root.path in self._busy)

    def _working(self, root: RootStatus) -> tuple[str, str, str] | None:
        """What the run does with it; None when it is done with it."""
        listed = self._progress.get(root.id)
        in_run = [r.id for r in self.roots if r.state == "online" and self._is_in_run(r)]
        if listed is None:
            listing = next((number for number in in_run if number not in self._progress), None)
            if root.id == listing:
                return "loader-circle", "accent", self.tr("Listing")
            return "hourglass", "muted", self.tr("Waiting")
        if not listed.left:
            return None
        reading = next((n for n, r in self._progress.items() if r.left), None)
        everything = all(number in self._progress for number in in_run)
        if root.id != reading or not everything:
            return "hourglass", "muted", self.tr("Waiting")
        if not listed.fresh:
            return "loader-circle", "accent", self.tr("Indexing")
        text = self.tr("Indexing, {n} new so far")
        return "loader-circle", "accent", text.format(n=messages.number(listed.fresh))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        root, column = self.roots[index.row()], index.column()
        if role == Qt.ItemDataRole.UserRole:
            return root
        if role == Qt.ItemDataRole.AccessibleTextRole and column == NAME:
            text = self.tr("{name}, {place}, {files}, {state}")
            return text.format(
                name=messages.shown_name(root.path),
                place=self.place(root),
                files=messages.files(root.files),
                state=self.state(root)[2],
            )
        if role == Qt.ItemDataRole.ToolTipRole and column == NAME:
            return self.place(root)
        if role == Qt.ItemDataRole.ToolTipRole and column == STATE:
            return self.state(root)[2]
        if role == Qt.ItemDataRole.DisplayRole:
            name, state = messages.shown_name(root.path), self.state(root)[2]
            return (name, messages.number(root.files), state, "")[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column == FILES:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def place(self, root: RootStatus) -> str:
        """Where it lies, and what is said about it: '/media/card-2 · last seen 18 Nov'."""
        parts = [messages.shown(root.path)]
        if root.protected:
            parts.append(self.tr("protected"))
        if root.state != "online" and root.indexed_s is not None:
            parts.append(self.tr("last seen {day}").format(day=day(root.indexed_s)))
        if (left_out := root.skipped.get("excluded", 0) + root.skipped.get("too_small", 0)) > 0:
            parts.append(self.tr("{n} left out").format(n=messages.number(left_out)))
        return " · ".join(parts)


class RootDelegate(QStyledItemDelegate):
    """Folder, bold name and path in two lines; the state with its icon; a line below each row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, rect, t = index.model(), option.rect, theme.tokens()
        if not isinstance(model, RootsModel):
            return
        if index.column() == FILES:
            super().paint(painter, option, index)
        root = model.roots[index.row()]
        painter.save()
        if index.column() != FILES and option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accent_soft"))
        if index.column() == NAME:
            self._paint_name(painter, rect, model, root)
        elif index.column() == STATE:
            name, tone, said = model.state(root)
            if name == "loader-circle" and theme.still():
                name = "hourglass"
            place = QRectF(rect.left() + CELL_PX, rect.center().y() - 7, 15, 15)
            icons.draw(painter, name, place, getattr(t, tone))
            draw_elided(painter, rect.adjusted(CELL_PX + 22, 0, -4, 0), theme.font(13), "text", said)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _paint_name(self, painter: QPainter, rect: QRect, model: RootsModel, root: RootStatus) -> None:
        t = theme.tokens()
        place = QRectF(rect.left() + CELL_PX, rect.center().y() - 10, 20, 20)
        icons.draw(painter, "folder" if root.state == "online" else "unplug", place, t.muted)
        name, path = theme.font(13, 600), theme.font(12)
        above, below = two_lines(rect.adjusted(CELL_PX + 34, 0, -8, 0), name, path)
        draw_elided(painter, above, name, "text", messages.shown_name(root.path))
        draw_elided(painter, below, path, "muted", model.place(root))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, theme.row_px(ROOT_ROW_PX))


class RowButtons(QWidget):
    """What can be done about one root, by mouse and by Tab. The same stands in the row's menu."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 8, 1)
        line.setSpacing(4)
        line.addStretch()
        self._buttons: dict[str, Button] = {}
        for name, icon in (
            ("open", "folder-open"),
            ("protect", "shield-check"),
            ("left_out", "funnel"),
            ("remove", "x"),
        ):
            button = Button("", icon, kind="flat", dense=True)
            button.setFixedSize(theme.scaled_px(28), theme.scaled_px(28))
            button.clicked.connect(lambda _on=False, name=name: self.pressed.emit(name))
            self._buttons[name] = button
            line.addWidget(button)
        self._buttons["protect"].setCheckable(True)

    def button(self, name: str) -> Button:
        return self._buttons[name]

    def show_root(self, root: RootStatus, refusal: str) -> None:
        """`refusal`: why nothing can be written now; empty when it can."""
        name = messages.shown_name(root.path)
        self._buttons["protect"].setChecked(root.protected)
        texts = {
            "open": self.tr("Open {name}"),
            "protect": self.tr("{name} is protected: its files never leave by a cull. Press to lift that.")
            if root.protected
            else self.tr("Protect {name}: its files never leave by a cull"),
            "left_out": self.tr("What is left out of {name}…"),
            "remove": self.tr("Remove {name} from the library…"),
        }
        for key, text in texts.items():
            said = text.format(name=name)
            if refusal and key != "open":
                said = f"{said}\n{refusal}"
            self._buttons[key].setAccessibleName(said)
            self._buttons[key].setToolTip(said)


class RootsTable(RowTable):
    """Enter opens the folder; the Menu key shows what else can be done."""

    menu_asked = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__(ROOT_ROW_PX, stretched=NAME)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            rect = self.visualRect(self.currentIndex())
            place = self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(60, -8))
        self.menu_asked.emit(place)


class RootsPanel(Panel):
    """The table of roots. `wanted`: 'open', 'protect', 'left_out' or 'remove', and the root."""

    wanted = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.model = RootsModel(self)
        self.table = RootsTable()
        self.buttons: dict[int, RowButtons] = {}
        self._refusal = ""
        self.empty = StateView()
        self.empty.say("folder-plus", self.tr("No folders yet. Add one, or drop it anywhere on the window."))
        self._build_table()
        hint = QHBoxLayout()
        hint.setContentsMargins(CELL_PX, 0, CELL_PX, 0)
        hint.setSpacing(8)
        hint.addWidget(IconLabel("download"))
        words = self.tr("Drop a folder anywhere on the window to add it. Pictures stay where they are.")
        hint.addWidget(label(words, 12, tone="muted"), 1)
        self._hint = QWidget()
        self._hint.setLayout(hint)
        self._hint.setFixedHeight(theme.scaled_px(HINT_PX))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self._hint)

    def _build_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Roots"))
        table.setItemDelegate(RootDelegate(table))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.activated.connect(lambda index: self.wanted.emit("open", self.model.roots[index.row()]))
        table.menu_asked.connect(self._on_menu)
        self.set_wide(True)

    def set_wide(self, wide: bool) -> None:
        for section, width_px in ((FILES, 90), (STATE, 248 if wide else 218), (BUTTONS, 140)):
            self.table.setColumnWidth(section, theme.scaled_px(width_px))

    def wanted_px(self) -> int:
        """The height at which all rows are seen."""
        if not self.model.rowCount():
            return theme.scaled_px(EMPTY_PX)
        rows = self.model.rowCount() * theme.row_px(ROOT_ROW_PX)
        return theme.header_px(HEADER_PX) + rows + theme.scaled_px(HINT_PX) + 4

    def show_roots(self, roots: Sequence[RootStatus], refusal: str) -> None:
        self._refusal = refusal
        self.table.setVisible(bool(roots))
        self.empty.setVisible(not roots)
        self._hint.setVisible(bool(roots))
        here, before = self.current(), max(self.table.currentIndex().row(), 0)
        if self.model.set_roots(roots):
            self._make_buttons()
            # where its row has gone, the next stands in its place; else the one before
            row = next((n for n, root in enumerate(roots) if here is not None and root.id == here.id), before)
            self.table.setCurrentIndex(self.model.index(min(row, len(roots) - 1), NAME))
        for root in roots:
            self.buttons[root.id].show_root(root, refusal)

    def _make_buttons(self) -> None:
        self.buttons = {}
        for row, root in enumerate(self.model.roots):
            holder = RowButtons()
            holder.pressed.connect(lambda name, number=root.id: self.wanted.emit(name, self.root(number)))
            self.buttons[root.id] = holder
            self.table.setIndexWidget(self.model.index(row, BUTTONS), holder)

    def root(self, number: int) -> RootStatus:
        return next(root for root in self.model.roots if root.id == number)

    def current(self) -> RootStatus | None:
        row = self.table.currentIndex().row()
        return self.model.roots[row] if 0 <= row < len(self.model.roots) else None

    def menu(self, root: RootStatus) -> QMenu:
        made = QMenu(self)
        protect = self.tr("Lift the protection") if root.protected else self.tr("Protect from culls")
        for name, icon, text in (
            ("open", "folder-open", self.tr("Open the folder")),
            ("protect", "shield-check", protect),
            ("left_out", "funnel", self.tr("What is left out…")),
            ("remove", "x", self.tr("Remove from the library…")),
        ):
            action = made.addAction(icons.icon(icon, theme.tokens().text), text)
            action.triggered.connect(lambda _on=False, name=name: self.wanted.emit(name, root))
            if name != "open" and self._refusal:
                action.setToolTip(self._refusal)
        made.setToolTipsVisible(True)
        return made

    def _on_menu(self, place: QPoint) -> None:
        root = self.current()
        if root is not None:
            menu = self.menu(root)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(place)
