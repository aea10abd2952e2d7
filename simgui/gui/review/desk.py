"""Where the parts of the page stand, in narrow, usual and wide windows."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from simgui.gui.review.film import Film
from simgui.gui.review.head import Head
from simgui.gui.review.keybar import KeyBar
from simgui.gui.review.list import GroupsPanel
from simgui.gui.review.stage import Stage
from simgui.gui.widgets import theme
from simgui.gui.widgets.grid import GAP
from simgui.gui.widgets.panels import Notice, StateView

SIDE_PX, NARROW_PX, WIDE_PX, LOW_PX = 20, 1100, 2000, 720


class Desk(QWidget):
    """Head above, the list at the left, group or words in the middle, keys at the foot."""

    def __init__(
        self, head: Head, panel: GroupsPanel, stage: Stage, film: Film, state: StateView, keybar: KeyBar
    ) -> None:
        super().__init__()
        self.head, self.panel, self.stage, self.film, self.keybar = head, panel, stage, film, keybar
        self.notice = Notice()
        self._list_wanted: bool | None = None  # None: as there is room for it
        self.body = QStackedWidget()
        self.body.addWidget(self._group())
        self.body.addWidget(state)
        self.body.setCurrentIndex(1)
        noticed = QVBoxLayout()
        noticed.setContentsMargins(SIDE_PX, 8, SIDE_PX, 0)
        noticed.addWidget(self.notice)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(noticed)
        right.addWidget(self.body, 1)
        right.addWidget(keybar)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(panel)
        below.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addLayout(below, 1)

    def _group(self) -> QWidget:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 4, 0, 2)
        self._column.setSpacing(4)
        framed, film = QVBoxLayout(), QVBoxLayout()
        framed.setContentsMargins(SIDE_PX, 0, SIDE_PX, 0)
        framed.addWidget(self.stage)
        # the strip has a margin of its own, with room for the ring around a card
        film.setContentsMargins(SIDE_PX - GAP // 2, 0, SIDE_PX - GAP // 2, 0)
        film.addWidget(self.film)
        self._column.addLayout(framed, 1)
        self._column.addLayout(film)
        return inside

    # what is in the middle

    @property
    def shows_group(self) -> bool:
        return self.body.currentIndex() == 0

    def show_group(self) -> None:
        self.body.setCurrentIndex(0)
        # a grid of many shares the height with the panes
        self._column.setStretch(1, 1 if self.film.many else 0)

    def show_state(self) -> None:
        self.body.setCurrentIndex(1)

    def areas(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.head, self.panel, self.body, self.keybar]

    # sizes

    def toggle_list(self) -> None:
        self._list_wanted = self.panel.isHidden()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_narrow(event.oldSize().width()) != self._is_narrow(self.width()):
            self._list_wanted = None  # the window has become another one
        self._arrange()

    @staticmethod
    def _is_narrow(width: int) -> bool:
        return width < theme.scaled_px(NARROW_PX)

    def _arrange(self) -> None:
        narrow, low = self._is_narrow(self.width()), self.height() < theme.scaled_px(LOW_PX)
        wide = self.width() >= theme.scaled_px(WIDE_PX)
        shown = not narrow if self._list_wanted is None else self._list_wanted
        had_keyboard = self.panel.view.hasFocus()
        self.panel.setVisible(shown)
        if had_keyboard and not shown:
            self.film.view.setFocus()
        self.film.set_size("S" if narrow or low else "L" if wide else "M")
        self.stage.set_few(narrow or low)
