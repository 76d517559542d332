"""The quick test of words beside a surname must refuse no given name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import xref
from xref.articles.given import GivenEdges
from xref.names.korean import KoreanModel


@pytest.fixture(scope="module")
def korean(matcher: xref.Matcher) -> KoreanModel:
    assert matcher.comparer.korean is not None
    return matcher.comparer.korean


@pytest.fixture(scope="module")
def edges(korean: KoreanModel) -> GivenEdges:
    return GivenEdges(korean)


@given(data=st.data())
def test_no_part_of_a_given_name_is_refused(
    data: st.DataObject, korean: KoreanModel, edges: GivenEdges
) -> None:
    """Whatever the model takes for a given name may begin and end with each of its pieces."""
    spellings = sorted(set().union(*korean.syllable_spellings().values()))
    syllable = st.sampled_from(spellings)
    heard = [rule.heard[0] + rule.heard[1] for rule in korean.tables.sandhi]
    joint = st.sampled_from(["", *heard])
    word = data.draw(syllable) + data.draw(joint) + data.draw(st.one_of(st.just(""), syllable))
    if korean.given_token(word):
        for cut in range(1, len(word) + 1):
            assert edges.may_begin(word[:cut].encode())
            assert edges.may_end(word[-cut:].encode())


def test_words_of_prose_are_refused(edges: GivenEdges) -> None:
    """Without that the test would save nothing."""
    words = [b"washington", b"first", b"tuesday", b"director", b"question"]
    assert not any(edges.may_begin(word) or edges.may_end(word) for word in words)
