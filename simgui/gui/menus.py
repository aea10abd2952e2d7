"""The window's actions with their keys, and the menus that show them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

Entry = QAction | QMenu | None


def _t(text: str) -> str:
    return QCoreApplication.translate("menus", text)


def make_actions(window: QMainWindow, acts: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """`acts`: what each name does. The names, words and keys are here."""
    named = (
        ("choose", _t("Choose picture…"), ("Ctrl+O",)),
        ("paste", _t("Paste"), ("Ctrl+V",)),
        ("add_folder", _t("Add folder…"), ("Ctrl+Shift+O",)),
        ("index_again", _t("Index again"), ("F5",)),
        ("cancel", _t("Cancel work"), ("Ctrl+.",)),
        ("quit", _t("Quit"), ("Ctrl+Q",)),
        ("undo", _t("Undo"), ("Ctrl+Z",)),
        ("redo", _t("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
        ("search", _t("Search"), ("Ctrl+1",)),
        ("indexing", _t("Indexing"), ("Ctrl+4",)),
        ("larger", _t("Larger thumbnails"), ("Ctrl+=", "Ctrl++")),
        ("smaller", _t("Smaller thumbnails"), ("Ctrl+-",)),
        ("usual", _t("Usual thumbnails"), ("Ctrl+0",)),
        ("full_screen", _t("Full screen"), ("F11",)),
        ("next_area", _t("Next area"), ("F6",)),
        ("previous_area", _t("Previous area"), ("Shift+F6",)),
        ("keys", _t("Keys"), ("F1",)),
        ("settings", _t("Settings"), ("Ctrl+,",)),
    )
    made: dict[str, QAction] = {}
    for name, text, keys in named:
        action = QAction(text, window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _on=False, act=acts[name]: act())
        window.addAction(action)
        made[name] = action
    return made


class Menus:
    """File, Edit, View, Help: the same actions, for those who look for them and for screen readers."""

    def __init__(
        self,
        window: QMainWindow,
        actions: Mapping[str, QAction],
        page_actions: Sequence[QAction],
        on_theme: Callable[[str], None],
    ) -> None:
        a = actions
        self._bar = window.menuBar()
        self._themes = QActionGroup(window)
        colours = QMenu(_t("Colours"), window)
        for key, text in (("system", _t("As the system")), ("light", _t("Light")), ("dark", _t("Dark"))):
            action = colours.addAction(text)
            action.setCheckable(True)
            action.setData(key)
            self._themes.addAction(action)
        self._themes.triggered.connect(lambda action: on_theme(action.data()))
        self.bar_shown = QAction(_t("Menu bar"), window)
        self.bar_shown.setCheckable(True)
        self.bar_shown.toggled.connect(self._show_bar)
        view: tuple[Entry, ...] = (
            a["search"],
            a["indexing"],
            None,
            a["larger"],
            a["smaller"],
            a["usual"],
            None,
        )
        view += (
            colours,
            self.bar_shown,
            a["full_screen"],
            a["next_area"],
            a["previous_area"],
            None,
            a["settings"],
        )
        self._add(_t("&File"), (a["choose"], a["add_folder"], a["index_again"], a["cancel"], None, a["quit"]))
        self._add(_t("&Edit"), (a["undo"], a["redo"], None, a["paste"], None, *page_actions))
        self._add(_t("&View"), view)
        self._add(_t("&Help"), (a["keys"],))
        self._show_bar(False)

    def _add(self, title: str, entries: Sequence[Entry]) -> None:
        menu = self._bar.addMenu(title)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            elif isinstance(entry, QMenu):
                menu.addMenu(entry)
            else:
                menu.addAction(entry)

    def show_theme(self, choice: str) -> None:
        for action in self._themes.actions():
            action.setChecked(action.data() == choice)

    def _show_bar(self, shown: bool) -> None:
        # where the system has its own place for menus they are always there
        if not self._bar.isNativeMenuBar():
            self._bar.setVisible(shown)
