"""Decisions, and how they are taken back. One append-only list of events holds them all.

A decision is about a subject: a pair of Images, by their picture hashes (duplicate, not_duplicate,
related), or a File (keep, leaves). An undo is an event that names the one it takes back, and a redo one
that names the undo; so anything can be taken back in any order, also after a restart, and nothing that
was ever decided is lost. What holds now is worked out from the events and kept in `decisions`.

What one key press decides about several subjects is one act. Its events stand in a row, written together:
the first says in its body how many there are (`size`), the others which is the first (`act`). An undo or
redo names the first and is about them all. An event without either is an act of one, as all were before.
acts.py lists acts for those who look.

A cull is an act of one event, of kind 'cull', without a subject: what it did stands in cull_items (cull_rows.py). It is
taken back by moving files (restoring.py) and put again by moving them anew (cull.py), which then say so here.
"""

from __future__ import annotations

import functools
import getpass
import json
import os
import socket
import sqlite3
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simgui.core.catalog import in_parts, marks
from simgui.core.errors import InputError

if TYPE_CHECKING:
    from simgui.core.library import Library

PAIR_WORDS = ("duplicate", "not_duplicate", "related")
FILE_WORDS = ("keep", "leaves")


@dataclass(frozen=True)
class Event:
    """One line of the history. `kind`: decide, cull, undo, redo or empty (the quarantine); `body`: what was decided,
    about which names; of a cull how many pictures it was to take.
    """

    id: int
    time_s: float
    kind: str
    subject: str | None
    body: dict[str, Any]
    undoes: int | None

    @property
    def act(self) -> int:
        """The first event of the act that this decision belongs to."""
        return int(self.body.get("act", self.id))

    @property
    def size(self) -> int:
        """How many decisions the act holds that begins here."""
        return int(self.body.get("size", 1))


@dataclass(frozen=True)
class Touched:
    """What was decided, or taken back, after an event. last: the newest event; taken_back: it is an undo or redo.

    files, subjects: about which something was (subjects: of pairs).
    """

    last: int
    taken_back: bool
    files: frozenset[int]
    subjects: frozenset[str]


@dataclass(frozen=True)
class About:
    """What one decision is about. `names` are for the people who read the history.

    `flip`: the first name is of the second picture hash in the subject.
    """

    subject: str
    names: tuple[str, ...]
    flip: bool = False

    @classmethod
    def pair(cls, a: bytes, b: bytes, names: tuple[str, str]) -> About:
        """Two Images by picture hash. Raises InputError('same_picture') when both are one."""
        if a == b:
            raise InputError("same_picture", names=names)
        return cls(pair_subject(a, b), names, flip=a > b)

    @classmethod
    def file(cls, file: int, name: str) -> About:
        return cls(file_subject(file), (name,))


def pair_subject(a: bytes, b: bytes) -> str:
    """The subject of a pair of picture hashes, the same whichever comes first."""
    low, high = sorted((a, b))
    return f"pair:{low.hex()}:{high.hex()}"


def file_subject(file: int) -> str:
    return f"file:{file}"


class History:
    """The library's events. Whatever writes asks for the library's lock first (raises Locked)."""

    def __init__(self, library: Library) -> None:
        self._library = library

    # deciding

    def decide_pair(self, a: bytes, b: bytes, word: str | None, names: tuple[str, str]) -> Event:
        """Decide about two Images by picture hash; None clears. `names` are for the people who read the history.

        Raises InputError('same_picture') when both are one picture.
        """
        return self.decide((About.pair(a, b, names),), word)

    def decide_file(self, file: int, word: str | None, name: str) -> Event:
        """Decide that a File stays (keep) or goes (leaves) when its group is culled; None clears."""
        return self.decide((About.file(file, name),), word)

    def decide(self, about: Sequence[About], word: str | None) -> Event:
        """Decide the same about each of these, as one act that is taken back as one. Returns its first event."""
        return self.decide_each([(one, word) for one in about])

    def decide_each(self, decisions: Sequence[tuple[About, str | None]]) -> Event:
        """Decide about each of these what stands with it, as one act that is taken back as one: as when a group is
        accepted, its keeper stays and the others leave. Returns its first event. Raises InputError('unknown_word').
        """
        about = [one for one, _ in decisions]
        for one, word in decisions:
            known = PAIR_WORDS if one.subject.startswith("pair:") else FILE_WORDS
            if word is not None and word not in known:
                raise InputError("unknown_word", word=word)
        self._library.lock()
        with self._library.catalog.write() as connection:
            first: Event | None = None
            for one, word in decisions:
                body: dict[str, Any] = {"names": list(one.names), "word": word}
                body["before"] = _word(connection, one.subject)
                if one.subject.startswith("pair:"):
                    body["flip"] = one.flip
                body |= _head(about) if first is None else {"act": first.id}
                event = _append(connection, "decide", one.subject, body, None)
                first = first or event
            # when all stand there: whether one holds is asked of the first
            for one in about:
                _settle(connection, one.subject)
        assert first is not None
        return first

    # taking back

    def can_undo(self) -> Event | None:
        """Of the acts that hold, the one done last, be it done or put again. Its first event; one of kind 'cull' is
        taken back by restoring.restore().
        """
        done = self._newest(
            f"{_IS_ACT} AND NOT EXISTS (SELECT 1 FROM events u WHERE u.undoes = e.id AND {{held}}) AND {_is_away('e')}"
        )
        if done is None:
            return None
        again = self._newest(
            "e.kind = 'redo' AND e.id > ? AND NOT EXISTS"
            " (SELECT 1 FROM events u WHERE u.undoes = (SELECT undoes FROM events WHERE id = e.undoes) AND {held})"
            " AND EXISTS (SELECT 1 FROM events d WHERE d.id = (SELECT undoes FROM events WHERE id = e.undoes)"
            f" AND {_is_away('d')})",
            done.id,
        )
        return done if again is None else self._act_behind(again)

    def can_redo(self) -> Event | None:
        """The newest undo that holds, as long as nothing was decided or culled after it."""
        return self._newest(
            "e.kind = 'undo' AND NOT EXISTS (SELECT 1 FROM events u WHERE u.undoes = e.id)"
            " AND e.id > coalesce((SELECT max(id) FROM events WHERE kind IN ('decide', 'cull')), 0)"
        )

    def redoes(self) -> Event | None:
        """The act that redo() would put again; of kind 'cull' it is put again by cull.again()."""
        undo = self.can_redo()
        return None if undo is None else self._act_behind(undo)

    def _newest(self, condition: str, *values: object) -> Event | None:
        # an undo holds until a redo names it
        held = "NOT EXISTS (SELECT 1 FROM events r WHERE r.undoes = u.id)"
        row = (
            self._library.catalog.read()
            .execute(f"{_SELECT} e WHERE {condition.format(held=held)} ORDER BY e.id DESC LIMIT 1", values)
            .fetchone()
        )
        return None if row is None else _event(row)

    def _act_behind(self, event: Event) -> Event | None:
        """What an undo is about, or the undo that a redo names."""
        found: Event | None = event
        while found is not None and found.undoes is not None:
            found = self.event(found.undoes)
        return found

    def undo(self, event: int | None = None) -> Event | None:
        """Take back one act, named by any of its events (default: the one done last).

        Returns its first event, or None when there is nothing. Raises InputError('is_a_cull') for one,
        InputError, Locked.
        """
        self._library.lock()
        with self._library.catalog.write() as connection:
            # chosen while nobody else can write, so that no two take back the same
            act = self.can_undo() if event is None else self._act_of(event)
            if act is None and event is None:
                return None
            if act is not None and act.kind == "cull":
                raise InputError("is_a_cull", event=act.id)
            if act is None or not _holds(connection, act.id):
                raise InputError("not_undoable", event=event)
            self._take_back(connection, "undo", act, act.id)
        return act

    def redo(self, event: int | None = None) -> Event | None:
        """Put one act again that was taken back (default: the newest undo is taken back itself).

        Returns the act's first event, or None when there is nothing. Raises InputError('is_a_cull') for one,
        InputError, Locked.
        """
        self._library.lock()
        with self._library.catalog.write() as connection:
            act: Event | None
            if event is None:
                undo = self.can_redo()
                if undo is None or undo.undoes is None:
                    return None
                act, number = self.event(undo.undoes), undo.id
            else:
                act = self._act_of(event)
                if act is None or _holds(connection, act.id):
                    raise InputError("not_redoable", event=event)
                number = _last_about(connection, act.id) or 0
            assert act is not None
            if act.kind == "cull":
                raise InputError("is_a_cull", event=act.id)
            self._take_back(connection, "redo", act, number)
        return act

    # culls, whose files others move

    def add_cull(self, connection: sqlite3.Connection, kind: str, body: dict[str, Any]) -> Event:
        """A new act: files leave (kind 'cull') or are deleted from the quarantine ('empty')."""
        return _append(connection, kind, None, {"by": _who(), "word": kind, **body}, None)

    def cull_came_back(self, connection: sqlite3.Connection, cull: int) -> None:
        """Nothing of a cull is away any more."""
        if _holds(connection, cull):
            _append(connection, "undo", None, {"by": _who()}, cull)

    def cull_went_again(self, connection: sqlite3.Connection, cull: int) -> None:
        """Something of a cull that had come back is away again."""
        if not _holds(connection, cull):
            _append(connection, "redo", None, {"by": _who()}, _last_about(connection, cull) or 0)

    def _act_of(self, event: int) -> Event | None:
        """The first event of an act; None for an undo or redo."""
        found = self.event(event)
        if found is None:
            raise InputError("no_such_event", event=event)
        if found.kind == "cull":
            return found
        if found.kind != "decide":
            return None
        return found if found.act == found.id else self.event(found.act)

    @staticmethod
    def _take_back(connection: sqlite3.Connection, kind: str, act: Event, undoes: int) -> None:
        _append(connection, kind, act.subject, {"by": _who()}, undoes)
        for subject in _subjects(connection, act):
            _settle(connection, subject)

    # looking

    def event(self, number: int) -> Event | None:
        row = self._library.catalog.read().execute(f"{_SELECT} WHERE id = ?", (number,)).fetchone()
        return None if row is None else _event(row)

    def events(self, limit: int | None = None) -> list[Event]:
        """Newest first."""
        rows = self._library.catalog.read().execute(
            f"{_SELECT} ORDER BY id DESC LIMIT ?", (-1 if limit is None else limit,)
        )
        return [_event(row) for row in rows]

    def newest(self) -> int:
        """The number of the newest event; 0: there is none."""
        return int(self._library.catalog.read().execute("SELECT max(id) FROM events").fetchone()[0] or 0)

    def touched_since(self, last: int) -> Touched:
        """By events after this one: a decision is about its own subject, an undo or redo about those of its act."""
        read = self._library.catalog.read()
        kind, found = "", set[str]()
        rows = read.execute(f"{_SELECT} WHERE id > ? ORDER BY id", (last,)).fetchall()
        for event in map(_event, rows):
            last, kind = event.id, event.kind
            if event.undoes is None:
                found.update([event.subject] if event.subject is not None else ())
            elif (act := self._act_behind(event)) is not None and act.kind == "decide":
                found.update(_subjects(read, act))
        files = frozenset(int(subject[5:]) for subject in found if subject.startswith("file:"))
        pairs = frozenset(subject for subject in found if subject.startswith("pair:"))
        return Touched(last, kind in ("undo", "redo"), files, pairs)

    def words_of(self, act: Event) -> set[str | None]:
        """What an act decided: of several subjects maybe not the same. act: its first event."""
        rows = self._library.catalog.read().execute(
            "SELECT DISTINCT json_extract(body, '$.word') FROM events WHERE id BETWEEN ? AND ?",
            (act.id, act.id + act.size - 1),
        )
        return {word for (word,) in rows}

    def holds(self, event: int) -> bool:
        """Whether an event has not been taken back, alone or with the act that it belongs to."""
        found = self.event(event)
        return _holds(self._library.catalog.read(), event if found is None else found.act)

    def pair_words(self, a: bytes, others: Iterable[bytes]) -> dict[bytes, str]:
        """What is decided about the picture `a` and each of the others, where anything is."""
        subjects = {pair_subject(a, other): other for other in others}
        return {subjects[subject]: word for subject, word in self._words(subjects).items()}

    def file_words(self, files: Iterable[int]) -> dict[int, str]:
        subjects = {file_subject(file): file for file in files}
        return {subjects[subject]: word for subject, word in self._words(subjects).items()}

    def _words(self, subjects: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        read = self._library.catalog.read()
        for part in in_parts(subjects):
            found.update(
                read.execute(f"SELECT subject, word FROM decisions WHERE subject IN ({marks(part)})", part)
            )
        return found


_SELECT = "SELECT id, time_s, kind, subject, body, undoes FROM events"
_IS_ACT = "(e.kind = 'cull' OR (e.kind = 'decide' AND json_extract(e.body, '$.act') IS NULL))"


def _is_away(event: str) -> str:
    """The condition that there is something to take back: of a cull whose files are deleted there is nothing."""
    return (
        f"({event}.kind <> 'cull' OR EXISTS (SELECT 1 FROM cull_items c WHERE c.event = {event}.id"
        " AND c.part = 'picture' AND c.state IN ('moving', 'moved', 'restoring')))"
    )


def _event(row: tuple[Any, ...]) -> Event:
    return Event(row[0], row[1], row[2], row[3], json.loads(row[4]), row[5])


def _append(
    connection: sqlite3.Connection, kind: str, subject: str | None, body: dict[str, Any], undoes: int | None
) -> Event:
    time_s = time.time()
    cursor = connection.execute(
        "INSERT INTO events (time_s, kind, subject, body, undoes) VALUES (?, ?, ?, ?, ?)",
        (time_s, kind, subject, json.dumps(body), undoes),
    )
    assert cursor.lastrowid is not None
    return Event(cursor.lastrowid, time_s, kind, subject, body, undoes)


def _head(about: Sequence[About]) -> dict[str, Any]:
    """What only the first event of an act says: who decided, and of several how many and what they share."""
    head: dict[str, Any] = {"by": _who()}
    if len(about) > 1:
        head["size"] = len(about)
        pictures = [set(one.subject.split(":")[1:]) for one in about]
        first_names = {one.names[0] for one in about}
        head["shared"] = len(first_names) == 1 and bool(set.intersection(*pictures))
    return head


@functools.cache
def _who() -> str:
    """The person's name on this computer, and the computer's: a Library may lie where several reach it."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = str(os.getuid()) if hasattr(os, "getuid") else "?"
    return f"{user}@{socket.gethostname()}"


def _subjects(connection: sqlite3.Connection, act: Event) -> list[str]:
    """Of all decisions of an act. act: its first event."""
    rows = connection.execute(
        "SELECT subject FROM events WHERE id BETWEEN ? AND ?", (act.id, act.id + act.size - 1)
    )
    return [subject for (subject,) in rows]


def _last_about(connection: sqlite3.Connection, event: int) -> int | None:
    """The newest event that takes this one back."""
    row = connection.execute(
        "SELECT id FROM events WHERE undoes = ? ORDER BY id DESC LIMIT 1", (event,)
    ).fetchone()
    return None if row is None else int(row[0])


def _holds(connection: sqlite3.Connection, event: int) -> bool:
    last = _last_about(connection, event)
    return last is None or not _holds(connection, last)


def _word(connection: sqlite3.Connection, subject: str) -> str | None:
    row = connection.execute("SELECT word FROM decisions WHERE subject = ?", (subject,)).fetchone()
    return None if row is None else str(row[0])


def _settle(connection: sqlite3.Connection, subject: str) -> None:
    """Work out anew what holds about a subject: the newest decision that was not taken back."""
    connection.execute("DELETE FROM decisions WHERE subject = ?", (subject,))
    decided = connection.execute(
        "SELECT id, body FROM events WHERE subject = ? AND kind = 'decide' ORDER BY id DESC", (subject,)
    )
    for event, body in decided.fetchall():
        said = json.loads(body)
        if _holds(connection, said.get("act", event)):
            word = said["word"]
            if word is not None:
                connection.execute("INSERT INTO decisions VALUES (?, ?, ?)", (subject, word, event))
            return
