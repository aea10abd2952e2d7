"""The panes with their captions, in four ways: side by side, slider, blink, difference."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QLinearGradient, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from simgui.gui.widgets import theme
from simgui.gui.widgets.compare.canvas import Canvas
from simgui.gui.widgets.compare.scene import LETTERS, Scene, View
from simgui.gui.widgets.labels import ElidedLabel

BLINK_MS = 500
MODES = ("side_by_side", "slider", "blink", "difference")


class Letter(QWidget):
    """A letter in a box, filled while its picture is the one in hand."""

    def __init__(self, letter: str) -> None:
        super().__init__()
        self._letter, self._in_hand = letter, False
        self.setFixedSize(theme.scaled_px(24), theme.scaled_px(24))

    def set_in_hand(self, in_hand: bool) -> None:
        self._in_hand = in_hand
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent" if self._in_hand else "edge")))
        painter.setBrush(theme.color("accent" if self._in_hand else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(theme.color("on_accent" if self._in_hand else "text"))
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
        self.letter = Letter(letter)
        row.addWidget(self.letter)
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
    """A canvas for each picture, side by side; else A's alone, with A and the picture in hand on each other."""

    fronted = Signal(str)  # 'a' or 'b' is in front while it blinks
    taken = Signal(int)  # the keyboard has come to one of the others: its place

    def __init__(self) -> None:
        super().__init__()
        self.view = View(self)
        self.mode = MODES[0]
        self.hand = 1
        self._scenes: list[Scene | None] = [None, None]
        self._words = ["", ""]
        self.captions = tuple(map(Caption, LETTERS))
        self.legend = Legend()
        self.canvases = tuple(Canvas(self.view) for _ in LETTERS)
        self.a, *others = self.canvases
        for place, canvas in enumerate(others, 1):
            canvas.shows = "b"
            canvas.focused.connect(lambda place=place: self.taken.emit(place))
        self.timer = QTimer(self, interval=BLINK_MS)
        self.timer.timeout.connect(self.blink)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        for column, (caption, canvas) in enumerate(zip(self.captions, self.canvases, strict=True)):
            grid.addWidget(caption, 0, column)
            grid.addWidget(canvas, 1, column)
        grid.addWidget(self.legend, 2, 0, 1, len(LETTERS))
        grid.setRowStretch(1, 1)
        self._grid = grid
        self._place()

    @property
    def count(self) -> int:
        return len(self._scenes)

    @property
    def scene(self) -> Scene | None:
        """Of A and the picture in hand."""
        return self._scenes[self.hand]

    @property
    def known_scene(self) -> Scene | None:
        """Of A and the picture in hand, else of A and any other that is known already."""
        return self.scene or next(filter(None, self._scenes), None)

    def begin(self, count: int, hand: int) -> None:
        """So many pictures are awaited; none is known yet."""
        had_keyboard = self.canvases[self.hand].hasFocus()
        self._scenes, self._words, self.hand = [None] * count, [""] * count, hand
        for canvas in self.canvases:
            canvas.show_scene(None)
        self._place()
        self._follow(had_keyboard)

    def show_scene(self, place: int, scene: Scene, words: tuple[str, str] = ("", "")) -> None:
        """`words`: in place of a picture that could not be had, A and the one at `place`."""
        anew = not any(self._scenes)
        self._scenes[place] = scene
        self._words[0], self._words[place] = words
        bounds = QRectF()
        for known in self._scenes:
            bounds = bounds.united(known.bounds) if known is not None else bounds
        self.view.show_bounds(bounds, anew)
        self.canvases[place].show_scene(scene)
        if place == self.hand:
            self.a.show_scene(scene)
            self.take_region(-1)
        self._say()

    def take(self, place: int) -> None:
        """Into the hand: what A is compared with wherever only two are."""
        had_keyboard = self.canvases[self.hand].hasFocus()
        self.hand = place
        self.a.show_scene(self.known_scene)
        self.take_region(-1)
        self._place()
        self._follow(had_keyboard)

    def _follow(self, had_keyboard: bool) -> None:
        if had_keyboard and self.mode == "side_by_side":
            self.canvases[self.hand].setFocus()

    def set_mode(self, mode: str) -> None:
        self.mode = mode
        self.a.shows = mode if mode in ("slider", "difference") else "a"
        self.legend.setVisible(mode == "difference")
        self._place()
        self._run()
        self.update()

    def _place(self) -> None:
        """What is seen, and how it is called."""
        all_of_them = self.mode == "side_by_side"
        stays = self.count if all_of_them else 1
        if any(canvas.hasFocus() for canvas in self.canvases[stays:]):
            self.a.setFocus()  # before they go, lest it wanders through the others
        for place, (caption, canvas) in enumerate(zip(self.captions, self.canvases, strict=True)):
            there = place < self.count
            caption.setVisible(there and (all_of_them or place in (0, self.hand)))
            caption.letter.set_in_hand(place == self.hand and self.count > 2)
            canvas.setVisible(there and (all_of_them or place == 0))
            canvas.setAccessibleName(self.tr("Picture {letter}").format(letter=LETTERS[place]))
            self._grid.setColumnStretch(place, 1 if there else 0)
        self._grid.removeWidget(self.a)
        self._grid.addWidget(self.a, 1, 0, 1, 1 if all_of_them else self.count)
        names = {
            "slider": self.tr("A left of the divider, {b} right of it"),
            "blink": self.tr("A and {b} in turn"),
            "difference": self.tr("Difference"),
        }
        if self.mode in names:
            self.a.setAccessibleName(names[self.mode].format(b=LETTERS[self.hand]))
        self._say()

    def _say(self) -> None:
        for canvas, words in zip(self.canvases, self._words, strict=False):
            canvas.words = words
        in_hand = self._words[self.hand]
        if self.mode == "slider":
            self.a.words = self._words[0] or in_hand
        elif self.mode == "blink" and self.a.shows == "b":
            self.a.words = in_hand
        elif self.mode == "difference" and self.scene is not None and self.scene.difference is None:
            text = self.tr("{b} could not be laid on A, so no difference can be shown.")
            self.a.words = text.format(b=LETTERS[self.hand])
        for canvas in self.canvases:
            canvas.update()

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
        for canvas in self.canvases:
            canvas.regions_shown = shown
            canvas.update()

    def take_region(self, number: int) -> None:
        """Of A and the picture in hand."""
        for place, canvas in enumerate(self.canvases):
            canvas.current = number if place in (0, self.hand) else -1
            canvas.update()
