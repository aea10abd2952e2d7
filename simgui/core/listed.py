"""Lists that name pictures: train.txt, COCO .json, CSV. What they say of Files that leave, and new lists without them.

No list is ever overwritten: what is rewritten is a new file beside it, under a free name.

An entry means the picture at its path: absolute, or relative to the list's folder, else to a folder above it, up to
the one that holds the Root. A name that leads nowhere so (COCO's often do) means the one picture whose path ends in
it. Where several do and one of them leaves, the entry is ambiguous: it is counted and left alone.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from simgui.core import list_formats, moving
from simgui.core.catalog import Root, relative_to
from simgui.core.companions import PICTURE_EXTENSIONS
from simgui.core.errors import DiskFull, FileActionError, ImageError, InputError
from simgui.core.folders import Rules
from simgui.core.label_files import read_bytes
from simgui.core.library import Library
from simgui.core.list_formats import AMBIGUOUS, Names, Said
from simgui.core.progress import CancelToken

LIST_LIMIT_BYTES = 64 << 20
_EXTENSIONS = (b".txt", b".json", b".csv")

Kind = Literal["lines", "coco", "csv"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that names Files that leave. named: how many of them; ambiguous: entries that may."""

    path: bytes
    kind: Kind
    named: int
    ambiguous: int = 0


@dataclass(frozen=True, slots=True)
class Rewritten:
    """path: a free name beside the list; data: its bytes. left_out, ambiguous: entries."""

    path: bytes
    data: bytes
    left_out: int
    ambiguous: int = 0


# finding


def find_lists(roots: Sequence[Root], *, cancel: CancelToken | None = None) -> tuple[bytes, ...]:
    """Files in these Roots that may be lists, by path: .txt, .json and .csv that belong to no picture. Links are not
    followed, and what a Root leaves out is left out here.
    """
    found: set[bytes] = set()
    for root in roots:
        rules = Rules(root.path, root.excludes, root.litter)
        folders = [b""]
        while folders:
            folder = folders.pop()
            if cancel is not None:
                cancel.check()
            inside, lists = _look(root.path, folder, rules)
            folders += inside
            found.update(os.path.join(root.path, path) for path in lists)
    return tuple(sorted(found))


def _look(root: bytes, folder: bytes, rules: Rules) -> tuple[list[bytes], list[bytes]]:
    """(folders, possible lists) in a folder, all relative to the root."""
    folders, lists, stems = [], [], set()
    try:
        with os.scandir(os.path.join(root, folder)) as entries:
            for entry in entries:
                path = folder + b"/" + entry.name if folder else entry.name
                if entry.is_symlink() or rules.reason(path):
                    continue
                stem, extension = os.path.splitext(entry.name)
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                elif extension.lower() in PICTURE_EXTENSIONS:
                    stems |= {stem, entry.name}
                elif extension.lower() in _EXTENSIONS and _has_size_of_a_list(entry):
                    lists.append(path)
    except OSError:
        return [], []  # indexing says which folders it could not list
    yolo = b"labels" in folder.lower().split(b"/")
    return folders, [
        path
        for path in lists
        if os.path.splitext(os.path.basename(path))[0] not in stems
        and not (yolo and path.lower().endswith(b".txt"))
    ]


def _has_size_of_a_list(entry: os.DirEntry[bytes]) -> bool:
    return (
        entry.is_file(follow_symlinks=False)
        and 0 < entry.stat(follow_symlinks=False).st_size < LIST_LIMIT_BYTES
    )


# what they say


def naming(
    library: Library,
    removed: Collection[bytes],
    *,
    pictures: Pictures | None = None,
    cancel: CancelToken | None = None,
) -> tuple[Listed, ...]:
    """The lists in the library's Roots that name any of these files, by path. removed: absolute paths. pictures: for
    several calls about the same, one for all of them.
    """
    roots = [root for root in library.catalog.roots() if os.path.isdir(root.path)]
    pictures = pictures or Pictures(library, removed)
    found = []
    for path in find_lists(roots, cancel=cancel):
        if cancel is not None:
            cancel.check()
        said = _said(path, pictures)
        if said is not None and (said[1].named or said[1].ambiguous):
            found.append(Listed(path, said[0], len(said[1].named), said[1].ambiguous))
    return tuple(found)


def rewrite(
    library: Library,
    path: bytes,
    removed: Collection[bytes],
    *,
    pictures: Pictures | None = None,
) -> Rewritten:
    """The list without the entries of these files. Nothing is written. pictures: as for naming().

    Raises InputError('not_a_list').
    """
    said = _said(path, pictures or Pictures(library, removed))
    if said is None:
        raise InputError("not_a_list", path=path)
    done = said[1]
    return Rewritten(_free_name(path, f"without {done.left_out}"), done.data, done.left_out, done.ambiguous)


def save(rewritten: Rewritten) -> None:
    """Write the new list, whole or not at all; a file that has come to its place meanwhile stays.

    Raises DiskFull, FileActionError('exists', 'not_writable').
    """
    try:
        moving.write_new(rewritten.path, rewritten.data, rewritten.path + b".part")
    except FileExistsError:
        raise FileActionError("exists", path=rewritten.path) from None
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path=rewritten.path) from error
        raise FileActionError("not_writable", path=rewritten.path, detail=error.strerror or "") from error


def _said(path: bytes, pictures: Pictures) -> tuple[Kind, Said] | None:
    """What a list says of the files that leave, and what it would be without them; None: it is no list."""
    try:
        data = read_bytes(path, LIST_LIMIT_BYTES)
    except ImageError:
        return None
    kinds: dict[bytes, tuple[Kind, Callable[..., Said | None]]] = {
        b".txt": ("lines", list_formats.lines),
        b".json": ("coco", list_formats.coco),
        b".csv": ("csv", list_formats.table),
    }
    known = kinds.get(os.path.splitext(path)[1].lower())
    if known is None:
        return None
    said = known[1](data, pictures.names_in(os.path.dirname(path)))
    return None if said is None else (known[0], said)


def _free_name(path: bytes, what: str) -> bytes:
    stem, extension = os.path.splitext(path)
    tries = (b"%s (%s)%s%s" % (stem, what.encode(), b" %d" % n if n else b"", extension) for n in _counting())
    return next(name for name in tries if not os.path.lexists(name))


def _counting() -> Iterator[int]:
    yield 0
    number = 2
    while True:
        yield number
        number += 1


# what a name means


class Pictures:
    """All pictures that a name can mean: the library's Files, and those that leave."""

    def __init__(self, library: Library, removed: Collection[bytes]) -> None:
        self._roots = [root.path for root in library.catalog.roots()]
        self._removed = frozenset(removed)
        self._known = set(removed)
        for root, path in library.catalog.read().execute(
            "SELECT r.path, f.path FROM files f JOIN roots r ON r.id = f.root"
            " WHERE f.state = 'present' AND f.image IS NOT NULL"
        ):
            self._known.add(os.path.join(root, path))
        self._by_name: dict[bytes, list[bytes]] = {}
        for known in self._known:
            name = os.path.basename(known)
            self._by_name.setdefault(name, []).append(known)
            self._by_name.setdefault(os.path.splitext(name)[0], []).append(known)

    def names_in(self, folder: bytes) -> Names:
        """What the entries of a list in this folder mean."""
        above = list(self._folders_of(folder))
        voc = self._voc_pictures(folder)

        def meant(entry: bytes) -> bytes | None:
            for spelled in dict.fromkeys((entry, entry.replace(b"\\", b"/"))):
                found = self._at(spelled, above, voc)
                if found is not None:
                    return found
            return None

        return Names(meant, self._removed, bare=voc is not None)

    def _folders_of(self, folder: bytes) -> Iterator[bytes]:
        """The list's folder, then those above it up to the one that holds the Root."""
        root = max(
            (r for r in self._roots if folder == r or relative_to(folder, r) is not None),
            key=len,
            default=b"",
        )
        yield folder
        while root and len(folder) > len(os.path.dirname(root)) and folder != os.path.dirname(folder):
            folder = os.path.dirname(folder)
            yield folder

    @staticmethod
    def _voc_pictures(folder: bytes) -> bytes | None:
        """JPEGImages/, for a list somewhere in ImageSets/: these name pictures without extension."""
        parts = folder.split(os.sep.encode())
        if b"ImageSets" not in parts:
            return None
        return os.sep.encode().join([*parts[: parts.index(b"ImageSets")], b"JPEGImages"])

    def _at(self, entry: bytes, above: Sequence[bytes], voc: bytes | None) -> bytes | None:
        """The picture that an entry means, see Names.meant."""
        named = self._by_name.get(os.path.basename(entry), ())
        if voc is not None:
            return next(
                (path for path in named if os.path.splitext(path)[0] == os.path.join(voc, entry)), None
            )
        for folder in above if entry else ():
            path = os.path.normpath(os.path.join(folder, entry))
            if path in self._known:
                return path
        if os.path.isabs(entry):
            return None
        ending = b"/" + re.sub(rb"^(\.{1,2}/)+", b"", entry)
        candidates = [path for path in named if path.endswith(ending)]
        if len(candidates) > 1:
            return AMBIGUOUS if any(path in self._removed for path in candidates) else None
        return candidates[0] if candidates else None
