"""The pages in the middle of the window: one is in sight, with its own keys and the keyboard where it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from simgui.gui.frame import first_focus


class Page(Protocol):
    """What each room's page can do, beside being a widget."""

    def set_active(self, active: bool) -> None:
        """In sight or not: only then its single letters are keys."""

    def areas(self) -> Sequence[QWidget]:
        """What F6 goes through, in the order of the page."""


class Pages(QStackedWidget):
    def __init__(self, *pages: QWidget) -> None:
        super().__init__()
        self._pages = pages
        for page in pages:
            self.addWidget(page)

    def show_page(self, number: int) -> None:
        """With the keyboard where it was on that page, or else on the page itself, not on a control by chance."""
        old, page = self._pages[self.currentIndex()], self._pages[number]
        focused = QApplication.focusWidget()
        here = focused is not None and (focused in (self, old) or old.isAncestorOf(focused))
        moves = page is not old and here
        last = page.focusWidget()
        self.setCurrentIndex(number)
        for other, active in enumerate(self._pages):
            cast(Page, active).set_active(other == number)
        if moves:
            (last if last is not None and last.isVisible() and last.isEnabled() else page).setFocus()

    def take_focus(self) -> None:
        """The keyboard is for the page in sight: whatever had it goes."""
        self._pages[self.currentIndex()].setFocus()

    def go_area(self, step: int, before: Sequence[QWidget], after: QWidget) -> None:
        """To the next area of the window (1), or the one before (-1): the page's stand between the others."""
        areas = [*before, *cast(Page, self._pages[self.currentIndex()]).areas(), after]
        focused = QApplication.focusWidget()
        here = next(
            (n for n, area in enumerate(areas) if focused is not None and area.isAncestorOf(focused)), -1
        )
        for offset in range(1, len(areas) + 1):
            target = first_focus(areas[(here + step * offset) % len(areas)])
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return
