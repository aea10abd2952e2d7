"""Symbolic links in the Roots. None is a copy, and none is indexed; but what one points to must not go."""

from __future__ import annotations

import contextlib
import os

from simgui.core.catalog import Root


def links_into(roots: list[Root]) -> dict[bytes, bytes]:
    """Real path of a file -> the link in one of these Roots that points to it (the first by path)."""
    found: dict[bytes, bytes] = {}
    for root in sorted(roots, key=lambda root: root.path):
        folders = [root.path]
        while folders:
            with contextlib.suppress(OSError), os.scandir(folders.pop()) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name):
                    if entry.is_symlink():
                        found.setdefault(os.path.realpath(entry.path), entry.path)
                    elif entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
    return found
