"""Short writes to the library, in the order in which they were asked for, that never hold the window up.

A decision takes milliseconds and is done at once. Only while another thread writes, as indexing does when it has
found that thousands of files were renamed, it waits for its turn in a thread, and what follows waits behind it.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from simgui.core.errors import SimguiError
from simgui.core.library import Library
from simgui.gui.background import Failure, Report, Worker

Done = Callable[[Any], object]
Failed = Callable[[SimguiError], object]


@dataclass(frozen=True)
class _Wish:
    act: Callable[[], Any]
    done: Done
    failed: Failed


@dataclass(frozen=True)
class _Result:
    wish: _Wish
    value: Any
    error: SimguiError | None


class Doing(QObject):
    """One for a library, shared by whatever decides, so that there is one order."""

    def __init__(
        self, library: Library, on_bug: Callable[[str], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._on_bug = library, on_bug
        self._waiting: deque[_Wish] = deque()
        self._lock = threading.Lock()
        self._worker = Worker("doing", self)
        self._worker.progressed.connect(self._on_result)
        self._worker.finished.connect(self._on_drained)
        self._worker.failed.connect(self._on_bug_inside)

    @property
    def busy(self) -> bool:
        return self._worker.busy

    def do(self, act: Callable[[], Any], done: Done, failed: Failed, long: bool = False) -> None:
        """`act` writes; then `done` with what it returned, or `failed`: mostly at once, always on the GUI thread.

        `long`: it takes its time by itself, as forgetting 100,000 Files does.
        """
        wish = _Wish(act, done, failed)
        if not long and not self._worker.busy and not self._library.catalog.busy:
            self._on_result(_try(wish))
            return
        with self._lock:
            self._waiting.append(wish)
        if not self._worker.busy:
            self._worker.start(lambda _cancel, report: self._drain(report))

    def _drain(self, report: Report) -> None:
        """In the worker's thread; not cut short by a cancel, so that nothing that was decided is lost at closing."""
        while True:
            with self._lock:
                wish = self._waiting.popleft() if self._waiting else None
            if wish is None:
                return
            report(_try(wish))

    def _on_result(self, result: _Result) -> None:
        if result.error is not None:
            result.wish.failed(result.error)
        else:
            result.wish.done(result.value)

    def _on_drained(self, _nothing: object) -> None:
        if self._waiting:  # asked for while the worker was ending
            self._worker.start(lambda _cancel, report: self._drain(report))

    def _on_bug_inside(self, failure: Failure) -> None:
        self._on_bug(failure.details)
        self._on_drained(None)

    def close(self, wait_ms: int) -> bool:
        """Let what waits be written, as far as there is time."""
        until_s = time.monotonic() + wait_ms / 1000
        ended = self._worker.close(wait_ms)
        while ended and self._waiting and time.monotonic() < until_s:
            if self._library.catalog.busy:
                time.sleep(0.01)
            else:
                _try(self._waiting.popleft())
        return ended and not self._waiting


def _try(wish: _Wish) -> _Result:
    try:
        return _Result(wish, wish.act(), None)
    except SimguiError as error:
        return _Result(wish, None, error)
