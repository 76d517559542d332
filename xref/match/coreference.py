"""Who is "Kim"? Surname-only mentions, attributed to a full name of the same article.

Owns the rule: a surname alone means the most recent full name before it that bears this
surname, else the first one after it; of several, a title before the surname tells which. Full
names of people on no list take part, so that "Kim" behind "Kim Sung-han", and "Putin" behind
"Igor Putin", is not somebody listed. Invariant: an attribution supports an alert and never
makes one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from xref.articles.hits import Hit
from xref.articles.wording import units_before
from xref.match.antecedents import Antecedents
from xref.match.full_names import FullName, FullNames
from xref.match.lone_surnames import ends_span, in_span, lone_surnames
from xref.names.compare import NameComparer
from xref.rules import Rules


class Attribution(msgspec.Struct, frozen=True):
    """A surname-only mention and the positions of the subjects it is taken to mean."""

    start: int
    end: int
    subjects: tuple[int, ...]


class Coreference:
    """Attributes lone surnames; immutable.

    Args:
        rules: Titles by role, and words that tell another bearer of the name.
        comparer: Knows Korean surnames.
        roles: The roles that the listings of a subject print, by its position.
    """

    def __init__(
        self,
        rules: Rules,
        comparer: NameComparer,
        roles: Callable[[int], frozenset[str]],
    ) -> None:
        self._names = FullNames(rules, comparer)
        self._antecedents = Antecedents(rules, roles)

    def attribute(
        self, text: str, hits: Sequence[Hit], *, everybody: bool = True
    ) -> list[Attribution]:
        """Attribute the lone surnames of `text` to the full names among `hits`.

        Args:
            text: The article.
            hits: All hits of the article; full names are those found by name.
            everybody: Also the surnames that no listed person of the article bears.

        Returns:
            One entry for each lone surname, in order of the text.
        """
        names, listed, taken = self._names.by_surname(text, hits)
        if not everybody:
            names = {key: found for key, found in names.items() if key in listed}
        if not names:
            return []
        lone = []
        for start, printed, key in lone_surnames(text, names):
            if in_span(taken, start) or (
                text[start - 2 : start] == " (" and ends_span(taken, start - 2)
            ):
                continue  # "Sim Hyon Sop (Sim Ali)" are one
            if key in listed and (
                self._names.other_before(text, start)
                or self._names.given_of_another(text, start, start + len(printed))
            ):
                units = units_before(text, start)
                end = start + len(printed)
                names[key].append(FullName(units[0][0] if units else start, (), end))
            else:
                lone.append((start, printed, key))
        for found in names.values():
            found.sort(key=lambda name: name.start)
        women = self._antecedents.women(text, names, lone)
        return [
            Attribution(
                start, start + len(printed), self._antecedents.of(text, names[key], start, women)
            )
            for start, printed, key in lone
        ]
