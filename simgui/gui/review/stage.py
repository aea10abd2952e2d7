"""The keeper and the image in hand side by side, why the one stays and what differs in the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from simgui.gui import messages
from simgui.gui.review import words
from simgui.gui.review.entries import Entry
from simgui.gui.review.pane import Side
from simgui.gui.review.pictures import Pictures, Wanted
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.badges import Badge
from simgui.gui.widgets.labels import ElidedLabel, IconLabel, label

if TYPE_CHECKING:
    from simgui.core.groups import Member

GAP_PX, LINE_PX = 16, 25
USUAL_LINES, FEW_LINES = 4, 1  # of reasons, in two columns or below each other
ICON_ROOM = 23


class Points(QWidget):
    """Short lines, each with its icon; what has no room is counted. Always of the same height."""

    def __init__(self) -> None:
        super().__init__()
        self._points: Sequence[Badge] = ()
        self._tone, self._few = "keep", False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_few(False)

    def set_few(self, few: bool) -> None:
        """One line, where the window is small."""
        self._few = few
        self.setFixedHeight(theme.scaled_px(LINE_PX) * (1 if few else USUAL_LINES // 2))
        self.update()

    def show_points(self, points: Sequence[Badge], tone: str) -> None:
        self._points, self._tone = points, tone
        text = messages.listed(point.text for point in points)
        self.setAccessibleName(text)
        self.setToolTip("\n".join(point.text for point in points))
        self.update()

    def shown(self) -> list[Badge]:
        """As they are painted: the last one says how many more there are."""
        most = FEW_LINES if self._few else USUAL_LINES
        if len(self._points) <= most:
            return list(self._points)
        kept = list(self._points[: most if self._few else most - 1])
        more = self.tr("{n} more").format(n=messages.number(len(self._points) - len(kept)))
        return [*kept, Badge(None, more)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = theme.font(13)
        painter.setFont(font)
        metrics, line = QFontMetrics(font), theme.scaled_px(LINE_PX)
        shown = self.shown()
        width = self.width() / (2 if len(shown) > 1 else 1)
        if self._few:  # one, and how many more at the right
            width = self.width() - (metrics.horizontalAdvance(shown[-1].text) + 3 if len(shown) > 1 else 0)
        for number, point in enumerate(shown):
            # in the order in which one reads: across, then down
            left = (number % 2) * width
            top = (number // 2) * line
            if point.icon is not None:
                place = QRectF(left, top + (line - 15) / 2, 15, 15)
                icons.draw(painter, point.icon, place, getattr(theme.tokens(), self._tone))
            room = QRectF(left + (ICON_ROOM if point.icon else 0), top, 0, line)
            room.setRight(
                min(left + width - 12, self.width()) if not (self._few and number) else self.width()
            )
            painter.setPen(theme.color("text" if point.icon else "muted"))
            text = metrics.elidedText(point.text, Qt.TextElideMode.ElideRight, round(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


class Why(QWidget):
    """A title, what is to be known beside it, and points."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = label(title, 13, 600)
        self.icon, self.note = IconLabel("badge-check", "keep"), ElidedLabel(12, tone="muted")
        self.points = Points()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.icon)
        head.addWidget(self.note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addLayout(head)
        column.addWidget(self.points)
        self.say_beside(None)

    def say_beside(self, badge: Badge | None, tone: str = "muted") -> None:
        self.icon.setVisible(badge is not None)
        self.note.set_text("" if badge is None else badge.text)
        if badge is not None and badge.icon is not None:
            self.icon.set(badge.icon, tone)


class Stage(QWidget):
    """`room_changed`: the panes have another size."""

    room_changed = Signal()

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self._pictures = pictures
        self.entry: Entry | None = None
        self.hand: Member | None = None
        self.left, self.right = Side(pictures), Side(pictures)
        self.why, self.differs = Why(self.tr("Why this one stays")), Why(self.tr("What differs"))
        panes, below = QHBoxLayout(), QHBoxLayout()
        for row in (panes, below):
            row.setSpacing(GAP_PX)
        for side, why in ((self.left, self.why), (self.right, self.differs)):
            panes.addWidget(side, 1)
            below.addWidget(why, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(panes, 1)
        column.addLayout(below)
        self.left.pane.resized.connect(self._on_resized)
        pictures.ready.connect(self._on_ready)

    def set_few(self, few: bool) -> None:
        for why in (self.why, self.differs):
            why.points.set_few(few)

    def show_pair(self, entry: Entry, hand: Member) -> None:
        """The group's keeper, and the image in hand; with the keeper in hand, its nearest."""
        self.entry, self.hand = entry, hand
        keeper, warns = entry.keeper, bool(entry.group.conflict)
        for side, member in ((self.left, keeper), (self.right, hand)):
            kind = entry.apart.get(member.picture_hash) or ("keep" if member.keep else "leaves")
            tone = {"keep": "keep", "leaves": "cull"}.get(kind, "edge")
            texts = filter(None, words.together(entry, member))
            side.caption.show_member(member, kind, member is keeper, " · ".join(texts), warns)
            side.pane.show_member(member, tone)
        self.why.points.show_points([Badge("check", text) for text in words.reasons(entry)], "keep")
        self._show_differences(entry, hand)

    def _show_differences(self, entry: Entry, hand: Member) -> None:
        verdict = words.verdict(hand)
        sure = verdict.icon in ("badge-check", "equal", "link-2")
        self.differs.say_beside(verdict, "keep" if sure else "warning")
        self.differs.points.show_points(words.differences(entry, hand), "copy")

    def box(self) -> QSize:
        return self.left.pane.room

    def wanted(self) -> list[Wanted]:
        """The two pictures in sight."""
        if self.entry is None or self.hand is None:
            return []
        return [wanted(self.entry.keeper), wanted(self.hand)]

    def _on_resized(self) -> None:
        self.room_changed.emit()

    def _on_ready(self, picture: bytes) -> None:
        for side in (self.left, self.right):
            side.pane.update()


def wanted(member: Member) -> Wanted:
    return Wanted(member.picture_hash, member.path if member.online else None)
