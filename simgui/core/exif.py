"""The few EXIF facts that simgui uses, read from bytes that cannot be trusted.

Pillow's reader is not used: it warns on the terminal, raises a dozen kinds of exception and is slower, and an
odd tag must never cost a picture. Whatever cannot be read is simply absent here.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from datetime import datetime

_ORIENTATION, _MAKE, _MODEL = 0x0112, 0x010F, 0x0110
_EXIF_IFD, _GPS_IFD, _DATE_ORIGINAL = 0x8769, 0x8825, 0x9003
_MOST_ENTRIES = 1000
_LONGEST_TEXT_BYTES = 256

# EXIF type: bytes per value, struct code. Rationals are read by `_rationals`.
_INTEGERS = {1: "B", 3: "H", 4: "I", 8: "h", 9: "i"}


@dataclass(frozen=True, slots=True)
class Exif:
    """orientation 1..8 (1 when absent or invalid); date ISO 8601 without zone; degrees north and east."""

    orientation: int = 1
    date: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    camera: str | None = None


NO_EXIF = Exif()


def read_exif(block: bytes | None) -> Exif:
    """EXIF from a TIFF-like block (with or without the leading "Exif\\0\\0"). Never raises."""
    if not block:
        return NO_EXIF
    reader = _Reader(block.removeprefix(b"Exif\0\0"))
    main = reader.entries(reader.first)
    shot = reader.entries(reader.integer(main.get(_EXIF_IFD)))
    place = reader.entries(reader.integer(main.get(_GPS_IFD)))
    orientation = reader.integer(main.get(_ORIENTATION))
    return Exif(
        orientation=orientation if orientation is not None and 1 <= orientation <= 8 else 1,
        date=_iso_date(reader.text(shot.get(_DATE_ORIGINAL))),
        latitude=reader.degrees(place.get(1), place.get(2), b"S", 90.0),
        longitude=reader.degrees(place.get(3), place.get(4), b"W", 180.0),
        camera=_camera(reader.text(main.get(_MAKE)), reader.text(main.get(_MODEL))),
    )


_Entry = tuple[int, int, bytes]  # EXIF type, number of values, their bytes


class _Reader:
    """A block of image file directories; every access is bounds-checked and fails to None."""

    def __init__(self, block: bytes) -> None:
        self._block = block
        self._order = ">" if block[:2] == b"MM" else "<"
        self.first: int | None = None
        if block[:2] in (b"II", b"MM") and len(block) >= 8:
            self.first = struct.unpack_from(self._order + "I", block, 4)[0]

    def entries(self, offset: int | None) -> dict[int, _Entry]:
        found: dict[int, _Entry] = {}
        if offset is None or not 0 < offset <= len(self._block) - 2:
            return found
        (count,) = struct.unpack_from(self._order + "H", self._block, offset)
        for at in range(offset + 2, offset + 2 + 12 * min(count, _MOST_ENTRIES), 12):
            if at + 12 > len(self._block):
                break
            tag, kind, number = struct.unpack_from(self._order + "HHI", self._block, at)
            size = number * {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 8: 2, 9: 4, 10: 8}.get(kind, 0)
            if not 0 < size <= _LONGEST_TEXT_BYTES:
                continue
            place = at + 8
            if size > 4:
                (place,) = struct.unpack_from(self._order + "I", self._block, place)
            values = self._block[place : place + size]
            if len(values) == size:
                found.setdefault(tag, (kind, number, values))
        return found

    def integer(self, entry: _Entry | None) -> int | None:
        if entry is None or entry[0] not in _INTEGERS:
            return None
        return int(struct.unpack_from(self._order + _INTEGERS[entry[0]], entry[2])[0])

    def text(self, entry: _Entry | None) -> str | None:
        if entry is None or entry[0] not in (2, 7):
            return None
        text = entry[2].split(b"\0", 1)[0].decode("utf-8", "replace")
        return "".join(c for c in text if c.isprintable()).strip() or None

    def degrees(
        self, direction: _Entry | None, values: _Entry | None, negative: bytes, largest: float
    ) -> float | None:
        if values is None or values[0] not in (5, 10) or values[1] < 1 or direction is None:
            return None
        code = "ii" if values[0] == 10 else "II"
        total = 0.0
        for part in range(min(values[1], 3)):
            top, bottom = struct.unpack_from(self._order + code, values[2], 8 * part)
            if bottom == 0:
                if part == 0 or top:
                    return None
                continue  # 0/0 minutes or seconds: not given
            total += top / bottom / 60**part
        if not math.isfinite(total) or not -largest <= total <= largest:
            return None
        return -total if direction[2][:1].upper() == negative else total


def _iso_date(text: str | None) -> str | None:
    if text is None:
        return None
    digits = text[:19].replace("-", ":").replace("T", " ")
    try:
        return datetime.strptime(digits, "%Y:%m:%d %H:%M:%S").isoformat()
    except ValueError:
        return None


def _camera(make: str | None, model: str | None) -> str | None:
    if make is None or model is None:
        return model or make
    # "NIKON CORPORATION" + "NIKON D50": the maker's name once is enough
    return model if model.lower().startswith(make.split()[0].lower()) else f"{make} {model}"
