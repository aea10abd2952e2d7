"""One read, one decode of a picture: its hash, the network's pixels, a thumbnail, measures.

Pure functions over bytes, safe from any number of threads. Whatever a decoder raises becomes an ImageError; odd
metadata never costs a picture whose pixels are sound.
"""

from __future__ import annotations

import errno
import io
import logging
import os
import stat
import warnings
from collections.abc import Callable, Iterator
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

from simgui.core import formats, tiff
from simgui.core.camera_raw import exif_block, read_preview
from simgui.core.colour import DepthScale, colour_space, profile_that_matters, to_8_bit, to_shown
from simgui.core.damage import ALMOST_ALL, Readable, open_jpeg, read_cut, read_cut_jpeg
from simgui.core.errors import Cancelled, ImageError
from simgui.core.exif import Exif, read_exif
from simgui.core.formats import EXTENSIONS, RAW_EXTENSIONS, is_raw, needs_extra
from simgui.core.jpeg import JpegStream, jpeg_stream, parse_jpeg
from simgui.core.limits import FILE_LIMIT_BYTES, checked_bytes, memory, needed_bytes
from simgui.core.measures import MEASURES_VERSION, measure
from simgui.core.picture_hash import (
    UPRIGHT,
    bands,
    byte_hash,
    hash_of_bytes,
    hash_of_pixels,
    scale_of,
)
from simgui.core.progress import CancelToken

__all__ = [
    "EXTENSIONS",
    "MEASURES_VERSION",
    "RAW_EXTENSIONS",
    "Decoded",
    "byte_hash",
    "decode",
    "is_raw",
    "jpeg_stream",
    "needs_extra",
    "read_file",
]

# Set once, here: our own limits are checked before anything is allocated.
Image.MAX_IMAGE_PIXELS = None
# Pillow's remarks on odd tags are no news to the person; and its log must not go to the terminal by default.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
logging.getLogger("PIL").addHandler(logging.NullHandler())
tiff.keep_libtiff_quiet()


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one picture came to. Sizes are upright (after orientation) and of the full picture.

    picture_hash: 32 bytes. pixels: uint8 (input_px, input_px, 3) sRGB, the whole picture squashed to the square,
    transparency over grey 128. thumbnail: JPEG bytes. date: ISO 8601 without zone. measures: see `measure`.
    readable_fraction: 0..1 of a picture of which a part is missing, if that was tolerated.
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
    cancel: CancelToken | None = None

    def thumbnail_size(self, width: int, height: int) -> tuple[int, int]:
        scale = min(1.0, self.thumbnail_px / max(width, height))
        return max(1, round(width * scale)), max(1, round(height * scale))

    def need(self, width: int, height: int) -> tuple[int, int]:
        """The size that a scaled decode must cover so that neither thumbnail nor pixels lose anything."""
        across, down = self.thumbnail_size(width, height)
        return max(across, self.input_px), max(down, self.input_px)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A picture's pixels as stored, whole or already reduced, and what is known about it."""

    im: Image.Image
    stored: tuple[int, int]  # size of the full picture, before it is turned upright
    format: str
    orientation: int
    exif: Exif
    profile: bytes | None = None
    fraction: float | None = None
    kept: float = 1.0  # share of the stored rows that `im` shows

    def upright(self, size: tuple[int, int]) -> tuple[int, int]:
        return size if self.orientation < 5 else size[::-1]


def decode(
    data: bytes,
    *,
    input_px: int = 224,
    thumbnail_px: int = 512,
    tolerate_truncated: bool = False,
    raw: bool | str = False,
    stream: JpegStream | None = None,
    cancel: CancelToken | None = None,
) -> Decoded:
    """The picture in `data`; its content decides what it is. raw: the file's name says camera RAW (True, or
    the extension without dot, which then is in the format), as most RAW files look like TIFF. stream: what
    jpeg_stream() gave for `data`, where it was asked already.

    Raises ImageError: empty, truncated, not_an_image, corrupt, too_large, unsupported, needs_extra; Cancelled.
    With `tolerate_truncated` a cut picture comes from its readable part, with `readable_fraction` set.
    """
    if not data:
        raise ImageError("empty")
    kind, name = formats.sniff(data)
    wish = _Wish(input_px, thumbnail_px, tolerate_truncated, cancel)
    try:
        if name == "RAW" or (raw and (name == "TIFF" or kind != "picture")):
            return _decode_raw(data, raw if isinstance(raw, str) else "", wish)
        if kind == "other":
            raise ImageError("not_an_image", holds=name)
        if kind == "unsupported":
            raise ImageError("unsupported", detail=name)
        if name == "JPEG":
            return _decode_jpeg(stream or parse_jpeg(data), wish)
        return _decode_other(data, name, wish)
    except (ImageError, Cancelled):
        raise
    except Exception as error:  # decoders meet hostile bytes: any type may come out of them
        raise _as_image_error(error, data, name) from error


def decode_file(path: bytes, thumbnail_px: int = 512) -> Decoded:
    """The picture in a file as far as it can be shown: a cut one too, camera RAW by its preview. Raises ImageError."""
    data = read_file(path)
    return decode(data, thumbnail_px=thumbnail_px, tolerate_truncated=True, raw=is_raw(path))


def read_file(path: bytes | str) -> bytes:
    """The bytes of a regular file; a pipe or a device is never waited for.

    Raises ImageError with path: empty, permission_denied, vanished, not_regular, io_error (detail),
    file_too_large (size_bytes, limit_bytes).
    """
    name = os.fsencode(path)
    flags = (
        os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    )
    try:
        with open(os.open(path, flags), "rb", buffering=0) as file:
            info = os.fstat(file.fileno())
            if not stat.S_ISREG(info.st_mode):
                raise ImageError("not_regular", path=name)
            if info.st_size > FILE_LIMIT_BYTES:
                raise ImageError(
                    "file_too_large", path=name, size_bytes=info.st_size, limit_bytes=FILE_LIMIT_BYTES
                )
            data = file.readall()
    except OSError as error:
        raise read_error(error, name) from error
    if not data:
        raise ImageError("empty", path=name)
    return data


def read_error(error: OSError, path: bytes) -> ImageError:
    """Why a file could not be opened or read: one of read_file()'s."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return ImageError("vanished", path=path)
    if error.errno in (errno.ENXIO, errno.EISDIR, errno.ENODEV):  # a socket, a folder
        return ImageError("not_regular", path=path)
    if isinstance(error, PermissionError):
        # Windows refuses so to open a folder
        return ImageError("not_regular" if os.path.isdir(path) else "permission_denied", path=path)
    return ImageError("io_error", path=path, detail=error.strerror or str(error))


# ---------------------------------------------------------------- JPEG

_SMALL_STREAM_BYTES = 60_000
_MOST_SCANNED_PX = 5_000_000_000  # scans times pixels: a few bytes can ask for minutes of work


def _decode_jpeg(stream: JpegStream, wish: _Wish) -> Decoded:
    stored = (stream.width_px, stream.height_px)
    need = wish.need(*stored)
    with memory.hold(_jpeg_bytes(stream, need), wish.cancel):
        part = Readable(open_jpeg(stream, need)) if stream.complete else read_cut_jpeg(stream, need)
        loaded = _Loaded(
            part.im,
            stored,
            "JPEG",
            stream.exif.orientation,
            stream.exif,
            stream.profile(),
            _accepted(part, wish),
            part.kept,
        )
        return _finish(loaded, wish, stream.picture_hash, _as_thumbnail(stream, wish), stream.quality)


def _jpeg_bytes(stream: JpegStream, need: tuple[int, int]) -> int:
    if stream.bits != 8 or stream.components not in (1, 3, 4):
        detail = f"JPEG of {stream.components} channels of {stream.bits} bits"
        raise ImageError("unsupported", detail=detail)
    area = stream.width_px * stream.height_px
    if stream.several_scans and stream.scans * area > _MOST_SCANNED_PX:
        raise ImageError("unsupported", detail=f"JPEG of {stream.scans} scans")
    shrink = min(stream.width_px // need[0], stream.height_px // need[1])
    shrink = next((step for step in (8, 4, 2) if shrink >= step), 1)
    pixel_bytes = area // shrink**2 * (1 if stream.components == 1 else 4)
    return checked_bytes(stream.width_px, stream.height_px, pixel_bytes + stream.coefficient_bytes)


def _as_thumbnail(stream: JpegStream, wish: _Wish) -> bytes | None:
    """A small plain JPEG is its own thumbnail: encoding it again would cost time and quality."""
    usual = {1: 0, 3: 1}.get(stream.components) == stream.transform
    small = max(stream.width_px, stream.height_px) <= wish.thumbnail_px
    if not (usual and small and stream.complete and stream.exif.orientation == 1) or stream.profile():
        return None
    plain = stream.plain()
    return plain if len(plain) < _SMALL_STREAM_BYTES else None


def _accepted(part: Readable, wish: _Wish) -> float | None:
    """The fraction to report of a picture that is not whole; ImageError "truncated" if that was not asked for."""
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
_DOUBLE_WORK_BYTES = 128 << 20  # salvaging decodes twice
_RAW_BYTES = 256 << 20
_BAND_PX = 1 << 21


def _opener(name: str) -> Callable[[io.BytesIO], ImageFile.ImageFile]:
    if name != "JXL":
        return _OPENERS[name]
    if not formats.has_extra("jxl"):
        raise ImageError("needs_extra", extra="jxl")
    from pillow_jxl.JpegXLImagePlugin import JXLImageFile

    opener: Callable[[io.BytesIO], ImageFile.ImageFile] = JXLImageFile
    return opener


def _open(data: bytes, name: str) -> ImageFile.ImageFile:
    """Opened, not loaded, its size checked. Raises ImageError, and whatever Pillow raises."""
    im = _opener(name)(io.BytesIO(data))
    needed_bytes(name, im.mode, *im.size)
    if isinstance(im, TiffImagePlugin.TiffImageFile):
        tiff.check(im)
    return im


def _versions(data: bytes, name: str) -> Iterator[bytes]:
    """The file, then, where a comment can be what is wrong with it, the file without comments."""
    yield data
    if name == "PNG":
        yield formats.png_without_extras(data)
        yield formats.png_without_extras(data, frames=False)


def _first_that_works(
    data: bytes, name: str, work: Callable[[bytes], ImageFile.ImageFile]
) -> tuple[ImageFile.ImageFile, bytes]:
    failure: Exception | None = None
    for version in _versions(data, name):
        try:
            return work(version), version
        except ImageError:
            raise
        except Exception as error:  # on odd files Pillow raises whatever comes: ValueError, struct.error, ...
            failure = failure or error
    raise failure or ImageError("corrupt", detail="")


def _peak_bytes(data: bytes, name: str) -> int:
    claimed = formats.header_size(data, name)  # known without opening where opening allocates already
    if claimed is not None:
        return needed_bytes(name, "RGB", *claimed)
    im, _ = _first_that_works(data, name, lambda version: _open(version, name))
    turned = 2 if isinstance(im, TiffImagePlugin.TiffImageFile) and tiff.is_turned(im) else 1
    return checked_bytes(*im.size, turned * needed_bytes(name, im.mode, *im.size))


def _decode_other(data: bytes, name: str, wish: _Wish) -> Decoded:
    peak_bytes = _peak_bytes(data, name)
    with memory.hold(peak_bytes, wish.cancel):
        part, sound = _load(data, name, peak_bytes)
        opened, fraction = part.im, _accepted(part, wish)
        im = tiff.black_is_zero(opened)
        exif = read_exif(exif_block(data) if name == "TIFF" else im.info.get("exif"))
        orientation = exif.orientation if _applies_exif(im, name) else 1
        profile = profile_that_matters(im.info.get("icc_profile"), colour_space(im.mode))
        bits = tiff.bits(opened) if isinstance(opened, TiffImagePlugin.TiffImageFile) else 16
        if part.fraction < 1 or _has_frames(im):
            digest = hash_of_bytes(data)
        else:
            deep = formats.png_deep_digest(sound) if name == "PNG" else tiff.deep_digest(im, data)
            digest = hash_of_pixels(im, orientation=orientation, bits=bits, profile=profile, deep=deep)
        reduced = _reduce(im, scale_of(im, bits), wish.need(*im.size))
        loaded = _Loaded(reduced, part.size, name, orientation, exif, profile, fraction, part.kept)
        return _finish(loaded, wish, digest)


def _load(data: bytes, name: str, peak_bytes: int) -> tuple[Readable, bytes]:
    """The loaded picture, or what can be read of it, and the version of the file that it came from."""
    version = data

    def load(attempt: bytes) -> ImageFile.ImageFile:
        nonlocal version
        version = attempt
        im = _open(attempt, name)
        im.load()
        return im

    try:
        im, version = _first_that_works(data, name, load)
        return Readable(im), version
    except ImageError:
        raise
    except Exception as error:
        part = read_cut(lambda: _open(version, name)) if peak_bytes <= _DOUBLE_WORK_BYTES else None
        if part is None or (part.fraction < ALMOST_ALL and not _is_cut(error, data, name)):
            raise _as_image_error(error, data, name) from error
        return part, version


def _applies_exif(im: Image.Image, name: str) -> bool:
    """Whether EXIF orientation is still to be applied: Pillow does so itself for TIFF, its plug-in for HEIF, and in
    JPEG XL it counts only where the file is a repacked JPEG."""
    return name in ("PNG", "WEBP", "AVIF") or (name == "JXL" and bool(getattr(im, "jpeg", False)))


def _has_frames(im: Image.Image) -> bool:
    try:
        return bool(getattr(im, "is_animated", False))
    except Exception:  # a GIF whose second frame is garbage shows its first
        return False


_CANNOT = (
    "unsupported",
    "not supported",
    "not yet supported",
    "unknown pixel mode",
    "unknown data organization",
)


def _is_cut(error: Exception, data: bytes, name: str) -> bool:
    """Whether the file ends too early, rather than being wrong inside."""
    declared = formats.declared_bytes(data, name)
    if declared is not None and declared > len(data):
        return True
    if name == "PNG":
        whole_chunks = [chunk for chunk, _, end in formats.png_chunks(data) if end <= len(data)]
        return b"IEND" not in whole_chunks
    return "truncated" in str(error).lower() or (name == "TIFF" and tiff.reaches_beyond(data))


def _as_image_error(error: Exception, data: bytes, name: str) -> ImageError:
    text = str(error)
    if any(words in text.lower() for words in _CANNOT):
        return ImageError("unsupported", detail=f"{name}: {text}")
    if name != "JPEG" and _is_cut(error, data, name):
        declared = formats.declared_bytes(data, name)
        if declared is not None and declared > len(data):
            return ImageError("truncated", fraction=round(len(data) / declared, 3))
        return ImageError("truncated", fraction=None)
    if isinstance(error, MemoryError):
        text = "more memory needed than there is"
    return ImageError("corrupt", detail=f"{name}: {text or type(error).__name__}")


# ---------------------------------------------------------------- camera RAW


def _decode_raw(data: bytes, extension: str, wish: _Wish) -> Decoded:
    with memory.hold(_RAW_BYTES, wish.cancel):
        preview = read_preview(data, wish.input_px)
        exif = read_exif(exif_block(data))
        name = f"RAW:{extension.lower()}" if extension else "RAW"
        profile = None
        if preview.jpeg is not None:
            size = (preview.jpeg.width_px, preview.jpeg.height_px)
            checked_bytes(*size, _jpeg_bytes(preview.jpeg, wish.need(*size)))
            im: Image.Image = open_jpeg(preview.jpeg, wish.need(*size))
            profile = preview.jpeg.profile()
            exif = exif if exif.date or exif.camera else preview.jpeg.exif
        else:
            assert preview.im is not None
            im = _reduce(preview.im, DepthScale(), wish.need(*preview.im.size))
        stored = preview.size if preview.orientation < 5 else preview.size[::-1]
        loaded = _Loaded(im, stored, name, preview.orientation, exif, profile)
        return _finish(loaded, wish, hash_of_bytes(data))


# ---------------------------------------------------------------- from loaded pixels to the result


def _reduce(im: Image.Image, scale: DepthScale, need: tuple[int, int]) -> Image.Image:
    """The loaded picture in 8 bits (L, RGB, RGBA, CMYK or LAB), large ones averaged down to at least twice `need`,
    band by band so that no second full copy is made."""
    across = max(1, im.width // (2 * need[0]))
    down = max(1, im.height // (2 * need[1]))
    if across == down == 1:
        return to_8_bit(im, scale)
    rows = max(1, _BAND_PX // im.width // down) * down
    reduced: Image.Image | None = None
    for number, band in enumerate(bands(im, 1, rows)):
        small = to_8_bit(band, scale).reduce((across, down))
        if reduced is None:
            reduced = Image.new(small.mode, (small.width, -(-im.height // down)))
        reduced.paste(small, (0, number * rows // down))
    assert reduced is not None
    return reduced


def _finish(
    loaded: _Loaded,
    wish: _Wish,
    picture_hash: bytes,
    thumbnail: bytes | None = None,
    jpeg_quality: float | None = None,
) -> Decoded:
    """thumbnail: one that is ready, else it is encoded here."""
    across, down = loaded.stored
    small_size = wish.thumbnail_size(across, max(1, round(down * loaded.kept)))
    square = _resized(loaded.im, (wish.input_px, wish.input_px))
    small = _resized(loaded.im, small_size)
    turn = UPRIGHT.get(loaded.orientation)
    shown = [to_shown(im, loaded.profile) for im in (square, small)]
    square, small = shown if turn is None else [im.transpose(turn) for im in shown]
    pixels = np.array(square)
    width, height = loaded.upright(loaded.stored)
    measures = measure(square, small, min(width, height))
    if jpeg_quality is not None:
        measures["jpeg_quality"] = jpeg_quality
    return Decoded(
        picture_hash=picture_hash,
        pixels=pixels,
        thumbnail=thumbnail or _encode(small),
        width_px=width,
        height_px=height,
        format=loaded.format,
        date=loaded.exif.date,
        latitude=loaded.exif.latitude,
        longitude=loaded.exif.longitude,
        camera=loaded.exif.camera,
        measures=measures,
        readable_fraction=loaded.fraction,
    )


def _resized(im: Image.Image, size: tuple[int, int]) -> Image.Image:
    return im if im.size == size else im.resize(size, Image.Resampling.BICUBIC, reducing_gap=3.0)


def _encode(im: Image.Image) -> bytes:
    # Pillow lets other threads run while it writes to a file, not while it writes to a buffer
    if hasattr(os, "memfd_create"):
        with open(os.memfd_create("thumbnail"), "w+b", buffering=0) as file:
            im.save(file, "JPEG", quality=85)
            file.seek(0)
            return file.readall()
    out = io.BytesIO()
    im.save(out, "JPEG", quality=85)
    return out.getvalue()
