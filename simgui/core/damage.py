"""Pictures of which a part is missing: how much can be read, and that part.

Decoders fill up what is missing with something that looks like picture. To measure instead of guessing, the same
picture is decoded twice with different stand-ins for the missing part: where the two results differ, nothing
was read.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFile, JpegImagePlugin

from simgui.core.errors import ImageError
from simgui.core.jpeg import JpegStream
from simgui.core.picture_hash import bands

# From this share on the picture counts as whole: what a lost last block or end marker hides is not worth a refusal.
ALMOST_ALL = 0.98
_LEAST_ROWS = 8

# Two stand-ins for coded data that is not there; neither holds 0xFF.
_TAILS = (bytes((i * 89 + 17) % 251 for i in range(512)), bytes((i * 57 + 101) % 251 for i in range(512)))
_EOI = b"\xff\xd9"


@dataclass(frozen=True, slots=True)
class Readable:
    """What could be read: the picture, cropped to its readable rows; the share of the picture (0..1) that these hold,
    in detail too; the share of the rows that were kept."""

    im: Image.Image
    fraction: float = 1.0
    kept: float = 1.0

    @property
    def size(self) -> tuple[int, int]:
        """Of the full picture."""
        return self.im.width, round(self.im.height / self.kept)


# ---------------------------------------------------------------- JPEG


def open_jpeg(stream: JpegStream, need: tuple[int, int], ending: bytes | None = None) -> Image.Image:
    """The loaded picture, at the smallest scale (1, 1/2, 1/4, 1/8) that still covers `need` (width, height) in px.

    Raises whatever Pillow raises.
    """
    plain = stream.plain(ending)
    im = JpegImagePlugin.JpegImageFile(io.BytesIO(plain))
    im.draft(None, need)
    im.decodermaxblock = len(plain)  # one call of the decoder instead of one for every 64 kB
    im.load()
    return im


def read_cut_jpeg(stream: JpegStream, need: tuple[int, int]) -> Readable:
    """A JPEG that ends before its end marker. ImageError "truncated" when not even a few rows are there."""
    im, read = _last_sound_jpeg(stream, need)
    row, column = _first_difference(read, need)
    block_rows = max(1, min(read.block_rows * im.height // read.height_px, im.height - row))
    here = min(1.0, (row + block_rows * column / im.width) / im.height)
    if read.several_scans:
        seen_before, seen_after = _detail_of_scans(read)
        fraction = seen_before + (seen_after - seen_before) * here
        rows = row if _is_first_scan(read) else im.height
    else:
        fraction, rows = here, row
    if fraction >= ALMOST_ALL:
        return Readable(im, fraction)
    if rows < min(_LEAST_ROWS, im.height):
        raise ImageError("truncated", fraction=round(fraction, 3))
    return Readable(im.crop((0, 0, im.width, rows)), fraction, rows / im.height)


def _last_sound_jpeg(stream: JpegStream, need: tuple[int, int]) -> tuple[Image.Image, JpegStream]:
    """The picture as libjpeg fills it up; when the cut went through a table, without that table."""
    try:
        return open_jpeg(stream, need), stream
    except (OSError, SyntaxError):
        pass
    table = max(stream.data.rfind(b"\xff\xc4", 0, stream.end), stream.data.rfind(b"\xff\xda", 0, stream.end))
    if table <= stream.start_of_scan:
        raise ImageError("truncated", fraction=0.0)
    shorter = stream.cut_at(table)
    try:
        return open_jpeg(shorter, need), shorter
    except (OSError, SyntaxError) as error:
        raise ImageError("truncated", fraction=None) from error


def _first_difference(stream: JpegStream, need: tuple[int, int]) -> tuple[int, int]:
    """(row, column) at the decoded scale where what was read ends; (height, 0) when all of the scan is there."""
    try:
        one, other = (np.asarray(open_jpeg(stream, need, tail + _EOI)) for tail in _TAILS)
    except (OSError, SyntaxError):
        return 0, 0
    rows = np.array([not np.array_equal(a, b) for a, b in zip(one, other, strict=True)])
    if not rows.any():
        return len(rows), 0
    row = int(rows.argmax())
    different = (one[row] != other[row]).reshape(one.shape[1], -1).any(axis=1)
    return row, int(different.argmax())


def _scans(stream: JpegStream) -> list[tuple[list[int], int, int, int, int]]:
    """(components, first and last coefficient, bits before, bits left) of each scan that begins in the stream."""
    found = []
    at = stream.start_of_scan
    while 0 <= at < stream.end:
        count = stream.data[at + 4] if at + 4 < stream.end else 0
        head = stream.data[at + 5 : min(at + 8 + 2 * count, stream.end)]
        if not 1 <= count <= 4 or len(head) < 2 * count + 3:
            break
        first, last, approximation = head[-3:]
        found.append(
            ([head[2 * i] for i in range(count)], first, last, approximation >> 4, approximation & 15)
        )
        at = stream.data.find(b"\xff\xda", at + 2, stream.end)
    return found


def _detail_of_scans(stream: JpegStream) -> tuple[float, float]:
    """Share of the picture's detail before and after the last scan that was begun.

    Low frequencies weigh more (1 / (1 + index)), and a coefficient whose last bits are to come counts by half.
    """
    scans = _scans(stream)
    weights = 1.0 / (1.0 + np.arange(64))
    whole = stream.components * weights.sum()
    seen: dict[int, np.ndarray] = {}
    before = 0.0
    for number, (components, first, last, _, left) in enumerate(scans):
        if number == len(scans) - 1:
            before = sum(float((share * weights).sum()) for share in seen.values())
        for component in components:
            share = seen.setdefault(component, np.zeros(64))
            share[first : last + 1] = 1.0 if left == 0 else 0.5
    after = sum(float((share * weights).sum()) for share in seen.values())
    return min(1.0, before / whole), min(1.0, after / whole)


def _is_first_scan(stream: JpegStream) -> bool:
    return len(_scans(stream)) <= 1


# ---------------------------------------------------------------- everything that Pillow decodes row by row


def read_cut(open_again: Callable[[], ImageFile.ImageFile]) -> Readable | None:
    """The rows that can be read of a picture whose loading fails; None when that cannot be told.

    open_again: gives the opened picture, not loaded, anew on each call.
    """
    try:
        im, first = _load_over(open_again(), 0)
        _, second = _load_over(open_again(), 255)
    except Exception:
        return None
    read = np.array([a == b for a, b in zip(first, second, strict=True)])
    if not read.any() or len(read) != im.height:
        return None
    from_top = bool(read[0])  # BMP is stored from the bottom
    run = read if from_top else read[::-1]
    kept = len(run) if run.all() else int(run.argmin())  # rows without a gap
    fraction = float(read.mean())
    if fraction >= ALMOST_ALL:
        return Readable(im, fraction)
    if kept < min(_LEAST_ROWS, im.height):
        return None
    top = 0 if from_top else im.height - kept
    return Readable(im.crop((0, top, im.width, top + kept)), fraction, kept / im.height)


def _load_over(im: ImageFile.ImageFile, value: int) -> tuple[Image.Image, list[int]]:
    """Loads as far as it goes over a ground of `value`; the picture, and a checksum for each row."""
    prepare = im.load_prepare

    def prepare_over_ground() -> None:
        prepare()
        channels = im.im.bands
        im.im.paste(value if channels == 1 else (value,) * channels, (0, 0, *im.im.size))

    im.load_prepare = prepare_over_ground  # type: ignore[method-assign]
    try:
        im.load()
    except Exception:
        im.tile = []
        im.load()
    return im, [zlib.crc32(row.tobytes()) for row in bands(im, 1, 1)]
