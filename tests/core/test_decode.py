"""Decoding: odd and hostile files (rows D1, D2, D4, D6, D7 and S8 of the cases), reading, threads."""

from __future__ import annotations

import io
import os
import socket
import struct
import subprocess
import sys
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from simgui.core import decode as module
from simgui.core import formats, limits
from simgui.core.decode import decode, read_file
from simgui.core.errors import ImageError
from tests.conftest import blob
from tests.core.pictures import (
    ODD_TAGS,
    ROOT,
    TURNED,
    chunk,
    difference,
    encoded,
    exif_with,
    failure,
    jpeg,
    plain_tiff,
    png,
    run_silently,
    segment,
    thumbnail_of,
    wide_gamut_profile,
    with_chunk,
)

pytestmark = ODD_TAGS


# ---------------------------------------------------------------- the usual case


def test_what_a_photograph_comes_to() -> None:
    picture = blob(1, 1600, 1200)
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "NIKON CORPORATION", "NIKON D50"
    exif.get_ifd(0x8769)[0x9003] = "2021:03:04 05:06:07"
    exif.get_ifd(0x8825).update({1: "S", 2: (33.0, 51.0, 30.0), 3: "E", 4: (151.0, 12.0, 36.0)})
    found = decode(jpeg(picture, exif=exif))
    assert (found.width_px, found.height_px, found.format) == (1600, 1200, "JPEG")
    assert (found.date, found.camera) == ("2021-03-04T05:06:07", "NIKON D50")
    assert found.latitude == pytest.approx(-33.858333)
    assert found.longitude == pytest.approx(151.21)
    assert found.pixels.shape == (224, 224, 3)
    assert found.pixels.dtype == np.uint8
    assert len(found.picture_hash) == 32
    assert thumbnail_of(found).size == (512, 384)
    assert found.measures["jpeg_quality"] == pytest.approx(90, abs=2)
    assert found.readable_fraction is None
    whole = np.asarray(picture.resize((224, 224), Image.Resampling.BICUBIC))
    assert difference(found.pixels, whole) < 2, "the whole picture, squashed and not cropped"


def test_sizes_can_be_asked_for() -> None:
    found = decode(jpeg(blob(1, 1600, 1200)), input_px=260, thumbnail_px=300)
    assert found.pixels.shape == (260, 260, 3)
    assert thumbnail_of(found).size == (300, 225)


@pytest.mark.parametrize("quality", [30, 60, 75, 95])
def test_jpeg_quality_is_estimated(quality: int) -> None:
    assert decode(jpeg(blob(1), quality=quality)).measures["jpeg_quality"] == pytest.approx(quality, abs=1.5)


def test_a_small_plain_jpeg_is_its_own_thumbnail_without_its_metadata() -> None:
    data = jpeg(blob(1, 400, 300), comment=b"a secret")
    found = decode(data)
    assert b"a secret" not in found.thumbnail
    assert np.array_equal(np.asarray(thumbnail_of(found)), np.asarray(Image.open(io.BytesIO(data))))
    # a large file of a small picture is encoded anew
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 256, (400, 500, 3), np.uint8))
    assert len(decode(jpeg(noise, quality=98)).thumbnail) < len(jpeg(noise, quality=98)) / 2


def test_a_scaled_decode_changes_little() -> None:
    picture = blob(3, 4000, 3000)
    whole = np.asarray(picture.resize((224, 224), Image.Resampling.BICUBIC))
    assert difference(decode(jpeg(picture)).pixels, whole) < 1.5


# ---------------------------------------------------------------- D1: one bad file


def test_bad_files_are_told_apart() -> None:
    whole = jpeg(blob(1))
    page = b"<!DOCTYPE html>\n<html><head><title>404</title></head></html>"
    assert failure(b"").code == "empty"
    not_a_picture = failure(page)
    assert (not_a_picture.code, not_a_picture.fields["holds"]) == ("not_an_image", "HTML page")
    cut = failure(whole[: len(whole) // 2])
    assert cut.code == "truncated"
    assert cut.fields["fraction"] == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize(
    ("data", "holds"),
    [
        (b"\xef\xbb\xbf\n  <HTML><body>x", "HTML page"),
        (b"<?xml version='1.0'?><html xmlns='x'></html>", "HTML page"),
        (b"just a note\n" * 20, "text"),
        ("Straße, 写真\n".encode() * 20, "text"),
        (b'{"error": "not found"}', "text"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\0\0\0" + bytes(60), "ZIP archive"),
        (b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41" + bytes(40), "video"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + bytes(40), "video"),
        (b"RIFF\x24\0\0\0AVI LIST" + bytes(40), "video"),
        (b"\x1a\x45\xdf\xa3" + bytes(40), "video"),
        (bytes(3000), "unknown data"),
    ],
)
def test_what_is_no_picture_is_named(data: bytes, holds: str) -> None:
    error = failure(data)
    assert (error.code, error.fields["holds"]) == ("not_an_image", holds)


@pytest.mark.parametrize(
    "data",
    [
        encoded(blob(1, 64, 64), "ICO"),
        encoded(blob(1, 64, 64), "TGA"),
        encoded(blob(1, 64, 64), "PCX"),
        encoded(blob(1, 64, 64), "DDS"),
        b"8BPS\0\x01" + bytes(100),
        b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_pictures_of_other_sorts_are_unsupported(data: bytes) -> None:
    assert failure(data).code == "unsupported"


# ---------------------------------------------------------------- D2: sound pixels, odd metadata


def test_a_bloated_comment_does_not_cost_a_png() -> None:
    plain = png(blob(1))
    text = zlib.compress(b"A" * (2 << 20))
    odd = {
        "zTXt": with_chunk(plain, b"zTXt", b"Comment\0\0" + text),
        "iTXt": with_chunk(plain, b"iTXt", b"Comment\0\1\0\0\0" + text),
        "iCCP": png(blob(1), icc_profile=bytes(2 << 20)),
        "short gAMA": with_chunk(plain, b"gAMA", b"\0"),
        "short acTL": with_chunk(plain, b"acTL", b"\0"),
        "frames out of order": with_chunk(
            with_chunk(plain, b"fcTL", struct.pack(">5IHHBB", 7, 640, 480, 0, 0, 1, 1, 0, 0)),
            b"acTL",
            struct.pack(">II", 2, 0),
        ),
        "bad checksum of a comment": with_chunk(plain, b"tEXt", b"a\0b").replace(b"a\0b", b"a\0c"),
        "unknown chunk": with_chunk(plain, b"maRk", bytes(1000)),
    }
    expected = decode(plain)
    for what, data in odd.items():
        found = decode(data)
        assert found.picture_hash == expected.picture_hash, what
        assert np.array_equal(found.pixels, expected.pixels), what
        assert found.thumbnail == expected.thumbnail, what


ODD_SEGMENTS = {
    "EXIF cut short": segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\x05\x01"),
    "EXIF of nonsense": segment(0xE1, b"Exif\0\0" + bytes(range(256))),
    "EXIF that points to itself": segment(
        0xE1, b"Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\0\0\0\0"
    ),
    "Photoshop block cut short": segment(0xED, b"Photoshop 3.0\x008BIM\x04"),
    "MPO index of nonsense": segment(0xE2, b"MPF\0II*\0\xff\xff\xff\xff"),
    "ICC chunk without the others": segment(0xE2, b"ICC_PROFILE\0\x01\x07" + bytes(100)),
    "ICC profile of nonsense": segment(0xE2, b"ICC_PROFILE\0\x01\x01" + bytes(500)),
    "JFIF cut short": segment(0xE0, b"JFIF\0"),
    "comment": segment(0xFE, b"\xff\xd9 and more"),
    "XMP": segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"),
}


@pytest.mark.parametrize("what", ODD_SEGMENTS)
def test_an_odd_segment_does_not_cost_a_jpeg(what: str) -> None:
    plain = jpeg(blob(1))
    odd = plain[:2] + ODD_SEGMENTS[what] + plain[2:]
    expected, found = decode(plain), decode(odd)
    assert found.picture_hash == expected.picture_hash
    assert np.array_equal(found.pixels, expected.pixels)


def test_broken_exif_leaves_other_formats_upright() -> None:
    for kind in ("PNG", "WEBP", "AVIF"):
        expected = decode(encoded(blob(1, 96, 64), kind))
        found = decode(encoded(blob(1, 96, 64), kind, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x05\x01"))
        assert (found.width_px, found.height_px) == (96, 64)
        assert found.picture_hash == expected.picture_hash


# ---------------------------------------------------------------- D4: orientation


@pytest.mark.parametrize("size", [(300, 200), (2600, 1800)], ids=["as it is", "scaled decode"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_of_jpeg(orientation: int, size: tuple[int, int]) -> None:
    upright = blob(4, *size)
    turn = TURNED[orientation]
    stored = upright if turn is None else upright.transpose(turn)
    expected = decode(jpeg(upright))
    found = decode(jpeg(stored, exif=exif_with(orientation)))
    assert (found.width_px, found.height_px) == size
    assert difference(found.pixels, expected.pixels) < 2
    assert thumbnail_of(found).size == thumbnail_of(expected).size
    assert difference(np.asarray(thumbnail_of(found)), np.asarray(thumbnail_of(expected))) < 3


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_of_other_formats(kind: str, orientation: int) -> None:
    upright = blob(4, 96, 64)
    turn = TURNED[orientation]
    stored = upright if turn is None else upright.transpose(turn)
    options: dict[str, object] = {"lossless": True} if kind == "WEBP" else {}
    found = decode(encoded(stored, kind, exif=exif_with(orientation), **options))
    assert (found.width_px, found.height_px) == (96, 64)
    assert difference(found.pixels, decode(png(upright)).pixels) < 4
    if kind != "AVIF":  # which loses a little, and not the same when turned
        assert found.picture_hash == decode(png(upright)).picture_hash


def test_orientation_of_heic_is_applied_once() -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    upright = blob(4, 96, 64)
    for orientation in (1, 3, 6, 8):
        turn = TURNED[orientation]
        stored = upright if turn is None else upright.transpose(turn)
        image = pillow_heif.from_pillow(stored)
        image.info["exif"] = exif_with(orientation).tobytes()
        out = io.BytesIO()
        image.save(out, quality=95)
        found = decode(out.getvalue())
        assert (found.width_px, found.height_px) == (96, 64)
        assert difference(found.pixels, decode(png(upright)).pixels) < 4


@pytest.mark.parametrize("value", [0, 9, 255, 65535])
def test_an_orientation_out_of_range_is_none(value: int) -> None:
    found = decode(jpeg(blob(1, 96, 64), exif=exif_with(value)))
    assert found.picture_hash == decode(jpeg(blob(1, 96, 64))).picture_hash
    assert (found.width_px, found.height_px) == (96, 64)


@pytest.mark.parametrize("directory", [34665, 34853, 330], ids=["EXIF", "GPS", "further pictures"])
def test_a_tiff_whose_other_tags_are_broken_is_turned_all_the_same(directory: int) -> None:
    stored = blob(4, 64, 96).convert("L")
    expected = decode(plain_tiff(stored.size, stored.tobytes(), 8, t274=6))
    assert (expected.width_px, expected.height_px) == (96, 64)
    for place in (0xFFFFFF00, 9, 64 * 96):  # far beyond the file, into itself, into the pixels
        broken = plain_tiff(stored.size, stored.tobytes(), 8, t274=6, **{f"t{directory}": place})
        found = decode(broken)
        assert (found.width_px, found.height_px) == (96, 64)
        assert found.picture_hash == expected.picture_hash


# ---------------------------------------------------------------- D6: huge pictures


def png_of_one_bit(width: int, height: int) -> bytes:
    unpacked = zlib.compressobj(9)
    row = b"\0" + b"\xf0" * ((width + 7) // 8)
    pixels = b"".join(unpacked.compress(row * 100) for _ in range(height // 100)) + unpacked.compress(
        row * (height % 100)
    )
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = chunk(b"IDAT", pixels + unpacked.flush())
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


_HUGE = """
import sys, threading
import torch, numpy as np
from simgui.core.decode import decode
def show(path): print(decode(open(path, "rb").read()).width_px)
threads = [threading.Thread(target=show, args=(path,)) for path in sys.argv[1:]]
for thread in threads: thread.start()
for thread in threads: thread.join()
peak_kib = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print("peak", peak_kib)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads its peak memory from /proc")
def test_huge_pictures_within_a_gibibyte_and_without_a_word(tmp_path: Path) -> None:
    # a process of its own, with torch in it, and threads that decode at the same time
    paths = []
    for number, data in enumerate(
        (
            png_of_one_bit(13400, 13400),
            jpeg(Image.new("L", (13000, 13000), 128), quality=75),
            png_of_one_bit(20000, 20000),
            png(Image.new("RGB", (9000, 9000), (1, 2, 3))),
        )
    ):
        paths.append(tmp_path / f"{number}.bin")
        paths[-1].write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", _HUGE, *paths], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr == "", "no warning on the terminal"
    *widths, peak = done.stdout.split("\n")[:-1]
    assert sorted(map(int, widths)) == [9000, 13000, 13400, 20000]
    assert int(peak.split()[1]) < 1 << 20


def test_too_large_is_refused_from_the_header_with_numbers() -> None:
    header = struct.pack(">IIBBBBB", 65536, 65536, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", bytes(20)) + chunk(b"IEND", b"")
    error = failure(data)
    assert error.code == "too_large"
    assert error.fields == {
        "width_px": 65536,
        "height_px": 65536,
        "megapixels": 4295.0,
        "limit_megapixels": 131,
    }


def test_the_largest_pictures_that_cameras_make_are_within_the_limits() -> None:
    limits.needed_bytes("HEIF", "RGB", 8064, 6048)  # a telephone's 48 megapixels
    limits.needed_bytes("TIFF", "RGB", 11656, 8742)  # a medium format back's 102
    decode(jpeg(Image.new("L", (16320, 12240), 90)))  # 200 megapixels, scaled


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a\xff\xff\xff\xff\x00\x00\x00,\0\0\0\0\xff\xff\xff\xff\x00\x02\x02D\x01\x00;",
        b"BM"
        + struct.pack("<IHHIIiiHHIIIIII", 99, 0, 0, 54, 40, 40000, 40000, 1, 24, 0, 0, 0, 0, 0, 0)
        + bytes(45),
        b"P6 60000 60000 255\n" + bytes(64),
        b"RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\xff\x3f\0" + bytes(40),
        b"\xff\x0a" + (0b0_000 | 0b11 << 1 | (300000 - 1) << 3 | 1 << 33).to_bytes(16, "little") + bytes(40),
    ],
    ids=["GIF", "BMP", "PPM", "WEBP", "JXL"],
)
def test_small_files_that_claim_to_be_huge(data: bytes) -> None:
    if formats.sniff(data)[1] == "JXL":
        pytest.importorskip("pillow_jxl")
    assert failure(data).code == "too_large"


def test_a_jpeg_of_endless_scans_is_refused() -> None:
    data = jpeg(Image.new("L", (4000, 3000), 128), progressive=True)
    last_scan = data.rfind(b"\xff\xda")
    bomb = data[:-2] + data[last_scan:-2] * 500 + b"\xff\xd9"
    error = failure(bomb)
    assert error.code == "unsupported"
    assert "scans" in str(error.fields["detail"])


# ---------------------------------------------------------------- D7: content decides


def test_extensions() -> None:
    known = module.EXTENSIONS
    assert {
        b".jpg",
        b".jpeg",
        b".jpe",
        b".jfif",
        b".png",
        b".webp",
        b".gif",
        b".bmp",
        b".tif",
        b".tiff",
    } <= known
    assert {b".avif", b".heic", b".heif"} <= known
    assert all(name == name.lower() and name.startswith(b".") for name in known | module.RAW_EXTENSIONS)
    assert (b".jxl" in known) == formats.has_extra("jxl")
    assert (b".cr2" in known) == formats.has_extra("raw")
    assert module.needs_extra(b".jxl") == "jxl"
    assert module.needs_extra(b".nef") == "raw"
    assert module.needs_extra(b".jpg") is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "JPEG2000", "PPM"])
def test_content_decides(kind: str) -> None:
    found = decode(encoded(blob(1, 120, 90), kind))
    assert found.format == kind
    assert (found.width_px, found.height_px) == (120, 90)
    limit = 12 if kind == "GIF" else 4
    assert difference(found.pixels, decode(png(blob(1, 120, 90))).pixels) < limit


def test_content_decides_for_raw_names_too() -> None:
    data = jpeg(blob(1))
    assert decode(data, raw="cr2").format == "JPEG"


# ---------------------------------------------------------------- S8: extreme shapes


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("size", [(1, 1), (1, 4000), (4000, 1), (2, 2), (17, 12000), (12000, 3)])
@pytest.mark.filterwarnings("error")
def test_extreme_shapes(size: tuple[int, int], kind: str) -> None:
    picture = Image.fromarray(np.random.default_rng(0).integers(0, 256, (size[1], size[0], 3), np.uint8))
    found = decode(encoded(picture, kind))
    assert (found.width_px, found.height_px) == size
    thumbnail = thumbnail_of(found)
    assert max(thumbnail.size) == min(512, max(size))
    assert min(thumbnail.size) == max(1, round(min(size) * min(1, 512 / max(size))))
    assert found.measures["tiny"] == (min(size) < 16)
    assert all(np.isfinite(value) for value in found.measures.values())
    assert found.pixels.shape == (224, 224, 3)


def test_flat_and_textureless() -> None:
    rng = np.random.default_rng(0)

    def measures(values: np.ndarray) -> dict[str, float | bool]:
        return decode(png(Image.fromarray(np.clip(values, 0, 255).astype(np.uint8)))).measures

    for side in (100, 224, 900):
        solid = np.full((side, side, 3), (200, 30, 40))
        lens_cap = rng.normal(4, 2, (side, side, 3))
        gradient = np.repeat(np.tile(np.linspace(0, 255, side), (side, 1))[..., None], 3, 2)
        assert measures(solid)["flat"]
        assert measures(lens_cap)["flat"]
        assert not measures(gradient)["flat"]
        assert measures(gradient)["texture"] < 3
    photograph = decode(png(blob(1))).measures
    assert not photograph["flat"]
    assert not photograph["tiny"]
    noise = measures(rng.integers(0, 256, (224, 224, 3)))
    assert noise["texture"] > 50
    assert noise["detail"] > photograph["detail"]


# ---------------------------------------------------------------- reading


def test_read_file(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"hello")
    assert read_file(path.as_posix()) == b"hello"
    assert read_file(os.fsencode(path)) == b"hello"


def read_failure(path: Path) -> ImageError:
    with pytest.raises(ImageError) as caught:
        read_file(os.fsencode(path))
    assert caught.value.fields["path"] == os.fsencode(path)
    return caught.value


@pytest.mark.timeout(10)
def test_read_file_says_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "zero.jpg").touch()
    assert read_failure(tmp_path / "zero.jpg").code == "empty"
    assert read_failure(tmp_path / "gone.jpg").code == "vanished"
    (tmp_path / "folder.jpg").mkdir()
    assert read_failure(tmp_path / "folder.jpg").code == "not_regular"
    (tmp_path / "big.jpg").write_bytes(b"x")
    os.truncate(tmp_path / "big.jpg", module.FILE_LIMIT_BYTES + 1)  # sparse: takes no room
    assert read_failure(tmp_path / "big.jpg").code == "file_too_large"
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.jpg")
        assert read_failure(tmp_path / "s.jpg").code == "not_regular"
    os.mkfifo(tmp_path / "pipe.jpg")
    assert read_failure(tmp_path / "pipe.jpg").code == "not_regular"


def test_permission_denied(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"x")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("root reads everything")
    assert read_failure(path).code == "permission_denied"


# ---------------------------------------------------------------- threads and the terminal


def test_threads_give_what_one_thread_gives() -> None:
    files = [
        maker(blob(seed, 300 + 40 * seed, 260))
        for seed in range(6)
        for maker in (
            jpeg,
            lambda im: jpeg(im, exif=exif_with(6), icc_profile=wide_gamut_profile()),
            lambda im: jpeg(im)[:-700],
            png,
            lambda im: encoded(im.convert("RGBA"), "WEBP"),
            lambda im: encoded(im, "TIFF", compression="tiff_lzw"),
            lambda im: encoded(im.convert("CMYK"), "JPEG"),
            lambda im: png(im)[:-3000],
        )
    ]

    def outcome(data: bytes) -> object:
        try:
            found = decode(data)
        except ImageError as error:
            return error.code, error.fields
        return found.picture_hash, found.pixels.tobytes(), found.thumbnail

    alone = [outcome(data) for data in files]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(outcome, files * 3)) == alone * 3


def test_the_memory_budget_serves_in_order_and_never_overspends() -> None:
    budget = module.memory.__class__(100)
    held, peak = [0], [0]
    lock = threading.Lock()

    def work(wanted: int) -> None:
        with budget.hold(wanted):
            with lock:
                held[0] += min(wanted, 100)
                peak[0] = max(peak[0], held[0])
            threading.Event().wait(0.002)
            with lock:
                held[0] -= min(wanted, 100)

    wanted = [1, 30, 99, 500, 60, 40, 5, 70] * 6
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(work, wanted))
    assert held[0] == 0
    assert 60 <= peak[0] <= 100


def test_nothing_is_said_on_the_terminal(tmp_path: Path) -> None:
    tiff = bytearray(encoded(blob(1, 64, 48), "TIFF", compression="tiff_lzw"))
    spoilt = bytearray(tiff)
    spoilt[len(spoilt) // 2 : len(spoilt) // 2 + 50] = b"\xff\x0f\xf0" * 16 + b"\0\0"
    files: dict[str, bytes] = {
        "cut TIFF": bytes(tiff[: len(tiff) // 2]),
        "spoilt TIFF": bytes(spoilt),
        "TIFF with odd tags": encoded(
            blob(1, 64, 48), "TIFF", tiffinfo={50000: "x" * 500, 282: 1.0, 700: b"xmp"}
        ).replace(b"x" * 400, b"y" * 400),
        "APNG without frames": with_chunk(png(blob(1, 64, 48)), b"acTL", struct.pack(">II", 0, 0)),
        "cut JPEG": jpeg(blob(1))[:9000],
    }
    paths = []
    for number, data in enumerate(files.values()):
        paths.append(tmp_path / f"{number}.bin")
        paths[-1].write_bytes(data)
    outcomes = dict(zip(files, run_silently(paths), strict=True))
    assert outcomes["cut TIFF"] == "truncated"
    assert outcomes["spoilt TIFF"] in ("corrupt", "decoded")
    assert outcomes["TIFF with odd tags"] == "decoded"
    assert outcomes["APNG without frames"] == "decoded"
    assert outcomes["cut JPEG"] == "truncated"
