# ruff: noqa: E501  # a pattern is read as one line
"""Shapes of what goes on with a statement: in its sentence ("and Tokyo followed suit"), or behind it.

Owns the patterns by which one statement leads to another. Refuses to decide.
"""

from __future__ import annotations

import re

from xref.match.claim_words import LIST

_VERB = r"(?:adopt|impos|introduc|announc|took|tak|follow|issu|unveil|appl|met(?:ed)?|gave|giv|dealt|dealing|hand)\w*"
#: What is done to somebody else as well.
_SAME = r"(?:treatment|punishments?|penalty|penalties|fate)"
#: What others did as well: `followed suit`, `imposed identical sanctions`.
LIKEWISE = (
    rf"(?:followed\ssuit|followed(?=\.|\s(?:on|in)\s|\s\w+\s(?:days?|weeks?|months?|years?)\s(?:later|after))|acted\s(?:\w+\s){{1,4}}?(?:earlier|before|later)|did\s(?:so|the\ssame|likewise)|had\s(?:already\s)?done\s(?:so|the\ssame)|respond\w*\s(?:\w+\s){0, 4}?with\s(?:the\ssame|identical|matching|similar)\s(?:measures?|sanctions|steps?)|{_VERB}\s(?:with\s|out\s|(?:him|her|it|them)\s)?(?:the\ssame|identical|matching|similar|parallel|equivalent|corresponding)"
    rf"\s(?:\w+\s)?(?:measures?|sanctions|steps?|action|restrictions|designations?|bans?|freezes?|{_SAME})(?!\s(?:on|against|target)))"
)
#: `Those sanctioned include`: the sentence before told by whom.
THOSE = re.compile(r"\s*(?:Those|Among|Also|Others|They)\b")
TOLD = re.compile(r"(?:['’]s)?(?:\s[\w.-]+){0,6}?\s(?:said|says|announced|confirmed)\b")
CONTINUED = re.compile(
    r"the\s(?:[a-z-]+\s){0,2}[a-z]+,\s(?=(?:the\s)?N\d)|(?:one|two|three|four|five|six|seven|eight|several|some)\sof\sthem,\s(?:including\s|among\sthem\s|notably\s)?(?=(?:the\s)?N\d)|(?:they|these|those|one|two|three|four|five|both|all|the|among|others|also|subject|affected|targeted|sanctioned|blacklisted|included|listed)\b[^.;N]{0,70}?\b(?:are|is|include[sd]?|were|was|(?:targets?|targeted|covers?|hits?|named?s?)(?:\s(?:was|were|is|are))?)\s"
    r"|(?:[a-z]+\s\w+,?\s)?it\s(?:also\s|then\s|later\s)?(?:added|targeted|hit|went after)\s"
    r"|(?:the\s)?(?:A\d+|it|\w+)(?:\s\w+){0,2}\s(?:also|separately)\s(?:went after|targeted|hit|named|added|listed)\s"
)
#: `The bank, N,`: one that the sentence before counted.
THE_ONE = re.compile(r"\s*The (?:[\w-]+ ){0,2}?([a-z]+(?<!s)(?<!est))(?=, [A-Z])")
#: `A blacklisted N in March, A in May and A in June`.
AND_TIMED = re.compile(
    rf"[^.;N]{{0,30}}?(?:,|,?\sand)\s(?:the\s)?({LIST})\s(?:in|last|on|this|a)\s[a-z0-9]+(?:\s(?:\d{{4}}|later|earlier|before))?(?=[.,;]|\sand\b|$)"
)
#: `sanctions on N, A's on N`; `N is on the list of A, and N on A's`.
ONES_ON = re.compile(
    r"(?:,|,?\sand)\s(?:the\s)?(A\d+)'s\s(?:(?:own|new|fresh)\s)?(?:ones\s)?(?:on|against)\s(?=[^.;]{0,80}N\d)"
)
AND_ON = re.compile(
    r"[^.;N]{0,30}?,?\s(?:and|while)\s(?:the\s)?N(\d+)\s(?:on|under)\s(?:the\s)?(A\d+)'s(?=[,.;]|\s(?:since|in|last|from|two)\b|$)"
)
#: `A had blacklisted N, as they had N`.
AS_THEY = re.compile(
    r"[^.;N]{0,90}?,\sas\s(?:it|they|he|she)\s(?:also\s)?(?:had|has|have|did|does)(?:\s(?:with|to|done\s(?:with|to)))?\s(?=(?:the\s)?(?:[a-z-]+\s){0,3}N\d)"
)
#: `They include N; the firms are N and N`.
THE_OTHERS = re.compile(
    r"(?:;|,|,?\sand|,?\swhile)\sthe\s(?:[a-z]+\s){1,2}(?:is|are|was|were)\s(?=(?:the\s)?N\d)"
    r"|;\s(?:the|one|two|three|four)\s(?:of\sthe\s)?others?,\s(?=(?:the\s)?N\d)"
)
#: `N and N are among those named`: the sentence before told by whom.
IS_AMONG = re.compile(
    r"(?:was|were|is|are|figures?|appears?|stands?)\s(?:also\s|both\s)?(?:among\s(?:those|the)\b(?!\sfirst)(?=[^.;]{0,40}(?:named|target|hit|listed|affected|singled|added|sanction|designat|blacklist|individuals|entities|companies|firms|ships|vessels))|(?:also\s)?on\sthe\slist\b|also\s(?:targeted|named|hit|added|included)\b|(?:targeted|singled\sout)(?=\stoo\b|\sas\swell\b|\.?$))"
)
#: `and A followed suit`, `as did A`, `and to A ones`: the same is done by others.
FOLLOWS = re.compile(
    rf"[^.;N]{{0,60}}?(?:(?:;|,|,?\s(?:and|with|before|while))\s(?:(?:in|on)\s[a-z0-9]+,?\s|(?:[a-z0-9]+\s){{1,3}}(?:later|earlier|before|after|afterwards),?\s)?(?:the\s)?(?P<suit>{LIST})\s(?:\w+\s)?(?:{LIKEWISE}(?!\s(?:with|by)\s[^.;,]{{0,60}}N\d)|following\ssuit|doing\s(?:so|the\ssame)|followed(?=[,.]|\s(?:in|on|a|two|three|last|days|weeks|months)\b))"
    rf"|,?\sas\s(?:did|has|have|had|does|do)\s(?:the\s)?(?P<did>{LIST})"
    rf"|\s(?:\w+\s){{0,3}}before\s(?:the\s)?(?P<before>{LIST})\s(?:did|followed|does)\b"
    rf"|(?:,?\sand\s(?:(?:to|under|by|on)\s)?|,\s(?:to|under|by|on)\s)(?:an?\s)?(?P<ones>{LIST})(?:'s)?\sones?\b|(?:,|,?\sand)\s(?:(?:to|under|on|from)\s)?(?:the\s)?(?P<its>{LIST})'s(?=[,.;]|\s(?:since|in|last|from|two)\b))"
)
#: `, and did the same to N`, `to whom A meted out the same punishment`, `N got the same treatment`.
SAME_TO = re.compile(
    rf"[^.;N]{{0,60}}?(?:;|,|,?\sand|,?\sbefore|,?\sthen)\s(?:(?:the\s)?(?P<who>{LIST})\s)?(?:[a-z]+\s){{0,2}}?{LIKEWISE}\s(?:to|with|on|for)\s(?=[^.;]{{0,60}}N\d)"
)
#: Words without which nothing is done alike; quick to look for.
ALIKE = re.compile(
    r"same|similar|identical|matching|parallel|equivalent|corresp|suit|likewise|\bso\b"
)
TO_WHOM = re.compile(
    rf"N(\d+)[\")]?,\s(?:to|on)\swhom\s(?:the\s)?({LIST})\s(?:[a-z]+\s){{0,3}}?{LIKEWISE}"
)
SHARE = rf"(?:got|received|suffered|faced|shared|met(?:\swith)?|(?:was|were)\s(?:given|dealt|handed|accorded))\s(?:the|an?)\s(?:same|similar|identical)\s(?:{_SAME}|measures?|sanctions|restrictions)\b"
SHARES = re.compile(
    rf"(?:;|,|,?\s(?:and|while|but|as))\s(?:[a-z-]+,?\s){{0,4}}?N(\d+)(?:,\s[^,;]{{1,60}})?,?\s(?:[a-z]+\s){{0,2}}?{SHARE}"
)
#: `Her deputy, N, met with the same fate`.
SHARES_TOO = re.compile(
    rf"(?:[a-z-]+,?\s){{0,5}}?N(\d+)(?:,\s[^,;]{{1,60}})?,?\s(?:[a-z]+\s){{0,2}}?{SHARE}"
)
#: `So has N`, behind `N has been blacklisted`.
SO = re.compile(r"\s*So (has|have|was|were|is|are) ")
_AUX = {"has": "ha(?:s|ve)", "have": "ha(?:s|ve)", "was": "w(?:as|ere)", "were": "w(?:as|ere)"}
SO_TOO = re.compile(r"so\s(?:has|have|was|were|is|are)\s(?=(?:[a-z-]+,?\s){0,5}N\d)")


def so_too(before: str, aux: str) -> bool:
    """Whether what a sentence says with "has" or "was" is the measure, and no other thing."""
    verb = _AUX.get(aux, "(?:is|are)")
    measure = r"(?:sanctioned|blacklisted|designated|listed|added|put|placed|under|on|subject)"
    return re.search(rf"\b{verb}\s(?:\w+\s){{0,2}}{measure}\b", before) is not None


SUIT = re.compile(
    rf"(?:[a-z0-9 ]{{2,30}},?\s)?(?:the\s)?({LIST})(?:'s)?(?:\s\w+){{0,3}}?\s{LIKEWISE}\b"
)
#: `N was sanctioned by A, and N by A`.
GAPPED = re.compile(
    rf",?\s(?:and|while)\s(?:[a-z'-]+\s){{0,4}}N(\d+)\s(?:[a-z0-9]+\s){{0,3}}?by\s(?:the\s)?({LIST})"
)
#: `…; N was added in 2020`: to the same list.
AND_LATER = re.compile(
    r"(?:[^.;N]|(?<=\s[a-z]{3})\.){0,30}?,?\sand\s(?:the\s)?N(\d+)\s(?:a|the|two|three|four|five|six|seven|eight|nine|ten|\d+)?\s?(?:days?|weeks?|months?|years?)\s(?:later|after|before|earlier)\b"
)
ADDED = re.compile(
    r"(?:;|,)\s(?:and\s|while\s)?(?:the\s)?N(\d+)\s(?:was\s(?:also\s)?added\b(?!\sto\b)|followed\s(?=(?:in|a|last|two|this)\s))"
)
