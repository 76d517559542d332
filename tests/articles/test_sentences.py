"""Sentences and snippets."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.articles.sentences import sentence_at, sentences, snippet
from xref.rules import load_rules

TABLE = Path(__file__).parents[1] / "data" / "sentence_ends.csv"
CASES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
RULES = load_rules().articles.sentences
TEXT = st.text(alphabet=st.sampled_from('ab.KG!? \n。김”"U.S3…'), max_size=120)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_ends(case: dict[str, str]) -> None:
    """Each text of the table falls into the sentences it is said to have."""
    found = [case["text"][start:end] for start, end in sentences(case["text"], RULES)]
    assert found == case["sentences"].split("|")


@given(TEXT)
def test_cover(text: str) -> None:
    """Sentences are in order, apart, trimmed, and hold all that is not white space."""
    end = 0
    for start, stop in sentences(text, RULES):
        assert end <= start < stop <= len(text)
        assert not text[end:start].strip()
        assert text[start:stop] == text[start:stop].strip()
        end = stop
    assert not text[end:].strip()


@given(TEXT.filter(bool), st.data())
def test_sentence_at_agrees(text: str, data: st.DataObject) -> None:
    """The sentence looked up at a letter is the one that the whole text gives."""
    position = data.draw(st.integers(0, len(text) - 1))
    if not text[position].isspace():
        expected = next(s for s in sentences(text, RULES) if s[0] <= position < s[1])
        assert sentence_at(text, position, RULES) == expected


@given(st.text(max_size=600), st.data())
def test_snippet_holds_the_mention(text: str, data: st.DataObject) -> None:
    """A snippet is one line, holds the mention, and is not much wider than the rules say."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    shown = snippet(text, start, end, RULES)
    assert "\n" not in shown
    assert len(shown) <= 2 * RULES.snippet_width + (end - start) + 2
    mention = text[start:end]
    if mention.isalnum():
        assert mention in shown


def test_snippet_of_a_long_line() -> None:
    """A line without full stops is cut at blanks, never through the mention or a syllable."""
    text = "김영복 " * 1000 + "Sin Kum-chol " + "신금철 " * 1000
    start = text.index("Sin")
    shown = snippet(text, start, start + 12, RULES)
    assert shown.startswith("…김영복 ")
    assert shown.endswith("신금철…")
    assert "Sin Kum-chol" in shown


def test_snippet_shows_no_controls() -> None:
    """Controls that turn the direction of writing do not reach a reviewer."""
    assert snippet("Kim \u202egnoy\x00\u2066 left", 0, 3, RULES) == "Kim gnoy left"


def test_decomposed_hangul_is_not_cut() -> None:
    """A cut falls between syllables of decomposed Hangul, not inside one."""
    text = "\u1100\u1175\u11b7" * 200 + " Ri"
    shown = snippet(text, len(text) - 2, len(text), RULES)
    assert shown[1] == "\u1100"


def test_huge_line() -> None:
    """The sentence at a hit costs the same in a line of 20 MB."""
    text = "x" * 20_000_000
    start, end = sentence_at(text, 10_000_000, RULES)
    assert end - start == 2 * RULES.max_length
