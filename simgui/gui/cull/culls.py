"""Culls of one window: the plan's sheet is opened, files leave and come back, each as a job that can be stopped."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from simgui.core import cull, interrupted, quarantine, restoring
from simgui.core.cull import Culled
from simgui.core.errors import SimguiError
from simgui.core.library import Library
from simgui.core.progress import CancelToken, Progress
from simgui.core.restoring import Restored
from simgui.gui import messages
from simgui.gui.background import Failure, Report, Worker, deadline
from simgui.gui.cull import listing, lists, sentences
from simgui.gui.cull.disks import freed_on
from simgui.gui.cull.looking import Asked
from simgui.gui.cull.sheet import ENDED, RUNNING, CullSheet
from simgui.gui.jobs import Jobs
from simgui.gui.keys import Keys
from simgui.gui.widgets.thumbnails import Thumbnails

if TYPE_CHECKING:
    from simgui.core.cull_plan import Plan
    from simgui.core.members import Group

JOB, PLAN_JOB = "cull", "cull-plan"
Work = Callable[..., object]


@dataclass(frozen=True)
class _Ended:
    """A run that the status line spoke of: what 'see why' shows again."""

    done: Culled
    action: str
    freed_on: str | None


class Culls(QObject):
    """`acted`: what happened, whether undo (True) or redo (False) takes it back, and what shows why some stayed (None:
    none did). `deleted`: for good. `changed`: files have moved, or come back.
    """

    acted = Signal(str, object, object)
    deleted = Signal(str)
    refused = Signal(str)
    bug = Signal(str)
    changed = Signal()

    def __init__(
        self, window: QWidget, library: Library, jobs: Jobs, keys: Keys, actions: Mapping[str, QAction]
    ) -> None:
        """`actions`: the window's own, of which the sheet takes 'undo' and 'cancel'."""
        super().__init__(window)
        self._window, self._library, self._jobs = window, library, jobs
        self.sheet: CullSheet | None = None
        self._failing = False
        self._action = ""  # of what runs: an action, or 'restore'
        self._done: Callable[[object], None] = lambda _result: None
        self.thumbnails = Thumbnails(library, self)
        self.planner, self.worker, self.lister = (
            Worker(name, self) for name in ("cull-plan", "cull", "cull-lists")
        )
        self.actions = {
            name: keys.action(window, "plan", name, text, key, act)
            for name, text, key, act in (
                ("start", self.tr("Start the cull"), ("Ctrl+Enter", "Ctrl+Return"), self._on_start_key),
                ("list", self.tr("Write as list…"), ("Ctrl+E",), self._on_list_key),
            )
        }
        for action in self.actions.values():
            action.setEnabled(False)
        keys.fixed("plan", "leave_out", self.tr("Leave a group out, take it in again"), ("Space",))
        keys.fixed("plan", "go", self.tr("Go to another group"), ("Up", "Down", "PgUp", "PgDown"))
        keys.fixed("plan", "not_now", self.tr("Not now; while it runs: stop after this file"), ("Esc",))
        self._shared = {name: actions[name] for name in ("undo", "cancel")}
        self._connect()

    def _connect(self) -> None:
        self.planner.finished.connect(self._on_planned)
        self.planner.failed.connect(self._on_not_planned)
        self.planner.cancelled.connect(lambda: self._jobs.end(PLAN_JOB))
        self.worker.progressed.connect(self._on_progress)
        self.worker.finished.connect(self._on_finished)
        self.worker.failed.connect(self._on_failed)
        self.worker.cancelled.connect(self._on_cancelled)
        self.lister.finished.connect(self._on_lists)
        self.lister.failed.connect(self._on_lists_failed)

    @property
    def busy(self) -> bool:
        return self.worker.busy

    @property
    def moving(self) -> bool:
        """Files are on their way, or were when it failed just now."""
        return self.busy or self._failing

    # the plan

    def plan(self, groups: Sequence[Group], numbers: Sequence[int] = ()) -> None:
        """Show what would happen to these groups: their members that do not stay leave.

        `numbers`: as the review shows them.
        """
        if not groups:
            self.refused.emit(self.tr("No group is decided yet, so there is nothing to plan."))
            return
        if self._is_busy():
            return
        shown = tuple(numbers) or tuple(range(1, len(groups) + 1))
        self._make(tuple(groups), shown, "quarantine", True)
        self._jobs.show(PLAN_JOB, self.tr("Making the plan"), cancel=self.planner.cancel)

    def _make(
        self, groups: tuple[Group, ...], numbers: tuple[int, ...], action: str, hand_over: bool
    ) -> None:
        library = self._library

        def make(_cancel: CancelToken, _report: Report) -> Asked:
            from simgui.core.cull_plan import plan  # not needed by a window that only starts

            made = plan(library, groups, action=action, hand_over=hand_over)
            return Asked(groups, numbers, action, hand_over, made, freed_on(library, made, action))

        self.planner.start(make)

    def _on_planned(self, asked: Asked) -> None:
        self._jobs.end(PLAN_JOB)
        sheet = self.sheet or self._open_sheet()
        sheet.show_asked(asked)
        sheet.open()

    def _on_not_planned(self, failure: Failure) -> None:
        self._jobs.end(PLAN_JOB)
        sentence = self._sentence(failure)
        if self.sheet is not None:
            self.sheet.show_failed(sentence)
        elif sentence:
            self.refused.emit(sentence)

    def _open_sheet(self) -> CullSheet:
        sheet = CullSheet(self._window, self.thumbnails, {**self.actions, **self._shared})
        sheet.plan_wanted.connect(self._on_plan_wanted)
        sheet.started.connect(self._on_started)
        sheet.list_wanted.connect(self._on_list_wanted)
        sheet.stopped.connect(self.stop)
        sheet.undo_wanted.connect(self._on_undo_wanted)
        sheet.lists_wanted.connect(self._on_lists_wanted)
        sheet.finished.connect(self._on_sheet_closed)
        self.sheet = sheet
        return sheet

    def _on_sheet_closed(self, _result: int) -> None:
        self.planner.drop()
        self.sheet = None

    def _on_plan_wanted(self, action: str, hand_over: bool) -> None:
        asked = None if self.sheet is None else self.sheet.looking.asked
        if asked is not None:
            self._make(asked.groups, asked.numbers, action, hand_over)

    def _on_start_key(self) -> None:
        if self.sheet is not None:
            self.sheet.go()

    def _on_list_key(self) -> None:
        if self.sheet is not None:
            self.sheet.write_list()

    # files leave

    def _on_started(self, plan: Plan, action: str) -> None:
        assert self.sheet is not None
        assert self.sheet.looking.asked is not None
        disk = self.sheet.looking.asked.freed_on
        self.sheet.show_running(len(plan.leaving), action)
        execute = partial(cull.execute, self._library, plan, action)
        self._run(action, execute, lambda done: self._on_culled(done, action, disk))

    def _run(self, action: str, work: Work, done: Callable[..., None]) -> None:
        """`work` in the background, as a job; then `done` with what it gave."""
        self._action, self._done = action, done
        self._jobs.show(JOB, sentences.job(action, None), cancel=self.stop)
        self.worker.start(lambda cancel, report: work(progress=report, cancel=cancel))

    def _is_busy(self) -> bool:
        if self.busy:
            self.refused.emit(self.tr("Files are moving still. Wait for that, or stop it first."))
        return self.busy

    def stop(self) -> None:
        """After the file in hand."""
        self.worker.cancel()
        if self.sheet is not None and self.sheet.stage == RUNNING:
            self.sheet.show_stopping()

    def _on_progress(self, now: Progress) -> None:
        stage = now.stages[0]
        if not self.worker.token.cancelled:
            self._jobs.show(JOB, sentences.job(self._action, now), stage.done, stage.total, self.stop)
        if self.sheet is not None:
            self.sheet.show_progress(now)

    def _on_finished(self, result: object) -> None:
        self._jobs.end(JOB)
        self._done(result)
        self.changed.emit()

    def _on_cancelled(self) -> None:
        """Before it began."""
        self._jobs.end(JOB)
        if self.sheet is not None:
            self.sheet.show_failed("")
        self.changed.emit()

    def _on_failed(self, failure: Failure) -> None:
        self._jobs.end(JOB)
        self._failing = True
        sentence = self._sentence(failure)
        self._failing = False
        if self.sheet is not None and not self._is_unsettled():
            self.sheet.show_failed(sentence)  # nothing has moved
        else:
            self._close_sheet(whatever=True)
            if sentence:
                self.refused.emit(sentence)
        self.changed.emit()

    def _is_unsettled(self) -> bool:
        """It broke off in the middle: the banner says how far it came."""
        try:
            return interrupted.interrupted(self._library) is not None
        except SimguiError:
            return True

    def _sentence(self, failure: Failure) -> str:
        """Empty for a bug, which has a sheet of its own."""
        if failure.error is None:
            self.bug.emit(failure.details)
            return ""
        return messages.say_error(failure.error)

    def _on_culled(self, done: Culled, action: str, disk: str | None) -> None:
        ended = _Ended(done, action, disk)
        stayed = bool(done.failed or done.skipped)
        undoable = True if done.removed else None
        text = sentences.culled(done, action, disk is not None)
        self.acted.emit(text, undoable, partial(self._show_ended, ended) if stayed else None)
        if self.sheet is not None:
            self.sheet.show_ended(done, action, disk)
        if done.removed and action in ("quarantine", "trash") and done.cull_id is not None:
            self.lister.start(partial(lists.of_cull, self._library, done.cull_id))

    def _show_ended(self, ended: _Ended) -> None:
        """Again, for who looks why some stayed."""
        if self.sheet is None:
            sheet = self._open_sheet()
            sheet.show_ended(ended.done, ended.action, ended.freed_on)
            sheet.open()

    # and come back

    def undo(self, otherwise: Callable[[], object]) -> None:
        """Of the window: what was done last comes back if it is a cull; else it is the others' to take back."""
        event = self._library.history.can_undo()
        if event is not None and event.kind == "cull":
            self.restore(event.id)
        else:
            otherwise()

    def redo(self, otherwise: Callable[[], object]) -> None:
        event = self._library.history.redoes()
        if event is not None and event.kind == "cull":
            self.again(event.id)
        else:
            otherwise()

    def restore(self, cull_id: int, files: Collection[int] | None = None) -> None:
        """Put back what a cull took, or of it these Files."""
        if self._is_busy():
            return
        self._close_sheet()
        unsettled = interrupted.interrupted(self._library)
        if unsettled is not None and unsettled.cull_id == cull_id:
            self.put_back()
            return
        work = partial(restoring.restore, self._library, cull_id, files=files)
        self._run("restore", work, self._on_restored)

    def again(self, cull_id: int) -> None:
        """What came back leaves again."""
        if self._is_busy():
            return
        self._close_sheet()
        action = lists.action_of(self._library, cull_id)
        work = partial(cull.again, self._library, cull_id)
        self._run(action, work, lambda done: self._on_culled(done, action, None))

    def finish(self) -> None:
        """Go on with the cull that was interrupted."""
        if self._is_busy():
            return
        found = interrupted.interrupted(self._library)
        action = found.action if found is not None else "quarantine"
        work = partial(interrupted.finish, self._library)
        self._run(action, work, lambda done: self._on_culled(done, action, None))

    def put_back(self) -> None:
        """Take the interrupted cull back."""
        if not self._is_busy():
            self._run("restore", partial(interrupted.put_back, self._library), self._on_restored)

    def _on_restored(self, done: Restored) -> None:
        self.acted.emit(sentences.restored(done), False if done.restored else None, None)

    def empty(self, files: int) -> None:
        """Delete for good what the quarantine holds, if it is this many files."""
        if not self._is_busy():
            library = self._library
            self._run("empty", lambda progress, cancel: quarantine.empty(library, files), self._on_emptied)

    def _on_emptied(self, done: quarantine.Emptied) -> None:
        self.deleted.emit(sentences.emptied(done))

    def _on_undo_wanted(self) -> None:
        self._shared["undo"].trigger()

    def _close_sheet(self, whatever: bool = False) -> None:
        if self.sheet is not None and (whatever or self.sheet.stage == ENDED):
            self.sheet.accept()

    # lists

    def _on_list_wanted(self, plan: Plan) -> None:
        where = listing.ask_where(self.sheet or self._window)
        if not where:
            return
        shown = messages.shown(os.path.basename(where))
        if detail := listing.write(where, plan):
            text = self.tr("{file} could not be written: {detail}. Nothing was changed there.")
            self._say_in_sheet(text.format(file=shown, detail=detail))
            return
        text = self.tr("{files} listed in {name}. Nothing has moved.")
        said = text.format(files=messages.files(len(plan.leaving)), name=shown)
        if self.sheet is not None and self.sheet.looking.action == "list":
            self.sheet.accept()
        else:
            self._say_in_sheet(said)
        self.acted.emit(said, None, None)

    def _say_in_sheet(self, sentence: str) -> None:
        if self.sheet is not None:
            self.sheet.say(sentence)

    def _on_lists(self, found: object) -> None:
        """Lists that name what left, or those that were written instead."""
        if isinstance(found, lists.Naming):
            if found.lists and self.sheet is not None and self.sheet.stage == ENDED:
                self.sheet.show_lists(found)
        elif isinstance(found, lists.Written) and self.sheet is not None:
            self.sheet.show_written(found)

    def _on_lists_failed(self, failure: Failure) -> None:
        sentence = self._sentence(failure)
        if sentence:
            self._say_in_sheet(sentence)

    def _on_lists_wanted(self, naming: lists.Naming) -> None:
        self.lister.start(partial(lists.write_new, self._library, naming))

    # ending

    def hide_sheet(self) -> None:
        """The window closes: what runs ends after the file in hand, behind it."""
        self.worker.cancel()
        if self.sheet is not None:
            self.sheet.done(0)

    def close(self, wait_ms: int) -> bool:
        left_ms = deadline(wait_ms)
        workers = (self.planner, self.lister, self.worker)
        ended = [worker.close(left_ms()) for worker in workers]
        return all([*ended, self.thumbnails.close(left_ms())])
