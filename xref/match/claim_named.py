"""A name that a claim can be about.

Owns the form in which names go from the scanner and `claim_names` to the reading of claims.
"""

from __future__ import annotations

import msgspec


class Named(msgspec.Struct, frozen=True):
    """A mention that a claim can be about: its span, text, kind and subject positions.

    Attributes:
        kind: `person`, `vessel`, `organisation`, `thing` (one of the last two), or `lone`: a
            single word that nothing introduces, a name only where a name is due.
    """

    start: int
    end: int
    text: str
    subjects: tuple[int, ...] = ()
    kind: str = "person"
