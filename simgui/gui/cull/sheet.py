"""The sheet of a cull: looked through, then started, then what became of it. Nothing here touches a file."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from simgui.core.cull import Culled
from simgui.core.progress import Progress
from simgui.gui import messages
from simgui.gui.cull import sentences
from simgui.gui.cull.foot import Foot
from simgui.gui.cull.lists import Naming, Written
from simgui.gui.cull.looking import Asked, Looking
from simgui.gui.cull.running import Ended, Moving
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.key_hint import KeyHint
from simgui.gui.widgets.labels import IconLabel, announce, label
from simgui.gui.widgets.panels import scrolled
from simgui.gui.widgets.sheet import ActButton, BareSheet
from simgui.gui.widgets.thumbnails import Thumbnails

WIDTH_PX, WIDE_PX, HEIGHT_PX, AROUND_PX, WIDE_FROM_PX = 1000, 1280, 804, 48, 2000
LOOKING, RUNNING, ENDED = range(3)
MOST_LISTS = 3
SIDE_PX = 28
# small ones, cut to their place: the largest of them at twice the height
THUMBNAIL_PX = QSize(128, 96)


class StartButton(ActButton):
    """By click or Ctrl+Enter only: Space is for the group in hand."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)


class CullSheet(BareSheet):
    """`plan_wanted`: the plan is to be made by this action, and with or without handing labels over. `started`: this
    plan, by this action. `list_wanted`: this plan as a file. `stopped`: after the file in hand. `undo_wanted`: all of
    it comes back. `lists_wanted`: new lists in place of those that name what left.
    """

    plan_wanted = Signal(str, bool)
    started = Signal(object, str)
    list_wanted = Signal(object)
    stopped = Signal()
    undo_wanted = Signal()
    lists_wanted = Signal(object)

    def __init__(self, parent: QWidget, thumbnails: Thumbnails, actions: Mapping[str, QAction]) -> None:
        """`actions`: 'start' and 'list' of its own, 'cancel' and 'undo' of the window: their keys work here too, each
        when it has a meaning.
        """
        super().__init__(parent)
        self._window = parent
        self.setObjectName("cullSheet")
        self._actions = actions
        self._making = False
        self._thumbnails = thumbnails
        self.looking, self.running, self.ended = Looking(thumbnails), Moving(), Ended()
        self._build_head()
        self._build_foot()
        self._lay_out()
        self._connect()
        self._resize()

    # building

    def _build_head(self) -> None:
        self.below = label("", 13, tone="muted", wrap=True)
        self.close_button = Button("", "x", kind="flat")
        self.close_button.setAccessibleName(self.tr("Not now"))
        self.close_button.setToolTip(self.tr("Not now"))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Not now and Esc do the same

    def _build_foot(self) -> None:
        text = self.tr(
            "Each file is checked once more by content before it moves. The last copy of a picture never leaves."
        )
        self._promise = QWidget()
        row = QHBoxLayout(self._promise)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("shield-check", "muted"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label(text, 12, tone="muted", wrap=True), 1)
        self.leave_out = KeyHint(None, self.tr("leave a group out"), fixed=(_shown(Qt.Key.Key_Space),))
        self.as_list = KeyHint(self._actions["list"], self.tr("write as list"))
        self.undo = Button(self.tr("Undo"), "undo-2", _key_of(self._actions["undo"]))
        self.not_now = Button(self.tr("Not now"), None, _shown(Qt.Key.Key_Escape))
        self.start = StartButton("", "archive", _key_of(self._actions["start"]), "danger")
        self.stop = Button(self.tr("Stop after this file"), "pause", _shown(Qt.Key.Key_Escape))
        self.foot = Foot(
            (self.leave_out, self.as_list, self.undo, self.ended.drop), (self.not_now, self.stop, self.start)
        )

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        titles = QVBoxLayout()
        titles.setSpacing(4)
        for widget in (self.heading, self.below, self.said):
            titles.addWidget(widget)
        top.addLayout(titles, 1)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.stages = QStackedWidget()
        for stage in (self.looking, self.running, self.ended):
            self.stages.addWidget(stage)
        self._scroll = scrolled(self.stages)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE_PX, 22, SIDE_PX, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._promise)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        looking = self.looking
        looking.action_wanted.connect(lambda action: self._want_plan(action, looking.hand_over.isChecked()))
        looking.hand_over_wanted.connect(lambda on: self._want_plan(looking.action, on))
        looking.changed.connect(self._show_plan)
        self.leave_out.clicked.connect(looking.toggle_in_hand)
        self.not_now.clicked.connect(self.reject)
        self.close_button.clicked.connect(self.reject)
        self.start.clicked.connect(self._on_start)
        self.stop.clicked.connect(self.stopped)
        self.undo.clicked.connect(self.undo_wanted)
        for watched in (self.not_now, self.start, self._window):
            watched.installEventFilter(self)
        for name in ("start", "list"):
            self.addAction(self._actions[name])

    def _resize(self) -> None:
        """No larger than the window below it, with a little of that to be seen around it."""
        room = self._window.size() - QSize(AROUND_PX, AROUND_PX)
        wide = self._window.width() >= WIDE_FROM_PX
        wanted = QSize(theme.scaled_px(WIDE_PX if wide else WIDTH_PX), theme.scaled_px(HEIGHT_PX))
        self.resize(wanted.boundedTo(room))

    # looked through

    def show_asked(self, asked: Asked) -> None:
        """A plan, the first or one made anew."""
        self._making = False
        self.looking.show_asked(asked)
        self._show_stage(LOOKING)

    def _want_plan(self, action: str, hand_over: bool) -> None:
        self._making = True
        self._show_plan()
        self.plan_wanted.emit(action, hand_over)

    def _show_plan(self) -> None:
        plan = self.looking.plan
        if plan is None:
            return
        self.titled(sentences.title(plan))
        making = self.tr("Making the plan anew…")
        self.below.setText(
            making if self._making else self.tr("Nothing has moved yet. Look it through, then start it.")
        )
        action = self.looking.action
        moves = action != "list"
        self.start.relabel(sentences.act(plan, action))
        self.start.set_icon("archive" if moves else "file-output")
        self.start.set_kind("danger" if moves else "primary")
        ready = bool(plan.leaving) and not self._making
        self.start.setEnabled(ready)
        self._actions["start"].setEnabled(ready)
        self._actions["list"].setEnabled(ready)
        self.foot.arrange()

    def write_list(self) -> None:
        if self.looking.plan is not None and self.stages.currentIndex() == LOOKING:
            self.list_wanted.emit(self.looking.plan)

    def go(self) -> None:
        """The key that starts it."""
        if self.stages.currentIndex() == LOOKING and self.start.isEnabled():
            self._on_start()

    def _on_start(self) -> None:
        plan, action = self.looking.plan, self.looking.action
        if plan is None or not plan.leaving or self._making:
            return
        if action == "list":
            self.list_wanted.emit(plan)
        else:
            self.started.emit(plan, action)

    # running

    def show_running(self, count: int, action: str) -> None:
        self.say("")
        self.titled(sentences.doing(action, count))
        self.below.setText(self.tr("Each file is checked, moved and written down before the next."))
        self.running.begin(count, action)
        self._show_stage(RUNNING)
        self.stop.setEnabled(True)
        self.stop.setFocus()
        announce(self, self.heading.text())

    def show_progress(self, now: Progress) -> None:
        if self.stop.isEnabled():
            self.running.show_progress(now)

    def show_stopping(self) -> None:
        self.stop.setEnabled(False)
        self.running.show_stopping()

    # ended

    def show_ended(self, done: Culled, action: str, freed_on: str | None) -> None:
        self.titled(sentences.ended(done, action))
        if done.removed and action == "trash":
            text = self.tr("It stands in History, and can be taken back until the trash is emptied.")
        elif done.removed:
            text = self.tr("It stands in History, and can be taken back from there at any time.")
        else:
            text = self.tr("Nothing has changed.")
        self.below.setText(text)
        self.ended.show_culled(done, action, freed_on)
        self._show_stage(ENDED)
        self.undo.setVisible(done.removed > 0)
        self.not_now.setFocus()
        announce(self, self.heading.text())

    def show_lists(self, naming: Naming) -> None:
        """Lists of the person's name files that have left."""
        one = self.tr("{name} ({n})")
        named = [
            one.format(name=_in_folder(found.path), n=messages.number(found.named))
            for found in naming.lists[:MOST_LISTS]
        ]
        named = sentences.and_more(named, len(naming.lists))
        if len(naming.lists) == 1:
            text = self.tr("A list names files that left: {names}.")
        else:
            text = self.tr("{n} lists name files that left: {names}.")
        said = text.format(n=messages.number(len(naming.lists)), names=messages.listed(named))
        write = Button(self.tr("Write new lists…"), "file-output", dense=True)
        write.setToolTip(self.tr("Beside the old ones, which stay as they are"))
        write.clicked.connect(lambda: self.lists_wanted.emit(naming))
        self.ended.lists.say(said, (write,))

    def show_written(self, written: Written) -> None:
        first = [_in_folder(path) for path in written.paths[:MOST_LISTS]]
        named = sentences.and_more(first, len(written.paths))
        text = self.tr("Written: {names}, with {n} entries less. The old lists stay as they are.")
        said = text.format(names=messages.listed(named), n=messages.number(written.left_out))
        self.ended.lists.say(said, icon="circle-check")

    def show_failed(self, sentence: str) -> None:
        """It could not even begin, or making the plan failed: what was there stands again."""
        self._making = False
        self.looking.show_again()
        self._show_stage(LOOKING)
        self.say(sentence)

    @property
    def stage(self) -> int:
        return self.stages.currentIndex()

    def _show_stage(self, stage: int) -> None:
        looking, running, ended = stage == LOOKING, stage == RUNNING, stage == ENDED
        self.stages.setCurrentIndex(stage)
        for widget in (self.leave_out, self.as_list, self.start, self._promise):
            widget.setVisible(looking)
        self.stop.setVisible(running)
        self.undo.setVisible(ended)
        self.ended.drop.setVisible(ended and self.ended.model.gone() > 0)
        self.not_now.setVisible(not running)
        self.close_button.setVisible(not running)
        words = self.tr("Close") if ended else self.tr("Not now")
        self.not_now.relabel(words)
        self.close_button.setAccessibleName(words)
        self.close_button.setToolTip(words)
        for name, here in (("cancel", running), ("undo", ended)):
            (self.addAction if here else self.removeAction)(self._actions[name])
        if looking:
            self._show_plan()
        else:
            self._actions["start"].setEnabled(False)
            self._actions["list"].setEnabled(False)
        self.foot.arrange()

    # Qt's side

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._thumbnails.set_box(THUMBNAIL_PX, self.devicePixelRatioF())
        self.not_now.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """With the keyboard on a button of the foot, arrows and Space are for the groups all the same.

        The sheet stays inside its window.
        """
        if watched is self._window:
            if event.type() == QEvent.Type.Resize:
                self._resize()
            return False
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or self.stage != LOOKING:
            return False
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.looking.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        if event.key() == Qt.Key.Key_Space:
            self.looking.toggle_in_hand()
            return True
        return False

    def reject(self) -> None:
        """Closed while files leave, it stops after the one in hand, and says then what became of it."""
        if self.stage == RUNNING:
            self.stopped.emit()
        else:
            super().reject()

    def done(self, result: int) -> None:
        for action in self._actions.values():
            self.removeAction(action)
        for name in ("start", "list"):
            self._actions[name].setEnabled(False)
        super().done(result)


def _in_folder(path: bytes) -> str:
    """Lists have the same name in many folders."""
    folder = messages.shown_folder(path).rpartition("/")[2]
    return f"{folder}/{messages.shown_name(path)}" if folder else messages.shown_name(path)


def _key_of(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _shown(key: Qt.Key) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
