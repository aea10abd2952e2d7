"""What looking closer says about a hit: short on its card, in words where one hears it or has it in hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from simgui.core.search import Hit
from simgui.gui import messages

if TYPE_CHECKING:  # OpenCV is loaded when the first two pictures are compared
    from simgui.core.compare import Comparison
    from simgui.core.edits import Kind

# called by this name so that Qt's tools find the texts
translate = QCoreApplication.translate

# in the order in which they matter: what has no room is only counted
ICONS = {
    "mirrored": "flip-horizontal-2",
    "cropped": "crop",
    "turned": "rotate-cw",
    "recoloured": "palette",
    "grey": "contrast",
    "watermark": "stamp",
    "bordered": "square-dashed",
    "covered": "square-dashed",
    "collage": "grid-2x2",
    "perspective": "scan",
    "blurred": "droplets",
    "scaled": "scaling",
}
# what says nothing about how it was edited
PLAIN = ("same_bytes", "same_picture", "re_encoded", "burst", "unrelated", "flat", "tiny")
NEAR = ("copy", "likely_copy")  # at such a distance one expects a copy


@dataclass(frozen=True)
class Badge:
    icon: str | None
    text: str


def of(hit: Hit, comparison: Comparison | None, awaited: bool, offline: bool) -> tuple[Badge, ...]:
    """All of a hit's badges; the card shows as many as have room."""
    edits = [] if comparison is None else of_edits(comparison)
    made = [*edits]
    if len(hit.files) > 1:
        text = translate("search", "×{n} files").format(n=messages.number(len(hit.files)))
        made.append(Badge("copy", text))
    if offline:
        made.append(Badge("cloud-off", translate("search", "offline")))
    if comparison is None:
        if awaited:
            made.append(Badge("scan-eye", translate("search", "looking closer")))
    elif any(kind.code == "burst" for kind in comparison.kinds):
        made.append(Badge("images", translate("search", "another shot")))
    elif comparison.verified is False and hit.word in NEAR:
        made.append(Badge("circle-help", translate("search", "not verified")))
    elif comparison.verified and not hit.identical and not edits:
        made.append(Badge("badge-check", translate("search", "verified")))
    return tuple(made)


def of_edits(comparison: Comparison) -> list[Badge]:
    """What was done to the second picture; none where that is not known."""
    if not comparison.verified:
        return []
    known = list(ICONS)
    codes = [(_code(kind, comparison), kind) for kind in comparison.kinds if kind.code not in PLAIN]
    codes.sort(key=lambda pair: known.index(pair[0]) if pair[0] in ICONS else len(known))
    return [Badge(ICONS.get(code), _short(code, kind)) for code, kind in codes]


def _code(kind: Kind, comparison: Comparison) -> str:
    """What is covered by nothing but text or a mark has a word of its own."""
    marks = ("mark_in_a", "mark_in_b")
    if kind.code == "covered" and comparison.regions:
        return "watermark" if all(region.code in marks for region in comparison.regions) else "covered"
    return kind.code


def _short(code: str, kind: Kind) -> str:
    texts = {
        "mirrored": translate("search", "mirrored"),
        "cropped": "{part}",
        "turned": "{degrees}°",
        "recoloured": translate("search", "recoloured"),
        "grey": translate("search", "grey"),
        "watermark": translate("search", "watermark"),
        "bordered": translate("search", "border"),
        "covered": translate("search", "{part} covered"),
        "collage": translate("search", "collage"),
        "perspective": translate("search", "perspective"),
        "blurred": translate("search", "blurred"),
        "scaled": "{part}",
    }
    value = kind.value or 0.0
    degrees = abs(round(value))
    sign = "\N{MINUS SIGN}" if value < 0 and degrees < 180 else ""  # to the left
    fields = {"part": messages.percent(value), "degrees": f"{sign}{degrees}"}
    what = texts[code].format(**fields) if code in texts else messages.kind_words(kind)
    return translate("search", "query {what}").format(what=what) if kind.of == "a" else what


def words(hit: Hit, comparison: Comparison | None, awaited: bool) -> str:
    """What was done, as it stands in a sentence: 'cropped to 62 %, mirrored'."""
    if hit.identical:
        return translate("search", "the same picture")
    if comparison is None:
        return translate("search", "looking closer") if awaited else translate("search", "not compared")
    return messages.edits(comparison)


def sentence(hit: Hit, comparison: Comparison | None, awaited: bool) -> str:
    text = words(hit, comparison, awaited)
    return text[:1].upper() + text[1:]
