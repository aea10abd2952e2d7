"""Threads with much to do let others go first, each for itself."""

from __future__ import annotations

import os
import sys
import threading

import pytest

from simgui.core.priority import stand_back


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="niceness is a thread's own on Linux only")
def test_a_thread_that_stands_back_is_the_only_one() -> None:
    def niceness() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    before, inside = niceness(), []

    def work() -> None:
        stand_back(before + 5)
        stand_back(before + 5)  # twice is once
        inside.append(niceness())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert inside == [before + 5]
    assert niceness() == before
