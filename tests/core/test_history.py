"""Decisions: what holds after deciding, undoing and redoing in any order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simgui.core import acts
from simgui.core.errors import InputError
from simgui.core.history import About, pair_subject
from simgui.core.library import Library

A, B, C = (bytes([value]) * 32 for value in (1, 2, 3))


def test_a_pair_is_the_same_from_both_ends(library: Library) -> None:
    library.history.decide_pair(B, A, "duplicate", ("b", "a"))
    assert library.history.pair_words(A, [B, C]) == {B: "duplicate"}
    assert library.history.pair_words(B, [A]) == {A: "duplicate"}


def test_a_newer_decision_replaces_and_undo_brings_the_older_back(library: Library) -> None:
    history = library.history
    history.decide_pair(A, B, "duplicate", ("a", "b"))
    history.decide_pair(A, B, "related", ("a", "b"))
    assert history.pair_words(A, [B]) == {B: "related"}
    history.undo()
    assert history.pair_words(A, [B]) == {B: "duplicate"}
    history.undo()
    assert history.pair_words(A, [B]) == {}
    assert history.undo() is None
    assert history.redo() is not None
    assert history.pair_words(A, [B]) == {B: "duplicate"}
    history.redo()
    assert history.pair_words(A, [B]) == {B: "related"}
    assert history.redo() is None


def test_a_new_decision_ends_what_can_be_redone(library: Library) -> None:
    library.history.decide_pair(A, B, "duplicate", ("a", "b"))
    library.history.undo()
    library.history.decide_pair(A, C, "related", ("a", "c"))
    assert library.history.can_redo() is None
    assert library.history.redo() is None


def test_out_of_order_and_after_a_restart(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        first = library.history.decide_pair(A, B, "duplicate", ("a", "b"))
        library.history.decide_pair(A, C, "not_duplicate", ("a", "c"))
    with Library.open(tmp_path / "library") as library:
        library.history.undo(first.id)
        assert library.history.pair_words(A, [B, C]) == {C: "not_duplicate"}
        with pytest.raises(InputError):
            library.history.undo(first.id)
        library.history.redo()
        assert library.history.pair_words(A, [B, C]) == {B: "duplicate", C: "not_duplicate"}


def test_clearing_is_a_decision_that_can_be_undone(library: Library) -> None:
    library.history.decide_file(7, "keep", "seven")
    library.history.decide_file(7, None, "seven")
    assert library.history.file_words([7]) == {}
    library.history.undo()
    assert library.history.file_words([7]) == {7: "keep"}


def test_refusals(library: Library) -> None:
    with pytest.raises(InputError):
        library.history.decide_pair(A, A, "duplicate", ("a", "a"))
    with pytest.raises(InputError):
        library.history.decide_pair(A, B, "keep", ("a", "b"))
    with pytest.raises(InputError):
        library.history.decide_file(1, "duplicate", "a")
    assert library.history.events() == []


def several(*names: str, about: bytes = A) -> list[About]:
    """The picture `about` (called q) with one other for each name."""
    return [About.pair(about, name.encode().ljust(32, b"."), ("q", name)) for name in names]


def words(library: Library, *names: str) -> list[str | None]:
    found = library.history.pair_words(A, [name.encode().ljust(32, b".") for name in names])
    return [found.get(name.encode().ljust(32, b".")) for name in names]


def test_what_was_decided_at_once_is_taken_back_at_once_also_after_a_restart(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        library.history.decide(several("x"), "related")
        library.history.decide(several("x", "y", "z"), "duplicate")
        assert words(library, "x", "y", "z") == ["duplicate"] * 3
    with Library.open(tmp_path / "library") as library:
        undone = library.history.undo()
        assert undone is not None
        assert undone.size == 3
        assert words(library, "x", "y", "z") == ["related", None, None]
    with Library.open(tmp_path / "library") as library:
        assert [library.history.holds(event.id) for event in library.history.events()] == [
            True, False, False, False, True,
        ]  # fmt: skip
        redone = library.history.redo()
        assert redone == undone
        assert words(library, "x", "y", "z") == ["duplicate"] * 3


def test_any_event_of_an_act_names_the_act(library: Library) -> None:
    library.history.decide(several("x", "y", "z"), "duplicate")
    middle = library.history.events()[1]
    assert middle.act == middle.id - 1
    library.history.undo(middle.id)
    assert words(library, "x", "y", "z") == [None] * 3
    with pytest.raises(InputError) as refused:
        library.history.undo(middle.id)
    assert refused.value.code == "not_undoable"
    library.history.redo(middle.id)
    assert words(library, "x", "y", "z") == ["duplicate"] * 3
    with pytest.raises(InputError) as refused:
        library.history.redo(middle.id)
    assert refused.value.code == "not_redoable"


def test_undo_takes_back_what_was_done_last_also_when_that_was_an_older_one_put_again(
    library: Library,
) -> None:
    old = library.history.decide(several("x"), "duplicate")
    library.history.undo(old.id)
    new = library.history.decide(several("y"), "duplicate")
    library.history.redo(old.id)
    assert library.history.can_undo() == old
    assert library.history.undo() == old
    assert library.history.can_undo() == new
    assert words(library, "x", "y") == [None, "duplicate"]


def test_a_word_that_one_of_them_cannot_have_is_refused_whole(library: Library) -> None:
    with pytest.raises(InputError):
        library.history.decide([*several("x"), About.file(1, "f")], "duplicate")
    assert library.history.events() == []


def test_the_list_has_one_line_for_each_act_with_its_state(library: Library) -> None:
    history = library.history
    first = history.decide(several("x", "y", "z"), "duplicate")
    second = history.decide_file(7, "keep", "seven")
    third = history.decide(several("y"), None)
    assert list(acts.find(library)) == [third.id, second.id, first.id]
    history.undo(first.id)
    history.undo(second.id)
    history.redo(second.id)
    shown = acts.load(library, acts.find(library))
    assert [(act.word, act.size, act.names, act.state) for act in shown] == [
        (None, 1, ("q", "y"), acts.HOLDS),
        ("keep", 1, ("seven",), acts.PUT_AGAIN),
        ("duplicate", 3, ("q", "x"), acts.TAKEN_BACK),
    ]
    assert shown[2].shared
    assert acts.held(library) == acts.Held(3, {"keep": 1})
    details = acts.details(library, second.id)
    assert details is not None
    assert [step.kind for step in details.steps] == ["decide", "undo", "redo"]
    assert all(step.by and "@" in step.by for step in details.steps)


def test_an_act_tells_when_a_later_one_stands_above_it(library: Library) -> None:
    first = library.history.decide(several("x", "y"), "duplicate")
    library.history.decide(several("y"), "related")

    def overruled() -> list[tuple[bool, str | None]]:
        (act,) = acts.load(library, [first.id])
        return [(part.overruled, part.now) for part in acts.parts(library, act)]

    assert overruled() == [(False, "duplicate"), (True, "related")]
    library.history.undo(first.id)
    assert overruled() == [(False, None), (True, "related")]
    library.history.redo(first.id)
    library.history.decide(several("x"), None)
    assert overruled() == [(True, None), (True, "related")]


@pytest.mark.parametrize(
    "name",
    ["Ünder.jpg", "100%_done.jpg", 'q"act": 5.jpg', "\\u30d5.jpg", "aフb.jpg", "back\\slash.png", "写真.jpg"],
)
def test_the_filter_finds_any_name_in_any_part_of_an_act(library: Library, name: str) -> None:
    wanted = library.history.decide(several("other", name), "duplicate")
    library.history.decide(several("un_related", "1000 done"), "related")
    for text in (name, name[1:-4], name.upper(), name.lower()):
        assert list(acts.find(library, text)) == [wanted.id], text
    assert list(acts.find(library, name, kind="related")) == []
    assert list(acts.find(library, "no such")) == []


def test_the_filter_goes_by_kind_and_state(library: Library) -> None:
    history = library.history
    duplicate = history.decide(several("duplicate of nothing", "b"), "related")
    cleared = history.decide(several("b"), None)
    not_duplicate = history.decide(several("c"), "not_duplicate")
    history.undo(duplicate.id)
    assert list(acts.find(library, kind="not_duplicate")) == [not_duplicate.id]
    assert list(acts.find(library, kind="duplicate")) == []
    assert list(acts.find(library, kind=acts.CLEARED)) == [cleared.id]
    assert list(acts.find(library, kind=acts.TAKEN_BACK)) == [duplicate.id]
    assert list(acts.find(library, "dup", words=["not_duplicate"])) == [not_duplicate.id, duplicate.id]


def test_events_of_before_there_were_acts_are_acts_of_one(library: Library) -> None:
    library.lock()
    with library.catalog.write() as connection:
        for word in ("duplicate", "related"):
            connection.execute(
                "INSERT INTO events (time_s, kind, subject, body) VALUES (1, 'decide', ?, ?)",
                (pair_subject(A, B), f'{{"names": ["a", "b"], "word": "{word}", "before": null}}'),
            )
    shown = acts.load(library, acts.find(library))
    assert [(act.size, act.word, act.by) for act in shown] == [(1, "related", None), (1, "duplicate", None)]
    library.history.undo()
    assert library.history.pair_words(A, [B]) == {B: "duplicate"}
    details = acts.details(library, shown[0].id)
    assert details is not None
    assert details.parts[0].names == ("a", "b")


def test_an_accepted_group_is_one_act_of_several_words(library: Library) -> None:
    history = library.history
    history.decide_file(2, "keep", "b")
    first = history.decide_each(
        [(About.file(1, "a"), "keep"), (About.file(2, "b"), "leaves"), (About.file(3, "c"), "leaves")]
    )
    assert history.file_words([1, 2, 3]) == {1: "keep", 2: "leaves", 3: "leaves"}
    assert first.size == 3
    undone = history.undo()
    assert undone is not None
    assert undone.id == first.id
    assert history.file_words([1, 2, 3]) == {2: "keep"}
    history.redo()
    assert history.file_words([1, 2, 3]) == {1: "keep", 2: "leaves", 3: "leaves"}
    with pytest.raises(InputError, match="unknown_word"):
        history.decide_each([(About.file(1, "a"), "keep"), (About.file(2, "b"), "duplicate")])


steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from([A, B]), st.sampled_from(["duplicate", "not_duplicate", "related", None])),
        st.sampled_from(["undo", "redo"]),
    ),
    max_size=14,
)


def test_what_an_act_is_about_is_known_of_it_its_undo_and_its_redo(library: Library) -> None:
    history = library.history
    assert history.newest() == 0
    act = history.decide_each([(About.file(1, "a.jpg"), "keep"), (About.file(2, "b.jpg"), "leaves")])
    assert history.words_of(act) == {"keep", "leaves"}
    pair = history.decide_pair(A, B, None, ("a", "b"))
    assert history.words_of(pair) == {None}
    touched = history.touched_since(0)
    assert (touched.last, touched.taken_back) == (history.newest(), False)
    assert touched.files == {1, 2}
    assert touched.subjects == {pair_subject(A, B)}
    for again in (history.undo, history.redo):
        newest = history.newest()
        again(act.id)
        touched = history.touched_since(newest)
        assert touched.taken_back
        assert touched.files == {1, 2}
        assert not touched.subjects
    assert not history.touched_since(history.newest()).files


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_any_sequence_is_what_a_stack_of_states_says(
    steps: list[object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Against a plain model: a list of decisions, and how many of them hold."""
    with Library.open(tmp_path_factory.mktemp("history") / "library") as library:
        done: list[tuple[bytes, str | None]] = []
        undone: list[tuple[bytes, str | None]] = []
        for step in steps:
            newest = library.history.newest()
            if step == "undo":
                assert (library.history.undo() is None) == (not done)
                if done:
                    undone.append(done.pop())
            elif step == "redo":
                assert (library.history.redo() is None) == (not undone)
                if undone:
                    done.append(undone.pop())
            else:
                other, word = step  # type: ignore[misc]
                library.history.decide_pair(C, other, word, ("c", "other"))
                done.append((other, word))
                undone.clear()
            touched = library.history.touched_since(newest)
            about = {"undo": undone, "redo": done}.get(str(step), done)[-1:] if touched.last > newest else []
            assert touched.subjects == {pair_subject(C, other) for other, _ in about}
            assert touched.taken_back == (touched.last > newest and step in ("undo", "redo"))
            expected = {other: word for other, word in dict(done).items() if word is not None}
            assert library.history.pair_words(C, [A, B]) == expected
