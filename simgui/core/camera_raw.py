"""The preview that a camera put into its RAW file; the half-size development where there is none."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image

from simgui.core.errors import ImageError
from simgui.core.formats import has_extra
from simgui.core.jpeg import JpegStream, parse_jpeg
from simgui.core.limits import checked_bytes

# LibRaw's flip -> EXIF orientation
_ORIENTATION = {3: 3, 5: 8, 6: 6}
# Development holds the sensor's values, four half-size colours and the result.
_DEVELOPING_BYTES_PER_PX = 8


@dataclass(frozen=True, slots=True)
class Preview:
    """jpeg: the embedded JPEG, else im: RGB pixels; orientation: what turns it upright (EXIF 1..8);
    size: width and height in px of the full picture, upright."""

    jpeg: JpegStream | None
    im: Image.Image | None
    orientation: int
    size: tuple[int, int]


def read_preview(data: bytes, least_px: int) -> Preview:
    """What stands for the RAW picture in `data`. A preview whose longer side is under `least_px` is not used.

    Raises ImageError needs_extra, unsupported, too_large or corrupt.
    """
    if not has_extra("raw"):
        raise ImageError("needs_extra", extra="raw")
    import rawpy

    try:
        with rawpy.RawPy() as shot:
            shot.open_buffer(io.BytesIO(data))
            return _preview_of(shot, least_px)
    except (rawpy.LibRawFileUnsupportedError, rawpy.NotSupportedError) as error:
        raise ImageError("unsupported", detail="camera RAW of an unknown kind") from error
    except rawpy.LibRawError as error:
        reason = error.args[0] if error.args else error
        detail = reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
        raise ImageError("corrupt", detail=detail) from error


def _preview_of(shot: rawpy.RawPy, least_px: int) -> Preview:  # type: ignore[name-defined]  # noqa: F821
    sizes = shot.sizes
    orientation = _ORIENTATION.get(sizes.flip, 1)
    width, height = (sizes.height, sizes.width) if orientation in (6, 8) else (sizes.width, sizes.height)
    jpeg, im = _embedded(shot)
    if jpeg is not None:
        across, down = jpeg.width_px, jpeg.height_px
    else:
        across, down = im.size if im is not None else (0, 0)
    if max(across, down) < least_px:
        checked_bytes(width, height, width * height * _DEVELOPING_BYTES_PER_PX)
        shot.unpack()
        pixels = shot.postprocess(half_size=True, use_camera_wb=True, output_bps=8)  # turns it upright itself
        return Preview(None, Image.fromarray(np.ascontiguousarray(pixels)), 1, (width, height))
    if jpeg is not None and jpeg.exif.orientation != 1:
        orientation = jpeg.exif.orientation
    elif orientation in (6, 8) and across != down and (across < down) == (width < height):
        orientation = 1  # some cameras turn the preview already
    return Preview(jpeg, im, orientation, (width, height))


def _embedded(shot: rawpy.RawPy) -> tuple[JpegStream | None, Image.Image | None]:  # type: ignore[name-defined]  # noqa: F821
    import rawpy

    try:
        thumb = shot.extract_thumb()
        if thumb.format == rawpy.ThumbFormat.JPEG:
            return parse_jpeg(bytes(thumb.data)), None
        return None, Image.fromarray(np.ascontiguousarray(thumb.data)).convert("RGB")
    except (rawpy.LibRawNonFatalError, rawpy.NotSupportedError, ImageError, ValueError, TypeError):
        return None, None


def exif_block(data: bytes) -> bytes | None:
    """Most RAW files are TIFF and so are an EXIF block themselves."""
    return data if data[:4] in (b"II*\0", b"MM\0*") else None
