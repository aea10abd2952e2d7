"""The arguments of the command line, and what each of them means in one line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import simgui
from simgui import cull_command, groups_command, manual, output
from simgui.core.embedder import DEFAULT_NAME
from simgui.core.history import FILE_WORDS, PAIR_WORDS

Run = Callable[[argparse.Namespace], int]


def window_parser(run: Run) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="simgui",
        allow_abbrev=False,
        description="Find near-duplicate pictures. Without a command the window opens.",
        usage="simgui [options] [IMAGE | FOLDER ...]\n       simgui COMMAND [options]",
        epilog=manual.epilog(""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_common(parser)
    parser.add_argument("--version", action="version", version=f"simgui {simgui.__version__}")
    parser.add_argument(
        "paths",
        nargs="*",
        type=_path,
        metavar="IMAGE | FOLDER",
        help="search a picture, or offer a folder for indexing",
    )
    parser.add_argument(
        "--screenshot",
        type=Path,
        metavar="FILE.png",
        help="save the window when its hits are painted, and end",
    )
    _add_embedder(parser)
    parser.set_defaults(run=run)
    return parser


def command_parser(runs: Mapping[str, Run]) -> argparse.ArgumentParser:
    """runs: what each command does, by its name."""
    parser = argparse.ArgumentParser(prog="simgui", allow_abbrev=False)
    _add_common(parser)
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, about: str) -> argparse.ArgumentParser:
        added = commands.add_parser(
            name,
            help=about,
            description=about,
            epilog=manual.epilog(name),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        added.set_defaults(run=runs[name])
        _add_common(added, argparse.SUPPRESS)
        if name not in ("doctor", "desktop"):
            added.add_argument("--json", action="store_true", help="one JSON object on standard output")
        return added

    indexing = command("index", "Index folders, or bring all known ones up to date.")
    indexing.add_argument(
        "paths", nargs="*", type=_path, metavar="PATH", help="a folder (default: all that the library knows)"
    )
    indexing.add_argument(
        "--exclude", action="append", default=[], metavar="PATTERN", help="leave out names or paths, as *.gif"
    )
    indexing.add_argument(
        "--take-in", action="append", default=[], metavar="RULE", help="turn a litter rule off, as trash"
    )
    indexing.add_argument(
        "--min-bytes", type=_size, metavar="N", help="leave out smaller files of these folders (0: none)"
    )
    indexing.add_argument(
        "--min-side", type=_size, metavar="PX", help="leave out pictures whose shorter edge is less (0: none)"
    )
    indexing.add_argument(
        "--re-embed", action="store_true", help="change the library to the embedder named; decisions stay"
    )
    _add_embedder(indexing)
    searching = command("search", "Find the nearest pictures of each IMAGE.")
    searching.add_argument("images", nargs="+", type=_path, metavar="IMAGE", help="a picture, indexed or not")
    searching.add_argument("-k", type=_count, default=50, metavar="N", help="how many hits (default: 50)")
    searching.add_argument(
        "--within", type=_distance, metavar="DISTANCE", help="only hits up to this distance (0 to 2)"
    )
    searching.add_argument(
        "--verify",
        action="store_true",
        help="compare the first hits with the picture, and look for parts of it",
    )
    _add_embedder(searching)
    calibrating = command(
        "calibrate",
        "Fit what distances mean for the library's embedder, on its own pictures altered.",
    )
    calibrating.add_argument(
        "--originals",
        type=_count,
        default=40,
        metavar="N",
        help="how many pictures are altered, each in all ways (default: 40)",
    )
    calibrating.add_argument("--device", default="auto", metavar="D", help="auto, cpu, cuda, cuda:1, mps")
    grouping = command(
        "groups",
        "The library's own duplicates in groups, and which file of each stays.",
    )
    grouping.add_argument(
        "--within",
        type=_distance,
        metavar="D",
        help="up to this distance (default: as wide as comparing it takes no longer than indexing)",
    )
    groups_command.add_arguments(grouping)
    _add_culling(command)
    deciding = command(
        "decide",
        "Decide about two pictures (duplicate, not-duplicate, related, clear)\nor one file (keep, leaves, clear).",
    )
    deciding.add_argument("pictures", nargs="+", type=_path, metavar="PICTURE", help="one or two pictures")
    deciding.add_argument(
        "word",
        choices=(*map(output.hyphened, (*PAIR_WORDS, *FILE_WORDS)), "clear"),
        metavar="WORD",
        help="duplicate, not-duplicate, related; keep, leaves; clear",
    )
    command("undo", "Take back the newest decision or cull.").add_argument(
        "event",
        nargs="?",
        type=int,
        metavar="EVENT",
        help="its number in simgui history (default: the newest)",
    )
    command("redo", "Put again what was taken back last.").add_argument(
        "event",
        nargs="?",
        type=int,
        metavar="EVENT",
        help="the number of a decision that was taken back (default: the newest)",
    )
    command("history", "List what was decided, newest first.")
    command("status", "Say what the library holds. Works while another simgui indexes.")
    forgetting = command("forget", "Take a folder out of the library. Its files stay where they are.")
    forgetting.add_argument(
        "path", type=_path, metavar="PATH", help="a folder of the library, or one inside it"
    )
    forgetting.add_argument("--yes", action="store_true", help="do not ask")
    cull_command.add_protect_arguments(
        command("protect", "Protect an indexed folder: nothing of it leaves, nothing is written there.")
    )
    command("doctor", "Check versions, device, Qt, fonts, writable places and the library's stores.")
    _add_desktop(command("desktop", "Menu entry, icon and 'open with' for Linux desktops."))
    return parser


def _add_culling(command: Callable[..., argparse.ArgumentParser]) -> None:
    culling = command(
        "cull",
        "Let files leave: what was decided, or what groups propose.\nsimgui restore takes it back.",
    )
    culling.add_argument("--within", type=_distance, metavar="D", help="groups up to this distance")
    cull_command.add_arguments(culling)
    cull_command.add_restore_arguments(
        command("restore", "Put back what a cull took: bytes, names, times, side files.")
    )
    cull_command.add_quarantine_arguments(
        command("quarantine", "What culls have moved aside: list it, or delete it for good.")
    )


def _add_desktop(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--install", action="store_true", help="write them, and say each file")
    what.add_argument("--remove", action="store_true", help="take away what --install wrote")
    parser.add_argument("--prefix", type=Path, metavar="DIR", help="the data folder (default: your own)")


def _add_common(parser: argparse.ArgumentParser, default: Any = None) -> None:
    parser.add_argument(
        "--library",
        type=Path,
        default=default,
        metavar="DIR",
        help="the library's folder (or SIMGUI_LIBRARY)",
    )


def _add_embedder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--embedder", metavar="NAME", help=f"timm's name of a network (default: {DEFAULT_NAME})"
    )
    parser.add_argument("--weights", metavar="FILE", help="its weights, .safetensors or .pth")
    parser.add_argument("--device", default="auto", metavar="D", help="auto, cpu, cuda, cuda:1, mps")


def _path(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("an empty path, as from a variable that is not set")
    return text


def _size(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError("0 or more")
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return value


def _distance(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 2:
        raise argparse.ArgumentTypeError("from 0 to 2")
    return value
