"""Dates as lists print them, to ISO dates.

Owns the reading of printed dates. Invariant: a result is `YYYY`, `YYYY-MM`,
`YYYY-MM-DD`, or two of them with a `/` for a range, and is a real date. Refuses to guess
between day and month, unless the format of a list says which comes first; "circa" is
dropped, as it says nothing about how far off.
"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"),
            ("may",), ("jun", "june"), ("jul", "july"), ("aug", "august"),
            ("sep", "sept", "september"), ("oct", "october"), ("nov", "november"),
            ("dec", "december"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
_CIRCA = re.compile(r"^(?:circa|approximately|approx\.?|about|c\.|ca\.?)\s+", re.IGNORECASE)
_RANGE = re.compile(
    r"^(?:between\s+)?(.+?)\s*(?:\s+to\s+|\s+and\s+|\s+-\s+|/|–)\s*(.+)$", re.IGNORECASE
)
_YEARS = re.compile(r"^(\d{4})-(\d{4})$")
_ISO = re.compile(r"^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T[\d:.Z+-]*)?)?)?$")
_WORDS = re.compile(r"^(?:(\d{1,2})\.?\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})$")
_NUMBERS = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")
_DAY_FIRST = re.compile(r"^(\d{1,2}|dd)[/.](\d{1,2}|mm)[/.](\d{4})$", re.IGNORECASE)
_US_WORDS = re.compile(r"^([A-Za-z]{3,9})\.?\s+(\d{1,2}),\s*(\d{4})$")


def iso_date(printed: str) -> str | None:
    """Read one printed date or range.

    Args:
        printed: `27 Jul 1957`, `Jul 1957`, `1957`, `circa 1957`, `1961 to 1963`,
            `between 1961 and 1963`, `1957-07-27`, `1961-1963`.

    Returns:
        What is certain: `02/03/1957` gives the year only, because nothing says which
        number is the month. None where it is no date.

    Example:
        >>> iso_date("27 Jul 1957"), iso_date("circa Jul 1957"), iso_date("1961 to 1963")
        ('1957-07-27', '1957-07', '1961/1963')
        >>> iso_date("27/07/1957"), iso_date("02/03/1957"), iso_date("31 Feb 1957")
        ('1957-07-27', '1957', None)
    """
    text = _CIRCA.sub("", " ".join(printed.split()).rstrip(".").strip())
    single = _single(text)
    if single is not None:
        return single
    found = _YEARS.match(text) or _RANGE.match(text)
    if found is None:
        return None
    low, high = (_single(_CIRCA.sub("", part)) for part in found.groups())
    return f"{low}/{high}" if low and high and low <= high else None


def day_first(printed: str) -> str | None:
    """Read one date of a list whose format puts the day before the month, as the UK's do.

    Letters or zeros stand for a day or month that the authority does not know.

    Returns:
        As `iso_date`, which reads every other form; None without a year.

    Example:
        >>> day_first("02/03/1957"), day_first("dd/mm/1961"), day_first("00/07/1978")
        ('1957-03-02', '1961', '1978-07')
        >>> day_first("27 Jul 1957"), day_first("31/02/1957"), day_first("15/08/19yy")
        ('1957-07-27', None, None)
    """
    text = printed.strip().removesuffix(" 00:00:00")
    found = _DAY_FIRST.match(text)
    if found is None:
        return iso_date(text)
    day, month = (int(part) if part.isdigit() else 0 for part in found.groups()[:2])
    return _checked(int(found[3]), month or None, (day or None) if month else None)


def is_birth_date(iso: str) -> bool:
    """Tell whether an ISO date or range can be that of the birth of somebody listed.

    Lists name people of our time, and now and then the dead: a year outside 1850 to 2050
    is a slip of whoever typed it.

    Example:
        >>> is_birth_date("1957-07-27"), is_birth_date("0197"), is_birth_date("1955/2957")
        (True, False, False)
    """
    return all(1850 <= int(part[:4]) <= 2050 for part in iso.split("/"))


def _single(text: str) -> str | None:
    if found := _ISO.match(text):
        year, month, day = found.groups()
        return _checked(int(year), int(month) if month else None, int(day) if day else None)
    if found := _WORDS.match(text):
        number = _MONTHS.get(found[2].lower())
        return (
            _checked(int(found[3]), number, int(found[1]) if found[1] else None) if number else None
        )
    if found := _NUMBERS.match(text):
        one, two, year = map(int, found.groups())
        if one == two or one > 12:
            return _checked(year, two, one)
        return _checked(year, one, two) if two > 12 else _checked(year, None, None)
    if found := _US_WORDS.match(text):
        number = _MONTHS.get(found[1].lower())
        return _checked(int(found[3]), number, int(found[2])) if number else None
    return None


def _checked(year: int, month: int | None, day: int | None) -> str | None:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    shown = f"{year:04}"
    if month:
        shown += f"-{month:02}"
        if day:
            shown += f"-{day:02}"
    return shown
