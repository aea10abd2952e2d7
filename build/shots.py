"""Pictures of every page and state of the window: build/shots [--only STATE] [--language en] [--theme dark]

The real window on Qt's offscreen platform, the real network, the sample photographs that the window itself offers
and their altered copies. Each language and theme has a process of its own; in it each state is brought about once
and saved at each size, as build/out/shots/LANGUAGE/THEME/SIZE/STATE.png. build/out/shots/index.html shows them all.
"""

from __future__ import annotations

import argparse
import html
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE / "out" / "shots"
# not under the checkout: its place stands in the pictures
PLACE = Path(tempfile.gettempdir()) / "simgui-shots"
LANGUAGES = ("en", "ja")
THEMES = ("light", "dark")
LIBRARY = "Photo library"
TO_INDEX = 400
SIZES = ("1024x700", "1440x900", "2560x1440")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", default=[], metavar="STATE", help="these states; by name")
    parser.add_argument("--language", action="append", choices=LANGUAGES)
    parser.add_argument("--theme", action="append", choices=THEMES)
    parser.add_argument(
        "--size", action="append", metavar="WIDTHxHEIGHT", help=f"default: {', '.join(SIZES)}"
    )
    parser.add_argument("--out", type=Path, default=OUT, help="where they are saved (build/out/shots)")
    parser.add_argument("--readme", action="store_true", help="make the pictures that README shows")
    parser.add_argument("--place", type=Path, help=argparse.SUPPRESS)  # in the processes of each theme
    chosen = parser.parse_args(arguments)
    sizes = chosen.size or list(SIZES)
    if chosen.place is not None:
        import shots_states

        return shots_states.take(
            chosen.place, chosen.out, chosen.language[0], chosen.theme[0], sizes, chosen.only
        )
    _need_environment(arguments)
    if chosen.readme:
        return _make_for_readme()
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    code = 0
    try:
        _make_library()
        for language in chosen.language or LANGUAGES:
            for theme in chosen.theme or THEMES:
                code = max(code, _take(language, theme, sizes, chosen))
    finally:
        shutil.rmtree(PLACE, ignore_errors=True)
    _write_sheet(chosen.out)
    print(f"All of them: {chosen.out / 'index.html'}")
    return code


def _make_for_readme() -> int:
    import shots_readme

    states = [word for _, state, _, _ in shots_readme.PICTURES for word in ("--only", state)]
    with tempfile.TemporaryDirectory() as folder:
        code = main(["--language", "en", "--size", shots_readme.SIZE, "--out", folder, *states])
        if code == 0:
            shots_readme.save(Path(folder))
    return code


def _need_environment(arguments: list[str]) -> None:
    """Go on in .venv, made where it is missing, unless all that is needed is here."""
    try:
        import PySide6  # noqa: F401
        import skimage  # noqa: F401

        import simgui  # noqa: F401
    except ImportError:
        import qt_system
        import setup_env

        qt_system.ensure(window=True)
        setup_env.make_environment(frozenset({"samples"}))
        setup_env.start([str(Path(__file__)), *arguments])


def _make_library() -> None:
    """The sample pictures and a few that cannot be read, indexed by the program itself; more to be indexed."""
    from simgui.core import samples

    sys.path.append(str(HERE / "bench"))
    import photographs

    folder = PLACE / "Photos"
    samples.make(folder)
    broken = folder / "from an old card"
    broken.mkdir()
    whole = (folder / "originals" / "rocket.jpg").read_bytes()
    (broken / "IMG_0931.jpg").write_bytes(whole[: len(whole) // 3])
    (broken / "banner.jpg").write_text("<!doctype html><html><body>404 Not Found</body></html>")
    (broken / "IMG_0932.jpg").write_bytes(b"")
    for copied in ("old laptop/DSC_0412.png", "backup 2019/chelsea.png"):
        (folder / copied).parent.mkdir()
        shutil.copyfile(folder / "originals" / "chelsea.png", folder / copied)
    photographs.save_crops(PLACE / "Holiday", TO_INDEX)
    _make_other_embedder()
    index = ["--library", str(PLACE / LIBRARY), "index", str(folder)]
    subprocess.run(
        [sys.executable, "-P", "-m", "simgui", *index], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        check=False, cwd=HERE.parent,
    )  # fmt: skip
    if not (PLACE / LIBRARY).exists():
        raise SystemExit("shots: the sample pictures could not be indexed")


def _make_other_embedder() -> None:
    """Another network than the library's. It only has to load, so its weights are as chance has them."""
    from shots_states import OTHER_NETWORK

    from simgui.core import embedder

    embedder.network_names()  # imports timm so that it works without torchvision's compiled part
    import timm
    from safetensors.torch import save_file

    network = timm.create_model(OTHER_NETWORK, pretrained=False)
    save_file(network.state_dict(), PLACE / f"{OTHER_NETWORK}.safetensors")


def _take(language: str, theme: str, sizes: list[str], chosen: argparse.Namespace) -> int:
    """A process of its own, with settings of its own."""
    with tempfile.TemporaryDirectory() as home:
        words = ["--place", str(PLACE), "--out", str(chosen.out), "--language", language, "--theme", theme]
        words += [word for size in sizes for word in ("--size", size)]
        words += [word for state in chosen.only for word in ("--only", state)]
        elsewhere = {"HOME": home, "XDG_CONFIG_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, str(Path(__file__)), *words]
        return subprocess.run(command, env={**os.environ, **elsewhere}, check=False).returncode


def _write_sheet(out: Path) -> None:
    """One page with all pictures: a row for each state and size, a column for each language and theme."""
    found = sorted(path.relative_to(out) for path in out.glob("*/*/*/*.png"))
    columns = sorted({path.parts[:2] for path in found})
    rows = sorted({(path.stem, path.parts[2]) for path in found})
    there = set(found)
    lines = [
        "<!doctype html><meta charset=utf-8><title>simgui: every state</title>",
        "<style>body{font:14px sans-serif} img{width:440px} td{vertical-align:top;padding:6px}</style><table>",
        f"<tr><th>{''.join(f'<th>{html.escape(language)}, {theme}' for language, theme in columns)}",
    ]
    for state, size in rows:
        lines.append(f"<tr><th>{html.escape(state)}<br>{size}")
        for column in columns:
            path = Path(*column, size, f"{state}.png")
            link = path.as_posix()
            lines.append(
                f"<td><a href='{link}'><img loading=lazy src='{link}'></a>" if path in there else "<td>"
            )
    out.mkdir(parents=True, exist_ok=True)
    (out / "index.html").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
