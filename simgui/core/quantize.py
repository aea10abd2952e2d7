"""Descriptors as bytes, with a bound on what that loses: a scan reads a quarter of float32, and still answers exactly.

Scalar quantization: each descriptor x is scale * code + a rest, code int8. The rest's length is known, so that the
product of two descriptors lies, by Cauchy and Schwarz, within a known distance of the product of their codes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numkong
import numpy as np
import numpy.typing as npt

LARGEST = 127
# what rounding can do to a squared distance, as a share of both squared lengths: 6e-8 at each of some ten steps
ROUNDING = 2e-6
ENCODED_AT_ONCE = 64  # rows that stay in the processor's cache
Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Codes:
    """values: int8 (n, dimension). Of each descriptor, float32 (n,): its scale, the length of what the code leaves
    (never less than it is), and the square of its own length.
    """

    values: npt.NDArray[np.int8]
    scales: Floats
    errors: Floats
    squares: Floats

    @classmethod
    def of(cls, values: npt.NDArray[np.int8], measures: Floats) -> Codes:
        """measures: float32 (n, 3), as they are stored."""
        return cls(values, *np.ascontiguousarray(measures.T))

    @property
    def measures(self) -> Floats:
        return np.stack((self.scales, self.errors, self.squares), axis=1)

    def __getitem__(self, rows: slice | Rows) -> Codes:
        return Codes(self.values[rows], self.scales[rows], self.errors[rows], self.squares[rows])


@dataclass(frozen=True)
class EncodedQuery:
    """vector: float32 (dimension,); code: int8 (1, dimension); the rest as in Codes."""

    vector: Floats
    code: npt.NDArray[np.int8]
    scale: float
    error: float
    square: float


def encode(vectors: npt.NDArray[np.floating]) -> Codes:
    """vectors: any float (n, dimension), finite; what is encoded are exactly these values."""
    values = np.empty(vectors.shape, np.int8)
    measures = np.empty((len(vectors), 3), np.float32)
    for start in range(0, len(vectors), ENCODED_AT_ONCE):
        rows = slice(start, start + ENCODED_AT_ONCE)
        exact = vectors[rows].astype(np.float64)
        scales = (np.abs(exact).max(axis=1, initial=0.0) / LARGEST).astype(np.float32)
        scales[scales == 0] = 1
        steps = scales.astype(np.float64)[:, None]
        codes = np.clip(np.rint(exact / steps), -LARGEST, LARGEST)
        rest = exact - codes * steps
        lengths = np.sqrt(np.einsum("ij,ij->i", rest, rest)).astype(np.float32)
        values[rows], measures[rows, 0] = codes, scales
        measures[rows, 1] = np.nextafter(lengths, np.float32(np.inf))
        measures[rows, 2] = np.einsum("ij,ij->i", exact, exact)
    return Codes.of(values, measures)


def encode_query(vector: Floats) -> EncodedQuery:
    """vector: float32 (dimension,)."""
    codes = encode(vector[None])
    return EncodedQuery(
        vector, codes.values, float(codes.scales[0]), float(codes.errors[0]), float(codes.squares[0])
    )


def bounds(codes: Codes, query: EncodedQuery) -> tuple[Floats, Floats]:
    """Between which values the squared distance of each descriptor to the query surely lies; float32 (n,) each."""
    with np.errstate(invalid="ignore", over="ignore"):  # of damaged rows, which nobody asks about
        return _bounds(codes, query)


def _bounds(codes: Codes, query: EncodedQuery) -> tuple[Floats, Floats]:
    # integers below 2**31, exactly; the library takes the kernel that the processor does best
    products = np.asarray(numkong.cdist(codes.values, query.code, metric="dot"))[:, 0].astype(np.float32)
    products *= codes.scales
    products *= np.float32(2 * query.scale)
    about = codes.squares + np.float32(query.square)
    # x.q - x'.q' = (x - x').q + x'.(q - q'), and x' is no longer than x and what its code leaves
    slack = np.sqrt(codes.squares)
    slack *= np.float32(2 * query.error)
    slack += codes.errors * np.float32(2 * (query.square**0.5 + query.error))
    slack += about * np.float32(ROUNDING)
    about -= products
    return about - slack, about + slack


def pair_bounds(ones: Codes, others: Codes) -> tuple[Floats, Floats]:
    """The same for pairs: the first of `ones` and of `others`, the second of both, and so on; float32 (n,) each."""
    if not len(ones.values):
        return np.empty(0, np.float32), np.empty(0, np.float32)
    with np.errstate(invalid="ignore", over="ignore"):
        products = np.asarray(numkong.dot(ones.values, others.values)).astype(np.float32)
        products *= ones.scales * others.scales * np.float32(2)
        about = ones.squares + others.squares
        slack = np.sqrt(others.squares) * ones.errors
        slack += others.errors * (np.sqrt(ones.squares) + ones.errors)
        slack *= np.float32(2)
        slack += about * np.float32(ROUNDING)
        about -= products
        return about - slack, about + slack
