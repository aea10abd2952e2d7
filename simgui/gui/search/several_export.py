"""The list of several pictures as a file for spreadsheets."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from simgui.gui import messages
from simgui.gui.search.several_model import SeveralModel
from simgui.gui.widgets import saving
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.panels import Notice


class Export(QObject):
    """`said`: what was written. Why nothing could be, stands in the page's notice with a way out."""

    said = Signal(str)

    def __init__(self, model: SeveralModel, notice: Notice, page: QWidget) -> None:
        super().__init__(page)
        self._model, self._notice, self._page = model, notice, page

    def start(self) -> None:
        where = self.ask_where()
        if where:
            self.write(where)

    def ask_where(self) -> str:
        """Where the list goes; the dialog asks before a file that exists is taken. Empty: not at all."""
        endings = {self.tr("Tables (*.csv)"): "csv", self.tr("All files (*)"): "csv"}
        return saving.ask_where(self._page, self.tr("Export as CSV"), self.tr("pictures.csv"), endings)

    def write(self, where: str) -> None:
        """Whole or not at all."""
        shown = messages.shown(where)
        if detail := saving.write_whole(where, self._model.as_csv()):
            text = self.tr("{file} could not be written: {detail}. Nothing was changed there.")
            again = Button(self.tr("Choose another place…"), "download", dense=True)
            again.clicked.connect(self.start)
            self._notice.say(text.format(file=shown, detail=detail), (again,))
            return
        self._notice.clear()
        count = self._model.rowCount()
        one, more = self.tr("1 row written to {file}"), self.tr("{n} rows written to {file}")
        text = one if count == 1 else more
        self.said.emit(text.format(n=messages.number(count), file=shown))
