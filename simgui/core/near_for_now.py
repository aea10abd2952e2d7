"""Stands in for neighbours.py until that is there: all pairs at once, nothing stored."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simgui.core.calibration import calibration_of
from simgui.core.library import Library
from simgui.core.progress import CancelToken, ProgressCallback


@dataclass(frozen=True)
class Neighbours:
    images: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    others: npt.NDArray[np.int64]
    distances: npt.NDArray[np.float32]
    left_out: npt.NDArray[np.int64]
    widest: float


def widest(library: Library) -> float:
    return calibration_of(library).limits.similar


def stored_neighbours(library: Library) -> Neighbours:
    snapshot = library.snapshot()
    ids = [block.ids[block.alive] for block in snapshot.blocks]
    vectors = [block.vectors[block.alive].astype(np.float32) for block in snapshot.blocks]
    images = np.concatenate([*ids, np.empty(0, np.int64)])
    if not len(images):
        none = np.empty(0, np.int64)
        return Neighbours(none, np.zeros(1, np.int64), none, np.empty(0, np.float32), none, widest(library))
    rows = np.concatenate(vectors)
    order = np.argsort(images)
    images, rows = images[order], rows[order]
    limit, starts, others, distances = widest(library), [0], [], []
    for row in rows:
        away = np.sqrt(((rows - row) ** 2).sum(axis=1))
        near = np.flatnonzero(away <= limit)
        near = near[images[near] != images[len(starts) - 1]]
        near = near[np.lexsort((images[near], away[near]))]
        others.append(images[near])
        distances.append(away[near])
        starts.append(starts[-1] + len(near))
    return Neighbours(
        images,
        np.array(starts),
        np.concatenate(others),
        np.concatenate(distances).astype(np.float32),
        np.zeros(len(images), np.int64),
        limit,
    )


def find_neighbours(
    library: Library, *, progress: ProgressCallback | None = None, cancel: CancelToken | None = None
) -> Neighbours:
    return stored_neighbours(library)


def all_within(
    library: Library, image: int, within: float
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    found = stored_neighbours(library)
    place = int(np.searchsorted(found.images, image))
    part = slice(found.starts[place], found.starts[place + 1])
    near = found.distances[part] <= within
    return found.others[part][near], found.distances[part][near]
