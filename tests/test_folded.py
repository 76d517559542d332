"""Folding an article and finding the way back to its offsets."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
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


# Letters with and without case, marks that fold away, Hangul whole and in pieces, long gaps,
# half of a surrogate pair, and separators that stand for one another.
_PIECES = st.sampled_from(
    [
        "kim", "Kim", "KIM", "a", "é", "É", "Yo\u0306ng", "\u0306", "\u200b", "ß", "İ", "ŏ",
        "김", "\u1100\u1175\u11b7", "\u1100", "путин", "金", "ﬁ", "²", "½", "\ud800", "_",
        " ", "  ", " " * 70, "\n", "\n\n", ", ", ". ", "’", "“", "—", "…", "-", "\u00a0", "'",
    ]
)  # fmt: skip
# Few words that come again and again, each a byte a letter: the way that nearly all texts take.
_WORDS = st.tuples(
    st.sampled_from(["kim", "Kim", "in", "In", "É", "U"]),
    st.sampled_from([" ", "  ", ", ", "-", "’", "\n\n", " " * 9, ""]),
).map("".join)
_TEXTS = st.one_of(
    st.lists(_PIECES, max_size=30).map("".join), st.lists(_WORDS, max_size=20).map("".join)
)


@pytest.fixture(params=[1 << 16, 7], ids=["whole", "in blocks of 7"])
def _blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long texts are counted in blocks; a few letters make one here."""
    monkeypatch.setattr("xref.articles.folded._BLOCK", request.param)


@pytest.mark.usefixtures("_blocks")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_TEXTS, st.randoms(use_true_random=False))
def test_every_range_of_tokens_has_the_offsets_of_its_ends(text: str, order: Random) -> None:
    """The quick way back to the offsets agrees with counting tokens, in any order of asking."""
    folded = FoldedText(text)
    starts = [place for place, byte in enumerate(folded.data) if byte == ord(" ")][:-1]
    if not folded.data.strip():
        return
    assert len(starts) == len(folded.spans)
    ranges = [
        (first, count)
        for first in range(len(starts))
        for count in range(1, len(starts) - first + 1)
    ]
    shuffled = ranges[:]
    order.shuffle(shuffled)
    for first, count in [*ranges, *shuffled]:
        wanted = folded.spans[first][0], folded.spans[first + count - 1][1]
        assert folded.span(starts[first], count) == wanted


@given(_TEXTS)
def test_case_is_all_that_the_two_foldings_differ_in(text: str) -> None:
    """A small letter of the cased folding is one of the text; a capital there is no small one."""
    folded = FoldedText(text)
    assert folded.data == fold_bytes(text) == folded.cased.lower()
    if not folded.aligned:
        return
    spaces = [place for place, byte in enumerate(folded.cased) if byte == ord(" ")]
    for place, (start, end) in zip(spaces, folded.spans, strict=False):
        for offset in range(end - start):
            shown = chr(folded.cased[place + 1 + offset])
            assert not (shown.islower() and not text[start + offset].islower())
            assert not (shown.isupper() and text[start + offset].islower())


@given(_TEXTS)
def test_initials_keep_their_case(text: str) -> None:
    """Only the first letter of a word is as in the cased folding."""
    folded = FoldedText(text)
    words = [word[:1] + word[1:].lower() for word in folded.cased.split(b" ")]
    assert folded.initials == b" ".join(words)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PetrenkoKim Jong", [(8, b"Kim")]),
        ("AND\u200bKim", [(4, b"Kim")]),
        ("“иKim”", [(2, b"Kim")]),
        ("“ParkKim-Park” and aKim, PARKKim", [(5, b"Kim"), (20, b"Kim")]),
        ("McDonald iPhone", []),
        ("Kim KIM kim", []),
    ],
)
def test_names_run_into_a_word(text: str, found: list[tuple[int, bytes]]) -> None:
    """A capital behind a small letter or an invisible mark may begin a name run into a word."""
    assert FoldedText(text).run_together({b"Kim", b"Park"}) == found
