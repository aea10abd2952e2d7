"""One peer searches the vectors of search.py: scan_peers.py NAME VECTORS.npy QUERIES.npy K ROUNDS

Run by search.py with the Python of an environment that holds the peers and not simgui. numpy's product stands beside
each peer in its own process, so that what else the machine does can be told. Prints JSON: `ms`, `numpy_ms` (medians),
`built_s` where something is built first, `found` (the k nearest rows of each query).
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.float32]
Ask = Callable[[Rows], Any]
THREADS = min(os.cpu_count() or 1, 2)


def faiss(rows: Rows, k: int) -> Ask:
    import faiss as library  # type: ignore[import-not-found]

    library.omp_set_num_threads(THREADS)
    index = library.IndexFlatL2(rows.shape[1])
    index.add(rows)
    return lambda query: index.search(query[None], k)[1][0]


def usearch(rows: Rows, k: int) -> Ask:
    from usearch.index import MetricKind, search  # type: ignore[import-not-found]

    return lambda query: search(rows, query, k, MetricKind.L2sq, exact=True, threads=THREADS).keys


def hnswlib(rows: Rows, k: int) -> Ask:
    import hnswlib as library  # type: ignore[import-untyped]

    index = library.Index(space="l2", dim=rows.shape[1])
    index.init_index(max_elements=len(rows), ef_construction=200, M=16)
    index.add_items(rows, num_threads=THREADS)
    index.set_ef(100)
    return lambda query: index.knn_query(query[None], k, num_threads=THREADS)[0][0]


def ngt(rows: Rows, k: int) -> Ask:
    import tempfile

    import ngtpy  # type: ignore[import-not-found]

    path = tempfile.mkdtemp()
    ngtpy.create(path, rows.shape[1], distance_type="L2")
    index = ngtpy.Index(path)
    index.batch_insert(rows, num_threads=THREADS)
    return lambda query: [number for number, _ in index.search(query, k)]


def main() -> None:
    name, vectors, asked, k, rounds = (
        sys.argv[1],
        sys.argv[2],
        sys.argv[3],
        int(sys.argv[4]),
        int(sys.argv[5]),
    )
    rows, queries = np.load(vectors), np.load(asked)
    began_s = time.perf_counter()
    ask = {"faiss": faiss, "usearch": usearch, "hnswlib": hnswlib, "ngt": ngt}[name](rows, k)
    built_s = time.perf_counter() - began_s
    found = [[int(row) for row in ask(query)] for query in queries]  # warms up too
    took_s: dict[str, list[float]] = {"ms": [], "numpy_ms": []}
    for number in range(rounds):
        query = queries[number % len(queries)]
        for what, work in (("ms", lambda q=query: ask(q)), ("numpy_ms", lambda q=query: rows @ q)):
            began_s = time.perf_counter()
            work()
            took_s[what].append(time.perf_counter() - began_s)
    medians = {what: statistics.median(times) * 1e3 for what, times in took_s.items()}
    print(json.dumps({**medians, "built_s": built_s, "found": found}))


if __name__ == "__main__":
    main()
