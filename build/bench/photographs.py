"""Real pictures for the benches: the photographs that scikit-image and scikit-learn carry, and crops of them."""

from __future__ import annotations

import importlib.resources
import io
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.append(str(Path(__file__).resolve().parents[1]))

SMALLEST_CROP = 0.35  # of each side


def carried() -> list[Image.Image]:
    """The photographs in the packages of the extra `samples`, RGB."""
    from demo import CARRIED

    found = []
    for package, names in CARRIED.items():
        for name in names:
            data = (importlib.resources.files(package) / name).read_bytes()
            found.append(Image.open(io.BytesIO(data)).convert("RGB"))
    return found


def crops(count: int, longest_px: int, seed: int = 1) -> Iterator[Image.Image]:
    """Random parts of the photographs, each brought to `longest_px`: pictures that differ, with real content."""
    chance = random.Random(seed)
    sources = carried()
    for number in range(count):
        source = sources[number % len(sources)]
        width_px = round(source.width * chance.uniform(SMALLEST_CROP, 1))
        height_px = round(source.height * chance.uniform(SMALLEST_CROP, 1))
        left = chance.randint(0, source.width - width_px)
        top = chance.randint(0, source.height - height_px)
        part = source.crop((left, top, left + width_px, top + height_px))
        scale = longest_px / max(part.size)
        yield part.resize((max(round(part.width * scale), 1), max(round(part.height * scale), 1)))


def save_crops(folder: Path, count: int, longest_px: int = 640, seed: int = 1) -> list[Path]:
    """`count` JPEGs of crops in `folder`, made once."""
    paths = [folder / f"{number // 1000:03}" / f"{number:06}.jpg" for number in range(count)]
    if not all(path.exists() for path in (paths[0], paths[-1])):
        for path, picture in zip(paths, crops(count, longest_px, seed), strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            picture.save(path, quality=88)
    return paths


def save_tiny(folder: Path, count: int, side_px: int = 16, a_folder: int = 1000) -> None:
    """`count` JPEGs, each with content of its own, quick to make: noise over a colour."""
    chance = np.random.default_rng(7)
    for start in range(0, count, a_folder):
        within = folder / f"{start // a_folder:04}"
        within.mkdir(parents=True, exist_ok=True)
        stop = min(start + a_folder, count)
        noise = chance.integers(0, 256, (stop - start, side_px, side_px, 3), np.uint8)
        for number, pixels in zip(range(start, stop), noise, strict=True):
            buffer = io.BytesIO()
            Image.fromarray(pixels).save(buffer, "JPEG", quality=40)
            with open(within / f"{number:06}.jpg", "wb") as file:
                file.write(buffer.getbuffer())


def pictures_under(folder: Path) -> list[Path]:
    from simgui.core import decode

    found = [
        Path(parent) / name
        for parent, _, names in os.walk(folder)
        for name in names
        if os.fsencode(os.path.splitext(name)[1].lower()) in decode.EXTENSIONS
    ]
    return sorted(found)
