"""Culls in words: what would leave, why something stays, how far it is, and what became of it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from simgui.core.cull import Culled, Failed
from simgui.core.cull_rows import LINKING
from simgui.core.progress import Progress
from simgui.core.quarantine import Emptied
from simgui.core.restoring import Restored
from simgui.gui import messages

if TYPE_CHECKING:
    from simgui.core.cull_plan import Leaving, LeftOut, Plan
    from simgui.core.handing import Note

translate = QCoreApplication.translate
MOST_PATHS = 12


def title(plan: Plan) -> str:
    leave = _one_or(
        len(plan.leaving), translate("cull", "1 file leaves"), translate("cull", "{n} files leave")
    )
    stay = _one_or(plan.staying, translate("cull", "1 stays"), translate("cull", "{n} stay"))
    return translate("cull", "Plan: {leave}, {stay}").format(leave=leave, stay=stay)


def _one_or(count: int, one: str, many: str) -> str:
    return (one if count == 1 else many).format(n=messages.number(count))


def act(plan: Plan, action: str) -> str:
    """What the button does, with its number."""
    texts = {
        "quarantine": translate("cull", "Move {files} to quarantine"),
        "trash": translate("cull", "Move {files} to the trash"),
        "hardlink": translate("cull", "Replace {files} by links"),
        "reflink": translate("cull", "Replace {files} by shared copies"),
        "list": translate("cull", "Write a list of {files}…"),
    }
    return texts[action].format(files=messages.files(len(plan.leaving)))


# what stands below a figure


def files_leave(files: int, groups: int) -> str:
    if files == 1:
        return translate("cull", "file leaves 1 group")
    return _one_or(
        groups, translate("cull", "files leave 1 group"), translate("cull", "files leave {n} groups")
    )


def side_files_go(count: int) -> str:
    return _one_or(count, translate("cull", "side file goes along"), translate("cull", "side files go along"))


def side_files_went(count: int) -> str:
    return _one_or(
        count, translate("cull", "side file went along"), translate("cull", "side files went along")
    )


def labels_go(count: int) -> str:
    return _one_or(
        count, translate("cull", "label is handed over"), translate("cull", "labels are handed over")
    )


def labels_went(count: int) -> str:
    return _one_or(count, translate("cull", "label handed over"), translate("cull", "labels handed over"))


def groups_stay(count: int) -> str:
    return _one_or(count, translate("cull", "group left out"), translate("cull", "groups left out"))


def freed(action: str, disk: str | None) -> str:
    """Below the number of bytes. `disk`: where there is more room afterwards; None: not before more is done."""
    if disk is not None:
        return translate("cull", "freed on {disk}").format(disk=disk)
    texts = {
        "quarantine": translate("cull", "kept in quarantine"),
        "trash": translate("cull", "kept in the trash"),
        "list": translate("cull", "they take now"),
    }
    return texts.get(action, translate("cull", "freed"))


# why something stays


def left_out(groups: Mapping[str, int], files: Mapping[str, int]) -> tuple[str, str]:
    """(its beginning, which stands bold, and the reasons with their numbers); empty when nothing is left out."""
    whole, single = sum(groups.values()), sum(files.values())
    if not whole and not single:
        return "", ""
    if whole:
        head = _one_or(
            whole, translate("cull", "1 group left out:"), translate("cull", "{n} groups left out:")
        )
        rest = _counted(groups)
        if single:
            more = translate("cull", "Of other groups {files}: {why}.")
            rest = messages.together(rest, more.format(files=messages.files(single), why=_reasons(files)))
        return head, rest
    head = _one_or(single, translate("cull", "1 file left out:"), translate("cull", "{n} files left out:"))
    return head, _counted(files)


def _counted(codes: Mapping[str, int]) -> str:
    return translate("cull", "{reasons}.").format(reasons=_reasons(codes))


def _reasons(codes: Mapping[str, int]) -> str:
    return messages.listed(_reason(code, count) for code, count in codes.items())


def _reason(code: str, count: int) -> str:
    one = {
        "label_lost": translate("cull", "1 would lose a label that cannot be handed over"),
        "label_conflict": translate("cull", "1 has two labels"),
        "offline": translate("cull", "1 is offline"),
        "protected": translate("cull", "1 is in a protected folder"),
        "keeper_protected": translate("cull", "1 has what stays in a protected folder"),
        "would_remove_all": translate("cull", "1 would leave nothing"),
        "keeper_missing": translate("cull", "1 has lost what should stay"),
        "raw_would_be_lost": translate("cull", "1 would lose a RAW that is nowhere else"),
        "video_would_be_lost": translate("cull", "1 would lose a video that is nowhere else"),
        "near_copy_not_linked": translate("cull", "1 has other bytes, so it is not linked"),
        "already_linked": translate("cull", "1 is linked already"),
        "linked": translate("cull", "1 is what a symbolic link points to"),
        "by_person": translate("cull", "1 by you"),
    }
    many = {
        "label_lost": translate("cull", "{n} would lose a label that cannot be handed over"),
        "label_conflict": translate("cull", "{n} have two labels"),
        "offline": translate("cull", "{n} are offline"),
        "protected": translate("cull", "{n} are in a protected folder"),
        "keeper_protected": translate("cull", "{n} have what stays in a protected folder"),
        "would_remove_all": translate("cull", "{n} would leave nothing"),
        "keeper_missing": translate("cull", "{n} have lost what should stay"),
        "raw_would_be_lost": translate("cull", "{n} would lose a RAW that is nowhere else"),
        "video_would_be_lost": translate("cull", "{n} would lose a video that is nowhere else"),
        "near_copy_not_linked": translate("cull", "{n} have other bytes, so they are not linked"),
        "already_linked": translate("cull", "{n} are linked already"),
        "linked": translate("cull", "{n} are what symbolic links point to"),
        "by_person": translate("cull", "{n} by you"),
    }
    other = translate("cull", "{n} for another reason")
    return (one if count == 1 else many).get(code, other).format(n=messages.number(count))


def reasons(left_out: Sequence[LeftOut]) -> str:
    """Of one group: each of its reasons once, in sentences; files by their names."""
    by_code = {one.code: one for one in reversed(left_out)}
    codes = dict.fromkeys(one.code for one in left_out)
    return messages.together(*(messages.say(code, _with_names(by_code[code].fields)) for code in codes))


def _with_names(fields: Mapping[str, object]) -> dict[str, object]:
    """Paths take too much of a line: where they lie stands beside it, or in the tooltip."""
    return {
        name: messages.shown_name(value) if isinstance(value, bytes) else value
        for name, value in fields.items()
    }


def along(leaving: Sequence[Leaving]) -> str:
    """What a group's files bring along: '2 labels handed over', '.xmp goes along'."""
    handed = sum(len(one.hand_over.files) for one in leaving if one.hand_over is not None)
    parts = []
    if handed:
        one, many = translate("cull", "1 label handed over"), translate("cull", "{n} labels handed over")
        parts.append(_one_or(handed, one, many))
    beside = [part for one in leaving for part in one.companions]
    if len(beside) == 1:
        ending = messages.shown(os.path.splitext(beside[0].path)[1]) or messages.shown_name(beside[0].path)
        parts.append(translate("cull", "{ending} goes along").format(ending=ending))
    elif beside:
        parts.append(translate("cull", "{n} side files along").format(n=messages.number(len(beside))))
    return " · ".join(parts)


def not_handed_over(leaving: Sequence[Leaving]) -> str:
    """What of their labels what stays does not get, counted: 'Not handed over: 2 labels outside of what stays.'"""
    counts: dict[str, int] = {}
    for note in _notes(leaving):
        counts[note.code] = counts.get(note.code, 0) + int(note.fields.get("count", 1))
    one = {
        "labels_dropped": translate("cull", "1 label outside of what stays"),
        "rating_differs": translate("cull", "1 rating where what stays has another"),
        "keywords_differ": translate("cull", "keywords of 1 file where what stays has its own"),
        "class_names_missing": translate("cull", "names of classes for 1 label file"),
    }
    many = {
        "labels_dropped": translate("cull", "{n} labels outside of what stays"),
        "rating_differs": translate("cull", "{n} ratings where what stays has another"),
        "keywords_differ": translate("cull", "keywords of {n} files where what stays has its own"),
        "class_names_missing": translate("cull", "names of classes for {n} label files"),
    }
    what = [
        (one if count == 1 else many)[code].format(n=messages.number(count)) for code, count in counts.items()
    ]
    text = translate("cull", "Not handed over: {what}.")
    return text.format(what=messages.listed(what)) if what else ""


def notes(leaving: Sequence[Leaving]) -> list[str]:
    """The same in a sentence each, of one group; files by their names."""
    said = [messages.handing(note.code, _with_names(note.fields)) for note in _notes(leaving)]
    return list(dict.fromkeys(said))


def _notes(leaving: Sequence[Leaving]) -> list[Note]:
    return [note for one in leaving if one.hand_over is not None for note in one.hand_over.notes]


def paths(found: Sequence[bytes]) -> str:
    """For a tooltip: the first of them, and how many more."""
    return "\n".join(and_more([messages.shown(path) for path in found[:MOST_PATHS]], len(found)))


def and_more(first: Sequence[str], count: int) -> list[str]:
    """The first of so many, and how many more there are."""
    if (more := count - len(first)) > 0:
        return [*first, translate("cull", "and {n} more").format(n=messages.number(more))]
    return list(first)


# while it runs


def doing(action: str, count: int) -> str:
    """The sheet's title while it runs."""
    texts = {
        "quarantine": translate("cull", "Moving {files} to quarantine"),
        "trash": translate("cull", "Moving {files} to the trash"),
        "hardlink": translate("cull", "Replacing {files} by links"),
        "reflink": translate("cull", "Replacing {files} by shared copies"),
        "restore": translate("cull", "Putting {files} back"),
    }
    return texts[action].format(files=messages.files(count))


def how_far(now: Progress) -> tuple[str, str]:
    """('1,204 of 2,871', '86 files/s · 19 s left')."""
    stage = now.stages[0]
    total = messages.number(stage.total or 0)
    done = translate("cull", "{done} of {total}").format(done=messages.number(stage.done), total=total)
    return done, " · ".join(messages.pace(stage, now.left_s, translate("cull", "{n} files/s")))


def job(action: str, now: Progress | None) -> str:
    """For the status line: 'Moving to quarantine: 1,204 of 2,871 · 86 files/s · 19 s left'."""
    texts = {
        "quarantine": translate("cull", "Moving to quarantine"),
        "trash": translate("cull", "Moving to the trash"),
        "hardlink": translate("cull", "Replacing by links"),
        "reflink": translate("cull", "Replacing by shared copies"),
        "restore": translate("cull", "Putting back"),
        "empty": translate("cull", "Emptying the quarantine"),
    }
    if now is None or now.stages[0].total is None:
        return texts[action]
    done, pace = how_far(now)
    text = translate("cull", "{what}: {how_far}").format(what=texts[action], how_far=done)
    return f"{text} · {pace}" if pace else text


# what became of it


def culled(done: Culled, action: str, frees: bool) -> str:
    """'2,868 files moved to quarantine, 6.4 GB freed. 3 stayed.' (A button beside it shows why.)

    `frees`: what has moved is on another disk now, or its bytes are shared: there is more room than before.
    """
    one = {
        "quarantine": translate("cull", "1 file moved to quarantine, {bytes}."),
        "trash": translate("cull", "1 file moved to the trash, {bytes}."),
        "hardlink": translate("cull", "1 file replaced by a link, {bytes}."),
        "reflink": translate("cull", "1 file replaced by a shared copy, {bytes}."),
    }
    many = {
        "quarantine": translate("cull", "{n} files moved to quarantine, {bytes}."),
        "trash": translate("cull", "{n} files moved to the trash, {bytes}."),
        "hardlink": translate("cull", "{n} files replaced by links, {bytes}."),
        "reflink": translate("cull", "{n} files replaced by shared copies, {bytes}."),
    }
    size = messages.size_of(done.bytes_freed)
    size = translate("cull", "{bytes} freed").format(bytes=size) if frees else size
    text = (one if done.removed == 1 else many)[action].format(n=messages.number(done.removed), bytes=size)
    return messages.together(text, *stayed(done))


def ended(done: Culled, action: str) -> str:
    """The sheet's title when it has ended: '2,868 files moved, 3 stayed'."""
    left, rest = done.removed, len(done.failed) + len(done.skipped)
    one, many = translate("cull", "1 file moved"), translate("cull", "{n} files moved")
    if action in LINKING:
        one, many = translate("cull", "1 file replaced"), translate("cull", "{n} files replaced")
    text = _one_or(left, one, many)
    if not rest:
        return text
    both = translate("cull", "{moved}, {n} stayed")
    return both.format(moved=text, n=messages.number(rest))


def stayed(done: Culled) -> list[str]:
    """What is said of those that did not leave; nothing when all did."""
    count = len(done.failed) + len(done.skipped)
    if not count:
        return []
    if done.stopped:
        return [translate("cull", "Stopped: {n} stayed.").format(n=messages.number(count))]
    return [_one_or(count, translate("cull", "1 stayed."), translate("cull", "{n} stayed."))]


def emptied(done: Emptied) -> str:
    text = translate("cull", "The quarantine is empty: {files} deleted for good, {bytes} freed.")
    if done.kept_back:
        text = translate("cull", "{files} deleted for good, {bytes} freed. {n} kept back: {why}")
    return text.format(
        files=messages.files(done.files),
        bytes=messages.size_of(done.bytes),
        n=messages.number(done.kept_back),
        why=messages.say("last_of_picture", {}),
    )


def restored(done: Restored) -> str:
    """'2,868 files are back. 2 have another name, because theirs was taken.'"""
    said = [
        _one_or(done.restored, translate("cull", "1 file is back."), translate("cull", "{n} files are back."))
    ]
    if len(done.renamed) == 1:
        where, now = done.renamed[0]
        text = translate("cull", "{name} is back as {now}: another file now has that name.")
        said.append(text.format(name=messages.shown_name(where), now=messages.shown_name(now)))
    elif done.renamed:
        text = translate("cull", "{n} have other names now, because theirs were taken.")
        said.append(text.format(n=messages.number(len(done.renamed))))
    if done.failed:
        text = translate("cull", "{n} were not put back: {why}")
        if len(done.failed) == 1:
            text = translate("cull", "1 was not put back: {why}")
        said.append(text.format(n=messages.number(len(done.failed)), why=why(done.failed[0])))
    if done.stopped:
        said.append(translate("cull", "Stopped: the rest is where it was."))
    return messages.together(*said)


def why(failed: Failed) -> str:
    return messages.say(failed.code, _with_names(failed.fields))


def why_in_full(failed: Failed) -> str:
    """With whole paths."""
    return messages.say(failed.code, failed.fields)
