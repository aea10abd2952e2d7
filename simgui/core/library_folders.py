"""Which folders are simgui's own, of whatever library: what lies in them is no picture of a Root, and never leaves."""

from __future__ import annotations

import os
from collections.abc import Collection

from simgui.core.catalog import CATALOG_FILE
from simgui.core.schema import APPLICATION_ID

QUARANTINE = b"quarantine"
MARKER = b".simgui-quarantine"  # an empty file in a quarantine
_CATALOG = os.fsencode(CATALOG_FILE)
_ID_AT = 68  # in the header of an SQLite file


def is_own(folder: bytes, names: Collection[bytes]) -> bool:
    """Whether a folder that holds these names is a library or a quarantine."""
    if MARKER in names:
        return True
    if os.path.basename(folder) == QUARANTINE and is_library(os.path.dirname(folder)):
        return True
    return _CATALOG in names and is_library(folder)


def is_library(folder: bytes) -> bool:
    try:
        with open(os.path.join(folder, _CATALOG), "rb") as file:
            header = file.read(_ID_AT + 4)
    except OSError:
        return False
    return header[_ID_AT:] == APPLICATION_ID.to_bytes(4, "big")


class Quarantines:
    """Whether paths lie in a quarantine. Each folder is looked at once."""

    def __init__(self) -> None:
        self._known: dict[bytes, bool] = {}

    def hold(self, path: bytes) -> bool:
        """path: absolute; a file or a folder."""
        return self._is_in(os.path.realpath(path))

    def _is_in(self, folder: bytes) -> bool:
        known = self._known.get(folder)
        if known is None:
            above = os.path.dirname(folder)
            known = self._is_one(folder) or (above != folder and self._is_in(above))
            self._known[folder] = known
        return known

    @staticmethod
    def _is_one(folder: bytes) -> bool:
        if os.path.lexists(os.path.join(folder, MARKER)):
            return True
        return os.path.basename(folder) == QUARANTINE and is_library(os.path.dirname(folder))
