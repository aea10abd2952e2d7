"""The head of the history page: how many acts there are, and what narrows the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from simgui.gui.history import sentences
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import label

TYPING_MS = 150


class FilterField(QLineEdit):
    """Esc clears, and when there is nothing to clear goes back; Enter and the arrow down go into the list."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Head(QWidget):
    """`asked`: the list is wanted anew, a moment after the last letter."""

    asked = Signal()

    def __init__(self, actions: dict[str, QAction], go_to_filter: QAction) -> None:
        super().__init__()
        self._kind: str | None = None
        self.count = label("", 13, tone="muted")
        self.field = FilterField()
        self.kinds = QMenu(self)
        self.kind_button = Button(sentences.kinds()[0][1], "funnel")
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(label(self.tr("History"), 18, 600))
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.field, 1000)  # as wide as it may be, and the first to give way
        row.addWidget(self.kind_button)
        row.addWidget(Button.of(actions["undo"], "undo-2"))
        row.addWidget(Button.of(actions["redo"], "redo-2"))
        self._go_to_filter = go_to_filter
        go_to_filter.changed.connect(self._show_key)
        self._show_key()
        self._build_filter()

    def _show_key(self) -> None:
        key = self._go_to_filter.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        text = self.tr("Name or kind, {key}").format(key=key) if key else self.tr("Name or kind")
        self.field.setPlaceholderText(text)

    def _build_filter(self) -> None:
        self.field.setAccessibleName(self.tr("Filter by name or kind"))
        self.field.setClearButtonEnabled(True)
        self.field.setAcceptDrops(False)  # what is dropped is the window's
        self._lens = self.field.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._lens.setText(self.tr("Filter"))  # what is heard for it
        self._paint_lens()
        self.field.setMinimumWidth(theme.scaled_px(140))
        self.field.setMaximumWidth(theme.scaled_px(230))
        self.field.setMinimumHeight(max(32, theme.scaled_px(32)))
        group = QActionGroup(self)
        for kind, text in sentences.kinds():
            action = self.kinds.addAction(text)
            action.setCheckable(True)
            action.setChecked(kind is None)
            action.setData(kind)
            group.addAction(action)
        group.triggered.connect(self._on_kind)
        self.kind_button.setToolTip(self.tr("Show one kind only"))
        self.kind_button.clicked.connect(self._open_kinds)
        self.field.textChanged.connect(self._on_typed)
        self._typing.timeout.connect(self.asked)

    def wanted(self) -> tuple[str, str | None]:
        """The text and the kind that the list is narrowed to."""
        return self.field.text().strip(), self._kind

    def show_all(self) -> None:
        self.field.clear()
        self.kinds.actions()[0].trigger()

    def ask_now(self) -> None:
        """What was typed last counts at once."""
        if self._typing.isActive():
            self._typing.stop()
            self.asked.emit()

    def stop(self) -> None:
        self._typing.stop()

    def _on_typed(self, _text: str) -> None:
        self._typing.start()

    def _paint_lens(self) -> None:
        self._lens.setIcon(icons.icon("search", theme.tokens().muted, 15))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_lens"):
            self._paint_lens()

    def _open_kinds(self) -> None:
        self.kinds.popup(self.kind_button.mapToGlobal(self.kind_button.rect().bottomLeft()))

    def _on_kind(self, action: QAction) -> None:
        self._typing.stop()
        self._kind = action.data()
        self.kind_button.relabel(action.text())
        self.asked.emit()
