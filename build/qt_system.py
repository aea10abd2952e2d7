"""What Qt needs of a Linux system: its libraries, and a font that has Japanese. Standard library only.

As root on Debian and Ubuntu what is missing is installed; otherwise the one line to run is said.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

# library that Qt loads: the package of Debian and Ubuntu that brings it
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def has_display() -> bool:
    """Whether a window can be shown; where Qt is told its platform, that is believed."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def ensure(window: bool) -> None:
    """See to it that a window can be shown; stops when one is wanted and cannot be. Fonts are no reason."""
    if not sys.platform.startswith("linux"):
        return
    packages = missing()
    if window and packages and install(packages):
        packages = missing()
    libraries = missing_libraries()
    if packages:
        print(advice(libraries, packages), file=sys.stderr, flush=True)
    if libraries and window:
        sys.exit(1)


def missing() -> list[str]:
    """Packages of Debian and Ubuntu that would bring what is not there."""
    return [LIBRARIES[name] for name in missing_libraries()] + missing_fonts()


def missing_libraries() -> list[str]:
    return [name for name in LIBRARIES if not _loads(name)]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def missing_fonts() -> list[str]:
    """Without a font for them, Japanese, Chinese and Korean names of files are rows of boxes."""
    if not shutil.which("fc-list"):
        return ["fontconfig", "fonts-dejavu-core", "fonts-droid-fallback"]
    packages = []
    if not _has_font("en"):
        packages.append("fonts-dejavu-core")
    if not _has_font("ja"):
        packages.append("fonts-droid-fallback")
    return packages


def _has_font(language: str) -> bool:
    found = subprocess.run(["fc-list", f":lang={language}", "family"], capture_output=True, check=False)
    return bool(found.stdout.strip())


def install(packages: list[str]) -> bool:
    """Install packages, where that can be done without asking: as root on Debian or Ubuntu."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    print(
        f"simgui: Installing from the system's packages: {' '.join(packages)} ...",
        file=sys.stderr,
        flush=True,
    )
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "--quiet", *command],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            print(done.stdout, file=sys.stderr)
            print(f"simgui: apt-get {command[0]} failed (above)", file=sys.stderr, flush=True)
            return False
    return True


def advice(libraries: list[str], packages: list[str]) -> str:
    """One paragraph: what is missing, what that means, and the line that mends it."""
    what = f"Qt's window needs libraries that are not here: {', '.join(libraries)}" if libraries else ""
    fonts = (
        "No font with Japanese, Chinese and Korean was found: such names show as boxes"
        if not libraries
        else ""
    )
    line = f"sudo apt-get install --no-install-recommends {' '.join(packages)}"
    return f"simgui: {what or fonts}. On Debian and Ubuntu:\nsimgui:     {line}"


if __name__ == "__main__":
    ensure(window=True)
