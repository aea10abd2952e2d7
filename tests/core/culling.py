"""Files on a disk and in the catalogue as after indexing, without decoding; and groups of them as groups.py gives."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from simgui.core.compare import Comparison
from simgui.core.folders import identity
from simgui.core.history import About
from simgui.core.library import Library
from simgui.core.library_folders import MARKER
from simgui.core.members import Group, Member


def contents(*folders: Path) -> dict[bytes, bytes]:
    """Relative path → bytes of every file but a quarantine's mark, with whole names as the file system has them."""
    found = {}
    for folder in folders:
        for where, _, names in os.walk(os.fsencode(folder)):
            for name in names:
                path = os.path.join(where, name)
                if os.path.islink(path) or name == MARKER:
                    continue
                with open(path, "rb") as file:
                    found[os.path.relpath(path, os.fsencode(folder))] = file.read()
    return found


class Shelf:
    """A Root with files."""

    def __init__(self, library: Library, root: Path) -> None:
        self.library, self.root = library, root
        root.mkdir(parents=True, exist_ok=True)
        library.lock()
        self.path = os.fsencode(root)
        found = os.stat(root)
        with library.catalog.write() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO roots (path, device, marker, added_s) VALUES (?, ?, ?, 0)",
                (self.path, *identity(found)),
            )
            row = connection.execute("SELECT id FROM roots WHERE path = ?", (self.path,)).fetchone()
        self.id: int = row[0]

    def at(self, name: str | bytes) -> bytes:
        return os.path.join(self.path, os.fsencode(name))

    def add(
        self,
        name: str | bytes,
        data: bytes,
        picture: bytes | None = None,
        role: str = "picture",
        is_picture: bool = True,
    ) -> int:
        """A file and its row. picture: what decides which Image it is (default: its bytes)."""
        path = self.at(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if not os.path.lexists(path):
            with open(path, "wb") as file:
                file.write(data)
        found = os.stat(path)
        relative = os.path.relpath(path, self.path)
        with self.library.catalog.write() as connection:
            image = None
            if is_picture:
                shown = hashlib.sha256(picture or data).digest()
                connection.execute(
                    "INSERT OR IGNORE INTO images (picture_hash, width_px, height_px, format)"
                    " VALUES (?, 200, 150, 'JPEG')",
                    (shown,),
                )
                (image,) = connection.execute(
                    "SELECT id FROM images WHERE picture_hash = ?", (shown,)
                ).fetchone()
            added = connection.execute(
                "INSERT INTO files (root, path, role, capture, device, inode, size_bytes, mtime_ns, sha256, image,"
                " state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'present')",
                (
                    self.id, relative, role, os.path.splitext(relative)[0], *identity(found),
                    found.st_size, found.st_mtime_ns, hashlib.sha256(data).digest() if image else None, image,
                ),
            )  # fmt: skip
            self.library.catalog.searched_files_changed(connection)
        assert added.lastrowid is not None
        return added.lastrowid

    def beside(self, names: Mapping[str, bytes], role: str = "sidecar") -> None:
        """Side files, with their rows."""
        for name, data in names.items():
            self.add(name, data, role=role, is_picture=False)

    def link(self, name: str, to: str) -> int:
        """A hard link, with its row."""
        os.makedirs(os.path.dirname(self.at(name)), exist_ok=True)
        os.link(self.at(to), self.at(name))
        return self.add(name, Path(os.fsdecode(self.at(to))).read_bytes())


def group_of(
    library: Library,
    *files: int,
    keep: Iterable[int] | None = None,
    conflict: tuple[str, ...] = (),
    comparison: Comparison | None = None,
    kind: str = "copies",
) -> Group:
    """The Files as one group, the first as its keeper; what stays: `keep`, else the first; as decided where it is."""
    decided = library.history.file_words(files)
    read, members = library.catalog.read(), []
    kept = set(keep) if keep is not None else {files[0]}
    for file in files:
        image, picture, root, path, relative, size, mtime, protected, w, h = read.execute(
            "SELECT f.image, i.picture_hash, f.root, r.path, f.path, f.size_bytes, f.mtime_ns, r.protected, i.width_px,"
            " i.height_px FROM files f JOIN roots r ON r.id = f.root JOIN images i ON i.id = f.image WHERE f.id = ?",
            (file,),
        ).fetchone()
        word = decided.get(file)
        stays = {"keep": True, "leaves": False}.get(word or "", file in kept)
        first = members[0].image if members else image
        members.append(
            Member(
                file=file, image=image, picture_hash=picture, path=os.path.join(path, relative), root=root,
                distance=0.0, score=1.0, word="identical", identical=image == first, comparison=comparison, kinds=(),
                keep=stays, decision=word, size_bytes=size, width_px=w, height_px=h, format="JPEG", same_file=False,
                online=os.path.isdir(path), protected=bool(protected), parts=(), label=None, date=None, mtime_ns=mtime,
                inode=None,
            )
        )  # fmt: skip
    number = hashlib.sha256(repr(sorted(files)).encode()).hexdigest()[:12]
    return Group(number, kind, tuple(members), (), (), True, not conflict, conflict)


def decide(library: Library, word: str, *files: int) -> None:
    library.history.decide([About.file(file, str(file)) for file in files], word)


def state_of(path: bytes) -> tuple[bytes, int, int]:
    """What a restore brings back: bytes, time and rights."""
    with open(path, "rb") as file:
        data = file.read()
    found = os.lstat(path)
    return data, found.st_mtime_ns, stat.S_IMODE(found.st_mode)


def row_of(library: Library, file: int) -> tuple[str, bytes]:
    """(state, relative path) of a File in the catalogue."""
    found = library.catalog.read().execute("SELECT state, path FROM files WHERE id = ?", (file,)).fetchone()
    return found[0], found[1]
