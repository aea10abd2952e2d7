"""What the answers to many queries are worth: ranks, average precision, what words mean."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from simgui.core.calibrate import measured

if TYPE_CHECKING:
    from copies import Question, Searched

K = 100
RANKS = (1, 10, K)
PRECISIONS = (0.90, 0.99)
WRONG_NAMED = 40


@dataclass(frozen=True)
class Answers:
    """What a method found, best first. images: int64 (q, k), -1 where there was none; scores: float64 (q, k); words:
    str (q, k), as in Hit.word, of methods that have them.
    """

    images: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float64]
    words: npt.NDArray[np.str_] | None
    took_s: float
    processor_s: float


@dataclass(frozen=True)
class Judgement:
    """Shares are of the queries that have a right answer. by_rank: up to which rank, by way; recall: by precision."""

    by_rank: dict[str, dict[str, float]]
    micro_ap: float
    recall: dict[str, float]
    query_ms: float
    processor_ms: float
    words: dict[str, float]
    wrong: list[dict[str, Any]] = field(default_factory=list)

    @property
    def over_all(self) -> dict[str, float]:
        """Every way has as many queries, so the mean over ways is that over queries."""
        shares = {name: float(np.mean([*ways.values()])) for name, ways in self.by_rank.items()}
        times = {"ms a query": self.query_ms, "processor ms": self.processor_ms}
        return {**shares, "micro AP": self.micro_ap, **self.recall, **times}


def judge(answers: Answers, asked_about: Sequence[Question], searched: Searched) -> Judgement:
    right = np.array([-2 if question.right is None else question.right for question in asked_about])
    hits = answers.images == right[:, None]
    ways = np.array([question.way for question in asked_about])
    there = right != -2
    named = list(dict.fromkeys(ways[there].tolist()))
    by_rank = {
        f"rank {rank}": {way: float(hits[there & (ways == way), :rank].any(1).mean()) for way in named}
        for rank in RANKS
    }
    given = answers.images >= 0
    precision, recall, order = curve(answers.scores[given], hits[given], int(there.sum()))
    steps = np.diff(recall, prepend=0.0)
    at = {f"R@P{share * 100:.0f}": float(recall[precision >= share].max(initial=0.0)) for share in PRECISIONS}
    return Judgement(
        by_rank,
        float((precision * steps).sum()),
        at,
        answers.took_s / len(asked_about) * 1e3,
        answers.processor_s / len(asked_about) * 1e3,
        _of_words(answers, hits, given, int(there.sum())),
        surest_wrong(answers, asked_about, given, order[~hits[given][order]][:WRONG_NAMED], searched),
    )


def curve(
    scores: npt.NDArray[np.float64], hits: npt.NDArray[np.bool_], wanted: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Precision and recall at each score as a threshold, the surest first, and the order of the pairs.

    scores, hits: (pairs,); wanted: how many pairs are right in truth. Pairs of one score have one threshold.
    """
    order = np.argsort(-scores, kind="stable")
    ordered = scores[order]
    last = np.flatnonzero(np.append(ordered[1:] != ordered[:-1], True))
    true = np.cumsum(hits[order])[last]
    return true / (last + 1), true / max(wanted, 1), order


def _of_words(
    answers: Answers, hits: npt.NDArray[np.bool_], given: npt.NDArray[np.bool_], to_find: int
) -> dict[str, float]:
    """By word, how many of the hits that have it are right, and how many of the queries are found by it or surer."""
    if answers.words is None:
        return {}
    told: dict[str, float] = {}
    for one in measured(answers.words[given].tolist(), hits[given], to_find):
        told[one.word] = math.nan if one.precision is None else one.precision
        told[f"{one.word} found"] = one.found
    return told


def surest_wrong(
    answers: Answers,
    asked_about: Sequence[Question],
    given: npt.NDArray[np.bool_],
    pairs: npt.NDArray[np.int64],
    searched: Searched,
) -> list[dict[str, Any]]:
    """What was found wrongly, the surest first. given: (q, k), which answers there are; pairs: places among them."""
    found = []
    for row, rank in np.argwhere(given)[pairs].tolist():
        question, image = asked_about[row], searched.images[int(answers.images[row, rank])]
        names = {"of": short(question.of), "way": question.way, "found": short(image)}
        found.append({**names, "score": float(answers.scores[row, rank])})
    return found


def short(path: Path) -> str:
    return "/".join(path.parts[-2:])
