"""What is said about a bug of our own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import IconLabel, label


def show_bug(parent: QWidget | None, details: str, moving: bool = False) -> None:
    """One is enough: a fault in painting would open one with every frame. `moving`: files were on their way."""
    if not any(isinstance(w, BugSheet) and w.isVisible() for w in QApplication.topLevelWidgets()):
        sheet = BugSheet(parent, details, moving)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()


class BugSheet(QDialog):
    """A bug of our own: said plainly, with details that can be copied."""

    def __init__(self, parent: QWidget | None, details: str, moving: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle("simgui")
        self.details = details
        said = self.tr("Something went wrong in simgui itself. Your files are untouched.")
        if moving:
            said = self.tr("Something went wrong in simgui itself. History says what has moved.")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconLabel("triangle-alert", "warning", 20))
        head.addWidget(label(said, 15, 600, wrap=True), 1)
        text = QPlainTextEdit(details)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(self.tr("Details"))
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPixelSize(theme.scaled_px(12))
        text.setFont(fixed)
        self.copy = Button(self.tr("Copy details"), "copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        close = Button(self.tr("Close"), "x", "Esc")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch()
        foot.addWidget(self.copy)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(text, 1)
        column.addLayout(foot)
        self.resize(theme.scaled_px(720), theme.scaled_px(380))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.copy.setFocus()
