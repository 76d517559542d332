"""OpenSanctions' JSON files: nested targets, entities that refer to each other, Senzing."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from xref.errors import ListParseError
from xref.lists import load_lists
from xref.lists.readers import (
    opensanctions_ftm,
    opensanctions_nested,
    opensanctions_senzing,
)
from xref.model import Designation, Identifier, Lists, Name

NESTED, FTM, SENZING = "targets.nested.json", "entities.ftm.json", "senzing.json"


def _by_id(lists: Lists) -> dict[str, Designation]:
    return {item.reference: item for item in lists.designations}


def _records(folder: Path) -> list[object]:
    text = (folder / FTM).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def folder(data: Path) -> Path:
    """Return the folder of the three files, which tell of the same targets."""
    return data / "opensanctions-json"


@pytest.mark.parametrize("name", [NESTED, FTM])
def test_person(folder: Path, name: str) -> None:
    """Names keep what is marked; the listing gives programme, day and the UN's reference."""
    lists = load_lists(folder / name)
    person = _by_id(lists)["NK-person"]
    assert person.names == (
        Name("Han Sol Mae", "primary"),
        Name("HAN Seol-mae", "unknown"),
        Name("Sol", "weak"),
        Name("Han Old", "former"),
        Name("한설매", "unknown", "hangul"),
        Name("韓雪梅", "unknown", "han"),
    )
    assert person.birth_dates == ("1957-07-27", "1958"), "2957 is no birth date"
    assert (person.birth_places, person.nationalities) == (("Hamhung",), ("KP",))
    assert person.identifiers == (Identifier("passport", "654420999", "KP"),)
    assert (person.programmes, person.listed_on) == (("US-DPRK2",), "2024-12-16")
    assert person.same_as == ("un-sc:KPi.901", "us-ofac-sdn:99901")
    assert person.url == "https://www.opensanctions.org/entities/NK-person/"
    assert lists.versions[0].published == "2026-03-14"
    assert "CC-BY-NC" in (lists.versions[0].notice or "")


@pytest.mark.parametrize("name", [NESTED, FTM])
def test_ship_and_company(folder: Path, name: str) -> None:
    """A number is a ship's only in a ship; the owner is told by an entity of its own."""
    by_id = _by_id(load_lists(folder / name))
    ship, company = by_id["NK-ship"], by_id["NK-company"]
    assert (ship.kind, ship.imo, ship.vessel_type) == ("vessel", "9074729", "General Cargo")
    assert (ship.flags, ship.former_flags, ship.nationalities) == (("RU",), ("PA", "LR"), ())
    assert ship.numbers("mmsi") == ("273212999",)
    assert ship.numbers("call_sign") == ("UBXX9",)
    assert ship.owners == ("Example Shipping LLC",)
    assert (company.kind, company.imo) == ("organisation", None)
    assert company.numbers("company_imo") == ("5342883",)
    assert company.nationalities == ("RU",)
    assert company.addresses == ("1 Harbour Street, Vladivostok", "2 Pier Street, Nakhodka")


@pytest.mark.parametrize(
    ("reference", "status"),
    [
        ("NK-person", "designated"),
        ("NK-gur", "reported"),
        ("NK-ended", "delisted"),
        ("NK-pep", None),
        ("NK-clerk", None),
    ],
)
@pytest.mark.parametrize("name", [NESTED, FTM])
def test_status(folder: Path, name: str, reference: str, status: str | None) -> None:
    """Bodies that do not designate report; a politician without a listing is on no list."""
    found = _by_id(load_lists(folder / name)).get(reference)
    assert (found.status if found else None) == status
    assert reference != "NK-ended" or (found is not None and found.delisted_on == "2019-05-01")


@pytest.mark.parametrize("name", [NESTED, FTM, SENZING])
def test_nameless_record_is_counted(folder: Path, name: str) -> None:
    """A target whose caption is its id has no name."""
    assert load_lists(folder / name).versions[0].refused == 1


def test_both_files_say_the_same(folder: Path) -> None:
    """Entities that refer to each other give what the nested targets give."""
    nested, single = (load_lists(folder / name).designations for name in (NESTED, FTM))
    assert list(nested) == list(single)


@pytest.mark.parametrize("seed", range(4))
def test_order_of_entities_does_not_matter(folder: Path, tmp_path: Path, seed: int) -> None:
    """Listings, addresses and owners may stand anywhere in the file."""
    lines = (folder / FTM).read_text(encoding="utf-8").splitlines()
    random.Random(seed).shuffle(lines)  # noqa: S311
    (tmp_path / "shuffled.json").write_text("\n".join(lines), encoding="utf-8")
    assert _by_id(load_lists(tmp_path / "shuffled.json")) == _by_id(load_lists(folder / FTM))


def test_array_of_entities(folder: Path, tmp_path: Path) -> None:
    """An array, printed over many lines, is read record by record to the same entries."""
    records = _records(folder)
    (tmp_path / "array.json").write_text(json.dumps(records, indent=2), encoding="utf-8")
    assert load_lists(tmp_path / "array.json").designations == load_lists(folder / FTM).designations


def test_senzing(folder: Path) -> None:
    """Senzing's features are read; records without a risk are on no list."""
    by_id = _by_id(load_lists(folder / SENZING))
    assert set(by_id) == {"NK-person", "NK-ship", "NK-old", "NK-company"}
    person, ship, company = by_id["NK-person"], by_id["NK-ship"], by_id["NK-company"]
    assert person.names == (Name("Han Sol Mae"), Name("한설매", "unknown", "hangul"))
    assert person.birth_dates == ("1957-07-27",)
    assert (person.nationalities, person.birth_places) == (("KP", "RU"), ("Hamhung",))
    assert person.addresses == ("3 Hill Street, Hamhung",)
    assert person.identifiers == (
        Identifier("passport", "654420999", "KP"),
        Identifier("national_id", "77"),
    )
    assert (ship.kind, ship.imo, ship.numbers("call_sign")) == ("vessel", "9074729", ("UBXX9",))
    assert (by_id["NK-old"].status, by_id["NK-old"].name) == ("reported", "EXAMPLE MOON")
    assert by_id["NK-old"].numbers("imo", certain=False) == ("9074730",)
    assert company.numbers("company_imo") == ("5342883",)
    assert company.addresses == ("1 Harbour Street, Vladivostok",)
    assert company.numbers("tax_id") == ("7705999999",)


@pytest.mark.parametrize(
    ("name", "reader"),
    [
        (NESTED, opensanctions_nested),
        (FTM, opensanctions_ftm),
        (SENZING, opensanctions_senzing),
    ],
)
def test_one_reader_knows_each_file(folder: Path, name: str, reader: object) -> None:
    """No other of the three takes a file, nor a JSON file of another shape."""
    head = (folder / name).read_bytes()
    readers = (opensanctions_nested, opensanctions_ftm, opensanctions_senzing)
    assert [item for item in readers if item.recognise(head)] == [reader]
    assert not any(item.recognise(b'[{"id": 1, "name": "x"}]') for item in readers)


@pytest.mark.parametrize("name", [NESTED, FTM, SENZING])
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda raw: raw[:-40], r":\d+: not a record in JSON"),
        (lambda raw: raw + b"not json\n", r":\d+: not a record in JSON: JSON is malformed"),
        (lambda raw: raw.replace(b"Han", b"H\xe9n", 1), r":\d+: not UTF-8 at byte \d+"),
        (lambda raw: raw + b'{"id": 5, "RECORD_ID": 5}\n', r":\d+: not a record in JSON"),
        (lambda raw: raw + raw.splitlines()[4] + b"\n", "the same reference stands twice|"),
        (lambda raw: raw + b"[" * 100_000 + b"\n", "not a record in JSON"),
    ],
)
def test_broken_file(
    folder: Path, tmp_path: Path, name: str, change: Callable[[bytes], bytes], message: str
) -> None:
    """A broken, cut or wrongly encoded file gives nothing, and the error names the line."""
    raw = (folder / name).read_bytes()
    if message.endswith("|"):
        same = next(line for line in raw.splitlines() if b'NK-ship"' in line and b"SUN" in line)
        (tmp_path / name).write_bytes(raw + same + b"\n")
        message = message.rstrip("|")
    else:
        (tmp_path / name).write_bytes(change(raw))
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / name)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text[:-20], r":\d+: broken JSON, or cut"),
        (lambda text: text.rstrip()[:-1], r":\d+: neither a comma nor the end|cut"),
        (lambda text: text + "x", r":\d+: text after the end of the array"),
        (lambda text: text.rstrip()[:-1] + ",]", r":\d+: a comma before the end"),
    ],
)
def test_broken_array(
    folder: Path, tmp_path: Path, change: Callable[[str], str], message: str
) -> None:
    """The same holds for an array."""
    records = _records(folder)
    text = change(json.dumps(records, indent=1))
    (tmp_path / "array.json").write_text(text, encoding="utf-8")
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "array.json")
