"""Words for the core's codes, translated, and how paths, numbers and distances are shown."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from simgui import words
from simgui.core.errors import SimguiError
from simgui.core.progress import Stage

if TYPE_CHECKING:  # OpenCV is loaded when the first two pictures are compared
    from simgui.core.compare import Comparison
    from simgui.core.edits import Kind


def say(code: str, fields: Mapping[str, object]) -> str:
    if "holds" in fields:
        fields = {**fields, "holds": held(str(fields["holds"]))}
    return words.say(code, fields, lambda sentence: QCoreApplication.translate("words", sentence))


def handing(code: str, fields: Mapping[str, object]) -> str:
    """What is to be known of labels that are handed over."""
    return words.handing_words(code, fields, lambda text: QCoreApplication.translate("words", text))


def held(what: str) -> str:
    """What a file holds that is no picture, as it stands in a sentence; core/formats.py names it."""
    texts = {
        "HTML page": QCoreApplication.translate("search", "an HTML page"),
        "PDF": QCoreApplication.translate("search", "a PDF"),
        "ZIP archive": QCoreApplication.translate("search", "a ZIP archive"),
        "RAR archive": QCoreApplication.translate("search", "a RAR archive"),
        "7z archive": QCoreApplication.translate("search", "a 7z archive"),
        "gzip data": QCoreApplication.translate("search", "gzip data"),
        "bzip2 data": QCoreApplication.translate("search", "bzip2 data"),
        "xz data": QCoreApplication.translate("search", "xz data"),
        "video": QCoreApplication.translate("search", "a video"),
        "audio": QCoreApplication.translate("search", "audio"),
        "text": QCoreApplication.translate("search", "text"),
        "unknown data": QCoreApplication.translate("search", "unknown data"),
    }
    return texts.get(what, what)


def say_error(error: SimguiError) -> str:
    return say(error.code, error.fields)


def say_query_error(error: SimguiError, name: str) -> str:
    """Why a picture could not be searched: always with its name, and with what to do."""
    if error.code == "not_an_image":
        holds = str(error.fields.get("holds", ""))
        text = QCoreApplication.translate(
            "search", "{name} is not a picture: it holds {holds}. Drop another file."
        )
        return text.format(name=name, holds=held(holds))
    if error.code == "vanished":
        text = QCoreApplication.translate(
            "search", "{name} is no longer there. Index its folder again to find where it went."
        )
        return text.format(name=name)
    return f"{name}: {say_error(error)}"


def shown(path: bytes | str) -> str:
    """A path or name as one line of text: bytes that are no UTF-8 as \\xNN, line breaks and the like visible."""
    text = words.text(path)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == " " else c.encode("unicode_escape").decode() for c in text)


def shown_name(path: bytes) -> str:
    return shown(os.path.basename(path.rstrip(b"/")) or path)


def shown_folder(path: bytes) -> str:
    """The last two folders above a file: enough to tell copies apart, short enough for a card."""
    parts = [part for part in shown(os.path.dirname(path)).replace(os.sep, "/").split("/") if part]
    return "/".join(parts[-2:]) or "/"


def together(*sentences: str) -> str:
    """Sentences one after the other: with a space between them, where the language has one there."""
    between = QCoreApplication.translate("search", "{first} {second}")
    whole, *rest = sentences or ("",)
    for sentence in rest:
        whole = between.format(first=whole, second=sentence)
    return whole


def listed(words_: Iterable[str]) -> str:
    return QCoreApplication.translate("search", ", ").join(words_)


def number(value: int) -> str:
    return QLocale().toString(value)


def files(count: int) -> str:
    if count == 1:
        return QCoreApplication.translate("search", "1 file")
    return QCoreApplication.translate("search", "{n} files").format(n=number(count))


def problems(count: int) -> str:
    if count == 1:
        return QCoreApplication.translate("indexing", "1 problem")
    return QCoreApplication.translate("indexing", "{n} problems").format(n=number(count))


def images(count: int) -> str:
    if count == 1:
        return QCoreApplication.translate("search", "1 image")
    return QCoreApplication.translate("search", "{n} images").format(n=number(count))


def decimal(value: float, digits: int) -> str:
    return QLocale().toString(value, "f", digits)


def rate(per_second: float) -> str:
    """So many a second: with a decimal where that says something."""
    return decimal(float(per_second), 0 if per_second >= 10 else 1)


def pace(stage: Stage, left_s: float | None, per_second: str) -> list[str]:
    """'86 files/s' and '19 s left', as far as they are known. `per_second`: '{n} files/s', translated."""
    parts = []
    if stage.per_second >= 0.1:
        parts.append(per_second.format(n=rate(stage.per_second)))
    if left_s is not None and left_s > 0:
        text = QCoreApplication.translate("indexing", "{time} left")
        parts.append(text.format(time=duration(left_s)))
    return parts


def percent(part: float) -> str:
    """With the space that no line is broken at."""
    return f"{number(round(part * 100))}\N{NO-BREAK SPACE}%"


def distance(value: float, identical: bool) -> str:
    """Three decimals; 0 only for the same picture, never a rounded one."""
    if identical:
        return "0"
    return f"<{decimal(0.001, 3)}" if value < 0.0005 else decimal(value, 3)


def size_of(size_bytes: int) -> str:
    return QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def pixels(width_px: int, height_px: int) -> str:
    return f"{width_px} × {height_px}"


def duration(seconds: float) -> str:
    """'2.3 s', '1 min 28 s', '2 h 5 min'."""
    whole = round(seconds)
    if whole < 60:
        text = QCoreApplication.translate("indexing", "{n} s")
        return text.format(n=decimal(seconds, 1) if seconds < 10 else whole)
    if whole < 3600:
        text = QCoreApplication.translate("indexing", "{minutes} min {seconds} s")
        return text.format(minutes=whole // 60, seconds=whole % 60)
    text = QCoreApplication.translate("indexing", "{hours} h {minutes} min")
    return text.format(hours=whole // 3600, minutes=whole % 3600 // 60)


def minutes(seconds: float) -> str:
    """'25 min', '1 h 25 min': of what is only known about so exactly; one minute at least."""
    whole = max(round(seconds / 60), 1)
    if whole < 60:
        return QCoreApplication.translate("review", "{minutes} min").format(minutes=whole)
    text = QCoreApplication.translate("indexing", "{hours} h {minutes} min")
    return text.format(hours=number(whole // 60), minutes=whole % 60)


def shown_date(taken: str | None, changed_ns: int | None) -> str:
    """When a picture was taken, or else when its file was changed; empty when nothing is known."""
    translate = QCoreApplication.translate
    pattern = translate("search", "d MMM yyyy", "a date, in Qt's letters")
    # what a camera wrote for a date may be none
    when = QDateTime.fromString(taken or "", Qt.DateFormat.ISODate)
    if when.isValid():
        return QLocale().toString(when, pattern)
    if not changed_ns:
        return ""
    changed = QLocale().toString(QDateTime.fromSecsSinceEpoch(changed_ns // 10**9), pattern)
    return translate("search", "changed {date}").format(date=changed)


def kind_words(kind: Kind, in_first: str = words.IN_FIRST) -> str:
    return words.kind_words(kind, lambda text: QCoreApplication.translate("words", text), in_first)


def region_words(code: str, b: str = "B") -> str:
    return words.region_words(code, lambda text: QCoreApplication.translate("words", text), b)


def comparison(found: Comparison) -> str:
    """What B is to A, as a title: 'Copy: cropped to 82 %, recoloured, 3 regions changed'."""
    parts = _edits(found, words.IN_FIRST)
    if not found.verified:
        return parts
    return QCoreApplication.translate("compare", "Copy: {kinds}").format(kinds=parts)


def edits(found: Comparison, in_first: str | None = None) -> str:
    """What a hit is to the query: 'cropped to 82 %, recoloured, 3 regions changed'. in_first: '{what}' said of the
    first one, where that is no query.
    """
    return _edits(found, in_first or QCoreApplication.translate("search", "query {what}"))


def _edits(found: Comparison, in_first: str) -> str:
    parts = [kind_words(kind, in_first) for kind in found.kinds if kind.code != "covered"]
    count = len(found.regions)
    if count:
        one = QCoreApplication.translate("compare", "1 region changed")
        several = QCoreApplication.translate("compare", "{n} regions changed")
        parts.append(one if count == 1 else several.format(n=number(count)))
    return listed(parts)


def word(kind: str) -> str:
    """The word for how near a hit is."""
    texts = {
        "identical": QCoreApplication.translate("search", "identical"),
        "copy": QCoreApplication.translate("search", "copy"),
        "likely_copy": QCoreApplication.translate("search", "likely copy"),
        "similar": QCoreApplication.translate("search", "similar"),
        "unrelated": QCoreApplication.translate("search", "unrelated"),
    }
    return texts[kind]


def decision(kind: str) -> str:
    texts = {
        "duplicate": QCoreApplication.translate("search", "Duplicate"),
        "not_duplicate": QCoreApplication.translate("search", "Not a duplicate"),
        "related": QCoreApplication.translate("search", "Related"),
        "keep": QCoreApplication.translate("search", "Keep"),
        "leaves": QCoreApplication.translate("search", "Leaves"),
    }
    return texts[kind]


def problem(code: str) -> str:
    """A problem's reason in a word or two; the sentence says the rest."""
    texts = {
        "empty": QCoreApplication.translate("indexing", "empty"),
        "truncated": QCoreApplication.translate("indexing", "truncated"),
        "not_an_image": QCoreApplication.translate("indexing", "not an image"),
        "corrupt": QCoreApplication.translate("indexing", "unreadable"),
        "too_large": QCoreApplication.translate("indexing", "too large"),
        "file_too_large": QCoreApplication.translate("indexing", "too large"),
        "unsupported": QCoreApplication.translate("indexing", "unsupported"),
        "needs_extra": QCoreApplication.translate("indexing", "needs an extra"),
        "permission_denied": QCoreApplication.translate("indexing", "no permission"),
        "vanished": QCoreApplication.translate("indexing", "gone"),
        "io_error": QCoreApplication.translate("indexing", "read error"),
        "not_regular": QCoreApplication.translate("indexing", "not a file"),
    }
    return texts.get(code, code.replace("_", " "))
