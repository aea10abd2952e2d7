"""A camera's RAW is the one file of a capture that nothing else can stand for, unless it is there byte for byte."""

from __future__ import annotations

import os
from collections.abc import Sequence

from simgui.core import moving
from simgui.core.catalog import real
from simgui.core.companions import Companion
from simgui.core.moving import Changed

ENDS_BYTES = 1 << 16


def lost_raw(leaving: Sequence[bytes], staying: Sequence[bytes], whole: bool) -> bytes | None:
    """The first RAW among what leaves that has no equal among what stays; None when each has one.

    whole: all bytes are compared; else sizes and both ends, which a plan can do quickly.
    """
    for raw in leaving:
        try:
            equal = any(_equal(raw, other, whole) for other in staying)
        except (OSError, Changed):
            equal = False
        if not equal:
            return raw
    return None


def lost_video(leaving: Sequence[Companion], staying: Sequence[Companion]) -> bytes | None:
    """The live video that would go along while what stays has none."""
    if any(companion.role == "video" for companion in staying):
        return None
    return next((companion.path for companion in leaving if companion.role == "video"), None)


def _equal(one: bytes, other: bytes, whole: bool) -> bool:
    mine, its = os.lstat(one), os.lstat(other)
    if mine.st_size != its.st_size:
        return False
    if os.path.samestat(mine, its):
        return mine.st_nlink > 1 and real(one) != real(other)  # another name of it stays
    if whole:
        return moving.read(one).sha256 == moving.read(other).sha256
    return _ends(one) == _ends(other)


def _ends(path: bytes) -> tuple[bytes, bytes]:
    with open(path, "rb") as file:
        first = file.read(ENDS_BYTES)
        file.seek(max(0, os.fstat(file.fileno()).st_size - ENDS_BYTES))
        return first, file.read(ENDS_BYTES)
