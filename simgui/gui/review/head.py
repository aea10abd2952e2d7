"""The head of the page: which group of how many, how long it takes, how near is near, which groups, and the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QSizePolicy,
    QWidget,
    QWidgetAction,
)

from simgui.core.calibration import Limits
from simgui.core.options import Options
from simgui.gui import messages
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import ElidedLabel, label
from simgui.gui.widgets.menu_button import MenuButton
from simgui.gui.widgets.within import Within

BAR_PX, SIDE_PX, NARROW_PX = 150, 20, 1000
TYPING_MS = 400
# what the menu offers: the fields of Options that stand on
FILTERS: tuple[tuple[str, dict[str, object]], ...] = (
    ("all", {}),
    ("verified", {"verified": True}),
    ("exact", {"exact": True}),
    ("across", {"across": True}),
    ("within_root", {"within_root": True}),
    ("burst", {"kind": "burst"}),
)


class FilterButton(MenuButton):
    """`chosen`: another filter, or another text in paths."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__("", "funnel", kind="plain")
        self._name = FILTERS[0][0]
        self._group = QActionGroup(self)
        self._texts = {
            "all": self.tr("All"),
            "verified": self.tr("Verified only"),
            "exact": self.tr("Exact only"),
            "across": self.tr("Across folders"),
            "within_root": self.tr("Within a folder"),
            "burst": self.tr("Bursts"),
        }
        tips = {
            "all": self.tr("All groups, bursts too"),
            "verified": self.tr("Only what was compared and found to be one shot"),
            "exact": self.tr("Only files that hold the same picture"),
            "across": self.tr("Only duplicates that lie in different folders of the library"),
            "within_root": self.tr("Only duplicates in one and the same folder of the library"),
            "burst": self.tr("Other shots of a scene; nothing of them is proposed to leave"),
        }
        for name, _ in FILTERS:
            action = self.menu.addAction(self._texts[name])
            action.setCheckable(True)
            action.setData(name)
            action.setToolTip(tips[name])
            self._group.addAction(action)
        self._group.triggered.connect(self._on_chosen)
        self.menu.addSeparator()
        self.pattern = QLineEdit()
        self.pattern.setPlaceholderText(self.tr("Text or pattern in paths"))
        self.pattern.setToolTip(self.tr("“holiday”, or a pattern as “*/2019/*.jpg”"))
        self.pattern.setAccessibleName(self.tr("Text or pattern in paths"))
        self.pattern.setClearButtonEnabled(True)
        self.pattern.setMinimumWidth(theme.scaled_px(230))
        self.pattern.installEventFilter(self)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(10, 6, 10, 6)
        row.addWidget(self.pattern)
        held = QWidgetAction(self)
        held.setDefaultWidget(holder)
        self.menu.addAction(held)
        self.menu.addSeparator()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._on_typed)
        self.pattern.textEdited.connect(lambda _text: self._typing.start())
        self._said = ""
        self.show_filter("all", "")

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Enter in the field closes the menu, and what was typed counts."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            self._on_typed()
            self.menu.close()
            return True
        return False

    @property
    def name(self) -> str:
        return self._name

    @property
    def text_wanted(self) -> str:
        return self.pattern.text().strip()

    def wish(self, within: float | None) -> Options:
        """What the menu says, up to that distance; None: the usual one."""
        plain = Options(within=within, pattern=self.text_wanted or None)
        return replace(plain, **dict(FILTERS)[self._name])  # type: ignore[arg-type]

    def show_filter(self, name: str, pattern: str) -> None:
        self._name = name if name in dict(FILTERS) else FILTERS[0][0]
        self.pattern.setText(pattern)
        self._said = pattern
        for action in self._group.actions():
            action.setChecked(action.data() == self._name)
        text = self._texts[self._name]
        if pattern:
            text = self.tr("{filter}, “{text}”").format(filter=text, text=pattern)
        self.relabel(text)
        self.setAccessibleName(self.tr("Groups shown: {filter}").format(filter=text))

    def _on_chosen(self, action: QAction) -> None:
        self._typing.stop()
        self.show_filter(action.data(), self.text_wanted)
        self.chosen.emit()

    def _on_typed(self) -> None:
        self._typing.stop()
        if self.text_wanted != self._said:
            self.show_filter(self._name, self.text_wanted)
            self.chosen.emit()

    def stop(self) -> None:
        self._typing.stop()


class Head(QFrame):
    def __init__(self, plan: QAction, zones: Sequence[tuple[float, str, str]]) -> None:
        super().__init__()
        self.setObjectName("backBar")
        self.title = label("", 18, 600)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.pace = ElidedLabel(13, tone="muted", elide=Qt.TextElideMode.ElideRight)
        self.pace.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.within = Within(zones)
        self.filter = FilterButton()
        self.plan = Button("", "list-checks")
        self.plan.follow(plan)
        self.more = MenuButton("", None, kind="plain")
        self.more.setAccessibleName(self.tr("More that can be done with the groups"))
        self.more.setToolTip(self.tr("What stays, lists and links"))
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE_PX, 0, SIDE_PX, 0)
        row.setSpacing(14)
        row.addWidget(self.title)
        row.addWidget(self.bar)
        row.addWidget(self.pace, 1)
        row.addWidget(self.within)
        row.addWidget(self.filter)
        both = QHBoxLayout()
        both.setSpacing(4)
        both.addWidget(self.plan)
        both.addWidget(self.more)
        row.addLayout(both)
        self.setFixedHeight(theme.header_px(56))
        self._place = -1, 0, 0
        self.show_place(0, 0, 0)
        self.show_plan(0)

    def show_place(self, number: int, count: int, decided: int) -> None:
        """The group in hand, of how many, and how many of them are decided."""
        if (number, count, decided) == self._place:
            return
        self._place = number, count, decided
        text = self.tr("Group {n} of {count}") if count else self.tr("No groups")
        self.title.setText(text.format(n=messages.number(number), count=messages.number(count)))
        self.bar.setVisible(count > 0)
        self.bar.setRange(0, max(count, 1))
        self.bar.setValue(decided)
        done = self.tr("{n} of {count} groups are decided")
        text = done.format(n=messages.number(decided), count=messages.number(count))
        self.bar.setAccessibleName(text)
        self.bar.setToolTip(text)

    def show_pace(self, left_s: float | None, left: int) -> None:
        """How long the rest takes; as long as that is not known, how many are left."""
        if not left:
            text = ""
        elif left_s is not None:
            text = self.tr("about {time} left at your pace").format(time=messages.minutes(left_s))
        else:
            text = self.tr("1 left") if left == 1 else self.tr("{n} left")
            text = text.format(n=messages.number(left))
        self.pace.set_text(text)

    def show_plan(self, files: int) -> None:
        text = self.tr("Plan: 1 file…") if files == 1 else self.tr("Plan: {n} files…")
        self.plan.relabel(text.format(n=messages.number(files)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled_px(NARROW_PX)
        self.bar.setFixedWidth(theme.scaled_px(70 if narrow else BAR_PX))
        self.pace.setVisible(not narrow)
        self.within.word.setVisible(not narrow)


def zones(limits: Limits) -> list[tuple[float, str, str]]:
    """Of the slider: (upper limit, word, token)."""
    return [
        (limits.copy, messages.word("copy"), "copy"),
        (limits.likely_copy, messages.word("likely_copy"), "likely_copy"),
        (limits.similar, messages.word("similar"), "similar"),
    ]
