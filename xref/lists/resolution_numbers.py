"""Numbers and codes of an entry, by what they are worth for telling who is meant.

Owns their normal form. Invariant: two spellings of one number (`PS-472 310 104`, `472310104`)
have one form. Refuses to decide: how much a number tells is in `rules/subjects.yml`.
"""

from __future__ import annotations

import re

import msgspec

from xref.model import Designation
from xref.names.fold import fold
from xref.rules.subjects import SubjectRules

_PLAIN = re.compile(r"[^0-9A-Za-z]+")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

#: Fewest letters and digits of a number that is compared at all.
_SHORTEST = 5

#: Fewest different letters and digits of a number that somebody issued.
_FEWEST_SIGNS = 3


class Numbers(msgspec.Struct, frozen=True, gc=False):
    """The numbers of one entry.

    Attributes:
        imos: Verified IMO numbers of a ship.
        doubtful_imos: Those that nobody verified.
        strong: Numbers that decide, with the country that issued them or "".
        documents: Numbers of the same types, certain or not, with their country or "".
        contacts: Addresses of mail and web, telephone numbers, wallets.
        references: Ids of entries of other lists that this one prints.
        radio: `call_sign` and `mmsi` of a ship with their values.
    """

    imos: frozenset[str]
    doubtful_imos: frozenset[str]
    strong: frozenset[tuple[str, str]]
    documents: frozenset[tuple[str, str]]
    contacts: frozenset[str]
    references: frozenset[str]
    radio: frozenset[tuple[str, str]]


_NONE = Numbers(
    frozenset(), frozenset(), frozenset(), frozenset(), frozenset(), frozenset(), frozenset()
)


def read_numbers(entry: Designation, rules: SubjectRules) -> Numbers:
    """Read the numbers of a designation."""
    references = set(entry.same_as)
    if not entry.identifiers and not references:
        return _NONE
    types = rules.strong.get(entry.kind, ())
    imos: set[str] = set()
    doubtful: set[str] = set()
    strong: set[tuple[str, str]] = set()
    documents: set[tuple[str, str]] = set()
    contacts: set[str] = set()
    radio: set[tuple[str, str]] = set()
    for number in entry.identifiers:
        kind, value = number.type, number.value
        if kind == "imo":
            # The number of a ship printed with its owner is not the owner's.
            if entry.kind == "vessel":
                (imos if number.certain else doubtful).add(value)
        elif kind in ("mmsi", "call_sign"):
            radio.add((kind, _PLAIN.sub("", value).upper()))
        elif kind in rules.references:
            references.add(f"{rules.references[kind]}:{value.strip()}")
        elif kind in rules.contacts:
            contacts.add(fold(value).replace(" ", ""))
        elif kind in types and len(plain := plain_number(value)) >= _SHORTEST:
            issued = (plain, number.country or "")
            # 000000 is a placeholder, "12/YAKANA" the office that issued it.
            if len(set(plain)) < _FEWEST_SIGNS:
                continue
            documents.add(issued)
            if number.certain and sum(map(str.isdigit, plain)) >= rules.strong_length.value:
                strong.add(issued)
    return Numbers(
        frozenset(imos),
        frozenset(doubtful),
        frozenset(strong),
        frozenset(documents),
        frozenset(contacts),
        frozenset(references),
        frozenset(radio),
    )


def plain_number(value: str) -> str:
    """Letters and digits of a number; letters in front of seven digits or more are a prefix.

    Example:
        >>> plain_number("PS-472 310 104"), plain_number("ab 12345")
        ('472310104', 'AB12345')
    """
    plain = _PLAIN.sub("", value).upper()
    digits = plain.lstrip(_LETTERS)
    return digits if len(digits) >= 7 and digits.isdigit() else plain
