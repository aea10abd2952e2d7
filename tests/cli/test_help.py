"""--help and --version: pages with examples that can be typed as they stand, at the width of a terminal."""

from __future__ import annotations

import shlex

import pytest

from simgui import cli, manual

PAGES = ("", *cli.COMMANDS)
EXAMPLES = [(name, line) for name, pairs in manual.EXAMPLES.items() for line, _ in pairs]


def page(name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as ended:
        cli.main([*([name] if name else []), "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", PAGES)
def test_each_page_has_examples_and_fits_a_terminal(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = page(name, capsys, monkeypatch)
    assert 2 <= len(manual.EXAMPLES[name]) <= 4
    for line, meaning in manual.EXAMPLES[name]:
        assert f"  {line}\n      {meaning}\n" in text
    for part in ("exit codes:", "environment:", "130", "SIMGUI_LIBRARY"):
        assert part in text
    assert [line for line in text.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize(("name", "line"), EXAMPLES)
def test_each_example_parses_as_the_command_whose_page_has_it(name: str, line: str) -> None:
    program, *arguments = shlex.split(line)
    assert program == "simgui"
    options = cli.parse(arguments)
    assert getattr(options, "command", "") == name
    assert options.run is not None


def test_no_page_is_without_its_command_and_no_command_without_its_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tuple(manual.EXAMPLES) == PAGES
    assert tuple(manual.ABOUT) == cli.COMMANDS
    text = page("", capsys, monkeypatch)
    assert all(f"  {name:<9} {about}\n" in text for name, about in manual.ABOUT.items())


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    import simgui

    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.splitlines()[0] == f"simgui {simgui.__version__}"
