"""Columns and kinds: what a header or a cell of a plain table means.

Owns the table `lists/columns.yml`. Invariant: one column name means one field. Refuses
a header in which two columns mean the same field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Literal

import msgspec

from xref.data import data_folder
from xref.errors import RulesError
from xref.model import Kind
from xref.yamlfile import read_struct

_SEPARATORS = re.compile(r"[\s_-]+")


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: int
    kind: Literal["columns"]
    source: str
    columns: dict[str, tuple[str, ...]]
    kinds: dict[Kind, tuple[str, ...]]


@cache
def _tables() -> tuple[Mapping[str, str], Mapping[str, Kind]]:
    table = read_struct(data_folder("lists") / "columns.yml", _Table)
    fields: dict[str, str] = {}
    problems: list[str] = []
    for field, names in table.columns.items():
        problems += [
            f"columns.yml: {name!r} means {fields[name]} and {field}"
            for name in names
            if fields.setdefault(name, field) != field
        ]
    if problems:
        raise RulesError(problems)
    kinds = {word: kind for kind, words in table.kinds.items() for word in words}
    return MappingProxyType(fields), MappingProxyType(kinds)


def field_of(column: str) -> str | None:
    """Return the field that a column name means.

    Example:
        >>> field_of("Full Name"), field_of("DOB"), field_of("shoe size")
        ('name', 'birth_dates', None)
    """
    return _tables()[0].get(_SEPARATORS.sub("_", column.strip().lower()))


def kind_of(cell: str) -> Kind | None:
    """Return the kind a cell says, None for a word the table does not know.

    Example:
        >>> kind_of("Individual"), kind_of("Company"), kind_of("spaceship")
        ('person', 'organisation', None)
    """
    return _tables()[1].get(_SEPARATORS.sub("_", cell.strip().lower()))


def fields_of(header: Sequence[str]) -> tuple[list[str | None], list[str]]:
    """Return the field of each column, and every problem of the header.

    Example:
        >>> fields_of(["Name", "IMO number", "colour"])
        (['name', 'imo', None], [])
    """
    found: dict[str, str] = {}
    fields: list[str | None] = []
    problems = []
    for column in header:
        field = field_of(column)
        fields.append(field)
        if field is None:
            continue
        if field in found:
            problems.append(f"columns {found[field]!r} and {column!r} both mean {field}")
        found[field] = column
    return fields, problems
