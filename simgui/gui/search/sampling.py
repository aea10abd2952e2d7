"""The way from "Try the sample pictures" to hits on the screen: make them, index them, search one."""

from __future__ import annotations

import os
import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from simgui.core import samples
from simgui.core.errors import SimguiError
from simgui.core.indexing import IndexSummary
from simgui.core.library import Library
from simgui.core.progress import CancelToken, Progress
from simgui.gui import messages
from simgui.gui.background import Failure, Report, Worker
from simgui.gui.incoming import Picture
from simgui.gui.jobs import Jobs
from simgui.gui.search.first import FirstStart

JOB = "samples"
FOLDER = "samples"  # in the library's own, so that they go with it


class Sampling(QObject):
    """`folders` and `pictures` say what to index and what to search, as what a person drops does."""

    folders = Signal(object)
    pictures = Signal(object, float)
    busy = Signal(bool)
    refused = Signal(str)
    bug = Signal(str)

    def __init__(self, library: Library, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._jobs = library, jobs
        self._query: Path | None = None
        self.worker = Worker("samples", self)
        self.worker.progressed.connect(self._on_progressed)
        self.worker.finished.connect(self._on_made)
        self.worker.failed.connect(self._on_failed)
        self.worker.cancelled.connect(self._on_cancelled)

    def serve(self, page: FirstStart) -> None:
        page.samples_wanted.connect(self.start)
        self.busy.connect(page.set_busy)

    def start(self) -> None:
        if self.worker.busy:
            return
        try:
            self._library.lock()
        except SimguiError as error:
            # they could be made, but not indexed
            self.refused.emit(messages.say_error(error))
            return
        folder = self._library.path / FOLDER

        def work(cancel: CancelToken, report: Report) -> samples.Made:
            return samples.make(folder, report, cancel)

        self.busy.emit(True)
        self._jobs.show(JOB, self.tr("Making sample pictures"), cancel=self.worker.cancel)
        self.worker.start(work)

    def on_indexed(self, summary: IndexSummary | None) -> None:
        """A run of indexing is over; None: before anything was done."""
        query, self._query = self._query, None
        if query is not None and summary is not None and not summary.cancelled:
            self.pictures.emit((Picture(query.name, os.fsencode(query)),), time.perf_counter())

    def on_indexing_failed(self, _failure: Failure) -> None:
        self._query = None

    def close(self, wait_ms: int) -> bool:
        return self.worker.close(wait_ms)

    def _on_progressed(self, progress: Progress) -> None:
        stage = progress.stages[0]
        text = self.tr("Making sample pictures: {done} of {total}").format(done=stage.done, total=stage.total)
        self._jobs.show(JOB, text, stage.done, stage.total, self.worker.cancel)

    def _on_made(self, made: samples.Made) -> None:
        self._end()
        self._query = made.query
        self.folders.emit((os.fsencode(made.folder),))

    def _on_failed(self, failure: Failure) -> None:
        self._end()
        if failure.error is None:
            self.bug.emit(failure.details)
        else:
            self.refused.emit(messages.say_error(failure.error))

    def _on_cancelled(self) -> None:
        self._end()
        self.refused.emit(self.tr("No sample pictures were made."))

    def _end(self) -> None:
        self._jobs.end(JOB)
        self.busy.emit(False)
