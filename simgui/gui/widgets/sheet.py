"""What asks before it does: a sheet with a title, a body, and below them what it does and Not now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import announce, label

WIDTH_PX = 620


class ActButton(Button):
    """Starts by click, by Space or by Ctrl+Enter, never by a plain Enter."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class BareSheet(QDialog):
    """Over its window: a heading, and what is said below it; whoever makes it lays them out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading = label("", 20, 600, wrap=True)
        self.said = label("", 13, tone="warning", wrap=True)
        self.said.hide()

    def titled(self, text: str) -> None:
        self.setWindowTitle(text)
        self.heading.setText(text)

    def say(self, text: str) -> None:
        """Why it could not be done; empty: nothing is the matter."""
        self.said.setText(text)
        self.said.setVisible(bool(text))
        announce(self, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Esc closes; Enter belongs to the button that has the keyboard
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)


class Sheet(BareSheet):
    """Title, body, and buttons below: what it does, and Not now, which Esc presses."""

    def __init__(self, parent: QWidget, icon: str) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        self.act = ActButton("", icon, "Ctrl+⏎")
        self.not_now = Button(self.tr("Not now"), None, "Esc")
        self.not_now.clicked.connect(self.reject)
        self.act.clicked.connect(self.go)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.act.click)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch()
        foot.addWidget(self.not_now)
        foot.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(14)
        column.addWidget(self.heading)
        column.addLayout(self.body, 1)
        column.addWidget(self.said)
        column.addLayout(foot)
        self.setMinimumWidth(theme.scaled_px(WIDTH_PX))

    def name(self, title: str, act: str) -> None:
        self.titled(title)
        self.act.relabel(act)

    def go(self) -> None:
        self.accept()
