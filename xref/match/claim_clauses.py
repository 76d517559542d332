# ruff: noqa: E501  # a pattern is read as one line
"""Shapes of clauses: where one ends, passives, pronouns that act, what is false or over.

Owns what is asked about the clause around a claim word, over the codes of `claim_marks`. Words of
grammar are here; words of the field stand in the rules (`claim_wording`). Refuses to decide.
"""

from __future__ import annotations

import re

from xref.match.claim_words import ADVERB

NAME = re.compile(r"N(\d+)(?:'s\b)?")
BODY = re.compile(r"[AL](\d+)")
BE = re.compile(rf"\b(?:was|were|is|are|been|being|be|got|remains?|'s|'re){ADVERB}\s+$")
HAVE = re.compile(rf"\b(?:has|have|had|'ve|'s){ADVERB}\s+$")
#: `the second company to be sanctioned`: it has been.
FIRST_TO_BE = re.compile(
    r"\b(?:first|second|third|fourth|latest|last|only|\d+th)\b[^,;.N]{0,60}?\bto\s(?:have\s)?be(?:en)?\b"
)
TO_BE = re.compile(rf"{FIRST_TO_BE.pattern}{ADVERB}\s+$")
#: `was denied entry and then listed`.
#: `was, together with others, sanctioned`.
BE_ASIDE = re.compile(r"\b(was|were|is|are|been),\s[^,;N]{1,90},\s$")
AND_ED = re.compile(rf"\b(?:was|were|been)\s[^,;]*\band{ADVERB}\s+$")
PLURAL = re.compile(
    rf"\b(?:were|are|have(?:\s\w+){{0,2}} been){ADVERB}\s+$|\b(?:both|all|each)(?:\sof\s\w+)?(?:\s(?:are|were|now|also|been))*\s*$|\b(?:figure|appear|stand|remain|feature)\s*$"
    # `two officials, N and N,`
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\s[^,;N]{1,60},\s(?:the\s)?N\d+(?:,\s(?:the\s)?N\d+)*,?\sand\s(?:the\s)?N\d+,?(?:\s[a-z]+){0,4}\s*$"
)
BREAK = re.compile(
    # Each branch begins with a letter or mark: so it is searched three times as fast.
    r";|:|—|–|\.\s|w(?<!\w\w)(?:hile|hereas|hen|ho|hom|hose|hich|here|hy)\b|a(?<!\w\w)(?:lthough|fter|s\ssoon\sas)\b|b(?<!\w\w)(?:ut|ecause|efore)\b"
    r"|s(?<!\w\w)(?:aid|ays)\b|t(?<!\w\w)(?:hough|old|hat)\b|how(?<!\whow)\b"
    r"|since(?=\s(?:the\s)?A\d+\s(?!sanctions))|once(?=\s(?:the\s)?A\d+\s(?!sanctions))|until(?=\s(?:the\s)?A\d+\s(?!sanctions))"
    r"|,\s+(?:and\s+|but\s+)?(?=(?:the\s+)?A\d+\s+(?:has|have|had|also|sanction|designat|blacklist|impos|add|put|plac))"
)
INSERT = re.compile(
    r",\s(?:the\s)?A\d+(?:'s)?\s(?:[a-z-]+\s){0,3}(?:said|says|announced|added)\b[^,;]*,|,\s(?!(?:the\s)?(?:A\d|N\d+(?!'s)))(?:(?:for|of|with|to|from|against|by)\swh\w+|along|together|like|as\swell\sas|which(?!\s(?:the\s)?A\d+,)|who|whom|whose(?!\s[^,;]{1,40},\s(?:the\s)?N\d)|an?|the|another|both|now|then|once|already|head|in|on|based|formerly|previously|since|later|recently|also|\w+ed|known|born|(?:his|her|its)(?!\s[^,;]{1,40},\s(?:the\s)?N\d))\b(?:(?!\bwhose\b)[^,;])*,"
)
CLAUSE_ENDS = re.compile(r"[;:]|\.\s|,\s(?:and|but)\b|\b(?:while|although|but)\b")
IT = re.compile(r"\b(?:it|they|he|she)\b[^,.;]*$")
#: `A accused N of fraud and sanctioned him`, `A followed L in listing N`: the first that acts.
AND_VERB = re.compile(
    r"(?:\band|\bthen|,|\bin|\bby|\bbefore|\bafter)(?:\s(?:[a-z]+ly|also|then|later|has|have|had))*\s*$"
)
AND_BE = re.compile(
    rf"\b(?:and|but|then)\s(?:[a-z]+\s)?(?:was|were|is|are|has|had|been){ADVERB}\s*$|\band{ADVERB}\s*$"
)
TELLS_FALSE = re.compile(
    r"\b(?:not true|untrue|false(?!\s(?:flag|name|papers|passport|documents|identity|invoices))|wrong|den(?:y|ies|ied)|no (?:evidence|sign|indication|record)|rumou?rs?|reports?)\b[^,;]*\bthat\b"
)
#: `has not commented on the sanctions`: that denies nothing.
NEUTRAL = re.compile(
    r"\b(?:lost|dismissed|rejected|threw out|thrown out|failed in)\s(?:an?|the|his|her|its)\s(?:\w+\s)?(?:appeal|challenge|case|lawsuit|bid|suit|complaint)\b|\bappeal(?:s|ed|ing)?\s(?:against|over)\b|\b(?:no\sone|nobody)\suntil\b|\buntil\s(?=(?:he|she|it|they|N\d+|the\s\w+)\s(?:was|were)\b)|\b(?:not|n't|never|declined to|refused to|declined|yet to)\s(?:\w+ly\s|yet\s)?(?:comment|respond|repl|answer|react|mention|say|said|surpris|know|clear)\w*"
)
#: `N left after being sanctioned`: the subject of the clause before.
AFTER_BEING = re.compile(
    rf",?\s(?:after|since|despite|before|upon|following|for|from|while|without)\s(?:later\s|also\s)?(?:being|having\s(?:also\s)?been){ADVERB}\s$"
)
#: A clause whose subject is a pronoun or a noun.
SUBJECT_WORD = re.compile(
    r"[\s\"']*(?:he|she|it|they|the\s(?:[a-z-]+\s){0,2}?[a-z-]+)\s(?:[a-z]+ly\s)?[a-z]+"
)
IS_FALSE = re.compile(r"\b(?:is|was|are|were)\s(?:wrong|false|untrue|mistaken|fabricated|denied)\b")
#: `the wife of sanctioned banker N`.
OF_SOME = re.compile(
    r"\b(?:wife|husband|son|daughter|brother|sister|friend|ally|lawyer|company|firm|yacht|house|home|villa|owner|associate|property|assets)\s(?:of|to|from)\s(?:the\s)?$"
)
#: `Had A sanctioned N, …`: it has not.
WILL_FREEZE = re.compile(
    r"\b(?:said|announced|decided|confirmed)\b[^.;,N]{0,40}?\b(?:it|they|he|she)\s(will)\s(?:also\s)?$"
)
ALSO = re.compile(r"\b(?:was|were|is|are|been)\s(?:both\s)?also\s$")
PRONOUN_ACTS = re.compile(r"[\s\"']*(he|she|it)\b")
WHO_WERE = re.compile(r"\b(?:who|which|that)\s(?:were|are|have\sbeen)\s(?:\w+ly\s)?$")
TOO = re.compile(r"\s(?:at the same time|the same day|as well|too|alongside|simultaneously)\b")
SUBORDINATE = re.compile(
    r"[\s\"']*(?:after|since|when|before|because|although|though|once|even\sthough|days|weeks|months|years|hours|according\sto|despite|following|until|upon|with|given)\b"
)
SUBJECT_AFTER = re.compile(r"[^;.,N]{0,60},\s(?:the\s)?(?:[a-z-]+\s){0,3}N(\d+)(?!'s)")
GERUND = re.compile(r"\b(?:after|before|since|by|while|in|besides|when|following)\s(?:also\s)?$")
ASIDE = re.compile(
    r",\s(?:however|though|instead|meanwhile|in turn|then|later|nevertheless|also),(?=\s)"
)
UNREAL = re.compile(r"(?:^|[\",—–]\s*)had\s(?:the\s)?[AN]\d+\s(?:not\s)?\w+ed\b")
OVER = re.compile(
    r"\b(?:expired?|lapsed|(?:were|was|been|are|be|being)\s+(?:\w+\s+)?(?:lifted|dropped|removed|eased|suspended|waived|revoked|annulled|overturned|scrapped))\b"
)
TIMED = re.compile(
    r"\s*(?:only\s|just\s)?(?:[,.;)\"]|$|(?:in|since|over|for|last|after|amid|earlier|this|(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:days?|weeks?|months?|years?)|two|three|on \w+day|the (?:same|next|following) (?:day|week|month|year)|the \w+ (?:before|after)|a (?:day|week|month|year)|again|today|yesterday|along with)\b)"
)
#: `named by A as its envoy`: that is no measure.
NAMED_AS = re.compile(
    r"[^.;,]{0,80}?(?<!early\s)(?<!late\s)(?<!ago\s)\bas\s(?!early|late|long|part)"
)
AS_EARLY = re.compile(
    r"\s(?:on\s[a-z]{3,9}\.?\s\d+|as\s(?:early|late|long\sago)|alongside|together)\b"
)
#: Behind `was designated`: it is a measure.
LEGAL = re.compile(
    r"\s+(?:(?:(?:on|in)\s)?(?:\w+\s){0,2}(?:\d+,?\s)?\d{4}(?=\s(?:pursuant|under|for)\b|[.,]|$)|(?:pursuant|under|for|today|along|together)\b)"
)
#: `designated N as an envoy`; "as well as" and "as soon as" make nobody anything.
AS = re.compile(
    r"[^.;]{0,120}?(?<!well\s)(?<!soon\s)\bas\s+(?!well\b|soon\b)(?:the\s+|an?\s+|its\s+|their\s+)?"
)
UNDER_NAME = re.compile(r"[^.;N]{0,40}\b(?:as|under the name)\s\W?N(\d+)")
MADE = re.compile(r"\s(?:[a-z]+\s){0,3}N\d+\s(?:an?|its|their|the|as(?!\swell\b))\s")
#: What is done, whatever else the clause plans: `would retaliate for the designation of`.
FACT = re.compile(
    r"\b(?:over|after|following|despite|retaliat\w*\sfor)\s(?:the\s)?(?:A\d+(?:'s)?\s)?$"
)
RELEASED = re.compile(
    r"\b(?:was|were|been)\s(?:\w+ly\s|later\s|since\s)?(?:removed|taken off|dropped|struck off|struck from|delisted)\b"
)
COPULA = re.compile(
    r",?\s+(?:is|was|are|were|became|remains?)\s(?:also\s|now\s)?(?:an?|the|among|one|part)\s"
)
COPULAS = re.compile(r",?\s(?:are|were)\s")
ADVERBS = re.compile(rf"[\")]?{ADVERB}\s*")
FINITE_VERB = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|said|says|met|did|does|may|could|who|whose|which|that|owns|runs|told|\w+ed\s(?:an?|the|his|her|its|their|two|through|with|for))\b"
)
#: `N fled after he was sanctioned`: a pronoun alone in a clause that depends on another.
DEPENDENT = re.compile(
    r"\b(?:after|because|since|when|before|until|once|as|although|though|that|which|where|but|and|while)\s(?P<who>he|she|it)\s(?:was|has|had|is)\b[^,;N]*$"
)
#: `He and N are under`: both.
HE_AND = re.compile(
    r"[\s\"']*(?:(?:on|in)\s[a-z0-9 ]{2,20}?,?\s)?(?:both\s)?(he|she|it|the\s(?:[a-z-]+\s){0,2}[a-z-]+(?=\s(?:and|as well as)\s(?:his|her|its|two|three|four)\b)|the\s(?:[a-z-]+\s){0,2}?[a-z-]+(?=\s(?:and|as\swell\sas)\s[^.;]*N\d[^.;]*\s(?:were|are|have|both|all)\b))(?:\s(?:and|as\swell\sas)|,\s(?:like|as\swell\sas|along\swith|together\swith))\s(?=[^.;]*N\d)"
)
