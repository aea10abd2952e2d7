"""simgui cull, restore, quarantine, undo and redo: real pictures, indexed and grouped for real."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from simgui.core.library import Library
from tests.cli.conftest import Command
from tests.conftest import blob, save_blobs
from tests.core.culling import contents
from tests.core.labelled import xmp


def copies(folder: Path, count: int = 2) -> list[Path]:
    """Two pictures, and `count` copies of the first, in the same bytes."""
    one, _ = save_blobs(folder, 2)
    made = [folder / f"copy {number}.jpg" for number in range(count)]
    for path in made:
        path.write_bytes(one.read_bytes())
    return [one, *made]


def decide(command: Command, word: str, *paths: Path) -> None:
    for path in paths:
        assert command("decide", path, word)[0] == 0


def test_what_was_decided_leaves_and_comes_back(tmp_path: Path, command: Command) -> None:
    one, two, three = copies(tmp_path / "photos")
    (tmp_path / "photos" / "copy 0.xmp").write_text("<x/>")
    command("index", tmp_path / "photos")
    before = contents(tmp_path / "photos")
    code, nothing = command.json("cull")
    assert (code, nothing["planned"], nothing["cull_id"]) == (0, 0, None)
    decide(command, "leaves", two)
    code, dry = command.json("cull", "--dry-run")
    assert (code, dry["planned"], dry["removed"], dry["skipped"], dry["cull_id"]) == (0, 1, 0, 1, None)
    (leaving,) = dry["leaving"]
    assert (leaving["path"], leaving["keeper"] in (str(one), str(three))) == (str(two), True)
    assert leaving["side_files"] == [str(tmp_path / "photos" / "copy 0.xmp")]
    assert dry["bytes_freed"] == one.stat().st_size + 4
    assert contents(tmp_path / "photos") == before
    code, done = command.json("cull")
    assert {name: done[name] for name in ("planned", "removed", "failed", "skipped", "side_files", "bytes_freed")} == {
        "planned": 1, "removed": 1, "failed": [], "skipped": 0, "side_files": 1, "bytes_freed": one.stat().st_size + 4,
    }  # fmt: skip
    assert code == 0
    assert not two.exists()
    _, hits = command.json("search", one)
    assert str(two) not in hits["queries"][0]["hits"][0]["paths"]
    code, held = command.json("quarantine", "list")
    assert (code, held["files"], held["culls"][0]["id"]) == (0, 2, done["cull_id"])
    _, indexed = command.json("index")
    assert indexed["files"] == 3
    code, back = command.json("restore", done["cull_id"])
    assert (code, back["restored"], back["failed"], back["renamed"]) == (0, 1, [], [])
    assert contents(tmp_path / "photos") == before
    _, indexed = command.json("index")
    assert (indexed["embedded"], indexed["unchanged"], indexed["vanished"]) == (0, 4, 0)
    code, again = command.json("restore", done["cull_id"])
    assert (code, again["restored"]) == (1, 0)
    assert "nothing to restore" in command("restore")[2]


def test_undo_and_redo(tmp_path: Path, command: Command) -> None:
    _, two, three = copies(tmp_path / "photos")
    command("index", tmp_path / "photos")
    decide(command, "leaves", two, three)
    code, out, _ = command("cull")
    assert code == 0
    assert "2 planned: 2 left, 0 failed, 0 skipped" in out
    code, undone = command.json("undo")
    assert (code, undone["restored"], undone["event"]["kind"]) == (0, 2, "cull")
    assert two.exists()
    code, redone = command.json("redo")
    assert (code, redone["removed"]) == (0, 2)
    assert not two.exists()
    command("undo")
    assert "leaves" in command("undo")[1]  # then the decision before it
    assert "leaves" in command("redo")[1]
    assert command("redo")[0] == 0
    assert not two.exists()
    _, out, _ = command("history")
    assert "cull of 2 files (quarantine): copy 0.jpg, copy 1.jpg" in out
    events = command.json("history")[1]["events"]
    assert {event["kind"] for event in events} == {"decide", "cull", "undo", "redo"}
    number = next(event["id"] for event in events if event["kind"] == "cull")
    assert command("undo", number)[0] == 0
    assert two.exists()


def test_c1_nothing_is_left_of_no_group(tmp_path: Path, command: Command) -> None:
    paths = copies(tmp_path / "probably duplicate")
    command("index", tmp_path / "probably duplicate")
    decide(command, "leaves", *paths)
    code, dry = command.json("cull", "--dry-run")
    assert (code, dry["planned"], dry["left_out_by_reason"]) == (0, 0, {"would_remove_all": 1})
    code, _, err = command("cull")
    assert (code, "left alone" in err) == (0, True)
    assert all(path.exists() for path in paths)


def test_c2_c10_what_changed_stays_and_is_told(tmp_path: Path, command: Command) -> None:
    one, two, three = copies(tmp_path / "photos")
    command("index", tmp_path / "photos")
    decide(command, "keep", one)
    decide(command, "leaves", two, three)
    blob(99, 160, 120).save(one, quality=90)
    code, done = command.json("cull")
    assert (code, done["planned"], done["removed"], done["skipped"]) == (1, 2, 0, 2)
    assert [stayed["code"] for stayed in done["skipped_files"]] == ["keeper_changed"] * 2
    assert str(one) in done["skipped_files"][0]["message"]
    code, _, err = command("cull")
    assert (code, "has changed" in err) == (1, True)
    assert two.exists()


def test_all_verified_groups_and_single_ones(tmp_path: Path, command: Command) -> None:
    copies(tmp_path / "photos")
    command("index", tmp_path / "photos")
    (group,) = command.json("groups")[1]["groups"]
    code, done = command.json("cull", "--groups", "0123456789ab")
    assert (code, done["error"]["code"]) == (2, "no_such_group")
    code, dry = command.json("cull", "--groups", group["id"], "--dry-run")
    assert (code, dry["planned"], dry["groups"]) == (0, 2, 1)
    code, done = command.json("cull", "--all-verified")
    assert (code, done["removed"]) == (0, 2)
    assert command.json("restore", "--all")[1]["restored"] == 2
    code, done = command.json("cull", "--all-verified", "--action", "list")
    assert (code, done["removed"], len(done["leaving"])) == (0, 0, 2)
    assert [one["code"] for one in done["skipped_files"]] == ["only_listed"] * 2
    assert "only listed" not in command("cull", "--all-verified", "--action", "list")[2]
    code, done = command.json("cull", "--all-verified", "--action", "hardlink")
    assert (code, done["removed"]) == (0, 2)
    assert len({path.stat().st_ino for path in (tmp_path / "photos").iterdir()}) == 2


def test_g3_protected_files_never_leave(tmp_path: Path, command: Command) -> None:
    reference = copies(tmp_path / "R", count=1)
    (tmp_path / "W").mkdir()
    mine = tmp_path / "W" / "P1.jpg"
    mine.write_bytes(reference[0].read_bytes())
    command("index", tmp_path / "R", tmp_path / "W")
    with Library.open(command.library) as library:
        root = next(root for root in library.catalog.roots() if root.path.endswith(b"R"))
        library.set_protected(root.id, True)
    decide(command, "leaves", *reference)
    before = contents(tmp_path / "R")
    for arguments in ((), ("--all-verified",), ("--all-verified", "--action", "hardlink")):
        command("cull", *arguments)
        assert contents(tmp_path / "R") == before
    for path in reference:
        assert path.stat().st_nlink == 1


def test_p1_names_that_are_no_text(tmp_path: Path, command: Command) -> None:
    folder = os.fsencode(tmp_path / "photos")
    (one,) = save_blobs(tmp_path / "photos", 1)
    name = b"caf\xe9.jpg"
    with open(os.path.join(folder, name), "wb") as file:
        file.write(one.read_bytes())
    command("index", tmp_path / "photos")
    command("decide", os.fsdecode(os.path.join(folder, name)), "leaves")
    _, done = command.json("cull")
    assert (done["removed"], "path_base64" in done["leaving"][0]) == (1, True)
    assert os.listdir(folder) == [b"0001.jpg"]
    _, held = command.json("quarantine", "list")
    assert "now_base64" in held["items"][0]
    command("restore")
    assert sorted(os.listdir(folder)) == [b"0001.jpg", name]


def test_the_quarantine_is_emptied_by_typing_its_number(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies(tmp_path / "photos")
    command("index", tmp_path / "photos")
    _, done = command.json("cull", "--all-verified")
    for typed in ("\n", "y\n", "3\n"):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        assert command("quarantine", "empty")[0] != 0
        assert command.json("quarantine", "list")[1]["files"] == 2
    code, refused = command.json("quarantine", "empty", "--yes", 3)
    assert (code, refused["error"]["code"]) == (2, "count_differs")
    monkeypatch.setattr("sys.stdin", io.StringIO("2\n"))
    code, out, err = command("quarantine", "empty")
    assert (code, "Deleted 2 files" in out, "for good" in err) == (0, True, True)
    assert command.json("restore", done["cull_id"])[1]["restored"] == 0
    assert command("undo")[0] == 1
    assert "quarantine emptied: 2 files" in command("history")[1]


def test_an_interrupted_cull_is_said_and_finished_or_put_back(tmp_path: Path, command: Command) -> None:
    _, two, three = copies(tmp_path / "photos")
    command("index", tmp_path / "photos")
    decide(command, "leaves", two, three)
    before = contents(tmp_path / "photos")
    _, done = command.json("cull")

    def interrupt() -> None:
        """As a process leaves it that was killed after the first file"""
        with Library.open(command.library) as library:
            library.lock()
            with library.catalog.write() as connection:
                (number,) = connection.execute(
                    "SELECT max(id) FROM cull_items WHERE part = 'picture'"
                ).fetchone()
                to_path, place = connection.execute(
                    "SELECT to_path, from_path FROM cull_items WHERE id = ?", (number,)
                ).fetchone()
                os.rename(os.path.join(os.fsencode(library.path), to_path), place)
                connection.execute("UPDATE cull_items SET state = 'moving' WHERE id = ?", (number,))
                connection.execute("UPDATE files SET state = 'present'")

    assert command.json("status")[1]["interrupted_cull"] is None
    interrupt()
    number = done["cull_id"]
    assert command.json("status")[1]["interrupted_cull"] == {"cull_id": number, "planned": 2, "moved": 1}
    assert "1 of 2 files have moved" in command("status")[1]
    code, refused = command.json("cull")
    assert (code, refused["error"]["code"]) == (1, "cull_interrupted")
    assert "simgui cull --finish" in refused["error"]["message"]
    code, finished = command.json("cull", "--finish")
    assert (code, finished["planned"], finished["removed"]) == (0, 2, 2)
    assert set(contents(tmp_path / "photos")) == {b"0001.jpg", b"0002.jpg"}
    interrupt()
    code, back = command.json("restore", done["cull_id"])
    assert (code, back["restored"]) == (0, 1)
    assert contents(tmp_path / "photos") == before
    assert command.json("cull", "--finish")[1]["error"]["code"] == "nothing_interrupted"


def test_lists_that_name_what_left(tmp_path: Path, command: Command) -> None:
    one, two, _ = copies(tmp_path / "photos")
    old = "".join(f"{path.name}\n" for path in sorted((tmp_path / "photos").iterdir()))
    (tmp_path / "photos" / "train.txt").write_text(old)
    command("index", tmp_path / "photos")
    decide(command, "leaves", two)
    _, dry = command.json("cull", "--dry-run")
    assert [(one["path"], one["named"]) for one in dry["lists"]] == [
        (str(tmp_path / "photos" / "train.txt"), 1)
    ]
    _, done = command.json("cull", "--rewrite-lists")
    (listed,) = done["lists"]
    assert Path(listed["rewritten"]).read_text() == old.replace("copy 0.jpg\n", "")
    assert (tmp_path / "photos" / "train.txt").read_text() == old
    assert one.exists()


def test_what_is_not_handed_over_is_said(tmp_path: Path, command: Command) -> None:
    one, two, three = copies(tmp_path / "photos")
    for path, rating in ((one, 3), (two, 5)):
        path.with_suffix(".xmp").write_text(xmp(rating=rating))
    command("index", tmp_path / "photos")
    decide(command, "keep", one)
    decide(command, "leaves", two, three)
    _, dry = command.json("cull", "--dry-run", "--hand-over")
    (note,) = dry["notes"]
    assert (note["code"], note["path"], note["keeper"]) == ("rating_differs", str(two), str(one))
    _, _, err = command("cull", "--dry-run", "--hand-over")
    assert f"handed over: {one}: {note['message']}" in err
    assert "rating 3" in note["message"]
    assert command.json("cull", "--dry-run")[1]["notes"] == []


def test_json_stays_json(tmp_path: Path, command: Command) -> None:
    """Errors too"""
    save_blobs(tmp_path / "photos", 1)
    command("index", tmp_path / "photos")
    for arguments in (
        ("cull",),
        ("restore",),
        ("restore", 99),
        ("quarantine", "list"),
        ("quarantine", "empty", "--yes", 0),
    ):
        _, out, _ = command(*arguments, "--json")
        assert isinstance(json.loads(out), dict)


def test_a_protected_folder_is_left_alone(tmp_path: Path, command: Command) -> None:
    copies(tmp_path / "photos")
    command("index", tmp_path / "photos")
    code, said = command.json("protect", tmp_path / "photos")
    assert (code, said["path"], said["protected"]) == (0, str(tmp_path / "photos"), True)
    assert command.json("cull", "--all-verified")[1]["removed"] == 0
    assert command("protect", tmp_path / "photos", "--off")[0] == 0
    assert command.json("cull", "--all-verified", "--dry-run")[1]["planned"] == 2
    code, refused = command.json("protect", tmp_path)
    assert (code, refused["error"]["code"]) == (2, "no_such_root")
