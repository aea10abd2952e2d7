"""Several pictures at once -> for each, whether the library has it already: its best Hit, or why it cannot be told.

Decoded in a pool of threads, embedded in batches (a single query that waits goes first), and answered in order.
What is wrong with one picture becomes its answer and never ends the run.
"""

from __future__ import annotations

import io
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
from PIL import Image

from simgui.core.calibration import calibration_of
from simgui.core.catalog import EmbedderRecord
from simgui.core.descriptors import check_same
from simgui.core.embedder import Embedder
from simgui.core.errors import ImageError
from simgui.core.library import Library
from simgui.core.priority import stand_back
from simgui.core.progress import CancelToken, Meter, ProgressCallback
from simgui.core.search import Hit, Part, Query, look_up, nearest, own_first, read_query
from simgui.core.vectors import Snapshot

STAGE = "searching"
# the square that the usual networks look at; used while the library has no embedder yet
INPUT_PX = 224
SMALL_PX = 128
LARGEST_BATCH = 32
# what has been read waits no longer than this for its batch to fill
FLUSH_S = 0.25
# of the nearest, so many are looked up: the files of one may have gone since the snapshot
LOOKED_UP = 8
# 'unrelated' is no answer to "do I have it?"
OUTCOMES = ("identical", "copy", "likely_copy", "similar", "new", "flat", "unreadable")
KNOWN = OUTCOMES[:3]


class Picture(Protocol):
    """What is asked about: a file by its path, or data (with or without a path)."""

    @property
    def name(self) -> str: ...
    @property
    def path(self) -> bytes | None: ...
    @property
    def data(self) -> bytes | None: ...


@dataclass(frozen=True)
class Answer:
    """What became of one picture. `number`: its place among those asked about.

    outcome: the word of the best Hit up to 'similar'; 'new' (nothing near); 'flat' (almost one colour, and not
    identical to anything: looks cannot tell); 'unreadable', with `error`. best: the nearest Image, also of a new
    one; None for an empty library, a flat or an unreadable picture. copies: Images up to the distance of a copy.
    small: a JPEG of at most SMALL_PX. readable_fraction: of a picture that is cut; the rest was searched.
    """

    number: int
    name: str
    path: bytes | None
    outcome: str
    best: Hit | None = None
    copies: int = 0
    small: bytes | None = None
    readable_fraction: float | None = None
    error: ImageError | None = None


@dataclass(frozen=True)
class _Read:
    number: int
    picture: Picture
    query: Query | None
    small: bytes | None = None
    error: ImageError | None = None


def search_several(
    library: Library,
    pictures: Sequence[Picture],
    load: Callable[[], Embedder],
    *,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Iterator[Answer]:
    """An Answer for each picture, in order, each as soon as it is known.

    `load` makes the library's embedder ready; it is called only when a picture must be embedded.
    Raises EmbedderMismatch, EmbedderError, Corrupt, Cancelled; never for what is wrong with a picture.
    """
    cancel = cancel or CancelToken()
    meter = Meter((STAGE,), progress, cancel, pace=STAGE)
    meter.total(STAGE, len(pictures))
    run = _Run(library, load, cancel)
    for answer in run.answers(pictures):
        meter.add(STAGE, path=answer.path)
        yield answer
    meter.report(force=True)


class _Run:
    def __init__(self, library: Library, load: Callable[[], Embedder], cancel: CancelToken) -> None:
        self._library, self._load, self._cancel = library, load, cancel
        # in this order: an embedder changed in between is then noticed by its fingerprint
        self._snapshot: Snapshot = library.snapshot()
        self._record: EmbedderRecord | None = library.embedder()
        self._limits = calibration_of(library).limits
        self._embedder: Embedder | None = None

    def answers(self, pictures: Sequence[Picture]) -> Iterator[Answer]:
        batch: list[_Read] = []
        flushed_s = time.monotonic()
        for read in self._read_all(pictures):
            self._cancel.check()
            batch.append(read)
            due = time.monotonic() - flushed_s > FLUSH_S
            if due or len(batch) >= self._batch_size():
                yield from self._answer(batch)
                batch, flushed_s = [], time.monotonic()
        yield from self._answer(batch)

    def _batch_size(self) -> int:
        return LARGEST_BATCH if self._embedder is None else min(self._embedder.batch, LARGEST_BATCH)

    # reading

    def _read_all(self, pictures: Sequence[Picture]) -> Iterator[_Read]:
        """In a pool of threads, in order, never more than a few ahead of who takes them."""
        workers = os.cpu_count() or 1
        ahead: deque[Future[_Read]] = deque()
        pool = ThreadPoolExecutor(workers, "decode", initializer=stand_back)
        try:
            for number, picture in enumerate(pictures):
                self._cancel.check()
                ahead.append(pool.submit(self._read, number, picture))
                if len(ahead) >= 4 * workers:
                    yield ahead.popleft().result()
            while ahead:
                self._cancel.check()
                yield ahead.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _read(self, number: int, picture: Picture) -> _Read:
        input_px = self._record.description["input_px"] if self._record else INPUT_PX
        try:
            query = read_query(picture.name, picture.path, picture.data, input_px)
        except ImageError as error:
            return _Read(number, picture, None, error=error)
        return _Read(number, picture, query, _smaller(query.decoded.thumbnail))

    # answering

    def _answer(self, batch: list[_Read]) -> Iterator[Answer]:
        vectors = self._vectors(batch)
        for read in batch:
            self._cancel.check()
            if read.query is None:
                yield _unreadable(read)
            else:
                yield self._told(read, read.query, vectors.get(read.number))

    def _vectors(self, batch: list[_Read]) -> dict[int, npt.NDArray[np.float32]]:
        """By number: what the library has for a picture that it knows, else fresh from the network."""
        if self._record is None or not self._snapshot.blocks:
            return {}
        found: dict[int, npt.NDArray[np.float32]] = {}
        fresh: list[tuple[int, npt.NDArray[np.uint8]]] = []
        for read in batch:
            if read.query is None:
                continue
            own = self._library.catalog.image_of_picture(read.query.decoded.picture_hash)
            vector = None if own is None else self._snapshot.vector_of(own)
            if vector is not None:
                found[read.number] = vector
            else:
                fresh.append((read.number, read.query.decoded.pixels))
        if fresh:
            embedded = self._ready(self._record).embed(np.stack([pixels for _, pixels in fresh]))
            found.update(zip((number for number, _ in fresh), embedded, strict=True))
        return found

    def _ready(self, record: EmbedderRecord) -> Embedder:
        if self._embedder is None:
            embedder = self._load()
            check_same(record, embedder)
            self._embedder = embedder
        return self._embedder

    def _told(self, read: _Read, query: Query, vector: npt.NDArray[np.float32] | None) -> Answer:
        copies, best = 0, None
        if vector is not None:
            copies, best = self._best(query, vector)
        flat = bool(query.decoded.measures.get("flat"))
        if flat and (best is None or not best.identical):
            copies, best = 0, None
        elif flat:
            copies = 1  # what looks alike is no copy of a picture of one colour
        outcome = "new" if best is None else best.word
        if flat and best is None:
            outcome = "flat"
        return Answer(
            read.number,
            read.picture.name,
            read.picture.path,
            "new" if outcome == "unrelated" else outcome,
            None if best is None else own_first(best),
            copies,
            read.small,
            query.decoded.readable_fraction,
        )

    def _best(self, query: Query, vector: npt.NDArray[np.float32]) -> tuple[int, Hit | None]:
        """How many Images are within a copy's distance, and the nearest Hit."""
        own = self._library.catalog.image_of_picture(query.decoded.picture_hash)
        near = nearest(self._snapshot, vector, 0, self._limits.copy, self._cancel)
        found = near if len(near.ids) else nearest(self._snapshot, vector, LOOKED_UP, None, self._cancel)
        if len(found.ids) > LOOKED_UP:
            # all ties at the last place too, so that the path decides between them
            within = found.distances <= found.distances[LOOKED_UP - 1]
            found = Part(found.ids[within], found.distances[within])
        hits = look_up(self._library, query, own, found, 1, self._limits)
        return len(near.ids), hits[0] if hits else None


def _unreadable(read: _Read) -> Answer:
    return Answer(read.number, read.picture.name, read.picture.path, "unreadable", error=read.error)


def _smaller(thumbnail: bytes) -> bytes:
    """Rows may be thousands: what each keeps is small."""
    with Image.open(io.BytesIO(thumbnail)) as picture:
        if max(picture.size) <= SMALL_PX:
            return thumbnail
        picture.draft(picture.mode, (SMALL_PX, SMALL_PX))
        picture.thumbnail((SMALL_PX, SMALL_PX))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=85)
    return out.getvalue()
