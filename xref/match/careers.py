"""Careers: where and when a text says that the bearer of a name was, worked or learnt.

Owns reading years of what somebody did ("left Keijo in 1934"), what he belongs to ("who led
Samsung's chip division", "was born in Incheon"), and as what he served. Invariant: only the clause
that begins at the name counts, past an apposition in commas. Refuses to compare with lists.
"""

from __future__ import annotations

import re

from xref.articles.wording import any_of
from xref.match.name_phrases import head
from xref.names.fold import fold
from xref.rules.evidence import EvidenceRules

#: An apposition behind a name, before what its bearer did.
_ASIDE = r"(?:, [^.;:!?\n]{1,60},)?"
_ADVERB = r"(?:who |and who )?(?:also |first |then |had |has |once |later |long )?"
#: A year of what somebody did, with nobody else's name or a clause before it.
_IN_YEAR = re.compile(
    r"(?![^.;:!?\n]{0,60}\b(?:who|which|that|built|founded|since|of) )"
    r"[^.;:!?,\n]{0,60}? in ((?:1[89]|20)\d\d)\b"
)
_YEAR_BEFORE = re.compile(r"\b[Ii]n ((?:1[89]|20)\d\d),? $")
_REST = re.compile(r"[^.;:!?,\n“\"]{1,60}")
#: Words behind "led" in which a body stands.
_TO_BODY = 5
_AS = re.compile(
    r" (?:who )?(?:has |had )?(?:served|serves|worked|works|ruled) as ([^.;:!?,\n]{1,60})"
)


class Careers:
    """Reads careers at names; immutable.

    Args:
        rules: Verbs of what somebody does as a grown-up, and of where he belongs.
    """

    def __init__(self, rules: EvidenceRules) -> None:
        self._year = re.compile(rf"{_ASIDE},? {_ADVERB}{any_of(rules.year_deeds)}\b")
        self._ends = frozenset(rules.phrase_ends)
        self._belongs = re.compile(
            rf"{_ASIDE},? {_ADVERB}"
            rf"(?:{any_of(rules.belonging)}|(?:studied|taught|lectured on)(?: [a-z]+){{1,3}} at)"
            rf" (?:the |a |what is now |what became |what would become )?"
        )

    def year(self, text: str, start: int, end: int) -> tuple[int, str] | None:
        """The year in which a text says that somebody did something, and the words; or None.

        Example:
            >>> from xref.rules import load_rules
            >>> careers = Careers(load_rules().evidence)
            >>> careers.year("Pak Il left Keijo in 1934 to trade.", 0, 6)
            (1934, 'left keijo in 1934')
            >>> careers.year("In 1934 Pak Il founded a mill.", 8, 14)
            (1934, 'in 1934 founded')
        """
        behind = self._year.match(text, end)
        if behind is None:
            return None
        if told := _IN_YEAR.match(text, behind.end()):
            return int(told.group(1)), fold(text[behind.start() : told.end()]).strip()
        if told := _YEAR_BEFORE.search(text, max(0, start - 12), start):
            return int(told.group(1)), f"in {told.group(1)} {fold(behind.group()).strip()}"
        return None

    def belongs(self, text: str, end: int) -> list[str]:
        """Folded words of what somebody led, joined, was born in or studied at, and the like.

        Example:
            >>> from xref.rules import load_rules
            >>> Careers(load_rules().evidence).belongs("Pak Il, who led Samsung's mill, left.", 6)
            ['samsung', 's', 'mill']
        """
        verb = self._belongs.match(text, end)
        rest = _REST.match(text, verb.end()) if verb else None
        return head(fold(rest.group()).split()[:_TO_BODY], self._ends) if rest else []

    def serves_as(self, text: str, end: int) -> list[str]:
        """Folded words of that as which somebody serves or served."""
        found = _AS.match(text, end) or _AS.match(text, end + 1)
        return fold(found.group(1)).split() if found else []
