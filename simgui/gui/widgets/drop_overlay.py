"""Over the whole window while something hangs above it: what will happen when it is let go."""

from __future__ import annotations

import contextlib
import os
import threading

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from simgui.core import decode
from simgui.core.errors import SimguiError
from simgui.gui import messages
from simgui.gui.incoming import Incoming
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.labels import announce
from simgui.gui.widgets.thumbnails import read_image

CARD = QSize(600, 416)
PREVIEW = QSize(300, 188)
FRAME_PX = 4
# a picture larger than this is not read for a mere look at it
PREVIEW_BYTES = 40 << 20


class DropOverlay(QWidget):
    """Never takes the event away: it neither accepts drops nor the mouse.

    It is up before anything is read: the picture in it comes later, from a thread that nobody waits for.
    """

    _looked = Signal(int, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._icon, self._title, self._detail = "search", "", ""
        self._count = 0
        self._facts = ""
        self._images: int | None = None
        self._preview: QPixmap | None = None
        self._generation = 0
        self._thread: threading.Thread | None = None
        self._looked.connect(self._on_looked, Qt.ConnectionType.QueuedConnection)
        self.hide()

    @property
    def text(self) -> str:
        return f"{self._title}. {self._said()}" if not self.isHidden() else ""

    @property
    def has_preview(self) -> bool:
        return self._preview is not None

    def set_images(self, images: int) -> None:
        """How many a picture is searched in."""
        self._images = images

    def show_for(self, incoming: Incoming) -> None:
        self._generation += 1
        self._preview, self._facts = None, ""
        self._count = len(incoming.pictures)
        self._icon, self._title, self._detail = self._words(incoming)
        self.setAccessibleName(self._title)
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(parent.rect())
        self.raise_()
        self.show()
        self.update()
        announce(self, self._title)
        self._look(incoming)

    # words

    def _words(self, incoming: Incoming) -> tuple[str, str, str]:
        """Icon, what will happen, to what."""
        if incoming.pictures and incoming.folders:
            return "images", self._both(incoming), self.tr("Pictures are searched, folders are asked about.")
        if incoming.kind == "pictures":
            name = messages.shown(incoming.pictures[0].name)
            if len(incoming.pictures) == 1:
                return "search", self.tr("Drop to find its near-duplicates"), name
            count = messages.number(len(incoming.pictures) + incoming.more)
            title = self.tr("Drop to look up {n} pictures").format(n=count)
            return "images", title, self.tr("Which of them are in the library already: a row for each")
        if incoming.kind == "folders":
            names = [messages.shown_name(folder) for folder in incoming.folders]
            title = self.tr("Drop to add this folder to the library")
            if len(names) > 1:
                more = self.tr("Drop to add {n} folders to the library")
                title = more.format(n=messages.number(len(names) + incoming.more))
            detail = self.tr("{names} · its pictures stay where they are")
            return "folder-plus", title, detail.format(names=messages.listed(names[:3]))
        if incoming.kind == "data":
            detail = self.tr("A picture from another program")
            return "search", self.tr("Drop to find its near-duplicates"), detail
        if incoming.kind == "link":
            detail = self.tr("Copy the image itself, then press Ctrl+V.")
            return "triangle-alert", self.tr("The browser hands over only a link"), detail
        detail = self.tr("Pictures and folders can be dropped here.")
        return "triangle-alert", self.tr("Nothing in this can be used"), detail

    def _both(self, incoming: Incoming) -> str:
        pictures, folders = len(incoming.pictures) + incoming.more, len(incoming.folders)
        one = self.tr("Drop to search 1 picture and add {folders}")
        more = self.tr("Drop to look up {n} pictures and add {folders}")
        one_folder = self.tr("1 folder")
        more_folders = self.tr("{n} folders").format(n=messages.number(folders))
        text = one if pictures == 1 else more
        return text.format(n=messages.number(pictures), folders=one_folder if folders == 1 else more_folders)

    def _said(self) -> str:
        """The detail, with the pixels and what it is searched in as far as they are known."""
        parts = [self._detail]
        if self._icon == "search":
            if self._facts:
                parts.append(self._facts)
            if self._images:
                parts.append(self.tr("searched in {images}").format(images=messages.images(self._images)))
        return " · ".join(parts)

    # the picture

    def _look(self, incoming: Incoming) -> None:
        path = incoming.pictures[0].path if incoming.pictures else None
        # one that still reads (a drive that sleeps) is left alone: no crowd of threads behind it
        if path is None or (self._thread is not None and self._thread.is_alive()):
            return
        box = PREVIEW * self.devicePixelRatioF()
        given = (self._generation, path, box)
        self._thread = threading.Thread(target=self._read, args=given, name="preview", daemon=True)
        self._thread.start()

    def _read(self, generation: int, path: bytes, box: QSize) -> None:
        """In the thread."""
        found = read_preview(path, box)
        with contextlib.suppress(RuntimeError):  # the window has gone meanwhile
            self._looked.emit(generation, found)

    def _on_looked(self, generation: int, found: tuple[QImage, QSize]) -> None:
        image, size = found
        if generation != self._generation or self.isHidden() or image.isNull():
            return
        self._preview = QPixmap.fromImage(image)
        self._facts = messages.pixels(size.width(), size.height())
        self.update()

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        scrim = QColor("#08090A" if t.dark else "#FFFFFF")
        scrim.setAlphaF(0.78 if t.dark else 0.82)
        painter.fillRect(self.rect(), scrim)
        pen = QPen(QColor(t.accent), FRAME_PX)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        half = FRAME_PX // 2
        painter.drawRect(self.rect().adjusted(half, half, -half, -half))
        card = QRectF(
            0,
            0,
            min(theme.scaled_px(CARD.width()), self.width() - 48),
            min(theme.scaled_px(CARD.height()), self.height() - 48),
        )
        # in the middle of the pages: the status line below does not count
        card.moveCenter(QRectF(self.rect().adjusted(0, 0, 0, -theme.scaled_px(32))).center())
        painter.setPen(QPen(QColor(t.edge), 1))
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(card.translated(0.5, 0.5), 10, 10)
        self._paint_preview(painter, card)
        self._paint_words(painter, card)
        self._paint_foot(painter, card)
        painter.end()

    def _paint_preview(self, painter: QPainter, card: QRectF) -> None:
        t = theme.tokens()
        place = QRectF(0, 0, PREVIEW.width(), theme.scaled_px(PREVIEW.height()))
        place.moveCenter(card.center())
        place.moveTop(card.top() + theme.scaled_px(36))
        if self._preview is None:
            middle = QRectF(0, 0, 72, 72)
            middle.moveCenter(place.center())
            colour = t.warning if self._icon == "triangle-alert" else t.accent
            icons.draw(painter, self._icon, middle, colour)
            whole = middle
        else:
            size = self._preview.size().scaled(place.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            whole = QRectF(0, 0, size.width(), size.height())
            whole.moveCenter(place.center())
            corners = QPainterPath()
            corners.addRoundedRect(whole, 8, 8)
            painter.save()
            painter.setClipPath(corners)
            painter.drawPixmap(whole, self._preview, QRectF(self._preview.rect()))
            painter.restore()
        if self._count > 1:
            self._paint_count(painter, whole)

    def _paint_count(self, painter: QPainter, over: QRectF) -> None:
        t = theme.tokens()
        painter.setFont(theme.font(13, 600, figures=True))
        text = messages.number(self._count)
        width = painter.fontMetrics().horizontalAdvance(text) + 18
        badge = QRectF(over.right() - width + 8, over.top() - 8, width, theme.scaled_px(24))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent))
        painter.drawRoundedRect(badge, 6, 6)
        painter.setPen(QColor(t.on_accent))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_words(self, painter: QPainter, card: QRectF) -> None:
        t = theme.tokens()
        painter.setFont(theme.font(24, 600))
        icon = theme.scaled_px(24)
        # with the picture in its place the icon stands before the title, as it is not seen above
        lead = icon + 12 if self._preview is not None else 0
        room = card.width() - 56 - lead
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(self._title) > room:
            painter.setFont(theme.font(18, 600))
            metrics = painter.fontMetrics()
        title = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, round(room))
        width = metrics.horizontalAdvance(title)
        left = card.center().x() - (width + lead) / 2
        middle = card.top() + theme.scaled_px(262)
        if lead:
            icons.draw(painter, self._icon, QRectF(left, middle - icon / 2, icon, icon), t.accent)
        painter.setPen(QColor(t.text))
        line = QRectF(left + lead, middle - metrics.height() / 2, width + 2, metrics.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(theme.font(15))
        painter.setPen(QColor(t.muted))
        short = painter.fontMetrics().elidedText(
            self._said(), Qt.TextElideMode.ElideMiddle, round(card.width() - 56)
        )
        below = QRectF(card.left(), card.top() + theme.scaled_px(282), card.width(), theme.scaled_px(26))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, short)

    def _paint_foot(self, painter: QPainter, card: QRectF) -> None:
        """What else can be dropped, and how to get away."""
        t = theme.tokens()
        painter.setPen(QColor(t.line))
        y = card.top() + theme.scaled_px(327)
        painter.drawLine(round(card.left() + 40), round(y), round(card.right() - 40), round(y))
        painter.setFont(theme.font(13))
        metrics = painter.fontMetrics()
        hints = (
            ("folder-plus", self.tr("A folder is added to the library")),
            ("images", self.tr("Several pictures get a row each")),
        )
        width = sum(metrics.horizontalAdvance(text) + 23 for _, text in hints) + 28
        x, middle = card.center().x() - width / 2, y + theme.scaled_px(27)
        for icon, text in hints:
            icons.draw(painter, icon, QRectF(x, middle - 8, 16, 16), t.muted)
            painter.setPen(QColor(t.muted))
            line = QRectF(x + 23, middle - 12, metrics.horizontalAdvance(text) + 2, 24)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)
            x += metrics.horizontalAdvance(text) + 23 + 28
        self._paint_escape(painter, card, middle + theme.scaled_px(29))

    def _paint_escape(self, painter: QPainter, card: QRectF, middle: float) -> None:
        t = theme.tokens()
        text, key = self.tr("Never mind"), self.tr("Esc")
        metrics = painter.fontMetrics()
        painter.setFont(theme.font(11, 500))
        key_width = painter.fontMetrics().horizontalAdvance(key) + 12
        left = card.center().x() - (key_width + 8 + metrics.horizontalAdvance(text)) / 2
        cap = QRectF(left, middle - 10, key_width, 20)
        painter.setPen(QColor(t.edge))
        painter.setBrush(QColor(t.raised))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(QColor(t.text))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
        painter.setFont(theme.font(13))
        painter.setPen(QColor(t.muted))
        line = QRectF(left + key_width + 8, middle - 12, metrics.horizontalAdvance(text) + 2, 24)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)


def read_preview(path: bytes, box: QSize) -> tuple[QImage, QSize]:
    """A small upright picture, and the size of the whole; null when it is none, or too large for a mere look."""
    try:
        if os.path.getsize(path) > PREVIEW_BYTES:
            return QImage(), QSize()
        found = decode.decode_file(path)
    except (OSError, SimguiError):
        return QImage(), QSize()  # what is the matter with it is said when it is dropped
    return read_image(found.thumbnail, box), QSize(found.width_px, found.height_px)
