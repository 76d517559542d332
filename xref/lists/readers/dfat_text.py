"""Free text in cells of Australia's list: dates, enumerations, listing days, instruments.

Owns the reading of such cells. Dates there stand day first (`1/07/1949`), several in a
cell, lettered (`a) 30/04/1963 b) 1960`) or not. Invariant: a date that comes out is a real
one and was printed. Refuses to guess: an age in words or a year with a missing digit gives
nothing.
"""

from __future__ import annotations

import re

from xref.lists.dates import iso_date
from xref.lists.readers.base import log, tidy, unique

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_YEAR = r"(?:1[89]|20)\d\d"
_DATE = (
    r"(?:"
    rf"(?<!\d){_YEAR}-\d\d-\d\d(?!\d)"
    rf"|(?<!\d)\d{{1,2}}\s?[/.]\s?\d{{1,2}}\s?[/.]\s?{_YEAR}(?!\d)"
    rf"|(?<!\d)(?:\d{{1,2}}(?:st|nd|rd|th)?[.\s-]*)?{_MONTH}[.,\s-]*{_YEAR}(?!\d)"
    rf"|{_MONTH}\.?\s+\d{{1,2}},\s*{_YEAR}(?!\d)"
    rf"|(?<!\d)\d{{1,2}}/{_YEAR}(?!\d)"
    rf"|(?<!\d){_YEAR}(?!\d)"
    r")"
)
# A range is said with "to", a dash between years, or "between .. and"; a plain "and" joins
# alternatives.
_SPAN = re.compile(
    rf"between\s+(?P<low>{_DATE})\s+and\s+(?P<high>{_DATE})"
    rf"|(?P<from>{_DATE})\s*(?:\bto\b|[-–—])\s*(?P<to>{_DATE})"
    rf"|(?P<single>{_DATE})",
    re.IGNORECASE,
)
_ISO = re.compile(rf"({_YEAR})-(\d\d)-(\d\d)$")
_NUMBERS = re.compile(rf"(\d{{1,2}})\s?[/.]\s?(\d{{1,2}})\s?[/.]\s?({_YEAR})$")
_MONTH_YEAR = re.compile(rf"(\d{{1,2}})/({_YEAR})$")
_WORDS = re.compile(rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?[.\s-]*)?({_MONTH})[.,\s-]*({_YEAR})$", re.I)
_US_WORDS = re.compile(rf"({_MONTH})\.?\s+(\d{{1,2}}),\s*({_YEAR})$", re.I)

_LETTERS = re.compile(r"(?:^|(?<=[\s;,.]))(?:[a-z]|i{2,3}|iv|vi{1,3})\)\s*")
_FIRST_LETTER = re.compile(r"^\s*(?:a|i)\)")

# The first listing is told as "listed .. on" or "designated .. on"; what follows "amended",
# "relisted" or "continued" is a later day.
_LISTED = re.compile(
    r"\b(?:listed|designated)\b(?:(?!\b(?:amended|re-?listed|continue|formerly)).){0,160}?\bon:?\s*"
    rf"(\d{{1,2}}(?:st|nd|rd|th)?\.?\s*{_MONTH}\.?\s*{_YEAR})",
    re.IGNORECASE,
)
_INSTRUMENT = re.compile(
    r"(?:Autonomous Sanctions|Charter of the United Nations) \([^()\[\]]{0,160}\)[^()\[\]]{0,60}?"
    r"(?:\(No\.? ?\d+\) )?(?:List|Instrument|Regulations?|Declaration) (?:\(No\.? ?\d+\) )?"
    r"20\d\d(?: (?:\(No\.? ?\d+\) )?\[F20\d\d[LC]\d{5}\])?"
)
_POST = re.compile(
    r"\b(?:Title|Designation|Last known position|Last known rank and position)\s*[:–‑-]\s*"
    r"(.+?)(?=\.?\s*(?:Title|Designation):|\.\s+[A-Z(]|\.?$)"
)
_PASSPORT = re.compile(
    r"\bpassport\s+(?:number|no\b\.?)[:.\s]*(?:a\)\s*)?([A-Z]{0,3}[- ]?\d{5,10})(?![\d/])",
    re.IGNORECASE,
)


def dates_of(cell: str) -> tuple[str, ...]:
    """Return the dates of a cell, in the order printed.

    Example:
        >>> dates_of("a) 30/04/1963 b) 1960"), dates_of("1/03/1961; 16/06/1960")
        (('1963-04-30', '1960'), ('1961-03-01', '1960-06-16'))
        >>> dates_of("Between 1953 and 1958"), dates_of("March 1965 to March 1966")
        (('1953/1958',), ('1965-03/1966-03',))
        >>> dates_of("Approximately (30-35 years old)"), dates_of("31/02/1957")
        ((), ())
    """
    found: list[str] = []
    for match in _SPAN.finditer(" ".join(cell.replace("_x000D_", " ").split())):
        low, high = match["low"] or match["from"], match["high"] or match["to"]
        if low and high:
            one, two = _single(low), _single(high)
            ordered = one is not None and two is not None and one <= two
            found.extend([f"{one}/{two}"] if ordered else filter(None, (one, two)))
        else:
            found.append(_single(match["single"]) or "")
    if not any(found) and re.search(r"\d", cell):
        log.warning("no date can be read in %r", cell[:80])
    return unique(found)


def _single(printed: str) -> str | None:
    text = printed.strip()
    if match := _ISO.match(text):
        return iso_date(text)
    if match := _NUMBERS.match(text):
        day, month, year = map(int, match.groups())
        if month > 12 >= day:
            day, month = month, day
        return iso_date(f"{year}-{month:02}-{day:02}")
    if match := _MONTH_YEAR.match(text):
        return iso_date(f"{match[2]}-{int(match[1]):02}")
    if match := _WORDS.match(text):
        number = _MONTHS.index(match[2][:3].lower()) + 1
        day_part = f"-{int(match[1]):02}" if match[1] else ""
        return iso_date(f"{match[3]}-{number:02}{day_part}")
    if match := _US_WORDS.match(text):
        number = _MONTHS.index(match[1][:3].lower()) + 1
        return iso_date(f"{match[3]}-{number:02}-{int(match[2]):02}")
    return iso_date(text)


def parts_of(cell: str) -> tuple[str, ...]:
    """Return the items of a cell: lettered ones, else those between semicolons.

    Example:
        >>> parts_of("a) Pul-e-Khumri, Baghlan b) Kabul, Afghanistan;")
        ('Pul-e-Khumri, Baghlan', 'Kabul, Afghanistan')
        >>> parts_of("NA"), parts_of("Jordan (since July 2013)")
        ((), ('Jordan (since July 2013)',))
    """
    text = cell.replace("_x000D_", " ")
    if _FIRST_LETTER.match(text):
        pieces = _LETTERS.split(" ".join(text.split()))
    else:
        pieces = re.split(r";(?=\s|$)|\n\s*\n", text)
    cleaned = (tidy(piece).strip(" ;,") for piece in pieces)
    return unique([piece for piece in cleaned if piece.lower() not in ("na", "n/a")])


def listing_of(cell: str) -> tuple[str | None, tuple[str, ...]]:
    """Return the day of the first listing, where it is told, and the instruments named.

    Example:
        >>> listing_of("Listed by UN 1267 Committee on 25 January 2001 (amended on 9 July 2007)")
        ('2001-01-25', ())
        >>> listing_of("Autonomous Sanctions (Designated Persons—Iran) List 2012 [F2012L00479]")
        (None, ('Autonomous Sanctions (Designated Persons—Iran) List 2012 [F2012L00479]',))
        >>> listing_of("2014-12-15")
        ('2014-12-15', ())
    """
    text = tidy(cell)
    if _ISO.match(text):
        return iso_date(text), ()
    found = _LISTED.search(text)
    return (_single(found[1]) if found else None), unique(_INSTRUMENT.findall(text))


def titles_of(information: str) -> tuple[str, ...]:
    """Return the titles and posts of the additional information.

    Example:
        >>> titles_of("Title: a) Mullah b) Haji. Designation: Mayor of Kabul. Belongs to a tribe.")
        ('Mullah', 'Haji', 'Mayor of Kabul')
    """
    text = tidy(information.replace("_x000D_", " "))
    return unique([part for found in _POST.findall(text) for part in parts_of(found.rstrip("."))])


def passports_of(information: str) -> tuple[str, ...]:
    """Return the passport numbers that the additional information prints.

    Example:
        >>> passports_of("Passport no: 290320764 (issued by the DPRK). Born to a traveller.")
        ('290320764',)
    """
    return unique(_PASSPORT.findall(information))
