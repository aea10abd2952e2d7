"""Resident memory: with 100,000 images searched, and while 10,000 are indexed: memory.py [--images 100000]

Each is a process of its own that does only that, with the real embedder. The floor stands beside it: a
process that only makes the embedder ready, and the bytes that a scan must read. While indexing,
memory is looked at from outside twice a second and told by how far the run had come: it should be flat.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import child
import measured
import photographs
import psutil
from library_of import REAL, library_of

GIB = 1 << 30

EMBEDDER_ONLY = """
import psutil
from simgui.core.embedder import load_embedder
load_embedder(device="cpu")
print(psutil.Process().memory_info().rss)
"""

SEARCH_ONCE = """
import json, os, sys, psutil
from pathlib import Path
from simgui.core.embedder import load_embedder
from simgui.core.library import Library
from simgui.core.search import load_query, search
embedder = load_embedder(device="cpu")
with Library.open(Path(sys.argv[1]), create=False) as library:
    hits = search(library, load_query(os.fsencode(sys.argv[2]), embedder.input_px), embedder)
    print(json.dumps({"rss": psutil.Process().memory_info().rss, "images": hits.images, "hits": len(hits.hits)}))
"""

INDEX = """
import os, sys
from pathlib import Path
from simgui.core.embedder import load_embedder
from simgui.core.indexing import index
from simgui.core.library import Library
embedder = load_embedder(device="cpu")
def show(news):
    stages = {stage.name: stage for stage in news.stages}
    done = Path(sys.argv[3] + ".new")
    done.write_text(f"{stages['storing'].done}")
    os.replace(done, sys.argv[3])
with Library.open(Path(sys.argv[1])) as library:
    print(index(library, lambda spec: embedder, [os.fsencode(sys.argv[2])], progress=show).embedded)
"""


def searching(report: measured.Report, data: Path, images: int) -> None:
    folder = library_of(data, images)
    # a picture that the library does not hold, so that it goes through the network
    query = photographs.save_crops(data / "queries", REAL, seed=2)[0]
    floor = int(child.run(EMBEDDER_ONLY))
    peak = 0

    def look(process: psutil.Process) -> None:
        nonlocal peak
        peak = max(peak, process.memory_info().rss)

    found = json.loads(child.watch(SEARCH_ONCE, [str(folder), str(query)], 0.05, look))
    if found["images"] != images or not found["hits"]:
        raise SystemExit(f"memory: {found}")
    report.add("embedder alone", floor / GIB, "GiB")
    report.add("codes alone, which a scan reads", images * 1280 / GIB, "GiB")
    report.add("after one search", found["rss"] / GIB, "GiB", at_most=1.2)
    report.add("highest on the way (mapped file included)", peak / GIB, "GiB")


def indexing(report: measured.Report, data: Path, files: int, side_px: int) -> None:
    root, folder, done = data / f"small-{files}-{side_px}", data / "memory-library", data / "memory-done"
    if not root.exists():
        photographs.save_tiny(root, files, side_px)
    shutil.rmtree(folder, ignore_errors=True)
    done.unlink(missing_ok=True)
    samples: list[tuple[int, int]] = []

    def look(process: psutil.Process) -> None:
        resident = process.memory_info().rss
        if done.exists():
            samples.append((int(done.read_text() or 0), resident))

    embedded = int(child.watch(INDEX, [str(folder), str(root), str(done)], 0.5, look))
    if embedded != files:
        raise SystemExit(f"memory: {embedded} of {files} were embedded")
    for name, low, high in (("20 %", 0.15, 0.25), ("50 %", 0.45, 0.55), ("100 %", 0.95, 1.01)):
        part = [resident for count, resident in samples if low * files <= count < high * files]
        report.add(f"while indexing, at {name}", measured.median(part or [0]) / child.MIB, "MiB")
    start, end = report.figures[-3].value, report.figures[-1].value
    report.add("highest while indexing", max(resident for _, resident in samples) / child.MIB, "MiB")
    report.add("growth from 20 % to 100 %", (end / start - 1) * 100, "%", at_most=10)


def main() -> int:
    parser = measured.options(__doc__, 1, images=100_000)
    parser.add_argument("--indexed", type=int, default=10_000, help="files to index (10,000)")
    parser.add_argument("--side-px", type=int, default=256, help="side of each of them (256)")
    chosen = parser.parse_args()
    report = measured.Report("memory: resident, of processes that do one thing")
    report.sizes = {"images": chosen.images, "indexed": chosen.indexed, "side in px": chosen.side_px}
    searching(report, chosen.data, chosen.images)
    indexing(report, chosen.data, chosen.indexed, chosen.side_px)
    return report.end(chosen.json)


if __name__ == "__main__":
    sys.exit(main())
