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
_TABLES = frozenset(["countries", "ofac-labels", "eu-labels", "columns", "updates", "sema-words"])


class Range(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fewest and the most entries of one kind."""

    min: int
    max: int


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many entries a whole copy of the list has, and how that is known.

    Attributes:
        kinds: The same for single kinds (`vessel: {min: 400, max: 4000}`); kinds that are
            not named are not looked at.
    """

    min: int
    max: int
    why: str
    kinds: dict[str, Range] = {}


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A link that is looked up on a page, because the file's own address changes.

    Attributes:
        page: Address of the page that links the file.
        name: Regular expression for the last part of the file's address, whole.
    """

    page: str
    name: str


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One file of a copy, and where it is fetched.

    Attributes:
        name: Its name in a snapshot; siblings are found by it.
        url: Its address, or None where `find_link` says how to find it.
        find_link: The page that links it.
    """

    name: str
    url: str | None = None
    find_link: Link | None = None

    def __post_init__(self) -> None:
        """Refuse a file with no address, or with two.

        Raises:
            ValueError: Neither or both of `url` and `find_link` are given, or an address
                is not https.
        """
        if (self.url is None) == (self.find_link is None):
            raise ValueError(f"file {self.name}: give either url or find_link")
        address = self.url or (self.find_link.page if self.find_link else "")
        if not address.startswith("https://"):
            raise ValueError(f"file {self.name}: {address} is not https")
        if not self.name or "/" in self.name or self.name.startswith("."):
            raise ValueError(f"file name {self.name!r} is not a plain name")


class Shrinkage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By which share a list may shrink between two copies, and why."""

    share: float
    why: str


class Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is known of one list.

    Attributes:
        name: The folder name of a list, as in designation ids.
        order: Place in the fixed order of lists.
        authority: Code of the body that publishes it.
        country: ISO 3166 alpha-2 of that body, `EU`, `UN` or empty.
        urls: Where it is published; the first is the main file.
        files: The files that make one copy, in the order they are hashed; empty where
            there is nothing to fetch.
        formats: Readers that read the official files; empty where there is none yet.
        builtin: The built-in list is the only machine-readable copy.
        status: `retired` lists are read no more; `replaced_by` says what to use.
        max_age_days: A copy older than this is too old to screen with.
        expected: How many entries a whole copy has.
        max_shrink: By which share it may shrink from one copy to the next; None leaves it
            to the general rule in `lists/updates.yml`.
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
    files: tuple[Source, ...] = ()
    formats: tuple[str, ...] = ()
    licence: str
    terms: str
    cadence: str
    builtin: bool = False
    status: Literal["active", "retired"] = "active"
    replaced_by: str | None = None
    max_age_days: int | None = None
    expected: Expected | None = None
    max_shrink: Shrinkage | None = None
    programmes: tuple[str, ...] = ()
    reporting: tuple[str, ...] = ()
    authorities: dict[str, str] = {}
    entry_url: str | None = None

    def __post_init__(self) -> None:
        """Refuse two files of one name.

        Raises:
            ValueError: They would overwrite each other in a snapshot.
        """
        names = [file.name.lower() for file in self.files]
        if len(set(names)) < len(names):
            raise ValueError(f"list {self.name}: two files have the same name")

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
