"""Small dialogs: the keys, the settings, and what is said about a bug of our own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from simgui.gui.widgets.labels import label


class KeysSheet(QDialog):
    """All keys, those of the page first."""

    def __init__(self, parent: QWidget, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(6)
        row = 0
        for title, keys in groups:
            grid.addWidget(label(title, 13, 600), row, 0, 1, 2)
            row += 1
            for name, key in keys:
                grid.addWidget(label(name, 13), row, 0)
                grid.addWidget(label(key, 13, 500, "muted"), row, 1)
                row += 1
            grid.setRowMinimumHeight(row, 10)
            row += 1
        grid.setColumnStretch(0, 1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        column = QVBoxLayout(self)
        column.addWidget(area)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.resize(560, 620)


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


class BugSheet(QDialog):
    """A bug of our own: said plainly, with details that can be copied."""

    def __init__(self, parent: QWidget | None, details: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("simgui")
        self.details = details
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(
            label(
                self.tr("Something went wrong in simgui itself. Your files are untouched."),
                15,
                500,
                wrap=True,
            )
        )
        text = QPlainTextEdit(details)
        text.setReadOnly(True)
        text.setAccessibleName(self.tr("Details"))
        column.addWidget(text, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy details"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.resize(640, 360)
