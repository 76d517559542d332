# ruff: noqa: E501  # a pattern is read as one line
"""Claim words of English: the words at which a marked sentence is read.

Owns the one pattern that finds them, each kind in a group of its own that names the method which
reads it. Invariant: `N`, `A`, `L`, `X` with a number are codes of `claim_marks`, all else is in
small letters. Refuses to say what a claim word means: that is for `claim_reader`.
"""

from __future__ import annotations

import re

PLAIN = frozenset({"sanctioned", "blacklisted"})
ADVERB = r"(?:\s+(?:[a-z]+ly|also|both|all|since|then|now|still|already|first|later|again|once|itself|themselves|been|long|on \w+day|last \w+|in \d{4}|this \w+|earlier))*"
LIST = r"A\d+(?:\s*(?:,\s*and|,|and|&|/|as well as|or)\s*(?:also\s+)?(?:by\s+|from\s+|the\s+)*[AL]\d+(?:'s)?)*"
NOUN = (
    r"(?:sanctions|restrictive measures|(?:measures|restrictions|designations|action)(?=\s(?:against|on)\s)|(?<=under )restrictions(?=\sby\s(?:the\s)?A\d)|(?<=same )(?:measures?|restrictions|penalties)|(?<=A\d )(?:measures|restrictions)(?!\s(?:against|on|target))|(?:measures|restrictions)(?=,?\s(?:which|that)\s(?:the\s)?A\d+\s(?:ha[sd]\s|have\s)?(?:imposed|slapped|placed|levied)\s(?:on|against)\s)|bans?(?=\son\s(?:the\s)?N\d+,\simposed\sby\s(?:the\s)?A\d)|(?:assets?[- ]freez(?:es?|ing)|freez(?:e|ing) of assets|freezes?(?=\son\s(?:the\s)?(?:\w+\s)?(?:assets|funds|accounts|property))|(?:travel|port) bans?)"
    r"(?:\s+and\s+(?:an?\s+)?(?:assets?[- ]freezes?|(?:travel|port) bans?))?)"
)
ROSTER = (
    r"(?:(?:(?<=\dth )|(?<=\dst )|(?<=\dnd )|(?<=\drd ))packages?|(?:financial |economic |\w+-related )?(?:sanctions?|consolidated|terror(?:ist)?|(?:assets?[- ])?freez(?:e|ing)|entry[- ]ban|travel[- ]bans?|visa[- ]bans?) (?:and \w+ )?(?:black ?)?(?:lists?|registers?|packages?)|(?:packages?|rounds?|tranche) of (?:A\d+(?:'s)? )?sanctions\b(?! on| against)"
    r"|(?:list|register)s? of (?:[a-z]+ ){0,3}?(?:under|subject to) (?:A\d+ )?(?:sanctions|restrictive measures)|sdn(?: list)?|black ?lists?|watch ?lists?|annex(?:es)? (?:[ivx]+|\d+)\b|(?:(?<=to )the|(?<=to )its|(?<=on )its) list(?! of)|(?<=on )its list of (?:asset[- ]freeze|sanctions?|travel[- ]ban|freeze) targets|(?<=on the )list(?=\s(?:that|which)\s(?:the\s)?A\d)|(?<=on the )lists?(?=\sof\s(?:the\s)?A\d)|(?<=on )lists?(?=\sof\s(?:the\s)?A\d)"
    r"|(?:list|register)s? of (?:\d+ )?(?:people |persons |entities |individuals |names )?(?:\w+ )?(?:sanctioned|specially designated|blacklisted|blocked|designated)\b[\w ,]*?"
    r"(?:nationals|persons|people|entities|individuals|companies|vessels|ships)?"
    r"|(?:listings|designations)(?=:\s)|(?:list|register)s? of (?:\w+ )?(?:people|persons|entities|individuals|companies|firms|names|those|ships|vessels) (?:banned|barred|subject|under|facing|whose|hit|targeted)\b[^.;N]*?(?=,|\.|;|$)|specially designated (?:global terrorists?|national)\b|list of specially designated nationals(?: and blocked persons)?|specially designated nationals(?: and blocked persons)?(?: list)?)"
)
#: Measures that say whom they are about by a verb of their own: `new A measures target N`.
ACT = (
    r"(?:took|takes|taken|taking)\s(?:[a-z]+\s){0,2}action\s(?:[a-z0-9,]+\s){0,5}?against\b"
    r"|(?:measures|sanctions|penalties|assets? freezes?|travel bans?|packages?|rounds?|tranche|designations|restrictions|listings)(?:,\s[^;.]{3,90}?,|\s(?:announced|imposed|unveiled|adopted|published)\s(?:\w+\s){0,3}?(?:in|by)\s(?:the\s)?[AL]\d+)?\s(?:of sanctions\s)?(?:by\s(?:the\s)?A\d+\s)?(?:also\s)?(?:includes?|included|targets?|targeted|hits?|covers?|covered|names?|named|(?:now\s|also\s)?(?:appl(?:y|ies|ied)|extend(?:s|ed)?)\sto|(?:was|were|been)\s(?:extended|widened|expanded)\sto(?:\sinclude|\scover)?)(?=\s)"
)
#: First letters of claim words.
HEADS = frozenset(
    [
        "A",
        "pun",
        "tar",
        "hit",
        "bar",
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
        "wil",
        "who",
        "pen",
        "ban",
        "wou",
        "to",
        "now",
    ]
)
TRIGGER = re.compile(
    rf"(?P<pre>(?:(?:A\d+|western|international)-?(?:(?:,| and|-and-|/)\s?)?)+-(?:sanctioned|blacklisted|designated|listed))"
    r"|(?P<aims>\bA\d+\s(?:on \w+day\s)?(?:also\s)?(?:targets|targeted|is targeting|has targeted|hits|hit|has hit|goes after|went after|took aim at|takes aim at|moved against|acted against|cracked down on)(?=\s)|\bA\d+'s\s(?:\w+\s)?(?:(?:action|move|step|case)s?\sagainst\b|actions?\s(?:also\s)?(?:targets?|targeted|covers?|names?|hits?)(?=\s)))"
    r"|(?P<named>\b(?:named|targeted|punished|hit)\sby\s(?:the\s)?A\d+(?!'s|\s[a-z]+\s(?:as\sits|with)\b))"
    rf"|(?P<hit>(?:sanctions|blacklist)-hit)"
    rf"|(?P<act>\b(?:{ACT}))"
    rf"|(?P<roster>\b(?:(?<!\bto )|(?=(?:the|its) list\b))(?:{ROSTER})\b(?! of (?:[a-z]+\s)?N\d)|\bA\d+(?:'s\s+(?:(?:[a-z-]+|\d{{4}})\s){{0,3}}?|\s+)(?:black)?lists?\b(?!\s+(?:N\d|the\s)))"
    rf"|(?P<froze>\b(?:froze|frozen|freezes|freezing|freeze|blocked|blocks|blocking)\s+(?:the\s+|all\s+|any\s+)?(?:\w+\s+)?(?:assets|property|accounts|funds)\s+(?:of|belonging to|held by|linked to|tied to|connected to|associated with|in the names? of|controlled by|owned by)\b"
    rf"|\b(?:froze|frozen|freezes)\s+(?=N\d+'s\s+(?:\w+\s+){{0,2}}(?:assets|accounts|property|funds))"
    rf"|\b(?:froze|frozen|freezes|freezing)\s+(?:his|her|its|their|the \w+'s)\s+(?:\w+\s+)?(?:assets|accounts|property|funds))"
    rf"|(?P<frozen>\b(?:is|are|was|were|been|(?:will|to|would)\sbe|have\sbeen|now)\s+(?:\w+ly\s+)?(?:frozen(?=(?:\s[\w-]+){{0,4}}\sby\b|(?:\sand\s[^,.;]{{0,80}})?,\s[^.;]*\b(?:said|announced)\b)\s*|blocked(?:\s+(?=and must be reported)|(?=,\s[^.;]*\b(?:said|announced)\b))))"
    r"|(?P<whose>\bwhose\s(?:\w+\s)?(?:assets|accounts|property|funds)\s(?:the\s)?A\d+\s(?:ha[sd]\s|have\s)?(?:froze|frozen|blocked)\b)"
    r"|(?P<told>\bwhom\s(?:the\s)?A\d+\s(?:ha[sd]\s|have\s|also\s|already\s|first\s)*(?:named|targeted)(?=[,.;]|\s(?:in|on|last|earlier|this|two|three|the\ssame)\b))"
    r"|(?P<had>\b(?:has|have|had)\s(?:also\s|had\s)?(?:his|her|its|their)\s(?:\w+\s)?(?:assets|accounts|property|funds)\s(?:there\s)?frozen\b)"
    rf"|(?P<identify>\b(?:identif(?:ied|ying|ies)|names?|named|lists?)\b(?=[^.;]*\bas\s+(?:blocked\s+(?:property|persons?)|property\b)))"
    rf"|(?P<deed>\b(?:designation|blacklisting|listing|sanctioning)s?(?:\sby\s(?:the\s)?A\d+)?\s+of\b|\b(?:designation|blacklisting|listing)(?=(?:\s(?!of\b)[a-z0-9]+){{0,3}}?\sby\s(?:the\s)?A\d)|(?<=A\d\s)(?:designation|blacklisting)\b)"
    rf"|(?P<ed>(?<![-\w])(?:sanctioned|blacklisted|designated|listed|(?:banned|barred)(?=\s(?:[^.;,]{{0,60}}?\s)?from\s(?:(?:all|any|the|its|their|foreign|global|other|world|member|states'?|world's)\s){{0,2}}ports\b)|barred(?=\sby\sthe\sA\d+(?:\s(?:in|from)\s|[,.;])))\b(?!-))"
    rf"|(?P<ing>\b(?:sanctioning|blacklisting|designating|listing)\b)"
    rf"|(?P<third>\b(?:designates|blacklists|lists)\b)"
    rf"|(?P<base>\b(?:sanction|designate|blacklist)\b)"
    rf"|(?P<noun>(?<!-)\b{NOUN}(?![-\w]))"
)
LATIN = re.compile("[a-z]{3}")
