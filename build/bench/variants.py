"""Which changed descriptor finds altered copies better: variants.py PHOTOS PICTURES

PHOTOS, its held-out tenth, its queries and its right answers are those of copies.py, but of fewer originals, and with
the plain descriptor alone: nothing is compared closer. What is learned is learned on PICTURES, whose licence allows
it, without those that show what a photograph of PHOTOS does: pictures that are judged teach nothing.

    as it is    the network's descriptor: signed square root, unit length
    white S     PCA whitening, 512 values; S: how far the variances are drawn to their mean first, 0 to 1
    mirror      mean with the descriptor of the mirrored picture, for library and queries alike
    320 px      input of 320 px instead of the network's own
    head D      the head of build/train/head.py, D values

Its distances also less a mean distance, which brings scores of different queries and hits to one scale:

    - query     of the query to its own answers in places 12 to 24
    - hit       of the hit to its ten nearest in the library
    - both      both
    - hit 12    of the hit to its nearest in places 12 to 24, so that some copies of it in the library do not count

All four for the descriptor as it is, the second and the last also for the others. "of 4": these two as they would be
if three more copies of each original lay in the library (quality 30, quality 8, scaled), which PHOTOS was cleared of.

Printed as by copies.py: rank 1, micro AP, R@P99 over the queries' best 100; and how far these lie above "as it is",
with the standard error of that over 20 drawings of the originals. Descriptors are kept in --data.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import copies  # its photographs.py lets build/ be imported from
import measured
import numpy as np
import numpy.typing as npt
from judging import Answers, K, judge
from train import head

from simgui.core import alterations, decode
from simgui.core.embedder import Embedder, load_embedder
from simgui.core.library import Library

Vectors = npt.NDArray[np.float32]
Scores = npt.NDArray[np.float32]

NEGATIVES, LARGER_PX, WHITE = 100, 320, 512
SHRINKING = (0.0, 0.1, 0.5)
HEADS = (256, 512)
PLACES, NEIGHBOURS = slice(11, 24), 10
DRAWINGS = 20
MORE_COPIES = ("quality 30", "quality 8", "scaled to 25 %")
PLAIN, HIT, HIT_12 = "as it is", " - hit", " - hit 12"
FIGURES = ("rank 1", "micro AP", "R@P99")
ABOVE, ERROR = " +", " ±"


@dataclass(frozen=True)
class Described:
    """Descriptors, float32 (n, d) and (q, d), unit length."""

    library: Vectors
    queries: Vectors

    def through(self, change: Callable[[Vectors], Vectors]) -> Described:
        return Described(unit(change(self.library)), unit(change(self.queries)))


@dataclass(frozen=True)
class Task:
    searched: copies.Searched
    asked_about: list[copies.Question]


def unit(values: Vectors) -> Vectors:
    result: Vectors = values / np.maximum(np.linalg.norm(values, axis=1, keepdims=True), 1e-12)
    return result


def task(photos: Path, library: Library, embedder: Embedder, originals: int, data: Path) -> Task:
    searched = copies.searched_set(photos, library, embedder)
    asked_about = copies.questions(
        searched, originals, [*alterations.WAYS], copies.query_folder(data, photos)
    )
    without = [question for question in asked_about if question.right is None]
    kept = random.Random(copies.SEED).sample(without, min(NEGATIVES, len(without)))
    return Task(searched, [question for question in asked_about if question.right is not None] + kept)


# descriptors


def made_once(
    data: Path, what: Sequence[object], make: Callable[[], dict[str, npt.NDArray[np.generic]]]
) -> dict[str, npt.NDArray[np.generic]]:
    file = data / f"variants-{hashlib.sha256(json.dumps(what).encode()).hexdigest()[:12]}.npz"
    if not file.exists():
        measured.progress(f"describing: {what}")
        np.savez(file, **make())  # type: ignore[arg-type]
    with np.load(file) as stored:
        return dict(stored)


def described(
    given: Task, embedder: Embedder, data: Path, input_px: int, mirrored: bool = False
) -> Described:
    images = [*given.searched.images.values()]
    paths = [*images, *(question.path for question in given.asked_about)]

    def load(path: Path) -> npt.NDArray[np.uint8]:
        pixels = decode.decode(decode.read_file(os.fsencode(path)), input_px=input_px).pixels
        return np.ascontiguousarray(pixels[:, ::-1]) if mirrored else pixels

    key = hashlib.sha256(json.dumps([str(path) for path in paths]).encode()).hexdigest()
    kept = made_once(
        data,
        [key, embedder.fingerprint, input_px, mirrored],
        lambda: {"vectors": head.embedded(embedder, load, paths)},
    )
    vectors = kept["vectors"].astype(np.float32)
    return Described(vectors[: len(images)], vectors[len(images) :])


def learned_from(pictures: Path, given: Task, embedder: Embedder, plain: Described, data: Path) -> head.Views:
    def load(path: Path) -> npt.NDArray[np.uint8]:
        return decode.decode(decode.read_file(os.fsencode(path)), input_px=embedder.input_px).pixels

    def make() -> dict[str, npt.NDArray[np.generic]]:
        held_out = head.embedded(embedder, load, given.searched.held_out)
        paths = head.fit_to_learn_from(pictures, embedder, np.concatenate([plain.library, held_out]))
        made = head.views(paths, embedder)
        return {"vectors": made.vectors, "picture": made.picture}

    recipe = [head.SEED, head.SAME, head.PARTS, head.WAYS_EACH]
    what = ["learned", str(pictures), len(plain.library), embedder.fingerprint, *recipe]
    kept = made_once(data, what, make)
    return head.Views(kept["vectors"].astype(np.float32), kept["picture"].astype(np.int64))


def whitenings(fitted_on: Vectors) -> dict[float, Callable[[Vectors], Vectors]]:
    """By how far the variances are drawn to their mean."""
    mean = fitted_on.mean(0)
    variances, axes = np.linalg.eigh(np.cov(fitted_on.T))

    def by(shrink: float) -> Callable[[Vectors], Vectors]:
        drawn = (1 - shrink) * variances + shrink * variances.mean()
        matrix = (axes[:, -WHITE:] / np.sqrt(drawn[-WHITE:])).astype(np.float32)
        return lambda values: (values - mean) @ matrix

    return {shrink: by(shrink) for shrink in SHRINKING}


def trained(learned: head.Views, dimension: int, data: Path) -> tuple[Vectors, list[float]]:
    """The head and its losses on pictures kept back, before and after."""

    def make() -> dict[str, npt.NDArray[np.generic]]:
        matrix, losses = head.train(learned, dimension)
        return {"head": matrix, "losses": np.array(losses)}

    of = hashlib.sha256(learned.vectors.tobytes()).hexdigest()
    recipe = [head.SEED, head.STEPS, head.LEARNING_RATE, head.TEMPERATURE, head.KEPT_BACK]
    kept = made_once(data, ["head", of, dimension, *recipe], make)
    return kept["head"].astype(np.float32), kept["losses"].tolist()


def all_described(
    given: Task, pictures: Path, embedder: Embedder, data: Path
) -> tuple[dict[str, Described], dict[str, object]]:
    """By variant; and the sizes of what was learned from."""
    plain = described(given, embedder, data, embedder.input_px)
    learned = learned_from(pictures, given, embedder, plain, data)
    mirrored = described(given, embedder, data, embedder.input_px, mirrored=True)
    found = {
        PLAIN: plain,
        "mirror": Described(unit(plain.library + mirrored.library), unit(plain.queries + mirrored.queries)),
        f"{LARGER_PX} px": described(given, embedder, data, LARGER_PX),
    }
    views = learned.vectors.reshape(-1, learned.vectors.shape[2])
    for shrink, change in whitenings(views).items():
        found[f"white {shrink:g}"] = plain.through(change)
    sizes: dict[str, object] = {"learned from": len(np.unique(learned.picture)), "views of these": len(views)}
    for dimension in HEADS:
        matrix, losses = trained(learned, dimension, data)
        sizes[f"loss, head {dimension}"] = losses
        found[f"head {dimension}"] = plain.through(lambda values, by=matrix: values @ by)  # type: ignore[misc]
    return found, sizes


# scores


def scored(one: Described, more_copies: npt.NDArray[np.bool_]) -> dict[str, Scores]:
    """float32 (q, n), higher is surer, by what is taken off the distance.

    more_copies: (q,), queries that count as neighbours of hits in "of 4".
    """
    far = head.distances(one.queries, one.library)
    of_query = np.sort(far, axis=1)[:, PLACES].mean(1, keepdims=True)
    within = head.distances(one.library, one.library)
    # the first is the picture itself
    among = np.sort(within, axis=1)[:, 1:]
    among_more = np.sort(np.concatenate([within, far[more_copies].T], axis=1), axis=1)[:, 1:]
    of_hit = among[:, :NEIGHBOURS].mean(1)
    return {
        "": -far,
        HIT: of_hit - far,
        " - query": of_query - far,
        " - both": of_query + of_hit - far,
        HIT_12: among[:, PLACES].mean(1) - far,
        f"{HIT}, of 4": among_more[:, :NEIGHBOURS].mean(1) - far,
        f"{HIT_12}, of 4": among_more[:, PLACES].mean(1) - far,
    }


def answers(scores: Scores, images: npt.NDArray[np.int64]) -> Answers:
    order = np.argsort(-scores, axis=1, kind="stable")[:, :K]
    return Answers(images[order], np.take_along_axis(scores, order, 1).astype(np.float64), None, 0.0, 0.0)


def all_answers(given: Task, variants: dict[str, Described]) -> dict[str, Answers]:
    images = np.array([*given.searched.images])
    more_copies = np.array(
        [question.right is not None and question.way in MORE_COPIES for question in given.asked_about]
    )
    return {
        name + less: answers(scores, images)
        for name, one in variants.items()
        for less, scores in scored(one, more_copies).items()
        if name == PLAIN or less in ("", HIT, HIT_12)
    }


def figures(given: Task, found: Answers, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """FIGURES over the queries in these rows."""
    part = Answers(found.images[rows], found.scores[rows], None, 0.0, 0.0)
    over_all = judge(part, [given.asked_about[row] for row in rows], given.searched).over_all
    return np.array([over_all[name] for name in FIGURES])


def drawings(given: Task) -> list[npt.NDArray[np.int64]]:
    """Rows of queries: those of originals drawn with return, and all that have no right answer."""
    right = np.array([-1 if question.right is None else question.right for question in given.asked_about])
    chance = np.random.default_rng(copies.SEED)
    originals = np.unique(right[right >= 0])
    return [
        np.concatenate([*(np.flatnonzero(right == one) for one in drawn), np.flatnonzero(right < 0)])
        for drawn in (chance.choice(originals, len(originals)) for _ in range(DRAWINGS))
    ]


def compared(given: Task, ranked: dict[str, Answers]) -> dict[str, dict[str, float]]:
    """The table's columns: each figure, how far it lies above the plain descriptor's, and the error of that."""
    columns: dict[str, dict[str, float]] = {
        name + more: {} for name in FIGURES for more in ("", ABOVE, ERROR)
    }
    drawn, all_rows = drawings(given), np.arange(len(given.asked_about))
    plain_drawn = [figures(given, ranked[PLAIN], rows) for rows in drawn]
    plain = figures(given, ranked[PLAIN], all_rows)
    for name, found in ranked.items():
        above = [figures(given, found, rows) - one for rows, one in zip(drawn, plain_drawn, strict=True)]
        of_all, error = figures(given, found, all_rows), np.std(above, axis=0)
        for place, figure in enumerate(FIGURES):
            columns[figure][name] = float(of_all[place])
            columns[figure + ABOVE][name] = float(of_all[place] - plain[place])
            columns[figure + ERROR][name] = float(error[place])
    return columns


def main() -> int:
    parser = measured.options(__doc__, 1)
    parser.add_argument("photos", type=Path)
    parser.add_argument("pictures", type=Path, help="to learn from")
    parser.add_argument("--originals", type=int, default=60, help="photographs that are altered (60)")
    chosen = parser.parse_args()
    photos, embedder = chosen.photos.resolve(), load_embedder()
    report = measured.Report("variants: which changed descriptor finds altered copies")
    with Library.open(copies.library_path(chosen.data, photos)) as library:
        given = task(photos, library, embedder, chosen.originals, chosen.data)
        variants, learned = all_described(given, chosen.pictures, embedder, chosen.data)
    ranked = all_answers(given, variants)
    report.sizes = {
        "Images searched": len(given.searched.images),
        "originals": chosen.originals,
        "queries": len(given.asked_about),
        **learned,
    }
    columns = compared(given, ranked)
    for name in ranked:
        report.add(f"{name}: micro AP", columns["micro AP"][name], "")
    by_way = {
        name: judge(ranked[name], given.asked_about, given.searched).by_rank["rank 1"] for name in variants
    }
    report.notes += copies.table("over all", [*ranked], columns)
    report.notes += copies.table("rank 1", [*alterations.WAYS], by_way)
    return report.end(chosen.json)


if __name__ == "__main__":
    sys.exit(main())
