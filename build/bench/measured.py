"""What every bench shares: its options, the machine it ran on, rounds that alternate, and the report."""

from __future__ import annotations

import argparse
import datetime
import importlib.metadata
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "out" / "bench"


def options(description: str | None, rounds: int, images: int | None = None) -> argparse.ArgumentParser:
    """The options that all benches have: --json, --data, --rounds and, where it means something, --images."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="one object on standard output")
    parser.add_argument("--data", type=Path, default=DATA, help="where what is made for it is kept")
    parser.add_argument("--rounds", type=int, default=rounds, help=f"measure so many times ({rounds})")
    if images is not None:
        parser.add_argument("--images", type=int, default=images, help=f"size of the library ({images:,})")
    return parser


@dataclass
class Figure:
    """One result. `aim`: what it is to reach, in words; `reached`: whether it does, None where there is no aim."""

    name: str
    value: float
    unit: str
    aim: str = ""
    reached: bool | None = None


@dataclass
class Report:
    title: str
    sizes: dict[str, Any] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)  # of the JSON alone
    load_before: float = field(default_factory=lambda: load())

    def add(
        self, name: str, value: float, unit: str, at_most: float | None = None, at_least: float | None = None
    ) -> None:
        if at_most is not None:
            self.figures.append(Figure(name, value, unit, f"at most {at_most:g}", value <= at_most))
        elif at_least is not None:
            self.figures.append(Figure(name, value, unit, f"at least {at_least:g}", value >= at_least))
        else:
            self.figures.append(Figure(name, value, unit))

    def end(self, as_json: bool) -> int:
        """Print it all. The exit code is 0 also where an aim is missed: a busy machine is no failure."""
        where = {**machine(), "load before and after": [self.load_before, load()]}
        if as_json:
            said = {"bench": self.title, "machine": where, "sizes": self.sizes, "notes": self.notes}
            print(json.dumps({**self.extra, **said, "figures": [asdict(figure) for figure in self.figures]}))
            return 0
        print(self.title)
        print("  " + ", ".join(f"{name} {_shown(value)}" for name, value in where.items()))
        print("  " + ", ".join(f"{name} {_shown(value)}" for name, value in self.sizes.items()))
        width = max(len(figure.name) for figure in self.figures)
        for figure in self.figures:
            verdict = {True: "reached", False: "MISSED", None: ""}[figure.reached]
            aim = f"   {figure.aim}: {verdict}" if figure.aim else ""
            print(f"  {figure.name:{width}} {_shown(figure.value):>10} {figure.unit}{aim}")
        for note in self.notes:
            print(f"  {note}")
        return 0


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}"
    if isinstance(value, int):
        return f"{value:,}"
    return ", ".join(map(_shown, value)) if isinstance(value, list) else str(value)


def machine() -> dict[str, Any]:
    return {
        "date": datetime.date.today().isoformat(),
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
        "memory in GiB": _memory_gib(),
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        **{name: _version(name) for name in ("numpy", "torch")},
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or "unknown"
    found = dict(part for line in lines if len(part := [half.strip() for half in line.split(":", 1)]) == 2)
    # virtual machines hide the name; family and model still tell which it is
    return (
        f"{found.get('model name', 'unknown')} (family {found.get('cpu family')}, model {found.get('model')})"
    )


def _memory_gib() -> float:
    import psutil

    return round(psutil.virtual_memory().total / (1 << 30), 1)


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "absent"


def load() -> float:
    """How many processes wanted a core in the last minute: above the cores, times are worth little."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else float("nan")


def alternate(
    works: Mapping[str, Callable[[], object]], rounds: int, warm_up: int = 1, rest_s: float = 0.0
) -> dict[str, list[float]]:
    """Seconds of each work, in turn, so that what else the machine does meets all of them alike.

    rest_s: before each, so that threads that spin after the work before do not take a core from it.
    """
    took_s: dict[str, list[float]] = {name: [] for name in works}
    for number in range(warm_up + rounds):
        for name, work in works.items():
            time.sleep(rest_s)
            began_s = time.perf_counter()
            work()
            if number >= warm_up:
                took_s[name].append(time.perf_counter() - began_s)
    return took_s


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(round(share * (len(ordered) - 1)), len(ordered) - 1)]


def progress(text: str) -> None:
    """To standard error: standard output holds only the report."""
    print(text, file=sys.stderr, flush=True)
