"""Sentences of a text, and the snippet around a mention.

Owns where a sentence ends. Invariant: the decision at a full stop depends on a few letters
either side of it, so `sentence_at` around a hit agrees with `sentences` over the whole text.
Refuses grammar: an unknown abbreviation before a capital letter ends a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from xref.rules.articles import SentenceRules

Span = tuple[int, int]

# A full stop with closing quotes before white space; one glued to the next sentence, as where
# copies of a text were joined ("region.North Korea"); a full stop of Chinese or Japanese; or a
# newline.
# Every way begins behind one set of characters, which lets the pattern skip to them.
_STOP = re.compile(
    r"[.!?…。！？\n](?:"
    r"(?<=[.!?…])[.!?…]*[\"'”’»)\]]*(?=\s|$)"
    r"|(?<=[a-z]{2}[.!?])[\"”’]?(?=[A-Z“][a-z])"
    r"|(?<=[。！？])[。！？]*[」』”’）]*"
    r"|(?<=\n)"
    r")"
)
_IN_STOPS = frozenset(".!?…。！？\n\"'”’»)]」』）")
# Most sentences begin within so many letters before a word of theirs.
_NEAR = 240
_LONGEST_TOKEN = 24  # letters looked back for an abbreviation; the longest in rules/ has 9
_OPENING = "([“\"'‘«"
_WORD = re.compile(r"[\"“'‘«(\[]*(\w+)")
# Replaced by a space in a snippet: control characters and bidi overrides, which could show a
# reviewer another text than the one that was read.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


@lru_cache(maxsize=8)
def _sets(rules: SentenceRules) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    return frozenset(rules.before_names), frozenset(rules.maybe_last), frozenset(rules.starters)


def _is_end(text: str, stop: re.Match[str], rules: SentenceRules) -> bool:
    """Tell whether the full stop `stop` ends a sentence of `text`."""
    mark = stop.group()
    following = text[stop.end() : stop.end() + _LONGEST_TOKEN]
    first = following.lstrip()[:1]
    if (
        mark[0] in "\n。！？"
        or not first
        or "\n" in following[: len(following) - len(following.lstrip())]
    ):
        return True
    if mark != "." or first.islower():
        return not first.islower()
    before_names, maybe_last, starters = _sets(rules)
    words = text[max(0, stop.start() - _LONGEST_TOKEN) : stop.start()].rsplit(None, 1)
    token = words[-1].lstrip(_OPENING) if words else ""
    folded = token.lower()
    if folded in before_names:
        # "No" is also an answer; before a number it is an abbreviation.
        return folded in ("no", "nos") and not first.isdigit()
    if folded in maybe_last:
        word = _WORD.match(following.lstrip())
        return word is not None and word.group(1).lower() in starters
    return not (len(token) == 1 and token.isupper() and token.isascii())


def _ends(text: str, start: int, end: int, rules: SentenceRules) -> Iterator[int]:
    for stop in _STOP.finditer(text, start, end):
        if _is_end(text, stop, rules):
            yield stop.end()


def stop_at(text: str, position: int, rules: SentenceRules) -> int | None:
    """Return where the sentence ends whose full stop or newline is at `position`, else None.

    Example:
        >>> from xref.rules import load_rules
        >>> rules = load_rules().articles.sentences
        >>> stop_at("Gen. Kim left. He", 3, rules), stop_at("Gen. Kim left. He", 13, rules)
        (None, 14)
    """
    stop = _STOP.match(text, position)
    return stop.end() if stop and _is_end(text, stop, rules) else None


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def sentences(text: str, rules: SentenceRules) -> list[Span]:
    """Cut a text into sentences.

    Args:
        text: Any text; a newline always ends a sentence.
        rules: The `sentences` part of `rules/articles.yml`.

    Returns:
        Spans in order, without white space at their ends; together they hold all other text.

    Example:
        >>> from xref.rules import load_rules
        >>> rules = load_rules().articles.sentences
        >>> text = "Gen. Kim met Mr. Putin in the U.S. He left. 김영복은 돌아왔다. 끝"
        >>> [text[start:end] for start, end in sentences(text, rules)]
        ['Gen. Kim met Mr. Putin in the U.S.', 'He left.', '김영복은 돌아왔다.', '끝']
    """
    spans = []
    start = 0
    for end in (*_ends(text, 0, len(text), rules), len(text)):
        span = _trim(text, start, end)
        if span[0] < span[1]:
            spans.append(span)
        start = end
    return spans


def sentence_at(text: str, position: int, rules: SentenceRules) -> Span:
    """Return the sentence that holds a position, looking at its surroundings only.

    Args:
        text: Any text.
        position: 0 <= position < len(text).
        rules: The `sentences` part of `rules/articles.yml`.

    Returns:
        A span; cut at `rules.max_length` letters either side where no sentence ends before.

    Example:
        >>> from xref.rules import load_rules
        >>> text = "He left. Putin embraced Kim Yong-bok. Seoul watched."
        >>> start, end = sentence_at(text, 24, load_rules().articles.sentences)
        >>> text[start:end]
        'Putin embraced Kim Yong-bok.'
    """
    low = max(0, position - rules.max_length, text.rfind("\n", 0, position) + 1)
    high = min(len(text), position + rules.max_length)
    near = max(low, position - _NEAR)
    while near > low and text[near - 1] in _IN_STOPS:
        near -= 1
    start, end = _around(text, near, position, high, rules)
    if start is None and near > low:
        start, _ = _around(text, low, position, near, rules)
    return _trim(text, low if start is None else start, high if end is None else end)


def _around(
    text: str, low: int, position: int, high: int, rules: SentenceRules
) -> tuple[int | None, int | None]:
    """The last end of a sentence from `low` to a position, and the first behind it."""
    start = None
    for stop in _ends(text, low, high, rules):
        if stop > position:
            return start, stop
        start = stop
    return start, None


def snippet(
    text: str, start: int, end: int, rules: SentenceRules, sentence: Span | None = None
) -> str:
    r"""Show a mention in its sentence, or in `rules.snippet_width` letters either side.

    Args:
        text: Any text.
        start: First code point of the mention.
        end: One past its last.
        rules: The `sentences` part of `rules/articles.yml`.
        sentence: The sentence at `start`, where it is known.

    Returns:
        One line: runs of white space and control characters are one space, and an ellipsis
        stands where the sentence was cut. The mention itself is never cut.

    Example:
        >>> from xref.rules import load_rules
        >>> text = "He left.\nPutin embraced\tKim Yong-bok. Seoul watched."
        >>> snippet(text, 24, 36, load_rules().articles.sentences)
        'Putin embraced Kim Yong-bok.'
    """
    if not text:
        return ""
    low, high = sentence or sentence_at(text, min(start, len(text) - 1), rules)
    if end > high:
        high = sentence_at(text, min(max(start, end - 1), len(text) - 1), rules)[1]
    low, high = min(low, start), max(high, end)
    before, after = "", ""
    if start - low > rules.snippet_width:
        low, before = _cut(text, start - rules.snippet_width, start, forward=True), "…"
    if high - end > rules.snippet_width:
        high, after = _cut(text, end + rules.snippet_width, end, forward=False), "…"
    shown = text[low:high]
    if not shown.isprintable():
        shown = _CONTROLS.sub(" ", shown)
    return before + " ".join(shown.split()) + after


def _cut(text: str, position: int, mention: int, *, forward: bool) -> int:
    """Move a cut to white space nearby, else away from the middle of a letter."""
    step = 1 if forward else -1
    for distance in range(20):
        place = position + step * distance
        if (place >= mention) if forward else (place <= mention):
            break
        if text[place].isspace():
            return place
    while position != mention and _joined(text, position):
        position += step
    return position


def _joined(text: str, position: int) -> bool:
    """Tell whether the letters before and at `position` belong together."""
    if not 0 < position < len(text):
        return False
    char = text[position]
    return (
        unicodedata.category(char)[0] == "M"
        or "\u1160" <= char <= "\u11ff"  # medial and final jamo
        or "\u200d" in (char, text[position - 1])
    )
