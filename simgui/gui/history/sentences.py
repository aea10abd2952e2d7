"""Acts in words: what was done, when, what became of it, and what holds after it was taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from simgui.core.acts import CLEARED, HOLDS, OVERRULED, PUT_AGAIN, TAKEN_BACK, Act, Part, Step
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
    None: ("eraser", "muted"),
}
STATE_ICONS = {
    HOLDS: ("circle-check", "keep"),
    TAKEN_BACK: ("undo-2", "muted"),
    PUT_AGAIN: ("redo-2", "keep"),
    OVERRULED: ("layers", "muted"),
}


def sentence(act: Act, shorten: Callable[[str], str] | None = None) -> str:
    """`shorten`: for a place that has no room for whole names."""
    names = [messages.shown(name) for name in act.names]
    if shorten is not None:
        names = [shorten(name) for name in names]
    if act.size > 1:
        return _of_several(act).format(n=messages.number(act.size), other=names[0])
    if len(names) < 2:
        return _of_file(act.word).format(name=names[0] if names else "")
    return _of_pair(act.word).format(name=names[1], other=names[0])


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
    texts = {
        HOLDS: translate("history", "Holds"),
        TAKEN_BACK: translate("history", "Taken back"),
        PUT_AGAIN: translate("history", "Put again"),
        OVERRULED: translate("history", "Overruled"),
    }
    return texts[act.state]


def step(done: Step) -> str:
    texts = {
        "decide": translate("history", "Decided {time}"),
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
        (TAKEN_BACK, translate("history", "Taken back")),
    ]


def words_like(text: str) -> list[str]:
    """The words whose name holds this text, so that typing 'dup' finds all duplicates too."""
    folded = text.casefold()
    long = len(folded.encode()) > 2  # three letters of ours, or one sign that is a word of its own
    return [word for word in ICONS if word and long and folded in messages.decision(word).casefold()]


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
