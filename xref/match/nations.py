"""Nations at names: the nationality that the phrases at a name tell.

Owns reading "the Kazakh minister X", "X, an architect from Busan", "Japan's envoy, X,". Invariant:
a nation counts only with a noun, a possessive or "of" that makes it the bearer's, so that a country
that acts on somebody is not his. Refuses to compare with lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from xref.match.name_phrases import head, said_before
from xref.match.tables import beginning, ending, table, words_of
from xref.names.fold import fold
from xref.rules.evidence import EvidenceRules

#: Words between a nation and the noun at the name ("the South Korean K-pop star X").
_MODIFIERS = 3
#: Words behind "of" in which a nation and a field of life stand.
_TO_FIELD = 5
_LISTING = re.compile(r"\s?,\s(?!and\b|or\b)")


class Nations:
    """Reads nations at names; immutable.

    Args:
        rules: Nations, and the nouns that may stand between them and a name.
    """

    def __init__(self, rules: EvidenceRules) -> None:
        self.adjectives = table(
            (a, code) for code, n in rules.nations.items() for a in n.adjectives
        )
        self.countries = table(
            (n, code) for code, each in rules.nations.items() for n in each.names
        )
        callings = (word for each in rules.callings.values() for word in each.words)
        self.nouns = words_of([*rules.person_nouns, *callings])
        self._ends = frozenset(rules.phrase_ends)
        self._of = frozenset(rules.of_nouns)
        self._chiefs = frozenset(rules.of_possessive_nouns)
        self._not_nations = frozenset(rules.not_nationality)
        self._fields = words_of(
            [*(field for each in rules.callings.values() for field in each.fields)]
        )
        self._beholders = frozenset(rules.beholders)

    def at_name(
        self, text: str, start: int, end: int, before: list[str], behind: list[str] | None
    ) -> Iterable[tuple[str, str]]:
        """Codes of the nations that the phrases at a name tell, each with its phrase.

        Args:
            text: The article.
            start: Where the name begins.
            end: Where it ends.
            before: Folded words before it.
            behind: Folded words of the phrase behind it, if one opens.
        """
        noun = ending(self.nouns, before)
        if noun:
            yield from self._nation_before(before[:-noun], " ".join(before[-noun:]))
        elif found := self._nation_ending(before):
            # "South Korea's Kim Yong-chol"; a bare adjective there is mostly a headline.
            code, size = found
            if before[-1] == "s":
                yield code, " ".join(before[-size:])
        elif not before and _LISTING.match(text, end):
            yield from self._nation_in_front(text, start)
        if text.startswith(" of ", end):
            after = fold(text[end + 4 : end + 40]).split()
            if size := beginning(self.countries, after):
                yield self.countries[tuple(after[:size])], " ".join(["of", *after[:size]])
            elif noun and after[:1] == ["the"]:
                yield from self._nation_of(after[1:])
        if behind is not None:
            yield from self._nation_behind(behind)

    def in_phrase(self, tokens: list[str]) -> Iterable[tuple[str, str]]:
        """Nations of a phrase that says what somebody is ("South Korea's top diplomat")."""
        return self._nation_behind(tokens)

    def _nation_before(self, tokens: list[str], noun: str) -> Iterable[tuple[str, str]]:
        """The nation before a noun at the name, with a few modifiers between."""
        for skipped in range(min(_MODIFIERS, len(tokens)) + 1):
            if skipped and not self._modifies(tokens[-skipped]):
                return
            rest = tokens[: len(tokens) - skipped]
            if found := self._nation_ending(rest):
                code, size = found
                yield code, " ".join((*rest[-size:], *tokens[len(rest) :], noun))
                return

    def _nation_in_front(self, text: str, start: int) -> Iterable[tuple[str, str]]:
        """The nation of a phrase that a comma ends before a name ("Japan's envoy to Seoul, X,")."""
        comma = text.rfind(",", max(0, start - 3), start)
        if comma < 0:
            return
        tokens = said_before(text, comma)
        phrase = head(tokens[tokens[:1] in (["the"], ["a"]) :], self._ends)
        found = self._nation_at(phrase, 0)
        if found is not None:
            code, size = found
            if ending(self.nouns, phrase[size:]):
                yield code, " ".join(phrase)

    def _modifies(self, token: str) -> bool:
        return (
            token not in self._ends
            and token not in self._not_nations
            and (not token.endswith(("s", "ed", "ing")) or token in ("sales", "arms", "sports"))
        )

    def _nation_ending(self, tokens: Sequence[str]) -> tuple[str, int] | None:
        """A nation that ends the tokens: an adjective, or a country with a possessive."""
        if size := ending(self.adjectives, tokens):
            return self.adjectives[tuple(tokens[-size:])], size
        if tokens and tokens[-1] == "s" and (size := ending(self.countries, tokens[:-1])):
            return self.countries[tuple(tokens[-1 - size : -1])], size + 1
        return None

    def _nation_behind(self, tokens: list[str]) -> Iterable[tuple[str, str]]:
        phrase = head(tokens, self._ends)
        for index in range(len(phrase)):
            found = self._nation_at(phrase, index)
            if found is None:
                continue
            code, size = found
            rest = phrase[index + size :]
            if rest and rest[0] in self._not_nations:
                continue
            if any(beginning(self.nouns, rest[at:]) for at in range(len(rest))):
                yield code, " ".join(phrase)
            return
        after = tokens[len(phrase) :]
        if after[:1] == ["from"] or (
            after[:1] == ["of"] and phrase[-1:] and phrase[-1] in self._chiefs
        ):
            yield from self._nation_after(phrase, after)
            return
        if after[:1] == ["of"]:
            yield from self._nation_behind_of(phrase, after)

    def _nation_behind_of(self, phrase: list[str], after: list[str]) -> Iterable[tuple[str, str]]:
        """The nation behind "of": "star of Korean cinema", "mayor of a port in Bulgaria"."""
        told = self._nation_of_field(after[1 : _TO_FIELD + 1])
        if told and phrase[-1:] and phrase[-1] not in self._beholders:
            yield told[0], " ".join((*phrase, "of", *told[1]))
        elif any(word in self._of for word in phrase[-2:]):
            after = after[2:] if after[1:2] == ["the"] else after[1:]
            for nations in (self.adjectives, self.countries):
                if size := beginning(nations, after):
                    if after[size : size + 1] and after[size] in self._not_nations:
                        continue
                    yield nations[tuple(after[:size])], " ".join((*phrase, "of", *after[:size]))
                    return
            # "mayor of a small town in Bulgaria"
            for at in range(1, len(after)):
                if after[at - 1] == "in" and (size := beginning(self.countries, after[at:])):
                    nation = tuple(after[at : at + size])
                    yield self.countries[nation], " ".join((*phrase, "of", *after[:at], *nation))
                    return

    def _nation_of_field(self, tokens: list[str]) -> tuple[str, list[str]] | None:
        """The nation whose field of life somebody is great in ("of South Korean go")."""
        for at in range(len(tokens)):
            size = beginning(self.adjectives, tokens[at:])
            rest = tokens[at + size :]
            if size and any(beginning(self._fields, rest[skip:]) for skip in (0, 1)):
                return self.adjectives[tuple(tokens[at : at + size])], tokens[: at + size + 1]
            if size:
                return None
        return None

    def _nation_of(self, tokens: Sequence[str]) -> Iterable[tuple[str, str]]:
        """The nation of a body behind a name ("Captain X of the Estonian coast guard")."""
        size = beginning(self.adjectives, tokens)
        if size and size < len(tokens) and tokens[size] not in self._not_nations:
            nation = tuple(tokens[:size])
            yield self.adjectives[nation], " ".join(("of the", *nation))

    def _nation_after(
        self, phrase: Sequence[str], after: Sequence[str]
    ) -> Iterable[tuple[str, str]]:
        """The country that "from" or a possessive tells behind what somebody is.

        "An architect from Busan" and "chief of South Korea's ruling party" tell one, "chief of
        South Korea policy" does not.
        """
        size = beginning(self.countries, after[1:])
        if not size:
            return
        possessive = after[1 + size : 2 + size] == ["s"]
        if possessive if after[0] == "of" else ending(self.nouns, phrase):
            nation = tuple(after[1 : 1 + size])
            yield self.countries[nation], " ".join((*phrase, after[0], *nation))

    def _nation_at(self, tokens: Sequence[str], index: int) -> tuple[str, int] | None:
        rest = tokens[index:]
        if size := beginning(self.adjectives, rest):
            return self.adjectives[tuple(rest[:size])], size
        if (size := beginning(self.countries, rest)) and rest[size : size + 1] == ["s"]:
            return self.countries[tuple(rest[:size])], size + 1
        return None
