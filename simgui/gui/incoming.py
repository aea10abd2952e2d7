"""What a drop, the clipboard or the command line brings: pictures, folders, image data, or only a link.

Paths are bytes as the file system has them. They are taken from the encoded URL, not from its text: a name
that is not UTF-8, or holds '%41' or '#', must open that very file and no other.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import socket
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QImage

from simgui.core import decode
from simgui.core.errors import ImageError

# dropped files up to this size, together, are read while the drop is still going on: a browser removes its
# temporary file right after it
READ_AT_ONCE_BYTES = 64 << 20
# elsewhere only the first is, and only when that takes no time; the others are read by who searches
FIRST_BYTES = 8 << 20
# of what hangs over the window; the rest is only counted, so that the overlay is up at once
LOOKED_AT = 200
RAW_KINDS = ("image/png", "image/jpeg", "image/webp", "image/avif", "image/gif", "image/tiff", "image/bmp")

# a page's picture may be written into the page itself; nothing needs to be fetched for it
_IN_HTML = re.compile(r"<img\b[^>]*?\bsrc\s*=\s*([\"'])(data:image/[^\"']+)\1", re.IGNORECASE)
_DATA_URL = re.compile(r"data:image/[\w.+-]+((?:;[^;,]*)*),(.*)", re.IGNORECASE | re.DOTALL)
# what stands in a page until its picture is loaded: a dot of a few bytes
PLACEHOLDER_BYTES = 64


@dataclass(frozen=True)
class Picture:
    """Something to search: a file by its path (perhaps read already), or data that has no file.

    `given`: bytes of a file, or the bitmap of a program that has no file. `origin`: 'dropped' or 'pasted' where
    that is all that is known of where it is from.
    """

    name: str
    path: bytes | None
    given: bytes | QImage | None = None
    origin: str = ""

    @cached_property
    def data(self) -> bytes | None:
        """Bytes of a file. To be asked for in a worker: a large bitmap takes a second to be written as PNG."""
        if not isinstance(self.given, QImage):
            return self.given
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        # quality 80 is Qt's word for little compression: quick, and nothing is lost
        self.given.save(buffer, "PNG", 80)  # type: ignore[call-overload]
        return bytes(buffer.data().data())


@dataclass(frozen=True)
class Incoming:
    """`kind`: 'pictures', 'folders', 'data' (a picture without a file), 'link' or 'nothing'.

    `links`: addresses that came beside what can be used, and are left out. `more`: pictures or folders that were
    not looked at one by one, because a drop of thousands only hangs over the window yet.
    """

    kind: str
    pictures: tuple[Picture, ...] = ()
    folders: tuple[bytes, ...] = ()
    links: int = 0
    more: int = 0


def local_path(url: QUrl) -> bytes | None:
    """The file that a URL means, byte for byte; None when it is not on this computer."""
    if not url.isLocalFile():
        return None
    if sys.platform == "win32":
        return os.fsencode(url.toLocalFile())
    if url.host() not in ("", "localhost", socket.gethostname()):
        return None
    encoded = bytes(url.toEncoded().data()).partition(b":")[2]
    if encoded.startswith(b"//"):
        encoded = b"/" + encoded[2:].partition(b"/")[2]
    if not url.hasFragment() and not url.hasQuery():
        return unquote_to_bytes(encoded)
    # a sloppy source left '#' or '?' bare; the file with them in its name is meant when there is one
    whole = unquote_to_bytes(encoded)
    plain = unquote_to_bytes(encoded.partition(b"#")[0].partition(b"?")[0])
    return whole if os.path.lexists(whole) or not os.path.lexists(plain) else plain


def sort_paths(paths: Sequence[bytes]) -> Incoming:
    folders: list[bytes] = []
    files: list[bytes] = []
    for path in paths:
        (folders if os.path.isdir(path) else files).append(os.path.abspath(path))
    if files:
        return Incoming("pictures", tuple(Picture(_name(path), path) for path in files), tuple(folders))
    return Incoming("folders", folders=tuple(folders)) if folders else Incoming("nothing")


def look(mime: QMimeData) -> Incoming:
    """What it would be, without reading anything: for the overlay, while the drop hangs over the window."""
    return _sort(mime, LOOKED_AT)


def _sort(mime: QMimeData, at_most: int | None = None) -> Incoming:
    addresses = mime.urls()
    seen = addresses[:at_most]
    paths = [path for path in map(local_path, seen) if path is not None]
    if paths:
        found = replace(sort_paths(paths), links=len(seen) - len(paths), more=len(addresses) - len(seen))
        # a browser may name a temporary file that is gone already, and carry the picture beside it
        gone = found.kind == "pictures" and not any(os.path.lexists(p.path or b"") for p in found.pictures)
        if not (gone and _carries_picture(mime)):
            return found
    if _carries_picture(mime) or _carries_data_url(mime):
        return Incoming("data")
    if addresses or mime.text().strip().lower().startswith(("http://", "https://", "ftp://")):
        return Incoming("link")
    return Incoming("nothing")


def take(mime: QMimeData, unnamed: str, origin: str = "dropped") -> Incoming:
    """What it is, with what may be gone in a moment read at once. `unnamed`: for a picture without a name."""
    found = _sort(mime)
    if found.kind == "pictures":
        return replace(found, pictures=_read_now(found.pictures))
    if found.kind == "data":
        image = _data(mime)
        several = [image] if image is not None else _data_urls(mime)
        if not several:
            return Incoming("link" if mime.hasUrls() else "nothing")
        name = _name_in(mime) or unnamed
        return Incoming("data", tuple(Picture(name, None, given, origin) for given in several))
    return found


def _read_now(pictures: Sequence[Picture]) -> tuple[Picture, ...]:
    """The first one, and whatever lies in the folder for temporary files, as long as there is room."""
    temporary = os.path.join(os.fsencode(os.path.realpath(tempfile.gettempdir())), b"")
    real: dict[bytes, bytes] = {}  # folders, without their links
    room_bytes = READ_AT_ONCE_BYTES
    read = []
    for number, picture in enumerate(pictures):
        assert picture.path is not None
        folder = os.path.dirname(picture.path)
        if folder not in real:
            real[folder] = os.path.join(os.path.realpath(folder), b"")
        data = None
        if real[folder].startswith(temporary):
            data = _read_file(picture.path, room_bytes)
        elif number == 0:
            data = _read_file(picture.path, FIRST_BYTES)
        room_bytes -= len(data or b"")
        read.append(picture if data is None else replace(picture, given=data))
    return tuple(read)


def _read_file(path: bytes, limit_bytes: int) -> bytes | None:
    try:
        return decode.read_file(path) if os.path.getsize(path) <= limit_bytes else None
    except (OSError, ImageError):
        return None  # the search says what is the matter with it


def _carries_picture(mime: QMimeData) -> bool:
    return mime.hasImage() or any(mime.hasFormat(kind) for kind in RAW_KINDS)


def _carries_data_url(mime: QMimeData) -> bool:
    if (
        any(url.scheme() == "data" for url in mime.urls())
        or mime.text().lstrip()[:11].lower() == "data:image/"
    ):
        return True
    return mime.hasHtml() and _IN_HTML.search(mime.html()) is not None


def _data_urls(mime: QMimeData) -> list[bytes]:
    """The pictures that are written into the page or into the address itself, each once."""
    found = [match.group(2) for match in _IN_HTML.finditer(mime.html())] if mime.hasHtml() else []
    if not found:
        found = [url.toString() for url in mime.urls() if url.scheme() == "data"] or [mime.text().strip()]
    decoded = (_data_of(address) for address in dict.fromkeys(found))
    return [data for data in decoded if data is not None and len(data) > PLACEHOLDER_BYTES]


def _data_of(address: str) -> bytes | None:
    match = _DATA_URL.fullmatch(address.strip())
    if match is None:
        return None
    written = unquote_to_bytes(match.group(2))
    if ";base64" not in match.group(1).lower():
        return written
    try:
        return base64.b64decode(b"".join(written.split()) + b"==")
    except (binascii.Error, ValueError):
        return None


def _data(mime: QMimeData) -> bytes | QImage | None:
    for kind in RAW_KINDS:
        if mime.hasFormat(kind):
            data = bytes(mime.data(kind).data())
            if data:
                return data
    image = mime.imageData()
    return image if isinstance(image, QImage) and not image.isNull() else None


def _name_in(mime: QMimeData) -> str:
    """The file name in a link that came with the picture, when it has one."""
    for url in mime.urls():
        name = url.fileName()
        if name and "." in name and url.scheme() != "data":
            return name
    return ""


def _name(path: bytes) -> str:
    return os.fsdecode(os.path.basename(path))
