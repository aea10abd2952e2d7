"""Tries a wheel as a person has it: installed by pipx, in an environment of its own, with no checkout in sight.

    build/smoke_wheel.py WHEEL

torch, Qt and the like are lent from the environment that runs this, by a wheel of one .pth line that pipx puts in
first: a second 1.3 GB would take minutes and show nothing more. Then the environment must hold nothing but simgui:
what else pip had to fetch is missing from, or does not fit, the versions that are tested. The editable simgui of the
lending environment is not seen: .pth files of a lent folder are not read. pipx fetches a pip for itself.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

from PIL import Image, ImageDraw

OUT = Path(__file__).resolve().parent / "out" / "smoke"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
PIPX = [sys.executable, "-m", "pipx"]
PROGRAM = OUT / "bin" / ("simgui.exe" if os.name == "nt" else "simgui")
LIBRARY = OUT / "library"
LIMIT_S = 180


def main(wheels: list[str]) -> int:
    if len(wheels) != 1:
        print(f"one wheel is wanted, not {len(wheels)}")
        return 2
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    lent = make_lending_wheel()
    options = ["--python", sys.executable, "--preinstall", str(lent)]
    run([*PIPX, "install", *options, os.path.abspath(wheels[0])])
    expect("simgui" in run([*PIPX, "list", "--short"]), "pipx knows it")
    expect(PROGRAM.exists(), f"pipx puts the program where it puts all: {PROGRAM}")
    environment = Path(run([*PIPX, "environment", "--value", "PIPX_LOCAL_VENVS"]).strip(), "simgui")
    python = str(environment / SCRIPTS / "python")
    run([sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python, "check"])
    site = Path(run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip())
    own = {path.name.split("-")[0] for path in site.glob("*.dist-info")}
    expect(own == {"lent", "simgui"}, f"all that simgui needs is among what is tested: {own}")
    for folder, name in (("icons", "simgui.svg"), ("translations", "simgui_ja.qm")):
        asked = f"import simgui.core.assets as a; print(a.resource('{folder}', '{name}'))"
        place = run([python, "-c", asked]).strip()
        expect(Path(place).is_file() and str(environment) in place, f"resources come with the wheel: {place}")
    try_it(str(PROGRAM))
    run([*PIPX, "uninstall", "simgui"])
    expect(not PROGRAM.exists(), "pipx takes it away again")
    print(
        "the wheel works, by pipx: install, version, help, doctor, desktop, index, search, window, uninstall"
    )
    return 0


def make_lending_wheel() -> Path:
    """A wheel that makes the packages of this environment importable where it is installed."""
    path = OUT / "lent-1-py3-none-any.whl"
    folders = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    about = "lent-1.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("lent.pth", "\n".join(folders) + "\n")
        wheel.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: lent\nVersion: 1\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        names = [*wheel.namelist(), f"{about}/RECORD"]
        wheel.writestr(f"{about}/RECORD", "".join(f"{name},,\n" for name in names))
    return path


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
    if sys.platform.startswith("linux"):
        run([simgui, "desktop", "--install"])
        entry = (OUT / ".local" / "share" / "applications" / "simgui.desktop").read_text(encoding="utf-8")
        expect(f"Exec={desktop_word(simgui)} %F" in entry, f"the menu starts this very program: {entry}")
        run([simgui, "desktop", "--remove"])
    library = ["--library", str(LIBRARY)]
    counts = json.loads(run([simgui, *library, "index", str(photos), "--json"]))
    expect(counts["images"] == 2 and counts["embedded"] == 2, f"two Images indexed: {counts}")
    found = json.loads(run([simgui, *library, "search", str(query), "--json"]))
    first = found["queries"][0]["hits"][0]
    expect(Path(first["path"]).name == "disc.png", f"the disc comes first: {first}")
    window = OUT / "window.png"
    run([simgui, *library, str(query), "--screenshot", str(window)])
    expect(len(Image.open(window).convert("L").getcolors(256) or []) > 8, "the window is not blank")


def desktop_word(path: str) -> str:
    """As the key Exec has it, for the plain paths that are met here."""
    return f'"{path}"' if " " in path else path


def draw_picture(name: str, colour: str) -> Image.Image:
    picture = Image.linear_gradient("L").resize((320, 240)).convert("RGB")
    shape = ImageDraw.Draw(picture)
    (shape.ellipse if name == "disc" else shape.rectangle)((90, 50, 230, 190), fill=colour)
    return picture


def run(command: list[str]) -> str:
    """What it prints. Away from the checkout, so that nothing of it is imported by chance."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "HOME": str(OUT), "XDG_CACHE_HOME": str(OUT / "cache")}
    environment |= {
        "PIPX_HOME": str(OUT / "pipx"),
        "PIPX_BIN_DIR": str(OUT / "bin"),
        "PIPX_MAN_DIR": str(OUT / "man"),
    }
    environment.pop("XDG_DATA_HOME", None)
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
