"""What one pass over a text looks for: long names, cue words, and the automaton on disk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import xref
from xref.articles.folded import fold_bytes
from xref.articles.patterns import Patterns


@pytest.fixture(scope="module")
def patterns(matcher: xref.Matcher) -> Patterns:
    """Patterns of the built-in list, with a cue word as long as a name."""
    phrases = ("ship", "democratic people's republic of korea")
    return Patterns(matcher.index, {" angara ": 1}, frozenset({"park"}), phrases, matcher.rules)


def found(patterns: Patterns, data: bytes) -> set[tuple[int, int, int]]:
    """Listed matches, whole."""
    return set(patterns.whole(data, [m for m in patterns.find(data) if patterns.is_listed[m[2]]]))


@given(data=st.data())
def test_names_are_found_to_their_last_letter(
    data: st.DataObject, patterns: Patterns, matcher: xref.Matcher
) -> None:
    """As by looking for every form everywhere: long ones, and texts that only begin like them."""
    forms = sorted(matcher.index.forms)
    form = st.sampled_from(forms).map(str.strip)
    cut = st.tuples(form, st.integers(0, 60)).map(lambda drawn: drawn[0][: drawn[1]])
    words = data.draw(st.lists(st.one_of(form, cut), max_size=4))
    text = f" {' '.join(' '.join(words).split())} ".encode()
    wanted = {
        (low, low + len(letters), form)
        for form in forms
        for letters in (form.encode(),)
        for low in range(len(text))
        if text.startswith(letters, low)
    }
    positions = {(low, high, matcher.index.forms[form]) for low, high, form in wanted}
    listed = {
        (low, high, patterns.entries[number])
        for low, high, number in found(patterns, text)
        if patterns.entries[number]
    }
    assert listed == positions


def test_cue_words_have_the_lowest_numbers(patterns: Patterns) -> None:
    """Long ones are not cut."""
    data = fold_bytes("The ship of the Democratic People's Republic of Korea")
    names = len(patterns.words)
    words = {patterns.words[number] for _, _, number in patterns.find(data) if number < names}
    assert {"ship", "democratic people s republic of korea"} <= words


def test_an_automaton_is_read_only_for_the_same_names(matcher: xref.Matcher) -> None:
    """What was stored for other names, or is damaged, is built anew."""
    index, rules = matcher.index, matcher.rules
    plain = Patterns(index, {}, frozenset(), (), rules)
    data = fold_bytes("The cargo ship Lady R and Kim Yong Bok")
    wanted = found(plain, data)
    assert wanted
    digest, letters = plain.stored()
    other = Patterns(index, {}, frozenset({"park"}), ("ship",), rules)
    assert other.stored()[0] != digest
    for stored in ((digest, letters), other.stored(), (digest, letters[:-9]), (digest, b"")):
        copy = Patterns(index, {}, frozenset(), (), rules, stored=stored)
        assert found(copy, data) == wanted
