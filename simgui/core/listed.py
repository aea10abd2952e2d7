"""Lists that name pictures: train.txt, COCO .json, CSV. What they say of Files that leave, and a new list without them.

No list is ever overwritten: what is rewritten is a new file beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from simgui.core.catalog import Root
from simgui.core.library import Library
from simgui.core.progress import CancelToken

LIST_LIMIT_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that names Files that left. named: how many of them; ambiguous: entries that give a bare name which
    several pictures have, and are left alone.
    """

    path: bytes
    kind: Literal["lines", "coco", "csv"]
    named: int
    ambiguous: int = 0


@dataclass(frozen=True, slots=True)
class Rewritten:
    """path: a free name beside the list; data: its bytes. left_out, replaced, ambiguous: entries."""

    path: bytes
    data: bytes
    left_out: int
    replaced: int = 0
    ambiguous: int = 0


@dataclass(frozen=True)
class Pictures:
    """What names can mean: the pictures that are there, and those that left. Absolute paths."""

    roots: tuple[Root, ...]
    present: Collection[bytes]
    removed: Collection[bytes] = field(default_factory=frozenset)


def find_lists(roots: Sequence[Root], *, cancel: CancelToken | None = None) -> tuple[bytes, ...]:
    """Paths of files in these Roots that may be lists, by path."""
    return ()


def naming(
    library: Library, removed: Collection[bytes], *, cancel: CancelToken | None = None
) -> tuple[Listed, ...]:
    """The lists in the library's Roots that name any of these files."""
    return ()


def rewrite(
    library: Library,
    path: bytes,
    removed: Collection[bytes],
    replaced_by: Mapping[bytes, bytes] | None = None,
) -> Rewritten:
    """The list without the entries of these files, or with each replaced by another picture."""
    raise NotImplementedError
