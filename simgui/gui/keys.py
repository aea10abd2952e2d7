"""The keys: which action has which, what the person changed, and who else uses a key already.

Each action is made here, so that nothing has a key that the sheet of keys does not list. What was changed is
remembered by the names of page and action.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from simgui.gui.settings import Settings

translate = QCoreApplication.translate

EVERYWHERE, GRID = "everywhere", "grid"
# pages on which the keys of a grid work beside their own
WITH_GRID = ("search", "review")
# a layer of pages, whose keys work beside the page's own
LAYERS = {"compare": ("search", "review")}
# Qt and the system need these to get about in a window
RESERVED = ("Tab", "Shift+Tab", "Backtab", "Esc", "Left", "Right", "Up", "Down", "Alt")


@dataclass
class Entry:
    """What a key does. `fixed` ones (arrows, Esc) are listed, but belong to the system."""

    page: str
    name: str
    text: str
    default: list[QKeySequence]
    keys: list[QKeySequence] = field(default_factory=list)
    # one for each action that does this: two pages may have the same layer or grid
    apply: list[Callable[[list[QKeySequence]], object]] = field(default_factory=list)

    @property
    def fixed(self) -> bool:
        return not self.apply

    @property
    def changed(self) -> bool:
        return self.keys != self.default

    @property
    def shown(self) -> str:
        return ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in self.keys)


class Keys(QObject):
    """All keys of one window."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.entries: list[Entry] = []

    # making

    def action(
        self,
        owner: QWidget,
        page: str,
        name: str,
        text: str,
        keys: str | Sequence[str],
        act: Callable[[], object],
        tip: str = "",
    ) -> QAction:
        """An action of `owner` with its key or keys, in portable text ("Ctrl+Z"). Made a second time for another
        owner, it shares the first one's keys.

        `page`: EVERYWHERE, GRID or the page to which a single key belongs. The owner enables and disables it.
        """
        action = QAction(text, owner)
        action.setToolTip(tip or text)
        action.triggered.connect(lambda _on=False: act())
        owner.addAction(action)
        known = next((entry for entry in self.of_page(page) if entry.name == name), None)
        if known is not None:
            known.apply.append(action.setShortcuts)
            action.setShortcuts(known.keys)
            return action
        default = _sequences((keys,) if isinstance(keys, str) else keys)
        entry = Entry(page, name, text.replace("&", ""), default, apply=[action.setShortcuts])
        self.entries.append(entry)
        remembered = self._settings.text(_setting(entry))
        self._give(entry, list(default) if remembered is None else _sequences(remembered.split(" ")))
        return action

    def fixed(self, page: str, name: str, text: str, shown: Sequence[str]) -> None:
        """List keys that a view handles itself and that cannot be changed: arrows, Home, Esc."""
        keys = _sequences(shown)
        if not any(entry.name == name for entry in self.of_page(page)):
            self.entries.append(Entry(page, name, text, keys, list(keys)))

    # changing

    def of_page(self, page: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.page == page]

    def find(self, page: str, name: str) -> Entry:
        return next(entry for entry in self.entries if (entry.page, entry.name) == (page, name))

    def conflict(self, entry: Entry, key: QKeySequence) -> Entry | None:
        """What else this key does where the entry's key works. Arrows and the like go to what is in front."""
        for other in self.entries:
            if other is entry or (entry.fixed and other.fixed):
                continue
            if key in other.keys and _meet(entry.page, other.page):
                return other
        return None

    def refusal(self, entry: Entry, key: QKeySequence) -> str:
        """Why the entry cannot have this key, in a sentence; empty when it can."""
        shown = key.toString(QKeySequence.SequenceFormat.NativeText)
        if key in _sequences(RESERVED) or not shown:
            return translate("keys", "{key} belongs to the system. Choose another key.").format(key=shown)
        other = self.conflict(entry, key)
        if other is None:
            return ""
        text = translate("keys", "{key} is the key of “{other}” ({page}). Change that one first.")
        return text.format(key=shown, other=other.text, page=page_title(other.page))

    def change(self, entry: Entry, keys: Sequence[QKeySequence]) -> None:
        """Give an entry these keys (none: it has no key). Whoever asks has looked for a refusal first."""
        self._give(entry, list(keys))
        if entry.changed:
            portable = QKeySequence.SequenceFormat.PortableText
            self._settings.set(_setting(entry), " ".join(key.toString(portable) for key in entry.keys))
        else:
            self._settings.forget(_setting(entry))
        self.changed.emit()

    def reset_all(self) -> None:
        for entry in self.entries:
            if entry.changed and not entry.fixed:
                self.change(entry, entry.default)

    def _give(self, entry: Entry, keys: list[QKeySequence]) -> None:
        entry.keys = keys
        for apply in entry.apply:
            apply(keys)


def page_title(page: str) -> str:
    titles = {
        EVERYWHERE: translate("keys", "Everywhere"),
        GRID: translate("keys", "Any grid"),
        "search": translate("keys", "Search"),
        "review": translate("keys", "Review"),
        "compare": translate("keys", "Compare"),
        "several": translate("keys", "Several pictures"),
        "indexing": translate("keys", "Indexing"),
        "history": translate("keys", "History"),
        "plan": translate("keys", "Plan of a cull"),
    }
    return titles[page]


def _setting(entry: Entry) -> str:
    return f"keys/{entry.page}.{entry.name}"


def _sequences(keys: Sequence[str]) -> list[QKeySequence]:
    return [QKeySequence(key, QKeySequence.SequenceFormat.PortableText) for key in keys if key]


def _meet(one: str, other: str) -> bool:
    """Whether keys of two pages can be pressed at the same place."""
    if one == other or EVERYWHERE in (one, other):
        return True
    if other in LAYERS.get(one, ()) or one in LAYERS.get(other, ()):
        return True
    return GRID in (one, other) and (one in WITH_GRID or other in WITH_GRID)
