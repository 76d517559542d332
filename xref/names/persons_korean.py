"""Names that cannot be Korean, told by their first and last word.

Owns one question: is there any Korean surname where a Korean name has it? Invariant: the
answer is never a wrong "no". Refuses names that are not plain Latin letters: the reader
decides on marks and other scripts.
"""

from __future__ import annotations

import re

from xref.names.korean_spelling import Spellings
from xref.names.korean_tokens import MAX_LENGTH
from xref.rules.korean import KoreanTables

_PLAIN = re.compile(r"[A-Za-z ,.\-]+")


class SurnameGate:
    """Tells in a few steps that a name has no Korean surname; reading it takes five times as long.

    Args:
        tables: The Korean tables.

    Example:
        >>> from xref.data import data_folder
        >>> from xref.rules.korean import load_korean
        >>> gate = SurnameGate(load_korean(data_folder("rules") / "korean"))
        >>> names = ("Vladimir Putin", "Kim Yong-bok", "Yong Bok KIM", "Kimyongbok")
        >>> [gate.shut(name) for name in names]
        [True, False, False, False]
    """

    def __init__(self, tables: KoreanTables) -> None:
        self._titles = tables.titles
        self._surnames = frozenset(word for word, _ in Spellings(tables).surname_weights())

    def shut(self, name: str) -> bool:
        """Tell whether a name has no Korean surname; in doubt, it may have one."""
        if len(name) > MAX_LENGTH or not _PLAIN.fullmatch(name):
            return False
        letters = name.lower().replace(".", " ").replace("-", "")
        parts = [words for part in letters.split(",") if (words := part.split())]
        words = [word for part in parts for word in part]
        if len(words) < 2 or words[0] in self._titles:
            return False
        surnames = self._surnames
        # The surname stands first, last, or before the comma.
        return not (words[0] in surnames or words[-1] in surnames or "".join(parts[0]) in surnames)
