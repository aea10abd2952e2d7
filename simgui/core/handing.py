"""Labels, ratings and tags of a picture that leaves, for the one that stays. Nothing is written here.

Of each kind (YOLO, labelme, VOC, rating, keywords) that the keeper has none of, it is given the leaving one's:

- where both show the same, a YOLO file as it is (with the class numbers of the keeper's data set, where both have
  lists of names), labelme and VOC scaled to the keeper's pixels;
- where one was cut, mirrored, turned by quarters or given a border: each box's corners go where the comparison says,
  and the box around them, cut to the picture, is taken; polygons go point by point. What keeps less than a quarter of
  itself in the keeper is dropped, and counted;
- rating and keywords into the keeper's .xmp, a new one, or its own when that has none of the kind.

All or nothing: where anything cannot be handed over, it is refused with the reason.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from simgui.core.carried import Carried, Label, Reader
from simgui.core.companions import label_folders, other_pictures
from simgui.core.errors import ImageError
from simgui.core.label_files import parse_yolo, read_bytes
from simgui.core.label_mapping import Goal, Mapped, Size, as_text, mapped_labelme, mapped_voc, mapped_yolo
from simgui.core.library import Library
from simgui.core.placement import Placement, Refused, placement_of
from simgui.core.xmp import XMP_LIMIT_BYTES, Tags, parse_tags, with_tags

if TYPE_CHECKING:  # it brings OpenCV
    from simgui.core.compare import Comparison

_EXTENSIONS = {"yolo": b".txt", "labelme": b".json", "voc": b".xml"}


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be written for the keeper. path: absolute; its folder may have to be made. replaces: it is the new
    version of a file whose bytes are `before`.
    """

    path: bytes
    data: bytes
    replaces: bool = False
    before: bytes | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What the person should know of what is handed over.

    labels_dropped (count): outside of the keeper. rating_differs (leaving, keeper), keywords_differ (left: those
    that the keeper lacks): it has its own, which stays. class_names_missing (path): only numbers are handed over.
    """

    code: str
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HandOver:
    """files: what would be written, none when it is refused. refused: the code of the reason, fields: its own.

    not_verified, no_transform, perspective, collage, turned_freely: the comparison does not say where things are.
    label_conflict (leaving, keeper): the keeper is labelled otherwise. class_unknown (name): the keeper's data set has
    no such class. class_by_folder (name): only the folder that it leaves says so. label_kind (kind): key points, masks.
    label_size (width_px, height_px): the label file is of another size. label_unreadable (path, why). place_taken,
    place_shared (path): another file, or another picture's. name_not_text (path). keeper_protected (path).
    """

    files: tuple[NewFile, ...] = ()
    refused: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def plan_hand_over(
    library: Library,
    leaving_path: bytes,
    keeper_path: bytes,
    comparison: Comparison | None,
    sizes: tuple[Size, Size],
    *,
    given: Sequence[NewFile] = (),
    reader: Reader | None = None,
) -> HandOver:
    """What the keeper would be given of what the leaving picture has and it has not. Paths are absolute.

    comparison: keeper = A; None where both are one Image. sizes: of the leaving one, then of the keeper, upright.
    given: what the same keeper gets from others that leave; a file of the same path here takes that one's place.
    reader: for many of these, one that lists each folder once.
    """
    handing = _Handing(library, leaving_path, keeper_path, given, reader or Reader(library))
    try:
        return handing.plan(comparison, sizes)
    except Refused as refused:
        return HandOver(refused=refused.code, fields=refused.fields)
    except ImageError as error:
        return HandOver(
            refused="label_unreadable", fields={"path": error.fields.get("path"), "why": error.code}
        )


class _Handing:
    """One pair. Raises Refused and ImageError."""

    def __init__(
        self,
        library: Library,
        leaving_path: bytes,
        keeper_path: bytes,
        given: Sequence[NewFile],
        reader: Reader,
    ) -> None:
        self._library = library
        self._leaving_path, self._keeper_path = leaving_path, keeper_path
        self._given = {file.path: file for file in given}
        self._reader = reader
        self._notes: list[Note] = []

    def plan(self, comparison: Comparison | None, sizes: tuple[Size, Size]) -> HandOver:
        leaving = self._carried(self._leaving_path)
        folder = self._reader.class_by_folder(self._leaving_path)
        if not leaving.labels and not leaving.tags and folder is None:
            return HandOver()
        keeper = self._carried(self._keeper_path)
        self._check_folder(folder, keeper)
        files = [*self._labels(leaving, keeper, comparison, sizes), *self._tags(leaving, keeper)]
        if files and self._reader.protected.covers(self._keeper_path):
            raise Refused("keeper_protected", path=self._keeper_path)
        return HandOver(tuple(files), notes=tuple(self._notes))

    def _carried(self, path: bytes) -> Carried:
        reported = len(self._reader.problems)
        found = self._reader.carried(path)
        for problem in self._reader.problems[reported:]:
            raise Refused("label_unreadable", path=problem.path, why=problem.code)
        return found

    def _check_folder(self, folder: str | None, keeper: Carried) -> None:
        """A class that only a folder names cannot be handed over: the picture would have to be moved there."""
        if folder is None:
            return
        own = self._reader.class_by_folder(self._keeper_path)
        known = {name.casefold() for label in keeper.labels for name in label.names}
        if own is not None:
            known.add(own.casefold())
        if folder.casefold() not in known:
            raise Refused("class_by_folder", name=folder)

    # labels

    def _labels(
        self, leaving: Carried, keeper: Carried, comparison: Comparison | None, sizes: tuple[Size, Size]
    ) -> Iterator[NewFile]:
        missing = [label for label in leaving.labels if keeper.of(label.kind) is None]
        self._check_conflict(leaving, keeper)
        for label in missing:
            path = self._place(label)
            if path in self._given:
                continue  # groups with labels that contradict each other are asked about before
            goal = Goal(self._placement(comparison, sizes), *sizes, self._keeper_path)
            mapped = self._mapped(label, goal, path)
            if mapped.dropped:
                self._notes.append(Note("labels_dropped", {"count": mapped.dropped, "path": path}))
            yield NewFile(path, mapped.data)

    def _check_conflict(self, leaving: Carried, keeper: Carried) -> None:
        """The keeper's labels must say all that the leaving one's say."""
        known = {name.casefold() for label in keeper.labels for name in label.names if not name.isdigit()}
        for label in leaving.labels:
            own = keeper.of(label.kind)
            names = {name.casefold() for name in label.names}
            if own is not None:
                differs = not names <= {name.casefold() for name in own.names}
            else:
                # a number without a name cannot be compared with names
                differs = bool(known) and not {name for name in names if not name.isdigit()} <= known
            if differs:
                held = {name for one in keeper.labels for name in one.names}
                raise Refused(
                    "label_conflict", leaving=", ".join(label.names), keeper=", ".join(sorted(held))
                )

    def _placement(self, comparison: Comparison | None, sizes: tuple[Size, Size]) -> Placement:
        if comparison is None and self._one_image():
            return Placement()
        return placement_of(comparison, [side for size in sizes for side in size])

    def _one_image(self) -> bool:
        leaving, keeper = map(self._library.catalog.file_at, (self._leaving_path, self._keeper_path))
        return leaving is not None and keeper is not None and leaving[1] == keeper[1]

    def _mapped(self, label: Label, goal: Goal, path: bytes) -> Mapped:
        if label.kind == "yolo":
            return mapped_yolo(label.data, goal, self._numbers(label, path))
        if label.kind == "voc":
            return mapped_voc(label.data, goal)
        relative = os.path.relpath(self._keeper_path, os.path.dirname(path))
        return mapped_labelme(label.data, goal, as_text(relative))

    def _numbers(self, label: Label, path: bytes) -> dict[int, int]:
        """A class's number in the keeper's data set, for those that have another one there."""
        theirs = self._reader.classes_at(os.path.dirname(path))
        if not label.classes or not theirs or label.classes == theirs:
            if label.classes and not theirs:
                self._notes.append(Note("class_names_missing", {"path": path}))
            return {}
        changed = {}
        for number in {row.number for row in parse_yolo(label.data, label.path)}:
            name = label.classes[number] if number < len(label.classes) else str(number)
            if name not in theirs:
                raise Refused("class_unknown", name=name, path=path)
            if theirs[number : number + 1] != (name,):
                changed[number] = theirs.index(name)
        return changed

    def _place(self, label: Label) -> bytes:
        """Where the keeper's label file of this kind belongs. Raises Refused when that place is not free for it."""
        folder, name = os.path.split(self._keeper_path)
        extension = _EXTENSIONS[label.kind]
        path = os.path.join(self._folder_for(folder, extension), os.path.splitext(name)[0] + extension)
        if os.path.lexists(path):
            raise Refused("place_taken", path=path)
        if others := other_pictures(self._keeper_path, self._reader.look):
            raise Refused("place_shared", path=others[0])
        return path

    def _folder_for(self, folder: bytes, extension: bytes) -> bytes:
        """labels/ or Annotations/ where the keeper's data set has such a tree, else beside the keeper."""
        for place in label_folders(folder, extension):
            common = os.path.commonpath([place, folder])
            tree = os.path.join(common, os.path.relpath(place, common).split(os.sep.encode())[0])
            if os.path.isdir(tree) and not self._reader.look.linked(place, folder):
                return place
        return folder

    # rating and keywords

    def _tags(self, leaving: Carried, keeper: Carried) -> Iterator[NewFile]:
        target = self._sidecar(leaving, keeper)
        planned = self._given.get(target)
        theirs, own = leaving.tags, keeper.tags
        if planned is not None:
            own = own.or_else(parse_tags(planned.data))
        if theirs.rating is not None and own.rating not in (None, theirs.rating):
            self._notes.append(Note("rating_differs", {"leaving": theirs.rating, "keeper": own.rating}))
        lacking = set(theirs.keywords) - set(own.keywords)
        if own.keywords and lacking:
            self._notes.append(Note("keywords_differ", {"left": ", ".join(sorted(lacking))}))
        missing = Tags(() if own.keywords else theirs.keywords, theirs.rating if own.rating is None else None)
        if not missing:
            return
        if planned is not None:
            yield replace(planned, data=with_tags(planned.data, missing, target))
        elif os.path.lexists(target):
            before = read_bytes(target, XMP_LIMIT_BYTES)
            yield NewFile(target, with_tags(before, missing, target), replaces=True, before=before)
        else:
            yield NewFile(target, with_tags(None, missing))

    def _sidecar(self, leaving: Carried, keeper: Carried) -> bytes:
        """The keeper's own .xmp; else b.xmp where the leaving one's is called in that way and no other picture would
        share it, else b.jpg.xmp.
        """
        whole, base = self._keeper_path + b".xmp", os.path.splitext(self._keeper_path)[0] + b".xmp"
        own = {one.path.lower(): one for one in keeper.sidecars if not one.shared}
        for path in (whole, base):
            if path.lower() in own:
                return own[path.lower()].path
        short = any(not one.path.startswith(self._leaving_path) for one in leaving.sidecars)
        alone = not other_pictures(self._keeper_path, self._reader.look)
        return base if short and alone and not os.path.lexists(base) else whole
