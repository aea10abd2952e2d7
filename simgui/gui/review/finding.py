"""Groups behind the page: neighbours found and compared as a job that can be cancelled, and cuts of what is known.

A cut is quick and goes by what is stored, so the slider and the filters have theirs at once, also while the job goes
on; what the job finds is cut in again every few seconds. Each of the two has a thread of its own.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from simgui.core.errors import Locked
from simgui.core.keeper import Prefer
from simgui.core.library import Library
from simgui.core.options import Options
from simgui.core.priority import stand_back
from simgui.core.progress import CancelToken, Progress
from simgui.gui import messages
from simgui.gui.background import Failure, Report, Worker, deadline
from simgui.gui.jobs import Jobs
from simgui.gui.review.entries import SORTS, in_order

if TYPE_CHECKING:  # OpenCV is loaded in a worker's thread, when the page is first opened
    from simgui.core.evidence import Evidence
    from simgui.core.groups import Change, Group, Groups

JOB = "duplicates"
# the least time between two cuts of what the job has found so far; and they take a tenth of the time at most
AGAIN_MS, SHARE = 2500, 10
AT_REST_MS = 1200  # the slider has not moved for so long: what it wants compared is compared

# how much is read anew before a cut
NOTHING, DECISIONS, EVERYTHING = range(3)


@dataclass(frozen=True)
class Cut:
    """asked: the person has changed what is wanted; else it is what was found or decided meanwhile. ordered: the
    groups as they are to stand.
    """

    groups: Groups
    ordered: list[Group]
    wish: Options
    asked: bool
    took_s: float


@dataclass(frozen=True)
class Preview:
    """What another order would change."""

    changes: tuple[Change, ...]
    prefer: Prefer


class Finding(QObject):
    """`cut_made`: groups as they are now; `changed`: the job has begun or ended."""

    cut_made = Signal(object)
    previewed = Signal(object)
    changed = Signal()
    failed = Signal(object)
    bug = Signal(str)

    def __init__(self, library: Library, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._jobs = library, jobs
        self.wish, self.sort = Options(), SORTS[0]
        self._evidence: Evidence | None = None  # the cutter's thread alone works with it
        self._looked: Evidence | None = (
            None  # what the job has read from files: labels, and what was there first
        )
        self._unread = EVERYTHING
        self._asked = False
        self._given_up = False  # a cut, for a preview
        self._took_s = 0.0
        self._declined: Options | None = None  # what was cancelled is not begun again by itself
        self._cutter, self._finder = Worker("groups", self), Worker("duplicates", self)
        self._again = QTimer(self, singleShot=True)
        self._rest = QTimer(self, singleShot=True, interval=AT_REST_MS)
        self._again.timeout.connect(lambda: self._cut(EVERYTHING, asked=False))
        self._rest.timeout.connect(self.start)
        self._cutter.finished.connect(self._on_cut_or_preview)
        self._cutter.failed.connect(self._on_failed)
        self._finder.progressed.connect(self._on_progress)
        self._finder.finished.connect(self._on_found)
        self._finder.cancelled.connect(self._on_ended)
        self._finder.failed.connect(self._on_finding_failed)

    # cuts

    def ask(self, wish: Options) -> None:
        """The person wants these groups: they come as soon as they are cut."""
        self.wish = wish
        self._rest.stop()
        self._cut(NOTHING, asked=True)

    def reread(self, everything: bool = False, asked: bool = False) -> None:
        """Something was decided, or (everything) the library has changed. asked: by the person, who wants it shown."""
        self._cut(EVERYTHING if everything else DECISIONS, asked)

    @property
    def cutting(self) -> bool:
        return self._cutter.busy

    def _cut(self, read: int, asked: bool) -> None:
        self._again.stop()
        # a cut that is still under way is given up: what it was to read and to tell passes on
        self._unread = max(self._unread, read)
        self._asked = self._asked or asked
        wish, sort = self.wish, self.sort

        def work(cancel: CancelToken, _report: Report) -> Cut:
            from simgui.core.groups import cut

            began_s = time.perf_counter()
            groups = cut(self._read(cancel), wish, cancel=cancel)
            ordered = in_order(groups.groups, sort)
            return Cut(groups, ordered, wish, self._asked, time.perf_counter() - began_s)

        self._cutter.start(work)

    def _read(self, cancel: CancelToken) -> Evidence:
        """In the cutter's thread: what is known now."""
        from simgui.core.groups import load

        if self._evidence is None or self._unread == EVERYTHING:
            self._evidence = load(self._library, self._looked or self._evidence)
        elif self._unread == DECISIONS:
            self._evidence.read_decisions()
        cancel.check()
        return self._evidence

    def preview(self, prefer: Prefer) -> None:
        """In how many groups another file would stay by this order: `previewed` tells."""
        wish = self.wish
        self._given_up = self._given_up or self.cutting

        def work(cancel: CancelToken, _report: Report) -> Preview:
            from simgui.core.groups import preview

            return Preview(preview(self._read(cancel), wish, prefer), prefer)

        self._cutter.start(work)

    def _on_cut_or_preview(self, made: Cut | Preview) -> None:
        if isinstance(made, Preview):
            self._unread = NOTHING
            self.previewed.emit(made)
            if self._given_up:
                self._cut(NOTHING, self._asked)
        else:
            self._on_cut(made)

    def _on_cut(self, made: Cut) -> None:
        self._unread, self._asked, self._took_s = NOTHING, False, made.took_s
        self._given_up = False
        self.cut_made.emit(made)
        if self.busy:
            self._cut_again()
        elif made.groups.uncompared and made.wish != self._declined:
            self._rest.start()

    def _cut_again(self) -> None:
        self._again.start(max(AGAIN_MS, round(self._took_s * 1000 * SHARE)))

    # the job

    @property
    def busy(self) -> bool:
        return self._finder.busy

    def start(self) -> None:
        """Find what is missing: neighbours of new pictures, and what the groups wanted now leave uncompared."""
        if self.busy:
            return
        library, wish, before = self._library, self.wish, self._looked
        self._declined = None

        def work(cancel: CancelToken, report: Report) -> Groups:
            from simgui.core.groups import cut, load
            from simgui.core.neighbours import find_neighbours

            stand_back()
            library.lock()  # what is compared is kept, or else it is for nothing
            found = find_neighbours(library, progress=partial(_tell, report, False), cancel=cancel)
            evidence = load(library, before, found)
            told = partial(_tell, report, True)
            return cut(evidence, wish, compare=True, look=True, progress=told, cancel=cancel)

        self._finder.start(work)
        self._jobs.show(JOB, self.tr("Finding duplicates"), cancel=self.cancel)
        self._cut_again()
        self.changed.emit()

    def cancel(self) -> None:
        self._declined = self.wish
        self._finder.cancel()

    def _on_progress(self, news: tuple[Progress, bool]) -> None:
        if self.busy:
            text, done, total = self._told(*news)
            self._jobs.show(JOB, text, done, total, self.cancel)

    def _told(self, now: Progress, seen: bool) -> tuple[str, int, int | None]:
        """seen: pictures are looked at; before that their distances are worked out."""
        stage = now.stages[-1]
        total = None if stage.total is None else max(stage.total, stage.done)
        text = self.tr("Finding duplicates")
        if total is not None:
            text = self.tr("Finding duplicates: {done} of {total}")
            if seen:
                text = self.tr("Finding duplicates: comparing {done} of {total} pairs")
        figures = messages.number(stage.done), messages.number(total or 0)
        parts = [text.format(done=figures[0], total=figures[1])]
        parts += messages.pace(stage, now.left_s, self.tr("{n} pairs/s"))
        return " · ".join(parts), stage.done, total

    def _on_found(self, found: Groups) -> None:
        self._looked = found.evidence
        self._on_ended()

    def _on_ended(self) -> None:
        """To its end, or stopped."""
        self._end()
        self._cut(EVERYTHING, asked=False)

    def _on_finding_failed(self, failure: Failure) -> None:
        self._end()
        if isinstance(failure.error, Locked):
            self._cut(EVERYTHING, asked=False)  # the window says who has it; what is known is shown
        else:
            self._on_failed(failure)

    def _end(self) -> None:
        self._jobs.end(JOB)
        self._again.stop()
        self.changed.emit()

    def _on_failed(self, failure: Failure) -> None:
        if failure.error is None:
            self.bug.emit(failure.details)
        else:
            self.failed.emit(failure.error)

    def close(self, wait_ms: int) -> bool:
        self._again.stop()
        self._rest.stop()
        self._jobs.end(JOB)
        left_ms = deadline(wait_ms)
        self._finder.drop()
        return all([self._cutter.close(left_ms()), self._finder.close(left_ms())])


def _tell(report: Report, seen: bool, now: Progress) -> None:
    report((now, seen))
