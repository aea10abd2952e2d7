"""Where the project's own plain files (icons, translations) lie.

In a checkout that is the folder resources beside the package; a wheel carries the same folder inside it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def resources_folder() -> Path:
    package = Path(__file__).resolve().parent.parent
    beside = package.parent / "resources"
    # the project file tells a checkout from a folder that only happens to be called resources
    if beside.is_dir() and (package.parent / "pyproject.toml").is_file():
        return beside
    return package / "resources"


def resource(*parts: str) -> Path:
    """The file, whether or not it is there: resource("icons", "simgui.svg")."""
    return resources_folder().joinpath(*parts)
