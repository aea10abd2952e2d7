"""The Files of a group: which of them is the keeper, which stay, and what is known of each."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from simgui.core import keeper as keeping
from simgui.core import labels
from simgui.core.calibration import crowding
from simgui.core.claims import NEAR_COMPARED, Asked, Walk
from simgui.core.compare import Comparison
from simgui.core.edits import Kind
from simgui.core.evidence import Evidence, Item
from simgui.core.keeper import Candidate, Reason
from simgui.core.merits import Facts, candidate, facts_of

TRIED = 8  # candidates for a keeper, the best first, before the centre is taken
# edits of the others after which they show nothing that the keeper does not: something put into one may be wanted
CLEAR = frozenset(
    {"same_bytes", "same_picture", "re_encoded", "scaled", "blurred", "cropped", "bordered", "grey"}
)
SURELY = frozenset(keeping.DEFAULT_ORDER) - {"older", "path"}


@dataclass(frozen=True, slots=True)
class Member:
    """A File of a group. distance, score, word, comparison: to the keeper, which is A in it. keep: it stays, by what
    was decided or else proposed; proposed: it stays where nothing is decided. same_file: a hard link of a member before
    it, as inode (device, number) tells. parts: what else belongs to its capture, absolute paths.
    """

    file: int
    image: int
    picture_hash: bytes
    path: bytes
    root: int
    distance: float
    score: float
    word: str
    identical: bool
    comparison: Comparison | None
    kinds: tuple[Kind, ...]
    keep: bool
    decision: str | None
    size_bytes: int
    width_px: int
    height_px: int
    format: str
    same_file: bool
    inode: tuple[int, int] | None
    online: bool
    protected: bool
    parts: tuple[bytes, ...]
    label: str | None
    date: str | None
    mtime_ns: int
    proposed: bool = True

    @property
    def may_leave(self) -> bool:
        """Whether a decision can let it leave."""
        return self.online and not self.protected

    @property
    def settled(self) -> bool:
        """There is nothing to ask about it."""
        return self.decision is not None or not self.may_leave


@dataclass(frozen=True, slots=True)
class Near:
    """Another keeper that is near to a member too. group_id: '' when it is in no group itself; member: a File."""

    group_id: str
    path: bytes
    distance: float
    member: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """members: the keeper first, then by distance and path. verified: all others are identical or verified; sure:
    verified, the keeper beyond doubt and no conflict; conflict: the different labels, when there are several.
    """

    id: str
    kind: str
    members: tuple[Member, ...]
    reasons: tuple[Reason, ...]
    also_near: tuple[Near, ...]
    verified: bool
    sure: bool
    conflict: tuple[str, ...]

    @property
    def keeper(self) -> Member:
        return self.members[0]

    @property
    def decided(self) -> bool:
        """Nothing is left to ask."""
        return all(member.settled for member in self.members[1:])

    @property
    def all_leave(self) -> bool:
        """Every File was decided to leave: the keeper stays all the same."""
        return all(member.decision == "leaves" for member in self.members)

    def with_words(self, words: Mapping[int, str | None]) -> Group:
        """With what is decided now about these of its Files (None: nothing is); itself where that changes nothing.

        As a cut would make it, but that only a cut finds another keeper: one that was decided to leave does so here as
        long as another File stays that is there.
        """
        there = self.keeper.online
        members = [_with_word(one, words.get(one.file, one.decision), there) for one in self.members]
        if not any(one.keep and one.online for one in members):
            members[0] = replace(members[0], keep=True)
        return self if tuple(members) == self.members else replace(self, members=tuple(members))


def _with_word(member: Member, word: str | None, keeper_there: bool) -> Member:
    keep = _stays(member.proposed, member.may_leave and keeper_there, word)
    if (member.decision, member.keep) == (word, keep):
        return member
    return replace(member, decision=word, keep=keep)


def _stays(proposed: bool, may_leave: bool, word: str | None) -> bool:
    return proposed if word is None or not may_leave else word == "keep"


@dataclass(slots=True)
class Raw:
    """A group before it is one. items: the centre's first; picture: the centre's; keeper: one of items.

    joined: pictures that join the keeper's. above, below: with which thresholds all of this comes out the same.
    made: the group, where it was made by a cut before.
    """

    kind: str
    picture: int
    items: list[int]
    keeper: int = -1
    joined: frozenset[int] = frozenset()
    candidates: dict[int, Candidate] = field(default_factory=dict)
    keys: dict[int, keeping.Key] = field(default_factory=dict)
    facts: Facts | None = None
    above: float = 0.0
    below: float = math.inf
    made: Group | None = None


class Builder:
    """Makes Groups of what a walk claimed. Those made before, under the same order and rule, are taken again where
    nothing has changed.
    """

    def __init__(
        self,
        evidence: Evidence,
        walk: Walk,
        order: tuple[str, ...],
        protect: Sequence[str],
    ) -> None:
        self.evidence, self.walk = evidence, walk
        self.order, self.protect = order, protect
        # the threshold apart, which `above` and `below` tell
        rule = replace(walk.rule, within=0.0)
        self._kept: dict[object, tuple[Raw, Group]] = evidence.cuts.groups.setdefault(
            (rule, order, tuple(protect)), {}
        )

    # the keeper

    def choose(self, raw: Raw) -> Generator[Asked, None, None]:
        """The best one by the order that joins all others; else the centre, if it may stay."""
        before = self._kept.get(self._name(raw))
        if before is not None and before[0].above <= self.walk.rule.within < before[0].below:
            raw.keeper, raw.made = before[0].keeper, before[1]
            return
        pictures = frozenset(self.evidence.items[number].picture for number in raw.items)
        if self.walk.asking and raw.kind == "copies":
            # what is there by a decision alone was not compared on the walk
            ties = self._unknown(raw.picture, pictures.intersection(self.evidence.tied))
            if ties:
                yield ties
        raw.facts = facts_of(self.evidence, raw.picture, pictures, self.walk.altered)
        raw.candidates = {number: self._candidate(raw.facts, number) for number in raw.items}
        raw.keys = {one: keeping.order_key(made, self.order) for one, made in raw.candidates.items()}
        items = sorted(raw.items, key=raw.keys.__getitem__)
        fit = [number for number in items if self._fit(number)]
        for number in fit[:TRIED]:
            joined = yield from self._joined(raw, number, pictures)
            if joined == pictures:
                raw.keeper, raw.joined = number, joined
                return
        centres = [number for number in fit if self.evidence.items[number].picture == raw.picture]
        rest = sorted(items, key=lambda number: self._last_resort(number))
        raw.keeper = (centres or fit or rest)[0]
        raw.joined = yield from self._joined(raw, raw.keeper, pictures)

    def _fit(self, number: int) -> bool:
        item = self.evidence.items[number]
        leaves = self.evidence.file_words.get(item.file) == "leaves"
        return self._online(item) and not item.litter and not leaves

    def _last_resort(self, number: int) -> tuple[bool, ...]:
        """What has to be the keeper where nothing is fit for it: sorts the least bad first."""
        item = self.evidence.items[number]
        return not self._online(item), self.evidence.file_words.get(item.file) == "leaves", item.litter

    def _joined(
        self, raw: Raw, number: int, pictures: frozenset[int]
    ) -> Generator[Asked, None, frozenset[int]]:
        """The pictures of the group that join this File's."""
        evidence, walk = self.evidence, self.walk
        item = evidence.items[number]
        if walk.rule.by_root and not all(
            walk.rule.meets(item.root, evidence.items[one].root) for one in raw.items if one != number
        ):
            return frozenset({item.picture})
        if raw.kind == "burst" or item.picture == raw.picture:
            return pictures
        wanted_of = frozenset(one for place in pictures for one in evidence.tied.get(place, (place,)))
        distances = self._distances(item.picture, wanted_of)
        near = {place: distance for place, distance in distances.items() if distance <= walk.rule.within}
        if walk.asking:
            wanted = walk.wanted(item.picture, sorted(near.items(), key=lambda one: (one[1], one[0])))
            if wanted:
                yield wanted
        raw.above = max([raw.above, *near.values()])
        raw.below = min([raw.below, *(one for one in distances.values() if one > walk.rule.within)])
        return frozenset(
            place
            for place in pictures
            if any(walk.joins(item.picture, one, near.get(one)) for one in evidence.tied.get(place, (place,)))
        )

    def _distances(self, picture: int, others: Collection[int]) -> dict[int, float]:
        """To those of the others that are stored with it or it with them, itself left out."""
        nearby = self.evidence.nearby
        found = {place: nearby.distance(picture, place) for place in others if place != picture}
        return {place: distance for place, distance in found.items() if distance is not None}

    def _online(self, item: Item) -> bool:
        return self.evidence.roots[item.root].online

    def _protected(self, item: Item) -> bool:
        if self.evidence.roots[item.root].root.protected:
            return True
        return keeping.matches_any(item.path, self.protect)

    def _candidate(self, facts: Facts, number: int) -> Candidate:
        item = self.evidence.items[number]
        return candidate(self.evidence, facts, item, self._protected(item))

    # what was made before

    def _name(self, raw: Raw) -> object:
        words, items = self.evidence.file_words, self.evidence.items
        decided = tuple(words.get(items[number].file) for number in raw.items) if words else ()
        altered = self.walk.altered and self.walk.altered.intersection(
            items[number].picture for number in raw.items
        )
        return raw.kind, tuple(raw.items), decided, frozenset(altered)

    # groups

    def build(self, raw: Sequence[Raw]) -> list[Group]:
        """One for each, in their order."""
        items = self.evidence.items
        new = [one for one in raw if one.made is None]
        pairs = {(items[one.keeper].picture, items[number].picture) for one in new for number in one.items}
        self._compared = self.evidence.comparisons([(a, b) for a, b in pairs if a != b])
        for one in new:
            one.made = self._group(one)
            self._kept[self._name(one)] = one, one.made
        return [one.made for one in raw if one.made is not None]

    def _group(self, raw: Raw) -> Group:
        evidence = self.evidence
        keeper = evidence.items[raw.keeper]
        crowd = crowding(evidence.nearby.first(keeper.picture, 24))
        distances = self._distances(keeper.picture, {evidence.items[one].picture for one in raw.items})
        inodes: set[tuple[int, int]] = set()
        members = []
        rows = [(self._distance(keeper, evidence.items[number], distances), number) for number in raw.items]
        rows.sort(key=lambda row: (row[1] != raw.keeper, row[0], evidence.items[row[1]].path))
        for distance, number in rows:
            item = evidence.items[number]
            same_file = item.inode[1] != 0 and item.inode in inodes
            inodes.add(item.inode)
            members.append(self._member(raw, item, distance, crowd, same_file))
        conflict = self._conflict(members)
        verified = raw.kind == "copies" and all(self._is_verified(keeper, one) for one in members[1:])
        reasons = self._reasons(raw) if raw.kind == "copies" else ()
        return Group(
            id=self._id(raw),
            kind=raw.kind,
            members=tuple(members),
            reasons=reasons,
            also_near=(),
            verified=verified,
            sure=verified and not conflict and self._beyond_doubt(raw, members),
            conflict=conflict,
        )

    def _distance(self, keeper: Item, item: Item, known: dict[int, float]) -> float:
        if item.picture == keeper.picture:
            return 0.0
        found = known.get(item.picture)
        return self.evidence.nearby.exact_distance(keeper.picture, item.picture) if found is None else found

    def _member(self, raw: Raw, item: Item, distance: float, crowd: float, same_file: bool) -> Member:
        evidence = self.evidence
        picture, keeper = evidence.pictures[item.picture], evidence.items[raw.keeper]
        identical = item.picture == keeper.picture
        found = None if identical else self._compared.get(evidence.pair(keeper.picture, item.picture))
        score = 1.0 if identical else evidence.calibration.score(distance, crowd, found)
        word = "identical" if identical else evidence.calibration.word(score, distance, found)
        beside = [path for path, _ in evidence.companions.get((item.root, item.capture or b""), ())]
        decision = evidence.file_words.get(item.file)
        online, protected = self._online(item), self._protected(item)
        proposed = self._proposed(raw, item)
        # the keeper stays whatever was decided: nothing else is fit to
        may_leave = item is not keeper and online and not protected and self._online(keeper)
        return Member(
            file=item.file,
            image=picture.image,
            picture_hash=picture.picture_hash,
            path=item.path,
            root=item.root,
            distance=distance,
            score=score,
            word=word,
            identical=identical,
            comparison=found,
            kinds=_kinds(keeper, item, found),
            keep=_stays(proposed, may_leave, decision),
            decision=decision,
            size_bytes=item.size_bytes,
            width_px=picture.width_px,
            height_px=picture.height_px,
            format=picture.format,
            same_file=same_file,
            inode=item.inode if item.inode[1] else None,
            online=online,
            protected=protected,
            parts=evidence.parts.get(item.file, tuple(beside)),
            label=", ".join(evidence.labels.get(item.file, ())) or None,
            date=picture.date,
            mtime_ns=item.mtime_ns,
            proposed=proposed,
        )

    def _proposed(self, raw: Raw, item: Item) -> bool:
        """It stays by itself: the keeper, what is protected or away, and what joins no keeper that is there."""
        keeper = self.evidence.items[raw.keeper]
        if item is keeper or self._protected(item) or not self._online(item) or not self._online(keeper):
            return True
        return raw.kind == "burst" or item.picture not in raw.joined

    def _is_verified(self, keeper: Item, member: Member) -> bool:
        if member.identical or (member.comparison is not None and member.comparison.verified is True):
            return True
        place = self.evidence.place_of[member.picture_hash]
        return place in self.evidence.tied.get(keeper.picture, ())

    def _reasons(self, raw: Raw) -> tuple[Reason, ...]:
        others = (key for number, key in raw.keys.items() if number != raw.keeper)
        return keeping.reasons(raw.candidates[raw.keeper], raw.keys[raw.keeper], others, self.order)

    def _conflict(self, members: Sequence[Member]) -> tuple[str, ...]:
        known = self.evidence.labels
        said = [known[one.file] for one in members if known.get(one.file)] if known else []
        return labels.conflict(said) if len(said) > 1 else ()

    def _beyond_doubt(self, raw: Raw, members: Sequence[Member]) -> bool:
        """Whether nothing that leaves has something that the keeper lacks."""
        assert raw.facts is not None
        if not raw.facts.doubtful.isdisjoint(self.evidence.items[number].picture for number in raw.items):
            return False
        keeper, best = raw.candidates[raw.keeper], raw.keys[raw.keeper]
        numbers = {self.evidence.items[number].file: number for number in raw.items}
        for member in members[1:]:
            if member.keep or member.identical:
                continue
            if member.comparison is None or any(
                kind.code not in CLEAR or kind.of == "a" for kind in member.kinds
            ):
                return False
            other = raw.candidates[numbers[member.file]]
            key = raw.keys[numbers[member.file]]
            if self._doubtful(keeper, other, keeping.deciding_criterion(best, key, self.order)):
                return False
        return members[0].decision != "leaves" and members[0].online

    @staticmethod
    def _doubtful(keeper: Candidate, other: Candidate, deciding: str) -> bool:
        """Whether the other may have what the keeper lacks, or be another shot."""
        if (other.has_date and not keeper.has_date) or (other.has_place and not keeper.has_place):
            return True
        if keeper.date and other.date and keeper.date != other.date:
            return True
        # bytes for a pixel say little between formats
        return deciding not in SURELY or (deciding == "quality" and keeper.format != other.format)

    def _id(self, raw: Raw) -> str:
        """Of its members and nothing else, so that a plan made before cannot hit another group."""
        digest = hashlib.sha256()
        items = (self.evidence.items[number] for number in raw.items)
        pictures = self.evidence.pictures
        for one in sorted((pictures[item.picture].picture_hash, item.root, item.relative) for item in items):
            digest.update(repr(one).encode())
        return digest.hexdigest()[:12]

    # what is there all the same

    def to_compare(self, raw: Sequence[Raw]) -> Asked:
        """A keeper with what its group holds all the same, so that one sees what is different."""
        items = self.evidence.items
        return [
            pair
            for one in raw
            if one.kind == "copies" and one.facts is not None
            for pair in self._unknown(items[one.keeper].picture, self._not_by_looks(one))
        ]

    def _not_by_looks(self, raw: Raw) -> set[int]:
        """Pictures that are in the group by a decision, or because the centre was near to them."""
        pictures = {self.evidence.items[number].picture for number in raw.items}
        return {place for place in pictures if place in self.evidence.tied or place not in raw.joined}

    def _unknown(self, picture: int, others: Collection[int]) -> Asked:
        """The first of these pairs that were not compared, where the distance alone says nothing."""
        evidence, known = self.evidence, self.evidence.verdicts
        if evidence.is_blank(picture):
            return []
        unknown = (
            (picture, place)
            for place in sorted(others)
            if place != picture
            and not evidence.is_blank(place)
            and evidence.pair(picture, place) not in known
        )
        return list(islice(unknown, NEAR_COMPARED))


def _kinds(keeper: Item, item: Item, found: Comparison | None) -> tuple[Kind, ...]:
    if item is keeper:
        return ()
    if item.picture != keeper.picture:
        return () if found is None else found.kinds
    same_bytes = item.sha256 is not None and item.sha256 == keeper.sha256
    return (Kind("same_bytes" if same_bytes else "same_picture"),)
