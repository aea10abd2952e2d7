"""How the command line shows groups: a list to read, and JSON, which is a contract: fields are added, not renamed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from simgui import words
from simgui.core.export import Written
from simgui.core.groups import Change, Group, Groups, Member, Near
from simgui.core.keeper import Reason
from simgui.output import PATH_ENCODING, changes_json, distance_text, hyphened, path_json

REASONS = {
    "protected": "protected",
    "decided_keep": "decided to stay",
    "labelled": "labelled",
    "whole": "not cropped, nothing covered",
    "most_detail": "most real detail",
    "best_format": "better format",
    "has_date": "has a date",
    "has_place": "has a place (GPS)",
    "quality": "less compressed",
    "older": "older",
    "newer": "newer",
    "largest_file": "larger file",
    "smallest_file": "smaller file",
    "path": "shorter path, then by name",
    "folder": "in {value}",
    "pattern": "its path fits {value}",
}


def reason_words(reason: Reason) -> str:
    return REASONS.get(reason.code, reason.code).format(value=words.text(reason.value or ""))


# JSON


def groups_json(
    found: Groups,
    table: Mapping[tuple[str, str], int],
    written: Iterable[Written],
    changes: Iterable[Change] = (),
) -> dict[str, Any]:
    counts = _counts(found.groups)
    return {
        "groups": [group_json(group) for group in found.groups],
        "pairs_cut": found.pairs_cut,
        "within": round(found.within, 6),
        "compared": found.compared,
        "uncompared": found.uncompared,
        "files": counts["files"],
        "leaving": counts["leaving"],
        "leaving_bytes": counts["bytes"],
        "sure": sum(group.sure for group in found.groups),
        "conflicts": sum(bool(group.conflict) for group in found.groups),
        "would_remove_all": [group.id for group in found.would_remove_all],
        "keeper_changes": changes_json(changes),
        "splits": [{"between": list(pair), "groups": count} for pair, count in table.items()],
        "written": [{**path_json(one.path), "files": one.count, "what": one.what} for one in written],
        "path_encoding": PATH_ENCODING,
    }


def group_json(group: Group) -> dict[str, Any]:
    frees = _frees(group)
    return {
        "id": group.id,
        "kind": group.kind,
        **path_json(group.keeper.path, "keeper"),
        "reasons": [reason_words(reason) for reason in group.reasons],
        "reason_codes": [reason.code for reason in group.reasons],
        "verified": group.verified,
        "sure": group.sure,
        "conflict": list(group.conflict),
        "decided": group.decided,
        "members": [_member_json(member, frees[member.file]) for member in group.members],
        "also_near": [_near_json(near, group) for near in group.also_near],
    }


def _member_json(member: Member, frees_bytes: int) -> dict[str, Any]:
    return {
        **path_json(member.path),
        "distance": round(member.distance, 6),
        "score": round(member.score, 6),
        "word": member.word,
        "identical": member.identical,
        "verified": None if member.comparison is None else member.comparison.verified,
        "kinds": [kind.code for kind in member.kinds],
        "edits": [
            {"kind": kind.code, "value": kind.value, "of": {"a": "keeper", "b": "member"}.get(kind.of)}
            for kind in member.kinds
        ],
        "keep": member.keep,
        "decision": member.decision and hyphened(member.decision),
        "bytes": member.size_bytes,
        "frees_bytes": frees_bytes,
        "pixels": member.width_px * member.height_px,
        "width_px": member.width_px,
        "height_px": member.height_px,
        "format": member.format,
        "date": member.date,
        "same_file": member.same_file,
        "online": member.online,
        "protected": member.protected,
        "label": member.label,
        "parts": [words.plain(path) for path in member.parts],
    }


def _near_json(near: Near, group: Group) -> dict[str, Any]:
    member = next(one.path for one in group.members if one.file == near.member)
    return {
        "group": near.group_id or None,
        **path_json(near.path),
        "distance": round(near.distance, 6),
        **path_json(member, "member"),
    }


def _frees(group: Group) -> dict[int, int]:
    """Bytes that each File's leaving gives back: none for another name of a file that stays or was counted."""
    named = {one.inode for one in group.members if one.keep and one.inode is not None}
    found = {}
    for member in group.members:
        counts = not member.keep and member.inode not in named
        found[member.file] = member.size_bytes if counts else 0
        if member.inode is not None:
            named.add(member.inode)
    return found


def _counts(groups: Iterable[Group]) -> dict[str, int]:
    counts = {"files": 0, "leaving": 0, "bytes": 0}
    for group in groups:
        counts["files"] += len(group.members)
        counts["leaving"] += sum(not member.keep for member in group.members)
        counts["bytes"] += sum(_frees(group).values())
    return counts


# to read


def print_groups(found: Groups, table: Mapping[tuple[str, str], int], written: Iterable[Written]) -> None:
    for number, group in enumerate(found.groups, 1):
        _print_group(group, number, len(found.groups))
    counts = _counts(found.groups)
    bursts = sum(group.kind == "burst" for group in found.groups)
    said = [f"{len(found.groups)} groups of {counts['files']} files"]
    if bursts:
        said.append(f"{bursts} of them bursts, of which nothing leaves")
    said.append(f"{counts['leaving']} files could leave, {size_text(counts['bytes'])}")
    print("; ".join(said) + ". Nothing was moved.")
    if found.uncompared:
        print(f"{found.uncompared} pairs were not compared, so copies farther apart are missing.")
    for group in found.would_remove_all:
        print(
            f"Group {group.id}: all were decided to leave; {words.text(group.keeper.path)} stays all the same."
        )
    if table:
        _print_table(table)
    for one in written:
        print(f"{words.text(one.path)}: {one.count} files, what {one.what}")


def _print_group(group: Group, number: int, of: int) -> None:
    if group.kind == "burst":
        sure = "shots of one scene, all stay"
    else:
        sure = "sure" if group.sure else "verified" if group.verified else "not all verified"
    conflict = f"; labels differ: {' / '.join(map(words.text, group.conflict))}" if group.conflict else ""
    print(f"Group {number} of {of}, {group.id}: {len(group.members)} files, {sure}{conflict}")
    for member in group.members:
        print(f"  {_word(member, group):7} {_distance(member, group):>7}  {member.width_px}×{member.height_px}  "
              f"{size_text(member.size_bytes)}  {words.text(member.path)}{_remarks(member, group)}")  # fmt: skip
    if group.reasons:
        print(f"          kept: {'; then '.join(map(reason_words, group.reasons))}")
    for near in group.also_near:
        where = f" (group {near.group_id})" if near.group_id else ""
        print(f"          near too: {distance_text(near.distance, False)}  {words.text(near.path)}{where}")


def _word(member: Member, group: Group) -> str:
    if member is group.keeper:
        return "keeper"
    return "stays" if member.keep else "leaves"


def _distance(member: Member, group: Group) -> str:
    return "" if member is group.keeper else distance_text(member.distance, member.identical)


def _remarks(member: Member, group: Group) -> str:
    said = []
    if member is not group.keeper:
        said += [words.kind_words(kind, in_first="{what} (in the keeper)") for kind in member.kinds]
        if member.comparison is None and not member.identical:
            said.append("not compared")
    if member.same_file:
        said.append("another name of the same file")
    said += [
        word for word, is_so in (("protected", member.protected), ("offline", not member.online)) if is_so
    ]
    said += [f"label {words.text(member.label)}"] if member.label else []
    if member.parts:
        said.append("with " + ", ".join(words.text(os.path.basename(path)) for path in member.parts))
    return f"  [{', '.join(said)}]" if said else ""


def _print_table(table: Mapping[tuple[str, str], int]) -> None:
    names = list(dict.fromkeys(name for pair in table for name in pair))
    print("Groups that reach from one part of the data set into another:")
    print("          " + "".join(f"{name:>8}" for name in names))
    for row, name in enumerate(names):
        cells = ["" if column < row else str(table[name, other]) for column, other in enumerate(names)]
        print(f"  {name:8}" + "".join(f"{cell:>8}" for cell in cells))


def size_text(size_bytes: float) -> str:
    for unit in ("B", "kB", "MB", "GB"):
        if size_bytes < 1000 or unit == "GB":
            break
        size_bytes /= 1000
    return f"{size_bytes:.0f} {unit}" if unit == "B" or size_bytes >= 100 else f"{size_bytes:.1f} {unit}"
