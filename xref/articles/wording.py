"""Wording: what the characters around a span tell about where a name begins and ends.

Owns tests on text alone: capitals, hyphens, sentence borders, headlines. Invariant: offsets
in and out are code points. Refuses to know lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from operator import itemgetter

from xref.names.fold import fold

_HYPHENS = "-‐‑‒–"
_TIGHT_HYPHENS = frozenset("-‐‑")
_APOSTROPHES = "'’ʼ`"
_JOINTS = _HYPHENS + _APOSTROPHES
_GAPS = frozenset(" \u00a0\n")
#: Letters before a span in which a unit of its name is looked for.
REACH_BEFORE = 40
_LETTERS = r"[^\W\d_]"
_WORD = rf"{_LETTERS}+(?:[{_APOSTROPHES}]{_LETTERS}+)*"
_UNIT_TEXT = rf"{_WORD}(?:[{_HYPHENS}]{_WORD})*"
_NEXT_UNIT = re.compile(rf"(?:[ \u00a0]|,[ \u00a0]?|\u00ad)?(?P<unit>{_UNIT_TEXT})")
_PREVIOUS_UNIT = re.compile(rf"(?P<unit>{_UNIT_TEXT})[ \u00a0]$")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]s$", re.IGNORECASE)
# Between the tokens of one name nothing may stand that ends a sentence, a quotation or an item.
BARRIER = re.compile(r"[!?;:|•“”\"()\[\]<>{}=/—]|\n\s*\n|\.\s*\n|[a-z\u0430-\u044f0-9]{3,}\.\s")
_SHORT_LINE = 50
#: Letters on each side in which a line is looked at for capitals.
_HEADLINE_REACH = 150
_FIRST = itemgetter(0)
# Beyond these, most lines of news are ASCII.
_MARKS = "’“”—"
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_LONG_ASCII_WORD = re.compile(r"[A-Za-z]{4,}")  # the same in ASCII, and three times as fast
_SMALL_WORD = re.compile(r"(?<![^\W\d_])[a-z][A-Za-z]{3,}")
_LONG = 4
#: Share of longer words with a capital that makes a line a headline in title case.
_TITLE_CASE = 0.7
#: The same for a line too long for a headline: a text in capitals, not a list of offices.
_ALL_CAPITALS = 0.95
SENTENCE_START = re.compile(r"(?:^|[.!?…:;\n\r“\"—–|•(])[\s“\"'‘]*$")


def any_of(words: Iterable[str]) -> str:
    """A group of a pattern that is any of some words, the longest that fits.

    Example:
        >>> any_of(["tug", "tug boat", "tug"]).replace(chr(92), "")
        '(?:tug boat|tug)'
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})"


def letters(unit: str) -> str:
    """The letters of a unit, joined: `Ch'ol-su` is `cholsu`."""
    return fold(unit).replace(" ", "")


def units_after(text: str, end: int) -> list[tuple[int, str]]:
    """Up to two capitalised units behind `end`, each with the offset of its end."""
    units: list[tuple[int, str]] = []
    if not capital_follows(text, end):
        return units
    position = end
    for _ in range(2):
        match = _NEXT_UNIT.match(text, position, position + 60)
        if match is None or match.start("unit") == position:
            break
        unit = match.group("unit")
        stop = match.end("unit")
        possessive = _POSSESSIVE.search(unit)
        if possessive:
            stop -= len(possessive.group())
            unit = unit[: possessive.start()]
        comma = "," in text[position : match.start("unit")]
        if not unit[0].isupper() or (comma and (units or not text[end - 1].isupper())):
            break
        units.append((stop, unit))
        position = match.end("unit")
        if possessive:
            break
    return units


def capital_follows(text: str, end: int) -> bool:
    """Whether the first unit behind `end` can be a name; quicker than to read it."""
    if text[end : end + 1] == ",":
        end += text[end + 1 : end + 2] in (" ", "\u00a0")
    elif text[end : end + 1] not in (" ", "\u00a0", "\u00ad"):
        return False
    return text[end + 1 : end + 2].isupper()


def begins_word(text: str, start: int) -> bool:
    """Whether a name can begin here: behind no letter or hyphen.

    A capital behind a small letter begins one, too: pages run names together (`PetrenkoKim`).
    """
    before = text[start - 1]
    if before.islower() and text[start].isupper():
        return True
    return not (before.isalnum() or before in _HYPHENS)


def unit_precedes(text: str, start: int) -> bool:
    """Whether a unit can end before `start`; quicker than to read it."""
    gap = text[start - 1 : start]
    return gap in _GAPS and (gap == "\n" or text[start - 2 : start - 1].isalnum())


def units_before(text: str, start: int) -> list[tuple[int, str]]:
    """Up to two capitalised units before `start`, nearest first, with their start."""
    units: list[tuple[int, str]] = []
    position = start
    for _ in range(2):
        # The pattern is tried only where letters stand, and only from where they begin.
        if not unit_precedes(text, position):
            break
        reach = max(0, position - REACH_BEFORE)
        low = position
        while low > reach and text[low - 1] in " \u00a0\n":
            low -= 1
        while low > reach and (text[low - 1].isalnum() or text[low - 1] in _JOINTS):
            low -= 1
        match = _PREVIOUS_UNIT.search(text, low, position)
        if match is None or not text[match.start()].isupper():
            break
        position = match.start()
        units.append((position, match.group("unit")))
    return units


_HYPHEN_WORDS = frozenset(
    (
        "led", "linked", "based", "backed", "flagged", "owned", "class", "style", "era",
        "controlled", "appointed", "aligned", "run", "brokered", "affiliated", "operated",
        "sponsored", "related", "type",
    )
)  # fmt: skip
_WORD_AT = re.compile(rf"{_LETTERS}+")


def words_at(text: str, word: str, ties: str = "") -> Iterator[int]:
    """Where `word` stands with no letter, digit or underscore at either end, and none of `ties`.

    Example:
        >>> list(words_at("Kim, Kims, Kim-il, Kim", "Kim", "-"))
        [0, 19]
    """
    ties += "_"
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        before, behind = text[start - 1 : start], text[end : end + 1]
        tied = before.isalnum() or behind.isalnum()
        if not (tied or (before and before in ties) or (behind and behind in ties)):
            yield start
        start = text.find(word, start + 1)


def title_case(text: str, position: int) -> bool:
    """Whether the line of a code point capitalises most of its longer words.

    Headlines are short: of a longer line only the words around are looked at, and nearly all
    of them must have a capital.

    Example:
        >>> title_case("Putin Meets Kim in Moscow", 6), title_case("He met Kim there.", 7)
        (True, False)
    """
    reach, end = max(0, position - _HEADLINE_REACH), position + _HEADLINE_REACH
    low = text.rfind("\n", reach, position) + 1
    high = text.find("\n", position, end)
    share = _TITLE_CASE
    if not low and reach:  # the line begins before
        low, share = text.find(" ", reach, position) + 1 or position, _ALL_CAPITALS
    if high < 0:
        high = len(text)
        if end < high:  # it goes on behind
            high, share = max(position, text.rfind(" ", position, end)), _ALL_CAPITALS
    # In prose the first few words in small letters are more than a headline may have.
    most = _most_small(high - low, share)
    if next(islice(_SMALL_WORD.finditer(text, low, high), most, None), None) is not None:
        return False
    return _is_capitalised(text[low:high], share)


def _most_small(length: int, share: float) -> int:
    """How many longer words in small letters a headline of so many letters may have."""
    return int((1 - share) * length / _LONG)


@lru_cache(maxsize=256)
def _is_capitalised(line: str, share: float) -> bool:
    """Whether so many of the longer words of a line have a capital; a line holds several names."""
    for mark in _MARKS:
        line = line.replace(mark, "-")
    words = (_LONG_ASCII_WORD if line.isascii() else _LONG_WORD).findall(line)
    return sum(map(str.isupper, map(_FIRST, words))) >= share * max(1, len(words))


def is_joined(text: str, start: int, end: int) -> bool:
    """Whether a hyphen or letter ties the span to more letters, so that it is no whole name."""
    if start and (text[start - 1] in _HYPHENS) and start > 1 and text[start - 2].isalnum():
        return not text[start].isupper() or text[start - 2].islower() is False
    if end + 1 < len(text) and text[end] in _HYPHENS and text[end + 1].isalnum():
        word = _WORD_AT.match(text, end + 1)
        if word is None:
            return True
        return word.group()[0].islower() and word.group() not in _HYPHEN_WORDS
    return False


def is_piece(text: str, start: int, end: int) -> bool:
    """Whether a word is the end of a compound, or was broken off by a hyphen.

    Example:
        >>> is_piece("Indo-Pacific", 5, 12), is_piece("Isra- — in Israel", 0, 4)
        (True, True)
        >>> is_piece("Hamas-run", 0, 5), is_piece("Hamas - the", 0, 5)
        (False, False)
    """
    if start > 1 and text[start - 1] in _TIGHT_HYPHENS and text[start - 2].isalnum():
        return True
    behind = text[end : end + 2]
    return behind[:1] in _TIGHT_HYPHENS and behind[1:].isspace()


def name_goes_on(text: str, end: int) -> bool:
    """Whether a capitalised word follows directly, as in `Angara Bilic`."""
    return end + 1 < len(text) and text[end] == " " and text[end + 1].isupper()


def is_capitalised(printed: str) -> bool:
    """Whether all words but short ones, which may be particles, begin with a capital."""
    return all(word[0].isupper() for word in re.findall(rf"{_LETTERS}{{4,}}", printed))


def is_half(text: str, end: int) -> bool:
    """Whether a surname goes on behind a hyphen, as in `Peskov-Orlov`."""
    return text[end : end + 1] in _TIGHT_HYPHENS and text[end + 1 : end + 2].isupper()


def is_proper(printed: str, listed: str) -> bool:
    """Whether a body's name is printed as one: in capitals, unless the whole name is there.

    Where the legal form was left out (`RUSSIAN FINANCIAL CORPORATION`), what remains can be
    common words, which only capitals tell from prose.
    """
    words = [word for word in re.findall(rf"{_LETTERS}+", printed) if len(word) > 3]
    if fold(printed) == fold(listed):
        # "Saica Group, a Spanish maker" names no Group A.
        if printed[-2:-1] == " " and printed[-1].islower() and listed[-1].isupper():
            return False
        return printed[0].isupper() or not printed.isascii() or printed[0].isdigit()
    return all(word[0].isupper() or not word.isascii() for word in words)


def is_possessive(printed: str, listed: str) -> bool:
    """Whether the last letter of a name is the mark of a genitive: `George’s` is no `GEORGE S`.

    Example:
        >>> is_possessive("George’s", "George S."), is_possessive("Lady R", "LADY R")
        (True, False)
    """
    found = _POSSESSIVE.search(printed)
    return found is not None and not _POSSESSIVE.search(listed)


def is_wrapped(text: str, newline: int) -> bool:
    """Whether a line break is a wrapped line and not the end of a headline or list item."""
    line_start = text.rfind("\n", 0, newline) + 1
    return newline - line_start >= _SHORT_LINE


def same_script(left: str, right: str) -> bool:
    """Whether two letters are both Hangul or both not: particles may follow a foreign name."""
    return ("\uac00" <= left <= "\ud7a3") == ("\uac00" <= right <= "\ud7a3")
