"""Patterns: what one pass over a text looks for, and what each of them stands for.

Owns the string automaton and the tables behind it. Invariants: cue words have the lowest
numbers, so that a comparison tells them from names; what `whole` returns stands in the text
to its last letter. Refuses to look at the text around a match: see `xref.articles.scan`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from daachorse import DoubleArrayAhoCorasick

from xref.articles.phrases import text_forms
from xref.index import Index
from xref.rules import Rules

#: Stands among the words of a scan if the text holds these letters anywhere.
IMO = "imo"
MMSI = "mmsi"
# Bytes of a name that the automaton knows; the rest is compared where these stand. Its memory
# follows the letters of all names: 48,000 designations take 200 MB to build, not 490, and
# beyond so many bytes hardly a text begins like a name and goes on otherwise. Shorter names
# stay whole, so that no beginning is one of them.
_BEGINNING = 25

#: Bytes at which a pattern begins and ends, and its number.
Match = tuple[int, int, int]
#: A digest of the patterns, and the automaton that finds them.
StoredAutomaton = tuple[str, bytes]


class Patterns:
    """What a scanner looks for; immutable.

    Args:
        index: The listed names.
        surnames: Text forms of lone surnames that tell a subject, and its position.
        korean: Folded Korean surnames to look for as words.
        phrases: What else to look for in the same pass.
        rules: Their words of prose tell how the automaton is laid out.
        stored: What `stored` gave for the same names, to be read where it fits: to build the
            automaton takes seconds.

    Attributes:
        words: The cue words, by number, as phrases print them.
        entries: By number, the entries of the index that bear a form.
        surnames: By number, the subject that a lone surname tells, or None.
        tokens: By number, how many tokens a form has; 0 or less if it is no whole token.
        is_korean: By number, whether it is a Korean surname.
        is_listed: By number, whether it is a listed name, or the beginning of some.
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
        forms, entries = index.forms, index.entries
        words = {IMO: IMO, f" {MMSI} ": MMSI}
        words |= {form: form.strip() for phrase in phrases for form in text_forms(phrase)}
        listed = [*words, *forms, *surnames, *(f" {surname} " for surname in sorted(korean))]
        short: list[str] = []
        cut: dict[bytes, list[str]] = {}
        for pattern in dict.fromkeys(listed):
            letters = pattern.encode()
            if len(letters) < _BEGINNING or pattern.strip() in korean or pattern in words:
                short.append(pattern)
            else:
                cut.setdefault(letters[:_BEGINNING], []).append(pattern)
        patterns = [*short, *(name for names in cut.values() for name in names)]
        self.words = list(words.values())
        self.entries = [forms.get(pattern, ()) for pattern in patterns]
        self.surnames = [surnames.get(pattern) for pattern in patterns]
        self.tokens = [pattern.count(" ") - 1 for pattern in patterns]
        self.is_korean = [pattern.strip() in korean for pattern in patterns]
        self.is_listed = [pattern in forms or pattern in surnames for pattern in patterns]
        self.is_prose = [
            bool(found) and all(entries[entry].prose for entry in found) for found in self.entries
        ]
        # To the automaton, a beginning has the number of some long name; `whole` tells of which.
        self._first_cut = len(short)
        numbers = {pattern: number for number, pattern in enumerate(patterns)}
        self._cut = [[(name.encode(), numbers[name]) for name in names] for names in cut.values()]
        sought = [*(pattern.encode() for pattern in short), *cut]
        self._digest = hashlib.sha256(b"\0".join(sought)).hexdigest()
        self._automaton: Any = _automaton(sought, rules, self._digest, stored)

    def find(self, data: bytes) -> list[Match]:
        """All matches in folded text; what `is_listed` tells is to be made `whole`."""
        found: list[Match] = self._automaton.find_overlapping(data)
        return found

    def whole(self, data: bytes, matches: list[Match]) -> list[Match]:
        """Matches of listed names to their last letter, from those of their beginnings."""
        first = self._first_cut
        whole = [match for match in matches if match[2] < first]
        if len(whole) < len(matches):
            for low, _, number in matches:
                if number >= first:
                    whole += [
                        (low, low + len(name), full)
                        for name, full in self._cut[number - first]
                        if data.startswith(name, low)
                    ]
        return whole

    def stored(self) -> StoredAutomaton:
        """The automaton in bytes, for a scanner of the same names."""
        return self._digest, self._automaton.serialize()


def _automaton(
    sought: list[bytes], rules: Rules, digest: str, stored: StoredAutomaton | None
) -> Any:
    """The automaton of some patterns, read if it is stored."""
    if stored is not None and stored[0] == digest:
        try:
            return DoubleArrayAhoCorasick.deserialize(stored[1])
        except ValueError:  # of another version of the library
            pass
    # Its states are laid out for prose: a quarter quicker.
    words_of_prose = " ".join(sorted(rules.names.words.all()))
    return DoubleArrayAhoCorasick(sought, corpus=[f" {words_of_prose} ".encode()])
