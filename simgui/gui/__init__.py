"""The window. Imports run one way: widgets, background and messages, then a room, main_window, app."""

import sys
from typing import Any

import PySide6.QtCore  # noqa: F401

# After it PySide reads the source of every module that is imported, to see whether it uses Qt. Those that do are known,
# and torch and timm are more than a thousand modules.
_feature: Any = sys.modules.get("shibokensupport.feature")
if hasattr(_feature, "_mod_uses_pyside"):
    _feature._mod_uses_pyside = lambda module: module.__name__.startswith("simgui.gui")
