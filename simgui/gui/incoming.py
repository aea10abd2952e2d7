"""What a drop, the clipboard or the command line brings: pictures, folders, image data, or only a link.

Paths are bytes as the file system has them. They are taken from the encoded URL, not from its text: a name
that is not UTF-8, or holds '%41' or '#', must open that very file and no other.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QImage

from simgui.core import decode
from simgui.core.errors import ImageError

# a dropped file up to this size is read while the drop is still going on: a browser removes its temporary
# file right after it
READ_AT_ONCE_BYTES = 64 << 20
RAW_KINDS = ("image/png", "image/jpeg", "image/webp", "image/avif", "image/gif", "image/tiff", "image/bmp")


@dataclass(frozen=True)
class Picture:
    """Something to search: a file by its path (perhaps read already), or data that has no file.

    `origin`: 'dropped' or 'pasted' where that is all that is known of where it is from.
    """

    name: str
    path: bytes | None
    data: bytes | None = None
    origin: str = ""


@dataclass(frozen=True)
class Incoming:
    """`kind`: 'pictures', 'folders', 'data' (a picture without a file), 'link' or 'nothing'."""

    kind: str
    pictures: tuple[Picture, ...] = ()
    folders: tuple[bytes, ...] = ()


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
    folders = tuple(os.path.abspath(path) for path in paths if os.path.isdir(path))
    files = tuple(os.path.abspath(path) for path in paths if not os.path.isdir(path))
    if files:
        return Incoming("pictures", tuple(Picture(_name(path), path) for path in files), folders)
    return Incoming("folders", folders=folders) if folders else Incoming("nothing")


def look(mime: QMimeData) -> Incoming:
    """What it would be, without reading anything: for the overlay, while the drop hangs over the window."""
    paths = [path for path in map(local_path, mime.urls()) if path is not None]
    if paths:
        found = sort_paths(paths)
        # a browser may name a temporary file that is gone already, and carry the picture beside it
        gone = found.kind == "pictures" and not any(os.path.lexists(p.path or b"") for p in found.pictures)
        if not (gone and _carries_picture(mime)):
            return found
    if _carries_picture(mime):
        return Incoming("data")
    if mime.hasUrls() or mime.text().strip().lower().startswith(("http://", "https://")):
        return Incoming("link")
    return Incoming("nothing")


def take(mime: QMimeData, unnamed: str, origin: str = "dropped") -> Incoming:
    """What it is, with what may be gone in a moment read at once. `unnamed`: for a picture without a name."""
    found = look(mime)
    if found.kind == "pictures":
        first, *others = found.pictures
        return Incoming("pictures", (_read_now(first), *others), found.folders)
    if found.kind == "data":
        data = _data(mime)
        if data is None:
            return Incoming("link" if mime.hasUrls() else "nothing")
        return Incoming("data", (Picture(_name_in(mime) or unnamed, None, data, origin),))
    return found


def _read_now(picture: Picture) -> Picture:
    assert picture.path is not None
    try:
        if os.path.getsize(picture.path) > READ_AT_ONCE_BYTES:
            return picture
        return Picture(picture.name, picture.path, decode.read_file(picture.path))
    except (OSError, ImageError):
        return picture  # the search says what is the matter with it


def _carries_picture(mime: QMimeData) -> bool:
    return mime.hasImage() or any(mime.hasFormat(kind) for kind in RAW_KINDS)


def _data(mime: QMimeData) -> bytes | None:
    for kind in RAW_KINDS:
        if mime.hasFormat(kind):
            data = bytes(mime.data(kind).data())
            if data:
                return data
    image = mime.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return None
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # quality 80 is Qt's word for little compression: quick, and nothing is lost
    image.save(buffer, "PNG", 80)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _name_in(mime: QMimeData) -> str:
    """The file name in a link that came with the picture, when it has one."""
    for url in mime.urls():
        name = url.fileName()
        if name and "." in name:
            return name
    return ""


def _name(path: bytes) -> str:
    return os.fsdecode(os.path.basename(path))
