"""The indexing page: roots, how far indexing is, what could not be read, which embedder is in use."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from simgui.core.errors import DiskFull, EmbedderMismatch, SimguiError
from simgui.core.indexing import IndexSummary
from simgui.core.library import Library
from simgui.gui import messages, remedies
from simgui.gui.background import Failure
from simgui.gui.doing import Doing
from simgui.gui.indexing.choosing import DeviceSheet, EmbedderSheet
from simgui.gui.indexing.describing import WIDTH_PX, EmbedderPanel
from simgui.gui.indexing.problems import ProblemsPanel
from simgui.gui.indexing.progress import ProgressPanel, sentence_of
from simgui.gui.indexing.root_acts import RootActs
from simgui.gui.indexing.roots import RootsPanel
from simgui.gui.indexing.running import Figures, News, Overview, Running, SaidOnce, Wish, short_name
from simgui.gui.keys import Keys
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import ElidedLabel, label
from simgui.gui.widgets.panels import Notice, scrolled
from simgui.gui.widgets.sheet import Sheet

TOP_PX, TOP_LEAST_PX = 292, 136
HEADER_PX, MARGIN_PX, GAP_PX = 56, 24, 16
WIDEST_PX, NARROW_PX = 1760, 1100
PROBLEMS_LEAST_PX = 150
# what an image takes at most while nothing is measured: a descriptor and a thumbnail
IMAGE_BYTES, SPARE_BYTES = 64 << 10, 100 << 20


class IndexingPage(QWidget):
    """Composition of the page; Running does the work, Overview counts, RootActs sees to the roots.

    `device_chosen`: 'auto', 'cpu', 'cuda:0' …; `embedder_chosen`: an EmbedderSpec that has been loaded.
    """

    refused = Signal(str)
    bug = Signal(str)
    use_own_embedder = Signal()
    device_chosen = Signal(str)
    embedder_chosen = Signal(object)

    def __init__(
        self,
        library: Library,
        running: Running,
        overview: Overview,
        actions: dict[str, QAction],
        keys: Keys,
        doing: Doing,
    ) -> None:
        super().__init__()
        self._library, self._running, self._overview = library, running, overview
        self._figures: Figures | None = None
        self._said_of_device = ""
        self.detail = ElidedLabel(13, tone="muted")
        self.notice = Notice()
        self.roots_panel, self.embedder = RootsPanel(), EmbedderPanel()
        self.progress, self.problems_panel = ProgressPanel(), ProblemsPanel(running.copying)
        self.root_acts = RootActs(self, library, running, doing, self.notice)
        self.roots, self.roots_table = self.roots_panel.model, self.roots_panel.table
        self.problems, self.problems_table = self.problems_panel.model, self.problems_panel.table
        self.keys = self._make_actions(keys)
        self._lay_out(actions)
        self._connect(actions)

    # layout

    def _lay_out(self, actions: dict[str, QAction]) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(12)
        head.addWidget(label(self.tr("Indexing"), 18, 600))
        head.addWidget(self.detail, 1)
        head.addWidget(Button.of(actions["add_folder"], "folder-plus"))
        head.addWidget(Button.of(actions["index_again"], "rotate-cw"))
        self._header = QWidget()
        self._header.setLayout(head)
        self._header.setFixedHeight(theme.header_px(HEADER_PX))
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(GAP_PX)
        self._top.addWidget(self.roots_panel, 1)
        self._top.addWidget(self.embedder)
        content = QWidget()
        content.setMaximumWidth(theme.scaled_px(WIDEST_PX) + 2 * MARGIN_PX)
        column = QVBoxLayout(content)
        column.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 14)
        column.setSpacing(0)
        column.addWidget(self._header)
        below = QVBoxLayout()
        below.setSpacing(GAP_PX)
        below.addWidget(self.notice)
        below.addLayout(self._top)
        below.addWidget(self.progress)
        below.addWidget(self.problems_panel, 1)
        self._spring = QWidget()
        below.addWidget(self._spring, 1)
        column.addLayout(below, 1)
        self.problems_panel.setMinimumHeight(theme.scaled_px(PROBLEMS_LEAST_PX))
        held = QWidget()
        sides = QHBoxLayout(held)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.addWidget(content, 1)
        sides.addStretch(0)
        area = scrolled(held)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _connect(self, actions: dict[str, QAction]) -> None:
        running = self._running
        running.started.connect(self._on_started)
        running.news.connect(self._on_news)
        running.notice.connect(self._on_notice)
        running.finished.connect(self._on_finished)
        running.failed.connect(self._on_failed)
        running.paused.connect(self.progress.set_paused)
        running.paused.connect(self.roots.set_paused)
        for chore in running.chores:
            chore.failed.connect(self._on_chore_failed)
        running.embedders.ready.connect(self._show_embedder)
        running.embedders.fell_back.connect(self._say_fell_back)
        self.progress.pause_pressed.connect(running.toggle_pause)
        self.progress.cancel_pressed.connect(self.cancel)
        self.progress.follow(self.keys["pause"], actions["cancel"])
        self._overview.changed.connect(self._on_figures)
        self.roots_panel.wanted.connect(self.root_acts.do)
        self.root_acts.refused.connect(self.refused)
        self.root_acts.failed.connect(self.say_error)
        self.root_acts.changed.connect(self._overview.refresh)
        self.problems_panel.folder_wanted.connect(self.root_acts.open_folder)
        self.problems_panel.said.connect(self.refused)
        self.keys["folder"].changed.connect(self._show_folder_key)
        self._show_folder_key()
        self.embedder.device_pressed.connect(self.change_device)
        self.embedder.embedder_pressed.connect(self.change_embedder)

    def _show_folder_key(self) -> None:
        self.problems_panel.folder.show_key_of(self.keys["folder"])

    def _make_actions(self, keys: Keys) -> dict[str, QAction]:
        made: dict[str, QAction] = {}
        for name, text, key, act in (
            ("pause", self.tr("Pause, resume"), "Space", self._on_space),
            ("folder", self.tr("Show the folder of a root or a problem"), "F", self._on_folder),
            ("remove", self.tr("Remove a root…"), "Del", lambda: self._of_current("remove")),
            ("protect", self.tr("Protect a root, or lift that"), "P", lambda: self._of_current("protect")),
            ("left_out", self.tr("What a root leaves out…"), "E", lambda: self._of_current("left_out")),
            ("copy", self.tr("Copy the problems"), "Ctrl+C", self.problems_panel.copy_list),
        ):
            made[name] = keys.action(self, "indexing", name, text, key, act)
        keys.fixed("indexing", "open", self.tr("Open the folder of a row"), ("Return",))
        keys.fixed("indexing", "menu", self.tr("What can be done about a row"), ("Menu",))
        return made

    def areas(self) -> list[QWidget]:
        """What F6 goes through, in the order of the page."""
        return [
            self._header,
            self.notice,
            self.roots_panel,
            self.embedder,
            self.progress,
            self.problems_panel,
        ]

    def set_active(self, active: bool) -> None:
        for action in self.keys.values():
            action.setEnabled(active)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """One column in a narrow window; the tables give way in a low one."""
        wide = self.width() >= theme.scaled_px(NARROW_PX)
        directions = QBoxLayout.Direction
        self._top.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self.embedder.fold(not wide)
        top = theme.scaled_px(TOP_PX)
        if wide:
            self.embedder.setFixedWidth(theme.scaled_px(WIDTH_PX))
            self.embedder.setMinimumHeight(top)
            self.embedder.setMaximumHeight(16_777_215)
        else:
            self.embedder.setMinimumSize(0, 0)
            self.embedder.setMaximumWidth(16_777_215)
            below = theme.scaled_px(480 if self._running.busy or self._running.halted else 330)
            room = max(self.height() - below, theme.scaled_px(TOP_LEAST_PX))
            top = min(top, room, self.roots_panel.wanted_px())
        self.roots_panel.setFixedHeight(top)
        self.roots_panel.set_wide(wide)
        self.progress.set_wide(wide)
        self.problems_panel.set_wide(wide)

    # what the others say

    def show_embedder(self, default: str, device: str) -> None:
        self.embedder.show_state(default, device)
        self._show_embedder()

    def _show_embedder(self, *_: object) -> None:
        self.embedder.show_embedder(self._running.ready())

    def _on_figures(self, figures: Figures) -> None:
        self._figures = figures
        status = figures.status
        count = len(status.roots)
        roots = self.tr("1 root") if count == 1 else self.tr("{n} roots").format(n=messages.number(count))
        text = self.tr("{files} · {images} so far · {roots}") if self._running.busy else None
        text = text or self.tr("{files} · {images} · {roots}")
        files, images = messages.files(status.files), messages.images(status.images)
        self.detail.set_text(text.format(files=files, images=images, roots=roots))
        self.roots_panel.show_roots(status.roots, self._holder(figures))
        self.embedder.show_figures(figures)
        self._show_embedder()
        if figures.problems is not None and not self._running.busy:
            self.problems_panel.set_problems(figures.problems)
        self._show_problems()
        self._fit()

    @staticmethod
    def _holder(figures: Figures) -> str:
        """Why nothing can be written now; empty when it can."""
        return messages.say("locked", figures.holder) if figures.holder else ""

    def _show_problems(self) -> None:
        self._spring.setVisible(self.problems_panel.isHidden())

    # a run

    def _on_started(self, wish: Wish) -> None:
        self.notice.clear()
        self.roots.set_busy(wish.paths)
        self.problems_panel.set_running(True)
        self.progress.begin(short_name(wish.paths, self.tr("all roots")))
        self._fit()

    def _on_news(self, news: News) -> None:
        self.progress.show_progress(news.progress, self._running.worker.token.paused)
        self.roots.set_progress(news.progress)
        if news.problems:
            self.problems_panel.add(news.problems)
            self._show_problems()
        if news.progress.stage("storing").done:
            self._show_embedder()

    def _on_notice(self, said: SaidOnce) -> None:
        self.notice.say(messages.say(said.code, said.fields))

    def _ended(self) -> None:
        self.roots.set_busy(None)
        self.problems_panel.set_running(False)
        self._fit()

    def _on_finished(self, summary: IndexSummary | None) -> None:
        self._ended()
        self.progress.end(sentence_of(summary))
        self._show_embedder()

    def _on_failed(self, failure: Failure) -> None:
        self._ended()
        if isinstance(failure.error, DiskFull):
            self.progress.halt(self.tr("Indexing is paused: no space left"))
            self._say_full(failure.error)
            return
        self.progress.end(self.tr("Stopped by an error. What was done is kept."))
        if failure.error is None:
            self.bug.emit(failure.details)
        else:
            self.say_error(failure.error)

    def _on_chore_failed(self, failure: Failure) -> None:
        if failure.error is None:
            self.bug.emit(failure.details)
        else:
            self.say_error(failure.error)
        self._overview.refresh()

    def _say_full(self, error: DiskFull) -> None:
        resume = Button(self.tr("Resume"), "play", "", dense=True)
        resume.show_key_of(self.keys["pause"])
        resume.clicked.connect(self._running.toggle_pause)
        text = self.tr(
            "No space left on {path}. Indexing is paused; what is done is safe. Free {size}, then press Resume."
        )
        path = messages.shown(str(error.fields["path"]))
        self.notice.say(text.format(path=path, size=messages.size_of(self._wanted_bytes())), (resume,))

    def _wanted_bytes(self) -> int:
        """What the rest of the run is likely to take: as much an image as the library's own took so far."""
        figures, last = self._figures, self.progress.last
        left = 0
        if last is not None and (total := last.stage("storing").total) is not None:
            left = max(total - last.stage("storing").done, 0)
        each = IMAGE_BYTES
        if figures is not None and figures.status.embedded:
            each = (figures.store_bytes + figures.thumbnails_bytes) // figures.status.embedded
        return max(left * each, SPARE_BYTES)

    def say_error(self, error: SimguiError) -> None:
        buttons: Sequence[Button] = ()
        if isinstance(error, EmbedderMismatch):
            buttons = remedies.for_mismatch(
                error,
                self.use_own_embedder.emit,
                lambda: self._running.start(Wish(re_embed=True)),
                dense=True,
            )
        elif remedies.is_of_device(error):
            buttons = (remedies.change_device(self.change_device, dense=True),)
        elif error.code not in ("no_such_folder", "not_a_folder", "no_roots", "locked"):
            again = Button(self.tr("Index again"), "rotate-cw", dense=True)
            again.clicked.connect(lambda: self._running.start(Wish()))
            buttons = (again,)
        self.notice.say(messages.say_error(error), buttons)
        if remedies.is_of_device(error):
            self._said_of_device = self.notice.text

    def cancel(self) -> None:
        if self._running.busy:
            self.progress.stopping()
            self._running.cancel()
        elif self._running.halted:
            self.notice.clear()
            self._running.cancel()

    def _on_space(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.animateClick()  # a button with focus takes the key for itself
        else:
            self._running.toggle_pause()

    # roots

    def _of_current(self, what: str) -> None:
        root = self.roots_panel.current()
        if root is not None and self._in(self.roots_panel):
            self.root_acts.do(what, root)

    @staticmethod
    def _in(area: QWidget) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and area.isAncestorOf(focused)

    def _on_folder(self) -> None:
        if self._in(self.roots_panel):
            self._of_current("open")
        else:
            self.problems_panel.show_folder()

    # device and embedder

    def _say_fell_back(self, device: str) -> None:
        text = self.tr(
            "{device}, the device chosen before, is not there now. Pictures are described on the fastest that is."
        ).format(device=device.upper())
        self.notice.say(text, (remedies.change_device(self.change_device, dense=True),))
        self._said_of_device = self.notice.text
        self.refused.emit(text)

    def change_device(self) -> None:
        sheet = DeviceSheet(self, self._running.embedders, self.embedder.values["device"].toolTip())
        sheet.chosen.connect(self._on_device_chosen)
        sheet.open()

    def _on_device_chosen(self, device: str) -> None:
        if self.notice.text == self._said_of_device:
            self.notice.clear()
        self.device_chosen.emit(device)

    def change_embedder(self) -> Sheet | None:
        if self._running.busy:
            self.refused.emit(
                self.tr("The embedder can be changed when indexing has ended. Cancel that first.")
            )
        elif self.root_acts.may_write():
            sheet = EmbedderSheet(self, self._library, self._running)
            sheet.chosen.connect(self.embedder_chosen)
            sheet.open()
            return sheet
        return None
