"""What grouping goes by, loaded from a Library once and cut into groups many times: Images, Files, neighbours,
comparisons and decisions, by number in arrays and dictionaries rather than one query each.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from simgui.core.calibration import Calibration, calibration_of
from simgui.core.catalog import Root
from simgui.core.class_folders import Mode, mode_of
from simgui.core.closer import known_comparisons
from simgui.core.compare import VERSION, Comparison, swapped
from simgui.core.edits import Kind
from simgui.core.errors import SimguiError
from simgui.core.folders import LITTER, Rules
from simgui.core.library import Library
from simgui.core.nearby import Nearby
from simgui.core.neighbours import Neighbours
from simgui.core.priority import uncollected

# what is known of two Images, as bits: the pair is (low, high) by their places in Evidence.pictures
JUDGED, VERIFIED, BURST, BLANK = 1, 2, 4, 8
LOW_SHOWS_LESS, HIGH_SHOWS_LESS, LOW_BLURRED, HIGH_BLURRED = 16, 32, 64, 128
PLAIN = 256  # nothing but size, sharpness and coding differs
# edits after which a picture shows less than the other one
PLAINLY = frozenset({"re_encoded", "scaled", "blurred"})
LESS = frozenset({"cropped", "covered", "bordered", "collage", "grey"})
SLIGHT = 0.03  # of a recoloured picture; which one is covered there is told hardly better than by chance


@dataclass(frozen=True, slots=True)
class Picture:
    """An Image that has a File. blank: too flat or too small to be told from others by looks."""

    image: int
    picture_hash: bytes
    width_px: int
    height_px: int
    format: str
    date: str | None
    placed: bool
    blank: bool
    detail: float
    jpeg_quality: float | None = None

    @property
    def pixels(self) -> int:
        return self.width_px * self.height_px


@dataclass(frozen=True, slots=True)
class Item:
    """A picture File with what belongs to its capture. picture: its Image's place in Evidence.pictures."""

    file: int
    picture: int
    root: int
    relative: bytes
    path: bytes
    capture: bytes | None
    inode: tuple[int, int]
    size_bytes: int
    mtime_ns: int
    sha256: bytes | None
    litter: bool


@dataclass(frozen=True)
class Seen:
    """A picture to compare."""

    picture_hash: bytes
    width_px: int
    height_px: int
    present_paths: Sequence[bytes]


@dataclass(frozen=True)
class RootNow:
    """A Root as it is just now."""

    root: Root
    online: bool


@dataclass
class Cuts:
    """What one cut leaves for the next, as the slider moves; whoever changes what it rests on empties it."""

    nodes: dict[object, Any] = field(default_factory=dict)
    groups: dict[object, Any] = field(default_factory=dict)


@dataclass
class Evidence:
    """What is known, all of it by the places of pictures.

    apart: decided to be no duplicates, or related; tied: decided duplicates, all that hang together by that;
    verdicts: by pair(), bits. spectra, made_from (lossless, JPEG): what originals.py found. labels,
    parts: what was read of Files, () for nothing; folder_labels: whether folders are labels, as it was then.
    cuts: see there.
    """

    library: Library
    calibration: Calibration
    pictures: list[Picture]
    items: list[Item]
    items_of: list[list[int]]
    roots: dict[int, RootNow]
    companions: dict[tuple[int, bytes], list[tuple[bytes, str]]]
    nearby: Nearby
    place_of: dict[bytes, int]
    verdicts: dict[int, int] = field(default_factory=dict)
    apart: dict[int, set[int]] = field(default_factory=dict)
    tied: dict[int, tuple[int, ...]] = field(default_factory=dict)
    spectra: dict[int, tuple[float, ...]] = field(default_factory=dict)
    made_from: dict[tuple[int, int], bool] = field(default_factory=dict)
    labels: dict[int, tuple[str, ...]] = field(default_factory=dict)
    parts: dict[int, tuple[bytes, ...]] = field(default_factory=dict)
    folder_labels: Mode = "auto"
    file_words: dict[int, str] = field(default_factory=dict)
    _comparisons: dict[int, Comparison] = field(default_factory=dict, repr=False)
    cuts: Cuts = field(default_factory=Cuts, repr=False)

    @classmethod
    def of(cls, library: Library, neighbours: Neighbours) -> Evidence:
        """Everything that is known now. Raises Corrupt."""
        with uncollected():
            return cls._loaded(library, neighbours)

    @classmethod
    def _loaded(cls, library: Library, neighbours: Neighbours) -> Evidence:
        pictures = _pictures(library)
        places = {picture.image: place for place, picture in enumerate(pictures)}
        roots = _roots(library)
        items = _items(library, places, roots)
        items_of: list[list[int]] = [[] for _ in pictures]
        for number, item in enumerate(items):
            items_of[item.picture].append(number)
        made = cls(
            library,
            calibration_of(library),
            pictures,
            items,
            items_of,
            roots,
            _companions(library, roots),
            Nearby.of(library, neighbours, list(places), [picture.picture_hash for picture in pictures]),
            {picture.picture_hash: place for place, picture in enumerate(pictures)},
        )
        made.folder_labels = mode_of(library)
        made.verdicts = made._stored_verdicts()
        made._read_originals()
        made.read_decisions()
        return made

    def take_over(self, before: Evidence) -> None:
        """What an older one has read from files, and has compared without that being kept in the library."""
        files = {item.file for item in self.items}
        if self.folder_labels == before.folder_labels:
            self.labels.update((file, words) for file, words in before.labels.items() if file in files)
        self.parts.update((file, parts) for file, parts in before.parts.items() if file in files)
        for key, found in before._comparisons.items():
            hashes = (before.pictures[place].picture_hash for place in divmod(key, len(before.pictures)))
            places = [self.place_of.get(picture_hash) for picture_hash in hashes]
            one, other = places
            if one is not None and other is not None and self.pair(one, other) not in self.verdicts:
                self.add_comparison(*self.in_order(one, other), found)

    # decisions

    def read_decisions(self) -> None:
        """Anew: after a decision was made or taken back."""
        before = self.apart, self.tied
        self.apart, self.tied, self.file_words = {}, {}, {}
        duplicates: list[tuple[int, int]] = []
        rows = self.library.catalog.read().execute("SELECT subject, word FROM decisions")
        for subject, word in rows.fetchall():
            kind, *named = subject.split(":")
            if kind == "file":
                self.file_words[int(named[0])] = word
                continue
            places = [self.place_of.get(bytes.fromhex(name)) for name in named]
            a, b = places
            if a is None or b is None:
                continue
            if word == "duplicate":
                duplicates.append((a, b))
            else:
                self.apart.setdefault(a, set()).add(b)
                self.apart.setdefault(b, set()).add(a)
        self.tie(duplicates)
        if before != (self.apart, self.tied):
            self.cuts.groups.clear()

    def tie(self, duplicates: Sequence[tuple[int, int]]) -> None:
        """These pairs were decided to be duplicates."""
        # in the order of their hashes: what is made of them depends on the pictures alone
        ordered = sorted(
            duplicates, key=lambda pair: sorted(self.pictures[place].picture_hash for place in pair)
        )
        self.tied = _hanging_together(ordered, self.apart)

    # pairs, for walks

    def near_to(self, place: int, within: float, stored: bool = False) -> tuple[list[int], list[float]]:
        """See Nearby."""
        return self.nearby.near_to(place, within, stored)

    def pair(self, a: int, b: int) -> int:
        """One number for two places, the same whichever comes first."""
        return a * len(self.pictures) + b if a < b else b * len(self.pictures) + a

    def shown(self, place: int) -> Seen:
        """For comparing."""
        picture = self.pictures[place]
        paths = [item.path for item in self.items_at(place) if self.roots[item.root].online]
        return Seen(picture.picture_hash, picture.width_px, picture.height_px, paths)

    def items_at(self, place: int) -> list[Item]:
        return [self.items[number] for number in self.items_of[place]]

    def is_blank(self, place: int) -> bool:
        return self.pictures[place].blank

    # comparisons

    def in_order(self, a: int, b: int) -> tuple[int, int]:
        """As comparisons are stored: the lower hash first, so that nothing is turned round and back."""
        return (a, b) if self.pictures[a].picture_hash < self.pictures[b].picture_hash else (b, a)

    def comparisons(self, pairs: Sequence[tuple[int, int]]) -> dict[int, Comparison]:
        """What is known in full, by pair(); the first place is the one that is A."""
        asked = {self.pair(a, b): (a, b) for a, b in pairs}
        new = {
            tuple(self.pictures[place].picture_hash for place in self.in_order(*asked[key])): key
            for key in asked
            if key in self.verdicts and key not in self._comparisons
        }
        found = known_comparisons(self.library, [(a, b) for a, b in new])
        self._comparisons.update((new[pair], comparison) for pair, comparison in found.items())
        return {
            key: self._comparisons[key] if pair == self.in_order(*pair) else swapped(self._comparisons[key])
            for key, pair in asked.items()
            if key in self._comparisons
        }

    def _stored_verdicts(self) -> dict[int, int]:
        rows = self.library.catalog.read().execute(
            "SELECT a, b, json_extract(result, '$.verified'), json_extract(result, '$.kinds')"
            " FROM comparisons WHERE version = ?",
            (VERSION,),
        )
        found: dict[int, int] = {}
        bits: dict[tuple[int | None, str], int] = {}
        for a, b, verified, kinds in rows:
            low, high = self.place_of.get(a), self.place_of.get(b)
            if low is None or high is None:
                continue
            told = bits.get((verified, kinds))
            if told is None:
                listed = [Kind(**kind) for kind in json.loads(kinds)]
                told = bits[verified, kinds] = _bits(None if verified is None else bool(verified), listed)
            found[self.pair(low, high)] = told if low < high else _other_way(told)
        return found

    def _read_originals(self) -> None:
        rows = self.library.catalog.read().execute(
            "SELECT picture_hash, json_extract(measures, '$.spectrum'), json_extract(measures, '$.made_from')"
            " FROM images WHERE measures LIKE '%\"spectrum\"%' OR measures LIKE '%\"made_from\"%'"
        )
        for picture_hash, found, made in rows.fetchall():
            place = self.place_of.get(picture_hash)
            if place is None:
                continue
            if found is not None:
                self.spectra[place] = tuple(json.loads(found))
            for name, said in json.loads(made or "{}").items():
                other = self.place_of.get(bytes.fromhex(name))
                if other is not None:
                    self.made_from[place, other] = said

    def keep_originals(self, places: Iterable[int]) -> None:
        """Store what was found of these pictures, where the library may be written."""
        self.cuts.groups.clear()
        if not self.library.writable:
            return
        made: dict[int, dict[str, bool]] = defaultdict(dict)
        for (place, other), said in self.made_from.items():
            made[place][self.pictures[other].picture_hash.hex()] = said
        rows = []
        for place in places:
            values = {"spectrum": self.spectra.get(place), "made_from": made.get(place)}
            known = {name: value for name, value in values.items() if value is not None}
            rows.append((json.dumps(known), self.pictures[place].image))
        with suppress(SimguiError), self.library.catalog.write() as connection:
            connection.executemany("UPDATE images SET measures = json_patch(measures, ?) WHERE id = ?", rows)

    def add_comparison(self, a: int, b: int, found: Comparison) -> None:
        """a, b: as in_order() gives them; a is A."""
        self._comparisons[self.pair(a, b)] = found
        told = _bits(found.verified, found.kinds)
        self.verdicts[self.pair(a, b)] = told if a < b else _other_way(told)
        self.cuts.groups.clear()


def _bits(verified: bool | None, kinds: Sequence[Kind]) -> int:
    """What a comparison says, its A being the lower place."""
    told = 0 if verified is None else JUDGED
    if verified:
        told |= VERIFIED
        if all(kind.code in PLAINLY for kind in kinds):
            told |= PLAIN
    recoloured = any(kind.code == "recoloured" for kind in kinds)
    for kind in kinds:
        slight = kind.code == "covered" and recoloured and (kind.value or 0.0) < SLIGHT
        if verified and kind.code in LESS and kind.of and not slight:
            told |= LOW_SHOWS_LESS if kind.of == "a" else HIGH_SHOWS_LESS
        elif verified and kind.code == "blurred" and kind.of:
            told |= LOW_BLURRED if kind.of == "a" else HIGH_BLURRED
        elif kind.code == "burst":
            told |= BURST
        elif kind.code in ("flat", "tiny"):
            told |= BLANK
    return told


def _other_way(told: int) -> int:
    turned = told & (JUDGED | VERIFIED | BURST | BLANK | PLAIN)
    for low, high in ((LOW_SHOWS_LESS, HIGH_SHOWS_LESS), (LOW_BLURRED, HIGH_BLURRED)):
        turned |= (high if told & low else 0) | (low if told & high else 0)
    return turned


def _hanging_together(
    pairs: Iterable[tuple[int, int]], apart: Mapping[int, set[int]]
) -> dict[int, tuple[int, ...]]:
    """For each place all that hang together with it, itself among them. What is apart is not brought together by
    others, so where decisions contradict each other the pairs that come later are not followed.
    """
    together: dict[int, set[int]] = {}
    for a, b in pairs:
        ours, theirs = together.get(a, {a}), together.get(b, {b})
        if ours is theirs or any(apart.get(one, set()) & theirs for one in ours):
            continue
        ours = ours | theirs
        together.update(dict.fromkeys(ours, ours))
    return {place: tuple(sorted(others)) for place, others in together.items()}


# loading


def _pictures(library: Library) -> list[Picture]:
    rows = library.catalog.read().execute(
        "SELECT id, picture_hash, width_px, height_px, format, date, latitude IS NOT NULL,"
        " json_extract(measures, '$.flat') OR json_extract(measures, '$.tiny'), json_extract(measures, '$.detail'),"
        " json_extract(measures, '$.jpeg_quality')"
        " FROM images WHERE id IN (SELECT image FROM files WHERE state = 'present') ORDER BY id"
    )
    return [
        Picture(r[0], r[1], r[2], r[3], r[4], r[5], bool(r[6]), bool(r[7]), float(r[8] or 0.0), r[9])
        for r in rows
    ]


def _roots(library: Library) -> dict[int, RootNow]:
    return {
        root.id: RootNow(root, root.state == "online" and os.path.isdir(root.path))
        for root in library.catalog.roots()
    }


def _items(library: Library, places: dict[int, int], roots: dict[int, RootNow]) -> list[Item]:
    rows = library.catalog.read().execute(
        "SELECT id, image, root, path, capture, device, inode, size_bytes, mtime_ns, sha256 FROM files"
        " WHERE state = 'present' AND image IS NOT NULL ORDER BY root, path"
    )
    litter = _Litter(roots)
    return [
        Item(
            file,
            places[image],
            root,
            path,
            os.path.join(roots[root].root.path, path),
            capture,
            (device or 0, inode or 0),
            size_bytes or 0,
            mtime_ns or 0,
            sha256,
            litter(root, path),
        )
        for file, image, root, path, capture, device, inode, size_bytes, mtime_ns, sha256 in rows
        if image in places
    ]


class _Litter:
    """Whether a File lies where only what was thrown away does. Folders are asked once."""

    def __init__(self, roots: dict[int, RootNow]) -> None:
        self._roots = roots
        self._rules = Rules(b"/")
        self._trash = Rules(b"/", litter_off=[rule for rule in LITTER if rule != "trash"])
        self._known: dict[tuple[int, bytes], bool] = {}

    def __call__(self, root: int, path: bytes) -> bool:
        folder, _, name = path.rpartition(b"/")
        key = root, folder
        if key not in self._known:
            above = self._roots[root].root.path.lstrip(b"/")
            self._known[key] = self._trash.covers(above) or (bool(folder) and self._rules.covers(folder))
        return self._known[key] or self._rules.reason(name) is not None


def _companions(
    library: Library, roots: dict[int, RootNow]
) -> dict[tuple[int, bytes], list[tuple[bytes, str]]]:
    """(absolute path, role) of what belongs to a capture besides its picture."""
    rows = library.catalog.read().execute(
        "SELECT root, capture, path, role FROM files WHERE state = 'present' AND image IS NULL"
        " AND role <> 'folder' AND capture IS NOT NULL ORDER BY root, path"
    )
    found: dict[tuple[int, bytes], list[tuple[bytes, str]]] = defaultdict(list)
    for root, capture, path, role in rows:
        found[root, capture].append((os.path.join(roots[root].root.path, path), role))
    return dict(found)
