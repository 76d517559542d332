"""Told years: the newest year of the past that an article without a date speaks of.

Owns reading it: "arrived in 2009" and "since 1989" were not written before. Invariant: a sentence
that speaks of what is to come tells no year. Refuses to read a clock, and to date an article.
"""

from __future__ import annotations

import re

from xref.articles.wording import any_of

_YEAR = r"(?P<year>(?:19|20)\d\d)\b(?![-–/]\d)"
_ON = (
    r"(?:[A-Z][a-z]{2,8}\.? (?:\d{1,2},? )?"
    r"|the (?:spring|summer|autumn|fall|winter) of |late |early )?"
)
_SINCE = re.compile(rf"\b[Ss]ince {_ON}{_YEAR}")
#: What happened, and when: "arrived there in 2009"; an infinitive between may be yet to come.
_DONE = re.compile(
    r"\b(?:was|were|had|did|took|left|went|came|became|began|won|lost|fell|rose|met|sold|bought"
    r"|built|fled|led|ran|got|made|held|sent|[a-z]{2,}ed)\b(?P<gap>[^.;:!?\n]{0,40}?) "
    rf"(?:in|on|from) {_ON}{_YEAR}"
)
_INFINITIVE = re.compile(r"\bto [a-z]+\b")
_SENTENCE = re.compile(r"[.!?]\s|\n")


class ToldYears:
    """Reads told years; immutable.

    Args:
        future: Words of sentences that speak of what is to come.

    Example:
        >>> years = ToldYears(["will", "plans"])
        >>> years.newest("He arrived in 2009 and stayed. The plant will open in 2031.")
        2009
        >>> years.newest("It plans a hall that opened in 2031 elsewhere.") is None
        True
        >>> years.newest("He agreed to cut it by half in 2031.") is None
        True
    """

    def __init__(self, future: list[str]) -> None:
        # "May 4" is a day, and "may" is yet to come.
        begun = [word.capitalize() for word in future if word != "may"]
        self._future = re.compile(rf"\b{any_of([*future, *begun])}\b")

    def newest(self, text: str) -> int | None:
        """The newest year of the past that a text tells, or None."""
        if "19" not in text and "20" not in text:
            return None
        found = [
            int(match["year"])
            for pattern in (_SINCE, _DONE)
            for match in pattern.finditer(text)
            if not (pattern is _DONE and _INFINITIVE.search(match["gap"]))
            and not self._speaks_of_future(text, match)
        ]
        return max(found, default=None)

    def _speaks_of_future(self, text: str, match: re.Match[str]) -> bool:
        """Whether the sentence of a year speaks of what is to come."""
        start = max(
            (m.end() for m in _SENTENCE.finditer(text, max(0, match.start() - 300), match.start())),
            default=max(0, match.start() - 300),
        )
        stop = _SENTENCE.search(text, match.end(), match.end() + 200)
        end = stop.start() if stop else match.end() + 200
        return self._future.search(text, start, end) is not None
