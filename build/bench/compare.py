"""Whether two pictures are told to be one shot, and what was done to it: compare.py PHOTOS [--duplicates FOLDER]

Photographs of PHOTOS are altered in each of the ways in alterations.py, as in copies.py. Each altered picture is
compared with its original and with the strangers that the scan puts nearest to it. Printed for all and for each way:

    recall      share of the altered pictures that are verified as their original
    precision   share of what is verified that is right
    kind right  share of the verified whose words are right: every one of the way's words, or, where a way has several
                that mean it, one of them; `re-encoded` where nothing else was done
    ms a pair   of one core, the altered picture's keypoints shared by its pairs

--duplicates names a folder with groups.csv (path, group, kind) of real pictures: pairs in one group by their kind,
pairs of different groups in one folder as look-alikes. There `reshoot` are other shots of one scene.
"""

from __future__ import annotations

import csv
import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any

import copies
import judging
import measured

from simgui.core import alterations, decode
from simgui.core.alignment import Sight
from simgui.core.closer import sight_of
from simgui.core.compare import Comparison, compare
from simgui.core.embedder import EmbedderSpec, load_embedder
from simgui.core.errors import ImageError
from simgui.core.library import Library
from simgui.core.search import load_query, search

LOOK_ALIKES = 60  # pairs of each folder


@dataclass(frozen=True)
class Pair:
    way: str
    true: bool
    found: Comparison
    ms: float

    @property
    def kind_right(self) -> bool:
        wanted = alterations.WAYS[self.way].kinds - {"re_encoded"}
        said = {kind.code for kind in self.found.kinds} - {"re_encoded"}
        # what nothing was done to but encoding and noise says no more
        return bool(wanted & said) if wanted else not said


def pairs_of(library: Library, embedder: Any, question: copies.Question, strangers: int) -> Iterator[Pair]:
    query = load_query(os.fsencode(question.path), embedder.input_px)
    hits = search(library, query, embedder, k=judging.K).hits
    true = [hit for hit in hits if hit.image == question.right]
    others = [hit for hit in hits if hit.image != question.right][:strangers]
    seen = Sight.of(query.decoded.thumbnail, query.decoded.width_px, query.decoded.height_px)
    if not true:  # beyond the scan's first hundred: compared all the same
        assert question.right is not None
        path = os.fsencode(question.of)
        original = decode.decode_file(path)
        yield _timed(
            question.way, True, seen, Sight.of(original.thumbnail, original.width_px, original.height_px)
        )
    for hit in (*true, *others):
        other = sight_of(hit, library.thumbnails.get(hit.picture_hash))
        if other is not None:
            yield _timed(question.way, hit.image == question.right, seen, other)


def _timed(way: str, true: bool, a: Sight, b: Sight) -> Pair:
    began_s = time.thread_time()
    found = compare(a, b)
    return Pair(way, true, found, (time.thread_time() - began_s) * 1e3)


def report_of(pairs: list[Pair]) -> measured.Report:
    report = measured.Report("compare: one shot or not, and what was done to it")
    by_way: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_way[pair.way].append(pair)
    verified = [pair for pair in pairs if pair.found.verified]
    right = [pair for pair in verified if pair.true]
    report.add("recall", len(right) / max(sum(pair.true for pair in pairs), 1), "", at_least=0.97)
    report.add("precision", len(right) / max(len(verified), 1), "", at_least=0.995)
    report.add("kind right", sum(pair.kind_right for pair in right) / max(len(right), 1), "", at_least=0.95)
    report.add("a pair on one core, median", median(pair.ms for pair in pairs), "ms", at_most=60)
    for way, some in by_way.items():
        true = [pair for pair in some if pair.true]
        good = [pair for pair in true if pair.found.verified]
        said = Counter(" ".join(sorted(kind.code for kind in pair.found.kinds)) for pair in good)
        told = sum(pair.kind_right for pair in good) / max(len(good), 1)
        report.add(f"  {way}: recall; kind right {told:.2f}", len(good) / max(len(true), 1), "")
        report.notes.append(
            f"{way}: {', '.join(f'{words} ({count})' for words, count in said.most_common(3))}"
        )
    return report


# real duplicates


def sights_under(folder: Path, paths: list[str]) -> dict[str, Sight]:
    found = {}
    for path in paths:
        try:
            decoded = decode.decode((folder / path).read_bytes(), tolerate_truncated=True)
        except (ImageError, OSError):
            continue
        found[path] = Sight.of(decoded.thumbnail, decoded.width_px, decoded.height_px)
    return found


def add_duplicates(report: measured.Report, folder: Path) -> None:
    with (folder / "groups.csv").open(newline="") as listed:
        rows = list(csv.DictReader(listed))
    sights = sights_under(folder, [row["path"] for row in rows])
    kinds = {row["path"]: row["kind"] for row in rows}
    groups = {row["path"]: row["group"] for row in rows}
    alone = ("single", "hard-negative")

    def together(a: str, b: str) -> bool:
        return groups[a] == groups[b] and not {kinds[a], kinds[b]} & set(alone)

    within: dict[str, Counter[str]] = defaultdict(Counter)
    for a, b in combinations(sights, 2):
        if together(a, b):
            within[" + ".join(sorted({kinds[a], kinds[b]}))][_verdict(compare(sights[a], sights[b]))] += 1
    strangers: Counter[str] = Counter()
    for place in sorted({path.split("/")[0] for path in sights}):
        here = [path for path in sights if path.split("/")[0] == place]
        others = [pair for pair in combinations(here, 2) if groups[pair[0]] != groups[pair[1]]]
        random.Random(copies.SEED).shuffle(others)
        for a, b in others[:LOOK_ALIKES]:
            strangers[_verdict(compare(sights[a], sights[b]))] += 1
    for name, counted in (*sorted(within.items()), ("pairs of different groups", strangers)):
        report.notes.append(
            f"{name}: {', '.join(f'{word} {count}' for word, count in counted.most_common())}"
        )


def _verdict(found: Comparison) -> str:
    if any(kind.code == "burst" for kind in found.kinds):
        return "another shot"
    return {True: "verified", False: "unrelated", None: "not judged"}[found.verified]


def main() -> int:
    parser = measured.options(__doc__, 1)
    parser.add_argument("photos", type=Path)
    parser.add_argument("--originals", type=int, default=60, help="photographs that are altered (60)")
    parser.add_argument("--strangers", type=int, default=10, help="nearest strangers of each (10)")
    parser.add_argument("--duplicates", type=Path, help="a folder with groups.csv")
    chosen = parser.parse_args()
    photos, embedder = chosen.photos.resolve(), load_embedder(EmbedderSpec())
    with Library.open(copies.library_path(chosen.data, photos)) as library:
        searched = copies.searched_set(photos, library, embedder)
        folder = copies.query_folder(chosen.data, photos)
        asked = copies.questions(searched, chosen.originals, list(alterations.WAYS), folder)
        asked = [question for question in asked if question.right is not None]
        measured.progress(f"{len(asked)} altered pictures")

        def work(question: copies.Question) -> list[Pair]:
            return list(pairs_of(library, embedder, question, chosen.strangers))

        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            pairs = [pair for some in pool.map(work, asked) for pair in some]
    report = report_of(pairs)
    report.sizes = {
        "originals": chosen.originals,
        "ways": len(alterations.WAYS),
        "pairs that are one": sum(pair.true for pair in pairs),
        "pairs of strangers": sum(not pair.true for pair in pairs),
    }
    if chosen.duplicates is not None:
        add_duplicates(report, chosen.duplicates)
    return report.end(chosen.json)


if __name__ == "__main__":
    sys.exit(main())
