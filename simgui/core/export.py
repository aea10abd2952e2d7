"""Choosing without culling: lists of what stays or leaves, and a folder of links with one of each."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from simgui.core.catalog import relative_to
from simgui.core.errors import InputError, StoreError
from simgui.core.evidence import Evidence
from simgui.core.groups import Group, Groups
from simgui.core.library import Library
from simgui.core.progress import CancelToken

WHAT = ("stays", "leaves")
COLUMNS = ("path", "group", "kind", "keeper", "distance", "size_bytes", "width_px", "height_px")


@dataclass(frozen=True)
class Row:
    """A File of a list. group, keeper: '' and None for a File that is in no group."""

    path: bytes
    group: str = ""
    kind: str = ""
    keeper: bytes | None = None
    distance: float | None = None
    size_bytes: int = 0
    width_px: int = 0
    height_px: int = 0


def rows(evidence: Evidence, groups: Sequence[Group], what: str) -> list[Row]:
    """By path. 'stays': every File of the Library that does not leave, also those in no group; 'leaves': the others."""
    grouped = {
        member.path: Row(
            member.path,
            group.id,
            group.kind,
            group.keeper.path,
            member.distance,
            member.size_bytes,
            member.width_px,
            member.height_px,
        )
        for group in groups
        for member in group.members
        if member.keep == (what == "stays")
    }
    found = list(grouped.values())
    if what == "stays":
        taken = {member.path for group in groups for member in group.members}
        for item in evidence.items:
            if item.path not in taken:
                picture = evidence.pictures[item.picture]
                size = picture.width_px, picture.height_px
                found.append(Row(item.path, size_bytes=item.size_bytes, width_px=size[0], height_px=size[1]))
    return sorted(found, key=lambda row: row.path)


def write_list(path: Path, found: Sequence[Row]) -> None:
    """As its extension says. Paths are written as the file system has them, in JSON as os.fsdecode() gives them.

    Raises InputError('unknown_list_format', 'exists'), StoreError('not_writable').
    """
    maker = _maker(path)
    try:
        with open(path, "xb") as file:
            file.write(maker(found))
    except FileExistsError:
        raise InputError("exists", path=os.fspath(path)) from None
    except OSError as error:
        raise StoreError("not_writable", path=os.fspath(path), detail=error.strerror or "") from error


def _maker(path: Path) -> Callable[[Sequence[Row]], bytes]:
    makers: dict[str, Callable[[Sequence[Row]], bytes]] = {".csv": _csv, ".txt": _txt, ".json": _json}
    maker = makers.get(path.suffix.lower())
    if maker is None:
        raise InputError("unknown_list_format", path=os.fspath(path), known=", ".join(makers))
    return maker


def lines(paths: Sequence[bytes]) -> bytes:
    """One path a line; a line break in a name would make two of it, so such a path ends in NUL as all others then."""
    end = b"\0" if any(b"\n" in path for path in paths) else b"\n"
    return b"".join(path + end for path in paths)


def _txt(found: Sequence[Row]) -> bytes:
    return lines([row.path for row in found])


def _csv(found: Sequence[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in found:
        writer.writerow([_shown(getattr(row, name)) for name in COLUMNS])
    return text.getvalue().encode("utf-8", "surrogateescape")


def _json(found: Sequence[Row]) -> bytes:
    listed = [{name: _shown(getattr(row, name)) for name in COLUMNS} for row in found]
    return json.dumps({"files": listed}, indent=1).encode()


def _shown(value: object) -> object:
    if isinstance(value, bytes):
        return os.fsdecode(value)
    return round(value, 6) if isinstance(value, float) else value


@dataclass(frozen=True)
class Written:
    """A list or a folder of links that was made, and how many Files it names."""

    path: bytes
    count: int
    what: str


def check(listed: Path | None, links: Path | None) -> None:
    """Before the work that they wait for. Raises InputError('unknown_list_format', 'exists', 'not_empty')."""
    if listed is not None:
        _maker(listed)
        if os.path.lexists(listed):
            raise InputError("exists", path=os.fspath(listed))
    if links is not None and links.is_dir() and any(links.iterdir()):
        raise InputError("not_empty", path=os.fspath(links))


def write(
    library: Library, found: Groups, what: str, listed: Path | None, links: Path | None
) -> tuple[Written, ...]:
    """The list, and links to what stays. Raises as write_list() and make_links()."""
    assert found.evidence is not None
    made = []
    if listed is not None:
        chosen = rows(found.evidence, found.groups, what)
        write_list(listed, chosen)
        made.append(Written(os.fsencode(listed), len(chosen), what))
    if links is not None:
        stays = [row.path for row in rows(found.evidence, found.groups, "stays")]
        count = make_links(links, stays, [root.path for root in library.catalog.roots()])
        made.append(Written(os.fsencode(links), count, "stays"))
    return tuple(made)


# a folder of links


def make_links(
    folder: Path, paths: Iterable[bytes], roots: Sequence[bytes], cancel: CancelToken | None = None
) -> int:
    """Symbolic links to these Files, each under its path within its Root, so that equal names stay apart.

    With several Roots each has a folder of its own. Returns how many. Raises InputError('not_empty'),
    StoreError('not_writable'), Cancelled.
    """
    names = dict(zip(roots, _root_names(roots), strict=True))
    made = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise InputError("not_empty", path=os.fspath(folder))
        for path in paths:
            if cancel is not None:
                cancel.check()
            place = os.path.join(os.fsencode(folder), *_within(path, names))
            os.makedirs(os.path.dirname(place), exist_ok=True)
            os.symlink(path, place)
            made += 1
    except OSError as error:
        raise StoreError("not_writable", path=os.fspath(folder), detail=error.strerror or "") from error
    return made


def _within(path: bytes, names: dict[bytes, bytes]) -> Iterator[bytes]:
    root = max((root for root in names if relative_to(path, root) is not None), key=len)
    if len(names) > 1:
        yield names[root]
    yield relative_to(path, root) or b""


def _root_names(roots: Sequence[bytes]) -> list[bytes]:
    """A folder's name for each Root: its own, with a number where several have the same."""
    names: list[bytes] = []
    for root in roots:
        own = os.path.basename(root.rstrip(b"/")) or b"root"
        name, number = own, 1
        while name in names:
            number += 1
            name = b"%s %d" % (own, number)
        names.append(name)
    return names
