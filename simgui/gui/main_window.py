"""The window: composition only. Rooms do the work; here they are put together and hear of each other."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from simgui.core.descriptors import spec_of
from simgui.core.embedder import DEFAULT_NAME, Embedder, EmbedderSpec
from simgui.core.errors import Locked, SimguiError
from simgui.core.library import Library
from simgui.gui import incoming, messages
from simgui.gui.background import Embedders
from simgui.gui.frame import Rail, StatusLine, first_focus, job_text
from simgui.gui.incoming import Picture
from simgui.gui.indexing.page import IndexingPage
from simgui.gui.indexing.running import Figures, News, Overview, Running, Wish, short_name
from simgui.gui.intake import Intake
from simgui.gui.jobs import Jobs
from simgui.gui.keys import Keys
from simgui.gui.menus import Menus, make_actions
from simgui.gui.search.page import SearchPage
from simgui.gui.settings import Settings
from simgui.gui.sheets.bug import BugSheet
from simgui.gui.sheets.keys import KeysSheet
from simgui.gui.sheets.settings import SettingsSheet
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.drop_overlay import DropOverlay
from simgui.gui.widgets.panels import Notice
from simgui.gui.widgets.thumbnails import Thumbnails

SEARCH, INDEXING = 0, 1
PAGES = ("search", "indexing")
CLOSE_WAIT_MS = 2400
RECOUNT_MS = 2000


class MainWindow(QMainWindow):
    """`first_painted`: the window is up; nothing heavy has been imported until then."""

    first_painted = Signal()
    closed = Signal()

    def __init__(self, library: Library, settings: Settings, spec: EmbedderSpec | None, device: str) -> None:
        super().__init__()
        self.library, self.settings, self._spec = library, settings, spec
        self._painted_once = False
        self._indexing = self._indexing_what = ""
        self._last_news: News | None = None
        self.stuck = False
        self.setWindowTitle("simgui")
        self.setMinimumSize(960, 640)
        self.setAcceptDrops(True)
        self.embedders = Embedders(device, self)
        self.thumbnails = Thumbnails(library, self)
        self.running = Running(library, self.embedders, lambda: self._spec, self)
        self.overview = Overview(library, self)
        self.intake = Intake(self)
        self.keys = Keys(settings, self)
        self.jobs = Jobs(self)
        self.actions_by_name = self._make_actions()
        self.search_page = SearchPage(
            library, self.embedders, lambda: self._spec, self.thumbnails, self.actions_by_name, self.keys
        )
        self.indexing_page = IndexingPage(
            library, self.running, self.overview, self.actions_by_name, self.keys
        )
        self.banner = Notice("banner", "lock")
        a = self.actions_by_name
        self.status = StatusLine(self.jobs, a["cancel"], a["undo"], a["redo"])
        self._recount = QTimer(self, interval=RECOUNT_MS)
        self._lay_out()
        self.menus = Menus(self, self.actions_by_name, list(self.search_page.keys.values()), self.set_theme)
        self.menus.bar_shown.setChecked(settings.flag("menu_bar", False))
        self.menus.show_theme(settings.word("theme", "system", theme.CHOICES))
        self.overlay = DropOverlay(self)
        self._connect()
        self._show_embedder_state()
        self._restore()

    # building

    def _make_actions(self) -> dict[str, QAction]:
        acts: dict[str, Callable[[], object]] = {
            "choose": self.intake.choose_picture,
            "paste": self.intake.paste,
            "add_folder": self.intake.choose_folder,
            "index_again": self.index,
            "cancel": self.cancel_work,
            "quit": self.close,
            "undo": lambda: self.search_page.marking.undo(),
            "redo": lambda: self.search_page.marking.redo(),
            "search": lambda: self.show_page(SEARCH),
            "indexing": lambda: self.show_page(INDEXING),
            "larger": lambda: self.search_page.results.step_size(1),
            "smaller": lambda: self.search_page.results.step_size(-1),
            "usual": lambda: self.search_page.results.set_size("M"),
            "full_screen": self._toggle_full_screen,
            "next_area": lambda: self._go_area(1),
            "previous_area": lambda: self._go_area(-1),
            "keys": self.show_keys,
            "settings": self.show_settings,
        }
        return make_actions(self, self.keys, acts)

    def _lay_out(self) -> None:
        a = self.actions_by_name
        pages = (("search", self.tr("Search")), ("hard-drive", self.tr("Indexing")))
        self.rail = Rail(pages, a["keys"], a["settings"])
        self.pages = QStackedWidget()
        self.pages.addWidget(self.search_page)
        self.pages.addWidget(self.indexing_page)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self.intake.banner)
        right.addWidget(self.pages, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(right, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        page, indexing, running = self.search_page, self.indexing_page, self.running
        self.rail.chosen.connect(self.show_page)
        self.intake.pictures.connect(self._on_pictures)
        self.intake.folders.connect(self._on_folders)
        self.pages.currentChanged.connect(self._on_page)
        page.acted.connect(lambda text, undoable: self.status.say(text, undoable))
        page.acted.connect(self._show_lock)
        page.refused.connect(lambda text: self.status.say(text))
        page.marking.changed.connect(self._show_undo)
        page.bug.connect(self.show_bug)
        page.index_again.connect(self.index)
        page.re_embed.connect(lambda: self.index(Wish(re_embed=True)))
        page.use_own_embedder.connect(self._use_own_embedder)
        indexing.refused.connect(lambda text: self.status.say(text))
        indexing.bug.connect(self.show_bug)
        indexing.use_own_embedder.connect(self._use_own_embedder)
        running.started.connect(self._on_indexing_started)
        running.news.connect(self._on_indexing_news)
        running.idle.connect(self._on_indexing_idle)
        running.paused.connect(self._on_paused)
        self.overview.changed.connect(self._on_figures)
        self.overview.failed.connect(
            lambda failure: self.show_bug(failure.details) if failure.error is None else None
        )
        self._recount.timeout.connect(self.overview.refresh)
        self.embedders.ready.connect(self._on_embedder_ready)
        self.embedders.failed.connect(lambda _error: self._show_embedder_state())
        self.status.take_back_pressed.connect(
            lambda undo: page.marking.undo() if undo else page.marking.redo()
        )
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def _restore(self) -> None:
        if not self.restoreGeometry(self.settings.data("geometry")):
            # the frame that the system draws around the window needs room too
            self.resize(QSize(1440, 900).boundedTo(self.screen().availableSize() - QSize(8, 40)))
        page = self.settings.word("page", "search", ("search", "indexing"))
        size = self.settings.word("thumbnails", "M", ("S", "M", "L"))
        self.search_page.results.set_size(size)
        self.show_page(SEARCH if page == "search" else INDEXING)
        self._show_first_start()
        self._show_undo()

    # start

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted_once:
            self._painted_once = True
            if self.focusWidget() is None or self.rail.isAncestorOf(self.focusWidget()):
                self.pages.setFocus()  # no control has the keyboard before the person chooses one
            QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        """The window is up: now what takes time."""
        self.first_painted.emit()
        try:
            self.library.lock()
        except SimguiError as error:
            self._say_locked(error)
        record = self.library.embedder()
        if record is not None:
            self.embedders.start(self._spec or spec_of(record))
        self._show_embedder_state()
        self.overview.refresh()

    def _say_locked(self, error: SimguiError) -> None:
        again = Button(self.tr("Try again"), "rotate-cw", dense=True)
        again.clicked.connect(self._lock_again)
        self.banner.say(
            messages.say_error(error), (again,), "lock" if isinstance(error, Locked) else "triangle-alert"
        )

    def _lock_again(self) -> None:
        try:
            self.library.lock()
        except SimguiError as error:
            self._say_locked(error)
        self._show_lock()

    def _show_lock(self) -> None:
        if self.library.writable:
            self.banner.clear()

    def _show_first_start(self) -> None:
        nothing = self.library.embedder() is None and not self.library.catalog.roots()
        self.search_page.show_first_start(nothing)

    # pages

    def show_page(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        self._on_page(number)

    def _on_page(self, number: int) -> None:
        self.rail.set_page(number)
        self.search_page.set_active(number == SEARCH)
        self.indexing_page.set_active(number == INDEXING)

    def _go_area(self, step: int) -> None:
        page: list[QWidget] = [self.indexing_page]
        if self.pages.currentIndex() == SEARCH:
            results = self.search_page.results
            page = [self.search_page.side, results.distance, results.stack]
        areas = [self.rail, *page, self.status]
        focused = QApplication.focusWidget()
        here = next(
            (n for n, area in enumerate(areas) if focused is not None and area.isAncestorOf(focused)), -1
        )
        for offset in range(1, len(areas) + 1):
            target = first_focus(areas[(here + step * offset) % len(areas)])
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # bringing pictures and folders in

    def _on_pictures(self, pictures: tuple[Picture, ...], began_s: float) -> None:
        self.show_page(SEARCH)
        self.search_page.search(pictures, began_s)

    def _on_folders(self, folders: tuple[bytes, ...]) -> None:
        self.show_page(INDEXING)
        # whoever asked may have been a button that is gone: the page's keys must work now
        self.indexing_page.setFocus()
        self.index(Wish(folders))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.overlay.show_for(incoming.look(event.mimeData()))
        self._accept(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._accept(event)

    @staticmethod
    def _accept(event: QDropEvent) -> None:
        # never a move: whoever drags must not take the picture away afterwards
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        began_s = time.perf_counter()
        self.overlay.hide()
        found = incoming.take(event.mimeData(), self.tr("Dropped picture"))
        self._accept(event)
        self.activateWindow()  # the keys belong to what was just dropped, not to where it came from
        self.intake.take(found, began_s)

    # indexing

    def index(self, wish: Wish | None = None) -> None:
        wish = wish or Wish()
        if not wish.paths and not self.library.catalog.roots():
            self.status.say(self.tr("No folders yet. Add one, or drop it anywhere on the window."))
            self.show_page(INDEXING)
            return
        if wish.re_embed:
            self.show_page(INDEXING)
        if not self.running.start(wish):
            name = short_name(wish.paths, self.tr("all roots"))
            self.status.say(self.tr("{name} is indexed next.").format(name=name))

    def cancel_work(self) -> None:
        self.jobs.cancel_newest()

    def _on_indexing_started(self, wish: Wish) -> None:
        self._indexing_what = short_name(wish.paths, self.tr("all roots"))
        self._indexing = self.tr("Indexing {what}").format(what=self._indexing_what)
        self._last_news = None
        self._show_indexing()
        self._show_lock()
        self._recount.start()
        QTimer.singleShot(300, self, self.overview.refresh)

    def _on_indexing_news(self, news: News) -> None:
        self._last_news = news
        paused = self.running.worker.token.paused
        self._indexing = job_text(self._indexing_what, news.progress, paused)
        stored = news.progress.stages[-2]
        self._show_indexing(stored.done, stored.total)

    def _show_indexing(self, done: int = 0, total: int | None = None) -> None:
        self.jobs.show("indexing", self._indexing, done, total, self.indexing_page.cancel)

    def _on_paused(self, paused: bool) -> None:
        if self._last_news is not None:
            self._on_indexing_news(self._last_news)
        elif paused:
            self._indexing = f"{self._indexing} · {self.tr('paused')}"
            self._show_indexing()

    def _on_indexing_idle(self) -> None:
        self._recount.stop()
        self.jobs.end("indexing")
        self.status.say(self.indexing_page.progress.title.text())
        self._show_lock()
        self.thumbnails.forget_missing()
        self.overview.refresh()
        self._show_embedder_state()
        if self.search_page.found_nothing:
            self.search_page.search_again()

    def _on_figures(self, figures: Figures) -> None:
        status = figures.status
        self._show_first_start()
        name = messages.shown_name(os.fsencode(status.library))
        text = f"{name} · {messages.images(status.embedded)}"
        self.status.show_library(f"{text} · {self._embedder_text()}")

    # the embedder

    def _wanted_spec(self) -> EmbedderSpec:
        record = self.library.embedder()
        return self._spec or (spec_of(record) if record else EmbedderSpec())

    def _embedder_text(self) -> str:
        ready: Embedder | None = self._ready if self.embedders.has(self._wanted_spec()) else None
        if ready is None:
            return self._wanted_spec().name
        return self.tr("{name} on {device}").format(name=ready.spec.name, device=ready.device.upper())

    _ready: Embedder | None = None

    def _on_embedder_ready(self, embedder: Embedder) -> None:
        self._ready = embedder
        self._show_embedder_state()
        self.overview.refresh()

    def _show_embedder_state(self) -> None:
        wanted = self._wanted_spec()
        if self._ready is not None and self.embedders.has(wanted):
            text = self._ready.device.upper()
        elif self.embedders.busy:
            text = self.tr("Getting ready…")
        else:
            text = self.tr("Loaded when it is needed")
        self.indexing_page.show_embedder(self._spec.name if self._spec else DEFAULT_NAME, text)

    def _use_own_embedder(self) -> None:
        """Keep the library's embedder instead of the one named on the command line."""
        self._spec = None
        self.embedders.start(self._wanted_spec())
        self.indexing_page.notice.clear()
        self.search_page.search_again()

    # words and sheets

    def _show_undo(self) -> None:
        self._show_lock()
        history = self.library.history
        self.actions_by_name["undo"].setEnabled(history.can_undo() is not None)
        self.actions_by_name["redo"].setEnabled(history.can_redo() is not None)

    def show_bug(self, details: str) -> None:
        BugSheet(self, details).open()

    def show_keys(self) -> None:
        self._open(KeysSheet(self, self.keys, PAGES[self.pages.currentIndex()]))

    def show_settings(self) -> None:
        self._open(SettingsSheet(self, self.settings.word("theme", "system", theme.CHOICES), self.set_theme))

    @staticmethod
    def _open(sheet: KeysSheet | SettingsSheet) -> None:
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def set_theme(self, choice: str) -> None:
        self.settings.set("theme", choice)
        self.menus.show_theme(choice)
        self._on_scheme()

    def _on_scheme(self, *_: object) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, self.settings.word("theme", "system", theme.CHOICES))

    # Qt's side

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt alone shows the menu bar where it is hidden."""
        if isinstance(event, QKeyEvent) and watched is self.windowHandle():
            if event.type() == QEvent.Type.KeyPress:
                self._alt_alone = event.key() == Qt.Key.Key_Alt
            elif event.key() == Qt.Key.Key_Alt and self._alt_alone and not event.isAutoRepeat():
                self._alt_alone = False
                self.menus.bar_shown.toggle()
        return False

    _alt_alone = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.overlay.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cancel, quit, wait. The window goes at once; what runs ends behind it."""
        self._remember()
        self.hide()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self._recount.stop()
        until_s = time.monotonic() + CLOSE_WAIT_MS / 1000
        for worker in (self.running.worker, self.search_page.asking.worker, self.overview.worker):
            worker.drop()

        def left() -> int:
            return max(round((until_s - time.monotonic()) * 1000), 50)

        ended = [
            self.search_page.close_work(left()),
            self.overview.worker.close(left()),
            self.thumbnails.close(left()),
            self.running.close(left()),
        ]
        self.stuck = not all(ended)
        if not self.stuck:
            self.library.close()
        event.accept()
        self.closed.emit()

    def _remember(self) -> None:
        self.settings.set("geometry", self.saveGeometry())
        self.settings.set("page", "search" if self.pages.currentIndex() == SEARCH else "indexing")
        self.settings.set("menu_bar", self.menus.bar_shown.isChecked())
        self.settings.set("thumbnails", self.search_page.results.size_name)
        self.settings.save()
