"""Dates as lists print them."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.lists.dates import day_first, iso_date

CASES = Path(__file__).resolve().parent.parent / "data" / "lists" / "dates.csv"


def _cases() -> list[tuple[str, str | None, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["printed"], row["iso"] or None, row["why"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("printed", "iso", "why"), _cases())
def test_printed_date(printed: str, iso: str | None, why: str) -> None:
    """Each printed form gives what is certain of it, and no more."""
    assert iso_date(printed) == iso, why


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("02/03/1957", "1957-03-02"),
        ("2.3.1957", "1957-03-02"),
        ("dd/mm/1961", "1961"),
        ("00/00/1975", "1975"),
        ("dd/07/1978", "1978-07"),
        ("12/mm/1978", "1978"),
        ("29/06/2012 00:00:00", "2012-06-29"),
        ("1957-03-02", "1957-03-02"),
        ("15/08/19yy", None),
        ("07/27/1957", None),
        ("29/02/1957", None),
        ("", None),
    ],
)
def test_day_before_month(printed: str, iso: str | None) -> None:
    """Where the format says that the day comes first, both numbers are certain."""
    assert day_first(printed) == iso


@given(st.dates(min_value=date(1800, 1, 1)))
def test_iso_date_is_itself(day: date) -> None:
    """An ISO date is read as itself, and OFAC's form of the same day gives it too."""
    assert iso_date(day.isoformat()) == day.isoformat()
    assert iso_date(f"{day.day} {day:%b} {day.year}") == day.isoformat()


@given(st.text(max_size=40))
def test_never_an_impossible_date(text: str) -> None:
    """Whatever is printed, the result is nothing or one or two real dates."""
    found = iso_date(text)
    for part in (found or "").split("/"):
        if part:
            year, month, day = ([int(piece) for piece in part.split("-")] + [1, 1])[:3]
            assert date(year, month, day)
