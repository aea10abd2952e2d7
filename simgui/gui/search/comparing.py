"""The layer in which the query is compared with the hit in hand, and follows it, or with up to three selected ones."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QItemSelectionModel, QObject, Signal
from PySide6.QtGui import QAction

from simgui.core.library import Library
from simgui.core.search import Hit, Query
from simgui.gui import messages
from simgui.gui.keys import Keys
from simgui.gui.search.model import is_same
from simgui.gui.search.results import Results
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.compare.loading import Side
from simgui.gui.widgets.compare.page import ComparePage, Other
from simgui.gui.widgets.compare.scene import LETTERS

DECISIONS = (
    ("duplicate", "copy-check"),
    ("not_duplicate", "equal-not"),
    ("related", "link-2"),
    ("keep", "pin"),
)


class Comparing(QObject):
    """`moved`: it came to the front or went."""

    moved = Signal()

    def __init__(
        self, library: Library, keys: Keys, actions: Mapping[str, QAction], results: Results, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._library, self._results = library, results
        self._query: Side | None = None
        self._hits: list[Hit] = []
        self.is_open = False
        buttons = [Button.of(actions[name], icon) for name, icon in DECISIONS]
        buttons[-1].relabel(self.tr("Keep hit"))
        self.page = ComparePage(library, keys, self.tr("Hits"), buttons)
        self.page.left.connect(self.leave)
        self.page.stepped.connect(self._step)
        self.page.handed.connect(self._on_handed)

    def open(self, query: Query, data: bytes | None) -> None:
        """With the hit in hand, or those that are selected where there is room for them. Nothing without one.

        `data`: what was handed over in place of a file.
        """
        grid, model = self._results.grid, self._results.model
        index = grid.currentIndex()
        if not index.isValid() or self._results.stack.currentIndex() != 0 or self.is_open:
            return
        rows, note = grid.first_in_hand(len(LETTERS)), ""
        if len(rows) == len(LETTERS):
            text = self.tr("Up to {n} hits have room beside the query: the one with the ring is shown.")
            note = text.format(n=messages.number(len(LETTERS) - 1))
            rows = [index.row()]
        # what is decided here is decided about what is seen here
        grid.selectionModel().clearSelection()
        self._query, self.is_open = _side_of_query(query, data), True
        self._hits = [model.hit(row) for row in rows]
        self._compare(note)
        self.follow()
        self.moved.emit()
        self.page.take_focus()

    def leave(self) -> None:
        """Back to the grid, with the same hit in hand."""
        if self.is_open:
            self.is_open, self._hits = False, []
            self.page.forget()
            self.moved.emit()
            self._results.grid.setFocus()

    def follow(self) -> None:
        """Another hit is in hand, or something was decided about it. Nothing in hand any more: back."""
        if not self.is_open:
            return
        index, model = self._results.grid.currentIndex(), self._results.model
        if not index.isValid() or self._results.stack.currentIndex() != 0:
            self.leave()
            return
        left = [hit for hit in self._hits if model.row_of(hit) is not None]
        hit = model.hit(index.row())
        if len(left) < len(self._hits) or not any(is_same(hit, one) for one in left):
            # one was decided about and is hidden now, or one has stepped on
            self._hits = left if 0 < len(left) < len(self._hits) else [hit]
            self._compare()
        self.page.show_words([self._words(hit) for hit in self._hits])

    def _compare(self, note: str = "") -> None:
        """The one with the ring is in hand, else the first, which gets it."""
        assert self._query is not None
        row = self._results.grid.currentIndex().row()
        rows = [self._results.model.row_of(hit) for hit in self._hits]
        hand = rows.index(row) if row in rows else 0
        others = [Other(self._side_of_hit(hit), hit.distance, hit.identical, hit.word) for hit in self._hits]
        self.page.compare(self._query, others, hand, note)
        self._on_handed(hand)

    def _on_handed(self, number: int) -> None:
        row = self._results.model.row_of(self._hits[number])
        if row is not None:
            self._take_in_hand(row)

    def _take_in_hand(self, row: int) -> None:
        grid = self._results.grid
        clear = QItemSelectionModel.SelectionFlag.Clear
        grid.selectionModel().setCurrentIndex(self._results.model.index(row, 0), clear)

    def _words(self, hit: Hit) -> str:
        model = self._results.model
        row = model.row_of(hit)
        if row is None:
            return ""
        card = model.card(row)
        place = self.tr("hit {n} of {count}").format(
            n=messages.number(row + 1), count=messages.number(model.rowCount())
        )
        decided = [messages.decision(word) for word in (card.decision, card.file_word) if word]
        return " · ".join((place, *decided))

    def _step(self, step: int) -> None:
        grid, model = self._results.grid, self._results.model
        row = grid.currentIndex().row() + step
        if 0 <= row < model.rowCount():
            self._take_in_hand(row)
        else:
            self.page.said.emit(
                self.tr("This is the last hit.") if step > 0 else self.tr("This is the first hit.")
            )

    def _side_of_hit(self, hit: Hit) -> Side:
        """Its files that are there first; facts of the one that the grid names."""
        first = hit.files[0]
        taken, changed_ns = self._library.catalog.dates_of_file(first.id)
        there = [file for file in hit.files if file.state == "present"]
        return Side(
            name=messages.shown_name(first.path),
            picture_hash=hit.picture_hash,
            width_px=hit.width_px,
            height_px=hit.height_px,
            format=hit.format,
            size_bytes=first.size_bytes,
            date=messages.shown_date(taken, changed_ns),
            folder=messages.shown_folder(first.path),
            paths=tuple(file.path for file in there or hit.files),
            offline=not there,
            taken=taken is not None,
        )


def _side_of_query(query: Query, data: bytes | None) -> Side:
    decoded = query.decoded
    return Side(
        name=messages.shown(query.name),
        picture_hash=decoded.picture_hash,
        width_px=decoded.width_px,
        height_px=decoded.height_px,
        format=decoded.format,
        size_bytes=query.size_bytes,
        date=messages.shown_date(decoded.date, None),
        folder=messages.shown_folder(query.path) if query.path is not None else "",
        paths=(query.path,) if query.path is not None else (),
        data=data,
        thumbnail=decoded.thumbnail,
        taken=decoded.date is not None,
    )
