"""The image's files and its script, as far as they can be tried where no image is built."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from simgui import cli

ROOT = Path(__file__).resolve().parent.parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")

STAND_IN = """
import json, os, sys
words, state = sys.argv[1:], os.environ["STAND_IN"]
said = {"index": {"files": 6, "images": 6, "embedded": 6},
        "status": {"files": 6, "images": 6, "roots": [{"path": "/photos"}]},
        "search": {"queries": [{"hits": [{"rank": 1, "identical": False, "path": "/photos/%s.png" % state}]}]}}
(command,) = set(words) & set(said)
with open(os.environ["STAND_IN_LOG"], "a") as log:
    log.write(json.dumps(words) + chr(10))
print(json.dumps(said[command]))
"""


def try_script(tmp_path: Path, found: str) -> tuple[subprocess.CompletedProcess[str], list[list[str]]]:
    """build/container with a runner that only says what an image would."""
    stand_in = tmp_path / "stand_in.py"
    stand_in.write_text(STAND_IN)
    log = tmp_path / "log"
    environment = {**os.environ, "SIMGUI_BUILD_IMAGE": "", "SIMGUI_IMAGE": "tried", "STAND_IN": found}
    environment |= {"SIMGUI_RUN_IMAGE": f"{sys.executable} {stand_in}", "STAND_IN_LOG": str(log)}
    done = subprocess.run(
        [sys.executable, str(ROOT / "build" / "container.py")],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done, [json.loads(line) for line in log.read_text().splitlines()]


def test_the_script_tries_each_way_with_pictures_that_cannot_be_written(tmp_path: Path) -> None:
    done, calls = try_script(tmp_path, "ring")
    assert done.returncode == 0, done.stderr
    assert len(calls) == 12
    assert all(any(word.endswith(":/photos:ro") for word in words) and "tried" in words for words in calls)
    assert sum("--read-only" in words for words in calls) == 4
    assert sum("1234" in words for words in calls) == 4


def test_the_script_fails_when_another_picture_comes_first(tmp_path: Path) -> None:
    done, _ = try_script(tmp_path, "disc")
    assert done.returncode == 1
    assert "not so" in done.stderr


def test_its_pictures_are_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "build"))
    import container  # type: ignore[import-not-found, unused-ignore]

    data = [container.png(inside, number, 40) for number, inside in enumerate(container.SHAPES.values())]
    for picture in data:
        with Image.open(io.BytesIO(picture)) as opened:
            assert opened.convert("RGB").size == (40, 40)
    assert len(set(data)) == len(data)
    sys.modules.pop("container", None)


def test_the_image_has_all_that_qt_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "build"))
    import qt_system  # type: ignore[import-not-found, unused-ignore]

    needed = {*qt_system.LIBRARIES.values(), "fontconfig", "fonts-dejavu-core", "fonts-droid-fallback"}
    assert needed <= set(DOCKERFILE.split())
    sys.modules.pop("qt_system", None)


def test_what_the_image_copies_is_let_through_to_it() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_through = {line[1:] for line in lines if line.startswith("!")}
    copied = [line.split()[1:-1] for line in DOCKERFILE.splitlines() if line.startswith("COPY ")]
    assert {name for names in copied for name in names} == let_through
    assert all((ROOT / name).exists() for name in let_through)


def test_vnc_is_for_the_container_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would listen on every network of the computer."""
    monkeypatch.setattr(cli, "IN_CONTAINER", tmp_path / "in-container")
    for platform in ("vnc", "vnc:size=800x600", "VNC:port=5901", "xcb;vnc"):
        monkeypatch.setenv("QT_QPA_PLATFORM", platform)
        assert cli.main(["--library", str(tmp_path / "library")]) == 1
        assert "without a password" in capsys.readouterr().err
    assert not (tmp_path / "library").exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a display is asked for on Linux only")
@pytest.mark.parametrize("inside", [False, True])
def test_without_a_display_the_way_to_one_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], inside: bool
) -> None:
    monkeypatch.setattr(cli, "IN_CONTAINER", tmp_path / "in-container")
    if inside:
        (tmp_path / "in-container").touch()
    for name in cli.DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    assert cli.main(["--library", str(tmp_path / "library")]) == 1
    assert ("--publish 127.0.0.1:5900:5900" in capsys.readouterr().err) is inside
