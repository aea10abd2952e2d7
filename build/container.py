"""Builds the image and tries it: build/container [FOLDER]. Standard library only.

The pictures of FOLDER, or some that are drawn here, are mounted read-only, indexed and searched in the container: as
its own user, as another one, and with nothing but the library to write to. Then what it answered is checked, and shown.

    SIMGUI_IMAGE        the image's name                                (simgui)
    SIMGUI_BUILD_IMAGE  what builds it, run in the project's folder     (docker build --tag simgui .)
                        '' takes the image that is there
    SIMGUI_RUN_IMAGE    what runs it; options and the name follow       (docker run --rm)

podman stands in where there is no docker. Build arguments, such as another index for torch, go with the builder:

    SIMGUI_BUILD_IMAGE="docker build --tag simgui --build-arg TORCH_INDEX_URL= ." build/container
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "out" / "container"
ENDINGS = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff"}
SIDE_PX = 240

Colour = tuple[int, int, int]
Inside = Callable[[float, float], bool]


def main(arguments: list[str]) -> int:
    if len(arguments) > 1 or (arguments and not Path(arguments[0]).is_dir()):
        print("usage: build/container [FOLDER of pictures]", file=sys.stderr)
        return 2
    engine = "docker" if shutil.which("docker") or not shutil.which("podman") else "podman"
    image = os.environ.get("SIMGUI_IMAGE", "simgui")
    builder = os.environ.get("SIMGUI_BUILD_IMAGE", f"{engine} build --tag {image} .")
    runner = shlex.split(os.environ.get("SIMGUI_RUN_IMAGE", f"{engine} run --rm"))
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    photos, query = (given if arguments else drawn)(Path(arguments[0]) if arguments else OUT / "photos")
    if builder:
        call(shlex.split(builder))
    ways: tuple[tuple[str, list[str]], ...] = (
        ("the image's own user", []),
        ("another user", ["--user", "1234"]),
        ("nothing to write to but /library and /tmp", ["--read-only", "--tmpfs", "/tmp"]),
    )
    for number, (title, options) in enumerate(ways, 1):
        print(f"\n=== {title}", flush=True)
        library = OUT / f"library-{number}"
        library.mkdir()
        library.chmod(0o777)  # the user in the container is not the one out here
        mounts = [
            "-v",
            f"{library}:/library",
            "-v",
            f"{photos}:/photos:ro",
            "-v",
            f"{query.parent}:/query:ro",
        ]
        try_it([*runner, *options, *mounts, image], f"/query/{query.name}")
    print("\nThe image works: index, search, status")
    return 0


def try_it(simgui: list[str], query: str) -> None:
    counts = answer([*simgui, "index", "/photos", "--json"])
    expect(
        counts["images"] > 0 and counts["embedded"] == counts["images"], f"all Images are embedded: {counts}"
    )
    status = answer([*simgui, "status", "--json"])
    same = all(status[name] == counts[name] for name in ("files", "images"))
    expect(same and status["roots"][0]["path"] == "/photos", f"status says what indexing said: {status}")
    (found,) = answer([*simgui, "search", query, "-k", "5", "--json"])["queries"]
    first = found["hits"][0]
    # a person's own picture may lie there under several names
    right = first["identical"] or Path(first["path"]).stem == Path(query).stem
    expect(first["rank"] == 1 and right, f"{query} is found first: {first}")
    print(call([*simgui, "search", query, "-k", "5"]), end="", flush=True)


def given(folder: Path) -> tuple[Path, Path]:
    """A person's own pictures; the first of them is searched."""
    paths = sorted(path for path in folder.resolve().rglob("*") if path.suffix.lower() in ENDINGS)
    expect(bool(paths), f"there are pictures under {folder}")
    return folder.resolve(), paths[0]


# drawn here, so that nothing has to be there before


def drawn(folder: Path) -> tuple[Path, Path]:
    """Six shapes on soft grounds, and one of them again, smaller and on its own, to search for."""
    folder.mkdir()
    for number, (name, inside) in enumerate(SHAPES.items()):
        (folder / f"{name}.png").write_bytes(png(inside, number, SIDE_PX))
    query = OUT / "query"
    query.mkdir()
    path = query / "ring.png"
    path.write_bytes(png(SHAPES["ring"], list(SHAPES).index("ring"), SIDE_PX * 2 // 3))
    return folder, path


SHAPES: dict[str, Inside] = {
    "disc": lambda x, y: x * x + y * y < 0.4,
    "ring": lambda x, y: 0.25 < x * x + y * y < 0.55,
    "cross": lambda x, y: min(abs(x), abs(y)) < 0.15 and max(abs(x), abs(y)) < 0.7,
    "stripes": lambda x, y: int((x + 1) * 7) % 2 == 0,
    "triangle": lambda x, y: -0.6 < y < 0.6 and abs(x) < (y + 0.6) / 2,
    "チェック": lambda x, y: (int((x + 1) * 4) + int((y + 1) * 4)) % 2 == 0,
}
COLOURS: tuple[Colour, ...] = (
    (214, 40, 40),
    (0, 110, 125),
    (90, 106, 16),
    (107, 63, 191),
    (240, 180, 40),
    (20, 40, 90),
)


def png(inside: Inside, number: int, side_px: int) -> bytes:
    """A picture as PNG: the shape in its colour, on a ground that grows lighter."""
    rows = bytearray()
    for row in range(side_px):
        rows.append(0)  # this row is not filtered
        for column in range(side_px):
            x, y = 2 * column / side_px - 1, 2 * row / side_px - 1
            ground = round(120 + 50 * x + 40 * y)
            rows += bytes(COLOURS[number] if inside(x, y) else (ground, ground, min(ground + 25, 255)))
    head = struct.pack(">IIBBBBB", side_px, side_px, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def answer(command: list[str]) -> Any:
    return json.loads(call(command))


def call(command: list[str]) -> str:
    """What it prints on standard output; the rest goes to the terminal as it comes."""
    print(f"$ {shlex.join(command)}", file=sys.stderr, flush=True)
    try:
        done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    except OSError as error:
        print(f"container: {command[0]} cannot be run: {error.strerror}", file=sys.stderr)
        raise SystemExit(1) from error
    if done.returncode:
        print(f"{done.stdout}container: that failed with exit code {done.returncode}", file=sys.stderr)
        raise SystemExit(1)
    return done.stdout


def expect(true: bool, what: str) -> None:
    if not true:
        print(f"container: not so: {what}", file=sys.stderr)
        raise SystemExit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
