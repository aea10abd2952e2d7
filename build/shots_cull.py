"""The states of a cull for build/shots: its plan, what comes of it, and one that was broken off."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shots_review import Stage

from simgui.core import cull, cull_plan, progress
from simgui.core.cull_plan import Plan
from simgui.core.groups import Group, find_groups
from simgui.core.library import Library
from simgui.core.neighbours import find_neighbours
from simgui.core.progress import Progress
from simgui.gui.cull.sheet import ENDED, CullSheet


def culled(stage: Stage) -> Iterator[str]:
    culls = stage.window.culling.culls
    culls.plan(_groups(stage.window.library))
    stage.until(lambda: culls.sheet is not None and culls.sheet.isVisible(), "a plan")
    assert culls.sheet is not None
    yield from _planned(stage, culls.sheet)
    yield from _run(stage, culls.sheet)
    yield "history-culled"
    stage.window.history_page.side.quarantine.button.click()
    yield "history-empty-quarantine"
    stage.close_sheets()
    stage.window.actions_by_name["undo"].trigger()
    _settled(stage)
    yield "history-put-back"


def _planned(stage: Stage, sheet: CullSheet) -> Iterator[str]:
    looking = sheet.looking
    yield "plan"
    looking.table.setFocus()
    QTest.keyClick(looking.table, Qt.Key.Key_Down)
    QTest.keyClick(looking.table, Qt.Key.Key_Space)
    yield "plan-group-left-out"
    looking.cards.cards["hardlink"].click()
    stage.until(lambda: looking.action == "hardlink", "a plan of links")
    yield "plan-links"
    looking.left_out.button.click()
    yield "plan-left-out"
    looking.cards.cards["quarantine"].click()
    stage.until(lambda: looking.action == "quarantine", "the first plan again")


def _run(stage: Stage, sheet: CullSheet) -> Iterator[str]:
    """One of the files has gone meanwhile, and is put back at the end."""
    first, count = _first(sheet.looking.plan)
    sheet.show_running(count, "quarantine")
    under_way = progress.Stage("culling", count // 3, count, 86.0)
    sheet.show_progress(Progress((under_way,), 3.0, 19.0, os.fsencode(first)))
    yield "cull-running"
    sheet.show_failed("")
    away = first.rename(first.with_suffix(".away"))
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stage.until(lambda: sheet.stage == ENDED, "a cull that has ended")
    _settled(stage)
    yield "cull-ended"
    stage.close_sheets()
    away.rename(first)


def _first(plan: Plan | None) -> tuple[Path, int]:
    """The first File that leaves, and how many do."""
    assert plan is not None
    return Path(os.fsdecode(plan.leaving[0].path)), len(plan.leaving)


def _settled(stage: Stage) -> None:
    stage.until(lambda: not stage.window.culling.culls.busy, "files moved")
    stage.wait(0.5)


def interrupted(stage: Stage) -> Iterator[str]:
    yield "cull-interrupted"
    stage.window.culling.culls.put_back()
    _settled(stage)


def break_off(path: Path) -> None:
    """As if the program was killed while the library's copies left."""

    def die(now: Progress) -> None:
        if now.stages[0].done == 3:
            raise KeyboardInterrupt

    interval_s, progress.REPORT_INTERVAL_S = progress.REPORT_INTERVAL_S, 0.0
    with Library.open(path) as library, contextlib.suppress(KeyboardInterrupt):
        cull.execute(library, cull_plan.plan(library, _groups(library)), progress=die)
    progress.REPORT_INTERVAL_S = interval_s


def _groups(library: Library) -> tuple[Group, ...]:
    """Of those that need no comparing."""
    find_neighbours(library)
    return find_groups(library, compare=False).groups
