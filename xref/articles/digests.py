"""A set of strings that keeps eight bytes of each.

Owns the ids of a run and the fingerprints of its texts: millions of them in tens of
megabytes. Invariant: what was added is known; something else is taken for it once in
2**64 / n. Refuses to give strings back.
"""

from __future__ import annotations

from array import array
from hashlib import blake2b

_SMALLEST = 1 << 12


def digest(text: str) -> int:
    """Return eight bytes of a hash as a number, the same in every process; never 0.

    Example:
        >>> digest("Kim") == digest("Kim"), digest("Kim") == digest("kim")
        (True, False)
    """
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest()) or 1


class Digests:
    """A set of strings by their digests: open addressing, at most two thirds full.

    Example:
        >>> known = Digests()
        >>> known.add("a.txt"), known.add("a.txt"), len(known)
        (True, False, 1)
    """

    def __init__(self) -> None:
        self._cells = array("Q", bytes(8 * _SMALLEST))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, text: str) -> bool:
        """Add a string; False if it was there already."""
        wanted = digest(text)
        place = self._place(wanted)
        if self._cells[place] == wanted:
            return False
        self._cells[place] = wanted
        self._count += 1
        if 3 * self._count > 2 * len(self._cells):
            self._grow()
        return True

    def _place(self, wanted: int) -> int:
        cells = self._cells
        mask = len(cells) - 1
        place = wanted & mask
        while cells[place] not in (0, wanted):
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        old = self._cells
        self._cells = array("Q", bytes(16 * len(old)))
        for value in old:
            if value:
                self._cells[self._place(value)] = value
