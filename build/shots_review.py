"""The states of the review page for build/shots."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from simgui.gui.main_window import REVIEW, MainWindow

# a name, and what must be done anew at each size
State = str | tuple[str, Callable[[], object]]


class Stage(Protocol):
    """What of shots_states.Stage is used here."""

    window: MainWindow

    def wait(self, seconds: float) -> None: ...
    def until(self, condition: Callable[[], object], what: str) -> None: ...
    def close_sheets(self) -> None: ...


def states(stage: Stage) -> Iterator[State]:
    page = stage.window.review_page
    session = page.session
    stage.window.show_page(REVIEW)
    stage.until(lambda: session.known and not session.finding.busy and not session.finding.cutting, "groups")
    stage.wait(0.5)
    session.begin()
    sizes = [len(entry.group.members) for entry in session.model.entries]
    session.go(sizes.index(max(sizes)))
    page.film.take_in_hand(2)
    settled(stage)
    yield "review"
    for key in (Qt.Key.Key_Return, Qt.Key.Key_N, Qt.Key.Key_S, Qt.Key.Key_X):
        QTest.keyClick(page.film.view, key)
        stage.wait(0.2)
    settled(stage)
    yield "review-decided"
    yield "review-filter", page.head.filter.open
    stage.close_sheets()
    yield "review-more", page.head.more.open
    stage.close_sheets()
    yield from _beside(stage)
    page.head.within.slider.step(-100)
    stage.wait(1.0)
    page.head.filter.show_filter("burst", "")
    page.head.filter.chosen.emit()
    stage.until(lambda: not session.model.entries, "no group of this kind")
    yield "review-none"
    page.head.filter.show_filter("all", "")
    page.head.within.show_distance(0.42)
    page.head.filter.chosen.emit()
    stage.until(lambda: session.model.entries, "groups again")
    for _ in session.model.entries:
        QTest.keyClick(page.film.view, Qt.Key.Key_K)
        stage.wait(0.05)
    stage.wait(0.3)
    yield "review-done"
    page.set_read_only(True)
    session.go(0)
    settled(stage)
    yield "review-read-only"


def _beside(stage: Stage) -> Iterator[State]:
    """The layer and the sheets that the page opens."""
    page = stage.window.review_page
    page.keys["compare"].trigger()
    layer = page.comparing.page
    stage.until(lambda: layer.found is not None and not layer.loading.worker.busy, "both pictures compared")
    yield "review-compare"
    layer.left.emit()
    sheet = page.more.open_order()
    sheet.put_first("older")
    stage.until(lambda: not sheet.change.text().startswith("…"), "a preview")
    stage.wait(1.5)
    yield "review-order"
    stage.close_sheets()
    page.keys["accept_all"].trigger()
    stage.wait(0.5)
    if any(sheet.isVisible() for sheet in stage.window.findChildren(QDialog)):
        yield "review-accept-all"
        stage.close_sheets()


def settled(stage: Stage) -> None:
    """Both pictures are on the screen."""
    page = stage.window.review_page
    pictures = page.ahead.pictures
    stage.until(
        lambda: all(pictures.is_whole(one.picture_hash) for one in page.stage.wanted()), "both pictures"
    )
    stage.wait(0.4)
