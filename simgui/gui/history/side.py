"""Beside the list, or where there is no room below it: what holds, the quarantine, and the act in hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from simgui.core.acts import Details
from simgui.gui.history.cull_panel import CullPanel
from simgui.gui.history.panels import DetailsPanel, HeldPanel
from simgui.gui.history.quarantine import QuarantinePanel
from simgui.gui.widgets import theme

BESIDE_PX, WIDE_PX, BELOW_PX = 400, 520, 310
ANY_PX = 16_777_215


class ActStack(QStackedWidget):
    """The panel of what the act in hand is."""

    def __init__(self, restore: QAction) -> None:
        super().__init__()
        self._restore = restore
        self.decisions, self.cull = DetailsPanel(restore), CullPanel(restore)
        self.addWidget(self.decisions)
        self.addWidget(self.cull)
        self.cull.chosen.connect(self.show_restore)

    @property
    def in_hand(self) -> DetailsPanel | CullPanel:
        return self.cull if self.currentWidget() is self.cull else self.decisions

    @property
    def details(self) -> Details | None:
        """What is shown."""
        return self.in_hand.details

    def clear(self) -> None:
        self.decisions.clear()
        self.cull.details = None
        self.setCurrentWidget(self.decisions)

    def show_details(self, details: Details) -> None:
        panel = self.decisions if details.act.cull is None else self.cull
        panel.show_details(details)
        self.setCurrentWidget(panel)
        self.show_restore()

    def show_restore(self) -> None:
        """The button says what it does about what is in hand."""
        if self.currentWidget() is self.cull:
            self.cull.show_restore(self._restore)

    def wanted(self) -> list[int] | None:
        """Of a cull, the Files that are selected; None: all of it."""
        focused = self.window().focusWidget()
        inside = focused is not None and self.cull.isAncestorOf(focused)
        return self.cull.wanted() if self.currentWidget() is self.cull and inside else None

    def set_beside(self, beside: bool) -> None:
        self.decisions.set_beside(beside)
        self.cull.set_beside(beside)

    def take_focus(self) -> None:
        self.in_hand.take_focus()


class Side(QWidget):
    """`line`: in place of the figures, above the list."""

    def __init__(self, restore: QAction) -> None:
        super().__init__()
        self.held, self.quarantine, self.details = HeldPanel(), QuarantinePanel(), ActStack(restore)
        self._beside = True
        self.line = QWidget()
        self._line = QHBoxLayout(self.line)
        self._line.setContentsMargins(0, 0, 0, 10)
        self._line.setSpacing(12)
        self._line.addWidget(self.held.line, 1)
        self.held.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._column.addWidget(self.held)
        self._column.addWidget(self.quarantine)
        self._column.addWidget(self.details, 1)

    def set_beside(self, beside: bool) -> None:
        self._beside = beside
        focused = self.quarantine.button.hasFocus()
        self.details.set_beside(beside)
        self.quarantine.set_low(not beside)
        if beside:
            self._column.insertWidget(1, self.quarantine)
        else:
            self._line.addWidget(self.quarantine, 0, Qt.AlignmentFlag.AlignRight)
        if focused:
            self.quarantine.show()
            self.quarantine.button.setFocus()

    def fit(self, wide: bool) -> None:
        width = theme.scaled_px(WIDE_PX if wide else BESIDE_PX)
        self.setMinimumWidth(width if self._beside else 0)
        self.setMaximumWidth(width if self._beside else ANY_PX)
        self.setMaximumHeight(ANY_PX if self._beside else theme.scaled_px(BELOW_PX))
        self.setContentsMargins(0, 0 if self._beside else 14, 0, 0)
        self.held.setVisible(self._beside)
        self.show_quarantine()

    def show_quarantine(self) -> None:
        self.quarantine.setVisible(self.quarantine.files > 0)
