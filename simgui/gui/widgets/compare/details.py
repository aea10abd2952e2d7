"""What is known about the pictures, side by side, and the list of changed regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from simgui.gui import messages
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.button import Button
from simgui.gui.widgets.compare.canvas import paint_number
from simgui.gui.widgets.compare.loading import Loaded, Side
from simgui.gui.widgets.compare.scene import LETTERS, Levels, Scene
from simgui.gui.widgets.labels import label, rule
from simgui.gui.widgets.panels import Panel
from simgui.gui.widgets.table import CELL_PX, RowTable, draw_elided, two_lines

ROW_PX = 27
REGION_PX = 60
CROP = QSize(96, 50)
HIGH, LOW, COLUMN = 218, 132, 440  # the panels: below the panes, in a low window, beside the panes
REGIONS_PX = 428
UNBOUNDED = 16_777_215  # Qt's own word for no limit
BETTER = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
# called by this name so that Qt's tools find the texts
translate = QCoreApplication.translate


@dataclass(frozen=True)
class Fact:
    """One row, with a value for each picture; better: those that are, none where it is no matter of better."""

    name: str
    values: Sequence[str]
    better: frozenset[int] = frozenset()


class FactsDelegate(QStyledItemDelegate):
    """The better value is bold and has a check: by shape and weight, not by colour alone."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.color("accent_soft"))
        painter.fillRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1, theme.color("line"))
        better = bool(index.data(BETTER))
        font = theme.font(13, 600 if better else 400, figures=True)
        place = option.rect.adjusted(CELL_PX, 0, -CELL_PX - (20 if better else 0), 0)
        text = index.data(Qt.ItemDataRole.DisplayRole)
        draw_elided(painter, place, font, "text" if index.column() else "muted", text)
        if better:
            width = min(painter.fontMetrics().horizontalAdvance(text), place.width())
            middle = option.rect.y() + (option.rect.height() - 14) / 2
            icons.draw(painter, "check", QRectF(place.x() + width + 8, middle, 14, 14), theme.tokens().keep)


class Facts(RowTable):
    def __init__(self) -> None:
        super().__init__(ROW_PX)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(FactsDelegate(self))
        self.setAccessibleName(self.tr("What is known about the pictures"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header.setFixedHeight(theme.header_px(30))

    def show_facts(self, facts: Sequence[Fact], names: Sequence[str]) -> None:
        self._model.setColumnCount(1 + len(names))
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(0, theme.scaled_px(124))
        columns = [f"{letter} · {name}" for letter, name in zip(LETTERS, names, strict=False)]
        self._model.setHorizontalHeaderLabels([self.tr("✓ better value"), *columns])
        self._model.setRowCount(len(facts))
        for row, fact in enumerate(facts):
            for column, text in enumerate((fact.name, *fact.values)):
                item = QStandardItem(text)
                better = column - 1 in fact.better
                item.setData(better, BETTER)
                item.setToolTip(text)
                spoken = self.tr("{value}, the better one").format(value=text) if better else text
                item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
                self._model.setItem(row, column, item)

    def text(self, row: int, column: int) -> str:
        return str(self._model.item(row, column).text())

    def is_better(self, row: int, column: int) -> bool:
        return bool(self._model.item(row, column).data(BETTER))


class RegionDelegate(QStyledItemDelegate):
    """Number, how it looks in A and in B, what it is and how large."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.scene: Scene | None = None

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, theme.row_px(REGION_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accent_soft"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.color("line"))
        middle = rect.center().y()
        paint_number(painter, QRectF(rect.x() + 14, middle - 9, 20, 20), index.row() + 1)
        left = rect.x() + 46
        if self.scene is not None and index.row() < len(self.scene.regions):
            for side in ("a", "b"):
                self._paint_crop(painter, QRectF(left, middle - 25, CROP.width(), CROP.height()), side, index)
                left += CROP.width() + 12
        words = QRect(left, rect.y(), rect.right() - left - 8, rect.height())
        title, share = str(index.data(Qt.ItemDataRole.DisplayRole)).split("\n")
        upper, lower = theme.font(13, 600), theme.font(12)
        above, below = two_lines(words, upper, lower)
        draw_elided(painter, above, upper, "text", title)
        draw_elided(painter, below, lower, "muted", share)
        painter.restore()

    def _paint_crop(self, painter: QPainter, well: QRectF, side: str, index: Index) -> None:
        assert self.scene is not None
        scene, levels = self.scene, getattr(self.scene, side)
        place = scene.place(scene.regions[index.row()])
        grown = max(place.width() * well.height() / max(well.width(), 1), place.height()) * 0.15
        place = place.adjusted(-grown, -grown, grown, grown)
        scale = min(well.width() / max(place.width(), 1), well.height() / max(place.height(), 1))
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("well"))
        painter.drawRoundedRect(well, 4, 4)
        painter.setClipRect(well, Qt.ClipOperation.IntersectClip)
        painter.translate(well.center())
        painter.scale(scale, scale)
        painter.translate(-place.center())
        if isinstance(levels, Levels) and levels:
            levels.paint(painter, scene.a_place if side == "a" else scene.b_place, scale)
        painter.restore()


class RegionList(QListView):
    """`taken`: one is in hand, by click or arrow."""

    taken = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._model = QStandardItemModel(self)
        self._delegate = RegionDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Changed regions"))
        self.selectionModel().currentChanged.connect(lambda now, _old: self._on_current(now.row()))

    def show_regions(self, scene: Scene | None, b: str) -> None:
        """`b`: the letter of the picture that is laid on A."""
        self._delegate.scene = scene
        self._model.clear()
        for region in scene.regions if scene is not None else ():
            share = self.tr("{share} of the picture").format(share=_share(region.share))
            what = messages.region_words(region.code, b)
            item = QStandardItem(f"{what}\n{share}")
            number = messages.number(self._model.rowCount() + 1)
            spoken = self.tr("Region {n}: {what}, {share}")
            item.setData(spoken.format(n=number, what=what, share=share), Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)

    @property
    def count(self) -> int:
        return int(self._model.rowCount())

    def take(self, number: int) -> None:
        self.setCurrentIndex(self._model.index(number, 0))

    def _on_current(self, row: int) -> None:
        if row >= 0:
            self.taken.emit(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("focus"), 2))
        place = self.visualRect(self.currentIndex()) if self.currentIndex().isValid() else self.rect()
        painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -2), 4, 4)
        painter.end()


class Details(QWidget):
    """Both panels: beside each other below the panes, as tabs where it is low, as a column where it is wide."""

    def __init__(self, show_regions: Button) -> None:
        super().__init__()
        self.facts, self.regions = Facts(), RegionList()
        self.none = label("", 13, tone="muted", wrap=True)
        self._layout_name = ""
        self._tab = 0
        self._facts_panel, self._regions_panel = Panel(), Panel()
        _fill(self._facts_panel, self.facts)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(14, 0, 4, 0)
        head.addWidget(label(self.tr("Changed regions"), 13, 600), 1)
        head.addWidget(show_regions)
        self._head.setFixedHeight(theme.header_px(32))
        self.none.setContentsMargins(14, 8, 14, 8)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        _fill(self._regions_panel, self._head, rule(), self.regions, self.none)
        self.tabs = QWidget()
        self._tab_buttons = self._make_tabs()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(12)
        self._both.addWidget(self._facts_panel, 1)
        self._both.addWidget(self._regions_panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.tabs)
        column.addLayout(self._both, 1)
        self.show_regions(None, "", "")

    def _make_tabs(self) -> list[Button]:
        row = QHBoxLayout(self.tabs)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        group = QButtonGroup(self)
        made = []
        for number, text in enumerate((self.tr("Facts"), self.tr("Changed regions"))):
            button = Button(text, kind="flat", dense=True)
            button.setCheckable(True)
            button.setChecked(number == 0)
            button.clicked.connect(lambda _on=False, number=number: self.show_tab(number))
            group.addButton(button)
            row.addWidget(button)
            made.append(button)
        row.addStretch()
        return made

    def show_regions(self, scene: Scene | None, b: str, why_none: str) -> None:
        self.regions.show_regions(scene, b)
        some = self.regions.count > 0
        self.regions.setVisible(some)
        self.none.setVisible(not some)
        self.none.setText(why_none)
        text = self.tr("Changed regions")
        self._tab_buttons[1].relabel(f"{text} ({messages.number(self.regions.count)})" if some else text)

    def show_tab(self, number: int) -> None:
        self._tab = number
        self._tab_buttons[number].setChecked(True)
        self._place()

    def set_layout(self, name: str) -> None:
        """'below', 'tabs' or 'column'."""
        if name != self._layout_name:
            self._layout_name = name
            self._place()

    def _place(self) -> None:
        tabs, column = self._layout_name == "tabs", self._layout_name == "column"
        self.tabs.setVisible(tabs)
        self._facts_panel.setVisible(not tabs or self._tab == 0)
        self._regions_panel.setVisible(not tabs or self._tab == 1)
        direction = QBoxLayout.Direction
        self._both.setDirection(direction.TopToBottom if column else direction.LeftToRight)
        width = theme.scaled_px(REGIONS_PX) if self._layout_name == "below" else 0
        self._regions_panel.setMinimumWidth(width)
        self._regions_panel.setMaximumWidth(width or UNBOUNDED)
        self._facts_panel.setMaximumHeight(theme.scaled_px(HIGH) if column else UNBOUNDED)
        self.setMinimumSize(0, 0)
        self.setMaximumSize(UNBOUNDED, UNBOUNDED)
        if column:
            self.setFixedWidth(theme.scaled_px(COLUMN))
        else:
            # the tabs' own buttons stand above
            self.setFixedHeight(theme.scaled_px(LOW) + 32 if tabs else theme.scaled_px(HIGH))


def _fill(panel: Panel, *widgets: QWidget) -> None:
    column = QVBoxLayout(panel)
    column.setContentsMargins(1, 1, 1, 1)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)


def _share(share: float) -> str:
    return f"{messages.decimal(share * 100, 1)}\N{NO-BREAK SPACE}%"


def facts_of(sides: Sequence[Side], loaded: Sequence[Loaded | None]) -> list[Fact]:
    """Row by row; more pixels, more bytes and a date that the camera wrote are better than less and none.

    loaded: what was read of each of them, None as long as nothing is.
    """
    none = translate("compare", "none")
    cameras = [found.camera if found else "" for found in loaded]
    qualities = [found.quality if found else None for found in loaded]
    # a format by itself is no better than another, so all must tell their quality
    known = [quality for quality in qualities if quality is not None]
    return [
        Fact(
            translate("compare", "Pixels"),
            [messages.pixels(side.width_px, side.height_px) for side in sides],
            _most([side.width_px * side.height_px for side in sides]),
        ),
        Fact(
            translate("compare", "Format, quality"),
            [_format(side, quality) for side, quality in zip(sides, qualities, strict=True)],
            _most(known) if len(known) == len(sides) else frozenset(),
        ),
        Fact(
            translate("compare", "Bytes"),
            [messages.number(side.size_bytes) for side in sides],
            _most([side.size_bytes for side in sides]),
        ),
        Fact(
            translate("compare", "Taken"),
            [side.date or none for side in sides],
            _most([side.taken for side in sides]),
        ),
        Fact(
            translate("compare", "Camera"),
            [camera or none for camera in cameras],
            _most([bool(camera) for camera in cameras]),
        ),
        Fact(translate("compare", "Folder"), [side.folder or none for side in sides]),
    ]


def _format(side: Side, quality: int | None) -> str:
    if quality is None:
        return side.format
    text = translate("compare", "{format}, about {quality}")
    return text.format(format=side.format, quality=messages.number(quality))


def _most(values: Sequence[float]) -> frozenset[int]:
    """Which have the most; none where all have the same."""
    most = max(values)
    better = frozenset(place for place, value in enumerate(values) if value == most)
    return better if len(better) < len(values) else frozenset()
