"""Dates as articles print them: `May 07, 2025`, `7 мая 2025`, `2025년 5월 7일`.

Owns finding and reading them. Invariant: a date that is returned exists in the calendar.
Refuses ambiguity: 05/07/2025 is found, but not read.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

import msgspec

from xref.rules.articles import DateRules


class FoundDate(msgspec.Struct, frozen=True):
    """A date in a line: its span, and the ISO date if it has a year and one meaning."""

    start: int
    end: int
    iso: str | None


_YEARS = range(1900, 2100)


@lru_cache(maxsize=8)
def _compiled(rules: DateRules) -> tuple[re.Pattern[str], dict[str, int]]:
    numbers = {name: row + 1 for row, names in enumerate(rules.months) for name in names}
    names = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    year = r"(?:19|20)\d\d"
    pattern = rf"""
        (?<![\d.])(?P<y1>{year})[-/.](?P<m1>\d\d?)[-/.](?P<d1>\d\d?)(?!\d)
            (?:T[\d:.+]+Z?|\.(?=\s|$))?
      | (?P<y2>{year})\s?[년年]\s?(?P<m2>\d\d?)\s?[월月]\s?(?P<d2>\d\d?)\s?[일日]
      | (?<![^\W\d])(?P<n3>{names})\b\.?\s+(?P<d3>\d\d?)(?:st|nd|rd|th)?
            (?:,?\s+(?P<y3>{year}))?(?!\d)
      | (?<!\d)(?P<d4>\d\d?)(?:st|nd|rd|th)?\s+(?P<n4>{names})\b\.?,?
            (?:\s+(?P<y4>{year})(?![\d년年]))?(?:\s+(?:года|г\.))?
      | (?<![\d/.])(?P<a5>\d\d?)[/.](?P<b5>\d\d?)[/.](?P<y5>{year})(?!\d)
    """
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE), numbers


def find_dates(line: str, rules: DateRules) -> list[FoundDate]:
    """Find the dates of a line, with or without a year.

    Args:
        line: A short text; long ones take time in proportion.
        rules: The `dates` part of `rules/articles.yml`.

    Returns:
        Dates in order without overlap.

    Example:
        >>> from xref.rules import load_rules
        >>> rules = load_rules().articles.dates
        >>> [date.iso for date in find_dates("May 07, 2025May 07, 2025", rules)]
        ['2025-05-07', '2025-05-07']
        >>> [date.iso for date in find_dates("Jo Yong-chol 3 June, 2025년 5월 9일", rules)]
        [None, '2025-05-09']
    """
    if not any(map(str.isdigit, line)):
        return []
    pattern, numbers = _compiled(rules)
    return [
        FoundDate(match.start(), match.end(), _iso(match, numbers))
        for match in pattern.finditer(line)
    ]


def _iso(match: re.Match[str], numbers: dict[str, int]) -> str | None:
    part = match.groupdict()
    if part["a5"]:
        first, second = int(part["a5"]), int(part["b5"])
        if first <= 12 and second <= 12 and first != second:
            return None
        month, day = (second, first) if second <= 12 else (first, second)
        return _checked(int(part["y5"]), month, day)
    for which in "1234":
        if part[f"d{which}"] is None:
            continue
        year = part[f"y{which}"]
        if year is None:
            return None
        name = part.get(f"n{which}")
        month = numbers[name.lower()] if name else int(part[f"m{which}"])
        return _checked(int(year), month, int(part[f"d{which}"]))
    return None


def _checked(year: int, month: int, day: int) -> str | None:
    if year not in _YEARS:
        return None
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


_PARTIAL = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def iso_date(value: str, rules: DateRules) -> str | None:
    """Read a value that should be a date; a time of day is left out.

    Returns:
        An ISO date, partial if the value is; None if it is no date or has two meanings.

    Example:
        >>> from xref.rules import load_rules
        >>> rules = load_rules().articles.dates
        >>> iso_date("2025-05-09T08:00:00Z", rules), iso_date("2025-05", rules)
        ('2025-05-09', '2025-05')
        >>> iso_date("9 May 2025", rules), iso_date("soon", rules)
        ('2025-05-09', None)
    """
    value = value.strip()
    if _PARTIAL.fullmatch(value) and (len(value) < 10 or find_dates(value, rules)[0].iso):
        return value
    found = find_dates(value[:200], rules)
    return found[0].iso if found else None
