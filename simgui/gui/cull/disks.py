"""Where there is more room after a cull. For a worker: it looks at disks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from simgui.core.library import Library
from simgui.core.trash import mount_of
from simgui.gui import messages

if TYPE_CHECKING:
    from simgui.core.cull_plan import Plan


def freed_on(library: Library, plan: Plan, action: str) -> str | None:
    """The disk (or disks) on which what leaves makes room; None where it stays on its own disk, as it does in a
    quarantine beside the pictures and in the trash, or where nothing moves.
    """
    if action in ("trash", "list") or not plan.leaving:
        return None
    devices: dict[int, bytes] = {}
    for folder in dict.fromkeys(os.path.dirname(one.path) for one in plan.leaving):
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
    return messages.listed(messages.shown(mount_of(folder)) for folder in devices.values())
