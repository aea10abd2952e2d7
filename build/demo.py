"""Shows what simgui does, on real photographs: build/run demo

Photographs from the wheels of scikit-image and scikit-learn, and altered copies of them, are saved under
build/out/demo/photos and indexed; then a copy that is not among them is searched, and the window with its
hits is saved as build/out/demo/window.png. All through the same program that a person starts.
"""

from __future__ import annotations

import importlib.resources
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import qt_system
from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).resolve().parent
OUT = HERE / "out" / "demo"
PHOTOS = OUT / "photos"
QUERY = OUT / "query - chelsea cropped and watermarked.jpg"
WINDOW = OUT / "window.png"

# package that carries it: names of its photographs
CARRIED = {
    "skimage.data": (
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
    "sklearn.datasets.images": ("china.jpg", "flower.jpg"),
}


def main() -> int:
    shutil.rmtree(OUT, ignore_errors=True)
    originals = save_originals()
    copies = save_copies(originals)
    print(f"{len(originals)} photographs and {copies} altered copies are in {shown(PHOTOS)}", flush=True)
    cropped(watermarked(originals["chelsea"]), 0.75).save(QUERY, quality=60)

    if not qt_system.has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    library = ["--library", str(OUT / "library")]
    for arguments in (
        [*library, "index", str(PHOTOS)],
        [*library, "search", str(QUERY), "-k", "12"],
        [*library, str(QUERY), "--screenshot", str(WINDOW)],
    ):
        print(f"\n$ simgui {shlex.join(arguments)}", flush=True)
        code = subprocess.call([sys.executable, "-P", "-m", "simgui", *arguments])
        if code:
            print(f"demo: that failed with exit code {code}", file=sys.stderr)
            return code
    print(f"\nThe window with these hits: {shown(WINDOW)}")
    print(f"The same on your screen:    build/run {shlex.join([*library, str(QUERY)])}")
    return 0


def save_originals() -> dict[str, Image.Image]:
    """The photographs as they are carried, copied; returns them by name without extension."""
    folder = PHOTOS / "originals"
    folder.mkdir(parents=True)
    originals = {}
    for package, names in CARRIED.items():
        for name in names:
            target = folder / name
            target.write_bytes((importlib.resources.files(package) / name).read_bytes())
            originals[target.stem] = Image.open(target).convert("RGB")
    return originals


def save_copies(originals: dict[str, Image.Image]) -> int:
    """Of each photograph two altered copies, of chelsea and coffee all kinds; returns how many."""
    folder = PHOTOS / "reposts"
    folder.mkdir()
    kinds = list(COPIES.items())
    count = 0
    for number, (name, picture) in enumerate(sorted(originals.items())):
        chosen = (
            kinds
            if name in ("chelsea", "coffee")
            else [kinds[(number + step) % len(kinds)] for step in (0, 2)]
        )
        for kind, (alter, quality) in chosen:
            alter(picture).save(folder / f"{name} - {kind}.jpg", quality=quality)
            count += 1
    return count


# what people do to pictures before they post them again


def scaled(picture: Image.Image, factor: float = 0.4) -> Image.Image:
    return picture.resize(
        (round(picture.width * factor), round(picture.height * factor)), Image.Resampling.LANCZOS
    )


def cropped(picture: Image.Image, kept: float = 0.8) -> Image.Image:
    """The middle; `kept` is the part of each side that stays."""
    width_px, height_px = round(picture.width * kept), round(picture.height * kept)
    left, top = (picture.width - width_px) // 2, (picture.height - height_px) // 2
    return picture.crop((left, top, left + width_px, top + height_px))


def masked(picture: Image.Image) -> Image.Image:
    """A black bar across, as over eyes or a name."""
    result = picture.copy()
    top = round(picture.height * 0.4)
    ImageDraw.Draw(result).rectangle(
        (0, top, picture.width, top + round(picture.height * 0.14)), fill="black"
    )
    return result


def watermarked(picture: Image.Image) -> Image.Image:
    base = picture.convert("RGBA")
    layer = Image.new("RGBA", base.size)
    font = ImageFont.load_default(size=max(picture.width // 11, 12))
    place = (picture.width / 2, picture.height * 0.8)
    ImageDraw.Draw(layer).text(place, "© example.org", font=font, anchor="mm", fill=(255, 255, 255, 150))
    return Image.alpha_composite(base, layer).convert("RGB")


def as_it_is(picture: Image.Image) -> Image.Image:
    return picture


# kind of copy: what is done to the picture, and the JPEG quality that it is saved with
COPIES: dict[str, tuple[Callable[[Image.Image], Image.Image], int]] = {
    "re-encoded at quality 30": (as_it_is, 30),
    "scaled to 40 %": (scaled, 85),
    "cropped to 80 %": (cropped, 85),
    "masked": (masked, 85),
    "watermarked": (watermarked, 85),
}


def shown(path: Path) -> Path:
    """As a person would type it from where they are."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


if __name__ == "__main__":
    sys.exit(main())
