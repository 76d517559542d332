"""The newest year of the past that an article without a date tells."""

from __future__ import annotations

import pytest

from xref.match.told_years import ToldYears
from xref.rules import load_rules

YEARS = ToldYears(load_rules().evidence.future_words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He arrived in Chongjin in 2009 and employs six people.", 2009),
        ("The bakery has stood on the pier since 1989.", 1989),
        ("She was born on May 4, 1971, and left in March 2004.", 2004),
        ("It closed in the winter of 2012.", 2012),
        ("The turnout was the highest since 1997. It fell in 2001.", 2001),
        ("The plant will be opened in 2031.", None),
        ("Officials agreed to halve it in 2031.", None),
        ("The hall is expected to be finished in 2030.", None),
        ("Coal use is to be ended by 2040.", None),
        ("In the novel she fled in 2049.", None),
        ("The season of 2009-10 was lost in 2009-10.", None),
        ("Room 2010 was empty.", None),
        ("The bridge was built in 1998. It will be widened in 2033.", 1998),
        ("", None),
    ],
)
def test_newest(text: str, expected: int | None) -> None:
    """What happened tells a year; plans, novels and numbers do not."""
    assert YEARS.newest(text) == expected


@pytest.mark.parametrize(("year", "differs"), [(2009, True), (2001, False), (2099, False)])
def test_an_age_is_checked_against_it(year: int, differs: bool, tmp_path) -> None:
    """An article cannot be older than what it tells; a year beyond the lists tells nothing."""
    import xref

    path = tmp_path / "one.csv"
    path.write_text(
        'name,kind,birth_date,listed_on\n"KIM, Yong Bok",person,1972,2024-05-01\n', "utf-8"
    )
    (alert,) = xref.Matcher(xref.load_lists(path)).scan(
        f"Kim Yong Bok, 31, mends nets. He came south in {year}."
    )
    assert any(item.feature == "age_differs" for item in alert.evidence) is differs
