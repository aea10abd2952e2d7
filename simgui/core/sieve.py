"""Short forms of descriptors in whole numbers: pairs that they say are too far apart surely are.

A descriptor is turned onto the directions in which a library's descriptors differ most. Its first coordinates there,
and the length of all that is outside of them, are rounded to int8: its short form. The distance of two short forms,
less what rounding lost, is never greater than that of the descriptors. The first few columns alone sort out nearly
all pairs, all columns most of what came through.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numkong
import numpy as np
import numpy.typing as npt

SAMPLE = 8192  # descriptors that it is fitted to
FEWEST = 2048  # with fewer it is not worth it
HELD_OUT = 8  # one in so many is not fitted to, but tells how well it does
COLUMNS = 384
FIRST = range(64, COLUMNS, 32)  # how many come first
# looking at all columns of a pair that came through the first costs as much as so many more first columns
COST_OF_ONE = 4000
LARGEST = 127
HEADROOM = 1.06  # coordinates may be so much larger than any of the sample before they are clipped
FINEST = 1e-5  # a step of the rounding, where all descriptors are alike
POWERS, LITTLE = 4, np.float32(1e-4)
# what float32 can do to a distance; descriptors have length one
MARGIN = 2e-3
USUALLY_LOST = 0.015  # of a distance, by rounding both
NEW_AT_ONCE, OLD_AT_ONCE, PAIRS_AT_ONCE = 512, 1024, 512  # what stays in the processor's cache
ALWAYS = np.int32(-(1 << 30))
Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Shorts:
    """values: int8 (n, columns). Of each, float32 (n,): the length of what rounding lost, of the first columns and of
    all.
    """

    values: npt.NDArray[np.int8]
    first_errors: Floats
    errors: Floats


@dataclass(frozen=True)
class Ready:
    """Short forms with all that is asked of them again and again. values: int8 (n, columns); first: int8 (n, first);
    halves: int32 (n,), half the squared lengths of `first`, or ALWAYS for what comes through always; limits: int32
    (n,), the least product of a `first` with another, less the other's half, that comes through; squares: float32 (n,),
    of all columns; reach: float32 (n,), what of a pair's longest distance is this one's, in steps.
    """

    values: npt.NDArray[np.int8]
    first: npt.NDArray[np.int8]
    halves: npt.NDArray[np.int32]
    limits: npt.NDArray[np.int32]
    squares: Floats
    reach: Floats

    def __getitem__(self, rows: slice | Ids) -> Ready:
        return Ready(*(column[rows] for column in columns_of(self)))


def columns_of(short: Shorts | Ready) -> tuple[npt.NDArray[Any], ...]:
    return tuple(getattr(short, field.name) for field in fields(short))


@dataclass(frozen=True)
class Sieve:
    """mean: float32 (dimension,); basis: float32 (dimension, columns - 1), orthonormal or shorter, the first `first` of
    it those in which most differ; rest: the usual length of what lies outside of it; step: of the rounding; error: what
    rounding the first usually loses at most; rows: how many Images the library had when it was fitted.
    """

    mean: Floats
    basis: Floats
    first: int
    rest: float
    step: float
    error: float
    rows: int

    @cached_property
    def key(self) -> int:
        """Tells short forms of one sieve from those of another."""
        return zlib.crc32(self.basis.tobytes() + np.array([self.first, self.rest, self.step]).tobytes())

    def shorten(self, vectors: Floats) -> Shorts:
        """vectors: float32 (n, dimension), unit length. What is not like that comes through always."""
        with np.errstate(invalid="ignore", over="ignore"):
            return self._rounded(_coordinates(vectors - self.mean, self.basis, self.rest))

    def _rounded(self, exact: Floats) -> Shorts:
        values = np.clip(np.rint(exact / np.float32(self.step)), -LARGEST, LARGEST)
        lost = exact - values * np.float32(self.step)
        first = lost[:, : self.first]
        errors = (np.sqrt(np.einsum("ij,ij->i", each, each)) for each in (first, lost))
        return Shorts(np.nan_to_num(values).astype(np.int8), *(np.nan_to_num(e, nan=np.inf) for e in errors))

    def ready(self, shorts: Shorts, within: float) -> Ready:
        first = np.ascontiguousarray(shorts.values[:, : self.first])
        squares = _squares(first)
        halves = np.where(shorts.first_errors <= self.error, squares >> 1, ALWAYS)
        # |x - y|^2 = |x|^2 + |y|^2 - 2xy <= farthest^2; so each x has its own limit of xy - |y|^2 / 2
        farthest = (within + MARGIN + self.error + shorts.first_errors.astype(np.float64)) / self.step
        limits = np.maximum(np.floor((squares - farthest**2) / 2) - 1, ALWAYS).astype(np.int32)
        reach = (((within + MARGIN) / 2 + shorts.errors) / self.step).astype(np.float32)
        all_squares = _squares(shorts.values).astype(np.float32)  # which holds such whole numbers exactly
        return Ready(shorts.values, first, halves.astype(np.int32), limits, all_squares, reach)

    def through(self, new: Ready, old: Ready) -> Iterator[tuple[Ids, Ids]]:
        """All pairs (of new, of old) that may be within the limit, some at a time: int64 (m,) each."""
        for ones, others in _through_first(new, old):
            for start in range(0, len(ones), PAIRS_AT_ONCE):
                one, other = ones[start : start + PAIRS_AT_ONCE], others[start : start + PAIRS_AT_ONCE]
                pairs = numkong.dot(new.values.take(one, 0), old.values.take(other, 0))
                left = new.squares[one] + old.squares[other]
                left -= 2 * np.asarray(pairs).astype(np.float32)
                near = left <= np.square(new.reach[one] + old.reach[other])
                yield one[near], other[near]


def _through_first(new: Ready, old: Ready) -> Iterator[tuple[Ids, Ids]]:
    """By the first columns alone, of which a processor does most at once."""
    for old_start in range(0, len(old.first), OLD_AT_ONCE):
        part = slice(old_start, old_start + OLD_AT_ONCE)
        packed = numkong.dots_pack(old.first[part])
        for start in range(0, len(new.first), NEW_AT_ONCE):
            rows = slice(start, start + NEW_AT_ONCE)
            products = np.asarray(numkong.dots_packed(new.first[rows], packed))
            products -= old.halves[part]
            found = np.flatnonzero(products >= new.limits[rows, None])
            one, other = np.divmod(found, products.shape[1])
            yield one + start, other + old_start


def _squares(values: npt.NDArray[np.int8]) -> npt.NDArray[np.int32]:
    return np.einsum("ij,ij->i", values, values, dtype=np.int32)


def _coordinates(centred: Floats, basis: Floats, rest: float) -> Floats:
    """float32 (n, columns): along the basis, and the length of what is outside of it, less what that usually is."""
    inside = centred @ basis
    squares = np.einsum("ij,ij->i", centred, centred) - np.einsum("ij,ij->i", inside, inside)
    outside = np.sqrt(np.maximum(squares, 0)) - np.float32(rest)
    return np.concatenate((inside, outside[:, None]), axis=1)


def fit(sample: Floats, within: float, rows: int, check: Callable[[], None] = lambda: None) -> Sieve | None:
    """With as many first columns as leave least work; None where the sample is too small.

    sample: float32 (n, dimension), SAMPLE at most, taken evenly from the library's `rows` descriptors; check: called
    often, and may raise.
    """
    if len(sample) < FEWEST or sample.shape[1] <= FIRST[0]:
        return None
    mean = sample.mean(axis=0)
    centred = sample - mean
    held_out = np.arange(len(sample)) % HELD_OUT == 0
    fitted = centred[~held_out]
    directions = _directions(fitted.T @ fitted, min(COLUMNS - 1, sample.shape[1]), check)
    first = _best_first(centred[held_out] @ directions, within)
    for columns in (slice(0, first), slice(first, directions.shape[1])):
        check()
        # turned once more, at random: then all coordinates are about equally large, and rounding loses little
        size = columns.stop - columns.start
        turn = _orthonormal(np.random.default_rng(0).standard_normal((size, size), np.float32))
        directions[:, columns] = directions[:, columns] @ turn
    exact = _coordinates(centred, directions, 0.0)
    rest = float(exact[:, -1].mean())
    exact[:, -1] -= np.float32(rest)
    step = max(float(np.abs(exact).max()) * HEADROOM / LARGEST, FINEST)
    usual = Sieve(mean, directions, first, rest, step, np.inf, rows)._rounded(exact).first_errors
    return Sieve(mean, directions, first, rest, step, float(usual.max()) * HEADROOM, rows)


def _directions(products: Floats, count: int, check: Callable[[], None]) -> Floats:
    """About those in which most differ, in order; float32 (dimension, count). products: of all pairs of coordinates.

    By powers of the matrix: in parts of the time of taking it to pieces wholly, which nothing can stop either.
    """
    # a little of each direction, so that there are enough where descriptors differ in a few only
    shifted = (
        products / max(float(np.trace(products)), FINEST) + np.eye(len(products), dtype=np.float32) * LITTLE
    )
    found = _orthonormal(np.random.default_rng(0).standard_normal((len(products), count), np.float32))
    for _ in range(POWERS):
        check()
        found = _orthonormal(shifted @ found)
    _, turn = np.linalg.eigh(found.T @ shifted @ found)
    return _orthonormal(found @ np.ascontiguousarray(turn[:, ::-1]))


def _orthonormal(vectors: Floats) -> Floats:
    """The same directions, orthonormal; where that cannot be told exactly shorter, which does a lower bound no harm."""
    for _ in range(2):
        products = (vectors.T @ vectors).astype(np.float64)
        products += np.eye(len(products)) * (products.diagonal().max(initial=0.0) * 1e-6)
        vectors = vectors @ np.linalg.inv(np.linalg.cholesky(products)).T.astype(np.float32)
    return vectors


def _best_first(turned: Floats, within: float) -> int:
    """turned: float32 (n, columns - 1), descriptors along the directions, those in which most differ first."""
    ones, others = turned[0::2], turned[1::2]
    squares = np.zeros((len(ones), len(others)), np.float32)
    costs, start = {}, 0
    for first in FIRST:
        if first > turned.shape[1]:
            break
        one, other = ones[:, start:first], others[:, start:first]
        squares += np.add.outer(np.square(one).sum(axis=1), np.square(other).sum(axis=1)) - 2 * (
            one @ other.T
        )
        through = squares <= (within + USUALLY_LOST) ** 2
        costs[first], start = first + COST_OF_ONE * float(through.mean()), first
    return min(costs, key=lambda first: costs[first])
