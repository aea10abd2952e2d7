"""Sheets that change device and Embedder. The cost is said first; what cannot be loaded changes nothing."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from simgui.core import embedder as core
from simgui.core.descriptors import Cost, cost
from simgui.core.embedder import DEFAULT_NAME, Embedder, EmbedderSpec
from simgui.core.errors import InputError
from simgui.core.library import Library
from simgui.gui import messages
from simgui.gui.background import Embedders, Failure
from simgui.gui.indexing.running import Running
from simgui.gui.indexing.sheets import LOOK_AFTER_MS
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import ElidedLabel, announce, label
from simgui.gui.widgets.sheet import Sheet


class Lookup(QObject):
    """What only torch or timm can tell: importing them takes seconds, and nobody waits for it."""

    found = Signal(object)

    def __init__(self, embedders: Embedders, look: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._embedders = look, embedders

    def start(self, then: Callable[[Any], object]) -> None:
        self.found.connect(then)
        self._embedders.aside(self._run)

    def _run(self) -> None:
        try:
            answer: object = self._look()
        except Exception as error:  # an install of torch can fail in any way; it is said in the sheet
            answer = error
        with contextlib.suppress(RuntimeError):  # the sheet was closed meanwhile
            self.found.emit(answer)


class DeviceSheet(Sheet):
    """`chosen`: 'auto', 'cpu', 'cuda:0', 'mps' …"""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, embedders: Embedders, now: str) -> None:
        super().__init__(parent, "cpu")
        self.name(self.tr("Where pictures are described"), self.tr("Use this device"))
        self._asked = embedders.device
        self.looking = label(self.tr("Looking…"), 13, tone="muted")
        self.choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        effect = self.tr(
            "The embedder is loaded anew at once; indexing that runs keeps its device until it ends. Descriptors"
            " stay as they are. The choice is remembered."
        )
        self.body.addLayout(self._list)
        self.body.addWidget(self.looking)
        self.body.addWidget(label(self.tr("In use now: {device}").format(device=now), 13, wrap=True))
        self.body.addWidget(label(effect, 12, tone="muted", wrap=True))
        self.body.addStretch()
        self._add("auto", self.tr("The fastest that is there: a graphics card, else the CPU"))
        Lookup(embedders, core.devices, self).start(self._on_found)

    def _add(self, name: str, text: str) -> None:
        choice = QRadioButton(text)
        choice.setFont(theme.font(13))
        choice.setMinimumHeight(theme.scaled_px(28))
        choice.setChecked(name == self._asked)
        self.choices[name] = choice
        self._group.addButton(choice)
        self._list.addWidget(choice)

    def _on_found(self, found: list[tuple[str, str]] | Exception) -> None:
        self.looking.hide()
        if isinstance(found, Exception):
            self.say(self.tr("What is there could not be told: {detail}").format(detail=found))
            return
        for name, what in found:
            if name == "cpu":
                what = self.tr("{n} threads").format(n=messages.number(os.cpu_count() or 1))
            self._add(name, f"{name.upper()} · {what}")
        if self._asked not in self.choices:  # 'cuda' means its first
            self._asked = next((n for n in self.choices if n.startswith(f"{self._asked}:")), "auto")
            self.choices[self._asked].setChecked(True)
        announce(self, self.tr("{n} devices found").format(n=messages.number(len(found))))

    def go(self) -> None:
        name = next((name for name, choice in self.choices.items() if choice.isChecked()), "auto")
        self.chosen.emit(name)
        self.accept()


class EmbedderSheet(Sheet):
    """Network and weights, and what changing to them costs. `chosen`: an EmbedderSpec that has been loaded."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, library: Library, running: Running) -> None:
        super().__init__(parent, "layers")
        self.name(self.tr("Change the embedder"), self.tr("Change"))
        self._library, self._running = library, running
        self._names: frozenset[str] | None = None
        self._file = ""
        now = running.wanted()
        self.network = QComboBox()
        self.network.setEditable(True)
        self.network.setAccessibleName(self.tr("Network, by timm's name"))
        self.network.addItem(now.name)
        self.bundled = QRadioButton()
        self.own = QRadioButton(self.tr("Weights of my own, .safetensors or .pth"))
        self.file = ElidedLabel(13, tone="muted")
        self.choose = Button(self.tr("Choose a file…"), "folder-open", dense=True)
        self.cost = label("", 13, 600, wrap=True)
        self.about = label("", 12, tone="muted", wrap=True)
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._lay_out()
        self._take_file(now.weights or "")
        (self.own if now.weights else self.bundled).setChecked(True)
        self._connect()
        self._on_edited()
        Lookup(running.embedders, core.network_names, self).start(self._on_names)

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        for choice in (self.bundled, self.own):
            group.addButton(choice)
            choice.setFont(theme.font(13))
            choice.setMinimumHeight(theme.scaled_px(28))
        line = QHBoxLayout()
        line.setContentsMargins(24, 0, 0, 0)
        line.addWidget(self.choose)
        line.addWidget(self.file, 1)
        self.body.addWidget(label(self.tr("Network (timm's name)"), 13, 600))
        self.body.addWidget(self.network)
        self.body.addWidget(label(self.tr("Weights"), 13, 600))
        self.body.addWidget(self.bundled)
        self.body.addWidget(self.own)
        self.body.addLayout(line)
        self.body.addSpacing(6)
        self.body.addWidget(self.cost)
        self.body.addWidget(self.about)
        self.body.addStretch()

    def _connect(self) -> None:
        self._timer.timeout.connect(self._look)
        self.network.editTextChanged.connect(self._on_edited)
        self.bundled.toggled.connect(self._on_edited)
        self.choose.clicked.connect(self._choose)

    def _on_names(self, found: list[str] | Exception) -> None:
        if isinstance(found, Exception):
            self.say(self.tr("timm could not be loaded: {detail}").format(detail=found))
            return
        self._names = frozenset(found)
        text = self.network.currentText()
        with QSignalBlocker(self.network):
            self.network.clear()
            self.network.addItems(found)
            self.network.setEditText(text)
        completer = QCompleter(found, self.network)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.network.setCompleter(completer)
        self._on_edited()

    # what is chosen

    def spec(self) -> EmbedderSpec:
        return EmbedderSpec(self.network.currentText().strip(), self._file if self.own.isChecked() else None)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Weights of the network"))
        dialog.setNameFilter(self.tr("Weights (*.safetensors *.pth *.pt *.bin)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def take_file(self, path: str) -> None:
        self._take_file(path)
        self.own.setChecked(True)
        self._on_edited()

    def _take_file(self, path: str) -> None:
        self._file = path
        self.file.set_text(messages.shown(path) if path else self.tr("no file chosen yet"))

    def _on_edited(self, *_: object) -> None:
        # what was counted or loaded for another choice must not be taken for this one's
        self._running.looking.drop()
        self._running.loading.drop()
        name = self.network.currentText().strip()
        bundled = self.tr("The weights that come with simgui (ImageNet)")
        self.bundled.setText(bundled if name == DEFAULT_NAME else self.tr("timm's own, downloaded once"))
        self.say("")
        self.act.setEnabled(False)
        self.cost.setText(self.tr("Counting…"))
        self.about.clear()
        self._timer.start()

    # what it costs

    def _look(self) -> None:
        spec, library = self.spec(), self._library
        refusal = ""
        if self._names is not None and spec.name not in self._names:
            refusal = messages.say_error(InputError("unknown_embedder", name=spec.name))
        elif self.own.isChecked() and not self._file:
            refusal = self.tr("Choose the file that holds the weights.")
        if refusal:
            self.cost.clear()
            self.say(refusal)
            return
        self._running.looking.ask(lambda _cancel: cost(library, spec), self._on_cost)

    def _on_cost(self, found: Cost) -> None:
        known = self._names is not None
        self.act.setEnabled(known and not found.own)
        self.act.relabel(self.tr("Change"))
        if found.own:
            self.cost.setText(self.tr("This is the library's embedder already."))
            return
        if not found.images:
            self.cost.setText(self.tr("Nothing is indexed yet: it describes the first folder that you add."))
        elif not found.anew:
            text = self.tr("All {images} are described by it already: changing to it is free.")
            self.cost.setText(text.format(images=messages.images(found.images)))
        else:
            self.cost.setText(self._anew(found))
            act = self.tr("Describe {images} anew")
            self.act.relabel(act.format(images=messages.images(found.anew)))
        if found.kept_name is not None:
            text = self.tr(
                "The old descriptors are kept ({size} of {name}): going back is free. Decisions stay. Search finds"
                " only what is described anew already, until indexing has ended."
            )
            size = messages.size_of(found.kept_bytes)
            self.about.setText(text.format(size=size, name=found.kept_name))
        announce(self, self.cost.text())

    def _anew(self, found: Cost) -> str:
        rate, images = self._running.rate, messages.images(found.anew)
        if rate < 0.05:
            text = self.tr("{images} are described anew. How long that takes is not known before it runs.")
            return text.format(images=images)
        text = self.tr(
            "{images} are described anew, about {time} at the present embedder's rate ({n} images/s)."
        )
        time = messages.duration(found.anew / rate)
        return text.format(images=images, time=time, n=messages.rate(rate))

    # doing it

    def go(self) -> None:
        """It is loaded first: what cannot be loaded is said, and nothing has changed."""
        spec, embedders = self.spec(), self._running.embedders
        self.act.setEnabled(False)
        self.cost.setText(self.tr("Getting {name} ready…").format(name=spec.name))
        self._running.loading.ask(
            lambda cancel: embedders.get(spec, cancel), self._on_loaded, self._on_not_loaded
        )

    def _on_loaded(self, embedder: Embedder) -> None:
        self.chosen.emit(embedder.spec)
        self.accept()

    def _on_not_loaded(self, failure: Failure) -> None:
        self.cost.setText(self.tr("Nothing was changed."))
        detail = messages.say_error(failure.error) if failure.error else failure.details.splitlines()[-1]
        self.say(detail)

    def done(self, result: int) -> None:
        self._timer.stop()
        self._running.looking.drop()
        self._running.loading.drop()
        if result != QDialog.DialogCode.Accepted:
            self._running.drop_tried()
        super().done(result)
