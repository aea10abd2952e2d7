"""From a picture to its hits, in the search thread: read, decode, wait for the embedder, scan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from simgui.core.descriptors import spec_of
from simgui.core.embedder import Embedder, EmbedderSpec
from simgui.core.library import Library
from simgui.core.progress import CancelToken
from simgui.core.search import Hit, Hits, Query, own_first, read_query, search
from simgui.core.several import INPUT_PX
from simgui.gui.background import Embedders, Report, Worker, deadline
from simgui.gui.incoming import Picture
from simgui.gui.search.ahead import Ahead
from simgui.gui.widgets.thumbnails import Thumbnails

K = 200
FIRST = 20  # hits: a window full of them


@dataclass(frozen=True)
class Waiting:
    """The query is read; the embedder is not ready yet."""

    query: Query


class Asking(QObject):
    """Asks for one picture at a time; a newer one stops the older, whose answer is never shown."""

    decoded = Signal(object)
    waiting = Signal(object)
    answered = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        library: Library,
        embedders: Embedders,
        thumbnails: Thumbnails,
        spec: Callable[[], EmbedderSpec | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._library, self._embedders, self._spec = library, embedders, spec
        self._thumbnails = thumbnails
        self.worker = Worker("search", self)
        self.ahead = Ahead(self._library_state, self)
        self.worker.progressed.connect(self._on_progressed)
        self.worker.finished.connect(self.answered)
        self.worker.failed.connect(self.failed)

    def ask(self, picture: Picture) -> None:
        answer = self._answering(picture)

        def work(cancel: CancelToken, report: Report) -> Hits:
            known = self.ahead.take(picture.path, cancel)
            if known is None:
                return answer(cancel, report)
            report(known.query)
            return known

        self.worker.start(work)

    def look_ahead(self, pictures: Sequence[Picture]) -> None:
        """They hang over the window: one alone is searched before it is let go, unless that would have to wait."""
        spec, path = self._library_spec(), pictures[0].path if len(pictures) == 1 else None
        if path is not None and spec is not None and self._embedders.has(spec):
            self.ahead.begin(path, self._answering(pictures[0]))

    def close(self, wait_ms: int) -> bool:
        left_ms = deadline(wait_ms)
        return all([worker.close(left_ms()) for worker in (self.ahead.worker, self.worker)])

    def _answering(self, picture: Picture) -> Callable[[CancelToken, Report], Hits]:
        library, embedders, chosen = self._library, self._embedders, self._spec()

        def answer(cancel: CancelToken, report: Report) -> Hits:
            hits = _answer(library, embedders, chosen, picture, cancel, report)
            if not cancel.cancelled:
                # while the window lays them out, those that it shows first are read already
                self._thumbnails.want([(hit.picture_hash, present_path(hit)) for hit in hits.hits[:FIRST]])
            return hits

        return answer

    def _library_spec(self) -> EmbedderSpec | None:
        record = self._library.embedder()
        return None if record is None else self._spec() or spec_of(record)

    def _library_state(self) -> object:
        """What an answer depends on besides its picture."""
        return self._library.snapshot().generation, self._library_spec(), self._library.history.newest()

    def _on_progressed(self, news: object) -> None:
        if isinstance(news, Waiting):
            self.waiting.emit(news.query)
        else:
            self.decoded.emit(news)


def _answer(
    library: Library,
    embedders: Embedders,
    chosen: EmbedderSpec | None,
    picture: Picture,
    cancel: CancelToken,
    report: Report,
) -> Hits:
    record = library.embedder()
    input_px = record.description["input_px"] if record else INPUT_PX
    query = read_query(picture.name, picture.path, picture.data, input_px)
    report(query)
    cancel.check()
    if record is not None and not embedders.has(chosen or spec_of(record)):
        report(Waiting(query))
        library.snapshot()  # opened meanwhile
    embedder = embedder_of(library, embedders, chosen, cancel)
    found = search(library, query, embedder, k=K, cancel=cancel)
    return replace(found, hits=tuple(map(own_first, found.hits)))


def present_path(hit: Hit) -> bytes | None:
    """Of a file that is there."""
    return next((file.path for file in hit.files if file.state == "present"), None)


def embedder_of(
    library: Library, embedders: Embedders, chosen: EmbedderSpec | None, cancel: CancelToken
) -> Embedder | None:
    """In a worker's thread: the one that was chosen, else the library's; None: it has none yet. Waits for it."""
    record = library.embedder()
    return None if record is None else embedders.get(chosen or spec_of(record), cancel)
