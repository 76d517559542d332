"""Postings: which listed names hold a key, as sets that are combined by the machine word.

Owns the mapping from keys to sets of positions, and the look-up of keys one letter apart.
A set is an integer whose bit `n` stands for position `n`: sets of twenty thousand names
are united and intersected in a fraction of a microsecond, so that a common key ("mohammed")
costs no more than a rare one. Invariant: an unknown key has the empty set. Refuses to
know what a key means.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

#: Keys of so few names are kept as positions: most keys are rare, and a bit set for each
#: would take as many bytes as there are names, divided by eight.
_FEW = 6


class Postings:
    """Sets of positions by key. Built once, then only read.

    Args:
        pairs: Each key with a position that holds it, in any order; doubles are allowed.

    Example:
        >>> postings = Postings([("ali", 0), ("omar", 1), ("ali", 2)])
        >>> list(positions(postings.mask("ali"))), postings.mask("hassan")
        ([0, 2], 0)
    """

    __slots__ = ("_sets",)

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        found: dict[str, set[int]] = defaultdict(set)
        for key, position in pairs:
            found[key].add(position)
        self._sets: dict[str, int | tuple[int, ...]] = {
            key: tuple(held) if len(held) <= _FEW else mask_of(held) for key, held in found.items()
        }

    def __iter__(self) -> Iterator[str]:
        return iter(self._sets)

    def mask(self, key: str) -> int:
        """The set of positions that hold `key`."""
        found = self._sets.get(key)
        if found is None:
            return 0
        if isinstance(found, int):
            return found
        mask = 0
        for position in found:
            mask |= 1 << position
        return mask


class Neighbours:
    """Keys at most one edit from another: a letter added, lost, changed or swapped.

    Two keys so near to each other become equal when at most one letter is taken out of
    each (the symmetric deletions of SymSpell), so that looking up a key takes as many steps
    as it has letters. Keys that merely share a deletion come along; the caller verifies.

    Args:
        keys: The keys that are looked for.
        shortest: Fewest letters of a key that has neighbours.

    Example:
        >>> near = Neighbours(["lukaSenko", "lavrov"], shortest=6)
        >>> near.of("lukaSnko"), near.of("lavro"), near.of("lavrova")
        (['lukaSenko'], [], ['lavrov'])
    """

    __slots__ = ("_keys", "_shortest")

    def __init__(self, keys: Iterable[str], shortest: int) -> None:
        self._shortest = shortest
        self._keys: dict[str, str | list[str]] = {}
        for key in dict.fromkeys(keys):
            if len(key) >= shortest:
                for text in _deletions(key):
                    known = self._keys.get(text)
                    if known is None:
                        self._keys[text] = key
                    elif isinstance(known, list):
                        known.append(key)
                    else:
                        self._keys[text] = [known, key]

    def of(self, key: str) -> list[str]:
        """Keys that may be one edit from `key`, the key itself left out."""
        if len(key) < self._shortest:
            return []
        found: dict[str, None] = {}
        for text in _deletions(key):
            known = self._keys.get(text)
            if known is None:
                continue
            if isinstance(known, str):
                found[known] = None
            else:
                found.update(dict.fromkeys(known))
        found.pop(key, None)
        return list(found)


def _deletions(key: str) -> set[str]:
    """The key, and the key without each of its letters."""
    found = {key[:at] + key[at + 1 :] for at in range(len(key))}
    found.add(key)
    return found


def mask_of(held: Iterable[int]) -> int:
    """The set of the given positions.

    Example:
        >>> bin(mask_of([0, 3]))
        '0b1001'
    """
    held = list(held)
    if not held:
        return 0
    bits = bytearray(max(held) // 8 + 1)
    for position in held:
        bits[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(bits, "little")


def positions(mask: int) -> Iterator[int]:
    """The positions in a set, ascending.

    Example:
        >>> list(positions(0b1001))
        [0, 3]
    """
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def count_one_more(hits: list[int], mask: int) -> None:
    """Count one more hit for every position in a set.

    Args:
        hits: `hits[n]` is the set of positions hit at least `n + 1` times; changed in place.
        mask: The positions hit.

    Example:
        >>> hits = [0b011]
        >>> count_one_more(hits, 0b110)
        >>> [list(positions(held)) for held in hits]
        [[0, 1, 2], [1]]
    """
    for at, held in enumerate(hits):
        if not mask:
            return
        hits[at] = held | mask
        mask &= held
    if mask:
        hits.append(mask)
