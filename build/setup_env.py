"""Makes the environment that simgui runs in, and starts it there. Standard library only.

    setup_env.py run [arguments]    the window or the command line; `run demo` shows what simgui does
    setup_env.py test [step ...]    every check (build/check.py)

On Linux and macOS build/run and build/test find a fitting Python and start this. Everything that it says
goes to standard error: standard output belongs to the program that it starts.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import qt_system

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "simgui-setup.json"
CONSTRAINTS = ROOT / "constraints.txt"

TEST_EXTRAS = frozenset({"test", "samples", "jxl", "raw"})
COMMANDS = frozenset(
    {
        "index",
        "search",
        "calibrate",
        "groups",
        "cull",
        "restore",
        "quarantine",
        "protect",
        "decide",
        "undo",
        "redo",
        "history",
        "status",
        "forget",
        "doctor",
        "desktop",
    }
    | {"-h", "--help", "--version"}
)
# PyTorch's own index of builds, as its documentation names it; SIMGUI_TORCH chooses one of its folders
TORCH_INDEX = "https://download.pytorch.org/whl/"
WORD_EVERY_S = 30


def main(arguments: list[str]) -> NoReturn:
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        stop(f"needs Python 3.11, 3.12 or 3.13; this is {sys.version.split()[0]} ({sys.executable})")
    if arguments[:1] == ["test"]:
        qt_system.ensure(window=True)
        make_environment(TEST_EXTRAS)
        start(["build/check.py", *arguments[1:]], cwd=ROOT, env={"QT_QPA_PLATFORM": "offscreen"})
    if arguments[:1] == ["run"]:
        run(arguments[1:])
    stop("usage: setup_env.py run [arguments]  |  setup_env.py test [step ...]")


def run(arguments: list[str]) -> NoReturn:
    """The program with its arguments, or the demo."""
    env: dict[str, str] = {}
    if not qt_system.has_display():
        arguments = without_display(arguments)
        env["QT_QPA_PLATFORM"] = "offscreen"
    window = opens_window(arguments)
    if window or not STAMP.exists():
        qt_system.ensure(window)
    if arguments == ["demo"]:
        make_environment(frozenset({"samples"}))
        start([str(ROOT / "build" / "demo.py")], env=env)
    make_environment(frozenset())
    # -P: a file in the person's folder that is called like one of our modules is not imported
    start(["-P", "-m", "simgui", *arguments], env=env)


def without_display(arguments: list[str]) -> list[str]:
    """What can be done where no window can be shown: the demo, pictures of the window, the command line."""
    no_display = "there is no display here (DISPLAY and WAYLAND_DISPLAY are not set), so no window"
    if not arguments:
        say(f"{no_display}: the demo instead")
        return ["demo"]
    if (
        arguments != ["demo"]
        and opens_window(arguments)
        and not any("--screenshot" in word for word in arguments)
    ):
        stop(
            f"{no_display}. Try build/run search IMAGE, build/run index FOLDER, or add --screenshot FILE.png"
        )
    return arguments


def opens_window(arguments: list[str]) -> bool:
    """Whether these arguments are for the window (or the demo, which makes a picture of it)."""
    words = iter(arguments)
    for word in words:
        if word == "--library":
            next(words, None)
        elif not word.startswith("--library="):
            return word not in COMMANDS
    return True


# the environment


@dataclass(frozen=True)
class Stamp:
    """What .venv was made from. `torch` is the build that was asked for, '' where pip chose."""

    key: str
    torch: str
    extras: frozenset[str]


def make_environment(extras: frozenset[str]) -> None:
    """Make .venv where it is missing or made from something else; add extras that it lacks."""
    found = read_stamp()
    torch = wanted_torch(found)
    key = fingerprint(torch)
    if found and found.key == key and extras <= found.extras:
        return
    anew = found is None or found.key != key
    if found and not anew:
        extras |= found.extras
    try:
        if anew:
            make_venv()
            install_torch(torch)
            pip("Installing the build tool", ["hatchling"])
        install_project(extras)
    except KeyboardInterrupt:
        say("stopped; the next run begins this again")
        sys.exit(130)
    content = {"key": key, "torch": torch, "extras": sorted(extras)}
    STAMP.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def read_stamp() -> Stamp | None:
    try:
        content = json.loads(STAMP.read_text(encoding="utf-8"))
        return Stamp(content["key"], content["torch"], frozenset(content["extras"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def wanted_torch(found: Stamp | None) -> str:
    """The build of torch asked for; a choice made once holds until another is made."""
    asked = os.environ.get("SIMGUI_TORCH")
    if asked is None:
        return found.torch if found else ""
    if asked in ("", "default"):
        return ""
    if not asked.isalnum() and not asked.replace(".", "").isalnum():
        stop(f"SIMGUI_TORCH={asked}: one of default, cpu, cu126, cu130 and so on, as on PyTorch's index")
    return asked


def fingerprint(torch: str) -> str:
    """Over all that .venv is made from. The place counts too: a moved .venv names its old one."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    parts = [
        CONSTRAINTS.read_text(encoding="utf-8"),
        json.dumps([project["build-system"], project["project"], project["tool"]["hatch"]], sort_keys=True),
        ".".join(map(str, sys.version_info[:3])),
        str(ROOT),
        torch,
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def make_venv() -> None:
    base = base_python()
    if subprocess.run([base, "-c", "import ensurepip, venv"], capture_output=True).returncode:
        version = ".".join(map(str, sys.version_info[:2]))
        if not qt_system.install([f"python{version}-venv"]):
            stop(
                f"this Python has no venv module ({base}). On Debian and Ubuntu: apt-get install python3-venv"
            )
    if VENV.exists():
        shutil.rmtree(VENV)
    step(f"Making .venv with Python {sys.version.split()[0]}", [base, "-m", "venv", str(VENV)])


def base_python() -> str:
    """The Python itself, also when this runs in the .venv that is about to be made anew."""
    base: str = getattr(sys, "_base_executable", None) or sys.executable
    return os.path.realpath(base) if os.name != "nt" else base


def install_torch(choice: str) -> None:
    """The chosen build of torch, alone, from PyTorch's own index; what it needs comes later, from PyPI."""
    if not choice:
        return
    index = TORCH_INDEX + choice
    named = [line for line in CONSTRAINTS.read_text(encoding="utf-8").split() if line.startswith("torch")]
    options = ["--no-deps", "--index-url", index, "--retries", "1", "--timeout", "20"]
    pip(
        f"Installing PyTorch's build '{choice}' from {index}",
        [*options, *named],
        hint=f"is {index} reachable?",
    )
    read = "import importlib.metadata as m; print(m.version('torch'))"
    version = subprocess.run([PYTHON, "-c", read], capture_output=True, text=True).stdout.strip()
    if sys.platform != "darwin" and not version.endswith("+" + choice):
        shutil.rmtree(VENV)
        stop(f"asked for PyTorch's build '{choice}', and pip found torch {version} instead of it")


def install_project(extras: frozenset[str]) -> None:
    named = f"[{','.join(sorted(extras))}]" if extras else ""
    title = "Installing simgui and what it needs"
    title += f", with {', '.join(sorted(extras))}" if extras else ""
    title += " (1.3 GB with torch for the CPU, 5 GB with CUDA)"
    pip(title, ["--no-build-isolation", "--editable", f"{ROOT}{named}"])


def pip(title: str, arguments: list[str], hint: str = "") -> None:
    options = ["--disable-pip-version-check", "--no-input", "install", "--quiet"]
    pinned = ["--constraint", str(CONSTRAINTS)]
    step(title, [str(PYTHON), "-m", "pip", *options, *pinned, *arguments], hint)


def step(title: str, command: list[str], hint: str = "") -> None:
    """Run one command quietly, showing that it goes on; when it fails, show all that it said, and stop."""
    began_s = time.monotonic()
    say(f"{title} ...")
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        try:
            wait(process, began_s)
        except BaseException:
            process.terminate()
            process.wait()
            raise
        if process.returncode:
            output.seek(0)
            sys.stderr.write(output.read().decode(errors="replace"))
            stop(f"{title}: failed (exit code {process.returncode}, above){'; ' + hint if hint else ''}")
    say(f"  done in {time.monotonic() - began_s:.0f} s")


def wait(process: subprocess.Popen[bytes], began_s: float) -> None:
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(WORD_EVERY_S)
            return
        say(f"  still at it, {time.monotonic() - began_s:.0f} s")


# starting


def start(arguments: list[str], cwd: Path | None = None, env: dict[str, str] | None = None) -> NoReturn:
    """Become the program. Windows has no exec, so there it is waited for."""
    if cwd:
        os.chdir(cwd)
    environment = {**os.environ, **(env or {})}
    sys.stderr.flush()
    if os.name == "nt":
        sys.exit(subprocess.call([str(PYTHON), *arguments], env=environment))
    os.execve(PYTHON, [str(PYTHON), *arguments], environment)


def say(text: str) -> None:
    print(f"simgui: {text}", file=sys.stderr, flush=True)


def stop(text: str) -> NoReturn:
    say(text)
    sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
