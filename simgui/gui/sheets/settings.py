"""What can be chosen about the window. Each choice holds at once, or says when."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from simgui.gui import languages, messages
from simgui.gui.settings import Settings
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import label, rule
from simgui.gui.widgets.panels import Panel

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
        self._panel = Panel()
        self._rows = QVBoxLayout(self._panel)
        self._rows.setContentsMargins(1, 1, 1, 1)
        self._rows.setSpacing(0)
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
            (("system", system), *((scale, messages.percent(float(scale))) for scale in SCALES[1:])),
            None,
            self.tr("Takes effect when simgui starts again."),
        )
        self.language = self._choice(
            self.tr("Language"),
            "language",
            (("system", system), *languages.NAMES.items()),
            self.rebuild_wanted.emit,
        )
        self.still = QCheckBox(self.tr("Reduce motion: what turns while work goes on stands still"))
        self.still.setChecked(settings.flag("still", theme.system_wants_still()))
        self.still.clicked.connect(self._on_still)
        self._add(self.still)
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
        column.addWidget(self._panel)
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
        box.setFixedWidth(theme.scaled_px(250))
        name = label(title, 13, 500)
        name.setBuddy(box)
        said = QVBoxLayout()
        said.setSpacing(1)
        said.addStretch()
        said.addWidget(name)
        if remark:
            said.addWidget(label(remark, 12, tone="muted", wrap=True))
        said.addStretch()
        self._add(said, box)
        return box

    def _add(self, said: QLayout | QWidget, control: QWidget | None = None) -> None:
        """A row: what it is about at the left, the choice at the right, a line between two rows."""
        if self._rows.count():
            self._rows.addWidget(rule())
        holder = QWidget()
        holder.setMinimumHeight(theme.row_px(52))
        row = QHBoxLayout(holder)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(24)
        if isinstance(said, QWidget):
            row.addWidget(said, 1)
        else:
            row.addLayout(said, 1)
        if control is not None:
            row.addWidget(control)
        self._rows.addWidget(holder)

    def _on_still(self, on: bool) -> None:
        self._settings.set("still", "true" if on else "false")
        self.rebuild_wanted.emit()
