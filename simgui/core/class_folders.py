"""Folders as a data set names them: cat/ and dog/ as classes, train/, val/ and test/ as its parts.

A collection by event is laid out just as one by class is, and there the same photograph under two events is no
conflict. So the setting "folder_labels" of a library is 'auto' at first: folder names count as classes only in a Root
in which every picture lies exactly one folder below it (or below train/, val/, test/), in two folders or more, none of
them called as cameras, years, backups and other stores are, and which shows besides that it is a data set:

- it has train/, val/ or test/, or is one of these itself, or
- at least half of its folders are called as classes often are: cat, person, n01440764, class 3, defect, or
- it has MANY Images or more, hardly any with a camera's data, and hardly any (SHARED) that lies in two of its folders,
  as copies kept in two places would: so a wrong guess can hold back only few.

'yes': the folder that holds a picture is its class, in every Root. 'no': never.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import Literal, get_args

from simgui.core.catalog import Catalog, in_parts, marks
from simgui.core.library import Library

FOLDER_LABELS = "folder_labels"  # the setting's key
Mode = Literal["auto", "yes", "no"]
MODES: tuple[Mode, ...] = get_args(Mode)
MANY = 200
SHARED = 0.05
BY_CAMERA = 0.05

Split = Literal["train", "val", "test"]
_SPLIT = re.compile(rb"(train|training|val|valid|validation|test|testing)(?:\d{4})?", re.IGNORECASE)
_SPLITS: dict[bytes, Split] = {
    b"train": "train", b"training": "train",
    b"val": "val", b"valid": "val", b"validation": "val",
    b"test": "test", b"testing": "test",
}  # fmt: skip
_STORES = re.compile(
    r"(19|20)\d\d|^\d{3}[a-z_]{5}$|\b(dcim|cameras?|screenshots?|whatsapp|telegram|instagram|phones?|iphone|android|nas"
    r"|sd|cards?|usb|disks?|drives?|cloud|dropbox|backups?|copy|copies|duplicates?|old|new|best|all|originals?|edit(s|ed)?"
    r"|exports?|downloads?|uploads?|thumb(s|nails)?|te?mp|archives?|trash|inbox|misc|other|sorted|unsorted|photos?"
    r"|pictures?|images?|pics|masks?|labels?|annotations?|wallpapers?|jan(uary)?|feb(ruary)?|march|april|june|july"
    r"|aug(ust)?|sept(ember)?|oct(ober)?|nov(ember)?|dec(ember)?|holidays?|vacation|trip|birthday|wedding|party|christmas)\b"
)
_NUMBERED = re.compile(r"n\d{8}|(class|label|cls)[ _-]?\w{1,3}")  # ImageNet's, and those who name none
_USUAL = """
person, bicycle, car, motorcycle, airplane, bus, train, truck, boat, traffic light, fire hydrant, stop
sign, parking meter, bench, bird, cat, dog, horse, sheep, cow, elephant, bear, zebra, giraffe, backpack,
umbrella, handbag, tie, suitcase, frisbee, skis, snowboard, sports ball, kite, baseball bat, baseball
glove, skateboard, surfboard, tennis racket, bottle, wine glass, cup, fork, knife, spoon, bowl, banana,
apple, sandwich, orange, broccoli, carrot, hot dog, pizza, donut, cake, chair, couch, potted plant, bed,
dining table, toilet, tv, laptop, mouse, remote, keyboard, cell phone, microwave, oven, toaster, sink,
refrigerator, book, clock, vase, scissors, teddy bear, hair drier, toothbrush,
automobile, deer, frog, ship, plane, lion, tiger, wolf, fox, rabbit, fish, insect, butterfly, spider,
chicken, duck, goat, pig, monkey, panda, squirrel, flower, rose, tulip, daisy, dandelion, sunflower,
leaf, tree, fruit, vegetable, tomato, potato, corn, rice, wheat, human, man, woman, male, female, face,
hand, vehicle, van, bike, animal, food, nonfood, positive, negative, pos, neg, normal, abnormal, healthy,
diseased, benign, malignant, tumor, no tumor, pneumonia, covid, real, fake, good, bad, ok, nok, ng,
defect, defective, crack, no crack, scratch, hotdog, not hotdog, cats, dogs, birds, cars, flowers, faces,
shirt, dress, shoe, trousers, rock, paper
"""  # COCO's, then those of other well-known sets
_KNOWN = frozenset(" ".join(word.split()) for word in _USUAL.split(","))


def mode_of(library: Library) -> Mode:
    mode = library.catalog.setting(FOLDER_LABELS, "auto")
    return mode if mode in MODES else "auto"


def set_mode(library: Library, mode: Mode) -> None:
    """Raises Locked."""
    library.lock()
    library.catalog.set_setting(FOLDER_LABELS, mode)


class ClassFolders:
    """Which class a folder names; each Root is looked at once."""

    def __init__(self, library: Library) -> None:
        self._catalog = library.catalog
        self._mode = mode_of(library)
        self._by_class: dict[int, bool] = {}

    def of(self, root: int, root_path: bytes, path: bytes) -> str | None:
        """The class of a picture, by its path in a Root; None: its folder names none."""
        if self._mode == "no":
            return None
        if self._mode == "yes":
            name = _holder(path)
        else:
            if root not in self._by_class:
                self._by_class[root] = is_by_class(self._catalog, root, root_path)
            name = _class_of(path) if self._by_class[root] else None
        return None if name is None else _text(name)


def class_folders(
    library: Library, files: Sequence[int], folders: ClassFolders | None = None
) -> dict[int, str]:
    """The class that the folder of each File names; without those whose folder names none."""
    folders = folders or ClassFolders(library)
    found = {
        file: folders.of(root, root_path, path)
        for file, root, root_path, path in _places(library.catalog, files)
    }
    return {file: name for file, name in found.items() if name is not None}


def _places(catalog: Catalog, files: Sequence[int]) -> list[tuple[int, int, bytes, bytes]]:
    """(File, root, the root's path, path in it)"""
    found: list[tuple[int, int, bytes, bytes]] = []
    for part in in_parts(files):
        found += catalog.read().execute(
            "SELECT f.id, f.root, r.path, f.path FROM files f JOIN roots r ON r.id = f.root"
            f" WHERE f.id IN ({marks(part)})",
            part,
        )
    return found


def _class_of(path: bytes) -> bytes | None:
    """The folder exactly one below the root, or below a part of a data set."""
    parts = path.split(b"/")[:-1]
    if len(parts) == 2 and _SPLIT.fullmatch(parts[0]):
        parts = parts[1:]
    return parts[0] if len(parts) == 1 and not _SPLIT.fullmatch(parts[0]) else None


def _holder(path: bytes) -> bytes | None:
    parts = path.split(b"/")[:-1]
    return parts[-1] if parts and not _SPLIT.fullmatch(parts[-1]) else None


def _text(name: bytes) -> str:
    return name.decode("utf-8", "backslashreplace")


def is_by_class(catalog: Catalog, root: int, root_path: bytes) -> bool:
    """Whether a Root looks like a data set with a folder for each class, as this module's head says."""
    folders: dict[bytes, set[int]] = {}
    by_camera: set[int] = set()
    in_parts_of_a_set = _SPLIT.fullmatch(os.path.basename(root_path)) is not None
    for path, image, camera in catalog.read().execute(
        "SELECT f.path, f.image, i.camera FROM files f JOIN images i ON i.id = f.image"
        " WHERE f.root = ? AND f.state = 'present'",
        (root,),
    ):
        name = _class_of(path)
        if name is None:
            return False
        folders.setdefault(name, set()).add(image)
        in_parts_of_a_set |= path.count(b"/") == 2
        if camera is not None:
            by_camera.add(image)
    names = [_text(name).casefold().replace("_", " ").replace("-", " ").strip() for name in folders]
    if len(names) < 2 or any(map(_STORES.search, names)):
        return False
    known = sum(name in _KNOWN or bool(_NUMBERED.fullmatch(name)) for name in names)
    if in_parts_of_a_set or known * 2 >= len(names):
        return True
    images = set().union(*folders.values())
    shared = sum(map(len, folders.values())) - len(images)
    return len(images) >= MANY and len(by_camera) < BY_CAMERA * len(images) and shared < SHARED * len(images)


# parts of a data set


def splits(library: Library, files: Sequence[int]) -> dict[int, Split]:
    """Which part of a data set each File is in, by the folders on its path; without those in none."""
    found: dict[int, Split] = {}
    for file, _, root_path, path in _places(library.catalog, files):
        split = split_of(os.path.basename(root_path) + b"/" + path)
        if split is not None:
            found[file] = split
    return found


def split_of(path: bytes) -> Split | None:
    """train, val or test, by a path's folders, the nearest first: also training, valid, validation, train2017, ..."""
    for part in reversed(path.split(b"/")[:-1]):
        if named := _SPLIT.fullmatch(part):
            return _SPLITS[named[1].lower()]
    return None
