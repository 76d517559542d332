"""Rows of the two UK tables: many rows make one entry.

Owns finding the header under the line with the date, and bringing the rows of an entry
together. A file holds one row for each combination of name, address, birth date and so
on. Invariant: an entry is given out when its last row is read, so memory holds the
entries whose rows are under way: one, as the official files are in order. That costs a
first pass over the keys. Refuses a row with fewer cells than the header has, which is how
a file that was cut looks, and text beyond the header.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

from xref.lists.readers.base import broken, tidy
from xref.lists.readers.sheets import is_sheet
from xref.lists.readers.table import rows_of
from xref.lists.readers.uk_fields import Entry

TOP_ROWS = 10
"""The header is the second row of the CSV files; spreadsheets have had it in the third."""

Columns = Mapping[str, tuple[tuple[str, ...], ...]]
"""Field to the columns of its parts, each with the ways it has been written."""


def column_key(printed: str) -> str:
    r"""Return the form of a column name by which it is compared.

    Example:
        >>> column_key("Business registration  number (s) "), column_key("Name\xa06")
        ('business registration number (s)', 'name 6')
    """
    return tidy(printed).lower()


def header_of(rows: Sequence[list[str]], needed: Collection[str]) -> int | None:
    """Return the index of the row that holds all needed columns, among the first rows."""
    for index, row in enumerate(rows[:TOP_ROWS]):
        if set(needed) <= {column_key(cell) for cell in row}:
            return index
    return None


def top_of(path: Path, needed: Collection[str]) -> tuple[list[list[str]], list[str]]:
    """Return the rows above the header, and the header.

    Raises:
        ListParseError: There is no header.
    """
    above: list[list[str]] = []
    for _, row in rows_of(path):
        if header_of([row], needed) is not None:
            return above, row
        above.append(row)
        if len(above) == TOP_ROWS:
            break
    raise broken(path, 1, "no header of a UK list in the first rows")


def entries(path: Path, columns: Columns, needed: Collection[str], key: str) -> Iterator[Entry]:
    """Yield the entries of a table, each with the values of all its rows.

    Raises:
        ListParseError: As `rows_of`; a row with a wrong number of cells, or without a key.
    """
    above, header = top_of(path, needed)
    places = {column_key(cell): index for index, cell in reversed(list(enumerate(header)))}
    at = places[key]
    last = {row[at].strip(): line for line, row in _body(path, len(above), header, at)}
    takers = []
    for field, parts in columns.items():
        indices = [next((places[way] for way in ways if way in places), None) for ways in parts]
        if any(index is not None for index in indices):
            takers.append((field, _taker(indices)))
    open_entries: dict[str, Entry] = {}
    for line, row in _body(path, len(above), header, at):
        reference = row[at].strip()
        entry = open_entries.get(reference)
        if entry is None:
            entry = open_entries[reference] = Entry(reference)
        row.append("")
        for field, take in takers:
            entry.add(field, *take(row))
        if last[reference] == line:
            yield open_entries.pop(reference)


def _taker(indices: Sequence[int | None]) -> itemgetter[Any]:
    # A column that is missing is read from the empty cell appended to each row.
    found = [-1 if index is None else index for index in indices]
    return itemgetter(*found) if len(found) > 1 else itemgetter(slice(found[0], found[0] + 1))


def _body(path: Path, above: int, header: list[str], at: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows under the header, with the line each starts in, of one width."""
    width = len(header)
    # Empty cells at the end of a spreadsheet's row are not written.
    exact = not is_sheet(path)
    for number, (line, row) in enumerate(rows_of(path)):
        if number <= above or not any(map(str.strip, row)):
            continue
        if len(row) < width:
            if exact:
                raise broken(path, line, f"{len(row)} cells, the header has {width}: was it cut?")
            row.extend([""] * (width - len(row)))
        elif any(map(str.strip, row[width:])):
            raise broken(path, line, f"{len(row)} cells, the header has {width}")
        if not row[at].strip():
            raise broken(path, line, f"a row without {header[at]!r}")
        yield line, row[:width]
