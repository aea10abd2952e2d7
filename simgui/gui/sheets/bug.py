"""What is said about a bug of our own."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from simgui.gui.widgets.labels import label


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
