# ruff: noqa: E501  # a pattern is read as one line
"""Patterns of English claims, over the codes of `claim_marks`.

Owns the words and shapes that the readers of clauses (`claim_clauses`, `claim_verbs`,
`claim_nouns`) ask for: triggers, borders of clauses, rows of names and bodies. Invariant: `N`, `A`, `L`, `X` with a number are codes, all else is in small
letters. Refuses to decide.
"""

from __future__ import annotations

import re

ED = r"(?:sanctioned|blacklisted|blacklist|designated|listed)"
ADVERB = r"(?:\s+(?:[a-z]+ly|also|both|all|since|then|now|still|already|first|later|again|once|itself|themselves|been|on \w+day|last \w+|earlier))*"
BE = re.compile(rf"\b(?:was|were|is|are|been|being|be|got|remains?|'s|'re){ADVERB}\s+$")
HAVE = re.compile(rf"\b(?:has|have|had|'ve|'s){ADVERB}\s+$")
PLURAL = re.compile(rf"\b(?:were|are|have(?:\s\w+){{0,2}} been){ADVERB}\s+$")
LIST = r"A\d+(?:\s*(?:,\s*and|,|and|&|/|as well as|or)\s*(?:also\s+)?(?:by\s+|from\s+|the\s+)*[AL]\d+(?:'s)?)*"
NAME = re.compile(r"N(\d+)(?:'s\b)?")
BODY = re.compile(r"[AL](\d+)")
NOUN = (
    r"(?:sanctions|restrictive measures|(?:an?\s+)?(?:assets?[- ]freez(?:es?|ing)|freez(?:e|ing) of assets|(?:travel|port) bans?)"
    r"(?:\s+and\s+(?:an?\s+)?(?:assets?[- ]freezes?|travel bans?))?)"
)
ROSTER = (
    r"(?:(?:financial |economic )?sanctions? (?:and \w+ )?(?:black ?)?(?:lists?|registers?|packages?)|(?:packages?|rounds?|tranche) of (?:A\d+(?:'s)? )?sanctions\b(?! on| against)"
    r"|(?:list|register)s? of (?:[a-z]+ ){0,3}?(?:under|subject to) (?:A\d+ )?(?:sanctions|restrictive measures)|sdn(?: list)?|black ?lists?|watch ?lists?"
    r"|(?:list|register)s? of (?:people |persons |entities |individuals |names )?(?:\w+ )?(?:sanctioned|specially designated|blacklisted|blocked|designated)\b[\w ,]*?"
    r"(?:nationals|persons|people|entities|individuals|companies|vessels|ships)?"
    r"|list of specially designated nationals(?: and blocked persons)?|specially designated nationals(?: and blocked persons)?(?: list)?)"
)
TRIGGER = re.compile(
    rf"(?P<pre>(?:(?:A\d+|western|international)-?(?:(?:,| and|-and-|/)\s?)?)+-(?:sanctioned|blacklisted|designated|listed))"
    rf"|(?P<hit>(?:sanctions|blacklist)-hit)"
    rf"|(?P<roster>(?:(?:A\d+(?:'s)?|its|their|his|the|a|an)\s+)?(?:own\s+)?\b{ROSTER}\b|\bA\d+(?:'s)?\s+(?:black)?lists?\b(?!\s+(?:N\d|the\s)))"
    rf"|(?P<froze>\b(?:froze|frozen|freezes|freezing|freeze)\s+(?:the\s+|all\s+|any\s+)?(?:\w+\s+)?(?:assets|property|accounts|funds)\s+(?:of|belonging to|held by)\b"
    rf"|\b(?:froze|frozen|freezes)\s+(?=N\d+'s\s+(?:\w+\s+)?(?:assets|accounts|property)))"
    rf"|(?P<frozen>\b(?:is|are|was|were|been)\s+(?:\w+ly\s+)?(?:frozen\s+(?=(?:[\w-]+\s+){{0,4}}by\b)|blocked\s+(?=and must be reported)))"
    rf"|(?P<identify>\bidentif(?:ied|ying|ies)\b(?=[^.;]*\bas\s+(?:blocked\s+)?property\b))"
    rf"|(?P<ed>(?<![-\w]){ED}\b(?!-))"
    rf"|(?P<ing>\b(?:sanctioning|blacklisting|designating)\b)"
    rf"|(?P<third>\b(?:designates|blacklists|lists)\b)"
    rf"|(?P<base>\b(?:sanction|designate|blacklist)\b)"
    rf"|(?P<noun>(?<!-)\b{NOUN}(?![-\w]))"
)
BREAK = re.compile(
    r"[;:—–]|\.\s|\b(?:while|although|though|whereas|but|said|says|told|that|because|when|after|before|who|whom|whose|which|where)\b"
    r"|,\s+(?:and\s+|but\s+)?(?=(?:the\s+)?A\d+\s+(?:has|have|had|also|sanction|designat|blacklist|impos|add|put|plac))"
)
INSERT = re.compile(
    r",\s(?!(?:the\s)?A\d)(?:which|who|whom|whose|an?|the|another|both|now|then|once|already|head|in|on|based|formerly|also|\w+ed|known|born|his|her|its)\b[^,;]*,"
)
STOP = re.compile(
    r"[;]|\.\s|\b(?:over|for|because|after|since|as part|in connection|during|when|while|said|says|but|although|though"
    r"|until|amid|despite|citing|pursuant|under|if|following|by|not|to|from|against(?=\s+A\d))\b|\s[—–]\s"
    r"|\bas (?:an?|its|their)\b|,\s(?:and|while)\s(?=(?:the\s)?[AX]\d)|\b(?:accus|alleg)\w+"
)
RELATIVE = re.compile(r",?\s\b(?:who|whom|whose|which|that|where)\b")
LOCATIVE = re.compile(
    r"\b(?:in|at|near|outside|around|via|of|by|for|to|with|owned by|called on)\s+(?:the\s+)?$"
)
OF_NAME = re.compile(r"\b(?:names?|assets|members?|vessels?|ships?) of\s+(?:the\s+)?$")
COORDINATED = re.compile(r",|\b(?:and|or|plus)\b|&|as well as|along with")
NOT_ADJECTIVE = re.compile(
    r"\b(?!(?:based|occupied|united|retired|linked|owned|controlled|backed|flagged|alleged|suspected|accused|wanted|exiled|linked|led|run|named|called|registered|managed|related|affiliated|aged)\b)"
    r"(?:was|were|is|are|has|have|had|will|would|could|may|did|does|\w{3,}ed)\b"
)
AMONG = re.compile(
    r"(?:among them|including|such as|namely|notably|like|:|both|also known as)\s*(?:the\s+)?(?:[\w'-]+\s+){0,6}\"?$"
)
COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|his|her|their|its|\d+)\s[^,]*,\s(?:the\s)?$|-\w+,"
)
ADJ = r"(?:new|fresh|additional|further|more|economic|financial|international|western|targeted|similar|secondary|blocking|the|its|their|his|her|own|tough|sweeping|separate|joint|autonomous|unilateral|several|related|existing|longstanding|human rights|personal)"
BODIES_BEFORE = re.compile(
    rf"((?:[AXL]\d+(?:'s)?|western|international)(?:\s*(?:,\s*and|,|and|&|/|as well as)\s*(?:the\s+)?[AXL]\d+(?:'s)?)*)(?:\s+{ADJ})*[\s-]+$"
)
UNDER = re.compile(
    rf"\b(?:under|subject to|fac(?:e|es|ed|ing)|hit by|hit with|targeted by|target of|beneath)(?:\s+(?:{ADJ}|an?|and|,|A\d+(?:'s)?|X\d+|both))*\s*,?\s*(?:(?:asset freezes?|travel bans?)\s+and\s+)?(?:an?\s+)?$"
)
WITH = re.compile(rf"\bwith(?:\s+(?:{ADJ}|and|A\d+(?:'s)?))*\s+$")
HIT = re.compile(r"\b(?:hit|hits|slapped|slaps|targeted|punished|struck)\b")
ON = re.compile(
    r"^(?:\s+(?:list|regime))?\s*(?:\w+day\s+)?(?:[a-z ,]{0,30}?\b(?:imposed|announced|levied|placed|issued|introduced|adopted)\b\s+)?(?:(?:[a-z]+\s+)?(?:in|last|this|on)\s+(?:\w+\s+)?(?:\d{4}|\w+day|month|week|year)\s+)?(?:by\s+(?:the\s+)?"
    + LIST
    + r"\s+)?(?:on|against|upon|target(?:s|ed|ing)?|aimed at)\b"
)
WERE_IMPOSED = re.compile(
    r"^\s*(?:was|were|have been|had been|has been)(?:\s+\w+ly)?\s+(?:imposed|slapped|placed|levied|announced|introduced)\s+(?:(?:in|last|on)\s+\w+\s+)?(?:by\s+(?:the\s+)?"
    + LIST
    + r"\s+)?(?:on|against)\b"
)
OVER = re.compile(
    r"\b(?:expired?|lapsed|(?:were|was|been|are|be|being)\s+(?:\w+\s+)?(?:lifted|dropped|removed|eased|suspended|waived|revoked|annulled|overturned|scrapped))\b"
)
ADDED = re.compile(
    r"\b(?:add(?:ed|s|ing)?|put|puts|putting|plac(?:ed|es|ing)|includ(?:ed|es|ing)|enter(?:ed|s)|inscribed|listed)\b"
)
AS = re.compile(r"\bas\s+(?:the\s+|an?\s+|its\s+|their\s+)?")
AS_MEASURE = re.compile(
    r"\bas\b[^.;]{0,80}\b(?:sanction|terroris|subject|block|specially|freez|trafficker|target|proliferat)\w*"
)
ADJECTIVAL = re.compile(
    r"(?:^|[\"“(—–:]|\b(?:the|a|an|for|with|of|from|to|and|by|on|against|two|three|several|former|other|already|between|via|as|two)\b,?)\s*\"?$"
)
NOUN_PHRASE = re.compile(
    r"^(?:\s+[a-z][a-z'-]*|,(?=\s[a-z]+-)){1,6}?\s+(?:\"|the\s)?(?=N\d)|^\s+(?=N\d)"
)
NO_NOUN_PHRASE = re.compile(
    r"\b(?:by|in|for|since|over|on|at|was|is|were|are|has|and|to|under|after|with|as|against|of|that|who)\b"
)
IT = re.compile(r"\b(?:it|they|he|she)\b[^,.;]*$")
TIMED = re.compile(
    r"\s*(?:[,.;)\"]|$|(?:in|since|over|for|last|after|amid|earlier|this|two|three|on \w+day)\b)"
)
VERB_BEFORE = re.compile(
    r"\b(?:met|meets|saw|sees|hosts|hired|sent|sends|took|takes|brought|led|leads|gave|chose|\w{3,}ed|\w{3,}ing)\s$"
)
OBJECT_RELATIVE = re.compile(r"\b(?:whom?|which|that)\s+(?:both\s+)?(?:the\s+)?A\d[^,;]*$")
GONE = re.compile(
    r"\b(?:removed|taken off|dropped|struck) (?:from )?(?:the|its|their) (?:\w+ )?list\b|\bdelisted\b"
)
#: `Had A sanctioned N, …`: it has not.
UNREAL = re.compile(r"(?:^|[\",—–]\s*)had\s(?:the\s)?[AN]\d+\s(?:not\s)?\w+ed\b")
#: `N, against whom A imposed sanctions`.
AGAINST_WHOM = re.compile(r",?\s(?:against|on)\s(?:whom|which)\s[^,;N]*$")
#: `N fled after he was sanctioned`: a pronoun alone in a clause that depends on another.
DEPENDENT = re.compile(
    r"\b(?:after|because|since|when|before|although|though|that)\s(?P<who>he|she|it)\s(?:was|has|had|is)\b[^,;N]*$"
)
#: `sanctioned N for one thing and N for another`.
AND_FOR = re.compile(r"\sand\s(?:[a-z'-]+\s){0,4}N(\d+)(?=\sfor\b)")
#: `N, a company A sanctioned in 2021`: a relative clause without its pronoun.
CONTACT = re.compile(r"N(\d+),\s(?:an?|the|another)\s[^,;:N]*[a-z]\s(?:the\s)?A\d+\s(?:ha[sd]\s)?$")
#: `A sanctioned general, N, was …`: the name stands beside the noun.
BESIDE_NOUN = re.compile(r"(?:\s[a-z][a-z'-]*){1,4},\s(?=N\d+(?:,|$|\.))")
INDEFINITE = re.compile(r"\b(?:an?|another)\s$")
#: `three persons who work for it: N, N and N`.
COLON = re.compile(r"[^.;:N]*\w\w+s\s[^.;:N]*:\s(?=(?:the\s)?N\d)")
MADE = re.compile(r"N\d+\s(?:an?|its|their|the|as)\s")
AND_BODY = re.compile(rf"({LIST})(?:'s)?,?\s(?:and|,)\s(?:the\s)?$")
TELLS_FALSE = re.compile(
    r"\b(?:not true|untrue|false|wrong|den(?:y|ies|ied)|no (?:evidence|sign|indication|record)|rumou?rs?|reports?)\b[^,;]*\bthat\b"
)
IS_FALSE = re.compile(r"\b(?:is|was|are|were)\s(?:wrong|false|untrue|mistaken|fabricated|denied)\b")
INVERTED = re.compile(
    r"[^;.,]{0,60}?\b(?:was|were|is|are|includes?|included|including)\s(?:also\s)?(?=[^.;]*N\d)"
)
ALONG = re.compile(r"[^.;N]{0,40}?,?\s(?:along|together)\swith\s(?:[a-z'-]+\s){0,4}(?=N\d)")
WE = re.compile(
    r"\b(?:we|it|they|the (?:agency|department|government|ministry|council|office|administration|bloc|commission))\b[^,.;]*$"
)


LINE_BEGINS = re.compile(r"(?:.*[:—–\"|]\s*)?(?:the\s+)?((?:A\d+(?:(?:,|,?\s(?:and|&))\s)?)+)\s+")
NO_VERB = re.compile(r"\s+(?:on|against|list|were|are|have|will|over|may|could|would|imposed)\b")
PLAIN = frozenset({"sanctioned", "blacklisted"})
#: `the assets of N`, `whose accounts`, `N's property`: whose things are frozen.
THINGS = r"(?:[a-z]+\s){0,2}(?:assets|accounts?|property|funds)"
OWNER = re.compile(
    rf"\b{THINGS}(?:\s(?:and|in|interests|property|assets))*\s(?:of|belonging to|held by)\s(?:the\s)?(?:[a-z'-]+\s){{0,4}}(?=N\d)"
)
OWNED = re.compile(rf"N(\d+)'s\s{THINGS}\b[^,;N]*$")
WHOSE = re.compile(rf",?\swhose\s{THINGS}\b[^,;N]*$")
REPORTED = re.compile(r"and must be reported to (?:the\s)?([AL]\d+)")
#: `A put N under sanctions`, `N, whom A placed under sanctions`.
BESIDE = re.compile(r"N\d+,\s(?:[a-z]+\s)?$")
PUT = re.compile(r"\b(?:put|puts|putting|plac(?:ed|es|ing))\b")
PRONOUN = re.compile(r"\s+(him|her|it|them|the \w+(?: \w+)?)\b")
STANDS_ON = re.compile(
    r"\b(?:on|in|appears?)\s+(?:both\s+|all\s+)?(?:the\s+)?(?:[AL]\d+(?:'s)?(?:,?\s(?:and\s)?(?:the\s)?)?)*\s*$"
)
STANDS = re.compile(
    r"\b(?:is|are|was|were|been|appears?|remains?|has been|figures?|stands?)\b[^,]{0,30}$"
)
SANCTIONS_BY = re.compile(
    r"\s+(?:imposed\s+|introduced\s+|issued\s+)?(?:by|from|of|in)\s+(?:both\s+)?(?:the\s+)?("
    + LIST.replace("A", "[AL]", 1)
    + ")"
)
IS_UNDER = re.compile(
    r"\b(?:is|are|was|were|been|remains?|has been|have been|is also|still)\b(?:\s+\w+)?\s*$|\b(?:both|all)\s*$"
)
# Letters between the parts of one statement: a verb and its list, a name and the list it is on.
NEAR_VERB = 160
NEAR_NAME = 60
NEAR_NAME_OF_VERB = 90
# Behind a passive verb: who did it, until something else is told.
BY_STOP = re.compile(
    r"[;]|\.\s|\b(?:over|because|after|as part|but|not|while|although|who|which|said|says)\b|\bfor (?!years|months|decades)"
)
BY_BODY = re.compile(r"\b(by|in|under|from)\s+(?:both\s+)?(?:[a-z'-]+\s+){0,3}?(?=([AXLN])\d)")
BY_ROW = re.compile(rf"(?:the\s+)?{LIST.replace('A', '[AL]', 1)}")
BY_MORE = re.compile(
    rf"(?:\s+in\s+\w+(?:\s+\d{{4}})?)?(?:,|\s+and|,\s+and)\s+by\s+(?:the\s+)?({LIST})"
)
BODY_GAP = re.compile(
    r"(?:'s)?\s*(?:,\s*and|,|and|&|/|\(|\)|as well as|alongside|together with|of|the|department|\s)*"
)
LATIN = re.compile("[a-z]{3}")
# A quick look at a sentence, before its names are found: it names a body, ...
DEED = re.compile(
    r"(?i:designat(?:e|es|ed|ing)\b(?!,| (?:as (?!a spec|spec)|that|under|by the (?:pres|sec)|week|agenc|off))"
    r"|listed\b|lists the|fr(?:oze|eez|ozen)|travel ban|as (?:blocked )?property|blacklists|sanctioning)"
    r"|\b[Ss]anctions? (?:[a-z]+ ){0,3}[A-Z]"
)
# ... or tells of a measure against somebody.
MEASURE = re.compile(
    r"(?i:sanctioned|black ?list|sdn|sanctions? (?:\w+ )?(?:list|package|register|-hit)|sanctions-hit"
    r"|\b(?:rounds?|package) of (?:\w+ )?sanctions"
    r"|\b(?:under|subject to|fac(?:e|es|ed|ing)|hit|targeted by|slap\w*|with)\b(?: \w[\w.]*,?){0,4} (?:sanctions|restrictive measures|freezes?|bans?)\b"
    r"|designated pursuant to (?:e\.?o|executive)|\b(?:on|against) wh(?:om|ich)\b|\bsanctions target(?:s|ed)? (?=\w)|\b(?:is|are|was|were|been) (?:\w+ly )?(?:frozen (?:[\w-]+ ){0,4}by\b|blocked and must be reported))"
    r"|(?:[Ss]anctions|SANCTIONS|[Mm]easures|freezes?|[Bb]ans?)\b[^.;]{0,60}?\b(?:on|against|upon|ON|AGAINST)\b (?:[a-z][^.;]{0,120})?[A-Z]"
)
