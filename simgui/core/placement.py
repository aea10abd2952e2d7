"""Places in one picture, found in another that shows the same: from B to A, all in shares of width and height."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from simgui.core.errors import FileActionError

if TYPE_CHECKING:  # it brings OpenCV
    from simgui.core.compare import Comparison

SAME_FRAME = (
    0.006  # of a side: what comparing thumbnails is unsure of; nearer than that, a picture is only scaled
)
ASKEW = (
    0.012  # of a side: what is turned by more than this, but not by a quarter, does not keep boxes upright
)
LEAST_LEFT = 0.25  # of a box or polygon: with less of it in the other picture it is dropped

Floats = npt.NDArray[np.float64]
Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


class Refused(FileActionError):
    """Labels cannot be handed over. The code says why."""


@dataclass(frozen=True, slots=True)
class Placement:
    """How B lies in A: x = xx * x + xy * y + x0, y = yx * x + yy * y + y0. same_frame: both show just the same."""

    xx: float = 1.0
    xy: float = 0.0
    x0: float = 0.0
    yx: float = 0.0
    yy: float = 1.0
    y0: float = 0.0
    same_frame: bool = True

    def point(self, point: Point) -> Point:
        """Where a place of B is in A, also outside of it."""
        x, y = point
        if self.same_frame:
            return x, y
        return self.xx * x + self.xy * y + self.x0, self.yx * x + self.yy * y + self.y0

    def box(self, box: Box) -> Box | None:
        """A box of B in A, cut to the picture; None when too little of it is left."""
        corners = [self.point((box[x], box[y])) for x, y in ((0, 1), (2, 1), (2, 3), (0, 3))]
        xs, ys = zip(*corners, strict=True)
        left, top, right, bottom = (min(xs), min(ys), max(xs), max(ys))
        cut = _within(left), _within(top), _within(right), _within(bottom)
        if self.same_frame:
            return cut
        area, left_over = (right - left) * (bottom - top), (cut[2] - cut[0]) * (cut[3] - cut[1])
        return cut if area > 0 and left_over >= LEAST_LEFT * area else None

    def polygon(self, points: Sequence[Point]) -> list[Point] | None:
        """A polygon of B in A, cut to the picture; None when too little of it is left."""
        placed = [self.point(point) for point in points]
        if self.same_frame or all(0 <= value <= 1 for point in placed for value in point):
            return placed
        cut = _cut(placed)
        whole = _area(placed)
        return cut if len(cut) >= 3 and whole > 0 and _area(cut) >= LEAST_LEFT * whole else None


def _within(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def is_within(point: Point) -> bool:
    return 0 <= point[0] <= 1 and 0 <= point[1] <= 1


def clamped(point: Point) -> Point:
    return _within(point[0]), _within(point[1])


def _area(points: Sequence[Point]) -> float:
    turned = zip(points, [*points[1:], *points[:1]], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in turned)) / 2


def _cut(points: list[Point]) -> list[Point]:
    """A polygon cut to the unit square, one side after the other (Sutherland and Hodgman)."""
    for axis, side, sign in ((0, 0.0, 1), (0, 1.0, -1), (1, 0.0, 1), (1, 1.0, -1)):
        kept: list[Point] = []
        for at, point in enumerate(points):
            before = points[at - 1]
            inside, was = sign * (point[axis] - side) >= 0, sign * (before[axis] - side) >= 0
            if inside != was:
                share = (side - before[axis]) / (point[axis] - before[axis])
                crossing = [b + share * (p - b) for b, p in zip(before, point, strict=True)]
                crossing[axis] = side
                kept.append((crossing[0], crossing[1]))
            if inside:
                kept.append(point)
        points = kept
    return points


# from a comparison


def placement_of(comparison: Comparison | None, sides_px: Sequence[int] = ()) -> Placement:
    """How the second picture lies in the first. None: never compared. sides_px: of both pictures.

    Raises Refused: not_verified, no_transform, perspective, collage, turned_freely.
    """
    if comparison is None or comparison.verified is not True:
        raise Refused("not_verified")
    if comparison.transform is None:
        raise Refused("no_transform")
    if any(kind.code == "collage" for kind in comparison.kinds):
        raise Refused("collage")  # what lies around it would be without labels
    matrix = np.array(comparison.transform, np.float64).reshape(3, 3)
    if not np.isfinite(matrix).all() or abs(np.linalg.det(matrix)) < 1e-12:
        raise Refused("no_transform")
    square = np.array([[0.0, 0], [1, 0], [1, 1], [0, 1]])
    quad = _moved(matrix, square)
    if not np.isfinite(quad).all():
        raise Refused("perspective")
    unsure = max(SAME_FRAME, 1 / max(min(sides_px), 1)) if sides_px else SAME_FRAME
    return _upright(square, quad, min(unsure, 3 * SAME_FRAME))


def _upright(square: Floats, quad: Floats, unsure: float) -> Placement:
    """The nearest placement that keeps boxes upright: moved, stretched, mirrored, turned by quarters; exact where
    both pictures show just the same.
    """
    # what the sides of B become, on average: (2, 2), a column each
    across = (quad[1] - quad[0] + quad[2] - quad[3]) / 2
    down = (quad[3] - quad[0] + quad[2] - quad[1]) / 2
    sides = np.column_stack([across, down])
    straight = abs(sides[0, 0] * sides[1, 1]) >= abs(sides[0, 1] * sides[1, 0])
    sides = np.where(np.eye(2, dtype=bool) == straight, sides, 0.0)
    corner = quad.mean(axis=0) - sides @ np.array([0.5, 0.5])
    placed = square @ sides.T + corner
    extent = np.abs(sides).sum(axis=1)
    if not (extent > 0).all() or float((np.abs(placed - quad) / extent).max()) > ASKEW:
        # turning keeps opposite sides alike
        bent = float(np.abs(quad[0] + quad[2] - quad[1] - quad[3]).max()) > ASKEW * float(extent.max())
        raise Refused("perspective" if bent else "turned_freely")
    if float(np.abs(quad - placed.round()).max()) < unsure and (extent.round() == 1).all():
        sides, corner = sides.round(), corner.round()
    (xx, xy), (yx, yy) = sides.tolist()
    placement = Placement(xx, xy, float(corner[0]), yx, yy, float(corner[1]), same_frame=False)
    return Placement() if replace(placement, same_frame=True) == Placement() else placement


def _moved(matrix: Floats, places: Floats) -> Floats:
    made = np.column_stack([places, np.ones(len(places))]) @ matrix.T
    with np.errstate(divide="ignore", invalid="ignore"):
        return made[:, :2] / made[:, 2:]


def same_shape(size: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two sizes are of one shape, give or take rounding to whole pixels."""
    if min(*size, *other) <= 0:
        return False
    return math.isclose(size[0] * other[1], size[1] * other[0], rel_tol=0.02)
