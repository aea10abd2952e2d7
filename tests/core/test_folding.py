"""Networks are folded where it changes nothing, and left alone where it would."""

from __future__ import annotations

import pytest

from simgui.core.embedder import _import_timm
from simgui.core.folding import folded


@pytest.mark.parametrize("name", ["tf_efficientnet_lite0", "resnet18", "mobilenetv3_small_050"])
def test_a_folded_network_answers_the_same_without_its_normalisations(name: str) -> None:
    import torch

    torch.manual_seed(3)
    network = _import_timm().create_model(name, pretrained=False, num_classes=0).eval()
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):  # as after training, not as they begin
            torch.nn.init.uniform_(module.running_mean, -0.1, 0.1)
            torch.nn.init.uniform_(module.running_var, 0.5, 2)
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
            torch.nn.init.uniform_(module.bias, -0.1, 0.1)
    quicker = folded(network, 224)
    assert not any(isinstance(module, torch.nn.BatchNorm2d) for module in quicker.modules())
    assert any(isinstance(module, torch.nn.BatchNorm2d) for module in network.modules())
    with torch.no_grad():
        picture = torch.rand(1, 3, 224, 224)
        torch.testing.assert_close(quicker(picture), network(picture), rtol=1e-3, atol=1e-4)


def test_a_network_that_would_answer_otherwise_stays_as_it_is() -> None:
    """Its convolution's output goes on beside the normalisation too."""
    import torch
    from torch import nn

    class Beside(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.convolution, self.norm = nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4)
            nn.init.constant_(self.norm.weight, 2)

        def forward(self, given: torch.Tensor) -> torch.Tensor:
            made = self.convolution(given)
            return made + self.norm(made)

    network = Beside().eval()
    assert folded(network, 64) is network


def test_a_network_without_any_or_of_a_fixed_size_is_left_alone() -> None:
    import torch
    from torch import nn

    plain = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU())
    assert folded(plain, 64) is plain

    class Fixed(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.norm = nn.BatchNorm2d(3)

        def forward(self, given: torch.Tensor) -> torch.Tensor:
            if given.shape[-1] != 64:
                raise ValueError("64 px")
            return self.norm(given)

    fixed = Fixed().eval()
    assert folded(fixed, 64) is fixed
