"""Tables: CSV and Parquet with a column of texts, read row by row.

Owns which column is what, and turning rows into records. Invariant: the text of a record is
the cell, letter by letter; rows are read in pieces, so that memory does not grow with the
table. Refuses tables without a header that names a text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from xref.articles.decoding import stream_encoding
from xref.articles.packing import Content, unpacking
from xref.articles.parquet import parquet_rows
from xref.articles.records import Context, Record, text_with_title
from xref.errors import InputError
from xref.rules.articles import ColumnRules

_DELIMITERS = ",\t;|"
_SHOWN = 8


class Places(msgspec.Struct, frozen=True):
    """Where in a row the text, the id, the title, the date and so on stand."""

    text: int
    id: int | None
    title: int | None
    published: int | None
    author: int | None = None
    language: int | None = None
    url: int | None = None


def places(header: Sequence[str], columns: ColumnRules) -> Places | None:
    """Find the columns by their names; None if none is a text.

    Example:
        >>> from xref.rules import load_rules
        >>> columns = load_rules().articles.columns
        >>> places(["URL", "Headline", "Body"], columns)
        Places(text=2, id=0, title=1, published=None, author=None, language=None, url=0)
        >>> places(["file", "words"], columns)
    """
    names = [name.strip().lower() for name in header]

    def find(wanted: tuple[str, ...]) -> int | None:
        return next((names.index(name.lower()) for name in wanted if name.lower() in names), None)

    text = find(columns.text)
    if text is None:
        return None
    return Places(
        text,
        find(columns.id),
        find(columns.title),
        find(columns.published),
        find(columns.author),
        find(columns.language),
        find(columns.url),
    )


def header_delimiter(line: str, columns: ColumnRules) -> str | None:
    """Tell what separates the cells of a header; None if it names no text.

    Example:
        >>> from xref.rules import load_rules
        >>> header_delimiter("id;title;text", load_rules().articles.columns)
        ';'
    """
    best: tuple[int, str] | None = None
    for delimiter in _DELIMITERS:
        cells = _cells(line, delimiter)
        if len(cells) > 1 and places(cells, columns) and (best is None or len(cells) > best[0]):
            best = (len(cells), delimiter)
    return best[1] if best else None


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # a carriage return in the midst
        return []


def read_csv(content: Content, context: Context) -> Iterator[Record]:
    """Read a CSV file with a header; the delimiter and the encoding are found.

    Yields:
        A record for each row with a text.

    Raises:
        InputError: No column is a text, or the file breaks off; rows before were yielded.
    """
    rules = context.rules.reading
    columns = context.columns()
    encoding, notice = stream_encoding(content.head(), rules)
    if notice:
        context.problem(notice, kept=True)
    # A limit of the whole process; no reader of ours needs a lower one.
    csv.field_size_limit(max(csv.field_size_limit(), rules.max_document_bytes))
    text = io.TextIOWrapper(content.stream, encoding=encoding, errors="replace", newline="")
    lines = _lines(text, rules.max_document_bytes)
    first = next(lines, "")
    delimiter = header_delimiter(first.rstrip("\r\n"), columns) or ","
    header = _cells(first, delimiter)
    where = places(header, columns)
    if where is None:
        raise _no_text(header, columns)
    rows = csv.reader(lines, delimiter=delimiter)
    replaced = 0
    number = 0
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            context.problem(f"not CSV: {error}", number=number)
            continue
        if row is None:
            break
        if not row:
            continue
        if len(row) > len(header):
            reason = f"has {len(row)} cells, the header {len(header)}: is a cell unquoted?"
            context.problem(reason, number=number, kept=True)
        record = _record(row, where, number, context)
        if record is not None:
            replaced += "\ufffd" in record.text
            yield record
    if replaced and encoding.startswith("utf-8"):
        context.problem(f"{replaced} rows hold broken letters (U+FFFD)", kept=True)
    if number == 1:
        raise InputError("the table holds no rows")


def _lines(text: io.TextIOWrapper, longest: int) -> Iterator[str]:
    while True:
        with unpacking():
            line = text.readline(longest)
        if not line:
            return
        if len(line) == longest and not line.endswith("\n"):
            raise InputError(f"a line is longer than {longest} letters")
        yield line


def read_parquet(content: Content, context: Context) -> Iterator[Record]:
    """Read a Parquet file some hundred rows at a time.

    Yields:
        A record for each row with a text.

    Raises:
        InputError: Not Parquet, broken, or no column is a text.
    """
    columns = context.columns()
    with content.seekable() as file:
        rows = parquet_rows(file.name)
        header = next(rows)
        where = places(header, columns)
        if where is None:
            raise _no_text(header, columns)
        wanted = msgspec.structs.astuple(where)
        chosen = [header[place] for place in dict.fromkeys(wanted) if place is not None]
        where = places(chosen, columns)
        assert where is not None  # noqa: S101 - the text is among the chosen
        rows.send(chosen)
        number = 0
        for number, row in enumerate(rows, 1):
            record = _record(row, where, number, context)
            if record is not None:
                yield record
    if not number:
        raise InputError("the table holds no rows")


def _record(row: Sequence[Any], where: Places, number: int, context: Context) -> Record | None:
    def cell(place: int | None) -> str | None:
        if place is None or place >= len(row) or row[place] is None:
            return None
        return str(row[place])

    text = cell(where.text)
    if text is None or not text.strip():
        context.problem("has no text", number=number)
        return None
    title = (cell(where.title) or "").strip() or None
    return Record(
        text_with_title(text, title),
        id=(cell(where.id) or "").strip() or None,
        title=title,
        published=(cell(where.published) or "").strip() or None,
        number=number,
        author=cell(where.author),
        language=cell(where.language),
        url=cell(where.url),
    )


def _no_text(header: Sequence[str], columns: ColumnRules) -> InputError:
    known = ", ".join(map(repr, header[:_SHOWN])) + (" …" if len(header) > _SHOWN else "")
    return InputError(
        f"no column is named as a text ({', '.join(columns.text[:4])} …); its columns are {known}",
        hint="name the column with --text-column, or add its name to columns in rules/articles.yml",
    )
