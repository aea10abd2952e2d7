"""The sheet before anything moves: figures, how files leave, what is left out, and the groups."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from simgui.core.cull_rows import LINKING
from simgui.gui import messages
from simgui.gui.cull import sentences
from simgui.gui.cull.figures import FIGURES, LOW_BELOW_PX, Cards, Figures
from simgui.gui.cull.rows import left_out, left_out_rows, rows_of
from simgui.gui.cull.table import STAYS, PlanModel, PlanView
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import IconLabel, announce, label
from simgui.gui.widgets.panels import Panel
from simgui.gui.widgets.switch import Switch
from simgui.gui.widgets.thumbnails import Thumbnails

if TYPE_CHECKING:
    from simgui.core.cull_plan import Plan
    from simgui.core.members import Group

LEAST_TABLE_PX = 180


@dataclass(frozen=True)
class Asked:
    """What the sheet is about. `numbers`: each group's in the review; `action`, `hand_over`: as the plan was made.

    `freed_on`: the disk on which there is more room afterwards; None: what leaves stays on its own disk.
    """

    groups: tuple[Group, ...]
    numbers: tuple[int, ...]
    action: str
    hand_over: bool
    plan: Plan
    freed_on: str | None = None


class LeftOutBar(QFrame):
    """What stays though it was to leave, and why. `wanted`: show them, or the plan again."""

    wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("leftOut")
        self._words = label("", 13, wrap=True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self.button = Button("", kind="link", dense=True)
        self.button.setCheckable(True)
        self.button.toggled.connect(self._on_toggled)
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 5, 6, 5)
        row.setSpacing(10)
        row.addWidget(IconLabel("triangle-alert", "warning"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        self.setMinimumHeight(theme.scaled_px(40))
        self._label()

    @property
    def text(self) -> str:
        return self.accessibleName() if not self.isHidden() else ""

    def say(self, head: str, rest: str) -> None:
        self._words.setText(f"<b>{html.escape(head)}</b> {html.escape(rest)}")
        self.setAccessibleName(f"{head} {rest}")
        self.setVisible(bool(head))
        if not head and self.button.isChecked():
            self.button.setChecked(False)

    def _on_toggled(self, shown: bool) -> None:
        self._label()
        self.wanted.emit(shown)

    def _label(self) -> None:
        self.button.relabel(self.tr("Show the plan") if self.button.isChecked() else self.tr("Show them"))


class Looking(QWidget):
    """`action_wanted`, `hand_over_wanted`: the plan is to be made anew; `changed`: it has become
    another by leaving groups out.
    """

    action_wanted = Signal(str)
    hand_over_wanted = Signal(bool)
    changed = Signal()

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.asked: Asked | None = None
        self._out: frozenset[str] = frozenset()
        self.plan: Plan | None = None
        self.figures = Figures(FIGURES)
        self.cards = Cards(self._ways())
        self.hand_over = self._switch(
            self.tr("Hand labels over"),
            self.tr("Labels, ratings and tags of what leaves go to what stays, where that has none."),
        )
        self.share = self._switch(
            self.tr("Shared copies instead of links"),
            self.tr(
                "Each stays a file of its own and shares its bytes until one is changed, where the disk can."
            ),
        )
        self.left_out = LeftOutBar()
        self.not_handed_over = label("", 13, tone="muted", wrap=True)
        self.model = PlanModel(self)
        self.table = PlanView(self.model, thumbnails)
        self.table.setAccessibleName(self.tr("Groups of the plan"))
        self.table.setMinimumHeight(theme.scaled_px(LEAST_TABLE_PX))
        self._lay_out()
        self.cards.chosen.connect(self._on_action)
        self.left_out.wanted.connect(self._on_show_left_out)
        self.model.toggled.connect(self._on_toggled)

    def _ways(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("quarantine", self.tr("Quarantine"), self.tr("Inside the library. Can always be put back.")),
            ("trash", self.tr("System trash"), self.tr("Back by undo, until the trash is emptied.")),
            ("hardlink", self.tr("Hard link"), self.tr("Same name, bytes of the one that stays.")),
            ("list", self.tr("List only"), self.tr("Nothing moves. Writes a file list.")),
        )

    def _switch(self, text: str, tip: str) -> QAction:
        made = QAction(text, self)
        made.setToolTip(tip)
        made.setCheckable(True)
        return made

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(16)
        heading.addWidget(label(self.tr("How they leave"), 13, 600))
        heading.addStretch(1)
        self._switches: dict[str, Switch] = {}
        for name, action in (("hand_over", self.hand_over), ("share", self.share)):
            switch = Switch(action)
            switch.setFixedWidth(switch.fontMetrics().horizontalAdvance(action.text()) + 60)
            switch.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._switches[name] = switch
            heading.addWidget(switch)
        self.hand_over.triggered.connect(lambda on: self.hand_over_wanted.emit(on))
        self.share.triggered.connect(lambda on: self.action_wanted.emit("reflink" if on else "hardlink"))
        panel = Panel()
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._column.addWidget(self.figures)
        ways = QVBoxLayout()
        ways.setSpacing(4)
        ways.addLayout(heading)
        ways.addWidget(self.cards)
        self._column.addLayout(ways)
        self._column.addWidget(self.left_out)
        self._column.addWidget(self.not_handed_over)
        self._column.addWidget(panel, 1)

    # what it shows

    @property
    def action(self) -> str:
        return self.asked.action if self.asked is not None else "quarantine"

    def show_asked(self, asked: Asked) -> None:
        """A plan that was made anew; the groups that were left out stay out."""
        first = self.asked is None
        self.asked = asked
        # of the whole plan, whatever groups the person leaves out of it
        self._leaving = {one.group for one in asked.plan.leaving}
        self._left_out = left_out(asked.plan)
        self.cards.show_chosen("hardlink" if asked.action == "reflink" else asked.action)
        self.hand_over.setChecked(asked.hand_over)
        self.share.setChecked(asked.action == "reflink")
        links = asked.action in LINKING
        self._switches["hand_over"].setVisible(not links and asked.action != "list")
        self._switches["share"].setVisible(links)
        self._show_rows()
        if first and self.model.rows:
            self.table.setCurrentIndex(self.model.index(0, STAYS))
        self._apply()

    def show_again(self) -> None:
        """What was chosen since is not to be had."""
        if self.asked is not None:
            self.show_asked(self.asked)

    def _show_rows(self) -> None:
        asked = self.asked
        assert asked is not None
        reasons = self.left_out.button.isChecked()
        make = left_out_rows if reasons else rows_of
        row = self.table.currentIndex().row()
        in_hand = self.model.rows[row].group if 0 <= row < len(self.model.rows) else None
        rows = make(asked.plan, asked.groups, asked.numbers)
        self.model.set_rows(rows, self._out, reasons, asked.freed_on is not None)
        self.table.share_widths()
        there = next((n for n, one in enumerate(self.model.rows) if one.group == in_hand), 0)
        if self.model.rows:
            self.table.setCurrentIndex(self.model.index(there, STAYS))

    def _apply(self) -> None:
        """Figures of what is left of the plan."""
        asked = self.asked
        assert asked is not None
        self.plan = asked.plan.without(self._out) if self._out else asked.plan
        by_person, (groups, files) = len(self._out & self._leaving), self._left_out
        # the person's own join the others; alone they would make the table jump away from under the hand
        own = {"by_person": by_person} if by_person and (groups or files) else {}
        self.left_out.say(*sentences.left_out({**groups, **own}, files))
        self.not_handed_over.setText(sentences.not_handed_over(self.plan.leaving))
        self.not_handed_over.setVisible(bool(self.not_handed_over.text()))
        plan, whole = self.plan, sum(groups.values()) + by_person
        self.figures.show_figures(
            (
                (messages.number(len(plan.leaving)), sentences.files_leave(len(plan.leaving), plan.groups)),
                (messages.size_of(plan.bytes_freed), sentences.freed(asked.action, asked.freed_on)),
                (messages.number(plan.companions), sentences.side_files_go(plan.companions)),
                (messages.number(plan.labels_handed), sentences.labels_go(plan.labels_handed)),
                (messages.number(whole), sentences.groups_stay(whole)),
            )
        )
        self.changed.emit()

    # what the person does

    def _on_action(self, name: str) -> None:
        if name == "hardlink" and self.share.isChecked():
            name = "reflink"
        if name != self.action:
            self.action_wanted.emit(name)

    def _on_toggled(self, groups: list[str], leave: bool) -> None:
        self._out = self._out - set(groups) if leave else self._out | set(groups)
        self.model.set_out(self._out)
        self._apply()
        assert self.plan is not None
        announce(self, sentences.title(self.plan))

    def _on_show_left_out(self, _shown: bool) -> None:
        if self.asked is not None:
            self._show_rows()

    def toggle_in_hand(self) -> None:
        self.model.toggle(self.table.rows_in_hand())

    # layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled_px(LOW_BELOW_PX)
        self.figures.fit(self.width())
        self.cards.set_columns(2 if narrow else 4)
        self._column.setSpacing(10 if narrow else 14)
