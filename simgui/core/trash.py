"""The system's trash: a File is sent there by send2trash, and found there again by its name and bytes.

Only a freedesktop.org trash (Linux and its like) can be looked through; elsewhere a File comes back by the system's
own means.
"""

from __future__ import annotations

import os
import re
import sys
import urllib.parse
from collections.abc import Iterator

from simgui.core import moving
from simgui.core.catalog import real
from simgui.core.errors import FileActionError
from simgui.core.moving import Changed, Seen

_PATH = re.compile(rb"^Path=(.*)$", re.MULTILINE)
# a trash that has been filled for years: of one name more are not looked at
_NAMES_AT_MOST = 10_000


def can_be_searched() -> bool:
    return sys.platform not in ("win32", "darwin")


def send(path: bytes, seen: Seen) -> bytes | None:
    """Move a file that was just read into the trash; where it lies there, None when that cannot be told.

    Raises FileActionError('trash_failed'): then the file is where it was. Nothing is ever deleted in its place.
    """
    from send2trash import send2trash

    try:
        send2trash(os.fsdecode(path))
    except Exception as error:  # each system's part of it raises its own
        if not moving.exists(path) and (found := find(path, seen.sha256)) is not None:
            return found
        detail = getattr(error, "strerror", None) or str(error)
        raise FileActionError("trash_failed", path=path, detail=detail) from error
    found = find(path, seen.sha256)
    if found is None and can_be_searched():
        if moving.exists(path):
            raise FileActionError("trash_failed", path=path, detail="it is still there")
        return None
    if found is not None:
        moving.sync_folder(os.path.dirname(found))
    moving.sync_folder(os.path.dirname(path))
    return found


def find(path: bytes, sha256: bytes) -> bytes | None:
    """Where a file of these bytes that lay at `path` lies in a trash now; None when it is in none."""
    if not can_be_searched():
        return None
    for trash in _trashes(path):
        for found in _named(trash, path):
            try:
                if moving.read(found).sha256 == sha256:
                    return found
            except (OSError, Changed):
                continue
    return None


def came_from(found: bytes, path: bytes) -> bool:
    """Whether what lies at this place in a trash lay at `path` before."""
    trash = os.path.dirname(os.path.dirname(found))
    return next(_lying_at(trash, [os.path.basename(found)], path), None) is not None


def forget_info(found: bytes) -> None:
    """Take away the note about a file that has left the trash."""
    info = _info_of(found)
    try:
        os.unlink(info)
    except OSError:
        return
    moving.sync_folder(os.path.dirname(info))


def _info_of(found: bytes) -> bytes:
    trash = os.path.dirname(os.path.dirname(found))
    return os.path.join(trash, b"info", os.path.basename(found) + b".trashinfo")


def _trashes(path: bytes) -> Iterator[bytes]:
    """The folders where the trash of a path may be: the person's own, and those of its disk."""
    data = os.environb.get(b"XDG_DATA_HOME") or os.path.expanduser(b"~/.local/share")
    yield os.path.join(data, b"Trash")
    folder = mount_of(os.path.realpath(os.path.dirname(path)))
    user = b"%d" % os.getuid()
    yield os.path.join(folder, b".Trash", user)
    yield os.path.join(folder, b".Trash-" + user)


def mount_of(folder: bytes) -> bytes:
    """The place where its disk begins."""
    while not os.path.ismount(folder) and folder != os.path.dirname(folder):
        folder = os.path.dirname(folder)
    return folder


def _named(trash: bytes, path: bytes) -> Iterator[bytes]:
    """The files in a trash that lay at this very path, those that came last first."""
    notes = os.path.join(trash, b"info")
    base, extension = os.path.splitext(os.path.basename(path))
    likely = []
    for number in range(_NAMES_AT_MOST):  # as send2trash names them
        name = base + extension if number == 0 else b"%s %d%s" % (base, number, extension)
        if not os.path.lexists(os.path.join(notes, name + b".trashinfo")):
            break
        likely.append(name)
    yield from _lying_at(trash, reversed(likely), path)
    try:
        others = {name.removesuffix(b".trashinfo") for name in os.listdir(notes)} - set(likely)
    except OSError:
        return
    yield from _lying_at(trash, sorted(name for name in others if name.startswith(base[:16])), path)


def _lying_at(trash: bytes, names: Iterator[bytes] | list[bytes], path: bytes) -> Iterator[bytes]:
    for name in names:
        found = os.path.join(trash, b"files", name)
        if os.path.lexists(found) and _same_place(_came_from(trash, name), path):
            yield found


def _came_from(trash: bytes, name: bytes) -> bytes | None:
    try:
        with open(os.path.join(trash, b"info", name + b".trashinfo"), "rb") as file:
            noted = _PATH.search(file.read(1 << 16))
    except OSError:
        return None
    if noted is None:
        return None
    # relative to the folder that holds the trash; where that is .Trash/1000, to the one above
    holder = os.path.dirname(trash)
    if os.path.basename(holder) == b".Trash":
        holder = os.path.dirname(holder)
    return os.path.join(holder, urllib.parse.unquote_to_bytes(noted[1]))


def _same_place(one: bytes | None, other: bytes) -> bool:
    return one is not None and real(one) == real(other)
