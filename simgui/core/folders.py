"""What lies in a Root: list it, leave litter out, and compare it with what the catalogue knows.

Paths are bytes throughout: a name need not be text, and two names that look alike need not be one.
"""

from __future__ import annotations

import fnmatch
import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal

from simgui.core import decode
from simgui.core.library_folders import is_own
from simgui.core.progress import CancelToken

# Names that programs leave behind, not photographs. Each rule can be turned off for a root.
LITTER: dict[str, tuple[bytes, ...]] = {
    "apple_double": (b"._*", b".AppleDouble", b"__MACOSX"),
    "thumbnail_folder": (b"@eaDir", b".thumbnails", b".cache", b".picasaoriginals", b".@__thumb"),
    "trash": (
        b".Trash",
        b".Trash-*",
        b".Trashes",
        b"*.local/share/Trash",
        b".dtrash",
        b"$RECYCLE.BIN",
        b"RECYCLER",
        b"#recycle",
        b"@Recycle",
        b".stversions",
    ),
    "system": (b"System Volume Information", b".Spotlight-V100", b".fseventsd", b".DocumentRevisions-V100"),
    "repository": (b".git", b".hg", b".svn"),
}
SIDECARS = (b".xmp", b".aae")
VIDEOS = (b".mov", b".mp4", b".m4v", b".avi", b".mkv", b".webm")
LABELS = (b".txt", b".json", b".xml")
# Kinds of picture that people have and that are not read; said apart from what is no picture at all
UNREAD_PICTURES = (
    b".svg",
    b".psd",
    b".psb",
    b".xcf",
    b".ai",
    b".eps",
    b".pdf",
    b".ico",
    b".tga",
    b".exr",
    b".hdr",
    b".jp2",
)

Role = Literal["picture", "raw", "sidecar", "video", "label"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A file found in a root. `path` is relative to it; `capture`: its folder and base name."""

    path: bytes
    role: Role
    capture: bytes
    size_bytes: int
    mtime_ns: int
    device: int
    inode: int

    @property
    def stamp(self) -> tuple[int, int, int]:
        """What an unchanged file keeps. The device number is no part of it: it differs after a restart."""
        return self.size_bytes, self.mtime_ns, self.inode


@dataclass
class Listing:
    """One walk through a root: what may be a picture, what belongs to one, what was left out and why."""

    pictures: dict[bytes, Entry] = field(default_factory=dict)
    companions: dict[bytes, Entry] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    small: set[bytes] = field(default_factory=set)  # pictures of fewer bytes than the root takes
    unreadable: dict[bytes, str] = field(default_factory=dict)  # folder -> code


class Rules:
    """What is left out of one root: the person's patterns, litter, and folders that are looked after elsewhere.

    `elsewhere` holds real paths: other roots and the library.
    """

    def __init__(
        self,
        root: bytes,
        excludes: Iterable[str] = (),
        litter_off: Collection[str] = (),
        elsewhere: Collection[bytes] = (),
        min_bytes: int = 0,
    ) -> None:
        self.min_bytes = min_bytes
        self._root = os.path.realpath(root)
        self._excludes = _pattern([os.fsencode(pattern) for pattern in excludes])
        # Windows spells its trash can as it likes
        self._litter = [
            (rule, _pattern(names, re.IGNORECASE)) for rule, names in LITTER.items() if rule not in litter_off
        ]
        self._elsewhere = set(elsewhere)

    def reason(self, path: bytes) -> str | None:
        """Why the file or folder at a relative path is left out; None when it is not."""
        name = path.rpartition(b"/")[2]
        if self._excludes.match(name) or self._excludes.match(path):
            return "excluded"
        for rule, pattern in self._litter:
            if pattern.match(name) or pattern.match(path):
                return rule
        if self._elsewhere and os.path.normpath(os.path.join(self._root, path)) in self._elsewhere:
            return "other_root"
        return None

    def covers(self, path: bytes) -> bool:
        """Whether a path, or a folder on the way to it, is left out."""
        parts = path.split(b"/")
        return any(self.reason(b"/".join(parts[: count + 1])) for count in range(len(parts)))


def _pattern(names: Iterable[bytes], flags: int = 0) -> re.Pattern[bytes]:
    """One expression for several shell patterns. Latin-1 carries any bytes through fnmatch, which wants text."""
    expressions = [fnmatch.translate(name.decode("latin-1")) for name in names]
    return re.compile("|".join(expressions).encode("latin-1") or b"(?!)", re.DOTALL | flags)


def walk(
    root: bytes,
    rules: Rules,
    cancel: CancelToken | None = None,
    on_found: Callable[[int], None] | None = None,
) -> Listing:
    """List a root. Links are not followed: a link is no copy, and a loop of them has no end. What a library holds, or
    its quarantine, is left out: the copies there are not the person's to choose among.

    Raises OSError when the root itself cannot be listed.
    """
    listing = Listing()
    folders = [b""]
    while folders:
        folder = folders.pop()
        if cancel is not None:
            cancel.check()
        try:
            with os.scandir(os.path.join(root, folder)) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            if folder == b"":
                raise
            if isinstance(error, FileNotFoundError):
                continue  # gone since its parent was listed
            listing.unreadable[folder] = _code(error)
            continue
        if is_own(os.path.join(root, folder) if folder else root, {entry.name for entry in found}):
            listing.skipped["library"] += 1
            continue
        files = []
        for entry in found:
            path = folder + b"/" + entry.name if folder else entry.name
            found_stat = _look(entry, path, rules, listing)
            if found_stat is None:
                continue
            if stat.S_ISDIR(found_stat.st_mode):
                folders.append(path)
            else:
                files.append((path, found_stat))
        _sort_out(_large_enough(files, rules.min_bytes, listing), listing)
        if on_found is not None:
            on_found(len(listing.pictures))
    return listing


def _code(error: OSError) -> str:
    return "permission_denied" if isinstance(error, PermissionError) else "io_error"


def _look(entry: os.DirEntry[bytes], path: bytes, rules: Rules, listing: Listing) -> os.stat_result | None:
    """The stat of a folder or a regular file; None for what is left out (and counted)."""
    try:
        if entry.is_symlink():
            listing.skipped["link" if os.path.exists(entry.path) else "dangling_link"] += 1
            return None
        if reason := rules.reason(path):
            listing.skipped[reason] += 1
            return None
        found = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None  # gone since its folder was listed
    except OSError as error:
        listing.unreadable[path] = _code(error)
        return None
    if not stat.S_ISDIR(found.st_mode) and not stat.S_ISREG(found.st_mode):
        listing.skipped["not_regular"] += 1
        return None
    return found


def _large_enough(
    files: list[tuple[bytes, os.stat_result]], min_bytes: int, listing: Listing
) -> list[tuple[bytes, os.stat_result]]:
    """The files without the pictures that are too small (and are counted); what belongs to a picture may be small."""
    kept = []
    for path, found in files:
        extension = os.path.splitext(path)[1].lower().strip()
        picture = extension in decode.EXTENSIONS or extension in decode.RAW_EXTENSIONS
        if picture and found.st_size < min_bytes:
            listing.small.add(path)
            listing.skipped["too_small"] += 1
        else:
            kept.append((path, found))
    return kept


def _sort_out(files: list[tuple[bytes, os.stat_result]], listing: Listing) -> None:
    """Give each file of one folder its role. Sidecars, videos and labels count only beside their picture."""
    captures: dict[bytes, bytes] = {}  # a picture's path, with and without extension -> its capture
    raws, rest = [], []
    for path, found in files:
        base, extension = os.path.splitext(path)
        extension = extension.lower().strip()  # "photo.jpg " is a photograph with an untidy name
        if extension in decode.RAW_EXTENSIONS:
            raws.append((path, base, extension, found))
        elif extension in decode.EXTENSIONS:
            listing.pictures[path] = _entry(path, "picture", base, found)
            captures[base] = captures[path] = base
        else:
            rest.append((path, base, extension, found))
    for path, base, extension, found in raws:
        if base in captures:
            listing.skipped["raw_beside_picture"] += 1
            listing.companions[path] = _entry(path, "raw", base, found)
        elif extension in decode.EXTENSIONS:
            listing.pictures[path] = _entry(path, "raw", base, found)
        else:
            listing.skipped["needs_extra_raw"] += 1
    captures.update({raw: base for path, base, *_ in raws for raw in (path, base)})
    for path, base, extension, found in rest:
        role = _companion_role(extension)
        # IMG_1.xmp and IMG_1.jpg.xmp both belong to IMG_1.jpg
        if role is not None and base in captures:
            listing.companions[path] = _entry(path, role, captures[base], found)
            listing.skipped["beside_a_picture"] += 1
        else:
            listing.skipped[_reason_not_read(extension)] += 1


def _companion_role(extension: bytes) -> Role | None:
    roles: tuple[tuple[tuple[bytes, ...], Role], ...] = (
        (SIDECARS, "sidecar"),
        (VIDEOS, "video"),
        (LABELS, "label"),
    )
    return next((role for extensions, role in roles if extension in extensions), None)


def _reason_not_read(extension: bytes) -> str:
    if extension == b"":
        return "no_extension"
    if extra := decode.needs_extra(extension):
        return f"needs_extra_{extra}"
    return "unread_picture_type" if extension in UNREAD_PICTURES else "other_type"


def _entry(path: bytes, role: Role, base: bytes, found: os.stat_result) -> Entry:
    device, inode = identity(found)
    return Entry(path, role, base, found.st_size, found.st_mtime_ns, device, inode)


def identity(found: os.stat_result) -> tuple[int, int]:
    """(device, inode) as SQLite holds them: its integers have a sign, some file systems use the 64th bit."""
    return _signed(found.st_dev), _signed(found.st_ino)


def _signed(number: int) -> int:
    return number - (1 << 64) if number >= 1 << 63 else number
