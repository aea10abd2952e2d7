"""The history page: all that was done, newest first; each act can be taken back and put again from here."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from simgui.core import acts, quarantine
from simgui.core.acts import Act, Details, Held
from simgui.core.errors import SimguiError
from simgui.core.library import Library
from simgui.gui import messages
from simgui.gui.background import Failure, Worker, deadline
from simgui.gui.doing import Doing
from simgui.gui.history import sentences
from simgui.gui.history.head import Head
from simgui.gui.history.model import BUTTON, ROW_PX, STATE, WHAT, WHEN, ActDelegate, ActsModel
from simgui.gui.history.quarantine import EmptySheet
from simgui.gui.history.side import Side
from simgui.gui.keys import Keys
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.panels import Panel, StateView
from simgui.gui.widgets.table import RowTable
from simgui.gui.widgets.thumbnails import read_image

BESIDE_FROM_PX, WIDE_FROM_PX = 1100, 2000
TICK_MS = 30_000
NO_ROW = QModelIndex()


@dataclass(frozen=True)
class _Found:
    ids: array[int]
    held: Held
    quarantined: tuple[int, int]  # files, bytes


@dataclass(frozen=True)
class _Loaded:
    details: Details | None
    images: dict[bytes, QImage]


class ActsView(RowTable):
    """The list. Enter asks for the details of the row in hand."""

    details_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(ROW_PX, stretched=WHAT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self.details_wanted.emit()
        else:
            super().keyPressEvent(event)


class HistoryPage(QWidget):
    """`acted`: a sentence, and whether undo takes it back (True), redo does (False) or neither (None).

    Files are moved elsewhere: `restore_wanted`: by a cull, and which of its Files (None: all); `again_wanted`: what
    came back of this cull leaves again; `empty_wanted`: so many files are deleted from the quarantine.
    """

    acted = Signal(str, object)
    refused = Signal(str)
    bug = Signal(str)
    changed = Signal()
    restore_wanted = Signal(int, object)
    again_wanted = Signal(int)
    empty_wanted = Signal(int)

    def __init__(
        self, library: Library, actions: dict[str, QAction], keys: Keys, doing: Doing | None = None
    ) -> None:
        """`doing`: the one that decides on the other pages too, so that there is one order."""
        super().__init__()
        self._library = library
        self._doing = doing or Doing(library, self.bug.emit, self)
        self._active = self._closed = False
        self._stale = True
        self._known = False  # whether the list was read once
        self._quarantined: tuple[int, int] | None = (
            None  # files, bytes; counting takes longer than finding acts
        )
        self._wanted_details: int | None = None
        self._below_open = False
        self.model = ActsModel(library, self)
        self.list = ActsView()
        self.state = StateView()
        self._finder = Worker("history", self)
        self._looker = Worker("history-details", self)
        self.keys = self._make_actions(keys)
        self.head = Head(actions, self.keys["filter"])
        self.side = Side(self.keys["restore"])
        self.stack, self.details, self.held = self.side.details, self.side.details.decisions, self.side.held
        self._tick = QTimer(self, interval=TICK_MS)
        self._set_up_list()
        self._lay_out()
        self._connect()
        self._show_current()

    # building

    def _make_actions(self, keys: Keys) -> dict[str, QAction]:
        made = {
            name: keys.action(self, "history", name, text, key, act)
            for name, text, key, act in (
                ("restore", self.tr("Take back, put again"), ("Ctrl+Enter", "Ctrl+Return"), self.restore),
                ("filter", self.tr("Filter"), ("Ctrl+F",), self._go_to_filter),
            )
        }
        rows = ("Up", "Down", "PgUp", "PgDown", "Home", "End")
        keys.fixed("history", "go", self.tr("Go to another act"), rows)
        keys.fixed("history", "details", self.tr("Details"), ("Return",))
        keys.fixed("history", "back", self.tr("Back to the list, clear the filter"), ("Esc",))
        return made

    def _set_up_list(self) -> None:
        table = self.list
        table.setModel(self.model)
        table.setItemDelegate(ActDelegate(table))
        table.setAccessibleName(self.tr("History, newest first"))
        table.setMouseTracking(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _lay_out(self) -> None:
        self._list_panel = Panel()
        inside = QVBoxLayout(self._list_panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.list)
        self._main = QStackedWidget()
        self._main.addWidget(self._list_panel)
        self._main.addWidget(self.state)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(24, 0, 24, 14)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(0)
        self.head.setFixedHeight(theme.header_px(56))
        self._grid.addWidget(self.head, 0, 0, 1, 2)
        self._grid.addWidget(self.side.line, 1, 0, 1, 2)
        self._grid.addWidget(self._main, 2, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(2, 1)
        self._beside: bool | None = None
        self._arrange()

    def _connect(self) -> None:
        self.head.asked.connect(self._find)
        self.head.field.left.connect(self._go_to_list)
        self._tick.timeout.connect(self.model.tick)
        self.list.details_wanted.connect(self._on_details_wanted)
        self.list.clicked.connect(self._on_clicked)
        self.list.selectionModel().currentRowChanged.connect(self._on_row)
        self.model.failed.connect(self._on_unreadable)
        self.details.part_chosen.connect(self._load_pictures)
        self.side.quarantine.empty_wanted.connect(self._on_empty_wanted)
        for worker in (self._finder, self._looker):
            worker.failed.connect(self._on_failed)
        self._finder.finished.connect(self._on_found)
        self._looker.finished.connect(self._on_loaded)

    # what the window says

    def set_active(self, active: bool) -> None:
        self._active = active
        for action in self.keys.values():
            action.setEnabled(active)
        self._show_current()
        if active and self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Something was decided, undone or redone elsewhere; read at once when the page is in sight."""
        self._stale = True
        if self._active:
            self._find()

    def recount(self) -> None:
        """Files have moved: what the quarantine holds is counted when the page is read next."""
        self._quarantined = None

    def areas(self) -> list[QWidget]:
        """What F6 goes through."""
        shown: list[QWidget] = [self.head, self._main]
        return [*shown, self.stack.in_hand] if self.stack.isVisible() else shown

    def close_work(self, wait_ms: int) -> bool:
        self._closed = True
        self.head.stop()
        self._tick.stop()
        left_ms = deadline(wait_ms)
        return all([work.close(left_ms()) for work in (self._doing, self._finder, self._looker)])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.tick()
        if not self._closed:
            self._tick.start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The arrows are for the list from the beginning."""
        super().focusInEvent(event)
        if self.list.isVisible():
            self.list.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    # finding

    def _find(self) -> None:
        self._stale = False
        library, (text, kind), held = self._library, self.head.wanted(), self._quarantined
        words = sentences.words_like(text)
        self._finder.start(
            lambda _cancel, _report: _Found(
                acts.find(library, text, kind, words), acts.held(library), held or quarantine.held(library)
            )
        )

    def _on_found(self, found: _Found) -> None:
        self._known = True
        row = max(self.list.currentIndex().row(), 0)
        current = self.model.id_at(self.list.currentIndex().row())
        self.model.set_ids(found.ids)
        self.held.show_held(found.held)
        if not self._stale:  # else files may have moved since
            self._quarantined = found.quarantined
        self.side.quarantine.show_held(*found.quarantined)
        self._show_count(len(found.ids), found.held.acts)
        there = None if current is None else self.model.row_of(current)
        row = min(row, len(found.ids) - 1) if there is None else there
        if row >= 0 and (current is None or row != self.list.currentIndex().row()):
            self.list.setCurrentIndex(self.model.index(row, WHAT))
        self._show_current()
        self._load_details()

    def _show_count(self, shown: int, total: int) -> None:
        narrowed = self.head.wanted() != ("", None)
        text = sentences.acts(total)
        if narrowed:
            text = self.tr("{n} of {acts}").format(n=messages.number(shown), acts=text)
        self.head.count.setText(text)
        focused = self.list.hasFocus()
        if shown:
            self._main.setCurrentWidget(self._list_panel)
        elif narrowed:
            show_all = Button(self.tr("Show all"), "x")
            show_all.clicked.connect(self._show_all)
            self.state.say("funnel", self.tr("No act fits the filter."), buttons=(show_all,))
            self._main.setCurrentWidget(self.state)
            if focused:
                show_all.setFocus()
        else:
            text = self.tr("Nothing done yet. Decisions and culls will stand here, and can be taken back.")
            self.state.say("history", text)
            self._main.setCurrentWidget(self.state)
        self._arrange()

    def _show_all(self) -> None:
        self.head.show_all()
        self.list.setFocus()

    def _on_failed(self, failure: Failure) -> None:
        if failure.error is None:
            self.bug.emit(failure.details)
        else:
            self._on_unreadable(failure.error)

    def _on_unreadable(self, error: SimguiError) -> None:
        self.refused.emit(messages.say_error(error))
        if not self.model.rowCount():
            self.state.say("triangle-alert", messages.say_error(error), colour="warning")
            self._main.setCurrentWidget(self.state)

    # going about

    def _go_to_filter(self) -> None:
        self.head.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.field.selectAll()

    def _go_to_list(self) -> None:
        self.head.ask_now()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_details_wanted(self) -> None:
        if self._act() is None:
            return
        self._below_open = True
        self._arrange()
        self._load_details()
        self.stack.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.stack.isVisible() and (not self._beside or self._focus_in(self.stack)):
            self._below_open = False
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._arrange()
        elif self.head.field.text():
            self.head.field.clear()
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _focus_in(area: QWidget) -> bool:
        focused = area.window().focusWidget()
        return focused is not None and area.isAncestorOf(focused)

    # the act in hand

    def _act(self) -> Act | None:
        return self.model.act(self.list.currentIndex().row())

    def _on_row(self, _current: QModelIndex = NO_ROW, _previous: QModelIndex = NO_ROW) -> None:
        self._show_current()
        self._load_details()

    def _show_current(self) -> None:
        act = self._act()
        restore = self.keys["restore"]
        text = self.tr("Take back") if act is None else sentences.button(act)
        restore.setEnabled(self._active and act is not None and bool(text))
        restore.setText(text or self.tr("Take back"))
        restore.setToolTip(restore.text())
        self.details.restore.relabel(restore.text())
        self.details.restore.setVisible(bool(text))
        self.stack.show_restore()

    def _load_details(self) -> None:
        number = self.model.id_at(self.list.currentIndex().row())
        self._wanted_details = number
        if number is None:
            self.stack.clear()
        elif self._active and not self.stack.isHidden():
            self._load(number, None)

    def _load_pictures(self, part: int) -> None:
        if self.details.details is not None:
            self._load(self.details.details.act.id, part)

    def _load(self, number: int, part: int | None) -> None:
        library, box, old = self._library, self.details.image_box(), self.stack.details
        if part is None:
            same = old is not None and old.act.id == number
            part = max(self.details.parts.currentIndex().row(), 0) if same else 0
        self._looker.start(lambda _cancel, _report: _look(library, number, part, box))

    def _on_loaded(self, loaded: _Loaded) -> None:
        if loaded.details is None or loaded.details.act.id != self._wanted_details:
            return
        self.stack.show_details(loaded.details)
        if loaded.details.act.cull is None:
            self.details.show_images(loaded.images)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index.siblingAtColumn(WHAT))
        if index.column() == BUTTON:
            self.restore()

    def restore(self) -> None:
        """Take the act in hand back, or put it again. Files of a cull are moved by others, as a job."""
        act = self._act()
        if act is None or not sentences.button(act):
            return
        if act.cull is not None:
            self._restore_cull(act)
            return
        number, holds = act.id, act.holds

        def write() -> tuple[Act, tuple[acts.Part, ...]]:
            history = self._library.history
            (history.undo if holds else history.redo)(number)
            (now,) = acts.load(self._library, [number])
            return now, acts.parts(self._library, now)

        self._doing.do(write, self._on_restored, self._on_refused)

    def _restore_cull(self, act: Act) -> None:
        if act.holds:
            chosen = self.stack.wanted()
            if chosen != []:
                self.restore_wanted.emit(act.id, chosen)
        else:
            self.again_wanted.emit(act.id)

    def _on_empty_wanted(self) -> None:
        held = self.side.quarantine
        sheet = EmptySheet(self, held.files, held.bytes)
        sheet.accepted.connect(lambda: self.empty_wanted.emit(sheet.files))
        sheet.open()

    def _on_restored(self, result: tuple[Act, tuple[acts.Part, ...]]) -> None:
        now, parts = result
        self.acted.emit(self._said(now, parts), now.holds)
        self.model.forget(now.id)
        self._show_current()
        self.changed.emit()
        self.refresh()

    def _on_refused(self, error: SimguiError) -> None:
        # another process may have come before: what is read anew is what holds
        self.recount()
        self.refused.emit(messages.say_error(error))
        self.changed.emit()
        self.refresh()

    def _said(self, act: Act, parts: Sequence[acts.Part]) -> str:
        if act.holds:
            text, beside = self.tr("Put again: {what}."), sentences.overruled(parts)
        else:
            text, beside = self.tr("Taken back: {what}."), sentences.after_undo(parts)
        said = text.format(what=sentences.sentence(act))
        return messages.together(said, beside) if beside else said

    # layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Details beside the list; where there is no room below it, and there only when asked for."""
        beside = self.width() >= BESIDE_FROM_PX
        nothing = self._known and not self.model.rowCount()
        if beside != self._beside:
            self._beside = beside
            self._grid.removeWidget(self.side)
            self._grid.removeWidget(self._main)
            self._grid.addWidget(self._main, 2, 0, 1, 1 if beside else 2)
            if beside:
                self._grid.addWidget(self.side, 2, 1)
            else:
                self._grid.addWidget(self.side, 3, 0, 1, 2)
            self.side.set_beside(beside)
            self.list.setColumnWidth(WHEN, theme.scaled_px(140 if beside else 124))
            self.list.setColumnWidth(STATE, theme.scaled_px(128))
            self.list.setColumnWidth(BUTTON, theme.scaled_px(140))
        self.side.fit(self.width() >= WIDE_FROM_PX)
        self.side.line.setVisible(not beside and not nothing)
        shown = not nothing and (beside or self._below_open)
        was = self.stack.isHidden()
        self.stack.setVisible(shown)
        self.side.setVisible(not nothing and (beside or self._below_open))
        if was and shown:
            self._load_details()
        if was == shown and not beside:
            # the list has become shorter or longer: the row in hand stays in sight
            QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        self.list.scrollTo(self.list.currentIndex())


def _look(library: Library, number: int, part: int, box: QSize) -> _Loaded:
    """In a worker: an act and the small pictures of one of its parts, as far as the library has them."""
    details = acts.details(library, number)
    if details is None or part >= len(details.parts):
        return _Loaded(details, {})
    wanted = [picture for picture in details.parts[part].pictures if picture is not None]
    try:
        found = library.thumbnails.get_many(wanted)
    except SimguiError:
        found = {}  # only a cache
    return _Loaded(details, {picture: read_image(jpeg, box) for picture, jpeg in found.items()})
