"""The built-in list: what it holds, and that it is the compiled facts."""

from __future__ import annotations

import runpy
import time
from pathlib import Path

import pytest

from xref.data import data_folder
from xref.lists import load_lists
from xref.model import Lists, Subject
from xref.names.fold import fold
from xref.names.imo import is_imo


@pytest.fixture(scope="module")
def builtin() -> Lists:
    """Return the built-in list."""
    return load_lists()


def _named(lists: Lists, name: str, script: str = "latin") -> list[Subject]:
    wanted = fold(name)
    return [
        subject
        for subject in lists.subjects
        if any(n.script == script and fold(n.text) == wanted for n, _ in subject.names())
    ]


def test_counts(builtin: Lists) -> None:
    """518 core rows, 341 Korean rows (348 less 7 inferred) and 74 reported ships."""
    counts: dict[str, int] = {}
    for item in builtin.designations:
        counts[item.list] = counts.get(item.list, 0) + 1
    assert counts["kr-mofa"] == 341
    assert counts["reported"] == 74
    assert sum(counts.values()) == 518 + 341 + 74
    assert {version.name: sum(version.counts.values()) for version in builtin.versions} == counts


def test_docs_say_the_same_counts(builtin: Lists) -> None:
    """docs/lists.md gives the numbers of entries and subjects as they are."""
    text = (Path(__file__).resolve().parents[2] / "docs" / "lists.md").read_text(encoding="utf-8")
    assert f"{len(builtin.designations)} entries of {len(builtin.subjects)} subjects" in text


def test_versions_say_what_it_is(builtin: Lists) -> None:
    """Every list of it is marked as built-in, dated, and says that it is no substitute."""
    for version in builtin.versions:
        assert version.builtin
        assert version.published == "2026-11-22"
        assert "no substitute for the official lists" in (version.notice or "")


@pytest.mark.parametrize(
    ("identity", "name", "authorities"),
    [
        ("us-ofac-sdn:52114", "KIM, Yong Bok", {"US-OFAC", "EU", "UK", "AU", "KR"}),
        ("gb-uksl:RUS2453", "SHIN Geum Cheol", {"EU", "UK", "AU", "KR"}),
        ("us-ofac-sdn:37095", "LADY R", {"US-OFAC", "EU", "UK", "CA", "KR"}),
        ("us-ofac-sdn:20157", "KIM, Jong Un", {"US-OFAC"}),
        ("us-ofac-sdn:51330", "RI, Chang Ho", {"US-OFAC", "EU", "UK", "AU", "KR"}),
    ],
)
def test_who_designates(builtin: Lists, identity: str, name: str, authorities: set[str]) -> None:
    """The subjects that news names most are designated by exactly these bodies."""
    subject = builtin.subject(identity)
    assert subject is not None
    assert (subject.name, set(subject.authorities)) == (name, authorities)
    assert subject.status == "designated"


def test_printed_hangul_is_kept(builtin: Lists) -> None:
    """The EU prints 김금철 for Sin Kum-chol; both that and 신금철 are his, of unknown quality."""
    subject = builtin.subject("gb-uksl:RUS2453")
    assert subject is not None
    hangul = {(n.text, d.authority, n.quality) for n, d in subject.names() if n.script == "hangul"}
    assert hangul == {("김금철", "EU", "unknown"), ("신금철", "KR", "unknown")}


def test_kum_ya_is_reported_not_designated(builtin: Lists) -> None:
    """Kum Ya is on no list; the UN Panel of Experts reported it."""
    (ship,) = _named(builtin, "Kum Ya")
    assert (ship.id, ship.status, ship.authorities) == ("reported:IMO9004073", "reported", ())
    assert ship.designations[0].authority == "UN-PoE"
    assert ship.designations[0].imo == "9004073"


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("Kim Yong Chol", None),
        ("Maria", [{"8517839"}, {"9198783"}]),
    ],
)
def test_namesakes_stay_two(builtin: Lists, name: str, numbers: list[set[str]] | None) -> None:
    """Two KIM Yong Chol and two ships MARIA are two subjects each."""
    found = _named(builtin, name)
    assert len(found) == 2
    if numbers is not None:
        assert sorted(map(sorted, (subject.numbers("imo") for subject in found))) == [
            sorted(group) for group in numbers
        ]


def test_unverified_numbers_decide_nothing(builtin: Lists) -> None:
    """Numbers from memory are not certain; all others pass their check digit."""
    for item in builtin.designations:
        for number in item.identifiers:
            if number.type == "imo":
                assert is_imo(number.value)
                assert number.certain is (item.certainty != "memory"), item.id


def test_later_name_of_a_listed_hull(builtin: Lists) -> None:
    """A reported ship with the verified number of a designated one is that ship."""
    (ship,) = _named(builtin, "Saebyol")
    assert ship.status == "designated"
    assert ship.id == "us-ofac-sdn:19589"


def test_hull_under_another_number_stays_apart(builtin: Lists) -> None:
    """Shun Fa took a new number for the hull of Billions No. 18: two numbers, two subjects."""
    (ship,) = _named(builtin, "Shun Fa")
    assert ship.status == "reported"


@pytest.mark.parametrize(("name", "lists"), [("kr-mofa", {"kr-mofa"}), ("reported", {"reported"})])
def test_part_by_its_name(name: str, lists: set[str]) -> None:
    """A list that only the built-in list has is loaded by its name."""
    found = load_lists(name)
    assert {item.list for item in found.designations} == lists


def test_official_copy_beside_it(data: Path, tmp_path: Path) -> None:
    """An official entry replaces the built-in one, and the subject stays whole."""
    text = (data / "ofac-xml" / "sdn.xml").read_text().replace("<uid>101<", "<uid>52114<")
    (tmp_path / "sdn.xml").write_text(text)
    for sources in (("builtin", tmp_path), (tmp_path, "builtin")):
        subject = load_lists(*sources).subject("us-ofac-sdn:52114")
        assert subject is not None
        assert subject.designations[0].name == "HAN, Sol Mae"
        assert set(subject.authorities) == {"US-OFAC", "EU", "UK", "AU", "KR"}


def test_korean_entry_joins_the_official_list(data: Path, tmp_path: Path) -> None:
    """A Korean entry whose cross reference is in no file of ours joins the official entry."""
    alone = load_lists().subject("kr-mofa:" + _kr_reference())
    text = (data / "ofac-xml" / "sdn.xml").read_text().replace("<uid>101<", "<uid>11222<")
    (tmp_path / "sdn.xml").write_text(text)
    joined = load_lists("builtin", tmp_path).subject("us-ofac-sdn:11222")
    assert alone is not None
    assert alone.authorities == ("KR",)
    assert joined is not None
    assert joined.authorities == ("US-OFAC", "KR")


def _kr_reference() -> str:
    from xref.lists.references import make_reference

    return make_reference("TSAI, Hsein Tai")


def test_loads_fast() -> None:
    """The built-in list loads in under a second: it is loaded by every command."""
    best = min(_timed() for _ in range(3))
    assert best < 1.0


def _timed() -> float:
    start = time.perf_counter()
    load_lists()
    return time.perf_counter() - start


def test_committed_files_are_compiled(dev_data: Path) -> None:
    """The committed files are what the script makes of the facts, byte for byte."""
    folder = data_folder("lists") / "builtin"
    compile_all = runpy.run_path(str(folder / "compile.py"))["compile_all"]
    first, second = compile_all(dev_data / "facts"), compile_all(dev_data / "facts")
    assert first == second
    for name, text in first.items():
        assert (folder / name).read_text(encoding="utf-8") == text, f"run compile.py: {name}"


def test_rows_and_listings_are_all_there(builtin: Lists, dev_data: Path) -> None:
    """Counted by hand: every listing of the facts is one designation with its reference."""
    import csv

    with (dev_data / "facts" / "designations.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["authority"] != "KR"]
    found = {(item.authority, item.reference, item.name) for item in builtin.designations}
    for row in rows:
        if row["reference"] and row["authority"] != "EU":
            assert (row["authority"], row["reference"], row["name"]) in found
    by_authority = {item.authority for item in builtin.designations if item.list != "reported"}
    assert by_authority == {row["authority"] for row in rows} | {"KR"}
