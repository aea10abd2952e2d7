"""The hits of an answer in an order, and where in it those within the slider or of one word stand: runs of places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise

from simgui.core.search import Hit
from simgui.gui.search import runs
from simgui.gui.widgets.slider import FARTHEST

KINDS = ("identical", "copy", "likely_copy", "similar", "unrelated")
ROUNDED = 1e-9  # what the field shows as 0.70 is within 0.70


class ByDistance:
    """As a search brings them: nearest first, with words that only follow the distance.

    Nothing here goes over all hits: a million cost no more than ten.
    """

    def __init__(self, hits: Sequence[Hit]) -> None:
        self.hits = hits

    def within(self, distance: float) -> list[runs.Run]:
        """What the slider shows; at its end that is all."""
        if distance >= FARTHEST:
            return [(0, len(self.hits))]
        return [(0, bisect_right(self.hits, distance + ROUNDED, key=lambda hit: hit.distance))]

    def identical(self) -> list[runs.Run]:
        """They stand first."""
        count = next((place for place, hit in enumerate(self.hits) if not hit.identical), len(self.hits))
        return [(0, count)]

    def of_word(self, word: str) -> list[runs.Run]:
        rank = KINDS.index(word)

        def place(find: Callable[..., int]) -> int:
            return find(self.hits, rank, key=lambda hit: KINDS.index(hit.word))

        return [(place(bisect_left), place(bisect_right))]

    def per_bin(self, bins: int) -> list[int]:
        """How many lie in each of so many equal parts of the slider; the last one has all that are farther too."""
        return _counts(self._nearest_first(), bins)

    def distance_of(self, number: int) -> float:
        """Of the so manieth nearest, from 1."""
        return self._nearest_first()[number - 1].distance

    def _nearest_first(self) -> Sequence[Hit]:
        return self.hits


class Compared(ByDistance):
    """After looking closer: a few hundred at most, whose words follow what the comparison says.

    by_score: in that order. Then what is verified is within the slider however far it is: it is a copy, which a
    view or a comparison has found where the distance of whole pictures says nothing. In the order of distance the
    slider means what it says.
    """

    def __init__(self, hits: Sequence[Hit], by_score: bool) -> None:
        super().__init__(hits)
        self._by_score = by_score

    def within(self, distance: float) -> list[runs.Run]:
        return self._where(lambda hit: distance >= FARTHEST or self._is_within(hit, distance))

    def _is_within(self, hit: Hit, distance: float) -> bool:
        verified = hit.comparison is not None and hit.comparison.verified is True
        return hit.distance <= distance + ROUNDED or (self._by_score and verified)

    def of_word(self, word: str) -> list[runs.Run]:
        return self._where(lambda hit: hit.word == word)

    def _where(self, is_so: Callable[[Hit], bool]) -> list[runs.Run]:
        return runs.joined((place, place + 1) for place, hit in enumerate(self.hits) if is_so(hit))

    def _nearest_first(self) -> Sequence[Hit]:
        return sorted(self.hits, key=lambda hit: hit.distance)


def _counts(nearest_first: Sequence[Hit], bins: int) -> list[int]:
    edges = [FARTHEST * number / bins for number in range(1, bins)]
    ends = [bisect_left(nearest_first, edge, key=lambda hit: hit.distance) for edge in edges]
    return [end - start for start, end in pairwise([0, *ends, len(nearest_first)])]
