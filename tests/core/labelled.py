"""Label files as their programs write them, and pictures in a catalogue that nobody decoded."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from simgui.core.library import Library


def box_line(number: int = 0, box: Sequence[float] = (0.5, 0.5, 0.2, 0.4)) -> str:
    """box: middle x, middle y, width, height, in shares."""
    return f"{number} " + " ".join(f"{value:.6f}" for value in box) + "\n"


def labelme(
    shapes: Sequence[tuple[str, str, Sequence[Sequence[float]]]] = (
        ("cat", "rectangle", ((40, 30), (80, 90))),
    ),
    size: tuple[int, int] = (200, 150),
    picture: str = "a.jpg",
) -> str:
    """shapes: label, kind, points in pixels."""
    return json.dumps(
        {
            "version": "5.4.1",
            "flags": {},
            "shapes": [
                {"label": label, "points": points, "group_id": None, "shape_type": kind, "flags": {}}
                for label, kind, points in shapes
            ],
            "imagePath": picture,
            "imageData": "AAAA",
            "imageHeight": size[1],
            "imageWidth": size[0],
        },
        indent=2,
    )


def voc(
    objects: Sequence[tuple[str, Sequence[int]]] = (("cat", (40, 30, 80, 90)),),
    size: tuple[int, int] = (200, 150),
) -> str:
    """objects: name and xmin, ymin, xmax, ymax."""
    boxes = "".join(
        f"<object><name>{name}</name><truncated>0</truncated><bndbox><xmin>{box[0]}</xmin><ymin>{box[1]}</ymin>"
        f"<xmax>{box[2]}</xmax><ymax>{box[3]}</ymax></bndbox></object>"
        for name, box in objects
    )
    return (
        "<annotation><folder>old</folder><filename>a.jpg</filename><path>/old/a.jpg</path><size><width>"
        f"{size[0]}</width><height>{size[1]}</height><depth>3</depth></size>{boxes}</annotation>"
    )


def xmp(keywords: Sequence[str] = (), rating: int | None = None) -> str:
    words = "".join(f"<rdf:li>{word}</rdf:li>" for word in keywords)
    subject = f"<dc:subject><rdf:Bag>{words}</rdf:Bag></dc:subject>" if keywords else ""
    rated = f' xmp:Rating="{rating}"' if rating is not None else ""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:darktable="http://darktable.sf.net/"{rated} darktable:history_end="3">{subject}'
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>\n'
    )


def add_pictures(
    library: Library,
    root: Path,
    *names: str,
    along: Mapping[str, str] | None = None,
    images: Mapping[str, bytes] | None = None,
    camera: str | None = None,
) -> list[int]:
    """Enter pictures into the catalogue as they would stand there after indexing, without decoding; ids of the Files.

    along: companions and their roles. images: what decides which Image a picture is; else each is its own.
    """
    library.lock()
    with library.catalog.write() as connection:
        path = os.fsencode(root)
        connection.execute("INSERT OR IGNORE INTO roots (path, added_s) VALUES (?, 0)", (path,))
        (root_id,) = connection.execute("SELECT id FROM roots WHERE path = ?", (path,)).fetchone()
        files = []
        for name in (*names, *(along or {})):
            image = None
            if name in names:
                seen = (images or {}).get(name, path + os.fsencode(name))
                connection.execute(
                    "INSERT OR IGNORE INTO images (picture_hash, width_px, height_px, format, camera)"
                    " VALUES (?, 200, 150, 'JPEG', ?)",
                    (hashlib.sha256(seen).digest(), camera),
                )
                (image,) = connection.execute(
                    "SELECT id FROM images WHERE picture_hash = ?", (hashlib.sha256(seen).digest(),)
                ).fetchone()
            role = (along or {}).get(name, "raw" if name.endswith(".dng") else "picture")
            added = connection.execute(
                "INSERT INTO files (root, path, role, capture, image, state) VALUES (?, ?, ?, ?, ?, 'present')",
                (root_id, os.fsencode(name), role, os.path.splitext(os.fsencode(name))[0], image),
            )
            assert added.lastrowid is not None
            files.append(added.lastrowid)
        library.catalog.searched_files_changed(connection)
    return files[: len(names)]
