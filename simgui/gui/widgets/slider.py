"""The distance up to which hits are shown: a slider with the words' limits, a field, and keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractSlider,
    QDoubleSpinBox,
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QStyleOptionSpinBox,
    QVBoxLayout,
    QWidget,
)

from simgui.gui import messages
from simgui.gui.keys import Keys
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import label
from simgui.gui.widgets.panels import Panel

STEPS_PER_UNIT = 100
FARTHEST = 1.40
FINE, COARSE = 1, 5
HANDLE = 16
BINS = 70  # parts of the track whose hits are counted
TRACK_Y, PLAIN_PX = 25, 32
_Text = tuple[QRectF, str, str]  # where, what, in which colour
# a slider narrower than this leaves out how many hits lie where nothing is alike any more
NARROW = 420


class Slider(QAbstractSlider):
    """Hundredths of distance. Above the track: how many hits lie where; below it: the words and their limits.

    plain: the track alone, for a bar of buttons.
    """

    distance_changed = Signal(float)

    def __init__(self, zones: Sequence[tuple[float, str, str]], plain: bool = False) -> None:
        """zones: (upper limit, word, token), rising; the last limit is the end."""
        super().__init__()
        self._zones = tuple(zones)
        self._plain = plain
        self._bins: tuple[int, ...] = ()
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, round(FARTHEST * STEPS_PER_UNIT))
        self.setSingleStep(FINE)
        self.setPageStep(COARSE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._on_value)
        self.say_value()

    @property
    def distance(self) -> float:
        return self.value() / STEPS_PER_UNIT

    def set_distance(self, distance: float) -> None:
        self.setValue(round(distance * STEPS_PER_UNIT))

    def make_keys(self, keys: Keys, page: str, area: QWidget) -> list[QAction]:
        """The keys of `area` that move it, in hundredths and in larger steps. The page switches them."""
        # Shift and a bracket is a brace; named both ways, one press would count as two and do nothing
        translate = QCoreApplication.translate
        made = []
        for name, text, given, by in (
            ("nearer", translate("DistancePanel", "Nearer by 0.01"), ("[",), -FINE),
            ("farther", translate("DistancePanel", "Farther by 0.01"), ("]",), FINE),
            ("much_nearer", translate("DistancePanel", "Nearer by 0.05"), ("{",), -COARSE),
            ("much_farther", translate("DistancePanel", "Farther by 0.05"), ("}",), COARSE),
        ):
            made.append(keys.action(area, page, name, text, given, partial(self.step, by)))
        return made

    def step(self, hundredths: int) -> None:
        self.setValue(self.value() + hundredths)

    def _on_value(self) -> None:
        self.say_value()
        self.distance_changed.emit(self.distance)

    def say_value(self) -> None:
        text = self.tr("Show up to distance {distance}, {word}")
        word = next((word for limit, word, _ in self._zones if self.distance <= limit), self._zones[-1][1])
        self.setAccessibleName(text.format(distance=messages.decimal(self.distance, 2), word=word))

    def set_zones(self, zones: Sequence[tuple[float, str, str]]) -> None:
        """Another embedder's distances have other limits."""
        self._zones = tuple(zones)
        self.say_value()
        self.update()

    def set_bins(self, bins: Sequence[int]) -> None:
        """How many hits lie in each of equal parts of the track; the last one has all that are farther too."""
        self._bins = tuple(bins)
        self.update()

    def sizeHint(self) -> QSize:
        if self._plain:
            return QSize(160, PLAIN_PX)
        return QSize(320, TRACK_Y + 9 + theme.scaled_px(26))

    def minimumSizeHint(self) -> QSize:
        return QSize(80 if self._plain else 160, self.sizeHint().height())

    def _x(self, value: float) -> float:
        return HANDLE / 2 + value / self.maximum() * (self.width() - HANDLE)

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._follow(event)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def _follow(self, event: QMouseEvent) -> None:
        part = (event.position().x() - HANDLE / 2) / max(self.width() - HANDLE, 1)
        self.setValue(round(min(max(part, 0.0), 1.0) * self.maximum()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        # a wheel that turns above it by chance must not change what is shown
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = theme.tokens() if self.isEnabled() else _at_rest()
        track, here = self.height() / 2 if self._plain else float(TRACK_Y), self._x(self.value())
        if not self._plain:
            self._paint_bins(painter, track - 5)
        painter.setPen(Qt.PenStyle.NoPen)
        left, right = self._x(0), self._x(self.maximum())
        painter.setBrush(QColor(t.edge))
        painter.drawRoundedRect(QRectF(left, track - 2, right - left, 4), 2, 2)
        painter.setBrush(QColor(t.well))
        painter.drawRoundedRect(QRectF(left + 1, track - 1, right - left - 2, 2), 1, 1)
        painter.setBrush(QColor(t.accent))
        painter.drawRoundedRect(QRectF(left, track - 2, here - left, 4), 2, 2)
        if not self._plain:
            self._paint_zones(painter, track + 9)
        painter.setPen(QPen(QColor(t.accent), 2))
        painter.setBrush(QColor(t.surface))
        painter.drawEllipse(QPointF(here, track), HANDLE / 2 - 1, HANDLE / 2 - 1)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.focus), 3))
            # 3 px wide, 2 px away; at the ends the widget's edge would cut it
            middle = QPointF(min(max(here, 13.0), self.width() - 13.0), track)
            painter.drawEllipse(middle, HANDLE / 2 + 3.5, HANDLE / 2 + 3.5)
        painter.end()

    def _paint_bins(self, painter: QPainter, floor: float) -> None:
        if not self._bins:
            return
        t, most = theme.tokens(), max(self._bins)
        width = (self.width() - HANDLE) / len(self._bins)
        tail = self._zones[-2][0] if len(self._zones) > 1 and self.width() < NARROW else FARTHEST
        painter.setPen(Qt.PenStyle.NoPen)
        for number, count in enumerate(self._bins):
            low = number * FARTHEST / len(self._bins)
            within = low <= self.value() / STEPS_PER_UNIT
            if not count or (low >= tail and not within):
                continue
            colour = QColor(t.accent if within else t.edge)
            colour.setAlphaF(1.0 if within else 0.6)
            painter.setBrush(colour)
            height = 4 + 14 * (count / most) ** 0.5
            painter.drawRect(
                QRectF(HANDLE / 2 + number * width + 1, floor - height, max(width - 2, 1.5), height)
            )

    def _paint_zones(self, painter: QPainter, top: float) -> None:
        """Words and limits in one line where all have room, else in two, without the words that have none."""
        words, figures = self._zone_texts()
        both = sorted((*words, *figures), key=lambda text: text[0].left())
        height = theme.scaled_px(13)
        one_line = all(left[0].right() + 6 <= right[0].left() for left, right in pairwise(both))
        end = 0.0
        for place, text, tone in words:
            if place.left() >= end:
                self._paint_text(painter, place.translated(0, top + (2 if one_line else 0)), text, tone, 600)
                end = place.right() + 6
        for place, text, tone in figures:
            self._paint_text(painter, place.translated(0, top + (2 if one_line else height)), text, tone, 400)

    def _zone_texts(self) -> tuple[list[_Text], list[_Text]]:
        """The words, each in the middle of its zone, and the limits between them."""
        words, figures, low = [], [], 0.0
        bold, plain = (QFontMetrics(theme.font(11, weight, figures=True)) for weight in (600, 400))
        for limit, word, token in self._zones:
            left, right = self._x(low * STEPS_PER_UNIT), self._x(min(limit, FARTHEST) * STEPS_PER_UNIT)
            words.append((self._centred((left + right) / 2, bold.horizontalAdvance(word)), word, token))
            if limit < FARTHEST:
                figure = messages.decimal(limit, 2)
                figures.append((self._centred(right, plain.horizontalAdvance(figure)), figure, "muted"))
            low = limit
        return words, figures

    def _centred(self, middle: float, width: float) -> QRectF:
        left = min(max(middle - width / 2, 0.0), self.width() - width)
        return QRectF(left, 0, width + 1, theme.scaled_px(14))

    @staticmethod
    def _paint_text(painter: QPainter, place: QRectF, text: str, tone: str, weight: int) -> None:
        painter.setFont(theme.font(11, weight, figures=True))
        painter.setPen(QColor(getattr(theme.tokens(), tone)))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def _at_rest() -> theme.Tokens:
    """Colours while there is nothing to filter."""
    t = theme.tokens()
    return replace(t, accent=t.edge)


class DistanceField(QDoubleSpinBox):
    """A slider's distance in figures, always of one value with it; the two arrows painted as the design has them."""

    def __init__(self, slider: Slider) -> None:
        super().__init__()
        self._slider = slider
        self.setRange(0, slider.maximum() / STEPS_PER_UNIT)
        self.setDecimals(2)
        self.setSingleStep(1 / STEPS_PER_UNIT)
        self.setFixedWidth(theme.scaled_px(68))
        self.setFont(theme.font(13, 600, figures=True))
        self.setAccessibleName(self.tr("Show up to distance"))
        # the window's sheet hides the style's own arrows; here their places are needed
        self.setStyleSheet(
            "QDoubleSpinBox { padding-right: 18px; }"
            "QDoubleSpinBox::up-button { width: 20px; } QDoubleSpinBox::down-button { width: 20px; }"
        )
        self.lineEdit().setTextMargins(6, 0, 0, 0)
        # what is dropped on it is for the window
        self.lineEdit().setAcceptDrops(False)
        slider.distance_changed.connect(self.follow)
        self.valueChanged.connect(slider.set_distance)

    def follow(self) -> None:
        """Show what the slider has."""
        self.blockSignals(True)
        self.setValue(self._slider.distance)
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        option = QStyleOptionSpinBox()
        self.initStyleOption(option)
        control = QStyle.ComplexControl.CC_SpinBox
        for part, icon in (
            (QStyle.SubControl.SC_SpinBoxUp, "chevron-up"),
            (QStyle.SubControl.SC_SpinBoxDown, "chevron-down"),
        ):
            rect = self.style().subControlRect(control, option, part, self)
            place = QRectF(0, 0, 11, 11)
            place.moveCenter(QRectF(rect).center())
            ink = theme.tokens().muted if self.isEnabled() else theme.tokens().edge
            icons.draw(painter, icon, place, ink)
        painter.end()


class DistancePanel(Panel):
    """Slider and field; at the far end all is shown."""

    def __init__(self, zones: Sequence[tuple[float, str, str]], start: float) -> None:
        super().__init__()
        self.slider = Slider(zones)
        self.field = DistanceField(self.slider)
        self._lay_out()
        self.slider.set_distance(start)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(5)
        self._caption = label(self.tr("Show up to distance"), 12, tone="muted")
        column.addWidget(self._caption)
        keys = QHBoxLayout()
        keys.setSpacing(6)
        keys.addWidget(self.field)
        for sign, name, step in (
            ("[", self.tr("Nearer by 0.01"), -FINE),
            ("]", self.tr("Farther by 0.01"), FINE),
        ):
            button = Button(sign, parent=self, dense=True)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFixedWidth(28)
            button.clicked.connect(lambda step=step: self.slider.step(step))
            keys.addWidget(button)
        keys.addStretch()
        column.addLayout(keys)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 16, 8)
        self._row.setSpacing(18)
        self._row.addLayout(column)
        self._row.addWidget(self.slider, 1)
        self.setFixedHeight(max(76, theme.scaled_px(76)))

    def add_end(self, caption: str, buttons: Sequence[Button]) -> None:
        """Something of the page's own at the right, under its caption."""
        column = QVBoxLayout()
        column.setSpacing(5)
        self._end_caption = label(caption, 12, tone="muted")
        column.addWidget(self._end_caption)
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in buttons:
            row.addWidget(button)
        row.addStretch()
        column.addLayout(row)
        self._row.addLayout(column)
