"""The pictures read larger than a thumbnail, and compared with the first, away from the GUI thread."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from simgui.core import decode
from simgui.core.errors import ImageError, SimguiError
from simgui.core.library import Library
from simgui.core.progress import CancelToken
from simgui.gui.background import Failure, Report, Worker
from simgui.gui.widgets.thumbnails import read_image

if TYPE_CHECKING:  # OpenCV is loaded in the worker's thread, when it is first needed
    from simgui.core.alignment import Pixels, Sight
    from simgui.core.compare import Comparison

SHOWN_PX = 1600
LEAST_LEVEL_PX = 500
RAMP_STEP = 17  # 255 is 15 times that
REMEMBERED = 6  # pictures that were read last: four are shown, and one steps on and back


@dataclass(frozen=True)
class Side:
    """A picture that is compared, as it is known before anything of it is read.

    paths: its files, the one that is asked first first; data: what was handed over in place of a file; thumbnail:
    the one at hand, else the library's. offline: none of its files is there now.
    """

    name: str
    picture_hash: bytes
    width_px: int
    height_px: int
    format: str
    size_bytes: int
    date: str
    folder: str
    paths: tuple[bytes, ...] = ()
    data: bytes | None = None
    thumbnail: bytes | None = None
    offline: bool = False
    taken: bool = False  # the date is the camera's


@dataclass(frozen=True)
class Loaded:
    """What came of one side. levels: the picture and its halves, none where nothing could be had.

    missing: why the file itself could not be read; then the levels are of its thumbnail.
    """

    levels: tuple[QImage, ...]
    sight: Sight | None
    quality: int | None = None
    camera: str = ""
    missing: SimguiError | None = None


@dataclass(frozen=True)
class Compared:
    """side: that of B. difference: on A's frame, where the one lies in the other; ramp: its colours, from nothing to
    all; ms: of the comparison alone, None where it was known already.
    """

    side: Side
    a: Loaded
    b: Loaded
    comparison: Comparison | None
    difference: QImage | None
    ms: float | None
    ramp: tuple[str, ...] = ()


class Loading(QObject):
    """One A with its others, one after the other: newer ones stop the older, whose results are never shown."""

    compared = Signal(object)
    bug = Signal(str)

    def __init__(self, library: Library, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._known: OrderedDict[Side, Loaded] = OrderedDict()  # the worker's thread alone looks at it
        self.worker = Worker("compare", self)
        self.worker.progressed.connect(self.compared)
        self.worker.failed.connect(self._on_failed)

    def start(self, a: Side, others: Sequence[Side]) -> None:
        """`compared` comes once for each of the others, in their order."""

        def work(cancel: CancelToken, report: Report) -> None:
            from simgui.core.closer import store_comparison, stored_comparison

            loaded_a = self._load(a)
            new = []
            try:
                for b in others:
                    cancel.check()
                    loaded_b = self._load(b)
                    cancel.check()
                    known = stored_comparison(self._library, a.picture_hash, b.picture_hash)
                    found = _compared(b, loaded_a, loaded_b, known)
                    report(found)
                    if found.comparison is not None and known is None:
                        new.append((b.picture_hash, found.comparison))
            finally:
                # what there is is on the screen by then: a write may have to wait
                for picture_hash, comparison in new:
                    store_comparison(self._library, a.picture_hash, picture_hash, comparison)

        self.worker.start(work)

    def _on_failed(self, failure: Failure) -> None:
        self.bug.emit(failure.details)

    def _load(self, side: Side) -> Loaded:
        known = self._known.get(side)
        if known is not None:
            self._known.move_to_end(side)
            return known
        stored = side.thumbnail or self._stored(side.picture_hash)
        loaded = _read(side, stored)
        if loaded.missing is None:  # what is missing may be there when it is asked for again
            self._known[side] = loaded
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return loaded

    def _stored(self, picture_hash: bytes) -> bytes | None:
        try:
            return self._library.thumbnails.get_many([picture_hash]).get(picture_hash)
        except SimguiError:
            return None  # only a cache


def _read(side: Side, stored: bytes | None) -> Loaded:
    try:
        decoded = _decoded(side)
    except ImageError as error:
        image = read_image(stored) if stored else QImage()
        return Loaded(_levels(image), _sight(side, stored), missing=error)
    quality = decoded.measures.get("jpeg_quality")
    return Loaded(
        _levels(read_image(decoded.thumbnail)),
        _sight(side, stored or decoded.thumbnail),
        None if quality is None else round(quality),
        decoded.camera or "",
    )


def _decoded(side: Side) -> decode.Decoded:
    """From what was handed over, or from the first of its files that can be read. Raises the first one's ImageError."""
    if side.data is not None:
        raw = bool(side.paths) and decode.is_raw(side.paths[0])
        return decode.decode(side.data, thumbnail_px=SHOWN_PX, tolerate_truncated=True, raw=raw)
    failed = ImageError("offline")
    for number, path in enumerate(side.paths):
        try:
            return decode.decode_file(path, SHOWN_PX)
        except ImageError as error:
            failed = failed if number else error
    raise failed


def _levels(image: QImage) -> tuple[QImage, ...]:
    """Each half as large as the one before: one that is made much smaller while it is painted would flicker."""
    found = [] if image.isNull() else [image.convertToFormat(QImage.Format.Format_RGB32)]
    while found and max(found[-1].width(), found[-1].height()) >= 2 * LEAST_LEVEL_PX:
        half = found[-1].size() * 0.5
        smooth = Qt.TransformationMode.SmoothTransformation
        found.append(found[-1].scaled(half, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
    return tuple(found)


def _sight(side: Side, thumbnail: bytes | None) -> Sight | None:
    from simgui.core.alignment import Sight

    if thumbnail is None:
        return None
    try:
        return Sight.of(thumbnail, side.width_px, side.height_px, picture_hash=side.picture_hash)
    except OSError:
        return None


def _compared(side: Side, a: Loaded, b: Loaded, known: Comparison | None) -> Compared:
    from simgui.core.compare import compare, ramp

    found, ms = known, None
    if found is None:
        if a.sight is None or b.sight is None:
            return Compared(side, a, b, None, None, None)
        began_s = time.perf_counter()
        found = compare(a.sight, b.sight)
        ms = (time.perf_counter() - began_s) * 1e3
    if found.transform is None or not a.levels or not b.levels:
        return Compared(side, a, b, found, None, ms)
    colours = tuple("#{:02x}{:02x}{:02x}".format(*colour) for colour in ramp()[::RAMP_STEP])
    seen = _difference(a.levels[0], b.levels[0], found.transform)
    return Compared(side, a, b, found, seen, ms, colours)


def _difference(a: QImage, b: QImage, transform: tuple[float, ...]) -> QImage:
    from simgui.core.compare import difference, ramp

    levels, inside = difference(_grey(a), _grey(b), transform)
    colours = np.zeros((*levels.shape, 4), np.uint8)
    colours[..., :3] = ramp()[levels]
    colours[..., 3] = 255
    colours[~inside] = 0
    height, width = levels.shape
    made = QImage(colours.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888)
    return made.copy()  # of its own: Python's bytes go away


def _grey(image: QImage) -> Pixels:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows: npt.NDArray[np.uint8] = np.frombuffer(grey.constBits(), np.uint8)
    return rows.reshape(grey.height(), grey.bytesPerLine())[:, : grey.width()].copy()
