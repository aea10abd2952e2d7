"""What a person sees who has no pictures in the library yet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QHideEvent,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from simgui.core import samples
from simgui.core.progress import CancelToken
from simgui.gui.background import Report, Worker
from simgui.gui.widgets import theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import IconLabel, label
from simgui.gui.widgets.panels import DropFrame
from simgui.gui.widgets.thumbnails import read_image

# all three to two, so that none is cropped; the largest in the middle
SHOWN = ("flower", "china", "chelsea", "coffee", "rocket")
WIDTHS_PX = (132, 176, 236, 176, 132)
GAP_PX = 14
ROOMY_PX = 580  # height of the page from which on nothing is drawn closer together
FULL = QSize(
    1360, 860
)  # a page of this size has the photographs in the design's size; larger ones have them larger
LARGEST = 1.6


class _Step(QWidget):
    """A number in its circle."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setFixedSize(24, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_soft"))
        painter.drawEllipse(self.rect())
        painter.setPen(theme.color("accent"))
        painter.setFont(theme.font(12, 600))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()


class Photographs(QWidget):
    """Five of the sample photographs. They are read, off the GUI thread, once the window has been painted."""

    shown = Signal()

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__()
        self._paths, self._factor, self._painted = list(paths), 1.0, False
        self.images: list[QImage] = []
        self.worker = Worker("sample photographs", self)
        self.worker.finished.connect(self._on_read)  # where they cannot be read: they are only an ornament
        self.set_factor(1.0)

    def set_factor(self, factor: float) -> None:
        """Their size, as a part of the design's."""
        self._factor = factor
        width, height = sum(WIDTHS_PX) + GAP_PX * (len(WIDTHS_PX) - 1), max(WIDTHS_PX) * 2 / 3
        self.setFixedSize(round(width * factor), round(height * factor) + 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        left = 0.0
        for number, width_px in enumerate(WIDTHS_PX):
            width, height = width_px * self._factor, width_px * self._factor * 2 / 3
            place = QRectF(left, (self.height() - height) / 2, width, height)
            shape = QPainterPath()
            shape.addRoundedRect(place, 8, 8)
            painter.fillPath(shape, theme.color("well"))
            if number < len(self.images) and not self.images[number].isNull():
                painter.setClipPath(shape)
                painter.drawImage(place, self.images[number])
                painter.setClipping(False)
            left += width + GAP_PX * self._factor
        painter.end()
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._load)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: what is still read is given up, and read when it is shown again."""
        super().hideEvent(event)
        self.worker.drop()
        self._painted = bool(self.images)

    def _load(self) -> None:
        if self.images or not self.isVisible():
            return
        paths, scale = self._paths, self.devicePixelRatioF()

        def work(cancel: CancelToken, _report: Report) -> list[QImage]:
            return [
                _read(path, width_px, scale, cancel) for path, width_px in zip(paths, WIDTHS_PX, strict=True)
            ]

        self.worker.start(work)

    def _on_read(self, images: list[QImage]) -> None:
        self.images = images
        self.update()
        self.shown.emit()


def _read(path: Path, width_px: int, scale: float, cancel: CancelToken) -> QImage:
    cancel.check()
    box = QSize(round(width_px * scale), round(width_px * scale * 2 / 3)) * LARGEST
    try:
        return read_image(path.read_bytes(), box)
    except OSError:
        return QImage()


class FirstStart(QWidget):
    """One thing to do, a way to try it without pictures of one's own, three steps to come, one promise."""

    samples_wanted = Signal()

    def __init__(self, add_folder: QAction, choose: QAction) -> None:
        super().__init__()
        found = samples.photographs()
        paths = [found[name] for name in SHOWN if name in found]
        self.photographs = Photographs(paths) if len(paths) == len(SHOWN) else None
        self.add_folder = Button.of(add_folder, "folder-plus", kind="primary")
        self.add_folder.set_tall()
        self.try_samples: Button | None = None
        if found:
            self.try_samples = Button(self.tr("Try the sample pictures"), "images")
            self.try_samples.set_tall()
            self.try_samples.setToolTip(
                self.tr("Some sixty pictures are made in the library's folder, indexed, and one is searched")
            )
            self.try_samples.clicked.connect(self.samples_wanted)
        self._spaces: list[tuple[QWidget, int, int]] = []
        self._words: list[QLabel] = []
        self._lay_out()

    def close_work(self, wait_ms: int) -> bool:
        return self.photographs is None or self.photographs.worker.close(wait_ms)

    def set_busy(self, busy: bool) -> None:
        """The sample pictures are being made: once is enough."""
        if self.try_samples is not None:
            self.try_samples.setEnabled(not busy)

    def _lay_out(self) -> None:
        frame = DropFrame()
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(frame)
        inside = QWidget()
        # what is larger than the window, as at twice the size of text, can be scrolled to
        self.scroller = scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for ground in (scroll.viewport(), inside):
            ground.setAutoFillBackground(False)
        within = QVBoxLayout(frame)
        within.setContentsMargins(4, 4, 4, 4)
        within.addWidget(scroll)
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(0)
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self.photographs or IconLabel("images", "accent", 64), 0, middle)
        self._space(column, 36, 16)
        self._add(column, label(self.tr("Drop a folder of pictures here"), 24, 600))
        column.addSpacing(8)
        text = self.tr(
            "simgui learns what they look like, then finds near-duplicates of any picture that you drop."
        )
        self._add(column, label(text, 15, tone="muted", wrap=True))
        self._space(column, 24, 16)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch()
        buttons.addWidget(self.add_folder)
        if self.try_samples is not None:
            buttons.addWidget(self.try_samples)
        buttons.addStretch()
        column.addLayout(buttons)
        self._space(column, 48, 20)
        column.addLayout(self._steps())
        self._space(column, 40, 16)
        column.addLayout(self._promise())
        column.addStretch(1)

    def _space(self, column: QVBoxLayout, roomy_px: int, close_px: int) -> None:
        space = QWidget()
        column.addWidget(space)
        self._spaces.append((space, roomy_px, close_px))

    @staticmethod
    def _add(column: QVBoxLayout, widget: QLabel) -> None:
        widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(widget)

    def _steps(self) -> QHBoxLayout:
        self._step_row = QHBoxLayout()
        self._step_row.addStretch()
        steps = (
            (
                self.tr("Index"),
                self.tr("Each picture is read once: about half an hour for 100,000 on two cores."),
            ),
            (
                self.tr("Drop a picture"),
                self.tr("Its near-duplicates stand beside it, nearest first, with their distance."),
            ),
            (self.tr("Decide"), self.tr("Mark them by keyboard. Everything can be undone.")),
        )
        for number, (title, text) in enumerate(steps, 1):
            cell = QGridLayout()
            cell.setHorizontalSpacing(10)
            cell.setVerticalSpacing(4)
            cell.addWidget(_Step(number), 0, 0)
            cell.addWidget(label(title, 15, 600), 0, 1)
            words = label(text, 13, tone="muted", wrap=True)
            self._words.append(words)
            cell.addWidget(words, 1, 1)
            cell.setRowStretch(2, 1)
            self._step_row.addLayout(cell)
        self._step_row.addStretch()
        return self._step_row

    def _promise(self) -> QHBoxLayout:
        promise = QHBoxLayout()
        promise.setSpacing(8)
        promise.addStretch()
        promise.addWidget(IconLabel("shield-check"))
        said = self.tr("Your pictures stay where they are. Nothing leaves this computer.")
        promise.addWidget(label(said, 13, tone="muted"))
        promise.addStretch()
        return promise

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window things stand closer together, and the photographs are smaller."""
        super().resizeEvent(event)
        roomy, wide = self.height() >= ROOMY_PX, self.width() >= 1100
        margin = 40 if roomy else 20
        self._outer.setContentsMargins(margin, margin, margin, margin)
        for space, roomy_px, close_px in self._spaces:
            space.setFixedHeight(roomy_px if roomy else close_px)
        for words in self._words:
            words.setFixedWidth(theme.scaled_px(240 if wide else 204))
        larger = min(self.width() / FULL.width(), self.height() / FULL.height(), LARGEST)
        if self.photographs is not None:
            self.photographs.set_factor(max(larger, 1.0) if roomy and wide else 0.75)
        # as wide as the photographs above, as long as three short texts stand together
        self._step_row.setSpacing(round(40 * larger**2) if wide else 20)
