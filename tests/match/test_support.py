"""Names that are words of prose: the quick look against weighing every mention."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xref
from xref.match.evidence import Weigher
from xref.match.screening import ArticleScreener

_WORDS = (
    "The", "tanker", "company", "group", "left", "Moscow", "said", "maria", "hope", "sanctioned",
    "the United States", "Pyongyang", "IMO 9198783", "M/T", "township", "in", "port", "—", ".",
    "\n\n", "bank", "서울", "x" * 69, "y" * 23,
)  # fmt: skip


@pytest.fixture(scope="module")
def names(matcher: xref.Matcher) -> list[str]:
    """Listed names that are words of prose, and a few others of the same subjects."""
    prose = {entry.subject for entry in matcher.index.entries if entry.prose}
    return [e.name.text for e in matcher.index.entries if e.subject in prose]


@pytest.fixture(scope="module")
def thorough(matcher: xref.Matcher) -> ArticleScreener:
    """Weighs every mention."""
    weigher = Weigher(matcher.rules, matcher.comparer, matcher.index.bearers)
    screener = ArticleScreener(matcher.index, matcher.comparer, weigher, matcher.rules)
    screener._support = None  # type: ignore[assignment]
    return screener


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_alert_is_lost(
    data: st.DataObject, matcher: xref.Matcher, thorough: ArticleScreener, names: list[str]
) -> None:
    """What the quick look leaves out would have ended under the floor."""
    word = st.one_of(st.sampled_from(_WORDS), st.sampled_from(names))
    text = " ".join(data.draw(st.lists(word, max_size=14)))
    assert matcher.articles.screen(xref.Document("", text)) == thorough.screen(
        xref.Document("", text)
    )


def test_the_look_leaves_something_out(matcher: xref.Matcher) -> None:
    """A text of words that ships bear is not weighed at all."""
    text = "Maria left for Gothenburg."
    assert any(hit.entry >= 0 for hit in matcher.articles.hits(text))
    assert not matcher.articles._scanner.scan(text, matcher.articles._support).hits
