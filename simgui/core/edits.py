"""What was done to a picture, told from it and another laid over each other: kinds of edit and changed regions."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from simgui.core.alignment import (
    BLOCK_PX,
    Fit,
    Floats,
    Laid,
    Pixels,
    Shared,
    Sight,
    blocks,
    corners,
    moved,
)

WHOLE = 0.96  # a picture of which so much is shared is shared as a whole
TURNED_DEGREES = 1.5
BENT = 0.012
SCALED = 1.06
BLURRED = 0.6
DIFFERS = 0.3
LEAST_REGION = 0.008
ONE_COLOUR = 1.0  # grey levels
EVEN = 0.4  # of how much the other one varies
STEEP = 20.0  # of a Sobel filter; less is no edge
STEP_LEVELS = 3.0
UNLIKE_LEVELS = 12.0
MARKED = 0.06  # of a block's pixels
MARKED_LIKENESS = 0.85


@dataclass(frozen=True)
class Kind:
    """What was done, and how much. of: 'a' or 'b', the picture to which it was done; '' where that cannot be said.

    code: same_bytes, same_picture, re_encoded, scaled (value: length against the other's), cropped (share of the
    other's area that is left), mirrored, turned (degrees clockwise), perspective, recoloured, grey, blurred, covered
    (share of the area), bordered, collage, burst (the same scene in another shot), unrelated, flat, tiny.
    """

    code: str
    value: float | None = None
    of: str = ""


@dataclass(frozen=True)
class Region:
    """A part of the shared area in which the pictures differ, as shares of A's width and height.

    code: covered_in_a, covered_in_b, mark_in_a, mark_in_b, differs. share: of A's area.
    """

    code: str
    left: float
    top: float
    right: float
    bottom: float
    share: float


def edits(a: Sight, b: Sight, fit: Fit, laid: Laid, regions: Sequence[Region]) -> list[Kind]:
    """What was done, nothing where only the encoding differs."""
    return [*_geometry(a, b, fit, laid), *_tones(laid), *_covered(regions)]


def _geometry(a: Sight, b: Sight, fit: Fit, laid: Laid) -> Iterator[Kind]:
    if fit.mirrored:
        yield Kind("mirrored")
    transform = fit.transform
    slope = _slope(transform, b)
    degrees = -math.degrees(math.atan2(slope[1, 0], slope[0, 0]))
    if abs(degrees) > TURNED_DEGREES:
        yield Kind("turned", round(degrees, 1))
    if bent(transform, b) > BENT:
        yield Kind("perspective")
    # how long the same thing is in B, against A, in pixels of the files
    scale = math.sqrt(abs(float(np.linalg.det(slope))))
    ratio = (b.width_px / b.width) / (a.width_px / a.width) / scale
    if abs(math.log(ratio)) > math.log(SCALED):
        yield Kind("scaled", min(ratio, 1 / ratio), "b" if ratio < 1 else "a")
    yield from surroundings(a, b, fit, laid)


def surroundings(a: Sight, b: Sight, fit: Fit, laid: Laid) -> Iterator[Kind]:
    """What it means that one or both show more than the other: cropped, bordered, collage."""
    if laid.overlap_b <= WHOLE:
        quad = moved(np.linalg.inv(fit.transform), corners(a.width, a.height))
        yield _around("b", _around_code(b, quad), laid)
    if laid.overlap_a <= WHOLE:
        seen = replace(a, pixels=np.ascontiguousarray(a.pixels[:, ::-1]), _found={}) if fit.mirrored else a
        yield _around("a", _around_code(seen, moved(fit.transform, corners(b.width, b.height))), laid)


def _around(of: str, code: str, laid: Laid) -> Kind:
    """What it means that a picture shows more than the other: `of` has a border, or the other was cut from it."""
    share = laid.overlap_b if of == "b" else laid.overlap_a
    if code == "cropped":
        return Kind("cropped", round(share, 3), "a" if of == "b" else "b")
    return Kind(code, round(share, 3), of)


def _around_code(sight: Sight, quad: Floats) -> str:
    """'bordered', 'collage' or 'cropped': what lies around a part of a picture."""
    around = np.ones((sight.height, sight.width), np.uint8)
    cv2.fillConvexPoly(around, quad.round().astype(np.int32), 0)
    around = np.asarray(cv2.erode(around, np.ones((7, 7), np.uint8), borderValue=1), np.uint8)
    outside = sight.pixels[around > 0].astype(np.float32)
    if len(outside) < 50:
        return "cropped"
    if not _edged(sight.pixels, quad):
        return "cropped"
    middle = np.median(outside, axis=0)
    even = (np.abs(outside - middle).max(axis=1) < 24).mean() > 0.97
    return "bordered" if even else "collage"


def _edged(pixels: Pixels, quad: Floats) -> bool:
    """Whether the picture breaks off along the sides of a part of it, rather than going on. pixels: RGB."""
    plane = pixels.astype(np.float32)
    height, width = plane.shape[:2]
    across, along, steps = [], [], []
    for start, end in zip(quad, np.roll(quad, -1, axis=0), strict=True):
        length = float(np.linalg.norm(end - start))
        if length < 8:
            continue
        out = np.array([end[1] - start[1], start[0] - end[0]]) / length  # corners run clockwise
        places = start + (end - start) * np.linspace(0.05, 0.95, 60)[:, None]
        lines = [places + out * step for step in (-9, -3, 3, 9)]
        fits = np.all(
            [(x >= 0) & (y >= 0) & (x < width) & (y < height) for x, y in (p.T for p in lines)], axis=0
        )
        if fits.sum() < 20:
            continue
        inner, near_in, near_out, outer = (
            plane[place[fits, 1].astype(int), place[fits, 0].astype(int)] for place in lines
        )
        across.append(float(np.abs(near_in - near_out).mean()))
        along.append(float(np.abs(inner - near_in).mean() + np.abs(near_out - outer).mean()) / 2)
        # white on nearly white: a small step, the same all along the side
        step, before, after = (
            np.abs(np.median(one, axis=0)).max()
            for one in (near_out - near_in, near_in - inner, outer - near_out)
        )
        steps.append(step > STEP_LEVELS + 2 * max(before, after))
    if len(steps) >= 3 and sum(steps) >= len(steps) - 1:
        return True
    return bool(across) and sum(across) > 1.6 * sum(along) + 4 * len(across)


def _slope(transform: Floats, b: Sight) -> Floats:
    """(2, 2), how B's middle is stretched and turned."""
    middle = np.array([b.width / 2, b.height / 2])
    places = moved(transform, middle + np.array([[0.0, 0], [1, 0], [0, 1]]))
    return np.column_stack([places[1] - places[0], places[2] - places[0]])


def bent(transform: Floats, b: Sight) -> float:
    """How far the corners lie from where turning and scaling alone would put them, against the diagonal."""
    source = corners(b.width, b.height)
    target = moved(transform, source)
    # the best similarity, as one complex factor and an offset
    before, after = (places[:, 0] + 1j * places[:, 1] for places in (source, target))
    centred = before - before.mean()
    factor = (centred.conj() @ (after - after.mean())) / (centred.conj() @ centred)
    left = np.abs(after - after.mean() - factor * centred)
    return float(left.max() / max(abs(after[2] - after[0]), 1e-6))


def _tones(laid: Laid) -> Iterator[Kind]:
    """Colours and sharpness, told where the pictures agree."""
    chosen = laid.alike
    if chosen.sum() < 4:
        return
    means_a, means_b = (_block_means(shown.colour)[chosen] for shown in (laid.a, laid.b))
    mono_a, mono_b = _mono(means_a, means_b)
    if mono_a != mono_b:
        yield Kind("grey", of="b" if mono_b else "a")
    grey_a, grey_b = means_a.mean(axis=1), means_b.mean(axis=1)
    if mono_a != mono_b:
        tint = means_b - grey_b[:, None] if mono_b else means_a - grey_a[:, None]
        changed = float(np.abs(np.median(tint, axis=0)).max()) > 6
    else:
        shift = np.abs(np.median(means_b - means_a, axis=0)).max()
        gain = np.abs(np.log((means_b.std(axis=0) + 2) / (means_a.std(axis=0) + 2))).max()
        changed = bool(shift > 8 or gain > math.log(1.15))
    if changed:
        yield Kind("recoloured")
    ratio = _sharper(laid)
    if min(ratio, 1 / max(ratio, 1e-6)) < BLURRED:
        yield Kind("blurred", of="b" if ratio < 1 else "a")


def _block_means(colour: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """(rows, columns, 3)"""
    planes = [blocks(np.ascontiguousarray(colour[..., channel])).mean(axis=2) for channel in range(3)]
    return np.stack(planes, axis=2)


def _mono(a: npt.NDArray[np.float32], b: npt.NDArray[np.float32]) -> tuple[bool, bool]:
    """Whether all colours of one are one, in light and dark, grey or sepia, and those of the other clearly are not."""
    left_a, left_b = _colourful(a), _colourful(b)
    return left_a < ONE_COLOUR < left_b / 2, left_b < ONE_COLOUR < left_a / 2


def _colourful(means: npt.NDArray[np.float32]) -> float:
    """How far its colours lie from what light and dark alone make of one colour."""
    grey = means.mean(axis=1)
    degree = 2 if np.ptp(grey) > 1 else 0  # a curve needs lighter and darker parts
    rest = [
        channel - np.polyval(np.polyfit(grey, channel, degree), grey)
        for channel in means.T.astype(np.float64)
    ]
    return float(np.abs(np.array(rest)).max(axis=0).mean())


def _sharper(laid: Laid) -> float:
    """B's sharpness against A's, each against its own contrast, where they agree."""
    chosen = laid.valid & laid.agrees & laid.textured
    if not chosen.any():
        return 1.0
    fine_a, fine_b = (
        float(blocks(np.asarray(cv2.Laplacian(shown.grey, cv2.CV_32F)))[chosen].std())
        for shown in (laid.a, laid.b)
    )
    even_a, even_b = (shown.means[laid.alike].std() + 2 for shown in (laid.a, laid.b))
    return float(fine_b / max(fine_a * even_b / even_a, 1e-6))


# changed regions


def regions_of(a: Sight, fit: Fit, laid: Laid) -> list[Region]:
    """Blocks that hang together and differ clearly; largest first."""
    laid = _equally_sharp(laid)
    levelled = _levelled(laid)
    pixels = _unlike(levelled, laid)
    differs = _differing(levelled, pixels, laid)
    count, numbers = cv2.connectedComponents(differs.astype(np.uint8), connectivity=8)
    valid = max(int(laid.valid.sum()), 1)
    found = []
    for number in range(1, count):
        part = numbers == number
        share = part.sum() / valid * laid.overlap_a
        if part.sum() < 3 or share < LEAST_REGION:
            continue
        code = _region_code(part, levelled, pixels, laid)
        found.append(_region(code, part, float(share), a, fit, laid))
    return sorted(found, key=lambda region: -region.share)


def _equally_sharp(laid: Laid) -> Laid:
    """The sharper of the two blurred as the other one is: what blur alone takes away is no change of a region."""
    ratio = _sharper(laid)
    if min(ratio, 1 / max(ratio, 1e-6)) >= BLURRED:
        return laid
    side = "b" if ratio > 1 else "a"
    sharp: Shared = getattr(laid, side)
    for sigma in (0.6, 0.9, 1.3, 1.8, 2.5, 3.5):
        soft = Shared(np.asarray(cv2.GaussianBlur(sharp.colour, (0, 0), sigma), np.float32))
        made = replace(laid, a=soft) if side == "a" else replace(laid, b=soft)
        if (_sharper(made) > 1) != (ratio > 1):
            break
    return made


def _levelled(laid: Laid) -> npt.NDArray[np.float32]:
    """A's grey levels brought to B's tones: float32 (h, w). A curve and then a slope of light, told where both agree.

    What is left between it and B is no matter of brightness, contrast, filters or vignettes.
    """
    grey, same = laid.a.grey, laid.alike
    if same.sum() < 8:
        return grey
    a, b = (blocks(shown.grey)[same].ravel() for shown in (laid.a, laid.b))
    steps = np.unique(np.quantile(a, np.linspace(0, 1, 17)[1:-1]))
    numbers = np.searchsorted(steps, a)
    told = [number for number in range(len(steps) + 1) if (numbers == number).any()]
    levels = np.array([np.median(a[numbers == number]) for number in told])
    tones = np.maximum.accumulate([np.median(b[numbers == number]) for number in told])
    # beyond what was seen as much lighter or darker as A is
    levels = np.concatenate([[levels[0] - 256], levels, [levels[-1] + 256]])
    tones = np.concatenate([[tones[0] - 256], tones, [tones[-1] + 256]])
    made = np.interp(grey, levels, tones).clip(0, 255).astype(np.float32)
    return made * _light(made, laid)


def _light(made: npt.NDArray[np.float32], laid: Laid) -> npt.NDArray[np.float32]:
    """By what B is lighter than `made` from place to place, as a surface of second order: float32 (h, w)."""
    height, width = made.shape
    means = blocks(made).mean(axis=2)
    rows, columns = np.mgrid[0 : means.shape[0], 0 : means.shape[1]]
    same = laid.alike & (means > 16) & (laid.b.means > 16)
    if same.sum() < 24:
        return np.ones_like(made)

    def surface(down: Floats, across: Floats) -> Floats:
        return np.stack([down**0, down, across, down * across, down**2, across**2], axis=-1)

    down, across = (rows + 0.5) / means.shape[0] - 0.5, (columns + 0.5) / means.shape[1] - 0.5
    terms, wanted = surface(down[same], across[same]), np.log(laid.b.means[same] / means[same])
    kept = np.ones(len(wanted), bool)
    for _ in range(2):
        found = np.linalg.lstsq(terms[kept], wanted[kept], rcond=None)[0]
        away = np.abs(terms @ found - wanted)
        kept = away <= max(3 * float(np.median(away)), 0.02)
    down, across = np.mgrid[0:height, 0:width]
    fitted = surface((down + 0.5) / height - 0.5, (across + 0.5) / width - 0.5) @ found
    return np.exp(fitted.clip(-1, 1)).astype(np.float32)


def _unlike(levelled: npt.NDArray[np.float32], laid: Laid) -> npt.NDArray[np.bool_]:
    """Pixels that lie outside of what the other picture shows around there: bool (h, w).

    More so than is usual between these two: by noise, by coding, by a pixel's place. What is blurred lies within what
    the sharp one shows, so one way round tells nothing there.
    """
    ways = [_beyond(laid.b.grey, levelled), _beyond(levelled, laid.b.grey)]
    inside = [blocks(way)[laid.valid] for way in ways]
    if not inside[0].size:
        return np.zeros(levelled.shape, bool)
    usual = [np.percentile(values, (80, 95)) for values in inside]
    found = np.zeros(levelled.shape, bool)
    for way, (most, nearly_all), (_, others) in zip(ways, usual, usual[::-1], strict=True):
        if nearly_all <= 2 * others + UNLIKE_LEVELS / 2:
            found |= way > UNLIKE_LEVELS + 4 * most
    return found


def _beyond(plane: npt.NDArray[np.float32], other: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    near = np.ones((3, 3), np.uint8)
    over, under = plane - cv2.dilate(other, near), cv2.erode(other, near) - plane
    return np.asarray(np.maximum(over, under).clip(0), np.float32)


def _differing(
    levelled: npt.NDArray[np.float32], pixels: npt.NDArray[np.bool_], laid: Laid
) -> npt.NDArray[np.bool_]:
    """Blocks that show something else: bool (rows, columns)."""
    means_a, means_b = laid.a.means, laid.b.means
    shift = np.abs(means_b - blocks(levelled).mean(axis=2))
    # what a brighter picture burns out, or a darker one drowns, is no change of its own
    clipped = ((means_b > 240) & (means_a > 170)) | ((means_a > 240) & (means_b > 170))
    clipped |= ((means_b < 12) & (means_a < 60)) | ((means_a < 12) & (means_b < 60))
    marked = (blocks(pixels.astype(np.float32)).mean(axis=2) > MARKED) & (laid.likeness < MARKED_LIKENESS)
    texture = laid.textured & (laid.likeness < DIFFERS)
    return laid.valid & (marked | (~clipped & (texture | (shift > 30))))


def _region_code(
    part: npt.NDArray[np.bool_], levelled: npt.NDArray[np.float32], pixels: npt.NDArray[np.bool_], laid: Laid
) -> str:
    """In which picture something was put there: what is put into a picture breaks off where it ends."""
    spread_a, spread_b = (float(np.median(shown.spread[part])) for shown in (laid.a, laid.b))
    edge_a, edge_b = (_breaking_off(shown, part, pixels) for shown in (levelled, laid.b.grey))
    if max(edge_a, edge_b) < 1.15 * min(edge_a, edge_b):
        # neither does: text and logos have edges of their own
        if max(spread_a, spread_b) < 1.5 * min(spread_a, spread_b):
            return "differs"
        return "mark_in_b" if spread_b > spread_a else "mark_in_a"
    if edge_b > edge_a:
        return "covered_in_b" if spread_b < EVEN * spread_a else "mark_in_b"
    return "covered_in_a" if spread_a < EVEN * spread_b else "mark_in_a"


def _breaking_off(
    shown: npt.NDArray[np.float32], part: npt.NDArray[np.bool_], pixels: npt.NDArray[np.bool_]
) -> float:
    """How much steeper it is along the outlines of what differs within a part than elsewhere about there."""
    three = np.ones((3, 3), np.uint8)
    blocks_about = np.asarray(cv2.dilate(part.astype(np.uint8), three), np.uint8)
    within, about = (_in_pixels(one, shown.shape) for one in (part.astype(np.uint8), blocks_about))
    whole = cv2.morphologyEx(pixels.astype(np.uint8) & within, cv2.MORPH_CLOSE, three)
    outline = cv2.morphologyEx(whole, cv2.MORPH_GRADIENT, three).astype(bool)
    elsewhere = about.astype(bool) & ~outline
    if not outline.any() or not elsewhere.any():
        return 1.0
    steep = np.hypot(cv2.Sobel(shown, cv2.CV_32F, 1, 0), cv2.Sobel(shown, cv2.CV_32F, 0, 1))
    return float((steep[outline].mean() + STEEP) / (steep[elsewhere].mean() + STEEP))


def _in_pixels(part: npt.NDArray[np.uint8], shape: tuple[int, ...]) -> npt.NDArray[np.uint8]:
    """A plane of blocks as one of pixels, laid as blocks() takes them."""
    plane = np.zeros(shape, np.uint8)
    large = np.kron(part, np.ones((BLOCK_PX, BLOCK_PX), np.uint8))
    top, left = (shape[0] - large.shape[0]) // 2, (shape[1] - large.shape[1]) // 2
    plane[top : top + large.shape[0], left : left + large.shape[1]] = large
    return plane


def _region(code: str, part: npt.NDArray[np.bool_], share: float, a: Sight, fit: Fit, laid: Laid) -> Region:
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    left, top, right, bottom = laid.box
    height, width = laid.a.grey.shape
    over_x, over_y = (width % BLOCK_PX) // 2, (height % BLOCK_PX) // 2
    x0, x1 = ((over_x + column * BLOCK_PX) / width for column in (columns[0], columns[-1] + 1))
    y0, y1 = ((over_y + row * BLOCK_PX) / height for row in (rows[0], rows[-1] + 1))
    x0, x1 = ((left + x * (right - left)) / a.width for x in (x0, x1))
    y0, y1 = ((top + y * (bottom - top)) / a.height for y in (y0, y1))
    if fit.mirrored:
        x0, x1 = 1 - x1, 1 - x0
    return Region(code, max(x0, 0.0), max(y0, 0.0), min(x1, 1.0), min(y1, 1.0), share)


def _covered(regions: Sequence[Region]) -> Iterator[Kind]:
    share = sum(region.share for region in regions)
    if share > 0:
        inside = {region.code[-1] for region in regions if region.code != "differs"}
        yield Kind("covered", round(share, 3), inside.pop() if len(inside) == 1 else "")
