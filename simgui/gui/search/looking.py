"""Looking closer, behind the hits that are shown: each compared with the query, and other views of it searched.

It begins when all pictures in sight are painted, in a thread that lets others go first, and ends with the next query.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from simgui.core.descriptors import check_same
from simgui.core.embedder import EmbedderSpec
from simgui.core.library import Library
from simgui.core.priority import stand_back
from simgui.core.progress import REPORT_INTERVAL_S, CancelToken
from simgui.core.search import Hit, Hits
from simgui.gui import messages
from simgui.gui.background import Embedders, Failure, Report, Worker
from simgui.gui.search.asking import embedder_of
from simgui.gui.search.results import Results
from simgui.gui.widgets.labels import ElidedLabel, IconLabel, announce
from simgui.gui.widgets.switch import Switch

if TYPE_CHECKING:  # OpenCV is loaded in the worker's thread
    from simgui.core.closer import Compared

# a search brings a few hundred hits; an answer of very many is there to be looked through, not into
MOST = 1000


@dataclass(frozen=True)
class _Began:
    """The images of the first hits, which are compared."""

    images: tuple[int, ...]


class CloserPart(QWidget):
    """The switch, and one line that says how far it is or what came of it; always of one height."""

    def __init__(self, turned: QAction) -> None:
        super().__init__()
        self.switch = Switch(turned)
        self.icon = IconLabel("scan-eye")
        self.text = ElidedLabel(12, elide=Qt.TextElideMode.ElideRight)
        line = QHBoxLayout()
        line.setSpacing(7)
        line.addWidget(self.icon)
        line.addWidget(self.text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.switch)
        column.addLayout(line)
        for widget in (self.icon, self.text):
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)
        self.say("")

    def say(self, text: str, icon: str = "scan-eye", colour: str = "muted") -> None:
        self.icon.setVisible(bool(text))
        self.icon.set(icon, colour)
        self.text.set_text(text)


class Looking(QObject):
    """Words the rows that are shown in place; the new order waits there until it is asked for."""

    worded = Signal()  # something about the hits is said otherwise now
    ended = Signal()  # of its own accord: looked at all, or failed
    bug = Signal(str)

    def __init__(
        self,
        library: Library,
        embedders: Embedders,
        spec: Callable[[], EmbedderSpec | None],
        results: Results,
        part: CloserPart,
        turned: QAction,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._library, self._embedders, self._spec = library, embedders, spec
        self._results, self._part, self._turned = results, part, turned
        self._hits: Hits | None = None
        self.worker = Worker("looking closer", self)
        self.worker.progressed.connect(self._on_progressed)
        self.worker.finished.connect(self._on_finished)
        self.worker.failed.connect(self._on_failed)

    def start(self, hits: Hits) -> None:
        """An answer is on the screen."""
        self._hits = hits
        if not hits.hits or len(hits.hits) > MOST:
            return
        if hits.query.decoded.measures.get("flat"):
            self._part.say(self.tr("Too flat to be judged"), "circle-help")
            return
        library, embedders, chosen = self._library, self._embedders, self._spec()
        turned = self._turned.isChecked()

        def work(cancel: CancelToken, report: Report) -> Hits | None:
            return _look(library, embedders, chosen, hits, turned, cancel, report)

        self.worker.start(work)

    def drop(self) -> None:
        """Another query, or none: nothing of this one is heard any more."""
        self._hits = None
        self.worker.drop()
        self._part.say("")

    def again(self) -> None:
        """With turned and mirrored views, or without them from now on."""
        if self._hits is not None:
            self.worker.drop()
            self._results.forget_score()
            self.start(self._hits)

    def _on_progressed(self, news: _Began | tuple[Compared, ...]) -> None:
        if isinstance(news, _Began):
            self._results.model.begin_comparing(news.images)
            self._say_how_far(0, len(news.images))
        else:
            self._results.model.add_comparisons({one.image: one.comparison for one in news})
            self._say_how_far(news[-1].done, news[-1].of)
        self.worded.emit()

    def _say_how_far(self, done: int, of: int) -> None:
        text = self.tr("Looking closer: {n} of {count} hits")
        if of == 1:
            text = self.tr("Looking closer: {n} of 1 hit")
        self._part.say(text.format(n=messages.number(done), count=messages.number(of)))

    def _on_finished(self, looked: Hits | None) -> None:
        if looked is None:
            self._part.say(self.tr("Too small to be judged"), "circle-help")
        else:
            self._results.end_comparing(looked.hits)
            self._say_verified(looked.hits)
        announce(self._part, self._part.text.whole)
        self.worded.emit()
        self.ended.emit()

    def _say_verified(self, hits: tuple[Hit, ...]) -> None:
        compared = [hit.comparison.verified for hit in hits if hit.comparison and hit.comparison.kinds]
        verified = sum(found is True for found in compared)
        text = self.tr("{n} of {count} hits verified")
        if len(compared) == 1:
            text = self.tr("{n} of 1 hit verified")
        text = text.format(n=messages.number(verified), count=messages.number(len(compared)))
        self._part.say(text, *(("badge-check", "keep") if verified else ("circle-help", "muted")))

    def _on_failed(self, failure: Failure) -> None:
        self._results.model.stop_comparing()
        if failure.error is None:
            text = self.tr("The hits could not be looked at closer.")
            self.bug.emit(failure.details)
        else:
            text = messages.say_error(failure.error)
        self._part.say(text, "triangle-alert", "warning")
        announce(self._part, text)
        self.worded.emit()
        self.ended.emit()


def _look(
    library: Library,
    embedders: Embedders,
    chosen: EmbedderSpec | None,
    hits: Hits,
    turned: bool,
    cancel: CancelToken,
    report: Report,
) -> Hits | None:
    """None: the query is too small for it."""
    stand_back()
    embedder = embedder_of(library, embedders, chosen, cancel)
    record = library.embedder()
    if embedder is not None and record is not None:
        check_same(record, embedder)
    from simgui.core.closer import COMPARED, look_closer
    from simgui.core.compare import TINY_PX

    decoded = hits.query.decoded
    if min(decoded.width_px, decoded.height_px) < TINY_PX:
        return None
    cancel.check()
    report(_Began(tuple(hit.image for hit in hits.hits[:COMPARED])))
    waiting: list[Compared] = []
    told_s = time.monotonic()

    def on_compared(news: Compared) -> None:
        nonlocal told_s
        waiting.append(news)
        if time.monotonic() - told_s >= REPORT_INTERVAL_S:
            told_s = time.monotonic()
            report(tuple(waiting))
            waiting.clear()

    # what waits at the end comes with the whole
    return look_closer(library, hits, embedder, turned=turned, cancel=cancel, on_compared=on_compared)
