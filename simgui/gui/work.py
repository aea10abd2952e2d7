"""What goes on behind the pages: the embedder's loading, indexing, counting; told to the status line in words."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from simgui.core.embedder import DEFAULT_NAME, EmbedderSpec
from simgui.core.library import Library
from simgui.gui import messages
from simgui.gui.background import Embedders, Failure
from simgui.gui.frame import job_text
from simgui.gui.indexing.running import Figures, News, Overview, Running, Wish, short_name
from simgui.gui.jobs import Jobs

# the first count of a run, and the least time between two
FIRST_MS, RECOUNT_MS = 300, 2000


class Work(QObject):
    """One window's. `spec`: the embedder that was asked for, None for the library's own; `remembered`: the device
    was chosen some other day; `cancel_wanted`: indexing is to stop, and the page that shows it is to know first.
    """

    embedder_changed = Signal()
    library_text = Signal(str)
    began = Signal()
    ended = Signal()
    cancel_wanted = Signal()
    bug = Signal(str)

    def __init__(
        self,
        library: Library,
        spec: EmbedderSpec | None,
        device: str,
        jobs: Jobs,
        parent: QObject,
        remembered: bool = False,
    ) -> None:
        super().__init__(parent)
        self._library, self._jobs, self.spec = library, jobs, spec
        self._what = self._text = ""
        self._news: News | None = None
        self.embedders = Embedders(device, self, remembered)
        self.running = Running(library, self.embedders, self.asked, self)
        self.overview = Overview(library, lambda: self.running.busy, self)
        self._recount = QTimer(self, singleShot=True)
        self._recount.timeout.connect(self.overview.refresh)
        self.running.started.connect(self._on_started)
        self.running.news.connect(self._on_news)
        self.running.idle.connect(self._on_idle)
        self.running.paused.connect(self._on_paused)
        self.overview.changed.connect(self._on_figures)
        self.overview.failed.connect(self._on_failed)
        self.embedders.ready.connect(self._on_ready)
        self.embedders.failed.connect(lambda _error: self.embedder_changed.emit())

    def begin(self) -> None:
        """The window is up: now what takes time."""
        if self._library.embedder() is not None:
            self.embedders.start(self.running.wanted())
        self.embedder_changed.emit()
        self.overview.refresh()

    # the embedder

    def asked(self) -> EmbedderSpec | None:
        return self.spec

    def use(self, spec: EmbedderSpec | None) -> None:
        """Another embedder from now on; None: the library's own."""
        self.spec = spec
        self.running.drop_tried()
        self.embedders.start(self.running.wanted())
        self.embedder_changed.emit()

    @property
    def default_name(self) -> str:
        return self.spec.name if self.spec else DEFAULT_NAME

    def device_text(self) -> str:
        if (ready := self.running.ready()) is not None:
            return ready.device.upper()
        return self.tr("Getting ready…") if self.embedders.busy else self.tr("Loaded when it is needed")

    def _on_ready(self, _embedder: object) -> None:
        self.embedder_changed.emit()
        self.overview.refresh()

    # indexing

    def _on_started(self, wish: Wish) -> None:
        self._what = short_name(wish.paths, self.tr("all roots"))
        self._text = self.tr("Indexing {what}").format(what=self._what)
        self._news = None
        self._show()
        self._recount.start(FIRST_MS)
        self.began.emit()

    def _on_news(self, news: News) -> None:
        self._news = news
        self._text = job_text(self._what, news.progress, self.running.worker.token.paused)
        described = news.progress.stage("embedding")
        self._show(described.done, described.total)

    def _show(self, done: int = 0, total: int | None = None) -> None:
        self._jobs.show("indexing", self._text, done, total, self.cancel_wanted.emit)

    def _on_paused(self, paused: bool) -> None:
        if self._news is not None:
            self._on_news(self._news)
        elif paused:
            self._text = self.tr("{job} · paused").format(job=self._text)
            self._show()

    def _on_idle(self) -> None:
        self._recount.stop()
        self._jobs.end("indexing")
        self.overview.refresh()
        self.embedder_changed.emit()
        self.ended.emit()

    # figures

    def _on_figures(self, figures: Figures) -> None:
        status = figures.status
        name = messages.shown_name(os.fsencode(status.library))
        embedder = self.running.wanted().name
        if (ready := self.running.ready()) is not None:
            text = self.tr("{name} on {device}")
            embedder = text.format(name=ready.spec.name, device=ready.device.upper())
        self._count_again()
        self.library_text.emit(f"{name} · {messages.images(status.embedded)} · {embedder}")

    def _count_again(self) -> None:
        """While indexing runs: often enough to be looked at, and seldom enough to take a tenth of the time."""
        if self.running.busy:
            self._recount.start(max(RECOUNT_MS, round(self.overview.took_s * 10_000)))

    def _on_failed(self, failure: Failure) -> None:
        self._count_again()
        if failure.error is None:
            self.bug.emit(failure.details)

    # ending

    def close(self, left_ms: Callable[[], int]) -> bool:
        """False when a thread has not ended in time."""
        self._recount.stop()
        ended = [self.overview.worker.close(left_ms()), self.running.close(left_ms())]
        return all(ended)
