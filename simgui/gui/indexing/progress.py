"""How far indexing is: its stages, the time left, the rate; afterwards one sentence on how it ended."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from simgui.core.indexing import IndexSummary
from simgui.core.progress import Progress, Stage
from simgui.gui import messages
from simgui.gui.indexing.sparkline import Sparkline
from simgui.gui.jobs import BAR_STEPS, steps_under_way
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import ElidedLabel, IconLabel, announce, label
from simgui.gui.widgets.panels import Panel

STAGES = ("listing", "decoding", "embedding", "storing")
HEIGHT_PX, STAGE_ROW_PX, RIGHT_PX = 204, 37, 348


class _StageRow:
    def __init__(self, grid: QGridLayout, row: int, name: str) -> None:
        self.icon = IconLabel("hourglass", "muted", 16)
        self.name = label(name, 13, 600)
        self._title = name
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, BAR_STEPS)
        keep_place = self.bar.sizePolicy()
        keep_place.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(keep_place)
        self.count = label("", 13)
        self.rate = label("", 13, tone="muted")
        for column, widget in enumerate((self.icon, self.name, self.bar, self.count, self.rate)):
            grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignVCenter)
        self.rate.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.setRowMinimumHeight(row, theme.row_px(STAGE_ROW_PX))

    def show(self, stage: Stage, running: bool) -> None:
        total, done = stage.total, stage.done
        complete = total is not None and done >= total
        if complete:
            self.icon.set("circle-check", "keep")
        elif running and (done or total):
            self.icon.set("loader-circle", "accent")
        else:
            self.icon.set("hourglass" if running else "pause", "muted")
        # without a total it counts up: no bar, no percentage
        self.bar.setVisible(total is not None)
        if total is not None:
            self.bar.setValue(BAR_STEPS if complete else steps_under_way(done, total))
            if self.bar.property("done") != complete:
                self.bar.setProperty("done", complete)
                self.bar.style().unpolish(self.bar)
                self.bar.style().polish(self.bar)
            text = QGuiApplication.translate("indexing", "{done} of {total}")
            self.count.setText(text.format(done=messages.number(done), total=messages.number(total)))
        else:
            self.count.setText(messages.number(done) if done else "")
        self.bar.setAccessibleName(f"{self._title}: {self.count.text()}")
        rate = stage.per_second
        shown = rate >= 0.05 and not complete and running
        text = QGuiApplication.translate("indexing", "{rate} images/s")
        if stage.name == "listing":
            text = QGuiApplication.translate("indexing", "{rate} files/s")
        self.rate.setText(text.format(rate=messages.rate(rate)) if shown else "")


class ProgressPanel(Panel):
    """Stages with n of N and rate; time left; Pause and Cancel. Afterwards one sentence on how it ended."""

    pause_pressed = Signal()
    cancel_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", 15, 600)
        self.detail = ElidedLabel(12, tone="muted")
        self.elapsed = label("", 12, tone="muted")
        self.sparkline = Sparkline()
        self._stages = QWidget()
        self._rows: dict[str, _StageRow] = {}
        self._last: Progress | None = None
        self._paused = self._running = False
        self._began_s = 0.0
        self._build_stages()
        self._left, self._left_of = label("", 24, 600), label("", 12, tone="muted")
        self._rate, self._rate_of = label("", 24, 600), label("", 12, tone="muted")
        self.pause = Button(self.tr("Pause"), "pause")
        self.cancel = Button(self.tr("Cancel"), "x")
        self.pause.clicked.connect(self.pause_pressed)
        self.cancel.clicked.connect(self.cancel_pressed)
        # something moves each second, also while one huge file is read
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._on_second)
        self._wide = True
        self._lay_out()
        self.hide()

    def _build_stages(self) -> None:
        names = (self.tr("Listing"), self.tr("Decoding"), self.tr("Embedding"), self.tr("Storing"))
        grid = QGridLayout(self._stages)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(1, theme.scaled_px(90))
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(3, theme.scaled_px(130))
        grid.setColumnMinimumWidth(4, theme.scaled_px(96))
        for row, (stage, name) in enumerate(zip(STAGES, names, strict=True)):
            self._rows[stage] = _StageRow(grid, row, name)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title, 1)
        head.addWidget(self.detail, 1000)
        head.addWidget(self.elapsed)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addLayout(head)
        left.addWidget(self._stages)
        left.addStretch()
        self._rule = QFrame()
        self._rule.setObjectName("rule")
        self._right = QWidget()
        self._inside = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._right)
        figures = QGridLayout()
        figures.setHorizontalSpacing(36)
        figures.setVerticalSpacing(0)
        for column, (figure, below) in enumerate(((self._left, self._left_of), (self._rate, self._rate_of))):
            figures.addWidget(figure, 0, column)
            figures.addWidget(below, 1, column)
        figures.setColumnStretch(2, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.pause)
        buttons.addWidget(self.cancel)
        buttons.addStretch()
        self._inside.addLayout(figures)
        self._inside.addWidget(self.sparkline, 1)
        self._inside.addLayout(buttons)
        self._inside.addStretch()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(20, 14, 20, 12)
        self._row.addLayout(left, 1)
        self._row.addWidget(self._rule)
        self._row.addWidget(self._right)
        self.set_wide(True)

    def set_wide(self, wide: bool) -> None:
        """Right part beside the stages, or below them."""
        self._wide = wide
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self._inside.setDirection(directions.TopToBottom if wide else directions.LeftToRight)
        self._inside.setContentsMargins(12 if wide else 0, 0, 0, 0)
        self._inside.setSpacing(8 if wide else 20)
        self._row.setSpacing(12 if wide else 8)
        self._rule.setFixedWidth(1) if wide else self._rule.setMaximumWidth(16_777_215)
        self._rule.setFixedHeight(1) if not wide else self._rule.setMaximumHeight(16_777_215)
        if wide:
            self._rule.setMinimumHeight(0)
            self._right.setFixedWidth(theme.scaled_px(RIGHT_PX))
        else:
            self._rule.setMinimumWidth(0)
            self._right.setMinimumWidth(0)
            self._right.setMaximumWidth(16_777_215)
        self._set_height()

    def _set_height(self) -> None:
        working = self._stages.isVisibleTo(self)
        self.setMinimumHeight(theme.scaled_px(HEIGHT_PX) if working and self._wide else 0)

    def follow(self, pause: QAction, cancel: QAction) -> None:
        """The keys on the buttons are the actions' of the moment."""
        for button, action in ((self.pause, pause), (self.cancel, cancel)):
            action.changed.connect(lambda button=button, action=action: button.show_key_of(action))
            button.show_key_of(action)

    @property
    def last(self) -> Progress | None:
        return self._last

    # a run

    def begin(self, what: str) -> None:
        self._running, self._last, self._began_s = True, None, time.monotonic()
        self.title.setText(self.tr("Indexing {what}").format(what=what))
        self.detail.set_text("")
        self.sparkline.clear()
        self._show_work(True)
        for row in self._rows.values():
            row.show(Stage("", 0, None, 0.0), True)
        self.set_paused(False)
        self._left.setText("…")
        self._left_of.setText(self.tr("counting what is to be done"))
        self._rate.clear()
        self._rate_of.clear()
        self._on_second()

    def _show_work(self, working: bool) -> None:
        for part in (self._stages, self._right, self._rule, self.elapsed, self.detail):
            part.setVisible(working)
        # how it ended is a whole sentence, and has the whole width
        self.title.setWordWrap(not working)
        self._set_height()
        self.show()
        self._run_clock()

    def show_progress(self, now: Progress, paused: bool) -> None:
        self._last, self._paused = now, paused
        for stage in now.stages:
            self._rows[stage.name].show(stage, not paused)
        self._show_detail(now)
        pace = now.stage("embedding")
        if pace.total is not None and not paused and now.stage("storing").done:
            self.sparkline.add(pace.per_second)
        self.sparkline.set_paused(paused)
        known = pace.per_second >= 0.05 and not paused
        self._rate.setText(messages.rate(pace.per_second) if known else "")
        self._rate_of.setText(self.tr("images/s") if known else "")
        if paused:
            self._left.setText(self.tr("Paused"))
            self._left_of.setText(self.tr("what is done is kept"))
        elif now.left_s is not None and pace.total:
            self._left.setText(messages.duration(now.left_s))
            text = self.tr("left, of about {total}")
            self._left_of.setText(text.format(total=messages.duration(now.left_s + now.elapsed_s)))
        else:
            self._left.setText("…")
            if now.stage("decoding").total and not now.stage("decoding").done:
                self._left_of.setText(self.tr("getting the embedder ready"))

    def _show_detail(self, now: Progress) -> None:
        """'58,930 files · 1,342 unchanged, 214 moved and recognised'."""
        if not now.stage("listing").done:
            return
        files = messages.files(now.stage("listing").done)
        if now.stage("decoding").total is None:
            self.detail.set_text(self.tr("{files} so far").format(files=files))
        elif now.relinked:
            text = self.tr("{files} · {unchanged} unchanged, {moved} moved and recognised")
            unchanged = messages.number(max(now.unchanged - now.relinked, 0))
            moved = messages.number(now.relinked)
            self.detail.set_text(text.format(files=files, unchanged=unchanged, moved=moved))
        else:
            text = self.tr("{files} · {unchanged} unchanged")
            self.detail.set_text(text.format(files=files, unchanged=messages.number(now.unchanged)))

    def set_paused(self, paused: bool) -> None:
        self._paused = paused
        if self._last is not None:
            self.show_progress(self._last, paused)
        self.sparkline.set_paused(paused)
        self.pause.set_icon("play" if paused else "pause")
        self.pause.relabel(self.tr("Resume") if paused else self.tr("Pause"))
        self._run_clock()

    def stopping(self) -> None:
        self._left_of.setText(self.tr("stopping; what is done is kept"))

    def halt(self, sentence: str) -> None:
        """The run has ended by itself and can be resumed: all stays in sight as it was."""
        self.title.setText(sentence)
        self._running = False
        self._show_work(True)
        self.set_paused(True)

    def end(self, sentence: str) -> None:
        self._running = False
        self.title.setText(sentence)
        self.detail.set_text("")
        self._show_work(False)
        announce(self, sentence)

    # the clock

    def _run_clock(self) -> None:
        if self._running and not self._paused and self.isVisible():
            self._clock.start()
        else:
            self._clock.stop()

    def _on_second(self) -> None:
        seconds = round(time.monotonic() - self._began_s)
        short = self.tr("{n} s").format(n=seconds)
        self.elapsed.setText(short if seconds < 10 else messages.duration(seconds))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run_clock()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()


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
    if summary.skipped and not summary.cancelled:
        reasons = messages.listed(
            translate("indexing", "{n} {reason}").format(n=messages.number(n), reason=left_out(reason))
            for reason, n in summary.skipped.items()
        )
        said = messages.together(said, translate("indexing", "Left out: {reasons}.").format(reasons=reasons))
    return said


def left_out(reason: str) -> str:
    """Why a file was left out, in a word or two; a rule's own name where it has no other."""
    translate = QGuiApplication.translate
    texts = {
        "excluded": translate("indexing", "by your patterns"),
        "too_small": translate("indexing", "too small"),
        "apple_double": translate("indexing", "AppleDouble"),
        "thumbnail_folder": translate("indexing", "in folders of thumbnails"),
        "trash": translate("indexing", "in the trash"),
        "system": translate("indexing", "in system folders"),
        "repository": translate("indexing", "in repositories"),
        "other_root": translate("indexing", "in other roots"),
        "library": translate("indexing", "folders of simgui"),
        "link": translate("indexing", "links"),
        "dangling_link": translate("indexing", "dangling links"),
        "not_regular": translate("indexing", "no regular files"),
        "raw_beside_picture": translate("indexing", "RAW beside a picture"),
        "beside_a_picture": translate("indexing", "beside a picture"),
        "no_extension": translate("indexing", "without extension"),
        "needs_extra_raw": translate("indexing", "RAW (needs an extra)"),
        "needs_extra_jxl": translate("indexing", "JPEG XL (needs an extra)"),
        "unread_picture_type": translate("indexing", "of kinds that are not read"),
        "other_type": translate("indexing", "no pictures"),
    }
    return texts.get(reason, reason.replace("_", " "))
