"""What Files are labelled with: by label files, XMP keywords and folders; and labels that contradict each other.

In one list of words a keyword stands with # before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from simgui.core.carried import Reader
from simgui.core.class_folders import class_folders
from simgui.core.companions import paths_of
from simgui.core.library import Library
from simgui.core.progress import CancelToken


def label_of(
    library: Library,
    files: Sequence[int],
    *,
    embedded: bool = True,
    reader: Reader | None = None,
    cancel: CancelToken | None = None,
) -> dict[int, tuple[str, ...]]:
    """What each of these Files is labelled with, read from the disk now, as words that can be shown and compared;
    without those that have no label. A label file that cannot be read is among the reader's problems.

    embedded: look for XMP in JPEGs too, which opens each of them. reader: for work in several parts, one for
    all of them. Raises Cancelled.
    """
    reader = reader or Reader(library)
    folders = class_folders(library, files, reader.folders)
    labels = {}
    for file, path in paths_of(library.catalog, files).items():
        if cancel is not None:
            cancel.check()
        found = {folders[file]} if file in folders else set()
        held = reader.carried(path, embedded=embedded)
        found.update(*(label.names for label in held.labels))
        found.update(f"#{keyword}" for keyword in held.tags.keywords)
        if found:
            labels[file] = tuple(sorted(found, key=lambda word: (word.startswith("#"), word)))
    return labels


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
