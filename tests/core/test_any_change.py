"""Whatever happens to the files between two runs, afterwards the library holds exactly what the folder holds."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simgui.core.embedder import Embedder
from simgui.core.library import Library
from tests.conftest import Indexer, blob
from tests.core.pictures import picture_hash_of_stream

NAMES = ("a.jpg", "b.jpg", "c.jpg", "sub/a.jpg", "sub/d.jpg")


def _jpeg(seed: int) -> bytes:
    held = io.BytesIO()
    blob(seed, 64, 48).save(held, "JPEG")
    return held.getvalue()


CONTENTS = [_jpeg(seed) for seed in range(4)] + [b"no picture"]

name = st.sampled_from(NAMES)
operation = st.one_of(
    st.tuples(st.just("write"), name, st.integers(0, len(CONTENTS) - 1)),
    st.tuples(st.just("delete"), name, st.just(0)),
    st.tuples(st.sampled_from(["move", "copy", "swap"]), name, name),
    st.tuples(st.just("rate"), name, st.just(0)),
    st.tuples(st.just("index"), st.just(""), st.just(0)),
)


def apply(folder: Path, what: str, first: str, second: object) -> None:
    path = folder / first
    if what == "write":
        path.write_bytes(CONTENTS[int(str(second))])
    elif not path.exists():
        return
    elif what == "delete":
        path.unlink()
    elif what == "rate":
        data = path.read_bytes()
        path.write_bytes(data[:2] + b"\xff\xfe\x00\x05abc" + data[2:] if data[:2] == b"\xff\xd8" else data)
    elif path != (other := folder / str(second)):
        if what == "swap" and other.exists():
            aside = folder / "aside"
            path.rename(aside)
            other.rename(path)
            aside.rename(other)
        elif what == "copy":
            shutil.copy2(path, other)
        else:
            path.rename(other)


def check(library: Library, folder: Path) -> None:
    read = library.catalog.read()
    held = {
        row[0]: row[1]
        for row in read.execute(
            "SELECT f.path, i.picture_hash FROM files f JOIN images i ON i.id = f.image WHERE f.state = 'present'"
        )
    }
    there = {}
    for path in folder.rglob("*.jpg"):
        data = path.read_bytes()
        if data[:2] == b"\xff\xd8":
            there[os.fsencode(path.relative_to(folder))] = picture_hash_of_stream(data)
    assert held == there
    images = {row[0] for row in read.execute("SELECT DISTINCT image FROM files WHERE state = 'present'")}
    snapshot = library.snapshot()
    alive = {int(id) for block in snapshot.blocks for id in block.ids[block.alive]}
    assert alive == images


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(operations=st.lists(operation, max_size=14))
def test_the_library_holds_what_the_folder_holds(
    operations: list[tuple[str, str, object]], tmp_path_factory: pytest.TempPathFactory, embedder: Embedder
) -> None:
    base = tmp_path_factory.mktemp("any")
    folder = base / "photos"
    (folder / "sub").mkdir(parents=True)
    with Library.open(base / "library") as library:
        indexer = Indexer(library, embedder)
        for what, first, second in operations:
            if what == "index":
                indexer(folder)
                check(library, folder)
            else:
                apply(folder, what, first, second)
        summary = indexer(folder)
        check(library, folder)
        assert summary.files == summary.embedded + summary.unchanged + len(summary.problems)
        again = indexer(folder)
        assert (again.embedded, again.relinked, again.vanished) == (0, 0, 0)
