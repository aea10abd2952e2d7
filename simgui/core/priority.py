"""What goes first: which threads stand back, and when Python's collector rests."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import threading
from collections.abc import Iterator

NICE = 10


def stand_back(nice: int = NICE) -> None:
    """For a thread that has much to do: whoever only needs a core for a moment, as the window does, gets it at once.

    On Linux, where niceness is a thread's own; where a core is free it costs nothing. Elsewhere nothing is changed.
    """
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), nice)


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """While very many objects are made that all stay: Python would look through all of them again and again, which
    takes as long as making them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextlib.contextmanager
def imported() -> Iterator[None]:
    """While modules are imported. Nor does the collector look through them later: with torch's that takes long each
    time, and the window waits for it. All else that is there by then is left out too, until gc.unfreeze().
    """
    with uncollected():
        try:
            yield
        finally:
            gc.freeze()
