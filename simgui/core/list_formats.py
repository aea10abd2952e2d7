"""The three kinds of list: lines of paths, COCO's JSON, CSV. Each read, and made again without some of its pictures.

What stays in a list stays as it is written; in lines and CSV byte for byte.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from simgui.core.companions import PICTURE_EXTENSIONS

AMBIGUOUS = b""  # what an entry means that could be one of several pictures


@dataclass(frozen=True, slots=True)
class Names:
    """meant: the path of the picture that an entry means, None, or AMBIGUOUS (one of several, of which one leaves).
    removed: paths of those that leave. bare: entries are base names, as in Pascal VOC's lists.
    """

    meant: Callable[[bytes], bytes | None]
    removed: Collection[bytes]
    bare: bool = False


@dataclass(slots=True)
class Said:
    """named: Files that leave and are named. data: the list without them. ambiguous, left_out: entries."""

    data: bytes = b""
    named: set[bytes] = field(default_factory=set)
    ambiguous: int = 0
    left_out: int = 0

    def stays(self, path: bytes | None, names: Names) -> bool:
        """Whether an entry's picture does; what is said of it is noted."""
        if path == AMBIGUOUS:
            self.ambiguous += 1
        elif path is not None and path in names.removed:
            self.named.add(path)
            return False
        return True


# lines of paths

_EXTENSION = b"|".join(
    re.escape(extension) for extension in sorted(PICTURE_EXTENSIONS, key=len, reverse=True)
)
_ENTRY = re.compile(rb"""\s*["']?([^\r\n]*?(?:%s))(?=[\s,;"']|$)""" % _EXTENSION, re.IGNORECASE)
_BARE = re.compile(rb"\s*(\S+)")
_LOOKED_AT = 200  # lines, to see whether a text is a list


def lines(data: bytes, names: Names) -> Said | None:
    """A path a line, with or without a label behind it. None: most lines are none."""
    split = data.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True)
    pattern = _BARE if names.bare else _ENTRY
    looked_at = [line for line in split[: 2 * _LOOKED_AT] if line.strip()][:_LOOKED_AT]
    if not looked_at or 2 * sum(pattern.match(line) is not None for line in looked_at) < len(looked_at):
        return None
    said = Said()
    kept = [data[: len(data) - sum(map(len, split))]]  # the byte order mark
    for line in split:
        entry = pattern.match(line)
        if entry is None or said.stays(names.meant(entry[1]), names):
            kept.append(line)
        else:
            said.left_out += 1
    said.data = b"".join(kept)
    return said


# COCO


def coco(data: bytes, names: Names) -> Said | None:
    """images with file_name, annotations with image_id. None: it is no such document."""
    if b'"images"' not in data or b'"file_name"' not in data:
        return None
    try:
        document = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or not isinstance(document.get("images"), list):
        return None
    said = Said()
    images, gone = [], set()
    for image in document["images"]:
        if said.stays(_coco_meant(image, names), names):
            images.append(image)
        else:
            said.left_out += 1
            gone.add(_id(image, "id"))
    document["images"] = images
    if isinstance(annotations := document.get("annotations"), list):
        document["annotations"] = [one for one in annotations if _id(one, "image_id") not in gone]
    said.data = json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return said


def _coco_meant(image: object, names: Names) -> bytes | None:
    name = image.get("file_name") if isinstance(image, dict) else None
    try:
        return names.meant(os.fsencode(name)) if isinstance(name, str) else None
    except UnicodeEncodeError:
        return None  # JSON can hold what is no text


def _id(entry: object, key: str) -> str:
    """Ids are numbers, and texts in some sets; as text, so that what is no id does no harm."""
    return json.dumps(entry.get(key)) if isinstance(entry, dict) else ""


# CSV


def table(data: bytes, names: Names) -> Said | None:
    """Any column may hold paths or names. A row goes when one of its pictures leaves. None: it cannot be read."""
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    text = data.removeprefix(mark).decode("utf-8", "surrogateescape")
    head = text[:65536].split("\n", 1)[0]
    delimiter = max(",;\t|", key=head.count)
    try:
        rows = list(_rows(text, delimiter))
    except csv.Error:
        return None
    said = Said()
    kept = []
    for cells, raw in rows:
        # each cell is asked, so that all that are named are known
        if all([said.stays(_cell_meant(cell, names), names) for cell in cells]):
            kept.append(raw)
        else:
            said.left_out += 1
    said.data = mark + "".join(kept).encode("utf-8", "surrogateescape")
    return said


def _rows(text: str, delimiter: str) -> Iterator[tuple[list[str], str]]:
    """Each row's cells, and the row as it is written."""
    taken: list[str] = []

    def feed() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            taken.append(line)
            yield line

    for cells in csv.reader(feed(), delimiter=delimiter):
        yield cells, "".join(taken)
        taken.clear()


def _cell_meant(cell: str, names: Names) -> bytes | None:
    name = os.fsencode(cell.strip())
    looks = os.path.splitext(name)[1].lower() in PICTURE_EXTENSIONS
    return names.meant(name) if looks else None
