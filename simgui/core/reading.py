"""One file -> what it came to: read, hashed, looked up, decoded. In a thread, or in processes of their own.

Decoding in threads holds Python's lock for a few milliseconds a picture, so many cores wait for it. A process has a
lock of its own; what it sends back costs the one who asked next to nothing. It only reads: it may end at any moment.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import traceback
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from simgui.core import decode
from simgui.core.catalog import Catalog
from simgui.core.errors import ImageError, SimguiError
from simgui.core.limits import MEMORY_LIMIT_BYTES, MemoryBudget, memory
from simgui.core.priority import stand_back
from simgui.core.progress import CancelToken

# Measured on 16 cores beside an H200: decoding alone gives 505 small pictures/s in threads and 1,536 in processes (191
# and 215 of a camera); with the network on the CPU, the network is what the cores are needed for.
PROCESSES_FROM_CORES = 6
# Making them ready takes half a second: fewer files are read faster without
PROCESSES_FROM_FILES = 300
MOST_PROCESSES = 32
# What a process may take for a picture without asking. A JPEG decoded at reduced size takes 1 to 4 MB.
SHARE_BYTES = 8 << 20
# Of the memory that all may take for more than that, for each: a progressive JPEG of a camera takes 50 MB, a HEIF of a
# phone 100 MB, and less would let cores idle. Who has so many cores and a GPU has memory too.
MEMORY_EACH_BYTES = 96 << 20
# Files that a process has at once: it goes on with the next while what it sent waits for our thread
_AT_ONCE = 2
_TRIES = 2
_PIPE_BYTES = 1 << 20
_READY = "ready"
# Their modules come from where ours do. Nothing of the program that started us is run again.
_START = "import sys; sys.path[:] = sys.argv[1:]; from simgui.core.reading import serve; serve()"


@dataclass(frozen=True)
class Source:
    """A file to be read. embedder: the one whose descriptors make a picture known."""

    path: bytes
    raw: bool
    input_px: int
    embedder: int


@dataclass
class Reading:
    """What became of it: a problem, an Image that has its descriptor already, or a fresh picture."""

    sha256: bytes | None = None
    image: int | None = None
    decoded: decode.Decoded | None = None
    problem: ImageError | None = None


def read(source: Source, catalog: Catalog, cancel: CancelToken | None = None) -> Reading:
    """One read, and at most one decode."""
    try:
        data = decode.read_file(source.path)
        sha256 = decode.byte_hash(data)
        image = catalog.image_of_bytes(sha256)
        if image is not None and catalog.has_descriptor(image, source.embedder):
            return Reading(sha256, image)
        stream = decode.jpeg_stream(data)
        known = None if stream is None else known_picture(catalog, stream.picture_hash, source.embedder)
        if known is not None:
            return Reading(sha256, known)
        decoded = decode.decode(data, input_px=source.input_px, raw=source.raw, stream=stream, cancel=cancel)
        return Reading(sha256, known_picture(catalog, decoded.picture_hash, source.embedder), decoded)
    except ImageError as error:
        error.fields.setdefault("path", source.path)
        return Reading(problem=error)


def known_picture(catalog: Catalog, picture_hash: bytes, embedder: int) -> int | None:
    """The Image with this picture hash, when it has its descriptor already."""
    image = catalog.image_of_picture(picture_hash)
    return image if image is not None and catalog.has_descriptor(image, embedder) else None


def processes_pay(cores: int, device: str, files: int) -> bool:
    return cores >= PROCESSES_FROM_CORES and device != "cpu" and files >= PROCESSES_FROM_FILES


# ---------------------------------------------------------------- who asks


@dataclass
class _Job:
    source: Source
    future: Future[Reading] = field(default_factory=Future)
    tries: int = 0


class Processes:
    """Read as read() does, each process with a thread here that hands it files and waits for what they came to.

    One that dies is made anew, and the file that it had is tried once more; then that file is the problem.
    """

    def __init__(self, count: int, catalog: Catalog, cancel: CancelToken) -> None:
        self._catalog = catalog
        self._cancel = cancel
        self._memory = MemoryBudget(max(MEMORY_LIMIT_BYTES, count * MEMORY_EACH_BYTES))
        self._waiting: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._children: set[_Child] = set()
        self._threads = [threading.Thread(target=self._feed, name=f"read {n}") for n in range(count)]
        for thread in self._threads:
            thread.start()

    def submit(self, source: Source) -> Future[Reading]:
        """Who calls bounds how many wait."""
        job = _Job(source)
        self._waiting.put(job)
        return job.future

    def close(self) -> None:
        """At once, also while files are read."""
        self._closing.set()
        for _ in self._threads:
            self._waiting.put(None)
        for child in list(self._children):
            child.kill()
        for thread in self._threads:
            thread.join()

    def _feed(self) -> None:
        """In a thread for each process."""
        sent: deque[_Job] = deque()
        can_start = True
        while can_start and not self._closing.is_set():
            try:
                can_start = False
                with self._child() as child:
                    child.greet()
                    can_start = True
                    self._talk(child, sent)
            except (EOFError, OSError, pickle.UnpicklingError):
                if can_start:
                    self._lost(sent)
            except BaseException as error:
                while sent:
                    sent.popleft().future.set_exception(error)
        if not self._closing.is_set():
            self._read_here(sent)

    @contextmanager
    def _child(self) -> Iterator[_Child]:
        child = _Child(self._catalog.path)
        self._children.add(child)
        try:
            if self._closing.is_set():  # close() may not have seen it
                child.kill()
            yield child
        finally:
            self._children.discard(child)
            child.end()

    def _talk(self, child: _Child, sent: deque[_Job]) -> None:
        """Until it is closed. `sent`: what it has and has not answered; there is some when one before it died."""
        for job in sent:
            child.send(job.source)
        while not self._closing.is_set():
            while len(sent) < _AT_ONCE and (more := self._next(wait=not sent)) is not None:
                sent.append(more)
                child.send(more.source)
            if not sent:
                return
            answer = self._answer(child)
            future = sent.popleft().future
            if isinstance(answer, Reading):
                future.set_result(answer)
            else:
                future.set_exception(answer)

    def _next(self, wait: bool) -> _Job | None:
        """None: there is none, or it is closed."""
        try:
            return self._waiting.get(block=wait)
        except queue.Empty:
            return None

    def _answer(self, child: _Child) -> Reading | Exception:
        with ExitStack() as held:
            while True:
                said = child.receive()
                if not isinstance(said, int):
                    answer: Reading | Exception = said
                    return answer
                held.close()
                held.enter_context(self._memory.reserve(said, self._cancel))
                child.send(None)

    def _lost(self, sent: deque[_Job]) -> None:
        """It answers in order, so the first is what it worked on. The system may have ended it for want of memory, so
        that file gets a second try.
        """
        if sent and not self._closing.is_set():
            sent[0].tries += 1
            if sent[0].tries == _TRIES:
                job = sent.popleft()
                error = ImageError("corrupt", path=job.source.path, detail="decoding it ended the process")
                job.future.set_result(Reading(problem=error))

    def _read_here(self, sent: deque[_Job]) -> None:
        """Processes cannot be started here."""
        stand_back()
        while (job := sent.popleft() if sent else self._waiting.get()) is not None:
            try:
                job.future.set_result(read(job.source, self._catalog, self._cancel))
            except BaseException as error:
                job.future.set_exception(error)


class _Child:
    """A process that runs serve(). Raises EOFError and OSError when it is dead."""

    def __init__(self, catalog: Path) -> None:
        # a library of numbers that starts a thread for each core would start a few hundred
        alone = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **alone},
            # Ctrl-C is for us: we end them
            process_group=0,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0)
            | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in: Any = self._process.stdin
        self._out: Any = self._process.stdout
        _widen(self._out)
        self.send(os.fspath(catalog))

    def greet(self) -> None:
        """Wait until it is ready."""
        if self.receive() != _READY:
            raise EOFError

    def send(self, message: object) -> None:
        pickle.dump(message, self._in, pickle.HIGHEST_PROTOCOL)
        self._in.flush()

    def receive(self) -> Any:
        return pickle.load(self._out)

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        self.kill()
        self._process.wait()
        for pipe in (self._in, self._out):
            with contextlib.suppress(OSError):  # what it was not told any more
                pipe.close()


def _widen(pipe: IO[bytes]) -> None:
    """Room for what a process has decoded, so that it need not wait until it is fetched."""
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


# ---------------------------------------------------------------- the process


def serve() -> None:
    """Answer for each Source on standard input, until that ends: the process that asks is gone then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stand_back()
    # a library that prints must not speak into our answers
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    _Server(sys.stdin.buffer, out).run()


class _Server:
    def __init__(self, asked: IO[bytes], answers: IO[bytes]) -> None:
        self._asked, self._answers = asked, answers
        self._sources: deque[Source] = deque()

    def run(self) -> None:
        memory.ask_elsewhere(SHARE_BYTES, self._ask_for)
        with contextlib.suppress(EOFError, BrokenPipeError):
            catalog = Catalog(Path(pickle.load(self._asked)))
            self._say(_READY)
            while True:
                source = self._sources.popleft() if self._sources else pickle.load(self._asked)
                self._say(self._answer(source, catalog))

    def _answer(self, source: Source, catalog: Catalog) -> Reading | Exception:
        try:
            return read(source, catalog)
        except SimguiError as error:
            return error
        except (EOFError, BrokenPipeError):
            raise
        except Exception:
            return RuntimeError(traceback.format_exc())

    def _ask_for(self, wanted_bytes: int) -> None:
        """Wait until so much memory may be taken; it counts until the answer."""
        self._say(wanted_bytes)
        while (said := pickle.load(self._asked)) is not None:
            self._sources.append(said)

    def _say(self, message: object) -> None:
        rest = memoryview(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
        while rest:
            rest = rest[self._answers.write(rest) :]
