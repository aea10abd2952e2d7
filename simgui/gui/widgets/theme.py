"""The design's tokens: colours of both schemes, sizes of type, the palette and the one style sheet.

Whatever paints itself asks `tokens()` while it paints, so a change of scheme needs no more than a repaint.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from simgui.core.assets import resource

CHOICES = ("system", "light", "dark")
CONTRASTS = ("system", "usual", "high")
BODY_PX = 13


@dataclass(frozen=True)
class Tokens:
    """Colours by what they mean (DESIGN.md holds their contrasts, a test works them out)."""

    dark: bool
    bg: str
    surface: str
    raised: str
    well: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    focus: str
    identical: str
    identical_soft: str
    copy: str
    copy_soft: str
    likely_copy: str
    likely_copy_soft: str
    similar: str
    similar_soft: str
    keep: str
    keep_soft: str
    cull: str
    cull_soft: str
    not_duplicate: str
    not_duplicate_soft: str
    warning: str
    warning_soft: str
    on_chip: str
    badge: str = "#141517"
    on_badge: str = "#FFFFFF"
    # around what differs between two pictures, on any picture
    region: str = "#C2187A"
    around_region: str = "#FFFFFF"


LIGHT = Tokens(
    dark=False,
    bg="#F2F3F4",
    surface="#FFFFFF",
    raised="#FAFAFB",
    well="#E4E6E8",
    line="#D8DBDF",
    edge="#868D96",
    text="#1A1C1F",
    muted="#565D66",
    accent="#1D5FD0",
    on_accent="#FFFFFF",
    accent_soft="#E3ECFB",
    focus="#1D5FD0",
    identical="#6B3FBF",
    identical_soft="#EFE9FA",
    copy="#006E7D",
    copy_soft="#DFF2F4",
    likely_copy="#5A6A10",
    likely_copy_soft="#EFF2D9",
    similar="#5A626C",
    similar_soft="#ECEEF0",
    keep="#14753E",
    keep_soft="#E0F3E7",
    cull="#B3261E",
    cull_soft="#FBE7E5",
    not_duplicate="#97297B",
    not_duplicate_soft="#F9E6F4",
    warning="#8F5600",
    warning_soft="#FCEFD9",
    on_chip="#FFFFFF",
)
DARK = Tokens(
    dark=True,
    bg="#151617",
    surface="#1C1D1F",
    raised="#26282B",
    well="#0E0F10",
    line="#34373B",
    edge="#7D858F",
    text="#ECEDEF",
    muted="#A6ADB6",
    accent="#7FB0FF",
    on_accent="#0A1526",
    accent_soft="#1E2F4B",
    focus="#8FBCFF",
    identical="#BBA4F8",
    identical_soft="#2C2440",
    copy="#58C8D5",
    copy_soft="#12343A",
    likely_copy="#BCCB5E",
    likely_copy_soft="#2C3013",
    similar="#A6ADB6",
    similar_soft="#2A2C30",
    keep="#5FCB8E",
    keep_soft="#15341F",
    cull="#FF8F80",
    cull_soft="#43201C",
    not_duplicate="#F097D6",
    not_duplicate_soft="#3E2037",
    warning="#F2B552",
    warning_soft="#3B2B0E",
    on_chip="#0A1526",
)

# grounds black or white, lines and small words in the strength of text; words, shapes and rings stay as they are
HIGH_LIGHT = replace(
    LIGHT, bg="#FFFFFF", raised="#FFFFFF", well="#D8D8D8", line="#000000", edge="#000000", text="#000000",
    muted="#000000", accent="#003A9E", accent_soft="#D5E3FF", focus="#003A9E", similar="#000000",
    identical="#4A1FA0", copy="#004A55", likely_copy="#3D4800", keep="#00501F", cull="#8A0F0A",
    not_duplicate="#6E0F58", warning="#633A00",
)  # fmt: skip
HIGH_DARK = replace(
    DARK, bg="#000000", surface="#000000", raised="#000000", well="#333333", line="#FFFFFF", edge="#FFFFFF",
    text="#FFFFFF", muted="#FFFFFF", accent="#A9CBFF", accent_soft="#0B2A5C", focus="#FFE14D", similar="#FFFFFF",
    identical="#D9CCFF", copy="#8FEAF4", likely_copy="#E2F08A", keep="#96F0BA", cull="#FFB9AF",
    not_duplicate="#FFC2EC", warning="#FFD48A",
)  # fmt: skip

_current = LIGHT
_compact = False
_still = False


def set_feel(compact: bool, still: bool) -> None:
    """Density and motion, as chosen in Settings. Widgets ask while they are made: the window is made anew."""
    global _compact, _still
    _compact, _still = compact, still


@contextmanager
def bare(app: QApplication) -> Iterator[None]:
    """While a window is built, without the style sheet: Qt would go through it anew for each widget that finds its
    place, which took half of the time that the window needs."""
    sheet = app.styleSheet()
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def system_wants_still() -> bool:
    """The system's own switch for animations. Qt hears of it on Windows and macOS; elsewhere it always says no."""
    return sys.platform in ("win32", "darwin") and not QApplication.isEffectEnabled(Qt.UIEffect.UI_General)


def still() -> bool:
    """Nothing moves by itself: what turned stands still as an hourglass."""
    return _still


def row_px(comfortable_px: int) -> int:
    """Height of a row at this density and text size, never below the smallest target of 28."""
    return max(scaled_px(comfortable_px) - (4 if _compact else 0), 28)


def header_px(comfortable_px: int) -> int:
    """Height of a page's header or of a panel's head."""
    return max(scaled_px(comfortable_px) - (8 if _compact else 0), 28)


def tokens() -> Tokens:
    return _current


def color(name: str) -> QColor:
    return QColor(getattr(_current, name))


def apply(app: QApplication, choice: str = "system", contrast: str = "system") -> None:
    """Show the scheme that was chosen, or the system's; call again whenever either changes."""
    global _current
    system_dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    usual = DARK if choice == "dark" or (choice == "system" and system_dark) else LIGHT
    if contrast == "high" or (contrast == "system" and system_wants_contrast(app)):
        _current = HIGH_DARK if usual.dark else HIGH_LIGHT
    else:
        _current = usual
    if app.style().name() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(palette(_current))
    app.setStyleSheet(style_sheet(_current))


def system_wants_contrast(app: QApplication) -> bool:
    """Asked of Qt where it knows (>= 6.10)."""
    hints = app.styleHints()
    if not hasattr(hints, "accessibility"):
        return False
    return bool(hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast)


def palette(t: Tokens) -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    for where, value in (
        (role.Window, t.bg),
        (role.WindowText, t.text),
        (role.Base, t.surface),
        (role.AlternateBase, t.raised),
        (role.Text, t.text),
        (role.Button, t.surface),
        (role.ButtonText, t.text),
        (role.ToolTipBase, t.raised),
        (role.ToolTipText, t.text),
        (role.PlaceholderText, t.muted),
        (role.Highlight, t.accent),
        (role.HighlightedText, t.on_accent),
        (role.Link, t.accent),
        (role.Light, t.raised),
        (role.Mid, t.line),
        (role.Dark, t.edge),
    ):
        made.setColor(where, QColor(value))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(t.edge))
    return made


def scaled_px(size_px: float) -> int:
    """A size of the design (at 13 px body type) at this system's font size."""
    base = QGuiApplication.font().pixelSize()
    return round(size_px * (base if base > 0 else BODY_PX) / BODY_PX)


def font(size_px: float = BODY_PX, weight: int = 400, figures: bool = False) -> QFont:
    """The system's UI font at a size and weight of the design; `figures` of equal width where Qt can."""
    made = QFont(QGuiApplication.font())
    made.setPixelSize(max(scaled_px(size_px), 11))
    made.setWeight(QFont.Weight(weight))
    if figures and hasattr(QFont, "Tag"):
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def set_body_font(app: QApplication) -> None:
    """Sizes are in pixels of the design from here on, scaled as far as the system's font differs from usual."""
    chosen = app.font()
    points = chosen.pointSizeF()
    # 9 to 10 points is what systems ship as normal; larger means that the person asked for larger
    # (on Qt's VNC nobody asked: it says 12)
    factor = points / 10.0 if points > 11 and app.platformName() != "vnc" else 1.0
    chosen.setPixelSize(round(BODY_PX * factor))
    app.setFont(chosen)


def _image(name: str) -> str:
    """A style sheet takes files only, so these few icons have their colour in them."""
    return resource("icons", f"{name}.svg").as_posix()


def style_sheet(t: Tokens) -> str:
    return f"""
QWidget {{ color: {t.text}; }}
QMainWindow, QDialog, QMessageBox {{ background: {t.bg}; }}
QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.edge}; padding: 4px 6px; }}
QMenuBar {{ background: {t.surface}; border-bottom: 1px solid {t.line}; }}
QMenuBar::item {{ padding: 6px 10px; background: transparent; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {t.accent_soft}; }}
QMenu {{ background: {t.raised}; border: 1px solid {t.edge}; padding: 4px; }}
QMenu::item {{ padding: 7px 24px 7px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.edge}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
#rail, #queryPanel {{ background: {t.surface}; border: none; border-right: 1px solid {t.line}; }}
#rail QToolButton {{ border: none; border-radius: 6px; background: transparent; color: {t.muted};
    padding: 8px 0 6px 0; }}
#rail QToolButton:hover {{ background: {t.well}; color: {t.text}; }}
#rail QToolButton:checked {{ background: {t.accent_soft}; color: {t.accent}; font-weight: 600; }}
#rail QToolButton:focus {{ border: 2px solid {t.focus}; }}
#statusLine {{ background: {t.surface}; border: none; border-top: 1px solid {t.line}; }}
#panel {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 8px; }}
#rule {{ background: {t.line}; border: none; }}
#jobList {{ background: {t.raised}; border: 1px solid {t.edge}; border-radius: 8px; }}
#backBar {{ background: {t.surface}; border: none; border-bottom: 1px solid {t.line}; }}
#compareBar {{ background: {t.surface}; border: none; border-top: 1px solid {t.line}; }}
#banner {{ background: {t.warning_soft}; border: none; border-bottom: 1px solid {t.line}; }}
#cullSheet {{ background: {t.surface}; }}
#leftOut {{ background: {t.warning_soft}; border: 1px solid {t.warning}; border-radius: 6px; }}
#notice {{ background: {t.warning_soft}; border: 1px solid {t.line}; border-radius: 6px; }}
QLabel[tone="muted"] {{ color: {t.muted}; }}
QLabel[tone="warning"] {{ color: {t.warning}; }}
QLabel[tone="copy"] {{ color: {t.copy}; }}
QLabel[tone="identical"] {{ color: {t.identical}; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QSplitter::handle {{ background: {t.line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QTableView {{ background: {t.surface}; border: none; gridline-color: {t.line}; outline: none;
    selection-background-color: {t.accent_soft}; selection-color: {t.text}; }}
QTableView::item {{ padding: 0 9px; border: none; }}
QTableView::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
QListWidget {{ background: {t.surface}; border: none; outline: none; }}
QListWidget::item {{ min-height: 28px; padding: 0 8px; border-radius: 4px; }}
QListWidget::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
QListWidget:focus::item:selected {{ border: 2px solid {t.focus}; padding: 0 6px; min-height: 24px; }}
QHeaderView {{ background: {t.surface}; border: none; }}
QHeaderView::section {{ background: {t.surface}; color: {t.muted}; border: none;
    border-bottom: 1px solid {t.line}; padding: 0 12px; }}
QDoubleSpinBox, QComboBox, QPlainTextEdit, QLineEdit {{ background: {t.surface}; border: 1px solid {t.edge};
    border-radius: 6px; padding: 4px 8px; min-height: 22px; selection-background-color: {t.accent};
    selection-color: {t.on_accent}; }}
QDoubleSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QLineEdit:focus {{ border: 2px solid {t.focus};
    padding: 3px 7px; }}
QAbstractSpinBox QLineEdit {{ border: none; padding: 0; min-height: 0; }}
QDoubleSpinBox::up-button {{ subcontrol-position: top right; width: 1px; border: none; }}
QDoubleSpinBox::down-button {{ subcontrol-position: bottom right; width: 1px; border: none; }}
QComboBox {{ padding-right: 26px; }}
QComboBox::drop-down {{ border: none; width: 26px; }}
QComboBox::down-arrow {{ image: url({_image("arrow-down")}); width: 14px; height: 14px; }}
QCheckBox {{ spacing: 8px; min-height: 28px; }}
QCheckBox::indicator {{ width: 16px; height: 16px; border: 1px solid {t.edge}; border-radius: 4px;
    background: {t.surface}; }}
QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent};
    image: url({_image("check-ink" if t.dark else "check-white")}); }}
QCheckBox:focus {{ outline: none; }}
QCheckBox::indicator:focus {{ border: 2px solid {t.focus}; width: 14px; height: 14px; }}
QRadioButton {{ spacing: 8px; min-height: 28px; }}
QRadioButton::indicator {{ width: 16px; height: 16px; border: 1px solid {t.edge}; border-radius: 9px;
    background: {t.surface}; }}
QRadioButton::indicator:checked {{ width: 8px; height: 8px; border: 5px solid {t.accent}; background: {t.on_accent}; }}
QRadioButton:focus {{ outline: none; }}
QRadioButton::indicator:unchecked:focus {{ width: 14px; height: 14px; border: 2px solid {t.focus}; }}
QRadioButton::indicator:checked:focus {{ width: 6px; height: 6px; border: 6px solid {t.focus}; }}
QComboBox QAbstractItemView {{ background: {t.raised}; border: 1px solid {t.edge}; outline: none; }}
QComboBox QAbstractItemView::item {{ min-height: 28px; padding: 0 8px; }}
QComboBox QAbstractItemView::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
QProgressBar {{ background: {t.well}; border: none; border-radius: 3px; max-height: 7px; min-height: 7px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
QProgressBar[done="true"]::chunk {{ background: {t.keep}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {t.edge}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMessageBox QPushButton, QDialog QPushButton {{ background: {t.surface}; border: 1px solid {t.edge};
    border-radius: 6px; padding: 6px 14px; min-height: 18px; }}
QMessageBox QPushButton:focus, QDialog QPushButton:focus {{ border: 2px solid {t.focus}; padding: 5px 13px; }}
QMessageBox QPushButton:hover, QDialog QPushButton:hover {{ background: {t.raised}; }}
"""
