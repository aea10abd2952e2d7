"""The indexing page: roots, how far indexing is, what could not be read, which embedder is in use."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QMessageBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from simgui.core.errors import EmbedderMismatch, SimguiError
from simgui.core.indexing import IndexSummary
from simgui.core.library import Library, RootStatus
from simgui.gui import messages
from simgui.gui.background import Failure
from simgui.gui.indexing.model import PROBLEM_ROW_PX, ROOT_ROW_PX, ProblemsModel, RootDelegate, RootsModel
from simgui.gui.indexing.panels import EmbedderPanel, ProgressPanel, sentence_of
from simgui.gui.indexing.running import Figures, News, Overview, Running, Wish, short_name
from simgui.gui.indexing.running import Notice as SaidOnce
from simgui.gui.keys import Keys
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import IconLabel, label
from simgui.gui.widgets.panels import Notice, Panel

ROOTS_HEIGHT = 292


class IndexingPage(QWidget):
    """Composition of the page; Running does the work, Overview counts."""

    refused = Signal(str)
    bug = Signal(str)
    use_own_embedder = Signal()

    def __init__(
        self,
        library: Library,
        running: Running,
        overview: Overview,
        actions: dict[str, QAction],
        keys: Keys,
    ) -> None:
        super().__init__()
        self._library, self._running, self._overview = library, running, overview
        self._default_embedder = ""
        self.detail = label("", 13, tone="muted")
        self.notice = Notice()
        self.roots = RootsModel(self)
        self.problems = ProblemsModel(self)
        self.embedder = EmbedderPanel()
        self.progress = ProgressPanel()
        self.roots_table = self._table(self.roots, ROOT_ROW_PX)
        self.problems_table = self._table(self.problems, PROBLEM_ROW_PX)
        self._roots_panel, self._problems_panel = Panel(), Panel()
        self._keys = self._make_actions(keys)
        self._lay_out(actions)
        self._connect()

    # layout

    def _table(self, model: RootsModel | ProblemsModel, row_px: int) -> QTableView:
        table = QTableView()
        table.setModel(model)
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(row_px)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setMinimumHeight(32)
        return table

    def _lay_out(self, actions: dict[str, QAction]) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(self.tr("Indexing"), 18, 600))
        head.addWidget(self.detail)
        head.addStretch()
        head.addWidget(Button.of(actions["add_folder"], "folder-plus", kind="plain"))
        head.addWidget(Button.of(actions["index_again"], "rotate-cw"))
        self._build_roots()
        self._build_problems()
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self._roots_panel, 1)
        top.addWidget(self.embedder)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 14)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addLayout(top)
        column.addWidget(self.progress)
        column.addWidget(self._problems_panel, 1)
        self._spring = QWidget()
        column.addWidget(self._spring, 1)

    def _build_roots(self) -> None:
        self._roots_panel.setFixedHeight(ROOTS_HEIGHT)
        self.roots_table.setAccessibleName(self.tr("Roots"))
        self.roots_table.setItemDelegate(RootDelegate(self.roots_table))
        header = self.roots_table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for section, width in ((1, 90), (2, 230), (3, 120)):
            self.roots_table.setColumnWidth(section, width)
        self._no_roots = label(
            self.tr("No folders yet. Add one, or drop it anywhere on the window."), 13, tone="muted"
        )
        self._no_roots.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint = QHBoxLayout()
        hint.setContentsMargins(16, 10, 16, 10)
        hint.setSpacing(8)
        hint.addWidget(IconLabel("download"))
        hint.addWidget(
            label(
                self.tr("Drop a folder anywhere on the window to add it. Pictures stay where they are."),
                12,
                tone="muted",
            ),
            1,
        )
        column = QVBoxLayout(self._roots_panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.roots_table, 1)
        column.addWidget(self._no_roots, 1)
        column.addLayout(hint)

    def _build_problems(self) -> None:
        self.problems_table.setAccessibleName(self.tr("Problems"))
        header = self.problems_table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self.problems_table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for section, width in enumerate((150, 260, 260)):
            self.problems_table.setColumnWidth(section, width)
        self._problems_title = label("", 13, 600)
        copy = Button(self.tr("Copy list"), "copy", kind="flat")
        copy.clicked.connect(self._copy_problems)
        self._problem_folder = Button(self.tr("Show in folder"), "folder-open", "F", "flat")
        self._problem_folder.clicked.connect(self._open_problem_folder)
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 10, 6)
        head.setSpacing(8)
        head.addWidget(IconLabel("triangle-alert", "warning", 16))
        head.addWidget(self._problems_title)
        head.addWidget(label(self.tr("all the rest is fine"), 12, tone="muted"))
        head.addStretch()
        head.addWidget(copy)
        head.addWidget(self._problem_folder)
        column = QVBoxLayout(self._problems_panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.problems_table, 1)
        self._problems_panel.hide()

    def _connect(self) -> None:
        running = self._running
        running.started.connect(self._on_started)
        running.news.connect(self._on_news)
        running.notice.connect(self._on_notice)
        running.finished.connect(self._on_finished)
        running.failed.connect(self._on_failed)
        running.paused.connect(self.progress.set_paused)
        self.progress.pause_pressed.connect(running.toggle_pause)
        self.progress.cancel_pressed.connect(self.cancel)
        self._overview.changed.connect(self._on_figures)

    def _make_actions(self, keys: Keys) -> dict[str, QAction]:
        made: dict[str, QAction] = {}
        for name, text, key, act in (
            ("pause", self.tr("Pause, resume"), "Space", self._on_space),
            ("folder", self.tr("Show a problem's folder"), "F", self._open_problem_folder),
            ("remove", self.tr("Remove a root…"), "Del", self._remove_selected),
        ):
            made[name] = keys.action(self, "indexing", name, text, key, act)
        return made

    def set_active(self, active: bool) -> None:
        for action in self._keys.values():
            action.setEnabled(active)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= 1100
        self.embedder.setFixedWidth(400 if wide else 272)
        self.roots_table.setColumnWidth(1, 90 if wide else 70)
        self.roots_table.setColumnWidth(2, 230 if wide else 160)

    # what the others say

    def show_embedder(self, default: str, device: str) -> None:
        self._default_embedder = default
        self.embedder.show_device(device)

    def _on_figures(self, figures: Figures) -> None:
        status = figures.status
        count = len(status.roots)
        roots = self.tr("1 root") if count == 1 else self.tr("{n} roots").format(n=count)
        text = self.tr("{files} · {images} · {roots}")
        self.detail.setText(
            text.format(
                files=messages.files(status.files), images=messages.images(status.images), roots=roots
            )
        )
        self.roots_table.setVisible(count > 0)
        self._no_roots.setVisible(count == 0)
        if self.roots.set_roots(status.roots):
            for row in range(count):
                self._add_buttons(row)
        self.embedder.show_figures(figures, self._default_embedder)
        if not self._running.busy:
            self.problems.set_problems(figures.problems)
        self._show_problems()

    def _add_buttons(self, row: int) -> None:
        root = self.roots.roots[row]
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 8, 0)
        line.setSpacing(4)
        name = messages.shown_name(root.path)
        for icon, text, act in (
            ("folder-open", self.tr("Open {name}"), self._open_root),
            ("shield-check", self.tr("Protect {name}: its files never leave by a cull"), self._protect),
            ("x", self.tr("Remove {name} from the library…"), self._remove),
        ):
            button = Button("", icon, kind="flat", dense=True)
            button.setFixedWidth(30)
            button.setAccessibleName(text.format(name=name))
            button.setToolTip(text.format(name=name))
            if icon == "shield-check":
                button.setCheckable(True)
                button.setChecked(root.protected)
            button.clicked.connect(lambda _on=False, act=act, number=root.id: act(self._root(number)))
            line.addWidget(button)
        self.roots_table.setIndexWidget(self.roots.index(row, 3), holder)

    def _root(self, number: int) -> RootStatus:
        return next(root for root in self.roots.roots if root.id == number)

    def _show_problems(self) -> None:
        count = self.problems.rowCount()
        self._problems_panel.setVisible(count > 0)
        self._spring.setVisible(count == 0)
        text = messages.problems(count)
        self._problems_title.setText(text)

    # a run

    def _on_started(self, wish: Wish) -> None:
        self.notice.clear()
        self.roots.set_busy(wish.paths)
        self.progress.begin(short_name(wish.paths, self.tr("all roots")))

    def _on_news(self, news: News) -> None:
        self.progress.show_progress(news.progress, self._running.worker.token.paused)
        if news.problems:
            self.problems.add(news.problems)
            self._show_problems()

    def _on_notice(self, said: SaidOnce) -> None:
        self.notice.say(messages.say(said.code, said.fields))

    def _on_finished(self, summary: IndexSummary | None) -> None:
        self.roots.set_busy(None)
        self.progress.end(sentence_of(summary))
        if summary is not None and summary.device:
            self.embedder.show_device(summary.device.upper())

    def _on_failed(self, failure: Failure) -> None:
        self.roots.set_busy(None)
        self.progress.end(self.tr("Stopped by an error. What was done is kept."))
        if failure.error is None:
            self.bug.emit(failure.details)
            return
        self.say_error(failure.error)

    def say_error(self, error: SimguiError) -> None:
        buttons: Sequence[Button] = ()
        if isinstance(error, EmbedderMismatch):
            keep = Button(
                self.tr("Keep {name}").format(name=error.fields["library_embedder"]), "check", dense=True
            )
            keep.clicked.connect(self.use_own_embedder)
            again = Button(
                self.tr("Index again with {name}").format(name=error.fields["asked_embedder"]),
                "rotate-cw",
                dense=True,
            )
            again.clicked.connect(lambda: self._running.start(Wish(re_embed=True)))
            buttons = (keep, again)
        elif error.code not in ("no_such_folder", "not_a_folder", "no_roots"):
            again = Button(self.tr("Index again"), "rotate-cw", dense=True)
            again.clicked.connect(lambda: self._running.start(Wish()))
            buttons = (again,)
        self.notice.say(messages.say_error(error), buttons)

    def cancel(self) -> None:
        if self._running.busy:
            self.progress.stopping()
            self._running.cancel()

    def _on_space(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.animateClick()  # a button with focus takes the key for itself
        else:
            self._running.toggle_pause()

    # roots

    def _open_root(self, root: RootStatus) -> None:
        self._open(root.path)

    def _open(self, folder: bytes) -> None:
        if not os.path.isdir(folder):
            self.refused.emit(self.tr("{folder} is not there now.").format(folder=messages.shown(folder)))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(os.fsdecode(folder))):
            self.refused.emit(self.tr("No program opened {folder}.").format(folder=messages.shown(folder)))

    def _protect(self, root: RootStatus) -> None:
        try:
            self._library.set_protected(root.id, not root.protected)
        except SimguiError as error:
            self.say_error(error)
        self.roots.set_roots(())  # its buttons are made anew, so that they show what holds
        self._overview.refresh()

    def _remove_selected(self) -> None:
        index = self.roots_table.currentIndex()
        if index.isValid() and self.roots_table.hasFocus():
            self._remove(self.roots.roots[index.row()])

    def _remove(self, root: RootStatus) -> None:
        name = messages.shown_name(root.path)
        if self._running.busy:
            text = self.tr("{name} can be removed when indexing has ended. Cancel it with Ctrl+. first.")
            self.refused.emit(text.format(name=name))
            return
        try:
            plan = self._library.forget_plan(root.path)
        except SimguiError as error:
            self.say_error(error)
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(self.tr("Remove a root"))
        box.setText(self.tr("Take {name} out of the library?").format(name=name))
        text = self.tr(
            "{files} files of {images} pictures are forgotten, and which of them to keep. No file on the disk is"
            " touched. Decisions about pictures stay: they hold again when the pictures are indexed again."
        )
        examples = "\n".join(messages.shown(path) for path in plan.examples[:6])
        rest = plan.files - min(len(plan.examples), 6)
        more = "\n" + self.tr("and {n} more").format(n=messages.number(rest)) if rest > 0 else ""
        said = text.format(files=messages.number(plan.files), images=messages.number(plan.images))
        box.setInformativeText(f"{said}\n\n{examples}{more}")
        forget = box.addButton(
            self.tr("Forget {n} files").format(n=messages.number(plan.files)),
            QMessageBox.ButtonRole.AcceptRole,
        )
        box.setDefaultButton(box.addButton(self.tr("Not now"), QMessageBox.ButtonRole.RejectRole))

        def answered() -> None:
            if box.clickedButton() is forget:
                try:
                    self._library.forget(plan)
                except SimguiError as error:
                    self.say_error(error)
                self._overview.refresh()
            box.deleteLater()

        box.finished.connect(answered)
        box.open()

    # problems

    def _copy_problems(self) -> None:
        QGuiApplication.clipboard().setText(self.problems.as_text())
        self.refused.emit(self.tr("List copied"))

    def _open_problem_folder(self) -> None:
        if not self.problems.rowCount():
            return
        row = max(self.problems_table.currentIndex().row(), 0)
        self._open(os.path.dirname(self.problems.problems[row].path))
