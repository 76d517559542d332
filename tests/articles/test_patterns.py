"""What one pass over a text looks for: long names, cue words, and the automaton on disk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import xref
from xref.articles.folded import FoldedText
from xref.articles.patterns import Patterns


@pytest.fixture(scope="module")
def patterns(matcher: xref.Matcher) -> Patterns:
    """Patterns of the built-in list, with a cue word as long as a name."""
    phrases = ("ship", "democratic people's republic of korea")
    return Patterns(matcher.index, {" angara ": 1}, frozenset({"park"}), phrases, matcher.rules)


def found(patterns: Patterns, text: str) -> set[tuple[int, int, int]]:
    """Listed matches, whole."""
    folded = FoldedText(text)
    return {*patterns.words(folded)[1], *patterns.names(folded)[0]}


@given(data=st.data())
def test_names_are_found_to_their_last_letter(
    data: st.DataObject, patterns: Patterns, matcher: xref.Matcher
) -> None:
    """As by looking for every form everywhere, where it begins with a capital.

    Long names, texts that only begin like them, and words of any case inside a name.
    """
    forms = sorted(matcher.index.forms)
    form = st.sampled_from(forms).map(str.strip)
    cut = st.tuples(form, st.integers(0, 60)).map(lambda drawn: drawn[0][: drawn[1]])
    cases = st.sampled_from((str.title, str.upper, str.lower, str.capitalize, _half_title))
    word = st.tuples(st.one_of(form, cut), cases).map(lambda drawn: drawn[1](drawn[0]))
    text = " ".join(data.draw(st.lists(word, max_size=4)))
    folded = FoldedText(text)
    letters, cased = folded.data, folded.cased
    wanted = {
        (low, low + len(form.encode()), matcher.index.forms[form])
        for form in forms
        for low in range(len(letters))
        if letters.startswith(form.encode(), low)
        and (
            not form.startswith(" ")
            or text.islower()
            or not chr(cased[low + 1]).islower()
            or cased[low + 1] > ord("z")
        )
    }
    listed = {
        (low, high, patterns.entries[number])
        for low, high, number in found(patterns, text)
        if patterns.entries[number]
    }
    assert listed == wanted


def _half_title(name: str) -> str:
    """`bank of china` as `Bank of China`: every second word begins small."""
    return " ".join(
        word.lower() if number % 2 else word.title() for number, word in enumerate(name.split())
    )


def test_cue_words_are_found_in_any_case(patterns: Patterns) -> None:
    """Long ones, too; with the bytes of the folded text at which they stand."""
    folded = FoldedText("The SHIP of the democratic People's Republic of Korea")
    words, _ = patterns.words(folded)
    assert words == {
        "ship": [(4, 10)],
        "democratic people s republic of korea": [(16, 55)],
    }


def test_korean_surnames_are_found_as_words(patterns: Patterns) -> None:
    """With a capital: whether they are spelled as one is for the caller to look at."""
    folded = FoldedText("PARK saw Park in the park, Parker")
    spans = patterns.names(folded)[1]
    assert [folded.cased[low:high] for low, high in spans] == [b" PARK ", b" Park "]


def test_an_automaton_is_read_only_for_the_same_names(matcher: xref.Matcher) -> None:
    """What was stored for other names, or is damaged, is built anew."""
    index, rules = matcher.index, matcher.rules
    plain = Patterns(index, {}, frozenset(), (), rules)
    text = "The cargo ship Lady R and Kim Yong Bok"
    wanted = found(plain, text)
    assert wanted
    digest, letters = plain.stored()
    other = Patterns(index, {}, frozenset({"park"}), ("ship",), rules)
    assert other.stored()[0] != digest
    for stored in ((digest, letters), other.stored(), (digest, letters[:-9]), (digest, b"")):
        copy = Patterns(index, {}, frozenset(), (), rules, stored=stored)
        assert found(copy, text) == wanted
