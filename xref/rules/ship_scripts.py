"""Shape of `rules/ship_scripts.yml`: names of ships in other scripts than Latin.

Owns the structs and their checks. Invariant: what stands for a letter or word holds no Latin one.
Refuses to read names: that is `xref.names.vessels_scripts`.
"""

from __future__ import annotations

import msgspec

from xref.rules.values import Limit


class ShipScriptLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bounds on the names that are read."""

    letters: Limit
    readings: Limit
    names: Limit


class ShipScriptRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `rules/ship_scripts.yml`.

    Attributes:
        letters: A Latin letter to what other scripts print for it.
        words: An English word to what other scripts print for it.
    """

    schema: int
    source: str
    limits: ShipScriptLimits
    letters: dict[str, list[str]]
    words: dict[str, list[str]]

    def __post_init__(self) -> None:
        for table in (self.letters, self.words):
            for latin, others in table.items():
                odd = [other for other in others if not other or other.isascii()]
                if odd or not (latin.isascii() and latin.islower()):
                    raise ValueError(f"{latin}: small Latin letters, and none in its list")
