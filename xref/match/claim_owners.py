# ruff: noqa: E501  # a pattern is read as one line
"""Shapes in which a body stands: who acts, who is behind "by", whose a list or measure is.

Owns the patterns over the codes of `claim_marks` by which the bodies of a statement are found.
Words of grammar are here; words of the field stand in the rules (`claim_wording`). Refuses to
decide.
"""

from __future__ import annotations

import re

from xref.match.claim_words import LIST

#: `its X sanctions list`: what it is about.
TOPIC = re.compile(r"(?:\b(?:its|their)|'s)\s(?:[a-z]+\s)?X\d+\s$")
#: Who can act: a body, a state, a name; a place only as `the authorities in L`.
ACTORS = re.compile(
    r"([AXN]|(?<=authorities in )L|(?<=government in )L|(?<=ministry in )L)(\d+)(?:'s)?"
)
#: A body behind one of these does not act.
NO_ACTOR = re.compile(
    r"\b(?:by|with|against|for|on|from|to|in|into|than|over|at|between|of)\s(?:the\s)?$"
)
#: `A's foreign minister, N, announced`.
TITLED = re.compile(r"(A\d+(?:'s)?(?:\s[a-z'-]+){1,5}),\sN\d+,")
JOINS = re.compile(
    r"\b(?:joins|joined|joining|followed|follows|following|alongside|along with|together with)\s(?:the\s)?[AL]\d"
)
#: `A, which placed N on its list`.
WHICH_ACTS = re.compile(
    rf"({LIST}),\s(?:which|who)(?:\s(?:has|had|have|also|already|\w+ly|first|in \d{{4}}))*\s+$"
)
#: `The decree, signed by A,`: who stands behind it acts.
X_SPEAKS = re.compile(r"X\d+(?:'s)?(?:\s[a-z]+){0,4}\s(?:said|says|announced|confirmed)\b")
DIRECT = re.compile(r"A\d+\s(?:also\s)?$")
TAKES_OVER = re.compile(
    r"\b(?:adopted|took over|taken over|mirrored|transposed|implemented|matched|joined|copied|applied)\s(?:the\s|all\s)?$"
)
OF_TOPIC = re.compile(r"\b(?:its|their)\sA\d+\s$")
ACTS_BEHIND = re.compile(r"[^.;:N]{0,90}?,\s(?:the\s)?(A\d+)\s(?!in\b|and\b)[a-z]")
STARTS = re.compile(rf"[\s\"']*(?:the\s)?({LIST})\s")
#: `After A had acted, somebody else froze`: the clause behind has a subject of its own.
NEW_SUBJECT = re.compile(
    r"\s(?:had|has|have|was|were|did|took|\w+ed)\b[^,;]*,\s(?!(?:it|they|he|she|we|and|then|also|but|in|on|at|is|was|has|had|\w+ly)\b)[a-z]"
)
HAS_ON = re.compile(
    rf"({LIST})\s(?:all\s|both\s|each\s|also\s|already\s|long\s)*(?:has|have|had)\s(?:all\s|long\s|already\s)?(?:the\s)?(?:[a-z-]+\s){{0,3}}N(\d+)\s$"
)
#: `A has had it on its list`.
HAS_HIM = re.compile(
    rf"({LIST})\s(?:all\s|both\s|also\s|already\s|long\s)*(?:has|have|had)\s(?:had\s)?(him|her|it|them|the\s(?:[a-z]+\s)?[a-z]+)\s$"
)
#: `his designation by A`, `N's A designation`: whose it is.
OWN_DEED = re.compile(
    r"(?:N(?P<name>\d+)'s|\b(?P<who>his|her|its|their))\s(?:(?:[a-z-]+|\d{4}|A\d+(?:'s)?)\s){0,3}$"
)
#: `a challenge by N to its designation`.
OWN_NEAR = re.compile(r"N(\d+)\s(?:[a-z]+\s){0,3}its\s[^,;N]*$")
WHOSE = {"his": "him", "her": "her", "its": "it", "their": "them"}
ACTS_AS = {"him": "he", "her": "she", "them": "they"}
#: `sanctioned by neither A nor A`.
BY_NOBODY = re.compile(r"(?:\s\w+){0,2}?\s(?:by\s(?:neither|none|nobody|no)|neither\sby)\b")
BY_OURS = re.compile(r"\sby\s(?:the\s)?A\d")
#: `by A in 2010 for his part in it and by A in 2011`.
AND_BY = re.compile(
    rf"(?:[^,;.:NAXL]|X(?=\d)){{0,70}},?\sand\s(?:then\s|later\s)?by\s(?:the\s)?({LIST})"
)
BY_LAST = re.compile(r"\bby\s(?:the\s)?(A\d+)(?!.*A\d)")
SIGNED_BY = re.compile(
    r"\b(?:signed|issued|adopted|approved|announced|unveiled|published|passed)\sby\s(?:the\s)?(?:[a-z]+\s){0,3}(A\d+)"
)
BODY_GAP = re.compile(
    r"(?:'s)?\s*(?:,\s*and|,|and|&|/|\(|\)|as well as|alongside|together with|of|the|department|\s)*"
)
BY_NEAR = re.compile(r"\s+(?:(?:along|together)\swith\s)?(?:[a-z0-9]+\s+){0,4}?by\b")
BY_STOP = re.compile(
    r"[;]|,?\sand\s(?:its|his|her|their|the|an?|another|two|three)\s(?:[a-z-]+\s){1,4}by\b|\.\s|\b(?:over|because|after|as part|but|not|while|although|who|which|said|says)\b|\bfor (?!years|months|decades)"
)
BY_BODY = re.compile(r"\b(by|in|under|from)\s+(?:both\s+)?(?:[a-z'-]+\s+){0,3}?(?=([AXLN])\d)")
BY_ROW = re.compile(rf"(?:the\s+)?{LIST.replace('A', '[AL]', 1)}")
BY_MORE = re.compile(
    rf"(?:\s+(?:in|on|last|over|for)\s+(?:[a-z]+\s+){{0,2}}\w+(?:\s+\d{{4}})?)?(?:,|\s+and|,\s+and)\s+(?:by|in(?=\s+L\d))\s+(?:the\s+)?({LIST.replace('A', '[AL]', 1)})"
)
LAST_BODY = re.compile(r"([AL]\d+)(?!.*[AXL]\d)")
#: `the EU's new measures target N`: whose they are.
OWNER_OF_ACT = re.compile(r"(A\d+)(?:'s)?\s(?:[a-z0-9-]+\s){0,3}$")
OWNED_BY = re.compile(
    r"(?::\sthose)?\s+(?:maintained\s+|kept\s+|run\s+)?(imposed\s+|introduced\s+|issued\s+)?(?:\w+\s+)?(?:by|from|of|in)\s+(?:both\s+)?(?:the\s+)?("
    + LIST.replace("A", "[AL]", 1)
    + ")"
)
AND_BODY = re.compile(rf"({LIST})(?:'s)?,?\s(?:and|,)\s(?:the\s)?$")
PRESENT = re.compile(
    r"(?:^|[\"—–:]\s*)(?:the\s+)?A\d+(?:,\s*A\d+)*(?:,?\s+(?:and|&)\s+(?:the\s+)?A\d+)\s+$|^\s*A\d+(?:,\s*A\d+)+\s+$"
)
LINE_BEGINS = re.compile(r"(?:.*[:—–\"|]\s*)?(?:the\s+)?((?:A\d+(?:(?:,|,?\s(?:and|&))\s)?)+)\s+")
REPORTED = re.compile(r"and must be reported to (?:the\s)?([AL]\d+)")
