"""How far a name may reach from a capitalised word on.

Owns joining words to a stretch: particles, soft words before one that tells, cities in front of a
firm, numbers. Invariant: a stretch is capitalised words with what may stand between them. Refuses
to say whether a stretch is a name, or whose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xref.articles.sentences import Span
from xref.match.claim_name_words import COMPOUNDS, PARTICLES, NameWords
from xref.match.claim_named import Named
from xref.match.claim_tokens import LEGAL_FORMS, ROMAN, Token, joins

#: Behind these a name is over, unless another follows: `Co. Ltd.`
_ENDINGS = frozenset({"ltd.", "inc.", "corp.", "co.", "llc.", "plc.", "pte.", "pvt.", "pty."})
#: Surnames of one letter.
_SURNAMES = frozenset(("U", "O"))
#: Surnames that are pronouns; before a capitalised word they are none (`He Xiaohu`).
_PRONOUNS = frozenset(("He", "She"))
#: `Korean Committee for Space Technology`.
_COMMITTEE = re.compile(
    r"(?!The )(?:[A-Z][a-z]+ ){0,3}(?:Committee|Organi[sz]ation|Administration|Commission"
    r"|Association|Bureau|Academy|Institute|Cent(?:er|re)|Society|Agency|Office) for "
    r"(?:the )?[A-Z][a-z]+(?: (?:and |of )?[A-Z][a-z]+)*"
)
#: Words that end the name of a body, and are elsewhere those of a government.
_OFFICES = frozenset(("administration", "committee", "commission", "department"))
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\Z")


class Stretches:
    """Measures stretches; immutable."""

    def __init__(self, words: NameWords) -> None:
        self._words = words

    def reach(
        self,
        text: str,
        tokens: list[Token],
        index: int,
        bodies: Sequence[Span],
        known: Sequence[Named],
    ) -> int:
        """How many tokens from `index` on may be one name."""
        first = tokens[index]
        committee = _COMMITTEE.match(text, first.start) if first.text[0].isalpha() else None
        if committee is not None and not any(low <= first.start < high for low, high in bodies):
            return sum(token.end <= committee.end() for token in tokens[index:])
        if not self._words.is_part(first, bodies) and not self._begins_with_city(
            text, tokens, index
        ):
            return 0
        position = index + 1
        organised = first.lower.rstrip(".") in self._words.bodies
        while position < len(tokens) and not tokens[position - 1].possessive:
            token = tokens[position]
            gap = text[tokens[position - 1].end : token.start]
            if tokens[position - 1].lower in _ENDINGS and token.lower not in LEGAL_FORMS:
                break  # `… Shipping Ltd. Iran's mission`
            if token.text.endswith(COMPOUNDS) and gap == " ":
                return 0  # `the Jae Won Shipping-owned tanker N`
            inner = self._inner(text, tokens, position, gap)
            if inner:
                position += inner
                continue
            if not joins(gap, token):
                break
            following = _next(text, tokens, position)
            if (
                token.text == "of"
                and organised
                and following is not None
                and following.lower in self._words.cities
                and not following.possessive
            ):
                position += 2  # `Central Bank of Russia`
                break
            if not self._takes(text, tokens, position, bodies, organised=organised):
                break
            if not organised and self._begins_known(tokens[index:position], token, known):
                break
            organised = organised or token.lower.rstrip(".") in self._words.bodies
            position += 1
        return position - index

    def _takes(
        self,
        text: str,
        tokens: list[Token],
        position: int,
        bodies: Sequence[Span],
        *,
        organised: bool,
    ) -> bool:
        """Whether a name goes on with a word; `organised` if it is a body's already."""
        token, following = tokens[position], _next(text, tokens, position)
        if token.text in ("of", "for") or token.lower in PARTICLES:
            if following is not None and following.lower in PARTICLES:
                following = _next(text, tokens, position + 1)  # `van der Berg`
            return (
                following is not None
                and self._words.is_part(following, bodies)
                and (organised or token.lower in PARTICLES)
            )
        spaced = text[tokens[position - 1].end : token.start] == " "
        if token.text in ROMAN and spaced:
            return True
        if token.text.isdigit() or _ORDINAL.match(token.text):
            return self._goes_on(token, following)
        if token.lower in ("no", "no.") and following is not None and following.text.isdigit():
            return spaced  # `the Billion Star No. 9`
        if organised and token.capital and spaced and token.lower in _OFFICES:
            return True  # `Aerospace Technology Administration`
        heads = organised or self._words.heads(tokens[position + 1 : position + 4])
        return (
            (token.lower in self._words.soft and following is not None and heads)
            or (token.capital and token.lower in self._words.own_cities and spaced)
            or self._words.is_part(token, bodies)
        )

    def _inner(self, text: str, tokens: list[Token], position: int, gap: str) -> int:
        """How many words a bracket or a second trade takes within a name; 0 if none."""
        if gap == " (":
            bracketed = self._bracketed(text, tokens, position)
            return bracketed + 1 if bracketed else 0
        return int(gap == " and " and self._two_trades(text, tokens, position))

    def _bracketed(self, text: str, tokens: list[Token], position: int) -> int:
        """How many tokens a bracket in a name takes: `Sun Management (D) Ltd`."""
        for last in (position, position + 1):
            behind = tokens[last + 1] if last + 1 < len(tokens) else None
            if (
                behind is not None
                and text[tokens[last].end : behind.start] == ") "
                and behind.lower in LEGAL_FORMS | self._words.bodies
                and behind.capital
            ):
                return last - position + 1
        return 0

    def _two_trades(self, text: str, tokens: list[Token], position: int) -> bool:
        """Whether "and" stands within a name: `Oil and Gas Enterprise`."""
        behind = tokens[position + 1] if position + 1 < len(tokens) else None
        first, second = tokens[position - 1], tokens[position]
        if not (first.lower in self._words.trades and second.lower in self._words.trades):
            return False
        if behind is None or not behind.capital or text[second.end : behind.start] != " ":
            return True  # `Phyongchon Shipping and Marine`
        return self._words.heads(tokens[position + 1 : position + 4])

    def _begins_known(self, ahead: list[Token], token: Token, known: Sequence[Named]) -> bool:
        """Whether a name that the scanner found begins here, and is no piece of a longer one."""
        name = next((name for name in known if name.start == token.start), None)
        if name is None or name.subjects or len(ahead) > 1:
            return name is not None
        # `Tcha Kyong Mi`: two syllables behind a surname that the scanner does not know.
        return ahead[0].lower in self._words.prose and ahead[0].text not in _SURNAMES

    def _begins_with_city(self, text: str, tokens: list[Token], index: int) -> bool:
        """`Dalian Hengtai`: a city, and a word that is none of prose."""
        first, second = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
        return (
            second is not None
            and (first.lower in self._words.own_cities or first.text in _PRONOUNS)
            and not first.possessive
            and second.capital
            and text[first.end : second.start] == " "
            and second.lower not in self._words.stop
            and text[max(0, first.start - 3) : first.start]
            not in ("in ", "In ", "at ", "om ", "to ")
        )

    def _goes_on(self, token: Token, following: Token | None) -> bool:
        """Whether a number belongs to a name: no year, and `224th` only before `Unit`."""
        if token.text.isdigit():
            return len(token.text) != 4 or token.text[:2] not in ("19", "20")
        return following is not None and following.capital and following.lower in self._words.bodies


def _next(text: str, tokens: list[Token], position: int) -> Token | None:
    """The word directly behind another, joined by a space or hyphen."""
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if following is None or text[tokens[position].end : following.start] not in (" ", "-"):
        return None
    return following
