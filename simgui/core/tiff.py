"""What a TIFF's tags say about its pixels, checked before libtiff is let loose: it complains on the terminal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from simgui.core.errors import ImageError
from simgui.core.limits import checked_bytes

_WIDTH, _HEIGHT, _BITS, _ORIENTATION = 256, 257, 258, 274
_STRIP_OFFSETS, _ROWS_PER_STRIP, _STRIP_BYTES = 273, 278, 279
_TILE_OFFSETS, _TILE_BYTES = 324, 325


def check(im: TiffImageFile, data: bytes) -> None:
    """ImageError "truncated" (fraction) when strips lie beyond the end of the file and the decoder cannot cope,
    "too_large" when one strip is, "unsupported" when Pillow's libtiff lacks the compression."""
    compression = im.info.get("compression")
    if compression == "webp":
        raise ImageError("unsupported", detail="TIFF compressed as WebP")
    if compression == "raw":
        return
    rows = _number(im, _ROWS_PER_STRIP) or im.height
    checked_bytes(*im.size, im.width * min(rows, im.height) * len(im.getbands()) + im.width * im.height)
    pieces = list(_pieces(im))
    whole = sum(offset + size <= len(data) for offset, size in pieces)
    if whole < len(pieces):
        raise ImageError("truncated", fraction=round(whole / len(pieces), 3))


def is_turned(im: TiffImageFile) -> bool:
    """Whether Pillow will turn the picture upright on loading, into a second copy."""
    return _number(im, _ORIENTATION) not in (None, 1)


def bits(im: TiffImageFile) -> int:
    """Real bits per sample: a 12-bit picture comes in a 16-bit mode."""
    return _number(im, _BITS) or 16


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
