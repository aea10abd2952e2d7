"""Several pictures at once: "do I have these already?", a row for each, and the list of them as a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from simgui.core.embedder import EmbedderSpec
from simgui.core.errors import EmbedderMismatch
from simgui.core.library import Library
from simgui.core.several import Answer
from simgui.gui import messages, remedies
from simgui.gui.background import Embedders, Failure, deadline
from simgui.gui.incoming import Picture
from simgui.gui.jobs import Jobs
from simgui.gui.keys import Keys
from simgui.gui.search.asking import present_path
from simgui.gui.search.files import Files
from simgui.gui.search.several_delegate import WELL, SeveralDelegate
from simgui.gui.search.several_export import Export
from simgui.gui.search.several_model import FILTERS, SeveralModel, best_path, title_of
from simgui.gui.search.several_run import SeveralRun
from simgui.gui.search.several_table import BackBar, SeveralTable
from simgui.gui.widgets import outside, theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import announce, label
from simgui.gui.widgets.panels import Notice, Panel, StateView
from simgui.gui.widgets.thumbnails import Thumbnails

PAGE = "several"


class Several(QWidget):
    """Asks about all pictures in one run.

    `opened`: one of them is to be searched by itself; `wanted_back`: from there to the table again.
    """

    opened = Signal(int)
    wanted_back = Signal()
    refused = Signal(str)
    bug = Signal(str)
    index_again = Signal()
    re_embed = Signal()
    use_own_embedder = Signal()
    change_device = Signal()

    def __init__(
        self,
        library: Library,
        embedders: Embedders,
        spec: Callable[[], EmbedderSpec | None],
        keys: Keys,
        add_folder: QAction,
        files: Files,
    ) -> None:
        super().__init__()
        self._add_folder, self._files = add_folder, files
        self._active = False
        self.model = SeveralModel(self)
        self.thumbnails = Thumbnails(library, self)
        self.run = SeveralRun(library, embedders, spec, self)
        self.keys = self._make_actions(keys)
        self.back_bar = BackBar(self.keys["back"])
        self.table = SeveralTable(self.model)
        self.delegate = SeveralDelegate(self.table, self.model, self.thumbnails)
        self.title = label("", 18, 600)
        self.summary = label("", 15, wrap=True)
        self.notice = Notice()
        self.export = Export(self.model, self.notice, self)
        self.state = StateView()
        self.filters: dict[str, Button] = {}
        self._lay_out()
        self._connect()
        self._refresh()

    # building

    def _make_actions(self, keys: Keys) -> dict[str, QAction]:
        made: dict[str, QAction] = {}
        for name, text, key, act, tip in (
            ("open", self.tr("Open as a search"), "", self._open_current, ""),
            (
                "folder",
                self.tr("Show in folder"),
                "F",
                self._open_folder,
                self.tr("Open the folder that holds the picture"),
            ),
            (
                "best_folder",
                self.tr("Show the best hit in its folder"),
                "Shift+F",
                self._open_best_folder,
                "",
            ),
            ("copy_path", self.tr("Copy path"), "Ctrl+C", self._copy_paths, ""),
            ("new_order", self.tr("New order: show"), "O", self._sort_anew, ""),
            ("export", self.tr("Export as CSV…"), "Ctrl+E", lambda: self.export.start(), ""),
        ):
            made[name] = keys.action(self, PAGE, name, text, key, act, tip)
        keys.fixed(PAGE, "open_row", self.tr("Open as a search"), ["Return"])
        keys.fixed(PAGE, "leave", self.tr("Back to all pictures"), ["Esc"])
        # Esc belongs to the system's keys: it is listed above and never changed
        made["back"] = QAction(self)
        made["back"].setShortcut("Esc")
        made["back"].setEnabled(False)
        made["back"].triggered.connect(lambda _on=False: self.wanted_back.emit())
        return made

    def _lay_out(self) -> None:
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addStretch()
        self.go_on = Button(self.tr("Go on"), "play")
        self.again = Button(self.tr("Look up again"), "rotate-cw")
        head.addWidget(self.go_on)
        head.addWidget(self.again)
        head.addWidget(Button.of(self.keys["export"], "download"))
        self._bar = QWidget()
        chips = QHBoxLayout(self._bar)
        chips.setContentsMargins(0, 0, 0, 0)
        chips.setSpacing(8)
        self._group = QButtonGroup(self)
        for kind in FILTERS:
            button = self.filters[kind] = Button("", dense=True)
            button.setCheckable(True)
            self._group.addButton(button)
            chips.addWidget(button)
        self.filters["all"].setChecked(True)
        chips.addStretch()
        self.new_order = Button.of(self.keys["new_order"], "rotate-cw")
        self.new_order.set_dense(True)
        chips.addWidget(self.new_order)
        self.table.setItemDelegate(self.delegate)
        self._panel = Panel()
        inside = QVBoxLayout(self._panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        inside.addWidget(self.state)
        self.state.hide()
        column = QVBoxLayout(self)
        top = (theme.header_px(56) - theme.scaled_px(32)) // 2  # the head stands as on the other pages
        column.setContentsMargins(20, top, 20, 14)
        column.setSpacing(10)
        column.addWidget(self._head)
        column.addWidget(self.summary)
        column.addWidget(self.notice)
        column.addWidget(self._bar)
        column.addWidget(self._panel, 1)

    def _connect(self) -> None:
        for name in ("open", "folder", "best_folder", "copy_path"):
            self.table.addAction(self.keys[name])
        self.table.activated.connect(lambda index: self._open_row(index.row()))
        self.table.seen.connect(self._on_seen)
        self.table.selectionModel().selectionChanged.connect(self._refresh_actions)
        self.table.selectionModel().currentChanged.connect(self._refresh_actions)
        self.thumbnails.ready.connect(self._repaint)
        self.thumbnails.failed.connect(self._repaint)
        for kind, button in self.filters.items():
            button.clicked.connect(lambda _on=False, kind=kind: self.show_only(kind))
        self.go_on.clicked.connect(self._go_on)
        self.again.clicked.connect(self.look_up_again)
        self.export.said.connect(self.refused)
        self.run.answered.connect(self._take)
        self.run.waiting.connect(self._on_waiting)
        self.run.ended.connect(self._on_end)
        self.run.failed.connect(self._on_failed)

    def show_jobs(self, jobs: Jobs) -> None:
        """Where the run shows how far it is, and how to stop it."""
        self.run.jobs = jobs

    def set_active(self, active: bool) -> None:
        """The table is in front: its keys are on."""
        self._active = active
        self._refresh_actions()

    # a run

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return self.model.pictures

    def start(self, pictures: Sequence[Picture]) -> None:
        """Ask about these; whatever was asked before is forgotten."""
        self.delegate.forget()
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.show_only("all")
        self.model.set_pictures(pictures)
        self.title.setText(title_of(len(pictures)))
        text = self.tr("Back to the {n} pictures").format(n=messages.number(len(pictures)))
        self.keys["back"].setText(text)
        self.back_bar.button.relabel(text)
        first = self.model.index(0, 0)
        self.table.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._ask(range(len(pictures)))

    def forget(self) -> None:
        """Something else is searched: nothing of these is kept."""
        if not self.model.pictures:
            return
        self.run.drop()
        self.delegate.forget()
        self.notice.clear()
        self.model.set_pictures(())
        self._refresh()

    def look_up_again(self) -> None:
        """The library has changed, or files have: all of them anew."""
        self.delegate.forget()
        self.thumbnails.forget_missing()
        self.model.set_pictures([_from_disk(picture) for picture in self.model.pictures])
        self._ask(range(len(self.model.pictures)))

    def _go_on(self) -> None:
        self._ask(self.model.unanswered())

    def _ask(self, numbers: Sequence[int]) -> None:
        self.notice.clear()
        self.run.start(self.model.pictures, numbers)
        self._refresh()

    @property
    def nothing_indexed(self) -> bool:
        """There is nothing to compare with; to be asked again when there is."""
        return bool(self.pictures) and self.run.nothing_indexed

    def _on_waiting(self) -> None:
        text = self.tr("Getting the embedder ready. Your search starts by itself in a few seconds.")
        self.notice.say(text, (), "hourglass")

    def _take(self, answers: tuple[Answer, ...]) -> None:
        self.notice.clear()
        self.model.add(answers)
        self._refresh()

    def _on_end(self) -> None:
        self._refresh()
        if self.model.stale and not self.table.hasFocus() and not self.table.underMouse():
            self._sort_anew()
        announce(self, self.summary.text())
        one, more = self.tr("1 picture looked up"), self.tr("{n} pictures looked up")
        done = len(self.model.answers)
        self.refused.emit(one if done == 1 else more.format(n=messages.number(done)))

    def _on_failed(self, failure: Failure) -> None:
        self._refresh()
        again = Button(self.tr("Go on"), "play", dense=True)
        again.clicked.connect(self._go_on)
        if failure.error is None:
            self.bug.emit(failure.details)
            self.notice.say(self.tr("The pictures could not be looked up."), (again,))
            return
        buttons: tuple[Button, ...] = (again,)
        if isinstance(failure.error, EmbedderMismatch):
            buttons = remedies.for_mismatch(
                failure.error, self.use_own_embedder.emit, self.re_embed.emit, dense=True
            )
        elif remedies.is_of_device(failure.error):
            buttons = (remedies.change_device(self.change_device.emit, dense=True), again)
        elif failure.error.code == "corrupt_store":
            anew = Button(self.tr("Index again"), "rotate-cw", dense=True)
            anew.clicked.connect(self.index_again)
            buttons = (anew, again)
        self.notice.say(messages.say_error(failure.error), buttons)

    # what is shown

    def _refresh(self) -> None:
        done, total = len(self.model.answers), len(self.model.pictures)
        busy = self.run.busy
        self.summary.setText(self._summary(done, total, busy))
        self.go_on.setVisible(not busy and 0 < total != done)
        self.again.setVisible(not busy and 0 < total == done)
        self.new_order.setVisible(self.model.stale)
        for kind, button in self.filters.items():
            text = self._filter_text(kind)
            if text != button.text():
                button.relabel(text)
        self._show_nothing()
        self._refresh_actions()

    def _summary(self, done: int, total: int, busy: bool) -> str:
        if self.nothing_indexed:
            return self.tr("The library holds no pictures yet, so there is nothing to compare with.")
        figures = {"done": messages.number(done), "total": messages.number(total)}
        if busy:
            so_far = self.tr("{done} of {total} looked up so far.").format(**figures)
            return messages.together(so_far, self.model.summary()) if done else so_far
        if done < total:
            stopped = self.tr("Stopped: {done} of {total} were looked up.").format(**figures)
            return messages.together(stopped, self.model.summary()) if done else stopped
        return self.model.summary() if total else ""

    def _filter_text(self, kind: str) -> str:
        texts = {
            "all": self.tr("All {n}"),
            "known": self.tr("Already there {n}"),
            "new": self.tr("New {n}"),
            "problems": self.tr("Problems {n}"),
        }
        return texts[kind].format(n=messages.number(self.model.count(kind)))

    def _show_nothing(self) -> None:
        """Words in place of the table: an empty library, or a filter that leaves no row."""
        empty = self.nothing_indexed and not self.model.counts["unreadable"]
        bare = bool(self.model.pictures) and not self.model.rowCount()
        said = self.state.isVisibleTo(self._panel)
        # the table's focus must not get lost with it
        if (empty or bare) and self.table.hasFocus():
            self.filters[self.model.filter].setFocus()
        self.table.setVisible(not (empty or bare))
        self.state.setVisible(empty or bare)
        if empty and not (said and self.state.text == self.summary.text()):
            detail = self.tr(
                "Add a folder. These pictures are looked up again by themselves when it is indexed."
            )
            add = Button.of(self._add_folder, "folder-plus", kind="primary")
            self.state.say("folder", self.summary.text(), detail, (add,))
        elif bare and not empty:
            self.state.say("search", self.tr("None of them."), "", ())

    def show_only(self, kind: str) -> None:
        self.filters[kind].setChecked(True)
        kept = [self.model.number(row) for row in self.table.rows_in_hand()]
        self.model.set_filter(kind)
        row = next((r for r in map(self.model.row_of, kept) if r is not None), 0)
        if self.model.rowCount():
            index = self.model.index(row, 0)
            self.table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.table.scrollTo(index)
        self._refresh()

    def _sort_anew(self) -> None:
        header = self.table.horizontalHeader()
        self.model.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        if self.table.currentIndex().isValid():
            self.table.scrollTo(self.table.currentIndex())
        self._refresh()

    def take_in_hand(self, number: int) -> None:
        row = self.model.row_of(number)
        if row is not None:
            index = self.model.index(row, 0)
            self.table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Clear)
            self.table.scrollTo(index)

    @property
    def areas(self) -> tuple[QWidget, ...]:
        """Between which F6 goes."""
        return self._head, self._bar, self._panel

    def take_focus(self) -> None:
        (self.table if self.table.isVisibleTo(self) else self.filters["all"]).setFocus()

    def _repaint(self, _picture: bytes) -> None:
        self.table.viewport().update()

    def _on_seen(self) -> None:
        """After each painting: ask for the best hits' pictures that are in sight, and the next few."""
        self.thumbnails.set_box(WELL, self.devicePixelRatioF())
        rows = self.table.rows_in_sight()
        wanted = []
        for row in range(rows.start, min(rows.stop + len(rows), self.model.rowCount())):
            answer = self.model.answers.get(self.model.number(row))
            if answer is None or answer.best is None:
                continue
            picture = answer.best.picture_hash
            if self.thumbnails.lacks(picture):
                wanted.append((picture, present_path(answer.best)))
        self.thumbnails.want(wanted)

    # what can be done with rows

    def _refresh_actions(self, *_: object) -> None:
        rows = self.table.rows_in_hand() if self._active and self.table.isVisibleTo(self) else []
        one = self.model.number(rows[0]) if len(rows) == 1 else None
        answer = self.model.answers.get(one) if one is not None else None
        self.keys["open"].setEnabled(one is not None)
        self.keys["folder"].setEnabled(one is not None and self.model.pictures[one].path is not None)
        self.keys["best_folder"].setEnabled(answer is not None and answer.best is not None)
        self.keys["copy_path"].setEnabled(bool(rows))
        self.keys["new_order"].setEnabled(self._active and self.model.stale)
        self.keys["export"].setEnabled(self._active and bool(self.model.answers))

    def _open_current(self) -> None:
        rows = self.table.rows_in_hand()
        if rows:
            self._open_row(rows[0])

    def _open_row(self, row: int) -> None:
        self.opened.emit(self.model.number(row))

    def _open_folder(self) -> None:
        path = self.model.pictures[self.model.number(self.table.rows_in_hand()[0])].path
        if path is not None:
            self._files.open_this(os.path.dirname(path))

    def _open_best_folder(self) -> None:
        answer = self.model.answers.get(self.model.number(self.table.rows_in_hand()[0]))
        path = best_path(answer) if answer is not None else None
        if path is not None:
            self._files.open_this(os.path.dirname(path))

    def _copy_paths(self) -> None:
        pictures = [self.model.pictures[self.model.number(row)] for row in self.table.rows_in_hand()]
        paths = [picture.path for picture in pictures if picture.path is not None]
        if not paths:
            self.refused.emit(self.tr("This picture is not from a file, so it has no path."))
            return
        self.refused.emit(outside.copy_paths(paths))

    # the end

    def close_work(self, wait_ms: int) -> bool:
        left_ms = deadline(wait_ms)
        return all([work.close(left_ms()) for work in (self.run, self.thumbnails)])


def _from_disk(picture: Picture) -> Picture:
    """A file that was read while it was dropped, as it is now; where it is gone, what was read then is used."""
    if picture.path is None or picture.data is None or not os.path.lexists(picture.path):
        return picture
    return replace(picture, given=None)
