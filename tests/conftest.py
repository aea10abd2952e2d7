"""What the whole suite shares: pictures made on the fly, real photographs from installed packages, one real network."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from simgui.core.embedder import Embedder, EmbedderSpec, load_embedder
from simgui.core.indexing import IndexSummary, index
from simgui.core.library import Library

# photographs of different scenes that the wheels of scikit-image and scikit-learn carry
PHOTOS = (
    ("skimage", "data/astronaut.png"),
    ("skimage", "data/chelsea.png"),
    ("skimage", "data/coffee.png"),
    ("skimage", "data/rocket.jpg"),
    ("skimage", "data/motorcycle_left.png"),
    ("skimage", "data/hubble_deep_field.jpg"),
    ("skimage", "data/ihc.png"),
    ("skimage", "data/retina.jpg"),
    ("skimage", "data/camera.png"),
    ("skimage", "data/brick.png"),
    ("skimage", "data/grass.png"),
    ("skimage", "data/moon.png"),
    ("skimage", "data/coins.png"),
    ("sklearn", "datasets/images/china.jpg"),
    ("sklearn", "datasets/images/flower.jpg"),
)


def blob(seed: int, width_px: int = 640, height_px: int = 480) -> Image.Image:
    """A picture of soft colours, another for each seed."""
    small = np.random.default_rng(seed).integers(
        0, 256, (height_px // 16 + 1, width_px // 16 + 1, 3), np.uint8
    )
    return Image.fromarray(small).resize((width_px, height_px), Image.Resampling.BICUBIC)


def save_blobs(folder: Path, count: int, first: int = 1, size_px: tuple[int, int] = (160, 120)) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:04}.jpg" for number in range(first, first + count)]
    for number, path in enumerate(paths, first):
        blob(number, *size_px).save(path, quality=90)
    return paths


def pillared(picture: Image.Image) -> Image.Image:
    """Between black pillars that take two fifths of the width."""
    made = Image.new("RGB", (round(picture.width / 0.6), picture.height), "black")
    made.paste(picture, ((made.width - picture.width) // 2, 0))
    return made


def photo_path(number: int) -> Path:
    package, name = PHOTOS[number]
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        pytest.skip(f"{package} is not installed (extra `samples`)")
    return Path(spec.origin).parent / name


@pytest.fixture(scope="session")
def photo() -> Callable[[int], Image.Image]:
    """Photograph n, RGB, at most 1,000 px."""

    def load(number: int) -> Image.Image:
        picture = Image.open(photo_path(number)).convert("RGB")
        picture.thumbnail((1000, 1000))
        return picture

    return load


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return load_embedder(device="cpu")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


class Indexer:
    """Indexes into one library with the session's network, and remembers whether it was needed."""

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self.library = library
        self.embedder = embedder
        self.loaded = 0

    def load(self, spec: EmbedderSpec) -> Embedder:
        self.loaded += 1
        return self.embedder

    def __call__(self, *paths: Path, **options: object) -> IndexSummary:
        return index(self.library, self.load, [os.fsencode(path) for path in paths], **options)  # type: ignore[arg-type]


@pytest.fixture
def indexer(library: Library, embedder: Embedder) -> Indexer:
    return Indexer(library, embedder)


@pytest.fixture(scope="session")
def shared() -> Path:
    """A folder of test material that is not part of the project; SIMGUI_SHARED names it."""
    named = os.environ.get("SIMGUI_SHARED")
    if not named or not Path(named).is_dir():
        pytest.skip("SIMGUI_SHARED names no folder of test material")
    return Path(named)
