"""Listing a root: odd names, links, litter, what may not be read, what is no regular file."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from simgui.core.folders import Rules, walk
from tests.conftest import Indexer, blob, save_blobs

posix_only = pytest.mark.skipif(
    os.name != "posix", reason="names of bytes, links and FIFOs as POSIX has them"
)


def listed(folder: Path, **rules: object) -> tuple[set[bytes], dict[str, int]]:
    root = os.fsencode(folder)
    listing = walk(root, Rules(root, **rules))  # type: ignore[arg-type]
    return set(listing.pictures), dict(listing.skipped)


@posix_only
def test_a_name_that_is_not_utf8(tmp_path: Path, indexer: Indexer) -> None:
    """P1"""
    (tmp_path / "photos").mkdir()
    name = os.path.join(os.fsencode(tmp_path / "photos"), b"caf\xe9.jpg")
    try:
        with open(name, "wb") as file:
            blob(1).save(file, "JPEG")
    except OSError:
        pytest.skip("this file system takes no such names")
    assert indexer(tmp_path / "photos").embedded == 1
    found = indexer.library.catalog.file_at(name)
    assert found is not None
    assert [file.path for file in indexer.library.catalog.files_of_images([found[1]])[found[1]]] == [name]


@posix_only
def test_names_that_mean_something_elsewhere(tmp_path: Path, indexer: Indexer) -> None:
    """P2, P3: every name is its own file, whatever it would mean to a URL, a shell or a pattern"""
    names = [
        "a#1.jpg", "a%41.jpg", "aA.jpg", "a?*.jpg", " lead.jpg ", "two\nlines.jpg", "q'\"$(x).jpg",
        "IMG.JPG", "img.jpg", "\u00e9.jpg", "e\u0301.jpg",
    ]  # fmt: skip
    folder = tmp_path / "photos"
    folder.mkdir()
    for number, name in enumerate(names):
        with (folder / name).open("wb") as file:
            blob(number, 160, 120).save(file, "JPEG")
    if len(list(folder.iterdir())) < len(names):
        pytest.skip("this file system folds some of these names into one")
    summary = indexer(folder)
    assert (summary.files, summary.images, summary.skipped) == (11, 11, {})
    for name in names:
        assert indexer.library.catalog.file_at(os.fsencode(folder / name)) is not None, name


@posix_only
def test_loops_and_dead_ends(tmp_path: Path) -> None:
    """P4"""
    save_blobs(tmp_path / "tree" / "inner", 10)
    tree = tmp_path / "tree"
    (tree / "loop").symlink_to(".")
    (tree / "a").symlink_to("b")
    (tree / "b").symlink_to("a")
    (tree / "dangling.jpg").symlink_to("nowhere.jpg")
    (tree / "again.jpg").symlink_to("inner/0001.jpg")
    pictures, skipped = listed(tree)
    assert len(pictures) == 10
    assert skipped == {"link": 2, "dangling_link": 3}


@posix_only
def test_hard_links_are_files_of_one_image(tmp_path: Path, indexer: Indexer) -> None:
    """P5"""
    (path,) = save_blobs(tmp_path / "photos", 1)
    os.link(path, path.with_name("link.jpg"))
    path.with_name("copy.jpg").write_bytes(path.read_bytes())
    summary = indexer(tmp_path / "photos")
    assert (summary.files, summary.images, summary.embedded) == (3, 1, 1)


@posix_only
def test_what_is_no_regular_file(tmp_path: Path) -> None:
    """P6"""
    folder = tmp_path / "photos"
    save_blobs(folder / "d.jpg", 1)
    os.mkfifo(folder / "pipe.jpg")
    with socket.socket(socket.AF_UNIX) as server:
        previous = Path.cwd()
        os.chdir(folder)  # a socket's path is short
        try:
            server.bind("s.png")
        finally:
            os.chdir(previous)
        pictures, skipped = listed(folder)
    assert pictures == {b"d.jpg/0001.jpg"}
    assert skipped == {"not_regular": 2}


def test_litter_is_left_out_counted_and_can_be_taken_in(tmp_path: Path, indexer: Indexer) -> None:
    """P9"""
    folder = tmp_path / "photos"
    places = [
        "P1.jpg", "._P1.jpg", ".AppleDouble/P1.jpg", "@eaDir/P1.jpg/SYNOPHOTO_THUMB_M.jpg", ".Trash-1000/files/P1.jpg",
        "$RECYCLE.BIN/P1.jpg", ".git/P1.jpg", ".thumbnails/P1.jpg",
        "inner/$Recycle.Bin/P1.jpg", "home/.local/share/Trash/files/P1.jpg",
    ]  # fmt: skip
    for place in places:
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        blob(1, 64, 64).save(path, "JPEG")
    summary = indexer(folder)
    assert summary.files == 1
    assert summary.skipped == {"apple_double": 2, "repository": 1, "thumbnail_folder": 2, "trash": 4}
    summary = indexer(folder, litter_off=["trash"])
    assert (summary.files, summary.skipped) == (
        5,
        {"apple_double": 2, "repository": 1, "thumbnail_folder": 2},
    )


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user can get to: pytest's own are closed to them."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@posix_only
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_not_allowed_to_read(open_folder: Path, kind: str) -> None:
    """P10: in a process of its own that is not root"""
    folder = open_folder / "photos"
    save_blobs(folder / "open", 1)
    closed = save_blobs(folder / "closed", 2, first=2)
    forbidden = closed[0] if kind == "file" else folder / "closed"
    script = f"""
import os, sys
sys.path.insert(0, {os.getcwd()!r})
from pathlib import Path
from simgui.core.embedder import load_embedder
from simgui.core.indexing import index
from simgui.core.library import Library
import h5py
from simgui.core import decode
embedder = load_embedder(device="cpu")
decode.decode(open({str(closed[0])!r}, "rb").read())  # all is imported while it can be
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
with Library.open(Path({str(open_folder / "library")!r})) as library:
    folder, forbidden = {os.fsencode(folder)!r}, {os.fsencode(forbidden)!r}
    print(index(library, lambda spec: embedder, [folder]).embedded)
    os.chmod(forbidden, 0)
    again = index(library, lambda spec: embedder)
    print(again.vanished, again.unchanged, [p.code for p in again.problems], library.snapshot().images)
    os.chmod(forbidden, 0o755)
    back = index(library, lambda spec: embedder)
    print(back.embedded, back.unchanged, len(back.problems))
"""
    if os.getuid() == 0:
        for path in (open_folder, *open_folder.rglob("*")):
            os.chown(path, 65534, 65534)
    environment = {**os.environ, "HOME": str(open_folder), "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False
    )
    if "PermissionError" in ran.stderr and "site-packages" in ran.stderr:
        pytest.skip("the packages cannot be read by another user")
    assert ran.stdout.splitlines() == [
        "3",
        "0 3 ['permission_denied'] 3" if kind == "folder" else "0 3 [] 3",
        "0 3 0",
    ], ran.stderr


def test_everything_left_out_is_counted_by_reason(tmp_path: Path, indexer: Indexer) -> None:
    """I10"""
    folder = tmp_path / "photos"
    folder.mkdir()
    blob(1, 8, 8).save(folder / "small.png")
    for name in ("b.bmp", "t.tif", "a.avif"):
        blob(2, 64, 64).save(folder / name)
    for name in ("s.svg", "notes.txt", "none"):
        (folder / name).write_bytes(b"x")
    summary = indexer(folder)
    assert summary.files == 4
    assert summary.images == 3  # the AVIF lost a little
    assert summary.skipped == {"unread_picture_type": 1, "other_type": 1, "no_extension": 1}


def test_excludes(tmp_path: Path) -> None:
    save_blobs(tmp_path / "keep", 1)
    save_blobs(tmp_path / "cache" / "deep", 1)
    assert listed(tmp_path, excludes=["cache"]) == ({b"keep/0001.jpg"}, {"excluded": 1})
    assert listed(tmp_path, excludes=["*/deep/*.jpg"])[0] == {b"keep/0001.jpg"}
    assert Rules(b"/r", ["cache"]).covers(b"a/cache/b.jpg")
    assert not Rules(b"/r", ["cache"]).covers(b"a/cached/b.jpg")


@pytest.mark.parametrize("exclude", ["cache", "cache/", "./cache", "/cache", "{root}/cache", "*/0003.jpg"])
def test_excludes_as_people_write_them(tmp_path: Path, indexer: Indexer, exclude: str) -> None:
    save_blobs(tmp_path / "photos" / "keep", 2)
    save_blobs(tmp_path / "photos" / "cache", 1, first=3)
    assert indexer(tmp_path / "photos", excludes=[exclude.format(root=tmp_path / "photos")]).files == 2
