"""All keys, those of the page in front first. Each can be changed; one that is taken is refused, with its owner."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from simgui.gui.keys import EVERYWHERE, GRID, WITH_GRID, Entry, Keys, page_title
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import announce, label, rule
from simgui.gui.widgets.panels import Panel

MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class KeyButton(Button):
    """Shows the keys of an entry; pressed, it takes the next key that is typed. Esc leaves it as it was."""

    typed = Signal(QKeySequence)

    def __init__(self, entry: Entry) -> None:
        super().__init__("", None, dense=True)
        self.entry = entry
        self._listening = False
        self.clicked.connect(self._listen)
        self.refresh()

    def refresh(self) -> None:
        shown = self.entry.shown or self.tr("no key")
        self.relabel(self.tr("Press a key…") if self._listening else shown)
        name = self.tr("{action}: {key}. Press to change it.")
        self.setAccessibleName(name.format(action=self.entry.text, key=shown))

    def _listen(self) -> None:
        self._listening = True
        self.refresh()
        announce(self, self.tr("Press the new key. Esc leaves it as it was."))

    def _end(self) -> None:
        self._listening = False
        self.refresh()

    def event(self, event: QEvent) -> bool:
        # while it listens, no shortcut of the window's may take the key, nor Tab move on
        if self._listening and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._on_key(event)
                return True
        return super().event(event)

    def _on_key(self, event: QKeyEvent) -> None:
        if event.key() in MODIFIERS:
            return
        self._end()
        if event.key() != Qt.Key.Key_Escape:
            self.typed.emit(QKeySequence(event.keyCombination()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._end()


class KeysSheet(QDialog):
    def __init__(self, parent: QWidget, keys: Keys, page: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self._keys = keys
        self.said = label("", 13, tone="warning", wrap=True)
        self.said.hide()
        self.buttons: list[KeyButton] = []
        inside = QWidget()
        groups = QVBoxLayout(inside)
        groups.setContentsMargins(0, 4, 8, 0)
        groups.setSpacing(8)
        for number, group in enumerate(self._order(page)):
            if number:
                groups.addSpacing(8)
            groups.addWidget(label(page_title(group), 15, 600))
            groups.addWidget(self._panel(keys.of_page(group)))
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Keys"), 20, 600))
        column.addWidget(
            label(self.tr("Press a key's button, then the key that you want instead."), 13, tone="muted")
        )
        column.addWidget(area, 1)
        column.addWidget(self.said)
        column.addLayout(self._foot())
        # no higher than the window below it
        height_px = min(theme.scaled_px(700), max(parent.height() - 48, theme.scaled_px(400)))
        self.resize(theme.scaled_px(720), height_px)

    def _order(self, page: str) -> list[str]:
        known = {entry.page for entry in self._keys.entries}
        first = [page, GRID] if page in WITH_GRID else [page]
        rest = [
            name
            for name in ("search", "review", "plan", "compare", "several", "indexing", "history")
            if name not in first
        ]
        return [name for name in (*first, EVERYWHERE, *rest) if name in known]

    def _panel(self, entries: Sequence[Entry]) -> Panel:
        """A row for each key: what it does at the left, the key at the right."""
        made = Panel()
        column = QVBoxLayout(made)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for number, entry in enumerate(entries):
            if number:
                column.addWidget(rule())
            holder = QWidget()
            holder.setFixedHeight(theme.row_px(34))
            row = QHBoxLayout(holder)
            row.setContentsMargins(12, 0, 8, 0)
            row.setSpacing(12)
            row.addWidget(label(entry.text, 13), 1)
            row.addWidget(self._key(entry))
            column.addWidget(holder)
        return made

    def _key(self, entry: Entry) -> QWidget:
        if entry.fixed:
            shown = label(entry.shown, 13, tone="muted")
            shown.setContentsMargins(0, 0, 10, 0)
            return shown
        button = KeyButton(entry)
        button.setMinimumWidth(theme.scaled_px(112))
        button.typed.connect(lambda key: self._take(button, key))
        self.buttons.append(button)
        return button

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        usual = Button(self.tr("All keys as at first"), "undo-2")
        usual.clicked.connect(self._reset)
        close = Button(self.tr("Close"), "x", "Esc")
        close.clicked.connect(self.accept)
        row.addWidget(usual)
        row.addStretch()
        row.addWidget(close)
        return row

    def _take(self, button: KeyButton, key: QKeySequence) -> None:
        refusal = self._keys.refusal(button.entry, key)
        if not refusal:
            self._keys.change(button.entry, [key])
        self._say(refusal)
        button.refresh()

    def _reset(self) -> None:
        self._keys.reset_all()
        for button in self.buttons:
            button.refresh()
        self._say("")

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))
        if text:
            announce(self, text)
