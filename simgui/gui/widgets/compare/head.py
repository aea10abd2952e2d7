"""The head of the layer: the way back, what B is to A, how near, and the four ways to look; and the bar at the foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget

from simgui.gui import messages
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.compare.panes import MODES
from simgui.gui.widgets.labels import announce, label
from simgui.gui.widgets.word_mark import WordMark

SIDE = 20
MODE_ICONS = ("columns-2", "split", "eye", "flame")
BAR_PX = 48


class Head(QWidget):
    def __init__(self, back: QAction, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.title = label("", 18, 600, wrap=True)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.distance, self.mark = label("", 15, 600), WordMark()
        self.modes: dict[str, Button] = {}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, 0, SIDE, 0)
        row.setSpacing(12)
        row.addWidget(Button.of(back, "arrow-left"))
        row.addWidget(self.title, 1)
        row.addWidget(self.distance)
        row.addWidget(self.mark)
        segments = QHBoxLayout()
        segments.setSpacing(2)
        for name, icon in zip(MODES, MODE_ICONS, strict=True):
            button = Button.of(actions[name], icon)
            button.setCheckable(True)
            group.addButton(button)
            segments.addWidget(button)
            self.modes[name] = button
        row.addLayout(segments)
        self.setFixedHeight(theme.header_px(56))

    def say(self, title: str) -> None:
        if title != self.title.text():
            self.title.setText(title)
            self.title.setToolTip(title)
            self._fit_title()
            announce(self.title, title)

    def show_near(self, distance: float | None, identical: bool, kind: str) -> None:
        self.distance.setText("" if distance is None else messages.distance(distance, identical))
        self.mark.set(kind)

    def show_mode(self, mode: str) -> None:
        self.modes[mode].setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_title()

    def _fit_title(self) -> None:
        """Two smaller lines where the words of one have no room."""
        large = theme.font(18, 600)
        fits = QFontMetrics(large).horizontalAdvance(self.title.text()) <= self.title.width()
        self.title.setFont(large if fits else theme.font(13, 600))


class Bar(QFrame):
    """Decisions at the left, how to look at the right."""

    def __init__(self, decisions: Sequence[Button], actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("compareBar")
        self.percent = label("", 13, 500)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.percent.setMinimumWidth(theme.scaled_px(56))
        self.steps = [
            Button.of(actions[name], icon, kind="flat")
            for name, icon in (
                ("swap", "arrow-left-right"),
                ("next_region", "chevron-right"),
                ("next", "chevron-down"),
            )
        ]
        smaller, larger = (
            Button.of(actions[name], icon, "", show_key=False)
            for name, icon in (("zoom_out", "zoom-out"), ("zoom_in", "zoom-in"))
        )
        for button, name in ((smaller, "zoom_out"), (larger, "zoom_in")):
            button.relabel("")
            button.setAccessibleName(actions[name].text())
            button.setFixedWidth(32)
        row = QHBoxLayout()
        row.setContentsMargins(SIDE, 0, SIDE, 0)
        row.setSpacing(8)
        for button in decisions:
            row.addWidget(button)
        row.addStretch()
        for widget in (*self.steps, smaller, self.percent, larger, Button.of(actions["fit"], "maximize")):
            row.addWidget(widget)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(row)
        self.setFixedHeight(theme.header_px(BAR_PX))

    def set_narrow(self, narrow: bool) -> None:
        """The keys stay; the list of regions and the keys sheet name them."""
        for button in self.steps:
            button.setVisible(not narrow)
