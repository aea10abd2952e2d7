"""The three kinds of list: lines of paths, COCO's JSON, CSV. Each read, and made again without some of its pictures.

What stays in a list stays as it is written; in lines and CSV byte for byte.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from simgui.core.companions import PICTURE_EXTENSIONS

AMBIGUOUS = b""  # what an entry means that could be one of several pictures
Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Replacement:
    """The picture that takes another's place in a list. size: in pixels, upright. same_frame: both show just the same,
    so that what COCO says of the one holds for the other, scaled.
    """

    path: bytes
    size: Size | None = None
    same_frame: bool = False


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
    """named: Files that leave and are named. data: the list without them. ambiguous, left_out, replaced: entries."""

    data: bytes = b""
    named: set[bytes] = field(default_factory=set)
    ambiguous: int = 0
    left_out: int = 0
    replaced: int = 0


class _Judge:
    """What becomes of the entries of one list."""

    def __init__(
        self, names: Names, replaced_by: Mapping[bytes, Replacement], present: Collection[bytes]
    ) -> None:
        self.said = Said()
        self._names = names
        self._replaced_by = replaced_by
        self._present = set(present)

    def stays(self, path: bytes | None) -> bool:
        if path == AMBIGUOUS:
            self.said.ambiguous += 1
        elif path is not None and path in self._names.removed:
            self.said.named.add(path)
            return False
        return True

    def replacement(self, path: bytes) -> Replacement | None:
        """What takes the place of a picture that leaves, once in a list; None: nothing."""
        found = self._replaced_by.get(path)
        if found is None or found.path in self._present:
            return None
        return found

    def left_out(self) -> None:
        self.said.left_out += 1

    def replaced(self, by: Replacement) -> None:
        self._present.add(by.path)
        self.said.replaced += 1


def respelled(entry: bytes, old: bytes, new: bytes) -> bytes:
    """An entry for another picture, written as the old one is: absolute, or seen from the same folder."""
    if os.path.isabs(entry):
        return new
    inside = re.sub(rb"^(\.{1,2}/)+", b"", entry)
    prefix = entry[: len(entry) - len(inside)]
    base = old[: -len(inside)] if old.endswith(b"/" + inside) else os.path.dirname(old)
    return prefix + os.path.relpath(new, base or b"/")


# lines of paths

_EXTENSION = b"|".join(
    re.escape(extension) for extension in sorted(PICTURE_EXTENSIONS, key=len, reverse=True)
)
_ENTRY = re.compile(rb"""\s*["']?([^\r\n]*?(?:%s))(?=[\s,;"']|$)""" % _EXTENSION, re.IGNORECASE)
_BARE = re.compile(rb"\s*(\S+)")
_LOOKED_AT = 200  # lines, to see whether a text is a list


def lines(data: bytes, names: Names, replaced_by: Mapping[bytes, Replacement]) -> Said | None:
    """A path a line, with or without a label behind it. None: most lines are none."""
    split = data.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True)
    pattern = _BARE if names.bare else _ENTRY
    looked_at = [line for line in split[: 2 * _LOOKED_AT] if line.strip()][:_LOOKED_AT]
    if not looked_at or 2 * sum(pattern.match(line) is not None for line in looked_at) < len(looked_at):
        return None
    entries = [pattern.match(line) for line in split]
    meant = [None if entry is None else names.meant(entry[1]) for entry in entries]
    judge = _Judge(names, replaced_by, {path for path in meant if path})
    kept = [data[: len(data) - sum(map(len, split))]]  # the byte order mark
    for line, entry, path in zip(split, entries, meant, strict=True):
        if entry is None or path is None or judge.stays(path):
            kept.append(line)
            continue
        by = judge.replacement(path)
        written = None if by is None else _respelled_line(entry[1], path, by.path, names.bare)
        if by is None or written is None:
            judge.left_out()
            continue
        judge.replaced(by)
        kept.append(line[: entry.start(1)] + written + line[entry.end(1) :])
    judge.said.data = b"".join(kept)
    return judge.said


def _respelled_line(entry: bytes, old: bytes, new: bytes, bare: bool) -> bytes | None:
    """None: a line cannot say it."""
    if bare:
        same = os.path.dirname(old) == os.path.dirname(new)
        written = os.path.splitext(os.path.basename(new))[0]
        return written if same and not written.split()[1:] else None
    written = respelled(entry, old, new)
    return None if b"\n" in written or b"\r" in written else written


# COCO


def coco(data: bytes, names: Names, replaced_by: Mapping[bytes, Replacement]) -> Said | None:
    """images with file_name, annotations with image_id. None: it is no such document."""
    if b'"images"' not in data or b'"file_name"' not in data:
        return None
    try:
        document = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or not isinstance(document.get("images"), list):
        return None
    annotations = document.get("annotations")
    annotations = annotations if isinstance(annotations, list) else []
    meant = [_coco_meant(image, names) for image in document["images"]]
    judge = _Judge(names, replaced_by, {path for path in meant if path})
    images, gone, scaled = [], set(), {}
    unscalable = {_id(one, "image_id") for one in annotations if not _can_be_scaled(one)}
    for image, path in zip(document["images"], meant, strict=True):
        if path is None or judge.stays(path):
            images.append(image)
            continue
        by, identity = judge.replacement(path), _id(image, "id")
        factors = None if by is None else _factors(image, by, identity in unscalable)
        if by is None or factors is None:
            judge.left_out()
            gone.add(identity)
            continue
        judge.replaced(by)
        images.append(_coco_image(image, path, by))
        scaled[identity] = factors
    document["images"] = images
    if annotations:
        document["annotations"] = [
            _scaled(one, scaled[_id(one, "image_id")]) if _id(one, "image_id") in scaled else one
            for one in annotations
            if _id(one, "image_id") not in gone
        ]
    judge.said.data = json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return judge.said


def _coco_meant(image: object, names: Names) -> bytes | None:
    name = image.get("file_name") if isinstance(image, dict) else None
    try:
        return names.meant(os.fsencode(name)) if isinstance(name, str) else None
    except UnicodeEncodeError:
        return None  # JSON can hold what is no text


def _id(entry: object, key: str) -> str:
    """Ids are numbers, and texts in some sets; as text, so that what is no id does no harm."""
    return json.dumps(entry.get(key)) if isinstance(entry, dict) else ""


def _coco_image(image: dict[str, Any], old: bytes, by: Replacement) -> dict[str, Any]:
    made = {**image, "file_name": os.fsdecode(respelled(os.fsencode(image["file_name"]), old, by.path))}
    if by.size is not None:
        made |= {key: value for key, value in zip(("width", "height"), by.size, strict=True) if key in image}
    # where the old one can be had is no address of the new one
    return {key: value for key, value in made.items() if key not in ("coco_url", "flickr_url")}


def _factors(image: dict[str, Any], by: Replacement, unscalable: bool) -> tuple[float, float] | None:
    """By how much what is said of a picture is to be scaled; None: it does not hold for the other one."""
    width, height = image.get("width"), image.get("height")
    if not isinstance(width, int | float) or not isinstance(height, int | float) or min(width, height) <= 0:
        return None
    if not by.same_frame or by.size is None:
        return None
    factors = by.size[0] / width, by.size[1] / height
    return None if unscalable and factors != (1.0, 1.0) else factors


def _can_be_scaled(annotation: object) -> bool:
    """A mask as runs of pixels cannot."""
    return not isinstance(annotation, dict) or not isinstance(annotation.get("segmentation"), dict)


def _scaled(annotation: dict[str, Any], factors: tuple[float, float]) -> dict[str, Any]:
    if factors == (1.0, 1.0):
        return annotation
    made = dict(annotation)
    if _are_numbers(made.get("bbox")):
        made["bbox"] = _alternating(made["bbox"], factors)
    if isinstance(made.get("segmentation"), list):
        made["segmentation"] = [
            _alternating(part, factors) if _are_numbers(part) else part for part in made["segmentation"]
        ]
    if _are_numbers(made.get("keypoints")):  # x, y, whether it is seen
        made["keypoints"] = [
            value * (*factors, 1)[at % 3] if at % 3 < 2 else value
            for at, value in enumerate(made["keypoints"])
        ]
    if isinstance(made.get("area"), int | float):
        made["area"] = made["area"] * factors[0] * factors[1]
    return made


def _are_numbers(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, int | float) for value in values)


def _alternating(values: list[float], factors: tuple[float, float]) -> list[float]:
    return [value * factors[at % 2] for at, value in enumerate(values)]


# CSV


def table(data: bytes, names: Names, replaced_by: Mapping[bytes, Replacement]) -> Said | None:
    """Any column may hold paths or names. A row goes when one of its pictures leaves. None: it cannot be read."""
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    text = data.removeprefix(mark).decode("utf-8", "surrogateescape")
    head = text[:65536].split("\n", 1)[0]
    delimiter = max(",;\t|", key=head.count)
    try:
        rows = list(_rows(text, delimiter))
    except csv.Error:
        return None
    meant = [[_cell_meant(cell, names) for cell in cells] for cells, _ in rows]
    judge = _Judge(names, replaced_by, {path for row in meant for path in row if path})
    kept = []
    for (cells, raw), paths in zip(rows, meant, strict=True):
        going = [at for at, path in enumerate(paths) if path is not None and not judge.stays(path)]
        if not going:
            kept.append(raw)
            continue
        old = paths[going[0]]
        by = judge.replacement(old) if old and len(going) == 1 else None
        if by is None or old is None:
            judge.left_out()
            continue
        judge.replaced(by)
        at = going[0]
        new = os.fsdecode(respelled(os.fsencode(cells[at].strip()), old, by.path))
        kept.append(_row([*cells[:at], new, *cells[at + 1 :]], delimiter, raw))
    judge.said.data = mark + "".join(kept).encode("utf-8", "surrogateescape")
    return judge.said


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


def _row(cells: list[str], delimiter: str, raw: str) -> str:
    ending = raw[len(raw.rstrip("\r\n")) :]
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator=ending).writerow(cells)
    return written.getvalue()
