"""Parts of the indexing page: how far each stage is, and which embedder describes the pictures."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from simgui.core.indexing import IndexSummary
from simgui.core.progress import Progress, Stage
from simgui.gui import messages
from simgui.gui.indexing.running import Figures
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import ElidedLabel, IconLabel, label
from simgui.gui.widgets.panels import Panel

STAGES = ("listing", "decoding", "embedding", "storing")
BAR_STEPS = 1000


class _StageRow:
    def __init__(self, grid: QGridLayout, row: int, name: str) -> None:
        self.icon = IconLabel("hourglass", "muted", 16)
        self.name = label(name, 13, 600)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, BAR_STEPS)
        self.bar.setAccessibleName(name)
        self.count = label("", 13)
        self.rate = label("", 13, tone="muted")
        for column, widget in enumerate((self.icon, self.name, self.bar, self.count, self.rate)):
            grid.addWidget(widget, row, column)

    def show(self, stage: Stage, running: bool) -> None:
        total, done = stage.total, stage.done
        complete = total is not None and done >= total
        if complete:
            self.icon.set("circle-check", "keep")
        elif running:
            self.icon.set("loader-circle", "accent")
        else:
            self.icon.set("pause", "muted")
        # without a total it counts up: no bar, no percentage
        keep_place = self.bar.sizePolicy()
        keep_place.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(keep_place)
        self.bar.setVisible(total is not None)
        if total is not None:
            # never full while work goes on
            part = BAR_STEPS if complete else min(done * BAR_STEPS // max(total, 1), BAR_STEPS - 1)
            self.bar.setValue(part)
            if self.bar.property("done") != complete:
                self.bar.setProperty("done", complete)
                self.bar.style().unpolish(self.bar)
                self.bar.style().polish(self.bar)
            text = QGuiApplication.translate("indexing", "{done} of {total}")
            self.count.setText(text.format(done=messages.number(done), total=messages.number(total)))
        else:
            self.count.setText(messages.number(done))
        rate = stage.per_second
        shown = rate > 0 and not complete and running
        text = QGuiApplication.translate("indexing", "{rate} images/s")
        self.rate.setText(text.format(rate=messages.decimal(rate, 0 if rate >= 10 else 1)) if shown else "")


class ProgressPanel(Panel):
    """Stages with n of N and rate; time left; Pause and Cancel. Afterwards one sentence on how it ended."""

    pause_pressed = Signal()
    cancel_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", 15, 600)
        self.path = ElidedLabel(12, tone="muted")
        self._stages = QWidget()
        self._rows: dict[str, _StageRow] = {}
        self._last: Progress | None = None
        names = (self.tr("Listing"), self.tr("Decoding"), self.tr("Embedding"), self.tr("Storing"))
        grid = QGridLayout(self._stages)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(11)
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(3, 130)
        grid.setColumnMinimumWidth(4, 96)
        for row, (stage, name) in enumerate(zip(STAGES, names, strict=True)):
            self._rows[stage] = _StageRow(grid, row, name)
        self._left = label("", 24, 600)
        self._left_of = label("", 12, tone="muted")
        self.pause = Button(self.tr("Pause"), "pause", self.tr("Space"))
        self.cancel = Button(self.tr("Cancel"), "x", "Ctrl+.")
        self.pause.clicked.connect(self.pause_pressed)
        self.cancel.clicked.connect(self.cancel_pressed)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.path, 1)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addLayout(head)
        left.addWidget(self._stages)
        left.addStretch()
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(24, 0, 0, 0)
        right.setSpacing(2)
        right.addWidget(self._left)
        right.addWidget(self._left_of)
        right.addSpacing(14)
        buttons = QHBoxLayout()
        buttons.addWidget(self.pause)
        buttons.addWidget(self.cancel)
        right.addLayout(buttons)
        right.addStretch()
        self._right.setMinimumWidth(268)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 14, 20, 16)
        row.addLayout(left, 1)
        row.addWidget(self._right)

    def begin(self, what: str) -> None:
        self.show()
        self.title.setText(self.tr("Indexing {what}").format(what=what))
        self.path.set_text("")
        self._stages.show()
        self._right.show()
        self._last = None
        self.set_paused(False)
        for row in self._rows.values():
            row.show(Stage("", 0, None, 0.0), True)
            row.count.clear()
        self._left.setText("…")
        self._left_of.setText(self.tr("counting what is to be done"))

    def show_progress(self, now: Progress, paused: bool) -> None:
        self._last = now
        for stage in now.stages:
            self._rows[stage.name].show(stage, not paused)
        self.path.set_text(messages.shown(now.path) if now.path else "")
        if paused:
            self._left.setText(self.tr("Paused"))
            self._left_of.setText(self.tr("what is done is kept"))
        elif now.left_s is not None:
            self._left.setText(messages.duration(now.left_s))
            text = self.tr("left, of about {total}")
            self._left_of.setText(text.format(total=messages.duration(now.left_s + now.elapsed_s)))
        else:
            self._left.setText("…")
            if now.stages[1].total and not now.stages[1].done:
                self._left_of.setText(self.tr("getting the embedder ready"))

    def set_paused(self, paused: bool) -> None:
        if self._last is not None:
            self.show_progress(self._last, paused)
        self.pause.set_icon("play" if paused else "pause")
        self.pause.relabel(self.tr("Resume") if paused else self.tr("Pause"))

    def stopping(self) -> None:
        self._left_of.setText(self.tr("stopping; what is done is kept"))

    def end(self, sentence: str) -> None:
        self.show()
        self.title.setText(sentence)
        self.path.set_text("")
        self._stages.hide()
        self._right.hide()


class EmbedderPanel(Panel):
    """Which network describes the pictures, on which device, and how much room the library takes."""

    def __init__(self) -> None:
        super().__init__()
        self._values: dict[str, ElidedLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 14, 20, 14)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(9)
        grid.addWidget(label(self.tr("How pictures are described"), 13, 600), 0, 0, 1, 2)
        names = (
            ("name", self.tr("Embedder")),
            ("values", self.tr("Values")),
            ("device", self.tr("Device")),
            ("store", self.tr("Store")),
            ("thumbnails", self.tr("Thumbnails")),
            ("library", self.tr("Library")),
        )
        for row, (key, name) in enumerate(names, 1):
            value = ElidedLabel(13, 600 if key == "name" else 400)
            self._values[key] = value
            grid.addWidget(label(name, 13, tone="muted"), row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(value, row, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(names) + 1, 1)
        self.setFixedWidth(400)

    def show_device(self, text: str) -> None:
        self._values["device"].set_text(text)

    def show_figures(self, figures: Figures, default: str) -> None:
        made = figures.embedder
        self._values["name"].set_text(str(made["name"]) if made else default)
        values = (
            self.tr("{n} for each image").format(n=messages.number(int(made["dimension"]))) if made else "–"
        )
        self._values["values"].set_text(values)
        self._values["store"].set_text(messages.size_of(figures.store_bytes))
        self._values["thumbnails"].set_text(messages.size_of(figures.thumbnails_bytes))
        self._values["library"].set_text(messages.shown(figures.status.library))


def sentence_of(summary: IndexSummary | None) -> str:
    """How a run ended: 'Up to date. 412 new, 0 problems, 2.3 s.'"""
    translate = QGuiApplication.translate
    if summary is None:
        return translate("indexing", "Stopped. What was done is kept; index again to go on.")
    if summary.cancelled:
        text = translate("indexing", "Stopped. {new} new so far are kept; index again to go on.")
    else:
        text = translate("indexing", "Up to date. {new} new, {problems}, {time}.")
    said = text.format(
        new=messages.number(summary.embedded),
        problems=messages.problems(len(summary.problems)),
        time=messages.duration(summary.seconds),
    )
    if not summary.cancelled and not summary.files:
        said = translate("indexing", "No picture was found there.")
    left_out = sum(summary.skipped.values())
    if left_out and not summary.cancelled:
        reasons = ", ".join(
            f"{messages.number(n)} {reason.replace('_', ' ')}" for reason, n in summary.skipped.items()
        )
        said += " " + translate("indexing", "Left out: {reasons}.").format(reasons=reasons)
    return said
