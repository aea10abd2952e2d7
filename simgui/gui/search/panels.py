"""The left side of the search page: the query, large, and the hit in hand with what can be done to it."""

from __future__ import annotations

import os
from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from simgui.core.search import Hit, Hits, Query, word_of
from simgui.gui import messages
from simgui.gui.search.delegate import TONES, draw_bars
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import Chip, ElidedLabel, label, rule
from simgui.gui.widgets.thumbnails import read_image

WIDE, NARROW = 360, 264
PICTURE = {WIDE: QSize(320, 240), NARROW: QSize(224, 168)}
# icon of each action of the hit in hand, in the order in which the hand reads them
ACTIONS = (
    ("duplicate", "copy-check"),
    ("not_duplicate", "equal-not"),
    ("keep", "pin"),
    ("related", "link-2"),
    ("clear", "eraser"),
    ("from_here", "search"),
    ("folder", "folder-open"),
    ("copy_path", "copy"),
)


class PictureBox(QWidget):
    """A picture whole, in its well."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap: QPixmap | None = None
        self.setFixedSize(PICTURE[WIDE])
        self.setAccessibleName(self.tr("Query picture"))

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
            scale = self.devicePixelRatioF()
            size = QSize(self._pixmap.size())
            room = self.size() * scale
            if size.width() > room.width() or size.height() > room.height():
                size.scale(room, Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, max(size.width() / scale, 1), max(size.height() / scale, 1))
            place.moveCenter(QRectF(self.rect()).center())
            painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))
        painter.end()


class WordMark(QWidget):
    """Bars and the word for how near."""

    def __init__(self) -> None:
        super().__init__()
        self._kind, self._word = "unrelated", ""
        self.setFixedHeight(20)

    def set(self, kind: str) -> None:
        self._kind, self._word = kind, messages.word(kind)
        self.setFixedWidth(QFontMetrics(theme.font(12, 600)).horizontalAdvance(self._word) + 23)
        self.setAccessibleName(self._word)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_bars(painter, self._kind, 2, 15)
        painter.setPen(theme.color(TONES[self._kind]))
        painter.setFont(theme.font(12, 600))
        painter.drawText(self.rect().adjusted(22, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._word)
        painter.end()


class QueryPart(QWidget):
    """The query: picture, name, where it is from, facts, how many files are identical, timing."""

    turned = Signal(int)

    def __init__(self, choose: QAction, paste: QAction) -> None:
        super().__init__()
        self.picture = PictureBox()
        self.name = ElidedLabel(13, 600)
        self.place = ElidedLabel(12, tone="muted")
        self.facts = label("", 12, tone="muted")
        self.identical = Chip("equal", "identical")
        self.timing = label("", 11, tone="muted", wrap=True)
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

    def clear(self) -> None:
        self.picture.set_thumbnail(None)
        for text in (self.name, self.place):
            text.set_text("")
        self.facts.clear()
        self.timing.clear()
        self.identical.hide()
        self.several.hide()

    def announce(self, name: str, path: bytes | None, number: int, count: int) -> None:
        """At once, before anything is read."""
        self.clear()
        self.name.set_text(messages.shown(name))
        self.place.set_text(messages.shown(os.path.dirname(path)) if path else self.tr("Not from a file"))
        self.several.setVisible(count > 1)
        self.several_text.setText(self.tr("Picture {n} of {count}").format(n=number + 1, count=count))

    def show_query(self, query: Query) -> None:
        decoded = query.decoded
        self.picture.set_thumbnail(decoded.thumbnail)
        size = messages.size_of(query.size_bytes)
        self.facts.setText(
            f"{messages.pixels(decoded.width_px, decoded.height_px)} · {decoded.format} · {size}"
        )

    def show_answer(self, hits: Hits) -> None:
        identical = next((hit for hit in hits.hits if hit.identical), None)
        self.identical.setVisible(identical is not None)
        if identical is not None:
            self.identical.set_text(self._identical_text(identical))

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
        figures = {
            "decode": timing.decode_ms,
            "embed": timing.embed_ms,
            "scan": timing.scan_ms,
            "paint": paint_ms,
        }
        self.timing.setText(text.format(**{name: messages.number(round(ms)) for name, ms in figures.items()}))


class HitPart(QWidget):
    """The hit in hand and its actions, each with its key."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.title = label("", 13, 600)
        self.distance = label("", 15, 600)
        self.mark = WordMark()
        self.path = ElidedLabel(12, tone="muted")
        self.more = label("", 12, tone="muted")
        self.facts = label("", 12, tone="muted")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.title, 1)
        top.addWidget(self.distance)
        top.addWidget(self.mark)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._buttons = [Button.of(actions[name], icon) for name, icon in ACTIONS]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(rule())
        column.addSpacing(10)
        column.addLayout(top)
        for widget in (self.path, self.more, self.facts):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addLayout(self._grid)
        self.set_columns(2)

    def set_columns(self, columns: int) -> None:
        self._grid.setSpacing(8 if columns == 2 else 4)
        for number, button in enumerate(self._buttons):
            button.set_dense(columns == 1)
            self._grid.addWidget(button, number // columns, number % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def show_hit(self, hit: Hit, row: int, count: int, selected: int) -> None:
        if selected > 1:
            self.title.setText(self.tr("{n} hits selected").format(n=messages.number(selected)))
        else:
            self.title.setText(self.tr("Hit {n} of {count}").format(n=row + 1, count=messages.number(count)))
        self.distance.setText(messages.distance(hit.distance, hit.identical))
        self.mark.set(word_of(hit.distance, hit.identical))
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
        self.facts.setText(f"{messages.pixels(hit.width_px, hit.height_px)} · {hit.format} · {size}")


class SidePanel(QFrame):
    """Both parts, scrolling where the window is low."""

    def __init__(self, query: QueryPart, hit: HitPart) -> None:
        super().__init__()
        self.setObjectName("queryPanel")
        self.query, self.hit = query, hit
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(16)
        self._column.addWidget(query)
        self._column.addWidget(hit)
        self._column.addStretch()
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(area)
        hit.hide()
        self.set_width(WIDE)

    def set_width(self, width: int) -> None:
        self.setFixedWidth(width)
        self.query.picture.setFixedSize(PICTURE[width])
        self.hit.set_columns(2 if width == WIDE else 1)
        side = 20 if width == WIDE else 14
        self._column.setContentsMargins(side, 14, side - 1, 16)
