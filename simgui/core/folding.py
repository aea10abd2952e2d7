"""A network's batch normalisation folded into the convolutions before it: the same answer with less work.

A convolution that is followed by a batch normalisation with fixed statistics is another convolution; see Jacob et al.,
"Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference" (2018), section 3.2.
"""

from __future__ import annotations

import copy
import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

# as a share of the answer's length: rounding moves it by some 2e-6, a network that cannot be folded by far more
TOLERANCE = 1e-4
log = logging.getLogger(__name__)


def folded(network: torch.nn.Module, input_px: int) -> torch.nn.Module:
    """The network, on the CPU, folded where that does not change what it answers; else as it was."""
    import torch

    if not any(isinstance(module, torch.nn.BatchNorm2d) for module in network.modules()):
        return network
    probe = torch.randn(1, 3, input_px // 2, input_px // 2, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        try:
            quicker = copy.deepcopy(network)
            wanted, pairs = _run(quicker, probe)
            places = {module: name for name, module in quicker.named_modules()}
            for convolution, norm in pairs:
                _fold(convolution, norm)
                parent, _, name = places[norm].rpartition(".")
                # timm's normalisation has its activation within
                rest = [getattr(norm, part, None) for part in ("drop", "act")]
                after = torch.nn.Sequential(*(part for part in rest if isinstance(part, torch.nn.Module)))
                setattr(quicker.get_submodule(parent), name, after)
            moved = (quicker(probe) - wanted).norm()
        except Exception:  # networks are of any make; one that cannot be folded works as it is
            log.debug("not folded", exc_info=True)
            return network
        return quicker if bool(moved <= TOLERANCE * wanted.norm()) else network


def _run(network: torch.nn.Module, probe: torch.Tensor) -> tuple[torch.Tensor, list[tuple[Any, Any]]]:
    """What the network answers, and each convolution with the normalisation that took its output meanwhile."""
    import torch

    made: dict[int, tuple[Any, Any]] = {}  # the outputs are kept, so that none gets another's id
    pairs: list[tuple[Any, Any]] = []

    def on_convolution(module: Any, _given: Any, output: Any) -> None:
        made[id(output)] = (module, output)

    def on_norm(module: Any, given: Any, _output: Any) -> None:
        if id(given[0]) in made and module.running_mean is not None:
            pairs.append((made[id(given[0])][0], module))

    hooks = [
        module.register_forward_hook(on_norm if isinstance(module, torch.nn.BatchNorm2d) else on_convolution)
        for module in network.modules()
        if isinstance(module, torch.nn.Conv2d | torch.nn.BatchNorm2d)
    ]
    answer = network(probe)
    for hook in hooks:
        hook.remove()
    return answer, pairs


def _fold(convolution: Any, norm: Any) -> None:
    from torch.nn.utils.fusion import fuse_conv_bn_weights

    convolution.weight, convolution.bias = fuse_conv_bn_weights(
        convolution.weight,
        convolution.bias,
        norm.running_mean,
        norm.running_var,
        norm.eps,
        norm.weight,
        norm.bias,
    )
