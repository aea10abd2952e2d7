"""Resizing: torch's answer is Pillow's, but for rounding."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from simgui.core import resizing
from simgui.core.embedder import Embedder

SIZES = ((224, 224), (512, 100), (37, 512))


@pytest.mark.parametrize(
    "shape", [(1, 1), (50, 1), (7, 3), (225, 223), (300, 224), (30, 1200), (480, 640), (1300, 1200)]
)
def test_torch_resizes_as_pillow_does(
    shape: tuple[int, int], embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The embedder has given its way of resizing, if it has one here; the picture has slopes, edges and noise."""
    height, width = shape
    coarse = np.random.default_rng(3).integers(0, 256, (height // 5 + 2, width // 5 + 2, 3), np.uint8)
    picture = Image.fromarray(coarse).resize((width, height))
    found = [np.asarray(im, np.int16) for im in resizing.resized(picture, list(SIZES))]
    monkeypatch.setattr(resizing, "_by_torch", None)
    wanted = [np.asarray(im, np.int16) for im in resizing.resized(picture, list(SIZES))]
    for size, ours, pillows in zip(SIZES, found, wanted, strict=True):
        assert ours.shape == pillows.shape == (size[1], size[0], 3)
        differences = np.abs(ours - pillows)
        assert differences.max() <= 5
        assert differences.mean() < 0.3


def test_only_usual_colours_go_to_torch(embedder: Embedder) -> None:
    for mode in ("L", "RGBA", "CMYK"):
        (made,) = resizing.resized(Image.new(mode, (300, 200)), [(224, 224)])
        assert (made.mode, made.size) == (mode, (224, 224))
