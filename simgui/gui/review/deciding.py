"""What a key decides about a group: one act each, which one undo takes back. The history itself is the library's."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from simgui.core.errors import SimguiError
from simgui.core.history import About, Event
from simgui.core.library import Library
from simgui.gui import messages
from simgui.gui.doing import Doing
from simgui.gui.review.entries import Entry

if TYPE_CHECKING:
    from simgui.core.groups import Member

# so many pairs are decided one by one; of more, those with the keeper, by which groups are made
MOST_PAIRS = 5000
LONG = 200  # so many decisions are written in a thread


class Deciding(QObject):
    """`acted`: what was done, and that undo takes it back; `changed`: the history has become longer."""

    acted = Signal(str, bool)
    refused = Signal(str)
    changed = Signal()

    def __init__(self, library: Library, doing: Doing, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._doing = library, doing

    # files

    def accept(self, entry: Entry, number: int) -> bool:
        """As it is proposed and decided: what stays stays, the others leave. False when there is nothing to say."""
        words = [(member, _holding(member)) for member in entry.staying_together]
        return self._decide_files(words, self._said_of_group(words, number))

    def keep(self, entry: Entry, staying: Sequence[Member], number: int) -> bool:
        """These stay, the others leave."""
        files = {member.file for member in staying}
        words = [
            (m, "keep" if m.file in files or not m.may_leave else "leaves") for m in entry.staying_together
        ]
        return self._decide_files(words, self._said_of_group(words, number))

    def _said_of_group(self, words: Sequence[tuple[Member, str]], number: int) -> str:
        staying = [member for member, word in words if word == "keep"]
        leaving = len(words) - len(staying)
        if not leaving:
            text = self.tr("Group {n}: all {files} stay.")
            return text.format(n=messages.number(number), files=messages.files(len(words)))
        stay = self.tr("{name} stays").format(name=_name(staying[0]))
        if len(staying) > 1:
            stay = self.tr("{files} stay").format(files=messages.files(len(staying)))
        text = self.tr("Group {n}: {stay}, {leave}.")
        return text.format(n=messages.number(number), stay=stay, leave=self._leave(leaving))

    def _leave(self, files: int) -> str:
        if files == 1:
            return self.tr("1 file leaves")
        return self.tr("{n} files leave").format(n=messages.number(files))

    def both(self, staying: Sequence[Member]) -> bool:
        """These stay; nothing is said about the others."""
        if len(staying) == 2:
            text = self.tr("{name} and {other} stay.").format(
                name=messages.shown_name(staying[0].path), other=messages.shown_name(staying[1].path)
            )
        else:
            text = self.tr("{files} stay.").format(files=messages.files(len(staying)))
        return self._decide_files([(member, "keep") for member in staying], text)

    def turn(self, members: Sequence[Member]) -> bool:
        """What stays leaves and the other way round; several go the way of the first."""
        word = "leaves" if members[0].keep else "keep"
        able = [m for m in members if word == "keep" or m.may_leave]
        if not able:
            away = self.tr("{name} is offline, so it stays.")
            protected = self.tr("{name} stays: its folder is protected.")
            text = protected if members[0].protected else away
            self.refused.emit(text.format(name=messages.shown_name(members[0].path)))
            return False
        if len(able) == 1:
            text = self.tr("{name} leaves.") if word == "leaves" else self.tr("{name} stays.")
            text = text.format(name=messages.shown_name(able[0].path))
        else:
            text = self.tr("{files} leave.") if word == "leaves" else self.tr("{files} stay.")
            text = text.format(files=messages.files(len(able)))
        return self._decide_files([(member, word) for member in able], text)

    def accept_all(self, entries: Sequence[Entry]) -> bool:
        """All of these as one act."""
        words = [(m, _holding(m)) for entry in entries for m in entry.staying_together]
        leaving = sum(word == "leaves" for _, word in words)
        text = self.tr("{n} groups accepted: {leave}.")
        if len(entries) == 1:
            text = self.tr("1 group accepted: {leave}.")
        text = text.format(n=messages.number(len(entries)), leave=self._leave(leaving))
        return self._decide_files(words, text)

    def _decide_files(self, words: Sequence[tuple[Member, str]], text: str) -> bool:
        decisions: list[tuple[About, str | None]] = [
            (About.file(member.file, messages.shown_name(member.path)), word)
            for member, word in words
            if member.decision != word
        ]
        decisions.sort(key=lambda decision: decision[1] != "keep")  # an act is named by what stays
        return self._decide(decisions, text)

    # pairs

    def apart(self, entry: Entry, word: str, number: int, members: Sequence[Member] = ()) -> bool:
        """The whole group, or these of it against the rest, are no duplicates (or related)."""
        all_ = {m.picture_hash: m for m in entry.group.members}
        taken = {m.picture_hash: m for m in members}
        rest = {picture: m for picture, m in all_.items() if picture not in taken}
        partly = bool(taken) and bool(rest)
        if len(all_) < 2:
            self.refused.emit(self.tr("These files hold the same picture: they cannot be told apart."))
            return False
        pairs = list(product(rest.values(), taken.values()) if partly else combinations(all_.values(), 2))
        if len(pairs) > MOST_PAIRS:
            keeper = entry.keeper
            others = [
                m for m in (taken if partly else all_).values() if m.picture_hash != keeper.picture_hash
            ]
            pairs = [(keeper, other) for other in others]
        about: list[tuple[About, str | None]] = [
            (About.pair(a.picture_hash, b.picture_hash, (_name(a), _name(b))), word) for a, b in pairs
        ]
        return self._decide(about, self._said_apart(word, number, len(taken) if partly else 0))

    def _said_apart(self, word: str, number: int, taken: int) -> str:
        if taken:
            text = self.tr("{images} taken out of group {n}: not duplicates of the others.")
            if word == "related":
                text = self.tr("{images} taken out of group {n}: related, both stay.")
            return text.format(images=messages.images(taken), n=messages.number(number))
        text = self.tr("Group {n}: not duplicates. They will not be shown together again.")
        if word == "related":
            text = self.tr("Group {n}: related. They belong together, and none of them leaves.")
        return text.format(n=messages.number(number))

    # writing

    def _decide(self, decisions: Sequence[tuple[About, str | None]], text: str) -> bool:
        """False when all of it holds already."""
        if not decisions:
            return False
        history = self._library.history

        def done(_event: Event) -> None:
            self.acted.emit(text, True)
            self.changed.emit()

        self._doing.do(
            lambda: history.decide_each(decisions), done, self._on_failed, long=len(decisions) > LONG
        )
        return True

    def _on_failed(self, error: SimguiError) -> None:
        self.refused.emit(messages.say_error(error))
        self.changed.emit()


def _holding(member: Member) -> str:
    return "keep" if member.keep else "leaves"


def _name(member: Member) -> str:
    return messages.shown_name(member.path)
