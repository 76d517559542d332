"""The catalogue: which lists there are, in which order, and what is known of each.

Owns the definitions in `lists/*.yml`, one file per list. Invariant: the order of lists
is fixed by the catalogue, because it decides the id of a subject; a list of the user's
own comes after all of them, by name. Refuses definitions that contradict each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import msgspec

from xref.data import data_folder
from xref.errors import RulesError
from xref.yamlfile import convert, read_nodes, read_text

AFTER_CATALOGUE = 1_000_000
"""Order of a list that the catalogue does not know."""

# Kinds of the tables that stand in the same folder as the definitions.
_TABLES = frozenset(["countries", "ofac-labels", "columns"])


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many entries a whole copy of the list has, and how that is known."""

    min: int
    max: int
    why: str


class Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is known of one list.

    Attributes:
        name: The folder name of a list, as in designation ids.
        order: Place in the fixed order of lists.
        authority: Code of the body that publishes it.
        country: ISO 3166 alpha-2 of that body, `EU`, `UN` or empty.
        urls: Where it is published; the first is the main file.
        formats: Readers that read the official files; empty where there is none yet.
        builtin: The built-in list is the only machine-readable copy.
        status: `retired` lists are read no more; `replaced_by` says what to use.
        max_age_days: A copy older than this is too old to screen with.
        programmes: Programmes that stand on this list only.
        reporting: Datasets of bodies that do not designate.
        authorities: Codes of reporting bodies, with the body's name.
        entry_url: Template of an entry's public page, with `{reference}`.
    """

    schema: int
    kind: Literal["definition"]
    name: str
    order: int
    title: str
    authority: str
    country: str
    urls: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    licence: str
    terms: str
    cadence: str
    builtin: bool = False
    status: Literal["active", "retired"] = "active"
    replaced_by: str | None = None
    max_age_days: int | None = None
    expected: Expected | None = None
    programmes: tuple[str, ...] = ()
    reporting: tuple[str, ...] = ()
    authorities: dict[str, str] = {}
    entry_url: str | None = None

    def url_of(self, reference: str) -> str | None:
        """Return the public page of one entry, where the list has such pages."""
        return self.entry_url.format(reference=reference) if self.entry_url else None


def read_catalogue(folder: Path) -> Mapping[str, Definition]:
    """Read all definitions of a folder, in the fixed order of lists.

    Raises:
        RulesError: With every problem: a broken file, a name that is not the file's
            stem, an order or a name used twice, a replacement that does not exist.
    """
    problems: list[str] = []
    found: dict[str, Definition] = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            node = read_nodes(read_text(path), path.name)
            kind = node.value.get("kind") if isinstance(node.value, dict) else None
            if kind is not None and kind.value in _TABLES:
                continue
            definition = convert(node, Definition, path.name)
        except RulesError as error:
            problems.extend(error.problems)
            continue
        if definition.name != path.stem:
            problems.append(f"{path.name}: name {definition.name!r} is not the file's name")
        if definition.schema != 1:
            problems.append(f"{path.name}: schema {definition.schema} is not known, only 1")
        found[definition.name] = definition
    orders: dict[int, str] = {}
    for definition in found.values():
        if other := orders.get(definition.order):
            problems.append(
                f"{definition.name}.yml: order {definition.order} is also that of {other}"
            )
        orders[definition.order] = definition.name
        if definition.replaced_by is not None and definition.replaced_by not in found:
            problems.append(f"{definition.name}.yml: no list is called {definition.replaced_by!r}")
    if problems:
        raise RulesError(problems)
    return MappingProxyType(
        {definition.name: definition for definition in sorted(found.values(), key=_order)}
    )


def _order(definition: Definition) -> int:
    return definition.order


@cache
def catalogue() -> Mapping[str, Definition]:
    """Return the packaged catalogue, in the fixed order of lists.

    Example:
        >>> list(catalogue())[:3]
        ['us-ofac-sdn', 'us-ofac-cons', 'un-sc']
        >>> catalogue()["gb-ofsi"].replaced_by
        'gb-uksl'
    """
    return read_catalogue(data_folder("lists"))


def list_order(name: str) -> tuple[int, str]:
    """Return the sort key of a list: the catalogue's order, then users' lists by name.

    Example:
        >>> sorted(["my-list", "reported", "us-ofac-sdn"], key=list_order)
        ['us-ofac-sdn', 'reported', 'my-list']
    """
    definition = catalogue().get(name)
    return (definition.order if definition else AFTER_CATALOGUE, name)
