"""The search page: drop, paste or choose a picture; see its hits; decide about them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from simgui.core.embedder import EmbedderSpec
from simgui.core.library import Library
from simgui.core.search import Hit, Hits, Query
from simgui.gui import messages
from simgui.gui.background import Embedders, Failure, deadline
from simgui.gui.incoming import Picture
from simgui.gui.keys import Keys
from simgui.gui.search.actions import make_actions
from simgui.gui.search.asking import Asking
from simgui.gui.search.comparing import Comparing
from simgui.gui.search.dragging import Dragging
from simgui.gui.search.files import Files, Paths
from simgui.gui.search.first import FirstStart
from simgui.gui.search.looking import Looking
from simgui.gui.search.marking import Marking
from simgui.gui.search.model import is_same, recorded
from simgui.gui.search.panels import ACTIONS, HitPart, QueryPart, SidePanel
from simgui.gui.search.results import Results, milliseconds_since
from simgui.gui.search.several import Several
from simgui.gui.search.split import Split
from simgui.gui.search.states import States
from simgui.gui.widgets.thumbnails import Thumbnails

# a search that takes longer says that it is under way
QUIET_MS = 150
PANEL_MS = 100  # what is known of the hit in hand waits so long for the hits to be painted
# so many of those selected are named
NAMED = 12
# and so many looked at, to know which keys have something to do
LOOKED_AT = 1000


class SearchPage(QWidget):
    """Composition of the page; asking and marking are objects of their own."""

    painted = Signal(float)  # ms from the drop until all pictures in sight were painted
    settled = Signal(bool, str)  # a query came to its end: hits on the screen, or a sentence why not
    acted = Signal(str, bool)
    refused = Signal(str)
    bug = Signal(str)
    index_again = Signal()
    re_embed = Signal()
    use_own_embedder = Signal()
    change_device = Signal()

    def __init__(
        self,
        library: Library,
        embedders: Embedders,
        spec: Callable[[], EmbedderSpec | None],
        thumbnails: Thumbnails,
        actions: dict[str, QAction],
        keys: Keys,
    ) -> None:
        super().__init__()
        self._library = library
        self._query: Query | None = None
        self._pictures: tuple[Picture, ...] = ()
        self._number = 0
        self._began_s = 0.0
        self._answered_s = 0.0
        self._answer: Hits | None = None
        self._in_hand: Hit | None = None
        self._date = ""  # of the hit in hand
        self._searched_from: Hit | None = None  # while it is found out which of its files is there
        self._active = self._seen_at_once = True
        self.asking = Asking(library, embedders, thumbnails, spec, self)
        self.marking = Marking(library, self)
        self.files = Files(library, self)
        self.keys = make_actions(self, keys, self._acts())
        query_part = QueryPart(actions["choose"], actions["paste"], self.keys["turned"])
        self.side = SidePanel(query_part, HitPart(self.keys))
        self.results = Results(thumbnails, self.keys["hide_decided"], self.keys["new_order"], self)
        self.looking = Looking(
            library, embedders, spec, self.results, query_part.closer, self.keys["turned"], self
        )
        self.comparing = Comparing(library, keys, self.keys, self.results, self)
        self.states = States(library, self.results, actions, self)
        self.dragging = Dragging(self.results.grid, self.results.model, self.files, self)
        self.first = FirstStart(actions["add_folder"], actions["choose"])
        self.several = Several(library, embedders, spec, keys, actions["add_folder"], self.files)
        self._late = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._panel_late = QTimer(self, singleShot=True, interval=PANEL_MS)
        self._lay_out()
        self._connect()
        self._distance_keys = self.results.distance.slider.make_keys(keys, "search", self)
        self.results.make_keys(keys)
        self.states.say_no_query()
        self._refresh_actions()

    def _lay_out(self) -> None:
        self.split = Split(self.side, self.results)
        self.menu = QMenu(self)
        for name, _ in ACTIONS:
            if name in ("clear", "from_here"):
                self.menu.addSeparator()
            self.menu.addAction(self.keys[name])
        self.stack = QStackedWidget()
        framed = QWidget()
        column = QVBoxLayout(framed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.several.back_bar)
        column.addWidget(self.split, 1)
        self.stack.addWidget(framed)
        self.stack.addWidget(self.first)
        self.stack.addWidget(self.several)
        self.stack.addWidget(self.comparing.page)
        self.addAction(self.several.keys["back"])
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _connect(self) -> None:
        self._late.timeout.connect(self.states.say_searching)
        self._panel_late.timeout.connect(self._show_in_hand)
        for source in (self.states, self.several):
            source.index_again.connect(self.index_again)
            source.re_embed.connect(self.re_embed)
            source.use_own_embedder.connect(self.use_own_embedder)
            source.change_device.connect(self.change_device)
        self.states.try_again.connect(self.search_again)
        self.asking.decoded.connect(self._on_decoded)
        self.asking.waiting.connect(self._on_waiting)
        self.asking.answered.connect(self._on_answered)
        self.asking.failed.connect(self._on_failed)
        self.marking.acted.connect(self.acted)
        self.marking.refused.connect(self.refused)
        self.marking.changed.connect(self._on_decisions_changed)
        self.marking.bug.connect(self.bug)
        self.looking.worded.connect(self._on_hand_moved)
        self.looking.bug.connect(self.bug)
        self.results.painted.connect(self._on_painted)
        self.results.hand_moved.connect(self._on_hand_moved)
        self.results.menu_wanted.connect(self.menu.popup)
        self.files.said.connect(self.refused)
        self.files.bug.connect(self.bug)
        self.files.offline.connect(self.side.hit.say_away)
        self.results.smaller.clicked.connect(lambda: self.results.step_size(-1))
        self.results.larger.clicked.connect(lambda: self.results.step_size(1))
        self.side.query.turned.connect(self._turn)
        self.dragging.refused.connect(self.refused)
        self.results.compare_wanted.connect(self._compare)
        self.comparing.moved.connect(self._on_compare_moved)
        self.comparing.page.said.connect(self.refused)
        self.comparing.page.bug.connect(self.bug)
        several = self.several
        several.opened.connect(lambda number: self.search(several.pictures, None, number))
        several.wanted_back.connect(self.back_to_several)
        several.refused.connect(self.refused)
        several.bug.connect(self.bug)

    def _acts(self) -> dict[str, Callable[[], object]]:
        return {
            "compare": self._compare,
            "duplicate": lambda: self._decide("duplicate"),
            "not_duplicate": lambda: self._decide("not_duplicate"),
            "related": lambda: self._decide("related"),
            "keep": lambda: self.marking.keep(self.results.hits_in_hand()),
            "clear": lambda: self._decide(None),
            "from_here": self._search_from_here,
            "folder": lambda: self.files.open_folder(self.results.hits_in_hand()[0]),
            "copy_path": lambda: self.files.copy_paths(self.results.hits_in_hand()),
            "copy_picture": lambda: self.files.copy_picture(self.results.hits_in_hand()[0]),
            "hide_decided": lambda: self.results.toggle_decided(),
            "new_order": lambda: self.results.toggle_order(),
            "turned": lambda: self.looking.again(),
        }

    # which page is shown

    def set_active(self, active: bool) -> None:
        """Single keys belong to the page that is shown."""
        self._active = active
        self._share_keys()

    @property
    def showing_several(self) -> bool:
        """The table of several pictures is in front, not the hits of one."""
        return self.stack.currentWidget() is self.several

    def _share_keys(self) -> None:
        """A single key belongs to the table, to the hits or to Compare, whichever is in front."""
        table, compares = self.showing_several, self.comparing.is_open
        hits = self._active and not table and not compares
        for shortcut in self._distance_keys:
            shortcut.setEnabled(hits)
        self.several.set_active(self._active and table)
        self.several.keys["back"].setEnabled(hits and bool(self.several.pictures))
        self.comparing.page.set_active(self._active and compares)
        self.several.back_bar.setVisible(bool(self.several.pictures))
        self._refresh_actions()

    def show_first_start(self, first: bool) -> None:
        """The library is empty and nothing is searched: say what to do."""
        if not self.showing_several and not self.comparing.is_open:
            self.stack.setCurrentIndex(1 if first and not self._pictures else 0)

    def areas(self) -> list[QWidget]:
        """What F6 goes through."""
        if self.showing_several:
            return list(self.several.areas)
        if self.stack.currentWidget() is self.first:
            return [self.first]
        if self.comparing.is_open:
            return self.comparing.page.areas()
        return [
            self.several.back_bar,
            self.side,
            self.results.head,
            self.results.distance,
            self.results.stack,
        ]

    # what the window remembers

    def panel_width(self) -> int | None:
        """In pixels, as the person chose it; None: as suits the page."""
        return self.split.panel_width()

    def set_panel_width(self, width: int | None) -> None:
        self.split.set_panel_width(width)

    def distance(self) -> float:
        return self.results.distance.slider.distance

    def set_distance(self, distance: float) -> None:
        self.results.distance.slider.set_distance(distance)

    # searching

    def look_ahead(self, pictures: Sequence[Picture]) -> None:
        """They hang over the window."""
        self.asking.look_ahead(pictures)

    def look_away(self) -> None:
        """They were taken elsewhere."""
        self.asking.ahead.drop()

    def search(
        self, pictures: Sequence[Picture], began_s: float | None = None, number: int | None = None
    ) -> None:
        """Search one of these pictures; the others can be turned to. Several without a number: a table of all."""
        if number is None and len(pictures) > 1:
            self.several.start(pictures)
            self.back_to_several()
            return
        if tuple(pictures) != self.several.pictures:
            self.several.forget()  # there is no way back to a table from what has nothing to do with it
        self._ask(tuple(pictures), number or 0, began_s)

    def _ask(self, pictures: tuple[Picture, ...], number: int, began_s: float | None = None) -> None:
        again = (pictures, number) == (self._pictures, self._number)
        self._pictures, self._number, self._searched_from = pictures, number, None
        self._began_s = time.perf_counter() if began_s is None else began_s
        picture = self._pictures[number]
        self._query = self._answer = self._in_hand = None
        self.files.ask_no_longer()
        self.looking.drop()
        self.comparing.leave()
        self.stack.setCurrentIndex(0)
        self._share_keys()
        self.results.head.show()
        self.results.distance.show()
        self.results.clear()
        self._panel_late.stop()
        if not again:  # what one hid of another picture's hits would be missing here
            self.results.show_all_kinds()
        self.side.query.announce(picture, number, len(pictures))
        self.side.hit.hide()
        self._refresh_actions()
        self._late.start()
        self.asking.ask(picture)

    def search_again(self) -> None:
        """The library has changed: the same picture once more."""
        if self.showing_several:
            self.several.look_up_again()
        elif self._pictures:
            self._ask(self._pictures, self._number)

    def back_to_several(self) -> None:
        """The table, as it was left; what is searched by itself is given up."""
        if not self.showing_several and self._pictures == self.several.pictures:
            self.several.take_in_hand(self._number)
        self._late.stop()
        self._panel_late.stop()
        self.comparing.leave()
        self.looking.drop()
        self.asking.worker.drop()
        self._pictures, self._number = self.several.pictures, 0
        self.stack.setCurrentWidget(self.several)
        self._share_keys()
        self.several.take_focus()

    def pictures(self) -> tuple[tuple[Picture, ...], int | None]:
        """What is searched now, and which of them (None: the table of all): to go on with in another window."""
        return self._pictures, None if self.showing_several else self._number

    @property
    def found_nothing(self) -> bool:
        if self.showing_several:
            return self.several.nothing_indexed
        return bool(self._pictures) and (self._answer is None or not self._answer.hits)

    def _turn(self, step: int) -> None:
        self._ask(self._pictures, (self._number + step) % len(self._pictures))

    def _on_decoded(self, query: Query) -> None:
        self.side.query.show_query(query)

    def _on_waiting(self, query: Query) -> None:
        self._late.stop()
        self.states.say_waiting()

    def _on_answered(self, hits: Hits) -> None:
        self._late.stop()
        self._query, self._answer, self._answered_s = hits.query, hits, time.perf_counter()
        # while another page is in front, how long until it is looked at says nothing
        self._seen_at_once = self.isVisible()
        self.side.query.show_answer(hits)
        flat = bool(hits.query.decoded.measures.get("flat"))
        self.results.show_answer(hits, flat)
        self.states.say_about(hits, flat)
        if self.results.model.rowCount():
            self.results.take_in_hand(0)
        else:
            self._on_painted()
        self._on_hand_moved()

    def _on_failed(self, failure: Failure) -> None:
        self._late.stop()
        name = messages.shown(self._pictures[self._number].name)
        if failure.error is None:
            self.bug.emit(failure.details)
        text = self.states.say_failed(failure.error, name)
        self.settled.emit(False, text)

    def _on_painted(self) -> None:
        if self._answer is None:
            return
        elapsed_ms = milliseconds_since(self._began_s)
        if self._seen_at_once:
            self.results.show_time(elapsed_ms)
            self.side.query.show_timing(self._answer, milliseconds_since(self._answered_s))
        self.painted.emit(elapsed_ms)
        answer = self._answer
        QTimer.singleShot(0, self, lambda: self._settle(answer))

    def _settle(self, answer: Hits) -> None:
        """One turn of the event loop after the hits are painted: what may come after them."""
        if answer is not self._answer:
            return
        self._show_in_hand()
        self.settled.emit(True, self.results.count.text())
        self.looking.start(answer)

    # the hit in hand

    def _on_hand_moved(self) -> None:
        self.comparing.follow()
        self._refresh_actions()
        if self.results.awaits_paint and self.side.hit.isHidden():
            self._panel_late.start()  # the hits themselves are painted first
        else:
            self._show_in_hand()

    def _show_in_hand(self) -> None:
        self._panel_late.stop()
        grid, model, hit_part = self.results.grid, self.results.model, self.side.hit
        rows = grid.first_in_hand(NAMED) if self.results.stack.currentIndex() == 0 else []
        hit_part.setVisible(bool(rows))
        hit = model.hit(rows[0]) if len(rows) == 1 else None
        if not is_same(hit, self._in_hand):
            self._in_hand = hit
            self.files.ask_no_longer()
            hit_part.say_away("")
            if hit is not None:
                self._date = messages.shown_date(*self._library.catalog.dates_of_file(hit.files[0].id))
                if model.card(rows[0]).offline:
                    self.files.ask_why_offline(hit)
        if hit is not None:
            hit_part.show_hit(hit, rows[0], model.rowCount(), self._date, model.said(rows[0]))
        elif rows:
            hit_part.show_several([model.hit(row) for row in rows], grid.count_in_hand())

    def _compare(self) -> None:
        if self._query is not None:
            self.comparing.open(self._query, self._pictures[self._number].data)

    def _on_compare_moved(self) -> None:
        self.stack.setCurrentIndex(self.stack.indexOf(self.comparing.page) if self.comparing.is_open else 0)
        self._share_keys()

    def _refresh_actions(self) -> None:
        usable = self._query is not None and self._active and self.results.stack.currentIndex() == 0
        count = self.results.grid.count_in_hand() if usable else 0
        model = self.results.model
        # of very many the first tell; the acts themselves look at all
        hits = [model.hit(row) for row in self.results.grid.first_in_hand(LOOKED_AT)] if count else []
        others = any(not hit.identical for hit in hits)
        for name, action in self.keys.items():
            action.setEnabled(others if name in ("duplicate", "not_duplicate", "related") else bool(hits))
        decided = any(model.is_decided(hit) for hit in hits)
        self.keys["clear"].setEnabled(decided or (count > len(hits) and model.decided_within() > 0))
        for name in ("from_here", "folder", "copy_picture"):
            self.keys[name].setEnabled(count == 1)
        compares = self.comparing.is_open
        self.keys["compare"].setEnabled(bool(hits) and not compares)
        self.results.compare_key.setEnabled(bool(hits))
        # also while nothing is left to see because of it
        answered = self._answer is not None and self._active and not compares
        self.keys["hide_decided"].setEnabled(answered and model.decided_within() > 0)
        self.keys["new_order"].setEnabled(answered and model.has_other_order)
        self.keys["turned"].setEnabled(self._active and not compares and not self.showing_several)

    def _decide(self, word: str | None) -> None:
        if self._query is not None:
            self.marking.decide(self._query, self.results.hits_in_hand(), word)

    def _on_decisions_changed(self) -> None:
        if self._query is not None:
            history, model = self._library.history, self.results.model
            hits = model.known()
            self.results.set_decisions(
                history.pair_words(self._query.decoded.picture_hash, [hit.picture_hash for hit in hits]),
                history.file_words(file.id for hit in hits for file in hit.files),
            )
        self._refresh_actions()

    def _search_from_here(self) -> None:
        hit = self._searched_from = self.results.hits_in_hand()[0]

        def search(found: Paths) -> None:
            if self._searched_from is hit:  # nothing else is searched by now
                path = found[0] or recorded(hit)
                self._ask((Picture(os.fsdecode(os.path.basename(path)), path),), 0)

        self.files.find([hit], search)

    def close_work(self, wait_ms: int) -> bool:
        self._late.stop()
        self._panel_late.stop()
        left_ms = deadline(wait_ms)
        works = (
            self.marking.doing.close,
            self.several.close_work,
            self.files.close,
            self.first.close_work,
            self.looking.worker.close,
            self.asking.close,
            self.comparing.page.close_work,
        )
        return all([close(left_ms()) for close in works])
