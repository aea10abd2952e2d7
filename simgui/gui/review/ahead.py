"""Which pictures are loaded, and in which order: what is in sight, then what a key will bring next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from simgui.core.library import Library
from simgui.gui.background import deadline
from simgui.gui.review.film import Film
from simgui.gui.review.list import GroupsView
from simgui.gui.review.pictures import Pictures
from simgui.gui.review.session import Session
from simgui.gui.review.stage import Stage, wanted
from simgui.gui.widgets.thumbnails import Thumbnails

if TYPE_CHECKING:
    from simgui.core.groups import Member

AHEAD = 3  # groups whose pictures are read before they are shown


def pictures_of(members: Iterable[Member]) -> list[tuple[bytes, bytes | None]]:
    """For Thumbnails.want: each picture once, with the file to make it from."""
    return list({m.picture_hash: (m.picture_hash, m.path if m.online else None) for m in members}.values())


class Ahead(QObject):
    """Thumbnails for cards and list, whole pictures for the panes."""

    def __init__(self, library: Library, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.thumbnails, self.pictures = Thumbnails(library, self), Pictures(library, self)

    def serve(self, stage: Stage, film: Film, groups: GroupsView) -> None:
        self._stage, self._film, self._groups = stage, film, groups
        stage.room_changed.connect(self._on_room)
        film.seen.connect(self.want_thumbnails)
        groups.seen.connect(self.want_thumbnails)

    def _on_room(self) -> None:
        self.pictures.set_box(self._stage.box(), self._stage.devicePixelRatioF())
        self.want_pictures()

    def want_pictures(self) -> None:
        """The pair in sight, then the next groups', then the images beside the one in hand."""
        pictures = self._stage.wanted()
        for entry in self._session.ahead(AHEAD):
            pictures += [wanted(member) for member in entry.group.members[:2]]
        row, in_hand = self._film.row, self._session.entry
        if in_hand is not None:
            pictures += [wanted(member) for member in in_hand.group.members[max(row - 1, 0) : row + 2]]
        self.pictures.want(list(dict.fromkeys(pictures)))

    def want_thumbnails(self) -> None:
        """What is in sight: of the group, then of the list."""
        entries = self._session.model.entries
        members = self._film.in_sight()
        members += [entries[row].keeper for row in self._groups.rows_in_sight()]
        self.thumbnails.want(pictures_of(members))

    def forget_missing(self) -> None:
        """Files may have come back."""
        self.thumbnails.forget_missing()
        self.pictures.forget_missing()

    def close(self, wait_ms: int) -> bool:
        left_ms = deadline(wait_ms)
        return all([work.close(left_ms()) for work in (self.thumbnails, self.pictures)])
