"""Ukraine's State Sanctions Register."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xref.errors import ListParseError
from xref.lists import load_lists
from xref.model import Identifier, Name


def test_person(data: Path) -> None:
    """Names in three languages, numbers with their issuers, decrees and attributes."""
    lists = load_lists(data / "nsdc" / "individual.json")
    person = next(item for item in lists.designations if item.reference == "9001")
    assert (person.id, person.authority, person.kind) == ("ua-nsdc:9001", "UA-NSDC", "person")
    assert person.names == (
        Name("Хан Соль Ме", "primary", "cyrillic"),
        Name("Хан Соль Мэ", "primary", "cyrillic"),
        Name("Han Sol Mae", "primary", "latin"),
        Name("Khan Sol Me", "primary", "latin"),
        Name("Хан Сол Ме", "unknown", "cyrillic"),
    )
    assert person.birth_dates == ("1957-07-27", "1958"), "of a day in words only the year"
    assert person.birth_places == ("Хамхин",)
    assert person.nationalities == ("KP",), "DN is no country of ISO 3166"
    assert person.titles == ("генерал-полковник",)
    assert person.addresses == ("Пхеньян, вул. Прикладна, 1",)
    assert person.identifiers == (
        Identifier("passport", "654420999", "KP"),
        Identifier("tax_id", "770599999901", "RU"),
        Identifier("tax_id", "770599999902", "RU"),
        Identifier("registration", "AB-1"),
    )
    assert (person.programmes, person.listed_on) == (("999/2031",), "2031-03-05")
    assert person.legal_basis == ("999/2031 https://example.org/999",)
    assert person.remarks == "Примітка: Вигаданий запис; term: десять років; блокування активів"


def test_expired_subject_is_delisted(data: Path) -> None:
    """Measures that have run out are no sanction; an absurd birth year is dropped."""
    lists = load_lists(data / "nsdc" / "individual.json")
    old = next(item for item in lists.designations if item.reference == "9002")
    assert (old.status, old.listed_on, old.delisted_on) == (
        "delisted",
        "2018-02-05",
        "2021-02-05",
    )
    assert old.birth_dates == ()
    assert lists.versions[0].refused == 1, "the subject without a name"


def test_body(data: Path) -> None:
    """A file whose subjects have no papers of persons holds bodies."""
    (body,) = load_lists(data / "nsdc" / "legal.json").designations
    assert (body.kind, body.birth_dates, body.nationalities) == ("organisation", (), ("RU",))
    assert [(name.text, name.quality) for name in body.names] == [
        ('ТОВ "Приклад"', "primary"),
        ('TOV "Pryklad"', "primary"),
        ("Приклад", "unknown"),
        ("Example Shipping LLC", "unknown"),
        ('ВАТ "Приклад"', "former"),
    ]
    assert body.imo is None
    assert "5342883" in (body.remarks or "")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text[:-30], r":\d+: broken JSON, or cut"),
        (lambda text: text.replace('"sid": 9002', '"sid": null'), r":\d+: a subject without sid"),
        (
            lambda text: text.replace('"sid": 9002', '"sid": 9001'),
            "the same reference stands twice",
        ),
        (lambda text: text.replace('"sid": 9002', '"sid": []'), r":\d+: not a record in JSON"),
        (lambda text: text.replace('"sid": 9002,', ""), r":\d+: not a record in JSON.*sid"),
    ],
)
def test_broken_file(
    data: Path, tmp_path: Path, change: Callable[[str], str], message: str
) -> None:
    """A broken file gives nothing, and the error names the line."""
    text = (data / "nsdc" / "individual.json").read_text(encoding="utf-8")
    assert change(text) != text
    (tmp_path / "n.json").write_text(change(text), encoding="utf-8")
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "n.json")


def test_wrong_encoding(data: Path, tmp_path: Path) -> None:
    """A file in another encoding is refused with the byte."""
    raw = (data / "nsdc" / "legal.json").read_text(encoding="utf-8").encode("cp1251")
    (tmp_path / "n.json").write_bytes(raw)
    with pytest.raises(ListParseError, match=r"not UTF-8 near byte \d+"):
        load_lists(tmp_path / "n.json")
