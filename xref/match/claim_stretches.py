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
_ENDINGS = frozenset({"ltd.", "inc.", "corp.", "co.", "llc.", "plc."})
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
            if gap == " (" and (bracketed := self._bracketed(text, tokens, position)):
                position += bracketed + 1
                continue
            if gap == " and " and self._two_trades(text, tokens, position):
                position += 1
                continue
            if not joins(gap, token):
                break
            following = tokens[position + 1] if position + 1 < len(tokens) else None
            joined = following is not None and text[token.end : following.start] in (" ", "-")
            if (
                token.text == "of"
                and organised
                and joined
                and following is not None
                and following.lower in self._words.cities
                and not following.possessive
            ):
                position += 2  # `Central Bank of Russia`
                break
            if token.text in ("of", "for") or token.lower in PARTICLES:
                if not (
                    joined
                    and following is not None
                    and self._words.is_part(following, bodies)
                    and (organised or token.lower in PARTICLES)
                ):
                    break
            elif token.text in ROMAN and gap == " ":
                pass
            elif token.text.isdigit() or _ORDINAL.match(token.text):
                if not self._goes_on(token, following if joined else None):
                    break
            elif not (
                (
                    token.lower in self._words.soft
                    and joined
                    and (organised or self._words.heads(tokens[position + 1 : position + 4]))
                )
                or (token.capital and token.lower in self._words.own_cities and gap == " ")
                or self._words.is_part(token, bodies)
            ):
                break
            if _begins_known(token, known, organised):
                break
            organised = organised or token.lower.rstrip(".") in self._words.bodies
            position += 1
        return position - index

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
        return (
            behind is not None
            and tokens[position - 1].lower in self._words.trades
            and tokens[position].lower in self._words.trades
            and behind.capital
            and behind.lower.rstrip(".") in self._words.bodies
            and text[tokens[position].end : behind.start] == " "
        )

    def _begins_with_city(self, text: str, tokens: list[Token], index: int) -> bool:
        """`Dalian Hengtai`: a city, and a word that is none of prose."""
        first, second = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
        return (
            second is not None
            and first.lower in self._words.own_cities
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


def _begins_known(token: Token, known: Sequence[Named], organised: bool) -> bool:
    return not organised and any(name.start == token.start for name in known)
