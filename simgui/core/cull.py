"""Files leave by a plan, one after another, each looked at just before, each written down before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simgui.core.cull_plan import Plan
from simgui.core.library import Library
from simgui.core.progress import CancelToken, ProgressCallback

STAGES = ("culling",)  # of the Progress: done and total count pictures


@dataclass(frozen=True)
class Failed:
    """A File that stayed (or, of a restore, was not put back), and why: `code` and `fields` as words.say takes them."""

    path: bytes
    code: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Culled:
    """What became of a plan, counting pictures: planned = removed + failed + skipped.

    `failed`: the computer refused; `skipped`: stays because it, or what it leaves for, is no longer as it was, or
    because the run was stopped (code 'stopped'). `side_files`: files that went along. `cull_id` is None when nothing
    was written down (action 'list', or an empty plan).
    """

    cull_id: int | None
    planned: int
    removed: int
    failed: tuple[Failed, ...]
    skipped: tuple[Failed, ...]
    side_files: int
    bytes_freed: int
    handed_over: int = 0
    stopped: bool = False


def execute(
    library: Library,
    plan: Plan,
    action: str = "quarantine",
    *,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Culled:
    """Carry out a plan. A cancelled run finishes the File in hand and returns with `stopped` set.

    Raises InputError('unknown_action'), Locked, StoreError: indexing_now, culling_now, cull_interrupted (fields: cull;
    settle that first), DiskFull.
    """
    raise NotImplementedError


def again(
    library: Library,
    cull_id: int,
    *,
    progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
) -> Culled:
    """Redo a cull that was taken back: what came back leaves again, with all checks. Raises as execute(), and
    InputError: no_such_event, not_redoable.
    """
    raise NotImplementedError
