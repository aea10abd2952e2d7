"""A few rounds of build/bench/cull_kill.py, in a process of its own: it ends processes at random moments."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "build" / "bench" / "cull_kill.py"


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="it forks")
def test_a_kill_at_any_moment_loses_nothing() -> None:
    ran = subprocess.run(
        [sys.executable, SCRIPT, "--rounds", "8", "--seed", "40"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert "8 kills, nothing lost" in ran.stdout
