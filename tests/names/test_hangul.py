"""Hangul arithmetic and the initial-sound law."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.names.hangul import compose, decompose, is_hangul, jamo_shared, squeeze, to_south

SYLLABLE = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)


@given(SYLLABLE)
def test_round_trip(syllable: str) -> None:
    """Every syllable is the sum of its jamo."""
    assert compose(*decompose(syllable)) == syllable


@given(SYLLABLE)
def test_south_is_a_fixed_point(syllable: str) -> None:
    """The southern form of a southern form is itself, with the same nucleus and coda."""
    southern = to_south(syllable)
    assert to_south(southern) == southern
    assert decompose(southern)[1:] == decompose(syllable)[1:]


@given(SYLLABLE, SYLLABLE)
def test_shared_jamo(left: str, right: str) -> None:
    """All three jamo are shared only by equal syllables."""
    assert (jamo_shared(left, right) == 3) == (left == right)


@pytest.mark.parametrize(
    ("north", "south"),
    [("리", "이"), ("림", "임"), ("로", "노"), ("류", "유"), ("렬", "열"), ("녀", "여"),
     ("라", "나"), ("량", "양"), ("뢰", "뇌"), ("김", "김"), ("노", "노")],
)  # fmt: skip
def test_initial_sounds(north: str, south: str) -> None:
    """ㄹ and ㄴ at the start of a word as in the South."""
    assert to_south(north) == south


def test_not_hangul() -> None:
    """Letters, jamo and the empty string are no syllables."""
    assert not any(map(is_hangul, ("", "a", "ㄱ", "김a", "김 영")))
    with pytest.raises(ValueError, match="not a Hangul syllable"):
        decompose("a")
    assert squeeze(" 김\u200b영 복 ") == "김영복"
