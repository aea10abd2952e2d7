"""`simgui cull`, `restore`, `quarantine`, and undo and redo of a cull: their arguments, and what they do with them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from simgui import groups_command, output, output_cull, words
from simgui.core import cull_journal, cull_rows
from simgui.core.errors import FileActionError, InputError
from simgui.core.library import Library
from simgui.core.progress import CancelToken

if TYPE_CHECKING:
    from simgui.core.cull import Culled
    from simgui.core.cull_plan import Plan
    from simgui.core.groups import Change
    from simgui.core.listed import Listed
    from simgui.core.members import Group
    from simgui.core.restoring import Restored

NOTHING = "There is nothing to restore."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would leave and what would not; move nothing"
    )
    parser.add_argument(
        "--action",
        choices=cull_rows.ACTIONS,
        default="quarantine",
        help="the library's quarantine (default), the system's trash, a link to equal bytes in its place, only a list",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--groups", nargs="+", metavar="ID", help="of these groups, as simgui groups numbers them"
    )
    which.add_argument(
        "--all-verified",
        action="store_true",
        help="of all groups that are verified and whose best one is beyond doubt",
    )
    which.add_argument(
        "--finish", action="store_true", help="go on with a cull that was interrupted (restore takes it back)"
    )
    parser.add_argument("--hand-over", action="store_true", help="give labels and ratings to what stays")
    parser.add_argument(
        "--rewrite-lists",
        action="store_true",
        help="write lists that name what left anew, beside the old ones",
    )
    groups_command.add_choice(parser)


def add_restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "cull", nargs="?", type=int, metavar="ID", help="its number in simgui history (default: the newest)"
    )
    parser.add_argument("--all", action="store_true", help="all that left and is not back")


def add_quarantine_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("list", "empty"), help="say what it holds, or delete that for good")
    parser.add_argument(
        "--yes", type=int, metavar="N", help="do not ask: it holds N files, and they are deleted"
    )


def add_protect_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", help="a folder that was indexed, as simgui status lists them")
    parser.add_argument("--off", action="store_true", help="no longer")


# cull


def run(options: argparse.Namespace, library: Library, cancel: CancelToken) -> Culled:
    """Plan, say what is left out, carry out. Raises SimguiError, Cancelled (nothing has moved then)."""
    from simgui.core import interrupted
    from simgui.core.cull import execute

    if options.finish:
        with _progress("Culling") as shown:
            done = interrupted.finish(library, progress=shown.update, cancel=cancel)
        _tell(options, None, done, ())
        return done
    made, changes = _plan(options, library, cancel)
    dry = options.dry_run or options.action == "list"
    if not options.json:
        output_cull.print_plan(made, full=dry)
        output.print_changes(changes)
    if dry:
        done = replace(execute(library, made, "list"), bytes_freed=made.bytes_freed)
    else:
        with _progress("Culling") as shown:
            done = execute(library, made, options.action, progress=shown.update, cancel=cancel)
    _tell(options, made, done, _lists(options, library, made, dry), changes)
    return done


def _plan(
    options: argparse.Namespace, library: Library, cancel: CancelToken
) -> tuple[Plan, tuple[Change, ...]]:
    """And, where nothing is moved, in which of its groups --prefer keeps another file than usual."""
    from simgui.core.cull import refuse_unfinished
    from simgui.core.cull_plan import LeftOut, plan

    library.lock()
    refuse_unfinished(library)
    groups = groups_command.find(options, library, cancel)
    found = groups.groups
    chosen, doubtful = list(found), list[LeftOut]()
    if options.groups:
        chosen = _named(options.groups, found)
    elif options.all_verified:
        chosen = [group for group in found if group.sure]
        doubtful = [
            LeftOut(one.id, None, "keeper_in_doubt") for one in found if one.verified and not one.sure
        ]
    decided = not options.groups and not options.all_verified
    made = plan(
        library,
        chosen,
        action=options.action,
        hand_over=options.hand_over,
        decided=decided,
        protect=options.protect,
    )
    changes: tuple[Change, ...] = ()
    if options.dry_run:
        leaving = {one.group for one in made.leaving}
        changed = groups_command.keeper_changes(options, library, groups)
        changes = tuple(one for one in changed if one.group.id in leaving)
    return output_cull.with_left_out(made, doubtful), changes


def _named(ids: Sequence[str], found: Sequence[Group]) -> list[Group]:
    """Raises InputError('no_such_group')."""
    known = {group.id: group for group in found}
    for number in ids:
        if number not in known:
            raise InputError("no_such_group", group=number)
    return [known[number] for number in dict.fromkeys(ids)]


def _lists(
    options: argparse.Namespace, library: Library, made: Plan, dry: bool
) -> tuple[tuple[Listed, bytes | None], ...]:
    """The lists that name what left (or would), each with the new one that was written."""
    from simgui.core import listed

    gone = {one.path for one in made.leaving if dry or not os.path.lexists(one.path)}
    if not gone or options.action in cull_rows.LINKING:
        return ()
    told: list[tuple[Listed, bytes | None]] = []
    pictures = listed.Pictures(library, gone)
    for one in listed.naming(library, gone, pictures=pictures):
        written = None
        if options.rewrite_lists and not dry:
            anew = listed.rewrite(library, one.path, gone, pictures=pictures)
            try:
                listed.save(anew)
                written = anew.path
            except FileActionError as error:
                print(f"simgui: {output.message(error)}", file=sys.stderr)
        told.append((one, written))
    return tuple(told)


def _tell(
    options: argparse.Namespace,
    made: Plan | None,
    done: Culled,
    lists: Sequence[tuple[Listed, bytes | None]],
    changes: Sequence[Change] = (),
) -> None:
    if options.json:
        shown = output_cull.culled_json(done, made, lists, options.action, options.dry_run, changes)
        output.print_json(shown)
    else:
        output_cull.print_culled(done, lists, moved=not options.dry_run and options.action != "list")


# restore


def restore(options: argparse.Namespace, library: Library, cancel: CancelToken) -> Restored:
    """Raises SimguiError. An interrupted cull is put back first, where it is meant too."""
    chosen = None if options.all else options.cull
    if chosen is None and not options.all:
        away = [
            record
            for record in cull_journal.culls(library)
            if record.can_restore or record.state == "interrupted"
        ]
        if not away:
            return _told(options, nothing_restored())
        chosen = away[0].id
    return _told(options, bring_back(library, chosen, cancel))


def nothing_restored() -> Restored:
    from simgui.core.restoring import Restored

    return Restored(0, (), ())


def _told(options: argparse.Namespace, back: Restored) -> Restored:
    if options.json:
        output.print_json(output_cull.restored_json(back))
    else:
        output_cull.print_restored(back, NOTHING)
    return back


def bring_back(library: Library, chosen: int | None, cancel: CancelToken) -> Restored:
    """Of one cull, or of all (None)."""
    from simgui.core import interrupted, restoring

    done: list[Restored] = []
    with _progress("Restoring") as shown:
        found = interrupted.interrupted(library)
        while found is not None and chosen in (None, found.cull_id) and not cancel.cancelled:
            done.append(interrupted.put_back(library, progress=shown.update, cancel=cancel))
            found = interrupted.interrupted(library)
        if not cancel.cancelled and (chosen is None or not done):
            done.append(restoring.restore(library, chosen, progress=shown.update, cancel=cancel))
    return restoring.Restored(
        sum(one.restored for one in done),
        tuple(failed for one in done for failed in one.failed),
        tuple(renamed for one in done for renamed in one.renamed),
        sum(one.side_files for one in done),
        any(one.stopped for one in done),
    )


def put_again(library: Library, cull_id: int, cancel: CancelToken) -> Culled:
    from simgui.core import cull

    with _progress("Culling") as shown:
        return cull.again(library, cull_id, progress=shown.update, cancel=cancel)


def _progress(what: str) -> closing[output.ProgressLine]:
    return closing(output.ProgressLine(what, " pictures"))


def unfinished(library: Library) -> dict[str, int] | None:
    """A cull that was interrupted, for simgui status."""
    if cull_rows.unfinished(library) is None:
        return None
    from simgui.core import interrupted

    found = interrupted.interrupted(library)
    return (
        None if found is None else {"cull_id": found.cull_id, "planned": found.planned, "moved": found.moved}
    )


# protected folders


def protect(options: argparse.Namespace, library: Library, path: bytes) -> None:
    """Raises InputError('no_such_root'), Locked."""
    real = os.path.realpath(path)
    found = [root for root in library.catalog.roots() if real == os.path.realpath(root.path)]
    if not found:
        raise InputError("no_such_root", path=path)
    for root in found:
        library.set_protected(root.id, not options.off)
    if options.json:
        output.print_json({**output.path_json(found[0].path), "protected": not options.off})
    else:
        print(f"{words.text(found[0].path)} is {'no longer ' if options.off else ''}protected.")


# quarantine


def look_at_quarantine(options: argparse.Namespace, library: Library) -> bool:
    """List or empty it; False where nothing was deleted though it was asked for. Raises SimguiError."""
    from simgui.core import quarantine

    files, size_bytes = quarantine.held(library)
    if options.what == "list":
        culls = [
            record for record in cull_journal.culls(library) if record.action == "quarantine" and record.away
        ]
        if options.json:
            output.print_json(output_cull.quarantine_json(library, files, size_bytes, culls))
        else:
            output_cull.print_quarantine(library, files, size_bytes, culls)
        return True
    expected = options.yes if options.yes is not None else _asked(files, size_bytes)
    done = quarantine.Emptied(0, 0) if expected is None else quarantine.empty(library, expected)
    if options.json:
        output.print_json(output_cull.emptied_json(done))
    elif expected is None:
        print("Nothing was deleted.")
    else:
        output_cull.print_emptied(done)
    return expected is not None and done.files == files


def _asked(files: int, size_bytes: int) -> int | None:
    """The number that was typed; None when it was none."""
    print(
        f"The quarantine holds {files} files, {size_bytes:,} bytes. They would be deleted for good: no undo brings"
        " them back.\nType the number of files to delete them: ",
        end="",
        file=sys.stderr,
        flush=True,
    )
    typed = sys.stdin.readline().strip() if sys.stdin is not None else ""
    return int(typed) if typed.isdecimal() else None
