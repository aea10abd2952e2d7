"""Rows S5 and S7 of the cases by the command line: `search --verify` on real photographs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from simgui import cli
from simgui.core.embedder import Embedder
from tests.conftest import pillared

pytestmark = pytest.mark.slow  # beside the other tests once is enough

Photo = Callable[[int], Image.Image]
Verified = Callable[[Path], dict[str, bool | None]]


@pytest.fixture
def verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, embedder: Embedder
) -> Verified:
    """Indexes the folder `photos` and says of each of its pictures whether it is verified as the query's copy."""
    monkeypatch.setattr(cli, "load_embedder", lambda spec, device: embedder)
    library = ["--library", str(tmp_path / "library")]

    def ask(query: Path) -> dict[str, bool | None]:
        assert cli.main([*library, "index", str(tmp_path / "photos"), "--json"]) == 0
        capsys.readouterr()
        assert cli.main([*library, "search", str(query), "--verify", "--json"]) == 0
        (answer,) = json.loads(capsys.readouterr().out)["queries"]
        return {os.path.basename(hit["path"]): hit["verified"] for hit in answer["hits"]}

    return ask


def test_a_picture_is_found_with_its_pillars_and_no_other_one(
    tmp_path: Path, photo: Photo, verified: Verified
) -> None:
    """S7"""
    (tmp_path / "photos").mkdir()
    pillared(photo(0)).save(tmp_path / "photos/one.jpg", quality=90)
    pillared(ImageOps.fit(photo(1), photo(0).size)).save(tmp_path / "photos/other.jpg", quality=90)
    photo(0).save(tmp_path / "plain.jpg", quality=90)
    pillared(photo(0)).save(tmp_path / "again.jpg", quality=60)
    for query in ("plain.jpg", "again.jpg"):
        assert verified(tmp_path / query) == {"one.jpg": True, "other.jpg": False}, query


def test_colours_are_copies_of_nothing(tmp_path: Path, photo: Photo, verified: Verified) -> None:
    """S5"""
    (tmp_path / "photos").mkdir()
    for colour in ("red", "blue", "black"):
        Image.new("RGB", (300, 200), colour).save(tmp_path / f"photos/{colour}.png")
    photo(0).save(tmp_path / "photos/photograph.jpg", quality=90)
    query = tmp_path / "query.png"
    Image.new("RGB", (400, 400), (250, 4, 4)).save(query)
    assert set(verified(query).values()) == {None}
