"""One picture through the default network on the CPU, in the ways that torch has for it: forward.py [--compile]

The network as it comes and with its batch normalisation folded (folding.py), on one thread and on all, with channels
first and last, traced and frozen, in bfloat16 where the processor has it, and with --compile by torch.compile, which
needs a C++ compiler and minutes. All take turns. Beside each how far it moves a descriptor from the one of the network
as it comes, in float32 (Euclidean, the most over crops of photographs). The first forward after loading is measured by
itself: the warm-up of load_embedder() has been before it.
"""

from __future__ import annotations

import os
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any
from unittest import mock

import measured
import numpy as np
import photographs

from simgui.core import embedder as embedders

PICTURES = 24
REST_S = 0.05


def networks(compiled: bool) -> dict[str, tuple[Any, int, bool]]:
    """By name: the network, its threads, whether in bfloat16."""
    import torch

    cores = os.cpu_count() or 1
    with mock.patch.object(embedders, "folded", lambda network, _side: network):
        own = embedders.load_embedder(device="cpu")._network
    folded = embedders.load_embedder(device="cpu")._network
    last: Any = embedders.load_embedder(device="cpu")._network
    last = last.to(memory_format=torch.channels_last)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of torch.jit
        side = embedders.load_embedder(device="cpu").input_px
        traced = torch.jit.freeze(torch.jit.trace(folded, torch.zeros(1, 3, side, side)))
    found = {
        "as it comes, 1 thread": (own, 1, False),
        "folded, 1 thread": (folded, 1, False),
        f"folded, {cores} threads": (folded, cores, False),
        "folded, weights with channels last, 1 thread": (last, 1, False),
        "folded, traced and frozen, 1 thread": (traced, 1, False),
    }
    if torch.ops.mkldnn._is_mkldnn_bf16_supported():
        found["folded, bfloat16, 1 thread"] = (folded, 1, True)
    if compiled:
        found["folded, torch.compile, 1 thread"] = (torch.compile(folded), 1, False)
    return found


def main() -> int:
    parser = measured.options(__doc__, 40)
    parser.add_argument("--compile", action="store_true")
    chosen = parser.parse_args()
    began_s = time.perf_counter()
    embedder = embedders.load_embedder(device="cpu")
    loaded_s = time.perf_counter() - began_s
    crops = photographs.crops(PICTURES, 640)
    pixels = np.stack([np.asarray(one.resize((embedder.input_px, embedder.input_px))) for one in crops])
    began_s = time.perf_counter()
    embedder.embed(pixels[:1], urgent=True)
    first_s = time.perf_counter() - began_s

    import torch

    vectors: dict[str, Any] = {}
    works: dict[str, Callable[[], object]] = {
        "embed(), as a search calls it": lambda: embedder.embed(pixels[:1], True)
    }
    for name, (network, threads, bf16) in networks(chosen.compile).items():

        def forward(part: Any, network: Any = network, threads: int = threads, bf16: bool = bf16) -> Any:
            torch.set_num_threads(threads)
            with (
                mock.patch.object(embedder, "_network", network),
                torch.autocast("cpu", torch.bfloat16, enabled=bf16),
            ):
                return embedder._vectors(part)

        works[name] = lambda forward=forward: forward(pixels[:1])  # type: ignore[misc]
        vectors[name] = np.concatenate([forward(pixels[n : n + 1]) for n in range(PICTURES)])
    took_s = measured.alternate(works, chosen.rounds, warm_up=3, rest_s=REST_S)
    report = measured.Report("forward: one picture through the network")
    report.sizes = {"pictures": PICTURES, "rounds": chosen.rounds, "side in px": embedder.input_px}
    report.add("loading, with the imports", loaded_s, "s")
    report.add("first forward after it", first_s * 1e3, "ms")
    wanted = next(iter(vectors.values()))
    for name, times in took_s.items():
        report.add(f"{name}, median", measured.median(times) * 1e3, "ms")
        if name in vectors:
            moved = np.linalg.norm(vectors[name] - wanted, axis=1).max()
            report.add("  moves a descriptor by at most", float(moved), "")
    if not any("bfloat16" in name for name in works):
        report.notes.append("bfloat16: this processor has none")
    return report.end(chosen.json)


if __name__ == "__main__":
    sys.exit(main())
