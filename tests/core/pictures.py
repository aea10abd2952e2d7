"""Files of every sort, made on the fly, and what the tests of decoding say about them."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from simgui.core.decode import Decoded, decode, jpeg_stream
from simgui.core.errors import ImageError

ROOT = Path(__file__).parents[2]
# odd tags are the point of these tests: what Pillow remarks on them is silenced by the program, but not under pytest
ODD_TAGS = [
    pytest.mark.filterwarnings("ignore::UserWarning:PIL.TiffImagePlugin"),
    pytest.mark.filterwarnings("ignore::UserWarning:PIL.PngImagePlugin"),
]
ORIENTATION = 0x0112
# what a picture must have been turned by so that the tag turns it back
TURNED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def encoded(im: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    im.save(out, kind, **options)
    return out.getvalue()


def jpeg(im: Image.Image, **options: object) -> bytes:
    return encoded(im, "JPEG", **{"quality": 90, **options})


def png(im: Image.Image, **options: object) -> bytes:
    return encoded(im, "PNG", **options)


def failure(data: bytes, **options: object) -> ImageError:
    with pytest.raises(ImageError) as caught:
        decode(data, **options)  # type: ignore[arg-type]
    return caught.value


def thumbnail_of(decoded: Decoded) -> Image.Image:
    picture = Image.open(io.BytesIO(decoded.thumbnail))
    picture.load()
    assert picture.format == "JPEG"
    return picture


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """Mean absolute difference, grey levels."""
    return float(np.abs(one.astype(int) - other.astype(int)).mean())


def exif_with(orientation: object) -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def with_chunk(data: bytes, name: bytes, body: bytes) -> bytes:
    """The PNG with one more chunk right after its header."""
    return data[:33] + chunk(name, body) + data[33:]


def segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def profile(name: str) -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()


def wide_gamut_profile() -> bytes:
    """sRGB with red and green exchanged: no one would call it sRGB, and every decoder understands it."""
    data = bytearray(profile("sRGB"))
    places = {}
    for entry in range(132, 132 + 12 * struct.unpack_from(">I", data, 128)[0], 12):
        places[bytes(data[entry : entry + 4])] = entry + 4
    red, green = (slice(places[name], places[name] + 8) for name in (b"rXYZ", b"gXYZ"))
    data[red], data[green] = data[green], data[red]
    return bytes(data)


def plain_tiff(size: tuple[int, int], pixels: bytes, bits: int, **more: int) -> bytes:
    """An uncompressed TIFF, written by hand: Pillow cannot write all that it must read. more: t<number>=value."""
    tags = {256: size[0], 257: size[1], 258: bits, 259: 1, 262: 1, 277: 1, 278: size[1], 279: len(pixels)}
    tags |= {int(name[1:]): value for name, value in more.items()}
    tags[273] = 8 + 2 + 12 * (len(tags) + 1) + 4
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(tags.items()))
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4) + pixels


_SILENT = """
import sys, logging
from simgui.core.decode import decode
from simgui.core.errors import ImageError
for path in sys.argv[1:]:
    data = open(path, "rb").read()
    try:
        decode(data)
    except ImageError as error:
        print(error.code)
    else:
        print("decoded")
"""


def run_silently(paths: list[Path]) -> list[str]:
    """The outcome of each file in a process of its own, which must not write on standard error: Python's warnings,
    log messages without a handler and what C libraries print all end there."""
    command = [sys.executable, "-W", "default::UserWarning", "-c", _SILENT, *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.split()


def picture_hash_of_stream(data: bytes) -> bytes | None:
    """Of a JPEG, without decoding it."""
    stream = jpeg_stream(data)
    return None if stream is None else stream.picture_hash
