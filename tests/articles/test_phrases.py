"""Phrases in folded text, against a plain search for each of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.articles.folded import fold_bytes
from xref.articles.phrases import Phrases

_WORDS = ["ship", "ships", "ship to ship", "m v", "호", "화물선", "судно", "bank"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a ship", "ship"),
        ("Ship-to-ship transfer", "ship to ship"),
        ("shipped", None),
        ("M/V Star", "m v"),
        ("비류강호", "호"),
        ("비류강호는", None),
        ("큰화물선이", "화물선"),
        ("", None),
    ],
)
def test_first(text: str, found: str | None) -> None:
    """Whole words; inside a run in scripts without spaces; the longest of those at one place."""
    assert Phrases(_WORDS).first(fold_bytes(text)) == found


@given(st.lists(st.sampled_from([*_WORDS, "to", "v", "m", "는", "x"]), max_size=12))
def test_all_agrees_with_a_pattern(words: list[str]) -> None:
    """Leftmost, then longest, none in another: as an ordered pattern finds them."""
    data = fold_bytes(" ".join(words))
    spaced = sorted((w for w in _WORDS if w < "\u1100"), key=len, reverse=True)
    pattern = re.compile(f"(?<= )(?:{'|'.join(spaced)})(?= )|화물선|호(?= )")
    text = data.decode()
    wanted = [
        (len(text[: m.start()].encode()), len(text[: m.end()].encode()), m.group())
        for m in pattern.finditer(text)
    ]
    assert Phrases(_WORDS).all(data) == wanted


def test_none_asked_for() -> None:
    """Rules may leave a list of words empty."""
    assert Phrases([]).first(b" ship ") is None
