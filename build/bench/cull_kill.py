"""A process killed while it culls, restores or culls again: cull_kill.py [--rounds 100] [--seed 0] [--sequences N]

Each round makes a tree of small files (copies, side files, hard links, names of the same sort in many folders), and
ends a process at a random file operation or journal write of a cull into the quarantine (also on another file system,
where there is one), into the system's trash, or by hard links; or while it restores, or culls again. Looked at after:

- at once: each file's bytes are there exactly once, or twice and then the journal is in doubt about that very file
  (but for labels, which may be handed over, and of which a copy is to be there);
- then it is finished or put back, itself killed now and then: all is there exactly once; at the end of every round
  all is restored: the tree is as it was, with times and rights, and nothing of ours is left in it.

tests/core/test_cull_kill.py runs a few rounds. Any fault ends it with the seed that repeats it. --sequences then runs
tests/core/test_cull_any_order.py over so many random sequences of indexing, deciding, culling, kills, restores and
undo.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import shutil
import stat
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import measured
import send2trash
from send2trash import plat_other

from simgui.core import cull, interrupted, moving, restoring
from simgui.core.catalog import Catalog
from simgui.core.cull_plan import plan
from simgui.core.folders import identity
from simgui.core.library import Library
from simgui.core.members import Group, Member

KILLED = 9
LABEL = b"0 0.5 0.5 0.2 0.4\n"
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"%s/></rdf:RDF></x:xmpmeta>\n'
)
OTHER_DISK = Path("/dev/shm")
# what changes the disk, in the modules where it is called
OPERATIONS = ("link", "unlink", "rename", "replace", "mkdir", "rmdir", "fsync", "utime", "chmod")

Tree = dict[bytes, tuple[bytes, int, int]]  # path → bytes, time, rights


class Clock:
    """Counts operations, and ends the process at the one that it is set to."""

    def __init__(self, ends_at: int | None) -> None:
        self.ends_at, self.count = ends_at, 0

    def tick(self) -> None:
        self.count += 1
        if self.count == self.ends_at:
            os._exit(KILLED)

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any, **more: Any) -> Any:
            self.tick()
            done = function(*arguments, **more)
            self.tick()
            return done

        return called


@contextlib.contextmanager
def ticking(clock: Clock) -> Iterator[None]:
    """While it lasts, each of our operations ticks, before and after it is done."""
    real = {name: getattr(os, name) for name in OPERATIONS}
    write, system, copy = Catalog.write, moving._system_rename, shutil.copyfileobj

    @contextlib.contextmanager
    def journal(self: Catalog) -> Iterator[Any]:
        clock.tick()
        with write(self) as connection:
            yield connection
            clock.tick()
        clock.tick()

    def half(source: Any, target: Any, length: int = 0) -> None:
        data = source.read()
        target.write(data[: len(data) // 2])
        target.flush()
        clock.tick()
        target.write(data[len(data) // 2 :])

    for name, function in real.items():
        setattr(os, name, clock.around(function))
    Catalog.write = journal  # type: ignore[method-assign]
    shutil.copyfileobj = half  # type: ignore[assignment]
    rename = system()
    moving._system_rename = lambda: None if rename is None else clock.around(rename)  # type: ignore[assignment]
    try:
        yield
    finally:
        for name, function in real.items():
            setattr(os, name, function)
        Catalog.write = write  # type: ignore[method-assign]
        shutil.copyfileobj = copy
        moving._system_rename = system


# the tree


def _label(chance: random.Random, path: Path, copy: int) -> None:
    """What can be handed over, to a keeper that has nothing or an .xmp without a rating."""
    if copy and chance.random() < 0.6:
        path.with_suffix(".txt").write_bytes(LABEL)
    if chance.random() < 0.7:
        rating = b' xmp:Rating="%d"' % copy if copy else b""
        path.with_suffix(".xmp").write_bytes(XMP % rating)


def make_tree(chance: random.Random, root: Path, labelled: bool) -> list[list[tuple[str, str]]]:
    """Groups of (path, role), the keeper first; side files are made beside."""
    groups = []
    for number in range(chance.randint(2, 4)):
        data = b"picture %d " % number * chance.randint(1, 400)
        group: list[tuple[str, str]] = []
        for copy in range(chance.randint(2, 4)):
            name = (
                f"{chance.choice('xyz')}{copy}/same {number}.jpg"
                if chance.random() < 0.7
                else f"{number} {copy}.jpg"
            )
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if group and chance.random() < 0.2:
                os.link(root / group[-1][0], path)
            else:
                path.write_bytes(data)
                os.utime(path, ns=(10**18 + copy, 10**18 + number * 10**9 + copy))
                path.chmod(chance.choice((0o644, 0o600)))
            group.append((name, "picture"))
            if labelled:
                _label(chance, path, copy)
            elif chance.random() < 0.5:
                extension = chance.choice((".xmp", ".jpg.xmp", ".aae"))
                path.with_suffix(extension).write_bytes(b"side %d %d" % (number, copy))
        groups.append(group)
    return groups


def enter(library: Library, root: Path, groups: list[list[tuple[str, str]]]) -> list[Group]:
    """Into the catalogue, as indexing would."""
    library.lock()
    found = os.stat(root)
    made = []
    with library.catalog.write() as connection:
        connection.execute(
            "INSERT INTO roots (id, path, device, marker, added_s) VALUES (1, ?, ?, ?, 0)",
            (os.fsencode(root), *identity(found)),
        )
        for number, group in enumerate(groups, 1):
            picture = hashlib.sha256(b"%d" % number).digest()
            connection.execute(
                "INSERT INTO images (id, picture_hash, width_px, height_px, format) VALUES (?, ?, 9, 9, 'JPEG')",
                (number, picture),
            )
            members: list[Member] = []
            for name, role in group:
                path = os.fsencode(root / name)
                at = os.stat(path)
                sha256 = moving.read(path).sha256
                base = os.path.splitext(os.fsencode(name))[0]
                file = connection.execute(
                    "INSERT INTO files (root, path, role, capture, device, inode, size_bytes, mtime_ns, sha256, image,"
                    " state) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'present')",
                    (
                        os.fsencode(name), role, base, *identity(at), at.st_size, at.st_mtime_ns,
                        sha256, number,
                    ),
                ).lastrowid  # fmt: skip
                assert file is not None
                members.append(
                    Member(
                        file=file, image=number, picture_hash=picture, path=path, root=1, distance=0.0, score=1.0,
                        word="identical", identical=True, comparison=None, kinds=(), keep=not members, decision=None,
                        size_bytes=at.st_size, width_px=9, height_px=9, format="JPEG", same_file=False, online=True,
                        protected=False, parts=(), label=None, date=None, mtime_ns=at.st_mtime_ns,
                        inode=None,
                    )
                )  # fmt: skip
            made.append(Group(f"{number:012}", "copies", tuple(members), (), (), True, True, ()))
    return made


def tree_of(folder: Path) -> Tree:
    found: Tree = {}
    for where, _, names in os.walk(os.fsencode(folder)):
        for name in names:
            path = os.path.join(where, name)
            at = os.lstat(path)
            with open(path, "rb") as file:
                found[os.path.relpath(path, os.fsencode(folder))] = (
                    file.read(), at.st_mtime_ns, stat.S_IMODE(at.st_mode)
                )  # fmt: skip
    return found


# one round


class Round:
    def __init__(self, folder: Path, seed: int, other_disk: Path | None) -> None:
        self.chance = random.Random(seed)
        self.root, self.trash = folder / "photos", folder / "data"
        self.action = self.chance.choice(("quarantine", "quarantine", "trash", "hardlink"))
        away = other_disk is not None and self.action == "quarantine" and self.chance.random() < 0.5
        self.library = (other_disk if away and other_disk is not None else folder) / "library"
        self.trash.mkdir()
        os.environ["XDG_DATA_HOME"] = str(self.trash)
        plat_other.XDG_DATA_HOME = os.fsencode(self.trash)
        plat_other.HOMETRASH_B = os.fsencode(self.trash / "Trash")
        send2trash.send2trash = plat_other.send2trash

    def run(self) -> str:
        self.handing = self.action != "hardlink" and self.chance.random() < 0.4
        groups = make_tree(self.chance, self.root, self.handing)
        with Library.open(self.library) as library:
            self.groups = enter(library, self.root, groups)
        self.before = tree_of(self.root)
        self.kinds = Counter(data for data, *_ in self.before.values())
        acts: list[tuple[str, Callable[[Library], object]]] = [("cull", self._cull)]
        if self.chance.random() < 0.6:
            acts.append(("restore", lambda library: restoring.restore(library, 1)))
            if self.chance.random() < 0.5:
                acts.append(("again", lambda library: cull.again(library, 1)))
        for name, act in acts[:-1]:
            with Library.open(self.library) as library:
                act(library)
            self._look(f"after {name}")
        name, act = acts[-1]
        # some of them end by themselves before
        leaving = sum(len(group) - 1 for group in groups)
        ended = self._killed(act, self.chance.randint(1, 25 + 25 * leaving))
        self._look(f"{name} killed", settled=False)
        self._recover()
        what = f"{self.action}{' with labels' if self.handing else ''}"
        return f"{what}, {name}, {'killed' if ended else 'not killed'}"

    def _cull(self, library: Library) -> object:
        made = plan(library, self.groups, action=self.action, hand_over=self.handing)
        return cull.execute(library, made, self.action)

    def _killed(self, act: Callable[[Library], object], ends_at: int) -> bool:
        """Whether it was killed before it ended."""
        if (child := os.fork()) == 0:
            try:
                with Library.open(self.library) as library, ticking(Clock(ends_at)):
                    act(library)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert code in (0, KILLED)
        return code == KILLED

    def _recover(self) -> None:
        finishing = self.chance.random() < 0.5
        act = interrupted.finish if finishing else interrupted.put_back
        with Library.open(self.library) as library:
            there = interrupted.interrupted(library)
        if there is not None:
            if self.chance.random() < 0.4:
                self._killed(act, self.chance.randint(1, 60))
                self._look("killed while it recovered", settled=False)
            with Library.open(self.library) as library:
                if interrupted.interrupted(library) is not None:
                    act(library)
                assert interrupted.interrupted(library) is None
                library.catalog.set_setting("checked", True)  # the lock and the store are sound
            self._look("recovered")
        with Library.open(self.library) as library:
            back = restoring.restore(library)
            assert not back.failed, back
            states = library.catalog.read().execute("SELECT DISTINCT state FROM files").fetchall()
            assert states == [("present",)], states
        assert tree_of(self.root) == self.before, _difference(self.before, tree_of(self.root))
        self._look("restored")

    def _look(self, when: str, settled: bool = True) -> None:
        """Every file's bytes are somewhere, each once; twice only while the journal doubts that very file."""
        everything = [*tree_of(self.root).values(), *tree_of(self.trash).values()]
        quarantine = self.library / "quarantine"
        everything += [held for path, held in tree_of(quarantine).items() if not path.endswith(b"manifest.json")
                       and not path.endswith(b"manifest.json.part")]  # fmt: skip
        now = Counter(data for data, *_ in everything if data in self.kinds)
        assert not self.kinds - now, f"{when}: lost {self.kinds - now}"
        # a label that is handed over is there twice, and is taken away again
        more = Counter({data: count for data, count in (now - self.kinds).items() if not _is_label(data)})
        if settled:
            assert not more, f"{when}: twice {more}"
            return
        if more:
            with Library.open(self.library) as library:
                doubted = library.catalog.read().execute(
                    "SELECT sha256 FROM cull_items WHERE state IN ('moving', 'restoring')"
                )
                known = {row[0] for row in doubted}
            assert sum(more.values()) == 1, f"{when}: more than one twice {more}"
            assert {hashlib.sha256(data).digest() for data in more} <= known, f"{when}: unknown double"


def _is_label(data: bytes) -> bool:
    return data == LABEL or data.startswith(XMP[:9])


def _difference(one: Tree, other: Tree) -> str:
    paths = [path for path in one.keys() | other.keys() if one.get(path) != other.get(path)]
    return repr([(path, path in one, path in other) for path in sorted(paths)])


def main() -> int:
    parser = measured.options(__doc__, rounds=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sequences", type=int, default=0, help="random sequences of everything (0)")
    chosen = parser.parse_args()
    done: Counter[str] = Counter()
    for number in range(chosen.rounds):
        with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
            other = None
            if os.access(OTHER_DISK, os.W_OK) and os.stat(OTHER_DISK).st_dev != os.stat(folder).st_dev:
                other = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=OTHER_DISK)))
            try:
                done[Round(Path(folder), chosen.seed + number, other).run()] += 1
            except BaseException:
                print(f"seed {chosen.seed + number}", file=sys.stderr)
                raise
    for what, count in sorted(done.items()):
        print(f"{count:5}  {what}")
    print(f"{sum(done.values())} kills, nothing lost, nothing left twice, every tree as it was")
    return _sequences(chosen.sequences) if chosen.sequences else 0


def _sequences(count: int) -> int:
    test = Path(__file__).parents[2] / "tests" / "core" / "test_cull_any_order.py"
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--timeout=0", test],
        env={**os.environ, "SIMGUI_SEQUENCES": str(count)},
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
