"""How a File leaves and comes back: into the quarantine, into the system's trash, or for a link to equal bytes.

A way never overwrites and never deletes what is not elsewhere byte for byte. look() finds out what became of a file
whose process was killed while it moved; settle() then leaves it in one place.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import unicodedata
from collections.abc import Collection, Iterator
from typing import Literal

from simgui.core import moving, trash
from simgui.core.cull_rows import Row
from simgui.core.errors import FileActionError
from simgui.core.folders import identity
from simgui.core.library import Library
from simgui.core.moving import Changed, Seen
from simgui.core.quarantine_folder import FOLDER, absolute, make_folder, tidy

Where = Literal["home", "away", "gone"]
_CLONE = 0x40049409  # FICLONE: share another file's blocks
_NO_CLONES = {errno.EOPNOTSUPP, errno.ENOTTY, errno.EINVAL, errno.ENOSYS, errno.EXDEV}


def way_of(library: Library, action: str, part: str = "picture") -> Way:
    """How a file of this part moves. What is replaced beside a keeper goes into the quarantine, whatever else does."""
    if part == "handed":
        return Handed(library)
    if part == "replaced":
        return Quarantine(library)
    return {"trash": Trash, "hardlink": HardLink, "reflink": Reflink}.get(action, Quarantine)(library)


class Way:
    """Moves a file aside and back."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def aim(self, row: Row, picture: int, taken: Collection[bytes]) -> None:
        """Say in the row where it will go, before that is written down. picture: the number of its picture's row."""

    def away(self, row: Row) -> bytes | None:
        """Where a file that left lies; None when that is not known."""
        raise NotImplementedError

    def take(self, row: Row, seen: Seen | None) -> None:
        """Move a file that was just read (None: it is made).

        Raises OSError, FileActionError, Changed: then it is where it was.
        """
        raise NotImplementedError

    def take_back(self, row: Row, target: bytes) -> None:
        """Move it to a free name in a folder that is there. Raises as take()."""
        away = self.away(row)
        if away is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), row.home)
        found = os.lstat(away)
        copied = found.st_dev != os.stat(os.path.dirname(target)).st_dev
        seen = moving.read(away) if copied else Seen(row.sha256 or b"", found)
        moving.move(away, target, seen, part_of(row, target))
        if copied and seen.sha256 == row.sha256:
            set_status(target, row)
        self._left(away)

    def _left(self, away: bytes) -> None:
        """A file has left this place."""

    def target(self, row: Row) -> bytes:
        """Where it will come back: its place, or a free name beside it."""
        return moving.free_name(row.from_path)

    def is_gone(self, row: Row) -> bool:
        """Whether a file that is not where it was put is gone for good, rather than on a disk that is not there."""
        return True

    def can_be_searched(self) -> bool:
        """Whether a file that left is found wherever this way has put it."""
        return True

    def settle(self, row: Row) -> Where:
        """Where a file is whose state is 'moving' or 'restoring'; what is left over of its move is taken away."""
        for place in (row.home, self.away(row)):
            if place is not None:
                with contextlib.suppress(OSError):
                    os.unlink(part_of(row, place))
        where, spare = self.look(row)
        if spare is not None:
            os.unlink(spare)
            moving.sync_folder(os.path.dirname(spare))
            if spare != row.home:
                self._left(spare)
        return where

    def look(self, row: Row) -> tuple[Where, bytes | None]:
        """Where it is, and what of it is left over in the other place: a second copy or name of it, or the empty file
        that held its name. Only looks.
        """
        away, home = self.away(row), row.home
        if away is None or not moving.exists(away):
            return ("home" if moving.exists(home) else "gone"), None
        if not moving.exists(home):
            return "away", None
        whole_home, whole_away = _holds(home, row), _holds(away, row)
        if _is_one_file(home, away) or (whole_home and whole_away):
            return "home", away
        if whole_away:  # what stands at home is another file, unless a return had just begun
            return "away", home if row.state == "restoring" and _is_empty(home) else None
        if whole_home:
            return "home", away if row.state == "moving" and _is_empty(away) else None
        return ("home" if row.state == "moving" else "away"), None


def _is_empty(path: bytes) -> bool:
    """As moving.rename_new() holds a name where the file system knows no links."""
    found = os.lstat(path)
    return stat.S_ISREG(found.st_mode) and found.st_size == 0


def _is_one_file(one: bytes, other: bytes) -> bool:
    found, same = os.lstat(one), os.lstat(other)
    return os.path.samestat(found, same) and found.st_nlink > 1


def _sha256(path: bytes) -> bytes | None:
    try:
        return moving.read(path).sha256
    except (OSError, Changed):
        return None


def _holds(path: bytes, row: Row) -> bool:
    return row.sha256 is not None and _sha256(path) == row.sha256


def part_of(row: Row, target: bytes) -> bytes:
    """The name of a copy that is not whole yet."""
    return os.path.join(os.path.dirname(target), b".simgui-%d-%d.part" % (row.event, row.id))


def set_status(path: bytes, row: Row) -> None:
    """Rights and time as they were when it left."""
    with contextlib.suppress(OSError):
        if row.mode is not None:
            os.chmod(path, row.mode)
    with contextlib.suppress(OSError):
        if row.mtime_ns is not None:
            os.utime(path, ns=(os.lstat(path).st_atime_ns, row.mtime_ns))


def _folded(path: bytes) -> str:
    """One text for all names that some file system takes for one."""
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", os.fsdecode(path)).casefold())


class Quarantine(Way):
    def aim(self, row: Row, picture: int, taken: Collection[bytes]) -> None:
        folder = b"%s/%d/%d" % (FOLDER.encode(), row.event, picture)
        name, number = os.path.basename(row.home), 0
        row.to_path = b"%s/%s" % (folder, name)
        folded = {_folded(path) for path in taken}
        # side files of one name from two folders, as a.txt beside the picture and under labels/, or of two names that
        # are one where the library lies
        while _folded(row.to_path) in folded or moving.exists(absolute(self._library, row.to_path)):
            number += 1
            row.to_path = b"%s/%d/%s" % (folder, number, name)

    def away(self, row: Row) -> bytes | None:
        return None if row.to_path is None else absolute(self._library, row.to_path)

    def take(self, row: Row, seen: Seen | None) -> None:
        target = self.away(row)
        assert target is not None
        assert seen is not None
        make_folder(self._library, os.path.dirname(target))
        moving.move(row.home, target, seen, part_of(row, target))

    def _left(self, away: bytes) -> None:
        tidy(self._library, away)


class Trash(Way):
    def aim(self, row: Row, picture: int, taken: Collection[bytes]) -> None:
        row.to_path = None

    def away(self, row: Row) -> bytes | None:
        if row.sha256 is None:
            return row.to_path
        if row.to_path is None or not trash.came_from(row.to_path, row.from_path):
            # it was never written down, or another program gave it, or another file, the name
            found = trash.find(row.from_path, row.sha256)
            if found is None and row.to_path is not None and moving.exists(row.to_path):
                return row.to_path if _holds(row.to_path, row) else None
            row.to_path = found or row.to_path
        return row.to_path

    def look(self, row: Row) -> tuple[Where, bytes | None]:
        """In the trash nothing is known to be a leftover: it may be what the person sent there before."""
        where, spare = super().look(row)
        return where, spare if row.state == "restoring" else None

    def is_gone(self, row: Row) -> bool:
        return row.to_path is not None and os.path.isdir(os.path.dirname(row.to_path))

    def take(self, row: Row, seen: Seen | None) -> None:
        assert seen is not None
        if not seen.is_still(row.home):
            raise Changed
        row.to_path = trash.send(row.home, seen)

    def can_be_searched(self) -> bool:
        return trash.can_be_searched()

    def take_back(self, row: Row, target: bytes) -> None:
        if not trash.can_be_searched():
            raise FileActionError("restore_from_system", path=row.home)
        super().take_back(row, target)

    def _left(self, away: bytes) -> None:
        trash.forget_info(away)


class HardLink(Way):
    """The File's name stays and becomes another name of the keeper's bytes, which are the same."""

    def away(self, row: Row) -> bytes | None:
        return row.home

    def target(self, row: Row) -> bytes:
        return row.home if _holds(row.home, row) else moving.free_name(row.home)

    def take(self, row: Row, seen: Seen | None) -> None:
        assert row.keeper_path is not None
        assert seen is not None
        part = part_of(row, row.home)
        with _own_part(part):
            self._make(row.keeper_path, row, part)
            _sync(part)
            if moving.read(part).sha256 != seen.sha256:
                raise Changed
        self._change_places(row, part, row.home, seen)

    def _make(self, keeper: bytes, row: Row, part: bytes) -> None:
        os.link(keeper, part, follow_symlinks=False)

    def _change_places(self, row: Row, part: bytes, place: bytes, seen: Seen) -> None:
        try:
            moving.swap(part, place, seen)
        finally:
            if moving.exists(part):  # what stood there before, or what should have
                self._settle(row, part, place)
        moving.sync_folder(os.path.dirname(place))

    def take_back(self, row: Row, target: bytes) -> None:
        """A file of its own again, with the bytes of either name, and the time that it had."""
        part = part_of(row, target)
        source = next((p for p in (row.home, row.keeper_path) if p is not None and _holds(p, row)), None)
        if source is None:
            raise Changed
        with _own_part(part):
            moving.write_part(part, source)
            set_status(part, row)
            if moving.read(part).sha256 != row.sha256:
                raise Changed
        if source == target:
            self._change_places(row, part, target, moving.read(target))
        else:
            with _own_part(part):
                moving.rename_new(part, target)
            moving.sync_folder(os.path.dirname(target))

    def settle(self, row: Row) -> Where:
        part = part_of(row, row.home)
        if moving.exists(part):
            self._settle(row, part, row.home)
        if not moving.exists(row.home):
            return "gone"
        found = os.lstat(row.home)
        if row.state == "moving":
            return "home" if _is_inode(found, row) else "away"
        try:
            linked = row.keeper_path is not None and os.path.samestat(found, os.lstat(row.keeper_path))
        except OSError:
            linked = False
        return "away" if linked else "home"

    @staticmethod
    def _settle(row: Row, part: bytes, place: bytes) -> None:
        """A part is left over: a file of ours, or what stood at the place before. It goes only where its bytes stay."""
        swapped_out = row.state == "moving" and _is_inode(os.lstat(part), row)
        if swapped_out and not (_holds(part, row) and _holds(place, row)):
            # the person's file, written to meanwhile: it belongs where it was
            if moving.exists(place):
                moving.swap(part, place, moving.read(place))
            else:
                moving.rename_new(part, place)
                return
        if row.state == "restoring" and not _holds(place, row):
            return
        os.unlink(part)


def _is_inode(found: os.stat_result, row: Row) -> bool:
    return identity(found) == (row.device, row.inode)


@contextlib.contextmanager
def _own_part(part: bytes) -> Iterator[None]:
    """While it is made: a part that does not get whole is removed."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(part)
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise


def _sync(path: bytes) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Reflink(HardLink):
    """The File stays a file of its own, with its own time, that shares the keeper's blocks until one is written to."""

    def _make(self, keeper: bytes, row: Row, part: bytes) -> None:
        try:
            import fcntl
        except ImportError:
            raise FileActionError("no_reflinks", path=row.home) from None
        with open(keeper, "rb") as source, open(part, "xb") as target:
            try:
                fcntl.ioctl(target.fileno(), _CLONE, source.fileno())
            except OSError as error:
                if error.errno in _NO_CLONES:
                    raise FileActionError("no_reflinks", path=row.home) from error
                raise
        moving.copy_status(row.home, part)


class Handed(Way):
    """A label file that is made for the keeper, and taken away again as long as it is as it was made."""

    def away(self, row: Row) -> bytes | None:
        return row.from_path

    def target(self, row: Row) -> bytes:
        return row.from_path

    def take(self, row: Row, seen: Seen | None) -> None:
        assert row.data is not None
        moving.make_folders(os.path.dirname(row.from_path))
        moving.write_new(row.from_path, row.data, part_of(row, row.from_path))

    def take_back(self, row: Row, target: bytes) -> None:
        if not moving.exists(target):
            return  # the person took it away
        if not _holds(target, row):
            raise Changed
        os.unlink(target)
        moving.sync_folder(os.path.dirname(target))

    def settle(self, row: Row) -> Where:
        with contextlib.suppress(OSError):
            os.unlink(part_of(row, row.from_path))
        return "away" if _holds(row.from_path, row) else "home"
