"""Voyages: what a sentence says of "the Hope" that only a ship does or has.

Owns the patterns farther from the name than ties: freight in tonnes, trips, ports, sources that
track ships, "she", and the noun that the next sentence begins with. Invariant: without "the" or a
number the name must itself do what ships do. Refuses to say what a pattern is worth.
"""

from __future__ import annotations

import re

from xref.articles.wording import any_of
from xref.rules import Rules

_QUOTES = "\"'“”‘’«»"
_THE = re.compile(rf"\b[Tt]he (?:[\d,.]+[- ](?:metre|meter|foot|ton|tonne)s?[- ]?)?[{_QUOTES}]?$")
_MEASURED = re.compile(r"\b[\d,.]+-(?:metre|meter|foot|ton|tonne|dwt)s? (?:[a-z]+ )?$")
#: Letters of the noun that a next sentence begins with ("The freighter").
_REACH_NOUN = 14
_REACH_BEFORE = 110
_SHE = re.compile(
    r"(?![^.!?\n]{0,100}\b(?:Ms|Mrs|Miss|Queen|Princess|woman|girl|wife|daughter|mother|actress)\b)"
    r"[^.!?\n]{0,100}?\b(?:she|herself)\b"
)
_CLEARED = r" cleared (?=[A-Z])|(?: [\w-]+){1,8} (?:is|was) due (?:at|in|off) [A-Z]"
_TRIPS = (
    r" (?:has |had )?made (?:[\w-]+ ){1,3}(?:trips|voyages|calls|runs|crossings) (?:to|between)"
)
_WHICH = r"(?:, (?:which|owned|built|registered|managed|once|formerly) [^,.;:!?\n]{1,60},)"


class Voyages:
    """Finds what tells a ship around spans; immutable.

    Args:
        rules: Deeds, freight, parts and ports of ships.
    """

    def __init__(self, rules: Rules) -> None:
        prose = rules.prose
        nouns = any_of(prose.ship_nouns)
        ports = any_of(prose.ship_ports)
        sources = any_of(prose.ship_sources).replace(r"\ ", "[ -]")
        self._own = re.compile(
            rf"{_WHICH}? (?:\w+ )?{any_of(prose.ship_freight)} (?:[a-z]+ ){{0,2}}[\d,.]+ "
            rf"(?:metric )?{any_of(prose.freight_units)}\b"
            rf"|{_WHICH} {any_of(prose.ship_deeds)}\b|{_TRIPS}|{_CLEARED}"
        )
        self._sources = re.compile(
            rf"[^.;!?\n]{{0,140}}?\b(?:{sources}|(?i:{ports}))\b"
            rf"|[^.!?\n]{{0,100}}[.;,] ?[Hh]er "
            rf"{any_of((*prose.ship_parts, *prose.ship_holdings))}\b"
            rf"|[^.;!?\n]{{0,100}}, (?:yet|but|and|though|although|while|so|where) the "
            rf"(?:[\w-]+ ){{0,3}}{nouns}\b"
        )
        self._later = re.compile(rf"[^.!?\n]{{0,160}}\. (?:The|This) {nouns}\b")
        self._among = re.compile(
            rf"\b{nouns}s\b[^.!?\n]{{0,120}}\bof (?:them|these|those|which)\b,? the $",
            re.IGNORECASE,
        )
        self._port_before = re.compile(rf"\b(?i:{ports})\b[^.;!?\n]*$")
        self._noun = re.compile(rf"\b{nouns}s?\b", re.IGNORECASE)

    def of(self, text: str, start: int, end: int, *, everyday: bool) -> str | None:
        """The words that tell that a span is a ship, or None.

        Args:
            text: The article.
            start: Where the name begins.
            end: Where it ends.
            everyday: Whether the name is a word that prose is full of ("the Queen, who said she").

        Example:
            >>> from xref.rules import load_rules
            >>> voyages = Voyages(load_rules())
            >>> voyages.of("The Hope made two trips to Rajin.", 4, 8, everyday=True)
            'made two trips to'
            >>> voyages.of("The Hope was lost.", 4, 8, everyday=True) is None
            True
        """
        if own := self._own.match(text, end):
            return own.group().strip(" ,")
        before = text[max(0, start - _REACH_BEFORE) : start]
        if among := self._among.search(before):
            return among.group().split()[0]
        if not everyday and (measured := _MEASURED.search(before)):
            return measured.group().strip()
        if not _THE.search(before) and not text[end - 1].isdigit():
            return None
        found = self._sources.match(text, end) or self._later.match(text, end)
        if found is None and not everyday:
            found = self._port_before.search(before) or _SHE.match(text, end)
        if found is None:
            return None
        if found.re is not self._port_before and self._noun.search(
            text, end, found.end() - _REACH_NOUN
        ):
            return None  # another ship stands between
        return " ".join(found.group().split()[-4:]).strip(" ,.;")
