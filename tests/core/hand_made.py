"""Evidence made by hand: pictures that exist only as numbers, with distances and comparisons as a test wants them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from simgui.core.calibration import shipped
from simgui.core.catalog import Root
from simgui.core.compare import Comparison, swapped
from simgui.core.edits import Kind
from simgui.core.evidence import Evidence, Item, Picture, RootNow
from simgui.core.library import Library
from simgui.core.nearby import Nearby
from simgui.core.neighbours import Neighbours

WITHIN = 0.42
Pair = tuple[str, str]
VERIFIED = Comparison(True, (Kind("re_encoded"),))
REFUTED = Comparison(False, (Kind("unrelated"),))
BURST = Comparison(False, (Kind("burst"),))


def cropped(of: str) -> Comparison:
    """The first of the pair ('a') or the second ('b') was cropped."""
    return Comparison(True, (Kind("cropped", 0.8, of),))


@dataclass
class File:
    """picture: its name; path: within its Root, of which there are several by number."""

    picture: str
    path: str = ""
    root: int = 1
    size_bytes: int = 1000
    mtime_ns: int = 1
    inode: int = 0


@dataclass
class Made:
    """What a library would hold. Pictures that stand earlier show more; their names are in the files' paths."""

    names: str
    distances: Mapping[Pair, float] = field(default_factory=dict)
    comparisons: Mapping[Pair, Comparison] = field(default_factory=dict)
    apart: Iterable[Pair] = ()
    duplicates: Sequence[Pair] = ()
    files: Sequence[File] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    protected: Iterable[int] = ()
    offline: Iterable[int] = ()
    blank: str = ""
    # facts of pictures, by name
    facts: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    order: Sequence[str] = ()  # in which they were indexed

    def evidence(self, library: Library) -> Evidence:
        names = list(self.order or self.names)
        place = {name: number for number, name in enumerate(names)}
        pictures = [self._picture(name, number + 1) for number, name in enumerate(names)]
        items = self._items(place)
        made = Evidence(
            library,
            shipped(),
            pictures,
            items,
            [
                [number for number, item in enumerate(items) if item.picture == one]
                for one in range(len(names))
            ],
            {root: self._root(root) for root in {item.root for item in items}},
            {},
            Nearby.of(
                library,
                self._neighbours(place),
                list(range(1, len(names) + 1)),
                list(map(picture_hash, names)),
            ),
            {picture.picture_hash: number for number, picture in enumerate(pictures)},
        )
        for (a, b), found in self.comparisons.items():
            one, other = made.in_order(place[a], place[b])
            made.add_comparison(one, other, found if one == place[a] else swapped(found))
        for a, b in self.apart:
            made.apart.setdefault(place[a], set()).add(place[b])
            made.apart.setdefault(place[b], set()).add(place[a])
        made.tie([(place[a], place[b]) for a, b in self.duplicates])
        by_path = {os.path.basename(item.path).decode(): item.file for item in items}
        made.file_words = {by_path[path]: word for path, word in self.words.items()}
        return made

    def _picture(self, name: str, image: int) -> Picture:
        shown = 2000 - 10 * self.names.index(name)
        facts: dict[str, object] = {
            "width_px": 1000,
            "height_px": shown,
            "format": "JPEG",
            "date": None,
            "placed": False,
            "detail": 100.0,
            "jpeg_quality": 90.0,
            **self.facts.get(name, {}),
        }
        return Picture(image, picture_hash(name), blank=name in self.blank, **facts)  # type: ignore[arg-type]

    def _items(self, place: Mapping[str, int]) -> list[Item]:
        files = self.files or [File(name) for name in self.names]
        made = []
        for number, file in enumerate(files, 1):
            relative = os.fsencode(file.path or f"{file.picture}.jpg")
            path = b"/root%d/%s" % (file.root, relative)
            made.append(
                Item(
                    number,
                    place[file.picture],
                    file.root,
                    relative,
                    path,
                    os.path.splitext(relative)[0],
                    (1, file.inode),
                    file.size_bytes,
                    file.mtime_ns,
                    None,
                    b"trash" in relative,
                )
            )
        return sorted(made, key=lambda item: (item.root, item.relative))

    def _root(self, number: int) -> RootNow:
        root = Root(
            number, b"/root%d" % number, number in self.protected, (), (), None, None, "online", 0.0, None
        )
        return RootNow(root, number not in self.offline)

    def _neighbours(self, place: Mapping[str, int]) -> Neighbours:
        near: list[list[tuple[float, int]]] = [[] for _ in place]
        for (a, b), distance in self.distances.items():
            near[place[a]].append((distance, place[b] + 1))
            near[place[b]].append((distance, place[a] + 1))
        for one in near:
            one.sort()
        return Neighbours(
            np.arange(1, len(place) + 1),
            np.cumsum([0, *map(len, near)]),
            np.array([other for one in near for _, other in one], np.int64),
            np.array([distance for one in near for distance, _ in one], np.float32),
            np.zeros(len(place), np.int64),
            np.full(len(place), shipped().limits.similar, np.float32),
            shipped().limits.similar,
        )


def picture_hash(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()
