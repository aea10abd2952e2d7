"""The layer in which the keeper is compared with the image in hand, and follows it through group and list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from simgui.core.library import Library
from simgui.gui import messages
from simgui.gui.keys import Keys
from simgui.gui.review.entries import Entry
from simgui.gui.review.film import Film
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.compare.loading import Side
from simgui.gui.widgets.compare.page import ComparePage, Other

if TYPE_CHECKING:
    from simgui.core.groups import Member

DECISIONS = (("keep", "pin"), ("both", "copy-check"), ("turn", "archive"), ("not_duplicate", "equal-not"))


class Comparing(QObject):
    """`moved`: it came to the front or went."""

    moved = Signal()

    def __init__(
        self, library: Library, keys: Keys, actions: Mapping[str, QAction], film: Film, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._film = film
        self._shown: tuple[int, int] | None = None  # the Files of keeper and image in hand
        self.is_open = False
        buttons = [Button.of(actions[name], icon) for name, icon in DECISIONS]
        self.page = ComparePage(library, keys, self.tr("Groups"), buttons, self.tr("keeper"))
        self.page.left.connect(self.leave)
        self.page.stepped.connect(self._step)

    def open(self) -> None:
        """With the image in hand; with the keeper in hand, its nearest. Nothing without one."""
        if self._pair() is None or self.is_open:
            return
        self.is_open = True
        self.follow()
        self.moved.emit()
        self.page.take_focus()

    def leave(self) -> None:
        if self.is_open:
            self.is_open, self._shown = False, None
            self.page.forget()
            self.moved.emit()
            self._film.view.setFocus()

    def follow(self) -> None:
        """Another image or group is in hand, or something was decided. Nothing in hand any more: back."""
        if not self.is_open:
            return
        pair = self._pair()
        if pair is None:
            self.leave()
            return
        entry, hand = pair
        shown = entry.keeper.file, hand.file
        if shown != self._shown:
            self._shown = shown
            other = Other(side_of(hand), hand.distance, hand.identical, hand.word)
            self.page.compare(side_of(entry.keeper), [other])
        self.page.show_words([self._words(entry, hand)])

    def _pair(self) -> tuple[Entry, Member] | None:
        entry, hand = self._film.model.entry, self._film.hand
        if entry is None or hand is None or len(entry.group.members) < 2:
            return None
        return entry, entry.group.members[1] if hand.file == entry.keeper.file else hand

    def _words(self, entry: Entry, hand: Member) -> str:
        row = self._film.model.row_of(hand.file)
        place = self.tr("image {n} of {count}").format(
            n=messages.number(row + 1), count=messages.number(self._film.model.rowCount())
        )
        word = entry.apart.get(hand.picture_hash) or ("keep" if hand.keep else "leaves")
        return f"{place} · {messages.decision(word)}"

    def _step(self, step: int) -> None:
        row = self._film.strip.currentIndex().row() + step
        if 1 <= row < self._film.model.rowCount():
            self._film.take_in_hand(row)
        else:
            last, first = self.tr("This is the last image."), self.tr("This is the first image.")
            self.page.said.emit(last if step > 0 else first)


def side_of(member: Member) -> Side:
    return Side(
        name=messages.shown_name(member.path),
        picture_hash=member.picture_hash,
        width_px=member.width_px,
        height_px=member.height_px,
        format=member.format,
        size_bytes=member.size_bytes,
        date=messages.shown_date(member.date, member.mtime_ns),
        folder=messages.shown_folder(member.path),
        paths=(member.path,),
        offline=not member.online,
        taken=member.date is not None,
    )
