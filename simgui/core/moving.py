"""Files moved so that nothing is ever overwritten, lost half-way, or only believed to be on the disk.

Paths are bytes. Functions raise OSError as the system gives it, and Changed where a file is not what it was.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import functools
import hashlib
import os
import shutil
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass

CHUNK_BYTES = 1 << 20
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
# a rename that refuses an occupied name is not known to this file system, or to this kernel
_NOT_KNOWN = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
# RENAME_NOREPLACE and RENAME_EXCHANGE; on macOS RENAME_EXCL and RENAME_SWAP
_REFUSE, _EXCHANGE = (4, 2) if sys.platform == "darwin" else (1, 2)
_NO_LINKS = {*_NOT_KNOWN, errno.EPERM, errno.EMLINK}


class Changed(Exception):
    """A file is no longer what it was, or was never a plain file."""


@dataclass(frozen=True)
class Seen:
    """A file as it was read: its bytes' sha256, and how it stood then."""

    sha256: bytes
    stat: os.stat_result

    def is_still(self, path: bytes) -> bool:
        """Whether the file at a path is this very one, not written to since."""
        try:
            now = os.lstat(path)
        except OSError:
            return False
        return _stamp(now) == _stamp(self.stat)


def _stamp(found: os.stat_result) -> tuple[int, ...]:
    # a rename or a link changes the time of status, so that is no part of it
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, stat.S_IFMT(found.st_mode)


def read(path: bytes) -> Seen:
    """Read a plain file; a link is not followed. Raises Changed for anything else, or one written to meanwhile."""
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise Changed
    descriptor = os.open(path, os.O_RDONLY | _NO_FOLLOW)
    with open(descriptor, "rb", buffering=0) as file:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise Changed
        digest = hashlib.sha256()
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
        if _stamp(os.fstat(descriptor)) != _stamp(before):
            raise Changed
    return Seen(digest.digest(), before)


def exists(path: bytes) -> bool:
    """Whether a name is taken, also by a link that points nowhere. Raises OSError where that cannot be seen."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


# one name to another


def rename_new(source: bytes, target: bytes) -> None:
    """Rename within one file system; raises FileExistsError rather than overwrite."""
    if os.name == "nt":
        os.rename(source, target)  # refuses by itself
        return
    if rename := _system_rename():
        try:
            rename(source, target, _REFUSE)
            return
        except OSError as error:
            if error.errno not in _NOT_KNOWN:
                raise
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _rename_onto_own(source, target)
        return
    try:
        os.unlink(source)
    except OSError:
        os.unlink(target)  # the other name of the same file
        raise


def _rename_onto_own(source: bytes, target: bytes) -> None:
    """For file systems without links: take the name with an empty file of our own, which the rename replaces."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        os.rename(source, target)
    except OSError:
        with contextlib.suppress(OSError):
            if os.lstat(target).st_size == 0:
                os.unlink(target)
        raise


@functools.cache
def _system_rename() -> Callable[[bytes, bytes, int], None] | None:
    """The system's rename with flags; None where there is none."""
    names = {"linux": "renameat2", "darwin": "renamex_np"}
    if sys.platform not in names:
        return None
    try:
        function = getattr(ctypes.CDLL(None, use_errno=True), names[sys.platform])
    except (OSError, AttributeError):
        return None
    here = (ctypes.c_int(-100),) if sys.platform == "linux" else ()  # AT_FDCWD

    def rename(source: bytes, target: bytes, flags: int) -> None:
        paths = (*here, ctypes.c_char_p(source), *here, ctypes.c_char_p(target))
        if function(*paths, ctypes.c_uint(flags)) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), source, None, target)

    return rename


def swap(one: bytes, other: bytes, seen: Seen) -> None:
    """Put the file `one` in the place of `other`, which was just read and ends where `one` was, if it is still there.

    Both in one folder. Raises Changed, with all as before, where `other` was written to.
    """
    if not seen.is_still(other):
        raise Changed
    if rename := _system_rename():
        try:
            rename(one, other, _EXCHANGE)
        except OSError as error:
            if error.errno not in _NOT_KNOWN:
                raise
        else:
            if not seen.is_still(one):
                rename(one, other, _EXCHANGE)
                raise Changed
            return
    os.replace(one, other)


def move(source: bytes, target: bytes, seen: Seen, part: bytes) -> None:
    """Move a file that was just read to a free name, on this or another file system, and wait for the disk.

    part: a free name in the target's folder, for a copy that is not whole yet. When this raises, the file is where
    it was. Raises FileExistsError, Changed, OSError.
    """
    if not seen.is_still(source):
        raise Changed
    try:
        rename_new(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        copy_new(source, target, seen, part)
        if not seen.is_still(source):
            os.unlink(target)
            raise Changed from None
        try:
            os.unlink(source)
        except OSError:
            os.unlink(target)
            raise
    else:
        if not seen.is_still(target):  # written to between the look and the rename
            rename_new(target, source)
            raise Changed
    sync_folder(os.path.dirname(target))
    sync_folder(os.path.dirname(source))


def copy_new(source: bytes, target: bytes, seen: Seen, part: bytes) -> None:
    """A copy under a free name, with times, rights and owner, read back and compared before it has its name."""
    try:
        write_part(part, source)
        copy_status(source, part)
        if read(part).sha256 != seen.sha256:
            raise Changed
        rename_new(part, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise
    sync_folder(os.path.dirname(target))


def write_part(part: bytes, source: bytes) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(part)  # of a run that was killed
    with open(source, "rb") as reading, open(part, "xb") as writing:
        shutil.copyfileobj(reading, writing, CHUNK_BYTES)
        writing.flush()
        os.fsync(writing.fileno())


def copy_status(source: bytes, target: bytes) -> None:
    """Owner, rights, extended attributes and times, as far as that file system and this person can."""
    found = os.lstat(source)
    with contextlib.suppress(OSError, AttributeError):
        os.chown(target, found.st_uid, found.st_gid)
    with contextlib.suppress(OSError):
        shutil.copystat(source, target, follow_symlinks=False)
    with contextlib.suppress(OSError):
        os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns))


def write_new(path: bytes, data: bytes, part: bytes) -> None:
    """A new file, whole and on the disk before it has its name. Raises FileExistsError."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(part)
    try:
        with open(part, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        rename_new(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise
    sync_folder(os.path.dirname(path))


# folders


def make_folders(path: bytes) -> None:
    """Make a folder and those above it, and wait for the disk."""
    missing = []
    while not os.path.isdir(path):
        missing.append(path)
        path = os.path.dirname(path)
    for folder in reversed(missing):
        with contextlib.suppress(FileExistsError):
            os.mkdir(folder)
        sync_folder(os.path.dirname(folder))


def sync_folder(path: bytes) -> None:
    """A name is on the disk only when its folder is. Some systems cannot say that of a folder, and need not."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def free_name(path: bytes) -> bytes:
    """`path`, or when that is taken the first free of 'a (restored).jpg', 'a (restored 2).jpg' and so on."""
    base, extension = os.path.splitext(path)
    number = 1
    while exists(path):
        path = base + (b" (restored)" if number == 1 else b" (restored %d)" % number) + extension
        number += 1
    return path


# what stops a file from moving, as codes


def code_of(error: OSError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "vanished"
    if error.errno == errno.EROFS:
        return "read_only"
    if error.errno in (errno.EACCES, errno.EPERM):
        return "not_allowed"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "no_space"
    if error.errno == errno.EXDEV:
        return "other_disk"
    return "move_failed"
