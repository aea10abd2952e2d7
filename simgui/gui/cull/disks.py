"""Where there is more room after a cull. For a worker: it looks at disks."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from simgui.core.library import Library
from simgui.gui import messages

if TYPE_CHECKING:
    from simgui.core.cull_plan import Plan


def freed_on(library: Library, plan: Plan, action: str) -> str | None:
    """The disk (or disks) on which what leaves makes room; None where it stays on its own disk, as it does in a
    quarantine beside the pictures and in the trash, or where nothing moves.
    """
    if action in ("trash", "list") or not plan.leaving:
        return None
    folders = Counter(os.path.dirname(one.path) for one in plan.leaving)
    devices: dict[int, bytes] = {}
    for folder in folders:
        try:
            devices.setdefault(os.stat(folder).st_dev, folder)
        except OSError:
            continue  # it is looked at once more before a file of it moves
    if action == "quarantine":
        try:
            devices.pop(os.stat(library.path).st_dev, None)
        except OSError:
            return None
    if not devices:
        return None
    return messages.listed(messages.shown(_mount(folder)) for folder in devices.values())


def _mount(folder: bytes) -> bytes:
    """The place where its disk begins."""
    while not os.path.ismount(folder) and folder != os.path.dirname(folder):
        folder = os.path.dirname(folder)
    return folder
