"""What goes along with a picture when it leaves: its RAW, side files, live video and label files.

The names of a folder decide, with the base name as it is and the extension in any case:

    beside a.jpg   a.cr2 (RAW)  a.mov a.mp4 (live video)  a.xmp a.jpg.xmp a_01.jpg.xmp (darktable's versions)
                   a.aae a.jpg.aae  a.thm  a.pp3 a.dop a.rrdata  a.txt (YOLO, or a caption)  a.json (labelme)
                   a.xml (Pascal VOC)  a.jpg.txt a.jpg.json a.jpg.xml (whatever it is, it is named for this picture)
    elsewhere      images/a.jpg -> labels/a.txt, JPEGImages/a.jpg -> Annotations/a.xml, at any level of the path
    beside what goes along   a.cr2.xmp, a.mov.xmp

A video of more than LIVE_VIDEO_BYTES is a film beside its poster and stays; so does a .json or .xml of that base name
that is no label file, and a .txt under labels/ that is not YOLO. Links never go along, and no link is followed on the
way to labels/. A file is `shared`, and stays, while another picture of its base name is there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from simgui.core.catalog import Catalog, in_parts, marks
from simgui.core.decode import EXTENSIONS, RAW_EXTENSIONS
from simgui.core.folders import SIDECARS, UNREAD_PICTURES, VIDEOS, Role
from simgui.core.formats import JXL_EXTENSIONS, PILLOW_EXTENSIONS
from simgui.core.label_files import KIND_OF_EXTENSION, is_label_file
from simgui.core.library import Library
from simgui.core.progress import CancelToken
from simgui.core.protection import Protected

LIVE_VIDEO_BYTES = 64 << 20
_RAWS = frozenset(RAW_EXTENSIONS)
_PICTURES = (EXTENSIONS | PILLOW_EXTENSIONS | JXL_EXTENSIONS | frozenset(UNREAD_PICTURES)) - _RAWS
PICTURE_EXTENSIONS = _PICTURES | _RAWS  # lower case, with dot; whether or not they can be read here
_SIDECARS = frozenset((*SIDECARS, b".thm", b".pp3", b".dop", b".rrdata"))
_LIVE_VIDEOS = frozenset((b".mov", b".mp4"))
_LABELS = frozenset(KIND_OF_EXTENSION)
_VERSION = re.compile(rb"(.+)_\d\d(\.[^.]+)", re.DOTALL)  # darktable's: a_01.jpg.xmp is a.jpg's second
_APPLE = re.compile(
    rb"(IMG_)[EO](\d+)", re.IGNORECASE
)  # edited, and the original's edits: IMG_E0001, IMG_O0001


@dataclass(frozen=True, slots=True)
class Companion:
    """A file that belongs to a picture. path: absolute; role: raw, sidecar, video or label.

    shared: another picture still needs it, or it lies in a protected Root; it stays.
    """

    path: bytes
    role: Role
    shared: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    name: bytes
    extension: bytes
    link: bool
    size_bytes: int


@dataclass(slots=True)
class Folder:
    """The files of a folder, by their name without its extension."""

    path: bytes
    stems: dict[bytes, list[_Found]] = field(default_factory=dict)
    versions: dict[bytes, list[bytes]] = field(
        default_factory=dict
    )  # a picture's name -> stems of its versions
    apple: dict[bytes, list[bytes]] = field(default_factory=dict)  # IMG_0001 -> stems of its family

    def named(self, stem: bytes, extensions: Collection[bytes]) -> list[_Found]:
        return [found for found in self.stems.get(stem, ()) if found.extension in extensions]


class Look:
    """What lies in folders now; each is listed once. A folder that cannot be listed counts as empty."""

    def __init__(self) -> None:
        self._folders: dict[bytes, Folder] = {}
        self._links: dict[bytes, bool] = {}
        self._labels: dict[bytes, bool] = {}
        self._trees: dict[bytes, list[tuple[bytes, Folder]]] = {}

    def folder(self, path: bytes) -> Folder:
        found = self._folders.get(path)
        if found is None:
            found = self._folders[path] = _listed(path)
        return found

    def trees(self, folder: bytes) -> list[tuple[bytes, Folder]]:
        """The folders elsewhere that may hold labels of a folder's pictures, each with the extension of these."""
        found = self._trees.get(folder)
        if found is None:
            found = self._trees[folder] = [
                (extension, self.folder(place))
                for extension in (b".txt", b".xml")
                for place in label_folders(folder, extension)
                if not self.linked(place, folder)
            ]
        return found

    def linked(self, place: bytes, folder: bytes) -> bool:
        """Whether a link lies on the way to a place, below what it has in common with a folder."""
        common = os.path.commonpath([place, folder])
        while len(place) > len(common):
            if place not in self._links:
                self._links[place] = os.path.islink(place)
            if self._links[place]:
                return True
            place = os.path.dirname(place)
        return False

    def is_label(self, path: bytes) -> bool:
        found = self._labels.get(path)
        if found is None:
            found = self._labels[path] = is_label_file(path)
        return found


def _listed(path: bytes) -> Folder:
    folder = Folder(path)
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                _take(entry, folder)
    except OSError:
        return Folder(path)
    return folder


def _take(entry: os.DirEntry[bytes], folder: Folder) -> None:
    stem, extension = os.path.splitext(entry.name)
    extension = extension.lower().strip()
    size_bytes = 0
    try:
        link = entry.is_symlink()
        if not link and not entry.is_file(follow_symlinks=False):
            return
        if extension in _LIVE_VIDEOS and not link:
            size_bytes = entry.stat(follow_symlinks=False).st_size
    except OSError:
        return  # gone since the folder was listed
    folder.stems.setdefault(stem, []).append(_Found(entry.name, extension, link, size_bytes))
    if extension == b".xmp" and (version := _VERSION.fullmatch(stem)):
        folder.versions.setdefault(version[1] + version[2], []).append(stem)
    if apple := _APPLE.fullmatch(stem):
        folder.apple.setdefault(apple[1] + apple[2], []).append(stem)


# one picture


def beside(path: bytes, look: Look | None = None) -> tuple[Companion, ...]:
    """What belongs to the picture at an absolute path, as it is on the disk now, each shared or not; by path."""
    look = look or Look()
    found = {companion.path: companion for companion, _ in _all_of(path, look)}
    return tuple(found[place] for place in sorted(found))


def other_pictures(path: bytes, look: Look | None = None) -> tuple[bytes, ...]:
    """Paths of the other pictures that have this one's folder and base name."""
    folder, name = os.path.split(path)
    base, extension = os.path.splitext(name)
    others = _pictures((look or Look()).folder(folder), base, name, extension)
    return tuple(os.path.join(folder, other) for other in sorted(others))


_Needed = tuple[Companion, tuple[bytes, ...]]  # with the other pictures that need it


def _all_of(path: bytes, look: Look) -> Iterator[_Needed]:
    where, name = os.path.split(path)
    folder = look.folder(where)
    base, extension = os.path.splitext(name)
    others = _pictures(folder, base, name, extension)
    along = []
    for found, role in _of_stem(folder, base, look, raw=extension.lower().strip() not in _RAWS):
        if found.name == name:
            continue
        yield _needed(folder, found, role, [*others, *_called(folder, base)])  # a.jpg beside a.jpg.png
        if role in ("raw", "video"):
            along.append(found)
    for stem in (name, *(found.name for found in along)):
        for found, role in _of_stem(folder, stem, look, named=True):
            mine = [] if stem == name else others
            yield _needed(folder, found, role, [*mine, *_pictures(folder, stem, name)])
    yield from _versions(folder, name)
    yield from _apple(folder, base, name)
    yield from _elsewhere(folder, base, look, others)


def _needed(folder: Folder, found: _Found, role: Role, others: Sequence[bytes]) -> _Needed:
    paths = tuple(sorted({os.path.join(folder.path, other) for other in others}))
    return Companion(os.path.join(folder.path, found.name), role, bool(paths)), paths


def _pictures(folder: Folder, stem: bytes, but: bytes, of: bytes = b"") -> list[bytes]:
    """Names of the other pictures with this base name. of: the picture's own extension: beside a RAW other RAWs are
    pictures of their own, beside a JPEG they belong to it.
    """
    kinds = PICTURE_EXTENSIONS if of.lower().strip() in _RAWS else _PICTURES
    return [found.name for found in folder.named(stem, kinds) if found.name != but]


def _of_stem(
    folder: Folder, stem: bytes, look: Look, raw: bool = False, named: bool = False
) -> Iterator[tuple[_Found, Role]]:
    """The files of this base name that may go along. named: it is a whole name, which says enough."""
    for found in folder.stems.get(stem, ()):
        if found.link:
            continue
        if found.extension in _RAWS:
            if raw:
                yield found, "raw"
        elif found.extension in _SIDECARS:
            if found.extension != b".thm" or not _films(folder, stem):
                yield found, "sidecar"
        elif found.extension in _LIVE_VIDEOS:
            if 0 < found.size_bytes <= LIVE_VIDEO_BYTES:
                yield found, "video"
        elif found.extension in _LABELS and (
            named or found.extension == b".txt" or look.is_label(os.path.join(folder.path, found.name))
        ):
            yield found, "label"


def _films(folder: Folder, stem: bytes) -> bool:
    """Whether there is a video of this base name that stays: its camera's thumbnail stays with it."""
    videos = (found for found in folder.named(stem, VIDEOS) if not found.link)
    return any(found.size_bytes > LIVE_VIDEO_BYTES or found.extension not in _LIVE_VIDEOS for found in videos)


def _versions(folder: Folder, name: bytes) -> Iterator[_Needed]:
    for stem in folder.versions.get(name, ()):
        if not _called(folder, stem):
            for found in folder.named(stem, (b".xmp",)):
                if not found.link:
                    yield _needed(folder, found, "sidecar", ())


def _called(folder: Folder, name: bytes) -> list[bytes]:
    """The name, if the folder has a picture of just this name."""
    stem, extension = os.path.splitext(name)
    if extension.lower().strip() not in PICTURE_EXTENSIONS:
        return []
    return [found.name for found in folder.stems.get(stem, ()) if found.name == name]


def _apple(folder: Folder, base: bytes, name: bytes) -> Iterator[_Needed]:
    """IMG_0001.AAE says how IMG_0001.HEIC became IMG_E0001.JPG: it stays while one of the two does."""
    marked = _APPLE.fullmatch(base)
    plain = marked[1] + marked[2] if marked else base
    family = list(dict.fromkeys([plain, *folder.apple.get(plain, ())]))
    if len(family) == 1 and not marked:
        return  # a.aae is found as every side file
    pictures = [other for stem in family for other in _pictures(folder, stem, name)]
    for stem in family:
        for found in folder.named(stem, (b".aae",)):
            if not found.link:
                yield _needed(folder, found, "sidecar", pictures)


# data sets keep labels in a tree beside that of the pictures

_TREES: tuple[tuple[bytes, bytes, bytes], ...] = (
    (b"images", b"labels", b".txt"),
    (b"Images", b"Labels", b".txt"),
    (b"JPEGImages", b"labels", b".txt"),
    (b"JPEGImages", b"Annotations", b".xml"),
    (b"images", b"annotations", b".xml"),
)


def label_folders(folder: bytes, extension: bytes) -> Iterator[bytes]:
    """The folders where a data set keeps labels of this kind for the pictures of a folder, the likeliest first.

    images/train -> labels/train, and so for each part of the path that is so called.
    """
    parts = folder.split(os.sep.encode())
    for at in range(len(parts) - 1, 0, -1):
        for pictures, labels, kind in _TREES:
            if parts[at] == pictures and kind == extension:
                yield os.sep.encode().join([*parts[:at], labels, *parts[at + 1 :]])


def _elsewhere(folder: Folder, base: bytes, look: Look, others: Sequence[bytes]) -> Iterator[_Needed]:
    for extension, labels in look.trees(folder.path):
        for found in labels.named(base, (extension,)):
            path = os.path.join(labels.path, found.name)
            if found.link or not look.is_label(path):
                continue
            own = [os.path.join(labels.path, other) for other in _pictures(labels, base, b"")]
            paths = tuple(sorted({*own, *(os.path.join(folder.path, other) for other in others)}))
            yield Companion(path, "label", bool(paths)), paths


# Files of the catalogue


def of(
    library: Library,
    files: Sequence[int],
    *,
    leaving: Sequence[int] | None = None,
    look: Look | None = None,
    cancel: CancelToken | None = None,
) -> dict[int, tuple[Companion, ...]]:
    """What belongs to each File, by path.

    leaving: the Files that leave together, in their order; what several of them share goes with the last one, and is
    `shared` for those before it. None: each is judged as if it left alone. look: for work in several parts, one for all
    of them. Files of a Root that is not there have what they had when indexed. Raises Cancelled.
    """
    catalog, look = library.catalog, look or Look()
    order = {path: place for place, path in enumerate(paths_of(catalog, leaving or ()).values())}
    protected = Protected(catalog.roots())
    own = _raw_pictures(catalog) - order.keys()
    found: dict[int, tuple[Companion, ...]] = {}
    unseen: list[int] = []
    there: dict[bytes, bool] = {}
    for file, path in paths_of(catalog, files).items():
        if cancel is not None:
            cancel.check()
        if not _is_there(os.path.dirname(path), there):
            unseen.append(file)
            continue
        mine: dict[bytes, Companion] = {}
        for companion, others in _all_of(path, look):
            shared = any(order.get(other, len(order)) > order.get(path, -1) for other in others)
            if companion.path in own or protected.of(companion.path) - protected.of(path):
                shared = True
            mine[companion.path] = replace(companion, shared=shared)
        found[file] = tuple(mine[place] for place in sorted(mine))
    found.update(_known(catalog, unseen))
    return found


def _raw_pictures(catalog: Catalog) -> set[bytes]:
    """RAWs that were indexed as pictures: a JPEG that has come beside one since does not take it along."""
    rows = catalog.read().execute(
        "SELECT r.path, f.path FROM files f JOIN roots r ON r.id = f.root"
        " WHERE f.role = 'raw' AND f.image IS NOT NULL AND f.state = 'present'"
    )
    return {os.path.join(root, path) for root, path in rows}


def _is_there(folder: bytes, there: dict[bytes, bool]) -> bool:
    known = there.get(folder)
    if known is None:
        known = there[folder] = os.path.isdir(folder)
    return known


def paths_of(catalog: Catalog, files: Sequence[int]) -> dict[int, bytes]:
    """Absolute paths, in the order of the files."""
    found: dict[int, bytes] = {}
    for part in in_parts(files):
        rows = catalog.read().execute(
            "SELECT f.id, r.path, f.path FROM files f JOIN roots r ON r.id = f.root"
            f" WHERE f.id IN ({marks(part)})",
            part,
        )
        found.update((file, os.path.join(root, path)) for file, root, path in rows)
    return {file: found[file] for file in files if file in found}


def _known(catalog: Catalog, files: Sequence[int]) -> dict[int, tuple[Companion, ...]]:
    """As the catalogue has them: two queries, however many files."""
    if not files:
        return {}
    captures: dict[tuple[int, bytes], list[tuple[bytes, Role]]] = {}
    pictures: dict[tuple[int, bytes], int] = {}
    read = catalog.read()
    for root, capture, folder, path, role in read.execute(
        "SELECT f.root, f.capture, r.path, f.path, f.role FROM files f JOIN roots r ON r.id = f.root"
        " WHERE f.state = 'present' AND f.image IS NULL AND f.role IN ('raw', 'sidecar', 'video', 'label')"
    ):
        captures.setdefault((root, capture), []).append((os.path.join(folder, path), role))
    for root, capture, count in read.execute(
        "SELECT root, capture, count(*) FROM files WHERE state = 'present' AND image IS NOT NULL"
        " GROUP BY root, capture HAVING count(*) > 1"
    ):
        pictures[root, capture] = count
    found: dict[int, tuple[Companion, ...]] = dict.fromkeys(files, ())
    for part in in_parts(files):
        for file, root, capture in read.execute(
            f"SELECT id, root, capture FROM files WHERE id IN ({marks(part)})", part
        ):
            belonging = sorted(captures.get((root, capture), ()))
            shared = (root, capture) in pictures
            found[file] = tuple(Companion(path, role, shared) for path, role in belonging)
    return found
