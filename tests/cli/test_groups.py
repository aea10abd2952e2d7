"""`simgui groups` on real photographs: what comes together, which one stays and why, and what is written."""

from __future__ import annotations

import base64
import csv
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageFilter

from simgui import cli
from simgui.core import groups, keeper
from simgui.core.embedder import Embedder
from simgui.core.errors import Cancelled
from simgui.core.indexing import index
from simgui.core.library import Library
from simgui.output_groups import group_json
from tests.conftest import save_blobs
from tests.core.pictures import ORIENTATION, TURNED

pytestmark = pytest.mark.slow  # beside the other tests once is enough

Photo = Callable[[int], Image.Image]
Group = dict[str, Any]


class Command:
    """Runs commands in this process, with the session's network."""

    def __init__(self, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.library = library
        self._capsys = capsys

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = cli.main(["--library", str(self.library), *map(str, arguments)])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def json(self, *arguments: object) -> Any:
        _, out, _ = self(*arguments, "--json")
        return json.loads(out)


@pytest.fixture
def command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, embedder: Embedder
) -> Command:
    monkeypatch.setattr(cli, "load_embedder", lambda spec, device: embedder)
    return Command(tmp_path / "library", capsys)


def names(group: Group) -> list[str]:
    return [os.path.basename(member["path"]) for member in group["members"]]


def all_names(found: Any) -> list[list[str]]:
    return sorted(sorted(names(group)) for group in found["groups"])


def leaving(group: Group) -> list[str]:
    return sorted(os.path.basename(one["path"]) for one in group["members"] if not one["keep"])


def with_exif(date: str, orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif.get_ifd(0x8769)[0x9003] = date
    return exif


# which one stays


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, photo: Photo, embedder: Embedder) -> dict[str, Group]:
    """C7: of each folder its only group, with the folder's name."""
    base = tmp_path_factory.mktemp("keepers")
    for name, make in KEEPERS.items():
        (base / "photos" / name).mkdir(parents=True)
        make(base / "photos" / name, photo)
    with Library.open(base / "library") as library:
        index(library, lambda spec: embedder, [os.fsencode(base / "photos")])
        found = groups.find_groups(library)
        by_folder = {}
        for group in found.groups:
            shown = group_json(group)
            assert os.path.basename(os.path.dirname(shown["keeper"])) not in by_folder
            by_folder[os.path.basename(os.path.dirname(shown["keeper"]))] = shown
    return by_folder


def _qualities(folder: Path, photo: Photo) -> None:
    photo(0).save(folder / "a 60.jpg", quality=60)
    photo(0).save(folder / "b 90.jpg", quality=90)


def _dates(folder: Path, photo: Photo) -> None:
    for name, date in (("a.jpg", "2021:05:05 10:00:00"), ("b.jpg", "2019:05:05 10:00:00")):
        picture = photo(1)
        picture.putpixel((0, 0), (0, 0, 0) if name == "a.jpg" else (255, 255, 255))
        picture.save(folder / name, quality=90, exif=with_exif(date))


def _larger_but_fewer_bytes(folder: Path, photo: Photo) -> None:
    photo(2).save(folder / "large.jpg", quality=45)
    photo(2).resize((360, 240), Image.Resampling.LANCZOS).save(folder / "small.jpg", quality=100)


def _enlarged(folder: Path, photo: Photo) -> None:
    photo(3).save(folder / "original.jpg", quality=85)
    big = tuple(side * 2 for side in photo(3).size)
    photo(3).resize(big, Image.Resampling.BICUBIC).save(folder / "enlarged.jpg", quality=85)
    photo(3).resize((320, 213), Image.Resampling.LANCZOS).save(folder / "reduced.jpg", quality=95)


def _png_of_jpeg(folder: Path, photo: Photo) -> None:
    photo(4).save(folder / "camera.jpg", quality=80)
    Image.open(folder / "camera.jpg").save(folder / "made.png")


def _jpeg_of_png(folder: Path, photo: Photo) -> None:
    photo(13).save(folder / "drawn.png")
    photo(13).save(folder / "small.jpg", quality=95)


def _cropped(folder: Path, photo: Photo) -> None:
    whole = photo(14)
    whole.resize((480, 320)).save(folder / "whole.jpg", quality=80)
    whole.crop((20, 20, whole.width - 60, whole.height - 40)).save(folder / "cut.jpg", quality=95)


def _equal(folder: Path, photo: Photo) -> None:
    photo(8).save(folder / "b.jpg", quality=90)
    for name in ("b (copy).jpg", "aa.jpg"):
        shutil.copy2(folder / "b.jpg", folder / name)


KEEPERS = {
    "qualities": _qualities,
    "dates": _dates,
    "larger": _larger_but_fewer_bytes,
    "enlarged": _enlarged,
    "png of jpeg": _png_of_jpeg,
    "jpeg of png": _jpeg_of_png,
    "cropped": _cropped,
    "equal": _equal,
}


@pytest.mark.parametrize(
    ("folder", "keeper", "code", "sure"),
    [
        ("qualities", "b 90.jpg", "quality", True),
        ("dates", "b.jpg", "older", False),
        ("larger", "large.jpg", "most_detail", True),
        ("enlarged", "original.jpg", "most_detail", False),
        ("png of jpeg", "camera.jpg", "best_format", True),
        ("jpeg of png", "drawn.png", "best_format", True),
        ("cropped", "whole.jpg", "whole", False),
        ("equal", "b.jpg", "path", True),
    ],
)
def test_which_one_stays_and_why(
    kept: dict[str, Group], folder: str, keeper: str, code: str, sure: bool
) -> None:
    """C7"""
    group = kept[folder]
    assert os.path.basename(group["keeper"]) == keeper
    assert code in group["reason_codes"]
    assert len(group["reasons"]) == len(group["reason_codes"])
    assert len(names(group)) == len(set(names(group))) == len(leaving(group)) + 1
    assert (group["verified"], group["sure"]) == (True, sure)


def test_the_order_can_be_changed(tmp_path: Path, command: Command, photo: Photo) -> None:
    """C7: by what is typed, and what that would change is told without a new comparison."""
    folder = tmp_path / "photos"
    for name, quality in (("best", 95), ("mine", 70)):
        (folder / name).mkdir(parents=True)
        photo(0).save(folder / name / f"{name}.jpg", quality=quality)
    os.utime(folder / "mine" / "mine.jpg", ns=(1, 1))
    command("index", folder)
    for preferred, stays in (
        ([], "best.jpg"),
        (["--prefer", "older"], "mine.jpg"),
        (["--prefer", f"folder:{folder / 'mine'}"], "mine.jpg"),
        (["--prefer", "pattern:*mine*", "--prefer", "older"], "mine.jpg"),
        (["--prefer", "largest-file,older"], "best.jpg"),
    ):
        (group,) = command.json("groups", *preferred)["groups"]
        assert os.path.basename(group["keeper"]) == stays, preferred
    assert command("groups", "--prefer", "prettier")[0] == 2
    changed = command.json("groups", "--prefer", "older")
    (change,) = changed["keeper_changes"]
    names = [os.path.basename(change[name]) for name in ("from", "to")]
    assert (change["id"], names) == (changed["groups"][0]["id"], ["best.jpg", "mine.jpg"])
    assert "In 1 of the groups another file stays" in command("groups", "--prefer", "older")[1]
    assert command.json("groups", "--prefer", "largest-file")["keeper_changes"] == []
    dry = command.json("cull", "--dry-run", "--groups", change["id"], "--prefer", "older")
    assert dry["keeper_changes"] == [change]
    assert command.json("cull", "--dry-run", "--groups", change["id"])["keeper_changes"] == []
    with Library.open(command.library) as library:
        changes = groups.preview(groups.load(library), groups.Options(), keeper.prefer(["older"]))
        assert [os.path.basename(one.after.path) for one in changes] == [b"mine.jpg"]
        keeper.store_order(library, keeper.prefer(["older"]))
        assert keeper.stored_order(library).order[:3] == ("protected", "decided_keep", "older")
    (group,) = command.json("groups")["groups"]
    assert os.path.basename(group["keeper"]) == "mine.jpg"


def test_what_another_order_changes_is_told_of_groups_of_one_kind(
    tmp_path: Path, command: Command, photo: Photo
) -> None:
    """Beside the small one that would stay nothing looks blurred."""
    (tmp_path / "photos").mkdir()
    whole = photo(0)
    whole.save(tmp_path / "photos" / "whole.png")
    whole.filter(ImageFilter.GaussianBlur(2)).save(tmp_path / "photos" / "blurred.png")
    whole.resize((whole.width // 4, whole.height // 4)).save(tmp_path / "photos" / "small.png")
    command("index", tmp_path / "photos")
    assert len(command.json("groups", "--kind", "blurred")["groups"]) == 1
    found = command.json("groups", "--kind", "blurred", "--prefer", "smallest-file")
    assert found["groups"] == []
    (change,) = found["keeper_changes"]
    assert os.path.basename(change["to"]) == "small.png"


# what comes together


def test_flat_pictures_are_in_no_group(tmp_path: Path, command: Command, photo: Photo) -> None:
    """S5"""
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(10):
        Image.new("RGB", (200, 150), (25 * number, 90, 250 - 20 * number)).save(
            folder / f"solid-{number}.png"
        )
    for number in range(3):
        plane = np.linspace(20 * number, 200, 200).astype(np.uint8)
        Image.fromarray(np.tile(plane, (150, 1))).save(folder / f"gradient-{number}.png")
        noise = np.random.default_rng(number).normal(4, 2, (150, 200)).clip(0, 255)
        Image.fromarray(noise.astype(np.uint8)).save(folder / f"black-{number}.png")
        photo(number).save(folder / f"pair-{number}.png")
        photo(number).resize((300, 200)).save(folder / f"pair-{number}.jpg")
    shutil.copy(folder / "solid-1.png", folder / "solid-1 again.png")
    command("index", folder)
    found = all_names(command.json("groups"))
    assert found == [
        *[[f"pair-{number}.jpg", f"pair-{number}.png"] for number in range(3)],
        ["solid-1 again.png", "solid-1.png"],
    ]


def test_bursts_and_ways_to_hold_the_camera(tmp_path: Path, command: Command, photo: Photo) -> None:
    """S6, D4"""
    folder = tmp_path / "photos"
    folder.mkdir()
    shot = photo(13)
    moved = shot.transform(shot.size, Image.Transform.AFFINE, (1, 0, 12, 0, 1, 0), Image.Resampling.BICUBIC)
    part = shot.crop((0, 0, shot.width * 2 // 5, shot.height * 2 // 5))
    moved.paste(part, (shot.width // 2, shot.height // 2))
    shot.save(folder / "shot.jpg", quality=90)
    moved.save(folder / "moved.jpg", quality=90)
    for orientation, turn in TURNED.items():
        upright = photo(0).resize((400, 300))
        stored = upright if turn is None else upright.transpose(turn)
        stored.save(
            folder / f"held-{orientation}.jpg", quality=92, exif=with_exif("2020:01:01 00:00:00", orientation)
        )
    command("index", folder)
    found = command.json("groups")
    held = [f"held-{orientation}.jpg" for orientation in range(1, 9)]
    assert held in all_names(found)
    (group,) = (group for group in found["groups"] if len(group["members"]) == 8)
    assert {(one["width_px"], one["height_px"]) for one in group["members"]} == {(400, 300)}
    others = [group for group in found["groups"] if len(group["members"]) != 8]
    # told apart from what is only encoded anew: a region has changed, so nobody takes it for sure
    for group in others:
        assert not group["sure"]
        assert group["kind"] == "burst" or "covered" in group["members"][1]["kinds"]
    assert all_names(command.json("groups", "--exact")) == []


def test_files_under_several_names(tmp_path: Path, command: Command, photo: Photo) -> None:
    """P1, P2, P3, P5, and what belongs to a capture (G5)."""
    folder = tmp_path / "photos"
    folder.mkdir()
    photo(0).save(folder / "one.jpg", quality=90)
    os.link(folder / "one.jpg", folder / "link.jpg")
    shutil.copy(folder / "one.jpg", folder / "a#1?*.jpg")
    odd = os.fsencode(folder) + b"/caf\xe9.jpg"
    with open(odd, "wb") as file:
        file.write((folder / "one.jpg").read_bytes())
    for number, name in enumerate(("IMG.JPG", "img.jpg", "\u00e9.jpg", "e\u0301.jpg"), 1):
        photo(number).save(folder / name, "JPEG")
    photo(5).save(folder / "IMG_1.JPG", "JPEG", quality=95)
    photo(5).save(folder / "IMG_1-edited.jpg", quality=60)
    for name in ("IMG_1.CR2", "IMG_1.xmp", "IMG_1.MOV"):
        (folder / name).write_bytes(b"x" * 100)
    command("index", folder)
    found = command.json("groups")
    assert len(found["groups"]) == 2
    of_one, of_capture = sorted(found["groups"], key=lambda group: -len(group["members"]))
    assert set(names(of_one)) == {"one.jpg", "link.jpg", "a#1?*.jpg", "caf\\xe9.jpg"}
    (encoded,) = (one["path_base64"] for one in of_one["members"] if "path_base64" in one)
    assert base64.b64decode(encoded) == odd
    (link,) = (one for one in of_one["members"] if one["same_file"])
    assert (link["keep"], link["frees_bytes"]) == (False, 0)
    size = (folder / "one.jpg").stat().st_size
    assert sum(one["frees_bytes"] for one in of_one["members"]) == 2 * size
    # the parts of a capture are no members, and its partner elsewhere is found
    assert names(of_capture) == ["IMG_1.JPG", "IMG_1-edited.jpg"]
    assert sorted(map(os.path.basename, of_capture["members"][0]["parts"])) == [
        "IMG_1.CR2",
        "IMG_1.MOV",
        "IMG_1.xmp",
    ]


def test_roots_that_are_away_and_what_was_thrown_away(tmp_path: Path, command: Command, photo: Photo) -> None:
    """P8, P9, G3"""
    here, away, trash = tmp_path / "here", tmp_path / "away", tmp_path / "here" / ".Trash-1000" / "files"
    for folder in (here, away, trash):
        folder.mkdir(parents=True)
    photo(0).save(here / "here.jpg", quality=60)
    photo(0).save(away / "away.jpg", quality=90)
    photo(0).save(trash / "thrown.jpg", quality=95)
    command("index", here, away, "--take-in", "trash")
    (before,) = command.json("groups")["groups"]
    assert os.path.basename(before["keeper"]) == "away.jpg"
    away.rename(tmp_path / "unplugged")
    command("index")
    (group,) = command.json("groups")["groups"]
    assert (group["id"], os.path.basename(group["keeper"])) == (before["id"], "here.jpg")
    assert leaving(group) == ["thrown.jpg"]
    assert [one["online"] for one in group["members"] if one["path"].endswith("away.jpg")] == [False]
    (tmp_path / "unplugged").rename(away)
    command("index")
    with Library.open(command.library) as library:
        (root,) = (root for root in library.catalog.roots() if root.path == os.fsencode(here))
        library.set_protected(root.id, True)
    (group,) = command.json("groups")["groups"]
    assert (group["id"], os.path.basename(group["keeper"])) == (before["id"], "here.jpg")
    assert (leaving(group), group["reason_codes"]) == (["away.jpg"], ["protected", "quality"])


def test_decisions_are_obeyed(tmp_path: Path, command: Command, photo: Photo) -> None:
    """G2"""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name, quality in (("a.jpg", 90), ("b.jpg", 60)):
        photo(0).save(folder / name, quality=quality)
    photo(1).save(folder / "far.jpg")
    command("index", folder)
    command("decide", folder / "a.jpg", folder / "b.jpg", "not-duplicate")
    assert command.json("groups")["groups"] == []
    folder.rename(tmp_path / "moved")
    folder = tmp_path / "moved"
    (folder / "a.jpg").rename(folder / "renamed.jpg")
    photo(0).save(folder / "c.jpg", quality=75)
    command("index", folder)
    (group,) = command.json("groups")["groups"]
    (near,) = group["also_near"]
    assert {*names(group), os.path.basename(near["path"])} == {"renamed.jpg", "b.jpg", "c.jpg"}
    assert not {"renamed.jpg", "b.jpg"} <= set(names(group))
    assert near["group"] is None
    assert os.path.basename(near["member"]) in names(group)
    command("decide", folder / "b.jpg", folder / "far.jpg", "duplicate")
    assert ["b.jpg", "far.jpg"] in [
        [name for name in group if name in ("b.jpg", "far.jpg")]
        for group in all_names(command.json("groups"))
    ]


# data sets, lists, links


@pytest.fixture
def data_set(tmp_path: Path, photo: Photo) -> Path:
    """M1, M2, M4: train and test share a picture, train has one twice, in two classes; equal names everywhere."""
    folder = tmp_path / "data"
    for part in ("train/cat", "train/dog", "test/cat"):
        (folder / part).mkdir(parents=True)
    photo(0).save(folder / "train/cat/1.jpg", quality=90)
    photo(0).save(folder / "test/cat/1.jpg", quality=60)
    photo(1).save(folder / "train/cat/2.jpg", quality=90)
    photo(1).save(folder / "train/dog/2.jpg", quality=70)
    photo(2).save(folder / "train/dog/1.jpg", quality=90)
    return folder


def test_a_data_set(data_set: Path, tmp_path: Path, command: Command) -> None:
    command("index", data_set)
    found = command.json("groups")
    table = {tuple(row["between"]): row["groups"] for row in found["splits"]}
    assert table["train", "test"] == 1
    assert table["train", "train"] == 1
    (torn,) = (group for group in found["groups"] if group["conflict"])
    assert (sorted(torn["conflict"]), torn["sure"]) == (["cat", "dog"], False)
    assert {one["label"] for one in torn["members"]} == {"cat", "dog"}
    # taken from train, never from test
    out = tmp_path / "out.csv"
    protected = command.json("groups", "--protect", "*/test/*", "--what", "leaves", "--export", out)
    with open(out, newline="") as file:
        left = [row["path"] for row in csv.DictReader(file)]
    assert str(data_set / "train/cat/1.jpg") in left
    assert not [path for path in left if "/test/" in path]
    assert {group["id"] for group in protected["groups"]} == {group["id"] for group in found["groups"]}
    code, _, said = command("groups", "--export", out)
    assert (code, "is there already" in said) == (2, True)
    assert command("groups", "--export", tmp_path / "out.xyz")[0] == 2


def test_whether_folder_names_are_labels_is_the_persons_choice(data_set: Path, command: Command) -> None:
    """And it is kept."""
    command("index", data_set)

    def labels(*arguments: str) -> set[str | None]:
        return {
            one["label"] for group in command.json("groups", *arguments)["groups"] for one in group["members"]
        }

    assert labels() == {"cat", "dog"}
    assert labels("--folder-labels", "no") == {None}
    assert labels() == {None}
    assert labels("--folder-labels", "auto") == {"cat", "dog"}


def test_one_of_each_as_links_and_lists(data_set: Path, tmp_path: Path, command: Command) -> None:
    """M4: what has the same name in several folders stays apart."""
    command("index", data_set)
    code, out, _ = command("groups", "--links", tmp_path / "links", "--export", tmp_path / "stays.json")
    assert code == 0
    assert "2 groups of 4 files" in out
    links = {
        path.relative_to(tmp_path / "links"): path.readlink() for path in (tmp_path / "links").rglob("*.jpg")
    }
    assert len(links) == 3
    assert all(target == data_set / place for place, target in links.items())
    listed = json.loads((tmp_path / "stays.json").read_text())["files"]
    assert sorted(row["path"] for row in listed) == sorted(map(str, links.values()))
    assert [row["group"] for row in listed].count("") == 1
    assert command("groups", "--links", tmp_path / "links")[0] == 2
    command("groups", "--export", tmp_path / "stays.txt")
    assert (tmp_path / "stays.txt").read_text().splitlines() == [row["path"] for row in listed]


# the command itself


def test_json_and_words(tmp_path: Path, command: Command) -> None:
    paths = save_blobs(tmp_path / "photos", 3)
    shutil.copy(paths[0], tmp_path / "photos" / "copy.jpg")
    command("index", tmp_path / "photos")
    found = command.json("groups", "--no-compare", "--exact")
    assert {"groups", "pairs_cut"} <= found.keys()
    (group,) = found["groups"]
    assert {"id", "keeper", "reasons", "members", "also_near"} <= group.keys()
    assert group["keeper"] == str(tmp_path / "photos" / "0001.jpg") or group["reason_codes"] == ["older"]
    for member in group["members"]:
        assert {"path", "distance", "score", "kinds", "keep", "bytes", "pixels"} <= member.keys()
        assert (member["distance"], member["score"], member["pixels"]) == (0, 1, 160 * 120)
    assert group["members"][1]["kinds"] == ["same_bytes"]
    code, out, _ = command("groups", "--exact")
    assert code == 0
    assert "1 of 1" in out
    assert "Nothing was moved" in out
    assert "the same file, byte for byte" in out
    with pytest.raises(SystemExit) as ended:
        command("groups", "--exact", "--across")
    assert ended.value.code == 2


def test_it_can_be_stopped(tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    save_blobs(tmp_path / "photos", 2)
    command("index", tmp_path / "photos")

    def stopped(*_: object, **__: object) -> None:
        raise Cancelled

    monkeypatch.setattr(groups, "cut", stopped)
    code, _, said = command("groups")
    assert (code, "what was compared is kept" in said) == (130, True)


def test_an_empty_library(tmp_path: Path, command: Command) -> None:
    (tmp_path / "photos").mkdir()
    command("index", tmp_path / "photos")
    assert command.json("groups")["groups"] == []
