"""Culling: what a plan leaves alone, what is looked at before a File leaves, and that it can all be taken back."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest

from simgui.core import cull, cull_journal, interrupted, moving, quarantine
from simgui.core.cull import Culled, Failed, execute
from simgui.core.cull_plan import Plan, plan
from simgui.core.errors import InputError, StoreError
from simgui.core.library import Library
from simgui.core.progress import CancelToken, Progress
from simgui.core.restoring import restore
from tests.core.culling import Shelf, contents, decide, group_of, row_of, state_of

A, B, C = b"a" * 1000, b"b" * 2000, b"c" * 3000


@pytest.fixture
def shelf(library: Library, tmp_path: Path) -> Shelf:
    return Shelf(library, tmp_path / "photos")


def culled(shelf: Shelf, *files: int, action: str = "quarantine", **options: object) -> Culled:
    made = plan(shelf.library, [group_of(shelf.library, *files)], action=action, **options)  # type: ignore[arg-type]
    return execute(shelf.library, made, action)


def codes(made: Plan) -> list[str]:
    return [left.code for left in made.left_out]


def test_a_copy_leaves_and_comes_back_as_it_was(shelf: Shelf) -> None:
    keeper, copy = shelf.add("a.jpg", A), shelf.add("sub/copy.jpg", A)
    os.utime(shelf.at("sub/copy.jpg"), ns=(1_000_000_007, 1_234_567_890_123_456_789))
    os.chmod(shelf.at("sub/copy.jpg"), 0o640)
    before = state_of(shelf.at("sub/copy.jpg"))
    decide(shelf.library, "leaves", copy)
    snapshot = shelf.library.catalog.setting("snapshot")
    done = culled(shelf, keeper, copy)
    assert (done.planned, done.removed, done.failed, done.skipped, done.bytes_freed) == (1, 1, (), (), 1000)
    assert contents(shelf.root) == {b"a.jpg": A}
    assert row_of(shelf.library, copy)[0] == "vanished"
    assert shelf.library.catalog.setting("snapshot") != snapshot
    assert done.cull_id is not None
    (record,) = cull_journal.culls(shelf.library)
    assert (record.state, record.pictures, record.bytes, record.groups) == ("holds", 1, 1000, 1)
    back = restore(shelf.library, done.cull_id)
    assert (back.restored, back.failed, back.renamed) == (1, (), ())
    assert state_of(shelf.at("sub/copy.jpg")) == before
    assert row_of(shelf.library, copy) == ("present", b"sub/copy.jpg")
    assert shelf.library.history.file_words([copy]) == {copy: "leaves"}
    again = restore(shelf.library, done.cull_id)
    assert (again.restored, again.failed, again.renamed) == (0, (), ())
    assert os.listdir(shelf.library.path / "quarantine") == [".simgui-quarantine"]


def test_c1_one_always_stays(shelf: Shelf) -> None:
    files = [shelf.add(f"probably duplicate/{n}.jpg", A) for n in range(3)]
    made = plan(shelf.library, [group_of(shelf.library, *files, keep=())])
    assert (made.leaving, codes(made)) == ((), ["would_remove_all"])
    decide(shelf.library, "leaves", *files)
    made = plan(shelf.library, [group_of(shelf.library, *files)], decided=True)
    assert (made.leaving, codes(made)) == ((), ["would_remove_all"])


@pytest.mark.parametrize("what", ["deleted", "overwritten", "cut", "forbidden", "folder"])
def test_c2_the_keeper_is_looked_at_by_content(
    shelf: Shelf, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, copy = shelf.add("a.jpg", A), shelf.add("b.jpg", A)
    made = plan(shelf.library, [group_of(shelf.library, keeper, copy)])
    path = shelf.root / "a.jpg"
    found = path.stat()
    if what == "overwritten":
        path.write_bytes(B[:1000])
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))  # as if nothing had happened
    elif what == "cut":
        path.write_bytes(A[:10])
    elif what == "forbidden":
        real = os.open

        def refused(name: bytes, *rest: int, **more: int) -> int:
            if os.fsencode(name) == os.fsencode(path):
                raise PermissionError(13, "Permission denied")
            return real(name, *rest, **more)

        monkeypatch.setattr(moving.os, "open", refused)
    else:
        path.unlink()
        if what == "folder":
            path.mkdir()
    done = execute(shelf.library, made)
    expected = {
        "deleted": "keeper_missing", "overwritten": "keeper_changed", "cut": "keeper_changed",
        "forbidden": "keeper_unreadable", "folder": "keeper_changed",
    }[what]  # fmt: skip
    assert (done.planned, done.removed, [stayed.code for stayed in done.skipped]) == (1, 0, [expected])
    assert contents(shelf.root)[b"b.jpg"] == A
    monkeypatch.undo()
    assert interrupted.interrupted(shelf.library) is None


def test_what_changed_or_went_itself_stays(shelf: Shelf) -> None:
    files = [shelf.add(f"{n}.jpg", A) for n in range(4)]
    made = plan(shelf.library, [group_of(shelf.library, *files)])
    (shelf.root / "1.jpg").write_bytes(B)
    (shelf.root / "2.jpg").unlink()
    done = execute(shelf.library, made)
    assert [(os.path.basename(s.path), s.code) for s in done.skipped] == [
        (b"1.jpg", "changed"),
        (b"2.jpg", "vanished"),
    ]
    assert (done.planned, done.removed) == (3, 1)
    assert contents(shelf.root) == {b"0.jpg": A, b"1.jpg": B}


def test_the_last_copy_never_goes_across_two_plans(shelf: Shelf) -> None:
    a, b = shelf.add("a.jpg", A), shelf.add("b.jpg", A)
    one = plan(shelf.library, [group_of(shelf.library, a, b)])
    other = plan(shelf.library, [group_of(shelf.library, b, a)])
    assert execute(shelf.library, one).removed == 1
    done = execute(shelf.library, other)
    assert [stayed.code for stayed in done.skipped] == ["keeper_missing"]
    assert contents(shelf.root) == {b"a.jpg": A}
    # nor within one that says both
    c, d = shelf.add("c.jpg", C), shelf.add("d.jpg", C)
    groups = [group_of(shelf.library, *pair) for pair in ((c, d), (d, c))]
    leaving = [one for group in groups for one in plan(shelf.library, [group]).leaving]
    both = dataclasses.replace(one, leaving=tuple(leaving))
    assert execute(shelf.library, both).removed == 1
    assert C in contents(shelf.root).values()


def test_c3_nothing_goes_that_a_link_points_to(shelf: Shelf) -> None:
    keeper, linked = shelf.add("all/P1.jpg", A), shelf.add("all/P1 copy.jpg", A)
    (shelf.root / "best").mkdir()
    (shelf.root / "best" / "P1.jpg").symlink_to("../all/P1 copy.jpg")
    made = plan(shelf.library, [group_of(shelf.library, keeper, linked)])
    (left,) = made.left_out
    assert (left.code, left.fields["link"]) == ("linked", shelf.at("best/P1.jpg"))
    # also where the link came after the plan
    (shelf.root / "best" / "P1.jpg").unlink()
    made = plan(shelf.library, [group_of(shelf.library, keeper, linked)])
    assert len(made.leaving) == 1
    (shelf.root / "best" / "chain").symlink_to("P1.jpg")
    (shelf.root / "best" / "P1.jpg").symlink_to("../all/P1 copy.jpg")
    assert [stayed.code for stayed in execute(shelf.library, made).skipped] == ["linked"]
    assert all(path.exists() for path in (shelf.root / "best").iterdir())


def test_c5_side_files_go_along_and_come_back(shelf: Shelf) -> None:
    a, b = shelf.add("a.jpg", A), shelf.add("b.jpg", A)
    names = ("a.jpg.xmp", "a.xmp", "a.txt", "a.json", "a.jpg.aae")
    shelf.beside({name: b'{"shapes": [], "imagePath": "a.jpg"}' + name.encode()[:0] for name in names})
    (shelf.root / "a.txt").write_bytes(b"0 0.5 0.5 0.1 0.1\n")
    before = contents(shelf.root)
    made = plan(shelf.library, [group_of(shelf.library, b, a)])
    assert made.companions == 5
    assert made.bytes_freed == 1000 + sum(len(before[name.encode()]) for name in names)
    done = execute(shelf.library, made)
    assert (done.removed, done.side_files) == (1, 5)
    assert done.bytes_freed == made.bytes_freed
    assert contents(shelf.root) == {b"b.jpg": A}
    parts = [item.part for item in cull_journal.items(shelf.library, done.cull_id or 0)]
    assert (parts[0], sorted(parts[1:])) == ("picture", ["label", "label", "sidecar", "sidecar", "sidecar"])
    back = restore(shelf.library)
    assert (back.restored, back.side_files) == (1, 5)
    assert contents(shelf.root) == before


def test_what_another_picture_needs_stays(shelf: Shelf) -> None:
    """And goes with the last that has it, unless one of them stays after all."""
    jpg, png, keeper = shelf.add("a.jpg", A), shelf.add("a.png", B), shelf.add("x/keeper.jpg", A)
    other = shelf.add("x/other.jpg", B)
    shelf.beside({"a.xmp": b"x"})
    made = plan(shelf.library, [group_of(shelf.library, keeper, jpg)])
    assert made.companions == 0
    both = [group_of(shelf.library, keeper, jpg), group_of(shelf.library, other, png)]
    made = plan(shelf.library, both)
    assert made.companions == 1
    # the first stays: then the other one, alone, must not take the side file
    (shelf.root / "a.jpg").write_bytes(C)
    done = execute(shelf.library, made)
    assert (done.removed, done.side_files) == (1, 0)
    assert (shelf.root / "a.xmp").exists()
    restore(shelf.library)
    # a part of the plan is judged anew
    (shelf.root / "a.jpg").write_bytes(A)
    done = execute(shelf.library, made.without({both[0].id}))
    assert (done.removed, done.side_files) == (1, 0)
    restore(shelf.library)
    done = execute(shelf.library, made)
    assert (done.removed, done.side_files) == (2, 1)
    restore(shelf.library)
    assert (shelf.root / "a.xmp").exists()


def test_c6_m4_same_names_do_not_meet(shelf: Shelf) -> None:
    groups = []
    for folder, data in (("x", A), ("y", B), ("z", C)):
        keeper = shelf.add(f"keep/{folder}.jpg", data)
        groups.append(group_of(shelf.library, keeper, shelf.add(f"{folder}/1.jpg", data)))
    before = contents(shelf.root)
    done = execute(shelf.library, plan(shelf.library, groups))
    assert done.removed == 3
    held = contents(shelf.library.path / "quarantine")
    assert sorted(data for path, data in held.items() if path.endswith(b".jpg")) == [A, B, C]
    assert quarantine.held(shelf.library) == (3, 6000)
    assert restore(shelf.library).restored == 3
    assert contents(shelf.root) == before


def test_side_files_of_one_name_do_not_meet(shelf: Shelf) -> None:
    keeper, copy = shelf.add("images/k.jpg", A), shelf.add("images/a.jpg", A)
    shelf.beside({"images/a.txt": b"a caption", "labels/a.txt": b"0 0.5 0.5 0.1 0.1\n"}, role="label")
    before = contents(shelf.root)
    done = culled(shelf, keeper, copy)
    assert (done.removed, done.side_files) == (1, 2)
    restore(shelf.library)
    assert contents(shelf.root) == before


def test_c9_a_changed_world(shelf: Shelf) -> None:
    keeper, copy = shelf.add("a.jpg", A), shelf.add("deep/er/IMG_1.jpg", A)
    shelf.beside({"deep/er/IMG_1.jpg.xmp": b"x", "deep/er/IMG_1.aae": b"y"})
    done = culled(shelf, keeper, copy)
    (shelf.root / "deep" / "er").rmdir()
    (shelf.root / "deep").rmdir()
    assert restore(shelf.library, done.cull_id).restored == 1
    assert (shelf.root / "deep/er/IMG_1.jpg").read_bytes() == A
    done = culled(shelf, keeper, copy)
    (shelf.root / "deep/er/IMG_1.jpg").write_bytes(C)
    refused = restore(shelf.library, done.cull_id, rename=False)
    assert [(f.code, f.fields["free_name"]) for f in refused.failed] == [
        ("name_taken", b"IMG_1 (restored).jpg")
    ]
    back = restore(shelf.library, done.cull_id)
    assert back.restored == 1
    renamed = {os.path.relpath(new, shelf.path) for _, new in back.renamed}
    assert renamed == {
        b"deep/er/IMG_1 (restored).jpg", b"deep/er/IMG_1 (restored).jpg.xmp", b"deep/er/IMG_1 (restored).aae"
    }  # fmt: skip
    assert (shelf.root / "deep/er/IMG_1.jpg").read_bytes() == C
    assert row_of(shelf.library, copy) == ("present", b"deep/er/IMG_1 (restored).jpg")
    # taken again from where it is now, it comes back to there
    assert cull.again(shelf.library, done.cull_id or 0).removed == 1
    assert restore(shelf.library).restored == 1
    assert (shelf.root / "deep/er/IMG_1 (restored).jpg").read_bytes() == A


def test_g3_nothing_of_a_protected_root_moves(shelf: Shelf, tmp_path: Path) -> None:
    safe = Shelf(shelf.library, tmp_path / "safe")
    mine, twice = safe.add("P1.jpg", A), safe.add("again/P1.jpg", A)
    copy = shelf.add("P1.jpg", A)
    before = contents(safe.root)
    wrong = plan(shelf.library, [group_of(shelf.library, copy, mine, twice)])
    assert len(wrong.leaving) == 2
    shelf.library.set_protected(safe.id, True)
    # made before, and so as if edited by hand
    done = execute(shelf.library, wrong)
    assert [stayed.code for stayed in done.skipped] == ["protected", "protected"]
    made = plan(shelf.library, [group_of(shelf.library, copy, mine, twice)])
    assert codes(made) == ["protected", "protected"]
    # nor by another way to the same folder
    (tmp_path / "way").symlink_to(safe.root)
    around = Shelf(shelf.library, tmp_path / "way")
    other = around.add("P1.jpg", A)
    sneaky = dataclasses.replace(wrong, leaving=(dataclasses.replace(
        wrong.leaving[0], file=other, path=around.at("P1.jpg"), keeper=copy, keeper_path=shelf.at("P1.jpg")
    ),))  # fmt: skip
    assert [stayed.code for stayed in execute(shelf.library, sneaky).skipped] == ["protected"]
    assert contents(safe.root) == before
    assert (
        execute(shelf.library, plan(shelf.library, [group_of(shelf.library, mine, copy, twice)])).removed == 1
    )


def test_what_a_pattern_protects_stays_also_when_the_cull_is_done_again(shelf: Shelf) -> None:
    files = [shelf.add(name, A) for name in ("k.jpg", "a.jpg", "b.jpg", "best/c.jpg")]
    shelf.beside({"b.xmp": b"x"})
    group = group_of(shelf.library, *files)
    made = plan(shelf.library, [group], protect=["*/best/*", "*.xmp", "restored"])
    assert [(left.code, left.path) for left in made.left_out] == [
        ("protected", shelf.at("best/c.jpg")),
        ("protected", shelf.at("b.jpg")),  # its side file would go along
    ]
    assert made.without({"another"}).protect == made.protect
    # no plan is believed
    every = plan(shelf.library, [group])
    done = execute(shelf.library, dataclasses.replace(every, protect=made.protect))
    assert (done.removed, codes_of(done.skipped)) == (1, ["protected", "protected"])
    (shelf.root / "a.jpg").write_bytes(B)
    assert restore(shelf.library, done.cull_id).renamed == (
        (shelf.at("a.jpg"), shelf.at("a (restored).jpg")),
    )
    again = cull.again(shelf.library, done.cull_id or 0)
    assert (again.removed, codes_of(again.skipped)) == (0, ["protected"])


def codes_of(stayed: tuple[Failed, ...]) -> list[str]:
    return [one.code for one in stayed]


def test_side_files_in_a_protected_root_stay(shelf: Shelf, tmp_path: Path) -> None:
    keeper, copy = shelf.add("k.jpg", A), shelf.add("images/a.jpg", A)
    labels = Shelf(shelf.library, shelf.root / "labels")
    labels.beside({"a.txt": b"0 0.5 0.5 0.1 0.1\n"}, role="label")
    shelf.library.set_protected(labels.id, True)
    assert culled(shelf, keeper, copy).removed == 1
    assert (labels.root / "a.txt").exists()


def test_offline_files_stay_and_justify_nothing(shelf: Shelf, tmp_path: Path) -> None:
    away = Shelf(shelf.library, tmp_path / "card")
    far, near, third = away.add("1.jpg", A), shelf.add("1.jpg", A), shelf.add("2.jpg", B)
    away.root.rename(tmp_path / "unplugged")
    made = plan(shelf.library, [group_of(shelf.library, near, far)])
    assert codes(made) == ["offline"]
    made = plan(shelf.library, [group_of(shelf.library, far, near)])
    assert (made.leaving, codes(made)) == ((), ["keeper_missing"])
    made = plan(shelf.library, [group_of(shelf.library, far, near, third)])
    assert codes(made) == ["keeper_missing", "keeper_missing"]


def test_m2_two_labels_are_asked_about(shelf: Shelf) -> None:
    cat, dog = shelf.add("cat/P1.jpg", A), shelf.add("dog/P1.jpg", A)
    made = plan(shelf.library, [group_of(shelf.library, cat, dog, conflict=("cat", "dog"))])
    assert [(left.code, left.fields["labels"]) for left in made.left_out] == [("label_conflict", "cat, dog")]
    decide(shelf.library, "leaves", dog)  # asked, and answered
    assert len(plan(shelf.library, [group_of(shelf.library, cat, dog, conflict=("cat", "dog"))]).leaving) == 1


def test_decisions_made_after_the_plan_hold(shelf: Shelf) -> None:
    a, b, c = shelf.add("a.jpg", A), shelf.add("b.jpg", A), shelf.add("c.jpg", C)
    made = plan(shelf.library, [group_of(shelf.library, a, b, c)])
    decide(shelf.library, "keep", b)
    group = group_of(shelf.library, a, b, c)
    shelf.library.history.decide_pair(
        group.members[0].picture_hash, group.members[2].picture_hash, "not_duplicate", ("a", "c")
    )
    done = execute(shelf.library, made)
    assert [stayed.code for stayed in done.skipped] == ["decided_keep", "decided_apart"]


def test_a_raw_without_an_equal_keeps_its_picture(shelf: Shelf) -> None:
    keeper, copy = shelf.add("a.jpg", A), shelf.add("IMG_1.jpg", A)
    shelf.beside({"IMG_1.CR2": b"raw" * 1000}, role="raw")
    made = plan(shelf.library, [group_of(shelf.library, keeper, copy)])
    assert [(left.code, left.fields["raw"]) for left in made.left_out] == [
        ("raw_would_be_lost", shelf.at("IMG_1.CR2"))
    ]
    shelf.beside({"a.cr2": b"raw" * 1000}, role="raw")
    made = plan(shelf.library, [group_of(shelf.library, keeper, copy)])
    assert len(made.leaving) == 1
    (shelf.root / "a.cr2").write_bytes(b"raW" * 1000)
    assert [stayed.code for stayed in execute(shelf.library, made).skipped] == ["raw_would_be_lost"]
    (shelf.root / "a.cr2").write_bytes(b"raw" * 1000)
    done = execute(shelf.library, made)
    assert (done.removed, done.side_files) == (1, 1)
    # a RAW that is a picture of its own is not given for a JPEG made of it
    alone, jpeg = shelf.add("x/IMG_2.CR2", C, role="raw"), shelf.add("y/IMG_2.jpg", B)
    assert codes(plan(shelf.library, [group_of(shelf.library, jpeg, alone)])) == ["raw_would_be_lost"]


def test_p1_p2_p3_names_of_every_sort(shelf: Shelf) -> None:
    names = [
        b"caf\xe9.jpg", b"a#1.jpg", b"a%41.jpg", b"aA.jpg", b"a?*.jpg", b" lead.jpg ", b"new\nline.jpg",
        b"q'\"$(x).jpg", b"IMG.JPG", b"img.jpg", "é.jpg".encode(), "e\u0301.jpg".encode(), b"x" * 251 + b".jpg",
    ]  # fmt: skip
    groups = []
    for number, name in enumerate(names):
        data = b"%d" % number * 500
        groups.append(
            group_of(shelf.library, shelf.add(b"keep/%d.jpg" % number, data), shelf.add(name, data))
        )
    before = contents(shelf.root)
    done = execute(shelf.library, plan(shelf.library, groups[3:4]))
    assert done.removed == 1
    assert set(before) - set(contents(shelf.root)) == {b"aA.jpg"}
    done = execute(shelf.library, plan(shelf.library, groups[:3] + groups[4:]))
    assert (done.removed, done.failed, done.skipped) == (len(names) - 1, (), ())
    assert restore(shelf.library).restored == len(names)
    assert contents(shelf.root) == before


def test_p5_two_names_of_one_file(shelf: Shelf) -> None:
    first = shelf.add("P1.jpg", A)
    name, copy = shelf.link("P1 link.jpg", "P1.jpg"), shelf.add("P1 copy.jpg", A)
    made = plan(shelf.library, [group_of(shelf.library, first, name, copy)])
    assert [leaving.bytes_freed for leaving in made.leaving] == [0, 1000]
    assert made.bytes_freed == 1000
    assert made.without({made.leaving[0].group}).bytes_freed == 0
    done = execute(shelf.library, made)
    assert (done.removed, done.bytes_freed) == (2, 1000)
    assert (shelf.root / "P1.jpg").stat().st_nlink == 2  # its other name lies in the quarantine
    restore(shelf.library)
    assert (shelf.root / "P1.jpg").samefile(shelf.root / "P1 link.jpg")


def test_p5_bytes_are_free_with_the_last_name(shelf: Shelf) -> None:
    keeper, one = shelf.add("keeper.jpg", A), shelf.add("1.jpg", A)
    two = shelf.link("2.jpg", "1.jpg")
    made = plan(shelf.library, [group_of(shelf.library, keeper, one, two)])
    assert [leaving.bytes_freed for leaving in made.leaving] == [0, 1000]
    assert (
        execute(shelf.library, plan(shelf.library, [group_of(shelf.library, keeper, one)])).bytes_freed == 0
    )
    # the name in the quarantine does not count as one that stays
    later = plan(shelf.library, [group_of(shelf.library, keeper, two)])
    assert later.bytes_freed == 1000
    assert execute(shelf.library, later).bytes_freed == 1000


def test_one_name_seen_twice_is_not_two(shelf: Shelf, tmp_path: Path) -> None:
    """Two Roots that are one folder, as a mount seen at two places"""
    first = shelf.add("a.jpg", A)
    (tmp_path / "again").symlink_to(shelf.root)
    second = Shelf(shelf.library, tmp_path / "again").add("a.jpg", A)
    done = execute(shelf.library, plan(shelf.library, [group_of(shelf.library, first, second)]))
    assert [stayed.code for stayed in done.skipped] == ["same_file"]
    assert contents(shelf.root) == {b"a.jpg": A}


def test_a_way_that_no_look_tells(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keeper is gone once the other has left: it is brought back at once."""
    first, second = shelf.add("a.jpg", A), shelf.add("b.jpg", A)
    real = moving.move

    def both_go(source: bytes, target: bytes, *rest: object) -> None:
        real(source, target, *rest)  # type: ignore[arg-type]
        if source == shelf.at("b.jpg"):
            os.rename(shelf.at("a.jpg"), shelf.at("hidden"))

    monkeypatch.setattr(moving, "move", both_go)
    done = culled(shelf, first, second)
    assert [stayed.code for stayed in done.skipped] == ["same_file"]
    assert contents(shelf.root)[b"b.jpg"] == A


def test_c10_the_numbers_add_up(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = shelf.add("keeper.jpg", A)
    files = [shelf.add(f"{number}.jpg", A) for number in range(6)]
    links = [shelf.link(f"link {number}.jpg", "5.jpg") for number in range(3)]
    made = plan(shelf.library, [group_of(shelf.library, keeper, *files, *links, shelf.add("last.jpg", A))])
    (shelf.root / "2.jpg").unlink()
    real = moving.rename_new

    def refusing(source: bytes, target: bytes) -> None:
        if source.endswith((b"/0.jpg", b"/1.jpg")):
            raise PermissionError(13, "Permission denied")
        real(source, target)

    monkeypatch.setattr(moving, "rename_new", refusing)
    done = execute(shelf.library, made)
    assert done.planned == 10 == done.removed + len(done.failed) + len(done.skipped)
    assert [(os.path.basename(f.path), f.code) for f in done.failed] == [
        (b"0.jpg", "not_allowed"),
        (b"1.jpg", "not_allowed"),
    ]
    assert [(os.path.basename(s.path), s.code) for s in done.skipped] == [(b"2.jpg", "vanished")]
    assert done.bytes_freed == 1000 * 4  # 3, 4, last, and 5 with its three other names
    record = cull_journal.record(shelf.library, done.cull_id or 0)
    assert record is not None
    assert (record.planned, record.pictures, record.failed, record.skipped) == (10, 7, 2, 1)
    assert record.bytes_freed == 4000


def test_an_item_goes_as_a_whole_or_not_at_all(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper, copy = shelf.add("k.jpg", A), shelf.add("a.jpg", A)
    shelf.beside({"a.xmp": b"x", "a.jpg.xmp": b"y", "a.aae": b"z"})
    before = contents(shelf.root)
    real = moving.rename_new

    def refusing(source: bytes, target: bytes) -> None:
        if source.endswith(b"a.jpg.xmp"):
            raise PermissionError(13, "Permission denied")
        real(source, target)

    monkeypatch.setattr(moving, "rename_new", refusing)
    done = culled(shelf, keeper, copy)
    assert [(f.code, f.fields["side_file"]) for f in done.failed] == [
        ("side_file_failed", os.fsdecode(shelf.at("a.jpg.xmp")))
    ]
    assert contents(shelf.root) == before
    assert interrupted.interrupted(shelf.library) is None
    assert cull_journal.culls(shelf.library)[0].state == "nothing"


def test_a_run_that_is_stopped_finishes_the_file_in_hand(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [shelf.add(f"{number}.jpg", A) for number in range(5)]
    cancel = CancelToken()
    told: list[Progress] = []
    real = moving.move

    def stopping(*arguments: object) -> None:
        cancel.cancel()
        real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(moving, "move", stopping)
    made = plan(shelf.library, [group_of(shelf.library, *files)])
    done = execute(shelf.library, made, progress=told.append, cancel=cancel)
    assert done.stopped
    assert (done.planned, done.removed, len(done.skipped)) == (4, 1, 3)
    assert {stayed.code for stayed in done.skipped} == {"stopped"}
    assert told[0].stages[0].total == 4
    assert interrupted.interrupted(shelf.library) is None
    assert restore(shelf.library).restored == done.removed


def test_a_partial_restore(shelf: Shelf) -> None:
    files = [shelf.add(f"{number}.jpg", A) for number in range(4)]
    done = culled(shelf, *files)
    assert restore(shelf.library, done.cull_id, files=[files[2]]).restored == 1
    (record,) = cull_journal.culls(shelf.library)
    assert (record.state, record.away) == ("partly", 2)
    undo = shelf.library.history.can_undo()
    assert undo is not None
    assert undo.id == done.cull_id
    assert restore(shelf.library, done.cull_id).restored == 2
    assert cull_journal.culls(shelf.library)[0].state == "put_back"


def test_undo_and_redo_with_decisions_between(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        shelf = Shelf(library, tmp_path / "photos")
        files = [shelf.add(f"{number}.jpg", A) for number in range(3)]
        decide(library, "leaves", files[1])
        first = culled(shelf, files[0], files[1])
        decide(library, "leaves", files[2])
        second = culled(shelf, files[0], files[2])
    with Library.open(tmp_path / "library") as library:
        history = library.history

        def undone() -> int | None:
            event = history.can_undo()
            return None if event is None else event.id

        assert undone() == second.cull_id
        with pytest.raises(InputError, match="is_a_cull"):
            history.undo()
        assert restore(library, first.cull_id).restored == 1  # out of order
        assert undone() == second.cull_id
        assert restore(library, second.cull_id).restored == 1
        act = history.undo()
        assert act is not None
        assert act.body["names"] == [str(files[2])]
        redone = history.redoes()
        assert redone is not None
        assert redone.kind == "decide"
        history.redo()
        redone = history.redoes()
        assert redone is not None
        assert redone.id == second.cull_id
    with Library.open(tmp_path / "library") as library:
        assert cull.again(library, second.cull_id or 0).removed == 1
        assert cull.again(library, first.cull_id or 0).removed == 1
        event = library.history.can_undo()
        assert event is not None
        assert event.id == first.cull_id  # the one that went last
        with pytest.raises(InputError, match="cull_not_redoable"):
            cull.again(library, first.cull_id or 0)
        assert contents(tmp_path / "photos") == {b"0.jpg": A}
        assert restore(library).restored == 2
        assert library.history.redoes() is not None


def test_the_quarantine_is_emptied_only_by_its_number(shelf: Shelf) -> None:
    files = [shelf.add(f"{number}.jpg", A) for number in range(4)]
    shelf.beside({"1.xmp": b"x"})
    first = culled(shelf, files[0], files[1])
    second = culled(shelf, files[0], files[2])
    assert quarantine.held(shelf.library) == (3, 2001)
    stray = shelf.library.path / "quarantine" / "mine.jpg"
    stray.write_bytes(B)
    with pytest.raises(InputError, match="count_differs"):
        quarantine.empty(shelf.library, 2)
    restore(shelf.library, second.cull_id)
    assert quarantine.empty(shelf.library, 2) == (2, 1001, 0)
    assert quarantine.held(shelf.library) == (0, 0)
    assert stray.exists()
    back = restore(shelf.library, first.cull_id)
    assert (back.restored, back.failed) == (0, ())
    assert [record.state for record in cull_journal.culls(shelf.library)] == ["put_back", "emptied"]
    assert shelf.library.history.can_undo() is None
    assert contents(shelf.root) == {b"0.jpg": A, b"2.jpg": A, b"3.jpg": A}


def test_the_list_in_the_quarantine_can_be_read_without_simgui(shelf: Shelf) -> None:
    import json

    keeper, copy = shelf.add("a.jpg", A), shelf.add(b"caf\xe9.jpg", A)
    done = culled(shelf, keeper, copy)
    folder = shelf.library.path / "quarantine" / str(done.cull_id)
    said = json.loads((folder / "manifest.json").read_text())
    (entry,) = said["files"]
    assert (folder / os.fsdecode(os.fsencode(entry["now"])).split("/")[0]).is_dir()
    assert entry["stays"] == os.fsdecode(shelf.at("a.jpg"))
    assert "from_base64" in entry
    restore(shelf.library)
    assert not folder.exists()


def test_gone_from_the_quarantine(shelf: Shelf) -> None:
    files = [shelf.add(f"{number}.jpg", A) for number in range(3)]
    done = culled(shelf, *files)
    for path in (shelf.library.path / "quarantine").rglob("1.jpg"):
        path.unlink()
    back = restore(shelf.library, done.cull_id)
    assert (back.restored, [f.code for f in back.failed]) == (1, ["gone_from_away"])
    assert restore(shelf.library, done.cull_id).failed == ()  # said once


def test_what_left_a_forgotten_root_comes_back_all_the_same(shelf: Shelf) -> None:
    keeper, copy = shelf.add("a.jpg", A), shelf.add("sub/b.jpg", A)
    done = culled(shelf, keeper, copy)
    shelf.library.forget(shelf.library.forget_plan(shelf.path))
    assert restore(shelf.library, done.cull_id).restored == 1
    assert contents(shelf.root) == {b"a.jpg": A, b"sub/b.jpg": A}


def test_no_folder_is_made_where_a_drive_was(shelf: Shelf, tmp_path: Path) -> None:
    card = Shelf(shelf.library, tmp_path / "card")
    keeper, copy = shelf.add("a.jpg", A), card.add("DCIM/b.jpg", A)
    done = culled(shelf, keeper, copy)
    with shelf.library.catalog.write() as connection:  # as if it had been on a disk of its own
        connection.execute("UPDATE roots SET device = device + 1 WHERE id = ?", (card.id,))
    (card.root / "DCIM").rmdir()
    for gone in (False, True):
        if gone:
            card.root.rmdir()
        back = restore(shelf.library, done.cull_id)
        assert [(f.code, f.fields["root"]) for f in back.failed] == [("root_offline", card.path)]
        assert not (card.root / "DCIM").exists()
    with shelf.library.catalog.write() as connection:
        connection.execute("UPDATE roots SET device = device - 1 WHERE id = ?", (card.id,))
    assert restore(shelf.library, done.cull_id).restored == 1  # the folder was deleted, its disk is there
    assert (card.root / "DCIM" / "b.jpg").read_bytes() == A


def test_nobody_indexes_while_files_move(shelf: Shelf) -> None:
    keeper, copy = shelf.add("a.jpg", A), shelf.add("b.jpg", A)
    made = plan(shelf.library, [group_of(shelf.library, keeper, copy)])
    with shelf.library.alone("indexing"):
        for act in (lambda: execute(shelf.library, made), lambda: restore(shelf.library)):
            with pytest.raises(StoreError, match="indexing_now"):
                act()
    with shelf.library.alone("culling"), pytest.raises(StoreError, match="culling_now"):
        shelf.library.forget(shelf.library.forget_plan(shelf.path))
    assert contents(shelf.root) == {b"a.jpg": A, b"b.jpg": A}


def test_only_a_list(shelf: Shelf) -> None:
    keeper, copy = shelf.add("a.jpg", A), shelf.add("b.jpg", A)
    done = culled(shelf, keeper, copy, action="list")
    assert (done.cull_id, done.planned, done.removed, len(done.skipped)) == (None, 1, 0, 1)
    assert cull_journal.culls(shelf.library) == []
    with pytest.raises(InputError, match="unknown_action"):
        execute(shelf.library, plan(shelf.library, []), "delete")
