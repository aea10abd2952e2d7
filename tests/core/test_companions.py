"""What goes along with a picture when it leaves, and what another one still needs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simgui.core import companions
from simgui.core.carried import Reader
from simgui.core.companions import Companion, beside, of
from simgui.core.labels import label_of
from simgui.core.library import Library
from tests.core.labelled import add_pictures, box_line, labelme, voc


def made(folder: Path, *names: str, content: bytes = b"x") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def found(picture: Path) -> dict[str, str]:
    """Of what goes along: its path from the picture's folder -> its role, with ! where it is shared."""
    return shown(picture, beside(os.fsencode(picture)))


def shown(picture: Path, along: tuple[Companion, ...]) -> dict[str, str]:
    return {
        os.path.relpath(os.fsdecode(one.path), picture.parent): one.role + "!" * one.shared for one in along
    }


def test_side_files_and_labels_beside(tmp_path: Path) -> None:
    """C5"""
    made(tmp_path, "a.jpg", "a.jpg.xmp", "a.xmp", "a.jpg.aae", "b.jpg", "ab.xmp", "a.html")
    (tmp_path / "a.txt").write_text(box_line())
    (tmp_path / "a.json").write_text(labelme())
    (tmp_path / "a.xml").write_text(voc())
    assert found(tmp_path / "a.jpg") == {
        "a.jpg.aae": "sidecar",
        "a.jpg.xmp": "sidecar",
        "a.json": "label",
        "a.txt": "label",
        "a.xml": "label",
        "a.xmp": "sidecar",
    }
    assert found(tmp_path / "b.jpg") == {}


def test_a_capture_goes_as_one(tmp_path: Path) -> None:
    """G5: RAW, its own sidecar, side file, live video; an edited version is another picture"""
    made(
        tmp_path,
        "IMG_1.JPG",
        "IMG_1.CR2",
        "IMG_1.xmp",
        "IMG_1.CR2.xmp",
        "IMG_1.MOV",
        "IMG_1.THM",
        "IMG_1-edited.jpg",
    )
    assert found(tmp_path / "IMG_1.JPG") == {
        "IMG_1.CR2": "raw",
        "IMG_1.CR2.xmp": "sidecar",
        "IMG_1.MOV": "video",
        "IMG_1.THM": "sidecar",
        "IMG_1.xmp": "sidecar",
    }
    assert found(tmp_path / "IMG_1-edited.jpg") == {}


def test_what_another_picture_needs_is_shared(tmp_path: Path) -> None:
    made(tmp_path, "a.jpg", "a.png", "a.xmp", "a.jpg.xmp", "a.cr2", "a.cr2.xmp")
    (tmp_path / "a.txt").write_text(box_line())
    assert found(tmp_path / "a.jpg") == {
        "a.cr2": "raw!",
        "a.cr2.xmp": "sidecar!",
        "a.jpg.xmp": "sidecar",
        "a.txt": "label!",
        "a.xmp": "sidecar!",
    }
    # a picture of a kind that is not read needs its side file just as well
    made(tmp_path, "b.jpg", "b.psd", "b.xmp")
    assert found(tmp_path / "b.jpg") == {"b.xmp": "sidecar!"}
    # beside a RAW that is the picture, another RAW is one too
    made(tmp_path, "c.cr2", "c.dng", "c.xmp")
    assert found(tmp_path / "c.cr2") == {"c.xmp": "sidecar!"}
    # a.jpg.xmp is named for a.jpg, and for a.jpg.png by its base name
    made(tmp_path, "d.jpg", "d.jpg.png", "d.jpg.xmp")
    assert found(tmp_path / "d.jpg") == found(tmp_path / "d.jpg.png") == {"d.jpg.xmp": "sidecar!"}


def test_versions_and_edits(tmp_path: Path) -> None:
    """darktable's second version of a picture, and what an iPhone did to one"""
    made(tmp_path, "a.jpg", "a.jpg.xmp", "a_01.jpg.xmp", "b.jpg", "b_01.jpg", "b_01.jpg.xmp")
    assert found(tmp_path / "a.jpg") == {"a.jpg.xmp": "sidecar", "a_01.jpg.xmp": "sidecar"}
    assert found(tmp_path / "b.jpg") == {}
    made(
        tmp_path,
        "IMG_0001.HEIC",
        "IMG_E0001.JPG",
        "IMG_0001.AAE",
        "IMG_O0001.aae",
        "IMG_0002.HEIC",
        "IMG_0002.AAE",
    )
    assert found(tmp_path / "IMG_0001.HEIC") == {"IMG_0001.AAE": "sidecar!", "IMG_O0001.aae": "sidecar!"}
    assert found(tmp_path / "IMG_E0001.JPG") == {"IMG_0001.AAE": "sidecar!", "IMG_O0001.aae": "sidecar!"}
    assert found(tmp_path / "IMG_0002.HEIC") == {"IMG_0002.AAE": "sidecar"}
    (tmp_path / "IMG_E0001.JPG").unlink()
    assert found(tmp_path / "IMG_0001.HEIC") == {"IMG_0001.AAE": "sidecar", "IMG_O0001.aae": "sidecar"}


def test_a_film_beside_its_poster_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(companions, "LIVE_VIDEO_BYTES", 100)
    made(tmp_path, "film.jpg", "film.mp4", "film.thm", content=b"x" * 101)
    made(tmp_path, "poster.jpg", "poster.mkv")
    assert found(tmp_path / "film.jpg") == found(tmp_path / "poster.jpg") == {}


def test_what_only_looks_like_a_label(tmp_path: Path) -> None:
    """A .txt of the base name is the picture's, caption or not; other programs' .json and .xml are not"""
    made(tmp_path, "a.jpg", "a.jpg.json", content=b"{}")
    (tmp_path / "a.txt").write_text("a cat on a sofa")
    (tmp_path / "a.json").write_text('{"images": [], "file_name": "a.jpg"}')
    (tmp_path / "a.xml").write_text("<project/>")
    assert found(tmp_path / "a.jpg") == {"a.jpg.json": "label", "a.txt": "label"}


@pytest.mark.parametrize(
    ("picture", "label"),
    [
        ("images/a.jpg", "labels/a.txt"),
        ("images/train/a.jpg", "labels/train/a.txt"),
        ("train/images/a.jpg", "train/labels/a.TXT"),
        ("images/x/images/y/a.jpg", "images/x/labels/y/a.txt"),
        ("images/x/images/y/a.jpg", "labels/x/images/y/a.txt"),
        ("JPEGImages/a.jpg", "Annotations/a.xml"),
    ],
)
def test_a_tree_of_labels(tmp_path: Path, picture: str, label: str) -> None:
    made(tmp_path, picture, label, content=(voc() if label.endswith("xml") else box_line()).encode())
    assert [os.fsdecode(one.path) for one in beside(os.fsencode(tmp_path / picture))] == [
        str(tmp_path / label)
    ]
    # two pictures, one label
    made(tmp_path, picture.replace(".jpg", ".png"))
    assert [one.shared for one in beside(os.fsencode(tmp_path / picture))] == [True]


def test_prose_in_a_tree_of_labels_is_no_label(tmp_path: Path) -> None:
    made(tmp_path, "images/readme.jpg", "images/empty.jpg", "labels/readme.txt", content=b"Read me first.")
    made(tmp_path, "labels/empty.txt", content=b"")  # a picture in which there is nothing
    assert found(tmp_path / "images/readme.jpg") == {}
    assert found(tmp_path / "images/empty.jpg") == {"../labels/empty.txt": "label"}


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_links_never_go_along(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    made(elsewhere, "a.xmp", "a.txt", content=box_line().encode())
    photos = tmp_path / "data" / "images"
    made(photos, "a.jpg")
    (photos / "a.xmp").symlink_to(elsewhere / "a.xmp")
    (tmp_path / "data" / "labels").symlink_to(elsewhere, target_is_directory=True)
    assert found(photos / "a.jpg") == {}
    # but a link that needs it is a reason to stay
    made(photos, "b.jpg", "b.xmp")
    (photos / "b.png").symlink_to(photos / "a.jpg")
    assert found(photos / "b.jpg") == {"b.xmp": "sidecar!"}


@pytest.mark.skipif(os.name != "posix", reason="names of bytes as POSIX has them")
def test_names_that_are_not_text(tmp_path: Path) -> None:
    for name in (b"caf\xe9.jpg", b"caf\xe9.jpg.xmp", b"caf\xe9.XMP"):
        try:
            with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
                file.write(b"x")
        except OSError:
            pytest.skip("this file system takes no such names")
    along = beside(os.path.join(os.fsencode(tmp_path), b"caf\xe9.jpg"))
    assert [os.path.basename(one.path) for one in along] == [b"caf\xe9.XMP", b"caf\xe9.jpg.xmp"]


def test_those_that_leave_together(library: Library, tmp_path: Path) -> None:
    """What they share goes with the last of them, and stays while one of them stays"""
    photos = tmp_path / "photos"
    made(photos, "a.jpg", "a.png", "a.xmp", "b.jpg")
    jpg, png, other = add_pictures(library, photos, "a.jpg", "a.png", "b.jpg")

    def shares(leaving: list[int] | None) -> list[list[bool]]:
        along = of(library, [jpg, png, other], leaving=leaving)
        return [[one.shared for one in along[file]] for file in (jpg, png, other)]

    assert shares(None) == [[True], [True], []]
    assert shares([jpg, other]) == [[True], [True], []]
    assert shares([jpg, png]) == [[True], [False], []]
    assert shares([png, other, jpg]) == [[False], [True], []]
    # just before the last one is moved, the others are gone
    (photos / "a.jpg").unlink()
    assert found(photos / "a.png") == {"a.xmp": "sidecar"}


def test_what_lies_in_a_protected_root_stays(library: Library, tmp_path: Path) -> None:
    made(tmp_path, "set/images/a.jpg", "set/labels/a.txt", content=box_line().encode())
    made(tmp_path, "set/labels/x.jpg")
    (file,) = add_pictures(library, tmp_path / "set/images", "a.jpg")
    add_pictures(library, tmp_path / "set/labels", "x.jpg")
    assert [one.shared for one in of(library, [file])[file]] == [False]
    library.set_protected(library.catalog.roots()[1].id, True)
    assert [one.shared for one in of(library, [file])[file]] == [True]


def test_a_raw_that_is_a_picture_of_its_own(library: Library, tmp_path: Path) -> None:
    """indexed before a JPEG came beside it"""
    made(tmp_path / "photos", "a.jpg", "a.dng")
    jpg, raw = add_pictures(library, tmp_path / "photos", "a.jpg", "a.dng")
    assert of(library, [jpg])[jpg] == (Companion(os.fsencode(tmp_path / "photos/a.dng"), "raw", True),)
    assert of(library, [jpg], leaving=[raw, jpg])[jpg][0].shared is False


def test_as_the_catalogue_has_it(library: Library, tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    made(photos, "a.jpg", "a.cr2", "b.jpg", "b.png", "b.xmp")
    a, b, _ = add_pictures(
        library, photos, "a.jpg", "b.jpg", "b.png", along={"a.cr2": "raw", "b.xmp": "sidecar"}
    )
    known = of(library, [a, b])
    assert shown(photos / "a.jpg", known[a]) == {"a.cr2": "raw"}
    assert shown(photos / "b.jpg", known[b]) == {"b.xmp": "sidecar!"}
    photos.rename(tmp_path / "away")  # its drive was unplugged
    assert of(library, [a, b]) == known
    assert of(library, []) == {}


def test_each_folder_is_listed_once(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = tmp_path / "photos"
    names = [f"{number:03}" for number in range(100)]
    made(photos, *(f"{name}.{kind}" for name in names for kind in ("jpg", "xmp")))
    files = add_pictures(library, photos, *(f"{name}.jpg" for name in names))
    listed: list[object] = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: (listed.append(path), scandir(path))[1])
    reader = Reader(library)
    for part in (files[:50], files[50:]):
        along = of(library, part, look=reader.look)
        assert all(len(along[file]) == 1 for file in part)
        label_of(library, part, reader=reader)
    assert listed == [os.fsencode(photos)]
