"""The files of a hit, outside the window: its folder, the picture itself, and why they are not there now.

Disks sleep and network folders hang, so none of it is done in the GUI thread.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from simgui.core import decode
from simgui.core.errors import ImageError
from simgui.core.library import Library
from simgui.core.progress import CancelToken
from simgui.core.search import Hit
from simgui.gui import messages
from simgui.gui.background import Failure, Report, Worker
from simgui.gui.search.model import recorded
from simgui.gui.widgets import outside
from simgui.gui.widgets.thumbnails import read_image, reading

# called by this name so that Qt's tools find the texts
translate = QCoreApplication.translate

# a picture of a kind that Qt cannot read is handed over at most this large
SIDE_PX = 4096


Paths = list[bytes | None]


@dataclass(frozen=True)
class _Found:
    paths: Paths
    done: Callable[[Paths], object]


@dataclass(frozen=True)
class _Folder:
    path: bytes
    there: bool


@dataclass(frozen=True)
class _Picture:
    path: bytes
    image: QImage


@dataclass(frozen=True)
class Away:
    """A Root that is not there now, and how many Files of it wait for its return."""

    root: bytes
    files: int


class Files(QObject):
    """One thing at a time; a newer wish takes the place of an older one."""

    said = Signal(str)  # what was done, or why not
    offline = Signal(str)  # the sentence about the root on which the hit's files are
    bug = Signal(str)

    def __init__(self, library: Library, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._name = ""  # of the file that is wished for
        self._worker = Worker("files", self)
        self._worker.finished.connect(self._on_done)
        self._worker.failed.connect(self._on_failed)
        self._looking = Worker("offline", self)
        self._looking.finished.connect(self._on_looked)

    @property
    def busy(self) -> bool:
        return self._worker.busy

    def find(self, hits: Sequence[Hit], done: Callable[[Paths], object]) -> None:
        """`done` is called with one File of each hit that is there, or None; not if something newer is wished."""
        self._name = ""
        self._worker.start(lambda cancel, _report: _Found([_present(hit, cancel) for hit in hits], done))

    def open_folder(self, hit: Hit) -> None:
        """The folder of a hit, or why it is not there."""
        library, self._name = self._library, messages.shown_name(recorded(hit))
        self._worker.start(lambda cancel, _report: _folder_of(library, hit, cancel))

    def open_this(self, folder: bytes) -> None:
        self._name = ""
        self._worker.start(lambda _cancel, _report: _Folder(folder, os.path.isdir(folder)))

    def copy_paths(self, hits: Sequence[Hit]) -> None:
        """As they are recorded; no disk is asked."""
        self.said.emit(outside.copy_paths([recorded(hit) for hit in hits]))

    def copy_picture(self, hit: Hit) -> None:
        library, self._name = self._library, messages.shown_name(recorded(hit))

        def work(cancel: CancelToken, _report: Report) -> _Picture | Away:
            away = _away(library, hit)
            return away or _picture(_present(hit, cancel) or recorded(hit), cancel)

        self._worker.start(work)

    def ask_why_offline(self, hit: Hit) -> None:
        library = self._library
        self._looking.start(lambda _cancel, _report: _away(library, hit))

    def ask_no_longer(self) -> None:
        """Another hit is in hand: what is found out about the one before is not said under it."""
        self._looking.drop()

    def close(self, wait_ms: int) -> bool:
        for worker in (self._worker, self._looking):
            worker.drop()
        return self._worker.close(wait_ms // 2) & self._looking.close(wait_ms // 2)

    def _on_done(self, result: object) -> None:
        if isinstance(result, Away):
            self.said.emit(say_away(result))
        elif isinstance(result, _Found):
            result.done(result.paths)
        elif isinstance(result, _Picture):
            QGuiApplication.clipboard().setImage(result.image)
            text = self.tr("The picture of {name} is copied, {pixels}.")
            size = messages.pixels(result.image.width(), result.image.height())
            self.said.emit(text.format(name=messages.shown_name(result.path), pixels=size))
        elif isinstance(result, _Folder):
            why_not = outside.open_folder(result.path) if result.there else outside.not_there(result.path)
            if why_not:
                self.said.emit(why_not)

    def _on_failed(self, failure: Failure) -> None:
        if failure.error is None:
            self.bug.emit(failure.details)
        elif isinstance(failure.error, ImageError):
            self.said.emit(messages.say_query_error(failure.error, self._name))
        else:
            self.said.emit(messages.say_error(failure.error))

    def _on_looked(self, away: object) -> None:
        if isinstance(away, Away):
            self.offline.emit(say_away(away))


def say_away(away: Away) -> str:
    text = translate(
        "search", "{name} is offline. Its {n} files are kept and come back when it is connected."
    )
    if away.files == 1:
        text = translate("search", "{name} is offline. Its file is kept and comes back when it is connected.")
    return text.format(name=messages.shown_name(away.root), n=messages.number(away.files))


# in a worker's thread


def _present(hit: Hit, cancel: CancelToken) -> bytes | None:
    """One File of the hit that is there: the others hold the same picture."""
    cancel.check()
    paths = (file.path for file in hit.files if file.state == "present")
    return next((path for path in paths if os.path.isfile(path)), None)


def _away(library: Library, hit: Hit) -> Away | None:
    """The root that has gone with all of the hit's files; None when one of them is there."""
    if any(os.path.lexists(file.path) for file in hit.files):
        return None
    root = library.offline_root(hit.files[0].path)
    return None if root is None else Away(*root)


def _folder_of(library: Library, hit: Hit, cancel: CancelToken) -> _Folder | Away:
    path = _present(hit, cancel) or recorded(hit)
    folder = os.path.dirname(path)
    if os.path.isdir(folder):
        return _Folder(folder, True)
    away = _away(library, hit)
    if away is None:
        raise ImageError("vanished", path=path)
    return away


def _picture(path: bytes, cancel: CancelToken) -> _Picture:
    data = decode.read_file(path)
    cancel.check()
    image = read_whole(data)
    if image.isNull():
        raw = decode.is_raw(path)
        image = read_image(
            decode.decode(data, thumbnail_px=SIDE_PX, tolerate_truncated=True, raw=raw).thumbnail
        )
    return _Picture(path, image)


def read_whole(data: bytes) -> QImage:
    """The picture upright and in full; null when Qt cannot read it."""
    with reading(data) as reader:
        reader.setAutoTransform(True)
        return reader.read()
