"""What the search page says in words, in place of hits or beside them, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from simgui.core.errors import Corrupt, EmbedderError, EmbedderMismatch, ImageError, SimguiError
from simgui.core.library import Library
from simgui.core.search import Hits
from simgui.gui import messages, remedies
from simgui.gui.search.results import Results
from simgui.gui.widgets.button import Button


class States(QObject):
    """Each state has its sentence; each sentence that asks for something has its button."""

    index_again = Signal()
    re_embed = Signal()
    use_own_embedder = Signal()
    change_device = Signal()
    try_again = Signal()

    def __init__(
        self, library: Library, results: Results, shared: Mapping[str, QAction], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._library, self._results, self._shared = library, results, shared

    def say_no_query(self) -> None:
        self._results.clear()
        self._results.head.hide()
        self._results.distance.hide()
        text = self.tr("Drop, paste or choose a picture to see its near-duplicates.")
        buttons = (
            Button.of(self._shared["choose"], "folder-open", kind="primary"),
            Button.of(self._shared["paste"], "clipboard-paste"),
        )
        self._results.show_state("image", text, "", buttons)

    def say_searching(self) -> None:
        self._results.show_state("loader-circle", self.tr("Searching…"))

    def say_waiting(self) -> None:
        text = self.tr("Getting the embedder ready. Your search starts by itself in a few seconds.")
        self._results.show_state("loader-circle", text)

    def say_about(self, hits: Hits, flat: bool) -> None:
        """What the person should know about this query, beside its hits or in place of them."""
        sentences = []
        fraction = hits.query.decoded.readable_fraction
        if fraction is not None:
            text = self.tr("{name} ends after {part} of its data. The readable part was searched.")
            name = messages.shown(hits.query.name)
            sentences.append(text.format(name=name, part=messages.percent(fraction)))
        if flat:
            sentences.append(
                self.tr(
                    "This picture is almost one colour, so copies cannot be told apart by looks."
                    " Only identical files are shown."
                )
            )
        self._results.notice.say(messages.together(*sentences))
        if flat and not self._results.model.rowCount() and hits.images:
            self._results.show_state("image", self.tr("No identical file is in the library."))
        elif not hits.images:
            self._say_empty()

    def _say_empty(self) -> None:
        title = self.tr("The library holds no pictures yet, so there is nothing to compare with.")
        detail = self.tr("Add a folder. This search starts again by itself when it is indexed.")
        self._results.distance.hide()
        self._results.head.hide()
        self._results.show_state(
            "folder", title, detail, (Button.of(self._shared["add_folder"], "folder-plus", kind="primary"),)
        )

    def say_failed(self, error: SimguiError | None, name: str) -> str:
        """Why a picture could not be searched; None: a bug of ours, told elsewhere with its details."""
        self._results.head.hide()
        self._results.distance.hide()
        if error is not None:
            return self._say_error(error, name)
        text = self.tr("{name} could not be searched.").format(name=name)
        self._results.show_state("triangle-alert", text, "", (), "warning")
        return text

    def _say_error(self, error: SimguiError, name: str) -> str:
        choose = Button.of(self._shared["choose"], "folder-open")
        buttons: tuple[Button, ...]
        if isinstance(error, ImageError):
            text, buttons = messages.say_query_error(error, name), (choose,)
            if error.code == "vanished" and self._library.catalog.roots():
                again = Button(self.tr("Index again"), "rotate-cw")
                again.clicked.connect(self.index_again)
                buttons = (again, choose)
            self._results.show_state("image-off", text, "", buttons, "warning")
            return text
        again = Button(self.tr("Index again"), "rotate-cw")
        again.clicked.connect(self.index_again)
        text = messages.say_error(error)
        buttons = (again,)
        if isinstance(error, EmbedderMismatch):
            buttons = remedies.for_mismatch(error, self.use_own_embedder.emit, self.re_embed.emit)
        elif remedies.is_of_device(error):
            buttons = (remedies.change_device(self.change_device.emit),)
        elif isinstance(error, Corrupt):
            text = self.tr(
                "The descriptor file is damaged. Your decisions are safe. Index again to rebuild it."
            )
        elif isinstance(error, EmbedderError):
            again.relabel(self.tr("Try again"))
            again.clicked.disconnect()
            again.clicked.connect(self.try_again)
        self._results.show_state("triangle-alert", text, "", buttons, "warning")
        return text
