"""Several pictures as rows: what was asked about, and what became of it as far as that is known yet.

A row never moves by itself: answers are filled in where they stand, and a new order is only taken when it is asked for.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import IntEnum

from PySide6.QtCore import QCoreApplication, QObject, Qt

from simgui import words
from simgui.core.several import KNOWN, OUTCOMES, Answer
from simgui.gui import messages
from simgui.gui.incoming import Picture
from simgui.gui.search.model import recorded
from simgui.gui.widgets.table import NO_PARENT, Index, RowsModel

FILTERS = ("all", "known", "new", "problems")
CSV_COLUMNS = ("picture", "outcome", "hits", "best_distance", "word", "best_file", "reason")
# a spreadsheet takes a cell that begins so for a formula
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Column(IntEnum):
    PICTURE = 0
    STATE = 1
    DISTANCE = 2
    BEST = 3
    COPIES = 4


def kind_of(answer: Answer) -> str:
    """'known', 'new' or 'problems': what the filter tells apart."""
    if answer.outcome in KNOWN:
        return "known"
    return "new" if answer.outcome in ("similar", "new") else "problems"


def best_path(answer: Answer) -> bytes | None:
    """The best hit's File: one that is there rather than one that is offline."""
    return None if answer.best is None else recorded(answer.best)


class SeveralModel(RowsModel):
    """`answers` by the pictures' numbers; the rows are a choice of those numbers in some order."""

    columns, right = len(Column), frozenset((Column.DISTANCE, Column.COPIES))

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pictures: tuple[Picture, ...] = ()
        self.answers: dict[int, Answer] = {}
        self.counts: Counter[str] = Counter()  # by outcome
        self.filter = "all"
        self._rows: list[int] = []
        self._places: dict[int, int] = {}  # number -> row
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        self.stale = False  # answers came after the rows were put in order

    # content

    def set_pictures(self, pictures: Sequence[Picture]) -> None:
        self.beginResetModel()
        self.pictures = tuple(pictures)
        self.answers.clear()
        self.counts.clear()
        self.stale = False
        self._arrange()
        self.endResetModel()

    def add(self, answers: Iterable[Answer]) -> None:
        """Filled in where they stand; where only some are shown, those that belong there come at the end."""
        changed, new = [], []
        for answer in answers:
            self.counts[answer.outcome] += 1
            self.answers[answer.number] = answer
            row = self._places.get(answer.number)
            if row is not None:
                changed.append(row)
            elif kind_of(answer) == self.filter:
                new.append(answer.number)
        if changed:
            self.dataChanged.emit(self.index(min(changed), 0), self.index(max(changed), Column.COPIES))
        if new:
            self.beginInsertRows(NO_PARENT, len(self._rows), len(self._rows) + len(new) - 1)
            for number in new:
                self._places[number] = len(self._rows)
                self._rows.append(number)
            self.endInsertRows()
        self.stale = self.stale or (self._sorted[0] > Column.PICTURE and bool(changed or new))

    def count(self, kind: str) -> int:
        if kind == "all":
            return len(self.pictures)
        return sum(n for outcome, n in self.counts.items() if kind_of(Answer(0, "", None, outcome)) == kind)

    def number(self, row: int) -> int:
        return self._rows[row]

    def row_of(self, number: int) -> int | None:
        return self._places.get(number)

    def unanswered(self) -> list[int]:
        return [number for number in range(len(self.pictures)) if number not in self.answers]

    # order and choice

    def set_filter(self, kind: str) -> None:
        self.beginResetModel()
        self.filter = kind
        self._arrange()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Column -1: as they came."""
        self._sorted = (column, order)
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(self._rows[index.row()], index.column()) for index in before]
        self._arrange()
        after = [self.index(self._places[number], column) for number, column in kept]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        self._rows = [n for n in range(len(self.pictures)) if self._belongs(n)]
        column, order = self._sorted
        if column >= 0:
            reverse = order == Qt.SortOrder.DescendingOrder
            self._rows.sort(key=lambda number: self._key(number, column), reverse=reverse)
            # what is not known yet stands last either way
            self._rows.sort(key=lambda number: column != Column.PICTURE and number not in self.answers)
        self._places = {number: row for row, number in enumerate(self._rows)}
        self.stale = False

    def _belongs(self, number: int) -> bool:
        if self.filter == "all":
            return True
        answer = self.answers.get(number)
        return answer is not None and kind_of(answer) == self.filter

    def _key(self, number: int, column: int) -> tuple[object, ...]:
        answer = self.answers.get(number)
        if column == Column.PICTURE:
            return (self.pictures[number].name.casefold(), number)
        if answer is None:
            return ()
        far = 9.0 if answer.best is None else answer.best.distance
        if column == Column.STATE:
            return (OUTCOMES.index(answer.outcome), far)
        if column == Column.COPIES:
            return (answer.copies, -far)
        if column == Column.BEST:
            return (best_path(answer) or b"\xff",)
        return (far,)

    # words

    def state(self, answer: Answer) -> str:
        texts = {
            "new": self.tr("nothing near"),
            "flat": self.tr("too flat to judge"),
            "unreadable": self.tr("could not be read"),
        }
        return texts.get(answer.outcome) or messages.word(answer.outcome)

    def reason(self, answer: Answer) -> str:
        """What a person should know besides, in a sentence; empty when all went well."""
        if answer.error is not None:
            return messages.say_error(answer.error)
        if answer.outcome == "flat":
            return self.tr(
                "Almost one colour, so copies cannot be told apart by looks. No identical file is in the library."
            )
        if answer.readable_fraction is not None:
            text = self.tr("Ends after {part} of its data. The readable part was searched.")
            return text.format(part=messages.percent(answer.readable_fraction))
        return ""

    def distance(self, answer: Answer) -> str:
        best = answer.best
        return "" if best is None else messages.distance(best.distance, best.identical)

    def best(self, answer: Answer) -> str:
        """The best hit's file, or in its place why there is none."""
        path = best_path(answer)
        if path is None or answer.best is None:
            return self.reason(answer) or self.tr("the library holds no pictures yet")
        shown = messages.shown(path)
        if answer.best.same_file:
            return self.tr("{path} (this very file)").format(path=shown)
        return shown

    # Qt's side

    def length(self) -> int:
        return len(self._rows)

    def titles(self) -> tuple[str, ...]:
        return (
            self.tr("Picture"),
            self.tr("In the library"),
            self.tr("Distance"),
            self.tr("Best hit"),
            self.tr("Copies"),
        )

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.ToolTipRole and section == Column.COPIES:
            return self.tr("Hits up to the distance of a copy")
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        number, column = self._rows[index.row()], index.column()
        answer = self.answers.get(number)
        if role == Qt.ItemDataRole.UserRole:
            return answer
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(number, answer, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(number, answer, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(number) if column == Column.PICTURE else self._text(number, answer, column)
        return None

    def _text(self, number: int, answer: Answer | None, column: int) -> str:
        if column == Column.PICTURE:
            return messages.shown(self.pictures[number].name)
        if answer is None:
            return self.tr("waiting") if column == Column.STATE else ""
        if column == Column.STATE:
            return self.state(answer)
        if column == Column.DISTANCE:
            return self.distance(answer)
        if column == Column.BEST:
            return self.best(answer)
        return messages.number(answer.copies) if answer.best is not None else ""

    def _tip(self, number: int, answer: Answer | None, column: int) -> str:
        if column == Column.PICTURE:
            picture = self.pictures[number]
            shown = messages.shown(picture.path or picture.name)
            reason = self.reason(answer) if answer is not None else ""
            return f"{shown}\n{reason}" if reason else shown
        if answer is not None and answer.best is not None and column == Column.BEST:
            return "\n".join(messages.shown(file.path) for file in answer.best.files[:12])
        return self._text(number, answer, column)

    def spoken(self, number: int) -> str:
        """The whole row for those who hear it."""
        name, answer = messages.shown(self.pictures[number].name), self.answers.get(number)
        if answer is None:
            return self.tr("{name}, waiting").format(name=name)
        if answer.best is None:
            text = self.tr("{name}, {state}, {reason}")
            return text.format(name=name, state=self.state(answer), reason=self.best(answer))
        text = self.tr("{name}, {state}, distance {distance}, {file}")
        return text.format(
            name=name, state=self.state(answer), distance=self.distance(answer), file=self.best(answer)
        )

    # out of the window

    def summary(self) -> str:
        """'3 of 5 are in the library already: 1 identical, 2 copies. 1 new. 1 could not be read.'"""
        counts, known = self.counts, sum(self.counts[outcome] for outcome in KNOWN)
        total = messages.number(len(self.answers))
        phrases = (
            (counts["identical"], self.tr("1 identical"), self.tr("{n} identical")),
            (counts["copy"], self.tr("1 copy"), self.tr("{n} copies")),
            (counts["likely_copy"], self.tr("1 likely copy"), self.tr("{n} likely copies")),
        )
        kinds = messages.listed(_counted(*phrase) for phrase in phrases if phrase[0])
        if not known:
            said = self.tr("None of {count} is in the library yet.")
        elif known == 1:
            said = self.tr("1 of {count} is in the library already: {kinds}.")
        else:
            said = self.tr("{n} of {count} are in the library already: {kinds}.")
        sentences = [said.format(n=messages.number(known), count=total, kinds=kinds)]
        for count, one, more in (
            (counts["new"] + counts["similar"], self.tr("1 new."), self.tr("{n} new.")),
            (counts["flat"], self.tr("1 is too flat to judge."), self.tr("{n} are too flat to judge.")),
            (
                counts["unreadable"],
                self.tr("1 could not be read."),
                self.tr("{n} could not be read."),
            ),
        ):
            if count:
                sentences.append(_counted(count, one, more))
        return messages.together(*sentences)

    def as_csv(self) -> bytes:
        """The rows in the order in which they are shown, as spreadsheet programs read it: with a byte order mark."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(CSV_COLUMNS)
        for number in self._rows:
            writer.writerow([_cell(value) for value in self._csv_row(number)])
        return out.getvalue().encode("utf-8-sig")

    def _csv_row(self, number: int) -> tuple[str, ...]:
        picture, answer = self.pictures[number], self.answers.get(number)
        name = words.text(picture.path or picture.name)
        if answer is None:
            return (name, "waiting", "", "", "", "", "")
        if answer.best is None:
            return (name, answer.outcome, "0", "", "", "", self.reason(answer))
        best, path = answer.best, best_path(answer)
        assert path is not None
        return (
            name,
            answer.outcome,
            str(answer.copies),
            "0" if best.identical else f"{max(best.distance, 0.0005):.3f}",
            messages.word(best.word),
            words.text(path),
            self.reason(answer),
        )


def _counted(count: int, one: str, more: str) -> str:
    return one if count == 1 else more.format(n=messages.number(count))


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA) else value


def title_of(count: int) -> str:
    text = QCoreApplication.translate("SeveralModel", "{n} pictures")
    return text.format(n=messages.number(count))
