"""Roots: made when a folder is indexed, offline while it is absent, let go when all its files moved elsewhere."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Mapping, Sequence

from simgui.core.catalog import Catalog, Root, relative_to
from simgui.core.errors import InputError
from simgui.core.folders import LITTER, identity


def claim(
    catalog: Catalog, paths: Sequence[bytes], excludes: Sequence[str], litter_off: Sequence[str]
) -> list[Root]:
    """The roots to go through: those of the paths, made when they are new; without paths all.

    `excludes` (patterns) and `litter_off` (names of litter rules) are added to what these roots have.
    Raises InputError: no_roots, no_such_folder, not_a_folder, unknown_rule.
    """
    for rule in litter_off:
        if rule not in LITTER:
            raise InputError("unknown_rule", rule=rule, known=", ".join(LITTER))
    chosen = {_root_of(catalog, os.path.abspath(path)) for path in paths}
    roots = catalog.roots()
    if paths:
        wanted = [root.path for root in roots if root.id in chosen]
        # a root inside a chosen one is part of what was asked for
        roots = [r for r in roots if r.id in chosen or any(relative_to(r.path, path) for path in wanted)]
    if not roots:
        raise InputError("no_roots")
    with catalog.write() as connection:
        for root in roots:
            connection.execute(
                "UPDATE roots SET excludes = ?, litter = ? WHERE id = ?",
                (
                    json.dumps(sorted({*root.excludes, *excludes})),
                    json.dumps(sorted({*root.litter, *litter_off})),
                    root.id,
                ),
            )
    ids = {root.id for root in roots}
    return [root for root in catalog.roots() if root.id in ids]


def _root_of(catalog: Catalog, path: bytes) -> int:
    """The root at a path, the one that holds it, or a new one."""
    roots = catalog.roots()
    holding = [root for root in roots if path == root.path or relative_to(path, root.path) is not None]
    if holding:
        return max(holding, key=lambda root: len(root.path)).id
    if not os.path.isdir(path):
        raise InputError("not_a_folder" if os.path.exists(path) else "no_such_folder", path=path)
    real = os.path.realpath(path)
    for root in roots:
        if os.path.realpath(root.path) == real:
            return root.id
    with catalog.write() as connection:
        cursor = connection.execute("INSERT INTO roots (path, added_s) VALUES (?, ?)", (path, time.time()))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def absent(catalog: Catalog) -> set[int]:
    """The roots whose folder is gone while the disk that held it is there: it was moved, not unplugged.

    Their files may turn up in any other root. Every root that is not there is marked offline.
    """
    moved = set()
    for root in catalog.roots():
        if not os.path.lexists(root.path):
            mark_offline(catalog, root)
            if _disk_is_there(root):
                moved.add(root.id)
    return moved


def _disk_is_there(root: Root) -> bool:
    """Whether the folder nearest to an absent root is on the disk that the root was on."""
    folder = root.path
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    return identity(os.stat(folder))[0] == root.device


def mark_offline(catalog: Catalog, root: Root) -> None:
    with catalog.write() as connection:
        connection.execute("UPDATE roots SET state = 'offline' WHERE id = ?", (root.id,))


def finish(catalog: Catalog, roots: Sequence[Root], heirs: Mapping[int, Counter[int]]) -> None:
    """Note when the roots were indexed, and let go of an absent one all of whose files were found in others.

    `heirs`: absent root -> how many of its files were found in which root.
    """
    now_s = time.time()
    with catalog.write() as connection:
        for root in roots:
            connection.execute(
                "UPDATE roots SET indexed_s = ? WHERE id = ? AND state = 'online'", (now_s, root.id)
            )
        for root_id, found in heirs.items():
            left = connection.execute(
                "SELECT 1 FROM files WHERE root = ? AND state = 'present' AND image IS NOT NULL LIMIT 1",
                (root_id,),
            ).fetchone()
            if left is not None:
                continue
            # protection and rules follow the pictures
            connection.execute(
                "UPDATE roots SET protected = max(roots.protected, o.protected),"
                " excludes = CASE roots.excludes WHEN '[]' THEN o.excludes ELSE roots.excludes END"
                " FROM (SELECT protected, excludes FROM roots WHERE id = ?) AS o WHERE roots.id = ?",
                (root_id, found.most_common(1)[0][0]),
            )
            connection.execute("DELETE FROM roots WHERE id = ?", (root_id,))
