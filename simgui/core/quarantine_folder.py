"""The library's folder for Files that left, with a list in each cull's folder that can be read without simgui.

quarantine/17/manifest.json     what cull 17 took, and from where
quarantine/17/2391/a.jpg        a picture, with its side files beside it; 2391: its row in cull_items
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import time
from collections.abc import Sequence
from typing import Any

from simgui.core import cull_rows, moving
from simgui.core.cull_rows import Item, Row
from simgui.core.history import Event
from simgui.core.library import Library
from simgui.core.library_folders import MARKER

FOLDER = "quarantine"
MANIFEST = "manifest.json"
_ABOUT = (
    "simgui moved these files here. Each stands in the folder of its number. To take one back without simgui,"
    " move it to the place named as 'from'. 'simgui restore {cull}' does it for all."
)


def absolute(library: Library, path: bytes) -> bytes:
    """`path`: relative to the library's folder, with / between."""
    return os.path.join(os.fsencode(library.path.absolute()), *path.split(b"/"))


def make_folder(library: Library, folder: bytes) -> None:
    """A folder in the quarantine, which is marked as one: no library takes what lies there for pictures of a Root."""
    moving.make_folders(folder)
    with contextlib.suppress(OSError):
        open(os.path.join(absolute(library, FOLDER.encode()), MARKER), "ab").close()


def tidy(library: Library, left: bytes) -> None:
    """Remove the folders that a file left empty, up to that of its cull, which has the list."""
    top = absolute(library, FOLDER.encode())
    folder = os.path.dirname(left)
    with contextlib.suppress(OSError):
        while os.path.dirname(os.path.dirname(folder)).startswith(top):
            os.rmdir(folder)
            folder = os.path.dirname(folder)


def list_anew(library: Library, event: Event) -> None:
    """Write the list of a cull's files that are away, or about to leave; without any the cull's folder goes.

    It is for people only: what cannot be written is left.
    """
    if event.body["action"] == "quarantine":
        items = cull_rows.load(library, event.id, ["planned", "moving", "moved", "restoring"])
        _write_list(library, event.id, event.time_s, items)


def _write_list(library: Library, cull: int, time_s: float, items: Sequence[Item]) -> None:
    folder = absolute(library, b"%s/%d" % (FOLDER.encode(), cull))
    path = os.path.join(folder, MANIFEST.encode())
    files = [_entry(row, folder, library) for item in items for row in item.rows if _is_listed(row)]
    with contextlib.suppress(OSError):
        if not files:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)
            os.rmdir(folder)
            return
        make_folder(library, folder)
        when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(time_s))
        about = _ABOUT.format(cull=cull)
        text = json.dumps({"about": about, "cull": cull, "time": when, "files": files}, indent=1)
        part = path + b".part"
        with open(part, "wb") as file:
            file.write(text.encode("utf-8", "backslashreplace"))
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
        moving.sync_folder(folder)


def _is_listed(row: Row) -> bool:
    return row.part != "handed" and row.state in ("planned", "moving", "moved", "restoring")


def _entry(row: Row, folder: bytes, library: Library) -> dict[str, Any]:
    if row.to_path is None:  # not aimed yet; its folder is known
        now = b"%d/%s" % (row.picture or row.id, os.path.basename(row.home))
    else:
        now = os.path.relpath(absolute(library, row.to_path), folder)
    entry: dict[str, Any] = {}
    for name, path in (("now", now), ("from", row.home), ("stays", row.keeper_path)):
        if path is not None:
            entry[name] = path.decode("utf-8", "backslashreplace")
            if entry[name].encode() != path:
                entry[f"{name}_base64"] = base64.b64encode(path).decode()
    if row.sha256 is not None:
        entry["sha256"] = row.sha256.hex()
    return entry
