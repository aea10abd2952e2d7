"""Two pictures compared: what was done to real photographs is said, strangers and look-alikes are told apart."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

from simgui.core.alignment import Sight
from simgui.core.compare import Comparison, compare, from_json, swapped, to_json

pytestmark = pytest.mark.slow  # beside the other tests once is enough

Photo = Callable[[int], Image.Image]
Edit = Callable[[Image.Image], Image.Image]


def sight(picture: Image.Image, quality: int = 85) -> Sight:
    small = picture.convert("RGB")
    small.thumbnail((512, 512))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=quality)
    return Sight.of(out.getvalue(), *picture.size)


def kinds(found: Comparison) -> dict[str, float | None]:
    return {kind.code: kind.value for kind in found.kinds}


def cropped(picture: Image.Image, share: float) -> Image.Image:
    side = math.sqrt(share)
    width, height = round(picture.width * side), round(picture.height * side)
    left, top = round((picture.width - width) * 0.4), round((picture.height - height) * 0.6)
    return picture.crop((left, top, left + width, top + height))


def watermarked(picture: Image.Image) -> Image.Image:
    made = picture.copy()
    font = ImageFont.load_default(picture.height // 7)
    place = (picture.width * 0.1, picture.height * 0.4)
    ImageDraw.Draw(made, "RGBA").text(place, "© example.org", font=font, fill=(255, 255, 255, 200))
    return made


def masked(picture: Image.Image) -> Image.Image:
    made = picture.copy()
    top = round(picture.height * 0.4)
    ImageDraw.Draw(made).rectangle((0, top, picture.width, top + picture.height // 5), fill="black")
    return made


def beside(picture: Image.Image, other: Image.Image) -> Image.Image:
    made = Image.new("RGB", (picture.width * 2, picture.height), "white")
    made.paste(ImageOps.fit(other, picture.size), (0, 0))
    made.paste(picture, (picture.width, 0))
    return made


EDITS: dict[str, tuple[Edit, str]] = {
    "cropped to 90 %": (lambda p: cropped(p, 0.9), "cropped"),
    "cropped to half": (lambda p: cropped(p, 0.5), "cropped"),
    "cropped to a quarter": (lambda p: cropped(p, 0.25), "cropped"),
    "scaled": (lambda p: p.resize((p.width // 3, p.height // 3)), "scaled"),
    "mirrored": (ImageOps.mirror, "mirrored"),
    "turned by 90": (lambda p: p.transpose(Image.Transpose.ROTATE_90), "turned"),
    "turned by 180": (lambda p: p.transpose(Image.Transpose.ROTATE_180), "turned"),
    "turned by 6": (lambda p: cropped(p.rotate(6, Image.Resampling.BICUBIC), 0.6), "turned"),
    "grey": (lambda p: p.convert("L").convert("RGB"), "grey"),
    "brighter": (lambda p: ImageEnhance.Brightness(p).enhance(1.3), "recoloured"),
    "blurred": (lambda p: p.filter(ImageFilter.GaussianBlur(max(p.size) / 100)), "blurred"),
    "bordered": (lambda p: ImageOps.expand(p, max(p.size) // 10, "white"), "bordered"),
    "watermarked": (watermarked, "covered"),
    "masked": (masked, "covered"),
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("number", [0, 1])
def test_what_was_done_is_said(photo: Photo, edit: str, number: int) -> None:
    """S4"""
    picture = photo(number)
    made, code = EDITS[edit]
    found = compare(sight(picture), sight(made(picture)))
    assert found.verified, found
    assert code in kinds(found), found.kinds
    back = compare(sight(made(picture)), sight(picture))
    assert back.verified
    assert code in kinds(back), back.kinds


@pytest.mark.parametrize("share", [0.9, 0.62, 0.4])
def test_how_much_was_cut_off(photo: Photo, share: float) -> None:
    picture = photo(0)
    found = compare(sight(picture), sight(cropped(picture, share)))
    (kind,) = [kind for kind in found.kinds if kind.code == "cropped"]
    assert kind.of == "b"
    assert kind.value == pytest.approx(share, abs=0.03)
    assert found.overlap_a == pytest.approx(share, abs=0.03)
    assert found.overlap_b > 0.97


@pytest.mark.parametrize(("turn", "degrees"), [("ROTATE_90", -90), ("ROTATE_180", 180), ("ROTATE_270", 90)])
def test_how_far_it_was_turned_clockwise(photo: Photo, turn: str, degrees: int) -> None:
    picture = photo(1)
    found = compare(sight(picture), sight(picture.transpose(Image.Transpose[turn])))
    said = kinds(found)["turned"]
    assert said is not None
    assert abs((said - degrees + 180) % 360 - 180) < 1


def test_a_part_of_a_collage_is_found_in_it(photo: Photo) -> None:
    picture = photo(0)
    found = compare(sight(beside(picture, photo(1))), sight(picture))
    assert found.verified
    assert "collage" in kinds(found)
    assert found.overlap_a == pytest.approx(0.5, abs=0.04)
    assert found.transform is not None
    where = np.array(found.transform).reshape(3, 3) @ [0.5, 0.5, 1]  # the middle of B in A
    assert where[:2] / where[2] == pytest.approx([0.75, 0.5], abs=0.02)


def test_a_changed_region_is_where_the_change_is(photo: Photo) -> None:
    picture = photo(0)
    made = picture.copy()
    box = [
        round(picture.width * 0.5),
        round(picture.height * 0.2),
        round(picture.width * 0.75),
        round(picture.height * 0.45),
    ]
    ImageDraw.Draw(made).rectangle(box, fill=(20, 90, 160))
    found = compare(sight(picture), sight(made))
    assert found.verified
    (region,) = found.regions
    assert region.code == "covered_in_b"
    assert (region.left, region.top) == pytest.approx((0.5, 0.2), abs=0.08)
    assert (region.right, region.bottom) == pytest.approx((0.75, 0.45), abs=0.08)


def test_strangers_are_not_the_same_shot(photo: Photo) -> None:
    sights = [sight(photo(number)) for number in range(8)]
    for a, b in combinations(sights, 2):
        found = compare(a, b)
        assert found.verified is False, found
        assert found.transform is None or kinds(found).keys() == {"burst"}


def pillars(picture: Image.Image) -> Image.Image:
    made = Image.new("RGB", (round(picture.width / 0.6), picture.height), "black")
    made.paste(picture, ((made.width - picture.width) // 2, 0))
    return made


def test_a_frame_in_common_does_not_make_a_copy(photo: Photo) -> None:
    """S7"""
    first, second = photo(0), ImageOps.fit(photo(1), photo(0).size)
    assert compare(sight(pillars(first)), sight(pillars(second))).verified is False
    assert compare(sight(first), sight(pillars(first))).verified


def test_a_stamp_in_common_does_not_make_a_copy(photo: Photo) -> None:
    def stamped(picture: Image.Image) -> Image.Image:
        made = ImageOps.fit(picture, (640, 480))
        draw = ImageDraw.Draw(made)
        draw.rectangle((440, 430, 630, 470), fill="black")
        draw.text((446, 434), "14.08.2014 17:03", font=ImageFont.load_default(22), fill=(255, 160, 0))
        return made

    assert compare(sight(stamped(photo(0))), sight(stamped(photo(1)))).verified is False


def test_another_shot_is_told_from_the_same_one_encoded_again(photo: Photo) -> None:
    """S6: shifted by 12 px, and something in it has moved."""
    picture = photo(0)
    moved = picture.crop((12, 0, picture.width, picture.height))
    patch = moved.crop((0, 0, round(moved.width * 0.39), round(moved.height * 0.39)))
    moved.paste(patch, (round(moved.width * 0.5), round(moved.height * 0.5)))
    found = compare(sight(picture), sight(moved))
    assert "covered" in kinds(found) or "burst" in kinds(found)
    again = compare(sight(picture), sight(picture, 30))
    assert again.verified
    assert kinds(again).keys() == {"re_encoded"}


def test_what_shows_nothing_is_not_judged(photo: Photo) -> None:
    """S5"""
    red, blue = (Image.new("RGB", (400, 300), colour) for colour in ("red", "blue"))
    dark = Image.fromarray(np.random.default_rng(1).normal(5, 2, (300, 400, 3)).clip(0, 255).astype(np.uint8))
    for a, b in ((red, blue), (red, photo(0)), (photo(0), dark)):
        found = compare(sight(a), sight(b))
        assert found.verified is None
        assert kinds(found).keys() == {"flat"}
    tiny = photo(0).resize((20, 16))
    assert kinds(compare(sight(photo(0)), sight(tiny))).keys() == {"tiny"}


def test_the_same_bytes_or_picture_need_no_look(photo: Photo) -> None:
    one, other = (
        Sight(np.zeros((4, 4, 3), np.uint8), 4, 4, picture_hash=b"picture", sha256=sha)
        for sha in (b"1", b"2")
    )
    assert kinds(compare(one, other)).keys() == {"same_picture"}
    assert kinds(compare(one, one)).keys() == {"same_bytes"}


def test_it_can_be_kept_and_turned_round(photo: Photo) -> None:
    picture = photo(0)
    found = compare(sight(picture), sight(masked(cropped(picture, 0.6)).transpose(Image.Transpose.ROTATE_90)))
    assert from_json(to_json(found)) == found
    other_way = swapped(found)
    assert (other_way.overlap_a, other_way.overlap_b) == (found.overlap_b, found.overlap_a)
    assert {(kind.code, kind.of) for kind in other_way.kinds} >= {("cropped", "a"), ("turned", "")}
    turned, back = kinds(found)["turned"], kinds(other_way)["turned"]
    assert turned is not None
    assert back == -turned
    (region,), (there,) = found.regions, other_way.regions
    assert there.code == region.code.replace("_b", "_a")
    again = swapped(other_way)
    assert again.transform == pytest.approx(found.transform)
    assert {(kind.code, kind.of) for kind in again.kinds} == {(kind.code, kind.of) for kind in found.kinds}
