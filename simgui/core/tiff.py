"""What a TIFF's tags say about its pixels, beyond what Pillow makes of them; and libtiff kept quiet."""

from __future__ import annotations

import ctypes
import hashlib
import io
from collections.abc import Iterator

import numpy as np
from PIL import Image, _imaging
from PIL.TiffImagePlugin import TiffImageFile

from simgui.core.errors import ImageError
from simgui.core.limits import checked_bytes

_WIDTH, _HEIGHT, _BITS, _ORIENTATION = 256, 257, 258, 274
_PHOTOMETRIC, _PLANAR, _SAMPLE_FORMAT = 262, 284, 339
_STRIP_OFFSETS, _ROWS_PER_STRIP, _STRIP_BYTES = 273, 278, 279
_TILE_OFFSETS, _TILE_BYTES = 324, 325


def keep_libtiff_quiet() -> None:
    """libtiff prints its findings on standard error, in the midst of progress bars; what matters of them reaches us
    as exceptions. Pillow has no switch for it, so the library that it loaded is asked, where it can be reached."""
    try:
        library = ctypes.CDLL(_imaging.__file__)  # a look-up through it reaches the libraries that it uses
        for switch in (library.TIFFSetErrorHandler, library.TIFFSetWarningHandler):
            switch.argtypes, switch.restype = [ctypes.c_void_p], ctypes.c_void_p
            switch(None)
    except (OSError, AttributeError, TypeError):
        pass  # linked in another way: then it keeps talking


def check(im: TiffImageFile) -> None:
    """ImageError "too_large" when a single strip is, "unsupported" when Pillow's libtiff lacks the compression."""
    compression = im.info.get("compression")
    if compression == "webp":
        raise ImageError("unsupported", detail="TIFF compressed as WebP")
    if compression == "raw" and _number(im, _PLANAR) == 2 and len(im.getbands()) > 1 and bits(im) > 8:
        raise ImageError(
            "unsupported", detail="TIFF with uncompressed planes of 16 bits"
        )  # Pillow mixes them up
    if im.mode == "I" and bits(im) == 32 and _number(im, _SAMPLE_FORMAT) in (None, 1):
        raise ImageError(
            "unsupported", detail="TIFF of unsigned 32-bit values"
        )  # Pillow takes them for signed
    if compression != "raw":  # libtiff unpacks strip by strip into a buffer of its own
        rows = min(_number(im, _ROWS_PER_STRIP) or im.height, im.height)
        checked_bytes(*im.size, im.width * rows * len(im.getbands()) + im.width * im.height)


def reaches_beyond(data: bytes) -> bool:
    """Whether strips or tiles lie beyond the end of the file: it was cut."""
    try:
        im = TiffImageFile(io.BytesIO(data))
        return any(offset + size > len(data) for offset, size in _pieces(im))
    except Exception:  # it cannot even be opened
        return False


def is_turned(im: TiffImageFile) -> bool:
    """Whether Pillow will turn the picture upright on loading, into a second copy."""
    return _number(im, _ORIENTATION) not in (None, 1)


def bits(im: TiffImageFile) -> int:
    """Real bits per sample: a 12-bit picture comes in a 16-bit mode."""
    return _number(im, _BITS) or 16


def black_is_zero(im: Image.Image) -> Image.Image:
    """A 16-bit grey TIFF in which 0 is white, the other way round; Pillow does that for 8 bits only."""
    if not isinstance(im, TiffImageFile) or not im.mode.startswith("I;16") or _number(im, _PHOTOMETRIC) != 0:
        return im
    return Image.fromarray(np.uint16((1 << bits(im)) - 1) - np.asarray(im, np.uint16))


def deep_digest(im: Image.Image, data: bytes) -> bytes:
    """sha256 of the coded pixels of a TIFF with 16 bits in several channels, else b"": Pillow gives the upper 8
    bits of such a picture only; without this, it would be taken for its 8-bit twin."""
    if not isinstance(im, TiffImageFile) or len(im.getbands()) == 1 or bits(im) <= 8:
        return b""
    digest = hashlib.sha256()
    for offset, size in _pieces(im):
        digest.update(memoryview(data)[offset : offset + size])
    return digest.digest()


def _pieces(im: TiffImageFile) -> Iterator[tuple[int, int]]:
    """(offset, size in bytes) of each strip or tile."""
    offsets = im.tag_v2.get(_STRIP_OFFSETS) or im.tag_v2.get(_TILE_OFFSETS) or ()
    sizes = im.tag_v2.get(_STRIP_BYTES) or im.tag_v2.get(_TILE_BYTES) or ()
    for offset, size in zip(_many(offsets), _many(sizes), strict=False):
        if isinstance(offset, int) and isinstance(size, int):
            yield offset, size


def _many(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _number(im: TiffImageFile, tag: int) -> int | None:
    value = _many(im.tag_v2.get(tag))[0:1]
    return value[0] if value and isinstance(value[0], int) else None
