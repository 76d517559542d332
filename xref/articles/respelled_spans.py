"""Listed people whom a text in Latin letters spells otherwise: Dmitry Peskov, Rostam Ghasemi.

Owns spans that begin with the given name of somebody listed, in any of its spellings, and go on
to a word that sounds like the surname. Invariant: every part of the name agrees with the listed
one as `limits.respelled` in `rules/persons.yml` demands, or those printed with the beginning of a
long name, and no capitalised word goes on before or behind it. Refuses Korean and Chinese names,
and a surname that stands first.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from xref.articles.borders import NameBorders
from xref.articles.folded import FoldedText
from xref.articles.hits import Hit
from xref.articles.wording import BARRIER, is_half, is_joined, name_goes_on
from xref.index import Index
from xref.model import Comparison
from xref.names.compare import NameComparer
from xref.names.fold import fold
from xref.rules import Rules

# Words behind a given name among which its surname may be: father's names and particles.
_REACH = 4
_LONGEST = 40


class RespelledSpans:
    """Finds such names; immutable."""

    def __init__(self, index: Index, comparer: NameComparer, rules: Rules) -> None:
        self._index = index
        self._comparer = comparer
        self._borders = NameBorders(rules)
        self._least = rules.names.persons.limits.respelled.value
        self._particles = frozenset(word.encode() for word in rules.names.persons.particles)
        self._descent = frozenset(rules.names.persons.descent)
        self._keys = lru_cache(maxsize=1 << 14)(self._keys_of)
        self._surnames = lru_cache(maxsize=1 << 12)(self._surnames_of)
        self._listed = lru_cache(maxsize=1 << 14)(self._compared)

    def hits(self, folded: FoldedText, found: list[tuple[int, int]]) -> Iterator[Hit]:
        """Names of a text.

        Args:
            folded: The article.
            found: Where a given name of `Index.givens` stands as a word: bytes of the folded
                text from the space before it to the one behind it.
        """
        cased, particles, keys_of = folded.cased, self._particles, self._keys
        for low, high in found:
            # Most given names are somebody else's: their surnames, or a word in small letters.
            end = cased.find(b" ", high)
            word = cased[high:end]
            if not (word[:1].isupper() or word in particles):
                continue
            surnames = self._surnames(cased[low + 1 : high - 1])
            for _ in range(_REACH):
                keys = keys_of(word)
                if not surnames.keys().isdisjoint(keys):
                    places = {place for key in keys for place in surnames.get(key, ())}
                    yield from self._named(folded, low, end, tuple(sorted(places)))
                start, end = end + 1, cased.find(b" ", end + 1)
                word = cased[start:end]
                if end < 0 or not (word[:1].isupper() or word in particles):
                    break

    def _surnames_of(self, given: bytes) -> dict[str, tuple[int, ...]]:
        """Keys of the surnames of those who bear a given name, as printed, with their entries."""
        return self._index.pairs[self._index.givens[given.decode().lower()]]

    def _named(
        self, folded: FoldedText, low: int, high: int, places: tuple[int, ...]
    ) -> Iterator[Hit]:
        """The entries among some that are named between two spaces of the folded text."""
        text = folded.text
        start, end = folded.between(low, high)
        printed = text[start:end]
        listed = self._listed(printed, places)
        if (
            not listed
            or "\n" in printed
            or "," in printed
            or BARRIER.search(printed)
            or is_joined(text, start, end)
            or is_half(text, end)
            or name_goes_on(text, end)
            or self._borders.began_before(text, start)
        ):
            return
        for place, comparison, surname in listed:
            entry = self._index.entries[place]
            begun = comparison.band == "weak"
            yield Hit(start, end, place, "name", comparison, surname, entry.subject, begun=begun)

    def _keys_of(self, word: bytes) -> frozenset[str]:
        """Keys of what may be a surname."""
        if len(word) > _LONGEST:
            return frozenset()
        return self._comparer.persons.respellings.of_surname(word.decode().lower())

    def _compared(
        self, printed: str, places: tuple[int, ...]
    ) -> tuple[tuple[int, Comparison, str | None], ...]:
        """Those of some entries that the printed words are a spelling of."""
        found = []
        parse = self._comparer.persons.parse
        parts = len(parse(printed).units)
        # The son of Salman is not Salman.
        descent = self._descent.intersection(fold(printed).split())
        for place in places:
            listed = self._index.entries[place].name.text
            if descent and descent.isdisjoint(fold(listed).split()):
                continue
            # Nor is a man with a father's name known by a spelling without one.
            if len(parse(listed).units) < parts:
                continue
            comparison = self._comparer.compare(printed, listed, "person")
            begun = comparison.band == "weak" and self._comparer.persons.begins(printed, listed)
            if comparison.score >= self._least or begun:
                found.append((place, comparison, self._comparer.surname(listed)))
        return tuple(found)
