"""Icons and translations are found in a checkout and in a wheel's layout."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from simgui.core import assets


def test_in_the_checkout() -> None:
    assert assets.resource("icons", "simgui.svg").is_file()


def test_as_a_wheel_lays_them(tmp_path: Path) -> None:
    """Inside the package; a folder called resources beside it is somebody else's."""
    package = tmp_path / "simgui"
    (package / "core").mkdir(parents=True)
    (package / "resources").mkdir()
    (tmp_path / "resources").mkdir()
    for name in ("__init__.py", "core/__init__.py", "core/assets.py"):
        shutil.copy(Path(assets.__file__).parent.parent / name, package / name)
    program = "import simgui.core.assets as a; print(a.resource('icons'))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert Path(done.stdout.strip()) == (package / "resources" / "icons").resolve()
