"""Tries a wheel as a person has it: in an environment of its own, with no checkout in sight.

    build/smoke_wheel.py WHEEL

torch, Qt and the like are lent from the environment that runs this, by one .pth line, so that it takes
seconds; `pip check` then says whether all that the wheel asks for is there. The editable simgui of the
lending environment is not seen: .pth files of a lent folder are not read.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from PIL import Image, ImageDraw

OUT = Path(__file__).resolve().parent / "out" / "smoke"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
ENVIRONMENT = OUT / "venv"
LIBRARY = OUT / "library"
LIMIT_S = 180


def main(wheels: list[str]) -> int:
    if len(wheels) != 1:
        print(f"one wheel is wanted, not {len(wheels)}")
        return 2
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    python = make_environment()
    run([python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps", wheels[0]])
    run([python, "-m", "pip", "--disable-pip-version-check", "check"])
    place = run([python, "-c", "import simgui.core.assets as a; print(a.resource('icons', 'simgui.svg'))"])
    expect(
        Path(place.strip()).is_file() and str(ENVIRONMENT) in place, f"resources come with the wheel: {place}"
    )
    try_it(str(ENVIRONMENT / SCRIPTS / "simgui"))
    print("the wheel works: version, help, doctor, index, search, window")
    return 0


def make_environment() -> str:
    # without pip: the lent one serves, and with it would come an old setuptools that torch does not take
    run([sys.executable, "-m", "venv", "--without-pip", str(ENVIRONMENT)])
    python = str(ENVIRONMENT / SCRIPTS / "python")
    own = run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip()
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    Path(own, "lent.pth").write_text("\n".join(sorted(lent)) + "\n", encoding="utf-8")
    return python


def try_it(simgui: str) -> None:
    photos = OUT / "photos"
    photos.mkdir()
    for name, colour in (("disc", "crimson"), ("square", "teal")):
        draw_picture(name, colour).save(photos / f"{name}.png")
    query = OUT / "disc again.jpg"
    draw_picture("disc", "crimson").save(query, quality=50)

    expect(run([simgui, "--version"]).strip() != "", "a version is said")
    expect("index" in run([simgui, "--help"]), "the help names its commands")
    run([simgui, "doctor"])
    library = ["--library", str(LIBRARY)]
    counts = json.loads(run([simgui, *library, "index", str(photos), "--json"]))
    expect(counts["images"] == 2 and counts["embedded"] == 2, f"two Images indexed: {counts}")
    found = json.loads(run([simgui, *library, "search", str(query), "--json"]))
    first = found["queries"][0]["hits"][0]
    expect(Path(first["path"]).name == "disc.png", f"the disc comes first: {first}")
    window = OUT / "window.png"
    run([simgui, *library, str(query), "--screenshot", str(window)])
    expect(len(Image.open(window).convert("L").getcolors(256) or []) > 8, "the window is not blank")


def draw_picture(name: str, colour: str) -> Image.Image:
    picture = Image.linear_gradient("L").resize((320, 240)).convert("RGB")
    shape = ImageDraw.Draw(picture)
    (shape.ellipse if name == "disc" else shape.rectangle)((90, 50, 230, 190), fill=colour)
    return picture


def run(command: list[str]) -> str:
    """What it prints. Away from the checkout, so that nothing of it is imported by chance."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "HOME": str(OUT), "XDG_CACHE_HOME": str(OUT / "cache")}
    done = subprocess.run(
        command,
        cwd=OUT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
    )
    shown = " ".join([Path(command[0]).name, *command[1:]])
    if done.returncode:
        print(f"$ {shown}\n{done.stdout}{done.stderr}exit code {done.returncode}")
        raise SystemExit(1)
    print(f"ok: {shown}", flush=True)
    return done.stdout


def expect(true: bool, what: str) -> None:
    if not true:
        print(f"not so: {what}")
        raise SystemExit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
