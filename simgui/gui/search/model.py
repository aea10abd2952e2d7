"""The hits of one query as rows, nearest first: those within the slider, of the kinds chosen, decided ones or not."""

from __future__ import annotations

import time
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple, dataclass
from enum import IntEnum
from itertools import pairwise

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QPixmap

from simgui.core.calibration import shipped
from simgui.core.search import Hit
from simgui.gui import messages
from simgui.gui.search import runs
from simgui.gui.widgets.slider import FARTHEST
from simgui.gui.widgets.thumbnails import Thumbnails


class Role(IntEnum):
    CARD = Qt.ItemDataRole.UserRole + 1
    PICTURE = Qt.ItemDataRole.UserRole + 2
    MISSING = Qt.ItemDataRole.UserRole + 3  # why there is no picture, in a word; None: there is or will be
    SLOW = Qt.ItemDataRole.UserRole + 4  # the picture has been waited for long enough to say so


@dataclass(frozen=True)
class Card:
    """What a hit's card says, ready to be painted."""

    distance: str
    kind: str
    word: str
    name: str
    facts: str
    decision: str | None
    file_word: str | None
    files: int
    offline: bool
    same_file: bool


def recorded(hit: Hit) -> bytes:
    """A File of the hit that was there when it was looked at last, else any: no disk is asked."""
    return next((file.path for file in hit.files if file.state == "present"), hit.files[0].path)


# of what was painted so much is remembered: many screens, however far one scrolls
REMEMBERED = 1024
# decided ones are looked for among so many: a search never brings more
LOOKED_THROUGH = 20_000
SLOW_S = 0.1
KINDS = ("identical", "copy", "likely_copy", "similar", "unrelated")


class HitsModel(QAbstractListModel):
    """Rows are what is shown of the hits; a hit's place among all of them never changes.

    Nothing here goes over all hits: a million of them are taken and filtered as quickly as ten.
    """

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._hits: Sequence[Hit] = ()
        self._cards: dict[int, Card] = {}  # by place
        # pictures that a card was painted without, or in another size: their place, and since when
        self._awaited: dict[bytes, tuple[int, float]] = {}
        # None: what the hits themselves say still holds
        self._pair_words: dict[bytes, str] | None = None
        self._file_words: dict[int, str] | None = None
        self._decided: list[int] | None = None
        self._within = 0.0
        self._only_identical = False
        self.kinds: frozenset[str] = frozenset(KINDS)
        self.hides_decided = False
        self._runs: list[runs.Run] = []
        self._count = 0
        thumbnails.ready.connect(self._on_picture)
        thumbnails.failed.connect(self._on_picture)

    # content

    def set_hits(self, hits: Sequence[Hit], within: float, only_identical: bool = False) -> None:
        self.beginResetModel()
        self._hits = hits
        self._cards.clear()
        self._awaited.clear()
        self._pair_words = self._file_words = self._decided = None
        self._within, self._only_identical = within, only_identical
        self._take(self._wanted())
        self.endResetModel()

    def set_within(self, within: float) -> None:
        self._within = within
        self._show()

    def set_kinds(self, kinds: Collection[str]) -> None:
        """Show hits of these words only."""
        self.kinds = frozenset(kinds)
        self._show()

    def set_hides_decided(self, hides: bool) -> None:
        self.hides_decided = hides
        self._show()

    def set_decisions(self, pairs: dict[bytes, str], files: dict[int, str]) -> None:
        """What holds now about the query and each hit, and about the hits' files."""
        self._pair_words, self._file_words, self._decided = pairs, files, None
        self._cards.clear()
        self._show()
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, 0))

    def _take(self, shown: list[runs.Run]) -> None:
        self._runs, self._count = shown, runs.length(shown)

    def _show(self) -> None:
        """Rows come and go one run at a time, so that what is in hand and selected stays so."""
        for comes, (start, end), after in runs.steps(self._runs, self._wanted()):
            row = runs.row_of(self._runs, start)
            if comes:
                self.beginInsertRows(QModelIndex(), row, row + end - start - 1)
                self._take(after)
                self.endInsertRows()
            else:
                self.beginRemoveRows(QModelIndex(), row, row + end - start - 1)
                self._take(after)
                self.endRemoveRows()

    def _wanted(self) -> list[runs.Run]:
        within = self.count_within()
        wanted = [(0, within)]
        if len(self.kinds) < len(KINDS):
            places = self._kind_runs()
            wanted = [
                (start, min(end, within)) for kind, (start, end) in places.items() if kind in self.kinds
            ]
        if self.hides_decided:
            return runs.without(wanted, ((place, place + 1) for place in self.decided()))
        return runs.joined(wanted)

    def count_within(self) -> int:
        """How many are within the slider, shown or not."""
        if self._only_identical:
            return self._identical()
        if self._within >= FARTHEST:
            return len(self._hits)  # the slider's end means: all
        # what the field shows as 0.70 is within 0.70
        return self._nearer(self._within + 1e-9)

    def _nearer(self, distance: float) -> int:
        return bisect_right(self._hits, distance, key=lambda hit: hit.distance)

    def per_bin(self, bins: int) -> list[int]:
        """How many hits lie in each of so many equal parts of the slider, shown or not."""
        edges = [FARTHEST * number / bins for number in range(1, bins)]
        ends = [bisect_left(self._hits, edge, key=lambda hit: hit.distance) for edge in edges]
        return [end - start for start, end in pairwise([0, *ends, len(self._hits)])]

    def _identical(self) -> int:
        return next((place for place, hit in enumerate(self._hits) if not hit.identical), len(self._hits))

    def _kind_runs(self) -> dict[str, runs.Run]:
        """Each word's hits stand together, as all are in the order of their distance."""
        made, start = {}, 0
        limits = (self._nearer(limit) for limit in astuple(shipped().limits))
        for kind, end in zip(KINDS, (self._identical(), *limits, len(self._hits)), strict=True):
            made[kind] = (start, max(start, end))
            start = max(start, end)
        return made

    def kind_counts(self) -> dict[str, int]:
        """How many hits within the slider have each word, shown or not."""
        within = self.count_within()
        return {
            kind: max(min(end, within) - min(start, within), 0)
            for kind, (start, end) in self._kind_runs().items()
        }

    def decided(self) -> list[int]:
        """Places of the hits about which something is decided."""
        if self._decided is None:
            looked = range(min(len(self._hits), LOOKED_THROUGH))
            self._decided = [place for place in looked if self.is_decided(self._hits[place])]
        return self._decided

    def decided_within(self) -> int:
        """How many decided ones are within the slider, shown or not."""
        within = self.count_within()
        return sum(place < within for place in self.decided())

    @property
    def hits(self) -> Sequence[Hit]:
        return self._hits

    def hit(self, row: int) -> Hit:
        return self._hits[self.place(row)]

    def place(self, row: int) -> int:
        """Where the hit of a row stands among all hits."""
        return runs.place_of(self._runs, row)

    def row_near(self, place: int) -> int:
        """The row of the hit at a place, else of the next one shown, else of the one before; -1: none is."""
        return min(runs.row_of(self._runs, place), self._count - 1)

    def decision(self, hit: Hit) -> str | None:
        return hit.decision if self._pair_words is None else self._pair_words.get(hit.picture_hash)

    def file_word(self, hit: Hit) -> str | None:
        """'keep' or 'leaves', when that is decided about one of its files; to keep one counts more."""
        words = hit.file_decisions if self._file_words is None else self._file_words
        if not words:
            return None
        found = {words.get(file.id) for file in hit.files}
        return next((word for word in ("keep", "leaves") if word in found), None)

    def is_decided(self, hit: Hit) -> bool:
        return self.decision(hit) is not None or self.file_word(hit) is not None

    def files(self) -> Iterable[int]:
        return (file.id for hit in self._hits for file in hit.files)

    # Qt's side

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        row = index.row()
        if not index.isValid() or row >= self._count:
            return None
        if role == Role.CARD:
            return self.card(row)
        if role == Role.PICTURE:
            return self._picture(row)
        if role == Role.MISSING:
            return self._reason(self.hit(row))
        if role == Role.SLOW:
            awaited = self._awaited.get(self.hit(row).picture_hash)
            return awaited is not None and time.monotonic() - awaited[1] >= SLOW_S
        if role == Qt.ItemDataRole.DisplayRole:
            return self.card(row).name
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(messages.shown(file.path) for file in self.hit(row).files[:12])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        return None

    def card(self, row: int) -> Card:
        place = self.place(row)
        found = self._cards.get(place)
        if found is None:
            if len(self._cards) >= REMEMBERED:
                self._cards.clear()
            found = self._cards[place] = self._card(self._hits[place])
        return found

    def _reason(self, hit: Hit) -> str | None:
        code = self._thumbnails.why_missing(hit.picture_hash)
        if code == "offline":
            return QCoreApplication.translate("search", "offline")
        return None if code is None else messages.problem(code)

    def _picture(self, row: int) -> QPixmap | None:
        place = self.place(row)
        picture = self._hits[place].picture_hash
        found = self._thumbnails.get(picture)
        if found is None or self._thumbnails.lacks(picture):
            _, since_s = self._awaited.pop(picture, (place, time.monotonic()))
            self._awaited[picture] = place, since_s
            if len(self._awaited) > REMEMBERED:
                del self._awaited[next(iter(self._awaited))]
        return found

    def _card(self, hit: Hit) -> Card:
        kind = hit.word
        first = hit.files[0].path
        return Card(
            distance=messages.distance(hit.distance, hit.identical),
            kind=kind,
            word=messages.word(kind),
            name=messages.shown_name(first),
            facts=f"{hit.width_px}×{hit.height_px} · {messages.shown_folder(first)}",
            decision=self.decision(hit),
            file_word=self.file_word(hit),
            files=len(hit.files),
            offline=all(file.state == "offline" for file in hit.files),
            same_file=hit.same_file,
        )

    def spoken(self, row: int) -> str:
        """The card for those who hear it."""
        card = self.card(row)
        parts = [
            self.tr("Hit {n} of {count}").format(n=row + 1, count=self._count),
            self.tr("distance {distance}").format(distance=card.distance),
            card.word,
            card.name,
        ]
        if card.same_file:
            parts.append(self.tr("this very file"))
        if card.files > 1:
            parts.append(self.tr("{n} files").format(n=card.files))
        reason = self._reason(self.hit(row))
        if reason is not None:
            parts.append(reason)
        elif card.offline:
            parts.append(self.tr("offline"))
        if card.decision:
            parts.append(messages.decision(card.decision).lower())
        if card.file_word:
            parts.append(messages.decision(card.file_word).lower())
        if not card.decision and not card.file_word:
            parts.append(self.tr("not decided"))
        return messages.listed(parts)

    def _on_picture(self, picture: bytes) -> None:
        place, _ = self._awaited.pop(picture, (-1, 0.0))
        if place >= 0 and runs.shows(self._runs, place):
            index = self.index(runs.row_of(self._runs, place), 0)
            self.dataChanged.emit(index, index, [Role.PICTURE])
