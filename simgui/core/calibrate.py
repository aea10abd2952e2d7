"""Fit what distances and comparisons mean for an embedder, on the pictures of a library.

Some Images are altered as people alter pictures (alterations.py) and searched among all. What leads back to the one
that it was made of is right, everything else wrong; of every fifth Image that one is taken out of the answer, as if
nothing had been there to find. What the library holds twice is told by comparing, and counts as neither.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

from simgui.core import alterations, decode
from simgui.core.alignment import Sight
from simgui.core.calibration import (
    EVIDENCE,
    PRECISIONS,
    Calibration,
    Limits,
    crowding,
    evidence,
)
from simgui.core.closer import look_closer, sight_of
from simgui.core.compare import compare
from simgui.core.embedder import Embedder
from simgui.core.errors import ImageError, InputError
from simgui.core.library import Library
from simgui.core.progress import CancelToken, Meter, ProgressCallback
from simgui.core.search import Hit, decode_query, search

ORIGINALS = 40
FEWEST = 20
SEED = 1
K = 50
CLOSER_EACH = 6  # of so many altered pictures one is looked at closer, which takes longest
LEFT_OUT = 5
# so many pictures fill up collages; what looks like one of them, nearer than ALIKE, counts as neither
BESIDE = 8
ALIKE = 0.8
LONGEST_PX = 1600
DOUBTFUL = 0.7  # what is nearer than this is compared with the original before it counts as wrong
RIDGE = 1.0  # as if each weight were known to be about 1 from 0

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Measured:
    """Of a word, among the pictures that it was fitted on. precision: share of the hits with it that are right; None
    where no hit has it. found: share of the altered pictures whose original gets this word or a surer one.
    """

    word: str
    precision: float | None
    found: float


@dataclass(frozen=True)
class Fitted:
    """queries: altered pictures searched; closer: those of them that were looked at closer."""

    calibration: Calibration
    by_distance: tuple[Measured, ...]
    by_score: tuple[Measured, ...]
    originals: int
    queries: int
    closer: int


def calibrate(
    library: Library,
    embedder: Embedder,
    *,
    originals: int = ORIGINALS,
    ways: Sequence[str] | None = None,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Fitted:
    """Alter so many pictures in each of the `ways` (all). Nothing is stored; calibration.keep() does that.

    Raises InputError('too_few_to_calibrate') where too few pictures can be read, EmbedderMismatch, Corrupt, Cancelled.
    """
    cancel, ways = cancel or CancelToken(), ways or list(alterations.WAYS)
    meter = Meter(("altered",), progress, cancel, "altered")
    found = _originals(library, max(originals, FEWEST) + BESIDE, cancel)
    if len(found) < FEWEST + BESIDE:
        raise InputError("too_few_to_calibrate", found=len(found), needed=FEWEST + BESIDE)
    beside, chosen = found[:BESIDE], found[BESIDE:]
    meter.total("altered", len(chosen) * len(ways))
    trials = _Trials(library, embedder, cancel, [image for image, *_ in beside])
    others = [_opened(coded) for *_, coded in beside]
    for number, (image, sight, kept) in enumerate(chosen):
        picture = _opened(kept)
        original = _Original(image, sight, number % LEFT_OUT != 0, {})
        for step, way in enumerate(ways):
            coded = alterations.altered_jpeg(picture, way, f"{SEED} {image}", others)
            trials.ask(coded, original, closer=(number + step) % CLOSER_EACH == 0)
            meter.add("altered")
    meter.report(force=True)
    return _fitted(trials, len(chosen))


def _opened(coded: bytes) -> Pillow.Image:
    with Pillow.open(BytesIO(coded)) as opened:
        return opened.convert("RGB")


def _originals(library: Library, count: int, cancel: CancelToken) -> list[tuple[int, Sight, bytes]]:
    """So many Images by chance that can be read and show something: upright, as JPEG of at most LONGEST_PX."""
    ids = [int(image) for block in library.snapshot().blocks for image in block.ids[block.alive]]
    random.Random(SEED).shuffle(ids)
    chosen: list[tuple[int, Sight, bytes]] = []
    for image in ids:
        cancel.check()
        if len(chosen) == count:
            break
        files = library.catalog.files_of_images([image])[image]
        try:
            path = next(file.path for file in files if file.state == "present")
            decoded = decode.decode_file(path, thumbnail_px=LONGEST_PX)
        except (StopIteration, ImageError):
            continue
        if not decoded.measures["flat"] and not decoded.measures["tiny"]:
            size = decoded.width_px, decoded.height_px
            chosen.append((image, Sight.of(decoded.thumbnail, *size), decoded.thumbnail))
    return chosen


@dataclass(frozen=True)
class _Original:
    """is_there: it counts as in the library. copies: which other Images show it too, as far as was looked."""

    image: int
    sight: Sight
    is_there: bool
    copies: dict[int, bool]


class _Trials:
    """What was asked and found, one entry for each hit: by distance, and of those looked at closer by evidence."""

    def __init__(
        self, library: Library, embedder: Embedder, cancel: CancelToken, beside: Sequence[int]
    ) -> None:
        self._library, self._embedder, self._cancel = library, embedder, cancel
        self._snapshot = library.snapshot()
        vectors = [self._snapshot.vector_of(image) for image in beside]
        self._beside = np.stack([vector for vector in vectors if vector is not None])
        self.distances: list[float] = []
        self.right: list[bool] = []
        self.looked_at: list[Hit] = []
        self.evidence: list[tuple[float, ...]] = []
        self.right_closer: list[bool] = []
        # altered pictures, and those of them that have something to find
        self.asked = self.to_find = self.asked_closer = self.to_find_closer = 0

    def ask(self, coded: bytes, original: _Original, closer: bool) -> None:
        query = decode_query(coded, "", None, self._embedder.input_px)
        hits = search(self._library, query, self._embedder, k=K, cancel=self._cancel)
        self.asked += 1
        self.to_find += original.is_there
        for hit in self._counted(hits.hits, original):
            self.distances.append(hit.distance)
            self.right.append(hit.image == original.image)
        if not closer:
            return
        crowd = crowding([hit.distance for hit in hits.hits])
        self.asked_closer += 1
        self.to_find_closer += original.is_there
        compared = look_closer(self._library, hits, self._embedder, store=False, cancel=self._cancel)
        for hit in self._counted(compared.hits, original):
            self.looked_at.append(hit)
            self.evidence.append(evidence(hit.distance, crowd, hit.comparison))
            self.right_closer.append(hit.image == original.image)

    def _counted(self, hits: Sequence[Hit], original: _Original) -> Iterator[Hit]:
        """Without the original where it is to count as missing, and without what shows it too."""
        for hit in hits:
            if hit.image == original.image:
                if original.is_there:
                    yield hit
            elif not self._shows_it_too(hit, original) and not self._is_beside(hit):
                yield hit

    def _is_beside(self, hit: Hit) -> bool:
        vector = self._snapshot.vector_of(hit.image)
        return vector is not None and bool((np.linalg.norm(self._beside - vector, axis=1) < ALIKE).any())

    def _shows_it_too(self, hit: Hit, original: _Original) -> bool:
        verified = hit.comparison is not None and bool(hit.comparison.verified)
        if hit.distance > DOUBTFUL and not verified:
            return False
        if hit.image not in original.copies:
            thumbnail = self._library.thumbnails.get_many([hit.picture_hash]).get(hit.picture_hash)
            other = sight_of(hit, thumbnail)
            # what cannot be judged is no stranger for sure
            original.copies[hit.image] = other is None or compare(original.sight, other).verified is not False
        return original.copies[hit.image]


# fitting


def _fitted(trials: _Trials, originals: int) -> Fitted:
    distances, right = np.array(trials.distances), np.array(trials.right)
    ends = _ends(distances, right, 0.0, 2.0)
    limits = Limits(*ends.values())
    given, right_closer = np.array(trials.evidence), np.array(trials.right_closer)
    weights = _logistic(given, right_closer)
    scores = 1 / (1 + np.exp(-(given @ weights).clip(-500, 500)))
    verified = given[:, EVIDENCE.index("verified")] > 0
    copy = -_ends(-scores[verified], right_closer[verified], -1.0, 0.0)["copy"] if verified.any() else 1.0
    calibration = Calibration(limits, copy, tuple(map(float, weights)))
    words = [limits.word(distance) for distance in trials.distances]
    words_closer = [
        calibration.word(score, hit.distance, hit.comparison)
        for score, hit in zip(scores.tolist(), trials.looked_at, strict=True)
    ]
    return Fitted(
        calibration,
        measured(words, right, trials.to_find),
        measured(words_closer, right_closer, trials.to_find_closer),
        originals,
        trials.asked,
        trials.asked_closer,
    )


def _ends(values: Floats, right: Flags, least: float, most: float) -> dict[str, float]:
    """Up to which value each word goes: the largest at which what lies after the surer word is as often right as
    PRECISIONS wants. values: float64 (n,), from least to most, less is surer; right: bool (n,).
    """
    order = np.argsort(values, kind="stable")
    values, right = values[order], right[order]
    found, start = {}, 0
    for word, wanted in PRECISIONS.items():
        shares = right[start:].cumsum() / np.arange(1, len(right) - start + 1)
        good = np.flatnonzero(shares >= wanted)
        start += int(good[-1]) + 1 if len(good) else 0
        # halfway to the first that is no longer meant
        last = values[start - 1] if start else least
        following = values[start] if start < len(values) else most
        found[word] = float((last + following) / 2)
    return found


def _logistic(given: Floats, right: Flags) -> Floats:
    """Weights, float64 (m,), by iteratively reweighted least squares with a small ridge (le Cessie 1992).

    given: float64 (n, m), the first column all one; right: bool (n,).
    """
    weights = np.zeros(given.shape[1])
    ridge = RIDGE * np.eye(given.shape[1])
    ridge[0, 0] = 0.0
    for _ in range(50):
        likely = 1 / (1 + np.exp(-(given @ weights).clip(-500, 500)))
        slope = given.T @ (right - likely) - ridge @ weights
        bend = (given * (likely * (1 - likely))[:, None]).T @ given + ridge
        step = np.linalg.solve(bend + 1e-9 * np.eye(len(bend)), slope)
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    return np.asarray(weights, np.float64)


def measured(words: Sequence[str], right: Flags, to_find: int) -> tuple[Measured, ...]:
    """words: of each hit; right: bool, of each hit; to_find: how many right ones there were to find."""
    named = np.array(words)
    surer, told = 0, []
    for word in PRECISIONS:
        with_it = right[named == word] if len(named) else right
        surer += int(with_it.sum())
        precision = float(with_it.mean()) if len(with_it) else None
        told.append(Measured(word, precision, surer / max(to_find, 1)))
    return tuple(told)
