"""The window as build/shots draws it beside small pictures of how it looked when a person last looked at it.

They are compared at an eighth of their size, where words are grey stripes. A cell of 32 x 32 pixels of the window has
something in it where its light differs by more than INK (of 255): a word, an icon, a line, a part of a photograph.
Cells that had something, and now neither they nor their neighbours have, are lost; the other way round they are gained.
With other type in its place (Droid Sans Fallback and DejaVu Serif in place of DejaVu Sans) none is lost, and 19 are
gained at most, where buttons go from two columns to one. Without its smallest panel a page loses 8, without a row of
cards or the embedder's panel 60 to 140, blank nearly all. Colours tell the scheme: type moves their mean by 5 at most,
the other scheme by 160 and more.

After a change of the look that is meant: look at what `python -m tests.gui.test_shots` writes to tests/gui/shots.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parents[2]
REFERENCES = Path(__file__).with_name("shots")
STATES = ("first-start", "search-hits", "indexing-problems", "history-acts")
WIDTH_PX, HEIGHT_PX, SHRINK, CELL = 1440, 900, 8, 4
INK, LOST, GAINED, COLOUR = 14, 4, 40, 15
# parts of a page, in pixels of the window: left, top, right, bottom
PARTS = {
    "first-start": {"photographs": (300, 160, 1230, 350), "buttons": (500, 440, 1020, 510)},
    "search-hits": {
        "grid": (440, 140, 1440, 860),
        "slider": (460, 57, 1420, 131),
        "buttons": (90, 480, 430, 700),
    },
    "indexing-problems": {"embedder": (1016, 57, 1416, 348), "rows": (105, 450, 1410, 570)},
    "history-acts": {"rows": (105, 90, 999, 280), "figures": (1016, 57, 1416, 150)},
}


def draw(folder: Path) -> dict[str, Image.Image]:
    """The states, shrunk. The library has a place of its own, so that build/shots can run beside this."""
    size = f"{WIDTH_PX}x{HEIGHT_PX}"
    words = [sys.executable, str(ROOT / "build" / "shots.py"), "--out", str(folder)]
    words += ["--language", "en", "--theme", "light", "--size", size]
    for state in STATES:
        words += ["--only", state]
    # the path stands in the pictures: it is short, as it was in those that they are compared with
    with tempfile.TemporaryDirectory(prefix="s") as place:
        env = {**os.environ, "TMPDIR": place}
        done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    made = {}
    for state in STATES:
        with Image.open(folder / "en" / "light" / size / f"{state}.png") as picture:
            small = (WIDTH_PX // SHRINK, HEIGHT_PX // SHRINK)
            made[state] = picture.convert("RGB").resize(small, Image.Resampling.BOX)
    return made


def reference(state: str) -> Image.Image:
    with Image.open(REFERENCES / f"{state}.png") as picture:
        return picture.convert("RGB")


def inked(picture: Image.Image) -> np.ndarray:
    """Cells with something in them: bool, rows x columns."""
    light = np.asarray(picture, np.float32).mean(axis=2)
    rows, columns = (length // CELL for length in light.shape)
    cells = light[: rows * CELL, : columns * CELL].reshape(rows, CELL, columns, CELL)
    there: np.ndarray = cells.max(axis=(1, 3)) - cells.min(axis=(1, 3)) > INK
    return there


def with_neighbours(cells: np.ndarray) -> np.ndarray:
    rows, columns = cells.shape
    padded = np.pad(cells, 1)
    shifted = [padded[y : y + rows, x : x + columns] for y in range(3) for x in range(3)]
    grown: np.ndarray = np.logical_or.reduce(shifted)
    return grown


def faults(was: Image.Image, now: Image.Image) -> list[str]:
    """In what the two differ more than type can make them."""
    before, after = inked(was), inked(now)
    lost = int((before & ~with_neighbours(after)).sum())
    gained = int((after & ~with_neighbours(before)).sum())
    apart = float(np.abs(np.asarray(was, np.float32) - np.asarray(now, np.float32)).mean())
    found = [f"{lost} cells have lost what was in them"] if lost > LOST else []
    found += [f"{gained} empty cells have something in them"] if gained > GAINED else []
    return [*found, f"the colours differ by {apart:.0f} in the mean"] if apart > COLOUR else found


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image.Image]:
    pytest.importorskip("skimage")
    return draw(tmp_path_factory.mktemp("shots"))


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("state", STATES)
def test_the_window_looks_as_it_did(drawn: dict[str, Image.Image], state: str) -> None:
    assert not faults(reference(state), drawn[state])


@pytest.mark.parametrize(("state", "part"), [(state, part) for state in STATES for part in PARTS[state]])
def test_a_part_that_is_missing_is_seen(state: str, part: str) -> None:
    """That of the figures is the smallest."""
    was = reference(state)
    now = was.copy()
    now.paste((242, 243, 244), tuple(round(at / SHRINK) for at in PARTS[state][part]))
    assert faults(was, now)


@pytest.mark.parametrize("state", STATES)
def test_a_blank_page_and_the_other_scheme_are_seen(state: str) -> None:
    was = reference(state)
    assert faults(was, Image.new("RGB", was.size, (242, 243, 244)))
    assert "colours" in faults(was, ImageOps.invert(was))[-1]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        for name, shrunk in draw(Path(made)).items():
            shrunk.save(REFERENCES / f"{name}.png", optimize=True)
