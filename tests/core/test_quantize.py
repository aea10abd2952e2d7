"""Codes: every descriptor lies where they say it does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simgui.core.quantize import Codes, bounds, encode, encode_query


def exact(vectors: np.ndarray, query: np.ndarray) -> np.ndarray:
    return ((vectors.astype(np.float64) - query) ** 2).sum(axis=1)


@settings(max_examples=200, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    count=st.integers(1, 60),
    dimension=st.sampled_from([1, 2, 31, 64, 1280]),
    scale=st.sampled_from([1e-4, 0.03, 1.0, 500.0]),
    kind=st.sampled_from(["normal", "sparse", "one large", "equal"]),
)
def test_the_true_distance_lies_between_the_bounds(
    seed: int, count: int, dimension: int, scale: float, kind: str
) -> None:
    rng = np.random.default_rng(seed)
    vectors = rng.standard_normal((count, dimension)) * scale
    if kind == "sparse":
        vectors[rng.random(vectors.shape) < 0.9] = 0
    elif kind == "one large":
        vectors[:, 0] *= 20
    elif kind == "equal":
        vectors[:] = vectors[0]
    halves = vectors.astype(np.float16)
    query = (
        halves[0].astype(np.float32)
        if seed % 2
        else (rng.standard_normal(dimension) * scale).astype(np.float32)
    )
    least, most = bounds(encode(halves), encode_query(query))
    found = exact(halves, query)
    assert (least <= found).all()
    assert (found <= most).all()


def test_of_real_like_descriptors_the_bounds_are_narrow() -> None:
    """As long as they are, hardly more than the answer itself is measured exactly."""
    rng = np.random.default_rng(1)
    vectors = rng.standard_normal((500, 1280)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    least, most = bounds(encode(vectors), encode_query(vectors[3]))
    assert float((most - least).max()) < 0.1


def test_codes_are_cut_by_rows_and_hold_what_they_say() -> None:
    codes = encode(np.array([[1, 0, -1], [0, 0, 0], [0.5, 0.25, 0]], np.float16))
    assert codes.values.dtype == np.int8
    assert codes.values[0].tolist() == [127, 0, -127]
    assert codes.values[1].tolist() == [0, 0, 0]
    assert codes.squares.tolist() == pytest.approx([2.0, 0.0, 0.3125])
    part = codes[1:]
    assert isinstance(part, Codes)
    assert len(part.values) == len(part.measures) == 2
