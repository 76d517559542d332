# ruff: noqa: E501  # a pattern is read as one line
"""Shapes of what stands behind and before a claim word: rows, modifiers, clauses beside a name.

Owns the patterns by which names on either side are taken or left out, over the codes of
`claim_marks`. Words of grammar are here; words of the field stand in the rules (`claim_wording`).
Refuses to decide.
"""

from __future__ import annotations

import re

COLON = re.compile(r":\s(?:(?!today|on|in)[a-z'-]+\s){0,5}(?=\"?N\d)")
COUNTED = re.compile(
    r"\b(?:another|other|more|several|two|three|four|five|six|seven|eight|nine|ten|\d+)\s$"
)
#: `39 entities it said helped`: a relative clause without its pronoun.
IT_SAID = re.compile(
    r"(?:it|they|he|she|officials|(?:the\s)?A\d+|washington)\s(?:ha[ds]\s)?(?:said|says|say|accused?s?|alleges?d?|linked|identified|described|believed?s?)\b"
)
NEAR = 60
#: `A ship that …`: a name may stand behind.
ONE = re.compile(r"(?:^|[.;:\"]\s*)(?:an?|another|one)\s[^,;N]*$")
COUNTED_HEAD = re.compile(r"[\s\"]*(?:the\s)?(?:two|three|four|five|six|several|both|\d+)\s")
#: `Nine freighters on A's blacklist were seen`: the next sentence may name them.
COUNTED_OPENS = re.compile(
    r"[\s\"]*(?:(?:at\sleast|some|about)\s)?(?:two|three|four|five|six|seven|eight|nine|ten|several|\d+)\s[^N]*$"
)
OWN_ON = re.compile(r"'s\s(?:(?:own|new|fresh)\s)?(?:ones\s)?(?:on|against)\s")
NAMES = re.compile(r"N\d+\"?(?:(?:,\sand|,|\sand)\s(?:the\s)?\"?N\d+\"?)*")
WHO_ALSO = re.compile(
    r"\b(?:who|which|that),\s(?:along|together|like|as well as)\s[^,;N]*,[^,;N]*$"
)
ALSO_WITH = re.compile(r",\s(?:along|together|like|as well as)\s[^,;]*,\s")
NUMBERS = re.compile(r"two|three|four|five|six|seven|eight|nine|ten|\d+")
RELATIVES = frozenset({"who", "whom", "whose", "which", "that", "where"})
PREPOSITIONS = frozenset(
    [
        "on",
        "against",
        "upon",
        "in",
        "at",
        "near",
        "outside",
        "around",
        "via",
        "of",
        "by",
        "from",
        "with",
        "between",
        "into",
        "through",
        "about",
        "aboard",
        "off",
        "to",
        "inside",
        "across",
        "within",
        "like",
        "under",
    ]
)
FINITE = frozenset(
    [
        "am",
        "was",
        "were",
        "is",
        "are",
        "has",
        "have",
        "had",
        "will",
        "would",
        "could",
        "may",
        "did",
        "does",
        "can",
        "must",
        "should",
    ]
)
ADDS = re.compile(
    r"(?:including|included|such as|namely|notably|like|along with|together with|as well as|among them|also known as|plus|both)\b"
)
STOP = re.compile(
    r"(?:over|for(?! the \w+ time)|because|after|since|in connection|during|when|while|said|says|but|although|though"
    r"|until|amid|despite|citing|pursuant|under|if|following|not|unless|whereas|as (?:an?|its|their|part|the)|accus\w+|alleg(?:ing|es)|saying|describing|calling|bringing)\b(?!-)"
)
#: Behind a body in a row: it begins a clause of its own.
ACTS = re.compile(
    r"(?:\s(?:also|both|and|[AL]\d+|[a-z]+ly))*\s(?:ha(?:s|ve|d)|is|are|was|were|did|will|would|sanction\w*|designat\w+|blacklist\w*|impos\w+|add\w*|put|plac\w+|froze|follow\w*|said|list(?:s|ed)?)\b"
)
#: `N, hacking group N`: no participle.
NOUN_NEXT = re.compile(r"\s(?!(?:the|an?|his|her|its|their)\s)(?:[a-z'-]+\s){1,2}(?=N\d)")
#: `four others were blacklisted with him: N and N`.
PASSIVE_LIST = re.compile(r"[^.;:N]{0,120}:\s(?=(?:[a-z'-]+\s){0,5}\"?N\d)")
#: `sanctioned N for one thing and N for another`.
AND_FOR = re.compile(r"\sand\s(?:[a-z'-]+\s){0,4}N(\d+)(?=\sfor\b)")
#: `sanctioned him and his son, N`, `the firm, its chief N`, `sanctions on him, on his son, N`.
PRONOUN_AND = re.compile(
    r"\s+(him|her|it|them|the [\w-]+(?: [\w-]+)?)"
    r"(?:,?\s(?:and|as well as|along with|together with)|,)\s(?:on\s|against\s)?"
    r"(?:his|her|its|their|two|three|four|several|on|against)\b"
)
#: `the property of both the director and his company`, `sanctioned him and the firm`.
PAIR = re.compile(
    r"\s+((?:both\s)?(?:him|her|it|(?:the|his|her|their)\s(?:[a-z-]+\s)?[a-z-]+)\s(?:and|as\swell\sas)\s(?:the|his|her|their)\s(?:[a-z-]+\s)?[a-z-]+)(?=$|[,.;]|\s(?:in|on|last|over|for|this|after)\b)"
)
PRONOUN = re.compile(
    r"\s+(him|her|it|them|all (?:of them|two|three|four|five|six)|both [a-z]+|the (?:north |south )?[\w-]+(?: [\w-]+)?)\b(?!')"
)
#: `N, a ship with forged papers that A sanctioned`: the ship.
WITH_THINGS = re.compile(
    r"\s(?:with|without|under|flying)\s(?:(?:an?|no|its)\s)?(?:[a-z-]+\s){0,2}"
    r"(?:flags?|papers|documents|names?|hull|colou?rs|crew(?:\sof\s\w+)?)(?=\s|$)"
)
#: `He is one of five men sanctioned by A`.
PRONOUN_AMONG = re.compile(
    r"[\s\"']*(he|she|it)\s(?:is|was)\s(?:also\s|now\s|still\s)?(?:among|one\sof)\s[^,;N]*$"
)
#: `Sanctioned by A, the founder of N has left`: the founder.
NOUN_NEXT_IS = re.compile(
    r"[^;.]*?,\s(the\s(?:[a-z-]+\s){1,3}?)(?:of\s[^,;.]{1,40}?\s)?"
    r"(?:has|had|have|is|was|were|died|left|\w+ed)\b"
)
ROW_BEFORE = re.compile(r"N\d+(?:,\sN\d+)*,?\sand\s(?:N\d+|(?:two\s|three\s)?others?\b)")
FAR = 110
OF_NAME = re.compile(r"\b(?:names?|assets|members?|vessels?|ships?) of\s+(?:the\s+)?$")
OBLIQUE = re.compile(
    r"\b(?:of|by|to|with|from|in|at|for|near|unlike|like|against|about|between|into|on)\s+(?:the\s+)?(?:(?!\d{4}\b|\w+day\b|month\b|(?:jan|febr)uary\b|march\b|april\b|june\b|july\b|august\b|\w+ber\b)\w+\s)?$"
)
#: The antecedent of a relative clause stands before it.
WHO = re.compile(
    r",?\s(?:who|which|that|whose\sname)\b(?!\s(?:it|he|she|they|the|an?|his|her|its|we|no|all|some)\b)[^,;N]*$"
)
#: A sentence that begins with the claim word, or with a few words of no subject.
OPENS = re.compile(
    r"^[\s\"']*(?:(?!(?:was|were|is|are|has|had|have|he|she|it|they|we|who|which|that)\b)[a-z0-9-]+,?\s+){0,6}$"
)
AMONG_THOSE = re.compile(r"\b(?:among|those|others|people|individuals|entities)\b")
INVERTED = re.compile(
    r"(?:[^;.,]|,\s(?:in|on)\s[^,;]{1,20},){0,60}?\b(?:was|were|is|are|includes?|included|including)\s(?:also\s)?(?=[^.;]*N\d)"
)
SUBJECT_NEXT = re.compile(r"[^;.]*?,\s(?:(?!A\d)[a-z'-]+\s){0,4}N(\d+)(?!'s)")
NAME_NEXT = re.compile(
    r"(?:\s(?:in|last|since|on)\s\w+)?,\s(?:the\s|\")?N(\d+)(?=[,.;\"]|$|\s(?:and|is|was|has|had)\b)"
)
ANOTHER = re.compile(
    r"\b(?:an?|another|some|several|other|companies|firms|ships|men|people|those)\s[^,;N]*$"
)
INDEFINITE = re.compile(
    r"\b(?:an?|another|two|three|four|the)\s(?:(?:[a-z'-]+|[AXL]\d+(?:'s)?)\s){1,6}$"
)
ALONE = re.compile(
    r"\s*(?:,?\s*(?:and|then|,|also|later|is|are|was|were|been|has|had|have|now|too|again|both|still|remains?|subsequently|(?:in|since) (?:[a-z]+ )?(?:\d+|last \w+)|(?:last|this) \w+|\w+ years? later)\s*)+"
)
#: `was designated by A and, in May, became the first to be listed`: the subject stays.
SAME_SUBJECT = re.compile(
    r"[^;:N]{0,80}?\b(?:and|but|then)(?:,[^,;N]{1,60},)?\s(?:[a-z]+ly\s|later\s|since\s|also\s|in\sturn\s|(?:[a-z]+|\d+)\s(?:days?|weeks?|months?|years?)\s(?:later|earlier)\s)?"
    r"(?:became|was|were|is|are|has|had|have|got|landed|ended|wound|found|went|remains?|appears?|appeared|came)\b[^,;N]*$"
)
PRONOUN_FIRST = re.compile(r"[\s\"']*(?:[a-z]+\s){0,2}(?:he|she|it|they|him|her|them)\b")
#: A name behind one of these is not whom a noun behind it means.
NO_ANTECEDENT = re.compile(
    r"(?:\baccording\sto|\btold|\bby|\bfrom|\bunlike|\blike)\s(?:the\s)?(?:[a-z-]+\s)?$"
)
#: Between a name and a noun that means it: another clause, or a phrase of its own.
JOINED = re.compile(
    r";|\bthe\s(?:day|week|month|year|moment|time)s?\b|\b(?:after|when|before|because|since|until|once|as|while|although|though|despite|and|but|over|if|following|which|that|where)\b"
)
#: A clause that begins with a subject of its own.
STARTS = re.compile(r"[\s\"']*(?:he|she|it|they|the)\b")
LAST_NAME = re.compile(r"N(\d+)[\")]?$")
#: `N and the ship were`, `N, N, and the plant itself were`.
AND_NOUN = re.compile(
    r"N\d+,?\s(?:and|as\swell\sas)\s(the\s(?:[a-z-]+\s)?[a-z-]+?)(?:\s(?:itself|himself|herself))?,?\s(?:were|are|have|had|both|all)\b[^,;N]*$"
)
#: `whose firm, N, A put on its list`.
WHOSE_NAMED = re.compile(
    r"\bwhose\s(?:[a-z-]+\s){0,2}[a-z-]+,?\s(?:the\s)?N(\d+),?\s(?:the\s)?A\d[^,;N]*$"
)
#: `the banker, now under A sanctions, left`.
NOUN_BESIDE = re.compile(
    r"(?:^|[\s\"'])(the\s(?:[a-z-]+\s){0,2}?[a-z-]+),(?:\s(?:now|once|still|already|long|also|himself|herself|itself))*\s*$"
)
#: A participle that opens its sentence: `Already blacklisted by A, the firm`.
OPENING = re.compile(
    r"[\s\"']*(?:(?:though|although|while|first|already|once|also|still|long|newly|now|previously|formerly|recently|later|being|having|been|twice|both|put|placed|added|named|included|hit|targeted|facing|under|subject|covered|with|by|to|on|in|the|an?|\w+ly|\d{4}|despite)\s)*$"
)
#: `Asked about the firms sanctioned by A, the minister`: he is not meant.
ASKED = re.compile(r"[\s\"']*(?:[a-z]+ing|asked|questioned|pressed)\s(?:of|about|on|over|to|for)\b")
#: Before `the vessel that A sanctioned`: it is the one named.
APPOSED = re.compile(
    r"(?:^|[^a-z\s]|\b(?:is|was|are|were|among|became|remains?|called|and|of))\s*$"
)
STANDS_IN = re.compile(r"[\s\"]*the\s[a-z-]+(?:\s[a-z-]+)?,\s*(?:also\s|which\s|who\s|now\s)?")
BESIDE = re.compile(
    r"(?:N\d+[\")]?(?:,|\s[—–(-]+)?(?:\s(?:also|now|already|long|both|all|once|first|itself|himself))*|,(?:\s(?!(?:was|were|is|are|has|had|have)\b)[\w'-]+){0,8})\s*$"
)
#: `N, owner of a company sanctioned by A`: the company is.
OF_OTHERS = re.compile(
    r"(?:(?<!\bone\s)(?<!\bnumber\s)(?<!minister\s)(?<!ministry\s)(?<!department\s)(?<!bureau\s)(?<!secretary\s)(?<!director\s)(?<!head\s)\bof|\b(?:by|with|from|for|at|via|through|owns|to))\s(?:(?:an?|another|the|two|three|several|other|some|many)\s(?:[\w'-]+\s)*|(?:[a-z'-]+\s){0,3}[a-z'-]+s\s)$"
)
#: `Chinese nationals N and N, …`: two that are one subject.
ROW_SUBJECT = re.compile(r"(?:[a-z'-]+\s|[AX]\d+(?:'s)?\s){0,5}N\d+(?:,\sN\d+)*,?\sand\sN\d+,?\s")
#: `Hackers N, N hit with`: a headline.
HEAD_ROW = re.compile(r"[\s\"]*(?:[a-z'-]+\s){0,3}[a-z-]+s\sN\d+(?:,\sN\d+)+\s*$")
ROW = re.compile(
    r"[\")]*\s*(?:,\s*and|,|and|&|as well as)\s*(?:(?:the|his|her|its|their|an?)\s+)?(?:[a-z'-]+\s+){0,4}\"?"
    # `N and his wife, N, were`
    r"|(?:,?\s*and|,)\s(?:the\s(?=[a-z'-]+,\s|[a-z'-]+\s[a-z-]+,\s)|(?:the\s)?(?:his|her|its|their|two|three|four|five|six|\d+|an?|another)\s)(?:(?:[a-z'-]+|[AX]\d+(?:'s)?)(?:\s|(?=,))){1,4},?\s(?:the\s)?"
)
OBJECT_RELATIVE = re.compile(
    r",?\s(?:(?P<all>both|all|each)\sof\s)?(?:whom?|which|that)\s+(?P<both>both\s+)?(?:(?:the\s+)?(?:A|N)\d[^,;]{3,90}\sand\s(?:later\s|then\s)?)?(?:(?:the\s+)?(?:A\d+,\s(?:the\s)?)*A\d|(?:it|they|he|she|we)\b|(?:his|her|its|their)\s(?:department|ministry|agency|office|government|country)\b)[^,;]*$"
)


def says_all(relative: re.Match[str]) -> bool:
    """Whether a relative clause is about a whole row: `both of whom`, `whom A both`."""
    ahead = relative.string[: relative.start()]
    return bool(relative["all"] or relative["both"] or SEVERAL.search(ahead))


#: `N and N, two ships that`: the whole row.
SEVERAL = re.compile(
    r"N\d+\"?,\s(?:both|all|two|three|four|five|six|\d+)\s(?:(?!of\b)[a-z0-9'-]+\s?|[AXL]\d+(?:'s)?\s?)+$"
)
#: `N, a company A sanctioned in 2021`: a relative clause without its pronoun.
CONTACT = re.compile(
    r"N(\d+)(?:,\s(?:an?|the|another)|\s(?:is|was)\s(?:one\sof|among))\s[^,;:N]*[a-z]\s(?:that\s|which\s)?(?:the\s)?(?:A\d+(?:,?\sand\s(?:the\s)?A\d+)?)(?:\s(?:ha[sd]|have|already|also|both|earlier|later|itself|first|\w+ly))*\s$"
)
#: `N, against whom A imposed sanctions`.
AGAINST_WHOM = re.compile(r",?\s(?:against|on)\s(?:whom|which)\s[^,;N]*$")
ALONG = re.compile(
    r"[^.;N]{0,40}?[,;]?\s(?:(?:along|together)\swith|(?:and|as\swell\sas)\s(?=(?:that|those)\sof)|(?<=;\s)so\s(?:is|are|was|were|has|have)|as\s(?:were|was|are|is))\s(?:[a-z'-]+,?\s){0,4}(?=N\d)"
)
NOUN_PHRASE = re.compile(
    r"(?:\s+(?:[a-z][a-z'-]*|[AX]\d+)|,(?=\s[a-z]+-)){1,6}?\s+(?:\"|the\s)?(?=N\d)|\s+(?=N\d)"
)
NO_NOUN_PHRASE = re.compile(
    r"\b(?:by|in|for|since|over|on|at|was|is|were|are|has|and|to|under|after|with|as|against|of|that|who)\b"
)
#: `A sanctioned general, N, was …`: the name stands beside the noun.
BESIDE_NOUN = re.compile(
    r"(?:\s[a-z][a-z'-]*){0,3}\s(?P<noun>[a-z][a-z'-]*),\s(?:the\s)?(?P<name>N)\d+(?=,|$|\.|,?\sand\s(?:the\s)?N\d+,)"
)
DETERMINED = re.compile(r"\b(?:an?|another|the)\s$")
BESIDE_NAME = re.compile(r"N(\d+),\s(?:an?|the|another)\s(?:[a-z]+\s){0,2}$")
