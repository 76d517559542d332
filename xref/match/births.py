"""Birth dates: how a known date stands to those that listings print.

Owns reading partial dates and ranges, and the rule of what agrees. Invariant: an exact date
outranks a year, and a year outranks a neighbouring year. Refuses to guess a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from xref.model import Designation

Relation = Literal["date", "year", "near", "differs"]

#: Years that two records of one man may lie apart: lists disagree by a year or two (Pak Yong
#: Sik 1949 and 1950, No Kwang Chol 1956 and 1958). It ends no match, and supports none.
TOLERANCE = 2

#: A printed range wider than this tells nothing.
_WIDEST_RANGE = 30

_ORDER: tuple[Relation, ...] = ("date", "year", "near", "differs")
_YEAR = re.compile(r"\d{4}")


def printed_births(designations: Iterable[Designation]) -> tuple[str, ...]:
    """Birth dates as listings print them, each once."""
    return tuple(dict.fromkeys(date for each in designations for date in each.birth_dates))


def birth_years(designations: Iterable[Designation]) -> set[int]:
    """All birth years that listings allow; a range counts every year in it.

    Example:
        >>> from xref.model import Name
        >>> one = Designation(id="x:1", list="x", reference="1", authority="X", kind="person",
        ...     names=(Name("A B"),), birth_dates=("1957-07-27", "1967/1969"))
        >>> sorted(birth_years([one]))
        [1957, 1967, 1968, 1969]
    """
    return {year for printed in printed_births(designations) for year in _years(printed)}


def _years(printed: str) -> range:
    found = [int(part[:4]) for part in printed.split("/") if _YEAR.match(part)]
    if not found or found[-1] - found[0] > _WIDEST_RANGE:
        return range(0)
    return range(found[0], found[-1] + 1)


def relation(known: str, printed: Iterable[str]) -> Relation | None:
    """How a known date stands to printed ones: the closest relation, or None without any.

    Args:
        known: ISO date, partial allowed.
        printed: ISO dates, partial allowed, or `a/b` for a range.

    Example:
        >>> relation("1966-01-28", ["1966-01-28"]), relation("1966-01-28", ["1966-01-27"])
        ('date', 'year')
        >>> relation("1966", ["1968-08-07"]), relation("1966", ["1971"]), relation("1966", [])
        ('near', 'differs', None)
    """
    relations = [each for date in printed if (each := _relation(known, date)) is not None]
    return min(relations, key=_ORDER.index, default=None)


def _relation(known: str, printed: str) -> Relation | None:
    years = _years(printed)
    if not years:
        return None
    if known == printed and len(known) == len("1957-07-27"):
        return "date"
    year = int(known[:4])
    if year in years:
        return "year"
    apart = min(abs(year - each) for each in years)
    return "near" if apart <= TOLERANCE else "differs"
