"""Commands as others call them, in this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from simgui import cli
from simgui.core.embedder import Embedder


class Command:
    """Runs commands in this process, with the session's network, and gives exit code, output and errors."""

    def __init__(self, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.library = library
        self._capsys = capsys

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        code = cli.main(["--library", str(self.library), *map(str, arguments)])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def json(self, *arguments: object) -> tuple[int, Any]:
        code, out, _ = self(*arguments, "--json")
        return code, json.loads(out)


@pytest.fixture
def command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, embedder: Embedder
) -> Command:
    monkeypatch.setattr(cli, "load_embedder", lambda spec, device: embedder)
    return Command(tmp_path / "library", capsys)
