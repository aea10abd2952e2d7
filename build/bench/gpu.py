"""Images a second of the real index() with the network on a GPU: gpu.py FOLDER

Decoding has the cores and the network the GPU, so the slower of D (decoding alone, a process a core or a thread a
core, as index() does it) and F (embed() alone in the batches that index() gives it, with the copy to the GPU) is the
limit. D, F and index() take turns; index() fills a new library each time. Beside them: how busy the GPU was, what
100,000 images take at that rate, how far descriptors lie from the CPU's, and the first answer of a process. Each
figure is said as soon as it is known.

--device cpu runs the same without a GPU: only to try this script.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import child
import measured
import numpy as np
import photographs
from indexing import decode_all, embed_all, index_all, read

from simgui.core.embedder import Embedder, device_title, load_embedder
from simgui.core.reading import processes_pay

COMPARED = 100
WAITING = 2_048  # pictures that F is measured with
DIFFERENT = 512  # of them
MANY = 100_000
DISTANCE_LIMIT = 0.08

FIRST_ANSWER = """
import json, os, sys, time
began_s = time.perf_counter()
from pathlib import Path
from simgui.core.embedder import load_embedder
from simgui.core.library import Library
from simgui.core.search import load_query, search
embedder = load_embedder(device=sys.argv[3])
ready_s = time.perf_counter() - began_s
took_ms = []
with Library.open(Path(sys.argv[1]), create=False) as library:
    for _ in range(20):
        asked_s = time.perf_counter()
        hits = search(library, load_query(os.fsencode(sys.argv[2]), embedder.input_px), embedder)
        took_ms.append((time.perf_counter() - asked_s) * 1e3)
        assert hits.hits[0].distance < 0.08, hits.hits[0]
print(json.dumps({"ready_s": ready_s, "first_ms": took_ms[0], "later_ms": sorted(took_ms[1:])[9]}))
"""


class Busy:
    """How long the network had the GPU: an event before and one behind each forward, in the GPU's own queue."""

    def __init__(self, embedder: Embedder) -> None:
        self._events: list[Any] = []
        if embedder.device.startswith("cuda"):
            embedder._network.register_forward_pre_hook(lambda *_: self._mark())
            embedder._network.register_forward_hook(lambda *_: self._mark())

    def _mark(self) -> None:
        import torch

        event = torch.cuda.Event(enable_timing=True)
        event.record()
        self._events.append(event)

    def seconds(self) -> float:
        """Since this was asked last."""
        import torch

        events, self._events = self._events, []
        if events:
            torch.cuda.synchronize()
        return sum(a.elapsed_time(b) for a, b in zip(events[::2], events[1::2], strict=True)) / 1e3


@contextlib.contextmanager
def driver_says(shares: list[float]) -> Iterator[None]:
    """Adds the driver's own figures: the share of each fifth of a second in which anything ran on the GPU."""
    command = ["nvidia-smi", "--query-gpu=utilization.gpu", "--format=csv,noheader,nounits", "-lms", "200"]
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    except OSError:  # no such driver here
        yield
        return
    try:
        yield
    finally:
        process.terminate()
        said, _ = process.communicate()
        shares += [float(line) / 100 for line in said.split() if line.isdigit()]


def rate(work: Callable[[], int]) -> float:
    began_s = time.perf_counter()
    count = work()
    return count / (time.perf_counter() - began_s)


class Told(measured.Report):
    """A run that is cut short has said what it knew."""

    def add(
        self, name: str, value: float, unit: str, at_most: float | None = None, at_least: float | None = None
    ) -> None:
        super().add(name, value, unit, at_most, at_least)
        measured.progress(f"  {name}: {value:.4g} {unit}")


def pixels_in_a_process(task: tuple[Path, int]) -> np.ndarray:
    return read(*task).pixels


def decode_in_a_process(task: tuple[Path, int]) -> int:
    return pixels_in_a_process(task).shape[0]


@contextlib.contextmanager
def process_a_core(paths: list[Path], input_px: int) -> Iterator[ProcessPoolExecutor]:
    """They are started, and have imported."""
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores, multiprocessing.get_context("spawn")) as pool:
        decode_in(pool, paths[: 16 * cores], input_px)
        yield pool


def decode_in(pool: ProcessPoolExecutor, paths: list[Path], input_px: int) -> int:
    tasks = [(path, input_px) for path in paths]
    return sum(map(bool, pool.map(decode_in_a_process, tasks, chunksize=8)))


def away_from(exact: np.ndarray, found: np.ndarray) -> tuple[float, float]:
    """Median and largest distance between two descriptors of the same picture."""
    distances = np.linalg.norm(exact - found, axis=1)
    return float(np.median(distances)), float(distances.max())


def precision(report: measured.Report, embedder: Embedder, pixels: np.ndarray) -> None:
    some = pixels[:COMPARED]
    exact = load_embedder(device="cpu").embed(some)
    median, largest = away_from(exact, embedder.embed(some))
    report.add("distance from the CPU's descriptor, median", median, "")
    report.add("distance from the CPU's descriptor, largest", largest, "", at_most=DISTANCE_LIMIT)
    one_by_one = np.concatenate([embedder.embed(one[None]) for one in some[:50]])
    report.add("the same, in batches of one, largest", away_from(exact[:50], one_by_one)[1], "")
    if embedder._half:
        embedder._half = False
        embed_all(pixels, embedder)
        report.add("F in float32", rate(lambda: embed_all(pixels, embedder)), "images/s")
        report.add("distance in float32, largest", away_from(exact, embedder.embed(some))[1], "")
        embedder._half = True


def first_answer(report: measured.Report, library: Path, picture: Path, device: str) -> None:
    said = json.loads(child.run(FIRST_ANSWER, [str(library), str(picture), device]))
    report.add("process start to embedder ready", said["ready_s"], "s")
    report.add("first answer after that", said["first_ms"], "ms")
    report.add("later answers, median", said["later_ms"], "ms")


class Indexing:
    """index() into a new library, as often as run() is called, and how busy the GPU was meanwhile."""

    def __init__(self, folder: Path, library: Path, embedder: Embedder) -> None:
        self.folder, self.library, self._embedder = folder, library, embedder
        self._busy = Busy(embedder)
        self.rates: list[float] = []
        self.counts: list[int] = []
        self.idle: list[float] = []
        self.driver: list[float] = []
        self.cpu_ms: list[float] = []  # of this process, a picture

    def run(self) -> None:
        self._busy.seconds()
        began_s, cpu_began_s = time.perf_counter(), time.process_time()
        with driver_says(self.driver):
            self.counts.append(index_all(self.folder, self.library, self._embedder))
        took_s = time.perf_counter() - began_s
        self.rates.append(self.counts[-1] / took_s)
        self.cpu_ms.append((time.process_time() - cpu_began_s) / self.counts[-1] * 1e3)
        self.idle.append(1 - self._busy.seconds() / took_s)

    def tell(self, report: measured.Report) -> None:
        rate = measured.median(self.rates)
        report.add("index()", rate, "images/s")
        report.add("processor time of its process, a picture", measured.median(self.cpu_ms), "ms")
        report.add("100,000 images at that rate", MANY / rate / 60, "min")
        if self._embedder.device.startswith("cuda"):
            report.add("GPU idle while indexing, by events", measured.median(self.idle), "")
        if self.driver:
            report.add("GPU idle while indexing, by the driver", 1 - float(np.mean(self.driver)), "")
        report.sizes.update(embedded=self.counts[-1], batch=self._embedder.batch)


def limits(
    report: measured.Report,
    indexing: Indexing,
    embedder: Embedder,
    paths: list[Path],
    chosen: argparse.Namespace,
) -> np.ndarray:
    """D, F and index() in turn. Returns the pixels that F was measured with."""
    px = embedder.input_px
    in_threads = rate(lambda: decode_all(paths[: chosen.in_threads], px))
    report.add("D in a thread a core", in_threads, "images/s")
    by_processes = processes_pay(os.cpu_count() or 1, embedder.device, len(paths))
    alone: list[tuple[float, float]] = []
    with process_a_core(paths, px) as pool:
        found = np.stack(list(pool.map(pixels_in_a_process, [(path, px) for path in paths[:DIFFERENT]])))
        for name in ("first batch of a size", "another of it"):
            began_s = time.perf_counter()
            embedder.embed(found[:33])
            report.add(name, (time.perf_counter() - began_s) * 1e3, "ms")
        pixels = np.concatenate([found] * (WAITING // len(found) + 1))[:WAITING]
        embed_all(pixels, embedder)  # its batches grow to their size
        for _ in range(chosen.rounds):
            in_processes = rate(lambda: decode_in(pool, paths, px))
            d = in_processes if by_processes else rate(lambda: decode_all(paths, px))
            f = rate(lambda: embed_all(pixels, embedder))
            measured.progress(f"D in a process a core {in_processes:.0f}, D {d:.0f}, F {f:.0f} images/s")
            indexing.run()
            alone.append((d, f))
            share = indexing.rates[-1] / min(d, f)
            measured.progress(
                f"index() {indexing.rates[-1]:.0f} images/s: {share:.2f}; {indexing.cpu_ms[-1]:.2f} ms of this"
                f" process a picture; GPU idle {indexing.idle[-1]:.2f}"
            )
    together = list(zip(indexing.rates, alone, strict=True))
    report.add("D, decode alone", measured.median([d for d, _ in alone]), "images/s")
    report.add("F, network alone", measured.median([f for _, f in alone]), "images/s")
    slower = measured.median([n / min(d, f) for n, (d, f) in together])
    report.add("index() / the slower of D and F", slower, "", at_least=0.85)
    shared = measured.median([n * (1 / d + 1 / f) for n, (d, f) in together])
    report.add("index() x (1/D + 1/F)", shared, "")
    rows = [f"D {d:.0f}, F {f:.0f}, index {n:.0f}" for n, (d, f) in together]
    report.notes.append("of each round: " + "; ".join(rows))
    return pixels


def attempt(report: measured.Report, name: str, work: Callable[[], None]) -> None:
    """A measurement that fails is said, and does not cost the others."""
    try:
        work()
    except Exception as error:
        report.notes.append(f"{name} failed: {type(error).__name__}: {str(error)[-200:]}")
    measured.progress(f"{name}: done")


def main() -> int:
    parser = measured.options(__doc__, 3)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--index-only", action="store_true", help="index() once, without D and F")
    parser.add_argument("--in-threads", type=int, help="pictures that D in threads is measured with (all)")
    chosen = parser.parse_args()
    embedder = load_embedder(device=chosen.device)
    paths = photographs.pictures_under(chosen.folder)
    random.Random(1).shuffle(paths)  # else its pictures of one size may follow each other
    report = Told(f"gpu: images/s of index() with the network on {chosen.device}")
    report.sizes = {
        "pictures": len(paths),
        "bytes a picture": sum(path.stat().st_size for path in paths) // len(paths),
        "rounds": chosen.rounds,
        "embedder": embedder.spec.name,
        "device": device_title(),
    }
    indexing = Indexing(chosen.folder, chosen.data / "gpu-library", embedder)
    if chosen.index_only:
        indexing.run()
    else:
        pixels = limits(report, indexing, embedder, paths, chosen)
        attempt(report, "precision", lambda: precision(report, embedder, pixels))
    indexing.tell(report)
    attempt(report, "first answer", lambda: first_answer(report, indexing.library, paths[0], chosen.device))
    return report.end(chosen.json)


if __name__ == "__main__":
    sys.exit(main())
