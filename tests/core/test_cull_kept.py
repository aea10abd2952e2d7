"""What must not be lost, or forgotten, when files leave: odd names, odd places, and hands that come in between."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simgui.core import cull_rows, cull_ways
from simgui.core.cull import execute
from simgui.core.cull_plan import plan
from simgui.core.library import Library
from simgui.core.restoring import restore
from tests.core.culling import Shelf, contents, group_of

A, B = b"a" * 1000, b"b" * 2000


@pytest.fixture
def shelf(library: Library, tmp_path: Path) -> Shelf:
    return Shelf(library, tmp_path / "photos")


@pytest.mark.parametrize("aimed_apart", [True, False])
def test_two_side_files_that_are_one_name_in_the_quarantine(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, aimed_apart: bool
) -> None:
    """The library lies where A.XMP and a.xmp are one name; even where both are aimed at it, neither is lost"""
    keeper, copy = shelf.add("k.jpg", A), shelf.add("sub/v.jpg", A)
    (shelf.root / "sub" / "v.xmp").write_bytes(b"one")
    (shelf.root / "sub" / "v.XMP").write_bytes(b"other")
    before = contents(shelf.root)
    real = cull_ways.absolute
    monkeypatch.setattr(cull_ways, "absolute", lambda library, path: real(library, path.lower()))
    if not aimed_apart:
        monkeypatch.setattr(cull_ways, "_folded", os.fsdecode)
    done = execute(shelf.library, plan(shelf.library, [group_of(shelf.library, keeper, copy)]))
    assert (done.removed, done.side_files) == ((1, 2) if aimed_apart else (0, 0))
    assert aimed_apart or contents(shelf.root) == before
    restore(shelf.library)
    assert contents(shelf.root) == before
    assert cull_rows.unfinished(shelf.library) is None
