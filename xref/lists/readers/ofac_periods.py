"""Periods of OFAC's XML files, to the dates its other formats print.

Owns the way back from bounds to a printed date: `1957` is published as everything from
1 January to 31 December 1957. Invariant: a result is a date as `xref.lists.dates` gives
it. Refuses bounds that are no dates, or that are in the wrong order. The marks "fixed"
and "approximate" of a bound are not read: the first is false for every birth date seen,
and "circa" is dropped in all formats.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_ISO = re.compile(r"^(\d{4})-(\d\d)-(\d\d)")

Parts = tuple[int, int | None, int | None]


def day_of(printed: str) -> Parts | None:
    """Return year, month and day of an ISO date, with or without a time.

    Example:
        >>> day_of("1957-07-27T00:00:00"), day_of("")
        ((1957, 7, 27), None)
    """
    found = _ISO.match(printed)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def iso_of(day: Parts | None) -> str | None:
    """Return one day as an ISO date, partial if its month or day is unknown.

    Example:
        >>> iso_of((2024, 12, 16)), iso_of((2024, None, None)), iso_of((2024, 13, 1))
        ('2024-12-16', '2024', None)
    """
    if day is None:
        return None
    year, month, number = day
    try:
        date(year, month or 1, number or 1)
    except ValueError:
        return None
    shown = f"{year:04}" + (f"-{month:02}" if month else "")
    return shown + (f"-{number:02}" if month and number else "")


def period(first: Parts | None, last: Parts | None) -> str | None:
    """Return the date or range that two bounds stand for.

    Args:
        first: The earliest day; a month or day that is missing is the first one.
        last: The latest day; a month or day that is missing is the last one.

    Returns:
        The shortest date that covers the same days, or `a/b`. None if one bound is no
        date or the last comes before the first.

    Example:
        >>> period((1957, 1, 1), (1957, 12, 31)), period((1957, 7, 1), (1957, 7, 31))
        ('1957', '1957-07')
        >>> period((1961, 1, 1), (1963, 12, 31)), period((1957, 7, 27), (1957, 7, 27))
        ('1961/1963', '1957-07-27')
        >>> period((1946, 9, 26), (1946, 12, 7)), period((1957, 2, 31), (1957, 12, 31))
        ('1946-09-26/1946-12-07', None)
    """
    try:
        low = date(*_filled(first or last, at_end=False))
        high = date(*_filled(last or first, at_end=True))
    except (TypeError, ValueError):
        return None
    if high < low:
        return None
    if low == high:
        return low.isoformat()
    if (low.month, low.day, high.month, high.day) == (1, 1, 12, 31):
        length = 4
    elif low.day == 1 and high.day == monthrange(high.year, high.month)[1]:
        length = 7
    else:
        length = 10
    start, end = low.isoformat()[:length], high.isoformat()[:length]
    return start if start == end else f"{start}/{end}"


def _filled(day: Parts | None, *, at_end: bool) -> tuple[int, int, int]:
    if day is None:
        raise ValueError("no bound")
    year, month, number = day
    month = month or (12 if at_end else 1)
    return year, month, number or (monthrange(year, month)[1] if at_end else 1)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def printed(iso: str) -> str:
    """Print a date or range as SDN.CSV does.

    Example:
        >>> printed("2021-06-03"), printed("1957-07"), printed("1961/1963")
        ('03 Jun 2021', 'Jul 1957', '1961 to 1963')
    """
    return " to ".join(_printed_day(part) for part in iso.split("/"))


def _printed_day(iso: str) -> str:
    year, *rest = iso.split("-")
    if not rest:
        return year
    return " ".join([*reversed(rest[1:]), _MONTHS[int(rest[0]) - 1], year])
