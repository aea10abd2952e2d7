"""The list of groups: rows that stay where they are, each with its state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from simgui.gui import messages
from simgui.gui.review.entries import DECIDED, NOT_DUPLICATE, OPEN, RELATED, Entry, merged

if TYPE_CHECKING:
    from simgui.core.groups import Group

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole + 1
NO_PARENT = QModelIndex()


class GroupsModel(QAbstractListModel):
    """One row a group."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []
        # made when they are first asked for
        self._by_file: dict[int, list[int]] | None = None
        self._by_subject: dict[str, int] | None = None
        # of each row: whether it is open, and how many of its files leave by decision
        self._is_open: list[bool] = []
        self._leaving: list[int] = []
        self.open_count = 0  # groups left to decide about
        self.leaving_count = 0  # files that leave by what is decided

    # content

    def set_entries(self, entries: list[Entry]) -> None:
        """All of them anew, in this order."""
        self.beginResetModel()
        self.entries = entries
        self._look_up()
        self.endResetModel()

    def merge(self, groups: Sequence[Group]) -> bool:
        """What is known of them now, each row where it is. Returns whether there are others than these."""
        changed, others = merged(self.entries, groups)
        if changed:
            self._look_up()
            for row in changed:
                self._tell(row)
        return others

    def _look_up(self) -> None:
        self._by_file = self._by_subject = None
        self._is_open = [entry.is_open for entry in self.entries]
        self._leaving = [_leaving(entry) for entry in self.entries]
        self.open_count, self.leaving_count = sum(self._is_open), sum(self._leaving)

    def _tell(self, row: int) -> None:
        index = self.index(row, 0)
        self.dataChanged.emit(index, index)

    def row_of(self, group: str | None, files: Iterable[int] = ()) -> int | None:
        """The row of a group by its id, or else the first that holds one of these Files."""
        found = next((row for row, entry in enumerate(self.entries) if entry.group.id == group), None)
        if found is not None:
            return found
        by_file = self._rows_by_file()
        return next((rows[0] for file in files if (rows := by_file.get(file))), None)

    def _rows_by_file(self) -> dict[int, list[int]]:
        if self._by_file is None:
            self._by_file = {}
            for row, entry in enumerate(self.entries):
                for member in entry.group.members:
                    self._by_file.setdefault(member.file, []).append(row)
        return self._by_file

    def next_open(self, row: int) -> int | None:
        """The next undecided one below, else the first above; None: all are decided."""
        order = (*range(row + 1, len(self.entries)), *range(row + 1))
        return next((other for other in order if self._is_open[other]), None)

    # what is decided

    def set_file_words(self, words: Mapping[int, str | None]) -> list[int]:
        """What holds now about these Files. Returns the rows that have changed."""
        by_file = self._rows_by_file()
        rows = sorted({row for file in words for row in by_file.get(file, ())})
        return self._changed(row for row in rows if self.entries[row].decide(words))

    def rows_of_subjects(self, subjects: Iterable[str]) -> list[int]:
        """The groups that such decisions about pairs are about."""
        if self._by_subject is None:
            self._by_subject = {s: row for row, entry in enumerate(self.entries) for s in entry.subjects()}
        return sorted({self._by_subject[s] for s in subjects if s in self._by_subject})

    def set_apart(self, row: int, words: Mapping[bytes, str]) -> list[int]:
        return self._changed([row] if self.entries[row].set_apart(words) else [])

    def _changed(self, rows: Iterable[int]) -> list[int]:
        found = list(rows)
        for row in found:
            entry = self.entries[row]
            now, leaving = entry.is_open, _leaving(entry)
            self.open_count += now - self._is_open[row]
            self.leaving_count += leaving - self._leaving[row]
            self._is_open[row], self._leaving[row] = now, leaving
            self._tell(row)
        return found

    # Qt's side

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return self.size(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return messages.shown(entry.keeper.path)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row())
        return None

    def size(self, entry: Entry) -> str:
        """How many images, or files where some are of one image."""
        count = len(entry.group.members)
        same = any(member.identical for member in entry.group.members[1:])
        return messages.files(count) if same else messages.images(count)

    def distances(self, entry: Entry) -> str:
        found = entry.distances
        if found is None:
            return self.tr("identical")
        low, high = (messages.decimal(distance, 2) for distance in found)
        return low if low == high else f"{low}–{high}"

    def state(self, entry: Entry) -> str:
        """In a word or two; empty while nothing is decided and nothing is in the way."""
        state = entry.state
        if state == NOT_DUPLICATE:
            return self.tr("not duplicates")
        if state == RELATED:
            return self.tr("related")
        if state == DECIDED and entry.group.all_leave:
            return self.tr("one stays")
        if state == DECIDED:
            return self.tr("kept {n}").format(n=messages.number(entry.kept))
        if entry.group.conflict:
            return self.tr("labels differ")
        if entry.group.kind == "burst":
            return self.tr("burst")
        return "" if entry.group.verified else self.tr("not verified")

    def _spoken(self, row: int) -> str:
        entry = self.entries[row]
        number, count = messages.number(row + 1), messages.number(len(self.entries))
        parts = [
            self.tr("Group {n} of {count}").format(n=number, count=count),
            self.size(entry),
            self.tr("distance {distance}").format(distance=self.distances(entry)),
            messages.shown_name(entry.keeper.path),
            self.state(entry),
        ]
        if entry.state == OPEN:
            parts.append(self.tr("not decided"))
        return messages.listed(filter(None, parts))


def _leaving(entry: Entry) -> int:
    return len(entry.leaving) if entry.state == DECIDED else 0
