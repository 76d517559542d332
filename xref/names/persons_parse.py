"""The parts of a person's name, as far as the printed name tells them.

Owns dividing a printed name (`PUTIN, Vladimir Vladimirovich`, `Sergei SHOYGU`,
`'Abd al-Rahman bin 'Umayr`) into units with roles. Invariant: every token in front of
the length limit ends up in one unit, in a title or in a suffix. Refuses to guess a
surname that neither comma, capitals nor a patronymic tells.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import msgspec

from xref.names.fold import fold
from xref.names.persons_transcribed import Transcriptions
from xref.names.persons_units import (
    PersonName,
    Role,
    Unit,
    articles_apart,
    capitals,
    position,
)
from xref.names.titles import Titles
from xref.names.translit import Skeletons
from xref.rules.persons import PersonRules

# An apostrophe inside a word is a soft sign, an ayn or a hamza: it separates nothing.
_APOSTROPHES = frozenset("'’‘ʼ`´ʻʹʿʾʽ")
_INNER_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’‘ʼ`´ʻʹʿʾʽ](?=[^\W\d_])")

#: Tokens, and pairs of them, that are remembered: names are new, their tokens seldom.
_REMEMBERED = 1 << 15


class _Token(NamedTuple):
    """What the letters of one token tell, whatever name it stands in.

    Attributes:
        unit: The unit it is without particles.
        father: It ends like a patronymic.
        syllable: It is one syllable of pinyin.
        syllables: It is made of syllables of pinyin.
    """

    unit: Unit
    father: bool
    syllable: bool
    syllables: bool


class PersonParser:
    """Divides names of persons.

    Args:
        rules: From `rules/persons.yml`.
        titles: Takes ranks and posts off.
        skeletons: Keys of tokens.
        transcriptions: Divides foreign names in Chinese characters, or None to leave them alone.
    """

    def __init__(
        self,
        rules: PersonRules,
        titles: Titles,
        skeletons: Skeletons,
        transcriptions: Transcriptions | None = None,
    ) -> None:
        self.rules = rules
        self.titles = titles
        self.skeletons = skeletons
        self._transcriptions = transcriptions
        self.key = skeletons.key
        self._particles = frozenset(rules.particles)
        self._assimilated = frozenset(rules.assimilated)
        self._kunya = frozenset(rules.kunya)
        self._servant = frozenset(rules.servant)
        self._descent = frozenset(rules.descent)
        self._descent_after = frozenset(rules.descent_after)
        self._halves = frozenset(rules.first_halves)
        self._faith = frozenset(rules.faith)
        self._pinyin = re.compile(rules.pinyin.pattern)
        self._pinyin_word = re.compile(f"(?:{rules.pinyin.pattern})+")
        self._patronymic = tuple(fold(ending) for ending in rules.patronymic_endings)
        self._most_letters = rules.limits.letters.value
        self._most_parts = rules.limits.parts.value
        # A name without any of these has one unit a token.
        self._joining = frozenset().union(
            self._particles,
            self._assimilated,
            self._kunya,
            self._servant,
            self._descent_after,
            self._faith,
        )
        self._token = lru_cache(maxsize=_REMEMBERED)(self._read_token)
        self._join = lru_cache(maxsize=_REMEMBERED)(skeletons.joined)

    def without_titles(self, name: str) -> str:
        """The name as printed, without ranks and posts in front."""
        text = name[: self._most_letters]
        count = self.titles.leading(fold(text).split())
        if not count:
            return text
        words = text.split()
        while words and count > 0:
            count -= len(fold(words.pop(0)).split())
        return " ".join(words)

    def parse(self, name: str) -> PersonName:
        """Divide a name; any string is answered.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> rules = load_names(data_folder("rules"))
            >>> skeletons = Skeletons(rules.persons)
            >>> parser = PersonParser(rules.persons, Titles(rules.titles), skeletons)
            >>> name = parser.parse("AL-NU'AYMI, 'Abd al-Rahman bin 'Umayr")
            >>> [(unit.full, unit.role) for unit in name.units]
            [('al nuaymi', 'surname'), ('abd al rahman', 'given'), ('bin umayr', 'patronymic')]
        """
        text = name[: self._most_letters]
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
            if self._transcriptions is not None:
                transcribed = self._transcriptions.parse(text, self._most_parts)
                if transcribed is not None:
                    return transcribed
        if not _APOSTROPHES.isdisjoint(text):
            text = _INNER_APOSTROPHE.sub("", text)
        head, comma, tail = text.partition(",")
        first, last = fold(head), fold(tail) if comma else ""
        folded = f"{first} {last}".strip()
        given = self._strip(last.split()) if last else []
        tokens = folded.split()
        if given and given[-1] in self._servant:
            # "MAJEED, Abdul": the list has cut one given name in two.
            given, text = [], f"{tail} {head}"
            tokens = [*last.split(), *first.split()]
        if first and given and not self.titles.suffixes.issuperset(given):
            units = self._units(self._strip(first.split()), whole=False)
            boundary = len(units)
            units += self._units(given, whole=False)
            return self._finish(
                name, text, folded, units, surname=range(boundary), boundary=boundary
            )
        units = self._units(self._strip(tokens), whole=True)
        upper = self._surname_units(units, capitals(text))
        return self._finish(name, text, folded, units, surname=upper, boundary=None)

    def _strip(self, tokens: list[str]) -> list[str]:
        tokens = articles_apart(tokens[: self._most_parts * 2])
        tokens = tokens[self.titles.leading(tokens) :]
        return tokens[: len(tokens) - self.titles.trailing(tokens)]

    def _units(self, tokens: list[str], *, whole: bool) -> list[Unit]:
        """Join particles, `abu` and `abd` to the token after them; mark father's names."""
        if self._joining.isdisjoint(tokens):
            return [self._token(token).unit for token in tokens[: self._most_parts]]
        units: list[Unit] = []
        pending: list[str] = []
        role: Role = "interior"
        at = 0
        while at < len(tokens):
            token = tokens[at]
            rest = len(tokens) - at - 1
            if token in self._descent_after and units:
                units[-1] = msgspec.structs.replace(units[-1], role="patronymic")
                at += 1
                continue
            if token in self._servant and rest:
                at, unit = self._servant_unit(tokens, at, pending, role)
            elif token in self._kunya and rest:
                word = token + tokens[at + 1]
                unit = self._unit([*pending, token, tokens[at + 1]], self.key(word), role, pending)
                at += 2
            elif (
                rest
                and self._is_particle(token, tokens[at + 1])
                and (units or rest > 1 or not whole)
            ):
                pending.append(token)
                if token in self._descent and units:
                    role = "patronymic"
                at += 1
                continue
            elif length := self._faith_length(tokens, at):
                key = self.skeletons.faith(token)
                unit = self._unit([*pending, *tokens[at : at + length]], key, role, pending)
                at += length
            elif pending:
                unit = self._unit([*pending, token], self.key(token), role, pending)
                at += 1
            else:
                unit = self._token(token).unit
                at += 1
            units.append(unit)
            pending, role = [], "interior"
            if len(units) == self._most_parts:
                break
        return units

    def _is_particle(self, token: str, following: str) -> bool:
        if token in self._particles:
            return True
        return token in self._assimilated and following.startswith(token[1:])

    def _faith_length(self, tokens: list[str], at: int) -> int:
        """How many tokens a name with `al-din` takes, or 0."""
        following = tokens[at + 1 : at + 3]
        if following and following[0] in self._faith:
            return 2
        article = len(following) == 2 and (
            following[0] in self._assimilated or following[0] in self._particles
        )
        return 3 if article and following[1] in self._faith else 0

    def _servant_unit(
        self, tokens: list[str], at: int, pending: list[str], role: Role
    ) -> tuple[int, Unit]:
        end = at + 1
        while end < len(tokens) - 1 and (
            tokens[end] in self._assimilated or tokens[end] in self._particles
        ):
            end += 1
        key = self.skeletons.servant(tokens[end])
        return end + 1, self._unit([*pending, *tokens[at : end + 1]], key, role, pending)

    def _unit(self, tokens: list[str], key: str, role: Role, particles: list[str]) -> Unit:
        text = " ".join(tokens[len(particles) :])
        loose = self.skeletons.loose
        alts: frozenset[str] = frozenset()
        # In short names the joined particle meets other names ("al Ayy" and "Ali").
        if particles and len(text) > 3:
            alts = frozenset({loose(self.key("".join(tokens)))})
        plain = len(tokens) - len(particles) == 1 and len(text) > 1
        habits = self.skeletons.others(text) if plain else frozenset()
        frame = self.skeletons.frame(key)
        if frame:
            frame = ("<" if "\u0600" <= text[0] <= "\u06ff" else ">") + frame
        return Unit(
            text,
            " ".join(tokens),
            key,
            loose(key),
            alts,
            habits,
            frame,
            role,
            initial=len(text) == 1,
            half=text in self._halves,
        )

    def _read_token(self, token: str) -> _Token:
        return _Token(
            self._unit([token], self.key(token), "interior", []),
            token.endswith(self._patronymic),
            self._pinyin.fullmatch(token) is not None,
            self._pinyin_word.fullmatch(token) is not None,
        )

    def _surname_units(self, units: list[Unit], capitals: frozenset[str]) -> range | None:
        """Which units are the surname in a name without a comma; None if nothing tells."""
        if capitals:
            upper = [
                index
                for index, unit in enumerate(units)
                if not unit.initial and unit.text.split()[-1] in capitals
            ]
            if upper and len(upper) < len(units) and upper[-1] - upper[0] == len(upper) - 1:
                return range(upper[0], upper[-1] + 1)
        if len(units) < 3:
            return None
        fathers = [i for i in range(1, len(units)) if self._shows_father(units[i])]
        if not fathers:
            return None
        if fathers[0] < len(units) - 1:
            return range(fathers[0] + 1, len(units))
        return range(1)

    def _finish(
        self,
        printed: str,
        text: str,
        folded: str,
        units: list[Unit],
        *,
        surname: range | None,
        boundary: int | None,
    ) -> PersonName:
        units = units[: self._most_parts]
        joins = tuple(
            [
                self._join(one.text, two.text) if index + 1 != boundary else ""
                for index, (one, two) in enumerate(pairwise(units))
            ]
        )
        bound = self._bound(text, units, surname)
        found: list[Unit] = []
        given = False
        for index, unit in enumerate(units):
            if surname is None:
                role: Role = position(index, len(units), unit.role)
            elif index in surname:
                role = "surname"
            elif not given:
                role, given = "given", True
            elif unit.role == "patronymic" or self._shows_father(unit):
                role = "patronymic"
            else:
                role = "middle"
            found.append(_placed(unit, role, bound=index in bound))
        syllabic = all(" " not in u.text and self._token(u.text).syllables for u in units)
        return PersonName(printed, folded, tuple(found), surname is not None, syllabic, joins)

    def _shows_father(self, unit: Unit) -> bool:
        return unit.text.endswith(self._patronymic)

    def _bound(self, text: str, units: list[Unit], surname: range | None) -> set[int]:
        """Positions of units that are the second half of a given name."""
        chinese = len(units) == 3 and all(
            " " not in unit.full and self._token(unit.text).syllable for unit in units
        )
        if not chinese and "-" not in text:
            return set()
        hyphens = {
            (one[-1], two[0])
            for word in text.split()
            if "-" in word
            for one, two in pairwise([fold(part).split() for part in word.split("-")])
            if one and two
        }
        outside = [i for i in range(len(units)) if surname is None or i not in surname]
        bound = {
            after
            for before, after in pairwise(outside)
            if after == before + 1
            and (units[before].text.split()[-1], units[after].full.split()[0]) in hyphens
        }
        if chinese and len(outside) != 1:
            bound.update(outside[1:])
        return bound


def _placed(unit: Unit, role: Role, *, bound: bool) -> Unit:
    """A unit with the part it plays in a name."""
    if unit.role == role and unit.bound == bound:
        return unit
    return Unit(
        unit.text,
        unit.full,
        unit.key,
        unit.loose,
        unit.alts,
        unit.habits,
        unit.frame,
        role,
        unit.initial,
        unit.half,
        bound,
    )
