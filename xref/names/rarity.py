"""How common a Korean name is: the share of Koreans whose name is spelled so.

Owns the frequencies of surnames and syllables and the estimate made of them. Invariant: a
share is above 0 and at most 1, and names of one reading have one share. Refuses to say who
a person is: a common name is a reason to look for other facts, no evidence against.
"""

from __future__ import annotations

import math

import msgspec

from xref.names.hangul import to_south
from xref.names.korean_parse import Parse, Position, Readings
from xref.rules.korean import KoreanTables, RarityTable


class Rarity(msgspec.Struct, frozen=True):
    """How many people share a name.

    Attributes:
        share: Of all Koreans, 0 to 1; an estimate, good to a factor of about three.
        text: For readers, rounded: "about 1 in 4,000 Koreans".
    """

    share: float
    text: str


class Frequencies:
    """Shares of surnames and of syllables by their place, both Koreas together.

    Args:
        tables: The Korean tables.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.rules.korean import load_korean
        >>> frequencies = Frequencies(load_korean(data_folder("rules") / "korean"))
        >>> frequencies.chance(0, 3, "김") > frequencies.chance(0, 3, "신")
        True
        >>> frequencies.chance(2, 3, "철") > frequencies.chance(1, 3, "철")
        True
    """

    def __init__(self, tables: KoreanTables) -> None:
        rules = tables.rarity
        self.rules = rules
        self._surnames = _surnames(tables, rules)
        self._any = _syllables(tables, rules)
        self._first = self._placed(0)
        self._last = self._placed(1)
        self._lengths = (rules.one_syllable, rules.two_syllables, rules.three_syllables)
        # A form no table holds: rarer than any that one does.
        self._rare_surname = min(self._surnames.values()) / 2
        self._rare_syllable = min(self._any.values()) / 2

    def _placed(self, place: int) -> Readings:
        """Shares in one place of a given name of two syllables."""
        rules = self.rules
        prior = rules.place_prior
        weighed = {}
        for syllable, share in self._any.items():
            counts = rules.places.get(syllable, (0, 0))
            weighed[syllable] = share * (counts[place] + prior) / (sum(counts) + 2 * prior)
        total = sum(weighed.values())
        return {syllable: weight / total for syllable, weight in weighed.items()}

    def chance(self, place: int, size: int, southern: str) -> float:
        """Share of Koreans with this form in this place.

        Args:
            place: 0 for the surname, then the syllables of the given name.
            size: Places of the whole name.
            southern: Hangul in southern form.
        """
        if place == 0:
            return self._surnames.get(southern, self._rare_surname)
        table = self._any if size != 3 else self._first if place == 1 else self._last
        return table.get(southern, self._rare_syllable)

    def shared(self, place: int, left: tuple[Position, ...], right: tuple[Position, ...]) -> float:
        """Likelihood ratio of one position: readings shared, against chance.

        P(a, b | one name) / (P(a) P(b)), which is the sum over Hangul of
        P(Hangul | a) P(Hangul | b) / P(Hangul). Above 1 it speaks for one name, and the
        more so the rarer the syllable is.
        """
        size = len(left)
        other = right[place].southern
        ratio = 0.0
        for hangul, p in left[place].southern.items():
            q = other.get(hangul)
            if q is not None:
                ratio += p * q / self.chance(place, size, hangul)
        return ratio

    def length(self, size: int) -> float:
        """Share of names with so many places, surname included."""
        given = size - 1
        return self._lengths[given - 1] if 1 <= given <= len(self._lengths) else 0.0

    def rarity(self, parses: tuple[Parse, ...]) -> Rarity | None:
        """Estimate how many Koreans have a name that is spelled like this one.

        All readings count: who is called 김용철 may be printed "Kim Yong Chol" like 김영철.
        A reading counts in the measure in which its bearers are spelled so.

        Returns:
            None if the name is none, or hardly Korean.
        """
        if not parses or parses[0].plausible < self.rules.least_plausible:
            return None
        total = sum(parse.weight for parse in parses)
        share = sum(parse.weight / total * self._share(parse) for parse in parses)
        return Rarity(share, self._text(share)) if share > 0 else None

    def _share(self, parse: Parse) -> float:
        size = len(parse.positions)
        share = self.length(size)
        for place, position in enumerate(parse.positions):
            chances = {h: self.chance(place, size, h) for h in position.southern}
            # P(Hangul | letters) by P(Hangul) is how readily its bearers write these letters.
            likeliest = max(position.southern, key=lambda h: (position.southern[h], h))
            spelled = position.southern[likeliest] / chances[likeliest]
            share *= sum(
                chances[h] * min(1.0, p / chances[h] / spelled)
                for h, p in position.southern.items()
            )
        return share

    def _text(self, share: float) -> str:
        rules = self.rules
        if 1 / share > rules.rarest:
            return f"fewer than 1 in {_number(rules.rarest)} Koreans"
        power = 10.0 ** math.floor(math.log10(1 / share))
        steps = [step * power for step in rules.steps] + [rules.steps[0] * power * 10]
        return f"about 1 in {_number(min(steps, key=lambda s: abs(math.log(s * share))))} Koreans"


def _number(value: float) -> str:
    millions = value / 1e6
    return f"{millions:.0f} million" if millions >= 1 else f"{value:,.0f}"


def _surnames(tables: KoreanTables, rules: RarityTable) -> Readings:
    surnames = tables.surnames
    south = sum(s.share for s in surnames.values())
    # The deputies' list names only the commonest; the South stands in for the others.
    in_north = {
        name: s.share if s.north_share is None else s.north_share for name, s in surnames.items()
    }
    north = sum(in_north.values())
    part = rules.north_population / (rules.north_population + rules.south_population)
    return {
        name: (1 - part) * s.share / south + part * in_north[name] / north
        for name, s in surnames.items()
    }


def _syllables(tables: KoreanTables, rules: RarityTable) -> Readings:
    south = sum(s.south for s in tables.syllables.values())
    north = sum(s.north for s in tables.syllables.values())
    part = rules.north_population / (rules.north_population + rules.south_population)
    found: Readings = {}
    for hangul, syllable in tables.syllables.items():
        # The northern counts are few: half of the chance comes from the South.
        in_north = (syllable.north / north + syllable.south / south) / 2
        share = (1 - part) * syllable.south / south + part * in_north
        form = to_south(hangul)
        found[form] = found.get(form, 0.0) + share
    return found
