"""Which groups are wanted: what groups.cut() goes by, to be made where OpenCV is not loaded yet."""

from __future__ import annotations

from dataclasses import dataclass

from simgui.core.keeper import Prefer


@dataclass(frozen=True)
class Options:
    """within: the threshold (None: usual_within()). pattern: a shell pattern for whole paths, or text in them.

    exact: only Files of one Image. verified: only what was compared and verified. across, within_root: only pairs of
    different Roots, of the same. kind: only groups of this kind ('copies', 'burst'), or with such an edit.
    prefer: the keeper's order (None: the library's own). protect: patterns of paths that never leave, as if their Root
    were protected.
    """

    within: float | None = None
    exact: bool = False
    verified: bool = False
    across: bool = False
    within_root: bool = False
    pattern: str | None = None
    kind: str | None = None
    prefer: Prefer | None = None
    protect: tuple[str, ...] = ()
