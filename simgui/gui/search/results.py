"""The right side of the search page: how many hits, the distance, the grid; or in words why there is none."""

from __future__ import annotations

import time

from PySide6.QtCore import QItemSelectionModel, QSize, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from simgui.core.search import COPY_WITHIN, DEFAULT_WITHIN, LIKELY_COPY_WITHIN, SIMILAR_WITHIN, Hit, Hits
from simgui.gui import messages
from simgui.gui.search.delegate import SIZES, CardDelegate
from simgui.gui.search.model import HitsModel
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.grid import GridView
from simgui.gui.widgets.labels import label
from simgui.gui.widgets.panels import Notice, StateView
from simgui.gui.widgets.slider import FARTHEST, DistancePanel
from simgui.gui.widgets.thumbnails import Thumbnails

NEAREST = 20


class Results(QWidget):
    """`painted` tells that all pictures in sight of a new answer are on the screen."""

    painted = Signal()
    hand_moved = Signal()

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._answer: Hits | None = None
        self._awaiting_paint = False
        self._flat = False
        self.model = HitsModel(thumbnails, self)
        self.count = label("", 18, 600)
        self.detail = label("", 13, tone="muted")
        self.distance = DistancePanel(self._zones(), DEFAULT_WITHIN)
        self.notice = Notice()
        self.grid = GridView()
        self.delegate = CardDelegate()
        self.grid.setItemDelegate(self.delegate)
        self.grid.setModel(self.model)
        self.grid.setAccessibleName(self.tr("Hits"))
        self.state = StateView()
        self.stack = QStackedWidget()
        self._lay_out()
        self.set_size("M")
        self.grid.seen.connect(self._on_seen)
        self.grid.selectionModel().currentChanged.connect(self.hand_moved)
        self.grid.selectionModel().selectionChanged.connect(self.hand_moved)
        self.distance.changed.connect(self._on_distance)
        thumbnails.failed.connect(lambda _picture: self.grid.viewport().update())

    def _zones(self) -> list[tuple[float, str, str]]:
        return [
            (COPY_WITHIN, messages.word("copy"), "copy"),
            (LIKELY_COPY_WITHIN, messages.word("likely_copy"), "likely_copy"),
            (SIMILAR_WITHIN, messages.word("similar"), "similar"),
            (FARTHEST, messages.word("unrelated"), "muted"),
        ]

    def _lay_out(self) -> None:
        self.head = QWidget()
        row = QHBoxLayout(self.head)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(12)
        row.addWidget(self.count)
        row.addWidget(self.detail)
        row.addStretch()
        self.smaller = Button("", "zoom-out", dense=False)
        self.larger = Button("", "zoom-in", dense=False)
        names = self.tr("Smaller thumbnails"), self.tr("Larger thumbnails")
        for button, name in zip((self.smaller, self.larger), names, strict=True):
            button.setFixedWidth(32)
            button.setAccessibleName(name)
            button.setToolTip(name)
            row.addWidget(button)
        self.head.setFixedHeight(56)
        around = QHBoxLayout()
        around.setContentsMargins(14, 4, 4, 0)
        around.addWidget(self.grid)
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(20, 0, 20, 8)
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

    # content

    def clear(self) -> None:
        """Before a new query: nothing of the old one may be decided about by mistake."""
        self._answer, self._awaiting_paint = None, False
        self.model.set_hits((), self.distance.distance)
        self.distance.slider.set_distances(())
        self.notice.clear()
        self.count.clear()
        self.detail.clear()
        self.distance.setEnabled(False)
        self.stack.setCurrentIndex(0)

    def show_answer(self, hits: Hits, flat: bool) -> None:
        self._answer, self._flat = hits, flat
        self.distance.setEnabled(bool(hits.hits) and not flat)
        self.distance.slider.set_distances([hit.distance for hit in hits.hits])
        self.model.set_hits(hits.hits, self.distance.distance, only_identical=flat)
        self._awaiting_paint = True
        self._refresh()

    def show_time(self, total_ms: float) -> None:
        assert self._answer is not None
        text = self.tr("in {images} · shown after {ms} ms")
        self.detail.setText(
            text.format(images=messages.images(self._answer.images), ms=messages.number(round(total_ms)))
        )

    def show_state(
        self, icon: str, title: str, detail: str = "", buttons: tuple[Button, ...] = (), colour: str = "muted"
    ) -> None:
        """Words in place of the grid."""
        self.state.say(icon, title, detail, buttons, colour)
        self.stack.setCurrentIndex(1)

    def show_nearest(self) -> None:
        """Move the slider so far that the nearest twenty are within it."""
        hits = self.model.hits
        if hits:
            self.distance.set_distance(hits[min(NEAREST, len(hits)) - 1].distance + 0.005)
            if not self.model.rowCount():
                self.distance.set_distance(FARTHEST)
            self.take_in_hand(0)

    def take_in_hand(self, row: int) -> None:
        if self.model.rowCount():
            index = self.model.index(min(max(row, 0), self.model.rowCount() - 1), 0)
            self.grid.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Clear)
            self.grid.setFocus()

    def hits_in_hand(self) -> list[Hit]:
        if self.stack.currentIndex() != 0:
            return []
        return [self.model.hit(row) for row in self.grid.rows_in_hand()]

    def _on_distance(self, distance: float) -> None:
        if self._answer is not None and not self._flat:
            self.model.set_within(distance)
            self._refresh()
            self.hand_moved.emit()

    def _refresh(self) -> None:
        assert self._answer is not None
        shown, found = self.model.rowCount(), len(self._answer.hits)
        one = self.tr("1 hit") if shown == 1 else self.tr("{n} hits").format(n=messages.number(shown))
        self.count.setText(one)
        if not self.detail.text():
            self.detail.setText(self.tr("in {images}").format(images=messages.images(self._answer.images)))
        if shown:
            self.stack.setCurrentIndex(0)
            if not self.grid.currentIndex().isValid():
                first = self.model.index(0, 0)
                self.grid.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        elif found and not self._flat:
            self._say_nothing_within()

    def _say_nothing_within(self) -> None:
        assert self._answer is not None
        assert self._answer.nearest is not None
        text = self.tr("Nothing within {within}. The nearest is at {nearest}.")
        within = messages.decimal(self.distance.distance, 2)
        button = Button(
            self.tr("Show the nearest {n}").format(n=min(NEAREST, len(self._answer.hits))), "search"
        )
        button.clicked.connect(self.show_nearest)
        self.show_state(
            "search",
            text.format(within=within, nearest=messages.decimal(self._answer.nearest, 2)),
            "",
            (button,),
        )

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
        """After each painting: ask for what is missing, what is in sight first, then one screen further."""
        first, last = self.grid.first_row(), self.grid.last_row()
        ahead = min(last + 1 + (last - first), self.model.rowCount() - 1)
        wanted, lacking = [], False
        for row in range(first, ahead + 1):
            hit = self.model.hit(row)
            picture = hit.picture_hash
            if self._thumbnails.get(picture) is None and not self._thumbnails.is_missing(picture):
                present = next((file.path for file in hit.files if file.state == "present"), None)
                wanted.append((picture, present))
                lacking = lacking or row <= last
        self._thumbnails.want(wanted)
        if self._awaiting_paint and not lacking:
            self._awaiting_paint = False
            self.painted.emit()


def milliseconds_since(began_s: float) -> float:
    return (time.perf_counter() - began_s) * 1e3
