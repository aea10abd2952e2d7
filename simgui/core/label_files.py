"""Label files of pictures: YOLO .txt, labelme .json, Pascal VOC .xml. What they are, and what stands in them.

Files of other programs that cannot be trusted: each is read up to a limit, and whatever is wrong with it is an
ImageError, which is collected and never ends a run.
"""

from __future__ import annotations

import json
import math
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal
from xml.etree import ElementTree

from simgui.core.decode import read_error
from simgui.core.errors import ImageError

LABEL_LIMIT_BYTES = 64 << 20  # labelme may carry the whole picture
_HEAD_BYTES = 4096
_OUTSIDE = 0.01  # a box may lie so far outside, in shares: rounding of whoever wrote it
_POLYGON_VALUES = 6

Kind = Literal["yolo", "labelme", "voc"]
KIND_OF_EXTENSION: dict[bytes, Kind] = {b".txt": "yolo", b".json": "labelme", b".xml": "voc"}


# a pipe must not be waited for
_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC")
)


@contextmanager
def open_regular(path: bytes) -> Iterator[int]:
    """A descriptor of a regular file, no link, to be read. Raises ImageError: vanished, permission_denied, io_error,
    not_regular; io_error also for what reading it raises.
    """
    try:
        descriptor = os.open(path, _FLAGS)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise ImageError("not_regular", path=path)
            yield descriptor
        finally:
            os.close(descriptor)
    except OSError as error:
        raise read_error(error, path) from error


def read_bytes(path: bytes, limit_bytes: int = LABEL_LIMIT_BYTES, cut: bool = False) -> bytes:
    """A regular file's bytes. cut: no more than the limit. Raises ImageError as open_regular(), and label_too_large."""
    with open_regular(path) as descriptor:
        size_bytes = os.fstat(descriptor).st_size
        if size_bytes > limit_bytes and not cut:
            raise ImageError("label_too_large", path=path, limit_bytes=limit_bytes)
        left_bytes = min(size_bytes, limit_bytes)
        parts = []
        while left_bytes and (part := os.read(descriptor, left_bytes)):
            parts.append(part)
            left_bytes -= len(part)
    return b"".join(parts)


def is_label_file(path: bytes) -> bool:
    """Whether a file with an extension of a label format is one, by a look at its content. Never raises."""
    kind = KIND_OF_EXTENSION.get(os.path.splitext(path)[1].lower())
    try:
        # labelme may carry a whole picture before what makes it labelme
        data = read_bytes(path) if kind == "labelme" else read_bytes(path, _HEAD_BYTES, cut=True)
    except ImageError:
        return False
    if kind == "yolo":
        return not data.strip() or looks_like_yolo(data)
    if kind == "labelme":
        return looks_like_labelme(data)
    return kind == "voc" and looks_like_voc(data)


def looks_like_labelme(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and b'"shapes"' in data and b'"imagePath"' in data


def looks_like_voc(data: bytes) -> bool:
    return b"<annotation" in data[:_HEAD_BYTES]


def looks_like_yolo(data: bytes) -> bool:
    """Whether its first line that is not empty is one of YOLO: a class number, then four numbers or more."""
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0][:_HEAD_BYTES]
    tokens = first.split()
    return len(tokens) >= 5 and tokens[0].isdigit() and all(map(_is_number, tokens[1:5]))


def _is_number(token: bytes) -> bool:
    try:
        return math.isfinite(float(token))
    except ValueError:
        return False


# YOLO


@dataclass(frozen=True, slots=True)
class YoloRow:
    """One line. kind: 'box' (values: middle x, middle y, width, height), 'polygon' (x, y, x, y, ...) or 'points'
    (a box and key points behind it). All in shares of width and height; rest: what stood behind a box.
    """

    number: int
    kind: Literal["box", "polygon", "points"]
    values: tuple[float, ...]
    rest: tuple[str, ...] = ()


def parse_yolo(data: bytes, path: bytes = b"") -> tuple[YoloRow, ...]:
    """Raises ImageError('label_malformed'), with its line."""
    rows = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        if not line.strip():
            continue
        row = _yolo_row(line.split())
        if row is None:
            raise ImageError("label_malformed", path=path, detail=f"line {number}")
        rows.append(row)
    return tuple(rows)


def _yolo_row(tokens: list[bytes]) -> YoloRow | None:
    if len(tokens) < 5 or not tokens[0].isdigit() or not all(map(_is_number, tokens[1:])):
        return None
    number, values = int(tokens[0]), tuple(map(float, tokens[1:]))
    if len(values) <= 5:  # the fifth is how sure a detector was
        inside = all(-_OUTSIDE <= value <= 1 + _OUTSIDE for value in values[:4])
        rest = tuple(token.decode("ascii", "replace") for token in tokens[5:])
        return YoloRow(number, "box", values[:4], rest) if inside else None
    if len(values) >= _POLYGON_VALUES and len(values) % 2 == 0:
        inside = all(-_OUTSIDE <= value <= 1 + _OUTSIDE for value in values)
        return YoloRow(number, "polygon" if inside else "points", values)
    return YoloRow(number, "points", values)


# labelme and VOC


def parse_labelme(data: bytes, path: bytes = b"") -> dict[str, Any]:
    """The document, in which shapes is a list of objects with a label and points. Raises ImageError."""
    try:
        document = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise ImageError("label_malformed", path=path, detail=str(error)[:200]) from None
    shapes = document.get("shapes") if isinstance(document, dict) else None
    if not isinstance(shapes, list) or not all(_is_shape(shape) for shape in shapes):
        raise ImageError("label_malformed", path=path, detail="shapes")
    found: dict[str, Any] = document
    return found


def _is_shape(shape: object) -> bool:
    if not isinstance(shape, dict) or not isinstance(shape.get("label"), str):
        return False
    points = shape.get("points")
    return isinstance(points, list) and all(
        isinstance(point, list) and len(point) == 2 and all(map(_is_finite, point)) for point in points
    )


def _is_finite(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


class _NoDoctype(ElementTree.TreeBuilder):
    """A DOCTYPE could name entities, which make a small file large or read others; no label file has one."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ImageError("label_malformed", detail="DOCTYPE")


def parse_xml(data: bytes, path: bytes = b"") -> ElementTree.Element:
    """The root element. Raises ImageError('label_malformed'), also for a DOCTYPE."""
    parser = ElementTree.XMLParser(target=_NoDoctype())
    try:
        parser.feed(data)
        root = parser.close()
    except ImageError:
        raise ImageError("label_malformed", path=path, detail="DOCTYPE") from None
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ImageError("label_malformed", path=path, detail=str(error)[:200]) from None
    assert isinstance(root, ElementTree.Element)
    return root


def parse_voc(data: bytes, path: bytes = b"") -> ElementTree.Element:
    """The element <annotation>. Raises ImageError."""
    root = parse_xml(data, path)
    if root.tag != "annotation":
        raise ImageError("label_malformed", path=path, detail=f"<{root.tag}>")
    return root


# names


def names_in(kind: Kind, data: bytes, classes: tuple[str, ...] = (), path: bytes = b"") -> tuple[str, ...]:
    """The names of what is labelled, each once, in order of the alphabet. classes: of YOLO's numbers; a number
    without a name stays one. Raises ImageError.
    """
    if kind == "yolo":
        numbers = {row.number for row in parse_yolo(data, path)}
        found = {classes[number] if number < len(classes) else str(number) for number in numbers}
    elif kind == "labelme":
        document = parse_labelme(data, path)
        found = {shape["label"] for shape in document["shapes"]}
        flags = document.get("flags")
        if isinstance(flags, dict):  # of the whole picture
            found |= {name for name, holds in flags.items() if holds is True}
    else:
        found = {(name.text or "").strip() for name in parse_voc(data, path).iterfind("object/name")}
    return tuple(sorted({name.strip() for name in found} - {""}))


def class_names(path: bytes) -> tuple[str, ...]:
    """Names of YOLO's classes, by number, from a classes.txt (a name a line) or a data.yaml; () where it has none."""
    try:
        text = read_bytes(path, 1 << 20).decode("utf-8-sig", "replace")
    except ImageError:
        return ()
    if path.lower().endswith((b".yaml", b".yml")):
        return _names_of_yaml(text)
    lines = [line.strip() for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return tuple(lines)


def _names_of_yaml(text: str) -> tuple[str, ...]:
    """What stands under `names:`, the few ways in which it is written; no other YAML is read."""
    lines = [line.split(" #")[0].rstrip() for line in text.splitlines()]
    start = next((at for at, line in enumerate(lines) if line.startswith("names:")), None)
    if start is None:
        return ()
    inline = lines[start].removeprefix("names:").strip()
    at = start + 1
    if inline[:1] in ("[", "{"):
        while inline[-1] not in "]}" and at < len(lines):
            inline += " " + lines[at].strip()
            at += 1
        entries = inline[1:].rstrip("]} ").split(",")
    else:
        entries = []
        while at < len(lines) and (not lines[at] or lines[at][0] in " -\t"):
            entries.append(lines[at].strip().removeprefix("- "))
            at += 1
    found: dict[int, str] = {}
    for place, entry in enumerate(entry.strip() for entry in entries if entry.strip()):
        number, colon, name = entry.partition(":")
        if colon and number.strip().isdigit():
            found[int(number)] = _unquoted(name)
        else:
            found[place] = _unquoted(entry)
    if not found or max(found) > 100_000:
        return ()
    return tuple(found.get(number, str(number)) for number in range(max(found) + 1))


def _unquoted(name: str) -> str:
    name = name.strip()
    return name[1:-1] if len(name) >= 2 and name[0] == name[-1] and name[0] in "'\"" else name
