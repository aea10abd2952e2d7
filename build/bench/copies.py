"""How well altered copies are found among real photographs, by simgui and by its peers: copies.py PHOTOS

A tenth of the photographs under PHOTOS is held out; the others are indexed. Some of these (--originals) are altered in
each of the ways in alterations.py: each altered picture is a query, and the Image of its original the one right answer.
The pictures that are held out are searched too, as they are and altered in a few ways: whatever is found for them
is wrong. They also fill up the collages. Photographs of which the collection has two versions count as wrong
answers for every method alike; the JSON names the surest wrong ones.

Printed for each method, for every query its best 100 counted:

    rank 1, 10, 100   share of queries whose original is the first, among the first ten, or found at all
    micro AP          average precision over all queries' answers in one list, the surest first, as in the image
                      similarity challenge DISC21: needs one score for all. Ties share one threshold
    R@P90, R@P99      share of queries found at a score from which on 90 or 99 of 100 answers are right
    ms a query        the whole run over its queries, on all cores: reading, decoding, describing, comparing
    processor ms      the same in time of processors, which other work on the machine changes little

    of hits with the word, right    share of the hits called copy, likely copy or similar that are right; found: share
                          of the queries whose original gets the word or a surer one

Peers are pHash and dHash of imagehash, PDQ of pdqhash (all three by Hamming distance), and fastdup, by the cosine
between its vectors, every query with every picture: its own search ends after a few neighbours. Each has an
environment of its own, made by pip.
"""

from __future__ import annotations

import argparse
import glob
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import measured
import numpy as np
import numpy.typing as npt
import photographs
from judging import Answers, Judgement, K, judge
from PIL import Image, ImageOps

from simgui.core import alterations, search
from simgui.core.calibration import calibration_of
from simgui.core.closer import look_closer
from simgui.core.embedder import Embedder, EmbedderSpec, load_embedder
from simgui.core.errors import ImageError
from simgui.core.indexing import index
from simgui.core.library import Library

SEED = 1
HELD_OUT = 0.1
NEGATIVE_WAYS = 4
# a larger photograph is brought to this first, as a site would; so many are held ready for collages
LONGEST_PX, BACKGROUND_PX, BACKGROUNDS = 2048, 640, 60
AS_IT_IS = "as it is"
# raised when what is made here changes, so that queries from before are made anew
VERSION = 1
# what pip puts into each peer's environment, at the releases whose figures are known
PEERS = {
    "pHash": ("imagehash==4.3.2",),
    "dHash": ("imagehash==4.3.2",),
    "PDQ": ("pdqhash==0.2.8", "numpy", "pillow"),
    "fastdup": ("fastdup==2.54",),
}
# of a query, and of what the scan found for it: float64 (m,), one for each, higher is surer
Score = Callable[[search.Query, search.Part], npt.NDArray[np.float64]]


def by_distance(_query: search.Query, found: search.Part) -> npt.NDArray[np.float64]:
    return -found.distances


@dataclass(frozen=True)
class Question:
    """A picture that is searched. of: the photograph it was made of; right: that one's Image, None if held out."""

    path: Path
    of: Path
    way: str
    right: int | None


# the searched set


@dataclass(frozen=True)
class Searched:
    """The library of `photographs`; images: one path for each of its Images, in an order made by chance."""

    library: Library
    images: dict[int, Path]
    held_out: list[Path]


def library_path(data: Path, photos: Path) -> Path:
    return data / f"copies-library-{hashlib.sha256(os.fsencode(photos)).hexdigest()[:12]}"


def searched_set(photos: Path, library: Library, embedder: Embedder) -> Searched:
    """Index what is not held out; what is indexed already costs nothing."""
    paths = photographs.pictures_under(photos)
    held_out = sorted(random.Random(SEED).sample(paths, round(HELD_OUT * len(paths))))
    kept_out = [glob.escape(path.relative_to(photos).as_posix()) for path in held_out]
    index(library, lambda _spec: embedder, [os.fsencode(photos)], excludes=kept_out)
    images: dict[int, Path] = {}
    for path in sorted(set(paths) - set(held_out)):
        if (found := library.catalog.file_at(os.fsencode(path))) is not None:
            images.setdefault(found[1], path)
    chosen = list(images.items())
    random.Random(SEED).shuffle(chosen)
    return Searched(library, dict(chosen), held_out)


# the queries


def opened(path: Path, longest_px: int) -> Image.Image:
    with Image.open(path) as stored:
        stored.draft("RGB", (longest_px, longest_px))
        picture = ImageOps.exif_transpose(stored).convert("RGB")
    picture.thumbnail((longest_px, longest_px))
    return picture


class Maker:
    """Writes altered pictures into a folder, each once."""

    def __init__(self, folder: Path, backgrounds: Sequence[Path]) -> None:
        self._folder = folder
        self._others = [opened(path, BACKGROUND_PX) for path in backgrounds]

    def write(self, path: Path, name: str, way: str) -> Path:
        """The query made of the photograph at `path`. `name`: what its chance hangs on, and its file's name."""
        # plain names: fastdup lists paths in a file with commas
        made = self._folder / re.sub(r"\W+", "-", way).strip("-") / f"{name}.jpg"
        if not made.exists():
            made.parent.mkdir(parents=True, exist_ok=True)
            picture = opened(path, LONGEST_PX)
            part = made.with_suffix(".part")
            part.write_bytes(alterations.altered_jpeg(picture, way, f"{SEED} {name}", self._others))
            # whole or not at all: a run may be stopped
            part.replace(made)
        return made


def questions(searched: Searched, originals: int, ways: Sequence[str], folder: Path) -> list[Question]:
    maker = Maker(
        folder, random.Random(SEED).sample(searched.held_out, min(BACKGROUNDS, len(searched.held_out)))
    )
    wanted: list[tuple[Path, str, str, int | None]] = []
    for number, (image, path) in enumerate(list(searched.images.items())[:originals]):
        wanted += [(path, f"{number:05}", way, image) for way in ways]
    for number, path in enumerate(searched.held_out):
        wanted.append((path, "", AS_IT_IS, None))
        turn = [ways[(number * NEGATIVE_WAYS + i) % len(ways)] for i in range(min(NEGATIVE_WAYS, len(ways)))]
        wanted += [(path, f"held-out-{number:05}", way, None) for way in turn]

    def make(one: tuple[Path, str, str, int | None]) -> Question:
        path, name, way, right = one
        return Question(path if way == AS_IT_IS else maker.write(path, name, way), path, way, right)

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(make, wanted))


def query_folder(data: Path, photos: Path) -> Path:
    """Where the altered pictures are kept; emptied when they would come out otherwise."""
    folder, stamp = data / "copies-queries", data / "copies-queries.json"
    listed = [
        [path.relative_to(photos).as_posix(), path.stat().st_size]
        for path in photographs.pictures_under(photos)
    ]
    listing = hashlib.sha256(json.dumps(listed).encode()).hexdigest()
    wanted = {"photographs": listing, "versions": [VERSION, alterations.VERSION]}
    if not stamp.exists() or json.loads(stamp.read_text()) != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        stamp.write_text(json.dumps(wanted))
    return folder


# the methods


def asked(
    library: Library, embedder: Embedder, asked_about: Sequence[Question], score: Score = by_distance
) -> Answers:
    """simgui's: load, embed in batches, scan; then ranked by `score`."""
    images = np.full((len(asked_about), K), -1, np.int64)
    scores, words = np.full((len(asked_about), K), -np.inf), np.full((len(asked_about), K), "", "U16")
    snapshot, limits = library.snapshot(), calibration_of(library).limits
    began_s, processor_began_s = time.perf_counter(), time.process_time()
    for row, query, vector in _embedded(embedder, asked_about):
        found = search.nearest(snapshot, vector, K)
        surest = score(query, found)
        order = np.argsort(-surest, kind="stable")[:K]
        images[row, : len(order)], scores[row, : len(order)] = found.ids[order], surest[order]
        words[row, : len(order)] = [limits.word(distance) for distance in found.distances[order]]
    return Answers(
        images, scores, words, time.perf_counter() - began_s, time.process_time() - processor_began_s
    )


def asked_closer(library: Library, embedder: Embedder, asked_about: Sequence[Question]) -> Answers:
    """simgui's, looking closer: other views searched, the first hits compared, ranked by their score."""
    images = np.full((len(asked_about), K), -1, np.int64)
    scores, words = np.full((len(asked_about), K), -np.inf), np.full((len(asked_about), K), "", "U16")
    began_s, processor_began_s = time.perf_counter(), time.process_time()

    def ask(row: int) -> None:
        try:
            query = search.load_query(os.fsencode(asked_about[row].path), embedder.input_px)
        except ImageError:
            return
        found = look_closer(library, search.search(library, query, embedder, k=K), embedder)
        for place, hit in enumerate(found.hits[:K]):
            images[row, place], scores[row, place], words[row, place] = hit.image, hit.score, hit.word

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for done, _ in enumerate(pool.map(ask, range(len(asked_about))), 1):
            if done % 50 == 0:
                measured.progress(f"{done} of {len(asked_about)} looked at closer")
    return Answers(
        images, scores, words, time.perf_counter() - began_s, time.process_time() - processor_began_s
    )


def _embedded(
    embedder: Embedder, asked_about: Sequence[Question]
) -> Iterator[tuple[int, search.Query, npt.NDArray[np.float32]]]:
    """Row, query and descriptor, float32 (dimension,), of each. What cannot be read is left out."""

    def load(question: Question) -> search.Query | None:
        try:
            return search.load_query(os.fsencode(question.path), embedder.input_px)
        except ImageError:
            return None

    start = 0
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        while start < len(asked_about):
            part = asked_about[start : start + embedder.batch]
            loaded = [
                (start + row, query) for row, query in enumerate(pool.map(load, part)) if query is not None
            ]
            if loaded:
                vectors = embedder.embed(np.stack([query.decoded.pixels for _, query in loaded]))
                for (row, query), vector in zip(loaded, vectors, strict=True):
                    yield row, query, vector
            start += len(part)


def peer_answers(name: str, searched: Searched, asked_about: Sequence[Question], data: Path) -> Answers:
    """A peer's, by peers.py in an environment of its own. Raises CalledProcessError."""
    python = environment(data / f"copies-peer-{PEERS[name][0].partition('=')[0]}", PEERS[name])
    asked_file, found_file = data / "copies-asked.json", data / "copies-found.npz"
    found_file.unlink(missing_ok=True)
    library = [str(path) for path in searched.images.values()]
    queries = [str(question.path) for question in asked_about]
    asked_file.write_text(json.dumps({"library": library, "queries": queries, "k": K}))
    script = Path(__file__).with_name("peers.py")
    _call([python, script, name, asked_file, found_file])
    with np.load(found_file) as found:
        images = np.array(list(searched.images))[found["rows"]]
        return Answers(images, found["scores"], None, float(found["took_s"]), float(found["processor_s"]))


def environment(folder: Path, packages: Sequence[str]) -> Path:
    """The Python of an environment that has these packages, made when it is not there yet."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = folder / "packages.json"
    if not done.exists() or json.loads(done.read_text()) != list(packages):
        measured.progress(f"an environment with {', '.join(packages)}")
        _call([sys.executable, "-m", "venv", "--clear", folder])
        _call([python, "-m", "pip", "install", "--quiet", *packages])
        done.write_text(json.dumps(list(packages)))
    return python


def _call(command: Sequence[str | Path]) -> None:
    """What it prints is shown only where it fails. fastdup reports its use to its maker unless it is told not to."""
    quiet = {"SENTRY_OPT_OUT": "1", "PYTHONPATH": ""}
    done = subprocess.run(
        command,
        env={**os.environ, **quiet},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, [str(part) for part in command], done.stdout)


# the report


def table(
    title: str, rows: Sequence[str], columns: dict[str, dict[str, float]], shown: str = "{:.3f}"
) -> list[str]:
    """Lines: a row for each name in `rows`, a column for each method."""
    width = max(len(row) for row in rows)
    lines = [f"{title:{width}} " + " ".join(f"{name:>10}" for name in columns)]
    for row in rows:
        cells = " ".join(f"{shown.format(column[row]):>10}" for column in columns.values())
        lines.append(f"{row:{width}} {cells}")
    return ["", *lines]


def report_of(judged: dict[str, Judgement], ways: Sequence[str]) -> measured.Report:
    report = measured.Report("copies: which share of altered pictures leads back to its original")
    for name, one in judged.items():
        report.add(f"{name}: micro AP", one.micro_ap, "")
    for rank in next(iter(judged.values())).by_rank:
        report.notes += table(rank, ways, {name: one.by_rank[rank] for name, one in judged.items()})
    over_all = {name: one.over_all for name, one in judged.items()}
    report.notes += table("over all", list(next(iter(over_all.values()))), over_all)
    worded = {name: one.words for name, one in judged.items() if one.words}
    report.notes += table("of hits with the word, right", list(next(iter(worded.values()))), worded)
    return report


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("photos", type=Path)
    parser.add_argument("--originals", type=int, default=300, help="photographs that are altered (300)")
    parser.add_argument(
        "--ways", nargs="+", choices=list(alterations.WAYS), metavar="WAY", help="default: all"
    )
    parser.add_argument("--peers", nargs="+", choices=list(PEERS), default=list(PEERS), help="default: all")
    parser.add_argument(
        "--closer", action="store_true", help="simgui looking closer too: seconds for each query"
    )
    parser.add_argument("--negatives", type=int, help="so many queries that have no right answer (all)")
    parser.add_argument("--no-peers", action="store_const", dest="peers", const=[])
    parser.add_argument("--data", type=Path, default=measured.DATA, help="where what is made for it is kept")
    parser.add_argument("--json", type=Path, metavar="FILE", help="all figures")
    return parser.parse_args()


def main() -> int:
    chosen = options()
    photos = chosen.photos.resolve()
    ways = [way for way in alterations.WAYS if way in (chosen.ways or alterations.WAYS)]
    embedder = load_embedder(EmbedderSpec())
    judged: dict[str, Judgement] = {}
    notes = []
    load_before = measured.load()
    with Library.open(library_path(chosen.data, photos)) as library:
        searched = searched_set(photos, library, embedder)
        asked_about = questions(searched, chosen.originals, ways, query_folder(chosen.data, photos))
        if chosen.negatives is not None:
            without = [question for question in asked_about if question.right is None]
            kept = set(random.Random(SEED).sample(range(len(without)), min(chosen.negatives, len(without))))
            asked_about = [question for question in asked_about if question.right is not None] + [
                question for number, question in enumerate(without) if number in kept
            ]
        measured.progress(f"{len(asked_about)} queries, {len(searched.images)} Images searched")
        judged["simgui"] = judge(asked(library, embedder, asked_about), asked_about, searched)
        if chosen.closer:
            judged["simgui, closer"] = judge(
                asked_closer(library, embedder, asked_about), asked_about, searched
            )
        for peer in chosen.peers:
            measured.progress(peer)
            try:
                answers = peer_answers(peer, searched, asked_about, chosen.data)
            except subprocess.CalledProcessError as error:
                notes.append(f"{peer} is left out: {str(error.output).strip()[-400:] or error}")
                continue
            judged[peer] = judge(answers, asked_about, searched)
    report = report_of(judged, ways)
    negatives = sum(question.right is None for question in asked_about)
    report.load_before = load_before
    report.notes += ["", *notes] if notes else []
    report.sizes = {
        "Images searched": len(searched.images),
        "held out": len(searched.held_out),
        "originals": (len(asked_about) - negatives) // len(ways),
        "ways": len(ways),
        "queries": len(asked_about),
        "of these without a right answer": negatives,
        "embedder": embedder.spec.name,
    }
    if chosen.json is not None:
        machine = {**measured.machine(), "load before and after": [load_before, measured.load()]}
        methods = {name: {**asdict(one), "over all": one.over_all} for name, one in judged.items()}
        said = {"bench": report.title, "machine": machine, "sizes": report.sizes, "left out": notes}
        chosen.json.write_text(json.dumps({**said, "methods": methods}, indent=1, ensure_ascii=False) + "\n")
    return report.end(False)


if __name__ == "__main__":
    sys.exit(main())
