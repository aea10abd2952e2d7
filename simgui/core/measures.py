"""What can be said about a picture's quality from pixels that are there anyway."""

from __future__ import annotations

import numpy as np
from PIL import Image

# Goes up when a measure's meaning changes: images measured before are then measured again.
MEASURES_VERSION = 1

_FLAT_SPREAD = 3.0
_TINY_PX = 16


def measure(square: Image.Image, thumbnail: Image.Image, shorter_side_px: int) -> dict[str, float | bool]:
    """What can be said about a picture's quality; square: the network's pixels as an RGB picture.

    "flat": almost one colour (the spread is under 3 grey levels); "tiny": shorter side under 16 px, too small to
    judge; "spread": standard deviation of the colours in the square, grey levels; "texture": mean absolute
    Laplacian of the square, hardly anything for a smooth gradient; "detail": variance of the Laplacian of the
    thumbnail, low when blurred.
    """
    texture = _laplacian(square.convert("L"))
    detail = _laplacian(thumbnail.convert("L")).astype(np.float32)
    spread = _spread(square)
    return {
        "flat": spread < _FLAT_SPREAD,
        "tiny": shorter_side_px < _TINY_PX,
        "spread": round(spread, 2),
        "texture": round(float(np.abs(texture, out=texture).sum(dtype=np.int64)) / texture.size, 2),
        "detail": round(float(np.dot(detail, detail)) / detail.size - float(detail.mean()) ** 2, 2),
    }


def _spread(square: Image.Image) -> float:
    """Standard deviation of the colours, over all three channels; from the histogram, which is fast and exact."""
    counts = np.array(square.histogram(), np.float64).reshape(3, 256) / (square.width * square.height)
    levels = np.arange(256)
    means = counts @ levels
    return float(np.sqrt(max(0.0, float((counts @ levels**2 - means**2).mean()))))


def _laplacian(grey: Image.Image) -> np.ndarray:
    """int16 (n,), one value for each pixel inside the border; one zero for a picture without an inside."""
    values = np.asarray(grey, np.int16)
    if min(values.shape) < 3:
        return np.zeros(1, np.int16)
    inside = 4 * values[1:-1, 1:-1]
    inside -= values[:-2, 1:-1]
    inside -= values[2:, 1:-1]
    inside -= values[1:-1, :-2]
    inside -= values[1:-1, 2:]
    return inside.ravel()
