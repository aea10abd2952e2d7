"""What Files are labelled with: by label files, XMP keywords and folders; and labels that contradict each other.

In one list of words a keyword stands with # before it. The parts of a data set are class_folders.py's, and handing
labels over is handing.py's; both are to be had from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from simgui.core.carried import Reader
from simgui.core.class_folders import Split, class_folders, split_of, splits
from simgui.core.companions import paths_of
from simgui.core.handing import HandOver, NewFile, Note, plan_hand_over
from simgui.core.library import Library, Problem
from simgui.core.progress import CancelToken
from simgui.core.xmp import Tags

__all__ = [
    "HandOver",
    "Labels",
    "NewFile",
    "Note",
    "Reader",
    "Split",
    "Tags",
    "conflict",
    "label_of",
    "plan_hand_over",
    "read_labels",
    "split_of",
    "splits",
]


@dataclass(frozen=True)
class Labels:
    """words: of each File that has any; a keyword stands there with # before it. tags: of those that have any.

    problems: label files that could not be read.
    """

    words: dict[int, tuple[str, ...]] = field(default_factory=dict)
    tags: dict[int, Tags] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_labels(
    library: Library,
    files: Sequence[int],
    *,
    embedded: bool = True,
    reader: Reader | None = None,
    cancel: CancelToken | None = None,
) -> Labels:
    """What each of these Files is labelled with, read from the disk now; a label file that cannot be read is a problem.

    embedded: look for XMP in JPEGs too, which opens each of them. reader: for work in several parts, one for
    all of them. Raises Cancelled.
    """
    reader = reader or Reader(library)
    known = len(reader.problems)
    folders = class_folders(library, files, reader.folders)
    words, tags = {}, {}
    for file, path in paths_of(library.catalog, files).items():
        if cancel is not None:
            cancel.check()
        found = {folders[file]} if file in folders else set()
        held = reader.carried(path, embedded=embedded)
        found.update(*(label.names for label in held.labels))
        found.update(f"#{keyword}" for keyword in held.tags.keywords)
        if found:
            words[file] = tuple(sorted(found, key=lambda word: (word.startswith("#"), word)))
        if held.tags:
            tags[file] = held.tags
    return Labels(words, tags, tuple(reader.problems[known:]))


def label_of(
    library: Library,
    files: Sequence[int],
    *,
    embedded: bool = True,
    reader: Reader | None = None,
    cancel: CancelToken | None = None,
) -> dict[int, tuple[str, ...]]:
    """What a picture is labelled with, as words that can be shown and compared; without those that have no label."""
    return read_labels(library, files, embedded=embedded, reader=reader, cancel=cancel).words


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
