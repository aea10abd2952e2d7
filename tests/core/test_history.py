"""Decisions: what holds after deciding, undoing and redoing in any order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simgui.core.errors import InputError
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


steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from([A, B]), st.sampled_from(["duplicate", "not_duplicate", "related", None])),
        st.sampled_from(["undo", "redo"]),
    ),
    max_size=14,
)


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
            expected = {other: word for other, word in dict(done).items() if word is not None}
            assert library.history.pair_words(C, [A, B]) == expected
