"""Phrases at names: the words directly before a name, and those that a mark opens behind it.

Owns where such a phrase begins and ends. Invariant: marks and line ends cut, initials and the
full stops of titles do not. Refuses to know what the words mean.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from xref.names.fold import fold

#: Letters before a name, and behind it, in which a phrase of it stands.
_REACH_BEFORE = 70
_REACH_BEHIND = 110
_CUT_BEFORE = re.compile(r"[,;:!?()\n“”\"\[\]]|\.(?=\s)")
_CUT_BEHIND = re.compile(r"[;:!?)\n”\"\]]|\.(?=\s|$)")
_INITIALS = re.compile(r"\bU\.\s?S\.(?:A\.)?")
_OPENS = re.compile(
    r"[’'”\"]?(?:\s\(\d{1,2}\)(?=,))?"
    r"(?:,?\s(?:M\.?D|Ph\.?D|Jr|Sr|Esq|D\.?D\.?S|R\.?N|CPA|J\.?D|[MOC]BE)\b\.?(?=[,\s]))?(?:\s?,\s?|\s\(|\s[–—-]\s|\s(?=(?:is|was)\s(?:a|an|the|(?:[A-Z]\w+\s){0,2}[A-Z]\w+[’']s)\s)|\s(?=the\s[a-z-]+(?:\s[a-z-]+)?[,.;]))"
    r"(?:(?:aged\s)?\d{1,2}\s?,\s?)?(?:(?:is|was)\s)?"
)
_TITLE_DOT = re.compile(
    r"\b(Mr|Mrs|Ms|Adm|Brig|Amb|Rev|Prof|Dr|Gen|Lt|Col|Maj|Sen|Rep|Gov|Fr|Sgt|Capt|Hon)\."
)
#: A nickname within a phrase: 'the "Stone Buddha" of Korean go'.
_NICKNAME = re.compile(r"[“\"‘]([^“”\"‘’\n,.]{1,30})[”\"’](?=\s[a-z])")
#: "South Korean-blacklisted": what is done to somebody is no nationality of his.
_PARTICIPLE = re.compile(r"(?<=[a-z])[-‐‑][a-z]+ed\b")
ARTICLES = frozenset(("a", "an", "the", "one", "then", "former", "ex", "late", "now"))


def said_before(text: str, start: int) -> list[str]:
    """Folded words before a name, from the last mark on."""
    said = _INITIALS.sub("US", text[max(0, start - _REACH_BEFORE) : start])
    said = _TITLE_DOT.sub(r"\1", said)
    cut = list(_CUT_BEFORE.finditer(said))
    return fold(said[cut[-1].end() :] if cut else said).split()


def said_behind(text: str, end: int) -> list[str] | None:
    """Folded words of the phrase that a comma, bracket or copula opens behind a name, or None."""
    opened = _OPENS.match(text, end)
    if opened is None:
        return None
    said = _INITIALS.sub("US", text[opened.end() : end + _REACH_BEHIND])
    said = _NICKNAME.sub(r"\1", said)
    cut = _CUT_BEHIND.search(said)
    said = _PARTICIPLE.sub("-based", said[: cut.start()] if cut else said)
    tokens = fold(said.split(",", 1)[0]).split()
    while tokens and tokens[0] in ARTICLES:
        tokens = tokens[1:]
    return tokens


def head(tokens: Sequence[str], ends: Container[str]) -> list[str]:
    """The words of a phrase up to one that ends it.

    Example:
        >>> head(["singer", "from", "Busan"], {"from", "of"})
        ['singer']
    """
    found = []
    for token in tokens:
        if token in ends:
            break
        found.append(token)
    return found
