"""The frame around the pages: the rail at the left, the status line below, and the menus."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from simgui.core.progress import Progress
from simgui.gui import messages
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import ElidedLabel, IconLabel, announce, label

RAIL_WIDTH, STATUS_HEIGHT = 80, 32


class RailButton(QToolButton):
    """Icon over word; the current page has a mark at the edge."""

    def __init__(self, icon: str, text: str) -> None:
        super().__init__()
        self._icon = icon
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(QSize(22, 22))
        self.setFont(theme.font(12))
        self.setFixedSize(64, 60)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._repaint_icon()

    def _repaint_icon(self) -> None:
        t = theme.tokens()
        self.setIcon(icons.icon(self._icon, t.text, 22, checked=t.accent))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._repaint_icon()


class Rail(QFrame):
    """Pages that are built; keys and settings at the foot."""

    chosen = Signal(int)

    def __init__(self, pages: Sequence[tuple[str, str]], keys: QAction, settings: QAction) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(RAIL_WIDTH)
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 7, 8)
        column.setSpacing(4)
        for number, (icon, text) in enumerate(pages):
            button = RailButton(icon, text)
            button.setCheckable(True)
            self._group.addButton(button, number)
            column.addWidget(button)
        column.addStretch()
        for icon, action, text in (
            ("keyboard", keys, self.tr("Keys F1")),
            ("settings", settings, self.tr("Settings")),
        ):
            button = RailButton(icon, text)
            button.setToolTip(action.toolTip())
            button.clicked.connect(action.trigger)
            column.addWidget(button)
        self._group.idClicked.connect(self.chosen)

    def set_page(self, number: int) -> None:
        self._group.button(number).setChecked(True)


class StatusLine(QFrame):
    """Left: what runs now, with Cancel, or the last act with Undo. Right: library, images, embedder."""

    cancel_pressed = Signal()
    take_back_pressed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self.setFixedHeight(max(STATUS_HEIGHT, theme.scaled_px(STATUS_HEIGHT)))
        self._icon = IconLabel("circle-check", "muted")
        self._text = ElidedLabel(12)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._bar.setAccessibleName(self.tr("Indexing"))
        self._cancel = Button(self.tr("Cancel"), "x", "Ctrl+.", "flat", dense=True)
        self._undo = Button(self.tr("Undo"), "undo-2", "Ctrl+Z", "flat", dense=True)
        self._redo = Button(self.tr("Redo"), "rotate-cw", "Ctrl+Y", "flat", dense=True)
        self._right = label("", 12, tone="muted")
        self._job = ""
        self._act = ""
        self._undoable: bool | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 1, 12, 1)
        row.setSpacing(9)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        for widget in (self._bar, self._cancel, self._undo, self._redo):
            row.addWidget(widget)
        row.addSpacing(24)
        row.addWidget(self._right)
        self._cancel.clicked.connect(self.cancel_pressed)
        self._undo.clicked.connect(lambda: self.take_back_pressed.emit(True))
        self._redo.clicked.connect(lambda: self.take_back_pressed.emit(False))
        self._refresh()

    @property
    def text(self) -> str:
        return self._job or self._act

    def say(self, text: str, undoable: bool | None = None) -> None:
        """The last act: with Undo (True), Redo (False) or neither (None)."""
        self._act, self._undoable = text, undoable
        self._refresh()
        announce(self, text)

    def show_job(self, text: str, progress: Progress | None = None) -> None:
        self._job = text
        known = progress is not None and progress.stages[-2].total is not None
        self._bar.setVisible(known)
        if known:
            assert progress is not None
            last = progress.stages[-2]
            self._bar.setRange(0, max(last.total or 1, 1))
            self._bar.setValue(min(last.done, max((last.total or 1) - 1, 0)))
        self._refresh()

    def end_job(self) -> None:
        self._job = ""
        self._refresh()

    def show_library(self, text: str) -> None:
        self._right.setText(text)

    def _refresh(self) -> None:
        working = bool(self._job)
        # a decision taken while indexing runs is what the person looks for: it stands beside the job
        self._text.set_text(
            f"{self._job}   ·   {self._act}" if working and self._act else self._job or self._act
        )
        self._icon.setVisible(bool(self._job or self._act))
        self._icon.set("loader-circle" if working else "circle-check", "accent" if working else "muted")
        self._bar.setVisible(working and self._bar.isVisibleTo(self))
        self._cancel.setVisible(working)
        self._undo.setVisible(self._undoable is True)
        self._redo.setVisible(self._undoable is False)


def job_text(what: str, now: Progress, paused: bool) -> str:
    """'Indexing scraped: 41,208 of 57,374 · 183 images/s · 1 min 28 s left'."""
    translate = QCoreApplication.translate
    last, listing = now.stages[-2], now.stages[0]
    if last.total is None:
        text = translate("indexing", "Listing {what}: {n} files")
        parts = [text.format(what=what, n=messages.number(listing.done))]
    else:
        text = translate("indexing", "Indexing {what}: {done} of {total}")
        done, total = messages.number(last.done), messages.number(last.total)
        parts = [text.format(what=what, done=done, total=total)]
    if paused:
        return " · ".join([*parts, translate("indexing", "paused")])
    if last.per_second >= 0.1:
        rate = messages.decimal(last.per_second, 0 if last.per_second >= 10 else 1)
        parts.append(translate("indexing", "{n} images/s").format(n=rate))
    if now.left_s is not None:
        parts.append(translate("indexing", "{time} left").format(time=messages.duration(now.left_s)))
    return " · ".join(parts)


def first_focus(area: QWidget) -> QWidget | None:
    """The first control of an area that takes the keyboard."""
    candidates = [w for w in area.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    usable = [w for w in candidates if w.isVisible() and w.isEnabled()]
    return usable[0] if usable else None
