"""What a distance, and what a comparison, mean for the embedder in use: words and scores that are measured.

The values belong to an embedder's fingerprint. Those that are shipped (resources/calibration.json) were fitted for the
default one; calibrate.py fits them for any on the user's own pictures, and keeps them in the library.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from simgui.core.assets import resource
from simgui.core.library import Library

if TYPE_CHECKING:
    from simgui.core.compare import Comparison

# of the hits that get the word, at least this share is right among the pictures that it was fitted on
PRECISIONS = {"copy": 0.99, "likely_copy": 0.8, "similar": 0.2}
CROWD = slice(11, 24)  # the places of an answer whose distances say how crowded it is around the query
NO_CROWD = 1.2  # where an answer has fewer
EVIDENCE = ("one", "distance", "crowd", "judged", "verified", "agreement", "points")
ENOUGH_POINTS = 100


@dataclass(frozen=True)
class Limits:
    """Up to which Euclidean distance (0 to 2) a hit gets which word."""

    copy: float
    likely_copy: float
    similar: float

    def word(self, distance: float, identical: bool = False) -> str:
        """'identical' (by picture hash), 'copy', 'likely_copy', 'similar' or 'unrelated'."""
        if identical:
            return "identical"
        limits = ((self.copy, "copy"), (self.likely_copy, "likely_copy"), (self.similar, "similar"))
        return next((word for limit, word in limits if distance <= limit), "unrelated")


@dataclass(frozen=True)
class Calibration:
    """limits: by distance alone. copy: the least score (0 to 1) with which what is verified is called a copy.
    weights: one for each of EVIDENCE, of a logistic regression.
    """

    limits: Limits
    copy: float
    weights: tuple[float, ...]

    def score(self, distance: float, crowd: float, comparison: Comparison | None) -> float:
        """0 to 1, higher is surer, comparable between queries."""
        pairs = zip(self.weights, evidence(distance, crowd, comparison), strict=True)
        sum_ = sum(weight * value for weight, value in pairs)
        return 1 / (1 + math.exp(-max(min(sum_, 500.0), -500.0)))

    def word(self, score: float, distance: float, comparison: Comparison | None) -> str:
        """Of a hit that one looked closer at; of one that could not be judged, by its distance."""
        by_distance = self.limits.word(distance)
        if comparison is None or comparison.verified is None:
            return by_distance
        if comparison.verified:
            return "copy" if score >= self.copy else "likely_copy"
        # no copy after all, unless it is very near and only shows too little; another shot never is
        if by_distance == "copy" and all(kind.code != "burst" for kind in comparison.kinds):
            return "likely_copy"
        return "unrelated" if by_distance == "unrelated" else "similar"


def crowding(distances: Sequence[float]) -> float:
    """How far the pictures around a query lie that are hardly its copies. distances: of its hits, ascending."""
    around = sorted(distances[CROWD])
    return around[len(around) // 2] if around else NO_CROWD


def evidence(distance: float, crowd: float, comparison: Comparison | None) -> tuple[float, ...]:
    """One value for each of EVIDENCE."""
    judged = comparison is not None and comparison.verified is not None
    if comparison is None or not comparison.verified:
        return 1.0, distance, crowd, float(judged), 0.0, 0.0, 0.0
    points = min(comparison.points / ENOUGH_POINTS, 1.0)
    return 1.0, distance, crowd, 1.0, 1.0, comparison.agreement, points


# stored


def values(calibration: Calibration) -> dict[str, float]:
    """By name, as they are stored and shipped."""
    limits = calibration.limits
    return {
        "copy_within": limits.copy,
        "likely_copy_within": limits.likely_copy,
        "similar_within": limits.similar,
        "copy_from": calibration.copy,
        **{f"weight_{name}": weight for name, weight in zip(EVIDENCE, calibration.weights, strict=True)},
    }


def from_values(named: Mapping[str, float]) -> Calibration:
    """Raises KeyError where one is missing."""
    return Calibration(
        Limits(named["copy_within"], named["likely_copy_within"], named["similar_within"]),
        named["copy_from"],
        tuple(named[f"weight_{name}"] for name in EVIDENCE),
    )


@cache
def shipped() -> Calibration:
    """For the default embedder; of another one it is the best guess until it is calibrated."""
    found: dict[str, Any] = json.loads(resource("calibration.json").read_text("utf-8"))
    return from_values(found["values"])


def calibration_of(library: Library) -> Calibration:
    """That of the library's embedder: fitted by its user, or else what is shipped."""
    record = library.embedder()
    if record is None:
        return shipped()
    rows = library.catalog.read().execute(
        "SELECT name, value FROM thresholds WHERE fingerprint = ?", (record.fingerprint,)
    )
    named = dict(rows.fetchall())
    return from_values(named) if named.keys() >= values(shipped()).keys() else shipped()


def keep(library: Library, calibration: Calibration, fingerprint: str) -> None:
    """In place of what was kept for that embedder. The library is locked. Raises DiskFull."""
    rows = [(fingerprint, name, value) for name, value in values(calibration).items()]
    with library.catalog.write() as connection:
        connection.execute("DELETE FROM thresholds WHERE fingerprint = ?", (fingerprint,))
        connection.executemany("INSERT INTO thresholds (fingerprint, name, value) VALUES (?, ?, ?)", rows)
