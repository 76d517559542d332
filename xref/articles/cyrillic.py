"""Names of persons in Cyrillic text that lists print in Latin letters.

Owns finding capitalised Cyrillic words that read as a listed name. Russian declines names
(`встретил Сергея Шойгу`), so each word is also tried in the nominative it may come from.
Invariant: a span is two or three whole words. Refuses lone words: a surname alone is nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import product

from xref.articles.hits import Hit
from xref.index import Index
from xref.model import Comparison
from xref.names.compare import NameComparer
from xref.rules.cyrillic_texts import CyrillicTextRules

_WORD = r"[А-ЯЁІЇЄҐ][а-яёіїєґ']+(?:-[А-ЯЁІЇЄҐ][а-яёіїєґ']+)?"
_RUN = re.compile(rf"{_WORD}(?:[ \u00a0]{_WORD}){{1,3}}")
_SPACE = re.compile("[ \u00a0]")

Found = tuple[tuple[int, Comparison], ...]


def nominatives(word: str, endings: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The word, and the nominatives it may be a case of.

    Args:
        word: A word with a capital.
        endings: `endings` of `rules/cyrillic_texts.yml`.

    Example:
        >>> nominatives("Сергея", {"я": ["й"]}), nominatives("Ольгу", {"у": ["", "а"]})
        (('Сергея', 'Сергей'), ('Ольгу', 'Ольг', 'Ольга'))
    """
    found = [word]
    for ending, instead in endings.items():
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            found += [stem + end for end in instead]
    return tuple(dict.fromkeys(found))


class CyrillicSpans:
    """Finds listed names in Cyrillic; immutable."""

    def __init__(self, index: Index, comparer: NameComparer, rules: CyrillicTextRules) -> None:
        self._nominatives = lru_cache(maxsize=1 << 14)(partial(nominatives, endings=rules.endings))
        self._index = index
        self._comparer = comparer
        self._listed = lru_cache(maxsize=1 << 15)(self._lookup)

    def hits(self, text: str) -> Iterator[Hit]:
        """Persons of a text."""
        for run in _RUN.finditer(text):
            yield from self._persons(run.group(), run.start())

    def _persons(self, run: str, offset: int) -> Iterator[Hit]:
        """The longest listed names in a run of capitalised words."""
        starts = [0, *(space.end() for space in _SPACE.finditer(run))]
        ends = [*(space.start() for space in _SPACE.finditer(run)), len(run)]
        for count in (3, 2):
            for first in range(len(starts) - count + 1):
                low, high = starts[first], ends[first + count - 1]
                words = [self._nominatives(word) for word in _SPACE.split(run[low:high])]
                names = tuple(" ".join(choice) for choice in product(*words))
                yield from self._hits(offset + low, offset + high, names)

    def _hits(self, start: int, end: int, names: tuple[str, ...]) -> Iterator[Hit]:
        best: dict[int, tuple[int, Comparison, str]] = {}
        for name in names:
            for position, comparison in self._listed(name):
                subject = self._index.entries[position].subject
                known = best.get(subject)
                if known is None or comparison.score > known[1].score:
                    best[subject] = (position, comparison, name)
        for subject, (position, comparison, name) in best.items():
            entry = self._index.entries[position]
            surname = name.split()[-1].lower()
            yield Hit(
                start, end, position, "name", comparison, surname, subject,
                entry.name.quality == "weak",
            )  # fmt: skip

    def _lookup(self, name: str) -> Found:
        """Listed names that a spelling is, at the review border or above."""
        found = []
        for position in self._index.candidates(name, "person"):
            listed = self._index.entries[position].name.text
            comparison = self._comparer.compare(name, listed, "person")
            if comparison.same:
                found.append((position, comparison))
        return tuple(found)
