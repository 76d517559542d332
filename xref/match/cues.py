"""Cues: the words of an article that tell countries, topics and claims.

Owns which words of the rules are looked for in whole articles; the scanner finds them in the
pass in which it finds names. Invariant: a cue is found as a whole word of the folded text, or
inside a run of a script without spaces. Refuses to say what a cue is worth.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from xref.articles.patterns import IMO
from xref.model import Kind
from xref.names.fold import fold
from xref.rules import Rules

#: Folded words.
Words = Collection[str]


class Cues:
    """All words that are looked for in whole articles.

    Attributes:
        claims: Words that may say that somebody is sanctioned.
        supports: Words that tell what a name of one word stands for, by kind.
        sailing: Words that tell a ship from farther away.
        aliases: Words that may stand between two names of one bearer.
        headings: Words that may head a list of other articles.
        not_names: Capitalised words that are no part of a name, in lower case.
        phrases: All words, to be handed to the scanner.

    Example:
        >>> from xref.rules import load_rules
        >>> cues = Cues(load_rules())
        >>> cues.country("KP", frozenset({"golfer", "pyongyang"}), outside="")
        'pyongyang'
    """

    def __init__(self, rules: Rules) -> None:
        evidence = rules.evidence
        self._countries = {
            country: [(word, fold(word)) for word in cue.words]
            for country, cue in evidence.countries.items()
        }
        self._speak: dict[str, list[str]] = {}
        for country, words in self._countries.items():
            for _, word in words:
                self._speak.setdefault(word, []).append(country)
        self._topics = {
            name: (_folded(topic.article), topic.needed) for name, topic in evidence.topics.items()
        }
        self.not_names = frozenset(evidence.not_names)
        self.aliases = _folded(evidence.alias_words)
        self.claims = _folded(rules.claims.cues)
        self.headings = _folded(rules.articles.zones.related.headings)
        self.supports: dict[Kind, frozenset[str]] = {
            "vessel": _folded(
                (
                    *evidence.ship_words,
                    *rules.prose.ship_deeds,
                    *rules.prose.ship_parts,
                    *rules.prose.ship_of,
                )
            ),
            "aircraft": _folded(evidence.aircraft_words),
            "organisation": _folded((*evidence.organisation_words, *rules.prose.body_forms)),
        }
        prose = rules.prose
        self.sailing = _folded(
            (
                *prose.ship_sources,
                *prose.ship_ports,
                *prose.freight_units,
                *(f"her {part}" for part in prose.ship_holdings),
            )
        )
        self.phrases = tuple(
            sorted(
                {
                    *(word for words in self._countries.values() for _, word in words),
                    *(word for words, _ in self._topics.values() for word in words),
                    *self.claims,
                    *self.aliases,
                    *self.headings,
                    *(word for words in self.supports.values() for word in words),
                    *self.sailing,
                }
                - {""}
            )
        )

    def country(self, country: str, found: Words, outside: str) -> str | None:
        """Words that speak of a country, as the rules print them, or None.

        Args:
            country: Code of the country.
            found: The words that stand in the article.
            outside: Folded words that do not count.
        """
        for word, folded in self._countries.get(country, ()):
            if folded in found and folded not in outside:
                return word
        return None

    def spoken(self, found: Words) -> frozenset[str]:
        """Countries that words found in the article speak of."""
        speak = self._speak
        return frozenset(country for word in found if word in speak for country in speak[word])

    def counts(self, found: Mapping[str, Collection[object]]) -> dict[str, int]:
        """How often an article speaks of each country that it speaks of.

        Args:
            found: The words that stand in the article, each with its places.
        """
        counts = {
            country: sum(len(found[word]) for word in {word for _, word in words} & found.keys())
            for country, words in self._countries.items()
        }
        return {country: count for country, count in counts.items() if count}

    def topics(self, found: Words) -> dict[str, tuple[str, ...]]:
        """Topics that enough of the words found tell, each with those words."""
        told = {name: words.intersection(found) for name, (words, _) in self._topics.items()}
        return {
            name: tuple(sorted(words))
            for name, words in told.items()
            if len(words) >= self._topics[name][1]
        }

    def may_print_imo(self, found: Words) -> bool:
        """Whether the article may print an IMO number as one."""
        return IMO in found


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, words))
