"""The search page on a real library with the real network: hits, slider, states, late answers."""

from __future__ import annotations

import math
import os
import shutil
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from simgui.core.embedder import Embedder
from simgui.core.library import Library
from simgui.gui.incoming import Picture
from simgui.gui.widgets.card import Role
from simgui.gui.widgets.slider import FARTHEST
from tests.gui.conftest import Desk, open_desk, scene, urls


def test_a_picture_of_the_library_finds_itself_and_its_copies(desk: Desk, pictures: Path) -> None:
    found, sentence = desk.search(pictures / "scene-01.png")
    assert found, sentence
    assert desk.names()[0] == "scene-01.png"
    assert {"near-jpeg.jpg", "near-small.png", "near-soft.png"} <= set(desk.names())
    card = desk.model.card(0)
    assert (card.distance, card.kind, card.same_file) == ("0", "identical", True)
    assert "33 images" in desk.results.detail.text()
    assert "shown after" in desk.results.detail.text()
    assert not desk.page.keys["duplicate"].isEnabled(), "a picture is no duplicate of itself"


def test_two_files_of_one_picture_are_one_hit(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-02.png")
    assert desk.model.card(0).files == 2
    assert desk.page.side.query.identical.isVisible()
    assert "2 files" in desk.model.spoken(0)


def test_all_thumbnails_in_sight_are_painted(desk: Desk, pictures: Path) -> None:
    desk.results.distance.slider.set_distance(FARTHEST)
    with desk.qtbot.waitSignal(desk.page.painted, timeout=20_000) as signal:  # type: ignore[attr-defined]
        desk.page.search([Picture("scene-01.png", os.fsencode(pictures / "scene-01.png"))])
    assert signal.args[0] > 0
    for row in range(desk.grid.first_row(), desk.grid.last_row() + 1):
        assert desk.model.index(row, 0).data(Role.PICTURE) is not None


def test_the_slider_filters_at_once(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    desk.results.distance.slider.set_distance(FARTHEST)
    assert desk.model.rowCount() == 33
    distances = [hit.distance for hit in desk.model.hits]
    desk.results.distance.slider.set_distance(0.5)
    assert desk.model.rowCount() == sum(distance <= 0.5 for distance in distances)
    before = desk.results.distance.slider.distance
    desk.key(Qt.Key.Key_BracketRight)
    assert desk.results.distance.slider.distance == pytest.approx(before + 0.01)
    desk.key(Qt.Key.Key_BraceLeft)
    assert desk.results.distance.slider.distance == pytest.approx(before - 0.04)
    desk.results.distance.field.setValue(0.9)
    assert desk.results.distance.slider.value() == 90


def test_nothing_within_the_slider_offers_the_nearest(desk: Desk, tmp_path: Path) -> None:
    scene(77).save(tmp_path / "new.png")
    desk.results.distance.slider.set_distance(0.01)
    desk.search(tmp_path / "new.png")
    nearest = desk.model.hits[0].distance
    assert (
        desk.results.state.text
        == f"Nothing within 0.01. The nearest is at {math.ceil(nearest * 100) / 100:.2f}."
    )
    desk.results.distance.slider.set_distance(FARTHEST)
    assert desk.grid.currentIndex().row() == 0, "there is a hit in hand as soon as there are hits"
    desk.results.distance.slider.set_distance(0.01)
    desk.results.show_nearest()
    assert desk.model.rowCount() >= 20
    assert desk.results.stack.currentIndex() == 0


def test_how_long_it_took_is_of_what_was_shown_first(desk: Desk, tmp_path: Path) -> None:
    """Words first, hits when the slider is moved much later: that is no longer the search."""
    scene(77).save(tmp_path / "new.png")
    desk.results.distance.slider.set_distance(0.01)
    ends: list[object] = []
    desk.page.settled.connect(lambda *end: ends.append(end))
    desk.search(tmp_path / "new.png")
    said = desk.results.detail.text()
    desk.results.show_nearest()
    desk.until(lambda: desk.model.index(0, 0).data(Role.PICTURE) is not None)
    desk.qtbot.wait(50)  # type: ignore[attr-defined]
    assert desk.results.detail.text() == said
    assert len(ends) == 1


def test_a_search_ends_also_when_its_hits_are_filtered_away_before_they_are_painted(
    desk: Desk, pictures: Path
) -> None:
    ends: list[object] = []
    desk.page.settled.connect(lambda *end: ends.append(end))
    desk.page.asking.answered.connect(
        lambda _hits: desk.results.head.kinds.chosen.emit(frozenset(("unrelated",)))
    )
    desk.page.search([Picture("scene-01.png", os.fsencode(pictures / "scene-01.png"))])
    desk.until(lambda: bool(ends))
    assert desk.model.rowCount() == 0
    desk.results.show_all_kinds()
    desk.until(lambda: desk.model.index(0, 0).data(Role.PICTURE) is not None)
    desk.qtbot.wait(50)  # type: ignore[attr-defined]
    assert len(ends) == 1


def test_the_nearest_is_shown_where_the_slider_is_set_to_what_is_said(desk: Desk, tmp_path: Path) -> None:
    scene(77).save(tmp_path / "new.png")
    desk.results.distance.slider.set_distance(0.01)
    desk.search(tmp_path / "new.png")
    said = desk.results.state.text.rstrip(".").rpartition(" ")[2]
    desk.results.distance.slider.set_distance(float(said) - 0.01)
    assert desk.model.rowCount() == 0
    desk.results.distance.slider.set_distance(float(said))
    assert desk.model.rowCount() > 0


def test_another_picture_is_seen_with_all_kinds_of_hits(desk: Desk, pictures: Path) -> None:
    """Copies that stayed hidden read as if there were none"""
    desk.search(pictures / "scene-01.png")
    desk.results.head.kinds.chosen.emit(frozenset(("similar",)))
    assert "scene-01.png" not in desk.names()
    desk.search(pictures / "scene-02.png")
    assert desk.names()[0] == "scene-02.png"


def test_the_very_file_is_the_one_that_is_named(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "twin of 02.png")
    assert desk.names()[0] == "twin of 02.png"
    assert desk.model.card(0).same_file
    desk.search(pictures / "scene-02.png")
    assert desk.names()[0] == "scene-02.png"


def test_a_step_of_the_slider_reads_nothing_of_the_hit_that_stays_in_hand(
    desk: Desk, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = desk.window.library.catalog
    real, read = catalog.dates_of_file, []
    monkeypatch.setattr(catalog, "dates_of_file", lambda file: read.append(file) or real(file))
    desk.search(pictures / "scene-01.png")
    assert len(read) == 1
    moved: list[None] = []
    desk.results.hand_moved.connect(lambda: moved.append(None))
    desk.results.distance.slider.set_distance(FARTHEST)
    assert len(read) == 1
    assert len(moved) == 1
    desk.results.take_in_hand(20)
    assert len(read) == 2
    moved.clear()
    desk.results.distance.slider.set_distance(desk.model.hit(4).distance + 0.005)
    assert len(read) == 3, "another one is in hand: read once"
    assert len(moved) == 1
    count = desk.model.rowCount()
    assert desk.page.side.hit.title.toolTip() == f"Hit {count} of {count}"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("banner.jpg", b"<html><body>404</body></html>", "banner.jpg is not a picture: it holds"),
        ("gone.jpg", None, "gone.jpg is no longer there. Index its folder again to find where it went."),
        ("none.jpg", b"", "none.jpg: The file has 0 bytes."),
    ],
)
def test_what_cannot_be_searched_says_why(
    desk: Desk, tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    found, sentence = desk.search(tmp_path / name)
    assert not found
    assert sentence.startswith(said)
    assert desk.results.state.text == sentence


def test_a_damaged_picture_is_searched_as_far_as_it_goes(desk: Desk, tmp_path: Path) -> None:
    scene(5, 640, 480).save(tmp_path / "cut.jpg", quality=95)
    data = (tmp_path / "cut.jpg").read_bytes()
    (tmp_path / "cut.jpg").write_bytes(data[: len(data) * 6 // 10])
    found, _ = desk.search(tmp_path / "cut.jpg")
    assert found
    assert "The readable part was searched." in desk.results.notice.text


def test_a_picture_of_one_colour_shows_identical_files_only(desk: Desk, tmp_path: Path) -> None:
    Image.new("RGB", (200, 150), (200, 30, 30)).save(tmp_path / "red.png")
    desk.results.distance.slider.set_distance(FARTHEST)
    desk.search(tmp_path / "red.png")
    assert desk.results.notice.text.startswith("This picture is almost one colour")
    assert desk.model.rowCount() == 0
    assert desk.results.state.text == "No identical file is in the library."


def test_only_the_last_of_five_quick_drops_is_shown(desk: Desk, pictures: Path) -> None:
    """Case U9: late answers never overwrite a new one."""
    answers: list[str] = []
    desk.page.asking.answered.connect(lambda hits: answers.append(hits.query.name))
    for number in range(1, 6):
        desk.drop(urls(pictures / f"scene-{number:02}.png"))
        desk.qtbot.wait(20)  # type: ignore[attr-defined]
    desk.until(lambda: not desk.page.asking.worker.busy)
    desk.qtbot.wait(300)  # type: ignore[attr-defined]
    assert desk.names()[0] == "scene-05.png"
    assert answers[-1] == "scene-05.png"
    assert desk.page.side.query.name.toolTip() == "scene-05.png"


def test_answers_of_an_overtaken_query_are_dropped(desk: Desk, pictures: Path) -> None:
    answers: list[str] = []
    desk.page.asking.answered.connect(lambda hits: answers.append(hits.query.name))
    for number in range(1, 6):
        desk.page.search(
            [Picture(f"scene-{number:02}.png", os.fsencode(pictures / f"scene-{number:02}.png"))]
        )
    desk.until(lambda: bool(answers))
    desk.qtbot.wait(300)  # type: ignore[attr-defined]
    assert answers == ["scene-05.png"]


def test_a_browsers_drop(desk: Desk, pictures: Path, tmp_path: Path) -> None:
    """Case U1: a link alone says what to do; data and a vanishing file are searched; nothing is written."""
    before = {path: path.stat().st_mtime_ns for path in pictures.iterdir()}
    link = QMimeData()
    link.setUrls([QUrl("http://example.org/x.jpg")])
    desk.drop(link)
    said = "The browser handed over only a link. Copy the image itself, then press Ctrl+V."
    assert desk.window.intake.banner.text == said
    data = QMimeData()
    data.setImageData(QImage(str(pictures / "scene-04.png")))
    data.setUrls([QUrl("http://example.org/x.png")])
    desk.drop(data)
    desk.until(lambda: desk.model.rowCount() > 0)
    assert desk.names()[0] == "scene-04.png"
    assert desk.model.card(0).kind == "identical"
    temporary = tmp_path / "drag.bmp"
    scene(6).save(temporary)
    desk.drop(urls(temporary))
    temporary.unlink()
    desk.until(lambda: desk.model.rowCount() > 0 and desk.names()[0] == "scene-06.png")
    assert {path: path.stat().st_mtime_ns for path in pictures.iterdir()} == before


def test_a_bitmap_is_pasted(desk: Desk, pictures: Path) -> None:
    QGuiApplication.clipboard().setImage(QImage(str(pictures / "scene-07.png")))
    desk.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: desk.model.rowCount() > 0)
    assert desk.names()[0] == "scene-07.png"
    assert desk.page.side.query.name.toolTip() == "Pasted picture"
    QGuiApplication.clipboard().clear()


def test_several_pictures_can_be_turned_through(desk: Desk, pictures: Path) -> None:
    desk.drop(urls(pictures / "scene-08.png", pictures / "scene-09.png"))
    desk.page.several.opened.emit(0)
    desk.until(lambda: desk.model.rowCount() > 0)
    assert desk.page.side.query.several_text.text() == "Picture 1 of 2"
    desk.page.side.query.turned.emit(1)
    desk.until(lambda: desk.model.rowCount() > 0 and desk.names()[0] == "scene-09.png")


def test_keys_walk_the_grid_and_select(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    desk.results.distance.slider.set_distance(FARTHEST)
    columns = desk.grid.columns()
    for key, row in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Down, 1 + columns),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_End, 32),
        (Qt.Key.Key_Home, 0),
    ):
        desk.key(key)
        assert desk.grid.currentIndex().row() == row
        assert desk.grid.rows_in_hand() == [row]
    desk.key(Qt.Key.Key_Space)
    desk.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    desk.key(Qt.Key.Key_Space)
    assert desk.grid.rows_in_hand() == [0, 1]
    desk.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    desk.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert desk.grid.rows_in_hand() == [1, 2, 3]
    desk.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.grid.rows_in_hand()) == 33
    desk.key(Qt.Key.Key_Home)
    assert desk.grid.rows_in_hand() == [0]


def test_the_mouse_does_the_same(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    click, view = desk.qtbot.mouseClick, desk.grid.viewport()  # type: ignore[attr-defined]
    centre = [desk.grid.visualRect(desk.model.index(row, 0)).center() for row in range(3)]
    click(view, Qt.MouseButton.LeftButton, pos=centre[1])
    assert desk.grid.rows_in_hand() == [1]
    click(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, centre[0])
    click(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, centre[1])
    assert desk.grid.rows_in_hand() == [0, 1]
    click(view, Qt.MouseButton.LeftButton, pos=centre[1])
    click(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, centre[2])
    assert desk.grid.rows_in_hand() == [1, 2]


def test_letters_rest_while_the_field_has_the_keyboard(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    desk.hand("near-jpeg.jpg")
    desk.results.distance.field.setFocus()
    desk.qtbot.keyClick(desk.results.distance.field, Qt.Key.Key_D)  # type: ignore[attr-defined]
    assert desk.window.library.history.events() == []


def test_search_from_a_hit_and_copy_its_path(desk: Desk, pictures: Path) -> None:
    desk.search(pictures / "scene-01.png")
    desk.hand("near-jpeg.jpg")
    desk.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == str(pictures / "near-jpeg.jpg")
    QGuiApplication.clipboard().clear()
    desk.key(Qt.Key.Key_Q)
    desk.until(lambda: desk.model.rowCount() > 0 and desk.names()[0] == "near-jpeg.jpg")


def test_a_search_that_begins_meanwhile_is_not_overtaken_by_one_from_a_hit(
    desk: Desk, pictures: Path
) -> None:
    desk.search(pictures / "scene-01.png")
    desk.hand("near-jpeg.jpg")
    desk.key(Qt.Key.Key_Q)
    assert desk.page.files.busy, "no file is looked at while the key is held"
    desk.page.search([Picture("scene-05.png", os.fsencode(pictures / "scene-05.png"))])
    desk.until(lambda: not desk.page.files.busy and not desk.page.asking.worker.busy)
    assert desk.names()[0] == "scene-05.png"


def test_a_path_is_copied_as_it_is_recorded(
    desk: Desk, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that sleeps is not woken for it."""
    desk.search(pictures / "scene-01.png")
    desk.hand("near-jpeg.jpg")
    monkeypatch.setattr(os.path, "lexists", lambda _path: pytest.fail("a disk was asked"))
    monkeypatch.setattr(os.path, "isfile", lambda _path: pytest.fail("a disk was asked"))
    desk.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == str(pictures / "near-jpeg.jpg")
    QGuiApplication.clipboard().clear()


def test_a_thumbnail_that_was_lost_is_made_from_the_file(
    library_path: Path, embedder: Embedder, qtbot: object, pictures: Path
) -> None:
    for file in library_path.glob("thumbnails.sqlite3*"):
        file.unlink()
    steps = open_desk(library_path, embedder, qtbot)
    desk = next(steps)
    found, _ = desk.search(pictures / "scene-01.png")
    assert found
    assert desk.model.index(0, 0).data(Role.PICTURE) is not None
    next(steps, None)


def test_a_query_outside_the_library_is_told_from_its_copy_inside(
    desk: Desk, pictures: Path, tmp_path: Path
) -> None:
    shutil.copy2(pictures / "scene-03.png", tmp_path / "elsewhere.png")
    desk.search(tmp_path / "elsewhere.png")
    card = desk.model.card(0)
    assert (card.kind, card.same_file) == ("identical", False)


def test_damaged_descriptors_are_said(
    library_path: Path, embedder: Embedder, qtbot: object, pictures: Path
) -> None:
    with Library.open(library_path) as library:
        record = library.embedder()
        assert record is not None
    (library_path / record.vectors_file).write_bytes(b"not HDF5")
    steps = open_desk(library_path, embedder, qtbot)
    desk = next(steps)
    found, sentence = desk.search(pictures / "scene-01.png")
    assert not found
    assert sentence.startswith("The descriptor file is damaged.")
    with qtbot.waitSignal(desk.window.running.idle, timeout=60_000):  # type: ignore[attr-defined]
        desk.page.index_again.emit()
    desk.until(lambda: desk.model.rowCount() > 0)  # the search that found nothing starts again by itself
    next(steps, None)
