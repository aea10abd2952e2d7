"""What the quarantine holds, and its emptying: the only thing here that cannot be taken back, so it is asked apart."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from simgui.gui import messages
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import IconLabel, label
from simgui.gui.widgets.panels import Panel
from simgui.gui.widgets.sheet import Sheet


class QuarantinePanel(Panel):
    """Its size, and the way to empty it; not there while it holds nothing. `empty_wanted`: the button was pressed."""

    empty_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.files = self.bytes = 0
        self._size = label("", 15, 600)
        self._words = label(self.tr("in quarantine"), 12, tone="muted")
        self.button = Button(self.tr("Empty quarantine…"), None, dense=True)
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.empty_wanted)
        self._lines = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lines.setSpacing(1)
        self._lines.addWidget(self._size)
        self._lines.addWidget(self._words)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(10)
        self._row.addWidget(IconLabel("archive", "cull"), 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(self._lines, 1)
        self._row.addWidget(self.button)
        self.set_low(False)
        self.hide()

    def show_held(self, files: int, size_bytes: int) -> None:
        self.files, self.bytes = files, size_bytes
        text = self.tr("{files}, {bytes}")
        said = text.format(files=messages.files(files), bytes=messages.size_of(size_bytes))
        self._size.setText(said)
        self.setAccessibleName(f"{said} {self._words.text()}")

    def set_low(self, low: bool) -> None:
        """One line above the list, in place of a panel beside it."""
        self._size.setFont(theme.font(12 if low else 15, 600, figures=True))
        directions = QBoxLayout.Direction
        self._lines.setDirection(directions.LeftToRight if low else directions.TopToBottom)
        self._lines.setSpacing(8 if low else 1)
        self._row.setContentsMargins(*((12, 3, 4, 3) if low else (16, 9, 12, 9)))


class EmptySheet(Sheet):
    """Deleting for good is confirmed by typing how many files it is."""

    def __init__(self, parent: QWidget, files: int, size_bytes: int) -> None:
        super().__init__(parent, "x")
        self.files = files
        self.act.set_kind("danger")
        self.name(
            self.tr("Empty the quarantine?"),
            self.tr("Delete {files} for good").format(files=messages.files(files)),
        )
        lines = (
            self.tr("{files} are deleted for good, {bytes}. simgui cannot bring them back.").format(
                files=messages.files(files), bytes=messages.size_of(size_bytes)
            ),
            self.tr("Stays: all files that are in their folders, and what stands in History."),
        )
        for line in lines:
            self.body.addWidget(label(line, 13, wrap=True))
        text = self.tr("Type {n} to confirm").format(n=messages.number(files))
        self.body.addWidget(label(text, 13, 600))
        self.field = QLineEdit()
        self.field.setAccessibleName(text)
        self.field.setMaximumWidth(theme.scaled_px(180))
        self.field.setMinimumHeight(max(32, theme.scaled_px(32)))
        self.field.setAcceptDrops(False)
        self.body.addWidget(self.field, 0, Qt.AlignmentFlag.AlignLeft)
        self.field.textChanged.connect(self._on_typed)
        self._on_typed("")

    def _on_typed(self, text: str) -> None:
        digits = "".join(str(int(sign)) for sign in text if sign.isdecimal())  # 2,871 as it is shown, too
        self.act.setEnabled(digits == str(self.files))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.field.setFocus()
