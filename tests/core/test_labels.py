"""Labels read, compared, and handed over from a picture that leaves to the one that stays."""

from __future__ import annotations

import inspect
import json
import math
import os
import re
import socket
import struct
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from simgui.core import class_folders, handing, label_mapping, placement
from simgui.core.carried import Reader
from simgui.core.class_folders import split_of, splits
from simgui.core.compare import Comparison, compare, swapped
from simgui.core.edits import Kind
from simgui.core.errors import ImageError
from simgui.core.handing import HandOver, Note, plan_hand_over
from simgui.core.label_files import class_names, parse_yolo, read_bytes
from simgui.core.labels import conflict, label_of
from simgui.core.library import Library
from simgui.core.xmp import Tags, parse_tags, with_tags
from simgui.words import HANDING, handing_words, say
from tests.core.labelled import add_pictures, box_line, labelme, voc, xmp
from tests.core.test_compare import sight


def jpeg_with(packet: str) -> bytes:
    body = b"http://ns.adobe.com/xap/1.0/\0" + packet.encode()
    jfif = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\1\1\0\0\1\0\1\0\0"
    return (
        b"\xff\xd8" + jfif + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + b"\xff\xda\0\2\xff\xd9"
    )


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def labels_in(
    library: Library, folder: Path, files: dict[str, str | bytes], **facts: object
) -> list[tuple[str, ...]]:
    """Labels of the pictures among these files, in their order."""
    write(folder, files)
    pictures = [name for name in files if name.endswith((".jpg", ".png"))]
    ids = add_pictures(library, folder, *pictures, **facts)  # type: ignore[arg-type]
    found = label_of(library, ids)
    return [found.get(file, ()) for file in ids]


# reading


def test_label_files_of_each_kind(library: Library, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "images/a.jpg": b"", "labels/a.txt": box_line(1) + box_line(0) + box_line(7),
        "labels/classes.txt": "cat\ndog\n",
        "images/b.jpg": b"", "images/b.json": labelme(), "images/b.xml": voc((("dog", (1, 1, 9, 9)),)),
        "images/c.jpg": b"", "labels/c.txt": "",
        "images/d.jpg": b"", "images/d.txt": "a cat, asleep",
        "images/e.jpg": b"", "images/e.xmp": xmp(["sea", "boat"], 4),
    }  # fmt: skip
    assert labels_in(library, tmp_path / "set", files) == [
        ("7", "cat", "dog"),
        ("cat", "dog"),
        (),
        (),
        ("#boat", "#sea"),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("classes.txt", "cat\nbig dog\n\n"),
        ("data.yaml", "path: ../x\nnc: 2\nnames: ['cat', \"big dog\"]  # two\n"),
        ("data.yaml", "names:\n  0: cat\n  1: big dog\n\nnc: 2\n"),
        ("coco.yml", "names:\n- cat\n- big dog\ndownload: https://x\n"),
        ("x.yaml", "names: {0: cat, 1: 'big dog'}\n"),
        ("x.yaml", "names: [cat,\n  big dog\n]\nnc: 2"),
    ],
)
def test_names_of_classes(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    assert class_names(os.fsencode(tmp_path / name)) == ("cat", "big dog")


@pytest.mark.parametrize(
    "text", ["", "names:\n", "names: [", "other: 1", "names: {9999999999: x}", "names:\n\n\n"]
)
def test_a_file_that_names_no_classes(tmp_path: Path, text: str) -> None:
    (tmp_path / "data.yaml").write_text(text)
    assert class_names(os.fsencode(tmp_path / "data.yaml")) == ()


def test_classes_are_named_up_to_the_root_and_beside_it(library: Library, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "images/train/a.jpg": b"",
        "labels/train/a.txt": box_line(),
        "data.yaml": "names: [owl]",
    }
    write(tmp_path / "set", files)
    (file,) = add_pictures(library, tmp_path / "set/images", "train/a.jpg")
    assert label_of(library, [file]) == {file: ("owl",)}
    (tmp_path / "set/data.yaml").rename(tmp_path / "data.yaml")  # further up than a data set reaches
    assert label_of(library, [file]) == {file: ("0",)}


def test_tags_of_side_files_and_in_the_picture(library: Library, tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.jpg": jpeg_with(xmp(["sea"], 2)), "a.xmp": xmp(["boat"], 5), "a.jpg.xmp": xmp((), 3),
            "b.jpg": jpeg_with(xmp(["sea", "x &amp; y"], -1)),
            "c.jpg": jpeg_with(xmp((), 0)), "d.jpg": b"no JPEG",
        },
    )  # fmt: skip
    a, b, c, d = add_pictures(library, tmp_path, "a.jpg", "b.jpg", "c.jpg", "d.jpg")
    assert label_of(library, [a, b, c, d]) == {a: ("#boat", "#sea"), b: ("#sea", "#x & y")}
    assert label_of(library, [b], embedded=False) == {}
    held = [
        Reader(library).carried(os.fsencode(tmp_path / name)).tags for name in ("a.jpg", "b.jpg", "c.jpg")
    ]
    assert held == [Tags(("boat", "sea"), 3), Tags(("sea", "x & y"), -1), Tags()]


def test_keywords_that_stand_in_trees_only(tmp_path: Path) -> None:
    tree = xmp().replace(
        "</rdf:Description>",
        '<lr:hierarchicalSubject xmlns:lr="http://ns.adobe.com/lightroom/1.0/"><rdf:Bag><rdf:li>places|sea</rdf:li>'
        "<rdf:li>darktable|format|jpg</rdf:li></rdf:Bag></lr:hierarchicalSubject><xmp:Rating>4</xmp:Rating></rdf:Description>",
    )
    assert parse_tags(tree.encode()) == Tags(("sea",), 4)


BROKEN: dict[str, tuple[bytes, str]] = {
    "a.txt": (box_line().encode() + b"0 0.5 nan 1 1\n", "label_malformed"),
    "b.txt": (b"0 120 80 40 30\n", "label_malformed"),  # pixels
    "a.json": (b'{"shapes": [{"label": 3}], "imagePath": "a.jpg"}', "label_malformed"),
    "b.json": (b'{"shapes": [], "imagePath": ' + b"[" * 100_000, "label_malformed"),
    "a.xml": (b"<annotation><object>", "label_malformed"),
    "b.xml": (b'<!DOCTYPE annotation [<!ENTITY a "aaaa">]><annotation>&a;</annotation>', "label_malformed"),
    "a.xmp": (b"<x:xmpmeta", "label_malformed"),
    "b.xmp": (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "label_malformed"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_malformed_label_file_is_a_problem(library: Library, tmp_path: Path, name: str) -> None:
    content, code = BROKEN[name]
    write(tmp_path, {name: content, f"{name[0]}.jpg": b""})
    reader = Reader(library)
    assert label_of(library, add_pictures(library, tmp_path, f"{name[0]}.jpg"), reader=reader) == {}
    assert [(problem.path, problem.code) for problem in reader.problems] == [
        (os.fsencode(tmp_path / name), code)
    ]


@pytest.mark.skipif(os.name != "posix", reason="sockets that have a path")
def test_what_is_no_file_is_said_to_be_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path may not be long
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("a.txt")
        with pytest.raises(ImageError, match="not_regular"):
            read_bytes(b"a.txt")


@pytest.fixture(scope="module")
def noisy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Library, list[int]]]:
    folder = tmp_path_factory.mktemp("noise")
    with Library.open(folder / "library") as library:
        yield folder, library, add_pictures(library, folder, "a.jpg", "b.jpg")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(["a.txt", "a.json", "a.xml", "a.xmp"]), st.integers(0, 400))
def test_no_bytes_raise(noisy: tuple[Path, Library, list[int]], noise: bytes, name: str, at: int) -> None:
    folder, library, files = noisy
    for path in folder.glob("?.*"):
        path.unlink()
    texts = {"a.txt": box_line() * 3, "a.json": labelme(), "a.xml": voc(), "a.xmp": xmp(["a"], 3)}
    sound = texts[name].encode()
    broken = sound[:at] + noise + sound[at + len(noise) :]
    write(folder, {name: broken, "a.jpg": jpeg_with("")[: at // 4] + noise, "b.jpg": b""})
    label_of(library, files)
    for comparison in (COMPARED, placed([0.5, 0, 0.1, 0, 0.5, 0.1, 0, 0, 1])):
        plan_hand_over(library, *paths(folder, "a.jpg", "b.jpg"), comparison, ((200, 150), (100, 75)))


# folders


def folder_labels(library: Library, folder: Path, *names: str, **facts: object) -> list[str | None]:
    files = add_pictures(library, folder, *names, **facts)  # type: ignore[arg-type]
    found = class_folders.class_folders(library, files)
    return [found.get(file) for file in files]


def test_one_picture_in_two_classes(library: Library, tmp_path: Path) -> None:
    """M2"""
    files = add_pictures(library, tmp_path, "cat/P1.jpg", "dog/P1.jpg", "dog/P2.jpg")
    found = label_of(library, files)
    assert found == {files[0]: ("cat",), files[1]: ("dog",), files[2]: ("dog",)}
    assert conflict(found.values()) == ("cat", "dog")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["train/healthy/1.jpg", "test/rust/1.jpg"], ["healthy", "rust"]),
        (["class1/0001.jpg", "class9/0001.jpg"], ["class1", "class9"]),  # M4
        (["n01440764/1.jpg", "n01443537/1.jpg"], ["n01440764", "n01443537"]),
        # collections by event, stores of copies, parts without classes, and what is not laid out so
        (["Zoo/1.jpg", "Anna/1.jpg"], [None, None]),
        (["2019-07 cat/1.jpg", "dog/1.jpg"], [None, None]),
        (["nas/1.jpg", "cards/1.jpg"], [None, None]),
        (["best/1.jpg", "all/1.jpg"], [None, None]),
        (["100CANON/1.jpg", "101CANON/1.jpg"], [None, None]),
        (["train/images/1.jpg", "train/masks/1.jpg"], [None, None]),
        (["train/1.jpg", "val/1.jpg"], [None, None]),
        (["cat/1.jpg", "cat/2.jpg"], [None, None]),
        (["cat/1.jpg", "dog/1.jpg", "1.jpg"], [None, None, None]),
        (["cat/1.jpg", "dog/old/1.jpg"], [None, None]),
    ],
)
def test_folders_as_classes(
    library: Library, tmp_path: Path, names: list[str], expected: list[str | None]
) -> None:
    assert folder_labels(library, tmp_path, *names) == expected


def test_a_root_that_is_a_part_of_a_set(library: Library, tmp_path: Path) -> None:
    assert folder_labels(library, tmp_path / "val", "rust/1.jpg", "scab/1.jpg") == ["rust", "scab"]


def test_many_pictures_in_few_folders(library: Library, tmp_path: Path) -> None:
    """Folders that only a person could tell from classes: taken as such where a wrong guess holds back few"""
    names = [
        f"{folder}/{number}.jpg" for folder in ("Zoo", "Anna") for number in range(class_folders.MANY // 2)
    ]
    assert set(folder_labels(library, tmp_path / "set", *names)) == {"Zoo", "Anna"}
    assert set(folder_labels(library, tmp_path / "photos", *names, camera="Canon")) == {None}
    copies = {name: os.path.basename(name).encode() for name in names}  # each twice
    assert set(folder_labels(library, tmp_path / "kept twice", *names, images=copies)) == {None}


def test_the_person_says_what_folders_mean(library: Library, tmp_path: Path) -> None:
    class_folders.set_mode(library, "yes")
    assert folder_labels(library, tmp_path / "x", "Zoo/1.jpg", "deep/Anna/1.jpg", "1.jpg", "train/1.jpg") == [
        "Zoo", "Anna", None, None,
    ]  # fmt: skip
    class_folders.set_mode(library, "no")
    assert folder_labels(library, tmp_path / "y", "cat/1.jpg", "dog/1.jpg") == [None, None]


def test_parts_of_a_data_set(library: Library, tmp_path: Path) -> None:
    """M1"""
    names = [
        "train/a.jpg",
        "images/val2017/a.jpg",
        "Testing/x/a.jpg",
        "valid/images/a.jpg",
        "contest/a.jpg",
        "train.jpg",
    ]
    files = add_pictures(library, tmp_path / "set", *names)
    (inside,) = add_pictures(library, tmp_path / "train", "cat/a.jpg")
    found = splits(library, [*files, inside])
    assert [found.get(file) for file in (*files, inside)] == [
        "train",
        "val",
        "test",
        "val",
        None,
        None,
        "train",
    ]
    assert split_of(b"test/train/a.jpg") == "train"


def test_labels_that_contradict_each_other() -> None:
    assert conflict([]) == conflict([()]) == conflict([("cat",), ("Cat",), ()]) == ()
    assert conflict([("cat",), ("dog",), ("cat",)]) == ("cat", "dog")
    assert conflict([("cat",), ("cat", "dog")]) == ()  # one says more
    assert conflict([("cat", "sofa"), ("cat", "dog"), ("cat",)]) == ("cat, dog", "cat, sofa")
    assert conflict([("cat",), ("#holiday",)]) == ()  # of two kinds
    assert conflict([("cat", "#a"), ("cat", "#b")]) == ("#a", "#b")


# handing over


def placed(transform: Sequence[float] | None, *codes: str, verified: bool | None = True) -> Comparison:
    return Comparison(
        verified, tuple(map(Kind, codes)), None if transform is None else tuple(map(float, transform))
    )


SAME = (1, 0, 0, 0, 1, 0, 0, 0, 1)
COMPARED = placed(SAME, "scaled")


def paths(folder: Path, leaving: str, keeper: str) -> tuple[bytes, bytes]:
    return os.fsencode(folder / leaving), os.fsencode(folder / keeper)


def handed(
    library: Library,
    folder: Path,
    files: dict[str, str | bytes],
    comparison: Comparison | None = COMPARED,
    sizes: tuple[tuple[int, int], tuple[int, int]] = ((200, 150), (800, 600)),
    pair: tuple[str, str] = ("a.jpg", "b.jpg"),
) -> HandOver:
    write(folder, {pair[0]: b"", pair[1]: b"", **files})
    before = contents(folder)
    plan = plan_hand_over(library, *paths(folder, *pair), comparison, sizes)
    assert contents(folder) == before, "nothing is written"
    if plan.refused:
        assert plan.files == ()
    return plan


def contents(folder: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "library" not in path.parts
    }


def texts(folder: Path, plan: HandOver) -> dict[str, str]:
    return {os.path.relpath(os.fsdecode(file.path), folder): file.data.decode() for file in plan.files}


def test_labels_of_a_small_copy_for_a_big_one(library: Library, tmp_path: Path) -> None:
    """M3"""
    line = box_line(3, (0.31, 0.42, 0.123456, 0.2))
    shapes = [
        ("cat", "rectangle", [[40.5, 30], [80, 90]]),
        ("dog", "polygon", [[1, 2], [3, 140], [199, 149.5]]),
    ]
    plan = handed(
        library,
        tmp_path,
        {"a.txt": line, "a.json": labelme(shapes), "a.xml": voc((("cat", (40, 30, 81, 90)),))},
        sizes=((200, 150), (799, 601)),
    )
    made = texts(tmp_path, plan)
    assert (plan.refused, plan.notes, set(made)) == (None, (), {"b.txt", "b.json", "b.xml"})
    assert made["b.txt"] == line
    document = json.loads(made["b.json"])
    assert (document["imagePath"], document["imageWidth"], document["imageHeight"]) == ("b.jpg", 799, 601)
    assert document["imageData"] is None
    assert (document["version"], document["shapes"][0]["label"]) == ("5.4.1", "cat")
    for (_, _, points), shape in zip(shapes, document["shapes"], strict=True):
        expected = [[x * 799 / 200, y * 601 / 150] for x, y in points]
        assert np.abs(np.subtract(expected, shape["points"])).max() < 1
    root = ElementTree.fromstring(made["b.xml"])
    assert [root.findtext(name) for name in ("filename", "path", "size/width", "size/height", "size/depth")] == [
        "b.jpg", str(tmp_path / "b.jpg"), "799", "601", "3",
    ]  # fmt: skip
    corners = [int(root.findtext(f"object/bndbox/{name}") or "") for name in ("xmin", "ymin", "xmax", "ymax")]
    assert (
        np.abs(np.subtract(corners, [40 * 799 / 200, 30 * 601 / 150, 81 * 799 / 200, 90 * 601 / 150])).max()
        <= 1
    )


def test_what_the_keeper_has_stays(library: Library, tmp_path: Path) -> None:
    other = box_line(0, (0.5, 0.5, 0.1, 0.1))
    assert handed(library, tmp_path, {"a.txt": box_line(), "b.txt": other}) == HandOver()
    assert handed(library, tmp_path, {"a.txt": ""}).files == ()
    plan = handed(library, tmp_path, {"a.txt": box_line(1)})
    assert (plan.refused, plan.fields) == ("label_conflict", {"leaving": "1", "keeper": "0"})
    # in another format: it is compared by the names
    write(tmp_path, {"b.txt": "", "classes.txt": "cat\ndog\n"})
    assert handed(library, tmp_path, {"a.txt": "", "a.json": labelme(), "b.xml": voc()}).refused is None
    plan = handed(library, tmp_path, {"b.xml": voc((("dog", (1, 1, 9, 9)),))})
    assert (plan.refused, plan.fields) == ("label_conflict", {"leaving": "cat", "keeper": "dog"})


# the same 200 × 150 picture, cut to its right 120 × 90, with a border, mirrored, turned
CUT = (200 / 120, 0, -40 / 120, 0, 150 / 90, -30 / 90, 0, 0, 1)
MIRRORED = (-1, 0, 1, 0, 1, 0, 0, 0, 1)
TURNED_RIGHT = (0, -1, 1, 1, 0, 0, 0, 0, 1)
TURNED_LEFT = (0, 1, 0, -1, 0, 1, 0, 0, 1)
HALF = (-1, 0, 1, 0, -1, 1, 0, 0, 1)
BORDERED = (0.8, 0, 0.1, 0, 0.5, 0.25, 0, 0, 1)


@pytest.mark.parametrize(
    ("transform", "size", "expected"),
    [
        (CUT, (120, 90), (10, 0, 50, 60)),
        (CUT, (480, 360), (40, 0, 200, 240)),
        (MIRRORED, (200, 150), (110, 30, 150, 90)),
        (TURNED_RIGHT, (150, 200), (60, 50, 120, 90)),
        (TURNED_LEFT, (150, 200), (30, 110, 90, 150)),
        (HALF, (200, 150), (110, 60, 150, 120)),
        (BORDERED, (250, 300), (75, 105, 115, 165)),
    ],
)
def test_boxes_go_where_the_comparison_says(
    library: Library,
    tmp_path: Path,
    transform: Sequence[float],
    size: tuple[int, int],
    expected: Sequence[float],
) -> None:
    """A box of (50, 30) to (90, 90) in all three formats, and as a polygon"""
    noisy = [value + 0.0008 * math.sin(at) * (at < 6) for at, value in enumerate(transform)]
    corners = [(50, 30), (90, 30), (90, 90), (50, 90)]
    polygon = "1 " + " ".join(f"{x / 200} {y / 150}" for x, y in corners)
    plan = handed(
        library,
        tmp_path,
        {
            "a.txt": box_line(0, (70 / 200, 60 / 150, 40 / 200, 60 / 150)) + polygon,
            "a.json": labelme([("cat", "rectangle", [(90, 30), (50, 90)]), ("cat", "polygon", corners)]),
            "a.xml": voc((("cat", (50, 30, 90, 90)),)),
        },
        placed(noisy),
        ((200, 150), size),
    )
    assert plan.refused is None
    made = texts(tmp_path, plan)
    allowed = 0.004 * max(size) + 0.5
    box, points = parse_yolo(made["b.txt"].encode())
    x, y, width, height = np.multiply(box.values, [*size, *size])
    assert (
        np.abs(np.subtract([x - width / 2, y - height / 2, x + width / 2, y + height / 2], expected)).max()
        < allowed
    )
    pairs = [np.reshape(points.values, (-1, 2)) * size]
    pairs += [np.array(shape["points"]) for shape in json.loads(made["b.json"])["shapes"]]
    for found in pairs:
        assert np.abs(np.concatenate([found.min(axis=0), found.max(axis=0)]) - expected).max() < allowed
    root = ElementTree.fromstring(made["b.xml"])
    corner = [
        float(root.findtext(f"object/bndbox/{name}") or "") for name in ("xmin", "ymin", "xmax", "ymax")
    ]
    assert np.abs(np.subtract(corner, expected)).max() <= allowed + 0.5


def cut(picture: Image.Image) -> Image.Image:
    return picture.crop((picture.width // 10, picture.height // 20, picture.width * 8 // 10, picture.height))


@pytest.mark.parametrize(
    ("edit", "where"),
    [
        (lambda p: p.resize((p.width // 3, p.height // 3)), lambda x, y: (x, y)),
        (cut, lambda x, y: ((x - 0.1) / 0.7, (y - 0.05) / 0.95)),
        (lambda p: p.transpose(Image.Transpose.FLIP_LEFT_RIGHT), lambda x, y: (1 - x, y)),
        (lambda p: p.transpose(Image.Transpose.ROTATE_270), lambda x, y: (1 - y, x)),
    ],
    ids=["scaled", "cut", "mirrored", "turned"],
)
def test_a_real_comparison_places_labels(
    photo: Callable[[int], Image.Image],
    edit: Callable[[Image.Image], Image.Image],
    where: Callable[[float, float], tuple[float, float]],
) -> None:
    """Either may be the keeper. Exact where both show the same, else within 0.3 % of a side"""
    picture = photo(1)
    edited = edit(picture)
    found = compare(sight(picture), sight(edited))
    allowed = 0.003 if edit is cut else 1e-9
    sides = (*picture.size, *edited.size)
    for x, y in ((0.2, 0.3), (0.7, 0.9), (0.4, 0.5)):
        there = placement.placement_of(swapped(found), sides).point((x, y))
        assert np.abs(np.subtract(there, where(x, y))).max() < allowed
        back = placement.placement_of(found, sides).point(where(x, y))
        assert np.abs(np.subtract(back, (x, y))).max() < allowed


def test_what_is_cut_away_is_dropped_and_counted(library: Library, tmp_path: Path) -> None:
    inside, outside, sliver = (120, 80, 140, 100), (0, 0, 30, 20), (0, 60, 50, 90)
    boxes = [
        ((x + to_x) / 400, (y + to_y) / 300, (to_x - x) / 200, (to_y - y) / 150)
        for x, y, to_x, to_y in (inside, outside, sliver)
    ]
    kinds = [("in", "rectangle", [inside[:2], inside[2:]]), ("out", "point", [(5, 5)]), ("in", "point", [(100, 100)]),
             ("out", "linestrip", [(1, 1), (9, 9)]), ("in", "line", [(1, 100), (100, 100)]),
             ("out", "circle", [(9, 9), (60, 60)]),
             ("out", "polygon", [(0, 60), (44, 60), (44, 90)])]  # fmt: skip
    plan = handed(
        library,
        tmp_path,
        {
            "a.txt": "".join(box_line(at, box) for at, box in enumerate(boxes)),
            "a.json": labelme(kinds),
            "a.xml": voc([("in", inside), ("out", outside), ("out", sliver)]),
        },
        placed(CUT, "cropped"),
        ((200, 150), (120, 90)),
    )
    made = texts(tmp_path, plan)
    assert [row.number for row in parse_yolo(made["b.txt"].encode())] == [0]
    assert [shape["label"] for shape in json.loads(made["b.json"])["shapes"]] == ["in", "in", "in"]
    assert "out" not in made["b.xml"]
    assert {os.path.basename(n.fields["path"]): n.fields["count"] for n in plan.notes} == {
        b"b.txt": 2,
        b"b.json": 4,
        b"b.xml": 2,
    }


TILTED = (math.cos(0.2), -math.sin(0.2) * 0.75, 0.1, math.sin(0.2) / 0.75, math.cos(0.2), 0, 0, 0, 1)


@pytest.mark.parametrize(
    ("comparison", "code"),
    [
        (None, "not_verified"),
        (placed(SAME, "burst", verified=False), "not_verified"),
        (placed(SAME, "flat", verified=None), "not_verified"),
        (placed(None), "no_transform"),
        (placed((0,) * 9), "no_transform"),
        (placed((1, 0, math.nan, 0, 1, 0, 0, 0, 1)), "no_transform"),
        (placed((1, 0, 0, 0, 1, 0, 0.4, 0.1, 1)), "perspective"),
        (placed((1, 0, 0, 0, 1, 0, -1, 0, 1)), "perspective"),
        (placed(CUT, "collage"), "collage"),
        (placed(TILTED, "turned"), "turned_freely"),
    ],
)
def test_refused_for_what_the_comparison_says(
    library: Library, tmp_path: Path, comparison: Comparison | None, code: str
) -> None:
    assert handed(library, tmp_path, {"a.txt": box_line()}, comparison).refused == code
    # rating and keywords do not lie anywhere in the picture
    (tmp_path / "a.txt").unlink()
    assert handed(library, tmp_path, {"a.xmp": xmp(["sea"])}, comparison).refused is None


@pytest.mark.parametrize(
    ("files", "comparison", "code"),
    [
        ({"a.txt": box_line(), "b.txt": "a caption"}, COMPARED, "place_taken"),
        ({"a.txt": box_line(), "b.png": ""}, COMPARED, "place_shared"),
        ({"a.txt": box_line() + "x"}, COMPARED, "label_unreadable"),
        ({"a.txt": box_line(), "b.json": '{"shapes": 1, "imagePath": ""}'}, COMPARED, "label_unreadable"),
        ({"a.txt": "0 0.5 0.5 0.1 0.1 " + "0.5 0.5 2 " * 17}, placed(CUT), "label_kind"),
        ({"a.json": labelme([("x", "mask", [(1, 1), (2, 2)])])}, COMPARED, "label_kind"),
        ({"a.json": labelme(size=(150, 200))}, COMPARED, "label_size"),  # made before it was turned upright
        ({"a.xml": voc(size=(640, 480)).replace("480", "360")}, COMPARED, "label_size"),
        ({"a.xml": voc().replace("</bndbox>", "</bndbox><polygon/>")}, COMPARED, "label_kind"),
        ({"a.xmp": xmp(["sea"]), "b.xmp": "<rdf"}, COMPARED, "label_unreadable"),
    ],
)
def test_refused_for_what_lies_there(
    library: Library, tmp_path: Path, files: dict[str, str | bytes], comparison: Comparison, code: str
) -> None:
    assert handed(library, tmp_path, files, comparison).refused == code


def test_refused_beside_a_protected_picture(library: Library, tmp_path: Path) -> None:
    add_pictures(library, tmp_path / "kept", "b.jpg")
    library.set_protected(library.catalog.roots()[0].id, True)
    pair = ("a.jpg", "kept/b.jpg")
    assert handed(library, tmp_path, {"a.txt": box_line()}, pair=pair).refused == "keeper_protected"
    (tmp_path / "a.txt").unlink()
    assert handed(library, tmp_path, {}, pair=pair) == HandOver()


def test_a_class_that_only_a_folder_names(library: Library, tmp_path: Path) -> None:
    """is lost when the picture leaves the folder, unless the keeper is known to be of that class"""
    add_pictures(library, tmp_path / "set", "cat/a.jpg", "dog/x.jpg", "Cat/b.jpg")
    add_pictures(library, tmp_path / "photos", "b.jpg")
    plan = handed(library, tmp_path, {}, pair=("set/cat/a.jpg", "photos/b.jpg"))
    assert (plan.refused, plan.fields) == ("class_by_folder", {"name": "cat"})
    assert handed(library, tmp_path, {}, pair=("set/cat/a.jpg", "set/Cat/b.jpg")) == HandOver()
    assert (
        handed(library, tmp_path, {"photos/b.xml": voc()}, pair=("set/cat/a.jpg", "photos/b.jpg"))
        == HandOver()
    )


def test_one_image_needs_no_comparison(library: Library, tmp_path: Path) -> None:
    add_pictures(library, tmp_path, "a.jpg", "b.jpg", images={"a.jpg": b"1", "b.jpg": b"1"})
    plan = handed(library, tmp_path, {"a.txt": box_line()}, None)
    assert texts(tmp_path, plan) == {"b.txt": box_line()}


def test_class_numbers_of_the_keepers_data_set(library: Library, tmp_path: Path) -> None:
    add_pictures(library, tmp_path, "x/a.jpg", "y/images/b.jpg")
    files: dict[str, str | bytes] = {
        "x/a.txt": box_line(0) + box_line(1), "x/classes.txt": "cat\ndog\n",
        "y/labels/other.txt": "", "y/data.yaml": "names: [owl, dog, cat]",
    }  # fmt: skip
    pair = ("x/a.jpg", "y/images/b.jpg")
    plan = handed(library, tmp_path, files, pair=pair)
    assert texts(tmp_path, plan) == {"y/labels/b.txt": box_line(2) + box_line(1)}
    plan = handed(library, tmp_path, {"y/data.yaml": "names: [owl, dog]"}, pair=pair)
    assert (plan.refused, plan.fields["name"]) == ("class_unknown", "cat")
    (tmp_path / "y/data.yaml").unlink()
    plan = handed(library, tmp_path, {}, pair=pair)
    assert texts(tmp_path, plan) == {"y/labels/b.txt": box_line(0) + box_line(1)}
    assert [note.code for note in plan.notes] == ["class_names_missing"]


def test_rating_and_keywords_in_a_new_side_file(library: Library, tmp_path: Path) -> None:
    plan = handed(library, tmp_path, {"a.xmp": xmp(["sea", "x &amp; y"], 4)})
    assert [(os.path.basename(file.path), file.replaces) for file in plan.files] == [(b"b.xmp", False)]
    assert parse_tags(plan.files[0].data) == Tags(("sea", "x & y"), 4)
    # where it would be another picture's too, and where the picture itself carried them: by its whole name
    assert set(texts(tmp_path, handed(library, tmp_path, {"b.png": b""}))) == {"b.jpg.xmp"}
    pair = ("c.jpg", "d.jpg")
    plan = handed(library, tmp_path, {"c.jpg": jpeg_with(xmp((), 5)), "d.jpg": b""}, pair=pair)
    assert (set(texts(tmp_path, plan)), parse_tags(plan.files[0].data)) == ({"d.jpg.xmp"}, Tags((), 5))


def test_rating_and_keywords_in_the_keepers_own_side_file(library: Library, tmp_path: Path) -> None:
    """Its edits stay byte for byte, and the old bytes are there for undo"""
    old = xmp((), 0)
    plan = handed(library, tmp_path, {"a.xmp": xmp(["sea"], 4), "b.jpg.xmp": old})
    (file,) = plan.files
    assert (os.path.basename(file.path), file.replaces, file.before) == (b"b.jpg.xmp", True, old.encode())
    assert parse_tags(file.data) == Tags(("sea",), 4)
    assert 'darktable:history_end="3"' in file.data.decode()
    assert file.data.startswith(old.encode()[:300].split(b"xmp:Rating")[0])
    # of the kind that it has it keeps its own, which is said
    plan = handed(library, tmp_path, {"b.jpg.xmp": xmp(["hill"], 2)})
    assert [note.code for note in plan.notes] == ["rating_differs", "keywords_differ"]
    assert (plan.refused, plan.files) == (None, ())
    plan = handed(library, tmp_path, {"b.jpg.xmp": xmp((), 2)})
    assert parse_tags(plan.files[0].data) == Tags(("sea",), 2)


def test_several_give_to_one_keeper(library: Library, tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.txt": box_line(),
            "a.xmp": xmp((), 4),
            "c.jpg": b"",
            "c.txt": box_line(),
            "c.xmp": xmp(["sea"], 3),
        },
    )
    first = handed(library, tmp_path, {})
    second = plan_hand_over(
        library, *paths(tmp_path, "c.jpg", "b.jpg"), COMPARED, ((200, 150), (800, 600)), given=first.files
    )
    assert [os.path.basename(file.path) for file in second.files] == [b"b.xmp"]
    assert parse_tags(second.files[0].data) == Tags(("sea",), 4)
    assert [note.code for note in second.notes] == ["rating_differs"]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=("C", "Z")), min_size=1).filter(
            lambda t: not t.startswith("darktable|")
        ),
        unique=True,
        max_size=4,
    ),
    st.sampled_from([None, -1, 1, 5]),
)
def test_any_tags_come_back(keywords: list[str], rating: int | None) -> None:
    tags = Tags(tuple(sorted(keywords)), rating)
    assert parse_tags(with_tags(None, tags)) == tags
    assert parse_tags(with_tags(xmp((), 0).encode(), tags)) == tags


def test_every_reason_and_note_has_words() -> None:
    sources = "".join(map(inspect.getsource, (handing, label_mapping, placement)))
    codes = set(re.findall(r'(?:Refused|Note)\(\s*"(\w+)"', sources)) | {"perspective", "turned_freely"}
    assert codes == set(HANDING)
    said = f"{HandOver.__doc__} {Note.__doc__}"
    assert {code for code in codes if code not in said} == set()
    assert handing_words("labels_dropped", {"count": 3}).endswith(": 3.")
    assert "class owl" in say("label_lost", {"reason": "class_unknown", "name": "owl"})
