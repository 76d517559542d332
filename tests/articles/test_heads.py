"""Headlines and dates at the top of a text."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.articles.dates import find_dates, iso_date
from xref.articles.heads import headline, published_date
from xref.rules import load_rules

TABLE = Path(__file__).parents[1] / "data" / "published_dates.csv"
CASES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
RULES = load_rules().articles


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_published(case: dict[str, str]) -> None:
    """The date of publication is found where it stands, and nowhere else."""
    text = case["text"].replace("|By", "\nBy").replace("|9", "\n9")
    assert published_date(text + "\nKim came.", RULES) == (case["published"] or None)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Parade in Moscow\n\nPutin met Kim.", "Parade in Moscow"),
        ("Analysis\n\nWho runs the purse?\nBy Anna Weller", "Who runs the purse?"),
        ("# Parade in Moscow\n\nPutin met Kim.", "Parade in Moscow"),
        ("The parade is over.\n\nThe parade is over.\n\nPutin met Kim.", "The parade is over."),
        ("Latest headlines\nFerry back in service\n\nWho runs the purse\n", "Who runs the purse"),
        ("러시아 열병식에 북한 장성 참석\n\n푸틴이 만났다.", "러시아 열병식에 북한 장성 참석"),
        ("Putin met Kim Yong-bok. They left.", None),
        ("", None),
        (" \n\t\n", None),
    ],
)
def test_headline(text: str, title: str | None) -> None:
    """The first line that looks like a headline is it; prose and side lists are not."""
    assert headline(text, RULES) == title


def test_headline_of_a_long_text() -> None:
    """Only the top is looked at, so that a text of 20 MB costs no more than one of 20 kB."""
    assert headline("Parade in Moscow\n\n" + "x" * 20_000_000, RULES) == "Parade in Moscow"


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%Y.%m.%d"]),
)
def test_dates(day: date, style: str) -> None:
    """A date of the years that are read comes back whatever its style."""
    assert iso_date(day.strftime(style), RULES.dates) == day.isoformat()


@given(st.text(max_size=100))
def test_spans(line: str) -> None:
    """Dates found in any line are in order and inside it."""
    end = 0
    for found in find_dates(line, RULES.dates):
        assert end <= found.start < found.end <= len(line)
        end = found.end
