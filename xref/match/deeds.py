"""Deeds: what a text says that the bearer of a name does, and by which words it shows him.

Owns reading verbs directly behind a name ("Kim Young-chul, who has run the dry cleaner for 31
years"), words directly before it ("a novel by Kim Yong-chol"), and results of matches in a
stretch of text. Invariant: between a name and its verb stand only words of `between`. Refuses
to compare with lists or to weigh.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from xref.match.tables import beginning, ending, table, words_of
from xref.names.fold import fold
from xref.rules.evidence import EvidenceRules

_REACH_BEFORE = 40
_REACH_BEHIND = 90
#: Words between "runs" and the shop.
_TO_SHOP = 5
#: Letters between a verb and the result it tells.
_TO_RESULT = 60
_CUT = re.compile(r"[;:!?()\n“”\"\[\]]|\.(?=\s|$)")
_COMMA = re.compile(r"\s?,\s(?!who\b)")
_SETS = re.compile(r"\b\d{1,2}[-–]\d{1,2}(?:\s?\(\d{1,2}\))?,\s(?:and\s)?\d{1,2}[-–]\d{1,2}\b")
_TOLD = (
    re.compile(r"\b\d{1,3}(?:st|nd|rd|th)[- ]minute\b"),
    re.compile(r"\b\d{1,2}:\d\d (?:of|into|left in|remaining in) the (?:first|second|third)\b"),
    re.compile(
        r"\b(?:one|two|three|four|five|six|seven|eight|nine|\d)[- ](?:under|over)[- ](?:par|\d\d)\b"
    ),
    re.compile(r"\b(?:after|in) \d{2,3} moves\b"),
    re.compile(r"\b\d{1,2}[- ]nil\b"),
    _SETS,
)
_RESULT = r"(?<![\d-])\d{1,3}\s?[-–]\s?\d{1,3}\b(?![\d-])"


class Deeds:
    """Reads deeds at names; immutable.

    Args:
        rules: Deeds of callings, words between, shops, verbs of results.
    """

    def __init__(self, rules: EvidenceRules) -> None:
        callings = rules.callings.items()
        self._deeds = table((deed, name) for name, each in callings for deed in each.deeds)
        self._by = table((word, name) for name, each in callings for word in each.by)
        self._shops = table((shop, name) for name, each in callings for shop in each.runs)
        self._keeps = words_of(rules.keeps)
        self._between = words_of(rules.between)
        self._shown = words_of(rules.shown_by)
        verbs = "|".join(sorted(map(re.escape, rules.scores.verbs), key=len, reverse=True))
        self._result = re.compile(rf"\b(?:{verbs})\b[^.;\n]{{0,{_TO_RESULT}}}?{_RESULT}")
        self._ballots = re.compile(rf"\b(?:{'|'.join(map(re.escape, rules.scores.ballots))})\b")

    def callings(self, text: str, start: int, end: int) -> Iterable[tuple[str, str]]:
        """Callings that the verbs at a person's name tell, each with its words."""
        before = fold(text[max(0, start - _REACH_BEFORE) : start]).split()
        if size := ending(self._by, before):
            yield self._by[tuple(before[-size:])], " ".join(before[-size:])
        said = text[end : end + _REACH_BEHIND]
        cut = _CUT.search(said)
        said = said[: cut.start()] if cut else said
        said = said.replace(", who ", " who ", 1) if said.startswith(", who ") else said
        comma = _COMMA.search(said)
        tokens = fold(said[: comma.start()] if comma else said).split()
        while size := beginning(self._between, tokens):
            tokens = tokens[size:]
        yield from self._done(tokens)

    def _done(self, tokens: list[str]) -> Iterable[tuple[str, str]]:
        if size := beginning(self._deeds, tokens):
            yield self._deeds[tuple(tokens[:size])], " ".join(tokens[:size])
        elif size := beginning(self._keeps, tokens):
            for at in range(size, min(len(tokens), size + _TO_SHOP)):
                if taken := beginning(self._shops, tokens[at:]):
                    shop = tuple(tokens[at : at + taken])
                    yield self._shops[shop], " ".join(tokens[: at + taken])
                    return

    def is_shown(self, text: str, start: int) -> bool:
        """Whether the word before a name makes its bearer whom another plays, meets or praises."""
        before = fold(text[max(0, start - _REACH_BEFORE) : start]).split()
        return ending(self._shown, before) > 0

    def result(self, text: str) -> str | None:
        """The result of a match that a stretch of text tells, or None.

        Example:
            >>> from xref.rules import load_rules
            >>> deeds = Deeds(load_rules().evidence)
            >>> deeds.result("who beat the Czech 6-4, 6-3"), deeds.result("won the vote 52-48")
            ('6-4, 6-3', None)
        """
        if not any(map(str.isdigit, text)):
            return None
        for pattern in _TOLD:
            if found := pattern.search(text):
                return found.group()
        found = self._result.search(text)
        if found is None or self._ballots.search(text.lower()):
            return None
        return found.group()
