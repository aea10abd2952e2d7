"""The translations: resources/translations/simgui_LANGUAGE.ts, edited by hand, and .qm, made from it.

    build/translate.py update [LANGUAGE ...]  take up new texts of the source (a new LANGUAGE: a new file)
    build/translate.py release                make the .qm files, which the program reads
    build/translate.py check                  fail where a text is new, gone or untranslated, or a .qm old

Uses lupdate and lrelease, which come with PySide6-Essentials. The .qm files are committed, so that neither a
checkout nor the making of a wheel needs Qt's tools.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"


def main(arguments: list[str]) -> int:
    command, languages = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command == "update":
        FOLDER.mkdir(exist_ok=True)
        update(sorted({*files(), *(FOLDER / f"simgui_{language}.ts" for language in languages)}))
    elif command == "release" and not languages:
        for file in files():
            release(file, file.with_suffix(".qm"))
    elif command == "check" and not languages:
        return check()
    else:
        print(__doc__)
        return 2
    return 0


def files() -> list[Path]:
    return sorted(FOLDER.glob("simgui_*.ts"))


def sources() -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "simgui").rglob("*.py"))


def update(targets: list[Path]) -> None:
    """Without line numbers: a moved text is no change."""
    if targets:
        qt_tool("lupdate", *sources(), "-no-obsolete", "-locations", "none", "-ts", *map(str, targets))


def release(source: Path, target: Path) -> None:
    qt_tool("lrelease", "-silent", str(source), "-qm", str(target))


def qt_tool(name: str, *arguments: str) -> None:
    # beside this Python: the commands of its own environment
    tool = shutil.which(f"pyside6-{name}", path=str(Path(sys.executable).parent))
    if tool is None:
        raise SystemExit(f"pyside6-{name} is missing; it comes with PySide6-Essentials")
    done = subprocess.run([tool, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{done.stdout}{done.stderr}pyside6-{name} failed")


def check() -> int:
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        for file in files():
            fresh = Path(folder, file.name)
            shutil.copy(file, fresh)
            update([fresh])
            if texts(fresh) != texts(file):
                faults.append(f"{file.name}: texts of the source changed; build/translate.py update")
            unfinished = sum(not finished for finished in texts(fresh).values())
            if unfinished:
                faults.append(f"{file.name}: {unfinished} texts are not translated")
            release(file, fresh.with_suffix(".qm"))
            made = file.with_suffix(".qm")
            if not made.is_file() or made.read_bytes() != fresh.with_suffix(".qm").read_bytes():
                faults.append(f"{made.name}: older than its .ts file; build/translate.py release")
    print("\n".join(faults) or f"{len(files())} translations, complete and up to date")
    return 1 if faults else 0


def texts(file: Path) -> dict[tuple[str, str, str], bool]:
    """Each text of a .ts file (context, text, comment), and whether it is translated."""
    found = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            key = (
                context.findtext("name", ""),
                message.findtext("source", ""),
                message.findtext("comment", ""),
            )
            translation = message.find("translation")
            found[key] = translation is not None and translation.get("type") != "unfinished"
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
