"""What can be chosen about the window. Each choice holds at once, or says when."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from simgui.gui import languages
from simgui.gui.settings import Settings
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import label

DENSITIES = ("comfortable", "compact")
SCALES = ("system", "1", "1.5", "2")


class SettingsSheet(QDialog):
    """`colours_changed`: other ones hold now. `rebuild_wanted`: the window has to be made anew to show the choice."""

    colours_changed = Signal()
    rebuild_wanted = Signal()

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self._settings = settings
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        system = self.tr("As the system")
        self.theme = self._choice(
            self.tr("Colours"),
            "theme",
            (("system", system), ("light", self.tr("Light")), ("dark", self.tr("Dark"))),
            self.colours_changed.emit,
        )
        self.contrast = self._choice(
            self.tr("Contrast"),
            "contrast",
            (("system", system), ("usual", self.tr("Usual")), ("high", self.tr("High"))),
            self.colours_changed.emit,
        )
        self.density = self._choice(
            self.tr("Density"),
            "density",
            (("comfortable", self.tr("Comfortable")), ("compact", self.tr("Compact"))),
            self.rebuild_wanted.emit,
            self.tr("Compact shows more rows at once."),
        )
        self.scale = self._choice(
            self.tr("Scale"),
            "scale",
            (("system", system), ("1", "100 %"), ("1.5", "150 %"), ("2", "200 %")),
            None,
            self.tr("Takes effect when simgui starts again."),
        )
        self.language = self._choice(
            self.tr("Language"),
            "language",
            (("system", system), *languages.NAMES.items()),
            self.rebuild_wanted.emit,
        )
        self.still = QCheckBox(self.tr("Reduce motion: nothing fades, slides or turns"))
        self.still.setChecked(settings.flag("still", False))
        self.still.clicked.connect(self._on_still)
        self._grid.addWidget(self.still, self._grid.rowCount(), 1)
        self._lay_out()

    def _lay_out(self) -> None:
        close = Button(self.tr("Close"), "x", "Esc")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addWidget(label(self.tr("Settings"), 20, 600))
        column.addLayout(self._grid)
        column.addStretch()
        column.addLayout(foot)
        self.resize(theme.scaled_px(720), self.sizeHint().height())

    def _choice(
        self,
        title: str,
        key: str,
        options: Sequence[tuple[str, str]],
        then: Callable[[], object] | None,
        remark: str = "",
    ) -> QComboBox:
        box = QComboBox()
        for value, text in options:
            box.addItem(text, value)
        allowed = tuple(value for value, _ in options)
        box.setCurrentIndex(box.findData(self._settings.word(key, allowed[0], allowed)))
        box.setAccessibleName(title)
        box.setAccessibleDescription(remark)

        def chosen(_index: int) -> None:
            self._settings.set(key, box.currentData())
            if then is not None:
                then()

        box.activated.connect(chosen)
        row = self._grid.rowCount()
        name = label(title, 13, 500)
        name.setBuddy(box)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(box, row, 1)
        if remark:
            self._grid.addWidget(label(remark, 12, tone="muted"), row + 1, 1)
        return box

    def _on_still(self, on: bool) -> None:
        self._settings.set("still", "true" if on else "false")
        self.rebuild_wanted.emit()
