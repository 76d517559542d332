"""References of entries without one, and IMO numbers."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.lists.references import imo_identifier, make_reference
from xref.names.fold import fold
from xref.names.imo import find_imo, is_imo

CASES = Path(__file__).resolve().parent.parent / "data" / "lists" / "imo.csv"


def _cases() -> list[tuple[str, bool, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(r["number"], r["right"] == "true", r["why"]) for r in csv.DictReader(file)]


@pytest.mark.parametrize(("number", "right", "why"), _cases())
def test_check_digit(number: str, right: bool, why: str) -> None:
    """Only seven digits with a right check digit are an IMO number."""
    assert is_imo(number) is right, why


@given(st.integers(min_value=1, max_value=999_999))
def test_one_check_digit_fits(first: int) -> None:
    """To any six digits exactly one seventh digit fits."""
    assert sum(is_imo(f"{first:06}{last}") for last in range(10)) == 1


def test_number_of_a_text() -> None:
    """Numbers are found where the text calls them IMO numbers, with the offsets of the digits."""
    text = "KUM YA (IMO No. 9004073) met IMO9161003; phone 9004073, IMO 90040731"
    found = find_imo(text)
    assert [digits for _, _, digits in found] == ["9004073", "9161003"]
    assert all(text[start:end] == digits for start, end, digits in found)


def test_wrong_number_is_kept_but_not_certain() -> None:
    """A number that fails its check digit is shown, but can never decide a match."""
    wrong = imo_identifier("IMO 9074728")
    assert wrong is not None
    assert (wrong.value, wrong.certain) == ("9074728", False)
    assert imo_identifier("not known") is None


def test_reference_of_a_name() -> None:
    """Without a reference or IMO number it is x and 8 hex digits of sha256 of the folded name."""
    expected = "x" + hashlib.sha256(b"kim yong bok").hexdigest()[:8]
    assert make_reference("KIM, Yong-Bok") == expected
    assert make_reference("KUM YA", imo="9004073") == "IMO9004073"


@given(st.text(min_size=1, max_size=30))
def test_reference_is_that_of_the_folded_name(name: str) -> None:
    """Two spellings that fold to the same name have the same reference."""
    if fold(name):
        assert make_reference(name) == make_reference(fold(name))
