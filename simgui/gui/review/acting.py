"""What the keys do to the group in hand, and where one goes then."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from simgui.core.library import Library
from simgui.gui import messages
from simgui.gui.doing import Doing
from simgui.gui.review.deciding import Deciding
from simgui.gui.review.film import Film
from simgui.gui.review.session import Session
from simgui.gui.review.sheets import AcceptAllSheet
from simgui.gui.widgets import outside
from simgui.gui.widgets.thumbnails import Thumbnails

if TYPE_CHECKING:
    from simgui.core.groups import Member


class Acting(QObject):
    """`refused`: why nothing was done. What was is said by `deciding`."""

    refused = Signal(str)

    def __init__(self, library: Library, doing: Doing, session: Session, film: Film, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._film = session, film
        self.folders = outside.Folders("folders", self)
        self.folders.said.connect(self.refused)
        self.deciding = Deciding(library, doing, self)

    @property
    def in_hand(self) -> list[Member]:
        """The selected ones, or the one in hand."""
        hand = self._film.hand
        return self._film.chosen() or ([hand] if hand is not None else [])

    def _still_in_group(self) -> list[Member]:
        """Of those in hand; says so where none is."""
        entry, members = self._session.entry, self.in_hand
        apart = {} if entry is None else entry.apart
        found = [member for member in members if member.picture_hash not in apart]
        if members and not found:
            text = self.tr("{name} was taken out of this group.")
            self.refused.emit(text.format(name=messages.shown_name(members[0].path)))
        return found

    # deciding

    def accept(self) -> None:
        """As it stands; on to the next, also where all of it holds already."""
        entry = self._session.entry
        if entry is None or entry.group.conflict:
            return
        self.deciding.accept(entry, self._session.number)
        self._go_on()

    def keep(self) -> None:
        entry, staying = self._session.entry, self._still_in_group()
        if entry is not None and staying:
            self.deciding.keep(entry, staying, self._session.number)
            self._go_on()

    def both(self) -> None:
        """The keeper and what is in hand stay. Where that leaves others undecided, one stays with them."""
        entry = self._session.entry
        if entry is None:
            return
        others = [member for member in self._still_in_group() if member.file != entry.keeper.file]
        if not others:
            return
        decides_all = len(others) + 1 >= len(entry.staying_together)
        self.deciding.both([entry.keeper, *others])
        if decides_all:
            self._go_on()
        else:
            self._film.clear_selection()
            self._film.step(1)

    def apart(self, word: str) -> None:
        """The whole group, or those that are selected against the others."""
        entry, chosen = self._session.entry, self._film.chosen()
        if entry is None or not self.deciding.apart(entry, word, self._session.number, chosen):
            return
        self._film.clear_selection()
        if not chosen or not entry.is_open:
            self._go_on()

    def turn(self) -> None:
        """Leaves, or stays after all: nothing more is decided, and one stays where one is."""
        if members := self._still_in_group():
            self._session.begin()
            self.deciding.turn(members)

    def _go_on(self) -> None:
        self._session.pace.decided()
        self._session.go_next()

    def accept_all(self, window: QWidget, thumbnails: Thumbnails) -> None:
        """Look at all that are beyond doubt first."""
        entries = [entry for entry in self._session.model.entries if entry.is_open and entry.group.sure]
        if not entries:
            self.refused.emit(self.tr("No undecided group is beyond doubt: each wants to be looked at."))
            return
        sheet = AcceptAllSheet(window, entries, thumbnails)
        sheet.accepted.connect(lambda: self._accept_all(sheet))
        sheet.open()

    def _accept_all(self, sheet: AcceptAllSheet) -> None:
        self._session.begin()
        self.deciding.accept_all(sheet.entries)

    # the file itself

    def open_folder(self) -> None:
        if members := self.in_hand:
            self.folders.open(os.path.dirname(members[0].path))

    def copy_paths(self) -> None:
        self.refused.emit(outside.copy_paths([member.path for member in self.in_hand]))
