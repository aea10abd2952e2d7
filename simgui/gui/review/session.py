"""The review as it goes on: the groups in their order, which one is in hand, and what has become of them.

Nothing jumps under the hand. A new cut words the rows that are there; what else it brings waits until it is asked for,
unless the person has asked for other groups, or has done nothing yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from simgui.core.library import Library
from simgui.core.options import Options
from simgui.gui.jobs import Jobs
from simgui.gui.review.entries import DECIDED, Entry, in_order, order
from simgui.gui.review.finding import Cut, Finding
from simgui.gui.review.model import GroupsModel
from simgui.gui.review.pace import Pace
from simgui.gui.review.resuming import Place

if TYPE_CHECKING:
    from simgui.core.groups import Group

# groups are cut anew when nothing was decided for so long
AFTER_MS = 1500


class Session(QObject):
    """`shown`: another group is in hand, with this File of it (or None); `worded`: something about the one in hand is
    said otherwise; `counted`: how many there are, or are left; `offered`: whether other groups wait; `emptied`: there
    are none; `finished`: the last one was decided.
    """

    shown = Signal(object)
    worded = Signal()
    counted = Signal()
    offered = Signal(bool)
    emptied = Signal()
    finished = Signal()

    def __init__(self, library: Library, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self.model, self.finding, self.pace = GroupsModel(self), Finding(library, jobs, self), Pace()
        self.opened = False
        self.row = -1
        self.others_wait = False
        self._begun = False  # the person has gone about or decided: rows stay where they are
        self._latest: Cut | None = None
        self._resume = Place()
        self._last_event = 0
        self._recut = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._recut.timeout.connect(lambda: self.finding.reread())
        self.finding.cut_made.connect(self._on_cut)

    # beginning and ending

    def open(self, place: Place, wish: Options, find: bool) -> None:
        """Groups of what is known, then of what is found; where one stopped. find: now, not when indexing has ended."""
        self.opened = True
        self._resume, self.finding.sort = place, place.sort
        self._last_event = self._library.history.newest()
        self.finding.ask(wish)
        if find:
            self.finding.start()

    def place(self) -> tuple[str | None, int | None]:
        """The group in hand and its keeper's File, to go on from."""
        entry = self.entry
        if entry is None:
            return self._resume.group, self._resume.file
        return entry.group.id, entry.keeper.file

    def stop(self) -> None:
        self._recut.stop()

    # groups come

    @property
    def known(self) -> bool:
        """Groups were cut at least once."""
        return self._latest is not None

    def ask(self, wish: Options) -> None:
        if self.opened:
            self.finding.ask(wish)

    def refresh(self) -> None:
        """Files have moved or come back: what is left of the groups takes their place."""
        if self.opened:
            self.finding.reread(everything=True, asked=True)

    @property
    def sort(self) -> str:
        return self.finding.sort

    def set_sort(self, sort: str) -> None:
        self.finding.sort = sort
        if self.known:
            self._take(sorted(self.model.entries, key=lambda entry: order(entry.group, sort)))

    def show_others(self) -> None:
        """What was found meanwhile."""
        if self._latest is not None:
            self._take([Entry(group) for group in in_order(self._latest.groups.groups, self.sort)])

    def _on_cut(self, cut: Cut) -> None:
        same = cut.ordered == [entry.group for entry in self.model.entries]
        self._latest = cut
        if same and self.model.entries:
            self._offer(False)
        elif cut.asked or not self._begun or not self.model.entries:
            self._take([Entry(group) for group in cut.ordered])
        else:
            self._offer(self.model.merge(cut.groups.groups))
            self.worded.emit()
            self.counted.emit()

    def _offer(self, others: bool) -> None:
        self.others_wait = others
        self.offered.emit(others)

    def _take(self, entries: list[Entry]) -> None:
        """All anew, in this order, with the same group in hand, or what has become of it."""
        entry, before = self.entry if self._begun else None, self.row
        self._offer(False)
        self.row = -1
        self.model.set_entries(entries)
        if not self.model.entries:
            self.counted.emit()
            self.emptied.emit()
            return
        if entry is not None:
            row = self.model.row_of(entry.group.id, [member.file for member in entry.group.members])
            row = before if row is None else row
        else:
            files = [] if self._resume.file is None else [self._resume.file]
            row = self.model.row_of(self._resume.group, files)
            row = self.model.next_open(-1) if row is None else row
        self.go(min(max(row or 0, 0), len(self.model.entries) - 1))

    # the group in hand

    @property
    def entry(self) -> Entry | None:
        return self.model.entries[self.row] if 0 <= self.row < len(self.model.entries) else None

    @property
    def number(self) -> int:
        return self.row + 1

    def begin(self) -> None:
        """The person has the groups in hand: from now on nothing moves by itself."""
        self._begun = True

    def go(self, row: int, file: int | None = None) -> None:
        """Take a group in hand, and a File of it."""
        if 0 <= row < len(self.model.entries):
            self.row = row
            self.shown.emit(file)
            self.counted.emit()

    def step(self, by: int) -> None:
        self.begin()
        self.go(min(max(self.row + by, 0), len(self.model.entries) - 1))

    def go_next(self) -> None:
        """To the next undecided one; when there is none, all is done."""
        self.begin()
        row = self.model.next_open(self.row)
        if row is None:
            self.finished.emit()
        else:
            self.go(row)

    def ahead(self, count: int) -> list[Entry]:
        """The groups that come next, by whatever key."""
        rows: list[int] = []
        row = self.model.next_open(self.row) if self.entry is not None else None
        while row is not None and row != self.row and row not in rows and len(rows) < count:
            rows.append(row)
            row = self.model.next_open(row)
        rows += [row for row in (self.row + 1, self.row - 1) if 0 <= row < len(self.model.entries)]
        return [self.model.entries[row] for row in dict.fromkeys(rows)]

    # what is decided

    def follow_history(self) -> list[int]:
        """Whatever was decided, here or elsewhere, or taken back. Returns the rows that an undo or redo has changed."""
        if not self.opened:
            return []
        history = self._library.history
        touched = history.touched_since(self._last_event)
        self._last_event = touched.last
        if not touched.files and not touched.subjects:
            return []  # nothing new, or a cull, after which all is read
        words = history.file_words(touched.files)
        rows = self.model.set_file_words({file: words.get(file) for file in touched.files})
        for row in self.model.rows_of_subjects(touched.subjects):
            members = self.model.entries[row].group.members
            others = {m.picture_hash for m in members} - {members[0].picture_hash}
            rows += self.model.set_apart(row, history.pair_words(members[0].picture_hash, others))
        self.worded.emit()
        self.counted.emit()
        self._recut.start()
        return sorted(set(rows)) if touched.taken_back else []

    def decided_groups(self) -> tuple[tuple[Group, ...], tuple[int, ...]]:
        """Those that are decided, without what a decision has taken out, and their numbers."""
        found = [
            (entry.to_cull(), row + 1)
            for row, entry in enumerate(self.model.entries)
            if entry.state == DECIDED and entry.leaving
        ]
        return tuple(group for group, _ in found), tuple(number for _, number in found)
