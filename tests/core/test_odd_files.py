"""Every file of the collection of odd, broken and hostile pictures; skipped where SIMGUI_SHARED names no such folder.

The collection's README says what is odd about each.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from simgui.core import formats
from simgui.core.decode import decode
from tests.core.pictures import ODD_TAGS, ROOT, difference, picture_hash_of_stream

pytestmark = [*ODD_TAGS, pytest.mark.shared]

# file, then what it comes to: format and upright size, or the code of what is wrong with it
EXPECTED = """
1.png PNG 1600x1004
10ct_32bit_128.tiff TIFF 128x128
12bit.cropped.tif TIFF 100x100
16-bit-grey-alpha.png PNG 109x96
16bit.cropped.tif TIFF 64x64
17000x17000.avif too_large
1bit.tif TIFF 256x4
2x2_fdcce6.png PNG 2x2
33-type_error.jpg JPEG 2560x1600
65536-uint32-limit.png too_large
Bad_reallybig.bmp too_large
Channel_digital_image_CMYK_color_no_profile.jpg JPEG 500x333
LA_16__128x128.png PNG 128x128
L_exif_xmp_iptc.heic HEIF 64x64
Landscape_2.jpg JPEG 1800x1200
Landscape_5.jpg JPEG 1800x1200
Landscape_6.jpg JPEG 1800x1200
Landscape_8.jpg JPEG 1800x1200
Landscape_9.jpg JPEG 480x369
Portrait_3.jpg JPEG 1200x1800
Portrait_6.jpg JPEG 1200x1800
Portrait_8.jpg JPEG 1200x1800
R2020-sRGB-green.png PNG 1000x1000
README.md not_an_image
RGBA_16__128x128.png PNG 128x128
RGBA_8__128x128.heif HEIF 128x128
RGB_10__128x128.heif HEIF 128x128
alpha.heic HEIF 1440x960
apng_mode_16bit.png PNG 128x64
avif-orientation-6.avif AVIF 3024x4032
avif_hopper.avif AVIF 128x128
avif_rot1mir0.avif AVIF 640x427
avif_transparency.avif AVIF 64x64
ball.png PNG 100x100
bicycles.jxl JXL 1024x631
big-height.webp WEBP 13x169
broken-bogus-data-prepended-real-jfif-start-at-4801.jpg JPEG 1575x2100
broken-no-sof-ascii-transfer-mode.jpg truncated
broken.png truncated
broken_data_stream.png truncated
broken_exif_dpi.jpg JPEG 100x100
cat.jpg JPEG 320x240
chi.gif GIF 320x240
colors-animated-8bpc.avif AVIF 150x150
corrupt-header.jpg truncated
corrupted-icc-srgb.jpg JPEG 1024x685
corrupted.heic corrupt
crash-0e16d3bfb83be87356d026d66919deaefca44dac.tif truncated
cropped_traffic_light.jxl JXL 50x80
decompression_bomb.gif too_large
decompression_bomb.ico unsupported
dispose_bgnd_transparency.gif GIF 38x32
empty.heic empty
empty_icc.heic HEIF 1025x900
exif.png PNG 512x512
exif_typeerror.jpg JPEG 800x531
flower_small.cmyk.jpg JPEG 510x532
flower_small.q85_420_non_interleaved.jpg JPEG 510x532
fox.profile0.8bpc.yuv420.avif AVIF 1204x800
frozenpond.mpo JPEG 640x480
full-transparent.png PNG 300x300
giant-image.jpg JPEG 20000x14000
grey-plus-alpha.gif GIF 2x1
hopper.Lab.tif TIFF 128x128
hopper.psd unsupported
hopper_bad_exif.jpg JPEG 500x500
hopper_bigtiff.tif TIFF 128x128
hopper_gray.jpg JPEG 128x128
hopper_orientation_6.webp WEBP 128x128
hopper_rle8.bmp BMP 128x128
hopper_webp.tif unsupported
hopper_zero_comment_subblocks.gif GIF 128x128
huge.png PNG 20000x20000
icc_profile.png PNG 57x57
icc_profile_big.jpg JPEG 425x250
image01088.jpg JPEG 425x120
indexed.png PNG 290x442
invalid-exif.jpg JPEG 200x200
invalid_multiframe.gif GIF 10x9
iss634.webp WEBP 245x245
itxt_chunks.png PNG 2400x2000
jfif-16bit-dqt.jpg JPEG 204x131
jpeg-lossless-8bit-gray.tif TIFF 512x512
jpeg_ff00_header.jpg JPEG 300x225
junk_jpeg_header.jpg JPEG 1024x768
kodim03_yuv420_8bpc.avif AVIF 768x512
looks-like-svg.webp WEBP 256x256
multipage.tiff TIFF 10x10
old-style-jpeg-compression.tif TIFF 4160x870
p_16.tga unsupported
paris_exif_orientation_5.jpg JPEG 302x403
paris_extended_xmp.jpg JPEG 403x302
photoshop-200dpi-broken.jpg JPEG 200x200
pil123p.png PNG 162x150
pil_sample_cmyk.jpg JPEG 100x100
pillow.ico unsupported
png_decompression_dos.png PNG 1x1
prophoto.png PNG 1x1
read-error1024.jpg JPEG 1824x1024
rgb16-565.bmp BMP 127x64
rotating-squares.webp WEBP 80x80
sample-xyb.jpg JPEG 290x442
sdr_cosmos12920_cicp1-13-6_yuv444_full_qp10.avif AVIF 2048x858
seine_hdr_rec2020.avif AVIF 400x300
seine_sdr_gainmap_srgb.jpg JPEG 400x300
sideways_bench.jpg JPEG 243x201
sofa_grid1x5_420.avif AVIF 1024x770
splines.jxl JXL 2048x2048
test-card-lossy-tiled.jp2 JPEG2000 640x480
tiff_16bit_RGB.tiff TIFF 100x40
tiff_strip_cmyk_jpeg.tif TIFF 100x100
timeout-9139147ce93e20eb14088fe238e541443ffd64b3.fli unsupported
tiny.png PNG 4x4
tmshre_riaphotographs_alpha.png PNG 500x500
traffic_light.gif GIF 60x105
transparent.png PNG 200x150
transparent.webp WEBP 200x150
truncated.gif GIF 575x800
truncated.heic HEIF 16x16
truncated_app14.jpg JPEG 100x100
truncated_image.png truncated
truncated_jpeg.jpg JPEG 100x100
truncated_sharp.png truncated
ultrahdr.jpg truncated
very-small.jpg JPEG 224x399
warning-embedded-color-profile-invalid-ignored-cmyk.jpg JPEG 183x283
xmp_tags_orientation.png PNG 326x268
zPug_3.heic HEIF 64x64
zero_width.gif corrupt
"""
TABLE = {name: outcome for name, _, outcome in (line.partition(" ") for line in EXPECTED.split("\n")) if name}

# in a process of its own: its peak memory is its own, and so is what it says on standard error
_RUN = """
import hashlib, json, sys, time
from pathlib import Path
from simgui.core.decode import decode
from simgui.core.errors import ImageError
outcomes = {}
for path in sorted(Path(sys.argv[1]).iterdir()):
    data = path.read_bytes()
    for tolerate in (False, True):
        begun = time.perf_counter()
        try:
            found = decode(data, tolerate_truncated=tolerate)
        except ImageError as error:
            outcome = error.code
        else:
            outcome = f"{found.format} {found.width_px}x{found.height_px}"
        seconds = time.perf_counter() - begun
        outcomes.setdefault(path.name, []).append((outcome, seconds))
status = Path("/proc/self/status")
peak_kib = next(int(line.split()[1]) for line in open(status) if line.startswith("VmHWM")) if status.exists() else 0
print(json.dumps({"outcomes": outcomes, "peak_kib": peak_kib}))
"""


@dataclass(frozen=True)
class Run:
    outcomes: dict[str, list[tuple[str, float]]]
    peak_kib: int
    said: str


@pytest.fixture(scope="module")
def odd_files(shared: Path) -> Path:
    folder = shared / "odd-files"
    if not folder.is_dir():
        pytest.skip("no odd-files in the shared material")
    return folder


@pytest.fixture(scope="module")
def run(odd_files: Path) -> Run:
    command = [sys.executable, "-W", "default::UserWarning", "-c", _RUN, str(odd_files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=110)
    return Run(**json.loads(done.stdout), said=done.stderr)


def expected(name: str) -> str:
    if name.endswith(".jxl") and not formats.has_extra("jxl"):
        return "needs_extra"
    return TABLE[name]


@pytest.mark.parametrize("name", TABLE)
def test_each_file_comes_to_what_it_should(run: Run, name: str) -> None:
    (outcome, seconds), (tolerant, _) = run.outcomes[name]
    assert outcome == expected(name)
    assert seconds < 5
    if outcome != "truncated":
        assert tolerant == outcome


def test_the_table_is_whole(run: Run) -> None:
    assert set(TABLE) == set(run.outcomes)


def test_memory_stays_bounded_and_nothing_is_said(run: Run) -> None:
    assert run.peak_kib < 700 * 1024
    assert run.said == ""


def pixels(folder: Path, name: str) -> np.ndarray:
    return decode((folder / name).read_bytes()).pixels


@pytest.mark.parametrize(
    ("one", "other", "limit"),
    [
        # what is drawn into them differs: the number of the orientation
        ("Landscape_2.jpg", "Landscape_5.jpg", 3),
        ("Landscape_2.jpg", "Landscape_6.jpg", 3),
        ("Landscape_2.jpg", "Landscape_8.jpg", 3),
        ("Portrait_3.jpg", "Portrait_6.jpg", 3),
        ("Portrait_3.jpg", "Portrait_8.jpg", 3),
        ("hopper_orientation_6.webp", "hopper_bigtiff.tif", 8),
        ("avif_hopper.avif", "hopper_bigtiff.tif", 8),
        ("hopper_rle8.bmp", "hopper_bigtiff.tif", 12),
        ("hopper.Lab.tif", "hopper_bigtiff.tif", 8),
        ("pil_sample_cmyk.jpg", "tiff_strip_cmyk_jpeg.tif", 2),
        ("transparent.png", "transparent.webp", 6),
        ("flower_small.q85_420_non_interleaved.jpg", "flower_small.cmyk.jpg", 12),
    ],
)
def test_the_same_picture_in_odd_clothes(odd_files: Path, one: str, other: str, limit: float) -> None:
    assert difference(pixels(odd_files, one), pixels(odd_files, other)) < limit


def test_a_wide_gamut_profile_is_applied(odd_files: Path) -> None:
    green = pixels(odd_files, "R2020-sRGB-green.png").reshape(-1, 3)
    assert np.abs(np.median(green, axis=0) - (0, 255, 0)).max() < 16


def test_hashes_of_streams_agree(odd_files: Path) -> None:
    compared = 0
    for name, outcome in TABLE.items():
        data = (odd_files / name).read_bytes()
        if outcome.startswith("JPEG ") and (early := picture_hash_of_stream(data)) is not None:
            assert decode(data).picture_hash == early, name
            compared += 1
    assert compared > 30


def test_identical_are_only_those_that_really_are(odd_files: Path) -> None:
    names: dict[bytes, list[str]] = {}
    for name, outcome in TABLE.items():
        if " " in outcome and expected(name) == outcome:
            names.setdefault(decode((odd_files / name).read_bytes()).picture_hash, []).append(name)
    alike = [group for group in names.values() if len(group) > 1]
    # one coded picture with two kinds of broken metadata
    assert alike == [["invalid-exif.jpg", "photoshop-200dpi-broken.jpg"]]
