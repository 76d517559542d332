"""Readings: what a written name can be in Hangul, position by position.

Owns the parses of a name: which part is the surname, where syllables end, which Hangul
each can stand for and how likely. Invariant: a parse has one reading set for the surname
and one for each syllable; each set sums to 1 and is never empty; the best parse has
weight 1; work is bounded for any input. Refuses to compare two names.
"""

from __future__ import annotations

from functools import lru_cache
from operator import mul

from xref.names.hangul import is_hangul, squeeze, to_south
from xref.names.korean_characters import CharacterReader
from xref.names.korean_entry import Entry
from xref.names.korean_parse import Parse, Position, ranked_position
from xref.names.korean_segments import Segmenter, Shape
from xref.names.korean_spelling import Spellings, strip_marks
from xref.names.korean_tokens import MAX_LENGTH, Words, split_name
from xref.rules.korean import KoreanTables

# Longer than any ship or place name in Korean (장자산청년호 has six).
_MOST_SYLLABLES = 10


class Reader:
    """Reads names by the tables; holds no state but look-up caches.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.rules.korean import load_korean
        >>> reader = Reader(load_korean(data_folder("rules") / "korean"))
        >>> [parse.surname.letters for parse in reader.read("Yong Bok KIM")]
        ['kim']
        >>> sorted(reader.read("김영복")[0].positions[1].readings)
        ['영']
    """

    def __init__(self, tables: KoreanTables) -> None:
        self.tables = tables
        self.limits = tables.agreement
        self.spellings = Spellings(tables)
        self._characters = CharacterReader(tables)
        self._segments = Segmenter(tables, self.spellings)

    def read(self, name: str) -> tuple[Parse, ...]:
        """Return the parses of `name`, likeliest first; empty if it cannot be Korean."""
        if len(name) > MAX_LENGTH:
            return ()
        if not name.isascii():
            characters = self._characters.read(name)
            if characters is not None:
                return characters
            inside = self._characters.in_brackets(name)
            if inside:
                # "Kim Yong Bok (김영복)": both are printed as his name, and either may be wrong.
                letters = self._letters(name)
                plausible = letters and letters[0].plausible >= 0.5
                return (*letters, *inside)[: self.limits.most_parses] if plausible else inside
        return self._letters(name)

    def _letters(self, name: str) -> tuple[Parse, ...]:
        words = split_name(name, self.tables.titles)
        if words is None:
            return ()
        return self._weigh(self._shapes(words))

    def is_given(self, token: str) -> bool:
        """Tell whether one word can be a given name of one or two syllables."""
        return self._segments.is_given(token)

    def read_words(self, words: str) -> tuple[Parse, ...]:
        """Read words that are no personal name (ships, places): syllables, no surname.

        Spaces and hyphens are borders of syllables, but not every border is printed:
        "Chon Ma San", "Chonmasan". Empty if a word does not divide into syllables.
        """
        hangul = squeeze(words) if len(words) <= MAX_LENGTH else ""
        if is_hangul(hangul):
            if len(hangul) > _MOST_SYLLABLES:
                return ()
            fixed = tuple(Position(s, {s: 1.0}, {to_south(s): 1.0}) for s in hangul)
            return (Parse(fixed, 1.0, 1.0),)
        split = split_name(words, frozenset(), most_pieces=_MOST_SYLLABLES)
        if split is None:
            return ()
        found: list[tuple[str, ...]] = [()]
        for piece in (piece for word in split.words for piece in word):
            ways = self._segments.divide(piece)
            found = [head + way for head in found for way in ways][: self.limits.most_parses]
        found = [way for way in found if len(way) <= _MOST_SYLLABLES]
        shapes = [Shape("", way, 1.0) for way in found]
        for way in found:
            for place in range(len(way) - 1):
                shapes += [
                    Shape("", way[:place] + pair + way[place + 2 :], chance)
                    for pair, chance in self._segments.borders(way[place], way[place + 1])
                    if chance < 1.0
                ]
        return self._weigh(shapes)

    def _shapes(self, words: Words) -> list[Shape]:
        shapes = self.tables.shapes
        found: list[Shape] = []
        groups = words.words
        if len(groups) == 1 and len(groups[0]) > 1:
            groups = tuple((piece,) for piece in groups[0])  # Kim-Yong-Bok
        if len(groups) == 1:
            word = groups[0][0]
            for cut in range(1, min(len(word), 10)):
                head, tail = word[:cut], word[cut:]
                for surname, given, chance, order in (
                    (head, tail, shapes.surname_first, "first"),
                    (tail, head, shapes.surname_last, "last"),
                ):
                    if self._segments.is_surname(surname):
                        joined = shapes.joined * chance
                        found += self._segments.given(surname, (given,), joined, order)
            return found
        if words.comma is not None and words.comma < len(groups):
            surname = "".join("".join(group) for group in groups[: words.comma])
            if self._segments.is_surname(surname):
                pieces = tuple(p for group in groups[words.comma :] for p in group)
                found += self._segments.given(surname, pieces, 1.0)
            if found:
                return found
        first, last = "".join(groups[0]), "".join(groups[-1])
        if self._segments.is_surname(first):
            pieces = tuple(p for group in groups[1:] for p in group)
            found += self._segments.given(first, pieces, shapes.surname_first)
        if self._segments.is_surname(last):
            pieces = tuple(p for group in groups[:-1] for p in group)
            found += self._segments.given(last, pieces, shapes.surname_last, "last")
        return found

    def _weigh(self, shapes: list[Shape]) -> tuple[Parse, ...]:
        """Turn shapes into parses with posteriors, the best `most_parses` of them."""
        limits = self.limits
        weighed: dict[tuple[str, ...], tuple[float, Shape, list[Entry], list[float]]] = {}
        for shape in shapes:
            entries = self._entries(shape)
            systems = self._system_weights(entries)
            key = (shape.surname, *shape.given)
            weight = shape.chance * sum(systems)
            if weight > 0 and (key not in weighed or weight > weighed[key][0]):
                weighed[key] = (weight, shape, entries, systems)
        if not weighed:
            return ()
        ranked = list(weighed.values())
        if len(ranked) > 1:
            ranked.sort(key=lambda item: (-item[0], item[1].surname))
        best = ranked[0][0]
        return tuple(
            self._parse(shape, entries, systems, weight, best)
            for weight, shape, entries, systems in ranked[: limits.most_parses]
            if weight >= best * limits.least_parse
        )

    def _entries(self, shape: Shape) -> list[Entry]:
        look_up = self.spellings.syllable
        entries = [look_up(letters) for letters in shape.given]
        if shape.surname:
            entries.insert(0, self.spellings.surname(shape.surname))
        return [entry for entry in entries if entry is not None]

    def _system_weights(self, entries: list[Entry]) -> list[float]:
        """P(system, letters): each syllable in the system of the name, or astray from it."""
        weights = list(self.spellings.shares)
        for entry in entries:
            weights = list(map(mul, weights, entry.blend))
        return weights

    def _parse(
        self,
        shape: Shape,
        entries: list[Entry],
        systems: list[float],
        weight: float,
        best: float,
    ) -> Parse:
        limits = self.limits
        letters = (shape.surname, *shape.given) if shape.surname else shape.given
        total = sum(systems)
        positions = []
        for text, entry in zip(letters, entries, strict=True):
            parts = [
                system / total / whole for system, whole in zip(systems, entry.blend, strict=True)
            ]
            found = [
                (sum(map(mul, parts, row)), hangul, southern)
                for hangul, southern, row in (entry.likely if shape.surname else entry.readings)
            ]
            if not shape.surname:
                flat = [(p**limits.words, h, southern) for p, h, southern in found]
                norm = sum([p for p, _, _ in flat])
                found = [(p / norm, h, southern) for p, h, southern in flat]
            positions.append(ranked_position(text, found, limits))
        size = sum([len(text) if text.isalpha() else len(strip_marks(text)) for text in letters])
        cost = self.tables.shapes.letter_cost**size
        return Parse(
            tuple(positions),
            weight / best,
            weight / (weight + cost),
            system=self.spellings.systems[systems.index(max(systems))],
            order=shape.order,
            likelihood=weight,
        )


@lru_cache(maxsize=65536)
def one_letter_apart(left: str, right: str) -> bool:
    """Tell whether one letter is added, dropped, changed, or swapped with its neighbour.

    Example:
        >>> [one_letter_apart("yong", x) for x in ("ynog", "yog", "yoong", "yung", "yang")]
        [True, True, True, True, True]
        >>> one_letter_apart("yong", "yong"), one_letter_apart("chol", "chun")
        (False, False)
    """
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    if len(left) > len(right):
        left, right = right, left
    start = 0
    while start < len(left) and left[start] == right[start]:
        start += 1
    if len(left) < len(right):
        return left[start:] == right[start + 1 :]
    rest = slice(start + 2, None)
    swapped = left[start : start + 2] == right[start : start + 2][::-1]
    return left[start + 1 :] == right[start + 1 :] or (swapped and left[rest] == right[rest])
