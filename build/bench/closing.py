"""Closing at any moment, and cancelling: closing.py [--rounds 20]

The real program on Qt's offscreen platform is closed at each of these moments, so many times each: when its window
is painted, while torch is imported, when the embedder is ready, while a picture is searched, while indexing runs and
while it is paused. It must end with exit code 0, say nothing on standard error ("QThread: Destroyed" is Qt's), and
leave a store that SQLite finds sound and that nobody holds. Cancelling is timed inside a run, from the key to idle.
The limit in the same run: what a Python process with torch imported takes to end.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import measured
from photographs import save_crops

from simgui.core.library import Library

PICTURES = 150
AIM_S = 3.0
PROGRAM = """
import sys, time
from PySide6.QtCore import QTimer
from simgui.gui import main_window
moment, arguments = sys.argv[1], sys.argv[2:]
real = main_window.MainWindow.__init__

def init(self, *given):
    real(self, *given)
    def close():
        print("closed", time.time(), flush=True)
        self.close()
    def later(ms):
        return lambda *_: QTimer.singleShot(ms, self, close)
    def cancel():
        began_s = time.time()
        self.work.ended.connect(lambda: (print("cancelled", time.time() - began_s, flush=True), close()))
        self.actions_by_name["cancel"].trigger()
    folder = main_window.Wish((arguments[-1].encode(),))
    if moment in ("indexing", "paused", "cancel"):
        self.first_painted.connect(lambda: self.index(folder))
    if moment == "painted":
        self.first_painted.connect(later(0))
    elif moment == "torch":
        self.first_painted.connect(later(700))
    elif moment == "ready":
        self.embedders.ready.connect(close)
    elif moment == "search":
        self.search_page.asking.decoded.connect(lambda _q: close())
    else:
        seen = []
        def news(now):
            stored = now.progress.stages[-2]
            if stored.done > 20 and not seen:
                seen.append(True)
                if moment == "paused":
                    self.running.toggle_pause()
                QTimer.singleShot(300, self, cancel if moment == "cancel" else close)
        self.running.news.connect(news)

main_window.MainWindow.__init__ = init
from simgui.cli import main
sys.exit(main(arguments if moment == "search" else arguments[:-1]))
"""
EMPTY = "import time, torch; print('closed', time.time(), flush=True)"
MOMENTS = ("painted", "torch", "ready", "search", "indexing", "paused", "cancel")


def run(code: str, arguments: list[str], home: Path) -> tuple[float, float | None, int, str]:
    """(seconds from closing to the end, seconds of a cancel, exit code, standard error)."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": os.fspath(home),
        "XDG_CONFIG_HOME": os.fspath(home / "config"),
    }
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    ended_s = time.time()
    said = dict(line.split(" ", 1) for line in done.stdout.splitlines() if " " in line)
    cancelled = said.get("cancelled")
    return (
        ended_s - float(said.get("closed", "nan")),
        None if cancelled is None else float(cancelled),
        done.returncode,
        done.stderr,
    )


def sound(library: Path) -> bool:
    """Nobody holds the library, SQLite finds its catalogue sound, and its descriptors can be read."""
    with sqlite3.connect(library / "catalog.sqlite3") as connection:
        answer = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    with Library.open(library) as opened:
        opened.lock()
        opened.snapshot()
    return bool(answer == ("ok",))


def main() -> int:
    chosen = measured.options(__doc__, 20).parse_args()
    pictures = chosen.data / "closing"
    query = os.fspath(save_crops(pictures, PICTURES)[0])
    report = measured.Report("closing: seconds from closing the window to the end of the process")
    report.sizes = {"pictures": PICTURES, "rounds": chosen.rounds}
    bad: list[str] = []
    ends: dict[str, list[float]] = {}
    cancels: list[float] = []
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        made = home / "made"
        subprocess.run(
            [sys.executable, "-m", "simgui", "index", os.fspath(pictures), "--library", os.fspath(made)],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for number in range(chosen.rounds):
            ends.setdefault("a process with torch", []).append(run(EMPTY, [], home)[0])
            for moment in MOMENTS:
                writes = moment in ("indexing", "paused", "cancel")
                library = home / f"{moment}{number}" if writes else made
                last = os.fspath(pictures) if writes else query
                seconds, cancel_s, code, errors = run(
                    PROGRAM, [moment, "--library", os.fspath(library), "--device", "cpu", last], home
                )
                ends.setdefault(moment, []).append(seconds)
                if cancel_s is not None:
                    cancels.append(cancel_s)
                if code or errors.strip() or not sound(library):
                    bad.append(f"{moment}, round {number + 1}: exit code {code}, {errors.strip()[-300:]}")
    for name, each in ends.items():
        report.add(f"{name}, median", measured.median(each), "s")
        report.add(f"{name}, worst", max(each), "s", at_most=AIM_S if name in MOMENTS else None)
    report.add("cancel to idle, median", measured.median(cancels), "s")
    report.add("cancel to idle, worst", max(cancels), "s", at_most=2.0)
    report.add("endings that were not clean", len(bad), "", at_most=0)
    report.notes += bad
    return report.end(chosen.json)


if __name__ == "__main__":
    sys.exit(main())
