from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.gui.conftest import (  # noqa: F401 - the window's fixtures serve here too
    made_library,
    nothing_left_behind,
    pictures,
    qapp,
    qapp_cls,
    settings_elsewhere,
)


@pytest.fixture
def library(made_library: Path, tmp_path: Path) -> Path:  # noqa: F811
    """The small library, a copy of its own for each story."""
    return Path(shutil.copytree(made_library, tmp_path / "library"))
