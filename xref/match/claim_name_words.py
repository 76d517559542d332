"""Which words can be parts of names, and which cannot: the rules' words for the names of claims.

Owns the sets of words that tell names from prose, compiled once. Invariant: a word is compared in
small letters. Refuses to look at a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xref.articles.sentences import Span
from xref.match.claim_tokens import Token
from xref.rules import Rules

PARTICLES = frozenset({"al", "bin", "ibn", "de", "van", "von", "der", "da", "di", "el", "ul"})
COMPOUNDS = (
    "-based", "-linked", "-owned", "-backed", "-flagged", "-registered", "-born", "-controlled",
    "-designated", "-sanctioned", "-blacklisted", "-listed", "-led", "-era", "-style", "-made",
    "-hit", "-targeted", "-bound", "-run",
)  # fmt: skip
#: Stand in names of bodies; in small letters they are words of no name.
ACRONYMS = frozenset({"IT"})
NATIONS = frozenset(
    {"russian", "chinese", "korean", "iranian", "syrian", "north", "south", "japanese", "british",
     "american", "european", "ukrainian"}
)  # fmt: skip
#: Words of prose that begin sentences, and read like a Korean surname.
_SMALL = frozenset(("on", "an", "so", "no", "in", "to"))
#: Words of states that are parts of names as well.
ALSO_NAMES = frozenset(("korea", "al", "el", "bin", "il", "kim", "sung"))


class NameWords:
    """Words of names; immutable."""

    def __init__(self, rules: Rules) -> None:
        claims, evidence = rules.claims, rules.evidence
        titles = {word for title in rules.names.titles.before for word in title.split()}
        titles -= {"star", "in", "of", "the", "for", "one", "two", "three", "four", "five"}
        countries = {
            word
            for cue in evidence.countries.values()
            for phrase in cue.words
            for word in phrase.split()
        }
        self.titles = frozenset(titles)
        self.cities = frozenset(countries)
        self.own_cities = self.cities - NATIONS
        self.soft = frozenset(claims.soft)
        self.bodies = frozenset(claims.organisation_words)
        # The same words in lower case introduce; so they are no part of a person.
        self.stop = (
            frozenset(claims.not_names)
            | frozenset(evidence.not_names)
            | self.titles
            | countries
            | {word for body in claims.bodies for phrase in body.adjectives for word in [phrase]}
        ) - ALSO_NAMES
        #: Words in small letters that are no part of a name, nor a single word that is one.
        self.no_names = self.stop | (countries - ALSO_NAMES) | {"united", "states", "korea"}
        self.places = frozenset(claims.places)
        self.ships = frozenset(claims.ship_words)
        self.fleet = re.compile(r"\b(?:ships|vessels|tankers|freighters|carriers)\b")
        self.introduce = frozenset(claims.body_words)
        words = rules.names.words
        self.prose = words.all().union(words.everyday.split())
        self.trades = frozenset(claims.trades)
        self.no_telling = frozenset(claims.no_company)
        self.surnames = frozenset(claims.korean_surnames)
        self.no_surnames = frozenset(claims.not_korean_names)
        self.endings = tuple(claims.korean_name_endings)

    def begins_with_no_name(self, word: str) -> bool:
        """`The`, `КНДР`; `So` and `An` are surnames."""
        lower = word.lower()
        return lower == "the" or (len(word) > 2 and word.isupper() and lower in self.stop)

    def is_prose(self, name: str) -> bool:
        """Whether a name of two words is a word of prose and one of no name: `On Monday`."""
        first, _, last = name.lower().partition(" ")
        return first in _SMALL and last in self.stop

    def heads(self, tokens: Sequence[Token]) -> bool:
        """Whether words make a body of what stands before: soft ones, and one that tells."""
        for token in tokens:
            if not token.capital:
                return False
            if token.lower.rstrip(".") in self.bodies:
                return True
            if token.lower not in self.soft:
                return False
        return False

    def is_part(self, token: Token, bodies: Sequence[Span]) -> bool:
        """Whether a word can be a part of a name."""
        lower = token.lower.rstrip(".")
        if not token.capital or any(low <= token.start < high for low, high in bodies):
            return False
        if lower in self.bodies or token.text in ACRONYMS:
            return True
        if token.text.endswith(COMPOUNDS) or lower.startswith("ex-"):
            return False
        return lower not in self.stop and not (
            token.text.isupper() and lower in ("us", "eu", "un", "uk")
        )
