"""Hangul and Hanja names: scripts that print the syllables themselves.

Owns their division into surname and given name, and the Korean readings of Chinese
characters (金 is 김 as a surname, 금 in a given name). Invariant: one position for each
character of the given name. Refuses anything with a character it cannot read.
"""

from __future__ import annotations

from xref.names.hangul import is_hangul, squeeze, to_south
from xref.names.korean_parse import Parse, Position, Readings, make_position
from xref.rules.korean import KoreanTables

_BORDERS = str.maketrans(dict.fromkeys("-·・,", ""))


class CharacterReader:
    """Reads Hangul and Hanja by the tables.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.rules.korean import load_korean
        >>> reader = CharacterReader(load_korean(data_folder("rules") / "korean"))
        >>> [p.surname.letters for p in reader.read("남궁민")]
        ['남궁', '남']
        >>> [list(p.readings) for p in reader.read("金永福")[0].positions]
        [['김'], ['영'], ['복']]
        >>> reader.read("Kim Yong Bok") is None
        True
    """

    def __init__(self, tables: KoreanTables) -> None:
        self._tables = tables
        self._long_surnames = {
            form
            for name, surname in tables.surnames.items()
            for form in (name, surname.north)
            if len(form) > 1
        }
        self._single_surnames = {
            form
            for name, surname in tables.surnames.items()
            if len(name) == 1
            for form in (name, surname.north)
            if form
        }

    def read(self, name: str) -> tuple[Parse, ...] | None:
        """Read a name of these scripts; None if it is of another one."""
        text = squeeze(name.replace("（", "(").partition("(")[0]).translate(_BORDERS)
        if text and text[0] in self._tables.hanja:
            return self.hanja(text)
        if text and is_hangul(text[0]):
            return self.hangul(text)
        return None

    def in_brackets(self, name: str) -> tuple[Parse, ...]:
        """Read what stands in the first brackets behind a name, if it is of these scripts."""
        _, opened, rest = name.replace("（", "(").partition("(")
        if not opened:
            return ()
        return self.read(rest.replace("）", ")").partition(")")[0]) or ()

    def hangul(self, text: str) -> tuple[Parse, ...]:
        """Read Hangul syllables: a surname of two syllables before one of one."""
        if not is_hangul(text) or not 2 <= len(text) <= 5:
            return ()
        found = []
        if text[:2] in self._long_surnames and len(text) >= 3:
            found.append((text[:2], text[2:]))
        if text[0] in self._single_surnames and len(text) <= 4:
            found.append((text[0], text[1:]))
        counts = self._tables.syllables
        parses: list[Parse] = []
        for rank, (surname, given) in enumerate(found):
            southern = "".join(map(to_south, surname[:1])) + surname[1:]
            positions = [Position(surname, {southern: 1.0}, {southern: 1.0})]
            positions += [Position(s, {s: 1.0}, {to_south(s): 1.0}) for s in given]
            # 펑 and 쑨 are no syllables of Korean names: 마윈 is Chinese.
            known = all(s in counts or to_south(s) in counts for s in given)
            # 남궁민 is 남궁 + 민 far more often than 남 + 궁민; 황보름 may be either.
            plausible = 1.0 if known else self._tables.agreement.foreign_syllable
            parses.append(
                Parse(tuple(positions), 1.0 if rank == 0 else 0.5, plausible, system="hangul")
            )
        return tuple(parses)

    def hanja(self, text: str) -> tuple[Parse, ...]:
        """Read Chinese characters: the surname by the table of surnames, the rest freely."""
        hanja, limits = self._tables.hanja, self._tables.agreement
        if not 2 <= len(text) <= 5 or any(char not in hanja for char in text):
            return ()
        parses: list[Parse] = []
        for size in (2, 1):
            surnames = self._hanja_surnames(text[:size])
            if not surnames or not 1 <= len(text) - size <= 3:
                continue
            positions = [Position(text[:size], surnames, surnames)]
            for char in text[size:]:
                readings = self._hanja_readings(char)
                positions.append(make_position(char, readings, limits))
            parses.append(Parse(tuple(positions), 0.5 if parses else 1.0, 1.0, system="hanja"))
        return tuple(parses)

    def _hanja_surnames(self, characters: str) -> Readings:
        surnames = self._tables.surnames
        listed = [name for name, s in surnames.items() if self._bears(s.hanja, characters, name)]
        # 钱 or 柳 in a variant the table does not list: any reading that is a surname.
        found = listed or [
            name
            for name in dict.fromkeys(map(to_south, self._tables.hanja.get(characters, ())))
            if name in surnames
        ]
        total = sum(surnames[name].share for name in found)
        return {name: surnames[name].share / total for name in found}

    @staticmethod
    def _bears(listed: str, characters: str, name: str) -> bool:
        return characters in listed if len(name) == 1 else characters == listed

    def _hanja_readings(self, character: str) -> Readings:
        """Readings of a character, weighed by how common they are in given names."""
        counts = self._tables.syllables
        found = {
            s: counts[s].south + counts[s].north + 1.0 if s in counts else 1.0
            for s in self._tables.hanja[character]
        }
        total = sum(found.values())
        return {s: count / total for s, count in found.items()}
