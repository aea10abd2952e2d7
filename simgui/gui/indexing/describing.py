"""Which network describes the pictures, on which device, and how much room that takes."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from simgui.core import formats
from simgui.core.embedder import DEFAULT_NAME, Embedder, EmbedderSpec
from simgui.gui import messages
from simgui.gui.indexing.running import Figures
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import ElidedLabel, IconLabel, label
from simgui.gui.widgets.panels import Panel

WIDTH_PX, ROW_PX = 400, 28
# most used first; the rest is counted
FORMATS = (
    ("JPEG", b".jpg"),
    ("PNG", b".png"),
    ("WebP", b".webp"),
    ("HEIC", b".heic"),
    ("AVIF", b".avif"),
    ("TIFF", b".tif"),
    ("GIF", b".gif"),
    ("BMP", b".bmp"),
    ("JPEG 2000", b".jp2"),
    ("PNM", b".ppm"),
    ("JPEG XL", b".jxl"),
    ("RAW", b".cr2"),
)
FORMATS_SHOWN = 4


class EmbedderPanel(Panel):
    """Rows in the wide window, one line in a narrow one. What is not known yet says when it will be."""

    device_pressed = Signal()
    embedder_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, ElidedLabel] = {}
        self._line = ElidedLabel(13, elide=Qt.TextElideMode.ElideRight)
        self._whole, self._folded = QWidget(), QWidget()
        self._default, self._device = DEFAULT_NAME, ""
        self._figures: Figures | None = None
        self._embedder: Embedder | None = None
        self._build_whole()
        self._build_folded()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._whole)
        column.addWidget(self._folded)
        self._folded.hide()
        self.values["formats"].set_text(self._formats())
        self.values["formats"].setToolTip(", ".join(_formats()))

    def _rows(self) -> tuple[tuple[str, str], ...]:
        return (
            ("name", self.tr("Embedder")),
            ("values", self.tr("Values")),
            ("device", self.tr("Device")),
            ("batch", self.tr("Batch")),
            ("store", self.tr("Store")),
            ("thumbnails", self.tr("Thumbnails")),
            ("formats", self.tr("Formats")),
        )

    def _build_whole(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for row, (key, name) in enumerate(self._rows()):
            value = self.values[key] = ElidedLabel(13, 600 if key == "name" else 400)
            grid.addWidget(label(name, 13, tone="muted"), row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.setRowMinimumHeight(row, theme.scaled_px(ROW_PX))
            if key != "device":
                grid.addWidget(value, row, 1)
                continue
            line = QHBoxLayout()
            line.setSpacing(6)
            line.addWidget(IconLabel("cpu", "text"))
            line.addWidget(value, 1)
            grid.addLayout(line, row, 1)
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(0)
        column.addWidget(label(self.tr("How pictures are described"), 13, 600))
        column.addSpacing(6)
        column.addLayout(grid)
        column.addStretch()
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for text, icon, signal in (
            (self.tr("Change device…"), "cpu", self.device_pressed),
            (self.tr("Change embedder…"), "layers", self.embedder_pressed),
        ):
            button = Button(text, icon, dense=True)
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch()
        return row

    def _build_folded(self) -> None:
        row = QHBoxLayout(self._folded)
        row.setContentsMargins(16, 7, 12, 7)
        row.setSpacing(10)
        row.addWidget(IconLabel("cpu"))
        row.addWidget(self._line, 1)
        row.addLayout(self._buttons())

    def fold(self, folded: bool) -> None:
        self._whole.setVisible(not folded)
        self._folded.setVisible(folded)

    # what it shows

    def show_state(self, default: str, device: str) -> None:
        """`default`: the network that would be taken; `device`: what is said while none is loaded."""
        self._default, self._device = default, device
        self._refresh()

    def show_embedder(self, embedder: Embedder | None) -> None:
        self._embedder = embedder
        self._refresh()

    def show_figures(self, figures: Figures) -> None:
        self._figures = figures
        self._refresh()

    def _refresh(self) -> None:
        made = self._figures.embedder if self._figures else None
        name = str(made["name"]) if made else self._default
        values = self._values(made)
        device, batch = self._running()
        self.values["name"].set_text(name)
        self.values["values"].set_text(values)
        self.values["device"].set_text(device)
        self.values["batch"].set_text(batch)
        if (figures := self._figures) is not None:
            self.values["store"].set_text(messages.size_of(figures.store_bytes))
            text = self.tr("{size} of at most {limit}")
            size, limit = figures.thumbnails_bytes, figures.thumbnails_limit_bytes
            said = text.format(size=messages.size_of(size), limit=messages.size_of(limit))
            self.values["thumbnails"].set_text(said)
        line = self.tr("{name} on {device} · {values}") if self._embedder else self.tr("{name} · {values}")
        self._line.set_text(line.format(name=name, device=device, values=values))

    def _values(self, made: dict[str, object] | None) -> str:
        if made is None:
            return self.tr("known when it is loaded")
        text = self.tr("{n} for each image, {weights}")
        spec = EmbedderSpec(str(made["name"]), None if made["weights"] is None else str(made["weights"]))
        return text.format(n=messages.number(int(str(made["dimension"]))), weights=self.weights(spec))

    def weights(self, spec: EmbedderSpec) -> str:
        if spec.weights is not None:
            return self.tr("weights {file}").format(file=os.path.basename(spec.weights))
        return self.tr("ImageNet weights") if spec.name == DEFAULT_NAME else self.tr("timm's weights")

    def _running(self) -> tuple[str, str]:
        """Device and batch."""
        embedder = self._embedder
        if embedder is None:
            return self._device, self.tr("known when it is loaded")
        if embedder.device == "cpu":
            text = self.tr("CPU, {n} threads, float32")
            device = text.format(n=messages.number(os.cpu_count() or 1))
        else:
            text = self.tr("{device}, {precision}")
            device = text.format(device=embedder.device.upper(), precision=embedder.precision)
        if embedder.last_batch is None:
            return device, self.tr("measured while indexing")
        images, took_s = embedder.last_batch
        text = self.tr("{images}, {ms} ms")
        return device, text.format(images=messages.images(images), ms=messages.number(round(took_s * 1000)))

    def _formats(self) -> str:
        names = _formats()
        text = self.tr("{names} and {n} more")
        shown = ", ".join(names[:FORMATS_SHOWN])
        return text.format(names=shown, n=messages.number(len(names) - FORMATS_SHOWN))


def _formats() -> list[str]:
    known = formats.EXTENSIONS
    return [name for name, extension in FORMATS if extension in known]
