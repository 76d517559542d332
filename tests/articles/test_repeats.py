"""Repeats: copies are found, first occurrences never are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xref.articles.folded import FoldedText
from xref.articles.repeats import repeats, suspects
from xref.articles.sentences import sentences
from xref.rules import load_rules

RULES = load_rules().articles
SAMPLES = Path(__file__).parents[1] / "data" / "articles"
SENTENCES = st.sampled_from(
    [
        "Putin embraced Kim Yong-bok.",
        "PUTIN embraced  Kim Yong-bok.",
        "Gen. Kim thanked Mr. Putin for it.",
        "Seoul listed both of them in December.",
        '"We have nothing to add," he said.',
        "Thank you.",
        "김영복 부총참모장이 푸틴 대통령과 악수했다.",
        "A headline without a full stop",
    ]
)
ARTICLE = (
    "North Korea's Kim hailed the alliance. Putin greeted generals in Moscow after the parade. "
    'Kim said it was "invincible". Gen. Kim Yong-bok of the U.S. list stood beside Sin Kum-chol.'
)


def texts(text: str) -> list[str]:
    return [text[start:end] for start, end in repeats(text, RULES)]


@pytest.mark.parametrize("join", ["\n", "\n\n", " ", ""])
@pytest.mark.parametrize("copies", [2, 4])
def test_whole_article(join: str, copies: int) -> None:
    """An article printed several times counts once, however the copies are joined."""
    text = join.join([ARTICLE] * copies)
    spans = repeats(text, RULES)
    assert spans[0][0] >= len(ARTICLE)
    once = text.count("Sin Kum-chol") - sum(text[a:b].count("Sin Kum-chol") for a, b in spans)
    assert once == 1


def test_paragraph_of_the_sample() -> None:
    """The repeated paragraph of the sample article is one span."""
    text = (SAMPLES / "parade.txt").read_text(encoding="utf-8")
    assert len(texts(text)) == 1
    assert texts(text)[0].startswith("Beside Gen. Kim stood Sin Kum-chol")


def test_sentence_not_fragment() -> None:
    """Two sentences that end alike after an abbreviation are not copies."""
    text = "Putin embraced Gen. Kim Yong-bok of Pyongyang. Ri met Gen. Kim Yong-bok of Pyongyang."
    assert texts(text) == []


@pytest.mark.parametrize("text", ["", "\n", "Thank you. Thank you.", "News\n\nNews", "A story."])
def test_no_repeats(text: str) -> None:
    """Short phrases that recur, and texts without copies, have no repeats."""
    assert texts(text) == []


@given(
    st.lists(SENTENCES, max_size=20), st.lists(st.sampled_from([" ", "\n", "\n\n"]), min_size=20)
)
def test_against_the_definition(parts: list[str], joins: list[str]) -> None:
    """A sentence is in a repeat exactly if it is long enough and stood before."""
    text = "".join(part + join for part, join in zip(parts, joins, strict=False))
    spans = repeats(text, RULES)
    seen = set()
    for start, end in sentences(text, RULES.sentences):
        key = " ".join(text[start:end].lower().split())
        inside = any(low <= start and end <= high for low, high in spans)
        assert inside == (key in seen and key != "thank you.")
        seen.add(key)


@given(st.text(alphabet="ab. \nİ。!\u3000", max_size=200))
def test_spans(text: str) -> None:
    """Spans are in order, apart, inside the text, and copies of something before them."""
    end = 0
    for low, high in repeats(text, RULES):
        assert end <= low < high <= len(text)
        assert low > 0
        end = high


@given(st.lists(SENTENCES, max_size=8), st.sampled_from([" ", "\n", "  ", " " * 90]))
def test_the_quick_test_misses_no_repeat(parts: list[str], gap: str) -> None:
    """Every word of a repeat is suspected, if the same words are asked about; not all are."""
    text = gap.join(parts)
    found = repeats(text, RULES)
    folded = FoldedText(text)
    for name in set(re.findall(r"\w+", text)):
        places = [word.start() for word in re.finditer(rf"\b{name}\b", text, re.IGNORECASE)]
        suspected = suspects(folded, places)
        assert set(suspected) <= set(places[1:])
        for place in places:
            if any(start <= place < end for start, end in found):
                assert place in suspected


def test_the_quick_test_tells_single_sentences() -> None:
    """Without that it would save nothing."""
    text = "Putin embraced Kim Yong-bok. Gen. Kim thanked Mr. Putin for it. He left with Kim."
    places = [match.start() for match in re.finditer("Kim", text)]
    assert suspects(FoldedText(text), places) == []


def test_what_cannot_be_told_is_suspected() -> None:
    """Words so long, or so far apart, that too few stand near."""
    text = f"Kim and {'x' * 90} left. Kim and {'x' * 90} left. Kim went."
    places = [match.start() for match in re.finditer("Kim", text)]
    assert suspects(FoldedText(text), places) == places[1:]
