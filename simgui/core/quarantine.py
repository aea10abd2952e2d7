"""Where Files go that leave: a folder of the library, with a list in it that can be read without simgui."""

from __future__ import annotations

from simgui.core.library import Library

FOLDER = "quarantine"


def held(library: Library) -> tuple[int, int]:
    """(files, bytes) in the quarantine now, as far as the journal knows them."""
    raise NotImplementedError


def empty(library: Library, expected_files: int) -> tuple[int, int]:
    """Delete for good what the quarantine holds; (files, bytes) deleted. The only permanent deletion.

    Raises InputError('count_differs') (fields: expected, found) unless it holds exactly that many files, Locked,
    StoreError: indexing_now, culling_now, cull_interrupted.
    """
    raise NotImplementedError
