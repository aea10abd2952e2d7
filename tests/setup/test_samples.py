"""Sample pictures: whole or not at all, and nothing that is there already is touched."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from simgui.core import samples
from simgui.core.errors import Cancelled, DiskFull, StoreError
from simgui.core.progress import CancelToken, Progress

needs_samples = pytest.mark.skipif(not samples.photographs(), reason="the extra `samples` is not installed")


@needs_samples
def test_originals_and_copies_of_all_kinds(tmp_path: Path) -> None:
    news: list[Progress] = []
    made = samples.make(tmp_path / "samples", news.append)
    originals = sorted((made.folder / "originals").iterdir())
    copies = sorted((made.folder / "reposts").iterdir())
    assert (len(originals), len(copies)) == (made.originals, made.copies)
    assert 50 <= made.originals + made.copies <= 80
    for kind in samples.COPIES:
        assert any(path.stem.endswith(kind) for path in copies), kind
    for path in copies:
        with Image.open(path) as picture:
            picture.load()
    assert made.query in originals
    assert news[0].stages[0].total == made.originals + made.copies
    carried = samples.photographs()
    assert all(path.read_bytes() == carried[path.stem].read_bytes() for path in originals)


@needs_samples
def test_cancelled_leaves_nothing(tmp_path: Path) -> None:
    cancel = CancelToken()

    def stop(progress: Progress) -> None:
        if progress.stages[0].done:
            cancel.cancel()

    with pytest.raises(Cancelled):
        samples.make(tmp_path / "samples", stop, cancel)
    assert list(tmp_path.iterdir()) == []


@needs_samples
def test_what_is_there_stays(tmp_path: Path) -> None:
    made = samples.make(tmp_path / "samples")
    made.query.write_bytes(b"mine")
    assert samples.make(tmp_path / "samples").query.read_bytes() == b"mine"


@needs_samples
@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, DiskFull), (errno.EROFS, StoreError)])
def test_no_room_or_no_right_to_write_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[StoreError]
) -> None:
    def fail(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(samples, "_save", fail)
    with pytest.raises(kind) as raised:
        samples.make(tmp_path / "samples")
    assert raised.value.fields["path"] == os.fsencode(tmp_path / "samples")
    assert list(tmp_path.iterdir()) == []


def test_too_few_photographs_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samples, "_places", lambda package: [])
    assert samples.photographs() == {}
