"""The head of the results: how many hits, and which of them are shown."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from simgui.gui import messages
from simgui.gui.search.orders import KINDS
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import ElidedLabel, label
from simgui.gui.widgets.menu_button import MenuButton

# the page's margin; the grip of the splitter beside it is a part of the left one
SIDE, GRIP = 20, 5


class KindsButton(MenuButton):
    """Opens a menu of the words; those that are ticked are shown."""

    chosen = Signal(object)  # a frozenset of kinds

    def __init__(self) -> None:
        super().__init__("", "funnel")
        self._kinds = frozenset(KINDS)
        self._all = self.menu.addAction(self.tr("All kinds"))
        self._all.setCheckable(True)
        self._all.triggered.connect(lambda: self._choose(frozenset(KINDS)))
        self.menu.addSeparator()
        self._actions: dict[str, QAction] = {}
        for kind in KINDS:
            action = self.menu.addAction(messages.word(kind))
            action.setCheckable(True)
            action.triggered.connect(lambda _on=False, kind=kind: self._toggle(kind))
            self._actions[kind] = action
        self.show_kinds(self._kinds)

    def show_kinds(self, kinds: frozenset[str]) -> None:
        self._kinds = kinds
        every = len(kinds) == len(KINDS)
        self._all.setChecked(every)
        for kind, action in self._actions.items():
            action.setChecked(not every and kind in kinds)
        if every:
            text = self.tr("All kinds")
        elif len(kinds) == 1:
            text = self.tr("Only {kind}").format(kind=messages.word(next(iter(kinds))))
        else:
            text = self.tr("{n} kinds").format(n=messages.number(len(kinds)))
        self.relabel(text)
        self.setAccessibleName(self.tr("Kinds of hits shown: {kinds}").format(kinds=text))
        self.setToolTip(self.tr("Which kinds of hits are shown"))

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """How many hits within the slider each word has; a word without any cannot be chosen."""
        for kind, action in self._actions.items():
            action.setText(f"{messages.word(kind)}\t{messages.number(counts[kind])}")
            action.setEnabled(counts[kind] > 0 or action.isChecked())

    def _toggle(self, kind: str) -> None:
        every = len(self._kinds) == len(KINDS)
        wanted = frozenset((kind,)) if every else self._kinds ^ {kind}
        self._choose(wanted or frozenset(KINDS))

    def _choose(self, kinds: frozenset[str]) -> None:
        self.show_kinds(kinds)
        self.chosen.emit(kinds)


class HideButton(Button):
    """'Hide 2 decided': there only while something is decided."""

    def __init__(self, action: QAction) -> None:
        super().__init__("", "eye-off", kind="flat")
        self.follow(action)

    def show_state(self, decided: int, hides: bool) -> None:
        self.setVisible(decided > 0)
        text = self.tr("Show {n} decided") if hides else self.tr("Hide {n} decided")
        self.relabel(text.format(n=messages.number(decided)))
        self.set_icon("eye" if hides else "eye-off")


class OrderButton(Button):
    """There only while there is another order to show."""

    def __init__(self, action: QAction) -> None:
        super().__init__("", "arrow-down-up", kind="flat")
        self.follow(action)

    def show_state(self, offered: bool, by_score: bool) -> None:
        self.setVisible(offered)
        self.relabel(self.tr("Order by distance: show") if by_score else self.tr("New order: show"))


class Head(QWidget):
    """Count, how it was found, the order and the two filters."""

    def __init__(self, hide: QAction, order: QAction) -> None:
        super().__init__()
        self.count = label("", 18, 600)
        self.detail = ElidedLabel(13, tone="muted", elide=Qt.TextElideMode.ElideRight)
        self.detail.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.order = OrderButton(order)
        self.kinds = KindsButton()
        self.hide_decided = HideButton(hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE - GRIP, 0, SIDE - 9, 0)  # words flush, buttons of no outline not
        row.setSpacing(12)
        row.addWidget(self.count)
        row.addWidget(self.detail, 1)
        row.addWidget(self.order)
        row.addWidget(self.kinds)
        row.addWidget(self.hide_decided)
        row.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(theme.header_px(56))

    def show_count(self, shown: int, within: int) -> None:
        if shown == within:
            text = self.tr("1 hit") if shown == 1 else self.tr("{n} hits")
        else:
            text = self.tr("{n} of {count} hits")
        self.count.setText(text.format(n=messages.number(shown), count=messages.number(within)))
