"""A quick look at a claim word, before its sentence is cut and its names are found.

Owns telling from the letters around a claim word that it can make no claim: most print sanctions
on states, designated areas and listed hours. Invariant: a look costs a few microseconds, and where
it cannot tell, the sentence is read. Refuses to decide what is claimed.
"""

from __future__ import annotations

import re

_BEFORE = 160  # letters looked at before a claim word
_BEHIND = 190  # ... and behind it
_CAPITAL = re.compile(r"(?<![\w-])[A-ZÀ-ÞĀ-ſ][\w’'-]*")
_PRONOUN = re.compile(
    r" (?:him|her|it|its|them|his|their|the (?:ship|vessel|tanker|company|bank|firm|group|yacht)|wh\w+)\b"
)
_STANDS_IN = re.compile(
    r"(?i:\b(?:he|she|it|they|him|her|them|both|who|whom|which|whose|those|named|also"
    r"|the (?:\w+ )?(?:ship|vessel|tanker|company|bank|firm|general|man|men|group|official|minister|yacht))\b)"
)
_THINGS = r"(?:assets?|accounts?|funds|property|properties|holdings)"


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(f"(?i:{words})")


#: First letters of a claim word -> shapes in which it can claim: what stands behind it, with
#: who is meant (`whom`) where that stands there too; without, whoever it is stands before.
_SHAPES: dict[str, tuple[re.Pattern[str], ...]] = {
    "sanctions": (
        _pattern(
            r"sanctions(?:[^.;\n]{0,75}?\b(?:on|against|upon|aimed at)\b| (?:also |were |was )?"
            r"(?:target|hit|cover|include|name|appl)\w*\b)(?P<whom>[^;\n]{0,110})"
        ),
        re.compile(r"(?i:sanctions)(?P<whom> (?:[a-z0-9’'-]+ ){0,4}(?-i:[A-Z])[^;\n]{0,60})"),
        _pattern(
            r"sanctions (?:and \w+ )?(?:\w+ )?(?:(?:black)?list|package|register|designation)"
        ),
    ),
    "sanctioning": (_pattern(r"sanctioning(?P<whom>[^.;\n]{0,90})"),),
    "sanction ": (
        _pattern(r"sanction(?P<whom>[^.;\n]{0,90})"),
        _pattern(r"sanction (?:list|package|register)"),
    ),
    "designat": (
        re.compile(
            r"(?i:designat(?:ed?|es|ing|ions?)\b)(?! (?:the )?(?:facility|medical|week|month|day"
            r"|areas?|lands?|as (?!spec|a spec)))(?P<whom>[ ,]+(?:[a-z0-9’'-]+[ ,]+){0,9}?[A-Z].{0,40})"
        ),
        _pattern(r"designat(?:ed|ion),? (?:by|pursuant|under|on|in|for|today|along|of)\b"),
    ),
    "listed": (
        re.compile(r"(?i:listed)(?P<whom> (?:[a-z0-9’'-]+,? ){0,6}[A-Z].{0,40})"),
        _pattern(r"listed (?:by|under|today|for|on|in (?:\d{4}|(?-i:[A-Z])))\b"),
    ),
    "listing": (re.compile(r"(?i:listing)(?P<whom>(?: of)? (?:[a-z0-9]+,? ){0,7}[A-Z].{0,40})"),),
    "fr": (
        _pattern(rf"(?:fr[eo]e?z\w*|frozen)(?P<whom>[^;\n]{{0,80}}?\b{_THINGS}\b[^;\n]{{0,80}})"),
        _pattern(r"fr\w+[,.]? (?:\w+ ){0,2}(?:by|on|in)\b"),
    ),
    "blocked ": (_pattern(rf"blocked(?P<whom> (?:the )?(?:\w+ )?{_THINGS}\b[^;\n]{{0,80}})"), _pattern("blocked and must")),
    "tak": (_pattern(r"tak\w+ action[^;\n]{0,60}? against\b(?P<whom>[^;\n]{0,110})"),),
    "took action": (_pattern(r"took action[^;\n]{0,60}? against\b(?P<whom>[^;\n]{0,110})"),),
    "travel ban": (
        _pattern(r"travel bans?[^;\n]{0,40} (?:on|against)\b(?P<whom>[^;\n]{0,110})"),
        _pattern(r"travel bans?\b"),
    ),
    "sanctions-hit": (_pattern("sanctions-hit"),),
    "measures": (_pattern(r"measures (?:against|target|hit|on)\w*(?P<whom>[^;\n]{0,110})"),),
}  # fmt: skip
_KEYS = tuple(sorted(_SHAPES, key=len, reverse=True))
#: The sentence behind may tell whom it is about.
_GOES_ON = re.compile(
    r"[^.\n]{0,250}\.\s+(?:They|These|Those|Among them|Among those|The (?:list|targets|names)|[A-Z]\w+ also)\b[^.]{0,60}\b(?:inclu|are|is|were|was|went|target)"
)
#: Before `sanctions`: somebody is under them, or was hit with them.
_UNDER = _pattern(
    r"\b(?:under|subject to|fac(?:e|es|ed|ing)|hit|hits|slap\w*|target\w*|with|(?:on|against) wh\w+"
    r"|(?:round|package|tranche) of)\b[^;\n]{0,60}$"
)


def may_claim(text: str, place: int, no_names: frozenset[str]) -> bool:
    """Whether the claim word at an offset can make a claim, by what stands around it.

    Args:
        text: The article.
        place: Where the claim word begins.
        no_names: Words in small letters that are no part of a name, states among them.

    Example:
        >>> few = frozenset({"russia"})
        >>> [may_claim(text, text.index("sanctions"), few) for text in
        ...  ("We have sanctions on Russia.", "EU sanctions on Rosneft bite.")]
        [False, True]
    """
    head = text[place : place + 12].lower()
    key = next((key for key in _KEYS if head.startswith(key)), None)
    if key is None:
        return True
    left = text[max(0, place - _BEFORE) : place]
    for shape in _SHAPES[key]:
        match = shape.match(text, place, place + _BEHIND)
        if match is None:
            continue
        if "whom" in shape.groupindex:
            if _may_name(match["whom"], no_names):
                return True
        elif _is_named(left, no_names):
            return True
    if _GOES_ON.match(text, place, place + 2 * _BEHIND):
        return True
    return key == "sanctions" and _UNDER.search(left) is not None and _is_named(left, no_names)


def _is_named(left: str, no_names: frozenset[str]) -> bool:
    """Whether a text names somebody, or has a word for somebody named before."""
    return _STANDS_IN.search(left) is not None or _may_name(left, no_names)


def _may_name(text: str, no_names: frozenset[str]) -> bool:
    """Whether a capitalised word of a text may be a part of a name, or a pronoun stands there."""
    return _PRONOUN.match(text) is not None or any(
        word.group().lower().removesuffix("'s").removesuffix("’s") not in no_names
        for word in _CAPITAL.finditer(text)
    )
