"""The words of EU lists that are not names: labels, nationalities, types of numbers.

Owns the table `lists/eu-labels.yml` and the reading of dates and countries as the EU
prints them. Invariant: in a dotted date the day comes first, as in every EU text
(`5.2.1970` is 5 February); what is no date of a plausible year gives nothing.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Literal

import msgspec

from xref.data import data_folder
from xref.lists.countries import country_code
from xref.lists.dates import iso_date
from xref.lists.readers.base import tidy, unique
from xref.yamlfile import read_struct

log = logging.getLogger("xref.lists")

YEARS = (1850, 2100)
"""Dates outside are slips: the oldest birth date of the lists read is of 1923."""


class Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table of `lists/eu-labels.yml`; words are in lower case."""

    schema: int
    kind: Literal["eu-labels"]
    source: str
    junk: tuple[str, ...]
    languages: tuple[str, ...]
    aliases: tuple[str, ...]
    former: tuple[str, ...]
    birth_names: tuple[str, ...]
    legal_forms: tuple[str, ...]
    nationalities: dict[str, tuple[str, ...]]
    identifications: dict[str, str]
    contacts: dict[str, str]


@cache
def labels() -> Labels:
    """Return the packaged table."""
    return read_struct(data_folder("lists") / "eu-labels.yml", Labels)


@cache
def _nationalities() -> Mapping[str, str]:
    return {word.lower(): code for code, words in labels().nationalities.items() for word in words}


def eu_country(printed: str) -> str | None:
    """Return the alpha-2 code of a country or of a nationality as the EU prints it.

    Example:
        >>> eu_country("North Korean"), eu_country("of the Republic of Moldova")
        ('KP', 'MD')
        >>> eu_country("Congolese") is None
        True
    """
    words = tidy(printed).strip(" .,;").replace("’", "'")
    words = words.removeprefix("of the ").removeprefix("the ")
    found = _nationalities().get(words.lower()) or country_code(words)
    if found is None and (inside := re.fullmatch(r"(.+?) \((.+)\)", words)):
        found = eu_country(inside[1])
    return found


_BETWEEN = re.compile(r",|/|;| and | or |\band/or\b|(?:^|\s)\(?[a-h]\)")


def eu_countries(cell: str) -> list[str]:
    """Return the codes of all nationalities of a cell: `(a) German, (b) Moroccan`.

    Example:
        >>> eu_countries("Ukrainian, Russian"), eu_countries("Myanmar/Burma")
        (['UA', 'RU'], ['MM'])
    """
    whole = eu_country(cell)
    if whole is not None:
        return [whole]
    return [code for part in _BETWEEN.split(cell) if (code := eu_country(part)) is not None]


_MONTH = r"(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ep|[Oo]ct|[Nn]ov|[Dd]ec)"
_DAY = (
    r"\d{1,2}\.\s?\d{1,2}[. ]\s?\d{4}(?!\d)"
    rf"|\d{{1,2}}\s+{_MONTH}[a-z]*\.?\s*\d{{4}}|{_MONTH}[a-z]*\.?\s+\d{{4}}"
    r"|(?<!\d)\d{4}-\d\d-\d\d|(?<!\d)\d{4}-\d\d(?!\d)|(?<!\d)\d{4}(?![\ds])"
)
_FOUND = re.compile(
    rf"(?P<open>\b(?:before|after|until)\s+)?(?P<low>{_DAY})"
    rf"(?:(?P<to>\s*[-–/]\s*|\s+to\s+|\s+and\s+)(?P<high>{_DAY}))?"
)
_OTHER_CALENDAR = re.compile(r"[\w.]+\s*\([^()]*[Hh]ijri[^()]*\)")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})[. ]\s?(\d{4})$")


def eu_dates(cell: str, where: str = "") -> list[str]:
    """Read the dates of a cell, as the EU prints them.

    Args:
        cell: One date or several: `30.7.1966`, `1967-1969.`, `a) 1964 b) 28.8.1962`,
            `between 1.1.1961 and 31.12.1963`, `6.3.1955 or 15.3.1955`.
        where: What the log calls the cell, if it holds no date.

    Returns:
        ISO dates, partial where the cell is, `a/b` for a range. A date of another
        calendar and one that is open (`before 1964`) give nothing.

    Example:
        >>> eu_dates("5.2.1970"), eu_dates("between 1.1.1961 and 31.12.1963")
        (['1970-02-05'], ['1961-01-01/1963-12-31'])
        >>> eu_dates("1967-1969."), eu_dates("1954 or 1955"), eu_dates("31.2.1958")
        (['1967/1969'], ['1954', '1955'], [])
    """
    text = _OTHER_CALENDAR.sub(" ", tidy(cell))
    found: list[str] = []
    for match in _FOUND.finditer(text):
        if match["open"]:
            continue
        low = _one(match["low"])
        high = _one(match["high"]) if match["high"] else None
        ranged = low and high and (_between(text, match) or _years(match)) and low <= high
        found += [f"{low}/{high}"] if ranged else [item for item in (low, high) if item]
    if not found and text:
        log.warning("%s: no date can be read in %r", where or "an EU list", tidy(cell)[:80])
    return list(unique(found))


def _between(text: str, match: re.Match[str]) -> bool:
    """`between A and B` and `A to B` are ranges; `A and B` alone are two dates."""
    joint = (match["to"] or "").strip().lower()
    before = text[: match.start()].rstrip().lower()
    return joint in ("to", "-", "–") or (joint == "and" and before.endswith("between"))


def _years(match: re.Match[str]) -> bool:
    """`1959/1960` is a range, two days with a slash are two dates."""
    return (match["to"] or "").strip() == "/" and len(match["low"]) == len(match["high"]) == 4


def _one(printed: str) -> str | None:
    if dotted := _DOTTED.fullmatch(printed):
        day, month, year = map(int, dotted.groups())
        try:
            shown = date(year, month, day).isoformat()
        except ValueError:
            return None
    else:
        shown = iso_date(re.sub(r"(?<=[a-z])\.\s*(?=\d)", " ", printed)) or ""
    return shown if shown and YEARS[0] <= int(shown[:4]) <= YEARS[1] else None
