"""Progress out of long work, cancel and pause into it. Nothing here knows who listens."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from simgui.core.errors import Cancelled

REPORT_INTERVAL_S = 0.1
RATE_WINDOW_S = 10.0


@dataclass(frozen=True)
class Stage:
    """One part of the work. `total` is None while it is still counting up; `per_second` is recent, not overall."""

    name: str
    done: int
    total: int | None
    per_second: float


@dataclass(frozen=True)
class RootProgress:
    """How far one Root is. `left`: files of it that are still to be read; `fresh`: Images described in this run."""

    root: int
    left: int
    fresh: int = 0


@dataclass(frozen=True)
class Progress:
    """A snapshot of the work, at most ten a second. `left_s` is None until it can be told.

    `roots`: those that are listed already, in the order in which they are read; `unchanged`: Files that need
    not be read; `relinked`: Files that moved and were recognised.
    """

    stages: tuple[Stage, ...]
    elapsed_s: float
    left_s: float | None
    path: bytes | None = None
    paused: bool = False
    roots: tuple[RootProgress, ...] = ()
    unchanged: int = 0
    relinked: int = 0

    def stage(self, name: str) -> Stage:
        return next(stage for stage in self.stages if stage.name == name)


ProgressCallback = Callable[[Progress], None]


class CancelToken:
    """Set from any thread; the work calls `check()` often, which raises Cancelled or waits while paused."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self._running = threading.Event()
        self._running.set()

    def cancel(self) -> None:
        self._cancelled.set()
        self._running.set()

    def pause(self) -> None:
        if not self._cancelled.is_set():
            self._running.clear()

    def resume(self) -> None:
        self._running.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    @property
    def paused(self) -> bool:
        return not self._running.is_set()

    def check(self) -> None:
        self._running.wait()
        if self._cancelled.is_set():
            raise Cancelled


@dataclass
class _Counter:
    done: int = 0
    total: int | None = None
    # (time, done) pairs of the last seconds, for a rate that follows what happens now
    recent: deque[tuple[float, int]] = field(default_factory=deque)


class Meter:
    """Counts stages and hands a Progress to the callback, at most ten times a second.

    `pace`: the stage whose rate tells the time left; one that goes on steadily, not in leaps.
    """

    def __init__(
        self, stages: tuple[str, ...], callback: ProgressCallback | None, cancel: CancelToken, pace: str
    ) -> None:
        self._pace = pace
        self._counters = {name: _Counter() for name in stages}
        self._callback = callback
        self._cancel = cancel
        self._began_s = time.monotonic()
        self._reported_s = 0.0
        self.roots: dict[int, RootProgress] = {}
        self.unchanged = self.relinked = 0

    def total(self, stage: str, total: int | None) -> None:
        self._counters[stage].total = total
        self.report(force=True)

    def add(self, stage: str, count: int = 1, path: bytes | None = None) -> None:
        counter = self._counters[stage]
        counter.done += count
        if counter.total is not None:  # what turns up on the way was not foreseen
            counter.total = max(counter.total, counter.done)
        self.report(path)

    def done(self, stage: str) -> int:
        return self._counters[stage].done

    def report(self, path: bytes | None = None, force: bool = False) -> None:
        now_s = time.monotonic()
        if self._callback is None or (not force and now_s - self._reported_s < REPORT_INTERVAL_S):
            return
        self._reported_s = now_s
        stages = tuple(self._stage(name, counter, now_s) for name, counter in self._counters.items())
        left_s = None
        for stage in stages:
            if stage.name == self._pace and stage.total is not None and stage.per_second > 0:
                left_s = (stage.total - stage.done) / stage.per_second
        self._callback(
            Progress(
                stages,
                now_s - self._began_s,
                left_s,
                path,
                self._cancel.paused,
                tuple(self.roots.values()),
                self.unchanged,
                self.relinked,
            )
        )

    @staticmethod
    def _stage(name: str, counter: _Counter, now_s: float) -> Stage:
        recent = counter.recent
        recent.append((now_s, counter.done))
        while len(recent) > 2 and now_s - recent[0][0] > RATE_WINDOW_S:
            recent.popleft()
        span_s = now_s - recent[0][0]
        rate = (counter.done - recent[0][1]) / span_s if span_s > 0.5 else 0.0
        return Stage(name, counter.done, counter.total, rate)
