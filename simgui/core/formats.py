"""What a file's bytes hold, by their content and never by their name; and which names are looked at.

Nothing here decodes a pixel.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import struct
import zlib
from collections.abc import Iterator

PILLOW_EXTENSIONS = frozenset(
    b".jpg .jpeg .jpe .jfif .jif .mpo .png .apng .webp .gif .bmp .dib .tif .tiff .avif .avifs"
    b" .heic .heif .hif .heics .heifs .jp2 .j2k .jpf .jpx .j2c .jpc .ppm .pgm .pbm .pnm".split()
)
JXL_EXTENSIONS = frozenset({b".jxl"})
RAW_EXTENSIONS = frozenset(
    b".3fr .arw .cr2 .cr3 .crw .dcr .dng .erf .fff .iiq .kdc .mef .mos .mrw .nef .nrw .orf .pef .raf"
    b" .raw .rw2 .rwl .sr2 .srf .srw .x3f".split()
)


def is_raw(path: bytes) -> bool:
    """Whether its name says camera RAW. The bytes do not: as a TIFF they hold another, smaller picture."""
    return os.path.splitext(path)[1].lower().strip() in RAW_EXTENSIONS  # an untidy name may end in a space


_EXTRA_MODULES = {"jxl": "pillow_jxl", "raw": "rawpy"}


def has_extra(extra: str) -> bool:
    """Whether the optional package behind `extra` ("jxl" or "raw") is installed; it is not imported."""
    return importlib.util.find_spec(_EXTRA_MODULES[extra]) is not None


def needs_extra(extension: bytes) -> str | None:
    """The extra that a file with this extension (lower case, with dot) needs: "jxl", "raw" or None."""
    if extension in JXL_EXTENSIONS:
        return "jxl"
    return "raw" if extension in RAW_EXTENSIONS else None


def _readable_extensions() -> frozenset[bytes]:
    known = PILLOW_EXTENSIONS
    if has_extra("jxl"):
        known = known | JXL_EXTENSIONS
    if has_extra("raw"):
        known = known | RAW_EXTENSIONS
    return known


EXTENSIONS = _readable_extensions()


# ---------------------------------------------------------------- what the bytes hold

_SUPPORTED_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG2000"),
    (b"\xff\x4f\xff\x51", "JPEG2000"),
    (b"\xff\x0a", "JXL"),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", "JXL"),
    (b"IIRO", "RAW"),
    (b"IIRS", "RAW"),
    (b"MMOR", "RAW"),
    (b"IIU\x00", "RAW"),
    (b"FUJIFILMCCD-RAW", "RAW"),
    (b"FOVb", "RAW"),
    (b"\x00MRM", "RAW"),
    (b"II\x1a\x00\x00\x00HEAPCCDR", "RAW"),
    (b"II\x2a\x00", "TIFF"),
    (b"MM\x00\x2a", "TIFF"),
    (b"II\x2b\x00", "TIFF"),
    (b"MM\x00\x2b", "TIFF"),
)

# Pictures that are not read, and what else is met under a picture's name.
_OTHER_PICTURES: tuple[tuple[bytes, str], ...] = (
    (b"\x00\x00\x01\x00", "ICO icon"),
    (b"\x00\x00\x02\x00", "CUR cursor"),
    (b"8BPS", "Photoshop document"),
    (b"icns", "ICNS icon"),
    (b"DDS ", "DDS texture"),
    (b"v/1\x01", "OpenEXR picture"),
    (b"#?RADIANCE", "Radiance HDR picture"),
    (b"SIMPLE  =", "FITS picture"),
    (b"\x01\xda", "SGI picture"),
    (b"\x0a\x05\x01", "PCX picture"),
    (b"/* XPM */", "XPM picture"),
    (b"%!PS", "PostScript drawing"),
    (b"\xc5\xd0\xd3\xc6", "PostScript drawing"),
    (b"\xd7\xcd\xc6\x9a", "WMF drawing"),
    (b"gimp xcf", "GIMP document"),
    (b"AT&TFORM", "DjVu document"),
    (b"\x8aMNG\r\n\x1a\n", "MNG animation"),
    (b"II\xbc", "JPEG XR picture"),
    (b"qoif", "QOI picture"),
)
_NOT_PICTURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP archive"),
    (b"PK\x05\x06", "ZIP archive"),
    (b"Rar!", "RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"\x1a\x45\xdf\xa3", "video"),
    (b"FLV\x01", "video"),
    (b"OggS", "video"),
    (b"\x00\x00\x01\xba", "video"),
    (b"\x00\x00\x01\xb3", "video"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video"),
    (b"ID3", "audio"),
    (b"fLaC", "audio"),
    (b"SQLite format 3", "SQLite database"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"\x00\x05\x16\x07", "AppleDouble litter"),
)
_HEIF_BRANDS = frozenset(b"heic heix heim heis hevc hevx hevm hevs mif1 mif2 msf1 miaf".split())
_AVIF_BRANDS = frozenset((b"avif", b"avis"))


def sniff(data: bytes) -> tuple[str, str]:
    """What the bytes are, as (kind, name).

    kind "picture": name is JPEG, PNG, GIF, BMP, TIFF, WEBP, AVIF, HEIF, JPEG2000, PPM, JXL or RAW;
    kind "unsupported": a picture of a sort that is not read; kind "other": no picture at all, name says what.
    """
    if (
        data[:2] == b"P" + data[1:2]
        and data[1:2] in b"123456"
        and data[2:3] in (b"\n", b"\r", b" ", b"\t", b"#")
    ):
        return "picture", "PPM"
    for kind, table in (
        ("picture", _SUPPORTED_MAGIC),
        ("unsupported", _OTHER_PICTURES),
        ("other", _NOT_PICTURES),
    ):
        for magic, name in table:
            if data.startswith(magic):
                if name == "TIFF" and data[8:10] == b"CR":
                    return "picture", "RAW"  # Canon CR2: a TIFF whose first page is only a preview
                return kind, name
    if data[4:6] in (b"\x11\xaf", b"\x12\xaf"):
        return "unsupported", "FLI animation"
    return _sniff_containers(data) or _sniff_text(data) or _sniff_tga(data) or ("other", "unknown data")


def _sniff_containers(data: bytes) -> tuple[str, str] | None:
    if data[:4] == b"RIFF":
        names = {b"WEBP": ("picture", "WEBP"), b"AVI ": ("other", "video"), b"WAVE": ("other", "audio")}
        return names.get(data[8:12])
    if data[4:8] == b"ftyp":
        length = min(max(16, int.from_bytes(data[:4], "big")), 256)
        brands = [data[8:12], *(data[i : i + 4] for i in range(16, length, 4))]
        if any(brand in _AVIF_BRANDS for brand in brands):
            return "picture", "AVIF"
        if any(brand in _HEIF_BRANDS for brand in brands):
            return "picture", "HEIF"
        return ("picture", "RAW") if brands[0] == b"crx " else ("other", "video")
    if data[4:8] in (b"moov", b"mdat", b"wide", b"free"):
        return "other", "video"
    return None


def _sniff_text(data: bytes) -> tuple[str, str] | None:
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16
        head = head[2:].replace(b"\x00", b"")
    start = head.lstrip()[:1024].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "other", "HTML page"
    if b"<svg" in start and start.startswith((b"<?xml", b"<svg", b"<!--", b"<!doctype svg")):
        return "unsupported", "SVG drawing"
    if b"<html" in start:
        return "other", "HTML page"
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    if control:
        return None
    try:
        head.decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:  # not merely a character cut at the end of the sample
            high = sum(byte >= 128 for byte in head)
            if high > len(head) // 4:
                return None
    return "other", "text"


def _sniff_tga(data: bytes) -> tuple[str, str] | None:
    # Targa has no magic number in front; a footer at most.
    if data[-18:].startswith(b"TRUEVISION-XFILE"):
        return "unsupported", "TGA picture"
    if len(data) >= 18:
        map_type, kind, width, height, depth = data[1], data[2], data[12:14], data[14:16], data[16]
        plausible = map_type in (0, 1) and kind in (1, 2, 3, 9, 10, 11) and depth in (8, 15, 16, 24, 32)
        if plausible and width != b"\0\0" and height != b"\0\0":
            return "unsupported", "TGA picture"
    return None


# ---------------------------------------------------------------- sizes, before any decoder allocates


def header_size(data: bytes, name: str) -> tuple[int, int] | None:
    """Width and height in px that the header claims, for the formats whose decoder allocates on opening
    (WEBP, AVIF, HEIF, JXL); None for the others and where the header cannot be read."""
    try:
        if name == "WEBP":
            return _webp_size(data)
        if name in ("AVIF", "HEIF"):
            return _largest_ispe(data)
        return _jxl_size(data) if name == "JXL" else None
    except (IndexError, struct.error):
        return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    chunk = data[12:16]
    if chunk == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if chunk == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    if chunk == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _largest_ispe(data: bytes) -> tuple[int, int] | None:
    """The largest of the sizes (ispe boxes) in the meta box: the picture, or a grid's whole."""
    best: tuple[int, int] | None = None
    end = min(len(data), 1 << 20)
    at = data.find(b"ispe", 0, end)
    while at >= 0 and at + 16 <= len(data):
        width, height = struct.unpack_from(">II", data, at + 8)
        if best is None or width * height > best[0] * best[1]:
            best = (width, height)
        at = data.find(b"ispe", at + 4, end)
    return best


_JXL_RATIOS = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))


def _jxl_size(data: bytes) -> tuple[int, int] | None:
    start = 0
    if data[:2] != b"\xff\x0a":  # a container: the codestream lies in a jxlc box or starts in the first jxlp
        whole, part = data.find(b"jxlc", 0, 1 << 20), data.find(b"jxlp", 0, 1 << 20)
        start = whole + 4 if whole >= 0 else part + 8
        if max(whole, part) < 0 or data[start : start + 2] != b"\xff\x0a":
            return None
    bits = int.from_bytes(data[start + 2 : start + 18], "little")

    def take(count: int) -> int:
        nonlocal bits
        value = bits & ((1 << count) - 1)
        bits >>= count
        return value

    small = take(1)

    def side() -> int:
        return (take(5) + 1) * 8 if small else take((9, 13, 18, 30)[take(2)]) + 1

    height = side()
    ratio = take(3)
    if ratio == 0:
        return side(), height
    numerator, denominator = _JXL_RATIOS[ratio - 1]
    return height * numerator // denominator, height


_TOP_BOXES = frozenset(b"ftyp meta mdat moov moof mfra free skip wide uuid sidx styp pdin idat".split())


def declared_bytes(data: bytes, name: str) -> int | None:
    """How long the file must be by what it says itself (WEBP, AVIF, HEIF, BMP, TIFF), to tell a cut file from a
    corrupt one; for TIFF only up to its first directory. None when it does not say, or says nonsense."""
    if name == "WEBP" and len(data) >= 8:
        return 8 + int.from_bytes(data[4:8], "little")
    if name == "BMP" and len(data) >= 6:
        return int.from_bytes(data[2:6], "little")
    if name == "TIFF" and len(data) >= 8 and 42 in data[2:4]:
        return 2 + int.from_bytes(data[4:8], "little" if data[:1] == b"I" else "big")
    return _declared_by_boxes(data) if name in ("AVIF", "HEIF") else None


def _declared_by_boxes(data: bytes) -> int | None:
    at = 0
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        if length < 8 or data[at + 4 : at + 8] not in _TOP_BOXES:
            return None
        at += length
    return at


# ---------------------------------------------------------------- PNG chunks

_PNG_PIXELS = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"))
_PNG_FRAMES = frozenset((b"acTL", b"fcTL", b"fdAT"))
_SMALL_CHUNK_BYTES = 1 << 16
_LARGEST_PROFILE_BYTES = 1 << 20  # Pillow refuses more


def png_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(name, start of the chunk, end of the chunk with its checksum) in file order; the last may be cut."""
    at = 8
    while at + 8 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], at, end
        at = end


def png_without_extras(data: bytes, frames: bool = True) -> bytes:
    """The PNG reduced to what its pixels need, so that a broken or bloated comment cannot cost the picture.

    Kept: pixels, palette, transparency, a small eXIf, an iCCP that unpacks to at most 1 MiB, and the frame
    chunks unless `frames` is False.
    """
    parts = [data[:8]]
    for name, start, end in png_chunks(data):
        small = end - start <= _SMALL_CHUNK_BYTES
        if (
            name in _PNG_PIXELS
            or (frames and name in _PNG_FRAMES)
            or (name == b"eXIf" and small)
            or (name == b"iCCP" and _profile_is_small(data[start + 8 : end - 4]))
        ):
            parts.append(data[start:end])
    return b"".join(parts)


def _profile_is_small(chunk: bytes) -> bool:
    name_end = chunk.find(b"\0")
    if name_end < 0 or chunk[name_end + 1 : name_end + 2] != b"\0":
        return False
    unpacker = zlib.decompressobj()
    try:
        unpacker.decompress(chunk[name_end + 2 :], _LARGEST_PROFILE_BYTES)
    except zlib.error:
        return False
    return not unpacker.unconsumed_tail


def png_deep_digest(data: bytes) -> bytes:
    """sha256 of the coded pixels of a PNG that has 16 bits a channel and more than one channel, else b"".

    Pillow gives such a picture's upper 8 bits only; without this, it would be taken for its 8-bit twin.
    """
    if len(data) < 26 or data[24] != 16 or data[25] == 0:
        return b""
    digest = hashlib.sha256()
    for name, start, end in png_chunks(data):
        if name == b"IDAT":
            digest.update(memoryview(data)[start + 8 : end - 4])
    return digest.digest()
