"""Parts of a picture that may be pictures of their own."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageOps

from simgui.core.parts import MOST, Box, parts

Photo = Callable[[int], Image.Image]


def near(box: Box, wanted: tuple[int, int, int, int]) -> bool:
    return all(abs(side - other) <= 4 for side, other in zip(box, wanted, strict=True))


def test_the_pieces_of_a_collage(photo: Photo) -> None:
    made = Image.new("RGB", (400, 300))
    places = [(0, 0, 130, 300), (130, 0, 400, 160), (130, 160, 400, 300)]
    for number, (left, top, right, bottom) in zip((0, 1, 3), places, strict=True):
        made.paste(ImageOps.fit(photo(number), (right - left, bottom - top)), (left, top))
    found = parts(np.asarray(made))
    for place in places:
        assert any(near(box, place) for box in found), (place, found)


@pytest.mark.parametrize("place", [(60, 40), (230, 150), (0, 90)])
def test_a_picture_on_another(photo: Photo, place: tuple[int, int]) -> None:
    made = ImageOps.fit(photo(1), (400, 300))
    left, top = place
    made.paste(ImageOps.fit(photo(2), (160, 120)), place)
    assert any(near(box, (left, top, left + 160, top + 120)) for box in parts(np.asarray(made)))


def test_a_picture_in_a_frame(photo: Photo) -> None:
    made = ImageOps.expand(ImageOps.fit(photo(2), (300, 200)), (50, 40), "white")
    assert any(near(box, (50, 40, 350, 240)) for box in parts(np.asarray(made)))


def test_never_too_many_none_twice_and_never_the_whole(photo: Photo) -> None:
    chance = np.random.default_rng(1)
    for pixels in (
        np.asarray(ImageOps.fit(photo(0), (400, 267))),
        chance.integers(0, 255, (300, 400, 3), np.uint8),
        np.kron(chance.integers(0, 255, (6, 8, 3), np.uint8), np.ones((50, 50, 1), np.uint8)),
        np.zeros((300, 400, 3), np.uint8),
        np.zeros((24, 24, 3), np.uint8),
        chance.integers(0, 255, (400, 3, 3), np.uint8),
        chance.integers(0, 255, (1, 400, 3), np.uint8),
    ):
        found = parts(pixels)
        height, width = pixels.shape[:2]
        assert len(found) <= MOST
        assert len(set(found)) == len(found)
        assert Box(0, 0, width, height) not in found
        assert all(
            0 <= left < right <= width and 0 <= top < bottom <= height for left, top, right, bottom in found
        )
