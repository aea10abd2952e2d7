"""Indexing in its thread, and the library's figures in another: what the page and the status line listen to."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from simgui.core.descriptors import spec_of
from simgui.core.embedder import Embedder, EmbedderSpec
from simgui.core.errors import DiskFull
from simgui.core.indexing import IndexSummary, index
from simgui.core.library import Library, Problem, Status
from simgui.core.priority import stand_back
from simgui.core.progress import CancelToken, Progress
from simgui.gui.background import Chore, Embedders, Failure, Report, Worker, deadline
from simgui.gui.widgets.outside import Folders

PROBLEMS_SHOWN = 100_000


@dataclass(frozen=True)
class News:
    """How far it is, and the problems that came since the last news."""

    progress: Progress
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class SaidOnce:
    """Something said once while the work goes on."""

    code: str
    fields: dict[str, Any]


@dataclass(frozen=True)
class Wish:
    """What to bring up to date; no paths: all roots."""

    paths: tuple[bytes, ...] = ()
    re_embed: bool = False


class Running(QObject):
    """One run at a time; what is asked for meanwhile is done after it.

    A run that a full disk ended is halted: it goes on where it was when it is resumed.
    """

    started = Signal(object)
    news = Signal(object)
    notice = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    paused = Signal(bool)
    idle = Signal()

    def __init__(
        self, library: Library, embedders: Embedders, spec: Callable[[], EmbedderSpec | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._library, self.embedders, self._spec = library, embedders, spec
        self._wish = Wish()
        self._waiting: list[Wish] = []
        self._halted: list[Wish] = []
        self.rate = 0.0  # images a second of the last run that described any
        self.looking = Chore("looking", self)  # what something would come to
        self.loading = Chore("loading", self)  # an embedder that is to be changed to
        self.opening = Folders("opening", self)
        self.copying = Chore("copying", self)  # the list of problems as text
        self.chores = (self.looking, self.loading, self.opening, self.copying)
        self.worker = Worker("indexing", self)
        self.worker.progressed.connect(self._on_progressed)
        self.worker.finished.connect(self._on_finished)
        self.worker.failed.connect(self._on_failed)
        self.worker.cancelled.connect(self._on_cancelled)

    @property
    def busy(self) -> bool:
        return self.worker.busy

    @property
    def halted(self) -> bool:
        return bool(self._halted)

    def wanted(self) -> EmbedderSpec:
        """The embedder that the next run uses."""
        record = self._library.embedder()
        return self._spec() or (spec_of(record) if record else EmbedderSpec())

    def ready(self) -> Embedder | None:
        """That embedder, when it is loaded already."""
        spec = self.wanted()
        return self.embedders.get(spec, CancelToken()) if self.embedders.has(spec) else None

    def start(self, wish: Wish) -> bool:
        """False when it has to wait for the run that goes on."""
        if self.busy:
            if wish not in self._waiting:
                self._waiting.append(wish)
            return False
        self._halted = [] if not wish.paths else [halted for halted in self._halted if halted != wish]
        self._wish = wish
        library, embedders, spec = self._library, self.embedders, self._spec()

        def work(cancel: CancelToken, report: Report) -> IndexSummary:
            return _index(library, embedders, spec, wish, cancel, report)

        self.worker.start(work)
        self.started.emit(wish)
        return True

    def cancel(self) -> None:
        """This run and those that wait for it."""
        self._waiting.clear()
        if self._halted and not self.busy:
            self._halted = []
            self.finished.emit(None)
            self.idle.emit()
        self.worker.cancel()

    def toggle_pause(self) -> None:
        if not self.busy:
            if self._halted:
                self._waiting, self._halted = self._halted[1:], self._halted[:1]
                self.start(self._halted[0])
            return
        token = self.worker.token
        if token.paused:
            token.resume()
        else:
            token.pause()
        self.paused.emit(token.paused)

    def drop_tried(self) -> None:
        """Networks that were loaded to be looked at and not chosen take no memory any more."""
        self.embedders.keep_only(self.wanted())

    def close(self, wait_ms: int) -> bool:
        self._waiting.clear()
        for worker in self._workers():
            worker.drop()  # all hear of it before the first is waited for
        left_ms = deadline(wait_ms)
        return all([worker.close(left_ms()) for worker in self._workers()])

    def _workers(self) -> tuple[Worker, ...]:
        return (self.worker, *(chore.worker for chore in self.chores))

    def _on_progressed(self, news: object) -> None:
        (self.notice if isinstance(news, SaidOnce) else self.news).emit(news)

    def _on_finished(self, summary: IndexSummary) -> None:
        if summary.embedded:
            self.rate = summary.images_per_second
        self.finished.emit(summary)
        self._next()

    def _on_failed(self, failure: Failure) -> None:
        if isinstance(failure.error, DiskFull):
            self._halted = [self._wish, *self._waiting]
        self._waiting.clear()
        self.failed.emit(failure)
        self.idle.emit()

    def _on_cancelled(self) -> None:
        self.finished.emit(None)
        self._next()

    def _next(self) -> None:
        if self._waiting:
            self.start(self._waiting.pop(0))
        else:
            self.idle.emit()


def _index(
    library: Library,
    embedders: Embedders,
    spec: EmbedderSpec | None,
    wish: Wish,
    cancel: CancelToken,
    report: Report,
) -> IndexSummary:
    """In the indexing thread. Problems travel with the progress, so that a flood of them is no flood of events."""
    stand_back()
    problems: list[Problem] = []

    def load(wanted: EmbedderSpec) -> Embedder:
        return embedders.get(wanted, cancel)

    def progress(now: Progress) -> None:
        batch = tuple(problems)
        problems.clear()
        report(News(now, batch))

    return index(
        library,
        load,
        wish.paths,
        spec=spec,
        re_embed=wish.re_embed,
        progress=progress,
        cancel=cancel,
        on_problem=problems.append,
        on_notice=lambda code, fields: report(SaidOnce(code, fields)),
    )


@dataclass(frozen=True)
class Listed:
    """Problems as the page takes them up, counted where they were read: there may be a hundred thousand."""

    problems: tuple[Problem, ...]
    paths: Set[bytes]
    codes: Mapping[str, int]

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> Listed:
        paths = frozenset(problem.path for problem in problems)
        return cls(tuple(problems), paths, Counter(problem.code for problem in problems))


@dataclass(frozen=True)
class Figures:
    """What the library holds now. `problems` None: not looked up, the run that goes on tells of new ones."""

    status: Status
    problems: Listed | None
    embedder: dict[str, Any] | None
    store_bytes: int
    thumbnails_bytes: int
    thumbnails_limit_bytes: int
    holder: dict[str, Any] | None  # who else writes to the library


class Overview(QObject):
    """Counts the library away from the GUI thread: it takes a while when there is much of it.

    `indexing`: whether this window's run goes on. Its news has the problems already, so that the list of all is
    not read over and over meanwhile.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, library: Library, indexing: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._indexing = library, indexing
        self._again = False
        self._listed: Listed | None = None
        self.took_s = 0.0  # of the processor, in the last round; not the waiting beside others
        self.worker = Worker("overview", self)
        self.worker.finished.connect(self._on_finished)
        self.worker.failed.connect(self._on_failed)

    def refresh(self) -> None:
        if self.worker.busy:
            self._again = True
            return
        library, last = self._library, self._listed
        with_problems = last is None or not self._indexing()
        self.worker.start(lambda _cancel, _report: self._count(library, with_problems, last))

    def _count(self, library: Library, with_problems: bool, last: Listed | None) -> Figures:
        stand_back()
        began_s = time.thread_time()
        try:
            return _figures(library, with_problems, last)
        finally:
            self.took_s = time.thread_time() - began_s

    def _on_finished(self, figures: Figures) -> None:
        if figures.problems is not None:
            self._listed = figures.problems
        self._end(lambda: self.changed.emit(figures))

    def _on_failed(self, failure: Failure) -> None:
        self._end(lambda: self.failed.emit(failure))

    def _end(self, say: Callable[[], object]) -> None:
        """Whoever asked for another round while this one ran gets it, however this one ended."""
        again, self._again = self._again, False
        say()
        if again:
            self.refresh()


def _figures(library: Library, with_problems: bool, last: Listed | None) -> Figures:
    record = library.embedder()
    store_bytes = 0
    if record is not None:
        path = library.path / record.vectors_file
        store_bytes = path.stat().st_size if path.exists() else 0
    return Figures(
        library.status(),
        _listed(library, last) if with_problems else None,
        record.description | {"dimension": record.dimension} if record else None,
        store_bytes,
        library.thumbnails.size_bytes(),
        library.thumbnails.limit_bytes,
        None if library.writable else library.writer(),
    )


def _listed(library: Library, last: Listed | None) -> Listed:
    """The very same list when nothing has changed: the page sees that without comparing."""
    found = tuple(library.problems(PROBLEMS_SHOWN))
    return last if last is not None and found == last.problems else Listed.of(found)


def short_name(paths: Sequence[bytes], all_roots: str) -> str:
    """What is being indexed, in a word or two."""
    from simgui.gui import messages

    return ", ".join(messages.shown_name(path) for path in paths[:2]) if paths else all_roots
