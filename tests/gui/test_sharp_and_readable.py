"""What is seen is sharp at each scale and can be read: long names, and letters of other scripts, on both grounds.

A scale has a process of its own, because Qt asks for it once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QTextLayout

from simgui.core.embedder import Embedder
from simgui.core.indexing import index
from simgui.gui.widgets import theme
from tests.gui.conftest import Desk

# A card with a picture of black and white dots, painted at odd places of a grid; how many colours its dots have
# that are neither black nor white, whether icons and pictures are as fine as the screen, and letters of names.
SCRIPT = """
import io, sys
from PIL import Image
from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QRawFont
from PySide6.QtWidgets import QListView, QStyleOptionViewItem
from simgui.gui import app as app_module
from simgui.gui.widgets import icons, theme
from simgui.gui.widgets.card import Card, CardDelegate, Role
from simgui.gui.widgets.thumbnails import read_image

app = app_module.application()
theme.apply(app, "dark")
scale = app.primaryScreen().devicePixelRatio()
dots = Image.new("L", (120, 90))
dots.putdata([255 * ((x + y) % 2) for y in range(90) for x in range(120)])
data = io.BytesIO()
dots.convert("RGB").save(data, "PNG")
picture = QPixmap.fromImage(read_image(data.getvalue(), QSize(180, 133) * scale))
picture.setDevicePixelRatio(scale)

class Model(QAbstractListModel):
    def rowCount(self, parent=QModelIndex()):
        return 1
    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role == Role.CARD:
            return Card("0.317", "copy", "copy", "x.jpg", "10 x 10", None, None, 1, False, False, ())
        return picture if role == Role.PICTURE else None

model, delegate, view = Model(), CardDelegate(), QListView()
for left, top in ((0, 0), (13, 7), (195, 210)):
    sheet = QPixmap(QSize(420, 440) * scale)
    sheet.setDevicePixelRatio(scale)
    sheet.fill(0)
    painter = QPainter(sheet)
    option = QStyleOptionViewItem()
    option.widget = view
    option.rect = QRect(left, top, 182, 202)
    delegate.paint(painter, option, model.index(0))
    painter.end()
    image = sheet.toImage()
    # the middle of the picture, in device pixels
    x, y = round((left + 91) * scale), round((top + 67) * scale)
    seen = {image.pixelColor(x + dx, y + dy).lightness() for dx in range(20) for dy in range(20)}
    print("dots", sorted(seen))
icon = icons.icon("search", "#ffffff", 15).pixmap(QSize(15, 15), scale)
print("icon", icon.devicePixelRatio() == scale, abs(icon.width() - 15 * scale) < 1)
"""


@pytest.mark.slow
@pytest.mark.parametrize("scale", ["1", "1.5", "2"])
def test_a_board_of_dots_stays_a_board_of_dots(scale: str) -> None:
    """U7"""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if line]
    assert [line for line in lines if line.startswith("dots")] == ["dots [0, 255]"] * 3
    assert "icon True True" in lines


LONG = "写" * 82 + "真.png"


def test_a_long_name_is_cut_in_the_middle_and_whole_where_there_is_room(
    desk: Desk, embedder: Embedder, pictures: Path, tmp_path: Path
) -> None:
    """U8"""
    folder = tmp_path / "long names"
    folder.mkdir()
    try:
        shutil.copy(pictures / "near-jpeg.jpg", folder / LONG)
    except OSError:
        pytest.skip("this file system takes no name of 83 letters of three bytes")
    index(desk.window.library, lambda _spec: embedder, [os.fsencode(folder)])
    desk.search(folder / LONG)
    row = desk.names().index(LONG) if LONG in desk.names() else 0
    card = desk.model.index(row, 0)
    assert LONG in card.data(Qt.ItemDataRole.ToolTipRole)
    desk.results.take_in_hand(row)
    desk.window.resize(960, 700)
    desk.until(lambda: desk.window.width() == 960)
    # the panel has no room for it, and elides rather than grows or wraps letter by letter
    panel = desk.page.side
    assert panel.minimumSizeHint().width() <= panel.width() < 400
    assert desk.window.width() == 960
    shown = QFontMetrics(theme.font(12)).elidedText(LONG, Qt.TextElideMode.ElideMiddle, 150)
    assert shown.startswith("写")
    assert shown.endswith(".png")
    assert "…" in shown


def test_there_are_letters_for_what_the_window_says() -> None:
    """U8: no boxes, where the font that README names is installed"""
    layout = QTextLayout("写真 検索 取り込み", theme.font(13))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [
        (run.rawFont().familyName(), number) for run in layout.glyphRuns() for number in run.glyphIndexes()
    ]
    if not any(number for _, number in glyphs):
        pytest.skip("no font with Japanese letters is installed")
    assert len(glyphs) >= 9
    assert all(number for _, number in glyphs), glyphs
