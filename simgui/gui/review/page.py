"""The review page: one group large, the list of all beside it; a key decides, and the next one is there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from simgui.core.calibration import Limits, calibration_of
from simgui.core.errors import SimguiError
from simgui.core.library import Library
from simgui.core.options import Options
from simgui.gui import messages
from simgui.gui.background import deadline
from simgui.gui.doing import Doing
from simgui.gui.jobs import Jobs
from simgui.gui.keys import Keys
from simgui.gui.review.acting import Acting
from simgui.gui.review.actions import DECISIONS, IN_MENU, make_actions
from simgui.gui.review.ahead import Ahead
from simgui.gui.review.comparing import Comparing
from simgui.gui.review.desk import Desk
from simgui.gui.review.film import Film
from simgui.gui.review.finding import Cut
from simgui.gui.review.head import Head, zones
from simgui.gui.review.keybar import make_keybar
from simgui.gui.review.list import GroupsPanel
from simgui.gui.review.more import More
from simgui.gui.review.resuming import Place, remember, remembered
from simgui.gui.review.session import Session
from simgui.gui.review.stage import Stage
from simgui.gui.review.states import States


class ReviewPage(QWidget):
    """`acted`: a sentence, and whether undo takes it back; `plan_asked`: groups that are decided, and their numbers;
    `left_changed`: how many are not decided yet.
    """

    acted = Signal(str, bool)
    refused = Signal(str)
    bug = Signal(str)
    changed = Signal()
    plan_asked = Signal(object, object)
    left_changed = Signal(int)

    def __init__(
        self, library: Library, actions: dict[str, QAction], keys: Keys, doing: Doing, jobs: Jobs
    ) -> None:
        super().__init__()
        self._library = library
        self._active = self._read_only = self._indexing = False
        self._shown_files: list[int] = []
        limits = calibration_of(library).limits
        self.session = Session(library, jobs, self)
        self.ahead = Ahead(library, self.session, self)
        self.film, self.stage = Film(self.ahead.thumbnails), Stage(self.ahead.pictures)
        self.acting = Acting(library, doing, self.session, self.film, self)
        self.keys = make_actions(self, keys, self._acts())
        self.head = Head(self.keys["plan"], zones(limits))
        self.panel = GroupsPanel(self.session.model, self.ahead.thumbnails)
        self.ahead.serve(self.stage, self.film, self.panel.view)
        self.more = More(library, doing, self.session, jobs, self.head.more.menu, self)
        self.states = States(actions, self.keys, self)
        self.comparing = Comparing(library, keys, self.keys, self.film, self)
        self.keybar = make_keybar(self.keys, actions, self.film.step, self.session.step)
        self.desk = Desk(self.head, self.panel, self.stage, self.film, self.states.view, self.keybar)
        self.film.make_keys(keys)
        self._distance_keys = self.head.within.slider.make_keys(keys, "review", self)
        self.menu = QMenu(self)
        self.menu.addActions([self.keys[name] for name in IN_MENU])
        self._lay_out()
        self._connect()
        self._place = remembered(library)
        self._show_place(limits)
        self._offer(False)

    # building

    def _acts(self) -> dict[str, Callable[[], object]]:
        acting, session = self.acting, self.session
        return {
            "accept": acting.accept,
            "keep": acting.keep,
            "both": acting.both,
            "not_duplicate": lambda: acting.apart("not_duplicate"),
            "related": lambda: acting.apart("related"),
            "turn": acting.turn,
            "accept_all": lambda: acting.accept_all(self.window(), self.ahead.thumbnails),
            "skip": session.go_next,
            "next_open": session.go_next,
            "compare": lambda: self.comparing.open(),
            "plan": self._plan,
            "list": lambda: self.desk.toggle_list(),
            "fresh": self._show_others,
            "folder": acting.open_folder,
            "copy_path": acting.copy_paths,
        }

    def _lay_out(self) -> None:
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.desk)
        self.stack.addWidget(self.comparing.page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _connect(self) -> None:
        session, film, head, finding = self.session, self.film, self.head, self.session.finding
        session.shown.connect(self._on_shown)
        session.worded.connect(self._on_worded)
        session.counted.connect(self._show_counts)
        session.offered.connect(self._offer)
        session.emptied.connect(self._say_none)
        session.finished.connect(self._say_done)
        finding.changed.connect(self._on_finding)
        finding.failed.connect(self._on_failed)
        finding.bug.connect(self.bug)
        self.panel.picked.connect(self._on_picked)
        self.panel.sorted_by.connect(self._on_sorted)
        self.panel.fresh.follow(self.keys["fresh"])
        film.moved.connect(self._on_hand)
        film.selected.connect(self._refresh_actions)
        film.opened.connect(self.comparing.open)
        film.menu_wanted.connect(self.menu.popup)
        head.within.slider.distance_changed.connect(self._on_within)
        finding.cut_made.connect(self._on_cut)
        head.filter.chosen.connect(self._ask)
        self.states.show_all.connect(self._show_all)
        self.states.back.connect(lambda: session.go(session.row))
        self.acting.refused.connect(self.refused)
        self.acting.deciding.acted.connect(self.acted)
        self.acting.deciding.refused.connect(self.refused)
        self.acting.deciding.changed.connect(self.changed)
        self.more.said.connect(self.refused)
        self.more.bug.connect(self.bug)
        self.more.labels_differ.connect(lambda: self.set_indexing(self._indexing))
        self.acting.folders.failed.connect(lambda failure: self.bug.emit(failure.details))
        self.comparing.moved.connect(self._on_compare_moved)
        self.comparing.page.said.connect(self.refused)
        self.comparing.page.bug.connect(self.bug)

    # what the window says

    def set_active(self, active: bool) -> None:
        self._active = active
        if not active:
            self._remember()
        elif not self.session.opened:
            self.states.say_looking()
            self.update()
        self._refresh_actions()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._active and not self.session.opened:
            QTimer.singleShot(0, self, self._open)

    def _open(self) -> None:
        """The page has been seen: what takes time, and loads OpenCV, begins now and not before the window is up."""
        if self._active and not self.session.opened:
            self.session.open(self._place, self._wish(), find=not self._indexing)

    def set_indexing(self, indexing: bool) -> None:
        """While pictures are described nothing is compared; afterwards what is new is."""
        self._indexing = indexing
        if not indexing and self.session.opened:
            self.ahead.forget_missing()
            self.session.finding.start()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        text = self.tr("The library is opened to read only: nothing can be decided.") if read_only else ""
        self.desk.notice.say(text, icon="lock")
        self._refresh_actions()

    def refresh(self) -> None:
        """Files have moved or come back."""
        self.ahead.forget_missing()
        self.session.refresh()

    def follow_history(self) -> None:
        """Something was decided or taken back, here or elsewhere; what was taken back is shown."""
        rows = self.session.follow_history()
        if rows and self._active and self.session.row not in rows:
            self.session.go(rows[0])

    def areas(self) -> list[QWidget]:
        """What F6 goes through."""
        if self.comparing.is_open:
            return self.comparing.page.areas()
        return self.desk.areas()

    @property
    def left_at_first(self) -> int:
        """Groups that were not decided when the page was last in sight; 0: none, or not known."""
        return self._place.left

    def close_work(self, wait_ms: int) -> bool:
        self._remember()
        self.session.stop()
        self.head.filter.stop()
        left_ms = deadline(wait_ms)
        works = (self.session.finding, self.more, self.ahead)
        ended = [work.close(left_ms()) for work in works]
        ended.append(self.acting.folders.worker.close(left_ms()))
        return all([*ended, self.comparing.page.close_work(left_ms())])

    # which groups

    def _wish(self) -> Options:
        return self.head.filter.wish(None if self._usual else round(self.head.within.distance, 2))

    def _on_within(self) -> None:
        self._usual = False
        self._ask()

    def _on_cut(self, cut: Cut) -> None:
        # a large library's slider does not go as far as its words do
        if self._usual or cut.groups.within < self.head.within.distance:
            self.head.within.show_distance(cut.groups.within)

    def _ask(self) -> None:
        self.session.ask(self._wish())

    def _show_all(self) -> None:
        self.head.filter.show_filter("all", "")
        self._ask()

    def _show_place(self, limits: Limits) -> None:
        place = self._place
        self._usual = (
            place.within is None
        )  # the threshold is as the library suggests, until the person moves it
        self.panel.show_sort(place.sort)
        self.head.within.show_distance(limits.likely_copy if place.within is None else place.within)
        self.head.filter.show_filter(place.filter, place.pattern)

    def _remember(self) -> None:
        if self.session.known:
            group, file = self.session.place()
            narrowed = self.head.filter
            left = self.session.model.open_count
            self._place = Place(
                group, file, self._wish().within, self.session.sort, narrowed.name, narrowed.text_wanted, left
            )
            remember(self._library, self._place)

    def _on_sorted(self, sort: str) -> None:
        self.panel.show_sort(sort)
        self.session.set_sort(sort)

    def _offer(self, others: bool) -> None:
        """Groups that were found meanwhile wait until they are asked for."""
        self.panel.fresh.setVisible(others)
        self._refresh_actions()

    def _show_others(self) -> None:
        self.session.show_others()
        self._focus_film()

    # what is in hand

    def _on_picked(self, row: int) -> None:
        if row >= 0 and row != self.session.row:
            self.session.begin()
            self.session.go(row)

    def _on_shown(self, file: int | None) -> None:
        entry = self.session.entry
        assert entry is not None
        self.panel.take_in_hand(self.session.row)
        self._shown_files = [member.file for member in entry.group.members]
        kept = self.film.hand.file if file is None and self.film.hand is not None else file
        self.film.show_entry(entry, kept if kept in self._shown_files else None)
        self.desk.show_group()
        self._focus_film()

    def _focus_film(self) -> None:
        """The arrows are for the images, unless the keyboard is in the list, or on another page."""
        focused = self.window().focusWidget()
        if not self._active or self.comparing.is_open or not self.desk.shows_group:
            return
        kept = (self.panel.view, self.head.within.slider, self.head.within.field)
        if focused in kept and focused.isVisible():
            return
        if focused is None or focused.isAncestorOf(self) or self.isAncestorOf(focused):
            self.film.view.setFocus()

    def _on_hand(self) -> None:
        if self._show_pair():
            self.ahead.want_pictures()
            self._refresh_actions()

    def _show_pair(self) -> bool:
        """The keeper and the image in hand; False while there are none of this group."""
        entry, hand = self.session.entry, self.film.hand
        if entry is None or hand is None or self.film.model.entry is not entry:
            return False
        others = entry.group.members
        self.stage.show_pair(entry, others[1] if hand.file == others[0].file and len(others) > 1 else hand)
        self.comparing.follow()
        return True

    def _on_worded(self) -> None:
        """The group in hand may say something else, or have another keeper. Its counts, and so its keys, follow."""
        entry, hand = self.session.entry, self.film.hand
        if entry is None:
            return
        if [member.file for member in entry.group.members] != self._shown_files:
            self._on_shown(hand.file if hand else None)
        else:
            self.film.model.reworded()
            self._show_pair()

    # counts and states

    def _show_counts(self) -> None:
        session, model = self.session, self.session.model
        count, left = len(model.entries), model.open_count
        self.head.show_place(session.number if session.entry else 0, count, count - left)
        self.head.show_pace(session.pace.left_s(left), left)
        self.head.show_plan(model.leaving_count)
        self.left_changed.emit(left)
        self._refresh_actions()

    def _say_none(self) -> None:
        narrowed = self.head.filter.name != "all" or bool(self.head.filter.text_wanted)
        within, finding = self.head.within.distance, self.session.finding.busy
        self.states.say_none(within, narrowed, finding, bool(self._library.catalog.roots()))
        self._show_state()

    def _say_done(self) -> None:
        self.states.say_done(len(self.session.model.entries))
        self._show_state()

    def _show_state(self) -> None:
        """Words in place of the group, which hands them the keyboard."""
        focused = self.window().focusWidget()
        had_keyboard = focused is not None and self.desk.body.isAncestorOf(focused)
        self.comparing.leave()
        self.desk.show_state()
        if had_keyboard:
            (self.states.first_button() or self).setFocus()
        self._refresh_actions()

    def _on_finding(self) -> None:
        if self.session.known and not self.session.model.entries:
            self._say_none()

    def _on_failed(self, error: SimguiError) -> None:
        if self.session.model.entries:
            self.refused.emit(messages.say_error(error))
        else:
            self.states.say_failed(error)
            self._show_state()

    # layers, keys and actions

    def _on_compare_moved(self) -> None:
        self.stack.setCurrentIndex(1 if self.comparing.is_open else 0)
        self._refresh_actions()

    def _refresh_actions(self) -> None:
        """A key is on only while it has something to do."""
        entry, compares = self.session.entry, self.comparing.is_open
        shown = self._active and entry is not None and self.desk.shows_group
        can = dict.fromkeys(self.keys, shown)
        if entry is not None and shown:
            conflict, hand = entry.group.conflict, self.acting.in_hand
            can["accept"] = not conflict
            can["both"] = any(member.file != entry.keeper.file for member in hand)
            can["compare"] = not compares and len(entry.group.members) > 1
            self.keybar.say(self._why_not(conflict))
        for name in ("accept_all", "plan", "next_open"):
            can[name] = self._active and not compares and bool(self.session.model.entries)
        can["list"] = self._active and not compares
        can["fresh"] = can["list"] and self.session.others_wait
        for name, action in self.keys.items():
            action.setEnabled(can[name] and not (self._read_only and name in DECISIONS))
        for action in self._distance_keys:
            action.setEnabled(self._active and not compares)
        self.comparing.page.set_active(self._active and compares)

    def _why_not(self, conflict: tuple[str, ...]) -> str:
        """Why the group cannot be accepted."""
        if not conflict:
            return ""
        labels = messages.listed(messages.shown(label) for label in conflict)
        return self.tr("Labels differ: {labels}. Say which stays.").format(labels=labels)

    def _plan(self) -> None:
        self.plan_asked.emit(*self.session.decided_groups())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.desk.shows_group and not self.comparing.is_open:
            self.film.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows that nothing in the page has taken: another image, another group. Esc ends a selection, and goes back
        to the group.
        """
        key = event.key()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if self.comparing.is_open or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.desk.shows_group:
            self.film.step(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.session.step(steps[Qt.Key(key)])
        elif key == Qt.Key.Key_Escape and not self.desk.shows_group and self.session.entry is not None:
            self.session.go(self.session.row)
        elif key != Qt.Key.Key_Escape or not self.film.clear_selection():
            super().keyPressEvent(event)
