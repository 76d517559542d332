"""Damage: what spreadsheets do to cells that nobody touched.

Owns telling a cell that a program has rewritten from one that a person has changed. Invariant:
what is called harmless cannot hide another name, date or number, as far as the damaged cell
shows. Refuses to repair evidence: the run has it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from xref.review.sheet import normal_cell

#: Code pages by which text is mangled.
_PAGES = ("cp1252", "latin-1", "cp949", "cp932", "gb18030", "cp1251", "mac_roman")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?")
_DATE_PARTS = re.compile(r"[0-9]+|[^\W\d_]+")
_LIKE_DATE = re.compile(
    r"[0-9]{1,4}([-/.])[0-9]{1,2}(?:\1[0-9]{1,4})?(?:[T ][0-9:]+(?:Z|\.[0-9]+)?)?"
)
_SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")
#: Where Excel and older programs cut a cell.
_CUTS = (255, 8_192, 32_759, 32_767)


def damage(expected: str, found: str) -> str | None:
    """Tell how a cell was damaged; empty if it was not, None if it says something else.

    Args:
        expected: As the run wrote it.
        found: As it came back.

    Example:
        >>> damage("0.90", "0.9"), damage("2/3", "02. Mrz"), damage("김정은", "???")
        ('a number was rewritten', 'it was taken for a date', 'letters were lost')
        >>> damage("KIM Yong Chol", "KIM Yong Chul") is None
        True
    """
    one, other = normal_cell(expected), normal_cell(found)
    if one == other:
        return ""
    if one.startswith("'") and (normal_cell(one[1:]) == other or f"'{one}" == other):
        return "the ' before it was removed or doubled"
    if _spaced(one) == _spaced(other):
        return "white space was changed"
    if one.casefold() == other.casefold() and one.casefold() in ("true", "false"):
        return "it was taken for a truth value"
    if _is_number(one, other):
        return "a number was rewritten"
    if _is_date(one.removeprefix("'"), other):
        return "it was taken for a date"
    if _lost(one, other):
        return "letters were lost"
    if one in map(normal_cell, unmangled(found)):
        return "letters were mangled"
    if len(other) in _CUTS and one.startswith(other):
        return "it was cut"
    return None


def _spaced(text: str) -> str:
    # ODS drops tabs without a trace, so what is left is compared without any space.
    return "".join(unicodedata.normalize("NFC", text).replace("\u200b", "").split())


def _value(text: str) -> float | None:
    if _NUMBER.fullmatch(text) is None:
        return None
    return float(text.replace(",", "."))


def _is_number(one: str, other: str) -> bool:
    """Whether both are one number, of which scientific notation may show five digits."""
    left, right = _value(one), _value(other)
    if left is None or right is None:
        return False
    return abs(left - right) <= (5e-5 * abs(left) if "e" in other.lower() else 1e-12)


def _is_date(one: str, other: str) -> bool:
    """Whether a spreadsheet can have made the second from the first, taken for a date."""
    if _LIKE_DATE.fullmatch(one) is None:
        return False
    if _SERIAL.fullmatch(other):
        return True
    parts = [part.lower() for part in _DATE_PARTS.findall(other)]
    if not 2 <= len(parts) <= 6:
        return False
    numbers = []
    for part in parts:
        if part.isdigit():
            numbers.append(int(part) % 100)
        elif part[:3] in _MONTHS:
            numbers.append(_MONTHS[part[:3]])
        elif part.isascii() and len(part) > 2 and part[:2] not in ("mr", "ma", "ok", "de"):
            return False
    wanted = [int(part) % 100 for part in _DATE_PARTS.findall(one) if part.isdigit()][:3]
    if any(not part.isdigit() and part[:3] not in _MONTHS for part in parts):
        # A month in another language: the other numbers must still be there.
        return sum(number in numbers for number in wanted) >= len(wanted) - 1
    return all(number in numbers for number in wanted)


def _lost(one: str, other: str) -> bool:
    """Whether the second is the first with `?` for letters that a code page lacks."""
    if "?" not in other and "\ufffd" not in other:
        return False
    if len(one) == len(other) and all(
        a == b or (b in "?\ufffd" and not a.isascii()) for a, b in zip(one, other, strict=True)
    ):
        return True
    pattern = "".join(
        re.escape(sign) if sign.isascii() else f"(?:{re.escape(sign)}|[?\ufffd]{{1,4}})"
        for sign in one[:_MAX_LOST]
    )
    return len(one) <= _MAX_LOST and re.fullmatch(pattern, other) is not None


_MAX_LOST = 2_000


def unmangled(text: str) -> Iterator[str]:
    """Yield what a text may have been before UTF-8 was taken for a code page.

    Example:
        >>> "김" in unmangled("ê¹€")
        True
    """
    for page in _PAGES:
        try:
            yield text.encode(page).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue


def is_suspect(comment: str) -> bool:
    """Whether a text that was typed looks as if letters had been lost.

    Example:
        >>> is_suspect("??? is his name"), is_suspect("Really?")
        (True, False)
    """
    return "??" in comment or "\ufffd" in comment
