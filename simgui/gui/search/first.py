"""What a person sees who has no pictures in the library yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import IconLabel, label
from simgui.gui.widgets.panels import DropFrame


class _Step(QWidget):
    """A number in its circle."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setFixedSize(24, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_soft"))
        painter.drawEllipse(self.rect())
        painter.setPen(theme.color("accent"))
        painter.setFont(theme.font(12, 600))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()


class FirstStart(QWidget):
    """One thing to do, three steps to come, one promise."""

    def __init__(self, add_folder: QAction, choose: QAction) -> None:
        super().__init__()
        frame = DropFrame()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(40, 40, 40, 40)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setSpacing(10)
        column.addStretch(3)
        column.addWidget(IconLabel("images", "accent", 64), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(14)
        self._add(column, label(self.tr("Drop a folder of pictures here"), 24, 600))
        text = self.tr(
            "simgui learns what they look like, then finds near-duplicates of any picture that you drop."
        )
        self._add(column, label(text, 15, tone="muted", wrap=True))
        column.addSpacing(16)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch()
        buttons.addWidget(Button.of(add_folder, "folder-plus", kind="primary"))
        buttons.addStretch()
        column.addLayout(buttons)
        column.addSpacing(36)
        column.addLayout(self._steps())
        column.addSpacing(28)
        promise = QHBoxLayout()
        promise.setSpacing(8)
        promise.addStretch()
        promise.addWidget(IconLabel("shield-check"))
        promise.addWidget(
            label(
                self.tr("Your pictures stay where they are. Nothing leaves this computer."), 13, tone="muted"
            )
        )
        promise.addStretch()
        column.addLayout(promise)
        column.addStretch(4)

    @staticmethod
    def _add(column: QVBoxLayout, widget: QLabel) -> None:
        widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(widget)

    def _steps(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(40)
        row.addStretch()
        steps = (
            (self.tr("Index"), self.tr("Each picture is read once. You can search while it goes on.")),
            (
                self.tr("Drop a picture"),
                self.tr("Its near-duplicates stand beside it, nearest first, with their distance."),
            ),
            (self.tr("Decide"), self.tr("Mark them by keyboard. Everything can be undone.")),
        )
        for number, (title, text) in enumerate(steps, 1):
            cell = QGridLayout()
            cell.setHorizontalSpacing(10)
            cell.setVerticalSpacing(4)
            cell.addWidget(_Step(number), 0, 0)
            cell.addWidget(label(title, 15, 600), 0, 1)
            words = label(text, 13, tone="muted", wrap=True)
            words.setFixedWidth(theme.scaled_px(220))
            cell.addWidget(words, 1, 1)
            cell.setRowStretch(2, 1)
            row.addLayout(cell)
        row.addStretch()
        return row
