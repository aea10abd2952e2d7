"""What people do to pictures: the ways in which the benches alter a photograph, each the same for the same seed.

Every altered picture is coded as JPEG, of quality 85 where its way does not say another. Pictures are RGB and
upright; areas are shares of the picture's.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

# raised when a way changes, so that what was altered before is made anew
VERSION = 1
QUALITY = 85
Alter = Callable[[Image.Image, random.Random, Sequence[Image.Image]], Image.Image]


@dataclass(frozen=True)
class Way:
    """alter: from the picture, chance and other pictures (for collages) to the altered one, not yet coded.

    kinds: the words for edits that are right for it, as in simgui.core.compare.Kind; one that is said should be
    among them. 're_encoded' is true of every way besides, and stands only where nothing else was done.
    quality: of the JPEG that it is saved as.
    """

    alter: Alter
    kinds: frozenset[str]
    quality: int = QUALITY


def alter(picture: Image.Image, way: str, seed: int | str, others: Sequence[Image.Image]) -> Image.Image:
    """The altered picture as one sees it: out of its JPEG again."""
    return Image.open(io.BytesIO(altered_jpeg(picture, way, seed, others))).convert("RGB")


def altered_jpeg(picture: Image.Image, way: str, seed: int | str, others: Sequence[Image.Image]) -> bytes:
    """The altered picture as its JPEG's bytes. `others`: at least one where the way makes a collage."""
    chosen = WAYS[way]
    return saved(chosen.alter(picture, random.Random(f"{seed} {way}"), others), chosen.quality)


def saved(picture: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


# cut, scaled, turned


def crop(picture: Image.Image, area: float, chance: random.Random) -> Image.Image:
    """A part of the same shape anywhere in the picture; `area`: its share of the picture's."""
    width_px, height_px = (max(round(side * area**0.5), 1) for side in picture.size)
    left = chance.randint(0, picture.width - width_px)
    top = chance.randint(0, picture.height - height_px)
    return picture.crop((left, top, left + width_px, top + height_px))


def smaller(picture: Image.Image, factor: float) -> Image.Image:
    width_px, height_px = (max(round(side * factor), 1) for side in picture.size)
    return picture.resize((width_px, height_px))


def turned(picture: Image.Image, degrees: float) -> Image.Image:
    """Turned by less than 45 degrees; of it the largest upright part that has no empty corner."""
    wide = picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True)
    width_px, height_px = (max(math.floor(side), 1) for side in inner_size(*picture.size, degrees))
    left, top = (wide.width - width_px) // 2, (wide.height - height_px) // 2
    return wide.crop((left, top, left + width_px, top + height_px))


def inner_size(width: float, height: float, degrees: float) -> tuple[float, float]:
    """Width and height of the largest upright rectangle within one that is turned."""
    sine, cosine = abs(math.sin(math.radians(degrees))), abs(math.cos(math.radians(degrees)))
    longer, shorter = max(width, height), min(width, height)
    if shorter <= 2 * sine * cosine * longer:
        # two of its corners lie on the longer side, the others within
        half = shorter / 2
        return (half / sine, half / cosine) if width >= height else (half / cosine, half / sine)
    both = cosine * cosine - sine * sine
    return (width * cosine - height * sine) / both, (height * cosine - width * sine) / both


# covered


def watermark(picture: Image.Image, width: float, alpha: int) -> Image.Image:
    """Text across the middle. `width`: its share of the picture's; alpha: 0 to 255, how opaque."""
    text = "(c) stock photo"
    length = ImageFont.load_default(100).getlength(text)
    size_px = max(100 * width * picture.width / length, 6)
    font = ImageFont.load_default(size_px)
    layer = Image.new("RGBA", picture.size)
    middle = (picture.width / 2, picture.height / 2)
    stroke_px = max(round(size_px / 25), 1)
    ImageDraw.Draw(layer).text(
        middle, text, (255, 255, 255, alpha), font, "mm", stroke_width=stroke_px, stroke_fill=(0, 0, 0, alpha)
    )
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def bars(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Two bars of one colour, each a tenth of the picture, one in each half, both across or both upright."""
    result = picture.copy()
    draw = ImageDraw.Draw(result)
    colour = chance.choice(("black", "white", "red", "navy"))
    across = chance.random() < 0.5
    side_px = picture.height if across else picture.width
    for half in (0.0, 0.5):
        first = round(side_px * (half + chance.uniform(0, 0.4)))
        last = first + max(round(side_px * 0.1), 1) - 1
        draw.rectangle(
            (0, first, picture.width, last) if across else (first, 0, last, picture.height), colour
        )
    return result


# colours


def by_channel(picture: Image.Image, matrix: Sequence[Sequence[float]]) -> Image.Image:
    """matrix: three rows of four; a row's product with (red, green, blue, 1) is the new channel."""
    return picture.convert("RGB", tuple(value for row in matrix for value in row))


def brighter(picture: Image.Image, chance: random.Random) -> Image.Image:
    contrast, brightness = chance.choice(((1.4, 1.3), (0.7, 1.25), (1.4, 0.7), (0.65, 0.8)))
    return ImageEnhance.Brightness(ImageEnhance.Contrast(picture).enhance(contrast)).enhance(brightness)


def colour_cast(picture: Image.Image, chance: random.Random) -> Image.Image:
    """One channel strengthened, one weakened."""
    factors = [1.3, 1.0, 0.7]
    chance.shuffle(factors)
    return by_channel(picture, [[factors[i] if i == j else 0 for j in range(3)] + [0] for i in range(3)])


def recoloured(picture: Image.Image, chance: random.Random) -> Image.Image:
    return ImageEnhance.Color(brighter(picture, chance)).enhance(chance.choice((0.5, 1.6)))


SEPIA = ((0.393, 0.769, 0.189, 0), (0.349, 0.686, 0.168, 0), (0.272, 0.534, 0.131, 0))
# dark parts brownish and lifted, as the filters of photo sites do
WARM = ((0.95, 0.12, 0.0, 18), (0.05, 0.85, 0.05, 12), (0.0, 0.15, 0.65, 24))


def with_filter(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Sepia or a warm filter, and edges that fade to dark."""
    toned = by_channel(picture, chance.choice((SEPIA, WARM)))
    across, down = plane(toned.size)
    radius = np.hypot(across - 0.5, down - 0.5) / math.sqrt(0.5)
    return shaded(toned, 1 - 0.65 * radius**2.5)


# grain and light


def plane(size: tuple[int, int]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """How far across (1, width) and down (height, 1) each pixel lies, 0 to 1."""
    width_px, height_px = size
    across = np.linspace(0, 1, width_px, dtype=np.float32)[None]
    return across, np.linspace(0, 1, height_px, dtype=np.float32)[:, None]


def shaded(picture: Image.Image, light: npt.NDArray[np.floating]) -> Image.Image:
    """light: (height, width), by which every channel is multiplied."""
    values = np.asarray(picture, np.float32) * light[..., None]
    return Image.fromarray(values.clip(0, 255).astype(np.uint8))


def noisy(picture: Image.Image, strength: float, chance: random.Random) -> Image.Image:
    """strength: standard deviation of what is added to each value, of 255."""
    grain = np.random.default_rng(chance.getrandbits(64)).normal(0, strength, (*picture.size[::-1], 3))
    return Image.fromarray((np.asarray(picture) + grain).clip(0, 255).astype(np.uint8))


def blurred(picture: Image.Image, share: float) -> Image.Image:
    """share: the radius, of the longest side."""
    return picture.filter(ImageFilter.GaussianBlur(share * max(picture.size)))


# in a larger picture


def bordered(picture: Image.Image, chance: random.Random) -> Image.Image:
    """A tenth of each side more on all four."""
    across_px, down_px = (max(round(side / 10), 1) for side in picture.size)
    colour = chance.choice(("white", "black", "grey", "beige"))
    return ImageOps.expand(picture, (across_px, down_px, across_px, down_px), colour)


def collage(
    picture: Image.Image, area: float, chance: random.Random, others: Sequence[Image.Image]
) -> Image.Image:
    """The picture beside columns of two others each (above and below rows of them, if it lies across).

    As long as the picture was, so the picture in it is smaller.
    """
    longest_px = max(picture.size)
    if picture.width > picture.height:
        turn = Image.Transpose.TRANSPOSE
        upright = collage(picture.transpose(turn), area, chance, [other.transpose(turn) for other in others])
        return upright.transpose(turn)
    width_px, height_px = picture.size
    columns = max(round(1 / area) - 1, 1)
    column_px = max(round(width_px * (1 / area - 1) / columns), 1)
    tile_px = (column_px, math.ceil(height_px / 2))
    tiles = iter(
        chance.sample(others, 2 * columns) if len(others) >= 2 * columns else [*others] * 2 * columns
    )
    canvas = Image.new("RGB", (width_px + columns * column_px, height_px), "white")
    place, left = chance.randint(0, columns), 0
    for number in range(columns + 1):
        if number == place:
            canvas.paste(picture, (left, 0))
            left += width_px
            continue
        for top in (0, tile_px[1]):
            canvas.paste(ImageOps.fit(next(tiles), tile_px), (left, top))
        left += column_px
    return smaller(canvas, longest_px / max(canvas.size))


WORDS = (
    "the of and that this new photo from view later shared with today in a place comments reply more about by you"
    " water street light found summer first evening people when there morning city"
)


def text_lines(
    draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], line_px: int, chance: random.Random
) -> None:
    """Lines of words within left, top, right, bottom."""
    font = ImageFont.load_default(max(line_px * 0.62, 6))
    left, top, right, bottom = box
    words = WORDS.split()
    for line_top in range(top, bottom - line_px + 1, line_px):
        line = ""
        wanted_px = (right - left) * chance.uniform(0.6, 1)
        while draw.textlength(line + " evening", font) < wanted_px:
            line += " " + chance.choice(words)
        draw.text((left, line_top), line.strip(), fill=(60, 60, 66), font=font)


def screenshot(picture: Image.Image, chance: random.Random) -> Image.Image:
    """The picture at its own size in a drawn window: title bar, buttons, a side bar of text, text below."""
    line_px = max(round(max(picture.size) / 24), 8)
    side_px, bar_px, below_px = line_px * chance.randint(6, 9), line_px * 2, line_px * chance.randint(3, 6)
    width_px = side_px + picture.width + 2 * line_px
    height_px = 2 * bar_px + picture.height + below_px + 2 * line_px
    canvas = Image.new("RGB", (width_px, height_px), (246, 246, 248))
    draw = ImageDraw.Draw(canvas)
    draw.rectangle((0, 0, width_px, bar_px), chance.choice(((52, 58, 70), (222, 222, 226), (30, 90, 160))))
    for number, colour in enumerate(((236, 96, 84), (244, 190, 80), (98, 198, 86))):
        left, top = line_px // 2 + number * line_px, line_px // 2
        draw.ellipse((left, top, left + line_px * 2 // 3, top + line_px * 2 // 3), colour)
    text_lines(draw, (width_px // 3, line_px // 2, width_px * 2 // 3, line_px * 3 // 2), line_px, chance)
    for number in range(4):
        left = line_px + number * line_px * 5
        button = (left, bar_px + line_px // 3, left + line_px * 4, bar_px + line_px * 5 // 3)
        draw.rounded_rectangle(button, line_px // 4, (228, 230, 236), (190, 192, 200))
        text_lines(draw, (left + line_px // 3, button[1], button[2], button[3]), line_px, chance)
    top = 2 * bar_px + line_px
    text_lines(draw, (line_px // 2, top, side_px - line_px // 2, top + picture.height), line_px, chance)
    canvas.paste(picture, (side_px + line_px, top))
    under = top + picture.height + line_px // 2
    text_lines(draw, (side_px + line_px, under, width_px - line_px, height_px), line_px, chance)
    return canvas


# taken again


def screen_photo(picture: Image.Image, chance: random.Random) -> Image.Image:
    """As photographed from a screen: a little askew on dark ground, with moire, a slope of light, and blur."""
    width_px, height_px = (round(side * 1.2) for side in picture.size)
    corners = [
        ((0.08 + 0.84 * across + chance.uniform(-0.05, 0.05)) * width_px,
         (0.08 + 0.84 * down + chance.uniform(-0.05, 0.05)) * height_px)
        for across, down in ((0, 0), (1, 0), (1, 1), (0, 1))
    ]  # fmt: skip
    across, down = plane(picture.size)
    waves = chance.uniform(40, 70)
    # two gratings of nearly one pitch, as the screen's pixels and the camera's: their product has slow bands
    bands = np.sin(waves * 6.3 * across) * np.sin(waves * 6.3 * (across + 0.06 * down))
    screen = shaded(picture, 0.95 + 0.08 * bands)
    size = (width_px, height_px)
    coefficients = perspective(corners, picture.size)
    warped = screen.transform(size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC)
    mask = Image.new("L", picture.size, 255).transform(size, Image.Transform.PERSPECTIVE, coefficients)
    canvas = Image.composite(warped, Image.new("RGB", size, (22, 20, 24)), mask)
    across, down = plane(size)
    slope = chance.uniform(-0.3, 0.3)
    lit = shaded(canvas, 0.95 + slope * (across - 0.5) + 0.15 * (0.5 - down))
    return noisy(blurred(lit, 0.002), 4, chance)


def perspective(corners: Sequence[tuple[float, float]], size: tuple[int, int]) -> tuple[float, ...]:
    """Pillow's 8 coefficients that bring a picture of `size` to four corners, from top left clockwise.

    Pillow asks where each pixel of the result comes from, so they lead from the corners back to the picture.
    """
    width_px, height_px = size
    rows, wanted = [], []
    ends = ((0, 0), (width_px, 0), (width_px, height_px), (0, height_px))
    for (x, y), (u, v) in zip(corners, ends, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    return tuple(np.linalg.solve(np.array(rows, float), np.array(wanted, float)).tolist())


def combined(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Cropped to 80 %, recoloured, with a small watermark; its way saves it with quality 40."""
    return watermark(recoloured(crop(picture, 0.8, chance), chance), 0.35, 160)


def _way(
    kinds: str, change: Callable[[Image.Image, random.Random], Image.Image], quality: int = QUALITY
) -> Way:
    return Way(lambda p, c, _: change(p, c), frozenset(kinds.split()), quality)


def _collage(area: float) -> Way:
    return Way(lambda p, c, others: collage(p, area, c, others), frozenset({"collage", "scaled"}))


WAYS: dict[str, Way] = {
    "quality 30": _way("re_encoded", lambda p, _: p, 30),
    "quality 8": _way("re_encoded", lambda p, _: p, 8),
    "scaled to 25 %": _way("scaled", lambda p, _: smaller(p, 0.25)),
    "cropped to 90 %": _way("cropped", lambda p, c: crop(p, 0.9, c)),
    "cropped to 70 %": _way("cropped", lambda p, c: crop(p, 0.7, c)),
    "cropped to 50 %": _way("cropped", lambda p, c: crop(p, 0.5, c)),
    "cropped to 25 %": _way("cropped", lambda p, c: crop(p, 0.25, c)),
    "watermark": _way("covered", lambda p, _: watermark(p, 0.9, 128)),
    "bars over 20 %": _way("covered", bars),
    "mirrored": _way("mirrored", lambda p, _: ImageOps.mirror(p)),
    "turned 90°": _way("turned", lambda p, _: p.transpose(Image.Transpose.ROTATE_90)),
    "turned 180°": _way("turned", lambda p, _: p.transpose(Image.Transpose.ROTATE_180)),
    "turned 6°": _way("turned cropped", lambda p, c: turned(p, c.choice((-6, 6)))),
    "brightness and contrast": _way("recoloured", brighter),
    "grey": _way("grey recoloured", lambda p, _: p.convert("L").convert("RGB")),
    "colour cast": _way("recoloured", colour_cast),
    "blurred": _way("blurred", lambda p, _: blurred(p, 0.01)),
    # there is no word for noise
    "noise": _way("re_encoded", lambda p, c: noisy(p, 20, c)),
    "border": _way("bordered", bordered),
    "collage, half": _collage(0.5),
    "collage, 30 %": _collage(0.3),
    "screenshot": _way("bordered collage", screenshot),
    "filter and vignette": _way("recoloured", with_filter),
    "four at once": _way("cropped recoloured covered", combined, 40),
    "photo of a screen": _way("perspective recoloured blurred bordered", screen_photo),
}
