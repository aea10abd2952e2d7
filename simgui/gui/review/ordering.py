"""What decides which file stays: a list of criteria that can be moved, with what another order would change."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QInputDialog, QListWidget, QVBoxLayout, QWidget

from simgui.core.keeper import ALWAYS_FIRST, DEFAULT_ORDER, FOLDER, MORE_CRITERIA, PATTERN, Prefer, prefer
from simgui.gui import messages
from simgui.gui.review.finding import Preview
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import announce, label
from simgui.gui.widgets.menu_button import MenuButton
from simgui.gui.widgets.panels import Panel
from simgui.gui.widgets.sheet import Sheet

LOOK_AFTER_MS = 300
EXAMPLES = 4
LIST_PX = 304


class OrderSheet(Sheet):
    """`preview_wanted`: an order, of which show_preview() is told what it would change; `chosen`: the order to keep."""

    preview_wanted = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget, order: Prefer, roots: Sequence[bytes]) -> None:
        super().__init__(parent, "check")
        self.name(self.tr("What stays"), self.tr("Use this order"))
        self._roots = roots
        self._stored = order
        self.names = [name for name in order.order if name not in ALWAYS_FIRST]
        first = self.tr(
            "Of each group one file stays: the first in this order. Protected folders, and what you decided to keep,"
            " always come first."
        )
        self.body.addWidget(label(first, 13, wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("What counts, most first"))
        self.list.setMinimumHeight(theme.scaled_px(LIST_PX))
        self.list.currentRowChanged.connect(lambda _row: self._refresh_buttons())
        panel = Panel()
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(6, 6, 6, 6)
        inside.addWidget(self.list)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(panel, 1)
        row.addLayout(self._make_buttons())
        self.body.addLayout(row, 1)
        self.change = label("", 13, 600, wrap=True)
        self.examples = label("", 12, tone="muted", wrap=True)
        self.body.addWidget(self.change)
        self.body.addWidget(self.examples)
        self._look = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._look.timeout.connect(lambda: self.preview_wanted.emit(self.order))
        self._fill(0)

    def _make_buttons(self) -> QVBoxLayout:
        self.up, self.down = Button(self.tr("Up"), "chevron-up"), Button(self.tr("Down"), "chevron-down")
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        for key, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            QShortcut(QKeySequence(key), self, lambda by=by: self._move(by))
        for button, key in ((self.up, "Alt+Up"), (self.down, "Alt+Down")):
            button.setToolTip(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText))
        self.out = Button(self.tr("Take out"), "x")
        self.out.clicked.connect(self._take_out)
        self.usual = Button(self.tr("As usual"), "undo-2")
        self.usual.clicked.connect(lambda: self._set(list(DEFAULT_ORDER[len(ALWAYS_FIRST) :]), 0))
        self.first = MenuButton(self.tr("Put first"), None, kind="plain")
        for path in self._roots[:8]:
            text = self.tr("Folder {folder}").format(folder=messages.shown(path))
            self.first.menu.addAction(text, partial(self.put_first, FOLDER + os.fsdecode(path)))
        self.first.menu.addAction(self.tr("Another folder…"), self._ask_folder)
        self.first.menu.addAction(self.tr("A text in the path…"), self._ask_pattern)
        self.first.menu.addSeparator()
        for name in MORE_CRITERIA:
            self.first.menu.addAction(criterion(name), partial(self.put_first, name))
        column = QVBoxLayout()
        column.setSpacing(8)
        for button in (self.up, self.down, self.first, self.out, self.usual):
            column.addWidget(button)
        column.addStretch()
        return column

    @property
    def order(self) -> Prefer:
        return Prefer((*ALWAYS_FIRST, *self.names))

    # changing

    def put_first(self, name: str) -> None:
        self._set([name, *(other for other in self.names if other != name)], 0)

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Files in this folder stay before others"))
        if chosen:
            self.put_first(FOLDER + chosen)

    def _ask_pattern(self) -> None:
        title = self.tr("Files whose path holds this stay before others")
        text, done = QInputDialog.getText(self, title, self.tr("Text, or a pattern as *original*"))
        if done and text.strip():
            self.put_first(PATTERN + text.strip())

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self.names) and 0 <= row + by < len(self.names):
            names = list(self.names)
            names.insert(row + by, names.pop(row))
            self._set(names, row + by)

    def _take_out(self) -> None:
        row = self.list.currentRow()
        if self._may_go(row):
            self._set([*self.names[:row], *self.names[row + 1 :]], min(row, len(self.names) - 2))

    def _may_go(self, row: int) -> bool:
        """Only what was put there: the others stand at least last."""
        return 0 <= row < len(self.names) and self.names[row] not in DEFAULT_ORDER

    def _set(self, names: list[str], row: int) -> None:
        # the order is always whole: what is not named comes after the rest
        self.names = [name for name in prefer(names).order if name not in ALWAYS_FIRST]
        self._fill(row)
        announce(self.list, self.tr("{n}: {what}").format(n=row + 1, what=criterion(self.names[row])))

    def _fill(self, row: int) -> None:
        self.list.clear()
        for number, name in enumerate(self.names):
            self.list.addItem(f"{messages.number(number + 1)}   {criterion(name)}")
        self.list.setCurrentRow(row)
        self._refresh_buttons()
        same = self.order == self._stored
        self.act.setEnabled(not same)
        self.change.setText(self.tr("This is the order that holds now.") if same else self.tr("Looking…"))
        self.examples.setText("")
        self._look.stop()
        if not same:
            self._look.start()

    def _refresh_buttons(self) -> None:
        row = self.list.currentRow()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < len(self.names) - 1)
        self.out.setEnabled(self._may_go(row))

    # what it would change

    def show_preview(self, found: Preview) -> None:
        if found.prefer != self.order:
            return
        count = len(found.changes)
        text = self.tr("In {n} groups another file would stay.")
        if count == 1:
            text = self.tr("In 1 group another file would stay.")
        elif not count:
            text = self.tr("The same files would stay in all groups.")
        self.change.setText(text.format(n=messages.number(count)))
        one = self.tr("{name} instead of {other}")
        lines = [
            one.format(name=_shown(change.after.path), other=_shown(change.before.path))
            for change in found.changes[:EXAMPLES]
        ]
        self.examples.setText("\n".join(lines))
        announce(self, self.change.text())

    def go(self) -> None:
        self._look.stop()
        self.chosen.emit(self.order)
        self.accept()

    def done(self, result: int) -> None:
        self._look.stop()
        super().done(result)


def _shown(path: bytes) -> str:
    return f"{messages.shown_folder(path)}/{messages.shown_name(path)}"


def criterion(name: str) -> str:
    """What counts, in words."""
    translate = QCoreApplication.translate
    texts = {
        "labelled": translate("review", "It is labelled"),
        "whole": translate("review", "It is not cropped, and nothing is covered"),
        "most_detail": translate("review", "It has most real detail"),
        "best_format": translate("review", "Its format loses least"),
        "has_date": translate("review", "It has a date"),
        "has_place": translate("review", "It has a place (GPS)"),
        "quality": translate("review", "It is less compressed"),
        "older": translate("review", "It is older"),
        "path": translate("review", "Its path is shorter, then by name"),
        "newer": translate("review", "It is newer"),
        "largest_file": translate("review", "Its file is larger"),
        "smallest_file": translate("review", "Its file is smaller"),
    }
    if name.startswith(FOLDER):
        text = translate("review", "It lies in {folder}")
        return text.format(folder=messages.shown(name.removeprefix(FOLDER)))
    if name.startswith(PATTERN):
        text = translate("review", "Its path fits “{pattern}”")
        return text.format(pattern=messages.shown(name.removeprefix(PATTERN)))
    return texts.get(name, name)
