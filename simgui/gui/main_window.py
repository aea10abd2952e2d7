"""The window: composition only. Rooms do the work; here they are put together and hear of each other."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QGuiApplication,
    QKeyEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from simgui import __version__
from simgui.core.embedder import EmbedderSpec
from simgui.core.library import Library
from simgui.gui.background import Worker, deadline
from simgui.gui.culling import Culling
from simgui.gui.frame import Rail, StatusLine
from simgui.gui.history.page import HistoryPage
from simgui.gui.incoming import Picture
from simgui.gui.indexing.page import IndexingPage
from simgui.gui.indexing.running import Wish, short_name
from simgui.gui.intake import Intake
from simgui.gui.jobs import Jobs
from simgui.gui.keys import Keys
from simgui.gui.landing import Landing
from simgui.gui.libraries import Libraries
from simgui.gui.lock_banner import LockBanner
from simgui.gui.menus import Menus, make_actions
from simgui.gui.pages import Pages
from simgui.gui.reviewing import Reviewing
from simgui.gui.search.page import SearchPage
from simgui.gui.search.results import SHOWN_WITHIN
from simgui.gui.search.sampling import Sampling
from simgui.gui.settings import Settings
from simgui.gui.sheets.bug import show_bug
from simgui.gui.sheets.keys import KeysSheet
from simgui.gui.sheets.settings import SettingsSheet
from simgui.gui.widgets import theme
from simgui.gui.widgets.thumbnails import Thumbnails
from simgui.gui.work import Work

log = logging.getLogger(__name__)
PAGES = ("search", "review", "indexing", "history")
SEARCH, REVIEW, INDEXING, HISTORY = range(len(PAGES))
CLOSE_WAIT_MS = 2400


@dataclass(frozen=True)
class Reopen:
    """The window wants to be made anew: for another library, or to look otherwise. What it goes on with."""

    library: Path
    pictures: tuple[Picture, ...] = ()
    number: int | None = None  # None: several pictures as a table
    settings_open: bool = False


class MainWindow(Landing):
    """`first_painted`: the window is up; nothing heavy has been imported until then."""

    first_painted = Signal()
    reopen = Signal(object)
    closed = Signal()

    def __init__(self, library: Library, settings: Settings, spec: EmbedderSpec | None, device: str) -> None:
        super().__init__()
        self.library, self.settings = library, settings
        self._painted_once = self._closing = False
        self.stuck = False
        self.setWindowTitle("simgui")
        self.setMinimumSize(960, 640)
        self.keys = Keys(settings, self)
        self.jobs = Jobs(self)
        # none was named: the one that was chosen in the window
        remembered = settings.text("device") if device == "auto" else ""
        self.work = Work(library, spec, remembered or device, self.jobs, self, bool(remembered))
        self.running, self.overview, self.embedders = (
            self.work.running,
            self.work.overview,
            self.work.embedders,
        )
        self.thumbnails = Thumbnails(library, self)
        self.intake = Intake(self, library)
        self.libraries = Libraries(self, settings, self.jobs)
        self.actions_by_name = a = self._make_actions()
        self.search_page = SearchPage(library, self.embedders, self.work.asked, self.thumbnails, a, self.keys)
        doing = self.search_page.marking.doing
        self.indexing_page = IndexingPage(library, self.running, self.overview, a, self.keys, doing)
        self.history_page = HistoryPage(library, a, self.keys, doing)
        self.culling = Culling(self, library, self.jobs, self.keys, a)
        self.reviewing = Reviewing(library, self.jobs, self.keys, a, doing, self)
        self.review_page = self.reviewing.page
        self.work.cancel_wanted.connect(self.indexing_page.cancel)
        self.search_page.several.show_jobs(self.jobs)
        self.sampling = Sampling(library, self.jobs, self)
        self.lock_banner = LockBanner(library)
        self.status = StatusLine(self.jobs, a["cancel"], a["undo"], a["redo"])
        self._lay_out()
        of_pages = (
            (self.tr("Hits"), list(self.search_page.keys.values())),
            (self.tr("Review"), list(self.review_page.keys.values())),
            (self.tr("Compare"), list(self.search_page.comparing.page.keys.values())),
            (self.tr("Several pictures"), list(self.search_page.several.keys.values())),
            (self.tr("Indexing"), list(self.indexing_page.keys.values())),
            (self.tr("History"), list(self.history_page.keys.values())),
        )
        self.menus = Menus(self, a, of_pages, self.libraries.menu, self.set_theme)
        self.menus.bar_shown.setChecked(settings.flag("menu_bar", False))
        self.menus.show_theme(settings.word("theme", "system", theme.CHOICES))
        self.overview.changed.connect(lambda now: self.overlay.set_images(now.status.embedded))
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
            "undo": lambda: self.culling.culls.undo(self.search_page.marking.undo),
            "redo": lambda: self.culling.culls.redo(self.search_page.marking.redo),
            "search": lambda: self.show_page(SEARCH),
            "review": lambda: self.show_page(REVIEW),
            "indexing": lambda: self.show_page(INDEXING),
            "history": lambda: self.show_page(HISTORY),
            "larger": lambda: self.search_page.results.step_size(1),
            "smaller": lambda: self.search_page.results.step_size(-1),
            "usual": lambda: self.search_page.results.set_size("M"),
            "full_screen": self._toggle_full_screen,
            "next_area": lambda: self._go_area(1),
            "previous_area": lambda: self._go_area(-1),
            "new_library": self.libraries.make_new,
            "open_library": self.libraries.open_other,
            "library_folder": lambda: self.libraries.show_folder(self.library.path),
            "keys": self.show_keys,
            "settings": self.show_settings,
            "about": self.show_about,
        }
        return make_actions(self, self.keys, acts)

    def _lay_out(self) -> None:
        a = self.actions_by_name
        pages = (
            ("search", self.tr("Search")),
            ("layers", self.tr("Review")),
            ("hard-drive", self.tr("Indexing")),
            ("history", self.tr("History")),
        )
        self.rail = Rail(pages, a["keys"], a["settings"])
        self.pages = Pages(self.search_page, self.review_page, self.indexing_page, self.history_page)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.lock_banner)
        right.addWidget(self.culling.banner)
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
        page, indexing, history = self.search_page, self.indexing_page, self.history_page
        work = self.work
        self.rail.chosen.connect(self.show_page)
        self.landed.connect(self.intake.take)
        self.hovering.connect(page.look_ahead)
        self.left_again.connect(page.look_away)
        for source in (self.intake, self.sampling):
            source.pictures.connect(self._on_pictures)
            source.folders.connect(self._on_folders)
        self.sampling.serve(page.first)
        self.sampling.refused.connect(self._say)
        self.sampling.bug.connect(self.show_bug)
        work.running.finished.connect(self.sampling.on_indexed)
        work.running.failed.connect(self.sampling.on_indexing_failed)
        self.libraries.chosen.connect(lambda path: self.reopen.emit(Reopen(path)))
        self.lock_banner.changed.connect(self._show_lock)
        page.acted.connect(self.status.say)
        page.acted.connect(self.lock_banner.look)
        page.marking.changed.connect(self._show_undo)
        page.index_again.connect(self.index)
        page.re_embed.connect(lambda: self.index(Wish(re_embed=True)))
        page.change_device.connect(indexing.change_device)
        for room in (page, self.review_page, indexing, history):
            room.refused.connect(self._say)
            room.bug.connect(self.show_bug)
        for room in (page, indexing):
            room.use_own_embedder.connect(self._use_own_embedder)
        history.acted.connect(self.status.say)
        self.culling.serve(self.status, history)
        self.reviewing.serve(
            self.rail, REVIEW, self.status, page.marking, self.lock_banner, work, self.culling
        )
        self.culling.culls.bug.connect(self.show_bug)
        self.culling.banner.settling.connect(self.pages.take_focus)
        self.culling.culls.changed.connect(page.marking.changed)
        self.culling.culls.changed.connect(self.overview.refresh)
        history.changed.connect(page.marking.changed)
        page.marking.changed.connect(history.refresh)
        indexing.device_chosen.connect(self._on_device)
        indexing.embedder_chosen.connect(self._on_embedder)
        self.libraries.refused.connect(self._say)
        work.bug.connect(self.show_bug)
        work.began.connect(self.lock_banner.look)
        work.ended.connect(self._on_indexing_ended)
        work.embedder_changed.connect(self._show_embedder_state)
        work.library_text.connect(self._on_library_text)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme)

    def _say(self, text: str) -> None:
        self.status.say(text)

    def _restore(self) -> None:
        if not self.restoreGeometry(self.settings.data("geometry")):
            # the frame that the system draws around the window needs room too
            self.resize(QSize(1440, 900).boundedTo(self.screen().availableSize() - QSize(8, 40)))
        page = self.search_page
        page.results.set_size(self.settings.word("thumbnails", "M", ("S", "M", "L")))
        width = self.settings.number("query_panel_px", 0)
        page.set_panel_width(width or None)
        page.set_distance(self.settings.number("distance_hundredths", round(SHOWN_WITHIN * 100)) / 100)
        page.keys["turned"].setChecked(self.settings.flag("turned", True))
        self.show_page(PAGES.index(self.settings.word("page", PAGES[0], PAGES)))
        self._show_first_start()
        self._show_undo()

    # start

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted_once:
            self._painted_once = True
            self.windowHandle().installEventFilter(self)
            if self.focusWidget() is None or self.rail.isAncestorOf(self.focusWidget()):
                self.pages.setFocus()  # no control has the keyboard before the person chooses one
            QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        """The window is up: now what takes time. Not if it was closed meanwhile: it would take the library again."""
        if self._closing:
            return
        self.first_painted.emit()
        self.lock_banner.lock()
        self.culling.banner.look()
        self.work.begin()

    def _show_lock(self) -> None:
        self.setWindowTitle(self.tr("simgui (read only)") if self.lock_banner.read_only else "simgui")
        self.overview.refresh()

    def _show_first_start(self) -> None:
        nothing = self.library.embedder() is None and not self.library.catalog.roots()
        self.search_page.show_first_start(nothing)

    # pages

    def show_page(self, number: int) -> None:
        self.rail.set_page(number)
        self.pages.show_page(number)

    def _go_area(self, step: int) -> None:
        banners = (self.lock_banner, self.culling.banner, self.intake.banner)
        self.pages.go_area(step, (self.rail, *banners), self.status)

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
        if not self.jobs.cancel_newest():
            self.status.say(self.tr("Nothing runs that could be cancelled."))

    def _on_indexing_ended(self) -> None:
        self.status.say(self.indexing_page.progress.title.text())
        self.lock_banner.look()
        self.thumbnails.forget_missing()
        if self.search_page.found_nothing:
            self.search_page.search_again()

    # the library and its embedder

    def _on_library_text(self, text: str) -> None:
        self._show_first_start()
        read_only = self.tr("{library} · read only").format(library=text)
        self.status.show_library(read_only if self.lock_banner.read_only else text)

    def _show_embedder_state(self) -> None:
        self.indexing_page.show_embedder(self.work.default_name, self.work.device_text())

    def _use_own_embedder(self) -> None:
        """Keep the library's embedder instead of the one named on the command line."""
        self.work.use(None)
        self.indexing_page.notice.clear()
        self.search_page.search_again()

    def _on_device(self, device: str) -> None:
        self.settings.set("device", device)
        self.embedders.use_device(device)
        self.work.use(self.work.spec)
        if self.search_page.found_nothing:
            self.search_page.search_again()

    def _on_embedder(self, spec: EmbedderSpec) -> None:
        """Chosen, and loaded already; what is not described by it yet is described now."""
        self.work.use(spec)
        self.index(Wish(re_embed=True))

    def go_on(self, carried: Reopen) -> None:
        """Made anew to look otherwise: the query is searched again, an open sheet is open again."""
        if carried.pictures:
            self.search_page.search(carried.pictures, None, carried.number)
        if carried.settings_open:
            self.show_settings()

    # words and sheets

    def _show_undo(self) -> None:
        self.lock_banner.look()
        history = self.library.history
        self.actions_by_name["undo"].setEnabled(history.can_undo() is not None)
        self.actions_by_name["redo"].setEnabled(history.can_redo() is not None)

    def show_bug(self, details: str) -> None:
        show_bug(self, details, self.culling.culls.moving)

    def show_keys(self) -> None:
        self._open(KeysSheet(self, self.keys, PAGES[self.pages.currentIndex()]))

    def show_settings(self) -> None:
        sheet = SettingsSheet(self, self.settings)
        sheet.colours_changed.connect(self._on_scheme)
        sheet.rebuild_wanted.connect(self._rebuild)
        self._open(sheet)

    def show_about(self) -> None:
        text = self.tr("simgui {version}\n\nFinds near-duplicate pictures. Nothing leaves this computer.")
        QMessageBox.about(self, self.tr("About simgui"), text.format(version=__version__))

    @staticmethod
    def _open(sheet: QDialog) -> None:
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def _rebuild(self) -> None:
        """Density, language and motion: the window is made anew, unless that would stop what runs."""
        if len(self.jobs):
            self.status.say(self.tr("It shows when simgui starts again, because work goes on here."))
            return
        pictures, number = self.search_page.pictures()
        self.reopen.emit(Reopen(self.library.path, pictures, number, settings_open=True))

    def set_theme(self, choice: str) -> None:
        self.settings.set("theme", choice)
        self._on_scheme()

    def _on_scheme(self, *_: object) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        choice = self.settings.word("theme", "system", theme.CHOICES)
        self.menus.show_theme(choice)
        theme.apply(app, choice, self.settings.word("contrast", "system", theme.CONTRASTS))

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

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cancel, quit, wait. The window goes at once; what runs ends behind it."""
        self._closing = True
        self.culling.culls.hide_sheet()
        for sheet in self.findChildren(QDialog):
            sheet.close()  # they are windows by themselves, and would go on taking keys
        self._remember()
        self.hide()
        left_ms = deadline(CLOSE_WAIT_MS)
        self.lock_banner.stop()
        for worker in self.findChildren(Worker):
            worker.drop()  # all hear of it before the first is waited for
        self._end(left_ms)
        event.accept()
        self.closed.emit()

    def _end(self, left_ms: Callable[[], int]) -> None:
        ended = {
            "search": self.search_page.close_work(left_ms()),
            "review": self.review_page.close_work(left_ms()),
            "history": self.history_page.close_work(left_ms()),
            "thumbnails": self.thumbnails.close(left_ms()),
            "work": self.work.close(left_ms),
            "samples": self.sampling.close(left_ms()),
            "culls": self.culling.culls.close(left_ms()),
        }
        self.stuck = not all(ended.values())
        if self.stuck:
            log.warning(
                "at closing these had not ended: %s", [name for name, done in ended.items() if not done]
            )
        else:
            self.library.close()

    def try_to_end(self) -> bool:
        """Of a window that was closed while something of it still ran: whether it has ended by now."""
        if self.stuck:
            self._end(lambda: 0)
        return not self.stuck

    def _remember(self) -> None:
        self.settings.set("geometry", self.saveGeometry())
        self.settings.set("page", PAGES[self.pages.currentIndex()])
        self.settings.set("query_panel_px", self.search_page.panel_width() or 0)
        self.settings.set("distance_hundredths", round(self.search_page.distance() * 100))
        self.settings.set("turned", self.search_page.keys["turned"].isChecked())
        self.settings.set("menu_bar", self.menus.bar_shown.isChecked())
        self.settings.set("thumbnails", self.search_page.results.size_name)
        self.settings.save()
