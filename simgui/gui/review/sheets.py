"""What asks before very much is decided at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QVBoxLayout, QWidget

from simgui.gui import messages
from simgui.gui.review.ahead import pictures_of
from simgui.gui.review.entries import Entry
from simgui.gui.review.list import GroupDelegate, GroupsView
from simgui.gui.review.model import GroupsModel
from simgui.gui.widgets import theme
from simgui.gui.widgets.labels import label
from simgui.gui.widgets.panels import Panel
from simgui.gui.widgets.sheet import Sheet
from simgui.gui.widgets.thumbnails import Thumbnails

LIST_PX = 300


class AcceptAllSheet(Sheet):
    """How many groups and files, and which; they are accepted as one act, and nothing moves."""

    def __init__(self, parent: QWidget, entries: Sequence[Entry], thumbnails: Thumbnails) -> None:
        super().__init__(parent, "check")
        self.entries = list(entries)
        self._thumbnails = thumbnails
        leaving = [member for entry in entries for member in entry.leaving]
        groups = messages.number(len(entries))
        one = len(entries) == 1
        title = (
            self.tr("Accept the one group that is beyond doubt?")
            if one
            else self.tr("Accept {n} groups that are beyond doubt?")
        )
        act = self.tr("Accept 1 group") if one else self.tr("Accept {n} groups")
        self.name(title.format(n=groups), act.format(n=groups))
        size = sum(member.size_bytes for member in leaving if not member.same_file)
        text = self.tr(
            "{stay} stay, {leave} are marked to leave, {size}. Nothing moves before you start the plan."
        )
        kept = sum(entry.kept for entry in entries)
        figures = text.format(
            stay=messages.files(kept), leave=messages.files(len(leaving)), size=messages.size_of(size)
        )
        why = self.tr(
            "In each of them every file was compared and found to be the same shot, what stays is plainly the best of"
            " them, and no labels differ. One undo takes all of it back."
        )
        for words in (figures, why):
            self.body.addWidget(label(words, 13, wrap=True))
        self._add_list(thumbnails)

    def _add_list(self, thumbnails: Thumbnails) -> None:
        self.model = GroupsModel(self)
        self.model.set_entries(self.entries)
        self.list = GroupsView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(GroupDelegate(self.list, thumbnails))
        self.list.setAccessibleName(self.tr("Groups that would be accepted"))
        self.list.setMinimumHeight(theme.scaled_px(LIST_PX))
        self.list.seen.connect(self._want)
        first = self.model.index(0, 0)
        self.list.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        thumbnails.ready.connect(self.list.picture_came)
        panel = Panel()
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.list)
        self.body.addWidget(panel, 1)

    def _want(self) -> None:
        self._thumbnails.want(pictures_of(self.entries[row].keeper for row in self.list.rows_in_sight()))
