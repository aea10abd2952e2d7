"""The exact scan over all descriptors, against one pass over the same array: scan.py [--images 100000]

The limit is memory: every descriptor must be read once. One pass is the faster of torch.sum and torch's
X @ q over one contiguous float32 array of the same size; numpy's X @ q stands beside it. All take turns.
Every answer of ours is compared with one worked out in float64 by subtraction.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import measured
import numpy as np
import numpy.typing as npt
from library_of import around, library_of, read_real

from simgui.core.embedder import load_embedder
from simgui.core.library import Library
from simgui.core.search import nearest
from simgui.core.vectors import Snapshot

K = 50
QUERIES = 20


def queries_near(data: npt.NDArray[np.float32], chance: np.random.Generator) -> npt.NDArray[np.float32]:
    """float32 (QUERIES, dimension): altered copies of pictures, as far from them as such copies are."""
    return around(data, chance.integers(0, len(data), QUERIES), chance)


def exact(
    vectors: npt.NDArray[np.float32], query: npt.NDArray[np.float32], k: int
) -> npt.NDArray[np.float64]:
    """The k least distances, float64, by subtraction, a part at a time."""
    found = []
    for start in range(0, len(vectors), 8192):
        differences = vectors[start : start + 8192].astype(np.float64) - query
        found.append(np.sqrt(np.einsum("ij,ij->i", differences, differences)))
    return np.sort(np.concatenate(found))[:k]


def main() -> int:
    chosen = measured.options(__doc__, 40, images=100_000).parse_args()
    import torch

    folder = library_of(chosen.data, chosen.images)
    real = np.stack([one.vector for one in read_real(chosen.data, load_embedder())])
    with Library.open(folder) as library:
        snapshot = library.snapshot()
    whole = np.concatenate([block.vectors for block in snapshot.blocks])
    as_torch = torch.from_numpy(whole)
    queries = queries_near(real, np.random.default_rng(5))
    number = 0

    def query() -> npt.NDArray[np.float32]:
        nonlocal number
        number += 1
        row: npt.NDArray[np.float32] = queries[number % len(queries)]
        return row

    works: dict[str, Callable[[], object]] = {
        "torch.sum": lambda: torch.sum(as_torch),
        "torch X @ q": lambda: torch.mv(as_torch, torch.from_numpy(query())),
        "numpy X @ q": lambda: whole @ query(),
        "simgui nearest": lambda: nearest(snapshot, query(), K),
        "simgui nearest within 0.7": lambda: nearest(snapshot, query(), K, 0.7),
    }
    check(snapshot, whole, queries[:5])
    report = measured.Report("scan: k nearest of all descriptors, exactly")
    took_s = measured.alternate(works, chosen.rounds, warm_up=3)
    report.sizes = {
        "images": len(whole),
        "values": whole.shape[1],
        "array in MB": whole.nbytes / 1e6,
        "blocks": len(snapshot.blocks),
        "k": K,
        "rounds": chosen.rounds,
        "torch threads": torch.get_num_threads(),
    }
    medians_s = {name: measured.median(times) for name, times in took_s.items()}
    for name, seconds in medians_s.items():
        report.add(f"{name}, median", seconds * 1e3, "ms")
    limit = min(("torch.sum", "torch X @ q"), key=lambda name: medians_s[name])
    report.add(
        f"simgui nearest / {limit}", medians_s["simgui nearest"] / medians_s[limit], "times", at_most=1.5
    )
    report.add(
        "simgui nearest / numpy X @ q", medians_s["simgui nearest"] / medians_s["numpy X @ q"], "times"
    )
    report.notes.append(
        f"the pass reads {whole.nbytes / medians_s[limit] / 1e9:.1f} GB/s; answers checked in float64"
    )
    return report.end(chosen.json)


def check(snapshot: Snapshot, whole: npt.NDArray[np.float32], queries: npt.NDArray[np.float32]) -> None:
    for query in queries:
        ours = nearest(snapshot, query, K).distances[:K]
        if not np.allclose(ours, exact(whole, query, K), rtol=0, atol=1e-12):
            raise SystemExit("scan: an answer is not exact")


if __name__ == "__main__":
    sys.exit(main())
