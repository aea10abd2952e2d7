"""Buttons under an error's sentence that are the same in every room: what can be done about the embedder."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from simgui.core.errors import EmbedderMismatch, SimguiError
from simgui.gui.background import DEVICE_GONE
from simgui.gui.widgets.button import Button

# called by this name so that Qt's tools find the texts
translate = QCoreApplication.translate

Act = Callable[[], object]


def for_mismatch(error: EmbedderMismatch, keep: Act, anew: Act, dense: bool = False) -> tuple[Button, ...]:
    """The library was made with another embedder: keep its own, or describe all pictures anew."""
    first, second = error.fields["library_embedder"], error.fields["asked_embedder"]
    return (
        _button(translate("indexing", "Keep {name}").format(name=first), "check", keep, dense),
        _button(
            translate("indexing", "Index again with {name}").format(name=second), "rotate-cw", anew, dense
        ),
    )


def is_of_device(error: SimguiError) -> bool:
    return error.code in DEVICE_GONE


def change_device(act: Act, dense: bool = False) -> Button:
    """The device that was asked for is not there."""
    return _button(translate("indexing", "Change device…"), "cpu", act, dense)


def _button(text: str, icon: str, act: Act, dense: bool) -> Button:
    made = Button(text, icon, dense=dense)
    made.clicked.connect(lambda _on=False: act())
    return made
