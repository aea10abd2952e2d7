"""Images a second of the real index() on the CPU: indexing.py [FOLDER]

The limit: decoding and the network share the same cores, so with D images/s decoded alone and F images/s
through the network alone no more than 1 / (1/D + 1/F) can come out. D and F use what index() uses: D a pool
of one thread a core that reads, hashes and decodes; F embed() in the batches that index() gives it. The
three take turns; index() fills a new library each time. Without FOLDER: crops of the packaged photographs.
Processor time stands beside it: what else the machine does changes it little. In one more run the parts of index()
besides decoding and the network are measured, each as its share of the processor time of the whole.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest import mock

import measured
import numpy as np
import photographs

from simgui.core import decode, indexing, reconcile
from simgui.core.embedder import Embedder, EmbedderSpec, load_embedder
from simgui.core.indexing import index
from simgui.core.library import Library

DEFAULT_COUNT = 600


def read(path: Path, input_px: int) -> decode.Decoded:
    data = decode.read_file(os.fsencode(path))
    decode.byte_hash(data)
    stream = decode.jpeg_stream(data)
    return decode.decode(data, input_px=input_px, stream=stream)


def decode_all(paths: list[Path], input_px: int) -> int:
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return sum(
            decoded.pixels.shape[0] == input_px for decoded in pool.map(lambda p: read(p, input_px), paths)
        )


def embed_all(pixels: np.ndarray, embedder: Embedder) -> int:
    done = 0
    while done < len(pixels):
        done += len(embedder.embed(pixels[done : done + embedder.batch]))
    return done


def index_all(folder: Path, library_folder: Path, embedder: Embedder) -> int:
    shutil.rmtree(library_folder, ignore_errors=True)

    def ready(_spec: EmbedderSpec) -> Embedder:
        return embedder

    with Library.open(library_folder) as library:
        return index(library, ready, [os.fsencode(folder)]).embedded


PARTS: dict[str, tuple[Any, str]] = {
    "listing": (reconcile.Reconciler, "_listing"),
    "hashing the bytes": (decode, "byte_hash"),
    "hashing the coded picture": (decode, "jpeg_stream"),
    # each of these three goes on within the next
    "thumbnail writes": (indexing._Run, "_store_thumbnails"),
    "descriptor writes": (indexing._Run, "_store_descriptors"),
    "catalogue writes": (indexing._Run, "_store_all"),
}


def parts_of(work: Callable[[], int]) -> dict[str, float]:
    """Each part's share of the processor time."""
    spent: dict[str, float] = dict.fromkeys(PARTS, 0.0)

    def timed(name: str, whole: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            began_s = time.thread_time()
            try:
                return whole(*given, **named)
            finally:
                spent[name] += time.thread_time() - began_s

        return call

    with contextlib.ExitStack() as stack:
        for name, (owner, attribute) in PARTS.items():
            stack.enter_context(mock.patch.object(owner, attribute, timed(name, getattr(owner, attribute))))
        began_s = time.process_time()
        work()
        whole_s = time.process_time() - began_s
    spent["catalogue writes"] -= spent["descriptor writes"]
    spent["descriptor writes"] -= spent["thumbnail writes"]
    return {name: seconds / whole_s for name, seconds in spent.items()}


def main() -> int:
    parser = measured.options(__doc__, 5)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--pictures", type=int, default=DEFAULT_COUNT, help="of the default folder")
    chosen = parser.parse_args()
    folder = chosen.folder or chosen.data / f"crops-{chosen.pictures}"
    if chosen.folder is None:
        photographs.save_crops(folder, chosen.pictures)
    embedder = load_embedder(device="cpu")
    paths = photographs.pictures_under(folder)
    pixels = np.stack([read(path, embedder.input_px).pixels for path in paths])
    report = measured.Report("indexing: images/s of index() against decoding and the network alone")
    rates: dict[str, list[float]] = {"D": [], "F": [], "index": []}
    cpu_ms: dict[str, list[float]] = {name: [] for name in rates}
    shares: list[float] = []
    for _ in range(chosen.rounds):
        for name, work in (
            ("D", lambda: decode_all(paths, embedder.input_px)),
            ("F", lambda: embed_all(pixels, embedder)),
            ("index", lambda: index_all(folder, chosen.data / "indexing-library", embedder)),
        ):
            began_s, cpu_began_s = time.perf_counter(), time.process_time()
            count = work()
            rates[name].append(count / (time.perf_counter() - began_s))
            cpu_ms[name].append((time.process_time() - cpu_began_s) / count * 1e3)
        shares.append(rates["index"][-1] * (1 / rates["D"][-1] + 1 / rates["F"][-1]))
        measured.progress(", ".join(f"{name} {found[-1]:.1f}/s" for name, found in rates.items()))
    report.sizes = {
        "pictures": len(paths),
        "bytes a picture": sum(path.stat().st_size for path in paths) // len(paths),
        "rounds": chosen.rounds,
        "embedder": embedder.spec.name,
        "batch": embedder.batch,
    }
    report.add("D, decode alone", measured.median(rates["D"]), "images/s")
    report.add("F, network alone", measured.median(rates["F"]), "images/s")
    report.add("index()", measured.median(rates["index"]), "images/s")
    report.add("index() x (1/D + 1/F), median of rounds", measured.median(shares), "", at_least=0.9)
    for name, each_ms in cpu_ms.items():
        report.add(f"processor time of {name}, a picture", measured.median(each_ms), "ms")
    parts = parts_of(lambda: index_all(folder, chosen.data / "indexing-library", embedder))
    for name, share in parts.items():
        report.add(f"{name}, of the processor time", share * 100, "%", at_most=10)
    report.notes.append("of each round: " + ", ".join(f"{share:.2f}" for share in shares))
    return report.end(chosen.json)


if __name__ == "__main__":
    sys.exit(main())
