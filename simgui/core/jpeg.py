"""A JPEG stream taken apart without decoding it: what makes the picture, what is only said about it.

Metadata (APPn and COM segments) is cut away before a decoder sees the stream: it is then never the reason that a
picture cannot be opened, and the picture hash does not depend on it. MPO and Ultra-HDR files carry further
streams behind the first; only the first is the picture.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from simgui.core.colour import profile_that_matters
from simgui.core.errors import ImageError
from simgui.core.exif import NO_EXIF, Exif, read_exif

_SOI = b"\xff\xd8"
_EOI = b"\xff\xd9"
_SOS = 0xDA
_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_BARE = frozenset({0x01, *range(0xD0, 0xDA)})  # markers without a length
_COLOUR_SPACES = {1: b"GRAY", 3: b"RGB ", 4: b"CMYK"}
_MOST_STARTS = 16
_SEARCHED_BYTES = 1 << 18
_TAG = b"simgui picture hash 1, JPEG\0"

# The usual luminance table at quality 50 (ITU T.81, K.1), summed: enough to estimate a quality from.
_STANDARD_LUMINANCE_SUM = 3688


@dataclass(frozen=True)
class JpegStream:
    """One JPEG stream inside `data`.

    header: the segments before the scan that the decoder needs, markers included, in file order;
    scan .. end: from the first SOS marker up to, and without, the EOI marker; complete: EOI was there.
    components: 1, 3 or 4 (others cannot be decoded); sampled: samples per pixel over all components;
    block_rows: pixel rows that are coded together.
    """

    data: bytes
    header: bytes
    start_of_scan: int
    end: int
    complete: bool
    width_px: int
    height_px: int
    components: int
    bits: int
    sampled: float
    block_rows: int
    several_scans: bool
    transform: int
    jfif: bytes
    adobe: bytes
    exif: Exif
    icc: bytes | None
    quality: float | None

    def plain(self, ending: bytes | None = None) -> bytes:
        """The stream without its metadata, closed by EOI or by `ending`."""
        ending = _EOI if ending is None else ending
        scan = memoryview(self.data)[self.start_of_scan : self.end]
        return b"".join((_SOI, self.jfif, self.adobe, self.header, scan, ending))

    def cut_at(self, end: int) -> JpegStream:
        """The same stream, as if it ended at this place in the data."""
        return replace(self, end=end, complete=False)

    @cached_property
    def picture_hash(self) -> bytes:
        """sha256 over what is seen: the coded picture, its orientation, colour transform and colour profile."""
        digest = hashlib.sha256(_TAG)
        digest.update(bytes((self.exif.orientation, self.transform)))
        digest.update(self.profile() or b"")
        digest.update(self.header)
        digest.update(memoryview(self.data)[self.start_of_scan : self.end])
        return digest.digest()

    def profile(self) -> bytes | None:
        """The ICC profile when it is sound, fits the picture and is not sRGB, else None."""
        return profile_that_matters(self.icc, _COLOUR_SPACES.get(self.components, b""))

    @property
    def coefficient_bytes(self) -> int:
        """Memory that libjpeg needs beside the picture: all coefficients, where several scans refine them."""
        return int(self.width_px * self.height_px * self.sampled * 2) if self.several_scans else 0

    @property
    def scans(self) -> int:
        return sum(1 for _ in _markers(self.data, _SOS, self.start_of_scan, self.end))


def jpeg_stream(data: bytes) -> JpegStream | None:
    """The stream when `data` begins as a JPEG does and its segments can be followed, else None."""
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    try:
        return parse_jpeg(data)
    except ImageError:
        return None


def parse_jpeg(data: bytes) -> JpegStream:
    """The picture's stream in `data`. ImageError "truncated" (fraction 0) or "corrupt" when there is none.

    A file that was damaged in front may hold its real stream later: then the first later one counts that
    reaches into the second half of the file (an embedded thumbnail does not).
    """
    try:
        return _parse_at(data, 0)
    except ImageError as error:
        start = 0
        for _ in range(_MOST_STARTS):
            start = data.find(b"\xff\xd8\xff", start + 2)
            if start < 0:
                break
            try:
                stream = _parse_at(data, start)
            except ImageError:
                continue
            if stream.complete and stream.end > len(data) // 2:
                return stream
        raise error


class _Parts:
    """What the walk over the segments gathers."""

    def __init__(self) -> None:
        self.header: list[bytes] = []
        self.frame: bytes = b""
        self.frame_marker = 0
        self.jfif = self.adobe = b""
        self.exif: list[bytes] = []
        self.icc: list[bytes] = []
        self.luminance: float | None = None

    def take(self, marker: int, segment: bytes) -> None:
        """`segment` is the whole segment: marker, length, payload."""
        payload = segment[4:]
        if marker in _FRAMES:
            self.frame, self.frame_marker = payload, marker
        if marker == 0xE0 and payload.startswith(b"JFIF\0") and len(payload) >= 14:
            self.jfif = self.jfif or segment
        elif marker == 0xE1 and payload.startswith(b"Exif\0"):
            self.exif.append(payload[6:])
        elif marker == 0xE2 and payload.startswith(b"ICC_PROFILE\0"):
            self.icc.append(payload)
        elif marker == 0xEE and payload.startswith(b"Adobe") and len(payload) >= 12:
            self.adobe = segment
        elif not 0xE0 <= marker <= 0xEF and marker != 0xFE:
            self.header.append(segment)
            if marker == 0xDB:
                self._note_quality(payload)

    def _note_quality(self, payload: bytes) -> None:
        at = 0
        while at < len(payload) and self.luminance is None:
            size = 128 if payload[at] >> 4 else 64
            table = payload[at + 1 : at + 1 + size]
            if payload[at] & 15 == 0 and len(table) == size:
                self.luminance = sum(struct.unpack(">64H", table) if size == 128 else table)
            at += 1 + size


def _parse_at(data: bytes, start: int) -> JpegStream:
    parts = _Parts()
    at = start + 2
    while True:
        at = data.find(b"\xff", at)  # what is not a marker here is junk; decoders skip it, too
        while at >= 0 and data[at + 1 : at + 2] == b"\xff":
            at += 1
        if at < 0 or at + 4 > len(data):
            raise ImageError("truncated", fraction=0.0)
        marker = data[at + 1]
        if marker == 0 or marker in _BARE:
            at += 2
            continue
        if marker == _SOS:
            return _finish(data, at, parts)
        segment_end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if segment_end > len(data):
            raise ImageError("truncated", fraction=0.0)
        parts.take(marker, data[at:segment_end])
        at = max(segment_end, at + 4)


def _finish(data: bytes, scan: int, parts: _Parts) -> JpegStream:
    frame = parts.frame
    if len(frame) < 6 or len(frame) < 6 + 3 * frame[5]:
        raise ImageError("corrupt", detail="JPEG without a frame header")
    bits, height, width, components = struct.unpack_from(">BHHB", frame)
    if not width or not height or not components:
        raise ImageError("corrupt", detail=f"JPEG of {width} x {height} px")
    blocks = [((frame[i] >> 4) or 1) * ((frame[i] & 15) or 1) for i in range(7, 7 + 3 * components, 3)]
    in_first_scan = data[scan + 4] if scan + 4 < len(data) else components
    end = next(_markers(data, _EOI[1], scan), -1)
    complete = end >= 0
    if not complete:
        end = len(data) - (data[-1:] == b"\xff")  # a lone FF is the first half of the missing EOI
    return JpegStream(
        data=data,
        header=b"".join(parts.header),
        start_of_scan=scan,
        end=end,
        complete=complete,
        width_px=width,
        height_px=height,
        components=components,
        bits=bits,
        sampled=sum(blocks) / max(blocks),
        block_rows=8 * max((frame[i] & 15) or 1 for i in range(7, 7 + 3 * components, 3)),
        several_scans=parts.frame_marker in (0xC2, 0xC6, 0xCA, 0xCE) or in_first_scan < components,
        transform=_transform(parts.adobe, components),
        jfif=parts.jfif,
        adobe=parts.adobe,
        exif=read_exif(b"".join(parts.exif)) if parts.exif else NO_EXIF,
        icc=_join_icc(parts.icc),
        quality=_quality(parts.luminance),
    )


def _markers(data: bytes, second: int, start: int, end: int | None = None) -> Iterator[int]:
    """Where FF and `second` follow each other. bytes.find() and count() say the same, but are slower where FF is
    frequent, as it is in coded pictures, and keep all other threads waiting meanwhile."""
    values = np.frombuffer(data, np.uint8)[:end]
    for low in range(start, len(values), _SEARCHED_BYTES):
        part = values[low : low + _SEARCHED_BYTES + 1]  # one more: a marker may lie across
        first = np.flatnonzero(part[:-1] == 0xFF)
        yield from (first[part[first + 1] == second] + low).tolist()


def _transform(adobe: bytes, components: int) -> int:
    """Adobe's colour transform: 0 none, 1 YCbCr, 2 YCCK; without the segment, what decoders assume."""
    if adobe:
        return adobe[15]
    return 1 if components == 3 else 0


def _join_icc(chunks: list[bytes]) -> bytes | None:
    if not chunks or any(len(chunk) < 14 for chunk in chunks):
        return None
    chunks = sorted(chunks, key=lambda chunk: chunk[12])
    if [chunk[12] for chunk in chunks] != list(range(1, len(chunks) + 1)) or chunks[0][13] != len(chunks):
        return None
    return b"".join(chunk[14:] for chunk in chunks)


def _quality(luminance_sum: float | None) -> float | None:
    """The quality setting (1..100) that libjpeg would need for a table this coarse; an estimate."""
    if luminance_sum is None:
        return None
    scale = 100 * luminance_sum / _STANDARD_LUMINANCE_SUM
    return round(min(100.0, max(1.0, 5000 / scale if scale > 100 else (200 - scale) / 2)), 1)
