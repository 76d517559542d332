# ruff: noqa: E501  # a pattern is read as one line
"""A quick look at a claim word, before its sentence is cut and its names are found.

Owns telling from the letters around a claim word that it can make no claim: most print sanctions
on states, designated areas and listed hours. Invariant: a look costs a few microseconds, and where
it cannot tell, the sentence is read. Refuses to decide what is claimed.
"""

from __future__ import annotations

import re

from xref.match.claim_wording import forms
from xref.rules.claims import ClaimRules

_NEAR = 80  # letters looked at for `under` before `sanctions`
_BEFORE = 160  # letters looked at before a claim word
_BEHIND = 190  # ... and behind it
_CAPITAL = re.compile(r"(?<![\w-])[A-ZÀ-ÞĀ-ſ][\w’'-]*")
#: What goes on in a sentence: `U.S.` ends none.
_ON = r"(?:[^.;\n]|(?<![a-z]{3})\.|\.(?!\s))"
_ENDS = re.compile(r"(?<=[a-z]{3})[.!?][”\"]?\s|\n")
#: Before an infinitive or a headline's verb: it is done, and not only meant.
_DECIDES = re.compile(
    r"(?i:(?:decid\w+|agree\w+|mov\w+|vote\w*|chose|decision|did|went on)\b[^.;\n]{0,30}$)|[A-Z][\w.]* $|^$|\n$"
)
#: Where the next sentence begins, and how it does if it may tell whom this one is about.
_NEXT = re.compile(r"(?<=[a-z0-9)”\"’])\.[”\"’]?\s+(?=[A-Z“\"])")
_GOES_ON = re.compile(
    r"(?:They|These|Those|One|Two|Three|Both|Among them|Among those|Others|Also|Subject to|The (?:\w+ ){0,2}\w+s?|The \d+|[A-Z]\w+ also)\b[^.]{0,60}\b(?:inclu|are|is|were|was|went|target|named|hit|cover)"
    r"|The (?:[\w-]+ ){0,2}\w+, [A-Z]|[^.\n]{3,160}\b(?:among (?:those|the) |(?:was|were) also |on the list)"
)


#: A sentence that begins so names behind it who is under sanctions.
_OPENS_UNDER = re.compile(
    r"(?:^|[.!?][”\"]?\s+|\n)(?:Despite|Under|Though|Although|While|Being|Already|Long|Still|Now|Because)\b[^.;\n]{0,60}$"
)


#: `N, whose assets A froze`.
_WHOSE = re.compile(r"\bwhose (?:\w+ )?(?:assets|accounts|property|funds) [^.;,\n]{1,40}$")


#: `the 16th package`, `a package` that targets somebody.
_NTH = re.compile(r"\d(?:st|nd|rd|th) (?:sanctions )?$")
_PACKAGE = re.compile(r"(?i:packages? (?:also )?(?:list|target|include|hit|cover|name)s?\b)")


class ClaimPlaces:
    """Looks at claim words; immutable.

    Args:
        rules: Words of claims.
        no_names: Words in small letters that are no part of a name, states among them.

    Example:
        >>> from xref.rules import load_rules
        >>> places = ClaimPlaces(load_rules().claims, frozenset({"russia"}))
        >>> [places.may_claim(text, text.index("sanctions")) for text in
        ...  ("We have sanctions on Russia.", "EU sanctions on Rosneft bite.")]
        [False, True]
    """

    def __init__(self, rules: ClaimRules, no_names: frozenset[str]) -> None:
        words, meant = rules.words, rules.stand_ins
        self._no_names = no_names
        nouns = forms(
            sorted(
                {
                    word.removeprefix("the ")
                    for kind in (
                        meant.person,
                        meant.kin,
                        meant.vessel,
                        meant.organisation,
                        meant.any,
                    )
                    for word in kind
                    if word.startswith("the ")
                }
            )
        )
        self._pronoun = re.compile(
            rf" (?:him|her|it|its|them|his|their|the (?:[\w-]+ )?{nouns}|wh\w+)\b"
        )
        self._stands_in = _pattern(
            r"\b(?:he|she|it|they|him|her|them|both|who|whom|which|whose|those|named|also"
            rf"|the (?:\w+ )?{nouns}|the (?:\w+ ){{1,2}}(?:has|had|is|was|have|are|were))\b"
        )
        self._counted = re.compile(rf"\b{forms(words.counted)}\b")
        self._announces = re.compile(rf"\b{forms(words.imposing)}\s")
        #: Before `sanctions`: somebody is under them, or was hit with them.
        self._under = re.compile(
            rf"\b(?:{forms([*words.under, *words.putting])}|with|(?:on|against) wh\w+"
            r"|(?:round|package|tranche) of)\b"
            r"|\bto (?:its|their|(?:the )?[a-z][\w.]*['’]s) (?:\w+ ){0,2}$"
        )
        #: First four letters -> claim words that begin so, the longest first, each with its shapes.
        self._by_head: dict[str, list[tuple[str, list[tuple[re.Pattern[str], bool]]]]] = {}
        shapes = _shapes(forms([*words.assets, "properties", "holdings"]))
        for word in sorted(shapes, key=len, reverse=True):
            for head in (word[:4],) if len(word) > 3 else (f"{word}oz", f"{word}ee"):
                self._by_head.setdefault(head, []).append(
                    (word, [(shape, "whom" in shape.groupindex) for shape in shapes[word]])
                )

    def may_claim(self, text: str, place: int) -> bool:
        """Whether the claim word at an offset can make a claim, by what stands around it."""
        head = text[place : place + 14].lower()
        if not _may_begin(text, place, head):
            return False
        of_head = self._by_head.get(head[:4], ())
        shapes = next((own for key, own in of_head if head.startswith(key)), None)
        if shapes is None:
            return True
        end = place + _BEHIND
        before = False
        for shape, has_whom in shapes:
            match = shape.match(text, place, end)
            if match is not None:
                if not has_whom:
                    before = True
                elif self._may_name(match["whom"]):
                    return True
        near = _clause(text[max(0, place - _NEAR) : place])
        if not before and head.startswith("sanctions"):
            before = self._under.search(near) is not None
        if head.startswith("fr"):
            before = before or _WHOSE.search(near) is not None
        # `Listed by A in May, the firm kept its office`
        opens = before and (
            text[place].isupper() or _OPENS_UNDER.search(text, max(0, place - _NEAR), place)
        )
        if opens and self._is_named(_ENDS.split(text[place + 8 : end])[0]):
            return True
        if before and self._is_named(_ENDS.split(text[max(0, place - _BEFORE) : place])[-1]):
            return True
        if not head.startswith(("sanction", "designat", "froz", "freez")):
            return False
        following = _NEXT.search(text, place, place + _BEHIND)
        if following is None or not _GOES_ON.match(text, following.end(), end + _BEHIND):
            return False
        behind = text[place : following.start()].lower()
        return bool(
            self._announces.search(near) or "decided " in near or self._counted.search(behind)
        )

    def _is_named(self, left: str) -> bool:
        """Whether a text names somebody, or has a word for somebody named before."""
        return self._may_name(left) or self._stands_in.search(left) is not None

    def _may_name(self, text: str) -> bool:
        """Whether a word with a capital may be a part of a name, or a pronoun stands there."""
        return self._pronoun.match(text) is not None or any(
            word.group().lower().removesuffix("'s").removesuffix("’s") not in self._no_names
            for word in _CAPITAL.finditer(text)
        )


def _may_begin(text: str, place: int, head: str) -> bool:
    """Whether a base form is a deed, and a package one of sanctions, by what stands before it."""
    if head.startswith(("designate ", "sanction ")):
        return _DECIDES.search(text, max(0, place - _NEAR), place) is not None
    if head.startswith("package"):
        numbered = _NTH.search(text, max(0, place - _NEAR), place) is not None
        return numbered or _PACKAGE.match(text, place) is not None
    return True


def _clause(left: str) -> str:
    """What stands before a claim word in its clause, in small letters."""
    return left[max(left.rfind(";"), left.rfind("\n")) + 1 :].lower()


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(f"(?i:{words})")


def _shapes(things: str) -> dict[str, tuple[re.Pattern[str], ...]]:
    """First letters of a claim word -> shapes in which it can claim.

    Each tells what stands behind it, with who is meant (`whom`) where that stands there too;
    without, whoever it is stands before.
    """
    return {
        "sanctions": (
            _pattern(
                rf"sanctions(?:[^.;\n]{{0,75}}?\b(?:on|against|upon|aimed at)\b|(?:,{_ON}{{3,90}}?,)? (?:also |were |was )?"
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
            _pattern(r"designat(?:ed|es|ing)(?P<whom> (?:him|her|it|them|the [\w-]+(?: [\w-]+)?)\b)"),
            _pattern(r"designat(?:ed|ion),?(?: [\w,]+){0,4}? (?:by|pursuant|under|on|in|for|today|along|of|too|alongside)\b|designated(?:, |\.|$)"),
        ),
        "listed": (
            re.compile(r"(?i:listed)(?P<whom> (?:[a-z0-9’'-]+,? ){0,6}[A-Z].{0,40})"),
            _pattern(r"listed(?P<whom> (?:him|her|the [\w-]+(?: [\w-]+)?)\b)"),
            _pattern(r"listed (?:by|under|today|for|on|last|earlier|the (?:week|day|month|year)|at the same|too|as well|along|alongside|in (?:\d{4}|(?-i:[A-Z])\w*))\b"),
        ),
        "listings:": (_pattern(r"listings:(?P<whom>.{0,80})"),),
        "listing": (re.compile(r"(?i:listing)(?P<whom>(?: of)? (?:[a-z0-9]+,? ){0,7}[A-Z].{0,40})"),),
        "fr": (
            _pattern(rf"(?:fr[eo]e?z\w*|frozen)(?P<whom>{_ON}{{0,80}}?\b{things}\b{_ON}{{0,80}})"),
            _pattern(rf"freez\w+ lists?|frozen, |frozen[,.]? (?:\w+ ){{0,2}}(?:by|in)\b|freez\w+ (?:on|of) (?:the )?(?:\w+ )?{things}"),
        ),
        "blocked ": (_pattern(rf"blocked(?P<whom> (?:the )?(?:\w+ )?{things}\b{_ON}{{0,80}})"), _pattern("blocked (?:and must|persons?)")),
        "taking": (_pattern(rf"tak\w+ action[^;\n]{{0,60}}? against\b(?P<whom>{_ON}{{0,110}})"),),
        "takes action": (_pattern(rf"takes action[^;\n]{{0,60}}? against\b(?P<whom>{_ON}{{0,110}})"),),
        "taken action": (_pattern(rf"taken action[^;\n]{{0,60}}? against\b(?P<whom>{_ON}{{0,110}})"),),
        "took action": (_pattern(rf"took action[^;\n]{{0,60}}? against\b(?P<whom>{_ON}{{0,110}})"),),
        "travel ban": (
            _pattern(rf"travel bans?[^;\n]{{0,40}} (?:on|against)\b(?P<whom>{_ON}{{0,110}})"),
            _pattern(r"travel bans?\b"),
        ),
        "sanctions-hit": (_pattern(rf"sanctions-hit(?P<whom>{_ON}{{0,90}})"),),
        "restrictions": (_pattern(r"restrictions,? (?:which|that) [\w. ]{2,25} (?:has |had |have )?(?:imposed|slapped|placed|levied) (?:on|against)\b(?P<whom>.{0,80})"),),
        "measures": (_pattern(r"measures,? (?:which|that) [\w. ]{2,25} (?:has |had |have )?(?:imposed|slapped|placed|levied) (?:on|against)\b(?P<whom>.{0,80})"), _pattern(rf"measures (?:also |announced .{{3,40}} |imposed .{{3,40}} )?(?:against|target|hit|on|cover|include)\w*(?P<whom>{_ON}{{0,110}})"),),
    }  # fmt: skip
