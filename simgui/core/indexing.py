"""Folders -> decode -> embed -> store, in the background, resumable at any moment.

What is known is never decoded again: an unchanged file is told by its size, time and inode; a moved or
copied one by its bytes; one whose metadata was rewritten by its picture hash. What is done is stored
every few seconds, descriptors before the catalogue that names them, so a run that is cancelled or killed
goes on where it was.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sqlite3
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from simgui.core import decode, descriptors, reading
from simgui.core import roots as root_store
from simgui.core.catalog import EmbedderRecord, Root
from simgui.core.embedder import Embedder, EmbedderSpec
from simgui.core.errors import Cancelled, DiskFull, ImageError, StoreError
from simgui.core.library import Library, Problem
from simgui.core.limits import CANCEL_LOOK_S
from simgui.core.priority import stand_back
from simgui.core.progress import CancelToken, Meter, ProgressCallback, RootProgress
from simgui.core.reconcile import Reconciler, Task, problem_of

COMMIT_INTERVAL_S = 3.0
COMMIT_LARGEST = 2048
log = logging.getLogger(__name__)
STAGES = ("listing", "decoding", "embedding", "storing")
_NO_PIXELS = np.empty((0, 0, 3), np.uint8)


@dataclass(frozen=True)
class IndexSummary:
    """How a run ended, over the roots that it went through.

    files: picture files found; images: the Images of those that have a descriptor; embedded + unchanged:
    Files that came to a descriptor, by running the network now or without; relinked: Files recognised by
    content at a new place; vanished: known Files that are gone; offline: Files kept for roots that are absent.
    """

    files: int
    images: int
    embedded: int
    unchanged: int
    relinked: int
    vanished: int
    offline: int
    skipped: dict[str, int]
    problems: tuple[Problem, ...]
    seconds: float
    images_per_second: float
    device: str | None
    embedder: str | None
    cancelled: bool


@dataclass
class _Outcome:
    """What became of one Task: a problem, an Image that is known already, or a fresh picture."""

    task: Task
    sha256: bytes | None = None
    image: int | None = None
    decoded: decode.Decoded | None = None
    vector: npt.NDArray[np.float32] | None = None
    problem: ImageError | None = None


def index(
    library: Library,
    load: Callable[[EmbedderSpec], Embedder],
    paths: Sequence[bytes] = (),
    *,
    spec: EmbedderSpec | None = None,
    excludes: Sequence[str] = (),
    litter_off: Sequence[str] = (),
    min_bytes: int | None = None,
    min_side_px: int | None = None,
    re_embed: bool = False,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
    on_problem: Callable[[Problem], None] | None = None,
    on_notice: Callable[[str, dict[str, Any]], None] | None = None,
) -> IndexSummary:
    """Bring roots up to date; `paths` become roots when they are new, none means all roots.

    `load` makes the embedder ready; it is called only when a picture must be embedded. `spec` None means
    the library's own embedder, or the default one. `min_bytes`, `min_side_px`: what these roots leave out as too
    small from now on (None: as before).
    Raises Locked, StoreError (indexing_now, culling_now), InputError (no_roots, no_such_folder, not_a_folder),
    EmbedderMismatch (unless `re_embed`), EmbedderError, DiskFull.
    A cancelled run returns what was done, with `cancelled` set.
    """
    library.lock()
    with library.alone("indexing"):
        run = _Run(library, load, spec, progress, cancel or CancelToken(), on_problem, on_notice)
        library.catalog.set_setting("indexing", {"pid": os.getpid(), "since_s": time.time()})
        try:
            roots = root_store.Added(excludes, litter_off, min_bytes, min_side_px)
            return run.run(paths, roots, re_embed)
        finally:
            run.close()
            # on a full disk this fails as well; status tells a run that ended by its writer
            with contextlib.suppress(StoreError):
                library.catalog.set_setting("indexing", None)


@dataclass
class _Run:
    library: Library
    load: Callable[[EmbedderSpec], Embedder]
    spec: EmbedderSpec | None
    progress: ProgressCallback | None
    cancel: CancelToken
    on_problem: Callable[[Problem], None] | None
    on_notice: Callable[[str, dict[str, Any]], None] | None
    embedder: Embedder | None = None
    record: EmbedderRecord | None = None
    writer: descriptors.DescriptorWriter | None = None
    pending: list[_Outcome] = field(default_factory=list)
    batch: list[_Outcome] = field(default_factory=list)
    queued: set[bytes] = field(default_factory=set)
    # batches on the device, the oldest first
    running: deque[Future[list[_Outcome]]] = field(default_factory=deque)
    storing: Future[list[_Outcome]] | None = None
    committed_s: float = 0.0
    loading_s: float = 0.0
    embedded: list[int] = field(default_factory=list)  # Images
    lost: dict[tuple[int, bytes], Task] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.catalog = self.library.catalog
        self.meter = Meter(STAGES, self.progress, self.cancel, pace="embedding")
        self.reconciler = Reconciler(self.library, self.cancel, self._listed)
        # One thread each: while a batch is on the device, pictures go on being decoded and stored
        self.device = ThreadPoolExecutor(1, "describe")
        self.disk = ThreadPoolExecutor(1, "store")

    def close(self) -> None:
        self.device.shutdown(wait=True, cancel_futures=True)
        self.disk.shutdown(wait=True, cancel_futures=True)
        if self.writer is not None:
            self.writer.close()

    def run(self, paths: Sequence[bytes], rules: root_store.Added, re_embed: bool) -> IndexSummary:
        began_s = time.perf_counter()
        other = descriptors.claim(self.library, self.spec, re_embed)
        roots = root_store.claim(self.catalog, paths, rules)
        if other is not None:
            self._use(other)
            # whatever was named: what is not embedded again is not found any more
            roots = self.catalog.roots()
        else:
            self.record = self._sound_record()
        cancelled = False
        try:
            self._bring_up_to_date(roots)
        except Cancelled:
            cancelled = True
        # also after a cancel: what is decoded and embedded already is worth keeping
        self._finish()
        self.meter.report(force=True)
        if not cancelled:
            root_store.finish(self.catalog, roots, self.reconciler.renamed, self.reconciler.skipped)
            self.catalog.evict_comparisons()
        self.library.thumbnails.evict()
        return self._summary(roots, time.perf_counter() - began_s, cancelled)

    def _sound_record(self) -> EmbedderRecord | None:
        """The library's embedder; a damaged file of its descriptors is set aside first and made anew."""
        record = self.catalog.embedder()
        if record is None or (detail := descriptors.check_file(self.library, record)) is None:
            return record
        if self.on_notice is not None:
            self.on_notice("vectors_damaged", {"path": record.vectors_file, "detail": detail})
        return descriptors.set_aside(self.library, record)

    def _bring_up_to_date(self, roots: list[Root]) -> None:
        tasks = self._list(roots)
        self._read_all(tasks)
        if self.lost:
            # files went while we ran; those that were renamed are found by looking once more
            lost, self.lost = self.lost, {}
            stamps: set[tuple[int, int, int]] = set()
            self.reconciler.stamps_seen = stamps
            again = [root for root in roots if any(key[0] == root.id for key in lost)]
            tasks = self._list(again)
            self._read_all(tasks)
            self.lost.update({key: task for key, task in lost.items() if task.entry.stamp not in stamps})

    def _list(self, roots: list[Root]) -> list[Task]:
        self.committed_s = time.monotonic()
        tasks: list[Task] = []
        for root in roots:
            found = self.reconciler.plan(root, self.record)
            fresh = self.meter.roots[root.id].fresh if root.id in self.meter.roots else 0
            self.meter.roots[root.id] = RootProgress(root.id, len(found), fresh)
            tasks += found
        listed = self.meter.done("listing")
        self.meter.unchanged = max(listed - len(tasks), 0)
        self.meter.total("listing", listed)
        for stage in STAGES[1:]:
            self.meter.total(stage, self.meter.done(stage) + len(tasks))
        return tasks

    def _listed(self, count: int) -> None:
        self.meter.add("listing", count)

    def _count(self, root: int, left: int = 0, fresh: int = 0) -> None:
        now = self.meter.roots[root]
        self.meter.roots[root] = RootProgress(root, now.left + left, now.fresh + fresh)

    # decode

    def _read_all(self, tasks: list[Task]) -> None:
        if not tasks:
            return
        if self.record is None:
            self._use(self.spec or EmbedderSpec())
        for outcome in self._outcomes(tasks):
            self._take(outcome)
            due = time.monotonic() - self.committed_s > COMMIT_INTERVAL_S
            if due or len(self.pending) >= COMMIT_LARGEST:
                self._commit()
        self._finish()

    def _outcomes(self, tasks: list[Task]) -> Iterator[_Outcome]:
        """Read in threads or processes, in order, never more than a few ahead of who takes them."""
        workers = os.cpu_count() or 1
        ahead: deque[tuple[Task, Future[reading.Reading]]] = deque()
        threads = ThreadPoolExecutor(workers, "decode", initializer=stand_back)
        with contextlib.ExitStack() as ending:
            ending.callback(threads.shutdown, wait=True, cancel_futures=True)
            processes: reading.Processes | None = None
            for number, task in enumerate(tasks):
                self.cancel.check()
                # where the network runs may show only on the way: it is loaded when it is needed
                if processes is None and self._processes_pay(len(tasks) - number):
                    count = min(workers, reading.MOST_PROCESSES)
                    processes = reading.Processes(count, self.catalog, self.cancel)
                    ending.callback(processes.close)
                source = self._source(task)
                if processes is None:
                    ahead.append((task, threads.submit(reading.read, source, self.catalog, self.cancel)))
                else:
                    ahead.append((task, processes.submit(source)))
                if len(ahead) >= 8 * workers:
                    yield self._outcome(*ahead.popleft())
            while ahead:
                yield self._outcome(*ahead.popleft())

    def _processes_pay(self, files: int) -> bool:
        device = "cpu" if self.embedder is None else self.embedder.device
        return reading.processes_pay(os.cpu_count() or 1, device, files)

    def _source(self, task: Task) -> reading.Source:
        assert self.record is not None
        input_px = self.record.description["input_px"]
        return reading.Source(task.absolute, task.entry.role == "raw", input_px, self.record.id)

    def _outcome(self, task: Task, job: Future[reading.Reading]) -> _Outcome:
        self.cancel.check()
        while not job.done():
            with contextlib.suppress(TimeoutError):
                job.exception(CANCEL_LOOK_S)
            self.cancel.check()
        read = job.result()
        return _Outcome(task, read.sha256, read.image, read.decoded, problem=read.problem)

    def _known(self, picture_hash: bytes) -> int | None:
        assert self.record is not None
        return reading.known_picture(self.catalog, picture_hash, self.record.id)

    # embed

    def _take(self, outcome: _Outcome) -> None:
        while self.running and self.running[0].done():
            self._embedded(self.running.popleft())
        if self.storing is not None and self.storing.done():
            self._stored()
        self._count(outcome.task.root.id, left=-1)
        self.meter.add("decoding", path=outcome.task.absolute)
        if outcome.problem is not None and outcome.problem.code == "vanished":
            self.lost[outcome.task.root.id, outcome.task.entry.path] = outcome.task
            self.meter.add("embedding")
            self.meter.add("storing")
            return
        if outcome.decoded is not None and self.embedder is None:
            # before the picture is taken: making it ready may fail or be cancelled, and then nothing waits for it
            assert self.record is not None
            self._use(self.spec or descriptors.spec_of(self.record))
        self.pending.append(outcome)
        decoded = outcome.decoded
        # the same picture may stand in this batch already, or have been stored since it was read
        if (
            decoded is None
            or min(decoded.width_px, decoded.height_px) < outcome.task.root.min_side_px
            or decoded.picture_hash in self.queued
            or self._known(decoded.picture_hash) is not None
        ):
            self.meter.add("embedding")
            return
        self.queued.add(decoded.picture_hash)
        self.batch.append(outcome)
        if len(self.batch) >= self._ready().batch:
            self._embed()

    def _embed(self) -> None:
        """Hand the batch to the device; one more may wait there."""
        if not self.batch:
            return
        batch, self.batch = self.batch, []
        while len(self.running) > 1:
            self._embedded(self.running.popleft())
        self.running.append(self.device.submit(self._describe, batch))

    def _describe(self, batch: list[_Outcome]) -> list[_Outcome]:
        """In the device's thread."""
        pixels = np.stack([outcome.decoded.pixels for outcome in batch if outcome.decoded is not None])
        for outcome, vector in zip(batch, self._ready().embed(pixels), strict=True):
            assert outcome.decoded is not None
            outcome.vector = vector
            # by far the largest part of what waits to be stored
            outcome.decoded = replace(outcome.decoded, pixels=_NO_PIXELS)
        return batch

    def _embedded(self, job: Future[list[_Outcome]]) -> None:
        batch = job.result()
        for outcome in batch:
            self._count(outcome.task.root.id, fresh=1)
        self.meter.add("embedding", len(batch))

    def _ready(self) -> Embedder:
        assert self.embedder is not None
        return self.embedder

    def _use(self, spec: EmbedderSpec) -> None:
        """Make an embedder ready; refuse it when the library's descriptors are another's."""
        began_s = time.perf_counter()
        embedder = self.load(spec)
        self.loading_s += time.perf_counter() - began_s
        if self.record is not None:
            descriptors.check_same(self.record, embedder)
        # also for one that is known: its weights may lie elsewhere now
        self.record = descriptors.register(self.library, embedder)
        self.embedder = embedder
        if self.on_notice is not None:
            embedder.on_notice = self.on_notice

    # store

    def _commit(self) -> None:
        """Hand what was taken to the disk's thread, as soon as that has stored what it was given before."""
        self._embed()
        self._stored()
        self.committed_s = time.monotonic()
        pending, self.pending = self.pending, []
        if pending:
            self.storing = self.disk.submit(self._store_all, pending, tuple(self.running))

    def _finish(self) -> None:
        """Embed and store all that was taken."""
        self._commit()
        while self.running:
            self._embedded(self.running.popleft())
        self._stored()

    def _store_all(
        self, pending: list[_Outcome], running: Sequence[Future[list[_Outcome]]]
    ) -> list[_Outcome]:
        """In the disk's thread; first their descriptors must have come from the device."""
        for job in running:
            job.result()
        places = self._store_descriptors([outcome for outcome in pending if outcome.vector is not None])
        with self.catalog.write() as connection:
            for outcome in pending:
                self._store(connection, outcome, places)
            self.catalog.searched_files_changed(connection)
        return pending

    def _stored(self) -> None:
        """Wait until what was handed over is stored."""
        if self.storing is None:
            return
        job, self.storing = self.storing, None
        pending = job.result()
        # only now the catalogue answers for these
        self.queued.difference_update(
            o.decoded.picture_hash for o in pending if o.decoded is not None and o.vector is not None
        )
        self.meter.relinked = self.reconciler.relinked
        self.meter.add("storing", len(pending))
        if self.on_problem is not None:
            for outcome in pending:
                if outcome.problem is not None:
                    self.on_problem(problem_of(outcome.task.absolute, outcome.problem))

    def _store_descriptors(self, fresh: list[_Outcome]) -> dict[int, tuple[int, int]]:
        """Thumbnails and descriptors to the disk, before the catalogue names them. Outcome's id -> its row."""
        if not fresh:
            return {}
        assert self.record is not None
        if self.writer is None:
            self.writer = descriptors.DescriptorWriter(self.library, self.record)
        self._store_thumbnails(fresh)
        vectors = np.stack([outcome.vector for outcome in fresh if outcome.vector is not None])
        return dict(zip(map(id, fresh), self.writer.append(vectors), strict=True))

    def _store_thumbnails(self, fresh: list[_Outcome]) -> None:
        decoded = [outcome.decoded for outcome in fresh if outcome.decoded is not None]
        try:
            self.library.thumbnails.put_many((d.picture_hash, d.thumbnail) for d in decoded)
        except DiskFull:
            raise
        except StoreError as error:
            # only a cache: a thumbnail that is missing is made again when it is wanted
            log.warning("thumbnails were not kept: %s", error)

    def _store(
        self, connection: sqlite3.Connection, outcome: _Outcome, places: dict[int, tuple[int, int]]
    ) -> None:
        if outcome.problem is not None:
            self.reconciler.record_problem(connection, outcome.task, outcome.problem)
            return
        image = outcome.image if outcome.decoded is None else _image_row(connection, outcome.decoded)
        assert image is not None
        assert outcome.sha256 is not None
        if (place := places.get(id(outcome))) is not None:
            assert self.record is not None
            connection.execute("INSERT INTO rows VALUES (?, ?, ?, ?)", (self.record.id, *place, image))
            self.embedded.append(image)
        self.reconciler.record_file(connection, outcome.task, outcome.sha256, image)

    # the end

    def _summary(self, roots: list[Root], seconds: float, cancelled: bool) -> IndexSummary:
        counts = self.reconciler.counts(roots, self.record, self.embedded, self.lost.keys())
        problems = counts.problems + [
            Problem(task.absolute, "vanished", {"path": task.absolute}) for task in self.lost.values()
        ]
        return IndexSummary(
            files=counts.described + counts.problem_files + len(self.lost),
            images=counts.images,
            embedded=counts.embedded,
            unchanged=counts.described - counts.embedded,
            relinked=self.reconciler.relinked,
            vanished=counts.vanished,
            offline=counts.offline,
            skipped=dict(sorted(self._skipped(roots).items())),
            problems=tuple(problems),
            seconds=seconds,
            images_per_second=len(self.embedded) / max(seconds - self.loading_s, 1e-3),
            device=self.embedder.device if self.embedder else None,
            embedder=self.record.name if self.record else None,
            cancelled=cancelled,
        )

    def _skipped(self, roots: list[Root]) -> Counter[str]:
        """What was left out, by reason; a reason without a file is none."""
        return sum((self.reconciler.skipped[root.id] for root in roots), Counter())


def _image_row(connection: sqlite3.Connection, decoded: decode.Decoded) -> int:
    """The Image's id, made when it is new. An id is never used again."""
    row = connection.execute(
        "SELECT id FROM images WHERE picture_hash = ?", (decoded.picture_hash,)
    ).fetchone()
    return int(row[0]) if row is not None else add_image(connection, decoded)


def add_image(connection: sqlite3.Connection, decoded: decode.Decoded) -> int:
    cursor = connection.execute(
        "INSERT INTO images (picture_hash, width_px, height_px, format, date, latitude, longitude, camera, measures,"
        " measures_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            decoded.picture_hash,
            decoded.width_px,
            decoded.height_px,
            decoded.format,
            decoded.date,
            decoded.latitude,
            decoded.longitude,
            decoded.camera,
            json.dumps(decoded.measures),
            decode.MEASURES_VERSION,
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid
