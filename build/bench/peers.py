"""One peer answers the queries of copies.py: peers.py NAME ASKED.json FOUND.npz

Run by copies.py with the Python of the peer's own environment, which has neither simgui nor its packages.

ASKED.json: {"library": paths, "queries": paths, "k": so many}. FOUND.npz: for each query its best k of the library,
best first: `rows` int64 (queries, k), `scores` float64 (queries, k), and the seconds that the queries took,
`took_s` on the clock and `processor_s` of all cores.

A peer turns a picture into one row, float32 (values,). Rows are compared by their product with each other: of bits as
+1 and -1 that ranks as the Hamming distance does, of unit vectors it is the cosine.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.float32]
# a JPEG may be decoded smaller than it is, but not below this
DRAFT_PX = 512
QUERIES_AT_ONCE = 256
FASTDUP_VALUES = 576


def of_each(paths: Sequence[str], bits: Callable[..., npt.NDArray[np.bool_]]) -> Rows:
    """A row of +1 and -1 for each picture, from what `bits` says of it: upright, RGB."""
    from PIL import Image, ImageOps

    def row(path: str) -> Rows:
        with Image.open(path) as opened:
            opened.draft("RGB", (DRAFT_PX, DRAFT_PX))
            return np.where(bits(ImageOps.exif_transpose(opened).convert("RGB")).ravel(), 1, -1)

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return np.stack(list(pool.map(row, paths))).astype(np.float32)


def perceptual(paths: Sequence[str]) -> Rows:
    import imagehash  # type: ignore[import-not-found]

    return of_each(paths, lambda picture: imagehash.phash(picture).hash)


def of_differences(paths: Sequence[str]) -> Rows:
    import imagehash

    return of_each(paths, lambda picture: imagehash.dhash(picture).hash)


def pdq(paths: Sequence[str]) -> Rows:
    import pdqhash  # type: ignore[import-not-found]

    return of_each(paths, lambda picture: pdqhash.compute(np.asarray(picture))[0] != 0)


def fastdup(paths: Sequence[str]) -> Rows:
    """Unit vectors: fastdup's own for each picture. One that it cannot read has zeros and is never near."""
    import fastdup  # type: ignore[import-not-found]

    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "pictures.txt"
        listed.write_text("\n".join(paths) + "\n")
        # run_mode 1: vectors only, no search
        code = fastdup.run(
            str(listed), work_dir=f"{folder}/made", run_mode=1, num_threads=os.cpu_count() or 1
        )
        if code:
            raise SystemExit(f"fastdup ended with {code}")
        names, vectors = fastdup.load_binary_feature(f"{folder}/made/atrain_features.dat", FASTDUP_VALUES)
    rows = np.zeros((len(paths), FASTDUP_VALUES), np.float32)
    place = {path: number for number, path in enumerate(paths)}
    rows[[place[name] for name in names]] = vectors
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


PEERS: dict[str, Callable[[Sequence[str]], Rows]] = {
    "pHash": perceptual,
    "dHash": of_differences,
    "PDQ": pdq,
    "fastdup": fastdup,
}


def best(library: Rows, queries: Rows, k: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """library: (n, values), queries: (q, values). The k best of each: rows (q, k) and scores (q, k)."""
    rows, scores = [], []
    for start in range(0, len(queries), QUERIES_AT_ONCE):
        products = queries[start : start + QUERIES_AT_ONCE] @ library.T
        order = np.argsort(-products, axis=1, kind="stable")[:, :k]
        rows.append(order)
        scores.append(np.take_along_axis(products, order, 1).astype(np.float64))
    return np.concatenate(rows), np.concatenate(scores)


def main(name: str, asked_file: str, found_file: str) -> None:
    asked = json.loads(Path(asked_file).read_text())
    described = PEERS[name]
    library = described(asked["library"])
    began_s, processor_began_s = time.perf_counter(), time.process_time()
    rows, scores = best(library, described(asked["queries"]), asked["k"])
    took_s, processor_s = time.perf_counter() - began_s, time.process_time() - processor_began_s
    np.savez(found_file, rows=rows, scores=scores, took_s=took_s, processor_s=processor_s)


if __name__ == "__main__":
    main(*sys.argv[1:])
