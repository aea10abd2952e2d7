"""The right side of the search page: how many hits, the distance, the grid; or in words why there is none."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QObject,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from simgui.core.calibration import Limits, shipped
from simgui.core.search import Hit, Hits
from simgui.gui import messages
from simgui.gui.keys import GRID, Keys
from simgui.gui.search.asking import present_path
from simgui.gui.search.head import GRIP, SIDE, Head
from simgui.gui.search.model import HitsModel
from simgui.gui.search.orders import KINDS
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.card import SIZES, CardDelegate, Role
from simgui.gui.widgets.grid import BAR, EDGE, GridView
from simgui.gui.widgets.labels import announce
from simgui.gui.widgets.panels import Notice, StateView
from simgui.gui.widgets.slider import BINS, FARTHEST, DistancePanel
from simgui.gui.widgets.thumbnails import Thumbnails, Wanted

NEAREST = 20


# counts are told to those who hear the window when the slider has come to rest
REST_MS = 500
SLOW_MS = 110
SHOWN_WITHIN = 0.70  # until the person moves the slider: most copies, and some that only look alike


class Results(QWidget):
    """`painted` tells that all pictures in sight of a new answer are on the screen."""

    painted = Signal()
    hand_moved = Signal()
    menu_wanted = Signal(QPoint)  # on the screen
    compare_wanted = Signal()

    def __init__(self, thumbnails: Thumbnails, hide: QAction, order: QAction, page: QWidget) -> None:
        super().__init__()
        self._thumbnails, self._page = thumbnails, page
        self._answer: Hits | None = None
        self._awaiting_paint = self._filtering = False
        self._flat = False
        self._told = ""
        self.model = HitsModel(thumbnails, self)
        self.head = Head(hide, order)
        self.count, self.detail = self.head.count, self.head.detail
        self.distance = DistancePanel(_zones(shipped().limits), SHOWN_WITHIN)
        self.notice = Notice()
        self.grid = GridView()
        self.delegate = CardDelegate()
        self.grid.setItemDelegate(self.delegate)
        self.grid.setModel(self.model)
        self.grid.setAccessibleName(self.tr("Hits"))
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.installEventFilter(self)
        self.state = StateView()
        self.stack = QStackedWidget()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._lay_out()
        self.set_size("M")
        self._connect()

    def _connect(self) -> None:
        self.grid.seen.connect(self._on_seen)
        self.grid.customContextMenuRequested.connect(self._on_menu)
        self.grid.doubleClicked.connect(self.compare_wanted)
        self.grid.selectionModel().currentChanged.connect(self._on_hand)
        self.grid.selectionModel().selectionChanged.connect(self._on_hand)
        self.distance.slider.distance_changed.connect(self._on_distance)
        self.head.kinds.chosen.connect(self._on_kinds)
        self._thumbnails.failed.connect(lambda _picture: self.grid.viewport().update())
        self._rest.timeout.connect(lambda: announce(self, self.count.text()))
        self._slow.timeout.connect(self.grid.viewport().update)

    def _lay_out(self) -> None:
        self.smaller = Button("", "zoom-out", dense=False)
        self.larger = Button("", "zoom-in", dense=False)
        names = self.tr("Smaller thumbnails"), self.tr("Larger thumbnails")
        for button, name in zip((self.smaller, self.larger), names, strict=True):
            button.setFixedWidth(32)
            button.setAccessibleName(name)
            button.setToolTip(name)
        self.distance.add_end(self.tr("Thumbnails"), (self.smaller, self.larger))
        around = QHBoxLayout()
        # the grid has a margin of its own for the ring around a card, and its scroll bar in the page's margin
        around.setContentsMargins(SIDE - GRIP - EDGE, 2, SIDE - EDGE - BAR, 0)
        around.addWidget(self.grid)
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(SIDE - GRIP, 0, SIDE, 8)
        inner.setSpacing(8)
        inner.addWidget(self.distance)
        inner.addWidget(self.notice)
        column.addLayout(inner)
        self.stack.addWidget(self._wrapped(around))
        self.stack.addWidget(self.state)
        column.addWidget(self.stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.body, 1)

    @staticmethod
    def _wrapped(layout: QHBoxLayout) -> QWidget:
        widget = QWidget()
        widget.setLayout(layout)
        return widget

    def make_keys(self, keys: Keys) -> None:
        """The grid's own keys: they work while it has the keyboard, and are listed with the others."""
        for name, text, key, act in (
            ("select", self.tr("Select, or no longer"), "Space", self._select_current),
            ("select_all", self.tr("Select all"), "Ctrl+A", self.grid.selectAll),
        ):
            action = keys.action(self.grid, GRID, name, text, key, act)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        # Enter presses the button that has the keyboard, so here it is the grid's alone
        text, enter = self.tr("Compare the card with the ring"), ("Return", "Enter")
        action = keys.action(self.grid, "search", "compare_card", text, enter, self.compare_wanted.emit)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.compare_key = action
        arrows = ("Left", "Right", "Up", "Down")
        keys.fixed(GRID, "go", self.tr("Go to another card"), (*arrows, "Home", "End", "PgUp", "PgDown"))
        ranges = [f"Shift+{arrow}" for arrow in arrows]
        keys.fixed(GRID, "select_range", self.tr("Select from here on"), ranges)
        keys.fixed(GRID, "unselect", self.tr("Select none"), ("Esc",))
        keys.fixed(GRID, "menu", self.tr("What can be done with it"), ("Menu",))

    def _select_current(self) -> None:
        index = self.grid.currentIndex()
        if index.isValid():
            space = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)
            self.grid.selectionModel().select(index, self.grid.selectionCommand(index, space))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Esc ends a selection before it means anything else: it is no shortcut of the page's then."""
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        selection = self.grid.selectionModel()
        if not selection.hasSelection():
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            selection.clearSelection()
            return True
        return False

    def _on_menu(self, point: QPoint) -> None:
        """By the Menu key for what is in hand; a right click elsewhere takes that card in hand first."""
        index = self.grid.indexAt(point)
        if not index.isValid():
            return
        selection = self.grid.selectionModel()
        if not selection.isSelected(index):
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Clear)
        self.menu_wanted.emit(self.grid.viewport().mapToGlobal(point))

    # content

    def clear(self) -> None:
        """Before a new query: nothing of the old one may be decided about by mistake."""
        self._answer, self._awaiting_paint = None, False
        self.model.set_hits((), self.distance.slider.distance)
        self.distance.slider.set_bins(())
        self.notice.clear()
        self.count.clear()
        self.detail.set_text("")
        self.head.hide_decided.hide()
        self.head.order.hide()
        self._rest.stop()
        self.distance.setEnabled(False)
        self.stack.setCurrentIndex(0)

    def show_answer(self, hits: Hits, flat: bool) -> None:
        self._answer, self._flat = hits, flat
        self.distance.setEnabled(bool(hits.hits) and not flat)
        self.distance.slider.set_zones(_zones(hits.limits))
        self.model.set_hits(hits.hits, self.distance.slider.distance, only_identical=flat)
        self.distance.slider.set_bins(self.model.per_bin(BINS) if hits.hits else ())
        self._awaiting_paint = bool(self.model.rowCount())
        self._refresh()

    def show_time(self, total_ms: float) -> None:
        assert self._answer is not None
        text = self.tr("in {images} · shown after {ms} ms")
        images = messages.images(self._answer.images)
        self.detail.set_text(text.format(images=images, ms=messages.number(round(total_ms))))

    def show_state(
        self, icon: str, title: str, detail: str = "", buttons: tuple[Button, ...] = (), colour: str = "muted"
    ) -> None:
        """Words in place of the grid, which hands them the keyboard."""
        had_keyboard = self._has_keyboard(self.stack)
        self.state.say(icon, title, detail, buttons, colour)
        self.stack.setCurrentIndex(1)
        if had_keyboard:
            next((button for button in buttons if button.isEnabled()), self).setFocus()

    def _show_grid(self) -> None:
        had_keyboard = self._has_keyboard(self)
        if self.stack.currentIndex() != 0:
            self.stack.setCurrentIndex(0)
            if had_keyboard and not self._has_keyboard(self.distance):
                self.grid.setFocus()

    @staticmethod
    def _has_keyboard(area: QWidget) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and (focused is area or area.isAncestorOf(focused))

    def show_nearest(self) -> None:
        """Move the slider so far that the nearest twenty are within it."""
        count = min(NEAREST, len(self.model.hits))
        if count:
            self.distance.slider.set_distance(self.model.distance_of(count) + 0.005)
            if self.model.count_within() < count:
                self.distance.slider.set_distance(FARTHEST)
            self.take_in_hand(0)

    def take_in_hand(self, row: int) -> None:
        if self.model.rowCount():
            index = self.model.index(min(max(row, 0), self.model.rowCount() - 1), 0)
            self.grid.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Clear)
            # an answer comes when it comes: it takes the keyboard from no question and from no other page
            focused = QApplication.focusWidget()
            if focused is None or focused.isAncestorOf(self.grid) or self._page.isAncestorOf(focused):
                self.grid.setFocus()

    def _on_hand(self) -> None:
        """Told to the page, and, while the grid has the keyboard, to those who hear the window."""
        index = self.grid.currentIndex()
        if index.isValid():
            text = self.model.spoken(index.row())
            if self.grid.selectionModel().isSelected(index):
                text = self.tr("{card}, selected").format(card=text)
            self.grid.setAccessibleDescription(text)
            if self.grid.hasFocus() and text != self._told:
                self._told = text
                announce(self.grid, text)
        if not self._filtering:
            self.hand_moved.emit()

    @property
    def awaits_paint(self) -> bool:
        """Pictures of a new answer are still to come."""
        return self._awaiting_paint

    def hits_in_hand(self) -> list[Hit]:
        if self.stack.currentIndex() != 0:
            return []
        return [self.model.hit(row) for row in self.grid.rows_in_hand()]

    # filtering

    def _on_distance(self, distance: float) -> None:
        if self._answer is not None and not self._flat:
            self._filter(lambda: self.model.set_within(distance))

    def _on_kinds(self, kinds: frozenset[str]) -> None:
        self._filter(lambda: self.model.set_kinds(kinds))

    def show_all_kinds(self) -> None:
        self.head.kinds.show_kinds(frozenset(KINDS))
        self._on_kinds(frozenset(KINDS))

    def toggle_decided(self) -> None:
        """Hide what is decided, or show it again."""
        self._filter(lambda: self.model.set_hides_decided(not self.model.hides_decided))

    def set_decisions(self, pairs: dict[bytes, str], files: dict[int, str]) -> None:
        self._filter(lambda: self.model.set_decisions(pairs, files))

    def _filter(self, change: Callable[[], None]) -> None:
        """What is in hand stays so; if it goes, the next one takes its place, else the one before."""
        current = self.grid.currentIndex()
        place = self.model.place(current.row()) if current.isValid() else 0
        self._filtering = True  # told once, when all of it is done
        change()
        row = self.model.row_near(place)
        if row >= 0 and row != self.grid.currentIndex().row():
            index = self.model.index(row, 0)
            self.grid.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        if self._answer is not None:
            self._refresh()
        self._filtering = False
        self.hand_moved.emit()
        if self._awaiting_paint and not self.model.rowCount():
            self._awaiting_paint = False
            self.painted.emit()  # there is nothing left to wait for

    # looking closer

    def end_comparing(self, ranked: Sequence[Hit]) -> None:
        """Each row is worded anew where it stands; another order is offered, or shown where nothing else is."""
        self.model.end_comparing(ranked)
        if self.model.rowCount() == 0 and self.model.has_other_order:
            self.toggle_order()
        self._refresh()

    def forget_score(self) -> None:
        if self.model.by_score:
            self.toggle_order()
        self.model.forget_score()
        self._refresh()

    def toggle_order(self) -> None:
        """By score, or by distance again. What is in hand stays so, and what is selected."""
        current, selection = self.grid.currentIndex(), self.grid.selectionModel()
        image = self.model.hit(current.row()).image if current.isValid() else None
        chosen = {self.model.hit(index.row()).image for index in selection.selectedIndexes()}
        self._filtering = True
        self.model.toggle_order()
        rows = {self.model.hit(row).image: row for row in range(self.model.rowCount())}
        if rows:
            flag, row = QItemSelectionModel.SelectionFlag, 0 if image is None else rows.get(image, 0)
            selection.setCurrentIndex(self.model.index(row, 0), flag.NoUpdate)
            for row in (rows[image] for image in chosen if image in rows):
                selection.select(self.model.index(row, 0), flag.Select)
            self.grid.scrollTo(self.grid.currentIndex())
            focused = QApplication.focusWidget()
            if focused is None or focused.isAncestorOf(self.grid):
                self.grid.setFocus()  # nobody else has the keyboard
        self.distance.slider.set_bins(self.model.per_bin(BINS))
        self._refresh()
        self._filtering = False
        self.hand_moved.emit()
        announce(self, self.tr("In the order of score") if self.model.by_score else self.tr("By distance"))

    def _refresh(self) -> None:
        assert self._answer is not None
        shown, within = self.model.rowCount(), self.model.count_within()
        said = self.count.text()
        self.head.show_count(shown, within)
        self.head.kinds.show_counts(self.model.kind_counts())
        self.head.order.show_state(self.model.has_other_order, self.model.by_score)
        self.head.hide_decided.show_state(self.model.decided_within(), self.model.hides_decided)
        if said != self.count.text():
            self._rest.start()
        if not self.detail.whole:
            self.detail.set_text(self.tr("in {images}").format(images=messages.images(self._answer.images)))
        if shown:
            self._show_grid()
            if not self.grid.currentIndex().isValid():
                first = self.model.index(0, 0)
                self.grid.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        elif within:
            self._say_all_hidden()
        elif self._answer.hits and not self._flat:
            self._say_nothing_within()

    def _say_nothing_within(self) -> None:
        assert self._answer is not None
        assert self._answer.nearest is not None
        text = self.tr("Nothing within {within}. The nearest is at {nearest}.")
        within = messages.decimal(self.distance.slider.distance, 2)
        # rounded up: with the slider there it is shown
        nearest = messages.decimal(math.ceil(self._answer.nearest * 100) / 100, 2)
        count = min(NEAREST, len(self._answer.hits))
        button = Button(self.tr("Show the nearest {n}").format(n=messages.number(count)), "search")
        button.clicked.connect(self.show_nearest)
        self.show_state("search", text.format(within=within, nearest=nearest), "", (button,))

    def _say_all_hidden(self) -> None:
        """There are hits, but the filters leave none."""
        buttons, text = [], self.tr("All hits within {within} are decided, and hidden.")
        if len(self.model.kinds) < len(KINDS):
            text = self.tr("None of the hits within {within} is of the kinds shown.")
            buttons.append(Button(self.tr("Show all kinds"), "funnel"))
            buttons[-1].clicked.connect(self.show_all_kinds)
        if self.model.hides_decided and self.model.decided_within():
            buttons.append(Button(self.tr("Show the decided ones"), "eye"))
            buttons[-1].clicked.connect(self.toggle_decided)
        within = messages.decimal(self.distance.slider.distance, 2)
        self.show_state("eye-off", text.format(within=within), "", tuple(buttons))

    # sizes and painting

    def set_size(self, name: str) -> None:
        self.size_name = name
        size = SIZES[name]
        self.delegate.set_size(size)
        self.grid.set_card_size(QSize(size.width, size.height))
        order = list(SIZES)
        self.smaller.setEnabled(name != order[0])
        self.larger.setEnabled(name != order[-1])
        self._fit_pictures()

    def step_size(self, step: int) -> None:
        order = list(SIZES)
        self.set_size(order[min(max(order.index(self.size_name) + step, 0), len(order) - 1)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pictures()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_pictures()

    def _fit_pictures(self) -> None:
        self._thumbnails.set_box(self.delegate.well_size(self.grid.card_size()), self.devicePixelRatioF())

    def _on_seen(self) -> None:
        """After each painting: ask for what is missing; one screen further when all that is in sight is there."""
        first, last = self.grid.first_row(), self.grid.last_row()
        wanted = self._lacking(first, last)
        # one of another size is shown until then
        lacking = any(self._thumbnails.get(picture) is None for picture, _ in wanted)
        if not lacking:
            wanted += self._lacking(last + 1, min(last + 1 + (last - first), self.model.rowCount() - 1))
        self._thumbnails.want(wanted)
        if lacking and not self._slow.isActive() and not self._says_slow(first, last):
            self._slow.start()
        if self._awaiting_paint and not lacking:
            self._awaiting_paint = False
            self.painted.emit()

    def _lacking(self, first: int, last: int) -> list[Wanted]:
        hits = map(self.model.hit, range(first, last + 1))
        return [
            (hit.picture_hash, present_path(hit)) for hit in hits if self._thumbnails.lacks(hit.picture_hash)
        ]

    def _says_slow(self, first: int, last: int) -> bool:
        """Whether each card in sight that waits for its picture says so already."""
        return all(
            self.model.index(row, 0).data(Role.SLOW) or self.model.index(row, 0).data(Role.PICTURE)
            for row in range(first, last + 1)
        )


def _zones(limits: Limits) -> list[tuple[float, str, str]]:
    return [
        (limits.copy, messages.word("copy"), "copy"),
        (limits.likely_copy, messages.word("likely_copy"), "likely_copy"),
        (limits.similar, messages.word("similar"), "similar"),
        (FARTHEST, messages.word("unrelated"), "muted"),
    ]


def milliseconds_since(began_s: float) -> float:
    return (time.perf_counter() - began_s) * 1e3
