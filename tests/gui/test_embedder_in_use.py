"""Which embedder and device are in use: only what was chosen, and what is said is true."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from simgui.core import descriptors
from simgui.core import embedder as core
from simgui.core.embedder import Embedder, EmbedderSpec
from simgui.core.errors import EmbedderMismatch, InputError
from simgui.core.library import Library
from simgui.core.progress import CancelToken
from simgui.gui import remedies
from simgui.gui.background import Embedders, Failure
from simgui.gui.incoming import Picture
from simgui.gui.indexing.choosing import DeviceSheet, EmbedderSheet
from simgui.gui.main_window import MainWindow
from simgui.gui.settings import Settings
from tests.gui.conftest import Desk

OTHER = "mobilenetv3_small_050"
GONE = "cuda:63"


@pytest.fixture(scope="session")
def other_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small network's, from a random seed."""
    timm = core._import_timm()
    import torch

    path = tmp_path_factory.mktemp("weights") / "other.pth"
    torch.manual_seed(1)
    torch.save(timm.create_model(OTHER).state_dict(), path)
    return path


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Networks are loaded really, but not before it is set."""
    opened, load = threading.Event(), core.load_embedder

    def held(spec: EmbedderSpec | None = None, device: str = "auto") -> Embedder:
        assert opened.wait(30)
        return load(spec, device)

    monkeypatch.setattr(core, "load_embedder", held)
    yield opened
    opened.set()


def _sheet(desk: Desk, weights: Path) -> EmbedderSheet:
    """The other network is chosen, and Change pressed."""
    desk.window.indexing_page.change_embedder()
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, EmbedderSheet) and w.isVisible()]
    sheet = found[0]
    desk.until(lambda: sheet._names is not None)
    sheet.network.setEditText(OTHER)
    sheet.take_file(str(weights))
    desk.until(sheet.act.isEnabled)
    sheet.act.click()
    desk.until(lambda: EmbedderSpec(OTHER, str(weights)) in desk.window.embedders._known)
    return sheet


def _library_text(desk: Desk) -> str:
    desk.window.overview.refresh()
    with desk.qtbot.waitSignal(desk.window.work.library_text) as said:  # type: ignore[attr-defined]
        pass
    return str(said.args[0])


def test_a_choice_that_was_edited_while_it_loads_is_not_taken(
    desk: Desk, other_weights: Path, gate: threading.Event
) -> None:
    desk.until(lambda: desk.window.indexing_page.roots.rowCount() == 1)
    chosen: list[object] = []
    desk.window.indexing_page.embedder_chosen.connect(chosen.append)
    sheet = _sheet(desk, other_weights)
    sheet.network.setEditText("resnet50")
    with desk.qtbot.waitSignal(desk.window.embedders.ready, timeout=20_000):  # type: ignore[attr-defined]
        gate.set()
    desk.until(sheet.act.isEnabled)  # what the edited choice costs is known by now
    assert chosen == []
    assert sheet.isVisible()
    sheet.reject()
    assert list(desk.window.embedders._known) == [desk.window.running.wanted()]


def test_a_network_that_was_tried_and_not_chosen_is_neither_named_nor_kept(
    desk: Desk, other_weights: Path, gate: threading.Event
) -> None:
    desk.until(lambda: desk.window.indexing_page.roots.rowCount() == 1)
    _sheet(desk, other_weights).reject()
    with desk.qtbot.waitSignal(desk.window.embedders.ready, timeout=20_000):  # type: ignore[attr-defined]
        gate.set()
    wanted = desk.window.running.wanted()
    assert wanted.name == "tf_efficientnet_lite0"
    assert _library_text(desk).endswith(" · tf_efficientnet_lite0 on CPU")
    assert desk.window.work.device_text() == "CPU"
    assert list(desk.window.embedders._known) == [wanted]


def test_what_was_in_use_before_is_let_go_of_when_another_is_chosen(other_weights: Path) -> None:
    embedders = Embedders("cpu")
    other = EmbedderSpec(OTHER, str(other_weights))
    for spec in (EmbedderSpec(), other):
        embedders.get(spec, CancelToken())
    embedders.keep_only(other)
    assert embedders.has(other)
    assert not embedders.has(EmbedderSpec())


@pytest.fixture
def remembering(library_path: Path, qtbot: object) -> Iterator[Desk]:
    """A window that remembers a device which this computer does not have."""
    settings = Settings()
    settings.set("device", GONE)
    window = MainWindow(Library.open(library_path), settings, None, "auto")
    window.show()
    desk = Desk(window, qtbot)
    yield desk
    window.close()
    desk.until(lambda: not window.embedders.busy)
    window.deleteLater()


def test_a_remembered_device_that_is_gone_gives_way_with_a_notice(remembering: Desk, pictures: Path) -> None:
    found, sentence = remembering.search(pictures / "scene-01.png")
    assert found, sentence
    notice = remembering.window.indexing_page.notice
    assert notice.text.startswith("CUDA:63, the device chosen before, is not there now.")
    assert remembering.window.embedders.device == "auto"
    assert Settings().text("device") == GONE, "it is taken again when it is back"
    notice.buttons[0].click()
    sheet = _device_sheet(remembering)
    sheet.choices["cpu"].click()
    sheet.act.click()
    assert notice.text == ""
    assert Settings().text("device") == "cpu"


def test_a_device_that_was_named_now_is_refused_and_another_can_be_chosen(
    library_path: Path, qtbot: object, pictures: Path
) -> None:
    window = MainWindow(Library.open(library_path), Settings(), None, GONE)
    window.show()
    desk = Desk(window, qtbot)
    found, sentence = desk.search(pictures / "scene-01.png")
    assert not found
    assert sentence == f"This computer, or its build of torch, has no {GONE}."
    state = desk.results.state
    (button,) = [state._buttons.itemAt(n).widget() for n in range(state._buttons.count())]
    assert button is not None
    assert button.accessibleName() == "Change device…"
    button.click()  # type: ignore[attr-defined]
    sheet = _device_sheet(desk)
    sheet.choices["cpu"].click()
    with desk.qtbot.waitSignal(desk.page.settled, timeout=20_000) as signal:  # type: ignore[attr-defined]
        sheet.act.click()
    assert signal.args[0], "the same picture is searched by itself"
    window.close()
    desk.until(lambda: not window.embedders.busy)
    window.deleteLater()


def _device_sheet(desk: Desk) -> DeviceSheet:
    def sheets() -> list[DeviceSheet]:
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, DeviceSheet) and w.isVisible()]

    desk.until(lambda: bool(sheets()))
    sheet = sheets()[0]
    desk.until(lambda: "cpu" in sheet.choices)
    return sheet


def test_two_embedders_are_spoken_of_in_one_way_wherever_they_differ(desk: Desk, pictures: Path) -> None:
    error = EmbedderMismatch(library_embedder="a_net", asked_embedder="b_net")
    page = desk.window.indexing_page
    page.say_error(error)
    several = desk.page.several
    several._on_failed(Failure(error, ""))
    desk.page.search([Picture("x.png", os.fsencode(pictures / "scene-01.png"))])
    said = desk.page.states.say_failed(error, "x.png")
    desk.page.asking.worker.drop()
    sentence = (
        "This library was made with a_net, not b_net. Keep the first, or index again with the second? Decisions"
        " stay."
    )
    assert (page.notice.text, several.notice._label.text(), said) == (sentence,) * 3
    for buttons in (page.notice.buttons, several.notice.buttons):
        assert [button.text() for button in buttons] == ["Keep a_net", "Index again with b_net"]


def test_a_mismatch_names_a_file_of_weights_by_its_name_alone(library_path: Path, tmp_path: Path) -> None:
    spec = EmbedderSpec("tf_efficientnet_lite0", str(tmp_path / "a folder of mine" / "own.safetensors"))
    with Library.open(library_path) as library, pytest.raises(EmbedderMismatch) as caught:
        descriptors.claim(library, spec, re_embed=False)
    assert caught.value.fields["asked_embedder"] == "tf_efficientnet_lite0 (weights own.safetensors)"


def test_only_what_is_said_of_a_device_is_about_the_device() -> None:
    assert remedies.is_of_device(InputError("device_missing", device=GONE))
    assert not remedies.is_of_device(InputError("no_roots"))
