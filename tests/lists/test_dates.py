"""Dates as lists print them."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.lists.dates import iso_date

CASES = Path(__file__).resolve().parent.parent / "data" / "lists" / "dates.csv"


def _cases() -> list[tuple[str, str | None, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["printed"], row["iso"] or None, row["why"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("printed", "iso", "why"), _cases())
def test_printed_date(printed: str, iso: str | None, why: str) -> None:
    """Each printed form gives what is certain of it, and no more."""
    assert iso_date(printed) == iso, why


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
