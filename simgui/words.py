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
    "inside_quarantine": QT_TRANSLATE_NOOP(
        "words",
        "{path} lies in the quarantine of a library. Restore what it holds, then index its own folder.",
    ),
    "no_such_root": QT_TRANSLATE_NOOP(
        "words", "{path} is not a folder that was indexed by itself. simgui status lists those that were."
    ),
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
    # label files and lists
    "label_malformed": QT_TRANSLATE_NOOP(
        "words", "Not a label file that can be read: {detail}. Mend it or move it away."
    ),
    "label_too_large": QT_TRANSLATE_NOOP(
        "words", "Too large for a label file: the limit is {limit_bytes} bytes. It is not read."
    ),
    "not_a_list": QT_TRANSLATE_NOOP(
        "words", "{path} is no list of pictures that can be read: lines of paths, COCO's JSON or CSV."
    ),
    # files that leave: what a plan leaves out, and why a file stayed
    "would_remove_all": QT_TRANSLATE_NOOP(
        "words", "All {files} files of this group would leave, so it is left alone. Decide which one stays."
    ),
    "protected": QT_TRANSLATE_NOOP("words", "It lies in a protected folder. Nothing there ever leaves."),
    "offline": QT_TRANSLATE_NOOP("words", "Its folder is offline. Connect its drive, then plan again."),
    "keeper_missing": QT_TRANSLATE_NOOP(
        "words", "It stays: {keeper}, for which it would leave, is not there. Index again, then plan again."
    ),
    "keeper_changed": QT_TRANSLATE_NOOP(
        "words", "It stays: {keeper}, for which it would leave, has changed. Index again, then plan again."
    ),
    "keeper_unreadable": QT_TRANSLATE_NOOP(
        "words", "It stays: {keeper}, for which it would leave, cannot be read: {detail}."
    ),
    "keeper_in_doubt": QT_TRANSLATE_NOOP(
        "words", "Which one of its group is the best is not beyond doubt. Decide in the review."
    ),
    "linked": QT_TRANSLATE_NOOP(
        "words", "The link {link} points to it, and would point nowhere. Remove the link first."
    ),
    "label_conflict": QT_TRANSLATE_NOOP(
        "words", "Its group has different labels: {labels}. Decide in the review which one is right."
    ),
    "label_lost": QT_TRANSLATE_NOOP(
        "words", "Its label would be lost, so it stays. {reason} Or cull without handing labels over."
    ),
    "last_of_picture": QT_TRANSLATE_NOOP(
        "words",
        "What their pictures left for is gone or offline. Restore them, or connect the drive and empty again.",
    ),
    "in_quarantine": QT_TRANSLATE_NOOP(
        "words", "It lies in the quarantine of a library, which may delete or restore it. Index again."
    ),
    "keeper_in_quarantine": QT_TRANSLATE_NOOP(
        "words", "What would stay, {keeper}, lies in the quarantine of a library. Index again."
    ),
    "raw_would_be_lost": QT_TRANSLATE_NOOP(
        "words", "{raw} would go with it, and what stays has no equal. Keep it, or copy the RAW first."
    ),
    "video_would_be_lost": QT_TRANSLATE_NOOP(
        "words", "{video} would go with it, and what stays has no video. Keep it, or copy the video first."
    ),
    "near_copy_not_linked": QT_TRANSLATE_NOOP(
        "words", "It has not the same bytes as {keeper}. Only equal files are linked; move it instead."
    ),
    "already_linked": QT_TRANSLATE_NOOP("words", "It is another name of {keeper} already."),
    "keeper_protected": QT_TRANSLATE_NOOP(
        "words",
        "{keeper} lies in a protected folder, and a link would share what is written into either. Move it instead.",
    ),
    "changed": QT_TRANSLATE_NOOP(
        "words", "It has changed since it was indexed. Index again, then look at its group again."
    ),
    "moved_meanwhile": QT_TRANSLATE_NOOP("words", "It lies at {now} by now. Plan again."),
    "unreadable": QT_TRANSLATE_NOOP(
        "words", "It cannot be read: {detail}. Change its permission, then plan again."
    ),
    "same_file": QT_TRANSLATE_NOOP(
        "words", "It is the very file that stays ({keeper}), seen by another way."
    ),
    "decided_keep": QT_TRANSLATE_NOOP("words", "It was decided to stay after the plan was made."),
    "decided_apart": QT_TRANSLATE_NOOP(
        "words", "It was decided to be no duplicate of {keeper} after the plan was made."
    ),
    "stopped": QT_TRANSLATE_NOOP("words", "The cull was stopped before."),
    "only_listed": QT_TRANSLATE_NOOP("words", "It was only listed."),
    "not_allowed": QT_TRANSLATE_NOOP(
        "words", "It may not be moved: {detail}. Change the permission of its folder."
    ),
    "read_only": QT_TRANSLATE_NOOP("words", "It lies on a disk that may only be read."),
    "no_space": QT_TRANSLATE_NOOP("words", "No space is left where it should go. Free some, then try again."),
    "other_disk": QT_TRANSLATE_NOOP(
        "words", "It lies on another disk than what stays, so it cannot be linked. Move it."
    ),
    "move_failed": QT_TRANSLATE_NOOP("words", "It could not be moved: {detail}."),
    "no_reflinks": QT_TRANSLATE_NOOP(
        "words", "This disk cannot share blocks between files. Take a hard link, or move it."
    ),
    "trash_failed": QT_TRANSLATE_NOOP(
        "words",
        "The trash did not take it: {detail}. Nothing was deleted. Move it to the quarantine instead.",
    ),
    "side_file_failed": QT_TRANSLATE_NOOP(
        "words", "{side_file}, which belongs to it, could not be moved. Both stay. Change its permission."
    ),
    "label_place_taken": QT_TRANSLATE_NOOP(
        "words", "Its label was not handed over: {label} has changed or come there since. Plan again."
    ),
    # files that come back
    "name_taken": QT_TRANSLATE_NOOP("words", "Another file has that name by now."),
    "root_offline": QT_TRANSLATE_NOOP("words", "{root} is offline. Connect its drive, then restore again."),
    "restore_from_system": QT_TRANSLATE_NOOP(
        "words", "It lies in the system's trash. Put it back from there, then index again."
    ),
    "changed_while_away": QT_TRANSLATE_NOOP("words", "It was written to since, so it is left as it is."),
    "handed_over_changed": QT_TRANSLATE_NOOP(
        "words",
        "This label was handed over, and changed since. It stays; remove it by hand if it should not.",
    ),
    "folder_missing": QT_TRANSLATE_NOOP("words", "Its folder could not be made again."),
    "not_found_away": QT_TRANSLATE_NOOP(
        "words", "It is not in the trash, or its disk is not there. Connect the disk, then restore again."
    ),
    "gone_from_away": QT_TRANSLATE_NOOP(
        "words", "It is no longer where it was put. Somebody deleted it there."
    ),
    # culls
    "unknown_action": QT_TRANSLATE_NOOP("words", "'{action}' is no way to leave. There are: {known}."),
    "no_such_group": QT_TRANSLATE_NOOP(
        "words",
        "There is no group {group} now. Give the options with which simgui groups named it, or run that again.",
    ),
    "all_or_one": QT_TRANSLATE_NOOP("words", "Either cull {cull} or --all."),
    "no_such_cull": QT_TRANSLATE_NOOP("words", "The history has no cull {cull}."),
    "cull_not_redoable": QT_TRANSLATE_NOOP(
        "words", "Nothing of cull {cull} has come back, so it cannot be done again."
    ),
    "is_a_cull": QT_TRANSLATE_NOOP("words", "Event {event} is a cull: simgui restore {event} takes it back."),
    "culling_now": QT_TRANSLATE_NOOP("words", "Files are being moved in this library. Stop that first."),
    "cull_interrupted": QT_TRANSLATE_NOOP(
        "words",
        "Cull {cull} was interrupted. Finish it (simgui cull --finish) or put it back (simgui restore {cull}).",
    ),
    "nothing_interrupted": QT_TRANSLATE_NOOP("words", "No cull was interrupted."),
    "count_differs": QT_TRANSLATE_NOOP(
        "words", "The quarantine holds {found} files, not {expected}. Nothing was deleted."
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

# why labels are not handed over to the picture that stays (core/handing.py, HandOver.refused), and notes on those
# that are (Note)
HANDING: dict[str, str] = {
    "not_verified": QT_TRANSLATE_NOOP("words", "It is not verified that both show the same."),
    "no_transform": QT_TRANSLATE_NOOP("words", "It is not known where one lies in the other."),
    "perspective": QT_TRANSLATE_NOOP("words", "One is seen at an angle: boxes would not fit."),
    "collage": QT_TRANSLATE_NOOP(
        "words", "One is part of a collage, whose other parts would have no labels."
    ),
    "turned_freely": QT_TRANSLATE_NOOP(
        "words", "One is turned, but not by a quarter or a half: boxes would not fit."
    ),
    "label_conflict": QT_TRANSLATE_NOOP(
        "words", "They are labelled differently: {keeper} the one that stays, {leaving} the one that leaves."
    ),
    "class_unknown": QT_TRANSLATE_NOOP("words", "The data set of the one that stays has no class {name}."),
    "class_by_folder": QT_TRANSLATE_NOOP(
        "words", "Only its folder says that it is {name}, and the one that stays is not in such a folder."
    ),
    "label_kind": QT_TRANSLATE_NOOP("words", "Labels of this kind cannot be carried over: {kind}."),
    "label_size": QT_TRANSLATE_NOOP(
        "words", "Its labels were made for another size, {width_px} × {height_px} pixels."
    ),
    "label_unreadable": QT_TRANSLATE_NOOP("words", "{path} cannot be read. Mend it or move it away."),
    "place_taken": QT_TRANSLATE_NOOP("words", "There is another file at {path}, which stays."),
    "place_shared": QT_TRANSLATE_NOOP("words", "The labels would count for {path} as well."),
    "keeper_protected": QT_TRANSLATE_NOOP("words", "The one that stays is in a protected folder."),
    "name_not_text": QT_TRANSLATE_NOOP("words", "The name {path} is no text, so labels cannot name it."),
    "labels_dropped": QT_TRANSLATE_NOOP(
        "words", "Labels left out, as they lie outside of the picture that stays: {count}."
    ),
    "rating_differs": QT_TRANSLATE_NOOP(
        "words", "It keeps its rating {keeper}; the other one has {leaving}."
    ),
    "keywords_differ": QT_TRANSLATE_NOOP("words", "It keeps its own keywords. Not taken over: {left}."),
    "class_names_missing": QT_TRANSLATE_NOOP(
        "words", "Nothing beside {path} says what the class numbers mean. Copy classes.txt there."
    ),
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
    if (reason := fields.get("reason")) in HANDING:
        shown["reason"] = translate(HANDING[str(reason)]).format_map(_Blank(shown))
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


def handing_words(
    code: str, fields: Mapping[str, object], translate: Callable[[str], str] = lambda sentence: sentence
) -> str:
    """Why labels are not handed over, or what is to be known of those that are."""
    shown = _Blank({name: text(value) for name, value in fields.items()})
    return translate(HANDING.get(code, code)).format_map(shown)


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
