# ruff: noqa: E501  # a pattern is read as one line
"""Names of Korean, Russian, Chinese and Japanese sentences that their own letters tell.

Owns names in Hangul before a particle or form of address, names in Kana, firms in Han and Hangul,
and what stands in quotes behind a word for a body or ship. Invariant: a word that only says what
kind of body it is makes no name. Refuses persons in Han that nothing marks.
"""

from __future__ import annotations

import re

from xref.articles.sentences import Span
from xref.match.claim_name_words import NameWords
from xref.match.claim_named import Named

#: Names of Japanese and Chinese sentences that tell themselves: `キム・チョルサム`, `朴正天氏`,
#: `大連海浜公司` behind a word or mark that no name holds.
_SCRIPTS = re.compile("[Ѐ-ӿ가-힣ぁ-ヿ一-鿿]")
_HAN = re.compile("[一-鿿]")
_KANA_NAME = re.compile("([ァ-ヴー]+(?:[・＝=][ァ-ヴー]+)+)")
_SHI_NAME = re.compile("(?<![一-鿿])(?:[一-鿿]{2,5}の)?([一-鿿]{2,4})氏")
_HAN_FIRM = re.compile(
    "(?:船东|船主|经营者|制裁(?:了|名单)?|冻结了?|包括|列入|对于?|将|把|和|及|与|、|，|の|や)"
    "((?:(?!制裁|宣布|包括|[和及与将把对的、のや])[一-鿿ァ-ヴー]){2,20}?"
    "(?:有限公司|公司|银行|銀行|集团|会社))"
)
#: A name in quotes behind a word for a body or ship: `компания «Гудзон»`, `銀行「東方銀行」`.
_QUOTED = re.compile(
    r"(?:компани|фирм|банк|судн|танкер|групп|завод|холдинг|концерн|корпораци|предприяти|организаци)\w*\s«([^»\n]{2,40})»"
    "|(?:銀行|会社|企業|機関|団体|船|タンカー|グループ|集団|組織|商社)「([^」\n]{2,30})」"
)
_SHIP = re.compile("судн|танкер|船|タンカー")
_HANGUL_FIRM = re.compile(
    "(?<![가-힣])([가-힣]{2,12} 그룹|[가-힣]{2,12}(?:그룹|은행|총회사|회사|무역|공사|상사|해운))(?=(?:을|를|은|는|이|가|과|와|에|의|도|등|,))"
)
#: Words of a Korean sentence that only say what kind of body it is.
_NO_HANGUL_FIRM = re.compile(
    "(?:중국|러시아|북한|외국|관련|유령|위장|선박|건설|무역|해운|보험|통신|에너지|정유|민간|국영|해당|이들|현지|제3국|일본|한국|미국)(?: ?(?:그룹|은행|회사|무역|공사|상사|해운))?$"
)
#: A place and a word for a body: no name (`香港公司`).
_NO_HAN_FIRM = re.compile(
    "(?:香港|中国|朝鲜|俄罗斯|伊朗|外国|大连|丹东|多家|一家|两家|三家|几家|相关|有关|贸易|航运|这家|该){1,2}(?:公司|银行|集团)$"
)
#: Firms that end with their trade, before what is done to them: `大連海豊国際物流を`.
_TRADE_FIRM = re.compile(
    "(?:、|は|に|の|や|と)([一-鿿]{3,14}(?:科技|技術|物流|貿易|海運|商社|商会|実業))(?=を|や|と|に対)"
)
#: `货轮“清川江”号`.
_HAN_SHIP = re.compile('[“「『"]([一-鿿]{2,6})[”」』"](?:号|號|轮)')
_OF_HAN = (
    (_KANA_NAME, "person"),
    (_SHI_NAME, "person"),
    (_HAN_FIRM, "organisation"),
    (_TRADE_FIRM, "organisation"),
    (_HAN_SHIP, "vessel"),
)
#: `철봉산 1호`, `화물선 백두산호`.
_HANGUL_SHIP = re.compile(
    "(?<![가-힣])(?:([가-힣]{2,6} ?\\d{1,2}호)|(?:(?<=화물선 )|(?<=유조선 )|(?<=선박 )|(?<=상선 )|(?<=선박인 ))([가-힣]{2,7}호))(?=[을를은는이가과와에의도,\\s]|$)"
)
_HANGUL_NAME = re.compile("(?<![가-힣])([가-힣]{3})(?=([가-힣]{1,2}))")


def names_of_scripts(text: str, sentence: Span, words: NameWords) -> list[Named]:
    """Names of a sentence that its own letters tell: behind quotes, before particles, as firms."""
    script = text[slice(*sentence)]
    if script.isascii() or _SCRIPTS.search(script) is None:
        return []
    found = [
        Named(match.start(1), match.end(1), match.group(1))
        for match in _HANGUL_NAME.finditer(text, *sentence)
        if match.group(1)[0] in words.surnames
        and match.group(1) not in words.no_surnames
        and match.group(2).startswith(words.endings)
    ]
    for match in _QUOTED.finditer(text, *sentence):
        group = match.lastindex or 0
        kind = "vessel" if _SHIP.match(match.group()) else "organisation"
        found.append(Named(*match.span(group), match.group(group), (), kind))
    found += [
        Named(match.start(1), match.end(1), match.group(1), (), "organisation")
        for match in _HANGUL_FIRM.finditer(text, *sentence)
        if not _NO_HANGUL_FIRM.match(match.group(1))
    ]
    found += [
        Named(*match.span(match.lastindex or 0), match.group(match.lastindex or 0), (), "vessel")
        for match in _HANGUL_SHIP.finditer(text, *sentence)
    ]
    if _HAN.search(script):
        for pattern, kind in _OF_HAN:
            found += [
                Named(match.start(1), match.end(1), match.group(1), (), kind)
                for match in pattern.finditer(text, *sentence)
                if not _NO_HAN_FIRM.match(match.group(1))
            ]
    return found
