"""What speaks for each File of a group: the facts that the keeper's order goes by (keeper.py)."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from simgui.core import companions, labels, originals
from simgui.core.carried import Reader
from simgui.core.catalog import in_parts
from simgui.core.evidence import (
    HIGH_BLURRED,
    HIGH_SHOWS_LESS,
    LOW_BLURRED,
    LOW_SHOWS_LESS,
    PLAIN,
    Evidence,
    Item,
    Picture,
)
from simgui.core.keeper import Candidate
from simgui.core.priority import stand_back
from simgui.core.progress import CancelToken

JPEGS = 3  # that a picture without loss is held against
LABELS_AT_ONCE = 200
LARGEST = 4  # of a group's pictures, whose full pixels are looked at
BLURRED = 0.5  # of its pixels, one that is blurred against the other
# A JPEG of quality 10 has 0.92 of the other's detail in its thumbnail, a slightly blurred picture 0.55
SOFTER, THUMBNAIL_PX = 0.7, 512
LOSSLESS = frozenset({"PNG", "BMP", "TIFF", "PPM"})
# a byte says about twice as much in these as in a JPEG
NEWER = ("WEBP", "HEIF", "AVIF", "JXL")


@dataclass(frozen=True)
class Facts:
    """What a group's order needs besides what every File has. By places of pictures.

    shows_less: against another of the group; detail_px: pixels that show something; gains_nothing: made from a JPEG
    of the group.
    """

    shows_less: frozenset[int]
    detail_px: Mapping[int, float]
    gains_nothing: frozenset[int]
    doubtful: frozenset[int]  # it could not be told which one was there first


def facts_of(evidence: Evidence, centre: int, places: Collection[int], altered: Collection[int]) -> Facts:
    """altered: pictures that the walk found to show less than another. centre: whose comparisons are known."""
    less = {place for place in places if place in altered or _shows_less(evidence, place, centre)}
    enlarged, sharpness = _enlarged(evidence, places), _sharpness(evidence, places, centre)
    detail = {
        place: enlarged.get(place, float(evidence.pictures[place].pixels)) * sharpness.get(place, 1.0)
        for place in places
    }
    made, unknown = _made_from_jpegs(evidence, places)
    return Facts(frozenset(less), detail, frozenset(made), frozenset({*enlarged, *unknown}))


def candidate(evidence: Evidence, facts: Facts, item: Item, protected: bool) -> Candidate:
    picture = evidence.pictures[item.picture]
    return Candidate(
        path=item.path,
        protected=protected,
        decided_keep=evidence.file_words.get(item.file) == "keep",
        labelled=is_labelled(evidence, item),
        whole=item.picture not in facts.shows_less,
        detail_px=facts.detail_px[item.picture],
        format=picture.format,
        format_rank=_format_rank(picture, item.picture in facts.gains_nothing),
        has_date=picture.date is not None,
        has_place=picture.placed,
        quality=quality(picture, item.size_bytes),
        date=picture.date,
        mtime_ns=item.mtime_ns,
        size_bytes=item.size_bytes,
    )


def is_labelled(evidence: Evidence, item: Item) -> bool:
    """By what was read of it; until then a label file beside it says so."""
    words = evidence.labels.get(item.file)
    if words is not None:
        return bool(words)
    return any(role == "label" for _, role in evidence.companions.get((item.root, item.capture or b""), ()))


def _shows_less(evidence: Evidence, place: int, other: int) -> bool:
    told = evidence.verdicts.get(evidence.pair(place, other), 0) if place != other else 0
    return bool(told & (LOW_SHOWS_LESS if place < other else HIGH_SHOWS_LESS))


def _format_rank(picture: Picture, gains_nothing: bool) -> int:
    """RAW, then what loses nothing, then what cameras save; others are mostly made from these."""
    if picture.format.startswith("RAW"):
        return 0
    if picture.format in LOSSLESS:
        return 4 if gains_nothing else 1
    return {"JPEG": 2, "HEIF": 2, "GIF": 5}.get(picture.format, 3)


def quality(picture: Picture, size_bytes: int) -> float:
    """About as a JPEG's quality, 0 to 100, in steps of 5: by its tables, else by how many bytes it has for a pixel."""
    if picture.jpeg_quality is not None:
        return 5.0 * round(picture.jpeg_quality / 5)
    if picture.format.startswith("RAW") or picture.format in LOSSLESS:
        return 100.0
    a_pixel = size_bytes / max(picture.pixels, 1) * (2 if picture.format in NEWER else 1)
    return 5.0 * round(min(max(85 + 18 * math.log2(max(a_pixel, 0.001) / 0.28), 0.0), 100.0) / 5)


# real detail


def _enlarged(evidence: Evidence, places: Collection[int]) -> dict[int, float]:
    """Of those that show no more than a smaller one of the group, how many pixels they are worth."""
    found: dict[int, float] = {}
    best: Picture | None = None
    for place in sorted(places, key=lambda place: (evidence.pictures[place].pixels, place)):
        picture = evidence.pictures[place]
        if best is not None:
            part = math.sqrt(best.pixels / max(picture.pixels, 1))
            if originals.is_enlarged(evidence.spectra.get(place, ()), part):
                found[place] = 0.9 * best.pixels
                continue
        best = picture
    return found


def _sharpness(evidence: Evidence, places: Collection[int], centre: int) -> dict[int, float]:
    """By what each is worth less for being blurred against the centre, or the centre against one as large."""
    found = {}
    pictures = evidence.pictures
    for soft, sharp in _softer(evidence, places, centre):
        as_large = pictures[sharp].pixels > 0.8 * pictures[soft].pixels
        if (soft != centre or as_large) and originals.may_be_soft(evidence.spectra.get(soft, ())):
            found[soft] = BLURRED
    return found


def _softer(evidence: Evidence, places: Collection[int], centre: int) -> Iterator[tuple[int, int]]:
    """Of the pairs with the centre: (what is blurred against the other, the other).

    Told by the comparison, and where nothing but sharpness and coding differs by the thumbnails, which are as large.
    """
    ours = evidence.pictures[centre]
    for place in places:
        if place == centre:
            continue
        theirs = evidence.pictures[place]
        told = evidence.verdicts.get(evidence.pair(place, centre), 0)
        own, others = (LOW_BLURRED, HIGH_BLURRED) if place < centre else (HIGH_BLURRED, LOW_BLURRED)
        comparable = told & PLAIN and min(_longer_px(ours), _longer_px(theirs)) >= THUMBNAIL_PX
        if told & own or (comparable and theirs.detail < SOFTER * ours.detail):
            yield place, centre
        if told & others or (comparable and ours.detail < SOFTER * theirs.detail):
            yield centre, place


def _longer_px(picture: Picture) -> int:
    return max(picture.width_px, picture.height_px)


def _made_from_jpegs(evidence: Evidence, places: Collection[int]) -> tuple[set[int], set[int]]:
    """(what gains nothing over a JPEG of the group, what of these was never looked at)."""
    gains_nothing: set[int] = set()
    unknown: set[int] = set()
    for place, jpegs in _lossless_beside_jpegs(evidence, places):
        told = [evidence.made_from.get((place, jpeg)) for jpeg in jpegs]
        if True in told:
            gains_nothing.add(place)
        elif None in told:
            gains_nothing.add(place)
            unknown.update((place, *jpegs))
    return gains_nothing, unknown


def _lossless_beside_jpegs(evidence: Evidence, places: Collection[int]) -> Iterator[tuple[int, list[int]]]:
    """Each picture without loss, and the JPEGs of the group that have its size, the best ones."""
    pictures = evidence.pictures
    jpegs = sorted(
        (place for place in places if pictures[place].format == "JPEG"),
        key=lambda place: (-(pictures[place].jpeg_quality or 0), pictures[place].picture_hash),
    )
    for place in places:
        one = pictures[place]
        if one.format in LOSSLESS:
            size = one.width_px, one.height_px
            same = [jpeg for jpeg in jpegs if (pictures[jpeg].width_px, pictures[jpeg].height_px) == size]
            if same:
                yield place, same[:JPEGS]


# looking at files


@dataclass
class Look:
    """What has to be read from files before the keepers of some groups are chosen.

    groups: of each its centre, and the places of its pictures; files: all their Files' numbers.
    """

    evidence: Evidence
    groups: Sequence[tuple[int, Collection[int]]]
    files: Sequence[int]

    def __post_init__(self) -> None:
        evidence = self.evidence
        self._spectra: list[int] = []
        self._pairs: list[tuple[int, int]] = []
        for centre, places in self.groups:
            told = {*_large(evidence, places), *(soft for soft, _ in _softer(evidence, places, centre))}
            self._spectra += sorted(told - evidence.spectra.keys())
            for place, jpegs in _lossless_beside_jpegs(evidence, places):
                self._pairs += [(place, jpeg) for jpeg in jpegs if (place, jpeg) not in evidence.made_from]

    def __len__(self) -> int:
        return len(self._spectra) + len(self._pairs)

    def run(self, cancel: CancelToken, on_looked: Callable[[], None]) -> None:
        """On all cores. Raises Cancelled; what was found until then is kept."""
        evidence = self.evidence
        try:
            with ThreadPoolExecutor(os.cpu_count() or 1, "originals", initializer=stand_back) as pool:
                jobs = [pool.submit(self._spectrum, place, cancel) for place in self._spectra]
                jobs += [pool.submit(self._pixels, *pair, cancel) for pair in self._pairs]
                try:
                    for job in jobs:
                        job.result()
                        on_looked()
                finally:
                    pool.shutdown(cancel_futures=True)
        finally:
            evidence.keep_originals({*self._spectra, *(place for place, _ in self._pairs)})
        self._read_labels(cancel)

    def _read_labels(self, cancel: CancelToken) -> None:
        evidence, reader = self.evidence, Reader(self.evidence.library)
        for part in in_parts([file for file in self.files if file not in evidence.labels], LABELS_AT_ONCE):
            cancel.check()
            words = labels.label_of(evidence.library, part, reader=reader)
            beside = companions.of(evidence.library, part, look=reader.look)
            for file in part:
                evidence.labels[file] = words.get(file, ())
                evidence.parts[file] = tuple(companion.path for companion in beside.get(file, ()))

    def _spectrum(self, place: int, cancel: CancelToken) -> None:
        cancel.check()
        path = next(iter(self.evidence.shown(place).present_paths), None)
        self.evidence.spectra[place] = () if path is None else originals.read_spectrum(path, cancel)

    def _pixels(self, place: int, jpeg: int, cancel: CancelToken) -> None:
        cancel.check()
        paths = [next(iter(self.evidence.shown(one).present_paths), None) for one in (place, jpeg)]
        if paths[0] is not None and paths[1] is not None:
            self.evidence.made_from[place, jpeg] = originals.same_pixels(paths[0], paths[1], cancel)


def _large(evidence: Evidence, places: Collection[int]) -> list[int]:
    """Those of the largest that have clearly more pixels than another of them."""
    ordered = sorted(places, key=lambda place: (-evidence.pictures[place].pixels, place))
    limit = evidence.pictures[ordered[-1]].pixels / originals.LARGER**2
    return [place for place in ordered[:LARGEST] if evidence.pictures[place].pixels >= limit]
