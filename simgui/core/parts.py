"""Rectangles of a picture that may be pictures of their own: in a collage, a screenshot, within a frame.

What is put beside something else breaks off along a straight line, which scenes seldom do over a large part of the
picture. Two ways: cutting along lines that reach from edge to edge, as the pieces of a collage lie, and then the
pieces; and rectangles whose sides are such lines, as a picture lies on a ground.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simgui.core.alignment import Pixels

MOST = 12
STEP_LEVELS = 24.0  # summed over the channels, from one side of a line to the other
LOCAL = 1.5  # a step is so many times what changes close by: not a slope, not texture
BESIDE_PX = 3
CUT, SIDE = 0.6, 0.45  # share of a line at which there must be a step
LEAST = 0.16  # of the picture's width or height; smaller parts hold too few pixels
DEPTH = 3
SIDES, LONG = 14, 0.25  # so many lines each way may be a rectangle's sides, if a quarter of the picture long
OF_EACH = 3  # rectangles with one, two, three and four sides within the picture
SAME = 0.8  # share of both together that two rectangles have in common

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]


class Box(NamedTuple):
    """In pixels; right and bottom are not included."""

    left: int
    top: int
    right: int
    bottom: int


def parts(pixels: Pixels) -> list[Box]:
    """At most MOST, none nearly like another or like the whole. pixels: uint8 (height, width, 3)."""
    height, width = pixels.shape[:2]
    upright, level = _steps(pixels), _steps(pixels.transpose(1, 0, 2))
    found = [Box(0, 0, width, height)]
    for box in [*_cut(upright, level, found[0], DEPTH), *_rectangles(_summed(upright), _summed(level))]:
        if all(_common(box, other) < SAME for other in found):
            found.append(box)
    return found[1 : MOST + 1]


def _common(one: Box, other: Box) -> float:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    if across <= 0 or down <= 0:
        return 0.0
    both = sum((box.right - box.left) * (box.bottom - box.top) for box in (one, other))
    return across * down / (both - across * down)


def _steps(pixels: Pixels) -> Flags:
    """bool (height, width): where it breaks off between the pixels left and right of one."""
    values = pixels.astype(np.float32)
    change = np.zeros(values.shape[:2], np.float32)
    change[:, 1:-1] = np.abs(values[:, 2:] - values[:, :-2]).sum(axis=2)
    beside = np.zeros_like(change)
    beside[:, BESIDE_PX:-BESIDE_PX] = np.maximum(change[:, : -2 * BESIDE_PX], change[:, 2 * BESIDE_PX :])
    return (change > STEP_LEVELS) & (change > LOCAL * beside)


# from edge to edge


def _cut(upright: Flags, level: Flags, box: Box, depth: int) -> list[Box]:
    """The two pieces on both sides of the clearest line through `box`, and theirs. Nothing where there is no line."""
    if depth == 0:
        return []
    lines = []
    for is_upright, steps in (
        (True, upright[box.top : box.bottom, box.left : box.right]),
        (False, level[box.left : box.right, box.top : box.bottom]),
    ):
        whole = (upright if is_upright else level).shape[1]
        least = max(int(LEAST * steps.shape[1]), int(LEAST / 2 * whole), 2 * BESIDE_PX)
        shares = steps.mean(axis=0)[least:-least]
        if len(shares):
            lines.append((float(shares.max()), is_upright, least + int(shares.argmax())))
    share, is_upright, at = max(lines, default=(0.0, True, 0))
    if share <= CUT:
        return []
    if is_upright:
        pieces = [box._replace(right=box.left + at), box._replace(left=box.left + at)]
    else:
        pieces = [box._replace(bottom=box.top + at), box._replace(top=box.top + at)]
    return pieces + [smaller for piece in pieces for smaller in _cut(upright, level, piece, depth - 1)]


# on a ground


def _rectangles(upright: Floats, level: Floats) -> list[Box]:
    """Those whose sides within the picture are lines, clearest first, OF_EACH for each number of such sides.

    upright, level: the steps, summed along the lines.
    """
    (left, right), (top, bottom) = _pairs(upright), _pairs(level)
    across, down = (part.ravel() for part in np.mgrid[: len(left), : len(top)])
    left, right, top, bottom = left[across], right[across], top[down], bottom[down]
    sides = [
        _side(upright, left, top, bottom),
        _side(upright, right, top, bottom),
        _side(level, top, left, right),
        _side(level, bottom, left, right),
    ]
    shares = np.stack([share for share, _ in sides])
    within = np.stack([is_within for _, is_within in sides])
    count = within.sum(axis=0)
    clear = (count > 0) & (np.where(within, shares, 1).min(axis=0) >= SIDE)
    mean = np.where(within, shares, 0).sum(axis=0) / np.maximum(count, 1)
    taken: dict[int, list[Box]] = {sides: [] for sides in (1, 2, 3, 4)}
    found = []
    for number in np.flatnonzero(clear)[np.argsort(-mean[clear], kind="stable")]:
        box = Box(*(int(ends[number]) for ends in (left, top, right, bottom)))
        alike = taken[int(count[number])]
        if len(alike) < OF_EACH and all(_common(box, other) < SAME for other in alike):
            alike.append(box)
            found.append(box)
    return found


def _summed(steps: Flags) -> Floats:
    """float32 (height + 1, width): steps above each pixel, so that a difference counts those of a part of a line."""
    return np.concatenate([np.zeros((1, steps.shape[1]), np.float32), steps.cumsum(axis=0, dtype=np.float32)])


def _pairs(summed: Floats) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Where two opposite sides may lie: the picture's edges, and lines with steps along LONG of it."""
    length, width = summed.shape[0] - 1, summed.shape[1]
    long = max(int(LONG * length), 8)
    best = ((summed[long:] - summed[:-long]) / long).max(axis=0, initial=0)
    best[: BESIDE_PX + 1] = best[-BESIDE_PX - 1 :] = 0
    places = [0, width]
    while len(places) < SIDES + 2:
        at = int(best.argmax())
        if best[at] < SIDE:
            break
        places.append(at)
        best[max(at - BESIDE_PX, 0) : at + BESIDE_PX + 1] = 0
    ordered = np.sort(np.array(places))
    first, second = np.triu_indices(len(ordered), 1)
    wide = ordered[second] - ordered[first] >= LEAST * width
    return ordered[first][wide], ordered[second][wide]


def _side(
    summed: Floats, at: npt.NDArray[np.int64], start: npt.NDArray[np.int64], end: npt.NDArray[np.int64]
) -> tuple[Floats, Flags]:
    """Share of each side at which there is a step, and whether it lies within the picture."""
    place = np.minimum(at, summed.shape[1] - 1)
    shares = (summed[end, place] - summed[start, place]) / np.maximum(end - start, 1)
    return shares, (at > 0) & (at < summed.shape[1])
