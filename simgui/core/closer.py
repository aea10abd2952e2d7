"""Looking closer: the first hits of a query compared with it, and copies found that lie in it turned or in part.

The scan ranks by one distance of whole pictures. Here other views of the query are searched too (mirrored, turned,
its quarters and its middle), and each candidate is compared (compare.py). What it costs is some hundred milliseconds
for the views and some ten for each comparison, so it is a second step: the hits are there before it begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

from simgui.core import decode
from simgui.core.alignment import Pixels, Sight
from simgui.core.calibration import Limits
from simgui.core.compare import VERSION, Comparison, compare, from_json, swapped, to_json
from simgui.core.embedder import Embedder
from simgui.core.errors import ImageError, SimguiError
from simgui.core.library import Library
from simgui.core.progress import CancelToken
from simgui.core.search import Hit, Hits, Part, Query, look_up, nearest
from simgui.core.search import score as score_of
from simgui.core.vectors import Snapshot

COMPARED = 24  # hits of the whole picture
OF_EACH_VIEW = 3
PART = 0.6  # of each side, in the views of a part


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
    cancel: CancelToken | None = None,
    on_compared: OnCompared | None = None,
) -> Hits:
    """The same answer with what the views found, each Hit's `comparison` and score; in the order of score.

    turned: search other views too, which finds what is turned, mirrored or only a part. Comparisons are taken from
    the library where they are known and kept there where it may be written. Raises Cancelled, Corrupt.
    """
    query, snapshot = hits.query, library.snapshot()
    decoded = query.decoded
    seen = Sight.of(decoded.thumbnail, decoded.width_px, decoded.height_px, picture_hash=decoded.picture_hash)
    found = list(hits.hits)
    extra: list[Hit] = []
    if turned and embedder is not None and snapshot.blocks:
        known = {hit.image for hit in found}
        by_views = _by_views(library, query, seen, embedder, snapshot, hits.limits, cancel)
        extra = [hit for hit in by_views if hit.image not in known]
    candidates = [*found[:COMPARED], *extra]
    compared: dict[int, Comparison] = {}
    new: list[tuple[bytes, Comparison]] = []
    try:
        for done, (hit, comparison) in enumerate(_compared(library, seen, candidates, new, cancel), 1):
            compared[hit.image] = comparison
            if on_compared is not None:
                on_compared(Compared(hit.image, comparison, done, len(candidates)))
    finally:
        _keep(library, decoded.picture_hash, new)
    # a view's find is a hit only when the comparison says so
    kept = [*found, *(hit for hit in extra if compared[hit.image].verified)]
    judged = [
        replace(hit, comparison=compared.get(hit.image, Comparison(None, ())), score=_score(hit, compared))
        for hit in kept
    ]
    judged.sort(key=lambda hit: (-hit.score, hit.rank))
    ranked = tuple(replace(hit, rank=rank) for rank, hit in enumerate(judged, 1))
    return replace(hits, hits=ranked)


def _score(hit: Hit, compared: dict[int, Comparison]) -> float:
    """0 to 1. Provisional: above a half what is verified, by how much agrees; below it the rest, by its distance."""
    if hit.identical:
        return 1.0
    plain = score_of(hit.distance)
    comparison = compared.get(hit.image)
    if comparison is None or comparison.verified is None:
        return 0.5 * plain
    if not comparison.verified:
        return 0.25 * plain
    points = min(comparison.points / 100, 1.0)
    return 0.5 + 0.2 * comparison.agreement + 0.2 * points + 0.09 * plain


# other views of the query


def views(pixels: Pixels, input_px: int) -> npt.NDArray[np.uint8]:
    """uint8 (9, input_px, input_px, 3): mirrored, turned by 90, 180 and 270 degrees, four quarters, the middle."""
    whole = Pillow.fromarray(pixels)
    turns = Pillow.Transpose
    made = [
        whole.transpose(turn)
        for turn in (turns.FLIP_LEFT_RIGHT, turns.ROTATE_90, turns.ROTATE_180, turns.ROTATE_270)
    ]
    width, height = whole.width * PART, whole.height * PART
    for across, down in ((0, 0), (1, 0), (0, 1), (1, 1), (0.5, 0.5)):
        left, top = across * (whole.width - width), down * (whole.height - height)
        made.append(whole.crop((round(left), round(top), round(left + width), round(top + height))))
    size = (input_px, input_px)
    return np.stack([np.asarray(view.resize(size, Pillow.Resampling.BICUBIC)) for view in made])


def _by_views(
    library: Library,
    query: Query,
    seen: Sight,
    embedder: Embedder,
    snapshot: Snapshot,
    limits: Limits,
    cancel: CancelToken | None,
) -> tuple[Hit, ...]:
    pixels = [query.decoded.pixels[None], views(seen.pixels, embedder.input_px)]
    whole, *vectors = embedder.embed(np.concatenate(pixels), urgent=True)
    own = library.catalog.image_of_picture(query.decoded.picture_hash)
    images: dict[int, float] = {}
    for vector in vectors:
        part = nearest(snapshot, vector, OF_EACH_VIEW, cancel=cancel)
        for image in part.ids[:OF_EACH_VIEW]:
            stored = snapshot.vector_of(int(image))
            if stored is not None:
                images[int(image)] = float(np.linalg.norm(stored - whole))
    found = Part(np.fromiter(images, np.int64), np.fromiter(images.values(), np.float64))
    return look_up(library, query, own, found, 0, limits)


# comparing


def _compared(
    library: Library,
    seen: Sight,
    hits: Sequence[Hit],
    new: list[tuple[bytes, Comparison]],
    cancel: CancelToken | None,
) -> Iterator[tuple[Hit, Comparison]]:
    """Each with its comparison; those that were not known are added to `new`, by the hit's picture hash."""
    assert seen.picture_hash is not None
    known = _known(library, seen.picture_hash, [hit.picture_hash for hit in hits])
    thumbnails = library.thumbnails.get_many([hit.picture_hash for hit in hits])
    for hit in hits:
        if cancel is not None:
            cancel.check()
        comparison = known.get(hit.picture_hash)
        if comparison is None:
            other = sight_of(hit, thumbnails.get(hit.picture_hash))
            comparison = Comparison(None, ()) if other is None else compare(seen, other)
            if other is not None:
                new.append((hit.picture_hash, comparison))
        yield hit, comparison


def sight_of(hit: Hit, thumbnail: bytes | None) -> Sight | None:
    """From its thumbnail, or else from one of its Files; None: neither can be read."""
    try:
        if thumbnail is None:
            path = next(file.path for file in hit.files if file.state == "present")
            thumbnail = decode.decode_file(path).thumbnail
        return Sight.of(thumbnail, hit.width_px, hit.height_px, picture_hash=hit.picture_hash)
    except (StopIteration, ImageError, OSError):
        return None


def _known(library: Library, one: bytes, others: Sequence[bytes]) -> dict[bytes, Comparison]:
    found: dict[bytes, Comparison] = {}
    connection = library.catalog.read()
    for other in others:
        pair = (*sorted((one, other)), VERSION)
        row = connection.execute(
            "SELECT result FROM comparisons WHERE a = ? AND b = ? AND version = ?", pair
        ).fetchone()
        if row is not None:
            comparison = from_json(row[0])
            found[other] = comparison if one < other else swapped(comparison)
    return found


def _keep(library: Library, one: bytes, new: Sequence[tuple[bytes, Comparison]]) -> None:
    """Where the library may be written; a store that is full or busy costs only the next comparison's time."""
    if not library.writable:
        return
    rows = []
    for other, comparison in new:
        if other != one:
            ordered = comparison if one < other else swapped(comparison)
            rows.append((*sorted((one, other)), VERSION, to_json(ordered)))
    try:
        with library.catalog.write() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO comparisons (a, b, version, result) VALUES (?, ?, ?, ?)", rows
            )
    except SimguiError:
        return
