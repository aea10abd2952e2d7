"""What a person decides about pictures and files that they name by path, whether in the library or not."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from simgui.core import decode
from simgui.core.errors import InputError
from simgui.core.history import About, Event
from simgui.core.indexing import add_image
from simgui.core.library import Library
from simgui.core.search import load_query


@dataclass(frozen=True)
class Named:
    """A picture by its hash, with a name for people. `decoded` is set for one that had to be read."""

    picture_hash: bytes
    name: str
    decoded: decode.Decoded | None = None


def picture_at(library: Library, path: bytes) -> Named:
    """The picture at an absolute path: as indexed when the file is unchanged, else read now. Raises ImageError."""
    name = os.path.basename(path).decode("utf-8", "backslashreplace")
    known = library.catalog.unchanged_picture(path)
    if known is not None:
        return Named(known, name)
    # the picture hash does not depend on the size that a network would look at
    decoded = load_query(path, input_px=224, tolerate_truncated=False).decoded
    return Named(decoded.picture_hash, name, decoded)


def decide_pictures(library: Library, a: Named, b: Named, word: str | None) -> Event:
    """Decide about a pair; a picture from outside becomes an Image without a File. Raises Locked, InputError."""
    event = decide_all(library, [(a, b)], [], word)
    assert event is not None
    return event


def decide_all(
    library: Library, pairs: Sequence[tuple[Named, Named]], files: Sequence[tuple[int, str]], word: str | None
) -> Event | None:
    """Decide the same about pairs of pictures and Files (number, name), as one act that one undo takes back.

    A picture from outside becomes an Image without a File. None when there is nothing to decide about.
    Raises Locked, InputError.
    """
    about = [About.pair(a.picture_hash, b.picture_hash, (a.name, b.name)) for a, b in pairs]
    about += [About.file(number, name) for number, name in files]
    if not about:
        return None
    read = {one.picture_hash: one.decoded for pair in pairs for one in pair if one.decoded is not None}
    library.lock()
    if any(library.catalog.image_of_picture(picture) is None for picture in read):
        with library.catalog.write() as connection:
            for picture, decoded in read.items():
                known = connection.execute("SELECT 1 FROM images WHERE picture_hash = ?", (picture,))
                if known.fetchone() is None:
                    add_image(connection, decoded)
    return library.history.decide(about, word)


def decide_file_at(library: Library, path: bytes, word: str | None) -> Event:
    """Decide that the File at an absolute path stays or leaves. Raises InputError('not_in_library'), Locked."""
    found = library.catalog.file_at(path)
    if found is None:
        raise InputError("not_in_library", path=path)
    name = os.path.basename(path).decode("utf-8", "backslashreplace")
    return library.history.decide_file(found[0], word, name)
