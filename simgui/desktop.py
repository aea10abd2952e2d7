"""`simgui desktop`: an entry in the menu of Linux desktops, the icon in all sizes, and "open with" for pictures.

What is written stands in a list with each file's hash. By it a later run knows its own files: only those are replaced
or removed, and never one that somebody else made or changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from simgui import words
from simgui.core.assets import resource

ICON_SIZES_PX = (16, 22, 24, 32, 48, 64, 128, 256, 512)
LIST = Path("simgui", "desktop.json")

# Qt draws it, in a process of its own: the command line knows no Qt. It needs no display
_DRAW = """
import sys
import tempfile
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
drawing, folder, *sizes = sys.argv[1:]
renderer = QSvgRenderer(drawing)
for size in map(int, sizes):
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    if not image.convertToFormat(QImage.Format.Format_ARGB32).save(f"{folder}/{size}.png"):
        sys.exit(f"{folder} could not be written")
"""
# characters that the specification of desktop entries wants inside quotes, or with a backslash there
RESERVED = set(" \t\n\"'\\><~|&;$*?#()`")


class Refused(Exception):
    """What could not be done, in a sentence: these are the command line's alone."""


def default_prefix() -> Path:
    """Where the desktop looks for what one person installed."""
    chosen = os.environ.get("XDG_DATA_HOME", "")
    # the specification: a relative path there does not count
    return Path(chosen) if os.path.isabs(chosen) else Path.home() / ".local" / "share"


def install(prefix: Path) -> list[Path]:
    """Write entry and icons; returns what was written. Nothing is, where a file of somebody else's is in the way."""
    if not sys.platform.startswith(("linux", "freebsd")):
        raise Refused(f"Menu entries of this kind are for Linux desktops; this is {sys.platform}.")
    wanted = {Path("applications", "simgui.desktop"): entry(program()), **icons()}
    known = _read_list(prefix)
    for path, content in wanted.items():
        held = _hash_of(prefix / path)
        if held not in (None, known.get(str(path)), _hash(content)):
            raise Refused(
                f"{_shown(prefix / path)} is there already, and simgui did not write it. Nothing was changed."
                " Move it away, or name another folder with --prefix."
            )
    written = []
    try:
        for path, content in wanted.items():
            (prefix / path).parent.mkdir(parents=True, exist_ok=True)
            # named in the list before it is written: what a full disk leaves behind can be removed too
            known[str(path)] = _hash(content)
            _write_list(prefix, known)
            _replace(prefix / path, content)
            written.append(prefix / path)
    except OSError as error:
        raise _not_written(error, prefix) from error
    _tell_the_desktop(prefix)
    return written


def remove(prefix: Path) -> tuple[list[Path], list[Path]]:
    """Take away what install() wrote; returns what went, and what stays because it was changed since."""
    gone, changed = [], []
    known = _read_list(prefix)
    try:
        for name, digest in known.items():
            held = _hash_of(prefix / name)
            if held == digest:
                (prefix / name).unlink()
                gone.append(prefix / name)
            elif held is not None:
                changed.append(prefix / name)
        (prefix / LIST).unlink(missing_ok=True)
    except OSError as error:
        raise _not_written(error, prefix) from error
    if gone:
        _tell_the_desktop(prefix)
    return gone, changed


def entry(command: list[str]) -> bytes:
    """The entry, with the command by which this very installation is started."""
    text = resource("desktop", "simgui.desktop").read_text(encoding="utf-8")
    line = " ".join(map(quoted, command))
    return text.replace("Exec=simgui %F", f"Exec={line} %F").encode()


def program() -> list[str]:
    """How this simgui is started from anywhere: a desktop may not have its folder in PATH."""
    beside = Path(sys.executable).with_name("simgui")
    started = Path(sys.argv[0])
    for script in (started if started.name == "simgui" else beside, beside):
        if script.is_file() and os.access(script, os.X_OK):
            return [os.path.abspath(script)]
    return [sys.executable, "-m", "simgui"]


def quoted(argument: str) -> str:
    """As the specification of desktop entries has it: for the key Exec, and then for any value."""
    argument = argument.replace("%", "%%")
    if RESERVED.isdisjoint(argument):
        return argument
    inside = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in argument)
    return '"{}"'.format(inside.replace("\\", "\\\\"))


def icons() -> dict[Path, bytes]:
    themed = Path("icons", "hicolor")
    drawing = resource("icons", "simgui.svg")
    found = {themed / "scalable" / "apps" / "simgui.svg": drawing.read_bytes()}
    with tempfile.TemporaryDirectory() as folder:
        sizes = [str(size_px) for size_px in ICON_SIZES_PX]
        drawn = subprocess.run(
            [sys.executable, "-c", _DRAW, os.fspath(drawing), folder, *sizes],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if drawn.returncode != 0:
            last = (drawn.stderr.strip().splitlines() or ["Qt does not start"])[-1]
            raise Refused(f"The icon cannot be drawn: {last}. simgui doctor says what is missing.")
        for size in sizes:
            content = Path(folder, f"{size}.png").read_bytes()
            found[themed / f"{size}x{size}" / "apps" / "simgui.png"] = content
    return found


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _hash_of(path: Path) -> str | None:
    """None where nothing is. A link or a folder is not ours, whatever it holds."""
    if not os.path.lexists(path):
        return None
    if path.is_symlink() or not path.is_file():
        return "not a file of ours"
    return _hash(path.read_bytes())


def _read_list(prefix: Path) -> dict[str, str]:
    try:
        return dict(json.loads((prefix / LIST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _write_list(prefix: Path, known: dict[str, str]) -> None:
    (prefix / LIST).parent.mkdir(parents=True, exist_ok=True)
    _replace(prefix / LIST, json.dumps(known, indent=1).encode())


def _replace(path: Path, content: bytes) -> None:
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(content)
    new.replace(path)


def _not_written(error: OSError, prefix: Path) -> Refused:
    return Refused(f"{_shown(Path(error.filename or prefix))} cannot be written: {error.strerror}.")


def _shown(path: Path) -> str:
    return words.text(os.fsencode(path))


def _tell_the_desktop(prefix: Path) -> None:
    """Desktops look into these folders by caches; where their tools are missing they find out by themselves."""
    for tool, folder in (
        (("update-desktop-database", "--quiet"), prefix / "applications"),
        (
            ("gtk-update-icon-cache", "--quiet", "--ignore-theme-index", "--force"),
            prefix / "icons" / "hicolor",
        ),
    ):
        if shutil.which(tool[0]) and folder.is_dir():
            subprocess.run([*tool, str(folder)], capture_output=True, check=False, timeout=30)


def report(prefix: Path, wanted: bool) -> bool:
    """Install or remove, and say each file. False when not all of it was done."""
    try:
        if wanted:
            for path in install(prefix):
                print(_shown(path))
            return True
        gone, changed = remove(prefix)
    except Refused as refused:
        print(f"simgui: {refused}", file=sys.stderr)
        return False
    for path in gone:
        print(f"removed {_shown(path)}")
    for path in changed:
        print(f"simgui: {_shown(path)} was changed since, and stays.", file=sys.stderr)
    if not gone and not changed:
        print(f"simgui: nothing of simgui desktop --install is under {_shown(prefix)}.", file=sys.stderr)
    return not changed
