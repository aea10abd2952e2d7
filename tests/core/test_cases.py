"""Rows D3, D4, D5, S4, S5, S6 and S7 of the cases, from files to what a search and a comparison say of them.

Real photographs among other photographs; what a decoder does alone with such files is in test_decode and test_colour.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from simgui.core.closer import look_closer
from simgui.core.search import Hit, Hits, load_query, search
from tests.conftest import Indexer, pillared
from tests.core.pictures import ORIENTATION, TURNED

pytestmark = pytest.mark.slow  # beside the other tests once is enough

Photo = Callable[[int], Image.Image]


@pytest.fixture
def photos(photo: Photo, tmp_path: Path) -> Path:
    """Photographs of other scenes than those that the tests alter (0 and 1)."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(2, 9):
        photo(number).save(folder / f"other-{number}.jpg", quality=90)
    return folder


def asked(indexer: Indexer, path: Path, closer: bool = True) -> Hits:
    query = load_query(os.fsencode(path), indexer.embedder.input_px)
    hits = search(indexer.library, query, indexer.embedder, k=20)
    return look_closer(indexer.library, hits, indexer.embedder) if closer else hits


def name(hit: Hit) -> str:
    return os.path.basename(hit.files[0].path).decode()


def verified(hits: Hits) -> set[str]:
    return {name(hit) for hit in hits.hits if hit.comparison is not None and hit.comparison.verified}


def kinds(hits: Hits, of: str) -> set[str]:
    (found,) = [hit.comparison for hit in hits.hits if name(hit) == of]
    assert found is not None
    return {kind.code for kind in found.kinds}


def distances(hits: Hits) -> dict[str, float]:
    return {name(hit): hit.distance for hit in hits.hits}


# files


@pytest.mark.parametrize("kind", ["png", "tif"])
def test_16_bit_scenes_are_searched_as_what_they_show(
    photo: Photo, photos: Path, indexer: Indexer, kind: str
) -> None:
    """D3"""
    for number in (0, 1):
        grey = np.asarray(photo(number).convert("L"))
        Image.fromarray(grey.astype(np.uint16) * 257).save(photos / f"deep-{number}.{kind}")
        Image.fromarray(grey).save(photos / f"twin-{number}.png")
    indexer(photos)
    hits = asked(indexer, photos / f"deep-0.{kind}")
    assert {name(hit) for hit in hits.hits[:2]} == {f"deep-0.{kind}", "twin-0.png"}
    assert verified(hits) == {f"deep-0.{kind}", "twin-0.png"}
    assert distances(hits)["twin-0.png"] < distances(hits)[f"deep-1.{kind}"] / 4


@pytest.mark.slow
def test_eight_ways_to_hold_the_camera_are_one_picture(photo: Photo, photos: Path, indexer: Indexer) -> None:
    """D4"""
    names = []
    for orientation, turn in TURNED.items():
        upright = photo(0).resize((600, 450))
        exif = Image.Exif()
        exif[ORIENTATION] = orientation
        stored = upright if turn is None else upright.transpose(turn)
        names.append(f"held-{orientation}.jpg")
        stored.save(photos / names[-1], quality=92, exif=exif)
    indexer(photos)
    hits = asked(indexer, photos / names[0])
    assert {name(hit) for hit in hits.hits[:8]} == set(names)
    assert verified(hits) == set(names)
    strangers = [distance for other, distance in distances(hits).items() if other not in names]
    assert max(distances(hits)[one] for one in names) < min(strangers) / 4
    assert {(hit.width_px, hit.height_px) for hit in hits.hits[:8]} == {(600, 450)}
    for one in names[1:]:
        assert not kinds(hits, one) & {"turned", "mirrored"}, one


def test_line_art_on_clear_ground_is_searched_by_its_shape(photos: Path, indexer: Indexer) -> None:
    """D5"""
    for shape in ("ellipse", "rectangle"):
        picture = Image.new("RGBA", (256, 256), (0, 0, 0, 0))
        getattr(ImageDraw.Draw(picture), shape)((60, 60, 196, 196), outline=(0, 0, 0, 255), width=24)
        picture.save(photos / f"{shape}.png")
        picture.resize((200, 200)).save(photos / f"{shape} smaller.png")
    indexer(photos)
    hits = asked(indexer, photos / "ellipse.png")
    assert verified(hits) == {"ellipse.png", "ellipse smaller.png"}
    near = distances(hits)
    assert near["ellipse smaller.png"] < near["rectangle.png"] / 2


def test_an_alpha_channel_that_hides_nothing_is_no_difference(
    photo: Photo, photos: Path, indexer: Indexer
) -> None:
    """D5"""
    photo(0).save(photos / "opaque.png")
    photo(0).convert("RGBA").save(photos / "with alpha.png")
    indexer(photos)
    hits = asked(indexer, photos / "with alpha.png")
    assert hits.hits[0].identical
    assert {os.path.basename(file.path) for file in hits.hits[0].files} == {b"opaque.png", b"with alpha.png"}


# scenes


def marked(picture: Image.Image) -> Image.Image:
    """A tenth of it under a half-clear plate with text."""
    made = picture.convert("RGBA")
    plate = Image.new("RGBA", made.size)
    draw = ImageDraw.Draw(plate)
    top = round(made.height * 0.7)
    box = (round(made.width * 0.3), top, round(made.width * 0.7), top + made.height // 4)
    draw.rectangle(box, (255, 255, 255, 200))
    draw.text((box[0] + 5, top + 5), "sample", (0, 0, 0, 255), font_size=made.height // 6)
    return Image.alpha_composite(made, plate).convert("RGB")


COPIES: dict[str, tuple[Callable[[Image.Image], Image.Image], str]] = {
    "turned by 90": (lambda p: p.transpose(Image.Transpose.ROTATE_90), "turned"),
    "turned by 180": (lambda p: p.transpose(Image.Transpose.ROTATE_180), "turned"),
    "mirrored": (ImageOps.mirror, "mirrored"),
    "cropped to 80 %": (lambda p: ImageOps.crop(p, round(min(p.size) * 0.05)), "cropped"),
    "cropped to half": (lambda p: p.crop((0, 0, round(p.width * 0.7), round(p.height * 0.7))), "cropped"),
    "white border": (lambda p: ImageOps.expand(p, max(p.size) // 10, "white"), "bordered"),
    "marked": (marked, "covered"),
}


@pytest.mark.slow
def test_copies_are_found_and_say_what_was_done(photo: Photo, photos: Path, indexer: Indexer) -> None:
    """S4"""
    photo(0).save(photos / "original.jpg", quality=90)
    indexer(photos)
    for way, (edit, code) in COPIES.items():
        query = photos.parent / f"{way}.jpg"
        edit(photo(0)).save(query, quality=85)
        hits = asked(indexer, query)
        assert name(hits.hits[0]) == "original.jpg", way
        assert verified(hits) == {"original.jpg"}, way
        assert code in kinds(hits, "original.jpg"), way


@pytest.mark.slow
def test_what_shows_nothing_is_no_copy_of_anything(photo: Photo, photos: Path, indexer: Indexer) -> None:
    """S5"""
    chance = np.random.default_rng(5)
    for number in range(20):
        colour = tuple(chance.integers(0, 256, 3).tolist())
        Image.new("RGB", (300, 200), colour).save(photos / f"colour-{number}.png")
    for number in range(5):
        dark = chance.normal(4, 2, (200, 300, 3)).clip(0, 255).astype(np.uint8)
        Image.fromarray(dark).save(photos / f"dark-{number}.png")
    for number in (0, 1):
        photo(number).save(photos / f"true-{number}.jpg", quality=90)
        photo(number).resize((400, 300)).save(photos / f"true-{number} smaller.jpg")
    indexer(photos)
    for path in ("colour-0.png", "dark-0.png"):
        hits = asked(indexer, photos / path)
        assert verified(hits) == {path}
        compared = {hit.comparison for hit in hits.hits if hit.comparison is not None and not hit.identical}
        assert {kind.code for found in compared for kind in found.kinds} == {"flat"}
    hits = asked(indexer, photos / "true-0.jpg")
    assert verified(hits) == {"true-0.jpg", "true-0 smaller.jpg"}


@pytest.mark.slow
def test_gradients_are_copies_only_of_themselves(photo: Photo, photos: Path, indexer: Indexer) -> None:
    """S5"""
    down = np.linspace(0, 255, 240)[:, None] + np.zeros(320)
    across = np.linspace(0, 255, 320) + np.zeros((240, 1))
    round_about = np.hypot(np.arange(240)[:, None] - 120, np.arange(320) - 160)
    for number, plane in enumerate((down, across, (down + across) / 2, round_about)):
        Image.fromarray(plane.clip(0, 255).astype(np.uint8)).save(photos / f"gradient-{number}.png")
    photo(0).save(photos / "photograph.jpg", quality=90)
    indexer(photos)
    for number in range(4):
        path = f"gradient-{number}.png"
        found = verified(asked(indexer, photos / path))
        assert path in found
        assert all(other.startswith("gradient") for other in found)


def test_another_shot_of_a_burst_is_near_and_said_to_differ(
    photo: Photo, photos: Path, indexer: Indexer
) -> None:
    """S6"""
    picture = photo(0)
    picture.save(photos / "first.jpg", quality=92)
    picture.save(photos / "encoded again.jpg", quality=60)
    shot = picture.crop((12, 0, picture.width, picture.height))
    side = round((0.15 * shot.width * shot.height) ** 0.5)
    shot.paste(shot.crop((0, 0, side, side)), (round(shot.width * 0.5), round(shot.height * 0.5)))
    shot.save(photos / "second.jpg", quality=92)
    indexer(photos)
    hits = asked(indexer, photos / "first.jpg")
    assert {name(hit) for hit in hits.hits[:3]} == {"first.jpg", "encoded again.jpg", "second.jpg"}
    assert kinds(hits, "encoded again.jpg") == {"re_encoded"}
    assert kinds(hits, "second.jpg") & {"burst", "covered"}


def test_a_frame_in_common_does_not_outweigh_the_picture(
    photo: Photo, photos: Path, indexer: Indexer
) -> None:
    """S7"""
    one, other = photo(0), ImageOps.fit(photo(1), photo(0).size)
    one.save(photos / "one.jpg", quality=90)
    pillared(one).save(photos / "one in pillars.jpg", quality=90)
    pillared(other).save(photos / "other in pillars.jpg", quality=90)
    indexer(photos)
    hits = asked(indexer, photos / "one.jpg")
    assert verified(hits) == {"one.jpg", "one in pillars.jpg"}
    assert kinds(hits, "one in pillars.jpg") == {"bordered"}
    hits = asked(indexer, photos / "one in pillars.jpg")
    assert verified(hits) == {"one.jpg", "one in pillars.jpg"}
    (framed,) = [hit for hit in hits.hits if name(hit) == "other in pillars.jpg"]
    assert hits.limits.word(framed.distance) == "unrelated", framed.distance
