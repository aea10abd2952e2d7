"""The laws of the picture hash: what changes it, and what must not."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from simgui.core import decode as module
from simgui.core import jpeg as jpeg_module
from simgui.core.decode import decode
from tests.conftest import blob
from tests.core.pictures import (
    ODD_TAGS,
    TURNED,
    difference,
    encoded,
    exif_with,
    failure,
    jpeg,
    picture_hash_of_stream,
    png,
    segment,
)

pytestmark = ODD_TAGS


# bytes of which most are FF or D9
FEW = bytes((0xFF, 0xD9, 0xFF, 0xD9, 0x00)[value % 5] for value in range(256))


def with_segments(data: bytes, segments: list[bytes]) -> bytes:
    return data[:2] + b"".join(segments) + data[2:]


plain_segments = st.lists(
    st.builds(
        segment,
        st.sampled_from([0xE0, 0xE1, 0xE3, 0xE5, 0xEC, 0xED, 0xEF, 0xFE]),
        st.binary(max_size=200).map(lambda body: b"any " + body),
    ),
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(segments=plain_segments, trailing=st.binary(max_size=100), progressive=st.booleans())
def test_metadata_and_what_follows_do_not_change_a_jpegs_hash(
    segments: list[bytes], trailing: bytes, progressive: bool
) -> None:
    plain = jpeg(blob(8, 80, 60), progressive=progressive)
    edited = with_segments(plain, segments) + trailing
    assert picture_hash_of_stream(edited) == picture_hash_of_stream(plain)
    found = decode(edited)
    assert found.picture_hash == picture_hash_of_stream(plain)
    assert np.array_equal(found.pixels, decode(plain).pixels)


@settings(max_examples=100, deadline=None)
@given(
    data=st.binary(max_size=60).map(lambda raw: raw.translate(FEW)),
    start=st.integers(0, 20),
    end=st.integers(20, 80),
)
def test_markers_are_found_as_bytes_finds_them(data: bytes, start: int, end: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jpeg_module, "_SEARCHED_BYTES", 7)
        found = list(jpeg_module._markers(data, 0xD9, start, end))
        first = next(jpeg_module._markers(data, 0xD9, start), -1)
    assert len(found) == data.count(b"\xff\xd9", start, end)
    assert first == data.find(b"\xff\xd9", start)
    assert all(data[at : at + 2] == b"\xff\xd9" for at in found)


def test_a_rating_or_a_date_does_not_change_a_jpegs_hash_but_orientation_does() -> None:
    picture = blob(8, 80, 60)
    rated = Image.Exif()
    rated[0x4746], rated[0x0132] = 5, "2020:01:01 00:00:00"
    plain = picture_hash_of_stream(jpeg(picture))
    assert picture_hash_of_stream(jpeg(picture, exif=rated)) == plain
    hashes = {
        picture_hash_of_stream(jpeg(picture, exif=exif_with(orientation))) for orientation in range(1, 9)
    }
    assert len(hashes) == 8
    assert plain in hashes
    assert picture_hash_of_stream(jpeg(picture, exif=exif_with(77))) == plain


def test_other_pixels_or_coding_change_a_jpegs_hash() -> None:
    hashes = {
        picture_hash_of_stream(data)
        for data in (
            jpeg(blob(8, 80, 60)),
            jpeg(blob(9, 80, 60)),
            jpeg(blob(8, 80, 60), quality=89),
            jpeg(blob(8, 80, 60), progressive=True),
            jpeg(blob(8, 80, 60).convert("L")),
        )
    }
    assert len(hashes) == 5


def test_the_adobe_transform_counts() -> None:
    plain = jpeg(blob(8, 80, 60), keep_rgb=True)
    at = plain.find(b"Adobe")
    assert at > 0
    other = bytearray(plain)
    other[at + 11] = 1  # says YCbCr of the same coefficients: other colours
    assert picture_hash_of_stream(bytes(other)) != picture_hash_of_stream(plain)
    assert not np.array_equal(decode(bytes(other)).pixels, decode(plain).pixels)


def test_only_the_first_stream_of_an_mpo_counts() -> None:
    first, second = blob(8, 200, 150), blob(9, 200, 150)
    out = io.BytesIO()
    first.save(out, "MPO", save_all=True, append_images=[second], quality=90)
    found = decode(out.getvalue())
    assert found.format == "JPEG"
    assert found.picture_hash == decode(jpeg(first)).picture_hash


def test_a_stream_behind_junk_is_found_only_when_it_is_the_picture() -> None:
    whole = jpeg(blob(8, 800, 600))
    junk = b"\xff\xd8\xff\xe0\0\x10" + bytes(range(1, 200)) * 3
    assert decode(junk + whole).picture_hash == decode(whole).picture_hash
    # a thumbnail inside EXIF is no stand-in for a picture that is gone
    thumbnail = jpeg(blob(8, 80, 60))
    lost = b"\xff\xd8" + segment(0xE1, b"Exif\0\0II*\0" + thumbnail) + bytes(len(thumbnail) * 3)
    assert failure(lost).code in ("truncated", "corrupt")


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\0", png(blob(1, 9, 9)), b"<html>"])
def test_no_stream_no_hash(data: bytes) -> None:
    assert picture_hash_of_stream(data) is None


pixels = st.tuples(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1))


def random_picture(shape: tuple[int, int, int], channels: int) -> np.ndarray:
    height, width, seed = shape
    return np.random.default_rng(seed).integers(0, 256, (height, width, channels), np.uint8)


LOSSLESS: list[Callable[[Image.Image], bytes]] = [
    png,
    lambda im: png(im, compress_level=1),
    lambda im: encoded(im, "BMP"),
    lambda im: encoded(im, "TIFF"),
    lambda im: encoded(im, "TIFF", compression="tiff_lzw"),
    lambda im: encoded(im, "WEBP", lossless=True, exact=True),
    lambda im: encoded(im, "PPM"),
]


@settings(max_examples=40, deadline=None)
@given(pixels)
def test_the_container_does_not_change_the_hash(shape: tuple[int, int, int]) -> None:
    colour = Image.fromarray(random_picture(shape, 3))
    assert len({decode(write(colour)).picture_hash for write in LOSSLESS}) == 1
    grey = Image.fromarray(random_picture(shape, 1)[..., 0])
    twins = [png(grey), *(write(grey.convert("RGB")) for write in LOSSLESS), png(grey.convert("LA"))]
    twins += [png(grey.convert("RGBA")), encoded(grey, "TIFF"), encoded(grey, "GIF")]
    assert len({decode(data).picture_hash for data in twins}) == 1
    clear = Image.fromarray(random_picture(shape, 4))
    hashes = {decode(data).picture_hash for data in (png(clear), encoded(clear, "TIFF"), LOSSLESS[5](clear))}
    assert len(hashes) == 1


@settings(max_examples=40, deadline=None)
@given(pixels, st.integers(0, 10**9), st.integers(0, 2))
def test_any_pixel_changes_the_hash(shape: tuple[int, int, int], place: int, channel: int) -> None:
    before = random_picture(shape, 3)
    after = before.copy()
    after[place % shape[0], place // 7 % shape[1], channel] ^= 1
    assert (
        decode(png(Image.fromarray(before))).picture_hash != decode(png(Image.fromarray(after))).picture_hash
    )


def test_the_shape_counts() -> None:
    solid = [
        decode(png(Image.new("RGB", size, (7, 8, 9)))).picture_hash for size in ((6, 4), (4, 6), (12, 2))
    ]
    assert len(set(solid)) == 3


def test_palette_and_one_bit_pictures_equal_their_twins() -> None:
    palette = blob(1, 64, 48).quantize(32)
    assert decode(png(palette)).picture_hash == decode(png(palette.convert("RGB"))).picture_hash
    assert decode(encoded(palette, "GIF")).picture_hash == decode(png(palette.convert("RGB"))).picture_hash
    bits = blob(1, 64, 48).convert("1")
    assert decode(png(bits)).picture_hash == decode(png(bits.convert("L"))).picture_hash
    assert decode(encoded(bits, "TIFF", compression="group4")).picture_hash == decode(png(bits)).picture_hash


@pytest.mark.parametrize("orientation", range(1, 9))
def test_bands_are_the_upright_picture(orientation: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # a large picture is hashed in bands: the same as a small one in one piece
    monkeypatch.setattr("simgui.core.picture_hash._BAND_PX", 500)
    upright = blob(4, 96, 67)
    turn = TURNED[orientation]
    stored = upright if turn is None else upright.transpose(turn)
    banded = decode(png(stored, exif=exif_with(orientation))).picture_hash
    monkeypatch.undo()
    assert banded == decode(png(upright)).picture_hash


def test_a_large_picture_is_reduced_in_bands_without_seams(monkeypatch: pytest.MonkeyPatch) -> None:
    for mode in ("RGB", "RGBA", "L", "P", "CMYK"):
        picture = blob(5, 1100, 1000).convert(mode)
        data = encoded(picture, "TIFF" if mode == "CMYK" else "BMP" if mode in ("RGB", "L", "P") else "PNG")
        monkeypatch.setattr(module, "_BAND_PX", 20_000)
        banded = decode(data, input_px=100, thumbnail_px=100)
        monkeypatch.undo()
        assert np.array_equal(banded.pixels, decode(data, input_px=100, thumbnail_px=100).pixels)
        whole = np.asarray(picture.convert("RGB").resize((100, 100), Image.Resampling.BICUBIC))
        assert difference(banded.pixels, whole) < 2


def several_frames(kind: str, seeds: tuple[int, ...]) -> bytes:
    frames = [blob(seed, 64, 48) for seed in seeds]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:])


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF", "AVIF"])
def test_several_frames(kind: str) -> None:
    moving, other = several_frames(kind, (1, 2)), several_frames(kind, (1, 3))
    found = decode(moving)
    assert found.picture_hash != decode(other).picture_hash, "the same first frame is not the same picture"
    assert found.picture_hash != decode(encoded(blob(1, 64, 48), kind)).picture_hash
    assert found.picture_hash == decode(bytes(moving)).picture_hash
    limit = 16 if kind == "GIF" else 6
    assert difference(found.pixels, decode(png(blob(1, 64, 48))).pixels) < limit, (
        "the first frame is described"
    )
