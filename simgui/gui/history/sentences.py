"""Acts in words: what was done, when, what became of it, and what holds after it was taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from simgui.core.acts import (
    CLEARED,
    CULL,
    EMPTIED,
    HOLDS,
    OVERRULED,
    PUT_AGAIN,
    TAKEN_BACK,
    Act,
    Part,
    Step,
)
from simgui.core.cull_journal import CullItem, CullRecord
from simgui.gui import messages

translate = QCoreApplication.translate
MINUTE_S, HOUR_S = 60, 3600

# icon and its colour for what was decided
ICONS = {
    "duplicate": ("copy-check", "copy"),
    "not_duplicate": ("equal-not", "not_duplicate"),
    "related": ("link-2", "accent"),
    "keep": ("pin", "keep"),
    "leaves": ("archive", "cull"),
    CULL: ("archive", "cull"),
    EMPTIED: ("x", "cull"),
    None: ("eraser", "muted"),
}
STATE_ICONS = {
    HOLDS: ("circle-check", "keep"),
    TAKEN_BACK: ("undo-2", "muted"),
    PUT_AGAIN: ("redo-2", "keep"),
    OVERRULED: ("layers", "muted"),
}
# of culls
CULL_ICONS = {
    "holds": ("archive", "cull"),
    "partly": ("archive-restore", "warning"),
    "put_back": ("archive-restore", "keep"),
    "emptied": ("x", "muted"),
    "interrupted": ("triangle-alert", "warning"),
    "nothing": ("circle-check", "muted"),
}


def sentence(act: Act, shorten: Callable[[str], str] | None = None) -> str:
    """`shorten`: for a place that has no room for whole names."""
    if act.cull is not None:
        return _of_cull(act.cull)
    if act.word == EMPTIED:
        return _of_emptying(act)
    names = [messages.shown(name) for name in act.names]
    if shorten is not None:
        names = [shorten(name) for name in names]
    if 0 < act.leaving < act.size:
        return _of_group(act, names[0])
    if act.size > 1:
        return _of_several(act).format(n=messages.number(act.size), other=names[0])
    if len(names) < 2:
        return _of_file(act.word).format(name=names[0] if names else "")
    return _of_pair(act.word).format(name=names[1], other=names[0])


def _of_group(act: Act, keeper: str) -> str:
    """A group that was accepted, or many."""
    kept = act.size - act.leaving
    if kept == 1 and act.leaving == 1:
        return translate("history", "Keeps {name} and lets 1 file leave").format(name=keeper)
    if kept == 1:
        text = translate("history", "Keeps {name} and lets {n} files leave")
        return text.format(name=keeper, n=messages.number(act.leaving))
    text = translate("history", "Keeps {kept} files and lets {n} leave")
    return text.format(kept=messages.number(kept), n=messages.number(act.leaving))


def _of_cull(cull: CullRecord) -> str:
    """'Moved 2,871 files of 1,043 groups to quarantine, 6.4 GB'."""
    texts = {
        "quarantine": translate("history", "Moved {files} of {groups} to quarantine, {bytes}"),
        "trash": translate("history", "Moved {files} of {groups} to the trash, {bytes}"),
        "hardlink": translate("history", "Replaced {files} of {groups} by links, {bytes}"),
        "reflink": translate("history", "Replaced {files} of {groups} by shared copies, {bytes}"),
    }
    if cull.state == "nothing":
        return translate("history", "A cull of {files}, of which none left").format(
            files=messages.files(cull.planned)
        )
    text = texts.get(cull.action, texts["quarantine"])
    return text.format(
        files=messages.files(cull.pictures),
        groups=_groups(cull.groups),
        bytes=messages.size_of(cull.bytes),
    )


def _groups(count: int) -> str:
    if count == 1:
        return translate("history", "1 group")
    return translate("history", "{n} groups").format(n=messages.number(count))


def _of_emptying(act: Act) -> str:
    text = translate("history", "Emptied the quarantine: {files} deleted for good, {bytes}")
    return text.format(files=messages.files(act.deleted_files), bytes=messages.size_of(act.deleted_bytes))


def _of_pair(word: str | None) -> str:
    texts = {
        "duplicate": translate("history", "Marked {name} as a duplicate of {other}"),
        "not_duplicate": translate("history", "Marked {name} as not a duplicate of {other}"),
        "related": translate("history", "Marked {name} as related to {other}"),
    }
    return texts.get(word or "", translate("history", "Cleared the decision about {name} and {other}"))


def _of_file(word: str | None) -> str:
    texts = {
        "keep": translate("history", "Keeps {name}"),
        "leaves": translate("history", "Lets {name} leave"),
    }
    return texts.get(word or "", translate("history", "Cleared the decision about {name}"))


def _of_several(act: Act) -> str:
    shared = {
        "duplicate": translate("history", "Marked {n} pictures as duplicates of {other}"),
        "not_duplicate": translate("history", "Marked {n} pictures as not duplicates of {other}"),
        "related": translate("history", "Marked {n} pictures as related to {other}"),
    }
    apart = {
        "duplicate": translate("history", "Marked {n} pairs as duplicates"),
        "not_duplicate": translate("history", "Marked {n} pairs as not duplicates"),
        "related": translate("history", "Marked {n} pairs as related"),
        "keep": translate("history", "Keeps {n} files"),
        "leaves": translate("history", "Lets {n} files leave"),
    }
    word = act.word or ""
    if act.shared and word in shared:
        return shared[word]
    return apart.get(word, translate("history", "Cleared {n} decisions"))


def state(act: Act) -> str:
    if act.cull is not None:
        return _cull_state(act.cull)
    if act.word == EMPTIED:
        return translate("history", "For good")
    texts = {
        HOLDS: translate("history", "Holds"),
        TAKEN_BACK: translate("history", "Taken back"),
        PUT_AGAIN: translate("history", "Put again"),
        OVERRULED: translate("history", "Overruled"),
    }
    return texts[act.state]


def _cull_state(cull: CullRecord) -> str:
    texts = {
        "holds": translate("history", "Away"),
        "put_back": translate("history", "Put back"),
        "emptied": translate("history", "Deleted"),
        "interrupted": translate("history", "Interrupted"),
        "nothing": translate("history", "Nothing left"),
    }
    if cull.state == "partly":
        back = messages.number(cull.pictures - cull.away)
        return translate("history", "{n} put back").format(n=back)
    return texts[cull.state]


def state_icon(act: Act) -> tuple[str, str]:
    """Icon and its colour."""
    if act.cull is not None:
        return CULL_ICONS[act.cull.state]
    return CULL_ICONS["emptied"] if act.word == EMPTIED else STATE_ICONS[act.state]


def button(act: Act) -> str:
    """What one click does about it; empty when there is nothing to do."""
    if act.word == EMPTIED:
        return ""
    if act.cull is None:
        return translate("history", "Take back") if act.holds else translate("history", "Put again")
    if act.holds:
        return translate("history", "Restore")
    return translate("history", "Redo") if act.cull.state == "put_back" else ""


def button_icon(act: Act) -> str:
    if act.cull is not None and act.holds:
        return "archive-restore"
    return "undo-2" if act.holds else "redo-2"


def cull_facts(cull: CullRecord) -> str:
    """'412 side files went along · 3 stayed'."""
    parts = []
    if cull.side_files:
        one, many = (
            translate("history", "1 side file went along"),
            translate("history", "{n} side files went along"),
        )
        parts.append((one if cull.side_files == 1 else many).format(n=messages.number(cull.side_files)))
    if stayed := cull.failed + cull.skipped:
        parts.append(translate("history", "{n} stayed").format(n=messages.number(stayed)))
    return " · ".join(parts)


def item_state(item: CullItem) -> str:
    """What became of one file of a cull; empty where it is away, as one expects."""
    if item.code is not None and item.state in ("failed", "skipped"):
        return messages.say(item.code, item.fields)
    texts = {
        "restored": translate("history", "put back"),
        "emptied": translate("history", "deleted"),
        "planned": translate("history", "stayed"),
        "moving": translate("history", "interrupted"),
        "restoring": translate("history", "interrupted"),
        "failed": translate("history", "stayed"),
        "skipped": translate("history", "stayed"),
    }
    text = texts.get(item.state, "")
    if item.state == "restored" and item.now is not None and item.now != item.path:
        as_name = translate("history", "put back as {name}")
        return as_name.format(name=messages.shown_name(item.now))
    return text


def step(done: Step) -> str:
    texts = {
        "decide": translate("history", "Decided {time}"),
        CULL: translate("history", "Started {time}"),
        EMPTIED: translate("history", "Deleted {time}"),
        "undo": translate("history", "Taken back {time}"),
        "redo": translate("history", "Put again {time}"),
    }
    said = texts[done.kind].format(time=full_time(done.time_s))
    if done.by:
        text = translate("history", "{said} by {who} · event {number}")
        return text.format(said=said, who=messages.shown(done.by), number=done.event)
    return translate("history", "{said} · event {number}").format(said=said, number=done.event)


def kinds() -> list[tuple[str | None, str]]:
    """What the list can be narrowed to: (acts.find's kind, words)."""
    return [
        (None, translate("history", "All kinds")),
        ("duplicate", translate("history", "Duplicates")),
        ("not_duplicate", translate("history", "Not duplicates")),
        ("related", translate("history", "Related")),
        ("keep", translate("history", "Kept")),
        ("leaves", translate("history", "Leaving")),
        (CLEARED, translate("history", "Cleared")),
        (CULL, translate("history", "Culls")),
        (TAKEN_BACK, translate("history", "Taken back")),
    ]


def words_like(text: str) -> list[str]:
    """The words whose name holds this text, so that typing 'dup' finds all duplicates too."""
    folded = text.casefold()
    long = len(folded.encode()) > 2  # three letters of ours, or one sign that is a word of its own
    names = {word: messages.decision(word) for word in ICONS if word not in (None, CULL, EMPTIED)}
    names[CULL] = translate("history", "Culls")
    return [word for word, name in names.items() if word and long and folded in name.casefold()]


def acts(count: int) -> str:
    if count == 1:
        return translate("history", "1 act")
    return translate("history", "{n} acts").format(n=messages.number(count))


# time


def when(time_s: float, now_s: float) -> str:
    """'2 min ago', 'today 14:05', 'yesterday 9:10', else the date."""
    past_s = now_s - time_s
    if 0 <= past_s < MINUTE_S:
        return translate("history", "just now")
    if 0 <= past_s < HOUR_S:
        return translate("history", "{n} min ago").format(n=messages.number(int(past_s // MINUTE_S)))
    at, now, locale = _moment(time_s), _moment(now_s), QLocale()
    clock = locale.toString(at.time(), QLocale.FormatType.ShortFormat)
    days = at.date().daysTo(now.date())
    if days == 0:
        return translate("history", "today {time}").format(time=clock)
    if days == 1:
        return translate("history", "yesterday {time}").format(time=clock)
    return locale.toString(at.date(), QLocale.FormatType.ShortFormat)


def full_time(time_s: float) -> str:
    """Date and time to the second, without the zone's name."""
    at, locale = _moment(time_s), QLocale()
    text = translate("history", "{date}, {time}")
    # without the day of the week, which nobody looks for here
    form = re.sub(r"[\s,.]*dddd[\s,.]*", "", locale.dateFormat(QLocale.FormatType.LongFormat))
    date = locale.toString(at.date(), form)
    return text.format(date=date, time=at.time().toString("HH:mm:ss"))


def _moment(time_s: float) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(int(time_s * 1000))


# what holds beside it


def overruled(parts: Sequence[Part]) -> str:
    """That a later decision stands above an act; empty when none does."""
    above = [part for part in parts if part.overruled]
    if not above:
        return ""
    if len(parts) > 1:
        text = translate("history", "{n} of {total} were decided anew later: what was decided last holds.")
        return text.format(n=messages.number(len(above)), total=messages.number(len(parts)))
    if above[0].now is None:
        return translate("history", "It was cleared later, so nothing holds.")
    return translate("history", "Decided anew later: {word} holds.").format(
        word=messages.decision(above[0].now)
    )


def after_undo(parts: Sequence[Part]) -> str:
    """What holds about the same pictures now that an act has been taken back; empty when nothing does."""
    holding = [part for part in parts if part.now is not None]
    if not holding:
        return ""
    later = [part for part in holding if part.overruled]
    if len(parts) == 1:
        word = messages.decision(holding[0].now or "")
        if later:
            return translate("history", "Decided anew later: {word} holds.").format(word=word)
        return translate("history", "Decided before it: {word} holds again.").format(word=word)
    text = translate("history", "For {n} of {total} another decision holds.")
    return text.format(n=messages.number(len(holding)), total=messages.number(len(parts)))


def decisions(count: int) -> str:
    if count == 1:
        return translate("history", "1 decision")
    return translate("history", "{n} decisions").format(n=messages.number(count))
