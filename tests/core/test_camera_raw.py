"""The extras: camera RAW by its preview, JPEG XL, and what is said when they are not installed."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from PIL import Image

from simgui.core import formats
from simgui.core.decode import decode
from tests.conftest import blob
from tests.core.pictures import (
    TURNED,
    encoded,
    failure,
    jpeg,
    png,
)

Entries = dict[int, tuple[str, tuple[int, ...]]]


def directory(entries: Entries, at: int) -> bytes:
    """A TIFF directory that lies at `at`, its longer values behind it. Codes are struct's, s for text."""
    kinds = {"B": 1, "s": 2, "H": 3, "I": 4, "i": 10}
    body, behind = b"", b""
    behind_at = at + 2 + 12 * len(entries) + 4
    for tag, (code, values) in sorted(entries.items()):
        packed = bytes(values) if code == "s" else struct.pack(f"<{len(values)}{code}", *values)
        count = len(values) // 2 if code == "i" else len(values)
        place = packed.ljust(4, b"\0")
        if len(packed) > 4:
            place, behind = (
                struct.pack("<I", behind_at + len(behind)),
                behind + packed + bytes(len(packed) % 2),
            )
        body += struct.pack("<HHI", tag, kinds[code], count) + place
    return struct.pack("<H", len(entries)) + body + bytes(4) + behind


def dng(preview: Image.Image | None, sensor: np.ndarray, orientation: int) -> bytes:
    """A camera's DNG in small: a JPEG preview and a Bayer mosaic. sensor: uint16 (h, w)."""
    coded = b"" if preview is None else jpeg(preview)
    coded += bytes(len(coded) % 2)
    pixels = sensor.astype("<u2").tobytes()
    height, width = sensor.shape
    mosaic: Entries = {254: ("I", (0,)), 256: ("I", (width,)), 257: ("I", (height,)), 258: ("H", (16,))}
    mosaic |= {259: ("H", (1,)), 262: ("H", (32803,)), 273: ("I", (8 + len(coded),)), 277: ("H", (1,))}
    mosaic |= {278: ("I", (height,)), 279: ("I", (len(pixels),)), 33421: ("H", (2, 2))}
    mosaic |= {33422: ("B", (0, 1, 1, 2)), 50717: ("I", (65535,))}
    mosaic_at = 8 + len(coded) + len(pixels)
    name = tuple(b"Acme One\0")
    unit = tuple(value for i in range(9) for value in (10000 * (i % 4 == 0), 10000))
    main: Entries = {
        254: ("I", (1,)),
        271: ("s", tuple(b"Acme\0")),
        272: ("s", name),
        274: ("H", (orientation,)),
    }
    main |= {
        330: ("I", (mosaic_at,)),
        50706: ("B", (1, 4, 0, 0)),
        50707: ("B", (1, 1, 0, 0)),
        50708: ("s", name),
    }
    main |= {50721: ("i", unit), 50728: ("i", (10000,) * 6), 50778: ("H", (21,))}
    if preview is not None:
        main |= {256: ("I", (preview.width,)), 257: ("I", (preview.height,)), 258: ("H", (8, 8, 8))}
        main |= {259: ("H", (7,)), 262: ("H", (6,)), 273: ("I", (8,)), 277: ("H", (3,))}
        main |= {278: ("I", (preview.height,)), 279: ("I", (len(coded),))}
    sub = directory(mosaic, mosaic_at)
    main_at = mosaic_at + len(sub)
    return b"II*\0" + struct.pack("<I", main_at) + coded + pixels + sub + directory(main, main_at)


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "has_extra", lambda extra: False)
    monkeypatch.setattr("simgui.core.camera_raw.has_extra", lambda extra: False)
    error = failure(b"\xff\x0a" + bytes(50))
    assert (error.code, error.fields["extra"]) == ("needs_extra", "jxl")
    for data, raw in ((b"FUJIFILMCCD-RAW 0201" + bytes(50), False), (b"II*\0" + bytes(50), True)):
        error = failure(data, raw=raw)
        assert (error.code, error.fields["extra"]) == ("needs_extra", "raw")


def test_jpeg_xl() -> None:
    pytest.importorskip("pillow_jxl")
    picture = blob(1, 200, 150)
    found = decode(encoded(picture, "JXL", lossless=True, effort=1))
    assert (found.format, found.width_px, found.height_px) == ("JXL", 200, 150)
    assert found.picture_hash == decode(png(picture)).picture_hash


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize("preview_px", [640, 100, 0], ids=["preview", "tiny preview", "no preview"])
def test_camera_raw(orientation: int, preview_px: int) -> None:
    pytest.importorskip("rawpy")
    upright = blob(3, 640, 480).convert("L").convert("RGB")
    turn = TURNED[orientation]
    stored = upright if turn is None else upright.transpose(turn)
    sensor = np.asarray(stored.convert("L").resize((stored.width * 2, stored.height * 2)), np.uint16) * 200
    preview = None
    if preview_px:
        preview = stored.copy()
        preview.thumbnail((preview_px, preview_px))
    found = decode(dng(preview, sensor, orientation), raw="DNG")
    assert (found.format, found.width_px, found.height_px) == ("RAW:dng", 1280, 960)
    assert found.camera == "Acme One"
    one = found.pixels.astype(float).mean(axis=2).ravel()
    other = np.asarray(upright.resize((224, 224)).convert("L"), float).ravel()
    assert np.corrcoef(one, other)[0, 1] > 0.97, "upright"
    assert decode(dng(preview, sensor, orientation), raw=True).format == "RAW"


def test_a_raw_file_is_never_identical_to_its_preview() -> None:
    pytest.importorskip("rawpy")
    preview = blob(3, 640, 480)
    sensor = np.full((960, 1280), 9000, np.uint16)
    raw_hash = decode(dng(preview, sensor, 1), raw=True).picture_hash
    assert raw_hash != decode(jpeg(preview)).picture_hash
    sensor[0, 0] += 1
    assert decode(dng(preview, sensor, 1), raw=True).picture_hash != raw_hash


def test_raw_garbage() -> None:
    pytest.importorskip("rawpy")
    for data in (
        bytes(1000),
        b"II*\0" + bytes(500),
        b"FUJIFILMCCD-RAW 0201" + bytes(900),
        b"FOVb" + bytes(40),
    ):
        assert failure(data, raw=True).code in ("unsupported", "corrupt")
