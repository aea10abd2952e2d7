"""Pictures for the panes: first the stored thumbnail, then the file itself, made as large as the pane is.

Both are read in a pool. What is wanted is told as a list, the first first: it takes the place of what waits still, so
that the next group is decoded ahead only while nothing of the present one is missing.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from simgui.core import decode
from simgui.core.errors import SimguiError
from simgui.core.library import Library
from simgui.gui.widgets.newest_first import NewestFirst
from simgui.gui.widgets.thumbnails import read_image, stored

CACHE_BYTES = 128 << 20
STORED, WHOLE = 0, 1

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Wanted:
    """path: a file to read it from; None: there is none now, and the thumbnail is all there is."""

    picture_hash: bytes
    path: bytes | None


@dataclass(frozen=True)
class _Kept:
    """box: in device pixels; the pixmap was made to fit in it. why_missing: of the file itself."""

    pixmap: QPixmap
    step: int
    box: QSize
    why_missing: str | None = None


class Pictures(QObject):
    """`ready` says which one came, or came better."""

    ready = Signal(bytes)
    _loaded = Signal(object, int, object, object, object)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._pool: NewestFirst[tuple[Wanted, int], tuple[bytes, int]] = NewestFirst(
            lambda one: (one[0].picture_hash, one[1]), 1, self
        )
        self._box = QSize(544, 409)
        self._kept: OrderedDict[bytes, _Kept] = OrderedDict()
        self._loaded.connect(self._on_loaded, Qt.ConnectionType.QueuedConnection)

    def set_box(self, box: QSize, scale: float) -> None:
        """The pane, in logical pixels, and the screen's scale."""
        self._box = box * scale

    def get(self, picture_hash: bytes) -> QPixmap | None:
        kept = self._kept.get(picture_hash)
        if kept is None or kept.pixmap.isNull():
            return None
        self._kept.move_to_end(picture_hash)
        return kept.pixmap

    def why_missing(self, picture_hash: bytes) -> str | None:
        """'offline' or the core's code, where the file could not be read; what is shown then is its thumbnail."""
        kept = self._kept.get(picture_hash)
        return None if kept is None else kept.why_missing

    def is_whole(self, picture_hash: bytes) -> bool:
        """The file itself was read, or cannot be, for a pane of this size."""
        kept = self._kept.get(picture_hash)
        return kept is not None and kept.step == WHOLE and kept.box == self._box

    def want(self, pictures: Sequence[Wanted]) -> None:
        """Load these, in this order, instead of what waits still. The first two are in sight: their thumbnails come
        before anything is read whole."""
        steps = [
            (wanted, step)
            for part in (pictures[:2], pictures[2:])
            for step in (STORED, WHOLE)
            for wanted in part
            if self._lacks(wanted, step)
        ]
        self._pool.want(steps, self._load)

    def _lacks(self, wanted: Wanted, step: int) -> bool:
        kept = self._kept.get(wanted.picture_hash)
        return kept is None or (step == WHOLE and not self.is_whole(wanted.picture_hash))

    def forget_missing(self) -> None:
        """Try again what could not be read: files may have come back."""
        for picture in [picture for picture, kept in self._kept.items() if kept.why_missing]:
            del self._kept[picture]

    def close(self, wait_ms: int) -> bool:
        return self._pool.close(wait_ms)

    @Slot(object, int, object, object, object)
    def _on_loaded(self, picture: bytes, step: int, box: QSize, image: QImage, why: str | None) -> None:
        self._pool.arrived((picture, step))
        known = self._kept.get(picture)
        if self._pool.closed or (step == STORED and known is not None):
            return
        pixmap = QPixmap.fromImage(image)
        if pixmap.isNull() and known is not None:
            pixmap = known.pixmap  # its thumbnail, which stays
        self._kept[picture] = _Kept(pixmap, step, box, why)
        self._kept.move_to_end(picture)
        held = sum(map(_bytes, self._kept.values()))
        while held > CACHE_BYTES and len(self._kept) > 2:
            held -= _bytes(self._kept.popitem(last=False)[1])
        self.ready.emit(picture)

    # the pool

    def _load(self, part: list[tuple[Wanted, int]]) -> None:
        box = QSize(self._box)
        for wanted, step in part:
            image, why = self._stored(wanted, box) if step == STORED else _whole(wanted, box)
            self._loaded.emit(wanted.picture_hash, step, box, image, why)

    def _stored(self, wanted: Wanted, box: QSize) -> tuple[QImage, None]:
        data = stored(self._library, [wanted.picture_hash]).get(wanted.picture_hash)
        return (read_image(data, box) if data else QImage()), None


def _whole(wanted: Wanted, box: QSize) -> tuple[QImage, str | None]:
    """The picture, or why it cannot be had."""
    if wanted.path is None:
        return QImage(), "offline"
    try:
        decoded = decode.decode_file(wanted.path, max(box.width(), box.height(), 1))
    except SimguiError as error:
        return QImage(), error.code
    except Exception as error:  # a bug of ours: it must not end the thread, and all other pictures with it
        log.error("a picture could not be read", exc_info=error)
        return QImage(), "corrupt"
    return read_image(decoded.thumbnail, box), None


def _bytes(kept: _Kept) -> int:
    return kept.pixmap.width() * kept.pixmap.height() * 4
