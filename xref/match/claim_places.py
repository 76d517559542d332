# ruff: noqa: E501  # a pattern is read as one line
"""A quick look at a claim word, before its sentence is cut and its names are found.

Owns telling from the letters around a claim word that it can make no claim: most print sanctions
on states, designated areas and listed hours. Invariant: a look costs a few microseconds, and where
it cannot tell, the sentence is read. Refuses to decide what is claimed.
"""

from __future__ import annotations

import re

_NEAR = 80  # letters looked at for `under` before `sanctions`
_BEFORE = 160  # letters looked at before a claim word
_BEHIND = 190  # ... and behind it
_CAPITAL = re.compile(r"(?<![\w-])[A-ZÀ-ÞĀ-ſ][\w’'-]*")
_PRONOUN = re.compile(
    r" (?:him|her|it|its|them|his|their|the (?:ship|vessel|tanker|company|bank|firm|group|yacht)|wh\w+)\b"
)
_STANDS_IN = re.compile(
    r"(?i:\b(?:he|she|it|they|him|her|them|both|who|whom|which|whose|those|named|also"
    r"|the (?:\w+ )?(?:ship|vessel|tanker|company|bank|firm|general|man|men|group|official|minister|yacht)|the (?:\w+ ){1,2}(?:has|had|is|was|have|are|were))\b)"
)
#: What goes on in a sentence: `U.S.` ends none.
_ON = r"(?:[^.;\n]|(?<![a-z]{3})\.|\.(?!\s))"
_ENDS = re.compile(r"(?<=[a-z]{3})[.!?][”\"]?\s|\n")
_THINGS = r"(?:assets?|accounts?|funds|property|properties|holdings)"


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(f"(?i:{words})")


#: First letters of a claim word -> shapes in which it can claim: what stands behind it, with
#: who is meant (`whom`) where that stands there too; without, whoever it is stands before.
_SHAPES: dict[str, tuple[re.Pattern[str], ...]] = {
    "sanctions": (
        _pattern(
            r"sanctions(?:[^.;\n]{0,75}?\b(?:on|against|upon|aimed at)\b| (?:also |were |was )?"
            rf"(?:target|hit|cover|include|name|appl)\w*\b)(?P<whom>{_ON}{{0,110}})"
        ),
        re.compile(r"(?i:sanctions)(?P<whom> (?:[a-z0-9’'-]+ ){0,4}(?-i:[A-Z])[^;\n]{0,60})"),
        _pattern(
            r"sanctions (?:and \w+ )?(?:\w+ )?(?:(?:black)?list|package|register|designation)"
        ),
    ),
    "sanctioning": (_pattern(rf"sanctioning(?P<whom>{_ON}{{0,90}})"),),
    "sanction ": (
        _pattern(rf"sanction(?P<whom>{_ON}{{0,90}})"),
        _pattern(r"sanction (?:list|package|register)"),
    ),
    "designat": (
        re.compile(
            r"(?i:designat(?:ed?|es|ing|ions?)\b)(?! (?:the )?(?:facility|medical|week|month|day"
            r"|areas?|lands?|as (?!spec|a spec)))(?P<whom>[ ,]+(?:[a-z0-9’'-]+[ ,:]+){0,9}?[A-Z].{0,40})"
        ),
        _pattern(r"designat(?:ed|ion),?(?: [\w,]+){0,4}? (?:by|pursuant|under|on|in|for|today|along|of)\b"),
    ),
    "listed": (
        re.compile(r"(?i:listed)(?P<whom> (?:[a-z0-9’'-]+,? ){0,6}[A-Z].{0,40})"),
        _pattern(r"listed (?:by|under|today|for|on|in (?:\d{4}|(?-i:[A-Z])))\b"),
    ),
    "listing": (re.compile(r"(?i:listing)(?P<whom>(?: of)? (?:[a-z0-9]+,? ){0,7}[A-Z].{0,40})"),),
    "fr": (
        _pattern(rf"(?:fr[eo]e?z\w*|frozen)(?P<whom>{_ON}{{0,80}}?\b{_THINGS}\b{_ON}{{0,80}})"),
        _pattern(rf"frozen, |frozen[,.]? (?:\w+ ){{0,2}}(?:by|in)\b|freez\w+ (?:on|of) (?:the )?(?:\w+ )?{_THINGS}"),
    ),
    "blocked ": (_pattern(rf"blocked(?P<whom> (?:the )?(?:\w+ )?{_THINGS}\b{_ON}{{0,80}})"), _pattern("blocked (?:and must|persons?)")),
    "taking": (_pattern(rf"tak\w+ action[^;\n]{{0,60}}? against\b(?P<whom>{_ON}{{0,110}})"),),
    "takes action": (_pattern(rf"takes action[^;\n]{{0,60}}? against\b(?P<whom>{_ON}{{0,110}})"),),
    "taken action": (_pattern(rf"taken action[^;\n]{{0,60}}? against\b(?P<whom>{_ON}{{0,110}})"),),
    "took action": (_pattern(rf"took action[^;\n]{{0,60}}? against\b(?P<whom>{_ON}{{0,110}})"),),
    "travel ban": (
        _pattern(rf"travel bans?[^;\n]{{0,40}} (?:on|against)\b(?P<whom>{_ON}{{0,110}})"),
        _pattern(r"travel bans?\b"),
    ),
    "sanctions-hit": (_pattern(rf"sanctions-hit(?P<whom>{_ON}{{0,90}})"),),
    "measures": (_pattern(rf"measures (?:against|target|hit|on)\w*(?P<whom>{_ON}{{0,110}})"),),
}  # fmt: skip
#: First four letters -> claim words that begin so, the longest first, each with its shapes.
_BY_HEAD: dict[str, list[tuple[str, list[tuple[re.Pattern[str], bool]]]]] = {}
for _word in sorted(_SHAPES, key=len, reverse=True):
    for _head in (_word[:4],) if len(_word) > 3 else (f"{_word}oz", f"{_word}ee"):
        _BY_HEAD.setdefault(_head, []).append(
            (_word, [(shape, "whom" in shape.groupindex) for shape in _SHAPES[_word]])
        )
#: Before an infinitive or a headline's verb: it is done, and not only meant.
_DECIDES = re.compile(
    r"(?i:(?:decid\w+|agree\w+|mov\w+|vote\w*|chose|decision|did|went on)\b[^.;\n]{0,30}$)|[A-Z][\w.]* $|^$|\n$"
)
_COUNTED = _pattern(
    r"[^.\n]{0,120}\b(?:individuals|entities|vessels|ships|companies|people|men|women|firms|nationals|persons|tankers|agents|hackers|officials|north koreans|russians|iranians|banks|targets)\b"
)
#: The sentence behind may tell whom it is about.
_GOES_ON = re.compile(
    r"[^.\n]{0,250}\.\s+(?:They|These|Those|Among them|Among those|Others|Also|The (?:\w+ ){0,2}\w+s?|[A-Z]\w+ also)\b[^.]{0,60}\b(?:inclu|are|is|were|was|went|target|named|hit|cover)|[^.\n]{0,250}\.\s+The (?:\w+ ){0,2}\w+s, [A-Z]|[^.\n]{0,250}\.\s+[^.\n]{3,160}\b(?:among (?:those|the) |(?:was|were) also (?:targeted|named|hit|added))"
)
#: ... if something was imposed.
_ANNOUNCES = _pattern(
    r"\b(?:announc|impos|unveil|issu|lev(?:y|i)|adopt|introduc|slapp|approv)[a-z]*\s[^.;\n]{0,60}$"
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
    head = text[place : place + 14].lower()
    if head.startswith(("designate ", "sanction ")) and not _DECIDES.search(
        text, max(0, place - _NEAR), place
    ):
        return False
    shapes = next((own for key, own in _BY_HEAD.get(head[:4], ()) if head.startswith(key)), None)
    if shapes is None:
        return True
    end = place + _BEHIND
    before = False
    for shape, has_whom in shapes:
        match = shape.match(text, place, end)
        if match is not None:
            if not has_whom:
                before = True
            elif _may_name(match["whom"], no_names):
                return True
    if not before and head.startswith("sanctions"):
        before = _UNDER.search(text, max(0, place - _NEAR), place) is not None
    if before and _is_named(_ENDS.split(text[max(0, place - _BEFORE) : place])[-1], no_names):
        return True
    if not head.startswith(("sanctions", "designated", "sanctioning")):
        return False
    told = _ANNOUNCES.search(text, max(0, place - _NEAR), place) or _COUNTED.match(text, place, end)
    return told is not None and _GOES_ON.match(text, place, end + _BEHIND) is not None


def _is_named(left: str, no_names: frozenset[str]) -> bool:
    """Whether a text names somebody, or has a word for somebody named before."""
    return _STANDS_IN.search(left) is not None or _may_name(left, no_names)


def _may_name(text: str, no_names: frozenset[str]) -> bool:
    """Whether a capitalised word of a text may be a part of a name, or a pronoun stands there."""
    return _PRONOUN.match(text) is not None or any(
        word.group().lower().removesuffix("'s").removesuffix("’s") not in no_names
        for word in _CAPITAL.finditer(text)
    )
