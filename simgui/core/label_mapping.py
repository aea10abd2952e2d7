"""Label files of one picture made into those of another that shows the same. Bytes to bytes; nothing is written."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from simgui.core.label_files import YoloRow, parse_labelme, parse_voc, parse_yolo
from simgui.core.placement import Box, Placement, Point, Refused, clamped, is_within, same_shape

Size = tuple[int, int]  # width and height of the upright picture, in pixels
_DECIMALS = 6
# geometry of a VOC object that is not a plain box
_VOC_OTHER = ("polygon", "robndbox", "segm", "mask")


@dataclass(frozen=True, slots=True)
class Mapped:
    """data: the new label file. dropped: boxes and polygons of which too little is left in the other picture."""

    data: bytes
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Goal:
    """Where labels are to go. sizes: of the picture they were made for, and of the other one, whose path is given."""

    placement: Placement
    size: Size
    other: Size
    picture: bytes

    def name(self) -> str:
        return as_text(os.path.basename(self.picture))


def as_text(name: bytes) -> str:
    """Raises Refused: in JSON and XML a name is text."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("name_not_text", path=name) from None


# YOLO


def mapped_yolo(data: bytes, goal: Goal, numbers: dict[int, int]) -> Mapped:
    """numbers: a class's number where it goes, for those that have another one there. As it is, where it can be."""
    if goal.placement.same_frame and not numbers:
        return Mapped(data)
    lines, dropped = [], 0
    for row in parse_yolo(data):
        values = row.values if goal.placement.same_frame else _yolo_values(row, goal.placement)
        if values is None:
            dropped += 1
            continue
        said = [str(numbers.get(row.number, row.number)), *map(_decimal, values), *row.rest]
        lines.append(" ".join(said) + "\n")
    return Mapped("".join(lines).encode(), dropped)


def _yolo_values(row: YoloRow, placement: Placement) -> Sequence[float] | None:
    if row.kind == "points":
        raise Refused("label_kind", kind="keypoints")
    if row.kind == "polygon":
        pairs = list(zip(row.values[::2], row.values[1::2], strict=True))
        placed = placement.polygon(pairs)
        return None if placed is None else [value for point in placed for value in point]
    x, y, width, height = row.values
    box = placement.box((x - width / 2, y - height / 2, x + width / 2, y + height / 2))
    if box is None:
        return None
    left, top, right, bottom = box
    return (left + right) / 2, (top + bottom) / 2, right - left, bottom - top


def _decimal(value: float) -> str:
    return f"{value:.{_DECIMALS}f}"


# labelme


def mapped_labelme(data: bytes, goal: Goal, image_path: str) -> Mapped:
    """image_path: how the new file names its picture. Raises Refused: label_size, label_kind."""
    document = copy.copy(parse_labelme(data))
    size = _stated_size(document.get("imageWidth"), document.get("imageHeight"), goal)
    shapes: list[dict[str, Any]] = []
    for shape in document["shapes"]:
        points = _labelme_points(shape, size, goal)
        if points is not None:
            shapes.append({**shape, "points": points})
    dropped = len(document["shapes"]) - len(shapes)
    document |= {
        "shapes": shapes,
        "imagePath": image_path,
        "imageData": None,
        "imageHeight": goal.other[1],
        "imageWidth": goal.other[0],
    }
    return Mapped(
        (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "surrogatepass"), dropped
    )


def _stated_size(width: object, height: object, goal: Goal) -> tuple[float, float]:
    """The size that a label file gives; the picture's where it gives none. Raises Refused where they are not alike:
    it is another picture's, or was made before the picture was turned.
    """
    if not isinstance(width, int | float) or not isinstance(height, int | float):
        return goal.size
    if not same_shape((width, height), goal.size):
        raise Refused("label_size", width_px=round(width), height_px=round(height))
    return width, height


def _labelme_points(shape: dict[str, Any], size: tuple[float, float], goal: Goal) -> list[list[float]] | None:
    """A shape's points in pixels of the other picture; None when too little of it is left."""
    points: list[Point] = [(x / size[0], y / size[1]) for x, y in shape["points"]]
    placement, kind = goal.placement, shape.get("shape_type") or "polygon"
    placed: Sequence[Point] | None
    if kind == "mask" or shape.get("mask"):
        raise Refused("label_kind", kind="mask")
    if placement.same_frame:
        placed = points
    elif kind == "rectangle" and len(points) == 2:
        (x, y), (to_x, to_y) = points
        box = placement.box((min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)))
        placed = None if box is None else (box[:2], box[2:])
    elif kind == "polygon":
        placed = placement.polygon(points)
    elif kind in ("point", "circle"):  # the first one is a circle's middle
        placed = [placement.point(point) for point in points]
        placed = placed if placed and is_within(placed[0]) else None
    elif kind in ("line", "linestrip", "points"):
        placed = [placement.point(point) for point in points]
        placed = [clamped(point) for point in placed] if any(map(is_within, placed)) else None
    else:
        raise Refused("label_kind", kind=str(kind))
    if placed is None:
        return None
    return [[x * goal.other[0], y * goal.other[1]] for x, y in placed]


# Pascal VOC


def mapped_voc(data: bytes, goal: Goal) -> Mapped:
    """Raises Refused: label_size, label_kind, name_not_text."""
    root = parse_voc(data)
    size = _stated_size(_number(root.find("size/width")), _number(root.find("size/height")), goal)
    boxes = [_corner_numbers(element) for element in root.iterfind("object/bndbox")]
    first = min(
        (1.0 if min(box) >= 1 else 0.0 for box in boxes if box), default=0.0
    )  # counted from 0 or from 1
    dropped = 0
    for element in root.findall("object"):
        if any(element.find(name) is not None for name in _VOC_OTHER):
            raise Refused("label_kind", kind="polygon")
        if not _place_voc(element, size, goal, first):
            root.remove(element)
            dropped += 1
    _set(root, "filename", goal.name())
    _set(root, "folder", as_text(os.path.basename(os.path.dirname(goal.picture))))
    _set(root, "path", as_text(goal.picture) if root.find("path") is not None else "")
    _set(root, "size/width", str(goal.other[0]))
    _set(root, "size/height", str(goal.other[1]))
    return Mapped(ElementTree.tostring(root, encoding="utf-8") + b"\n", dropped)


def _place_voc(element: ElementTree.Element, size: tuple[float, float], goal: Goal, first: float) -> bool:
    """Put an object, and its parts, where they are in the other picture. False: too little of it is left."""
    for part in element.findall("part"):
        if not _place_voc(part, size, goal, first):
            element.remove(part)
    bounds = element.find("bndbox")
    if bounds is None:
        return True
    numbers = _corner_numbers(bounds)
    if numbers is None:
        raise Refused("label_kind", kind="bndbox")
    left, top, right, bottom = numbers
    box = goal.placement.box((left / size[0], top / size[1], right / size[0], bottom / size[1]))
    if box is None:
        return False
    whole = all(float(number).is_integer() for number in numbers)
    for name, value in zip(_CORNERS, _pixels(box, goal.other), strict=True):
        value = max(value, first)
        _set(bounds, name, str(round(value)) if whole else f"{value:.2f}")
    return True


_CORNERS = ("xmin", "ymin", "xmax", "ymax")


def _pixels(box: Box, size: Size) -> Iterable[float]:
    return box[0] * size[0], box[1] * size[1], box[2] * size[0], box[3] * size[1]


def _corner_numbers(bounds: ElementTree.Element) -> tuple[float, float, float, float] | None:
    found = [_number(bounds.find(name)) for name in _CORNERS]
    left, top, right, bottom = found
    if left is None or top is None or right is None or bottom is None:
        return None
    return left, top, right, bottom


def _number(element: ElementTree.Element | None) -> float | None:
    try:
        number = float((element.text or "") if element is not None else "")
    except ValueError:
        return None
    return number if number == number and abs(number) < 1e9 else None


def _set(root: ElementTree.Element, place: str, text: str) -> None:
    """Only what is there is changed."""
    element = root.find(place)
    if element is not None:
        element.text = text
