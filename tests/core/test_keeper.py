"""Which File of a group stays: the order, its changes, its reasons, and what of two copies was there first."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from simgui.core import originals
from simgui.core.compare import Comparison
from simgui.core.edits import Kind
from simgui.core.errors import InputError
from simgui.core.evidence import Evidence
from simgui.core.groups import Options, cut
from simgui.core.keeper import (
    CRITERIA,
    DEFAULT_ORDER,
    Candidate,
    Prefer,
    Reason,
    matches,
    order_key,
    prefer,
    reasons,
    store_order,
    stored_order,
)
from simgui.core.library import Library
from tests.core.hand_made import VERIFIED, File, Made

OPTIONS = Options(within=0.42, prefer=Prefer())
PAIR = {("a", "b"): 0.1}
SAME = {("a", "b"): VERIFIED}
SIZE = {"width_px": 1000, "height_px": 800}


def kept(evidence: Evidence, options: Options = OPTIONS) -> tuple[str, list[str], bool]:
    """The keeper's name, the reasons, and whether that is sure, of the only group."""
    (group,) = cut(evidence, options).groups
    return os.path.basename(group.keeper.path).decode(), [one.code for one in group.reasons], group.sure


# the order


def test_each_criterion_decides_where_all_before_it_are_equal() -> None:
    better: dict[str, dict[str, object]] = {
        "protected": {"protected": True},
        "decided_keep": {"decided_keep": True},
        "labelled": {"labelled": True},
        "whole": {"whole": True},
        "most_detail": {"detail_px": 2e6},
        "best_format": {"format_rank": 1},
        "has_date": {"has_date": True},
        "has_place": {"has_place": True},
        "quality": {"quality": 90.0},
        "older": {"mtime_ns": 1},
        "path": {"path": b"/a.jpg"},
    }
    assert tuple(better) == DEFAULT_ORDER
    poor = Candidate(b"/a longer.jpg", whole=False, detail_px=1e6, format_rank=2, quality=50, mtime_ns=9)
    for place, name in enumerate(DEFAULT_ORDER):
        one, other = replace(poor, **better[name]), poor
        for later in DEFAULT_ORDER[place + 1 : -1]:
            other = replace(other, **better[later])
        best, rest = order_key(one, DEFAULT_ORDER), order_key(other, DEFAULT_ORDER)
        assert best < rest, name
        assert reasons(one, best, [rest], DEFAULT_ORDER) == (
            Reason(name, one.date if name == "older" else None),
        )


@given(
    st.lists(
        st.builds(
            Candidate,
            st.binary(min_size=1, max_size=3),
            st.booleans(),
            labelled=st.booleans(),
            detail_px=st.sampled_from((1e6, 1.01e6, 2e6)),
            quality=st.sampled_from((50.0, 90.0)),
            date=st.sampled_from((None, "2020-01-01T00:00:00", "2021-01-01T00:00:00")),
            mtime_ns=st.integers(0, 2),
        ),
        unique_by=lambda one: one.path,
        max_size=6,
    ),
    st.permutations(CRITERIA),
)
def test_the_order_is_total(candidates: list[Candidate], order: list[str]) -> None:
    """Two Files never come out as equal, whatever the order of criteria."""
    keys = [order_key(one, tuple(order)) for one in candidates]
    assert len(set(keys)) == len(keys)
    sorted(keys)  # of values that can all be compared


def test_small_differences_of_size_decide_nothing() -> None:
    one, other = Candidate(b"/b", detail_px=1.0e6, quality=90.0), Candidate(b"/a", detail_px=1.005e6)
    assert order_key(one, DEFAULT_ORDER) < order_key(other, DEFAULT_ORDER)


def test_the_order_is_changed(library: Library) -> None:
    assert prefer([]) == Prefer()
    changed = prefer(["older, largest-file", "folder:/a,b", "pattern:*orig*"]).order
    assert changed[:6] == (
        "protected",
        "decided_keep",
        "older",
        "largest_file",
        "folder:/a,b",
        "pattern:*orig*",
    )
    assert changed[6:] == tuple(name for name in DEFAULT_ORDER[2:] if name != "older")
    with pytest.raises(InputError) as caught:
        prefer(["prettier"])
    assert caught.value.code == "unknown_criterion"
    assert stored_order(library) == Prefer()
    store_order(library, prefer(["newer"]))
    assert stored_order(library) == prefer(["newer"])
    assert prefer(["path"], stored_order(library)).order[2:4] == ("path", "newer")
    store_order(library, None)
    assert stored_order(library) == Prefer()


def test_folders_and_patterns(library: Library) -> None:
    files = [File("a", "worse/a.jpg"), File("a", "best/a2.jpg"), File("a", "bestial/a3.jpg")]
    evidence = Made("a", files=files).evidence(library)
    for wanted, stays in (
        ("folder:/root1/best", "a2.jpg"),
        ("folder:/root1/best/", "a2.jpg"),
        ("pattern:*/bestial/*", "a3.jpg"),
        ("pattern:worse", "a.jpg"),
    ):
        name, codes, _ = kept(evidence, replace(OPTIONS, prefer=prefer([wanted])))
        assert (name, codes) == (stays, [wanted.partition(":")[0]])


def test_patterns_of_paths() -> None:
    assert matches(b"/photos/a [1].jpg", "[1]") is False  # brackets are wildcards
    assert matches(b"/photos/a.jpg", "photos/a")
    assert matches(b"/photos/a.jpg", "*.jpg")
    assert not matches(b"/photos/a.jpg", "*.JPG")
    assert matches(b"/photos/caf\xe9.jpg", "*caf?.jpg")


# what was there first


def test_blurred_pictures_lose(library: Library) -> None:
    """Told by the comparison, or by the thumbnails where nothing else differs."""
    facts = {"a": {**SIZE, "jpeg_quality": 95.0}, "b": SIZE}
    blurred = {("a", "b"): Comparison(True, (Kind("blurred", of="a"),))}
    assert kept(Made("ab", PAIR, blurred, facts=facts).evidence(library)) == ("b.jpg", ["most_detail"], True)
    facts["a"] = {**facts["a"], "detail": 60.0}
    assert kept(Made("ab", PAIR, SAME, facts=facts).evidence(library))[0] == "b.jpg"
    recoloured = {("a", "b"): Comparison(True, (Kind("recoloured"),))}
    assert kept(Made("ab", PAIR, recoloured, facts=facts).evidence(library))[0] == "a.jpg"


def test_formats(library: Library) -> None:
    def against(a: str, b: str, made_from: bool | None = None) -> tuple[str, list[str], bool]:
        facts = {name: {**SIZE, "format": kind, "jpeg_quality": None} for name, kind in (("a", a), ("b", b))}
        evidence = Made("ab", PAIR, SAME, facts=facts).evidence(library)
        if made_from is not None:
            evidence.made_from[0, 1] = made_from
        return kept(evidence)

    assert against("PNG", "JPEG", made_from=True) == ("b.jpg", ["best_format"], True)
    assert against("PNG", "JPEG", made_from=False) == ("a.jpg", ["best_format"], True)
    assert against("PNG", "JPEG") == ("b.jpg", ["best_format"], False)  # nobody has looked
    assert against("JPEG", "RAW:cr2")[0] == "b.jpg"
    assert against("GIF", "WEBP")[0] == "b.jpg"
    assert against("WEBP", "JPEG")[0] == "b.jpg"


def test_what_the_others_have_makes_it_unsure(library: Library) -> None:
    """Also two dates: then they may be two shots."""
    for facts, sure in (
        ({"b": {"date": "2020-01-01T00:00:00"}}, False),
        ({"b": {"placed": True}}, False),
        ({"a": {"date": "2020-01-01T00:00:00"}, "b": {"date": "2020-01-01T00:00:01"}}, False),
        ({"a": {"date": "2020-01-01T00:00:00"}, "b": {"date": "2020-01-01T00:00:00"}}, True),
        ({}, True),
    ):
        wide = {name: {"width_px": 2000 if name == "a" else 1000, **facts.get(name, {})} for name in "ab"}
        _, codes, found = kept(Made("ab", PAIR, SAME, facts=wide).evidence(library))
        assert (codes[0], found) == ("most_detail", sure), facts


def test_enlarged_pictures_are_told_by_their_pixels(
    photo: Callable[[int], Image.Image], tmp_path: Path, library: Library
) -> None:
    """An enlarged one loses against its original, and a reduced one too: of both the pixels say so."""
    told = {}
    for number in (0, 3, 13):
        picture = photo(number)
        for name, factor in (("original", 1.0), ("enlarged", 2.0), ("reduced", 0.5)):
            size = (round(picture.width * factor), round(picture.height * factor))
            made = picture.resize(size, Image.Resampling.LANCZOS) if factor != 1 else picture
            path = tmp_path / f"{name}.jpg"
            made.save(path, quality=85)
            told[number, name] = originals.read_spectrum(os.fsencode(path))
        assert originals.is_enlarged(told[number, "enlarged"], 0.5)
        assert not originals.is_enlarged(told[number, "original"], 0.5)
        assert not originals.is_enlarged(told[number, "enlarged"], 0.9)  # as large as these need not be told
    facts = {"a": {"height_px": 1600, "width_px": 2000}, "b": SIZE}
    evidence = Made("ab", PAIR, SAME, facts=facts).evidence(library)
    evidence.spectra[0] = told[0, "enlarged"]
    assert kept(evidence) == ("b.jpg", ["most_detail"], False)
    evidence.spectra[0] = told[0, "original"]
    evidence.cuts.groups.clear()
    assert kept(evidence) == ("a.jpg", ["most_detail"], True)


def test_noise_is_no_detail(photo: Callable[[int], Image.Image], tmp_path: Path, library: Library) -> None:
    """What is blurred has lost its finest detail; beside noise a picture that has it only seems blurred."""
    told = {}
    for number in (0, 3, 13):
        picture = photo(number)
        path = tmp_path / "a.jpg"
        for blur in (0.0, 1.5):
            picture.filter(ImageFilter.GaussianBlur(blur)).save(path, quality=85)
            told[number, blur] = originals.read_spectrum(os.fsencode(path))
        assert not originals.may_be_soft(told[number, 0.0])
        assert originals.may_be_soft(told[number, 1.5])
    facts = {"a": {**SIZE, "jpeg_quality": 95.0}, "b": SIZE}
    blurred = {("a", "b"): Comparison(True, (Kind("blurred", of="a"),))}
    for blur, keeper in ((0.0, "a.jpg"), (1.5, "b.jpg")):
        evidence = Made("ab", PAIR, blurred, facts=facts).evidence(library)
        evidence.spectra[0] = told[0, blur]
        assert kept(evidence)[0] == keeper


def test_pixels_of_a_jpeg_in_another_file(photo: Callable[[int], Image.Image], tmp_path: Path) -> None:
    jpeg, png, other, turned = (os.fsencode(tmp_path / name) for name in ("a.jpg", "a.png", "b.png", "c.jpg"))
    picture = photo(1)
    picture.save(os.fsdecode(jpeg), quality=70)
    Image.open(os.fsdecode(jpeg)).save(os.fsdecode(png))
    picture.save(os.fsdecode(other))
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.save(os.fsdecode(turned), quality=70, exif=exif)
    assert originals.same_pixels(jpeg, png)
    assert not originals.same_pixels(jpeg, other)
    assert not originals.same_pixels(turned, png)  # not of one size, seen upright


def test_what_cannot_be_read_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "page.jpg").write_text("<html></html>")
    Image.fromarray(np.zeros((300, 300), np.uint16)).save(tmp_path / "deep.png")
    Image.new("L", (30, 300)).save(tmp_path / "small.png")
    for name in ("page.jpg", "deep.png", "small.png", "gone.jpg"):
        path = os.fsencode(tmp_path / name)
        assert originals.read_spectrum(path) == (), name
        assert not originals.is_enlarged((), 0.5)
        assert originals.same_pixels(path, path) is (name == "small.png")


def test_what_was_read_is_taken_over(library: Library) -> None:
    """Also comparisons that could not be kept, so that nobody makes them again and again."""
    made = Made("ab", {("a", "b"): 0.4}, SAME)
    before = made.evidence(library)
    before.labels[1], before.parts[1] = ("cat",), (b"/root1/a.xmp",)
    after = replace(made, comparisons={}, order="ba").evidence(library)
    assert cut(after, OPTIONS).uncompared == 1
    after.take_over(before)
    found = cut(after, OPTIONS)
    assert (found.uncompared, len(found.groups)) == (0, 1)
    assert (after.labels, after.parts) == (before.labels, before.parts)
