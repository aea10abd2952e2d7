"""Which File of a group stays: a total order with its reasons.

What counts, in DEFAULT_ORDER: a protected Root; what was decided to stay; that it is labelled; that it is whole (not
cropped, covered, framed or without colour, which a comparison tells); real detail rather than the number of pixels;
the format (RAW first; what was made from the JPEG beside it gains nothing); that it has a date and a place; quality as
far as the file's size tells it; age; and in the end its path, so that there is always one that stays.

The order can be changed, all but its first two: `older` or `path` may stand before the others, and so may a folder
(`folder:/photos/best`) or a pattern (`pattern:*original*`).
"""

from __future__ import annotations

import fnmatch
import math
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from simgui.core.errors import InputError
from simgui.core.library import Library

if TYPE_CHECKING:
    from simgui.core.evidence import Picture

ALWAYS_FIRST = ("protected", "decided_keep")
DEFAULT_ORDER = (
    *ALWAYS_FIRST,
    "labelled",
    "whole",
    "most_detail",
    "best_format",
    "has_date",
    "has_place",
    "quality",
    "older",
    "path",
)
# not part of the order unless they are asked for
MORE_CRITERIA = ("newer", "largest_file", "smallest_file")
FOLDER, PATTERN = "folder:", "pattern:"
SETTING = "keeper_order"
DETAIL_STEP = math.log(1.08)  # areas that differ by less are one


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a File is the keeper: a code (its words are in output_groups.py), and where there is one the value it has."""

    code: str
    value: Any = None


@dataclass(frozen=True)
class Prefer:
    """order: names of criteria, `folder:` with a path or `pattern:` with a shell pattern, the most important first."""

    order: tuple[str, ...] = DEFAULT_ORDER


@dataclass(frozen=True, slots=True)
class Candidate:
    """A File as the order sees it. detail_px: pixels that show something; quality: 0 to 100, higher is better."""

    path: bytes
    protected: bool = False
    decided_keep: bool = False
    labelled: bool = False
    whole: bool = True
    detail_px: float = 0.0
    format: str = ""
    format_rank: int = 0
    has_date: bool = False
    has_place: bool = False
    quality: float = 0.0
    date: str | None = None
    mtime_ns: int = 0
    size_bytes: int = 0


Key = tuple[Any, ...]
_CRITERIA: Mapping[str, Callable[[Candidate], Any]] = {
    "protected": lambda one: not one.protected,
    "decided_keep": lambda one: not one.decided_keep,
    "labelled": lambda one: not one.labelled,
    "whole": lambda one: not one.whole,
    "most_detail": lambda one: -round(math.log(max(one.detail_px, 1.0)) / DETAIL_STEP),
    "best_format": lambda one: one.format_rank,
    "has_date": lambda one: not one.has_date,
    "has_place": lambda one: not one.has_place,
    "quality": lambda one: -one.quality,
    "older": lambda one: (one.date or "~", one.mtime_ns),
    "newer": lambda one: (_reversed(one.date or ""), -one.mtime_ns),
    "largest_file": lambda one: -one.size_bytes,
    "smallest_file": lambda one: one.size_bytes,
    # "a.jpg" before "a (copy).jpg"
    "path": lambda one: (len(one.path), one.path),
}
CRITERIA = tuple(_CRITERIA)


def _reversed(text: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in text) or (1,)


def prefer(texts: Iterable[str], after: Prefer = Prefer()) -> Prefer:
    """These criteria first, then the others as they are in another order. Raises InputError('unknown_criterion').

    texts: names as in CRITERIA, also several with commas between, `folder:PATH`, `pattern:PATTERN`.
    """
    named: list[str] = []
    for text in texts:
        if text.startswith((FOLDER, PATTERN)):
            named.append(text)
        else:
            named += [name.strip().replace("-", "_") for name in text.split(",") if name.strip()]
    for name in named:
        if not name.startswith((FOLDER, PATTERN)) and name not in _CRITERIA:
            raise InputError("unknown_criterion", name=name, known=", ".join(CRITERIA))
    first = [name for name in named if name not in ALWAYS_FIRST]
    order = (*ALWAYS_FIRST, *first, *after.order)
    return Prefer(tuple(dict.fromkeys(order)))


def stored_order(library: Library) -> Prefer:
    """The library's own order, or the default one."""
    return prefer(library.catalog.setting(SETTING, ()))


def store_order(library: Library, chosen: Prefer | None) -> None:
    """None: the default again. Raises Locked."""
    library.lock()
    library.catalog.set_setting(SETTING, [] if chosen is None else list(chosen.order))


def order_key(candidate: Candidate, order: tuple[str, ...]) -> Key:
    """Sorts the best one first: a value for each of the order's names, then the path, so that no two are the same."""
    return (*(value(candidate) for value in _values(order)), candidate.path)


@cache
def _values(order: tuple[str, ...]) -> tuple[Callable[[Candidate], Any], ...]:
    return tuple(_value(name) for name in order)


def _value(name: str) -> Callable[[Candidate], Any]:
    if name.startswith(FOLDER):
        inside = os.path.join(os.fsencode(name.removeprefix(FOLDER)), b"")
        return lambda one: not one.path.startswith(inside)
    if name.startswith(PATTERN):
        pattern = name.removeprefix(PATTERN)
        return lambda one: not matches(one.path, pattern)
    return _CRITERIA[name]


def walk_key(picture: Picture) -> Key:
    """The order in which pictures become centres of groups: by what they show, then by nothing but their pixels."""
    return (
        -picture.pixels,
        picture.format,
        picture.date is None,
        not picture.placed,
        -picture.detail,
        picture.picture_hash,
    )


def matches(path: bytes, pattern: str) -> bool:
    """Whether the whole path matches a shell pattern, or holds the text of one without wildcards."""
    shown = os.fsdecode(path)
    if any(sign in pattern for sign in "*?["):
        return fnmatch.fnmatchcase(shown, pattern)
    return pattern in shown


def matches_any(path: bytes, patterns: Iterable[str]) -> bool:
    """As the patterns that protect files do."""
    return any(matches(path, pattern) for pattern in patterns)


def reasons(
    keeper: Candidate, best: Key, others: Iterable[Key], order: tuple[str, ...]
) -> tuple[Reason, ...]:
    """By what the keeper comes before each of the others, the first difference of each; in the order's order.

    best, others: keys, as order_key() gives them.
    """
    deciding = {deciding_criterion(best, other, order) for other in others}
    return tuple(Reason(*_told(name, keeper)) for name in order if name in deciding)


def deciding_criterion(best: Key, other: Key, order: tuple[str, ...]) -> str:
    """The first one in which they differ."""
    pairs = zip(order, best, other, strict=False)
    return next((name for name, one, its in pairs if one != its), "path")


def _told(name: str, keeper: Candidate) -> tuple[str, Any]:
    for kind in (FOLDER, PATTERN):
        if name.startswith(kind):
            return kind[:-1], name.removeprefix(kind)
    if name in ("older", "newer"):
        return name, keeper.date
    return name, None
