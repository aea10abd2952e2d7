"""The distance up to which pictures count as near, for a header: a word, a plain slider and its field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from simgui.gui.widgets import theme
from simgui.gui.widgets.labels import label
from simgui.gui.widgets.slider import STEPS_PER_UNIT, DistanceField, Slider


class Within(QWidget):
    """Slider and field; the last zone's limit is their end."""

    def __init__(self, zones: Sequence[tuple[float, str, str]]) -> None:
        """zones: (upper limit, word, token), rising."""
        super().__init__()
        self.word = label(self.tr("Within"), 13, tone="muted")
        self.slider = Slider(zones, plain=True)
        self.slider.setMaximum(round(zones[-1][0] * STEPS_PER_UNIT))
        self.slider.setMaximumWidth(theme.scaled_px(150))
        self.field = DistanceField(self.slider)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.word)
        row.addWidget(self.slider, 1)
        row.addWidget(self.field)

    @property
    def distance(self) -> float:
        return self.slider.distance

    def show_distance(self, distance: float) -> None:
        """As it is, without telling."""
        self.slider.blockSignals(True)
        self.slider.set_distance(distance)
        self.slider.blockSignals(False)
        self.field.follow()
        self.slider.say_value()
        self.slider.update()
