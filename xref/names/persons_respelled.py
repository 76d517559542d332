"""Other Latin spellings of listed persons: what a text in Latin letters is searched by.

Lists print Dmitriy Peskov and Rostam Qasemi, newspapers Dmitry Peskov and Rostam Ghasemi. Nobody
can write down all spellings of a surname, but given names are few: a text is searched for their
spellings, and the words behind are looked up by the sound of the surname. Owns the spellings of
given names and the keys of pairs. Invariant: a spelling has the key of the name it was made of.
Refuses Korean names, which the Korean model reads, and Chinese ones, which pinyin spells one way.
"""

from __future__ import annotations

import re

from xref.names.fold import fold
from xref.names.persons_units import PersonName, Unit
from xref.names.translit import Skeletons
from xref.rules.persons import PersonRules

_MOST = 24
#: Letters of a given name, at least.
_SHORTEST = 3


class Respellings:
    """Spellings of given names, and keys of a given name with a surname; immutable.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.rules.names import load_names
        >>> rules = load_names(data_folder("rules")).persons
        >>> respellings = Respellings(rules, Skeletons(rules))
        >>> {"dmitry", "dmitri", "dmytro"} <= respellings.of_given("dmitriy")
        True
        >>> not respellings.of_surname("ghasemi").isdisjoint(respellings.of_surname("qasemi"))
        True
    """

    def __init__(self, rules: PersonRules, skeletons: Skeletons) -> None:
        self._skeletons = skeletons
        self._steps = [(re.compile(each.pattern), each.becomes) for each in rules.respellings]
        self._groups: dict[str, list[str]] = {}
        for group in rules.groups:
            words = [word for word in map(fold, group) if word.isascii() and " " not in word]
            for word in words:
                self._groups.setdefault(skeletons.key(word), []).append(word)

    def of_given(self, token: str) -> set[str]:
        """Spellings of a folded given name in Latin letters, itself among them."""
        key = self._skeletons.key
        wanted = key(token)
        found = dict.fromkeys((token, *self._groups.get(wanted, ())))
        for _ in range(2):  # two habits at once: Aleksey, Alexei
            for word in tuple(found):
                for pattern, becomes in self._steps:
                    spelled = pattern.sub(becomes, word)
                    if len(found) < _MOST and spelled not in found and key(spelled) == wanted:
                        found[spelled] = None
        return set(found)

    def of_surname(self, token: str) -> frozenset[str]:
        """Keys of a folded surname: names of one sound share one."""
        skeletons = self._skeletons
        return frozenset({skeletons.loose(skeletons.key(token))}) | skeletons.others(token)

    def key(self, given: str) -> str:
        """The key of a folded given name."""
        return self._skeletons.key(given)


def given_and_surname(name: PersonName) -> tuple[Unit, Unit] | None:
    """The first given name and the last part of the surname, where the name has both in Latin.

    Where nothing tells the surname, it is taken to stand last.
    """
    if name.syllabic or len(name.units) < 2 or not name.folded.isascii():
        return None
    if name.known:
        given = [unit for unit in name.units if unit.role == "given"]
        surname = [unit for unit in name.units if unit.role == "surname"]
        first, last = given[:1], surname[-1:]
    else:
        first, last = [name.units[0]], [name.units[-1]]
    if not first or not last or first[0].initial or last[0].initial:
        return None
    return (first[0], last[0]) if is_given(first[0]) else None


def is_given(unit: Unit) -> bool:
    """Whether texts are searched for the spellings of a given name."""
    # "Al" is an article, and a short form of other names.
    return " " not in unit.text and len(unit.text) >= _SHORTEST
