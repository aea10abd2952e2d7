"""Two pictures: whether they show the same shot, how one lies in the other, and what was done.

alignment.py finds how they lie; then the pixels decide, block by block: what agrees after alignment is shared, what
does not is a changed region (edits.py). Works on thumbnails, of which at most 400 px are used.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from simgui.core.alignment import Fit, Floats, Laid, Pixels, Sight, corners, fits, fits_in, lay, moved, warped
from simgui.core.edits import BENT, Kind, Region, bent, edits, regions_of, surroundings

VERSION = 2  # of what is stored; another one is compared anew
MANY_POINTS = 20  # so many are never found between strangers, but for what they truly share
LEAST_BLOCKS = 12
MUTUAL = 0.97  # of a picture: where less of both is shared, each shows something of its own
FLAT_LEVELS = 4.0  # a picture that varies less shows nothing
TINY_PX = 24


@dataclass(frozen=True)
class Comparison:
    """verified: True (one shot, edited), False (not), None (cannot be judged).

    transform: row by row, 9 values, from B to A, both in shares of width and height; None: none was found.
    overlap_a, overlap_b: share of that picture's area that the other one shows. agreement: share of the shared
    area's textured blocks that agree. points: keypoints that agree with the transform. in_part: it was sought in a
    part of one of them too.
    """

    verified: bool | None
    kinds: tuple[Kind, ...]
    transform: tuple[float, ...] | None = None
    overlap_a: float = 0.0
    overlap_b: float = 0.0
    agreement: float = 0.0
    points: int = 0
    regions: tuple[Region, ...] = ()
    in_part: bool = False


@dataclass(frozen=True)
class Place:
    """A part of a picture that may be a picture of its own. left, top: where it lies, in pixels of the Sight."""

    part: Sight
    left: int
    top: int


def compare(a: Sight, b: Sight, within: Place | None = None) -> Comparison:
    """What B is to A. A pair costs tens of milliseconds on one core; A's keypoints are kept for the next pair.

    within: look for B in this part of A only; what is found is said of the whole of A.
    """
    if a.sha256 is not None and a.sha256 == b.sha256:
        return _same("same_bytes")
    if a.picture_hash is not None and a.picture_hash == b.picture_hash:
        return _same("same_picture")
    for sight in (a, b):
        if min(sight.width_px, sight.height_px) < TINY_PX:
            return Comparison(None, (Kind("tiny", of="a" if sight is a else "b"),))
    for sight in (a, b):
        if sight.levels < FLAT_LEVELS:
            return Comparison(None, (Kind("flat", of="a" if sight is a else "b"),))
    best: tuple[float, Fit, Laid] | None = None
    found = fits(a, b) if within is None else fits_in(a, within.part, within.left, within.top, b)
    for fit in found:
        laid = lay(a, b, fit)
        if laid is None:
            continue
        weight = laid.agreed + 0.05 * fit.points
        if best is None or weight > best[0]:
            best = weight, fit, laid
    if best is None:
        return Comparison(False, (Kind("unrelated"),))
    _, fit, laid = best
    return _judge(a, b, fit, laid)


def _same(code: str) -> Comparison:
    return Comparison(True, (Kind(code),), (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0), 1.0, 1.0, 1.0)


def _judge(a: Sight, b: Sight, fit: Fit, laid: Laid) -> Comparison:
    verdict = _verdict(a, b, fit, laid)
    transform = fit.transform
    if fit.mirrored:  # found on A's mirror image
        transform = np.array([[-1, 0, a.width], [0, 1, 0], [0, 0, 1]], np.float64) @ transform
    unit = np.diag([1 / a.width, 1 / a.height, 1]) @ transform @ np.diag([b.width, b.height, 1.0])
    found = Comparison(
        verified=verdict == "edited",
        kinds=(Kind("burst" if verdict == "burst" else "unrelated"),),
        transform=tuple(float(value) for value in (unit / unit[2, 2]).ravel())
        if verdict != "unrelated"
        else None,
        overlap_a=laid.overlap_a,
        overlap_b=laid.overlap_b,
        agreement=laid.agreement,
        points=fit.points,
    )
    if verdict != "edited":
        return found
    regions = regions_of(a, fit, laid)
    kinds = tuple(edits(a, b, fit, laid, regions)) or (Kind("re_encoded"),)
    return replace(found, kinds=kinds, regions=tuple(regions))


def _verdict(a: Sight, b: Sight, fit: Fit, laid: Laid) -> str:
    """'edited', 'burst' or 'unrelated'.

    Points that agree only in one place (a date stamp, a logo, a window's frame) do not make one shot: what is
    textured in both must agree. Matches that lie near their place and not there are parallax or movement.
    """
    share = laid.agreed / max(int((laid.valid & laid.textured).sum()), 1)
    if fit.points >= MANY_POINTS and _moved_within(a, b, fit, laid):
        return "burst"
    few = fit.points == 0
    if laid.agreement >= (0.7 if few else 0.6) and laid.agreed >= LEAST_BLOCKS and share > 0.25:
        return "edited"
    if not few and laid.agreement >= 0.9 and laid.agreed >= LEAST_BLOCKS // 2:
        return "edited"
    if fit.points >= MANY_POINTS and laid.agreement >= 0.4 and laid.agreed >= 20 and share > 0.25:
        return "edited"
    return "burst" if fit.points >= MANY_POINTS and fit.spread > 0.25 else "unrelated"


def _moved_within(a: Sight, b: Sight, fit: Fit, laid: Laid) -> bool:
    """Whether the camera or parts of the scene have moved: what an edit does not do."""
    looked = laid.valid & laid.textured
    typical = float(np.median(laid.likeness[looked])) if looked.any() else 0.0
    # each shows what the other does not: two shots, unless they are two cuts of one, pixel for pixel
    parted = max(laid.overlap_a, laid.overlap_b) < MUTUAL
    if parted and (typical < 0.95 or (typical < 0.98 and bent(fit.transform, b) > BENT)):
        # a part that breaks off where it ends was put there, and may be cut itself
        return all(kind.code == "cropped" for kind in surroundings(a, b, fit, laid))
    if fit.drifting > 0.3 and typical < 0.95 and laid.agreement < 0.93 and fit.points >= 4 * MANY_POINTS:
        return True
    if laid.agreement >= 0.85:
        return False
    if fit.drifting > 0.5 or (fit.drifting > 0.2 and laid.agreement < 0.8 and typical < 0.9):
        return True
    return typical < 0.65 and laid.agreement < 0.6 and fit.spread > 0.25


# shown


def difference(
    a: Pixels, b: Pixels, transform: Sequence[float]
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.bool_]]:
    """How far B differs from A once it is laid on it, and where it lies: uint8 and bool (height, width) of A.

    a, b: uint8 (height, width), grey. transform: as in Comparison.
    """
    (height, width), (height_b, width_b) = a.shape, b.shape
    unit = np.array(transform, np.float64).reshape(3, 3)
    placed = np.diag([width, height, 1.0]) @ unit @ np.diag([1 / width_b, 1 / height_b, 1.0])
    over = warped(b, placed, (width, height))
    inside = np.zeros((height, width), np.uint8)
    quad = moved(placed, corners(width_b, height_b))
    cv2.fillConvexPoly(inside, quad.round().astype(np.int32), 1)
    return np.abs(a.astype(np.float32) - over).round().astype(np.uint8), inside > 0


def ramp() -> npt.NDArray[np.uint8]:
    """(256, 3), RGB: viridis, in which what is lighter is more, for every eye."""
    levels = np.arange(256, dtype=np.uint8)[:, None]
    return np.asarray(cv2.applyColorMap(levels, cv2.COLORMAP_VIRIDIS)[:, 0, ::-1], np.uint8)


# stored


def to_json(found: Comparison) -> str:
    return json.dumps(asdict(found), separators=(",", ":"))


def from_json(text: str) -> Comparison:
    fields = json.loads(text)
    fields["kinds"] = tuple(Kind(**kind) for kind in fields["kinds"])
    fields["regions"] = tuple(Region(**region) for region in fields["regions"])
    fields["transform"] = fields["transform"] and tuple(fields["transform"])
    return Comparison(**fields)


def swapped(found: Comparison) -> Comparison:
    """The same with A and B in each other's place."""
    side = {"a": "b", "b": "a", "": ""}
    mirrored = any(kind.code == "mirrored" for kind in found.kinds)

    def kind_of(kind: Kind) -> Kind:
        turned_back = kind.code == "turned" and kind.value is not None and not mirrored
        value = -kind.value if turned_back and kind.value is not None else kind.value
        return Kind(kind.code, value, side[kind.of])

    back = None if found.transform is None else np.linalg.inv(np.reshape(found.transform, (3, 3)))
    return replace(
        found,
        kinds=tuple(map(kind_of, found.kinds)),
        transform=None if back is None else tuple(float(value) for value in (back / back[2, 2]).ravel()),
        overlap_a=found.overlap_b,
        overlap_b=found.overlap_a,
        in_part=False,  # it was sought in the other one's parts
        regions=() if back is None else tuple(_region_in_b(region, back) for region in found.regions),
    )


def _region_in_b(region: Region, back: Floats) -> Region:
    size = [region.right - region.left, region.bottom - region.top]
    quad = moved(back, corners(1, 1) * size + [region.left, region.top])
    (left, top), (right, bottom) = quad.min(axis=0).clip(0, 1), quad.max(axis=0).clip(0, 1)
    area = max(size[0] * size[1], 1e-9)
    code = region.code
    if code[-2:] in ("_a", "_b"):
        code = code[:-1] + ("b" if code.endswith("a") else "a")
    return Region(
        code,
        float(left),
        float(top),
        float(right),
        float(bottom),
        float(region.share / area * (right - left) * (bottom - top)),
    )
