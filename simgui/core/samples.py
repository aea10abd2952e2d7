"""Sample pictures to try simgui with: photographs inside installed wheels, and altered copies of them.

The photographs come with scikit-image and scikit-learn (the extra `samples`). They are found where those packages lie,
without importing them, and are copied into a folder on this computer; nothing of them is shipped with simgui.
"""

from __future__ import annotations

import errno
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps

from simgui.core.errors import DiskFull, StoreError
from simgui.core.progress import CancelToken, Meter, ProgressCallback

# package: the folder in it, and the photographs there
CARRIED = {
    "skimage": (
        "data",
        (
            "astronaut.png",
            "brick.png",
            "camera.png",
            "chelsea.png",
            "coffee.png",
            "coins.png",
            "grass.png",
            "gravel.png",
            "hubble_deep_field.jpg",
            "ihc.png",
            "moon.png",
            "motorcycle_left.png",
            "motorcycle_right.png",
            "retina.jpg",
            "rocket.jpg",
        ),
    ),
    "sklearn": ("datasets/images", ("china.jpg", "flower.jpg")),
}
# of these every kind of copy is made; the first is what is searched to begin with
SHOWN_WHOLE = ("chelsea", "coffee")
ENOUGH = 5


@dataclass(frozen=True)
class Made:
    """`query`: the photograph whose copies are worth looking for first."""

    folder: Path
    query: Path
    originals: int
    copies: int


def photographs() -> dict[str, Path]:
    """The photographs of the packages that are installed, by name without extension; none where too few are."""
    found: dict[str, Path] = {}
    for package, (folder, names) in CARRIED.items():
        for place in _places(package):
            paths = [place / folder / name for name in names]
            found |= {path.stem: path for path in paths if path.is_file()}
    return found if len(found) >= ENOUGH and SHOWN_WHOLE[0] in found else {}


def _places(package: str) -> list[Path]:
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):  # half installed, or stands in sys.modules without a spec
        return []
    return [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []


def make(folder: Path, progress: ProgressCallback | None = None, cancel: CancelToken | None = None) -> Made:
    """Save photographs and altered copies under `folder`, whole or not at all; what is there already stays.

    Raises Cancelled, StoreError('not_writable'), DiskFull.
    """
    originals = photographs()
    cancel = cancel or CancelToken()
    meter = Meter(("samples",), progress, cancel, "samples")
    plan = list(_copies(sorted(originals)))
    meter.total("samples", len(originals) + len(plan))
    if not folder.exists():
        # made beside it and then renamed: whoever finds the folder finds all of it
        unfinished = folder.with_name(folder.name + ".unfinished")
        try:
            shutil.rmtree(unfinished, ignore_errors=True)
            _save(unfinished, originals, plan, meter, cancel)
            unfinished.rename(folder)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise DiskFull(path=os.fsencode(folder)) from error
            raise StoreError("not_writable", path=os.fsencode(folder), detail=error.strerror) from error
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    query = folder / "originals" / originals[SHOWN_WHOLE[0]].name
    return Made(folder, query, len(originals), len(plan))


def _copies(names: list[str]) -> Iterator[tuple[str, str]]:
    """Which copies are made: two kinds of each photograph, of some all kinds."""
    kinds = list(COPIES)
    for number, name in enumerate(names):
        steps = range(len(kinds)) if name in SHOWN_WHOLE else (0, 3)
        yield from ((name, kinds[(number + step) % len(kinds)]) for step in steps)


def _save(
    folder: Path, originals: dict[str, Path], plan: list[tuple[str, str]], meter: Meter, cancel: CancelToken
) -> None:
    (folder / "originals").mkdir(parents=True)
    (folder / "reposts").mkdir()
    for path in originals.values():
        cancel.check()
        # the bytes as they are, also the permissions of a new file: those in a system's packages may be read-only
        (folder / "originals" / path.name).write_bytes(path.read_bytes())
        meter.add("samples")
    for name, kind in plan:
        cancel.check()
        alter, quality = COPIES[kind]
        with Image.open(originals[name]) as picture:
            alter(picture.convert("RGB")).save(folder / "reposts" / f"{name} - {kind}.jpg", quality=quality)
        meter.add("samples")


# what people do to pictures before they post them again


def scaled(picture: Image.Image, factor: float = 0.4) -> Image.Image:
    size = (round(picture.width * factor), round(picture.height * factor))
    return picture.resize(size, Image.Resampling.LANCZOS)


def cropped(picture: Image.Image, kept: float = 0.8) -> Image.Image:
    """The middle; `kept` is the part of each side that stays."""
    width_px, height_px = round(picture.width * kept), round(picture.height * kept)
    left, top = (picture.width - width_px) // 2, (picture.height - height_px) // 2
    return picture.crop((left, top, left + width_px, top + height_px))


def masked(picture: Image.Image) -> Image.Image:
    """A black bar across, as over eyes or a name."""
    result = picture.copy()
    top = round(picture.height * 0.4)
    bar = (0, top, picture.width, top + round(picture.height * 0.14))
    ImageDraw.Draw(result).rectangle(bar, fill="black")
    return result


def watermarked(picture: Image.Image) -> Image.Image:
    base = picture.convert("RGBA")
    layer = Image.new("RGBA", base.size)
    font = ImageFont.load_default(size=max(picture.width // 11, 12))
    place = (picture.width / 2, picture.height * 0.8)
    ImageDraw.Draw(layer).text(place, "© example.org", font=font, anchor="mm", fill=(255, 255, 255, 150))
    return Image.alpha_composite(base, layer).convert("RGB")


def recoloured(picture: Image.Image) -> Image.Image:
    """Warmer and paler, as by a filter of a phone."""
    red, green, blue = ImageEnhance.Color(picture).enhance(0.6).split()
    return Image.merge("RGB", (red.point(lambda v: v * 1.1 + 10), green, blue.point(lambda v: v * 0.85)))


def framed(picture: Image.Image) -> Image.Image:
    return ImageOps.expand(picture, max(picture.width // 14, 8), "white")


def as_it_is(picture: Image.Image) -> Image.Image:
    return picture


# kind of copy: what is done to the picture, and the JPEG quality that it is saved with
COPIES: dict[str, tuple[Callable[[Image.Image], Image.Image], int]] = {
    "re-encoded at quality 30": (as_it_is, 30),
    "scaled to 40 %": (scaled, 85),
    "cropped to 80 %": (cropped, 85),
    "mirrored": (ImageOps.mirror, 85),
    "recoloured": (recoloured, 85),
    "masked": (masked, 85),
    "watermarked": (watermarked, 85),
    "in a white frame": (framed, 85),
}
