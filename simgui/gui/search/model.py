"""The hits of one query as rows: those within the slider, of the kinds chosen, decided ones or not.

Nearest first, or, after looking closer and when it is asked for, in the order of score.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QPixmap

from simgui.core.search import Hit
from simgui.gui import messages
from simgui.gui.search import runs
from simgui.gui.search.orders import KINDS, ByDistance, Compared
from simgui.gui.widgets import badges
from simgui.gui.widgets.card import Card, Role
from simgui.gui.widgets.thumbnails import Thumbnails

if TYPE_CHECKING:  # OpenCV is loaded when the first two pictures are compared
    from simgui.core.compare import Comparison


def recorded(hit: Hit) -> bytes:
    """A File of the hit that was there when it was looked at last, else any: no disk is asked."""
    return next((file.path for file in hit.files if file.state == "present"), hit.files[0].path)


def is_same(one: Hit | None, other: Hit | None) -> bool:
    """Whether they are of one Image: what is known about it may have become more."""
    return one is other or (one is not None and other is not None and one.image == other.image)


# of what was painted so much is remembered: many screens, however far one scrolls
REMEMBERED = 1024
# decided ones are looked for among so many: a search never brings more
LOOKED_THROUGH = 20_000
SLOW_S = 0.1


class HitsModel(QAbstractListModel):
    """Rows are what is shown of the hits; a hit's place among all of them changes only with their order.

    Nothing here goes over all hits of a search: a million of them are taken and filtered as quickly as ten. What
    looking closer brings is worded in place; the order of score and what only it has wait for toggle_order().
    """

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._order = self._by_distance = ByDistance(())
        self._by_score: Compared | None = None
        self._comparisons: dict[int, Comparison] = {}  # by image
        self._places: dict[int, int] = {}  # of the images that looking closer began with
        self._uncompared: frozenset[int] = frozenset()
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
        self._order = self._by_distance = ByDistance(hits)
        self._by_score, self._comparisons = None, {}
        self._places, self._uncompared = {}, frozenset()
        self._cards.clear()
        self._awaited.clear()
        self._pair_words = self._file_words = self._decided = None
        self._within, self._only_identical = within, only_identical
        self._take(self._wanted(self._order))
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
        for comes, (start, end), after in runs.steps(self._runs, self._wanted(self._order)):
            row = runs.row_of(self._runs, start)
            if comes:
                self.beginInsertRows(QModelIndex(), row, row + end - start - 1)
                self._take(after)
                self.endInsertRows()
            else:
                self.beginRemoveRows(QModelIndex(), row, row + end - start - 1)
                self._take(after)
                self.endRemoveRows()

    def _wanted(self, order: ByDistance) -> list[runs.Run]:
        wanted = self._in_reach(order)
        if len(self.kinds) < len(KINDS):
            of_words = runs.joined(run for kind in self.kinds for run in order.of_word(kind))
            wanted = runs.both(wanted, of_words)
        if self.hides_decided:
            return runs.without(wanted, ((place, place + 1) for place in self._decided_of(order)))
        return runs.joined(wanted)

    def _in_reach(self, order: ByDistance) -> list[runs.Run]:
        return order.identical() if self._only_identical else order.within(self._within)

    def count_within(self) -> int:
        """How many are within the slider, shown or not."""
        return runs.length(self._in_reach(self._order))

    def per_bin(self, bins: int) -> list[int]:
        """How many hits lie in each of so many equal parts of the slider, shown or not."""
        return self._order.per_bin(bins)

    def distance_of(self, number: int) -> float:
        """Of the so manieth nearest, from 1."""
        return self._order.distance_of(number)

    def kind_counts(self) -> dict[str, int]:
        """How many hits within the slider have each word, shown or not."""
        within = self._in_reach(self._order)
        return {kind: runs.length(runs.both(within, self._order.of_word(kind))) for kind in KINDS}

    # looking closer

    def begin_comparing(self, images: Collection[int]) -> None:
        """These are compared now, one after the other; what was said of them still holds."""
        self._places = {self.hits[place].image: place for place in range(len(self.hits))}
        self._uncompared = frozenset(images)
        self._reworded(self._places[image] for image in images if image in self._places)

    def add_comparisons(self, found: Mapping[int, Comparison]) -> None:
        """By image. Those that are no hits yet wait for the end."""
        self._comparisons.update(found)
        self._uncompared -= found.keys()
        self._reworded(self._places[image] for image in found if image in self._places)

    def stop_comparing(self) -> None:
        left, self._uncompared = self._uncompared, frozenset()
        self._reworded(self._places[image] for image in left if image in self._places)

    def end_comparing(self, ranked: Sequence[Hit]) -> None:
        """The whole answer in the order of score. Each row stays where it is and is worded anew; the rest waits."""
        self.stop_comparing()
        self._comparisons = {}  # each hit brings its own
        new = {hit.image: hit for hit in ranked}
        self._by_distance = self._order = Compared(
            [new.pop(hit.image, hit) for hit in self._by_distance.hits], by_score=False
        )
        self._by_score = Compared(ranked, by_score=True)
        for hit in new.values():  # decided about before it was found
            if self._pair_words is not None and hit.decision is not None:
                self._pair_words.setdefault(hit.picture_hash, hit.decision)
            if self._file_words is not None:
                self._file_words = {**hit.file_decisions, **self._file_words}
        self._reworded(range(len(self.hits)))

    @property
    def by_score(self) -> bool:
        return self._order is self._by_score

    @property
    def has_other_order(self) -> bool:
        """Whether there is an order to change to, in which something of what is shown stands elsewhere."""
        if self._by_score is None or self.by_score:
            return self.by_score
        now, then = (
            [order.hits[place].image for place in runs.places(self._wanted(order))]
            for order in (self._by_distance, self._by_score)
        )
        return now != then

    def toggle_order(self) -> None:
        """By score instead of by distance, or back."""
        assert self._by_score is not None
        self.beginResetModel()
        self._order = self._by_distance if self.by_score else self._by_score
        self._cards.clear()
        self._awaited.clear()
        self._decided = None
        self._take(self._wanted(self._order))
        self.endResetModel()

    def forget_score(self) -> None:
        """It is looked closer otherwise, while it stands by distance: what only views found is no longer offered."""
        assert not self.by_score
        self._by_score = None

    def comparison(self, hit: Hit) -> Comparison | None:
        """None: not compared, or not yet."""
        found = self._comparisons.get(hit.image, hit.comparison)
        return found if found is not None and (found.kinds or found.verified is not None) else None

    def is_awaited(self, hit: Hit) -> bool:
        """It is compared soon."""
        return hit.image in self._uncompared

    def _reworded(self, places: Iterable[int]) -> None:
        for place in places:
            self._cards.pop(place, None)
            if runs.shows(self._runs, place):
                index = self.index(runs.row_of(self._runs, place), 0)
                self.dataChanged.emit(index, index)

    def decided(self) -> list[int]:
        """Places of the hits about which something is decided."""
        if self._decided is None:
            self._decided = self._decided_of(self._order)
        return self._decided

    def _decided_of(self, order: ByDistance) -> list[int]:
        if order is self._order and self._decided is not None:
            return self._decided
        looked = range(min(len(order.hits), LOOKED_THROUGH))
        return [place for place in looked if self.is_decided(order.hits[place])]

    def decided_within(self) -> int:
        """How many decided ones are within the slider, shown or not."""
        within = self._in_reach(self._order)
        return sum(runs.shows(within, place) for place in self.decided())

    @property
    def hits(self) -> Sequence[Hit]:
        """In the order in which they are shown."""
        return self._order.hits

    def known(self) -> Sequence[Hit]:
        """All hits, also those that wait for the other order."""
        return self.hits if self._by_score is None else self._by_score.hits

    def hit(self, row: int) -> Hit:
        return self.hits[self.place(row)]

    def row_of(self, hit: Hit) -> int | None:
        """None where it is not shown."""
        return next((row for row in range(self.rowCount()) if is_same(self.hit(row), hit)), None)

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
            found = self._cards[place] = self._card(self.hits[place])
        return found

    def _reason(self, hit: Hit) -> str | None:
        code = self._thumbnails.why_missing(hit.picture_hash)
        if code == "offline":
            return QCoreApplication.translate("search", "offline")
        return None if code is None else messages.problem(code)

    def _picture(self, row: int) -> QPixmap | None:
        place = self.place(row)
        picture = self.hits[place].picture_hash
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
        offline = all(file.state == "offline" for file in hit.files)
        return Card(
            distance=messages.distance(hit.distance, hit.identical),
            kind=kind,
            word=messages.word(kind),
            name=messages.shown_name(first),
            facts=f"{hit.width_px}×{hit.height_px} · {messages.shown_folder(first)}",
            decision=self.decision(hit),
            file_word=self.file_word(hit),
            files=len(hit.files),
            offline=offline,
            same_file=hit.same_file,
            badges=badges.of(hit, self.comparison(hit), self.is_awaited(hit), offline),
        )

    def said(self, row: int) -> str:
        """What the comparison says about a hit, in words; for who has it in hand."""
        hit = self.hit(row)
        return badges.sentence(hit, self.comparison(hit), self.is_awaited(hit))

    def spoken(self, row: int) -> str:
        """The card for those who hear it."""
        card = self.card(row)
        parts = [
            self.tr("Hit {n} of {count}").format(n=row + 1, count=self._count),
            self.tr("distance {distance}").format(distance=card.distance),
            card.word,
            *self._edits(self.hit(row)),
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

    def _edits(self, hit: Hit) -> list[str]:
        comparison = self.comparison(hit)
        if hit.identical or (comparison is None and not self.is_awaited(hit)):
            return []  # its word says it, or there is nothing to say
        return [badges.words(hit, comparison, self.is_awaited(hit))]

    def _on_picture(self, picture: bytes) -> None:
        place, _ = self._awaited.pop(picture, (-1, 0.0))
        if place >= 0 and runs.shows(self._runs, place):
            index = self.index(runs.row_of(self._runs, place), 0)
            self.dataChanged.emit(index, index, [Role.PICTURE])
