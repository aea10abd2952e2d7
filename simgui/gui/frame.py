"""The frame around the pages: the rail at the left, the status line below, and the menus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from simgui.core.progress import Progress
from simgui.gui import messages
from simgui.gui.jobs import BAR_STEPS, Job, Jobs, steps_under_way
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import ElidedLabel, IconLabel, announce, rule

RAIL_WIDTH, STATUS_HEIGHT = 80, 32
SIDE, SPACING = 12, 9  # in the status line
LEAST_WORDS = 100  # fewer pixels say nothing


class RailButton(QToolButton):
    """Icon over word; the current page has a mark at the edge."""

    def __init__(self, icon: str, text: str) -> None:
        super().__init__()
        self._icon, self._word = icon, text
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(QSize(22, 22))
        self.setFont(theme.font(12))
        self.setFixedSize(max(64, theme.scaled_px(64)), max(60, theme.scaled_px(60)))
        # a click leaves the keyboard to the page
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._repaint_icon()

    def show_count(self, count: int) -> None:
        figure = messages.number(count)
        self.setText(f"{self._word}\n{figure}" if count else self._word)
        name = self.tr("{page}, {n} left").format(page=self._word, n=figure)
        self.setAccessibleName(name if count else self._word)
        height = max(60, theme.scaled_px(60)) + (max(14, theme.scaled_px(14)) if count else 0)
        self.setFixedHeight(height)

    def _repaint_icon(self) -> None:
        t = theme.tokens()
        self.setIcon(icons.icon(self._icon, t.muted, 22, checked=t.accent))

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
        self.setFixedWidth(max(RAIL_WIDTH, theme.scaled_px(64) + 16))
        self._group = QButtonGroup(self)
        self.buttons: list[RailButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 7, 8)
        column.setSpacing(4)
        for number, (icon, text) in enumerate(pages):
            if icon == "history":  # what was done stands apart from what can be done
                line = rule()
                line.setFixedWidth(theme.scaled_px(40))
                column.addSpacing(8)
                column.addWidget(line, 0, Qt.AlignmentFlag.AlignHCenter)
                column.addSpacing(8)
            button = RailButton(icon, text)
            button.setCheckable(True)
            button.toggled.connect(lambda _on: self.update())
            self._group.addButton(button, number)
            self.buttons.append(button)
            column.addWidget(button)
        column.addStretch()
        for icon, action, text in (
            ("keyboard", keys, self.tr("Keys")),
            ("settings", settings, self.tr("Settings")),
        ):
            button = RailButton(icon, text)
            button.setToolTip(action.toolTip())
            if action is keys:  # the one key that leads to all others
                self._show_key(button, action, text)
                action.changed.connect(partial(self._show_key, button, action, text))
            button.clicked.connect(action.trigger)
            column.addWidget(button)
        self._group.idClicked.connect(self.chosen)

    @staticmethod
    def _show_key(button: RailButton, action: QAction, text: str) -> None:
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button.setText(f"{text} {key}".strip())

    def set_page(self, number: int) -> None:
        self._group.button(number).setChecked(True)

    def show_count(self, number: int, count: int) -> None:
        """Below a page's word: how much is left to do there; nothing for none."""
        self.buttons[number].show_count(count)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A mark at the window's edge says which page is in front."""
        super().paintEvent(event)
        current = self._group.checkedButton()
        if current is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        place = current.geometry()
        painter.drawRoundedRect(QRectF(-3, place.top() + 13, 6, place.height() - 26), 3, 3)
        painter.end()


class StatusLine(QFrame):
    """Left: what runs now, with Cancel, or the last act with Undo. Right: library, images, embedder."""

    def __init__(self, jobs: Jobs, cancel: QAction, undo: QAction, redo: QAction) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self.setFixedHeight(max(STATUS_HEIGHT, theme.scaled_px(STATUS_HEIGHT)))
        self._jobs = jobs
        self._icon = IconLabel("circle-check", "muted")
        self._job, self._said = ElidedLabel(12), ElidedLabel(12)
        self._bar = job_bar()
        self._cancel = self._button(cancel, "x", self.tr("Cancel"))
        self._undo = self._button(undo, "undo-2", self.tr("Undo"))
        self._redo = self._button(redo, "redo-2", self.tr("Redo"))
        self.see_why = Button(self.tr("See why"), kind="link", dense=True)
        self.see_why.clicked.connect(lambda: self._why() if self._why is not None else None)
        self._why: Callable[[], object] | None = None
        self.list_button = Button("", "list-checks", kind="flat", dense=True)
        self.list_button.clicked.connect(self._show_list)
        self.list: JobList | None = None
        self._right = ElidedLabel(12, tone="muted", elide=Qt.TextElideMode.ElideRight)
        for words in (self._job, self._said, self._right):
            words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._act = self._note = ""
        self._undoable: bool | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, 1, SIDE, 1)
        row.setSpacing(SPACING)
        self._between = QWidget()
        self._between.setFixedWidth(8)
        left = (self._job, self.list_button, self._bar, self._cancel, self._between)
        for widget in (self._icon, *left, self._said, self.see_why, self._undo, self._redo):
            row.addWidget(widget)
        row.addStretch(1)
        row.addSpacing(SIDE)
        row.addWidget(self._right)
        jobs.changed.connect(self._refresh)
        self._refresh()

    @staticmethod
    def _button(action: QAction, icon: str, text: str) -> Button:
        button = Button.of(action, icon, text, "flat")
        button.set_dense(True)
        return button

    @property
    def text(self) -> str:
        """The job and the last act, as they are shown beside each other."""
        return "   ·   ".join(part for part in (self._job.whole, self._said.whole) if part)

    def say(self, text: str, undoable: bool | None = None, why: Callable[[], object] | None = None) -> None:
        """An act, with Undo (True) or Redo (False), which stay until the next act; None: something to know.

        `why`: shows why a part of it was not done.
        """
        if undoable is not None or why is not None:
            self._why = why
        if undoable is None:
            self._note = text
        else:
            self._act, self._undoable, self._note = text, undoable, ""
        self._refresh()
        announce(self, text)

    def say_for_good(self, text: str) -> None:
        """What was done cannot be taken back, and what could be before stands no more."""
        self._act, self._undoable, self._note, self._why = text, None, "", None
        self._refresh()
        announce(self, text)

    def show_library(self, text: str) -> None:
        self._right.set_text(text)
        self._share_room()

    def _refresh(self) -> None:
        jobs = list(self._jobs)
        newest = jobs[-1] if jobs else None
        # a decision taken while indexing runs is what the person looks for: it stands beside the job
        self._job.set_text(newest.text if newest else "")
        self._said.set_text(" · ".join(part for part in (self._note, self._act) if part))
        self._icon.setVisible(bool(newest or self._said.whole))
        self._icon.set("loader-circle" if newest else "circle-check", "accent" if newest else "muted")
        show_on_bar(self._bar, newest)
        self._cancel.setVisible(newest is not None and newest.cancel is not None)
        self.list_button.setVisible(len(jobs) > 1)
        self.list_button.relabel(self.tr("{n} jobs").format(n=messages.number(len(jobs))))
        self.see_why.setVisible(self._why is not None)
        self._undo.setVisible(self._undoable is True)
        self._redo.setVisible(self._undoable is False)
        self._share_room()

    def _share_room(self) -> None:
        """The job's words come first, then the last act's, then the library's: each as wide as its words."""
        fixed = (
            self._icon,
            self.list_button,
            self._bar,
            self._cancel,
            self._between,
            self.see_why,
            self._undo,
            self._redo,
        )
        both = bool(self._job.whole and self._said.whole)
        self._between.setVisible(both)
        widths = [max(w.sizeHint().width(), w.minimumWidth()) for w in fixed if not w.isHidden()]
        gaps = len(widths) + 3  # and those of the words
        room = self.width() - sum(widths) - gaps * SPACING - 3 * SIDE
        for text in (self._job, self._said, self._right):
            natural = text.sizeHint().width() + 3
            width = min(natural, max(room, 0))
            seen = bool(text.whole) and (width == natural or width >= LEAST_WORDS)
            text.setVisible(seen)
            if seen:
                text.setFixedWidth(width)
                room -= width

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def minimumSizeHint(self) -> QSize:
        # its words give way: they never hold the window wide
        return QSize(0, super().minimumSizeHint().height())

    def _show_list(self) -> None:
        self.list = JobList(self._jobs, self)
        self.list.show_above(self.list_button)


class JobList(QFrame):
    """All that runs, each with its own Cancel; closes by Esc, by a click elsewhere, or when nothing runs."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("jobList")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("What runs now"))
        self._jobs = jobs
        self.rows: dict[str, tuple[ElidedLabel, QProgressBar]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 8, 8)
        self._column.setSpacing(4)
        jobs.changed.connect(self._refresh)
        self._fill()

    def _fill(self) -> None:
        for job in self._jobs:
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(10)
            text, bar = ElidedLabel(12), job_bar()
            row.addWidget(text, 1)
            row.addWidget(bar)
            if job.cancel is not None:
                button = Button(self.tr("Cancel"), "x", kind="flat", dense=True)
                button.setAccessibleName(self.tr("Cancel: {job}").format(job=job.text))
                button.clicked.connect(job.cancel)
                row.addWidget(button)
            self._column.addWidget(holder)
            self.rows[job.name] = (text, bar)
        self._show_how_far()

    def _show_how_far(self) -> None:
        for job in self._jobs:
            text, bar = self.rows[job.name]
            text.set_text(job.text)
            show_on_bar(bar, job)

    def _refresh(self) -> None:
        names = [job.name for job in self._jobs]
        if not names:
            self.close()
        elif names != list(self.rows):
            while (item := self._column.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.hide()
                    old.deleteLater()
            self.rows.clear()
            self._fill()
            self.adjustSize()
        else:
            self._show_how_far()

    def show_above(self, widget: QWidget) -> None:
        window = widget.window()
        self.setFixedWidth(min(theme.scaled_px(680), window.width() - 16))
        self.adjustSize()
        corner = widget.mapToGlobal(widget.rect().topLeft())
        edges = [
            window.mapToGlobal(place).x() for place in (window.rect().topLeft(), window.rect().topRight())
        ]
        left = max(min(corner.x(), edges[1] - self.width() - 8), edges[0] + 8)
        self.move(left, corner.y() - self.sizeHint().height() - 6)
        self.show()
        first = first_focus(self)
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)


def job_bar() -> QProgressBar:
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setFixedWidth(140)
    return bar


def show_on_bar(bar: QProgressBar, job: Job | None) -> None:
    """No bar before the whole is known."""
    known = job is not None and job.total is not None
    bar.setVisible(known)
    if job is not None and job.total is not None:
        bar.setRange(0, BAR_STEPS)
        bar.setValue(steps_under_way(job.done, job.total))
        bar.setAccessibleName(job.text)


def job_text(what: str, now: Progress, paused: bool) -> str:
    """'Indexing scraped: 41,208 of 57,374 · 183 images/s · 1 min 28 s left'."""
    translate = QCoreApplication.translate
    last, listing = now.stage("embedding"), now.stage("listing")
    if last.total is None:
        text = translate("indexing", "Listing {what}: {n} files")
        parts = [text.format(what=what, n=messages.number(listing.done))]
    else:
        text = translate("indexing", "Indexing {what}: {done} of {total}")
        done, total = messages.number(last.done), messages.number(last.total)
        parts = [text.format(what=what, done=done, total=total)]
    if paused:
        return " · ".join([*parts, translate("indexing", "paused")])
    return " · ".join([*parts, *messages.pace(last, now.left_s, translate("indexing", "{n} images/s"))])


def first_focus(area: QWidget) -> QWidget | None:
    """The first control of an area that takes the keyboard."""
    candidates = [w for w in area.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    usable = [w for w in candidates if w.isVisible() and w.isEnabled()]
    return usable[0] if usable else None
