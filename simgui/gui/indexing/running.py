"""Indexing in its thread, and the library's figures in another: what the page and the status line listen to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from simgui.core.embedder import Embedder, EmbedderSpec
from simgui.core.indexing import IndexSummary, index
from simgui.core.library import Library, Problem, Status
from simgui.core.progress import CancelToken, Progress
from simgui.gui.background import Embedders, Failure, Report, Worker

PROBLEMS_SHOWN = 10_000


@dataclass(frozen=True)
class News:
    """How far it is, and the problems that came since the last news."""

    progress: Progress
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Notice:
    """Something said once while the work goes on."""

    code: str
    fields: dict[str, Any]


@dataclass(frozen=True)
class Wish:
    """What to bring up to date; no paths: all roots."""

    paths: tuple[bytes, ...] = ()
    re_embed: bool = False


class Running(QObject):
    """One run at a time; what is asked for meanwhile is done after it."""

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
        self._library, self._embedders, self._spec = library, embedders, spec
        self._waiting: list[Wish] = []
        self.worker = Worker("indexing", self)
        self.worker.progressed.connect(self._on_progressed)
        self.worker.finished.connect(self._on_finished)
        self.worker.failed.connect(self._on_failed)
        self.worker.cancelled.connect(self._on_cancelled)

    @property
    def busy(self) -> bool:
        return self.worker.busy

    def start(self, wish: Wish) -> bool:
        """False when it has to wait for the run that goes on."""
        if self.busy:
            if wish not in self._waiting:
                self._waiting.append(wish)
            return False
        library, embedders, spec = self._library, self._embedders, self._spec()

        def work(cancel: CancelToken, report: Report) -> IndexSummary:
            return _index(library, embedders, spec, wish, cancel, report)

        self.worker.start(work)
        self.started.emit(wish)
        return True

    def cancel(self) -> None:
        """This run and those that wait for it."""
        self._waiting.clear()
        self.worker.cancel()

    def toggle_pause(self) -> None:
        if not self.busy:
            return
        token = self.worker.token
        if token.paused:
            token.resume()
        else:
            token.pause()
        self.paused.emit(token.paused)

    def close(self, wait_ms: int) -> bool:
        self._waiting.clear()
        return self.worker.close(wait_ms)

    def _on_progressed(self, news: object) -> None:
        (self.notice if isinstance(news, Notice) else self.news).emit(news)

    def _on_finished(self, summary: IndexSummary) -> None:
        self.finished.emit(summary)
        self._next()

    def _on_failed(self, failure: Failure) -> None:
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
        on_notice=lambda code, fields: report(Notice(code, fields)),
    )


@dataclass(frozen=True)
class Figures:
    """What the library holds now."""

    status: Status
    problems: tuple[Problem, ...]
    embedder: dict[str, Any] | None
    store_bytes: int
    thumbnails_bytes: int


class Overview(QObject):
    """Counts the library away from the GUI thread: it takes a while when there is much of it."""

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, library: Library, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._again = False
        self.worker = Worker("overview", self)
        self.worker.finished.connect(self._on_finished)
        self.worker.failed.connect(self.failed)

    def refresh(self) -> None:
        if self.worker.busy:
            self._again = True
            return
        library = self._library
        self.worker.start(lambda _cancel, _report: _figures(library))

    def _on_finished(self, figures: Figures) -> None:
        self.changed.emit(figures)
        if self._again:
            self._again = False
            self.refresh()


def _figures(library: Library) -> Figures:
    record = library.embedder()
    store_bytes = 0
    if record is not None:
        path = library.path / record.vectors_file
        store_bytes = path.stat().st_size if path.exists() else 0
    return Figures(
        library.status(),
        tuple(library.problems(PROBLEMS_SHOWN)),
        record.description | {"dimension": record.dimension} if record else None,
        store_bytes,
        library.thumbnails.size_bytes(),
    )


def short_name(paths: Sequence[bytes], all_roots: str) -> str:
    """What is being indexed, in a word or two."""
    from simgui.gui import messages

    return ", ".join(messages.shown_name(path) for path in paths[:2]) if paths else all_roots
