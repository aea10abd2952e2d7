"""A cull or restore whose process ended half-way: found at the next start, finished or put back."""

from __future__ import annotations

from dataclasses import dataclass

from simgui.core.cull import Culled
from simgui.core.library import Library
from simgui.core.progress import CancelToken, ProgressCallback
from simgui.core.restoring import Restored


@dataclass(frozen=True)
class Interrupted:
    """`moved` of `planned` pictures have left; `restoring`: it was on its way back when it ended."""

    cull_id: int
    time_s: float
    action: str
    planned: int
    moved: int
    restoring: bool = False


def interrupted(library: Library) -> Interrupted | None:
    """The cull that did not end, while nobody works on it. Only reads."""
    raise NotImplementedError


def finish(
    library: Library, *, progress: ProgressCallback | None = None, cancel: CancelToken | None = None
) -> Culled:
    """Go on with it (of one on its way back: what is away stays away). Raises as cull.execute()."""
    raise NotImplementedError


def put_back(
    library: Library, *, progress: ProgressCallback | None = None, cancel: CancelToken | None = None
) -> Restored:
    """Take it back: everything that left returns. Raises as restoring.restore()."""
    raise NotImplementedError
