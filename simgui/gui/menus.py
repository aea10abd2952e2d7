"""The window's actions with their keys, and the menus that show them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from simgui.gui.keys import EVERYWHERE, Keys

Entry = QAction | QMenu | None


# called by this name so that Qt's tools find the texts
translate = QCoreApplication.translate


def make_actions(
    window: QMainWindow, keys: Keys, acts: Mapping[str, Callable[[], object]]
) -> dict[str, QAction]:
    """`acts`: what each name does. The names, words and keys are here."""
    named = (
        ("choose", translate("menus", "Choose picture…"), ("Ctrl+O",)),
        ("paste", translate("menus", "Paste"), ("Ctrl+V",)),
        ("add_folder", translate("menus", "Add folder…"), ("Ctrl+Shift+O",)),
        ("index_again", translate("menus", "Index again"), ("F5",)),
        ("cancel", translate("menus", "Cancel work"), ("Ctrl+.",)),
        ("quit", translate("menus", "Quit"), ("Ctrl+Q",)),
        ("undo", translate("menus", "Undo"), ("Ctrl+Z",)),
        ("redo", translate("menus", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
        ("search", translate("menus", "Search"), ("Ctrl+1",)),
        ("review", translate("menus", "Review"), ("Ctrl+2",)),
        ("indexing", translate("menus", "Indexing"), ("Ctrl+4",)),
        ("history", translate("menus", "History"), ("Ctrl+5",)),
        ("larger", translate("menus", "Larger thumbnails"), ("Ctrl+=", "Ctrl++")),
        ("smaller", translate("menus", "Smaller thumbnails"), ("Ctrl+-",)),
        ("usual", translate("menus", "Usual thumbnails"), ("Ctrl+0",)),
        ("full_screen", translate("menus", "Full screen"), ("F11",)),
        ("next_area", translate("menus", "Next area"), ("F6",)),
        ("previous_area", translate("menus", "Previous area"), ("Shift+F6",)),
        ("new_library", translate("menus", "New library…"), ("Ctrl+Shift+N",)),
        ("open_library", translate("menus", "Open library…"), ("Ctrl+Shift+L",)),
        ("library_folder", translate("menus", "Show the library's folder"), ()),
        ("about", translate("menus", "About simgui"), ()),
        ("keys", translate("menus", "Keys"), ("F1",)),
        ("settings", translate("menus", "Settings"), ("Ctrl+,",)),
    )
    return {
        name: keys.action(window, EVERYWHERE, name, text, given, acts[name]) for name, text, given in named
    }


class Menus:
    """File, Edit, View, Library, Help: the same actions, for those who look for them and for screen readers."""

    def __init__(
        self,
        window: QMainWindow,
        actions: Mapping[str, QAction],
        of_pages: Sequence[tuple[str, Sequence[QAction]]],
        recent: QMenu,
        on_theme: Callable[[str], None],
    ) -> None:
        a = actions
        self._bar = window.menuBar()
        self._themes = QActionGroup(window)
        self.bar_shown = QAction(translate("menus", "Menu bar"), window)
        self.bar_shown.setCheckable(True)
        self.bar_shown.toggled.connect(self._show_bar)
        colours = self._colours(window, on_theme)
        menus: tuple[tuple[str, Sequence[Entry]], ...] = (
            (
                translate("menus", "&File"),
                (a["choose"], a["add_folder"], a["index_again"], a["cancel"], None, a["quit"]),
            ),
            (
                translate("menus", "&Edit"),
                (a["undo"], a["redo"], None, a["paste"], None, *self._pages(window, of_pages)),
            ),
            (
                translate("menus", "&View"),
                (
                    *(a["search"], a["review"], a["indexing"], a["history"], None),
                    *(a["larger"], a["smaller"], a["usual"], None),
                    *(colours, self.bar_shown, a["full_screen"], a["next_area"], a["previous_area"], None),
                    a["settings"],
                ),
            ),
            (
                translate("menus", "&Library"),
                (a["new_library"], a["open_library"], recent, None, a["library_folder"]),
            ),
            (translate("menus", "&Help"), (a["keys"], a["about"])),
        )
        for title, entries in menus:
            self._add(title, entries)
        self._show_bar(False)

    @staticmethod
    def _pages(window: QMainWindow, of_pages: Sequence[tuple[str, Sequence[QAction]]]) -> list[QMenu]:
        """What each page can do: off while another is in front."""
        menus = []
        for title, actions in of_pages:
            menu = QMenu(title, window)
            menu.addActions(list(actions))
            menus.append(menu)
        return menus

    def _colours(self, window: QMainWindow, on_theme: Callable[[str], None]) -> QMenu:
        menu = QMenu(translate("menus", "Colours"), window)
        for key, text in (
            ("system", translate("menus", "As the system")),
            ("light", translate("menus", "Light")),
            ("dark", translate("menus", "Dark")),
        ):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(key)
            self._themes.addAction(action)
        self._themes.triggered.connect(lambda action: on_theme(action.data()))
        return menu

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
