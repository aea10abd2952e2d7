"""The history for those who look: one act after another, newest first, with what became of it.

An act is what one key press decided (history.py says how its events lie), a cull, or the emptying of the quarantine.
Undo and redo are no acts of their own here: they are the state of the act that they are about. Everything only reads.
"""

from __future__ import annotations

import json
import os
import sqlite3
import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from simgui.core import cull_journal
from simgui.core.catalog import in_parts, marks
from simgui.core.cull_journal import CullItem, CullRecord
from simgui.core.library import Library

HOLDS, TAKEN_BACK, PUT_AGAIN, OVERRULED = "holds", "taken_back", "put_again", "overruled"
CLEARED = "cleared"  # the kind of an act that has no word
CULL, EMPTIED = "cull", "empty"  # words of acts that are no decisions


@dataclass(frozen=True)
class Act:
    """`id`: its first event. `names`: of its first decision, of a pair in the order in which it was decided.

    `size`: how many decisions. `shared`: they are all about the picture named first, paired with others.
    `state`: holds, taken_back or put_again, since `changed_s` (None: it was never taken back); overruled: it was not
    taken back, but later acts say otherwise about all that it was about. `leaving`: of decisions about Files of
    which some keep, how many let one leave. `cull`: of a cull, what became of it. `deleted_files`, `deleted_bytes`: of
    the quarantine, when it was emptied.
    """

    id: int
    time_s: float
    word: str | None
    names: tuple[str, ...]
    size: int
    shared: bool
    by: str | None
    state: str
    changed_s: float | None
    leaving: int = 0
    cull: CullRecord | None = None
    deleted_files: int = 0
    deleted_bytes: int = 0

    @property
    def holds(self) -> bool:
        if self.cull is not None:
            return self.cull.can_restore
        return self.state != TAKEN_BACK


@dataclass(frozen=True)
class Part:
    """One decision of an act. `paths`: where each picture lies now, None for one that the library has no File of.

    `now`, `now_event`: what holds about the same pictures at present, whoever decided it.
    """

    event: int
    word: str | None
    names: tuple[str, ...]
    paths: tuple[bytes | None, ...]
    pictures: tuple[bytes | None, ...]
    now: str | None
    now_event: int | None
    later_clear: bool

    @property
    def overruled(self) -> bool:
        """A later decision about the same stands above this one."""
        return self.later_clear or (self.now_event is not None and self.now_event > self.event)


@dataclass(frozen=True)
class Step:
    """An act was done, taken back or put again (`kind`: decide, cull, empty, undo, redo)."""

    event: int
    kind: str
    time_s: float
    by: str | None


@dataclass(frozen=True)
class Details:
    """`items`: the files of a cull."""

    act: Act
    parts: tuple[Part, ...]
    steps: tuple[Step, ...]
    items: tuple[CullItem, ...] = ()


@dataclass(frozen=True)
class Held:
    """How many acts there are, and how many decisions of each word hold."""

    acts: int
    words: dict[str, int]


# Looking for what json.dumps writes is ten times as fast as taking each body apart, and as sure: inside a
# string its quotes would be escaped.
_FIRST = "instr(body, '\"act\": ') = 0"
_ACT = "CASE WHEN instr(body, '\"act\": ') THEN json_extract(body, '$.act') ELSE id END"


def find(library: Library, text: str = "", kind: str | None = None, words: Iterable[str] = ()) -> array[int]:
    """The acts' ids, newest first. `text`: in a name, or one of `words` is what was decided.

    `kind`: a word, 'cleared' or 'taken_back'; None for all.
    """
    where, values = ["kind IN ('decide', 'cull', 'empty')"], list[Any]()
    act, distinct = "id", ""
    if text:
        condition, values = _named(text, list(words))
        where.append(condition)
        # any decision of an act may be the one that is named so
        act, distinct = _ACT, "DISTINCT"
    else:
        where.append(_FIRST)
    if kind == TAKEN_BACK:
        where.append(
            f"{act} IN (SELECT undoes FROM events u WHERE kind = 'undo'"
            " AND NOT EXISTS (SELECT 1 FROM events r WHERE r.undoes = u.id))"
        )
    elif kind == CLEARED:
        where.append("instr(body, '\"word\": null') > 0")
    elif kind is not None:
        where.append("instr(body, ?) > 0")
        values.append(_word_in_body(kind))
    # in one value: 100,000 rows one by one would take the interpreter away from the window each time
    found = f"SELECT {distinct} {act} AS id FROM events WHERE {' AND '.join(where)}"
    row = library.catalog.read().execute(f"SELECT group_concat(id) FROM ({found})", values).fetchone()
    return array("q", sorted(map(int, row[0].split(",")), reverse=True) if row[0] else ())


def _named(text: str, words: Sequence[str]) -> tuple[str, list[Any]]:
    """LIKE folds the case of ASCII only, and a name may have its accents composed or not."""
    cased = {text} if text.isascii() else {text, text.lower(), text.upper(), text.title()}
    forms = sorted({unicodedata.normalize(form, one) for one in cased for form in ("NFC", "NFD")})
    either, values = list[str](), list[Any]()
    for word in words:
        either.append("instr(body, ?) > 0")
        values.append(_word_in_body(word))
    for form in forms:
        # first as it is written in the body, which leaves few to be taken apart
        either.append(
            "(body LIKE ? ESCAPE '\\' AND (json_extract(body, '$.names[0]') LIKE ? ESCAPE '\\'"
            " OR json_extract(body, '$.names[1]') LIKE ? ESCAPE '\\'))"
        )
        values += [_like(json.dumps(form)[1:-1]), _like(form), _like(form)]
        either.append(
            "(kind = 'cull' AND id IN (SELECT event FROM cull_items WHERE CAST(from_path AS TEXT) LIKE ? ESCAPE '\\'))"
        )
        values.append(_like(form))
    return f"({' OR '.join(either)})", values


def _like(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _word_in_body(word: str) -> str:
    return f'"word": {json.dumps(word)}'


# whether anything that the act decided is so at present; a cleared decision leaves nothing to compare with
_STANDS = (
    "json_extract(e.body, '$.word') IS NULL OR EXISTS (SELECT 1 FROM events p JOIN decisions d"
    " ON d.subject = p.subject AND d.word = json_extract(e.body, '$.word')"
    " WHERE p.id BETWEEN e.id AND e.id + coalesce(json_extract(e.body, '$.size'), 1) - 1)"
)


# of an act about several Files, how many it lets leave
_LEAVING = (
    "CASE WHEN e.subject LIKE 'file:%' AND instr(e.body, '\"size\": ') THEN (SELECT sum(instr(p.body,"
    ' \'"word": "leaves"\') > 0) FROM events p WHERE p.id BETWEEN e.id AND'
    " e.id + json_extract(e.body, '$.size') - 1) ELSE 0 END"
)


def load(library: Library, ids: Sequence[int]) -> list[Act]:
    """These acts, in this order; one that is not there is left out."""
    found: dict[int, Act] = {}
    for part in in_parts(ids):
        rows = library.catalog.read().execute(
            f"SELECT e.id, e.time_s, e.body, u.time_s, r.time_s, {_STANDS}, e.kind, {_LEAVING} FROM events e"
            " LEFT JOIN events u ON u.id = (SELECT max(id) FROM events WHERE undoes = e.id)"
            " LEFT JOIN events r ON r.undoes = u.id"
            f" WHERE e.id IN ({marks(part)})",
            part,
        )
        found.update((row[0], _act(library, row)) for row in rows)
    return [found[number] for number in ids if number in found]


def _act(library: Library, row: tuple[Any, ...]) -> Act:
    number, time_s, body, undone_s, redone_s, stands, kind, leaving = row
    said = json.loads(body)
    state = HOLDS if undone_s is None else TAKEN_BACK if redone_s is None else PUT_AGAIN
    if kind == "decide" and state != TAKEN_BACK and not stands:
        state = OVERRULED
    return Act(
        number,
        time_s,
        said.get("word") if kind == "decide" else kind,
        tuple(said.get("names", ())),
        said.get("size", 1),
        said.get("shared", False),
        said.get("by"),
        state,
        undone_s if redone_s is None else redone_s,
        leaving,
        cull_journal.record(library, number) if kind == CULL else None,
        said.get("files", 0),
        said.get("bytes", 0),
    )


def held(library: Library) -> Held:
    read = library.catalog.read()
    kinds = "kind IN ('decide', 'cull', 'empty')"
    acts = read.execute(f"SELECT count(*) FROM events WHERE {kinds} AND {_FIRST}").fetchone()[0]
    return Held(acts, dict(read.execute("SELECT word, count(*) FROM decisions GROUP BY word").fetchall()))


def details(library: Library, number: int) -> Details | None:
    """All that is known of an act; None when there is none of this number."""
    acts = load(library, [number])
    if not acts:
        return None
    return Details(acts[0], parts(library, acts[0]), _steps(library, number), _items(library, acts[0]))


def _items(library: Library, act: Act) -> tuple[CullItem, ...]:
    return () if act.cull is None else tuple(cull_journal.items(library, act.id))


def _steps(library: Library, act: int) -> tuple[Step, ...]:
    rows = library.catalog.read().execute(
        "WITH RECURSIVE about (id) AS (SELECT ? UNION SELECT e.id FROM events e JOIN about a ON e.undoes = a.id)"
        " SELECT e.id, e.kind, e.time_s, json_extract(e.body, '$.by') FROM events e JOIN about a ON a.id = e.id"
        " ORDER BY e.id",
        (act,),
    )
    return tuple(Step(*row) for row in rows)


def parts(library: Library, act: Act) -> tuple[Part, ...]:
    """The decisions of an act with what holds about each subject now."""
    read = library.catalog.read()
    rows = read.execute(
        "SELECT e.id, e.subject, e.body, d.word, d.event FROM events e LEFT JOIN decisions d ON d.subject = e.subject"
        " WHERE e.id BETWEEN ? AND ? AND e.kind = 'decide' ORDER BY e.id",
        (act.id, act.id + act.size - 1),
    ).fetchall()
    places = Places(library, [(row[1], json.loads(row[2])) for row in rows])
    made = []
    for event, subject, body, now, now_event in rows:
        said = json.loads(body)
        # nothing holds though this does: something later cleared it
        clear = act.holds and said["word"] is not None and now_event is None
        paths, pictures = places.of(subject, said)
        made.append(Part(event, said["word"], tuple(said["names"]), paths, pictures, now, now_event, clear))
    return tuple(made)


class Places:
    """Where the pictures of many decisions lie, looked up together."""

    def __init__(self, library: Library, decisions: Sequence[tuple[str | None, dict[str, Any]]]) -> None:
        read = library.catalog.read()
        hashes: set[bytes] = set()
        files: set[int] = set()
        for subject, _ in decisions:
            kind, *rest = (subject or "").split(":")
            if kind == "pair":
                hashes.update(map(bytes.fromhex, rest))
            elif kind == "file":
                files.add(int(rest[0]))
        self._of_file: dict[int, tuple[bytes | None, bytes | None]] = {}
        for part in in_parts(files):
            self._take_files(read, part)
        self._of_picture: dict[bytes, list[bytes]] = {}
        for part in in_parts(hashes):
            rows = read.execute(
                "SELECT i.picture_hash, r.path, f.path FROM images i JOIN files f ON f.image = i.id"
                " JOIN roots r ON r.id = f.root"
                f" WHERE f.state = 'present' AND i.picture_hash IN ({marks(part)})",
                part,
            )
            for picture, root, path in rows:
                self._of_picture.setdefault(picture, []).append(os.path.join(root, path))
        for paths in self._of_picture.values():
            paths.sort()

    def _take_files(self, read: sqlite3.Connection, part: Sequence[int]) -> None:
        rows = read.execute(
            "SELECT f.id, r.path, f.path, f.state, i.picture_hash FROM files f JOIN roots r ON r.id = f.root"
            f" LEFT JOIN images i ON i.id = f.image WHERE f.id IN ({marks(part)})",
            part,
        )
        for file, root, path, state, picture in rows:
            self._of_file[file] = (os.path.join(root, path) if state == "present" else None, picture)

    def of(
        self, subject: str | None, body: dict[str, Any]
    ) -> tuple[tuple[bytes | None, ...], tuple[bytes | None, ...]]:
        """(paths, picture hashes) in the order of the decision's names."""
        kind, *rest = (subject or "").split(":")
        names = tuple(body.get("names", ()))
        if kind == "file":
            path, picture = self._of_file.get(int(rest[0]), (None, None))
            return (path,), (picture,)
        if kind != "pair":
            return (None,) * len(names), (None,) * len(names)
        low, high = map(bytes.fromhex, rest)
        flip = body.get("flip")
        if flip is None:  # an old event: which is which can only be seen by their names
            flip = self._is(high, names[0]) or (self._is(low, names[1]) and not self._is(low, names[0]))
        pictures = (high, low) if flip else (low, high)
        return tuple(self._path(*pair) for pair in zip(pictures, names, strict=True)), pictures

    def _is(self, picture: bytes, name: str) -> bool:
        return any(_name(path) == name for path in self._of_picture.get(picture, ()))

    def _path(self, picture: bytes, name: str) -> bytes | None:
        """Of several Files of one picture the one that the decision names, as long as it is there."""
        paths = self._of_picture.get(picture, ())
        return next((path for path in paths if _name(path) == name), paths[0] if paths else None)


def _name(path: bytes) -> str:
    return os.path.basename(path).decode("utf-8", "backslashreplace")
