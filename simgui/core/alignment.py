"""How one picture lies in another: keypoints, transforms, and the shared part of both laid over each other.

Keypoints: SIFT (Lowe 2004) with root-SIFT descriptors (Arandjelovic and Zisserman 2012), matched by the ratio of
distances, fitted by RANSAC (Fischler and Bolles 1981). Where there are too few, pictures that are the same as a whole
are laid over each other in their eight positions.
"""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass, field, replace
from functools import cached_property
from io import BytesIO
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

# a pair takes one core; several pairs take several
cv2.setNumThreads(1)

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[Any]  # float64

WORK_PX = 400
POINTS_PX = 320
# strangers are told by a first look at smaller pictures, where these show enough
GLANCE_PX = 224
GLANCE_POINTS = 100
GLANCE_AGREE = 5
POINTS = 1000
RATIO = 0.8
NEAR_PX = 3.0  # how far a point may lie from where the transform puts it
LEAST_POINTS = 8
FRAME_PX = 192  # the shared part's longer side when pixels are compared
BLOCK_PX = 12
TEXTURED_LEVELS = 5.0
EVEN_LEVELS = 2.0
INSET = 0.012


@dataclass
class Sight:
    """A picture as it is compared; keypoints are found once, when they are first asked for.

    pixels: uint8 (height, width, 3), RGB, of at most WORK_PX. width_px, height_px: of the picture itself.
    """

    pixels: Pixels
    width_px: int
    height_px: int
    picture_hash: bytes | None = None
    sha256: bytes | None = None
    _found: dict[tuple[bool, int], _Points] = field(default_factory=dict, repr=False)
    _finding: threading.RLock = field(default_factory=threading.RLock, repr=False)

    @classmethod
    def of(cls, thumbnail: bytes, width_px: int, height_px: int, **hashes: Any) -> Sight:
        """From a thumbnail's JPEG bytes. Raises OSError where they are damaged."""
        with Pillow.open(BytesIO(thumbnail)) as opened:
            small = opened.convert("RGB")
        scale = WORK_PX / max(small.size)
        if scale < 1:
            size = (max(round(small.width * scale), 1), max(round(small.height * scale), 1))
            small = small.resize(size, Pillow.Resampling.BOX, reducing_gap=2.0)
        return cls(np.asarray(small), width_px, height_px, **hashes)

    def part(self, left: int, top: int, right: int, bottom: int) -> Sight:
        """A rectangle of it as a picture of its own."""
        pixels = np.ascontiguousarray(self.pixels[top:bottom, left:right])
        height, width = pixels.shape[:2]
        across, down = self.width_px / self.width, self.height_px / self.height
        return Sight(pixels, max(round(width * across), 1), max(round(height * down), 1))

    @property
    def height(self) -> int:
        return self.pixels.shape[0]

    @property
    def width(self) -> int:
        return self.pixels.shape[1]

    @cached_property
    def grey(self) -> Pixels:
        return np.asarray(cv2.cvtColor(self.pixels, cv2.COLOR_RGB2GRAY), np.uint8)

    @cached_property
    def levels(self) -> float:
        """How much it varies, in grey levels of 255."""
        return float(self.grey.std())

    def points(self, mirrored: bool = False, longest_px: int = POINTS_PX) -> _Points:
        with self._finding:  # they take longer than what another thread does with them
            found = self._found.get((mirrored, longest_px))
            if found is None:
                if mirrored:
                    found = _mirrored(self.points(longest_px=longest_px), self.width)
                else:
                    found = _find_points(self.grey, longest_px)
                self._found[mirrored, longest_px] = found
            return found


@dataclass(frozen=True)
class _Points:
    """places: float32 (n, 2), pixels; descriptors: float32 (n, 128), of unit length."""

    places: npt.NDArray[np.float32]
    descriptors: npt.NDArray[np.float32]


@dataclass(frozen=True)
class Fit:
    """transform: (3, 3), pixels of B to pixels of A; of A's mirror image when mirrored.

    points: how many agree with it. spread: the share of a picture's area around which they lie, the larger one.
    drifting: matches that lie near where they should and not there, against those that agree: another shot.
    """

    transform: Floats
    mirrored: bool
    points: int
    spread: float
    drifting: float


def _find_points(grey: Pixels, longest_px: int) -> _Points:
    # SIFT doubles it first; a small picture is made larger, as its points lie in details of few pixels
    scale = min(longest_px / max(grey.shape), 2.0)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    grey = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=how), np.uint8)
    sift = cv2.SIFT_create(nfeatures=POINTS, contrastThreshold=0.02)  # type: ignore[attr-defined]
    found, descriptors = sift.detectAndCompute(grey, None)
    if descriptors is None or not len(found):
        return _Points(np.empty((0, 2), np.float32), np.empty((0, 128), np.float32))
    places = np.array([point.pt for point in found], np.float32) / scale
    sums = np.abs(descriptors).sum(axis=1, keepdims=True)
    return _Points(places, np.sqrt(descriptors / np.maximum(sums, 1e-6)))


def _mirrored(points: _Points, width: int) -> _Points:
    """As found in the mirror image, without looking for them again.

    A descriptor is 4 x 4 cells of 8 directions, in a frame that is turned as its point is; what a mirror leaves of it
    is that the cells' rows run the other way, and the directions too.
    """
    cells = points.descriptors.reshape(-1, 4, 4, 8)[:, ::-1]
    turned = cells[..., -np.arange(8) % 8].reshape(-1, 128)
    # SIFT's places lie a quarter of a pixel too far right
    places = points.places * np.array([-1, 1], np.float32) + np.array([width - 0.5, 0], np.float32)
    return _Points(places, np.ascontiguousarray(turned))


# how B may lie in A


def fits(a: Sight, b: Sight) -> list[Fit]:
    """The transforms that are worth laying the pixels by: by keypoints, else as a whole."""
    found = []
    for mirrored in (False, True):
        if not _worth_a_look(a, b, mirrored):
            continue
        fit = _fit_points(a.points(mirrored), b.points(), mirrored, (a, b))
        if fit is not None:
            found.append(fit)
            if fit.points >= 5 * LEAST_POINTS:
                return found
    return found + _fit_whole(a, b)


def fits_in(a: Sight, part: Sight, left: int, top: int, b: Sight) -> list[Fit]:
    """The same, sought in a part of A only, whose upper left corner is given: its points are not lost among all."""
    found = []
    for fit in fits(part, b):
        # in A's mirror image the part lies as far from the other side
        across = a.width - left - part.width if fit.mirrored else left
        place = np.array([[1, 0, across], [0, 1, top], [0, 0, 1]], np.float64)
        found.append(replace(fit, transform=place @ fit.transform))
    return found


def _worth_a_look(a: Sight, b: Sight, mirrored: bool) -> bool:
    """Whether a few points agree at a glance, or so few are found that this says nothing. Most pairs end here."""
    points_a, points_b = a.points(mirrored, GLANCE_PX), b.points(longest_px=GLANCE_PX)
    if min(len(points_a.places), len(points_b.places)) < GLANCE_POINTS:
        return True
    source, target = _matches(points_a, points_b)
    transform = _similarity(source, target)
    if transform is None:
        return False
    near = _errors(transform, source, target) < 2 * NEAR_PX
    return _different_places(source[near], target[near]) >= GLANCE_AGREE


def _matches(a: _Points, b: _Points) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Places in B and where they seem to be in A: float32 (n, 2) each."""
    likeness = b.descriptors @ a.descriptors.T
    first = likeness.argmax(axis=1)
    rows = np.arange(len(first))
    best = likeness[rows, first]
    likeness[rows, first] = -1
    second = likeness.max(axis=1)
    # squared distances of unit vectors are 2 - 2 x likeness
    good = np.flatnonzero((1 - best) < RATIO**2 * (1 - second))
    return b.places[good], a.places[first[good]]


def _similarity(source: npt.NDArray[np.float32], target: npt.NDArray[np.float32]) -> Floats | None:
    """Turned, scaled and shifted: (3, 3), None where nothing agrees."""
    if len(source) < 3:
        return None
    affine: Floats | None = cv2.estimateAffinePartial2D(
        source, target, method=cv2.RANSAC, ransacReprojThreshold=2 * NEAR_PX, maxIters=2000, confidence=0.995
    )[0]
    return None if affine is None else np.vstack([affine, [0, 0, 1]]).astype(np.float64)


def _different_places(source: npt.NDArray[np.float32], target: npt.NDArray[np.float32]) -> int:
    """One place matched by many is one point."""
    return min(len(np.unique(places.round(), axis=0)) for places in (source, target))


def _fit_points(a: _Points, b: _Points, mirrored: bool, sights: tuple[Sight, Sight]) -> Fit | None:
    if len(a.places) < LEAST_POINTS or len(b.places) < LEAST_POINTS:
        return None
    source, target = _matches(a, b)
    if len(source) < LEAST_POINTS:
        return None
    transform = _similarity(source, target)
    if transform is None:
        return None
    transform = _refined(transform, source, target)
    errors = _errors(transform, source, target)
    near = errors < NEAR_PX
    count = _different_places(source[near], target[near])
    if count < LEAST_POINTS or not _plausible(transform, sights[1]):
        return None
    drifting = float(((errors > NEAR_PX) & (errors < 8 * NEAR_PX)).sum()) / count
    return Fit(transform, mirrored, count, _spread(source[near], target[near], sights), drifting)


def _refined(transform: Floats, source: npt.NDArray[np.float32], target: npt.NDArray[np.float32]) -> Floats:
    """A homography where it holds clearly more points than the similarity does."""
    errors = _errors(transform, source, target)
    nearby = errors < 8 * NEAR_PX
    plain = int((errors < NEAR_PX).sum())
    if nearby.sum() < 2 * LEAST_POINTS:
        return transform
    found: Floats | None = cv2.findHomography(
        source[nearby], target[nearby], cv2.RANSAC, NEAR_PX, maxIters=500
    )[0]
    if found is None:
        return transform
    better = int((_errors(found, source, target) < NEAR_PX).sum())
    return np.asarray(found, np.float64) if better > 1.1 * plain + 2 else transform


def _errors(transform: Floats, source: npt.NDArray[np.float32], target: npt.NDArray[np.float32]) -> Floats:
    return np.asarray(np.linalg.norm(moved(transform, source) - target, axis=1), np.float64)


def moved(transform: Floats, places: npt.NDArray[Any]) -> Floats:
    with_one = np.column_stack([places, np.ones(len(places))]) @ transform.T
    last = with_one[:, 2:]
    return np.asarray(with_one[:, :2] / np.where(np.abs(last) < 1e-9, 1e-9, last), np.float64)


def _plausible(transform: Floats, b: Sight) -> bool:
    """Not folded, not turned inside out, not grown or shrunk beyond what anybody does."""
    quad = moved(transform, corners(b.width, b.height))
    sides = np.roll(quad, -1, axis=0) - quad
    turns = sides[:, 0] * np.roll(sides, -1, axis=0)[:, 1] - sides[:, 1] * np.roll(sides, -1, axis=0)[:, 0]
    if not (turns > 0).all():
        return False
    lengths = np.linalg.norm(sides, axis=1) / [b.width, b.height, b.width, b.height]
    return bool(lengths.min() > 0.08 and lengths.max() < 12 and lengths.max() < 3 * lengths.min())


def corners(width: float, height: float) -> Floats:
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)


def _spread(source: npt.NDArray[Any], target: npt.NDArray[Any], sights: tuple[Sight, Sight]) -> float:
    """How much of the pictures the points lie around, at the larger of the two shares."""
    a, b = sights
    shares = []
    for places, sight in ((target, a), (source, b)):
        hull = cv2.convexHull(np.asarray(places, np.float32))
        shares.append(cv2.contourArea(hull) / (sight.width * sight.height))
    return float(max(shares))


def _fit_whole(a: Sight, b: Sight) -> list[Fit]:
    """As a whole, in eight positions: for smooth, blurred and small pictures, which have few points."""
    found = []
    small_a = _tiny(a.grey)
    best = 0.9
    for mirrored in (False, True):
        for quarter in range(4):
            width, height = (b.width, b.height) if quarter % 2 == 0 else (b.height, b.width)
            if abs(math.log(width / height * a.height / a.width)) > 0.05:
                continue
            likeness = float((small_a * _tiny(np.rot90(b.grey, quarter), mirrored)).mean())
            if likeness > best:
                best = likeness
                found = [Fit(_turned_whole(a, b, quarter), mirrored, 0, 1.0, 0.0)]
    return found


def _tiny(grey: Pixels, mirrored: bool = False) -> Floats:
    """32 x 32, mean 0, deviation 1."""
    small = cv2.resize(np.ascontiguousarray(grey), (32, 32), interpolation=cv2.INTER_AREA).astype(np.float64)
    small -= small.mean()
    small /= max(small.std(), 1e-6)
    return np.asarray(small[:, ::-1] if mirrored else small)


def _turned_whole(a: Sight, b: Sight, quarter: int) -> Floats:
    """B's corners to A's, B turned by so many quarters against the clock, as np.rot90 does."""
    source = corners(b.width, b.height).astype(np.float32)
    target = np.roll(corners(a.width, a.height), quarter, axis=0).astype(np.float32)
    return np.asarray(cv2.getPerspectiveTransform(source, target), np.float64)


# laid over each other


@dataclass(frozen=True)
class Shared:
    """The shared part as one of the pictures shows it. colour: float32 (h, w, 3); blocks are of its grey levels."""

    colour: npt.NDArray[np.float32]

    @cached_property
    def grey(self) -> npt.NDArray[np.float32]:
        return np.asarray(cv2.cvtColor(self.colour, cv2.COLOR_RGB2GRAY))

    @cached_property
    def means(self) -> npt.NDArray[np.float32]:
        """(rows, columns)"""
        means: npt.NDArray[np.float32] = blocks(self.grey).mean(axis=2)
        return means

    @cached_property
    def varying(self) -> npt.NDArray[np.float32]:
        """(rows, columns, pixels of a block), each block's mean taken off."""
        return blocks(self.grey) - self.means[..., None]

    @cached_property
    def spread(self) -> npt.NDArray[np.float32]:
        """(rows, columns), the deviation within each block."""
        spread: npt.NDArray[np.float32] = self.varying.std(axis=2)
        return spread


@dataclass(frozen=True)
class Laid:
    """The shared part of both, at one size, and block by block what agrees: bool (rows, columns).

    box: left, top, right, bottom in pixels of A (of its mirror image where mirrored). valid: the block lies whole in
    the shared part.
    """

    box: tuple[float, float, float, float]
    a: Shared
    b: Shared
    valid: npt.NDArray[np.bool_]
    overlap_a: float
    overlap_b: float

    @cached_property
    def likeness(self) -> Floats:
        """(rows, columns), the correlation of each block."""
        together = (self.a.varying * self.b.varying).mean(axis=2)
        return np.asarray(together / np.maximum(self.a.spread * self.b.spread, 1e-3), np.float64)

    @cached_property
    def textured(self) -> npt.NDArray[np.bool_]:
        """In one of them."""
        return np.maximum(self.a.spread, self.b.spread) > TEXTURED_LEVELS

    @cached_property
    def covered(self) -> npt.NDArray[np.bool_]:
        """Textured in one of them, even in the other."""
        return self.textured & (np.minimum(self.a.spread, self.b.spread) < EVEN_LEVELS)

    @cached_property
    def agrees(self) -> npt.NDArray[np.bool_]:
        return ~self.covered & (self.likeness > 0.6)

    @property
    def agreed(self) -> int:
        return int((self.valid & self.textured & self.agrees).sum())

    @property
    def agreement(self) -> float:
        """Of the blocks that show something in both: what one of them covers evenly is told as a region."""
        looked = int((self.valid & self.textured & ~self.covered).sum())
        return self.agreed / looked if looked else 0.0

    @property
    def alike(self) -> npt.NDArray[np.bool_]:
        """Where nothing speaks against it that both show the same."""
        return self.valid & (self.agrees | ~self.textured)


def lay(a: Sight, b: Sight, fit: Fit) -> Laid | None:
    seen = a.pixels[:, ::-1] if fit.mirrored else a.pixels
    quad = moved(fit.transform, corners(b.width, b.height)).astype(np.float32)
    whole = corners(a.width, a.height).astype(np.float32)
    area, shared = cv2.intersectConvexConvex(whole, quad)
    if shared is None or area <= 0:
        return None
    overlap_a = min(area / (a.width * a.height), 1.0)
    overlap_b = min(area / max(cv2.contourArea(quad), 1e-6), 1.0)
    shared = shared.reshape(-1, 2)
    # the outermost pixels are mixed with what lies around
    middle = shared.mean(axis=0)
    shared = middle + (shared - middle) * (1 - 2 * INSET)
    left, top = shared.min(axis=0)
    right, bottom = shared.max(axis=0)
    longer = max(right - left, bottom - top)
    if longer < 8:
        return None
    # no larger than the coarser of the two has it
    scale_b = math.sqrt(max(cv2.contourArea(quad), 1e-6) / (b.width * b.height))
    scale = min(FRAME_PX / longer, 1.0, 1 / max(scale_b, 1e-6))
    size = (max(round((right - left) * scale), 1), max(round((bottom - top) * scale), 1))
    if min(size) < 2 * BLOCK_PX:
        scale *= 2 * BLOCK_PX / min(size)
        size = (max(round((right - left) * scale), 1), max(round((bottom - top) * scale), 1))
    place = np.array([[scale, 0, -left * scale], [0, scale, -top * scale], [0, 0, 1]], np.float64)
    inside = np.zeros((size[1], size[0]), np.float32)
    cv2.fillConvexPoly(inside, moved(place, shared).round().astype(np.int32), 1)
    return Laid(
        (float(left), float(top), float(right), float(bottom)),
        Shared(warped(seen, place, size)),
        Shared(warped(b.pixels, place @ fit.transform, size)),
        blocks(inside).min(axis=2) > 0,
        overlap_a,
        overlap_b,
    )


def warped(pixels: Pixels, transform: Floats, size: tuple[int, int]) -> npt.NDArray[np.float32]:
    """Smoothed first where it is made smaller, so that two sizes of one picture look alike."""
    scale = math.sqrt(abs(float(np.linalg.det(transform[:2, :2]))))
    source = np.ascontiguousarray(pixels)
    if scale < 0.8:
        sigma = 0.45 * math.sqrt(max(1 / scale**2 - 1, 0.0))
        source = np.asarray(cv2.GaussianBlur(source, (0, 0), sigma), np.uint8)
    made = cv2.warpPerspective(
        source, transform, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return made.astype(np.float32)


def blocks(plane: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """(rows, columns, pixels of a block), from the middle; what is left at the edges is left out."""
    rows, columns = plane.shape[0] // BLOCK_PX, plane.shape[1] // BLOCK_PX
    top, left = (plane.shape[0] - rows * BLOCK_PX) // 2, (plane.shape[1] - columns * BLOCK_PX) // 2
    cut = plane[top : top + rows * BLOCK_PX, left : left + columns * BLOCK_PX]
    parted = cut.reshape(rows, BLOCK_PX, columns, BLOCK_PX).swapaxes(1, 2)
    return parted.reshape(rows, columns, BLOCK_PX * BLOCK_PX)
