"""How many groups reach from one part of a data set into another: what was trained on must not be tested on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations_with_replacement

from simgui.core.class_folders import Split, splits
from simgui.core.groups import Group
from simgui.core.library import Library

ORDER: tuple[Split, ...] = ("train", "val", "test")


def split_table(library: Library, groups: Sequence[Group]) -> dict[tuple[str, str], int]:
    """For each two of train, val and test (and each with itself) how many groups of copies hold Files of both.

    Empty when the Files of no group lie in such folders.
    """
    copies = [group for group in groups if group.kind == "copies"]
    part_of = splits(library, [member.file for group in copies for member in group.members])
    found: Counter[tuple[Split, Split]] = Counter()
    for group in copies:
        counts = Counter(part_of[member.file] for member in group.members if member.file in part_of)
        found.update(
            (a, b)
            for a, b in combinations_with_replacement(ORDER, 2)
            if counts[a] and counts[b] and (a != b or counts[a] > 1)
        )
    if not found:
        return {}
    return {pair: found[pair] for pair in combinations_with_replacement(ORDER, 2)}
