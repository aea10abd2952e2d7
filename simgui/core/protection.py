"""Which files lie in protected Roots, by whatever way their folder is reached: nothing there moves or is written."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable

from simgui.core.catalog import Root

_Place = tuple[int, int]  # device and inode


class Protected:
    """The protected ones of some Roots. Each folder is looked at once."""

    def __init__(self, roots: Iterable[Root]) -> None:
        self._places: dict[_Place, int] = {}
        self._paths: dict[bytes, int] = {}  # of those that are not there
        self._known: dict[bytes, frozenset[int]] = {}
        for root in roots:
            if root.protected:
                self._paths[os.path.realpath(root.path)] = root.id
                with contextlib.suppress(OSError):
                    self._places.setdefault(_place(root.path), root.id)

    def covers(self, path: bytes) -> bool:
        return bool(self.of(path))

    def of(self, path: bytes) -> frozenset[int]:
        """The protected Roots that a file lies in; itself it may be a link."""
        if not self._paths:
            return frozenset()
        return self._of_folder(os.path.realpath(os.path.dirname(path)))

    def _of_folder(self, folder: bytes) -> frozenset[int]:
        known = self._known.get(folder)
        if known is None:
            above = os.path.dirname(folder)
            known = self._of_folder(above) if above != folder else frozenset()
            found = {self._paths.get(folder)}
            with contextlib.suppress(OSError):
                found.add(self._places.get(_place(folder)))
            known = self._known[folder] = known | {number for number in found if number is not None}
        return known


def _place(folder: bytes) -> _Place:
    found = os.stat(folder)
    return found.st_dev, found.st_ino
