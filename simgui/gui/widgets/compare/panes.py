"""The panes with their captions, in four ways: side by side, slider, blink, difference."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QLinearGradient, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from simgui.gui.widgets import theme
from simgui.gui.widgets.compare.canvas import Canvas
from simgui.gui.widgets.compare.scene import Scene, View
from simgui.gui.widgets.labels import ElidedLabel

BLINK_MS = 500
MODES = ("side_by_side", "slider", "blink", "difference")


class Letter(QWidget):
    """A or B in a box."""

    def __init__(self, letter: str) -> None:
        super().__init__()
        self._letter = letter
        self.setFixedSize(theme.scaled_px(24), theme.scaled_px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("edge")))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font(12, 600))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letter)
        painter.end()


class Caption(QWidget):
    """Whose picture it is; at the right what is to be known about how it is shown."""

    def __init__(self, letter: str) -> None:
        super().__init__()
        self.name, self.what = ElidedLabel(13, 600), ElidedLabel(12, tone="muted")
        self.note = ElidedLabel(12, tone="muted", elide=Qt.TextElideMode.ElideRight)
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for words in (self.name, self.what):
            words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Letter(letter))
        row.addWidget(self.name)
        row.addWidget(self.what)
        row.addWidget(self.note, 1)
        self.setFixedHeight(theme.header_px(36))


class Legend(QWidget):
    """What the colours of the difference mean."""

    def __init__(self) -> None:
        super().__init__()
        self._gradient = QLinearGradient(0, 0, 1, 0)
        self.setFixedHeight(theme.header_px(36))

    def set_ramp(self, ramp: Sequence[str]) -> None:
        for number, colour in enumerate(ramp):
            self._gradient.setColorAt(number / (len(ramp) - 1), QColor(colour))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("muted"))
        low, high = self.tr("the same"), self.tr("differs by 255 grey levels")
        right = self.width()
        middle = self.height() / 2 + painter.fontMetrics().ascent() / 2 - 1
        right -= painter.fontMetrics().horizontalAdvance(high)
        painter.drawText(right, round(middle), high)
        bar = QRectF(right - 8 - 200, self.height() / 2 - 5, 200, 10)
        painter.drawText(
            round(bar.left()) - 8 - painter.fontMetrics().horizontalAdvance(low), round(middle), low
        )
        self._gradient.setStart(bar.topLeft())
        self._gradient.setFinalStop(bar.topRight())
        painter.fillRect(bar, self._gradient)
        painter.end()


class Panes(QWidget):
    """One canvas or two; which one shows what depends on the mode."""

    fronted = Signal(str)  # 'a' or 'b' is in front while it blinks

    def __init__(self) -> None:
        super().__init__()
        self.view = View(self)
        self.mode = MODES[0]
        self.scene: Scene | None = None
        self._words = "", ""
        self.captions = Caption("A"), Caption("B")
        self.legend = Legend()
        self.a, self.b = Canvas(self.view), Canvas(self.view)
        self.b.shows = "b"
        self.timer = QTimer(self, interval=BLINK_MS)
        self.timer.timeout.connect(self.blink)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        for column, (caption, canvas) in enumerate(zip(self.captions, (self.a, self.b), strict=True)):
            grid.addWidget(caption, 0, column)
            grid.addWidget(canvas, 1, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.legend, 2, 0, 1, 2)
        grid.setRowStretch(1, 1)
        self._grid = grid
        self.set_mode(self.mode)

    def show_scene(self, scene: Scene | None, words: tuple[str, str] = ("", "")) -> None:
        """`words`: in place of a picture that could not be had."""
        self.scene = scene
        self._words = words
        if scene is not None:
            self.view.show_bounds(scene.bounds)
        for canvas in (self.a, self.b):
            canvas.show_scene(scene)
        self.take_region(-1)
        self._say()

    def set_mode(self, mode: str) -> None:
        self.mode = mode
        two = mode == "side_by_side"
        had_keyboard = self.b.hasFocus()
        self.b.setVisible(two)
        self._grid.removeWidget(self.a)
        self._grid.addWidget(self.a, 1, 0, 1, 1 if two else 2)
        if had_keyboard and not two:
            self.a.setFocus()
        self.a.shows = mode if mode in ("slider", "difference") else "a"
        self.legend.setVisible(mode == "difference")
        names = {
            "side_by_side": self.tr("Picture A"),
            "slider": self.tr("A left of the divider, B right of it"),
            "blink": self.tr("A and B in turn"),
            "difference": self.tr("Difference"),
        }
        self.a.setAccessibleName(names[mode])
        self.b.setAccessibleName(self.tr("Picture B"))
        self._say()
        self._run()
        self.update()

    def _say(self) -> None:
        self.a.words, self.b.words = self._words
        if self.mode == "slider":
            self.a.words = self._words[0] or self._words[1]
        elif self.mode == "blink" and self.a.shows == "b":
            self.a.words = self._words[1]
        elif self.mode == "difference" and self.scene is not None and self.scene.difference is None:
            self.a.words = self.tr("B could not be laid on A, so no difference can be shown.")
        self.a.update()
        self.b.update()

    # blinking

    def blink(self) -> None:
        """The other one comes to the front."""
        if self.mode == "blink":
            self.a.shows = "b" if self.a.shows == "a" else "a"
            self._say()
            self.fronted.emit(self.a.shows)

    def blink_by_hand(self) -> None:
        """From here on by key only, until blinking is chosen anew."""
        self.timer.stop()
        self.blink()

    def _run(self) -> None:
        if self.mode == "blink" and self.isVisible() and not theme.still():
            self.timer.start()
        else:
            self.timer.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.timer.stop()

    # regions

    def show_regions(self, shown: bool) -> None:
        for canvas in (self.a, self.b):
            canvas.regions_shown = shown
            canvas.update()

    def take_region(self, number: int) -> None:
        for canvas in (self.a, self.b):
            canvas.current = number
            canvas.update()
