"""One picture -> Hits: the k nearest Images by Euclidean distance, exactly.

A scan goes over one block of a Snapshot: the codes say between which bounds each distance lies, and what
can be among the k nearest by these is kept. merge() joins what several scans kept, and measures exactly what can
still be among them then. So threads and a library larger than memory can use the same two functions.
"""

from __future__ import annotations

import math
import os
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from simgui.core import decode
from simgui.core.calibration import Limits, calibration_of, shipped
from simgui.core.catalog import FileRecord
from simgui.core.descriptors import check_same
from simgui.core.embedder import Embedder
from simgui.core.errors import ImageError
from simgui.core.library import Library
from simgui.core.progress import CancelToken
from simgui.core.quantize import EncodedQuery, Floats, bounds, encode_query
from simgui.core.vectors import Block, Snapshot, expect, widened

if TYPE_CHECKING:
    from simgui.core.compare import Comparison  # brings OpenCV, which a plain search does without

DEFAULT_K = 50
EXACT_AT_ONCE = 64
# so many bytes of descriptors may not stay in memory beside their codes, and are not read ahead
FETCHED_SINGLY_BYTES = 4 << 30
MOST_THREADS = 4  # one core does not read as fast as memory can give, and a few do
Ids = npt.NDArray[np.int64]
_NO_IDS, _NO_BOUNDS = np.empty(0, np.int64), np.empty(0, np.float32)


@dataclass(frozen=True)
class Query:
    """A picture that is searched. `path` is None for one without a file (pasted, or dragged as data)."""

    name: str
    path: bytes | None
    decoded: decode.Decoded
    size_bytes: int
    decode_ms: float


@dataclass(frozen=True)
class Hit:
    """An Image found for a query. distance: 0 to 2; score: 1 to 0; word: 'identical', 'copy', 'likely_copy',
    'similar' or 'unrelated'. Score and word come from the distance alone until it is compared.

    identical: the same picture by its hash; same_file: one of its Files is the query's own file, and `own` says which.
    comparison: with the query as A, where one looked closer (closer.py).
    """

    rank: int
    image: int
    picture_hash: bytes
    distance: float
    score: float
    word: str
    identical: bool
    same_file: bool
    decision: str | None
    files: tuple[FileRecord, ...]
    file_decisions: dict[int, str]
    width_px: int
    height_px: int
    format: str
    own: FileRecord | None = None
    comparison: Comparison | None = None

    @property
    def present_paths(self) -> list[bytes]:
        return [file.path for file in self.files if file.state == "present"]


@dataclass(frozen=True)
class Timing:
    """Milliseconds. `scan_ms` holds reading what is new in the store, ranking and looking up the files too.

    ahead: all this was done before it was asked for, while the picture hung over the window.
    """

    decode_ms: float
    embed_ms: float
    scan_ms: float
    total_ms: float
    ahead: bool = False


@dataclass(frozen=True)
class Hits:
    """The answer to one query; `images`: how many were searched; `nearest`: the least distance found; `limits`: of
    the words by distance.
    """

    query: Query
    hits: tuple[Hit, ...]
    images: int
    nearest: float | None
    timing: Timing
    limits: Limits = field(default_factory=lambda: shipped().limits)


@dataclass(frozen=True)
class Candidates:
    """What a scan kept of a block: rows int64 (m,), and between which values the square of each one's distance lies,
    least and most float32 (m,).
    """

    block: Block
    rows: Ids
    least: Floats
    most: Floats


@dataclass(frozen=True)
class Part:
    """What was found: ids int64 (m,), distances float64 (m,); m >= k when so many are alive and within."""

    ids: Ids
    distances: npt.NDArray[np.float64]


def load_query(path: bytes, input_px: int, tolerate_truncated: bool = True) -> Query:
    """Read and decode the picture at `path`. Raises ImageError (its field `path` is set)."""
    try:
        data = decode.read_file(path)
        name = os.fsdecode(os.path.basename(path))
        return decode_query(data, name, path, input_px, decode.is_raw(path), tolerate_truncated)
    except ImageError as error:
        error.fields.setdefault("path", path)
        raise


def read_query(name: str, path: bytes | None, data: bytes | None, input_px: int) -> Query:
    """A query from what was handed over: bytes that were read already, or else a path. Raises ImageError."""
    if data is None:
        assert path is not None
        return load_query(path, input_px)
    raw = decode.is_raw(path or b"")
    try:
        return decode_query(data, name, path, input_px, raw)
    except ImageError as error:
        error.fields.setdefault("path", path)
        raise


def decode_query(
    data: bytes,
    name: str,
    path: bytes | None,
    input_px: int,
    raw: bool = False,
    tolerate_truncated: bool = True,
) -> Query:
    """A query from a picture's bytes. Raises ImageError."""
    began_s = time.perf_counter()
    decoded = decode.decode(data, input_px=input_px, raw=raw, tolerate_truncated=tolerate_truncated)
    return Query(name, path, decoded, len(data), (time.perf_counter() - began_s) * 1e3)


def scan(block: Block, query: EncodedQuery, k: int, within: float | None = None) -> Candidates:
    """All of one block that can be among the k nearest of `query` (k = 0: among all), and within a distance."""
    if not len(block.ids):
        return Candidates(block, _NO_IDS, _NO_BOUNDS, _NO_BOUNDS)
    least, most = bounds(block.codes, query)
    least[~block.alive] = most[~block.alive] = np.inf
    limit = np.float32(np.inf) if within is None else _square(within)
    if 0 < k < len(most):
        limit = min(limit, np.partition(most, k - 1)[k - 1])
    rows = np.flatnonzero(np.isfinite(least) & (least <= limit))
    return Candidates(block, rows, least[rows], most[rows])


def merge(
    parts: Sequence[Candidates], query: EncodedQuery, k: int, within: float | None = None
) -> tuple[Part, Ids]:
    """The k nearest of what several scans kept, by exact distances, with all ties at the k-th place.

    Beside it ids, int64: Images whose descriptor is not the one that its code says. They are left out, but have kept
    others out by their codes.
    """
    number = np.repeat(np.arange(len(parts)), [len(part.rows) for part in parts])
    rows = np.concatenate([_NO_IDS, *(part.rows for part in parts)])
    ids = np.concatenate([_NO_IDS, *(part.block.ids[part.rows] for part in parts)])
    least = np.concatenate([_NO_BOUNDS, *(part.least for part in parts)])
    most = np.concatenate([_NO_BOUNDS, *(part.most for part in parts)])
    exact = np.full(len(rows), np.inf)

    def measure(places: Ids) -> Ids:
        for one, part in enumerate(parts):
            own = places[number[places] == one]
            if len(own):
                exact[own] = _exact_distances(part.block.vectors, rows[own], query.vector)
        return places

    if 0 < k < len(rows):
        # the k that are surely near say how far the k-th is at most, and so spare most of the others
        first = measure(np.argpartition(most, k - 1)[:k])
        nearer = least <= _square(exact[first].max())
        nearer[first] = False
        measured = np.concatenate([first, measure(np.flatnonzero(nearer))])
    else:
        measured = measure(np.arange(len(rows)))
    squares = exact[measured] ** 2
    sound = (squares >= least[measured]) & (squares <= most[measured])
    damaged = ids[measured[~sound]]
    found = measured[sound]
    if within is not None:
        found = found[exact[found] <= within]
    found = found[np.argsort(exact[found], kind="stable")]
    if 0 < k < len(found):
        found = found[: np.searchsorted(exact[found], exact[found[k - 1]], "right")]
    return Part(ids[found], exact[found]), damaged


def _square(distance: float) -> np.float32:
    """No less than the square, whatever rounding does."""
    return np.nextafter(np.float32(distance**2), np.float32(np.inf))


def _exact_distances(vectors: npt.NDArray[np.float16], rows: Ids, query: Floats) -> npt.NDArray[np.float64]:
    """float64 (len(rows),), by subtraction; so many rows at a time that they stay in the processor's cache."""
    distances, exact = np.empty(len(rows)), query.astype(np.float64)
    for start in range(0, len(rows), EXACT_AT_ONCE):
        part = slice(start, start + EXACT_AT_ONCE)
        differences = widened(vectors[rows[part]]).astype(np.float64)
        differences -= exact
        # summed in pairs, which rounds less than one after the other
        distances[part] = np.sqrt(np.square(differences, out=differences).sum(axis=1))
    return distances


def nearest(
    snapshot: Snapshot, query: Floats, k: int, within: float | None = None, cancel: CancelToken | None = None
) -> Part:
    """Scan a whole snapshot, some blocks at a time; k = 0: all. Raises Cancelled between blocks."""
    # the largest first: what they leave as the k-th distance keeps most of the others' out
    blocks = sorted(snapshot.blocks, key=lambda block: -len(block.ids))
    encoded = encode_query(query)
    if sum(block.vectors.nbytes for block in blocks) > FETCHED_SINGLY_BYTES:
        for block in blocks:
            expect(block.vectors, in_order=False)
    while True:
        found, damaged = merge(_scan_all(blocks, encoded, k, within, cancel), encoded, k, within)
        if not len(damaged):
            return found
        blocks = [replace(block, alive=block.alive & ~np.isin(block.ids, damaged)) for block in blocks]


def _scan_all(
    blocks: Sequence[Block], query: EncodedQuery, k: int, within: float | None, cancel: CancelToken | None
) -> list[Candidates]:
    k = min(k, sum(len(block.ids) for block in blocks))  # so many places are made below
    limit = math.inf if within is None else within
    best, joining = np.full(k, np.inf, np.float32), threading.Lock()

    def look(block: Block) -> Candidates:
        nonlocal limit, best
        if cancel is not None:
            cancel.check()
        found = scan(block, query, k, limit)
        if k > 0:
            with joining:
                best = np.partition(np.concatenate([best, found.most]), k - 1)[:k]
                # nothing farther can be among the k any more
                limit = min(limit, math.sqrt(max(best.max(), 0.0)))
        return found

    # threads of this search alone: they have its caller's priority, and none is left behind
    with ThreadPoolExecutor(min(os.cpu_count() or 1, MOST_THREADS), "scan") as pool:
        return list(pool.map(look, blocks))


def search(
    library: Library,
    query: Query,
    embedder: Embedder | None,
    *,
    k: int = DEFAULT_K,
    within: float | None = None,
    cancel: CancelToken | None = None,
) -> Hits:
    """The k Images of the library nearest to a query, ties by path.

    `embedder` may be None for an empty library only. Raises EmbedderMismatch, Corrupt, Cancelled.
    """
    began_s = time.perf_counter()
    # in this order: an embedder changed in between is then noticed below
    snapshot, record = library.snapshot(), library.embedder()
    if record is None or embedder is None or not snapshot.blocks:
        return Hits(query, (), 0, None, Timing(query.decode_ms, 0.0, 0.0, query.decode_ms))
    check_same(record, embedder)
    if snapshot.fingerprint != record.fingerprint:
        snapshot = library.snapshot()
    opened_s = time.perf_counter()
    own = library.catalog.image_of_picture(query.decoded.picture_hash)
    vector = None if own is None else snapshot.vector_of(own)
    if vector is None:
        vector = embedder.embed(query.decoded.pixels[None], urgent=True)[0]
    embedded_s = time.perf_counter()
    if cancel is not None:
        cancel.check()
    found = nearest(snapshot, vector, k, within, cancel)
    limits = calibration_of(library).limits
    hits = look_up(library, query, own, found, k, limits)
    done_s = time.perf_counter()
    embed_ms = (embedded_s - opened_s) * 1e3
    scan_ms = (done_s - began_s) * 1e3 - embed_ms
    timing = Timing(query.decode_ms, embed_ms, scan_ms, query.decode_ms + embed_ms + scan_ms)
    return Hits(query, hits, snapshot.images, hits[0].distance if hits else None, timing, limits)


def look_up(
    library: Library, query: Query, own: int | None, found: Part, k: int, limits: Limits
) -> tuple[Hit, ...]:
    """What a scan found as Hits, the k best of those that have Files. own: the Image that the query is."""
    images = [int(image) for image in found.ids]
    files = library.catalog.files_of_images(images)
    # the picture itself is at 0 by its hash, whatever rounding says; a file may have gone since the snapshot
    ranked = sorted(
        (0.0 if image == own else float(distance), image != own, files[image][0].path, image)
        for image, distance in zip(images, found.distances, strict=True)
        if files[image]
    )[: k if k > 0 else None]
    own_file = _at(files.get(own, []), query.path) if own is not None else None
    facts = library.catalog.facts_of_images([image for *_, image in ranked])
    query_hash = query.decoded.picture_hash
    words = library.history.pair_words(query_hash, (facts[image].picture_hash for *_, image in ranked))
    file_words = library.history.file_words(file.id for *_, image in ranked for file in files[image])
    return tuple(
        Hit(
            rank=rank,
            image=image,
            picture_hash=facts[image].picture_hash,
            distance=distance,
            score=score(distance),
            word=limits.word(distance, identical=not other),
            identical=not other,
            same_file=not other and own_file is not None,
            own=None if other else own_file,
            decision=words.get(facts[image].picture_hash),
            files=tuple(files[image]),
            file_decisions={f.id: file_words[f.id] for f in files[image] if f.id in file_words},
            width_px=facts[image].width_px,
            height_px=facts[image].height_px,
            format=facts[image].format,
        )
        for rank, (distance, other, _, image) in enumerate(ranked, 1)
    )


def own_first(hit: Hit) -> Hit:
    """With the query's own file as the first of its Files: for who names one of them."""
    if hit.own is None:
        return hit
    return replace(hit, files=(hit.own, *(file for file in hit.files if file is not hit.own)))


def _at(files: Sequence[FileRecord], path: bytes | None) -> FileRecord | None:
    """The File that is the file at `path`, under this or another name (a hard link, another way to it)."""
    if path is None:
        return None
    for file in files:
        try:
            if os.path.samefile(file.path, path):
                return file
        except OSError:
            continue
    return None


def score(distance: float) -> float:
    """From 1 (no distance) to 0 (opposite descriptors)."""
    return max(0.0, 1.0 - distance / 2.0)
