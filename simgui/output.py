"""How the command line shows what the core returns: sentences, tables, JSON, progress.

The JSON is a contract: fields are added, never renamed.
"""

from __future__ import annotations

import base64
import json
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from simgui import words
from simgui.core.acts import Places
from simgui.core.calibration import PRECISIONS, values
from simgui.core.catalog import EmbedderRecord
from simgui.core.errors import SimguiError
from simgui.core.history import Event
from simgui.core.indexing import IndexSummary
from simgui.core.library import Problem, Status
from simgui.core.progress import Progress
from simgui.core.search import Hit, Hits

if TYPE_CHECKING:
    from simgui.core.calibrate import Fitted, Measured
    from simgui.core.compare import Comparison
    from simgui.core.groups import Change

LOG_INTERVAL_S = 2.0
PATH_ENCODING = "UTF-8; other bytes are written as \\xNN and the path then also stands in path_base64"


# words


def print_summary(summary: IndexSummary) -> None:
    for problem in summary.problems:
        print(f"{words.text(problem.path)}: {words.say(problem.code, problem.fields)}", file=sys.stderr)
    skipped = ", ".join(f"{count} {reason.replace('_', ' ')}" for reason, count in summary.skipped.items())
    stopped = "Stopped; what is done is kept. " if summary.cancelled else ""
    print(
        f"{stopped}{summary.files} files, {summary.images} images: {summary.embedded} embedded, "
        f"{summary.unchanged} unchanged, {summary.relinked} relinked, {summary.vanished} vanished, "
        f"{summary.offline} offline, {len(summary.problems)} problems; {summary.seconds:.1f} s"
        + (f", {summary.images_per_second:.0f} images/s on {summary.device}" if summary.embedded else "")
    )
    if skipped:
        print(f"left out: {skipped}")
    if not summary.files and not summary.offline:
        print(
            "No pictures were found there." + (" What is left out is named above." if skipped else ""),
            file=sys.stderr,
        )


def print_hits(name: str, hits: Hits) -> None:
    print(f"{words.text(name)}: {len(hits.hits)} hits in {hits.images} images, {hits.timing.total_ms:.0f} ms")
    measures = hits.query.decoded.measures
    if measures["tiny"] or measures["flat"]:
        why = "is too small" if measures["tiny"] else "is almost one colour"
        print(f"      it {why}, so copies cannot be told apart by looks; only identical ones are sure")
    for hit in hits.hits:
        word = hit.word.replace("_", " ")
        more = f"  (+{len(hit.files) - 1} more files)" if len(hit.files) > 1 else ""
        decided = f"  [{hyphened(hit.decision)}]" if hit.decision else ""
        pixels = f"{hit.width_px}×{hit.height_px}"
        print(f"{hit.rank:4}  {distance_text(hit.distance, hit.identical):>7}  {word:12}  {pixels:>11}  "
              f"{words.text(hit.files[0].path)}{more}{decided}{_verdict(hit)}")  # fmt: skip


def _verdict(hit: Hit) -> str:
    found = hit.comparison
    if found is None or hit.identical:
        return ""
    said = [words.kind_words(kind, in_first="{what} (in the query)") for kind in found.kinds]
    verdict = {True: "verified", False: "not a copy", None: "not verified"}[found.verified]
    return f"  {verdict}: {', '.join(said)}" if said else f"  {verdict}"


def distance_text(distance: float, identical: bool) -> str:
    """Three decimals; 0 only for the same picture."""
    if identical:
        return "0"
    return "<0.001" if distance < 0.001 else f"{distance:.3f}"


def sentence(event: Event) -> str:
    """An event in words."""
    if event.kind == "cull":
        return f"cull of {event.body['planned']} files ({event.body['action']}): {', '.join(event.body['names'])} …"
    if event.kind == "empty":
        return f"quarantine emptied: {event.body['files']} files, {event.body['bytes']:,} bytes"
    if event.kind != "decide":
        return f"{event.kind} of event {event.undoes}"
    word = event.body["word"]
    said = f"{' and '.join(event.body['names'])}: {hyphened(word) if word else 'decision cleared'}"
    if event.size > 1:
        return f"{said} (and {event.size - 1} more, taken back together)"
    return said if event.act == event.id else f"{said} (with event {event.act})"


# JSON


def print_json(value: Any) -> None:
    print(json.dumps(value))


def path_json(path: bytes, field: str = "path") -> dict[str, str]:
    """A path as text, and as base64 of its bytes too where it is no UTF-8."""
    shown = {field: words.plain(path)}
    try:
        path.decode("utf-8")
    except UnicodeDecodeError:
        shown[f"{field}_base64"] = base64.b64encode(path).decode()
    return shown


def _paths_base64(paths: list[bytes]) -> dict[str, list[str]]:
    """All paths of a hit as base64 too, where one of them is no UTF-8."""
    if all("path_base64" not in path_json(path) for path in paths):
        return {}
    return {"paths_base64": [base64.b64encode(path).decode() for path in paths]}


def message(error: SimguiError) -> str:
    return words.say(error.code, error.fields)


def error_json(error: SimguiError) -> dict[str, str]:
    return {"code": error.code, "message": message(error)}


def problem_json(problem: Problem) -> dict[str, str]:
    return {
        **path_json(problem.path),
        "code": problem.code,
        "message": words.say(problem.code, problem.fields),
    }


def summary_json(summary: IndexSummary) -> dict[str, Any]:
    return {
        "files": summary.files,
        "images": summary.images,
        "embedded": summary.embedded,
        "unchanged": summary.unchanged,
        "relinked": summary.relinked,
        "vanished": summary.vanished,
        "offline": summary.offline,
        "skipped": summary.skipped,
        "problems": [problem_json(problem) for problem in summary.problems],
        "seconds": round(summary.seconds, 3),
        "images_per_second": round(summary.images_per_second, 1),
        "device": summary.device,
        "embedder": summary.embedder,
        "cancelled": summary.cancelled,
        "path_encoding": PATH_ENCODING,
    }


def hits_json(name: bytes, hits: Hits) -> dict[str, Any]:
    timing = hits.timing
    return {
        **path_json(name, "query"),
        "readable_fraction": hits.query.decoded.readable_fraction,
        "too_small_to_judge": bool(hits.query.decoded.measures["tiny"]),
        "too_flat_to_judge": bool(hits.query.decoded.measures["flat"]),
        "hits": [
            {
                "rank": hit.rank,
                **path_json(hit.files[0].path),
                "paths": [words.plain(file.path) for file in hit.files],
                **_paths_base64([file.path for file in hit.files]),
                "distance": round(hit.distance, 6),
                "score": round(hit.score, 6),
                "identical": hit.identical,
                "same_file": hit.same_file,
                "decision": hit.decision and hyphened(hit.decision),
                "word": hit.word,
                "offline": all(file.state == "offline" for file in hit.files),
                "width_px": hit.width_px,
                "height_px": hit.height_px,
                "format": hit.format,
                **_comparison_json(hit.comparison),
            }
            for hit in hits.hits
        ],
        "timing_ms": {
            "decode": round(timing.decode_ms, 2),
            "embed": round(timing.embed_ms, 2),
            "scan": round(timing.scan_ms, 2),
            "total": round(timing.total_ms, 2),
        },
    }


def _comparison_json(found: Comparison | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {
        "verified": found.verified,
        "kinds": [kind.code for kind in found.kinds],
        "edits": [
            {"kind": kind.code, "value": kind.value, "of": {"a": "query", "b": "hit"}.get(kind.of)}
            for kind in found.kinds
        ],
        "overlap": {"query": round(found.overlap_a, 4), "hit": round(found.overlap_b, 4)},
    }


def fitted_json(embedder: EmbedderRecord, fitted: Fitted) -> dict[str, Any]:
    def told(words: Sequence[Measured]) -> dict[str, Any]:
        return {one.word: {"precision": one.precision, "found": one.found} for one in words}

    return {
        "embedder": embedder.name,
        "fingerprint": embedder.fingerprint,
        "values": values(fitted.calibration),
        "by_distance": told(fitted.by_distance),
        "by_score": told(fitted.by_score),
        "originals": fitted.originals,
        "queries": fitted.queries,
        "looked_closer": fitted.closer,
    }


def print_fitted(embedder: EmbedderRecord, fitted: Fitted) -> None:
    print(f"{embedder.name}: {fitted.queries} altered copies of {fitted.originals} pictures searched, "
          f"{fitted.closer} of them looked at closer")  # fmt: skip
    ends = dict(zip(PRECISIONS, astuple(fitted.calibration.limits), strict=True))
    print("  word           up to   right   found   right, looked closer   found")
    for near, close in zip(fitted.by_distance, fitted.by_score, strict=True):
        print(f"  {near.word.replace('_', ' '):12}  {ends[near.word]:6.2f}  {_share(near.precision):>6}"
              f"  {_share(near.found):>6}  {_share(close.precision):>20}  {_share(close.found):>6}")  # fmt: skip


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def status_json(status: Status) -> dict[str, Any]:
    return {
        "library": words.text(status.library),
        "files": status.files,
        "images": status.images,
        "embedded": status.embedded,
        "roots": [
            {
                **path_json(r.path),
                "files": r.files,
                "state": r.state,
                "protected": r.protected,
                "problems": r.problems,
                "excludes": list(r.excludes),
                "min_bytes": r.min_bytes,
                "min_side_px": r.min_side_px,
                "skipped": dict(r.skipped),
            }
            for r in status.roots
        ],
        "embedder": status.embedder,
        "indexing": status.indexing,
        "problems": status.problems,
    }


def event_json(event: Event) -> dict[str, Any]:
    word = event.body.get("word")
    return {
        "id": event.id,
        "time": event.time_s,
        "kind": event.kind,
        "word": word and hyphened(word),
        "names": list(event.body.get("names", ())),
        "undoes": event.undoes,
        # decisions that one undo takes back together name the first of them, which knows how many they are
        "act": event.act if event.kind == "decide" else None,
        "size": event.size if event.kind == "decide" and event.act == event.id else None,
    }


def event_paths_json(event: Event, places: Places) -> dict[str, Any]:
    """Where the pictures of a decision lie now, in the order of its names; null for one without a File."""
    if event.kind != "decide":
        return {"paths": []}
    paths, _ = places.of(event.subject, event.body)
    shown: dict[str, Any] = {"paths": [None if path is None else words.plain(path) for path in paths]}
    if any("path_base64" in path_json(path) for path in paths if path is not None):
        encoded = [None if path is None else base64.b64encode(path).decode() for path in paths]
        shown["paths_base64"] = encoded
    return shown


def hyphened(word: str) -> str:
    """A decision as it is typed: not-duplicate."""
    return word.replace("_", "-")


# progress


class ProgressLine:
    """Progress on standard error: a bar on a terminal, else a line every two seconds."""

    def __init__(self, doing: str = "Indexing", unit: str = " files") -> None:
        self._doing, self._unit = doing, unit
        self._bar: Any = None
        self._said_s = 0.0

    def update(self, progress: Progress) -> None:
        listing, storing = progress.stages[0], progress.stages[-1]
        if sys.stderr.isatty():
            self._show_bar(listing.done, storing.done, storing.total)
        elif time.monotonic() - self._said_s >= LOG_INTERVAL_S:
            self._said_s = time.monotonic()
            self.say(_progress_text(progress, self._unit))

    def _show_bar(self, listed: int, done: int, total: int | None) -> None:
        from tqdm import tqdm

        if self._bar is None:
            self._bar = tqdm(unit=self._unit, desc="Listing", leave=False)
        if total is None:
            self._bar.n = listed
        else:
            self._bar.desc = f"{self._doing}: "
            self._bar.total, self._bar.n = total, done
        self._bar.refresh()

    def say(self, text: str) -> None:
        if self._bar is not None:
            self._bar.clear()
        print(text, file=sys.stderr, flush=True)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


def _progress_text(progress: Progress, unit: str) -> str:
    if progress.stages[-1].total is None:
        return f"Listing: {progress.stages[0].done} files"
    stages = progress.stages[1:] or progress.stages
    parts = [f"{stage.name} {stage.done} of {stage.total}" for stage in stages]
    rate = progress.stages[-2:][0].per_second
    left = f", {progress.left_s:.0f} s left" if progress.left_s is not None and rate > 0 else ""
    return f"{', '.join(parts)}; {rate:.{0 if rate >= 10 else 1}f}{unit}/s{left}"


# what --prefer does to the usual order

CHANGES_SHOWN = 5


def changes_json(changes: Iterable[Change]) -> list[dict[str, Any]]:
    return [
        {
            "id": change.group.id,
            **path_json(change.before.path, "from"),
            **path_json(change.after.path, "to"),
        }
        for change in changes
    ]


def print_changes(changes: Sequence[Change]) -> None:
    """What --prefer does to the usual order."""
    if not changes:
        return
    print(f"In {len(changes)} of the groups another file stays than by the usual order:")
    for change in changes[:CHANGES_SHOWN]:
        print(
            f"  {change.group.id}: {words.text(change.after.path)} instead of {words.text(change.before.path)}"
        )
    if len(changes) > CHANGES_SHOWN:
        print(f"  and {len(changes) - CHANGES_SHOWN} more")
