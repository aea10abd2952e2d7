"""Looking closer in the window: badges come in place, another order waits, late results of an old query never show."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageOps
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from simgui.core.closer import Compared, store_comparison, stored_comparison
from simgui.core.compare import Comparison
from simgui.core.edits import Kind, Region
from simgui.core.embedder import Embedder
from simgui.core.library import Library
from simgui.gui.incoming import Picture
from simgui.gui.search.orders import KINDS
from simgui.gui.widgets import badges
from simgui.gui.widgets.card import CardDelegate
from simgui.gui.widgets.slider import FARTHEST
from tests.gui.conftest import SCENES, Desk, library_of, open_desk, scene

QUERY = "query.png"


@pytest.fixture(scope="session")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty scenes, and one more that is not among them: as the query, and edited in ways that a view finds."""
    folder = tmp_path_factory.mktemp("edited")
    for number in range(1, SCENES + 1):
        scene(number).save(folder / f"scene-{number:02}.png")
    whole = scene(100)
    whole.resize((240, 180)).save(folder / "small.png")
    ImageOps.mirror(whole).save(folder / "mirror.png")
    whole.transpose(Image.Transpose.ROTATE_180).save(folder / "upside.png")
    whole.crop((0, 0, 224, 168)).save(folder / "part.png")
    return folder


@pytest.fixture(scope="session")
def edited_library(tmp_path_factory: pytest.TempPathFactory, edited: Path, embedder: Embedder) -> Path:
    return library_of(edited, tmp_path_factory.mktemp("made of edited") / "library", embedder)


@pytest.fixture
def query(tmp_path: Path) -> Path:
    scene(100).save(tmp_path / QUERY)
    return tmp_path / QUERY


@pytest.fixture
def closer(edited_library: Path, embedder: Embedder, qtbot: object, tmp_path: Path) -> Iterator[Desk]:
    """A window on the library of edited pictures, that has the keyboard."""
    path = Path(shutil.copytree(edited_library, tmp_path / "library"))
    for desk in open_desk(path, embedder, qtbot):
        desk.window.activateWindow()
        yield desk


def looked(desk: Desk, path: Path) -> None:
    """Search a file and wait until it is looked at closer."""
    with desk.qtbot.waitSignal(desk.page.looking.ended, timeout=60_000):  # type: ignore[attr-defined]
        desk.search(path)


def said(desk: Desk) -> str:
    return desk.page.side.query.closer.text.whole


def texts(desk: Desk, name: str) -> list[str]:
    return [badge.text for badge in desk.model.card(desk.row(name)).badges]


def few(desk: Desk) -> None:
    """Only the nearest few are hits within the slider; the turned ones are none of them."""
    desk.results.distance.slider.set_distance(0.4)


def test_each_hit_gets_its_badges_where_it_stands(closer: Desk, query: Path) -> None:
    closer.results.distance.slider.set_distance(FARTHEST)
    orders: list[list[str]] = []
    closer.model.dataChanged.connect(lambda *_: orders.append(closer.names()))
    looked(closer, query)
    assert orders, "nothing was said"
    assert all(names == orders[0] for names in orders), "a row has moved"
    assert closer.names() == orders[0]
    assert "mirrored" in texts(closer, "mirror.png")
    assert "180°" in texts(closer, "upside.png")
    assert "75\N{NO-BREAK SPACE}%" in texts(closer, "small.png")
    verified = sum(bool(hit.comparison and hit.comparison.verified) for hit in closer.model.known())
    compared = sum(bool(hit.comparison and hit.comparison.kinds) for hit in closer.model.known())
    assert said(closer) == f"{verified} of {compared} hits verified"
    assert not any(closer.model.is_awaited(hit) for hit in closer.model.hits)


def test_what_was_done_is_said_in_the_panel_and_to_those_who_hear_it(closer: Desk, query: Path) -> None:
    closer.results.distance.slider.set_distance(FARTHEST)
    looked(closer, query)
    closer.hand("mirror.png")
    assert closer.page.side.hit.edits.whole == "Mirrored"
    spoken = closer.model.spoken(closer.row("mirror.png"))
    assert ", mirrored, mirror.png, " in spoken
    closer.hand("small.png")
    assert closer.page.side.hit.edits.whole.startswith("Scaled to 75")
    last = closer.model.rowCount() - 1
    closer.results.take_in_hand(last)
    assert closer.page.side.hit.edits.whole in ("Not compared", "Not the same shot")


def test_nothing_moves_in_the_panel_while_it_is_looked_closer(closer: Desk, query: Path) -> None:
    closer.search(query)
    part = closer.page.side.query.closer
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    before = (part.geometry(), closer.page.side.query.height(), closer.page.side.hit.height())
    closer.until(lambda: said(closer).startswith("Looking closer: "))
    during = (part.geometry(), closer.page.side.query.height(), closer.page.side.hit.height())
    closer.until(lambda: said(closer).endswith(" hits verified"))
    after = (part.geometry(), closer.page.side.query.height(), closer.page.side.hit.height())
    assert before == during == after


def test_o_shows_the_new_order_with_what_only_views_found_and_keeps_the_hit_in_hand(
    closer: Desk, query: Path
) -> None:
    few(closer)
    looked(closer, query)
    before = closer.names()
    assert "upside.png" not in before
    head, action = closer.results.head, closer.page.keys["new_order"]
    assert head.order.isVisible()
    assert head.order.text() == "New order: show"
    assert action.isEnabled()
    closer.hand("small.png")
    closer.key(Qt.Key.Key_Space)
    closer.key(Qt.Key.Key_O)
    after = closer.names()
    assert "upside.png" in after, "it is verified, and so it is shown however far it is"
    assert closer.model.card(closer.grid.currentIndex().row()).name == "small.png"
    assert [index.row() for index in closer.grid.selectionModel().selectedIndexes()] == [
        closer.row("small.png")
    ]
    scores = [closer.model.hit(row).score for row in range(closer.model.rowCount())]
    assert scores == sorted(scores, reverse=True)
    assert closer.results.count.text() == f"{len(after)} hits"
    assert head.order.text() == "Order by distance: show"
    assert texts(closer, "upside.png") == ["180°"]
    closer.key(Qt.Key.Key_O)
    assert closer.names() == before
    assert closer.model.card(closer.grid.currentIndex().row()).name == "small.png"


def test_where_nothing_is_within_the_slider_what_is_verified_shows_at_once(closer: Desk, query: Path) -> None:
    closer.results.distance.slider.set_distance(0.0)
    looked(closer, query)
    assert closer.model.by_score
    assert "mirror.png" in closer.names()
    assert all(hit.comparison and hit.comparison.verified for hit in closer.model.hits[: len(closer.names())])
    QTest.keyClick(QApplication.focusWidget() or closer.window, Qt.Key.Key_O)
    assert closer.names() == []


def test_the_slider_and_the_kinds_hold_in_the_order_of_score_too(closer: Desk, query: Path) -> None:
    looked(closer, query)
    closer.results.distance.slider.set_distance(FARTHEST)
    closer.key(Qt.Key.Key_O)
    assert sum(closer.model.kind_counts().values()) == closer.model.rowCount()
    assert sum(closer.model.per_bin(7)) == closer.model.rowCount()
    for kind in KINDS:
        closer.results.head.kinds.chosen.emit(frozenset((kind,)))
        words = {closer.model.hit(row).word for row in range(closer.model.rowCount())}
        assert words <= {kind}
        assert closer.model.rowCount() == closer.model.kind_counts()[kind]
    closer.results.show_all_kinds()
    closer.results.distance.slider.set_distance(0.0)
    rows = range(closer.model.rowCount())
    assert rows, "what is verified stays"
    assert all(closer.model.hit(row).comparison.verified for row in rows)  # type: ignore[union-attr]


def test_kinds_follow_the_word_that_a_comparison_gives(closer: Desk, query: Path) -> None:
    looked(closer, query)
    closer.results.distance.slider.set_distance(FARTHEST)
    ranked = [replace(hit, word="copy") if hit.rank == 9 else hit for hit in closer.model.known()]
    before = closer.names()
    counts = closer.model.kind_counts()
    changed = next(hit for hit in closer.model.known() if hit.rank == 9)
    closer.results.end_comparing(ranked)
    assert closer.names() == before
    if changed.word != "copy":
        assert closer.model.kind_counts()["copy"] == counts["copy"] + 1
        assert closer.model.kind_counts()[changed.word] == counts[changed.word] - 1
    closer.results.head.kinds.chosen.emit(frozenset(("copy",)))
    shown = [closer.model.hit(row).image for row in range(closer.model.rowCount())]
    assert changed.image in shown


def test_the_next_query_ends_it_and_nothing_of_it_comes_late(closer: Desk, edited: Path, query: Path) -> None:
    """Case U9: late answers never overwrite a new one."""
    heard: list[object] = []
    closer.search(query)
    closer.until(lambda: said(closer).startswith("Looking closer: "))
    closer.page.looking.worker.progressed.connect(heard.append)
    closer.page.search([Picture("scene-05.png", os.fsencode(edited / "scene-05.png"))])
    assert said(closer) == ""
    assert not closer.results.head.order.isVisible()
    closer.until(lambda: closer.model.rowCount() > 0 and closer.names()[0] == "scene-05.png")
    closer.until(lambda: said(closer).endswith(" verified"))
    images = {hit.image for hit in closer.model.known()}
    for news in heard:
        found = [one.image for one in news if isinstance(one, Compared)] if isinstance(news, tuple) else []
        assert images.issuperset(found)
    assert closer.model.hits[0].identical


def test_without_turned_and_mirrored_nothing_of_that_is_found(closer: Desk, query: Path) -> None:
    few(closer)
    looked(closer, query)
    assert {"upside.png", "mirror.png"} & {name_of(hit) for hit in closer.model.known()}
    known = len(closer.model.known())
    switch = closer.page.side.query.closer.switch
    assert switch.isChecked()
    interface = QAccessible.queryAccessibleInterface(switch)
    assert interface.role() == QAccessible.Role.CheckBox
    closer.key(Qt.Key.Key_O)
    with closer.qtbot.waitSignal(closer.page.looking.ended, timeout=60_000):  # type: ignore[attr-defined]
        closer.key(Qt.Key.Key_T)
    assert not switch.isChecked()
    assert not closer.model.by_score, "what is offered now is another order"
    assert len(closer.model.known()) <= known
    in_answer = {hit.image for hit in closer.model.hits}
    assert {hit.image for hit in closer.model.known()} == in_answer, "a view was searched"
    with closer.qtbot.waitSignal(closer.page.looking.ended, timeout=60_000):  # type: ignore[attr-defined]
        switch.setFocus()
        QTest.keyClick(switch, Qt.Key.Key_Return)
    assert switch.isChecked()
    assert len(closer.model.known()) == known


def name_of(hit: object) -> str:
    return os.fsdecode(os.path.basename(hit.files[0].path))  # type: ignore[attr-defined]


def test_the_switch_is_remembered(edited_library: Path, embedder: Embedder, qtbot: object) -> None:
    for expected in (True, False):
        for desk in open_desk(edited_library, embedder, qtbot):
            assert desk.page.keys["turned"].isChecked() is expected
            desk.page.keys["turned"].setChecked(False)


def test_closing_while_it_is_looked_closer_ends_cleanly(closer: Desk, query: Path) -> None:
    closer.search(query)
    closer.until(lambda: said(closer).startswith("Looking closer: "))
    assert closer.page.looking.worker.busy
    closer.window.close()
    assert not closer.window.stuck


def test_a_library_to_read_only_is_looked_at_too(
    edited_library: Path, embedder: Embedder, qtbot: object, query: Path
) -> None:
    with Library.open(edited_library) as holder:
        holder.lock()
        for desk in open_desk(edited_library, embedder, qtbot):
            desk.until(lambda desk=desk: bool(desk.window.lock_banner.buttons))
            desk.window.lock_banner.buttons[0].click()
            assert desk.window.lock_banner.read_only
            desk.results.distance.slider.set_distance(FARTHEST)
            looked(desk, query)
            assert "mirrored" in texts(desk, "mirror.png")
            hashes = [hit.picture_hash for hit in desk.model.hits]
            of_query = desk.page._query.decoded.picture_hash  # type: ignore[union-attr]
            assert not any(stored_comparison(desk.window.library, of_query, one) for one in hashes)


@pytest.mark.parametrize(
    ("side_px", "sentence"), [(200, "Too flat to be judged"), (20, "Too small to be judged")]
)
def test_what_cannot_be_judged_is_not_looked_at(
    closer: Desk, tmp_path: Path, side_px: int, sentence: str
) -> None:
    picture = Image.new("RGB", (side_px, side_px), (200, 30, 30)) if side_px == 200 else scene(3, 20, 20)
    picture.save(tmp_path / "bad.png")
    closer.search(tmp_path / "bad.png")
    closer.until(lambda: said(closer) == sentence)
    assert not any(card_badges(closer))
    assert not closer.page.keys["new_order"].isEnabled()


def card_badges(desk: Desk) -> list[tuple[badges.Badge, ...]]:
    return [desk.model.card(row).badges for row in range(desk.model.rowCount())]


def test_compare_takes_what_is_known_and_keeps_what_it_finds(closer: Desk, query: Path) -> None:
    looked(closer, query)
    library, page = closer.window.library, closer.page.comparing.page
    closer.hand("small.png")
    closer.grid.setFocus()
    closer.key(Qt.Key.Key_C)
    closer.until(lambda: page.found is not None)
    assert page.found.ms is None, "it was compared anew"
    assert page.head.title.text().startswith("Copy: scaled to 75")
    a, b = page.sides
    known = stored_comparison(library, a.picture_hash, b.picture_hash)
    assert known == page.found.comparison
    with library.catalog.write() as connection:
        connection.execute("DELETE FROM comparisons")
    page._swap()
    closer.until(lambda: page.found is not None)
    assert "Compared in " in closer.window.status.text
    closer.until(lambda: not page.loading.worker.busy)
    again = stored_comparison(library, b.picture_hash, a.picture_hash)
    assert again == page.found.comparison


def test_a_comparison_that_is_kept_reads_the_same_from_both_sides(closer: Desk) -> None:
    found = Comparison(True, (Kind("cropped", 0.6, "b"),), (0.6, 0, 0, 0, 0.6, 0, 0, 0, 1), 0.36, 1.0)
    library = closer.window.library
    store_comparison(library, b"one", b"other", found)
    assert stored_comparison(library, b"one", b"other") == found
    back = stored_comparison(library, b"other", b"one")
    assert back is not None
    assert back.kinds == (Kind("cropped", 0.6, "a"),)
    assert stored_comparison(library, b"one", b"third") is None


def hit_with(desk: Desk, comparison: Comparison | None, word: str = "copy") -> list[str]:
    hit = replace(desk.model.hits[0], word=word, identical=False)
    return [badge.text for badge in badges.of(hit, comparison, False, False)]


def test_badges_say_what_matters_first(closer: Desk, query: Path) -> None:
    closer.search(query)
    region = Region("mark_in_b", 0, 0, 1, 1, 0.05)
    kinds = (
        Kind("scaled", 0.5, "b"),
        Kind("covered", 0.05, "b"),
        Kind("turned", -6.2),
        Kind("cropped", 0.62, "a"),
        Kind("mirrored"),
    )
    assert hit_with(closer, Comparison(True, kinds, regions=(region,))) == [
        "mirrored",
        "query 62\N{NO-BREAK SPACE}%",
        "\N{MINUS SIGN}6°",
        "watermark",
        "50\N{NO-BREAK SPACE}%",
    ]
    covered = replace(region, code="covered_in_b")
    assert hit_with(closer, Comparison(True, kinds[1:2], regions=(covered,))) == [
        "5\N{NO-BREAK SPACE}% covered"
    ]
    assert hit_with(closer, Comparison(False, (Kind("burst"),))) == ["another shot"]
    assert hit_with(closer, Comparison(False, (Kind("unrelated"),))) == ["not verified"]
    assert hit_with(closer, Comparison(False, (Kind("unrelated"),)), "similar") == []
    assert hit_with(closer, Comparison(True, (Kind("re_encoded"),))) == ["verified"]
    assert hit_with(closer, Comparison(None, ())) == []


def test_a_card_shows_as_many_badges_as_have_room(closer: Desk, query: Path) -> None:
    closer.search(query)
    three = tuple(badges.Badge("crop", text) for text in ("mirrored", "62 %", "watermark"))
    card = replace(closer.model.card(0), badges=three)
    delegate = CardDelegate()
    assert [text for _, text in delegate.shown_badges(card, 400)] == ["mirrored", "62 %", "+1"]
    assert [text for _, text in delegate.shown_badges(card, 120)] == ["mirrored", "+2"]
    ((_, text), (_, more)) = delegate.shown_badges(card, 80)
    assert text.endswith("…") or "…" in text
    assert more == "+2"


def test_by_keys_alone_from_the_query_to_the_copy_that_only_a_view_found(closer: Desk, query: Path) -> None:
    few(closer)
    looked(closer, query)
    focused = QApplication.focusWidget()
    assert focused is closer.grid
    QTest.keyClick(focused, Qt.Key.Key_O)
    QTest.keyClick(focused, Qt.Key.Key_Home)
    for _ in range(closer.row("upside.png")):
        QTest.keyClick(focused, Qt.Key.Key_Right)
    assert closer.page.side.hit.edits.whole.endswith(" by 180°")
    QTest.keyClick(focused, Qt.Key.Key_D)
    closer.until(lambda: closer.model.card(closer.row("upside.png")).decision == "duplicate")
    QTest.keyClick(focused, Qt.Key.Key_O)
    assert "upside.png" not in closer.names()
    QTest.keyClick(focused, Qt.Key.Key_O)
    assert closer.model.card(closer.row("upside.png")).decision == "duplicate"
