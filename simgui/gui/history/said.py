"""What is said of the act in hand, in either panel: what was done, what holds of it since when, and its steps."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout

from simgui.core.acts import Details
from simgui.gui.history import sentences
from simgui.gui.widgets.labels import IconLabel, label


class Said:
    """`sentence` and `steps` are widgets, `line` is a layout: the panel puts them in their places."""

    def __init__(self) -> None:
        self.sentence = label("", 15, 600, wrap=True)
        self.state = label("", 13, wrap=True)
        self.steps = label("", 11, tone="muted", wrap=True)
        self.steps.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._icon = IconLabel("circle-check", "keep")
        self.line = QHBoxLayout()
        self.line.setSpacing(6)
        self.line.addWidget(self._icon)
        self.line.addWidget(self.state, 1)

    def show(self, details: Details, dated: bool) -> None:
        """`dated`: the state is of one time."""
        act = details.act
        self.sentence.setText(sentences.sentence(act))
        self._icon.set(*sentences.state_icon(act))
        since = act.changed_s if act.changed_s is not None else act.time_s
        text = QCoreApplication.translate("history", "{state} since {time}") if dated else "{state}"
        self.state.setText(text.format(state=sentences.state(act), time=sentences.full_time(since)))
        self.steps.setText("\n".join(sentences.step(step) for step in details.steps))
