"""Labels, ratings and tags of a picture that leaves, for the one that stays. Nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from simgui.core.compare import Comparison
from simgui.core.library import Library


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be written beside the keeper. path: absolute. before: the bytes that it replaces, where it does."""

    path: bytes
    data: bytes
    replaces: bool = False
    before: bytes | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What the person should know of what is handed over: a code and its fields."""

    code: str
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HandOver:
    """files: what would be written, nothing when it is refused. refused: the code of the reason, with its fields."""

    files: tuple[NewFile, ...] = ()
    refused: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


Size = tuple[int, int]  # width and height of the upright picture, in pixels


def plan_hand_over(
    library: Library,
    leaving_path: bytes,
    keeper_path: bytes,
    comparison: Comparison | None,
    sizes: tuple[Size, Size],
) -> HandOver:
    """What the keeper would be given of what the leaving picture has and it has not.

    comparison: keeper = A; None where both are one Image. sizes: of the leaving one, then of the keeper.
    """
    return HandOver()
