"""Roots: made when a folder is indexed, offline while it is absent, let go when all its files moved elsewhere."""

from __future__ import annotations

import glob
import json
import os
import sqlite3
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simgui.core.catalog import Catalog, Root, relative_to
from simgui.core.errors import InputError
from simgui.core.folders import LITTER, Rules, identity
from simgui.core.library_folders import Quarantines
from simgui.core.progress import CancelToken


@dataclass(frozen=True)
class Added:
    """What a run adds to the rules of its roots: patterns and litter rules beside those that they have; a size
    (not None) in place of theirs.
    """

    excludes: Sequence[str] = ()
    litter_off: Sequence[str] = ()
    min_bytes: int | None = None
    min_side_px: int | None = None


def claim(catalog: Catalog, paths: Sequence[bytes], rules: Added) -> list[Root]:
    """The roots to go through: those of the paths, made when they are new; without paths all.

    Raises InputError: no_roots, no_such_folder, not_a_folder, inside_quarantine, unknown_rule.
    """
    for rule in rules.litter_off:
        if rule not in LITTER:
            raise InputError("unknown_rule", rule=rule, known=", ".join(LITTER))
    absolute = [os.path.abspath(path) for path in paths]
    known = {root.path for root in catalog.roots()}
    for path in absolute:
        if not os.path.isdir(path) and path not in known:
            raise InputError("not_a_folder" if os.path.exists(path) else "no_such_folder", path=path)
    quarantines = Quarantines()
    for path in absolute:
        if path not in known and quarantines.hold(path):
            raise InputError("inside_quarantine", path=path)
    chosen = {_root_of(catalog, path) for path in absolute}
    roots = catalog.roots()
    if paths:
        wanted = [root.path for root in roots if root.id in chosen]
        # a root inside a chosen one is part of what was asked for
        roots = [r for r in roots if r.id in chosen or any(relative_to(r.path, path) for path in wanted)]
    if not roots:
        raise InputError("no_roots")
    with catalog.write() as connection:
        for root in roots:
            added = {_as_pattern(exclude, root) for exclude in rules.excludes}
            connection.execute(
                "UPDATE roots SET excludes = ?, litter = ?, min_bytes = coalesce(?, min_bytes),"
                " min_side_px = coalesce(?, min_side_px) WHERE id = ?",
                (
                    json.dumps(sorted({*root.excludes, *added})),
                    json.dumps(sorted({*root.litter, *rules.litter_off})),
                    rules.min_bytes,
                    rules.min_side_px,
                    root.id,
                ),
            )
    ids = {root.id for root in roots}
    return [root for root in catalog.roots() if root.id in ids]


def _as_pattern(exclude: str, root: Root) -> str:
    """A pattern as the root's files are named: './sub', 'sub/' and the folder's whole path all mean sub."""
    inside = relative_to(os.path.normpath(os.fsencode(exclude)), root.path)
    return os.fsdecode(inside) if inside else exclude.removeprefix("./").strip("/")


def _root_of(catalog: Catalog, path: bytes) -> int:
    """The root at a path, the one that holds it (also through a link), or a new one."""
    real = os.path.realpath(path)
    holding: list[tuple[int, Root, bytes]] = []
    for root in catalog.roots():
        root_real = os.path.realpath(root.path)
        if path == root.path or real == root_real or _is_one(real, root_real):
            return root.id
        if (inside := relative_to(real, root_real)) is not None:
            holding.append((len(root_real), root, inside))
    with catalog.write() as connection:
        if holding:
            _, root, inside = max(holding, key=lambda held: held[0])
            # a folder that was forgotten and is asked for again is no longer left out
            excludes = [pattern for pattern in root.excludes if pattern != exactly(inside)]
            connection.execute("UPDATE roots SET excludes = ? WHERE id = ?", (json.dumps(excludes), root.id))
            return root.id
        cursor = connection.execute("INSERT INTO roots (path, added_s) VALUES (?, ?)", (path, time.time()))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _is_one(one: bytes, other: bytes) -> bool:
    """Whether two paths are one folder, as by a second mount or where the case of letters does not tell."""
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def exactly(path: bytes) -> str:
    """The pattern that leaves out this relative path and nothing else."""
    return glob.escape(os.fsdecode(path))


def absent(catalog: Catalog) -> set[int]:
    """The roots whose folder is gone while the disk that held it is there: it was moved, not unplugged.

    Their files may turn up in any other root. Every root that is not there is marked offline.
    """
    moved = set()
    for root in catalog.roots():
        if not os.path.lexists(root.path):
            mark_offline(catalog, root)
            if disk_is_there(root):
                moved.add(root.id)
    return moved


def disk_is_there(root: Root) -> bool:
    """Whether the folder nearest to an absent root is on the disk that the root was on."""
    folder = root.path
    while not os.path.isdir(folder):
        parent = os.path.dirname(folder)
        if parent == folder:
            return False  # a drive letter that is not there
        folder = parent
    return identity(os.stat(folder))[0] == root.device


def mark_offline(catalog: Catalog, root: Root) -> None:
    with catalog.write() as connection:
        connection.execute("UPDATE roots SET state = 'offline' WHERE id = ?", (root.id,))


def hand_on(connection: sqlite3.Connection, absent_root: int, heir: int) -> None:
    """Protection and rules follow the pictures into the root where they were found."""
    connection.execute(
        "UPDATE roots SET protected = max(roots.protected, o.protected),"
        " excludes = CASE roots.excludes WHEN '[]' THEN o.excludes ELSE roots.excludes END,"
        " min_bytes = max(roots.min_bytes, o.min_bytes), min_side_px = max(roots.min_side_px, o.min_side_px)"
        " FROM (SELECT protected, excludes, min_bytes, min_side_px FROM roots WHERE id = ?) AS o"
        " WHERE roots.id = ?",
        (absent_root, heir),
    )


def finish(
    catalog: Catalog,
    roots: Sequence[Root],
    renamed: Mapping[int, int],
    skipped: Mapping[int, Mapping[str, int]],
) -> None:
    """Note when the roots were indexed and what they left out, and let go of an absent one that was renamed and
    holds no File any more.

    `renamed`: absent root -> the root where its very files, by inode, were found. One whose bytes only were
    found elsewhere stays, offline: what was found may be a copy, and the root may come back.
    """
    now_s = time.time()
    with catalog.write() as connection:
        for root in roots:
            connection.execute(
                "UPDATE roots SET indexed_s = ?, skipped = ? WHERE id = ? AND state = 'online'",
                (now_s, json.dumps({k: n for k, n in skipped.get(root.id, {}).items() if n}), root.id),
            )
        for absent_root, heir in renamed.items():
            left = connection.execute(
                "SELECT 1 FROM files WHERE root = ? AND state = 'present' AND image IS NOT NULL LIMIT 1",
                (absent_root,),
            ).fetchone()
            if left is None:
                # what is known of files that were gone already goes along
                connection.execute(
                    "UPDATE files SET root = ? WHERE root = ? AND state IN ('vanished', 'excluded')",
                    (heir, absent_root),
                )
                connection.execute("DELETE FROM roots WHERE id = ?", (absent_root,))


# what a root leaves out


@dataclass(frozen=True)
class LeftOut:
    """What a root leaves out: patterns as core/folders.py reads them, files of fewer bytes, pictures whose shorter
    edge has fewer pixels (0: no limit).
    """

    excludes: tuple[str, ...] = ()
    min_bytes: int = 0
    min_side_px: int = 0


def cleaned(root: Root, rules: LeftOut) -> LeftOut:
    """The rules as they are kept: no empty patterns, none twice, each as the root's files are named."""
    patterns = {_as_pattern(line.strip(), root) for line in rules.excludes if line.strip()}
    return LeftOut(
        tuple(sorted(pattern for pattern in patterns if pattern)), rules.min_bytes, rules.min_side_px
    )


def would_leave_out(
    catalog: Catalog, root: Root, rules: LeftOut, cancel: CancelToken | None = None
) -> tuple[int, int]:
    """(n, m): n of the m Files of this root that are indexed now would be left out by these rules."""
    rules = cleaned(root, rules)
    patterns = Rules(root.path, rules.excludes, LITTER)
    left_out = count = 0
    for path, size_bytes, side_px in catalog.read().execute(
        "SELECT f.path, f.size_bytes, min(i.width_px, i.height_px) FROM files f JOIN images i ON i.id = f.image"
        " WHERE f.root = ? AND f.state = 'present'",
        (root.id,),
    ):
        if cancel is not None and count % 1000 == 0:
            cancel.check()
        count += 1
        too_small = size_bytes < rules.min_bytes or side_px < rules.min_side_px
        left_out += too_small or patterns.covers(path)
    return left_out, count


def set_rules(catalog: Catalog, root: Root, rules: LeftOut) -> None:
    """What the root leaves out from the next indexing on."""
    rules = cleaned(root, rules)
    with catalog.write() as connection:
        connection.execute(
            "UPDATE roots SET excludes = ?, min_bytes = ?, min_side_px = ? WHERE id = ?",
            (json.dumps(rules.excludes), rules.min_bytes, rules.min_side_px, root.id),
        )
