"""Lists that name pictures which leave: found, counted, and made again without them, never overwritten."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simgui.core import listed
from simgui.core.errors import FileActionError, InputError
from simgui.core.library import Library
from simgui.core.listed import Rewritten, find_lists, naming, rewrite, save
from tests.core.labelled import add_pictures, box_line, labelme


@pytest.fixture
def photos(library: Library, tmp_path: Path) -> Path:
    """Nine classes with pictures of the same names: class1/0001.jpg ... class9/0001.jpg, and 0002.jpg"""
    folder = tmp_path / "photos"
    names = [f"class{number}/{name}.jpg" for number in range(1, 10) for name in ("0001", "0002")]
    for name in (*names, "only.jpg"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    add_pictures(library, folder, *names, "only.jpg")
    return folder


def at(folder: Path, *names: str) -> set[bytes]:
    return {os.fsencode(folder / name) for name in names}


def named(library: Library, folder: Path, *names: str) -> dict[str, tuple[str, int, int]]:
    found = naming(library, at(folder, *names))
    return {
        os.path.relpath(os.fsdecode(one.path), folder): (one.kind, one.named, one.ambiguous) for one in found
    }


def again(library: Library, path: Path, removed: set[bytes]) -> Rewritten:
    """The list made again, and saved; the old one stays as it was."""
    before = path.read_bytes()
    made = rewrite(library, os.fsencode(path), removed)
    save(made)
    assert path.read_bytes() == before
    with open(made.path, "rb") as file:
        assert file.read() == made.data
    return made


# which files are lists


def test_what_may_be_a_list(photos: Path, library: Library, tmp_path: Path) -> None:
    lists = ("train.txt", "class1/val.TXT", "annotations/instances.json", "out.csv")
    others = (
        "class1/0001.txt",
        "class1/0001.json",
        "class1/0001.jpg.json",
        "labels/x/7.txt",
        "notes.md",
        "empty.txt",
    )
    for name in (*lists, *others, "left_out/train.txt", ".git/x.txt"):
        (photos / name).parent.mkdir(parents=True, exist_ok=True)
        (photos / name).write_text("" if name == "empty.txt" else "x")
    with library.catalog.write() as connection:
        connection.execute("UPDATE roots SET excludes = '[\"left_out\"]'")
    if os.name == "posix":
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere/train.txt").write_text("x")
        (photos / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
        (photos / "link.txt").symlink_to(tmp_path / "elsewhere/train.txt")
    assert find_lists(library.catalog.roots()) == tuple(sorted(at(photos, *lists)))


def test_too_large_for_a_list(photos: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    (photos / "train.txt").write_text("class1/0001.jpg\n" * 10)
    monkeypatch.setattr(listed, "LIST_LIMIT_BYTES", 100)
    assert find_lists(library.catalog.roots()) == ()
    with pytest.raises(InputError, match="not_a_list"):
        rewrite(library, os.fsencode(photos / "train.txt"), set())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("notes.txt", "The pictures of July.\nSee class1/0001.jpg for the boat.\nNothing else.\n"),
        ("boxes.txt", box_line() * 3),
        ("shape.json", labelme()),
        ("broken.json", '{"images": [{"file_name": "class1/0001.jpg"'),
        ("deep.json", '"images" "file_name"' + "[" * 100_000),
        ("other.json", '{"images": 3, "x": "file_name"}'),
        ("picture.md", "class1/0001.jpg"),
    ],
)
def test_what_is_no_list(photos: Path, library: Library, name: str, text: str) -> None:
    (photos / name).write_text(text)
    assert named(library, photos, "class1/0001.jpg") == {}
    with pytest.raises(InputError, match="not_a_list"):
        rewrite(library, os.fsencode(photos / name), at(photos, "class1/0001.jpg"))


# lines


def test_the_path_decides_not_the_name(photos: Path, library: Library) -> None:
    """M4"""
    text = "".join(f"class{number}/0001.jpg\n" for number in range(1, 10))
    (photos / "train.txt").write_text(text)
    assert named(library, photos, "class3/0001.jpg", "class3/0002.jpg") == {"train.txt": ("lines", 1, 0)}
    made = again(library, photos / "train.txt", at(photos, "class3/0001.jpg", "class3/0002.jpg"))
    assert made.path == os.fsencode(photos / "train (without 1).txt")
    assert made.data.decode() == text.replace("class3/0001.jpg\n", "")
    assert (made.left_out, made.ambiguous) == (1, 0)
    made = again(library, photos / "train.txt", at(photos, "class3/0001.jpg"))
    assert made.path == os.fsencode(photos / "train (without 1) 2.txt"), "the first one stays"


def test_every_way_to_write_a_path(photos: Path, library: Library) -> None:
    folder = photos / "lists"
    folder.mkdir()
    gone = ["class1/0001.jpg", "./class2/0001.jpg", "../class3/0001.jpg", str(photos / "class4/0001.jpg"),
            "photos/class5/0001.jpg", "class6\\0001.jpg", '"class7/0001.jpg"', "class8/0001.jpg 3",
            "only.jpg\t1,2"]  # fmt: skip
    stays = ["class1/0002.jpg", "# only a comment", "", "/other/class1/0001.jpg", "elsewhere/0003.jpg"]
    text = "\ufeff" + "\r\n".join([*gone[:5], *stays, *gone[5:]])
    (folder / "all.txt").write_bytes(text.encode())
    removed = at(photos, *(f"class{number}/0001.jpg" for number in range(1, 10)), "only.jpg")
    made = again(library, folder / "all.txt", removed)
    assert made.data.decode() == "\ufeff" + "\r\n".join(stays) + "\r\n"
    assert made.left_out == len(gone)


def test_a_bare_name_that_several_pictures_have(photos: Path, library: Library) -> None:
    """is left alone, and said; one that only one picture has is that picture's"""
    (photos / "train.txt").write_text("0001.jpg\nonly.jpg\n0002.jpg\n")
    (photos / "class1/here.txt").write_text("0001.jpg\n0002.jpg\n")
    removed = ("class1/0001.jpg", "only.jpg")
    assert named(library, photos, *removed) == {
        "train.txt": ("lines", 1, 1),
        "class1/here.txt": ("lines", 1, 0),
    }
    made = again(library, photos / "train.txt", at(photos, *removed))
    assert (made.data, made.left_out, made.ambiguous) == (b"0001.jpg\n0002.jpg\n", 1, 1)


def test_lists_of_pascal_voc(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "VOC"
    for name in ("JPEGImages/1.jpg", "JPEGImages/2.jpg", "other/1.jpg"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    add_pictures(library, folder, "JPEGImages/1.jpg", "JPEGImages/2.jpg", "JPEGImages/3.jpg", "other/1.jpg")
    (folder / "ImageSets/Main").mkdir(parents=True)
    (folder / "ImageSets/Main/cat_train.txt").write_text("1 -1\n2  1\n")
    assert named(library, folder, "other/1.jpg") == {}
    path = folder / "ImageSets/Main/cat_train.txt"
    made = again(library, path, at(folder, "JPEGImages/1.jpg"))
    assert made.data == b"2  1\n"


def test_a_place_that_was_taken_meanwhile(photos: Path, library: Library) -> None:
    (photos / "train.txt").write_text("only.jpg\n")
    made = rewrite(library, os.fsencode(photos / "train.txt"), at(photos, "only.jpg"))
    (photos / "train (without 1).txt").write_text("mine")
    with pytest.raises(FileActionError, match="exists"):
        save(made)
    assert (photos / "train (without 1).txt").read_text() == "mine"


# COCO


def coco(**more: object) -> dict[str, object]:
    names = ("class1/0001.jpg", "class1/0002.jpg", "only.jpg", "0001.jpg")
    return {
        "info": {"year": 2024},
        "images": [
            {"id": number, "file_name": name, "width": 200, "height": 100, "coco_url": "http://x"}
            for number, name in enumerate(names)
        ],
        "annotations": [
            {"id": 10, "image_id": 0, "category_id": 1, "bbox": [10, 20, 30, 40], "area": 1200,
             "segmentation": [[10, 20, 40, 20, 40, 60]], "keypoints": [10, 20, 2, 0, 0, 0]},
            {"id": 11, "image_id": 1, "category_id": 1, "bbox": [1, 2, 3, 4], "area": 12, "segmentation": []},
            {"id": 12, "image_id": 2, "category_id": 1, "bbox": [1, 2, 3, 4], "segmentation": {"counts": "x"}},
        ],
        "categories": [{"id": 1, "name": "猫"}],
        **more,
    }  # fmt: skip


def test_coco(photos: Path, library: Library) -> None:
    (photos / "annotations").mkdir()
    path = photos / "annotations/instances.json"
    path.write_text(json.dumps(coco()))
    removed = ("class1/0001.jpg", "only.jpg")
    assert named(library, photos, *removed) == {"annotations/instances.json": ("coco", 2, 1)}
    made = again(library, path, at(photos, *removed))
    document = json.loads(made.data)
    assert [image["id"] for image in document["images"]] == [1, 3]
    assert [one["id"] for one in document["annotations"]] == [11]
    assert {key: document[key] for key in ("info", "categories")} == {
        key: coco()[key] for key in ("info", "categories")
    }


def test_coco_with_odd_entries(photos: Path, library: Library) -> None:
    odd = {
        "images": [None, 3, {"file_name": 4}, {"id": [1], "file_name": "only.jpg"}],
        "annotations": [None, {"image_id": [1]}, 5],
    }
    (photos / "x.json").write_text(json.dumps(odd))
    made = again(library, photos / "x.json", at(photos, "only.jpg"))
    assert json.loads(made.data) == {"images": [None, 3, {"file_name": 4}], "annotations": [None, 5]}
    odd["annotations"] = 7  # type: ignore[assignment]
    (photos / "x.json").write_text(json.dumps(odd))
    assert json.loads(again(library, photos / "x.json", at(photos, "only.jpg")).data)["annotations"] == 7


# CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(photos: Path, library: Library, delimiter: str) -> None:
    rows = [["id", "file", "said"], ["1", "class1/0001.jpg", 'a "cat"'], ["2", "class1/0002.jpg", "two\nlines"],
            ["3", "class2/0001.jpg", "x"]]  # fmt: skip
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    text = "\ufeff" + written.getvalue()
    (photos / "labels.csv").write_bytes(text.encode())
    assert named(library, photos, "class1/0001.jpg") == {"labels.csv": ("csv", 1, 0)}
    made = again(library, photos / "labels.csv", at(photos, "class1/0001.jpg"))
    first = text.index("1" + delimiter)
    assert made.data.decode() == text[:first] + text[text.index("2" + delimiter + "class") :]


def test_a_csv_of_pairs(photos: Path, library: Library) -> None:
    (photos / "pairs.csv").write_text(
        "class1/0001.jpg,class2/0001.jpg,0.3\nclass3/0001.jpg,class2/0002.jpg,0.4\n"
    )
    made = again(library, photos / "pairs.csv", at(photos, "class1/0001.jpg", "class2/0001.jpg"))
    assert (made.data, made.left_out) == (b"class3/0001.jpg,class2/0002.jpg,0.4\n", 1)


@pytest.mark.skipif(os.name != "posix", reason="names of bytes as POSIX has them")
def test_names_that_are_not_text(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    (odd,) = add_pictures(library, folder, os.fsdecode(b"caf\xe9.jpg"))
    assert odd
    removed = {os.path.join(os.fsencode(folder), b"caf\xe9.jpg")}
    (folder / "a.txt").write_bytes(b"caf\xe9.jpg\nna\xefve.jpg\n")
    (folder / "a.csv").write_bytes(b"caf\xe9.jpg,1\nna\xefve.jpg,2\n")
    assert again(library, folder / "a.txt", removed).data == b"na\xefve.jpg\n"
    assert again(library, folder / "a.csv", removed).data == b"na\xefve.jpg,2\n"


@pytest.fixture(scope="module")
def noisy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Library]]:
    folder = tmp_path_factory.mktemp("lists")
    with Library.open(folder / "library") as library:
        add_pictures(library, folder, "x.jpg", "y.jpg", "z.jpg")
        yield folder, library


TEXTS = {
    "a.txt": "x.jpg\ny.jpg 3\n",
    "a.csv": 'n,"x.jpg"\n1,y.jpg\n',
    "a.json": '{"images": [{"id": 1, "file_name": "\\ud800"}, {"id": 2, "file_name": "x.jpg"}]}',
}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(TEXTS)), st.binary(max_size=20), st.integers(0, 60))
def test_no_bytes_raise(noisy: tuple[Path, Library], name: str, noise: bytes, where: int) -> None:
    folder, library = noisy
    (folder / name).write_bytes(TEXTS[name][:where].encode() + noise + TEXTS[name][where:].encode())
    try:
        made = rewrite(library, os.fsencode(folder / name), at(folder, "x.jpg"))
    except InputError:
        return
    assert made.path != os.fsencode(folder / name)
