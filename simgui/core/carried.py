"""What one picture carries beside itself: its label files, with their classes' names, and its XMP tags."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

from simgui.core.catalog import relative_to
from simgui.core.class_folders import ClassFolders
from simgui.core.companions import Companion, Look, beside
from simgui.core.errors import ImageError
from simgui.core.label_files import (
    KIND_OF_EXTENSION,
    Kind,
    class_names,
    looks_like_labelme,
    looks_like_voc,
    looks_like_yolo,
    names_in,
    read_bytes,
)
from simgui.core.library import Library, Problem
from simgui.core.protection import Protected
from simgui.core.xmp import XMP_LIMIT_BYTES, Tags, embedded_packet, parse_tags

_JPEGS = (b".jpg", b".jpeg", b".jpe", b".jfif")
_LIKE = {"yolo": looks_like_yolo, "labelme": looks_like_labelme, "voc": looks_like_voc}


@dataclass(frozen=True, slots=True)
class Label:
    """A label file of a picture. names: of what is labelled in it; classes: names of YOLO's classes there."""

    path: bytes
    kind: Kind
    data: bytes
    names: tuple[str, ...]
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """labels: at most one of a kind. sidecars: its .xmp files, the one with its whole name first."""

    labels: tuple[Label, ...] = ()
    tags: Tags = field(default_factory=Tags)
    sidecars: tuple[Companion, ...] = ()

    def of(self, kind: Kind) -> Label | None:
        return next((label for label in self.labels if label.kind == kind), None)


class Reader:
    """Reads what pictures carry; each folder is listed once, and each Root looked at once, so keep it for many calls,
    but not for longer than one piece of work. What could not be read is in `problems`.
    """

    def __init__(self, library: Library, look: Look | None = None) -> None:
        self.look = look or Look()
        self.problems: list[Problem] = []
        self._roots = library.catalog.roots()
        self.protected = Protected(self._roots)
        self.folders = ClassFolders(library)
        self._classes: dict[bytes, tuple[str, ...]] = {}

    def carried(self, path: bytes, *, embedded: bool = True) -> Carried:
        """path: absolute, of the picture."""
        labels: dict[Kind, Label] = {}
        sidecars = []
        for companion in beside(path, self.look):
            extension = os.path.splitext(companion.path)[1].lower().strip()
            if companion.role == "label" and extension in KIND_OF_EXTENSION:
                label = self._label(companion.path, KIND_OF_EXTENSION[extension])
                if label is not None:
                    labels.setdefault(label.kind, label)
            elif extension == b".xmp":
                sidecars.append(companion)
        sidecars.sort(key=lambda sidecar: (not sidecar.path.startswith(path), sidecar.path))
        tags = Tags()
        for sidecar in sidecars:
            tags = tags.or_else(self._tags(sidecar.path))
        if embedded and path.lower().endswith(_JPEGS):
            tags = tags.or_else(self._embedded(path))
        return Carried(tuple(labels.values()), tags, tuple(sidecars))

    def class_by_folder(self, path: bytes) -> str | None:
        """The class that a picture's folder names."""
        for root in self._roots:
            if (inside := relative_to(path, root.path)) is not None:
                return self.folders.of(root.id, root.path, inside)
        return None

    def _label(self, path: bytes, kind: Kind) -> Label | None:
        try:
            data = read_bytes(path)
            if not _LIKE[kind](data):
                return None  # a caption, or another program's file
            classes = self.classes_at(os.path.dirname(path)) if kind == "yolo" else ()
            return Label(path, kind, data, names_in(kind, data, classes, path), classes)
        except ImageError as error:
            self._report(path, error)
            return None

    def _tags(self, path: bytes) -> Tags:
        try:
            return parse_tags(read_bytes(path, XMP_LIMIT_BYTES), path)
        except ImageError as error:
            self._report(path, error)
            return Tags()

    def _embedded(self, path: bytes) -> Tags:
        try:
            packet = embedded_packet(path)
            return Tags() if packet is None else parse_tags(packet, path)
        except ImageError as error:
            if error.code == "label_malformed":  # the picture itself is indexing's business
                self._report(path, error)
            return Tags()

    def _report(self, path: bytes, error: ImageError) -> None:
        fields = {name: value for name, value in error.fields.items() if name != "path"}
        self.problems.append(Problem(path, error.code, fields))

    # YOLO's classes

    def classes_at(self, folder: bytes) -> tuple[str, ...]:
        """Names of YOLO's classes for the labels in a folder, from there or the nearest folder above, up to the
        one that holds the Root; () when nothing names them.
        """
        known = self._classes.get(folder)
        if known is None:
            above = os.path.dirname(folder)
            known = next((names for names in map(class_names, self._lists(folder)) if names), ())
            if not known and above != folder and self._may_look_at(above):
                known = self.classes_at(above)
            self._classes[folder] = known
        return known

    def _lists(self, folder: bytes) -> Iterator[bytes]:
        found = self.look.folder(folder)
        for stem, extension in ((b"classes", b".txt"), (b"obj", b".names")):
            yield from (os.path.join(folder, f.name) for f in found.named(stem, (extension,)) if not f.link)
        names = [
            f.name for files in found.stems.values() for f in files if f.extension in (b".yaml", b".yml")
        ]
        yield from (os.path.join(folder, name) for name in sorted(names))

    def _may_look_at(self, folder: bytes) -> bool:
        """In Roots and in the folder that holds each: labels/ may lie beside a Root that is called images."""
        return any(
            folder == above or relative_to(folder, above) is not None
            for above in (os.path.dirname(root.path) for root in self._roots)
        )
