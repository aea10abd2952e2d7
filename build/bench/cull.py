"""Plan, cull and restore, timed: cull.py [--files 2000] [--bytes 200000]

Pairs of equal files in real folders; one of each leaves for the library's quarantine and comes back, then becomes a
hard link. The limit in the same run: both files of each pair read and hashed once, one renamed, and both folders told
to the disk, with nothing written down.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import measured
from cull_kill import enter

from simgui.core import cull, moving, restoring
from simgui.core.cull_plan import plan
from simgui.core.library import Library


def make_pairs(root: Path, pairs: int, size_bytes: int) -> list[list[tuple[str, str]]]:
    groups = []
    for number in range(pairs):
        data = os.urandom(32) * (size_bytes // 32)
        group = []
        for side in ("keep", "copies"):
            path = root / side / f"{number // 500:03}" / f"{number:06}.jpg"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            group.append((os.fspath(path.relative_to(root)), "picture"))
        groups.append(group)
    return groups


def plain_moves(root: Path, groups: list[list[tuple[str, str]]], aside: Path) -> None:
    """What no cull can do without: read, rename, sync."""
    aside.mkdir()
    for number, (keeper, copy) in enumerate(groups):
        moving.read(os.fsencode(root / keeper[0]))
        source = os.fsencode(root / copy[0])
        moving.read(source)
        os.rename(source, os.fsencode(aside / str(number)))
        moving.sync_folder(os.fsencode(aside))
        moving.sync_folder(os.path.dirname(source))
    for number, (_, copy) in enumerate(groups):
        os.rename(aside / str(number), root / copy[0])


def timed(act: Callable[[], object]) -> float:
    began_s = time.perf_counter()
    act()
    return time.perf_counter() - began_s


def main() -> int:
    parser = measured.options(__doc__, rounds=1)
    parser.add_argument("--files", type=int, default=2000, help="pairs of files (2,000)")
    parser.add_argument("--bytes", type=int, default=200_000, help="of each file (200,000)")
    chosen = parser.parse_args()
    report = measured.Report("cull: files that leave and come back")
    report.sizes = {"pairs": chosen.files, "bytes each": chosen.bytes}
    chosen.data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=chosen.data) as folder:
        root = Path(folder, "photos")
        pairs = make_pairs(root, chosen.files, chosen.bytes)
        with Library.open(Path(folder, "library")) as library:
            groups = enter(library, root, pairs)
            limit_s = timed(lambda: plain_moves(root, pairs, Path(folder, "aside")))
            began_s = time.perf_counter()
            made = plan(library, groups)
            plan_s = time.perf_counter() - began_s
            cull_s = timed(lambda: cull.execute(library, made))
            restore_s = timed(lambda: restoring.restore(library))
            link_s = timed(lambda: cull.execute(library, made, "hardlink"))
            unlink_s = timed(lambda: restoring.restore(library))
    report.add("read, rename, sync: the limit", chosen.files / limit_s, "files/s")
    report.add("plan", chosen.files / plan_s, "files/s")
    report.add("cull into the quarantine", chosen.files / cull_s, "files/s")
    report.add("of the limit", cull_s / limit_s, "x")
    report.add("restore", chosen.files / restore_s, "files/s")
    report.add("hard links", chosen.files / link_s, "files/s")
    report.add("own files again", chosen.files / unlink_s, "files/s")
    return report.end(chosen.json)


if __name__ == "__main__":
    sys.exit(main())
