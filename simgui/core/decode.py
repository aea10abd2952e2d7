"""One read, one decode of a picture: its hash, the network's pixels, a thumbnail, measures.

Pure functions over bytes, safe from any number of threads. Whatever a decoder raises becomes an ImageError; odd
metadata never costs a picture whose pixels are sound. Memory is bounded: by the size that the header claims,
before anything is allocated, and by one budget that all threads share.
"""

from __future__ import annotations

import errno
import io
import logging
import os
import stat
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import pillow_heif
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    Jpeg2KImagePlugin,
    PngImagePlugin,
    PpmImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from simgui.core import formats
from simgui.core.colour import DepthScale, colour_space, is_deep, profile_that_matters, to_8_bit, to_shown
from simgui.core.damage import ALMOST_ALL, Readable, open_jpeg, read_cut, read_cut_jpeg
from simgui.core.errors import ImageError
from simgui.core.exif import NO_EXIF, Exif, read_exif
from simgui.core.formats import EXTENSIONS, RAW_EXTENSIONS, needs_extra
from simgui.core.jpeg import JpegStream, parse_jpeg
from simgui.core.picture_hash import (
    UPRIGHT,
    bands,
    byte_hash,
    hash_of_bytes,
    hash_of_pixels,
    picture_hash_of_stream,
    scale_of,
)

__all__ = [
    "EXTENSIONS",
    "MEASURES_VERSION",
    "RAW_EXTENSIONS",
    "Decoded",
    "byte_hash",
    "decode",
    "needs_extra",
    "picture_hash_of_stream",
    "read_file",
]

MEASURES_VERSION = 1
LIMIT_MEGAPIXELS = 500
MEMORY_LIMIT_BYTES = 480 << 20
FILE_LIMIT_BYTES = 512 << 20

# Set once, here: the limits are ours and are checked before anything is allocated.
Image.MAX_IMAGE_PIXELS = None
# Pillow's remarks on odd tags are no news to the person, and the log of its TIFF reader goes to the terminal.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
logging.getLogger("PIL").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one picture came to. Sizes are upright (after orientation) and of the full picture.

    picture_hash: 32 bytes. pixels: uint8 (input_px, input_px, 3) sRGB, the whole picture squashed to the square,
    transparency over grey 128. thumbnail: JPEG bytes. date: ISO 8601 without zone. measures: "flat" (almost one
    colour), "tiny" (shorter side under 16 px), "spread" (standard deviation in grey levels of the pixels),
    "texture" (mean absolute Laplacian of the pixels; a smooth gradient has hardly any), "detail" (variance of
    the Laplacian of the thumbnail), for JPEG "jpeg_quality" (1..100, estimated).
    """

    picture_hash: bytes
    pixels: np.ndarray
    thumbnail: bytes
    width_px: int
    height_px: int
    format: str
    date: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    camera: str | None = None
    measures: dict[str, float | bool] = field(default_factory=dict)
    readable_fraction: float | None = None


@dataclass(frozen=True, slots=True)
class _Wish:
    input_px: int
    thumbnail_px: int
    tolerate_truncated: bool

    def thumbnail_size(self, width: int, height: int) -> tuple[int, int]:
        scale = min(1.0, self.thumbnail_px / max(width, height))
        return max(1, round(width * scale)), max(1, round(height * scale))

    def need(self, width: int, height: int) -> tuple[int, int]:
        """The size that a scaled decode must cover so that neither thumbnail nor pixels lose anything."""
        across, down = self.thumbnail_size(width, height)
        return max(across, self.input_px), max(down, self.input_px)


def decode(
    data: bytes,
    *,
    input_px: int = 224,
    thumbnail_px: int = 512,
    tolerate_truncated: bool = False,
    raw: bool | str = False,
) -> Decoded:
    """The picture in `data`; its content decides what it is. raw: the file's name says camera RAW (True, or
    the extension without dot, which then is in the format), as most RAW files look like TIFF.

    Raises ImageError: empty, truncated, not_an_image, corrupt, too_large, unsupported, needs_extra.
    With `tolerate_truncated` a cut picture comes from its readable part, with `readable_fraction` set.
    """
    if not data:
        raise ImageError("empty")
    kind, name = formats.sniff(data)
    wish = _Wish(input_px, thumbnail_px, tolerate_truncated)
    try:
        if name == "RAW" or (raw and (name == "TIFF" or kind != "picture")):
            return _decode_raw(data, wish, raw if isinstance(raw, str) else None)
        if kind == "other":
            raise ImageError("not_an_image", holds=name)
        if kind == "unsupported":
            raise ImageError("unsupported", detail=name)
        if name == "JPEG":
            return _decode_jpeg(data, wish)
        return _decode_other(data, name, wish)
    except ImageError:
        raise
    except MemoryError as error:
        raise ImageError("corrupt", detail="more memory needed than there is") from error
    except Exception as error:  # decoders meet hostile bytes: any type may come out of them
        raise _as_image_error(error, data, name, None) from error


# ---------------------------------------------------------------- reading


def read_file(path: bytes | str) -> bytes:
    """The bytes of a regular file; a pipe or a device is never waited for.

    Raises ImageError with path: empty, permission_denied, vanished, not_regular, io_error (detail),
    unsupported (over 512 MiB).
    """
    name = os.fsencode(path)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(path, flags), "rb", buffering=0) as file:
            info = os.fstat(file.fileno())
            if not stat.S_ISREG(info.st_mode):
                raise ImageError("not_regular", path=name)
            if info.st_size > FILE_LIMIT_BYTES:
                raise ImageError("unsupported", path=name, detail=f"file of {info.st_size >> 20} MiB")
            data = file.readall()
    except OSError as error:
        raise _read_error(error, name) from error
    if not data:
        raise ImageError("empty", path=name)
    return data


def _read_error(error: OSError, path: bytes) -> ImageError:
    if isinstance(error, FileNotFoundError):
        return ImageError("vanished", path=path)
    if error.errno in (errno.ENXIO, errno.EISDIR, errno.ENODEV):  # a socket, a folder
        return ImageError("not_regular", path=path)
    if isinstance(error, PermissionError):
        # Windows refuses to open a folder so
        return ImageError("not_regular" if os.path.isdir(path) else "permission_denied", path=path)
    return ImageError("io_error", path=path, detail=error.strerror or str(error))


# ---------------------------------------------------------------- memory


class _MemoryBudget:
    """What all threads may hold together. Who comes first is served first, so a large picture does get its turn."""

    def __init__(self, total_bytes: int) -> None:
        self._total = self._free = total_bytes
        self._changed = threading.Condition()
        self._turnstile = threading.Lock()

    @contextmanager
    def hold(self, needed_bytes: int) -> Iterator[None]:
        needed = min(needed_bytes, self._total)
        with self._turnstile, self._changed:
            self._changed.wait_for(lambda: self._free >= needed)
            self._free -= needed
        try:
            yield
        finally:
            with self._changed:
                self._free += needed
                self._changed.notify_all()


_budget = _MemoryBudget(MEMORY_LIMIT_BYTES)

# Peak memory of opening and loading, measured, in bytes per pixel; for the others the pixel mode decides.
_PEAK_BYTES_PER_PX = {"WEBP": 17, "AVIF": 14, "HEIF": 12, "JPEG2000": 20, "JXL": 16}


def _bytes_per_px(mode: str) -> int:
    if mode in ("1", "L", "P"):
        return 1
    return 2 if mode.startswith("I;16") else 4


def _checked_size(width: int, height: int, needed_bytes: int) -> int:
    """`needed_bytes`, when pixels and memory keep within the limits; else ImageError "too_large"."""
    megapixels = width * height / 1e6
    if megapixels <= LIMIT_MEGAPIXELS and needed_bytes <= MEMORY_LIMIT_BYTES:
        return needed_bytes
    limit = min(LIMIT_MEGAPIXELS, megapixels * MEMORY_LIMIT_BYTES / max(needed_bytes, 1))
    raise ImageError(
        "too_large",
        width_px=width,
        height_px=height,
        megapixels=round(megapixels, 1),
        limit_megapixels=int(limit),
    )


# ---------------------------------------------------------------- JPEG

_SMALL_STREAM_BYTES = 60_000
_MOST_SCAN_MEGAPIXELS = 5000  # scans times megapixels: a few bytes can ask for minutes of work


def _decode_jpeg(data: bytes, wish: _Wish) -> Decoded:
    stream = parse_jpeg(data)
    if stream.bits != 8 or stream.components not in (1, 3, 4):
        detail = f"JPEG of {stream.components} channels of {stream.bits} bits"
        raise ImageError("unsupported", detail=detail)
    orientation = stream.exif.orientation
    stored = (stream.width_px, stream.height_px)
    width, height = stored if orientation < 5 else stored[::-1]
    need = wish.need(*stored)
    shrink = max(1, min(8, stored[0] // need[0], stored[1] // need[1]))
    pixel_bytes = 4 * stored[0] * stored[1] // (4 if shrink < 4 else 16) if shrink > 1 else 4 * stored[0] * stored[1]
    needed = _checked_size(width, height, pixel_bytes + stream.coefficient_bytes)
    if stream.several_scans and stream.scans * width * height > _MOST_SCAN_MEGAPIXELS * 1_000_000:
        raise ImageError("unsupported", detail=f"JPEG of {stream.scans} scans")
    with _budget.hold(needed):
        fraction = None
        if stream.complete:
            reduced = open_jpeg(stream, need)
        else:
            part = read_cut_jpeg(stream, need)
            reduced, fraction = part.im, _accepted(part, wish)
        return _finish(
            _Loaded(reduced, width, height, "JPEG", orientation, stream.profile(), stream.exif, fraction),
            wish,
            picture_hash=stream.picture_hash(),
            ready_thumbnail=_stream_as_thumbnail(stream, wish),
            quality=stream.quality,
        )


def _stream_as_thumbnail(stream: JpegStream, wish: _Wish) -> bytes | None:
    """A small plain JPEG is its own thumbnail: encoding it again would cost time and quality."""
    simple = stream.complete and stream.exif.orientation == 1 and stream.components in (1, 3)
    small = max(stream.width_px, stream.height_px) <= wish.thumbnail_px
    if not (simple and small and stream.transform == (stream.components == 3)) or stream.profile() is not None:
        return None
    plain = stream.plain()
    return plain if len(plain) < _SMALL_STREAM_BYTES else None


def _accepted(part: Readable, wish: _Wish) -> float | None:
    """The fraction to report of a picture that is not whole; ImageError when that was not asked for."""
    if part.fraction >= ALMOST_ALL:
        return round(part.fraction, 3) if wish.tolerate_truncated and part.fraction < 1 else None
    if not wish.tolerate_truncated:
        raise ImageError("truncated", fraction=round(part.fraction, 3))
    return round(part.fraction, 3)


# ---------------------------------------------------------------- the other formats

_OPENERS: dict[str, Callable[[io.BytesIO], ImageFile.ImageFile]] = {
    "PNG": PngImagePlugin.PngImageFile,
    "WEBP": WebPImagePlugin.WebPImageFile,
    "GIF": GifImagePlugin.GifImageFile,
    "BMP": BmpImagePlugin.BmpImageFile,
    "TIFF": TiffImagePlugin.TiffImageFile,
    "AVIF": AvifImagePlugin.AvifImageFile,
    "HEIF": pillow_heif.HeifImageFile,
    "JPEG2000": Jpeg2KImagePlugin.Jpeg2KImageFile,
    "PPM": PpmImagePlugin.PpmImageFile,
}


def _open(data: bytes, name: str) -> ImageFile.ImageFile:
    """Opened, not loaded, its size checked. Raises ImageError, and whatever Pillow raises."""
    claimed = formats.header_size(data, name)
    if claimed is not None:
        _checked_size(*claimed, claimed[0] * claimed[1] * _PEAK_BYTES_PER_PX[name])
    im = _OPENERS[name](io.BytesIO(data))
    _checked_size(*im.size, _needed_bytes(im, name))
    if isinstance(im, TiffImagePlugin.TiffImageFile):
        _check_tiff(im, len(data))
    return im


def _needed_bytes(im: Image.Image, name: str) -> int:
    per_px = _PEAK_BYTES_PER_PX.get(name, _bytes_per_px(im.mode))
    if isinstance(im, TiffImagePlugin.TiffImageFile) and im.tag_v2.get(274, 1) != 1:
        per_px *= 2  # Pillow turns it upright into a copy
    return im.width * im.height * per_px


def _opener_of_jxl() -> Callable[[io.BytesIO], ImageFile.ImageFile]:
    if not formats.has_extra("jxl"):
        raise ImageError("needs_extra", extra="jxl")
    from pillow_jxl.JpegXLImagePlugin import JXLImageFile  # noqa: PLC0415  (an extra)

    opener: Callable[[io.BytesIO], ImageFile.ImageFile] = JXLImageFile
    return opener


def _decode_other(data: bytes, name: str, wish: _Wish) -> Decoded:
    if name == "JXL":
        _OPENERS.setdefault("JXL", _opener_of_jxl())
    claimed = formats.header_size(data, name)
    first_look = claimed[0] * claimed[1] * _PEAK_BYTES_PER_PX[name] if claimed else 0
    # JPEG XL decodes on opening, the rest on loading
    with _budget.hold(first_look if name == "JXL" else 0):
        needed = _needed_bytes(_open_any(data, name)[0], name)
    with _budget.hold(needed):
        im, sound, fraction = _load(data, name, wish)
        animated = _is_animated(im)
        exif, orientation = _exif_of(im, name, sound)
        profile = _profile_of(im)
        bits = _bits_of(im)
        if animated or fraction is not None:
            digest = hash_of_bytes(data)
        else:
            deep = _deep_digest(im, sound, name)
            digest = hash_of_pixels(im, orientation=orientation, bits=bits, profile=profile, deep=deep)
        width, height = im.size if orientation < 5 else im.size[::-1]
        reduced = _reduce(im, scale_of(im, bits), wish.need(*im.size))
        loaded = _Loaded(reduced, width, height, name, orientation, profile, exif, fraction)
        return _finish(loaded, wish, picture_hash=digest)
