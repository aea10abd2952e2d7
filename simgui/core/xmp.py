"""XMP: keywords and rating, read from a sidecar or from a JPEG, and put into a sidecar. Pictures are never written."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from simgui.core.errors import ImageError
from simgui.core.label_files import open_regular, parse_xml

XMP_LIMIT_BYTES = 8 << 20
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_RATING = "{http://ns.adobe.com/xap/1.0/}Rating"
_SUBJECT = "{http://purl.org/dc/elements/1.1/}subject"
# whole paths of tags, of which the last part is the keyword; read where there are no plain ones
_TREES = {
    "{http://ns.adobe.com/lightroom/1.0/}hierarchicalSubject": "|",
    "{http://www.digikam.org/ns/1.0/}TagsList": "/",
}
_PACKET = b"http://ns.adobe.com/xap/1.0/\0"
_MOST_SEGMENTS = 200
_RATINGS = range(-1, 6)
_OWN_TAGS = "darktable|"  # darktable keeps its own books among the tags

_NEW = """<?xml version="1.0" encoding="UTF-8"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 </rdf:RDF>
</x:xmpmeta>
"""
_NO_RATING = re.compile(rb"""(\bxmp:Rating\s*=\s*["']|<xmp:Rating>\s*)0(?=["'<\s])""")
_NO_KEYWORDS = re.compile(rb"<dc:subject>\s*<rdf:(Bag|Seq|Alt)\s*(?:/>|>\s*</rdf:\1>)\s*</dc:subject>")
_END = re.compile(rb"[ \t]*</rdf:RDF\s*>")


@dataclass(frozen=True, slots=True)
class Tags:
    """rating: 1 to 5, or -1 (rejected); None: none was given. keywords: each once, in order of the alphabet."""

    keywords: tuple[str, ...] = ()
    rating: int | None = None

    def __bool__(self) -> bool:
        return bool(self.keywords) or self.rating is not None

    def or_else(self, other: Tags) -> Tags:
        """The keywords of both, and the other's rating where this has none."""
        keywords = tuple(sorted({*self.keywords, *other.keywords}))
        return Tags(keywords, other.rating if self.rating is None else self.rating)


def parse_tags(data: bytes, path: bytes = b"") -> Tags:
    """Keywords and rating of an XMP document. Raises ImageError('label_malformed')."""
    root = parse_xml(data.strip(b"\0 \t\r\n"), path)
    keywords: set[str] = set()
    deep: set[str] = set()
    rating: int | None = None
    for description in root.iter(_RDF + "Description"):
        said = description.get(_RATING) or description.findtext(_RATING)
        rating = _rating(said) if rating is None else rating
        keywords.update(_entries(description.find(_SUBJECT)))
        for name, separator in _TREES.items():
            deep.update(
                entry.rpartition(separator)[2]
                for entry in _entries(description.find(name))
                if not entry.startswith(_OWN_TAGS)
            )
    return Tags(tuple(sorted((keywords or deep) - {""})), rating)


def _entries(element: ElementTree.Element | None) -> Iterator[str]:
    if element is not None:
        for entry in element.iter(_RDF + "li"):
            said = (entry.text or "").strip()
            if not said.startswith(_OWN_TAGS):
                yield said


def _rating(said: str | None) -> int | None:
    """0 is what programs write for a picture that nobody has rated."""
    try:
        rating = round(float(said or "0"))
    except (ValueError, OverflowError):
        return None
    return rating if rating in _RATINGS and rating != 0 else None


# in a JPEG


def embedded_packet(path: bytes) -> bytes | None:
    """The XMP document that a JPEG carries; None where it has none or is no JPEG. Raises ImageError as open_regular().

    The segments before the picture are gone through; what they hold is skipped, but for the one that is sought.
    """
    with open_regular(path) as descriptor, open(descriptor, "rb", closefd=False) as file:
        if file.read(2) != b"\xff\xd8":
            return None
        for _ in range(_MOST_SEGMENTS):
            head = file.read(4)
            if len(head) < 4 or head[0] != 0xFF or head[1] in (0xDA, 0xD9, 0xFF):
                return None
            length = int.from_bytes(head[2:], "big") - 2
            if length < 0:
                return None
            if head[1] != 0xE1:
                file.seek(length, 1)
                continue
            body = file.read(length)
            if body.startswith(_PACKET):
                return body[len(_PACKET) :]
    return None


# into a sidecar


def with_tags(old: bytes | None, tags: Tags, path: bytes = b"") -> bytes:
    """A sidecar with these keywords and this rating: a new one, or an old one that has none of the kind, of which all
    else stays byte for byte.

    Raises ImageError('label_malformed') for an old one that is not understood.
    """
    data = _NEW.encode() if old is None else old
    before = parse_tags(data, path)
    about = _about(data, path)
    lines = []
    if tags.rating is not None:
        data, found = _NO_RATING.subn(rb"\g<1>%d" % tags.rating, data)
        if not found:
            lines.append(f"   <xmp:Rating>{tags.rating}</xmp:Rating>")
    if tags.keywords:
        data = _NO_KEYWORDS.sub(b"", data)
        entries = "".join(
            f"<rdf:li>{html.escape(keyword, quote=False)}</rdf:li>" for keyword in tags.keywords
        )
        lines.append(f"   <dc:subject><rdf:Bag>{entries}</rdf:Bag></dc:subject>")
    if lines:
        block = "\n".join((_head(about), *lines, "  </rdf:Description>\n"))
        ends = list(_END.finditer(data))
        if not ends:
            raise ImageError("label_malformed", path=path, detail="rdf:RDF")
        data = data[: ends[-1].start()] + block.encode() + data[ends[-1].start() :]
    # whoever wrote the old one may spell things in ways that these patterns do not know
    if parse_tags(data, path) != tags.or_else(before):
        raise ImageError("label_malformed", path=path, detail="XMP")
    return data


def _head(about: str) -> str:
    about = html.escape(about, quote=False).replace('"', "&quot;")
    return (
        f'  <rdf:Description rdf:about="{about}" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
    )


def _about(data: bytes, path: bytes) -> str:
    """What the document says that it is about; all its parts must say the same."""
    first = next(parse_xml(data.strip(b"\0 \t\r\n"), path).iter(_RDF + "Description"), None)
    return "" if first is None else first.get(_RDF + "about", "")
