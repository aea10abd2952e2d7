"""Lists of the person's that name files which have left: found after a cull, and written anew beside the old ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simgui.core import cull_journal
from simgui.core.library import Library
from simgui.core.progress import CancelToken
from simgui.gui.background import Report

if TYPE_CHECKING:
    from simgui.core.listed import Listed


@dataclass(frozen=True)
class Naming:
    """What left, each with what stays for it (None: unknown), and the lists that name any of it."""

    removed: Mapping[bytes, bytes | None]
    lists: tuple[Listed, ...]

    @property
    def entries(self) -> int:
        return sum(found.named for found in self.lists)


@dataclass(frozen=True)
class Written:
    """The new lists, and how many entries they have no more."""

    paths: tuple[bytes, ...]
    left_out: int


def of_cull(library: Library, cull_id: int, cancel: CancelToken, _report: Report) -> Naming:
    """In a worker: the lists that name what this cull has taken."""
    from simgui.core import listed  # not needed by a window that only starts

    removed = {
        item.path: item.keeper_path
        for item in cull_journal.items(library, cull_id)
        if item.part == "picture" and item.state == "moved"
    }
    return Naming(removed, listed.naming(library, removed.keys(), cancel=cancel))


def write_new(library: Library, naming: Naming, cancel: CancelToken, _report: Report) -> Written:
    """In a worker: a new list beside each, without what left. The old ones stay as they are.

    Raises DiskFull, FileActionError('exists', 'not_writable').
    """
    from simgui.core import listed

    paths, left_out = list[bytes](), 0
    pictures = listed.Pictures(library, naming.removed.keys())
    for found in naming.lists:
        cancel.check()
        made = listed.rewrite(library, found.path, naming.removed.keys(), pictures=pictures)
        listed.save(made)
        paths.append(made.path)
        left_out += made.left_out
    return Written(tuple(paths), left_out)


def action_of(library: Library, cull_id: int) -> str:
    record = cull_journal.record(library, cull_id)
    return "quarantine" if record is None else record.action
