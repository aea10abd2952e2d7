"""Which of the hits are shown, as runs of their places: a million of them are filtered as quickly as ten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

Run = tuple[int, int]  # from, to (not included)


def joined(runs: Iterable[Run]) -> list[Run]:
    """Rising, without empty ones; runs that touch are one."""
    made: list[Run] = []
    for start, end in sorted(runs):
        if start >= end:
            continue
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return made


def without(runs: Sequence[Run], others: Iterable[Run]) -> list[Run]:
    """What of `runs` is in none of the others."""
    left = joined(runs)
    for start, end in joined(others):
        cut: list[Run] = []
        for low, high in left:
            cut += [(low, min(high, start)), (max(low, end), high)]
        left = joined(cut)
    return left


def both(one: Sequence[Run], other: Sequence[Run]) -> list[Run]:
    """What is in both; each of them rising."""
    made: list[Run] = []
    here = there = 0
    while here < len(one) and there < len(other):
        start, end = max(one[here][0], other[there][0]), min(one[here][1], other[there][1])
        if start < end:
            made.append((start, end))
        if one[here][1] < other[there][1]:
            here += 1
        else:
            there += 1
    return made


def places(runs: Iterable[Run]) -> Iterator[int]:
    for start, end in runs:
        yield from range(start, end)


def length(runs: Iterable[Run]) -> int:
    return sum(end - start for start, end in runs)


def row_of(runs: Sequence[Run], place: int) -> int:
    """How many of the places shown lie before this one: its row, if it is shown itself."""
    return sum(min(end, place) - start for start, end in runs if start < place)


def place_of(runs: Sequence[Run], row: int) -> int:
    for start, end in runs:
        if row < end - start:
            return start + row
        row -= end - start
    raise IndexError(row)


def shows(runs: Sequence[Run], place: int) -> bool:
    return any(start <= place < end for start, end in runs)


def steps(old: Sequence[Run], new: Sequence[Run]) -> Iterator[tuple[bool, Run, list[Run]]]:
    """From old to new, one run at a time: (whether it comes, the run, all runs after this step).

    First what goes, from the end; then what comes, from the start.
    """
    now = joined(old)
    for run in reversed(without(old, new)):
        now = without(now, (run,))
        yield False, run, now
    for run in without(new, old):
        now = joined([*now, run])
        yield True, run, now
