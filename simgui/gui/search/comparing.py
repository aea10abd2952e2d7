"""The layer in which the query is compared with the hit in hand, and follows it."""

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
from simgui.gui.widgets.compare.page import ComparePage

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
        self._hit: Hit | None = None
        self.is_open = False
        buttons = [Button.of(actions[name], icon) for name, icon in DECISIONS]
        buttons[-1].relabel(self.tr("Keep hit"))
        self.page = ComparePage(library, keys, self.tr("Hits"), buttons)
        self.page.left.connect(self.leave)
        self.page.stepped.connect(self._step)

    def open(self, query: Query, data: bytes | None) -> None:
        """With the hit in hand; of several that are selected with the one that has the ring. Nothing without one.

        `data`: what was handed over in place of a file.
        """
        index = self._results.grid.currentIndex()
        if not index.isValid() or self._results.stack.currentIndex() != 0 or self.is_open:
            return
        # what is decided here is decided about what is seen here
        self._results.grid.selectionModel().clearSelection()
        self._query, self._hit, self.is_open = _side_of_query(query, data), None, True
        self.follow()
        self.moved.emit()
        self.page.take_focus()

    def leave(self) -> None:
        """Back to the grid, with the same hit in hand."""
        if self.is_open:
            self.is_open, self._hit = False, None
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
        row = index.row()
        hit, card = model.hit(row), model.card(row)
        words = [messages.decision(word) for word in (card.decision, card.file_word) if word]
        self.page.show_decision(" · ".join(words))
        if is_same(hit, self._hit) or self._query is None:
            return
        self._hit = hit
        place = self.tr("hit {n} of {count}").format(
            n=messages.number(row + 1), count=messages.number(model.rowCount())
        )
        self.page.compare(self._query, self._side_of_hit(hit), place, hit.distance, hit.identical, hit.word)

    def _step(self, step: int) -> None:
        grid, model = self._results.grid, self._results.model
        row = grid.currentIndex().row() + step
        if 0 <= row < model.rowCount():
            clear = QItemSelectionModel.SelectionFlag.Clear
            grid.selectionModel().setCurrentIndex(model.index(row, 0), clear)
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
