"""What a sentence says of sanctions, in numbers of its names and codes of bodies.

Owns the form in which clauses of every script are handed on. Invariant: a statement has a body,
or none is named at all (`UNKNOWN`). Refuses to read.
"""

from __future__ import annotations

import msgspec

#: Authority of a claim that names no body: "a sanctioned banker".
UNKNOWN = "unknown"


class Statement(msgspec.Struct, frozen=True):
    """Somebody is said to be sanctioned.

    Attributes:
        names: Numbers of the names it is said of.
        stand_in: The clause in which a word that stands for somebody named before is looked
            for, where `names` is empty.
        codes: Codes of the bodies; `UNKNOWN` alone if none is named.
        inherits: Whether the bodies may be those of the sentence before.
        opens: Whether the next sentence may tell who they are ("sanctioned four men").
        behind: Names it is said of if the stand-in means nobody: `His listing did not stop N`.
        needed: Whether there is no statement without them ("it sanctioned N": who?).
    """

    names: tuple[int, ...]
    stand_in: str
    codes: tuple[str, ...]
    inherits: bool = False
    needed: bool = False
    behind: tuple[int, ...] = ()
    opens: bool = False
