"""What pictures are labelled with: YOLO, labelme, VOC, XMP keywords, class folders; and the split that they are in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from simgui.core.catalog import in_parts, marks
from simgui.core.handing import HandOver, NewFile, Note, plan_hand_over
from simgui.core.library import Library, Problem

__all__ = [
    "HandOver",
    "Labels",
    "NewFile",
    "Note",
    "Split",
    "Tags",
    "conflict",
    "label_of",
    "plan_hand_over",
    "read_labels",
    "splits",
]

Split = Literal["train", "val", "test"]
_SPLIT = re.compile(rb"(train|training|val|valid|validation|test|testing)(?:\d{4})?", re.IGNORECASE)
_SPLITS: dict[bytes, Split] = {
    b"train": "train", b"training": "train",
    b"val": "val", b"valid": "val", b"validation": "val",
    b"test": "test", b"testing": "test",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tags:
    """Of a picture's XMP. rating: 1 to 5, or -1 (rejected); None: none was given."""

    keywords: tuple[str, ...] = ()
    rating: int | None = None


@dataclass(frozen=True)
class Labels:
    """words: of each File that has any; a keyword stands there with # before it. tags: of those that have any.

    problems: label files that could not be read.
    """

    words: dict[int, tuple[str, ...]] = field(default_factory=dict)
    tags: dict[int, Tags] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_labels(library: Library, files: Sequence[int]) -> Labels:
    """What each of these Files is labelled with, read from the disk now. Never raises for a label file."""
    return Labels()


def label_of(library: Library, files: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """What a picture is labelled with, as words that can be shown and compared; without those that have no label."""
    return read_labels(library, files).words


def conflict(labels: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The labels that cannot all be right for one picture, each as one word; () where they can.

    Two agree where one holds all of the other's, so a picture without any agrees with all. Keywords are compared
    with keywords only.
    """
    differing: set[str] = set()
    held = {frozenset(label) for label in labels}
    for tag in (False, True):
        sets = {frozenset(w for w in words if w.startswith("#") is tag) for words in held}
        folded = {one: frozenset(map(str.casefold, one)) for one in sets}
        for one in sets:
            if any(not (folded[one] <= folded[o] or folded[o] <= folded[one]) for o in sets):
                differing.add(", ".join(sorted(one)))
    return tuple(sorted(differing))


def splits(library: Library, files: Sequence[int]) -> dict[int, Split]:
    """Which part of a data set each File is in, by the folders on its path, the nearest first; without the others."""
    found: dict[int, Split] = {}
    for part in in_parts(files):
        for file, root, path in library.catalog.read().execute(
            "SELECT f.id, r.path, f.path FROM files f JOIN roots r ON r.id = f.root"
            f" WHERE f.id IN ({marks(part)})",
            part,
        ):
            split = split_of(os.path.basename(root) + b"/" + path)
            if split is not None:
                found[file] = split
    return found


def split_of(path: bytes) -> Split | None:
    """train, val or test, by a path's folders: also training, valid, validation, testing, train2017."""
    for part in reversed(path.split(b"/")[:-1]):
        if named := _SPLIT.fullmatch(part):
            return _SPLITS[named[1].lower()]
    return None
