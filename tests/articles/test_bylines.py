"""Lines that are bylines, and lines that must not be taken for one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.articles.bylines import byline_kind
from xref.rules import load_rules

TABLE = Path(__file__).parents[1] / "data" / "byline_lines.csv"
CASES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
RULES = load_rules().articles


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_lines(case: dict[str, str]) -> None:
    """Each line of the table is the kind it is said to be."""
    assert byline_kind(case["line"], RULES) == (case["kind"] or None)


@given(st.text(max_size=200))
def test_any_line(line: str) -> None:
    """No line makes the test fail, and a line without capitals or dates is no Latin byline."""
    kind = byline_kind(line, RULES)
    assert kind in (None, "named", "dated", "date")
    if line.isascii() and line.islower() and not any(map(str.isdigit, line)):
        assert kind is None


@given(st.sampled_from(["went", "said", "was", "met"]), st.integers(0, 2))
def test_verb(verb: str, place: int) -> None:
    """A verb anywhere in a dated name makes the line text."""
    words = ["Kim", "Jong", "Un"]
    words.insert(place + 1, verb)
    assert byline_kind(" ".join(words) + " May 7, 2025", RULES) is None
