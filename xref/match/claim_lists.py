# ruff: noqa: E501  # a pattern is read as one line
# a pattern is read as one line
"""Shapes around measures and lists: who stands on one, what it contains, whose assets are meant.

Owns the patterns that `claim_measures` asks for. Refuses to decide.
"""

from __future__ import annotations

import re

DETERMINERS = re.compile(r"(?:\b(?:its|their|his|her|the|an?|own|both)\s)+$")
INCLUDING = re.compile(r",?\s(?:including|among them|such as|notably)\s(?=[^.;]*N\d)")
ALSO_UNDER = re.compile(
    r"\s*(?:(?:since|in|from)\s(?:[a-z]+\s)?\d{4})?(?:,\sand|,|\sand)\s(?:under\s)?"
)
#: `A took N onto its list`: whose list it is.
KEEPS = re.compile(r"[\s\"']*(?:the\s)?(A\d+)\s(?!'s)[^;]*N\d")
EXTENDS = re.compile(
    r"\b(?:extend|expand|widen)\w*\s(?:(?:its|their|the|existing|A\d+(?:'s)?)\s){1,3}$"
)
TO = re.compile(r"\s(?:regime\s)?to\s(?:include\s|cover\s)?(?=[^.;]{0,60}N\d)")
#: `A's list grew by a dozen entries`.
GROWS = re.compile(
    r"\s(?:[a-z]+\s){0,2}?(?:grew|grown|runs|ran|counts|comprises|numbers|swelled|(?:was|been)\s(?:extended|expanded|updated|lengthened))\b[^.;N]{0,50}\b(?:names|entries|people|individuals|entities|companies|ships|vessels|tankers|\d+)\b[^N]*$"
)
IS_A = re.compile(r"\b(?:is|are|was|were|became|remains?)\s(?:an?\s)?$")
#: `brought N under its sanctions`.
BROUGHT = re.compile(r"\b(?:under|within|onto)\s(?:[a-z0-9-]+\s){0,3}$")
ITS = re.compile(r"\bits\s(?:[a-z-]+\s){0,3}$")
STANDS_ON = re.compile(
    r"\b(?:on|onto|in|part of|joined|joins|entered|made it (?:on)?to|made)\s+(?:(?:both|all|two|three|four|several)\s+)?(?:(?:the|an?)\s+)?$"
)
IS_UNDER = re.compile(
    r"\b(?:is|are|was|were|been|remains?|still|appears?|figures?|stands?|features?|came|comes?|fell|falls?)\b(?:\s\w+){0,2}\s*$|\b(?:both|all)\s*$|\b(?:he|she|it|who|they)'(?:s|re)\s(?:\w+\s)?$"
)
#: What stands between such a verb and its measure ends so: `hit N with new`, `added N to`.
BY_MEANS = re.compile(
    r"\b(?:with|by|on|onto|to|in|under|of|into)\s(?:(?!who\b|which\b|that\b)[a-z0-9-]+\s){0,5}$|^\s*$"
)
NEAR_VERB = 160  # letters between a verb and its list
CONTAINS = re.compile(
    r"(?:\s(?:was|has been|is being))?\s(?:expanded|extended|widened|updated|amended)\sto\sinclude\s|(?:,\s[^,;:N]{0,60},)?\s(?:now\s|also\s)?(?:includes?|included|names?|named|contain(?:s|ed)?|features?|lists)\s"
)
#: `the SDN entry for N`.
ENTRY = re.compile(
    r"\s(?:entry|entries|record|listing)\s(?:for|of|on)\s(?=(?:the\s)?(?:[a-z-]+\s){0,4}N\d)"
)
#: `on the list that A published on Monday are N and N`.
PUBLISHED = re.compile(
    r"(?:,)?\s(?:that|which)\s(?:the\s)?(A\d+(?:'s)?)[^,.;N]{0,60}?\s(?:are|is|were|was)\s(?=[^.;]{0,60}N\d)"
)
ON_IT = re.compile(r"[\s\"']*(?:also\s|new\s)?on\s(?:the|an?)\s(?:[a-z-]+\s){0,2}$")
LISTS = re.compile(r"[^:;.]{0,40}:\s")
NO_VERB = re.compile(
    r"\s+(?:\w+ed(?=\sN)|on|against|list|were|are|have|will|over|may|could|would|imposed)\b"
)
POSSESSED = re.compile(r"N(\d+)'s")
POSSESSIVE_NOUN = re.compile(
    r"\b(his|her|its|their|the \w+)(?:'s)?\s+(?:\w+\s+)?(?:assets|accounts|property|funds)$"
)
