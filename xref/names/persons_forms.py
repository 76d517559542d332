"""Text forms of a listed person: how running text may print the name.

Owns the orders and omissions that a scanner looks for. Invariant: no form is a single
token, every form holds a given name and the surname where these are known, and the
number of forms is bounded. Refuses to invent spellings: transliteration is the
business of the keys.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xref.names.fold import fold

if TYPE_CHECKING:
    from xref.names.persons import PersonName, Unit

# What separates words in a printed name, apostrophes apart.
_BREAKS = re.compile(r"[\s,\-]+")


def text_forms(name: PersonName, printed: str, limit: int) -> tuple[str, ...]:
    """List the forms, the most complete first.

    Args:
        name: The parsed name.
        printed: The name as the list prints it; an apostrophe in it is a space in
            folded text, and both spellings are forms.
        limit: The largest number of forms.
    """
    orders = _known_orders(name.units) if name.known else _safe_orders(name.units)
    forms: dict[str, None] = {}
    for order in orders:
        for text in (" ".join(u.full for u in order), " ".join(u.text for u in order)):
            if " " in text:
                forms.setdefault(text)
    _add_apostrophes(forms, printed)
    return tuple(forms)[:limit]


def _known_orders(units: tuple[Unit, ...]) -> list[list[Unit]]:
    surname = [u for u in units if u.role == "surname"]
    others = [u for u in units if u.role != "surname"]
    if not others:
        return [surname]
    given = [u for u in others if u.role in ("given", "middle")]
    first = others[:1]
    orders = []
    for names in (others, given, first):
        if not names:
            continue
        if all(u.initial for u in names) and len(names) == 1 and len(others) > 1:
            continue
        orders += [[*names, *surname], [*surname, *names]]
    if len(surname) > 1 and not first[0].initial:
        # A second surname is dropped in news (Nicolas Maduro Moros), seldom the first.
        orders += [[*given, surname[0]], [*first, surname[0]], [*first, *surname]]
    return orders


def _safe_orders(units: tuple[Unit, ...]) -> list[list[Unit]]:
    whole = list(units)
    orders = [whole]
    if len(units) > 1:
        # Without knowing the surname: it stands last or first.
        orders += [[units[-1], *units[:-1]], [*units[1:], units[0]]]
    if len(units) > 2 and not units[0].initial and not units[-1].initial:
        orders.append([units[0], units[-1]])
    return orders


def _add_apostrophes(forms: dict[str, None], printed: str) -> None:
    """Folded text has a space where the list prints an apostrophe: add that spelling."""
    split = {
        apart.replace(" ", ""): apart
        for word in _BREAKS.split(printed)
        if " " in (apart := fold(word))
    }
    if not split:
        return
    for form in tuple(forms):
        text = f" {form} "
        for joined, apart in split.items():
            text = text.replace(f" {joined} ", f" {apart} ")
        forms.setdefault(text.strip())
