"""Over the whole window while something hangs above it: what will happen when it is let go."""

from __future__ import annotations

import os

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImageReader, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from simgui.gui import messages
from simgui.gui.incoming import Incoming
from simgui.gui.widgets import icons, theme

CARD = QSize(600, 416)
PREVIEW = QSize(300, 188)
# a picture up to this size is shown while it hangs there; a larger one would take too long to look at
PREVIEW_BYTES = 12 << 20


class DropOverlay(QWidget):
    """Never takes the event away: it neither accepts drops nor the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._icon, self._title, self._detail = "search", "", ""
        self._preview: QPixmap | None = None
        self.hide()

    @property
    def text(self) -> str:
        return f"{self._title}. {self._detail}" if not self.isHidden() else ""

    def show_for(self, incoming: Incoming) -> None:
        self._icon, self._title, self._detail = self._words(incoming)
        self._preview = self._look(incoming)
        self.setAccessibleName(self._title)
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(parent.rect())
        self.raise_()
        self.show()
        self.update()

    def _words(self, incoming: Incoming) -> tuple[str, str, str]:
        if incoming.kind == "pictures":
            names = [messages.shown(picture.name) for picture in incoming.pictures]
            if len(names) == 1:
                return "search", self.tr("Drop to find its near-duplicates"), names[0]
            title = self.tr("Drop to search {n} pictures in turn").format(n=messages.number(len(names)))
            return "images", title, self.tr("{name} is the first").format(name=names[0])
        if incoming.kind == "folders":
            names = [messages.shown_name(folder) for folder in incoming.folders]
            if len(names) == 1:
                title = self.tr("Drop to add this folder to the library")
            else:
                title = self.tr("Drop to add {n} folders to the library").format(
                    n=messages.number(len(names))
                )
            detail = self.tr("{names}: its pictures are indexed and stay where they are")
            return "folder-plus", title, detail.format(names=", ".join(names[:3]))
        if incoming.kind == "data":
            return (
                "search",
                self.tr("Drop to find its near-duplicates"),
                self.tr("A picture from another program"),
            )
        if incoming.kind == "link":
            detail = self.tr("Copy the image itself, then press Ctrl+V.")
            return "triangle-alert", self.tr("The browser hands over only a link"), detail
        detail = self.tr("Pictures and folders can be dropped here.")
        return "triangle-alert", self.tr("Nothing in this can be used"), detail

    @staticmethod
    def _look(incoming: Incoming) -> QPixmap | None:
        if incoming.kind != "pictures" or incoming.pictures[0].path is None:
            return None
        try:
            if os.path.getsize(incoming.pictures[0].path) > PREVIEW_BYTES:
                return None
        except OSError:
            return None
        reader = QImageReader(os.fsdecode(incoming.pictures[0].path))
        reader.setAutoTransform(True)
        size = reader.size()
        # only what scales while it decodes is quick enough for the 50 ms that the overlay has
        if not size.isValid() or (reader.format() != b"jpeg" and size.width() * size.height() > 4_000_000):
            return None
        reader.setScaledSize(size.scaled(PREVIEW * 2, Qt.AspectRatioMode.KeepAspectRatio))
        image = reader.read()
        return None if image.isNull() else QPixmap.fromImage(image)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        scrim = QColor("#08090A" if t.dark else "#FFFFFF")
        scrim.setAlphaF(0.78 if t.dark else 0.82)
        painter.fillRect(self.rect(), scrim)
        painter.setPen(QPen(QColor(t.accent), 4))
        painter.drawRect(self.rect().adjusted(2, 2, -2, -2))
        card = QRectF(0, 0, min(CARD.width(), self.width() - 48), min(CARD.height(), self.height() - 48))
        card.moveCenter(QRectF(self.rect()).center())
        painter.setPen(QPen(QColor(t.edge), 1))
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(card, 10, 10)
        self._paint_preview(painter, card)
        self._paint_words(painter, card)
        painter.end()

    def _paint_preview(self, painter: QPainter, card: QRectF) -> None:
        t = theme.tokens()
        place = QRectF(0, 0, PREVIEW.width(), PREVIEW.height())
        place.moveCenter(card.center())
        place.moveTop(card.top() + 36)
        if self._preview is None:
            middle = QRectF(0, 0, 72, 72)
            middle.moveCenter(place.center())
            icons.draw(painter, self._icon, middle, t.warning if self._icon == "triangle-alert" else t.accent)
            return
        size = self._preview.size().scaled(PREVIEW, Qt.AspectRatioMode.KeepAspectRatio)
        whole = QRectF(0, 0, size.width(), size.height())
        whole.moveCenter(place.center())
        painter.drawPixmap(whole, self._preview, QRectF(self._preview.rect()))

    def _paint_words(self, painter: QPainter, card: QRectF) -> None:
        t = theme.tokens()
        room = card.adjusted(28, 0, -28, 0)
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        elide = Qt.TextElideMode.ElideMiddle
        for top, font, ink, text in (
            (card.top() + 252, theme.font(20, 600), t.text, self._title),
            (card.top() + 286, theme.font(15), t.muted, self._detail),
        ):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            short = painter.fontMetrics().elidedText(text, elide, round(room.width()))
            painter.drawText(QRectF(room.left(), top, room.width(), 32), middle, short)
        painter.setPen(QColor(t.line))
        painter.drawLine(room.adjusted(12, 334, -12, 0).topLeft(), room.adjusted(12, 334, -12, 0).topRight())
        painter.setFont(theme.font(13))
        painter.setPen(QColor(t.muted))
        text = self.tr("Pictures are searched, folders are added. Esc: never mind")
        painter.drawText(QRectF(room.left(), card.top() + 354, room.width(), 32), middle, text)
