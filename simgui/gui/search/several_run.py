"""The run behind the table of several pictures: off the GUI thread, shown among the window's jobs."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from simgui.core.descriptors import spec_of
from simgui.core.embedder import Embedder, EmbedderSpec
from simgui.core.library import Library
from simgui.core.progress import CancelToken, Progress
from simgui.core.several import Answer, search_several
from simgui.gui import messages
from simgui.gui.background import Embedders, Report, Worker
from simgui.gui.incoming import Picture
from simgui.gui.jobs import Jobs

JOB = "several"
REPORT_S = 0.1


@dataclass(frozen=True)
class Waiting:
    """Pictures are read; the embedder is not ready yet."""


class SeveralRun(QObject):
    """One run at a time. `answered`: a tuple of Answer, numbered as the pictures of the whole table are."""

    answered = Signal(object)
    waiting = Signal()
    ended = Signal()  # to its end, or stopped
    failed = Signal(object)

    def __init__(
        self, library: Library, embedders: Embedders, spec: Callable[[], EmbedderSpec | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._library, self._embedders, self._spec = library, embedders, spec
        self._numbers: list[int] = []
        self.jobs: Jobs | None = None
        self.nothing_indexed = False
        self.worker = Worker("several", self)
        self.worker.progressed.connect(self._on_news)
        self.worker.finished.connect(lambda _none: self._on_end())
        self.worker.cancelled.connect(self._on_end)
        self.worker.failed.connect(self._on_failed)

    @property
    def busy(self) -> bool:
        return self.worker.busy

    def start(self, pictures: Sequence[Picture], numbers: Sequence[int]) -> None:
        """Ask about these of the pictures."""
        self._numbers = list(numbers)
        self.nothing_indexed = self._library.embedder() is None
        library, embedders, chosen = self._library, self._embedders, self._spec()
        asked = [pictures[number] for number in numbers]

        def work(cancel: CancelToken, report: Report) -> None:
            look_up(library, embedders, chosen, asked, cancel, report)

        self.worker.start(work)
        self._show_job(None)

    def stop(self) -> None:
        self.worker.cancel()

    def drop(self) -> None:
        """Stop, and nothing more is heard of it."""
        self.worker.drop()
        self._end_job()

    def close(self, wait_ms: int) -> bool:
        self._end_job()
        return self.worker.close(wait_ms)

    def _on_news(self, news: object) -> None:
        if isinstance(news, Progress):
            self._show_job(news)
        elif isinstance(news, Waiting):
            self.waiting.emit()
        elif isinstance(news, tuple):
            self.answered.emit(tuple(replace(a, number=self._numbers[a.number]) for a in news))

    def _on_end(self) -> None:
        self._end_job()
        self.ended.emit()

    def _on_failed(self, failure: object) -> None:
        self._end_job()
        self.failed.emit(failure)

    def _show_job(self, progress: Progress | None) -> None:
        if self.jobs is None:
            return
        total = len(self._numbers)
        done = progress.stages[0].done if progress else 0
        text = self.tr("Looking up pictures: {done} of {total}")
        parts = [text.format(done=messages.number(done), total=messages.number(total))]
        if progress is not None:
            parts += messages.pace(progress.stages[0], progress.left_s, self.tr("{n} images/s"))
        self.jobs.show(JOB, " · ".join(parts), done, total, self.stop)

    def _end_job(self) -> None:
        if self.jobs is not None:
            self.jobs.end(JOB)


def look_up(
    library: Library,
    embedders: Embedders,
    chosen: EmbedderSpec | None,
    pictures: Sequence[Picture],
    cancel: CancelToken,
    report: Report,
) -> None:
    """In the worker's thread: answers are handed over a few times a second, however many come."""

    def load() -> Embedder:
        record = library.embedder()
        assert record is not None
        spec = chosen or spec_of(record)
        if not embedders.has(spec):
            report(Waiting())
        return embedders.get(spec, cancel)

    ready: list[Answer] = []
    reported_s = time.monotonic()
    try:
        for answer in search_several(library, pictures, load, progress=report, cancel=cancel):
            ready.append(answer)
            if time.monotonic() - reported_s > REPORT_S:
                report(tuple(ready))
                ready, reported_s = [], time.monotonic()
    finally:
        if ready:
            report(tuple(ready))
