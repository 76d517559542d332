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
from xref.names.persons_units import ARTICLE

if TYPE_CHECKING:
    from xref.names.persons_units import PersonName, Unit

# What separates words in a printed name, apostrophes apart.
_BREAKS = re.compile(r"[\s,\-]+")


def text_forms(
    name: PersonName, printed: str, limit: int, *, whole: bool = False
) -> tuple[str, ...]:
    """List the forms, the most complete first.

    Args:
        name: The parsed name.
        printed: The name as the list prints it; an apostrophe in it is a space in
            folded text, and both spellings are forms.
        limit: The largest number of forms.
        whole: Leave no part out.
    """
    if name.known:
        orders = _known_orders(name.units, whole=whole)
    else:
        orders = _safe_orders(name.units, whole=whole)
    forms: dict[str, None] = {}
    for order in orders:
        for text in (" ".join(u.full for u in order), " ".join(u.text for u in order)):
            if " " in text:
                forms.setdefault(text)
    if ARTICLE in name.folded:
        # Arabic text writes the article and its noun as one word.
        forms = dict.fromkeys(_article_joined(form) for form in forms)
    _add_joined(forms, name.units, whole=whole)
    _add_apostrophes(forms, printed)
    if name.known and not whole:
        _add_initialled(forms, name.units)
    return tuple(forms)[:limit]


def _article_joined(form: str) -> str:
    return f" {form}".replace(f" {ARTICLE} ", f" {ARTICLE}").strip()


def _known_orders(units: tuple[Unit, ...], *, whole: bool) -> list[list[Unit]]:
    surname = [u for u in units if u.role == "surname"]
    others = [u for u in units if u.role != "surname"]
    if not others or not surname:
        return [list(units)]
    orders = [[*others, *surname], [*surname, *others]]
    if whole:
        return orders
    given = [u for u in others if u.role in ("given", "middle")]
    halves = next((i for i in range(1, len(others)) if not others[i].bound), len(others))
    first = others[:halves]
    if not first[0].initial:
        orders += [[*given, *surname], [*surname, *given], [*first, *surname], [*surname, *first]]
        if len(surname) > 1 and not surname[1].bound:
            # A second surname is dropped in news (Nicolas Maduro Moros), seldom the first.
            orders += [[*given, surname[0]], [*first, surname[0]]]
    return orders


def _safe_orders(units: tuple[Unit, ...], *, whole: bool) -> list[list[Unit]]:
    orders = [list(units)]
    if len(units) > 1:
        # Without knowing the surname: it stands last or first.
        orders += [[units[-1], *units[:-1]], [*units[1:], units[0]]]
    halved = any(unit.bound for unit in units)
    initials = units[:1] and (units[0].initial or units[-1].initial)
    if len(units) > 2 and not (whole or halved or initials):
        orders.append([units[0], units[-1]])
    return orders


def _add_initialled(forms: dict[str, None], units: tuple[Unit, ...]) -> None:
    """American papers print a second name by its first letter ("Vladimir V. Putin")."""
    given = [u for u in units if u.role == "given" and not u.initial]
    second = [u for u in units if u.role in ("patronymic", "middle") and not (u.initial or u.bound)]
    surname = [u for u in units if u.role == "surname"]
    if len(given) == 1 and len(second) == 1 and len(surname) == 1 and second[0].text[0].isalpha():
        forms.setdefault(f"{given[0].text} {second[0].text[0]} {surname[0].text}")


def _add_joined(forms: dict[str, None], units: tuple[Unit, ...], *, whole: bool) -> None:
    """Halves of a given name are also printed as one word (Zhonglang, Jongun)."""
    for index, unit in enumerate(units):
        if index and (unit.bound or (whole and unit.role == "middle")):
            pair = f" {units[index - 1].text} {unit.text} "
            word = f" {units[index - 1].text}{unit.text} "
            for form in tuple(forms):
                text = f" {form} ".replace(pair, word).strip()
                if " " in text:
                    forms.setdefault(text)


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
