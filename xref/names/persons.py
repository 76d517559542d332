"""Names of persons that are not Korean: their parts, text forms, keys and comparison.

Owns splitting a printed name (`PUTIN, Vladimir Vladimirovich`, `Sergei SHOYGU`,
`'Abd al-Rahman bin 'Umayr`) into units with roles, and deciding how well two such
names agree. Invariants: comparison is symmetric, never raises and lies in 0..1; one
unit of several, or a different given name, never reaches `possible`; two names that do
share a key. Refuses to decide on Korean names and on how common a name is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

import msgspec

from xref.names.agreement import Agreement
from xref.names.fold import fold
from xref.names.persons_align import align
from xref.names.persons_forms import text_forms
from xref.names.titles import Titles
from xref.names.translit import Skeletons
from xref.rules.names import PersonRules, TitleRules

Role = Literal["surname", "given", "middle", "patronymic", "first", "interior", "last"]

# An apostrophe inside a word is a soft sign, an ayn or a hamza: it separates nothing.
_INNER_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’‘ʼ`´ʻʹʿʾʽ](?=[^\W\d_])")


class Unit(msgspec.Struct, frozen=True):
    """One part of a name: mostly one token, with the particles that belong to it.

    Attributes:
        text: Folded tokens without particles.
        full: Folded tokens with particles.
        key: Skeleton.
        alts: Further skeletons: the particle written together with the token.
        role: What part of the name it is, as far as the name tells.
        initial: True for a single letter.
    """

    text: str
    full: str
    key: str
    alts: frozenset[str]
    role: Role
    initial: bool


class PersonName(msgspec.Struct, frozen=True):
    """A name made ready for comparison.

    Attributes:
        folded: The whole name folded, titles included, within the length limit.
        units: In the order they are printed.
        known: True if comma, capitals or a patronymic tell which part is the surname.
        joins: `joins[i]` is the skeleton of units i and i+1 written as one word, or "".
    """

    folded: str
    units: tuple[Unit, ...]
    known: bool
    joins: tuple[str, ...]


class PersonNames:
    """Parses, expands, indexes and compares names of persons.

    Args:
        rules: From `rules/persons.yml`.
        titles: From `rules/titles.yml`.
    """

    def __init__(self, rules: PersonRules, titles: TitleRules) -> None:
        self._arguments = (rules, titles)
        self.rules = rules
        self.titles = Titles(titles)
        self.skeletons = Skeletons(rules)
        self._particles = frozenset(rules.particles)
        self._assimilated = frozenset(rules.assimilated)
        self._kunya = frozenset(rules.kunya)
        self._servant = frozenset(rules.servant)
        self._descent = frozenset(rules.descent)
        self._descent_after = frozenset(rules.descent_after)
        self._patronymic = tuple(fold(ending) for ending in rules.patronymic_endings)
        self.parse = lru_cache(maxsize=1 << 16)(self._parse)

    def __reduce__(self) -> tuple[type[PersonNames], tuple[PersonRules, TitleRules]]:
        return (PersonNames, self._arguments)

    def key(self, token: str) -> str:
        """The skeleton of one folded token; see `Skeletons`."""
        return self.skeletons.key(token)

    def compare(self, left: str, right: str) -> Agreement:
        """Compare two names by their units, whatever their order.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> rules = load_names(data_folder("rules"))
            >>> persons = PersonNames(rules.persons, rules.titles)
            >>> persons.compare("Sergei Shoigu", "SHOYGU, Sergey Kuzhugetovich").score > 0.9
            True
            >>> persons.compare("Sergey Lavrov", "KOZLOV, Sergey").score < 0.5
            True
        """
        one, two = self.parse(left), self.parse(right)
        # The order of the arguments must not matter, so the work is done in one order.
        if (one.folded, left) <= (two.folded, right):
            return align(one, two, self.rules)
        return align(two, one, self.rules).turned()

    def forms(self, name: str) -> tuple[str, ...]:
        """Folded token sequences in which running text may print a listed name.

        Returns:
            At most `limits.forms` forms, each of two tokens or more; nothing for a name
            of one token.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> rules = load_names(data_folder("rules"))
            >>> PersonNames(rules.persons, rules.titles).forms("PUTIN, Vladimir Vladimirovich")
            ('vladimir vladimirovich putin', 'putin vladimir vladimirovich', \
'vladimir putin', 'putin vladimir')
        """
        return text_forms(self.parse(name), name, self.rules.limits.forms.value)

    def keys(self, name: str) -> frozenset[str]:
        """Index keys: two names that compare as `possible` share at least one.

        A key stands for one unit, so a common given name is a key of many subjects; start
        from the rarest.
        """
        parsed = self.parse(name)
        keys = {unit.key for unit in parsed.units if not unit.initial or len(parsed.units) == 1}
        for unit in parsed.units:
            keys.update(unit.alts)
        keys.update(join for join in parsed.joins if join)
        if parsed.folded:
            keys.add("=" + parsed.folded.replace(" ", ""))
        return frozenset(keys)

    def without_titles(self, name: str) -> str:
        """The name as printed, without ranks and posts in front.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> rules = load_names(data_folder("rules"))
            >>> PersonNames(rules.persons, rules.titles).without_titles("Lt. Gen. Kim Yong Bok")
            'Kim Yong Bok'
        """
        text = name[: self.rules.limits.letters.value]
        count = self.titles.leading(fold(text).split())
        if not count:
            return text
        words = text.split()
        while words and count > 0:
            count -= len(fold(words.pop(0)).split())
        return " ".join(words)

    def surname(self, name: str) -> str | None:
        """The folded surname of a listed name, if comma, capitals or patronymic tell it.

        Example:
            >>> from xref.data import data_folder
            >>> from xref.rules.names import load_names
            >>> rules = load_names(data_folder("rules"))
            >>> persons = PersonNames(rules.persons, rules.titles)
            >>> persons.surname("AL-ASSAD, Bashar"), persons.surname("Bashar Assad")
            ('al assad', None)
        """
        parsed = self.parse(name)
        if not parsed.known:
            return None
        return " ".join(u.full for u in parsed.units if u.role == "surname") or None

    def _parse(self, name: str) -> PersonName:
        text = unicodedata.normalize("NFC", name[: self.rules.limits.letters.value])
        text = _INNER_APOSTROPHE.sub("", text)
        folded = fold(text)
        head, comma, tail = text.partition(",")
        given = self._strip(fold(tail).split()) if comma else []
        if comma and fold(head) and given and not self.titles.suffixes.issuperset(given):
            surname = self._strip(fold(head).split())
            units = self._units(surname, whole=False) + self._units(given, whole=False)
            boundary = len(self._units(surname, whole=False))
            return self._finish(folded, units, range(boundary), boundary)
        capitals = _capitals(text)
        tokens = self._strip(folded.split())
        units = self._units(tokens, whole=True)
        return self._finish(folded, units, self._surname_units(units, capitals), None)

    def _strip(self, tokens: list[str]) -> list[str]:
        tokens = tokens[: self.rules.limits.parts.value * 2]
        tokens = tokens[self.titles.leading(tokens) :]
        return tokens[: len(tokens) - self.titles.trailing(tokens)]

    def _units(self, tokens: list[str], *, whole: bool) -> list[Unit]:
        """Join particles, `abu` and `abd` to the token after them; mark father's names."""
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
            else:
                unit = self._unit([*pending, token], self.key(token), role, pending)
                at += 1
            units.append(unit)
            pending, role = [], "interior"
            if len(units) == self.rules.limits.parts.value:
                break
        return units

    def _is_particle(self, token: str, following: str) -> bool:
        if token in self._particles:
            return True
        return token in self._assimilated and following.startswith(token[1:])

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
        alts = frozenset({self.key("".join(tokens))} if particles else ())
        return Unit(text, " ".join(tokens), key, alts, role, len(text) == 1)

    def _surname_units(self, units: list[Unit], capitals: frozenset[str]) -> range | None:
        """Which units are the surname in a name without a comma; None if nothing tells."""
        upper = [
            index
            for index, unit in enumerate(units)
            if not unit.initial and unit.text.split()[-1] in capitals
        ]
        if upper and len(upper) < len(units) and upper[-1] - upper[0] == len(upper) - 1:
            return range(upper[0], upper[-1] + 1)
        if len(units) < 3:
            return None
        fathers = [i for i in range(1, len(units)) if units[i].text.endswith(self._patronymic)]
        if not fathers:
            return None
        if fathers[0] < len(units) - 1:
            return range(fathers[0] + 1, len(units))
        return range(1)

    def _finish(
        self, folded: str, units: list[Unit], surname: range | None, boundary: int | None
    ) -> PersonName:
        cut = self.rules.limits.parts.value
        units = units[:cut]
        joins = [
            self.key(one.text.replace(" ", "") + two.text.replace(" ", ""))
            if index + 1 != boundary
            else ""
            for index, (one, two) in enumerate(zip(units, units[1:], strict=False))
        ]
        found: list[Unit] = []
        given = False
        for index, unit in enumerate(units):
            if surname is None:
                role: Role = _position(index, len(units), unit.role)
            elif index in surname:
                role = "surname"
            elif not given:
                role, given = "given", True
            elif unit.role == "patronymic" or unit.text.endswith(self._patronymic):
                role = "patronymic"
            else:
                role = "middle"
            found.append(msgspec.structs.replace(unit, role=role))
        return PersonName(folded, tuple(found), surname is not None, tuple(joins))


def _position(index: int, count: int, role: Role) -> Role:
    if index == 0:
        return "first"
    if index == count - 1:
        return "last"
    return role


def _capitals(text: str) -> frozenset[str]:
    """Folded tokens written in capitals, if the name also has tokens that are not."""
    words = [word for word in text.split() if any(char.isalpha() for char in word)]
    upper = [w for w in words if w.isupper() and sum(char.isalpha() for char in w) > 1]
    if not upper or len(upper) == len(words):
        return frozenset()
    return frozenset(token for word in upper for token in fold(word).split())
