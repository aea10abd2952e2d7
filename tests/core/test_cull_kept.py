"""What must not be lost, or forgotten, when files leave: odd names, odd places, and hands that come in between."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simgui.core import companions, cull_rows, cull_ways, folders, interrupted, moving, quarantine, roots
from simgui.core.cull import execute
from simgui.core.cull_checks import Checks, Stays
from simgui.core.cull_plan import plan
from simgui.core.errors import InputError
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


def test_what_left_and_cannot_go_home_can_still_be_restored(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, copy = shelf.add("k.jpg", A), shelf.add("v.jpg", A)
    shelf.beside({"v.xmp": b"x"})

    def changed(self: Checks, row: cull_rows.Row) -> None:
        (shelf.root / "v.jpg").write_bytes(B)  # somebody takes its place just then
        raise Stays("keeper_changed", keeper=row.keeper_path)

    monkeypatch.setattr(Checks, "look_at_keeper_again", changed)
    done = execute(shelf.library, plan(shelf.library, [group_of(shelf.library, keeper, copy)]))
    assert done.removed == 1
    assert cull_rows.unfinished(shelf.library) is None
    # nor when a journal of before says that its side file is still to leave
    with shelf.library.catalog.write() as connection:
        connection.execute("UPDATE cull_items SET state = 'planned' WHERE part = 'sidecar'")
    interrupted.finish(shelf.library)
    (shelf.root / "v.jpg").unlink()
    assert quarantine.held(shelf.library) == (1, 1000)
    assert restore(shelf.library).restored == 1
    assert contents(shelf.root) == {b"k.jpg": A, b"v.jpg": A, b"v.xmp": b"x"}


def test_no_quarantine_is_indexed_or_culled_from(shelf: Shelf, tmp_path: Path) -> None:
    """Not that of another library, nor the own one asked for as a Root"""
    with Library.open(shelf.root / "other") as other:
        its = Shelf(other, shelf.root)
        execute(other, plan(other, [group_of(other, its.add("k.jpg", A), its.add("v.jpg", A))]))
        (away,) = Path(shelf.root, "other", "quarantine").glob("*/*/v.jpg")
        listing = folders.walk(shelf.path, folders.Rules(shelf.path))
        assert (set(listing.pictures), listing.skipped["library"]) == ({b"k.jpg"}, 1)
        alone = os.fsencode(away.parents[2])
        assert folders.walk(alone, folders.Rules(alone)).pictures == {}
        for folder in (away.parent, away.parents[2]):
            with pytest.raises(InputError, match="inside_quarantine"):
                roots.claim(shelf.library.catalog, [os.fsencode(folder)], roots.Added())
        # indexed before: it neither leaves nor is what stays
        keeper, copy = shelf.add("k.jpg", A), shelf.add(os.path.relpath(away, shelf.root), A)
        for pair, code in (((keeper, copy), "in_quarantine"), ((copy, keeper), "keeper_in_quarantine")):
            done = execute(shelf.library, plan(shelf.library, [group_of(shelf.library, *pair)]))
            assert [stayed.code for stayed in done.skipped] == [code]


def test_the_last_of_a_picture_is_kept_back_when_the_quarantine_is_emptied(shelf: Shelf) -> None:
    one, two, other = (shelf.add(name, A) for name in ("1.jpg", "2.jpg", "sub/3.jpg"))
    near, cut = shelf.add("near.jpg", B), shelf.add("cut.jpg", A + B)
    shelf.beside({"cut.xmp": b"x"})
    for pair in ((one, two), (near, cut), (other, near)):
        assert execute(shelf.library, plan(shelf.library, [group_of(shelf.library, *pair)])).removed == 1
    (shelf.root / "1.jpg").unlink()
    (shelf.root / "sub").rename(shelf.root / "away")  # as a drive that is not there
    before = contents(shelf.library.path / "quarantine")
    assert quarantine.empty(shelf.library, 4) == (0, 0, 4)
    assert contents(shelf.library.path / "quarantine") == before
    # the same picture elsewhere, and what stands for what cut.jpg left for
    (shelf.root / "away").rename(shelf.root / "sub")
    assert quarantine.empty(shelf.library, 4) == (4, 1000 + 3000 + 1 + 2000, 0)


def test_a_protected_root_is_one_by_whatever_way_it_is_reached(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second mount, or another spelling: here a link that nothing resolves"""
    keeper = shelf.add("k.jpg", A)
    safe = Shelf(shelf.library, tmp_path / "safe")
    (safe.root / "sub").mkdir()
    shelf.library.set_protected(safe.id, True)
    (tmp_path / "again").symlink_to(safe.root)
    again = Shelf(shelf.library, tmp_path / "again")
    copy = again.add("sub/v.jpg", A)
    beside = shelf.add("images/b.jpg", B)
    (shelf.root / "labels").symlink_to(safe.root)
    (safe.root / "b.txt").write_bytes(b"0 0.5 0.5 0.1 0.1\n")
    monkeypatch.setattr(os.path, "realpath", os.path.abspath)
    monkeypatch.setattr(companions.Look, "linked", lambda self, place, folder: False)
    made = plan(shelf.library, [group_of(shelf.library, keeper, copy)])
    assert ([left.code for left in made.left_out], made.leaving) == (["protected"], ())
    shelf.library.set_protected(safe.id, False)
    made = plan(shelf.library, [group_of(shelf.library, keeper, copy)])
    shelf.library.set_protected(safe.id, True)
    assert [stayed.code for stayed in execute(shelf.library, made).skipped] == ["protected"]
    assert [one.shared for one in companions.of(shelf.library, [beside])[beside]] == [True]


def test_the_only_live_video_does_not_go_along(shelf: Shelf) -> None:
    keeper, copy = shelf.add("k.jpg", A), shelf.add("v.jpg", B)
    (shelf.root / "v.mov").write_bytes(b"moves")
    made = plan(shelf.library, [group_of(shelf.library, keeper, copy)])
    (left,) = made.left_out
    assert (left.code, left.fields["video"]) == ("video_would_be_lost", shelf.at("v.mov"))
    (shelf.root / "k.mov").write_bytes(b"moves too")
    made = plan(shelf.library, [group_of(shelf.library, keeper, copy)])
    (shelf.root / "k.mov").unlink()
    done = execute(shelf.library, made)
    assert [stayed.code for stayed in done.skipped] == ["video_would_be_lost"]
    assert execute(shelf.library, made, "quarantine").removed == 0
    (shelf.root / "k.mov").write_bytes(b"moves too")
    assert (done := execute(shelf.library, made)).side_files == 1 == done.removed


class Kill(BaseException):
    pass


def test_killed_between_the_empty_file_and_the_rename(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system without links, on the way back"""
    execute(
        shelf.library,
        plan(shelf.library, [group_of(shelf.library, shelf.add("k.jpg", A), shelf.add("v.jpg", A))]),
    )

    def killed(source: bytes, target: bytes) -> None:
        open(target, "xb").close()
        raise Kill

    with monkeypatch.context() as patch:
        patch.setattr(moving, "rename_new", killed)
        with pytest.raises(Kill):
            restore(shelf.library)
    back = interrupted.put_back(shelf.library)
    assert (back.restored, back.renamed) == (1, ())
    assert contents(shelf.root) == {b"k.jpg": A, b"v.jpg": A}


def test_nothing_is_restored_onto_the_place_of_an_absent_disk_whose_root_is_forgotten(shelf: Shelf) -> None:
    files = shelf.add("k.jpg", A), shelf.add("sub/v.jpg", A)
    execute(shelf.library, plan(shelf.library, [group_of(shelf.library, *files)]))
    (shelf.root / "sub").rmdir()
    with shelf.library.catalog.write() as connection:
        connection.execute("DELETE FROM files")
        connection.execute("DELETE FROM roots")
        connection.execute("UPDATE cull_items SET device = device + 1")
    assert [failed.code for failed in restore(shelf.library).failed] == ["root_offline"]
    assert not (shelf.root / "sub").exists()
    with shelf.library.catalog.write() as connection:
        connection.execute("UPDATE cull_items SET device = device - 1")
    assert restore(shelf.library).restored == 1
