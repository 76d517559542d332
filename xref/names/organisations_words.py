"""The words of an organisation's name that count, as values.

Owns their shape. Invariant: a value compares by content. Refuses to divide a name: that is
`xref.names.organisations`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Weight = Literal["telling", "general", "country", "number"]


class Word(msgspec.Struct, frozen=True):
    """One word that counts.

    Attributes:
        text: As printed, folded.
        key: Skeleton of the common spelling.
        sounds: Skeletons of other spellings, beginning with the one without wavering letters.
        weight: How much the word tells.
    """

    text: str
    key: str
    sounds: tuple[str, ...]
    weight: Weight

    @property
    def essential(self) -> bool:
        """True if no agreement makes up for this word missing: it tells, or is a number."""
        return self.weight in ("telling", "number")


class OrganisationName(msgspec.Struct, frozen=True):
    """A name made ready for comparison.

    Attributes:
        printed: The name as given.
        folded: The whole name folded.
        words: The words that count, in order.
        legal: Classes of the legal forms.
        core: All folded tokens without legal forms and without a leading "the".
        whole: Skeletons of the words joined.
    """

    printed: str
    folded: str
    words: tuple[Word, ...]
    legal: frozenset[str]
    core: tuple[str, ...]
    whole: str
