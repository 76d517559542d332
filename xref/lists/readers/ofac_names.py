"""Names of OFAC's XML files: labelled parts, to the names its other formats print.

Owns the order of the parts and the capitals. SDN.CSV prints `KIM, Yong Bok` for the last
name `Kim` and the first name `Yong Bok`, whatever order the parts are in: a patronymic
stands before and a matronymic after the last name, a middle name after the first one.
Last and first names were compared on 19,000 aliases of SDN_ADVANCED.XML with ALT.CSV, and
on CONS_ENHANCED.XML, which prints both forms; the places of the rarer parts follow from
the aliases whose order differs there. Refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from xref.model import Order, Quality
from xref.names.fold import script_of

Named = tuple[str, Quality, Order | None]
"""A spelling with its quality, and where its surname stands."""

_FAMILY = ("patronymic", "last name", "matronymic", "maiden name")
_GIVEN = ("first name", "middle name")
# Scripts with capitals that OFAC uses: `upper` would turn Georgian into letters of titles.
_CAPITALS = frozenset(["latin", "cyrillic"])


def printed_name(parts: Iterable[tuple[str, str]]) -> tuple[str, Order | None]:
    """Join the parts of a name as SDN.CSV prints it.

    Args:
        parts: Pairs of the type of a part (`Last Name`, `Vessel Name`) and its text.

    Returns:
        The name, and where its surname stands if a part says so.

    Example:
        >>> printed_name([("First Name", "Yong Bok"), ("Last Name", "Kim")])
        ('KIM, Yong Bok', 'surname_first')
        >>> printed_name([("Vessel Name", "Lady R")]), printed_name([("Nickname", "Micky")])
        (('LADY R', None), ('Micky', None))
    """
    by_type: dict[str, list[str]] = {}
    for sort, text in parts:
        by_type.setdefault(sort.lower(), []).append(text)
    family = _joined(by_type, _FAMILY)
    given = _joined(by_type, _GIVEN)
    nickname = " ".join(by_type.pop("nickname", ()))
    # What is left is the name of a body, ship or aircraft, or of a type not known yet.
    whole = " ".join(text for texts in by_type.values() for text in texts)
    head = _capitals(" ".join(filter(None, (family, whole))))
    tail = " ".join(filter(None, (given, nickname)))
    if head and tail:
        return f"{head}, {tail}", "surname_first"
    return head or tail, None


def _joined(by_type: dict[str, list[str]], sorts: Iterable[str]) -> str:
    return " ".join(text for sort in sorts for text in by_type.pop(sort, ()))


def _capitals(text: str) -> str:
    return text.upper() if text.isascii() or script_of(text) in _CAPITALS else text


def primary_first(names: Iterable[Named]) -> list[Named]:
    """Put the primary name first; without one, the first name is it.

    Example:
        >>> primary_first([("A", "alias", None), ("B", "primary", None)])
        [('B', 'primary', None), ('A', 'alias', None)]
    """
    found = [name for name in names if name[0]]
    found.sort(key=lambda name: name[1] != "primary")
    if found and found[0][1] != "primary":
        found[0] = (found[0][0], "primary", found[0][2])
    return found
