"""Thumbnails for whatever shows pictures: read and decoded in a pool, kept in a bounded cache.

Workers hand over a QImage with the picture's hash; the QPixmap is made on the GUI thread. What is seen is
asked for anew at each paint, so rows that were scrolled away are not waited for.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QObject,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPixmap

from simgui.core import decode
from simgui.core.errors import ImageError, SimguiError
from simgui.core.formats import sniff
from simgui.core.library import Library
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.newest_first import NewestFirst

CACHE_BYTES = 96 << 20
BATCH = 6
TOGETHER_S = 0.02  # what comes within it is painted at once

# picture hash, a file to make it from
Wanted = tuple[bytes, bytes | None]
# picture hash, the size that it was asked for in, the picture or why there is none
Loaded = tuple[bytes, int, QImage | str]

log = logging.getLogger(__name__)


def read_image(data: bytes, box: QSize | None = None) -> QImage:
    """A picture from its bytes, as large as fits in `box` (device pixels), never enlarged."""
    with reading(data) as reader:
        size = reader.size()
        if (
            box is not None
            and size.isValid()
            and (size.width() > box.width() or size.height() > box.height())
        ):
            scaled = size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio)
            reader.setScaledSize(scaled.expandedTo(QSize(1, 1)))
        return reader.read()


@contextmanager
def reading(data: bytes) -> Iterator[QImageReader]:
    """Qt's reader of a picture's bytes, told what they are.

    PySide keeps Python's lock while Qt tries one format after the other, and its SVG then waits for Qt's lock of
    connections: the window stands still for ever where it holds that one and waits for Python's.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    name = sniff(data)[1].lower().encode()
    if name in QImageReader.supportedImageFormats():
        reader.setAutoDetectImageFormat(False)
        reader.setFormat(name)
    yield reader


def place_in(well: QRectF, pixmap: QPixmap) -> QRectF:
    """Where a picture stands whole in its well: in the middle, smaller where it must be, never enlarged."""
    size = pixmap.deviceIndependentSize()
    if size.width() > well.width() or size.height() > well.height():
        size.scale(well.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(0, 0, max(size.width(), 1), max(size.height(), 1))
    place.moveCenter(well.center())
    # whole pixels: a picture of the right size is copied, not resampled
    place.moveTo(round(place.left()), round(place.top()))
    return place


def paint_filling(
    painter: QPainter,
    place: QRectF,
    pixmap: QPixmap | None,
    radius: int,
    opacity: float,
    icon: str = "image",
    icon_px: int = 15,
) -> None:
    """A picture that fills its rounded place, as those under 64 px may: the largest part that has the place's form.

    `icon`: what stands there while there is no picture.
    """
    shape = QPainterPath()
    shape.addRoundedRect(place, radius, radius)
    painter.fillPath(shape, theme.color("well"))
    if pixmap is None:
        inside = QRectF(0, 0, icon_px, icon_px)
        inside.moveCenter(place.center())
        icons.draw(painter, icon, inside, theme.tokens().edge)
        return
    size = place.size().scaled(pixmap.size().toSizeF(), Qt.AspectRatioMode.KeepAspectRatio)
    part = QRectF(QPointF(0, 0), size)
    part.moveCenter(QRectF(pixmap.rect()).center())
    painter.save()
    painter.setClipPath(shape)
    painter.setOpacity(opacity)
    painter.drawPixmap(place, pixmap, part)
    painter.restore()


class Thumbnails(QObject):
    """Pixmaps by picture hash. `ready` says which one came; `failed` that a picture cannot be had."""

    ready = Signal(bytes)
    failed = Signal(bytes)
    _loaded = Signal(object)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._pool: NewestFirst[Wanted, bytes] = NewestFirst(lambda wanted: wanted[0], BATCH, self)
        self._box, self._scale = QSize(200, 150), 1.0
        # counts changes of size: a picture of an old one is shown until that of the new one is there, unless it
        # is for another scale of the screen (older than `_oldest`)
        self._size = self._oldest = 0
        self._cache: OrderedDict[bytes, tuple[QPixmap, int]] = (
            OrderedDict()
        )  # with the size that it was made for
        self._cache_bytes = 0
        self._missing: dict[bytes, str] = {}  # why: 'offline' or a code of the core's
        self._loaded.connect(self._on_loaded, Qt.ConnectionType.QueuedConnection)

    # the GUI thread

    def set_box(self, box: QSize, scale: float) -> None:
        """The place for a picture, in logical pixels, and the screen's scale."""
        wanted = box * scale
        if wanted == self._box and scale == self._scale:
            return
        self._box, self._size = wanted, self._size + 1
        if scale != self._scale:
            self._scale, self._oldest = scale, self._size
            self._cache.clear()
            self._cache_bytes = 0

    def get(self, picture: bytes) -> QPixmap | None:
        """The picture, of the present size or of an old one; whether it is to be asked for tells lacks()."""
        found = self._cache.get(picture)
        if found is None:
            return None
        self._cache.move_to_end(picture)
        return found[0]

    def lacks(self, picture: bytes) -> bool:
        """Whether it is not there in the present size, though it may be had."""
        found = self._cache.get(picture)
        return (found is None or found[1] != self._size) and picture not in self._missing

    def is_missing(self, picture: bytes) -> bool:
        return picture in self._missing

    def why_missing(self, picture: bytes) -> str | None:
        """'offline', or the core's code for why no file of it could be read; None: it is not missing."""
        return self._missing.get(picture)

    def forget_missing(self) -> None:
        """Try again what could not be had: it may have been indexed since."""
        self._missing.clear()

    def want(self, pictures: Sequence[Wanted]) -> None:
        """Load these, in this order, instead of what waits still.

        From any thread: the search asks for its first hits before the window does.
        """
        self._pool.want((wanted for wanted in pictures if self.lacks(wanted[0])), self._load)

    def close(self, wait_ms: int) -> bool:
        return self._pool.close(wait_ms)

    @Slot(object)
    def _on_loaded(self, loaded: Sequence[Loaded]) -> None:
        for picture, size, image in loaded:
            self._pool.arrived(picture)
            if self._pool.closed:
                return
            if isinstance(image, str):
                self._missing[picture] = image
                self.failed.emit(picture)
                continue
            if size >= self._oldest:
                self._keep(picture, QPixmap.fromImage(image), size)
            # whoever shows it paints again, and so asks for the new size where this is an old one
            self.ready.emit(picture)

    def _keep(self, picture: bytes, pixmap: QPixmap, size: int) -> None:
        pixmap.setDevicePixelRatio(self._scale)
        if picture in self._cache:
            self._cache_bytes -= _bytes(self._cache.pop(picture)[0])
        self._cache[picture] = pixmap, size
        self._cache_bytes += _bytes(pixmap)
        while self._cache_bytes > CACHE_BYTES and len(self._cache) > 1:
            _, (oldest, _) = self._cache.popitem(last=False)
            self._cache_bytes -= _bytes(oldest)

    # the pool

    def _load(self, part: list[Wanted]) -> None:
        size, box = self._size, QSize(self._box)
        found = stored(self._library, [picture for picture, _ in part])
        loaded: list[Loaded] = []
        told_s = time.perf_counter()
        for picture, path in part:
            if self._pool.closed:
                return
            # one that must be made from its file may take long: nothing waits for it
            if loaded and (picture not in found or time.perf_counter() - told_s > TOGETHER_S):
                self._loaded.emit(loaded)
                loaded, told_s = [], time.perf_counter()
            loaded.append((picture, size, _image(found.get(picture), path, box)))
        self._loaded.emit(loaded)


def stored(library: Library, pictures: list[bytes]) -> dict[bytes, bytes]:
    """The thumbnails' bytes by picture hash, of those that are kept. In a thread; raises nothing."""
    try:
        return library.thumbnails.get_many(pictures)
    except SimguiError:
        pass
    except Exception as error:
        log.error("stored thumbnails could not be read", exc_info=error)
    return {}  # only a cache: the files themselves are still there


def _image(data: bytes | None, path: bytes | None, box: QSize) -> QImage | str:
    """The picture, or the code for why it cannot be had."""
    try:
        image = read_image(data or _made_from(path), box)
    except SimguiError as error:
        return error.code
    except Exception as error:  # a bug of ours: it must not end the thread, and all other thumbnails with it
        log.error("a thumbnail could not be made", exc_info=error)
        return "corrupt"
    return "corrupt" if image.isNull() else image


def _made_from(path: bytes | None) -> bytes:
    """A thumbnail from the file itself, where the cache has lost it. Raises ImageError."""
    if path is None:
        raise ImageError("offline")
    return decode.decode_file(path).thumbnail


def _bytes(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
