"""The other ways to leave: the trash, links, a quarantine on another file system. And labels that are handed over."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import send2trash
from send2trash import plat_other

from simgui.core import cull, cull_journal, cull_ways, interrupted, moving
from simgui.core.cull import Culled, execute
from simgui.core.cull_plan import plan
from simgui.core.library import Library
from simgui.core.restoring import restore
from tests.core.culling import Shelf, contents, group_of, row_of, state_of
from tests.core.labelled import labelme

A, B = b"a" * 1000, b"b" * 2000
linux = pytest.mark.skipif(sys.platform != "linux", reason="how Linux does it")


@pytest.fixture
def shelf(library: Library, tmp_path: Path) -> Shelf:
    return Shelf(library, tmp_path / "photos")


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The trash of a home that is this test's own."""
    data = tmp_path / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    monkeypatch.setattr(plat_other, "XDG_DATA_HOME", os.fsencode(data))
    monkeypatch.setattr(plat_other, "HOMETRASH_B", os.fsencode(data / "Trash"))
    monkeypatch.setattr(plat_other, "get_dev", lambda path: 1)  # home lies where the pictures do
    monkeypatch.setattr(send2trash, "send2trash", plat_other.send2trash)
    return data / "Trash"


def culled(shelf: Shelf, *files: int, action: str) -> Culled:
    return execute(
        shelf.library, plan(shelf.library, [group_of(shelf.library, *files)], action=action), action
    )


@linux
def test_into_the_trash_and_back(shelf: Shelf, trash: Path) -> None:
    keeper = shelf.add("keeper.jpg", A)
    names = ["a.jpg", "sub/a.jpg", b"caf\xe9 %41#.jpg", "new\nline.jpg"]
    copies = [shelf.add(name, A) for name in names]
    shelf.beside({"a.xmp": b"x"})
    before = {name: state_of(shelf.at(name)) for name in [*names, "a.xmp"]}
    done = culled(shelf, keeper, *copies, action="trash")
    assert (done.removed, done.side_files, done.failed) == (4, 1, ())
    assert set(contents(shelf.root)) == {b"keeper.jpg"}
    assert len(contents(trash / "files")) == 5 == len(contents(trash / "info"))
    back = restore(shelf.library, done.cull_id)
    assert (back.restored, back.side_files, back.failed, back.renamed) == (4, 1, (), ())
    assert {name: state_of(shelf.at(name)) for name in before} == before
    assert contents(trash / "files") == {} == contents(trash / "info")
    assert restore(shelf.library, done.cull_id).restored == 0


@linux
def test_in_a_trash_that_cannot_be_searched_what_has_left_has_left(
    shelf: Shelf, trash: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on macOS and Windows: its side file stayed, and the picture cannot be brought home for that."""
    files = [shelf.add(name, A) for name in ("k.jpg", "a.jpg")]
    shelf.beside({"a.xmp": b"x"})
    real = plat_other.send2trash

    def refusing(path: str) -> None:
        if path.endswith(".xmp"):
            raise PermissionError(13, "Permission denied")
        real(path)

    monkeypatch.setattr(send2trash, "send2trash", refusing)
    monkeypatch.setattr("simgui.core.trash.can_be_searched", lambda: False)
    done = culled(shelf, *files, action="trash")
    assert (done.removed, done.side_files, done.failed) == (1, 0, ())
    assert set(contents(shelf.root)) == {b"k.jpg", b"a.xmp"}
    assert set(contents(trash / "files")) == {b"a.jpg"}
    assert interrupted.interrupted(shelf.library) is None


@linux
def test_what_became_of_it_in_the_trash(shelf: Shelf, trash: Path) -> None:
    files = [shelf.add(f"{number}.jpg", A) for number in range(4)]
    done = culled(shelf, *files, action="trash")
    (trash / "files" / "1.jpg").unlink()  # emptied
    (trash / "files" / "2.jpg").rename(shelf.root / "2.jpg")  # taken back by the desktop
    (trash / "files" / "3.jpg").rename(trash / "files" / "3.2.jpg")  # as another program names them
    (trash / "info" / "3.jpg.trashinfo").rename(trash / "info" / "3.2.jpg.trashinfo")
    back = restore(shelf.library, done.cull_id)
    assert (back.restored, back.renamed) == (2, ())
    assert [(os.path.basename(f.path), f.code) for f in back.failed] == [(b"1.jpg", "gone_from_away")]
    assert (shelf.root / "2.jpg").exists()
    assert row_of(shelf.library, files[2])[0] == "present"


@linux
def test_c4_where_the_trash_does_not_work_nothing_goes(
    shelf: Shelf, trash: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, copy, other = shelf.add("k.jpg", A), shelf.add("a.jpg", A), shelf.add("b.jpg", A)
    before = contents(shelf.root)
    trash.parent.write_bytes(b"no folder")
    done = culled(shelf, keeper, copy, other, action="trash")
    assert (done.planned, done.removed, [f.code for f in done.failed]) == (2, 0, ["trash_failed"] * 2)
    assert contents(shelf.root) == before
    assert row_of(shelf.library, copy)[0] == "present"
    assert interrupted.interrupted(shelf.library) is None
    # one that says it did, and did not
    monkeypatch.setattr(send2trash, "send2trash", lambda path: None)
    assert [f.code for f in culled(shelf, keeper, copy, action="trash").failed] == ["trash_failed"]
    assert contents(shelf.root) == before


@linux
def test_c4_as_somebody_who_may_not(tmp_path: Path) -> None:
    """In a process of its own that is not root: no home to write in, a folder that may not change"""
    home = tempfile.mkdtemp(dir="/tmp")
    script = f"""
import os, sys
sys.path.insert(0, {os.getcwd()!r})
from pathlib import Path
from simgui.core import cull, interrupted
from simgui.core.cull_plan import plan
from simgui.core.library import Library
from tests.core.culling import Shelf, group_of
import send2trash, simgui.core.companions, encodings.idna
top = Path({home!r})
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
with Library.open(top / "library") as library:
    shelf = Shelf(library, top / "photos")
    files = [shelf.add("sub/" + name, b"x" * 100) for name in ("a.jpg", "b.jpg", "c.jpg")]
    (top / "home").chmod(0o500)
    made = plan(library, [group_of(library, *files)], action="trash")
    print([f.code for f in cull.execute(library, made, "trash").failed])
    (top / "photos" / "sub").chmod(0o500)
    made = plan(library, [group_of(library, *files)])
    for action in ("trash", "quarantine", "hardlink"):
        print([f.code for f in cull.execute(library, made, action).failed])
    (top / "photos" / "sub").chmod(0o700)
    print(sorted(os.listdir(top / "photos" / "sub")), interrupted.interrupted(library))
    print(cull.execute(library, made).removed)
"""
    for name in ("", "home", "photos"):
        folder = Path(home, name)
        folder.mkdir(exist_ok=True)
        if os.getuid() == 0:
            os.chown(folder, 65534, 65534)
    environment = {**os.environ, "HOME": f"{home}/home", "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("XDG_DATA_HOME", None)
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False
    )
    if "PermissionError" in ran.stderr and "site-packages" in ran.stderr:
        pytest.skip("the packages cannot be read by another user")
    failing = "['{0}', '{0}']"
    assert ran.stdout.splitlines() == [
        failing.format("trash_failed"),
        failing.format("trash_failed"),
        failing.format("not_allowed"),
        failing.format("not_allowed"),
        "['a.jpg', 'b.jpg', 'c.jpg'] None",
        "2",
    ], ran.stderr


# links


def test_a_hard_link_and_its_own_file_again(shelf: Shelf) -> None:
    keeper, copy, near = shelf.add("a.jpg", A), shelf.add("b.jpg", A), shelf.add("c.jpg", B)
    shelf.beside({"b.xmp": b"x"})
    os.utime(shelf.at("b.jpg"), ns=(5, 1_111_111_111_222_222_222))
    with shelf.library.catalog.write() as connection:
        connection.execute("UPDATE files SET mtime_ns = 1111111111222222222 WHERE id = ?", (copy,))
    before = state_of(shelf.at("b.jpg"))
    group = group_of(shelf.library, keeper, copy, near)
    made = plan(shelf.library, [group], action="hardlink")
    assert [(left.code, left.path) for left in made.left_out] == [("near_copy_not_linked", shelf.at("c.jpg"))]
    assert (made.bytes_freed, made.companions) == (1000, 0)
    done = execute(shelf.library, made, "hardlink")
    assert (done.removed, done.bytes_freed, done.side_files) == (1, 1000, 0)
    assert (shelf.root / "a.jpg").samefile(shelf.root / "b.jpg")
    assert row_of(shelf.library, copy) == ("present", b"b.jpg")
    stamp = shelf.library.catalog.read().execute("SELECT inode, mtime_ns FROM files WHERE id = ?", (copy,))
    found = os.stat(shelf.at("b.jpg"))
    assert stamp.fetchone() == (found.st_ino, found.st_mtime_ns)
    again = plan(shelf.library, [group_of(shelf.library, keeper, copy)], action="hardlink")
    assert [left.code for left in again.left_out] == ["already_linked"]
    assert restore(shelf.library, done.cull_id).restored == 1
    assert not (shelf.root / "a.jpg").samefile(shelf.root / "b.jpg")
    assert state_of(shelf.at("b.jpg")) == before
    assert set(contents(shelf.root)) == {b"a.jpg", b"b.jpg", b"c.jpg", b"b.xmp"}
    assert cull.again(shelf.library, done.cull_id or 0).removed == 1
    assert (shelf.root / "a.jpg").samefile(shelf.root / "b.jpg")


def test_a_near_copy_is_not_linked_by_a_plan_that_says_so(shelf: Shelf) -> None:
    keeper, near = shelf.add("a.jpg", A), shelf.add("b.jpg", B)
    made = plan(shelf.library, [group_of(shelf.library, keeper, near)])
    assert [s.code for s in execute(shelf.library, made, "hardlink").skipped] == ["near_copy_not_linked"]
    assert contents(shelf.root) == {b"a.jpg": A, b"b.jpg": B}


def test_a_protected_keeper_is_not_shared(shelf: Shelf, tmp_path: Path) -> None:
    """What is written into the one name would change the other"""
    safe = Shelf(shelf.library, tmp_path / "safe")
    keeper, copy = safe.add("a.jpg", A), shelf.add("b.jpg", A)
    shelf.library.set_protected(safe.id, True)
    made = plan(shelf.library, [group_of(shelf.library, keeper, copy)], action="hardlink")
    assert [left.code for left in made.left_out] == ["keeper_protected"]
    made = plan(shelf.library, [group_of(shelf.library, keeper, copy)])
    assert [s.code for s in execute(shelf.library, made, "hardlink").skipped] == ["keeper_protected"]


def test_written_to_while_it_was_linked(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look and the exchange: what was written stays"""
    keeper, copy = shelf.add("a.jpg", A), shelf.add("b.jpg", A)
    real = moving.read

    def read(path: bytes) -> moving.Seen:
        seen = real(path)
        if path.endswith(b".part"):
            (shelf.root / "b.jpg").write_bytes(B)
        return seen

    monkeypatch.setattr(moving, "read", read)
    done = culled(shelf, keeper, copy, action="hardlink")
    assert [stayed.code for stayed in done.skipped] == ["changed"]
    assert contents(shelf.root) == {b"a.jpg": A, b"b.jpg": B}


def test_changed_while_linked_is_left_alone(shelf: Shelf) -> None:
    keeper, copy = shelf.add("a.jpg", A), shelf.add("b.jpg", A)
    done = culled(shelf, keeper, copy, action="hardlink")
    with open(shelf.at("a.jpg"), "ab") as file:
        file.write(b"more")
    back = restore(shelf.library, done.cull_id)
    assert (back.restored, [f.code for f in back.failed]) == (0, ["changed_while_away"])
    assert contents(shelf.root) == {b"a.jpg": A + b"more", b"b.jpg": A + b"more"}


def test_blocks_are_shared_where_the_disk_can(shelf: Shelf) -> None:
    keeper, copy = shelf.add("a.jpg", A), shelf.add("b.jpg", A)
    before = state_of(shelf.at("b.jpg"))
    done = culled(shelf, keeper, copy, action="reflink")
    if done.failed:
        assert [f.code for f in done.failed] == ["no_reflinks"]
    else:
        assert restore(shelf.library, done.cull_id).restored == 1
    assert state_of(shelf.at("b.jpg")) == before
    assert set(contents(shelf.root)) == {b"a.jpg", b"b.jpg"}


# another file system


@pytest.fixture
def far_library(tmp_path: Path) -> Iterator[Library]:
    place = Path("/dev/shm")
    if not os.access(place, os.W_OK) or os.stat(place).st_dev == os.stat(tmp_path).st_dev:
        pytest.skip("there is no other file system to write on")
    with tempfile.TemporaryDirectory(dir=place) as folder, Library.open(Path(folder, "library")) as library:
        yield library


def test_to_another_disk_and_back(far_library: Library, tmp_path: Path) -> None:
    shelf = Shelf(far_library, tmp_path / "photos")
    keeper, copy = shelf.add("a.jpg", A), shelf.add("sub/b.jpg", A)
    os.utime(shelf.at("sub/b.jpg"), ns=(1, 1_234_567_890_987_654_321))
    os.chmod(shelf.at("sub/b.jpg"), 0o604)
    before = state_of(shelf.at("sub/b.jpg"))
    done = culled(shelf, keeper, copy, action="quarantine")
    assert (done.removed, done.failed) == (1, ())
    assert contents(shelf.root) == {b"a.jpg": A}
    assert restore(far_library, done.cull_id).restored == 1
    assert state_of(shelf.at("sub/b.jpg")) == before
    assert row_of(far_library, copy) == ("present", b"sub/b.jpg")


@pytest.mark.parametrize("fault", ["full", "wrong"])
def test_a_copy_that_is_not_whole_is_none(
    far_library: Library, tmp_path: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(far_library, tmp_path / "photos")
    keeper, copy = shelf.add("a.jpg", A), shelf.add("b.jpg", A)

    def bad(source: object, target: object, length: int = 0) -> None:
        target.write(A[:500])  # type: ignore[attr-defined]
        if fault == "full":
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(moving.shutil, "copyfileobj", bad)
    done = culled(shelf, keeper, copy, action="quarantine")
    assert [f.code for f in (*done.failed, *done.skipped)] == ["no_space" if fault == "full" else "changed"]
    assert contents(shelf.root) == {b"a.jpg": A, b"b.jpg": A}
    held = contents(far_library.path / "quarantine")
    assert [path for path in held if not path.endswith(b"manifest.json")] == []


# where a rename cannot refuse a taken name


@pytest.mark.parametrize("links", [True, False])
def test_without_the_systems_help_nothing_is_overwritten(
    shelf: Shelf, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "_system_rename", lambda: None)
    if not links:

        def no_links(*_: object, **__: object) -> None:
            raise OSError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(moving.os, "link", no_links)
    keeper, copy = shelf.add("a.jpg", A), shelf.add("b.jpg", A)
    (shelf.root / "c.jpg").write_bytes(B)
    with pytest.raises(FileExistsError):
        moving.rename_new(shelf.at("b.jpg"), shelf.at("c.jpg"))
    assert contents(shelf.root) == {b"a.jpg": A, b"b.jpg": A, b"c.jpg": B}
    done = culled(shelf, keeper, copy, action="quarantine")
    assert (done.removed, restore(shelf.library).restored) == (1, 1)
    assert contents(shelf.root) == {b"a.jpg": A, b"b.jpg": A, b"c.jpg": B}


# labels handed over


def test_m3_labels_are_handed_over_and_taken_away_again(shelf: Shelf) -> None:
    big, small = shelf.add("big.jpg", B, picture=b"one"), shelf.add("small.jpg", A, picture=b"one")
    shelf.beside(
        {"small.txt": b"0 0.5 0.5 0.2 0.4\n", "small.json": labelme(picture="small.jpg").encode()}, "label"
    )
    before = contents(shelf.root)
    group = group_of(shelf.library, big, small)
    assert plan(shelf.library, [group]).labels_handed == 0
    made = plan(shelf.library, [group], hand_over=True)
    assert (made.labels_handed, made.companions, made.left_out) == (2, 2, ())
    done = execute(shelf.library, made)
    assert (done.removed, done.side_files, done.handed_over) == (1, 2, 2)
    after = contents(shelf.root)
    assert set(after) == {b"big.jpg", b"big.txt", b"big.json"}
    assert after[b"big.txt"] == before[b"small.txt"]
    assert restore(shelf.library, done.cull_id).restored == 1
    assert contents(shelf.root) == before
    done = cull.again(shelf.library, done.cull_id or 0)
    assert contents(shelf.root) == after
    # what was worked on since is not taken away
    (shelf.root / "big.txt").write_bytes(b"1 0.5 0.5 0.2 0.4\n")
    back = restore(shelf.library)
    assert [(f.code, os.path.basename(f.path)) for f in back.failed] == [("handed_over_changed", b"big.txt")]
    assert contents(shelf.root) == {**before, b"big.txt": b"1 0.5 0.5 0.2 0.4\n"}


def test_a_label_that_cannot_be_handed_over_stays_with_its_picture(shelf: Shelf) -> None:
    big, near = shelf.add("big.jpg", B), shelf.add("near.jpg", A)  # never compared
    shelf.beside({"near.txt": b"0 0.5 0.5 0.2 0.4\n"}, "label")
    made = plan(shelf.library, [group_of(shelf.library, big, near)], hand_over=True)
    assert [left.code for left in made.left_out] == ["label_lost"]
    assert made.left_out[0].fields["reason"]
    assert len(plan(shelf.library, [group_of(shelf.library, big, near)]).leaving) == 1


def test_a_place_that_was_taken_since_is_not_written_to(shelf: Shelf) -> None:
    big, small = shelf.add("big.jpg", B, picture=b"one"), shelf.add("small.jpg", A, picture=b"one")
    shelf.beside({"small.txt": b"0 0.5 0.5 0.2 0.4\n"}, "label")
    made = plan(shelf.library, [group_of(shelf.library, big, small)], hand_over=True)
    (shelf.root / "big.txt").write_bytes(b"mine\n")
    before = contents(shelf.root)
    assert [f.code for f in execute(shelf.library, made).failed] == ["label_place_taken"]
    assert contents(shelf.root) == before
    # the same is there already: nothing to do, and nothing to take away later
    (shelf.root / "big.txt").write_bytes(b"0 0.5 0.5 0.2 0.4\n")
    done = execute(shelf.library, made)
    assert (done.removed, done.handed_over) == (1, 0)
    restore(shelf.library)
    assert (shelf.root / "big.txt").exists()


def test_ratings_of_several_go_into_the_keepers_own_file(shelf: Shelf) -> None:
    """It is kept in the quarantine as it was, and comes back"""
    from tests.core.labelled import xmp

    files = [shelf.add(f"{number}.jpg", A + b"%d" % number, picture=b"one") for number in range(3)]
    shelf.beside({
        "0.xmp": xmp().encode(), "1.xmp": xmp(rating=4).encode(), "2.xmp": xmp(keywords=("cat",)).encode()
    })  # fmt: skip
    before = contents(shelf.root)
    made = plan(shelf.library, [group_of(shelf.library, *files)], hand_over=True)
    done = execute(shelf.library, made)
    assert (done.removed, done.handed_over) == (2, 2)
    written = contents(shelf.root)[b"0.xmp"]
    assert b"cat" in written
    assert b"4" in written
    parts = [item.part for item in cull_journal.items(shelf.library, done.cull_id or 0)]
    assert parts.count("replaced") == 2
    back = restore(shelf.library, done.cull_id)
    assert (back.restored, back.failed) == (2, ())
    assert contents(shelf.root) == before
    assert cull.again(shelf.library, done.cull_id or 0).removed == 2
    assert contents(shelf.root)[b"0.xmp"] == written


@linux
def test_a_stranger_in_the_trash_is_not_taken_for_what_came_back(
    shelf: Shelf, trash: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Kill(BaseException):
        pass

    def killed(self: cull_ways.Trash, away: bytes) -> None:
        raise Kill

    culled(shelf, shelf.add("k.jpg", A), shelf.add("v.jpg", A), action="trash")
    with monkeypatch.context() as patch:
        patch.setattr(cull_ways.Trash, "_left", killed)
        with pytest.raises(Kill):
            restore(shelf.library)
    (trash / "info" / "v.jpg.trashinfo").unlink()
    (shelf.root / "x").mkdir()
    (shelf.root / "x" / "v.jpg").write_bytes(B)
    send2trash.send2trash(str(shelf.root / "x" / "v.jpg"))
    interrupted.put_back(shelf.library)
    assert contents(shelf.root) == {b"k.jpg": A, b"v.jpg": A}
    assert contents(trash / "files") == {b"v.jpg": B}
