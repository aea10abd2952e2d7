"""What is said about the files of a group: why one stays, what differs in another, and what stands on the cards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from simgui.gui import messages
from simgui.gui.review.entries import Entry
from simgui.gui.widgets.badges import ICONS, PLAIN, Badge

if TYPE_CHECKING:
    from simgui.core.groups import Member

# called by this name so that Qt's tools find the texts
translate = QCoreApplication.translate
FEWER, SMALLER = 1.05, 1.15  # by so much must pixels, or bytes, differ to be worth a line
# what the comparison says of whole pixels is said in pixels
SAID_OTHERWISE = (*PLAIN, "scaled", "covered")


def reasons(entry: Entry) -> list[str]:
    """Why the keeper stays."""
    group = entry.group
    found = [_reason(reason.code, reason.value, len(group.members)) for reason in group.reasons]
    if entry.group.all_leave:
        return [translate("review", "All were to leave: the last one never does"), *found]
    if group.kind == "burst":
        return [translate("review", "Shots of one scene: all stay unless you say otherwise"), *found]
    return found


def _reason(code: str, value: object, files: int) -> str:
    texts = {
        "protected": translate("review", "Its folder is protected"),
        "decided_keep": translate("review", "You decided that it stays"),
        "labelled": translate("review", "Labelled"),
        "whole": translate("review", "Not cropped, nothing covered"),
        "most_detail": translate("review", "Most real detail of {n}"),
        "best_format": translate("review", "The better format"),
        "has_date": translate("review", "Has a date"),
        "has_place": translate("review", "Has a place (GPS)"),
        "quality": translate("review", "Less compressed"),
        "older": translate("review", "The oldest"),
        "newer": translate("review", "The newest"),
        "largest_file": translate("review", "The largest file"),
        "smallest_file": translate("review", "The smallest file"),
        "path": translate("review", "The shortest path, then by name"),
        "folder": translate("review", "In {what}"),
        "pattern": translate("review", "Its path fits “{what}”"),
    }
    text = texts.get(code, code.replace("_", " "))
    return text.format(n=messages.number(files), what=messages.shown(str(value)))


def verdict(member: Member) -> Badge:
    """How sure it is that it shows the same shot as the keeper."""
    if member.same_file:
        return Badge("link-2", translate("review", "the same file under another name"))
    if member.identical:
        return Badge("equal", translate("review", "the same picture"))
    comparison = member.comparison
    if comparison is None:
        return Badge("circle-help", translate("review", "not compared"))
    if any(kind.code == "burst" for kind in comparison.kinds):
        return Badge("images", translate("review", "another shot of the same scene"))
    if not comparison.verified:
        return Badge("circle-help", translate("review", "not verified"))
    if comparison.points:
        text = translate("review", "verified, {n} points agree")
        return Badge("badge-check", text.format(n=messages.number(comparison.points)))
    return Badge("badge-check", translate("review", "verified"))


def differences(entry: Entry, member: Member) -> list[Badge]:
    """What is otherwise in it than in the keeper, what matters most first."""
    return [*_edits(member), *_regions(member), *_near(entry, member), *_facts(entry.keeper, member)]


def _near(entry: Entry, member: Member) -> Iterator[Badge]:
    """Another keeper that it is near to as well."""
    for near in entry.group.also_near:
        if near.member == member.file:
            text = translate("review", "Also near to {name}, {distance}")
            distance = messages.distance(near.distance, False)
            yield Badge("layers", text.format(name=messages.shown_name(near.path), distance=distance))


def _edits(member: Member) -> Iterator[Badge]:
    if member.comparison is None or not member.comparison.verified:
        return
    for kind in member.comparison.kinds:
        if kind.code not in SAID_OTHERWISE:
            yield Badge(ICONS.get(kind.code), _sentence(messages.kind_words(kind, _in_keeper())))


def _in_keeper() -> str:
    return translate("review", "keeper {what}")


def _regions(member: Member) -> Iterator[Badge]:
    """What is covered, marked or otherwise in places."""
    comparison = member.comparison
    if comparison is None or not comparison.verified:
        return
    for codes, icon, one, several in (
        (
            ("mark_in_b",),
            "stamp",
            translate("review", "Mark or text over {part}"),
            translate("review", "{n} marks or texts over {part}"),
        ),
        (
            ("mark_in_a",),
            "stamp",
            translate("review", "Keeper has a mark over {part}"),
            translate("review", "Keeper has {n} marks over {part}"),
        ),
        (
            ("covered_in_a", "covered_in_b", "differs"),
            "square-dashed",
            translate("review", "1 place differs, {part}"),
            translate("review", "{n} places differ, {part}"),
        ),
    ):
        found = [region for region in comparison.regions if region.code in codes]
        if found:
            part = messages.percent(sum(region.share for region in found))
            text = one if len(found) == 1 else several
            yield Badge(icon, text.format(n=messages.number(len(found)), part=part))


def _facts(keeper: Member, member: Member) -> Iterator[Badge]:
    ours, theirs = keeper.width_px * keeper.height_px, member.width_px * member.height_px
    if theirs and ours / theirs >= FEWER:
        text = translate("review", "{n} times fewer pixels")
        yield Badge("scaling", text.format(n=messages.decimal(ours / theirs, 1)))
    elif ours and theirs / ours >= FEWER:
        text = translate("review", "{n} times more pixels")
        yield Badge("scaling", text.format(n=messages.decimal(theirs / ours, 1)))
    if member.format != keeper.format:
        text = translate("review", "{format} instead of {other}")
        yield Badge("image", text.format(format=member.format, other=keeper.format))
    if keeper.date and not member.date:
        yield Badge("camera", translate("review", "No date"))
    elif member.date and not keeper.date:
        yield Badge("camera", translate("review", "Has a date"))
    if keeper.label and not member.label:
        yield Badge("tags", translate("review", "No label"))
    large, small = max(keeper.size_bytes, member.size_bytes), min(keeper.size_bytes, member.size_bytes)
    if small and large / small >= SMALLER and not member.identical:
        text = translate("review", "{size} instead of {other}")
        sizes = (messages.size_of(one.size_bytes) for one in (member, keeper))
        yield Badge("hard-drive", text.format(**dict(zip(("size", "other"), sizes, strict=True))))
    if messages.shown_folder(keeper.path) != messages.shown_folder(member.path):
        text = translate("review", "In {folder}")
        yield Badge("folder", text.format(folder=messages.shown_folder(member.path)))


def short(entry: Entry, member: Member) -> str:
    """The same in a line of a card."""
    if member is entry.keeper:
        return messages.pixels(member.width_px, member.height_px)
    comparison = member.comparison
    if comparison is not None and any(kind.code == "burst" for kind in comparison.kinds):
        return translate("search", "another shot")
    if member.identical or comparison is None or not comparison.verified:
        return verdict(member).text
    edits = messages.edits(comparison, _in_keeper())
    return edits if edits else verdict(member).text


def together(entry: Entry, member: Member) -> tuple[str, str]:
    """A label and what goes along with the file: shown in its caption."""
    label = translate("review", "label: {label}").format(label=messages.shown(member.label or ""))
    names = [messages.shown_name(part) for part in member.parts]
    along = translate("review", "with {names}").format(names=messages.listed(names))
    return (label if member.label else ""), (along if names else "")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
