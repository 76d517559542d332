# ruff: noqa: E501  # a pattern is read as one line
"""Patterns of English claims, over the codes of `claim_marks`.

Owns the words and shapes that `claim_reader` and `claim_phrases` ask for: claim words, borders of
clauses, what stands beside a name, rows of bodies. Invariant: `N`, `A`, `L`, `X` with a number
are codes, all else is in small letters. Refuses to decide.
"""

from __future__ import annotations

import re

# Claim words.

PLAIN = frozenset({"sanctioned", "blacklisted"})
ADVERB = r"(?:\s+(?:[a-z]+ly|also|both|all|since|then|now|still|already|first|later|again|once|itself|themselves|been|long|on \w+day|last \w+|in \d{4}|this \w+|earlier))*"
LIST = r"A\d+(?:\s*(?:,\s*and|,|and|&|/|as well as|or)\s*(?:also\s+)?(?:by\s+|from\s+|the\s+)*[AL]\d+(?:'s)?)*"
NOUN = (
    r"(?:sanctions|restrictive measures|(?:measures|restrictions|designations|action)(?=\s(?:against|on)\s)|(?:assets?[- ]freez(?:es?|ing)|freez(?:e|ing) of assets|freezes?(?=\son\s(?:the\s)?(?:\w+\s)?(?:assets|funds|accounts|property))|(?:travel|port) bans?)"
    r"(?:\s+and\s+(?:an?\s+)?(?:assets?[- ]freezes?|(?:travel|port) bans?))?)"
)
ROSTER = (
    r"(?:(?:financial |economic |\w+-related )?(?:sanctions?|consolidated|terror(?:ist)?) (?:and \w+ )?(?:black ?)?(?:lists?|registers?|packages?)|(?:packages?|rounds?|tranche) of (?:A\d+(?:'s)? )?sanctions\b(?! on| against)"
    r"|(?:list|register)s? of (?:[a-z]+ ){0,3}?(?:under|subject to) (?:A\d+ )?(?:sanctions|restrictive measures)|sdn(?: list)?|black ?lists?|watch ?lists?|annex(?:es)? (?:[ivx]+|\d+)\b|(?:(?<=to )the|(?<=to )its|(?<=on )its) list(?! of)"
    r"|(?:list|register)s? of (?:people |persons |entities |individuals |names )?(?:\w+ )?(?:sanctioned|specially designated|blacklisted|blocked|designated)\b[\w ,]*?"
    r"(?:nationals|persons|people|entities|individuals|companies|vessels|ships)?"
    r"|list of specially designated nationals(?: and blocked persons)?|specially designated nationals(?: and blocked persons)?(?: list)?)"
)
#: Measures that say whom they are about by a verb of their own: `new A measures target N`.
ACT = (
    r"(?:took|takes|taken|taking)\s(?:[a-z]+\s){0,2}action\s(?:[a-z0-9,]+\s){0,5}?against\b"
    r"|(?:measures|sanctions|packages?|rounds?|tranche|designations|restrictions|listings)\s(?:of sanctions\s)?(?:by\s(?:the\s)?A\d+\s)?(?:also\s)?(?:includes?|included|targets?|targeted|hits?|covers?|covered|names?|named|appl(?:y|ies|ied)\sto)(?=\s)"
)
#: First letters of claim words.
HEADS = frozenset(
    [
        "A",
        "san",
        "bla",
        "des",
        "lis",
        "fre",
        "fro",
        "blo",
        "ide",
        "too",
        "tak",
        "mea",
        "pac",
        "rou",
        "tra",
        "ass",
        "por",
        "res",
        "sdn",
        "wat",
        "ann",
        "ter",
        "con",
        "fin",
        "eco",
        "spe",
        "nam",
        "reg",
        "the",
        "its",
        "is",
        "are",
        "was",
        "wer",
        "bee",
        "has",
        "hav",
        "had",
        "wes",
        "int",
        "act",
    ]
)
TRIGGER = re.compile(
    rf"(?P<pre>(?:(?:A\d+|western|international)-?(?:(?:,| and|-and-|/)\s?)?)+-(?:sanctioned|blacklisted|designated|listed))"
    r"|(?P<aims>\bA\d+\s(?:on \w+day\s)?(?:also\s)?(?:targets|targeted|is targeting|has targeted|hits|hit|has hit|goes after|went after|took aim at|takes aim at|moved against|acted against|cracked down on)(?=\s)|\bA\d+'s\s(?:\w+\s)?(?:(?:action|move|step|case)s?\sagainst\b|actions?\s(?:also\s)?(?:targets?|targeted|covers?|names?|hits?)(?=\s)))"
    rf"|(?P<hit>(?:sanctions|blacklist)-hit)"
    rf"|(?P<act>\b(?:{ACT}))"
    rf"|(?P<roster>\b(?:(?<!\bto )|(?=(?:the|its) list\b))(?:{ROSTER})\b(?! of (?:[a-z]+\s)?N\d)|\bA\d+(?:'s\s+(?:[a-z-]+\s){{0,3}}?|\s+)(?:black)?lists?\b(?!\s+(?:N\d|the\s)))"
    rf"|(?P<froze>\b(?:froze|frozen|freezes|freezing|freeze|blocked|blocks|blocking)\s+(?:the\s+|all\s+|any\s+)?(?:\w+\s+)?(?:assets|property|accounts|funds)\s+(?:of|belonging to|held by)\b"
    rf"|\b(?:froze|frozen|freezes)\s+(?=N\d+'s\s+(?:\w+\s+){{0,2}}(?:assets|accounts|property|funds))"
    rf"|\b(?:froze|frozen|freezes)\s+(?:his|her|its|their|the \w+'s)\s+(?:\w+\s+)?(?:assets|accounts|property|funds))"
    rf"|(?P<frozen>\b(?:is|are|was|were|been)\s+(?:\w+ly\s+)?(?:frozen(?=(?:\s[\w-]+){{0,4}}\sby\b|,\s[^.;]*\b(?:said|announced)\b)\s*|blocked\s+(?=and must be reported)))"
    r"|(?P<had>\b(?:has|have|had)\s(?:also\s|had\s)?(?:his|her|its|their)\s(?:\w+\s)?(?:assets|accounts|property|funds)\s(?:there\s)?frozen\b)"
    rf"|(?P<identify>\b(?:identif(?:ied|ying|ies)|names?|named|lists?)\b(?=[^.;]*\bas\s+(?:blocked\s+(?:property|persons?)|property\b)))"
    rf"|(?P<deed>\b(?:designation|blacklisting|listing|sanctioning)s?(?:\sby\s(?:the\s)?A\d+)?\s+of\b)"
    rf"|(?P<ed>(?<![-\w])(?:sanctioned|blacklisted|designated|listed)\b(?!-))"
    rf"|(?P<ing>\b(?:sanctioning|blacklisting|designating|listing)\b)"
    rf"|(?P<third>\b(?:designates|blacklists|lists)\b)"
    rf"|(?P<base>\b(?:sanction|designate|blacklist)\b)"
    rf"|(?P<noun>(?<!-)\b{NOUN}(?![-\w]))"
)

# Words of clauses.

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
AND_ED = re.compile(rf"\b(?:was|were|been)\s[^,;]*\band{ADVERB}\s+$")
PLURAL = re.compile(
    rf"\b(?:were|are|have(?:\s\w+){{0,2}} been){ADVERB}\s+$|\b(?:both|all|each)(?:\sof\s\w+)?(?:\s(?:are|were|now|also|been))*\s*$|\b(?:figure|appear|stand|remain|feature)\s*$"
    # `two officials, N and N,`
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\s[^,;N]{1,60},\s(?:the\s)?N\d+(?:,\s(?:the\s)?N\d+)*,?\sand\s(?:the\s)?N\d+,?\s*$"
)
BREAK = re.compile(
    # Each branch begins with a letter or mark: so it is searched three times as fast.
    r";|:|—|–|\.\s|w(?<!\w\w)(?:hile|hereas|hen|ho|hom|hose|hich|here|hy)\b|a(?<!\w\w)(?:lthough|fter)\b|b(?<!\w\w)(?:ut|ecause|efore)\b"
    r"|s(?<!\w\w)(?:aid|ays)\b|t(?<!\w\w)(?:hough|old|hat)\b|how(?<!\whow)\b"
    r"|,\s+(?:and\s+|but\s+)?(?=(?:the\s+)?A\d+\s+(?:has|have|had|also|sanction|designat|blacklist|impos|add|put|plac))"
)
INSERT = re.compile(
    r",\s(?!(?:the\s)?(?:A\d|N\d+(?!'s)))(?:which|who|whom|whose|an?|the|another|both|now|then|once|already|head|in|on|based|formerly|also|\w+ed|known|born|his|her|its)\b[^,;]*,"
)
CLAUSE_ENDS = re.compile(r"[;:]|\.\s|,\s(?:and|but)\b|\b(?:while|although|but)\b")
WE = re.compile(
    r"\b(?:we|it|they|the (?:agency|department|government|ministry|council|office|administration|bloc|commission|committee|cabinet))\b[^,.;N]*$"
)
IT = re.compile(r"\b(?:it|they|he|she)\b[^,.;]*$")
#: `A accused N of fraud and sanctioned him`, `A followed L in listing N`: the first that acts.
AND_VERB = re.compile(
    r"(?:\band|\bthen|,|\bin|\bby|\bbefore|\bafter)(?:\s(?:[a-z]+ly|also|then|later|has|have|had))*\s*$"
)
AND_BE = re.compile(
    rf"\b(?:and|but|then)\s(?:[a-z]+\s)?(?:was|were|is|are|has|had|been){ADVERB}\s*$|\band{ADVERB}\s*$"
)
TELLS_FALSE = re.compile(
    r"\b(?:not true|untrue|false|wrong|den(?:y|ies|ied)|no (?:evidence|sign|indication|record)|rumou?rs?|reports?)\b[^,;]*\bthat\b"
)
#: `has not commented on the sanctions`: that denies nothing.
NEUTRAL = re.compile(
    r"\b(?:not|n't|never|declined to|refused to|declined|yet to)\s(?:\w+ly\s|yet\s)?(?:comment|respond|repl|answer|react|mention|say|said|surpris|know|clear)\w*"
)
IS_FALSE = re.compile(r"\b(?:is|was|are|were)\s(?:wrong|false|untrue|mistaken|fabricated|denied)\b")
#: `Had A sanctioned N, …`: it has not.
UNREAL = re.compile(r"(?:^|[\",—–]\s*)had\s(?:the\s)?[AN]\d+\s(?:not\s)?\w+ed\b")
OVER = re.compile(
    r"\b(?:expired?|lapsed|(?:were|was|been|are|be|being)\s+(?:\w+\s+)?(?:lifted|dropped|removed|eased|suspended|waived|revoked|annulled|overturned|scrapped))\b"
)
TIMED = re.compile(
    r"\s*(?:[,.;)\"]|$|(?:in|since|over|for|last|after|amid|earlier|this|two|three|on \w+day)\b)"
)
#: Behind `was designated`: it is a measure.
LEGAL = re.compile(
    r"\s+(?:(?:(?:on|in)\s)?(?:\w+\s){0,2}(?:\d+,?\s)?\d{4}(?=\s(?:pursuant|under|for)\b|[.,]|$)|(?:pursuant|under|for|today|along|together)\b)"
)
AS = re.compile(r"[^.;]{0,120}?\bas\s+(?:the\s+|an?\s+|its\s+|their\s+)?")
AS_MEASURE = re.compile(
    r"[^.;]*?\bas\b[^.;]{0,80}\b(?:sanction|terroris|subject|block|specially|freez|trafficker|target|proliferat)\w*"
)
UNDER_NAME = re.compile(r"[^.;N]{0,40}\b(?:as|under the name)\s\W?N(\d+)")
MADE = re.compile(r"\s(?:[a-z]+\s){0,3}N\d+\s(?:an?|its|their|the|as)\s")

# Names behind a claim word.

COLON = re.compile(r":\s(?:(?!today|on|in)[a-z'-]+\s){0,5}(?=\"?N\d)")
COUNTED = re.compile(
    r"\b(?:another|other|more|several|two|three|four|five|six|seven|eight|nine|ten|\d+)\s$"
)

RELATIVES = frozenset({"who", "whom", "whose", "which", "that", "where"})
PREPOSITIONS = frozenset(
    [
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
#: What is frozen or listed is its owner.
BELONGINGS = frozenset(
    [
        "assets",
        "accounts",
        "account",
        "property",
        "funds",
        "names",
        "name",
        "inclusion",
        "designation",
        "listing",
        "blacklisting",
        "vessels",
        "ships",
        "members",
        "companies",
        "subsidiaries",
    ]
)
ADDS = re.compile(
    r"(?:including|included|such as|namely|notably|like|along with|together with|as well as|among them|also known as|plus|both)\b"
)
STOP = re.compile(
    r"(?:over|for(?! the \w+ time)|because|after|since|in connection|during|when|while|said|says|but|although|though"
    r"|until|amid|despite|citing|pursuant|under|if|following|not|unless|whereas|as (?:an?|its|their|part|the)|accus\w+|alleg(?:ing|es)|saying|describing|calling|bringing)\b"
)
MODIFIERS = frozenset(
    [
        "based",
        "occupied",
        "united",
        "retired",
        "linked",
        "owned",
        "controlled",
        "backed",
        "flagged",
        "alleged",
        "suspected",
        "accused",
        "wanted",
        "exiled",
        "led",
        "run",
        "named",
        "called",
        "registered",
        "managed",
        "related",
        "affiliated",
        "aged",
        "limited",
    ]
)
#: Behind a body in a row: it begins a clause of its own.
ACTS = re.compile(
    r"(?:\s(?:also|both|and|[AL]\d+|[a-z]+ly))*\s(?:ha(?:s|ve|d)|is|are|was|were|did|will|would|sanction\w*|designat\w+|blacklist\w*|impos\w+|add\w*|put|plac\w+|froze|follow\w*|said|list(?:s|ed)?)\b"
)
#: `N, hacking group N`: no participle.
NOUN_NEXT = re.compile(r"\s(?!(?:the|an?|his|her|its|their)\s)(?:[a-z'-]+\s){1,2}(?=N\d)")
#: `four others were blacklisted with him: N and N`.
PASSIVE_LIST = re.compile(r"[^.;:N]{0,120}:\s(?=(?:[a-z'-]+\s){0,5}\"?N\d)")
#: What is done, whatever else the clause plans: `would retaliate for the designation of`.
FACT = re.compile(
    r"\b(?:over|after|following|despite|retaliat\w*\sfor)\s(?:the\s)?(?:A\d+(?:'s)?\s)?$"
)
#: `sanctioned N for one thing and N for another`.
AND_FOR = re.compile(r"\sand\s(?:[a-z'-]+\s){0,4}N(\d+)(?=\sfor\b)")
PRONOUN_AND = re.compile(r"\s+(him|her|it|them)\s(?:and|as well as)\s(?:his|her|its|their)\b")
PRONOUN = re.compile(r"\s+(him|her|it|them|the \w+(?: \w+)?)\b(?!')")

# Names before a claim word.

FAR = 110
OF_NAME = re.compile(r"\b(?:names?|assets|members?|vessels?|ships?) of\s+(?:the\s+)?$")
OBLIQUE = re.compile(
    r"\b(?:of|by|to|with|from|in|at|for|near|unlike|like|against|about|between|into|on)\s+(?:the\s+)?(?:\w+\s)?$"
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
    r"\s*(?:,?\s*(?:and|then|,|also|later|was|were|been|has|had|again|subsequently|in \d+)\s*)+"
)
STANDS_IN = re.compile(r"[\s\"]*the\s[a-z-]+(?:\s[a-z-]+)?,\s*(?:also\s|which\s|who\s|now\s)?")
BESIDE = re.compile(
    r"(?:N\d+[\")]?(?:,|\s[—–(-]+)?(?:\s(?:also|now|already|long|both|all|once|first|itself|himself))*|,(?:\s[\w'-]+){0,8})\s*$"
)
COPULA = re.compile(
    r",?\s+(?:is|was|are|were|became|remains?)\s(?:also\s|now\s)?(?:an?|the|among|one|part)\s"
)
COPULAS = re.compile(r",?\s(?:are|were)\s")
ADVERBS = re.compile(rf"[\")]?{ADVERB}\s*")
FINITE_VERB = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|said|says|met|did|does|may|could|who|whose|which|that|owns|runs|told|\w+ed\s(?:an?|the|his|her|its|their|two|through|with|for))\b"
)
#: `N, owner of a company sanctioned by A`: the company is.
OF_OTHERS = re.compile(
    r"(?:(?<!\bone\s)(?<!\bnumber\s)(?<!minister\s)(?<!ministry\s)(?<!department\s)(?<!bureau\s)(?<!secretary\s)(?<!director\s)(?<!head\s)\bof|\b(?:by|with|from|for|at|via|through|owns|to))\s(?:(?:an?|another|the|two|three|several|other|some|many)\s(?:[\w'-]+\s)*|(?:[a-z'-]+\s){0,3}[a-z'-]+s\s)$"
)
#: `Chinese nationals N and N, …`: two that are one subject.
ROW_SUBJECT = re.compile(r"(?:[a-z'-]+\s|[AX]\d+(?:'s)?\s){0,5}N\d+(?:,\sN\d+)*,?\sand\sN\d+,?\s")
ROW = re.compile(
    r"[\")]*\s*(?:,\s*and|,|and|&|as well as)\s*(?:(?:the|his|her|its|their|an?)\s+)?(?:[a-z'-]+\s+){0,4}\"?"
    # `N and his wife, N, were`
    r"|\s*and\s(?:his|her|its|their)(?:\s[a-z'-]+){1,3},\s"
)
#: `N fled after he was sanctioned`: a pronoun alone in a clause that depends on another.
DEPENDENT = re.compile(
    r"\b(?:after|because|since|when|before|although|though|that|which|where|but|and|while)\s(?P<who>he|she|it)\s(?:was|has|had|is)\b[^,;N]*$"
)
OBJECT_RELATIVE = re.compile(
    r",?\s(?:(?P<all>both|all|each)\sof\s)?(?:whom?|which|that)\s+(?P<both>both\s+)?(?:the\s+)?A\d[^,;]*$"
)


def says_all(relative: re.Match[str]) -> bool:
    """Whether a relative clause is about a whole row: `both of whom`, `whom A both`."""
    ahead = relative.string[: relative.start()]
    return bool(relative["all"] or relative["both"] or SEVERAL.search(ahead))


#: `N and N, two ships that`: the whole row.
SEVERAL = re.compile(
    r"N\d+\"?,\s(?:both|all|two|three|four|five|six|\d+)\s(?:(?!of\b)[a-z0-9'-]+\s?|[AXL]\d+(?:'s)?\s?)+$"
)
#: `…; N was added in 2020`: to the same list.
ADDED = re.compile(
    r"(?:;|,)\s(?:and\s|while\s)?(?:the\s)?N(\d+)\s(?:was\s(?:also\s)?added\b(?!\sto\b)|followed\s(?=(?:in|a|last|two|this)\s))"
)
#: `N, a company A sanctioned in 2021`: a relative clause without its pronoun.
CONTACT = re.compile(r"N(\d+),\s(?:an?|the|another)\s[^,;:N]*[a-z]\s(?:the\s)?A\d+\s(?:ha[sd]\s)?$")
#: `He and N are under`: both.
HE_AND = re.compile(r"[\s\"']*(?:both\s)?(he|she|it)\s(?:and|as well as)\s(?=[^.;]*N\d)")
#: `Those sanctioned include`: the sentence before told by whom.
THOSE = re.compile(r"\s*(?:Those|Among|Also|Others|They)\b")
TOLD = re.compile(r"(?:['’]s)?(?:\s[\w.-]+){0,6}?\s(?:said|says|announced|confirmed)\b")
#: `N, against whom A imposed sanctions`.
AGAINST_WHOM = re.compile(r",?\s(?:against|on)\s(?:whom|which)\s[^,;N]*$")
#: `N's inclusion on the list`, `N appealed against his inclusion on the list`.
INCLUSION = re.compile(
    r"(?:\s+(?:pursuant to|under)\s[^,;N]{0,50}?(?=\son\s|\sagainst\s))?N(\d+)(?:'s|[^;.N]*\b(?:his|her|its|their))\s(?:\w+\s)?(?:inclusion|place|presence|placement|addition|designation|name|listing)\b[^,;N]*$"
)

# The sentence behind: who the "eleven men" are.
GOES_ON = re.compile(
    r"\s*(?:They|These|Those|The (?:\w+ )?(?:list|targets|names|individuals|companies|vessels|ships|men|entities|persons|people|others|firms|tankers|measures|sanctions|designations|package|entity|individual|company|vessel|ship|firm)|The (?:\w+ ){0,2}\w+s(?=, [A-Z])|Among (?:them|those|the)|Others|(?:[A-Z]\w+ \w+,? )?[Ii]t (?:also |then |later )?(?:added|targeted|hit|went after)|The (?:other|remaining)\b|Also|(?:\w+ ){1,4}(?:also|separately) (?:went|targeted|hit|named|added|listed)"
    # `N and N are among those named`, `N was also targeted`, `Tokyo followed suit`
    r"|[^.\n]{3,160}?\b(?:among (?:those|the (?:\w+ )?\w+s)\b|(?:was|were|is|are) (?:also |both )?(?:targeted|named|hit|added|singled out|included)\b|followed suit|did (?:so|the same)))\b"
)
CONTINUED = re.compile(
    r"the\s(?:[a-z-]+\s){0,2}[a-z]+s,\s(?=N\d)|(?:they|these|those|the|among|others|also)\b[^.;N]{0,70}?\b(?:are|is|include[sd]?|were|was|(?:targets?|targeted|covers?|hits?|named?s?)(?:\s(?:was|were|is|are))?)\s"
    r"|(?:[a-z]+\s\w+,?\s)?it\s(?:also\s|then\s|later\s)?(?:added|targeted|hit|went after)\s"
    r"|(?:the\s)?(?:A\d+|it|\w+)(?:\s\w+){0,2}\s(?:also|separately)\s(?:went after|targeted|hit|named|added|listed)\s"
)
#: `N and N are among those named`: the sentence before told by whom.
IS_AMONG = re.compile(
    r"(?:was|were|is|are)\s(?:also\s|both\s)?(?:among\s(?:those|the)\b(?!\sfirst)(?=[^.;]{0,40}(?:named|target|hit|listed|affected|singled|added|sanction|designat|blacklist|individuals|entities|companies|firms|ships|vessels))|also\s(?:targeted|named|hit|added|included|on\sthe\slist)\b|(?:targeted|singled\sout)(?=\stoo\b|\sas\swell\b|\.?$))"
)
#: `and A followed suit`, `as did A`, `and to A ones`: the same is done by others.
FOLLOWS = re.compile(
    rf"[^.;N]{{0,60}}?(?:(?:;|,|,?\s(?:and|with|before|while))\s(?:the\s)?(?P<suit>{LIST})\s(?:\w+\s)?(?:followed\ssuit|following\ssuit|did\s(?:so|the\ssame)|doing\s(?:so|the\ssame)|followed(?=[,.]|\s(?:in|on|a|two|three|last|days|weeks|months)\b))"
    rf"|,?\sas\s(?:did|has|have|had|does|do)\s(?:the\s)?(?P<did>{LIST})"
    rf"|,?\sand\s(?:(?:to|under|by|on)\s)?(?P<ones>{LIST})(?:'s)?\sones?\b|,?\sand\s(?:to|under|on|from)\s(?:the\s)?(?P<its>{LIST})'s(?=[,.]|\s(?:since|in|last|from|two)\b))"
)
SUIT = re.compile(
    rf"(?:the\s)?({LIST})(?:'s)?(?:\s\w+){{0,3}}?\s(?:followed\ssuit|did\s(?:so|the\ssame))\b"
)
#: `N was sanctioned by A, and N by A`.
GAPPED = re.compile(
    rf",?\s(?:and|while)\s(?:[a-z'-]+\s){{0,4}}N(\d+)\s(?:[a-z0-9]+\s){{0,3}}?by\s(?:the\s)?({LIST})"
)
#: `the tanker, then known as the N, was`: that is its name.
KNOWN_AS = re.compile(
    r"(?<=the )(?P<noun>[a-z-]+(?: (?!was|is|were|had|has)[a-z-]+)?),? (?:then |now |also |formerly |previously |since |later |which was |at the time )*(?:known|called|named|identified|renamed|sailing|operating|flying|listed|registered)(?: (?:then|now|at the time|at that time|by then))? (?:(?:as|under the name)(?: of)? )?(?:the )?\"?(?P<name>N\d+)\"?,"
)
#: `N officer N`: a post between a body and who holds it.
POST_OF = re.compile(
    r"\s(?:(?!and\b|or\b|its\b|his\b|their\b|the\b|an?\b|of\b|to\b|for\b)[a-z-]+\s){0,2}(?:officer|official|chief|head|boss|director|chairman|chairwoman|president|leader|commander|executive|member|founder|co-founder|owner|ceo|manager|representative|spokesman|agent|operative|hacker|general|employee|banker|deputy|shareholder|captain|scientist)\s(?=N(\d+))"
)
RELEASED = re.compile(
    r"\b(?:was|were|been)\s(?:\w+ly\s|later\s|since\s)?(?:removed|taken off|dropped|struck off|struck from|delisted)\b"
)

# Adjectives.

ADJECTIVAL = re.compile(
    r"(?:^|[\"“(—–:]|\b(?:the|a|an|for|with|of|from|to|and|by|on|against|two|three|several|former|other|already|between|via|as|two)\b,?)\s*\"?$"
    r"|\b(?:met|meets|saw|sees|hosts|hired|sent|sends|took|takes|brought|led|leads|gave|chose|\w{3,}ed|\w{3,}ing)\s$"
)
NOUN_PHRASE = re.compile(
    r"(?:\s+(?:[a-z][a-z'-]*|[AX]\d+)|,(?=\s[a-z]+-)){1,6}?\s+(?:\"|the\s)?(?=N\d)|\s+(?=N\d)"
)
NO_NOUN_PHRASE = re.compile(
    r"\b(?:by|in|for|since|over|on|at|was|is|were|are|has|and|to|under|after|with|as|against|of|that|who)\b"
)
#: `A sanctioned general, N, was …`: the name stands beside the noun.
BESIDE_NOUN = re.compile(r"(?:\s[a-z][a-z'-]*){1,4},\s(?:the\s)?N(\d+)(?=,|$|\.)")
DETERMINED = re.compile(r"\b(?:an?|another|the)\s$")
BESIDE_NAME = re.compile(r"N(\d+),\s(?:an?|the|another)\s(?:[a-z]+\s){0,2}$")

# Bodies.

ADJ = r"(?:new|fresh|additional|further|more|economic|financial|international|western|targeted|similar|secondary|blocking|the|its|their|his|her|own|tough|sweeping|separate|joint|autonomous|unilateral|several|related|existing|longstanding|human rights|personal|full|bilateral|independent)"
BODIES_BEFORE = re.compile(
    rf"((?:[AXL]\d+(?:'s)?|western|international)(?:\s*(?:,\s*and|,|and|&|/|as well as)\s*(?:the\s+)?[AXL]\d+(?:'s)?)*)(?:\s+(?:{ADJ}|\d+\w*))*[\s-]+$"
)
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
#: ... but `the ministry of finance of A` does.
OFFICE = re.compile(
    r"\b(?:government|cabinet|authorities|resolution|decision|decree|order|committee|panel|council|ministry|department|secretary|minister|president|congress|parliament)(?:\s[a-z]+){0,3}\sof\s(?:the\s)?$"
)
#: `A's foreign minister, N, announced`.
TITLED = re.compile(r"(A\d+(?:'s)?(?:\s[a-z'-]+){1,5}),\sN\d+,")
JOINS = re.compile(
    r"\b(?:joins|joined|joining|alongside|along with|together with)\s(?:the\s)?[AL]\d"
)
#: `A, which placed N on its list`.
WHICH_ACTS = re.compile(
    rf"({LIST}),\s(?:which|who)(?:\s(?:has|had|have|also|already|\w+ly|first|in \d{{4}}))*\s+$"
)
BODY_GAP = re.compile(
    r"(?:'s)?\s*(?:,\s*and|,|and|&|/|\(|\)|as well as|alongside|together with|of|the|department|\s)*"
)
BY_NEAR = re.compile(r"\s+(?:[a-z0-9]+\s+){0,4}?by\b")
# Behind a passive verb: who did it, until something else is told.
BY_STOP = re.compile(
    r"[;]|\.\s|\b(?:over|because|after|as part|but|not|while|although|who|which|said|says)\b|\bfor (?!years|months|decades)"
)
BY_BODY = re.compile(r"\b(by|in|under|from)\s+(?:both\s+)?(?:[a-z'-]+\s+){0,3}?(?=([AXLN])\d)")
BY_ROW = re.compile(rf"(?:the\s+)?{LIST.replace('A', '[AL]', 1)}")
BY_MORE = re.compile(
    rf"(?:\s+in\s+\w+(?:\s+\d{{4}})?)?(?:,|\s+and|,\s+and)\s+by\s+(?:the\s+)?({LIST})"
)
SPOKESMEN = "government|treasury|ministry|minister|department|spokes\\w+|officials?|secretary|president|statement|office|authorities|cabinet|foreign|finance|state|prime|under|deputy|senior|the|of|for|council|committee|'s"
LAST_BODY = re.compile(r"([AL]\d+)(?!.*[AXL]\d)")
SPEAKS = re.compile(
    rf"({LIST})(?:'s)?(?:\s(?:{SPOKESMEN})){{0,6}}?(?:\sN\d+)?\s(?:on \w+day\s|\w+ly\s)?(?:said|says|announced|confirmed)\b"
    rf"|\b(?:ministry|government|cabinet|officials|authorities)\sin\s([AL]\d+)\s(?:said|says|announced)|\baccording to (?:the\s)?({LIST})|\bstatement (?:by|from) (?:the\s)?({LIST})"
)

# Measures and lists.

#: `the EU's new measures target N`: whose they are.
OWNER_OF_ACT = re.compile(r"(A\d+)(?:'s)?\s(?:[a-z0-9-]+\s){0,3}$")
#: `A announced a new package of`.
ANNOUNCES = re.compile(
    r"\b(?:announc|impos|unveil|issu|lev(?:y|i)|adopt|introduc|roll|slapp|approv|agree)[a-z]*\s(?:out\s|on\s)?[^,;.N]{0,60}$"
)
DETERMINERS = re.compile(r"(?:\b(?:its|their|his|her|the|an?|own|both)\s)+$")

ON = re.compile(
    r"(?:\s+(?:pursuant to|under)\s[^,;N]{0,50}?(?=\son\s|\sagainst\s))?(?:\s+(?:was|were|have been|had been|has been))?(?:\s+(?:list|regime))?\s*(?:\w+day\s+)?(?:[a-z ,]{0,30}?\b(?:imposed|announced|levied|placed|issued|introduced|adopted|slapped|unveiled)\b\s+)?(?:(?:[a-z]+\s+)?(?:in|last|this|on)\s+(?:\w+\s+)?(?:\d{4}|\w+day|month|week|year)\s+)?(?:by\s+(?:the\s+)?"
    + LIST
    + r"\s+)?(?:on|against|upon|target(?:s|ed|ing)?|aimed at)\b"
)
OWNED_BY = re.compile(
    r"\s+(?:maintained\s+|kept\s+|run\s+)?(imposed\s+|introduced\s+|issued\s+)?(?:\w+\s+)?(?:by|from|of|in)\s+(?:both\s+)?(?:the\s+)?("
    + LIST.replace("A", "[AL]", 1)
    + ")"
)
UNDER = re.compile(
    rf"\b(?:under|subject to|fac(?:e|es|ed|ing)|hit by|hit with|targeted by|target of|beneath)(?:\s+(?:{ADJ}|an?|and|,|A\d+(?:'s)?|X\d+|both))*\s*,?\s*(?:(?:asset freezes?|travel bans?)\s+and\s+)?(?:an?\s+)?$"
)
AND_BODY = re.compile(rf"({LIST})(?:'s)?,?\s(?:and|,)\s(?:the\s)?$")
ALONG = re.compile(
    r"[^.;N]{0,40}?,?\s(?:(?:along|together)\swith|as\s(?:were|was|are|is))\s(?:[a-z'-]+,?\s){0,4}(?=N\d)"
)
STANDS_ON = re.compile(r"\b(?:on|in|part of)\s+(?:both\s+|all\s+)?(?:the\s+)?$")
IS_UNDER = re.compile(
    r"\b(?:is|are|was|were|been|remains?|still|appears?|figures?|stands?|features?|came|comes?|fell|falls?)\b(?:\s\w+){0,2}\s*$|\b(?:both|all)\s*$|\b(?:he|she|it|who|they)'(?:s|re)\s(?:\w+\s)?$"
)
#: Verbs that put somebody under a measure, or on a list.
PUT = re.compile(
    r"\b(?:hit|hits|slapped|slaps|targeted|punished|struck|add(?:ed|s|ing)?|put|puts|putting|plac(?:ed|es|ing)|includ(?:ed|es|ing)|enter(?:ed|s)|inscribed|listed|named|(?:inclusion|addition|placement) of)\b"
)
#: What stands between such a verb and its measure ends so: `hit N with new`, `added N to`.
BY_MEANS = re.compile(r"\b(?:with|by|on|onto|to|in|under|of|into)\s(?:[a-z0-9-]+\s){0,5}$|^\s*$")
#: `authority to impose sanctions`: not yet.
INFINITIVE = re.compile(
    r"\bto\s(?:\w+ly\s)?(?:impose|levy|place|put|slap|add|introduce|adopt|apply|use|announce)\s[^,;N]*$"
)
NEAR_VERB = 160  # letters between a verb and its list
CONTAINS = re.compile(
    r"(?:,\s[^,;:N]{0,60},)?\s(?:now\s|also\s)?(?:includes?|included|names?|named|contain(?:s|ed)?|features?|lists)\s"
)
LISTS = re.compile(r"[^:;.]{0,40}:\s")
LINE_BEGINS = re.compile(r"(?:.*[:—–\"|]\s*)?(?:the\s+)?((?:A\d+(?:(?:,|,?\s(?:and|&))\s)?)+)\s+")
NO_VERB = re.compile(
    r"\s+(?:\w+ed(?=\sN)|on|against|list|were|are|have|will|over|may|could|would|imposed)\b"
)
PRESENT = re.compile(
    r"(?:^|[\"—–:]\s*)(?:the\s+)?A\d+(?:,\s*A\d+)*(?:,?\s+(?:and|&)\s+(?:the\s+)?A\d+)\s+$|^\s*A\d+(?:,\s*A\d+)+\s+$"
)

# Assets.

THINGS = r"(?:[a-z]+\s){0,2}(?:assets|accounts?|property|funds)"
OWNER = re.compile(
    rf"\b{THINGS}(?:\s(?:and|in|interests|property|assets))*\s(?:of|belonging to|held by)\s(?:the\s)?(?:[a-z'-]+\s){{0,4}}(?=N\d)"
)
OWNED = re.compile(rf"N(\d+)'s\s{THINGS}\b[^,;N]*$")
WHOSE = re.compile(rf",?\swhose\s{THINGS}\b[^,;N]*$")
POSSESSED = re.compile(r"N(\d+)'s")
POSSESSIVE_NOUN = re.compile(
    r"\b(his|her|its|their|the \w+)(?:'s)?\s+(?:\w+\s+)?(?:assets|accounts|property|funds)$"
)
REPORTED = re.compile(r"and must be reported to (?:the\s)?([AL]\d+)")

LATIN = re.compile("[a-z]{3}")
# A quick look at a sentence, before its names are found: it says whose the measure is, ...
OWN = (
    "sanctioned",
    "sanctions",
    "blacklist",
    "black list",
    "sdn",
    "specially designated",
    "designated pursuant",
    "designated under",
    "designated along with",
    "designated together with",
    "restrictive measures",
    "froze",
    "freez",
)
