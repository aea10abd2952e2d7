"""Choosing without culling: lists of what stays or leaves, and a folder of links with one of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from simgui.core.library import Library
from simgui.core.options import Options
from simgui.core.progress import CancelToken
from simgui.gui import messages
from simgui.gui.background import Failure, Report, Worker
from simgui.gui.jobs import Jobs
from simgui.gui.review.session import Session
from simgui.gui.widgets.saving import save_dialog

if TYPE_CHECKING:
    from simgui.core.export import Written

JOB = "export"


class Choosing(QObject):
    """`said`: what was written, or why nothing could be."""

    said = Signal(str)
    bug = Signal(str)

    def __init__(self, library: Library, session: Session, jobs: Jobs, page: QWidget) -> None:
        super().__init__(page)
        self._library, self._session, self._jobs, self._page = library, session, jobs, page
        self._links = False  # what is written is a folder of links, and no list
        self.worker = Worker("export", self)
        self.worker.finished.connect(self._on_written)
        self.worker.cancelled.connect(lambda: jobs.end(JOB))
        self.worker.failed.connect(self._on_failed)

    def ask_list(self, what: str) -> None:
        """what: 'stays' or 'leaves'."""
        title = (
            self.tr("Export list of what stays") if what == "stays" else self.tr("Export list of what leaves")
        )
        name = self.tr("stays.csv") if what == "stays" else self.tr("leaves.csv")
        endings = {
            self.tr("Tables (*.csv)"): "csv",
            self.tr("Text, one path a line (*.txt)"): "txt",
            self.tr("JSON (*.json)"): "json",
        }
        dialog = save_dialog(self._page, title, name, endings)
        # one that exists is refused: nothing of the person's is written over
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(lambda name: self.write(what, Path(name), None))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_links(self) -> None:
        dialog = QFileDialog(self._page, self.tr("Empty folder for links to what stays"), QDir.homePath())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.write("stays", None, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, what: str, listed: Path | None, links: Path | None) -> None:
        library, wish = self._library, self._session.finding.wish

        def work(cancel: CancelToken, _report: Report) -> tuple[Written, ...]:
            return _write(library, wish, what, listed, links, cancel)

        self._links = listed is None
        self.worker.start(work)
        text = self.tr("Making links") if self._links else self.tr("Writing the list")
        self._jobs.show(JOB, text, cancel=self.worker.cancel)

    def _on_written(self, written: tuple[Written, ...]) -> None:
        self._jobs.end(JOB)
        for one in written:
            place = messages.shown(one.path)
            text = self.tr("{n} files listed in {place}")
            if self._links:
                text = self.tr("{n} links made in {place}")
            self.said.emit(text.format(n=messages.number(one.count), place=place))

    def _on_failed(self, failure: Failure) -> None:
        self._jobs.end(JOB)
        if failure.error is None:
            self.bug.emit(failure.details)
        else:
            self.said.emit(messages.say_error(failure.error))

    def close(self, wait_ms: int) -> bool:
        return self.worker.close(wait_ms)


def _write(
    library: Library, wish: Options, what: str, listed: Path | None, links: Path | None, cancel: CancelToken
) -> tuple[Written, ...]:
    """In a worker's thread: by the groups as they are now, decided or proposed."""
    from simgui.core import export
    from simgui.core.groups import find_groups

    export.check(listed, links)
    found = find_groups(library, wish, compare=False, cancel=cancel)
    return export.write(library, found, what, listed, links)
