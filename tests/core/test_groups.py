"""Groups from distances, comparisons and decisions that are made by hand; what the rule promises of any of them."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simgui.core import groups as grouping
from simgui.core import nearby
from simgui.core.calibration import shipped
from simgui.core.compare import Comparison, swapped
from simgui.core.edits import Kind
from simgui.core.evidence import Cuts, Evidence, Seen
from simgui.core.groups import Group, Groups, Options, cut
from simgui.core.keeper import Prefer
from simgui.core.library import Library
from simgui.core.nearby import Nearby
from simgui.core.neighbours import Neighbours
from tests.core.hand_made import BURST, REFUTED, VERIFIED, WITHIN, File, Made, Pair, cropped, picture_hash

OPTIONS = Options(within=WITHIN, prefer=Prefer())


def names(group: Group) -> str:
    """The pictures of its members, the keeper's first."""
    return "".join(os.path.basename(member.path).decode()[0] for member in group.members)


def shown(found: Groups) -> list[str]:
    return sorted(names(group) for group in found.groups)


def leaving(group: Group) -> str:
    return "".join(os.path.basename(one.path).decode()[0] for one in group.members if not one.keep)


def grouped(library: Library, made: Made, options: Options = OPTIONS) -> list[str]:
    return shown(cut(made.evidence(library), options))


# the rule


def test_nothing_chains(library: Library) -> None:
    """G1, the example of the docstring: whether B is near to A and C, which are not near to each other, they are one
    group or not as B shows most or not."""
    distances = {("a", "b"): 0.3, ("b", "c"): 0.3, ("a", "c"): 0.5}
    assert grouped(library, Made("bac", distances)) == ["bac"]
    found = cut(Made("abc", distances).evidence(library), OPTIONS)
    assert shown(found) == ["ab"]
    (near,) = found.groups[0].also_near
    assert (near.group_id, near.path, near.distance) == ("", b"/root1/c.jpg", pytest.approx(0.3))
    assert near.member == found.groups[0].members[1].file


def test_a_distance_that_is_just_the_threshold_is_within(library: Library) -> None:
    """Distances are kept as float32, of which 0.3 is a little more than 0.3."""
    made = Made("ab", {("a", "b"): 0.3})
    found = cut(made.evidence(library), Options(within=0.3, prefer=Prefer()))
    assert (shown(found), found.within) == (["ab"], 0.3)


def test_the_order_of_indexing_does_not_matter(library: Library) -> None:
    """G1"""
    distances = {("a", "b"): 0.3, ("b", "c"): 0.3, ("a", "c"): 0.5, ("c", "d"): 0.2, ("d", "e"): 0.34}
    found = {
        tuple(grouped(library, Made("abcde", distances, order=order))) for order in permutations("abcde")
    }
    assert found == {("ab", "cd")}


def test_names_do_not_matter(library: Library) -> None:
    """G1: pictures that show equally much are told by their hashes, not by what they are called."""
    facts = {name: {"height_px": 1000} for name in "abc"}
    distances = {("a", "b"): 0.3, ("b", "c"): 0.3, ("a", "c"): 0.5}
    found = set()
    for called in permutations(("1.jpg", "2.jpg", "3.jpg")):
        files = [File(name, path) for name, path in zip("abc", called, strict=True)]
        made = cut(Made("abc", distances, facts=facts, files=files).evidence(library), OPTIONS)
        found.add(frozenset(frozenset(one.picture_hash for one in group.members) for group in made.groups))
    assert len(found) == 1


def test_an_unsure_distance_needs_a_comparison(library: Library) -> None:
    far = {("a", "b"): 0.4}
    assert grouped(library, Made("ab", far)) == []
    assert cut(Made("ab", far).evidence(library), OPTIONS).uncompared == 1
    assert grouped(library, Made("ab", far, {("a", "b"): VERIFIED})) == ["ab"]
    near = {("a", "b"): 0.1}
    (group,) = cut(Made("ab", near).evidence(library), OPTIONS).groups
    assert (group.verified, group.sure) == (False, False)
    assert grouped(library, Made("ab", near, {("a", "b"): REFUTED})) == []
    (group,) = cut(Made("ab", near, {("a", "b"): VERIFIED}).evidence(library), OPTIONS).groups
    assert (group.verified, group.sure) == (True, True)
    assert grouped(library, Made("ab", near, {("a", "b"): Comparison(None, ())})) == ["ab"]


def test_flat_pictures_join_nothing(library: Library) -> None:
    """S5: but identical ones do."""
    made = Made("ab", {("a", "b"): 0.01}, blank="b", files=[File("a"), File("b"), File("b", "b2.jpg")])
    assert grouped(library, made) == ["bb"]
    told = Comparison(None, (Kind("flat", of="b"),))
    assert grouped(library, Made("ab", {("a", "b"): 0.01}, {("a", "b"): told})) == []


def test_what_is_rejected_does_not_meet_again(library: Library) -> None:
    """G2: A and B are no duplicates; C, near to both, is in one group, which names the other."""
    distances = {("a", "b"): 0.1, ("a", "c"): 0.1, ("b", "c"): 0.1}
    found = cut(Made("abc", distances, apart=[("a", "b")]).evidence(library), OPTIONS)
    assert shown(found) == ["ac"]
    (near,) = found.groups[0].also_near
    assert near.path == b"/root1/b.jpg"
    # also not as two members of a third one's group
    distances["a", "c"] = 0.09
    assert grouped(library, Made("cab", distances, apart=[("a", "b")])) == ["ca"]


def test_decided_duplicates_meet_however_far(library: Library) -> None:
    assert grouped(library, Made("abc", {("a", "b"): 0.3}, duplicates=[("b", "c")])) == ["abc"]
    assert grouped(library, Made("ab", blank="ab", duplicates=[("a", "b")])) == ["ab"]
    refuted = {("a", "b"): REFUTED}
    assert grouped(library, Made("ab", {("a", "b"): 0.1}, refuted, duplicates=[("a", "b")])) == ["ab"]
    (group,) = cut(Made("ab", duplicates=[("a", "b")]).evidence(library), OPTIONS).groups
    assert group.verified


def test_decisions_that_contradict_each_other_bring_no_rejected_pair_together(library: Library) -> None:
    made = Made("abc", duplicates=[("a", "b"), ("b", "c")], apart=[("a", "c")])
    (group,) = grouped(library, made)
    assert set(group) < set("abc")


def test_bursts_are_groups_of_their_own(library: Library) -> None:
    """S6: nothing of them leaves, and 'exact' hides them."""
    distances = {pair: 0.2 for pair in combinations("abcd", 2)}
    told = {pair: BURST for pair in combinations("abc", 2)} | {("a", "d"): VERIFIED}
    found = cut(Made("abcd", distances, told).evidence(library), OPTIONS)
    assert [(group.kind, names(group), leaving(group)) for group in found.groups] == [
        ("copies", "ad", "d"),
        ("burst", "bc", ""),
    ]
    for kind, there in (("burst", ["bc"]), ("copies", ["ad"]), ("re_encoded", ["ad"])):
        options = Options(within=WITHIN, prefer=Prefer(), kind=kind)
        assert grouped(library, Made("abcd", distances, told), options) == there
    assert grouped(library, Made("abcd", distances, told), Options(exact=True, prefer=Prefer())) == []


def test_a_series_of_shots_is_not_compared_pair_by_pair(library: Library) -> None:
    """S6: nor does any of them join another by its distance alone."""
    letters = "".join(chr(0x100 + number) for number in range(60))
    distances = {pair: 0.1 for pair in combinations(letters, 2)}
    truth = {pair: BURST for pair in distances} | {(letters[3], letters[40]): VERIFIED}
    distances[letters[3], letters[40]] = 0.05
    found = cut_comparing(Made(letters, distances).evidence(library), OPTIONS, truth)
    assert [len(group.members) for group in found.groups if group.kind == "copies"] == [2]
    assert not [leaving(group) for group in found.groups if group.kind == "burst" and leaving(group)]
    assert found.compared < 60 * 24


def test_what_shows_less_is_no_centre_before_what_is_whole(library: Library) -> None:
    """A has more pixels and was cropped from B."""
    told = {("a", "b"): cropped("a"), ("b", "c"): VERIFIED}
    distances = {("a", "b"): 0.3, ("b", "c"): 0.3, ("a", "c"): 0.6}
    found = cut(Made("abc", distances, told).evidence(library), OPTIONS)
    assert shown(found) == ["bac"]
    assert found.groups[0].reasons[0].code == "whole"
    # each of two shows something that the other does not: one of them is put back once, and then it is the one
    both = Comparison(True, (*cropped("a").kinds, *cropped("b").kinds))
    assert grouped(library, Made("ab", {("a", "b"): 0.3}, {("a", "b"): both})) == ["ab"]


@pytest.mark.parametrize(
    ("others", "share", "keeper"),
    [((), 0.02, "b"), (("recoloured",), 0.02, "a"), (("recoloured",), 0.2, "b")],
)
def test_a_recoloured_pictures_slight_differences_say_nothing(
    others: tuple[str, ...], share: float, keeper: str, library: Library
) -> None:
    kinds = (*(Kind(code) for code in others), Kind("covered", share, "a"))
    made = Made("ab", {("a", "b"): 0.3}, {("a", "b"): Comparison(True, kinds)})
    (group,) = grouped(library, made)
    assert group[0] == keeper


def test_filters(library: Library) -> None:
    """G4: a burst of five in one Root, copies of two of them in another."""
    cards, copies = "abcde", "vw"
    distances = {pair: 0.2 for pair in combinations(cards + copies, 2)}
    told = {pair: BURST for pair in combinations(cards + copies, 2)}
    told |= {("a", "v"): VERIFIED, ("b", "w"): VERIFIED}
    files = [File(name, root=1) for name in cards] + [File(name, root=2) for name in copies]
    made = Made(cards + copies, distances, told, files=files)
    assert grouped(library, made, Options(across=True, prefer=Prefer())) == ["av", "bw"]
    assert grouped(library, made, Options(within_root=True, prefer=Prefer())) == ["abcde", "vw"]
    assert grouped(library, made, Options(pattern="root1", prefer=Prefer())) == ["abcde"]
    assert grouped(library, made, Options(pattern="*/[aw].jpg", prefer=Prefer())) == ["aw"]
    assert grouped(library, made) == ["av", "bw", "cde"]


def test_only_verified(library: Library) -> None:
    distances = {("a", "b"): 0.1, ("a", "c"): 0.1, ("b", "c"): 0.1}
    made = Made("abc", distances, {("a", "c"): VERIFIED})
    assert grouped(library, made) == ["abc"]
    assert grouped(library, made, Options(verified=True, prefer=Prefer())) == ["ac"]


def test_files_of_one_picture(library: Library) -> None:
    """Across Roots only the pairs that cross; within one only its own."""
    files = [File("a", "a1.jpg"), File("a", "a2.jpg"), File("a", "a3.jpg", root=2), File("b")]
    made = Made("ab", files=files)
    assert grouped(library, made) == ["aaa"]
    (group,) = cut(made.evidence(library), Options(across=True, prefer=Prefer())).groups
    assert sorted(one.root for one in group.members) == [1, 1, 2]
    (group,) = cut(made.evidence(library), Options(within_root=True, prefer=Prefer())).groups
    assert [one.root for one in group.members] == [1, 1]


def test_a_group_is_known_by_its_members(library: Library) -> None:
    """Also when a File is put in place of another under the same name."""
    files = [File("a"), File("a", "a2.jpg")]
    (group,) = cut(Made("ab", files=files).evidence(library), OPTIONS).groups
    (other,) = cut(Made("ab", files=[*files, File("a", "a3.jpg")]).evidence(library), OPTIONS).groups
    (again,) = cut(Made("ab", files=files, order="ba").evidence(library), OPTIONS).groups
    (replaced,) = cut(
        Made("ab", files=[File("b", "a.jpg"), File("b", "a2.jpg")]).evidence(library), OPTIONS
    ).groups
    assert len({group.id, other.id, replaced.id}) == 3
    assert again.id == group.id


# what stays


def test_protected_files_stay_and_change_no_group(library: Library) -> None:
    """G3"""
    distances = {("a", "b"): 0.3, ("b", "c"): 0.3, ("a", "c"): 0.5, ("c", "d"): 0.3}
    files = [File("a", root=2), File("b"), File("c"), File("d", root=2), File("d", "d2.jpg", root=2)]
    plain = cut(Made("bacd", distances, files=files).evidence(library), OPTIONS)
    protected = cut(Made("bacd", distances, files=files, protected=[2]).evidence(library), OPTIONS)
    assert [group.id for group in plain.groups] != []
    assert {group.id for group in plain.groups} == {group.id for group in protected.groups}
    assert all(member.keep for group in protected.groups for member in group.members if member.root == 2)
    # C lies too far from the protected A to leave for it: both A and the centre stay
    (group,) = (group for group in protected.groups if "b" in names(group))
    assert (group.keeper.path, leaving(group)) == (b"/root1/b.jpg", "c")
    distances = {pair: 0.3 for pair in combinations("abc", 2)}
    (group,) = cut(Made("bac", distances, files=files[:3], protected=[2]).evidence(library), OPTIONS).groups
    assert (names(group)[0], leaving(group), group.reasons[0].code) == ("a", "bc", "protected")


def test_offline_files_are_kept_and_keep_nobody_out(library: Library) -> None:
    """P8"""
    files = [File("a", root=2), File("b"), File("c")]
    distances = {pair: 0.2 for pair in combinations("abc", 2)}
    (group,) = cut(Made("abc", distances, files=files, offline=[2]).evidence(library), OPTIONS).groups
    assert (names(group), leaving(group)) == ("bca", "c")
    (group,) = cut(Made("abc", distances, files=files, offline=[1, 2]).evidence(library), OPTIONS).groups
    assert leaving(group) == ""


def test_what_was_thrown_away_is_never_the_keeper(library: Library) -> None:
    """P9"""
    files = [File("a", "trash/a.jpg"), File("b"), File("b", "trash/b2.jpg")]
    (group,) = cut(Made("ab", {("a", "b"): 0.2}, files=files).evidence(library), OPTIONS).groups
    assert group.keeper.path == b"/root1/b.jpg"
    (group,) = cut(
        Made("ab", files=[*files[:1], File("a", "trash/a2.jpg")]).evidence(library), OPTIONS
    ).groups
    assert leaving(group) == "a"


def test_decided_files(library: Library) -> None:
    distances = {pair: 0.2 for pair in combinations("abc", 2)}

    def found(**words: str) -> tuple[Group, Groups]:
        named = {f"{name}.jpg": word for name, word in words.items()}
        all_of_them = cut(Made("abc", distances, words=named).evidence(library), OPTIONS)
        return all_of_them.groups[0], all_of_them

    group, _ = found()
    assert (names(group), leaving(group), group.decided) == ("abc", "bc", False)
    group, _ = found(b="keep", a="leaves", c="leaves")
    assert (names(group), leaving(group), group.decided) == ("bac", "ac", True)
    assert group.reasons[0].code == "decided_keep"
    group, _ = found(b="keep", c="keep")
    assert (names(group), leaving(group)) == ("bac", "a")
    # C1: one stays all the same, and it is said
    group, whole = found(a="leaves", b="leaves", c="leaves")
    assert (names(group), leaving(group)) == ("abc", "bc")
    assert whole.would_remove_all == (group,)


def test_the_centre_leaves_by_decision(library: Library) -> None:
    """B is to leave; C lies too far from A, so it is not proposed to leave for it."""
    distances = {("a", "b"): 0.3, ("b", "c"): 0.3, ("a", "c"): 0.5}
    words = {"a.jpg": "keep", "b.jpg": "leaves"}
    (group,) = cut(Made("bac", distances, words=words).evidence(library), OPTIONS).groups
    assert (names(group)[0], leaving(group)) == ("a", "b")


def test_a_group_with_words_is_what_a_cut_makes_of_it(library: Library) -> None:
    """The centre B is away and C lies too far from A to leave for it; where all is away nothing leaves."""
    files = [File("b", root=2), File("a"), File("c")]
    distances = {("a", "b"): 0.3, ("b", "c"): 0.3, ("a", "c"): 0.5}

    def check(words: Mapping[str, str], offline: Sequence[int], stays: str) -> None:
        said = {f"{name}.jpg": word for name, word in words.items()}
        plain, decided = (
            Made("bac", distances, files=files, offline=offline, words=one).evidence(library)
            for one in ({}, said)
        )
        (before,), (after,) = cut(plain, OPTIONS).groups, cut(decided, OPTIONS).groups
        assert set(names(after)) - set(leaving(after)) == set(stays)
        assert before.with_words({one.file: one.decision for one in after.members}).members == after.members
        undone = after.with_words(dict.fromkeys((one.file for one in after.members), None))
        assert undone.members == before.members

    check({}, (2,), "abc")
    check({"c": "leaves"}, (2,), "ab")
    check({"a": "keep", "b": "leaves"}, (2,), "abc")
    check({"a": "leaves", "c": "leaves"}, (1, 2), "abc")


def test_hard_links_and_labels(library: Library) -> None:
    """P5, M2"""
    files = [File("a", "cat/a.jpg", inode=7), File("a", "dog/a.jpg"), File("a", "cat/a3.jpg", inode=7)]
    evidence = Made("a", files=files).evidence(library)
    (group,) = cut(evidence, OPTIONS).groups
    assert [os.path.basename(one.path) for one in group.members if one.same_file] == [b"a3.jpg"]
    assert (group.sure, group.conflict) == (True, ())
    for item in evidence.items:
        evidence.labels[item.file] = (item.relative.split(b"/")[0].decode(),)
    evidence.cuts.groups.clear()
    (group,) = cut(evidence, OPTIONS).groups
    assert (group.sure, group.conflict, group.keeper.label) == (False, ("cat", "dog"), "cat")


def cut_comparing(evidence: Evidence, options: Options, truth: Mapping[Pair, Comparison]) -> Groups:
    """With comparisons that come to what is true, each asked for once."""
    of = {
        frozenset((picture_hash(a), picture_hash(b))): (picture_hash(a), found)
        for (a, b), found in truth.items()
    }

    def answer(
        _library: Library,
        pairs: Sequence[tuple[Seen, Seen]],
        *,
        sights: object,
        cancel: object,
        on_compared: object,
    ) -> None:
        for number, (one, other) in enumerate(pairs):
            first, found = of.pop(frozenset((one.picture_hash, other.picture_hash)))
            on_compared(number, found if first == one.picture_hash else swapped(found))  # type: ignore[operator]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "compare_pairs", answer)
        return cut(evidence, options, compare=True)


# any library


def pairs_of(letters: str) -> st.SearchStrategy[tuple[str, str]]:
    return st.sampled_from(list(combinations(letters, 2)))


@st.composite
def libraries(draw: st.DrawFn) -> Made:
    letters = "abcdefgh"[: draw(st.integers(2, 8))]
    steps = st.sampled_from((0.1, 0.2, 0.3, 0.38, 0.41, 0.45, 0.6))
    told = st.sampled_from((VERIFIED, REFUTED, BURST, cropped("a"), cropped("b"), Comparison(None, ())))
    files = [File(name, f"{name}.jpg", draw(st.integers(1, 2))) for name in letters]
    for number, name in enumerate(draw(st.lists(st.sampled_from(letters), max_size=4))):
        files.append(File(name, f"{name}{number}.jpg", draw(st.integers(1, 2))))
    return Made(
        letters,
        draw(st.dictionaries(pairs_of(letters), steps, max_size=20)),
        draw(st.dictionaries(pairs_of(letters), told, max_size=8)),
        draw(st.lists(pairs_of(letters), max_size=2)),
        draw(st.lists(pairs_of(letters), max_size=2)),
        files,
        {
            f"{name}.jpg": draw(st.sampled_from(("keep", "leaves")))
            for name in draw(st.sets(st.sampled_from(letters)))
        },
        blank=draw(st.sampled_from(("", "", letters[0]))),
        facts={name: {"height_px": 1000} for name in draw(st.sets(st.sampled_from(letters)))},
        order=draw(st.permutations(letters)),
    )


any_library = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
any_options = st.sampled_from(
    [
        Options(within=within, prefer=Prefer(), **{name: True for name in flags})
        for within in (0.25, WITHIN)
        for flags in ((), ("verified",), ("across",), ("within_root",), ("exact",))
    ]
)


@any_library
@given(made=libraries(), options=any_options)
def test_what_holds_of_any_groups(library: Library, made: Made, options: Options) -> None:
    evidence = made.evidence(library)
    found = cut(evidence, options)
    files = [member.file for group in found.groups for member in group.members]
    assert len(files) == len(set(files))  # no File in two groups
    apart = {frozenset((picture_hash(a), picture_hash(b))) for a, b in made.apart}
    for group in found.groups:
        keeper = group.keeper
        assert len(group.members) > 1
        assert keeper.keep  # one stays, whatever was decided
        pictures = {member.picture_hash for member in group.members}
        assert not any(pair <= pictures for pair in apart)
        for member in group.members[1:]:
            tied = evidence.tied.get(evidence.place_of[member.picture_hash], ())
            by_decision = any(evidence.pictures[one].picture_hash in pictures for one in tied if tied)
            near = member.distance <= options.within + 1e-6 or by_decision
            assert near or made.words
            assert near or member.keep or member.decision == "leaves"
            if not member.keep and group.kind == "burst":
                assert member.decision == "leaves"
    if not options.exact and not options.across and not options.within_root:
        _check_ties(evidence, found)


def _check_ties(evidence: Evidence, found: Groups) -> None:
    """Decided duplicates meet, unless what was rejected stands between."""
    where = {member.picture_hash: group.id for group in found.groups for member in group.members}
    for tied in evidence.tied.values():
        assert len({where.get(evidence.pictures[place].picture_hash) for place in tied}) == 1


@any_library
@given(made=libraries(), options=any_options)
def test_any_words_said_of_a_group_come_to_what_a_cut_makes(
    library: Library, made: Made, options: Options
) -> None:
    words, made.words = made.words, {}
    plain = {group.id: group for group in cut(made.evidence(library), options).groups}
    made.words = words
    for group in cut(made.evidence(library), options).groups:
        said = plain[group.id].with_words({one.file: one.decision for one in group.members})
        if said.keeper.file == group.keeper.file:
            assert [(one.file, one.keep) for one in said.members] == [
                (one.file, one.keep) for one in group.members
            ]
            assert (said.decided, said.all_leave) == (group.decided, group.all_leave)
        assert any(one.keep for one in said.members)


@any_library
@given(made=libraries(), options=any_options, data=st.data())
def test_order_of_indexing_and_protection_change_no_group(
    library: Library, made: Made, options: Options, data: st.DataObject
) -> None:
    found = cut(made.evidence(library), options)
    made.order = data.draw(st.permutations(made.names))
    assert found.groups == _same_images(found, cut(made.evidence(library), options))
    made.protected = [1]
    protected = cut(made.evidence(library), options)
    assert {group.id for group in protected.groups} == {group.id for group in found.groups}
    assert all(one.keep for group in protected.groups for one in group.members if one.root == 1)


def _same_images(found: Groups, other: Groups) -> tuple[Group, ...]:
    """The other's groups, with the numbers that Images have in the first."""
    image = {one.picture_hash: one.image for group in found.groups for one in group.members}
    return tuple(
        replace(
            group,
            members=tuple(
                replace(one, image=image.get(one.picture_hash, one.image)) for one in group.members
            ),
        )
        for group in other.groups
    )


@any_library
@given(made=libraries(), options=any_options, truth=st.data())
def test_comparing_on_the_way_comes_to_what_is_known_before(
    library: Library, made: Made, options: Options, truth: st.DataObject
) -> None:
    """Many walks at once, which wait for comparisons, against one that has them all."""
    told = st.sampled_from((VERIFIED, REFUTED, BURST, cropped("a"), cropped("b"), Comparison(None, ())))
    everything = {
        pair: truth.draw(told) for pair in combinations(made.names, 2) if not set(pair) & set(made.blank)
    }
    made.comparisons = {}
    asking = made.evidence(library)
    on_the_way = cut_comparing(asking, options, everything)
    made.comparisons = everything
    before = cut(made.evidence(library), options)
    assert [group.id for group in on_the_way.groups] == [group.id for group in before.groups]
    assert [group.members for group in on_the_way.groups] == [group.members for group in before.groups]
    assert on_the_way.uncompared == 0


@any_library
@given(
    made=libraries(),
    withins=st.lists(st.sampled_from((0.1, 0.25, 0.35, WITHIN, 0.6)), min_size=2, max_size=5),
)
def test_a_cut_does_not_depend_on_the_cuts_before(library: Library, made: Made, withins: list[float]) -> None:
    """What one cut leaves for the next is taken only where it is right."""
    evidence = made.evidence(library)
    for within in withins:
        options = Options(within=within, prefer=Prefer())
        assert cut(evidence, options) == cut(made.evidence(library), options)


# many


def test_thousands_alike_and_fifty_pairs(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """G6"""

    def all_of_them(_library: Library, image: int, _within: float) -> tuple[np.ndarray, np.ndarray]:
        return np.delete(np.arange(1, 3001), image - 1), np.full(2999, 0.1, np.float32)

    monkeypatch.setattr(nearby, "all_within", all_of_them)
    evidence = thousands(library)
    began_s = time.process_time()
    found = cut(evidence, OPTIONS)
    assert time.process_time() - began_s < 3
    sizes = sorted(len(group.members) for group in found.groups)
    assert sizes == [2] * 50 + [3000]


def thousands(library: Library) -> Evidence:
    """3,000 pictures that all lie close to each other, of whose neighbours 256 are stored, and 50 pairs."""
    many, pairs = 3000, 50
    made = Made("ab").evidence(library)
    one = made.pictures[0]
    count = many + 2 * pairs
    pictures = [replace(one, image=n + 1, picture_hash=picture_hash(str(n))) for n in range(count)]
    items = [
        replace(made.items[0], file=n + 1, picture=n, relative=b"%d.jpg" % n, path=b"/root1/%d.jpg" % n)
        for n in range(count)
    ]
    stored = 256
    near = [[(n + step) % many for step in range(1, stored + 1)] for n in range(many)]
    near += [[n ^ 1] for n in range(many, count)]
    left = [many - 1 - stored] * many + [0] * 2 * pairs
    neighbours = Neighbours(
        np.arange(1, count + 1),
        np.cumsum([0, *map(len, near)]),
        np.array([other + 1 for each in near for other in each]),
        np.full(sum(map(len, near)), 0.1, np.float32),
        np.array(left),
        np.where(np.array(left) > 0, 0.09, 1).astype(np.float32),
        shipped().limits.similar,
    )
    near_by = Nearby.of(
        library, neighbours, list(range(1, count + 1)), [picture.picture_hash for picture in pictures]
    )
    return replace(
        made,
        pictures=pictures,
        items=items,
        items_of=[[n] for n in range(count)],
        nearby=near_by,
        place_of={picture.picture_hash: n for n, picture in enumerate(pictures)},
        cuts=Cuts(),
    )
