"""Folding an article and finding the way back to its offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.articles.folded import FoldedText, fold_bytes
from xref.names.fold import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Kim Yŏng-bok", " kim yong bok "),
        ("“PUTIN’S”", " putin s "),
        ("a\u00a0b\tc\r\nd", " a b c d "),
        ("Yo\u0306ng", " yong "),
        ("zero\u200bwidth", " zerowidth "),
        ("Ким Ён Бок", " ким ен бок "),
        ("김영복은", " 김영복은 "),
        ("", "  "),
    ],
)
def test_folding(text: str, folded: str) -> None:
    """Case, marks, punctuation and spaces go; letters of all scripts stay."""
    assert fold_bytes(text).decode() == folded


def test_decomposed_hangul_folds_to_syllables() -> None:
    """Text in NFD, as macOS writes it, is found by composed names."""
    assert fold_bytes("\u1100\u1175\u11b7") == " 김 ".encode()


@given(st.text(max_size=300))
def test_tokens_of_both_sides_correspond(text: str) -> None:
    """The n-th folded token is the fold of the n-th span of the original."""
    folded = FoldedText(text)
    tokens = folded.data.decode("utf-8", "replace").split()
    assert len(tokens) == len(folded.spans)
    for token, (start, end) in zip(tokens, folded.spans, strict=True):
        if all(ord(char) < 0x1100 for char in text[start:end]):
            assert fold(text[start:end]).replace(" ", "") == token


@given(st.text(max_size=200), st.sampled_from(["kim jong un", "lady r", "путин"]))
def test_a_name_is_found_where_it_stands(around: str, name: str) -> None:
    """A name put into any text slices back out of it by the offsets found."""
    text = f"{around} {name} {around}"
    folded = FoldedText(text)
    needle = f" {fold(name)} ".encode()
    starts = set()
    position = folded.data.find(needle)
    while position >= 0:
        start, end = folded.span(position, needle.count(b" ") - 1)
        starts.add(start)
        assert fold(text[start:end]) == fold(name)
        position = folded.data.find(needle, position + 1)
    assert len(around) + 1 in starts
