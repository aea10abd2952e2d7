"""The hits of one query as rows, nearest first. The slider only moves the end of what is shown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPixmap

from simgui.core.search import Hit, word_of
from simgui.gui import messages
from simgui.gui.widgets.slider import FARTHEST
from simgui.gui.widgets.thumbnails import Thumbnails


class Role(IntEnum):
    CARD = Qt.ItemDataRole.UserRole + 1
    PICTURE = Qt.ItemDataRole.UserRole + 2
    MISSING = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True)
class Card:
    """What a hit's card says, ready to be painted."""

    distance: str
    kind: str
    word: str
    name: str
    facts: str
    decision: str | None
    kept: bool
    files: int
    offline: bool
    same_file: bool


# of what was painted so much is remembered: many screens, however far one scrolls
REMEMBERED = 1024


class HitsModel(QAbstractListModel):
    """Rows are a prefix of the hits: all up to `within`, or, for a flat query, the identical ones.

    Nothing here goes over all hits: a million of them are taken and filtered as quickly as ten.
    """

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._hits: Sequence[Hit] = ()
        self._cards: dict[int, Card] = {}
        self._awaited: dict[bytes, int] = {}  # pictures that a card was painted without, and its row
        # None: what the hits themselves say still holds
        self._pair_words: dict[bytes, str] | None = None
        self._file_words: dict[int, str] | None = None
        self._within = 0.0
        self._only_identical = False
        self._shown = 0
        thumbnails.ready.connect(self._on_picture)
        thumbnails.failed.connect(self._on_picture)

    # content

    def set_hits(self, hits: Sequence[Hit], within: float, only_identical: bool = False) -> None:
        self.beginResetModel()
        self._hits = hits
        self._cards.clear()
        self._awaited.clear()
        self._pair_words = self._file_words = None
        self._within, self._only_identical = within, only_identical
        self._shown = self._count_within()
        self.endResetModel()

    def set_within(self, within: float) -> None:
        self._within = within
        count = self._count_within()
        if count < self._shown:
            self.beginRemoveRows(QModelIndex(), count, self._shown - 1)
            self._shown = count
            self.endRemoveRows()
        elif count > self._shown:
            self.beginInsertRows(QModelIndex(), self._shown, count - 1)
            self._shown = count
            self.endInsertRows()

    def _count_within(self) -> int:
        if self._only_identical:
            return next((row for row, hit in enumerate(self._hits) if not hit.identical), len(self._hits))
        if self._within >= FARTHEST:
            return len(self._hits)  # the slider's end means: all
        # what the field shows as 0.70 is within 0.70
        return bisect_right(self._hits, self._within + 1e-9, key=lambda hit: hit.distance)

    def set_decisions(self, pairs: dict[bytes, str], files: dict[int, str]) -> None:
        """What holds now about the query and each hit, and about the hits' files."""
        self._pair_words, self._file_words = pairs, files
        self._cards.clear()
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(self._shown - 1, 0))

    @property
    def hits(self) -> Sequence[Hit]:
        return self._hits

    def hit(self, row: int) -> Hit:
        return self._hits[row]

    def decision(self, hit: Hit) -> str | None:
        return hit.decision if self._pair_words is None else self._pair_words.get(hit.picture_hash)

    def kept(self, hit: Hit) -> bool:
        words = hit.file_decisions if self._file_words is None else self._file_words
        return any(words.get(file.id) == "keep" for file in hit.files)

    def files(self) -> Iterable[int]:
        return (file.id for hit in self._hits for file in hit.files)

    # Qt's side

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._shown

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        row = index.row()
        if not index.isValid() or row >= self._shown:
            return None
        if role == Role.CARD:
            return self.card(row)
        if role == Role.PICTURE:
            return self._picture(row)
        if role == Role.MISSING:
            return self._thumbnails.is_missing(self._hits[row].picture_hash)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.card(row).name
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(messages.shown(file.path) for file in self._hits[row].files[:12])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        return None

    def card(self, row: int) -> Card:
        found = self._cards.get(row)
        if found is None:
            if len(self._cards) >= REMEMBERED:
                self._cards.clear()
            found = self._cards[row] = self._card(self._hits[row])
        return found

    def _picture(self, row: int) -> QPixmap | None:
        picture = self._hits[row].picture_hash
        found = self._thumbnails.get(picture)
        if found is None:
            self._awaited.pop(picture, None)
            self._awaited[picture] = row
            if len(self._awaited) > REMEMBERED:
                del self._awaited[next(iter(self._awaited))]
        return found

    def _card(self, hit: Hit) -> Card:
        kind = word_of(hit.distance, hit.identical)
        first = hit.files[0].path
        return Card(
            distance=messages.distance(hit.distance, hit.identical),
            kind=kind,
            word=messages.word(kind),
            name=messages.shown_name(first),
            facts=f"{hit.width_px}×{hit.height_px} · {messages.shown_folder(first)}",
            decision=self.decision(hit),
            kept=self.kept(hit),
            files=len(hit.files),
            offline=all(file.state == "offline" for file in hit.files),
            same_file=hit.same_file,
        )

    def spoken(self, row: int) -> str:
        """The card for those who hear it."""
        card, hit = self.card(row), self._hits[row]
        parts = [
            self.tr("Hit {n} of {count}").format(n=row + 1, count=self._shown),
            self.tr("distance {distance}").format(distance=card.distance),
            card.word,
            card.name,
        ]
        if card.same_file:
            parts.append(self.tr("this very file"))
        if card.files > 1:
            parts.append(self.tr("{n} files").format(n=card.files))
        if card.offline:
            parts.append(self.tr("offline"))
        decided = self.decision(hit)
        parts.append(messages.decision(decided).lower() if decided else self.tr("not decided"))
        if card.kept:
            parts.append(messages.decision("keep").lower())
        return ", ".join(parts)

    def _on_picture(self, picture: bytes) -> None:
        row = self._awaited.pop(picture, None)
        if row is not None and row < self._shown:
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0), [Role.PICTURE])
