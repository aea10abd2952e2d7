"""Whatever is done in whatever order, indexing, deciding, culling, a kill, undo: every file's bytes are there."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simgui.core import cull, cull_journal, interrupted, moving
from simgui.core.catalog import Catalog
from simgui.core.cull_plan import plan
from simgui.core.embedder import Embedder
from simgui.core.errors import InputError
from simgui.core.groups import Options, find_groups
from simgui.core.history import About
from simgui.core.library import Library
from simgui.core.restoring import restore
from tests.conftest import Indexer, blob
from tests.core.culling import contents

PICTURES = 3
# build/bench/cull_kill.py --sequences asks for more
SEQUENCES = int(os.environ.get("SIMGUI_SEQUENCES", "8"))


class Killed(BaseException):
    """The process ends here."""


@contextlib.contextmanager
def ended_at(operation: int) -> Iterator[None]:
    """At the so-manieth rename, removal or commit nothing more happens."""
    count = 0

    def tick() -> None:
        nonlocal count
        count += 1
        if count == operation:
            raise Killed

    def around(function: Any) -> Any:
        def called(*arguments: Any, **more: Any) -> Any:
            tick()
            done = function(*arguments, **more)
            tick()
            return done

        return called

    write = Catalog.write

    @contextlib.contextmanager
    def journal(self: Catalog) -> Iterator[Any]:
        with write(self) as connection:
            yield connection
            tick()
        tick()

    with pytest.MonkeyPatch.context() as patch:
        for name in ("unlink", "link", "mkdir", "replace"):
            patch.setattr(os, name, around(getattr(os, name)))
        patch.setattr(moving, "rename_new", around(moving.rename_new))
        patch.setattr(moving, "swap", around(moving.swap))
        patch.setattr(Catalog, "write", journal)
        with contextlib.suppress(Killed):
            yield


class World:
    """A folder of copies and its library, opened anew after every kill."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self.photos, self.path, self.embedder = folder / "photos", folder / "library", embedder
        self.photos.mkdir()
        for number in range(PICTURES):
            for copy in range(2):
                blob(number, 40, 32).save(self.photos / f"{number} {copy}.png")
        (self.photos / "0 0.xmp").write_bytes(b"<x/>")
        self.take_stock()
        self.library = Library.open(self.path)
        self.added = 0
        self.index()

    def everything(self) -> tuple[Counter[bytes], Counter[bytes]]:
        """(where the person keeps them, in the quarantine)"""
        away = contents(self.path / "quarantine").items()
        lists = (b"manifest.json", b".part")
        return (
            Counter(contents(self.photos).values()),
            Counter(data for path, data in away if not path.endswith(lists)),
        )

    def take_stock(self) -> None:
        """What there is after the person did something is what there is to be."""
        here, away = self.everything()
        self.expected = here + away
        self.pictures = set(here)  # none of these may go for good

    def index(self) -> None:
        Indexer(self.library, self.embedder)(self.photos)

    def names(self) -> list[str]:
        return sorted(path.name for path in self.photos.glob("*.png"))

    def decide(self, number: int, word: str | None) -> None:
        names = self.names()
        path = os.fsencode(self.photos / names[number % len(names)])
        if (known := self.library.catalog.file_at(path)) is not None:
            self.library.history.decide([About.file(known[0], "x")], word)

    def cull(self, action: str, decided: bool) -> None:
        groups = find_groups(self.library, Options(exact=True), compare=False).groups
        cull.execute(self.library, plan(self.library, groups, action=action, decided=decided), action)

    def killed(self, operation: int, finishing: bool, action: str) -> None:
        """At some operation of a cull, or of a restore where nothing can leave; then the next start."""
        away = [record.id for record in cull_journal.culls(self.library) if record.can_restore]
        with ended_at(operation):
            if away and operation % 2:
                restore(self.library, away[0])
            else:
                self.cull(action, decided=False)
        self.library.close()
        self.library = Library.open(self.path)
        self.look(more=1)
        if interrupted.interrupted(self.library) is not None:
            (interrupted.finish if finishing else interrupted.put_back)(self.library)

    def restore(self, number: int) -> None:
        culls = cull_journal.culls(self.library)
        if culls:
            restore(self.library, culls[number % len(culls)].id)

    def undo(self) -> None:
        event = self.library.history.can_undo()
        if event is not None and event.kind == "cull":
            restore(self.library, event.id)
        else:
            self.library.history.undo()

    def redo(self) -> None:
        event = self.library.history.redoes()
        if event is None or event.kind != "cull":
            self.library.history.redo()
            return
        with contextlib.suppress(InputError):
            cull.again(self.library, event.id)

    def copy(self, number: int) -> None:
        """A person copies a file, at times to where one was that left."""
        names = self.names()
        data = (self.photos / names[number % len(names)]).read_bytes()
        places = [f"{number % PICTURES} {copy}.png" for copy in range(3)]
        free = next((name for name in places if not (self.photos / name).exists()), f"new {self.added}.png")
        (self.photos / free).write_bytes(data)
        self.added += 1
        self.take_stock()

    def overwrite(self, number: int, keeping_time: bool) -> None:
        """With another picture; where it is a hard link by now, the other name changes too."""
        names = self.names()
        path = self.photos / names[number % len(names)]
        found = path.stat()
        blob(100 + self.added, 40, 32).save(path)
        if keeping_time:
            os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
        self.added += 1
        self.take_stock()

    def look(self, more: int = 0) -> None:
        here, away = self.everything()
        now = here + away
        assert not self.expected - now, "lost"
        assert sum((now - self.expected).values()) <= more, "twice"
        gone = {data for data in self.pictures - set(here) if data != b"<x/>"}
        assert gone <= (set(away) if more else set()), "the last one of a picture is gone"


actions = st.sampled_from(["quarantine", "quarantine", "hardlink"])
culling = st.tuples(st.just("cull"), actions, st.booleans())
overwriting = st.tuples(st.just("overwrite"), st.integers(0, 9), st.booleans())
# some are there several times: what matters most is what comes just before a cull
step = st.one_of(
    culling,
    culling,
    culling,
    overwriting,
    overwriting,
    st.tuples(st.just("index")),
    st.tuples(st.just("decide"), st.integers(0, 9), st.sampled_from(["keep", "leaves", None])),
    st.tuples(st.just("killed"), st.integers(1, 50), st.booleans(), actions),
    st.tuples(st.just("restore"), st.integers(0, 3)),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
    st.tuples(st.just("copy"), st.integers(0, 9)),
)


@settings(max_examples=SEQUENCES, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(step, min_size=3, max_size=9))
def test_any_sequence_keeps_what_there_is(
    steps: list[tuple[Any, ...]], tmp_path_factory: pytest.TempPathFactory, embedder: Embedder
) -> None:
    world = World(tmp_path_factory.mktemp("world"), embedder)
    try:
        for name, *arguments in steps:
            getattr(world, name)(*arguments)
            world.look()
        back = restore(world.library)
        # a hard link that was written to by either name is left as it is
        assert {failed.code for failed in back.failed} <= {"changed_while_away"}
        assert Counter(contents(world.photos).values()) == world.expected
        world.index()
        assert world.library.problems() == []
        assert world.library.status().files == len(world.names())
    finally:
        world.library.close()
