"""English sentences for the core's codes, shared by the command line and the window.

Each says what happened, to which file, and what to do next. The window translates these very sentences
(gui/messages.py), so they are marked for Qt's tools without importing Qt.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simgui.core.edits import Kind


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark a text for translation; it is translated where it is shown."""
    return text


SENTENCES: dict[str, str] = {
    # one file
    "empty": QT_TRANSLATE_NOOP("words", "The file has 0 bytes. Copy it again if you can."),
    "truncated": QT_TRANSLATE_NOOP("words", "Ends after {part} of its data. Copy it again if you can."),
    "truncated_unknown": QT_TRANSLATE_NOOP("words", "Ends before all of its data. Copy it again if you can."),
    "not_an_image": QT_TRANSLATE_NOOP(
        "words", "Not a picture: it holds {holds}. Fetch it again if it should be one."
    ),
    "corrupt": QT_TRANSLATE_NOOP(
        "words", "Not a picture that can be read: {detail}. Copy it again if you can."
    ),
    "too_large": QT_TRANSLATE_NOOP(
        "words", "{width_px} × {height_px} pixels, {megapixels} megapixels. The limit is {limit_megapixels}."
    ),
    "file_too_large": QT_TRANSLATE_NOOP(
        "words", "The file has {size_bytes} bytes. The limit is {limit_bytes}."
    ),
    "unsupported": QT_TRANSLATE_NOOP("words", "A kind of picture that simgui does not read: {detail}."),
    "needs_extra": QT_TRANSLATE_NOOP(
        "words", "Reading it needs the extra '{extra}': pip install 'simgui[{extra}]'."
    ),
    "permission_denied": QT_TRANSLATE_NOOP(
        "words", "It may not be read. Change its permission, then index again."
    ),
    "vanished": QT_TRANSLATE_NOOP(
        "words", "It is no longer there. Index its folder again to find where it went."
    ),
    "io_error": QT_TRANSLATE_NOOP(
        "words", "It could not be read: {detail}. Check the disk, then index again."
    ),
    "not_regular": QT_TRANSLATE_NOOP("words", "It is not a regular file."),
    # what was asked for
    "no_library": QT_TRANSLATE_NOOP("words", "There is no library at {library} yet. Index a folder first."),
    "too_few_to_calibrate": QT_TRANSLATE_NOOP(
        "words", "Only {found} pictures of the library can be read; it takes {needed}. Index more."
    ),
    "no_roots": QT_TRANSLATE_NOOP("words", "The library has no folders yet. Name one to index."),
    "no_such_folder": QT_TRANSLATE_NOOP("words", "There is no folder {path}."),
    "no_such_file": QT_TRANSLATE_NOOP("words", "There is no file {path}."),
    "no_such_event": QT_TRANSLATE_NOOP("words", "The history has no event {event}."),
    "not_a_folder": QT_TRANSLATE_NOOP("words", "{path} is not a folder. Name the folder that holds it."),
    "not_in_library": QT_TRANSLATE_NOOP("words", "{path} is not in the library. Index its folder first."),
    "same_picture": QT_TRANSLATE_NOOP(
        "words", "Both are the same picture, so there is nothing to decide between them."
    ),
    "two_pictures_needed": QT_TRANSLATE_NOOP("words", "'{word}' is decided about two pictures. Name both."),
    "one_file_needed": QT_TRANSLATE_NOOP("words", "'{word}' is decided about one file. Name only that."),
    "unknown_word": QT_TRANSLATE_NOOP("words", "'{word}' is not a decision."),
    "unknown_rule": QT_TRANSLATE_NOOP("words", "There is no rule '{rule}'. There are: {known}."),
    "unknown_embedder": QT_TRANSLATE_NOOP("words", "timm has no network called {name}."),
    "unknown_device": QT_TRANSLATE_NOOP(
        "words", "'{device}' is not a device. There are: auto, cpu, cuda, mps."
    ),
    "device_missing": QT_TRANSLATE_NOOP("words", "This computer, or its build of torch, has no {device}."),
    "not_undoable": QT_TRANSLATE_NOOP(
        "words", "Event {event} is no decision that holds, so it cannot be undone."
    ),
    "not_redoable": QT_TRANSLATE_NOOP(
        "words", "Event {event} is no decision that was taken back, so it cannot be put again."
    ),
    "unknown_criterion": QT_TRANSLATE_NOOP(
        "words",
        "{name} is nothing that files can be preferred by. Take some of: {known}; or folder:PATH, pattern:PATTERN.",
    ),
    "unknown_list_format": QT_TRANSLATE_NOOP("words", "{path}: lists are written as {known}. Name it so."),
    "exists": QT_TRANSLATE_NOOP("words", "{path} is there already. Take another name."),
    "not_empty": QT_TRANSLATE_NOOP("words", "{path} is not empty. Take a new folder."),
    "no_display": QT_TRANSLATE_NOOP(
        "words", "There is no display to show a window on. The command line works without: simgui --help."
    ),
    "no_qt": QT_TRANSLATE_NOOP(
        "words", "The window cannot start: {detail}. simgui doctor says what is missing."
    ),
    # the library
    "locked": QT_TRANSLATE_NOOP(
        "words",
        "The library is open in another simgui (process {pid} on this computer)."
        " Close it there, or open this one to read only.",
    ),
    "locked_elsewhere": QT_TRANSLATE_NOOP(
        "words",
        "The library is open in another simgui (process {pid} on {host})."
        " Close it there, or open this one to read only.",
    ),
    "locked_unknown": QT_TRANSLATE_NOOP(
        "words", "The library is open in another simgui. Close it there, or open this one to read only."
    ),
    "library_away": QT_TRANSLATE_NOOP(
        "words", "{library} is not there now. Connect its drive and try again, or open another library."
    ),
    "corrupt_store": QT_TRANSLATE_NOOP(
        "words", "{path} is damaged ({detail}). Your decisions are safe. Index again to rebuild it."
    ),
    "corrupt_catalog": QT_TRANSLATE_NOOP(
        "words",
        "The catalogue {path} is damaged ({detail}). Your pictures are untouched. Put back a copy of it.",
    ),
    "schema_mismatch": QT_TRANSLATE_NOOP(
        "words",
        "The library at {library} was made by a newer simgui (version {found}, known {known}). Update simgui.",
    ),
    "embedder_mismatch": QT_TRANSLATE_NOOP(
        "words",
        "This library was made with {library_embedder}, not {asked_embedder}. Keep the first, or index again with"
        " the second? Decisions stay.",
    ),
    "disk_full": QT_TRANSLATE_NOOP(
        "words", "No space left on {path}. What is done is safe. Free some space there, then index again."
    ),
    "store_failed": QT_TRANSLATE_NOOP(
        "words", "{path} could not be used: {detail}. Nothing was lost. Try again when that is mended."
    ),
    "indexing_now": QT_TRANSLATE_NOOP("words", "Indexing goes on in this library. Cancel it first."),
    "not_writable": QT_TRANSLATE_NOOP("words", "{path} cannot be written: {detail}."),
    # the embedder
    "weights_no_file": QT_TRANSLATE_NOOP(
        "words",
        "There are no weights for {name}: there is no file {path}. Name another (--weights), or use the default"
        " embedder.",
    ),
    "weights_changed": QT_TRANSLATE_NOOP(
        "words",
        "There are no weights for {name}: {path} is not the file that it should be. Install simgui again.",
    ),
    "weights_not_named": QT_TRANSLATE_NOOP(
        "words",
        "There are no weights for {name}: timm names none. Name a file of them (--weights), or use the default"
        " embedder.",
    ),
    "weights_not_fetched": QT_TRANSLATE_NOOP(
        "words",
        "There are no weights for {name}: {repository} could not be downloaded. Name a file of them (--weights), go"
        " online once, or use the default embedder.",
    ),
    "weights_unreadable": QT_TRANSLATE_NOOP("words", "The weights {path} cannot be read: {detail}."),
    "weights_do_not_fit": QT_TRANSLATE_NOOP(
        "words", "The weights {path} are not of {name}: {tensor} differs."
    ),
    "not_finite": QT_TRANSLATE_NOOP(
        "words", "{name} made values that are no numbers. Its weights are damaged."
    ),
    "out_of_memory": QT_TRANSLATE_NOOP("words", "The memory of {device} ran out even for one picture."),
    # said once while work goes on
    "batch_halved": QT_TRANSLATE_NOOP(
        "words", "The memory of {device} ran out: batches of {batch} from now on."
    ),
    "fell_back_to_cpu": QT_TRANSLATE_NOOP("words", "The memory of {device} ran out: the CPU goes on."),
    "vectors_damaged": QT_TRANSLATE_NOOP(
        "words",
        "The descriptor file was damaged and set aside. Your decisions are safe. It is made anew.",
    ),
}

# what one picture is to another (core/edits.py, Kind), as it stands in a list; the last ones stand alone
KINDS: dict[str, str] = {
    "same_bytes": QT_TRANSLATE_NOOP("words", "the same file, byte for byte"),
    "same_picture": QT_TRANSLATE_NOOP("words", "the same picture in another file"),
    "re_encoded": QT_TRANSLATE_NOOP("words", "encoded anew"),
    "scaled": QT_TRANSLATE_NOOP("words", "scaled to {part}"),
    "cropped": QT_TRANSLATE_NOOP("words", "cropped to {part}"),
    "mirrored": QT_TRANSLATE_NOOP("words", "mirrored"),
    "turned": QT_TRANSLATE_NOOP("words", "turned right by {degrees}°"),
    "turned_half": QT_TRANSLATE_NOOP("words", "turned by {degrees}°"),
    "turned_left": QT_TRANSLATE_NOOP("words", "turned left by {degrees}°"),
    "perspective": QT_TRANSLATE_NOOP("words", "seen at an angle"),
    "recoloured": QT_TRANSLATE_NOOP("words", "recoloured"),
    "grey": QT_TRANSLATE_NOOP("words", "without colour"),
    "blurred": QT_TRANSLATE_NOOP("words", "blurred"),
    "covered": QT_TRANSLATE_NOOP("words", "{part} changed"),
    "bordered": QT_TRANSLATE_NOOP("words", "with a border"),
    "collage": QT_TRANSLATE_NOOP("words", "part of a collage"),
    "burst": QT_TRANSLATE_NOOP("words", "Another shot of the same scene"),
    "unrelated": QT_TRANSLATE_NOOP("words", "Not the same shot"),
    "flat": QT_TRANSLATE_NOOP("words", "Too flat to be judged"),
    "tiny": QT_TRANSLATE_NOOP("words", "Too small to be judged"),
}
# in which of the two it was done is said only where it is not the second, as one expects
IN_FIRST = QT_TRANSLATE_NOOP("words", "{what} (A)")
REGIONS: dict[str, str] = {
    "covered_in_a": QT_TRANSLATE_NOOP("words", "Covered in A"),
    "covered_in_b": QT_TRANSLATE_NOOP("words", "Covered in {b}"),
    "mark_in_a": QT_TRANSLATE_NOOP("words", "Mark or text in A"),
    "mark_in_b": QT_TRANSLATE_NOOP("words", "Mark or text in {b}"),
    "differs": QT_TRANSLATE_NOOP("words", "Differs"),
}


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def plain(path: bytes) -> str:
    """A path as text: bytes that are not UTF-8 are written as \\xNN."""
    return path.decode("utf-8", "backslashreplace")


def text(value: object) -> str:
    """A path or a value as it is shown: as plain(), and control characters too are written as \\xNN."""
    if isinstance(value, str):
        value = os.fsencode(value)
    shown = plain(value) if isinstance(value, bytes) else str(value)
    return _CONTROL.sub(lambda found: found.group().encode("unicode_escape").decode(), shown)


def say(
    code: str, fields: Mapping[str, object], translate: Callable[[str], str] = lambda sentence: sentence
) -> str:
    """The sentence for a code. A code without one is shown as it is: better bare than silent."""
    shown = {name: text(value) for name, value in fields.items()}
    if isinstance(fraction := fields.get("fraction"), int | float):
        shown["part"] = f"{round(fraction * 100)}\N{NO-BREAK SPACE}%"
    sentence = SENTENCES.get(_case(code, fields))
    if sentence is None:
        return f"{code} {shown}" if shown else code
    return translate(sentence).format_map(_Blank(shown))


def kind_words(
    kind: Kind, translate: Callable[[str], str] = lambda sentence: sentence, in_first: str = IN_FIRST
) -> str:
    """What was done to a picture: 'cropped to 82 %'. A code without words is shown as it is.

    in_first: how it is said that it was done to the first one.
    """
    fields, code = _Blank(), kind.code
    if kind.value is not None:
        fields["part"] = f"{round(kind.value * 100)}\N{NO-BREAK SPACE}%"
        fields["degrees"] = str(abs(round(kind.value)))
        if code == "turned":
            half = abs(round(kind.value)) == 180
            code = "turned_half" if half else "turned_left" if kind.value < 0 else "turned"
    what = translate(KINDS.get(code, code)).format_map(fields)
    alone = kind.code in ("flat", "tiny")
    return translate(in_first).format(what=what) if kind.of == "a" and not alone else what


def region_words(code: str, translate: Callable[[str], str] = lambda sentence: sentence, b: str = "B") -> str:
    """What became of a changed region. b: the second picture's letter."""
    return translate(REGIONS.get(code, code)).format(b=b)


def _case(code: str, fields: Mapping[str, object]) -> str:
    """Which sentence: a code that programs read may have one for each of a few cases."""
    if code == "truncated" and not isinstance(fields.get("fraction"), int | float):
        return "truncated_unknown"
    if code == "weights_missing":
        return f"weights_{fields.get('why')}"
    if code == "locked" and fields.get("pid") is None:
        return "locked_unknown"
    if code == "locked" and fields.get("host") != socket.gethostname():
        return "locked_elsewhere"
    return code


class _Blank(dict[str, str]):
    """A field that the core did not know is shown as a question mark rather than losing the sentence."""

    def __missing__(self, key: str) -> str:
        return "?"
