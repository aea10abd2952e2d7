"""Compare: the query, or another picture that one starts from, with up to three. A layer of the page that opens it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from simgui.core.library import Library
from simgui.gui import messages
from simgui.gui.keys import Keys
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.compare.details import Details, facts_of
from simgui.gui.widgets.compare.head import SIDE, Bar, Head
from simgui.gui.widgets.compare.loading import Compared, Loaded, Loading, Side
from simgui.gui.widgets.compare.panes import MODES, Panes
from simgui.gui.widgets.compare.scene import LETTERS, Levels, Scene, placed
from simgui.gui.widgets.panels import Notice

PAGE = "compare"
NARROW, WIDE = 1100, 2000
WHOLE = 0.96  # a picture of which so much is shared is shared as a whole, as core/edits.py has it


@dataclass(frozen=True)
class Other:
    """A picture that is compared with the first one; word: what their distance means."""

    side: Side
    distance: float
    identical: bool
    word: str


class ComparePage(QWidget):
    """The first picture is A. Of the others one is in hand: facts, regions, decisions and whatever shows only two
    are about that one.

    `left`: back to where one came from; `stepped`: to the next (1) or previous (-1) picture, where there are two;
    `handed`: another of the others is in hand, by its number.
    """

    left = Signal()
    stepped = Signal(int)
    handed = Signal(int)
    said = Signal(str)
    bug = Signal(str)
    compared = Signal()

    def __init__(
        self, library: Library, keys: Keys, back: str, decisions: Sequence[Button], first: str = ""
    ) -> None:
        """`back`: what one comes back to; `decisions`: buttons of the page that opens it; `first`: what the first
        picture is, the query unless it is said.
        """
        super().__init__()
        self._pictures: list[Side] = []
        self._others: Sequence[Other] = ()
        self._swapped = False  # A is the picture in hand, and the first one stands in its place
        self._known: dict[int, Compared] = {}  # by its place
        self._words: Sequence[str] = ()
        self._first = first or self.tr("query")
        self._about = ""
        self._active = False
        self.loading = Loading(library, self)
        self.panes = Panes()
        self.keys = self._make_actions(keys, back)
        self.head = Head(self.keys["back"], self.keys)
        self.notice = Notice()
        shown = Button.of(self.keys["regions"], "eye", kind="flat")
        shown.setCheckable(True)
        shown.set_dense(True)
        self._regions_button = shown
        self.details = Details(shown)
        self.bar = Bar(decisions, self.keys)
        self._lay_out()
        self.loading.compared.connect(self._on_compared)
        self.loading.bug.connect(self._on_bug)
        self.panes.view.changed.connect(self._show_percent)
        self.panes.fronted.connect(self._on_fronted)
        self.panes.taken.connect(self._take)
        self.details.regions.taken.connect(self._on_region)
        self._show_regions(True)
        self.set_mode(MODES[0])
        self.set_active(False)

    def _lay_out(self) -> None:
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._body.setContentsMargins(SIDE, 0, SIDE, 12)
        self._body.setSpacing(10)
        self._body.addWidget(self.panes, 1)
        self._body.addWidget(self.details)
        inner = QVBoxLayout()
        inner.setContentsMargins(SIDE, 0, SIDE, 0)
        inner.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(inner)
        column.addLayout(self._body, 1)
        column.addWidget(self.bar)

    def _make_actions(self, keys: Keys, back: str) -> dict[str, QAction]:
        made: dict[str, QAction] = {}
        for name, text, key, act in (
            ("side_by_side", self.tr("Side by side"), ("1",), lambda: self.set_mode("side_by_side")),
            ("slider", self.tr("Slider"), ("2",), lambda: self.set_mode("slider")),
            ("blink", self.tr("Blink"), ("3",), lambda: self.set_mode("blink")),
            ("difference", self.tr("Difference"), ("4",), lambda: self.set_mode("difference")),
            ("regions", self.tr("Show regions"), ("M",), self._toggle_regions),
            ("next_region", self.tr("Next region"), ("G",), lambda: self._step_region(1)),
            ("previous_region", self.tr("Previous region"), ("Shift+G",), lambda: self._step_region(-1)),
            ("swap", self.tr("Swap sides"), ("W",), self._swap),
            ("zoom_in", self.tr("Zoom in"), ("+", "="), lambda: self.panes.view.zoom(1)),
            ("zoom_out", self.tr("Zoom out"), ("-",), lambda: self.panes.view.zoom(-1)),
            ("fit", self.tr("Fit"), ("Z",), self._fit),
            ("next", self.tr("Next picture"), ("PgDown",), lambda: self._step(1)),
            ("previous", self.tr("Previous picture"), ("PgUp",), lambda: self._step(-1)),
        ):
            made[name] = keys.action(self, PAGE, name, text, key, act)
        made["fit"].setToolTip(self.tr("The whole picture, or each pixel as one of the screen"))
        text = self.tr("The other picture, while it blinks")
        # elsewhere Space presses the button that has the keyboard
        made["other"] = keys.action(self.panes.a, PAGE, "other", text, "Space", self.panes.blink_by_hand)
        made["other"].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        keys.fixed(PAGE, "pan", self.tr("Move the picture, or the divider"), ("Left", "Right", "Up", "Down"))
        keys.fixed(PAGE, "leave", back, ("Esc",))
        # Esc belongs to the system's keys: it is listed above and never changed
        made["back"] = QAction(back, self)
        made["back"].setShortcut("Esc")
        made["back"].triggered.connect(lambda _on=False: self.left.emit())
        self.addAction(made["back"])
        return made

    # which layer is in front

    def set_active(self, active: bool) -> None:
        """Its keys belong to it only while it is in front."""
        self._active = active
        for action in self.keys.values():
            action.setEnabled(active)
        self._refresh_actions()

    def _refresh_actions(self) -> None:
        some = self._active and self.details.regions.count > 0
        for name in ("regions", "next_region", "previous_region"):
            self.keys[name].setEnabled(some)
        self.keys["other"].setEnabled(self._active and self.panes.mode == "blink")

    def areas(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.head, self.panes, self.details, self.bar]

    # what is compared

    def compare(self, a: Side, others: Sequence[Other], hand: int = 0, note: str = "") -> None:
        """`hand`: which of the others is taken in hand first. `note`: what is to be said about the choice."""
        self._pictures = [a, *(other.side for other in others)]
        self._others = others
        self._words, self._about = [""] * len(others), note
        self._start(1 + hand)

    def show_words(self, words: Sequence[str]) -> None:
        """What each of the others is, and what was decided about it."""
        self._words = words
        self._caption()

    def forget(self) -> None:
        """Left: nothing is loaded any more, and the sides are as usual again when it is opened anew."""
        self.loading.worker.drop()
        self._pictures, self._swapped, self._known = [], False, {}
        self.panes.begin(2, 1)

    @property
    def _order(self) -> list[int]:
        """Which picture stands where."""
        order = list(range(len(self._pictures)))
        if self._swapped:
            order[0], order[self.panes.hand] = self.panes.hand, 0
        return order

    @property
    def sides(self) -> list[Side]:
        """As they stand, A first."""
        return [self._pictures[number] for number in self._order]

    @property
    def found(self) -> Compared | None:
        """How A compares with the picture in hand, as soon as it is known."""
        return self._known.get(self.panes.hand)

    def _start(self, hand: int) -> None:
        self._known = {}
        self.panes.begin(len(self._pictures), hand)
        self._say_missing()
        self._show_hand()
        self._caption()
        a, *others = self.sides
        in_hand = others.pop(hand - 1)
        self.loading.start(a, [in_hand, *others])

    def _take(self, place: int) -> None:
        if place == self.panes.hand or place >= len(self._pictures):
            return
        if self._swapped:
            self._start(place)
        else:
            self.panes.take(place)
            self._show_hand()
            self._caption()
        self.handed.emit(place - 1)

    def _step(self, step: int) -> None:
        place = self.panes.hand + step
        if len(self._pictures) <= 2:
            self.stepped.emit(step)
        elif 0 < place < len(self._pictures):
            self._take(place)
        else:
            last, first = (
                self.tr("This is the last of these pictures."),
                self.tr("This is the first of them."),
            )
            self.said.emit(last if step > 0 else first)

    def _on_bug(self, details: str) -> None:
        if self.found is None:  # else it was another one's
            a, b = self.sides[0], self.sides[self.panes.hand]
            self.head.say(self.tr("{a} and {b} could not be compared.").format(a=a.name, b=b.name))
        self.bug.emit(details)

    def _on_compared(self, found: Compared) -> None:
        place = self.sides.index(found.side, 1)
        self._known[place] = found
        none = self.tr("Nothing of it can be shown.")
        words = tuple("" if loaded.levels else none for loaded in (found.a, found.b))
        self.panes.show_scene(place, self._scene(found), (words[0], words[1]))
        self._say_missing()
        self._caption()
        self._show_percent()
        if place != self.panes.hand:
            self._show_facts()
        else:
            self._show_hand()
            if found.ms is not None:
                ms = messages.number(round(found.ms)) if found.ms >= 0.5 else "<1"
                self.said.emit(self.tr("Compared in {ms} ms").format(ms=ms))
            self.compared.emit()

    def _show_hand(self) -> None:
        """All that is said about A and the picture in hand."""
        found, scene = self.found, self.panes.scene
        other = self._others[self.panes.hand - 1]
        self.head.show_near(other.distance, other.identical, other.word)
        self.head.say(self.tr("Comparing…") if found is None else self._title(found))
        why_none = "" if found is None else self._why_no_regions(found)
        self.details.show_regions(scene, LETTERS[self.panes.hand], why_none)
        if found is not None and found.ramp:
            self.panes.legend.set_ramp(found.ramp)
        self._show_facts()
        self._refresh_actions()

    def _show_facts(self) -> None:
        sides = self.sides
        self.details.facts.show_facts(facts_of(sides, self._loaded()), [side.name for side in sides])

    def _loaded(self) -> list[Loaded | None]:
        """What was read of each side so far."""
        a = next((found.a for found in self._known.values()), None)
        others = (self._known.get(place) for place in range(1, len(self._pictures)))
        return [a, *(None if found is None else found.b for found in others)]

    def _scene(self, found: Compared) -> Scene:
        a = self.sides[0]
        frame = QRectF(0, 0, a.width_px, a.height_px)
        comparison = found.comparison
        transform = comparison.transform if comparison is not None else None
        size = found.b.levels[0].size() if found.b.levels else frame.size().toSize()
        known = self.panes.known_scene
        return Scene(
            Levels(found.a.levels) if known is None else known.a,  # A is the same in all
            Levels(found.b.levels),
            frame,
            placed(transform, frame, size),
            transform is not None,
            comparison.regions if comparison is not None else (),
            None if found.difference is None else QPixmap.fromImage(found.difference),
            comparison is not None and min(comparison.overlap_a, comparison.overlap_b) < WHOLE,
        )

    # words

    def _title(self, found: Compared) -> str:
        if found.comparison is None:
            return self.tr("Cannot be compared: a picture is missing")
        return messages.comparison(found.comparison)

    def _why_no_regions(self, found: Compared) -> str:
        if found.comparison is None or not found.comparison.verified:
            return self.tr("Regions are told only where both show the same shot.")
        return self.tr("No changed region was found.")

    def _say_missing(self) -> None:
        missing = (
            self._missing(side, read)
            for side, read in zip(self.sides, self._loaded(), strict=True)
            if read is not None and read.missing is not None
        )
        self.notice.say(messages.together(*filter(None, (self._about, *missing))))

    def _missing(self, side: Side, loaded: Loaded) -> str:
        assert loaded.missing is not None
        if side.offline:
            what = self.tr("{name} is offline.").format(name=side.name)
        else:
            what = messages.say_query_error(loaded.missing, side.name)
        shown = self.tr("Its thumbnail is shown.") if loaded.levels else ""
        return messages.together(*filter(None, (what, shown)))

    def _caption(self) -> None:
        for place, (side, caption) in enumerate(zip(self.sides, self.panes.captions, strict=False)):
            number = self._order[place]
            caption.name.set_text(side.name)
            caption.what.set_text(self._words[number - 1] if number else self._first)
            caption.note.set_text(self._note(place))

    def _note(self, place: int) -> str:
        """How the picture there is shown."""
        found = self._known.get(place or self.panes.hand)
        comparison = found.comparison if found is not None else None
        if comparison is None:
            return ""
        aligned = comparison.transform is not None
        if place == 0:
            part = aligned and comparison.overlap_a < WHOLE
            text = self.tr("the dashed line shows what {b} has kept") if part else ""
            return text.format(b=LETTERS[self.panes.hand])
        if not aligned:
            return self.tr("not aligned")
        text = self.tr("aligned to A, {n} points agree") if comparison.points else self.tr("aligned to A")
        return text.format(n=messages.number(comparison.points))

    def _show_percent(self) -> None:
        scale = self.panes.view.scale * self.devicePixelRatioF()
        self.bar.percent.setText(messages.percent(scale))

    # how it is looked at

    def set_mode(self, mode: str) -> None:
        self.panes.set_mode(mode)
        if mode == "blink" and self._active:
            self.take_focus()  # Space is its key
        self.head.show_mode(mode)
        self._on_fronted(self.panes.a.shows)
        self._refresh_actions()

    def _on_fronted(self, front: str) -> None:
        """While it blinks, the caption of the one behind is pale."""
        blinking = self.panes.mode == "blink"
        for place, caption in enumerate(self.panes.captions):
            caption.setEnabled(not blinking or (front == "a") == (place == 0))

    def _toggle_regions(self) -> None:
        self._show_regions(not self.panes.a.regions_shown)

    def _show_regions(self, shown: bool) -> None:
        self.panes.show_regions(shown)
        self._regions_button.setChecked(shown)
        self._regions_button.set_icon("eye" if shown else "eye-off")

    def _step_region(self, step: int) -> None:
        count = self.details.regions.count
        if count:
            current = self.panes.a.current
            first = 0 if step > 0 else count - 1
            self.details.regions.take((current + step) % count if current >= 0 else first)

    def _on_region(self, number: int) -> None:
        scene = self.panes.scene
        if scene is not None:
            self.panes.take_region(number)
            self.panes.view.show_place(scene.place(scene.regions[number]))

    def _swap(self) -> None:
        """A and the picture in hand."""
        if self._pictures:
            self._swapped = not self._swapped
            self._start(self.panes.hand)

    def _fit(self) -> None:
        if self.panes.view.fitting:
            self.panes.view.show_pixels(self.devicePixelRatioF())
        else:
            self.panes.view.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow, wide = self.width() < theme.scaled_px(NARROW), self.width() >= theme.scaled_px(WIDE)
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self.details.set_layout("column" if wide else "tabs" if narrow else "below")
        self.bar.set_narrow(narrow)

    def take_focus(self) -> None:
        self.panes.a.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_work(self, wait_ms: int) -> bool:
        self.panes.timer.stop()
        return self.loading.worker.close(wait_ms)
