"""Catalogue, countries and columns: the tables that readers work with."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from xref.errors import RulesError
from xref.lists.catalogue import catalogue, list_order, read_catalogue
from xref.lists.columns import fields_of, kind_of
from xref.lists.countries import country_code

DATA = Path(__file__).resolve().parent.parent / "data" / "lists"

FIXED_ORDER = [
    "us-ofac-sdn",
    "us-ofac-cons",
    "un-sc",
    "un-1718-vessels",
    "eu-fsf",
    "eu-oj",
    "gb-uksl",
    "gb-ofsi",
    "ch-seco",
    "ca-sema",
    "au-dfat",
    "jp-mof",
    "jp-meti",
    "kr-mofa",
    "ua-nsdc",
    "ua-war-sanctions",
    "us-csl",
    "opensanctions",
    "reported",
]


def _countries() -> list[tuple[str, str | None, str]]:
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        return [(row["printed"], row["code"] or None, row["why"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("printed", "code", "why"), _countries())
def test_country(printed: str, code: str | None, why: str) -> None:
    """A country is known in every form that lists print, and nothing else is a country."""
    assert country_code(printed) == code, why


def test_order_of_lists_is_fixed() -> None:
    """The order decides the ids of subjects, so it must not change."""
    assert list(catalogue()) == FIXED_ORDER
    mixed = ["zebra", "reported", "alpha", "us-ofac-sdn"]
    assert sorted(mixed, key=list_order) == ["us-ofac-sdn", "reported", "alpha", "zebra"]


def test_retired_list_names_its_successor() -> None:
    """The OFSI list was closed on 2026-01-28; the UK Sanctions List replaces it."""
    assert catalogue()["gb-ofsi"].status == "retired"
    assert catalogue()["gb-ofsi"].replaced_by == "gb-uksl"


def test_every_format_has_a_reader() -> None:
    """A format that a definition names is one that is read."""
    from xref.lists.readers import READERS

    known = {reader.FORMAT for reader in READERS}
    assert {name for item in catalogue().values() for name in item.formats} <= known


def _definition(name: str, order: int, more: str = "") -> str:
    return (
        f"schema: 1\nkind: definition\nname: {name}\norder: {order}\ntitle: T\nauthority: A\n"
        f"country: AA\nlicence: L\nterms: T\ncadence: C\n{more}"
    )


def test_new_list_is_one_file(tmp_path: Path) -> None:
    """A list in a known format needs one YAML file and no code."""
    (tmp_path / "aa-new.yml").write_text(
        _definition("aa-new", 5, "formats: [un-xml]\nentry_url: https://a.example/{reference}\n")
    )
    found = read_catalogue(tmp_path)
    assert found["aa-new"].url_of("7") == "https://a.example/7"


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"a": _definition("b", 1)}, "is not the file's name"),
        ({"a": _definition("a", 1), "b": _definition("b", 1)}, "order 1 is also that of"),
        ({"a": _definition("a", 1, "replaced_by: c\n")}, "no list is called 'c'"),
        ({"a": _definition("a", 1, "colour: red\n")}, "unknown field 'colour'"),
        ({"a": _definition("a", 1, "title: again\n")}, "stands twice"),
        ({"a": _definition("a", 1).replace("schema: 1", "schema: 2")}, "schema 2 is not known"),
    ],
)
def test_contradicting_definitions(tmp_path: Path, files: dict[str, str], problem: str) -> None:
    """A catalogue that contradicts itself is refused with the file and the problem."""
    for name, text in files.items():
        (tmp_path / f"{name}.yml").write_text(text)
    with pytest.raises(RulesError, match=problem):
        read_catalogue(tmp_path)


def test_columns_and_kinds() -> None:
    """Column names are read without case and separators; two for one field are a problem."""
    assert fields_of(["Full-Name", "DATE OF BIRTH", "이름2"])[0] == ["name", "birth_dates", None]
    assert fields_of(["name", "full name"])[1] == ["columns 'name' and 'full name' both mean name"]
    assert kind_of("Natural Person") == "person"
    assert kind_of("trust") is None
