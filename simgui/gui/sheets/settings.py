"""What can be chosen about the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget


class SettingsSheet(QDialog):
    """What can be chosen; each takes effect at once."""

    def __init__(self, parent: QWidget, theme: str, on_theme: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        self.theme = QComboBox()
        for key, name in (
            ("system", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
            self.theme.addItem(name, key)
        self.theme.setCurrentIndex(self.theme.findData(theme))
        self.theme.activated.connect(lambda _index: on_theme(str(self.theme.currentData())))
        form.addRow(self.tr("Colours"), self.theme)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addStretch()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.resize(420, 160)
