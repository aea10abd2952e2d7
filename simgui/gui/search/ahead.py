"""A picture that hangs over the window is searched already: who lets it go there finds its answer."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject

from simgui.core.errors import SimguiError
from simgui.core.progress import CancelToken
from simgui.core.search import Hits
from simgui.gui.background import Report, Worker

# a larger picture is not read for a drop that may not come
LARGEST_BYTES = 40 << 20


@dataclass
class _Begun:
    """One search, waited for by the thread that needs its answer. `state`: the file and the library it is about."""

    path: bytes
    started: bool = False
    done: threading.Event = field(default_factory=threading.Event)
    state: object = None
    hits: Hits | None = None


class Ahead(QObject):
    """At most one picture; nothing of it is told to anybody before it is asked for."""

    def __init__(self, library_state: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self.worker = Worker("search ahead", self)
        self._library_state = library_state
        self._begun: _Begun | None = None

    def begin(self, path: bytes, answer: Callable[[CancelToken, Report], Hits]) -> None:
        begun = self._begun = _Begun(path)

        def work(cancel: CancelToken, report: Report) -> None:
            begun.started = True
            try:
                if os.path.getsize(path) <= LARGEST_BYTES:
                    begun.state = self._state(path)
                    begun.hits = answer(cancel, report)
            except (OSError, SimguiError):
                pass  # whoever drops it is told
            finally:
                begun.done.set()

        self.worker.start(work)

    def drop(self) -> None:
        """It was not let go here."""
        self._begun = None
        self.worker.drop()

    def take(self, path: bytes | None, cancel: CancelToken) -> Hits | None:
        """In another thread: the answer, waited for; None when it was not asked, is no longer true, or still stands
        behind another picture's, which may be on a drive that does not answer.
        """
        begun = self._begun
        if begun is None or begun.path != path:
            return None
        self._begun = None
        if not begun.started:
            return None
        while not begun.done.wait(0.01):
            cancel.check()
        try:
            now = self._state(begun.path)
        except OSError:  # gone since: who searches it says so, or has its content in hand
            return None
        if begun.hits is None or begun.state != now:
            return None
        return replace(begun.hits, timing=replace(begun.hits.timing, ahead=True))

    def _state(self, path: bytes) -> object:
        found = os.stat(path)
        return found.st_ino, found.st_size, found.st_mtime_ns, self._library_state()
