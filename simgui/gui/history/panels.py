"""Beside the list: what holds in figures, and the act in hand with its pictures, names and times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QImage, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from simgui.core.acts import OVERRULED, Details, Held, Part
from simgui.gui import messages
from simgui.gui.history import sentences
from simgui.gui.history.said import Said
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.labels import ElidedLabel, IconLabel, label
from simgui.gui.widgets.panels import Notice, Panel, scrolled
from simgui.gui.widgets.table import paint_entry

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
HELD_WORDS = ("duplicate", "not_duplicate", "related", "keep")
WELL_PX = 120


class HeldPanel(Panel):
    """How many decisions hold, by kind: four figures, or one line where there is little room."""

    def __init__(self) -> None:
        super().__init__()
        self._figures = {word: label("0", 18, 600) for word in HELD_WORDS}
        self._names = {word: label("", 12, tone="muted") for word in HELD_WORDS}
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(label(self.tr("What holds now"), 13, 600), 0, 0, 1, 6)
        for number, word in enumerate(HELD_WORDS):
            row, column = 1 + number // 2, number % 2 * 3
            name, tone = sentences.ICONS[word]
            grid.addWidget(IconLabel(name, tone), row, column)
            grid.addWidget(self._figures[word], row, column + 1)
            grid.addWidget(self._names[word], row, column + 2)
        grid.setColumnStretch(2, 1)
        grid.setColumnStretch(5, 1)
        self.line = label("", 12, tone="muted", wrap=True)

    def show_held(self, held: Held) -> None:
        said = []
        for word in HELD_WORDS:
            count = held.words.get(word, 0)
            self._figures[word].setText(messages.number(count))
            self._names[word].setText(self._name(word, count))
            text = self.tr("{n} {what}")
            said.append(text.format(n=messages.number(count), what=self._name(word, count)))
        self.line.setText(self.tr("What holds now: {what}").format(what=" · ".join(said)))
        self.setAccessibleName(self.line.text())

    def _name(self, word: str, count: int) -> str:
        one = {
            "duplicate": self.tr("duplicate"),
            "not_duplicate": self.tr("not a duplicate"),
            "related": self.tr("related"),
            "keep": self.tr("kept"),
        }
        many = {**one, "duplicate": self.tr("duplicates"), "not_duplicate": self.tr("not duplicates")}
        return (one if count == 1 else many)[word]


class Well(QWidget):
    """One picture whole on its ground; its name and folder stand below."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap: QPixmap | None = None
        self._ground = QWidget()
        self._ground.setFixedHeight(WELL_PX)
        self._ground.paintEvent = self._paint  # type: ignore[method-assign]
        self.name = ElidedLabel(12, 500)
        self.place = ElidedLabel(11, tone="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._ground)
        column.addSpacing(2)
        column.addWidget(self.name)
        column.addWidget(self.place)

    def show_part(self, name: str, path: bytes | None) -> None:
        self.name.set_text(messages.shown(name))
        place = self.tr("no longer in the library") if path is None else messages.shown_folder(path)
        self.place.set_text(place)
        if path is not None:
            self.place.setToolTip(messages.shown(path))
        self.setAccessibleName(f"{messages.shown(name)}, {place}")

    def set_image(self, image: QImage | None) -> None:
        self._pixmap = None if image is None or image.isNull() else QPixmap.fromImage(image)
        self._ground.update()

    def _paint(self, _event: QPaintEvent) -> None:
        ground = self._ground
        painter = QPainter(ground)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(ground.rect()), 6, 6)
        painter.fillPath(shape, theme.color("well"))
        painter.setClipPath(shape)
        place = QRectF(0, 0, 22, 22)
        if self._pixmap is None:
            place.moveCenter(QRectF(ground.rect()).center())
            icons.draw(painter, "image", place, theme.tokens().edge)
        else:
            scale = ground.devicePixelRatioF()
            size = self._pixmap.size()
            room = ground.size() * scale
            if size.width() > room.width() or size.height() > room.height():
                size.scale(room, Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, max(size.width() / scale, 1), max(size.height() / scale, 1))
            place.moveCenter(QRectF(ground.rect()).center())
            painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))
        painter.end()


class PartsModel(QAbstractListModel):
    """Every decision of an act that holds several: name, folder, and what holds where that is another."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._parts: Sequence[Part] = ()
        self._shared = False

    def set_parts(self, parts: Sequence[Part], shared: bool) -> None:
        self.beginResetModel()
        self._parts, self._shared = parts, shared
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._parts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " · ".join(self.words(index.row()))
        if role == Qt.ItemDataRole.ToolTipRole:
            part = self._parts[index.row()]
            shown = zip(part.names, part.paths, strict=True)
            return "\n".join(messages.shown(name if path is None else path) for name, path in shown)
        return None

    def words(self, row: int) -> tuple[str, str]:
        """The names, and where it lies with what holds where that is another decision."""
        part = self._parts[row]
        names = part.names[1:] if self._shared else part.names
        path = part.paths[-1]
        rest = [self.tr("no longer in the library") if path is None else messages.shown_folder(path)]
        if part.overruled:
            holds = messages.decision(part.now) if part.now else self.tr("nothing")
            rest.append(self.tr("{word} holds").format(word=holds))
        return " · ".join(messages.shown(name) for name in names), " · ".join(rest)


class PartDelegate(QStyledItemDelegate):
    """Name, folder, and what holds instead."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, PartsModel):
            return
        t, rect = theme.tokens(), option.rect
        name, rest = model.words(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_entry(painter, option)
        room = rect.adjusted(8, 0, -8, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        for text, font, ink in ((name, theme.font(12, 500), t.text), (rest, theme.font(12), t.muted)):
            painter.setFont(font)
            painter.setPen(ink)
            metrics = painter.fontMetrics()
            least = min(metrics.horizontalAdvance(rest), room.width() // 3) if text is name else 0
            width = room.width() - (least + 10 if least else 0)
            short = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, width)
            painter.drawText(room, middle, short)
            room.setLeft(room.left() + metrics.horizontalAdvance(short) + 10)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, theme.row_px(30))


class DetailsPanel(Panel):
    """The act in hand. `part_chosen`: of several, the one whose picture is wanted."""

    part_chosen = Signal(int)

    def __init__(self, restore: QAction) -> None:
        super().__init__()
        self.details: Details | None = None
        self.said = Said()
        self._wells = (Well(), Well())
        self.overruled = Notice()
        self._parts_title = label("", 12, 600)
        self.parts = QListView()
        self._parts_model = PartsModel(self)
        self.restore = Button.of(restore, "undo-2")
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self._build()
        self.clear()

    def _build(self) -> None:
        self.parts.setModel(self._parts_model)
        self.parts.setUniformItemSizes(True)
        self.parts.setItemDelegate(PartDelegate(self.parts))
        self.parts.setFrameShape(QFrame.Shape.NoFrame)
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.setMinimumHeight(theme.scaled_px(84))
        self.parts.setAccessibleName(self.tr("Decisions of this act"))
        self.parts.selectionModel().currentChanged.connect(self._on_part)
        said, column = self._column(self.said.sentence)
        column.addLayout(self.said.line)
        head = QWidget()
        self._head = QBoxLayout(QBoxLayout.Direction.TopToBottom, head)
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.setSpacing(12)
        self._head.addWidget(said, 1)
        self._head.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        pictures = QWidget()
        row = QHBoxLayout(pictures)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for well in self._wells:
            row.addWidget(well, 1)
        rest, column = self._column(self.overruled, self.said.steps, self._parts_title)
        column.addWidget(self.parts, 1)
        column.addStretch()
        self._blocks = (head, pictures, rest)
        self._grid.setContentsMargins(16, 14, 16, 14)
        self._grid.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(scrolled(self._inner))
        self.set_beside(True)

    @staticmethod
    def _column(*widgets: QWidget) -> tuple[QWidget, QVBoxLayout]:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in widgets:
            column.addWidget(widget)
        return holder, column

    def set_beside(self, beside: bool) -> None:
        """One column beside the list, or below it with the pictures at the left."""
        head, pictures, rest = self._blocks
        for block in self._blocks:
            self._grid.removeWidget(block)
        top = Qt.AlignmentFlag.AlignTop
        directions = QBoxLayout.Direction
        self._head.setDirection(directions.TopToBottom if beside else directions.LeftToRight)
        if beside:
            self._grid.addWidget(head, 0, 0)
            self._grid.addWidget(pictures, 1, 0, top)
            self._grid.addWidget(rest, 2, 0)
        else:
            self._grid.addWidget(head, 0, 0, 1, 2)
            self._grid.addWidget(pictures, 1, 0, top)
            self._grid.addWidget(rest, 1, 1)
        self._grid.setRowStretch(1, 0 if beside else 1)
        self._grid.setRowStretch(2, 1 if beside else 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 0 if beside else 1)

    def clear(self) -> None:
        self.details = None
        self._inner.hide()

    def show_details(self, details: Details) -> None:
        act, old = details.act, self.details
        self.details = details
        self._inner.show()
        # when it was overruled stands with the act that did it
        self.said.show(details, dated=act.state != OVERRULED)
        self.overruled.say(
            sentences.overruled(details.parts) if act.holds else sentences.after_undo(details.parts)
        )
        self.restore.set_icon("undo-2" if act.holds else "redo-2")
        several = len(details.parts) > 1
        same = old is not None and old.act.id == act.id
        row = max(self.parts.currentIndex().row(), 0) if same else 0
        self._parts_title.setVisible(several)
        self._parts_title.setText(sentences.decisions(len(details.parts)))
        self.parts.setVisible(several)
        self.parts.selectionModel().blockSignals(True)
        self._parts_model.set_parts(details.parts if several else (), act.shared)
        self.parts.setCurrentIndex(self._parts_model.index(row))
        self.parts.selectionModel().blockSignals(False)
        if not same:
            self._show_part(row)
        self.setAccessibleName(self.tr("Details: {what}").format(what=sentences.sentence(act)))

    def _on_part(self, index: QModelIndex) -> None:
        if index.isValid() and self.details is not None:
            self._show_part(index.row())
            self.part_chosen.emit(index.row())

    def _show_part(self, row: int) -> None:
        assert self.details is not None
        if row >= len(self.details.parts):
            return
        part = self.details.parts[row]
        for number, well in enumerate(self._wells):
            there = number < len(part.names)
            well.setVisible(there)
            if there:
                well.show_part(part.names[number], part.paths[number])
                well.set_image(None)

    def show_images(self, images: Mapping[bytes, QImage]) -> None:
        """Of the part in hand, as far as the library has thumbnails of them."""
        if self.details is None:
            return
        part = self.details.parts[max(self.parts.currentIndex().row(), 0)]
        for well, picture in zip(self._wells, part.pictures, strict=False):
            well.set_image(None if picture is None else images.get(picture))

    def image_box(self) -> QSize:
        """Device pixels of the largest picture that is shown."""
        return QSize(240, WELL_PX) * self.devicePixelRatioF()

    def take_focus(self) -> None:
        (self.parts if self.parts.isVisible() else self.restore).setFocus(Qt.FocusReason.ShortcutFocusReason)
