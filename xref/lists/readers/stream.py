"""XML files: their records, one by one, safely.

Owns the way XML is read. Invariant: entities are never resolved, nothing is fetched, a
file with a DOCTYPE is refused (lxml would drop an unknown entity without a word, and
with it a part of a name), and a record is freed when the next is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from lxml import etree

from xref.errors import ListParseError
from xref.lists.readers.base import MAX_FIELD, broken

_CHUNK = 1 << 16


def records_of(path: Path, tags: Sequence[str]) -> Iterator[etree._Element]:
    """Yield the elements with these local names, in any namespace, each when it ends.

    Raises:
        ListParseError: A DOCTYPE, a file cut short, bytes of another encoding.
    """
    with path.open("rb") as file:
        try:
            yield from _records(file, tags, path)
        except etree.XMLSyntaxError as error:
            raise _syntax(path, error) from None


def _records(file: BinaryIO, tags: Sequence[str], path: Path) -> Iterator[etree._Element]:
    events = etree.iterparse(
        file,
        events=("end",),
        tag=[f"{{*}}{name}" for name in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    checked = False
    for _, element in events:
        if not checked:
            checked = True
            _refuse_doctype(element, path)
        if max(map(len, element.itertext()), default=0) > MAX_FIELD:
            raise broken(path, line_of(element), f"a field longer than {MAX_FIELD} characters")
        yield element
        _free(element)
    if not checked and events.root is not None:
        _refuse_doctype(events.root, path)


def _refuse_doctype(element: etree._Element, path: Path) -> None:
    info = element.getroottree().docinfo
    if info.internalDTD is not None or info.doctype:
        raise broken(
            path,
            None,
            "it has a DOCTYPE, which no official list has",
            hint="an entity could hide part of a name: fetch the file from the publisher",
        )


def _free(element: etree._Element) -> None:
    parent = element.getparent()
    element.clear()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _syntax(path: Path, error: etree.XMLSyntaxError) -> ListParseError:
    offset = _first_bad_byte(path)
    if offset is not None:
        with path.open("rb") as file:
            line = file.read(offset).count(b"\n") + 1
        return broken(path, line, f"not UTF-8 at byte {offset}", hint="fetch it again")
    line, column = error.position
    what = (error.msg or "").split(", line")[0]
    return broken(path, line, f"not whole XML (column {column}): {what}", hint="fetch it again")


def _first_bad_byte(path: Path) -> int | None:
    """Find the first byte that is not UTF-8; None also for a file in another encoding."""
    with path.open("rb") as file:
        head = file.read(200).lower()
        declared = b"encoding=" in head and b"utf-8" not in head
        if declared or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return None
        file.seek(0)
        offset = 0
        rest = b""
        while chunk := file.read(_CHUNK):
            data = rest + chunk
            try:
                data.decode("utf-8")
                rest = b""
            except UnicodeDecodeError as error:
                if len(data) - error.start > 3 or error.reason != "unexpected end of data":
                    return offset - len(rest) + error.start
                rest = data[error.start :]
            offset += len(chunk)
        return None


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2]


def line_of(element: etree._Element) -> int | None:
    """Return the line an element starts in."""
    return cast("int | None", element.sourceline)


def children(element: etree._Element, *path: str) -> list[etree._Element]:
    """Return all elements down a path of local names."""
    found = [element]
    for name in path:
        found = [child for parent in found for child in parent.iterchildren(f"{{*}}{name}")]
    return found


def texts(element: etree._Element, *path: str) -> list[str]:
    """Return the texts of all elements down a path of local names, white space collapsed."""
    return [_flat(item) for item in children(element, *path)]


def _flat(element: etree._Element) -> str:
    whole = "".join(map(str, element.itertext())) if len(element) else element.text or ""
    return " ".join(whole.split())


def text(element: etree._Element, *path: str) -> str:
    """Return the first text down a path of local names, or an empty text."""
    return next(iter(texts(element, *path)), "")
