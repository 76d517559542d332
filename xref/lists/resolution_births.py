"""Birth dates of two entries: do they agree, waver or contradict each other?

Owns the reading of printed dates to intervals and the comparison. Invariant: symmetric, and
the best pair of the dates of both sides counts, since lists print alternatives. Refuses
to say that two people are one: it says how two dates stand to each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

Births = Literal[
    "day", "slip", "month", "year", "range", "near", "year_slip", "other_day", "conflict"
]

#: Best first.
_ORDER: tuple[Births, ...] = (
    "day", "month", "year", "slip", "range", "near", "year_slip", "other_day", "conflict",
)  # fmt: skip
_RANK = {relation: rank for rank, relation in enumerate(_ORDER)}


class Birth(msgspec.Struct, frozen=True, gc=False):
    """One printed date.

    Attributes:
        first: First year it allows.
        last: Last year.
        month: 0 where none is printed.
        day: Likewise. The first of January without another date is a placeholder for a year.
    """

    first: int
    last: int
    month: int = 0
    day: int = 0


def read_birth(printed: str) -> Birth | None:
    """Read an ISO date, partial allowed, or a range `a/b`.

    Example:
        >>> read_birth("1957-07"), read_birth("1955/1957-03")
        (Birth(first=1957, last=1957, month=7, day=0), Birth(first=1955, last=1957, month=0, day=0))
        >>> read_birth("1970-01-01")
        Birth(first=1970, last=1970, month=0, day=0)
    """
    parts = printed.split("/")
    try:
        years = [int(part[:4]) for part in parts if part]
        if not years:
            return None
        if len(years) > 1 or len(parts) > 1:
            return Birth(min(years), max(years))
        fields = [int(field) for field in parts[0].split("-")[1:3]]
    except ValueError:
        return None
    month, day = (*fields, 0, 0)[:2]
    if (month, day) == (1, 1):
        # Authorities write 1 January for "in that year".
        month = day = 0
    return Birth(years[0], years[0], month, day)


def compare_births(left: Iterable[Birth], right: Iterable[Birth], *, years: int) -> Births | None:
    """How the nearest of two sets of dates stand to each other; None without any.

    Args:
        left: Dates of one entry.
        right: Dates of another.
        years: Years that lists are known to disagree by on one man.

    Example:
        >>> def of(left, right):
        ...     return compare_births([read_birth(left)], [read_birth(right)], years=2)
        >>> of("1966-01-28", "1966-01-27"), of("1945-07-17", "1945-01-07"), of("1958-08-22", "1956")
        ('slip', 'other_day', 'near')
        >>> of("1954-10-12", "1963-12-23"), of("1962-02-18", "1963-07-01"), of("1946", "1962-02-18")
        ('conflict', 'conflict', 'conflict')
        >>> of("1952-09-05", "1962-09-05"), of("1976-06-20", "1967-06-20")
        ('year_slip', 'year_slip')
    """
    found = [_compare(one, two, years) for one in left for two in right]
    return min(found, key=_RANK.__getitem__, default=None)


def _compare(one: Birth, two: Birth, years: int) -> Births:
    apart = max(one.first, two.first) - min(one.last, two.last)
    if one.first != one.last or two.first != two.last:
        if (one.first, one.last) == (two.first, two.last):
            return "year"
        return "range" if apart <= 0 else "near" if apart <= years else "conflict"
    if one.day and two.day:
        return _days(one, two, apart, years)
    if apart == 0:
        if one.month and two.month and one.month != two.month:
            return "other_day"
        return "month" if one.month and two.month else "year"
    return "near" if apart <= years else "conflict"


def _days(one: Birth, two: Birth, apart: int, years: int) -> Births:
    same = (apart == 0, one.month == two.month, one.day == two.day)
    if all(same):
        return "day"
    if apart == 0 and (one.month, one.day) == (two.day, two.month):
        return "slip"
    if sum(same) == 2 and apart <= years:
        return "slip"
    if same[1:] == (True, True) and _digit(one.first, two.first):
        return "year_slip"
    # Two full dates that differ in two places and in the year are two birthdays.
    return "other_day" if apart == 0 else "conflict"


def _digit(one: int, two: int) -> bool:
    """Tell whether two years differ in one digit, or in two that are swapped."""
    left, right = str(one), str(two)
    apart = [place for place in range(min(len(left), len(right))) if left[place] != right[place]]
    if len(apart) == 1:
        return True
    return len(apart) == 2 and (left[apart[0]], left[apart[1]]) == (
        right[apart[1]],
        right[apart[0]],
    )
