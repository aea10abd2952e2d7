"""Processes under measurement: started with this Python, watched from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

import psutil

MIB = 1 << 20


def run(code: str, arguments: Sequence[str] = (), **environment: str) -> str:
    """Standard output of a Python process that runs `code`. Raises when it fails."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(
        command, env={**os.environ, **environment}, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def watch(code: str, arguments: Sequence[str], each_s: float, look: Callable[[psutil.Process], None]) -> str:
    """The same, with `look` called every so often while it runs."""
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True
    ) as process:
        seen = psutil.Process(process.pid)
        while process.poll() is None:
            time.sleep(each_s)
            try:
                look(seen)
            except psutil.NoSuchProcess:
                break
        assert process.stdout is not None
        said = process.stdout.read()
    if process.returncode:
        raise SystemExit(f"the measured process ended with {process.returncode}")
    return said
