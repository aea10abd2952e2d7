"""The files of the group in hand as cards: the keeper first, then the nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPixmap

from simgui.gui import messages
from simgui.gui.review import words
from simgui.gui.review.entries import Entry
from simgui.gui.widgets.badges import Badge
from simgui.gui.widgets.card import Card, Role
from simgui.gui.widgets.thumbnails import Thumbnails

if TYPE_CHECKING:
    from simgui.core.groups import Member

Index = QModelIndex | QPersistentModelIndex
KEEPER = Qt.ItemDataRole.UserRole + 20
NO_PARENT = QModelIndex()
REMEMBERED = 1024


class FilesModel(QAbstractListModel):
    """Answers as the grid of hits does, so that the same cards are painted."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.entry: Entry | None = None
        self._cards: dict[int, Card] = {}
        self._shown: set[bytes] = set()  # of which a picture was asked for
        thumbnails.ready.connect(self._on_picture)
        thumbnails.failed.connect(self._on_picture)

    # content

    def set_entry(self, entry: Entry | None) -> None:
        self.beginResetModel()
        self.entry = entry
        self._cards.clear()
        self._shown.clear()
        self.endResetModel()

    def reworded(self) -> None:
        """The same files in the same order; something was decided about them."""
        self._cards.clear()
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def member(self, row: int) -> Member:
        assert self.entry is not None
        return self.entry.group.members[row]

    def row_of(self, file: int) -> int:
        """-1: it is not there."""
        members = () if self.entry is None else self.entry.group.members
        return next((row for row, member in enumerate(members) if member.file == file), -1)

    # Qt's side

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() or self.entry is None else len(self.entry.group.members)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = index.row()
        if not index.isValid() or row >= self.rowCount():
            return None
        if role == Role.CARD:
            return self.card(row)
        if role == Role.PICTURE:
            return self._picture(row)
        if role == Role.MISSING:
            return None  # the panes tell why
        if role == Role.SLOW:
            return False
        if role == KEEPER:
            return row == 0
        if role == Qt.ItemDataRole.DisplayRole:
            return messages.shown_name(self.member(row).path)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(
                messages.shown(path) for path in (self.member(row).path, *self.member(row).parts)
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        return None

    def _picture(self, row: int) -> QPixmap | None:
        picture = self.member(row).picture_hash
        self._shown.add(picture)
        return self._thumbnails.get(picture)

    def card(self, row: int) -> Card:
        found = self._cards.get(row)
        if found is None:
            if len(self._cards) >= REMEMBERED:
                self._cards.clear()
            found = self._cards[row] = self._card(row)
        return found

    def _card(self, row: int) -> Card:
        assert self.entry is not None
        member = self.member(row)
        apart = self.entry.apart.get(member.picture_hash)
        return Card(
            distance=messages.distance(member.distance, row == 0 or member.identical),
            kind=member.word,
            word=self.tr("keeper") if row == 0 else messages.word(member.word),
            name=messages.shown_name(member.path),
            facts=words.short(self.entry, member),
            decision=apart,
            file_word=None if apart else "keep" if member.keep else "leaves",
            files=1,
            offline=not member.online,
            same_file=False,
            badges=self._badges(member),
        )

    def _badges(self, member: Member) -> tuple[Badge, ...]:
        found = []
        if not member.online:
            found.append(Badge("cloud-off", self.tr("offline")))
        if member.protected:
            found.append(Badge("shield-check", self.tr("protected")))
        if self.entry is not None and self.entry.group.conflict and member.label:
            found.append(Badge("tags", messages.shown(member.label)))
        if member.parts:
            found.append(Badge("copy", f"+{messages.number(len(member.parts))}"))
        return tuple(found)

    def spoken(self, row: int) -> str:
        """The card for those who hear it."""
        card, member = self.card(row), self.member(row)
        numbers = {"n": messages.number(row + 1), "count": messages.number(self.rowCount())}
        parts = [self.tr("Image {n} of {count}").format(**numbers)]
        if row:
            parts.append(self.tr("distance {distance}").format(distance=card.distance))
        word = messages.decision(card.decision or card.file_word or "keep").lower()
        said = self.tr("decided: {word}") if member.decision or card.decision else self.tr("proposed: {word}")
        parts += [card.word, card.facts, card.name, *(badge.text for badge in card.badges)]
        parts.append(said.format(word=word))
        return messages.listed(filter(None, parts))

    def _on_picture(self, picture: bytes) -> None:
        if self.entry is None or picture not in self._shown:
            return
        for row, member in enumerate(self.entry.group.members):
            if member.picture_hash == picture:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0), [Role.PICTURE])
