"""The list of problems: the order a header asks for, what is copied, and when it is read anew."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from simgui.core.errors import StoreError
from simgui.core.library import Library, Problem
from simgui.gui import messages
from simgui.gui.indexing import problems as problems_module
from simgui.gui.indexing.problems import ADVICE, FILE, FOLDER, REASON, ProblemsModel
from simgui.gui.indexing.running import Listed, Overview, Wish
from simgui.gui.work import RECOUNT_MS
from tests.gui.conftest import Desk, scene

CODES = ("truncated", "too_large", "empty", "file_too_large", "corrupt", "of_tomorrow")


def _many(count: int) -> list[Problem]:
    return [
        Problem(
            f"/p/{n % 3}/{'Bb' if n % 2 else 'a'}{count - n:03}.jpg".encode(),
            CODES[n % len(CODES)],
            {"detail": "x", "fraction": n / count},
        )
        for n in range(count)
    ]


def _model(parent: QObject, problems: list[Problem]) -> ProblemsModel:
    model = ProblemsModel(parent)
    model.set_problems(Listed.of(problems))
    return model


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", [REASON, FILE, FOLDER, ADVICE])
def test_rows_stand_in_the_order_of_the_words_under_the_header(
    qapp: QObject, column: int, descending: bool
) -> None:
    problems = _many(90)
    model = _model(qapp, problems)
    model.sort(column, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    def word(problem: Problem) -> tuple[str, ...]:
        folder, name = os.path.split(os.fsdecode(problem.path))
        return {
            REASON: (messages.problem(problem.code), folder, name),
            FILE: (name.lower(), folder),
            FOLDER: (folder, name.lower()),
            ADVICE: (messages.say(problem.code, {}), folder, name),
        }[column]

    assert model.problems == sorted(problems, key=word, reverse=descending)


def test_each_word_is_looked_up_once_however_many_rows_there_are(
    qapp: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = _model(qapp, _many(600))
    looked_up: list[str] = []
    for name in ("problem", "say"):
        real = getattr(messages, name)

        def counted(code: str, *fields: object, real: object = real) -> str:
            looked_up.append(code)
            return str(real(code, *fields))  # type: ignore[operator]

        monkeypatch.setattr(problems_module.messages, name, counted)
    for column in (REASON, ADVICE):
        model.sort(column)
    assert sorted(looked_up) == sorted(CODES * 2)


def test_the_same_list_moves_nothing_and_another_one_is_taken_up(qapp: QObject) -> None:
    listed = Listed.of(_many(12))
    model = ProblemsModel(qapp)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.set_problems(listed)
    model.set_problems(listed)
    assert len(resets) == 1
    model.add([Problem(b"/p/new.jpg", "empty", {}), listed.problems[0]])
    assert (model.total, model.counts["other"]) == (13, 9)
    model.set_problems(listed)  # the new one is gone again
    assert (len(resets), model.total) == (2, 12)
    model.set_kind("truncated")
    assert {problem.code for problem in model.problems} == {"truncated"}
    model.set_problems(Listed.of([Problem(b"/p/a.jpg", "empty", {})]))
    assert (model.kind, model.rowCount()) == ("all", 1)


def test_the_list_is_made_in_a_thread_and_then_copied(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = desk.window.indexing_page.problems_panel
    desk.until(lambda: panel.model.total == 1)
    made_in: list[threading.Thread] = []
    as_text = problems_module.as_text

    def noted(*arguments: object) -> str:
        made_in.append(threading.current_thread())
        return as_text(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(problems_module, "as_text", noted)
    problems = _many(30)
    panel.set_problems(Listed.of(problems))
    with desk.qtbot.waitSignal(panel.said) as said:  # type: ignore[attr-defined]
        panel.copy_list()
    assert said.args == ["List copied: 30 problems"]
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[0] for line in lines] == [os.fsdecode(p.path) for p in problems]
    assert threading.main_thread() not in made_in


# when it is read


class Counting:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.rounds = self.lists = 0
        status, problems = Library.status, Library.problems

        def counted_status(library: Library) -> object:
            self.rounds += 1
            return status(library)

        def counted_problems(library: Library, limit: int | None = None) -> list[Problem]:
            self.lists += 1
            return problems(library, limit)

        monkeypatch.setattr(Library, "status", counted_status)
        monkeypatch.setattr(Library, "problems", counted_problems)


def test_problems_are_not_read_over_and_over_while_indexing_runs(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They come with its news; the whole list is read when it has ended."""
    window = desk.window
    desk.until(lambda: window.indexing_page.problems_panel.model.total == 1)
    desk.until(lambda: not window.overview.worker.busy)
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "empty.jpg").touch()
    for number in range(120):
        scene(400 + number).save(folder / f"{number:03}.png")
    counting = Counting(monkeypatch)
    window.index(Wish((os.fsencode(folder),)))
    for _ in range(3):
        with desk.qtbot.waitSignal(window.overview.changed):  # type: ignore[attr-defined]
            window.overview.refresh()
        assert window.running.busy
    assert (counting.rounds, counting.lists) == (3, 0)
    desk.until(lambda: window.indexing_page.problems_panel.model.total == 2)
    window.cancel_work()
    desk.until(lambda: not window.running.busy and not window.overview.worker.busy)
    assert counting.lists > 0


def test_the_list_is_read_while_indexing_runs_when_it_has_never_been(
    library_path: Path, qapp: QWidget, qtbot: object
) -> None:
    with Library.open(library_path) as library:
        overview = Overview(library, lambda: True, qapp)
        with qtbot.waitSignal(overview.changed) as first:  # type: ignore[attr-defined]
            overview.refresh()
        with qtbot.waitSignal(overview.changed) as second:  # type: ignore[attr-defined]
            overview.refresh()
        assert len(first.args[0].problems.problems) == 1
        assert second.args[0].problems is None
        assert overview.worker.close(5000)


def test_a_list_that_has_not_changed_stays_the_very_same(
    library_path: Path, qapp: QWidget, qtbot: object
) -> None:
    with Library.open(library_path) as library:
        overview = Overview(library, lambda: False, qapp)
        seen = []
        for _ in range(2):
            with qtbot.waitSignal(overview.changed) as signal:  # type: ignore[attr-defined]
                overview.refresh()
            seen.append(signal.args[0].problems)
        assert seen[0] is seen[1]
        assert overview.worker.close(5000)


def test_a_round_that_fails_does_not_lose_the_one_that_was_asked_for(
    library_path: Path, qapp: QWidget, qtbot: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(library_path) as library:
        overview = Overview(library, lambda: False, qapp)
        real = library.status
        fails = [True]

        def status() -> object:
            if fails:
                fails.pop()
                raise StoreError("store_failed", path="x", detail="for a moment")
            return real()

        monkeypatch.setattr(library, "status", status)
        with qtbot.waitSignal(overview.changed):  # type: ignore[attr-defined]
            overview.refresh()
            overview.refresh()
        assert overview.worker.close(5000)


def test_counting_takes_a_tenth_of_the_time_at_most(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    work = desk.window.work
    desk.until(lambda: not work.overview.worker.busy)
    monkeypatch.setattr(type(work.running), "busy", property(lambda _self: True))
    for took_s, next_ms in ((0.01, RECOUNT_MS), (1.5, 15_000)):
        work.overview.took_s = took_s
        work._count_again()
        assert work._recount.interval() == next_ms
        assert work._recount.isActive()
    work._recount.stop()
