"""Where one stopped, kept in the library: the group in hand, how near is near, and which groups are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from simgui.core.errors import SimguiError
from simgui.core.library import Library
from simgui.gui.review.entries import SORTS

SETTING = "review"


@dataclass(frozen=True)
class Place:
    """group: its id; file: its keeper's; within: None for as it is usual; left: groups not decided yet."""

    group: str | None = None
    file: int | None = None
    within: float | None = None
    sort: str = SORTS[0]
    filter: str = "all"
    pattern: str = ""
    left: int = 0


def remembered(library: Library) -> Place:
    """What is no place, as another version may have written it, counts for nothing."""
    try:
        stored: Mapping[str, Any] = library.catalog.setting(SETTING) or {}
    except SimguiError:
        return Place()
    usual = asdict(Place())
    known = {
        field.name: stored[field.name]
        for field in fields(Place)
        if field.name in stored and _fits(stored[field.name], usual[field.name])
    }
    place = Place(**known)
    return place if place.sort in SORTS else Place(**{**known, "sort": SORTS[0]})


def _fits(value: object, usual: object) -> bool:
    return usual is None or isinstance(value, type(usual))


def remember(library: Library, place: Place) -> None:
    """Only where the library is this window's to write, and nobody writes now: it is no more than a convenience."""
    if library.writable and not library.catalog.busy:
        try:
            library.catalog.set_setting(SETTING, asdict(place))
        except SimguiError:
            return
