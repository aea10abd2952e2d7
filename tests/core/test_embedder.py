"""The embedder: real weights, files of weights, memory that runs out, and that two are never mixed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from simgui.core import descriptors
from simgui.core.embedder import Embedder, EmbedderSpec, load_embedder
from simgui.core.errors import EmbedderError, EmbedderMismatch, InputError, OutOfMemory, WeightsMissing
from simgui.core.indexing import index
from simgui.core.library import Library
from simgui.core.search import load_query, search
from tests.conftest import Indexer, blob, photo_path, save_blobs

if TYPE_CHECKING:
    import torch

SMALL = "tf_efficientnet_lite0"


def pictures(count: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (count, 224, 224, 3), np.uint8)


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Two files of weights of one architecture, from random seeds 1 and 2."""
    import timm
    import torch
    from safetensors.torch import save_file

    folder = tmp_path_factory.mktemp("weights")
    made = {}
    for seed in (1, 2):
        torch.manual_seed(seed)
        network = timm.create_model(SMALL, pretrained=False, num_classes=10)
        made[seed] = folder / f"{seed}.safetensors"
        save_file(network.state_dict(), made[seed])
        torch.save(
            {"state_dict": {f"module.{k}": v for k, v in network.state_dict().items()}},
            folder / f"{seed}.pth",
        )
    return made


def test_the_bundled_network_sees_what_is_in_a_photograph(embedder: Embedder) -> None:
    """The weights are the real ones: with their own classifier the network names what anyone would."""
    import timm
    import torch
    from PIL import Image

    from simgui.core.embedder import bundled_weights

    network = timm.create_model(SMALL, pretrained=False).eval()
    state = torch.load(bundled_weights(), map_location="cpu", weights_only=True)
    network.load_state_dict(dict(zip(network.state_dict(), state.values(), strict=True)))
    for number, classes in (
        (1, {281, 282, 285}),
        (2, {504, 967, 968}),
    ):  # chelsea: cats; coffee: mug, espresso, cup
        pixels = np.asarray(Image.open(photo_path(number)).convert("RGB").resize((224, 224)))
        values = network(torch.tensor(pixels).permute(2, 0, 1)[None].float() / 127.5 - 1)
        assert int(values.argmax()) in classes


def test_descriptors_are_unit_vectors_and_do_not_depend_on_their_batch(embedder: Embedder) -> None:
    batch = pictures(9)
    together = embedder.embed(batch)
    assert together.shape == (9, 1280)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.concatenate([embedder.embed(batch[i : i + 1]) for i in range(9)])
    assert np.abs(together - alone).max() < 1e-5
    assert embedder.embed(batch[:0]).shape == (0, 1280)


@pytest.mark.parametrize("suffix", [".safetensors", ".pth"])
def test_weights_from_a_file(weights: dict[int, Path], suffix: str) -> None:
    """I11"""
    loaded = load_embedder(EmbedderSpec(SMALL, str(weights[1].with_suffix(suffix))), "cpu")
    assert loaded.dimension == 1280
    same = load_embedder(EmbedderSpec(SMALL, str(weights[1])), "cpu")
    assert np.allclose(loaded.embed(pictures(1)), same.embed(pictures(1)))


def test_another_network_works_with_a_file(tmp_path: Path) -> None:
    import timm
    import torch

    torch.manual_seed(0)
    torch.save(timm.create_model("efficientnet_b0").state_dict(), tmp_path / "b0.pth")
    loaded = load_embedder(EmbedderSpec("efficientnet_b0", str(tmp_path / "b0.pth")), "cpu")
    assert loaded.dimension == 1280
    assert loaded.description["mean"] == pytest.approx([0.485, 0.456, 0.406])


def test_weights_that_are_missing_or_wrong(tmp_path: Path, weights: dict[int, Path]) -> None:
    with pytest.raises(WeightsMissing):
        load_embedder(EmbedderSpec(SMALL, str(tmp_path / "gone.pth")), "cpu")
    (tmp_path / "page.pth").write_text("<html></html>")
    with pytest.raises(EmbedderError) as caught:
        load_embedder(EmbedderSpec(SMALL, str(tmp_path / "page.pth")), "cpu")
    assert caught.value.code == "weights_unreadable"
    with pytest.raises(EmbedderError) as caught:
        load_embedder(EmbedderSpec("efficientnet_b1", str(weights[1])), "cpu")
    assert caught.value.code == "weights_do_not_fit"
    with pytest.raises(InputError) as wrong:
        load_embedder(EmbedderSpec("no_such_network"), "cpu")
    assert wrong.value.code == "unknown_embedder"
    with pytest.raises(InputError) as wrong:
        load_embedder(device="quantum")
    assert wrong.value.code == "unknown_device"


@pytest.mark.skipif(sys.platform != "linux", reason="cuts the network off with Linux's unshare")
def test_without_a_network_the_bundled_one_works_and_others_fail_soon_with_what_to_do(tmp_path: Path) -> None:
    """I11"""
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("unshare is not allowed here")
    script = """
import time
from simgui.core.embedder import EmbedderSpec, load_embedder
from simgui.core.errors import WeightsMissing
load_embedder()
began = time.monotonic()
try:
    load_embedder(EmbedderSpec("efficientnet_b0"))
except WeightsMissing as error:
    print(error.fields["name"], time.monotonic() - began < 30)
"""
    environment = {k: v for k, v in os.environ.items() if "proxy" not in k.lower()} | {
        "HF_HOME": str(tmp_path)
    }
    ran = subprocess.run(
        ["unshare", "-rn", sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.split() == ["efficientnet_b0", "True"], ran.stderr


def test_a_gpu_is_asked_by_one_thread_in_few_sizes(
    embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """torch plans its convolutions anew for each thread and each size of batch"""
    expected = embedder.embed(pictures(37))
    network = embedder._network
    asked: list[tuple[str, int]] = []

    def forward(batch: torch.Tensor) -> torch.Tensor:
        asked.append((threading.current_thread().name, len(batch)))
        return network(batch)

    # torch knows no difference between this and "cpu"; whatever is not "cpu" is asked as a GPU is
    monkeypatch.setattr(embedder, "device", "cpu:0")
    monkeypatch.setattr(embedder, "_network", forward)
    monkeypatch.setattr(embedder, "_planned", set())
    with ThreadPoolExecutor(3) as pool:
        parts = list(pool.map(embedder.embed, (pictures(37), pictures(5), pictures(1))))
    for part in parts:
        assert np.abs(part - expected[: len(part)]).max() < 1e-5
    assert sorted(size for _, size in asked) == [1, 8, 64]
    assert len({name for name, _ in asked}) == 1


def test_a_busy_machine_leaves_each_core_its_part_of_a_batch(
    embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Batches of one ran on threads that waited for each other, an order of magnitude slower"""
    monkeypatch.setattr(embedder, "_forward", lambda batch: np.zeros((len(batch), 1280), np.float32))
    monkeypatch.setattr(embedder, "batch", 64)
    monkeypatch.setattr("simgui.core.embedder.BATCH_GOAL_S", -1.0)  # whatever it took was too long
    for _ in range(10):
        embedder.embed(np.zeros((embedder.batch, embedder.input_px, embedder.input_px, 3), np.uint8))
    assert embedder.batch == 2 * (os.cpu_count() or 1)


def test_memory_that_runs_out_halves_the_batch_once_and_loses_nothing(
    embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I7"""
    import torch

    real = embedder._forward

    def forward(batch: np.ndarray) -> np.ndarray:
        if len(batch) > 2:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return real(batch)

    expected = embedder.embed(pictures(19))
    notices: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(embedder, "_forward", forward)
    monkeypatch.setattr(embedder, "_cores", 1)
    monkeypatch.setattr("simgui.core.embedder.PART", 8)
    monkeypatch.setattr(embedder, "_largest_batch", 8)
    monkeypatch.setattr(embedder, "batch", 8)
    monkeypatch.setattr(embedder, "on_notice", lambda code, fields: notices.append((code, fields)))
    assert np.abs(embedder.embed(pictures(19)) - expected).max() < 1e-5
    assert [fields["batch"] for _, fields in notices] == [4, 2]
    assert {code for code, _ in notices} == {"batch_halved"}


def test_memory_that_runs_out_for_one_picture(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    def forward(batch: np.ndarray) -> np.ndarray:
        raise torch.OutOfMemoryError("out of memory")

    monkeypatch.setattr(embedder, "_forward", forward)
    monkeypatch.setattr(embedder, "_largest_batch", 2)
    monkeypatch.setattr(embedder, "batch", 2)
    monkeypatch.setattr(embedder, "on_notice", lambda code, fields: None)
    with pytest.raises(OutOfMemory):
        embedder.embed(pictures(2))


def test_half_precision_hardly_moves_a_descriptor(
    embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a GPU batches run in float16; here the CPU does the same, slowly."""
    batch = np.stack([blob(seed, 224, 224) for seed in (1, 2)])
    exact = embedder.embed(batch)
    monkeypatch.setattr(embedder, "_half", True)
    moved = np.linalg.norm(embedder.embed(batch) - exact, axis=1)
    assert 0 < moved.max() < 0.08
    assert embedder._half


def test_a_network_that_overflows_in_half_precision_runs_in_full(
    embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = embedder._vectors
    monkeypatch.setattr(embedder, "_half", True)

    def vectors(batch: np.ndarray) -> np.ndarray:
        return np.full((len(batch), 1280), np.nan, np.float32) if embedder._half else real(batch)

    batch = pictures(1)
    monkeypatch.setattr(embedder, "_vectors", vectors)
    assert np.isfinite(embedder.embed(batch)).all()
    assert not embedder._half


def test_the_urgent_go_before_those_who_wait(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    inside, go = threading.Event(), threading.Event()
    real = embedder._forward

    def forward(batch: np.ndarray) -> np.ndarray:
        order.append("urgent" if batch[0, 0, 0, 0] == 1 else "batch")
        inside.set()
        go.wait(10)
        return real(batch)

    monkeypatch.setattr(embedder, "_forward", forward)
    first = np.zeros((1, 224, 224, 3), np.uint8)
    urgent = np.ones((1, 224, 224, 3), np.uint8)
    threads = [threading.Thread(target=embedder.embed, args=(first,))]
    threads[0].start()
    inside.wait(10)
    threads += [
        threading.Thread(target=embedder.embed, args=(first,)),
        threading.Thread(target=embedder.embed, args=(urgent, True)),
    ]
    for thread in threads[1:]:
        thread.start()
    while embedder._turn._urgent_waiting == 0:
        pass
    go.set()
    for thread in threads:
        thread.join()
    assert order == ["batch", "urgent", "batch"]


def test_descriptors_of_two_networks_are_never_mixed(
    tmp_path: Path, library: Library, weights: dict[int, Path]
) -> None:
    """I6"""
    paths = save_blobs(tmp_path / "photos", 5)
    specs = {seed: EmbedderSpec(SMALL, str(path)) for seed, path in weights.items()}
    loaded = {seed: load_embedder(spec, "cpu") for seed, spec in specs.items()}
    by_spec = {specs[seed]: loaded[seed] for seed in specs}
    index(library, by_spec.__getitem__, [os.fsencode(tmp_path / "photos")], spec=specs[1])
    library.history.decide_pair(b"a" * 32, b"b" * 32, "related", ("a", "b"))
    query = load_query(os.fsencode(paths[0]), 224)
    with pytest.raises(EmbedderMismatch) as caught:
        search(library, query, loaded[2])
    assert caught.value.fields["library_embedder"] != caught.value.fields["asked_embedder"]
    with pytest.raises(EmbedderMismatch):
        index(library, by_spec.__getitem__, spec=specs[2])
    with pytest.raises(EmbedderMismatch):
        descriptors.claim(library, EmbedderSpec(), re_embed=False)
    # on request all is embedded again; what was decided stays, and the old descriptors are not searched
    again = index(library, by_spec.__getitem__, spec=specs[2], re_embed=True)
    assert (again.embedded, again.unchanged) == (5, 0)
    assert library.history.pair_words(b"a" * 32, [b"b" * 32]) == {b"b" * 32: "related"}
    assert search(library, query, loaded[2]).hits[0].identical
    with pytest.raises(EmbedderMismatch):
        search(library, query, loaded[1])
    # going back finds the old descriptors still there
    back = index(library, by_spec.__getitem__, spec=specs[1], re_embed=True)
    assert (back.embedded, back.unchanged) == (0, 5)


def test_other_weights_under_the_same_path_are_noticed(
    tmp_path: Path, library: Library, weights: dict[int, Path]
) -> None:
    """I6: the file of weights was exchanged behind our back"""
    own = tmp_path / "weights.safetensors"
    own.write_bytes(weights[1].read_bytes())
    spec = EmbedderSpec(SMALL, str(own))
    save_blobs(tmp_path / "photos", 2)
    index(library, lambda spec: load_embedder(spec, "cpu"), [os.fsencode(tmp_path / "photos")], spec=spec)
    own.write_bytes(weights[2].read_bytes())
    blob(9).save(tmp_path / "photos" / "new.jpg")
    with pytest.raises(EmbedderMismatch):
        index(library, lambda spec: load_embedder(spec, "cpu"))
    assert library.snapshot().images == 2


def test_half_re_embedded_is_searched_without_mixing(
    tmp_path: Path, indexer: Indexer, weights: dict[int, Path]
) -> None:
    """I6: stopped in the middle of changing the embedder"""
    from simgui.core.progress import CancelToken

    paths = save_blobs(tmp_path / "photos", 30)
    indexer(tmp_path / "photos")
    spec = EmbedderSpec(SMALL, str(weights[1]))
    other = load_embedder(spec, "cpu")
    cancel = CancelToken()

    def watch(progress: object) -> None:
        if progress.stages[2].done >= 8:  # type: ignore[attr-defined]
            cancel.cancel()

    half = index(indexer.library, lambda spec: other, spec=spec, re_embed=True, cancel=cancel, progress=watch)
    assert half.cancelled
    assert 0 < half.embedded < 30
    status = indexer.library.status()
    assert (status.images, status.embedded) == (30, half.embedded)
    query = load_query(os.fsencode(paths[0]), 224)
    assert search(indexer.library, query, other).images == half.embedded
    with pytest.raises(EmbedderMismatch):
        search(indexer.library, query, indexer.embedder)
    rest = index(indexer.library, lambda spec: other)
    assert half.embedded + rest.embedded == 30
