"""README's pictures from those of build/shots: smaller, and with so few colours that they stay small."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from PIL import Image, ImageColor

from simgui.gui.widgets import theme
from simgui.gui.widgets.theme import Tokens

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "pictures"
SIZE, SHOWN_PX = "1280x800", (960, 600)
# scheme, state, name and colours
PICTURES = (
    ("light", "search-hits", "search-light", 170),
    ("dark", "compact-search", "search-dark", 160),
    ("light", "indexing-running", "indexing-light", 200),
)
INKS = ("identical", "copy", "likely_copy", "accent", "keep", "not_duplicate", "warning", "muted", "text")


def save(shots: Path) -> None:
    FOLDER.mkdir(exist_ok=True)
    for scheme, state, name, count in PICTURES:
        with Image.open(shots / "en" / scheme / SIZE / f"{state}.png") as picture:
            small = picture.convert("RGB").resize(SHOWN_PX, Image.Resampling.LANCZOS)
        own = scheme_colours(theme.DARK if scheme == "dark" else theme.LIGHT)
        # the photographs have the most pixels: by themselves they would take the few colours that mean something
        rest = small.quantize(count - len(own), method=Image.Quantize.MEDIANCUT).getpalette() or []
        palette = Image.new("P", (1, 1))
        palette.putpalette([value for colour in own for value in colour] + rest[: 3 * (count - len(own))])
        path = FOLDER / f"{name}.png"
        small.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)
        print(f"{path}: {path.stat().st_size // 1000} kB")


def scheme_colours(tokens: Tokens) -> list[tuple[int, ...]]:
    """Those of the scheme, and what lies between its inks and the ground: the edges of letters."""
    named = {
        name: ImageColor.getrgb(value) for name, value in asdict(tokens).items() if isinstance(value, str)
    }
    between = [
        tuple(round(a * part + b * (1 - part)) for a, b in zip(named[ink], named["surface"], strict=True))
        for ink in INKS
        for part in (0.7, 0.4)
    ]
    return list(dict.fromkeys([*named.values(), *between]))
