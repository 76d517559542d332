"""What all readers share: the tally of a reading, its limits, and its errors.

Owns `Tally`, which collects what a reader learns besides designations. Invariant: a
reader yields designations one by one and keeps no more of a file than one entry
needs; whoever calls it must use nothing unless it came to the end without an error.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from xref.errors import ListParseError
from xref.model import Designation

log = logging.getLogger("xref.lists")

MAX_FILE_BYTES = 1 << 30
"""No official list is near 1 GiB: SDN_ADVANCED.XML, the largest, has about 122 MB."""

MAX_RATIO = 250
"""Unpacked bytes for each packed one. XML lists reach 30, an empty wide sheet about 150;
a bomb has 1,000 (the limit of deflate) or, nested, millions."""

SMALL = 1 << 20
"""A file that unpacks to less than this is never a bomb, whatever its ratio."""

MAX_FIELD = 131_072
"""Code points in one field: the longest remark read in any list has under 4,000."""

_SHOWN = 20


class Tally:
    """What a reader learns about a file besides its designations.

    Attributes:
        published: The publisher's own date, ISO.
        title: The file's own title, where it has one.
        notice: What the reader of a result must know.
        refused: Records without a usable name; they are left out and counted.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.published: str | None = None
        self.title: str | None = None
        self.notice: str | None = None
        self.refused = 0

    def refuse(self, where: str, why: str) -> None:
        """Count a record that cannot be used, and say so in the log."""
        self.refused += 1
        if self.refused <= _SHOWN:
            log.warning("%s: %s: left out: %s", self.path.name, where, why)


class Reader(Protocol):
    """A module of this package: it knows one format."""

    FORMAT: str

    def recognise(self, head: bytes) -> bool:
        """Tell from the first bytes of a file whether this reader knows its format."""

    def files(self, path: Path) -> tuple[Path, ...]:
        """Return the file and its siblings, the main file first."""

    def read(self, path: Path, tally: Tally) -> Iterator[Designation]:
        """Yield the designations of a file; raise `ListParseError` if it is broken."""


def broken(path: Path, line: int | None, what: str, *, hint: str | None = None) -> ListParseError:
    """Make the error for a file of which nothing can be used."""
    where = path.name if line is None else f"{path.name}:{line}"
    return ListParseError(
        f"{where}: {what}",
        hint=hint or "nothing of this file is used; fetch it again or repair it",
    )


def tidy(text: str | None) -> str:
    r"""Collapse white space; None is empty.

    Example:
        >>> tidy("  RYONGWANG  TRADING\n")
        'RYONGWANG TRADING'
    """
    return " ".join(text.split()) if text else ""


def unique(items: list[str]) -> tuple[str, ...]:
    """Keep the first of equal items, and no empty ones."""
    return tuple(dict.fromkeys(item for item in items if item))
