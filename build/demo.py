"""Shows what simgui does, on real photographs: build/run demo

Photographs from the wheels of scikit-image and scikit-learn, and altered copies of them, are saved under
build/out/demo/photos and indexed; then a copy that is not among them is searched, and the window with its
hits is saved as build/out/demo/window.png. All through the same program that a person starts.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import qt_system
from PIL import Image

from simgui.core import samples

HERE = Path(__file__).resolve().parent
OUT = HERE / "out" / "demo"
PHOTOS = OUT / "photos"
QUERY = OUT / "query - chelsea cropped and watermarked.jpg"
WINDOW = OUT / "window.png"
# package that carries it: names of its photographs; the benches read them by this
CARRIED = {
    f"{package}.{folder.replace('/', '.')}": names for package, (folder, names) in samples.CARRIED.items()
}


def main() -> int:
    if not samples.photographs():
        print(
            "demo: its photographs come with the extra samples: pip install 'simgui[samples]'",
            file=sys.stderr,
        )
        return 1
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    made = samples.make(PHOTOS)
    print(f"{made.originals} photographs and {made.copies} altered copies are in {shown(PHOTOS)}", flush=True)
    with Image.open(made.query) as picture:
        samples.cropped(samples.watermarked(picture.convert("RGB")), 0.75).save(QUERY, quality=60)

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


def shown(path: Path) -> Path:
    """As a person would type it from where they are."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


if __name__ == "__main__":
    sys.exit(main())
