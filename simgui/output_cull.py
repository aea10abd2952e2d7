"""How the command line shows culls: what would leave, what did, what came back. The JSON is a contract."""

from __future__ import annotations

import dataclasses
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from simgui import words
from simgui.core import cull_journal
from simgui.core.cull_journal import CullRecord
from simgui.core.library import Library
from simgui.output import PATH_ENCODING, changes_json, path_json

if TYPE_CHECKING:
    from simgui.core.cull import Culled, Failed
    from simgui.core.cull_plan import Leaving, LeftOut, Plan
    from simgui.core.groups import Change
    from simgui.core.handing import Note
    from simgui.core.listed import Listed
    from simgui.core.quarantine import Emptied
    from simgui.core.restoring import Restored

Lists = Sequence[tuple["Listed", bytes | None]]


def with_left_out(made: Plan, more: Sequence[LeftOut]) -> Plan:
    return dataclasses.replace(made, left_out=(*more, *made.left_out))


# words


def print_plan(made: Plan, full: bool) -> None:
    """What is left out, always; what leaves, when nothing else will say so."""
    if full:
        for one in made.leaving:
            along = f"  (+{len(one.along)} beside it)" if one.along else ""
            print(
                f"{words.text(one.path)}{along}  leaves; {words.text(one.keeper_path)} stays  [{one.group}]"
            )
    for left in made.left_out:
        where = words.text(left.path) if left.path is not None else f"group {left.group}"
        print(f"stays: {where}: {words.say(left.code, left.fields)}", file=sys.stderr)
    for one, note in _notes(made):
        print(
            f"handed over: {words.text(one.keeper_path)}: {words.handing_words(note.code, note.fields)}",
            file=sys.stderr,
        )
    reasons = ", ".join(
        f"{count} {code.replace('_', ' ')}"
        for code, count in Counter(left.code for left in made.left_out).items()
    )
    print(
        f"{len(made.leaving)} files of {made.groups} groups leave, {made.staying} stay, {len(made.left_out)} left out"
        + (f" ({reasons})" if reasons else "")
        + f"; {made.companions} side files go along, {made.labels_handed} label files handed over;"
        f" {made.bytes_freed:,} bytes freed"
    )


def _notes(made: Plan) -> list[tuple[Leaving, Note]]:
    return [(one, note) for one in made.leaving if one.hand_over is not None for note in one.hand_over.notes]


def print_culled(done: Culled, lists: Lists, moved: bool) -> None:
    for stayed in (*done.failed, *done.skipped):
        if stayed.code not in ("stopped", "only_listed"):
            print(f"stayed: {words.text(stayed.path)}: {_say(stayed)}", file=sys.stderr)
    if moved:
        number = (
            f"; simgui restore {done.cull_id} takes it back"
            if done.cull_id is not None and done.removed
            else ""
        )
        print(
            f"{'Stopped. ' if done.stopped else ''}{done.planned} planned: {done.removed} left, {len(done.failed)}"
            f" failed, {len(done.skipped)} skipped; {done.side_files} side files, {done.handed_over} label files handed"
            f" over, {done.bytes_freed:,} bytes freed{number}"
        )
    for one, written in lists:
        anew = f"; written anew as {words.text(written)}" if written is not None else ""
        unsure = f", {one.ambiguous} more may" if one.ambiguous else ""
        print(f"{words.text(one.path)} names {one.named} of them{unsure}{anew}", file=sys.stderr)


def print_restored(back: Restored, nothing: str) -> None:
    for failed in back.failed:
        print(f"not back: {words.text(failed.path)}: {_say(failed)}", file=sys.stderr)
    for was, now in back.renamed:
        print(
            f"{words.text(was)} is taken; it came back as {words.text(os.path.basename(now))}",
            file=sys.stderr,
        )
    if not back.restored and not back.failed:
        print(f"simgui: {nothing}", file=sys.stderr)
        return
    print(
        f"{'Stopped. ' if back.stopped else ''}{back.restored} files restored, {back.side_files} side files with them,"
        f" {len(back.failed)} not"
    )


def print_quarantine(library: Library, files: int, size_bytes: int, culls: Sequence[CullRecord]) -> None:
    print(f"{words.text(cull_journal.folder_of(library))}: {files} files, {size_bytes:,} bytes")
    for record in culls:
        when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(record.time_s))
        print(f"{record.id:6}  {when}  {record.away} pictures, {record.state.replace('_', ' ')}")
        for item in cull_journal.items(library, record.id):
            if item.part != "handed" and item.state in ("moved", "restoring"):
                print(f"        {words.text(item.path)}")


def print_emptied(done: Emptied) -> None:
    print(f"Deleted {done.files} files, {done.bytes:,} bytes.")
    if done.kept_back:
        print(f"{done.kept_back} files were kept back: {words.say('last_of_picture', {})}", file=sys.stderr)


def _say(failed: Failed) -> str:
    return words.say(failed.code, failed.fields)


# JSON


def _failed_json(failed: Failed) -> dict[str, Any]:
    return {**path_json(failed.path), "code": failed.code, "message": _say(failed)}


def culled_json(
    done: Culled, made: Plan | None, lists: Lists, action: str, dry_run: bool, changes: Sequence[Change] = ()
) -> dict[str, Any]:
    moved = not dry_run and action != "list"
    return {
        "planned": done.planned,
        "removed": done.removed,
        "failed": [_failed_json(failed) for failed in done.failed],
        "skipped": len(done.skipped),
        "skipped_files": [_failed_json(skipped) for skipped in done.skipped],
        "side_files": done.side_files if moved or made is None else made.companions,
        "bytes_freed": done.bytes_freed,
        "cull_id": done.cull_id,
        "handed_over": done.handed_over if moved or made is None else made.labels_handed,
        "action": action,
        "dry_run": dry_run,
        "stopped": done.stopped,
        **({} if made is None else {**_plan_json(made), "keeper_changes": changes_json(changes)}),
        "lists": [
            {
                **path_json(one.path),
                "kind": one.kind,
                "named": one.named,
                "ambiguous": one.ambiguous,
                **({} if written is None else path_json(written, "rewritten")),
            }
            for one, written in lists
        ],
        "path_encoding": PATH_ENCODING,
    }


def _plan_json(made: Plan) -> dict[str, Any]:
    return {
        "groups": made.groups,
        "staying": made.staying,
        "leaving": [
            {
                **path_json(one.path),
                **path_json(one.keeper_path, "keeper"),
                "group": one.group,
                "bytes_freed": one.bytes_freed,
                "side_files": [words.plain(companion.path) for companion in one.along],
            }
            for one in made.leaving
        ],
        "left_out": [
            {
                "group": left.group,
                **({"path": None} if left.path is None else path_json(left.path)),
                "code": left.code,
                "message": words.say(left.code, left.fields),
            }
            for left in made.left_out
        ],
        "left_out_by_reason": dict(Counter(left.code for left in made.left_out)),
        "notes": [
            {
                **path_json(one.path),
                **path_json(one.keeper_path, "keeper"),
                "group": one.group,
                "code": note.code,
                "message": words.handing_words(note.code, note.fields),
            }
            for one, note in _notes(made)
        ],
    }


def emptied_json(done: Emptied) -> dict[str, Any]:
    return {"deleted": done.files, "bytes": done.bytes, "kept_back": done.kept_back}


def restored_json(back: Restored) -> dict[str, Any]:
    return {
        "restored": back.restored,
        "failed": [_failed_json(failed) for failed in back.failed],
        "renamed": [{**path_json(was, "from"), **path_json(now, "to")} for was, now in back.renamed],
        "side_files": back.side_files,
        "stopped": back.stopped,
        "path_encoding": PATH_ENCODING,
    }


def quarantine_json(
    library: Library, files: int, size_bytes: int, culls: Sequence[CullRecord]
) -> dict[str, Any]:
    return {
        **path_json(cull_journal.folder_of(library), "folder"),
        "files": files,
        "bytes": size_bytes,
        "culls": [
            {"id": one.id, "time": one.time_s, "pictures": one.pictures, "away": one.away, "state": one.state}
            for one in culls
        ],
        "items": [
            {
                **path_json(item.path),
                **path_json(item.now or b"", "now"),
                "bytes": item.size_bytes,
                "cull": one.id,
            }
            for one in culls
            for item in cull_journal.items(library, one.id)
            if item.part != "handed" and item.state in ("moved", "restoring")
        ],
        "path_encoding": PATH_ENCODING,
    }
