"""Which entries are compared at all: those that share a key of their names or numbers.

Owns the keys and the blocks. Invariant: a key is made of one entry alone. Two entries
whose names compare as *strong* share one, but for slips and joined parts without a birth
date; a block too large to compare is divided by birth year. Refuses to score.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from xref.lists.resolution_facts import Facts
from xref.names.compare import NameComparer
from xref.names.fold import fold, script_of
from xref.names.organisations_words import OrganisationName
from xref.names.vessels_agree import VesselName

log = logging.getLogger("xref.lists")

#: Parts of a name that make keys: the first six hold the names of any list.
_PARTS = 6

#: Name pairs that are compared for one pair of entries.
_PAIRS = 12

Pairs = dict[tuple[int, int], list[tuple[int, int]]]


class Bearers:
    """How many entries bear a part of a person's name, or a telling word of a body's.

    Attributes:
        entries: List and kind to the number of entries.
        count: Scope and key of a part to the entries that bear it.
    """

    def __init__(self, facts: Sequence[Facts], blocker: Blocker) -> None:
        self._blocker = blocker
        self.key = blocker.key
        self.entries: Counter[tuple[str, str]] = Counter()
        self.count: Counter[tuple[str, str]] = Counter()
        for entry in facts:
            if entry.kind in ("person", "organisation"):
                self.entries[entry.list, entry.kind] += 1
                held = {key for name in entry.names for key in blocker.parts(name.text, entry.kind)}
                self.count.update((entry.scope, key) for key in held)

    def sole(self, left: str, right: str, one: Facts, two: Facts, least: int) -> frozenset[str]:
        """Keys of parts that two names share and that no other entry of either scope has.

        Args:
            left: A name.
            right: Another.
            one: The entry of `left`.
            two: The entry of `right`, of the same kind.
            least: Entries of the kind on both lists together from which this tells anything.
        """
        if one.scope == two.scope:
            return frozenset()
        if sum(self.entries[each.list, each.kind] for each in (one, two)) < least:
            return frozenset()
        parts = self._blocker.parts
        return frozenset(
            key
            for key in {*parts(left, one.kind)} & {*parts(right, two.kind)}
            if self.count[one.scope, key] < 2 and self.count[two.scope, key] < 2
        )


class Blocker:
    """Makes keys of names.

    Args:
        comparer: Reads names.
        largest: Entries of a block that are compared.
    """

    def __init__(self, comparer: NameComparer, largest: int) -> None:
        self._comparer = comparer
        self._largest = largest
        skeletons = comparer.persons.skeletons
        rules = comparer.persons.rules
        self._particles = frozenset(rules.particles) | frozenset(rules.assimilated)
        self._fathers = tuple(fold(ending) for ending in rules.patronymic_endings)
        self._loose = lru_cache(maxsize=1 << 17)(
            lambda token: skeletons.loose(skeletons.key(token))
        )
        self._syllable = lru_cache(maxsize=1 << 17)(self._is_syllable)
        self._surnames = (
            comparer.korean.surname_spellings() if comparer.korean is not None else frozenset()
        )
        self._person_keys = lru_cache(maxsize=1 << 18)(self._of_person)
        self._telling = lru_cache(maxsize=1 << 18)(self._read_telling)
        self._other_keys = lru_cache(maxsize=1 << 18)(self._of_other)

    def parts(self, name: str, kind: str) -> tuple[str, ...]:
        """Keys of the parts of a person's name, or of the telling words of a body's."""
        return self._person_keys(name)[1] if kind == "person" else self._telling(name)

    def _read_telling(self, name: str) -> tuple[str, ...]:
        prepared = self._comparer.prepare(name, "organisation")
        if not isinstance(prepared, OrganisationName):
            return ()
        # Behind a mark, since they are other keys than those of persons.
        return tuple("o" + word.key for word in prepared.words if word.weight == "telling")

    def key(self, token: str) -> str:
        """Key of one folded token."""
        return self._loose(token)

    def pairs(self, facts: Sequence[Facts]) -> Pairs:
        """Pairs of entries (positions, ascending) with the pairs of names that share a key.

        Entries of two kinds are no pair. Those of one scope are one only if they are
        persons of one birth date.
        """
        blocks: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, entry in enumerate(facts):
            for place, name in enumerate(entry.names):
                for key in self._keys(entry, name.text):
                    blocks[key].append((at, place))
        found: Pairs = {}
        for key, members in blocks.items():
            if len(members) > 1:
                for block in self._divided(key, members, facts):
                    _add(block, facts, found, same_scope=key[0] == "b")
        return found

    def _divided(
        self, key: str, members: list[tuple[int, int]], facts: Sequence[Facts]
    ) -> Iterator[list[tuple[int, int]]]:
        if len({at for at, _ in members}) <= self._largest:
            yield members
            return
        years: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for at, place in members:
            for year in {year for b in facts[at].births for year in (b.first, b.last)}:
                years[year].append((at, place))
        log.debug("names of %s are compared by birth year: %d of them", key, len(members))
        for found in years.values():
            # One name and one year of so many entries would be no real list.
            if len({at for at, _ in found}) <= 4 * self._largest:
                yield found

    def _keys(self, entry: Facts, name: str) -> Iterator[str]:
        if entry.kind == "person":
            keys, parts = self._person_keys(name)
            yield from keys
            for birth in entry.births:
                if birth.day:
                    date = f"{birth.first}-{birth.month}-{birth.day}"
                    for part in parts:
                        yield f"b{part}|{date}"
        else:
            yield from self._other_keys(entry.kind, name)

    def _of_person(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Keys of a name, and its parts."""
        tokens = fold(self._comparer.persons.without_titles(name)).split()
        parts = tuple(
            dict.fromkeys(
                loose
                for token in tokens[: 2 * _PARTS]
                if len(token) > 1 and token not in self._particles and (loose := self._loose(token))
            )
        )[:_PARTS]
        keys = {f"p{one}|{two}" for one, two in combinations(sorted(parts), 2)}
        korean = self._comparer.korean
        if korean is not None and 0 < len(tokens) <= 4 and all(map(self._syllable, tokens)):
            keys.update("k" + key for key in korean.keys(name))
        return tuple(sorted(keys)), parts

    def _parts(self, tokens: list[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for token in tokens if (key := self._loose(token))))[:_PARTS]

    def _is_syllable(self, token: str) -> bool:
        korean = self._comparer.korean
        if korean is None:
            return False
        if script_of(token) in ("hangul", "han", "kana", "cyrillic"):
            return True
        return token in self._surnames or korean.given_token(token)

    def _of_other(self, kind: str, name: str) -> tuple[str, ...]:
        prepared = self._comparer.prepare(name, kind)
        if isinstance(prepared, VesselName):
            vessels = self._comparer.vessels
            keys = {f"{kind[0]}{key}" for key in vessels.keys(prepared)}
            if len(prepared.words) <= 4:
                keys.update(f"{kind[0]}k{key}" for key in vessels.readings(prepared.words)[0])
            return tuple(sorted(keys))
        if isinstance(prepared, OrganisationName):
            return tuple(sorted(_of_organisation(prepared)))
        return ()


def _of_organisation(name: OrganisationName) -> set[str]:
    telling = list(dict.fromkeys(word.key for word in name.words if word.essential))[:_PARTS]
    keys = {f"o{name.whole}"} if name.whole else set()
    if len(telling) > 1:
        keys.update(f"o{one}|{two}" for one, two in combinations(sorted(telling), 2))
    elif telling:
        # One telling word: the names it stands in must have the same number of words.
        keys.add(f"o{telling[0]}|1")
    else:
        keys.add("o" + "|".join(sorted(word.key for word in name.words)))
    return keys


def _add(
    members: list[tuple[int, int]], facts: Sequence[Facts], found: Pairs, *, same_scope: bool
) -> None:
    for (one, name), (two, other) in combinations(members, 2):
        left, right = facts[one], facts[two]
        if one == two or left.kind != right.kind:
            continue
        if left.scope == right.scope and not same_scope:
            continue
        pair, names = ((one, two), (name, other)) if one < two else ((two, one), (other, name))
        held = found.setdefault(pair, [])
        if len(held) < _PAIRS and names not in held:
            held.append(names)
