"""How cost grows with the library: growth.py [--sizes 10000 100000 1000000] [--plot growth.png]

For each size, in processes of their own: opening a library until it can be searched, one search without decoding and
network (scan, files and facts of the 50 nearest), resident memory after it, and what lies on the disk. Beside each
search one pass over as many float32 numbers, the least that a scan of these could take. Up to 1,000,000 also
indexing an unchanged tree of so many files again, as reindex.py does. --plot draws it all, by matplotlib in an
environment of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import child
import copies
import measured
import numpy as np
import reindex
from library_of import library_of

VALUES = 1280
ROUNDS = 9
REINDEXED, REINDEX_ROUNDS = 1_000_000, 3
PASS_ROWS = 100_000  # the pass is measured over so many and scaled: the numbers of a million need 5 GB

ONE = """
import json, sys, time
began_s = time.perf_counter()
from pathlib import Path
import psutil
from simgui.core.calibration import calibration_of
from simgui.core.library import Library
from simgui.core.search import look_up, nearest
imported_s = time.perf_counter()
with Library.open(Path(sys.argv[1]), create=False) as library:
    snapshot = library.snapshot()
    open_s = time.perf_counter() - imported_s
    class Asked:
        class decoded:
            picture_hash = b"none"
        path = None
    took_s = []
    for number in range(int(sys.argv[2])):
        block = snapshot.blocks[-1]
        vector = block.vectors[(number * 7919) % len(block.ids)].astype("float32")
        began_s = time.perf_counter()
        found = nearest(snapshot, vector, 50)
        look_up(library, Asked, None, found, 50, calibration_of(library).limits)
        took_s.append(time.perf_counter() - began_s)
    print(json.dumps({"open_s": open_s, "first_ms": took_s[0] * 1e3, "query_ms": sorted(took_s)[len(took_s) // 2] * 1e3,
                      "resident_mib": psutil.Process().memory_info().rss / 2**20, "images": snapshot.images}))
"""

PLOT = """
import json, sys
import matplotlib
matplotlib.use("Agg")
from matplotlib import pyplot
rows, path = json.loads(sys.argv[1]), sys.argv[2]
figure, axes = pyplot.subplots(1, 3, figsize=(11, 3.4))
sizes = [row["images"] for row in rows]
for axis, name, title in zip(axes, ("query_ms", "open_s", "resident_mib"),
                             ("one search, ms", "opening, s", "resident, MiB")):
    axis.loglog(sizes, [row[name] for row in rows], "o-", label="simgui")
    if name == "query_ms":
        axis.loglog(sizes, [row["pass_ms"] for row in rows], "s--", color="grey", label="one pass over float32")
        axis.legend()
    axis.set_title(title)
    axis.set_xlabel("images")
    axis.grid(True, which="both", alpha=0.3)
figure.tight_layout()
figure.savefig(path, dpi=110)
"""


def pass_ms(images: int) -> float:
    """The faster of torch.sum and torch's X @ q, on two threads."""
    import torch

    torch.set_num_threads(2)
    rows = min(images, PASS_ROWS)
    numbers, query = torch.rand(rows, VALUES), torch.rand(VALUES)
    took_s = measured.alternate(
        {"sum": lambda: torch.sum(numbers), "product": lambda: torch.mv(numbers, query)}, ROUNDS, warm_up=2
    )
    return min(map(measured.median, took_s.values())) * 1e3 * images / rows


def on_disk_mib(folder: Path, names: str) -> float:
    return sum(path.stat().st_size for path in folder.glob(names)) / child.MIB


def measure(data: Path, images: int) -> dict[str, Any]:
    folder = library_of(data, images)
    found = [json.loads(child.run(ONE, [str(folder), str(ROUNDS)])) for _ in range(3)]
    row = {name: float(np.median([one[name] for one in found])) for name in found[0]}
    if images <= REINDEXED:
        row["reindex_s"] = measured.median(reindex.measure(data, images, REINDEX_ROUNDS)["index()"])
    return {
        **row,
        "images": int(row["images"]),
        "pass_ms": pass_ms(images),
        "vectors_mib": on_disk_mib(folder, "vectors-*.h5"),
        "catalog_mib": on_disk_mib(folder, "catalog.sqlite3*"),
    }


def main() -> int:
    parser = measured.options(__doc__, 1)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--plot", type=Path, help="a PNG of it")
    chosen = parser.parse_args()
    report = measured.Report("growth: what a library of so many images costs")
    rows = []
    for images in chosen.sizes:
        measured.progress(f"{images:,} images…")
        row = measure(chosen.data, images)
        rows.append(row)
        name = f"{images:,}"
        report.add(
            f"{name}: opened, ready to search", row["open_s"], "s", at_most=0.5 if images <= 100_000 else 3
        )
        report.add(f"{name}: first search", row["first_ms"], "ms")
        report.add(f"{name}: a search", row["query_ms"], "ms")
        report.add(f"{name}: a search / one pass over float32", row["query_ms"] / row["pass_ms"], "times")
        if "reindex_s" in row:
            aim_s = 5 if images <= 100_000 else None
            report.add(f"{name}: unchanged files indexed again", row["reindex_s"], "s", at_most=aim_s)
        report.add(f"{name}: resident", row["resident_mib"], "MiB", at_most=4096)
        report.add(f"{name}: descriptors on disk", row["vectors_mib"], "MiB")
        report.add(f"{name}: catalogue on disk", row["catalog_mib"], "MiB")
    report.sizes = {"sizes": chosen.sizes, "k": 50, "rounds": ROUNDS}
    report.extra = {"rows": rows}
    if chosen.plot is not None:
        python = copies.environment(chosen.data / "plot", ("matplotlib==3.11.2",))
        subprocess.run([python, "-c", PLOT, json.dumps(rows), str(chosen.plot)], check=True)
    return report.end(chosen.json)


if __name__ == "__main__":
    sys.exit(main())
