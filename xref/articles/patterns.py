"""Patterns: what one pass over a text looks for, and what each of them stands for.

Owns the string automatons and the tables behind them. A name begins with a capital, so names are
looked for where words keep the case of their first letter (`FoldedText.initials`): in prose in
small letters, which is most of a text, that automaton stays near its root. It knows the first
two words of a name, the second in either case; if a name has more, they are looked up. Cue words
stand in any case, and have an automaton of their own. Invariant: what `names` returns stands in
the text to its last letter. Refuses to look at the text around a match: see `xref.articles.scan`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from daachorse import DoubleArrayAhoCorasick

from xref.articles.folded import FoldedText
from xref.articles.phrases import text_forms
from xref.index import Index
from xref.rules import Rules

#: Stands among the words of a scan if the text holds these letters anywhere.
IMO = "imo"
MMSI = "mmsi"
# Words of a name that the automaton knows. Its memory follows the letters of all names, and
# hardly a text begins like a name for longer and goes on otherwise.
_HEAD = 2

#: Bytes at which a pattern begins and ends, and its number.
Match = tuple[int, int, int]
#: A digest of the patterns, and the automaton that finds them.
StoredAutomaton = tuple[str, bytes]

_SMALL_INITIAL = re.compile(b" [a-z]")


class Names(NamedTuple):
    """Names found in a text; a span is from the space before a word to the one behind it.

    Attributes:
        listed: Matches of listed names and lone surnames, whole.
        korean: Spans of Korean surnames, in bytes of the folded text.
        given: Spans of given names of `Index.givens`, likewise.
    """

    listed: list[Match]
    korean: list[tuple[int, int]]
    given: list[tuple[int, int]]


class CueWords:
    """Finds words that stand in any case, and names of scripts without capitals; immutable.

    Args:
        phrases: Words, or groups of them.
        names: Text forms that are no whole tokens.
    """

    def __init__(self, phrases: Iterable[str], names: list[str]) -> None:
        words = {IMO: IMO, " имо ": IMO, f" {MMSI} ": MMSI}
        words |= {form: form.strip() for phrase in phrases for form in text_forms(phrase)}
        plain = [form for form in words if form.isascii()]
        other = [form for form in words if not form.isascii()]
        self._plain_words = [words[form] for form in plain]
        self._other_words = [words[form] for form in other]
        # A smaller automaton is quicker, so nearly all texts are read by that of ASCII alone.
        self._plain: Any = DoubleArrayAhoCorasick([form.encode() for form in plain])
        sought = [form.encode() for form in (*other, *names)]
        self._other: Any = DoubleArrayAhoCorasick(sought) if sought else None

    def find(self, data: bytes) -> tuple[dict[str, list[tuple[int, int]]], list[Match]]:
        """Words and names in folded text.

        Returns:
            The words, folded, each with the bytes at which it begins and ends; and matches of
            the names, by their number.
        """
        words: dict[str, list[tuple[int, int]]] = {}
        names: list[Match] = []
        told = self._plain_words
        for low, high, number in self._plain.find_overlapping(data):
            words.setdefault(told[number], []).append((low, high))
        if self._other is not None and not data.isascii():
            told = self._other_words
            for low, high, number in self._other.find_overlapping(data):
                if number < len(told):
                    words.setdefault(told[number], []).append((low, high))
                else:
                    names.append((low, high, number - len(told)))
        return words, names


class Patterns:
    """What a scanner looks for; immutable.

    Args:
        index: The listed names.
        surnames: Text forms of lone surnames that tell a subject, and its position.
        korean: Folded Korean surnames to look for as words.
        phrases: What else to look for in the same pass.
        rules: Their words of prose tell how the automaton of names is laid out.
        stored: What `stored` gave for the same names, to be read where it fits: to build the
            automaton takes seconds.

    Attributes:
        entries: By number, the entries of the index that bear a form.
        surnames: By number, the subject that a lone surname tells, or None.
        tokens: By number, how many tokens a form has; 0 or less if it is no whole token.
        is_prose: By number, whether all who bear a form are named by words of prose.
    """

    def __init__(
        self,
        index: Index,
        surnames: dict[str, int],
        korean: frozenset[str],
        phrases: Iterable[str],
        rules: Rules,
        *,
        stored: StoredAutomaton | None = None,
    ) -> None:
        listed = dict.fromkeys((*index.forms, *surnames))
        # Of scripts without spaces, and so without capitals: found as cue words are.
        loose = [form for form in listed if not (form[0] == " " == form[-1])]
        spaced = [form for form in listed if form[0] == " " == form[-1]]
        long = [form for form in spaced if _tokens(form) > _HEAD]
        surname_forms = frozenset(f" {surname} " for surname in korean)
        given_forms = frozenset(f" {given} " for given in index.givens)
        # Of beginnings of longer names, how many words these have, a bit for each number.
        lengths: dict[str, int] = {}
        for form in long:
            head = _head(form)
            lengths[head] = lengths.get(head, 0) | 1 << _tokens(form)
        short = (form for form in spaced if _tokens(form) <= _HEAD)
        printed = {
            letters: head
            for head in dict.fromkeys(
                (*short, *sorted(surname_forms), *sorted(given_forms), *lengths)
            )
            for letters in _printed(head)
        }
        self._cues = CueWords(phrases, loose)
        # The automaton first: while it is built it takes ten times its memory.
        prose = " ".join(sorted(rules.names.words.all()))
        self._digest, self._names = _automaton(list(printed), prose, stored)
        heads = list(printed.values())
        del printed

        patterns = [*heads, *loose, *long]
        self._first_loose = len(heads)
        first_long = len(heads) + len(loose)
        self._long = {form: first_long + number for number, form in enumerate(long)}
        # A third word is looked at before the others: "Bank of" begins hundreds of names.
        self._begun = frozenset(_head(form, _HEAD + 1) for form in long)
        told = {bits: _numbers(bits) for bits in {0, *lengths.values()}}
        self._lengths = [told[lengths.get(head, 0)] for head in heads]
        self._is_korean = bytes(head in surname_forms for head in heads)
        self._is_given = bytes(head in given_forms for head in heads)
        self._is_listed = bytes(head in listed for head in heads)
        self.surnames = [surnames.get(pattern) for pattern in patterns]
        self.tokens = [_tokens(pattern) for pattern in patterns]
        forms, entries = index.forms, index.entries
        self.entries = [forms.get(pattern, ()) for pattern in patterns]
        self.is_prose = bytes(
            bool(found) and all(entries[entry].prose for entry in found) for found in self.entries
        )

    def words(self, folded: FoldedText) -> tuple[dict[str, list[tuple[int, int]]], list[Match]]:
        """Cue words, and the names of scripts that are found as they are.

        Returns:
            The words, folded, each with the bytes of the folded text at which it begins and
            ends; and matches of names.
        """
        words, loose = self._cues.find(folded.data)
        first = self._first_loose
        return words, [(low, high, number + first) for low, high, number in loose]

    def names(self, folded: FoldedText) -> Names:
        """Names that begin with a capital, or with any letter if the text has no capitals."""
        if self._names is None:
            return Names([], [], [])
        data = folded.data
        text = _SMALL_INITIAL.sub(_upper, data) if folded.text.islower() else folded.initials
        found = self._names.find_overlapping(text)
        is_listed, is_korean, is_given = self._is_listed, self._is_korean, self._is_given
        lengths = self._lengths
        listed = [match for match in found if is_listed[match[2]]]
        for low, high, number in found:
            if lengths[number]:
                listed += self._longer(data, low, high, lengths[number])
        return Names(
            listed,
            [(match[0], match[1]) for match in found if is_korean[match[2]]],
            [(match[0], match[1]) for match in found if is_given[match[2]]],
        )

    def _longer(self, data: bytes, low: int, high: int, lengths: tuple[int, ...]) -> list[Match]:
        """Names of so many words that begin with the two between two bytes."""
        end = data.find(b" ", high)
        if end < 0 or data[low : end + 1].decode() not in self._begun:
            return []
        found = []
        tokens = _HEAD + 1
        for length in lengths:
            while tokens < length and end >= 0:
                end = data.find(b" ", end + 1)
                tokens += 1
            if end < 0:
                break
            number = self._long.get(data[low : end + 1].decode())
            if number is not None:
                found.append((low, end + 1, number))
        return found

    def stored(self) -> StoredAutomaton:
        """The automaton of names in bytes, for a scanner of the same names."""
        return self._digest, self._names.serialize() if self._names is not None else b""


def _tokens(form: str) -> int:
    """How many whole tokens a form has."""
    return form.count(" ") - 1


def _head(form: str, words: int = _HEAD) -> str:
    """The first words of a form.

    Example:
        >>> _head(" bank of china ")
        ' bank of '
    """
    return f" {' '.join(form.split(' ', words + 1)[1 : words + 1])} "


def _printed(head: str) -> list[str]:
    """A form of one or two words as `FoldedText.initials` may print it.

    Example:
        >>> _printed(" bank of "), _printed(" angara "), _printed(" ким ен ")
        ([' Bank of ', ' Bank Of '], [' Angara '], [' ким ен '])
    """
    first, _, second = head[1:].partition(" ")
    return list(dict.fromkeys(f" {_capital(first)} {word}" for word in (second, _capital(second))))


def _capital(word: str) -> str:
    """A word with a capital if it begins with a letter of ASCII; others fold to small ones."""
    return word[0].upper() + word[1:] if word and word[0].isascii() else word


def _upper(initial: re.Match[bytes]) -> bytes:
    return initial.group().upper()


def _numbers(bits: int) -> tuple[int, ...]:
    """The positions of the bits that are set.

    Example:
        >>> _numbers(0b101000)
        (3, 5)
    """
    return tuple(number for number in range(bits.bit_length()) if bits >> number & 1)


def _automaton(printed: list[str], prose: str, stored: StoredAutomaton | None) -> tuple[str, Any]:
    """A digest of some patterns, and their automaton, read if it is stored; None of none."""
    sought = [letters.encode() for letters in printed]
    digest = hashlib.sha256(b"\0".join(sought)).hexdigest()
    if not sought:
        return digest, None
    if stored is not None and stored[0] == digest:
        try:
            return digest, DoubleArrayAhoCorasick.deserialize(stored[1])
        except ValueError:  # of another version of the library
            pass
    # Its states are laid out for prose: a quarter quicker.
    corpus = [f" {prose} {prose.title()} ".encode()]
    return digest, DoubleArrayAhoCorasick(sought, corpus=corpus)
