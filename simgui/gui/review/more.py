"""What else can be done with the groups: the order that says what stays, lists of them, links to one of each."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from simgui.core.class_folders import MODES, Mode, mode_of, set_mode
from simgui.core.errors import SimguiError
from simgui.core.keeper import Prefer, store_order, stored_order
from simgui.core.library import Library
from simgui.gui import messages
from simgui.gui.doing import Doing
from simgui.gui.jobs import Jobs
from simgui.gui.review.choosing import Choosing
from simgui.gui.review.ordering import OrderSheet
from simgui.gui.review.session import Session


class More(QObject):
    """`said`: what was done, or why it could not be. `labels_differ`: files are to be looked at anew."""

    said = Signal(str)
    labels_differ = Signal()
    bug = Signal(str)

    def __init__(
        self, library: Library, doing: Doing, session: Session, jobs: Jobs, menu: QMenu, page: QWidget
    ) -> None:
        super().__init__(page)
        self._library, self._doing, self._session, self._page = library, doing, session, page
        self.choosing = Choosing(library, session, jobs, page)
        self.choosing.said.connect(self.said)
        self.choosing.bug.connect(self.bug)
        self.order_action = QAction(self.tr("What stays…"), self)
        self.order_action.setToolTip(self.tr("In which order the file is chosen that stays"))
        self.order_action.triggered.connect(lambda _on=False: self.open_order())
        menu.addAction(self.order_action)
        menu.addMenu(self._folder_menu(menu))
        menu.addSeparator()
        ask = self.choosing.ask_list
        menu.addAction(self.tr("Export list of what stays…"), lambda: ask("stays"))
        menu.addAction(self.tr("Export list of what leaves…"), lambda: ask("leaves"))
        menu.addAction(self.tr("Folder of links to what stays…"), self.choosing.ask_links)

    def _folder_menu(self, menu: QMenu) -> QMenu:
        made = QMenu(self.tr("Folder names as labels"), menu)
        group = QActionGroup(made)
        texts = (self.tr("Where it looks like a data set"), self.tr("Always"), self.tr("Never"))
        self.folder_actions = dict(zip(MODES, map(made.addAction, texts), strict=True))
        for mode, action in self.folder_actions.items():
            action.setCheckable(True)
            action.setActionGroup(group)
            action.triggered.connect(lambda _on=False, mode=mode: self._on_folder_labels(mode))
        made.aboutToShow.connect(self._show_folder_labels)
        return made

    def _show_folder_labels(self) -> None:
        self.folder_actions[mode_of(self._library)].setChecked(True)

    def _on_folder_labels(self, mode: Mode) -> None:
        self._doing.do(
            lambda: set_mode(self._library, mode), lambda _: self.labels_differ.emit(), self._on_failed
        )

    def open_order(self) -> OrderSheet:
        roots = [root.path for root in self._library.catalog.roots()]
        sheet = OrderSheet(self._page.window(), stored_order(self._library), roots)
        finding = self._session.finding
        sheet.preview_wanted.connect(finding.preview)
        finding.previewed.connect(sheet.show_preview)
        sheet.chosen.connect(self._on_order)
        sheet.open()
        return sheet

    def _on_order(self, order: Prefer) -> None:
        def done(_none: object) -> None:
            self.said.emit(self.tr("What stays is chosen in the new order."))
            self._session.finding.reread(asked=True)

        self._doing.do(lambda: store_order(self._library, order), done, self._on_failed)

    def _on_failed(self, error: SimguiError) -> None:
        self.said.emit(messages.say_error(error))

    def close(self, wait_ms: int) -> bool:
        return self.choosing.close(wait_ms)
