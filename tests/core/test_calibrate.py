"""What a distance means is fitted on the library's own pictures, altered."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import astuple, replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from simgui.core import calibrate as fitting
from simgui.core.calibrate import Fitted, calibrate
from simgui.core.calibration import (
    EVIDENCE,
    Calibration,
    Limits,
    calibration_of,
    crowding,
    from_values,
    keep,
    shipped,
    values,
)
from simgui.core.compare import Comparison
from simgui.core.edits import Kind
from simgui.core.errors import Cancelled, InputError
from simgui.core.progress import CancelToken
from simgui.core.search import load_query, search
from tests.conftest import Indexer, save_blobs

pytestmark = pytest.mark.slow  # beside the other tests once is enough

Photo = Callable[[int], Image.Image]
WAYS = ("quality 30", "mirrored", "collage, half")


@pytest.fixture
def indexed(indexer: Indexer, photo: Photo, tmp_path: Path) -> Indexer:
    """32 quarters of photographs, one of them in another size too."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(8):
        whole = photo(number)
        wide, high = whole.width // 2, whole.height // 2
        for quarter, (left, top) in enumerate(((0, 0), (wide, 0), (0, high), (wide, high))):
            part = whole.crop((left, top, left + wide, top + high))
            part.save(folder / f"{number}-{quarter}.jpg", quality=92)
    part.resize((part.width // 2, part.height // 2)).save(folder / "again.jpg", quality=92)
    indexer(folder)
    return indexer


@pytest.fixture
def fitted(indexed: Indexer) -> Fitted:
    return calibrate(indexed.library, indexed.embedder, originals=20, ways=WAYS)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_it_is_fitted_stored_and_used(indexed: Indexer, fitted: Fitted, tmp_path: Path) -> None:
    library, found = indexed.library, fitted.calibration
    assert (fitted.originals, fitted.queries) == (20, 20 * len(WAYS))
    assert 0 < found.limits.copy <= found.limits.likely_copy <= found.limits.similar < 2
    # what is verified is a copy at any distance, so more are found by looking closer
    assert fitted.by_score[0].found >= fitted.by_distance[0].found > 0
    assert dict(zip(EVIDENCE, found.weights, strict=True))["verified"] > 0
    (count,) = library.catalog.read().execute("SELECT count(*) FROM comparisons").fetchone()
    assert count == 0  # of altered pictures that nobody will ask for again

    assert calibration_of(library) == shipped()
    library.lock()
    keep(library, replace(found, limits=Limits(0.01, 0.02, 0.03)), "0123456789abcdef")
    assert calibration_of(library) == shipped()  # another embedder's
    narrow = replace(found, limits=Limits(1e-6, 1.9, 1.95))
    keep(library, narrow, indexed.embedder.fingerprint)
    assert calibration_of(library) == narrow
    photo = Image.open(tmp_path / "photos" / "0-0.jpg")
    photo.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(tmp_path / "query.png")
    query = load_query(os.fsencode(tmp_path / "query.png"), indexed.embedder.input_px)
    hits = search(library, query, indexed.embedder)
    assert hits.limits == narrow.limits
    assert {hit.word for hit in hits.hits} == {"likely_copy"}


def test_too_few_pictures_and_cancel(indexed: Indexer, indexer: Indexer, tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        calibrate(indexed.library, indexed.embedder, cancel=cancel)
    for path in (tmp_path / "photos").glob("[0-5]-*.jpg"):
        path.unlink()
    indexed(tmp_path / "photos")
    with pytest.raises(InputError) as raised:
        calibrate(indexed.library, indexed.embedder)
    assert raised.value.code == "too_few_to_calibrate"


def test_pictures_of_one_colour_are_not_altered(indexer: Indexer, tmp_path: Path) -> None:
    save_blobs(tmp_path / "photos", 2)
    for level in range(40):
        Image.new("RGB", (100, 80), (level * 6, 90, 90)).save(tmp_path / "photos" / f"flat-{level}.png")
    indexer(tmp_path / "photos")
    with pytest.raises(InputError):
        calibrate(indexer.library, indexer.embedder)


def test_a_word_reaches_as_far_as_it_is_right_often_enough() -> None:
    chance = np.random.default_rng(1)
    distances = np.sort(chance.uniform(0, 1, 20_000))
    right = chance.uniform(0, 1, 20_000) < 1 - distances
    ends = fitting._ends(distances, right, 0.0, 2.0)
    # right with probability 1 - d: the mean from a to b is 1 - (a + b) / 2
    copy = ends["copy"]
    assert copy == pytest.approx(0.02, abs=0.02)
    assert ends["likely_copy"] == pytest.approx(0.4 - copy, abs=0.05)
    assert ends["similar"] == pytest.approx(1.5, abs=0.01)  # all of them: halfway to the end of the scale
    # nothing is ever right: no hit gets a word; nothing is ever wrong: all do
    nothing = fitting._ends(distances, np.zeros(20_000, bool), 0.0, 2.0)
    assert all(end < distances[0] for end in nothing.values())
    everything = fitting._ends(distances, np.ones(20_000, bool), 0.0, 2.0)
    assert all(end > distances[-1] for end in everything.values())
    assert len(set(fitting._ends(distances, np.zeros(20_000, bool), 0.0, 2.0).values())) == 1


def test_the_regression_finds_the_weights_that_made_the_data() -> None:
    chance = np.random.default_rng(2)
    given = np.column_stack([np.ones(50_000), chance.normal(size=(50_000, 2))])
    wanted = np.array([-1.0, 2.0, 0.0])
    right = chance.uniform(size=50_000) < 1 / (1 + np.exp(-given @ wanted))
    assert fitting._logistic(given, right) == pytest.approx(wanted, abs=0.1)


def test_values_are_stored_by_name_and_read_back() -> None:
    calibration = shipped()
    assert from_values(values(calibration)) == calibration
    assert calibration.limits.copy < calibration.limits.likely_copy < calibration.limits.similar
    assert 0 <= calibration.copy < 0.5
    with pytest.raises(KeyError):
        from_values({"copy_within": 0.5})


@pytest.mark.parametrize("distance", [0.1, 0.6, 1.2])
def test_a_verified_hit_is_surer_than_one_that_is_not(distance: float) -> None:
    calibration: Calibration = shipped()
    verified = Comparison(True, (), agreement=0.95, points=150)
    stranger = Comparison(False, ())
    sure = calibration.score(distance, 0.9, verified)
    unsure = calibration.score(distance, 0.9, stranger)
    unjudged = calibration.score(distance, 0.9, None)
    assert 0 <= unsure < sure <= 1
    assert unjudged < sure
    assert calibration.word(sure, distance, verified) == "copy"
    assert calibration.word(unsure, distance, stranger) != "copy"
    burst = Comparison(False, (Kind("burst"),))
    assert calibration.word(unsure, distance, burst) in ("similar", "unrelated")
    assert calibration.word(unjudged, distance, None) == calibration.limits.word(distance)
    assert sorted(astuple(calibration.limits)) == list(astuple(calibration.limits))


def test_how_crowded_an_answer_is_comes_from_places_beyond_its_copies() -> None:
    few, many = [0.2] * 5, [0.1] * 11 + [0.8] * 13 + [1.5] * 100
    assert crowding(many) == 0.8
    assert crowding(few) > 1
