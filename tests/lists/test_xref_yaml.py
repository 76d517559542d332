"""xref's own list format."""

from __future__ import annotations

from pathlib import Path

import pytest

from xref.errors import ListParseError
from xref.lists import load_lists
from xref.model import Identifier, Name


def test_one_subject_of_two_authorities(data: Path) -> None:
    """Designations under one key are one subject, each of its own list and authority."""
    found = load_lists(data / "yaml" / "two-authorities.yml")
    person = found.subject("us-ofac-sdn:101")
    assert person is not None
    assert person.authorities == ("US-OFAC", "EXAMPLE")
    press = person.designations[1]
    assert (press.list, press.listed_on) == ("press", "2024-12")
    assert press.names == (
        Name("No Sol Mae", "primary", "latin"),
        Name("On Sol Mae", "alias", "latin"),
        Name("한설매", "unknown", "hangul"),
        Name("Han Old", "former", "latin"),
        Name("Sol", "weak", "latin"),
    )
    assert press.birth_dates == ("1957-07-27", "1955/1957")
    assert press.identifiers == (Identifier("passport", "0123", "KP", certain=False),)


def test_imo_and_status(data: Path) -> None:
    """A reported ship takes its number as reference; a wrong number is not certain."""
    found = load_lists(data / "yaml" / "two-authorities.yml")
    ship = found.subject("press:IMO9074729")
    assert ship is not None
    assert (ship.id, ship.status, ship.authorities) == ("gb-uksl:DPR0999", "designated", ("UK",))
    assert ship.merged_ids == ("press:IMO9074729",)
    assert ship.numbers("imo") == {"9074729"}
    assert ship.numbers("imo", certain=False) == {"9074729", "9074728"}


def test_one_version_for_each_list(data: Path) -> None:
    """A file of several lists gives one version for each, with the notice and the date."""
    versions = load_lists(data / "yaml" / "two-authorities.yml").versions
    assert sorted(v.name for v in versions) == ["gb-uksl", "press", "us-ofac-sdn"]
    assert {v.notice for v in versions} == {"An example, not a list of anybody."}
    assert {v.published for v in versions} == {"2026-11-20"}
    assert not any(v.builtin for v in versions)


def test_example_of_the_docs(tmp_path: Path) -> None:
    """The example in docs/lists.md is a list that loads."""
    docs = Path(__file__).resolve().parents[2] / "docs" / "lists.md"
    example = docs.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "press.yml").write_text(example, encoding="utf-8")
    found = load_lists(tmp_path / "press.yml")
    assert [subject.name for subject in found.subjects] == ["HAN, Sol Mae", "Example Co"]
    assert found.subjects[0].authorities == ("US-OFAC", "EXAMPLE")


HEAD = "schema: 1\nkind: list\nname: press\ntitle: T\nauthority: A\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "the list is empty"),
        (HEAD + "designations:\n- name: X\n", r"w\.yml:7: field 'kind' is missing"),
        (HEAD + "designations:\n- {name: X, kind: robot}\n", "expected one of aircraft"),
        (HEAD + "designations:\n- {name: X, kind: person, nmae: Y}\n", "unknown field 'nmae'"),
        (HEAD + "name: again\n", "key 'name' stands twice"),
        (HEAD + "designations:\n- &a {name: X, kind: person}\n- *a\n", "anchor &a is not allowed"),
        (HEAD + "designations:\n- {name: ' ', kind: person}\n", "an entry without a name"),
        (HEAD + "designations:\n- {name: X, kind: person, listed_on: May}\n", "not an ISO date"),
        (HEAD + "designations:\n- {name: X, kind: person, birth_dates: [x]}\n", "birth date 'x'"),
        (HEAD + "designations:\n- {name: X, kind: vessel, imo: '12'}\n", "has no seven digits"),
        (HEAD.replace("authority: A\n", "") + "designations:\n- {name: X, kind: person}\n", "auth"),
        (HEAD.replace("schema: 1", "schema: 2") + "designations: []\n", "only schema 1"),
        (HEAD + "subjects:\n- {key: a, kind: person, designations: []}\n", "has no designation"),
        (HEAD + "designations:\n" + "- {name: X, kind: person}\n" * 2, "stands twice"),
        (HEAD + "designations: [\n", "not YAML"),
    ],
)
def test_broken_file(tmp_path: Path, text: str, message: str) -> None:
    """A file with a problem gives nothing, and the error says where it is."""
    (tmp_path / "w.yml").write_text(text)
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "w.yml")


def test_keys_are_unique(tmp_path: Path) -> None:
    """One key is written once: all designations of a subject stand together."""
    subject = "- {key: a, kind: person, designations: [{name: X, reference: R%d}]}\n"
    (tmp_path / "w.yml").write_text(HEAD + "subjects:\n" + subject % 1 + subject % 2)
    with pytest.raises(ListParseError, match=r"w\.yml:8: subject key 'a' stands twice"):
        load_lists(tmp_path / "w.yml")


def test_undecodable_bytes(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are named with line and offset."""
    (tmp_path / "w.yml").write_bytes(HEAD.encode() + b"notice: caf\xe9\n")
    with pytest.raises(ListParseError, match=rf"w\.yml:6:1: not UTF-8 \(byte {len(HEAD) + 11}\)"):
        load_lists(tmp_path / "w.yml")
