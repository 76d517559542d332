# ruff: noqa: E501  # a pattern is read as one line
"""Single words that nothing introduces, where a name is due: `sanctioned Rosneft`.

Owns telling from a marked sentence which of its lone words (`M0`) are names: behind a claim word, in
a row with names, before "was sanctioned". Invariant: all others go back to words of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xref.match.claim_named import Named

_LONE = re.compile(r"M(\d+)")
_WORDS = r"(?:(?!(?:for|over|in|to|by|with|at|of|that|which|who|after|as)\b)(?:[a-z][\w'-]*|[AX]\d+(?:'s)?)\s){0,5}?(?:(?:arm|company|firm|bank|unit|subsidiary|group|exporter|trader|ship|tanker|vessel|predecessor|successor|parent|owner|operator|employer|rival|affiliate|branch|mixer|exchange|refiner|refinery|terminal|lender|insurer|developer|marketplace|platform|forum|gang|militia|charity|shipowner|airline|shipyard|producer|supplier|manufacturer|broker|freighter|carrier|contractor|conglomerate|front|port),\s)?"
_NO_HEAD = r"(?!\d|-|'s?\s(?!assets|accounts|name|property|funds)|\s(?!(?:and|or|of|in|from)\s)(?:[a-z-]+\s){0,2}[NM]\d|,?\s(?:said|says|told|regime|government|famil|officials|subsidiar|executive|official|chief|boss))"
#: Where a lone word is a name: behind a claim word or `sanctions on`, in a row with a name ...
_OBJECT = (
    rf"(?:\b(?:on|against|upon|target\w*|as (?:it|they|he|she) (?:had|has|have|did)(?: with| to)?)\s{_WORDS}"
    rf"|\b(?:sanction|blacklist|designat)(?:ed|ing|s|e)?\s{_WORDS}"
    rf"|\b(?:add|adds|added|adding|puts?|plac\w+|listed|lists|listing|hits?|slapped"
    rf"|(?:assets|designation|blacklisting) of)\s{_WORDS}"
    rf"|\b(?:froze|freezes|frozen)\s|N\d+(?:,|,?\sand|\sor)\s(?!an?\s){_WORDS})(?P<object>M)\d+{_NO_HEAD}"
)
#: ... or before one: `M was sanctioned`, `M, a bank under A sanctions`.
_SUBJECT = (
    r"(?P<subject>M)\d+(?:,?\s(?:which|who|that))?"
    r"(?:,\s(?:an?|the|another|one|both)(?:\s[^,;M]{0,60}?)?,?|,\s[^,;M]{0,70},|,)?"
    r"(?:\s(?:was|were|is|are|has|have|had|been|being|also|later|since|then|too|now|already|both|first|itself|long|back|still|came|fell|remains?|remained|\w+ly))*"
    r"(?:\s(?:was|were|is|has|had|lost|left)\s[^.;,MN]{1,60}\sand)?\s\(?(?:(?:sanctioned|blacklisted|designated|listed)\b(?!\s(?:the\s|an?\s)?(?:[a-z]+\s)?N\d)"
    r"|under\s(?:[a-z]+\s){0,3}(?:A\d|sanctions)|subject\sto\s|(?:added|put|placed)\s(?:to|on|under)\b"
    r"|(?:hit|slapped|struck|targeted)\s(?:with|by)\s(?:[a-z]+\s){0,3}(?:A\d+(?:'s)?\s)?(?:[a-z]+\s){0,2}(?:sanctions|asset)"
    r"|(?:landed\s|ended\sup\s|wound\sup\s|appeared\s|found\s\w+sel\w+\s|went\s)?(?:on|onto)\s(?:the\s|an?\s)?A\d)"
    r"|(?P<after>M)\d+\s[^.;MN]{0,80}\s(?:after|since)\s(?:being|having\sbeen)\s(?:sanctioned|blacklisted|designated|listed|added|put|placed)\b"
    r"|(?P<object2>M)\d+,\s(?:which|that|whom)\s(?:the\s)?A\d+(?:[^,;]{0,40}\s)?(?:ha[sd]\s|have\s|also\s|already\s)*(?:sanctioned|blacklisted|designated|listed|put|placed|added)\b"
    r"|^\W*(?:also\s)?(?:sanctioned|blacklisted|designated|listed)\b[^.;M]{0,80},\s(?:the\s)?(?P<opened>M)\d+\b"
    r"|(?P<self>M)\d+(?:'s\s[^,;M]{0,30})?\s[^.;M]{0,110}\bsanctions\s(?:[a-z]+\s){0,2}(?:on|against)\s(?:it|him|her)\b"
    # `M, a tanker A sanctioned in`
    r"|(?P<contact>M)\d+,\s(?:an?|the|another)\s[^,;:NM]{0,50}\s(?:the\s)?A\d+\s(?:ha[sd]\s)?(?:sanctioned|blacklisted|designated)\b"
)
#: ... or in a row that is one: `two firms, M and N`, `M and its chief, N, were`.
_ROW = (
    r"(?P<row>M)\d+(?=(?:,\sN\d+)*,?\sand\s(?:its(?:\s[a-z-]+){1,3},?\s)?N\d+,?\s(?:was|were|are|have)\b"
    r"|(?<=s,\sM\d)\sand\sN\d)"
)
_DUE = re.compile(f"{_OBJECT}|{_SUBJECT}|{_ROW}")


def names_due(marked: str, names: Sequence[Named]) -> str:
    """Lone words as names where a name is due, and as words of the text elsewhere."""
    while (due := _DUE.search(marked)) is not None:
        kind = str(due.lastgroup)
        marked = f"{marked[: due.start(kind)]}N{marked[due.start(kind) + 1 :]}"
    return _LONE.sub(lambda match: names[int(match.group(1))].text.lower(), marked)
