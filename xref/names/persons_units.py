"""The units of a person's name, as values, and what their letters alone show.

Owns the shape of a parsed name. Invariant: a value compares by content. Refuses to divide a
name: that is `xref.names.persons_parse`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec

from xref.names.fold import fold

#: The Arabic article.
ARTICLE = "ال"
Role = Literal["surname", "given", "middle", "patronymic", "first", "interior", "last"]


class Unit(msgspec.Struct, frozen=True, gc=False):
    """One part of a name: mostly one token, with the particles that belong to it.

    Attributes:
        text: Folded tokens without particles.
        full: Folded tokens with particles.
        key: Skeleton.
        loose: Skeleton without the letters that waver.
        alts: Further loose skeletons: the particle written together with the token.
        habits: Loose skeletons of what the token may be if a habit of writing is undone.
        frame: Its consonants, behind `<` in Arabic script and `>` in others; "" if too few.
        role: What part of the name it is, as far as the name tells.
        initial: True for a single letter.
        half: True if it can be the first half of a double given name (Jose).
        bound: True if it is the second half of a hyphenated or two-syllable given name.
    """

    text: str
    full: str
    key: str
    loose: str
    alts: frozenset[str]
    habits: frozenset[str]
    frame: str
    role: Role
    initial: bool
    half: bool
    bound: bool = False


class PersonName(msgspec.Struct, frozen=True, gc=False):
    """A name made ready for comparison.

    Attributes:
        printed: The name as given.
        folded: The whole name folded, titles included, within the length limit.
        units: In the order they are printed.
        known: True if comma, capitals or a patronymic tell which part is the surname.
        syllabic: True if all units are made of syllables of pinyin.
        joins: `joins[i]` is the loose skeleton of units i and i+1 written as one word, or "".
        transcribed: True for a foreign name in Chinese characters.
    """

    printed: str
    folded: str
    units: tuple[Unit, ...]
    known: bool
    syllabic: bool
    joins: tuple[str, ...]
    transcribed: bool = False


def articles_apart(tokens: list[str]) -> list[str]:
    """Arabic writes the article as one word with what follows: two tokens of it."""
    if not any(token.startswith(ARTICLE) for token in tokens):
        return tokens
    found = []
    for token in tokens:
        if token.startswith(ARTICLE) and len(token) > len(ARTICLE) + 2:
            found += [ARTICLE, token[len(ARTICLE) :]]
        else:
            found.append(token)
    return found


def position(index: int, count: int, role: Role) -> Role:
    """The role of a unit in a name that does not show its surname."""
    if index == 0:
        return "first"
    if index == count - 1:
        return "last"
    return role


def capitals(text: str) -> frozenset[str]:
    """Folded tokens written in capitals, if the name also has tokens that are not."""
    words = [letters for letters in map(_letters, text.split()) if letters.some]
    upper = [letters.capitals for letters in words if letters.capitals is not None]
    if not upper or len(upper) == len(words):
        return frozenset()
    return frozenset().union(*upper)


class _Letters(NamedTuple):
    """Whether a word has letters, and its tokens if it has several, all capitals."""

    some: bool
    capitals: frozenset[str] | None


@lru_cache(maxsize=1 << 15)
def _letters(word: str) -> _Letters:
    count = sum(char.isalpha() for char in word)
    upper = word.isupper() and count > 1
    return _Letters(count > 0, frozenset(fold(word).split()) if upper else None)
