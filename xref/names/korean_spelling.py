"""Inversion: which Hangul a Latin spelling can stand for, and how likely.

Owns the dictionary from letters to Hangul syllables and surnames, compiled from
`rules/korean`. Invariant: for each spelling and system the weights are joint
probabilities P(Hangul) x P(letters | Hangul), so that dividing them by their sum gives
the posterior. Refuses to look at whole names: that is `xref.names.korean_readings`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from xref.names.hangul import decompose
from xref.names.korean_entry import Entry, Row
from xref.rules.korean import KoreanTables, System, Weights


class Spellings:
    """Two dictionaries, one for syllables of given names and one for surnames.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.rules.korean import load_korean
        >>> spellings = Spellings(load_korean(data_folder("rules") / "korean"))
        >>> spellings.syllable("chol").hangul[0], spellings.surname("ri").hangul
        ('철', ('이',))
        >>> spellings.syllable("xyz") is None
        True
    """

    def __init__(self, tables: KoreanTables) -> None:
        self.systems = tuple(tables.systems)
        shares = [system.weight for system in tables.systems.values()]
        self.shares: Row = tuple(share / sum(shares) for share in shares)
        self._unmarked = tables.unmarked
        self._mixing = tables.mixing
        self._least = tables.agreement.least_reading
        self._syllables = _compile_syllables(tables)
        self._surnames = _compile_surnames(tables)
        self._syllable_entries: dict[str, Entry] = {}
        self._surname_entries: dict[str, Entry] = {}

    def syllable(self, letters: str) -> Entry | None:
        """Look a syllable of a given name up; marks (ŏ, ŭ, ch') are evidence."""
        found = self._syllable_entries.get(letters)
        return found or self._entry(letters, self._syllables, self._syllable_entries)

    def surname(self, letters: str) -> Entry | None:
        """Look a surname up; its readings are southern forms."""
        found = self._surname_entries.get(letters)
        return found or self._entry(letters, self._surnames, self._surname_entries)

    def surname_weights(self) -> Iterator[tuple[str, float]]:
        """Yield each unmarked surname spelling with its total weight."""
        for letters in self._surnames:
            if letters.isascii() and letters.isalpha() and letters.islower():
                entry = self.surname(letters)
                if entry is not None:
                    yield letters, entry.total

    def syllable_readings(self) -> Iterator[tuple[str, Iterable[str]]]:
        """Yield each spelling of a syllable, marks left out, with the Hangul it can stand for."""
        for letters, readings in self._syllables.items():
            yield strip_marks(letters), readings

    def known_syllable(self, letters: str) -> bool:
        """Tell whether any system spells a syllable so; one dictionary look-up."""
        return letters in self._syllables

    def known_surname(self, letters: str) -> bool:
        """Tell whether any system spells a surname so."""
        return letters in self._surnames

    def _entry(self, letters: str, table: _Table, cache: dict[str, Entry]) -> Entry | None:
        exact = table.get(letters)
        readings: dict[str, list[float]] = {h: list(row) for h, row in (exact or {}).items()}
        plain = strip_marks(letters)
        if plain != letters:
            # Marks in a system that has none: somebody else's apostrophe, at a cost.
            for hangul, row in table.get(plain, {}).items():
                target = readings.setdefault(hangul, [0.0] * len(self.systems))
                for i, weight in enumerate(row):
                    target[i] += weight * self._unmarked
        if not readings:
            return None  # not kept: a text holds any number of words that are no syllable
        entry = Entry(readings, self.shares, self._mixing, self._least)
        cache[letters] = entry
        return entry


_Table = dict[str, dict[str, list[float]]]
_STRIP = str.maketrans({"ŏ": "o", "ŭ": "u", "'": None})


def strip_marks(letters: str) -> str:
    """Remove breves and apostrophes.

    Example:
        >>> strip_marks("ch'ŏl")
        'chol'
    """
    return letters.translate(_STRIP)


def spell(syllable: str, system: System, rarest: float) -> Weights:
    """Spell one syllable in one system: letters to probability.

    Returns:
        An empty mapping if the system lacks one of the jamo.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.rules.korean import load_korean
        >>> systems = load_korean(data_folder("rules") / "korean").systems
        >>> spell("철", systems["revised"], 0.001)
        {'cheol': 1.0}
    """
    onset, nucleus, coda = decompose(syllable)
    codas = system.codas.get(coda or "none")
    if codas is None:
        return {}
    pair = system.pairs.get(onset + nucleus)
    if pair is not None:
        heads = _even(pair)
    else:
        onsets = system.onsets.get(onset)
        nuclei = (system.bare.get(nucleus) if onset == "ㅇ" else None) or system.nuclei.get(nucleus)
        if onsets is None or nuclei is None:
            return {}
        heads = [(a + b, p * q) for (a, p), (b, q) in product(_even(onsets), _even(nuclei))]
    found: Weights = {}
    for (head, p), (tail, q) in product(heads, _even(codas)):
        weight = p * q
        if weight >= rarest:
            letters = head + tail
            found[letters] = found.get(letters, 0.0) + weight
    return found


def _even(weights: Weights) -> list[tuple[str, float]]:
    total = sum(weights.values())
    return [("" if letters == "-" else letters, w / total) for letters, w in weights.items()]


def _attested(habits: Weights, seen: Weights, habits_count: float) -> Weights:
    """Blend attested counts with habits: P = (count + habits_count * habit) / total."""
    total = sum(seen.values()) + habits_count
    return {
        letters: (seen.get(letters, 0.0) + habits_count * habits.get(letters, 0.0)) / total
        for letters in habits.keys() | seen.keys()
    }


def _compile_syllables(tables: KoreanTables) -> _Table:
    south = sum(s.south for s in tables.syllables.values())
    north = sum(s.north for s in tables.syllables.values())
    size = len(tables.systems)
    table: _Table = {}
    for index, (name, system) in enumerate(tables.systems.items()):
        for hangul, syllable in tables.syllables.items():
            in_south, in_north = syllable.south / south, syllable.north / north
            # The northern counts are few: half of the chance comes from the South.
            prior = {
                "south": in_south,
                "north": (in_north + in_south) / 2,
                "both": (in_north + 3 * in_south) / 4,
            }[system.counts]
            letters = spell(hangul, system, tables.rarest)
            if name == "chosen" and syllable.spellings:
                letters = _attested(letters, syllable.spellings, tables.habits_count)
            _add(table, letters.items(), hangul, (index, size), prior)
    return table


def _compile_surnames(tables: KoreanTables) -> _Table:
    south = sum(s.share for s in tables.surnames.values())
    north = sum(_north(s.north_share, s.share) for s in tables.surnames.values())
    size = len(tables.systems)
    names = list(tables.systems)
    table: _Table = {}
    for hangul, surname in tables.surnames.items():
        own: list[Weights] = []
        for name, system in tables.systems.items():
            form = surname.north if surname.north and system.counts == "north" else hangul
            weights = _spell_word(form, system, tables.rarest)
            if surname.north and system.counts == "both":
                weights = _blend(
                    [(weights, 0.5), (_spell_word(surname.north, system, tables.rarest), 0.5)]
                )
            if name == "chosen":
                weights = surname_spellings(surname.spellings, weights, tables.unlisted)
            # Tradition outweighs the table, but does not replace it.
            forms = system.surname_forms.get(hangul)
            own.append(_blend([(forms, 0.8), (weights, 0.2)]) if forms else weights)
        for index, system in enumerate(tables.systems.values()):
            share = sum(system.surnames.values())
            letters = _blend(
                [
                    (own[index if source == "own" else names.index(source)], weight / share)
                    for source, weight in system.surnames.items()
                ]
            )
            in_south = surname.share / south
            in_north = _north(surname.north_share, surname.share) / north
            prior = {"south": in_south, "north": in_north, "both": (in_south + in_north) / 2}
            _add(table, letters.items(), hangul, (index, size), prior[system.counts])
    return table


def surname_spellings(chosen: Weights, habits: Weights, unlisted: float) -> Weights:
    """Passport weights of a surname, with a small part for habits that are not listed.

    Args:
        chosen: Weights of the listed spellings; empty if none is known.
        habits: What the tables give.
        unlisted: Part of all bearers who write it in a way that is not listed.

    Example:
        >>> found = surname_spellings({"lee": 99.0, "yi": 1.0}, {"i": 1.0}, 0.01)
        >>> sorted(found), round(found["lee"], 4)
        (['i', 'lee', 'yi'], 0.9801)
    """
    if not chosen:
        return habits
    total = sum(chosen.values())
    listed = {letters: weight / total for letters, weight in chosen.items()}
    return _blend([(listed, 1.0 - unlisted), (habits, unlisted)])


def _north(north_share: float | None, share: float) -> float:
    # The deputies' list names no surname rarer than 0.9 %: use the southern share for those.
    return share if north_share is None else north_share


def _spell_word(word: str, system: System, rarest: float) -> Weights:
    found: Weights = {"": 1.0}
    for syllable in word:
        found = {
            head + tail: p * q
            for (head, p), (tail, q) in product(
                found.items(), spell(syllable, system, rarest).items()
            )
            if p * q >= rarest
        }
    return found


def _blend(parts: list[tuple[Weights, float]]) -> Weights:
    found: Weights = {}
    for weights, share in parts:
        for letters, weight in weights.items():
            found[letters] = found.get(letters, 0.0) + weight * share
    return found


def _add(
    table: _Table,
    spellings: Iterable[tuple[str, float]],
    hangul: str,
    column: tuple[int, int],
    prior: float,
) -> None:
    system, size = column
    for letters, weight in spellings:
        readings = table.get(letters)
        if readings is None:
            readings = table[letters] = {}
        row = readings.get(hangul)
        if row is None:
            row = readings[hangul] = [0.0] * size
        row[system] += prior * weight
