"""Look-up of listed ships that a name can mean.

Owns which listed names are worth a comparison. Invariant: every listed name that the
comparison puts at `possible` or above is found. Refuses to score.
"""

from __future__ import annotations

from collections.abc import Sequence

from xref.names.postings import Postings
from xref.names.vessels import VesselNames
from xref.names.vessels_agree import VesselName
from xref.names.words import KoreanGate


class VesselLookup:
    """Postings over the keys of listed names and what they can be in Hangul.

    Args:
        names: Listed names; a position is an index into them.
        vessels: What parsed them.
    """

    def __init__(self, names: Sequence[VesselName], vessels: VesselNames) -> None:
        self._vessels = vessels
        self._keys = Postings(
            (key, at) for at, name in enumerate(names) for key in vessels.keys(name)
        )
        readings = [vessels.readings(name.words)[0] for name in names]
        self._readings = Postings(
            (reading, at) for at, found in enumerate(readings) for reading in found
        )
        self._numbers = Postings((_number(name), at) for at, name in enumerate(names))
        self._gate = None if vessels.korean is None else KoreanGate(vessels.korean, readings)

    def find(self, name: VesselName) -> int:
        """The set of listed names worth a comparison with `name`."""
        found = 0
        for key in self._vessels.keys(name):
            found |= self._keys.mask(key)
        return found | self._korean(name)

    def _korean(self, name: VesselName) -> int:
        """Listed names of the same number that can be the same Korean words."""
        if self._gate is None or not name.words:
            return 0
        numbered = self._numbers.mask(_number(name))
        if not numbered or not self._gate.open(name.words):
            return 0
        found = 0
        for reading in self._vessels.readings(name.words)[0]:
            found |= self._readings.mask(reading)
        return found & numbered


def _number(name: VesselName) -> str:
    return ".".join(map(str, name.numbers)) + name.tail
