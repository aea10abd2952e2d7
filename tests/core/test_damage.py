"""Cut and damaged files: how much can be read is measured, and nothing but ImageError comes out."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from simgui.core import decode as module
from simgui.core.decode import decode
from simgui.core.errors import ImageError
from tests.conftest import blob
from tests.core.pictures import (
    ODD_TAGS,
    difference,
    encoded,
    failure,
    jpeg,
    png,
    thumbnail_of,
)

pytestmark = ODD_TAGS


def test_a_jpeg_without_its_last_bytes_is_whole() -> None:
    data = jpeg(blob(1))
    expected = decode(data)
    for missing in (1, 2):
        found = decode(data[:-missing])
        assert found.picture_hash == expected.picture_hash, "what is seen is all there"
        assert np.array_equal(found.pixels, expected.pixels)
        assert found.readable_fraction is None
    assert difference(decode(data[:-12]).pixels, expected.pixels) < 1


@pytest.mark.parametrize("size", [(640, 480), (3000, 2000)], ids=["as it is", "scaled decode"])
@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.8])
def test_a_cut_jpeg(share: float, progressive: bool, size: tuple[int, int]) -> None:
    data = jpeg(blob(5, *size), progressive=progressive)
    cut = data[: int(len(data) * share)]
    error = failure(cut)
    assert error.code == "truncated"
    fraction = error.fields["fraction"]
    assert isinstance(fraction, float)
    assert 0 < fraction < 0.98
    if not progressive:
        assert fraction == pytest.approx(share, abs=0.12)
    found = decode(cut, tolerate_truncated=True)
    assert found.readable_fraction == fraction
    assert (found.width_px, found.height_px) == size
    if not progressive:
        # only what was read is shown: no grey below it
        rows = round(fraction * size[1]) // 16 * 16
        shown = blob(5, *size).crop((0, 0, size[0], rows)).resize((224, 224), Image.Resampling.BICUBIC)
        assert difference(found.pixels, np.asarray(shown)) < 12
        assert thumbnail_of(found).height < thumbnail_of(decode(data)).height


def test_a_cut_progressive_jpeg_is_shown_whole_but_coarser() -> None:
    picture = blob(5)
    data = jpeg(picture, progressive=True)
    found = decode(data[: len(data) // 2], tolerate_truncated=True)
    whole = np.asarray(picture.resize((224, 224), Image.Resampling.BICUBIC))
    assert thumbnail_of(found).size == (512, 384)
    assert difference(found.pixels, whole) < 8
    # cut in the very first scan, only its upper part is there
    start = data.find(b"\xff\xda")
    found = decode(data[: start + (data.find(b"\xff\xc4", start) - start) // 2], tolerate_truncated=True)
    assert 100 < thumbnail_of(found).height < 300


def test_the_fraction_of_a_cut_progressive_jpeg_grows() -> None:
    data = jpeg(blob(5), progressive=True)
    fractions = []
    for share in (0.15, 0.3, 0.5, 0.7, 0.9):
        found = failure(data[: int(len(data) * share)]).fields["fraction"]
        assert isinstance(found, float)
        fractions.append(found)
    assert fractions == sorted(fractions)
    assert fractions[0] < 0.5 < fractions[-1]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_cut_png(share: float) -> None:
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 256, (300, 400, 3), np.uint8))
    data = png(noise)
    error = failure(data[: int(len(data) * share)])
    assert error.code == "truncated"
    assert error.fields["fraction"] == pytest.approx(share, abs=0.02)
    found = decode(data[: int(len(data) * share)], tolerate_truncated=True)
    assert found.readable_fraction is not None
    assert found.readable_fraction == error.fields["fraction"]
    assert (found.width_px, found.height_px) == (400, 300)
    rows = round(300 * found.readable_fraction)
    shown = noise.crop((0, 0, 400, rows)).resize((224, 224), Image.Resampling.BICUBIC)
    assert difference(found.pixels, np.asarray(shown)) < 1
    assert found.picture_hash != decode(data).picture_hash


def test_a_png_without_its_end_chunk_is_whole() -> None:
    data = png(blob(1))
    assert decode(data[:-12]).picture_hash == decode(data).picture_hash


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "WEBP", "AVIF", "PPM", "HEIF"])
@pytest.mark.parametrize("share", [0.02, 0.5])
def test_other_cut_files_say_so(kind: str, share: float) -> None:
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 256, (200, 300, 3), np.uint8))
    if kind == "HEIF":
        out = io.BytesIO()
        pytest.importorskip("pillow_heif").from_pillow(noise).save(out)
        data = out.getvalue()
    else:
        data = encoded(noise, kind, **({"compression": "tiff_lzw"} if kind == "TIFF" else {}))
    error = failure(data[: int(len(data) * share)])
    assert error.code == "truncated"


def test_a_cut_gif_and_bmp_come_from_their_readable_part() -> None:
    picture = blob(1, 320, 240)
    for kind in ("GIF", "BMP", "PPM"):
        data = encoded(picture, kind)
        found = decode(data[: len(data) * 6 // 10], tolerate_truncated=True)
        assert found.readable_fraction == pytest.approx(0.6, abs=0.1)
        assert (found.width_px, found.height_px) == (320, 240)


@pytest.mark.parametrize("compression", ["raw", "tiff_lzw", "tiff_adobe_deflate"])
def test_a_cut_tiff_comes_from_its_readable_part(compression: str) -> None:
    out = io.BytesIO()
    picture = blob(1, 320, 240)
    tags = {278: 10}  # rows per strip
    picture.save(out, "TIFF", compression=compression, tiffinfo=tags)
    data = out.getvalue()
    if (
        compression != "raw"
    ):  # then Pillow writes the directory last; cameras write it first, where it survives
        data = directory_first(data)
    found = decode(data[: len(data) * 6 // 10], tolerate_truncated=True)
    assert found.readable_fraction == pytest.approx(0.6, abs=0.15)
    assert (found.width_px, found.height_px) == (320, 240)
    rows = round(found.readable_fraction * 240)
    shown = picture.crop((0, 0, 320, rows)).resize((224, 224), Image.Resampling.BICUBIC)
    assert difference(found.pixels, np.asarray(shown)) < 2


def directory_first(data: bytes) -> bytes:
    """The same TIFF (classic, little-endian) with the directory and its values in front of the pixels."""
    at = int.from_bytes(data[4:8], "little")
    head = data[at:]  # the directory, and the values behind it
    shift = len(head)
    count = int.from_bytes(head[:2], "little")
    moved = bytearray(head)
    sizes = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8}
    for entry in range(2, 2 + 12 * count, 12):
        tag, kind, number, value = struct.unpack_from("<HHII", moved, entry)
        if sizes[kind] * number > 4:
            place = value - at + 8
            struct.pack_into("<I", moved, entry + 8, place)
            if tag == 273:
                for i in range(number):
                    (offset,) = struct.unpack_from("<I", moved, place - 8 + 4 * i)
                    struct.pack_into("<I", moved, place - 8 + 4 * i, offset + shift)
        elif tag == 273:
            struct.pack_into("<I", moved, entry + 8, value + shift)
    return b"II*\0" + struct.pack("<I", 8) + bytes(moved) + data[8:at]


def outcome(data: bytes, **options: object) -> str:
    """The code of what was wrong, "decoded" otherwise. Anything but an ImageError is let through and fails the test."""
    try:
        found = decode(data, **options)  # type: ignore[arg-type]
    except ImageError as error:
        return error.code
    assert found.pixels.shape == (224, 224, 3)
    return "decoded"


OUTCOMES = {"decoded", "truncated", "corrupt", "unsupported", "not_an_image", "too_large"}


@settings(max_examples=40, deadline=None)
@given(share=st.floats(0.001, 0.999), tolerate=st.booleans(), progressive=st.booleans())
def test_a_jpeg_cut_anywhere(share: float, tolerate: bool, progressive: bool) -> None:
    data = jpeg(blob(6, 160, 120), progressive=progressive, comment=b"x" * 300)
    cut = data[: max(1, int(len(data) * share))]
    assert outcome(cut, tolerate_truncated=tolerate) in {"decoded", "truncated", "not_an_image"}


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_damaged_files_never_raise_anything_else(data: st.DataObject) -> None:
    kind = data.draw(
        st.sampled_from(["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "PPM", "AVIF", "JPEG2000"])
    )
    file = bytearray(encoded(blob(7, 64, 48), kind))
    for _ in range(data.draw(st.integers(1, 5))):
        # headers matter most
        at = data.draw(st.integers(0, min(len(file) - 1, 200)) | st.integers(0, len(file) - 1))
        file[at] = data.draw(st.integers(0, 255))
    assert outcome(bytes(file)) in OUTCOMES


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=300), st.sampled_from(sorted(module._OPENERS)))
def test_garbage_behind_a_header(garbage: bytes, kind: str) -> None:
    if kind == "HEIF":
        head = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
    else:
        head = encoded(Image.new("L", (9, 9)), kind)[:12]
    assert outcome(head + garbage) in OUTCOMES
