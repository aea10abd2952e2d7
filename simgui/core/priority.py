"""Which threads let others go first."""

from __future__ import annotations

import contextlib
import os
import sys
import threading

NICE = 10


def stand_back(nice: int = NICE) -> None:
    """For a thread that has much to do: whoever only needs a core for a moment, as the window does, gets it at once.

    On Linux, where niceness is a thread's own; where a core is free it costs nothing. Elsewhere nothing is changed.
    """
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), nice)
