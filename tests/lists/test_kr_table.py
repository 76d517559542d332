"""South Korea's rounds, kept as a table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xref.errors import ListParseError
from xref.lists import load_lists
from xref.model import Identifier, Name


@pytest.fixture
def text(data: Path) -> str:
    """Return the table."""
    return (data / "kr" / "rounds.csv").read_text(encoding="utf-8")


def test_rounds(data: Path) -> None:
    """A row gives a full entry; its id is the one the built-in list would give it."""
    lists = load_lists(data / "kr" / "rounds.csv")
    numbers = {item.remarks: item for item in lists.designations}
    first = numbers["round: 7; number in the annex: 1; in force on: 2031-03-07"]
    second, third, ship, body = (
        numbers[remarks]
        for remarks in (
            "round: 7; number in the annex: 2",
            "round: 7; number in the annex: 3",
            "round: 7; number in the annex: 4",
            "number in the annex: 1",
        )
    )
    assert (first.list, first.authority, first.kind) == ("kr-mofa", "KR", "person")
    assert first.names == (
        Name("Han Sol Mae", "primary"),
        Name("한설매", "primary", "hangul"),
        Name("韓雪梅", "primary", "han"),
        Name("Han Seol Mae", "unknown"),
        Name("한설메", "unknown", "hangul"),
    )
    assert (first.listed_on, first.birth_dates) == ("2031-03-05", ("1957-07-27",))
    assert (first.nationalities, first.same_as) == (("KP", "RU"), ("un-sc:KPi.901",))
    assert first.identifiers == (Identifier("passport", "654420999"),)
    assert second.reference == first.reference + "-2", "two men of one name"
    assert third.name == "노예시"
    assert (ship.reference, ship.imo, ship.flags) == ("IMO9074729", "9074729", ("PA",))
    assert (ship.names[-1].quality, ship.owners) == ("former", ("Example Shipping",))
    assert (body.kind, body.programmes) == ("organisation", ("DPRK",))
    (version,) = lists.versions
    assert (version.format, version.published) == ("kr-table", "2031-09-01")
    assert "2031-06-01" in (version.notice or ""), "a round without a count is told"
    assert "2031-03-05" not in (version.notice or "")


def test_delisting_of_an_earlier_row(data: Path) -> None:
    """A row that takes somebody off the list changes the entry of the earlier round."""
    lists = load_lists(data / "kr" / "rounds.csv")
    third = next(item for item in lists.designations if item.name == "노예시")
    assert (third.status, third.listed_on, third.delisted_on) == (
        "delisted",
        "2031-03-05",
        "2031-09-01",
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda text: text.replace("7,3,announced", "7,4,announced"),
            "round 2031-03-05 7: 4 person announced, 3 in the table",
        ),
        (
            lambda text: text.replace(
                "2031-03-05,7,1,announced vessel", "2031-04-05,7,1,announced vessel"
            ),
            "round 2031-03-05 7: 0 vessel announced, 1 in the table",
        ),
        (
            lambda text: text.replace("2031-09-01,8,1,person", "2031-09-01,9,1,person"),
            "round 2031-09-01 8: 1 person announced, 0 in the table",
        ),
        (lambda text: text.replace("7,4,선박", "7,4,boot"), "line 7: kind 'boot' is not known"),
        (lambda text: text.replace("1957-07-27", "1957-02-31"), "line 4: birth_date '1957-02-31'"),
        (lambda text: text.replace("1957-07-27", "2957"), "line 4: birth_date '2957'"),
        (lambda text: text.replace("9074729", "90747"), "line 7: imo '90747' has no seven"),
        (lambda text: text.replace("Panama", "Atlantis"), "line 7: flag 'Atlantis' is not known"),
        (lambda text: text.replace("un-sc:KPi.901", "KPi.901"), "line 4: same_as 'KPi.901'"),
        (lambda text: text.replace("해제", "뭐"), "line 10: action '뭐' is not known"),
        (lambda text: text.replace("노예시,,", ",,"), "line 6: no name"),
        (lambda text: text.replace("2031-06-01", "soon"), "line 8: date 'soon' is no date"),
        (lambda text: text.replace("7,1,announced", "7,one,announced"), "line 3: .* is no count"),
        (lambda text: text.replace("name_hanja", "hanja"), ":1: columns hanja are not known"),
        (lambda text: text.replace("name_hanja", "aliases"), ":1: columns aliases stand twice"),
        (lambda text: text + "2031-10-01,9,1\n", ":11: 3 fields, the header has 20"),
        (lambda text: text + '"open', "never closed"),
        (lambda text: text.split("\n", 1)[0] + "\n", "no designation in it"),
    ],
)
def test_a_table_that_does_not_agree_gives_nothing(
    text: str, tmp_path: Path, change: Callable[[str], str], message: str
) -> None:
    """Every bad row and every round whose count is not met is named."""
    changed = change(text)
    assert changed != text
    (tmp_path / "kr.csv").write_text(changed, encoding="utf-8")
    with pytest.raises(ListParseError, match=message):
        load_lists(tmp_path / "kr.csv")


def test_all_problems_are_named_at_once(text: str, tmp_path: Path) -> None:
    """One message tells all that is to be repaired."""
    bad = text.replace("Panama", "Atlantis").replace("1957-07-27", "2957")
    (tmp_path / "kr.csv").write_text(bad, encoding="utf-8")
    with pytest.raises(ListParseError, match=r"2 problems") as error:
        load_lists(tmp_path / "kr.csv")
    assert "line 4" in str(error.value)
    assert "line 7" in str(error.value)


def test_new_round_beside_the_built_in_list(data: Path) -> None:
    """The built-in rounds stay; the new one is added to the same list."""
    before = len(load_lists("kr-mofa").designations)
    both = load_lists("kr-mofa", data / "kr" / "rounds.csv")
    assert len(both.designations) == before + 5


def test_row_of_a_round_that_is_built_in(tmp_path: Path) -> None:
    """A row typed again from the annex takes the place of the built-in entry, by its id."""
    known = next(d for d in load_lists("kr-mofa").designations if d.name == "TSAI, Hsein Tai")
    table = (
        "date,round,number,kind,name_hangul,name_latin,birth_date\n"
        f"{known.listed_on},1,1,person,차이 후세인 타이,{known.name!r},1957-07-27\n"
    ).replace("'", '"')
    (tmp_path / "kr.csv").write_text(table, encoding="utf-8")
    (again,) = load_lists(tmp_path / "kr.csv").designations
    assert again.id == known.id
    both = load_lists("kr-mofa", tmp_path / "kr.csv")
    assert [d.birth_dates for d in both.designations if d.id == known.id] == [("1957-07-27",)]
