"""Depth, transparency, colour models and profiles (rows D3 and D5 of the cases)."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageDraw, ImageOps

from simgui.core.decode import decode
from tests.conftest import blob
from tests.core.pictures import (
    ODD_TAGS,
    chunk,
    difference,
    encoded,
    jpeg,
    plain_tiff,
    png,
    profile,
    thumbnail_of,
    wide_gamut_profile,
    with_chunk,
)

pytestmark = ODD_TAGS


# ---------------------------------------------------------------- D3: more than 8 bits

RAMP = np.tile(np.linspace(0, 65535, 256).astype(np.uint16), (64, 1))


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_16_bits_are_scaled_and_not_clipped(kind: str) -> None:
    deep = decode(encoded(Image.fromarray(RAMP), kind))
    twin = decode(png(Image.fromarray((RAMP >> 8).astype(np.uint8))))
    assert len(np.unique(deep.pixels)) >= 200
    assert difference(deep.pixels, twin.pixels) < 1
    assert 100 < np.asarray(thumbnail_of(deep)).mean() < 155, "not white"
    assert deep.picture_hash != twin.picture_hash, "16 bits hold more than 8"


def test_16_bit_scenes_are_told_apart_by_their_lower_bits() -> None:
    finer = RAMP.copy()
    finer[0, 0] ^= 1
    assert decode(png(Image.fromarray(RAMP))).picture_hash != decode(png(Image.fromarray(finer))).picture_hash


def test_16_bit_containers_agree() -> None:
    hashes = {
        decode(encoded(Image.fromarray(RAMP), kind, **options)).picture_hash
        for kind, options in (
            ("PNG", {}),
            ("PNG", {"compress_level": 1}),
            ("TIFF", {}),
            ("TIFF", {"compression": "tiff_lzw"}),
            ("PPM", {}),
        )
    }
    assert len(hashes) == 1


def png_of_16_bit_rgb(values: np.ndarray) -> bytes:
    """values: uint16 (h, w, 3)"""
    height, width, _ = values.shape
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)
    header = struct.pack(">IIBBBBB", width, height, 16, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def test_a_16_bit_colour_picture_is_not_identical_to_its_8_bit_twin() -> None:
    values = np.asarray(blob(1, 64, 48), np.uint16) * 256 + 7
    deep = decode(png_of_16_bit_rgb(values))
    twin = decode(png(blob(1, 64, 48)))
    assert difference(deep.pixels, twin.pixels) < 1
    assert deep.picture_hash != twin.picture_hash
    finer = values.copy()
    finer[0, 0, 0] ^= 1
    assert decode(png_of_16_bit_rgb(finer)).picture_hash != deep.picture_hash
    assert decode(with_chunk(png_of_16_bit_rgb(values), b"tEXt", b"a\0b")).picture_hash == deep.picture_hash


@pytest.mark.parametrize(
    "values",
    [
        RAMP.astype(np.int32),
        RAMP.astype(np.int32) * 30000,
        RAMP.astype(np.int32) - 40000,
        RAMP.astype(np.float32) / 65535,
        RAMP.astype(np.float32) / 257,
        RAMP.astype(np.float32),
        RAMP.astype(np.float32) * 1e6 - 1e9,
        np.where(RAMP == 0, np.nan, RAMP.astype(np.float32)),
    ],
    ids=["16 in 32", "32", "signed", "0..1", "0..255", "0..65535", "any range", "with NaN"],
)
def test_32_bit_and_float_pictures_keep_their_ramp(values: np.ndarray) -> None:
    found = decode(encoded(Image.fromarray(values), "TIFF"))
    assert len(np.unique(found.pixels)) >= 200
    assert found.pixels[:, 0].mean() < 20
    assert found.pixels[:, -1].mean() > 235


def test_12_bits_use_the_whole_range() -> None:
    packed = bytearray()  # two values in three bytes
    for one, other in (RAMP >> 4).astype(np.uint32).reshape(-1, 2).tolist():
        packed += bytes((one >> 4, (one & 15) << 4 | other >> 8, other & 255))
    found = decode(plain_tiff((256, 64), bytes(packed), 12))
    assert found.pixels.max() > 250
    assert difference(found.pixels, decode(png(Image.fromarray((RAMP >> 8).astype(np.uint8)))).pixels) < 1


# ---------------------------------------------------------------- D5: transparency


def drawing(shape: str) -> Image.Image:
    """Black on clear ground; the colour under alpha 0 is black, too."""
    picture = Image.new("RGBA", (256, 256), (0, 0, 0, 0))
    getattr(ImageDraw.Draw(picture), shape)((60, 60, 196, 196), outline=(0, 0, 0, 255), width=24)
    return picture


def test_line_art_on_clear_ground_is_told_apart() -> None:
    ring, square = decode(png(drawing("ellipse"))), decode(png(drawing("rectangle")))
    assert difference(ring.pixels, square.pixels) > 10
    assert ring.picture_hash != square.picture_hash
    assert tuple(ring.pixels[0, 0]) == (128, 128, 128), "neutral ground"
    corner = np.asarray(thumbnail_of(ring))[2, 2].astype(int)
    assert np.abs(corner - 128).max() <= 3
    assert not ring.measures["flat"]


def test_an_opaque_alpha_channel_is_no_difference() -> None:
    picture = blob(1, 100, 80)
    opaque = picture.convert("RGBA")
    for data in (png(opaque), encoded(opaque, "WEBP", lossless=True), encoded(opaque, "TIFF")):
        found = decode(data)
        assert found.picture_hash == decode(png(picture)).picture_hash
        assert np.array_equal(found.pixels, decode(png(picture)).pixels)


def test_colour_that_cannot_be_seen_does_not_count() -> None:
    ring = drawing("ellipse")
    hidden = np.array(ring)
    hidden[hidden[..., 3] == 0, :3] = np.random.default_rng(0).integers(0, 256, 3)
    assert decode(png(Image.fromarray(hidden))).picture_hash == decode(png(ring)).picture_hash
    seen = np.array(ring)
    seen[128, 62] = (1, 0, 0, 255)
    assert decode(png(Image.fromarray(seen))).picture_hash != decode(png(ring)).picture_hash


def test_palette_with_transparency() -> None:
    palette = drawing("ellipse").convert("P")
    data = png(palette, transparency=palette.getpixel((0, 0)))
    assert difference(decode(data).pixels, decode(png(drawing("ellipse"))).pixels) < 2
    assert decode(data).picture_hash == decode(png(drawing("ellipse"))).picture_hash


def test_a_wholly_clear_picture_is_flat() -> None:
    assert decode(png(Image.new("RGBA", (50, 50), (9, 99, 199, 0)))).measures["flat"]


# ---------------------------------------------------------------- colour


def test_cmyk_is_shown_in_its_colours() -> None:
    picture = blob(2, 200, 150)
    for kind in ("JPEG", "TIFF"):
        found = decode(encoded(picture.convert("CMYK"), kind, **({"quality": 95} if kind == "JPEG" else {})))
        assert difference(found.pixels, decode(png(picture)).pixels) < 4


def test_lab_is_shown_in_its_colours() -> None:
    picture = blob(2, 200, 150)
    lab = ImageCms.createProfile("LAB")
    stored = ImageCms.profileToProfile(picture, ImageCms.createProfile("sRGB"), lab, outputMode="LAB")
    assert stored is not None
    found = decode(encoded(stored, "TIFF"))
    assert difference(found.pixels, decode(png(picture)).pixels) < 8


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_png(mode: str) -> None:
    picture = ImageOps.autocontrast(blob(1, 120, 90).convert("L"))
    if mode == "I;16":
        stored = Image.fromarray(np.asarray(picture, np.uint16) * 257)
    else:
        stored = picture.convert(mode, dither=Image.Dither.NONE)
    found = decode(png(stored))
    expected = stored.convert("L") if mode == "1" else picture
    whole = np.asarray(expected.resize((224, 224), Image.Resampling.BICUBIC).convert("RGB"))
    assert difference(found.pixels, whole) < 1.5


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_profile_counts_when_it_changes_what_is_seen(kind: str) -> None:
    picture = blob(1, 200, 150)
    options: dict[str, object] = {"lossless": True} if kind == "WEBP" else {}
    plain = decode(encoded(picture, kind, **options))
    exchanged = decode(encoded(picture, kind, icc_profile=wide_gamut_profile(), **options))
    assert exchanged.picture_hash != plain.picture_hash
    assert difference(exchanged.pixels, plain.pixels[..., [1, 0, 2]]) < 4, "red and green change places"
    for no_difference in (profile("sRGB"), b"garbage", bytes(3000), profile("sRGB")[:200]):
        found = decode(encoded(picture, kind, icc_profile=no_difference, **options))
        assert found.picture_hash == plain.picture_hash
        assert np.array_equal(found.pixels, plain.pixels)


def test_a_profile_for_other_colours_is_ignored() -> None:
    grey = blob(1, 200, 150).convert("L")
    plain = decode(jpeg(grey))
    found = decode(jpeg(grey, icc_profile=wide_gamut_profile()))
    assert found.picture_hash == plain.picture_hash
    assert np.array_equal(found.pixels, plain.pixels)


def test_a_16_bit_tiff_in_which_zero_is_white_is_no_negative() -> None:
    samples = np.tile(np.linspace(0, 65535, 256).astype(np.uint16), (64, 1))
    held = io.BytesIO()
    Image.fromarray(samples).save(held, "TIFF", tiffinfo={262: 0})
    assert Image.open(io.BytesIO(held.getvalue())).tag_v2[262] == 0
    pixels = decode(held.getvalue()).pixels
    assert pixels[:, 0].mean() > 250
    assert pixels[:, -1].mean() < 5
