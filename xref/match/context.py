"""What one article says around its mentions: sentences, windows, countries, topics.

Owns the look-ups that evidence needs, each computed once an article and only when asked
for. Invariant: a cue is a whole word of the text, whatever its case. Refuses to decide
what a cue is worth.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from xref.articles.folded import fold_bytes
from xref.articles.repeats import repeats
from xref.articles.sentences import sentence_at
from xref.articles.zones import zones
from xref.match.cues import Cues
from xref.model import Document, Zone, ZoneName
from xref.names.fold import fold
from xref.rules import Rules

_YEAR = re.compile(r"(1[89]|20)\d\d")
_AGE = re.compile(
    r"(?:,\s*(?:aged\s+)?(?P<a>[1-9]\d)\s*(?=[,.;)])"
    r"|\b(?P<b>[1-9]\d)[-\s]year[-\s]old\b|\(\s*(?P<c>[1-9]\d)\s*\))"
)


@lru_cache(maxsize=512)
def phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of the phrases as whole words of folded text, longest first.

    Phrases in scripts written without spaces match inside a run of letters.
    """
    spaced: set[str] = set()
    unspaced: set[str] = set()
    for phrase in phrases:
        folded = fold(phrase)
        if folded:
            (unspaced if folded[0] >= "\u1100" else spaced).add(folded)
    parts = []
    if spaced:
        words = "|".join(re.escape(p) for p in sorted(spaced, key=lambda p: (-len(p), p)))
        parts.append(f"(?<= )(?:{words})(?= )")
    if unspaced:
        # A single such character (호, 船) is a word only at the end of a run.
        long = sorted((p for p in unspaced if len(p) > 1), key=lambda p: (-len(p), p))
        short = sorted(p for p in unspaced if len(p) == 1)
        parts.extend(re.escape(p) for p in long)
        parts.extend(f"{re.escape(p)}(?= )" for p in short)
    return re.compile("|".join(parts) if parts else r"(?!)")


class Context:
    """One article under the loaded rules.

    Args:
        document: The article; its zones are computed if it has none.
        rules: Loaded rules.
        cues: Finder of the words that rules ask for.
    """

    def __init__(self, document: Document, rules: Rules, cues: Cues) -> None:
        self._cues = cues
        self.document = document
        self.text = document.text
        self.rules = rules

    @cached_property
    def zones(self) -> tuple[Zone, ...]:
        """Zones of the text, in order."""
        return self.document.zones or zones(self.text, self.document.title, self.rules.articles)

    def zone(self, position: int) -> ZoneName:
        """Name of the zone that holds a code point; `body` where none does."""
        for zone in self.zones:
            if zone.start <= position < zone.end:
                return zone.name
        return "body"

    @cached_property
    def _repeats(self) -> tuple[tuple[int, int], ...]:
        return tuple(repeats(self.text, self.rules.articles))

    def is_repeat(self, position: int) -> bool:
        """Whether a code point stands in a paragraph or sentence printed before."""
        return any(start <= position < end for start, end in self._repeats)

    def sentence(self, position: int) -> tuple[int, int]:
        """Offsets of the sentence that holds a code point."""
        return sentence_at(self.text, position, self.rules.articles.sentences)

    def window(self, start: int, end: int, width: int) -> tuple[int, int]:
        """Offsets of `width` characters on each side, within the paragraph of the span."""
        low = max(0, start - width)
        paragraph = self.text.rfind("\n\n", low, start)
        high = self.text.find("\n\n", end, end + width)
        return (paragraph + 2 if paragraph >= 0 else low), (high if high >= 0 else end + width)

    def folded(self, start: int, end: int) -> str:
        """Folded text of a window, with a space at both ends."""
        return fold_bytes(self.text[max(0, start) : end]).decode("utf-8", "replace")

    @cached_property
    def cues(self) -> frozenset[str]:
        """Country and topic words of the article, folded."""
        return self._cues.find(fold_bytes(self.text))

    def country_cue(self, country: str, outside: str = "") -> str | None:
        """Words of the article that speak of a country, or None.

        Words of the name itself (`outside`, folded) do not count: every mention of the
        Korean People's Army would support itself.
        """
        cue = self.rules.evidence.countries.get(country)
        words = cue.words if cue is not None else ()
        return next(
            (word for word in words if fold(word) in self.cues and fold(word) not in outside),
            None,
        )

    def has_lower(self, word: str) -> bool:
        """Whether a word also stands in lower case in the article."""
        return re.search(rf"\b{re.escape(word.lower())}\b", self.text) is not None

    @cached_property
    def topics(self) -> dict[str, tuple[str, ...]]:
        """Topics the whole article is about, with the words that say so."""
        found = {}
        for name, topic in self.rules.evidence.topics.items():
            words = sorted({fold(word) for word in topic.article} & self.cues)
            if len(words) >= topic.needed:
                found[name] = tuple(words)
        return found

    @cached_property
    def year(self) -> int | None:
        """Year of the article, where it is dated."""
        match = _YEAR.match(self.document.published or "")
        return int(match.group()) if match else None

    def age(self, start: int, end: int) -> int | None:
        """An age printed directly behind or before a mention (`Park Yong-sik, 31,`)."""
        behind = _AGE.search(self.text, end, end + 24)
        if behind is not None:
            return int(next(group for group in behind.groups() if group))
        low = max(0, start - 24)
        before = list(_AGE.finditer(self.text, low, start))
        return int(next(group for group in before[-1].groups() if group)) if before else None
