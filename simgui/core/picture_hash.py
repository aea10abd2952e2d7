"""The picture hash: sha256 over what is seen. Files with the same picture hash are one Image.

JPEG: the coded stream without metadata (see `jpeg`). Everything else: the decoded upright pixels in one
canonical form, so that the container, the pixel mode and the compression make no difference. It is fed band by
band: no second copy of a large picture is ever made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

import numpy as np
from PIL import Image

from simgui.core.colour import DepthScale, depth_scale, is_deep, to_8_bit

_PIXELS_TAG = b"simgui picture hash 1, pixels\0"
_BYTES_TAG = b"simgui picture hash 1, bytes\0"
_BAND_PX = 1 << 21

# EXIF orientation -> what turns the stored picture upright
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def byte_hash(data: bytes) -> bytes:
    """sha256 of the file's bytes (32 bytes)."""
    return hashlib.sha256(data).digest()


def hash_of_bytes(data: bytes) -> bytes:
    """For what has several frames, and for camera RAW: the same picture only when the files are the same."""
    digest = hashlib.sha256(_BYTES_TAG)
    digest.update(data)
    return digest.digest()


def bands(im: Image.Image, orientation: int, rows: int | None = None) -> Iterator[Image.Image]:
    """The loaded picture as upright bands from top to bottom, each about 2 megapixels, or of `rows` rows."""
    width, height = im.size if orientation < 5 else im.size[::-1]
    rows = rows or max(1, _BAND_PX // width)
    turn = UPRIGHT.get(orientation)
    if turn is None and rows >= height:
        yield im
        return
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        band = im.crop(_stored_box(im.size, orientation, top, bottom))
        yield band if turn is None else band.transpose(turn)


def _stored_box(size: tuple[int, int], orientation: int, top: int, bottom: int) -> tuple[int, int, int, int]:
    """Where the upright rows top..bottom lie in the stored picture."""
    width, height = size
    if orientation in (3, 4):
        return 0, height - bottom, width, height - top
    if orientation in (5, 6):
        return top, 0, bottom, height
    if orientation in (7, 8):
        return width - bottom, 0, width - top, height
    return 0, top, width, bottom


def scale_of(im: Image.Image, bits: int) -> DepthScale:
    """How a picture's values become 8 bit; the range of I and F pictures is looked up band by band."""
    if im.mode not in ("I", "F"):
        return depth_scale(im.mode, bits, 0.0, 0.0) if is_deep(im.mode) else DepthScale()
    low, high = _range(im)
    return depth_scale(im.mode, bits, low, high)


def _range(im: Image.Image) -> tuple[float, float]:
    lows, highs = [], []
    for band in bands(im, 1):
        values = np.asarray(band)
        values = values[np.isfinite(values)]
        if values.size:
            lows.append(float(values.min()))
            highs.append(float(values.max()))
    return (min(lows), max(highs)) if lows else (0.0, 0.0)


def hash_of_pixels(
    im: Image.Image, *, orientation: int = 1, bits: int = 16, profile: bytes | None = None, deep: bytes = b""
) -> bytes:
    """Picture hash of a loaded picture that is not a JPEG (32 bytes).

    A grey picture and its RGB twin, a palette picture and its RGB twin, an opaque RGBA picture and its RGB twin
    hash alike, colour under alpha 0 does not count; 16-bit values count in full.
    bits: real bits per sample of an I;16 picture; profile: the ICC profile if it matters;
    deep: digest of what the file holds beyond the 8 bits that Pillow gives.
    """
    kind, canonical = _deep_form(im) if is_deep(im.mode) else _form_of(im)
    if kind == "16":
        kind = f"{bits if im.mode.startswith('I;16') else 16} bits"
    width, height = im.size if orientation < 5 else im.size[::-1]
    digest = hashlib.sha256(_PIXELS_TAG)
    digest.update(f"{kind} {width} {height}\0".encode())
    digest.update(deep)
    digest.update(profile or b"")
    for band in bands(im, orientation):
        digest.update(canonical(band))
    return digest.digest()


Canonical = Callable[[Image.Image], bytes]


def _deep_form(im: Image.Image) -> tuple[str, Canonical]:
    if im.mode.startswith("I;16"):
        return "16", lambda band: np.asarray(band).astype("<u2").tobytes()
    if im.mode == "I":
        low, high = _range(im)
        if low >= 0 and high <= 65535:
            return "16", lambda band: np.asarray(band).astype("<u2").tobytes()
        return "32", lambda band: np.asarray(band).astype("<i4").tobytes()
    return "float", lambda band: np.asarray(band).astype("<f4").tobytes()


def _form_of(im: Image.Image) -> tuple[str, Canonical]:
    """The simplest of L, RGB, RGBA (or CMYK, LAB) that holds the whole picture, and how a band becomes it."""
    as_is = DepthScale()

    def eight_bit(band: Image.Image) -> Image.Image:
        return to_8_bit(band, as_is)

    grey = opaque = True
    for band in bands(im, 1):
        band = eight_bit(band)
        if band.mode in ("L", "CMYK", "LAB"):
            mode = band.mode
            return mode, lambda band: eight_bit(band).tobytes()
        if band.mode == "RGBA" and band.getchannel("A").getextrema()[0] != 255:
            opaque = False
            break
        grey = grey and _is_grey(np.asarray(band))
        if not grey and band.mode == "RGB":
            break
    if not opaque:
        return "RGBA", lambda band: _without_hidden_colour(eight_bit(band))
    if grey:
        return "L", lambda band: eight_bit(band).getchannel(0).tobytes()
    return "RGB", lambda band: _rgb(eight_bit(band)).tobytes()


def _rgb(im: Image.Image) -> Image.Image:
    return im if im.mode == "RGB" else im.convert("RGB")


def _is_grey(pixels: np.ndarray) -> bool:
    sample = pixels[:: max(1, len(pixels) // 8)]
    for part in (sample, pixels):  # a few rows settle it for nearly every photograph
        red, green, blue = part[..., 0], part[..., 1], part[..., 2]
        if not (np.array_equal(red, green) and np.array_equal(red, blue)):
            return False
    return True


def _without_hidden_colour(im: Image.Image) -> bytes:
    pixels = np.array(im)
    pixels[pixels[..., 3] == 0] = 0
    return pixels.tobytes()
