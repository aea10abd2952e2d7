"""Looking closer: the first hits of a query compared with it, and copies found that lie in it turned or in part.

The scan ranks by one distance of whole pictures. Here other views of the query are searched too (mirrored, turned,
its quarters, its middle and what parts.py finds), and each candidate is compared (compare.py). What it costs is some
hundred milliseconds for the views and some ten for each comparison, so it is a second step: the hits are there before
it begins.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

from simgui.core import decode
from simgui.core.alignment import Sight
from simgui.core.calibration import Calibration, calibration_of, crowding
from simgui.core.compare import VERSION, Comparison, Place, compare, from_json, swapped, to_json
from simgui.core.embedder import Embedder
from simgui.core.errors import ImageError, SimguiError
from simgui.core.library import Library
from simgui.core.parts import Box, parts
from simgui.core.priority import stand_back
from simgui.core.progress import CancelToken
from simgui.core.search import Hit, Hits, Part, look_up, nearest
from simgui.core.vectors import Snapshot

COMPARED = 24  # hits of the whole picture
OF_EACH_VIEW = 2
VIEW_WITHIN = 0.9  # what is farther from a view than this is hardly ever what it shows
AT_ONCE = 4
PART = 0.6  # of each side, in the quarters and the middle
KEPT = 128  # pictures that are compared with others of the library


@dataclass(frozen=True)
class Compared:
    """One more of the candidates is compared: `done` of `of`. It need not become a hit."""

    image: int
    comparison: Comparison
    done: int
    of: int


OnCompared = Callable[[Compared], None]


def look_closer(
    library: Library,
    hits: Hits,
    embedder: Embedder | None,
    *,
    turned: bool = True,
    store: bool = True,
    cancel: CancelToken | None = None,
    on_compared: OnCompared | None = None,
) -> Hits:
    """The same answer with what the views found, each Hit's `comparison` and score; in the order of score.

    turned: search other views too, which finds what is turned, mirrored or only a part. Comparisons are taken from
    the library where they are known and, with `store`, kept there where it may be written. Raises Cancelled, Corrupt.
    """
    query, snapshot = hits.query, library.snapshot()
    decoded = query.decoded
    seen = Sight.of(decoded.thumbnail, decoded.width_px, decoded.height_px, picture_hash=decoded.picture_hash)
    found = list(hits.hits)
    candidates = [Candidate(hit) for hit in found[:COMPARED]]
    if turned and embedder is not None and snapshot.blocks:
        candidates = _with_views(library, hits, seen, embedder, snapshot, cancel)
    compared: dict[int, Comparison] = {}
    new: list[tuple[bytes, bytes, Comparison]] = []
    try:
        with closing(_compared(library, seen, candidates, new, cancel)) as pairs:
            for done, (hit, comparison) in enumerate(pairs, 1):
                compared[hit.image] = comparison
                if on_compared is not None:
                    on_compared(Compared(hit.image, comparison, done, len(candidates)))
    finally:
        if store:
            _keep(library, new)
    return _ranked(library, hits, candidates, compared)


def _ranked(
    library: Library, hits: Hits, candidates: Sequence[Candidate], compared: Mapping[int, Comparison]
) -> Hits:
    """In the order of score; what only a view found is a hit when the comparison says so."""
    found = hits.hits
    known = {hit.image for hit in found}
    extra = (each.hit for each in candidates if each.hit.image not in known)
    kept = [*found, *(hit for hit in extra if compared[hit.image].verified)]
    calibration, crowd = calibration_of(library), crowding([hit.distance for hit in found])
    judged = [_judged(hit, calibration, crowd, compared.get(hit.image, Comparison(None, ()))) for hit in kept]
    judged.sort(key=lambda hit: (-hit.score, hit.rank))
    ranked = tuple(replace(hit, rank=rank) for rank, hit in enumerate(judged, 1))
    return replace(hits, hits=ranked)


def _judged(hit: Hit, calibration: Calibration, crowd: float, comparison: Comparison) -> Hit:
    if hit.identical:
        return replace(hit, comparison=comparison, score=1.0)
    score = calibration.score(hit.distance, crowd, comparison)
    return replace(
        hit, comparison=comparison, score=score, word=calibration.word(score, hit.distance, comparison)
    )


# other views of the query


@dataclass(frozen=True)
class Candidate:
    """A hit to compare, and the part of the query that it was found for, if that is no copy as a whole."""

    hit: Hit
    box: Box | None = None


def views(sight: Sight, input_px: int) -> tuple[npt.NDArray[np.uint8], list[Box | None]]:
    """uint8 (n, input_px, input_px, 3), and what of the picture each shows, None for the whole of it.

    It mirrored and turned by 90, 180 and 270 degrees, its quarters and middle, and the parts that break off.
    """
    whole = Pillow.fromarray(sight.pixels)
    turns = Pillow.Transpose
    made = [
        whole.transpose(turn)
        for turn in (turns.FLIP_LEFT_RIGHT, turns.ROTATE_90, turns.ROTATE_180, turns.ROTATE_270)
    ]
    boxes = [*_quarters(whole.width, whole.height), *parts(sight.pixels)]
    size = (input_px, input_px)
    shown = [*made, *(whole.crop(box) for box in boxes)]
    pixels = np.stack([np.asarray(view.resize(size, Pillow.Resampling.BICUBIC)) for view in shown])
    return pixels, [*[None] * len(made), *boxes]


def _embedded(
    embedder: Embedder, pixels: npt.NDArray[np.uint8], cancel: CancelToken | None
) -> npt.NDArray[np.float32]:
    """A few at a time, so that a picture that is dropped meanwhile need not wait for them all."""
    parts_of = []
    for start in range(0, len(pixels), AT_ONCE):
        if cancel is not None:
            cancel.check()
        parts_of.append(embedder.embed(pixels[start : start + AT_ONCE]))
    return np.concatenate(parts_of)


def _quarters(width: int, height: int) -> list[Box]:
    """The four, which overlap, and the middle."""
    wide, high = max(round(width * PART), 1), max(round(height * PART), 1)
    places = ((0, 0), (1, 0), (0, 1), (1, 1), (0.5, 0.5))
    corners = [(round(across * (width - wide)), round(down * (height - high))) for across, down in places]
    return [Box(left, top, left + wide, top + high) for left, top in corners]


def _with_views(
    library: Library,
    hits: Hits,
    seen: Sight,
    embedder: Embedder,
    snapshot: Snapshot,
    cancel: CancelToken | None,
) -> list[Candidate]:
    """The first hits, and what is near to another view; each with the part that is nearest to it."""
    query = hits.query
    pixels, boxes = views(seen, embedder.input_px)
    whole, *vectors = _embedded(embedder, np.concatenate([query.decoded.pixels[None], pixels]), cancel)
    nearest_box: dict[int, tuple[float, Box | None]] = {}
    for vector, box in zip(vectors, boxes, strict=True):
        found = nearest(snapshot, vector, OF_EACH_VIEW, VIEW_WITHIN, cancel)
        for image, distance in zip(found.ids[:OF_EACH_VIEW].tolist(), found.distances.tolist(), strict=False):
            if distance < nearest_box.get(image, (VIEW_WITHIN, None))[0]:
                nearest_box[image] = distance, box
    first = hits.hits[:COMPARED]
    known = {hit.image: hit for hit in hits.hits}
    distances = {}
    for image in nearest_box.keys() - known.keys():
        stored = snapshot.vector_of(image)
        if stored is not None:
            distances[image] = float(np.linalg.norm(stored - whole))
    part = Part(np.fromiter(distances, np.int64), np.fromiter(distances.values(), np.float64))
    own = library.catalog.image_of_picture(query.decoded.picture_hash)
    others = look_up(library, query, own, part, 0, hits.limits)
    listed = {hit.image for hit in first}
    farther = [known[image] for image in nearest_box if image in known and image not in listed]

    def part_of(hit: Hit) -> Box | None:
        distance, box = nearest_box.get(hit.image, (VIEW_WITHIN, None))
        return box if distance < hit.distance else None

    return [Candidate(hit, part_of(hit)) for hit in (*first, *farther, *others)]


# comparing


def _compared(
    library: Library,
    seen: Sight,
    candidates: Sequence[Candidate],
    new: list[tuple[bytes, bytes, Comparison]],
    cancel: CancelToken | None,
) -> Generator[tuple[Hit, Comparison]]:
    """Each with its comparison, on all cores; what was not known is added to `new`, with both picture hashes."""
    mine = seen.picture_hash
    assert mine is not None
    hashes = [each.hit.picture_hash for each in candidates]
    pairs = known_comparisons(library, [(mine, other) for other in hashes])
    known = {other: comparison for (_, other), comparison in pairs.items()}
    thumbnails = library.thumbnails.get_many(hashes)
    boxes = {each.box for each in candidates if each.box is not None}
    places = {box: Place(seen.part(*box), box.left, box.top) for box in boxes}

    def look(each: Candidate) -> Comparison:
        comparison = known.get(each.hit.picture_hash)
        if comparison is not None and not _lacks_part(comparison, each.box):
            return comparison
        if cancel is not None:
            cancel.check()
        other = sight_of(each.hit, thumbnails.get(each.hit.picture_hash))
        if other is None:
            return Comparison(None, ())
        comparison = comparison or compare(seen, other)
        if each.box is not None and _lacks_part(comparison, each.box):
            in_part = compare(seen, other, places[each.box])
            comparison = replace(in_part if in_part.verified else comparison, in_part=True)
        new.append((mine, each.hit.picture_hash, comparison))
        return comparison

    with ThreadPoolExecutor(os.cpu_count() or 1, "compare", initializer=stand_back) as pool:
        try:
            for each, comparison in zip(candidates, pool.map(look, candidates), strict=True):
                yield each.hit, comparison
        finally:
            pool.shutdown(cancel_futures=True)


def _lacks_part(comparison: Comparison, box: Box | None) -> bool:
    """Whether the hit may still be found in this part of the query."""
    return box is not None and comparison.verified is False and not comparison.in_part


class Shown(Protocol):
    """A picture of the library: a Hit, or another that says as much."""

    @property
    def picture_hash(self) -> bytes: ...
    @property
    def width_px(self) -> int: ...
    @property
    def height_px(self) -> int: ...
    @property
    def present_paths(self) -> Sequence[bytes]: ...


def sight_of(shown: Shown, thumbnail: bytes | None) -> Sight | None:
    """From its thumbnail, or else from one of its Files; None: neither can be read."""
    try:
        if thumbnail is None:
            decoded = decode.decode_file(next(iter(shown.present_paths)))
            if decoded.picture_hash != shown.picture_hash:
                return None  # another picture by now
            thumbnail = decoded.thumbnail
        return Sight.of(thumbnail, shown.width_px, shown.height_px, picture_hash=shown.picture_hash)
    except (StopIteration, ImageError, OSError):
        return None


# pairs of the library's own pictures


def compare_pairs(
    library: Library,
    pairs: Sequence[tuple[Shown, Shown]],
    *,
    sights: Sights | None = None,
    cancel: CancelToken | None = None,
    on_compared: Callable[[int, Comparison], None] | None = None,
) -> None:
    """Compare pictures of the library on all cores, and keep what is found where it may be written.

    sights: for several calls about the same pictures, one for all of them. on_compared: is given each pair's place in
    `pairs` and its comparison, in their order. What cannot be read comes to Comparison(None, ()), which is not kept.
    Raises Cancelled, with what was compared until then kept.
    """
    sights = sights or Sights(library)

    def look(pair: tuple[Shown, Shown]) -> Comparison | None:
        if cancel is not None:
            cancel.check()
        # the lower hash is A: the outcome must not depend on who asked
        turned = pair[1].picture_hash < pair[0].picture_hash
        a, b = (sights.of(one) for one in (reversed(pair) if turned else pair))
        if a is None or b is None:
            return None
        found = compare(a, b)
        return swapped(found) if turned else found

    new: list[tuple[bytes, bytes, Comparison]] = []
    with ThreadPoolExecutor(os.cpu_count() or 1, "compare", initializer=stand_back) as pool:
        try:
            for number, found in enumerate(pool.map(look, pairs)):
                one, other = (each.picture_hash for each in pairs[number])
                if found is not None:
                    new.append((one, other, found))
                if on_compared is not None:
                    on_compared(number, found or Comparison(None, ()))
        finally:
            pool.shutdown(cancel_futures=True)
            _keep(library, new)


class Sights:
    """The library's pictures as they are compared, those that were wanted last: a picture's keypoints take longer than
    a comparison, and it is often compared with several. One takes about a megabyte.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, _Wanted] = OrderedDict()

    def of(self, shown: Shown) -> Sight | None:
        with self._lock:
            wanted = self._kept.setdefault(shown.picture_hash, _Wanted())
            self._kept.move_to_end(shown.picture_hash)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        with wanted.lock:
            if not wanted.made:
                thumbnail = self._library.thumbnails.get_many([shown.picture_hash]).get(shown.picture_hash)
                wanted.sight, wanted.made = sight_of(shown, thumbnail), True
        return wanted.sight


@dataclass
class _Wanted:
    """The first who wants it makes it; others wait for that."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    made: bool = False
    sight: Sight | None = None


# stored


def known_comparisons(
    library: Library, pairs: Sequence[tuple[bytes, bytes]]
) -> dict[tuple[bytes, bytes], Comparison]:
    """What is known of these pairs of pictures, by their hashes; the first of a pair is A."""
    found: dict[tuple[bytes, bytes], Comparison] = {}
    if not pairs:
        return found
    connection = library.catalog.read()
    for one, other in pairs:
        # one by one: SQLite would go through them all for several at once
        row = connection.execute(
            "SELECT result FROM comparisons WHERE a = ? AND b = ? AND version = ?",
            (min(one, other), max(one, other), VERSION),
        ).fetchone()
        if row is not None:
            comparison = from_json(row[0])
            found[one, other] = comparison if one < other else swapped(comparison)
    return found


def stored_comparison(library: Library, a: bytes, b: bytes) -> Comparison | None:
    """What is known already about two pictures, by their hashes."""
    return known_comparisons(library, [(a, b)]).get((a, b))


def store_comparison(library: Library, a: bytes, b: bytes, found: Comparison) -> None:
    _keep(library, [(a, b, found)])


def _keep(library: Library, new: Sequence[tuple[bytes, bytes, Comparison]]) -> None:
    """Where the library may be written; a store that is full or busy costs only the next comparison's time."""
    if not library.writable:
        return
    rows = []
    for one, other, comparison in new:
        if other != one:
            ordered = comparison if one < other else swapped(comparison)
            rows.append((*sorted((one, other)), VERSION, to_json(ordered)))
    if not rows:
        return
    try:
        with library.catalog.write() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO comparisons (a, b, version, result) VALUES (?, ?, ?, ?)", rows
            )
    except SimguiError:
        return
