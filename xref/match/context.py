"""What one article says around its mentions: sentences, windows, countries, topics.

Owns the look-ups that evidence needs, each computed once an article and only when asked
for. Invariant: a cue is a whole word of the text, whatever its case. Refuses to decide
what a cue is worth.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cached_property

from xref.articles.bylines import author_names
from xref.articles.folded import fold_bytes
from xref.articles.patterns import MMSI
from xref.articles.repeats import repeats, suspects
from xref.articles.scan import Scan
from xref.articles.sentences import sentence_at, snippet
from xref.articles.wording import words_at
from xref.articles.zones import ZoneFinder
from xref.match.cues import Cues
from xref.match.lives import Life, life_at
from xref.match.ties import explained
from xref.model import Document, Mention, ZoneName
from xref.names.fold import fold
from xref.rules import Rules

#: Letters of a claim word, at most.
LONGEST_CLAIM = 100
# Hangul, Han and kana stand behind this; they are written without spaces, or with particles.
_FIRST_UNSPACED = "\u1100"
_YEAR = re.compile(r"(1[89]|20)\d\d")


def _sorted_words(name: str) -> str:
    """A name in either order of its parts."""
    return " ".join(sorted(fold(name).split()))


class Context:
    """One article under the loaded rules.

    Args:
        document: The article; its zones are computed if it has none.
        rules: Loaded rules.
        cues: The words that rules ask for.
        scan: What the scanner found in the article.
    """

    def __init__(self, document: Document, rules: Rules, cues: Cues, scan: Scan) -> None:
        self._cues = cues
        self._scan = scan
        self.document = document
        self.text = document.text
        self.rules = rules
        self._lowered: dict[str, bool] = {}
        self._said: dict[tuple[int, int, str], str | None] = {}
        self._told: list[int | None] = []
        self._lives: dict[tuple[int, int], Life] = {}
        self._sentences: dict[int, tuple[int, int]] = {}
        self._mentions: dict[tuple[int, int], Mention] = {}
        self._explained: dict[str, tuple[str, ...]] = {}

    @cached_property
    def _zones(self) -> ZoneFinder:
        return ZoneFinder(
            self.text,
            self.document.title,
            self.rules.articles,
            self.document.zones,
            headings=self._scan.places(self._cues.headings),
        )

    def zone(self, position: int) -> ZoneName:
        """Name of the zone that holds a code point; `body` where none does."""
        return self._zones.at(position)

    def is_author(self, start: int, end: int) -> bool:
        """Whether a span is the name of the author whom the article's source names."""
        return bool(self._authors) and _sorted_words(self.text[start:end]) in self._authors

    @cached_property
    def _authors(self) -> frozenset[str]:
        return frozenset(
            _sorted_words(name) for name in author_names(self.document.author, self.rules.articles)
        )

    @cached_property
    def _repeats(self) -> tuple[tuple[int, int], ...]:
        return tuple(repeats(self.text, self.rules.articles))

    def fresh(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Spans of one name, in order, without those in a paragraph or sentence printed before."""
        suspected = suspects(self._scan.folded, [start for start, _ in spans])
        copied = {start for start in suspected if self._stands_in_repeat(start)}
        return [span for span in spans if span[0] not in copied]

    def _stands_in_repeat(self, position: int) -> bool:
        index = bisect_right(self._repeats, position, key=lambda span: span[0]) - 1
        return index >= 0 and position < self._repeats[index][1]

    def sentence(self, position: int) -> tuple[int, int]:
        """Offsets of the sentence that holds a code point."""
        found = self._sentences.get(position)
        if found is None:
            found = sentence_at(self.text, position, self.rules.articles.sentences)
            self._sentences[position] = found
        return found

    def mention(self, start: int, end: int) -> Mention:
        """The span as a mention, with its zone and its sentence."""
        found = self._mentions.get((start, end))
        if found is None:
            style = self.rules.articles.sentences
            shown = snippet(self.text, start, end, style, self.sentence(start))
            found = Mention(start, end, self.text[start:end], self.zone(start), shown)
            self._mentions[start, end] = found
        return found

    def said_of(
        self, start: int, end: int, kind: str, look: Callable[[], str | None]
    ) -> str | None:
        """What stands around a span of one kind: looked for once, however many bear the name."""
        key = start, end, kind
        if key not in self._said:
            self._said[key] = look()
        return self._said[key]

    def window(self, start: int, end: int, width: int) -> tuple[int, int]:
        """Offsets of `width` characters on each side, within the paragraph of the span.

        A word that is cut is left out: "township" is no ship.
        """
        text = self.text
        low, high = max(0, start - width), min(len(text), end + width)
        paragraph = text.rfind("\n\n", low, start)
        if paragraph >= 0:
            low = paragraph + 2
        else:
            while low < start and _cuts_word(text, low):
                low += 1
        paragraph = text.find("\n\n", end, high)
        if paragraph >= 0:
            high = paragraph
        else:
            while end < high and _cuts_word(text, high):
                high -= 1
        return low, high

    def folded(self, start: int, end: int) -> bytes:
        """Folded text of a window, with a space at both ends."""
        return fold_bytes(self.text[max(0, start) : end])

    def country_cue(self, country: str, outside: str = "") -> str | None:
        """Words of the article that speak of a country, or None.

        Words of the name itself (`outside`, folded) do not count: every mention of the
        Korean People's Army would support itself.
        """
        return self._cues.country(country, self._scan.words, outside)

    @cached_property
    def country_counts(self) -> dict[str, int]:
        """How often the article speaks of each country."""
        return self._cues.counts(self._scan.words)

    @cached_property
    def claim_places(self) -> list[int]:
        """Where words stand that may say that somebody is sanctioned."""
        return self._scan.places(self._cues.claims)

    def may_claim(self, position: int) -> bool:
        """Whether a claim word stands so near that it can be in the sentence of a position."""
        places = self.claim_places
        # A sentence is cut at so many letters either side, and a word may be cut with it.
        reach = self.rules.articles.sentences.max_length + LONGEST_CLAIM
        index = bisect_left(places, position - reach)
        return index < len(places) and places[index] <= position + reach

    @cached_property
    def may_name_flag(self) -> bool:
        """Whether the article may name the flag or register of a ship."""
        data = self._scan.folded.data
        return b"flag" in data or b"registered" in data

    def explained(self, acronym: str) -> tuple[str, ...]:
        """The names that the article says an abbreviation stands for."""
        found = self._explained.get(acronym)
        if found is None:
            found = self._explained[acronym] = tuple(dict.fromkeys(explained(self.text, acronym)))
        return found

    @property
    def may_print_imo(self) -> bool:
        """Whether the article may print an IMO number as one."""
        return self._cues.may_print_imo(self._scan.words)

    def has_lower(self, word: str) -> bool:
        """Whether a word also stands in lower case in the article."""
        found = self._lowered.get(word)
        if found is None:
            found = self._lowered[word] = self._stands_lowered(word.lower())
        return found

    def _stands_lowered(self, word: str) -> bool:
        folded = self._scan.folded
        if folded.aligned and word.isascii() and f" {word} ".encode() not in folded.cased:
            return False
        return any(True for _ in words_at(self.text, word))

    @cached_property
    def topics(self) -> dict[str, tuple[str, ...]]:
        """Topics the whole article is about, with the words that say so."""
        return self._cues.topics(self._scan.words)

    @cached_property
    def year(self) -> int | None:
        """Year of the article, where it is dated."""
        match = _YEAR.match(self.document.published or "")
        return int(match.group()) if match else None

    def told_year(self, newest: Callable[[str], int | None]) -> int | None:
        """The newest year of the past that the article tells, looked for once."""
        if not self._told:
            self._told.append(newest(self.text))
        return self._told[0]

    def life(self, start: int, end: int) -> Life:
        """Age, birth and death printed beside a mention (`Park Yong-sik, 31,`)."""
        found = self._lives.get((start, end))
        if found is None:
            found = life_at(self.text, start, end, self._cues.not_names)
            self._lives[start, end] = found
        return found

    @cached_property
    def may_give_alias(self) -> bool:
        """Whether a word stands in the article that may announce a second name."""
        return not self._cues.aliases.isdisjoint(self._scan.words)

    @property
    def may_print_mmsi(self) -> bool:
        """Whether the article may print an MMSI number as one."""
        return MMSI in self._scan.words


def _cuts_word(text: str, position: int) -> bool:
    """Whether a word of a script with spaces goes on over a position."""
    around = text[position - 1 : position + 1] if position else ""
    return len(around) == 2 and around.isalnum() and max(around) < _FIRST_UNSPACED
