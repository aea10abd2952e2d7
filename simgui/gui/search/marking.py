"""Decisions about the query and its hits, and taking them back. The history itself is the library's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from simgui.core.decisions import Named, decide_all
from simgui.core.errors import SimguiError
from simgui.core.history import Event
from simgui.core.library import Library
from simgui.core.search import Hit, Query
from simgui.gui import messages
from simgui.gui.doing import Doing


class Marking(QObject):
    """What one key does to several hits is taken back by one undo."""

    acted = Signal(str, bool)  # what was done, and whether undo takes it back (else redo does)
    refused = Signal(str)
    changed = Signal()
    bug = Signal(str)

    def __init__(self, library: Library, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self.doing = Doing(library, self.bug.emit, self)

    # deciding

    def decide(self, query: Query, hits: Sequence[Hit], word: str | None) -> None:
        """`word` about the query and each hit; None clears what was decided, about the files too."""
        pairs = [hit for hit in hits if not hit.identical]
        if word is not None and not pairs:
            self.refused.emit(messages.say("same_picture", {}))
            return
        self._act(
            lambda: self._decide_all(query, pairs, hits, word),
            hits if word is None else pairs,
            word,
        )

    def keep(self, hits: Sequence[Hit]) -> None:
        """The first File of each hit stays."""

        def act() -> Event | None:
            firsts = [hit.files[0] for hit in hits]
            known = self._library.history.file_words([file.id for file in firsts])
            files = [
                (file.id, messages.shown_name(file.path)) for file in firsts if known.get(file.id) != "keep"
            ]
            return decide_all(self._library, [], files, "keep")

        self._act(act, hits, "keep")

    def _decide_all(
        self, query: Query, pairs: Sequence[Hit], hits: Sequence[Hit], word: str | None
    ) -> Event | None:
        history = self._library.history
        about = Named(query.decoded.picture_hash, messages.shown(query.name), query.decoded)
        known = history.pair_words(about.picture_hash, (hit.picture_hash for hit in hits))
        named = [
            (about, Named(hit.picture_hash, messages.shown_name(hit.files[0].path)))
            for hit in pairs
            if known.get(hit.picture_hash) != word
        ]
        files = []
        if word is None:
            paths = {file.id: file.path for hit in hits for file in hit.files}
            files = [(file, messages.shown_name(paths[file])) for file in history.file_words(paths)]
        return decide_all(self._library, named, files, word)

    def _act(self, act: Callable[[], Event | None], hits: Sequence[Hit], word: str | None) -> None:
        def done(event: Event | None) -> None:
            if event is None:
                if word is not None:
                    self.refused.emit(self._so_already(hits))
                return
            self.acted.emit(self._sentence(hits, word), True)
            self.changed.emit()

        self.doing.do(act, done, self._on_failed)

    def _on_failed(self, error: SimguiError) -> None:
        self.refused.emit(messages.say_error(error))
        self.changed.emit()

    def _so_already(self, hits: Sequence[Hit]) -> str:
        if len(hits) == 1:
            text = self.tr("{name} is marked so already")
            return text.format(name=messages.shown_name(hits[0].files[0].path))
        text = self.tr("These {n} pictures are marked so already")
        return text.format(n=messages.number(len(hits)))

    def _sentence(self, hits: Sequence[Hit], word: str | None) -> str:
        if len(hits) == 1:
            texts = {
                "duplicate": self.tr("{name} marked as duplicate"),
                "not_duplicate": self.tr("{name} marked as not a duplicate"),
                "related": self.tr("{name} marked as related"),
                "keep": self.tr("{name} is kept"),
                None: self.tr("Decision about {name} cleared"),
            }
            return texts[word].format(name=messages.shown_name(hits[0].files[0].path))
        texts = {
            "duplicate": self.tr("{n} pictures marked as duplicates"),
            "not_duplicate": self.tr("{n} pictures marked as not duplicates"),
            "related": self.tr("{n} pictures marked as related"),
            "keep": self.tr("{n} pictures are kept"),
            None: self.tr("Decisions about {n} pictures cleared"),
        }
        return texts[word].format(n=messages.number(len(hits)))

    # taking back

    def undo(self) -> None:
        def done(act: Event | None) -> None:
            if act is None:
                self.refused.emit(self.tr("There is nothing to undo."))
                return
            self.acted.emit(self.tr("Undone: {what}").format(what=self._named(act)), False)
            self.changed.emit()

        self.doing.do(self._library.history.undo, done, self._on_failed)

    def redo(self) -> None:
        def done(act: Event | None) -> None:
            if act is None:
                self.refused.emit(self.tr("There is nothing to redo."))
                return
            self.acted.emit(self.tr("Done again: {what}").format(what=self._named(act)), True)
            self.changed.emit()

        self.doing.do(self._library.history.redo, done, self._on_failed)

    def _named(self, event: Event) -> str:
        word = event.body.get("word")
        said = messages.decision(word) if word else self.tr("cleared")
        if event.size > 1 and len(self._library.history.words_of(event)) > 1:
            return self.tr("{n} decisions").format(n=messages.number(event.size))
        if event.size > 1:
            return self.tr("{word}, {n} pictures").format(word=said, n=messages.number(event.size))
        return self.tr("{word}, {name}").format(word=said, name=event.body["names"][-1])
