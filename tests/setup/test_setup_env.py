"""The set-up commands: what they make of arguments, displays, missing Pythons and old environments."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

BUILD = Path(__file__).resolve().parent.parent.parent / "build"


@pytest.fixture
def setup_env(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """The module, with an environment of its own that does not exist yet."""
    monkeypatch.syspath_prepend(str(BUILD))
    module = importlib.import_module("setup_env")
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "simgui-setup.json")
    monkeypatch.delenv("SIMGUI_TORCH", raising=False)
    yield module
    for name in ("setup_env", "qt_system"):
        sys.modules.pop(name, None)


@pytest.fixture
def steps(setup_env: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Titles of the steps that would run; they only make the folder."""
    titles: list[str] = []

    def pretend(title: str, command: list[str], hint: str = "") -> None:
        titles.append(title)
        setup_env.VENV.mkdir(exist_ok=True)

    monkeypatch.setattr(setup_env, "step", pretend)
    return titles


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["demo"], True),
        (["photo.jpg"], True),
        (["photo.jpg", "--screenshot", "a.png"], True),
        (["--library", "here", "photo.jpg"], True),
        (["--library", "here"], True),
        (["index", "photos"], False),
        (["--library", "here", "search", "photo.jpg"], False),
        (["--library=here", "status"], False),
        (["--help"], False),
        (["--version"], False),
    ],
)
def test_which_arguments_open_a_window(setup_env: Any, arguments: list[str], window: bool) -> None:
    assert setup_env.opens_window(arguments) is window


def test_commands_are_those_of_the_command_line(setup_env: Any) -> None:
    from simgui import cli

    assert {name for name in setup_env.COMMANDS if not name.startswith("-")} == set(cli.COMMANDS)


def test_without_a_display(setup_env: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert setup_env.without_display([]) == ["demo"]
    assert "no display" in capsys.readouterr().err
    for arguments in (["demo"], ["search", "a.jpg"], ["a.jpg", "--screenshot=a.png"], ["--help"]):
        assert setup_env.without_display(arguments) == arguments
    with pytest.raises(SystemExit) as stopped:
        setup_env.without_display(["a.jpg"])
    assert stopped.value.code == 1
    assert "--screenshot" in capsys.readouterr().err


def test_made_once_and_extended_by_what_is_missing(setup_env: Any, steps: list[str]) -> None:
    setup_env.make_environment(frozenset())
    assert len(steps) == 3
    steps.clear()
    setup_env.make_environment(frozenset())
    assert steps == []
    setup_env.make_environment(frozenset({"samples"}))
    setup_env.make_environment(frozenset({"jxl"}))
    assert len(steps) == 2
    assert setup_env.read_stamp().extras == {"samples", "jxl"}
    steps.clear()
    setup_env.make_environment(frozenset({"samples"}))
    assert steps == []


def test_made_anew_when_pins_change_or_the_stamp_is_damaged(
    setup_env: Any, steps: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    setup_env.make_environment(frozenset())
    pins = tmp_path / "constraints.txt"
    pins.write_text("numpy==2.4.5\n")
    monkeypatch.setattr(setup_env, "CONSTRAINTS", pins)
    steps.clear()
    setup_env.make_environment(frozenset())
    assert len(steps) == 3
    setup_env.STAMP.write_text("{")
    steps.clear()
    setup_env.make_environment(frozenset())
    assert len(steps) == 3


def test_the_choice_of_torch_is_kept_until_another(
    setup_env: Any, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup_env, "install_torch", steps.append)
    monkeypatch.setenv("SIMGUI_TORCH", "cpu")
    setup_env.make_environment(frozenset())
    assert "cpu" in steps
    steps.clear()
    monkeypatch.delenv("SIMGUI_TORCH")
    setup_env.make_environment(frozenset())
    assert steps == []
    monkeypatch.setenv("SIMGUI_TORCH", "default")
    setup_env.make_environment(frozenset())
    assert "" in steps
    monkeypatch.setenv("SIMGUI_TORCH", "../elsewhere")
    with pytest.raises(SystemExit):
        setup_env.make_environment(frozenset())


def test_a_failed_step_shows_all_that_was_said(setup_env: Any, capsys: pytest.CaptureFixture[str]) -> None:
    program = "import sys; print('first word'); print('last word', file=sys.stderr); sys.exit(3)"
    with pytest.raises(SystemExit) as stopped:
        setup_env.step("Trying", [sys.executable, "-c", program], "perhaps so")
    said = capsys.readouterr().err
    assert stopped.value.code == 1
    assert "first word" in said
    assert "last word" in said
    assert "Trying: failed (exit code 3, above); perhaps so" in said


@pytest.mark.skipif(os.name == "nt", reason="the shell's part")
@pytest.mark.parametrize("named", [False, True])
def test_no_fitting_python_is_said(tmp_path: Path, named: bool) -> None:
    """Stubs that do not run, as version managers leave them, do not count."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("python3.13", "python3.12", "python3.11", "python3", "python"):
        stub = tools / name
        stub.write_text("#!/bin/sh\necho 'command not found' >&2\nexit 127\n")
        stub.chmod(0o755)
    for name in ("dirname", "sh"):
        (tools / name).symlink_to(f"/usr/bin/{name}")
    copy = tmp_path / "build" / "find_python"
    copy.parent.mkdir()
    copy.write_bytes((BUILD / "find_python").read_bytes())
    environment = {"PATH": str(tools)} | ({"SIMGUI_PYTHON": str(tools / "python3")} if named else {})
    done = subprocess.run(
        ["/bin/sh", str(copy), "-c", "print('ran')"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert ("SIMGUI_PYTHON=" if named else "needs Python 3.11, 3.12 or 3.13") in done.stderr


def test_missing_libraries_and_fonts(
    setup_env: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    qt_system = setup_env.qt_system
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(qt_system, "install", lambda packages: False)
    monkeypatch.setattr(qt_system, "missing_libraries", list)
    monkeypatch.setattr(qt_system, "missing_fonts", lambda: ["fonts-droid-fallback"])
    qt_system.ensure(window=True)
    assert "apt-get install --no-install-recommends fonts-droid-fallback" in capsys.readouterr().err
    monkeypatch.setattr(qt_system, "missing_libraries", lambda: ["libEGL.so.1"])
    qt_system.ensure(window=False)
    assert "libegl1" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        qt_system.ensure(window=True)
