"""The upper part of the sheet: its five figures, and the ways in which files can leave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from simgui.gui.widgets import theme
from simgui.gui.widgets.labels import IconLabel, label

CARD_PX, CARD_LOW_PX, RADIO_PX, RADIO_LEFT, TEXT_LEFT = 74, 52, 15, 13, 36
CARD_GAP = 12
# the body's width below which words stand beside their numbers, and below which there is room for three of them
LOW_BELOW_PX, THREE_BELOW_PX = 930, 800
# of a plan, and of what became of it: files, bytes, side files, labels, what stays
FIGURES = (
    ("archive", "cull"),
    ("hard-drive", "text"),
    ("file-output", "text"),
    ("tags", "keep"),
    ("triangle-alert", "warning"),
)


def deal(grid: QGridLayout, widgets: Iterable[QWidget], columns: int, side: Qt.AlignmentFlag) -> None:
    """Lay them anew, in lines of so many, all of one width."""
    for column in range(max(columns, grid.columnCount())):
        grid.setColumnStretch(column, 1 if column < columns else 0)
    for number, widget in enumerate(widgets):
        grid.removeWidget(widget)
        grid.addWidget(widget, number // columns, number % columns, side)


class Figure(QWidget):
    """A large number with its icon, and below it (or beside it, where height is dear) what it counts."""

    def __init__(self, icon: str, tone: str) -> None:
        super().__init__()
        self._icon = IconLabel(icon, tone, theme.scaled_px(18))
        self._value = label("", 24, 600)
        self._caption = label("", 12, tone="muted", wrap=True)
        self._caption.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(2, 1)
        self._grid = grid
        self._low: bool | None = None
        self.set_low(False)

    def set_low(self, low: bool) -> None:
        if low == self._low:
            return
        self._low = low
        for widget in (self._icon, self._value, self._caption):
            self._grid.removeWidget(widget)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._value.setFont(theme.font(18 if low else 24, 600, figures=True))
        self._grid.addWidget(self._icon, 0, 0, middle)
        self._grid.addWidget(self._value, 0, 1, middle)
        if low:
            self._grid.addWidget(self._caption, 0, 2, middle)
        else:
            self._grid.addWidget(self._caption, 1, 1, 1, 2)

    def show_figure(self, value: str, caption: str) -> None:
        self._value.setText(value)
        self._caption.setText(caption)
        self.setAccessibleName(f"{value} {caption}")

    @property
    def text(self) -> str:
        return f"{self._value.text()} {self._caption.text()}"


class Figures(QWidget):
    """Beside each other, all of one width; in two lines where there is room for three only."""

    def __init__(self, kinds: Sequence[tuple[str, str]]) -> None:
        """`kinds`: icon and tone of each."""
        super().__init__()
        self.figures = [Figure(icon, tone) for icon, tone in kinds]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._columns = 0
        self._set_columns(len(self.figures))

    def fit(self, width_px: int) -> None:
        """`width_px`: of the sheet's body."""
        low = width_px < theme.scaled_px(LOW_BELOW_PX)
        for figure in self.figures:
            figure.set_low(low)
        self._set_columns(3 if width_px < theme.scaled_px(THREE_BELOW_PX) else len(self.figures))

    def _set_columns(self, columns: int) -> None:
        if columns != self._columns:
            self._columns = columns
            deal(self._grid, self.figures, columns, Qt.AlignmentFlag.AlignTop)

    def show_figures(self, shown: Sequence[tuple[str, str]]) -> None:
        for figure, (value, caption) in zip(self.figures, shown, strict=True):
            figure.show_figure(value, caption)


class WayCard(QRadioButton):
    """One way to leave: its name, and what it means."""

    def __init__(self, title: str, detail: str) -> None:
        super().__init__(title)
        self.detail = detail
        self._content_px = 0  # of the longest of the cards: their titles stand on one line
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def needed_px(self, width_px: int) -> int:
        """The height of its words at this width."""
        return QFontMetrics(theme.font(13, 600)).height() + self._detail_px(width_px)

    def _detail_px(self, width_px: int) -> int:
        room = QRect(0, 0, max(width_px - TEXT_LEFT - 10, 20), 9999)
        return QFontMetrics(theme.font(12)).boundingRect(room, Qt.TextFlag.TextWordWrap, self.detail).height()

    def fit(self, height_px: int, content_px: int) -> None:
        self._content_px = content_px
        self.setFixedHeight(height_px)

    def sizeHint(self) -> QSize:
        return QSize(150, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, on = theme.tokens(), self.isChecked()
        over = self.underMouse() and self.isEnabled()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(t.accent if on else t.edge if over else t.line), 2 if on else 1))
        painter.setBrush(QColor(t.accent_soft if on else t.surface))
        painter.drawRoundedRect(body if on else body.adjusted(-0.5, -0.5, 0.5, 0.5), 8, 8)
        if self.hasFocus():
            painter.setPen(QPen(QColor(t.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(body.adjusted(3, 3, -3, -3), 5, 5)
        title = QFontMetrics(theme.font(13, 600)).height()
        top = max(round((self.height() - self._content_px) / 2), 4)
        self._paint_radio(painter, QRectF(RADIO_LEFT, ceil(top + (title - RADIO_PX) / 2), RADIO_PX, RADIO_PX))
        inside = QRect(TEXT_LEFT, top, self.width() - TEXT_LEFT - 10, title)
        painter.setFont(theme.font(13, 600))
        painter.setPen(QColor(t.text if self.isEnabled() else t.muted))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(theme.font(12))
        painter.setPen(QColor(t.muted))
        inside.setTop(inside.bottom() + 1)
        inside.setBottom(self.height())
        painter.drawText(inside, Qt.TextFlag.TextWordWrap, self.detail)
        painter.end()

    def _paint_radio(self, painter: QPainter, place: QRectF) -> None:
        t, on = theme.tokens(), self.isChecked()
        painter.setPen(QPen(QColor(t.accent if on else t.edge), 1.5))
        painter.setBrush(QColor(t.surface))
        painter.drawEllipse(place.adjusted(0.75, 0.75, -0.75, -0.75))
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent))
            painter.drawEllipse(place.center(), 4, 4)


class Cards(QWidget):
    """The ways to leave; `chosen` says which."""

    chosen = Signal(str)

    def __init__(self, ways: Sequence[tuple[str, str, str]]) -> None:
        """`ways`: name, title, what it means."""
        super().__init__()
        self.cards = {name: WayCard(title, detail) for name, title, detail in ways}
        group = QButtonGroup(self)
        for card in self.cards.values():
            group.addButton(card)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(CARD_GAP)
        self._columns = 0
        self.set_columns(len(self.cards))
        for name, card in self.cards.items():
            card.clicked.connect(lambda _on=False, name=name: self.chosen.emit(name))
            card.toggled.connect(card.update)

    def set_columns(self, columns: int) -> None:
        if columns != self._columns:
            self._columns = columns
            deal(self._grid, self.cards.values(), columns, Qt.AlignmentFlag(0))
            self._fit_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        """As high as the longest of them needs."""
        width = (self.width() - CARD_GAP * (self._columns - 1)) // self._columns
        least = CARD_PX if self._columns == len(self.cards) else CARD_LOW_PX
        content = max(card.needed_px(width) for card in self.cards.values())
        for card in self.cards.values():
            card.fit(max(least, content + 18), content)

    def show_chosen(self, name: str) -> None:
        self.cards[name].setChecked(True)
