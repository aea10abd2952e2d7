"""Short forms of descriptors in whole numbers: pairs that they say are too far apart surely are.

A descriptor is turned onto the directions in which a library's descriptors differ most. Its first coordinates there
and the length of all the others are rounded to int8: its short form. The distance of two short forms, less what the
rounding lost, is never greater than that of the descriptors. Few pairs within a limit are far apart only in the
coordinates that were left out, so short forms sort out nearly all pairs for a fraction of the work.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numkong
import numpy as np
import numpy.typing as npt

SAMPLE = 4096  # descriptors that it is fitted to; where there are not even half as many, it is not worth fitting one
WIDTHS = range(64, 641, 32)
# measuring a pair that came through costs as much as so many more coordinates of a short form
COST_OF_ONE = 9000
LARGEST = 127
HEADROOM = 1.06  # coordinates may be so much larger than any of the sample before they are clipped
# what float32 can do to a distance; descriptors have length one
MARGIN = 2e-3
NEW_AT_ONCE, OLD_AT_ONCE = 512, 1024  # their products stay in the processor's cache
ALWAYS = np.int32(-(1 << 30))
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Shorts:
    """values: int8 (n, width). Of each: halves, int32 (n,), half its squared length; errors, float32 (n,), the length
    of what rounding lost.
    """

    values: npt.NDArray[np.int8]
    halves: npt.NDArray[np.int32]
    errors: Floats

    def __getitem__(self, rows: slice | npt.NDArray[np.int64]) -> Shorts:
        return Shorts(self.values[rows], self.halves[rows], self.errors[rows])


@dataclass(frozen=True)
class Sieve:
    """mean: float32 (dimension,); basis: float32 (dimension, width - 1), orthonormal columns; rest: the usual length
    of what lies outside of it; step: of the rounding; error: what rounding usually loses at most; rows: how many
    Images the library had when it was fitted.
    """

    mean: Floats
    basis: Floats
    rest: float
    step: float
    error: float
    rows: int

    @property
    def key(self) -> int:
        """Tells short forms of one sieve from those of another."""
        return zlib.crc32(self.basis.tobytes() + np.array([self.rest, self.step]).tobytes())

    def shorten(self, vectors: Floats) -> Shorts:
        """vectors: float32 (n, dimension), unit length. What is not like that comes through always."""
        with np.errstate(invalid="ignore", over="ignore"):
            return self._rounded(_coordinates(vectors - self.mean, self.basis, self.rest))

    def _rounded(self, exact: Floats) -> Shorts:
        values = np.clip(np.rint(exact / np.float32(self.step)), -LARGEST, LARGEST)
        lost = exact - values * np.float32(self.step)
        errors = np.sqrt(np.einsum("ij,ij->i", lost, lost))
        halves = np.einsum("ij,ij->i", values, values).astype(np.int32) >> 1
        halves[~(errors <= self.error)] = ALWAYS
        return Shorts(np.nan_to_num(values).astype(np.int8), halves, errors)

    def through(
        self, new: Shorts, old: Shorts, within: float
    ) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
        """All pairs (of new, of old) that may be within the limit, some at a time: int64 (m,) each."""
        # |x - y|^2 = |x|^2 + |y|^2 - 2xy <= farthest^2, in steps; each row of `new` has its own limit of xy - |y|^2 / 2
        farthest = (within + MARGIN + self.error + new.errors.astype(np.float64)) / self.step
        squares = np.einsum("ij,ij->i", new.values, new.values, dtype=np.int64)
        limits = np.floor(np.maximum((squares - farthest**2) / 2, ALWAYS + 1)) - 1
        limits = np.where(np.isfinite(limits), limits, ALWAYS).astype(np.int32)
        for old_start in range(0, len(old.values), OLD_AT_ONCE):
            part = slice(old_start, old_start + OLD_AT_ONCE)
            packed = numkong.dots_pack(old.values[part])
            for start in range(0, len(new.values), NEW_AT_ONCE):
                rows = slice(start, start + NEW_AT_ONCE)
                products = np.asarray(numkong.dots_packed(new.values[rows], packed))
                products -= old.halves[part]
                found = np.flatnonzero(products >= limits[rows, None])
                ones, others = np.divmod(found, products.shape[1])
                yield ones + start, others + old_start


def _coordinates(centred: Floats, basis: Floats, rest: float) -> Floats:
    """float32 (n, width): along the basis, and the length of what is outside of it, less what that usually is."""
    inside = centred @ basis
    squares = np.einsum("ij,ij->i", centred, centred) - np.einsum("ij,ij->i", inside, inside)
    outside = np.sqrt(np.maximum(squares, 0)) - np.float32(rest)
    return np.concatenate((inside, outside[:, None]), axis=1)


def fit(sample: Floats, within: float, rows: int) -> Sieve | None:
    """Of the width at which least work is left; None where the sample is too small to tell.

    sample: float32 (SAMPLE at most, dimension), taken evenly from the library's `rows` descriptors.
    """
    if len(sample) < SAMPLE // 2 or sample.shape[1] < WIDTHS[0]:
        return None
    mean = sample.mean(axis=0)
    centred = sample - mean
    _, directions = np.linalg.eigh(centred.T @ centred)
    directions = np.ascontiguousarray(directions[:, ::-1], np.float32)  # those in which most differ first
    width = _best_width(centred @ directions, within)
    # turned once more, at random: then all coordinates are about equally large, and rounding loses little
    turn = np.linalg.qr(np.random.default_rng(0).standard_normal((width - 1, width - 1)))[0]
    basis = np.ascontiguousarray(directions[:, : width - 1] @ turn.astype(np.float32))
    exact = _coordinates(centred, basis, 0.0)
    rest = float(exact[:, -1].mean())
    exact[:, -1] -= np.float32(rest)
    step = float(np.abs(exact).max()) * HEADROOM / LARGEST
    usual = Sieve(mean, basis, rest, step, np.inf, rows)._rounded(exact).errors
    return Sieve(mean, basis, rest, step, float(usual.max()) * HEADROOM, rows)


def _best_width(turned: Floats, within: float) -> int:
    """turned: float32 (n, dimension), a sample along its own directions."""
    ones, others = turned[0::4], turned[1::4]
    inside = np.zeros((len(ones), len(others)), np.float32)
    costs, start = {}, 0
    for width in WIDTHS:
        if width > turned.shape[1]:
            break
        columns, start = slice(start, width - 1), width - 1
        inside += _squares(ones[:, columns], others[:, columns])
        lengths = [np.sqrt(np.square(each[:, start:]).sum(axis=1)) for each in (ones, others)]
        outside = np.subtract.outer(*lengths) ** 2
        costs[width] = width + COST_OF_ONE * float((inside + outside <= (within + 0.015) ** 2).mean())
    return min(costs, key=lambda width: costs[width])


def _squares(ones: Floats, others: Floats) -> Floats:
    return np.add.outer(np.square(ones).sum(axis=1), np.square(others).sum(axis=1)) - 2 * (ones @ others.T)
