"""The language of the window: its own texts, Qt's, and how numbers and dates are written."""

from __future__ import annotations

import os

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from simgui.core.assets import resource

CHOICES = ("system", "en", "ja")
# each in its own language, so that whoever changed by mistake finds the way back
NAMES = {"en": "English", "ja": "日本語"}
# what Qt's own Japanese lacks in its file dialog, which is seen where the system has none
LACKING = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Drive"),
)

_installed: list[QTranslator] = []


def install(app: QApplication, choice: str = "system") -> str:
    """Speak the language that was chosen, or the system's if it is one of ours. What is made from here on has it.

    Returns the language: 'en' or 'ja'.
    """
    while _installed:
        app.removeTranslator(_installed.pop())
    language = spoken(choice)
    QLocale.setDefault(_locale(language))
    if language != "en":
        for folder, name in (
            (os.fspath(resource("translations")), "simgui"),
            (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "qtbase"),
        ):
            translator = QTranslator(app)
            if translator.load(f"{name}_{language}", folder):
                app.installTranslator(translator)
                _installed.append(translator)
    return language


def spoken(choice: str) -> str:
    """The language for a choice: of the languages that the system names, the first that we speak."""
    if choice != "system":
        return choice
    for name in QLocale.system().uiLanguages():
        language = name.replace("_", "-").partition("-")[0]
        if language in NAMES:
            return language
    return "en"


def _locale(language: str) -> QLocale:
    """Numbers and dates as the system writes them, when it speaks this language; else as the language does."""
    system = QLocale.system()
    if system.name().partition("_")[0] == language:
        return system
    return QLocale(language)
