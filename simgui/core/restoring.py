"""What left by a cull comes back: bytes, name, times and what belongs to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from simgui.core.cull import Failed
from simgui.core.library import Library
from simgui.core.progress import CancelToken, ProgressCallback

STAGES = ("restoring",)  # of the Progress: done and total count pictures


@dataclass(frozen=True)
class Restored:
    """`restored` counts pictures; `renamed`: (where it was, where it is now), its place being taken."""

    restored: int
    failed: tuple[Failed, ...]
    renamed: tuple[tuple[bytes, bytes], ...]
    side_files: int = 0
    stopped: bool = False


def restore(
    library: Library,
    cull_id: int | None = None,
    *,
    files: Collection[int] | None = None,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Restored:
    """Put back what a cull took (None: all culls), or of it only these `files` (their numbers in the catalogue).

    A cancelled run finishes the File in hand. What is back already is not touched: then `restored` is 0.
    Raises InputError('no_such_cull'), Locked, StoreError: indexing_now, culling_now.
    """
    raise NotImplementedError
