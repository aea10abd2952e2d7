"""How right the groups of a whole library are, and which picture stays: review.py PHOTOS [--duplicates FOLDER]

A library is made of photographs (PHOTOS: a folder of distinct ones) and of copies of every third of them, altered in
four of the ways in alterations.py each, in turn; --pictures in all. Found groups are judged by their pairs of files: a
pair is right when both come from one photograph. The keeper is right when it is the photograph itself and not an
altered copy. With --duplicates, the same for a folder of real duplicates whose groups.csv says what belongs together
(path, group, kind; kinds 'single' and 'hard-negative' belong to nothing).

Besides the pairs, the time of each step: indexing, neighbours, comparing and groups, and groups once more from what is
known then.
"""

from __future__ import annotations

import csv
import os
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import measured
import photographs
from PIL import Image

from simgui.core import alterations
from simgui.core.embedder import Embedder, load_embedder
from simgui.core.groups import Group, find_groups
from simgui.core.indexing import index
from simgui.core.library import Library
from simgui.core.neighbours import find_neighbours

EVERY, WAYS_EACH, SEED, LONGEST_PX = 3, 4, 7, 1024
ALONE = ("single", "hard-negative")
Pairs = set[frozenset[str]]


def make(folder: Path, photos: Sequence[Path], pictures: int) -> dict[str, str]:
    """Write the pictures; returns which photograph each is of."""
    ways, belongs = list(alterations.WAYS), {}
    # of every EVERY photographs one has copies
    originals = photos[: max(round(pictures * EVERY / (EVERY + WAYS_EACH)), EVERY)]
    for number, path in enumerate(originals):
        with Image.open(path) as opened:
            picture = opened.convert("RGB")
        picture.thumbnail((LONGEST_PX, LONGEST_PX))
        name = f"{number:05d}"
        (folder / f"{name}.jpg").write_bytes(alterations.saved(picture, 92))
        belongs[f"{name}.jpg"] = name
        if number % EVERY:
            continue
        with Image.open(originals[number - 1]) as opened:
            other = opened.convert("RGB")
        for turn in range(WAYS_EACH):
            way = ways[(number // EVERY * WAYS_EACH + turn) % len(ways)]
            copy = f"{name} {way.replace('/', '-')}.jpg"
            (folder / copy).write_bytes(alterations.altered_jpeg(picture, way, f"{SEED} {name}", [other]))
            belongs[copy] = name
    return belongs


def pairs_of(belongs: dict[str, str]) -> Pairs:
    together = defaultdict(list)
    for name, group in belongs.items():
        together[group].append(name)
    return {frozenset(pair) for names in together.values() for pair in combinations(names, 2)}


def pairs_found(groups: Sequence[Group], folder: Path) -> Pairs:
    found: Pairs = set()
    for group in groups:
        if group.kind == "copies":
            names = [os.path.relpath(os.fsdecode(one.path), folder) for one in group.members]
            found |= {frozenset(pair) for pair in combinations(names, 2)}
    return found


def review(
    report: measured.Report, title: str, folder: Path, belongs: dict[str, str], embedder: Embedder
) -> tuple[Group, ...]:
    """Index, find and judge; the library is thrown away."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as made, Library.open(Path(made)) as library:
        clock = [time.perf_counter()]
        index(library, lambda _spec: embedder, [os.fsencode(folder)])
        library.lock()
        clock.append(time.perf_counter())
        find_neighbours(library)
        clock.append(time.perf_counter())
        found = find_groups(library)
        clock.append(time.perf_counter())
        find_groups(library, compare=False)
        clock.append(time.perf_counter())
    right, said = pairs_of(belongs), pairs_found(found.groups, folder)
    differing = (("wrong", said - right), ("missed", right - said))
    report.add(f"{title}: files", float(len(belongs)), "")
    report.add("  threshold", found.within, "")
    report.add("  pairs compared", float(found.compared), "")
    report.add("  precision of pairs", len(said & right) / max(len(said), 1), "")
    report.add("  recall of pairs", len(said & right) / max(len(right), 1), "")
    for name, began_s, ended_s in zip(
        ("indexing", "neighbours", "comparing and groups", "groups once more"), clock, clock[1:], strict=False
    ):
        report.add(f"  {name}", ended_s - began_s, "s")
    report.extra |= {f"{title}: {what}": sorted(map(sorted, pairs)) for what, pairs in differing}
    return found.groups


def judge_keepers(report: measured.Report, groups: Sequence[Group], folder: Path) -> None:
    """Of the groups that hold a photograph and altered copies of it: in how many it stays, and alone."""
    judged, wrong = 0, []
    for group in groups:
        names = [os.path.relpath(os.fsdecode(one.path), folder) for one in group.members]
        if group.kind == "copies" and any(" " not in name for name in names):
            judged += 1
            wrong += [names] if " " in names[0] else []
    report.add("  keeper is the photograph itself", 1 - len(wrong) / max(judged, 1), f"of {judged} groups")
    report.extra["altered copies: keeper wrong"] = wrong


def main() -> int:
    parser = measured.options(__doc__, 1)
    parser.add_argument("photos", type=Path)
    parser.add_argument("--pictures", type=int, default=5000)
    parser.add_argument("--duplicates", type=Path)
    chosen = parser.parse_args()
    report = measured.Report("review: groups and keepers of whole libraries")
    embedder = load_embedder(device="cpu")
    chosen.data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=chosen.data) as temporary:
        if chosen.duplicates is not None:
            # a copy: nothing here needs to write there, and so nothing can
            folder = Path(shutil.copytree(chosen.duplicates, Path(temporary, "duplicates")))
            with (folder / "groups.csv").open(newline="") as file:
                rows = list(csv.DictReader(file))
            belongs = {row["path"]: row["path"] if row["kind"] in ALONE else row["group"] for row in rows}
            review(report, "real duplicates", folder, belongs, embedder)
        folder = Path(temporary, "pictures")
        folder.mkdir()
        belongs = make(folder, photographs.pictures_under(chosen.photos), chosen.pictures)
        groups = review(report, "altered copies", folder, belongs, embedder)
        judge_keepers(report, groups, folder)
    return report.end(chosen.json)


if __name__ == "__main__":
    sys.exit(main())
