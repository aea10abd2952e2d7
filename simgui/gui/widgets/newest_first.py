"""A pool that loads what is in sight now: a newer list takes the place of what waits still."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Hashable, Iterable
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool

from simgui.core.priority import stand_back

THREADS = 2

Wanted = TypeVar("Wanted", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)


class _Task(QRunnable):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        self._work()


class NewestFirst(Generic[Wanted, Key]):
    """`key`: what is under way is not loaded a second time until arrived() was called for it. At most `batch` are
    loaded in one go.
    """

    def __init__(self, key: Callable[[Wanted], Key], batch: int, parent: QObject) -> None:
        self._key, self._batch = key, batch
        self._pool = QThreadPool(parent)
        self._pool.setMaxThreadCount(THREADS)
        self._lock = threading.Lock()
        self._waiting: deque[Wanted] = deque()
        self._under_way: set[Key] = set()
        self._running = 0
        self.closed = False

    def want(self, wanted: Iterable[Wanted], load: Callable[[list[Wanted]], object]) -> None:
        """Load these, in this order, instead of what waits still. From any thread.

        `load` is called in a thread of the pool and must not raise. It is not kept: whoever owns the pool would be in a
        circle with it, and taken down by Python's collector in whatever thread that runs.
        """
        with self._lock:
            if self.closed:
                return
            self._waiting = deque(one for one in wanted if self._key(one) not in self._under_way)
            new = min(THREADS - self._running, -(-len(self._waiting) // self._batch))
            self._running += max(new, 0)
            for _ in range(new):
                self._pool.start(_Task(partial(self._work, load)))

    def arrived(self, key: Key) -> None:
        """What was loaded is where it is kept, or known not to be had."""
        with self._lock:
            self._under_way.discard(key)

    def close(self, wait_ms: int) -> bool:
        """False when what is being loaded has not ended in time."""
        with self._lock:
            self.closed = True
            self._waiting.clear()
        return self._pool.waitForDone(wait_ms)

    def _work(self, load: Callable[[list[Wanted]], object]) -> None:
        stand_back(5)
        while True:
            with self._lock:
                part = [self._waiting.popleft() for _ in range(min(self._batch, len(self._waiting)))]
                self._under_way.update(map(self._key, part))
                if not part:
                    self._running -= 1
                    return
            load(part)
