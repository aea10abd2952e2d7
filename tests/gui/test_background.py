"""The worker: newest job only, cancel, failures with and without words, closing."""

from __future__ import annotations

import logging
import threading
import time

import pytest

from simgui.core.embedder import EmbedderSpec
from simgui.core.errors import Cancelled, InputError, WeightsMissing
from simgui.core.progress import CancelToken
from simgui.gui.background import Embedders, Failure, Report, Worker


@pytest.fixture
def worker(qapp: object) -> object:
    made = Worker("test")
    yield made
    assert made.close(2000)
    made.deleteLater()


def test_result_and_progress_arrive(worker: Worker, qtbot: object) -> None:
    news: list[object] = []
    worker.progressed.connect(news.append)

    def work(_cancel: CancelToken, report: Report) -> int:
        report("half")
        return 42

    with qtbot.waitSignal(worker.finished) as signal:  # type: ignore[attr-defined]
        worker.start(work)
    assert signal.args == [42]
    assert news == ["half"]
    assert not worker.busy


def test_only_the_newest_is_heard_and_the_older_ones_stop_early(worker: Worker, qtbot: object) -> None:
    results: list[object] = []
    stopped: list[int] = []
    worker.finished.connect(results.append)

    def job(number: int) -> object:
        def work(cancel: CancelToken, _report: Report) -> int:
            try:
                for _ in range(20):
                    cancel.check()
                    time.sleep(0.01)
            except Cancelled:
                stopped.append(number)
                raise
            return number

        return work

    for number in range(5):
        worker.start(job(number))  # type: ignore[arg-type]
        qtbot.wait(5)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bool(results))  # type: ignore[attr-defined]
    assert results == [4]
    assert len(stopped) <= 4


def test_our_own_errors_come_with_words_and_bugs_with_details(
    worker: Worker, qtbot: object, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_cancel: CancelToken, _report: Report) -> None:
        raise InputError("no_roots")

    def crash(_cancel: CancelToken, _report: Report) -> None:
        raise ZeroDivisionError("a bug")

    with qtbot.waitSignal(worker.failed) as signal:  # type: ignore[attr-defined]
        worker.start(refuse)
    failure: Failure = signal.args[0]
    assert failure.error is not None
    assert failure.error.code == "no_roots"
    caplog.set_level(logging.CRITICAL + 1, "simgui.gui.background")
    with qtbot.waitSignal(worker.failed) as signal:  # type: ignore[attr-defined]
        worker.start(crash)
    assert signal.args[0].error is None
    assert "ZeroDivisionError" in signal.args[0].details


def test_closing_ends_a_job_that_is_paused(worker: Worker, qtbot: object) -> None:
    begun = threading.Event()

    def work(cancel: CancelToken, _report: Report) -> None:
        begun.set()
        while True:
            cancel.check()
            time.sleep(0.005)

    worker.start(work)
    assert begun.wait(2)
    worker.token.pause()
    assert worker.close(2000)


def test_nothing_starts_any_more_once_it_is_closed(qapp: object, qtbot: object) -> None:
    made = Worker("closed")
    assert made.close(100)
    made.start(lambda _cancel, _report: 1)
    qtbot.wait(20)  # type: ignore[attr-defined]
    assert not made.busy
    made.deleteLater()


def test_an_embedder_is_loaded_once_and_its_failure_is_told_to_all(
    qapp: object, monkeypatch: pytest.MonkeyPatch, qtbot: object
) -> None:
    calls: list[EmbedderSpec] = []

    def load(spec: EmbedderSpec, _device: str) -> object:
        calls.append(spec)
        raise WeightsMissing("not_named", name=spec.name)

    monkeypatch.setattr("simgui.core.embedder.load_embedder", load)
    embedders = Embedders("cpu")
    with qtbot.waitSignal(embedders.failed):  # type: ignore[attr-defined]
        embedders.start(EmbedderSpec())
    with pytest.raises(WeightsMissing):
        embedders.get(EmbedderSpec(), CancelToken())
    assert len(calls) == 2, "what failed is tried again when it is needed"
    qtbot.waitUntil(lambda: not embedders.busy)  # type: ignore[attr-defined]


def test_waiting_for_an_embedder_ends_with_a_cancel(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    monkeypatch.setattr("simgui.core.embedder.load_embedder", lambda _spec, _device: go_on.wait(10))
    embedders, cancel = Embedders("cpu"), CancelToken()
    threading.Timer(0.1, cancel.cancel).start()
    with pytest.raises(Cancelled):
        embedders.get(EmbedderSpec(), cancel)
    go_on.set()
