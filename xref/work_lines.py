"""Lines of work files: what a run writes down while it goes on.

Owns the records of `work.jsonl` and their bytes. Invariant: a line tells all that results need
of a document, and nothing of who finished it when. Refuses to read or write files.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from xref.articles.reading import InputFile
from xref.articles.sources import Skipped
from xref.model import Claim, Evidence, Lists, Mention, Name
from xref.rules import Rules

#: Version of its lines.
SCHEMA = 2


class Header(msgspec.Struct, frozen=True, tag="run", tag_field="t"):
    """First line: what the run rests on; all of it must be the same to go on.

    Attributes:
        schema: Version of the format.
        version: Of xref.
        rules: Digest of the rules.
        lists: Name and sha256 of each list.
        paths: Inputs as named by the user, in order.
        options: What else changes the results.
        arguments: The command line of the first start, for the manifest.
        started_at: When the run was first started (UTC).
    """

    schema: int
    version: str
    rules: str
    lists: tuple[tuple[str, str], ...]
    paths: tuple[str, ...]
    options: tuple[str, ...]
    arguments: tuple[str, ...]
    started_at: str


#: Stands for the time of the last change of a file that is gone.
CARRIED = -1


class Opened(msgspec.Struct, frozen=True, tag="source", tag_field="t"):
    """A source that was begun.

    Attributes:
        s: Its number in this file.
        file: Where it is; None for standard input, and for one that is gone.
        path: As results call it.
        size: Bytes as stored.
        changed: Time of its last change, in nanoseconds; `CARRIED` for one that is gone, whose
            results are those of an earlier run.
    """

    s: int
    file: str | None
    path: str
    size: int
    changed: int


class FoundAlert(msgspec.Struct, frozen=True):
    """An `Alert` without its document, its subject by id."""

    subject: str
    score: float
    band: str
    evidence: tuple[Evidence, ...]
    name: Name
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    homonyms: tuple[str, ...]


class Found(msgspec.Struct, frozen=True, tag="found", tag_field="t"):
    """What one document holds.

    Attributes:
        s: Number of the source.
        n: Place of the document in its source, from 0.
        title: As in `Document`, like `published`, `path`, `author`, `language` and `url`.
        marks: The article's `fingerprint`, to know its copies by.
    """

    s: int
    n: int
    title: str | None
    published: str | None
    path: str | None
    author: str | None
    language: str | None
    url: str | None
    alerts: tuple[FoundAlert, ...]
    claims: tuple[Claim, ...]
    marks: bytes


class Lost(msgspec.Struct, frozen=True, tag="lost", tag_field="t"):
    """A document that was read and could not be screened."""

    s: int
    n: int
    reason: str


class Part(msgspec.Struct, frozen=True, tag="part", tag_field="t"):
    """Documents of a source that are finished: `first` and those behind it, by their ids."""

    s: int
    first: int
    ids: tuple[str, ...]


class End(msgspec.Struct, frozen=True, tag="end", tag_field="t"):
    """A source that was read to its end.

    Attributes:
        documents: How many it holds.
        input: Its account; None if it could not be opened.
        problems: All that was said of it.
    """

    s: int
    documents: int
    input: InputFile | None
    problems: tuple[Skipped, ...]


class Sheet(msgspec.Struct, frozen=True, tag="sheet", tag_field="t"):
    """A review sheet is about to be written; another sha256 was made by somebody else."""

    sha256: str
    name: str = "review.csv"


class FoundAt(msgspec.Struct, frozen=True, tag="found", tag_field="t"):
    """Of `Found` only whose it is: the rest is looked at when results are written."""

    s: int
    n: int


class FoundMarks(msgspec.Struct, frozen=True, tag="found", tag_field="t"):
    """Of `Found` only what tells copies."""

    published: str | None
    marks: bytes


Line = Header | Opened | Found | Lost | Part | End | Sheet
Told = Header | Opened | FoundAt | Lost | Part | End | Sheet

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Line)
_GLANCE = msgspec.json.Decoder(Told)
_MARKS = msgspec.json.Decoder(FoundMarks)


def decode(data: bytes) -> Line:
    """A whole line.

    Raises:
        msgspec.DecodeError: It is none.
    """
    line: Line = _DECODER.decode(data)
    return line


def glance(data: bytes) -> Told:
    """A line without what was found.

    Raises:
        msgspec.DecodeError: It is none.
    """
    line: Told = _GLANCE.decode(data)
    return line


def marks(data: bytes) -> FoundMarks:
    """The marks of a line with findings.

    Raises:
        msgspec.DecodeError: It is none.
    """
    line: FoundMarks = _MARKS.decode(data)
    return line


def encode(lines: Iterable[Line]) -> bytes:
    """Lines as bytes; what UTF-8 cannot hold (names of files may) becomes `?`."""
    parts = []
    for line in lines:
        try:
            parts.append(_ENCODER.encode(line))
        except UnicodeEncodeError:
            parts.append(_ENCODER.encode(printable(msgspec.to_builtins(line))))
    return b"".join(part + b"\n" for part in parts)


def printable(value: Any) -> Any:
    """A value whose texts UTF-8 can hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable(item) for item in value]
    return value


def header(
    *,
    version: str,
    lists: Lists,
    rules: Rules,
    paths: Iterable[str],
    options: Iterable[str],
    arguments: Iterable[str],
    started_at: str,
) -> Header:
    """The header of a run."""
    line = Header(
        SCHEMA,
        version,
        rules.digest,
        tuple((each.name, each.sha256) for each in lists.versions),
        tuple(paths),
        tuple(options),
        tuple(arguments),
        started_at,
    )
    # As it will be read again.
    decoded = _DECODER.decode(encode([line]))
    assert isinstance(decoded, Header)  # noqa: S101 - by its tag
    return decoded
