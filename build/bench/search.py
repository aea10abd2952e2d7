"""The exact scan against one pass over the same numbers, and against its peers: search.py [--images N] [--graphs]

On two threads, in one run. Descriptors are real-like (around real photographs' own, see library_of.py) and, as the
worst case, random unit vectors. Measured are simgui's nearest 50 of both, numpy's X @ q, one pass over the float32
numbers (the faster of torch.sum and torch's X @ q), and in processes of their own, with numpy beside them, faiss
IndexFlatL2 and usearch's exact search; with --graphs also the graphs hnswlib and NGT, over 20,000 rows, with how many
of the 50 they find.

Every answer to 1,000 queries (--checked) is compared with brute force in float64: real-like queries over the real-like
descriptors, random ones over the random. `mismatches` must be 0.

What numpy, torch and the peers need in memory is four times what simgui needs, and more: where float32 does not fit,
peers are left out, and pass and product are those of a part, scaled; so are random descriptors above 200,000.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import child
import copies
import measured
import numpy as np
import numpy.typing as npt
import psutil
from library_of import around, read_real

from simgui.core.catalog import EmbedderRecord
from simgui.core.embedder import load_embedder
from simgui.core.search import nearest
from simgui.core.vectors import SCHEMA_VERSION, Block, Snapshot, VectorFile, expect, map_blocks

K = 50
QUERIES = 20
DIMENSION = 1280
PART = 16_384
# OpenMP's and OpenBLAS's threads go on spinning for a while, and would take a core from the next
REST_S = 0.2
GRAPH_ROWS = 20_000
EXACT = ("faiss-cpu==1.15.1", "usearch==2.26.6", "numpy==2.4.6")
GRAPHS = ("hnswlib==0.8.0", "ngt==2.8.0.post1", "numpy==2.4.6")
Rows = npt.NDArray[np.float32]

RESIDENT = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
import numpy as np, psutil
from search import K, snapshot_of
from simgui.core.search import nearest
snapshot = snapshot_of(Path(sys.argv[2]))
for query in np.load(sys.argv[3]):
    nearest(snapshot, query, K)
print(psutil.Process().memory_info().rss)
"""


def record_of(path: Path) -> EmbedderRecord:
    return EmbedderRecord(1, "bench", {"name": "bench"}, DIMENSION, path.name)


def stored(path: Path, images: int, made: Callable[[int], Rows]) -> Path:
    """A file of descriptors; `made(n)` gives the next n."""
    done = path.with_suffix(f".{images}")
    if not done.exists():
        path.unlink(missing_ok=True)
        file, end = VectorFile(path, record_of(path)), (0, 0)
        for start in range(0, images, PART):
            block, row = file.append(made(min(PART, images - start)), end)[-1]
            end = (block, row + 1)
        file.close()
        done.touch()
    return path


def snapshot_of(path: Path) -> Snapshot:
    """All rows of a file, without a library."""
    images = int(next(path.parent.glob(f"{path.stem}.[0-9]*")).suffix[1:])
    blocks, start, number = [], 0, 0
    while start < images:
        ((_, mapped),) = map_blocks(path, record_of(path), [number])
        mapped = mapped[: images - start]
        ids = np.arange(start, start + len(mapped.vectors))
        blocks.append(Block(ids, mapped.vectors, mapped.codes, np.ones(len(ids), np.bool_)))
        start, number = start + len(ids), number + 1
    return Snapshot(tuple(blocks), "bench", 1)


def random_rows(chance: np.random.Generator, count: int) -> Rows:
    rows = chance.standard_normal((count, DIMENSION), dtype=np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def parts_of(snapshot: Snapshot) -> Iterator[npt.NDArray[np.float64]]:
    for block in snapshot.blocks:
        expect(block.vectors, in_order=True)
        for start in range(0, len(block.ids), PART):
            yield block.vectors[start : start + PART].astype(np.float64)


def count_mismatches(snapshot: Snapshot, queries: Rows) -> int:
    """Queries whose answer is not brute force's in float64: the same distances and, where these tell, the same rows."""
    exact = queries.astype(np.float64)
    best = np.full((len(queries), 0), np.inf)
    rows = np.empty((len(queries), 0), np.int64)
    start = 0
    for part in parts_of(snapshot):
        squares = np.einsum("ij,ij->i", part, part) + np.einsum("ij,ij->i", exact, exact)[:, None]
        squares -= 2 * (exact @ part.T)
        best = np.hstack([best, squares])
        rows = np.hstack([rows, np.broadcast_to(np.arange(start, start + len(part)), squares.shape)])
        start += len(part)
        kept = np.argsort(best, axis=1)[:, : K + 1]
        best, rows = np.take_along_axis(best, kept, 1), np.take_along_axis(rows, kept, 1)
    wrong = 0
    for query, squares, right in zip(queries, best, rows, strict=True):
        found = nearest(snapshot, query, K)
        distances = np.sqrt(np.maximum(squares, 0))
        same = np.allclose(found.distances[:K], distances[:K], rtol=0, atol=1e-7)
        # a row that is no nearer than the first that is left out may be either
        sure = right[:K][distances[:K] < distances[K] - 1e-7] if len(distances) > K else right
        wrong += not (same and set(sure.tolist()) <= set(found.ids.tolist()))
    return wrong


def ask_peer(name: str, data: Path, vectors: Path, queries: Path, rounds: int) -> dict[str, Any]:
    exact = name in ("faiss", "usearch")
    python = copies.environment(data / f"search-{'exact' if exact else 'graphs'}", EXACT if exact else GRAPHS)
    script = Path(__file__).with_name("scan_peers.py")
    command = [str(part) for part in (python, script, name, vectors, queries, K, rounds)]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "2"}
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout))


def in_float32(snapshot: Snapshot, rows: int) -> Rows:
    whole = np.empty((rows, DIMENSION), np.float32)
    start = 0
    for block in snapshot.blocks:
        count = min(len(block.ids), rows - start)
        whole[start : start + count] = block.vectors[:count]
        start += count
    return whole


def time_all(
    like: Snapshot, random: Snapshot, whole: Rows, queries: Rows, lost: Rows, rounds: int
) -> dict[str, float]:
    """Median milliseconds of each, in turn."""
    import torch

    torch.set_num_threads(2)
    as_torch, asked = torch.from_numpy(whole), iter(range(1 << 30))

    def one(rows: Rows) -> Rows:
        row: Rows = rows[next(asked) % len(rows)]
        return row

    works: dict[str, Callable[[], object]] = {
        "torch.sum": lambda: torch.sum(as_torch),
        "torch X @ q": lambda: torch.mv(as_torch, torch.from_numpy(one(queries))),
        "numpy X @ q": lambda: whole @ one(queries),
        "simgui": lambda: nearest(like, one(queries), K),
        "simgui, random": lambda: nearest(random, one(lost), K),
    }
    took_s = measured.alternate(works, rounds, warm_up=3, rest_s=REST_S)
    return {name: measured.median(times) * 1e3 for name, times in took_s.items()}


def add_graphs(report: measured.Report, data: Path, vectors: Path, queries: Path, rounds: int) -> None:
    rows, asked = np.load(vectors)[:GRAPH_ROWS], np.load(queries)
    np.save(vectors, rows)
    right = [set(np.argsort(((rows - one) ** 2).sum(axis=1))[:K].tolist()) for one in asked]
    for name in ("hnswlib", "ngt"):
        measured.progress(f"{name}…")
        peer = ask_peer(name, data, vectors, queries, rounds)
        recall = np.mean([len(set(a) & b) / K for a, b in zip(peer["found"], right, strict=True)])
        report.notes.append(
            f"{name}, {len(rows):,} rows: built in {peer['built_s']:.0f} s, {peer['ms']:.1f} ms a query,"
            f" recall@{K} {recall:.3f}"
        )


def add_figures(report: measured.Report, found: dict[str, Any]) -> None:
    report.extra = found
    ours, passed = found["ours_ms"], found["pass_ms"]
    report.add("simgui, real-like, median", ours, "ms")
    report.add("simgui, random, median", found["ours_random_ms"], "ms")
    report.add("one pass over float32", passed, "ms")
    report.add("numpy X @ q", found["numpy_ms"], "ms")
    report.add("simgui / pass", ours / passed, "times", at_most=0.5)
    if found["faiss_ms"] is not None:
        report.add("faiss IndexFlatL2", found["faiss_ms"], "ms")
        report.add("usearch exact", found["usearch_ms"], "ms")
        report.add("simgui / faiss", ours / found["faiss_ms"], "times", at_most=0.25)
    report.add("mismatches", found["mismatches"], "", at_most=0)
    report.add("resident, after searching", found["resident_mib"], "MiB")
    report.notes.append(f"the pass reads {found['images'] * DIMENSION * 4 / passed / 1e6:.1f} GB/s")


def main() -> int:
    parser = measured.options(__doc__, 40, images=100_000)
    parser.add_argument("--checked", type=int, default=1000, help="queries checked by brute force (1,000)")
    parser.add_argument("--graphs", action="store_true", help="hnswlib and NGT too")
    chosen = parser.parse_args()
    data, images = chosen.data, chosen.images
    report = measured.Report("search: k nearest of all descriptors, exactly")
    chance = np.random.default_rng(5)
    real = np.stack([one.vector for one in read_real(data, load_embedder())])

    def near(count: int) -> Rows:
        return around(real, chance.integers(0, len(real), count), chance)

    measured.progress("descriptors…")
    path = stored(data / f"descriptors-{SCHEMA_VERSION}-like-{images}.h5", images, near)
    few = min(images, 200_000)  # where nothing stands out an answer takes its time, whatever is done
    lost_path = stored(
        data / f"descriptors-{SCHEMA_VERSION}-random-{few}.h5", few, lambda n: random_rows(chance, n)
    )
    like, random = snapshot_of(path), snapshot_of(lost_path)
    queries = near(QUERIES)
    fits = images * DIMENSION * 4 < psutil.virtual_memory().available / 3
    whole = in_float32(like, images if fits else PART * 16)
    rounds = chosen.rounds if images <= 200_000 else max(chosen.rounds // 4, 5)
    ms = time_all(like, random, whole, queries, random_rows(chance, QUERIES), rounds)
    scale = images / len(whole)
    measured.progress("checking…")
    half = chosen.checked // 2
    vectors_path, asked_path = data / "search-vectors.npy", data / "search-queries.npy"
    np.save(asked_path, queries)
    found: dict[str, Any] = {
        "images": images,
        "ours_ms": ms["simgui"],
        "ours_random_ms": ms["simgui, random"] * images / few,
        "pass_ms": min(ms["torch.sum"], ms["torch X @ q"]) * scale,
        "numpy_ms": ms["numpy X @ q"] * scale,
        "faiss_ms": None,
        "usearch_ms": None,
        "mismatches": count_mismatches(like, near(half))
        + count_mismatches(random, random_rows(chance, half)),
        "resident_mib": int(child.run(RESIDENT, [str(Path(__file__).parent), str(path), str(asked_path)]))
        / child.MIB,
    }
    if fits:
        np.save(vectors_path, whole)
        del whole
        for name in ("faiss", "usearch"):
            measured.progress(f"{name}…")
            peer = ask_peer(name, data, vectors_path, asked_path, rounds)
            found[f"{name}_ms"] = peer["ms"]
            report.notes.append(f"{name} {peer['ms']:.1f} ms, numpy beside it {peer['numpy_ms']:.1f} ms")
        if chosen.graphs:
            add_graphs(report, data, vectors_path, asked_path, rounds)
        vectors_path.unlink()
    report.sizes = {"images": images, "values": DIMENSION, "k": K, "rounds": rounds, "checked": 2 * half}
    add_figures(report, found)
    return report.end(chosen.json)


if __name__ == "__main__":
    sys.exit(main())
