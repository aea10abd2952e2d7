"""Decisions, and how they are taken back. One append-only list of events holds them all.

A decision is about a subject: a pair of Images, by their picture hashes (duplicate, not_duplicate,
related), or a File (keep, leaves). An undo is an event that names the one it takes back, and a redo one
that names the undo; so anything can be taken back in any order, also after a restart, and nothing that
was ever decided is lost. What holds now is worked out from the events and kept in `decisions`.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable
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
    """One line of the history. `kind`: decide, undo or redo; `body`: what was decided, about which names."""

    id: int
    time_s: float
    kind: str
    subject: str | None
    body: dict[str, Any]
    undoes: int | None


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
        if a == b:
            raise InputError("same_picture", names=names)
        if word is not None and word not in PAIR_WORDS:
            raise InputError("unknown_word", word=word)
        return self._decide(pair_subject(a, b), word, {"names": names})

    def decide_file(self, file: int, word: str | None, name: str) -> Event:
        """Decide that a File stays (keep) or goes (leaves) when its group is culled; None clears."""
        if word is not None and word not in FILE_WORDS:
            raise InputError("unknown_word", word=word)
        return self._decide(file_subject(file), word, {"names": (name,)})

    def _decide(self, subject: str, word: str | None, body: dict[str, Any]) -> Event:
        self._library.lock()
        with self._library.catalog.write() as connection:
            before = _word(connection, subject)
            event = _append(connection, "decide", subject, {**body, "word": word, "before": before}, None)
            _settle(connection, subject)
        return event

    # taking back

    def can_undo(self) -> Event | None:
        """The newest decision that holds."""
        return self._newest(
            "e.kind = 'decide' AND NOT EXISTS (SELECT 1 FROM events u WHERE u.undoes = e.id AND {held})"
        )

    def can_redo(self) -> Event | None:
        """The newest undo that holds, as long as nothing was decided after it."""
        return self._newest(
            "e.kind = 'undo' AND NOT EXISTS (SELECT 1 FROM events u WHERE u.undoes = e.id)"
            " AND e.id > coalesce((SELECT max(id) FROM events WHERE kind = 'decide'), 0)"
        )

    def _newest(self, condition: str) -> Event | None:
        # an undo holds until a redo names it
        held = "NOT EXISTS (SELECT 1 FROM events r WHERE r.undoes = u.id)"
        row = (
            self._library.catalog.read()
            .execute(f"{_SELECT} e WHERE {condition.format(held=held)} ORDER BY e.id DESC LIMIT 1")
            .fetchone()
        )
        return None if row is None else _event(row)

    def undo(self, event: int | None = None) -> Event | None:
        """Take back one decision (default: the newest that holds). Returns it, or None when there is nothing."""
        return self._take_back("undo", event, self.can_undo)

    def redo(self) -> Event | None:
        """Take back the newest undo. Returns the decision that holds again, or None."""
        undone = self._take_back("redo", None, self.can_redo)
        return None if undone is None or undone.undoes is None else self.event(undone.undoes)

    def _take_back(self, kind: str, chosen: int | None, newest: Any) -> Event | None:
        self._library.lock()
        with self._library.catalog.write() as connection:
            # chosen while nobody else can write, so that no two take back the same
            event: Event | None = newest() if chosen is None else self.event(chosen)
            if event is None and chosen is not None:
                raise InputError("no_such_event", event=chosen)
            if event is None:
                return None
            if chosen is not None and (event.kind != "decide" or not self.holds(event.id)):
                raise InputError("not_undoable", event=chosen)
            _append(connection, kind, event.subject, {}, event.id)
            if event.subject is not None:
                _settle(connection, event.subject)
        return event

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

    def holds(self, event: int) -> bool:
        """Whether an event has not been taken back."""
        return _holds(self._library.catalog.read(), event)

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


def _holds(connection: sqlite3.Connection, event: int) -> bool:
    row = connection.execute(
        "SELECT id FROM events WHERE undoes = ? ORDER BY id DESC LIMIT 1", (event,)
    ).fetchone()
    return row is None or not _holds(connection, row[0])


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
        if _holds(connection, event):
            word = json.loads(body)["word"]
            if word is not None:
                connection.execute("INSERT INTO decisions VALUES (?, ?, ?)", (subject, word, event))
            return
