"""The distance up to which pictures count as near, for a header: a word, a plain slider and its field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from simgui.gui.keys import Keys
from simgui.gui.widgets import theme
from simgui.gui.widgets.labels import label
from simgui.gui.widgets.slider import STEPS_PER_UNIT, DistanceField, Slider, step_keys


class Within(QWidget):
    """Slider and field, always of one value. `changed` tells the distance."""

    changed = Signal(float)

    def __init__(self, zones: Sequence[tuple[float, str, str]]) -> None:
        """zones: (upper limit, word, token), rising."""
        super().__init__()
        self.word = label(self.tr("Within"), 13, tone="muted")
        self.slider, self.field = Slider(zones, plain=True), DistanceField()
        self.set_zones(zones)
        self.slider.setMaximumWidth(theme.scaled_px(150))
        self.slider.valueChanged.connect(self._on_slider)
        self.field.valueChanged.connect(self._on_field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.word)
        row.addWidget(self.slider, 1)
        row.addWidget(self.field)

    def set_zones(self, zones: Sequence[tuple[float, str, str]]) -> None:
        """Another embedder's distances have other limits. The last one is the end of the slider."""
        self.slider.set_zones(zones)
        steps = round(zones[-1][0] * STEPS_PER_UNIT)
        self.slider.setMaximum(steps)
        self.field.setMaximum(steps / STEPS_PER_UNIT)

    def make_keys(self, keys: Keys, page: str, area: QWidget) -> list[QAction]:
        return step_keys(keys, page, area, self.step)

    @property
    def distance(self) -> float:
        return self.slider.value() / STEPS_PER_UNIT

    def show_distance(self, distance: float) -> None:
        """As it is, without telling."""
        for control in (self.slider, self.field):
            control.blockSignals(True)
        self.slider.setValue(round(distance * STEPS_PER_UNIT))
        self.field.setValue(self.slider.value() / STEPS_PER_UNIT)
        for control in (self.slider, self.field):
            control.blockSignals(False)
        self.slider.say_value()
        self.slider.update()

    def step(self, hundredths: int) -> None:
        self.slider.setValue(self.slider.value() + hundredths)

    def _on_slider(self, value: int) -> None:
        self.field.blockSignals(True)
        self.field.setValue(value / STEPS_PER_UNIT)
        self.field.blockSignals(False)
        self.changed.emit(value / STEPS_PER_UNIT)

    def _on_field(self, value: float) -> None:
        self.slider.setValue(round(value * STEPS_PER_UNIT))
