"""How a picture looks in a grid: the design's card, painted from the tokens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from simgui.gui import messages
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.badges import Badge
from simgui.gui.widgets.thumbnails import place_in
from simgui.gui.widgets.word_mark import TONES, draw_bars

CHIPS = {
    "duplicate": ("copy-check", "copy"),
    "not_duplicate": ("equal-not", "not_duplicate"),
    "related": ("link-2", "accent"),
    "keep": ("pin", "keep"),
    "leaves": ("archive", "cull"),
}
MARGIN = 9
PALE = 0.45
ROUND = 7  # of the picture's upper corners
GROUNDS = 32  # kinds of empty card: by size, in hand, selected, under the mouse


# distance, name and facts take this much below the picture, at the usual size of text
FOOT = 68


class Role(IntEnum):
    """What the model of such a grid answers."""

    CARD = Qt.ItemDataRole.UserRole + 1
    PICTURE = Qt.ItemDataRole.UserRole + 2
    MISSING = Qt.ItemDataRole.UserRole + 3  # why there is no picture, in a word; None: there is or will be
    SLOW = Qt.ItemDataRole.UserRole + 4  # the picture has been waited for long enough to say so


@dataclass(frozen=True)
class Card:
    """What a card says, ready to be painted."""

    distance: str
    kind: str
    word: str
    name: str
    facts: str
    decision: str | None
    file_word: str | None
    files: int
    offline: bool
    same_file: bool
    badges: tuple[Badge, ...]


@dataclass(frozen=True)
class CardSize:
    """Least width, height of the picture's place, and of the words below it at the usual size of text."""

    width: int
    well: int
    foot: int = FOOT

    @property
    def height(self) -> int:
        return self.well + theme.scaled_px(self.foot)


SIZES = {"S": CardSize(132, 98), "M": CardSize(182, 134), "L": CardSize(264, 198)}


class _Font:
    """A font and its measures."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetricsF(font)

    def width(self, text: str) -> float:
        return self._metrics.horizontalAdvance(text)

    def elided(self, text: str, room: float) -> str:
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room)


class CardDelegate(QStyledItemDelegate):
    """Paints cards; sizes come from the grid."""

    def __init__(self) -> None:
        super().__init__()
        self._size = SIZES["M"]
        # made once: a screen may show a hundred cards, and each measures five texts
        self._distance = _Font(theme.font(15, 600, figures=True))
        self._word = _Font(theme.font(12, 600))
        self._name = _Font(theme.font(12))
        self._small = _Font(theme.font(11))
        self._chip = _Font(theme.font(12, 600))
        self._grounds: dict[tuple[object, ...], QPixmap] = {}

    def set_size(self, size: CardSize) -> None:
        self._size = size

    def well_size(self, card: QSize) -> QSize:
        return QSize(card.width() - 2, self._size.well - 1)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._size.width, self._size.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card: Card | None = index.data(Role.CARD)
        if card is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, rect, state, selected)
        picture, missing = index.data(Role.PICTURE), index.data(Role.MISSING)
        well = QRectF(rect.left() + 1, rect.top() + 1, rect.width() - 2, self._size.well - 1)
        if picture is not None:
            self._paint_picture(painter, well, card, picture)
        elif missing is not None or index.data(Role.SLOW):
            self._paint_no_picture(painter, well, missing is not None)
        self._paint_chips(painter, rect, card, selected)
        self._paint_badges(painter, rect, card)
        self._paint_words(painter, rect, card, missing)
        if selected:
            self._paint_check(painter, rect)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 3))
            painter.drawRoundedRect(rect.adjusted(-3.5, -3.5, 3.5, 3.5), 10, 10)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag, selected: bool) -> None:
        t = theme.tokens()
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        # without the keyboard in the grid a line shows which card is in hand; with it, the ring does
        in_hand = bool(state & QStyle.StateFlag.State_Active) and not state & QStyle.StateFlag.State_HasFocus
        line = t.accent if selected or in_hand else t.edge if over else t.line
        fill = t.accent_soft if selected else t.surface
        scale = painter.device().devicePixelRatio()
        kind = (rect.width(), rect.height(), self._size.well, line, fill, t.well, scale)
        ground = self._grounds.get(kind)
        if ground is None:
            if len(self._grounds) >= GROUNDS:
                self._grounds.clear()
            ground = self._grounds[kind] = self._ground(rect, line, fill, scale)
        painter.drawPixmap(rect.topLeft(), ground)

    def _ground(self, card: QRectF, line: str, fill: str, scale: float) -> QPixmap:
        """An empty card, all of which look alike."""
        made = QPixmap((card.size() * scale).toSize())
        made.setDevicePixelRatio(scale)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(0.5, 0.5, card.width() - 1, card.height() - 1), 8, 8)
        painter.fillPath(shape, QColor(fill))
        painter.setClipPath(shape)
        painter.fillRect(QRectF(0, 0, card.width(), self._size.well), QColor(theme.tokens().well))
        painter.setClipping(False)
        painter.setPen(QPen(QColor(line), 1))
        painter.drawPath(shape)
        painter.end()
        return made

    @staticmethod
    def _paint_no_picture(painter: QPainter, well: QRectF, missing: bool) -> None:
        place = QRectF(0, 0, 22, 22)
        place.moveCenter(well.center())
        icons.draw(painter, "image-off" if missing else "image", place, theme.tokens().edge)

    @staticmethod
    def _paint_picture(painter: QPainter, well: QRectF, card: Card, picture: QPixmap) -> None:
        painter.save()
        place = place_in(well, picture)
        if place.left() < well.left() + ROUND and place.top() < well.top() + ROUND:  # it reaches the corners
            clip = QPainterPath()
            clip.addRoundedRect(well.adjusted(0, 0, 0, 8), ROUND, ROUND)  # round above, straight below
            painter.setClipPath(clip)
        painter.setOpacity(PALE if card.offline or card.decision == "not_duplicate" else 1.0)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, picture, QRectF(picture.rect()))
        painter.restore()

    # chips and badges

    def _paint_chips(self, painter: QPainter, rect: QRectF, card: Card, selected: bool) -> None:
        """What is decided, and whether it is the query's own file, from the top left on."""
        t = theme.tokens()
        chips = [(*CHIPS[kind], messages.decision(kind)) for kind in (card.decision, card.file_word) if kind]
        if card.same_file:
            chips.append(("equal", "identical", QCoreApplication.translate("search", "This very file")))
        left, top, height = rect.left() + 7, rect.top() + 7, theme.scaled_px(22)
        right = rect.right() - 7 - (27 if selected else 0)
        for name, tone, text in chips:
            ink = getattr(t, tone)
            colours = (t.surface, ink, ink) if tone == "not_duplicate" else (ink, None, t.on_chip)
            # where there is no room for the word the icon says it
            room = left + self._badge_width(self._chip, name, text) <= right
            left = self._paint_badge(
                painter, left, top, height, self._chip, name, text if room else "", *colours
            )
            left += 4

    def _paint_badges(self, painter: QPainter, rect: QRectF, card: Card) -> None:
        """At most two, and how many more there are; where two have no room beside that, one."""
        t, height = theme.tokens(), theme.scaled_px(20)
        left, top = rect.left() + 7, rect.top() + self._size.well - height - 6
        for icon, text in self.shown_badges(card, rect.width() - 7 - 4):
            left = self._paint_badge(
                painter, left, top, height, self._small, icon, text, t.badge, None, t.on_badge
            )
            left += 4

    def shown_badges(self, card: Card, room: float) -> list[tuple[str | None, str]]:
        """Icon and words of each, as they are painted; a single one that is too long is elided."""
        badges: list[tuple[str | None, str]] = []
        for count in (2, 1):
            badges = [(badge.icon, badge.text) for badge in card.badges[:count]]
            if len(card.badges) > count:
                badges.append((None, f"+{len(card.badges) - count}"))
            if sum(self._badge_width(self._small, *badge) + 4 for badge in badges) - 4 <= room:
                return badges
        (icon, text), *more = badges
        left = room - sum(self._badge_width(self._small, *badge) + 4 for badge in more)
        words = left - self._badge_width(self._small, icon, "") - (4 if icon else 0)
        return [(icon, self._small.elided(text, words)), *more]

    @staticmethod
    def _badge_width(font: _Font, icon: str | None, text: str) -> float:
        icon_room = 0 if icon is None else 13 + (4 if text else 0)
        return font.width(text) + icon_room + 13

    def _paint_badge(
        self,
        painter: QPainter,
        left: float,
        top: float,
        height: int,
        font: _Font,
        icon: str | None,
        text: str,
        ground: str,
        outline: str | None,
        ink: str,
    ) -> float:
        """Returns where it ends."""
        width = self._badge_width(font, icon, text)
        body = QRectF(left, top, width, height)
        if outline:
            body.adjust(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(outline), 1) if outline else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(body, 4, 4)
        if icon:
            icons.draw(painter, icon, QRectF(left + 6, top + (height - 13) / 2, 13, 13), ink)
        painter.setFont(font.font)
        painter.setPen(QColor(ink))
        painter.drawText(
            body.adjusted(23 if icon else 6, 0, 0, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            text,
        )
        return left + width

    @staticmethod
    def _paint_check(painter: QPainter, rect: QRectF) -> None:
        t = theme.tokens()
        square = QRectF(rect.right() - 29, rect.top() + 7, 22, 22)
        painter.setPen(QPen(QColor(t.surface), 1.5))
        painter.setBrush(QColor(t.accent))
        painter.drawRoundedRect(square, 4, 4)
        icons.draw(painter, "check", square.adjusted(4, 4, -4, -4), t.on_accent)

    # words

    def _paint_words(self, painter: QPainter, rect: QRectF, card: Card, missing: str | None) -> None:
        t = theme.tokens()
        left, right = rect.left() + MARGIN, rect.right() - MARGIN
        line = rect.top() + self._size.well + theme.scaled_px(20)
        self._text(painter, self._distance, t.text, card.distance, left, line)
        used = self._distance.width(card.distance)
        word = card.word if missing is None else missing
        width = self._word.width(word)
        if missing is None and right - left - used - width > 26:
            draw_bars(painter, card.kind, right - width - 20, line)
        tone = getattr(t, TONES[card.kind]) if missing is None else t.warning
        self._text(painter, self._word, tone, word, right - width, line)
        name = self._name.elided(card.name, right - left)
        self._text(painter, self._name, t.text, name, left, line + theme.scaled_px(18))
        facts = self._small.elided(card.facts, right - left)
        self._text(painter, self._small, t.muted, facts, left, line + theme.scaled_px(34))

    @staticmethod
    def _text(painter: QPainter, font: _Font, ink: str, text: str, left: float, line: float) -> None:
        painter.setFont(font.font)
        painter.setPen(QColor(ink))
        painter.drawText(QPointF(left, line), text)
