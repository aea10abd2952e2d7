"""Work away from the GUI thread: one worker class over plain core functions, and the embedder's loading.

A Worker has one thread and does one job at a time. Starting a job cancels the one before; each job has a
generation, and whatever an older one still says is dropped, so a late answer never overwrites a new one.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from simgui.core.embedder import Embedder, EmbedderSpec
from simgui.core.errors import Cancelled, InputError, SimguiError
from simgui.core.progress import CancelToken

log = logging.getLogger(__name__)

# said of a device that this computer does not have, or has no more
DEVICE_GONE = ("device_missing", "unknown_device")

Report = Callable[[object], None]
Function = Callable[[CancelToken, Report], object]


@dataclass(frozen=True)
class Failure:
    """Why a job ended early. `error` is one of ours (it has words), or None for a bug, told by `details`."""

    error: SimguiError | None
    details: str


@dataclass(frozen=True)
class _Job:
    generation: int
    function: Function
    cancel: CancelToken


class _Inside(QObject):
    """The part that lives in the thread."""

    progressed = Signal(int, object)
    finished = Signal(int, object)
    failed = Signal(int, object)
    cancelled = Signal(int)

    @Slot(object)
    def run(self, job: _Job) -> None:
        try:
            job.cancel.check()
            result = job.function(job.cancel, lambda news: self.progressed.emit(job.generation, news))
        except Cancelled:
            self.cancelled.emit(job.generation)
        except SimguiError as error:
            self.failed.emit(job.generation, Failure(error, str(error)))
        except Exception as error:  # a bug: shown with details rather than lost with the thread
            log.error("background job failed", exc_info=error)
            self.failed.emit(job.generation, Failure(None, traceback.format_exc()))
        else:
            self.finished.emit(job.generation, result)


class Worker(QObject):
    """One thread for one kind of work. Its signals arrive on the GUI thread and are of the newest job only."""

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    _wanted = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread(self)
        self._thread.setObjectName(name)
        self._inside = _Inside()
        self._inside.moveToThread(self._thread)
        self._generation = 0
        self._cancel = CancelToken()
        self._busy = self._closed = False
        queued = Qt.ConnectionType.QueuedConnection
        self._wanted.connect(self._inside.run, queued)
        self._inside.progressed.connect(self._on_progressed, queued)
        self._inside.finished.connect(self._on_finished, queued)
        self._inside.failed.connect(self._on_failed, queued)
        self._inside.cancelled.connect(self._on_cancelled, queued)

    @property
    def busy(self) -> bool:
        return self._busy

    @property
    def token(self) -> CancelToken:
        """The present job's."""
        return self._cancel

    def start(self, function: Function) -> None:
        """Do this; a job that still runs is told to stop and no longer listened to. Nothing once it is closed."""
        if self._closed:
            return
        self._cancel.cancel()
        self._cancel = CancelToken()
        self._generation += 1
        self._busy = True
        if not self._thread.isRunning():
            self._thread.start()
        self._wanted.emit(_Job(self._generation, function, self._cancel))

    def cancel(self) -> None:
        """Ask the job to stop; `cancelled`, or `finished` with what was done, follows."""
        self._cancel.cancel()

    def drop(self) -> None:
        """Stop the job and forget it: nothing of it is heard any more."""
        self._cancel.cancel()
        self._generation += 1
        self._busy = False

    def close(self, wait_ms: int) -> bool:
        """Cancel, quit, wait. False when the thread has not ended in time."""
        self._closed = True
        self.drop()
        if not self._thread.isRunning():
            return True
        self._thread.quit()
        return self._thread.wait(wait_ms)

    @Slot(int, object)
    def _on_progressed(self, generation: int, news: object) -> None:
        if generation == self._generation:
            self.progressed.emit(news)

    @Slot(int, object)
    def _on_finished(self, generation: int, result: object) -> None:
        if generation == self._generation:
            self._busy = False
            self.finished.emit(result)

    @Slot(int, object)
    def _on_failed(self, generation: int, failure: Failure) -> None:
        if generation == self._generation:
            self._busy = False
            self.failed.emit(failure)

    @Slot(int)
    def _on_cancelled(self, generation: int) -> None:
        if generation == self._generation:
            self._busy = False
            self.cancelled.emit()


class Chore(QObject):
    """Short work away from the GUI thread whose newest wish counts: what was asked before is dropped.

    So it is for what only looks or makes ready. What writes goes through Doing, which drops nothing.
    """

    failed = Signal(object)

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._then: Callable[[Any], object] | None = None
        self._else: Callable[[Failure], object] | None = None
        self.worker = Worker(name, self)
        self.worker.finished.connect(self._on_finished)
        self.worker.failed.connect(self._on_failed)

    def ask(
        self,
        function: Callable[[CancelToken], object],
        then: Callable[[Any], object],
        otherwise: Callable[[Failure], object] | None = None,
    ) -> None:
        """Do it and hand the result on; what was asked before is dropped. `otherwise`: who hears of a failure."""
        self._then, self._else = then, otherwise
        self.worker.start(lambda cancel, _report: function(cancel))

    def drop(self) -> None:
        self._then = self._else = None
        self.worker.drop()

    def _on_finished(self, result: object) -> None:
        then, self._then = self._then, None
        if then is not None:
            then(result)

    def _on_failed(self, failure: Failure) -> None:
        otherwise, self._then, self._else = self._else, None, None
        if otherwise is not None:
            otherwise(failure)
        else:
            self.failed.emit(failure)


def deadline(wait_ms: int) -> Callable[[], int]:
    """For several that are waited for in all so long: how many milliseconds are left; a moment always is."""
    until_s = time.monotonic() + wait_ms / 1000
    return lambda: max(round((until_s - time.monotonic()) * 1000), 50)


@dataclass
class _Loading:
    """One embedder on its way: waited for by any number of threads."""

    done: threading.Event
    embedder: Embedder | None = None
    error: BaseException | None = None
    unwanted: bool = False  # it is let go of as soon as it has come


class Embedders(QObject):
    """Makes embedders ready, each once, and hands the same one to search and indexing.

    Importing torch takes seconds and cannot be cancelled, so it is done in a daemon thread of Python's:
    no one has to wait for it, and whoever needs the embedder waits on an event that a cancel ends.

    `remembered`: the device was chosen some other day. Where it is gone since, the fastest that is there takes its
    place, and `fell_back` names the one that is gone. A device that is named now is used or refused.
    """

    ready = Signal(object)
    failed = Signal(object)
    fell_back = Signal(str)

    def __init__(self, device: str, parent: QObject | None = None, remembered: bool = False) -> None:
        super().__init__(parent)
        self.device = device
        self._remembered = remembered
        self._lock = threading.Lock()
        self._known: dict[EmbedderSpec, _Loading] = {}
        self._threads: list[threading.Thread] = []

    def start(self, spec: EmbedderSpec) -> None:
        """Begin to load, unless that has begun already."""
        self._loading(spec)

    def take_over(self, other: Embedders) -> None:
        """Of a window that has closed: what it loaded or still loads, if for the same device, is not loaded again."""
        if other.device != self.device:
            return
        with other._lock:
            known = {s: found for s, found in other._known.items() if found.error is None}
        with self._lock:
            self._known.update(known)
        for found in known.values():
            if not found.done.is_set():
                self.aside(partial(self._tell_when_done, found))

    def has(self, spec: EmbedderSpec) -> bool:
        with self._lock:
            known = self._known.get(spec)
        return known is not None and known.embedder is not None

    def get(self, spec: EmbedderSpec, cancel: CancelToken) -> Embedder:
        """In a worker's thread: the embedder, waited for. Raises what loading raised, or Cancelled."""
        loading = self._loading(spec)
        while not loading.done.wait(0.02):
            if cancel.cancelled:
                raise Cancelled
        if loading.error is not None:
            raise loading.error
        assert loading.embedder is not None
        return loading.embedder

    def use_device(self, device: str) -> None:
        """Another device from the next load on; whoever works with an embedder keeps it until that ends."""
        if device != self.device:
            with self._lock:
                self.device, self._remembered = device, False
                self._known.clear()

    def keep_only(self, spec: EmbedderSpec) -> None:
        """Let go of all others: what was loaded and then not chosen takes no memory any more."""
        with self._lock:
            for other, loading in list(self._known.items()):
                if other != spec and loading.done.is_set():
                    del self._known[other]
                elif other != spec:
                    loading.unwanted = True

    def aside(self, work: Callable[[], None]) -> None:
        """Run what imports torch without an embedder, in a thread that nobody has to wait for."""
        with self._lock:
            thread = threading.Thread(target=work, name="embedder", daemon=True)
            self._threads = [t for t in self._threads if t.is_alive()] + [thread]
            thread.start()

    @property
    def busy(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def _loading(self, spec: EmbedderSpec) -> _Loading:
        with self._lock:
            found = self._known.get(spec)
            # what failed is tried again: the weights may be there now
            if found is None or (found.done.is_set() and found.error is not None):
                found = self._known[spec] = _Loading(threading.Event())
                thread = threading.Thread(target=self._load, args=(spec, found), name="embedder", daemon=True)
                self._threads = [t for t in self._threads if t.is_alive()] + [thread]
                thread.start()
            found.unwanted = False
            return found

    def _load(self, spec: EmbedderSpec, loading: _Loading) -> None:
        try:
            loading.embedder = self._load_on_device(spec)
        except BaseException as error:  # handed to whoever waits for it
            loading.error = error
        with self._lock:
            loading.done.set()
            if loading.unwanted and self._known.get(spec) is loading:
                del self._known[spec]
        self._tell_when_done(loading)

    def _load_on_device(self, spec: EmbedderSpec) -> Embedder:
        from simgui.core.embedder import load_embedder

        device = self.device
        try:
            return load_embedder(spec, device)
        except InputError as error:
            if not self._remembered or error.code not in DEVICE_GONE:
                raise
        with self._lock:
            if self.device == device:
                self.device = "auto"
        with contextlib.suppress(RuntimeError):  # the window has gone meanwhile
            self.fell_back.emit(device)
        return load_embedder(spec, "auto")

    def _tell_when_done(self, loading: _Loading) -> None:
        loading.done.wait()
        try:
            if loading.error is None:
                self.ready.emit(loading.embedder)
            else:
                self.failed.emit(loading.error)
        except RuntimeError:
            pass  # the window has gone meanwhile


def leave_at_exit(code: int, still_busy: Callable[[], bool]) -> None:
    """End the process with `code` even if a thread is still inside a native call when Python ends.

    By then the window is closed and every store too. Only an import of torch, which cannot be stopped, or
    a read from a dead network drive may be left; letting the interpreter be taken down under those can
    crash, and waiting for them would keep a closed program alive for seconds.
    """

    def leave() -> None:
        if still_busy():
            logging.shutdown()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    atexit.register(leave)
