"""Chinese characters of a name in a text beside those that a list prints for its bearer.

Owns bringing traditional and Japanese characters to simplified ones, and whether a text writes a
listed Chinese in characters that no list prints. Invariant: script alone never differs. Refuses
Koreans: which characters their names have is mostly a guess of whoever prints them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from xref.model import Subject
from xref.names.fold import fold
from xref.rules.chinese_texts import ChineseTextRules

_HAN = re.compile("[\u3005\u3400-\u9fff\uf900-\ufaff]{2,4}")
_KOREA = frozenset(("KP", "KR"))


class Characters:
    """Compares characters; holds no state but its table."""

    def __init__(self, rules: ChineseTextRules) -> None:
        self._simplified = {ord(pair[0]): pair[1] for pair in rules.simplified.split()}
        self._listed = lru_cache(maxsize=1 << 10)(self._read)

    def other(self, printed: str, subject: Subject, nationalities: frozenset[str]) -> str | None:
        """The characters that lists print for one whom a text writes in others, or None."""
        if _HAN.fullmatch(printed) is None or not _KOREA.isdisjoint(nationalities):
            return None
        listed = self._listed(subject)
        if not listed or printed.translate(self._simplified) in listed:
            return None
        return ", ".join(listed.values())

    def _read(self, subject: Subject) -> dict[str, str]:
        """Names of a subject in Chinese characters, simplified, with how they are printed."""
        found: dict[str, str] = {}
        for name, _ in subject.names():
            text = fold(name.text).replace(" ", "")
            if _HAN.fullmatch(text):
                found.setdefault(text.translate(self._simplified), name.text)
        return found
