"""Names of the Swiss list: parts in an order, with spellings of single parts.

Owns putting them together. Invariant: a name is written as its parts are numbered; a
spelling in another script is a name only where every part has one, so scripts never mix.
Which part is the surname is marked by the part's type. Refuses more than a bounded number
of combinations of spellings.
"""

from __future__ import annotations

from itertools import islice, product

from lxml import etree

from xref.lists.readers.base import tidy
from xref.lists.readers.stream import children, text
from xref.model import Name, Order, Quality
from xref.names.fold import script_of

_MOST_SPELLINGS = 24
"""Three parts with three or four spellings each: more are no help to find anybody."""

_SURNAMES = frozenset(["family-name", "maiden-name"])
_Part = tuple[str, list[str], dict[tuple[str, str], list[str]]]


def names_of(identities: list[etree._Element]) -> tuple[tuple[Name, ...], list[str]]:
    """Return the names of all identities of a target, the primary one first, and its titles.

    A primary name of an identity that is not the main one is an alias.
    """
    found: dict[str, Name] = {}
    titles: list[str] = []
    rows = [
        (_quality(item, main=identity.get("main", "true") == "true"), item)
        for identity in identities
        for item in children(identity, "name")
    ]
    for quality, item in sorted(rows, key=lambda row: row[0] != "primary"):
        parts = _parts(item, titles)
        order = _order(parts)
        for place, spelling in enumerate(_spellings(parts)):
            script = script_of(spelling)
            # Another Latin spelling of the primary name is an alias, the name in its own
            # script is the name itself.
            kept: Quality = quality
            if quality == "primary" and place and script == "latin":
                kept = "alias"
            found.setdefault(spelling, Name(spelling, kept, script, order))
    return tuple(found.values()), titles


def _quality(item: etree._Element, *, main: bool) -> Quality:
    if item.get("quality", "").lower() == "low":
        return "weak"
    sort = item.get("name-type", "")
    if sort == "formerly-known-as":
        return "former"
    if sort == "primary-name" and main:
        return "primary"
    return "alias" if item.get("quality", "").lower() == "good" else "unknown"


def _parts(item: etree._Element, titles: list[str]) -> list[_Part]:
    """Return type, values and spellings of each place in the name, in order."""
    places: dict[int, _Part] = {}
    for number, part in enumerate(children(item, "name-part"), 1):
        value = text(part, "value")
        if not value:
            continue
        sort = part.get("name-part-type", "other")
        if sort == "title":
            titles.append(value)
            continue
        printed = part.get("order", "")
        place = int(printed) if printed.isdigit() else number
        _, values, spellings = places.setdefault(place, (sort, [], {}))
        values.append(value)
        for variant in children(part, "spelling-variant"):
            spelling = tidy(text(variant))
            if spelling:
                key = (variant.get("script", ""), variant.get("lang", ""))
                spellings.setdefault(key, []).append(spelling)
    return [places[place] for place in sorted(places)]


def _order(parts: list[_Part]) -> Order | None:
    if len(parts) < 2:
        return None
    if parts[0][0] in _SURNAMES:
        return "surname_first"
    return "surname_last" if parts[-1][0] in _SURNAMES else None


def _spellings(parts: list[_Part]) -> list[str]:
    if not parts:
        return []
    every = product(*(values for _, values, _ in parts))
    found = [" ".join(choice) for choice in islice(every, _MOST_SPELLINGS)]
    groups = dict.fromkeys(key for _, _, spellings in parts for key in spellings)
    for group in groups:
        printed = [spellings.get(group, []) for _, _, spellings in parts]
        if not all(printed):
            # A part without a spelling of its own keeps its value, if the script is the same.
            scripts = {script_of(item) for items in printed for item in items}
            if scripts != {script_of(found[0])}:
                continue
        choices = [own or values for own, (_, values, _) in zip(printed, parts, strict=True)]
        found.extend(" ".join(choice) for choice in islice(product(*choices), _MOST_SPELLINGS))
    return list(dict.fromkeys(found))[:_MOST_SPELLINGS]
