"""The left side of the search page: the query, large, and the hit in hand with what can be done to it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPainterPath, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from simgui.core.search import Hit, Hits, Query
from simgui.gui import messages
from simgui.gui.incoming import Picture
from simgui.gui.search.looking import CloserPart
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import Chip, ElidedLabel, label, rule
from simgui.gui.widgets.panels import scrolled
from simgui.gui.widgets.thumbnails import place_in, read_image
from simgui.gui.widgets.word_mark import WordMark

# widths of the panel; by itself it is as wide as suits the page, by hand within these limits
LEAST, USUAL, LARGE, MOST = 264, 360, 440, 640
NARROW = 260  # for the line of timing
MARGIN = 20
# icon of each action of the hit in hand, in the order in which the hand reads them
ACTIONS = (
    ("compare", "columns-2"),
    ("duplicate", "copy-check"),
    ("not_duplicate", "equal-not"),
    ("keep", "pin"),
    ("related", "link-2"),
    ("clear", "eraser"),
    ("from_here", "search"),
    ("folder", "folder-open"),
    ("copy_path", "copy"),
    ("copy_picture", "image"),
)


def usual_width(page_px: int) -> int:
    """How wide the panel is on a page of this width until the person chooses."""
    return LEAST if page_px < 1100 else LARGE if page_px >= 2000 else USUAL


class PictureBox(QWidget):
    """A picture whole, in its well of 4 : 3."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap: QPixmap | None = None
        self.set_width(USUAL - 2 * MARGIN)
        self.setAccessibleName(self.tr("Query picture"))

    def set_width(self, width: int) -> None:
        self.setFixedSize(width, width * 3 // 4)

    def set_thumbnail(self, data: bytes | None) -> None:
        self._pixmap = None
        if data is not None:
            image = read_image(data)
            self._pixmap = QPixmap.fromImage(image) if not image.isNull() else None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.fillPath(shape, theme.color("well"))
        painter.setClipPath(shape)
        if self._pixmap is None:
            middle = QRectF(0, 0, 28, 28)
            middle.moveCenter(QRectF(self.rect()).center())
            icons.draw(painter, "image", middle, theme.tokens().edge)
        else:
            self._pixmap.setDevicePixelRatio(self.devicePixelRatioF())
            place = place_in(QRectF(self.rect()), self._pixmap)
            painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))
        painter.end()


class QueryPart(QWidget):
    """The query: picture, name, where it is from, facts, how many files are identical, timing."""

    turned = Signal(int)

    def __init__(self, choose: QAction, paste: QAction, turned: QAction) -> None:
        super().__init__()
        self.picture = PictureBox()
        self.name = ElidedLabel(13, 600)
        self.place = ElidedLabel(12, tone="muted")
        self.facts = label("", 12, tone="muted", wrap=True)
        self.identical = Chip("equal", "identical")
        self.closer = CloserPart(turned)
        self.timing = ElidedLabel(11, tone="muted", elide=Qt.TextElideMode.ElideRight)
        self.several = QWidget()
        self.several_text = label("", 12, tone="muted")
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(label(self.tr("Query"), 13, 600))
        top.addStretch()
        top.addWidget(Button.of(choose, "folder-open", self.tr("Choose"), "flat", show_key=False))
        top.addWidget(Button.of(paste, "clipboard-paste", self.tr("Paste"), "flat", show_key=False))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(top)
        column.addSpacing(4)
        column.addWidget(self.picture)
        column.addSpacing(8)
        column.addWidget(self.several)
        for widget in (self.name, self.place, self.facts):
            column.addWidget(widget)
        column.addSpacing(7)
        column.addWidget(self.identical)
        column.addSpacing(5)
        column.addWidget(self.closer)
        column.addSpacing(3)
        column.addWidget(self.timing)
        self._build_several()
        self.clear()

    def _build_several(self) -> None:
        row = QHBoxLayout(self.several)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(4)
        row.addWidget(self.several_text, 1)
        for step, icon, name in (
            (-1, "chevron-left", self.tr("Previous picture")),
            (1, "chevron-right", self.tr("Next picture")),
        ):
            button = Button("", icon, dense=True)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFixedWidth(28)
            button.clicked.connect(lambda step=step: self.turned.emit(step))
            row.addWidget(button)

    def set_width(self, width: int) -> None:
        self.picture.set_width(width)
        # where it would be cut, the picture tells it
        self.timing.setVisible(width >= theme.scaled_px(NARROW))

    def _say_timing(self, text: str) -> None:
        self.timing.set_text(text)
        self.picture.setToolTip(text)

    def clear(self) -> None:
        self.picture.set_thumbnail(None)
        for text in (self.name, self.place):
            text.set_text("")
        self.facts.clear()
        self._say_timing("")
        self.identical.hide()
        self.several.hide()

    def announce(self, picture: Picture, number: int, count: int) -> None:
        """At once, before anything is read."""
        self.clear()
        self.name.set_text(messages.shown(picture.name))
        self.place.set_text(self._place_of(picture))
        self.several.setVisible(count > 1)
        self.several_text.setText(self.tr("Picture {n} of {count}").format(n=number + 1, count=count))

    def _place_of(self, picture: Picture) -> str:
        if picture.path is not None:
            return messages.shown(os.path.dirname(picture.path))
        if picture.origin == "pasted":
            return self.tr("Pasted from the clipboard")
        return self.tr("Dropped")

    def show_query(self, query: Query) -> None:
        decoded = query.decoded
        self.picture.set_thumbnail(decoded.thumbnail)
        size = messages.size_of(query.size_bytes)
        self.facts.setText(
            f"{messages.pixels(decoded.width_px, decoded.height_px)} · {decoded.format} · {size}"
        )

    def show_answer(self, hits: Hits) -> None:
        identical = [hit for hit in hits.hits[:1] if hit.identical]  # they stand first
        self.identical.setVisible(bool(identical))
        for hit in identical:
            self.identical.set_text(self._identical_text(hit))

    def _identical_text(self, hit: Hit) -> str:
        count = len(hit.files)
        if hit.same_file and count == 1:
            return self.tr("This very file is in the library")
        if count == 1:
            return self.tr("Identical to 1 file in the library")
        return self.tr("Identical to {n} files in the library").format(n=messages.number(count))

    def show_timing(self, hits: Hits, paint_ms: float) -> None:
        timing = hits.timing
        text = self.tr("decode {decode} · embed {embed} · scan {scan} · paint {paint} ms")
        if timing.ahead:
            text = self.tr("ahead: decode {decode} · embed {embed} · scan {scan}; paint {paint} ms")
        figures = {
            "decode": timing.decode_ms,
            "embed": timing.embed_ms,
            "scan": timing.scan_ms,
            "paint": paint_ms,
        }
        self._say_timing(text.format(**{name: messages.number(round(ms)) for name, ms in figures.items()}))


class HitPart(QWidget):
    """The hit in hand and its actions, each with its key; with several selected, all of them."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.title = ElidedLabel(13, 600)
        self.distance = label("", 15, 600)
        self.mark = WordMark()
        self.edits = ElidedLabel(13, 600, elide=Qt.TextElideMode.ElideRight)
        self.path = ElidedLabel(12, tone="muted")
        self.more = label("", 12, tone="muted", wrap=True)
        self.facts = label("", 12, tone="muted", wrap=True)
        self.away = label("", 12, tone="warning", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.title, 1)
        top.addWidget(self.distance)
        top.addWidget(self.mark)
        self._grid = QGridLayout()
        self._buttons = [Button.of(actions[name], icon) for name, icon in ACTIONS]
        self._columns, self._width = 0, USUAL
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(rule())
        column.addSpacing(10)
        column.addLayout(top)
        for widget in (self.edits, self.path, self.more, self.facts, self.away):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addLayout(self._grid)
        self.away.hide()
        self.set_width(USUAL - 2 * MARGIN)

    def set_width(self, width: int) -> None:
        """Two columns of actions where their words have room, else one."""
        self._width = width
        # the first and the last one stand alone, as wide as both
        words = 2 * max(button.sizeHint().width() - 1 for button in self._buttons[1:-1])
        self._set_columns(2 if words + 4 <= width else 1)
        gap = 8 if words + 8 <= width else 4
        if self._grid.horizontalSpacing() != gap:  # setting it asks for a layout, which comes here again
            self._grid.setHorizontalSpacing(gap)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        # another key may need more room
        if event.type() == QEvent.Type.LayoutRequest:
            self.set_width(self._width)
        return done

    def _set_columns(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        self._grid.setVerticalSpacing(8 if columns == 2 else 4)
        for number, button in enumerate(self._buttons):
            button.set_dense(columns == 1)
            place = number + columns - 1 if number else 0
            alone = number in (0, len(self._buttons) - 1)
            self._grid.addWidget(button, place // columns, place % columns, 1, columns if alone else 1)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def show_hit(self, hit: Hit, row: int, count: int, date: str, edits: str) -> None:
        """edits: what was done to it, or that this is not known; one line, so that nothing below it ever moves."""
        self.edits.set_text(edits)
        text = self.tr("Hit {n} of {count}")
        self.title.set_text(text.format(n=messages.number(row + 1), count=messages.number(count)))
        self.distance.setText(messages.distance(hit.distance, hit.identical))
        self.mark.set(hit.word)
        self.mark.show()
        first = hit.files[0]
        self.path.set_text(messages.shown(first.path))
        others = len(hit.files) - 1
        self.more.setVisible(others > 0)
        text = self.tr("and 1 more file of the same picture")
        if others > 1:
            text = self.tr("and {n} more files of the same picture").format(n=messages.number(others))
        self.more.setText(text)
        self.more.setToolTip("\n".join(messages.shown(file.path) for file in hit.files[1:]))
        size = messages.size_of(first.size_bytes)
        facts = [messages.pixels(hit.width_px, hit.height_px), hit.format, size, date]
        self.facts.setText(" · ".join(filter(None, facts)))

    def show_several(self, hits: Sequence[Hit], count: int) -> None:
        """`hits`: the first ones of those selected, `count`: how many are."""
        self.title.set_text(self.tr("{n} hits selected").format(n=messages.number(count)))
        self.distance.clear()
        self.edits.set_text("")
        self.mark.hide()
        self.more.hide()
        self.away.hide()
        names = [messages.shown_name(hit.files[0].path) for hit in hits]
        self.path.set_text(", ".join(names) + (" …" if count > len(hits) else ""))
        self.facts.setText(self.tr("Each key and button acts on all of them."))

    def say_away(self, text: str) -> None:
        self.away.setText(text)
        self.away.setVisible(bool(text))


class SidePanel(QFrame):
    """Both parts, scrolling where the window is low."""

    def __init__(self, query: QueryPart, hit: HitPart) -> None:
        super().__init__()
        self.setObjectName("queryPanel")
        self.query, self.hit = query, hit
        inside = QWidget()
        column = QVBoxLayout(inside)
        top = (theme.header_px(56) - theme.scaled_px(32)) // 2  # beside the head of the hits
        column.setContentsMargins(MARGIN, top, MARGIN - 1, 16)
        column.setSpacing(16)
        column.addWidget(query)
        column.addWidget(hit)
        column.addStretch()
        area = scrolled(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(area)
        hit.hide()
        self.setMinimumWidth(LEAST)
        self.setMaximumWidth(MOST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 2 * MARGIN
        self.query.set_width(room)
        self.hit.set_width(room)
