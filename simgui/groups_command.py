"""`simgui groups`: its arguments, and what it does with them."""

from __future__ import annotations

import argparse
import contextlib
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from simgui import output
from simgui.core import class_folders
from simgui.core.errors import Locked
from simgui.core.library import Library
from simgui.core.progress import CancelToken

if TYPE_CHECKING:
    from simgui.core.groups import Change, Groups, Options


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Which groups; the same for everything that works on groups, so that their numbers are the same too."""
    pairs = parser.add_mutually_exclusive_group()
    pairs.add_argument("--exact", action="store_true", help="only files of the same picture")
    pairs.add_argument(
        "--across", action="store_true", help="only pairs of different folders that were indexed"
    )
    pairs.add_argument("--within-root", action="store_true", help="only pairs within one of them")
    parser.add_argument("--verified", action="store_true", help="only what a comparison has verified")
    parser.add_argument("--pattern", metavar="P", help="only paths like *.png, or with this text in them")
    parser.add_argument("--kind", metavar="KIND", help="copies, burst, or an edit as cropped")
    parser.add_argument(
        "--prefer",
        action="append",
        default=[],
        metavar="WHAT",
        help="what counts first for the one that stays: names as older,path; folder:DIR; pattern:P",
    )
    parser.add_argument(
        "--protect", action="append", default=[], metavar="P", help="paths like this never leave"
    )
    parser.add_argument(
        "--folder-labels",
        choices=class_folders.MODES,
        help="whether a picture's folder names its class, from now on (auto: where it looks like a data set)",
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_choice(parser)
    parser.add_argument("--no-compare", action="store_true", help="go by what is known already")
    parser.add_argument("--export", type=Path, metavar="FILE", help="write a list: .csv, .txt or .json")
    parser.add_argument("--links", type=Path, metavar="DIR", help="make a folder of links to what stays")
    parser.add_argument(
        "--what", choices=("stays", "leaves"), default="stays", help="what to list (default: stays)"
    )


def run(options: argparse.Namespace, library: Library, cancel: CancelToken) -> None:
    """Find them, print them, write what was asked for. Raises Cancelled, SimguiError."""
    from simgui import output_groups  # these bring OpenCV
    from simgui.core import export, leaks

    with contextlib.suppress(Locked):  # another simgui writes: then what is found is not kept
        library.lock()
    export.check(options.export, options.links)
    found = find(options, library, cancel, compare=not options.no_compare)
    changes = keeper_changes(options, library, found)
    table = leaks.split_table(library, found.groups)
    written = export.write(library, found, options.what, options.export, options.links)
    if options.json:
        output.print_json(output_groups.groups_json(found, table, written, changes))
    else:
        output_groups.print_groups(found, table, written)
        output.print_changes(changes)


def find(options: argparse.Namespace, library: Library, cancel: CancelToken, compare: bool = True) -> Groups:
    """The groups that were asked for. Raises Cancelled, SimguiError."""
    from simgui.core import groups
    from simgui.core.neighbours import find_neighbours

    if options.folder_labels is not None:
        class_folders.set_mode(library, options.folder_labels)
    wanted = _wanted(options, library)
    found = None
    if compare:
        with contextlib.closing(output.ProgressLine("Finding neighbours", " pairs")) as shown:
            found = find_neighbours(library, progress=shown.update, cancel=cancel)
    evidence = groups.load(library, neighbours=found)
    with contextlib.closing(output.ProgressLine("Comparing pictures", " pairs")) as shown:
        return groups.cut(evidence, wanted, compare=compare, look=True, progress=shown.update, cancel=cancel)


def keeper_changes(options: argparse.Namespace, library: Library, found: Groups) -> tuple[Change, ...]:
    """The groups of which --prefer keeps another file than the library's own order."""
    from simgui.core import groups

    wanted = _wanted(options, library)
    if not options.prefer or wanted.prefer is None or found.evidence is None:
        return ()
    return groups.preview(found.evidence, replace(wanted, prefer=None), wanted.prefer)


def _wanted(options: argparse.Namespace, library: Library) -> Options:
    from simgui.core.groups import Options
    from simgui.core.keeper import prefer, stored_order

    return Options(
        within=options.within,
        exact=options.exact,
        verified=options.verified,
        across=options.across,
        within_root=options.within_root,
        pattern=options.pattern,
        kind=options.kind,
        prefer=prefer(_absolute_folders(options.prefer), stored_order(library)),
        protect=tuple(options.protect),
    )


def _absolute_folders(preferred: Sequence[str]) -> list[str]:
    """A folder that was typed is one seen from here."""
    return [
        f"folder:{os.path.abspath(text.removeprefix('folder:'))}" if text.startswith("folder:") else text
        for text in preferred
    ]
