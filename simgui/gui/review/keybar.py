"""What the keys do, in a bar at the foot of the page; each can be clicked too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.key_hint import PAD_PX, KeyHint
from simgui.gui.widgets.labels import ElidedLabel

SIDE_PX, GAP_PX = 20, 6


class KeyBar(QFrame):
    """Hints that have no room are left out, the last ones first; `note` stands in front where something is off."""

    def __init__(self, hints: Sequence[KeyHint], end: Button) -> None:
        super().__init__()
        self.setObjectName("compareBar")
        self._hints, self._end = list(hints), end
        self.note = ElidedLabel(13, tone="warning", elide=Qt.TextElideMode.ElideRight)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SIDE_PX - PAD_PX, 0, SIDE_PX - PAD_PX, 0)
        self._row.setSpacing(GAP_PX)
        self._row.addWidget(self.note)
        for hint in self._hints:
            self._row.addWidget(hint)
        self._row.addStretch()
        self._row.addWidget(end)
        self.setFixedHeight(max(theme.header_px(44), 36))
        self.say("")

    def say(self, text: str) -> None:
        """Why something that the bar offers is off now."""
        if text == self.note.whole and bool(text) != self.note.isHidden():
            return
        self.note.set_text(text)
        self.note.setVisible(bool(text))
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        room = self.width() - 2 * SIDE_PX - self._end.sizeHint().width()
        if not self.note.isHidden():
            width = min(self.note.sizeHint().width(), max(room // 2, 80))
            self.note.setFixedWidth(width)
            room -= width + GAP_PX
        for hint in self._hints:
            room -= hint.sizeHint().width() + GAP_PX
            hint.setVisible(room >= 0)


def make_keybar(
    keys: Mapping[str, QAction],
    window: Mapping[str, QAction],
    step_image: Callable[[int], object],
    step_group: Callable[[int], object],
) -> KeyBar:
    """keys: the page's actions; window: the window's."""
    translate = QCoreApplication.translate
    image = KeyHint(None, translate("review", "Image"), fixed=("←", "→"))
    group = KeyHint(None, translate("review", "Group"), fixed=("↑", "↓"))
    image.clicked.connect(lambda: step_image(1))
    group.clicked.connect(lambda: step_group(1))
    changes = Button.of(window["keys"], "keyboard", translate("review", "Keys"), "flat")
    changes.set_dense(True)
    hints = [
        KeyHint(keys["accept"], translate("review", "Accept"), strong=True),
        KeyHint(keys["keep"], translate("review", "Keep this")),
        KeyHint(keys["both"], translate("review", "Keep both")),
        KeyHint(keys["not_duplicate"], translate("review", "Not duplicates")),
        KeyHint(keys["skip"], translate("review", "Skip")),
        image,
        group,
        KeyHint(keys["compare"], translate("review", "Compare")),
        KeyHint(window["undo"], translate("review", "Undo")),
        KeyHint(keys["turn"], translate("review", "Leave or stay")),
        KeyHint(keys["accept_all"], translate("review", "Accept all beyond doubt…")),
    ]
    return KeyBar(hints, changes)
