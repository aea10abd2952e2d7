"""A whole picture in another size, by bicubic interpolation over all of its pixels.

Pillow does it. Once a network is loaded torch does it for usual pictures, in a third of the time where it has code for
the processor (embedder.py says so). The two differ by a level of 255 or two here and there, which moves a descriptor by
less than another decoder does.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]
# pictures that are more than twice this too large are averaged by whole pixels down to it first, by Pillow
_GAP = 3.0
_by_torch: Callable[[Pixels, tuple[int, int]], Pixels] | None = None


def use(by_torch: Callable[[Pixels, tuple[int, int]], Pixels]) -> None:
    """From now on this resizes: from uint8 (height, width, 3) and (width, height) to uint8 (height, width, 3)."""
    global _by_torch
    _by_torch = by_torch


def resized(im: Image.Image, sizes: list[tuple[int, int]]) -> list[Image.Image]:
    """One picture for each (width, height)."""
    pixels: Pixels | None = None
    made = []
    for size in sizes:
        shrinks = max(im.width / size[0], im.height / size[1])
        if im.size == size:
            made.append(im)
        elif _by_torch is None or im.mode != "RGB" or shrinks >= 2 * _GAP:
            made.append(im.resize(size, Image.Resampling.BICUBIC, reducing_gap=_GAP))
        else:
            pixels = np.array(im) if pixels is None else pixels
            made.append(Image.fromarray(_by_torch(pixels, size)))
    return made
