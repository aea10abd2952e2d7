"""Every check of the project, one after the other; stops at the first that fails: build/test [step ...]

Runs inside .venv, which build/test makes. Named steps run alone, in the order here: build/test ruff mypy
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "out"
WITHOUT_QT = {"PYTHONPATH": str(ROOT / "build" / "without_qt")}

# tests that need no window; they run once, where there cannot be one
WITHOUT_WINDOW = ("core", "cli")

TOOL = [sys.executable, "-m"]


class Failed(Exception):
    pass


def main(names: list[str]) -> int:
    unknown = set(names) - set(STEPS)
    if unknown:
        print(f"no step {', '.join(sorted(unknown))}; there are: {', '.join(STEPS)}")
        return 2
    began_s = time.monotonic()
    passed = []
    for name in names or STEPS:
        title, run = STEPS[name]
        print(f"\n=== {name}: {title}", flush=True)
        step_began_s = time.monotonic()
        try:
            run()
        except Failed:
            print(f"\n=== {name} FAILED after {time.monotonic() - step_began_s:.0f} s", flush=True)
            return 1
        print(f"=== {name} passed in {time.monotonic() - step_began_s:.0f} s", flush=True)
        passed.append(name)
    print(f"\n=== All passed in {time.monotonic() - began_s:.0f} s: {', '.join(passed)}")
    return 0


def call(*command: str, env: dict[str, str] | None = None) -> None:
    if subprocess.call(command, cwd=ROOT, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL):
        raise Failed


def ruff() -> None:
    call(*TOOL, "ruff", "check")
    call(*TOOL, "ruff", "format", "--check")


def mypy() -> None:
    call(*TOOL, "mypy")


def imports() -> None:
    call(str(Path(sys.executable).parent / "lint-imports"))


def translations() -> None:
    call(sys.executable, "build/translate.py", "check")


def pytest() -> None:
    call(*TOOL, "pytest", *map(str, folders(but=WITHOUT_WINDOW)))


def folders(but: tuple[str, ...]) -> list[Path]:
    """The folders of tests, but for these."""
    found = [path for path in (ROOT / "tests").iterdir() if (path / "__init__.py").exists()]
    return sorted(path.relative_to(ROOT) for path in found if path.name not in but)


def pytest_without_qt() -> None:
    """As on a system without Qt: every import of it fails, in child processes too."""
    seen = [sys.executable, "-c", "import PySide6"]
    if (
        subprocess.run(seen, env={**os.environ, **WITHOUT_QT}, capture_output=True, check=False).returncode
        == 0
    ):
        print("PySide6 can still be imported")
        raise Failed
    call(*TOOL, "pytest", "-p", "no:pytest-qt", *(f"tests/{name}" for name in WITHOUT_WINDOW), env=WITHOUT_QT)


def wheel() -> None:
    shutil.rmtree(OUT / "dist", ignore_errors=True)
    # first the source archive, then the wheel from it, so that the archive is known to be complete
    call(*TOOL, "build", "--no-isolation", "--outdir", str(OUT / "dist"))


def smoke_wheel() -> None:
    call(sys.executable, "build/smoke_wheel.py", *map(str, sorted((OUT / "dist").glob("*.whl"))))


STEPS = {
    "ruff": ("style and likely mistakes", ruff),
    "mypy": ("types", mypy),
    "imports": ("which room imports which", imports),
    "translations": ("complete and up to date", translations),
    "without-qt": ("tests of the core and the command line, with PySide6 not importable", pytest_without_qt),
    "pytest": ("all other tests, windows offscreen", pytest),
    "wheel": ("source archive and wheel", wheel),
    "smoke-wheel": ("the wheel in an environment of its own", smoke_wheel),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
