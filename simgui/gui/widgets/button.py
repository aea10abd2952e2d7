"""One button for all rooms: icon, words and the key that does the same, painted from the tokens."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from simgui.gui.widgets import icons, keycap, theme

ICON_PX = 15


class Button(QAbstractButton):
    """`kind`: 'plain' (outlined), 'primary' (the page's one filled button), 'flat' (no outline), 'link' (flat, in the
    accent's colour), or 'danger': filled, in the colour of what leaves.
    """

    def __init__(
        self,
        text: str,
        icon: str | None = None,
        key: str = "",
        kind: str = "plain",
        parent: QWidget | None = None,
        dense: bool = False,
    ) -> None:
        super().__init__(parent)
        self._icon, self._key, self._kind, self._dense = icon, key, kind, dense
        self._tall = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def event(self, event: QEvent) -> bool:
        # Enter presses the button that has the keyboard, also on a page of which it is a key
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _presses(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt clicks by Space only, outside a dialog
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    @classmethod
    def of(
        cls, action: QAction, icon: str, text: str | None = None, kind: str = "plain", show_key: bool = True
    ) -> Button:
        """A button that does what an action does, with its key; it greys out with it."""
        button = cls(text or action.text(), icon, "", kind)
        button.follow(action, show_key)
        return button

    def follow(self, action: QAction, show_key: bool = True) -> None:
        """Do what the action does; its key is the action's key of the moment."""

        def changed() -> None:
            self.setEnabled(action.isEnabled())
            self.setToolTip(action.toolTip())
            if show_key:
                self.show_key_of(action)

        action.changed.connect(changed)
        self.clicked.connect(action.trigger)
        changed()

    def show_key_of(self, action: QAction) -> None:
        """The key that does the same, as it is at the moment."""
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        if key != self._key:
            self._key = key
            self.updateGeometry()
            self.update()

    def set_dense(self, dense: bool) -> None:
        self._dense = dense
        self.updateGeometry()

    def set_tall(self) -> None:
        """The one thing to do on an empty page."""
        self._tall = True
        self.updateGeometry()

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self.update()

    def set_kind(self, kind: str) -> None:
        self._kind = kind
        self.updateGeometry()
        self.update()

    @property
    def _filled(self) -> bool:
        return self._kind in ("primary", "danger")

    def relabel(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    # size

    def sizeHint(self) -> QSize:
        height = 28 if self._dense else max(32, theme.scaled_px(40 if self._tall else 32))
        return QSize(self._width(self.text()), height)

    def minimumSizeHint(self) -> QSize:
        least = 2 * self._side() + ICON_PX + (keycap.width(self._key) + 6 if self._key else 0)
        return QSize(least, self.sizeHint().height())

    def _side(self) -> int:
        return 6 if not self.text() else 18 if self._tall else 9

    def _width(self, text: str) -> int:
        width = 2 * self._side() + (ICON_PX if self._icon else 0)
        if text:
            metrics = QFontMetrics(self._text_font())
            width += metrics.horizontalAdvance(text) + (6 if self._icon else 0) + 1
        return width + (keycap.width(self._key) + 7 if self._key else 0)

    def _text_font(self) -> QFont:
        bold = self._filled or self._kind == "link"
        return theme.font(14 if self._tall else 13, 600 if bold else 500)

    # painting

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.EnabledChange):
            self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def _colours(self) -> tuple[str | None, str | None, str]:
        """Ground, outline, ink."""
        t = theme.tokens()
        over = (self.underMouse() or self.isDown()) and self.isEnabled()
        if not self.isEnabled():
            return (None, t.line if self._kind not in ("flat", "link") else None, t.edge)
        if self._kind == "primary":
            return t.accent, None, t.on_accent
        if self._kind == "danger":
            return t.cull, None, t.on_chip
        if self._kind == "link":
            return (t.line if over else None), None, t.accent
        if self.isChecked():
            return t.accent_soft, t.accent, t.accent
        if self._kind == "flat":
            return (t.line if over else None), None, t.text
        return (t.accent_soft if over else t.surface), t.edge, t.text

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, outline, ink = self._colours()
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(outline)) if outline else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(QColor(ink) if self._filled else theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(body.adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)
        self._paint_content(painter, ink)
        painter.end()

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        left, right, middle = self._side(), self.width() - self._side(), self.height() / 2
        if not self._key and self.text():
            # without a key the words stand in the middle
            left = max(left, round((self.width() - self._width(self.text())) / 2) + self._side())
        if self._icon:
            if not self.text():
                left = round((self.width() - ICON_PX) / 2)
            # on whole pixels, rather below the middle than above: there stand the words' small letters
            icons.draw(painter, self._icon, QRectF(left, ceil(middle - ICON_PX / 2), ICON_PX, ICON_PX), ink)
            left += ICON_PX + 6
        if self._key:
            plain = not self._filled and self.isEnabled()
            right = round(keycap.paint(painter, self._key, right, middle, "" if plain else ink)) - 5
        painter.setFont(self._text_font())
        painter.setPen(QColor(ink))
        metrics = painter.fontMetrics()
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, max(right - left + 1, 0))
        painter.drawText(QPointF(left, middle + (metrics.ascent() - metrics.descent()) / 2), text)


def _presses(event: QKeyEvent) -> bool:
    keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
    return event.key() in keys and event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )
