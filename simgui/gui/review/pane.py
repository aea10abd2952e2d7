"""A picture as large as there is room, in a frame that says whether it stays, under its caption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from simgui.gui import messages
from simgui.gui.review.pictures import Pictures
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.card import CHIPS
from simgui.gui.widgets.labels import ElidedLabel, label
from simgui.gui.widgets.word_mark import WordMark

if TYPE_CHECKING:
    from simgui.core.groups import Member

CAPTION_PX, LEAST = 36, QSize(180, 120)
FRAME_PX, ROUND = 2, 8
FAINT = 0.45


class StateChip(QWidget):
    """What becomes of the file, as on the cards: icon and word on the colour of what is meant."""

    def __init__(self) -> None:
        super().__init__()
        self._kind = "keep"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set("keep")

    def set(self, kind: str) -> None:
        """One of CHIPS."""
        self._kind = kind
        self.setAccessibleName(messages.decision(kind))
        self.updateGeometry()
        self.update()

    @property
    def kind(self) -> str:
        return self._kind

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font(12, 600)).horizontalAdvance(messages.decision(self._kind))
        return QSize(width + 36, theme.scaled_px(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme.tokens()
        icon, tone = CHIPS[self._kind]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outlined = self._kind == "not_duplicate"
        painter.setBrush(theme.color("surface" if outlined else tone))
        painter.setPen(QPen(theme.color(tone)) if outlined else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        ink = getattr(t, tone) if outlined else t.on_chip
        icons.draw(painter, icon, QRectF(8, (self.height() - 14) / 2, 14, 14), ink)
        painter.setPen(ink)
        painter.setFont(theme.font(12, 600))
        painter.drawText(
            self.rect().adjusted(27, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, messages.decision(self._kind)
        )
        painter.end()


class Caption(QWidget):
    """What becomes of it, its name and facts; at the right how near it is, or its label."""

    def __init__(self) -> None:
        super().__init__()
        self.chip = StateChip()
        self.name = ElidedLabel(13, 600)
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.facts = ElidedLabel(12, tone="muted", elide=Qt.TextElideMode.ElideRight)
        self.label = ElidedLabel(12, tone="muted")
        self.label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.distance, self.mark = label("", 15, 600), WordMark()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(9)
        for widget in (self.chip, self.name):
            row.addWidget(widget)
        row.addWidget(self.facts, 1)
        for last in (self.label, self.distance, self.mark):
            row.addWidget(last)
        self.setFixedHeight(max(theme.header_px(CAPTION_PX), 28))

    def show_member(self, member: Member, kind: str, keeper: bool, label_text: str, warns: bool) -> None:
        """kind: of CHIPS; warns: its label differs from another's."""
        self.chip.set(kind)
        self.name.set_text(messages.shown_name(member.path))
        self.name.setToolTip(messages.shown(member.path))
        facts = [messages.pixels(member.width_px, member.height_px), messages.size_of(member.size_bytes)]
        self.facts.set_text(" · ".join(facts))
        self.label.set_text(label_text)
        self.label.setVisible(bool(label_text))
        tone = "warning" if warns else "muted"
        if self.label.property("tone") != tone:
            self.label.setProperty("tone", tone)
            self.label.style().polish(self.label)
        for widget in (self.distance, self.mark):
            widget.setVisible(not keeper)
        self.distance.setText(messages.distance(member.distance, member.identical))
        self.mark.set(member.word)


class Pane(QWidget):
    """Paints whatever there is of its picture at the place of the whole, so that nothing moves when more comes."""

    resized = Signal()

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self._pictures = pictures
        self._member: Member | None = None
        self._tone = "line"
        self.setMinimumSize(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_member(self, member: Member | None, tone: str) -> None:
        """tone: of the frame."""
        self._member, self._tone = member, tone
        if member is not None:
            self.setAccessibleName(messages.shown_name(member.path))
        self.update()

    @property
    def room(self) -> QSize:
        """For a picture, in logical pixels."""
        return QSize(max(self.width() - 2 * FRAME_PX, 1), max(self.height() - 2 * FRAME_PX, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(frame, ROUND, ROUND)
        painter.fillPath(shape, theme.color("well"))
        if self._member is not None:
            painter.save()
            painter.setClipPath(shape)
            self._paint_picture(painter, self._member)
            painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color(self._tone), FRAME_PX))
        painter.drawPath(shape)
        painter.end()

    def _paint_picture(self, painter: QPainter, member: Member) -> None:
        pixmap = self._pictures.get(member.picture_hash)
        why = self._pictures.why_missing(member.picture_hash)
        if pixmap is not None:
            painter.setOpacity(FAINT if why is not None else 1.0)
            painter.drawPixmap(self._place(member), pixmap, QRectF(pixmap.rect()))
            painter.setOpacity(1.0)
        elif why is None:
            middle = QRectF(0, 0, 28, 28)
            middle.moveCenter(QRectF(self.rect()).center())
            icons.draw(painter, "image", middle, theme.tokens().edge)
        if why is not None:
            self._paint_why(painter, why, pixmap is not None)

    def _place(self, member: Member) -> QRectF:
        """Of the whole picture: as large as there is room, on whole pixels."""
        size = QSize(member.width_px, member.height_px).scaled(self.room, Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        return QRectF(left, top, size.width(), size.height())

    def _paint_why(self, painter: QPainter, why: str, beside_thumbnail: bool) -> None:
        """Why the file itself is not shown."""
        text = QCoreApplication.translate("search", "offline") if why == "offline" else messages.problem(why)
        font = theme.font(12, 600)
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(text) + 36
        height = theme.scaled_px(24)
        place = QRectF(0, 0, width, height)
        if beside_thumbnail:
            place.moveTopLeft(QPointF(10, 10))
        else:
            place.moveCenter(QRectF(self.rect()).center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("badge"))
        painter.drawRoundedRect(place, 4, 4)
        icon = "cloud-off" if why == "offline" else "image-off"
        ink = theme.tokens().on_badge
        icons.draw(painter, icon, QRectF(place.left() + 8, place.center().y() - 7, 14, 14), ink)
        painter.setPen(ink)
        painter.drawText(place.adjusted(28, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)


class Side(QWidget):
    """Caption and pane."""

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self.caption, self.pane = Caption(), Pane(pictures)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.caption)
        column.addWidget(self.pane, 1)
